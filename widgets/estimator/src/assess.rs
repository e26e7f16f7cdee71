//! One assessment at one moment: the order of the steps (Care Act 2014 ss.14 and 17; SI 2014/2672).
//!
//! 1. What is free. 2. What the care costs. 3. Savings and property. 4. Income. 5. What the person keeps.
//! 6. What is left, what the council takes of it, and never more than the cost.

use serde::Serialize;

use crate::allowance;
use crate::capital;
use crate::care::TopUp;
use crate::context::Context;
use crate::cost::{self, capped};
use crate::couple;
use crate::error::Result;
use crate::free;
use crate::income;
use crate::money::{Pence, Percent};
use crate::policy::{ArrangementFee, MinimumCharge, PercentOrder};
use crate::rates::Used;
use crate::step::{Section, Working};

/// What the line that sums up an assessment is called.
pub(crate) const PAYS: &str = "What you pay";

/// What one assessment comes to. Amounts are a week unless they say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The working, and what this estimate left out.
    #[serde(flatten)]
    pub working: Working,
    /// What the person pays. Nothing when the price of their care is needed and not known.
    pub contribution: Option<Pence>,
    /// What the council pays, if the price is known.
    pub council_pays: Option<Pence>,
    /// What the NHS pays the home for nursing.
    pub nhs_pays: Pence,
    /// What a dearer home costs above the amount that meets the person's needs.
    pub top_up: Pence,
    /// The price of the care, less what the NHS pays.
    pub price: Option<Pence>,
    /// The amount that meets the person's needs.
    pub budget: Option<Pence>,
    /// The price of a year's care.
    pub annual_price: Option<Pence>,
    /// The income of a year.
    pub annual_income: Pence,
    /// Pays in full.
    pub pays_in_full: bool,
    /// All care is free.
    pub free: bool,
    /// Savings and property that count, a sum.
    pub capital: Pence,
    /// Savings that count, without the home, a sum.
    pub savings: Pence,
    /// What counts of the home, a sum.
    pub home: Pence,
    /// Tariff income.
    pub tariff_income: Pence,
    /// All income, whether it counts or not.
    pub total_income: Pence,
    /// Income that counts, without tariff income.
    pub counted_income: Pence,
    /// Attendance Allowance and the like, which may stop.
    pub disability_benefits: Pence,
    /// All that the person keeps.
    pub kept: Pence,
    /// The minimum income guarantee or personal expenses allowance within it.
    pub guaranteed: Pence,
    /// Housing costs within it.
    pub housing: Pence,
    /// Disability-related expenses within it.
    pub disability_expenses: Pence,
    /// The most the person could be asked for, before the cap at the cost.
    pub most: Pence,
    /// All their income, less what the person pays. What they have to live on is in [`Self::purse`].
    pub left_to_live_on: Option<Pence>,
    /// A fee for arranging care.
    pub arrangement_fee: Option<ArrangementFee>,
    /// What must be paid once.
    pub once: Pence,
}

impl Assessment {
    /// The rates used that are not from an official source, in the order of the working.
    pub fn flagged(&self) -> impl Iterator<Item = &Used> {
        self.working.steps.iter().flat_map(|step| &step.rates).filter(|used| used.flagged())
    }

    /// What of the payment comes from savings, and what is left of the income, where they are known. Tariff income is
    /// savings by another name: the rules take it with the income, and without this a reader would think that less is
    /// left than the law allows.
    pub fn purse(&self) -> Option<(Pence, Pence)> {
        let left = self.left_to_live_on?;
        let tariff = if self.pays_in_full { Pence::ZERO } else { self.tariff_income.min(self.contribution?) };
        let savings = tariff.max(Pence(left.0.saturating_neg()));
        Some((savings, left.plus(savings).ok()?))
    }

    /// What must differ for two assessments to tell a reader different things.
    pub(crate) fn sums(&self) -> [Option<Pence>; 6] {
        let some = |amount: Pence| Some(amount);
        [
            self.contribution,
            self.council_pays,
            self.left_to_live_on,
            some(self.capital),
            some(self.most),
            some(self.disability_benefits),
        ]
    }
}

