//! Names to places: a guide as written becomes a [`Flow`], or everything that is wrong with its names is said at once.

use std::collections::BTreeSet;

use crate::fault::{Fault, Place, Rule};
use crate::flow::{Choice, Flow, Item, Next, Outcome, Question, Target, When};
use crate::written::{self, Answering, Kind, Part, Written};

/// Words that mean something in a condition or a target.
const RESERVED: [&str; 7] = ["all", "any", "not", "asked", "skipped", "plan", "otherwise"];

/// The most answers to a question: each is a bit.
const MOST_OPTIONS: usize = 31;

/// Looks every name of a guide up.
pub fn resolve(written: &Written, parts: &[Part]) -> Result<Flow, Vec<Fault>> {
    let mut names = Names { written, faults: Vec::new() };
    names.words(&Place::main(""), [("title", written.title.as_str())]);
    names.questions();
    names.kind(parts);
    let questions = written.questions.iter().enumerate().map(|(at, question)| names.question(at, question)).collect();
    let mut outcomes = Vec::new();
    let mut ids = BTreeSet::new();
    for (at, outcome) in written.outcomes.iter().enumerate() {
        let place = Place::main(format!("outcomes[{at}].id"));
        names.id(&place, "outcome", &outcome.id, &mut ids);
        let texts = [("title", outcome.title.as_str()), ("text", &outcome.text)];
        names.words(&Place::main(format!("outcomes[{at}]")), texts);
        if written.questions.iter().any(|question| question.id == outcome.id) {
            let help = "Give the outcome another id, so that a next: can only mean one of the two.";
            names.say(&place, format!("\"{}\" is a question too.", outcome.id), help);
        }
        outcomes.push(Outcome { id: outcome.id.clone(), title: outcome.title.clone(), harm: outcome.harm });
    }
    let mut items = Vec::new();
    let mut ids = BTreeSet::new();
    for (place, item) in items_of(written, parts) {
        names.id(&place.at("id"), "item", &item.id, &mut ids);
        names.words(&place, [("title", item.title.as_str()), ("why", &item.why), ("text", &item.text)]);
        let when = names.when(&place.at("when"), &item.when);
        items.push(Item { id: item.id.clone(), group: item.group, when, harm: item.harm });
    }
    for (at, id) in written.every_plan.iter().enumerate().filter(|(_, id)| !ids.contains(id.as_str())) {
        let place = Place::main(format!("every_plan[{at}]"));
        let help = "Name an item of this guide.";
        names.faults.push(Fault::unknown(&place, "item", id, ids.iter().copied(), help));
    }
    if names.faults.is_empty() {
        Ok(Flow { title: written.title.clone(), kind: written.kind, questions, outcomes, items })
    } else {
        Err(names.faults)
    }
}

/// Every item with its place: the main file's, then those of its folder.
pub fn items_of<'w>(written: &'w Written, parts: &'w [Part]) -> impl Iterator<Item = (Place, &'w written::Item)> {
    let files = std::iter::once(&written.items).chain(parts.iter().map(|part| &part.items));
    files.enumerate().flat_map(|(part, items)| {
        items.iter().enumerate().map(move |(at, item)| (Place { part, field: format!("items[{at}]") }, item))
    })
}

/// Every scenario with its place.
pub fn scenarios_of<'w>(
    written: &'w Written,
    parts: &'w [Part],
) -> impl Iterator<Item = (Place, &'w written::Scenario)> {
    let files = std::iter::once(&written.scenarios).chain(parts.iter().map(|part| &part.scenarios));
    files.enumerate().flat_map(|(part, all)| {
        all.iter().enumerate().map(move |(at, one)| (Place { part, field: format!("scenarios[{at}]") }, one))
    })
}

struct Names<'w> {
    written: &'w Written,
    faults: Vec<Fault>,
}

