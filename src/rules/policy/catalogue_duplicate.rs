//! A key of the catalogue is repeated.

use super::repeated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::World,
    repo_path::RepoPath,
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "catalogue-duplicate",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Una clave del catálogo está repetida.", en: "A key of the catalogue is repeated." },
        why: Text {
            es: "Cada dimensión, política, índice y pregunta se busca por su clave; con dos iguales no se sabe cuál \
                 es.",
            en: "Each dimension, policy, index and question is looked for by its key; with two alike nobody knows \
                 which it is.",
        },
        norm: None,
        example: "politicas:\n  - {politica: integridad, codigo: POL02, …}\n  - {politica: integridad, codigo: POL03, …}\n",
        remedy: Text { es: "Corrija o quite la que sobra.", en: "Correct or remove the one too many." },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, model) in &world.models {
        let keys = model.dimensions.iter().map(|dimension| Some(dimension.id.as_str()));
        report(path, "dimensiones", "id", keys.collect(), out);
        let keys = model.policies.iter().map(|policy| Some(policy.policy.as_str()));
        report(path, "politicas", "politica", keys.collect(), out);
        let keys = model.policies.iter().map(|policy| policy.code.as_ref().map(|code| code.as_str()));
        report(path, "politicas", "codigo", keys.collect(), out);
        let keys = model.indices.iter().map(|index| Some(index.code.as_str()));
        report(path, "indices", "codigo", keys.collect(), out);
    }
    for (path, questionnaire) in &world.questionnaires {
        let keys = questionnaire.questions.iter().map(|question| Some(question.code.as_str()));
        report(path, "preguntas", "codigo", keys.collect(), out);
    }
}

/// Reports each key of a list that an earlier item has; items without a key are not compared.
fn report(path: &RepoPath, list: &str, key: &str, keys: Vec<Option<&str>>, out: &mut Sink<'_>) {
    let present: Vec<(usize, &str)> =
        keys.iter().enumerate().filter_map(|(position, key)| Some((position, (*key)?))).collect();
    let route = |position: usize| Route::root().key(list).index(present[position].0).key(key);
    for (position, first) in repeated(present.iter().map(|(_, key)| *key)) {
        let value = present[position].1.into();
        out.field(path, route(position), Message::CatalogueDuplicate { key: key.into(), value })
            .related(path, Target::Field(route(first), Part::Value));
    }
}
