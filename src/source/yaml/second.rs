//! The second reading: serde_yaml on the same bytes, which must say the same.
//!
//! It runs only on what the strict reading accepted: libyaml alone needs 20 s for 100 KB of nested brackets and 2 GB
//! for 200 KB of aliases. Two parsers that part on a file are a way to show one thing to a reviewer and another to a
//! tool: `{?k: v}` is the key `?k` in YAML 1.2 and `k` in libyaml.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{
    problem::{Difference, YamlProblem, YamlProblemKind},
    tree::{Data, Node},
};
use crate::source::{Part, Route, Span, Step};

/// Whether serde_yaml reads in `text`, whose first byte is byte `shift` of the file, the values of `tree`.
pub(super) fn compare(text: &str, shift: usize, tree: &Node) -> Result<(), YamlProblem> {
    let mut parting = None;
    let same = Same { node: tree, parting: &mut parting };
    let Err(error) = same.deserialize(serde_yaml::Deserializer::from_str(text)) else { return Ok(()) };
    let Some(Parting { part, steps }) = parting else { return Err(refusal(text, shift, &error)) };
    let mut route = Route::root();
    steps.into_iter().rev().for_each(|step| route.push(step));
    let span = tree.nearest_span(&route, part);
    let block = text.get(span.start - shift..).is_some_and(|rest| rest.starts_with(['|', '>']));
    let difference = match part {
        Part::Key => Difference::Key,
        Part::Value if block && span.end == shift + text.trim_end_matches([' ', '\t']).len() => {
            Difference::FinalLineBreak
        }
        Part::Value => Difference::Value,
    };
    Err(YamlProblem { kind: YamlProblemKind::TwoReadings { difference }, span: Some(span), route })
}

/// The first difference between the readings.
struct Parting {
    part: Part,
    /// The way to it, innermost first.
    steps: Vec<Step>,
}

/// Takes what serde_yaml has next and holds it against a node. Types count: the text `1` is not the number 1, nor is
/// 1.0. The order of keys counts too. Nothing is built or copied: this runs for every manifest.
struct Same<'a> {
    node: &'a Node,
    parting: &'a mut Option<Parting>,
}

impl Same<'_> {
    fn is<E: Error>(self, same: bool) -> Result<(), E> {
        if same {
            return Ok(());
        }
        self.parting.get_or_insert(Parting { part: Part::Value, steps: Vec::new() });
        Err(E::custom("another value"))
    }
}

/// Notes one more step on the way to a difference. By now the whole text was parsed: whatever ends the reading is one.
fn inside<T, E>(
    read: Result<T, E>,
    parting: &mut Option<Parting>,
    part: Part,
    step: impl FnOnce() -> Step,
) -> Result<T, E> {
    if read.is_err() {
        parting.get_or_insert(Parting { part, steps: Vec::new() }).steps.push(step());
    }
    read
}

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the value of the first reading")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        let same = self.node.data == Data::Null;
        self.is(same)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let same = matches!(self.node.data, Data::Bool(read) if read == value);
        self.is(same)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        let same = matches!(self.node.data, Data::Integer(read) if read == value);
        self.is(same)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        let same = matches!(self.node.data, Data::Integer(read) if u64::try_from(read) == Ok(value));
        self.is(same)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let same = matches!(self.node.data, Data::Float(read) if read.to_bits() == value.to_bits());
        self.is(same)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        let same = matches!(&self.node.data, Data::Text(read) if read == value);
        self.is(same)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Data::Sequence(nodes) = &self.node.data else { return self.is(false) };
        for (index, node) in nodes.iter().enumerate() {
            let read = items.next_element_seed(Same { node, parting: &mut *self.parting });
            if inside(read, self.parting, Part::Value, || Step::Index(index))?.is_none() {
                return self.is(false);
            }
        }
        let more = items.next_element::<serde::de::IgnoredAny>()?.is_some();
        self.is(!more)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Data::Mapping(nodes) = &self.node.data else { return self.is(false) };
        for entry in nodes {
            let step = || Step::Key(entry.key.clone());
            let key = entries.next_key_seed(SameKey(&entry.key));
            if inside(key, self.parting, Part::Key, step)?.is_none() {
                return self.is(false);
            }
            let value = entries.next_value_seed(Same { node: &entry.value, parting: &mut *self.parting });
            inside(value, self.parting, Part::Value, step)?;
        }
        let more = entries.next_key::<serde::de::IgnoredAny>()?.is_some();
        self.is(!more)
    }
}

