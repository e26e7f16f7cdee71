//! What the estimator's rules read from content: the rates of each tax year, what the council has set for itself, and
//! sample households. The types are the rules' own: one definition for the build, the command line and the browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use fingerpost_estimator::form::words::Written;
use fingerpost_estimator::{Case, Policy, Rates, TaxYear};
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Filed, Id};
use crate::source::yaml::At;

/// Rates, policy and sample households.
#[derive(Debug, Default, Serialize)]
pub struct Charging {
    /// The rates of each year, with the file they stand in.
    pub rates: BTreeMap<TaxYear, Filed<Rates>>,
    /// What the council has set, with the file it stands in.
    pub policy: Option<Filed<Policy>>,
    /// Sample households in the order of their file.
    pub households: Option<Filed<Vec<Household>>>,
    /// What the estimator's questions say.
    pub questions: Option<Filed<Written>>,
}

impl Charging {
    /// Puts a year's rates in; the file that held the year before, if there was one.
    pub fn add(&mut self, file: &Arc<str>, rates: Rates) -> Option<Arc<str>> {
        let filed = Filed { file: file.clone(), value: rates };
        self.rates.insert(filed.value.tax_year, filed).map(|before| before.file)
    }

    /// Whether the council has written nothing about charging.
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty() && self.policy.is_none() && self.households.is_none() && self.questions.is_none()
    }
}

/// An invented household, cared for at home and in a care home, to be shown side by side.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Household {
    /// A name for links and blocks.
    pub id: At<Id>,
    /// What to call the person who needs care.
    #[serde(deserialize_with = "words")]
    pub name: String,
    /// The situation, for readers to find their own.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// The situation in one or two sentences.
    #[serde(deserialize_with = "words")]
    pub story: String,
    /// The case with care at home.
    pub at_home: Case,
    /// The case in a care home.
    pub care_home: Case,
}

impl Household {
    /// Both cases, with the keys they stand under.
    pub fn sides(&self) -> [(&'static str, &Case); 2] {
        [("at_home", &self.at_home), ("care_home", &self.care_home)]
    }
}
