//! Answers to a case. Only what was asked counts: an answer to a question that no longer applies is kept, and left out.

use super::answers::Answers;
use super::ask_care::{HOME_PRICE, VISITS_COST};
use super::ask_money::{DLA_LOWEST, OTHER_INCOME, OTHER_PENSIONS, STATE_PENSION};
use super::ask_you::PARTNER_INCOME;
use super::question::Then;
use super::{Field, Part, Seen, path};
use crate::capital_kind::{CapitalItem, CapitalKind, Home, Occupier, OccupierKind};
use crate::care::{CareKind, CareLine, TopUp};
use crate::case::{Case, Expense, Household, HousingCost, PaidBy, Partner, Setting};
use crate::income_kind::{IncomeItem, IncomeKind};
use crate::money::{Pence, Period};
use crate::rates::RateId;

/// The settings that a reader looks at, the first of them first of all: two, while they are not sure or want to compare.
pub fn settings(answers: &Answers) -> &'static [Setting] {
    use Setting::{CareHome, ExtraCare, Home, NursingHome, ShortStay, SupportedLiving, TemporaryStay};
    if answers.get("compare") == "yes" {
        return match answers.get("setting") {
            "home" | "unsure" => &[Home, CareHome],
            "supported_living" => &[SupportedLiving, CareHome],
            "extra_care" => &[ExtraCare, CareHome],
            "short_stay" => &[ShortStay, Home],
            "temporary_stay" => &[TemporaryStay, Home],
            "care_home" => &[CareHome, Home],
            "nursing_home" => &[NursingHome, Home],
            _ => &[],
        };
    }
    match answers.get("setting") {
        "home" => &[Home],
        "supported_living" => &[SupportedLiving],
        "extra_care" => &[ExtraCare],
        "short_stay" => &[ShortStay],
        "temporary_stay" => &[TemporaryStay],
        "care_home" => &[CareHome],
        "nursing_home" => &[NursingHome],
        "unsure" => &[Home, CareHome],
        _ => &[],
    }
}

/// The case that the answers make, in one of the settings.
pub fn case_of(seen: &Seen<'_>, setting: Setting) -> Case {
    let asked: Vec<&str> = path(*seen).map(|question| question.id).collect();
    let was = |id: &str| asked.contains(&id);
    let a = seen.answers;
    let mut case = Case { on: Some(seen.today), setting, ..Case::default() };
    case.free.continuing_healthcare = a.ticked("free", "nhs");
    case.free.section_117 = a.ticked("free", "section_117");
    case.free.variant_cjd = a.ticked("free", "cjd");
    if seen.free() {
        return case;
    }
    person(seen, &was, &mut case);
    care(seen, &mut case);
    capital(seen, &was, &mut case);
    income(seen, &was, &mut case);
    costs(seen, &was, &mut case);
    if was("stay") && seen.is("stay", "yes") {
        case.stay.week = a.number("stay_weeks").map(|weeks| weeks + 1);
    }
    if was("loan") && a.get("loan").starts_with("yes") {
        case.deferred.wanted = true;
        case.deferred.keep = a.money("loan_keep");
        case.deferred.interest = a.percent("loan_interest").filter(|_| seen.is("loan", "yes_interest"));
    }
    case
}

fn person(seen: &Seen<'_>, was: &impl Fn(&str) -> bool, case: &mut Case) {
    let a = seen.answers;
    let person = &mut case.person;
    person.age.years = a.number("age").and_then(|years| u8::try_from(years).ok());
    if was("pension_age") {
        person.age.pension_age = yes_no(a.get("pension_age"));
    }
    person.married = seen.is("household", "married");
    person.household = match a.get("household") {
        "married" | "partners" => Household::Couple,
        "lone_parent" => Household::LoneParent,
        _ => Household::Single,
    };
    if was("children") {
        person.children = a.number("children").and_then(|n| u8::try_from(n).ok()).unwrap_or_default();
    }
    person.premiums.carer = (was("carer") && seen.is("carer", "yes")).then_some(true);
    person.pays_half_pension_to_spouse = was("half_pension") && seen.is("half_pension", "yes");
    if seen.couple() {
        let mut partner = Partner::default();
        if was("partner_age") {
            partner.age.pension_age = yes_no(a.get("partner_age"));
        }
        if was("partner_income") {
            let all = |(amount, per)| vec![IncomeItem { per, ..IncomeItem::week(IncomeKind::Other, amount) }];
            partner.income = PARTNER_INCOME.paid(a).map(all);
        }
        case.partner = Some(partner);
    }
}

