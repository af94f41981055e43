//! Every renderer: read back by another program, hostile texts harmless, the same bytes twice, the real questionnaire.

use calamine::{Data, Reader as _, Xlsx};
use mipg::{
    furag::{
        import,
        report::{self, Links, Report},
    },
    model::raw::Year,
};

use super::*;

fn year() -> Year {
    Year::try_from(2026).unwrap()
}

fn reported(holdings: &Holdings, lang: Lang) -> Report<'_> {
    Report::new(holdings, year(), lang, Links::of_site("mipg.example.gov.co")).unwrap()
}

const FORM: &str = "\
version: 1
vigencia: 2026
fuente: {documento: Cuestionario de prueba}
estado: sin-verificar
importado_de: null
preguntas:
  - codigo: GDI200
    politica: gobierno-digital
    texto: ¿Qué hizo la entidad?
    tipo: seleccion-multiple
    opciones: [{texto: Publicó el plan, pide_evidencia: true}, {texto: Nada, excluyente: true}]
";

/// A repository with one file of evidence for a criterion and an option, and another that is not there.
fn plain() -> (Repo, String) {
    let repo = entity(FORM);
    let title = "Plan de tecnología, versión final";
    let (path, _) = hand_in(&repo, "gobierno-digital", "documento-0001", title, &[File::text("a b.txt", "plan\n")], "");
    supports(&repo, "gobierno-digital", &[(&path, "a b.txt", "GD-01", "{codigo: GDI200, opciones: [1]}")], "");
    commit(&repo, HANDED_IN);
    (repo, path)
}

/// The address of the bytes of that file.
fn address() -> String {
    let digest = Digest::of(b"plan\n").to_string();
    format!("https://mipg.example.gov.co/evidencia/{}/{digest}/a%20b.txt", &digest[..2])
}

