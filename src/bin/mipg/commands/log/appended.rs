//! What `mipg log append` did, told.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use mipg::{
    diagnostic::Verdict,
    digest::Digest,
    messages::{Lang, Message, shown},
    model::SubmissionPath,
    registro::{Appended, BRANCH, Occurrence, Open, Pending},
    repo_path::RepoPath,
    snapshot::{GitRepository, GitSnapshot, Limits, Snapshot as _, SnapshotError},
    trail::{
        checkpoint::Origin,
        entry::{Event, SubmissionEvent},
        merkle::TreeHead,
        note::SignerKey,
    },
};
use serde_json::json;

use super::proposal::Proposal;
use crate::args::text;

/// A submission published again with another manifest.
pub(super) struct Again {
    pub(super) path: SubmissionPath,
    pub(super) index: u64,
    pub(super) before: u64,
}

/// What of each submission was published last, by the log.
#[derive(Default)]
pub(super) struct Published(BTreeMap<SubmissionPath, (u64, Digest)>);

impl Published {
    /// Takes an entry in its order; that it publishes again what was published with another manifest.
    pub(super) fn take(&mut self, index: u64, event: &Event) -> Option<Again> {
        let Event::Submission(SubmissionEvent::Published, one) = event else { return None };
        let before = self.0.insert(one.path.clone(), (index, one.manifest));
        let (before, _) = before.filter(|(_, manifest)| *manifest != one.manifest)?;
        Some(Again { path: one.path.clone(), index, before })
    }
}

/// What was not logged and stands on the main branch still. What was mended or taken away since leaves nothing to do.
pub(super) struct Left {
    /// What no entry can hold, by its path, each once.
    unwritable: Vec<String>,
    /// What cannot be read, sorted.
    unread: Vec<RepoPath>,
}

impl Left {
    /// What is left of it on the main branch as it is.
    pub(super) fn of(
        repository: &Arc<GitRepository>,
        pending: &Pending,
        unwritable: &[&Occurrence],
    ) -> Result<Self, SnapshotError> {
        let main = GitSnapshot::at(repository.clone(), &pending.revision.to_string(), Limits::default())?;
        let mut paths = BTreeSet::new();
        for occurrence in unwritable {
            let manifest = occurrence.event.submission().map(|one| one.path.manifest());
            let is_gone =
                manifest.map(|manifest| main.entry(&manifest)).transpose()?.is_some_and(|found| found.is_none());
            paths.extend(occurrence.event.path().filter(|_| !is_gone));
        }
        let mut unread = Vec::new();
        for path in &pending.unread {
            let there = main.entry(path)?.and_then(|entry| entry.id);
            let is_it = |open: &&Open| open.path == *path && Some(open.object) == there;
            unread.extend(pending.reach.open.iter().find(is_it).map(|open| open.path.clone()));
        }
        Ok(Self { unwritable: paths.into_iter().collect(), unread })
    }

    /// Whether nothing is.
    pub(super) fn is_empty(&self) -> bool {
        self.unwritable.is_empty() && self.unread.is_empty()
    }
}

/// What is told of an append.
pub(super) struct Told<'a> {
    pub(super) origin: &'a Origin,
    pub(super) appended: &'a Appended,
    pub(super) pending: &'a Pending,
    pub(super) proposal: Option<&'a Proposal>,
    /// Commits that came in by a push, are still to be logged, and conform no longer.
    pub(super) awaiting: usize,
    /// Whether others read the log where it was written: nothing is to be pushed.
    pub(super) is_server: bool,
    pub(super) key: &'a Option<SignerKey>,
    /// Whether the log was begun.
    pub(super) is_first: bool,
    /// The policies of which more was received in a day than should be, and how much.
    pub(super) crowded: Vec<(String, usize)>,
    /// What was not logged.
    pub(super) left: &'a Left,
    /// Entries that publish a submission again with another manifest, and the entry that had published it.
    pub(super) again: Vec<Again>,
}

