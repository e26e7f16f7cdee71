//! Form parts as HTML. Every part is labelled, says what is wrong beside it as well as at the top, and keeps what was
//! typed. The list of problems comes first and takes the focus; each problem leads to its field. Controls name their
//! field in `data-field`, so that one pair of ears at the top hears them all.

use crate::html::Html;

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: String,
    /// What to do.
    pub message: String,
}

/// The id of a field's control, or of one of its choices.
pub fn control(field: &str, code: &str) -> String {
    let mut id = String::from("f_");
    id.extend(field.chars().map(|letter| if letter == '.' { '_' } else { letter }));
    if !code.is_empty() {
        id.push('-');
        id.push_str(code);
    }
    id
}

/// The list of what is wrong, for the top of a page. `first` gives the control to go to for a field.
pub fn summary(out: &mut Html, problems: &[Problem], first: &dyn Fn(&str) -> String) {
    if problems.is_empty() {
        return;
    }
    out.raw(r#"<div class="oops" role="alert" aria-labelledby="oops_h" tabindex="-1" id="oops"><h2 id="oops_h">"#);
    match problems.len() {
        1 => out.raw("One thing"),
        n => out.put("{} things", &[&n.to_string()]),
    }
    out.raw(r#" to put right</h2><ul class="plain">"#);
    for problem in problems {
        let id = first(&problem.field);
        out.put(r##"<li><a href="#{}" data-do="field" data-with="{}">{}</a></li>"##, &[&id, &id, &problem.message]);
    }
    out.raw("</ul></div>");
}

/// What there is to know of a field and what is wrong with it, to stand above its control.
fn notes(out: &mut Html, id: &str, hint: &str, problem: Option<&str>) {
    if !hint.is_empty() {
        out.put(r#"<p class="hint" id="{}_hint">{}</p>"#, &[id, hint]);
    }
    if let Some(message) = problem {
        let html = concat!(
            r#"<p class="err" id="{}_err"><svg viewBox="0 0 24 24" aria-hidden="true">"#,
            r#"<path d="M12 5v9M12 18.5v.5"/></svg><span><span class="vh">Error: </span>{}</span></p>"#
        );
        out.put(html, &[id, message]);
    }
}

/// Leads from a control to its [`notes`].
fn described(out: &mut Html, id: &str, hint: &str, problem: Option<&str>) {
    let html = match (hint.is_empty(), problem) {
        (true, None) => return,
        (true, Some(_)) => r#" aria-describedby="{}_err""#,
        (false, None) => r#" aria-describedby="{}_hint""#,
        (false, Some(_)) => r#" aria-describedby="{}_hint {}_err""#,
    };
    out.put(html, &[id, id]);
}

/// Something to type.
#[derive(Debug)]
pub struct Text<'a> {
    /// The field's name.
    pub field: &'a str,
    /// What it says.
    pub label: &'a str,
    /// More about it; may be empty.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// What is wrong with it.
    pub problem: Option<&'a str>,
    /// Whether pounds are typed.
    pub pounds: bool,
    /// A choice of how often, with the one chosen: code and words.
    pub often: Option<(&'a [(&'static str, &'static str)], &'a str)>,
}

impl Text<'_> {
    /// A labelled box to type in.
    pub fn write(&self, out: &mut Html) {
        let id = control(self.field, "");
        out.put(r#"<div class="ask"><label class="label" for="{}">{}</label>"#, &[&id, self.label]);
        notes(out, &id, self.hint, self.problem);
        out.raw(if self.pounds {
            r#"<div class="typed"><span class="pound" aria-hidden="true">£</span><input class="field money""#
        } else {
            r#"<div class="typed"><input class="field number""#
        });
        let typed = r#" id="{}" data-field="{}" type="text" inputmode="decimal" autocomplete="off" value="{}""#;
        out.put(typed, &[&id, self.field, self.value]);
        if self.problem.is_some() {
            out.raw(r#" aria-invalid="true""#);
        }
        described(out, &id, self.hint, self.problem);
        out.raw(">");
        if let Some((choices, chosen)) = self.often {
            let often = r#"<select class="field often" data-field="{}.per" aria-label="{}: how often">"#;
            out.put(often, &[self.field, self.label]);
            for (code, words) in choices {
                let selected = if *code == chosen { " selected" } else { "" };
                out.put(r#"<option value="{}"{}>{}</option>"#, &[code, selected, words]);
            }
            out.raw("</select>");
        }
        out.raw("</div></div>");
    }
}

/// Choices: one of several, or any of several. Between [`begin`](Self::begin) and [`end`](Self::end) stand the choices,
/// each with what is asked of those who make it.
#[derive(Debug)]
pub struct Picks<'a> {
    /// The field's name.
    pub field: &'a str,
    /// The question, if a label says it.
    pub label: &'a str,
    /// The question, if it is the heading of the page.
    pub title: &'a str,
    /// More about it; may be empty.
    pub hint: &'a str,
    /// What is wrong.
    pub problem: Option<&'a str>,
    /// Whether any number may be chosen.
    pub several: bool,
}

impl Picks<'_> {
    /// The question.
    pub fn begin(&self, out: &mut Html) {
        let id = control(self.field, "");
        out.put(r#"<fieldset id="{}""#, &[&id]);
        described(out, &id, self.hint, self.problem);
        out.raw(r#"><legend class="q">"#);
        if self.label.is_empty() {
            title(out, self.title);
        }
        out.put("{}</legend>", &[self.label]);
        notes(out, &id, self.hint, self.problem);
        out.raw(r#"<div class="picks">"#);
    }

    /// A choice: its name, what it says, and more about it, which may be empty.
    pub fn pick(&self, out: &mut Html, code: &str, label: &str, hint: &str, on: bool) {
        let html = r#"<label class="pick"><input type="{}" id="{}" name="{}" value="{}" data-field="{}"{}><span>{}"#;
        let kind = if self.several { "checkbox" } else { "radio" };
        let (id, name) = (control(self.field, code), control(self.field, ""));
        out.put(html, &[kind, &id, &name, code, self.field, if on { " checked" } else { "" }, label]);
        if !hint.is_empty() {
            out.put(r#"<br><span class="hint small">{}</span>"#, &[hint]);
        }
        out.raw("</span></label>");
    }

    /// Begins what is asked of those who make a choice: a `div` to end.
    pub fn then(&self, out: &mut Html, code: &str, on: bool) {
        let hidden = if on { "" } else { " hidden" };
        out.put(r#"<div class="then" id="{}_then"{}>"#, &[&control(self.field, code), hidden]);
    }

    /// The end.
    pub fn end(&self, out: &mut Html) {
        out.raw("</div></fieldset>");
    }
}

/// The heading of a page, which takes the focus.
pub fn title(out: &mut Html, title: &str) {
    out.put(r#"<h1 tabindex="-1">{}</h1>"#, &[title]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_says_so_beside_it() {
        let text = Text {
            field: "income.state_pension",
            label: "State Pension",
            hint: "A hint.",
            value: "a\"b",
            problem: Some("Enter it in pounds."),
            pounds: true,
            often: Some((&[("week", "a week"), ("month", "a month")], "month")),
        };
        let mut html = Html::default();
        text.write(&mut html);
        for part in [
            "for=\"f_income_state_pension\"",
            "value=\"a&quot;b\"",
            "aria-invalid=\"true\"",
            "aria-describedby=\"f_income_state_pension_hint f_income_state_pension_err\"",
            "<option value=\"month\" selected>",
        ] {
            assert!(html.0.contains(part), "{part} in {html:?}");
        }
    }

    #[test]
    fn the_summary_leads_to_the_field() {
        let problems = [Problem { field: "age".into(), message: "Enter your age.".into() }];
        let mut html = Html::default();
        summary(&mut html, &[], &|field| control(field, ""));
        assert_eq!(html, Html::default());
        summary(&mut html, &problems, &|field| control(field, ""));
        assert!(html.0.contains("One thing to put right") && html.0.contains("href=\"#f_age\""), "{html:?}");
    }
}
