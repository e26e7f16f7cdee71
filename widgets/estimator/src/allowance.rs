//! What the person keeps before they pay: the minimum income guarantee or the personal expenses allowance,
//! housing costs, and what they spend because of a disability (SI 2014/2672 regulations 6 and 7, Schedule 1
//! paragraphs 2 and 4).

use crate::case::{Age, Expense, Household, PaidBy, Premiums};
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::income_kind::{IncomeItem, IncomeKind};
use crate::money::Pence;
use crate::policy::StandardExpenses;
use crate::rates::RateId;
use crate::step::{Section, Working};

/// Whose allowances are worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The person's alone.
    Person,
    /// The partner's alone, for the joint test.
    Partner,
}

/// What is kept, a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The minimum income guarantee with its premiums, or the personal expenses allowance.
    pub guaranteed: Pence,
    /// Housing costs.
    pub housing: Pence,
    /// Disability-related expenses.
    pub disability: Pence,
    /// What the council lets the person keep by choice.
    pub other: Pence,
}

impl Kept {
    /// All of it.
    pub fn total(&self) -> Result<Pence> {
        Pence::sum([self.guaranteed, self.housing, self.disability, self.other])
    }
}

/// What the person keeps, given how much of their disability benefits counts as income.
pub fn keep(context: &Context<'_>, disability_benefits: Pence, working: &mut Working) -> Result<Kept> {
    let mut kept = Kept::default();
    let home_rules = context.home_rules();
    kept.guaranteed = if home_rules {
        minimum_income(context, Whose::Person, working)?
    } else {
        personal_expenses(context, working)?
    };
    if home_rules || !context.case.setting.permanent() {
        kept.housing = housing(context, false, working)?;
    } else if !context.case.allowances.housing.is_empty() {
        working.leave_out(
            "Costs of a home you still have. In a care home for good the council may allow for them, but need not.",
        );
    }
    let expenses = &context.case.allowances.disability_expenses;
    if home_rules {
        let field = "allowances.disability_expenses";
        kept.disability = disability(context, expenses, field, disability_benefits, working)?;
    } else if !expenses.is_empty() {
        working.leave_out("What you spend because of a disability: this is for care at home.");
    }
    kept.other = other(context, working)?;
    Ok(kept)
}

/// What the council lets the person keep by choice.
pub fn other(context: &Context<'_>, working: &mut Working) -> Result<Pence> {
    let mut all = Pence::ZERO;
    for (i, expense) in context.case.allowances.other.iter().enumerate() {
        let amount = weekly(context, expense, &format!("allowances.other[{i}].amount"))?;
        let why = "The council lets you keep this by choice.";
        working.week(Section::Allowances, &expense.label, amount, why, "Care Act 2014 s.17; council policy");
        all = all.plus(amount)?;
    }
    Ok(all)
}

fn weekly(context: &Context<'_>, expense: &Expense, field: &str) -> Result<Pence> {
    context.weekly(expense.amount, expense.per, context.rounding().kept(), field)
}

/// The personal expenses allowance (regulation 6).
fn personal_expenses(context: &Context<'_>, working: &mut Working) -> Result<Pence> {
    let label = "Personal expenses allowance";
    let why = "Everyone in a care home keeps this much of their income to spend as they like.";
    if let Some(own) = context.case.allowances.personal_expenses {
        let own = own.in_bounds("allowances.personal_expenses")?;
        working.week(Section::Allowances, label, own, why, "SI 2014/2672 reg 6; amount given in the case");
        return Ok(own);
    }
    let rate = context.sheet.need(RateId::PersonalExpenses)?;
    working.week(Section::Allowances, label, rate.value, why, "SI 2014/2672 reg 6").using(&rate);
    Ok(rate.value)
}

fn premium(stated: Option<bool>, found: bool) -> bool {
    stated.unwrap_or(found)
}

fn any(items: &[IncomeItem], test: fn(IncomeKind) -> bool) -> bool {
    items.iter().any(|item| item.amount > Pence::ZERO && test(item.kind))
}

