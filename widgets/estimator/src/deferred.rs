//! Deferred payment agreements: a loan from the council against the home
//! (Care Act 2014 ss.34 to 36; SI 2014/2671).

use serde::Serialize;

use crate::capital;
use crate::capital_kind::Home;
use crate::context::{Context, Moment};
use crate::error::{Error, ErrorKind, Result};
use crate::income;
use crate::money::{Pence, Percent, Round};
use crate::policy::{Compounding, EquityBasis, InterestMethod, ReviewOf};
use crate::rates::RateId;
use crate::step::{Section, Step, Working};
use crate::year::Day;

/// Whether the council must offer an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Eligibility {
    /// It must, on what the case says and with today's savings. They may have run down by the first week of a loan.
    pub must_offer: bool,
    /// The most that may be owed.
    pub equity_limit: Pence,
    /// The working.
    pub steps: Vec<Step>,
}

/// The first week of a stay in which the twelve-week disregard is over, or the week of the case if that is later.
pub fn first_week(context: &Context<'_>) -> u32 {
    let used = u32::from(context.case.stay.disregard_weeks_used.min(12));
    (13 - used).max(context.moment.week)
}

/// The equity limit (SI 2014/2671 regulation 5(5)): 90% of the value, less the lower capital limit, less what is
/// already owed on the home.
pub fn equity_limit(home: &Home, lower: Pence, basis: EquityBasis) -> Result<Pence> {
    const NINETY: Percent = Percent(9_000);
    let (share, debt) = (capital::home_share(home)?, capital::home_debt(home)?);
    let limit = match basis {
        EquityBasis::Share => NINETY.of(share, Round::Down)?.less(lower)?.less(debt)?,
        EquityBasis::NetValue => NINETY.of(share.less(debt)?.or_zero(), Round::Down)?.less(lower)?,
    };
    Ok(limit.or_zero())
}

/// Whether the council must offer an agreement (SI 2014/2671 regulations 2 and 3). Nothing without a home to borrow
/// against, or outside a care home for good.
pub fn eligibility(context: &Context<'_>) -> Result<Option<Eligibility>> {
    let Some(home) = context.case.home.as_ref().filter(|_| context.case.setting.permanent()) else { return Ok(None) };
    let then = context.at(Moment { week: first_week(context), ..context.moment });
    let capital = capital::count(&then, &mut Working::default())?;
    let (upper, lower) =
        (context.sheet.need(RateId::UpperCapitalLimit)?, context.sheet.need(RateId::LowerCapitalLimit)?);
    let limit = equity_limit(home, lower.value, context.policy.deferred_equity_basis.unwrap_or_default())?;
    let counts = capital::home_counts(&then);
    let low = capital.savings <= upper.value;
    let law = "SI 2014/2671 regs 2 and 3";
    let why = match (counts, low) {
        (false, _) => "Your home does not count, so you do not need a loan against it.",
        (true, false) => {
            "Today your savings without the home are above the upper limit. You can ask when they have fallen."
        }
        (true, true) if limit == Pence::ZERO => "There is too little left in your home to lend against.",
        (true, true) => "Your home counts, and today your other savings are not above the upper limit.",
    };
    let mut working = Working::default();
    working.sum(Section::Deferred, "Savings without the home", capital.savings, why, law).using(&upper);
    let (label, law) = ("Most you could owe the council", "SI 2014/2671 reg 5(5)");
    let why = format!("90% of your share of the home, less {}, less what you owe on it.", lower.value);
    working.sum(Section::Deferred, label, limit, &why, law).using(&lower);
    let must_offer = counts && low && limit > Pence::ZERO;
    Ok(Some(Eligibility { must_offer, equity_limit: limit, steps: working.steps }))
}

/// What is owed at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// The week of the agreement, from 1.
    pub week: u32,
    /// The day it ends.
    pub date: Day,
    /// All that was lent so far.
    pub lent: Pence,
    /// All fees added so far.
    pub fees: Pence,
    /// All interest so far.
    pub interest: Pence,
    /// All that is owed.
    pub owed: Pence,
}

