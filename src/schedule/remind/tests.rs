//! What leaders are reminded of, from deliveries made up here.

use std::collections::BTreeSet;

use super::*;
use crate::{
    digest::Digest,
    messages::Lang,
    model::SubmissionPath,
    schedule::{
        Calendar, Delivery, Stamp, judge,
        tests::{day, load, parse, world},
    },
};

/// A report of a policy that answers a corte, committed at noon.
pub(crate) fn report(policy: &str, corte: &str, at: &str) -> Delivery {
    let at: DateTime<FixedOffset> = format!("{at}T12:00:00-05:00").parse().unwrap();
    Delivery {
        path: SubmissionPath::parse(&format!("{policy}/{}/reporte-{corte}", at.format("%Y/%m"))).unwrap(),
        class: raw::SubmissionClass::Report,
        corte: Some(day(corte)),
        plans: BTreeSet::new(),
        evidence: vec![Digest::of(corte.as_bytes())],
        repository: Stamp::of_commit(at),
        sigob: None,
        published: None,
        supersedes: None,
        complements: None,
        filing: None,
        withdrawn: None,
    }
}

/// The settings of this repository, measured since January 2027, with a leader of Gobierno Digital until June.
pub(crate) fn settings() -> World {
    let mut world = world(|settings| {
        for obligation in &mut settings.obligations {
            obligation.measured_since = Some("2027-01".try_into().unwrap());
        }
    });
    let mut policy: raw::Policy = load("policies/gobierno-digital/politica.yaml");
    policy.leaders = parse(
        "[{rol: Jefe de Informática, dependencia: oficina-informatica, desde: 2026-01-01, hasta: 2027-06-30},
          {rol: Secretario TIC, dependencia: oficina-informatica, desde: 2027-07-01}]",
    );
    world.policies.insert("gobierno-digital".to_owned(), policy);
    world
}

pub(crate) fn window(as_of: &str, days: u16, missed_since: &str) -> Window {
    Window { as_of: as_of.parse().unwrap(), days, missed_since: day(missed_since) }
}

