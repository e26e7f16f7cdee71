//! Income: what counts, what does not, and what counts in part
//! (SI 2014/2672 regulations 13 to 17 and Schedule 1).

use crate::case::{Household, Setting};
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::income_kind::{IncomeItem, IncomeKind, Treatment};
use crate::money::{Pence, Period, Round};
use crate::policy::{NightElement, RentFromHome, SavingsDisregard};
use crate::rates::{RateId, Used};
use crate::step::{Section, Step};

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
    /// The working.
    pub steps: Vec<Step>,
    /// What was left out and must be said.
    pub left_out: Vec<String>,
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

/// What counts of a line, why, and under what law.
fn counts(context: &Context<'_>, line: &Line<'_>) -> Result<(Pence, String, &'static str, Vec<Used>)> {
    let (kind, amount) = (line.item.kind, line.weekly);
    let full = || (amount, "This counts in full.".to_owned(), "SI 2014/2672 reg 13", Vec::new());
    let none = |why: &str, law| (Pence::ZERO, why.to_owned(), law, Vec::new());
    Ok(match kind.treatment() {
        Treatment::Counts | Treatment::Pension if kind.why().is_empty() => full(),
        Treatment::Counts | Treatment::Pension => (amount, kind.why().to_owned(), "SI 2014/2672 reg 17", Vec::new()),
        Treatment::Ignored if kind == IncomeKind::Earnings => none(kind.why(), "SI 2014/2672 reg 14"),
        Treatment::Ignored => none(kind.why(), "SI 2014/2672 reg 15 and Sch 1"),
        Treatment::Capital => none(kind.why(), "SI 2014/2672 reg 19 and Sch 2 para 22"),
        Treatment::HomeRent => match context.policy.rent_from_counted_home.unwrap_or_default() {
            RentFromHome::Capital => none(
                "Rent from a home that counts is added to your savings.",
                "SI 2014/2672 reg 19(3) and Sch 2 para 22",
            ),
            RentFromHome::Income => {
                (amount, "This council counts rent as income.".into(), "council policy", Vec::new())
            }
        },
        Treatment::WarPension => {
            let rate = context.sheet.find(RateId::WarPensionDisregard);
            let first = rate.as_ref().map_or(Pence::pounds(10), |r| r.value);
            let why = format!("The first {first} a week does not count.");
            (amount.less(first)?.or_zero(), why, "SI 2014/2672 Sch 1", rate.into_iter().collect())
        }
        Treatment::DisabilityBenefit => disability_benefit(context, kind, amount)?,
    })
}

fn disability_benefit(
    context: &Context<'_>,
    kind: IncomeKind,
    amount: Pence,
) -> Result<(Pence, String, &'static str, Vec<Used>)> {
    let temporary = matches!(context.case.setting, Setting::ShortStay | Setting::TemporaryStay);
    if temporary && !context.home_rules() {
        let why = "It does not count in a stay that is not for good.";
        return Ok((Pence::ZERO, why.into(), "SI 2014/2672 Sch 1 para 11", Vec::new()));
    }
    if context.moment.benefits_stopped && context.case.setting.in_care_home() {
        let why = "It stops after 28 days in a care home when the council helps to pay.";
        return Ok((
            Pence::ZERO,
            why.into(),
            "Social Security (Attendance Allowance) Regulations 1991 reg 7",
            Vec::new(),
        ));
    }
    let night = match context.policy.night_element.unwrap_or_default() {
        NightElement::Counted => false,
        NightElement::IgnoredWithoutNightCare => !context.case.care.night_care,
        NightElement::Ignored => true,
    };
    if night && kind.pays_for_nights() && context.home_rules() {
        let set = Context::policy_amount(context.policy.night_amount, "night_amount")?;
        let (part, used) = if let Some(part) = set {
            (part, Vec::new())
        } else {
            let high = context.sheet.need(RateId::DisabilityHigher)?;
            let low = context.sheet.need(RateId::DisabilityLower)?;
            (high.value.less(low.value)?.or_zero(), vec![high, low])
        };
        let why = format!("The council does not count the {part} a week that is for help at night.");
        return Ok((amount.less(part)?.or_zero(), why, "council policy", used));
    }
    let why = if context.home_rules() {
        "This counts. What you spend because of a disability is taken off later."
    } else {
        "This counts while you get it."
    };
    Ok((amount, why.into(), "SI 2014/2672 reg 13", Vec::new()))
}

