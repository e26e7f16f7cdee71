//! The desk at which an output is made: it hands over what the library holds and notes every question, so that the
//! output is made again when, and only when, an answer changes.

use std::cell::RefCell;

use fingerpost_estimator::TaxYear;
use fingerpost_finder::place::{Point, Postcode};

use crate::model::register::{Entry, Listed, Listing, Register};
use crate::model::{
    Area, Areas, Asset, Category, Charging, Contact, Date, Event, Figure, Filed, Freshness, Guide, Id, Library, Named,
    Organization, OrganizationCard, Page, Quality, Question, Selection, Service, ServiceCard, Settings, Shelf, Site,
    Slice, Standing, Statement, Term, Topic,
};

/// A reader of the library with a notebook.
#[derive(Debug)]
pub(super) struct Desk<'l> {
    library: &'l Library,
    asked: RefCell<Vec<Question>>,
}

impl<'l> Desk<'l> {
    /// A desk with an empty notebook.
    pub(super) fn new(library: &'l Library) -> Self {
        Self { library, asked: RefCell::default() }
    }

    /// What was asked, each question once.
    pub(super) fn into_asked(self) -> Vec<Question> {
        let mut asked = self.asked.into_inner();
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    /// Notes a question that was asked elsewhere on this output's behalf.
    pub(super) fn note(&self, question: Question) {
        self.asked.borrow_mut().push(question);
    }

    fn ask(&self, question: Question) -> &'l Library {
        self.asked.borrow_mut().push(question);
        self.library
    }

