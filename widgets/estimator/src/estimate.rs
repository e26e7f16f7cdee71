//! The whole estimate for a case: the assessment now, and again at each point where the rules change
//! (day 29 of council help in a care home; the end of the twelve weeks in which a home does not count).

use serde::Serialize;

use crate::assess::{Assessment, assess};
use crate::capital_kind::{CapitalKind, OccupierKind};
use crate::case::{Case, Household};
use crate::context::{Context, Moment};
use crate::deferred::{self, Eligibility};
use crate::error::Result;
use crate::money::Pence;
use crate::pension_credit::{self, Claim};
use crate::policy::{Choices, Council};
use crate::rates::{RateId, Rates, Used};
use crate::year::{Day, TaxYear};

/// An assessment that holds from a week of the stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// From this week.
    pub from_week: u32,
    /// Why things change then.
    pub because: &'static str,
    /// What holds from then.
    pub assessment: Assessment,
}

/// Something to look at. Never says that someone qualifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LookAt {
    /// Attendance Allowance.
    AttendanceAllowance,
    /// Personal Independence Payment.
    Pip,
    /// Pension Credit.
    PensionCredit,
    /// NHS continuing healthcare.
    ContinuingHealthcare,
    /// A deferred payment agreement.
    DeferredPayment,
    /// Independent financial advice.
    FinancialAdvice,
}

/// The whole estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// The case.
    pub id: String,
    /// The tax year of the rates.
    pub year: TaxYear,
    /// The day of the estimate.
    pub on: Day,
    /// What holds now.
    pub now: Phase,
    /// What holds after each change.
    pub later: Vec<Phase>,
    /// Whether the council must offer a deferred payment, if there is a home to borrow against.
    pub deferred: Option<Eligibility>,
    /// What to look at.
    pub look_at: Vec<LookAt>,
    /// When to ask the council because these rules do not reach.
    pub ask_the_council: Vec<String>,
}

impl Estimate {
    /// What holds now, then after each change.
    pub fn phases(&self) -> impl Iterator<Item = &Phase> {
        std::iter::once(&self.now).chain(&self.later)
    }

    /// Every rate used that is not from an official source, each once.
    pub fn flagged(&self) -> Vec<&Used> {
        let first = |id| self.phases().flat_map(|phase| phase.assessment.flagged()).find(|used| used.id == id);
        RateId::ALL.iter().filter_map(|id| first(*id)).collect()
    }
}

/// Whether Attendance Allowance and the like stop: the council pays something, and there is no deferred payment to
/// be paid back in full.
fn benefits_stop(context: &Context<'_>, with: &Assessment) -> bool {
    context.case.setting.permanent()
        && with.disability_benefits > Pence::ZERO
        && !with.pays_in_full
        && !with.free
        && with.council_pays.is_none_or(|council| council > Pence::ZERO)
}

/// An assessment in a week of the stay, with benefits stopped where they do by then.
pub fn assess_week(context: &Context<'_>, week: u32) -> Result<Assessment> {
    let with = assess(&context.at(Moment { week, benefits_stopped: false, ..context.moment }))?;
    if week >= 5 && benefits_stop(context, &with) {
        return assess(&context.at(Moment { week, benefits_stopped: true, ..context.moment }));
    }
    Ok(with)
}

/// Works out a case.
pub fn estimate(case: &Case, rates: &Rates, policy: &impl Council) -> Result<Estimate> {
    of(&Context::new(case, rates, &Choices::of(policy, case))?)
}

