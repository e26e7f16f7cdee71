//! The rules one by one, against sums done by hand with the rates of 2024-25.

use std::path::Path;

use fingerpost_estimator::capital::tariff_income;
use fingerpost_estimator::estimate::LookAt;
use fingerpost_estimator::forecast::{EventKind, Paying};
use fingerpost_estimator::letter::{compare, letter, work_out};
use fingerpost_estimator::year::pension_age_day;
use fingerpost_estimator::{Assessment, Case, ErrorKind, Estimate, Forecast, Pence, Policy, Rates, estimate, forecast};

fn rates(year: &str) -> Rates {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/charging/rates/{year}.yaml"));
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn case(yaml: &str) -> Case {
    let mut case: Case = serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("{e}\n{yaml}"));
    case.year = case.year.or_else(|| Some("2024-25".parse().unwrap()));
    case
}

fn found(yaml: &str) -> Estimate {
    estimate(&case(yaml), &rates("2024-25"), &Policy::default()).unwrap_or_else(|e| panic!("{e}\n{yaml}"))
}

fn now(yaml: &str) -> Assessment {
    found(yaml).now.assessment
}

fn ahead(yaml: &str) -> Forecast {
    forecast(&case(yaml), &rates("2024-25"), &Policy::default()).unwrap_or_else(|e| panic!("{e}\n{yaml}"))
}

fn pounds(text: &str) -> Pence {
    text.parse().unwrap()
}

#[track_caller]
fn pays(yaml: &str, expected: &str) {
    assert_eq!(now(yaml).contribution, Some(pounds(expected)), "{yaml}");
}

const LOW: &str = "income: [{kind: state_pension, amount: 200}]";

#[test]
fn the_capital_limits_are_exact() {
    for (savings, in_full, tariff) in [
        ("0", false, 0),
        ("14249.99", false, 0),
        ("14250", false, 0),
        ("14250.01", false, 1),
        ("14500", false, 1),
        ("14500.01", false, 2),
        ("23000", false, 35),
        ("23000.01", false, 36),
        ("23249.99", false, 36),
        ("23250", false, 36),
        ("23250.01", true, 0),
        ("1000000000", true, 0),
    ] {
        for setting in ["home", "short_stay", "temporary_stay", "care_home", "nursing_home"] {
            let yaml = format!(
                "{{setting: {setting}, person: {{age: {{years: 80}}}}, capital: [{{kind: savings, value: {savings}}}], \
                 care: {{lines: [{{price: 900}}]}}, {LOW}}}"
            );
            let now = now(&yaml);
            assert_eq!((now.pays_in_full, now.tariff_income), (in_full, Pence::pounds(tariff)), "{savings} {setting}");
            assert_eq!(now.contribution == Some(Pence::pounds(900)), in_full, "{savings} {setting}");
        }
    }
}

#[test]
fn tariff_income_counts_a_part_of_250_as_a_whole() {
    for slices in 0..36_i64 {
        for (over, more) in [(0, 0), (1, 1), (24_999, 1)] {
            let capital = Pence(1_425_000 + slices * 25_000 + over);
            let expected = Pence::pounds(slices + more);
            assert_eq!(
                tariff_income(capital, Pence::pounds(14_250), Pence::pounds(250)).unwrap(),
                expected,
                "{capital}"
            );
        }
    }
}

#[test]
fn joint_savings_are_split_and_sale_costs_and_debts_come_off() {
    let joint = "{setting: care_home, capital: [{kind: savings, value: 30000.01, owners: 2}]}";
    assert_eq!(now(joint).capital, pounds("15000"));
    // (100,000 - 10% - 20,000) / 2
    let land = "{setting: care_home, capital: [{kind: other_property, value: 100000, debt: 20000, owners: 2}]}";
    assert_eq!(now(land).capital, pounds("35000"));
    let quarter = "{setting: care_home, capital: [{kind: other_property, value: 100000, share: 25}]}";
    assert_eq!(now(quarter).capital, pounds("22500"));
    let given = "{setting: care_home, capital: [{kind: given_away, value: 90000}], income: []}";
    assert_eq!(now(given).capital, Pence::ZERO);
    assert!(now(given).working.left_out.iter().any(|said| said.contains("no time limit")));
    assert!(now("{setting: care_home, capital: [{kind: notional, value: 90000}]}").pays_in_full);
}