fn yes_no(answer: &str) -> Option<bool> {
    match answer {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn line(label: &str, kind: CareKind, price: Option<Pence>) -> CareLine {
    let label = label.to_owned();
    CareLine { label, kind, price, per: Period::Week, quantity: None, weeks_a_year: None, week: None }
}

/// A line with the price that a field holds.
fn priced(label: &str, kind: CareKind, field: &Field, seen: &Seen<'_>) -> CareLine {
    let (price, per) = field.paid(seen.answers).unzip();
    CareLine { per: per.unwrap_or_default(), ..line(label, kind, price) }
}

fn care(seen: &Seen<'_>, case: &mut Case) {
    let a = seen.answers;
    if a.ticked("free", "reablement") {
        let free = line("", CareKind::Reablement, Some(Pence::ZERO));
        case.care.lines.push(CareLine { week: Some(1), ..free });
    }
    if !case.setting.in_care_home() {
        case.care.night_care = seen.is("night", "yes");
        match a.get("visits") {
            "hours" | "hours_price" => {
                let price = a.money(if seen.is("visits", "hours") { "hour_price" } else { "hour_price_own" });
                let visits = line("Home care", CareKind::HomeCare, price);
                case.care.lines.push(CareLine { quantity: a.hours("hours"), ..visits });
            }
            "cost" => case.care.lines.push(priced("Care at home", CareKind::Other, &VISITS_COST, seen)),
            _ => {}
        }
        return;
    }
    if seen.is("price", "known") {
        case.care.lines.push(priced("Care home", CareKind::CareHome, &HOME_PRICE, seen));
        case.care.price_includes_nursing = case.setting == Setting::NursingHome && seen.is("nhs_in_price", "yes");
        if seen.full() && seen.is("budget", "yes") {
            case.care.personal_budget = a.money("budget_amount");
            case.care.top_up_by = match a.get("top_up") {
                "family" => TopUp::ThirdParty,
                "me" => TopUp::Person,
                _ => TopUp::Nobody,
            };
        }
    }
}

fn item(kind: CapitalKind, value: Pence) -> CapitalItem {
    CapitalItem {
        kind,
        value,
        label: String::new(),
        owners: None,
        share: None,
        sale_costs: None,
        debt: Pence::ZERO,
        weeks_held: None,
    }
}

fn owners(count: Option<u32>) -> Option<u8> {
    count.and_then(|count| u8::try_from(count).ok())
}

fn capital(seen: &Seen<'_>, was: &impl Fn(&str) -> bool, case: &mut Case) {
    let a = seen.answers;
    if let Some(savings) = a.money("savings") {
        case.capital.push(item(CapitalKind::Savings, savings));
    }
    if let Some(joint) = a.money("joint_savings").filter(|joint| *joint > Pence::ZERO && seen.couple()) {
        let shared = item(CapitalKind::Savings, joint);
        case.capital.push(CapitalItem { owners: Some(2), label: "Savings you share".into(), ..shared });
    }
    if was("assets") {
        let kinds = [
            ("other_property", CapitalKind::OtherProperty),
            ("life_policy", CapitalKind::LifePolicy),
            ("pension_pot", CapitalKind::PensionPot),
            ("personal_injury_trust", CapitalKind::PersonalInjuryTrust),
            ("home_sale_proceeds", CapitalKind::HomeSaleProceeds),
            ("business", CapitalKind::Business),
            ("trust", CapitalKind::Trust),
            ("overseas", CapitalKind::Overseas),
        ];
        for (code, kind) in kinds.into_iter().filter(|(code, _)| a.ticked("assets", code)) {
            let field = format!("worth.{code}");
            let mut held = item(kind, a.money(&field).unwrap_or_default());
            held.debt = a.money(&format!("{field}.owed")).unwrap_or_default();
            held.owners = owners(a.number(&format!("{field}.owners")));
            case.capital.push(held);
        }
    }
    if was("given_away") && seen.is("given_away", "yes") {
        case.capital.push(item(CapitalKind::GivenAway, a.money("worth.given_away").unwrap_or_default()));
    }
    if was("home") && seen.owner() {
        let occupier = |who, since_before| vec![Occupier { who, since_before }];
        let since = !seen.is("occupier_since", "no");
        let occupiers = match a.get("occupier") {
            _ if !was("occupier") => Vec::new(),
            "partner" | "former" => occupier(OccupierKind::Partner, since),
            "relative_60" => occupier(OccupierKind::RelativeSixtyOrOver, since),
            "relative_disabled" => occupier(OccupierKind::RelativeIncapacitated, since),
            "child" => occupier(OccupierKind::ChildUnderEighteen, since),
            "other" => occupier(OccupierKind::SomeoneElse, true),
            _ => Vec::new(),
        };
        case.home = Some(Home {
            value: a.money("home_value").unwrap_or_default(),
            owners: match a.get("home") {
                "partner" => Some(2),
                "others" => owners(a.number("home_owners")),
                _ => None,
            },
            share: None,
            debt: a.money("home_owed").unwrap_or_default(),
            sale_costs: None,
            occupiers,
            protector_left_weeks: None,
            going_back: !(was("going_back") && seen.is("going_back", "no")),
            main_home: true,
            council_leaves_out: false,
        });
    }
}

/// What was typed for a choice that asks how much, and how often.
fn paid(a: &Answers, group: &str, code: &str, usual: Period) -> Option<(Pence, Period)> {
    let field = [group, ".", code].concat();
    Some((a.money(&field)?, a.per(&field, usual)))
}

fn income(seen: &Seen<'_>, was: &impl Fn(&str) -> bool, case: &mut Case) {
    let a = seen.answers;
    let mut add = |kind, paid: Option<(Pence, Period)>| {
        if let Some((amount, per)) = paid.filter(|(amount, _)| *amount > Pence::ZERO) {
            case.income.push(IncomeItem { per, ..IncomeItem::week(kind, amount) });
        }
    };
    if was("income") {
        add(IncomeKind::StatePension, STATE_PENSION.paid(a));
        add(IncomeKind::OccupationalPension, OTHER_PENSIONS.paid(a));
        add(IncomeKind::Other, OTHER_INCOME.paid(a));
    }
    for part in path(*seen).flat_map(|question| question.parts) {
        let Part::Tick { id, choices } = part else { continue };
        for choice in choices.iter().filter(|choice| a.ticked(id, choice.code)) {
            if let Then::Income(kind, usual) = choice.then {
                add(kind, paid(a, "income", choice.code, usual));
            }
        }
    }
    let benefit = match a.get("disability") {
        "attendance_allowance_lower" => Some(IncomeKind::AttendanceLower),
        "attendance_allowance_higher" => Some(IncomeKind::AttendanceHigher),
        "pip_daily_living_standard" => Some(IncomeKind::PipDailyStandard),
        "pip_daily_living_enhanced" => Some(IncomeKind::PipDailyEnhanced),
        "dla_care_lowest" => Some(IncomeKind::DlaCareLowest),
        "dla_care_middle" => Some(IncomeKind::DlaCareMiddle),
        "dla_care_highest" => Some(IncomeKind::DlaCareHighest),
        _ => None,
    };
    if let Some(kind) = benefit.filter(|_| was("disability")) {
        if kind == IncomeKind::DlaCareLowest {
            add(kind, DLA_LOWEST.paid(a));
        } else {
            let higher = kind.brings_enhanced_premium() || kind == IncomeKind::AttendanceHigher;
            let id = if higher { RateId::DisabilityHigher } else { RateId::DisabilityLower };
            let rate = seen.rates.rows.get(id).map(|row| row.value).unwrap_or_default();
            case.income.push(IncomeItem::week(kind, rate));
        }
    }
}

fn costs(seen: &Seen<'_>, was: &impl Fn(&str) -> bool, case: &mut Case) {
    let a = seen.answers;
    if was("housing") && !case.setting.permanent() {
        let paid_by = match a.get("housing_paid_by") {
            "both" if seen.couple() => PaidBy::Both,
            "partner" if seen.couple() => PaidBy::Partner,
            _ => PaidBy::Person,
        };
        for part in super::question("housing").into_iter().flat_map(|question| question.parts) {
            let Part::Type(field, _) = part else { continue };
            if let Some((amount, per)) = field.paid(a).filter(|(amount, _)| *amount > Pence::ZERO) {
                let label = seen.words.get(field.id, "label").to_owned();
                let met_by_benefit = Pence::ZERO;
                case.allowances.housing.push(HousingCost { label, amount, met_by_benefit, per, paid_by });
            }
        }
    }
    if was("expenses") && !case.setting.in_care_home() {
        let question = super::question("expenses");
        for part in question.into_iter().flat_map(|question| question.parts) {
            let Part::Tick { id, choices } = part else { continue };
            for choice in choices.iter().filter(|choice| a.ticked(id, choice.code)) {
                if let Then::Amount(group, usual) = choice.then {
                    let (amount, per) = paid(a, group, choice.code, usual).unwrap_or_default();
                    let label = seen.words.choice(id, choice.code, "label").to_owned();
                    case.allowances.disability_expenses.push(Expense { label, amount, per });
                }
            }
        }
    }
}
