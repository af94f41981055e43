//! A message for each leader, to be read or pasted into a mail.

use std::fmt::Write as _;

use super::{Item, Outcome, Reminders, words};
use crate::{
    diagnostic::render::{say, wrap},
    messages::Lang,
    schedule::day_of,
};

/// The reminders at most `width` columns wide (taken as at least 60 and at most 120), save the subjects: those are to
/// be copied, each whole on a line of its own.
pub fn human(reminders: &Reminders<'_>, width: usize, lang: Lang) -> String {
    let width = width.clamp(60, 120);
    let mut out = String::new();
    let withheld = words::withheld(&reminders.withheld, lang);
    let heading = [Some(title(reminders, lang)), Some(total(reminders, lang)), withheld, unread(reminders, lang)];
    for line in heading.into_iter().flatten().flat_map(|text| wrap(&text, width)) {
        let _ = writeln!(out, "{line}");
    }
    for policy in &reminders.policies {
        let name = words::name(policy.name);
        let leaders = if policy.leaders.is_empty() {
            say!(lang, "sin líder registrado", "no leader stated")
        } else {
            policy.leaders.join(", ")
        };
        out.push('\n');
        for line in wrap(&format!("{name} — {leaders}"), width) {
            let _ = writeln!(out, "{line}");
        }
        for item in &policy.items {
            write_item(item, width, lang, &mut out);
        }
    }
    out
}

fn title(reminders: &Reminders<'_>, lang: Lang) -> String {
    let entity = words::name(reminders.entity);
    let today = words::long(day_of(reminders.window.as_of), lang);
    say!(lang, "Recordatorio de entregas: {entity}, {today}.", "Reminder of what is due: {entity}, {today}.")
}

/// How many things run out and how many have not come, and since when they were looked for.
fn total(reminders: &Reminders<'_>, lang: Lang) -> String {
    let items = || reminders.policies.iter().flat_map(|policy| &policy.items);
    let of = |outcomes: &[Outcome]| -> usize {
        let of_these = |item: &&Item<'_>| !item.is_on_its_way() && outcomes.contains(&item.outcome);
        items().filter(of_these).map(|item| item.ids.len()).sum()
    };
    let (running, missed) = (of(&[Outcome::Pending, Outcome::Upcoming]), of(&[Outcome::Missed]));
    let unknown = of(&[Outcome::NoRecord]);
    let (until, since) =
        (words::date(reminders.window.until(), lang), words::date(reminders.window.missed_since, lang));
    let unknown = match unknown {
        0 => String::new(),
        unknown => {
            say!(lang, " Sin registro (plazo supuesto): {unknown}.", " Without a record (assumed deadline): {unknown}.")
        }
    };
    let sent = match items().filter(|item| item.is_on_its_way()).map(|item| item.ids.len()).sum::<usize>() {
        0 => String::new(),
        sent => say!(lang, " Enviadas, por incorporar: {sent}.", " Sent, not taken in yet: {sent}."),
    };
    let clear = reminders.clear;
    let in_doubt = match reminders.in_doubt {
        0 => String::new(),
        count => say!(
            lang,
            " De {count} más no se puede decir: falta lo que sus ajustes ponen en duda.",
            " Of {count} more it cannot be said: what their settings leave in doubt is missing."
        ),
    };
    if reminders.policies.is_empty() && clear + reminders.in_doubt == 0 {
        return say!(
            lang,
            "Ninguna obligación se mide desde el {since} hasta el {until}: no hay qué recordar.",
            "No obligation is measured from {since} to {until}: there is nothing to remind of."
        );
    }
    say!(
        lang,
        "Por vencer hasta el {until}: {running}. No presentadas desde el {since}: {missed}.{unknown}{sent} Políticas sin nada pendiente: {clear}.{in_doubt}",
        "Running out by {until}: {running}. Missed since {since}: {missed}.{unknown}{sent} Policies with nothing to hand in: {clear}.{in_doubt}"
    )
}

/// That some submissions were not judged; none where all were.
fn unread(reminders: &Reminders<'_>, lang: Lang) -> Option<String> {
    const SHOWN: usize = 3;
    let count = reminders.unread.len();
    let mut paths: Vec<String> =
        reminders.unread.iter().take(SHOWN).map(|path| words::name(&path.to_string())).collect();
    paths.extend((count > SHOWN).then(|| format!("… (+{})", count - SHOWN)));
    let paths = paths.join(", ");
    (count > 0).then(|| {
        say!(
            lang,
            "Ojo: {count} sin leer ({paths}). Puede que algo de lo que sigue ya se haya entregado ahí; `mipg check` dice qué corregir.",
            "Mind: {count} unread ({paths}). Some of what follows may have been handed in there; `mipg check` says what to put right."
        )
    })
}

