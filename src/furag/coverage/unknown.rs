//! What the files of evidence name and the vigencia does not have: it answers nothing, and is told.

use std::collections::{BTreeMap, BTreeSet};

use super::{Form, named::Named};
use crate::model::{World, raw};

/// Something that the file of evidence of a policy names and that is not there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Unknown<'a> {
    /// The policy of that file.
    pub policy: &'a str,
    /// What.
    pub what: Missing<'a>,
}

/// What is not there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Missing<'a> {
    /// The policy is not of the model of that vigencia: its criteria are not looked at.
    Policy,
    /// A criterion that the policy does not have, or that is not in force in that vigencia.
    Criterion(&'a str),
    /// A question that the questionnaire does not have.
    Question(&'a str),
    /// An option that its question does not have.
    Option(&'a str, usize),
}

/// All of it, sorted. Where a list could not be read nothing is known to be missing from it.
pub(super) fn unknown<'a>(
    named: &Named<'a>,
    world: &'a World,
    model: Option<&raw::ModelCatalogue>,
    form: &Form<'a>,
) -> Vec<Unknown<'a>> {
    let mut found: BTreeSet<Unknown<'a>> = BTreeSet::new();
    if let Some(model) = model {
        let strange = named.files().filter(|slug| model.policies.iter().all(|one| one.policy.as_str() != *slug));
        found.extend(strange.map(|policy| Unknown { policy, what: Missing::Policy }));
    }
    for (policy, id) in named.criteria() {
        let Some(own) = world.policies.get(policy) else { continue };
        if !own.criteria.iter().any(|one| one.id.as_str() == id && super::is_in_force(one, named.year)) {
            found.insert(Unknown { policy, what: Missing::Criterion(id) });
        }
    }
    if let Form::Read(_, form) = form {
        let options: BTreeMap<&str, usize> =
            form.questions.iter().map(|question| (question.code.as_str(), question.options.len())).collect();
        for (policy, code, position) in named.questions() {
            let what = match options.get(code) {
                None => Missing::Question(code),
                Some(options) if position > *options => Missing::Option(code, position),
                Some(_) => continue,
            };
            found.insert(Unknown { policy, what });
        }
    }
    found.into_iter().collect()
}
