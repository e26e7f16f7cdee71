//! `charging` blocks: tables of this year's rates and worked examples, computed by the estimator's rules when the site is
//! built, for readers without JavaScript. Rates to take care with are gathered, and named once at the page's end.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use fingerpost_estimator::capital::tariff_income;
use fingerpost_estimator::rates::{Sheet, Used};
use fingerpost_estimator::{Pence, Policy, RateId, Rates, Status, TaxYear};
use serde::{Deserialize, Serialize};
use tera::Context;

use super::blocks::{self, Given};
use super::markdown::Writer;
use super::{households, worksheet};
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Charging, Filed, Id};
use crate::source::yaml::At;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Show {
    Savings,
    Keep,
    Years,
    Households,
    Worksheet,
}

#[derive(Deserialize)]
struct Block {
    show: Show,
    /// Households to show, in this order; all of them if left out.
    only: Option<At<Vec<At<Id>>>>,
}

/// Writes the block.
pub(super) fn charging(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = blocks::body::<Block>(writer, given) else { return };
    let (charging, year) = writer.desk.charging();
    let Some(Filed { value: rates, .. }) = charging.rates.get(&year) else {
        // Where there is something about charging, the check of the rates says what is missing.
        if charging.is_empty() && !writer.desk.lost("content/charging/") {
            let help = "Put the rates of the tax year in content/charging/rates.";
            writer.report(&rules::BLOCK_VALUE, given.range, "There are no charging rates to show.", help);
        }
        return;
    };
    let none = Policy::default();
    let policy = charging.policy.as_ref().map_or(&none, |filed| &filed.value);
    if let Some(only) = block.only.as_ref().filter(|_| !matches!(block.show, Show::Households)) {
        let place = blocks::place(writer, given, only.span);
        let message = "only: chooses households, and this block shows none.";
        writer.body.found.push(
            Diagnostic::new(&rules::BLOCK_VALUE, Some(place), message)
                .help("Take the line out, or write show: households."),
        );
    }
    if !std::mem::replace(&mut writer.rates.begun, true) {
        writer.template("blocks/charging.html", &tera::context! { year => &april(year) });
    }
    let local = policy.local_rates.as_ref().map(|local| &local.value);
    let sheet = Sheet { rates, local, given: None };
    let table = match block.show {
        Show::Savings => savings(&sheet, writer),
        Show::Keep => Some(keep(&sheet, policy, writer)),
        Show::Years => Some(years(charging, writer)),
        Show::Worksheet => return worksheet::write(writer, &sheet, policy),
        Show::Households => return households::write(writer, given, block.only.as_ref(), rates, policy),
    };
    let mut context = Context::new();
    context.insert("table", &table);
    writer.template("blocks/charging-table.html", &context);
}

/// A table as the theme's `sums` shows it. All cells but the first of a row are amounts.
#[derive(Serialize)]
pub(super) struct Table {
    pub(super) id: String,
    pub(super) caption: String,
    /// Whether only screen readers get the caption, because a heading says the same.
    pub(super) quiet: bool,
    /// Whether it may go on over a sheet's end.
    pub(super) long: bool,
    pub(super) head: Vec<String>,
    pub(super) groups: Vec<Group>,
    pub(super) note: Option<&'static str>,
}

/// Rows under a heading of their own.
#[derive(Serialize)]
pub(super) struct Group {
    pub(super) title: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// A row: its head, a smaller line below that, and its amounts.
#[derive(Default, Serialize)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) why: String,
    /// Whether the smaller line is a warning.
    pub(super) flag: bool,
    pub(super) cells: Vec<String>,
}

/// A sum of money as the site writes it.
pub(super) fn money(pence: Pence) -> String {
    pence.to_string().replace('-', "\u{2212}")
}

/// A tax year as the site writes it.
pub(super) fn april(year: TaxYear) -> String {
    format!("April\u{a0}{} to April\u{a0}{}", year.starts(), year.next().starts())
}

/// How sure a rate is, where that must be said.
fn doubt(status: Status) -> Option<&'static str> {
    match status {
        Status::Official => None,
        Status::Secondary => Some("Not from an official source"),
        Status::Derived => Some("Our own sum, from the year before"),
    }
}

