//! Whatever a page holds, nothing panics and nothing harmful comes out.
#![allow(missing_docs, clippy::disallowed_methods, reason = "tests read files as they like")]

mod support;

use std::process::Command;

use fingerpost::render::{self, Job, Press};
use fingerpost::source::load::{Options, load};
use proptest::prelude::*;
use support::harm::harm;
use support::{Files, base, check, page, world};

const RAILS: &str = "content/advice/home/rails.md";

fn with(path: &str, text: impl Into<Vec<u8>>) -> Files {
    let mut files = base();
    files.insert(path.to_owned(), text.into());
    files
}

/// The page made of a text, whether or not it has mistakes.
fn made(files: &Files, path: &str) -> Vec<String> {
    let world = world(files);
    let (library, _) = load(&world, &Options::default());
    let Some(library) = library else { return Vec::new() };
    let press = Press::new(&library, &library.theme).unwrap();
    let jobs = render::jobs(&library);
    let wanted = jobs.iter().filter(|job| match job {
        Job::Page(id) => library.page(id).is_some_and(|page| page.file.as_ref() == path),
        Job::Service(_) => path.starts_with("content/directory"),
        Job::Accessibility => path.ends_with("accessibility.yaml"),
        Job::Glossary => path.ends_with("glossary.yaml"),
        _ => false,
    });
    wanted.map(|job| String::from_utf8(press.make(job).bytes).expect("pages are UTF-8")).collect()
}

/// Markdown with much of what we and browsers give a meaning to.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "[a](page:home/rails)", "[](page:money/who-pays#what-do-i-pay)", "[x](term:reablement)", "[](figure:home-care-hour)", "[](service:handy-van)",
            "[f](asset:rail.svg)", "![a](asset:rail.svg)", "![", "](javascript:alert(1))", "](JAVA&#x0A;SCRIPT:alert(1))", "](&#1;javascript:x)",
            "](data:text/html,<script>)", "](vbscript:x)", "](<javascript:x>)", "](//evil.example)", "](/\\evil.example)", "](\\javascript:x)", "](javascript&colon;x)",
            "](tel:+44\" onclick=\"x)", "](mailto:a\"><script>)", "](https://x/\"onmouseover=\"x)", "](page:\"><script>)", "](#\"><script>)", "](?x=\"y)", "](x.md#\"z)",
            "<script>alert(1)</script>", "</script>", "<img src=x onerror=x>", "<!--", "-->", "<javascript:alert(1)>", "<https://x.example/\">", "&lt;script&gt;", "&#60;script&#62;",
            "```callout\nkind: free\ntitle: \"<script>\"\ntext: \"[x](javascript:y) <b>\"\n```\n", "```contact\nid: front-door\nwhy: <script>\n```\n",
            "```steps\nsteps:\n  - \"<script> [x](term:reablement)\"\n  - title: <script>\n    text: y\n```\n", "```figure\nimage: asset:rail.svg\nalt: '\" onload=\"x'\ncaption: <i>\n```\n",
            "```downloads\nfiles:\n  - file: asset:rail.svg\n    title: <script>\n```\n", "```children\n```\n", "```callout\n", "```\n", "````", "~~~", "---\n", "***\n", "===\n",
            "\n\n", "\n", "\n    ", "\t", "> ", "- ", "1. ", "   ", "## ", "### ", "# ", "#### How to get one\n", "## sources\n", "## Word reablement\n", "| a | b |\n|---|--:|\n| 1 | 2 |\n",
            "Table: <i>\n\n", "[^a]", "[^a]: note\n", "[^\"><script>]", "[^\"><script>]: x\n", "[ref]", "[ref]: javascript:x\n", "[ref]: page:money \"t\"\n", "*", "**", "_", "`", "\\", "&", "<", ">", "\"", "'",
            "£80 million", "22 November 2026", "01632 960001", "\u{a0}", "\u{202e}", "\u{200b}", "\0", "\u{feff}", "𝄞", "e\u{301}",
        ]).prop_map(str::to_owned),
        2 => any::<String>(),
        2 => "[a-z ]{0,10}",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// So many tries, or as many as `PROPTEST_CASES` says.
fn tries(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(tries(150))]

    #[test]
    fn no_text_does_harm(text in nasty()) {
        let files = with(RAILS, page("Grab rails", &text));
        let outcome = check(&files, &Options::default());
        for diagnostic in &outcome.found {
            prop_assert!(diagnostic.help.is_some() && !diagnostic.message.is_empty(), "{:?}", diagnostic);
        }
        for html in made(&files, RAILS) {
            if let Err(what) = harm(&html) {
                // Two ids of one name may slip through only where the build says that something is wrong.
                prop_assert!(what.contains("twice") && outcome.failed(), "{}\nfrom {:?}", what, text);
            }
        }
    }

    #[test]
    fn no_details_do_harm(title in nasty(), summary in any::<String>(), source in nasty()) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let text = format!(
            "---\ntitle: {}\nsummary: {}\naudience: [residents]\nowner: Front door team\nreviewed: 2026-10-01\nreview_by: 2027-04-06\nsources:\n  - title: {}\n    note: {}\n---\n\nText.\n",
            quoted(&title), quoted(&summary), quoted(&source), quoted(&summary)
        );
        let files = with(RAILS, text);
        check(&files, &Options::default());
        for html in made(&files, RAILS) {
            prop_assert!(harm(&html).is_ok(), "{:?}", harm(&html));
        }
    }

}

