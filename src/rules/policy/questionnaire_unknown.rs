//! A vigencia names a questionnaire that is not in the catalogue.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, layout},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "questionnaire-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una vigencia nombra un cuestionario que no está en el catálogo.",
            en: "A vigencia names a questionnaire that is not in the catalogue.",
        },
        why: Text {
            es: "Con el cuestionario se arma el informe por pregunta y opción.",
            en: "The questionnaire is what the report by question and option is made from.",
        },
        norm: None,
        example: "vigencias:\n  - {anio: 2025, modelo: v6, cuestionario: furag-2052}\n",
        remedy: Text {
            es: "Importe el cuestionario, o deje `cuestionario` vacío mientras no exista.",
            en: "Import the questionnaire, or leave `cuestionario` empty while there is none.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, year) in repository.years.iter().enumerate() {
        let Some(key) = &year.questionnaire else { continue };
        let named = layout::catalogue_file(key.as_str());
        if !named.is_some_and(|file| world.questionnaires.contains_key(&file) || world.unread.contains(&file)) {
            let route = Route::root().key("vigencias").index(index).key("cuestionario");
            out.field(&path, route, Message::QuestionnaireUnknown { questionnaire: key.as_str().into() });
        }
    }
}
