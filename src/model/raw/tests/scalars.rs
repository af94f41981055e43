//! Constrained values: serde and the schema take and refuse the same texts and numbers.

use proptest::prelude::*;
use schemars::SchemaGenerator;

use super::{super::text::for_each_text, *};

/// Whether a schema of one value takes a JSON value.
fn takes<T: schemars::JsonSchema>(value: &Value) -> bool {
    let schema = T::json_schema(&mut SchemaGenerator::default());
    validator(schema.as_value()).is_valid(value)
}

/// Asserts that serde and the schema give the same answer, and that it is `expected`.
fn judged<T: schemars::JsonSchema + DeserializeOwned>(value: Value, expected: bool) {
    assert_eq!(takes::<T>(&value), expected, "schema on {value}");
    assert_eq!(serde_json::from_value::<T>(value.clone()).is_ok(), expected, "serde on {value}");
}

#[test]
fn texts_are_judged_by_form_and_length() {
    judged::<Slug>("gobierno-digital".into(), true);
    for wrong in ["", "Gobierno", "-a", "a-", "a--b", "año", "a\n", &"a".repeat(61)] {
        judged::<Slug>(wrong.into(), false);
    }
    judged::<Title>("Acta 5".into(), true);
    for wrong in ["Acta", " Acta 5", "Acta 5 ", "Acta\n5.1", &"a".repeat(201)] {
        judged::<Title>(wrong.into(), false);
    }
    judged::<Title>("ñ".repeat(200).into(), true);
    judged::<Description>("Obra terminada\nvista desde el sur\n".into(), true);
    for wrong in ["       7", "siete c", "con un \u{0} nulo", &"a".repeat(501)] {
        judged::<Description>(wrong.into(), false);
    }
    judged::<FileName>("informe de gestión.pdf".into(), true);
    for wrong in ["", ".oculto", "..", "a/b.pdf", "a\\b.pdf", "a\tb", &"a".repeat(151)] {
        judged::<FileName>(wrong.into(), false);
    }
    judged::<Sha256Text>("0f".repeat(32).into(), true);
    judged::<Sha256Text>("0F".repeat(32).into(), false);
    for right in ["https://mipg.cartagena.gov.co", "https://a.co:8080/x?y=ñ#z"] {
        judged::<HttpsUrl>(right.into(), true);
    }
    for wrong in ["http://a.co/x", "https://", "https://a.co@b.co/x", "https://a.co/un espacio", "https://a.co:x/"] {
        judged::<HttpsUrl>(wrong.into(), false);
    }
    for right in ["AMC-OFI-0074376-2026", "EXT-AMC-26-0060455", "20255000389831"] {
        judged::<FilingNumber>(right.into(), true);
    }
    judged::<FilingNumber>("amc-ofi-0074376-2026".into(), false);
    judged::<SubmissionPath>("gobierno-digital/2026/10/reporte-77b0".into(), true);
    for wrong in ["gobierno-digital/2026/13/reporte", "gobierno-digital/2026/00/reporte", "a/2026/10/b/c", "a/2026/10"]
    {
        judged::<SubmissionPath>(wrong.into(), false);
    }
}

#[test]
fn dates_are_of_the_calendar_and_moments_have_an_offset() {
    judged::<Date>("2024-02-29".into(), true);
    for wrong in ["2026-02-29", "2026-2-9", "0026-02-09", "2026-02-09 ", "+2026-02-09", "2026-04-31", "x"] {
        judged::<Date>(wrong.into(), false);
    }
    for right in ["2026-11-05T16:12:00-05:00", "2026-11-05T21:12:00Z", "2026-11-05T16:12:00.123-05:00"] {
        judged::<Moment>(right.into(), true);
    }
    let wrong = [
        "2026-11-05T16:12:00",
        "2026-11-05 16:12:00-05:00",
        "2026-11-05T16:12-05:00",
        "2026-11-05t16:12:00-05:00",
        "2026-11-05T16:12:00.-05:00",
        "2026-11-05T24:00:00-05:00",
        "2026-11-05T16:12:60-05:00",
        "2026-11-05T16:12:00-0500",
        "2026-02-30T16:12:00-05:00",
        "2026-11-05T16:12:00ñ",
    ];
    for wrong in wrong {
        judged::<Moment>(wrong.into(), false);
    }
    judged::<YearMonth>("2026-12".into(), true);
    for wrong in ["2026-13", "2026-00", "2026-1", "2026", "2026-12-01"] {
        judged::<YearMonth>(wrong.into(), false);
    }
}

