//! What is wrong with a guide, as values: the caller knows the files and finds the lines.

/// Which rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Names and codes are known, single and permanent.
    Name,
    /// Every path ends, and everything is reached by someone.
    Path,
    /// Conditions can hold, read only what was asked, and leave nobody out.
    Condition,
    /// Nobody is asked too much, and no plan lacks what it must hold.
    Limit,
    /// The made-up people get what they must.
    Scenario,
}

/// Where: a file of the guide and a path in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The main file is 0, the files of its folder follow in order.
    pub part: usize,
    /// A path such as `questions[2].options[1].next`.
    pub field: String,
}

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which rule is broken.
    pub rule: Rule,
    /// Where.
    pub place: Place,
    /// What is wrong, with the answers that show it.
    pub message: String,
    /// What to do.
    pub help: String,
    /// A name that is not known, and those that are, for a guess at what was meant.
    pub unknown: Option<(String, Vec<String>)>,
}

impl Place {
    /// A place in the main file.
    pub fn main(field: impl Into<String>) -> Self {
        Self { part: 0, field: field.into() }
    }

    /// A place below this one.
    #[must_use]
    pub fn at(&self, step: &str) -> Self {
        let dot = if step.starts_with('[') || self.field.is_empty() { "" } else { "." };
        Self { part: self.part, field: format!("{}{dot}{step}", self.field) }
    }
}

impl Fault {
    /// A fault against a rule at a place.
    pub fn new(rule: Rule, place: &Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { rule, place: place.clone(), message: message.into(), help: help.into(), unknown: None }
    }

    /// A name that is not known.
    pub(crate) fn unknown<'a>(
        place: &Place,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
        help: &str,
    ) -> Self {
        Self {
            unknown: Some((name.to_owned(), known.into_iter().map(str::to_owned).collect())),
            ..Self::new(Rule::Name, place, format!("There is no {what} \"{name}\"."), help)
        }
    }
}
