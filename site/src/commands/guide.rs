//! `fingerpost guide`: what the build proves of guides, and what a reader would see, at the command line.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use fingerpost_guide::flow::{Flow, Target};
use fingerpost_guide::plan::plan;
use fingerpost_guide::written::{Given, Group};
use fingerpost_guide::{Answers, draw, paths, words};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde::Serialize;

use super::{disk_at, show, today};
use crate::check;
use crate::cli::Guide as Asked;
use crate::diagnostic::{Diagnostic, Format, Place, did_you_mean, rules};
use crate::model::{Guide, Id, Library};
use crate::source::load::{Options, load};
use crate::source::yaml;

pub(super) fn guide(asked: &Asked) -> ExitCode {
    let (Asked::Check { project, .. }
    | Asked::Plan { project, .. }
    | Asked::Paths { project, .. }
    | Asked::Draw { project, .. }) = asked;
    let (library, found) = load(&disk_at(&project.project, today()), &Options::default());
    let Some(library) = library else {
        show(&found, Format::Human);
        return ExitCode::FAILURE;
    };
    let mut found: Vec<Diagnostic> = found.into_iter().filter(|one| one.is_error() && about(one, "")).collect();
    let name = match asked {
        Asked::Check { guide, .. } => guide.as_deref(),
        Asked::Plan { guide, .. } | Asked::Paths { guide, .. } | Asked::Draw { guide, .. } => Some(guide.as_str()),
    };
    if let Some(name) = name.filter(|name| !library.guides.contains_key(*name) && found.is_empty()) {
        let help = did_you_mean(name, library.guides.keys().map(AsRef::as_ref), "Guides are in content/guides.");
        eprintln!("There is no guide \"{name}\". {help}");
        return ExitCode::from(2);
    }
    found.extend(check::guides(&library).into_iter().filter(|one| about(one, name.unwrap_or_default())));
    // The command that writes the listing need not be told that it is old.
    if let Asked::Paths { .. } = asked {
        found.retain(Diagnostic::is_error);
    }
    if let Asked::Check { .. } = asked {
        show(&found, Format::Human);
        for (id, guide) in library.guides.iter().filter(|(id, _)| name.is_none_or(|name| name == id.as_ref())) {
            println!("{}", standing(id, guide));
        }
        let failed = found.iter().any(Diagnostic::is_error);
        return if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }
    found.retain(Diagnostic::is_error);
    let sound = name.and_then(|name| library.guides.get_key_value(name)).filter(|_| found.is_empty());
    let Some(((id, guide), flow)) = sound.and_then(|sound| Some((sound, sound.1.flow()?))) else {
        show(&found, Format::Human);
        return ExitCode::FAILURE;
    };
    match asked {
        Asked::Plan { answers, json, .. } => plan_of(&library, guide, flow, answers, *json),
        Asked::Paths { write, project, .. } => listing(id, guide, write.then_some(project.project.as_path())),
        Asked::Draw { .. } | Asked::Check { .. } => {
            print!("{}", draw::mermaid(flow));
            ExitCode::SUCCESS
        }
    }
}

/// Whether something found is about a guide: its file or a file of its folder; any guide if no name is given.
fn about(diagnostic: &Diagnostic, name: &str) -> bool {
    let Some(rest) = diagnostic.place.as_ref().and_then(|place| place.file.strip_prefix("content/guides/")) else {
        return false;
    };
    rest.strip_prefix(name).is_some_and(|rest| name.is_empty() || rest.starts_with(['.', '/']))
}

fn standing(id: &Id, guide: &Guide) -> String {
    let Some(flow) = guide.flow() else { return format!("{id}: not sound.") };
    format!("{id}: sound. {}, all of them proved.", paths::summary(flow, &guide.proof))
}

fn listing(id: &Id, guide: &Guide, write_to: Option<&Path>) -> ExitCode {
    let Some(listing) = check::listing_of(id, guide) else { return ExitCode::FAILURE };
    let Some(project) = write_to else {
        print!("{listing}");
        return ExitCode::SUCCESS;
    };
    let file = project.join(check::listing_file(id));
    if let Err(error) = std::fs::write(&file, listing) {
        eprintln!("{} could not be written: {error}.", file.display());
        return ExitCode::from(2);
    }
    println!("{} is written. Read what has changed in it before you publish.", file.display());
    ExitCode::SUCCESS
}

/// Where answers lead, as JSON.
#[derive(Serialize)]
struct Result<'g> {
    ends: &'g str,
    asked: Vec<&'g str>,
    items: Vec<Item<'g>>,
    code: String,
}

