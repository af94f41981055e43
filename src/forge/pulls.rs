//! The open proposals, as GitHub lists them.

use serde::Deserialize;

use super::{
    event::PullRequest,
    plan::{ListingError, listing},
};
use crate::snapshot::ObjectId;

#[derive(Deserialize)]
struct Raw {
    number: u64,
    /// None of an account that is gone.
    user: Option<RawId>,
    base: RawSide,
    head: RawSide,
}

#[derive(Deserialize)]
struct RawRepository {
    id: u64,
    owner: Option<RawId>,
}

#[derive(Deserialize)]
struct RawSide {
    #[serde(rename = "ref")]
    reference: String,
    sha: String,
    repo: Option<RawRepository>,
}

#[derive(Deserialize)]
struct RawId {
    id: u64,
}

/// The open proposals that go to the branch of this name. One whose author is gone, or whose ids are of another form, is
/// nobody's, and left out. A listing does not say who pushed: that is known only of a fork that is its author's own, where
/// nobody else pushes unless its author lets them.
///
/// # Errors
/// [`ListingError`]: then nobody knows what is open.
pub fn open_pulls(bytes: &[u8], branch: &str) -> Result<Vec<PullRequest>, ListingError> {
    let listed: Vec<Raw> = listing(bytes)?;
    let mut pulls: Vec<PullRequest> =
        listed.into_iter().filter(|pull| pull.base.reference == branch).filter_map(pull).collect();
    pulls.sort_by_key(|pull| pull.number);
    pulls.dedup_by_key(|pull| pull.number);
    Ok(pulls)
}

fn pull(raw: Raw) -> Option<PullRequest> {
    let id = |text: &str| text.parse::<ObjectId>().ok().filter(|id| *id.as_bytes() != [0; 20]);
    let (base, head) = (id(&raw.base.sha)?, id(&raw.head.sha)?);
    let (author, here) = (raw.user?.id, raw.base.repo.map(|repo| repo.id));
    let is_own =
        |repo: &RawRepository| Some(repo.id) != here && repo.owner.as_ref().is_some_and(|one| one.id == author);
    Some(PullRequest {
        number: raw.number,
        action: "open".to_owned(),
        is_default: true,
        author,
        pusher: raw.head.repo.as_ref().filter(|repo| is_own(repo)).map(|_| author),
        base,
        head,
    })
}
