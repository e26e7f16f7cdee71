//! A guide as an officer writes it in YAML: names everywhere, looked up in `resolve`.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// The main file of a guide.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// What the guide is called.
    pub title: String,
    /// Where it leads.
    pub kind: Kind,
    /// The most that anyone may be asked, and the most pages it may take.
    pub limits: Limits,
    /// Contacts for someone in danger, shown on every page.
    pub urgent: Vec<String>,
    /// The contact who helps with any of it.
    pub contact: String,
    /// Items that nobody who gets a plan may miss.
    #[serde(default)]
    pub every_plan: Vec<String>,
    /// Codes of questions (`h`) and options (`h.7`) that were used once and may not be again.
    #[serde(default)]
    pub retired: Vec<String>,
    /// The questions. The first is the start.
    pub questions: Vec<Question>,
    /// Where a reader can end, besides a plan.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Things to do.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Made-up people, and what the guide must tell them.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
}

/// More of a guide, in a file of the folder that has its name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Things to do.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Made-up people, and what the guide must tell them.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
}

/// Where a guide leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// To one of a few outcomes.
    Route,
    /// To a list of things to do.
    Plan,
}

/// What a guide may ask of a reader, and of the site.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The most questions that anyone is asked.
    pub questions: usize,
    /// The most pages that a route may take without JavaScript.
    #[serde(default = "Limits::pages")]
    pub pages: usize,
}

impl Limits {
    fn pages() -> usize {
        60
    }
}

/// One or any number of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answering {
    /// One.
    One,
    /// Any number.
    Many,
}

/// A question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name, for good.
    pub id: String,
    /// Its short name in a reader's own link, for good.
    pub code: String,
    /// The question.
    pub ask: String,
    /// What a reader should know before they answer.
    #[serde(default)]
    pub hint: String,
    /// Why we ask.
    pub why: String,
    /// How many answers it takes.
    #[serde(rename = "type")]
    pub answering: Answering,
    /// Whether it may be skipped: yes in a plan and no in a route, unless it says so.
    pub skip: Option<bool>,
    /// The answers.
    pub options: Vec<Choice>,
    /// Where answers lead that have no `next` of their own, and where skipping leads.
    pub next: Option<Next>,
}

/// An answer to choose.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name within the question, for good.
    pub id: String,
    /// Its short name within the question, for good: one letter or figure.
    pub code: String,
    /// What it says.
    pub label: String,
    /// What it means, to go after "If" and "because": "you look after them 35 hours a week or more".
    pub means: String,
    /// Whether it cannot be ticked with others.
    #[serde(default)]
    pub alone: bool,
    /// Where it leads.
    pub next: Option<Next>,
}

/// What follows: one place, or a table of which exactly one line must hold.
#[derive(Clone, Debug, Serialize)]
pub enum Next {
    /// A question, an outcome, or `plan`.
    To(String),
    /// The lines.
    Table(Vec<Line>),
}

/// A line of a table: `when` and `to`, or `otherwise` alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who goes this way.
    pub when: Option<When>,
    /// Where to.
    pub to: Option<String>,
    /// Where all others go.
    pub otherwise: Option<String>,
}

impl<'de> Deserialize<'de> for Next {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Next;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a question or an outcome, `plan`, or a list of `when` and `to`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Next, E> {
                Ok(Next::To(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Next, A::Error> {
                let mut lines = Vec::new();
                while let Some(line) = items.next_element()? {
                    lines.push(line);
                }
                Ok(Next::Table(lines))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Whom something is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum When {
    /// Everyone.
    Always,
    /// Those who gave one of these answers to a question: its id, the answers' ids.
    Is(String, Vec<String>),
    /// Those who were asked a question.
    Asked(String),
    /// Those for whom all of these hold, written as the keys of one group.
    Both(Vec<When>),
    /// Those for whom all of these hold.
    All(Vec<When>),
    /// Those for whom one of these holds.
    Any(Vec<When>),
    /// Those for whom this does not hold.
    Not(Box<When>),
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Condition;
        impl<'de> Visitor<'de> for Condition {
            type Value = When;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`always`, or answers such as {hours: [full]}")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
                let help = "Write `always`, or answers such as `{hours: [full, varies]}`.";
                if text == "always" {
                    Ok(When::Always)
                } else {
                    Err(E::custom(format!("\"{text}\" is not a condition.|{help}")))
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<When, A::Error> {
                let mut all = Vec::new();
                while let Some(key) = entries.next_key::<String>()? {
                    all.push(match key.as_str() {
                        "all" => When::All(entries.next_value()?),
                        "any" => When::Any(entries.next_value()?),
                        "not" => When::Not(entries.next_value()?),
                        "asked" => When::Asked(entries.next_value()?),
                        _ => When::Is(key, entries.next_value::<Several>()?.0),
                    });
                }
                match all.len() {
                    0 => Err(de::Error::custom("This condition is empty.|Write `always` if it is for everyone.")),
                    1 => Ok(all.remove(0)),
                    _ => Ok(When::Both(all)),
                }
            }
        }
        deserializer.deserialize_any(Condition)
    }
}

/// One word, or a list of words.
struct Several(Vec<String>);

impl<'de> Deserialize<'de> for Several {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Several;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of an answer, or a list of them")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Several, E> {
                Ok(Several(vec![text.to_owned()]))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Several, E> {
                Ok(Several(vec![number.to_string()]))
            }
            fn visit_bool<E: de::Error>(self, word: bool) -> Result<Several, E> {
                Ok(Several(vec![word.to_string()]))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Several, E> {
                Ok(Several(Vec::new()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Several, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = items.next_element()? {
                    words.push(word);
                }
                Ok(Several(words))
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// How soon something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Today.
    Today,
    /// This week.
    ThisWeek,
    /// Later.
    Later,
}

impl Group {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Today, Self::ThisWeek, Self::Later];

    /// What readers call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::ThisWeek => "This week",
            Self::Later => "When you are ready",
        }
    }

    /// Its name in files and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::ThisWeek => "this-week",
            Self::Later => "later",
        }
    }
}

/// Where a reader can end.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its name, for good.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it says, in Markdown.
    pub text: String,
    /// Who helps, in place of the guide's contact.
    pub contact: Option<String>,
    /// Whether it is about harm, so that a reader may need to leave quickly.
    #[serde(default)]
    pub harm: bool,
}

/// Something to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name, for good.
    pub id: String,
    /// How soon.
    pub group: Group,
    /// For whom.
    pub when: When,
    /// What to do, in a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to do, in Markdown.
    pub text: String,
    /// Who helps with it.
    pub contact: Option<String>,
    /// Whether it is about harm, so that a reader may need to leave quickly.
    #[serde(default)]
    pub harm: bool,
}

/// A made-up person, and what the guide must tell them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Who they are.
    pub who: String,
    /// What they answer, by question: an answer, a list of answers, or `skipped`.
    pub answers: Given,
    /// Where they end: an outcome, or `plan`.
    pub ends: String,
    /// Items that they must see.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Items that they must not see.
    #[serde(default)]
    pub hides: Vec<String>,
}

/// Answers by the names of questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Given(pub BTreeMap<String, Vec<String>>);

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = BTreeMap::<String, Several>::deserialize(deserializer)?;
        Ok(Self(map.into_iter().map(|(question, words)| (question, words.0)).collect()))
    }
}
