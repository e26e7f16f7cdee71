//! Two settings side by side.

use super::{Outcome, Row, Table, exact, month_words};
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

/// What the rows are called, in the order of [`cells`].
const LABELS: [&str; 7] = [
    "Price of the care, a week",
    "You pay now, a week",
    "Of that, from savings",
    "The council pays now, a week",
    "Left of your income, a week",
    "Your home",
    "When the council helps",
];

fn known(amount: Option<Pence>) -> String {
    amount.map_or_else(|| "not known".to_owned(), exact)
}

/// One column.
fn cells(outcome: &Outcome) -> [String; 7] {
    let now = &outcome.estimate.now.assessment;
    let pays = if now.pays_in_full { now.contribution } else { now.contribution.or(Some(now.most)) };
    let purse = now.purse();
    let savings = known(purse.map(|(savings, _)| savings));
    let left = known(purse.map(|(_, left)| left));
    let counts = outcome.estimate.phases().find(|phase| phase.assessment.home > Pence::ZERO);
    let home = match counts {
        Some(phase) => format!("counts from week {}", phase.from_week),
        None => "does not count".to_owned(),
    };
    let starts = outcome.forecast.as_ref().and_then(|forecast| forecast.first(EventKind::HelpStarts));
    let help = match starts.filter(|_| now.pays_in_full) {
        Some(event) => month_words(event.date),
        None if now.pays_in_full => "not in the next 10 years".to_owned(),
        None => "now".to_owned(),
    };
    [known(now.price), known(pays), savings, known(now.council_pays), left, home, help]
}

/// The table that compares two outcomes for the same household.
pub fn compare(left: &Outcome, right: &Outcome) -> Table {
    let mut rows = Vec::new();
    for (label, (left, right)) in LABELS.into_iter().zip(cells(left).into_iter().zip(cells(right))) {
        rows.push(Row { total: label.starts_with("You pay"), ..Row::of(label, vec![left, right]) });
    }
    let head = ["", setting_name(left.case.setting), setting_name(right.case.setting)];
    Table { caption: "Side by side".into(), head: head.map(String::from).into(), rows, folded: false }
}
