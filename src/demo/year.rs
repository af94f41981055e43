//! The year of the example: who delivered what and when, as plain data.
//!
//! Ordinary deliveries follow from the character of each policy; the special ones (corrections, complements,
//! withdrawals, files kept outside git, documents of the model) are named one by one in tables.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};

use super::{
    calendar::{YEAR, at, day, due, last_day, month_name},
    chance::{draw, pick},
    delivery::{Delivery, Filing, Owner, Piece, Relation, Retirement},
    roster::{POLICIES, Profile},
};
use crate::model::raw::SubmissionClass;

/// The institutional plans followed up: key, acronym or short name, and the piece of work it tells of.
pub const PLANS: [(&str, &str); 12] = [
    ("pinar", "Plan Institucional de Archivos"),
    ("paa", "Plan Anual de Adquisiciones"),
    ("vacantes", "Plan Anual de Vacantes"),
    ("prevision-rh", "Plan de Previsión de Recursos Humanos"),
    ("peth", "Plan Estratégico de Talento Humano"),
    ("pic", "Plan Institucional de Capacitación"),
    ("incentivos", "Plan de Incentivos Institucionales"),
    ("sst", "Plan de Seguridad y Salud en el Trabajo"),
    ("ptep", "Programa de Transparencia y Ética Pública"),
    ("peti", "Plan Estratégico de Tecnologías"),
    ("riesgos-seguridad", "Plan de Tratamiento de Riesgos de Seguridad"),
    ("seguridad-privacidad", "Plan de Seguridad y Privacidad"),
];

/// A month and a day of it.
type MonthDay = (u32, u32);

/// Deadlines that an act excuses: policy, first and last deadline.
pub const EXEMPT: [(&str, MonthDay, MonthDay); 2] =
    [("gestion-conocimiento", (12, 15), (12, 30)), ("defensa-juridica", (7, 5), (7, 15))];

