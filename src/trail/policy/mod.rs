//! Trust policies (C2SP tlog-policy, draft): which logs and witnesses someone trusts, and how many must agree.
//!
//! ```text
//! log mipg.example.gov.co/entidad/1+…
//! witness personeria w.example.org/personeria+…
//! witness contraloria w.example.org/contraloria+…
//! group control any personeria contraloria
//! quorum control
//! ```
//!
//! The auditor holds it, not the repository. Names are local to the file and are bytes, whatever they spell. Beyond the
//! draft: at most [`MAX_POLICY`] bytes and [`MAX_LINES`] logs, witnesses and groups together; a missing newline at the
//! end is forgiven.

mod parse;
#[cfg(test)]
mod tests;

use super::{
    checkpoint::{self, CheckpointOpenError, Opened},
    note::{Algorithm, KeyError, Note, VerifierKey},
};

pub use parse::{PolicyError, PolicyProblem};

/// The longest policy, in bytes.
pub const MAX_POLICY: usize = 1 << 18;

/// The most logs, witnesses and groups of a policy.
pub const MAX_LINES: usize = 1000;

/// Whom someone trusts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Logs first, then witnesses: what signatures are verified with.
    keys: Vec<VerifierKey>,
    logs: usize,
    parties: Vec<Party>,
    quorum: Option<usize>,
}

/// A witness or a group, in the order of the file: members stand before their group.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Party {
    name: Vec<u8>,
    kind: PartyKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum PartyKind {
    Witness(VerifierKey),
    Group { threshold: usize, members: Vec<usize> },
}

/// How the witnesses of a policy stand to one checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quorum<'a> {
    /// Whether enough of them cosigned. Without a quorum in the policy nothing is asked, and this holds.
    pub met: bool,
    /// Whether the policy asks for any witness at all.
    pub required: bool,
    /// The names of the witnesses that cosigned, in the order of the policy.
    pub present: Vec<&'a [u8]>,
    /// The names of the others.
    pub missing: Vec<&'a [u8]>,
}

impl Policy {
    /// Reads a policy.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        parse::parse(bytes)
    }

    /// The logs that are trusted.
    pub fn logs(&self) -> &[VerifierKey] {
        &self.keys[..self.logs]
    }

    /// The same policy, which trusts these logs as well: keys that the ones it names lead to.
    pub fn with_logs(&self, logs: &[VerifierKey]) -> Self {
        let mut policy = self.clone();
        for log in logs.iter().filter(|log| !self.logs().contains(log)) {
            policy.keys.insert(policy.logs, log.clone());
            policy.logs += 1;
        }
        policy
    }

    /// The witnesses, with their names in this policy.
    pub fn witnesses(&self) -> impl Iterator<Item = (&[u8], &VerifierKey)> {
        self.parties.iter().filter_map(|party| match &party.kind {
            PartyKind::Witness(key) => Some((&party.name[..], key)),
            PartyKind::Group { .. } => None,
        })
    }

    /// Verifies a signed checkpoint with the keys of the policy; the quorum is judged apart, so that too few witnesses
    /// can be told from a false signature.
    pub fn open<'a>(&'a self, note: &'a Note) -> Result<(Opened<'a>, Quorum<'a>), CheckpointOpenError> {
        let opened = checkpoint::open(note, &self.keys)?;
        let cosigned: Vec<_> = opened.cosignatures.iter().map(|one| one.key).collect();
        let quorum = self.evaluate(&cosigned);
        Ok((opened, quorum))
    }

    /// Judges the quorum, given the keys whose cosignatures are valid. A group counts when as many of its members as
    /// its threshold says count.
    pub fn evaluate(&self, valid: &[&VerifierKey]) -> Quorum<'_> {
        let mut counts = Vec::with_capacity(self.parties.len());
        let (mut present, mut missing) = (Vec::new(), Vec::new());
        for party in &self.parties {
            let holds = match &party.kind {
                PartyKind::Witness(key) => {
                    let holds = valid.contains(&key);
                    let names = if holds { &mut present } else { &mut missing };
                    names.push(&party.name[..]);
                    holds
                }
                PartyKind::Group { threshold, members } => {
                    members.iter().filter(|member| counts[**member]).count() >= *threshold
                }
            };
            counts.push(holds);
        }
        let met = self.quorum.is_none_or(|party| counts[party]);
        Quorum { met, required: self.quorum.is_some(), present, missing }
    }
}
