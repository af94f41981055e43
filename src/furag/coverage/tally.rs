//! Counts of criteria, questions and options by how well the best evidence of each is known.

use super::{Grade, Standing};

/// How many there are, and of how many the best evidence has each grade. What does not apply is counted apart, and is no
/// part of what is missing.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// All of them.
    pub of: usize,
    /// Those that do not apply.
    pub not_applicable: usize,
    /// Those that apply and that no evidence is named for.
    pub none: usize,
    /// Those that apply, by grade.
    grades: [usize; Grade::ALL.len()],
}

impl Tally {
    pub(super) fn add(&mut self, standing: &Standing<'_>) {
        self.of += 1;
        match standing {
            Standing::NotApplicable(_) => self.not_applicable += 1,
            Standing::Nothing => self.none += 1,
            Standing::Known(grade) => self.grades[*grade as usize] += 1,
        }
    }

    /// Adds another count to this one.
    pub fn join(&mut self, other: &Tally) {
        self.of += other.of;
        self.not_applicable += other.not_applicable;
        self.none += other.none;
        for (own, other) in self.grades.iter_mut().zip(other.grades) {
            *own += other;
        }
    }

    /// Those whose best evidence has exactly this grade.
    pub fn grade(&self, grade: Grade) -> usize {
        self.grades[grade as usize]
    }

    /// Those whose best evidence has at least this grade.
    pub fn at_least(&self, grade: Grade) -> usize {
        Grade::ALL.iter().filter(|one| **one >= grade).map(|one| self.grade(*one)).sum()
    }

    /// Those with evidence that answers: verified or better.
    pub fn valid(&self) -> usize {
        self.at_least(Grade::Verified)
    }

    /// Those that apply.
    pub fn applicable(&self) -> usize {
        self.of - self.not_applicable
    }
}

/// What of a policy, or of all of them, has evidence.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Totals {
    /// Criteria of the entity.
    pub criteria: Tally,
    /// Questions of the questionnaire, by the best evidence of the question or of any of its options.
    pub questions: Tally,
    /// Their options.
    pub options: Tally,
    /// Of the questions, those that ask for evidence, whole or in some option.
    pub asking: Tally,
    /// Options that are proposed as an answer.
    pub(super) proposed: usize,
}

impl Totals {
    /// Options that are proposed as an answer, of those that apply.
    pub fn proposed(&self) -> (usize, usize) {
        (self.proposed, self.options.applicable())
    }

    /// Adds others to these.
    pub fn join(&mut self, other: &Totals) {
        self.criteria.join(&other.criteria);
        self.questions.join(&other.questions);
        self.options.join(&other.options);
        self.asking.join(&other.asking);
        self.proposed += other.proposed;
    }
}
