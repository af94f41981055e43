//! What each reference of a push needs: to be refused, to be left free, or to be judged, and by what.

use std::sync::Arc;

use super::{BRANCHES, Push, Refusal, TAGS};
use crate::{
    registro::{self, Growth, RegistroError},
    snapshot::{GitRepository, ObjectId, SnapshotError},
};

/// The main branch, where nothing says another.
const MAIN: &str = "refs/heads/main";
/// The most commits looked at to know whether one follows another.
const MAX_COMMITS: usize = 2_000_000;

/// What becomes of one reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// It may move: nothing of it is judged.
    Free,
    /// It may not move.
    Refused(Refusal),
    /// It begins the default branch: all of this commit is judged, for there is nothing to judge it by but itself.
    Begins(ObjectId),
    /// It makes the default branch longer: judged as a proposal, and as what is published one commit after another.
    Publishes {
        /// The default branch as it is: its rules judge.
        base: ObjectId,
        /// The default branch as it would be.
        head: ObjectId,
    },
    /// It makes the audit trail longer, puts something beside it, or begins it.
    Trail {
        /// What it brings.
        growth: Growth,
        /// The default branch as it is, whose accounts tell who may; none where it is not there yet.
        base: Option<ObjectId>,
    },
    /// It proposes to the default branch.
    Proposes {
        /// The default branch as it is: its rules judge.
        base: ObjectId,
        /// What is proposed.
        head: ObjectId,
        /// What the branch proposed before, where that does not lead to it: it takes its place.
        replaced: Option<ObjectId>,
    },
    /// It takes away what was proposed.
    Withdraws {
        /// The default branch as it is, whose accounts tell who may.
        base: ObjectId,
        /// What was proposed.
        old: ObjectId,
    },
}

/// What becomes of each reference, in their order.
///
/// # Errors
/// Where the repository cannot be read: then none of them may move.
pub fn plan(repository: &Arc<GitRepository>, pushes: &[Push]) -> Result<Vec<Step>, SnapshotError> {
    let default = default_branch(repository)?;
    // As it was before the push; or, where it begins now, all of it judged by itself.
    let begins = pushes.iter().find(|push| push.reference == default).and_then(|push| push.new);
    let before = repository.reference(&default)?;
    let gate = Gate { repository, default: &default, before, base: before.or(begins) };
    pushes.iter().map(|push| gate.step(push)).collect()
}

/// The full name of the branch that is published: the one that `HEAD` follows.
pub fn default_branch(repository: &GitRepository) -> Result<String, SnapshotError> {
    let head = repository.head()?.filter(|head| head.starts_with(BRANCHES) && head != registro::BRANCH);
    Ok(head.unwrap_or_else(|| format!("{BRANCHES}main")))
}

/// Whether what git calls a reference for short is taken for another: a tag for a branch that is kept, a branch for what a
/// clone has of one, either for a whole name, for `HEAD` or for the id of an object.
fn is_misleading(name: &str, is_tag: bool, default: &str) -> bool {
    let short = name.strip_prefix(TAGS).or_else(|| name.strip_prefix(BRANCHES)).unwrap_or(name).to_lowercase();
    let kept = [default, registro::BRANCH, MAIN].map(|kept| kept.strip_prefix(BRANCHES).unwrap_or(kept).to_lowercase());
    let first = short.split('/').next().unwrap_or_default();
    let is_of_git = ["head", "fetch_head", "orig_head", "merge_head", "cherry_pick_head"].contains(&short.as_str())
        || short.contains('/') && ["refs", "heads", "tags", "remotes", "origin"].contains(&first);
    let is_id = short.len() == 40 && short.bytes().all(|byte| byte.is_ascii_hexdigit());
    // A branch by the name that the program takes for the main one is that, or is not.
    let is_kept = if is_tag { kept.contains(&short) } else { name == MAIN && default != MAIN };
    is_of_git || is_id || is_kept
}

/// Whether git keeps one of these names in a folder with the name of the other: then both cannot be.
fn is_beneath(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() { (one, other) } else { (other, one) };
    longer.get(..shorter.len()).is_some_and(|start| start.eq_ignore_ascii_case(shorter))
        && longer.as_bytes().get(shorter.len()) == Some(&b'/')
}

