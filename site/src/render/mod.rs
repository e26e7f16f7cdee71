//! The library to bytes. `jobs` lists every output to make; `Press` makes one of them at a time, on any thread.
//! One file per kind of output: `pages`, `lists`, `feeds`, `open_referral`; `markdown` with `links` and `blocks` does the text.

mod blocks;
mod charging;
mod desk;
mod directory;
mod entry;
mod feeds;
mod guide;
mod households;
mod links;
mod lists;
mod markdown;
mod notes;
mod open_referral;
mod pages;
mod register;
mod schema_org;
mod search;
mod services;
mod services_block;
mod sheet;
mod shell;
mod shelves;
mod slips;
mod table;
mod templates;
mod typography;
mod view;
mod widget;
mod worksheet;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Span};
use crate::digest::Digest;
use crate::model::register::Listing;
use crate::model::{Broken, Id, Library, Page, Question, Shelf, Theme, is_address};
use crate::open_referral::Reply;
use desk::Desk;
use templates::Templates;

const CATEGORIES: &str = "content/directory/categories.yaml";

const AREAS: &str = "content/areas.yaml";

/// One output to make.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// The home page.
    Home,
    /// A page.
    Page(Id),
    /// A topic that no folder's page stands for.
    Topic(Id),
    /// A page of a route, by its place among them.
    Step(Id, usize),
    /// A group or event as a calendar file.
    Calendar(Id),
    /// A service.
    Service(Id),
    /// A page of a list of the directory, from 1. The first page of an organisation's services is its own page.
    Shelf(Shelf, usize),
    /// The way in to the directory.
    Services,
    /// An entry of the register.
    Entry(Id),
    /// A page of a list of the register, counted from 0.
    Listing(Listing, usize),
    /// The places that have pages of the services near them.
    Places,
    /// How good the directory is.
    Quality,
    /// The search page.
    Search,
    /// The search of the register.
    RegisterSearch,
    /// A to Z.
    AToZ,
    /// The glossary.
    Glossary,
    /// The accessibility statement.
    Accessibility,
    /// The page for addresses where there is nothing.
    NotFound,
    /// An old address, and the page it leads to.
    Redirect(Id, Id),
    /// `sitemap.xml`.
    Sitemap,
    /// A part of a sitemap that is too long for one file, from 1.
    SitemapPart(usize),
    /// `robots.txt`.
    Robots,
    /// The feed of changed pages.
    Feed,
    /// A file of the open data feed.
    OpenReferral(Reply),
    /// The page about open data.
    OpenData,
    /// A file of the theme that pages load.
    Look(Id),
    /// A file of the finder.
    Finder(Id),
    /// A picture or file of the content.
    Asset(Id),
}

impl Job {
    /// The job's name in the cache.
    pub fn key(&self) -> String {
        format!("{self:?}")
    }

    /// Path below the output folder of the file it makes.
    pub fn path(&self, library: &Library) -> String {
        let file = |address: &str| {
            let path = address.trim_start_matches('/');
            if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
        };
        match self {
            Job::Home => file("/"),
            Job::Page(id) => library.page(id).map(|page| file(&page.address)).unwrap_or_default(),
            Job::Topic(id) => format!("topics/{id}.html"),
            Job::Step(id, at) => {
                guide::addresses(library, id).get(*at).map(|address| file(address)).unwrap_or_default()
            }
            Job::Calendar(id) => format!("guides/events/{id}.ics"),
            Job::Service(id) => format!("services/{id}.html"),
            Job::Shelf(list, page) => file(&shelves::address(list, *page)),
            Job::Services => "services/index.html".into(),
            Job::Entry(id) => file(&register::entry_address(id)),
            Job::Listing(listing, at) => file(&register::address(listing, *at)),
            Job::Places => "services/near/index.html".into(),
            Job::Quality => "services/quality.html".into(),
            Job::RegisterSearch => register::SEARCH.trim_start_matches('/').into(),
            Job::Search => search::ADDRESS.trim_start_matches('/').into(),
            Job::AToZ => "a-to-z.html".into(),
            Job::Glossary => "glossary.html".into(),
            Job::Accessibility => "accessibility.html".into(),
            Job::NotFound => "404.html".into(),
            Job::Redirect(from, _) => {
                let path = file(from);
                let has_ending = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
                if has_ending { path } else { format!("{path}/index.html") }
            }
            Job::Sitemap => "sitemap.xml".into(),
            Job::SitemapPart(part) => file(&feeds::sitemap_part(*part)),
            Job::Robots => "robots.txt".into(),
            Job::Feed => "changes.xml".into(),
            Job::OpenReferral(reply) => reply.path(library),
            Job::OpenData => file(open_referral::ADDRESS),
            Job::Look(path) => {
                library.look.files.get(path.as_ref()).map(|(address, _)| file(address)).unwrap_or_default()
            }
            Job::Finder(path) => path.to_string(),
            Job::Asset(path) => library.assets.get(path).map(|asset| file(&asset.address)).unwrap_or_default(),
        }
    }

