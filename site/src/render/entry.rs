//! An entry of the register as a card in a list and as a page: what they do, when, what was seen of them and when, and
//! what was not checked.

use serde::Serialize;
use tera::Context;

use super::view::{self, ContactView, Link};
use super::{Made, Sheet, pages, register};
use crate::model::register::{
    Badge, Care, Cqc, Driving, Entry, Fee, Fund, Kind, Listing, Money, Offer, Patch, PlainText, Rates, Reading, Room,
    Seen, list, reference,
};
use crate::model::{Date, Id, PhoneNumber};

/// What stands under a heading: a label, and one line or more.
type Fact = (&'static str, Vec<String>);

/// An entry in a list.
#[derive(Serialize)]
pub(super) struct CardView {
    title: String,
    reference: String,
    kind: &'static str,
    href: String,
    sample: bool,
    based: String,
    /// "about 4 miles from Bridport".
    far: Option<String>,
    does: String,
    times: String,
    room: String,
    full: bool,
    seen: Vec<String>,
    unchecked: Option<String>,
    confirmed: String,
}

/// A town, a locality or an outcode by name.
fn patch(sheet: &Sheet<'_, '_>, patch: &Patch) -> String {
    match patch {
        Patch::Outcode(code) => format!("postcodes that begin {code}"),
        Patch::Area(id) => sheet.desk.area(id).map_or_else(|| id.to_string(), |area| area.title.clone()),
    }
}

/// An entry for a list. `near` is where the reader looks, and how far that is in metres.
pub(super) fn card(sheet: &Sheet<'_, '_>, id: &Id, near: Option<(&str, u32)>) -> Option<CardView> {
    let entry = sheet.desk.entry(id)?;
    let public = &entry.public;
    let care = public.offers.care();
    let based = patch(sheet, &public.based.value);
    Some(CardView {
        title: entry.title(id),
        reference: reference(id),
        kind: entry.kind().title(),
        href: sheet.desk.link(&register::entry_address(id)),
        sample: entry.sample,
        far: near.filter(|(place, _)| *place != based).map(|(place, metres)| miles(metres, place)),
        based,
        does: entry.does(),
        times: public.times.words().join("; "),
        room: entry.room(),
        full: public.taking_on.status == Room::No,
        seen: entry.dbs(),
        unchecked: care.and_then(Care::unchecked),
        confirmed: entry.confirmed.words(),
    })
}

/// A distance in words.
fn miles(metres: u32, place: &str) -> String {
    let miles = (f64::from(metres) / fingerpost_finder::place::MILE).round();
    match miles {
        0.0 => format!("less than a mile from {place}"),
        1.0 => format!("about 1 mile from {place}"),
        miles => format!("about {miles} miles from {place}"),
    }
}

#[derive(Serialize)]
struct EntryView<'e> {
    reference: String,
    kind: &'static str,
    sample: bool,
    confirmed: String,
    room: String,
    full: bool,
    about: Vec<&'e str>,
    facts: Vec<Fact>,
    /// Whether it is someone who comes to people's homes: then it says what was checked and what was not.
    in_person: bool,
    checks: Vec<String>,
    unchecked: Option<String>,
    money: Vec<Fact>,
    phone: Option<String>,
    tel: Option<String>,
    email: Option<&'e str>,
    website: Option<&'e str>,
    badge: Option<&'e Badge>,
    sources: Vec<ReadingView<'e>>,
    support: Option<ContactView>,
    wrong: Option<String>,
    others: Link,
}

#[derive(Serialize)]
struct ReadingView<'e> {
    title: &'e str,
    url: Option<&'e str>,
    date: Option<String>,
    note: Option<&'e str>,
}

