//! What may be answered to a question: no option without valid evidence is ever proposed.

use std::collections::BTreeSet;

use super::{Cited, Standing, best};
use crate::model::raw;

/// What is said of an option.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Proposal {
    /// It has valid evidence: it may be marked.
    Yes,
    /// It excludes the others («Ninguna de las anteriores») and another one is proposed.
    Excluded,
    /// It has valid evidence and so do others, of which only one may be marked: people decide.
    OnlyOne,
    /// It asks for evidence, or has some, and none of it is valid.
    NoEvidence,
    /// It may be answered without evidence, which is for people to say: we do not.
    WithoutEvidence,
    /// The question does not apply.
    NotApplicable,
}

impl Proposal {
    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            Proposal::Yes => "yes",
            Proposal::Excluded => "excluded",
            Proposal::OnlyOne => "only-one",
            Proposal::NoEvidence => "no-evidence",
            Proposal::WithoutEvidence => "without-evidence",
            Proposal::NotApplicable => "not-applicable",
        }
    }
}

/// An option of a question.
#[derive(Clone, PartialEq, Debug)]
pub struct OptionCoverage<'a> {
    /// Its position, from 1.
    pub position: usize,
    /// As the questionnaire has it.
    pub option: &'a raw::QuestionOption,
    /// What there is for it.
    pub standing: Standing<'a>,
    /// The evidence named for it, the best first.
    pub evidence: Vec<Cited<'a>>,
    /// What may be answered.
    pub proposal: Proposal,
}

/// A question.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionCoverage<'a> {
    /// As the questionnaire has it.
    pub question: &'a raw::Question,
    /// The best there is, for it or for any of its options.
    pub standing: Standing<'a>,
    /// The evidence named for the whole of it, the best first.
    pub evidence: Vec<Cited<'a>>,
    /// Its options, in their order.
    pub options: Vec<OptionCoverage<'a>>,
    /// Whether it is asked, where that depends on another answer.
    pub condition: Condition,
}

/// Whether a question is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Always.
    None,
    /// It is, by what is proposed for another question.
    Met,
    /// By what is proposed so far it is not; another answer may bring it up.
    NotMet,
}

impl QuestionCoverage<'_> {
    /// Whether the question, or an option of it, asks for evidence.
    pub fn asks_evidence(&self) -> bool {
        self.question.asks_evidence || self.options.iter().any(|one| one.option.asks_evidence)
    }

    /// Whether an answer is looked for: one that another answer leaves out and nothing is named for is neither missing nor
    /// one of those that ask for evidence.
    pub fn is_due(&self) -> bool {
        self.condition != Condition::NotMet || self.standing != Standing::Nothing
    }

    /// Whether only one option may be marked and several could be.
    pub fn is_undecided(&self) -> bool {
        self.options.iter().any(|one| one.proposal == Proposal::OnlyOne)
    }

    /// Options that ask for evidence and exclude none, with valid evidence, of how many.
    pub fn backed(&self) -> (usize, usize) {
        let asks = |one: &&OptionCoverage<'_>| one.option.asks_evidence && !one.option.exclusive;
        let asking = || self.options.iter().filter(asks);
        (asking().filter(|one| one.standing.is_valid()).count(), asking().count())
    }
}

/// Puts a question together from the evidence named for it and for each of its options.
pub(super) fn question<'a>(
    question: &'a raw::Question,
    not_applicable: Option<&'a raw::Description>,
    whole: Vec<Cited<'a>>,
    mut of_option: impl FnMut(usize) -> Vec<Cited<'a>>,
) -> QuestionCoverage<'a> {
    let mut options: Vec<OptionCoverage<'a>> = (1..)
        .zip(&question.options)
        .map(|(position, option)| {
            let evidence = of_option(position);
            let standing = Standing::of(not_applicable, &evidence);
            let proposal = match standing {
                Standing::NotApplicable(_) => Proposal::NotApplicable,
                Standing::Known(grade) if grade.is_valid() => Proposal::Yes,
                Standing::Nothing if !(option.asks_evidence || question.asks_evidence) => Proposal::WithoutEvidence,
                Standing::Known(_) | Standing::Nothing => Proposal::NoEvidence,
            };
            OptionCoverage { position, option, standing, evidence, proposal }
        })
        .collect();
    settle(question.kind, &mut options);
    let grades = options.iter().flat_map(|one| &one.evidence).chain(&whole);
    let standing = match (not_applicable, best(grades)) {
        (Some(reason), _) => Standing::NotApplicable(reason),
        (None, Some(grade)) => Standing::Known(grade),
        (None, None) => Standing::Nothing,
    };
    QuestionCoverage { question, standing, evidence: whole, options, condition: Condition::None }
}

/// Takes back what cannot be marked together.
fn settle(kind: raw::QuestionKind, options: &mut [OptionCoverage<'_>]) {
    let proposed = |one: &OptionCoverage<'_>| one.proposal == Proposal::Yes;
    let several = options.iter().filter(|one| proposed(one)).count() > 1;
    if kind == raw::QuestionKind::SingleChoice && several {
        options.iter_mut().filter(|one| proposed(one)).for_each(|one| one.proposal = Proposal::OnlyOne);
        return;
    }
    let excluding = options.iter().filter(|one| proposed(one) && one.option.exclusive).count();
    let plain = options.iter().any(|one| proposed(one) && !one.option.exclusive);
    for one in options.iter_mut().filter(|one| proposed(one) && one.option.exclusive) {
        match (plain, excluding) {
            (true, _) => one.proposal = Proposal::Excluded,
            (false, 1) => {}
            (false, _) => one.proposal = Proposal::OnlyOne,
        }
    }
}

/// Says of each question that depends on another whether it is asked.
pub(super) fn condition(questions: &mut [QuestionCoverage<'_>]) {
    let marked: BTreeSet<(&raw::QuestionCode, usize)> = questions
        .iter()
        .flat_map(|one| one.options.iter().map(|option| (&one.question.code, option)))
        .filter(|(_, option)| option.proposal == Proposal::Yes)
        .map(|(code, option)| (code, option.position))
        .collect();
    for one in questions.iter_mut() {
        let Some(condition) = &one.question.depends_on else { continue };
        let is_marked = |option: &raw::Ordinal| marked.contains(&(&condition.question, usize::from(option.get())));
        one.condition = if condition.options.iter().any(is_marked) { Condition::Met } else { Condition::NotMet };
    }
}
