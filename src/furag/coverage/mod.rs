//! Which evidence answers what of a vigencia, and how well each piece of it is known.
//!
//! ```text
//! catalogue, politica.yaml ─▶ criteria ─┐
//! furag-AAAA.yaml ─▶ questions, options ─┼▶ Coverage ─▶ gaps, totals
//! soportes-AAAA.yaml ─▶ what is named ───┘
//! Holdings ─▶ files, dates, receipts ────┘
//! ```
//!
//! A pure function. What there is to be covered comes from the catalogue, the policies and the questionnaire, never from
//! what happens to be named as evidence; where one of them cannot be read that is said, and is not an empty list. No
//! figure here is the index of institutional performance, whose weights are not published.

mod answers;
mod gaps;
mod grade;
mod named;
mod tally;
mod unknown;

use std::collections::{BTreeMap, BTreeSet};

pub use answers::{Condition, OptionCoverage, Proposal, QuestionCoverage};
pub use gaps::{Gap, Lack, Subject};
pub use grade::{Grade, Why};
pub use named::Cited;
pub use tally::{Tally, Totals};
pub use unknown::{Missing, Unknown};

use crate::{
    holdings::Holdings,
    model::{FileKind, Place, layout, raw},
    repo_path::RepoPath,
};
use named::Named;

/// What a vigencia has to show and what there is to show it.
#[derive(Clone, PartialEq, Debug)]
pub struct Coverage<'a> {
    /// The vigencia.
    pub year: raw::Year,
    /// Where the questions come from.
    pub form: Form<'a>,
    /// Where the policies come from: the model of that vigencia; none where it is not stated or could not be read, and
    /// then the policies are not known.
    pub model: Option<&'a raw::ModelCatalogue>,
    /// The policies of that model, in its order.
    pub policies: Vec<PolicyCoverage<'a>>,
    /// The questions of no policy of that model.
    pub unowned: Unowned<'a>,
    /// Files of this vigencia that are there and could not be read, or say another year than their name.
    pub unread: BTreeSet<RepoPath>,
    /// What the files of evidence name and is not there, sorted: it answers nothing.
    pub unknown: Vec<Unknown<'a>>,
    /// All policies, and the questions of none.
    pub totals: Totals,
}

/// The questionnaire of a vigencia.
#[derive(Clone, PartialEq, Debug)]
pub enum Form<'a> {
    /// The settings do not have that vigencia.
    NoYear,
    /// They name no questionnaire for it.
    Unnamed,
    /// They name one that is not in the catalogue.
    Missing(RepoPath),
    /// It is there and could not be read, or is of another year.
    Unread(RepoPath),
    /// It was read.
    Read(RepoPath, &'a raw::Questionnaire),
}

/// The questions that no policy of the model owns.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Unowned<'a> {
    /// Questions, in the order of the form.
    pub questions: Vec<QuestionCoverage<'a>>,
    /// Their counts.
    pub totals: Totals,
    /// What is missing of them, the worst first.
    pub gaps: Vec<Gap<'a>>,
}

/// A policy in a vigencia.
#[derive(Clone, PartialEq, Debug)]
pub struct PolicyCoverage<'a> {
    /// Its key.
    pub slug: &'a str,
    /// Its code, where it has one.
    pub code: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// The criteria in force in some day of that vigencia; none where `politica.yaml` is absent or could not be read.
    pub criteria: Option<Vec<CriterionCoverage<'a>>>,
    /// Its questions, in the order of the form.
    pub questions: Vec<QuestionCoverage<'a>>,
    /// Its file of evidence.
    pub supports: Supports,
    /// Its counts.
    pub totals: Totals,
    /// What is missing, the worst first.
    pub gaps: Vec<Gap<'a>>,
}

/// The file `soportes-AAAA.yaml` of a policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Supports {
    /// It was read.
    Read,
    /// There is none.
    Absent,
    /// It is there and could not be read: what it names is not known.
    Unread,
}

