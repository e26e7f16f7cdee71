//! `guide` blocks, and the pages of a route. What stands here is the whole guide without JavaScript: a plan with every
//! item under its condition in words; a route with a page for each question, each answer a link. The tool is laid over it.

use fingerpost_guide::flow::Flow;
use fingerpost_guide::steps::{Lead, Step, steps};
use fingerpost_guide::written::{Group, Kind};
use fingerpost_guide::{Place as Spot, words};
use serde::{Deserialize, Serialize};
use tera::Context;

use super::blocks::{self, Given};
use super::markdown::{Heading, Origin, Tool, Writer};
use super::pages;
use super::view::{self, ContactView, FigureView, Link};
use super::{Made, Sheet};
use crate::diagnostic::{Diagnostic, Place, did_you_mean, rules};
use crate::model::{Date, Event, Guide, Id, Library, Source};
use crate::source::sieve;
use crate::source::widgets::{facts_file, sheet_file};
use crate::source::yaml::{At, Places};

#[derive(Deserialize)]
struct Block {
    id: At<Id>,
}

/// A question to answer with a link, or to filter with.
#[derive(Serialize)]
struct QuestionView {
    ask: String,
    hint: String,
    why: String,
    code: String,
    many: bool,
    /// The id of the box for those who would rather not say, where they may.
    skip: Option<String>,
    options: Vec<OptionView>,
}

#[derive(Serialize)]
struct OptionView {
    id: String,
    label: String,
    href: String,
}

#[derive(Serialize)]
struct GroupView {
    id: &'static str,
    title: &'static str,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    /// Its place in the flow, by which the tool knows it.
    at: usize,
    id: String,
    title: String,
    why: String,
    /// For whom, in words; empty if it is for everyone.
    when: String,
    html: String,
    figures: Vec<FigureView>,
    contact: Option<ContactView>,
    harm: bool,
}

#[derive(Serialize)]
struct OutcomeView {
    at: usize,
    id: String,
    title: String,
    when: String,
    html: String,
    figures: Vec<FigureView>,
    contact: Option<ContactView>,
    harm: bool,
}

/// A group or event, with its next days.
#[derive(Serialize)]
struct EventView {
    title: String,
    what: String,
    place: String,
    /// "Second Wednesday of the month, 10am to 12pm".
    times: String,
    days: Vec<DayView>,
    calendar: String,
    contact: Option<ContactView>,
    /// When what we say was last read, and where.
    source: String,
}

#[derive(Serialize)]
struct DayView {
    iso: String,
    words: String,
}

/// The most days shown of one group.
const MOST_DAYS: usize = 3;

fn events(writer: &Writer<'_, '_>, id: &Id) -> Vec<EventView> {
    let view = |(event, days): (&Event, Vec<Date>)| {
        let often = event.every.map(|every| format!("The {every} of each month, ")).unwrap_or_default();
        let days = days.into_iter().take(MOST_DAYS);
        let read = |source: &Source| match source.date {
            Some(date) => format!("{}, read {}", source.title, date.words()),
            None => source.title.clone(),
        };
        EventView {
            title: event.title.clone(),
            what: event.what.clone(),
            place: event.place.clone(),
            times: format!("{often}{} to {}", event.starts, event.ends),
            days: days.map(|day| DayView { iso: day.iso(), words: day.words() }).collect(),
            calendar: writer.desk.link(&format!("/guides/events/{}.ics", event.id.value)),
            contact: writer.desk.contact(&event.contact.value).map(view::contact),
            source: event.sources.iter().map(read).collect::<Vec<_>>().join("; "),
        }
    };
    writer.desk.upcoming(id).into_iter().map(view).collect()
}

/// Writes the block.
pub(super) fn guide(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = blocks::body::<Block>(writer, given) else { return };
    let id = &block.id.value;
    let Some(guide) = writer.desk.guide(id) else {
        if !writer.desk.lost("content/guides/") {
            let known = writer.desk.for_suggestions().guides.keys().map(AsRef::as_ref);
            let help = did_you_mean(id, known, "Guides are in content/guides.");
            let place = blocks::place(writer, given, block.id.span);
            let message = format!("There is no guide \"{id}\".");
            writer.body.found.push(Diagnostic::new(&rules::GUIDE_NAME, Some(place), message).help(help));
        }
        return;
    };
    blocks::sole_tool(writer, given);
    // What is wrong with it was said where it stands.
    let Some(flow) = guide.flow() else { return };
    let mut context = Context::new();
    let facts = facts_file(id);
    context.insert("id", id);
    context.insert("loads", &writer.desk.widget("guide", &facts));
    context.insert("contact", &writer.desk.contact(&guide.main.value.contact).map(view::contact));
    context.insert("urgent", &urgent(writer, guide));
    context.insert("outcomes", &outcomes(writer, guide, flow));
    context.insert("events", &events(writer, id));
    let mut sheet = None;
    if guide.main.value.kind == Kind::Plan {
        context.insert("questions", &questions(flow));
        context.insert("groups", &groups(writer, guide, flow));
        writer.template("blocks/guide-plan.html", &context);
        sheet = Some(sheet_file(id));
    } else if let Some(first) =
        steps(flow, usize::MAX).and_then(|steps| Some(question(writer, id, flow, &steps, steps.first()?)))
    {
        context.insert("question", &first);
        writer.template("blocks/guide-route.html", &context);
    }
    writer.body.tool = Some(Tool { name: "guide", facts, sheet });
}