    /// The place to blame when its address is taken.
    pub fn place(&self, library: &Library) -> Option<Place> {
        let alias = |page: &Page, from: &str| {
            let alias = page.meta.aliases.iter().find(|alias| alias.value == from)?;
            Some(Library::yaml_place(page, alias.span))
        };
        match self {
            Job::Page(id) => library.page(id).map(|page| Place::file(&page.file)),
            Job::Redirect(from, id) => library.page(id).and_then(|page| alias(page, from)),
            Job::Service(id) | Job::OpenReferral(Reply::Service(id)) => {
                library.services.get(id).map(|service| Place::file(&service.file))
            }
            Job::Entry(id) => library.register.entries().get(id).map(|entry| Place::file(&entry.file)),
            Job::Shelf(Shelf::RunBy(id), _) | Job::OpenReferral(Reply::Organization(id)) => {
                library.organizations.get(id).map(|filed| Place::file(&filed.file))
            }
            Job::Shelf(Shelf::Heading(id) | Shelf::HeadingNear(id, _), _) => {
                library.category(id).map(|heading| library.place(CATEGORIES, heading.id.span))
            }
            Job::Shelf(Shelf::Near(id), _) => library.areas.get(id).map(|area| library.place(AREAS, area.id.span)),
            Job::Step(id, _) => library.guides.get(id).map(|guide| Place::file(&guide.main.file)),
            _ => None,
        }
    }
}

/// Every output of the site, pictures and files aside: those are made only if a page uses them.
pub fn jobs(library: &Library) -> Vec<Job> {
    let mut jobs =
        vec![Job::Home, Job::Search, Job::AToZ, Job::Glossary, Job::NotFound, Job::Sitemap, Job::Robots, Job::Feed];
    jobs.extend((1..=feeds::sitemap_parts(library)).map(Job::SitemapPart));
    if library.statement.is_some() {
        jobs.push(Job::Accessibility);
    }
    if !library.services.is_empty() || !library.organizations.is_empty() {
        jobs.extend([Job::Services, Job::Quality]);
    }
    if !library.services.is_empty() && !library.places().is_empty() {
        jobs.push(Job::Places);
    }
    let replies = crate::open_referral::replies(library);
    if !replies.is_empty() {
        jobs.push(Job::OpenData);
    }
    jobs.extend(replies.into_iter().map(Job::OpenReferral));
    jobs.extend(library.services.keys().cloned().map(Job::Service));
    jobs.extend(library.register.entries().keys().cloned().map(Job::Entry));
    if !library.register.is_empty() {
        jobs.push(Job::RegisterSearch);
    }
    for listing in library.register.listings(&library.areas) {
        jobs.extend((0..library.register.pages(&listing)).map(|at| Job::Listing(listing.clone(), at)));
    }
    for (shelf, pages) in library.shelves() {
        jobs.extend((1..=pages).map(|page| Job::Shelf(shelf.clone(), page)));
    }
    for id in library.guides.keys() {
        jobs.extend((0..guide::addresses(library, id).len()).map(|at| Job::Step(id.clone(), at)));
    }
    jobs.extend(library.events.keys().cloned().map(Job::Calendar));
    jobs.extend(library.topic_ids().filter(|id| library.topic_has_own_page(id)).cloned().map(Job::Topic));
    jobs.extend(library.look.files.keys().map(|path| Job::Look(path.as_str().into())));
    jobs.extend(library.finder.keys().cloned().map(Job::Finder));
    for page in library.live() {
        jobs.push(Job::Page(page.id.clone()));
        let aliases = page.meta.aliases.iter().filter(|alias| is_address(&alias.value));
        jobs.extend(aliases.map(|alias| Job::Redirect(alias.value.as_str().into(), page.id.clone())));
    }
    jobs
}

/// What making one output gave.
#[derive(Debug)]
pub struct Made {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Everything that was asked to make it.
    pub asked: Vec<Question>,
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
    /// Where its links were written.
    pub places: Vec<(String, Span)>,
}

/// Makes outputs.
#[derive(Debug)]
pub struct Press<'l> {
    library: &'l Library,
    templates: Templates<'l>,
    frame: Digest,
}

impl<'l> Press<'l> {
    /// Compiles the templates of a theme and makes the frame of every page.
    pub fn new(library: &'l Library, theme: &'l Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut templates = Templates::new(theme)?;
        let shell = shell::make(library);
        templates.share(shell.context);
        let answers: Vec<_> = shell.asked.iter().map(|question| library.answer(question)).collect();
        Ok(Self { library, templates, frame: Digest::of_value(&answers) })
    }

