//! A file where the layout has no place for it.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{Place, SubmissionPath, layout},
    rules::{Check, EntryContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-misplaced",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo no está en un lugar previsto del repositorio.",
            en: "The file is not in a place that the repository has.",
        },
        why: Text {
            es: "Lo que está fuera de una entrega no tiene manifiesto, huella ni constancia: nadie lo encuentra ni \
                 responde por ello.",
            en: "What lies outside a submission has no manifest, digest or receipt: nobody finds it or answers for it.",
        },
        norm: None,
        example: "policies/integridad/informe.pdf",
        remedy: Text {
            es: "Póngalo en la carpeta de una entrega, policies/<política>/AAAA/MM/<entrega>/, o quítelo.",
            en: "Put it in the folder of a submission, policies/<policy>/YYYY/MM/<submission>/, or remove it.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

/// The name as a folder of a policy is written, where it only has to be lowered, parted or stripped of accents.
fn slug(name: &str) -> Option<String> {
    let mut plain = String::new();
    for letter in name.nfd().filter(|letter| !is_combining_mark(*letter)).take(100) {
        // A capital after a small letter begins a word: «GobiernoDigital».
        if letter.is_uppercase() && plain.ends_with(char::is_lowercase) {
            plain.push('-');
        }
        plain.push(letter);
    }
    let words: Vec<String> = plain
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    Some(words.join("-")).filter(|slug| layout::is_slug(slug))
}

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    let name = cx.entry.path.name();
    if *cx.place != Place::Stray
        || cx.entry.raw_name.is_some()
        || names::is_git_form(name)
        || layout::is_attributes(name)
    {
        return;
    }
    if layout::is_of_the_system(name) {
        out.at(&cx.entry.path, Message::FileOfTheSystem { name: name.into() }).hint(Message::FileOfTheSystemHint {});
        return;
    }
    let finding = out.at(&cx.entry.path, Message::PathMisplaced { path: (&cx.entry.path).into() });
    let root = cx.entry.path.segments().next().unwrap_or_default();
    if root != layout::ROOT {
        finding.hint(Message::PathMisplacedRootHint { root: root.into() });
        return;
    }
    let segments: Vec<&str> = cx.entry.path.segments().skip(1).take(6).collect();
    match segments.as_slice() {
        [layout::CATALOGUE, ..] => {
            finding.hint(Message::PathMisplacedCatalogueHint {});
        }
        [owner, _, ..] if !layout::is_slug(owner) => {
            finding.hint(match slug(owner) {
                Some(name) => Message::PathMisplacedOwnerAlikeHint { owner: (*owner).into(), name: name.into() },
                None => Message::PathMisplacedOwnerHint { owner: (*owner).into() },
            });
        }
        [owner, year, month, _, ..] if SubmissionPath::parse(&format!("{owner}/{year}/{month}/x")).is_none() => {
            finding.hint(Message::PathMisplacedMonthHint { year: (*year).into(), month: (*month).into() });
        }
        _ => {}
    }
}
