//! What the checks and verdicts are called, and what a verdict does not establish.

use super::super::{Audit, Check, Finding, Level, Tally, Verdict, log::UNSIGNED};
use crate::{
    diagnostic::render::say,
    messages::{Lang, Text, shown},
    trail::{judge::KeySource, succession::Step},
};

impl Check {
    /// Every check, in order.
    pub const ALL: [Check; 26] = [
        Check::Signature,
        Check::Witnesses,
        Check::Root,
        Check::Bundles,
        Check::Tiles,
        Check::Entries,
        Check::Hours,
        Check::Kept,
        Check::Rotations,
        Check::Line,
        Check::Attested,
        Check::Timestamps,
        Check::Cosignatures,
        Check::Anchors,
        Check::Manifests,
        Check::Files,
        Check::Listed,
        Check::Submissions,
        Check::Events,
        Check::Settings,
        Check::Founded,
        Check::Purges,
        Check::Documents,
        Check::Unchanged,
        Check::Descent,
        Check::Dates,
    ];

    /// The word that programs know it by, and what people read.
    fn words(self) -> (&'static str, Text) {
        let (id, es, en) = match self {
            Check::Signature => ("signature", "Firma del registro", "Signature of the audit trail"),
            Check::Witnesses => ("witnesses", "Testigos que refrendaron", "Witnesses that cosigned"),
            Check::Root => ("root", "Raíz recalculada con las entradas", "Root recomputed from the entries"),
            Check::Bundles => ("bundles", "Archivos de entradas", "Bundles of entries"),
            Check::Tiles => ("tiles", "Archivos de huellas", "Tiles of hashes"),
            Check::Entries => ("entries", "Entradas bien formadas", "Well-formed entries"),
            Check::Hours => ("hours", "Horas que no retroceden", "Hours that never run backwards"),
            Check::Kept => ("kept", "Estados conservados que se mantienen", "Kept checkpoints that still hold"),
            Check::Rotations => ("rotations", "Cambios de clave firmados por ambas", "Changes of key signed by both"),
            Check::Line => ("line", "Historia de la rama del registro", "History of the branch of the audit trail"),
            Check::Attested => ("attested", "Estados atestiguados", "Attested checkpoints"),
            Check::Timestamps => ("timestamps", "Sellos de tiempo", "Timestamps"),
            Check::Cosignatures => ("cosignatures", "Firmas de testigos adjuntas", "Cosignatures attached"),
            Check::Anchors => ("anchors", "Anclas a atestaciones anteriores", "Anchors to earlier attestations"),
            Check::Manifests => ("manifests", "Manifiestos en la historia", "Manifests in history"),
            Check::Files => ("files", "Archivos en la historia", "Files in history"),
            Check::Listed => {
                ("listed", "Archivos presentes que un manifiesto lista", "Files present that a manifest lists")
            }
            Check::Submissions => (
                "submissions",
                "Entregas de la rama principal hasta lo último anotado",
                "Submissions of main up to the last logged",
            ),
            Check::Events => ("events", "Reemplazos y retiros, anotados", "Replacements and withdrawals logged"),
            Check::Settings => ("settings", "Cambios de ajustes, anotados", "Changes of settings logged"),
            Check::Founded => {
                ("founded", "Esas anotaciones, respaldadas en la rama", "Those entries, borne out by main")
            }
            Check::Purges => ("purges", "Purgas con su acta", "Purges with their record"),
            Check::Documents => {
                ("documents", "Informes y cierres, con su documento", "Reports and closings, with their document")
            }
            Check::Unchanged => ("unchanged", "Entregas sin cambios indebidos", "Submissions without unlawful change"),
            Check::Descent => {
                ("descent", "Commits que la rama principal conserva", "Commits that main still descends from")
            }
            Check::Dates => ("dates", "Fechas de commit que concuerdan", "Dates of commits that agree"),
        };
        (id, Text { es, en })
    }

    /// The word that programs know it by.
    pub fn id(self) -> &'static str {
        self.words().0
    }

    /// What people read.
    pub fn name(self, lang: Lang) -> &'static str {
        self.words().1.get(lang)
    }
}

