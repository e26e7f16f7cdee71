//! A record of a feed as an entry of the directory, before it is known which organisations, headings and areas there are here.
//! The words of Open Referral UK 1.0 and 3.0 and of HSDS are read side by side: feeds mix them.

use jiff::civil::Date as Day;
use serde_json::{Map, Value};

use super::contact::contacts;
use super::html::Block;
use super::notes::{Fate, Notes};
use super::offer::{costs, schedules};
use super::organization::{NAME, Party, Term, party, term};
use super::record::Record;
use super::{place, text, values};
use crate::model::{Cost, Email, Location, Phone, Schedule, Status, Uuid};
use crate::source::yaml::At;

/// Longest sentence that says what a service is, in characters.
const SUMMARY: usize = 160;

/// A value that was not written in a file.
pub(super) fn at<T>(value: T) -> At<T> {
    At { value, span: crate::diagnostic::Span::default() }
}

/// An area that the feed names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Territory {
    pub(super) name: String,
    pub(super) gss: Option<String>,
}

/// A service of the feed.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) also_called: Vec<String>,
    pub(super) organization: Option<Party>,
    pub(super) organization_id: Option<String>,
    pub(super) terms: Vec<Term>,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) eligibility_description: Option<String>,
    pub(super) minimum_age: Option<u8>,
    pub(super) maximum_age: Option<u8>,
    pub(super) fees_description: Option<String>,
    pub(super) costs: Vec<Cost>,
    pub(super) application_process: Option<String>,
    pub(super) schedules: Vec<Schedule>,
    pub(super) languages: Vec<String>,
    pub(super) territories: Vec<Territory>,
    pub(super) locations: Vec<Location>,
    pub(super) phones: Vec<Phone>,
    pub(super) email: Option<Email>,
    pub(super) url: Option<String>,
    pub(super) status: Status,
    pub(super) assured: Option<Day>,
    pub(super) notes: Notes,
}

/// Keys that only hold a part together.
pub(super) const LINKS: [&str; 12] = [
    "id",
    "service_id",
    "serviceId",
    "organization_id",
    "location_id",
    "contact_id",
    "service_at_location_id",
    "link_id",
    "linkId",
    "metadata",
    "link_entity",
    "service",
];

/// Reads a service.
pub(super) fn service(object: &Map<String, Value>, id: &str, today: Day) -> Draft {
    let notes = Notes::default();
    let record = Record::new(object, "", &notes);
    record.pass(&["id", "metadata"]);
    let organization = record.part("organization").map(|part| party(&part));
    let name = name(&record, organization.as_ref(), id);
    let also_called = record.line("alternate_name").map(|names| names.split("; ").map(str::to_owned).collect());
    let mut more: Vec<Block> = Vec::new();
    let (minimum_age, maximum_age, eligibility_description) = eligibility(&record);
    let (costs, fees_description) = costs(&record, today);
    let mut schedules = schedules(&record, &mut more, today);
    let mut phones = Vec::new();
    let mut email = values::email(&record, "email");
    contacts(&record, &mut phones, &mut email);
    let locations = place::locations(&record, &mut phones, &mut schedules, &mut more, today);
    for (key, title) in [
        ("accreditations", "Accreditations"),
        ("interpretation_services", "Interpreters"),
        ("wait_time", "Waiting time"),
        ("licenses", "Licences"),
    ] {
        if let Some(words) = record.text(key) {
            notes.moved(key, "It stands at the end of the description.", &words);
            more.push(Block::paragraph(&format!("{title}: {words}")));
        }
    }
    let (summary, description) = described(&record, &name, &more);
    let draft = Draft {
        id: id.to_owned(),
        name,
        also_called: also_called.unwrap_or_default(),
        organization,
        organization_id: record.line("organization_id"),
        terms: terms(&record),
        summary,
        description,
        eligibility_description,
        minimum_age,
        maximum_age,
        fees_description,
        costs,
        application_process: record.text("application_process"),
        schedules,
        languages: languages(&record),
        territories: territories(&record),
        locations,
        phones,
        email,
        url: values::url(&record, "url"),
        status: values::status(&record),
        assured: assured(&record, today),
        notes: Notes::default(),
    };
    record.finish();
    Draft { notes, ..draft }
}

