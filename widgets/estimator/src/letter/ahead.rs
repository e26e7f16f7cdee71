//! The years ahead: savings as a chart and a table, and the running total of a loan.

use super::chart::{Chart, Limit, Mark};
use super::{Block, Outcome, Part, Row, Table, exact, month_words, whole, working};
use crate::deferred::{Owed, Plan};
use crate::forecast::{EventKind, Forecast, Paying, Week};
use crate::money::Pence;
use crate::rates::RateId;

/// What happens, in words.
pub(crate) fn happens(kind: EventKind) -> &'static str {
    match kind {
        EventKind::HelpStarts => "Your savings are down to the upper limit, and the council helps to pay.",
        EventKind::HomeCounts => "Your home starts to count.",
        EventKind::BenefitsStop => "Attendance Allowance and the like stop.",
        EventKind::TariffEnds => "Your savings are down to the lower limit, and no longer count.",
        EventKind::LoanStarts => "The loan against your home starts.",
        EventKind::SavingsGone => "Your savings are gone while your home still counts. You need a loan or a sale.",
    }
}

/// What is paid once the council helps and Attendance Allowance and the like have stopped.
pub(super) fn settled(forecast: &Forecast) -> Option<Pence> {
    let start = forecast.first(EventKind::HelpStarts)?.week;
    let mut after = forecast.weeks.iter().filter(|week| week.week >= start && week.paying == Paying::WithHelp);
    after.clone().find(|week| week.week >= start + 4).or_else(|| after.next_back()).map(|week| week.pays)
}

/// Weeks to show: until three years after the last thing that happens, at least five years.
fn shown(forecast: &Forecast) -> &[Week] {
    let last = forecast.events.iter().map(|event| event.week).max().unwrap_or_default();
    let end = usize::try_from((last + 156).max(260).div_ceil(52) * 52).unwrap_or(usize::MAX);
    &forecast.weeks[..forecast.weeks.len().min(end + 1)]
}

/// Savings over time.
pub(super) fn savings(outcome: &Outcome) -> Option<Part> {
    let title = "Your savings over time".to_owned();
    if let Some(why) = &outcome.no_forecast {
        let blocks = vec![Block::Text(format!("We cannot look ahead yet. {why}"))];
        return Some(Part { id: "ahead", title, blocks });
    }
    let forecast = outcome.forecast.as_ref()?;
    let weeks = shown(forecast);
    let first = weeks.first()?;
    if first.savings == Pence::ZERO {
        return None;
    }
    let mut blocks = Vec::new();
    let events = forecast
        .events
        .iter()
        .map(|event| format!("{} (week {}): {}", month_words(event.date), event.week, happens(event.kind)));
    let events: Vec<String> = events.collect();
    if events.is_empty() {
        let last = weeks.last().map_or(0, |week| week.week / 52);
        blocks.push(Block::Text(format!("Nothing changes in the next {last} years, at today’s prices.")));
    } else {
        blocks.push(Block::List(events));
    }
    blocks.push(Block::Chart(chart(outcome, forecast, weeks)));
    blocks.push(Block::Table(table(forecast, weeks)));
    if let Some(helped) = &outcome.helped {
        blocks.push(Block::Table(working::table(helped, "Line by line, once the council helps".into(), true)));
    }
    blocks.push(Block::Text(forecast.assumed.join(" ")));
    Some(Part { id: "ahead", title, blocks })
}

fn chart(outcome: &Outcome, forecast: &Forecast, weeks: &[Week]) -> Chart {
    let limit = |id: RateId| {
        let used = outcome.estimate.now.assessment.working.steps.iter().flat_map(|step| &step.rates);
        used.clone().find(|used| used.id == id).map(|used| used.value)
    };
    let limits = [(RateId::UpperCapitalLimit, "the council helps"), (RateId::LowerCapitalLimit, "left alone")];
    let marks = forecast.first(EventKind::HelpStarts).map(|event| Mark {
        week: event.week,
        savings: event.savings,
        label: format!("{} (week {})", month_words(event.date), event.week),
    });
    let (first, last) = (weeks.first(), weeks.last());
    let (from, to) = (first.map_or(Pence::ZERO, |w| w.savings), last.map_or(Pence::ZERO, |w| w.savings));
    let years = weeks.len().saturating_sub(1).div_ceil(52).max(1);
    Chart {
        title: format!("Savings over {years} years"),
        summary: format!("Savings go from {} today to {} after {years} years.", whole(from), whole(to)),
        points: weeks.iter().map(|week| (week.week, week.savings)).collect(),
        limits: limits
            .into_iter()
            .filter_map(|(id, words)| {
                let value = limit(id)?;
                Some(Limit { value, label: format!("{value}: {words}") })
            })
            .collect(),
        marks: marks.into_iter().collect(),
    }
}