/// The minimum income guarantee with its premiums (regulation 7).
pub fn minimum_income(context: &Context<'_>, whose: Whose, working: &mut Working) -> Result<Pence> {
    let case = context.case;
    let person = &case.person;
    let base_why = "The law says you must be left with at least this much to live on.";
    if let Some(own) = case.allowances.minimum_income_guarantee.filter(|_| whose == Whose::Person) {
        let own = own.in_bounds("allowances.minimum_income_guarantee")?;
        let law = "SI 2014/2672 reg 7; amount given in the case";
        working.week(Section::Allowances, "Minimum income guarantee", own, base_why, law);
        return Ok(own);
    }
    let none = Vec::new();
    let theirs = case.partner.as_ref();
    let partner_items = theirs.and_then(|p| p.income.as_ref()).unwrap_or(&none);
    let mine = (person.age, person.premiums, &case.income, "person.age");
    let their = theirs.map(|p| (p.age, p.premiums, partner_items, "partner.age"));
    let ((age, premiums, items, field), other) = match (whose, their) {
        (Whose::Partner, Some(their)) => (their, Some(mine)),
        (_, their) => (mine, their),
    };
    let couple = person.household == Household::Couple;
    let old = age.of_pension_age(context.day)?;
    let other_old = match other {
        Some((age, ..)) if couple => age.of_pension_age(context.day)?,
        _ => None,
    };
    if couple && old == Some(false) && other_old.is_none() {
        working.leave_out("Your partner's age. If they have reached State Pension age, you keep more and pay less.");
    }
    let base = base_rate(context, age, old, other_old, field)?;
    let pension_rate = matches!(base, RateId::MigSinglePension | RateId::MigCouplePension);
    let rate = context.sheet.need(base)?;
    let law = "SI 2014/2672 reg 7(2) to (4)";
    working.week(Section::Allowances, base.label(), rate.value, base_why, law).using(&rate);
    let mut all = rate.value;
    if whose == Whose::Person && person.children > 0 {
        let rate = context.sheet.need(RateId::MigChild)?;
        let amount = rate.value.times(i64::from(person.children))?;
        let (label, why) = match person.children {
            1 => ("For your child", format!("{} for the child you look after.", rate.value)),
            all => ("For your children", format!("{} for each of the {all} children you look after.", rate.value)),
        };
        working.week(Section::Allowances, label, amount, &why, "SI 2014/2672 reg 7(1)(b)").using(&rate);
        all = all.plus(amount)?;
    }
    // One member of a couple is enough for the couple's disability premiums (regulation 7(6)).
    let members: Vec<(Premiums, &Vec<IncomeItem>, Option<bool>)> = match other {
        Some((_, p, i, _)) if couple => vec![(premiums, items, old), (p, i, other_old)],
        _ => vec![(premiums, items, old)],
    };
    let at_pension_age = context.policy.premiums_at_pension_age == Some(true);
    let has = |stated: fn(Premiums) -> Option<bool>, test: fn(IncomeKind) -> bool| {
        members.iter().any(|(premiums, items, old)| {
            let too_old = old.unwrap_or(pension_rate) && !at_pension_age;
            premium(stated(*premiums), any(items, test) && !too_old) && !too_old
        })
    };
    let stated = |p: Premiums| p.disability == Some(true) || p.enhanced_disability == Some(true);
    if stated(premiums) && old.unwrap_or(pension_rate) && !at_pension_age {
        working.leave_out("Disability premiums. They are only for people below State Pension age.");
    }
    let disability = has(|p| p.disability, IncomeKind::brings_disability_premium);
    let enhanced = has(|p| p.enhanced_disability, IncomeKind::brings_enhanced_premium);
    let carer = premium(premiums.carer, any(items, |kind| kind == IncomeKind::CarersAllowance));
    let (single_rates, couple_rates) =
        ([RateId::DisabilitySingle, RateId::EnhancedSingle], [RateId::DisabilityCouple, RateId::EnhancedCouple]);
    let [basic_id, enhanced_id] = if couple { couple_rates } else { single_rates };
    let rows = [
        (
            disability,
            basic_id,
            "Because you, or your partner, get a disability benefit.",
            "SI 2014/2672 reg 7(5) and (6)",
        ),
        (enhanced, enhanced_id, "Because that benefit is at the highest rate.", "SI 2014/2672 reg 7(5) and (6)"),
        (carer, RateId::CarerPremium, "Because you look after someone.", "SI 2014/2672 reg 7(7)"),
    ];
    for (_, id, why, law) in rows.into_iter().filter(|(has, ..)| *has) {
        let rate = context.sheet.need(id)?;
        working.week(Section::Allowances, id.label(), rate.value, why, law).using(&rate);
        all = all.plus(rate.value)?;
    }
    if let Some(more) = Context::policy_amount(context.policy.mig_uplift, "mig_uplift")? {
        let (label, why) = ("More that this council lets everyone keep", "The council chose to add this.");
        working.week(Section::Allowances, label, more, why, "council policy; Care Act 2014 s.14(7)");
        all = all.plus(more)?;
    }
    Ok(all)
}

