//! One line of the working: a value that a page, a letter or a command line can show.

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
    /// A line of so much a week.
    pub fn week(section: Section, label: impl Into<String>, amount: Pence) -> Self {
        Self {
            section,
            label: label.into(),
            amount,
            unit: Unit::Week,
            why: String::new(),
            regulation: "",
            rates: Vec::new(),
        }
    }

    /// A line that is a sum.
    pub fn sum(section: Section, label: impl Into<String>, amount: Pence) -> Self {
        Self { unit: Unit::Sum, ..Self::week(section, label, amount) }
    }

    /// Why, in plain English.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// The law that it follows.
    #[must_use]
    pub fn law(mut self, regulation: &'static str) -> Self {
        self.regulation = regulation;
        self
    }

    /// A rate that it used.
    #[must_use]
    pub fn using(mut self, rate: &Used) -> Self {
        self.rates.push(rate.clone());
        self
    }
}
