//! `fingerpost new`: a starting file that passes every check, asking nothing that can be guessed.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::{disk_at, today};
use crate::cli::{Kind, New};
use crate::model::register;
use crate::model::{Date, Library, is_name};
use crate::source::load::{Options, load};

pub(super) fn new(asked: &New) -> ExitCode {
    match make(asked) {
        Ok(path) => {
            println!("Made {path}. Open it, write, and run `fingerpost check`.");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn make(asked: &New) -> Result<String, String> {
    let today = asked.today.unwrap_or_else(today);
    let (library, _) = load(&disk_at(&asked.project, today), &Options::default());
    let name = match (asked.kind, &asked.name) {
        (Kind::Statement, _) => String::new(),
        (_, Some(name)) => valid(asked.kind, name)?,
        (_, None) => return Err("Say its name too, like `fingerpost new page paying-for-care/gifts`.".into()),
    };
    let title = asked.title.clone().unwrap_or_else(|| title_of(&name));
    let owner = library
        .as_ref()
        .and_then(|library| library.site.owners.first())
        .map_or("The team that answers for this page", String::as_str);
    let contact =
        library.as_ref().and_then(|library| library.site.contact.as_ref()).map(|contact| contact.value.to_string());
    let (path, text) = match asked.kind {
        Kind::Page => (
            format!("content/advice/{name}.md"),
            page(&title, &name, owner, today, contact.as_deref(), library.as_ref()),
        ),
        Kind::Topic => (format!("content/advice/{name}/index.md"), topic(&title, owner, today)),
        Kind::Service => {
            // Who runs it has a file too. One that is there already is left as it is.
            let path = format!("content/directory/organizations/{name}.yaml");
            match write_new(&asked.project.join(&path), &organization(&title, today)) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(format!("{path} could not be written: {error}."));
                }
                _ => {}
            }
            (format!("content/directory/services/{name}.yaml"), service(&title, &name, today, contact))
        }
        Kind::Register => {
            let kind = register::Kind::of_reference(&name).ok_or("The name of an entry is its reference: two or three letters for the kind (pa, mp, pay, isf), a hyphen and four figures, like pa-0042.")?;
            (format!("content/register/{name}.yaml"), entry(kind, today))
        }
        Kind::Statement => ("content/accessibility.yaml".to_owned(), statement(library.as_ref(), today)),
        Kind::Term => {
            let path = "content/glossary.yaml";
            append(&asked.project.join(path), &term(&name, &title))
                .map_err(|error| format!("{path} could not be written: {error}."))?;
            return Ok(path.to_owned());
        }
    };
    write_new(&asked.project.join(&path), &text).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("There is a file {path} already; it was left as it is."),
        _ => format!("{path} could not be written: {error}."),
    })?;
    Ok(path)
}

fn valid(kind: Kind, name: &str) -> Result<String, String> {
    let name =
        name.trim_matches('/').trim_end_matches(".md").trim_start_matches("content/").trim_start_matches("advice/");
    let parts = name.split('/').count();
    if !is_name(name) {
        return Err(format!("\"{name}\" cannot be an address: use small letters, figures and hyphens, like who-pays."));
    }
    if kind != Kind::Page && parts > 1 {
        return Err(format!("\"{name}\" has a slash; only a page's name has a folder in it."));
    }
    Ok(name.to_owned())
}

/// `paying-for-care/gifts` as `Gifts`.
fn title_of(name: &str) -> String {
    let words = name.rsplit('/').next().unwrap_or_default().replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value as YAML, quoted if it needs to be.
fn yaml(value: &impl Serialize) -> String {
    serde_yaml::to_string(value).unwrap_or_default().trim_end().to_owned()
}

fn details(title: &str, owner: &str, today: Date) -> String {
    format!(
        "title: {}\nsummary: What this page helps you do, in one or two sentences.\naudience: [residents, carers]\nowner: {}\nreviewed: {}\nreview_by: {}\n",
        yaml(&title),
        yaml(&owner),
        today.iso(),
        today.plus_days(365).iso()
    )
}

fn page(title: &str, name: &str, owner: &str, today: Date, contact: Option<&str>, library: Option<&Library>) -> String {
    let above = name
        .rsplit_once('/')
        .map(|(folder, _)| folder)
        .filter(|folder| library.is_some_and(|library| library.page(folder).is_some()));
    let related = above.map(|folder| format!("related:\n  - page:{folder}\n")).unwrap_or_default();
    let contact =
        contact.map(|id| format!("\n```contact\nid: {id}\nwhy: Ask us about this\n```\n")).unwrap_or_default();
    format!(
        "---\n{}sources:\n  - title: Title, section and year of what you read\n    note: What you used it for.\n{related}draft: true\n---\n\n\
         **The answer, in a sentence.** Then who it is for.\n\n## What should I do?\n\n```steps\nsteps:\n  - The first step, beginning with a verb.\n  - The next.\n```\n{contact}",
        details(title, owner, today)
    )
}

fn topic(title: &str, owner: &str, today: Date) -> String {
    format!(
        "---\n{}draft: true\n---\n\nWhat these pages are about, in two sentences.\n\n```children\n{{}}\n```\n",
        details(title, owner, today)
    )
}

#[derive(Serialize)]
struct NewService<'s> {
    name: &'s str,
    organization: &'s str,
    summary: &'s str,
    description: &'s str,
    eligibility_description: &'s str,
    application_process: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    assured_date: Date,
    sources: Vec<NewSource>,
}

