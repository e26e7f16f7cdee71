//! What the estimator's rules read from content: the rates of each tax year and what the council has set for itself. The
//! types are the rules' own: one definition for the build, the command line and the browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use fingerpost_estimator::{Policy, Rates, TaxYear};

use super::Filed;

/// Rates and policy.
#[derive(Debug, Default)]
pub struct Charging {
    /// The rates of each year, with the file they stand in.
    pub rates: BTreeMap<TaxYear, Filed<Rates>>,
    /// What the council has set, with the file it stands in.
    pub policy: Option<Filed<Policy>>,
}

impl Charging {
    /// Puts a year's rates in; the file that held the year before, if there was one.
    pub fn add(&mut self, file: &Arc<str>, rates: Rates) -> Option<Arc<str>> {
        let filed = Filed { file: file.clone(), value: rates };
        self.rates.insert(filed.value.tax_year, filed).map(|before| before.file)
    }
}
