//! The proofs say what trying every answer says: random flows, small enough that all can be tried.

use fingerpost_guide::answers::{Answers, valid};
use fingerpost_guide::flow::{Choice, Flow, Item, Next, Question, Target, When};
use fingerpost_guide::plan::plan;
use fingerpost_guide::reach::Reach;
use fingerpost_guide::written::{Group, Kind};
use proptest::prelude::*;

/// A condition that reads only the first so many questions.
fn when(upto: usize, depth: u32) -> BoxedStrategy<When> {
    let is = (0..upto, 1u32..8, any::<bool>()).prop_map(|(question, any, skipped)| When::Is { question, any, skipped });
    let leaf = prop_oneof![4 => is, 1 => (0..upto).prop_map(When::Asked), 1 => Just(When::Always)];
    if depth == 0 {
        return leaf.boxed();
    }
    let list = prop::collection::vec(when(upto, depth - 1), 1..3);
    prop_oneof![
        3 => leaf,
        1 => list.clone().prop_map(When::All),
        1 => list.prop_map(When::Any),
        1 => when(upto, depth - 1).prop_map(|one| When::Not(Box::new(one))),
    ]
    .boxed()
}

const QUESTIONS: usize = 5;

fn target(from: usize) -> BoxedStrategy<Target> {
    let ends = prop_oneof![Just(Target::Plan), (0..2usize).prop_map(Target::Outcome)];
    if from + 1 == QUESTIONS {
        return ends.boxed();
    }
    prop_oneof![4 => (from + 1..QUESTIONS).prop_map(Target::Question), 1 => ends].boxed()
}

fn next(from: usize) -> BoxedStrategy<Next> {
    let lines = prop::collection::vec((when(from + 1, 1), target(from)), 0..3);
    (lines, target(from)).prop_map(|(lines, rest)| Next { lines, rest: Some(rest) }).boxed()
}

fn question(at: usize) -> impl Strategy<Value = Question> {
    let own = prop::collection::vec(prop::option::of(next(at)), 3);
    (any::<bool>(), any::<bool>(), any::<bool>(), own, next(at)).prop_map(move |(many, skip, alone, own, next)| {
        Question {
            id: format!("q{at}"),
            code: ["a", "b", "c", "d", "e"][at].to_owned(),
            ask: format!("Question {at}?"),
            hint: String::new(),
            why: String::new(),
            many,
            skip,
            options: own
                .into_iter()
                .enumerate()
                .map(|(bit, own)| Choice {
                    id: format!("o{bit}"),
                    code: ['1', '2', '3'][bit],
                    label: String::new(),
                    means: format!("q{at} is {bit}"),
                    alone: many && alone && bit == 2,
                    next: own.filter(|_| !many),
                })
                .collect(),
            next,
        }
    })
}

prop_compose! {
    fn flow()(
        questions in (question(0), question(1), question(2), question(3), question(4)),
        items in prop::collection::vec(when(QUESTIONS, 2), 1..4),
    ) -> Flow {
        let (a, b, c, d, e) = questions;
        let outcome = |id: &str| fingerpost_guide::flow::Outcome { id: id.into(), title: String::new(), harm: false };
        let item = |(at, when)| Item { id: format!("i{at}"), group: Group::Today, when, harm: false };
        Flow {
            title: String::new(),
            kind: Kind::Plan,
            questions: vec![a, b, c, d, e],
            outcomes: vec![outcome("x"), outcome("y")],
            items: items.into_iter().enumerate().map(item).collect(),
        }
    }
}

/// Every walk there is, by trying every answer where it is asked.
fn walks(flow: &Flow) -> Vec<Answers> {
    let mut done = Vec::new();
    let mut open = vec![Answers::default()];
    while let Some(answers) = open.pop() {
        let Target::Question(at) = answers.walk(flow).at else {
            done.push(answers);
            continue;
        };
        for mask in (0..8).filter(|mask| valid(flow, at, *mask)) {
            let mut more = answers.clone();
            more.set(at, Some(mask));
            open.push(more);
        }
    }
    done
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn who_comes_where_is_who_comes_there_when_all_is_tried(flow in flow()) {
        let mut reach = Reach::new(&flow);
        let all = walks(&flow);
        let ended = |target| all.iter().filter(|answers| answers.walk(&flow).at == target).count() as u128;
        for target in [Target::Plan, Target::Outcome(0), Target::Outcome(1)] {
            let who = reach.at(target);
            prop_assert_eq!(reach.walks(&flow, who), ended(target));
        }
        for at in 0..QUESTIONS {
            let asked = all.iter().filter(|answers| answers.walk(&flow).asked.contains(&at)).count() as u128;
            let who = reach.asked[at];
            prop_assert_eq!(reach.walks(&flow, who), asked);
        }
        for turn in 0..=QUESTIONS {
            let long = all.iter().filter(|answers| answers.walk(&flow).asked.len() == turn).count() as u128;
            let who = reach.after[turn];
            prop_assert_eq!(reach.walks(&flow, who), long);
        }
        for (at, item) in flow.items.iter().enumerate() {
            let holds = reach.when(&flow, &item.when, None);
            let who = reach.sets.and(holds, reach.plan);
            let seen = all.iter().filter(|answers| {
                let walk = answers.walk(&flow);
                walk.at == Target::Plan && plan(&flow, &walk.answers).iter().any(|due| due.item == at)
            });
            prop_assert_eq!(reach.walks(&flow, who), seen.count() as u128);
            if who != fingerpost_guide::diagram::NONE {
                let (answers, _) = reach.sets.someone(&flow, who);
                let walk = answers.walk(&flow);
                prop_assert_eq!(walk.at, Target::Plan);
                prop_assert!(item.when.holds(&walk.answers));
            }
        }
    }

    #[test]
    fn a_link_brings_the_same_answers_back(flow in flow(), choose in prop::collection::vec(0usize..1000, 5)) {
        let all = walks(&flow);
        let answers = &all[choose[0] % all.len()];
        let (back, whole) = Answers::from_code(&flow, &answers.to_code(&flow));
        prop_assert!(whole);
        prop_assert_eq!(back.walk(&flow), answers.walk(&flow));
    }

    #[test]
    fn no_link_brings_it_down(flow in flow(), code in "\\PC{0,40}") {
        let (answers, _) = Answers::from_code(&flow, &code);
        let _ = answers.walk(&flow);
    }
}
