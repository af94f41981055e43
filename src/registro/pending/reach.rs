//! How far a log reaches into the main line, as a note that its key signs: what came before need not be looked at again.
//!
//! ```text
//! mipg revisado v1
//! mipg.example.gov.co/entidad/1
//! 105
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=        the log has so many entries, and this root
//! 8be1f3be… 1793000000                                the commit of main; the latest date up to it
//! 5c1d0e2f… 77aa41c9… policies/…/manifiesto.yaml      a version that was left open, and what brought it
//!
//! — mipg.example.gov.co/entidad/1 …
//! ```
//!
//! It says: of every version that the main line had up to that commit, what it asks to be logged is in the log of this
//! size and root, but for those named. They could not be read, or name what had not come. It lies on the branch, is no
//! part of the log, and is evidence for nobody: an append believes what its own key signed of the very log it found, and
//! reads all the history otherwise. The text is no checkpoint (its second line is no number).

use crate::{
    repo_path::RepoPath,
    snapshot::ObjectId,
    trail::{
        checkpoint::Origin,
        merkle::TreeHead,
        note::{Note, NoteError, OpenError, SignError, SignerKey, VerifierKey},
    },
};

const HEADER: &str = "mipg revisado v1";
/// The most versions left open that are remembered; with more of them all is read each time.
const MAX_OPEN: usize = 1_000;

/// How far a search for what is pending went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// The last commit of the main line.
    pub commit: ObjectId,
    /// The latest committer's time of the line, in seconds since 1970.
    pub latest: i64,
    /// The versions that must be looked at again, sorted.
    pub open: Vec<Open>,
}

/// A version that could not be read, or that names what had not come.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Open {
    /// The file.
    pub path: RepoPath,
    /// Its object.
    pub object: ObjectId,
    /// The commit that brought it to the main line.
    pub commit: ObjectId,
}

/// Why a reach was not written, or must not be believed: nothing is lost but time.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReachError {
    /// Too much is open.
    #[error("{0} versions are open, more than are remembered")]
    TooMany(usize),
    /// The text is none.
    #[error("not the record of how far a log reaches")]
    Text,
    /// It is of another log, or of what this one was before.
    #[error("of another log, or of another size of it")]
    Head,
    /// It was not signed.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// It is no note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The key at hand did not sign it.
    #[error(transparent)]
    Signature(#[from] OpenError),
}

impl Reach {
    /// The record that the log with this head reaches so far.
    pub fn sign(&self, origin: &Origin, head: &TreeHead, key: &SignerKey) -> Result<Note, ReachError> {
        if self.open.len() > MAX_OPEN {
            return Err(ReachError::TooMany(self.open.len()));
        }
        let mut text = format!("{}{} {}\n", Self::beginning(origin, head), self.commit, self.latest);
        for Open { path, object, commit } in &self.open {
            text.push_str(&format!("{object} {commit} {path}\n"));
        }
        let mut note = Note::new(text)?;
        note.add(key.sign(note.text())?)?;
        Ok(note)
    }

    /// Believes a record that `key` signed of the log with this head.
    pub fn open(bytes: &[u8], origin: &Origin, head: &TreeHead, key: &VerifierKey) -> Result<Self, ReachError> {
        let note = Note::parse(bytes)?;
        note.open(std::slice::from_ref(key))?;
        if !note.text().starts_with(HEADER) {
            return Err(ReachError::Text);
        }
        let rest = note.text().strip_prefix(&Self::beginning(origin, head)).ok_or(ReachError::Head)?;
        let mut lines = rest.lines();
        let (commit, latest) = lines.next().and_then(|line| line.split_once(' ')).ok_or(ReachError::Text)?;
        let open = |line: &str| {
            let (object, rest) = line.split_once(' ')?;
            let (commit, path) = rest.split_once(' ')?;
            Some(Open { path: RepoPath::new(path).ok()?, object: object.parse().ok()?, commit: commit.parse().ok()? })
        };
        Ok(Self {
            commit: commit.parse().map_err(|_| ReachError::Text)?,
            latest: latest.parse().map_err(|_| ReachError::Text)?,
            open: lines.map(open).collect::<Option<_>>().ok_or(ReachError::Text)?,
        })
    }

