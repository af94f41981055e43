//! The validator's errors in our words.

use std::collections::BTreeSet;

use jsonschema::{ValidationError, error::ValidationErrorKind as Kind};
use serde_json::{Number, Value};

use super::{
    branch::{self, Candidate},
    kind::{Bound, StructureProblem, StructureProblemKind as Problem},
    types::JsonType,
};
use crate::source::{
    route::{Part, Route, Step},
    yaml::Node,
};

/// Characters of a value that are kept in a problem.
const FOUND_CHARACTERS: usize = 80;

/// What the errors point into.
pub(super) struct Context<'a> {
    /// The whole schema.
    pub schema: &'a Value,
    /// The document.
    pub tree: &'a Node,
}

impl Context<'_> {
    /// The problems one error stands for.
    pub(super) fn problems(&self, error: &ValidationError<'_>) -> Vec<Candidate> {
        let Some(route) = self.tree.route_of_pointer(error.instance_path().as_str()) else {
            return vec![other(Route::root(), error.kind())];
        };
        let instance = error.instance().as_ref();
        match error.kind() {
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                let branches =
                    context.iter().map(|errors| errors.iter().flat_map(|error| self.problems(error)).collect());
                let best = branch::best(&route, branches.collect());
                if best.is_empty() { vec![other(route, error.kind())] } else { best }
            }
            Kind::AdditionalProperties { unexpected } => self.unknown(&route, unexpected, self.known(error, false)),
            Kind::UnevaluatedProperties { unexpected } => self.unknown(&route, unexpected, self.known(error, true)),
            Kind::PropertyNames { error: inner } => {
                let name = inner.instance().as_str().unwrap_or_default();
                let kind = self.simple(inner, inner.instance());
                vec![Candidate::new(kind, route.key(name), Part::Key)]
            }
            Kind::Required { property } => {
                let field = property.as_str().unwrap_or_default().to_owned();
                let route = route.key(field.as_str());
                vec![Candidate::new(Problem::MissingField { field }, route, Part::Value)]
            }
            Kind::UniqueItems => {
                let route = match first_repeat(instance) {
                    Some(index) => route.index(index),
                    None => route,
                };
                vec![Candidate::new(Problem::NotUnique, route, Part::Value)]
            }
            Kind::Constant { .. } => {
                let problem = StructureProblem { kind: self.simple(error, instance), route, part: Part::Value };
                vec![Candidate { problem, constant: true }]
            }
            _ => vec![Candidate::new(self.simple(error, instance), route, Part::Value)],
        }
    }

    /// The errors that stand for one problem of the value itself.
    fn simple(&self, error: &ValidationError<'_>, instance: &Value) -> Problem {
        match error.kind() {
            Kind::Custom { keyword, message } if keyword == "type" => {
                wrong_type(JsonType::parse_list(message), instance)
            }
            Kind::Enum { options } => not_one_of(options.as_array().map_or(&[], Vec::as_slice), instance),
            Kind::Constant { expected_value } => not_one_of(std::slice::from_ref(expected_value.as_ref()), instance),
            Kind::Format { format } => Problem::BadFormat { format: format.clone(), found: found(instance) },
            Kind::Pattern { pattern } => Problem::DoesNotMatch { pattern: pattern.clone(), found: found(instance) },
            Kind::MinLength { limit } => Problem::TooShort { limit: *limit },
            Kind::MaxLength { limit } => Problem::TooLong { limit: *limit },
            Kind::MinItems { limit } | Kind::MinProperties { limit } => Problem::TooFew { limit: *limit },
            Kind::MaxItems { limit } | Kind::MaxProperties { limit } => Problem::TooMany { limit: *limit },
            Kind::AdditionalItems { limit } => Problem::TooMany { limit: *limit as u64 },
            Kind::Minimum { .. }
            | Kind::Maximum { .. }
            | Kind::ExclusiveMinimum { .. }
            | Kind::ExclusiveMaximum { .. } => self.out_of_range(error, instance),
            kind => Problem::Other { keyword: kind.keyword().to_owned() },
        }
    }

    fn out_of_range(&self, error: &ValidationError<'_>, instance: &Value) -> Problem {
        let parent = self.parent(error);
        let number = |keyword: &str| parent.and_then(|schema| schema.get(keyword)).and_then(Value::as_number).cloned();
        let bound = |inclusive: Option<Number>, exclusive: Option<Number>| {
            exclusive.map(Bound::Exclusive).or_else(|| inclusive.map(Bound::Inclusive))
        };
        let (mut min, mut max) = (
            bound(number("minimum"), number("exclusiveMinimum")),
            bound(number("maximum"), number("exclusiveMaximum")),
        );
        // The bound that was broken is always told, wherever the schema has it.
        match error.kind() {
            Kind::Minimum { limit } => min = limit.as_number().cloned().map(Bound::Inclusive),
            Kind::ExclusiveMinimum { limit } => min = limit.as_number().cloned().map(Bound::Exclusive),
            Kind::Maximum { limit } => max = limit.as_number().cloned().map(Bound::Inclusive),
            Kind::ExclusiveMaximum { limit } => max = limit.as_number().cloned().map(Bound::Exclusive),
            _ => {}
        }
        Problem::OutOfRange { min, max, found: found(instance) }
    }

    fn unknown(&self, route: &Route, unexpected: &[String], known: Vec<String>) -> Vec<Candidate> {
        let present = self.tree.at(route).map_or(&[][..], Node::entries);
        let free: Vec<&String> = known.iter().filter(|name| !present.iter().any(|entry| entry.key == **name)).collect();
        unexpected
            .iter()
            .map(|field| {
                let suggestion = suggestion(field, free.iter().map(|name| name.as_str()));
                let kind = Problem::UnknownField { field: field.clone(), suggestion, known: known.clone() };
                Candidate::new(kind, route.clone().key(field.as_str()), Part::Key)
            })
            .collect()
    }

    /// The names of the fields the schema knows where the error stands; `deep` looks through what it combines.
    fn known(&self, error: &ValidationError<'_>, deep: bool) -> Vec<String> {
        let mut names = BTreeSet::new();
        if let Some(schema) = self.parent(error) {
            self.gather(schema, if deep { 4 } else { 0 }, &mut names);
        }
        names.into_iter().collect()
    }

    fn gather(&self, schema: &Value, levels: u8, names: &mut BTreeSet<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            names.extend(properties.keys().cloned());
        }
        if levels == 0 {
            return;
        }
        let combined =
            ["allOf", "anyOf", "oneOf"].iter().filter_map(|keyword| schema.get(keyword)?.as_array()).flatten();
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        for part in combined.chain(target.and_then(|pointer| self.schema.pointer(pointer))) {
            self.gather(part, levels - 1, names);
        }
    }

    /// The schema that holds the keyword the error comes from.
    fn parent(&self, error: &ValidationError<'_>) -> Option<&Value> {
        let (parent, _) = error.schema_path().as_str().rsplit_once('/')?;
        self.schema.pointer(parent)
    }
}

