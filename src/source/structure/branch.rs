//! Which alternative the author meant, where a schema offers several (`anyOf`, `oneOf`).
//!
//! Nobody can act on «not valid under any of the schemas». The branch is chosen whose type fits, whose fixed values
//! (the tag of an enum) fit, and which has the fewest strange or missing fields.

use super::{
    kind::{StructureProblem, StructureProblemKind as Problem},
    translate::{not_allowed, types},
};
use crate::source::route::{Part, Route};

/// A problem on the way to be reported.
pub(super) struct Candidate {
    pub problem: StructureProblem,
    /// Whether a `const` causes it, as the tag of an enum.
    pub constant: bool,
}

/// The problems of the best branch at `route`, or one problem that speaks for several branches.
pub(super) fn best(route: &Route, branches: Vec<Vec<Candidate>>) -> Vec<Candidate> {
    let (unfit, fit): (Vec<_>, Vec<_>) = branches.into_iter().partition(|branch| has_wrong_type(route, branch));
    if fit.is_empty() {
        return one_of_types(route, unfit);
    }
    if let Some(merged) = one_of_constants(&fit) {
        return vec![merged];
    }
    fit.into_iter().min_by_key(|branch| cost(route, branch)).unwrap_or_default()
}

fn has_wrong_type(route: &Route, branch: &[Candidate]) -> bool {
    branch.iter().any(|candidate| {
        candidate.problem.route == *route && matches!(candidate.problem.kind, Problem::WrongType { .. })
    })
}

/// Wrong fixed values first, then fields too many or too few, then anything.
fn cost(route: &Route, branch: &[Candidate]) -> (usize, usize, usize) {
    let constants = branch.iter().filter(|candidate| candidate.constant).count();
    let fields = branch.iter().filter(|candidate| candidate.is_field_of(route)).count();
    (constants, fields, branch.len())
}

/// No branch takes this type: one problem with the types of all.
fn one_of_types(route: &Route, branches: Vec<Vec<Candidate>>) -> Vec<Candidate> {
    let mut all = Vec::new();
    let mut last = None;
    for candidate in branches.into_iter().flatten() {
        if let Problem::WrongType { expected, found } = &candidate.problem.kind
            && candidate.problem.route == *route
        {
            all.extend(expected.iter().copied());
            last = Some(*found);
        }
    }
    let Some(found) = last else { return Vec::new() };
    let kind = Problem::WrongType { expected: types(all), found };
    vec![Candidate { problem: StructureProblem { kind, route: route.clone(), part: Part::Value }, constant: false }]
}

/// If each branch fixes or lists the values of the same place, and none fits: one problem with the values of all.
fn one_of_constants(branches: &[Vec<Candidate>]) -> Option<Candidate> {
    let listed = |branch: &[Candidate], place: &Route| {
        branch.iter().find_map(|candidate| match &candidate.problem.kind {
            Problem::NotOneOf { allowed, found, .. } if candidate.problem.route == *place => {
                Some((allowed.clone(), found.clone()))
            }
            _ => None,
        })
    };
    let first = branches.first()?.iter().find(|candidate| candidate.constant)?;
    let place = &first.problem.route;
    let mut values: Vec<String> = Vec::new();
    let mut shown = String::new();
    for branch in branches {
        let (allowed, found) = listed(branch, place)?;
        values.extend(allowed);
        shown = found;
    }
    let mut distinct: Vec<String> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    let kind = not_allowed(distinct, shown);
    Some(Candidate {
        problem: StructureProblem { kind, route: place.clone(), part: first.problem.part },
        constant: true,
    })
}
