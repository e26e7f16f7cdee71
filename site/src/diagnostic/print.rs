//! Diagnostics as text: for people, one a line, as JSON, and as GitHub workflow commands.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// How `--format` asks for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The line itself, what is wrong and what to do.
    #[default]
    Human,
    /// One a line: `file:line:column: error[rule]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub workflow commands, which show beside the line in a pull request.
    Github,
}

/// All diagnostics as one text, coloured for a terminal only in the human form.
pub fn print(all: &[Diagnostic], format: Format, colour: bool) -> String {
    let mut out = String::new();
    for diagnostic in all {
        match format {
            Format::Human => human(&mut out, diagnostic, colour),
            Format::Short => short(&mut out, diagnostic),
            Format::Json => {
                out.push_str(&serde_json::to_string(diagnostic).unwrap_or_default());
                out.push('\n');
            }
            Format::Github => github(&mut out, diagnostic),
        }
    }
    out
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn human(out: &mut String, diagnostic: &Diagnostic, colour: bool) {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.as_ref());
    let mut group = Group::with_title(title);
    if let Some(place) = diagnostic.place.as_ref().filter(|place| place.text.trim().is_empty()) {
        // A whole file, or a line that is empty or may not be shown.
        let origin = Origin::path(place.file.as_ref());
        group = group.element(if place.line == 1 { origin } else { origin.line(place.line as usize) });
    } else if let Some(place) = &diagnostic.place {
        let byte = |column: usize| place.text.char_indices().nth(column).map_or(place.text.len(), |(at, _)| at);
        let start = byte(place.column as usize - 1);
        let end = byte(place.column as usize - 1 + place.width as usize);
        group = group.element(
            Snippet::source(place.text.as_str())
                .path(place.file.as_ref())
                .line_start(place.line as usize)
                .annotation(AnnotationKind::Primary.span(start..end)),
        );
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    out.push_str(&renderer.render(&[group]));
    out.push_str("\n\n");
}

fn short(out: &mut String, diagnostic: &Diagnostic) {
    if let Some(place) = &diagnostic.place {
        let _ = write!(out, "{}:{}:{}: ", place.file, place.line, place.column);
    }
    let _ = write!(out, "{}[{}]: {}", word(diagnostic.severity), diagnostic.rule, diagnostic.message);
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, " {help}");
    }
    out.push('\n');
}

fn github(out: &mut String, diagnostic: &Diagnostic) {
    let escape = |s: &str| s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |s: &str| escape(s).replace(':', "%3A").replace(',', "%2C");
    let _ = write!(out, "::{} ", word(diagnostic.severity));
    if let Some(place) = &diagnostic.place {
        let _ = write!(out, "file={},line={},col={},", property(&place.file), place.line, place.column);
    }
    let _ = write!(out, "title={}::{}", property(&diagnostic.rule), escape(&diagnostic.message));
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, "%0A{}", escape(help));
    }
    out.push('\n');
}
