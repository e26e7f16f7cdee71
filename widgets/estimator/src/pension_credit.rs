//! A first look at Pension Credit (State Pension Credit Act 2002; SI 2002/1792). Only to say that it may be worth
//! asking about, never to say that someone qualifies.

use serde::Serialize;

use crate::error::Result;
use crate::money::{Pence, Round};
use crate::rates::{RateId, Sheet};

/// What Pension Credit would look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// A couple, claiming together.
    pub couple: bool,
    /// Income that it counts, a week. Attendance Allowance, PIP and DLA do not count.
    pub income: Pence,
    /// Savings that count.
    pub savings: Pence,
    /// Meets the rules for the severe disability addition.
    pub severe_disability: bool,
    /// Meets the rules for the carer addition.
    pub carer: bool,
}

/// What the guarantee part might be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Guarantee {
    /// The level that it brings income up to (the appropriate minimum guarantee, section 2(3) to (8)).
    pub level: Pence,
    /// Income that is taken to come from savings.
    pub deemed: Pence,
    /// What it might pay, a week.
    pub credit: Pence,
}

/// Income that savings are taken to bring: £1 a week for each £500 or part of £500 over £10,000
/// (SI 2002/1792 regulation 15(6)).
pub fn deemed_income(sheet: &Sheet<'_>, savings: Pence) -> Result<Pence> {
    let value = |id, or| sheet.find(id).map_or(Pence::pounds(or), |used| used.value);
    let over = savings.less(value(RateId::PensionCreditCapital, 10_000))?.or_zero();
    Pence(1).ratio(over.0, value(RateId::PensionCreditStep, 500).0.max(1), Round::Up)?.times(100)
}

/// What the guarantee part might be.
pub fn guarantee(sheet: &Sheet<'_>, claim: &Claim) -> Result<Guarantee> {
    let base = if claim.couple { RateId::PensionCreditCouple } else { RateId::PensionCreditSingle };
    let mut level = sheet.need(base)?.value;
    if claim.severe_disability {
        level = level.plus(sheet.need(RateId::SevereDisability)?.value)?;
    }
    if claim.carer {
        level = level.plus(sheet.need(RateId::PensionCreditCarer)?.value)?;
    }
    let deemed = deemed_income(sheet, claim.savings.in_bounds("savings")?)?;
    let credit = level.less(claim.income.in_bounds("income")?)?.less(deemed)?.or_zero();
    Ok(Guarantee { level, deemed, credit })
}