/// What savings add to income: the edges of the law, then every thousand.
fn savings(sheet: &Sheet<'_>, writer: &mut Writer<'_, '_>) -> Option<Table> {
    let mut limit = |id| {
        let used = sheet.find(id)?;
        writer.rates.used(&used);
        Some(used.value)
    };
    let (lower, upper) = (limit(RateId::LowerCapitalLimit)?, limit(RateId::UpperCapitalLimit)?);
    let step = limit(RateId::TariffStep)?;
    let first = Pence(lower.0.saturating_add(step.0));
    let thousands =
        (1..100).map(|n| Pence((first.0 / 100_000 + n).saturating_mul(100_000))).take_while(|sum| *sum < upper);
    let edges = [Pence(lower.0.saturating_add(1)), first].into_iter().chain(thousands).chain([upper]);
    let row = |label, cell| Row { label, cells: vec![cell], ..Row::default() };
    let mut rows = vec![row(format!("{lower} or less"), "Nothing".into())];
    rows.extend(edges.map(|sum| row(money(sum), tariff_income(sum, lower, step).map(money).unwrap_or_default())));
    rows.push(row(format!("More than {upper}"), "You pay in full".into()));
    Some(Table {
        id: writer.unique("table"),
        caption: format!("What savings add to your income, {}", april(sheet.rates.tax_year)),
        quiet: false,
        long: true,
        head: vec!["Savings and property that count".into(), "Added each week".into()],
        groups: vec![Group { title: None, rows }],
        note: None,
    })
}

/// What people keep a week, in words for a reader.
const KEPT: [(&str, &[(RateId, &str)]); 3] = [
    (
        "Care at home: minimum income guarantee",
        &[
            (RateId::MigSingleYoung, "Single, 18 to 24"),
            (RateId::MigSingle, "Single, 25 to pension age"),
            (RateId::MigSinglePension, "Single, pension age or over"),
            (RateId::MigLoneParent, "Parent without a partner"),
            (RateId::MigCouple, "One of a couple, both below pension age"),
            (RateId::MigCouplePension, "One of a couple, if either has reached pension age"),
        ],
    ),
    (
        "Care at home: what is added to it",
        &[
            (RateId::MigChild, "Each child you look after"),
            (RateId::DisabilitySingle, "Disability benefit, below pension age: single"),
            (RateId::DisabilityCouple, "Disability benefit, below pension age: one of a couple"),
            (RateId::EnhancedSingle, "More if that benefit is at the highest rate: single"),
            (RateId::EnhancedCouple, "More if that benefit is at the highest rate: one of a couple"),
            (RateId::CarerPremium, "You get Carer’s Allowance for looking after someone"),
        ],
    ),
    ("A care home: personal expenses allowance", &[(RateId::PersonalExpenses, "Everyone")]),
];

/// What people keep this year, and how sure that is.
fn keep(sheet: &Sheet<'_>, policy: &Policy, writer: &mut Writer<'_, '_>) -> Table {
    let mut groups = Vec::new();
    for (title, kinds) in KEPT {
        let mut rows = Vec::new();
        for (used, words) in kinds.iter().filter_map(|(id, words)| Some((sheet.find(*id)?, *words))) {
            writer.rates.used(&used);
            let doubt = used.status.and_then(doubt);
            rows.push(Row {
                label: words.into(),
                why: doubt.unwrap_or_default().into(),
                flag: doubt.is_some(),
                cells: vec![money(used.value)],
            });
        }
        groups.push(Group { title: Some(title.into()), rows });
    }
    if let Some(more) = &policy.mig_uplift {
        let label = "Everyone: this council lets you keep more".into();
        groups[1].rows.push(Row { label, cells: vec![money(more.value)], ..Row::default() });
    }
    Table {
        id: writer.unique("table"),
        caption: format!("What you keep each week, {}", april(sheet.rates.tax_year)),
        quiet: false,
        long: true,
        head: vec!["Who you are".into(), "You keep".into()],
        groups,
        note: None,
    }
}