/// Works out a case at the moment of its context.
pub fn assess(context: &Context<'_>) -> Result<Assessment> {
    let mut result = Assessment::default();
    let free = free::check(context, &mut result.working)?;
    result.once = free.once;
    if free.all {
        let income = income::weekly_total(context)?;
        result.free = true;
        result.contribution = Some(Pence::ZERO);
        result.total_income = income;
        result.left_to_live_on = Some(income);
        result.working.week(Section::Charge, PAYS, Pence::ZERO, "Your care is free.", "Care Act 2014 s.14");
    } else {
        charged(context, &mut result)?;
    }
    Ok(result)
}

/// Works out care that is not free.
fn charged(context: &Context<'_>, result: &mut Assessment) -> Result<()> {
    let cost = cost::count(context, &mut result.working)?;
    (result.price, result.budget, result.annual_price) = (cost.price, cost.budget, cost.annual);
    (result.nhs_pays, result.top_up) = (cost.nhs, cost.top_up);
    if context.case.person.refuses_figures {
        let why = "You chose not to give figures, so the council can charge you the full cost.";
        return full_cost(context, result, why, "SI 2014/2672 reg 10");
    }
    let capital = capital::count(context, &mut result.working)?;
    (result.capital, result.savings, result.home) = (capital.total, capital.savings, capital.home);
    result.tariff_income = capital.tariff;

    let before = result.working.steps.len();
    let income = income::count(context, &mut result.working)?;
    (result.total_income, result.counted_income) = (income.total, income.counted);
    result.annual_income = income::annual_total(context)?;
    result.disability_benefits = income.stoppable;
    if capital.above_upper {
        // Income plays no part, so its lines are not shown. What was left out of it is still worth saying.
        result.working.steps.truncate(before);
        let why = "You have more than the upper limit, so you pay for all your care for now.";
        return full_cost(context, result, why, "Care Act 2014 s.17; SI 2014/2672 reg 12");
    }
    if capital.tariff > Pence::ZERO {
        let label = "Tariff income from savings";
        let why = "£1 a week for each £250, or part of £250, above the lower limit. It is a way to ask you to pay a \
                   little from savings.";
        result.working.week(Section::Income, label, capital.tariff, why, "SI 2014/2672 reg 25");
    }
    let kept = allowance::keep(context, income.disability_benefits, &mut result.working)?;
    result.kept = kept.total()?;
    (result.guaranteed, result.housing, result.disability_expenses) = (kept.guaranteed, kept.housing, kept.disability);

    let together = income.counted.plus(capital.tariff)?;
    let mut left = together.less(result.kept)?.or_zero();
    let why = format!("{together} that counts, less {} that you keep.", result.kept);
    result.working.week(Section::Charge, "What is left", left, &why, "SI 2014/2672 regs 6, 7 and 13");
    let benefits = income.disability_benefits;
    if let Some(joint) = couple::joint(context, income.counted, capital.tariff, benefits, &mut result.working)? {
        left = left.min(joint);
        let why = "We use the lower of the two ways to look at it.";
        result.working.week(Section::Charge, "The lower of the two", left, why, "council policy");
    }
    let charge = charge(context, left, result)?;
    finish(context, result, charge)
}

