//! Income: what counts, what does not, and what counts in part
//! (SI 2014/2672 regulations 13 to 17 and Schedule 1).

use crate::case::{Household, Setting};
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::income_kind::{IncomeItem, IncomeKind, Treatment};
use crate::money::{Pence, Period, Round};
use crate::policy::{NightElement, RentFromHome, SavingsDisregard};
use crate::rates::RateId;
use crate::step::{Section, Step, Working};

/// What income comes to, a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Income {
    /// All that comes in, whether it counts or not.
    pub total: Pence,
    /// What counts.
    pub counted: Pence,
    /// Disability benefits for care among what counts.
    pub disability_benefits: Pence,
    /// Disability benefits for care that come in, whether they count or not.
    pub stoppable: Pence,
}

/// A weekly line before it is known what counts of it.
struct Line<'a> {
    item: &'a IncomeItem,
    weekly: Pence,
}

fn lines<'a>(context: &Context<'_>, items: &'a [IncomeItem], field: &str) -> Result<Vec<Line<'a>>> {
    let mut all = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let field = format!("{field}[{i}]");
        if item.owners == Some(0) {
            let message = "Enter how many share it: 1 or more.";
            return Err(Error::new(ErrorKind::Amount, format!("{field}.owners"), message));
        }
        let round = context.rounding().against();
        let whole = context.weekly(item.amount, item.per, round, &format!("{field}.amount"))?;
        item.council_leaves_out.in_bounds(&format!("{field}.council_leaves_out"))?;
        all.push(Line { item, weekly: whole.ratio(1, i64::from(item.owners.unwrap_or(1)), round)? });
    }
    Ok(all)
}

/// What counts of a line. Its step is told why, and under what law.
fn counts(context: &Context<'_>, line: &Line<'_>, step: &mut Step) -> Result<Pence> {
    let (kind, amount) = (line.item.kind, line.weekly);
    let (counted, why, law) = match kind.treatment() {
        Treatment::Counts | Treatment::Pension if kind.why().is_empty() => {
            (amount, "This counts in full.", "SI 2014/2672 reg 13")
        }
        Treatment::Counts | Treatment::Pension => (amount, kind.why(), "SI 2014/2672 reg 17"),
        Treatment::Ignored if kind == IncomeKind::Earnings => (Pence::ZERO, kind.why(), "SI 2014/2672 reg 14"),
        Treatment::Ignored => (Pence::ZERO, kind.why(), "SI 2014/2672 reg 15 and Sch 1"),
        Treatment::Capital => (Pence::ZERO, kind.why(), "SI 2014/2672 reg 19 and Sch 2 para 22"),
        Treatment::HomeRent => match context.policy.rent_from_counted_home.unwrap_or_default() {
            RentFromHome::Capital => {
                let why = "Rent from a home that counts is added to your savings.";
                (Pence::ZERO, why, "SI 2014/2672 reg 19(3) and Sch 2 para 22")
            }
            RentFromHome::Income => (amount, "This council counts rent as income.", "council policy"),
        },
        Treatment::WarPension => {
            let rate = context.sheet.find(RateId::WarPensionDisregard);
            let first = rate.as_ref().map_or(Pence::pounds(10), |r| r.value);
            step.why = format!("The first {first} a week does not count.");
            step.rates.extend(rate);
            (amount.less(first)?.or_zero(), "", "SI 2014/2672 Sch 1")
        }
        Treatment::DisabilityBenefit => disability_benefit(context, kind, amount, step)?,
    };
    step.why.push_str(why);
    step.regulation = law;
    Ok(counted)
}

/// Whether a kind of income is a benefit that has stopped.
fn stopped(context: &Context<'_>, kind: IncomeKind) -> bool {
    let benefit = kind.treatment() == Treatment::DisabilityBenefit;
    benefit && context.moment.benefits_stopped && context.case.setting.in_care_home()
}

