//! Two names of a folder that people take for one another.

use std::collections::BTreeMap;

use unicode_security::skeleton;

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
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
        fixable: false,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    let mut alike: BTreeMap<String, BTreeMap<&str, &Entry>> = BTreeMap::new();
    for (entry, name) in names::judged(cx) {
        alike.entry(skeleton(name).collect()).or_default().insert(name, entry);
    }
    for group in alike.values().filter(|group| group.len() > 1) {
        for (name, entry) in group {
            let differs = |other: &&&str| names::folded(other) != names::folded(name);
            let others: Vec<String> = group.keys().filter(differs).map(|&other| other.to_owned()).collect();
            if others.is_empty() {
                continue;
            }
            let related: Vec<_> = others.iter().filter_map(|other| group.get(other.as_str())).collect();
            let message = Message::PathLookAlike { name: (*name).into(), others: others.clone().into() };
            let finding = out.at(&entry.path, message);
            for other in related {
                finding.related(&other.path, Target::Whole);
            }
        }
    }
}
