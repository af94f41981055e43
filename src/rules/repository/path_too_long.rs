//! A path is longer than the settings allow.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, EntryContext, Rule},
    snapshot::MAX_NAME,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-too-long",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "La ruta es demasiado larga.", en: "The path is too long." },
        why: Text {
            es: "Windows y varios programas no abren rutas largas; el límite es un ajuste del repositorio.",
            en: "Windows and several programs do not open long paths; the limit is a setting of the repository.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/informe-de-seguimiento-de-la-politica-…-version-final-definitiva.pdf",
        remedy: Text {
            es: "Acorte el nombre del archivo o el de la carpeta de la entrega.",
            en: "Shorten the name of the file or that of the submission folder.",
        },
        fixable: false,
    },
    check: Check::Entry(check),
};

fn check(cx: &EntryContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.entry.path;
    if let Some(raw) = &cx.entry.raw_name {
        if raw.len() >= MAX_NAME {
            out.at(path, Message::PathNameTooLong { limit: MAX_NAME.into() });
        }
        return;
    }
    let (bytes, limit) = (path.as_str().len(), cx.settings.path_bytes);
    if bytes > limit {
        out.at(path, Message::PathTooLong { bytes: bytes.into(), limit: limit.into() });
    }
}
