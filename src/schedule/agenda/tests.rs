//! Agendas of the settings of this repository, and of settings made up here.

use proptest::prelude::*;

use super::*;
use crate::schedule::tests::{day, parse, world};

fn origin(lang: Lang) -> Origin<'static> {
    Origin { revision: Some("abc"), as_of: "2026-11-22T10:00:00-05:00".parse().unwrap(), lang }
}

fn nominal(first: &str, last: &str) -> Period {
    Period { first: day(first), last: day(last), by: By::Nominal }
}

fn running(first: &str, last: &str) -> Period {
    Period { by: By::Running, ..nominal(first, last) }
}

/// What an agenda of these settings gives to `see`.
fn with<T>(world: &World, period: Period, see: impl FnOnce(&Agenda<'_>) -> T) -> T {
    let calendar = Calendar::new(world.holidays.values());
    see(&Agenda::new(world, &calendar, period).unwrap().unwrap())
}

fn nominals(agenda: &Agenda<'_>, obligation: &str) -> Vec<String> {
    let of = |due: &&Due<'_>| due.corte.obligation.id.as_str() == obligation;
    agenda.dues.iter().filter(of).map(|due| due.corte.nominal.to_string()).collect()
}

fn contingency(from: &str, until: &str) -> raw::Contingency {
    parse(&format!("{{desde: {from}, hasta: {until}, motivo: 'Inundación; cierre, total', acto: Decreto 1}}"))
}

/// The lines of a feed, unfolded.
fn lines(feed: &str) -> Vec<String> {
    feed.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn values<'l>(lines: &'l [String], name: &str) -> Vec<&'l str> {
    lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
}

#[test]
fn the_next_months_of_the_circular() {
    let world = world(|_| {});
    with(&world, nominal("2026-12-01", "2027-01-31"), |agenda| {
        // December: three reports and a press release of 19 policies; January also the plans, 12 of one policy.
        assert_eq!(agenda.counts(), Counts { cortes: 9, owed: 8 * 19 + 12, exempted: 0 });
        assert_eq!(
            nominals(agenda, "reporte"),
            ["2026-12-05", "2026-12-15", "2026-12-30", "2027-01-05", "2027-01-15", "2027-01-30"]
        );
    });
    // Nothing is measured before.
    with(&world, nominal("2026-11-01", "2026-11-30"), |agenda| assert_eq!(agenda.counts().cortes, 0));
}

#[test]
fn what_can_still_be_handed_in_runs() {
    let world = world(|_| {});
    // Saturday 5 is due on Monday 7; the press release of the same day is not moved.
    for (today, reports, releases) in [("2026-12-05", 1, 1), ("2026-12-07", 1, 0), ("2026-12-08", 0, 0)] {
        with(&world, running(today, "2026-12-10"), |agenda| {
            assert_eq!(nominals(agenda, "reporte").len(), reports, "{today}");
            assert_eq!(nominals(agenda, "comunicado").len(), releases, "{today}");
        });
    }
    with(&world, nominal("2026-12-06", "2026-12-10"), |agenda| assert_eq!(agenda.counts().cortes, 0));
}

#[test]
fn a_policy_has_its_own() {
    let world = world(|_| {});
    with(&world, nominal("2027-01-01", "2027-01-31"), |agenda| {
        assert_eq!(agenda.of_policy("gobierno-digital").counts(), Counts { cortes: 4, owed: 4, exempted: 0 });
        let planning = agenda.of_policy("planeacion-institucional");
        assert_eq!(planning.counts(), Counts { cortes: 5, owed: 16, exempted: 0 });
        let plans = planning.dues.iter().find(|due| due.instances.len() == 12).unwrap();
        assert_eq!(human::owes(&planning, plans, Lang::Es), "Secretaría de Planeación (12 planes)");
    });
}

