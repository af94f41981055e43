//! What is written of a board: the same for everyone, harmless everywhere, and told without colour.

use super::*;
use crate::{
    messages::{Lang, is_deceptive},
    schedule::Filing,
    status::render::{HumanOptions, csv, human, json, markdown, svg},
};

const PLAIN: HumanOptions = HumanOptions { color: false, width: 80 };

/// One policy in March 2026, asked on the 29th.
fn small() -> Deliveries {
    let world = settings(|repository| {
        repository.obligations.truncate(2);
        repository.obligations[0].applies = parse("[gobierno-digital]");
    });
    let mut late = report("gobierno-digital", "2026-03-20", "2026-03-15");
    late.sigob = Some(Stamp::of_sigob(moment("2026-03-17T08:00:00")));
    deliveries(world, vec![report("gobierno-digital", "2026-03-05", "2026-03-05"), late])
}

/// Names that terminals, spreadsheets, browsers and pages could take for something else.
fn hostile() -> Deliveries {
    let mut found = small();
    let raw::Repository { entity, obligations, exemptions, .. } = match &mut found.world.repository {
        crate::model::Reading::Read(repository) => repository.as_mut(),
        _ => panic!("the settings are read"),
    };
    entity.name = "=HYPERLINK(\"x\")</title><script>alert(1)</script> @ana".try_into().unwrap();
    obligations[0].name = "<b>|`x` [y](http://z)</b>".try_into().unwrap();
    *exemptions = parse(
        "- {obligacion: reporte, politica: gobierno-digital, desde: 2026-03-30, hasta: 2026-03-30, motivo: '=1+1 de prueba', autoriza: Nadie, acto: '=cmd|x;\"y\"', expedida: 2026-04-30}",
    );
    found.unread = vec![SubmissionPath {
        owner: "gobierno-digital".into(),
        year: 2026,
        month: 3,
        name: "\u{202e}fdp\u{1b}[31m<i>\n::error::x".into(),
    }];
    found
}

#[test]
fn a_month_reads_without_colour_at_80_columns() {
    let found = small();
    let text = human(&asked(&found, Period::Month(2026, 3), "2026-03-29"), &PLAIN, Lang::Es);
    let expected = "\
Alcaldía Distrital de Cartagena de Indias
Entregas de marzo de 2026, vistas el 29 de marzo de 2026, 12:00 (hora de
  Bogotá)
revisión 6b64f7954565 del 2026-04-20 12:00; leídas 2 de 2 entregas

                       comunicado   reporte      reporte      reporte
POLÍTICA               03-05        03-05        03-15        03-30
POL07 Gobierno Digital ✗ no pres.   ✓ oportuna   ! extemp.    … pendiente

✓O oportuna · !E extemporánea · …P pendiente · ✗N no presentada
reporte 2026-03-15 vence el 2026-03-16: el corte cae en domingo

vencidas: 3; oportunas: 1 (33,3 %); extemporáneas: 1; no presentadas: 1
pendientes: 1; próximas: 0; no aplica: 0; en total: 4
hora comprobada por tercero: 0 de 2; reloj propio: 0; declarada ante SIGOB: 1;
  no comprobable: 1
cargue de lo recibido por SIGOB: 3,0 días en promedio y 3 el que más
  (entregas: 1); no es tardanza del líder
mínimo mensual (indicador): ningún mes terminado; en curso: 1
Porcentaje: oportunas ÷ vencidas, y son vencidas las oportunas, las
  extemporáneas y las no presentadas; con un decimal, 100 % solo si todas lo
  fueron y 0 % solo si ninguna.

Falta ahora:
POL07 Gobierno Digital (gobierno-digital)
  ✗ no presentada: comunicado 2026-03-05
  … pendiente: reporte 2026-03-30
";
    assert_eq!(text, expected);
}

#[test]
fn what_never_came_for_an_assumed_deadline_is_missing_too() {
    let world = settings(|repository| {
        repository.obligations.truncate(1);
        repository.obligations[0].applies = parse("[gobierno-digital]");
        repository.obligations[0].deadline = parse("supuesto");
    });
    let found = deliveries(world, vec![report("gobierno-digital", "2026-03-05", "2026-03-05")]);
    let asked = asked(&found, Period::Month(2026, 3), "2026-03-29");
    let text = human(&asked, &PLAIN, Lang::Es);
    let expected = "Falta ahora:\nPOL07 Gobierno Digital (gobierno-digital)\n  ? sin registro: reporte 2026-03-15 (plazo efectivo 2026-03-16)\n";
    assert!(text.contains(expected) && !text.contains("ahora: nada"), "{text}");
    let page = markdown(&asked, Lang::Es);
    assert!(page.contains("| 2026-03-15 (plazo efectivo 2026-03-16) | ? sin registro |"), "{page}");
}