#[derive(Serialize)]
struct Item<'g> {
    id: &'g str,
    group: Group,
    title: &'g str,
    why: &'g str,
    because: Vec<&'g str>,
}

fn plan_of(library: &Library, guide: &Guide, flow: &Flow, file: &Path, json: bool) -> ExitCode {
    let answers = match read(file, flow) {
        Ok(answers) => answers,
        Err(found) => {
            show(&found, Format::Human);
            return ExitCode::FAILURE;
        }
    };
    let walk = answers.walk(flow);
    if let Target::Question(at) = walk.at {
        let question = &flow.questions[at];
        eprintln!("There is no answer to “{}”. Add a line to {}: `{}: …`.", question.ask, file.display(), question.id);
        return ExitCode::FAILURE;
    }
    let written: Vec<_> = guide.items().map(|(_, item)| item).collect();
    let due = if walk.at == Target::Plan { plan(flow, &walk.answers) } else { Vec::new() };
    if json {
        let items = due.into_iter().map(|due| {
            let item = written[due.item];
            Item { id: &item.id, group: due.group, title: &item.title, why: &item.why, because: due.because }
        });
        let asked = walk.asked.iter().map(|at| flow.questions[*at].id.as_str()).collect();
        let result = Result { ends: flow.name(walk.at), asked, items: items.collect(), code: answers.to_code(flow) };
        println!("{}", serde_json::to_string_pretty(&result).unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    if let Target::Outcome(at) = walk.at {
        let outcome = &guide.main.value.outcomes[at];
        println!("{}\n\n{}", outcome.title, plain(library, &outcome.text));
        return ExitCode::SUCCESS;
    }
    println!("{}", flow.title);
    let mut group = None;
    for due in due {
        if group.replace(due.group) != Some(due.group) {
            println!("\n{}", due.group.title());
        }
        let item = written[due.item];
        println!("\n* {}\n  {}", item.title, item.why);
        if !due.because.is_empty() {
            println!("  You see this because {}.", words::together(&due.because));
        }
        println!("  {}", plain(library, &item.text).replace('\n', "\n  "));
        if let Some(contact) = item.contact.as_ref().and_then(|id| library.contacts.get(id.as_str())) {
            println!(
                "  {}{}",
                contact.name,
                contact.phone.as_ref().map(|phone| format!(": {phone}")).unwrap_or_default()
            );
        }
    }
    ExitCode::SUCCESS
}

/// The words of Markdown, a line for each paragraph. A link without words says what it leads to.
fn plain(library: &Library, text: &str) -> String {
    let mut out = String::new();
    let mut link = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url, out.len())),
            Event::End(TagEnd::Link) => {
                if let Some((to, _)) = link.take().filter(|(_, before)| *before == out.len()) {
                    out.push_str(&called(library, &to));
                }
            }
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak => out.push(' '),
            Event::Start(Tag::Item) => out.push_str("- "),
            Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => out.push('\n'),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// What a link leads to.
fn called(library: &Library, address: &str) -> String {
    let found = match address.split_once(':') {
        Some(("page", id)) => library.page(id).map(|page| page.meta.title.clone()),
        Some(("figure", id)) => library.figures.get(id).map(crate::model::Figure::shown),
        Some(("service", id)) => library.services.get(id).map(|service| service.value.name.clone()),
        Some(("term", id)) => library.terms.get(id).map(|term| term.term.to_lowercase()),
        _ => None,
    };
    found.unwrap_or_else(|| address.to_owned())
}

#[allow(clippy::disallowed_methods, reason = "answers are named on the command line and belong to no project")]
fn read(path: &Path, flow: &Flow) -> std::result::Result<Answers, Vec<Diagnostic>> {
    let file: Arc<str> = path.display().to_string().into();
    let text = std::fs::read_to_string(path).map_err(|error| {
        vec![Diagnostic::new(&rules::FILE_UNREADABLE, None, format!("{file} could not be read: {error}."))]
    })?;
    let mut found = Vec::new();
    let given: Option<Given> = yaml::read(yaml::Text::whole(&file, &text), &mut found);
    let Some(given) = given else { return Err(found) };
    Answers::read(flow, &given).map_err(|wrong| {
        let one = |(id, message): (String, String)| {
            let place = Place::locate(&file, &text, yaml::locate(&text, &id));
            Diagnostic::new(&rules::GUIDE_NAME, Some(place), message)
        };
        wrong.into_iter().map(one).collect()
    })
}
