//! The whole of `content` and the theme, read in parallel, to a `Library`. One unreadable file never hides another's
//! mistakes: everything found is returned together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use fingerpost_estimator::form::words::Written;
use fingerpost_estimator::year::Day;
use fingerpost_estimator::{Policy, Rates, TaxYear};
use fingerpost_finder::place::{Point, Postcode};
use fingerpost_guide::{Part, Written as WrittenGuide};
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::widgets::{self, Bundles};
use super::world::World;
use super::yaml::{self, At};
use super::{look, page, register, theme};
use crate::diagnostic::{Diagnostic, Place, Span, did_you_mean, rules};
use crate::digest::Digest;
use crate::model::register::{Entry, Register};
use crate::model::{
    Areas, Asset, Broken, Category, Charging, Contact, Date, Event, Figure, Filed, Guide, Household, Id, Library,
    Organization, Page, Parts, Service, Settings, Site, SourceFile, Statement, Term, Topic, read_points,
};

/// What the command line asks of a build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publish drafts too.
    pub drafts: bool,
    /// Address to build for, in place of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// Theme to use, in place of the one in `site.yaml`.
    pub theme: Option<String>,
    /// Where the tools that run in the browser come from. Without, pages show what they show without JavaScript.
    pub widgets: Option<Bundles>,
}

/// Files of data that stand alone, for nearest-name help.
const DATA: [&str; 9] = [
    "content/site.yaml",
    "content/topics.yaml",
    "content/contacts.yaml",
    "content/glossary.yaml",
    "content/accessibility.yaml",
    "content/guides/events.yaml",
    "content/directory/categories.yaml",
    "content/areas.yaml",
    "content/synonyms.yaml",
];

/// Where postcodes are.
const POSTCODES: &str = "content/postcodes/";

/// Where guides are, and the files of their folders.
const GUIDES: &str = "content/guides/";

const POLICY: &str = "content/charging/policy.yaml";
const HOUSEHOLDS: &str = "content/charging/households.yaml";
const QUESTIONS: &str = "content/charging/questions.yaml";

/// One file, read.
struct Item {
    file: Arc<str>,
    source: SourceFile,
    found: Vec<Diagnostic>,
    kind: Kind,
}

enum Kind {
    Page(Box<Page>),
    Broken(Id, Broken),
    Asset(Asset),
    Service(Box<Service>),
    Organization(Box<Organization>),
    Figures(Vec<Figure>),
    Rates(Box<Rates>),
    Policy(Box<Policy>),
    Households(Vec<Household>),
    Questions(Written),
    Guide(Box<WrittenGuide>),
    GuidePart(Part),
    Points(BTreeMap<Postcode, Point>),
    Entry(Box<Entry>),
    Withdrawn,
    Lost,
    Data,
    Other,
}

/// Reads the project. Where `site.yaml` or the theme cannot be read, plain ones stand in for them, so that the rest is
/// checked all the same; what was found then stops the build. Only without any content is there no library.
pub fn load(world: &dyn World, options: &Options) -> (Option<Library>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let paths = match world.list("content") {
        Ok(paths) => paths,
        Err(error) => {
            found.push(
                Diagnostic::new(
                    &rules::FILE_UNREADABLE,
                    None,
                    format!("The folder content could not be listed: {error}."),
                )
                .help("Look for a link that leads back to its own folder, or a folder you may not open."),
            );
            return (None, found);
        }
    };
    let items: Vec<Item> =
        paths.par_iter().filter(|path| path.as_str() != "content/README.md").map(|path| read(world, path)).collect();

    let mut parts = Collected::default();
    for item in items {
        parts.add(item, &mut found);
    }
    let site: Option<Site> = parts.data(DATA[0], &mut found);
    if !parts.files.contains_key(DATA[0]) {
        found.push(
            Diagnostic::new(
                &rules::FILE_UNREADABLE,
                None,
                "There is no content/site.yaml here, so this is not a Fingerpost project.",
            )
            .help("Run the command in the project's folder, or name the folder with --project DIR."),
        );
    }
    let topics = parts.list(DATA[1], |topic: &Topic| &topic.id, &mut found);
    let contacts = parts.list(DATA[2], |contact: &Contact| &contact.id, &mut found);
    let terms = parts.list(DATA[3], |term: &Term| &term.id, &mut found);
    let events = parts.list(DATA[5], |event: &Event| &event.id, &mut found);
    let categories: Vec<Category> = parts.data(DATA[6], &mut found).unwrap_or_default();
    let areas = parts.areas(&mut found);
    let today = Date(world.today());
    let register = Register::new(std::mem::take(&mut parts.register), parts.withdrawn, &areas, today);
    let synonyms = parts.data(DATA[8], &mut found).unwrap_or_default();
    let statement: Option<Statement> = parts.data(DATA[4], &mut found);
    let place = |site: &Site| Some(parts.place(DATA[0], site.theme.as_ref()?.span));
    let theme = match (&options.theme, &site) {
        (Some(name), _) => theme::read(world, name, None, &mut found),
        (None, Some(site)) => theme::read(world, site.theme(), place(site), &mut found),
        (None, None) => None,
    };
    let guides = parts.guides(&mut found);
    let provisional = site.is_none() || theme.is_none();
    let site = site.unwrap_or_else(Site::stand_in);
    let theme = theme.unwrap_or_else(theme::built_in);
    let base_url = options.base_url.as_ref().unwrap_or(&site.base_url).trim_end_matches('/').to_owned();
    let mut look = look::make(&theme);
    let year = TaxYear::of(Day(world.today()));
    let works = widgets::Works { site: &site, theme: &theme, charging: &parts.charging, guides: &guides, year };
    widgets::add(&mut look, options.widgets, &parts.pages, &works, &mut found);
    let library = Library::new(Parts {
        settings: Settings { today, drafts: options.drafts, base_url },
        look,
        site,
        theme,
        provisional,
        pages: parts.pages,
        broken: parts.broken,
        lost: parts.lost,
        topics,
        terms,
        contacts,
        figures: parts.figures,
        areas,
        organizations: parts.organizations,
        register,
        categories,
        services: parts.services,
        charging: parts.charging,
        events,
        guides,
        synonyms,
        statement,
        assets: parts.assets,
        files: parts.files,
    });
    (Some(library), found)
}

