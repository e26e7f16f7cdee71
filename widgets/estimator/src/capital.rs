//! Savings and property: what counts, the home, and tariff income
//! (SI 2014/2672 regulations 18 to 25 and Schedule 2).

use crate::capital_kind::{CapitalItem, CapitalKind, Home, OccupierKind};
use crate::case::Setting;
use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::money::{Pence, Percent, Round};
use crate::rates::RateId;
use crate::step::{Section, Working};

/// What capital comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capital {
    /// What counts without the home.
    pub savings: Pence,
    /// What counts of the home.
    pub home: Pence,
    /// What would count of the home if nothing left it out.
    pub home_if_counted: Pence,
    /// Both together.
    pub total: Pence,
    /// Over the upper limit.
    pub above_upper: bool,
    /// Tariff income, a week.
    pub tariff: Pence,
}

/// Tariff income (regulation 25): £1 a week for each complete £250 above the lower limit and for a part of £250.
/// Nothing at or below the lower limit. Above the upper limit no help is given, so the question does not arise.
pub fn tariff_income(capital: Pence, lower: Pence, step: Pence) -> Result<Pence> {
    let over = capital.less(lower)?.or_zero();
    Pence(1).ratio(over.0, step.0.max(1), Round::Up)?.times(100)
}

/// The person's share of a whole (regulation 24).
fn share_of(whole: Pence, owners: Option<u8>, share: Option<Percent>, round: Round, field: &str) -> Result<Pence> {
    if owners == Some(0) {
        return Err(Error::new(ErrorKind::Amount, format!("{field}.owners"), "Enter how many own it: 1 or more."));
    }
    match share {
        Some(share) => share.in_bounds(&format!("{field}.share"))?.of(whole, round),
        None => whole.ratio(1, i64::from(owners.unwrap_or(1)), round),
    }
}

/// Value less a tenth for the cost of selling, less debts secured on it (regulation 20).
fn net(value: Pence, debt: Pence, sale_costs: bool, field: &str) -> Result<Pence> {
    let (value, debt) = (value.in_bounds(&format!("{field}.value"))?, debt.in_bounds(&format!("{field}.debt"))?);
    let costs = if sale_costs { value.ratio(1, 10, Round::Up)? } else { Pence::ZERO };
    Ok(value.less(costs)?.less(debt)?.or_zero())
}

/// Why a kind of capital does not count, with the law; nothing when it counts.
fn left_out(item: &CapitalItem) -> Option<(&'static str, &'static str)> {
    use CapitalKind as K;
    let within = |weeks: u32| item.weeks_held.is_none_or(|held| held < weeks);
    Some(match item.kind {
        K::PersonalPossessions => ("Things you own and use do not count.", "SI 2014/2672 Sch 2"),
        K::PersonalInjuryTrust => ("Money for an injury, in a trust, does not count.", "SI 2014/2672 Sch 2"),
        K::CourtFunds => ("Damages that a court looks after do not count.", "SI 2014/2672 Sch 2"),
        K::PersonalInjuryPayment if within(52) => {
            ("A payment for an injury does not count for 52 weeks.", "SI 2014/2672 Sch 2")
        }
        K::LifePolicy => ("The surrender value of a life policy does not count.", "SI 2014/2672 Sch 2"),
        K::PensionPot => {
            ("Money in a pension that you have not drawn does not count as savings.", "SI 2014/2672 Sch 2")
        }
        K::Business => {
            ("Business assets do not count while you take a reasonable time to sell them.", "SI 2014/2672 Sch 2")
        }
        K::BenefitArrears if within(52) => ("Benefits paid late do not count for 52 weeks.", "SI 2014/2672 Sch 2"),
        K::HomeSaleProceeds if within(26) => {
            ("Money from selling a home, kept to buy another, does not count for 26 weeks.", "SI 2014/2672 Sch 2")
        }
        K::FutureInterest => ("What you will only have in the future does not count.", "SI 2014/2672 Sch 2"),
        K::GivenAway => (
            "We have not counted this. The council will ask why you gave it away or spent it. If it decides that a main \
             reason was to pay less for care, it can count it as if you still had it. There is no time limit.",
            "SI 2014/2672 reg 22",
        ),
        K::Trust => ("We cannot work out a trust. Ask the council.", "SI 2014/2672 Sch 2"),
        K::Overseas => ("We cannot work out things you own abroad. Ask the council.", "SI 2014/2672 reg 21"),
        _ => return None,
    })
}

