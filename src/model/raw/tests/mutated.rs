//! Right samples with one thing changed anywhere: the schema and the types must still judge alike. The reader of the
//! repository rests on it: a file is held to its schema only when the types refuse it.

use std::{collections::BTreeMap, sync::LazyLock};

use proptest::{prelude::*, sample::Index};
use serde_yaml::Value;

use super::fixtures::samples;
use crate::{
    model::raw::{
        Holidays, Manifest, ModelCatalogue, Plans, Policy, Questionnaire, Repository, Supports, Withdrawal,
        schema::FileKind,
    },
    source::{
        structure::Structure,
        yaml::{self, Document, Limits},
    },
};

static SAMPLES: LazyLock<Vec<(FileKind, Value)>> = LazyLock::new(|| {
    samples("valid").into_iter().map(|(_, kind, text)| (kind, serde_yaml::from_str(&text).unwrap())).collect()
});
static STRUCTURES: LazyLock<BTreeMap<FileKind, Structure>> =
    LazyLock::new(|| FileKind::ALL.map(|kind| (kind, Structure::new(&kind.schema()).unwrap())).into());

/// Whether the types take a document of a kind.
fn types_take(kind: FileKind, document: &Document) -> bool {
    match kind {
        FileKind::Manifest => yaml::decode::<Manifest>(document.tree()).is_ok(),
        FileKind::Withdrawal => yaml::decode::<Withdrawal>(document.tree()).is_ok(),
        FileKind::Policy => yaml::decode::<Policy>(document.tree()).is_ok(),
        FileKind::Supports => yaml::decode::<Supports>(document.tree()).is_ok(),
        FileKind::Repository => yaml::decode::<Repository>(document.tree()).is_ok(),
        FileKind::ModelCatalogue => yaml::decode::<ModelCatalogue>(document.tree()).is_ok(),
        FileKind::Plans => yaml::decode::<Plans>(document.tree()).is_ok(),
        FileKind::Holidays => yaml::decode::<Holidays>(document.tree()).is_ok(),
        FileKind::Questionnaire => yaml::decode::<Questionnaire>(document.tree()).is_ok(),
    }
}

/// What a value may become.
const REPLACEMENTS: [&str; 34] = [
    "",
    "~",
    "null",
    "true",
    "0",
    "1",
    "-1",
    "1.0",
    "1.5",
    "18446744073709551615",
    "9223372036854775807",
    "''",
    "' '",
    "x",
    "ñ",
    "\"a\\tb\"",
    "'1'",
    "2026-02-28",
    "2026-02-30",
    "2026-13-01",
    "\"2026-11-22T10:00:00-05:00\"",
    "\"2026-11-22T24:00:00-05:00\"",
    "2026-11",
    "a-b",
    "a--b",
    "A",
    "a/b",
    "../a",
    "https://x.co",
    "http://x.co",
    "[]",
    "{}",
    "[x]",
    "{x: y}",
];

#[derive(Clone, Debug)]
enum Change {
    Replace(usize),
    Wrap,
    Values,
    Remove,
    Add(usize),
    Repeat,
    Lengthen(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0..REPLACEMENTS.len()).prop_map(Change::Replace),
        1 => Just(Change::Wrap),
        2 => Just(Change::Values),
        2 => Just(Change::Remove),
        1 => (0..REPLACEMENTS.len()).prop_map(Change::Add),
        1 => Just(Change::Repeat),
        1 => (1..2000_usize).prop_map(Change::Lengthen),
    ]
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Sequence(items) => items.iter().map(count).sum(),
        Value::Mapping(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the `at`-th value, counted from the outermost; false when it is further on.
fn apply(value: &mut Value, at: &mut usize, change: &Change) -> bool {
    if *at == 0 {
        return apply_here(value, change);
    }
    *at -= 1;
    match value {
        Value::Sequence(items) => {
            for index in 0..items.len() {
                if *at == 0 && matches!(change, Change::Remove) {
                    items.remove(index);
                    return true;
                }
                if *at == 0 && matches!(change, Change::Repeat) {
                    items.insert(index, items[index].clone());
                    return true;
                }
                if apply(&mut items[index], at, change) {
                    return true;
                }
            }
            false
        }
        Value::Mapping(entries) => {
            let keys: Vec<Value> = entries.keys().cloned().collect();
            for key in keys {
                if *at == 0 && matches!(change, Change::Remove) {
                    entries.remove(&key);
                    return true;
                }
                if apply(&mut entries[&key], at, change) {
                    return true;
                }
            }
            false
        }
        _ => false,
    }
}

fn apply_here(value: &mut Value, change: &Change) -> bool {
    match (change, &mut *value) {
        (Change::Replace(which), _) => *value = serde_yaml::from_str(REPLACEMENTS[*which]).unwrap(),
        (Change::Wrap, _) => *value = Value::Sequence(vec![value.clone()]),
        (Change::Values, Value::Mapping(entries)) => *value = entries.values().cloned().collect(),
        (Change::Add(which), Value::Mapping(entries)) => {
            let added = serde_yaml::from_str(REPLACEMENTS[*which]).unwrap();
            entries.insert("otra".into(), added);
        }
        (Change::Lengthen(by), Value::String(text)) => text.push_str(&"a".repeat(*by)),
        (Change::Lengthen(by), Value::Sequence(items)) => {
            if let Some(last) = items.last().cloned() {
                items.extend(std::iter::repeat_n(last, *by % 150));
            }
        }
        _ => {}
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn schema_and_types_judge_what_is_changed_alike(
        sample in any::<Index>(),
        changes in prop::collection::vec((any::<Index>(), change()), 1..3),
    ) {
        let (kind, mut value) = sample.get(&SAMPLES).clone();
        for (at, change) in &changes {
            let mut at = at.index(count(&value));
            apply(&mut value, &mut at, change);
        }
        let text = serde_yaml::to_string(&value).unwrap();
        let Ok(document) = yaml::read(text.as_bytes(), &Limits::CATALOGUE) else { return Ok(()) };
        let problems = STRUCTURES[&kind].problems(&document);
        prop_assert_eq!(problems.is_empty(), types_take(kind, &document), "{:?}\n{}\n{:?}", kind, text, problems);
    }
}
