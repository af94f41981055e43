//! A file of a submission: what its manifest says of it, and what was seen of its bytes.

use crate::{
    digest::Digest,
    fixity::{self, Format, TypeVerdict},
    model::{FileState, PointerObject, Submission, raw},
    snapshot::Entry,
};

/// A file that a manifest lists.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// What the manifest says.
    pub listed: raw::EvidenceFile,
    /// What was seen.
    pub state: State,
    /// Width and height in pixels, of a picture that was read and says so.
    pub dimensions: Option<(u32, u32)>,
    /// What the tree has under its name; none where there is nothing.
    pub entry: Option<Entry>,
    /// Whether a finding that blocks, or that says it could not be checked, is about it.
    pub is_refused: bool,
    /// Whether it seems to hold personal data, and nobody has said that it may be published: it is not copied anywhere.
    pub is_suspected: bool,
}

/// What was seen of the bytes of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// They were read and have the digest and the size stated; what they are, and whether that is the type stated.
    Whole {
        /// What they are, where it could be determined.
        format: Option<Format>,
        /// Whether that is the type stated.
        is_of_type: bool,
        /// Whether they lie outside git, in the store of this clone.
        is_external: bool,
    },
    /// They were read and are others.
    Different,
    /// They are kept elsewhere, and what is here names them by the digest or the commitment stated.
    Elsewhere,
    /// A withdrawal took them away.
    Withdrawn,
    /// They are not here, and nothing says why.
    Absent,
    /// They could not be read, or are too large to be.
    Unread,
}

impl Evidence {
    /// What was seen of a file that the manifest of a submission lists.
    pub(super) fn of(submission: &Submission, listed: &raw::EvidenceFile) -> Self {
        let held = submission.file(listed.path.as_str());
        let stated = (listed.sha256.as_ref().map(raw::Sha256Text::digest), listed.bytes.get());
        let is_stated = |digest: Digest, size: u64| stated == (Some(digest), size);
        let state = match held.map(|held| &held.state) {
            _ if submission.withdraws(listed.path.as_str()) => State::Withdrawn,
            None if listed.commitment.is_some() => State::Elsewhere,
            None => State::Absent,
            Some(FileState::Read(read)) => match is_stated(read.facts.digest, read.facts.size) {
                true => State::whole(&read.facts, listed, false),
                false => State::Different,
            },
            // Never shown nor copied, so that it is nobody's business here whether the object is: `check` judges it.
            Some(FileState::Pointer { .. }) if listed.commitment.is_some() => State::Elsewhere,
            Some(FileState::Pointer { pointer, object, .. }) => {
                let is_named = is_stated(pointer.digest, pointer.size);
                match object {
                    _ if !is_named => State::Different,
                    PointerObject::Absent => State::Elsewhere,
                    PointerObject::Read(read) if is_stated(read.facts.digest, read.facts.size) => {
                        State::whole(&read.facts, listed, true)
                    }
                    PointerObject::Hashed { digest, size, format, .. } if is_stated(*digest, *size) => {
                        let is_of_type = format.is_some() && *format == fixity::format_by_mime(listed.format.as_str());
                        State::Whole { format: *format, is_of_type, is_external: true }
                    }
                    PointerObject::Read(_) | PointerObject::Hashed { .. } | PointerObject::Salted { .. } => {
                        State::Different
                    }
                }
            }
            Some(_) => State::Unread,
        };
        let dimensions = match held.map(|held| &held.state) {
            Some(FileState::Read(read) | FileState::Pointer { object: PointerObject::Read(read), .. }) => {
                read.facts.dimensions
            }
            _ => None,
        };
        Self {
            listed: listed.clone(),
            state,
            dimensions,
            entry: held.map(|held| held.entry.clone()),
            is_refused: false,
            is_suspected: false,
        }
    }

    /// Its name in the folder.
    pub fn name(&self) -> &str {
        self.listed.path.as_str()
    }

    /// The digest that the manifest states; none for what must not be told.
    pub fn digest(&self) -> Option<Digest> {
        self.listed.sha256.as_ref().map(raw::Sha256Text::digest)
    }

    /// Whether anybody may have the bytes: public, and without people who did not agree to it.
    pub fn is_public(&self) -> bool {
        self.listed.access == raw::Access::Public && self.listed.commitment.is_none()
    }

    /// Whether digest, size and type are those stated, and nothing else is wrong with it.
    pub fn is_verified(&self) -> bool {
        matches!(self.state, State::Whole { is_of_type: true, .. }) && !self.is_refused
    }

    /// Whether its bytes are here, of whatever kind.
    pub fn is_present(&self) -> bool {
        matches!(self.state, State::Whole { .. } | State::Different | State::Elsewhere)
    }
}

impl State {
    fn whole(facts: &fixity::FileFacts, listed: &raw::EvidenceFile, is_external: bool) -> Self {
        let is_of_type = fixity::compare(facts, listed.format.as_str()) == TypeVerdict::Matches;
        State::Whole { format: facts.format(), is_of_type, is_external }
    }
}