#[test]
fn a_deadline_that_moved_says_why() {
    let world = settings(|repository| {
        repository.obligations.truncate(1);
        repository.obligations[0].applies = parse("[gobierno-digital]");
        repository.contingencies =
            parse("[{desde: 2026-03-05, hasta: 2026-03-06, motivo: Caída del servicio, acto: Circular 3 de 2026}]");
    });
    let found = deliveries(world, Vec::new());
    let shown = |month, lang| {
        let text = human(&asked(&found, Period::Month(2026, month), "2026-12-01"), &PLAIN, lang);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // Thursday 5 to Monday 9; Sunday 15; and in June, Monday 15 is a holiday.
    let march = shown(3, Lang::Es);
    let contingency = "contingencia del 2026-03-05 al 2026-03-06: Caída del servicio (Circular 3 de 2026)";
    assert!(march.contains(&format!("reporte 2026-03-05 vence el 2026-03-09: {contingency}")), "{march}");
    assert!(march.contains("2026-03-15 (plazo efectivo 2026-03-16), 2026-03-30"), "{march}");
    let june = shown(6, Lang::Es);
    assert!(june.contains("reporte 2026-06-15 vence el 2026-06-16: el corte cae en festivo: "), "{june}");
    let page = markdown(&asked(&found, Period::Month(2026, 6), "2026-12-01"), Lang::Es);
    assert!(page.contains("- reporte 2026-06-15 vence el 2026-06-16: el corte cae en festivo: "), "{page}");
    assert!(svg(&asked(&found, Period::Month(2026, 6), "2026-12-01"), Lang::Es).contains("vence el 2026-06-16"));
    // A year has no line for each: a word or two beside each that is missing.
    let year = |lang| {
        let text = human(&asked(&found, Period::Year(2026), "2026-12-01"), &PLAIN, lang);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (es, en) = (year(Lang::Es), year(Lang::En));
    assert!(!es.contains("vence el") && es.contains("(plazo efectivo 2026-06-16: festivo)"), "{es}");
    assert!(es.contains("2026-03-05 (plazo efectivo 2026-03-09: contingencia)"), "{es}");
    // Sunday 15 November, and Monday 16 is a holiday.
    assert!(en.contains("2026-11-15 (effective deadline 2026-11-17: Sunday and holiday)"), "{en}");
}

#[test]
fn every_line_fits_and_colour_adds_nothing() {
    let found = hostile();
    for period in [Period::Month(2026, 3), Period::Year(2026)] {
        for width in [0, 80, 120, 1000] {
            let board = asked(&found, period, "2026-04-20");
            let plain = human(&board, &HumanOptions { color: false, width }, Lang::Es);
            let fits = |line: &str| line.chars().count() <= width.clamp(80, 160);
            assert!(plain.lines().all(fits), "{plain}");
            let colored = human(&board, &HumanOptions { color: true, width }, Lang::Es);
            let mut bare = String::new();
            for (at, piece) in colored.split('\u{1b}').enumerate() {
                bare.push_str(if at == 0 { piece } else { piece.split_once('m').unwrap().1 });
            }
            let trimmed: Vec<&str> = bare.lines().map(str::trim_end).collect();
            assert_eq!(trimmed, plain.lines().collect::<Vec<_>>());
        }
    }
}

#[test]
fn hostile_names_are_harmless_in_every_output() {
    let found = hostile();
    let board = asked(&found, Period::Month(2026, 3), "2026-04-20");
    let all = [
        human(&board, &PLAIN, Lang::Es),
        json(&board),
        csv(&board, Lang::Es).replace(['\u{feff}', '\r'], ""),
        markdown(&board, Lang::En),
        svg(&board, Lang::En),
    ];
    for text in &all {
        assert!(!text.chars().any(|character| character != '\n' && is_deceptive(character)), "{text}");
        assert!(text.ends_with('\n'));
    }
    let [_, _, csv, markdown, svg] = &all;
    assert!(csv.contains(";\"'=cmd|x;\"\"y\"\", expedida el 2026-04-30, después del plazo\""), "{csv}");
    assert!(!markdown.contains("<script") && !markdown.contains("<i>") && !markdown.contains("@ana"), "{markdown}");
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{svg}");
    assert_eq!(svg.matches("<title").count(), svg.matches("</title>").count());
}

#[test]
fn what_was_not_read_is_said_everywhere() {
    let found = hostile();
    let board = asked(&found, Period::Month(2026, 3), "2026-04-20");
    let text = human(&board, &PLAIN, Lang::Es);
    assert!(text.contains("leídas 2 de 3 entregas"), "{text}");
    assert!(text.contains("Ojo: no se pudo leer el manifiesto de 1 de 3 entregas; los resultados pueden\n"), "{text}");
    assert!(markdown(&board, Lang::Es).contains("**Ojo: no se pudo leer el manifiesto de 1 de 3 entregas"));
    assert!(svg(&board, Lang::En).contains("Mind: the manifest of 1 of 3 submissions"));
    let value: serde_json::Value = serde_json::from_str(&json(&board)).unwrap();
    assert_eq!(value["submissions"], serde_json::json!({"later": 0, "of": 3, "read": 2}));
    assert_eq!(value["unread"].as_array().unwrap().len(), 1);
}

#[test]
fn programs_get_keys_and_numbers() {
    let found = small();
    let board = asked(&found, Period::Month(2026, 3), "2026-03-29");
    let text = json(&board);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let counts = &value["counts"];
    assert_eq!((&counts["due"], &counts["on_time"], &counts["late"]), (&3.into(), &1.into(), &1.into()));
    assert_eq!(counts["on_time_percent"], 33.3);
    assert_eq!(value["policies"][0]["code"], "POL07");
    let late = &value["instances"][2];
    assert_eq!(late["id"], "reporte/gobierno-digital/2026-03-15");
    assert_eq!((&late["outcome"], &late["proof"]), (&"late".into(), &"declared".into()));
    assert_eq!((&late["source"], &late["handling_days"]), (&"sigob".into(), &3.into()));
    assert_eq!((&late["effective"], &late["moved_by"][0]["kind"]), (&"2026-03-16".into(), &"sunday".into()));
    assert_eq!(late["time"], "2026-03-17T08:00:00-05:00");
    // Keys are in order at every depth.
    let mut sorted = serde_json::to_string_pretty(&value).unwrap();
    sorted.push('\n');
    assert_eq!(sorted, text);
    // What nothing was due for has no percentage.
    let later = asked(&found, Period::Month(2026, 12), "2026-03-29");
    let value: serde_json::Value = serde_json::from_str(&json(&later)).unwrap();
    assert_eq!(value["counts"]["on_time_percent"], serde_json::Value::Null);
    assert!(markdown(&later, Lang::Es).contains("sin vencimientos"));
}

#[test]
fn a_spreadsheet_gets_one_line_for_each_instance() {
    let found = small();
    let text = csv(&asked(&found, Period::Month(2026, 3), "2026-03-29"), Lang::Es);
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("vencimiento;obligación;política;"));
    assert_eq!(
        lines[3],
        "reporte/gobierno-digital/2026-03-15;reporte;gobierno-digital;POL07;Gobierno Digital;;2026-03-15;2026-03-16;\
         el corte cae en domingo;fijado;extemporánea;2026-03-17 08:00:00;SIGOB;declarada (SIGOB);no;no;\
         gobierno-digital/2026/03/reporte-84f1;;3;;;"
    );
}

#[test]
fn a_late_correction_and_a_number_with_two_dates_are_told() {
    let mut found = small();
    let mut late = report("gobierno-digital", "2026-03-25", "2026-03-05");
    late.supersedes = Some(found.deliveries[0].path.clone());
    let filing = |at: &str| Some(Filing { number: "AMC-1".to_owned(), at: moment(at), is_own: true });
    found.deliveries[1].filing = filing("2026-03-17T08:00:00");
    late.filing = filing("2026-03-18T08:00:00");
    let path = late.path.to_string();
    found.deliveries.push(late);
    let question =
        Question { as_of: moment("2026-03-29"), period: Period::Month(2026, 3), policy: Some("gobierno-digital") };
    let board = Board::new(&found, question).unwrap();
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (es, en) = (flat(human(&board, &PLAIN, Lang::Es)), flat(human(&board, &PLAIN, Lang::En)));
    assert!(es.contains("corrección tardía: pierde la fecha del 5 de marzo de 2026"), "{es}");
    assert!(en.contains("late correction: it loses the date of 5 March 2026"), "{en}");
    let dates = format!("2026-03-17 08:00 (gobierno-digital/2026/03/reporte-84f1), 2026-03-18 08:00 ({path})");
    assert!(es.contains(&format!("el radicado AMC-1 de SIGOB tiene fechas distintas: {dates}.")), "{es}");
    assert!(flat(markdown(&board, Lang::Es)).contains("tiene fechas distintas"));
    let found: serde_json::Value = serde_json::from_str(&json(&board)).unwrap();
    assert_eq!(found["instances"][1]["lost_time"], "2026-03-05T12:00:00-05:00");
    assert_eq!(found["instances"][2]["lost_time"], serde_json::Value::Null);
    let conflict = &found["filings_in_conflict"][0];
    assert_eq!((&conflict["number"], conflict["dates"].as_array().unwrap().len()), (&"AMC-1".into(), 2));
    assert_eq!(conflict["dates"][1], serde_json::json!({"submissions": [path], "time": "2026-03-18T08:00:00-05:00"}));
    let table = csv(&board, Lang::Es);
    let line = table.lines().find(|line| line.starts_with("reporte/gobierno-digital/2026-03-05;")).unwrap();
    assert!(line.ends_with(";2026-03-05 12:00:00"), "{line}");
    assert!(table.lines().next().unwrap().trim_end().ends_with(";momento que pierde por corrección tardía (Bogotá)"));
}

#[test]
fn a_year_without_measures_says_so() {
    let found = small();
    let board = asked(&found, Period::Year(2025), "2026-03-29");
    let sentence = "no hay obligaciones medidas en 2025; se miden desde 2026-01";
    for text in [human(&board, &PLAIN, Lang::Es), markdown(&board, Lang::Es), svg(&board, Lang::Es)] {
        assert!(text.contains("obligaciones medidas en 2025"), "{text}");
    }
    assert!(human(&board, &PLAIN, Lang::Es).contains(sentence));
    assert!(human(&board, &PLAIN, Lang::En).contains("no obligations are measured in 2025"));
}
