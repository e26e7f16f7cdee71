//! `content/site.yaml`: the council, the menu, the home page, switches.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::source::yaml::At;

/// The site as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Site {
    /// Name of the site.
    pub name: String,
    /// Who publishes it.
    pub council: String,
    /// The place it is for, as said in a sentence.
    pub place: String,
    /// Address it is published at, without a slash at the end.
    pub base_url: String,
    /// Theme, a folder in `themes`.
    pub theme: Option<At<String>>,
    /// Where "something wrong with this page?" is sent.
    pub corrections: Option<String>,
    /// Contact shown on every page.
    pub contact: Option<At<Id>>,
    /// Teams that own pages. Empty: any name will do.
    #[serde(default)]
    pub owners: Vec<String>,
    /// Days before `review_by` from which a page is called due.
    #[serde(default = "thirty")]
    pub review_soon_days: u32,
    /// Days after `review_by` after which the build fails.
    #[serde(default = "ninety")]
    pub review_grace_days: u32,
    /// Numbers at the top of every page.
    #[serde(default)]
    pub urgent: Vec<Urgent>,
    /// Main menu.
    #[serde(default)]
    pub menu: Vec<MenuEntry>,
    /// Links at the foot, after the site's own.
    #[serde(default)]
    pub footer: Vec<MenuEntry>,
    /// The home page; without it, a plain list of topics.
    #[serde(default)]
    pub home: Home,
    /// What every page of the register says.
    pub register: Option<RegisterWords>,
}

impl Site {
    /// The theme's name: `dorset` unless the file says otherwise.
    pub fn theme(&self) -> &str {
        self.theme.as_ref().map_or("dorset", |theme| theme.value.as_str())
    }

    /// A site that stands in for one whose file cannot be read, so that pages can be checked.
    pub fn stand_in() -> Self {
        Self {
            name: String::new(),
            council: String::new(),
            place: String::new(),
            base_url: String::new(),
            theme: None,
            corrections: None,
            contact: None,
            owners: Vec::new(),
            review_soon_days: thirty(),
            review_grace_days: ninety(),
            urgent: Vec::new(),
            menu: Vec::new(),
            footer: Vec::new(),
            home: Home::default(),
            register: None,
        }
    }
}

fn thirty() -> u32 {
    30
}

fn ninety() -> u32 {
    90
}

/// What every page of the register of direct payment support says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisterWords {
    /// Who puts people in touch.
    pub support: At<Id>,
    /// Whom to tell of a worry about someone in it.
    pub concern: At<Id>,
    /// What the council is not.
    pub notice: String,
}

/// A worded link to a page of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MenuEntry {
    /// Words of the link.
    pub title: String,
    /// Page it leads to.
    pub page: At<Id>,
}

/// A question and the number that answers it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Urgent {
    /// The question.
    pub text: String,
    /// Whom to ring.
    pub contact: At<Id>,
}

/// The home page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Home {
    /// Heading.
    pub title: Option<String>,
    /// First words.
    #[serde(default)]
    pub lead: String,
    /// A second, quieter paragraph.
    #[serde(default)]
    pub note: String,
    /// What most people come for: the arms of the post.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Things to work out on the site itself.
    #[serde(default)]
    pub tools: Vec<Task>,
    /// Folders whose pages are listed, in order. Empty: all of them.
    #[serde(default)]
    pub topics: Vec<At<Id>>,
    /// A second list of ways in.
    pub events: Option<HomeLinks>,
    /// Something everyone should know.
    pub promise: Option<Promise>,
}

/// An arm of the post on the home page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Task {
    /// The task, in the reader's words.
    pub title: String,
    /// What is behind it.
    pub hint: String,
    /// Where it leads.
    pub page: At<Id>,
}

/// A titled list of links.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HomeLinks {
    /// Heading.
    pub title: String,
    /// A sentence below it.
    pub intro: String,
    /// The links.
    pub links: Vec<MenuEntry>,
}

/// A box with one message and a link.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Promise {
    /// Heading.
    pub title: String,
    /// The message.
    pub text: String,
    /// Where to read more.
    pub link: MenuEntry,
}
