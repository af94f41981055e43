//! For a person at a terminal.

use chrono::TimeDelta;

use super::{Answer, Happening, Life, Presence, What};
use crate::{
    diagnostic::render::{say, wrap},
    messages::{Lang, shown},
    model::raw,
    schedule::{Receipt, bogota, day_of, words as days},
    status::{
        TrailUse, hour,
        render::{trail, words},
    },
    trail::entry::SubmissionEvent,
};

/// The life of a submission, in lines of at most `width` columns.
pub fn human(life: &Life<'_>, width: usize, lang: Lang) -> String {
    let width = width.clamp(80, 160);
    let mut page = Page { width, out: String::new() };
    page.text(&shown(&life.path.to_string(), 250), "");
    head(life, &mut page, lang);
    page.text("", "");
    for one in &life.moments {
        page.text(&format!("{}  {}", at(one), happening(one, lang)), "                  ");
    }
    if life.moments.is_empty() {
        page.text(&say!(lang, "Nada consta de ella a ese momento.", "Nothing is known of it at that moment."), "");
    }
    page.text("", "");
    for one in &life.answers {
        page.text(&answer(one, lang), "  ");
    }
    if life.answers.is_empty() && life.presence == Presence::Read {
        page.text(
            &match &life.unjudged {
                Some(_) => say!(
                    lang,
                    "No se sabe a qué vencimiento responde: falta o no se pudo leer lo que dice qué se debe. `mipg check` dice qué corregir.",
                    "Which due date it answers is not known: what says what is due is missing or could not be read. `mipg check` says what to put right."
                ),
                None => say!(lang, "No responde a ningún vencimiento medido.", "It answers no due date that is measured."),
            },
            "  ",
        );
    }
    source(life, &mut page, lang);
    page.out
}

struct Page {
    width: usize,
    out: String,
}