/// Whether a name is small letters, figures and hyphens.
fn plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl<'w> Names<'w> {
    fn say(&mut self, place: &Place, message: impl Into<String>, help: &str) {
        self.faults.push(Fault::new(Rule::Name, place, message, help));
    }

    /// A name must be plain, free, and no word of the format's own.
    fn id<'a>(&mut self, place: &Place, what: &str, id: &'a str, taken: &mut BTreeSet<&'a str>) {
        if !plain(id) {
            let help = "Use small letters, figures and hyphens, like emergency-plan.";
            self.say(place, format!("\"{id}\" cannot be an id."), help);
        } else if RESERVED.contains(&id) {
            self.say(place, format!("\"{id}\" means something else in a guide."), "Choose another id.");
        } else if !taken.insert(id) {
            let message = format!("There is another {what} \"{id}\".");
            self.say(
                place,
                message,
                "Give one of the two another id. Never give an id that readers may have kept to something else.",
            );
        }
    }

    fn code<'a>(&mut self, place: &Place, code: &'a str, whole: &str, form: &str, taken: &mut BTreeSet<&'a str>) {
        if !taken.insert(code) {
            let help = "Give the newer of the two a code of its own. Readers may have kept links with the older one.";
            self.say(place, format!("The code \"{code}\" is used twice."), help);
        }
        if self.written.retired.iter().any(|retired| retired == whole) {
            let help = "Choose a code that was never used: an old link would give the wrong answer.";
            self.say(place, format!("The code \"{whole}\" was retired."), help);
        }
        if !form.is_empty() {
            self.say(place, format!("\"{code}\" cannot be a code."), form);
        }
    }

    /// Text that readers see must say something.
    fn words<'t>(&mut self, place: &Place, texts: impl IntoIterator<Item = (&'t str, &'t str)>) {
        for (key, _) in texts.into_iter().filter(|(_, text)| text.trim().is_empty()) {
            self.say(&place.at(key), format!("\"{key}\" is empty."), "Readers see it: write what it should say.");
        }
    }

    /// Ids and codes of questions and their answers.
    fn questions(&mut self) {
        let written = self.written;
        if written.questions.is_empty() {
            self.say(&Place::main("questions"), "There are no questions.", "Add the first one.");
        }
        let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
        for (at, question) in written.questions.iter().enumerate() {
            let place = Place::main(format!("questions[{at}]"));
            self.id(&place.at("id"), "question", &question.id, &mut ids);
            self.words(&place, [("ask", question.ask.as_str()), ("why", &question.why)]);
            let good = (1..=2).contains(&question.code.len()) && question.code.bytes().all(|b| b.is_ascii_lowercase());
            let form = if good { "" } else { "Use one or two small letters." };
            self.code(&place.at("code"), &question.code, &question.code, form, &mut codes);
            self.options(&place, question);
        }
    }

    fn options(&mut self, place: &Place, question: &'w written::Question) {
        let many = question.answering == Answering::Many;
        let count = question.options.len();
        if count < if many { 1 } else { 2 } || count > MOST_OPTIONS {
            let message = format!("This question has {count} answers.");
            self.say(&place.at("options"), message, "Give it from two to 31 answers.");
        }
        let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
        for (at, choice) in question.options.iter().enumerate() {
            let place = place.at(&format!("options[{at}]"));
            self.id(&place.at("id"), "answer", &choice.id, &mut ids);
            self.words(&place, [("label", choice.label.as_str()), ("means", &choice.means)]);
            let good =
                choice.code.len() == 1 && choice.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            let form = if good { "" } else { "Use one small letter or one figure, in quotes: code: \"1\"." };
            let whole = format!("{}.{}", question.code, choice.code);
            self.code(&place.at("code"), &choice.code, &whole, form, &mut codes);
            if choice.alone && !many {
                let help = "Take the line out: this question takes one answer anyway.";
                self.say(&place.at("alone"), "Every answer to this question stands alone.", help);
            }
            if many && choice.next.is_some() {
                let help = "Put a next: with a table (when, to) at the question, so that it is clear what holds if \
                            several answers are ticked.";
                self.say(&place.at("next"), "Where several answers may be ticked, none can have its own next.", help);
            }
        }
        if self.written.kind == Kind::Route && many {
            let help = "Make it type: one. Without JavaScript a route is a page for each question, each answer a link.";
            self.say(&place.at("type"), "A question of a route takes one answer.", help);
        }
        if self.written.kind == Kind::Route && question.skip == Some(true) {
            let help = "Take the line out, and give the question an answer such as \"I am not sure\".";
            self.say(&place.at("skip"), "A question of a route cannot be skipped.", help);
        }
    }

    /// What a route must not have, and what it must.
    fn kind(&mut self, parts: &[Part]) {
        match self.written.kind {
            Kind::Route => {
                if let Some((place, _)) = items_of(self.written, parts).next() {
                    let help = "Make the guide kind: plan, or say it in an outcome.";
                    self.say(&place, "A route has no items.", help);
                }
                if self.written.outcomes.is_empty() {
                    self.say(
                        &Place::main("kind"),
                        "A route needs outcomes.",
                        "Add outcomes: and lead every answer to one.",
                    );
                }
            }
            Kind::Plan => {
                if items_of(self.written, parts).next().is_none() {
                    self.say(&Place::main("kind"), "A plan needs items.", "Add items:, here or in the guide's folder.");
                }
            }
        }
    }

    fn question(&mut self, at: usize, question: &written::Question) -> Question {
        let place = Place::main(format!("questions[{at}]"));
        let many = question.answering == Answering::Many;
        let skip = question.skip.unwrap_or(self.written.kind == Kind::Plan);
        let mut options = Vec::new();
        for (at, choice) in question.options.iter().enumerate() {
            let place = place.at(&format!("options[{at}]"));
            if choice.next.is_none() && question.next.is_none() {
                let message = format!("\"{}\" leads nowhere.", choice.label);
                let help = "Add next: to this answer, or to the question for all answers that have none.";
                self.faults.push(Fault::new(Rule::Path, &place.at("label"), message, help));
            }
            options.push(Choice {
                id: choice.id.clone(),
                code: choice.code.chars().next().unwrap_or('0'),
                label: choice.label.clone(),
                means: choice.means.clone(),
                alone: choice.alone,
                next: choice.next.as_ref().map(|next| self.next(&place.at("next"), next)),
            });
        }
        if skip && question.next.is_none() {
            let help = "Add next: to the question. Those who skip it go there. Or say skip: false.";
            let message = "Skipping this question leads nowhere.";
            self.faults.push(Fault::new(Rule::Path, &place.at("id"), message, help));
        }
        Question {
            id: question.id.clone(),
            code: question.code.clone(),
            ask: question.ask.clone(),
            hint: question.hint.clone(),
            why: question.why.clone(),
            many,
            skip,
            options,
            next: question.next.as_ref().map_or(Next::to(Target::Plan), |next| self.next(&place.at("next"), next)),
        }
    }

    fn next(&mut self, place: &Place, next: &written::Next) -> Next {
        let lines = match next {
            written::Next::To(id) => return Next::to(self.target(place, id)),
            written::Next::Table(lines) => lines,
        };
        let mut table = Next { lines: Vec::new(), rest: None };
        for (at, line) in lines.iter().enumerate() {
            let place = place.at(&format!("[{at}]"));
            match (&line.when, &line.to, &line.otherwise) {
                (Some(when), Some(to), None) if table.rest.is_none() => {
                    let when = self.when(&place.at("when"), when);
                    let to = self.target(&place.at("to"), to);
                    table.lines.push((when, to));
                }
                (None, None, Some(to)) if table.rest.is_none() => {
                    table.rest = Some(self.target(&place.at("otherwise"), to));
                }
                _ => {
                    let help = "Write when: and to: in each line, and at most one line otherwise: at the end.";
                    let message = "A line of a next: says who goes where.";
                    self.faults.push(Fault::new(Rule::Path, &place, message, help));
                }
            }
        }
        if lines.is_empty() {
            let message = "This next: leads nowhere.";
            self.faults.push(Fault::new(Rule::Path, place, message, "Name a question, an outcome, or plan."));
        }
        table
    }

    fn target(&mut self, place: &Place, id: &str) -> Target {
        let written = self.written;
        if let Some(at) = written.questions.iter().position(|question| question.id == id) {
            return Target::Question(at);
        }
        if let Some(at) = written.outcomes.iter().position(|outcome| outcome.id == id) {
            return Target::Outcome(at);
        }
        if id == "plan" && written.kind == Kind::Plan {
            return Target::Plan;
        }
        let plan = (written.kind == Kind::Plan).then_some("plan");
        let questions = written.questions.iter().map(|question| question.id.as_str());
        let known = questions.chain(written.outcomes.iter().map(|outcome| outcome.id.as_str())).chain(plan);
        let help =
            if id == "plan" { "A route ends in an outcome." } else { "Name a question or an outcome of this guide." };
        self.faults.push(Fault::unknown(place, "question or outcome", id, known, help));
        Target::Plan
    }

    fn when(&mut self, place: &Place, when: &written::When) -> When {
        match when {
            written::When::Always => When::Always,
            written::When::Is(id, options) => self.is(&place.at(id), id, options),
            written::When::Asked(id) => {
                let place = place.at("asked");
                self.find(&place, id).map_or(When::Always, When::Asked)
            }
            written::When::Both(all) => When::All(all.iter().map(|one| self.when(place, one)).collect()),
            written::When::All(all) => When::All(self.list(&place.at("all"), all)),
            written::When::Any(any) => When::Any(self.list(&place.at("any"), any)),
            written::When::Not(not) => When::Not(Box::new(self.when(&place.at("not"), not))),
        }
    }

    fn list(&mut self, place: &Place, all: &[written::When]) -> Vec<When> {
        if all.is_empty() {
            let message = "This list of conditions is empty.";
            self.faults.push(Fault::new(Rule::Condition, place, message, "Add a condition, or write always."));
        }
        all.iter().enumerate().map(|(at, one)| self.when(&place.at(&format!("[{at}]")), one)).collect()
    }

    fn find(&mut self, place: &Place, id: &str) -> Option<usize> {
        let written = self.written;
        let at = written.questions.iter().position(|question| question.id == id);
        if at.is_none() {
            let known = written.questions.iter().map(|question| question.id.as_str());
            self.faults.push(Fault::unknown(place, "question", id, known, "Name a question of this guide."));
        }
        at
    }

    fn is(&mut self, place: &Place, id: &str, options: &[String]) -> When {
        let written = self.written;
        let Some(question) = self.find(place, id) else { return When::Always };
        let asked = &written.questions[question];
        let (mut any, mut skipped) = (0, false);
        for (at, option) in options.iter().enumerate() {
            let place = &place.at(&format!("[{at}]"));
            if option == "skipped" {
                skipped = true;
                if !asked.skip.unwrap_or(written.kind == Kind::Plan) {
                    let help = "Take the word out.";
                    self.faults.push(Fault::new(Rule::Condition, place, format!("\"{id}\" cannot be skipped."), help));
                }
            } else if let Some(bit) = asked.options.iter().position(|choice| choice.id == *option) {
                any |= 1u32.checked_shl(u32::try_from(bit).unwrap_or(u32::MAX)).unwrap_or_default();
            } else {
                let known = asked.options.iter().map(|choice| choice.id.as_str());
                let what = format!("answer to \"{id}\" called");
                self.faults.push(Fault::unknown(place, &what, option, known, "Name an answer to that question."));
            }
        }
        if options.is_empty() {
            let help = "List the answers it is for.";
            self.faults.push(Fault::new(Rule::Condition, place, "This condition names no answer.", help));
        }
        When::Is { question, any, skipped }
    }
}
