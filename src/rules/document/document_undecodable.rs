//! A value that the schema takes and the program does not.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Problem, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "document-undecodable",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El archivo tiene un valor que el formato no admite.",
            en: "The file has a value that the format does not accept.",
        },
        why: Text {
            es: "El archivo tiene la forma debida y aun así un valor no se puede usar, como una fecha que no existe \
                 en el calendario.",
            en: "The file has the right shape and still a value cannot be used, such as a date that is not in the \
                 calendar.",
        },
        norm: None,
        example: "cubre: {desde: 2026-02-30, hasta: 2026-03-30}\n",
        remedy: Text {
            es: "Revise fechas, números y claves; si todo está bien, avise a quien mantiene mipg: es una falla del \
                 programa.",
            en: "Check dates, numbers and keys; if all is well, tell whoever maintains mipg: it is a fault of the \
                 program.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        if let Problem::Undecodable { .. } = problem {
            out.at(cx.path, Message::DocumentUndecodable {});
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::FileKind, repo_path::RepoPath};

    #[test]
    fn what_the_schema_takes_and_the_types_do_not_blocks() {
        let path = RepoPath::new("policies/repositorio.yaml").unwrap();
        let found = |problems: &[Problem]| {
            let mut findings = Vec::new();
            let cx = DocumentContext { path: &path, kind: FileKind::Repository, problems, listing: None };
            check(&cx, &mut Sink::new(&RULE.meta, &mut findings));
            findings.into_iter().map(|finding| (finding.severity, finding.path)).collect::<Vec<_>>()
        };
        let problem = Problem::Undecodable { detail: "x".to_owned() };
        assert_eq!(found(&[problem]), [(Severity::Error, Some(path.clone()))]);
        assert_eq!(found(&[Problem::ObjectMissing]), []);
    }
}