/// A running total of a deferred payment agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The most that may be owed.
    pub equity_limit: Pence,
    /// What the person pays a week from income.
    pub contribution: Pence,
    /// What they keep a week.
    pub kept: Pence,
    /// What is lent a week.
    pub weekly: Pence,
    /// Week by week, until the limit or the end of what was asked.
    pub weeks: Vec<Owed>,
    /// When the council looks at it again.
    pub review: Option<Owed>,
    /// The week in which the next loan would go over the limit.
    pub limit: Option<Owed>,
    /// The working, and what was left out.
    #[serde(flatten)]
    pub working: Working,
}

/// The yearly interest: what the case says, else the council's, else the most the law allows on the day if known.
fn interest(context: &Context<'_>, start: Day, working: &mut Working) -> Result<Percent> {
    if let Some(percent) = context.case.deferred.interest.or(context.policy.deferred_interest) {
        return percent.in_bounds("deferred.interest");
    }
    if let Some(row) = context.sheet.rates.interest_on(start) {
        let most = row.percent;
        working.leave_out(&format!("Your council's interest. We used the most it may charge, {most} a year."));
        return row.percent.in_bounds("deferred_interest");
    }
    let message = "We do not know the council's interest. Ask it, and enter the yearly rate, like 4.5.";
    Err(Error::new(ErrorKind::Missing, "deferred.interest", message))
}

/// What is owed, counted day by day.
struct Debt {
    /// Whole pence, with interest already added.
    balance: Pence,
    /// Interest not yet added, over [`Debt::DEN`].
    accrued: i128,
    percent: Percent,
}

impl Debt {
    /// One percent of a hundredth, of a 365th, of a twelfth: both ways of counting come out whole.
    const DEN: i128 = 10_000 * 365 * 12;

    fn accrue(&mut self, parts: i128) {
        // At most 1e18 x 1e4 x 365: far inside an i128.
        self.accrued += i128::from(self.balance.0) * i128::from(self.percent.0) * parts;
    }

    fn waiting(&self) -> Result<Pence> {
        i64::try_from(self.accrued / Self::DEN).map(Pence).map_err(|_| Error::too_big())
    }

    fn compound(&mut self) -> Result<()> {
        let whole = self.waiting()?;
        self.balance = self.balance.plus(whole)?;
        self.accrued -= i128::from(whole.0) * Self::DEN;
        Ok(())
    }

    fn owed(&self) -> Result<Pence> {
        self.balance.plus(self.waiting()?)
    }
}