#[test]
fn every_day_that_moves_a_deadline_is_told() {
    let world = world(|_| {});
    let reasons = |first: &str, last: &str| {
        with(&world, nominal(first, last), |agenda| {
            let of = |due: &&Due<'_>| due.corte.obligation.id.as_str() == "reporte";
            let reason = |due: &Due<'_>| super::super::words::reason(&due.corte, &due.skipped, Lang::Es);
            agenda.dues.iter().filter(of).map(reason).collect::<Vec<_>>()
        })
    };
    assert_eq!(reasons("2027-08-05", "2027-08-05"), [None]);
    assert_eq!(reasons("2027-02-28", "2027-02-28"), [Some("el corte cae en domingo".to_owned())]);
    assert_eq!(
        reasons("2027-08-15", "2027-08-15"),
        [Some("el corte cae en domingo; el lunes 16 es festivo: Asunción de la Virgen".to_owned())]
    );
    assert_eq!(
        reasons("2027-11-15", "2027-11-15"),
        [Some("el corte cae en festivo: Independencia de Cartagena".to_owned())]
    );
}

#[test]
fn the_sequence_grows_with_what_moves_a_deadline() {
    let number = |change: &dyn Fn(&mut raw::Repository)| {
        let world = world(change);
        with(&world, nominal("2026-12-15", "2026-12-15"), |agenda| {
            let due = agenda.dues.iter().find(|due| due.corte.obligation.id.as_str() == "reporte").unwrap();
            (due.corte.effective.to_string(), sequence(due))
        })
    };
    let plain = number(&|_| {});
    assert_eq!(plain, ("2026-12-15".to_owned(), 0));
    let moved = number(&|settings| settings.contingencies.push(contingency("2026-12-14", "2026-12-15")));
    assert_eq!(moved, ("2026-12-16".to_owned(), 1));
    let longer = number(&|settings| settings.contingencies.push(contingency("2026-12-14", "2026-12-18")));
    assert_eq!(longer, ("2026-12-21".to_owned(), 6));
    // A later wording weighs more than any move.
    let reworded = number(&|settings| {
        let mut later = settings.obligations[0].clone();
        settings.obligations[0].in_force_until = Some("2026-12-09".try_into().unwrap());
        later.in_force_from = Some("2026-12-10".try_into().unwrap());
        settings.obligations.push(later);
    });
    assert_eq!(reworded, ("2026-12-15".to_owned(), 1_000));
    // A wording that begins after this corte is not about it.
    let afterwards = number(&|settings| {
        let mut later = settings.obligations[0].clone();
        later.in_force_from = Some("2026-12-16".try_into().unwrap());
        settings.obligations.push(later);
    });
    assert_eq!(afterwards.1, 0);
    let endless = number(&|settings| settings.contingencies.push(contingency("2026-12-14", "2036-12-18")));
    assert_eq!(endless.1, 998);
}

#[test]
fn events_are_whole_days_named_for_ever() {
    let world = world(|settings| settings.contingencies.push(contingency("2026-12-14", "2026-12-15")));
    let feed = with(&world, nominal("2026-12-15", "2026-12-15"), |agenda| {
        (ics(agenda, &origin(Lang::Es)), ics(&agenda.of_policy("gobierno-digital"), &origin(Lang::Es)))
    });
    let (all, one) = (lines(&feed.0), lines(&feed.1));
    assert_eq!(values(&all, "UID"), ["reporte/2026-12-15@mipg.cartagena.gov.co"]);
    assert_eq!(values(&one, "UID"), ["reporte/gobierno-digital/2026-12-15@mipg.cartagena.gov.co"]);
    assert_eq!(values(&one, "DTSTART;VALUE=DATE"), ["20261216"]);
    assert_eq!(values(&one, "DTEND;VALUE=DATE"), ["20261217"]);
    assert_eq!(values(&one, "DTSTAMP"), ["20261122T150000Z"]);
    assert_eq!(values(&one, "SEQUENCE"), ["1"]);
    assert_eq!(values(&one, "STATUS"), ["CONFIRMED"]);
    assert_eq!(values(&one, "TRIGGER"), ["-P2DT16H", "PT8H"]);
    assert_eq!(values(&one, "SUMMARY"), ["Reporte de información: Gobierno Digital"]);
    let description = values(&one, "DESCRIPTION")[1];
    for part in [
        r"Corte: martes 15 de diciembre de 2026.\n",
        r"hasta el final del miércoles 16 de diciembre de 2026 (contingencia del 2026-12-14 al 2026-12-15: Inundación\; cierre\, total (Decreto 1)).\n",
        r"Asunto en SIGOB: Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _DICIEMBRE de 2026\n",
    ] {
        assert!(description.contains(part), "{part}\n{description}");
    }
    assert!(values(&all, "DESCRIPTION")[1].contains("Política NOMBRE DE LA POLÍTICA _DICIEMBRE de 2026"));
}

