//! What was pushed to the branches of a repository and by whom, as GitHub lists its activity.

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;

use super::plan::{ListingError, listing};
use crate::snapshot::ObjectId;

#[derive(Deserialize)]
struct Raw {
    after: String,
    #[serde(rename = "ref")]
    reference: String,
    timestamp: String,
    /// None of an account that is gone.
    actor: Option<RawActor>,
}

#[derive(Deserialize)]
struct RawActor {
    id: u64,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// That a branch was moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pushed {
    /// The name of the branch.
    pub branch: String,
    /// Where it was moved to.
    pub head: ObjectId,
    /// The person's account that moved it; none where a program did.
    pub by: Option<u64>,
    /// When, by the clock of the platform: it orders, and decides no hour.
    pub at: DateTime<FixedOffset>,
}

/// What was pushed, the oldest first. What is of another form, or leaves no branch, is left out.
///
/// # Errors
/// [`ListingError`]: then nobody knows what was pushed.
pub fn pushes(bytes: &[u8]) -> Result<Vec<Pushed>, ListingError> {
    let listed: Vec<Raw> = listing(bytes)?;
    // The newest comes first: of two of one second the order of the list counts.
    let mut pushes: Vec<Pushed> = listed.into_iter().rev().filter_map(pushed).collect();
    pushes.sort_by_key(|push| push.at);
    Ok(pushes)
}

fn pushed(raw: Raw) -> Option<Pushed> {
    let head = raw.after.parse::<ObjectId>().ok().filter(|id| *id.as_bytes() != [0; 20])?;
    let by = raw.actor.filter(|actor| actor.kind.as_deref() == Some("User")).map(|actor| actor.id);
    let at = DateTime::parse_from_rfc3339(&raw.timestamp).ok()?;
    Some(Pushed { branch: raw.reference.strip_prefix("refs/heads/")?.to_owned(), head, by, at })
}