/// Reads one page again. Only one without any mistake comes back.
pub fn page(world: &dyn World, path: &str) -> Option<(Page, Digest)> {
    match read(world, path) {
        Item { kind: Kind::Page(page), source, found, .. } if found.is_empty() => Some((*page, source.digest)),
        _ => None,
    }
}

fn read(world: &dyn World, path: &str) -> Item {
    let file: Arc<str> = path.into();
    let mut found = Vec::new();
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("{path} could not be read: {error}.");
            found.push(
                Diagnostic::new(&rules::FILE_UNREADABLE, Some(Place::file(&file)), message)
                    .help("Check the file's permissions."),
            );
            let broken = |id| Kind::Broken(id, Broken { file: file.clone(), ..Broken::default() });
            let kind = page::id(path).map_or(Kind::Lost, broken);
            return Item { file, source: SourceFile { digest: Digest::default(), text: String::new() }, found, kind };
        }
    };
    if register::holds(path) {
        let (source, outcome) = register::read(&file, &bytes, Date(world.today()), &mut found);
        let kind = match outcome {
            register::Outcome::Entry(entry) => Kind::Entry(entry),
            register::Outcome::Withdrawn => Kind::Withdrawn,
            register::Outcome::None => Kind::Other,
        };
        return Item { file, source, found, kind };
    }
    let digest = Digest::of(&bytes);
    if let Some(asset) = path.strip_prefix("content/assets/") {
        let asset = Asset {
            file: file.clone(),
            digest,
            size: bytes.len() as u64,
            dimensions: dimensions(asset, &bytes),
            address: look::published(asset, &bytes),
        };
        return Item { file, source: SourceFile { digest, text: String::new() }, found, kind: Kind::Asset(asset) };
    }
    let mut source = SourceFile { digest, text: String::new() };
    let text = decode(&file, bytes, &mut found);
    let kind = match (page::id(path), text) {
        (Some(id), Some(text)) => match page::read(&file, id.clone(), text, &mut found) {
            Ok(page) => Kind::Page(Box::new(page)),
            Err(broken) => Kind::Broken(id, broken),
        },
        (Some(id), None) => Kind::Broken(id, Broken { file: file.clone(), ..Broken::default() }),
        (None, None) => Kind::Lost,
        (None, Some(text)) => {
            source.text = text;
            data(path, yaml::Text::whole(&file, &source.text), &mut found)
        }
    };
    Item { file, source, found, kind }
}

