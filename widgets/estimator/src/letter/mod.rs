//! A result as a letter: plain data that a page, a text file and the command line print each in its own way, so that all
//! three say the same.
//!
//! | file | what it owns |
//! |---|---|
//! | `working` | the lines of an assessment as a table |
//! | `ahead` | the years ahead: chart, table, loan |
//! | `advice` | what was left out, what to look at, what to do |
//! | `compare` | two settings side by side |
//! | `chart` | savings over time as shapes to draw |
//! | `text` | the letter as plain text |

mod advice;
mod ahead;
pub mod chart;
mod compare;
mod text;
mod working;

pub use advice::PAGES;
pub use compare::compare;

use crate::assess::{Assessment, assess};
use crate::case::Case;
use crate::context::{Context, Moment};
use crate::error::Result;
use crate::estimate::{self, Estimate, assess_week};
use crate::forecast::{self, EventKind, Forecast};
use crate::form::rough::{self, Side};
use crate::money::{Pence, annual_of, monthly_of};
use crate::policy::{Choices, Council};
use crate::rates::Rates;
use crate::year::{Day, MONTHS};
use chart::Chart;

/// A letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// What it is, of when, with which year's rates.
    pub about: String,
    /// The answer.
    pub heading: String,
    /// The answer in a few sentences.
    pub lead: Vec<String>,
    /// The sums that matter.
    pub sums: Vec<Sum>,
    /// The rest, in order.
    pub parts: Vec<Part>,
}

/// A sum that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What it is.
    pub label: String,
    /// How much, or between what.
    pub amount: String,
    /// The same in other words: a month, a year.
    pub more: String,
}

/// A part of a letter, under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name, for good.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A list of things to do or to look at, each with the name of a page that says more, if there is one.
    Links(Vec<(String, &'static str)>),
    /// A table.
    Table(Table),
    /// Savings over time.
    Chart(Chart),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Column heads; the first is that of the labels.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether a page may fold it away.
    pub folded: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is. A row without cells is a heading for those below it.
    pub label: String,
    /// Why.
    pub why: String,
    /// The law.
    pub law: &'static str,
    /// A warning about a rate it uses.
    pub flag: bool,
    /// The cells.
    pub cells: Vec<String>,
    /// Whether it sums up the rows above it.
    pub total: bool,
}

impl Row {
    /// A row of cells.
    fn of(label: impl Into<String>, cells: Vec<String>) -> Self {
        Self { label: label.into(), cells, ..Self::default() }
    }
}

/// An amount with its pence, as tables show it.
pub fn exact(amount: Pence) -> String {
    let text = amount.to_string();
    if text.contains('.') { text } else { format!("{text}.00") }
}

/// A day as `22 November 2026`.
pub fn day_words(day: Day) -> String {
    format!("{} {}", day.0.day(), month_words(day))
}

/// The month of a day as `November 2026`.
pub fn month_words(day: Day) -> String {
    let month = usize::try_from(day.0.month()).unwrap_or(1);
    format!("{} {}", MONTHS[(month - 1).min(11)], day.0.year())
}

/// All that is worked out for a case.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// The estimate.
    pub estimate: Estimate,
    /// The years ahead, where they say something.
    pub forecast: Option<Forecast>,
    /// What holds once the council helps, where savings must run down first.
    pub helped: Option<Assessment>,
    /// Why there is no forecast, where one was to be expected.
    pub no_forecast: Option<String>,
    /// The least and the most to pay now, where amounts are rough.
    pub range: Option<(Pence, Pence)>,
}

/// Works out a case. A run-down says something only of those who pay in full now or will, or who want a loan.
pub fn work_out(case: Case, rates: &Rates, policy: &impl Council, rough: bool) -> Result<Outcome> {
    let policy = Choices::of(policy, &case);
    let context = Context::new(&case, rates, &policy)?;
    let estimate = estimate::of(&context)?;
    let in_full = estimate.phases().any(|phase| phase.assessment.pays_in_full);
    let ahead = (in_full || case.deferred.wanted).then(|| forecast::of(&context)).transpose();
    let (forecast, no_forecast) = match ahead {
        Ok(forecast) => (forecast, None),
        Err(error) => (None, Some(error.message.clone())),
    };
    let helped = match forecast.as_ref().and_then(|ahead| ahead.first(EventKind::HelpStarts)) {
        Some(event) => {
            let benefits_stopped = case.setting.permanent();
            let week = context.moment.week.saturating_add(event.week);
            Some(assess(&context.at(Moment { week, savings: Some(event.savings), benefits_stopped }))?)
        }
        None => None,
    };
    let mut range = None;
    if rough && !estimate.now.assessment.free {
        // Who pays in full for care whose price nobody knows pays what nobody knows.
        let pays = |side| -> Result<Option<Pence>> {
            let context = Context { case: &rough::off(&case, side), ..context };
            let found = assess_week(&context, context.moment.week)?;
            Ok(found.contribution.or((!found.pays_in_full).then_some(found.most)))
        };
        range = pays(Side::Least)?.zip(pays(Side::Most)?);
    }
    Ok(Outcome { case, estimate, forecast, helped, no_forecast, range })
}

/// The letter.
pub fn letter(outcome: &Outcome) -> Letter {
    let Outcome { estimate, .. } = outcome;
    let now = &estimate.now.assessment;
    let year = estimate.year;
    let about = format!(
        "An estimate made on {} with the rates for April {} to April {}. It is not a decision: the council decides \
         after a money check.",
        day_words(estimate.on),
        year.starts(),
        year.starts() + 1
    );
    let mut parts = Vec::new();
    if !now.free {
        parts.push(working::now(outcome));
        parts.extend(working::later(outcome));
        parts.extend(ahead::savings(outcome));
        parts.extend(ahead::loan(outcome));
    }
    parts.extend(advice::parts(outcome));
    Letter { about, heading: heading(outcome), lead: lead(outcome), sums: sums(outcome), parts }
}

