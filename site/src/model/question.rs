//! What an output can ask of the library. Each question has a short digest of its answer; an output whose questions all
//! have the answers they had last time need not be made again.

use fingerpost_finder::place::Postcode;
use serde::{Deserialize, Serialize};

use super::register::Listing;
use super::{Date, Id, Library, Selection, Shelf};
use crate::digest::Digest;

/// One thing that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// The text of a content file.
    File(Id),
    /// `site.yaml` and the settings of this build.
    Site,
    /// The frame of every page: header, menu, footer.
    Frame,
    /// What other pages show of a page: title, summary, address, minutes.
    Card(Id),
    /// The address of a page, and whether it is a draft.
    Address(Id),
    /// The pages of a folder, in order.
    Children(Id),
    /// The pages filed under a topic.
    Filed(Id),
    /// A topic's name.
    Topic(Id),
    /// All topics that have pages.
    Topics,
    /// A word of the glossary.
    Term(Id),
    /// The whole glossary.
    Terms,
    /// A contact.
    Contact(Id),
    /// A figure.
    Figure(Id),
    /// Whether a figure holds today.
    Holds(Id),
    /// What other pages show of a service.
    Service(Id),
    /// Whether there are services at all.
    AnyServices,
    /// Which services are listed.
    Services,
    /// Which organisations there are that have not ended and that someone has checked.
    Organizations,
    /// An organisation.
    Organization(Id),
    /// All organisations, those that have ended among them.
    EveryOrganization,
    /// The services on a page of the open data feed, or all of them, and how many there are.
    Published(Option<usize>),
    /// What the pages of its services show of an organisation.
    OrganizationCard(Id),
    /// How fresh an entry of the directory is today that was last checked on a day.
    Freshness(Date),
    /// A heading of the directory.
    Category(Id),
    /// All headings of the directory that have services, and how many.
    Categories,
    /// An entry of the register, whole.
    Entry(Id),
    /// One page of a list of the register: who is on it, and how long the list is.
    Listing(Listing, u32),
    /// How many there are of each kind in the register, and in each place.
    Register,
    /// All places that have a page, and how many services each has.
    Places,
    /// The places that have services under a heading, and how many.
    PlacesOf(Id),
    /// The headings that have services at a place, and how many.
    HeadingsOf(Id),
    /// What stands on a page of a list of the directory.
    Shelf(Shelf, usize),
    /// The names on a page of the A to Z of the directory.
    Names(usize),
    /// Its letters, and where each begins.
    Letters,
    /// How many pages each list has.
    Shelves,
    /// The services that a list in a page of advice shows.
    Selection(Selection),
    /// How fresh and how complete the directory is.
    Quality,
    /// All areas.
    Areas,
    /// Where a postcode is.
    Postcode(Id),
    /// A file of the finder.
    Finder(Id),
    /// The published address of a picture or file.
    Asset(Id),
    /// A template with all it uses.
    Template(Id),
    /// The addresses of style sheet, font and icon.
    Look,
    /// The address of one file that pages load.
    Loaded(Id),
    /// How fresh a page is today.
    Standing(Id),
    /// The accessibility statement.
    Statement,
    /// Rates, policy and sample households, and the tax year we are in.
    Charging,
    /// A guide, and whether it is proved.
    Guide(Id),
    /// Groups and events that a guide tells of, with their days.
    Upcoming(Id),
    /// A group or event.
    Event(Id),
    /// Every page that is published, with its address.
    Pages,
    /// The pages that changed last.
    Changes,
}

