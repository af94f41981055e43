//! What a policy owes of a month, as the text of an issue of a forge.
//!
//! It says days and never how many are left, so that it changes only when what is owed does.

use super::{Item, OfPolicy, Outcome, words};
use crate::{
    diagnostic::render::{escaped_code, escaped_markdown, say},
    messages::Lang,
};

/// What these items of a policy are, in Markdown.
pub fn markdown(policy: &OfPolicy<'_>, items: &[&Item<'_>], lang: Lang) -> String {
    let name = escaped_markdown(&words::name(policy.name));
    let leaders = match policy.leaders.is_empty() {
        true => say!(lang, "sin líder registrado", "no leader stated"),
        false => escaped_markdown(&policy.leaders.join(", ")),
    };
    let mut text = say!(lang, "**{name}** — {leaders}\n\n", "**{name}** — {leaders}\n\n");
    for item in items {
        text.push_str(&entry(item, lang));
    }
    text.push_str(&say!(
        lang,
        "\nEste aviso se actualiza solo cada día, y se cierra cuando no queda nada pendiente. Lo que se entregue tarde también se recibe, con su fecha.\n",
        "\nThis notice is brought up to date each day, and is closed when nothing is left. What is handed in late is received too, with its date.\n"
    ));
    text
}

fn entry(item: &Item<'_>, lang: Lang) -> String {
    let obligation = item.corte.obligation;
    let what = escaped_markdown(&words::name(obligation.name.as_str()));
    let (nominal, effective) = (item.corte.nominal, words::long(item.corte.effective, lang));
    let state = match item.outcome {
        _ if item.is_on_its_way() => say!(
            lang,
            "Ya se envió y falta incorporarla; su plazo es el {effective}",
            "It was sent and is not taken in yet; its deadline is {effective}"
        ),
        Outcome::Missed if item.is_sent => say!(
            lang,
            "No incorporada, y hay una rama enviada; venció el {effective}",
            "Not taken in, and there is a branch that was sent; it was due on {effective}"
        ),
        Outcome::Missed => say!(lang, "No presentada; venció el {effective}", "Missed; it was due on {effective}"),
        Outcome::NoRecord => {
            let assumed = words::assumed(lang);
            say!(
                lang,
                "Sin registro; se esperaba el {effective} ({assumed})",
                "No record; it was expected on {effective} ({assumed})"
            )
        }
        _ if item.corte.is_set() => say!(lang, "Vence el {effective}", "Due on {effective}"),
        _ => say!(lang, "Vence el {effective} (plazo supuesto)", "Due on {effective} (assumed deadline)"),
    };
    let mut text = say!(lang, "- **{what}**, corte {nominal}. {state}.", "- **{what}**, due date {nominal}. {state}.");
    if !item.plans.is_empty() {
        let plans = escaped_markdown(&item.plans.iter().map(|plan| words::plan(plan)).collect::<Vec<_>>().join(", "));
        let count = item.plans.len();
        text.push_str(&say!(lang, " Planes ({count}): {plans}.", " Plans ({count}): {plans}."));
    }
    if let Some(office) = &item.office {
        let office = escaped_markdown(office);
        text.push_str(&say!(lang, " Lo entrega: {office}.", " Handed in by: {office}."));
    }
    let channels = words::channels(&obligation.channels, lang);
    text.push_str(&say!(lang, " Se entrega {channels}.", " Ways to hand it in: {channels}."));
    if let Some(subject) = &item.subject {
        let subject = escaped_code(subject);
        text.push_str(&say!(
            lang,
            "<br>Asunto en SIGOB, para copiar: {subject}",
            "<br>Subject in SIGOB, to be copied: {subject}"
        ));
    }
    text.push('\n');
    text
}