/// The verdict in a sentence, and in another that the key that signs was reached from the one given.
pub(super) fn verdict(audit: &Audit, lang: Lang) -> String {
    let verdict = judged(audit, lang);
    let Some((key, first)) = audit.reached.as_ref().zip(audit.chain.first()) else { return verdict };
    let (id, entry) = (key.id(), first.index);
    say!(
        lang,
        "{verdict}. Lo firma la clave {id}: se siguió la cadena de claves desde la que se dio, a partir de la entrada {entry}",
        "{verdict}. It is signed by the key {id}: the chain of keys was followed from the one given, from entry {entry} on"
    )
}

/// The changes of key that were followed, one on each line.
pub(super) fn chain(audit: &Audit, lang: Lang) -> Vec<String> {
    let line = |step: &Step| {
        let (entry, old, new) = (step.index, step.rotation.old.id(), step.rotation.new.id());
        say!(lang, "entrada {entry}: de {old} a {new}", "entry {entry}: from {old} to {new}")
    };
    audit.chain.iter().map(line).collect()
}

fn judged(audit: &Audit, lang: Lang) -> String {
    let pending: u64 = audit.pending.values().sum();
    let all = match pending {
        0 => say!(lang, "todo concuerda", "everything agrees"),
        pending => say!(
            lang,
            "lo anotado concuerda, y de la rama principal quedan {pending} sin anotar, que no se comprobaron",
            "what is logged agrees, and {pending} of the main branch are not logged yet and were not checked"
        ),
    };
    match audit.verdict {
        Verdict::Sound if pending > 0 => say!(lang, "ÍNTEGRO Y ATESTIGUADO: {all}", "SOUND AND WITNESSED: {all}"),
        Verdict::Sound => say!(
            lang,
            "ÍNTEGRO Y ATESTIGUADO: todo lo que se puede comprobar concuerda",
            "SOUND AND WITNESSED: everything that can be verified agrees"
        ),
        Verdict::NotWitnessed => say!(
            lang,
            "ÍNTEGRO, SIN TESTIGOS: {all}; nadie ajeno a la entidad respalda que no se haya rehecho",
            "SOUND, NOT WITNESSED: {all}; nobody outside the institution vouches that it was not made anew"
        ),
        Verdict::TooFewWitnesses => say!(
            lang,
            "ÍNTEGRO, FALTAN TESTIGOS: {all}; firmaron menos testigos de los que pide la política",
            "SOUND, TOO FEW WITNESSES: {all}; fewer witnesses cosigned than the policy asks for"
        ),
        Verdict::OwnKey => say!(
            lang,
            "CONCUERDA CONSIGO MISMO: clave tomada del propio repositorio; quien lo escribió pudo elegirla",
            "IT AGREES WITH ITSELF: key taken from the repository itself; whoever wrote it may have chosen it"
        ),
        Verdict::Findings => say!(
            lang,
            "NO CONCUERDA: el registro y la rama principal no dicen lo mismo",
            "IT DOES NOT AGREE: the audit trail and the main branch do not say the same"
        ),
        Verdict::Diverged => say!(
            lang,
            "DIVERGE: el registro contradice lo que él mismo había firmado",
            "DIVERGED: the audit trail contradicts what it had signed itself"
        ),
        Verdict::Invalid if audit.findings.iter().any(|finding| finding.code == UNSIGNED) => say!(
            lang,
            "NO VÁLIDO: el registro no está firmado, y nadie responde por lo que dice",
            "INVALID: the audit trail is not signed, and nobody answers for what it says"
        ),
        Verdict::Invalid => {
            say!(
                lang,
                "NO VÁLIDO: el registro se contradice o fue alterado",
                "INVALID: the audit trail contradicts itself or was altered"
            )
        }
        Verdict::Unchecked => {
            say!(
                lang,
                "NO SE PUDO COMPROBAR: falta algo para dar un veredicto",
                "COULD NOT CHECK: something is lacking for a verdict"
            )
        }
    }
}