    fn beginning(origin: &Origin, head: &TreeHead) -> String {
        format!("{HEADER}\n{origin}\n{}\n{}\n", head.size, head.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::{
        checkpoint::Checkpoint,
        merkle::leaf_hash,
        note::{Algorithm, KeyName},
    };

    fn key(seed: u8) -> SignerKey {
        SignerKey::from_seed(KeyName::new("a.co/e/1").unwrap(), Algorithm::Ed25519, &[seed; 32])
    }

    fn reach(open: usize) -> Reach {
        let id = |number: u8| ObjectId::from_bytes([number; 20]);
        let path = |number: usize| RepoPath::new(format!("policies/a b/ñ{number}")).unwrap();
        let open = (0..open).map(|number| Open { path: path(number), object: id(1), commit: id(2) });
        Reach { commit: id(3), latest: -7, open: open.collect() }
    }

    #[test]
    fn only_the_same_key_believes_it_and_only_of_the_same_log() {
        let origin = Origin::new("a.co/e/1").unwrap();
        let head = TreeHead { size: 5, root: leaf_hash(b"5") };
        for open in [0, 1, MAX_OPEN] {
            let note = reach(open).sign(&origin, &head, &key(1)).unwrap();
            assert!(note.text().parse::<Checkpoint>().is_err());
            let bytes = note.to_string().into_bytes();
            assert_eq!(Reach::open(&bytes, &origin, &head, key(1).verifier()).unwrap(), reach(open));
            let other = |origin: &str, size, leaf: &[u8], seed| {
                let head = TreeHead { size, root: leaf_hash(leaf) };
                Reach::open(&bytes, &Origin::new(origin).unwrap(), &head, key(seed).verifier())
            };
            assert!(matches!(other("a.co/e/1", 5, b"5", 2), Err(ReachError::Signature(_))));
            assert!(matches!(other("a.co/e/2", 5, b"5", 1), Err(ReachError::Head)));
            assert!(matches!(other("a.co/e/1", 6, b"5", 1), Err(ReachError::Head)));
            assert!(matches!(other("a.co/e/1", 5, b"6", 1), Err(ReachError::Head)));
            let forged = note.to_string().replace(" -7\n", " -8\n");
            let forged = Reach::open(forged.as_bytes(), &origin, &head, key(1).verifier());
            assert!(matches!(forged, Err(ReachError::Signature(_))));
        }
        assert!(matches!(
            reach(MAX_OPEN + 1).sign(&origin, &head, &key(1)),
            Err(ReachError::TooMany(number)) if number == MAX_OPEN + 1
        ));
    }

    #[test]
    fn what_the_key_signed_for_something_else_is_refused() {
        let origin = Origin::new("a.co/e/1").unwrap();
        let head = TreeHead { size: 5, root: leaf_hash(b"5") };
        let read = |text: &str| {
            let mut note = Note::new(text).unwrap();
            note.add(key(1).sign(note.text()).unwrap()).unwrap();
            Reach::open(note.to_string().as_bytes(), &origin, &head, key(1).verifier())
        };
        let checkpoint = Checkpoint::new(origin.clone(), head).sign(&key(1)).unwrap();
        assert!(matches!(read(checkpoint.text()), Err(ReachError::Text)));
        let whole = reach(1).sign(&origin, &head, &key(1)).unwrap().text().to_owned();
        assert_eq!(read(&whole).unwrap(), reach(1));
        let lines: Vec<&str> = whole.lines().collect();
        let head = lines[..4].join("\n");
        for rest in ["", "\nx 1", "\n0303030303030303030303030303030303030303 x"] {
            assert!(matches!(read(&format!("{head}{rest}\n")), Err(ReachError::Text)), "{rest}");
        }
        assert!(matches!(read(&whole.replace("policies/", "/")), Err(ReachError::Text)));
    }
}
