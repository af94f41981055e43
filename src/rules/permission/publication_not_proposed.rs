//! What is published was proposed by nobody, or by the account that publishes it alone.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    iter,
};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{Deed, Proposed, is_one, raw::Account},
    repo_path::RepoPath,
    rules::{Asked, Check, PermissionContext, Rule},
    snapshot::{
        ObjectId, PathChange,
        history::{CommitStep, ParentChange},
    },
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "publication-not-proposed",
        group: Group::Permission,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Se publica algo que ninguna otra cuenta propuso tal como está.",
            en: "Something is published that no other account proposed as it is.",
        },
        why: Text {
            es: "Quien registra no aprueba por sí solo: lo que llega a la rama principal lo miran dos cuentas, la que lo \
                 propuso en una rama y la que lo publica. Lo que juzga a todos (roles, plazos, catálogos, flujos, programa) \
                 necesita que una de las dos tenga el rol `catalogo`.",
            en: "Whoever registers does not alone approve: what reaches the main branch is seen by two accounts, the one that \
                 proposed it on a branch and the one that publishes it. What judges everybody (roles, deadlines, catalogues, \
                 workflows, code) needs one of the two to have the role `catalogo`.",
        },
        norm: None,
        example: "policies/repositorio.yaml   (lo envía a `main` la misma cuenta que lo escribió)",
        remedy: Text {
            es: "Envíelo primero en una rama, con una cuenta que pueda proponerlo (quien lidera la política, `receptor` o \
                 `catalogo`), y que otra cuenta que pueda publicar (`revisor` o `catalogo`) publique eso mismo.",
            en: "Push it on a branch first, by an account that may propose it (who leads the policy, `receptor` or \
                 `catalogo`), and have another account that may publish (`revisor` or `catalogo`) publish the very same.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Unproposed, check),
};

/// Why what is published was not seen by two accounts, as it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    /// No branch proposes it.
    Unproposed,
    /// A branch does, and nobody knows who pushed it.
    OfUnknown,
    /// Whoever publishes it proposed it too.
    Alone,
    /// It judges, and none of the two maintains what judges, or the other is nobody's any more.
    Unfit,
}

impl Lack {
    fn message(self, count: usize) -> Message {
        let count = count.into();
        match self {
            Self::Unproposed => Message::PublicationNotProposed { count },
            Self::OfUnknown => Message::PublicationOfUnknown { count },
            Self::Alone => Message::PublicationAlone { count },
            Self::Unfit => Message::PublicationUnfit { count },
        }
    }

    fn hint(self) -> Message {
        match self {
            Self::Unproposed => Message::PublicationNotProposedHint {},
            Self::OfUnknown => Message::PublicationOfUnknownHint {},
            Self::Alone => Message::PublicationAloneHint {},
            Self::Unfit => Message::PublicationUnfitHint {},
        }
    }
}

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    let Deed::Publishes { proposed: Some(proposed) } = &cx.actor.deed else { return };
    let mut lacking: BTreeMap<Lack, (&RepoPath, usize)> = BTreeMap::new();
    for changed in &cx.change.changed {
        if let Some(lack) = lack(cx, proposed, changed) {
            lacking.entry(lack).or_insert((&changed.path, 0)).1 += 1;
        }
    }
    for (lack, (first, count)) in lacking {
        out.at(first, lack.message(count)).hint(lack.hint());
    }
    let passing = passing(cx, proposed);
    if let Some(first) = passing.first() {
        out.at(first, Message::PublicationUndone { count: passing.len().into() })
            .hint(Message::PublicationUndoneHint {});
    }
}

/// Why a change was not seen by two accounts, where it was not. Each push to a branch was of an account that might propose it
/// then; what judges is asked of the accounts of now.
fn lack(cx: &PermissionContext<'_>, proposed: &Proposed, changed: &PathChange) -> Option<Lack> {
    let Some(by) = proposed.get(&(changed.path.clone(), changed.new)) else { return Some(Lack::Unproposed) };
    let publisher = cx.actor.account;
    let others: Vec<Account> = by.iter().copied().filter(|one| !is_one(*one, publisher)).collect();
    let maintains = |account: Account| cx.accounts.maintains(account);
    let is_fit = |other: Account| cx.accounts.names(other, cx.day) && (maintains(other) || maintains(publisher));
    if others.is_empty() {
        return Some(if by.is_empty() { Lack::OfUnknown } else { Lack::Alone });
    }
    let is_seen = !super::is_maintained(&changed.path) || others.into_iter().any(is_fit);
    (!is_seen).then_some(Lack::Unfit)
}

/// What judges that some commit of the line has as no two accounts saw it, and neither as the base nor as the head: each commit
/// of the line is a state of what is published.
fn passing<'a>(cx: &PermissionContext<'a>, proposed: &Proposed) -> BTreeSet<&'a RepoPath> {
    let commits: HashMap<ObjectId, &CommitStep> = cx.change.commits.iter().map(|commit| (commit.id, commit)).collect();
    let line = iter::successors(commits.get(&cx.change.head), |commit| commits.get(commit.parents.first()?));
    let touched = line.flat_map(|commit| commit.steps.iter().take(1)).flat_map(ParentChange::all);
    let mut states: BTreeMap<&RepoPath, Vec<&PathChange>> = BTreeMap::new();
    for touch in touched.filter(|touch| super::is_maintained(&touch.path)) {
        states.entry(&touch.path).or_default().push(touch);
    }
    let is_passing = |touches: &[&PathChange]| {
        let [newest, .., oldest] = touches else { return false };
        let ends = [newest.new, oldest.old];
        touches.iter().any(|one| !ends.contains(&one.new) && lack(cx, proposed, one).is_some())
    };
    states.into_iter().filter(|(_, touches)| is_passing(touches)).map(|(path, _)| path).collect()
}
