//! Rules over the library: names that must be known, dates that must agree, addresses that must be free.

use hashbrown::{HashMap, HashSet};

use super::{charging, directory, guides, register};
use crate::diagnostic::{Diagnostic, Place, did_you_mean, rules};
use crate::model::{Date, Id, Library, MenuEntry, Page, Standing, is_address};
use crate::render::Job;
use crate::source::yaml::At;

const SITE: &str = "content/site.yaml";
const STATEMENT: &str = "content/accessibility.yaml";

/// Checks everything that can be known without making a page.
pub fn check(library: &Library, jobs: &[Job]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in &library.pages {
        names(library, page, &mut found);
        dates(library, page, &mut found);
        aliases(page, &mut found);
    }
    site(library, &mut found);
    directory::check(library, &mut found);
    register::check(library, &mut found);
    terms(library, &mut found);
    statement(library, &mut found);
    charging::check(library, &mut found);
    found.extend(guides::check(library));
    addresses(library, jobs, &mut found);
    found
}

pub(super) fn topic(library: &Library, id: &At<Id>, place: impl FnOnce() -> Place, found: &mut Vec<Diagnostic>) {
    // Without a list of topics any name will do; a folder is a topic too.
    if !library.topics.is_empty()
        && !library.broken.contains_key(&id.value)
        && !library.topics.contains_key(&id.value)
        && library.page(&id.value).is_none()
    {
        let known = library.topics.keys().map(AsRef::as_ref).chain(library.folder_ids().map(AsRef::as_ref));
        found.push(
            Diagnostic::new(&rules::TOPIC_UNKNOWN, Some(place()), format!("There is no topic \"{}\".", id.value))
                .help(did_you_mean(&id.value, known, "Topics are listed in content/topics.yaml.")),
        );
    }
}

fn names(library: &Library, page: &Page, found: &mut Vec<Diagnostic>) {
    for id in &page.meta.topics {
        topic(library, id, || Library::yaml_place(page, id.span), found);
    }
    let owners = &library.site.owners;
    let At { value: owner, span } = &page.meta.owner;
    if !owners.is_empty() && !owners.contains(owner) {
        found.push(
            Diagnostic::new(
                &rules::OWNER_UNKNOWN,
                Some(Library::yaml_place(page, *span)),
                format!("\"{owner}\" is not an owner in site.yaml."),
            )
            .help(did_you_mean(
                owner,
                owners.iter().map(String::as_str),
                "Add the team under owners in content/site.yaml, or choose one that is there.",
            )),
        );
    }
    if let Some(full) = page.full_version()
        && !library.knows_page(full)
    {
        found.push(
            Diagnostic::new(
                &rules::PAGE_UNKNOWN,
                Some(Place::file(&page.file)),
                format!("There is no page \"{full}\" for this Easy Read version."),
            )
            .help("An Easy Read version has the name of its page, with .easy-read.md at the end."),
        );
    }
}

fn dates(library: &Library, page: &Page, found: &mut Vec<Diagnostic>) {
    let today = library.settings.today;
    let (reviewed, due) = (&page.meta.reviewed, &page.meta.review_by);
    if reviewed.value > today {
        found.push(
            Diagnostic::new(
                &rules::DATE_ORDER,
                Some(Library::yaml_place(page, reviewed.span)),
                format!("The page says it was reviewed on {}, which is still to come.", reviewed.value),
            )
            .help("Write the day someone last checked every fact."),
        );
    }
    if due.value <= reviewed.value {
        found.push(
            Diagnostic::new(
                &rules::DATE_ORDER,
                Some(Library::yaml_place(page, due.span)),
                "review_by must be after reviewed.",
            )
            .help("Write the day the facts can change, or a year after the review."),
        );
    } else if library.is_live(page) && library.standing(page) == Standing::Overdue {
        overdue(library, page, due, today, found);
    }
}

