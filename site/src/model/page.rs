//! A page: its front matter and its Markdown.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::words::{some, words};
use super::{Date, Id, WebAddress};
use crate::source::yaml::At;

/// Whom a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anyone who lives here.
    Residents,
    /// People who look after someone, unpaid.
    Carers,
    /// People who pay for their own care.
    SelfFunders,
    /// People under 25.
    YoungPeople,
    /// People and firms who provide care.
    Providers,
    /// People whose work brings them here on behalf of others.
    Professionals,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title, with section and year.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// Address, if it is public.
    pub url: Option<WebAddress>,
    /// Date of the source.
    pub date: Option<Date>,
    /// What it was used for, and any doubt.
    pub note: Option<String>,
}

/// What stands between the dashes at the top of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The page's heading.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// One or two sentences, shown below the heading and in lists.
    #[serde(deserialize_with = "words")]
    pub summary: String,
    /// Whom it is for.
    #[serde(deserialize_with = "some")]
    pub audience: Vec<Audience>,
    /// Topics it is filed under, besides its folder's.
    #[serde(default)]
    pub topics: Vec<At<Id>>,
    /// Team that answers for it.
    pub owner: At<String>,
    /// When its facts were last checked.
    pub reviewed: At<Date>,
    /// When they must be checked again.
    pub review_by: At<Date>,
    /// Where its facts come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Pages to read next, as `page:` links.
    #[serde(default)]
    pub related: Vec<At<String>>,
    /// Old addresses that lead here.
    #[serde(default)]
    pub aliases: Vec<At<String>>,
    /// Place among its neighbours.
    pub order: Option<i32>,
    /// Left out unless drafts are asked for.
    #[serde(default)]
    pub draft: bool,
}

/// A page as written.
#[derive(Debug)]
pub struct Page {
    /// Name by which others link to it.
    pub id: Id,
    /// Its file.
    pub file: Arc<str>,
    /// The whole file.
    pub text: String,
    /// Byte at which the YAML begins.
    pub yaml_offset: usize,
    /// Byte at which the Markdown begins.
    pub body_offset: usize,
    /// Its details.
    pub meta: FrontMatter,
    /// The guide that stands on it.
    pub guide: Option<Id>,
    /// Whether it is the Easy Read version of another page.
    pub easy_read: bool,
    /// Minutes to read it, at 200 words a minute; at least one. None for a tool.
    pub minutes: u32,
    /// Address on the site, from `/`.
    pub address: Arc<str>,
}

impl Page {
    /// The Markdown.
    pub fn body(&self) -> &str {
        &self.text[self.body_offset..]
    }

    /// Whether it is something to do, not to read.
    pub fn is_tool(&self) -> bool {
        self.minutes == 0
    }

    /// The folder's page that this one stands below, by id; `None` at the top.
    pub fn parent(&self) -> Option<&str> {
        self.id.rsplit_once('/').map(|(folder, _)| folder)
    }

    /// Id of the full page, for an Easy Read version.
    pub fn full_version(&self) -> Option<&str> {
        self.id.strip_suffix(EASY_READ)
    }

    /// How fresh it is on a day.
    pub fn standing(&self, today: Date, soon_days: u32) -> Standing {
        let due = self.meta.review_by.value;
        if due < today {
            Standing::Overdue
        } else if due <= today.plus_days(soon_days) {
            Standing::DueSoon
        } else {
            Standing::Current
        }
    }
}

/// Whether a name can be an address: small letters, figures and hyphens, in folders or not.
pub fn is_name(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    name.split('/').all(plain)
}

/// Whether an old address is a plain path on this site: `/care/paying`, `/old-page.html`.
pub fn is_address(alias: &str) -> bool {
    let plain = |part: &str| {
        let letters = part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b));
        letters && !matches!(part, "" | "." | "..")
    };
    alias.trim_end_matches('/').strip_prefix('/').is_some_and(|path| path.split('/').all(plain))
}

/// Ending of the id of an Easy Read version.
pub(crate) const EASY_READ: &str = ".easy-read";

/// How fresh a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Checked, and not due.
    Current,
    /// Due before long.
    DueSoon,
    /// Past its day; readers are told.
    Overdue,
}
