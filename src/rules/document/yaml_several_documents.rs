//! A YAML file holds several documents or directives.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::yaml::YamlProblemKind,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-several-documents",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo YAML tiene varias partes (---) o instrucciones (%).",
            en: "The YAML file has several parts (---) or directives (%).",
        },
        why: Text {
            es: "Muchos programas leen solo la primera parte: lo demás queda sin leer y parece estar.",
            en: "Many programs read only the first part: the rest stays unread and seems to be there.",
        },
        norm: None,
        example: "version: 1\n---\nversion: 1\n",
        remedy: Text {
            es: "Deje una sola parte y borre las líneas que empiezan por --- o por %.",
            en: "Leave one part and delete the lines that begin with --- or %.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::SeveralDocuments => {
                problems::at(out, cx, problem, Message::YamlSeveralDocuments {});
            }
            YamlProblemKind::Directive => {
                problems::at(out, cx, problem, Message::YamlDirective {});
            }
            _ => {}
        }
    }
}