fn overdue(library: &Library, page: &Page, due: &At<Date>, today: Date, found: &mut Vec<Diagnostic>) {
    let grace = library.site.review_grace_days;
    let last = due.value.plus_days(grace);
    let owner = &page.meta.owner.value;
    let place = Some(Library::yaml_place(page, due.span));
    let help = format!("{owner}: check every fact, then set reviewed and review_by.");
    found.push(if last < today {
        let message = format!("This page was due for review by {}, and the {grace} days of grace are over.", due.value);
        Diagnostic::new(&rules::REVIEW_OVERDUE, place, message).help(help).as_error()
    } else {
        let message = format!(
            "This page was due for review by {}. Readers see a warning. From {} it stops the build.",
            due.value,
            last.plus_days(1)
        );
        Diagnostic::new(&rules::REVIEW_OVERDUE, place, message).help(help)
    });
}

fn aliases(page: &Page, found: &mut Vec<Diagnostic>) {
    for At { value: alias, span } in &page.meta.aliases {
        if !is_address(alias) {
            found.push(
                Diagnostic::new(
                    &rules::ADDRESS_FORM,
                    Some(Library::yaml_place(page, *span)),
                    format!("\"{alias}\" cannot be an old address on this site."),
                )
                .help("Write its path from the first slash, like /care/paying or /old-page.html."),
            );
        }
    }
}

fn site(library: &Library, found: &mut Vec<Diagnostic>) {
    let site = &library.site;
    let place = |at: &At<Id>| library.place(SITE, at.span);
    let home = &site.home;
    let linked =
        home.events.iter().flat_map(|events| &events.links).chain(home.promise.iter().map(|promise| &promise.link));
    let entries = site.menu.iter().chain(&site.footer).chain(linked).map(|entry: &MenuEntry| &entry.page);
    for at in entries.chain(home.tasks.iter().chain(&home.tools).map(|task| &task.page)).chain(&home.topics) {
        match library.page(&at.value) {
            Some(page) if !library.is_live(page) => found.push(
                Diagnostic::new(
                    &rules::LINK_DRAFT,
                    Some(place(at)),
                    format!("The page \"{}\" is a draft, so readers cannot reach it.", at.value),
                )
                .help("Take the entry out, or take draft: true out of that page."),
            ),
            None if !library.broken.contains_key(&at.value) => found.push(
                Diagnostic::new(&rules::PAGE_UNKNOWN, Some(place(at)), format!("There is no page \"{}\".", at.value))
                    .help(did_you_mean(
                        &at.value,
                        library.pages.iter().map(|page| page.id.as_ref()),
                        "The name is the file's path below content/advice without .md.",
                    )),
            ),
            _ => {}
        }
    }
    let statement = library.statement.as_ref().map(|statement| (&statement.feedback.contact, STATEMENT));
    let contacts = site.contact.iter().chain(site.urgent.iter().map(|urgent| &urgent.contact)).map(|at| (at, SITE));
    for (at, file) in contacts.chain(statement) {
        contact(library, at, || library.place(file, at.span), found);
    }
}

pub(super) fn contact(library: &Library, at: &At<Id>, place: impl FnOnce() -> Place, found: &mut Vec<Diagnostic>) {
    if !library.contacts.contains_key(&at.value) && !library.lost("content/contacts.yaml") {
        let known = library.contacts.keys().map(AsRef::as_ref);
        found.push(
            Diagnostic::new(&rules::CONTACT_UNKNOWN, Some(place()), format!("There is no contact \"{}\".", at.value))
                .help(did_you_mean(&at.value, known, "content/contacts.yaml holds the contacts.")),
        );
    }
}

