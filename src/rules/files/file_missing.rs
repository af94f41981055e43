//! The manifest lists a file that is not there.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::held::{self, Held};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-missing",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Falta un archivo que el manifiesto lista.",
            en: "A file that the manifest lists is missing.",
        },
        why: Text {
            es: "Una entrega sin sus archivos no prueba nada. Solo puede faltar lo que un retiro nombra o lo que se \
                 guarda fuera de git.",
            en: "A submission without its files proves nothing. Only what a withdrawal names, or what is kept outside \
                 git, may be missing.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.pdf   # no está en la carpeta\n",
        remedy: Text {
            es: "Ponga el archivo en la carpeta con ese mismo nombre, o quite su entrada del manifiesto.",
            en: "Put the file in the folder under that very name, or remove its entry from the manifest.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    if !cx.submission.declared().any(|one| held::is_absent(cx, &one)) {
        return;
    }
    let alike: BTreeMap<String, Held<'_>> =
        held::files(cx).map(|present| (held::folded(present.name()), present)).collect();
    for one in cx.submission.declared().filter(|one| held::is_absent(cx, one)) {
        let place = held::entry(one.index, "ruta");
        if cx.submission.ignored.binary_search_by(|name| name.as_str().cmp(one.name)).is_ok() {
            out.field(&cx.submission.manifest_path, place, Message::FileIgnored { name: one.name.into() })
                .hint(Message::FileIgnoredHint { name: one.name.into() });
            continue;
        }
        let alike = alike.get(&held::folded(one.name));
        if alike.is_some_and(|present| present.place.is_some()) {
            continue; // Listed twice, which has a rule of its own.
        }
        if alike.is_some_and(|present| !is_nfc(present.name()) && present.name().nfc().eq(one.name.nfc())) {
            continue; // The accents of the file are apart from their letters, which has a rule of its own.
        }
        let finding = out.field(&cx.submission.manifest_path, place, Message::FileMissing { name: one.name.into() });
        if one.is_in_lfs {
            finding.hint(Message::PointerMissingHint {});
        } else if let Some(present) = alike {
            finding.hint(Message::FileMissingAlikeHint { other: present.name().into() });
        }
    }
}
