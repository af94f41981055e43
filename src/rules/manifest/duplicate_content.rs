//! The same content was handed in before.

use std::collections::BTreeSet;

use super::{Chain, listed_file};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::{Place, SubmissionPath},
    repo_path::RepoPath,
    rules::{Check, Index, RelationContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "duplicate-content",
        group: Group::Manifest,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El mismo contenido ya se entregó.", en: "The same content was handed in before." },
        why: Text {
            es: "Un mismo archivo puede servir a dos cortes, pero suele ser un descuido: el mes cambió y el archivo \
                 no.",
            en: "One file may serve two due dates, but it is usually a slip: the month changed and the file did not.",
        },
        norm: None,
        example: "policies/gobierno-digital/2026/10/reporte-77b0/avance.pdf\npolicies/gobierno-digital/2026/11/reporte-1f3a/avance.pdf    # igual al de octubre\n",
        remedy: Text {
            es: "Revise que sea el archivo correcto. Si es una corrección, diga en `reemplaza` a cuál; si está bien, \
                 no hay nada que hacer.",
            en: "Check that it is the right file. If it is a correction, say of which in `reemplaza`; if it is \
                 right, there is nothing to do.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let own = &cx.summary.path;
    let months = months(own);
    for file in &cx.summary.files {
        let mut earlier: Vec<(SubmissionPath, String, RepoPath)> = cx
            .index
            .same_content(&own.owner, &months, file)
            .into_iter()
            .filter_map(|path| match Place::of(&path) {
                Place::Submission(submission, name) => Some((submission, name, path)),
                _ => None,
            })
            .filter(|(submission, name, _)| (submission, name) < (own, &file.name))
            .collect();
        earlier.sort();
        let earlier =
            earlier.into_iter().find(|(other, ..)| !corrects(cx.index, own, other) && !corrects(cx.index, other, own));
        let Some((.., path)) = earlier else { continue };
        let message = Message::DuplicateContent { name: file.name.as_str().into(), other: (&path).into() };
        let finding = match file.listed {
            Some(index) => out.field(&cx.manifest(), listed_file(index).key("ruta"), message),
            None => out.at(&own.file(&file.name), message),
        };
        finding.related(&path, Target::Whole);
    }
}

/// The month of the folder and the two before it.
fn months(own: &SubmissionPath) -> BTreeSet<(u16, u8)> {
    let (mut year, mut month) = (own.year, own.month);
    let mut months = BTreeSet::from([(year, month)]);
    for _ in 0..2 {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        months.insert((year, month));
    }
    months
}

/// Whether `later` supersedes `earlier`, directly or through others.
fn corrects(index: &dyn Index, later: &SubmissionPath, earlier: &SubmissionPath) -> bool {
    let mut next = later.clone();
    for _ in 0..Chain::LIMIT {
        match index.links(&next).and_then(|links| links.supersedes) {
            Some((target, _)) if target == *earlier => return true,
            Some((target, _)) => next = target,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_months_before_cross_the_year() {
        let path = SubmissionPath::parse("integridad/2026/01/reporte-1f3a").unwrap();
        assert_eq!(months(&path), BTreeSet::from([(2025, 11), (2025, 12), (2026, 1)]));
    }
}