#[test]
fn what_an_exemption_excuses_is_cancelled_and_an_assumed_deadline_is_tentative() {
    let exemption = "{obligacion: reporte, politica: gobierno-digital, desde: 2027-01-01, hasta: 2027-01-31,
        motivo: Sin personal, autoriza: Secretaría General, acto: Oficio 1, expedida: 2026-12-20}";
    let world = world(|settings| settings.exemptions.push(parse(exemption)));
    with(&world, nominal("2027-01-15", "2027-01-15"), |agenda| {
        assert_eq!(agenda.counts(), Counts { cortes: 2, owed: 18 + 12, exempted: 1 });
        let own = lines(&ics(&agenda.of_policy("gobierno-digital"), &origin(Lang::Es)));
        assert_eq!((values(&own, "STATUS"), values(&own, "SEQUENCE")), (vec!["CANCELLED"], vec!["1"]));
        assert_eq!(values(&own, "SUMMARY"), ["No aplica: Reporte de información: Gobierno Digital"]);
        assert_eq!(values(&own, "TRIGGER"), [""; 0]);
        let all = lines(&ics(agenda, &origin(Lang::En)));
        assert_eq!(values(&all, "STATUS"), ["CONFIRMED", "TENTATIVE"]);
        let text = human(agenda, &origin(Lang::Es), 80);
        assert!(text.contains("2 cortes, 30 vencimientos; 1 que no aplica, por excepción."), "{text}");
        assert!(text.contains("18 políticas") && text.contains("(1 no aplica)"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&json(agenda, &origin(Lang::Es))).unwrap();
        assert_eq!(json["counts"], serde_json::json!({"cortes": 2, "owed": 30, "exempted": 1}));
        let instances = json["cortes"][0]["instances"].as_array().unwrap();
        let excused = instances.iter().find(|instance| !instance["exempted"].is_null()).unwrap();
        assert_eq!(excused["id"], "reporte/gobierno-digital/2027-01-15");
    });
}

#[test]
fn there_is_a_feed_for_each_policy_even_with_nothing_due() {
    let world = world(|_| {});
    let feeds = with(&world, nominal("2026-11-01", "2026-11-30"), |agenda| agenda.feeds(&origin(Lang::Es)));
    assert_eq!(feeds.len(), 20);
    for (name, feed) in &feeds {
        // A calendar has to hold something.
        assert!(feed.contains("BEGIN:VTIMEZONE") && !feed.contains("BEGIN:VEVENT"), "{name}");
        assert!(feed.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && feed.ends_with("END:VCALENDAR\r\n"));
    }
    assert!(feeds.contains_key("todas.ics") && feeds.contains_key("gobierno-digital.ics"));
}

