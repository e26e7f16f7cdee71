//! What the council wrote, as plain data. One file per kind of thing; `library` holds them all and knows every address.

mod area;
mod charging;
mod completeness;
mod coordinates;
mod date;
mod directory;
mod event;
mod freshness;
mod guide;
mod hours;
mod identity;
mod library;
mod listing;
mod page;
mod question;
mod reach;
mod reference;
pub mod register;
mod shelves;
mod site;
mod statement;
mod theme;
mod words;

pub use area::{Area, AreaKind, Areas, PostalCode, read_points};
pub use charging::{Charging, Household};
pub use completeness::{Completeness, Part, Quality};
pub use coordinates::Coordinates;
pub use date::Date;
pub use directory::{Access, Category, Cost, Location, Organization, OrganizationKind, Phone, Service, Status};
pub use event::{Event, Every, Time};
pub use fingerpost_estimator::TaxYear;
pub use freshness::Freshness;
pub use guide::Guide;
pub use hours::{Schedule, Weekday, opening_hours};
pub use identity::{Identifier, Imported, Uuid};
pub use library::{Asset, Broken, Filed, Library, Look, Parts, Settings, SourceFile};
pub use page::{Audience, FrontMatter, Page, Source, Standing, is_address, is_name};
pub use question::Question;
pub use reach::{Email, PhoneNumber};
pub use reference::{Confidence, Contact, Figure, Point, Term, Topic};
pub use shelves::{Group, Named, OrganizationCard, PAGE, Selection, ServiceCard, Shelf, Shelves, Slice, letter_of};
pub use site::{Home, HomeLinks, MenuEntry, Promise, RegisterWords, Site, Task, Urgent};
pub use statement::{Compliance, Feedback, NonAccessible, Preparation, Reason, Statement};
pub use theme::{Theme, ThemeFile, ThemeText};
pub use words::WebAddress;

pub(crate) use page::EASY_READ;
pub(crate) use words::says_nothing;

/// The name by which one thing refers to another: a page, a term, a contact.
pub type Id = std::sync::Arc<str>;
