//! A page prints as a leaflet.

use std::io::Write as _;
use std::process::{Command, Stdio};

use fingerpost_browser::{Finished, Site, budgets, full, in_a_browser, none, sample};

#[tokio::test]
async fn the_longest_page_of_advice_prints_on_a_few_sheets() {
    in_a_browser(|browser| async move {
        let site = browser.site.clone();
        // Easy Read is long by nature: large type, and a picture beside each line. So is everything that a guide can say:
        // what is printed of it is a plan.
        let long = |page: &&Finished| page.address.ends_with(".easy-read.html") || page.html.contains("data-guide=");
        let mut advice: Vec<&Finished> = advice(&site).filter(|page| !long(page)).collect();
        advice.sort_by_key(|page| std::cmp::Reverse(words(&page.html)));
        let allowed = budgets().page.printed_sheets;
        let mut complaints = Vec::new();
        // The page with the most words need not be the longest on paper.
        for page in advice.iter().take(if full() { usize::MAX } else { 6 }) {
            browser.go(&page.address).await;
            let sheets = sheets(&browser.print().await);
            if sheets.len() > allowed {
                complaints.push((
                    page.address.clone(),
                    format!("takes {} sheets of A4, {allowed} are allowed", sheets.len()),
                ));
            }
        }
        none("Print", &complaints);
    })
    .await;
}

#[tokio::test]
async fn a_printed_page_says_where_it_is_from_and_when_it_was_checked_and_leaves_nothing_out() {
    in_a_browser(|browser| async move {
        let site = browser.site.clone();
        let mut complaints = Vec::new();
        let mut tried = 0;
        for page in sample(&site.pages).into_iter().filter(|page| page.html.contains("<details") && !page.html.contains("name=\"robots\"")) {
            // Of a form to fill in, the form alone is printed.
            if page.html.contains("data-sheet=") {
                continue;
            }
            browser.go(&page.address).await;
            let paper = tidy(&sheets(&browser.print().await).concat());
            let mut want = |what: &str, text: &str| {
                if !paper.contains(&tidy(text)) {
                    complaints.push((page.address.clone(), format!("{what} is not on paper: {text}")));
                }
            };
            let head = "return [document.querySelector('link[rel=canonical]').href, document.querySelector('h1').textContent]";
            let head: (String, String) = serde_json::from_value(browser.run(head, vec![]).await).expect("two texts");
            want("the address", &head.0);
            want("the title", &head.1);
            // Closed parts of the page's own text; the list of contents is of no use on paper, and the sums of a worked
            // example take a sheet each, so only those that were opened are printed. A tool at its start has nothing for paper.
            let hidden = "return [...document.querySelectorAll('main details:not(.toc details, .sums, .tool details, .no-print details)')].flatMap((part) => \
                [...part.querySelectorAll('summary, p, li')].map((line) => [...line.childNodes].find((node) => node.textContent.trim())?.textContent)).filter(Boolean)";
            let hidden: Vec<String> = serde_json::from_value(browser.run(hidden, vec![]).await).expect("a list");
            assert!(!hidden.is_empty(), "{}", page.address);
            for line in &hidden {
                want("a closed part", line);
            }
            if page.html.contains("class=\"head\"") && advice(&site).any(|advice| advice.address == page.address) {
                let date = page.html.split("checked ").nth(1).map(|rest| rest.split(['<', '.']).next().unwrap_or_default());
                want("the date", &format!("checked {}", date.expect("every page of advice says when it was checked")));
            }
            for screen_only in ["Skip to main content", "Find your way", "Something wrong with this page?"] {
                if paper.contains(&tidy(screen_only)) {
                    complaints.push((page.address.clone(), format!("is of no use on paper: {screen_only}")));
                }
            }
            tried += 1;
        }
        assert!(tried > 5, "only {tried} pages");
        none("Print", &complaints);
    })
    .await;
}

/// Pages of advice: those that say when they were checked and have an owner.
fn advice(site: &Site) -> impl Iterator<Item = &Finished> {
    site.pages.iter().filter(|page| page.html.contains("Written by: "))
}

fn words(html: &str) -> usize {
    html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.split_whitespace().count()).sum()
}

/// The text of each sheet, as it reads.
pub(crate) fn sheets(pdf: &[u8]) -> Vec<String> {
    text(pdf, &[])
}

/// The text of each sheet in the order in which it was set: column by column.
pub(crate) fn columns(pdf: &[u8]) -> Vec<String> {
    text(pdf, &["-raw"])
}

fn text(pdf: &[u8], how: &[&str]) -> Vec<String> {
    assert!(pdf.starts_with(b"%PDF"), "not a PDF");
    let start = Command::new("pdftotext")
        .args(how)
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = start.unwrap_or_else(|error| panic!("pdftotext: {error}. It is in Debian's poppler-utils."));
    let mut pipe = child.stdin.take().expect("piped");
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || pipe.write_all(&pdf));
    let output = child.wait_with_output().expect("pdftotext");
    writer.join().expect("no panic").expect("a PDF passed on");
    assert!(output.status.success(), "pdftotext ended with {}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8").split_terminator('\u{c}').map(str::to_owned).collect()
}

/// Text as it compares on paper: without spaces and hyphens, which lines are broken at.
pub(crate) fn tidy(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"-\u{ad}\u{2010}\u{2011}".contains(*c)).collect()
}
