//! Two names of a folder that are one on Windows and macOS.

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
        id: "path-case-collision",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dos nombres de la misma carpeta solo difieren en mayúsculas o en la forma de las tildes.",
            en: "Two names of one folder differ only in capitals or in the form of accents.",
        },
        why: Text {
            es: "En Windows y macOS son el mismo archivo: al copiar el repositorio, uno reemplaza al otro y su \
                 huella deja de coincidir.",
            en: "On Windows and macOS they are one file: in a copy of the repository one replaces the other, and its \
                 digest no longer matches.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/Acta.pdf\npolicies/integridad/2026/11/reporte-1f3a/acta.pdf",
        remedy: Text {
            es: "Cambie uno de los dos nombres por otro que difiera en algo más.",
            en: "Change one of the two names to one that differs in something else.",
        },
        fixable: false,
    },
    check: Check::Siblings(check),
};

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    let mut alike: BTreeMap<String, BTreeMap<&str, &Entry>> = BTreeMap::new();
    for (entry, name) in names::judged(cx) {
        alike.entry(names::folded(name)).or_default().insert(name, entry);
    }
    for group in alike.values().filter(|group| group.len() > 1) {
        for (name, entry) in group {
            let others: Vec<_> = group.iter().filter(|(other, _)| *other != name).take(names::TOLD).collect();
            let told: Vec<String> = others.iter().map(|(other, _)| (**other).to_owned()).collect();
            let message = Message::PathCaseCollision { name: (*name).into(), others: told.into() };
            let finding = names::at(out, entry, message);
            for (_, other) in others {
                finding.related(&other.path, names::target(other));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Settings, repo_path::RepoPath, snapshot::EntryKind};

    #[test]
    fn a_folder_of_thousands_of_variants_costs_little() {
        let folder = RepoPath::new("policies/integridad/2026/11/reporte-1f3a").unwrap();
        let entries: Vec<Entry> = (0..1 << 12)
            .map(|variant: u32| {
                let letter = |bit: u32| if variant >> bit & 1 == 1 { 'A' } else { 'a' };
                let name: String = (0..12).map(letter).collect();
                Entry { path: folder.join(&name).unwrap(), kind: EntryKind::File, id: None, raw_name: None }
            })
            .collect();
        let mut findings = Vec::new();
        let cx = SiblingsContext { folder: &folder, entries: &entries, settings: &Settings::default() };
        check(&cx, &mut Sink::new(&RULE.meta, &mut findings));
        assert_eq!(findings.len(), 4096);
        assert!(findings.iter().all(|finding| finding.related.len() == names::TOLD));
    }
}
