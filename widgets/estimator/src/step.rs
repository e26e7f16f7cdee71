//! The working, line by line: values that a page, a letter or a command line can show.

use serde::Serialize;

use crate::money::Pence;
use crate::rates::Used;

/// Which part of the working a line belongs to, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What is free.
    Free,
    /// What the care costs.
    Cost,
    /// Savings and property.
    Capital,
    /// Income, a week.
    Income,
    /// What you keep, a week.
    Allowances,
    /// What you pay, a week.
    Charge,
    /// A loan against your home.
    Deferred,
}

/// What a line's amount is an amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Pounds a week.
    Week,
    /// A sum of pounds.
    Sum,
}

/// One line of the working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The part of the working.
    pub section: Section,
    /// What the line is, in a few words.
    pub label: String,
    /// The amount.
    pub amount: Pence,
    /// A week, or a sum.
    pub unit: Unit,
    /// Why, in plain English.
    pub why: String,
    /// The law that the line follows.
    pub regulation: &'static str,
    /// The rates it used; show the warning of each that is [`Used::flagged`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Used>,
}

impl Step {
    /// Notes a rate that it used.
    pub fn using(&mut self, rate: &Used) -> &mut Self {
        self.rates.push(rate.clone());
        self
    }
}

/// The working, which every rule adds to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Working {
    /// Its lines, in order.
    pub steps: Vec<Step>,
    /// What was left out and must be said.
    pub left_out: Vec<String>,
}

impl Working {
    /// Adds a line of so much a week.
    pub fn week(
        &mut self,
        section: Section,
        label: &str,
        amount: Pence,
        why: &str,
        regulation: &'static str,
    ) -> &mut Step {
        let (label, why) = (label.to_owned(), why.to_owned());
        self.steps.push_mut(Step { section, label, amount, unit: Unit::Week, why, regulation, rates: Vec::new() })
    }

    /// Adds a line that is a sum.
    pub fn sum(
        &mut self,
        section: Section,
        label: &str,
        amount: Pence,
        why: &str,
        regulation: &'static str,
    ) -> &mut Step {
        let step = self.week(section, label, amount, why, regulation);
        step.unit = Unit::Sum;
        step
    }

    /// Says what was left out.
    pub fn leave_out(&mut self, what: &str) {
        self.left_out.push(what.to_owned());
    }
}