/// Adds up the person's income at a moment.
pub fn count(context: &Context<'_>) -> Result<Income> {
    let mut all = count_items(context, &context.case.income, "income")?;
    let pensions = half_pension(context, &mut all)?;
    all.counted = all.counted.less(pensions)?;
    savings_disregard(context, &mut all)?;
    Ok(all)
}

/// Adds up items of income, without what hangs on more than one of them.
pub fn count_items(context: &Context<'_>, items: &[IncomeItem], field: &str) -> Result<Income> {
    let mut all = Income::default();
    for line in lines(context, items, field)? {
        let (mut counted, mut why, law, used) = counts(context, &line)?;
        if line.item.council_leaves_out > Pence::ZERO && counted > Pence::ZERO {
            counted = counted.less(line.item.council_leaves_out)?.or_zero();
            why = format!("{why} The council leaves out {} of it.", line.item.council_leaves_out);
        }
        let benefit = line.item.kind.treatment() == Treatment::DisabilityBenefit;
        let stopped = benefit && context.moment.benefits_stopped && context.case.setting.in_care_home();
        if !stopped {
            all.total = all.total.plus(line.weekly)?;
        }
        if benefit {
            all.stoppable = all.stoppable.plus(line.weekly)?;
            all.disability_benefits = all.disability_benefits.plus(counted)?;
        }
        all.counted = all.counted.plus(counted)?;
        if line.item.kind == IncomeKind::PensionNotDrawn {
            all.left_out.push("A pension you could draw is counted. Get advice before you draw it.".into());
        }
        let name = if line.item.label.is_empty() { line.item.kind.label() } else { &line.item.label };
        let label = match counted {
            Pence::ZERO if line.weekly > Pence::ZERO => format!("{name} (does not count)"),
            _ if counted < line.weekly => format!("{name} (counts in part)"),
            _ => name.to_owned(),
        };
        let why = if counted < line.weekly { format!("You get {} a week. {why}", line.weekly) } else { why };
        let mut step = Step::week(Section::Income, label, counted).because(why).law(law);
        step.rates = used;
        all.steps.push(step);
    }
    Ok(all)
}

/// Half of the pensions of someone in a care home who pays that half to a spouse (Schedule 1 paragraph 16).
/// The pensions are added up before they are halved.
fn half_pension(context: &Context<'_>, all: &mut Income) -> Result<Pence> {
    let person = &context.case.person;
    let at_home = context.home_rules();
    if !person.pays_half_pension_to_spouse || at_home && context.policy.half_pension_at_home != Some(true) {
        return Ok(Pence::ZERO);
    }
    if !person.married {
        let why = "You pay half your pension to a partner you are not married to. The council may leave that half out, \
                   but need not. We counted it in full.";
        all.left_out.push(why.into());
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
    let step = Step::week(Section::Income, "Less half of your pensions", Pence::ZERO.less(half)?);
    all.steps.push(step.because(why).law("SI 2014/2672 Sch 1 para 16"));
    Ok(half)
}

/// The savings disregard (Schedule 1 paragraph 40).
fn savings_disregard(context: &Context<'_>, all: &mut Income) -> Result<()> {
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
            all.left_out.push(format!("The savings disregard: we have no rate for {}.", guarantee.label()));
            return Ok(());
        }
    };
    if above && entitled.is_none() {
        all.left_out.push("The savings disregard: it hangs on your age, which we do not know.".into());
    }
    if above && entitled != Some(true) || !above && credit == Pence::ZERO {
        return Ok(());
    }
    let Some(rate) = context.sheet.find(flat) else {
        all.left_out.push(format!("The savings disregard: we have no rate for {}.", flat.label()));
        return Ok(());
    };
    let part = if above { rate.value } else { credit.min(rate.value) };
    let part = part.in_bounds("rates")?.min(all.counted.or_zero());
    all.counted = all.counted.less(part)?;
    let why = "A small part of your income does not count because you saved for when you are older.";
    let step = Step::week(Section::Income, "Less savings disregard", Pence::ZERO.less(part)?);
    all.steps.push(step.because(why).law("SI 2014/2672 Sch 1 para 40").using(&rate));
    Ok(())
}

/// The income that really comes in a week, for the forecast: all of it, with fractions down.
pub fn weekly_total(context: &Context<'_>) -> Result<Pence> {
    lines(context, &context.case.income, "income")?.iter().try_fold(Pence::ZERO, |sum, line| {
        let gone = context.moment.benefits_stopped
            && context.case.setting.in_care_home()
            && line.item.kind.treatment() == Treatment::DisabilityBenefit;
        sum.plus(if gone || line.item.kind == IncomeKind::InKind { Pence::ZERO } else { line.weekly })
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
