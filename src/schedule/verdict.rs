//! The verdict of each instance, once it is known which delivery answers it.
//!
//! Two fields that are never merged: what became of an instance ([`Outcome`]), and how well the time that decided it is
//! known ([`super::Proof`]).

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use super::{
    calendar::Calendar,
    delivery::{Delivery, Stamp},
    due::{Corte, Instance, Schedule},
    matching,
};

/// What became of an instance at the moment asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// *Oportuna*: it came before the deadline.
    OnTime,
    /// *Extemporánea*: it came after it.
    Late,
    /// *Recibida*: it came, and the deadline is an assumed one.
    Received,
    /// *Pendiente*: it can be handed in, and the deadline has not passed.
    Pending,
    /// *Próxima*: it cannot be handed in yet.
    Upcoming,
    /// *No presentada*: the deadline passed and it has not come.
    Missed,
    /// *Sin registro*: it has not come, and the deadline that passed is an assumed one.
    NoRecord,
    /// *No aplica*: an exemption excuses it.
    NotApplicable,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 8] = [
        Outcome::OnTime,
        Outcome::Late,
        Outcome::Received,
        Outcome::Pending,
        Outcome::Upcoming,
        Outcome::Missed,
        Outcome::NoRecord,
        Outcome::NotApplicable,
    ];

    /// Whether nothing has answered it, and something still could.
    pub fn is_unmet(self) -> bool {
        match self {
            Outcome::Pending | Outcome::Upcoming | Outcome::Missed | Outcome::NoRecord => true,
            Outcome::OnTime | Outcome::Late | Outcome::Received | Outcome::NotApplicable => false,
        }
    }

    /// Whether it can be handed in and has not come, whatever the authority of its deadline.
    pub fn is_missing(self) -> bool {
        self.is_unmet() && self != Outcome::Upcoming
    }

    /// Its key in machine output.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::OnTime => "on-time",
            Outcome::Late => "late",
            Outcome::Received => "received",
            Outcome::Pending => "pending",
            Outcome::Upcoming => "upcoming",
            Outcome::Missed => "missed",
            Outcome::NoRecord => "no-record",
            Outcome::NotApplicable => "not-applicable",
        }
    }
}

/// The verdict on one instance.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// What became of it.
    pub outcome: Outcome,
    /// The delivery that decides, by its place in the deliveries given.
    pub answer: Option<usize>,
    /// The time that decides: that of the delivery, or of the one it corrects.
    pub stamp: Option<Stamp>,
    /// The delivery whose time that is, by its place.
    pub timed: Option<usize>,
    /// Whether the time is that of an earlier version, which the delivery corrects within the term.
    pub is_kept: bool,
    /// The first time that it had and a correction after the term lost.
    pub lost: Option<Stamp>,
    /// Whether it came before the corte opened.
    pub is_early: bool,
    /// Other deliveries for the same instance: repeated, superseded, complementing or withdrawn.
    pub others: Vec<usize>,
    /// Whether the exemption that excuses it was issued after the deadline.
    pub is_exempted_late: bool,
    /// The years whose working days decided that a correction came after the term.
    pub counted: BTreeSet<i32>,
}

/// The verdicts on every instance of a schedule, and what answers none.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdicts {
    /// One for each instance, in their order.
    pub verdicts: Vec<Verdict>,
    /// Deliveries of a class with obligations that answer no instance of this schedule, by their place.
    pub unmatched: Vec<usize>,
}

/// Judges every instance at the moment asked. Each delivery answers at most one instance, or one for each plan it follows.
///
/// What had not been handed in at that moment, by any channel, is left out: SIGOB's date counts even where the repository
/// had it later; where the channels of an obligation count a later time, the delivery does not answer before it. Which of several obligations that take the same class a delivery answers is told in `schedule::matching`.
pub fn judge(
    schedule: &Schedule<'_>,
    calendar: &Calendar<'_>,
    deliveries: &[Delivery],
    as_of: DateTime<FixedOffset>,
) -> Verdicts {
    let mut found = matching::answers(schedule, calendar, deliveries, as_of);
    for (verdict, instance) in found.verdicts.iter_mut().zip(&schedule.instances) {
        verdict.decide(instance, schedule.corte(instance), as_of);
    }
    found
}

impl Verdict {
    pub(super) fn unanswered() -> Self {
        Self {
            outcome: Outcome::Upcoming,
            answer: None,
            stamp: None,
            timed: None,
            is_kept: false,
            lost: None,
            is_early: false,
            others: Vec::new(),
            is_exempted_late: false,
            counted: BTreeSet::new(),
        }
    }

    fn decide(&mut self, instance: &Instance<'_>, corte: &Corte<'_>, as_of: DateTime<FixedOffset>) {
        self.others.sort_unstable();
        self.others.dedup();
        self.others.retain(|one| Some(*one) != self.answer);
        self.outcome = match (instance.exemption, self.stamp) {
            (Some(exemption), _) => {
                self.is_exempted_late = exemption.issued.get() > corte.effective;
                Outcome::NotApplicable
            }
            (None, Some(_)) if !corte.is_set() => Outcome::Received,
            (None, Some(stamp)) if stamp.at < corte.deadline() => Outcome::OnTime,
            (None, Some(_)) => Outcome::Late,
            (None, None) if as_of < corte.opening() => Outcome::Upcoming,
            (None, None) if as_of < corte.deadline() => Outcome::Pending,
            (None, None) if corte.is_set() => Outcome::Missed,
            (None, None) => Outcome::NoRecord,
        };
        self.stamp = self.stamp.map(|stamp| stamp.decided(self.outcome, corte.deadline()));
    }
}
