//! The open proposals, as GitHub lists them, and what each proposed before.

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;

use super::{
    activity::Pushed,
    event::PullRequest,
    plan::{ListingError, listing},
};
use crate::snapshot::ObjectId;

/// The most versions of a proposal before the present one that are looked at, the newest of them.
const MAX_EARLIER: usize = 20;

#[derive(Deserialize)]
struct Raw {
    number: u64,
    /// None of an account that is gone.
    user: Option<RawId>,
    base: RawSide,
    head: RawSide,
    created_at: Option<String>,
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

/// An open proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Open {
    /// As it is now.
    pub pull: PullRequest,
    /// Its branch, where that is of the repository that it goes to.
    branch: Option<String>,
    /// When it was opened.
    opened: Option<DateTime<FixedOffset>>,
}

/// What a proposal is and was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Versions {
    /// As it is now, with who pushed it where that is known.
    pub now: PullRequest,
    /// What it proposed before, the newest first.
    pub earlier: Vec<PullRequest>,
    /// How many there were before these, that are not looked at.
    pub older: usize,
    /// Whether the platform said what it proposed before.
    pub are_known: bool,
}

/// The open proposals that go to the branch of this name. One whose author is gone, or whose ids are of another form, is
/// nobody's, and left out. A listing does not say who pushed: that is known only of a fork that is its author's own, where
/// nobody else pushes unless its author lets them.
///
/// # Errors
/// [`ListingError`]: then nobody knows what is open.
pub fn open_pulls(bytes: &[u8], branch: &str) -> Result<Vec<Open>, ListingError> {
    let listed: Vec<Raw> = listing(bytes)?;
    let mut open: Vec<Open> =
        listed.into_iter().filter(|pull| pull.base.reference == branch).filter_map(pull).collect();
    open.sort_by_key(|open| open.pull.number);
    open.dedup_by_key(|open| open.pull.number);
    Ok(open)
}

fn pull(raw: Raw) -> Option<Open> {
    let id = |text: &str| text.parse::<ObjectId>().ok().filter(|id| *id.as_bytes() != [0; 20]);
    let (base, head) = (id(&raw.base.sha)?, id(&raw.head.sha)?);
    let (author, here) = (raw.user?.id, raw.base.repo.map(|repo| repo.id));
    let is_own =
        |repo: &RawRepository| Some(repo.id) != here && repo.owner.as_ref().is_some_and(|one| one.id == author);
    let is_here = raw.head.repo.as_ref().is_some_and(|repo| Some(repo.id) == here);
    let pull = PullRequest {
        number: raw.number,
        action: "open".to_owned(),
        is_default: true,
        author,
        pusher: raw.head.repo.as_ref().filter(|repo| is_own(repo)).map(|_| author),
        base,
        head,
    };
    let opened = raw.created_at.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
    Some(Open { pull, branch: is_here.then_some(raw.head.reference), opened })
}

impl Open {
    /// What it is and was, by what was pushed to its branch, the oldest first: what it began with and what came since. Of a
    /// branch of another repository nothing is listed.
    pub fn versions(&self, pushes: &[Pushed]) -> Versions {
        let Some(branch) = &self.branch else { return self.alone() };
        let own: Vec<&Pushed> = pushes.iter().filter(|push| push.branch == *branch).collect();
        let Some(now) = own.iter().rposition(|push| push.head == self.pull.head) else { return self.alone() };
        let version = |push: &Pushed| PullRequest { head: push.head, pusher: push.by, ..self.pull.clone() };
        let first = self.opened.map(|opened| own.iter().rposition(|push| push.at <= opened).unwrap_or(0));
        let before = own.get(first.unwrap_or(now).min(now)..now).unwrap_or_default();
        Versions {
            now: version(own[now]),
            earlier: before.iter().rev().take(MAX_EARLIER).map(|push| version(push)).collect(),
            older: before.len().saturating_sub(MAX_EARLIER),
            are_known: first.is_some(),
        }
    }

