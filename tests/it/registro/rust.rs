//! The corpus judged through the library.

use std::{collections::BTreeMap, path::Path};

use mipg::{
    digest::Digest,
    trail::{
        checkpoint,
        entry::{Event, Logged},
        judge::{Finding, KeySource, Outcome, Trust, judge, reason},
        note::VerifierKey,
        policy::Policy,
        proof::{Proof, ProofVerifyError},
        tile::{TilePath, TileReader},
    },
};

/// The files of a case.
struct Shown(BTreeMap<String, Vec<u8>>);

impl TileReader for Shown {
    type Error = std::convert::Infallible;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.0.get(&format!("log/{path}")).cloned())
    }
}

/// What is said of a case, in the words of its `expect`.
struct Said {
    exit: u8,
    findings: Vec<String>,
}

impl Said {
    fn only(exit: u8, code: &str, file: &str) -> Self {
        Self { exit, findings: vec![format!("finding {code} {file}")] }
    }

    fn text(&self) -> String {
        let findings: String = self.findings.iter().map(|finding| format!("{finding}\n")).collect();
        format!("exit {}\n{findings}", self.exit)
    }
}

fn line(finding: &Finding) -> String {
    let index = finding.index.map(|index| format!(" {index}")).unwrap_or_default();
    format!("finding {} {}{index}", finding.reason.code(), finding.file)
}

/// Reads a key, or says why it is none.
fn keys(bytes: &[u8], exit: u8, file: &str) -> Result<Vec<VerifierKey>, Said> {
    let text = std::str::from_utf8(bytes).unwrap();
    let read = |line: &str| line.parse().map_err(|error| Said::only(exit, reason::key(&error), file));
    text.lines().map(read).collect()
}

fn say(folder: &Path) -> Result<Said, Said> {
    let mut shown = Shown(super::read_all(folder));
    let get = |name: &str| shown.0.get(name).map(Vec::as_slice);
    let held = get("key").map(|bytes| keys(bytes, 2, "key")).transpose()?;
    let policy = get("policy").map(Policy::parse).transpose();
    let policy = policy.map_err(|error| Said::only(2, reason::policy(&error.problem), "policy"))?;
    let trusted = policy.as_ref().map(|policy| policy.logs().to_vec()).filter(|logs| !logs.is_empty());
    let (keys, source) = match held.or(trusted) {
        Some(keys) => (keys, KeySource::Held),
        None if get("log/checkpoint").is_none() && get("log/vkey").is_none() => (Vec::new(), KeySource::Log),
        None => (get("log/vkey").map_or(Ok(Vec::new()), |bytes| self::keys(bytes, 40, "vkey"))?, KeySource::Log),
    };
    let kept: Vec<_> =
        ["kept-1", "kept-2"].iter().filter_map(|name| Some(((*name).to_owned(), get(name)?.to_vec()))).collect();
    let trust = Trust { keys: &keys, source, policy: policy.as_ref(), kept: &kept };
    if let Some(receipt) = get("receipt.tlog-proof") {
        return judge_receipt(&shown, receipt, &trust);
    }
    let Some(note) = get("log/checkpoint").map(<[u8]>::to_vec) else {
        return Err(Said::only(3, "checkpoint-missing", "checkpoint"));
    };
    let judgement = judge(&mut shown, &note, &trust);
    assert_eq!(judgement.more, 0);
    Ok(Said { exit: judgement.outcome.code(), findings: judgement.findings.iter().map(line).collect() })
}

const RECEIPT: &str = "receipt.tlog-proof";