fn urgent(writer: &Writer<'_, '_>, guide: &Guide) -> Vec<ContactView> {
    guide.main.value.urgent.iter().filter_map(|id| writer.desk.contact(id)).map(view::contact).collect()
}

/// Markdown of a guide as HTML, its explanations and sources with ids of its own, and the figures it names.
fn text<'a>(
    writer: &mut Writer<'a, '_>,
    guide: &'a Guide,
    spot: &Spot,
    text: &str,
    places: &Places<'_>,
    own: &str,
) -> (String, Vec<FigureView>) {
    let file = guide.file(spot);
    let desk = writer.desk;
    let level = std::mem::replace(&mut writer.level, 3);
    let figures = std::mem::take(&mut writer.body.figures);
    let html = writer.foreign(text, file, desk.text(file), places.whole(&spot.field));
    let used = std::mem::replace(&mut writer.body.figures, figures);
    writer.level = level;
    if html.contains("<h2") || html.contains("<h3") {
        let place = Place::locate(file, desk.text(file), places.whole(&spot.field));
        writer.body.found.push(
            Diagnostic::new(
                &rules::HEADING_ORDER,
                Some(place),
                "The text of an item or an outcome has no headings of its own.",
            )
            .help("Its title is the heading. Write the words in bold, or make two items."),
        );
    }
    let html = html.replace("#word_", &format!("#{own}_word_")).replace("id=\"word_", &format!("id=\"{own}_word_"));
    let html = html.replace("href=\"#figure_", &format!("href=\"#{own}_figure_"));
    (html, used.iter().filter_map(|id| desk.figure(id)).map(view::figure).collect())
}

fn outcomes<'a>(writer: &mut Writer<'a, '_>, guide: &'a Guide, flow: &Flow) -> Vec<OutcomeView> {
    let places = Places::of(writer.desk.text(&guide.main.file));
    let mut all = Vec::new();
    for (at, outcome) in guide.main.value.outcomes.iter().enumerate() {
        let spot = Spot::main(format!("outcomes[{at}].text"));
        let (html, figures) = text(writer, guide, &spot, &outcome.text, &places, &outcome.id);
        let contact = outcome.contact.as_ref().unwrap_or(&guide.main.value.contact);
        all.push(OutcomeView {
            at,
            id: outcome.id.clone(),
            title: outcome.title.clone(),
            when: leading_to(flow, at),
            html,
            figures,
            contact: writer.desk.contact(contact).map(view::contact),
            harm: outcome.harm,
        });
    }
    all
}

/// Which answers lead to an outcome, in words.
fn leading_to(flow: &Flow, outcome: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for choice in flow.questions.iter().flat_map(|question| &question.options) {
        let leads = choice.next.iter().flat_map(fingerpost_guide::flow::Next::targets);
        if leads.into_iter().any(|target| target == fingerpost_guide::flow::Target::Outcome(outcome)) {
            parts.push(&choice.means);
        }
    }
    parts.join(", or ")
}

fn questions(flow: &Flow) -> Vec<QuestionView> {
    let view = |question: &fingerpost_guide::flow::Question| {
        let option = |choice: &fingerpost_guide::flow::Choice| OptionView {
            id: sieve::control(&question.code, Some(choice.code)),
            label: choice.label.clone(),
            href: String::new(),
        };
        QuestionView {
            ask: question.ask.clone(),
            hint: question.hint.clone(),
            why: question.why.clone(),
            code: question.code.clone(),
            many: question.many,
            skip: question.skip.then(|| sieve::control(&question.code, None)),
            options: question.options.iter().map(option).collect(),
        }
    };
    flow.questions.iter().map(view).collect()
}

fn groups<'a>(writer: &mut Writer<'a, '_>, guide: &'a Guide, flow: &Flow) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> =
        Group::ALL.map(|group| GroupView { id: group.id(), title: group.title(), items: Vec::new() }).into();
    let mut file: Option<(usize, Places<'_>)> = None;
    for (at, (spot, item)) in guide.items().enumerate() {
        if file.as_ref().is_none_or(|(part, _)| *part != spot.part) {
            file = Some((spot.part, Places::of(writer.desk.text(guide.file(&spot)))));
        }
        let Some((_, places)) = &file else { continue };
        let (html, figures) = text(writer, guide, &spot.at("text"), &item.text, places, &item.id);
        groups[item.group as usize].items.push(ItemView {
            at,
            id: item.id.clone(),
            title: item.title.clone(),
            why: item.why.clone(),
            when: words::condition(flow, &flow.items[at].when),
            html,
            figures,
            contact: item.contact.as_ref().and_then(|id| writer.desk.contact(id)).map(view::contact),
            harm: item.harm,
        });
    }
    groups.retain(|group| !group.items.is_empty());
    let headings = groups.iter().map(|group| Heading { id: format!("g_{}", group.id), title: group.title.into() });
    writer.body.headings.extend(headings);
    groups
}