fn name(item: &CapitalItem) -> &str {
    match item.kind {
        _ if !item.label.is_empty() => &item.label,
        CapitalKind::Cash => "Cash",
        CapitalKind::Savings => "Savings",
        CapitalKind::Shares => "Shares",
        CapitalKind::OtherProperty => "Other property",
        CapitalKind::Notional => "What the council counts as if you still had it",
        CapitalKind::GivenAway => "What you gave away",
        CapitalKind::PersonalPossessions => "Personal possessions",
        CapitalKind::PersonalInjuryTrust => "Trust for an injury",
        CapitalKind::CourtFunds => "Damages held by a court",
        CapitalKind::PersonalInjuryPayment => "Payment for an injury",
        CapitalKind::LifePolicy => "Life policy",
        CapitalKind::PensionPot => "Pension not drawn",
        CapitalKind::Business => "Business",
        CapitalKind::BenefitArrears => "Benefits paid late",
        CapitalKind::HomeSaleProceeds => "Money from selling a home",
        CapitalKind::FutureInterest => "Something you will have later",
        CapitalKind::Trust => "Trust",
        CapitalKind::Overseas => "Things you own abroad",
        CapitalKind::Other => "Other savings",
    }
}

/// Why someone who lives in the home protects it (Schedule 2 paragraph 4), unless that is the council's choice.
fn protects(who: OccupierKind) -> Option<(&'static str, &'static str)> {
    const PARTNER: &str = "SI 2014/2672 Sch 2 para 4(1)(a)";
    const FAMILY: &str = "SI 2014/2672 Sch 2 para 4(1)(b)";
    match who {
        OccupierKind::Partner => Some(("Your home does not count while your partner lives there.", PARTNER)),
        OccupierKind::EstrangedLoneParent => {
            Some(("Your home does not count while your former partner lives there as a lone parent.", PARTNER))
        }
        OccupierKind::RelativeSixtyOrOver => {
            Some(("Your home does not count while a relative of 60 or over lives there.", FAMILY))
        }
        OccupierKind::RelativeIncapacitated => {
            Some(("Your home does not count while a relative who is disabled or very ill lives there.", FAMILY))
        }
        OccupierKind::ChildUnderEighteen => {
            Some(("Your home does not count while your child under 18 lives there.", FAMILY))
        }
        OccupierKind::SomeoneElse => None,
    }
}

/// Why the home does not count, with the law; nothing when it counts.
fn home_left_out(context: &Context<'_>, home: &Home) -> Option<(&'static str, &'static str)> {
    let setting = context.case.setting;
    if !setting.in_care_home() {
        return home
            .main_home
            .then_some(("Your home does not count while you have care there.", "SI 2014/2672 Sch 2 para 6"));
    }
    if matches!(setting, Setting::ShortStay | Setting::TemporaryStay) {
        return home
            .going_back
            .then_some(("Your home does not count while you mean to go back.", "SI 2014/2672 Sch 2 para 1"));
    }
    if let Some(protected) = home.occupiers.iter().filter(|o| o.since_before).find_map(|o| protects(o.who)) {
        return Some(protected);
    }
    if home.council_leaves_out {
        let law = "SI 2014/2672 Sch 2 paras 4(2), 4(4) and 24";
        return Some(("The council has chosen not to count your home.", law));
    }
    if context.moment.week + u32::from(context.case.stay.disregard_weeks_used) <= 12 {
        let why = "Your home does not count in the first 12 weeks after you move into a care home for good.";
        return Some((why, "SI 2014/2672 Sch 2 para 2"));
    }
    let since = home.protector_left_weeks.map(|w| w.saturating_add(context.moment.week - start_week(context)));
    if since.is_some_and(|weeks| weeks < 12) {
        let why = "Your home does not count for 12 weeks after the person it was kept for died or moved into care.";
        return Some((why, "SI 2014/2672 Sch 2 para 4(3)"));
    }
    None
}

/// Whether the home counts at the moment of the context.
pub fn home_counts(context: &Context<'_>) -> bool {
    context.case.home.as_ref().is_some_and(|home| home_left_out(context, home).is_none())
}

fn start_week(context: &Context<'_>) -> u32 {
    context.case.stay.week.unwrap_or(1).max(1).min(context.moment.week)
}

/// The person's share of the home after costs and debts, whether or not it counts.
pub fn home_value(home: &Home) -> Result<Pence> {
    share_of(
        net(home.value, home.debt, home.sale_costs != Some(false), "home")?,
        home.owners,
        home.share,
        Round::Down,
        "home",
    )
}

