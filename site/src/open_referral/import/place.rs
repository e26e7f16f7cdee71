//! Places of a feed as places of the directory: addresses, where they are, what they offer to people who need it.

use jiff::civil::Date as Day;

use super::contact::contacts;
use super::draft::{LINKS, at};
use super::html::Block;
use super::offer::schedules;
use super::record::Record;
use super::values;
use crate::model::{Access, Location, Phone, PostalCode, Schedule};
use fingerpost_finder::place::Postcode;

/// The places of a service. Numbers and times that hang on a place are the service's.
pub(super) fn locations(
    record: &Record<'_>,
    phones: &mut Vec<Phone>,
    times: &mut Vec<Schedule>,
    more: &mut Vec<Block>,
    today: Day,
) -> Vec<Location> {
    let mut found = Vec::new();
    let mut add = |part: &Record<'_>| {
        let mut email = None;
        contacts(part, phones, &mut email);
        if let Some(email) = email {
            part.notes.lost(&part.field("contacts[].email"), "The address of a place is not kept.", &email.0);
        }
        for one in schedules(part, more, today) {
            if !times.iter().any(|known| known.to_string() == one.to_string()) {
                times.push(one);
            }
        }
    };
    for part in record.parts("service_at_locations") {
        part.pass(&LINKS);
        add(&part);
        if let Some(inner) = part.part("location") {
            add(&inner);
            found.extend(location(&inner));
            inner.finish();
        }
        part.finish();
    }
    for part in record.parts("locations") {
        add(&part);
        found.extend(location(&part));
        part.finish();
    }
    let mut seen: Vec<String> = Vec::new();
    found.retain(|location| {
        let key = format!("{:?}{:?}{:?}{:?}", location.name, location.address, location.city, location.postcode);
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    found
}

fn location(record: &Record<'_>) -> Option<Location> {
    record.pass(&LINKS);
    let kind = record.line("location_type");
    let mut location = Location {
        name: record.line("name").map(|name| super::draft::shortened(&name, 120).unwrap_or(name)),
        address: None,
        city: None,
        county: None,
        postcode: None,
        coordinates: values::coordinates(record).map(at),
        outside_area: false,
        uprn: None,
        getting_there: record.text("transportation"),
        accessibility: Vec::new(),
        accessibility_note: None,
    };
    let identifier = record.line("external_identifier");
    match (identifier, record.line("external_identifier_type")) {
        (Some(number), Some(kind)) if kind.eq_ignore_ascii_case("uprn") => location.uprn = Some(number),
        (Some(number), kind) => {
            let field = record.field("external_identifier");
            record.notes.lost(&field, "Only a UPRN is kept.", &format!("{} {number}", kind.unwrap_or_default()));
        }
        (None, _) => {}
    }
    let addresses: Vec<Record<'_>> =
        record.parts("addresses").into_iter().chain(record.parts("physical_addresses")).collect();
    if addresses.is_empty()
        && let Some(words) = record.text("description").filter(|words| words.chars().count() <= 120)
    {
        // Without an address, words are where it is.
        location.address = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for (nth, part) in addresses.into_iter().enumerate() {
        address(&part, nth, &mut location);
        part.finish();
    }
    accessibility(record, &mut location);
    if let Some(kind) = kind.filter(|kind| kind == "virtual" || kind == "postal") {
        let said = [&location.name, &location.address].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        let why = if kind == "virtual" {
            "What is online has no place."
        } else {
            "An address for post is no place to go to."
        };
        record.notes.lost(&record.field("location_type"), why, &said);
        return None;
    }
    let known =
        location.name.is_some() || location.address.is_some() || location.city.is_some() || location.postcode.is_some();
    if !known && location.coordinates.is_some() {
        record.notes.lost(&record.field("latitude"), "A place needs a name, an address, a town or a postcode.", "");
    }
    known.then_some(location)
}

fn address(part: &Record<'_>, nth: usize, location: &mut Location) {
    part.pass(&LINKS);
    part.pass(&["address_type", "country", "attributes"]);
    let street: Vec<String> = ["attention", "address_1", "address_2", "address_3", "address_4"]
        .into_iter()
        .filter_map(|key| part.line(key))
        .collect();
    let (city, region, county) = (part.line("city"), part.line("region"), part.line("state_province"));
    let written = part.line("postal_code");
    let code = written.as_deref().and_then(values::postcode);
    if let (Some(written), Some(code)) = (&written, &code)
        && written != code
    {
        part.notes.mended(&part.field("postal_code"), "It was written in another form.", written);
    }
    if let (Some(written), None) = (&written, &code) {
        part.notes.lost(&part.field("postal_code"), "It is not a postcode.", written);
    }
    if nth > 0 {
        let said = street.iter().cloned().chain(city).chain(code).collect::<Vec<_>>().join(", ");
        part.notes.lost(&part.field("address_1"), "A place has one address.", &said);
        return;
    }
    if let Some(region) = region.filter(|region| Some(region) != county.as_ref() && Some(region) != city.as_ref()) {
        part.notes.lost(&part.field("region"), "Town and county are kept.", &region);
    }
    location.address = (!street.is_empty()).then(|| street.join(", "));
    location.city = city;
    location.county = county;
    location.postcode = code.and_then(|code| Postcode::parse(&code)).map(|code| at(PostalCode(code)));
}

/// Words by which what a place offers is known.
const SIGNS: [(&str, Access); 15] = [
    ("step-free", Access::StepFree),
    ("step free", Access::StepFree),
    ("level access", Access::StepFree),
    ("ramp", Access::StepFree),
    ("wheelchair", Access::Wheelchair),
    ("lift", Access::Lift),
    ("changing places", Access::ChangingPlace),
    ("accessible toilet", Access::AccessibleToilet),
    ("disabled toilet", Access::AccessibleToilet),
    ("blue badge", Access::BlueBadgeParking),
    ("disabled parking", Access::BlueBadgeParking),
    ("hearing loop", Access::HearingLoop),
    ("induction loop", Access::HearingLoop),
    ("assistance dog", Access::AssistanceDogs),
    ("quiet room", Access::QuietRoom),
];

/// What a place offers to people who need it. A few words that name one thing are that thing; more stay as they are written,
/// for "no wheelchair access" names it too.
fn accessibility(record: &Record<'_>, location: &mut Location) {
    let mut notes: Vec<String> = Vec::new();
    for key in ["accessibility", "accessibility_for_disabilities"] {
        for part in record.parts(key) {
            part.pass(&LINKS);
            let mut words: Vec<String> = Vec::new();
            for text in ["description", "accessibility", "details", "url"].into_iter().filter_map(|key| part.line(key))
            {
                if !words.contains(&text) {
                    words.push(text);
                }
            }
            part.finish();
            for text in words {
                let lower = text.to_lowercase();
                let titled = Access::ALL.into_iter().find(|access| access.title().eq_ignore_ascii_case(&text));
                let denied =
                    ["no ", "not ", "without", "limited", "partial", "n't"].iter().any(|word| lower.contains(word));
                let sign = || {
                    let short = lower.split_whitespace().count() <= 4 && !denied;
                    SIGNS.into_iter().find(|(sign, _)| short && lower.contains(sign)).map(|(_, access)| access)
                };
                let sign = sign();
                if titled.is_none() && sign.is_some() {
                    let field = record.field(&format!("{key}[]"));
                    record.notes.mended(&field, "It was read as one of our words for access.", &text);
                }
                match titled.or(sign) {
                    Some(access) if !location.accessibility.contains(&access) => location.accessibility.push(access),
                    Some(_) => {}
                    None => notes.push(text),
                }
            }
        }
    }
    location.accessibility_note = (!notes.is_empty()).then(|| notes.join(" "));
}
