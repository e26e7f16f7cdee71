//! How complete and how fresh the services of a feed are. Figures, not mistakes: they say what to work on.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::super::dump::{Dump, Kind};
use super::super::forms;

/// How long ago services were last checked.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ages {
    /// Within three months.
    pub three_months: usize,
    /// Within six.
    pub six_months: usize,
    /// Within twelve.
    pub twelve_months: usize,
    /// Longer ago.
    pub older: usize,
    /// No day is given.
    pub never: usize,
}

/// What the services have.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Services, each counted once.
    pub services: usize,
    /// How many of them say a thing, by what it is.
    pub complete: BTreeMap<&'static str, usize>,
    /// When they were last checked.
    pub assured: Ages,
    /// The same by year.
    pub years: BTreeMap<i16, usize>,
}

/// What a service should say, and where that may stand.
const WANTED: [(&str, &[&str]); 9] = [
    ("a description", &["description"]),
    ("who runs it", &["organization", "organization_id"]),
    ("a way to get in touch", &["phones", "contacts", "email", "url"]),
    ("a place or an area", &["service_at_locations", "locations", "service_areas"]),
    ("opening times", &["schedules", "regular_schedules"]),
    ("what it costs", &["cost_options", "fees", "fees_description"]),
    ("what it stands under", &["attributes", "service_taxonomys"]),
    ("who it is for", &["eligibility_description", "eligibilitys", "minimum_age", "maximum_age"]),
    ("when it was last checked", &["assured_date"]),
];

pub(super) fn of(dump: &Dump, today: Date) -> Figures {
    // A service in a list and the same one by itself count once, with what either says.
    let mut services: HashMap<String, Vec<&Value>> = HashMap::new();
    let responses = dump.responses.iter().filter(|response| response.kind == Kind::Service);
    for (path, record) in responses.flat_map(|response| &response.records) {
        let id = record.get("id").and_then(Value::as_str).map_or_else(|| path.clone(), str::to_owned);
        services.entry(id).or_default().push(record);
    }
    let mut figures = Figures { services: services.len(), ..Figures::default() };
    for records in services.values() {
        for (what, keys) in WANTED {
            let says = keys.iter().any(|key| records.iter().any(|record| record.get(*key).is_some_and(says)));
            *figures.complete.entry(what).or_default() += usize::from(says);
        }
        let day = records.iter().find_map(|record| day(record.get("assured_date")?.as_str()?));
        let months = |months: i64| day.is_some_and(|day| day.saturating_add(jiff::Span::new().months(months)) >= today);
        let ages = &mut figures.assured;
        let age = if day.is_none() {
            &mut ages.never
        } else if months(3) {
            &mut ages.three_months
        } else if months(6) {
            &mut ages.six_months
        } else if months(12) {
            &mut ages.twelve_months
        } else {
            &mut ages.older
        };
        *age += 1;
        if let Some(day) = day {
            *figures.years.entry(day.year()).or_default() += 1;
        }
    }
    figures
}

fn day(text: &str) -> Option<Date> {
    forms::date(text.get(..10)?)
}

fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Number(number) => number.as_f64().is_some_and(|number| number >= 0.0),
        Value::Bool(_) | Value::Object(_) => true,
    }
}
