//! Settings with slips, by every command of the schedule: what depends on them is named and judged by none, and every
//! other obligation is judged as before.

use serde_json::{Value, json};

use crate::support::{
    mipg::{self, Run},
    repo::{self, Repo},
};

const SETTINGS: &str = "policies/repositorio.yaml";
const AS_OF: &str = "2026-11-22T10:00:00-05:00";

/// A second obligation, right.
const RELEASE: &str = "  - id: comunicado
    nombre: Comunicado de prensa
    clases: [comunicado]
    aplica: [gobierno-digital]
    cuando: {cada: mes, desde_dia: 1, hasta_dia: 5, anticipacion_dias: 5}
    si_no_es_habil: mismo-dia
    canales: [repositorio, sigob]
    plazo: fijado
    medida_desde: 2026-01
    fuente: {documento: Circular de prueba, numero: null, estado: de ejemplo}
    estado: fuente-secundaria
";
const REPORT: &str = "  - id: reporte\n";
const EXEMPTION: &str = "excepciones:
  - {obligacion: reporte, politica: gobierno-digital, desde: 2026-11-05, hasta: 2026-11-15, motivo: Traslado de la sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: 2026-11-01}
";
const DAYS: &str = "dias: [5, 15, 30]";

/// The base with two obligations, and texts of the settings in the place of others.
fn settings(changes: &[(&str, &str)]) -> Repo {
    let repo = repo::base();
    let text = std::fs::read_to_string(repo.file(SETTINGS)).unwrap();
    let text = text.replacen(REPORT, &format!("{RELEASE}{REPORT}"), 1);
    let text = changes.iter().fold(text, |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    });
    repo.write(SETTINGS, text);
    repo.commit("ajustes");
    repo
}

fn run(repo: &Repo, command: &str, arguments: &[&str]) -> Run {
    mipg::run(repo.path(), &[&[command, "--as-of", AS_OF], arguments].concat())
}

/// The instances of one obligation as `status` says them, for all policies or those of one.
fn judged(repo: &Repo, code: i32, obligation: &str, policy: Option<&str>) -> Vec<Value> {
    let run = run(repo, "status", &["--year", "2026", "--format", "json"]).expect(code);
    let is_asked =
        |one: &&Value| one["obligation"] == obligation && policy.is_none_or(|policy| one["policy"] == policy);
    run.json()["instances"].as_array().unwrap().iter().filter(is_asked).cloned().collect()
}

#[test]
fn every_other_obligation_is_judged() {
    let right = settings(&[]);
    let (reports, releases) = (judged(&right, 0, "reporte", None), judged(&right, 0, "comunicado", None));
    assert!(reports.len() == 72 && releases.len() == 12, "{} {}", reports.len(), releases.len());

    let again = "  - id: reporte\n    vigente_desde: 2026-06-01\n";
    let overlapping = RELEASE.replace("comunicado]", "reporte]").replace("  - id: comunicado\n", again);
    let overlapping = format!("{overlapping}{REPORT}");
    for (old, new, place, rule) in [
        (DAYS, "dias: [0, 15, 30]", "obligaciones[1]", "field-out-of-range"),
        (DAYS, "dias: [5, 15, 32]", "obligaciones[1]", "field-out-of-range"),
        (REPORT, "  - id: reporte\n    vigente_desde: 22026-01-01\n", "obligaciones[1]", "field-bad-form"),
        (
            REPORT,
            "  - id: reporte\n    vigente_desde: 2027-01-01\n    vigente_hasta: 2026-01-01\n",
            "obligaciones[1]",
            "obligation-dates-reversed",
        ),
        (REPORT, &overlapping, "obligaciones[1]", "obligation-duplicate"),
    ] {
        let repo = settings(&[(old, new)]);
        let found = run(&repo, "check", &["--format", "json"]).expect(1).rules();
        assert!(found.iter().any(|id| id == rule), "{rule}: {found:?}");

        assert_eq!(judged(&repo, 3, "comunicado", None), releases, "{new}");
        assert_eq!(judged(&repo, 3, "reporte", None), [0; 0].map(Value::from), "{new}");
        let withheld = json!([{"obligation": "reporte", "place": place, "policy": null}]);
        let formats = [("status", "--year"), ("calendar", "--year"), ("remind", "--as-of")];
        for (command, option) in formats {
            let given = if option == "--year" { vec![option, "2026"] } else { vec![] };
            let json = run(&repo, command, &[&given[..], &["--format", "json"]].concat()).expect(3).json();
            assert_eq!(json["withheld"], withheld, "{command}");
            let shown = run(&repo, command, &given).expect(3).stdout.replace("\n  ", " ").replace('\n', " ");
            assert!(shown.contains(&format!("lo que depende de ellos: `reporte` ({place})")), "{command}: {shown}");
        }
        let calendar = run(&repo, "calendar", &["--year", "2026", "--format", "json"]).expect(3).json();
        let all = calendar["cortes"].as_array().unwrap();
        assert!(all.len() == 12 && all.iter().all(|corte| corte["obligation"] == "comunicado"));
        for format in ["markdown", "svg"] {
            let shown = run(&repo, "status", &["--year", "2026", "--format", format]).expect(3).stdout;
            assert!(shown.contains("lo que depende de ellos"), "{shown}");
        }
    }
}