fn disability_benefit(
    context: &Context<'_>,
    kind: IncomeKind,
    amount: Pence,
    step: &mut Step,
) -> Result<(Pence, &'static str, &'static str)> {
    let temporary = matches!(context.case.setting, Setting::ShortStay | Setting::TemporaryStay);
    if temporary && !context.home_rules() {
        return Ok((Pence::ZERO, "It does not count in a stay that is not for good.", "SI 2014/2672 Sch 1 para 11"));
    }
    if stopped(context, kind) {
        let why = "It stops after 28 days in a care home when the council helps to pay.";
        return Ok((Pence::ZERO, why, "Social Security (Attendance Allowance) Regulations 1991 reg 7"));
    }
    let night = match context.policy.night_element.unwrap_or_default() {
        NightElement::Counted => false,
        NightElement::IgnoredWithoutNightCare => !context.case.care.night_care,
        NightElement::Ignored => true,
    };
    if night && kind.pays_for_nights() && context.home_rules() {
        let set = Context::policy_amount(context.policy.night_amount, "night_amount")?;
        let part = if let Some(part) = set {
            part
        } else {
            let high = context.sheet.need(RateId::DisabilityHigher)?;
            let low = context.sheet.need(RateId::DisabilityLower)?;
            step.using(&high).using(&low);
            high.value.less(low.value)?.or_zero()
        };
        step.why = format!("The council does not count the {part} a week that is for help at night.");
        return Ok((amount.less(part)?.or_zero(), "", "council policy"));
    }
    let why = if context.home_rules() {
        "This counts. What you spend because of a disability is taken off later."
    } else {
        "This counts while you get it."
    };
    Ok((amount, why, "SI 2014/2672 reg 13"))
}

/// Adds up the person's income at a moment.
pub fn count(context: &Context<'_>, working: &mut Working) -> Result<Income> {
    let mut all = count_items(context, &context.case.income, "income", working)?;
    let pensions = half_pension(context, working)?;
    all.counted = all.counted.less(pensions)?;
    savings_disregard(context, &mut all, working)?;
    Ok(all)
}

/// Adds up items of income, without what hangs on more than one of them.
pub fn count_items(context: &Context<'_>, items: &[IncomeItem], field: &str, working: &mut Working) -> Result<Income> {
    let mut all = Income::default();
    for line in lines(context, items, field)? {
        if line.item.kind == IncomeKind::PensionNotDrawn {
            working.leave_out("A pension you could draw is counted. Get advice before you draw it.");
        }
        let name = if line.item.label.is_empty() { line.item.kind.label() } else { &line.item.label };
        let step = working.week(Section::Income, name, Pence::ZERO, "", "");
        let mut counted = counts(context, &line, step)?;
        if line.item.council_leaves_out > Pence::ZERO && counted > Pence::ZERO {
            counted = counted.less(line.item.council_leaves_out)?.or_zero();
            step.why.push_str(&format!(" The council leaves out {} of it.", line.item.council_leaves_out));
        }
        if counted < line.weekly {
            step.why.insert_str(0, &format!("You get {} a week. ", line.weekly));
            step.label.push_str(if counted == Pence::ZERO { " (does not count)" } else { " (counts in part)" });
        }
        step.amount = counted;
        if !stopped(context, line.item.kind) {
            all.total = all.total.plus(line.weekly)?;
        }
        if line.item.kind.treatment() == Treatment::DisabilityBenefit {
            all.stoppable = all.stoppable.plus(line.weekly)?;
            all.disability_benefits = all.disability_benefits.plus(counted)?;
        }
        all.counted = all.counted.plus(counted)?;
    }
    Ok(all)
}

/// Half of the pensions of someone in a care home who pays that half to a spouse (Schedule 1 paragraph 16).
/// The pensions are added up before they are halved.
fn half_pension(context: &Context<'_>, working: &mut Working) -> Result<Pence> {
    let person = &context.case.person;
    let at_home = context.home_rules();
    if !person.pays_half_pension_to_spouse || at_home && context.policy.half_pension_at_home != Some(true) {
        return Ok(Pence::ZERO);
    }
    if !person.married {
        let why = "You pay half your pension to a partner you are not married to. The council may leave that half out, \
                   but need not. We counted it in full.";
        working.leave_out(why);
        return Ok(Pence::ZERO);
    }
    let mut pensions = Pence::ZERO;
    for line in lines(context, &context.case.income, "income")? {
        if line.item.kind.treatment() == Treatment::Pension {
            pensions = pensions.plus(line.weekly.less(line.item.council_leaves_out)?.or_zero())?;
        }
    }
    let half = pensions.ratio(1, 2, context.rounding().kept())?;
    let why = "You pay at least half of your pension to your husband, wife or civil partner, who lives elsewhere.";
    let less = Pence::ZERO.less(half)?;
    working.week(Section::Income, "Less half of your pensions", less, why, "SI 2014/2672 Sch 1 para 16");
    Ok(half)
}