    /// `site.yaml`.
    pub(super) fn site(&self) -> &'l Site {
        &self.ask(Question::Site).site
    }

    /// The settings of this build but for the date, which only [`Desk::standing`] tells.
    pub(super) fn settings(&self) -> &'l Settings {
        &self.ask(Question::Site).settings
    }

    /// An address as a link: with the path the site is published under.
    pub(super) fn link(&self, address: &str) -> String {
        format!("{}{address}", self.settings().prefix())
    }

    /// A page's text, to render it.
    pub(super) fn page(&self, page: &Page) -> &'l Page {
        let library = self.ask(Question::File(page.file.clone()));
        library.page(&page.id).unwrap_or_else(|| unreachable!("a page that is being made is in the library"))
    }

    /// A page as others show it. Only title, summary, address, minutes and draft may be read of it.
    pub(super) fn card(&self, id: &str) -> Option<&'l Page> {
        self.ask(Question::Card(id.into())).page(id)
    }

    /// The address of a page, if it is published.
    pub(super) fn address(&self, id: &str) -> Option<&'l str> {
        let library = self.ask(Question::Address(id.into()));
        library.page(id).filter(|page| library.is_live(page)).map(|page| page.address.as_ref())
    }

    /// Pages as others show them.
    fn cards(&self, pages: impl IntoIterator<Item = &'l Page>) -> Vec<&'l Page> {
        pages.into_iter().inspect(|page| self.note(Question::Card(page.id.clone()))).collect()
    }

    /// Whether the name is a page's, even one that could not be read.
    pub(super) fn knows_page(&self, id: &str) -> bool {
        self.ask(Question::Card(id.into())).knows_page(id)
    }

    /// Names of all pages, for a suggestion. Not noted: it only serves a message about a name that was.
    pub(super) fn page_ids(&self) -> impl Iterator<Item = &'l str> {
        self.library.pages.iter().map(|page| page.id.as_ref())
    }

    /// Whether a data file, or a file below a folder, could not be read: what it may hold is not called unknown.
    pub(super) fn lost(&self, path: &str) -> bool {
        self.library.lost(path)
    }

    /// The library, for suggestions in messages only.
    pub(super) fn for_suggestions(&self) -> &'l Library {
        self.library
    }

    /// A folder's pages, as others show them.
    pub(super) fn children(&self, folder: &str) -> Vec<&'l Page> {
        self.cards(self.ask(Question::Children(folder.into())).children(folder))
    }

    /// The pages filed under a topic from other folders.
    pub(super) fn filed(&self, topic: &str) -> Vec<&'l Page> {
        self.cards(self.ask(Question::Filed(topic.into())).filed(topic))
    }

    /// A topic's name and summary.
    pub(super) fn topic(&self, id: &str) -> Option<&'l Topic> {
        self.ask(Question::Topic(id.into())).topics.get(id)
    }

    /// A word of the glossary.
    pub(super) fn term(&self, id: &str) -> Option<&'l Term> {
        self.ask(Question::Term(id.into())).terms.get(id)
    }

    /// The whole glossary.
    pub(super) fn terms(&self) -> impl Iterator<Item = &'l Term> {
        self.ask(Question::Terms).terms.values()
    }

    /// A contact.
    pub(super) fn contact(&self, id: &str) -> Option<&'l Contact> {
        self.ask(Question::Contact(id.into())).contacts.get(id)
    }

    /// A figure.
    pub(super) fn figure(&self, id: &str) -> Option<&'l Figure> {
        self.ask(Question::Figure(id.into())).figures.get(id)
    }

    /// A service as lists and links show it.
    pub(super) fn service_card(&self, id: &str) -> Option<ServiceCard<'l>> {
        self.ask(Question::Service(id.into())).service_card(id)
    }

    /// A service, to render its own page.
    pub(super) fn service(&self, id: &str) -> Option<&'l Filed<Service>> {
        let service = self.library.services.get(id)?;
        self.ask(Question::File(service.file.clone()));
        Some(service)
    }

    /// Whether there are services at all.
    pub(super) fn has_services(&self) -> bool {
        !self.ask(Question::AnyServices).services.is_empty()
    }

    /// The services that are listed, by name.
    pub(super) fn services(&self) -> &'l [Id] {
        self.ask(Question::Services).listed()
    }

    /// A picture or file.
    pub(super) fn asset(&self, path: &str) -> Option<&'l Asset> {
        self.ask(Question::Asset(path.into())).assets.get(path)
    }

    /// How fresh a page is today.
    pub(super) fn standing(&self, page: &Page) -> Standing {
        self.ask(Question::Standing(page.id.clone())).standing(page)
    }

    /// The accessibility statement.
    pub(super) fn statement(&self) -> Option<&'l Statement> {
        self.ask(Question::Statement).statement.as_ref()
    }

    /// Rates, policy and sample households, and the tax year we are in.
    pub(super) fn charging(&self) -> (&'l Charging, TaxYear) {
        let library = self.ask(Question::Charging);
        (&library.charging, library.tax_year())
    }

    /// Every page that is published, as others show it.
    pub(super) fn live(&self) -> Vec<&'l Page> {
        self.cards(self.ask(Question::Pages).live())
    }

    /// Every page that is published: id and address only.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &'l Page> {
        self.ask(Question::Pages).live()
    }

    /// Topics that have pages.
    pub(super) fn topics(&self) -> Vec<&'l Id> {
        self.ask(Question::Topics).topic_ids().collect()
    }

    /// Whether any page is filed under a topic.
    pub(super) fn has_topic(&self, id: &str) -> bool {
        self.ask(Question::Topics).topic_ids().any(|topic| topic.as_ref() == id)
    }

    /// Whether a topic has a page of its own, so that no folder's page stands for it.
    pub(super) fn topic_address(&self, id: &str) -> String {
        match self.card(id) {
            Some(page) => page.address.to_string(),
            None => format!("/topics/{id}.html"),
        }
    }

    /// The pages that changed last.
    pub(super) fn changes(&self) -> Vec<&'l Page> {
        self.cards(self.ask(Question::Changes).changes())
    }

    /// The Easy Read version of a page.
    pub(super) fn easy_read_of(&self, id: &str) -> Option<&'l Page> {
        self.ask(Question::Card(format!("{id}{}", crate::model::EASY_READ).into())).easy_read_of(id)
    }

    /// Address of a file that pages load: `style.css`, `mark.svg`, a font.
    pub(super) fn look(&self, path: &str) -> Option<String> {
        let address = self.ask(Question::Look).look.files.get(path).map(|(address, _)| address)?;
        Some(self.link(address))
    }

    /// Addresses of what a tool loads: script, module and, where it needs some, facts. Nothing if it was left out of this
    /// build.
    pub(super) fn widget(&self, name: &str, facts: &str) -> Option<Vec<String>> {
        let own = |ending: &str| self.loaded(&format!("{name}.{ending}"));
        let tool = [own("js")?, own("wasm")?];
        let facts = if facts.is_empty() { None } else { Some(self.loaded(facts)?) };
        Some(tool.into_iter().chain(facts).collect())
    }

    /// The address of a file that pages load.
    pub(super) fn loaded(&self, file: &str) -> Option<String> {
        let library = self.ask(Question::Loaded(file.into()));
        library.look.files.get(file).map(|(address, _)| self.link(address))
    }

    /// Whether a figure holds today.
    pub(super) fn holds(&self, figure: &Figure) -> Standing {
        figure.standing(self.ask(Question::Holds(figure.id.value.clone())).settings.today)
    }

    /// An organisation.
    pub(super) fn organization(&self, id: &str) -> Option<&'l Filed<Organization>> {
        self.ask(Question::Organization(id.into())).organizations.get(id)
    }

    /// An organisation as the pages of its services show it.
    pub(super) fn organization_card(&self, id: &str) -> Option<OrganizationCard<'l>> {
        self.ask(Question::OrganizationCard(id.into())).organization_card(id)
    }

    /// The organisations that are listed.
    pub(super) fn organizations(&self) -> impl Iterator<Item = &'l Id> {
        self.ask(Question::Organizations).listed_organizations()
    }

    /// How fresh an entry of the directory is today.
    pub(super) fn freshness(&self, assured: Date) -> Freshness {
        self.ask(Question::Freshness(assured)).freshness(assured)
    }

    /// A heading of the directory.
    pub(super) fn category(&self, id: &str) -> Option<&'l Category> {
        self.ask(Question::Category(id.into())).category(id)
    }

    /// All headings of the directory that have services, and how many.
    pub(super) fn categories(&self) -> Vec<(&'l Category, usize)> {
        self.ask(Question::Categories).headings()
    }

    /// All places that have a page of the services near them, and how many each has.
    pub(super) fn places(&self) -> Vec<(&'l Area, usize)> {
        self.note(Question::Areas);
        let library = self.ask(Question::Places);
        library.places().into_iter().map(|area| (area, library.number_near(&area.id.value))).collect()
    }

    /// The places that have services under a heading, and how many.
    pub(super) fn places_of(&self, heading: &Id) -> Vec<(&'l Area, usize)> {
        self.note(Question::Areas);
        self.ask(Question::PlacesOf(heading.clone())).places_of(heading)
    }

    /// The headings that have services at a place, and how many.
    pub(super) fn headings_of(&self, area: &Id) -> Vec<(&'l Category, usize)> {
        self.ask(Question::HeadingsOf(area.clone())).headings_of(area)
    }

    /// A page of a list of the directory.
    pub(super) fn slice(&self, list: &Shelf, page: usize) -> Slice<'l> {
        self.ask(Question::Shelf(list.clone(), page)).slice(list, page)
    }

    /// The names on a page of the A to Z of the directory.
    pub(super) fn names(&self, page: usize) -> &'l [Named] {
        self.ask(Question::Names(page)).names(page)
    }

    /// The letters of that A to Z, and the page on which each begins.
    pub(super) fn letters(&self) -> &'l [(String, usize)] {
        self.ask(Question::Letters).letters()
    }

    /// Every list of the directory, with the number of its pages.
    pub(super) fn shelves(&self) -> Vec<(Shelf, usize)> {
        self.ask(Question::Shelves).shelves()
    }

    /// The services that a list in a page of advice shows, and how many there are in all.
    pub(super) fn select(&self, asked: &Selection) -> (Vec<&'l Id>, usize) {
        self.ask(Question::Selection(asked.clone())).select(asked)
    }

    /// How fresh and how complete the directory is.
    pub(super) fn quality(&self) -> Quality {
        self.ask(Question::Quality).quality()
    }

    /// All organisations, those that have ended among them.
    pub(super) fn every_organization(&self) -> Vec<(&'l Id, &'l Filed<Organization>)> {
        let all = self.ask(Question::EveryOrganization).organizations.keys();
        all.filter_map(|id| Some((id, self.organization(id)?))).collect()
    }

    /// How many services the feed lists, and which: those of a page of it, or all.
    pub(super) fn published(&self, page: Option<usize>) -> (usize, &'l [Id]) {
        let library = self.ask(Question::Published(page));
        (library.published_on(None).len(), library.published_on(page))
    }

    /// All services that the feed lists, whole.
    pub(super) fn published_whole(&self) -> Vec<(&'l Id, &'l Filed<Service>)> {
        self.published(None).1.iter().filter_map(|id| Some((id, self.service(id)?))).collect()
    }

    /// All headings of the directory, without what stands under them.
    pub(super) fn headings(&self) -> &'l [Category] {
        &self.ask(Question::File("content/directory/categories.yaml".into())).categories
    }

    /// Where a postcode is, if the lists of postcodes have it.
    pub(super) fn point(&self, code: &Postcode) -> Option<Point> {
        self.ask(Question::Postcode(code.to_string().into())).areas.points.get(code).copied()
    }

    /// All areas.
    pub(super) fn areas(&self) -> &'l Areas {
        &self.ask(Question::Areas).areas
    }

    /// An area.
    pub(super) fn area(&self, id: &str) -> Option<&'l Area> {
        self.ask(Question::Areas).areas.get(id)
    }

    /// The towns and localities of the area that the site is for.
    pub(super) fn local_areas(&self) -> impl Iterator<Item = &'l Area> {
        self.ask(Question::Areas).areas.local()
    }

    /// The areas around one, smallest first, as far as they are of the area that the site is for.
    pub(super) fn around_in_home(&self, id: &str) -> Vec<&'l Area> {
        let areas = &self.ask(Question::Areas).areas;
        let local = |area: &&Area| areas.local().any(|local| local.id.value == area.id.value);
        areas.around(id).into_iter().skip(1).filter(local).collect()
    }

    /// An entry of the register.
    pub(super) fn entry(&self, id: &Id) -> Option<&'l Entry> {
        self.ask(Question::Entry(id.clone())).register.entries().get(id)
    }

    /// One page of a list of the register, how long the whole list is, and how many pages it takes.
    pub(super) fn listing(&self, listing: &Listing, at: usize) -> (&'l [Listed], usize, usize) {
        let page = u32::try_from(at).unwrap_or(u32::MAX);
        let register = &self.ask(Question::Listing(listing.clone(), page)).register;
        (register.page(listing, at), register.listed(listing).len(), register.pages(listing))
    }

    /// The register. Only how many there are of each kind in each place may be read of it.
    pub(super) fn register(&self) -> &'l Register {
        &self.ask(Question::Register).register
    }

    /// A guide.
    pub(super) fn guide(&self, id: &str) -> Option<&'l Guide> {
        self.ask(Question::Guide(id.into())).guides.get(id)
    }

    /// The page that a guide stands on, as others show it.
    pub(super) fn page_of_guide(&self, id: &str) -> Option<&'l Page> {
        let library = self.ask(Question::Pages);
        let page = library.live().find(|page| page.guide.as_deref() == Some(id))?;
        self.card(&page.id)
    }

    /// Groups and events that a guide tells of, with their days from today on.
    pub(super) fn upcoming(&self, guide: &str) -> Vec<(&'l Event, Vec<Date>)> {
        self.ask(Question::Upcoming(guide.into())).upcoming(guide)
    }

    /// A group or event.
    pub(super) fn event(&self, id: &str) -> Option<&'l Event> {
        self.ask(Question::Event(id.into())).events.get(id)
    }

    /// The text of a content file.
    pub(super) fn text(&self, file: &str) -> &'l str {
        self.ask(Question::File(file.into())).files.get(file).map_or("", |source| source.text.as_str())
    }

    /// Notes the use of a template.
    pub(super) fn template(&self, name: &str) {
        self.ask(Question::Template(name.into()));
    }
}