    fn alone(&self) -> Versions {
        Versions { now: self.pull.clone(), earlier: Vec::new(), older: 0, are_known: false }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{super::activity::pushes, *};

    fn sha(digit: u8) -> String {
        char::from(digit).to_string().repeat(40)
    }

    fn pushed(digit: u8, by: Value, second: usize) -> Value {
        json!({"before": sha(b'0'), "after": sha(digit), "ref": "refs/heads/entrega", "actor": by,
               "timestamp": format!("2026-11-23T10:00:{second:02}Z"), "activity_type": "push"})
    }

    fn user(id: u64) -> Value {
        json!({"id": id, "login": "::error::x", "type": "User"})
    }

    /// A proposal of `3…` opened at a second, and what was pushed, the newest first.
    fn versions(repo: u64, opened: &str, listed: &[Value]) -> Versions {
        let pull = json!([{
            "number": 7, "user": {"id": 5001}, "created_at": opened,
            "base": {"ref": "main", "sha": sha(b'1'), "repo": {"id": 1}},
            "head": {"ref": "entrega", "sha": sha(b'3'), "repo": {"id": repo, "owner": {"id": 9}}},
        }]);
        let open = open_pulls(pull.to_string().as_bytes(), "main").unwrap();
        open[0].versions(&pushes(Value::from(listed.to_vec()).to_string().as_bytes()).unwrap())
    }

    fn seen(versions: &Versions) -> Vec<(String, Option<u64>)> {
        let all = [&versions.now].into_iter().chain(&versions.earlier);
        all.map(|one| (one.head.to_string()[..1].to_owned(), one.pusher)).collect()
    }

    #[test]
    fn a_version_is_what_a_branch_of_here_was_moved_to_since_it_was_proposed() {
        let other = json!({"after": sha(b'9'), "ref": "refs/heads/otra", "actor": user(1),
                           "timestamp": "2026-11-23T10:00:05Z"});
        let listed = [
            pushed(b'3', user(5001), 9),
            pushed(b'0', user(666), 8), // deleted, and pushed again
            pushed(b'2', Value::Null, 7),
            other,
            pushed(b'5', json!({"id": 41_898_282, "type": "Bot"}), 6),
            pushed(b'4', user(666), 4),
            pushed(b'6', user(5001), 3),
            json!({"after": "x", "ref": "refs/heads/entrega", "timestamp": "ayer", "actor": null}),
        ];
        let found = versions(1, "2026-11-23T10:00:05Z", &listed);
        let some = |head: &str, by| (head.to_owned(), by);
        // What it began with is of before it was opened; what came before that was never proposed.
        assert_eq!(seen(&found), [some("3", Some(5001)), some("2", None), some("5", None), some("4", Some(666))]);
        assert!(found.are_known && found.older == 0);
        // Of a fork, or where what it is now is not listed, nothing else is known, nor who pushed it.
        for found in [versions(2, "2026-11-23T10:00:05Z", &listed), versions(1, "2026-11-23T10:00:05Z", &listed[1..])] {
            assert_eq!((seen(&found), found.are_known), (vec![some("3", None)], false));
        }
        let undated = versions(1, "", &listed);
        assert_eq!((seen(&undated), undated.are_known), (vec![some("3", Some(5001))], false));
    }

    #[test]
    fn of_many_versions_the_newest_are_looked_at_and_the_rest_counted() {
        let mut listed = vec![pushed(b'3', user(1), 59)];
        listed.extend((1..=25).rev().map(|second| pushed(b'4', user(1), second)));
        let found = versions(1, "2026-11-23T10:00:00Z", &listed);
        assert_eq!((found.earlier.len(), found.older), (MAX_EARLIER, 5));
    }

    #[test]
    fn what_is_no_list_of_activity_is_refused() {
        for text in ["", "{}", "[1]", "{\"message\": \"Not Found\"}", r#"[{"after": 1}]"#] {
            assert!(pushes(text.as_bytes()).is_err(), "{text}");
        }
    }
}
