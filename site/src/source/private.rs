//! What stands in a file of the register and is never published. Each value is checked for its form as it is read and then
//! let go: these types have no room for one, so there is nothing that could reach a page, an index, a cache or a message.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::model::Date;
use crate::model::register::text;

/// A value that was there and had the right form. Nothing of it is kept.
pub(super) struct Unkept<F>(PhantomData<F>);

impl<F> fmt::Debug for Unkept<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("private")
    }
}

/// The form of a private value.
pub(super) trait Form {
    const WHAT: &'static str;
    fn check(text: &str) -> Result<(), String>;
}

impl<'de, F: Form> Deserialize<'de> for Unkept<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<F>(PhantomData<F>);
        impl<F: Form> Visitor<'_> for Read<F> {
            type Value = Unkept<F>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(F::WHAT)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Unkept<F>, E> {
                F::check(text).map(|()| Unkept(PhantomData)).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Read(PhantomData))
    }
}

macro_rules! forms {
    ($($name:ident $what:literal $check:expr;)*) => {$(
        pub(super) struct $name;
        impl Form for $name {
            const WHAT: &'static str = $what;
            fn check(text: &str) -> Result<(), String> {
                let check: fn(&str) -> Result<(), String> = $check;
                check(text)
            }
        }
    )*};
}

forms! {
    Words "text" |text| if text.trim().is_empty() { Err("This is empty.|Take the key out.".into()) } else { Ok(()) };
    Phone "a phone number" text::phone;
    Email "an e-mail address" text::email;
    Day "a date" |text| text.parse::<Date>().map(drop);
    Certificate "the number of a DBS certificate" |text| {
        let figures = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        if figures { Ok(()) } else { Err("A DBS certificate has a number of 12 figures.|Write it without spaces.".into()) }
    };
}

macro_rules! private {
    ($($(#[$doc:meta])* $field:ident: $form:ident,)*) => {
        /// The keys that can stand under `private:`.
        #[derive(Deserialize)]
        #[allow(dead_code, reason = "read to check their form; there is nothing in them to use")]
        pub(super) struct Private {
            $($(#[$doc])* $field: Option<Unkept<$form>>,)*
        }

        /// The names of all private keys.
        pub const PRIVATE: &[&str] = &[$(stringify!($field)),*];
    };
}

private! {
    /// Full name.
    full_name: Words,
    /// House, street and town.
    home_address: Words,
    /// Postcode of their home.
    home_postcode: Words,
    /// Their own phone number.
    phone: Phone,
    /// Their own e-mail address.
    email: Email,
    /// Date of birth.
    date_of_birth: Day,
    /// National Insurance number.
    national_insurance: Words,
    /// Number of their DBS certificate.
    dbs_certificate: Certificate,
    /// Number or share code of what showed their right to work.
    right_to_work_document: Words,
    /// Number of their passport, licence or other paper.
    identity_document: Words,
    /// Number of their insurance policy.
    insurance_policy: Words,
    /// Who gave references, and how to reach them.
    referees: Words,
    /// Whom to ring if something happens to them.
    next_of_kin: Words,
    /// That person's phone number.
    next_of_kin_phone: Phone,
    /// Why they were taken out, or what is being looked into.
    reasons: Words,
    /// Anything else.
    notes: Words,
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("private")
    }
}
