//! How well a piece of evidence is known: a ladder, each rung with what keeps it from the next.

use chrono::NaiveDate;

use crate::{
    holdings::{Evidence, Held, State},
    model::{SubmissionPath, raw},
    schedule::Delivery,
};

/// How well a piece of evidence is known, the least first.
///
/// That a file is there says nothing of whether it is the one that was handed in: presence is the second rung of five.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// Somebody wrote that it exists: the file is not here, was withdrawn, or may not be counted.
    Declared,
    /// Something is here in its name, and no more than that.
    Present,
    /// It is here, whole, of the type stated, and of the vigencia: the least that answers anything.
    Verified,
    /// So it is, and the audit trail has its manifest.
    Receipted,
    /// So it is, and somebody else saw the trail with it.
    Attested,
}

impl Grade {
    /// Every grade, the least first.
    pub const ALL: [Grade; 5] = [Grade::Declared, Grade::Present, Grade::Verified, Grade::Receipted, Grade::Attested];

    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            Grade::Declared => "declared",
            Grade::Present => "present",
            Grade::Verified => "verified",
            Grade::Receipted => "receipted",
            Grade::Attested => "attested",
        }
    }

    /// Whether it answers a question or shows a criterion.
    pub fn is_valid(self) -> bool {
        self >= Grade::Verified
    }
}

/// What keeps a piece of evidence from the next grade.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// There is no such submission.
    NoSubmission,
    /// Its manifest is absent or was refused.
    NoManifest,
    /// The manifest does not list that file.
    NotListed,
    /// It came after the moment asked.
    Later,
    /// It is another policy's, and does not say that it also serves this one.
    NotServing,
    /// It was withdrawn.
    Withdrawn,
    /// It is not here.
    Absent,
    /// It could not be read.
    Unread,
    /// Its bytes are not those of the manifest.
    Different,
    /// It is kept outside git, and nothing of it could be compared here.
    Elsewhere,
    /// What it is could not be compared with the type stated, or is another.
    OtherType,
    /// The check found something wrong with it.
    Refused,
    /// Another submission took its place.
    Superseded(SubmissionPath),
    /// It is of another year; of which days.
    OtherYear(NaiveDate, NaiveDate),
    /// The audit trail does not have its manifest.
    NoReceipt,
    /// Nobody else is known to have seen the trail with it.
    NotAttested,
}

impl Why {
    /// Its key in machine output.
    pub fn key(&self) -> &'static str {
        match self {
            Why::NoSubmission => "no-submission",
            Why::NoManifest => "no-manifest",
            Why::NotListed => "not-listed",
            Why::Later => "later",
            Why::NotServing => "not-serving",
            Why::Withdrawn => "withdrawn",
            Why::Absent => "absent",
            Why::Unread => "unread",
            Why::Different => "different",
            Why::Elsewhere => "elsewhere",
            Why::OtherType => "other-type",
            Why::Refused => "refused",
            Why::Superseded(_) => "superseded",
            Why::OtherYear(..) => "other-year",
            Why::NoReceipt => "no-receipt",
            Why::NotAttested => "not-attested",
        }
    }

    /// Whether it says that something could not be looked at, so that the grade may be another.
    pub fn is_unchecked(&self) -> bool {
        matches!(self, Why::NoManifest | Why::Unread)
    }
}

/// A piece of evidence on its rung.
pub type Rung = (Grade, Option<Why>);

/// What evidence is judged against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The vigencia.
    pub year: raw::Year,
    /// The moment.
    pub as_of: chrono::DateTime<chrono::FixedOffset>,
    /// The policy whose criterion or question it is.
    pub policy: &'a str,
}

/// The rung of a file of a submission. `superseded` is what took the place of that submission.
pub(super) fn rung(
    asked: Asked<'_>,
    held: &Held,
    file: &Evidence,
    delivery: Option<&Delivery>,
    superseded: Option<&SubmissionPath>,
) -> Rung {
    let declared = |why| (Grade::Declared, Some(why));
    let present = |why| (Grade::Present, Some(why));
    if delivery.is_some_and(|one| one.known_since() > asked.as_of) {
        return declared(Why::Later);
    }
    if !serves(held, asked.policy) {
        return declared(Why::NotServing);
    }
    match file.state {
        State::Withdrawn => return declared(Why::Withdrawn),
        State::Absent => return declared(Why::Absent),
        State::Unread => return declared(Why::Unread),
        State::Different => return present(Why::Different),
        State::Elsewhere => return present(Why::Elsewhere),
        State::Whole { is_of_type: false, .. } => return present(Why::OtherType),
        State::Whole { .. } if !file.is_verified() => return present(Why::Refused),
        State::Whole { .. } => {}
    }
    if let Some(other) = superseded {
        return present(Why::Superseded(other.clone()));
    }
    let (from, until) = days(held, file);
    let is_of_year = |day: NaiveDate| chrono::Datelike::year(&day) == i32::from(asked.year.get());
    if !(is_of_year(from) && is_of_year(until)) {
        return present(Why::OtherYear(from, until));
    }
    let receipt = delivery.and_then(|one| one.repository.receipt).filter(|receipt| receipt.at <= asked.as_of);
    match receipt {
        None => (Grade::Verified, Some(Why::NoReceipt)),
        Some(receipt) if receipt.not_after.is_some_and(|at| at <= asked.as_of) => (Grade::Attested, None),
        Some(_) => (Grade::Receipted, Some(Why::NotAttested)),
    }
}

/// Whether a submission may be counted for a policy: its own, or one that its manifest says it also serves.
fn serves(held: &Held, policy: &str) -> bool {
    let also = held.manifest.iter().flat_map(|manifest| &manifest.also_serves);
    held.path.owner == policy || also.into_iter().any(|slug| slug.as_str() == policy)
}

/// The days that a file is of: its own date, or else those its submission is about.
fn days(held: &Held, file: &Evidence) -> (NaiveDate, NaiveDate) {
    match file.listed.date {
        Some(date) => (date.get(), date.get()),
        None => held.period(),
    }
}
