//! `fingerpost check-feed`: how a feed does against the standard, in words or as JSON.

use std::process::ExitCode;

use super::{many, saved, thousands, today};
use crate::cli::{CheckFeed, FeedFormat};
use crate::open_referral::check::{Finding, Judgement, Level, judge};

pub(super) fn check_feed(asked: &CheckFeed) -> ExitCode {
    let files = match saved(&asked.saved) {
        Ok(files) => files,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let judgement = judge(&files, asked.today.unwrap_or_else(today).0);
    match asked.format {
        FeedFormat::Human => print!("{}", human(&judgement)),
        FeedFormat::Json => println!("{}", serde_json::to_string_pretty(&judgement).unwrap_or_default()),
    }
    if judgement.passes { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn human(judgement: &Judgement) -> String {
    let mut text = String::new();
    let seen = &judgement.seen;
    let replies = seen.replies.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
    text.push_str(&format!("Open Referral UK {}. Replies that were read: {replies}.\n", seen.version));
    if !seen.details {
        text.push_str(
            "What the feed says of itself (the reply at its address) is not among them, so it was not checked.\n",
        );
    }
    for (level, title) in [
        (Level::One, "Level 1: the official validator fails a feed for these"),
        (Level::Two, "Level 2: the official validator warns of these"),
        (Level::Advice, "Besides: the schema allows these, and they are wrong all the same"),
    ] {
        let findings: Vec<&Finding> = judgement.findings.iter().filter(|finding| finding.level == level).collect();
        if !findings.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            for finding in findings {
                text.push_str(&one(finding));
            }
        }
    }
    text.push_str(&figures(judgement));
    let count = |level| {
        judgement.findings.iter().filter(|finding| finding.level == level).map(|finding| finding.count).sum::<usize>()
    };
    let (first, second, advice) = (count(Level::One), count(Level::Two), count(Level::Advice));
    text.push_str(&if judgement.passes && second + advice == 0 {
        "\nLevel 1 is met. Nothing was found.\n".to_owned()
    } else {
        format!(
            "\nLevel 1 is {}: {} to mend. Level 2: {}. Besides: {}.\n",
            if judgement.passes { "met" } else { "not met" },
            thousands(first),
            thousands(second),
            thousands(advice)
        )
    });
    text
}

fn one(finding: &Finding) -> String {
    let place = if finding.field.is_empty() {
        finding.entity.to_owned()
    } else {
        format!("{} {}", finding.entity, finding.field)
    };
    let mut text = format!("\n  {place}: {} {}\n    {}\n", finding.what, many(finding.count, "time"), finding.help);
    for example in &finding.examples {
        let who = [example.name.as_str(), example.id.as_str()].into_iter().filter(|text| !text.is_empty());
        let who = who.map(clean).collect::<Vec<_>>().join(", ");
        let value = if example.value.is_empty() { String::new() } else { format!(" = \"{}\"", example.value) };
        text.push_str(&format!("    - {}: {}{value}", clean(&example.file), clean(&example.path)));
        text.push_str(&if who.is_empty() { "\n".to_owned() } else { format!(" ({who})\n") });
    }
    text
}

/// Text of someone else's feed, safe to show on a screen.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(160).collect()
}

fn figures(judgement: &Judgement) -> String {
    let figures = &judgement.figures;
    if figures.services == 0 {
        return String::new();
    }
    let percent = |count: usize| count * 100 / figures.services;
    let mut text = format!("\nHow complete: of {}\n", many(figures.services, "service"));
    for (what, count) in &figures.complete {
        text.push_str(&format!("  {:>3}%  {} say {what}\n", percent(*count), thousands(*count)));
    }
    let ages = &figures.assured;
    text.push_str("\nHow fresh: last checked\n");
    for (when, count) in [
        ("within 3 months", ages.three_months),
        ("within 6 months", ages.six_months),
        ("within 12 months", ages.twelve_months),
        ("longer ago", ages.older),
        ("never, or on no day that is given", ages.never),
    ] {
        text.push_str(&format!("  {:>3}%  {} {when}\n", percent(count), thousands(count)));
    }
    let years = figures.years.iter().map(|(year, count)| format!("{year}: {count}")).collect::<Vec<_>>().join(", ");
    text.push_str(&format!("  By year: {years}\n"));
    text
}
