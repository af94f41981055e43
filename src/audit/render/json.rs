//! For programs: version 1, keys sorted, nothing that a terminal would obey.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    super::{Audit, Finding, Purged},
    help::help,
    words::{not_established, verdict},
};
use crate::{
    diagnostic::render::shown_json,
    messages::{Arg, Lang},
    trail::{judge::KeySource, succession::Step},
};

/// The audit as JSON (version 1). A check is `[passed, of]`, or null where it was not reached.
pub fn json(audit: &Audit, lang: Lang) -> String {
    let checks: Map<String, Value> = audit
        .tallies
        .iter()
        .map(|tally| (tally.check.id().to_owned(), tally.of.map_or(Value::Null, |of| json!([tally.passed, of]))))
        .collect();
    let external: BTreeMap<&str, u64> = audit
        .tallies
        .iter()
        .filter(|tally| tally.external > 0)
        .map(|tally| (tally.check.id(), tally.external))
        .collect();
    let checkpoint = audit.checkpoint.as_ref().map(|checkpoint| {
        json!({
            "origin": checkpoint.origin.as_str(),
            "size": checkpoint.head.size,
            "root": checkpoint.head.root.to_string(),
        })
    });
    let value = json!({
        "version": 1,
        "verdict": audit.verdict.name(),
        "exit_code": audit.verdict.code(),
        "message": verdict(audit, lang),
        "inputs": {
            "as_of": audit.as_of.to_rfc3339(),
            "lang": lang.tag(),
            "revision": audit.revision.to_string(),
            "commits": audit.commits,
            "log_commit": audit.log_commit.to_string(),
            "log_reference": audit.reference,
            "keys": audit.keys.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "key_from_repository": audit.key_source == KeySource::Log,
        },
        "key_chain": audit.chain.iter().map(step).collect::<Vec<_>>(),
        "key_reached": audit.reached.as_ref().map(ToString::to_string),
        "checkpoint": checkpoint,
        "checks": checks,
        "external": external,
        "pending": audit.pending,
        "uninterpreted": audit.uninterpreted,
        "unpublished": audit.unpublished,
        "elsewhere": audit.elsewhere,
        "purged": audit.purged.iter().map(purged).collect::<Vec<_>>(),
        "witnessed": audit.witnessed,
        "last_hour": audit.last_hour,
        "divergences": audit.proofs.len(),
        "findings": audit.findings.iter().map(|one| finding(one, lang)).collect::<Vec<_>>(),
        "findings_not_shown": audit.more,
        "not_established": not_established(audit, lang),
    });
    let mut text = shown_json(&format!("{value:#}"));
    text.push('\n');
    text
}

fn purged(purged: &Purged) -> Value {
    json!({
        "entry": purged.index,
        "path": purged.path.to_string(),
        "role": purged.order.role,
        "authority": purged.order.authority,
        "act": purged.order.act,
        "date": purged.order.date.to_string(),
        "reason": purged.order.reason,
        "commits": purged.commits,
        "objects": purged.objects,
        "present": purged.present,
    })
}

fn step(step: &Step) -> Value {
    json!({
        "entry": step.index,
        "from": step.rotation.old.to_string(),
        "to": step.rotation.new.to_string(),
    })
}

fn finding(finding: &Finding, lang: Lang) -> Value {
    let args: BTreeMap<&str, &Arg> = finding.message.args().into_iter().collect();
    json!({
        "check": finding.check.id(),
        "level": finding.level.name(),
        "code": finding.code,
        "path": finding.place.path,
        "entry": finding.place.entry,
        "commit": finding.place.commit.map(|commit| commit.to_string()),
        "message_id": finding.message.id(),
        "args": args,
        "message": finding.message.text(lang),
        "help": help(finding, lang),
    })
}
