//! The corpus judged through the library.

use std::{collections::BTreeMap, path::Path};

use mipg::{
    digest::Digest,
    registro::{RegistroError, read_keys},
    trail::{
        constancia::{self, FileCheck, Given, JudgeError, ManifestCheck},
        judge::{Finding, KeySource, Trust, judge, reason},
        note::VerifierKey,
        policy::Policy,
        proof::{Proof, ProofVerifyError},
        succession::Chain,
        tile::{TilePath, TileReader},
        witness::{Divergence, DivergenceError, Portable},
    },
};

/// The files of a case.
struct Shown(BTreeMap<String, Vec<u8>>);

impl TileReader for Shown {
    type Error = std::convert::Infallible;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.0.get(&format!("log/{path}")).cloned())
    }

    fn record(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.0.get(&format!("log/rotacion/{digest}")).cloned())
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
fn keys(bytes: &[u8]) -> Result<Vec<VerifierKey>, Said> {
    let text = std::str::from_utf8(bytes).unwrap();
    let read = |line: &str| line.parse().map_err(|error| Said::only(2, reason::key(&error), "key"));
    text.lines().map(read).collect()
}

/// The keys that the log itself gives.
fn own_keys(bytes: &[u8]) -> Result<Vec<VerifierKey>, Said> {
    read_keys(bytes).map_err(|error| match error {
        RegistroError::Key { source, .. } => Said::only(40, reason::key(&source), "vkey"),
        _ => Said::only(40, "key-shape", "vkey"),
    })
}

fn say(folder: &Path) -> Result<Said, Said> {
    let mut shown = Shown(super::read_all(folder));
    let get = |name: &str| shown.0.get(name).map(Vec::as_slice);
    let held = get("key").map(keys).transpose()?;
    let policy = get("policy").map(Policy::parse).transpose();
    let policy = policy.map_err(|error| Said::only(2, reason::policy(&error.problem), "policy"))?;
    let trusted = policy.as_ref().map(|policy| policy.logs().to_vec()).filter(|logs| !logs.is_empty());
    let (keys, source) = match held.or(trusted) {
        Some(keys) => (keys, KeySource::Held),
        None if get("log/checkpoint").is_none() && get("log/vkey").is_none() => (Vec::new(), KeySource::Log),
        None => (get("log/vkey").map_or(Ok(Vec::new()), own_keys)?, KeySource::Log),
    };
    let kept: Vec<_> =
        ["kept-1", "kept-2"].iter().filter_map(|name| Some(((*name).to_owned(), get(name)?.to_vec()))).collect();
    let trust = Trust { keys: &keys, source, policy: policy.as_ref(), kept: &kept };
    if let Some(proof) = get(DIVERGENCE) {
        return Ok(judge_divergence(proof, &keys));
    }
    if let Some(receipt) = get("receipt.tlog-proof") {
        return Ok(judge_receipt(&shown, receipt, &keys, source, policy.as_ref()));
    }
    let Some(note) = get("log/checkpoint").map(<[u8]>::to_vec) else {
        return Err(Said::only(3, "checkpoint-missing", "checkpoint"));
    };
    let judgement = judge(&mut shown, &note, &trust);
    assert_eq!(judgement.more, 0);
    Ok(Said { exit: judgement.outcome.code(), findings: judgement.findings.iter().map(line).collect() })
}

const RECEIPT: &str = "receipt.tlog-proof";
const DIVERGENCE: &str = "prueba.txt";

/// The proof of a divergence judged as `mipg log divergence` does.
fn judge_divergence(proof: &[u8], keys: &[VerifierKey]) -> Said {
    let read = std::str::from_utf8(proof).map_err(|_| DivergenceError::Form).and_then(str::parse::<Portable>);
    let verified = read.and_then(|proof| proof.verify(keys).map(|_| proof.divergence));
    match verified {
        Ok(Divergence::Shrank) => Said::only(30, "kept-rollback", DIVERGENCE),
        Ok(_) => Said::only(30, "kept-fork", DIVERGENCE),
        Err(DivergenceError::Form) => Said::only(40, "divergence-form", DIVERGENCE),
        Err(DivergenceError::NotShown) => Said::only(40, "divergence-not-shown", DIVERGENCE),
        Err(DivergenceError::Checkpoint(error)) => Said::only(40, reason::checkpoint_open(&error), DIVERGENCE),
    }
}