/// The savings disregard (Schedule 1 paragraph 40).
fn savings_disregard(context: &Context<'_>, all: &mut Income, working: &mut Working) -> Result<()> {
    let person = &context.case.person;
    let (mut qualifying, mut credit) = (Pence::ZERO, Pence::ZERO);
    for line in lines(context, &context.case.income, "income")? {
        if line.item.kind.qualifying() {
            qualifying = qualifying.plus(line.weekly)?;
        }
        if line.item.kind == IncomeKind::PensionCreditSavings {
            credit = credit.plus(line.weekly)?;
        }
    }
    let couple = person.household == Household::Couple && !context.case.setting.permanent();
    if couple && let Some(theirs) = context.case.partner.as_ref().and_then(|p| p.income.as_ref()) {
        for line in lines(context, theirs, "partner.income")?.iter().filter(|l| l.item.kind.qualifying()) {
            qualifying = qualifying.plus(line.weekly)?;
        }
    }
    let savings = match context.moment.savings {
        Some(savings) => savings,
        None => Pence::sum(crate::capital::counted_items(context)?)?,
    };
    qualifying = qualifying.plus(crate::pension_credit::deemed_income(&context.sheet, savings)?)?;
    let (flat, guarantee) = if couple {
        (RateId::SavingsDisregardCouple, RateId::PensionCreditCouple)
    } else {
        (RateId::SavingsDisregardSingle, RateId::PensionCreditSingle)
    };
    let old_enough = person.age.on(context.day).map(|age| age >= 65).or(person.age.of_pension_age(context.day)?);
    if credit == Pence::ZERO && (qualifying == Pence::ZERO || old_enough == Some(false)) {
        return Ok(());
    }
    let entitled = match context.policy.savings_disregard.unwrap_or_default() {
        _ if credit > Pence::ZERO => Some(true),
        SavingsDisregard::AsWritten => old_enough,
        SavingsDisregard::OnReceipt => Some(false),
        SavingsDisregard::PensionAgeBeforeApril2016 => person.pension_age_before_april_2016,
    };
    let above = match context.sheet.find(guarantee) {
        Some(rate) => qualifying > rate.value,
        None if credit == Pence::ZERO && entitled != Some(true) => false,
        None => {
            no_rate(guarantee, working);
            return Ok(());
        }
    };
    if above && entitled.is_none() {
        working.leave_out("The savings disregard: it hangs on your age, which we do not know.");
    }
    if above && entitled != Some(true) || !above && credit == Pence::ZERO {
        return Ok(());
    }
    let Some(rate) = context.sheet.find(flat) else {
        no_rate(flat, working);
        return Ok(());
    };
    let part = if above { rate.value } else { credit.min(rate.value) };
    let part = part.in_bounds("rates")?.min(all.counted.or_zero());
    all.counted = all.counted.less(part)?;
    let why = "A small part of your income does not count because you saved for when you are older.";
    let (label, less) = ("Less savings disregard", Pence::ZERO.less(part)?);
    working.week(Section::Income, label, less, why, "SI 2014/2672 Sch 1 para 40").using(&rate);
    Ok(())
}

fn no_rate(id: RateId, working: &mut Working) {
    working.leave_out(&format!("The savings disregard: we have no rate for {}.", id.label()));
}

/// The income that really comes in a week, for the forecast: all of it, with fractions down.
pub fn weekly_total(context: &Context<'_>) -> Result<Pence> {
    lines(context, &context.case.income, "income")?.iter().try_fold(Pence::ZERO, |sum, line| {
        let comes = !stopped(context, line.item.kind) && line.item.kind != IncomeKind::InKind;
        if comes { sum.plus(line.weekly) } else { Ok(sum) }
    })
}

/// The income that comes in a year: yearly, quarterly and monthly amounts as they are, others 52 weeks.
pub fn annual_total(context: &Context<'_>) -> Result<Pence> {
    lines(context, &context.case.income, "income")?.iter().try_fold(Pence::ZERO, |sum, line| {
        let owners = i64::from(line.item.owners.unwrap_or(1));
        let whole = match line.item.per {
            Period::Year => line.item.amount,
            Period::Quarter => line.item.amount.times(4)?,
            Period::Month => line.item.amount.times(12)?,
            _ => return sum.plus(line.weekly.times(52)?),
        };
        sum.plus(whole.ratio(1, owners, Round::Down)?)
    })
}

/// Rounds a rise of so much a year for the forecast.
pub fn risen(amount: Pence, percent: crate::money::Percent, years: u32, round: Round) -> Result<Pence> {
    let mut now = amount;
    for _ in 0..years {
        now = now.plus(percent.of(now, round)?)?;
    }
    Ok(now)
}