/// An amount in a sentence: to the pound, and "about", where amounts are rough.
fn said(outcome: &Outcome, amount: Pence) -> String {
    if outcome.range.is_some() { format!("about {}", whole(amount)) } else { amount.to_string() }
}

fn help_starts(outcome: &Outcome) -> Option<Day> {
    outcome.forecast.as_ref()?.first(EventKind::HelpStarts).map(|event| event.date)
}

/// The answer, in one sentence.
pub(crate) fn heading(outcome: &Outcome) -> String {
    let now = &outcome.estimate.now.assessment;
    let later_in_full = outcome.estimate.later.iter().find(|phase| phase.assessment.pays_in_full);
    let about = |amount| said(outcome, amount);
    if now.free {
        return "Your care is free".into();
    }
    match (now.pays_in_full, now.contribution, later_in_full) {
        (true, ..) => match help_starts(outcome) {
            Some(day) => {
                format!("You would pay the full price at first, and share it from about {}", month_words(day))
            }
            None => "You would pay the full price of your care".into(),
        },
        (false, Some(_), Some(later)) => {
            format!("The council would help at first. From week {} your home counts", later.from_week)
        }
        (false, Some(Pence::ZERO), None) => "You would pay nothing towards your care".into(),
        (false, Some(pays), None) => match now.council_pays.filter(|pays| *pays > Pence::ZERO) {
            Some(council) => {
                format!("You would pay {} a week, and the council {}", about(pays), about(council))
            }
            None => format!("You would pay {} a week, the whole price of your care", about(pays)),
        },
        (false, None, _) => format!("You would pay up to {} a week", about(now.most)),
    }
}

fn lead(outcome: &Outcome) -> Vec<String> {
    let now = &outcome.estimate.now.assessment;
    let mut lead = Vec::new();
    if now.free {
        lead.push("Nobody asks what you have. Other things, such as rent, you still pay yourself.".into());
        return lead;
    }
    let reason = |found: &Assessment, part: &str| {
        found.working.steps.iter().rev().find(|step| step.label.starts_with(part)).map(|step| step.why.clone())
    };
    if now.pays_in_full {
        let total = now.capital;
        lead.extend(
            reason(now, "Savings and property that count").map(|why| format!("You have {total} that counts. {why}")),
        );
        if outcome.case.setting.permanent() {
            lead.push("You agree the price with the care home yourself. The council is still there to advise.".into());
        }
    } else if now.contribution.is_none() {
        lead.push("We do not know what your care will cost. You never pay more than it costs.".into());
    } else if let Some((savings, left)) = now.purse() {
        let mut text = format!("You would have {} a week of your income left to live on.", said(outcome, left));
        if savings > Pence::ZERO {
            text += &format!(" Of what you pay, {} a week comes from savings.", said(outcome, savings));
        }
        lead.push(text);
    }
    let home = now.working.steps.iter().find(|step| step.label.starts_with("Your home"));
    if let Some(step) = home.filter(|_| outcome.case.setting.permanent()) {
        lead.push(step.why.clone());
    }
    for phase in outcome.estimate.later.iter().filter(|phase| phase.assessment.pays_in_full) {
        lead.push(format!(
            "From week {} you pay in full, or you ask the council for a loan against your home. You need not sell it \
             in your lifetime.",
            phase.from_week
        ));
    }
    if let Some((least, most)) = outcome.range {
        let (least, most) = (whole(least), whole(most));
        let pays = if least == most { format!("still pay {least}") } else { format!("pay between {least} and {most}") };
        lead.push(format!(
            "Your figures are rough. If each is up to {}% off, you would {pays} a week now.",
            rough::ROUGH
        ));
    }
    lead
}

fn sum(label: impl Into<String>, weekly: Pence) -> Sum {
    let more = match (monthly_of(weekly), annual_of(weekly)) {
        (Ok(month), Ok(year)) if weekly > Pence::ZERO => {
            format!("about {} a month, {} a year", whole(month), whole(year))
        }
        _ => String::new(),
    };
    Sum { label: label.into(), amount: exact(weekly), more }
}

/// To the nearest pound.
pub(crate) fn whole(amount: Pence) -> Pence {
    Pence((amount.0 + 50).div_euclid(100) * 100)
}

/// The sums that matter.
pub(crate) fn sums(outcome: &Outcome) -> Vec<Sum> {
    let now = &outcome.estimate.now.assessment;
    let mut sums = Vec::new();
    if now.free {
        return sums;
    }
    match now.contribution {
        Some(pays) => sums.push(sum("You pay, a week", pays)),
        None if now.pays_in_full => {}
        None => sums.push(sum("You pay at most, a week", now.most)),
    }
    let council = now.council_pays.filter(|_| !now.pays_in_full);
    sums.extend(council.map(|pays| sum("The council pays, a week", pays)));
    if now.nhs_pays > Pence::ZERO {
        sums.push(sum("The NHS pays the home, a week", now.nhs_pays));
    }
    if now.top_up > Pence::ZERO {
        sums.push(sum("The extra part for a dearer home, a week", now.top_up));
    }
    if let Some(day) = help_starts(outcome) {
        let pays = outcome.forecast.as_ref().and_then(ahead::settled);
        sums.extend(pays.map(|pays| sum(format!("You pay from about {}, a week", month_words(day)), pays)));
    }
    sums
}
