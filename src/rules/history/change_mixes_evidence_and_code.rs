//! One change touches evidence and what judges it.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::Place,
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "change-mixes-evidence-and-code",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El mismo cambio trae evidencias y otra cosa: programa, ajustes o archivos ajenos.",
            en: "One change brings evidence and something else: program, settings or other files.",
        },
        why: Text {
            es: "Las evidencias las revisa quien las recibe, y lo que las juzga, quien mantiene el repositorio. \
                 Juntas, una puede pasar escondida detrás de la otra.",
            en: "Evidence is reviewed by whoever receives it, and what judges it by whoever maintains the \
                 repository. Together, one may pass hidden behind the other.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/manifiesto.yaml\n.github/workflows/evidencia.yml",
        remedy: Text {
            es: "Haga dos cambios: uno con las entregas y otro con lo demás.",
            en: "Make two changes: one with the submissions and another with the rest.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

/// Files that the finding tells; all are counted.
const TOLD: usize = 10;

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    if cx.change.merge_base.is_none() {
        return; // everything is new: that the histories are unrelated says it.
    }
    let mut evidence = false;
    let mut count = 0_usize;
    let mut others = Vec::new();
    for changed in &cx.change.changed {
        let other = match Place::of(&changed.path) {
            Place::Submission(..) | Place::Nested(_) => {
                evidence = true;
                false
            }
            Place::Document(kind, _) => kind.is_setting(),
            Place::Outside | Place::Attributes => true,
            Place::Guide | Place::Stray => false,
        };
        count += usize::from(other);
        if other && others.len() < TOLD {
            others.push(changed.path.to_string());
        }
    }
    if evidence && count > 0 {
        out.everywhere(Message::ChangeMixesEvidenceAndCode { others: others.into(), count: count.into() });
    }
}