impl Told<'_> {
    pub(super) fn json(&self) -> String {
        let head = |head: &TreeHead| json!({"size": head.size, "root": head.root.to_string()});
        let entries = (self.appended.before.size..).zip(&self.appended.entries).map(|(index, entry)| {
            json!({
                "index": index,
                "event": entry.event.kind().key(),
                "path": entry.event.path(),
                "digest": entry.event.digest().map(|digest| digest.to_string()),
                "time": entry.time.to_string(),
            })
        });
        let counts: serde_json::Map<String, serde_json::Value> =
            self.appended.counts().into_iter().map(|(kind, count)| (kind.key().to_owned(), count.into())).collect();
        let proposal = self.proposal.map(|proposal| {
            json!({
                "base": proposal.base,
                "head": proposal.head,
                "verdict": proposal.verdict.name(),
                "submissions": proposal.submissions.len(),
            })
        });
        let value = json!({
            "version": 1,
            "log": self.origin.as_str(),
            "revision": self.pending.revision.to_string(),
            "before": head(&self.appended.before),
            "after": head(&self.appended.after),
            "added": self.appended.entries.len(),
            "known": self.appended.known,
            "events": counts,
            "entries": entries.collect::<Vec<_>>(),
            "reference": self.appended.commit.map(|_| BRANCH),
            "commit": self.appended.commit.map(|commit| commit.to_string()),
            "signed": self.appended.signed,
            "begun": self.is_first,
            "proposal": proposal,
            "awaiting": self.awaiting,
            "crowded": self.crowded.iter().map(|(policy, count)| json!({"policy": policy, "received": count})).collect::<Vec<_>>(),
            "published_again": self.again.iter().map(|again| json!({
                "path": again.path.to_string(), "index": again.index, "before": again.before,
            })).collect::<Vec<_>>(),
            "unread": self.left.unread.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
            "unwritable": self.left.unwritable,
            "doubted_time": appended_doubt(self.appended),
        });
        let mut text = serde_json::to_string_pretty(&value).expect("strings and numbers are JSON");
        text.push('\n');
        text
    }

    pub(super) fn human(&self, lang: Lang) -> String {
        let (es, appended) = (lang == Lang::Es, self.appended);
        let origin = shown(self.origin.as_str(), 200);
        let (before, after) = (appended.before.size, appended.after.size);
        let mut lines = Vec::new();
        if self.is_first {
            lines.push(Message::LogBegun { name: self.origin.as_str().into() }.text(lang));
        }
        if appended.entries.is_empty() {
            lines.push(if es {
                format!("Nada nuevo que anotar: el registro `{origin}` sigue con {after} entradas")
            } else {
                format!("Nothing new to log: the log `{origin}` still has {after} entries")
            });
        } else {
            let added = appended.entries.len();
            lines.push(match (es, added) {
                (true, 1) => format!("Registro `{origin}`: 1 entrada nueva ({before} → {after})"),
                (true, _) => format!("Registro `{origin}`: {added} entradas nuevas ({before} → {after})"),
                (false, 1) => format!("Log `{origin}`: 1 new entry ({before} → {after})"),
                (false, _) => format!("Log `{origin}`: {added} new entries ({before} → {after})"),
            });
            lines.extend(appended.counts().iter().map(|(kind, count)| format!("  {:<12} {count}", kind.key())));
        }
        lines.push(format!("{} {}", text(lang, "raíz", "root"), appended.after.root));
        if let Some(commit) = appended.commit {
            lines.push(format!("{} {BRANCH} → {commit}", text(lang, "rama", "branch")));
            lines.push(match self.key {
                Some(key) => {
                    let key = key.verifier();
                    let name = shown(key.name().as_str(), 200);
                    format!("{} `{name}` ({})", text(lang, "firmado con la clave", "signed with the key"), key.id())
                }
                None => text(
                    lang,
                    "SIN FIRMA: no se dio ninguna clave, y cualquiera pudo escribirlo",
                    "NOT SIGNED: no key was given, and anyone may have written it",
                )
                .to_owned(),
            });
            if !self.is_server {
                let publish = ("para publicarlo: git push origin registro", "to publish it: git push origin registro");
                lines.push(text(lang, publish.0, publish.1).to_owned());
            }
        } else if !appended.signed && after > 0 {
            lines.push(text(lang, "el registro no está firmado", "the log is not signed").to_owned());
            if self.key.is_some() {
                lines.push(Message::LogSignHint {}.text(lang));
            }
        }
        for again in &self.again {
            let (path, index, before) = (again.path.to_string().into(), again.index.into(), again.before.into());
            lines.push(Message::LogAnotherVersion { path, index, before }.text(lang));
        }
        if let Some(proposal) = self.proposal {
            lines.push(self::proposal(proposal, lang));
        }
        if self.awaiting > 0 {
            lines.push(Message::LogAwaiting { count: self.awaiting.into() }.text(lang));
        }
        for (policy, count) in &self.crowded {
            let crowded = Message::LogCrowded { policy: policy.as_str().into(), count: (*count).into() };
            lines.push(crowded.text(lang));
        }
        if let Some(time) = appended_doubt(appended) {
            lines.push(Message::LogClockDoubted { time: time.into() }.text(lang));
        }
        const SHOWN: usize = 10;
        if !self.left.unwritable.is_empty() {
            lines.push(Message::LogUnwritable {}.text(lang));
            lines.extend(self.left.unwritable.iter().take(SHOWN).map(|path| format!("  {}", shown(path, 200))));
            if self.left.unwritable.len() > SHOWN {
                lines.push(format!("  … (+{})", self.left.unwritable.len() - SHOWN));
            }
        }
        if !self.left.unread.is_empty() {
            lines.push(
                text(
                    lang,
                    "no se anotó, porque no se pudo leer (`mipg check` dice qué corregir):",
                    "not logged, because it could not be read (`mipg check` says what to put right):",
                )
                .to_owned(),
            );
            let unread = &self.left.unread;
            lines.extend(unread.iter().take(SHOWN).map(|path| format!("  {}", shown(path.as_str(), 200))));
            if unread.len() > SHOWN {
                lines.push(format!("  … (+{})", unread.len() - SHOWN));
            }
        }
        lines.join("\n") + "\n"
    }
}