/// A file of data. Those that stand alone are read later, by type.
fn data(path: &str, text: yaml::Text<'_>, found: &mut Vec<Diagnostic>) -> Kind {
    if path.starts_with("content/directory/services/") && path.ends_with(".yaml") {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Service);
    }
    if path.starts_with("content/directory/organizations/") && path.ends_with(".yaml") {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Organization);
    }
    if path.starts_with("content/market/figures/") && path.ends_with(".yaml") {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Figures);
    }
    if path.starts_with("content/charging/rates/") && path.ends_with(".yaml") {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Rates);
    }
    if path == POLICY {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Policy);
    }
    if path == HOUSEHOLDS {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Households);
    }
    if path == QUESTIONS {
        return yaml::read(text, found).map_or(Kind::Lost, Kind::Questions);
    }
    if path.starts_with(POSTCODES) && path.ends_with(".csv") {
        return points(text, found);
    }
    if DATA.contains(&path) || path.starts_with(GUIDES) && path.ends_with(".paths") {
        return Kind::Data;
    }
    if let Some(name) = path.strip_prefix(GUIDES).and_then(|rest| rest.strip_suffix(".yaml")) {
        return if name.contains('/') {
            yaml::read(text, found).map_or(Kind::Lost, Kind::GuidePart)
        } else {
            yaml::read(text, found).map_or(Kind::Lost, Kind::Guide)
        };
    }
    let help = did_you_mean(
        path,
        DATA.into_iter().chain([POLICY, HOUSEHOLDS, QUESTIONS]),
        "Files for readers to download belong in content/assets.",
    );
    let place = Some(Place::file(text.file));
    found.push(Diagnostic::new(&rules::FILE_UNEXPECTED, place, format!("{path} is not used.")).help(help));
    Kind::Other
}

/// A list of postcodes with their places.
fn points(text: yaml::Text<'_>, found: &mut Vec<Diagnostic>) -> Kind {
    let mut points = BTreeMap::new();
    let Err(line) = read_points(text.whole, &mut points) else { return Kind::Points(points) };
    let start = text.whole.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let end = text.whole[start..].find('\n').map_or(text.whole.len(), |length| start + length);
    let place = Place::locate(text.file, text.whole, Span::new(start, end));
    found.push(
        Diagnostic::new(&rules::POSTCODE, Some(place), "This line is not a postcode with its place.")
            .help("Write the postcode, metres east and metres north, like DT1 1XJ,369263,90590."),
    );
    Kind::Lost
}

/// Bytes to text: a byte order mark is dropped, anything that is not UTF-8 is an error with its place.
fn decode(file: &Arc<str>, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) if error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]) => {
            found.push(
                Diagnostic::new(&rules::FILE_UNREADABLE, Some(Place::file(file)), "This file is saved as UTF-16.")
                    .help("Save it again as UTF-8 (in Notepad: Save as, Encoding, UTF-8)."),
            );
            None
        }
        Err(error) => {
            found.push(not_text(file, error.as_bytes()));
            None
        }
    }
}

/// Says where bytes are not UTF-8.
pub(super) fn not_text(file: &Arc<str>, bytes: &[u8]) -> Diagnostic {
    let upto = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let place = Place::locate(file, &String::from_utf8_lossy(bytes), Span::new(upto, upto + 1));
    Diagnostic::new(&rules::FILE_UNREADABLE, Some(place), "There is a character here that is not UTF-8.")
        .help("Save the file again as UTF-8.")
}