fn write_item(item: &Item<'_>, width: usize, lang: Lang, out: &mut String) {
    let mut paragraph = |first: &str, indent: usize, text: &str| {
        for (at, line) in wrap(text, width - indent).iter().enumerate() {
            let mark = if at == 0 { first } else { "" };
            let _ = writeln!(out, "{mark:indent$}{line}");
        }
    };
    let obligation = item.corte.obligation;
    let what = words::name(obligation.name.as_str());
    let nominal = item.corte.nominal;
    let when = when(item, lang);
    paragraph(
        if item.has_passed() { "  ! " } else { "  · " },
        4,
        &say!(lang, "{what}, corte {nominal}: {when}", "{what}, due date {nominal}: {when}"),
    );
    if !item.underway.is_empty() {
        let paths = item.underway.iter().map(|path| words::name(&path.to_string())).collect::<Vec<_>>().join(", ");
        let text = match item.is_sent {
            true if item.has_passed() => {
                say!(
                    lang,
                    "No incorporada; hay una rama enviada: {paths}",
                    "Not taken in; there is a branch that was sent: {paths}"
                )
            }
            true => say!(lang, "Falta incorporarla: {paths}", "To be taken in: {paths}"),
            false => say!(
                lang,
                "Se envió una parte, y falta incorporarla: {paths}",
                "Part of it was sent, and is not taken in yet: {paths}"
            ),
        };
        paragraph("", 4, &text);
    }
    if item.is_on_its_way() {
        return;
    }
    if !item.plans.is_empty() {
        let plans: Vec<String> = item.plans.iter().map(|plan| words::plan(plan)).collect();
        let (count, plans) = (plans.len(), plans.join(", "));
        paragraph("", 4, &say!(lang, "Planes ({count}): {plans}", "Plans ({count}): {plans}"));
    }
    if let Some(office) = &item.office {
        paragraph("", 4, &say!(lang, "Lo entrega: {office}", "Handed in by: {office}"));
    }
    let channels = words::channels(&obligation.channels, lang);
    paragraph("", 4, &say!(lang, "Se entrega {channels}", "Ways to hand it in: {channels}"));
    if let Some(subject) = &item.subject {
        let label = say!(lang, "Asunto en SIGOB, para copiar:", "Subject in SIGOB, to be copied:");
        paragraph("", 4, &label);
        let _ = writeln!(out, "      {}", words::exact(subject));
    }
}

/// `vence el lunes 7 de diciembre de 2026, en 2 días`.
fn when(item: &Item<'_>, lang: Lang) -> String {
    let effective = words::long(item.corte.effective, lang);
    let days = words::days(item.days.abs(), lang);
    if item.is_on_its_way() {
        return say!(
            lang,
            "ya se envió; su plazo es el {effective}",
            "it was sent already; its deadline is {effective}"
        );
    }
    match (item.outcome, item.days) {
        (Outcome::Missed, _) => say!(
            lang,
            "no presentada; venció el {effective}, hace {days}",
            "missed; it was due on {effective}, {days} ago"
        ),
        (Outcome::NoRecord, _) => {
            let assumed = words::assumed(lang);
            say!(
                lang,
                "sin registro; se esperaba el {effective}, hace {days} ({assumed})",
                "no record; it was expected on {effective}, {days} ago ({assumed})"
            )
        }
        (_, 0) => say!(lang, "vence HOY, {effective}", "due TODAY, {effective}"),
        (Outcome::Upcoming, _) => {
            let opens = words::date(item.corte.opens, lang);
            say!(
                lang,
                "vence el {effective}, en {days}; se puede entregar desde el {opens}",
                "due on {effective}, in {days}; it can be handed in from {opens}"
            )
        }
        _ => {
            let sure = match item.corte.is_set() {
                true => String::new(),
                false => say!(lang, " (plazo supuesto)", " (assumed deadline)"),
            };
            say!(lang, "vence el {effective}, en {days}{sure}", "due on {effective}, in {days}{sure}")
        }
    }
}