#[test]
fn each_ground_that_protects_a_home() {
    let with = |rest: &str, setting: &str| {
        now(&format!("{{setting: {setting}, stay: {{week: 13}}, home: {{value: 200000{rest}}}}}")).home
    };
    let counts = pounds("180000");
    assert_eq!(with("", "care_home"), counts);
    for who in
        ["partner", "estranged_lone_parent", "relative_sixty_or_over", "relative_incapacitated", "child_under_eighteen"]
    {
        assert_eq!(with(&format!(", occupiers: [{{who: {who}}}]"), "care_home"), Pence::ZERO, "{who}");
        let late = format!(", occupiers: [{{who: {who}, since_before: false}}]");
        assert_eq!(with(&late, "care_home"), counts, "{who} moved in later: the council may choose");
    }
    assert_eq!(with(", occupiers: [{who: someone_else}]", "care_home"), counts);
    assert_eq!(with(", occupiers: [{who: someone_else}], council_leaves_out: true", "care_home"), Pence::ZERO);
    assert_eq!(with("", "temporary_stay"), Pence::ZERO);
    assert_eq!(with(", going_back: false", "temporary_stay"), counts);
    assert_eq!(with(", protector_left_weeks: 3", "care_home"), Pence::ZERO);
    assert_eq!(with(", protector_left_weeks: 12", "care_home"), counts);
    assert_eq!(with(", owners: 2, debt: 80000", "care_home"), pounds("50000"));
    let at_home = "{setting: home, person: {age: {years: 80}}, home: {value: 200000}}";
    assert_eq!(now(at_home).home, Pence::ZERO);
    let moved = "{setting: extra_care, person: {age: {years: 80}}, home: {value: 200000, main_home: false}}";
    assert_eq!(now(moved).home, counts);
}

#[test]
fn a_stay_goes_through_its_phases() {
    let found = found(
        "{setting: care_home, person: {age: {years: 84}}, capital: [{kind: savings, value: 10000}], \
         home: {value: 200000}, care: {lines: [{price: 1000}]}, \
         income: [{kind: state_pension, amount: 200}, {kind: attendance_allowance_higher, amount: 108.55}]}",
    );
    let phases: Vec<_> = found.phases().map(|p| (p.from_week, p.assessment.contribution.unwrap())).collect();
    // 200 + 108.55 - 30.15; 200 - 30.15; the whole price.
    assert_eq!(phases, [(1, pounds("278.40")), (5, pounds("169.85")), (13, pounds("1000"))]);
    assert_eq!(
        found.later[1].assessment.total_income,
        pounds("308.55"),
        "it starts again when the council stops paying"
    );
    assert!(found.deferred.unwrap().must_offer);
    assert!(found.look_at.contains(&LookAt::DeferredPayment) && found.look_at.contains(&LookAt::FinancialAdvice));
}

#[test]
fn a_temporary_stay_keeps_the_home_going() {
    let stay = "{setting: temporary_stay, person: {age: {years: 84}}, care: {lines: [{price: 1000}]}, \
         home: {value: 200000}, allowances: {housing: [{label: Rent, amount: 40}]}, income: \
         [{kind: state_pension, amount: 200}, {kind: attendance_allowance_higher, amount: 108.55}]";
    pays(&format!("{stay}}}"), "129.85");
    let short = stay.replace("temporary_stay", "short_stay");
    pays(&format!("{short}}}"), "129.85");
    // By the home rules: 308.55 - 228.70 - 40.
    pays(&format!("{short}, policy: {{short_stay_as_home: true}}}}"), "39.85");
}

