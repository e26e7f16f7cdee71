//! Organisations and terms of a feed: nested in its services, or listed apart from them.

use super::draft::{LINKS, shortened};
use super::record::Record;
use super::{text, values};
use crate::model::{Email, Identifier, OrganizationKind};

/// Longest name, in characters.
pub(super) const NAME: usize = 120;

/// An organisation of the feed.
#[derive(Debug, Clone, Default)]
pub(super) struct Party {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) also_called: Vec<String>,
    pub(super) kind: Option<OrganizationKind>,
    pub(super) description: String,
    pub(super) url: Option<String>,
    pub(super) email: Option<Email>,
    pub(super) identifiers: Vec<Identifier>,
}

impl Party {
    /// How much is said of it.
    pub(super) fn weight(&self) -> usize {
        self.description.len()
            + self.identifiers.len()
            + usize::from(self.url.is_some())
            + usize::from(self.email.is_some())
    }
}

/// A term of the feed's taxonomies.
#[derive(Debug, Clone, Default)]
pub(super) struct Term {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) uri: Option<String>,
}

/// Reads an organisation.
pub(super) fn party(record: &Record<'_>) -> Party {
    let name = record.line("name").unwrap_or_default();
    let mut identifiers = Vec::new();
    for part in record.parts("organization_identifiers") {
        part.pass(&LINKS);
        let (scheme, kind, number) =
            (part.line("identifier_scheme"), part.line("identifier_type"), part.line("identifier"));
        part.finish();
        if let Some(identifier) = number {
            identifiers.push(Identifier {
                kind: kind.or_else(|| scheme.clone()).unwrap_or_else(|| "Number".into()),
                scheme,
                identifier,
            });
        }
    }
    let website = values::url(record, "website").or_else(|| values::url(record, "url"));
    // Some feeds give the web page as the address of the record.
    let website = website.or_else(|| values::url(record, "uri"));
    record.pass(&["url", "uri", "metadata"]);
    let description =
        record.raw("description").map(|raw| text::markdown(&raw, &record.field("description"), record.notes));
    let said = record.line("legal_status");
    let party = Party {
        id: record.line("id").map(|id| id.chars().take(200).collect()).unwrap_or_default(),
        kind: kind(&name, said.as_deref(), &identifiers),
        name: shortened(&name, NAME).unwrap_or(name),
        also_called: record
            .line("alternate_name")
            .map(|names| names.split("; ").map(str::to_owned).collect())
            .unwrap_or_default(),
        description: description.unwrap_or_default(),
        url: website,
        email: values::email(record, "email"),
        identifiers,
    };
    // What it has besides belongs to its services, which say it themselves.
    record.pass(&["services", "assured_date", "last_modified"]);
    record.finish_in_place();
    party
}

/// What an organisation is, if its numbers, its own words or its name tell.
fn kind(name: &str, said: Option<&str>, identifiers: &[Identifier]) -> Option<OrganizationKind> {
    let known =
        said.and_then(|said| OrganizationKind::ALL.into_iter().find(|kind| kind.title().eq_ignore_ascii_case(said)));
    let scheme = |start: &str| {
        identifiers.iter().any(|number| number.scheme.as_deref().is_some_and(|scheme| scheme.starts_with(start)))
    };
    let name = format!(" {} ", name.to_lowercase());
    let ends = |words: &[&str]| words.iter().any(|word| name.contains(&format!(" {word} ")));
    known.or_else(|| match () {
        () if scheme("GB-CHC") || scheme("GB-SC") || scheme("GB-NIC") => Some(OrganizationKind::Charity),
        () if scheme("GB-COH") => Some(OrganizationKind::Company),
        () if name.trim_end().ends_with(" council") => Some(OrganizationKind::Council),
        () if ends(&["nhs"]) => Some(OrganizationKind::Nhs),
        () if ends(&["ltd", "limited", "plc", "ltd.", "cic", "c.i.c."]) => Some(OrganizationKind::Company),
        () => None,
    })
}

/// A term of a taxonomy.
pub(super) fn term(record: &Record<'_>) -> Term {
    let name = record.line("name").or_else(|| record.line("term")).unwrap_or_default();
    // Which taxonomy a term is of, and above which it stands, is not kept: the directory has one list of headings.
    record.pass(&["term", "taxonomy", "taxonomy_id", "parent_id", "vocabulary", "version", "language"]);
    let term = Term {
        id: record.line("id").unwrap_or_default(),
        name: shortened(&name, NAME).unwrap_or(name),
        description: record.line("description"),
        uri: values::url(record, "term_uri"),
    };
    Term { id: term.id.chars().take(200).collect(), ..term }
}
