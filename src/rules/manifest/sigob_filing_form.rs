//! The receipt number has no form known in the entity.

use regex::Regex;
use std::sync::LazyLock;

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "sigob-filing-form",
        group: Group::Manifest,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El radicado no tiene una forma conocida en la entidad.",
            en: "The receipt number has no form known in the entity.",
        },
        why: Text {
            es: "Se conocen pocas formas de radicado de la Alcaldía de Cartagena, y puede haber otras: se avisa por \
                 si es un error al copiar.",
            en: "Few forms of receipt number of the Alcaldía de Cartagena are known, and there may be others: this \
                 is said in case it was copied wrongly.",
        },
        norm: None,
        example: "sigob: {radicado: AMC-0FI-74376, fecha: 2026-11-05T16:12:00-05:00}\n",
        remedy: Text {
            es: "Compare el radicado con la carátula; si está bien copiado, no hay nada que hacer.",
            en: "Compare the number with the cover; if it was copied right, there is nothing to do.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

/// Forms seen in receipts of the entity: few samples, so they are never required.
static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(AMC-[A-Z]{3,4}-\d{6,7}-\d{4}|EXT-AMC-\d{2}-\d{7})$").expect("a constant pattern compiles")
});
/// The domain of the entity whose forms these are.
const DOMAIN: &str = "cartagena.gov.co";

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    let (Some(sigob), Some(repository)) = (&manifest.sigob, cx.common.repository()) else { return };
    let domain = repository.entity.domain.as_str();
    let is_ours = domain.strip_suffix(DOMAIN).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if is_ours && !KNOWN.is_match(sigob.number.as_str()) {
        let number = sigob.number.as_str().into();
        out.field(path, Route::root().key("sigob").key("radicado"), Message::SigobFilingForm { number });
    }
}