fn judge_receipt(shown: &Shown, receipt: &[u8], trust: &Trust) -> Result<Said, Said> {
    let refused = |code: &str| Said::only(40, code, RECEIPT);
    let proof = Proof::parse(receipt).map_err(|error| refused(reason::proof(&error)))?;
    let entry = shown.0.get("entry").cloned().or(proof.extra.clone());
    let entry = entry.ok_or(Said::only(3, "proof-no-entry", RECEIPT))?;
    let witnesses = trust.policy.iter().flat_map(|policy| policy.witnesses().map(|(_, key)| key.clone()));
    let known: Vec<_> = trust.keys.iter().cloned().chain(witnesses).collect();
    let opened = proof.verify(&entry, &known).map_err(|error| match &error {
        ProofVerifyError::Checkpoint(error) => refused(reason::checkpoint_open(error)),
        ProofVerifyError::Inclusion(error) => refused(reason::inclusion(error)),
    })?;
    let logged = Logged::parse(&entry).map_err(|error| refused(reason::entry(&error)))?.known();
    if logged.as_ref().is_some_and(|entry| entry.log != opened.checkpoint.origin) {
        return Err(refused("entry-other-log"));
    }
    let mut worst = standing(trust, &opened);
    let mut findings = Vec::new();
    let mut find = |exit: u8, code: &str, file: &str| {
        findings.push(format!("finding {code} {file}"));
        worst = if worst == 3 || exit == 3 { 3 } else { 1 };
    };
    let given = shown.0.iter().filter_map(|(path, bytes)| path.starts_with("given/").then_some((path, bytes)));
    let event = logged.as_ref().map(|entry| &entry.event);
    if logged.is_none() {
        find(3, "entry-uninterpreted", RECEIPT);
    }
    let Some(Event::Submission(_, submission)) = event else {
        given.for_each(|(path, _)| find(3, "file-unchecked", path));
        return Ok(Said { exit: worst, findings });
    };
    let (manifests, others): (Vec<_>, Vec<_>) = given.partition(|(_, bytes)| Digest::of(bytes) == submission.manifest);
    let Some((path, bytes)) = manifests.first() else {
        match others.iter().find(|(path, _)| path.ends_with("/manifiesto.yaml")) {
            Some((path, _)) => find(1, "manifest-differs", path),
            None => find(3, "manifest-not-given", "manifiesto.yaml"),
        }
        return Ok(Said { exit: worst, findings });
    };
    let manifest: serde_yaml::Value = serde_yaml::from_slice(bytes).unwrap();
    let Some(listed) = manifest["archivos"].as_sequence() else {
        others.iter().for_each(|(path, _)| find(3, "file-unchecked", path));
        find(3, "manifest-unreadable", path);
        return Ok(Said { exit: worst, findings });
    };
    for (path, bytes) in others {
        let digest = Digest::of(bytes).to_string();
        if listed.iter().any(|file| file["sha256"].as_str() == Some(&digest)) {
            continue;
        }
        let name = path.rsplit('/').next();
        match listed.iter().find(|file| file["ruta"].as_str() == name) {
            None => find(1, "file-not-listed", path),
            Some(file) if file["sha256"].is_null() => find(3, "file-outside", path),
            Some(_) => find(1, "file-differs", path),
        }
    }
    Ok(Said { exit: worst, findings })
}

/// How a receipt that holds stands: by its witnesses and its key.
fn standing(trust: &Trust, opened: &checkpoint::Opened) -> u8 {
    let valid: Vec<_> = opened.cosignatures.iter().map(|one| one.key).collect();
    let quorum = trust.policy.map(|policy| policy.evaluate(&valid));
    let outcome = match quorum {
        Some(quorum) if quorum.required && quorum.met => Outcome::Sound,
        Some(quorum) if quorum.required => Outcome::TooFewWitnesses,
        _ => Outcome::NotWitnessed,
    };
    let own = if trust.source == KeySource::Log { Outcome::OwnKey } else { Outcome::Sound };
    outcome.max(own).code()
}

#[test]
fn every_case_is_judged_as_its_name_says() {
    let (folders, _scratch) = super::folders();
    let mut wrong = Vec::new();
    for folder in folders {
        let said = say(&folder).unwrap_or_else(|said| said);
        let mut lines: Vec<_> = said.findings.clone();
        lines.sort();
        let said = Said { findings: lines, ..said }.text();
        let expected = super::python::sorted(&std::fs::read_to_string(folder.join("expect")).unwrap());
        if said != expected {
            wrong.push(format!("{}\n  expected {expected:?}\n  said     {said:?}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
