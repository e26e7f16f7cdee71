//! What the tool in the browser is given to work with: one definition for the build, which writes it, and the browser,
//! which reads it.

use serde::{Deserialize, Serialize};

use crate::form::Words;
use crate::policy::Choices;
use crate::rates::Rates;
use crate::year::{Day, TaxYear};

/// Rates, policy and words, as of the build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The council's name.
    pub council: String,
    /// What the questions say.
    pub words: Words,
    /// What the council has set.
    pub policy: Choices,
    /// Rates of this tax year, and of later ones where they are known.
    pub rates: Vec<Rates>,
}

impl Facts {
    /// The rates that hold on a day, and the day: where there are none for its year, those of the nearest year there is,
    /// on that year's nearest day. Nothing only when there are no rates at all.
    pub fn on(&self, today: Day) -> Option<(&Rates, Day)> {
        let year = TaxYear::of(today);
        let exact = self.rates.iter().find(|rates| rates.tax_year == year);
        if let Some(rates) = exact {
            return Some((rates, today));
        }
        let far = |rates: &&Rates| (rates.tax_year.starts() - year.starts()).abs();
        let rates = self.rates.iter().min_by_key(far)?;
        let first = rates.tax_year.first_day();
        let last = rates.tax_year.next().first_day().plus_days(-1).unwrap_or(first);
        Some((rates, if today < first { first } else { last }))
    }
}
