//! The due dates of a small repository, by the command.

use std::path::Path;

use crate::support::{
    AS_OF,
    mipg::{self, Run},
    repo::{self, Repo},
};

const SETTINGS: &str = "policies/repositorio.yaml";

fn calendar(folder: &Path, arguments: &[&str]) -> Run {
    mipg::run(folder, &[&["calendar", "--as-of", AS_OF], arguments].concat())
}

/// Puts a text of the settings in the place of another.
fn edit(repo: &Repo, from: &str, to: &str) {
    let text = std::fs::read_to_string(repo.file(SETTINGS)).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    repo.write(SETTINGS, text.replace(from, to));
}

#[test]
fn the_rest_of_the_year_is_shown_at_80_columns() {
    let repo = repo::base();
    let run = mipg::command(repo.path()).env("COLUMNS", "80").args(["calendario", "--as-of", AS_OF]).output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    let expected = "\
Calendario de entregas: Alcaldía de Prueba. Plazos que corren entre el 22 de
noviembre de 2026 y el 31 de diciembre de 2026:
4 cortes, 8 vencimientos.

CORTE           PLAZO EFECTIVO  OBLIGACIÓN                LO DEBE       PLAZO
lun 2026-11-30  lun 2026-11-30  Reporte de información    2 políticas   fijado
sáb 2026-12-05  lun 2026-12-07  Reporte de información    2 políticas   fijado
                ↳ el corte cae en sábado
mar 2026-12-15  mar 2026-12-15  Reporte de información    2 políticas   fijado
mié 2026-12-30  mié 2026-12-30  Reporte de información    2 políticas   fijado
";
    assert_eq!(String::from_utf8(run.stdout).unwrap(), expected);
    assert_eq!(String::from_utf8(run.stderr).unwrap(), "");
}

#[test]
fn days_are_not_counted_without_the_holidays_of_their_year() {
    const HOLIDAYS: &str = "policies/catalogo/festivos-co.yaml";
    let repo = repo::base();
    let ask = |command: &str| mipg::run(repo.path(), &[command, "--as-of", AS_OF]);
    for command in ["check", "calendar", "status", "remind"] {
        let _ = ask(command).expect(0);
    }
    // Rules that end with the year are enough for what runs out in it, and for nothing later.
    let rules = std::fs::read_to_string(repo.file(HOLIDAYS)).unwrap();
    repo.write(HOLIDAYS, rules.replace("desde_anio: 1984", "desde_anio: 1984, hasta_anio: 2026"));
    repo.commit("hasta 2026");
    let _ = ask("check").expect(0);
    let _ = ask("calendar").expect(0);
    for arguments in [&["--year", "2027"][..], &["--format", "ics"], &["--out", "feeds"], &["--output", "ics=c.ics"]] {
        let run = calendar(repo.path(), arguments).expect(3);
        assert!(run.stdout.is_empty() && run.stderr.contains("festivos de 2027"), "{arguments:?} {}", run.stderr);
    }
    assert!(!repo.file("feeds").exists() && !repo.file("c.ics").exists());
    let late = |command: &str| mipg::run(repo.path(), &[command, "--as-of", "2027-01-04"]).expect(3);
    assert!(late("status").stderr.contains("festivos de 2027"));
    assert!(late("remind").stderr.contains("festivos de 2027"));
    // None at all: it is neither a year without holidays nor a pass.
    repo.git(&["rm", "-q", HOLIDAYS]);
    repo.commit("sin festivos");
    for command in ["calendar", "status", "remind"] {
        let run = ask(command).expect(3);
        assert!(run.stdout.is_empty() && run.stderr.contains("festivos-co.yaml"), "{command} {}", run.stderr);
    }
    let run = mipg::run(repo.path(), &["check", "--as-of", AS_OF, "--format", "json"]).expect(3);
    assert_eq!((run.rules(), &run.json()["verdict"]), (vec!["holidays-missing".to_owned()], &"unchecked".into()));
}

