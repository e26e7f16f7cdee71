//! What every rule looks at: the case, the rates, the policy that holds, and the moment.

use crate::case::{Case, Nation};
use crate::error::{Error, ErrorKind, Result};
use crate::money::{Pence, Period, Round, Rounding, weekly};
use crate::policy::Choices;
use crate::rates::{Rates, Sheet};
use crate::year::{Day, TaxYear};

/// The point of a stay, or of a run-down, at which a case is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Which week of the stay, from 1.
    pub week: u32,
    /// Savings without the home at that point, where they are not those of the case.
    pub savings: Option<Pence>,
    /// Whether Attendance Allowance and the like have stopped (28 days of council-funded care in a care home).
    pub benefits_stopped: bool,
}

impl Moment {
    /// The first week, as the case has it.
    pub const START: Self = Self { week: 1, savings: None, benefits_stopped: false };
}

/// A case with all that is needed to work it out.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The case.
    pub case: &'a Case,
    /// The rates that hold.
    pub sheet: Sheet<'a>,
    /// The policy that holds.
    pub policy: &'a Choices,
    /// The day of the estimate.
    pub day: Day,
    /// The moment looked at.
    pub moment: Moment,
}

impl<'a> Context<'a> {
    /// Puts a case together with a year's rates and the policy that holds for it ([`Choices::of`]).
    pub fn new(case: &'a Case, rates: &'a Rates, policy: &'a Choices) -> Result<Self> {
        if case.nation != Nation::England {
            let message = "These are the rules for England. Scotland, Wales and Northern Ireland have their own.";
            return Err(Error::new(ErrorKind::Conflict, "nation", message));
        }
        let day = case.on.unwrap_or_else(|| case.year.unwrap_or(rates.tax_year).first_day());
        let year = case.year.unwrap_or_else(|| TaxYear::of(day));
        if year != rates.tax_year {
            let message = format!("This case is for {year} but the rates are for {}. Never mix years.", rates.tax_year);
            return Err(Error::new(ErrorKind::Conflict, "year", message));
        }
        if case.on.is_some_and(|on| TaxYear::of(on) != year) {
            let message = format!("The day of the estimate is not in {year}. Change `on` or `year`.");
            return Err(Error::new(ErrorKind::Conflict, "on", message));
        }
        if case.stay.week.is_some_and(|week| week > 5_000) {
            return Err(Error::new(ErrorKind::Amount, "stay.week", "Enter the week of the stay, up to 5,000."));
        }
        let moment = Moment { week: case.stay.week.unwrap_or(1).max(1), ..Moment::START };
        Ok(Self {
            case,
            sheet: Sheet { rates, local: policy.local_rates.as_ref(), given: Some(&case.rates) },
            policy,
            day,
            moment,
        })
    }

    /// The same case at another moment.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Self {
        Self { moment, ..*self }
    }

    /// How fractions of a penny go.
    pub fn rounding(&self) -> Rounding {
        self.policy.rounding.unwrap_or_default()
    }

    /// An amount as a weekly one, checked.
    pub fn weekly(&self, amount: Pence, per: Period, round: Round, field: &str) -> Result<Pence> {
        let basis = self.policy.week_basis.unwrap_or_default();
        weekly(amount.in_bounds(field)?, per, basis, round).map_err(|e| e.at(field))
    }

    /// Whether the rules for care at home hold: care at home, or a short stay that the council charges so
    /// (SI 2014/2672 regulation 8).
    pub fn home_rules(&self) -> bool {
        use crate::case::Setting::ShortStay;
        let setting = self.case.setting;
        !setting.in_care_home() || setting == ShortStay && self.policy.short_stay_as_home == Some(true)
    }

    /// A policy amount, checked.
    pub fn policy_amount(amount: Option<Pence>, field: &str) -> Result<Option<Pence>> {
        amount.map(|a| a.in_bounds(&format!("policy.{field}"))).transpose()
    }
}
