//! Care Act 2014 charging for England: what a person would pay for care, with every line explained.
//!
//! Pure rules: no web, no files, no clock. A [`Case`] holds a household's answers, [`Rates`] a tax year's figures with
//! their sources, [`Policy`] what a council may set. [`estimate()`] gives the assessment now and after each change the
//! rules make; [`forecast()`] runs savings and a deferred payment ahead week by week. Every rule adds its lines to the
//! [`Working`], each a [`Step`]: a label, an amount, why, the regulation, and the rates it used with how far they can be
//! trusted. Nothing panics on any input: what is wrong with a case is an [`Error`] that says what to do.
//!
//! The law: Care Act 2014 ss.14, 17, 34 to 36; the Care and Support (Charging and Assessment of Resources) Regulations
//! 2014, SI 2014/2672; the Care and Support (Deferred Payment) Regulations 2014, SI 2014/2671. An estimate is never a
//! decision.
//!
//! | file | what it owns |
//! |---|---|
//! | `money`, `year`, `error` | pence, weeks and rounding; days and tax years; what can go wrong |
//! | `rates`, `by_rate`, `policy` | dated figures with sources; values by rate; what a council may set |
//! | `care`, `case`, `context`, `step` | the answers; the answers with rates, policy and a moment; the working |
//! | `free`, `cost` | what is free; what the rest costs, top-ups, the NHS's part |
//! | `capital_kind`, `capital`, `income_kind`, `income`, `allowance` | what counts; what the person keeps |
//! | `assess`, `couple` | one assessment, in order; the joint test |
//! | `deferred`, `estimate`, `forecast` | loans against a home; the phases of a stay; the years ahead |
//! | `pension_credit` | a first look, only to say that it may be worth asking |
#![forbid(unsafe_code)]

pub mod allowance;
pub mod assess;
pub mod by_rate;
pub mod capital;
pub mod capital_kind;
pub mod care;
pub mod case;
pub mod context;
pub mod cost;
pub mod couple;
pub mod deferred;
pub mod error;
pub mod estimate;
pub mod facts;
pub mod forecast;
pub mod form;
pub mod free;
pub mod income;
pub mod income_kind;
pub mod letter;
pub mod money;
pub mod pension_credit;
pub mod policy;
pub mod rates;
pub mod step;
#[cfg(feature = "view")]
mod view;
pub mod year;

pub use assess::Assessment;
pub use case::{Case, Setting};
pub use context::{Context, Moment};
pub use error::{Error, ErrorKind, Result};
pub use estimate::{Estimate, estimate};
pub use facts::Facts;
pub use forecast::{Forecast, forecast};
pub use money::Pence;
pub use policy::Policy;
pub use rates::{RateId, Rates, Status};
pub use step::{Step, Working};
pub use year::{Day, TaxYear};
