//! What the checks of an audit count and find, on its way to a verdict.

use std::collections::BTreeMap;

use super::{Check, Finding, Level, MAX_FINDINGS, Tally, Verdict};

/// What is counted and found so far.
#[derive(Default)]
pub(super) struct Book {
    pub(super) tallies: Vec<Tally>,
    pub(super) findings: Vec<Finding>,
    kept: BTreeMap<(Check, Level, &'static str), usize>,
    pub(super) beyond: BTreeMap<(Level, &'static str), u64>,
    pub(super) more: u64,
    pub(super) worst: Option<Verdict>,
}

impl Book {
    pub(super) fn tally(&mut self, check: Check, passed: u64, of: u64) {
        self.tallies.push(Tally { check, passed, of: Some(of), external: 0 });
    }

    pub(super) fn find(&mut self, finding: Finding) {
        self.worst = self.worst.max(finding.level.verdict());
        let (level, code) = (finding.level, finding.code);
        let kept = self.kept.entry((finding.check, level, code)).or_default();
        if *kept < MAX_FINDINGS {
            *kept += 1;
            self.findings.push(finding);
        } else {
            *self.beyond.entry((level, code)).or_default() += 1;
            self.more += 1;
        }
    }

    /// Takes what was counted and found beside it.
    pub(super) fn join(&mut self, other: Self) {
        self.tallies.extend(other.tallies);
        other.findings.into_iter().for_each(|finding| self.find(finding));
        self.more += other.more;
        for (kind, count) in other.beyond {
            *self.beyond.entry(kind).or_default() += count;
        }
        self.worst = self.worst.max(other.worst);
    }

    pub(super) fn at_least(&mut self, verdict: Verdict) {
        self.worst = self.worst.max(Some(verdict));
    }
}
