//! What only shows when replies are held side by side: pages that do not add up, ids that are used twice, references that lead
//! nowhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::super::dump::{Dump, Edition, Kind, Response};
use super::{At, Book, Level};

/// Notes what does not hold together.
pub(super) fn check(dump: &Dump, book: &mut Book) {
    let mut lists: BTreeMap<(Kind, u64), Vec<&Response>> = BTreeMap::new();
    for response in &dump.responses {
        if let Some(pages) = response.envelope.as_ref().map(|_| number(response, dump.edition, 1).unwrap_or(1)) {
            lists.entry((response.kind, pages)).or_default().push(response);
        }
    }
    for pages in lists.values() {
        for page in pages {
            sums(page, dump.edition, book);
        }
        totals(pages, dump.edition, book);
        twice(pages, dump.edition, book);
    }
    references(dump, book);
}

/// Names of a page's numbers: items in all, pages in all, this page, items on it; first, last, empty.
const THREE: [&str; 7] = ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"];
const ONE: [&str; 7] = ["totalElements", "totalPages", "number", "size", "first", "last", "empty"];

fn names(edition: Edition) -> [&'static str; 7] {
    if edition == Edition::One { ONE } else { THREE }
}

fn number(page: &Response, edition: Edition, nth: usize) -> Option<u64> {
    page.envelope.as_ref()?.get(names(edition)[nth])?.as_u64()
}

fn page_at(page: &Response) -> At<'_> {
    At { file: &page.file, id: "", name: "", path: String::new() }
}

/// What a page says of itself holds for what is on it.
fn sums(page: &Response, edition: Edition, book: &mut Book) {
    let names = names(edition);
    let Some(envelope) = &page.envelope else { return };
    let items = page.records.len() as u64;
    let (pages, this) = (number(page, edition, 1), number(page, edition, 2));
    // In 1.0 the first page was 0 in some feeds and 1 in others.
    let (first, last) = match (edition, pages, this) {
        (Edition::Three, Some(pages), Some(this)) => (Some(this == 1), Some(this >= pages)),
        _ => (None, None),
    };
    let wanted: [Option<Value>; 7] = [
        None,
        None,
        None,
        // 1.0 gave the size that was asked for.
        (edition == Edition::Three).then(|| items.into()),
        first.map(Value::from),
        last.map(Value::from),
        Some((items == 0).into()),
    ];
    for (name, wanted) in names.iter().zip(wanted) {
        match (envelope.get(*name), wanted) {
            (None, _) if *name != "empty" || edition == Edition::Three => {
                let help = "A program that turns the pages needs all seven of them.";
                book.note(Level::Advice, "page", name, "It is missing.", help, &page_at(page).below(name), None);
            }
            (Some(said), Some(wanted)) if *said != wanted && (said.is_u64() || said.is_boolean()) => {
                let help = format!("Here it should be {wanted}.");
                book.note(
                    Level::Advice,
                    "page",
                    name,
                    "It is not what is on the page.",
                    &help,
                    &page_at(page),
                    Some(said),
                );
            }
            _ => {}
        }
    }
}

/// If all pages of a list are there, they hold as many items as the list says.
fn totals(pages: &[&Response], edition: Edition, book: &mut Book) {
    let numbers: BTreeSet<u64> = pages.iter().filter_map(|page| number(page, edition, 2)).collect();
    let Some(first) = pages.first() else { return };
    let whole =
        number(first, edition, 1).is_some_and(|all| numbers.len() as u64 == all.max(1) && pages.len() == numbers.len());
    let items: usize = pages.iter().map(|page| page.records.len()).sum();
    for page in pages.iter().filter(|_| whole) {
        if let Some(said) = number(page, edition, 0).filter(|said| *said != items as u64) {
            let help = format!("The pages hold {items} items.");
            let name = names(edition)[0];
            book.note(
                Level::Advice,
                "page",
                name,
                "It is not what the pages hold.",
                &help,
                &page_at(page),
                Some(&said.into()),
            );
        }
    }
}

/// No id stands twice in a list. A page that was saved twice is no mistake of the feed.
fn twice(pages: &[&Response], edition: Edition, book: &mut Book) {
    let numbers: BTreeSet<Option<u64>> = pages.iter().map(|page| number(page, edition, 2)).collect();
    let mut seen: HashSet<&str> = HashSet::new();
    for page in pages {
        if numbers.len() < pages.len() {
            seen.clear();
        }
        for (path, record) in &page.records {
            let Some(id) = record.get("id").and_then(Value::as_str).filter(|id| !id.is_empty()) else { continue };
            if !seen.insert(id) {
                let what = "Another record of the list has the same id.";
                let help = "Give each record an id of its own, or leave the second one out.";
                note(book, page, path, record, "id", what, help);
            }
        }
    }
}

/// Ids lead to records, where the list of those was saved too; nested records have the id that stands beside them.
fn references(dump: &Dump, book: &mut Book) {
    let ids = |kind: Kind| -> HashSet<&str> {
        let lists = dump.responses.iter().filter(|response| response.kind == kind);
        lists.flat_map(|response| &response.records).filter_map(|(_, record)| record.get("id")?.as_str()).collect()
    };
    let complete = |kind: Kind| {
        let whole = |page: &Response| number(page, dump.edition, 1).is_some_and(|pages| pages <= 1);
        dump.responses.iter().any(|response| response.kind == kind && response.envelope.is_some() && whole(response))
    };
    let leads: [(Kind, &str, Kind); 4] = [
        (Kind::Service, "organization_id", Kind::Organization),
        (Kind::ServiceAtLocation, "service_id", Kind::Service),
        (Kind::TaxonomyTerm, "taxonomy_id", Kind::Taxonomy),
        (Kind::TaxonomyTerm, "parent_id", Kind::TaxonomyTerm),
    ];
    for (from, field, to) in leads {
        if !complete(to) {
            continue;
        }
        let known = ids(to);
        for (response, path, record) in of(dump, from) {
            let Some(id) = record.get(field).and_then(Value::as_str) else { continue };
            if !known.contains(id) {
                let what = format!("The feed has no {} of this id.", to.name());
                note(book, response, path, record, field, &what, "List it too, or mend the id.");
            }
        }
    }
    for (response, path, record) in of(dump, Kind::Service) {
        let nested = record.get("organization").and_then(|organization| organization.get("id"));
        if let (Some(nested), Some(said)) = (nested, record.get("organization_id"))
            && nested != said
        {
            let what = "It is not the id of the organization that is nested here.";
            note(book, response, path, record, "organization_id", what, "Mend one of the two.");
        }
        if record.get("organization").is_none()
            && record.get("organization_id").is_none()
            && dump.edition == Edition::Three
        {
            let what = "It is missing, and no organization is nested here.";
            note(book, response, path, record, "organization_id", what, "Say who runs the service.");
        }
    }
}

fn of(dump: &Dump, kind: Kind) -> impl Iterator<Item = (&Response, &String, &Value)> {
    let responses = dump.responses.iter().filter(move |response| response.kind == kind);
    responses.flat_map(|response| response.records.iter().map(move |(path, record)| (response, path, record)))
}

fn note(book: &mut Book, response: &Response, path: &str, record: &Value, field: &str, what: &str, help: &str) {
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
    let at = At { file: &response.file, id: text("id"), name: text("name"), path: path.to_owned() }.below(field);
    book.note(Level::Advice, response.kind.name(), field, what, help, &at, record.get(field));
}