/// A criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct CriterionCoverage<'a> {
    /// As the policy states it.
    pub criterion: &'a raw::Criterion,
    /// What there is for it.
    pub standing: Standing<'a>,
    /// The evidence named for it, the best first.
    pub evidence: Vec<Cited<'a>>,
}

/// What there is for a criterion, a question or an option.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Standing<'a> {
    /// It does not apply, for this reason: it is neither covered nor missing.
    NotApplicable(&'a raw::Description),
    /// No evidence is named for it.
    Nothing,
    /// The best evidence named has this grade.
    Known(Grade),
}

impl<'a> Standing<'a> {
    fn of(not_applicable: Option<&'a raw::Description>, evidence: &[Cited<'a>]) -> Self {
        match (not_applicable, best(evidence)) {
            (Some(reason), _) => Standing::NotApplicable(reason),
            (None, Some(grade)) => Standing::Known(grade),
            (None, None) => Standing::Nothing,
        }
    }

    /// Whether there is evidence that answers.
    pub fn is_valid(&self) -> bool {
        matches!(self, Standing::Known(grade) if grade.is_valid())
    }

    /// Its key in machine output: that of the grade where there is one.
    pub fn key(&self) -> &'static str {
        match self {
            Standing::NotApplicable(_) => "not-applicable",
            Standing::Nothing => "none",
            Standing::Known(grade) => grade.key(),
        }
    }
}

/// The best grade of some evidence; none of none.
fn best<'e, 'a: 'e>(evidence: impl IntoIterator<Item = &'e Cited<'a>>) -> Option<Grade> {
    evidence.into_iter().map(|one| one.grade).max()
}

/// Says what of a vigencia has evidence.
pub fn coverage<'a>(holdings: &'a Holdings, year: raw::Year) -> Coverage<'a> {
    let world = &holdings.world;
    let stated = world.repository.read().and_then(|settings| settings.years.iter().find(|one| one.year == year));
    let model = stated.and_then(|stated| world.models.values().find(|one| one.model == stated.model));
    let form = form(holdings, year, stated);
    let named = Named::of(holdings, year);
    let mut unread = named.unread.clone();
    unread.extend(world.unread.iter().filter(|path| is_policy(path)).cloned());
    let questions = match &form {
        Form::Read(_, form) => form.questions.iter().map(|question| named.question(question)).collect(),
        _ => Vec::new(),
    };
    let mut questions: Vec<QuestionCoverage<'a>> = questions;
    answers::condition(&mut questions);
    let mut by_policy: BTreeMap<Option<&str>, Vec<QuestionCoverage<'a>>> = BTreeMap::new();
    let slugs: BTreeSet<&str> =
        model.into_iter().flat_map(|model| model.policies.iter()).map(|policy| policy.policy.as_str()).collect();
    for question in questions {
        let owner = question.question.policy.as_ref().map(raw::Slug::as_str).filter(|slug| slugs.contains(slug));
        by_policy.entry(owner).or_default().push(question);
    }
    let policies: Vec<PolicyCoverage<'a>> = model
        .into_iter()
        .flat_map(|model| model.policies.iter())
        .map(|listed| {
            let questions = by_policy.remove(&Some(listed.policy.as_str())).unwrap_or_default();
            policy(holdings, &named, listed, questions)
        })
        .collect();
    let questions = by_policy.remove(&None).unwrap_or_default();
    let unowned =
        Unowned { totals: totals(None, &questions), gaps: gaps::gaps(None, &questions, Supports::Read), questions };
    let mut all = unowned.totals;
    policies.iter().for_each(|policy| all.join(&policy.totals));
    let unknown = unknown::unknown(&named, world, model, &form);
    Coverage { year, form, model, policies, unowned, unread, unknown, totals: all }
}

fn is_policy(path: &RepoPath) -> bool {
    Place::of(path).file_kind() == Some(FileKind::Policy)
}