/// Takes a key and holds it against that of an entry; anything else is an error.
struct SameKey<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for SameKey<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for SameKey<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the key of the first reading")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        if value == self.0 { Ok(()) } else { Err(E::custom("another key")) }
    }
}

/// The refusal of the second parser, at the character it names.
fn refusal(text: &str, shift: usize, error: &serde_yaml::Error) -> YamlProblem {
    let stop = error.location().map(|at| offset_of(text, at.line(), at.column()));
    let character = stop.and_then(|offset| text[offset..].chars().next());
    let kind = match character {
        Some('\t') => YamlProblemKind::TabIndentation,
        _ => YamlProblemKind::TwoReadings { difference: Difference::Refused { detail: error.to_string() } },
    };
    let width = character.map_or(0, char::len_utf8);
    let span = stop.map(|offset| Span::new(shift + offset, shift + offset + width));
    YamlProblem { kind, span, route: Route::root() }
}

/// The byte offset of a line and a column in characters, both from 1, as libyaml counts them: CR ends a line too.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut rest = text;
    for _ in 1..line {
        let Some(end) = rest.find(['\r', '\n']) else { return text.len() };
        let width = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + width..];
    }
    let start = text.len() - rest.len();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Limits, strict, tree::Entry},
        *,
    };

    #[test]
    fn positions_of_libyaml() {
        let text = "a\rñb\r\nc";
        assert_eq!(offset_of(text, 1, 1), 0);
        assert_eq!(offset_of(text, 2, 2), 4);
        assert_eq!(offset_of(text, 3, 1), 7);
        assert_eq!(offset_of(text, 3, 9), 8);
        assert_eq!(offset_of(text, 9, 1), 8);
    }

    #[test]
    fn types_and_order_count() {
        let span = Span::new(0, 0);
        let node = |data| Node { span, data };
        let key = |key: &str, data| Entry { key: key.into(), key_span: span, value: node(data) };
        let same = |data, text: &str| compare(text, 0, &node(Data::Mapping(vec![key("a", data)]))).is_ok();
        assert!(same(Data::Integer(1), "a: 1"));
        assert!(!same(Data::Integer(1), "a: 1.0"));
        assert!(!same(Data::Integer(1), "b: 1"));
        assert!(!same(Data::Integer(1), "a: 1\nb: 1"));
        assert!(!same(Data::Integer(1), "{}"));
        assert!(!same(Data::Float(1.0), "a: 1"));
        assert!(same(Data::Float(1.5), "a: 1.5"));
        assert!(!same(Data::Float(0.0), "a: -0.0"));
        assert!(!same(Data::Text("1".into()), "a: 1"));
        assert!(same(Data::Text("1".into()), "a: '1'"));
        assert!(!same(Data::Text(String::new()), "a:"));
        assert!(same(Data::Null, "a:"));
        assert!(!same(Data::Bool(true), "a: 'true'"));
        assert!(same(Data::Bool(true), "a: true"));
        assert!(same(Data::Integer(-1), "a: -1"));
        assert!(!same(Data::Integer(-1), "a: 18446744073709551615"));
        assert!(!same(Data::Integer(-1), "a: -170141183460469231731687303715884105728"));
        assert!(!same(Data::Text("b".into()), "a: !b b"));
        let two = || Data::Sequence(vec![node(Data::Null), node(Data::Null)]);
        assert!(same(two(), "a: [~, ~]"));
        assert!(!same(two(), "a: [~]"));
        assert!(!same(two(), "a: [~, ~, ~]"));
        assert!(!same(two(), "a: {~: ~}"));
        let pair = || Data::Mapping(vec![key("b", Data::Null), key("c", Data::Null)]);
        assert!(same(pair(), "a: {b: , c: }"));
        assert!(!same(pair(), "a: {c: , b: }"));
    }

    #[test]
    fn the_route_to_a_difference_is_whole() {
        let tree = strict::read("a: [1, {b: 2, c: 3}]", 0, &Limits::MANIFEST).unwrap();
        let route = |text| compare(text, 0, &tree).unwrap_err().route.to_pointer();
        assert_eq!(route("a: [1, {b: 2, c: 4}]"), "/a/1/c");
        assert_eq!(route("a: [1, {b: 2, d: 3}]"), "/a/1/c");
        assert_eq!(route("a: [1, {b: 2}]"), "/a/1");
        assert_eq!(route("a: [1]"), "/a");
    }
}