#[test]
fn the_minimum_income_guarantee_and_its_premiums() {
    let mig = |person: &str, rest: &str| now(&format!("{{setting: home, person: {{{person}}}{rest}}}")).guaranteed;
    assert_eq!(mig("age: {years: 24}", ""), pounds("87.65"));
    assert_eq!(mig("age: {years: 25}", ""), pounds("110.60"));
    assert_eq!(mig("age: {years: 66}", ""), pounds("228.70"));
    assert_eq!(mig("age: {years: 24}, household: lone_parent, children: 2", ""), pounds("313.10"));
    assert_eq!(mig("age: {years: 70}, household: lone_parent", ""), pounds("110.60"));
    assert_eq!(
        mig("age: {years: 70}, household: lone_parent", ", policy: {lone_parent_pension_rate: true}"),
        pounds("228.70")
    );
    assert_eq!(mig("age: {years: 40}, household: couple", ""), pounds("86.85"));
    assert_eq!(mig("age: {years: 60}, household: couple", ", partner: {age: {years: 70}}"), pounds("174.60"));
    let pip = ", income: [{kind: pip_daily_living_enhanced, amount: 108.55}]";
    assert_eq!(mig("age: {years: 40}", pip), pounds("183.25"), "110.60 + 48.80 + 23.85");
    assert_eq!(mig("age: {years: 40}, premiums: {enhanced_disability: false}", pip), pounds("159.40"));
    assert_eq!(mig("age: {years: 70}", pip), pounds("228.70"), "no disability premium at pension age");
    let theirs = ", partner: {age: {years: 40}, income: [{kind: pip_daily_living_standard, amount: 72.65}]}";
    assert_eq!(mig("age: {years: 40}, household: couple", theirs), pounds("121.65"), "86.85 + 34.80");
    let carer = ", income: [{kind: carers_allowance, amount: 81.90}]";
    assert_eq!(mig("age: {years: 70}", carer), pounds("281.05"), "228.70 + 52.35");
    assert_eq!(mig("age: {years: 70}", ", policy: {mig_uplift: 5}"), pounds("233.70"));
}

#[test]
fn money_for_children_says_how_many_they_are() {
    let says = |children: u8| {
        let found = now(&format!("{{person: {{age: {{years: 40}}, household: lone_parent, children: {children}}}}}"));
        let step = found.working.steps.into_iter().find(|step| step.label.starts_with("For your child")).unwrap();
        (step.label, step.why)
    };
    assert_eq!(says(1), ("For your child".into(), "£101.25 for the child you look after.".into()));
    assert_eq!(says(2), ("For your children".into(), "£101.25 for each of the 2 children you look after.".into()));
}

#[test]
fn what_savings_pay_is_not_taken_off_what_is_left_of_the_income() {
    let with = |savings: u32| {
        case(&format!(
            "{{setting: care_home, person: {{age: {{years: 82}}}}, capital: [{{kind: savings, value: {savings}}}],
            care: {{lines: [{{kind: care_home, price: 1000}}]}}, income: [{{kind: other, amount: 200}}]}}"
        ))
    };
    let outcome = |savings| work_out(with(savings), &rates("2024-25"), &Policy::default(), false).unwrap();
    let said = |savings| {
        let outcome = outcome(savings);
        (outcome.estimate.now.assessment.purse(), letter(&outcome).lead.join(" "))
    };
    // 200 of income and 16 of tariff income, less 30.15: 185.85 is paid. The 30.15 is what the law lets them keep.
    let (purse, letter) = said(18_250);
    assert_eq!(purse, Some((pounds("16"), pounds("30.15"))));
    assert!(letter.contains("You would have £30.15 a week of your income left to live on."), "{letter}");
    assert!(letter.contains("Of what you pay, £16 a week comes from savings."), "{letter}");
    let (purse, letter) = said(10_000);
    assert_eq!(purse, Some((Pence::ZERO, pounds("30.15"))));
    assert!(!letter.contains("from savings"), "{letter}");
    // Who pays in full pays from savings what their income does not cover.
    assert_eq!(said(30_000).0, Some((pounds("800"), Pence::ZERO)));
    let table = compare(&outcome(18_250), &outcome(30_000));
    for (label, cells) in [
        ("You pay now, a week", ["£185.85", "£1,000.00"]),
        ("Of that, from savings", ["£16.00", "£800.00"]),
        ("Left of your income, a week", ["£30.15", "£0.00"]),
    ] {
        let row = table.rows.iter().find(|row| row.label == label).unwrap();
        assert_eq!(row.cells, cells, "{label}");
    }
}