fn form<'a>(holdings: &'a Holdings, year: raw::Year, stated: Option<&raw::EvaluatedYear>) -> Form<'a> {
    let Some(stated) = stated else { return Form::NoYear };
    let Some(key) = &stated.questionnaire else { return Form::Unnamed };
    let Some(path) = layout::catalogue_file(key.as_str()) else { return Form::Unnamed };
    match holdings.world.questionnaires.get(&path) {
        Some(form) if form.year == year => Form::Read(path, form),
        Some(_) => Form::Unread(path),
        None if holdings.world.unread.contains(&path) => Form::Unread(path),
        None => Form::Missing(path),
    }
}

fn policy<'a>(
    holdings: &'a Holdings,
    named: &Named<'a>,
    listed: &'a raw::CataloguePolicy,
    questions: Vec<QuestionCoverage<'a>>,
) -> PolicyCoverage<'a> {
    let slug = listed.policy.as_str();
    let own = holdings.world.policies.get(slug);
    let criteria = own.map(|own| {
        let in_force = own.criteria.iter().filter(|criterion| is_in_force(criterion, named.year));
        in_force.map(|criterion| named.criterion(slug, criterion)).collect::<Vec<_>>()
    });
    let supports = named.supports(slug);
    PolicyCoverage {
        slug,
        code: own.and_then(|own| own.code.as_ref()).or(listed.code.as_ref()).map(raw::PolicyCode::as_str),
        name: own.map_or(listed.name.as_str(), |own| own.name.as_str()),
        totals: totals(criteria.as_deref(), &questions),
        gaps: gaps::gaps(criteria.as_deref(), &questions, supports),
        criteria,
        questions,
        supports,
    }
}

/// Whether a criterion is in force on some day of a year.
fn is_in_force(criterion: &raw::Criterion, year: raw::Year) -> bool {
    let of = |date: raw::Date| chrono::Datelike::year(&date.get());
    let year = i32::from(year.get());
    of(criterion.validity.from) <= year && criterion.validity.until.is_none_or(|until| of(until) >= year)
}

fn totals(criteria: Option<&[CriterionCoverage<'_>]>, questions: &[QuestionCoverage<'_>]) -> Totals {
    let mut totals = Totals::default();
    criteria.into_iter().flatten().for_each(|one| totals.criteria.add(&one.standing));
    for question in questions {
        totals.questions.add(&question.standing);
        if question.asks_evidence() && question.is_due() {
            totals.asking.add(&question.standing);
        }
        for option in &question.options {
            totals.options.add(&option.standing);
            totals.proposed += usize::from(option.proposal == Proposal::Yes);
        }
    }
    totals
}

impl PolicyCoverage<'_> {
    /// Its gaps without any valid evidence.
    pub fn grave(&self) -> usize {
        gaps::grave(&self.gaps)
    }
}

impl<'a> Coverage<'a> {
    /// Gaps without any valid evidence, of all policies and of the questions of none.
    pub fn grave(&self) -> usize {
        self.policies.iter().map(PolicyCoverage::grave).sum::<usize>() + gaps::grave(&self.unowned.gaps)
    }

    /// Every question, those of policies first.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionCoverage<'a>> {
        self.policies.iter().flat_map(|policy| &policy.questions).chain(&self.unowned.questions)
    }

    /// Every piece of evidence that is named, once for each thing it is named for.
    pub fn cited(&self) -> impl Iterator<Item = &Cited<'a>> {
        let criteria = self.policies.iter().flat_map(|policy| policy.criteria.iter().flatten());
        let questions = self
            .questions()
            .flat_map(|one| one.evidence.iter().chain(one.options.iter().flat_map(|option| option.evidence.iter())));
        criteria.flat_map(|one| &one.evidence).chain(questions)
    }

    /// Whether all that says what there is to cover, and all that is named for it, was read.
    pub fn is_whole(&self) -> bool {
        let is_known = matches!(self.form, Form::Read(..)) && self.model.is_some() && self.unread.is_empty();
        let is_policy = |policy: &PolicyCoverage<'_>| policy.criteria.is_some() && policy.supports != Supports::Unread;
        let is_checked = |one: &Cited<'_>| one.why.as_ref().is_none_or(|why| !why.is_unchecked());
        is_known && self.policies.iter().all(is_policy) && self.cited().all(is_checked)
    }
}
