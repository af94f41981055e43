//! Two names of a folder that people take for one another.

use std::collections::BTreeMap;

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
    snapshot::Entry,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-look-alike",
        group: Group::Repository,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dos nombres de la misma carpeta se ven iguales y son distintos.",
            en: "Two names of one folder look alike and are different.",
        },
        why: Text {
            es: "Quien revisa puede abrir uno creyendo que es el otro; con letras de otros alfabetos no se \
                 distinguen a la vista.",
            en: "A reviewer may open one taking it for the other; with letters of other alphabets the eye cannot \
                 tell them apart.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/anexo-1.pdf\npolicies/integridad/2026/11/reporte-1f3a/anexo-l.pdf",
        remedy: Text {
            es: "Confirme que son dos archivos distintos y cambie uno de los nombres por otro que se distinga a la \
                 vista.",
            en: "Confirm that they are two different files and give one of them a name that the eye can tell apart.",
        },
        fixable: true,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    // By what is seen, then by what a system without capitals keeps: names equal in that too collide, and another rule
    // says so.
    let mut alike: BTreeMap<String, BTreeMap<String, BTreeMap<&str, &Entry>>> = BTreeMap::new();
    for (entry, name) in names::judged(cx) {
        let kept = alike.entry(names::seen(name)).or_default();
        kept.entry(names::folded(name)).or_default().insert(name, entry);
    }
    for group in alike.values().filter(|group| group.len() > 1) {
        for (kept, entries) in group {
            let others: Vec<(&&str, &&Entry)> = group
                .iter()
                .filter(|(other, _)| *other != kept)
                .flat_map(|(_, entries)| entries)
                .take(names::TOLD)
                .collect();
            let told: Vec<String> = others.iter().map(|(name, _)| (**name).to_owned()).collect();
            for (name, entry) in entries {
                let message = Message::PathLookAlike { name: (*name).into(), others: told.clone().into() };
                let finding = names::at(out, entry, message);
                for (_, other) in &others {
                    finding.related(&other.path, names::target(other));
                }
            }
        }
    }
}
