//! A file was in the change and is no longer, but its bytes stay in history.

use std::collections::{BTreeMap, BTreeSet};

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::Place,
    repo_path::RepoPath,
    rules::{ChangeContext, Check, Reception, Rule},
    snapshot::{ObjectId, history::ParentChange},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "left-in-history",
        group: Group::History,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo estuvo en la propuesta y se quitó, pero queda en su historia.",
            en: "A file was in the proposal and was taken away, but stays in its history.",
        },
        why: Text {
            es: "Lo que entra en la historia no se borra: si el archivo era reservado o mostraba personas, recibir esta \
                 propuesta lo publica aunque ya no se vea. Lo que ya no está tampoco se revisó.",
            en: "What enters history is not erased: where the file was reserved or showed people, receiving this proposal \
                 publishes it although it is no longer seen. What is no longer there was not checked either.",
        },
        norm: None,
        example: "cambio 1: agrega policies/integridad/2026/11/reporte-1f3a/asistencia.csv\ncambio 2: lo borra\n",
        remedy: Text {
            es: "Si era una versión anterior sin nada delicado, no tiene que hacer nada. Si era reservado o mostraba personas, \
                 no reciba esta propuesta: avise hoy a la Secretaría General, ciérrela y haga otra desde cero sin ese archivo.",
            en: "Where it was an earlier version with nothing sensitive, there is nothing to do. Where it was reserved or showed \
                 people, do not receive this proposal: tell the Secretaría General today, close it and make another from scratch \
                 without that file.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    let kept: BTreeSet<ObjectId> = cx.change.changed.iter().filter_map(|changed| Some(changed.new?.1)).collect();
    // A withdrawal of the head says of a file that it is no longer there, and why.
    let withdrawn: BTreeSet<RepoPath> = cx
        .published
        .withdrawals()
        .iter()
        .filter_map(|(path, named)| Some((path.parent()?, named)))
        .flat_map(|(folder, named)| named.iter().filter_map(move |file| folder.join(&file.name).ok()))
        .collect();
    // Of what was published and is not as it was, other rules speak.
    let lost = losses::losses(cx);
    let mut left: BTreeMap<&RepoPath, ObjectId> = BTreeMap::new();
    for commit in &cx.change.commits {
        let Some((first, others)) = commit.steps.split_first() else { continue };
        for changed in &first.changes {
            let Some((kind, id)) = changed.new else { continue };
            // What a merge brings from one of its sides is that side's.
            let brought = |step: &ParentChange| {
                !step.changes.iter().any(|other| other.path == changed.path && other.new == changed.new)
            };
            // Also what lies in no place of its own: a slip there is as much published.
            let place = Place::of(&changed.path);
            let evidence = matches!(place, Place::Submission(_, _) | Place::Nested(_) | Place::Stray);
            if evidence
                && place.file_kind().is_none()
                && kind.is_file()
                && !kept.contains(&id)
                && !withdrawn.contains(&changed.path)
                && !lost.contains_key(&changed.path)
                && cx.published.object(&changed.path) != Some(id)
                && !others.iter().any(brought)
            {
                left.entry(&changed.path).or_insert(commit.id);
            }
        }
    }
    if let Some(first) = left.values().next() {
        let names: Vec<String> = left.keys().map(|path| path.as_str().to_owned()).collect();
        let (count, commit) = (names.len().into(), losses::short(*first).into());
        let names = names.into();
        if cx.published.reception() == Reception::Proposed {
            out.everywhere(Message::LeftInHistory { names, count, commit });
        } else {
            let finding = out.everywhere(Message::LeftInPublishedHistory { names, count, commit });
            finding.hint(Message::LeftInPublishedHistoryHint {});
        }
    }
}
