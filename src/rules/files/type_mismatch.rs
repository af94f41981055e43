//! The content of a file is not of the type declared.

use super::{
    held::{self, Held},
    kind::{self, TypeDefect},
};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    fixity::{self, Format, TypeVerdict, format_by_mime},
    messages::{Message, Text},
    model::{FileState, PointerObject},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "type-mismatch",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El contenido del archivo no es del tipo que dice el manifiesto.",
            en: "The content of the file is not of the type the manifest says.",
        },
        why: Text {
            es: "Un archivo que no es lo que dice ser no se abre, o muestra otra cosa: puede ser un error al \
                 guardarlo o un engaño.",
            en: "A file that is not what it claims to be does not open, or shows something else: it may be a mistake \
                 when saving it or a deceit.",
        },
        norm: None,
        example: "archivos:\n  - ruta: informe.pdf      # en realidad una página web\n    formato: application/pdf\n",
        remedy: Text {
            es: "Ponga el archivo verdadero, o corrija `formato`.",
            en: "Put the true file, or mend `formato`.",
        },
        fixable: true,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let Some(TypeDefect::Mismatch { declared, found }) = kind::defect(&held) else { continue };
        let is_accepted = held.read().is_some_and(|read| kind::is_accepted(&read.facts, cx.settings));
        let message = Message::TypeMismatch {
            name: held.name().into(),
            found: kind::term(found).into(),
            declared: kind::term(declared).into(),
        };
        held.report(out, "formato", message).hint(if held.file.is_broken_pointer() {
            Message::BrokenPointerHint {}
        } else if is_accepted {
            Message::TypeMismatchHint { found: found.mime().into() }
        } else {
            Message::TypeMismatchRefusedHint {}
        });
    }
    for held in held::files(cx) {
        if let Some((declared, found)) = behind_salt(&held) {
            let (found, declared) = (kind::term(found).into(), kind::term(declared).into());
            held.report(out, "formato", Message::TypeMismatch { name: held.name().into(), found, declared });
        }
    }
}

/// What the manifest says of a file bound by a commitment and what it is, where the object is that of the commitment and
/// the two differ.
fn behind_salt(held: &Held<'_>) -> Option<(Format, Format)> {
    let FileState::Pointer { pointer, object: PointerObject::Salted { digest, facts, .. }, .. } = &held.file.state
    else {
        return None;
    };
    let facts = facts.as_deref().filter(|_| *digest == pointer.digest)?;
    let (_, listed) = held.listed?;
    let declared = listed.format.as_str();
    match fixity::compare(facts, declared) {
        TypeVerdict::DoesNotMatch { .. } => Some((format_by_mime(declared)?, facts.format()?)),
        TypeVerdict::Matches | TypeVerdict::CouldNotTell => None,
    }
}