fn table(forecast: &Forecast, weeks: &[Week]) -> Table {
    let wanted = |week: &Week| {
        week.week == 1
            || (week.week - 1).is_multiple_of(52)
            || forecast.events.iter().any(|event| event.week == week.week)
    };
    let rows = weeks.iter().filter(|week| wanted(week)).map(|week| Row {
        label: if week.week == 1 { "Today".into() } else { format!("{}, week {}", month_words(week.date), week.week) },
        cells: vec![whole(week.savings).to_string(), exact(week.pays), exact(week.council_pays)],
        ..Row::default()
    });
    Table {
        caption: "Savings and what you pay, year by year".into(),
        head: vec!["When".into(), "Savings".into(), "You pay a week".into(), "The council pays a week".into()],
        rows: rows.collect(),
        folded: true,
    }
}

/// The loan against the home.
pub(super) fn loan(outcome: &Outcome) -> Option<Part> {
    let title = "A loan against your home".to_owned();
    let mut blocks = Vec::new();
    let counts = outcome.estimate.phases().any(|phase| phase.assessment.home > Pence::ZERO);
    if let Some(eligible) = outcome.estimate.deferred.as_ref().filter(|_| counts) {
        let why = eligible.steps.first().map(|step| step.why.clone()).unwrap_or_default();
        let offer = if eligible.must_offer {
            format!(
                "On today’s savings the council must offer you one. {why} You could owe at most {}.",
                whole(eligible.equity_limit)
            )
        } else {
            why
        };
        blocks.push(Block::Text(offer));
    }
    let plan = outcome.forecast.as_ref().and_then(|forecast| forecast.plan.as_ref());
    if let Some(plan) = plan {
        blocks.extend(running(plan));
    }
    (!blocks.is_empty()).then_some(Part { id: "loan", title, blocks })
}

fn running(plan: &Plan) -> Vec<Block> {
    let mut blocks = vec![Block::Text(format!(
        "You would pay {} a week from your income and keep {}. The council would lend you {} a week. It is paid back \
         when the home is sold, or from what you leave.",
        exact(plan.contribution),
        exact(plan.kept),
        exact(plan.weekly)
    ))];
    let mut rows: Vec<&Owed> = plan.weeks.iter().filter(|owed| owed.week % 52 == 0).collect();
    rows.extend(plan.weeks.last().filter(|last| last.week % 52 != 0));
    let row = |owed: &Owed| {
        Row::of(
            format!("{}, week {}", month_words(owed.date), owed.week),
            [owed.lent, owed.fees, owed.interest, owed.owed].map(|amount| whole(amount).to_string()).to_vec(),
        )
    };
    blocks.push(Block::Table(Table {
        caption: "What you would owe".into(),
        head: ["When", "Lent", "Fees", "Interest", "Owed in all"].map(String::from).to_vec(),
        rows: rows.into_iter().map(row).collect(),
        folded: false,
    }));
    let mut notes = Vec::new();
    if let Some(review) = &plan.review {
        notes.push(format!("In about {} the council looks at the loan again.", month_words(review.date)));
    }
    if let Some(limit) = &plan.limit {
        notes.push(format!(
            "In about {} the loan reaches the most you can owe, {}.",
            month_words(limit.date),
            whole(plan.equity_limit)
        ));
    }
    notes.extend(plan.working.left_out.iter().map(|text| format!("Left out: {text}")));
    if !notes.is_empty() {
        blocks.push(Block::List(notes));
    }
    blocks
}
