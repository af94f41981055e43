//! Verifying a receipt with the files it is shown with, offline.

use std::collections::BTreeSet;

use crate::{
    digest::Digest,
    trail::{
        checkpoint::Origin,
        entry::{Document, Entry, EntryError, Event, Logged},
        note::{KeyId, VerifierKey},
        policy::Policy,
        proof::{Proof, ProofFileError, ProofVerifyError},
        succession::{Chain, ChainError, OutOfTurn, Step, Succession},
    },
};

use super::manifest::{ListedFile, Manifest};

/// What the verifier holds against the receipt.
#[derive(Clone, Copy, Debug)]
pub enum Trust<'a> {
    /// Keys of the log that came from elsewhere. Nothing is known of witnesses.
    Keys(&'a [VerifierKey]),
    /// Logs and witnesses that the verifier trusts, and how many must agree.
    Policy(&'a Policy),
    /// Keys that the repository itself gives: whoever forged it would have forged them too.
    Repository(&'a [VerifierKey]),
}

/// A file that the receipt is shown with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// Its name, for people.
    pub name: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its bytes, if there are at most [`Manifest::MAX`].
    pub bytes: Option<Vec<u8>>,
    /// The digests of each salt given followed by its bytes: what it commits to, if it is kept outside the repository.
    pub salted: Vec<Digest>,
}

/// Why a receipt proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The bytes are no receipt.
    #[error(transparent)]
    Proof(#[from] ProofFileError),
    /// The receipt does not carry its entry: it is not one of ours.
    #[error("the receipt does not carry its entry")]
    NoEntry,
    /// Signature or inclusion do not hold.
    #[error(transparent)]
    Verify(#[from] ProofVerifyError),
    /// The chain of keys leads nowhere.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A key of the log signed out of its turn.
    #[error(transparent)]
    Turn(#[from] OutOfTurn),
    /// The entry is in the log and is not one.
    #[error("the entry is in the log and cannot be read: {0}")]
    Entry(#[from] EntryError),
    /// The entry says it is of another log.
    #[error("the entry is of the log `{entry}`, the checkpoint of `{checkpoint}`")]
    Log {
        /// What the entry says.
        entry: Origin,
        /// What the checkpoint says.
        checkpoint: Origin,
    },
}

/// How the witnesses stand to the checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Witnesses {
    /// The verifier named none.
    NotAsked,
    /// The policy asks for witnesses.
    Asked {
        /// Whether enough cosigned.
        met: bool,
        /// Who cosigned.
        present: Vec<String>,
        /// Who did not.
        missing: Vec<String>,
    },
}

/// What became of the manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ManifestCheck {
    /// It is the one of the entry.
    Same(Manifest),
    /// It is the one of the entry, and its list of files cannot be read.
    Unreadable,
    /// A manifest was given, and it is another one.
    Differs,
    /// None was given.
    NotGiven,
    /// The entry is about a single document or about nothing, or is not interpreted.
    NotAsked,
}

/// What became of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileCheck {
    /// It is the file that was received under this name.
    Same(String),
    /// A file of this name was received, and it is another one.
    Differs,
    /// The manifest lists no such file.
    NotListed,
    /// A file of this name was received; it is kept outside the repository, and without its salt its commitment cannot be
    /// checked.
    Outside,
    /// The same, and with no salt that was given it makes the commitment received.
    NotCommitted,
    /// Without the manifest it cannot be said.
    Unchecked,
    /// It was received, and nothing was given to hold against it.
    NotGiven,
}

/// What a genuine receipt shows of the files it is given with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// The log.
    pub origin: Origin,
    /// The index of the entry.
    pub index: u64,
    /// How many entries the checkpoint covers.
    pub size: u64,
    /// The id of the key that signed.
    pub key: KeyId,
    /// Whether the key was taken from the repository itself.
    pub from_repository: bool,
    /// The changes of key that lead to the key that signed; none where it is one of those held.
    pub chain: Vec<Step>,
    /// The witnesses.
    pub witnesses: Witnesses,
    /// The entry; none where this program does not interpret it.
    pub entry: Option<Entry>,
    /// The manifest.
    pub manifest: ManifestCheck,
    /// The other files, as given, and then those that were received and not given.
    pub files: Vec<(String, FileCheck)>,
    /// How many of the files received were given and are the ones.
    pub verified: usize,
    /// How many files were received, by the manifest; by the entry where the manifest was not read.
    pub received: usize,
}