#[test]
fn an_exemption_in_doubt_concerns_its_policy_alone() {
    let right = settings(&[]);
    let exemption = |policy: &str, (from, until): (&str, &str)| {
        let text = format!(
            "excepciones:\n  - {{obligacion: reporte, politica: {policy}, desde: {from}, hasta: {until}, motivo: Traslado de la sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: 2026-11-01}}\nobligaciones:\n"
        );
        settings(&[("obligaciones:\n", &text)])
    };
    // What cannot be read, what cannot be and what cannot be believed.
    let spans = [
        ("22026-11-15", "2026-11-15"),
        ("2026-02-30", "2026-11-15"),
        ("2026-12-05", "2026-11-15"),
        ("2026-11-05", "2099-12-31"),
    ];
    for span in spans {
        let from = format!("{span:?}");
        let repo = exemption("gobierno-digital", span);
        let other = judged(&right, 0, "reporte", Some("transparencia"));
        assert_eq!(judged(&repo, 3, "reporte", Some("transparencia")), other, "{from}");
        assert_eq!(judged(&repo, 3, "reporte", Some("gobierno-digital")).len(), 0, "{from}");
        let both = [Some("gobierno-digital"), Some("transparencia")];
        let codes = both.map(|policy| {
            let year = ["--year", "2026", "--policy", policy.unwrap()];
            ["status", "calendar"].map(|command| run(&repo, command, &year).code)
        });
        assert_eq!(codes, [[3, 3], [0, 0]], "{from}");
    }
    // One that says no act excuses nothing; one of an obligation that is not there may be about any of its policy.
    let doubtful = |old: &str, new: &str| {
        let text = format!("{EXEMPTION}obligaciones:\n").replacen(old, new, 1);
        assert!(text.contains(new), "{old}");
        settings(&[("obligaciones:\n", &text)])
    };
    let vague = doubtful("Oficio 1 de 2026", "Por definir");
    assert_eq!(judged(&vague, 3, "reporte", Some("gobierno-digital")).len(), 0);
    assert_eq!(judged(&vague, 3, "comunicado", None).len(), 12);
    let misspelt = doubtful("obligacion: reporte", "obligacion: reportes");
    assert_eq!(judged(&misspelt, 3, "reporte", Some("gobierno-digital")).len(), 0);
    assert_eq!(judged(&misspelt, 3, "comunicado", None).len(), 0);
    assert_eq!(
        judged(&misspelt, 3, "reporte", Some("transparencia")),
        judged(&right, 0, "reporte", Some("transparencia"))
    );
    let shown = run(&misspelt, "status", &["--year", "2026"]).expect(3).stdout.replace("\n  ", " ").replace('\n', " ");
    assert!(shown.contains("todo lo de `gobierno-digital` (excepciones[0])"), "{shown}");
    // One of a policy that is not there may excuse any: whoever asks is told, and nothing of it is judged.
    let repo = exemption("gobierno-digitel", ("2026-11-15", "2026-11-15"));
    assert_eq!(judged(&repo, 3, "reporte", None).len(), 0);
    assert_eq!(judged(&repo, 3, "comunicado", None).len(), 12);
    for command in ["status", "calendar", "remind"] {
        let shown = run(&repo, command, &["--policy", "transparencia"]).expect(3).stdout;
        assert!(shown.contains("excepciones[0]") && !shown.contains("obligaciones medidas"), "{command}: {shown}");
    }
}

#[test]
fn a_policy_misspelt_in_a_scope_is_told_to_whoever_asks() {
    let right = settings(&[]);
    let repo = settings(&[("aplica: [gobierno-digital]", "aplica: [gobierno-digital, transparensia]")]);
    for command in ["status", "calendar", "remind"] {
        let shown = run(&repo, command, &["--policy", "transparencia"]).expect(3).stdout;
        assert!(shown.contains("(obligaciones[0])"), "{command}: {shown}");
    }
    assert_eq!(judged(&repo, 3, "comunicado", None), judged(&right, 0, "comunicado", None));
}

#[test]
fn what_is_missing_is_said_beside_a_table_of_values() {
    let repo = settings(&[(DAYS, "dias: [0, 15, 30]")]);
    for command in ["status", "calendar"] {
        for format in ["csv", "json"] {
            let run = run(&repo, command, &["--year", "2026", "--format", format]).expect(3);
            assert!(run.stderr.contains("`reporte` (obligaciones[1])"), "{command} {format}: {}", run.stderr);
        }
        assert_eq!(run(&repo, command, &["--year", "2026"]).expect(3).stderr, "", "{command}");
    }
}

