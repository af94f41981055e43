//! A vigencia is measured with a model without a catalogue.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "model-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una vigencia se mide con un modelo sin catálogo.",
            en: "A vigencia is measured with a model without a catalogue.",
        },
        why: Text {
            es: "Sin el catálogo no se sabe qué políticas hay: nada de esa vigencia se podría contar.",
            en: "Without the catalogue nobody knows which policies there are: nothing of that vigencia could be \
                 counted.",
        },
        norm: None,
        example: "vigencias:\n  - {anio: 2026, modelo: v9}\n",
        remedy: Text {
            es: "Agregue `catalogo/mipg-vN.yaml`, o corrija `modelo`.",
            en: "Add `catalogo/mipg-vN.yaml`, or correct `modelo`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    if world.has_unread(FileKind::ModelCatalogue) {
        return;
    }
    for (index, year) in repository.years.iter().enumerate() {
        if !world.models.values().any(|catalogue| catalogue.model == year.model) {
            let route = Route::root().key("vigencias").index(index).key("modelo");
            out.field(&path, route, Message::ModelUnknown { model: year.model.as_str().into() });
        }
    }
}