/// The person's share of the home's full market value, before costs and debts.
pub fn home_share(home: &Home) -> Result<Pence> {
    share_of(home.value.in_bounds("home.value")?, home.owners, home.share, Round::Down, "home")
}

/// The person's share of what is owed on the home.
pub fn home_debt(home: &Home) -> Result<Pence> {
    share_of(home.debt.in_bounds("home.debt")?, home.owners, home.share, Round::Up, "home")
}

/// The value that counts of each savings item, in the order of the case.
pub fn counted_items(context: &Context<'_>) -> Result<Vec<Pence>> {
    let mut counted = Vec::with_capacity(context.case.capital.len());
    for (i, item) in context.case.capital.iter().enumerate() {
        let field = format!("capital[{i}]");
        let costs = item.sale_costs.unwrap_or(item.kind == CapitalKind::OtherProperty);
        let share = share_of(net(item.value, item.debt, costs, &field)?, item.owners, item.share, Round::Down, &field)?;
        counted.push(if left_out(item).is_some() { Pence::ZERO } else { share });
    }
    Ok(counted)
}

/// Nothing but the shares of others comes off the value.
fn share_only(item: &CapitalItem) -> bool {
    item.debt == Pence::ZERO && !item.sale_costs.unwrap_or(item.kind == CapitalKind::OtherProperty)
}

/// Adds up capital at a moment.
pub fn count(context: &Context<'_>, working: &mut Working) -> Result<Capital> {
    let mut all = Capital::default();
    for (item, value) in context.case.capital.iter().zip(counted_items(context)?) {
        let (name, whole) = (name(item), item.value);
        if let Some((why, law)) = left_out(item) {
            if matches!(item.kind, CapitalKind::GivenAway | CapitalKind::Trust | CapitalKind::Overseas) {
                working.leave_out(&format!("{name}: {whole}. {why}"));
            }
            working.sum(Section::Capital, &format!("{name} (does not count)"), Pence::ZERO, why, law);
        } else if value < whole {
            let shared = item.owners.is_some_and(|n| n > 1) || item.share.is_some();
            let why = match (shared, share_only(item)) {
                (true, true) => "We count your share.",
                (true, false) => "We count your share, after debts and the cost of selling.",
                _ => "We take off debts and 10% for the cost of selling.",
            };
            let in_all = if shared { " in all" } else { "" };
            let why = format!("It is worth {whole}{in_all}. {why}");
            working.sum(Section::Capital, name, value, &why, "SI 2014/2672 regs 20 and 24");
        } else {
            working.sum(Section::Capital, name, value, "This counts in full.", "SI 2014/2672 reg 18");
        }
        all.savings = all.savings.plus(value)?;
    }
    if let Some(now) = context.moment.savings {
        all.savings = now;
    }
    if let Some(home) = &context.case.home {
        all.home_if_counted = home_value(home)?;
        if let Some((why, law)) = home_left_out(context, home) {
            working.sum(Section::Capital, "Your home (does not count)", Pence::ZERO, why, law);
        } else {
            all.home = all.home_if_counted;
            let why = "Nobody lives there whose home the law protects. We count your share, after debts and 10% for \
                       the cost of selling.";
            working.sum(Section::Capital, "Your home", all.home, why, "SI 2014/2672 regs 18, 20 and 24");
        }
    }
    all.total = all.savings.plus(all.home)?;
    let (upper, lower) =
        (context.sheet.need(RateId::UpperCapitalLimit)?, context.sheet.need(RateId::LowerCapitalLimit)?);
    all.above_upper = all.total > upper.value;
    let why = if all.above_upper {
        format!("This is more than {}, so the council does not help with the cost yet.", upper.value)
    } else if all.total > lower.value {
        let (lower, upper) = (lower.value, upper.value);
        format!("This is between {lower} and {upper}, so the council helps, and counts a little income from it.")
    } else {
        format!("This is not more than {}, so only your income counts.", lower.value)
    };
    let label = "Savings and property that count";
    working.sum(Section::Capital, label, all.total, &why, "SI 2014/2672 reg 12").using(&upper).using(&lower);
    if !all.above_upper {
        let step = context.sheet.need(RateId::TariffStep)?;
        all.tariff = tariff_income(all.total, lower.value, step.value)?;
    }
    Ok(all)
}
