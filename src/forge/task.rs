//! What is judged because of an event.

use super::Event;
use crate::{messages::Message, snapshot::ObjectId};

/// What is to be judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// Nothing, and that is right.
    Nothing(Why),
    /// What happened must not happen, whatever was brought.
    Refused(Why),
    /// What is asked cannot be judged by the rules of the default branch.
    Unchecked(Why),
    /// A proposal, by the rules of its base.
    Proposal {
        /// What it goes onto, as the event tells.
        base: ObjectId,
        /// What is proposed.
        head: ObjectId,
        /// The account that proposes; none of several proposals merged together.
        by: Option<u64>,
        /// The person's account that put there what is proposed, or answers for it; none where nobody knows.
        writer: Option<u64>,
    },
    /// A range of the default branch that was published, and then all that is published.
    Published {
        /// Where the branch was.
        before: ObjectId,
        /// Where it is.
        after: ObjectId,
        /// The person's account that published it, where one did.
        by: Option<u64>,
    },
    /// All that is published: the branch begins.
    Begins(ObjectId),
}

/// Why nothing is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The proposal was closed, or nothing of what it brings changed.
    Closed,
    /// Another branch or a tag moved: it is judged when it is proposed.
    OtherBranch,
    /// The group of proposals is gone.
    GroupGone,
    /// The default branch was deleted.
    Deleted,
    /// The proposal does not go to the default branch, whose rules alone judge.
    Aside,
}

impl Why {
    /// In words.
    pub fn message(self) -> Message {
        match self {
            Self::Closed => Message::CiClosed {},
            Self::OtherBranch => Message::CiOtherBranch {},
            Self::GroupGone => Message::CiGroupGone {},
            Self::Deleted => Message::CiDeleted {},
            Self::Aside => Message::CiAside {},
        }
    }
}

/// What is judged because of an event.
pub fn task(event: &Event) -> Task {
    match event {
        Event::PullRequest(pull) if pull.action == "closed" => Task::Nothing(Why::Closed),
        Event::PullRequest(pull) if !pull.is_default => Task::Unchecked(Why::Aside),
        Event::PullRequest(pull) => {
            Task::Proposal { base: pull.base, head: pull.head, by: Some(pull.author), writer: pull.pusher }
        }
        Event::MergeGroup { is_asked: false, .. } => Task::Nothing(Why::GroupGone),
        Event::MergeGroup { is_default: false, .. } => Task::Unchecked(Why::Aside),
        Event::MergeGroup { base, head, .. } => Task::Proposal { base: *base, head: *head, by: None, writer: None },
        Event::Push { is_default: false, .. } => Task::Nothing(Why::OtherBranch),
        Event::Push { after: None, .. } => Task::Refused(Why::Deleted),
        Event::Push { before: None, after: Some(after), .. } => Task::Begins(*after),
        Event::Push { before: Some(before), after: Some(after), by, .. } => {
            Task::Published { before: *before, after: *after, by: *by }
        }
    }
}