#[test]
fn age_is_asked_where_it_decides() {
    let ask = |yaml: &str, year: &str| estimate(&case(yaml), &rates(year), &Policy::default()).unwrap_err();
    let error = ask("{year: 2026-27, person: {age: {years: 66}}}", "2026-27");
    assert_eq!((error.kind, error.field.as_str()), (ErrorKind::Missing, "person.age"));
    assert_eq!(ask("{setting: home}", "2024-25").kind, ErrorKind::Missing);
    assert_eq!(ask("{person: {age: {years: 15}}}", "2024-25").kind, ErrorKind::Conflict);
    for (born, day) in [
        ("1960-04-05", "2026-04-05"),
        ("1960-04-06", "2026-05-06"),
        ("1960-07-31", "2026-11-30"),
        ("1961-03-05", "2028-02-05"),
        ("1961-03-06", "2028-03-06"),
        ("1970-01-01", "2037-01-01"),
    ] {
        assert_eq!(pension_age_day(born.parse().unwrap()).unwrap().to_string(), day, "born {born}");
    }
}

#[test]
fn income_is_counted_by_its_kind() {
    let counted = |setting: &str, items: &str| {
        let yaml = format!("{{setting: {setting}, person: {{age: {{years: 40}}}}, income: [{items}]}}");
        now(&yaml).counted_income
    };
    assert_eq!(counted("home", "{kind: earnings, amount: 900}"), Pence::ZERO);
    assert_eq!(counted("care_home", "{kind: pip_mobility, amount: 75.75}"), Pence::ZERO);
    assert_eq!(counted("home", "{kind: war_widows_pension, amount: 50}"), pounds("40"));
    assert_eq!(counted("home", "{kind: war_widows_pension, amount: 4}"), Pence::ZERO);
    assert_eq!(counted("home", "{kind: interest, amount: 50}"), Pence::ZERO);
    assert_eq!(counted("home", "{kind: other, amount: 100, owners: 3}"), pounds("33.33"));
    // £1,000 a month: 12,000 / 52 = 230.769; half a penny goes the adult's way.
    assert_eq!(counted("home", "{kind: other, amount: 1000, per: month}"), pounds("230.76"));
    assert_eq!(counted("home", "{kind: other, amount: 884.61, per: four_weeks}"), pounds("221.15"));
    assert_eq!(counted("home", "{kind: other, amount: 100, council_leaves_out: 25}"), pounds("75"));
}

#[test]
fn half_a_pension_goes_to_a_spouse_elsewhere() {
    let person = "person: {age: {years: 60}, household: couple, married: true, pays_half_pension_to_spouse: true}";
    let income = "income: [{kind: occupational_pension, amount: 100.01}, {kind: personal_pension, amount: 50}]";
    assert_eq!(now(&format!("{{setting: care_home, {person}, {income}}}")).counted_income, pounds("75.00"));
    assert_eq!(now(&format!("{{setting: home, {person}, {income}}}")).counted_income, pounds("150.01"));
    let unmarried = person.replace("married: true", "married: false");
    assert_eq!(now(&format!("{{setting: care_home, {unmarried}, {income}}}")).counted_income, pounds("150.01"));
}

#[test]
fn the_savings_disregard_in_its_readings() {
    let counted = |income: &str, rest: &str| {
        now(&format!("{{setting: care_home, person: {{age: {{years: 80}}}}, income: [{income}]{rest}}}")).counted_income
    };
    let high = "{kind: state_pension, amount: 250}";
    assert_eq!(counted(high, ""), pounds("243.05"), "flat £6.95 above the guarantee");
    assert_eq!(counted(high, ", policy: {savings_disregard: on_receipt}"), pounds("250"));
    let low = "{kind: state_pension, amount: 200}, {kind: pension_credit_savings, amount: 4}";
    assert_eq!(counted(low, ""), pounds("200"), "all of a small credit");
    let more = "{kind: state_pension, amount: 200}, {kind: pension_credit_savings, amount: 12}";
    assert_eq!(counted(more, ""), pounds("205.05"), "£6.95 of a larger one");
    assert_eq!(counted("{kind: state_pension, amount: 200}", ""), pounds("200"));
}

