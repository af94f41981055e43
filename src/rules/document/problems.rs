//! The problems of one file, and where a finding about each of them points.

use crate::{
    diagnostic::{Finding, Sink},
    messages::Message,
    rules::{DocumentContext, Problem},
    source::{Part, structure::StructureProblem, yaml::YamlProblem},
};

/// What the reader refused, in reading order.
pub(super) fn yaml<'a>(cx: &DocumentContext<'a>) -> impl Iterator<Item = &'a YamlProblem> {
    cx.problems.iter().filter_map(|problem| match problem {
        Problem::Yaml(problem) => Some(problem),
        _ => None,
    })
}

/// What the schema refused, in reading order.
pub(super) fn structure<'a>(cx: &DocumentContext<'a>) -> impl Iterator<Item = &'a StructureProblem> {
    cx.problems.iter().filter_map(|problem| match problem {
        Problem::Structure(problem) => Some(problem),
        _ => None,
    })
}

/// Reports at the bytes of a problem of reading; at the whole file where it has none.
pub(super) fn at<'s>(
    out: &'s mut Sink<'_>,
    cx: &DocumentContext<'_>,
    problem: &YamlProblem,
    message: Message,
) -> &'s mut Finding {
    match problem.span {
        Some(span) => out.bytes(cx.path, span, message),
        None => out.at(cx.path, message),
    }
}

/// Reports at the field of a problem of shape.
pub(super) fn field<'s>(
    out: &'s mut Sink<'_>,
    cx: &DocumentContext<'_>,
    problem: &StructureProblem,
    message: Message,
) -> &'s mut Finding {
    match problem.part {
        Part::Key => out.key(cx.path, problem.route.clone(), message),
        Part::Value => out.field(cx.path, problem.route.clone(), message),
    }
}
