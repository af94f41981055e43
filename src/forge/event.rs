//! Reading an event of GitHub: `pull_request`, `push` and `merge_group`, told apart by what they hold.

use serde::Deserialize;

use crate::snapshot::ObjectId;

/// The most bytes of an event; GitHub's own limit is 25 MB, and what is read here fits in far less.
pub const MAX_EVENT: usize = 8 * 1024 * 1024;
/// The longest name of a branch, in bytes.
const MAX_NAME: usize = 255;

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// Something happened to a proposal.
    PullRequest(PullRequest),
    /// A branch or a tag moved.
    Push {
        /// Whether it is the default branch.
        is_default: bool,
        /// Where it was; none where it begins.
        before: Option<ObjectId>,
        /// Where it is; none where it was deleted.
        after: Option<ObjectId>,
        /// The person's account that moved it; none where a program did.
        by: Option<u64>,
    },
    /// Proposals wait to be merged together.
    MergeGroup {
        /// Whether they go to the default branch.
        is_default: bool,
        /// Whether they are to be judged; otherwise the group is gone.
        is_asked: bool,
        /// What they go onto.
        base: ObjectId,
        /// All of them merged.
        head: ObjectId,
    },
}

/// A proposal, as its event tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PullRequest {
    /// Its number.
    pub number: u64,
    /// What happened to it: `opened`, `synchronize`, `closed` …
    pub action: String,
    /// Whether it goes to the default branch.
    pub is_default: bool,
    /// The account that opened it.
    pub author: u64,
    /// The person's account that put there what is proposed, or answers for it by what it did now; none where nobody knows.
    pub pusher: Option<u64>,
    /// The branch it goes to, as it was.
    pub base: ObjectId,
    /// What is proposed.
    pub head: ObjectId,
}

/// Why an event is not read. The turn is of who wrote the workflow.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// It is larger than is read.
    #[error("more than {MAX_EVENT} bytes")]
    TooLarge,
    /// It is no JSON, or a field that is read is absent, twice there or of another kind.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A field that is read does not have the form it must have.
    #[error("`{0}` is not of the form expected")]
    Field(&'static str),
    /// It is none of the events that are judged, or more than one.
    #[error("neither a pull request, nor a push, nor a merge group")]
    Unknown,
}

#[derive(Deserialize)]
struct Raw {
    action: Option<String>,
    repository: RawRepository,
    pull_request: Option<RawPull>,
    merge_group: Option<RawGroup>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    before: Option<String>,
    after: Option<String>,
    sender: Option<RawSender>,
}

#[derive(Deserialize)]
struct RawSender {
    id: u64,
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct RawRepository {
    id: u64,
    default_branch: String,
}

#[derive(Deserialize)]
struct RawPull {
    number: u64,
    user: RawAccount,
    base: RawSide,
    head: RawSide,
}

#[derive(Deserialize)]
struct RawAccount {
    id: u64,
}

#[derive(Deserialize)]
struct RawSide {
    #[serde(rename = "ref")]
    reference: String,
    sha: String,
    repo: Option<RawId>,
}

#[derive(Deserialize)]
struct RawId {
    id: u64,
}

#[derive(Deserialize)]
struct RawGroup {
    base_sha: String,
    head_sha: String,
    base_ref: String,
}

impl Event {
    /// Reads an event.
    ///
    /// # Errors
    /// [`EventError`]: then nothing is judged, and nothing passes.
    pub fn parse(bytes: &[u8]) -> Result<Self, EventError> {
        if bytes.len() > MAX_EVENT {
            return Err(EventError::TooLarge);
        }
        let raw: Raw = serde_json::from_slice(bytes)?;
        let default = name(raw.repository.default_branch, "repository.default_branch")?;
        let action = raw.action.map(|action| name(action, "action")).transpose()?;
        let by = raw.sender.filter(|sender| sender.kind.as_deref() == Some("User")).map(|sender| sender.id);
        match (raw.pull_request, raw.merge_group, raw.reference) {
            (Some(pull), None, None) => {
                let action = action.ok_or(EventError::Field("action"))?;
                pull_request(pull, (action, by), raw.repository.id, &default).map(Self::PullRequest)
            }
            (None, Some(group), None) => Ok(Self::MergeGroup {
                is_default: branch(&group.base_ref) == Some(default.as_str()),
                is_asked: action.as_deref() == Some("checks_requested"),
                base: id(&group.base_sha, "merge_group.base_sha")?,
                head: id(&group.head_sha, "merge_group.head_sha")?,
            }),
            (None, None, Some(reference)) => {
                let reference = name(reference, "ref")?;
                let moved = |text: Option<String>, field| match text {
                    Some(text) => id_or_none(&text, field),
                    None => Err(EventError::Field(field)),
                };
                Ok(Self::Push {
                    is_default: branch(&reference) == Some(default.as_str()),
                    before: moved(raw.before, "before")?,
                    after: moved(raw.after, "after")?,
                    by,
                })
            }
            _ => Err(EventError::Unknown),
        }
    }
}

/// A proposal, with what happened to it and the person who made it happen.
fn pull_request(
    pull: RawPull,
    (action, pusher): (String, Option<u64>),
    here: u64,
    default: &str,
) -> Result<PullRequest, EventError> {
    // Whoever opens it, or again, answers for what it is, and whoever moves it put it there; a label or an edit says nothing.
    let pusher = pusher.filter(|_| matches!(action.as_str(), "opened" | "reopened" | "synchronize"));
    let base_is_here = pull.base.repo.as_ref().is_some_and(|repo| repo.id == here);
    Ok(PullRequest {
        number: pull.number,
        action,
        is_default: base_is_here && pull.base.reference == default,
        author: pull.user.id,
        pusher,
        base: id(&pull.base.sha, "pull_request.base.sha")?,
        head: id(&pull.head.sha, "pull_request.head.sha")?,
    })
}

fn branch(reference: &str) -> Option<&str> {
    reference.strip_prefix("refs/heads/")
}

/// A name that is compared: nothing that git does not take in the name of a branch.
fn name(text: String, field: &'static str) -> Result<String, EventError> {
    let is_odd = |character: char| character.is_control() || " ~^:?*[\\".contains(character);
    match text.is_empty() || text.len() > MAX_NAME || text.chars().any(is_odd) {
        true => Err(EventError::Field(field)),
        false => Ok(text),
    }
}

fn id(text: &str, field: &'static str) -> Result<ObjectId, EventError> {
    id_or_none(text, field)?.ok_or(EventError::Field(field))
}

/// An id; none where it is all zeros, which says that there is nothing.
fn id_or_none(text: &str, field: &'static str) -> Result<Option<ObjectId>, EventError> {
    let id: ObjectId = text.parse().map_err(|_| EventError::Field(field))?;
    Ok((*id.as_bytes() != [0; 20]).then_some(id))
}