impl Page {
    /// A paragraph; its lines after the first begin with `indent`.
    fn text(&mut self, text: &str, indent: &str) {
        if text.is_empty() {
            self.out.push('\n');
            return;
        }
        for (at, line) in wrap(text, self.width - indent.len()).iter().enumerate() {
            let line = format!("{}{line}", if at == 0 { "" } else { indent });
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}

fn head(life: &Life<'_>, page: &mut Page, lang: Lang) {
    let policy = days::name(days::policy(&life.deliveries.world, &life.path.owner));
    page.text(&say!(lang, "política: {policy}", "policy: {policy}"), "  ");
    let leaders = life.leaders.join(", ");
    if !leaders.is_empty() {
        page.text(&say!(lang, "responsable: {leaders}", "responsible: {leaders}"), "  ");
    }
    match (&life.told, life.presence) {
        (Some(told), _) => {
            let (title, class, files) = (days::prose(&told.title), told.class.as_str(), told.files);
            page.text(&say!(lang, "título: {title}", "title: {title}"), "  ");
            let corte = told.corte.map_or(String::new(), |corte| format!("; corte {corte}"));
            let registrar = match told.registrar {
                raw::Registrar::Leader => say!(lang, "el equipo líder", "the leading team"),
                raw::Registrar::Receiver => say!(lang, "quien recibe en la entidad", "who receives for the institution"),
            };
            page.text(
                &say!(
                    lang,
                    "clase: {class}{corte}; archivos: {files}; la cargó {registrar}",
                    "class: {class}{corte}; files: {files}; loaded by {registrar}"
                ),
                "  ",
            );
        }
        (None, Presence::TrailOnly) => page.text(
            &say!(
                lang,
                "No está en esta revisión: solo consta en el registro de integridad que se recibió; no consta que se publicara.",
                "Not in this revision: the audit trail says only that it was received, and not that it was published."
            ),
            "  ",
        ),
        (None, Presence::Erased) => page.text(
            &say!(
                lang,
                "No está en esta revisión: fue borrada por orden, y así consta en el registro de integridad.",
                "Not in this revision: it was erased by order, and the audit trail says so."
            ),
            "  ",
        ),
        (None, Presence::Gone(index, false)) => page.text(
            &say!(
                lang,
                "SE PUBLICÓ (n.º {index}) Y YA NO ESTÁ en esta revisión; ningún retiro ni purga lo explica. `mipg audit` dice qué más falta.",
                "IT WAS PUBLISHED (no. {index}) AND IS NO LONGER in this revision; no withdrawal nor erasure explains it. `mipg audit` says what else is missing."
            ),
            "  ",
        ),
        (None, Presence::Gone(index, true)) => page.text(
            &say!(
                lang,
                "SE PUBLICÓ (n.º {index}) Y YA NO ESTÁ en esta revisión; se había retirado, pero un retiro deja su manifiesto y su acta, y tampoco están. `mipg audit` dice qué más falta.",
                "IT WAS PUBLISHED (no. {index}) AND IS NO LONGER in this revision; it had been withdrawn, but a withdrawal leaves its manifest and its record, which are not there either. `mipg audit` says what else is missing."
            ),
            "  ",
        ),
        (None, Presence::Elsewhere(index)) => page.text(
            &say!(
                lang,
                "No está en esta revisión, que no contiene el commit en que se publicó (n.º {index}): puede ser otra rama, o una anterior. Véala en la rama principal: `--rev main`.",
                "Not in this revision, which does not hold the commit in which it was published (no. {index}): it may be another branch, or an earlier one. See it on the main branch: `--rev main`."
            ),
            "  ",
        ),
        (None, _) => page.text(
            &say!(
                lang,
                "Su manifiesto no se pudo leer; `mipg check` dice qué corregir.",
                "Its manifest could not be read; `mipg check` says what to put right."
            ),
            "  ",
        ),
    }
}

/// `2025-11-05 16:12`, or the day alone.
fn at(one: &Happening) -> String {
    let local = one.at.with_timezone(&bogota());
    match one.what {
        What::Withdrawn { .. } => local.format("%Y-%m-%d      ").to_string(),
        _ => local.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// What happened, on one line and without its time.
pub fn happening(one: &Happening, lang: Lang) -> String {
    let proof = words::proof(one.proof, lang);
    let name = |path: &crate::model::SubmissionPath| shown(&path.to_string(), 200);
    match &one.what {
        What::Sigob(number) => {
            let number = days::name(number);
            say!(lang, "radicada en SIGOB: {number}; {proof}", "filed in SIGOB: {number}; {proof}")
        }
        What::Logged(found, is_this) => {
            let event = match found.event {
                SubmissionEvent::Received => say!(lang, "recibida", "received"),
                SubmissionEvent::Published => say!(lang, "publicada", "published"),
                SubmissionEvent::Superseded => say!(lang, "reemplazada", "superseded"),
                SubmissionEvent::Withdrawn => say!(lang, "retirada", "withdrawn"),
                SubmissionEvent::Purged => say!(lang, "borrada por orden", "erased by order"),
            };
            let receipt = trail::receipt(
                &Receipt {
                    index: found.index,
                    at: one.at,
                    not_before: found.not_before.map(hour),
                    not_after: found.not_after.map(hour),
                    committed: one.at,
                    is_imported: false,
                },
                lang,
            );
            let version = match is_this {
                true => String::new(),
                false => say!(lang, "; con otro manifiesto", "; with another manifest"),
            };
            format!("{event}: {receipt}; {proof}{version}")
        }
        What::Committed => {
            say!(
                lang,
                "llegó al repositorio, según la fecha del commit; {proof}",
                "reached the repository, by the date of its commit; {proof}"
            )
        }
        What::Merged => {
            say!(
                lang,
                "quedó en la rama principal, según la fecha del commit; {proof}",
                "reached the main branch, by the date of its commit; {proof}"
            )
        }
        What::SupersededBy(path) => {
            let path = name(path);
            say!(lang, "la reemplaza {path}; {proof}", "superseded by {path}; {proof}")
        }
        What::Supersedes(path) => {
            let path = name(path);
            say!(lang, "reemplaza a {path}; {proof}", "supersedes {path}; {proof}")
        }
        What::ComplementedBy(path) => {
            let path = name(path);
            say!(lang, "le da alcance {path}; {proof}", "complemented by {path}; {proof}")
        }
        What::Complements(path) => {
            let path = name(path);
            say!(lang, "da alcance a {path}; {proof}", "complements {path}; {proof}")
        }
        What::Withdrawn { files, of, stated, authorised_by, reason } => {
            let (role, reason) = (days::name(authorised_by), days::prose(reason));
            let of = of.map_or(String::new(), |of| say!(lang, " de {of}", " of {of}"));
            say!(
                lang,
                "archivos retirados, según su acta del {stated}: {files}{of}; autoriza {role}: {reason}",
                "files withdrawn, by its record of {stated}: {files}{of}; authorised by {role}: {reason}"
            )
        }
    }
}

fn answer(one: &Answer, lang: Lang) -> String {
    let (id, last) = (days::name(&one.id), day_of(one.deadline - TimeDelta::seconds(1)));
    let outcome = words::outcome(one.outcome, lang);
    let mut text = match one.decides {
        true => {
            say!(lang, "responde a {id}: {outcome} (plazo hasta el {last})", "answers {id}: {outcome} (due by {last})")
        }
        false => say!(
            lang,
            "está al lado de la que responde a {id}: {outcome} (plazo hasta el {last})",
            "stands beside what answers {id}: {outcome} (due by {last})"
        ),
    };
    if let Some(stamp) = one.stamp {
        let (at, source, proof) =
            (words::minute(stamp.at), words::source(stamp.source, lang), words::proof(stamp.proof, lang));
        text.push_str(&say!(lang, "; decide {at}, {source}, {proof}", "; decided by {at}, {source}, {proof}"));
    }
    if one.is_kept {
        text.push_str(&say!(lang, "; corrección a tiempo: conserva la fecha", "; corrected in time: keeps its date"));
    }
    if let Some(lost) = one.lost {
        text.push_str("; ");
        text.push_str(&words::lost(lost, lang));
    }
    text
}

/// Where the hours come from.
fn source(life: &Life<'_>, page: &mut Page, lang: Lang) {
    page.text("", "");
    let revision = words::revision_of(life.deliveries, lang);
    let trail = match &life.deliveries.trail {
        TrailUse::Taken(times) => {
            let log = trail::log(times, lang);
            say!(lang, "registro de integridad {log}", "audit trail {log}")
        }
        TrailUse::Absent => say!(
            lang,
            "este clon no tiene registro de integridad: las horas son las de los commits",
            "this clone has no audit trail: the times are those of commits"
        ),
        TrailUse::Refused(_) => say!(lang, "registro de integridad sin verificar", "audit trail not verified"),
    };
    page.text(&format!("{revision}; {trail}"), "  ");
    for caution in trail::cautions(&life.deliveries.trail, lang) {
        page.text(&caution, "  ");
    }
}
