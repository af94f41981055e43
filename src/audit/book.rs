//! What the checks of an audit count and find, on its way to a verdict.

use std::collections::BTreeMap;

use super::{Check, Finding, MAX_FINDINGS, Tally, Verdict};

/// What is counted and found so far.
#[derive(Default)]
pub(super) struct Book {
    pub(super) tallies: Vec<Tally>,
    pub(super) findings: Vec<Finding>,
    pub(super) kept: BTreeMap<Check, usize>,
    pub(super) more: u64,
    pub(super) worst: Option<Verdict>,
}

impl Book {
    pub(super) fn tally(&mut self, check: Check, passed: u64, of: u64) {
        self.tallies.push(Tally { check, passed, of: Some(of), external: 0 });
    }

    pub(super) fn find(&mut self, finding: Finding) {
        self.worst = self.worst.max(finding.level.verdict());
        let kept = self.kept.entry(finding.check).or_default();
        match *kept < MAX_FINDINGS {
            true => self.findings.push(finding),
            false => self.more += 1,
        }
        *kept += 1;
    }

    /// Takes what was counted and found beside it.
    pub(super) fn join(&mut self, other: Self) {
        self.tallies.extend(other.tallies);
        other.findings.into_iter().for_each(|finding| self.find(finding));
        self.more += other.more;
        self.worst = self.worst.max(other.worst);
    }

    pub(super) fn at_least(&mut self, verdict: Verdict) {
        self.worst = self.worst.max(Some(verdict));
    }
}