#[test]
fn tables_fit_the_terminal() {
    let world = world(|settings| settings.contingencies.push(contingency("2027-01-10", "2027-02-20")));
    with(&world, nominal("2026-12-01", "2027-12-31"), |agenda| {
        for width in [0, 60, 80, 100, 500] {
            for agenda in [agenda, &agenda.of_policy("planeacion-institucional")] {
                for lang in [Lang::Es, Lang::En] {
                    for line in human(agenda, &origin(lang), width).lines() {
                        assert!(line.chars().count() <= width.clamp(80, 120), "{width}: {line}");
                        assert_eq!(line, line.trim_end());
                    }
                }
            }
        }
    });
}

#[test]
fn a_year_without_holidays_is_named() {
    let mut world = world(|_| {});
    let years =
        |world: &World| with(world, nominal("2026-12-01", "2027-01-31"), |agenda| agenda.years_without_holidays());
    assert_eq!(years(&world), BTreeSet::new());
    world.holidays.clear();
    assert_eq!(years(&world), BTreeSet::from([2026, 2027]));
}

#[test]
fn a_spreadsheet_runs_nothing() {
    let mut world = world(|_| {});
    let mut policy: raw::Policy = crate::schedule::tests::load("policies/gobierno-digital/politica.yaml");
    policy.name = "=HYPERLINK(\"https://x\"), y más".try_into().unwrap();
    world.policies.insert("gobierno-digital".to_owned(), policy);
    let table = with(&world, nominal("2026-12-15", "2026-12-15"), |agenda| csv(agenda, &origin(Lang::Es)));
    let rows: Vec<csv::StringRecord> =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(table.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 19);
    let own = rows.iter().find(|row| &row[2] == "gobierno-digital").unwrap();
    assert_eq!((&own[0], &own[3]), ("reporte/gobierno-digital/2026-12-15", "'=HYPERLINK(\"https://x\"), y más"));
    assert!(own[10].starts_with("Información Para Repositorio MIPG_ Política =HYPERLINK"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_name_adds_a_line_to_a_feed(
        title in r#"x([^\x00-\x1f\x7f]|[,;:\\"🏠ñ\u{2028}\u{85}\u{202e}]){5,90}x"#,
        prose in r#"x([^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r\nEND:VEVENT|[,;\\]){8,40}x"#,
    ) {
        let world = world(|settings| {
            settings.entity.name = title.as_str().try_into().unwrap();
            settings.obligations[0].name = title.as_str().try_into().unwrap();
            let mut contingency = contingency("2026-12-14", "2026-12-15");
            contingency.reason = prose.as_str().try_into().unwrap();
            settings.contingencies.push(contingency);
        });
        let feed = with(&world, nominal("2026-12-15", "2026-12-15"), |agenda| ics(agenda, &origin(Lang::Es)));
        let raw: Vec<&str> = feed.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        prop_assert!(raw.iter().all(|line| line.len() <= 75 && !line.contains(is_break)), "{}", feed);
        let names: Vec<String> = lines(&feed).iter().map(|line| line.split([':', ';']).next().unwrap().to_owned()).collect();
        let of = |name: &str| names.iter().filter(|own| *own == name).count();
        prop_assert_eq!((of("BEGIN"), of("END"), of("SUMMARY"), of("DESCRIPTION")), (6, 6, 1, 4));
        prop_assert_eq!(names.len(), 43 + 1, "the last one is empty");
    }
}

/// What some reader takes for the end of a line.
fn is_break(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

#[test]
fn too_many_due_dates_are_refused_before_they_are_made() {
    let of = |count: usize| {
        let world = world(|repository| {
            let one = raw::Obligation { applies: raw::Scope::default(), ..repository.obligations[0].clone() };
            repository.obligations = vec![one; count];
        });
        let calendar = Calendar::new(world.holidays.values());
        Agenda::new(&world, &calendar, nominal("2027-01-01", "2027-01-31")).map(|agenda| agenda.is_some())
    };
    assert_eq!(of(1), Ok(true));
    assert_eq!(of(4_000), Err(TooMany { limit: 2_000_000 }));
}