/// Works out the case of a context.
pub fn of(context: &Context<'_>) -> Result<Estimate> {
    let case = context.case;
    let start = context.moment.week;
    let now = Phase { from_week: start, because: "What holds now.", assessment: assess_week(context, start)? };
    let mut later: Vec<Phase> = Vec::new();
    if case.setting.permanent() {
        let used = u32::from(case.stay.disregard_weeks_used.min(12));
        let protector = case.home.as_ref().and_then(|h| h.protector_left_weeks);
        let protected = protector.filter(|weeks| *weeks < 12).map_or(0, |weeks| start.saturating_add(12 - weeks));
        let mut changes = [
            (5, "Attendance Allowance and the like stop after 28 days when the council helps to pay."),
            (13 - used, "The 12 weeks in which your home does not count are over."),
            (protected, "The 12 weeks after the change in your home are over."),
        ];
        // Three in order, by hand: a sort is a kilobyte of the tool.
        for (a, b) in [(0, 1), (1, 2), (0, 1)] {
            if changes[a] > changes[b] {
                changes.swap(a, b);
            }
        }
        for (week, because) in changes.into_iter().filter(|(week, _)| *week > start) {
            let assessment = assess_week(context, week)?;
            if later.last().unwrap_or(&now).assessment.sums() != assessment.sums() {
                later.push(Phase { from_week: week, because, assessment });
            }
        }
    }
    let deferred = deferred::eligibility(context)?;
    let look_at = look_at(context, &now.assessment, &later, deferred.as_ref())?;
    let ask_the_council = ask(case);
    let (id, year, on) = (case.id.clone(), context.sheet.rates.tax_year, context.day);
    Ok(Estimate { id, year, on, now, later, deferred, look_at, ask_the_council })
}

fn look_at(
    context: &Context<'_>,
    now: &Assessment,
    later: &[Phase],
    deferred: Option<&Eligibility>,
) -> Result<Vec<LookAt>> {
    let case = context.case;
    let mut all = Vec::new();
    let old = case.person.age.of_pension_age(context.day)?;
    let some_benefit = case.income.iter().any(|item| item.kind.brings_disability_premium());
    if !some_benefit {
        all.extend(old.map(|old| if old { LookAt::AttendanceAllowance } else { LookAt::Pip }));
    }
    if old == Some(true) && !now.free {
        let couple = case.person.household == Household::Couple && !case.setting.permanent();
        let claim = Claim { couple, income: now.counted_income, savings: now.savings, ..Claim::default() };
        // Without the year's rate there is nothing to say.
        let known = pension_credit::guarantee(&context.sheet, &claim).is_ok_and(|g| g.credit > Pence::ZERO);
        if known && !couple {
            all.push(LookAt::PensionCredit);
        }
    }
    if case.setting.permanent() && !now.free {
        all.push(LookAt::ContinuingHealthcare);
    }
    if deferred.is_some_and(|d| d.must_offer) {
        all.push(LookAt::DeferredPayment);
    }
    if now.pays_in_full || later.iter().any(|phase| phase.assessment.pays_in_full) {
        all.push(LookAt::FinancialAdvice);
    }
    Ok(all)
}

fn ask(case: &Case) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for item in &case.capital {
        let text = match item.kind {
            CapitalKind::Trust => "You have a trust. We cannot work that out here.",
            CapitalKind::Business => "You own a business. We cannot work that out here.",
            CapitalKind::Overseas => "You own something abroad. We cannot work that out here.",
            CapitalKind::GivenAway => "You gave something away or spent it. The council decides if it counts.",
            CapitalKind::OtherProperty if item.owners.is_some_and(|n| n > 1) || item.share.is_some() => {
                "You own land or a building with others. Your share may be worth less than an equal part. Ask a valuer."
            }
            _ => continue,
        };
        if !all.iter().any(|said| said == text) {
            all.push(text.to_owned());
        }
    }
    if let Some(home) = &case.home {
        if home.owners.is_some_and(|n| n > 1) || home.share.is_some() {
            let text = "You own your home with others. If it counts, your share may be worth little. Ask a valuer.";
            all.push(text.to_owned());
        }
        if !home.occupiers.iter().all(|o| o.since_before && o.who != OccupierKind::SomeoneElse) {
            let text = "Someone else lives in your home, or moved in after you left. The council can choose not to \
                        count it. Ask.";
            all.push(text.to_owned());
        }
    }
    all
}