/// A list of types, without `Null` where something else may stand.
pub(super) fn types(mut expected: Vec<JsonType>) -> Vec<JsonType> {
    expected.sort_unstable();
    expected.dedup();
    if expected.len() > 1 {
        expected.retain(|kind| *kind != JsonType::Null);
    }
    expected
}

fn wrong_type(expected: Vec<JsonType>, instance: &Value) -> Problem {
    Problem::WrongType { expected: types(expected), found: JsonType::of(instance) }
}

/// A value of a type that is not even in the list has the wrong type.
fn not_one_of(options: &[Value], instance: &Value) -> Problem {
    let expected: Vec<JsonType> = options.iter().map(JsonType::of).collect();
    if !expected.contains(&JsonType::of(instance)) {
        return wrong_type(expected, instance);
    }
    let allowed = options.iter().filter(|option| !option.is_null()).map(plain).collect();
    not_allowed(allowed, found(instance))
}

/// The problem of a value outside `allowed`.
pub(super) fn not_allowed(allowed: Vec<String>, found: String) -> Problem {
    let suggestion = suggestion(&found, allowed.iter().map(String::as_str));
    Problem::NotOneOf { allowed, found, suggestion }
}

fn other(route: Route, kind: &Kind) -> Candidate {
    Candidate::new(Problem::Other { keyword: kind.keyword().to_owned() }, route, Part::Value)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The value as text, cut to 80 characters; a list or mapping of any size costs no more.
fn found(value: &Value) -> String {
    let text = match value {
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        Value::String(text) => text.chars().take(FOUND_CHARACTERS + 1).collect(),
        scalar => scalar.to_string(),
    };
    if text.chars().count() <= FOUND_CHARACTERS {
        return text;
    }
    text.chars().take(FOUND_CHARACTERS - 1).chain(['…']).collect()
}

/// The position of the first item equal to an earlier one.
fn first_repeat(list: &Value) -> Option<usize> {
    let mut seen = BTreeSet::new();
    list.as_array()?.iter().position(|item| !seen.insert(item.to_string()))
}

/// The most similar of `names`: at most two letters away (one, for short words), or very alike from the start.
fn suggestion<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let length = word.chars().count();
    if length > FOUND_CHARACTERS {
        return None;
    }
    let lower = word.to_lowercase();
    let near = if length <= 3 { 1 } else { 2 };
    names
        .filter(|name| name.len() <= 4 * FOUND_CHARACTERS)
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            (*distance <= near && *distance < name.chars().count()) || strsim::jaro(&lower, name) > 0.85
        })
        .min_by(|left, right| left.cmp(right))
        .map(|(_, name)| name.to_owned())
}

impl Candidate {
    /// A problem that no constant causes.
    fn new(kind: Problem, route: Route, part: Part) -> Self {
        Self { problem: StructureProblem { kind, route, part }, constant: false }
    }

    /// Whether the problem is in the mapping at `route` itself: a field too many or too few.
    pub(super) fn is_field_of(&self, route: &Route) -> bool {
        let fields = matches!(self.problem.kind, Problem::MissingField { .. } | Problem::UnknownField { .. });
        let (steps, here) = (self.problem.route.steps(), route.steps());
        fields && steps.len() == here.len() + 1 && steps.starts_with(here) && matches!(steps.last(), Some(Step::Key(_)))
    }
}
