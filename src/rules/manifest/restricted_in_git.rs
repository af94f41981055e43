//! A classified or reserved file is in git.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::Access,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "restricted-in-git",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo clasificado o reservado está en git.",
            en: "A classified or reserved file is in git.",
        },
        why: Text {
            es: "Todo el que copia el repositorio recibe todos sus archivos, y de su historia no se borra nada.",
            en: "Whoever copies the repository receives all its files, and nothing is erased from its history.",
        },
        norm: Some("Ley 1712 de 2014, artículos 18 y 19"),
        example: "archivos:\n  - ruta: asistencia.pdf\n    sha256: …\n    acceso: clasificada\n",
        remedy: Text {
            es: "Avise hoy a la Secretaría General: borrar el archivo no basta, porque queda en la historia; si ya se \
                 publicó, ella decide cómo retirarlo. Después, cierre la solicitud y haga otra desde cero, sin el \
                 archivo: guárdelo con su sal donde la entidad pueda borrarlo, y ponga `compromiso` y `custodia` en \
                 lugar de `sha256`.",
            en: "Tell the Secretaría General today: deleting the file is not enough, because it stays in the history; \
                 where it is published already, they decide how to withdraw it. Then close the request and make \
                 another from scratch, without the file: keep it with its salt where the entity can delete it, and \
                 put `compromiso` and `custodia` in the place of `sha256`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let path = &cx.submission.manifest_path;
    for (index, file, _) in cx.submission.listed() {
        if !file.access.is_public() && file.sha256.is_some() {
            let access = if file.access == Access::Reserved { "reservada" } else { "clasificada" };
            out.field(
                path,
                listed_file(index).key("sha256"),
                Message::RestrictedInGit { name: file.path.as_str().into(), access: access.into() },
            );
        }
    }
}