#[test]
fn json_has_what_is_known() {
    let (repo, path) = plain();
    let holdings = held(&repo, AS_OF);
    let told: serde_json::Value = serde_json::from_str(&report::json(&reported(&holdings, Lang::Es))).unwrap();
    assert_eq!((&told["version"], &told["whole"], &told["inputs"]["year"]), (&1.into(), &true.into(), &2026.into()));
    let option = &told["policies"][0]["questions"][0]["options"][0];
    assert_eq!((&option["proposal"], &option["state"]), (&"yes".into(), &"verified".into()));
    let cited = &option["evidence"][0];
    assert_eq!((&cited["why"], &cited["link"]), (&"no-receipt".into(), &address().into()));
    let criteria = &told["totals"]["criteria"];
    assert_eq!((&criteria["of"], &criteria["valid"], &criteria["none"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(told["trail"], serde_json::Value::Null);
    let files = told["evidence"].as_array().unwrap();
    // Those of the fixtures are of that year too.
    assert_eq!(files.len(), 3);
    let own = files.iter().find(|one| one["submission"] == path).unwrap();
    assert_eq!(own["page"], format!("https://mipg.example.gov.co/entregas/{path}/"));
    // No figure is called by the name of the index.
    assert!(!report::json(&reported(&holdings, Lang::Es)).contains("IDI"));
}

#[test]
fn csv_has_a_line_for_each_thing_to_cover() {
    let (repo, _) = plain();
    let holdings = held(&repo, AS_OF);
    let text = report::csv(&reported(&holdings, Lang::Es));
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // Two criteria, one question and its two options.
    assert_eq!(rows.len(), 5);
    let option = rows.iter().find(|row| &row[0] == "opción" && &row[7] == "1").unwrap();
    assert_eq!((&option[10], &option[12], &option[13], &option[16]), ("verificada", "1", "1", &address()[..]));
    assert!(option[11].starts_with("Sí"));
    let other = rows.iter().find(|row| &row[0] == "opción" && &row[7] == "2").unwrap();
    assert!(other[11].contains("sin evidencia") && other[16].is_empty(), "{other:?}");
}

/// The cells of each sheet, by name, as another program reads them.
fn cells(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    book.worksheets()
        .into_iter()
        .map(|(name, range)| (name, range.rows().map(|row| row.iter().map(text).collect()).collect()))
        .collect()
}

/// A part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut book.by_name(name).unwrap(), &mut text).unwrap();
    text
}

#[test]
fn the_workbook_has_its_sheets_frozen_filtered_and_linked() {
    let (repo, path) = plain();
    let holdings = held(&repo, AS_OF);
    let bytes = report::xlsx(&reported(&holdings, Lang::Es)).unwrap();
    let sheets = cells(bytes.clone());
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    let policies = ["POL07 gobierno-digital", "POL15 transparencia"];
    assert_eq!(
        names,
        ["Resumen", policies[0], policies[1], "Calendario", "Soportes", "Índice de evidencia", "Diccionario"]
    );
    let find =
        |sheet: usize, wanted: &str| sheets[sheet].1.iter().find(|row| row.iter().any(|cell| cell == wanted)).cloned();
    assert!(find(0, "Gobierno Digital").unwrap().contains(&"1".to_owned()));
    let option = find(1, "Publicó el plan").unwrap();
    assert!(option.iter().any(|cell| cell.starts_with("Sí")), "{option:?}");
    assert_eq!(find(5, "a b.txt").unwrap()[1], path);
    let (first, relations) =
        (part(&bytes, "xl/worksheets/sheet1.xml"), part(&bytes, "xl/worksheets/_rels/sheet2.xml.rels"));
    assert!(first.contains("state=\"frozen\"") && first.contains("<autoFilter "), "{first}");
    assert!(first.contains("location=\"'POL07 gobierno-digital'!A1\""), "{first}");
    assert!(relations.contains(&address()), "{relations}");
    assert!(part(&bytes, "docProps/core.xml").contains("2027-01-31T12:00:00Z"));
    assert!(!first.contains("<f>"));
}

#[test]
fn the_page_needs_nothing_else_and_is_the_same_twice() {
    let (repo, path) = plain();
    let twice = || {
        let holdings = held(&repo, AS_OF);
        [Lang::Es, Lang::En].map(|lang| {
            let report = reported(&holdings, lang);
            (
                report::html(&report).unwrap(),
                report::xlsx(&report).unwrap(),
                report::json(&report),
                report::csv(&report),
            )
        })
    };
    let (one, other) = (twice(), twice());
    assert!(one == other, "two renderings differ");
    let (page, ..) = &one[0];
    assert!(page.contains(&address()), "{page}");
    let holdings = held(&repo, AS_OF);
    let within = Report::new(&holdings, year(), Lang::Es, Links::of_site("mipg.example.gov.co").within("../")).unwrap();
    assert!(report::html(&within).unwrap().contains("href=\"../evidencia/"));
    assert!(page.contains("default-src 'none'; style-src 'sha256-") && !page.contains("<script"));
    assert!(!page.contains(" style=\"") && !page.contains("<img") && !page.contains("<link"));
    for told in ["Sí: tiene evidencia válida", "ninguna cifra de este informe es el", "mipg audit --rev", "1 de 2"] {
        assert!(page.contains(told), "{told}");
    }
    let human = report::human(&reported(&holdings, Lang::Es), 80);
    assert!(human.contains("Criterios con evidencia válida: 1 de 2") && human.contains("nómbrela en"), "{human}");
    assert!(path.starts_with("gobierno-digital"));
}

#[test]
fn what_is_pasted_elsewhere_leads_back_from_anywhere() {
    let (repo, _) = plain();
    let holdings = held(&repo, AS_OF);
    let given = Links::at(Some("https://alcaldia.example.gov.co/mipg"), "mipg.example.gov.co");
    let report = Report::new(&holdings, year(), Lang::Es, given.within("../../")).unwrap();
    let page = &report::pages(&report).unwrap()["gobierno-digital.html"];
    let pasted = page.split("<pre class=\"paste\">").nth(1).unwrap().split("</pre>").next().unwrap();
    assert!(
        pasted.contains("constancia") || pasted.contains(": https://alcaldia.example.gov.co/mipg/evidencia/"),
        "{pasted}"
    );
    assert!(!pasted.contains("../"), "{pasted}");
    assert!(page.contains("href=\"../../evidencia/"), "{page}");
}

#[test]
fn a_link_leads_to_the_copy_by_the_name_that_it_has() {
    let repo = entity(FORM);
    let files = [File::text("nota #1; año.txt", "plan\n"), File::text("tabla.csv", "a;b\n1;2\n")];
    let (path, _) = hand_in(&repo, "gobierno-digital", "documento-0001", "Plan", &files, "");
    commit(&repo, HANDED_IN);
    let holdings = held(&repo, AS_OF);
    let report = reported(&holdings, Lang::Es);
    let submission = mipg::model::SubmissionPath::parse(&path).unwrap();
    for file in &holdings.submission(&submission).unwrap().evidence {
        let place = mipg::site::place(file).unwrap();
        let link = report.links.evidence(file).unwrap();
        let name = link.rsplit_once('/').unwrap().1;
        assert!(
            link.starts_with("https://mipg.example.gov.co/evidencia/") && !name.contains([';', '#', ' ']),
            "{link}"
        );
        assert_eq!(place.matches('/').count() + 3, link.matches('/').count(), "{place} {link}");
    }
}

#[test]
fn pages_stay_small_however_much_a_form_asks() {
    let mut form = FORM.split("  - codigo").next().unwrap().to_owned();
    let mut lines = Vec::new();
    for question in 0..120 {
        let text = "¿Qué hizo la entidad con lo que tenía que hacer? ".repeat(4);
        writeln!(form, "  - codigo: GDI{}\n    politica: gobierno-digital\n    texto: \"{}\"\n    tipo: seleccion-multiple\n    opciones:", 200 + question, text.trim()).unwrap();
        for option in 0..6 {
            writeln!(form, "      - {{texto: \"Opción {option} de la pregunta, con un texto de largo corriente\", pide_evidencia: true}}").unwrap();
        }
        lines.push(format!("{{codigo: GDI{}, opciones: [1, 2, 3, 4, 5, 6]}}", 200 + question));
    }
    let repo = entity(&form);
    let files = [File::text("informe de avance de la politica.txt", "plan\n")];
    let (path, _) = hand_in(&repo, "gobierno-digital", "documento-0001", "Plan de tecnología", &files, "");
    supports(
        &repo,
        "gobierno-digital",
        &[(&path, "informe de avance de la politica.txt", "GD-01", &lines.join(", "))],
        "",
    );
    commit(&repo, HANDED_IN);
    let holdings = held(&repo, AS_OF);
    let links = Links::of_site("mipg.example.gov.co").within("../../");
    let report = Report::new(&holdings, year(), Lang::Es, links).unwrap();
    assert!(report::html(&report).unwrap().len() > 400_000);
    let pages = report::pages(&report).unwrap();
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    assert!(
        (4..12).contains(&names.len()) && names.contains(&"gobierno-digital-2.html") && names.contains(&"index.html"),
        "{names:?}"
    );
    let asked = |page: &String| page.matches("<article class=\"question\"").count();
    assert_eq!(pages.values().map(asked).sum::<usize>(), 120);
    for (name, page) in &pages {
        assert!(page.len() < 200_000, "{name}: {}", page.len());
        for to in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let is_there = to.starts_with("../") || to.starts_with('#') || pages.contains_key(to);
            assert!(is_there, "{name}: {to}");
        }
    }
}

/// Texts that would do something where they are not neutralised.
const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script> \"><img src=x onerror=alert(1)> {{ 7*7 }}",
    "=HYPERLINK(\"https://mal.example\",\"clic\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "Informe gpj.\u{200f}fdp\u{200b} final",
];

