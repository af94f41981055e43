//! A folder of evidence is not looked at, because git ignores it.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::layout,
    rules::{Check, CopyContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "folder-ignored",
        group: Group::Repository,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Git ignora una carpeta de `policies/`: lo que hay en ella no se revisa ni se entrega.",
            en: "Git ignores a folder of `policies/`: what is in it is neither judged nor handed in.",
        },
        why: Text {
            es: "Un patrón de `.gitignore` deja por fuera la carpeta: quien la preparó cree que la entregó, y nadie la \
                 recibe.",
            en: "A pattern of `.gitignore` leaves the folder out: whoever prepared it believes it was handed in, and \
                 nobody receives it.",
        },
        norm: None,
        example: "# .gitignore\npolicies/integridad/2026/11/reporte-1f3a/\n",
        remedy: Text {
            es: "Quite el patrón de `.gitignore` si la carpeta es una entrega; si no lo es, sáquela de `policies/`.",
            en: "Take the pattern out of `.gitignore` if the folder is a submission; if it is not, move it out of \
                 `policies/`.",
        },
        fixable: false,
    },
    check: Check::Copy(check),
};

fn check(cx: &CopyContext, out: &mut Sink<'_>) {
    for folder in cx.ignored.iter().filter(|folder| folder.segments().next() == Some(layout::ROOT)) {
        let found = out.at(folder, Message::FolderIgnored { folder: folder.as_str().into() });
        found.target = Target::Folder;
        found.hint(Message::FolderIgnoredHint { folder: folder.as_str().into() });
    }
}