/// What people kept, year by year, the newest first: on a phone the last columns are out of sight.
fn years(charging: &Charging, writer: &mut Writer<'_, '_>) -> Table {
    let all: Vec<&Rates> = charging.rates.values().rev().map(|filed| &filed.value).collect();
    let mut starred = false;
    let mut cell = |rates: &&Rates, id| {
        let Some(used) = (Sheet { rates, local: None, given: None }).find(id) else {
            return "Not known".to_owned();
        };
        writer.rates.used(&used);
        starred |= used.flagged();
        format!("{}{}", money(used.value), if used.flagged() { "*" } else { "" })
    };
    let groups = KEPT.map(|(title, kinds)| {
        let row = |(id, words): &(RateId, &str)| Row {
            label: (*words).into(),
            cells: all.iter().map(|rates| cell(rates, *id)).collect(),
            ..Row::default()
        };
        Group { title: Some(title.into()), rows: kinds.iter().map(row).collect() }
    });
    let year = |rates: &&Rates| format!("From {}", rates.tax_year.starts());
    Table {
        id: writer.unique("table"),
        caption: "What people keep each week, from April of each year".into(),
        quiet: false,
        long: true,
        head: std::iter::once("Who you are".into()).chain(all.iter().map(year)).collect(),
        groups: groups.into(),
        note: starred.then_some("* We have not read this rate in an official source."),
    }
}

/// Rates and prices that a page shows and its reader should not take for certain.
#[derive(Debug, Default)]
pub(super) struct RatesShown {
    /// Whether the page has said that an estimate is not a decision.
    begun: bool,
    /// What was used, by year, newest first, and where it was read.
    doubtful: BTreeMap<Origin, BTreeSet<(RateId, String)>>,
    /// The council's own usual prices.
    prices: Vec<Price>,
}

/// The year of a rate, how sure it is, and where it was read.
type Origin = (Reverse<TaxYear>, Status, String);

/// A usual price with its source.
#[derive(Debug, Serialize)]
pub(super) struct Price {
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) note: Option<String>,
    pub(super) source: String,
    pub(super) date: String,
}

/// Rates from one source, as shown.
#[derive(Serialize)]
struct Doubtful {
    year: String,
    rates: Vec<String>,
    doubt: &'static str,
    source: String,
}

impl RatesShown {
    /// Notes a rate, if it is not from an official source.
    pub(super) fn used(&mut self, used: &Used) {
        if let (Some(year), Some(status)) = (used.year, used.status.filter(|status| doubt(*status).is_some())) {
            let key = (Reverse(year), status, used.source.clone());
            self.doubtful.entry(key).or_default().insert((used.id, format!("{} {}", used.label, money(used.value))));
        }
    }

    /// Notes the usual prices of a policy.
    pub(super) fn priced(&mut self, policy: &Policy) {
        let prices = [
            ("Home care, an hour", &policy.home_care_hour),
            ("Care home, a week", &policy.care_home_week),
            ("Care home with nurses, a week", &policy.nursing_home_week),
        ];
        let price = |(label, setting): (&'static str, &Option<fingerpost_estimator::policy::Setting<Pence>>)| {
            let setting = setting.as_ref()?;
            Some(Price {
                label,
                value: money(setting.value),
                note: setting.note.clone(),
                source: setting.source.clone(),
                date: setting.date.clone(),
            })
        };
        self.prices = prices.into_iter().filter_map(price).collect();
    }
}

impl Writer<'_, '_> {
    /// Writes at the page's end where doubtful rates and usual prices come from.
    pub(super) fn write_rates(&mut self) {
        let RatesShown { doubtful, prices, .. } = std::mem::take(&mut self.rates);
        if doubtful.is_empty() && prices.is_empty() {
            return;
        }
        let rates = doubtful.into_iter().map(|((Reverse(year), status, source), rates)| Doubtful {
            year: april(year),
            rates: rates.into_iter().map(|(_, words)| words).collect(),
            doubt: doubt(status).unwrap_or_default(),
            source,
        });
        let mut context = Context::new();
        context.insert("rates", &rates.collect::<Vec<_>>());
        context.insert("prices", &prices);
        self.template("blocks/charging-rates.html", &context);
    }
}
