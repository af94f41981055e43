//! The vigencia of the supports is not that of the name of the file.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "supports-year-mismatch",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La vigencia de los soportes no es la del nombre del archivo.",
            en: "The vigencia of the supports is not that of the name of the file.",
        },
        why: Text {
            es: "Los soportes se buscan por el año del nombre del archivo.",
            en: "Supports are looked for by the year in the name of the file.",
        },
        norm: None,
        example: "# policies/gobierno-digital/soportes-2025.yaml\nvigencia: 2026\n",
        remedy: Text {
            es: "Corrija `vigencia`, o el nombre del archivo.",
            en: "Correct `vigencia`, or the name of the file.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, supports) in &world.supports {
        let year = supports.year.get();
        if path.name() != format!("soportes-{year:04}.yaml") {
            let message = Message::SupportsYearMismatch { year: year.into(), name: path.name().into() };
            out.field(path, Route::root().key("vigencia"), message);
        }
    }
}