/// The time beyond the clock that somebody stated and nobody verified.
fn appended_doubt(appended: &Appended) -> Option<String> {
    appended.doubted.map(|time| time.to_string())
}

fn proposal(proposal: &Proposal, lang: Lang) -> String {
    let (base, head, count) = (&proposal.base, &proposal.head, proposal.submissions.len());
    match (proposal.verdict, lang) {
        (Verdict::Conforming, Lang::Es) if count == 1 => format!("propuesta {head}: conforme, 1 entrega recibida"),
        (Verdict::Conforming, Lang::En) if count == 1 => format!("proposal {head}: conforming, 1 submission received"),
        (Verdict::Conforming, Lang::Es) => format!("propuesta {head}: conforme, {count} entregas recibidas"),
        (Verdict::Conforming, Lang::En) => format!("proposal {head}: conforming, {count} submissions received"),
        (Verdict::NotApplicable, Lang::Es) => format!("propuesta {head}: no trae evidencias, nada que recibir"),
        (Verdict::NotApplicable, Lang::En) => format!("proposal {head}: brings no evidence, nothing to receive"),
        (_, Lang::Es) => format!(
            "propuesta {head}: NO se recibe, porque no está conforme\n  mipg check --base {base} --head {head} dice qué corregir"
        ),
        (_, Lang::En) => format!(
            "proposal {head}: NOT received, because it does not conform\n  mipg check --base {base} --head {head} says what to put right"
        ),
    }
}
