//! An account has two user names, or two accounts have the same.

use super::{repeated, repository_path};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "user-repeated",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "En `usuarios`, una cuenta tiene dos nombres o dos cuentas tienen el mismo.",
            en: "In `usuarios`, an account has two names or two accounts have the same.",
        },
        why: Text {
            es: "Con dos nombres no se sabe a quién pedir la revisión. Dos números con el mismo nombre son una persona que \
                 parece dos, y lo que juzga a todos lo miran dos.",
            en: "With two names nobody knows who is asked to review. Two numbers with the same name are one person who looks \
                 like two, and what judges everybody is seen by two.",
        },
        norm: None,
        example: "usuarios:\n  - {forja: github, id: 1002, usuario: ana-r}\n  - {forja: github, id: 1003, usuario: Ana-R}\n",
        remedy: Text {
            es: "Deje una sola línea por cuenta, con su número y su nombre de hoy (`gh api users/NOMBRE --jq .id` dice el \
                 número). Las mayúsculas no hacen otro nombre.",
            en: "Leave one line for each account, with its number and its name of today (`gh api users/NAME --jq .id` says the \
                 number). Capitals make no other name.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let (path, users) = (repository_path(), &repository.users);
    let route = |index: usize, key: &str| Route::root().key("usuarios").index(index).key(key);
    for (index, first) in repeated(users.iter().map(|named| (named.forge, named.id))) {
        let id = users[index].id.get().to_string();
        out.field(&path, route(index, "id"), Message::UserNumberRepeated { id: id.into() })
            .related(&path, Target::Field(route(first, "id"), Part::Value));
    }
    for (index, first) in repeated(users.iter().map(|named| (named.forge, named.user.as_str().to_ascii_lowercase()))) {
        // The same line twice is told once.
        if users[index].id != users[first].id {
            let user = users[index].user.as_str();
            out.field(&path, route(index, "usuario"), Message::UserNameRepeated { user: user.into() })
                .related(&path, Target::Field(route(first, "usuario"), Part::Value));
        }
    }
}
