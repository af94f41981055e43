//! An obligation is due before it can be handed in.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw::Recurrence},
    rules::{Check, Rule, policy::repository_path},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-window-empty",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una obligación vence antes de que se pueda entregar.",
            en: "An obligation is due before it can be handed in.",
        },
        why: Text {
            es: "El seguimiento de un trimestre se puede entregar desde el día siguiente a su último día: con cero días después, vence antes de abrir y la ventana es de cero días.",
            en: "The follow-up of a quarter can be handed in from the day after its last one: with zero days after, it is due before it opens and the window is of zero days.",
        },
        norm: None,
        example: "cuando: {cada: trimestre, dias_despues: 0}\n",
        remedy: Text {
            es: "Escriba en `dias_despues` cuántos días calendario hay para entregar: 1 o más.",
            en: "Write in `dias_despues` how many calendar days there are to hand in: 1 or more.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let Recurrence::Quarterly(quarterly) = &obligation.when else { continue };
        if quarterly.days_after.get() == 0 {
            let route = Route::root().key("obligaciones").index(index).key("cuando").key("dias_despues");
            let obligation = obligation.id.as_str().into();
            out.field(&path, route, Message::ObligationWindowEmpty { obligation });
        }
    }
}
