//! What a manifest or a withdrawal says seems to hold personal data.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::free_text::{self, FreeText},
    repo_path::RepoPath,
    rules::{Check, Rule, SubmissionContext},
    source::Step,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "personal-data-in-text",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Lo que se escribió en el manifiesto o en el retiro parece tener datos personales.",
            en: "What was written in the manifest or in the withdrawal seems to hold personal data.",
        },
        why: Text {
            es: "El manifiesto y el retiro son públicos, el micrositio los muestra y de la historia de git no se borran. En \
                 un retiro, harían pública a la persona que pidió no estarlo.",
            en: "Manifest and withdrawal are public, the site shows them and nothing erases them from the history of git. \
                 In a withdrawal they would make public the very person who asked not to be.",
        },
        norm: Some("Ley 1581 de 2012"),
        example: "titulo: Caso de un ciudadano, C.C. 1.047.…\n",
        remedy: Text {
            es: "Escríbalo sin el dato: en `ruta`, otro nombre de archivo; en `titulo`, `descripcion` y `motivo`, de qué se trata y no de quién; en \
                 `autorizacion` y `ubicacion`, el expediente; en `autoriza` y `responsable`, el cargo o la dependencia.",
            en: "Write it without the datum: in `ruta`, another file name; in `titulo`, `descripcion` and `motivo`, what it is about and not whom; in \
                 `autorizacion` and `ubicacion`, the file number; in `autoriza` and `responsable`, the position or office.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let manifest = &cx.submission.manifest_path;
    let top = cx.submission.stated().map(free_text::of_manifest).unwrap_or_default();
    tell(manifest, top, out);
    for (index, file, _) in cx.submission.listed() {
        tell(manifest, free_text::of_file(index, file), out);
    }
    if let Some((withdrawal, path)) = super::withdrawal(cx) {
        tell(&path, free_text::of_withdrawal(withdrawal), out);
    }
}

fn tell(path: &RepoPath, texts: Vec<FreeText<'_>>, out: &mut Sink<'_>) {
    for FreeText { route, text } in texts {
        let Some(signs) = free_text::suspected(&text) else { continue };
        let (identities, mobiles) = (signs.identity_numbers.into(), signs.mobiles.into());
        let addresses = signs.addresses.into();
        let last = route.steps().iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.clone()),
            Step::Index(_) => None,
        });
        let field = last.unwrap_or_default().into();
        out.field(path, route, Message::PersonalDataInText { field, identities, mobiles, addresses });
    }
}