proptest! {
    #![proptest_config(tries(30))]

    #[test]
    fn no_file_at_all_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80), text in nasty()) {
        for path in [RAILS, "content/site.yaml", "content/glossary.yaml", "content/accessibility.yaml", "content/directory/services/handy-van.yaml", "content/market/figures/prices.yaml"] {
            check(&with(path, bytes.clone()), &Options::default());
            check(&with(path, text.clone()), &Options::default());
        }
    }
}

#[test]
fn addresses_in_data_can_do_no_harm() {
    let mut bad = Vec::new();
    for address in [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ] {
        let source = page("Grab rails", "Text.\n")
            .replace("review_by", &format!("sources:\n  - title: x\n    url: \"{address}\"\nreview_by"));
        let text = |path: &str| String::from_utf8(base()[path].clone()).unwrap();
        let van = "content/directory/services/handy-van.yaml";
        let contacts = "content/contacts.yaml";
        for (path, text, made_of) in [
            (RAILS, source, RAILS),
            (van, text(van).replace("https://handyvan.example", &format!("\"{address}\"")), van),
            (
                contacts,
                text(contacts).replace("  hours:", &format!("  url: \"{address}\"\n  hours:")),
                "content/advice/home/alarms.md",
            ),
        ] {
            let files = with(path, text);
            if check(&files, &Options::default()).failed() {
                continue;
            }
            let harms = made(&files, made_of).into_iter().filter_map(|html| harm(&html).err());
            bad.extend(harms.map(|what| format!("{path}: said to be sound, but there is {what}")));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn ids_are_unique_whatever_headings_say() {
    let mut bad = Vec::new();
    for text in [
        "## Section\n\n## Section\n\n## Section 2\n\n## section-2\n\n## £££\n\n## !!!\n",
        "## Main\n\n## Menu\n\n## Menu h\n\n## Top\n\n## Sources\n\n## Figures\n\n## Next\n\n## Talk\n\n## On this page\n\n[](figure:home-care-hour)\n",
        "## Table\n\n| a |\n|---|\n| b |\n\n## Table 2\n\n| a |\n|---|\n| b |\n",
        "## Word reablement\n\n[r](term:reablement)\n",
        "## Figure home care hour\n\n[](figure:home-care-hour)\n",
        "## Note 1\n\nA[^a].\n\n[^a]: x\n",
        "A[^a] and again[^a].\n\n[^a]: x\n",
        "A[^a] and B[^b].\n\n[^a]: x[^b]\n\n[^b]: y\n",
        "```contact\nid: front-door\n```\n\n```contact\nid: front-door\n```\n\n## Westshire front door team\n",
    ] {
        let files = with(RAILS, page("Grab rails", text));
        let found = check(&files, &Options::default()).found;
        if !found.is_empty() {
            bad.push(format!("{text:?}: {}", support::shown(&found)));
        }
        bad.extend(
            made(&files, RAILS).iter().filter_map(|html| harm(html).err()).map(|what| format!("{text:?}: {what}")),
        );
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Texts that go deep; a crash would take the whole test down, so each is tried in a process of its own.
fn deep(which: &str) -> String {
    let depth = 5_000;
    match which {
        "quotes" => "> ".repeat(depth) + "x",
        "lists" => (0..400).map(|at| format!("{}- x\n", "  ".repeat(at))).collect(),
        "dashes" => "- ".repeat(depth) + "x",
        "stars" => "*a **b ".repeat(depth),
        "strong" => "**a *b ".repeat(400) + &" c* d**".repeat(400),
        "brackets" => "[".repeat(depth) + &"](page:home)".repeat(depth),
        "pictures" => "![".repeat(depth) + "x" + &"](asset:rail.svg)".repeat(depth),
        "yaml" => format!("```callout\nkind: free\ntitle: x\ntext: {}x{}\n```\n", "[".repeat(depth), "]".repeat(depth)),
        "headings" => "## Again\n\n".repeat(depth),
        "notes" => (0..2_000).map(|at| format!("x[^{at}]\n\n[^{at}]: y\n\n")).collect(),
        "cells" => {
            format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), format!("|{}\n", "b|".repeat(500)).repeat(50))
        }
        "line" => "word ".repeat(200_000),
        other => panic!("{other}"),
    }
}

const DEEP: [&str; 12] = [
    "quotes", "lists", "dashes", "stars", "strong", "brackets", "pictures", "yaml", "headings", "notes", "cells",
    "line",
];

#[test]
#[ignore = "run by the test below, each text in a process of its own"]
fn deep_text() {
    let text = deep(&std::env::var("FINGERPOST_DEEP").unwrap());
    check(&with(RAILS, page("Grab rails", &text)), &Options::default());
}

#[test]
fn depth_and_length_do_not_crash() {
    let mut bad = Vec::new();
    for which in DEEP {
        let start = std::time::Instant::now();
        let mut child = Command::new(std::env::current_exe().unwrap());
        let mut child = child
            .args(["--exact", "deep_text", "--ignored", "--quiet"])
            .env("FINGERPOST_DEEP", which)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status.to_string();
            }
            if start.elapsed().as_secs() > 8 {
                child.kill().unwrap();
                child.wait().unwrap();
                break "took over 8 seconds".to_owned();
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        };
        if status != "exit status: 0" {
            bad.push(format!("{which}: {status}"));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}
