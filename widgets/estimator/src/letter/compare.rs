//! Two settings side by side.

use super::{Outcome, Row, Table, exact, month_words, whole};
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

/// The table that compares two outcomes for the same household.
pub fn compare(left: &Outcome, right: &Outcome) -> Table {
    let both = [left, right];
    let row = |label: &str, cell: &dyn Fn(&Outcome) -> String| Row::of(label, both.iter().map(|o| cell(o)).collect());
    let known = |amount: Option<Pence>| amount.map_or_else(|| "not known".to_owned(), exact);
    let now = |outcome: &Outcome| outcome.estimate.now.assessment.clone();
    let rows = vec![
        row("Price of the care, a week", &|o| known(now(o).price)),
        Row {
            total: true,
            ..row("You pay now, a week", &|o| {
                let now = now(o);
                now.contribution.map_or_else(|| format!("up to {}", exact(now.most)), exact)
            })
        },
        row("The council pays now, a week", &|o| known(now(o).council_pays)),
        row("Left of your income, a week", &|o| {
            let now = now(o);
            match now.left_to_live_on.filter(|_| !now.pays_in_full) {
                Some(left) => exact(left),
                None => "you pay from income and savings".to_owned(),
            }
        }),
        row("Your home", &|o| {
            let counts = o.estimate.phases().any(|phase| phase.assessment.home > Pence::ZERO);
            let first = o.estimate.phases().find(|phase| phase.assessment.home > Pence::ZERO);
            match (&o.case.home, counts, first) {
                (None, ..) => "none that counts".to_owned(),
                (Some(_), true, Some(phase)) => format!("counts from week {}", phase.from_week),
                _ => "does not count".to_owned(),
            }
        }),
        row("When the council helps", &|o| {
            let help = o.forecast.as_ref().and_then(|forecast| forecast.first(EventKind::HelpStarts));
            match (now(o).pays_in_full, help) {
                (false, _) => "now".to_owned(),
                (true, Some(event)) => format!("about {}", month_words(event.date)),
                (true, None) => "not in the next 10 years".to_owned(),
            }
        }),
        row("Savings after a year", &|o| {
            let after = o.forecast.as_ref().and_then(|forecast| forecast.weeks.get(52));
            after.map_or_else(|| "much as now".to_owned(), |week| whole(week.savings).to_string())
        }),
    ];
    let head = std::iter::once(String::new()).chain(both.iter().map(|o| setting_name(o.case.setting).to_owned()));
    Table { caption: "Side by side".into(), head: head.collect(), rows, folded: false }
}
