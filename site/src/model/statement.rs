//! The accessibility statement (Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility
//! Regulations 2018, regulation 8), as typed parts, so that none the law asks for can be left out.

use serde::{Deserialize, Serialize};

use super::{Date, Id};
use crate::source::yaml::At;

/// How far the site meets the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compliance {
    /// All of it.
    Full,
    /// Most of it.
    Partial,
    /// Not.
    None,
}

/// Why something is not accessible, in the law's three cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It fails the regulations.
    NonCompliance,
    /// Mending it would be a disproportionate burden.
    DisproportionateBurden,
    /// The regulations do not cover it.
    OutOfScope,
}

/// Something that is not accessible.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NonAccessible {
    /// What.
    pub issue: String,
    /// Why, in law.
    pub why: Reason,
    /// WCAG criterion it fails.
    pub criterion: Option<String>,
    /// What to use instead.
    pub alternative: String,
    /// What we will do, by when.
    pub plan: String,
}

/// How to tell us.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Feedback {
    /// Whom to ring, an id of contacts.yaml.
    pub contact: At<Id>,
    /// How soon we answer.
    pub response_time: String,
}

/// When and how it was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Preparation {
    /// First written.
    pub prepared: Date,
    /// Last reviewed; at least every 12 months.
    pub reviewed: At<Date>,
    /// Last tested.
    pub tested: Date,
    /// By whom.
    pub tested_by: String,
    /// How.
    pub method: String,
}

/// The statement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Statement {
    /// Name of the website.
    pub service: String,
    /// What it covers.
    pub scope: String,
    /// How far it complies.
    pub compliance: Compliance,
    /// With what.
    pub standard: String,
    /// What does not.
    #[serde(default)]
    pub non_accessible: Vec<NonAccessible>,
    /// What readers can do.
    pub how_accessible: Vec<String>,
    /// How to report a problem.
    pub feedback: Feedback,
    /// Whom to turn to if we do not answer.
    pub enforcement: At<String>,
    /// When and how it was made.
    pub preparation: Preparation,
    /// What we are doing to improve.
    pub improving: At<String>,
}
