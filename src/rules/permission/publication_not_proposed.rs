//! What is published was proposed by nobody, and whoever publishes may not propose it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    iter,
};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{Deed, Proposed},
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
            es: "Se publica algo que nadie propuso, con una cuenta que no puede proponerlo.",
            en: "Something is published that nobody proposed, by an account that may not propose it.",
        },
        why: Text {
            es: "Quien revisa publica lo que otro propuso. Si pudiera traer por sí solo evidencias de una política o \
                 cambiar roles y plazos, nadie lo habría revisado.",
            en: "A reviewer publishes what another proposed. Could they by themselves bring evidence of a policy, or \
                 change roles and deadlines, nobody would have reviewed it.",
        },
        norm: None,
        example: "policies/repositorio.yaml   (publica: una cuenta `revisor`; ninguna rama lo propone así)",
        remedy: Text {
            es: "Envíelo primero en una rama, con una cuenta que pueda proponerlo (quien lidera la política, `receptor` o \
                 `catalogo`), y publique después eso mismo.",
            en: "Push it on a branch first, by an account that may propose it (who leads the policy, `receptor` or \
                 `catalogo`), and then publish the very same.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Unproposed, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    let Deed::Publishes { proposed: Some(proposed) } = &cx.actor.deed else { return };
    let account = cx.actor.account;
    let may_propose = |path: &RepoPath| {
        let is_filed = cx.filed.iter().any(|filed| filed.manifest == *path);
        super::may_propose(cx.accounts, account, path, cx.day) && (!is_filed || cx.accounts.receives(account))
    };
    let mut unproposed = cx
        .change
        .changed
        .iter()
        .filter(|changed| !proposed.contains(&(changed.path.clone(), changed.new)) && !may_propose(&changed.path));
    if let Some(first) = unproposed.next() {
        out.at(&first.path, Message::PublicationNotProposed { count: (1 + unproposed.count()).into() });
    }
    let passing = passing(cx, proposed);
    if let Some(first) = passing.first().filter(|_| !cx.accounts.maintains(account)) {
        out.at(first, Message::PublicationUndone { count: passing.len().into() })
            .hint(Message::PublicationUndoneHint {});
    }
}

/// What judges that some commit of the line has as nobody proposed it, and neither as the base nor as the head: each commit of
/// the line is a state of what is published.
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
        touches.iter().any(|one| !ends.contains(&one.new) && !proposed.contains(&(one.path.clone(), one.new)))
    };
    states.into_iter().filter(|(_, touches)| is_passing(touches)).map(|(path, _)| path).collect()
}
