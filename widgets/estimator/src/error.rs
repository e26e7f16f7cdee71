//! What can go wrong with a case, as a value with a plain-English message.

use std::fmt;
use std::ops::Deref;

/// A result of the rules.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A number is too big, too small, or not a sum of money.
    Amount,
    /// An answer is needed before the rules can go on.
    Missing,
    /// Two answers do not fit together.
    Conflict,
    /// The table of the tax year has no row for a rate that the case needs.
    Rate,
}

/// Something in a case that stops the rules, said so that a reader can put it right. One pointer wide: nearly every
/// function here may fail, and each way out costs bytes in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Fault>);

/// What an [`Error`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of thing is wrong.
    pub kind: ErrorKind,
    /// Where, as a path in the case file, such as `income[2].amount`. Empty when it is the whole case.
    pub field: String,
    /// What to do, in plain English.
    pub message: String,
}

impl Error {
    /// An error of a kind, at a place, with what to do about it.
    pub fn new(kind: ErrorKind, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Box::new(Fault { kind, field: field.into(), message: message.into() }))
    }

    /// A sum that does not fit.
    pub(crate) fn too_big() -> Self {
        Self::new(ErrorKind::Amount, "", "These amounts are too large to add up. Check each amount of money.")
    }

    /// The same error, placed in a field if it had no place yet.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        if self.field.is_empty() {
            self.0.field = field.into();
        }
        self
    }
}

impl Deref for Error {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.field, self.message) }
    }
}

impl std::error::Error for Error {}
