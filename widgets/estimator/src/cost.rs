//! What the care costs, what the NHS pays of it, and what is a top-up
//! (Care Act 2014 ss.26 and 30; SI 2014/2670 on choice of accommodation).

use crate::care::{CareKind, CareLine, NursingRate, Offer, TopUp};
use crate::case::Setting;
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::free::line_is_free;
use crate::money::{Pence, Period, Quantity, Round};
use crate::rates::RateId;
use crate::step::{Section, Working};

/// What the care costs, a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The whole price, less what the NHS pays. Nothing when it is not known.
    pub price: Option<Pence>,
    /// The amount that meets the person's needs: what the charge is capped at.
    pub budget: Option<Pence>,
    /// What the home costs above that amount.
    pub top_up: Pence,
    /// What the NHS pays towards nursing.
    pub nhs: Pence,
    /// The yearly price, with lines that run for part of the year.
    pub annual: Option<Pence>,
}

/// The amount that will meet the person's needs: the cheapest suitable home with a place
/// (SI 2014/2670; Care and Support Statutory Guidance Annex A).
pub fn cheapest_offer(offers: &[Offer]) -> Option<Pence> {
    offers.iter().filter(|offer| offer.available).map(|offer| offer.weekly).min()
}

fn usual_price(context: &Context<'_>, line: &CareLine, field: &str) -> Result<Pence> {
    let (price, name) = match (line.kind, context.case.setting) {
        (CareKind::HomeCare, _) => (context.policy.home_care_hour, "home_care_hour"),
        (CareKind::CareHome, Setting::NursingHome) => (context.policy.nursing_home_week, "nursing_home_week"),
        (CareKind::CareHome, _) => (context.policy.care_home_week, "care_home_week"),
        _ => (None, ""),
    };
    Context::policy_amount(price, name)?.ok_or_else(|| {
        Error::new(
            ErrorKind::Missing,
            format!("{field}.price"),
            "Enter what this care costs. We do not know a usual price.",
        )
    })
}

fn line(context: &Context<'_>, line: &CareLine, field: &str) -> Result<(Pence, Pence)> {
    let price = match line.price {
        Some(price) => price.in_bounds(&format!("{field}.price"))?,
        None => usual_price(context, line, field)?,
    };
    let quantity = line.quantity.unwrap_or(Quantity::ONE);
    if quantity.0 < 0 || quantity > Quantity::LIMIT {
        let message = "Enter a number from 0 to 10,000.";
        return Err(Error::new(ErrorKind::Amount, format!("{field}.quantity"), message));
    }
    if line.weeks_a_year.is_some_and(|weeks| weeks > 53) {
        let message = "Enter a number of weeks from 0 to 52.";
        return Err(Error::new(ErrorKind::Amount, format!("{field}.weeks_a_year"), message));
    }
    let round = context.rounding().against();
    let all = price.ratio(quantity.0, Quantity::ONE.0, round)?;
    let weekly = crate::money::weekly(all, line.per, context.policy.week_basis.unwrap_or_default(), round)?;
    let annual = match (line.per, line.weeks_a_year) {
        (Period::Year, None) => all,
        (Period::Month, None) => all.times(12)?,
        (Period::Quarter, None) => all.times(4)?,
        (_, weeks) => weekly.times(i64::from(weeks.unwrap_or(52)))?,
    };
    Ok((weekly, annual))
}

const USUAL: &str = "The council's usual price. Yours may differ.";