#[test]
fn hostile_texts_are_only_texts() {
    let long = "x".repeat(1_900);
    let texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).chain([long]).collect();
    let mut form = FORM.to_owned();
    for (at, text) in texts.iter().enumerate() {
        let text = quoted(text);
        writeln!(
            form,
            "  - codigo: GDI3{at:02}\n    politica: gobierno-digital\n    texto: {text}\n    tipo: seleccion-unica\n    opciones: [{{texto: {text}, pide_evidencia: true}}]"
        )
        .unwrap();
    }
    let repo = entity(&form);
    let mut lines = Vec::new();
    let mut paths = Vec::new();
    for (at, text) in HOSTILE.iter().enumerate() {
        let name = format!("documento-00{at:02}");
        let file = format!("{}.txt", ["a'b\"c<i>", "=1+1", "+x", "@y", "-z"][at].replace(['<', '>', '"'], "_"));
        let files = [File::text(&file, text)];
        let (path, _) = hand_in(&repo, "gobierno-digital", &name, text.trim_start_matches('<'), &files, "");
        paths.push((path, file, format!("{{codigo: GDI3{at:02}, opciones: [1]}}")));
    }
    for (path, file, question) in &paths {
        lines.push((path.as_str(), serde_json::to_string(file).unwrap(), question.as_str()));
    }
    let lines: Vec<(&str, &str, &str, &str)> =
        lines.iter().map(|(path, file, question)| (*path, file.as_str(), "", *question)).collect();
    supports(&repo, "gobierno-digital", &lines, "");
    commit(&repo, HANDED_IN);
    let holdings = held(&repo, AS_OF);
    let report = reported(&holdings, Lang::Es);
    assert_eq!(report.coverage.policies[0].questions.len(), 7);
    let page = report::html(&report).unwrap();
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains('\u{200f}') && !page.contains('\u{200b}')
    );
    assert!(page.contains("{{ 7*7 }}"), "a template inside a text is a text");
    let table = report::csv(&report);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let mut fields = 0;
    for row in reader.records() {
        for field in row.unwrap().iter() {
            fields += 1;
            assert!(!field.starts_with(['=', '+', '@', '\t', '\r']), "{field}");
        }
    }
    assert!(fields > 100);
    let book = report::xlsx(&report).unwrap();
    let all: Vec<String> = cells(book.clone()).into_iter().flat_map(|(_, rows)| rows.into_iter().flatten()).collect();
    // Cells keep the text as it was written, as text: no formula is in any sheet.
    assert!(all.iter().any(|cell| cell == HOSTILE[1]) && all.iter().any(|cell| cell.chars().count() >= 1_900));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&book)).unwrap();
    for at in 0..archive.len() {
        let name = archive.by_index(at).unwrap().name().unwrap().into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let text = part(&book, &name);
            assert!(!text.contains("<f>") && !text.contains("<script"), "{name}");
            let mut reader = quick_xml::Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        }
    }
    let _: serde_json::Value = serde_json::from_str(&report::json(&report)).unwrap();
}

