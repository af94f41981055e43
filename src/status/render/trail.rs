//! What the trail shows of times and absences, in both languages.

use super::words::{bound, minute};
use crate::{
    diagnostic::render::say,
    messages::Lang,
    registro::Times,
    schedule::{Outcome, Receipt, words as days},
    status::{Absence, Board, Totals, TrailUse},
    trail::judge::KeySource,
};

/// How well it is known that what is missed did not come.
pub(super) fn absences(totals: &Totals, lang: Lang) -> Option<String> {
    let (missed, proven) = (totals.count(Outcome::Missed), totals.absent);
    (proven > 0).then(|| {
        say!(
            lang,
            "no presentadas que no constaban en el repositorio, comprobado por tercero: {proven} de {missed}; no muestra que nada se presentara por otro canal",
            "missed and not in the repository, proven by a third party: {proven} of {missed}; it does not show that nothing was handed in elsewhere"
        )
    })
}

/// Where the hours come from, where there is a trail that could be verified.
pub(super) fn source(board: &Board<'_>, lang: Lang) -> Option<String> {
    let times = board.deliveries.trail.times()?;
    let (log, (logged, of)) = (log(times, lang), board.receipts());
    let (checked, attested) = (times.attestations.checked, times.attestations.of);
    Some(say!(
        lang,
        "horas del registro de integridad {log}: {logged} de {of} entregas con constancia; atestaciones comprobadas: {checked} de {attested}",
        "hours of the audit trail {log}: {logged} of {of} submissions with a receipt; attestations verified: {checked} of {attested}"
    ))
}

/// Which log, how long, and by whose key it was verified.
pub(in crate::status) fn log(times: &Times, lang: Lang) -> String {
    let (size, log) = (times.head.size, days::name(times.origin.as_str()));
    let key = match times.source {
        KeySource::Held => say!(lang, "verificado con la clave que usted dio", "verified with the key you gave"),
        KeySource::Log => {
            say!(lang, "clave tomada del propio repositorio", "key taken from the repository itself")
        }
    };
    say!(lang, "{log} ({size} anotaciones; {key})", "{log} ({size} entries; {key})")
}

/// How an hour is bounded, and its registration number.
pub(in crate::status) fn receipt(receipt: &Receipt, lang: Lang) -> String {
    let index = receipt.index;
    let mut parts = vec![say!(lang, "constancia n.º {index}", "receipt no. {index}")];
    if receipt.is_imported {
        let at = minute(receipt.at);
        parts.push(say!(
            lang,
            "ya estaba al comenzar el registro: recepción no comprobable antes del {at}",
            "there already when the audit trail began: receipt not provable before {at}"
        ));
    }
    parts.extend(receipt.not_before.map(bound).map(|at| say!(lang, "no antes del {at}", "not before {at}")));
    parts.extend(receipt.not_after.map(bound).map(|at| say!(lang, "no después del {at}", "not after {at}")));
    if receipt.committed != receipt.at && !receipt.is_imported {
        let at = minute(receipt.committed);
        parts.push(say!(lang, "fecha del commit: {at}", "commit date: {at}"));
    }
    parts.join(", ")
}

/// What shows that something did not come.
pub(super) fn absence(absence: &Absence, lang: Lang) -> String {
    match absence.seen {
        Some((at, size)) => {
            let at = bound(at);
            say!(
                lang,
                "no constaba en el repositorio: un tercero vio el {at} el registro con {size} anotaciones y ninguna es de esta entrega (no muestra que no se presentara por otro canal)",
                "not in the repository: on {at} a third party saw the audit trail with {size} entries and none is of this submission (it does not show that nothing was handed in elsewhere)"
            )
        }
        None => say!(lang, "ausencia no comprobable", "absence not provable"),
    }
}

/// What has to be known of the trail before believing the rest.
pub(in crate::status) fn cautions(trail: &TrailUse, lang: Lang) -> Vec<String> {
    let mut cautions = Vec::new();
    if let TrailUse::Refused(why) = trail {
        let why = days::prose(why);
        cautions.push(say!(
            lang,
            "Ojo: el registro de integridad no se pudo verificar y sus horas no se tomaron: {why}. Las horas de abajo son las de los commits, que no prueban nada.",
            "Mind: the audit trail could not be verified and its hours were not taken: {why}. The times below are those of commits, which prove nothing."
        ));
    }
    if let Some(count) = trail.times().map(|times| times.attestations.refused).filter(|count| *count > 0) {
        cautions.push(say!(
            lang,
            "Ojo: {count} atestaciones del registro no son válidas o son de otro registro; no prueban nada.",
            "Mind: {count} attestations of the audit trail are not valid or are of another one; they prove nothing."
        ));
    }
    cautions
}
