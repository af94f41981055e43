//! Evidence of a policy put there by an account that does not hand in for it.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, Place},
    repo_path::RepoPath,
    rules::{Asked, Check, PermissionContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "author-not-entitled",
        group: Group::Permission,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Quien envió lo propuesto no es quien entrega por esa política.",
            en: "Whoever pushed what is proposed is not whoever hands in for that policy.",
        },
        why: Text {
            es: "De cada política responde su líder, y lo que llega por SIGOB lo carga el receptor. Una entrega de otra \
                 cuenta no se sabe de quién es, y no puede recibir constancia.",
            en: "Each policy has a leader who answers for it, and what comes by SIGOB is loaded by the receiver. Nobody \
                 knows whose a submission of another account is, and it can have no receipt.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/manifiesto.yaml   (propone: líder de otra política)",
        remedy: Text {
            es: "Que la proponga el líder de la política o el receptor. Si esta cuenta debe poder hacerlo, pida que la \
                 agreguen a `lideres[].cuentas` de su `politica.yaml`, o a `roles` de `repositorio.yaml`. Si otra cuenta cambió \
                 la rama, quien abrió la solicitud la revisa, la cierra y la vuelve a abrir: así responde por lo que ahora \
                 contiene.",
            en: "Have it proposed by the leader of the policy or by the receiver. If this account should be able to, ask \
                 for it to be added to `lideres[].cuentas` of its `politica.yaml`, or to `roles` of `repositorio.yaml`. Where \
                 another account changed the branch, whoever opened the request looks at it, closes it and opens it again: so \
                 they answer for what it is now.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Proposal, check),
};

/// What a change touches of one owner: the first path, and how many.
struct Touched<'a> {
    first: &'a RepoPath,
    count: usize,
}

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    let (mut evidence, mut answers) = (BTreeMap::new(), BTreeMap::new());
    for changed in &cx.change.changed {
        let (owners, owner) = match Place::of(&changed.path) {
            Place::Submission(path, _) | Place::Nested(path) => (&mut evidence, path.owner),
            Place::Document(FileKind::Supports, Some(owner)) => (&mut answers, owner),
            _ => continue,
        };
        owners.entry(owner).or_insert(Touched { first: &changed.path, count: 0 }).count += 1;
    }
    // Whoever answers for a policy and approves takes it as their own.
    let who = || super::seen_by(cx);
    let told = |owner: &str, touched: &Touched<'_>, out: &mut Sink<'_>| {
        let count = touched.count.into();
        out.at(touched.first, Message::AuthorNotEntitled { owner: owner.to_owned().into(), count });
    };
    for (owner, touched) in &evidence {
        if !who().any(|account| cx.accounts.hands_in(account, owner, cx.day)) {
            told(owner, touched, out);
        }
    }
    for (owner, touched) in &answers {
        if !evidence.contains_key(owner) && !who().any(|account| cx.accounts.answers(account, owner, cx.day)) {
            told(owner, touched, out);
        }
    }
}
