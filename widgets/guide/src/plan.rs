//! The things to do that answers lead to, the most urgent first, each with why it is there.

use crate::answers::Answers;
use crate::flow::Flow;
use crate::words;
use crate::written::Group;

/// Something in someone's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due<'f> {
    /// The item, by its place in the flow.
    pub item: usize,
    /// How soon.
    pub group: Group,
    /// What they answered that brought it: phrases to go after "because"; none when everyone gets it.
    pub because: Vec<&'f str>,
}

/// The plan of someone, from the answers on their walk.
pub fn plan<'f>(flow: &'f Flow, answers: &Answers) -> Vec<Due<'f>> {
    let mut plan = Vec::new();
    for group in Group::ALL {
        let items = flow.items.iter().enumerate().filter(|(_, item)| item.group == group && item.when.holds(answers));
        plan.extend(items.map(|(at, item)| {
            let mut because = Vec::new();
            words::reasons(flow, &item.when, answers, &mut because);
            Due { item: at, group, because }
        }));
    }
    plan
}