#[test]
fn a_period_is_a_year_a_month_or_some_days() {
    let repo = repo::base();
    let cortes = |arguments: &[&str]| {
        let run = calendar(repo.path(), &[&["--format", "json"], arguments].concat()).expect(0);
        let nominal = |corte: &serde_json::Value| corte["nominal"].as_str().unwrap().to_owned();
        run.json()["cortes"].as_array().unwrap().iter().map(nominal).collect::<Vec<_>>()
    };
    assert_eq!(cortes(&["--year", "2027"]).len(), 36);
    let february = ["2027-02-05", "2027-02-15", "2027-02-28"];
    assert_eq!(cortes(&["--month", "2027-02"]), february);
    assert_eq!(cortes(&["--anio", "2027", "--mes", "2"]), february);
    assert_eq!(cortes(&["--month", "11"]), ["2026-11-05", "2026-11-15", "2026-11-30"]);
    // Sunday 28 February is due on Monday 1 March.
    assert_eq!(cortes(&["--desde", "2027-03-01", "--hasta", "2027-03-05"]), ["2027-02-28", "2027-03-05"]);
    assert_eq!(cortes(&["--until", "2026-12-01"]), ["2026-11-30"]);
}

#[test]
fn words_that_are_off_are_refused() {
    let repo = repo::base();
    for (arguments, says) in [
        (&["--year", "26"][..], "1900"),
        (&["--year", "99999"], "1900"),
        (&["--month", "13"], "2026-12"),
        (&["--month", "2026-1-5"], "2026-12"),
        (&["--month", "2026-11", "--year", "2027"], "ese año"),
        (&["--from", "mañana"], "2026-12-05"),
        (&["--from", "2026-12-05", "--until", "2026-12-01"], "--hasta"),
        (&["--from", "2026-12-05", "--until", "2090-12-01"], "20 años"),
        (&["--from", "2026-12-05", "--year", "2026"], "--year"),
        (&["--policy", "gobierno-digitl"], "gobierno-digital"),
        (&["--policy", "\u{1b}[2J"], "policies/"),
        (&["--format", "pdf"], "ics"),
        (&["--output", "sarif=x"], "human, json, ics, csv"),
        (&["--out", "x", "--policy", "transparencia"], "--policy"),
        (&["--rev", "main", "--worktree"], "--rev"),
        (&["--as-of", "ayer"], "2026-11-22"),
    ] {
        let run = mipg::run(repo.path(), &[&["calendar"], arguments].concat()).expect(2);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.contains('\u{1b}'));
    }
}

#[test]
fn settings_that_cannot_be_read_are_no_empty_calendar() {
    let repo = repo::base();
    edit(&repo, "cada: mes", "cada: siglo");
    // HEAD is still right; the work tree is not.
    let _ = calendar(repo.path(), &[]).expect(0);
    let run = calendar(repo.path(), &["--worktree"]).expect(3);
    assert!(run.stdout.is_empty() && run.stderr.contains(SETTINGS), "{}", run.stderr);
    std::fs::remove_file(repo.file(SETTINGS)).unwrap();
    repo.commit("sin ajustes");
    let run = calendar(repo.path(), &[]).expect(3);
    assert!(
        run.stdout.is_empty() && run.stderr.contains("falta o no se pudo leer `policies/repositorio.yaml`"),
        "{}",
        run.stderr
    );
    let _ = calendar(repo.path(), &["--rev", "main~1"]).expect(0);
    // Nor is one whose policies or holidays are unknown.
    repo.git(&["checkout", "-q", "main~1"]);
    std::fs::remove_file(repo.file("policies/catalogo/mipg-v6.yaml")).unwrap();
    let run = calendar(repo.path(), &["--worktree"]).expect(3);
    assert!(run.stdout.is_empty() && run.stderr.contains("mipg-v6.yaml"), "{}", run.stderr);
    repo.git(&["checkout", "-q", "--", "policies"]);
    repo.write("policies/catalogo/festivos-co.yaml", "version: 1\nzona: [\n");
    let run = calendar(repo.path(), &["--worktree"]).expect(3);
    assert!(run.stderr.contains("festivos-co.yaml"), "{}", run.stderr);
}