/// The name, or what stands in for it.
fn name(record: &Record<'_>, organization: Option<&Party>, id: &str) -> String {
    let name = record.line("name").unwrap_or_else(|| {
        let (name, why) = match organization {
            Some(party) if !party.name.is_empty() => {
                (party.name.clone(), "It is missing; the organisation's stands in for it.")
            }
            _ => (format!("Service {id}"), "It is missing; its id stands in for it."),
        };
        record.notes.add(Fate::Supposed, "name", why, "");
        name
    });
    shortened(&name, NAME).map_or(name.clone(), |short| {
        record.notes.mended("name", "It was too long for a name.", &name);
        short
    })
}

/// A text cut at a word, if it is too long.
pub(super) fn shortened(text: &str, most: usize) -> Option<String> {
    if text.chars().count() <= most {
        return None;
    }
    let cut: String = text.chars().take(most - 1).collect();
    let cut = cut.rfind(' ').filter(|at| *at > most / 3).map_or(cut.as_str(), |at| &cut[..at]);
    Some(format!("{}…", cut.trim_end_matches(|c: char| !c.is_alphanumeric())))
}

/// What it is: a sentence, and all of it as Markdown.
fn described(record: &Record<'_>, name: &str, more: &[Block]) -> (String, String) {
    let Some(raw) = record.raw("description") else {
        record.notes.add(Fate::Supposed, "description", "It is missing; the name stands in for it.", "");
        let mut blocks = vec![Block::paragraph(name)];
        blocks.extend_from_slice(more);
        return (name.to_owned(), text::write(&blocks));
    };
    let mut blocks = text::blocks(&raw, "description", record.notes);
    // A heading over all of it says nothing that the page does not.
    if blocks.len() > 1 && matches!(blocks[0], Block::Heading(_)) {
        let heading = blocks.remove(0);
        record.notes.lost(
            "description",
            "A heading over all of it says nothing that the page does not.",
            &heading.words(),
        );
    }
    let flat = |block: &Block| block.words().split_whitespace().collect::<Vec<_>>().join(" ");
    let first = blocks.iter().find(|block| matches!(block, Block::Paragraph(_))).map(flat);
    let first = first.filter(|words| !words.is_empty()).unwrap_or_else(|| name.to_owned());
    let whole = first.chars().count() <= SUMMARY;
    let summary = if whole { first } else { sentence(&first) };
    if whole
        && blocks.len() > 1
        && matches!(&blocks[0], Block::Paragraph(runs) if runs.iter().all(|run| !run.words().contains('\n')))
    {
        let linked = matches!(&blocks[0], Block::Paragraph(runs) if runs.iter().any(super::html::Run::is_link));
        let next = matches!(blocks[1], Block::Paragraph(_));
        if !linked && next {
            blocks.remove(0);
        }
    }
    if text::write(&blocks).is_empty() {
        record.notes.lost("description", "There are no words in it; the name stands in for it.", &raw);
        blocks = vec![Block::paragraph(name)];
        blocks.extend_from_slice(more);
        return (name.to_owned(), text::write(&blocks));
    }
    blocks.extend_from_slice(more);
    (summary, text::write(&blocks))
}

/// The first sentence of a paragraph, or as much of it as a list shows.
fn sentence(words: &str) -> String {
    let end = words.match_indices(['.', '!', '?']).map(|(at, mark)| at + mark.len()).find(|end| {
        words[*end..].starts_with(' ')
            && *end > 20
            && words[*end..].trim_start().starts_with(|c: char| !c.is_lowercase())
    });
    let first = end.map_or(words, |end| &words[..end]);
    shortened(first, SUMMARY).unwrap_or_else(|| first.to_owned())
}

/// When someone last checked it: the day the feed gives, else that of the last change.
fn assured(record: &Record<'_>, today: Day) -> Option<Day> {
    let assured = values::day(record, "assured_date", today);
    let modified = if record.raw("last_modified").is_some() && assured.is_none() {
        values::day(record, "last_modified", today)
    } else {
        // The day of the check is what readers are told.
        record.pass(&["last_modified"]);
        None
    };
    record.pass(&["assurer_email"]);
    let day = assured.or(modified);
    let (why, value) = match (assured, modified) {
        (Some(_), _) => return day,
        (None, Some(modified)) => ("It is missing; the day of the last change stands in for it.", modified.to_string()),
        (None, None) => {
            ("It is missing, and so is any other day: nobody is known to have checked this entry.", String::new())
        }
    };
    record.notes.add(Fate::Supposed, "assured_date", why, &value);
    day
}

