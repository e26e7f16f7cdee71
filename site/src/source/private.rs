//! What stands in a file of the register and is never published. Each value is checked for its form as it is read and then
//! let go: these types have no room for one, so there is nothing that could reach a page, an index, a cache or a message.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::Deserializer;

use crate::model::register::text::{Certificate, Something};
use crate::model::{Date, Email, PhoneNumber};

/// A value that was there and had the form of a `T`. Nothing of it is kept.
pub(super) struct Unkept<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Unkept<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|_| Self(PhantomData))
    }
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
    full_name: Something,
    /// House, street and town.
    home_address: Something,
    /// Postcode of their home.
    home_postcode: Something,
    /// Their own phone number.
    phone: PhoneNumber,
    /// Their own e-mail address.
    email: Email,
    /// Date of birth.
    date_of_birth: Date,
    /// National Insurance number.
    national_insurance: Something,
    /// Number of their DBS certificate.
    dbs_certificate: Certificate,
    /// Number or share code of what showed their right to work.
    right_to_work_document: Something,
    /// Number of their passport, licence or other paper.
    identity_document: Something,
    /// Number of their insurance policy.
    insurance_policy: Something,
    /// Who gave references, and how to reach them.
    referees: Something,
    /// Whom to ring if something happens to them.
    next_of_kin: Something,
    /// That person's phone number.
    next_of_kin_phone: PhoneNumber,
    /// Why they were taken out, or what is being looked into.
    reasons: Something,
    /// Anything else.
    notes: Something,
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("private")
    }
}
