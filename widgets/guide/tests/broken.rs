//! Guides that are broken in one way each: what is said, and where.

use fingerpost_guide::{Part, Written, prove};

/// A sound guide of each kind, to be broken.
const PLAN: &str = r#"
title: A plan
kind: plan
limits: {questions: 4}
urgent: [emergency-999]
contact: helpers
every_plan: [ask]
retired: [z, h.9]
questions:
  - id: age
    code: a
    ask: How old are you?
    why: Those under 18 have other rights.
    type: one
    skip: false
    options:
      - {id: child, code: "1", label: Under 18, means: you are under 18, next: young}
      - {id: adult, code: "2", label: 18 or over, means: you are 18 or over}
    next: stage
  - id: stage
    code: s
    ask: Are you still caring?
    why: Help differs.
    type: one
    skip: false
    options:
      - {id: caring, code: "1", label: "Yes", means: you look after someone, next: hours}
      - {id: ended, code: "2", label: "No", means: your caring has ended, next: needs}
  - id: hours
    code: h
    ask: How many hours?
    why: Some help depends on them.
    type: one
    options:
      - {id: few, code: "1", label: Few, means: you care for a few hours}
      - {id: many, code: "2", label: Many, means: you care for many hours}
    next: needs
  - id: needs
    code: n
    ask: What is hard?
    why: We choose what fits.
    type: many
    options:
      - {id: sleep, code: "1", label: Sleep, means: you sleep badly}
      - {id: money, code: "2", label: Money, means: money is short}
      - {id: none, code: "0", label: None of these, means: none of these are hard, alone: true}
    next: plan
outcomes:
  - {id: young, title: Young carers, text: Ring us.}
items:
  - {id: ask, group: this-week, when: always, title: Ask for an assessment, why: It is your right., text: Ring us.}
  - {id: rest, group: later, when: {stage: caring, hours: [many]}, title: Take a break, why: You need one., text: Ring us.}
  - {id: nights, group: today, when: {needs: [sleep, money]}, title: Sleep, why: You need it., text: Ring us.}
scenarios:
  - who: A tired daughter
    answers: {age: adult, stage: caring, hours: many, needs: [sleep]}
    ends: plan
    shows: [ask, rest, nights]
  - who: A boy
    answers: {age: child}
    ends: young
"#;

const ROUTE: &str = r#"
title: Which way
kind: route
limits: {questions: 3, pages: 6}
urgent: [emergency-999]
contact: helpers
questions:
  - id: sure
    code: a
    ask: Are you sure?
    why: It decides.
    type: one
    options:
      - {id: yes, code: "1", label: "Yes", means: you are sure}
      - {id: no, code: "2", label: "No", means: you are not sure}
    next: again
  - id: again
    code: b
    ask: And now?
    why: It decides.
    type: one
    options:
      - {id: yes, code: "1", label: "Yes", means: you are sure now}
      - {id: no, code: "2", label: "No", means: you are not sure now}
    next:
      - {when: {sure: yes, again: yes}, to: go}
      - {when: {any: [{sure: no}, {again: no}]}, to: wait}
outcomes:
  - {id: go, title: Go, text: Go.}
  - {id: wait, title: Wait, text: Wait.}
"#;

/// What is said of a guide: each fault as `place: message`.
fn said(text: &str) -> Vec<String> {
    let written: Written = serde_yaml::from_str(text).expect("the guide can be read");
    let faults = prove(&written, &[]).faults;
    faults.into_iter().map(|fault| format!("{}: {}", fault.place.field, fault.message)).collect()
}

/// The guide with one thing put in another's place.
fn broken(whole: &str, from: &str, to: &str) -> Vec<String> {
    assert_eq!(whole.matches(from).count(), 1, "{from} stands once in the guide");
    said(&whole.replace(from, to))
}