#[test]
fn disability_expenses_and_the_night() {
    let base = "setting: home, person: {age: {years: 80}}, care: {lines: [{price: 500}]}";
    let aa = "income: [{kind: state_pension, amount: 230}, {kind: attendance_allowance_higher, amount: 100}]";
    let own =
        "allowances: {disability_expenses: [{label: Laundry, amount: 52, per: year}, {label: Heating, amount: 9}]}";
    let with =
        |policy: &str| now(&format!("{{{base}, {aa}, {own}, policy: {{savings_disregard: on_receipt{policy}}}}}"));
    assert_eq!(with("").contribution, Some(pounds("91.30")), "330 - 228.70 - 1 - 9");
    assert_eq!(with(", standard_dre: 17").disability_expenses, pounds("17"));
    assert_eq!(with(", standard_dre: 8").disability_expenses, pounds("10"));
    assert_eq!(with(", standard_dre: 8, standard_dre_rule: sum").disability_expenses, pounds("18"));
    assert_eq!(with(", night_element: ignored").contribution, Some(pounds("55.40")), "35.90 less");
    assert_eq!(with(", night_element: ignored, night_amount: 20").contribution, Some(pounds("71.30")));
    let none = now(&format!("{{{base}, {LOW}, {own}}}"));
    assert_eq!(none.disability_expenses, Pence::ZERO);
    assert!(none.working.left_out.iter().any(|said| said.contains("because of a disability")));
}

#[test]
fn what_the_council_takes_of_what_is_left() {
    let base = "setting: home, person: {age: {years: 40}}, income: [{kind: other, amount: 310.60}]";
    let with = |care: &str, policy: &str, expected: &str| {
        pays(&format!("{{{base}, care: {{lines: [{{price: {care}}}]}}, policy: {{{policy}}}}}"), expected);
    };
    with("500", "", "200");
    with("150", "", "150");
    with("500", "percent_of_disposable_income: 90", "180");
    with("190", "percent_of_disposable_income: 90", "180");
    with("190", "percent_of_disposable_income: 90, percent_order: cap_then_percent", "171");
    with("500", "maximum_charge: 120", "120");
    with("500", "minimum_charge: 250", "0");
    with("500", "minimum_charge: 250, minimum_charge_rule: floor", "200");
    with("3", "minimum_charge: 5, minimum_charge_rule: floor", "3");
}

#[test]
fn couples_are_charged_the_lower_of_two_tests() {
    let base = "setting: home, person: {age: {years: 70}, household: couple}, care: {lines: [{price: 500}]}, \
                income: [{kind: occupational_pension, amount: 300}], policy: {savings_disregard: on_receipt";
    let partner = "partner: {age: {years: 70}, income: [{kind: state_pension, amount: 100}]}";
    // Alone: 300 - 174.60. Together: 400 - 349.20.
    pays(&format!("{{{base}}}}}"), "125.40");
    pays(&format!("{{{base}}}, {partner}}}"), "50.80");
    pays(&format!("{{{base}, couple_joint_test: false}}, {partner}}}"), "125.40");
    let rich = partner.replace("100", "900");
    pays(&format!("{{{base}}}, {rich}}}"), "125.40");
}

#[test]
fn nursing_top_ups_and_offers() {
    let nursing = "{setting: nursing_home, capital: [{kind: savings, value: 50000}], care: {lines: [{price: 1500}]";
    pays(&format!("{nursing}}}}}"), "1500");
    pays(&format!("{nursing}, price_includes_nursing: true}}}}"), "1264.12");
    let dear = now(&format!("{{setting: care_home, care: {{lines: [{{price: 1000}}], personal_budget: 800}}, {LOW}}}"));
    assert_eq!((dear.top_up, dear.contribution.unwrap()), (pounds("200"), pounds("169.85")));
    assert_eq!(dear.council_pays, Some(pounds("630.15")));
    let offers = "offers: [{weekly: 550, available: true}, {weekly: 600, available: true}]";
    let dear = now(&format!("{{setting: care_home, care: {{lines: [{{price: 600}}], {offers}}}}}"));
    assert_eq!((dear.budget, dear.top_up), (Some(pounds("550")), pounds("50")));
}

