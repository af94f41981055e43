//! The second reading: serde_yaml on the same bytes, which must say the same.
//!
//! It runs only on what the strict reading accepted: libyaml alone needs 20 s for 100 KB of nested brackets and 2 GB
//! for 200 KB of aliases. Two parsers that part on a file are a way to show one thing to a reviewer and another to a
//! tool: `{?k: v}` is the key `?k` in YAML 1.2 and `k` in libyaml.

use serde_yaml::Value;

use super::{
    problem::{Difference, YamlProblem, YamlProblemKind},
    tree::{Data, Node},
};
use crate::source::{Part, Route, Span, Step};

/// The typed value of `text`, whose first byte is byte `shift` of the file, if it is the same as `tree`.
pub(super) fn read(text: &str, shift: usize, tree: &Node) -> Result<Value, YamlProblem> {
    let value: Value = serde_yaml::from_str(text).map_err(|error| refusal(text, shift, &error))?;
    let mut route = Route::root();
    match difference(tree, &value, &mut route) {
        None => Ok(value),
        Some(part) => {
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

/// Whether the two differ; if so, `route` is left at the first difference. Types count: the text `1` is not the number
/// 1, nor is 1.0. The order of keys counts too.
fn difference(node: &Node, value: &Value, route: &mut Route) -> Option<Part> {
    let same = match (&node.data, value) {
        (Data::Null, Value::Null) => true,
        (Data::Bool(left), Value::Bool(right)) => left == right,
        (Data::Integer(left), Value::Number(right)) => right.as_i64() == Some(*left),
        (Data::Float(left), Value::Number(right)) => {
            right.is_f64() && right.as_f64().map(f64::to_bits) == Some(left.to_bits())
        }
        (Data::Text(left), Value::String(right)) => left == right,
        (Data::Sequence(left), Value::Sequence(right)) => {
            for (index, (item, value)) in left.iter().zip(right).enumerate() {
                route.push(Step::Index(index));
                if let Some(part) = difference(item, value, route) {
                    return Some(part);
                }
                route.pop();
            }
            left.len() == right.len()
        }
        (Data::Mapping(left), Value::Mapping(right)) => {
            for (entry, (key, value)) in left.iter().zip(right) {
                route.push(Step::Key(entry.key.clone()));
                if key.as_str() != Some(entry.key.as_str()) {
                    return Some(Part::Key);
                }
                if let Some(part) = difference(&entry.value, value, route) {
                    return Some(part);
                }
                route.pop();
            }
            left.len() == right.len()
        }
        _ => false,
    };
    if same { None } else { Some(Part::Value) }
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
    use super::*;

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
        let same = |data, value: &Value| difference(&node(data), value, &mut Route::root()).is_none();
        assert!(same(Data::Integer(1), &Value::from(1)));
        assert!(!same(Data::Integer(1), &Value::from(1.0)));
        assert!(!same(Data::Float(1.0), &Value::from(1)));
        assert!(same(Data::Float(1.5), &Value::from(1.5)));
        assert!(!same(Data::Float(0.0), &Value::from(-0.0)));
        assert!(!same(Data::Text("1".into()), &Value::from(1)));
        assert!(!same(Data::Text(String::new()), &Value::Null));
        assert!(!same(Data::Bool(true), &Value::from("true")));
        assert!(!same(Data::Integer(-1), &Value::from(u64::MAX)));
        let two = || Data::Sequence(vec![node(Data::Null), node(Data::Null)]);
        assert!(same(two(), &Value::Sequence(vec![Value::Null, Value::Null])));
        assert!(!same(two(), &Value::Sequence(vec![Value::Null])));
        assert!(!same(two(), &Value::Sequence(vec![Value::Null; 3])));
    }
}
