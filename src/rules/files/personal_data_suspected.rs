//! The text of a file seems to hold personal data.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "personal-data-suspected",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo parece tener datos personales.", en: "The file seems to hold personal data." },
        why: Text {
            es: "Lo que entra a git no se puede borrar de su historia. Los datos personales se buscan antes de \
                 publicar, y quien entrega confirma si lo son.",
            en: "What enters git cannot be erased from its history. Personal data are looked for before publishing, \
                 and whoever hands in confirms whether they are.",
        },
        norm: Some("Ley 1581 de 2012"),
        example: "Nombre;Cédula;Celular;Firma\n",
        remedy: Text {
            es: "Quite o tache los datos. Si no lo son, o una norma ordena publicarlos, dígalo en `datos_personales`: \
                 resultado no-contiene, anonimizado o publicable, y el motivo.",
            en: "Remove or black out the data. If they are not personal data, or a norm orders to publish them, say \
                 so in `datos_personales`: outcome no-contiene, anonimizado or publicable, and the reason.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let Some(signs) = held.read().map(|read| &read.personal) else { continue };
        if held.is_reviewed() || !signs.are_suspicious() {
            continue;
        }
        let name = held.name().into();
        let (identities, mobiles) = (signs.identity_numbers.into(), signs.mobiles.into());
        let addresses = signs.addresses.into();
        let message = if signs.headings.len() > 1 {
            let headings: Vec<String> = signs.headings.iter().map(|&heading| heading.to_owned()).collect();
            Message::PersonalDataListSuspected { name, headings: headings.into(), identities, mobiles, addresses }
        } else {
            Message::PersonalDataSuspected { name, identities, mobiles, addresses }
        };
        held.report(out, "ruta", message);
    }
}
