//! A fact of the catalogue cites a source that is not in `fuentes`.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw},
    repo_path::RepoPath,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "catalogue-source-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un dato del catálogo cita una fuente que no está en `fuentes`.",
            en: "A fact of the catalogue cites a source that is not in `fuentes`.",
        },
        why: Text { es: "Cada dato se puede comprobar por su fuente.", en: "Each fact can be verified by its source." },
        norm: None,
        example: "fuentes:\n  manual-v6: {documento: Manual Operativo}\ndimensiones:\n  - {id: D1, fuente: manual-v9, …}\n",
        remedy: Text {
            es: "Use una clave de `fuentes`, o agregue allí la fuente.",
            en: "Use a key of `fuentes`, or add the source there.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, model) in &world.models {
        report(path, &model.sources, of_model(model), out);
    }
    for (path, plans) in &world.plans {
        let publication =
            plans.publication.as_ref().map(|publication| (Route::root().key("publicacion"), &publication.source));
        let each = plans.plans.iter().enumerate();
        let each = each.map(|(index, plan)| (Route::root().key("planes").index(index), &plan.source));
        report(path, &plans.sources, publication.into_iter().chain(each).collect(), out);
    }
    for (path, holidays) in &world.holidays {
        let mut cited = Vec::new();
        for (list, days) in [("fijos", &holidays.fixed), ("trasladables", &holidays.movable)] {
            cited.extend(
                days.iter().enumerate().map(|(index, day)| (Route::root().key(list).index(index), &day.source)),
            );
        }
        let easter = holidays.easter.iter().enumerate();
        cited.extend(easter.map(|(index, day)| (Route::root().key("pascua").index(index), &day.source)));
        report(path, &holidays.sources, cited, out);
    }
}

/// The sources a catalogue of the model cites, each with the place of what cites it.
fn of_model(model: &raw::ModelCatalogue) -> Vec<(Route, &raw::Slug)> {
    let mut cited = Vec::new();
    for (index, dimension) in model.dimensions.iter().enumerate() {
        cited.push((Route::root().key("dimensiones").index(index), &dimension.source));
    }
    for (index, policy) in model.policies.iter().enumerate() {
        let place = Route::root().key("politicas").index(index);
        cited.push((place.clone(), &policy.source));
        cited.extend(
            policy.national_leader.as_ref().map(|leader| (place.clone().key("lider_nacional"), &leader.source)),
        );
        for (position, prefix) in policy.prefixes.iter().enumerate() {
            cited.push((place.clone().key("prefijos_furag").index(position), &prefix.source));
        }
    }
    for (index, item) in model.indices.iter().enumerate() {
        cited.push((Route::root().key("indices").index(index), &item.source));
    }
    cited
}

fn report(
    path: &RepoPath,
    sources: &BTreeMap<raw::Slug, raw::Source>,
    cited: Vec<(Route, &raw::Slug)>,
    out: &mut Sink<'_>,
) {
    for (place, source) in cited {
        if !sources.contains_key(source) {
            let source = source.as_str().into();
            out.field(path, place.key("fuente"), Message::CatalogueSourceUnknown { source });
        }
    }
}
