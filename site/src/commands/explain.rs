//! `fingerpost explain`.

use std::process::ExitCode;

use crate::diagnostic::{Severity, nearest, rules};

pub(super) fn explain(id: Option<&str>) -> ExitCode {
    let Some(id) = id else {
        for rule in rules::ALL {
            println!("{:24} {}", rule.id, rule.title);
        }
        return ExitCode::SUCCESS;
    };
    let Some(rule) = rules::find(id) else {
        let near = nearest(id, rules::ALL.iter().map(|rule| rule.id)).map(|near| format!(" Did you mean \"{near}\"?"));
        eprintln!("There is no rule \"{id}\".{} `fingerpost explain` lists them all.", near.unwrap_or_default());
        return ExitCode::from(2);
    };
    let severity = match rule.severity {
        Severity::Error => "error: it stops the build",
        Severity::Warning => "warning: the site is built all the same",
    };
    println!("{} ({severity})\n\n{}.\n\n{}", rule.id, rule.title, wrap(rule.explanation, 80));
    ExitCode::SUCCESS
}

fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