impl JudgeError {
    /// The exit code: 3 where nothing can be said, else 40.
    pub fn exit_code(&self) -> u8 {
        if matches!(self, JudgeError::NoEntry) { 3 } else { 40 }
    }

    /// Whether the receipt is signed by a key that is not known: a chain of keys may lead to it.
    pub fn is_unknown_key(&self) -> bool {
        matches!(self, Self::Verify(ProofVerifyError::Checkpoint(error)) if error.is_unknown())
    }
}

/// Verifies a receipt, and the files it is shown with. With a chain of keys, those that the ones held lead to are believed
/// as well, each in its turn.
pub fn judge(
    receipt: &[u8],
    trust: Trust<'_>,
    chain: Option<&Chain>,
    given: &[Given],
) -> Result<Judgement, JudgeError> {
    let proof = Proof::parse(receipt)?;
    let entry = proof.extra.as_deref().ok_or(JudgeError::NoEntry)?;
    let held = match trust {
        Trust::Keys(known) | Trust::Repository(known) => known,
        Trust::Policy(policy) => policy.logs(),
    };
    let succession = match chain {
        None => Succession::of(held, &[]),
        Some(chain) => chain.follow(held)?,
    };
    let keys = succession.keys();
    let policy;
    let (opened, witnesses) = match trust {
        Trust::Keys(_) | Trust::Repository(_) => (proof.verify(entry, &keys)?, Witnesses::NotAsked),
        Trust::Policy(held) => {
            policy = held.with_logs(&keys);
            let (opened, quorum) = proof.verify_with(entry, &policy)?;
            let names = |names: Vec<&[u8]>| -> Vec<String> {
                names.into_iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect()
            };
            let witnesses = match quorum.required {
                false => Witnesses::NotAsked,
                true => {
                    Witnesses::Asked { met: quorum.met, present: names(quorum.present), missing: names(quorum.missing) }
                }
            };
            (opened, witnesses)
        }
    };
    let checkpoint = opened.checkpoint;
    succession.in_turn(&proof.checkpoint, checkpoint.head.size)?;
    let entry = Logged::parse(entry)?.known();
    if let Some(entry) = &entry
        && entry.log != checkpoint.origin
    {
        return Err(JudgeError::Log { entry: entry.log.clone(), checkpoint: checkpoint.origin });
    }
    let Held { manifest, files, verified, received } = hold(entry.as_ref(), given);
    Ok(Judgement {
        origin: checkpoint.origin,
        index: proof.index,
        size: checkpoint.head.size,
        key: opened.log.id(),
        from_repository: matches!(trust, Trust::Repository(_)),
        chain: if held.contains(opened.log) { Vec::new() } else { succession.steps().to_vec() },
        witnesses,
        entry,
        manifest,
        files,
        verified,
        received,
    })
}

/// What the files given come to.
struct Held {
    manifest: ManifestCheck,
    files: Vec<(String, FileCheck)>,
    verified: usize,
    received: usize,
}

/// What became of the manifest, of each of the other files, and of those that nobody gave.
fn hold(entry: Option<&Entry>, given: &[Given]) -> Held {
    let all = |given: &[Given], check: &dyn Fn(&Given) -> FileCheck| -> Vec<(String, FileCheck)> {
        given.iter().map(|one| (one.name.clone(), check(one))).collect()
    };
    let submission = match entry.map(|entry| &entry.event) {
        Some(Event::Submission(_, submission)) => submission,
        Some(Event::Document(_, document)) => return of_document(document, given),
        Some(Event::Heartbeat) | None => {
            let files = all(given, &|_| FileCheck::Unchecked);
            return Held { manifest: ManifestCheck::NotAsked, files, verified: 0, received: given.len() };
        }
    };
    let unread = |manifest: ManifestCheck, others: &[Given]| {
        let files = all(others, &|_| FileCheck::Unchecked);
        Held { manifest, files, verified: 0, received: submission.files as usize }
    };
    let is_it = |one: &&Given| one.digest == submission.manifest;
    let others: Vec<Given> = given.iter().filter(|one| !is_it(one)).cloned().collect();
    let Some(found) = given.iter().find(is_it) else {
        let is_named = |one: &Given| file_name(&one.name) == crate::model::layout::MANIFEST;
        let others: Vec<Given> = given.iter().filter(|one| !is_named(one)).cloned().collect();
        let check = if others.len() < given.len() { ManifestCheck::Differs } else { ManifestCheck::NotGiven };
        return unread(check, &others);
    };
    let Some(manifest) = found.bytes.as_deref().and_then(|bytes| Manifest::parse(bytes).ok()) else {
        return unread(ManifestCheck::Unreadable, &others);
    };
    let mut files = all(&others, &|one| check(&manifest, one));
    let is_met = |listed: &ListedFile| others.iter().any(|one| is_of(listed, one));
    // One that was given and is another one is told where it was given.
    let told: BTreeSet<&str> = others
        .iter()
        .zip(&files)
        .filter(|(_, (_, check))| !matches!(check, FileCheck::Same(_)))
        .map(|(one, _)| file_name(&one.name))
        .collect();
    let left = manifest.files.iter().filter(|listed| !is_met(listed) && !told.contains(listed.name.as_str()));
    let left: Vec<_> = left.map(|listed| (listed.name.clone(), FileCheck::NotGiven)).collect();
    files.extend(left);
    let verified = manifest.files.iter().filter(|listed| is_met(listed)).count();
    let received = manifest.files.len();
    Held { manifest: ManifestCheck::Same(manifest), files, verified, received }
}