/// Width and height of a picture, so that the page does not move when it arrives.
fn dimensions(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if path.ends_with(".svg") {
        let text = std::str::from_utf8(bytes).ok()?;
        let view = text.split_once("viewBox=\"")?.1.split('"').next()?;
        let mut sides = view.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).map(str::parse::<f32>);
        let mut side = || sides.next()?.ok().filter(|side| (1.0..=100_000.0).contains(side));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be from 1 to 100,000")]
        return Some((side()? as u32, side()? as u32));
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

#[derive(Default)]
struct Collected {
    pages: Vec<Page>,
    broken: BTreeMap<Id, Broken>,
    lost: BTreeSet<Arc<str>>,
    figures: BTreeMap<Id, Figure>,
    services: BTreeMap<Id, Filed<Service>>,
    organizations: BTreeMap<Id, Filed<Organization>>,
    charging: Charging,
    guides: BTreeMap<Id, Filed<WrittenGuide>>,
    guide_parts: Vec<Filed<Part>>,
    points: BTreeMap<Postcode, Point>,
    register: BTreeMap<Id, Entry>,
    withdrawn: usize,
    assets: BTreeMap<Id, Asset>,
    files: HashMap<Arc<str>, SourceFile>,
}

impl Collected {
    fn add(&mut self, mut item: Item, found: &mut Vec<Diagnostic>) {
        found.append(&mut item.found);
        let name = |prefix: &str, ending: &str| -> Id {
            item.file.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(ending)).unwrap_or_default().into()
        };
        match item.kind {
            Kind::Page(page) => self.pages.push(*page),
            Kind::Broken(id, broken) => drop(self.broken.insert(id, broken)),
            Kind::Asset(asset) => drop(self.assets.insert(name("content/assets/", ""), asset)),
            Kind::Service(value) => {
                let id = name("content/directory/services/", ".yaml");
                self.services.insert(id, Filed { file: item.file.clone(), value: *value });
            }
            Kind::Organization(value) => {
                let id = name("content/directory/organizations/", ".yaml");
                self.organizations.insert(id, Filed { file: item.file.clone(), value: *value });
            }
            Kind::Figures(figures) => {
                index(&item.file, &item.source.text, figures, |figure| &figure.id, &mut self.figures, found);
            }
            Kind::Rates(rates) => {
                let year = rates.tax_year;
                if let Some(before) = self.charging.add(&item.file, *rates) {
                    let message = format!("{before} holds the rates of {year} too.");
                    let place = Some(Place::file(&item.file));
                    found.push(
                        Diagnostic::new(&rules::CHARGING, place, message).help("Keep one file for each tax year."),
                    );
                }
            }
            Kind::Policy(value) => self.charging.policy = Some(Filed { file: item.file.clone(), value: *value }),
            Kind::Households(value) => self.charging.households = Some(Filed { file: item.file.clone(), value }),
            Kind::Questions(value) => self.charging.questions = Some(Filed { file: item.file.clone(), value }),
            Kind::Guide(value) => {
                self.guides.insert(name(GUIDES, ".yaml"), Filed { file: item.file.clone(), value: *value });
            }
            Kind::Entry(entry) => drop(self.register.insert(name(register::FOLDER, ".yaml"), *entry)),
            Kind::Withdrawn => self.withdrawn += 1,
            Kind::Points(mut points) => self.points.append(&mut points),
            Kind::GuidePart(value) => self.guide_parts.push(Filed { file: item.file.clone(), value }),
            Kind::Lost => drop(self.lost.insert(item.file.clone())),
            Kind::Data | Kind::Other => {}
        }
        self.files.insert(item.file, item.source);
    }

    /// Areas, and where postcodes are.
    fn areas(&mut self, found: &mut Vec<Diagnostic>) -> Areas {
        let list = self.data(DATA[7], found).unwrap_or_default();
        Areas { list, points: std::mem::take(&mut self.points) }
    }

    /// Guides with the files of their folders, proved.
    fn guides(&mut self, found: &mut Vec<Diagnostic>) -> BTreeMap<Id, Guide> {
        let mut parts = std::mem::take(&mut self.guide_parts);
        let mut guides = BTreeMap::new();
        for (id, main) in std::mem::take(&mut self.guides) {
            let folder = format!("{GUIDES}{id}/");
            let (own, others) = parts.into_iter().partition(|part: &Filed<Part>| part.file.starts_with(&folder));
            parts = others;
            // Without one of its files, a guide would be blamed for what stands there.
            if !self.lost.iter().any(|file| file.starts_with(&folder)) {
                guides.insert(id, Guide::new(main, own));
            }
        }
        for part in parts
            .iter()
            .filter(|part| !self.lost.iter().any(|file| part.file.starts_with(file.trim_end_matches(".yaml"))))
        {
            let message = format!("{} belongs to no guide.", part.file);
            let help = "A folder below content/guides has the name of the guide beside it.";
            found.push(Diagnostic::new(&rules::FILE_UNEXPECTED, Some(Place::file(&part.file)), message).help(help));
        }
        guides
    }

    fn place(&self, file: &str, span: Span) -> Place {
        match self.files.get_key_value(file) {
            Some((file, source)) => Place::locate(file, &source.text, span),
            None => Place::file(&file.into()),
        }
    }

    /// Reads a file of data that stands alone, if it is there. One that cannot be read is lost.
    fn data<T: DeserializeOwned>(&mut self, file: &str, found: &mut Vec<Diagnostic>) -> Option<T> {
        let (file, source) = self.files.get_key_value(file).filter(|(file, _)| !self.lost.contains(*file))?;
        let value = yaml::read(yaml::Text::whole(file, &source.text), found);
        if value.is_none() {
            self.lost.insert(file.clone());
        }
        value
    }

    fn list<T: DeserializeOwned>(
        &mut self,
        file: &str,
        id: impl Fn(&T) -> &At<Id>,
        found: &mut Vec<Diagnostic>,
    ) -> BTreeMap<Id, T> {
        let mut map = BTreeMap::new();
        if let Some(items) = self.data(file, found)
            && let Some((file, source)) = self.files.get_key_value(file)
        {
            index(file, &source.text, items, id, &mut map, found);
        }
        map
    }
}

/// Puts items into a map by id; an id that is taken is an error.
fn index<T>(
    file: &Arc<str>,
    text: &str,
    items: Vec<T>,
    id: impl Fn(&T) -> &At<Id>,
    map: &mut BTreeMap<Id, T>,
    found: &mut Vec<Diagnostic>,
) {
    for item in items {
        let At { value, span } = id(&item).clone();
        if map.contains_key(&value) {
            let place = Place::locate(file, text, span);
            found.push(
                Diagnostic::new(&rules::YAML_DUPLICATE_KEY, Some(place), format!("The id \"{value}\" is used twice."))
                    .help("Give one of the two another id, or take it out."),
            );
        }
        map.insert(value, item);
    }
}