/// Whom it is for.
fn eligibility(record: &Record<'_>) -> (Option<u8>, Option<u8>, Option<String>) {
    let mut minimum = values::age(record, "minimum_age");
    let mut maximum = values::age(record, "maximum_age");
    let mut words: Vec<String> = record.text("eligibility_description").into_iter().collect();
    for part in record.parts("eligibilitys") {
        part.pass(&LINKS);
        let (from, to) = (values::age(&part, "minimum_age"), values::age(&part, "maximum_age"));
        minimum = minimum.or(from);
        maximum = maximum.or(to);
        words.extend(part.text("eligibility"));
        part.finish();
    }
    let mut audience = Vec::new();
    for part in record.parts("pc_targetAudience") {
        part.pass(&LINKS);
        audience.extend(part.line("audienceType"));
        part.finish();
    }
    if !audience.is_empty() {
        record.notes.moved("pc_targetAudience", "It stands under who it is for.", &audience.join(", "));
        words.push(audience.join(", "));
    }
    // A youngest age of nothing, without an oldest, is no limit.
    if minimum == Some(0) && maximum.is_none() {
        record.notes.mended("minimum_age", "From 0 up is everyone, so it was left out.", "0");
        minimum = None;
    }
    if let (Some(from), Some(to)) = (minimum, maximum)
        && from > to
    {
        record.notes.lost(
            "minimum_age",
            "The youngest age is above the oldest, so both were left out.",
            &format!("{from} to {to}"),
        );
        (minimum, maximum) = (None, None);
    }
    words.dedup();
    (minimum, maximum, (!words.is_empty()).then(|| words.join(" ")))
}

fn languages(record: &Record<'_>) -> Vec<String> {
    let mut languages = Vec::new();
    for part in record.parts("languages") {
        part.pass(&LINKS);
        part.pass(&["phone_id"]);
        let (name, code) = (part.line("name").or_else(|| part.line("language")), part.line("code"));
        part.pass(&["language"]);
        if let Some(text) = name.or(code) {
            languages
                .extend(values::language(&text, "languages[]", record.notes).filter(|one| !languages.contains(one)));
        }
        part.finish();
    }
    languages
}

/// Terms that hang on it: attributes of 3.0, taxonomies of 1.0.
fn terms(record: &Record<'_>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for (list, inner) in [("attributes", "taxonomy_term"), ("service_taxonomys", "taxonomy")] {
        for part in record.parts(list) {
            part.pass(&LINKS);
            part.pass(&["link_type"]);
            let id = part.line("taxonomy_term_id").or_else(|| part.line("taxonomy_id"));
            let term = match part.part(inner) {
                Some(part) => term(&part),
                None => Term { id: id.unwrap_or_default(), ..Term::default() },
            };
            part.finish();
            if !(term.id.is_empty() && term.name.is_empty()) {
                terms.push(term);
            }
        }
    }
    terms
}

/// Areas that it is for.
fn territories(record: &Record<'_>) -> Vec<Territory> {
    let mut territories = Vec::new();
    for part in record.parts("service_areas") {
        part.pass(&LINKS);
        let name = part.line("name").or_else(|| part.line("service_area"));
        part.pass(&["service_area"]);
        let uri = part.line("uri").unwrap_or_default();
        let gss = uri.split(['/', '#', '=']).find(|step| is_gss(step)).map(str::to_owned);
        if gss.is_none() && !uri.is_empty() {
            part.notes.lost(&part.field("uri"), "It names no area of the Office for National Statistics.", &uri);
        }
        match name {
            Some(name) if name.chars().count() > 80 => {
                part.notes.lost(&part.field("name"), "This is no name of an area.", &name);
            }
            Some(name) => territories.push(Territory { name, gss }),
            None => {}
        }
        part.finish();
    }
    territories.dedup();
    territories
}

/// Whether a text is a code of the Office for National Statistics: a letter and eight figures.
fn is_gss(text: &str) -> bool {
    text.len() == 9
        && text.starts_with(['E', 'W', 'S', 'N', 'K'])
        && text[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// The id as one of all copies, if it is one.
pub(super) fn uuid(id: &str) -> Option<Uuid> {
    Uuid::parse(id)
}
