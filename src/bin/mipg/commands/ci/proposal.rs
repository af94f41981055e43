//! What becomes of a proposal: judged by the main branch as it is, and received where whoever proposes it hands in for all
//! the policies that it touches.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, FixedOffset};
use mipg::{
    check,
    diagnostic::{Located, Report, Severity, Verdict},
    forge::{PullRequest, Unreceived},
    messages::Lang,
    model::{
        Deed,
        raw::{Account, Forge},
    },
    registro::Occurrence,
    schedule,
    snapshot::{GitRepository, GitSnapshot, Limits},
};

use crate::{
    commands::{check as gate, log::proposal},
    errors::Failure,
};

/// A proposal, judged.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) reception: Reception,
}

/// Whether a proposal is received.
pub(super) enum Reception {
    /// It is not.
    Refused(Unreceived),
    /// It is: what it brings.
    Received(Vec<Occurrence>),
}

/// The rule about who hands in: what it says is told with the receipt too.
const ENTITLED: &str = "author-not-entitled";

/// Judges the head that an event tells, wherever the proposal has gone since. The base is the main branch as this clone has
/// it, and not as the event says: who was a leader when the proposal was opened may be one no longer.
pub(super) fn judge(
    repository: &Arc<GitRepository>,
    pull: &PullRequest,
    approvals: Option<BTreeSet<Account>>,
    now: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Judged, Failure> {
    let base = repository.resolve(&gate::main_branch(repository)?)?.to_string();
    let head = pull.head.to_string();
    let asked = gate::Asked::by(super::actor(Some(pull.author), Deed::Proposes { approvals }));
    let report = proposal::report(repository, &base, &head, now, &asked, lang)?;
    let reception = match stands(&report) {
        Some(true) => entitled(repository, &base, pull, now)?,
        Some(false) => Reception::Refused(Unreceived::Malformed),
        None => Reception::Refused(Unreceived::Nothing),
    };
    Ok(Judged { report, reception })
}

/// Whether what is proposed is right, whoever proposes it; none where it touches no evidence.
fn stands(report: &Report) -> Option<bool> {
    let is_of_its_author = |one: &Located| one.finding.severity != Severity::Error || one.finding.rule.id == ENTITLED;
    match report.verdict() {
        Verdict::NotApplicable => None,
        Verdict::Conforming => Some(true),
        Verdict::Nonconforming => {
            Some(report.findings.iter().filter(|one| !one.finding.inherited).all(is_of_its_author))
        }
        Verdict::Unchecked => Some(false),
    }
}

/// What is received of whoever proposes: all of it, or nothing.
fn entitled(
    repository: &Arc<GitRepository>,
    base: &str,
    pull: &PullRequest,
    now: DateTime<FixedOffset>,
) -> Result<Reception, Failure> {
    let brought = proposal::brought(repository, base, &pull.head.to_string())?;
    if brought.is_empty() {
        return Ok(Reception::Refused(Unreceived::Nothing));
    }
    let accounts = check::accounts(&GitSnapshot::at(repository.clone(), base, Limits::default())?)?;
    if !accounts.knows(Forge::GitHub) {
        return Ok(Reception::Refused(Unreceived::Nobody));
    }
    let owners: BTreeSet<&str> =
        brought.iter().filter_map(|one| one.event.submission()).map(|one| one.path.owner.as_str()).collect();
    let (account, day) = (super::account(pull.author), schedule::day_of(now));
    let hands_in = |owner: &str| account.is_some_and(|account| accounts.hands_in(account, owner, day));
    let foreign: Vec<String> = owners.into_iter().filter(|owner| !hands_in(owner)).map(str::to_owned).collect();
    Ok(match foreign.is_empty() {
        true => Reception::Received(brought),
        false => Reception::Refused(Unreceived::Stranger(foreign)),
    })
}