#[test]
fn no_policy_in_doubt_is_called_clear() {
    let clear = |repo: &Repo, code: i32| {
        let json = run(repo, "remind", &["--days", "0", "--format", "json"]).expect(code).json();
        let told = json["policies"].as_array().unwrap().len();
        (told, json["policies_clear"].clone(), json["policies_in_doubt"].clone())
    };
    assert_eq!(clear(&settings(&[]), 0), (2, json!(0), json!(0)));
    let misspelt = EXEMPTION.replace("obligacion: reporte", "obligacion: reportes");
    let repo = settings(&[("obligaciones:\n", &format!("{misspelt}obligaciones:\n"))]);
    assert_eq!(clear(&repo, 3), (1, json!(0), json!(1)));
    let repo = settings(&[(DAYS, "dias: [0, 15, 30]")]);
    assert_eq!(clear(&repo, 3), (1, json!(0), json!(1)));
    let shown = run(&repo, "remind", &[]).expect(3).stdout.replace("\n", " ");
    assert!(shown.contains("De 1 más no se puede decir"), "{shown}");
}

#[test]
fn where_nothing_is_measured_yet_that_is_said() {
    let repo = settings(&[
        ("medida_desde: 2026-01", "medida_desde: 2027-01"),
        ("medida_desde: 2026-01", "medida_desde: 2027-01"),
    ]);
    let shown = run(&repo, "remind", &[]).expect(0).stdout.replace("\n", " ");
    assert!(shown.contains("no hay qué recordar") && !shown.contains("sin nada pendiente"), "{shown}");
}

#[test]
fn a_contingency_in_doubt_leaves_nothing_judged() {
    let contingency = |from: &str, until: &str, act: &str| {
        let text = format!(
            "contingencias:\n  - {{desde: {from}, hasta: {until}, motivo: Sin energía, acto: {act}}}\nobligaciones:\n"
        );
        settings(&[("obligaciones:\n", &text)])
    };
    let _ = run(&contingency("2026-11-05", "2026-11-06", "Circular 1 de 2026"), "status", &[]).expect(0);
    for (from, until, act) in [
        ("2026-11-06", "2026-11-05", "Circular 1 de 2026"),
        ("2026-11-05", "2026-11-06", "Por definir"),
        ("2026-11-05", "2106-11-06", "Circular 1 de 2026"),
    ] {
        let repo = contingency(from, until, act);
        for command in ["status", "calendar", "remind"] {
            let refused = run(&repo, command, &[]).expect(3);
            assert!(refused.stdout.is_empty() && refused.stderr.contains(SETTINGS), "{from} {act}: {}", refused.stderr);
        }
    }
}

#[test]
fn a_feed_without_what_is_in_doubt_is_not_written() {
    let repo = settings(&[(DAYS, "dias: [0, 15, 30]")]);
    for arguments in [&["--format", "ics"][..], &["--output", "ics=salida.ics"], &["--out", "calendarios"]] {
        let refused = run(&repo, "calendar", arguments).expect(3);
        assert!(refused.stdout.is_empty() && refused.stderr.contains(SETTINGS), "{}", refused.stderr);
    }
    assert!(!repo.file("salida.ics").exists() && !repo.file("calendarios").exists());
    let _ = run(&settings(&[]), "calendar", &["--format", "ics"]).expect(0);
}

#[test]
fn an_act_still_to_be_issued_excuses_nothing_and_is_named() {
    let exemption = |issued: &str| {
        let issued = format!("expedida: {issued}");
        settings(&[(
            "obligaciones:\n",
            &format!("{}obligaciones:\n", EXEMPTION.replace("expedida: 2026-11-01", &issued)),
        )])
    };
    let outcome = |repo: &Repo, as_of: &str, code: i32| {
        let arguments = ["status", "--as-of", as_of, "--month", "2026-11", "--format", "json"];
        let json = mipg::run(repo.path(), &arguments).expect(code).json();
        let is_it = |one: &&Value| one["id"] == "reporte/gobierno-digital/2026-11-15";
        let found = json["instances"].as_array().unwrap().iter().find(is_it).map(|one| one["outcome"].clone());
        (found.unwrap_or(Value::Null), json["withheld"].clone())
    };
    let named = json!([{"obligation": "reporte", "place": "excepciones[0]", "policy": "gobierno-digital"}]);
    // Written on the 20th: asked about the 18th, the act of the 20th had not been issued, and was then.
    let issued = exemption("2026-11-20");
    assert_eq!(outcome(&issued, "2026-11-18", 0), (json!("missed"), json!([])));
    assert_eq!(outcome(&issued, "2026-11-20", 0), (json!("not-applicable"), json!([])));
    let tomorrow = exemption("2027-03-01");
    assert_eq!(outcome(&tomorrow, AS_OF, 3), (Value::Null, named.clone()));
    assert_eq!(outcome(&tomorrow, "2027-03-01", 0), (json!("not-applicable"), json!([])));
    for command in ["calendar", "remind"] {
        assert_eq!(run(&tomorrow, command, &["--format", "json"]).expect(3).json()["withheld"], named, "{command}");
    }
    _ = run(&tomorrow, "calendar", &["--format", "ics"]).expect(3);
    let found = run(&tomorrow, "check", &["--format", "json"]).expect(1).rules();
    assert!(found.iter().any(|id| id == "exemption-issued-in-future"), "{found:?}");
}
