//! Everything that was loaded, indexed by name. Stages after loading read from here and change nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use fingerpost_estimator::TaxYear;
use fingerpost_estimator::year::Day;
use serde::Serialize;

use super::page::EASY_READ;
use super::register::Register;
use super::theme::Theme;
use super::{
    Areas, Category, Charging, Contact, Date, Event, Figure, Guide, Id, Organization, Page, Service, Shelves, Site,
    Standing, Statement, Term, Topic,
};
use crate::diagnostic::{Place, Span};
use crate::digest::Digest;
use crate::source::yaml::At;

/// What was asked of this build, after `site.yaml` has had its say.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The day it is built for.
    pub today: Date,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Address of the site, without a slash at the end.
    pub base_url: String,
}

impl Settings {
    /// The path part of the site's address: empty, or like `/care`.
    pub fn prefix(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..].find('/').map_or("", |at| &self.base_url[after_scheme + at..])
    }
}

/// A content file, kept for showing its lines.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Hash of its bytes.
    pub digest: Digest,
    /// Its text; empty for a page, which holds its own, and for what is not text.
    pub text: String,
}

/// A picture or a file to download.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path in the project.
    pub file: Arc<str>,
    /// Hash of its bytes.
    pub digest: Digest,
    /// Size in bytes.
    pub size: u64,
    /// Width and height in pixels, for a picture.
    pub dimensions: Option<(u32, u32)>,
    /// Address on the site, hash and all.
    pub address: String,
}

/// A page whose details are wrong. Its text is still checked.
#[derive(Debug, Default)]
pub struct Broken {
    /// Its file.
    pub file: Arc<str>,
    /// The whole file; empty if it is not text.
    pub text: String,
    /// Byte at which the Markdown begins.
    pub body_offset: usize,
}

/// A value and the file it came from.
#[derive(Debug, Serialize)]
pub struct Filed<T> {
    /// Its file.
    pub file: Arc<str>,
    /// The value.
    pub value: T,
}

/// Addresses of what every page loads.
#[derive(Debug, Default)]
pub struct Look {
    /// Hash over all of them.
    pub digest: Digest,
    /// Published files by path within the theme: address and bytes.
    pub files: BTreeMap<String, (String, Vec<u8>)>,
}

/// A folder's pages.
type Folder = Vec<usize>;

/// Everything that was loaded, as the loader hands it over.
#[derive(Debug)]
pub struct Parts {
    /// What was asked of this build.
    pub settings: Settings,
    /// `site.yaml`.
    pub site: Site,
    /// The theme.
    pub theme: Theme,
    /// Whether the site or the theme is a stand-in for one that could not be read.
    pub provisional: bool,
    /// What every page loads.
    pub look: Look,
    /// Pages, drafts among them; the library sorts them by id.
    pub pages: Vec<Page>,
    /// Pages whose details could not be read: links to them are not blamed.
    pub broken: BTreeMap<Id, Broken>,
    /// Data files that could not be read.
    pub lost: BTreeSet<Arc<str>>,
    /// Topics by id.
    pub topics: BTreeMap<Id, Topic>,
    /// Words by id.
    pub terms: BTreeMap<Id, Term>,
    /// Contacts by id.
    pub contacts: BTreeMap<Id, Contact>,
    /// Figures by id.
    pub figures: BTreeMap<Id, Figure>,
    /// Areas, and where postcodes are.
    pub areas: Areas,
    /// Organisations by id.
    pub organizations: BTreeMap<Id, Filed<Organization>>,
    /// The register of direct payment support: what may be published of it today.
    pub register: Register,
    /// Headings that services stand under, in their order.
    pub categories: Vec<Category>,
    /// Services by id.
    pub services: BTreeMap<Id, Filed<Service>>,
    /// Rates, policy and sample households for the estimator.
    pub charging: Charging,
    /// Groups and events by id.
    pub events: BTreeMap<Id, Event>,
    /// Guides by id.
    pub guides: BTreeMap<Id, Guide>,
    /// Phrases that mean the same.
    pub synonyms: Vec<Vec<At<String>>>,
    /// The accessibility statement.
    pub statement: Option<Statement>,
    /// Pictures and files by path below `content/assets`.
    pub assets: BTreeMap<Id, Asset>,
    /// Content files by path.
    pub files: HashMap<Arc<str>, SourceFile>,
}

/// Everything that was loaded, and how to find it. What was loaded is read as if it were the library's own.
#[derive(Debug)]
pub struct Library {
    parts: Parts,
    /// Hash of `site.yaml` and of the settings.
    pub site_digest: Digest,
    /// The finder's files, by path below the output folder.
    pub finder: BTreeMap<Id, Vec<u8>>,
    index: HashMap<Id, usize>,
    folders: BTreeMap<Id, Folder>,
    by_topic: BTreeMap<Id, Folder>,
    /// Where entries of the directory stand.
    pub(super) shelves: Shelves,
}

