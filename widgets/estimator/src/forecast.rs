//! The years ahead: savings run down week by week until the council helps, then what the person pays with its help.
//!
//! Whole weeks, by capital at the start of the week. Prices and income stay as they are unless the case says how they
//! rise. Savings of one's own are spent first, then joint ones, whose share falls by an equal part for each owner
//! (SI 2014/2672 regulation 24).

use serde::Serialize;

use crate::allowance;
use crate::assess::{Assessment, assess};
use crate::capital;
use crate::capital_kind::CapitalKind;
use crate::case::Case;
use crate::context::{Context, Moment};
use crate::cost;
use crate::deferred::{self, Plan};
use crate::error::{Error, ErrorKind, Result};
use crate::income;
use crate::money::{Pence, Percent, Round};
use crate::policy::{Choices, Council};
use crate::rates::{RateId, Rates};
use crate::step::Working;
use crate::year::Day;

/// Who pays in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paying {
    /// The person pays in full.
    InFull,
    /// The council helps.
    WithHelp,
    /// The council lends against the home.
    Deferred,
}

/// One week ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Week {
    /// The week, from 1.
    pub week: u32,
    /// The day it starts.
    pub date: Day,
    /// Savings that count at its start, without the home.
    pub savings: Pence,
    /// Who pays.
    pub paying: Paying,
    /// What the person pays.
    pub pays: Pence,
    /// What the council pays or lends.
    pub council_pays: Pence,
    /// What comes out of savings.
    pub from_savings: Pence,
    /// Tariff income in what the person pays.
    pub tariff: Pence,
}

/// What happens in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Savings have come down to the upper limit and the council helps.
    HelpStarts,
    /// The home starts to count, so the person pays in full.
    HomeCounts,
    /// Attendance Allowance and the like stop.
    BenefitsStop,
    /// Savings are no longer above the lower limit.
    TariffEnds,
    /// The loan against the home starts.
    LoanStarts,
    /// Savings are gone while the home counts: a loan or a sale is needed.
    SavingsGone,
}

/// Something that happens on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// In this week.
    pub week: u32,
    /// The day it starts.
    pub date: Day,
    /// What happens.
    pub kind: EventKind,
    /// Savings at that point.
    pub savings: Pence,
}

/// The years ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// Week by week.
    pub weeks: Vec<Week>,
    /// What happens, in order.
    pub events: Vec<Event>,
    /// How much must be spent, with what joint owners spend, before the council helps.
    pub to_spend: Pence,
    /// The running total of a loan against the home.
    pub plan: Option<Plan>,
    /// What the forecast assumed or left out.
    pub assumed: Vec<String>,
}

impl Forecast {
    /// When something first happens.
    pub fn first(&self, kind: EventKind) -> Option<&Event> {
        self.events.iter().find(|event| event.kind == kind)
    }
}

/// Savings that go down together: a balance that so many own.
#[derive(Clone, Copy, Debug)]
struct Pot {
    owners: i64,
    balance: Pence,
}

impl Pot {
    fn share(self) -> Result<Pence> {
        self.balance.ratio(1, self.owners, Round::Down)
    }
}

/// The pots in the order in which they are spent.
fn pots(context: &Context<'_>) -> Result<Vec<Pot>> {
    let mut own = Pence::ZERO;
    let mut joint: Vec<Pot> = Vec::new();
    for (item, share) in context.case.capital.iter().zip(capital::counted_items(context)?) {
        let owners = i64::from(item.owners.unwrap_or(1));
        let plain = item.share.is_none() && item.debt == Pence::ZERO && item.kind != CapitalKind::OtherProperty;
        if owners > 1 && share > Pence::ZERO && plain && item.sale_costs != Some(true) {
            let after = |pot: &Pot| (pot.owners, pot.balance) > (owners, item.value);
            let at = joint.iter().position(after).unwrap_or(joint.len());
            joint.insert(at, Pot { owners, balance: item.value });
        } else {
            own = own.plus(share)?;
        }
    }
    joint.insert(0, Pot { owners: 1, balance: own });
    Ok(joint)
}

fn held(pots: &[Pot]) -> Result<Pence> {
    pots.iter().try_fold(Pence::ZERO, |sum, pot| sum.plus(pot.share()?))
}

/// Takes an amount from the pots; gives what could not be found.
fn spend(pots: &mut [Pot], mut amount: Pence) -> Result<Pence> {
    for pot in pots {
        let taken = amount.min(pot.balance);
        pot.balance = pot.balance.less(taken)?;
        amount = amount.less(taken)?;
    }
    Ok(amount)
}

