//! A file in which people can be recognised is in git.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "people-in-git",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo en que se reconocen personas está en git.",
            en: "A file in which people can be recognised is in git.",
        },
        why: Text {
            es: "Quien autorizó puede revocar, y lo que entra en la historia de git no se puede borrar. Por eso en \
                 git va solo un compromiso, y el archivo se guarda donde se pueda eliminar.",
            en: "Who authorised may revoke, and what enters the history of git cannot be erased. So only a \
                 commitment goes into git, and the file is kept where it can be deleted.",
        },
        norm: None,
        example: "archivos:\n  - ruta: taller.jpg\n    sha256: …\n    personas: adultos-autorizados\n    autorizacion: Expediente 123 de SIGOB\n",
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
        let shows_people = file.people.is_some_and(|people| people.are_identifiable());
        if shows_people && file.sha256.is_some() && file.access.is_public() {
            let name = file.path.as_str().into();
            out.field(path, listed_file(index).key("sha256"), Message::PeopleInGit { name });
        }
    }
}
