//! The rules: one file each, one line each in `RULES`.
//!
//! A rule is a [`Meta`] and a pure function over one kind of context. It reads the model and the facts, points at a
//! field and says what is wrong with a [`Message`](crate::messages::Message); it knows nothing of lines, colours,
//! options or other rules. Everything else (the list of rules, SARIF metadata, the fixture runner) is derived from
//! the table.

mod context;
mod document;
mod files;
mod history;
mod manifest;
mod permission;
mod policy;
mod repository;
mod schedule;
mod suggestion;

pub use context::{
    AttributesContext, Before, ChangeContext, ContentContext, CopyContext, DatedWorldContext, DocumentContext,
    EntryContext, Filed, Index, JudgedBy, Links, Named, NamedFile, PermissionContext, Policies, Problem, Published,
    Reception, RelationContext, Rewritten, SiblingsContext, StoredFile, SubmissionContext, Summary, SupportsContext,
};

use crate::{
    diagnostic::{Finding, Meta, Sink},
    digest::Digest,
    model::{Deed, World},
};

/// A defect, and the function that finds it.
#[derive(Debug)]
pub struct Rule {
    /// What the rule is.
    pub meta: Meta,
    /// What it looks at.
    pub check: Check,
}

/// What a rule looks at; each kind of context is visited once.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// One entry of the tree.
    Entry(fn(&EntryContext<'_>, &mut Sink<'_>)),
    /// One `.gitattributes`.
    Attributes(fn(&AttributesContext<'_>, &mut Sink<'_>)),
    /// The entries of one folder together.
    Siblings(fn(&SiblingsContext<'_>, &mut Sink<'_>)),
    /// One YAML file and what reading it found.
    Document(fn(&DocumentContext<'_>, &mut Sink<'_>)),
    /// Settings, catalogues and policies together.
    World(fn(&World, &mut Sink<'_>)),
    /// The same, on the day asked.
    DatedWorld(fn(&DatedWorldContext<'_>, &mut Sink<'_>)),
    /// One submission by itself.
    Submission(fn(&SubmissionContext<'_>, &mut Sink<'_>)),
    /// One submission among the others.
    Relation(fn(&RelationContext<'_>, &mut Sink<'_>)),
    /// The supports of a policy in a year among the submissions.
    Supports(fn(&SupportsContext<'_>, &mut Sink<'_>)),
    /// What the bytes of a file hold, wherever it lies.
    Content(fn(&ContentContext<'_>, &mut Sink<'_>)),
    /// The copy of the repository that is read.
    Copy(fn(&CopyContext, &mut Sink<'_>)),
    /// What a change does between its base and its head.
    Change(fn(&ChangeContext<'_>, &mut Sink<'_>)),
    /// Who makes a change, and what of it that account may do; asked of this kind of deed alone.
    Permission(Asked, fn(&PermissionContext<'_>, &mut Sink<'_>)),
}

/// Which deeds a rule about who makes a change is asked of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Of what is proposed.
    Proposal,
    /// Of what is proposed, where it is known who approved it.
    Approval,
    /// Of what is published.
    Publication,
    /// Of what is published, where it is known what was proposed.
    Unproposed,
}

impl Asked {
    fn holds(self, deed: &Deed) -> bool {
        match (self, deed) {
            (Self::Proposal, Deed::Proposes { .. })
            | (Self::Approval, Deed::Proposes { approvals: Some(_), .. })
            | (Self::Publication, Deed::Publishes { .. })
            | (Self::Unproposed, Deed::Publishes { proposed: Some(_) }) => true,
            (Self::Proposal | Self::Approval, _)
            | (Self::Publication, Deed::Proposes { .. })
            | (Self::Unproposed, Deed::Proposes { .. } | Deed::Publishes { proposed: None }) => false,
        }
    }
}

pub(crate) use permission::may_propose;

/// Every rule, by group and then by id.
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}

static GROUPS: [&[&Rule]; 8] = [
    repository::RULES,
    document::RULES,
    manifest::RULES,
    files::RULES,
    policy::RULES,
    schedule::RULES,
    history::RULES,
    permission::RULES,
];

/// The rules about who makes a change that are asked of a deed.
pub fn of_permission(deed: &Deed) -> impl Iterator<Item = &'static Rule> {
    all().filter(move |rule| matches!(rule.check, Check::Permission(asked, _) if asked.holds(deed)))
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.meta.id == id)
}

/// A digest of the rule set: changes with any id, severity, date or summary.
pub fn version() -> String {
    let mut bytes = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
    for Rule { meta, .. } in all() {
        let (year, month, day) = meta.in_force;
        for text in [meta.id, meta.since, meta.summary.en] {
            bytes.push(0);
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.push(meta.severity as u8);
        for number in [year.to_le_bytes(), month.to_le_bytes(), day.to_le_bytes()] {
            bytes.extend_from_slice(&number);
        }
    }
    Digest::of(&bytes).to_string()[..16].to_owned()
}

macro_rules! runner {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $context:ty) => {
        $(#[$doc])*
        pub fn $name(context: $context, findings: &mut Vec<Finding>) {
            for rule in all() {
                if let Check::$kind(check) = rule.check {
                    check(context, &mut Sink::new(&rule.meta, findings));
                }
            }
        }
    };
}

runner!(/// Runs the rules about one entry.
    entry, Entry, &EntryContext<'_>);
runner!(/// Runs the rules about one `.gitattributes`.
    attributes, Attributes, &AttributesContext<'_>);
runner!(/// Runs the rules about the entries of one folder.
    siblings, Siblings, &SiblingsContext<'_>);
runner!(/// Runs the rules about one YAML file.
    document, Document, &DocumentContext<'_>);
runner!(/// Runs the rules about settings, catalogues and policies.
    world, World, &World);
runner!(/// Runs the rules about settings, catalogues and policies on a day.
    dated_world, DatedWorld, &DatedWorldContext<'_>);
runner!(/// Runs the rules about one submission by itself.
    submission, Submission, &SubmissionContext<'_>);
runner!(/// Runs the rules about one submission among the others.
    relation, Relation, &RelationContext<'_>);
runner!(/// Runs the rules about the supports of a policy in a year.
    supports, Supports, &SupportsContext<'_>);
runner!(/// Runs the rules about the bytes of a file, wherever it lies.
    content, Content, &ContentContext<'_>);
runner!(/// Runs the rules about the copy of the repository.
    copy, Copy, &CopyContext);
runner!(/// Runs the rules about a change.
    change, Change, &ChangeContext<'_>);

/// Runs the rules about who makes a change that are asked of what is done.
pub fn permission(context: &PermissionContext<'_>, findings: &mut Vec<Finding>) {
    for rule in of_permission(&context.actor.deed) {
        if let Check::Permission(_, check) = rule.check {
            check(context, &mut Sink::new(&rule.meta, findings));
        }
    }
}