fn base_rate(
    context: &Context<'_>,
    age: Age,
    old: Option<bool>,
    other_old: Option<bool>,
    field: &str,
) -> Result<RateId> {
    let ask = || {
        let message = "We need to know if they have reached State Pension age. Give the date of birth, as \
                       `born: 1960-05-01`, or say `pension_age: true` or `false`.";
        Error::new(ErrorKind::Missing, field, message)
    };
    match context.case.person.household {
        Household::Couple if old == Some(true) || other_old == Some(true) => Ok(RateId::MigCouplePension),
        Household::Couple => old.map(|_| RateId::MigCouple).ok_or_else(ask),
        Household::LoneParent if context.policy.lone_parent_pension_rate == Some(true) && old == Some(true) => {
            Ok(RateId::MigSinglePension)
        }
        Household::LoneParent => Ok(RateId::MigLoneParent),
        Household::Single if old.ok_or_else(ask)? => Ok(RateId::MigSinglePension),
        Household::Single => match age.on(context.day) {
            Some(years) if years < 18 => {
                let message = "These are the rules for adults. For someone under 18, ask the council.";
                Err(Error::new(ErrorKind::Conflict, field, message))
            }
            Some(years) if years < 25 => Ok(RateId::MigSingleYoung),
            Some(_) => Ok(RateId::MigSingle),
            None => Err(Error::new(ErrorKind::Missing, field, "Give the age in years, or the date of birth.")),
        },
    }
}

/// Housing costs, less what benefits pay (Schedule 1 paragraph 2).
pub fn housing(context: &Context<'_>, joint: bool, working: &mut Working) -> Result<Pence> {
    let mut all = Pence::ZERO;
    for (i, cost) in context.case.allowances.housing.iter().enumerate() {
        let field = format!("allowances.housing[{i}]");
        let paid = cost.met_by_benefit.in_bounds(&format!("{field}.met_by_benefit"))?;
        let net = cost.amount.in_bounds(&format!("{field}.amount"))?.less(paid)?.or_zero();
        let net = context.weekly(net, cost.per, context.rounding().kept(), &field)?;
        let (amount, why) = match cost.paid_by {
            _ if joint => (net, "What you and your partner pay after benefits."),
            PaidBy::Person => (net, "What you pay after benefits."),
            PaidBy::Both => {
                (net.ratio(1, 2, context.rounding().kept())?, "Your half of what you both pay after benefits.")
            }
            PaidBy::Partner => (Pence::ZERO, "Your partner pays this."),
        };
        working.week(Section::Allowances, &cost.label, amount, why, "SI 2014/2672 Sch 1 para 2");
        all = all.plus(amount)?;
    }
    Ok(all)
}

/// What is spent because of a disability (Schedule 1 paragraph 4), against the council's standard sum.
pub fn disability(
    context: &Context<'_>,
    expenses: &[Expense],
    field: &str,
    benefits: Pence,
    working: &mut Working,
) -> Result<Pence> {
    const LAW: &str = "SI 2014/2672 Sch 1 para 4";
    let without = context.policy.dre_without_disability_benefit == Some(true);
    if benefits == Pence::ZERO && !without {
        if !expenses.is_empty() {
            working.leave_out(
                "What you spend because of a disability: the council must allow for it only when a disability \
                 benefit counts as income. Ask about Attendance Allowance or PIP.",
            );
        }
        return Ok(Pence::ZERO);
    }
    let before = working.steps.len();
    let mut actual = Pence::ZERO;
    for (i, expense) in expenses.iter().enumerate() {
        let amount = weekly(context, expense, &format!("{field}[{i}].amount"))?;
        let why = "You pay this because of a disability.";
        working.week(Section::Allowances, &expense.label, amount, why, LAW);
        actual = actual.plus(amount)?;
    }
    let standard = Context::policy_amount(context.policy.standard_dre, "standard_dre")?.unwrap_or_default();
    let label = "Standard sum for what you spend because of a disability";
    match context.policy.standard_dre_rule.unwrap_or_default() {
        StandardExpenses::Higher if standard > actual => {
            working.steps.truncate(before);
            let why = format!("The council allows this much. Your own costs come to {actual}, which is less.");
            working.week(Section::Allowances, label, standard, &why, LAW);
            Ok(standard)
        }
        StandardExpenses::Sum if standard > Pence::ZERO => {
            let why = "The council allows this beside your own costs.";
            working.week(Section::Allowances, label, standard, why, LAW);
            actual.plus(standard)
        }
        _ => Ok(actual),
    }
}