#[test]
fn feeds_depend_on_the_commit_alone() {
    let repo = repo::base();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, as_of: &str| {
        let target = folder.path().join(name);
        let run = mipg::run(repo.path(), &["calendar", "--as-of", as_of, "--out", target.to_str().unwrap()]).expect(0);
        assert!(run.stdout.starts_with("3 calendarios escritos"), "{}", run.stdout);
        let names = ["gobierno-digital.ics", "todas.ics", "transparencia.ics"];
        let mut found: Vec<_> = std::fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        found.sort();
        assert_eq!(found, names);
        names.map(|name| std::fs::read_to_string(target.join(name)).unwrap())
    };
    let feeds = write("a", "2026-11-22");
    assert_eq!(feeds, write("b", "2026-03-01T00:00:00-05:00"));
    assert_eq!(feeds, write("a", "2026-11-23"), "an older feed is replaced");
    // Two years of three cortes a month, stamped with the date of the commit.
    for feed in &feeds {
        assert_eq!(feed.matches("BEGIN:VEVENT\r\n").count(), 72);
        assert_eq!(feed.matches("DTSTAMP:20261120T140000Z\r\n").count(), 72);
    }
    assert!(feeds[0].contains("UID:reporte/gobierno-digital/2026-12-05@mipg.example.gov.co\r\n"));
    assert!(feeds[1].contains("UID:reporte/2026-12-05@mipg.example.gov.co\r\n"));
    let one = calendar(repo.path(), &["--policy", "gobierno-digital", "--format", "ics"]).expect(0);
    assert_eq!(one.stdout, feeds[0]);
}

#[test]
fn a_contingency_moves_the_event_and_keeps_its_name() {
    let repo = repo::base();
    let event = |repo: &Repo| {
        let run = calendar(repo.path(), &["--month", "2026-12", "--format", "ics"]).expect(0).stdout;
        let start = run.find("UID:reporte/2026-12-15@").unwrap();
        let lines: Vec<String> = run[start..].split("\r\n").take(4).map(str::to_owned).collect();
        (lines[0].clone(), lines[2].clone(), lines[3].clone())
    };
    let before = event(&repo);
    assert_eq!((before.1.as_str(), before.2.as_str()), ("SEQUENCE:0", "DTSTART;VALUE=DATE:20261215"));
    let text = std::fs::read_to_string(repo.file(SETTINGS)).unwrap();
    let contingency = "contingencias: [{desde: 2026-12-15, hasta: 2026-12-16, motivo: Inundación, acto: Decreto 1}]\n";
    repo.write(SETTINGS, text + contingency);
    repo.commit("contingencia");
    let after = event(&repo);
    assert_eq!(before.0, after.0);
    assert_eq!((after.1.as_str(), after.2.as_str()), ("SEQUENCE:2", "DTSTART;VALUE=DATE:20261217"));
}

#[test]
fn every_form_may_be_written_beside() {
    let repo = repo::base();
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let [json, ics, csv] =
        ["json", "ics", "csv"].map(|format| format!("{format}={}", place(&format!("c.{format}")).display()));
    let outputs = ["--output", &json, "--output", &ics, "--output", &csv, "--policy", "transparencia"];
    let run = calendar(repo.path(), &outputs).expect(0);
    assert!(run.stdout.starts_with("Calendario de entregas: Transparencia (Alcaldía de Prueba)."), "{}", run.stdout);
    let text = |name: &str| std::fs::read_to_string(place(name)).unwrap();
    let read: serde_json::Value = serde_json::from_str(&text("c.json")).unwrap();
    assert_eq!(read["counts"]["owed"], 4);
    assert_eq!(read["inputs"]["revision"], repo.git(&["rev-parse", "HEAD"]));
    assert_eq!(text("c.csv").lines().count(), 5);
    assert!(text("c.ics").starts_with("BEGIN:VCALENDAR\r\n"));
}