#[test]
fn what_is_free_comes_first() {
    let rich = "setting: nursing_home, capital: [{kind: savings, value: 900000}], care: {lines: [{price: 1500}]}";
    for free in ["continuing_healthcare: true", "section_117: true", "variant_cjd: true"] {
        pays(&format!("{{{rich}, free: {{{free}}}}}"), "0");
    }
    let reablement = |week: u32| {
        format!(
            "{{capital: [{{kind: savings, value: 90000}}], \
             care: {{lines: [{{kind: reablement, price: 300, week: {week}}}, {{price: 20}}]}}}}"
        )
    };
    pays(&reablement(6), "20");
    pays(&reablement(7), "320");
    let rails = "equipment: [{label: Rail, kind: adaptation, cost: 1000}, {label: Ramp, kind: adaptation, cost: 1000.01}, \
                 {label: Hoist, kind: aid, cost: 3000}]";
    assert_eq!(now(&format!("{{{rich}, free: {{{rails}}}}}")).once, pounds("1000.01"));
    pays("{person: {refuses_figures: true}, care: {lines: [{price: 20, quantity: 7.5}]}}", "150");
}

#[test]
fn savings_run_down_to_the_day_help_starts() {
    let ahead = ahead(
        "{setting: care_home, person: {age: {years: 84}}, on: 2024-04-08, care: {lines: [{price: 1000}]}, \
         capital: [{kind: savings, value: 30000}], income: [{kind: state_pension, amount: 200}, \
         {kind: attendance_allowance_higher, amount: 100}], outlook: {weeks: 1100}}",
    );
    // 700 a week: 6,750 is gone in the tenth week, so help starts in the eleventh, at 23,000.
    let help = ahead.first(EventKind::HelpStarts).unwrap();
    assert_eq!((help.week, help.date.to_string(), help.savings), (11, "2024-06-17".into(), pounds("23000")));
    assert_eq!(ahead.to_spend, pounds("6750"));
    let week = |n: usize| ahead.weeks[n - 1];
    assert_eq!((week(10).paying, week(10).pays), (Paying::InFull, pounds("1000")));
    // 300 - 6.95 savings disregard + 35 - 30.15 with Attendance Allowance; 35 a week still from savings.
    assert_eq!(
        (week(11).paying, week(11).pays, week(11).from_savings),
        (Paying::WithHelp, pounds("297.90"), pounds("35"))
    );
    let stop = ahead.first(EventKind::BenefitsStop).unwrap();
    assert_eq!(stop.week, 15);
    assert_eq!(week(15).pays, pounds("197.90"), "savings of 22,860: still 35 pounds of tariff income");
    assert!(ahead.first(EventKind::TariffEnds).is_some());
}

#[test]
fn joint_savings_run_down_by_both_shares() {
    let ahead = ahead(
        "{setting: care_home, care: {lines: [{price: 500}]}, capital: [{kind: savings, value: 50000, owners: 2}]}",
    );
    let help = ahead.first(EventKind::HelpStarts).unwrap();
    assert_eq!((ahead.to_spend, help.week, help.savings), (pounds("3500"), 8, pounds("23250")));
}

const LOAN: &str = "setting: care_home, stay: {week: 13}, on: 2024-04-08, care: {lines: [{price: 344}]}, \
                    income: [{kind: other, amount: 388}], home: {value: 100000}, outlook: {weeks: 4}, \
                    policy: {deferred_compounding: ";

