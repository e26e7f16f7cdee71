//! Form parts as HTML. Every part is labelled, says what is wrong beside it as well as at the top, and keeps what was
//! typed. The list of problems comes first and takes the focus; each problem leads to its field. Controls name their
//! field in `data-field`, so that one pair of ears at the top hears them all.

use crate::html::{escape, wrap};

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
pub fn summary(problems: &[Problem], first: impl Fn(&str) -> String) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let title = match problems.len() {
        1 => "One thing to put right".to_owned(),
        n => format!("{n} things to put right"),
    };
    let items: String = problems
        .iter()
        .map(|problem| {
            let id = first(&problem.field);
            let open = ["a href=\"#", &id, "\" data-do=\"field\" data-with=\"", &id, "\""].concat();
            wrap("li", &wrap(&open, &escape(&problem.message)))
        })
        .collect();
    let inner = [wrap("h2 id=\"oops_h\"", &title), wrap("ul class=\"plain\"", &items)].concat();
    wrap("div class=\"oops\" role=\"alert\" aria-labelledby=\"oops_h\" tabindex=\"-1\" id=\"oops\"", &inner)
}

/// What is wrong with one field, to stand above its control.
fn problem(id: &str, message: Option<&str>) -> String {
    let Some(message) = message else { return String::new() };
    let icon = "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 5v9M12 18.5v.5\"/></svg>";
    let words = wrap("span", &["<span class=\"vh\">Error: </span>", &escape(message)].concat());
    wrap(&["p class=\"err\" id=\"", id, "_err\""].concat(), &[icon, &words].concat())
}

fn hint(id: &str, words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    wrap(&["p class=\"hint\" id=\"", id, "_hint\""].concat(), &escape(words))
}

fn described(id: &str, hint: &str, problem: Option<&str>) -> String {
    match (hint.is_empty(), problem) {
        (true, None) => String::new(),
        (true, Some(_)) => [" aria-describedby=\"", id, "_err\""].concat(),
        (false, None) => [" aria-describedby=\"", id, "_hint\""].concat(),
        (false, Some(_)) => [" aria-describedby=\"", id, "_hint ", id, "_err\""].concat(),
    }
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
    pub fn html(&self) -> String {
        let id = control(self.field, "");
        let pound = if self.pounds { "<span class=\"pound\" aria-hidden=\"true\">£</span>" } else { "" };
        let invalid = if self.problem.is_some() { " aria-invalid=\"true\"" } else { "" };
        let class = if self.pounds { "field money" } else { "field number" };
        let input = [
            "<input class=\"",
            class,
            "\" id=\"",
            &id,
            "\" data-field=\"",
            self.field,
            "\" type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" value=\"",
            &escape(self.value),
            "\"",
            invalid,
            &described(&id, self.hint, self.problem),
            ">",
        ]
        .concat();
        let often = self.often.map_or_else(String::new, |(choices, chosen)| {
            let options: String = choices
                .iter()
                .map(|(code, words)| {
                    let selected = if *code == chosen { " selected" } else { "" };
                    wrap(&["option value=\"", code, "\"", selected].concat(), words)
                })
                .collect();
            let open = [
                "select class=\"field often\" data-field=\"",
                self.field,
                ".per\" aria-label=\"",
                &escape(self.label),
                ": how often\"",
            ];
            wrap(&open.concat(), &options)
        });
        let typed = wrap("div class=\"typed\"", &[pound, &input, &often].concat());
        let label = wrap(&["label class=\"label\" for=\"", &id, "\""].concat(), &escape(self.label));
        wrap("div class=\"ask\"", &[label, hint(&id, self.hint), problem(&id, self.problem), typed].concat())
    }
}

/// One choice of several.
#[derive(Debug)]
pub struct Pick<'a> {
    /// Its name.
    pub code: &'a str,
    /// What it says.
    pub label: &'a str,
    /// More about it; may be empty.
    pub hint: &'a str,
    /// Whether it is chosen.
    pub on: bool,
    /// What is asked of those who choose it, as HTML; may be empty.
    pub then: String,
}

/// Choices: one of several, or any of several.
#[derive(Debug)]
pub struct Picks<'a> {
    /// The field's name.
    pub field: &'a str,
    /// The question, as HTML: the heading of the page or a label.
    pub legend: String,
    /// More about it; may be empty.
    pub hint: &'a str,
    /// What is wrong.
    pub problem: Option<&'a str>,
    /// Whether any number may be chosen.
    pub several: bool,
    /// The choices.
    pub picks: Vec<Pick<'a>>,
}

impl Picks<'_> {
    /// A group of choices.
    pub fn html(&self) -> String {
        let id = control(self.field, "");
        let kind = if self.several { "checkbox" } else { "radio" };
        let choices: String = self
            .picks
            .iter()
            .map(|pick| {
                let of = control(self.field, pick.code);
                let checked = if pick.on { " checked" } else { "" };
                let more = if pick.hint.is_empty() {
                    String::new()
                } else {
                    ["<br>", &wrap("span class=\"hint small\"", &escape(pick.hint))].concat()
                };
                let input = [
                    "<input type=\"",
                    kind,
                    "\" id=\"",
                    &of,
                    "\" name=\"",
                    &id,
                    "\" value=\"",
                    pick.code,
                    "\" data-field=\"",
                    self.field,
                    "\"",
                    checked,
                    ">",
                ]
                .concat();
                let words = wrap("span", &[&escape(pick.label), &more[..]].concat());
                let label = wrap("label class=\"pick\"", &[input, words].concat());
                if pick.then.is_empty() {
                    return label;
                }
                let hidden = if pick.on { "" } else { " hidden" };
                let then = wrap(&["div class=\"then\" id=\"", &of, "_then\"", hidden].concat(), &pick.then);
                label + &then
            })
            .collect();
        let inner = [
            wrap("legend class=\"q\"", &self.legend),
            hint(&id, self.hint),
            problem(&id, self.problem),
            wrap("div class=\"picks\"", &choices),
        ];
        wrap(&["fieldset id=\"", &id, "\"", &described(&id, self.hint, self.problem)].concat(), &inner.concat())
    }
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
        let html = text.html();
        for part in [
            "for=\"f_income_state_pension\"",
            "value=\"a&quot;b\"",
            "aria-invalid=\"true\"",
            "aria-describedby=\"f_income_state_pension_hint f_income_state_pension_err\"",
            "<option value=\"month\" selected>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn the_summary_leads_to_the_field() {
        let problems = [Problem { field: "age".into(), message: "Enter your age.".into() }];
        let html = summary(&problems, |field| control(field, ""));
        assert!(html.contains("One thing to put right") && html.contains("href=\"#f_age\""), "{html}");
        assert_eq!(summary(&[], |field| control(field, "")), "");
    }
}