/// How much must be spent before savings are down to a limit.
fn to_spend(pots: &[Pot], limit: Pence) -> Result<Pence> {
    let mut over = held(pots)?.less(limit)?.or_zero();
    let mut all = Pence::ZERO;
    for pot in pots {
        let part = over.min(pot.share()?);
        all = all.plus(part.times(pot.owners)?.min(pot.balance))?;
        over = over.less(part)?;
    }
    Ok(all)
}

/// The case so many years on, with prices and income risen as the outlook says.
fn case_in(case: &Case, years: u32) -> Result<Case> {
    let mut then = case.clone();
    if let Some(rise) = case.outlook.income_rise {
        for item in &mut then.income {
            item.amount = income::risen(item.amount, rise, years, Round::Down)?;
        }
    }
    let rise = case.outlook.price_rise.unwrap_or(Percent(0));
    for line in &mut then.care.lines {
        line.price = line.price.map(|price| cost::risen(price, rise, years)).transpose()?;
    }
    then.care.personal_budget = then.care.personal_budget.map(|b| cost::risen(b, rise, years)).transpose()?;
    for offer in &mut then.care.offers {
        offer.weekly = cost::risen(offer.weekly, rise, years)?;
    }
    Ok(then)
}

/// The policy so many years on, with prices risen as the outlook says.
fn policy_in(policy: &Choices, rise: Percent, years: u32) -> Result<Choices> {
    let mut policy = policy.clone();
    for price in [&mut policy.home_care_hour, &mut policy.care_home_week, &mut policy.nursing_home_week] {
        *price = price.map(|price| cost::risen(price, rise, years)).transpose()?;
    }
    Ok(policy)
}

/// What an assessment hangs on: the year, benefits stopped, above the upper limit, the home counts, tariff income.
type Key = (u32, bool, bool, bool, Pence);

/// What the run remembers from week to week.
struct Run {
    forecast: Forecast,
    pots: Vec<Pot>,
    /// Weeks of council help in a row, in a care home for good.
    helped: u32,
    /// What an assessment hangs on, and the last one made.
    last: Option<(Key, Assessment)>,
    before: Option<Paying>,
}

/// Looks at the years ahead of a case.
pub fn forecast(case: &Case, rates: &Rates, policy: &impl Council) -> Result<Forecast> {
    of(&Context::new(case, rates, &Choices::of(policy, case))?)
}

/// Looks at the years ahead of the case of a context.
pub fn of(base: &Context<'_>) -> Result<Forecast> {
    let case = base.case;
    let (upper, lower) =
        (base.sheet.need(RateId::UpperCapitalLimit)?.value, base.sheet.need(RateId::LowerCapitalLimit)?.value);
    let weeks = case.outlook.weeks.unwrap_or(520).min(2_600);
    let start_week = base.moment.week;
    for (rise, field) in [(case.outlook.price_rise, "price_rise"), (case.outlook.income_rise, "income_rise")] {
        rise.map(|rise| rise.in_bounds(&format!("outlook.{field}"))).transpose()?;
    }
    let from = case.outlook.from.unwrap_or(base.day);
    let pots = pots(base)?;
    let mut run = Run { forecast: Forecast::default(), pots, helped: start_week - 1, last: None, before: None };
    run.forecast.to_spend = to_spend(&run.pots, upper)?;
    assumptions(case, &mut run.forecast);
    for year in 0..=weeks / 52 {
        let case = case_in(case, year)?;
        let policy = policy_in(base.policy, case.outlook.price_rise.unwrap_or(Percent(0)), year)?;
        let context = Context { case: &case, policy: &policy, ..*base };
        for i in (year * 52)..((year + 1) * 52).min(weeks) {
            let date = from.plus_days(i64::from(i) * 7)?;
            let week = start_week.saturating_add(i);
            if !one_week(&context, &mut run, (year, i + 1, week, date), (upper, lower), weeks - i)? {
                return Ok(run.forecast);
            }
        }
    }
    Ok(run.forecast)
}

fn assumptions(case: &Case, forecast: &mut Forecast) {
    let mut say = |text: &str| forecast.assumed.push(text.to_owned());
    if case.outlook.price_rise.is_none() {
        say("The price of care stays the same. It usually rises each April.");
    }
    if case.outlook.income_rise.is_none() {
        say("Your income stays the same.");
    }
    say("Rates and limits stay as they are this year.");
    say("Your savings earn no interest.");
    match (case.outlook.spending, case.setting.in_care_home()) {
        (Some(spending), _) => forecast.assumed.push(format!("You spend {spending} a week beside your care.")),
        (None, true) => say("All your income goes towards the care home while you pay in full."),
        (None, false) => say("You spend what the rules let you keep each week while you pay in full."),
    }
}

