//! The name of the catalogue is not that of what it holds.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "catalogue-file-name",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El nombre del catálogo no es el de lo que trae.",
            en: "The name of the catalogue is not that of what it holds.",
        },
        why: Text {
            es: "El catálogo se busca por el nombre del archivo.",
            en: "The catalogue is looked for by the name of the file.",
        },
        norm: None,
        example: "# catalogo/mipg-v6.yaml\nmodelo: v7\n",
        remedy: Text {
            es: "Corrija el nombre del archivo, o el campo.",
            en: "Correct the name of the file, or the field.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, catalogue) in &world.models {
        let expected = format!("mipg-{}.yaml", catalogue.model);
        if path.name() != expected {
            let (value, name) = (catalogue.model.as_str().into(), path.name().into());
            out.field(path, Route::root().key("modelo"), Message::CatalogueFileName { value, name });
        }
    }
    for (path, questionnaire) in &world.questionnaires {
        let expected = format!("furag-{:04}.yaml", questionnaire.year.get());
        if path.name() != expected {
            let (value, name) = (questionnaire.year.to_string().into(), path.name().into());
            out.field(path, Route::root().key("vigencia"), Message::CatalogueFileName { value, name });
        }
    }
}
