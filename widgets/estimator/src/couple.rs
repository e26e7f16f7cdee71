//! The joint test for a couple. The person is assessed alone (Care Act 2014 s.17; Guidance 8.8); many councils also
//! look at both together and take the lower charge. The joint test counts both incomes, both minimum income
//! guarantees and the person's own capital.

use crate::allowance::{self, Kept, Whose};
use crate::case::Household;
use crate::context::Context;
use crate::error::Result;
use crate::income;
use crate::money::Pence;
use crate::step::{Section, Working};

/// Makes the joint test, if there is a partner whose income is given and the council makes it: both incomes less what
/// both keep, not below zero. `counted`, `tariff` and `benefits` are the person's.
pub fn joint(
    context: &Context<'_>,
    counted: Pence,
    tariff: Pence,
    benefits: Pence,
    working: &mut Working,
) -> Result<Option<Pence>> {
    let case = context.case;
    let wanted = context.policy.couple_joint_test != Some(false) && context.home_rules();
    let Some(partner) = case.partner.as_ref().filter(|_| wanted && case.person.household == Household::Couple) else {
        return Ok(None);
    };
    let Some(items) = &partner.income else { return Ok(None) };
    // Only the sum is shown, not each line of the partner's.
    let apart = &mut Working::default();
    let theirs = income::count_items(context, items, "partner.income", apart)?;
    let guaranteed = allowance::minimum_income(context, Whose::Person, apart)?;
    let own = &case.allowances.disability_expenses;
    let own = allowance::disability(context, own, "allowances.disability_expenses", benefits, apart)?;
    let (expenses, field) = (&partner.disability_expenses, "partner.disability_expenses");
    let kept = Kept {
        guaranteed: guaranteed.plus(allowance::minimum_income(context, Whose::Partner, apart)?)?,
        housing: allowance::housing(context, true, apart)?,
        disability: own.plus(allowance::disability(context, expenses, field, theirs.disability_benefits, apart)?)?,
        other: allowance::other(context, apart)?,
    };
    let kept = kept.total()?;
    let together = counted.plus(theirs.counted)?.plus(tariff)?;
    let disposable = together.less(kept)?.or_zero();
    let why = format!(
        "Looked at together, you and your partner have {together} that counts and keep {kept}. That leaves this much."
    );
    let law = "Care Act 2014 s.17; council policy";
    working.week(Section::Charge, "Left when we look at you as a couple", disposable, &why, law);
    Ok(Some(disposable))
}