/// One week; false when the run ends.
fn one_week(
    context: &Context<'_>,
    run: &mut Run,
    (year, number, week, date): (u32, u32, u32, Day),
    (upper, lower): (Pence, Pence),
    weeks_left: u32,
) -> Result<bool> {
    let savings = held(&run.pots)?;
    let mut moment = Moment { week, savings: Some(savings), benefits_stopped: false };
    let mut then = context.at(moment);
    let home_counts = capital::home_counts(&then);
    let home = context.case.home.as_ref().filter(|_| home_counts).map_or(Ok(Pence::ZERO), capital::home_value)?;
    let above = savings.plus(home)? > upper;
    let step = context.sheet.need(RateId::TariffStep)?.value;
    let tariff = if above { Pence::ZERO } else { capital::tariff_income(savings.plus(home)?, lower, step)? };
    let permanent = context.case.setting.permanent();
    if permanent && !above && run.helped >= 4 {
        moment.benefits_stopped = true;
        then = context.at(moment);
    }
    let key = (year, moment.benefits_stopped, above, home_counts, tariff);
    let now = match run.last.take() {
        Some((same, now)) if same == key => now,
        _ => assess(&then)?,
    };
    let missing = || Error::new(ErrorKind::Missing, "care.lines", "Enter what the care costs, to see the years ahead.");
    let (pays, council) = (now.contribution.ok_or_else(missing)?, now.council_pays.ok_or_else(missing)?);
    let mut event = |kind| run.forecast.events.push(Event { week: number, date, kind, savings });
    let loan = above && home_counts && savings <= upper && context.case.deferred.wanted && permanent;
    let paying = match (loan, now.pays_in_full) {
        (true, _) => Paying::Deferred,
        (false, true) => Paying::InFull,
        (false, false) => Paying::WithHelp,
    };
    match (run.before, paying) {
        (Some(Paying::InFull), Paying::WithHelp) => event(EventKind::HelpStarts),
        (Some(Paying::WithHelp), Paying::InFull | Paying::Deferred) if home_counts => event(EventKind::HomeCounts),
        _ => {}
    }
    if paying == Paying::Deferred && run.before != Some(Paying::Deferred) {
        event(EventKind::LoanStarts);
    }
    if moment.benefits_stopped && run.helped == 4 && now.disability_benefits > Pence::ZERO && council > Pence::ZERO {
        event(EventKind::BenefitsStop);
    }
    let tariff_before = run.forecast.weeks.last().is_some_and(|w| w.tariff > Pence::ZERO);
    if tariff_before && tariff == Pence::ZERO && paying == Paying::WithHelp {
        event(EventKind::TariffEnds);
    }
    let row = |pays, council_pays, from_savings| Week {
        week: number,
        date,
        savings,
        paying,
        pays,
        council_pays,
        from_savings,
        tariff,
    };
    run.before = Some(paying);
    if paying == Paying::Deferred {
        if run.forecast.plan.is_none() {
            run.forecast.plan = Some(deferred::run(&then, pays, date, weeks_left)?);
        }
        let (mine, lent) = run.forecast.plan.as_ref().map_or((pays, Pence::ZERO), |p| (p.contribution, p.weekly));
        run.forecast.weeks.push(row(mine, lent, Pence::ZERO));
        run.helped = 0;
        let over = run.forecast.plan.as_ref().and_then(|p| p.limit.as_ref()).is_some_and(|limit| limit.date <= date);
        run.last = Some((key, now));
        return Ok(!over);
    }
    let wanted = match paying {
        Paying::InFull => {
            let spending = match context.case.outlook.spending {
                Some(spending) => spending.in_bounds("outlook.spending")?,
                None if context.case.setting.in_care_home() => Pence::ZERO,
                None => {
                    let apart = &mut Working::default();
                    let benefits = income::count(&then, apart)?.disability_benefits;
                    allowance::keep(&then, benefits, apart)?.total()?
                }
            };
            pays.plus(spending)?.less(income::weekly_total(&then)?)?.or_zero()
        }
        _ => pays.less(now.counted_income.less(now.kept)?.or_zero())?.or_zero(),
    };
    let short = spend(&mut run.pots, wanted)?;
    run.forecast.weeks.push(row(pays, council, wanted.less(short)?));
    run.helped = if paying == Paying::WithHelp && council > Pence::ZERO { run.helped.saturating_add(1) } else { 0 };
    run.last = Some((key, now));
    if short > Pence::ZERO && paying == Paying::InFull {
        run.forecast.events.push(Event { week: number, date, kind: EventKind::SavingsGone, savings });
        return Ok(false);
    }
    Ok(true)
}