/// Works out what the care costs.
pub fn count(context: &Context<'_>, working: &mut Working) -> Result<Cost> {
    let care = &context.case.care;
    let mut cost = Cost::default();
    let (mut price, mut annual) = (Pence::ZERO, Pence::ZERO);
    for (i, item) in care.lines.iter().enumerate().filter(|(_, item)| !line_is_free(item)) {
        let (weekly, yearly) = line(context, item, &format!("care.lines[{i}]"))?;
        (price, annual) = (price.plus(weekly)?, annual.plus(yearly)?);
        let label = match item.kind {
            _ if !item.label.is_empty() => &item.label,
            CareKind::HomeCare => "Home care",
            CareKind::DayCentre => "Day centre",
            CareKind::Transport => "Transport",
            CareKind::CareHome => "Care home",
            CareKind::Reablement => "Help to do things again (reablement)",
            CareKind::Other => "Care",
        };
        let why = if item.price.is_some() { "The price you gave." } else { USUAL };
        working.week(Section::Cost, label, weekly, why, "Care Act 2014 s.14");
    }
    if care.lines.is_empty() {
        let usual = match context.case.setting {
            Setting::CareHome => Context::policy_amount(context.policy.care_home_week, "care_home_week")?,
            Setting::NursingHome => Context::policy_amount(context.policy.nursing_home_week, "nursing_home_week")?,
            _ => None,
        };
        if let Some(usual) = usual {
            annual = usual.times(52)?;
            working.week(Section::Cost, "Care home", usual, USUAL, "Care Act 2014 s.14");
        }
        cost.price = usual;
    } else {
        cost.price = Some(price);
    }
    if context.case.setting == Setting::NursingHome {
        nursing(context, &mut cost, working)?;
    }
    cost.annual = cost.price.map(|_| annual);
    let set = care.personal_budget.map(|b| b.in_bounds("care.personal_budget")).transpose()?;
    for (i, offer) in care.offers.iter().enumerate() {
        offer.weekly.in_bounds(&format!("care.offers[{i}].weekly"))?;
    }
    let budget = set.or_else(|| cheapest_offer(&care.offers));
    cost.budget = match (cost.price, budget) {
        (Some(price), Some(budget)) => {
            cost.top_up = price.less(budget)?.or_zero();
            Some(price.min(budget))
        }
        (price, budget) => budget.or(price),
    };
    if cost.budget.is_none() {
        working.leave_out("What your care costs. You never pay more than that.");
    }
    top_up(context, cost.top_up, working);
    Ok(cost)
}

/// NHS-funded nursing care: paid to the home, never part of the charge (SI 2012/2996 regulation 28).
fn nursing(context: &Context<'_>, cost: &mut Cost, working: &mut Working) -> Result<()> {
    let id = match context.case.care.nursing_rate {
        NursingRate::Standard => RateId::NursingStandard,
        NursingRate::Higher => RateId::NursingHigher,
    };
    let law = "SI 2012/2996 reg 28";
    if context.case.care.price_includes_nursing {
        let rate = context.sheet.need(id)?;
        let taken = cost.price.map_or(Pence::ZERO, |price| price.min(rate.value));
        cost.price = cost.price.map(|price| price.less(taken)).transpose()?;
        cost.nhs = taken;
        let (label, why) = ("Less what the NHS pays for nursing", "The NHS pays this to the home.");
        working.week(Section::Cost, label, Pence::ZERO.less(taken)?, why, law).using(&rate);
    } else if let Some(rate) = context.sheet.find(id) {
        cost.nhs = rate.value;
        let why = format!("The NHS pays the home {} a week more, on top of the price you gave.", rate.value);
        working.week(Section::Cost, "Nursing", Pence::ZERO, &why, law).using(&rate);
    }
    Ok(())
}

fn top_up(context: &Context<'_>, extra: Pence, working: &mut Working) {
    if extra == Pence::ZERO {
        return;
    }
    let case = context.case;
    let who = match case.care.top_up_by {
        TopUp::ThirdParty => "A relative or friend has to pay it for as long as you stay, with a written agreement.",
        TopUp::Person if case.deferred.wanted || case.home.is_some() || case.free.section_117 => {
            "You may pay it yourself only in the first 12 weeks, or with a loan against your home, or for aftercare \
             under section 117."
        }
        TopUp::Person => "You may not pay it yourself. A relative or friend would have to.",
        TopUp::Nobody => "Ask the council for a home that costs no more. It must offer you at least one.",
    };
    let why = format!("This is above the amount that meets your needs. {who}");
    working.week(Section::Cost, "Extra for a dearer home", extra, &why, "Care Act 2014 s.30; SI 2014/2670 reg 5");
}

/// A charge after the cap at the cost.
pub fn capped(amount: Pence, cost: Option<Pence>) -> Pence {
    cost.map_or(amount, |cost| amount.min(cost))
}

/// Rounds a price that rises each year, for the forecast.
pub fn risen(price: Pence, percent: crate::money::Percent, years: u32) -> Result<Pence> {
    crate::income::risen(price, percent, years, Round::Up)
}