impl Library {
    /// Digest of the answer to a question as things stand.
    pub fn answer(&self, question: &Question) -> Digest {
        match question {
            Question::File(file) => self.files.get(file).map(|source| source.digest).unwrap_or_default(),
            Question::Site => self.site_digest,
            // Answered by the press, which makes the frame.
            Question::Frame => Digest::default(),
            Question::Card(id) => Digest::of_value(
                &self.page(id).map(|p| (&p.meta.title, &p.meta.summary, &p.address, p.minutes, p.meta.draft)),
            ),
            Question::Address(id) => Digest::of_value(&self.page(id).map(|page| (&page.address, page.meta.draft))),
            Question::Children(id) => Digest::of_value(&self.children(id).map(|page| &page.id).collect::<Vec<_>>()),
            Question::Filed(id) => Digest::of_value(&self.filed(id).map(|page| &page.id).collect::<Vec<_>>()),
            Question::Topic(id) => Digest::of_value(&self.topics.get(id).map(|topic| (&topic.title, &topic.summary))),
            Question::Topics => Digest::of_value(&self.topic_ids().collect::<Vec<_>>()),
            Question::Term(id) => Digest::of_value(&self.terms.get(id)),
            Question::Terms => Digest::of_value(&self.terms),
            Question::Contact(id) => Digest::of_value(&self.contacts.get(id)),
            Question::Figure(id) => Digest::of_value(&self.figures.get(id)),
            Question::Holds(id) => {
                Digest::of_value(&self.figures.get(id).map(|figure| figure.standing(self.settings.today)))
            }
            Question::Service(id) => Digest::of_value(&self.service_card(id)),
            Question::AnyServices => Digest::of_value(&self.services.is_empty()),
            Question::Services => Digest::of_value(&self.listed()),
            Question::Organizations => Digest::of_value(&self.listed_organizations().collect::<Vec<_>>()),
            Question::Organization(id) => {
                Digest::of_value(&self.organizations.get(id).map(|filed| (&filed.file, &filed.value)))
            }
            Question::OrganizationCard(id) => Digest::of_value(&self.organization_card(id)),
            Question::EveryOrganization => Digest::of_value(&self.organizations.keys().collect::<Vec<_>>()),
            Question::Published(page) => Digest::of_value(&(self.published_on(None).len(), self.published_on(*page))),
            Question::Freshness(assured) => Digest::of_value(&self.freshness(*assured)),
            Question::Category(id) => Digest::of_value(&self.category(id)),
            Question::Categories => Digest::of_value(&self.headings()),
            Question::Places => {
                let all = self.places().into_iter().map(|area| (&area.id.value, self.number_near(&area.id.value)));
                Digest::of_value(&all.collect::<Vec<_>>())
            }
            Question::Entry(id) => Digest::of_value(&self.register.entries().get(id)),
            Question::Listing(listing, at) => {
                let register = &self.register;
                Digest::of_value(&(register.page(listing, *at as usize), register.listed(listing).len()))
            }
            Question::Register => Digest::of_value(&self.register.lengths().collect::<Vec<_>>()),
            Question::PlacesOf(heading) => {
                let all = self.places_of(heading).into_iter().map(|(area, number)| (&area.id.value, number));
                Digest::of_value(&all.collect::<Vec<_>>())
            }
            Question::HeadingsOf(area) => Digest::of_value(&self.headings_of(area)),
            Question::Shelf(list, page) => Digest::of_value(&self.slice(list, *page)),
            Question::Names(page) => Digest::of_value(&self.names(*page)),
            Question::Letters => Digest::of_value(&self.letters()),
            Question::Shelves => Digest::of_value(&self.shelves()),
            Question::Selection(asked) => Digest::of_value(&self.select(asked)),
            Question::Quality => Digest::of_value(&self.quality()),
            Question::Areas => Digest::of_value(&self.areas),
            Question::Postcode(code) => {
                Digest::of_value(&Postcode::parse(code).and_then(|code| self.areas.points.get(&code).copied()))
            }
            Question::Finder(path) => self.finder.get(path).map(|bytes| Digest::of(bytes)).unwrap_or_default(),
            Question::Asset(path) => self.assets.get(path).map(|asset| asset.digest).unwrap_or_default(),
            Question::Template(name) => self.theme.digest(name),
            Question::Look => self.look.digest,
            Question::Loaded(path) => Digest::of_value(&self.look.files.get(path.as_ref()).map(|(address, _)| address)),
            Question::Standing(id) => Digest::of_value(&self.page(id).map(|page| self.standing(page))),
            Question::Statement => Digest::of_value(&self.statement),
            Question::Charging => Digest::of_value(&(self.tax_year(), &self.charging)),
            Question::Guide(id) => {
                let files = self.guides.get(id).into_iter().flat_map(super::Guide::files);
                Digest::of_value(&files.map(|file| self.files.get(file).map(|f| f.digest)).collect::<Vec<_>>())
            }
            Question::Upcoming(id) => Digest::of_value(&self.upcoming(id)),
            Question::Event(id) => Digest::of_value(&self.events.get(id)),
            Question::Pages => {
                Digest::of_value(&self.live().map(|page| (&page.id, &page.address, &page.guide)).collect::<Vec<_>>())
            }
            Question::Changes => {
                let changes = self.changes();
                let shown = changes.iter().map(|page| {
                    let topics: Vec<_> = page.meta.topics.iter().map(|topic| &topic.value).collect();
                    (&page.id, page.meta.reviewed.value, topics)
                });
                Digest::of_value(&shown.collect::<Vec<_>>())
            }
        }
    }
}
