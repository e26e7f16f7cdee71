//! What a record says of when a service is open and what it costs.

use jiff::civil::Date as Day;

use super::draft::LINKS;
use super::html::Block;
use super::record::Record;
use super::values;
use crate::model::{Cost, Schedule, Time};

/// Prices, and what is said of them.
pub(super) fn costs(record: &Record<'_>, today: Day) -> (Vec<Cost>, Option<String>) {
    let mut fees: Vec<String> = [record.text("fees"), record.text("fees_description")].into_iter().flatten().collect();
    fees.dedup();
    let mut costs = Vec::new();
    for part in record.parts("cost_options") {
        part.pass(&LINKS);
        let over = over(&part, today);
        part.pass(&["valid_from"]);
        if let Some(currency) =
            part.line("currency").filter(|currency| !matches!(currency.as_str(), "GBP" | "gbp" | "£"))
        {
            record.notes.lost("cost_options[].currency", "Prices are in pounds.", &currency);
        }
        let (amount, words) = values::price(&part);
        let (option, about) = (part.line("option"), part.line("amount_description"));
        part.finish();
        let said = [option.clone(), amount.clone(), words.clone(), about.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        if over {
            record.notes.lost("cost_options[]", "This price is over.", &said);
            continue;
        }
        let (option, about) = match (option, about) {
            (Some(option), about) => (option, about),
            (None, Some(about)) => (about, None),
            (None, None) if amount.is_none() && words.is_none() => continue,
            (None, None) => ("Price".to_owned(), None),
        };
        let description = match (about, words) {
            (Some(about), Some(words)) => Some(format!("{words}. {about}")),
            (about, words) => about.or(words),
        };
        costs.push(Cost { option, amount, description });
    }
    (costs, (!fees.is_empty()).then(|| fees.join(" ")))
}

/// Whether a part is over: the last day of it has gone by.
pub(super) fn over(part: &Record<'_>, today: Day) -> bool {
    part.raw("valid_to")
        .is_some_and(|text| text.get(..10).and_then(crate::open_referral::forms::date).is_some_and(|last| last < today))
}

/// Opening times by the week; what is no such time goes to `more` in words.
pub(super) fn schedules(record: &Record<'_>, more: &mut Vec<Block>, today: Day) -> Vec<Schedule> {
    let mut schedules: Vec<Schedule> = Vec::new();
    for key in ["schedules", "regular_schedules", "regular_schedule"] {
        for part in record.parts(key) {
            schedule(record, &part, key, more, &mut schedules, today);
            part.finish();
        }
    }
    schedules
}

fn schedule(
    record: &Record<'_>,
    part: &Record<'_>,
    key: &str,
    more: &mut Vec<Block>,
    schedules: &mut Vec<Schedule>,
    today: Day,
) {
    part.pass(&LINKS);
    part.pass(&["valid_from", "dtstart", "wkst", "timezone", "interval"]);
    let field = record.field(&format!("{key}[]"));
    let freq = part.line("freq");
    let days_said = [part.line("byday"), part.line("weekday")].into_iter().flatten().next();
    part.pass(&["weekday"]);
    let (opens, closes) = (values::time(part, "opens_at"), values::time(part, "closes_at"));
    let words: Vec<String> = ["description", "notes", "attending_type", "schedule_link"]
        .into_iter()
        .filter_map(|key| part.text(key))
        .collect();
    let words = words.join(" ");
    let all = || {
        let hours = match (opens.map(Time), closes.map(Time)) {
            (Some(opens), Some(closes)) => Some(format!("{opens} to {closes}")),
            (Some(opens), None) => Some(format!("from {opens}")),
            (None, Some(closes)) => Some(format!("until {closes}")),
            (None, None) => None,
        };
        let days = days_said.as_deref().map(values::days_in_words);
        let freq = freq.clone().filter(|freq| days.is_some() && !freq.eq_ignore_ascii_case("WEEKLY"));
        let said = [freq.map(|freq| freq.to_lowercase()), days, part.line("bymonthday"), hours, Some(words.clone())];
        said.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    };
    if over(part, today) {
        record.notes.lost(&field, "These times are over.", &all());
        return;
    }
    let weekly =
        freq.as_deref().is_none_or(|freq| freq.eq_ignore_ascii_case("WEEKLY") || freq.eq_ignore_ascii_case("DAILY"));
    let every_day = freq.as_deref().is_some_and(|freq| freq.eq_ignore_ascii_case("DAILY"));
    let days = days_said.as_deref().and_then(values::days);
    let days = days.or_else(|| if every_day { values::days("MO,TU,WE,TH,FR,SA,SU") } else { None });
    let interval = part.number("interval").is_none_or(|interval| interval <= 1.0);
    if let (true, Some(days), Some((opens, closes))) =
        (weekly && interval, days, opens.zip(closes).filter(|(from, to)| from < to))
    {
        let (opens, closes) = (Time(opens), Time(closes));
        let note = (!words.is_empty()).then_some(words);
        let same = |one: &&mut Schedule| one.opens == opens && one.closes == closes && one.note == note;
        if let Some(one) = schedules.iter_mut().find(same) {
            one.days.extend(days);
            one.days.sort_unstable();
            one.days.dedup();
        } else {
            schedules.push(Schedule { days, opens, closes, note });
        }
        return;
    }
    let said = all();
    if !said.is_empty() {
        record.notes.moved(&field, "These are no times of a week; they stand at the end of the description.", &said);
        more.push(Block::paragraph(&format!("When: {said}")));
    }
}
