//! The pages that work without JavaScript show what the rules give: the shipped content, built whole.
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests read files as they like")]

mod support;

use std::path::Path;

use fingerpost::digest::Digest;
use fingerpost::model::{Household, Library};
use fingerpost::project::{self, Target};
use fingerpost::source::load::{Options, load};
use fingerpost::source::world::Disk;
use fingerpost_estimator::{Assessment, Case, Estimate, Pence, estimate};
use scraper::{Html, Selector};
use support::{Quiet, TODAY, shown};

/// Some pages of the shipped content, built, and what was loaded.
fn built(names: &[&str]) -> (Vec<String>, Library) {
    let world = Disk::new(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap(), TODAY);
    let folder = tempfile::tempdir().unwrap();
    let (out, cache) = (folder.path().join("out"), folder.path().join("cache"));
    let target = Target { out: out.clone(), cache, program: Digest::of(b"test") };
    let outcome = project::build(&world, &Options::default(), &target, &Quiet);
    assert!(outcome.published, "{}", shown(&outcome.found));
    let read = |name: &&str| std::fs::read_to_string(out.join(format!("paying-for-care/{name}.html"))).unwrap();
    (names.iter().map(read).collect(), load(&world, &Options::default()).0.unwrap())
}

/// The rows of the tables among some HTML: the first line of each cell.
fn rows(html: &str, rows: &str) -> Vec<Vec<String>> {
    let (row, cell) = (Selector::parse(rows).unwrap(), Selector::parse("th, td").unwrap());
    let first = |cell: scraper::ElementRef<'_>| cell.text().next().unwrap_or_default().to_owned();
    Html::parse_fragment(html).select(&row).map(|row| row.select(&cell).map(first).collect()).collect()
}

/// The part of a page that stands under a heading.
fn under<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, after) = page.split_once(&format!(">{heading}</h2>"))?;
    after.split("<h2").next()
}

fn money(pence: Pence) -> String {
    pence.to_string().replace('-', "\u{2212}")
}

#[test]
fn every_household_is_shown_once_with_the_sums_of_both_its_sides() {
    let (pages, library) = built(&["worked-examples", "worked-examples-own-home"]);
    let year = library.tax_year();
    let (rates, policy) = (&library.charging.rates[&year].value, &library.charging.policy.as_ref().unwrap().value);
    let households = &library.charging.households.as_ref().unwrap().value;
    assert_eq!(households.len(), 12);
    for household in households {
        let Household { name, title, story, .. } = household;
        let parts: Vec<&str> = pages.iter().filter_map(|page| under(page, title)).collect();
        let [part] = parts[..] else { panic!("{title} is shown {} times", parts.len()) };
        assert!(part.contains("Sample") && part.contains(story) && part.contains("2026 to April"), "{title}: {part}");
        let sides = household.sides().map(|(_, case): (_, &Case)| estimate(case, rates, policy).unwrap());
        let now = sides.each_ref().map(|side| &side.now.assessment);
        let row = |label: &str, amount: [Pence; 2]| {
            let wanted = [label.to_owned(), money(amount[0]), money(amount[1])];
            let compared = rows(part, "h2 ~ section tr, p + section tr");
            assert!(compared.iter().any(|row| *row == wanted), "{title}: {wanted:?} is not in {compared:?}");
        };
        let price = now.map(|side| Pence(side.price.unwrap().0 + side.nhs_pays.0));
        let pays = now.map(|side| side.contribution.unwrap());
        let council = now.map(|side| side.council_pays.unwrap());
        row("Price of the care", price);
        row(&format!("{name} pays"), pays);
        row("The council pays", council);
        let tariff = |side: &Assessment| if side.pays_in_full { 0 } else { side.tariff_income.0 };
        let left = now.map(|side| Pence((side.left_to_live_on.unwrap().0 + tariff(side)).max(0)));
        row("Income left to live on", left);
        for (side, left) in now.iter().zip(left).filter(|(side, _)| !side.pays_in_full) {
            assert!(left >= side.guaranteed.min(side.total_income), "{title}: less is left than the law allows");
        }
        for side in [0, 1] {
            let parts = pays[side].0 + council[side].0 + now[side].nhs_pays.0 + now[side].top_up.0;
            assert_eq!(parts, price[side].0, "{title}: the parts add up to the price");
        }
        working(title, part, &sides);
    }
}

/// Each side has its working, line by line, and every change is told with its week and its amount.
fn working(title: &str, part: &str, sides: &[Estimate; 2]) {
    let parts: Vec<&str> = part.split("<details class=\"more sums\">").skip(1).collect();
    assert_eq!(parts.len(), 2, "{title}");
    for (side, part) in sides.iter().zip(&parts) {
        let shown: Vec<Vec<String>> = rows(part, "tbody tr").into_iter().filter(|row| row.len() == 2).collect();
        let steps = &side.now.assessment.working.steps;
        let wanted: Vec<_> = steps.iter().map(|step| vec![step.label.replace('\'', "’"), money(step.amount)]).collect();
        assert_eq!(shown[..wanted.len()], wanted, "{title}");
        for step in steps {
            assert!(step.regulation.is_empty() || part.contains(step.regulation), "{title}: {}", step.regulation);
        }
    }
    for phase in sides.iter().flat_map(|side| &side.later) {
        let pays = money(phase.assessment.contribution.unwrap());
        let told = format!("from week\u{a0}{}.", phase.from_week);
        assert!(part.contains(&told) && part.contains(&format!("then pays {pays} a week")), "{title}: {told} {pays}");
    }
}

#[test]
fn the_tables_hold_the_edges_of_the_law_and_say_how_sure_each_rate_is() {
    let (pages, library) = built(&["charging-tables"]);
    let savings = rows(under(&pages[0], "What do my savings add?").unwrap(), "tbody tr");
    for wanted in [
        ["£14,250 or less", "Nothing"],
        ["£14,250.01", "£1"],
        ["£14,500", "£1"],
        ["£15,000", "£3"],
        ["£23,250", "£36"],
        ["More than £23,250", "You pay in full"],
    ] {
        assert!(savings.iter().any(|row| row == &wanted), "{wanted:?} is not in {savings:?}");
    }
    let keep = under(&pages[0], "How much do I keep?").unwrap();
    let rates = &library.charging.rates[&library.tax_year()].value.rows;
    let rows_of = rows(keep, "tbody tr");
    let amounts: Vec<&String> = rows_of.iter().filter_map(|row| row.get(1)).collect();
    let named = |name: &str| name.starts_with("mig_") || name.contains("premium") || name.starts_with("personal");
    let kept: Vec<_> = rates.iter().filter(|(id, _)| named(id.name())).collect();
    assert_eq!(amounts.len(), kept.len());
    for (id, row) in &kept {
        assert!(amounts.contains(&&money(row.value)), "{id:?}");
    }
    let doubtful = kept.iter().filter(|(_, row)| row.status != fingerpost_estimator::Status::Official).count();
    assert_eq!(keep.matches("small flag").count(), doubtful);
    let years = under(&pages[0], "What were the amounts before?").unwrap();
    assert!(rows(years, "tbody tr").iter().filter(|row| row.len() > 1).all(|row| row.len() == 5), "four years");
    assert_eq!(pages[0].matches("An estimate is not a decision.").count(), 1, "said once a page");
    assert_eq!(pages[0].matches("id=\"rates\"").count(), 1, "doubtful rates are named once");
}
