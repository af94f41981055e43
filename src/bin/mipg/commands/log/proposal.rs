//! A proposed revision, judged as `mipg check` does: what it brings is received where it conforms.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use mipg::{
    check::Standing,
    diagnostic::{Report, Verdict},
    messages::Lang,
    model::layout,
    registro::{self, Occurrence},
    snapshot::{GitRepository, history},
};

use crate::{commands::check as gate, errors::Failure};

/// A proposed revision, and whether it conforms.
pub(in crate::commands) struct Proposal {
    pub(super) base: String,
    pub(super) head: String,
    pub(super) verdict: Verdict,
    /// What it brings, where it conforms.
    pub(in crate::commands) submissions: Vec<Occurrence>,
}

impl Proposal {
    /// Whether it does not conform, or could not be checked.
    pub(super) fn is_refused(&self) -> bool {
        self.verdict.exit_code() != 0
    }
}

/// Judges a proposal by the rules of its base.
pub(in crate::commands) fn judge(
    repository: &Arc<GitRepository>,
    base: &str,
    head: &str,
    clock: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Proposal, Failure> {
    // Names may move while they are judged; what is judged is what is logged.
    let (base, head) = (repository.resolve(base)?.to_string(), repository.resolve(head)?.to_string());
    let verdict = report(repository, &base, &head, clock, &gate::Asked::default(), lang)?.verdict();
    let submissions = if verdict == Verdict::Conforming { brought(repository, &base, &head)? } else { Vec::new() };
    Ok(Proposal { base, head, verdict, submissions })
}

/// What is found in a proposal.
pub(in crate::commands) fn report(
    repository: &Arc<GitRepository>,
    base: &str,
    head: &str,
    clock: DateTime<FixedOffset>,
    asked: &gate::Asked,
    lang: Lang,
) -> Result<Report, Failure> {
    let target = gate::Target::Change(base, head, Standing::Proposed);
    Ok(gate::judge_in(repository.clone(), &target, clock, lang, &gate::progress(lang), asked)?.0)
}

/// What a proposal brings to be received, if it is right.
pub(in crate::commands) fn brought(
    repository: &Arc<GitRepository>,
    base: &str,
    head: &str,
) -> Result<Vec<Occurrence>, Failure> {
    let limits = history::HistoryLimits::default();
    Ok(registro::received(repository, &history::change(repository, base, head, &layout::root(), &limits)?)?)
}
