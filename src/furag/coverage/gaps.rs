//! What is missing, the worst first.
//!
//! The order: what somebody believes is answered and is not comes before what nobody has answered, because nobody is
//! looking for it; then what is here and cannot be counted, what contradicts itself, what is answered in part, what only
//! lacks its entry in the trail, and last what another answer may bring up. Within each, criteria come before questions,
//! and both keep the order of their catalogue.

use super::{Condition, CriterionCoverage, Grade, QuestionCoverage, Standing, Supports};

/// Something that is missing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Gap<'a> {
    /// Of what.
    pub subject: Subject<'a>,
    /// What.
    pub lack: Lack,
}

/// What lacks something.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Subject<'a> {
    /// A criterion, by its identifier and text.
    Criterion(&'a str, &'a str),
    /// A question, by its code and text.
    Question(&'a str, &'a str),
}

/// What is missing, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lack {
    /// All the evidence that is named is not here, was withdrawn or may not be counted.
    NotThere,
    /// No evidence is named.
    Nothing,
    /// The best that is named is here, and is not valid.
    NotValid,
    /// It is said not to apply, and evidence is named for it.
    Contradicted,
    /// Only one option may be marked and several have valid evidence.
    Undecided,
    /// Some options that ask for evidence have it and others do not: how many have, of how many.
    Partial(usize, usize),
    /// The best evidence is verified and not in the audit trail.
    NoReceipt,
    /// By what is proposed for another question this one is not asked; no valid evidence is named for it.
    NotAsked,
}

impl Lack {
    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            Lack::NotThere => "not-there",
            Lack::Nothing => "nothing",
            Lack::NotValid => "not-valid",
            Lack::Contradicted => "contradicted",
            Lack::Undecided => "undecided",
            Lack::Partial(..) => "partial",
            Lack::NoReceipt => "no-receipt",
            Lack::NotAsked => "not-asked",
        }
    }

    /// Whether there is no valid evidence at all.
    pub fn is_grave(self) -> bool {
        self <= Lack::NotValid
    }

    /// Its place in the order, whatever its numbers.
    fn rank(self) -> usize {
        match self {
            Lack::NotThere => 0,
            Lack::Nothing => 1,
            Lack::NotValid => 2,
            Lack::Contradicted => 3,
            Lack::Undecided => 4,
            Lack::Partial(..) => 5,
            Lack::NoReceipt => 6,
            Lack::NotAsked => 7,
        }
    }
}

/// How many of some gaps have no valid evidence at all.
pub(super) fn grave(gaps: &[Gap<'_>]) -> usize {
    gaps.iter().filter(|gap| gap.lack.is_grave()).count()
}

/// What some criteria and questions lack. Where the file that names the evidence could not be read nothing is known to be
/// missing, and nothing is told.
pub(super) fn gaps<'a>(
    criteria: Option<&[CriterionCoverage<'a>]>,
    questions: &[QuestionCoverage<'a>],
    supports: Supports,
) -> Vec<Gap<'a>> {
    if supports == Supports::Unread {
        return Vec::new();
    }
    let of_criteria = criteria.into_iter().flatten().filter_map(|one| {
        let subject = Subject::Criterion(one.criterion.id.as_str(), one.criterion.text.as_str());
        Some(Gap { subject, lack: of(&one.standing, !one.evidence.is_empty(), true)? })
    });
    let of_questions = questions.iter().filter_map(|one| {
        let subject = Subject::Question(one.question.code.as_str(), one.question.text.as_str());
        Some(Gap { subject, lack: of_question(one)? })
    });
    let mut gaps: Vec<Gap<'a>> = of_criteria.chain(of_questions).collect();
    gaps.sort_by_key(|gap| gap.lack.rank()); // stable
    gaps
}

fn of(standing: &Standing<'_>, has_evidence: bool, asks: bool) -> Option<Lack> {
    match standing {
        Standing::NotApplicable(_) => has_evidence.then_some(Lack::Contradicted),
        Standing::Nothing => asks.then_some(Lack::Nothing),
        Standing::Known(Grade::Declared) => Some(Lack::NotThere),
        Standing::Known(Grade::Present) => Some(Lack::NotValid),
        Standing::Known(Grade::Verified) => Some(Lack::NoReceipt),
        Standing::Known(Grade::Receipted | Grade::Attested) => None,
    }
}

fn of_question(one: &QuestionCoverage<'_>) -> Option<Lack> {
    let has_evidence = !one.evidence.is_empty() || one.options.iter().any(|option| !option.evidence.is_empty());
    let lack = of(&one.standing, has_evidence, one.asks_evidence());
    if lack == Some(Lack::Nothing) && one.condition == Condition::NotMet {
        return Some(Lack::NotAsked);
    }
    if lack.is_some_and(|lack| lack <= Lack::Contradicted) {
        return lack;
    }
    if one.is_undecided() {
        return Some(Lack::Undecided);
    }
    let (backed, asking) = one.backed();
    let several = one.question.kind != crate::model::raw::QuestionKind::SingleChoice;
    let is_partial = several && !matches!(one.standing, Standing::NotApplicable(_)) && 0 < backed && backed < asking;
    if is_partial { Some(Lack::Partial(backed, asking)) } else { lack }
}