#[test]
fn the_real_questionnaire_is_covered_whole() {
    let place = std::env::var("MIPG_DATA")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").to_owned());
    let Ok(bytes) = std::fs::read(std::path::Path::new(&place).join("furag-2025/preguntas.xlsx")) else {
        eprintln!("skipped: no furag-2025/preguntas.xlsx in {place}");
        return;
    };
    let model: mipg::model::raw::ModelCatalogue = serde_yaml::from_str(
        &std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/catalogo/mipg-v6.yaml")).unwrap(),
    )
    .unwrap();
    let request = import::Request { name: "preguntas.xlsx", year: year(), sheet: None, model: Some(&model) };
    let imported = import::import(&bytes, &request).unwrap();
    let repo = entity(&import::yaml(&imported.questionnaire).unwrap());
    let catalogue = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/catalogo/mipg-v6.yaml")).unwrap();
    repo.write("policies/catalogo/mipg-v6.yaml", catalogue);
    commit(&repo, HANDED_IN);
    let holdings = held(&repo, AS_OF);
    let report = reported(&holdings, Lang::Es);
    let (totals, counted) = (&report.coverage.totals, &imported.totals);
    assert_eq!((totals.questions.of, totals.options.of), (counted.questions, counted.options));
    assert_eq!((totals.questions.none, totals.proposed), (counted.questions, 0));
    for policy in &report.coverage.policies {
        assert_eq!(policy.questions.len(), counted.of_policy.get(policy.slug).copied().unwrap_or(0), "{}", policy.slug);
    }
    assert_eq!(report.coverage.unowned.questions.len(), counted.of_none.values().sum::<usize>());
    let told: serde_json::Value = serde_json::from_str(&report::json(&report)).unwrap();
    assert_eq!(told["questionnaire"]["questions"], counted.questions);
    let page = report::html(&report).unwrap();
    assert_eq!(page.matches("<article class=\"question\"").count(), counted.questions);
    let pages = report::pages(&report).unwrap();
    let asked = |page: &String| page.matches("<article class=\"question\"").count();
    assert_eq!(pages.values().map(asked).sum::<usize>(), counted.questions);
    assert!(
        pages.values().all(|page| page.len() < 200_000),
        "{:?}",
        pages.values().map(String::len).collect::<Vec<_>>()
    );
    // Nothing has evidence: nothing is proposed anywhere.
    assert!(!page.contains("Sí: tiene evidencia válida"));
    let rows: usize = cells(report::xlsx(&report).unwrap())
        .iter()
        .map(|(_, rows)| rows.iter().filter(|row| row.first().is_some_and(|what| what == "opción")).count())
        .sum();
    assert_eq!(rows, counted.options);
}
