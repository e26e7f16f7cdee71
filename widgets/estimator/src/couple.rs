//! The joint test for a couple. The person is assessed alone (Care Act 2014 s.17; Guidance 8.8); many councils also
//! look at both together and take the lower charge. The joint test counts both incomes, both minimum income
//! guarantees and the person's own capital.

use crate::allowance::{self, Kept, Whose};
use crate::case::Household;
use crate::context::Context;
use crate::error::Result;
use crate::income;
use crate::money::Pence;
use crate::step::{Section, Step};

/// What the joint test comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Both incomes less what both keep; not below zero.
    pub disposable: Pence,
    /// The working.
    pub steps: Vec<Step>,
}

/// Makes the joint test, if there is a partner whose income is given and the council makes it.
/// `income` and `benefits` are the person's, as counted; `tariff` is the person's.
pub fn joint(context: &Context<'_>, counted: Pence, tariff: Pence, benefits: Pence) -> Result<Option<Joint>> {
    let case = context.case;
    let wanted = context.policy.couple_joint_test != Some(false) && context.home_rules();
    let Some(partner) = case.partner.as_ref().filter(|_| wanted && case.person.household == Household::Couple) else {
        return Ok(None);
    };
    let Some(items) = &partner.income else { return Ok(None) };
    let theirs = income::count_items(context, items, "partner.income")?;
    let mut kept = Kept::default();
    allowance::minimum_income(context, Whose::Person, &mut kept)?;
    allowance::minimum_income(context, Whose::Partner, &mut kept)?;
    allowance::housing(context, true, &mut kept)?;
    let own = &case.allowances.disability_expenses;
    allowance::disability(context, own, "allowances.disability_expenses", benefits, &mut kept)?;
    let expenses = &partner.disability_expenses;
    let field = "partner.disability_expenses";
    allowance::disability(context, expenses, field, theirs.disability_benefits, &mut kept)?;
    for (i, expense) in case.allowances.other.iter().enumerate() {
        let field = format!("allowances.other[{i}].amount");
        let amount = context.weekly(expense.amount, expense.per, context.rounding().kept(), &field)?;
        kept.total = kept.total.plus(amount)?;
    }
    let together = counted.plus(theirs.counted)?.plus(tariff)?;
    let disposable = together.less(kept.total)?.or_zero();
    let why = format!(
        "Looked at together, you and your partner have {together} that counts and keep {}. That leaves this much.",
        kept.total
    );
    let law = "Care Act 2014 s.17; council policy";
    let step = Step::week(Section::Charge, "Left when we look at you as a couple", disposable).because(why).law(law);
    Ok(Some(Joint { disposable, steps: vec![step] }))
}