/// `12 de 12`, or that it was not reached.
pub(super) fn count(tally: &Tally, lang: Lang) -> String {
    match tally.of {
        None => say!(lang, "no se comprobó", "not checked"),
        Some(of) => {
            let passed = tally.passed;
            say!(lang, "{passed} de {of}", "{passed} of {of}")
        }
    }
}

/// What is to be known beside a count.
pub(super) fn note(tally: &Tally, audit: &Audit, lang: Lang) -> Option<String> {
    let external = tally.external;
    let pending = audit.pending.get(&tally.check).copied().unwrap_or(0);
    let left = tally.of.unwrap_or(0) - tally.passed.min(tally.of.unwrap_or(0));
    match tally.check {
        Check::Signature if audit.key_source == KeySource::Log => {
            Some(say!(lang, "clave tomada del propio repositorio", "key taken from the repository itself"))
        }
        Check::Witnesses if tally.of == Some(0) => {
            Some(say!(lang, "no se dijo cuáles (--policy)", "nobody said which (--policy)"))
        }
        Check::Witnesses => audit
            .witnessed
            .map(|size| say!(lang, "con quórum hasta la entrada {size}", "with a quorum up to entry {size}")),
        Check::Kept if tally.of == Some(0) => {
            Some(say!(lang, "no se trajo ninguno (--checkpoint)", "none was brought (--checkpoint)"))
        }
        Check::Line if external > 0 => {
            Some(say!(lang, "sin firma de una clave conocida: {external}", "not signed by a known key: {external}"))
        }
        Check::Timestamps if left > 0 => {
            Some(say!(lang, "no comprobados: {left} (--ca)", "not verified: {left} (--ca)"))
        }
        Check::Cosignatures if left > 0 => {
            Some(say!(lang, "no comprobadas: {left} (--policy)", "not verified: {left} (--policy)"))
        }
        Check::Files | Check::Manifests | Check::Unchanged if external > 0 => Some(say!(
            lang,
            "fuera de git o borrados por orden, no comprobados: {external}",
            "outside git or erased by order, not checked: {external}"
        )),
        Check::Founded if external > 0 => Some(say!(
            lang,
            "lo que las respaldaba se borró por orden, no comprobadas: {external}",
            "what bore them out was erased by order, not checked: {external}"
        )),
        Check::Submissions | Check::Events | Check::Settings
            if tally.of.is_some() && (tally.check == Check::Submissions || pending > 0) =>
        {
            Some(say!(lang, "pendientes: {pending}", "pending: {pending}"))
        }
        Check::Entries if audit.uninterpreted > 0 => {
            let count = audit.uninterpreted;
            Some(say!(lang, "no interpretadas: {count}", "not interpreted: {count}"))
        }
        Check::Documents if external > 0 => Some(say!(
            lang,
            "informes no comprobados: {external} (--informe)",
            "reports not checked: {external} (--informe)"
        )),
        _ if tally.of == Some(0) => Some(say!(lang, "no hay", "there are none")),
        Check::Dates if left > 0 => Some(say!(lang, "no cambia el veredicto", "it changes no verdict")),
        _ => None,
    }
}

/// Facts that are counted and judged by nothing here.
pub(super) fn aside(audit: &Audit, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let (unpublished, elsewhere) = (audit.unpublished, audit.elsewhere);
    if unpublished > 0 {
        lines.push(say!(
            lang,
            "Recibidas y no publicadas: {unpublished}; no es una falta, y no están en un clon.",
            "Received and not published: {unpublished}; no fault, and not in a clone."
        ));
    }
    if elsewhere > 0 {
        lines.push(say!(
            lang,
            "Informes anotados que no se compararon con ningún archivo (--informe): {elsewhere}.",
            "Reports noted that were held against no file (--informe): {elsewhere}."
        ));
    }
    for purged in &audit.purged {
        let (entry, path) = (purged.index, shown(&purged.path.to_string(), 200));
        let [role, authority, act, reason] =
            [&purged.order.role, &purged.order.authority, &purged.order.act, &purged.order.reason]
                .map(|text| shown(text, 300));
        let (date, objects) = (purged.order.date, purged.objects);
        lines.push(say!(
            lang,
            "Borrado por orden (entrada {entry}): {path}; ordena {authority}, {act} del {date}; ejecuta {role}; motivo: {reason}; objetos borrados: {objects}.",
            "Erased by order (entry {entry}): {path}; ordered by {authority}, {act} of {date}; carried out by {role}; reason: {reason}; objects erased: {objects}."
        ));
    }
    lines
}