/// What the council takes of what is left, and never more than the cost.
fn charge(context: &Context<'_>, left: Pence, result: &mut Assessment) -> Result<Pence> {
    let (budget, working) = (result.budget, &mut result.working);
    result.most = left;
    if !context.home_rules() {
        return Ok(capped(left, budget));
    }
    let policy = context.policy;
    let percent = policy.percent_of_disposable_income.unwrap_or(Percent::ALL);
    let percent = percent.in_bounds("policy.percent_of_disposable_income")?;
    let round = context.rounding().against();
    let part = match policy.percent_order.unwrap_or_default() {
        PercentOrder::PercentThenCap => {
            result.most = percent.of(left, round)?;
            capped(result.most, budget)
        }
        PercentOrder::CapThenPercent => percent.of(capped(left, budget), round)?,
    };
    if percent != Percent::ALL {
        let (label, why) = (format!("{percent} of what is left"), "The council takes only this part.");
        working.week(Section::Charge, &label, part, why, "Care Act 2014 s.14; council policy");
    }
    let mut charge = part;
    if let Some(most) = Context::policy_amount(policy.maximum_charge, "maximum_charge")?.filter(|most| *most < charge) {
        charge = most;
        let (label, why) = ("The most this council charges", "The council charges nobody more than this.");
        working.week(Section::Charge, label, most, why, "council policy");
    }
    let minimum = Context::policy_amount(policy.minimum_charge, "minimum_charge")?.unwrap_or_default();
    if charge < minimum {
        let (now, why) = match policy.minimum_charge_rule.unwrap_or_default() {
            MinimumCharge::NotCollected => (Pence::ZERO, format!("The council does not collect less than {minimum}.")),
            MinimumCharge::Floor => {
                let floor = capped(minimum.min(left), budget).max(charge);
                (floor, format!("The council charges at least {minimum}, where you have that much left."))
            }
        };
        charge = now;
        working.week(Section::Charge, "Minimum charge", charge, &why, "council policy");
    }
    Ok(charge)
}

fn finish(context: &Context<'_>, result: &mut Assessment, charge: Pence) -> Result<()> {
    result.contribution = Some(charge);
    result.council_pays = result.budget.map(|budget| budget.less(charge)).transpose()?;
    let own_top_up = context.case.care.top_up_by == TopUp::Person;
    let spent = if own_top_up { charge.plus(result.top_up)? } else { charge };
    result.left_to_live_on = Some(result.total_income.less(spent)?);
    let why = match result.budget {
        Some(cost) if charge == cost && charge > Pence::ZERO => "You never pay more than your care costs.",
        Some(_) if charge == Pence::ZERO => "You have nothing left to pay with after what you keep.",
        Some(_) => "This is what you have left after what you keep.",
        None => "This is the most you would pay. You pay less if your care costs less.",
    };
    result.working.week(Section::Charge, PAYS, charge, why, "Care Act 2014 ss.14 and 17");
    if let Some(rest) = result.council_pays {
        let why = "The rest of the cost of your care.";
        result.working.week(Section::Charge, "What the council pays", rest, why, "Care Act 2014 s.18");
    }
    Ok(())
}

/// Someone who pays in full: savings above the upper limit, or no figures given.
fn full_cost(context: &Context<'_>, result: &mut Assessment, why: &str, law: &'static str) -> Result<()> {
    let working = &mut result.working;
    result.pays_in_full = true;
    result.contribution = result.price;
    result.council_pays = result.price.map(|_| Pence::ZERO);
    result.top_up = Pence::ZERO;
    if let Some(price) = result.price {
        result.most = price;
        let left = result.total_income.less(price)?;
        result.left_to_live_on = Some(left);
        working.week(Section::Charge, PAYS, price, why, law);
        if left < Pence::ZERO && !context.case.person.refuses_figures {
            let why = "This part comes from savings, from a loan against your home, or from selling something.";
            working.week(Section::Charge, "More than your income", Pence::ZERO.less(left)?, why, "Care Act 2014 s.17");
        }
    } else {
        working.leave_out("What you pay: you would pay the full cost, and we do not know the price.");
    }
    if !context.case.setting.in_care_home() && context.case.care.council_arranges {
        if let Some(fee) = context.policy.arrangement_fee {
            fee.once.in_bounds("policy.arrangement_fee.once")?;
            fee.weekly.in_bounds("policy.arrangement_fee.weekly")?;
            result.arrangement_fee = Some(fee);
            let why = format!("The council may charge for arranging your care: {} once, and this each week.", fee.once);
            working.week(Section::Charge, "Fee for arranging care", fee.weekly, &why, "SI 2014/2672 reg 5");
        } else {
            working.leave_out("A fee for arranging your care. The council may charge its own costs. Ask.");
        }
    }
    Ok(())
}
