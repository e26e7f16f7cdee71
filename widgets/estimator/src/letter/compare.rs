//! Two settings side by side.

use super::{Outcome, Row, Table, exact, month_words, whole};
use crate::assess::Assessment;
use crate::case::Setting;
use crate::forecast::EventKind;
use crate::money::Pence;

/// What a setting is called at the head of a column.
fn setting_name(setting: Setting) -> &'static str {
    match setting {
        Setting::Home => "Care at home",
        Setting::SupportedLiving => "Supported living",
        Setting::ExtraCare => "A home with care",
        Setting::ShortStay => "A short break",
        Setting::TemporaryStay => "A stay in a care home",
        Setting::CareHome => "A care home",
        Setting::NursingHome => "A care home with nurses",
    }
}

/// What a row says of one of the two: its label, and its cell.
type Cell = (&'static str, String);

fn known(amount: Option<Pence>) -> String {
    amount.map_or_else(|| "not known".to_owned(), exact)
}

fn now(outcome: &Outcome) -> &Assessment {
    &outcome.estimate.now.assessment
}

fn price(outcome: &Outcome) -> Cell {
    ("Price of the care, a week", known(now(outcome).price))
}

fn you_pay(outcome: &Outcome) -> Cell {
    let now = now(outcome);
    let cell = now.contribution.map_or_else(|| format!("up to {}", exact(now.most)), exact);
    ("You pay now, a week", cell)
}

fn council_pays(outcome: &Outcome) -> Cell {
    ("The council pays now, a week", known(now(outcome).council_pays))
}

fn left_over(outcome: &Outcome) -> Cell {
    let now = now(outcome);
    let cell = match now.left_to_live_on.filter(|_| !now.pays_in_full) {
        Some(left) => exact(left),
        None => "you pay from income and savings".to_owned(),
    };
    ("Left of your income, a week", cell)
}

fn home(outcome: &Outcome) -> Cell {
    let first = outcome.estimate.phases().find(|phase| phase.assessment.home > Pence::ZERO);
    let cell = match (&outcome.case.home, first) {
        (None, _) => "none that counts".to_owned(),
        (Some(_), Some(phase)) => format!("counts from week {}", phase.from_week),
        (Some(_), None) => "does not count".to_owned(),
    };
    ("Your home", cell)
}

fn help(outcome: &Outcome) -> Cell {
    let help = outcome.forecast.as_ref().and_then(|forecast| forecast.first(EventKind::HelpStarts));
    let cell = match (now(outcome).pays_in_full, help) {
        (false, _) => "now".to_owned(),
        (true, Some(event)) => format!("about {}", month_words(event.date)),
        (true, None) => "not in the next 10 years".to_owned(),
    };
    ("When the council helps", cell)
}

fn savings(outcome: &Outcome) -> Cell {
    let after = outcome.forecast.as_ref().and_then(|forecast| forecast.weeks.get(52));
    let cell = after.map_or_else(|| "much as now".to_owned(), |week| whole(week.savings).to_string());
    ("Savings after a year", cell)
}

/// The table that compares two outcomes for the same household.
pub fn compare(left: &Outcome, right: &Outcome) -> Table {
    let cells: [fn(&Outcome) -> Cell; 7] = [price, you_pay, council_pays, left_over, home, help, savings];
    let rows = cells.map(|row| {
        let (label, cell) = row(left);
        Row { total: label.starts_with("You pay"), ..Row::of(label, vec![cell, row(right).1]) }
    });
    let head = ["", setting_name(left.case.setting), setting_name(right.case.setting)];
    Table { caption: "Side by side".into(), head: head.map(String::from).into(), rows: rows.into(), folded: false }
}