/// The page of an entry.
pub(super) fn page(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let Some(entry) = desk.entry(id) else { return };
    let (public, chosen, kind) = (&entry.public, &entry.chosen, entry.kind());
    let reference = reference(id);
    let called = entry.title(id);
    let whole = if called == reference { called } else { format!("{called}, {reference}") };
    let summary = format!("{}, based in {}.", kind.title(), patch(sheet, &public.based.value));
    let list = Listing::Kind(kind);
    let others = Link { title: kind.plural().to_owned(), href: desk.link(&register::address(&list, 0)) };
    let mut page = pages::plain(sheet, &whole, &summary, &register::entry_address(id));
    page.crumbs = register::crumbs(sheet, Some(others.clone()));
    let contact = public.contact.as_ref().or(desk.site().register.as_ref().map(|words| &words.support));
    let care = public.offers.care();
    let shown = EntryView {
        kind: kind.title(),
        sample: entry.sample,
        confirmed: entry.confirmed.words(),
        room: entry.room(),
        full: public.taking_on.status == Room::No,
        about: chosen.about.iter().flat_map(|about| about.0.split("\n\n")).collect(),
        facts: facts(sheet, entry),
        in_person: care.is_some(),
        checks: care.map(|care| care.checks.iter().map(Seen::words).collect()).unwrap_or_default(),
        unchecked: care.and_then(Care::unchecked),
        money: public.offers.money().map(money).unwrap_or_default(),
        phone: chosen.phone.as_ref().map(|phone| phone.0.replace(' ', "\u{a0}")),
        tel: chosen.phone.as_ref().map(PhoneNumber::digits),
        email: chosen.email.as_ref().map(|email| email.0.as_str()),
        website: chosen.website.as_ref().map(|website| website.0.as_str()),
        badge: care.and_then(|care| care.badge.as_ref()),
        sources: public.sources.iter().map(reading).collect(),
        support: contact.and_then(|contact| desk.contact(&contact.value)).map(view::contact),
        wrong: desk.site().corrections.as_ref().map(|to| pages::correction(to, &reference, &page.canonical)),
        reference,
        others,
    };
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("entry", &shown);
    context.insert("words", &register::words(sheet));
    sheet.print("register-entry.html", &context, &entry.file, made);
}

fn reading(reading: &Reading) -> ReadingView<'_> {
    ReadingView {
        title: &reading.title.0,
        url: reading.url.as_ref().map(|url| url.0.as_str()),
        date: reading.date.map(Date::words),
        note: None,
    }
}

/// What there is to know, in the order in which people ask. What nobody said is not there.
fn facts(sheet: &Sheet<'_, '_>, entry: &Entry) -> Vec<Fact> {
    let (public, chosen) = (&entry.public, &entry.chosen);
    let one = |text: String| vec![text];
    let areas: Vec<String> = public.areas.iter().map(|area| patch(sheet, &area.value)).collect();
    let travels =
        public.travel_miles.map(|miles| format!("Up to {miles} miles from {}", patch(sheet, &public.based.value)));
    let experience = public.offers.experience();
    let mut facts: Vec<Fact> = vec![("Where", std::iter::once(list(&areas)).chain(travels).collect())];
    match &public.offers {
        Offer::PersonalAssistant(care) | Offer::MicroProvider(care) => {
            let does = care.does.iter().map(|task| task.title().to_owned()).collect();
            facts.extend([("What they do", does), ("How they work", one(care.status.title().to_owned()))]);
        }
        Offer::Payroll(payroll) => {
            facts.push(("What they do", payroll.services.iter().map(|task| task.title().to_owned()).collect()));
        }
        Offer::Isf(fund) => {
            let Fund { role, buys_from_others, groups, capacity, .. } = fund.as_ref();
            let buys = if *buys_from_others { "Can buy from others for you" } else { "Does not buy from others" };
            facts.push(("What they do", vec![role.title().to_owned(), buys.to_owned()]));
            facts.extend(groups.as_ref().map(|groups| ("Groups", one(groups.0.clone()))));
            facts.extend(capacity.map(|number| ("Room for", one(format!("{number} more people")))));
        }
    }
    facts.extend([
        ("Have helped with", experience.iter().map(|need| need.title().to_owned()).collect()),
        ("When", public.times.words()),
        ("Languages besides English", public.languages.iter().map(|one| one.title().to_owned()).collect()),
        ("What they ask for", chosen.rates.as_ref().map(Rates::words).unwrap_or_default()),
        ("Driving", chosen.driving.map(driving).unwrap_or_default()),
        ("Gender", chosen.gender.iter().map(|gender| gender.title().to_owned()).collect()),
        (
            "Smoking",
            chosen.non_smoker.iter().map(|not| if *not { "Does not smoke" } else { "Smokes" }.to_owned()).collect(),
        ),
        (
            "Pets",
            chosen
                .pets
                .iter()
                .map(|fine| if *fine { "Pets are fine" } else { "Not where there are pets" }.to_owned())
                .collect(),
        ),
        ("Training", public.offers.care().map(training).unwrap_or_default()),
        ("Care Quality Commission", public.offers.cqc().map(cqc).unwrap_or_default()),
    ]);
    facts.retain(|(_, lines)| !lines.is_empty());
    facts
}

