//! What must hold for every household, and no panic for any input at all.

use std::path::Path;

use fingerpost_estimator::capital_kind::{CapitalItem, CapitalKind, Home, Occupier, OccupierKind};
use fingerpost_estimator::care::{Care, CareKind, CareLine, Offer, TopUp};
use fingerpost_estimator::case::{Age, Expense, Household, HousingCost, PaidBy, Partner};
use fingerpost_estimator::income_kind::{IncomeItem, IncomeKind};
use fingerpost_estimator::money::{Percent, Period, Quantity, Rounding, WeekBasis};
use fingerpost_estimator::policy::{
    Compounding, InterestMethod, NightElement, Overrides, PercentOrder, SavingsDisregard, StandardExpenses,
};
use fingerpost_estimator::{Case, Pence, Policy, Rates, Setting, estimate, forecast};
use proptest::prelude::*;
use proptest::sample::select;

const PERIODS: [Period; 7] =
    [Period::Day, Period::Week, Period::Fortnight, Period::FourWeeks, Period::Month, Period::Quarter, Period::Year];

fn rates() -> Rates {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/charging/rates/2024-25.yaml");
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn setting() -> impl Strategy<Value = Setting> {
    use Setting as S;
    select(vec![S::Home, S::SupportedLiving, S::ExtraCare, S::ShortStay, S::TemporaryStay, S::CareHome, S::NursingHome])
}

fn capital_kind() -> impl Strategy<Value = CapitalKind> {
    use CapitalKind as K;
    select(vec![K::Cash, K::Savings, K::Shares, K::OtherProperty, K::Notional, K::GivenAway, K::LifePolicy, K::Trust])
}

/// Household amounts: pennies, everyday sums, and sums near the limits.
fn money(most: i64) -> impl Strategy<Value = Pence> {
    prop_oneof![1 => 0..10_i64, 8 => 0..=most, 1 => (most - 10)..=most].prop_map(Pence)
}

fn income_item(amount: impl Strategy<Value = Pence>) -> impl Strategy<Value = IncomeItem> {
    (select(IncomeKind::ALL), amount, select(&PERIODS[..]), prop::option::weighted(0.2, 1..4_u8)).prop_map(
        |(kind, amount, per, owners)| IncomeItem {
            kind,
            amount,
            per,
            label: String::new(),
            owners,
            council_leaves_out: Pence::ZERO,
        },
    )
}

fn capital_item(value: impl Strategy<Value = Pence>) -> impl Strategy<Value = CapitalItem> {
    (capital_kind(), value, prop::option::weighted(0.3, 1..5_u8), any::<Option<bool>>(), 0..1_000_000_i64).prop_map(
        |(kind, value, owners, sale_costs, debt)| CapitalItem {
            kind,
            value,
            label: String::new(),
            owners,
            share: None,
            sale_costs,
            debt: Pence(debt),
            weeks_held: None,
        },
    )
}

fn expense() -> impl Strategy<Value = Expense> {
    (money(20_000), select(&PERIODS[..])).prop_map(|(amount, per)| Expense { label: "cost".into(), amount, per })
}

fn home(value: impl Strategy<Value = Pence>) -> impl Strategy<Value = Home> {
    use OccupierKind as O;
    let who = select(vec![O::Partner, O::RelativeSixtyOrOver, O::ChildUnderEighteen, O::SomeoneElse]);
    let occupier = (who, any::<bool>()).prop_map(|(who, since_before)| Occupier { who, since_before });
    (value, prop::collection::vec(occupier, 0..2), prop::option::of(1..4_u8), prop::option::of(0..20_u32)).prop_map(
        |(value, occupiers, owners, protector_left_weeks)| Home {
            value,
            owners,
            share: None,
            debt: Pence::ZERO,
            sale_costs: None,
            occupiers,
            protector_left_weeks,
            going_back: true,
            main_home: true,
            council_leaves_out: false,
        },
    )
}

/// What councils set. No minimum charge: not collecting a small charge is a step by design (see `rules.rs`).
fn overrides() -> impl Strategy<Value = Overrides> {
    (
        (0..=100_i64, select(vec![PercentOrder::PercentThenCap, PercentOrder::CapThenPercent])),
        select(vec![NightElement::Counted, NightElement::Ignored, NightElement::IgnoredWithoutNightCare]),
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        select(vec![
            SavingsDisregard::AsWritten,
            SavingsDisregard::OnReceipt,
            SavingsDisregard::PensionAgeBeforeApril2016,
        ]),
        select(vec![Rounding::AdultsFavour, Rounding::Nearest]),
        select(vec![WeekBasis::Weeks52, WeekBasis::Days365, WeekBasis::Days36525]),
        (prop::option::of(money(5_000)), select(vec![StandardExpenses::Higher, StandardExpenses::Sum])),
        prop::option::of(money(30_000)),
        (
            select(vec![Compounding::Daily, Compounding::Monthly, Compounding::Quarterly, Compounding::Never]),
            select(vec![InterestMethod::Daily365, InterestMethod::MonthlyTwelfths]),
        ),
    )
        .prop_map(
            |((percent, order), night, (a, b, c, d), savings, rounding, weeks, (dre, rule), most, (comp, how))| {
                Overrides {
                    percent_of_disposable_income: Some(Percent(percent * 100)),
                    percent_order: Some(order),
                    night_element: Some(night),
                    short_stay_as_home: Some(a),
                    premiums_at_pension_age: Some(b),
                    half_pension_at_home: Some(c),
                    dre_without_disability_benefit: Some(d),
                    savings_disregard: Some(savings),
                    rounding: Some(rounding),
                    week_basis: Some(weeks),
                    standard_dre: dre,
                    standard_dre_rule: Some(rule),
                    maximum_charge: most,
                    deferred_interest: Some(Percent(405)),
                    deferred_compounding: Some(comp),
                    deferred_interest_method: Some(how),
                    ..Overrides::default()
                }
            },
        )
}

/// A household that the form allows.
fn household() -> impl Strategy<Value = Case> {
    let items = || prop::collection::vec(income_item(money(60_000)), 0..5);
    (
        (setting(), 18..100_u8, select(vec![Household::Single, Household::LoneParent, Household::Couple]), 0..4_u8),
        (prop::collection::vec(capital_item(money(4_000_000)), 0..4), prop::option::of(home(money(40_000_000)))),
        (items(), prop::option::of((18..100_u8, items()))),
        (prop::collection::vec(expense(), 0..3), prop::collection::vec(expense(), 0..3)),
        (prop::option::of(money(200_000)), prop::option::of(money(200_000)), prop::option::of(1..30_u32)),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        overrides(),
    )
        .prop_map(
            |(
                (setting, years, household, children),
                (capital, home),
                (income, partner),
                (dre, rent),
                care,
                flags,
                policy,
            )| {
                let (price, budget, week) = care;
                let mut case = Case { setting, capital, home, income, policy, ..Case::default() };
                case.year = Some("2024-25".parse().unwrap());
                case.person.age.years = Some(years);
                case.person.household = household;
                case.person.children = children;
                (case.person.married, case.person.pays_half_pension_to_spouse, case.deferred.wanted) = flags;
                case.partner = partner.map(|(years, income)| Partner {
                    age: Age { years: Some(years), ..Age::default() },
                    income: Some(income),
                    ..Partner::default()
                });
                case.allowances.disability_expenses = dre;
                case.allowances.housing = rent
                    .into_iter()
                    .map(|e| HousingCost {
                        label: e.label,
                        amount: e.amount,
                        met_by_benefit: Pence(100),
                        per: e.per,
                        paid_by: PaidBy::Both,
                    })
                    .collect();
                case.care.lines = price.map(line).into_iter().collect();
                case.care.personal_budget = budget;
                case.stay.week = week;
                case.outlook.weeks = Some(160);
                case
            },
        )
}

fn line(price: Pence) -> CareLine {
    CareLine {
        label: String::new(),
        kind: CareKind::HomeCare,
        price: Some(price),
        per: Period::Week,
        quantity: None,
        weeks_a_year: None,
        week: None,
    }
}

/// Anything at all in the fields that hold numbers.
fn anything() -> impl Strategy<Value = Case> {
    let wild = || prop_oneof![any::<i64>(), Just(i64::MAX), Just(i64::MIN), 0..1_000_000_i64].prop_map(Pence);
    let items = move || prop::collection::vec(income_item(wild()), 0..3);
    (
        household(),
        (prop::collection::vec(capital_item(wild()), 0..3), prop::option::of(home(wild())), items(), items()),
        (wild(), wild(), wild(), any::<i64>(), any::<i64>(), wild()),
        (any::<u8>(), any::<u8>(), any::<Option<u32>>(), any::<Option<u32>>(), any::<u8>(), any::<Option<u8>>()),
        any::<bool>(),
    )
        .prop_map(|(mut case, (capital, home, income, theirs), (a, b, c, quantity, percent, d), ints, tame)| {
            let (children, used, week, weeks, owners, weeks_a_year) = ints;
            if tame {
                // Keep the amounts of the household, so that the wild rest is reached.
                case.stay.disregard_weeks_used = used;
                case.outlook.weeks = weeks;
                case.outlook.price_rise = Some(Percent(percent.rem_euclid(10_001)));
                case.outlook.income_rise = Some(Percent(quantity.rem_euclid(10_001)));
                return case;
            }
            case.capital = capital;
            case.home = home;
            case.income = income;
            case.partner = Some(Partner { income: Some(theirs), ..Partner::default() });
            case.person.children = children;
            case.stay.week = week;
            case.stay.disregard_weeks_used = used;
            case.outlook.weeks = weeks.map(|w| w % 3_000);
            case.outlook.price_rise = Some(Percent(percent));
            case.outlook.spending = Some(d);
            case.deferred.interest = Some(Percent(percent));
            case.deferred.keep = Some(c);
            case.deferred.top_up = b;
            case.care = Care {
                lines: vec![CareLine { quantity: Some(Quantity(quantity)), weeks_a_year, ..line(a) }],
                personal_budget: Some(b),
                offers: vec![Offer { weekly: c, available: true }],
                price_includes_nursing: true,
                top_up_by: TopUp::Person,
                ..Care::default()
            };
            if let Some(item) = case.capital.first_mut() {
                item.owners = Some(owners);
                item.share = Some(Percent(percent));
            }
            case.policy.night_amount = Some(a);
            case.policy.minimum_charge = Some(b);
            case.policy.mig_uplift = Some(c);
            case.policy.percent_of_disposable_income = Some(Percent(percent));
            case.policy.deferred_setup_fee = Some(d);
            case
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_left_with_less_than_the_law_protects(case in household()) {
        let found = estimate(&case, &rates(), &Policy::default()).unwrap();
        for phase in found.phases() {
            let now = &phase.assessment;
            if now.pays_in_full || now.free { continue }
            let counts = now.counted_income.plus(now.tariff_income).unwrap();
            let left = counts.less(now.contribution.unwrap()).unwrap();
            prop_assert!(left >= counts.min(now.kept), "left {left} of {counts}, keeps {}", now.kept);
            prop_assert!(now.kept >= now.guaranteed && now.guaranteed > Pence::ZERO);
        }
    }

    #[test]
    fn nobody_pays_more_than_the_cost_or_less_than_nothing(case in household()) {
        let found = estimate(&case, &rates(), &Policy::default()).unwrap();
        for phase in found.phases() {
            let now = &phase.assessment;
            let Some(pays) = now.contribution else { prop_assert!(now.pays_in_full); continue };
            prop_assert!(pays >= Pence::ZERO);
            if now.pays_in_full {
                prop_assert_eq!(Some(pays), now.price);
            } else if let Some(budget) = now.budget {
                prop_assert!(pays <= budget);
                prop_assert_eq!(pays.plus(now.council_pays.unwrap()).unwrap(), budget);
            }
        }
    }

    #[test]
    fn one_more_penny_of_income_never_leaves_less(case in household(), which in any::<prop::sample::Index>()) {
        prop_assume!(!case.income.is_empty());
        let mut more = case.clone();
        let item = which.get(&case.income).clone();
        let place = case.income.iter().position(|i| *i == item).unwrap();
        more.income[place].amount = more.income[place].amount.plus(Pence(1)).unwrap();
        let (rates, policy) = (rates(), Policy::default());
        let before = estimate(&case, &rates, &policy).unwrap().now.assessment;
        let after = estimate(&more, &rates, &policy).unwrap().now.assessment;
        prop_assert!(
            after.left_to_live_on >= before.left_to_live_on,
            "{:?} then {:?} with a penny more of {:?}", before.left_to_live_on, after.left_to_live_on, item
        );
    }

    #[test]
    fn the_order_of_answers_does_not_matter(case in household()) {
        let mut turned = case.clone();
        turned.capital.reverse();
        turned.income.reverse();
        turned.allowances.housing.reverse();
        turned.allowances.disability_expenses.reverse();
        if let Some(items) = turned.partner.as_mut().and_then(|p| p.income.as_mut()) { items.reverse() }
        let (rates, policy) = (rates(), Policy::default());
        let (one, other) = (estimate(&case, &rates, &policy).unwrap(), estimate(&turned, &rates, &policy).unwrap());
        for (a, b) in one.phases().zip(other.phases()) {
            let (a, b) = (&a.assessment, &b.assessment);
            prop_assert_eq!(a.contribution, b.contribution);
            prop_assert_eq!(a.counted_income, b.counted_income);
            prop_assert_eq!((a.capital, a.kept, a.left_to_live_on), (b.capital, b.kept, b.left_to_live_on));
        }
        let (one, other) = (forecast(&case, &rates, &policy), forecast(&turned, &rates, &policy));
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert_eq!(one.weeks, other.weeks);
            prop_assert_eq!(one.to_spend, other.to_spend);
        }
    }

    #[test]
    fn savings_never_rise_in_a_run_down_and_help_never_comes_early(case in household()) {
        let Ok(ahead) = forecast(&case, &rates(), &Policy::default()) else { return Ok(()) };
        for pair in ahead.weeks.windows(2) {
            prop_assert!(pair[1].savings <= pair[0].savings);
        }
        for week in &ahead.weeks {
            prop_assert!(week.savings <= Pence::pounds(23_250) || week.council_pays == Pence::ZERO);
            prop_assert!(week.pays >= Pence::ZERO && week.from_savings >= Pence::ZERO);
        }
    }

    #[test]
    fn no_input_brings_it_down(case in anything()) {
        let (rates, policy) = (rates(), Policy::default());
        let said = |error: fingerpost_estimator::Error| assert!(!error.message.is_empty());
        estimate(&case, &rates, &policy).map_or_else(said, |found| assert!(!found.now.assessment.working.steps.is_empty()));
        forecast(&case, &rates, &policy).map_or_else(said, |_| ());
    }

    #[test]
    fn no_text_brings_down_the_reading_of_numbers(text in "\\PC{0,30}") {
        let _ = text.parse::<Pence>();
        let _ = text.parse::<Quantity>();
        let _ = text.parse::<Percent>();
        let _ = text.parse::<fingerpost_estimator::Day>();
        let _ = text.parse::<fingerpost_estimator::TaxYear>();
    }

    #[test]
    fn money_reads_back_as_written(pence in -100_000_000_000..=100_000_000_000_i64) {
        let amount = Pence(pence);
        prop_assert_eq!(amount.to_string().replace("-£", "-").parse::<Pence>().unwrap(), amount);
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Pence>(&json).unwrap(), amount);
    }
}