#[test]
fn a_loan_adds_up() {
    // 388 - 144 = 244 from income; 100 a week lent.
    let plan = |rest: &str| ahead(&format!("{{{LOAN}{rest}}}")).plan.unwrap();
    let free = plan("daily}, deferred: {wanted: true, interest: 0}");
    assert_eq!((free.contribution, free.weekly, free.kept), (pounds("244"), pounds("100"), pounds("144")));
    assert_eq!(free.weeks.iter().map(|w| w.owed).collect::<Vec<_>>(), [1, 2, 3, 4].map(|n| Pence::pounds(n * 100)));
    // 3.65% a year is a penny a day on each £100: 7p, 14p, 21p in the weeks after the first.
    let never = plan("never}, deferred: {wanted: true, interest: 3.65}");
    assert_eq!(never.weeks.iter().map(|w| w.interest).collect::<Vec<_>>(), [0, 7, 21, 42].map(Pence));
    // Monthly twelfths: at 8 May, £400 owed: 3.65% / 12 of it is £1.21.
    let yaml = "monthly, deferred_interest_method: monthly_twelfths}, deferred: {wanted: true, interest: 3.65}";
    let months = ahead(&format!("{{{}{yaml}}}", LOAN.replace("weeks: 4", "weeks: 5"))).plan.unwrap();
    assert_eq!(months.weeks[4].interest, pounds("1.21"));
    let keep = plan("daily}, deferred: {wanted: true, interest: 0, keep: 100}");
    assert_eq!((keep.contribution, keep.weekly), (pounds("288"), pounds("56")));
}

#[test]
fn a_loan_stops_at_the_limit() {
    let long = LOAN.replace("weeks: 4", "weeks: 2600");
    let policy = "daily, deferred_setup_fee: 800, deferred_annual_fee: 100, deferred_review: 70}";
    let plan = ahead(&format!("{{{long}{policy}, deferred: {{wanted: true, interest: 4}}}}")).plan.unwrap();
    assert_eq!(plan.equity_limit, pounds("75750"));
    let last = plan.limit.unwrap();
    assert!(last.owed <= plan.equity_limit && last.owed.plus(plan.weekly).unwrap() > plan.equity_limit);
    assert_eq!(last.owed, last.lent.plus(last.interest).unwrap().plus(last.fees).unwrap());
    assert!(plan.review.unwrap().owed >= pounds("70000"));
    let asked = forecast(
        &case(&format!("{{{LOAN}daily}}, deferred: {{wanted: true}}}}")),
        &rates("2026-27"),
        &Policy::default(),
    );
    assert_eq!(asked.unwrap_err().kind, ErrorKind::Conflict, "never mix years");
}

#[test]
fn a_result_flags_rates_that_are_not_official() {
    let yaml = "{year: 2026-27, person: {age: {years: 80}, household: couple}, care: {lines: [{price: 100}]}}";
    let found = estimate(&case(yaml), &rates("2026-27"), &Policy::default()).unwrap();
    let flagged: Vec<_> = found.flagged().iter().map(|used| used.id.name()).collect();
    assert_eq!(flagged, ["upper_capital_limit", "lower_capital_limit", "mig_couple_pension_age"]);
    let given = yaml.replace("2026-27,", "2026-27, rates: {mig_couple_pension_age: 190},");
    let found = estimate(&case(&given), &rates("2026-27"), &Policy::default()).unwrap();
    assert_eq!(found.flagged().len(), 2, "what the case gives is not flagged");
}

#[test]
fn mistakes_say_where_and_what_to_do() {
    let wrong = |yaml: &str| estimate(&case(yaml), &rates("2024-25"), &Policy::default()).unwrap_err();
    let error = wrong("{setting: care_home, income: [{kind: other, amount: 1}, {kind: other, amount: -5}]}");
    assert_eq!(error.field, "income[1].amount");
    assert!(error.to_string().contains("not less than zero"));
    assert_eq!(wrong("{capital: [{kind: savings, value: 5, owners: 0}]}").field, "capital[0].owners");
    assert_eq!(wrong("{nation: wales}").field, "nation");
    assert_eq!(wrong("{on: 2022-01-01}").kind, ErrorKind::Conflict);
    assert!(wrong("{care: {lines: [{quantity: 3}]}}").message.contains("Enter what this care costs"));
}
