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
        Accounts,
        raw::{Account, Forge},
    },
    registro::Occurrence,
    schedule,
    snapshot::{GitRepository, GitSnapshot, Limits},
};

use super::trail::Received;
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

/// The rules about who hands in, and says when it came. They choose the words of a refusal; nothing that they say is forgiven.
const ENTITLED: [&str; 2] = ["author-not-entitled", "registrar-not-entitled"];

/// Judges the head that an event tells, wherever the proposal has gone since. The base is the main branch as this clone has
/// it, and not as the event says: who was a leader when the proposal was opened may be one no longer.
pub(super) fn judge(
    trail: &Received<'_>,
    repository: &Arc<GitRepository>,
    pull: &PullRequest,
    approvals: Option<BTreeSet<Account>>,
    now: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Judged, Failure> {
    let (base, head) = (repository.resolve(&gate::main_branch(repository)?)?.to_string(), pull.head.to_string());
    let asked = gate::Asked::by(super::actor(Some(pull.author), super::proposes(pull.pusher, approvals)));
    let report = proposal::report(repository, &base, &head, now, &asked, lang)?;
    let reception = match stands(&report) {
        Standing::Right => match entitled(repository, &base, pull, now)? {
            Entitled::No(why) => Reception::Refused(why),
            // Whoever touches it now takes nothing back of what was received.
            Entitled::ByAnother(brought, why) => match trail.is_vouched(pull.head, &brought)? {
                true => Reception::Received(brought),
                false => Reception::Refused(why),
            },
            // It hands in for what is received, and not for what comes with it.
            _ if report.verdict() != Verdict::Conforming => Reception::Refused(Unreceived::Malformed),
            Entitled::Yes(brought) => Reception::Received(brought),
        },
        Standing::Wrong => Reception::Refused(Unreceived::Malformed),
        Standing::Unchecked => Reception::Refused(Unreceived::Unchecked),
        Standing::Apart => Reception::Refused(Unreceived::Nothing),
    };
    Ok(Judged { report, reception })
}

/// How what is proposed stands, whoever proposes it.
enum Standing {
    /// It is right.
    Right,
    /// It is not.
    Wrong,
    /// Nobody knows.
    Unchecked,
    /// It touches no evidence.
    Apart,
}

fn stands(report: &Report) -> Standing {
    let is_of_its_author =
        |one: &Located| one.finding.severity != Severity::Error || ENTITLED.contains(&one.finding.rule.id);
    match report.verdict() {
        Verdict::NotApplicable => Standing::Apart,
        Verdict::Conforming => Standing::Right,
        Verdict::Nonconforming => {
            match report.findings.iter().filter(|one| !one.finding.inherited).all(is_of_its_author) {
                true => Standing::Right,
                false => Standing::Wrong,
            }
        }
        Verdict::Unchecked => Standing::Unchecked,
    }
}

/// Who hands in what a proposal brings.
enum Entitled {
    /// Nobody who may, or it brings nothing.
    No(Unreceived),
    /// Whoever proposes it, who put it there or answers for it, or somebody else who may.
    Yes(Vec<Occurrence>),
    /// Whoever proposes it may, and another put there what it is now.
    ByAnother(Vec<Occurrence>, Unreceived),
}

/// What is received of whoever proposes: all of it, or nothing.
fn entitled(
    repository: &Arc<GitRepository>,
    base: &str,
    pull: &PullRequest,
    now: DateTime<FixedOffset>,
) -> Result<Entitled, Failure> {
    let brought = proposal::brought(repository, base, &pull.head.to_string())?;
    if brought.is_empty() {
        return Ok(Entitled::No(Unreceived::Nothing));
    }
    let accounts = accounts(repository, base)?;
    if !accounts.knows(Forge::GitHub) {
        return Ok(Entitled::No(Unreceived::Nobody));
    }
    let owners: BTreeSet<&str> =
        brought.iter().filter_map(|one| one.event.submission()).map(|one| one.path.owner.as_str()).collect();
    let day = schedule::day_of(now);
    let foreign = |id: u64| -> Vec<String> {
        let account = super::account(id);
        let hands_in = |owner: &str| account.is_some_and(|account| accounts.hands_in(account, owner, day));
        owners.iter().filter(|owner| !hands_in(owner)).map(|owner| (*owner).to_owned()).collect()
    };
    let of_author = foreign(pull.author);
    if !of_author.is_empty() {
        return Ok(Entitled::No(Unreceived::Stranger(of_author)));
    }
    Ok(match pull.pusher.map(foreign) {
        Some(none) if none.is_empty() => Entitled::Yes(brought),
        Some(policies) => Entitled::ByAnother(brought, Unreceived::Pushed(policies)),
        None => Entitled::ByAnother(brought, Unreceived::Unvouched),
    })
}

/// Who may do what, by the main branch.
pub(super) fn accounts(repository: &Arc<GitRepository>, base: &str) -> Result<Accounts, Failure> {
    Ok(check::accounts(&GitSnapshot::at(repository.clone(), base, Limits::default())?)?)
}