/// A policy, a month and a deadline of that month (5, 15 or 30).
type Slot = (&'static str, u32, u32);

/// Corrections: what is corrected, days later, why, and whether the files stay the same.
const CORRECTIONS: [(Slot, u32, &str, bool); 8] = [
    (("gobierno-digital", 2, 15), 3, "La tabla de avance tenía mal el total de actividades.", false),
    (("integridad", 3, 5), 4, "Faltaba el corte de las declaraciones de bienes y rentas.", false),
    (("transparencia", 4, 15), 2, "El título nombraba otro periodo; los archivos son los mismos.", true),
    (("servicio-ciudadanias", 5, 30), 6, "Se corrigió el número de peticiones respondidas.", false),
    (("control-interno", 6, 15), 25, "La auditoría ajustó dos cifras después del cierre.", false),
    (("planeacion-institucional", 8, 5), 3, "Se reemplazó la gráfica, que tenía las barras cambiadas.", false),
    (("gobierno-digital", 9, 30), 5, "El informe salió sin la última página.", false),
    (("integridad", 11, 15), 40, "Se actualizó el avance con los registros definitivos.", false),
];

/// Complements: what is completed and days later.
const COMPLEMENTS: [(Slot, u32); 5] = [
    (("transparencia", 2, 5), 6),
    (("gobierno-digital", 4, 30), 7),
    (("control-interno", 7, 15), 5),
    (("servicio-ciudadanias", 9, 15), 8),
    (("planeacion-institucional", 10, 30), 4),
];

/// Deliveries with a file that is kept outside git.
const HELD: [(Slot, Piece); 7] = [
    (("integridad", 2, 15), Piece::Classified),
    (("gobierno-digital", 3, 15), Piece::People),
    (("transparencia", 5, 15), Piece::Classified),
    (("servicio-ciudadanias", 6, 30), Piece::People),
    (("control-interno", 8, 15), Piece::Classified),
    (("planeacion-institucional", 9, 5), Piece::People),
    (("integridad", 10, 30), Piece::People),
];

/// What is withdrawn, which files by their place, month and day, why and the act.
type RetirementRow = (Slot, &'static [usize], MonthDay, &'static str, &'static str);

/// Withdrawals.
const RETIREMENTS: [RetirementRow; 3] = [
    (
        ("servicio-ciudadanias", 3, 15),
        &[0],
        (4, 22),
        "El informe citaba datos personales de terceros.",
        "ALE-RES-0000131-2025",
    ),
    (
        ("control-interno", 5, 5),
        &[0],
        (6, 18),
        "El documento era un borrador que no se debía publicar.",
        "ALE-RES-0000207-2025",
    ),
    (
        ("transparencia", 9, 5),
        &[1],
        (10, 21),
        "El anexo repetía datos personales de un peticionario.",
        "ALE-RES-0000388-2025",
    ),
];

/// Documents of the model: month, day and title.
const DOCUMENTS: [(u32, u32, &str); 5] = [
    (1, 8, "Circular de ejemplo: metodología de cargue de evidencias del modelo"),
    (3, 27, "Acta de ejemplo del comité institucional de gestión y desempeño, primera sesión"),
    (6, 26, "Acta de ejemplo del comité institucional de gestión y desempeño, segunda sesión"),
    (9, 25, "Acta de ejemplo del comité institucional de gestión y desempeño, tercera sesión"),
    (12, 18, "Acta de ejemplo del comité institucional de gestión y desempeño, cuarta sesión"),
];

/// Everything that was handed in or withdrawn.
#[derive(Clone, Debug)]
pub struct Year {
    /// Deliveries; a correction or complement stands after what it names.
    pub deliveries: Vec<Delivery>,
    /// Withdrawals.
    pub retirements: Vec<Retirement>,
}

/// The whole year.
pub fn year() -> Year {
    let mut deliveries = Vec::new();
    for profile in &POLICIES {
        for month in 1..=12 {
            deliveries.extend([5, 15, 30].into_iter().filter_map(|day| report(profile, month, day)));
            deliveries.extend(press_release(profile, month));
        }
    }
    deliveries.extend((1..=4).map(follow_up));
    deliveries.extend(DOCUMENTS.map(|(month, number, title)| document(day(YEAR, month, number), title)));
    for (slot, piece) in HELD {
        let index = find(&deliveries, slot);
        deliveries[index].pieces.push(piece);
    }
    for (slot, _, _, _, _) in RETIREMENTS {
        let index = find(&deliveries, slot);
        let cover = deliveries[index].filing.as_ref().map(|_| Piece::Cover);
        deliveries[index].pieces = [Some(Piece::Pdf), Some(Piece::Csv), cover].into_iter().flatten().collect();
    }
    for (slot, days, reason, same) in CORRECTIONS {
        let index = find(&deliveries, slot);
        let mut next = later(&deliveries[index], days, 1);
        if !same {
            next.title = format!("{} (corregido)", next.title);
            next.edition = 2;
        } else {
            next.title = format!("{} (título corregido)", next.title);
        }
        next.relation = Some(Relation::Supersedes(index, reason));
        deliveries.push(next);
    }
    for (slot, days) in COMPLEMENTS {
        let index = find(&deliveries, slot);
        let mut next = later(&deliveries[index], days, 3);
        next.title = format!("Alcance: {}", next.title);
        next.pieces = vec![Piece::Xlsx];
        next.edition = 3;
        next.relation = Some(Relation::Complements(index));
        deliveries.push(next);
    }
    let retirements = RETIREMENTS
        .map(|(slot, files, (month, number), reason, act)| {
            let sent = at(day(YEAR, month, number), 9 * 60 + 12);
            let merged = sent + Duration::minutes(95);
            Retirement { delivery: find(&deliveries, slot), files, reason, act, sent, merged }
        })
        .to_vec();
    Year { deliveries, retirements }
}

/// The first delivery that answers a slot.
fn find(deliveries: &[Delivery], (slug, month, number): Slot) -> usize {
    let due = due(YEAR, month, number);
    deliveries
        .iter()
        .position(|one| one.owner.slug() == slug && one.class == SubmissionClass::Report && one.due == Some(due))
        .expect("the tables name deliveries of punctual policies")
}

/// The same delivery again, days later, by its leader.
fn later(first: &Delivery, days: u32, edition: u32) -> Delivery {
    let mut next = first.clone();
    next.sent = at(first.merged.date_naive() + Duration::days(days.into()), 10 * 60 + 7 * edition);
    next.merged = next.sent + Duration::minutes(160);
    next.filing = None;
    next.pieces.retain(|piece| !matches!(piece, Piece::Cover | Piece::People | Piece::Classified));
    next
}

/// How a delivery comes.
enum Fate {
    OnTime,
    Late,
    Missed,
}

fn fate(profile: &Profile, month: u32, name: &str) -> Fate {
    let character = profile.character;
    if character.absent.contains(&month) {
        return Fate::Missed;
    }
    match draw(&format!("fate {name}"), 100) {
        n if n < character.missed => Fate::Missed,
        n if n < character.missed + character.late => Fate::Late,
        _ => Fate::OnTime,
    }
}

/// When it is sent, merged and, for some, filed: up to two days before the deadline, or six to fourteen after.
fn moments(
    profile: &Profile,
    due: NaiveDate,
    fate: &Fate,
    name: &str,
) -> (DateTime<FixedOffset>, DateTime<FixedOffset>, Option<Filing>) {
    let number = |what: &str, below| draw(&format!("{what} {name}"), below);
    let days = |count: u64| Duration::days(i64::try_from(count).unwrap_or(0));
    let handed = match fate {
        Fate::Late => due + days(6 + number("late", 9)),
        Fate::OnTime | Fate::Missed => due - days(number("early", 3)),
    };
    let minute = u32::try_from(7 * 60 + 30 + number("minute", 9 * 60)).unwrap_or(0);
    let handed = at(handed, minute);
    if number("channel", 100) >= profile.character.sigob {
        let hours = i64::try_from(120 + number("hours", 26 * 60)).unwrap_or(0);
        return (handed, handed + Duration::minutes(hours), None);
    }
    let filed = Filing { number: format!("ALE-OFI-{:07}-{YEAR}", 10_000 + number("filing", 80_000)), moment: handed };
    let loaded = at(handed.date_naive() + days(1 + number("loading", 4)), minute);
    (loaded, loaded + Duration::minutes(45), Some(filed))
}

fn report(profile: &'static Profile, month: u32, number: u32) -> Option<Delivery> {
    let deadline = due(YEAR, month, number);
    let limit = |(month, number): (u32, u32)| due(YEAR, month, number);
    if EXEMPT
        .iter()
        .any(|(slug, from, until)| *slug == profile.slug && limit(*from) <= deadline && deadline <= limit(*until))
    {
        return None;
    }
    let name = format!("{} {deadline}", profile.slug);
    let fate = fate(profile, month, &name);
    if matches!(fate, Fate::Missed) {
        return None;
    }
    let (sent, merged, filing) = moments(profile, deadline, &fate, &name);
    let component = pick(&format!("component {name}"), &profile.components);
    let covers = match (number, month) {
        (5, 1) => (day(YEAR, 1, 1), day(YEAR, 1, 5)),
        (5, _) => (day(YEAR, month - 1, 1), last_day(YEAR, month - 1)),
        (15, _) => (day(YEAR, month, 1), day(YEAR, month, 15)),
        _ => (day(YEAR, month, 16), deadline),
    };
    let title = match number {
        5 => format!("{component}: balance de {} de {YEAR}", month_name(covers.0)),
        15 => format!("{component}: avance de la primera quincena de {} de {YEAR}", month_name(deadline)),
        _ => format!("{component}: cierre de {} de {YEAR}", month_name(deadline)),
    };
    let mut pieces = vec![match draw(&format!("format {name}"), 10) {
        0..=4 => Piece::Pdf,
        5 | 6 => Piece::Docx,
        7 => Piece::Xlsx,
        _ => Piece::Csv,
    }];
    match draw(&format!("annex {name}"), 100) {
        0..=11 if pieces[0] != Piece::Xlsx => pieces.push(Piece::Xlsx),
        12..=29 if pieces[0] != Piece::Csv => pieces.push(Piece::Csv),
        30..=35 => pieces.push(Piece::Chart),
        36..=38 => pieces.push(Piece::Photo),
        39 => pieces.push(Piece::Capture),
        _ => {}
    }
    if filing.is_some() {
        pieces.push(Piece::Cover);
    }
    let also_serves =
        (draw(&format!("serves {name}"), 25) == 0 && profile.slug != "transparencia").then_some("transparencia");
    Some(Delivery {
        owner: Owner::Policy(profile),
        class: SubmissionClass::Report,
        due: Some(deadline),
        covers,
        title,
        pieces,
        sent,
        merged,
        filing,
        relation: None,
        also_serves,
        edition: 1,
    })
}

fn press_release(profile: &'static Profile, month: u32) -> Option<Delivery> {
    let deadline = due(YEAR, month, 5);
    let name = format!("press {} {deadline}", profile.slug);
    let fate = fate(profile, month, &name);
    if matches!(fate, Fate::Missed) {
        return None;
    }
    let (sent, merged, filing) = moments(profile, deadline, &fate, &name);
    let component = pick(&format!("component {name}"), &profile.components);
    let mut pieces = vec![if draw(&format!("format {name}"), 4) == 0 { Piece::Docx } else { Piece::Pdf }];
    match draw(&format!("annex {name}"), 100) {
        0..=16 => pieces.push(Piece::Photo),
        17..=21 => pieces.push(Piece::Video),
        _ => {}
    }
    if filing.is_some() {
        pieces.push(Piece::Cover);
    }
    let verb =
        pick(&format!("verb {name}"), &["avanza en", "presenta resultados de", "fortalece", "abre a la ciudadanía"]);
    Some(Delivery {
        owner: Owner::Policy(profile),
        class: SubmissionClass::PressRelease,
        due: Some(deadline),
        covers: (day(YEAR, month, 1), last_day(YEAR, month)),
        title: format!(
            "La Alcaldía de Ejemplo {verb}: {}, {} de {YEAR}",
            component.to_lowercase(),
            month_name(deadline)
        ),
        pieces,
        sent,
        merged,
        filing,
        relation: None,
        also_serves: None,
        edition: 1,
    })
}

/// The follow-up of a quarter, 1 to 4; that of the third lacks two plans.
fn follow_up(quarter: u32) -> Delivery {
    let (first, last) = (3 * quarter - 2, 3 * quarter);
    let end = last_day(YEAR, last);
    let deadline = end + Duration::days(15);
    let sent = at(deadline - Duration::days(1), 15 * 60 + 20 + quarter);
    let plans = (0..PLANS.len()).filter(|plan| quarter != 3 || *plan < 10).map(Piece::Plan);
    Delivery {
        owner: Owner::Policy(Profile::of("planeacion-institucional")),
        class: SubmissionClass::PlanFollowUp,
        due: Some(deadline),
        covers: (day(YEAR, first, 1), end),
        title: format!("Seguimiento de los planes institucionales, trimestre {quarter} de {YEAR}"),
        pieces: plans.collect(),
        sent,
        merged: sent + Duration::minutes(200),
        filing: None,
        relation: None,
        also_serves: None,
        edition: 1,
    }
}

fn document(date: NaiveDate, title: &str) -> Delivery {
    let sent = at(date, 16 * 60 + 40);
    Delivery {
        owner: Owner::Model,
        class: SubmissionClass::Document,
        due: None,
        covers: (date, date),
        title: title.to_owned(),
        pieces: vec![Piece::Pdf],
        sent,
        merged: sent + Duration::minutes(30),
        filing: None,
        relation: None,
        also_serves: None,
        edition: 1,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn count(year: &Year, is: impl Fn(&Delivery) -> bool) -> usize {
        year.deliveries.iter().filter(|one| is(one)).count()
    }

    fn received(one: &Delivery) -> NaiveDate {
        one.filing.as_ref().map_or(one.sent, |filing| filing.moment).date_naive()
    }

    #[test]
    fn everything_that_can_happen_happens() {
        let year = year();
        let first = |one: &Delivery| one.relation.is_none();
        // 19 policies by 12 months by 3 deadlines, and by 12 press releases; 4 deadlines are excused
        let slots = 19 * 36 + 19 * 12 - 4;
        let came = count(&year, |one| {
            first(one) && matches!(one.class, SubmissionClass::Report | SubmissionClass::PressRelease)
        });
        let late = count(&year, |one| first(one) && one.due.is_some_and(|due| received(one) > due));
        assert_eq!((slots, came, late), (908, 864, 116));
        assert_eq!(count(&year, |one| one.class == SubmissionClass::PlanFollowUp), 4);
        assert_eq!(count(&year, |one| matches!(one.owner, Owner::Model)), 5);
        assert_eq!(count(&year, |one| matches!(one.relation, Some(Relation::Supersedes(..)))), 8);
        assert_eq!(count(&year, |one| matches!(one.relation, Some(Relation::Complements(_)))), 5);
        assert_eq!(year.retirements.len(), 3);
        for piece in
            [Piece::People, Piece::Classified, Piece::Cover, Piece::Capture, Piece::Photo, Piece::Video, Piece::Docx]
        {
            assert!(count(&year, |one| one.pieces.contains(&piece)) >= 3, "{piece:?}");
        }
        assert!((6..=14).contains(&count(&year, |one| one.pieces.contains(&Piece::Video))));
        assert!((40..=80).contains(&count(&year, |one| one.pieces.contains(&Piece::Photo))));
    }

    #[test]
    fn nothing_is_merged_before_it_is_sent_nor_after_the_end() {
        for one in &year().deliveries {
            assert!(one.sent < one.merged && one.merged < super::super::calendar::as_of(), "{}", one.key());
            assert!(one.filing.as_ref().is_none_or(|filing| filing.moment < one.sent), "{}", one.key());
            assert_eq!(one.filing.is_some(), one.pieces.contains(&Piece::Cover), "{}", one.key());
        }
    }

    #[test]
    fn no_two_deliveries_have_one_name_unless_only_the_title_is_corrected() {
        let year = year();
        let keys: BTreeSet<String> = year.deliveries.iter().map(Delivery::key).collect();
        assert_eq!(keys.len(), year.deliveries.len() - 1);
    }
}
