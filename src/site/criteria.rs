//! The criteria of a policy: what evidence shows each, with the standing that the report of FURAG gives it, and apart from
//! that the submissions whose manifests only say that they do.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use super::{
    address,
    facts::{Facts, Policy},
    words,
};
use crate::{
    furag::{
        coverage::{Cited, CriterionCoverage, Grade, Standing, Supports},
        report,
    },
    messages::Lang,
    model::{SubmissionPath, raw},
};

/// Submissions of one criterion that are told.
const SHOWN: usize = 5;

/// The vigencia, whether what is named as evidence could be read, and the criteria in force in it.
pub(super) fn of(facts: &Facts<'_>, policy: &Policy<'_>) -> Value {
    let covered = facts.coverage.as_ref();
    let own = covered.and_then(|covered| covered.policies.iter().find(|one| one.slug == policy.slug));
    let known = own.and_then(|own| own.criteria.as_deref());
    let rows: Vec<Value> = match known {
        Some(criteria) => criteria.iter().map(|one| row(facts, policy, one.criterion, Some(one))).collect(),
        // The model of the vigencia does not have this policy, or is not known: its criteria are shown without a standing.
        None => in_force(facts, policy).map(|one| row(facts, policy, one, None)).collect(),
    };
    context! {
        year => known.and(covered).map(|covered| covered.year.get()),
        is_unread => own.is_some_and(|own| own.supports == Supports::Unread),
        rows,
    }
}

fn in_force<'a>(facts: &Facts<'a>, policy: &Policy<'a>) -> impl Iterator<Item = &'a raw::Criterion> {
    let today = facts.today;
    let is_in_force = move |one: &&raw::Criterion| {
        one.validity.from.get() <= today && one.validity.until.is_none_or(|until| today <= until.get())
    };
    policy.own.into_iter().flat_map(|own| &own.criteria).filter(is_in_force)
}

fn row(facts: &Facts<'_>, policy: &Policy<'_>, one: &raw::Criterion, covered: Option<&CriterionCoverage<'_>>) -> Value {
    let cited = covered.map(|covered| cited(&covered.evidence)).unwrap_or_default();
    let named: BTreeSet<&str> = cited.iter().map(|(submission, _)| *submission).collect();
    let links = cited.iter().take(SHOWN).map(|(submission, grade)| {
        let path = SubmissionPath::parse(submission).filter(|path| facts.item(path).is_some());
        let title = path.as_ref().and_then(|path| facts.item(path)).map(|item| item.title.clone());
        context! {
            href => path.as_ref().map(address::submission),
            title => title.unwrap_or_else(|| words::plain(submission)),
            grade => report::grade(*grade, Lang::Es),
        }
    });
    let mut hints: Vec<&SubmissionPath> = hinted(facts, policy, one).collect();
    hints.retain(|path| !named.contains(path.to_string().as_str()));
    hints.sort_by(|one, other| (other.year, other.month, one).cmp(&(one.year, one.month, other)));
    let hint = |path: &&SubmissionPath| {
        context! { href => address::submission(path), title => facts.item(path).map(|item| item.title.clone()) }
    };
    context! {
        id => one.id.as_str(),
        text => words::plain(one.text.as_str()),
        level => one.level.map(level),
        state => covered.map(|covered| report::standing(&covered.standing, Lang::Es)),
        reason => covered.and_then(|covered| reason(&covered.standing)),
        links => links.collect::<Vec<_>>(),
        more => cited.len().saturating_sub(SHOWN),
        hints => hints.iter().take(SHOWN).map(hint).collect::<Vec<_>>(),
        more_hints => hints.len().saturating_sub(SHOWN),
    }
}

/// The submissions named as evidence, each with its best grade, the best first.
fn cited<'c>(evidence: &'c [Cited<'_>]) -> Vec<(&'c str, Grade)> {
    let mut best: BTreeMap<&str, Grade> = BTreeMap::new();
    for one in evidence {
        let grade = best.entry(one.submission).or_insert(one.grade);
        *grade = one.grade.max(*grade);
    }
    let mut all: Vec<(&str, Grade)> = best.into_iter().collect();
    all.sort_by_key(|(submission, grade)| (std::cmp::Reverse(*grade), *submission));
    all
}

/// The submissions in force whose manifests say that they show a criterion of this policy.
fn hinted<'a>(
    facts: &'a Facts<'_>,
    policy: &'a Policy<'_>,
    one: &'a raw::Criterion,
) -> impl Iterator<Item = &'a SubmissionPath> {
    let says = |item: &&super::facts::Item<'_>| {
        let Some(manifest) = item.held.manifest.as_deref() else { return false };
        let serves = manifest.also_serves.iter().any(|to| to.as_str() == policy.slug);
        (item.path().owner == policy.slug || serves) && manifest.criteria.contains(&one.id)
    };
    let stands = |item: &&super::facts::Item<'_>| {
        !item.is_withdrawn() && !item.held.is_quarantined && !facts.superseded.contains_key(item.path())
    };
    facts.items.iter().filter(stands).filter(says).map(|item| item.path())
}

fn reason(standing: &Standing<'_>) -> Option<String> {
    match standing {
        Standing::NotApplicable(reason) => Some(words::plain(reason.as_str())),
        Standing::Nothing | Standing::Known(_) => None,
    }
}

fn level(level: raw::Level) -> &'static str {
    match level {
        raw::Level::Basic => "básico",
        raw::Level::Intermediate => "intermedio",
        raw::Level::Advanced => "avanzado",
    }
}