/// A receipt judged as `mipg log verify` does; with its entry apart, put where ours stands.
fn judge_receipt(
    shown: &Shown,
    receipt: &[u8],
    keys: &[VerifierKey],
    source: KeySource,
    policy: Option<&Policy>,
) -> Said {
    let trust = match (policy, source) {
        (Some(policy), _) => constancia::Trust::Policy(policy),
        (None, KeySource::Held) => constancia::Trust::Keys(keys),
        (None, KeySource::Log) => constancia::Trust::Repository(keys),
    };
    let given = shown.0.iter().filter(|(path, _)| path.starts_with("given/"));
    let given: Vec<_> = given
        .map(|(path, bytes)| Given {
            name: path.clone(),
            digest: Digest::of(bytes),
            bytes: Some(bytes.clone()),
            salted: Vec::new(),
        })
        .collect();
    let with_entry = shown.0.get("entry").map(|entry| {
        let proof = Proof::parse(receipt).unwrap();
        Proof { extra: Some(entry.clone()), ..proof }.to_string().into_bytes()
    });
    let chain = match shown.0.get("chain").map(|bytes| Chain::parse(bytes)).transpose() {
        Ok(chain) => chain,
        Err(error) => return Said::only(40, reason::chain(&error), "chain"),
    };
    let receipt = with_entry.as_deref().unwrap_or(receipt);
    let judgement = match constancia::judge(receipt, trust, chain.as_ref(), &given) {
        Ok(judgement) => judgement,
        Err(error @ JudgeError::Chain(_)) => return Said::only(error.exit_code(), refusal(&error), "chain"),
        Err(error) => return Said::only(error.exit_code(), refusal(&error), RECEIPT),
    };
    let mut findings = Vec::new();
    let mut find = |code: &str, file: &str| findings.push(format!("finding {code} {file}"));
    if judgement.entry.is_none() {
        find("entry-uninterpreted", RECEIPT);
    }
    let manifest = given.iter().find(|one| {
        let event = judgement.entry.as_ref().map(|entry| &entry.event);
        one.name.ends_with("/manifiesto.yaml") || event.and_then(|event| event.digest()) == Some(one.digest)
    });
    let name = manifest.map_or("manifiesto.yaml", |one| &one.name);
    let differs = judgement.manifest == ManifestCheck::Differs;
    match judgement.manifest {
        ManifestCheck::Differs => find("manifest-differs", name),
        ManifestCheck::Unreadable => find("manifest-unreadable", name),
        ManifestCheck::NotGiven => find("manifest-not-given", name),
        ManifestCheck::Same(_) | ManifestCheck::NotAsked => {}
    }
    for (file, check) in &judgement.files {
        match check {
            FileCheck::Same(_) => {}
            FileCheck::Differs => find("file-differs", file),
            FileCheck::NotListed => find("file-not-listed", file),
            FileCheck::Outside => find("file-outside", file),
            // No case of the corpus gives a salt.
            FileCheck::NotCommitted => find("file-commitment-differs", file),
            // Of another manifest nothing follows for the files.
            FileCheck::Unchecked if differs => {}
            FileCheck::Unchecked => find("file-unchecked", file),
            FileCheck::NotGiven => find("file-not-given", file),
        }
    }
    Said { exit: judgement.exit_code(), findings }
}

fn refusal(error: &JudgeError) -> &'static str {
    match error {
        JudgeError::Proof(error) => reason::proof(error),
        JudgeError::NoEntry => "proof-no-entry",
        JudgeError::Verify(ProofVerifyError::Checkpoint(error)) => reason::checkpoint_open(error),
        JudgeError::Verify(ProofVerifyError::Inclusion(error)) => reason::inclusion(error),
        JudgeError::Chain(error) => reason::chain(error),
        JudgeError::Turn(error) => reason::turn(*error),
        JudgeError::Entry(error) => reason::entry(error),
        JudgeError::Log { .. } => "entry-other-log",
    }
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