fn terms(library: &Library, found: &mut Vec<Diagnostic>) {
    let names: HashSet<&str> = library.terms.values().map(|term| term.term.as_str()).collect();
    for At { value, span } in library.terms.values().flat_map(|term| &term.see_also) {
        if !names.contains(value.as_str()) {
            found.push(
                Diagnostic::new(
                    &rules::TERM_UNKNOWN,
                    Some(library.place("content/glossary.yaml", *span)),
                    format!("The glossary has no entry \"{value}\" to see."),
                )
                .help(did_you_mean(
                    value,
                    names.iter().copied(),
                    "Write the other entry's term just as it is spelt there.",
                )),
            );
        }
    }
}

/// How long a statement is good for.
const STATEMENT_DAYS: u32 = 366;

fn statement(library: &Library, found: &mut Vec<Diagnostic>) {
    let Some(statement) = &library.statement else {
        if !library.files.contains_key(STATEMENT) {
            found.push(
                Diagnostic::new(&rules::ACCESSIBILITY_STATEMENT, None, "There is no content/accessibility.yaml.")
                    .help("The law asks every public site for an accessibility statement. `fingerpost new statement` makes a starting file."),
            );
        }
        return;
    };
    let At { value: reviewed, span } = statement.preparation.reviewed;
    if reviewed.plus_days(STATEMENT_DAYS) < library.settings.today {
        found.push(
            Diagnostic::new(
                &rules::ACCESSIBILITY_STATEMENT,
                Some(library.place(STATEMENT, span)),
                format!("The accessibility statement was last reviewed on {reviewed}, more than 12 months ago."),
            )
            .help("Test the site again, bring the statement up to date, and set preparation.reviewed."),
        );
    }
}

/// Every address must belong to one output. Capitals do not tell addresses apart: some hosts ignore them.
fn addresses(library: &Library, jobs: &[Job], found: &mut Vec<Diagnostic>) {
    for pair in library.pages.windows(2).filter(|pair| pair[0].id == pair[1].id) {
        let message = format!("This file and {} are both the page \"{}\".", pair[0].file, pair[0].id);
        let place = Some(Place::file(&pair[1].file));
        found.push(Diagnostic::new(&rules::ADDRESS_TAKEN, place, message).help("Rename one of the two."));
    }
    let mut taken: HashMap<String, &Job> = HashMap::with_capacity(jobs.len());
    for job in jobs {
        let path = job.path(library).to_lowercase();
        match taken.get(&path) {
            Some(first) if *first != job => clash(library, &path, first, job, found),
            _ => drop(taken.insert(path, job)),
        }
    }
    for (path, job) in &taken {
        let below =
            path.match_indices('/').map(|(at, _)| &path[..at]).find_map(|above| Some((above, taken.get(above)?)));
        if let (Some((above, other)), Some(place)) = (below, job.place(library)) {
            let message = format!("There can be nothing below the address /{above}: it belongs to {}.", owner(other));
            found.push(
                Diagnostic::new(&rules::ADDRESS_TAKEN, Some(place), message)
                    .help("Rename the file, or take the alias out."),
            );
        }
    }
}

/// Two outputs of one address. The one to blame is the one a writer can change, and rather an alias than a page.
fn clash(library: &Library, path: &str, first: &Job, second: &Job, found: &mut Vec<Diagnostic>) {
    let (blamed, other) = match (second.place(library), first.place(library)) {
        (None, Some(place)) => (place, second),
        (Some(_), Some(place)) if matches!(first, Job::Redirect(..)) && !matches!(second, Job::Redirect(..)) => {
            (place, second)
        }
        (Some(place), _) => (place, first),
        (None, None) => return,
    };
    let address = path.trim_end_matches("index.html");
    let message = format!("The address /{address} belongs to {} already.", owner(other));
    let help = "Rename the file, or take the alias out.";
    found.push(Diagnostic::new(&rules::ADDRESS_TAKEN, Some(blamed), message).help(help));
}

fn owner(job: &Job) -> String {
    match job {
        Job::Page(id) | Job::Redirect(_, id) => format!("the page \"{id}\""),
        Job::Service(id) => format!("the service \"{id}\""),
        _ => "a page that the site makes by itself".to_owned(),
    }
}