    /// Checks the text of a page whose details are wrong, and says where it links to.
    pub fn check_text(&self, id: &Id, broken: &Broken) -> (Vec<Diagnostic>, Vec<String>) {
        let desk = Desk::new(self.library);
        let Broken { file, text, body_offset } = broken;
        let easy_read = id.ends_with(crate::model::EASY_READ);
        let origin = markdown::Origin { file, whole: text, offset: *body_offset, fixed: None, id, easy_read };
        let body = markdown::page(&text[*body_offset..], origin, &desk, &self.templates);
        (body.found, body.places.into_iter().map(|(address, _)| address).collect())
    }

    /// The frame of every page, without a page in it.
    pub fn frame(&self) -> String {
        let desk = Desk::new(self.library);
        let sheet = Sheet { desk: &desk, templates: &self.templates };
        let mut context = tera::Context::new();
        context.insert("page", &pages::plain(&sheet, "", "", "/"));
        let mut bytes = Vec::new();
        // A theme without base.html has no frame that is the same everywhere.
        let _ = self.templates.render("base.html", &context, &desk, &"base.html".into(), &mut bytes);
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Digest of the answer to a question as things stand.
    pub fn answer(&self, question: &Question) -> Digest {
        if *question == Question::Frame { self.frame } else { self.library.answer(question) }
    }

    /// Makes one output.
    pub fn make(&self, job: &Job) -> Made {
        let desk = Desk::new(self.library);
        let mut made = Made { bytes: Vec::new(), asked: Vec::new(), found: Vec::new(), places: Vec::new() };
        let sheet = Sheet { desk: &desk, templates: &self.templates };
        match job {
            Job::Home => lists::home(&sheet, &mut made),
            Job::Page(id) => pages::page(&sheet, id, &mut made),
            Job::Topic(id) => lists::topic(&sheet, id, &mut made),
            Job::Step(id, at) => guide::page(&sheet, id, *at, &mut made),
            Job::Calendar(id) => feeds::calendar(&desk, id, &mut made),
            Job::Service(id) => directory::service(&sheet, id, &mut made),
            Job::Entry(id) => entry::page(&sheet, id, &mut made),
            Job::Listing(listing, at) => register::listing(&sheet, listing, *at, &mut made),
            Job::Shelf(Shelf::RunBy(id), page) => directory::organization(&sheet, id, *page, &mut made),
            Job::Shelf(Shelf::Names, page) => shelves::names(&sheet, *page, &mut made),
            Job::Shelf(list, page) => shelves::list(&sheet, list, *page, &mut made),
            Job::Services => services::index(&sheet, &mut made),
            Job::Places => services::places(&sheet, &mut made),
            Job::Quality => services::quality(&sheet, &mut made),
            Job::RegisterSearch => register::search(&sheet, &mut made),
            Job::Search => search::page(&sheet, &mut made),
            Job::AToZ => lists::a_to_z(&sheet, &mut made),
            Job::Glossary => lists::glossary(&sheet, &mut made),
            Job::Accessibility => pages::accessibility(&sheet, &mut made),
            Job::NotFound => lists::not_found(&sheet, &mut made),
            Job::Redirect(_, to) => pages::redirect(&sheet, to, &mut made),
            Job::Sitemap => feeds::sitemap(&desk, None, &mut made),
            Job::SitemapPart(part) => feeds::sitemap(&desk, Some(*part), &mut made),
            Job::Robots => feeds::robots(&desk, &mut made),
            Job::Feed => feeds::changes(&desk, &mut made),
            Job::OpenReferral(reply) => open_referral::reply(&desk, reply, &mut made),
            Job::OpenData => open_referral::page(&sheet, &mut made),
            Job::Look(path) => {
                let file = self.library.look.files.get(path.as_ref());
                made.bytes = file.map(|(_, bytes)| bytes.clone()).unwrap_or_default();
                desk.note(Question::Loaded(path.clone()));
            }
            Job::Finder(path) => {
                made.bytes = self.library.finder.get(path).cloned().unwrap_or_default();
                desk.note(Question::Finder(path.clone()));
            }
            Job::Asset(path) => drop(desk.asset(path)),
        }
        made.asked = desk.into_asked();
        made
    }
}

/// What the makers of pages work with.
struct Sheet<'s, 'l> {
    desk: &'s Desk<'l>,
    templates: &'s Templates<'l>,
}

impl Sheet<'_, '_> {
    /// Renders a whole page with a template.
    fn print(&self, template: &str, context: &tera::Context, name: &str, made: &mut Made) {
        self.desk.note(Question::Frame);
        let name: Arc<str> = name.into();
        made.bytes.reserve(16 * 1024);
        if let Err(diagnostic) = self.templates.render(template, context, self.desk, &name, &mut made.bytes) {
            made.found.push(*diagnostic);
        }
    }
}
