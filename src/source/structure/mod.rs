//! The structural check: a document against a JSON Schema 2020-12, every difference at once, each with its route.
//!
//! Says what is missing, left over or of the wrong form, as data; never a sentence. It does not know what the fields
//! mean, and the schema comes from our own types, so only the document is untrusted.

mod branch;
mod kind;
mod translate;
mod types;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::Value;

pub use kind::{Bound, StructureProblem, StructureProblemKind};
pub use types::JsonType;

use super::{
    route::{Part, Route},
    yaml::Document,
};

/// Problems reported for one document, the last one telling how many more there are.
pub const MAX_PROBLEMS: usize = 200;

/// Errors of the validator that are looked at; a document with more is bad enough.
const MAX_ERRORS: usize = 10_000;

/// A compiled JSON Schema.
pub struct Structure {
    schema: Value,
    validator: Validator,
}

/// The schema itself is wrong: a mistake of the program, never of a document.
#[derive(Debug, thiserror::Error)]
#[error("not a usable JSON Schema at `{path}`: {detail}")]
pub struct StructureError {
    /// JSON Pointer into the schema.
    pub path: String,
    /// What the validator said, in English.
    pub detail: String,
}

impl Structure {
    /// Compiles a JSON Schema 2020-12 whose references stay within it.
    ///
    /// Patterns run in linear time; formats are checked. An integer is a number written without a decimal point, as
    /// the typed reading wants it (JSON Schema alone takes 1.0 for one).
    pub fn new(schema: &Value) -> Result<Self, StructureError> {
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_pattern_options(PatternOptions::regex())
            .should_validate_formats(true)
            .with_keyword("type", types::compile)
            .build(schema)
            .map_err(|error| StructureError { path: error.instance_path().to_string(), detail: error.to_string() })?;
        Ok(Self { schema: schema.clone(), validator })
    }

    /// Everything in `document` that the schema does not allow; nothing if it conforms.
    ///
    /// Ordered by place in the file; one problem for each place; at most [`MAX_PROBLEMS`].
    pub fn problems(&self, document: &Document) -> Vec<StructureProblem> {
        let json = document.json();
        if self.validator.is_valid(&json) {
            return Vec::new();
        }
        let context = translate::Context { schema: &self.schema, tree: document.tree() };
        let mut problems = Vec::new();
        for error in self.validator.iter_errors(&json).take(MAX_ERRORS) {
            problems.extend(context.problems(&error).into_iter().map(|candidate| candidate.problem));
        }
        in_order(problems, document)
    }
}

/// Sorts, leaves one problem for each place, drops a missing field that is there under a misspelt name, and bounds.
fn in_order(mut problems: Vec<StructureProblem>, document: &Document) -> Vec<StructureProblem> {
    let misspelt: BTreeSet<Route> = problems
        .iter()
        .filter_map(|problem| match &problem.kind {
            StructureProblemKind::UnknownField { suggestion: Some(name), .. } => {
                Some(problem.route.parent()?.key(name.as_str()))
            }
            _ => None,
        })
        .collect();
    problems.retain(|problem| {
        !(matches!(problem.kind, StructureProblemKind::MissingField { .. }) && misspelt.contains(&problem.route))
    });
    problems.sort_by_cached_key(|problem| {
        let start = document.nearest_span(&problem.route, problem.part).start;
        (start, problem.route.clone(), problem.part, problem.kind.rank())
    });
    problems.dedup_by(|later, first| later.route == first.route && later.part == first.part);
    if problems.len() > MAX_PROBLEMS {
        let count = problems.len() - (MAX_PROBLEMS - 1);
        problems.truncate(MAX_PROBLEMS - 1);
        let kind = StructureProblemKind::More { count };
        problems.push(StructureProblem { kind, route: Route::root(), part: Part::Value });
    }
    problems
}
