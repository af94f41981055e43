//! A file holds the private key of an audit trail or of a witness.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, ContentContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "private-key-committed",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo lleva una clave privada de registro o de testigo.",
            en: "A file holds the private key of an audit trail or of a witness.",
        },
        why: Text {
            es: "Quien la tenga firma en nombre de la entidad: puede rehacer el registro de integridad y sus constancias. Lo \
                 que entra a git queda en su historia aunque después se borre. Se busca en las entregas (también en el texto \
                 de Office y OpenDocument; no dentro de PDF ni de ZIP), en los ajustes y en los demás archivos de hasta 64 KiB.",
            en: "Whoever has it signs in the name of the institution: the audit trail and its receipts can be made anew. What \
                 enters git stays in its history though it is deleted later. It is looked for in submissions (also in the \
                 text of Office and OpenDocument; not within PDF or ZIP), in settings and in other files of up to 64 KiB.",
        },
        norm: None,
        example: "registro.key:\nPRIVATE+KEY+mipg.mompox.gov.co/alcaldia/1+0123abcd+…",
        remedy: Text {
            es: "Quítela del cambio antes de subirlo, también de sus commits anteriores. Si ya se subió, o alguien más pudo \
                 leerla, cámbiela: `mipg log keygen --rotar ARCHIVO --out ARCHIVO-NUEVO` y `mipg log append --rotar \
                 ARCHIVO-NUEVO.rotacion --clave ARCHIVO-NUEVO`; y avise a control interno.",
            en: "Take it out of the change before pushing it, out of its earlier commits too. Where it was pushed, or \
                 somebody else may have read it, change it: `mipg log keygen --rotar FILE --out NEW-FILE` and `mipg log \
                 append --rotar NEW-FILE.rotacion --clave NEW-FILE`; and tell internal control.",
        },
        fixable: false,
    },
    check: Check::Content(check),
};

fn check(cx: &ContentContext<'_>, out: &mut Sink<'_>) {
    if cx.holds_private_key {
        let name = cx.path.as_str().into();
        let message = match cx.is_present {
            true => Message::PrivateKeyCommitted { name },
            false => Message::PrivateKeyInHistory { name },
        };
        out.at(cx.path, message);
    }
}
