//! The same content was handed in more than once.
//!
//! Compared are the submissions of the same owner in the month of the folder, the two before it and the two after. Each
//! copy is told of the first other in the order of the tree. So a change that adds
//! a copy is told of the one published, whichever of the two folders comes first, and answers for what it touches as the
//! whole does.

use std::collections::BTreeSet;

use super::{corrects, listed_file};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::{Place, SubmissionPath},
    repo_path::RepoPath,
    rules::{Check, RelationContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "duplicate-content",
        group: Group::Manifest,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El mismo contenido se entregó más de una vez.",
            en: "The same content was handed in more than once.",
        },
        why: Text {
            es: "Un mismo archivo puede servir a dos cortes, pero suele ser un descuido: el mes cambió y el archivo \
                 no. Se compara con las entregas de la misma política en su mes, los dos anteriores y los dos siguientes.",
            en: "One file may serve two due dates, but it is usually a slip: the month changed and the file did not. It is \
                 compared with the submissions of the same policy in its month, the two before and the two after.",
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
        let mut copies: Vec<(SubmissionPath, String, RepoPath)> = cx
            .index
            .same_content(&own.owner, &months, file)
            .into_iter()
            .filter_map(|path| match Place::of(&path) {
                Place::Submission(submission, name) => Some((submission, name, path)),
                _ => None,
            })
            .filter(|(submission, name, _)| (submission, name) != (own, &file.name))
            .collect();
        copies.sort();
        let copy =
            copies.into_iter().find(|(other, ..)| !corrects(cx.index, own, other) && !corrects(cx.index, other, own));
        let Some((.., path)) = copy else { continue };
        let message = Message::DuplicateContent { name: file.name.as_str().into(), other: (&path).into() };
        let finding = match file.listed {
            Some(index) => out.field(&cx.manifest(), listed_file(index).key("ruta"), message),
            None => out.at(&own.file(&file.name), message),
        };
        finding.related(&path, Target::Whole);
    }
}

/// How many months before and after that of the folder are compared.
const WINDOW: i32 = 2;

/// The month of the folder, the two before it and the two after.
fn months(own: &SubmissionPath) -> BTreeSet<(u16, u8)> {
    let own = i32::from(own.year) * 12 + i32::from(own.month) - 1;
    let near = (own - WINDOW)..=(own + WINDOW);
    near.filter_map(|at| Some((u16::try_from(at / 12).ok()?, u8::try_from(at % 12).ok()? + 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_around_cross_the_year() {
        let near = |path: &str| months(&SubmissionPath::parse(path).unwrap());
        let around = [(2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 3)];
        assert_eq!(near("integridad/2026/01/reporte-1f3a"), BTreeSet::from(around));
        let around = [(2026, 10), (2026, 11), (2026, 12), (2027, 1), (2027, 2)];
        assert_eq!(near("integridad/2026/12/reporte-1f3a"), BTreeSet::from(around));
    }
}