impl std::ops::Deref for Library {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

/// How many pages the feed of changes holds.
const CHANGES: usize = 30;

impl Library {
    /// Indexes what was loaded.
    pub fn new(mut parts: Parts) -> Self {
        parts.pages.sort_by(|a, b| a.id.cmp(&b.id));
        let Parts { pages, settings, site, .. } = &parts;
        let index: HashMap<Id, usize> = pages.iter().enumerate().map(|(at, page)| (page.id.clone(), at)).collect();
        let shown = |page: &Page| !page.meta.draft || settings.drafts;
        let mut folders: BTreeMap<Id, Folder> = BTreeMap::new();
        let mut by_topic: BTreeMap<Id, Folder> = BTreeMap::new();
        for (at, page) in pages.iter().enumerate().filter(|(_, page)| shown(page) && !page.easy_read) {
            if let Some(parent) = page.parent() {
                folders.entry(parent.into()).or_default().push(at);
            }
            for topic in &page.meta.topics {
                by_topic.entry(topic.value.clone()).or_default().push(at);
            }
        }
        for list in folders.values_mut().chain(by_topic.values_mut()) {
            list.sort_by_cached_key(|at| {
                let page = &pages[*at];
                (page.meta.order.unwrap_or(i32::MAX), page.meta.title.to_lowercase(), page.id.clone())
            });
            list.dedup();
        }
        let site_digest = Digest::of_value(&(site, settings.drafts, &settings.base_url));
        let shelves = Shelves::new(&parts);
        Self { parts, site_digest, finder: BTreeMap::new(), index, folders, by_topic, shelves }
    }

    /// The page of this id, draft or not.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.index.get(id).map(|at| &self.pages[*at])
    }

    /// Puts a page's new text in the place of the old. Its details must be the same: nothing else is looked at again.
    pub fn replace(&mut self, page: Page, digest: Digest) {
        if let Some(source) = self.parts.files.get_mut(&page.file) {
            source.digest = digest;
        }
        if let Some(at) = self.index.get(&page.id) {
            self.parts.pages[*at] = page;
        }
    }

    /// Whether a file of this path, or one below this folder, could not be read.
    pub fn lost(&self, path: &str) -> bool {
        self.lost.iter().any(|file| file.starts_with(path))
    }

    /// Groups and events that a guide tells of, with their days from today on; those that are over drop out.
    pub fn upcoming(&self, guide: &str) -> Vec<(&Event, Vec<Date>)> {
        let told = self.events.values().filter(|event| event.guides.iter().any(|id| id.value.as_ref() == guide));
        told.map(|event| (event, event.days(self.settings.today))).filter(|(_, days)| !days.is_empty()).collect()
    }

    /// Whether a page is published in this build.
    pub fn is_live(&self, page: &Page) -> bool {
        !page.meta.draft || self.settings.drafts
    }

    /// Pages that are published, sorted by id.
    pub fn live(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| self.is_live(page))
    }

    /// A folder's pages, in order.
    pub fn children(&self, folder: &str) -> impl Iterator<Item = &Page> {
        self.folders.get(folder).into_iter().flatten().map(|at| &self.pages[*at])
    }

    /// Folders that hold pages.
    pub fn folder_ids(&self) -> impl Iterator<Item = &Id> {
        self.folders.keys()
    }

    /// Pages filed under a topic, besides those in the folder of that name.
    pub fn filed(&self, topic: &str) -> impl Iterator<Item = &Page> {
        let in_folder = move |page: &&Page| page.parent() == Some(topic) || page.id.as_ref() == topic;
        self.by_topic.get(topic).into_iter().flatten().map(|at| &self.pages[*at]).filter(move |page| !in_folder(page))
    }

    /// Topics that have pages, whether or not a folder has the name too.
    pub fn topic_ids(&self) -> impl Iterator<Item = &Id> {
        self.by_topic.keys()
    }

    /// Whether a topic has a page of its own to be made: one that no folder's index page stands for.
    pub fn topic_has_own_page(&self, topic: &str) -> bool {
        self.page(topic).is_none()
    }

    /// The Easy Read version of a page.
    pub fn easy_read_of(&self, id: &str) -> Option<&Page> {
        self.page(&format!("{id}{EASY_READ}")).filter(|page| self.is_live(page))
    }

    /// How fresh a page is today.
    pub fn standing(&self, page: &Page) -> Standing {
        page.standing(self.settings.today, self.site.review_soon_days)
    }

    /// The tax year we are in.
    pub fn tax_year(&self) -> TaxYear {
        TaxYear::of(Day(self.settings.today.0))
    }

    /// The pages last reviewed, newest first.
    pub fn changes(&self) -> Vec<&Page> {
        let mut pages: Vec<&Page> = self.live().filter(|page| !page.easy_read).collect();
        pages.sort_by(|a, b| (b.meta.reviewed.value, &a.id).cmp(&(a.meta.reviewed.value, &b.id)));
        pages.truncate(CHANGES);
        pages
    }

    /// A place in a page's YAML.
    pub fn yaml_place(page: &Page, span: Span) -> Place {
        Place::locate(&page.file, &page.text, span.shifted(page.yaml_offset))
    }

    /// A place in a data file.
    pub fn place(&self, file: &str, span: Span) -> Place {
        match self.files.get_key_value(file) {
            Some((name, source)) => Place::locate(name, &source.text, span),
            None => Place::file(&file.into()),
        }
    }

    /// Folder's first page that has words to send a reader to: the id itself if it is a page.
    pub fn knows_page(&self, id: &str) -> bool {
        self.index.contains_key(id) || self.broken.contains_key(id)
    }
}
