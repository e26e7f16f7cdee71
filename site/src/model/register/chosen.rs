//! The parts of an entry that its owner may choose to show, each by its own name, and prices.

use fingerpost_estimator::Pence;
use serde::de::Deserializer;
use serde::{Deserialize, Serialize};

use super::text::PlainText;
use super::vocabulary::Gender;
use crate::model::words::checked;
use crate::model::{Email, PhoneNumber, WebAddress};

/// What someone asks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Rates {
    /// Pounds an hour.
    pub hour: Option<Range>,
    /// Pounds a night asleep.
    pub night: Option<Range>,
    /// Pounds a night awake.
    pub waking_night: Option<Range>,
    /// Pounds a mile, in their own car.
    #[serde(default, deserialize_with = "price")]
    pub mile: Option<Pence>,
    /// What else there is to say: "To be talked over".
    pub note: Option<PlainText>,
}

/// From one amount to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The least.
    #[serde(deserialize_with = "amount")]
    pub from: Pence,
    /// The most, if it varies.
    #[serde(default, deserialize_with = "price")]
    pub to: Option<Pence>,
}

/// How someone gets about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driving {
    /// Whether they drive.
    pub drives: bool,
    /// Whether they have a car.
    #[serde(default)]
    pub own_car: bool,
    /// Whether it is insured for work.
    #[serde(default)]
    pub business_insurance: bool,
}

fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pence, D::Error> {
    let read = |text: &str| {
        let price = text.parse().ok().filter(|price| *price >= Pence::default());
        price.ok_or_else(|| "This is not a price.|Write it in pounds, like 14.50.".to_owned())
    };
    checked(deserializer, "a price in pounds, like 14.50", Pence::default, read)
}

pub(super) fn price<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pence>, D::Error> {
    amount(deserializer).map(Some)
}

/// The parts of an entry that are shown only where its owner chose so. A part cannot be here without a word by which they
/// choose it.
macro_rules! chosen {
    ($($(#[$doc:meta])* $field:ident $variant:ident: $type:ty,)*) => {
        /// What may be shown if its owner chooses so, under the same name in `consent: shows:`.
        #[derive(Debug, Clone, Default, Serialize, Deserialize)]
        pub struct Chosen {
            $($(#[$doc])* pub $field: Option<$type>,)*
        }

        /// What someone can choose to show.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Show {
            $($(#[$doc])* $variant,)*
        }

        impl Chosen {
            /// The names of its parts.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// Lets go of what was not chosen.
            #[must_use]
            pub fn only(self, shows: &[Show]) -> Self {
                Self { $($field: self.$field.filter(|_| shows.contains(&Show::$variant)),)* }
            }
        }
    };
}

chosen! {
    /// First name, or the name they trade under.
    name Name: PlainText,
    /// About them, in their own words.
    about About: PlainText,
    /// Their business's phone number.
    phone Phone: PhoneNumber,
    /// Their business's e-mail address.
    email Email: Email,
    /// Their own website.
    website Website: WebAddress,
    /// What they ask for.
    rates Rates: Rates,
    /// Their gender.
    gender Gender: Gender,
    /// How they get about.
    driving Driving: Driving,
    /// Whether they do not smoke.
    non_smoker NonSmoker: bool,
    /// Whether they work where there are pets.
    pets Pets: bool,
}