#[test]
fn numbers_keep_their_bounds() {
    for (value, expected) in [(0.into(), true), (5.5.into(), false), ((-1).into(), false)] {
        judged::<Bytes>(value, expected);
    }
    // The structural check refuses it too; JSON Schema alone does not.
    assert!(takes::<Bytes>(&5.0.into()) && serde_json::from_value::<Bytes>(5.0.into()).is_err());
    judged::<Bytes>((1u64 << 40).into(), true);
    judged::<Bytes>(((1u64 << 40) + 1).into(), false);
    judged::<Bytes>("5".into(), false);
    judged::<Percent>(62.5.into(), true);
    judged::<Percent>(100.1.into(), false);
    judged::<Version1>(1.into(), true);
    judged::<Version1>(2.into(), false);
    judged::<Version1>("1".into(), false);
    judged::<EasterOffset>((-3).into(), true);
    judged::<AtLeastOne<Day>>(serde_json::json!([5, 15, 30]), true);
    judged::<AtLeastOne<Day>>(serde_json::json!([]), false);
}

#[test]
fn moments_and_dates_are_written_as_they_are_read() {
    for text in ["2026-11-05T16:12:00-05:00", "2026-11-05T21:12:00Z"] {
        assert_eq!(Moment::try_from(text).unwrap().to_string(), text);
    }
    assert_eq!(Date::try_from("2024-02-29").unwrap().to_string(), "2024-02-29");
    assert_eq!(YearMonth::try_from("2026-12").unwrap().get(), (2026, 12));
}

/// The pattern with its counted repetitions and classes taken by the generator, or any text close to one.
fn texts(pattern: &str) -> BoxedStrategy<String> {
    let close = proptest::string::string_regex(pattern.trim_start_matches('^').trim_end_matches('$')).unwrap();
    let noise = "[a-zA-Z0-9./: ñ\\-\n\t\u{0}]{0,3}";
    (close, noise, noise, any::<bool>())
        .prop_map(|(middle, before, after, spoil)| if spoil { format!("{before}{middle}{after}") } else { middle })
        .boxed()
}

#[test]
fn any_text_is_judged_alike_by_serde_and_schema() {
    let mut types = 0;
    for_each_text(|name, pattern, schema, accepts| {
        types += 1;
        let validator = validator(schema.as_value());
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut taken = 0;
        for turn in 0..400 {
            let mut tree = texts(pattern).new_tree(&mut runner).unwrap();
            // Half of them are made shorter, for forms whose samples are mostly longer than the limit.
            for _ in 0..if turn % 2 == 0 { 0 } else { turn } {
                tree.simplify();
            }
            let text = tree.current();
            let answer = accepts(&text);
            taken += usize::from(answer);
            assert_eq!(validator.is_valid(&Value::from(text.clone())), answer, "{name} on {text:?}");
        }
        assert!((1..400).contains(&taken), "{name}: {taken} of 400 taken, so the samples say nothing");
    });
    assert_eq!(types, 24);
}

proptest! {
    #[test]
    fn any_moment_is_judged_alike(
        text in "(19|20|09)[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]([.][0-9]{0,10})?(Z|z|[+-][0-2][0-9]:[0-6][0-9])?"
    ) {
        let value = Value::from(text.clone());
        prop_assert_eq!(takes::<Moment>(&value), Moment::try_from(text.as_str()).is_ok(), "{}", text);
        let day = &text[..10];
        prop_assert_eq!(takes::<Date>(&Value::from(day)), Date::try_from(day).is_ok(), "{}", day);
    }
}