/// Runs an agreement from a day, for a weekly price, week by week until the limit.
/// Loans are made at the end of each week; fractions of a penny of interest wait.
pub fn run(context: &Context<'_>, price: Pence, start: Day, weeks: u32) -> Result<Plan> {
    let Some(home) = &context.case.home else {
        return Err(Error::new(ErrorKind::Missing, "home", "Enter the value of the home to see a loan against it."));
    };
    let mut plan = Plan::default();
    let percent = interest(context, start, &mut plan.working)?;
    weekly_terms(context, price, home, &mut plan)?;
    let policy = context.policy;
    let setup = Context::policy_amount(policy.deferred_setup_fee, "deferred_setup_fee")?;
    let yearly = Context::policy_amount(policy.deferred_annual_fee, "deferred_annual_fee")?;
    if setup.is_none() || yearly.is_none() {
        plan.working.leave_out("Fees for the loan. Ask the council what it charges.");
    }
    let added = policy.deferred_fees_added != Some(false);
    let (setup, yearly) =
        if added { (setup.unwrap_or_default(), yearly.unwrap_or_default()) } else { Default::default() };
    let review = policy.deferred_review.map(|part| {
        let of = match policy.deferred_review_of.unwrap_or_default() {
            ReviewOf::HomeValue => capital::home_share(home),
            ReviewOf::EquityLimit => Ok(plan.equity_limit),
        };
        part.in_bounds("policy.deferred_review")?.of(of?, Round::Down)
    });
    let review = review.transpose()?;
    let method = policy.deferred_interest_method.unwrap_or_default();
    let months = match policy.deferred_compounding.unwrap_or_default() {
        Compounding::Daily | Compounding::Never => 0,
        Compounding::Monthly => 1,
        Compounding::Quarterly => 3,
        Compounding::HalfYearly => 6,
        Compounding::Yearly => 12,
    };
    let daily = policy.deferred_compounding.unwrap_or_default() == Compounding::Daily;
    let mut debt = Debt { balance: setup, accrued: 0, percent };
    let (mut lent, mut fees) = (Pence::ZERO, setup);
    let mut month_ends = 1_i64;
    let mut next_month = start.plus_months(1)?;
    for week in 1..=weeks.min(2_600) {
        let first = start.plus_days(i64::from(week - 1) * 7)?;
        for day in 1..=7 {
            let today = first.plus_days(day)?;
            if method == InterestMethod::Daily365 {
                debt.accrue(12);
            }
            if daily && method == InterestMethod::Daily365 {
                debt.compound()?;
            }
            if today >= next_month {
                if method == InterestMethod::MonthlyTwelfths {
                    debt.accrue(365);
                }
                if months > 0 && month_ends % months == 0 || daily {
                    debt.compound()?;
                }
                if month_ends % 12 == 0 {
                    debt.balance = debt.balance.plus(yearly)?;
                    fees = fees.plus(yearly)?;
                }
                month_ends += 1;
                next_month = start.plus_months(month_ends)?;
            }
        }
        let over = debt.owed()?.plus(plan.weekly)? > plan.equity_limit;
        if !over {
            debt.balance = debt.balance.plus(plan.weekly)?;
            lent = lent.plus(plan.weekly)?;
        }
        let owed = debt.owed()?;
        let date = start.plus_days(i64::from(week) * 7)?;
        let row = Owed { week, date, lent, fees, interest: owed.less(lent)?.less(fees)?, owed };
        if plan.review.is_none() && review.is_some_and(|at| owed >= at) {
            plan.review = Some(row);
        }
        plan.weeks.push(row);
        if over {
            plan.limit = Some(row);
            break;
        }
    }
    Ok(plan)
}

/// What the person pays and what is lent, a week (SI 2014/2671 regulation 6).
fn weekly_terms(context: &Context<'_>, price: Pence, home: &Home, plan: &mut Plan) -> Result<()> {
    let wish = &context.case.deferred;
    let lower = context.sheet.need(RateId::LowerCapitalLimit)?;
    plan.equity_limit = equity_limit(home, lower.value, context.policy.deferred_equity_basis.unwrap_or_default())?;
    let most = context.sheet.need(RateId::DeferredIncomeKept)?;
    let least = context.sheet.find(RateId::PersonalExpenses).map_or(Pence::ZERO, |rate| rate.value);
    let wanted = wish.keep.map(|keep| keep.in_bounds("deferred.keep")).transpose()?;
    plan.kept = wanted.unwrap_or(most.value).min(most.value).max(least.min(most.value));
    let then = context.at(Moment { week: first_week(context), benefits_stopped: false, ..context.moment });
    let counted = income::count(&then, &mut Working::default())?.counted;
    let all = price.plus(wish.top_up.in_bounds("deferred.top_up")?)?;
    plan.contribution = counted.less(plan.kept)?.or_zero().min(all);
    plan.weekly = all.less(plan.contribution)?;
    let (working, law) = (&mut plan.working, "SI 2014/2671 reg 6");
    let why = format!("With this loan you may keep up to {} a week.", most.value);
    working.week(Section::Deferred, "What you keep", plan.kept, &why, law).using(&most);
    let why = "Your income that counts, less what you keep.";
    working.week(Section::Deferred, "What you pay from income", plan.contribution, why, law);
    let why = "The rest of the price. You pay it back later, with interest.";
    working.week(Section::Deferred, "What the council lends you", plan.weekly, why, "Care Act 2014 s.34");
    Ok(())
}