struct Gate<'a> {
    repository: &'a Arc<GitRepository>,
    default: &'a str,
    /// The default branch before the push.
    before: Option<ObjectId>,
    /// What judges.
    base: Option<ObjectId>,
}

impl Gate<'_> {
    fn step(&self, push: &Push) -> Result<Step, SnapshotError> {
        let name = push.reference.as_str();
        if !push.has_plain_name() {
            return Ok(Step::Refused(Refusal::Name));
        }
        let is_tag = name.starts_with(TAGS);
        if !is_tag && !name.starts_with(BRANCHES) {
            return Ok(Step::Refused(Refusal::Elsewhere));
        }
        let kept = [self.default, registro::BRANCH];
        if is_misleading(name, is_tag, self.default) {
            return Ok(Step::Refused(Refusal::LookAlike));
        }
        if kept.iter().any(|kept| name != *kept && (name.eq_ignore_ascii_case(kept) || is_beneath(name, kept))) {
            return Ok(Step::Refused(Refusal::LookAlike));
        }
        if self.repository.is_alias(name)? {
            return Ok(Step::Refused(Refusal::Alias));
        }
        let is_kept = is_tag || kept.contains(&name);
        let Some(new) = push.new else {
            return Ok(match (push.old, self.base) {
                _ if is_kept => Step::Refused(Refusal::Deleted),
                (Some(old), Some(base)) => Step::Withdraws { base, old },
                _ => Step::Free,
            });
        };
        if is_tag && push.old.is_some() {
            return Ok(Step::Refused(Refusal::TagMoved));
        }
        // A tag with a message is an object of its own.
        let new = match self.repository.resolve(&new.to_string()) {
            Err(SnapshotError::NotACommit { .. }) => return Ok(Step::Refused(Refusal::NotACommit)),
            resolved => resolved?,
        };
        if name == registro::BRANCH {
            return self.trail(push.old, new);
        }
        let Some(base) = self.base else { return Ok(Step::Refused(Refusal::NoJudge)) };
        if name != self.default {
            let replaced = match push.old {
                Some(old) if !is_tag && !self.repository.is_ancestor(old, new, MAX_COMMITS)? => Some(old),
                _ => None,
            };
            return Ok(Step::Proposes { base, head: new, replaced });
        }
        Ok(match push.old {
            None => Step::Begins(new),
            Some(old) if self.repository.is_ancestor(old, new, MAX_COMMITS)? => {
                Step::Publishes { base: old, head: new }
            }
            Some(_) => Step::Refused(Refusal::Rewound),
        })
    }

    /// The audit trail: one commit after another, and a log that continues what is there.
    fn trail(&self, old: Option<ObjectId>, new: ObjectId) -> Result<Step, SnapshotError> {
        if let Some(old) = old
            && !self.repository.is_ancestor(old, new, MAX_COMMITS)?
        {
            return Ok(Step::Refused(Refusal::Rewound));
        }
        if !self.is_line(old, new)? {
            return Ok(Step::Refused(Refusal::TrailForked));
        }
        match registro::continues(self.repository, old, new) {
            Ok(growth) => Ok(Step::Trail { growth, base: self.before }),
            Err(RegistroError::Snapshot(error)) => Err(error),
            Err(_) => Ok(Step::Refused(Refusal::TrailBroken)),
        }
    }

    /// Whether each commit down to `old`, or to the first of all, follows one other and no more.
    fn is_line(&self, old: Option<ObjectId>, new: ObjectId) -> Result<bool, SnapshotError> {
        let mut at = new;
        for _ in 0..MAX_COMMITS {
            if old == Some(at) {
                return Ok(true);
            }
            match (self.repository.parents(at)?.as_slice(), old) {
                ([parent], _) => at = *parent,
                ([], None) => return Ok(true),
                _ => return Ok(false),
            }
        }
        Err(SnapshotError::TooManyCommits { limit: MAX_COMMITS })
    }
}