#[test]
fn sound_guides_are_sound() {
    assert_eq!(said(PLAN), Vec::<String>::new());
    assert_eq!(said(ROUTE), Vec::<String>::new());
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_wrong_with_a_plan_is_said_where_it_is() {
    let mut differ = String::new();
    for (from, to, wanted) in [
        (
            "    next: needs\n  - id: needs",
            "    next: age\n  - id: needs",
            "questions[0].id: These questions lead round in a circle: “How old are you?” → “Are you still caring?” → “How \
             many hours?” → “How old are you?”.",
        ),
        (
            "    next: needs\n  - id: needs",
            "  - id: needs",
            "questions[2].options[0].label: \"Few\" leads nowhere.\n\
             questions[2].options[1].label: \"Many\" leads nowhere.\n\
             questions[2].id: Skipping this question leads nowhere.",
        ),
        ("next: hours}", "next: needs}", "questions[2].id: Nobody is asked “How many hours?”. No answer leads there."),
        ("next: hours}", "next: hour}", "questions[1].options[0].next: There is no question or outcome \"hour\"."),
        (
            "means: you are under 18, next: young}",
            "means: you are under 18}",
            "outcomes[0].id: Nobody ends at “Young carers”. No answer leads there.",
        ),
        (
            "when: {stage: caring, hours: [many]}",
            "when: {stage: ended, hours: [many]}",
            "items[1].when: Nobody sees “Take a break”: these answers cannot be given together.",
        ),
        (
            "when: {stage: caring, hours: [many]}",
            "when: {all: [{hours: few}, {hours: [many]}]}",
            "items[1].when: Nobody sees “Take a break”: these answers cannot be given together.",
        ),
        (
            "when: {needs: [sleep, money]}",
            "when: {age: child}",
            "items[2].when: Nobody sees “Sleep”: someone who answers “Under 18” to “How old are you?” ends at young, not in \
             a plan.",
        ),
        (
            "when: {stage: caring, hours: [many]}",
            "when: {hours: [many]}",
            "items[1].when: This reads the answer to \"hours\", but someone who answers “18 or over” to “How old are \
             you?” and answers “No” to “Are you still caring?” is never asked.",
        ),
        (
            "when: {stage: caring, hours: [many]}",
            "when: {not: {hours: few}}",
            "items[1].when: This reads the answer to \"hours\", but someone who answers “18 or over” to “How old are \
             you?” and answers “No” to “Are you still caring?” is never asked.",
        ),
        (
            "when: always",
            "when: {needs: none}",
            "kind: There is nothing in the plan of someone who answers “18 or over” to “How old are you?”, answers “Few” to \
             “How many hours?” and skips “What is hard?”.\n\
             every_plan[0]: \"ask\" must be in every plan, but someone who answers “18 or over” to “How old are you?” and \
             skips “What is hard?” does not see it.",
        ),
        (
            "limits: {questions: 4}",
            "limits: {questions: 3}",
            "limits.questions: 4 questions are asked of someone who answers “18 or over” to “How old are you?” and answers “Yes” to “Are you still caring?”. The limit is 3.",
        ),
        ("code: h\n", "code: z\n", "questions[2].code: The code \"z\" was retired."),
        ("code: h\n", "code: a\n", "questions[2].code: The code \"a\" is used twice."),
        (
            "code: \"2\", label: Many",
            "code: \"9\", label: Many",
            "questions[2].options[1].code: The code \"h.9\" was retired.",
        ),
        (
            "code: \"2\", label: Many",
            "code: \"22\", label: Many",
            "questions[2].options[1].code: \"22\" cannot be a code.",
        ),
        ("{id: few, code", "{id: many, code", "questions[2].options[1].id: There is another answer \"many\"."),
        (
            "when: {needs: [sleep, money]}",
            "when: {needs: [slep]}",
            "items[2].when.needs[0]: There is no answer to \"needs\" called \"slep\".",
        ),
        (
            "when: {needs: [sleep, money]}",
            "when: {stage: skipped}",
            "items[2].when.stage[0]: \"stage\" cannot be skipped.",
        ),
        ("every_plan: [ask]", "every_plan: [asks]", "every_plan[0]: There is no item \"asks\"."),
        (
            "{id: money, code: \"2\", label: Money, means: money is short}",
            "{id: money, code: \"2\", label: Money, means: money is short, next: plan}",
            "questions[3].options[1].next: Where several answers may be ticked, none can have its own next.",
        ),
        ("shows: [ask, rest, nights]", "hides: [rest]", "scenarios[0].hides[0]: This person sees \"rest\"."),
        ("needs: [sleep]}", "needs: [none]}", "scenarios[0].shows[2]: This person does not see \"nights\"."),
        (
            "needs: [sleep]}",
            "needs: [none, sleep]}",
            "scenarios[0].answers.needs: One of these answers to \"What is hard?\" cannot stand with others.",
        ),
        (", needs: [sleep]}", "}", "scenarios[0].answers: This person is asked “What is hard?”, and has no answer."),
        (
            "answers: {age: child}",
            "answers: {age: child, hours: few}",
            "scenarios[1].answers.hours: This person is not asked “How many hours?”.",
        ),
        ("ends: young", "ends: plan", "scenarios[1].ends: This person ends at \"young\", not at \"plan\"."),
    ] {
        let said = broken(PLAN, from, to).join("\n");
        if said != wanted {
            differ.push_str(&format!("for {to}\n  said: {said}\n  wanted: {wanted}\n"));
        }
    }
    assert!(differ.is_empty(), "{differ}");
}

#[test]
fn what_is_wrong_with_a_route_is_said_where_it_is() {
    for (from, to, wanted) in [
        (
            "{when: {sure: yes, again: yes}, to: go}",
            "{when: {sure: yes}, to: go}",
            "questions[1].next[1].when: Lines 1 and 2 are both for someone who answers “Yes” to “Are you sure?” and answers \
             “No” to “And now?”.",
        ),
        (
            "{when: {any: [{sure: no}, {again: no}]}, to: wait}",
            "{when: {sure: no}, to: wait}",
            "questions[1].next: No line is for someone who answers “Yes” to “Are you sure?” and answers “No” to “And now?”: \
             they would be stuck here.",
        ),
        (
            "{when: {any: [{sure: no}, {again: no}]}, to: wait}",
            "{when: {all: [{sure: no}, {sure: yes}]}, to: wait}\n      - {otherwise: go}",
            "questions[1].next[1].when: Nobody who comes here goes this way.\n\
             outcomes[1].id: Nobody ends at “Wait”. The answers that lead there cannot be given together.",
        ),
        (
            "    next: again",
            "    next: [{when: {again: yes}, to: again}, {otherwise: again}]",
            "questions[0].next[0].when: “And now?” has not been asked at this point.",
        ),
        (
            "limits: {questions: 3, pages: 6}",
            "limits: {questions: 3, pages: 2}",
            "limits.pages: Without JavaScript this route takes more than 2 pages.",
        ),
        ("to: wait}", "to: plan}", "questions[1].next[1].to: There is no question or outcome \"plan\"."),
    ] {
        assert_eq!(broken(ROUTE, from, to).join("\n"), wanted, "for {to}");
    }
}

#[test]
fn a_fault_in_a_file_of_the_folder_is_said_there() {
    let written: Written = serde_yaml::from_str(PLAN).expect("the guide can be read");
    let part: Part =
        serde_yaml::from_str("items: [{id: ask, group: later, when: always, title: Again, why: Why., text: Text.}]")
            .expect("the part can be read");
    let proof = prove(&written, &[Part::default(), part]);
    assert_eq!(proof.faults.len(), 1);
    assert_eq!((proof.faults[0].place.part, proof.faults[0].place.field.as_str()), (2, "items[0].id"));
}
