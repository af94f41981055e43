//! The supports name a question or an option that the questionnaire does not have.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw::NotApplicable},
    repo_path::RepoPath,
    rules::{Check, Rule, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-question-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los soportes nombran una pregunta o una opción que el cuestionario no tiene.",
            en: "The supports name a question or an option that the questionnaire does not have.",
        },
        why: Text {
            es: "El informe se arma por pregunta y opción de la vigencia, y las preguntas cambian cada año.",
            en: "The report is made by question and option of the vigencia, and questions change every year.",
        },
        norm: None,
        example: "soportes:\n  - entrega: gobierno-digital/2026/11/reporte-1f3a\n    preguntas: [{codigo: GDI999, opciones: [1]}]\n",
        remedy: Text {
            es: "Use los códigos y las posiciones de las opciones del cuestionario de esa vigencia.",
            en: "Use the codes and the positions of the options of the questionnaire of that vigencia.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, supports) in &world.supports {
        // without the questionnaire of that year there is nothing to compare with yet
        let Some(questionnaire) = world.questionnaires.values().find(|other| other.year == supports.year) else {
            continue;
        };
        let questions: BTreeMap<&str, usize> =
            questionnaire.questions.iter().map(|question| (question.code.as_str(), question.options.len())).collect();
        for (index, support) in supports.supports.iter().enumerate() {
            let place = Route::root().key("soportes").index(index).key("preguntas");
            for (position, question) in support.questions.iter().enumerate() {
                let place = place.clone().index(position);
                let code = question.code.as_str();
                let Some(&options) = questions.get(code) else {
                    strange(out, path, place.key("codigo"), code, &questions);
                    continue;
                };
                for (position, option) in question.options.iter().enumerate() {
                    if usize::from(option.get()) > options {
                        let message = Message::SupportsOptionUnknown {
                            option: option.get().into(),
                            question: question.code.as_str().into(),
                            options: options.into(),
                        };
                        out.field(path, place.clone().key("opciones").index(position), message);
                    }
                }
            }
        }
        for (index, item) in supports.not_applicable.iter().enumerate() {
            let NotApplicable::Questions(item) = item else { continue };
            for (position, code) in item.questions.iter().map(|code| code.as_str()).enumerate() {
                if !questions.contains_key(code) {
                    let place = Route::root().key("no_aplica").index(index).key("preguntas").index(position);
                    strange(out, path, place, code, &questions);
                }
            }
        }
    }
}

/// Tells of a question that is not in the questionnaire, with one of it whose code is very like.
fn strange(out: &mut Sink<'_>, path: &RepoPath, place: Route, code: &str, questions: &BTreeMap<&str, usize>) {
    let finding = out.field(path, place, Message::SupportsQuestionUnknown { question: code.into() });
    if let Some(name) = closest(code, questions.keys().copied()) {
        finding.hint(Message::PerhapsMeant { name: name.into() });
    }
}
