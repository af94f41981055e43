//! A user name is of an account of no leader and no role.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{Accounts, FileKind, World, raw::Account},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "user-unknown",
        group: Group::Policy,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "En `usuarios` hay una cuenta que no es de ningún rol ni de ningún líder.",
            en: "In `usuarios` there is an account of no role and of no leader.",
        },
        why: Text {
            es: "Quién puede hacer qué lo dicen los números. Si el número no es el de la persona, esa persona no puede nada y \
                 a nadie se le pide la revisión.",
            en: "Who may do what is said by the numbers. If the number is not that of the person, that person may do nothing \
                 and nobody is asked to review.",
        },
        norm: None,
        example: "roles: {revisor: [{forja: github, id: 1003}], …}\nusuarios: [{forja: github, id: 1030, usuario: ana-r}]\n",
        remedy: Text {
            es: "Corrija el número, aquí o en el rol o el líder que debía tenerlo, o quite la línea.",
            en: "Mend the number, here or in the role or the leader that should have it, or take the line away.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    // Whom a policy that could not be read names is not known.
    if world.has_unread(FileKind::Policy) {
        return;
    }
    let policies = world.policies.iter().map(|(slug, policy)| (slug.as_str(), policy));
    let accounts = Accounts::new(Some(repository), policies);
    for (index, named) in repository.users.iter().enumerate() {
        if !accounts.mention(Account { forge: named.forge, id: named.id }) {
            let (id, user) = (named.id.get().to_string(), named.user.as_str());
            let route = Route::root().key("usuarios").index(index).key("id");
            out.field(&repository_path(), route, Message::UserUnknown { id: id.into(), user: user.into() });
        }
    }
}