pub(crate) fn with<T>(
    world: &World,
    deliveries: &[Delivery],
    window: Window,
    policy: Option<&str>,
    see: impl FnOnce(&Reminders<'_>) -> T,
) -> T {
    let calendar = Calendar::new(world.holidays.values());
    let (first, last) = window.span();
    let schedule = Schedule::new(world, &calendar, first, last);
    let verdicts = judge(&schedule, &calendar, deliveries, window.as_of);
    see(&remind(world, &schedule, &verdicts, &[], window, policy).unwrap())
}

/// Obligation, nominal day, outcome and days of each item of a policy.
fn told(reminders: &Reminders<'_>, policy: &str) -> Vec<(String, Outcome, i64)> {
    let own = reminders.policies.iter().find(|own| own.policy == policy);
    let items = own.into_iter().flat_map(|own| &own.items);
    items
        .map(|item| (format!("{} {}", item.corte.obligation.id, item.corte.nominal), item.outcome, item.days))
        .collect()
}

fn expected(items: &[(&str, Outcome, i64)]) -> Vec<(String, Outcome, i64)> {
    items.iter().map(|(name, outcome, days)| ((*name).to_owned(), *outcome, *days)).collect()
}

#[test]
fn what_runs_out_and_what_has_not_come() {
    let world = settings();
    let came = [
        report("gobierno-digital", "2027-01-30", "2027-01-29"),
        report("gobierno-digital", "2027-02-05", "2027-02-05"),
        report("defensa-juridica", "2027-01-30", "2027-02-02"),
        report("defensa-juridica", "2027-02-05", "2027-02-09"), // late, and yet handed in
    ];
    let window = window("2027-02-11T08:00:00-05:00", 5, "2027-02-01");
    with(&world, &came, window, None, |reminders| {
        assert_eq!((reminders.policies.len(), reminders.clear), (19, 0));
        // The press release of the 5th has not come; the report of the 15th is due, that of 30 January was before.
        let rest = [("comunicado 2027-02-05", Outcome::Missed, -6), ("reporte 2027-02-15", Outcome::Pending, 4)];
        assert_eq!(told(reminders, "gobierno-digital"), expected(&rest));
        assert_eq!(told(reminders, "defensa-juridica"), expected(&rest));
        let missed = [
            // 30 January 2027 is a Saturday: its deadline was Monday 1 February.
            ("reporte 2027-01-30", Outcome::Missed, -10),
            ("comunicado 2027-02-05", Outcome::Missed, -6),
            ("reporte 2027-02-05", Outcome::Missed, -6),
            ("reporte 2027-02-15", Outcome::Pending, 4),
        ];
        assert_eq!(told(reminders, "integridad"), expected(&missed));
    });
}

#[test]
fn the_deadline_itself_is_the_last_day_that_is_reminded() {
    let world = settings();
    let days = |as_of: &str, days: u16| {
        with(&world, &[], window(as_of, days, "2027-12-31"), Some("integridad"), |reminders| {
            told(reminders, "integridad").iter().map(|(name, _, days)| (name.clone(), *days)).collect::<Vec<_>>()
        })
    };
    let one = |days: i64| vec![("reporte 2027-02-15".to_owned(), days)];
    assert_eq!(days("2027-02-10T23:59:59-05:00", 4), []);
    assert_eq!(days("2027-02-10T23:59:59-05:00", 5), one(5));
    assert_eq!(days("2027-02-15T23:59:59-05:00", 0), one(0));
    assert_eq!(days("2027-02-16T00:00:00-05:00", 0), []);
}

#[test]
fn an_assumed_deadline_is_never_missed_and_plans_are_told_together() {
    let world = settings();
    let window = window("2027-04-20T08:00:00-05:00", 0, "2027-04-10");
    with(&world, &[], window, Some("planeacion-institucional"), |reminders| {
        let own = &reminders.policies[0].items;
        let plans = own.iter().find(|item| !item.plans.is_empty()).unwrap();
        assert_eq!((plans.outcome, plans.plans.len(), plans.ids.len()), (Outcome::NoRecord, 12, 12));
        assert_eq!(plans.office.as_deref(), Some("Secretaría de Planeación"));
        assert_eq!(plans.ids[0], "seguimiento-planes/planeacion-institucional/incentivos/2027-04-15");
        let text = human(reminders, 80, Lang::Es).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Sin registro (plazo supuesto): 12."), "{text}");
        assert!(text.contains("sin registro; se esperaba el jueves 15 de abril de 2027"), "{text}");
    });
}

#[test]
fn leaders_are_roles_in_force() {
    let world = settings();
    let leaders = |as_of: &str| {
        with(&world, &[], window(as_of, 31, "2027-12-31"), Some("gobierno-digital"), |reminders| {
            reminders.policies[0].leaders.clone()
        })
    };
    assert_eq!(leaders("2027-06-30T23:59:59-05:00"), ["Jefe de Informática"]);
    assert_eq!(leaders("2027-07-01T00:00:00-05:00"), ["Secretario TIC"]);
}

#[test]
fn the_message_can_be_sent_as_it_is() {
    let world = settings();
    let came = [report("gobierno-digital", "2027-02-05", "2027-02-05")];
    let window = window("2027-02-11T08:00:00-05:00", 5, "2027-02-02");
    let text = with(&world, &came, window, Some("gobierno-digital"), |reminders| human(reminders, 80, Lang::Es));
    let expected = "\
Recordatorio de entregas: Alcaldía Distrital de Cartagena de Indias, jueves 11
de febrero de 2027.
Por vencer hasta el 16 de febrero de 2027: 1. No presentadas desde el 2 de
febrero de 2027: 1. Políticas sin nada pendiente: 0.

Gobierno Digital — Jefe de Informática
  ! Comunicado de prensa, corte 2027-02-05: no presentada; venció el viernes 5
    de febrero de 2027, hace 6 días
    Se entrega en este repositorio o por SIGOB
  · Reporte de información, corte 2027-02-15: vence el lunes 15 de febrero de
    2027, en 4 días
    Se entrega en este repositorio o por SIGOB
    Asunto en SIGOB, para copiar:
      Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _FEBRERO de 2027
";
    assert_eq!(text, expected);
}

#[test]
fn programs_get_the_same() {
    let world = settings();
    let window = window("2027-02-11T08:00:00-05:00", 5, "2027-02-01");
    let json = with(&world, &[], window, Some("gobierno-digital"), |reminders| json(reminders, Some("abc"), Lang::En));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let items = json["policies"][0]["items"].as_array().unwrap();
    let outcomes: Vec<&str> = items.iter().map(|item| item["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["missed", "missed", "missed", "pending"]);
    assert_eq!(items[3]["deadline"], "2027-02-16T00:00:00-05:00");
    assert_eq!(items[3]["subject"], "Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _FEBRERO de 2027");
    assert_eq!(items[3]["instances"], serde_json::json!(["reporte/gobierno-digital/2027-02-15"]));
    assert_eq!(json["inputs"]["until"], "2027-02-16");
}

#[test]
fn what_was_not_read_is_told() {
    let world = settings();
    let calendar = Calendar::new(world.holidays.values());
    let window = window("2027-02-11T08:00:00-05:00", 5, "2027-02-01");
    let (first, last) = window.span();
    let schedule = Schedule::new(&world, &calendar, first, last);
    let verdicts = judge(&schedule, &calendar, &[], window.as_of);
    let unread = ["integridad/2027/02/a-0001", "gobierno-digital/2027/02/b-0002"]
        .map(|path| SubmissionPath::parse(path).unwrap());
    let of = |policy| {
        let reminders = remind(&world, &schedule, &verdicts, &unread, window, policy).unwrap();
        (reminders.unread.len(), human(&reminders, 80, Lang::Es))
    };
    let (count, text) = of(Some("integridad"));
    assert_eq!(count, 1);
    assert!(text.contains("Ojo: 1 sin leer (integridad/2027/02/a-0001)."), "{text}");
    assert_eq!(of(None).0, 2);
    assert!(!of(Some("defensa-juridica")).1.contains("sin leer"));
}

#[test]
fn what_was_sent_is_not_asked_for_again() {
    let world = settings();
    let sent = |path: &str, class, due: &str, plans: &[&str]| Underway {
        class,
        due: day(due),
        plans: plans.iter().map(|plan| (*plan).to_owned()).collect(),
        number: None,
        path: SubmissionPath::parse(path).unwrap(),
    };
    let report = [sent("gobierno-digital/2027/02/reporte-1f3a", raw::SubmissionClass::Report, "2027-02-15", &[])];
    let window_of_february = window("2027-02-11T08:00:00-05:00", 5, "2027-02-02");
    let text = |policy: &str, sent: &[Underway], window: Window| {
        let noted = with(&world, &[], window, Some(policy), |reminders| {
            let mut reminders = reminders.clone();
            reminders.note(sent);
            human(&reminders, 120, Lang::Es)
        });
        noted.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = text("gobierno-digital", &report, window_of_february);
    assert!(told.contains("hasta el 16 de febrero de 2027: 0."), "{told}");
    assert!(told.contains("No presentadas desde el 2 de febrero de 2027: 2. Enviadas, por incorporar: 1."), "{told}");
    assert!(told.contains("corte 2027-02-15: ya se envió; su plazo es el lunes 15 de febrero de 2027"), "{told}");
    assert!(told.contains("Falta incorporarla: gobierno-digital/2027/02/reporte-1f3a"), "{told}");
    // A deadline that passed is missed all the same: nobody took it in.
    let told = text("gobierno-digital", &report, window("2027-02-20T08:00:00-05:00", 5, "2027-02-12"));
    assert!(told.contains("No presentadas desde el 12 de febrero de 2027: 1. Pol"), "{told}");
    assert!(told.contains("! Reporte de información, corte 2027-02-15: no presentada; venció"), "{told}");
    assert!(told.contains("No incorporada; hay una rama enviada: gobierno-digital/2027/02/reporte-1f3a"), "{told}");
    // That of another policy, or of another class, answers nothing.
    assert!(!text("integridad", &report, window_of_february).contains("ya se envió"));
    let release = [sent("integridad/2027/02/comunicado-1f3a", raw::SubmissionClass::PressRelease, "2027-02-15", &[])];
    assert!(!text("integridad", &release, window_of_february).contains("ya se envió"));
    // Of twelve plans one was sent: eleven are owed.
    let path = "planeacion-institucional/2027/04/seguimiento-1f3a";
    let plans = [sent(path, raw::SubmissionClass::PlanFollowUp, "2027-04-15", &["peti"])];
    let told = text("planeacion-institucional", &plans, window("2027-04-20T08:00:00-05:00", 0, "2027-04-10"));
    assert!(told.contains("sin registro; se esperaba"), "{told}");
    assert!(told.contains(&format!("Se envió una parte, y falta incorporarla: {path}")), "{told}");
}
