//! The reader against hand-made texts, against any text at all, and against `serde_yaml`.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use super::*;
use crate::diagnostic::rules;
use crate::model::Date;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Colour {
    Red,
    DeepBlue,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Owner {
    name: String,
    since: Option<Date>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Thing {
    name: At<String>,
    count: Option<u8>,
    #[serde(default)]
    open: bool,
    colour: Option<Colour>,
    #[serde(default)]
    days: Vec<At<Date>>,
    owner: Option<Owner>,
}

fn good<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    parse(text).unwrap_or_else(|problems| panic!("{text:?}: {problems:?}"))
}

/// What is wrong with a text: rule, the words that are meant, message.
fn wrong<T: for<'de> Deserialize<'de> + std::fmt::Debug>(text: &str) -> Vec<(&'static str, &str, String)> {
    let problems = parse::<T>(text).expect_err(text);
    let words = |span: Span| &text[span.start as usize..span.end as usize];
    problems.iter().map(|problem| (problem.rule.id, words(problem.span), problem.message.clone())).collect()
}

/// Only rule and words.
fn blamed<T: for<'de> Deserialize<'de> + std::fmt::Debug>(text: &str) -> Vec<(&'static str, &str)> {
    let mut all: Vec<_> = wrong::<T>(text).into_iter().map(|(rule, words, _)| (rule, words)).collect();
    all.sort_by_key(|(_, words)| words.as_ptr().addr());
    all
}

#[test]
fn values_remember_where_they_stand() {
    for (text, value, words) in [
        ("name: Grab rails", "Grab rails", "Grab rails"),
        ("name:   Grab rails   # a note", "Grab rails", "Grab rails"),
        ("name: \"Grab: rails\"\ncount: 1", "Grab: rails", "\"Grab: rails\""),
        ("name: 'It''s free'", "It's free", "'It''s free'"),
        ("# first\n\nname: £5 – café", "£5 – café", "£5 – café"),
        ("count: 3\r\nname: Rails\r\nopen: true\r\n", "Rails", "Rails"),
        ("{count: 3, name: Rails}", "Rails", "Rails"),
    ] {
        let thing: Thing = good(text);
        assert_eq!(thing.name.value, value, "{text:?}");
        let Span { start, end } = thing.name.span;
        assert_eq!(&text[start as usize..end as usize], words, "{text:?}");
    }
}

#[test]
fn block_texts_are_read_and_stand_where_they_are() {
    let text = "name: >\n  Grab\n  rails\n\n\ncount: 2\n";
    let thing: Thing = good(text);
    assert_eq!(thing.name.value, "Grab rails\n");
    let words = &text[thing.name.span.start as usize..thing.name.span.end as usize];
    assert!(words.contains("Grab") && words.ends_with("rails"), "no blank lines after it: {words:?}");
    assert_eq!(good::<Thing>("name: |-\n  Grab\n  rails\n").name.value, "Grab\nrails");
}

#[test]
fn items_of_lists_have_places() {
    let text = "name: x\ndays:\n  - 2026-11-22\n  - 2026-12-25\n";
    let days = good::<Thing>(text).days;
    let words: Vec<_> = days.iter().map(|day| &text[day.span.start as usize..day.span.end as usize]).collect();
    assert_eq!(words, ["2026-11-22", "2026-12-25"]);
}

#[test]
fn a_part_is_placed_in_its_whole_file() {
    let file: Arc<str> = "a.md".into();
    let whole = "---\r\nname: x\r\ncuont: 3\r\n---\r\n";
    let part = &whole[5..whole.rfind("---").unwrap()];
    let mut found = Vec::new();
    assert!(read::<Thing>(Text { file: &file, whole, part, pieces: &[(0, 5)] }, &mut found).is_none());
    let place = found[0].place.clone().unwrap();
    assert_eq!((place.line, place.column, place.width, place.text.as_str()), (3, 1, 5, "cuont: 3"));
}

#[test]
fn all_mistakes_are_found_at_once() {
    let text = "nmae: x\ncount: many\nopen: yes\ncolour: reed\ndays: [2026-11-22, soon, 2026-02-30]\nowner:\n  nom: Sue\n  since: 1/2/26\n";
    assert_eq!(
        blamed::<Thing>(text),
        [
            ("yaml-unknown-key", "nmae"),
            ("yaml-missing-key", "nmae"),
            ("yaml-value", "many"),
            ("yaml-value", "yes"),
            ("yaml-value", "reed"),
            ("yaml-value", "soon"),
            ("yaml-value", "2026-02-30"),
            ("yaml-unknown-key", "nom"),
            ("yaml-missing-key", "nom"),
            ("yaml-value", "1/2/26"),
        ]
    );
}

#[test]
fn a_key_that_is_there_twice_hides_nothing_else() {
    let text = "name: x\nname: y\ncount: many\ncolor: red\n";
    let rules: Vec<_> = wrong::<Thing>(text).into_iter().map(|(rule, ..)| rule).collect();
    assert!(
        rules.contains(&"yaml-duplicate-key") && rules.contains(&"yaml-value") && rules.contains(&"yaml-unknown-key"),
        "{rules:?}"
    );
}

#[test]
fn keys_that_are_there_twice_are_said_in_good_english() {
    for (text, far) in [
        ("name: x\nname: y", "1 line above"),
        ("name: x\ncount: 1\nname: y", "2 lines above"),
        ("{name: x, name: y}", "same line"),
    ] {
        let (rule, words, message) = wrong::<Thing>(text).remove(0);
        assert_eq!((rule, words), ("yaml-duplicate-key", "name"));
        assert!(message.contains(far), "{text:?}: {message}");
    }
    assert_eq!(wrong::<Value>("a:\n  b: 1\n  c: 2\n  b: 3\n")[0].1, "b", "in any depth");
}

#[test]
fn stand_ins_never_leak() {
    // Whatever is wrong, however much of it: no value comes back.
    for text in [
        "",
        "~",
        "[]",
        "x",
        "name:",
        "name: [x]",
        "name: {a: b}",
        "name: x\ncount: -1",
        "name: x\ncount: 256",
        "name: x\ncount: 1.5",
        "name: x\nopen: 1",
        "name: x\ncolour:\n  red: 1",
        "name: x\ncolour: [red]",
        "name: x\ndays: 2026-11-22",
        "name: x\ndays: [[]]",
        "name: x\ndays: [~]",
        "name: x\nowner: Sue",
        "name: x\nowner: {}",
        "name: x\nowner: {name: ~}",
        "- name: x",
        "name: x\nextra: 1",
    ] {
        assert!(parse::<Thing>(text).is_err(), "{text:?} was read");
    }
    assert!(parse::<Vec<Thing>>("- name: x\n- count: 1\n- name: z\n").is_err(), "one bad item spoils the list");
    assert!(parse::<BTreeMap<String, u8>>("a: 1\nb: x\n").is_err());
}

#[test]
fn many_mistakes_take_little_time() {
    let text: String = (0..2000).map(|at| format!("- name: {at}\n  count: x{at}\n")).collect();
    let start = std::time::Instant::now();
    assert_eq!(parse::<Vec<Thing>>(&text).unwrap_err().len(), 2000);
    assert!(start.elapsed().as_secs() < 3, "{:?}", start.elapsed());
}

#[test]
fn words_are_what_they_look_like() {
    // As YAML 1.2 has it: no, yes, on and off are words.
    for word in ["no", "yes", "on", "off", "No", "y", "n", "NO"] {
        assert_eq!(good::<Value>(word), Value::String(word.into()));
        assert!(parse::<bool>(word).is_err());
    }
    for (text, value) in [
        ("true", Value::Bool(true)),
        ("False", Value::Bool(false)),
        ("~", Value::Null),
        ("null", Value::Null),
        ("", Value::Null),
        ("2022", 2022.into()),
        ("-7", (-7).into()),
        ("1.5", 1.5.into()),
        ("'2022'", "2022".into()),
        ("\"true\"", "true".into()),
        ("01632 960001", "01632 960001".into()),
        ("2026-11-22", "2026-11-22".into()),
        ("1,000", "1,000".into()),
        ("12p", "12p".into()),
        ("'~'", "~".into()),
        ("'null'", "null".into()),
        ("\"\"", "".into()),
        ("inf", "inf".into()),
        ("nan", "nan".into()),
        ("e3", "e3".into()),
    ] {
        assert_eq!(good::<Value>(text), value, "{text:?}");
    }
}

#[test]
fn text_may_look_like_a_number() {
    assert_eq!(good::<String>("2022"), "2022");
    assert_eq!(good::<String>("1.50"), "1.50", "as it is written");
    assert_eq!(good::<String>("007"), "007");
    assert_eq!(good::<String>("true"), "true");
    assert_eq!(good::<String>("no"), "no");
    assert_eq!(good::<Option<String>>("~"), None);
    assert_eq!(good::<Option<String>>("'~'").as_deref(), Some("~"));
    assert!(parse::<String>("~").is_err() && parse::<String>("").is_err());
}

#[test]
fn numbers_are_digits() {
    assert_eq!(good::<u8>("255"), 255);
    assert_eq!(good::<i32>("-5"), -5);
    assert_eq!(good::<f64>("31.64").to_bits(), 31.64f64.to_bits());
    for text in ["256", "-1", "1,000", "£5", "1.0", "ten", "", "~", "[1]", "0x10", "1_000"] {
        assert!(parse::<u8>(text).is_err(), "{text:?}");
    }
}

#[test]
fn what_yaml_can_do_and_content_must_not() {
    for (text, words) in [
        ("a: &x 1\nb: *x", "Anchors"),
        ("a: *x", "may not begin with *"),
        ("a: !!str 1", "Tags"),
        ("a: 1\n---\nb: 2", "second document"),
        ("? [a, b]\n: c", "must be a word"),
        ("a: !x y", "Tags"),
    ] {
        let (rule, _, message) = wrong::<Value>(text).remove(0);
        assert_eq!(rule, rules::YAML_SYNTAX.id, "{text:?}");
        assert!(message.contains(words), "{text:?}: {message}");
    }
    assert!(
        parse::<BTreeMap<String, Value>>("<<: {a: 1}\nb: 2").is_ok_and(|map| map.contains_key("<<")),
        "<< is a key like others"
    );
}

#[test]
fn syntax_mistakes_point_into_the_text() {
    for text in [
        "a: \"b",
        "a: [b",
        "a: {b",
        "a: b: c",
        "a\nb: c",
        "a:\n\t- b",
        "a: 'b'c",
        "a: `b`",
        "a: @b",
        "- a\nb: c",
        "a: |x",
        "}",
        "a: ]",
        "%x",
    ] {
        for problem in parse::<Value>(text).expect_err(text) {
            assert!(
                problem.span.start <= problem.span.end && problem.span.end as usize <= text.len(),
                "{text:?}: {problem:?}"
            );
            assert!(problem.help.is_some(), "{text:?}: {problem:?}");
        }
    }
}

#[test]
fn depth_does_not_matter() {
    for depth in [100, 5_000] {
        let flow = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let maps = format!("{}x{}", "{a: ".repeat(depth), "}".repeat(depth));
        let block: String = (0..depth.min(1_000)).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
        let dashes = "- ".repeat(depth);
        for text in [flow.clone(), maps, block, dashes, "[".repeat(depth), "{".repeat(depth), format!("a: {flow}")] {
            // Read or refused: what matters is that it comes back. `Value` goes as deep as the text.
            let _ = parse::<Thing>(&text);
            let _ = parse::<Value>(&text);
        }
    }
}

#[test]
fn any_end_will_do() {
    for text in ["", "\n", " ", "\r\n", "#", "# only a note\n", "---", "---\n", "...", "\u{feff}", "\0", "\u{2028}"] {
        let _ = parse::<Thing>(text);
        let _ = parse::<Value>(text);
    }
}

/// Text with much of what YAML gives a meaning to.
fn yamlish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "a", "b", "name", "days", "owner", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "\r\n", "\t", "[", "]", "{", "}", ", ", "\"", "'", "|", ">", "|\n ",
            "#", " # ", "&x ", "*x", "!t ", "? ", "---\n", "...\n", "%", "@", "`", "\\", "\\x", "~", "null", "true", "2026-11-22", "£", "é", "\u{feff}", "\u{85}",
            "\u{2028}", "\0", "𝄞", " ", "<<",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z0-9 £é:'\"-]{0,8}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A value that both readers must agree on.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[a-z]{0,6}( [a-z£é]{1,5}){0,3}",
        // YAML 1.1, which serde_yaml reads, took these for line ends; 1.2 does not.
        "[^\u{85}\u{2028}\u{2029}\n\r]{0,12}",
        prop::sample::select(vec![
            "no", "yes", "true", "null", "~", "2022", "1.50", "- x", "a: b", "# x", "'", "\"", "x #y", " x ", "\n",
            "a\nb\n", "*x", "&x", "!x", "@", "`", "%", "1e3", "0x1f", ".5", "+1", "-", "?", "|", ">"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1_000_000i32..1_000_000).prop_map(|n| Value::from(f64::from(n) / 64.0)),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-zé][a-z0-9 _-]{0,6}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// So many tries, or as many as `PROPTEST_CASES` says.
fn tries(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(tries(600))]

    #[test]
    fn no_text_makes_it_panic(text in yamlish()) {
        for problems in [parse::<Thing>(&text).err(), parse::<Value>(&text).err(), parse::<Vec<Thing>>(&text).err()].into_iter().flatten() {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(problem.span.end as usize <= text.len(), "{:?}", problem);
            }
        }
    }

    #[test]
    fn diagnostics_can_be_placed(text in yamlish()) {
        let file: Arc<str> = "a.yaml".into();
        let mut found = Vec::new();
        let value = read::<Thing>(Text::whole(&file, &text), &mut found);
        prop_assert_eq!(value.is_none(), !found.is_empty());
        let _ = crate::diagnostic::print(&found, crate::diagnostic::Format::Human, false);
    }

    #[test]
    fn it_agrees_with_serde_yaml(value in value()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let theirs: Value = serde_yaml::from_str(&text).unwrap();
        match parse::<Value>(&text) {
            Ok(ours) => prop_assert_eq!(ours, theirs, "{}", text),
            Err(problems) => prop_assert!(false, "{:?}\n{}", problems, text),
        }
    }

    #[test]
    fn it_agrees_with_serde_yaml_on_flow(value in value()) {
        // JSON is YAML too.
        let text = value.to_string();
        let theirs: Result<Value, _> = serde_yaml::from_str(&text);
        if let Ok(theirs) = theirs {
            match parse::<Value>(&text) {
                Ok(ours) => prop_assert_eq!(ours, theirs, "{}", text),
                Err(problems) => prop_assert!(false, "{:?}\n{}", problems, text),
            }
        }
    }
}