/// The same where the entry is about one document, which nothing else binds.
fn of_document(document: &Document, given: &[Given]) -> Held {
    let path = document.path.to_string();
    let check = |one: &Given| match one.digest == document.digest {
        true => FileCheck::Same(path.clone()),
        false => FileCheck::Differs,
    };
    let mut files: Vec<_> = given.iter().map(|one| (one.name.clone(), check(one))).collect();
    let verified = usize::from(given.iter().any(|one| one.digest == document.digest));
    if given.is_empty() {
        files.push((path, FileCheck::NotGiven));
    }
    Held { manifest: ManifestCheck::NotAsked, files, verified, received: 1 }
}

/// Whether a file is the one listed, by its digest or by its commitment.
fn is_of(listed: &ListedFile, one: &Given) -> bool {
    listed.digest == Some(one.digest) || listed.commitment.is_some_and(|value| one.salted.contains(&value))
}

pub(super) fn check(manifest: &Manifest, one: &Given) -> FileCheck {
    if let Some(listed) = manifest.files.iter().find(|listed| listed.digest == Some(one.digest)) {
        return FileCheck::Same(listed.name.clone());
    }
    let is_committed = |listed: &&ListedFile| listed.commitment.is_some_and(|value| one.salted.contains(&value));
    if let Some(listed) = manifest.files.iter().find(is_committed) {
        return FileCheck::Same(listed.name.clone());
    }
    match manifest.files.iter().find(|listed| listed.name == file_name(&one.name)) {
        // Without a commitment that can be read there is nothing to hold it against.
        Some(listed) if listed.digest.is_none() && (one.salted.is_empty() || listed.commitment.is_none()) => {
            FileCheck::Outside
        }
        Some(listed) if listed.digest.is_none() => FileCheck::NotCommitted,
        Some(_) => FileCheck::Differs,
        None => FileCheck::NotListed,
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

impl Judgement {
    /// The exit code: 3 where a file could not be judged or one received was not given, 1 where the files are others,
    /// else by the key and the witnesses: 12 key of the repository, 11 too few witnesses, 10 none, 0.
    ///
    /// Files cannot be judged by another manifest; that it is another one is what there is to say.
    pub fn exit_code(&self) -> u8 {
        if self.manifest == ManifestCheck::Differs {
            return 1;
        }
        let is_open =
            |check: &FileCheck| matches!(check, FileCheck::Unchecked | FileCheck::Outside | FileCheck::NotGiven);
        let is_unread = matches!(self.manifest, ManifestCheck::Unreadable | ManifestCheck::NotGiven)
            || self.entry.is_none()
            || self.files.iter().any(|(_, check)| is_open(check));
        match &self.witnesses {
            _ if is_unread => 3,
            _ if self.is_of_others() => 1,
            _ if self.from_repository => 12,
            Witnesses::NotAsked => 10,
            Witnesses::Asked { met: false, .. } => 11,
            Witnesses::Asked { met: true, .. } => 0,
        }
    }

    /// Whether the manifest or a file is another one than was received.
    pub fn is_of_others(&self) -> bool {
        let is_other =
            |check: &FileCheck| matches!(check, FileCheck::Differs | FileCheck::NotListed | FileCheck::NotCommitted);
        self.manifest == ManifestCheck::Differs || self.files.iter().any(|(_, check)| is_other(check))
    }
}
