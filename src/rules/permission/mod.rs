//! Rules about who may change what: by the accounts that the default branch names, never by those a change brings.

mod approval_missing;
mod author_not_entitled;
mod maintainer_not_entitled;
mod publication_not_proposed;
mod publisher_not_entitled;
mod registrar_not_entitled;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{PermissionContext, Rule};
use crate::{
    diagnostic::Sink,
    messages::Message,
    model::{Accounts, Deed, FileKind, Place, layout, raw::Account},
    repo_path::RepoPath,
    snapshot::{PathChange, history::CommitStep},
};

/// The rules of this group, sorted by id.
pub(super) static RULES: &[&Rule] = &[
    &approval_missing::RULE,
    &author_not_entitled::RULE,
    &maintainer_not_entitled::RULE,
    &publication_not_proposed::RULE,
    &publisher_not_entitled::RULE,
    &registrar_not_entitled::RULE,
];

/// Whoever approved what is proposed, where that is known.
fn approvals<'a>(cx: &'a PermissionContext<'_>) -> impl Iterator<Item = Account> + Clone + 'a {
    let known = match &cx.actor.deed {
        Deed::Proposes { approvals, .. } => approvals.as_ref(),
        Deed::Publishes { .. } => None,
    };
    known.into_iter().flatten().copied()
}

/// Whoever put there what is proposed as it stands, where that is known.
fn writer(cx: &PermissionContext<'_>) -> Option<Account> {
    match cx.actor.deed {
        Deed::Proposes { writer, .. } => writer,
        Deed::Publishes { .. } => Some(cx.actor.account),
    }
}

/// Whoever has seen what judges as it is proposed: whoever put it there, and whoever approved it. Whoever opened the proposal
/// is none of them where another put there what it is now.
fn seen_by<'a>(cx: &'a PermissionContext<'_>) -> impl Iterator<Item = Account> + Clone + 'a {
    writer(cx).into_iter().chain(approvals(cx))
}

/// What a proposal touches of what judges: settings, catalogues, policies, schemas, workflows and code.
struct Maintained<'a> {
    first: &'a RepoPath,
    count: usize,
    /// Whether the end of the proposal has all of it as it was: only commits on the way to it have not.
    is_undone: bool,
}

impl Maintained<'_> {
    /// Says it, and how to be rid of what a commit changes and another puts back.
    fn told(&self, message: Message, out: &mut Sink<'_>) {
        let finding = out.at(self.first, message);
        if self.is_undone {
            finding.hint(Message::MaintainedUndoneHint {});
        }
    }
}

/// What judges that the end of a proposal has otherwise, or that one of its commits changes: where each of them is published
/// as it is, what it changes is in force until another puts it back.
fn maintained<'a>(cx: &PermissionContext<'a>) -> Option<Maintained<'a>> {
    let paths = |changes: &mut dyn Iterator<Item = &'a PathChange>| -> BTreeSet<&'a RepoPath> {
        changes.map(|changed| &changed.path).filter(|path| is_maintained(path)).collect()
    };
    let at_the_end = paths(&mut cx.change.changed.iter());
    let on_the_way = paths(&mut cx.change.commits.iter().flat_map(CommitStep::own));
    let first = at_the_end.first().or(on_the_way.first()).copied()?;
    Some(Maintained { first, count: at_the_end.union(&on_the_way).count(), is_undone: at_the_end.is_empty() })
}

/// Whether a path is of what judges.
fn is_maintained(path: &RepoPath) -> bool {
    match Place::of(path) {
        Place::Document(kind, _) => kind.is_setting(),
        Place::Outside | Place::Attributes | Place::Guide => true,
        // What is only out of its place judges nothing, and is refused for that.
        Place::Stray => layout::is_attributes(path.name()),
        Place::Submission(..) | Place::Nested(_) => false,
    }
}

/// Whether the accounts let one of them propose a change of that path on that day.
pub(crate) fn may_propose(accounts: &Accounts, account: Account, path: &RepoPath, day: NaiveDate) -> bool {
    match Place::of(path) {
        _ if is_maintained(path) => accounts.maintains(account),
        Place::Submission(submission, _) | Place::Nested(submission) => {
            accounts.hands_in(account, &submission.owner, day)
        }
        Place::Document(FileKind::Supports, Some(owner)) => {
            accounts.answers(account, &owner, day) || accounts.hands_in(account, &owner, day)
        }
        // What follows from evidence is of whoever publishes.
        _ => true,
    }
}