/// What no verdict establishes.
pub(super) fn not_established(audit: &Audit, lang: Lang) -> Vec<String> {
    let mut lines = vec![
        say!(
            lang,
            "Que el contenido de la evidencia sea cierto o suficiente: eso lo juzga una persona.",
            "That the content of the evidence is true or sufficient: a person judges that."
        ),
        say!(
            lang,
            "Quién escribió cada documento ni quién lo cargó: los nombres de los commits los escribe cualquiera.",
            "Who wrote each document or loaded it: anyone can write the names of commits."
        ),
        say!(
            lang,
            "Que no se haya entregado algo por otro canal que no llegó al repositorio.",
            "That nothing was handed in by another channel that never reached the repository."
        ),
    ];
    let size = audit.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.head.size);
    match audit.witnessed.max(audit.stamped) {
        None => lines.push(say!(
            lang,
            "Las horas por un tercero: son las del reloj de quien lleva el registro.",
            "The hours by a third party: they are those of the clock of whoever keeps the audit trail."
        )),
        Some(attested) if attested < size => {
            let left = size - attested;
            lines.push(if left == 1 { say!(
                lang,
                "La hora de la última entrada por un tercero: lo atestiguado llega hasta las primeras {attested}.",
                "The hour of the last entry by a third party: what is attested reaches the first {attested}."
            ) } else { say!(
                lang,
                "Las horas de las últimas {left} entradas por un tercero: lo atestiguado llega hasta las primeras {attested}.",
                "The hours of the last {left} entries by a third party: what is attested reaches the first {attested}."
            ) });
        }
        Some(_) => {}
    }
    if audit.key_source == KeySource::Log {
        lines.push(say!(
            lang,
            "Que el registro sea el de la entidad: dé la clave que ella publica por otro medio (--key).",
            "That the audit trail is that of the institution: give the key that it publishes elsewhere (--key)."
        ));
    }
    if audit.is_example {
        lines.push(say!(
            lang,
            "Nada fuera del ejemplo: su clave es pública y sus horas son inventadas.",
            "Anything outside the example: its key is public and its hours are made up."
        ));
    }
    if audit.tallies.iter().all(|tally| tally.check != Check::Kept || tally.passed == 0) {
        lines.push(say!(
            lang,
            "Que el registro no se haya rehecho entero: conserve el estado firmado de hoy y tráigalo la próxima vez (--checkpoint).",
            "That the audit trail was not made anew as a whole: keep the signed checkpoint of today and bring it next time (--checkpoint)."
        ));
    }
    lines
}

/// Where a finding is, on one line.
pub(super) fn place(finding: &Finding, lang: Lang) -> String {
    let mut parts = Vec::new();
    if let Some(path) = &finding.place.path {
        parts.push(shown(path, 240));
    }
    if let Some(entry) = finding.place.entry {
        parts.push(say!(lang, "entrada {entry}", "entry {entry}"));
    }
    if let Some(commit) = finding.place.commit {
        parts.push(format!("commit {}", &commit.to_string()[..12]));
    }
    parts.join(" · ")
}

/// The word before a finding.
pub(super) fn level(level: Level, lang: Lang) -> &'static str {
    let (es, en) = match level {
        Level::Notice => ("aviso", "notice"),
        Level::Fault => ("inconsistencia", "finding"),
        Level::Diverged => ("divergencia", "divergence"),
        Level::Invalid => ("no válido", "invalid"),
        Level::Unchecked => ("sin comprobar", "not checked"),
    };
    Text { es, en }.get(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_its_word() {
        assert!(Check::ALL.is_sorted());
        let mut ids: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Check::ALL.len());
        for check in Check::ALL {
            assert!(check.id().bytes().all(|byte| byte.is_ascii_lowercase()), "{check:?}");
            assert_ne!(check.name(Lang::Es), check.name(Lang::En));
        }
    }
}