/// A question of a route, each answer a link to the page it leads to.
fn question(writer: &Writer<'_, '_>, id: &Id, flow: &Flow, steps: &[Step], step: &Step) -> QuestionView {
    let question = &flow.questions[step.question];
    let option = |(choice, lead): (&fingerpost_guide::flow::Choice, &Lead)| OptionView {
        id: String::new(),
        label: choice.label.clone(),
        href: writer.desk.link(&address(id, flow, steps, *lead)),
    };
    QuestionView {
        ask: question.ask.clone(),
        hint: question.hint.clone(),
        why: question.why.clone(),
        code: question.code.clone(),
        many: false,
        skip: None,
        options: question.options.iter().zip(&step.leads).map(option).collect(),
    }
}

/// The address of a page of a route.
fn address(id: &Id, flow: &Flow, steps: &[Step], lead: Lead) -> String {
    match lead {
        Lead::Outcome(at) => format!("/guides/{id}/{}.html", flow.outcomes[at].id),
        Lead::Step(at) => {
            let question = steps[at].question;
            let before = steps[..at].iter().filter(|step| step.question == question).count();
            let again = if before == 0 { String::new() } else { format!("-{}", before + 1) };
            format!("/guides/{id}/{}{again}.html", flow.questions[question].id)
        }
    }
}

/// The pages of a route besides its first, as addresses: those of questions, then those of outcomes. Nothing for a plan.
pub(super) fn addresses(library: &Library, id: &Id) -> Vec<String> {
    let route = library.guides.get(id).filter(|guide| guide.main.value.kind == Kind::Route);
    // Without a page of the guide there is nowhere to begin.
    let shown = library.live().any(|page| page.guide.as_ref() == Some(id));
    let Some(flow) = route.and_then(Guide::flow).filter(|_| shown) else { return Vec::new() };
    let steps = steps(flow, usize::MAX).unwrap_or_default();
    let questions = (1..steps.len()).map(Lead::Step);
    let ends = (0..flow.outcomes.len()).map(Lead::Outcome);
    questions.chain(ends).map(|lead| address(id, flow, &steps, lead)).collect()
}

/// A page of a route, by its place among [`addresses`].
pub(super) fn page(sheet: &Sheet<'_, '_>, id: &Id, at: usize, made: &mut Made) {
    let desk = sheet.desk;
    let Some(guide) = desk.guide(id) else { return };
    let Some(flow) = guide.flow() else { return };
    let Some(host) = desk.page_of_guide(id) else { return };
    let steps = steps(flow, usize::MAX).unwrap_or_default();
    let origin = Origin {
        file: &guide.main.file,
        whole: desk.text(&guide.main.file),
        offset: 0,
        fixed: None,
        id: "",
        easy_read: false,
    };
    let mut writer = Writer::new(origin, desk, sheet.templates);
    let start = Link { title: host.meta.title.clone(), href: desk.link(&host.address) };
    let lead = if at + 1 < steps.len() { Lead::Step(at + 1) } else { Lead::Outcome(at + 1 - steps.len()) };
    let address_here = address(id, flow, &steps, lead);
    let mut context = Context::new();
    let title = match lead {
        Lead::Step(at) => {
            let step = &steps[at];
            let back = match step.back {
                Some(before) if before > 0 => desk.link(&address(id, flow, &steps, Lead::Step(before))),
                _ => start.href.clone(),
            };
            context.insert("question", &question(&writer, id, flow, &steps, step));
            context.insert("back", &back);
            flow.questions[step.question].ask.clone()
        }
        Lead::Outcome(at) => {
            let outcome = outcomes(&mut writer, guide, flow).swap_remove(at);
            let title = outcome.title.clone();
            context.insert("outcome", &outcome);
            title
        }
    };
    context.insert("start", &start);
    context.insert("urgent", &urgent(&writer, guide));
    context.insert("contact", &desk.contact(&guide.main.value.contact).map(view::contact));
    let mut view = pages::plain(sheet, &title, &host.meta.title, &address_here);
    view.crumbs.push(start);
    context.insert("page", &view);
    context.insert("sheet", &desk.loaded("tools.css"));
    made.found.append(&mut writer.body.found);
    sheet.print("guide-page.html", &context, &guide.main.file, made);
}
