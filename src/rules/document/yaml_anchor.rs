//! A YAML file uses anchors, aliases or merge keys.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-anchor",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo YAML usa referencias (&, * o <<).",
            en: "The YAML file uses references (&, * or <<).",
        },
        why: Text {
            es: "Una referencia copia en silencio lo que dice otra parte: quien lee el archivo no ve lo que \
                 realmente dice.",
            en: "A reference silently copies what another part says: whoever reads the file does not see what it \
                 really says.",
        },
        norm: None,
        example: "titulo: *otro",
        remedy: Text {
            es: "Escriba el valor completo en cada sitio. Si el texto empieza de verdad por & o *, póngalo entre \
                 comillas.",
            en: "Write the whole value in each place. If the text really begins with & or *, put it in quotes.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::AnchorOrAlias => {
                problems::at(out, cx, problem, Message::YamlAnchor {});
            }
            YamlProblemKind::MergeKey => {
                problems::at(out, cx, problem, Message::YamlMergeKey {});
            }
            _ => {}
        }
    }
}