fn training(care: &Care) -> Vec<String> {
    care.training.iter().map(|one| format!("{}: {}", one.course.title(), one.on.value.month_words())).collect()
}

fn cqc(cqc: &Cqc) -> Vec<String> {
    match cqc {
        Cqc::NotNeeded(why) => vec![format!("Need not be registered: {}", why.0)],
        Cqc::Registered { id, rating, on } => {
            let on = on.map(|on| format!(" ({})", on.words())).unwrap_or_default();
            vec![format!("Registered as {}", id.0), format!("Rated: {}{on}", rating.title())]
        }
    }
}

fn driving(driving: Driving) -> Vec<String> {
    let said = [
        (true, if driving.drives { "Drives" } else { "Does not drive" }),
        (driving.own_car, "Has a car"),
        (driving.business_insurance, "Says the car is insured for work: ask to see it"),
    ];
    said.into_iter().filter(|(so, _)| *so).map(|(_, what)| what.to_owned()).collect()
}

/// How money is held and what it costs.
fn money(money: &Money) -> Vec<Fact> {
    let fee = |fee: &Fee| {
        let amount = match (fee.amount, fee.percent) {
            (Some(amount), _) => amount.to_string(),
            (None, Some(percent)) => percent.to_string(),
            (None, None) => "ask".to_owned(),
        };
        let most = fee.at_most.map(|most| format!(", at most {most} a year")).unwrap_or_default();
        let includes = fee.includes.as_ref().map(|what| format!(". {}", what.0)).unwrap_or_default();
        format!("{}: {amount}{most}{includes}", fee.per.title())
    };
    let lines = |text: &Option<PlainText>| text.iter().map(|text| text.0.clone()).collect();
    let given = money.accreditation.iter().map(|given| {
        let to = given.to.map(|to| format!(" to {}", to.words())).unwrap_or_default();
        format!("{}, from {}{to}", given.lot.0, given.from.words())
    });
    let mut facts: Vec<Fact> = vec![
        ("Fees", money.fees.iter().map(fee).collect()),
        ("Who holds the money", lines(&money.held_by)),
        ("Accounts", lines(&money.reporting)),
        ("Accredited by the council", given.collect()),
    ];
    facts.retain(|(_, lines)| !lines.is_empty());
    facts
}

/// The line of an entry in the table of all.
#[derive(Serialize)]
pub(super) struct RowView {
    title: String,
    reference: String,
    href: String,
    kind: &'static str,
    based: String,
    room: &'static str,
    sample: bool,
    confirmed: String,
}

/// An entry for the table of all.
pub(super) fn row(sheet: &Sheet<'_, '_>, id: &Id) -> Option<RowView> {
    let entry = sheet.desk.entry(id)?;
    Some(RowView {
        title: entry.title(id),
        reference: reference(id),
        href: sheet.desk.link(&register::entry_address(id)),
        kind: short(entry.kind()),
        based: patch(sheet, &entry.public.based.value),
        room: entry.public.taking_on.status.title(),
        sample: entry.sample,
        confirmed: entry.confirmed.words(),
    })
}

/// A kind in a word or two, for a narrow column.
fn short(kind: Kind) -> &'static str {
    match kind {
        Kind::PersonalAssistant => "Personal assistant",
        Kind::MicroProvider => "Small business",
        Kind::Payroll => "Payroll",
        Kind::Isf => "Fund provider or broker",
    }
}