#[derive(Serialize)]
struct NewSource {
    title: &'static str,
    note: &'static str,
}

#[derive(Serialize)]
struct NewOrganization<'s> {
    name: &'s str,
    kind: &'static str,
    description: &'static str,
    assured_date: Date,
    sources: Vec<NewSource>,
}

fn organization(title: &str, today: Date) -> String {
    yaml(&NewOrganization {
        name: title,
        kind: "charity",
        description: "What it is, in one to three short sentences.",
        assured_date: today,
        sources: vec![NewSource { title: "Title and year of what you read", note: "What could not be confirmed." }],
    }) + "\n"
}

fn service(title: &str, organization: &str, today: Date, contact: Option<String>) -> String {
    yaml(&NewService {
        name: title,
        organization,
        summary: "What it does, in one sentence.",
        description: "What happens there, in two to five short sentences.",
        eligibility_description: "Who it is for.",
        application_process: "How to get it.",
        contact,
        assured_date: today,
        sources: vec![NewSource { title: "Title and year of what you read", note: "What could not be confirmed." }],
    }) + "\n"
}

/// An entry that is left out of the site until someone has agreed to be in it.
fn entry(kind: register::Kind, today: Date) -> String {
    let offers = match kind {
        register::Kind::PersonalAssistant | register::Kind::MicroProvider => {
            "      does: [meals]\n      status: self-employed\n      checks: []\n"
        }
        register::Kind::Payroll => "      services: [payroll]\n      money: {fees: []}\n",
        register::Kind::Isf => "      role: broker\n      buys_from_others: true\n      money: {fees: []}\n",
    };
    let day = today.iso();
    format!(
        "last_confirmed: {day}\n# consent: {{given: {day}, shows: [name]}}\npublic:\n  offers:\n    {}:\n{offers}  based: BH19\n  areas: [BH19]\n  taking_on: {{status: yes, as_of: {day}}}\nwith_consent:\n  name: First name or trading name\n# private:\n#   full_name: Never published\n",
        kind.id()
    )
}

fn term(id: &str, title: &str) -> String {
    format!("\n- id: {id}\n  term: {}\n  definition: What it means, in one or two plain sentences.\n", yaml(&title))
}

fn statement(library: Option<&Library>, today: Date) -> String {
    let name = library.map_or("This website", |library| library.site.name.as_str());
    let contact = library
        .and_then(|library| library.site.contact.as_ref())
        .map_or("name-a-contact", |contact| contact.value.as_ref());
    let day = today.iso();
    format!(
        "service: {}\nscope: This statement is about every page of this website.\ncompliance: partial\n\
         standard: Web Content Accessibility Guidelines version 2.2 AA\nnon_accessible:\n  - issue: What does not work yet.\n    why: non-compliance\n    \
         alternative: What to use instead.\n    plan: What we will do, and by when.\nhow_accessible:\n  - zoom in up to 400% without text running off the screen\n  \
         - get about most of the site with a keyboard\nfeedback:\n  contact: {contact}\n  response_time: How many working days until we answer.\n\
         enforcement: >\n  If you are not happy with how we answer, contact the Equality Advisory and Support Service. The Equality and Human Rights\n  \
         Commission sees that the accessibility regulations are kept.\npreparation:\n  prepared: {day}\n  reviewed: {day}\n  tested: {day}\n  \
         tested_by: Who tested it.\n  method: How it was tested.\nimproving: >\n  What we are doing to make the site more accessible.\n",
        yaml(&name)
    )
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(text.as_bytes())
}

fn append(path: &Path, text: &str) -> io::Result<()> {
    fs::File::options().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
