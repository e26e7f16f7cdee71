//! The least and the most that someone would pay, where the amounts they gave are rough.

use super::answers::{Answers, Depth};
use crate::case::Case;
use crate::money::{Pence, Round};

/// How far a rough amount may be off either way, in percent.
pub const ROUGH: i64 = 10;

/// Whether the amounts in these answers are rough.
pub fn is_rough(answers: &Answers) -> bool {
    answers.depth() == Depth::Quick || answers.get("sure") == "rough"
}

/// Which way amounts are off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The person pays less: they have less, the care costs less, their costs are higher.
    Least,
    /// The person pays more.
    Most,
}

/// The case with every amount that the reader gave off by [`ROUGH`] percent. What a person pays never falls when they
/// have more or when the care costs more, so the two sides hold all that lies between.
/// Rates of benefits and prices that the reader did not give stay as they are.
#[must_use]
pub fn off(case: &Case, side: Side) -> Case {
    let more = side == Side::Most;
    let scale = |amount: Pence, up: bool| {
        let percent = if up { 100 + ROUGH } else { 100 - ROUGH };
        amount.ratio(percent, 100, Round::Nearest).unwrap_or(amount).min(Pence::LIMIT)
    };
    let mut case = case.clone();
    for item in &mut case.capital {
        item.value = scale(item.value, more);
        item.debt = scale(item.debt, !more);
    }
    if let Some(home) = &mut case.home {
        home.value = scale(home.value, more);
        home.debt = scale(home.debt, !more);
    }
    for item in case.income.iter_mut().filter(|item| !item.kind.has_set_rate()) {
        item.amount = scale(item.amount, more);
    }
    for line in &mut case.care.lines {
        line.price = line.price.map(|price| scale(price, more));
    }
    for cost in &mut case.allowances.housing {
        cost.amount = scale(cost.amount, !more);
    }
    for expense in &mut case.allowances.disability_expenses {
        expense.amount = scale(expense.amount, !more);
    }
    case
}
