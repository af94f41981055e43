//! `mipg status` on small repositories: which date counts, what could not be read, and every format.

use std::path::Path;

use crate::support::{
    mipg::{self, Run},
    repo::{self, Repo},
};

const AS_OF: &str = "2027-01-31T12:00:00-05:00";
const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn status(folder: &Path, arguments: &[&str]) -> Run {
    mipg::run(folder, &[&["status", "--as-of", AS_OF], arguments].concat())
}

/// Writes a submission of one file; `more` are lines of its manifest.
fn hand_in(repo: &Repo, path: &str, corte: &str, more: &str) {
    let policy = path.split('/').next().unwrap();
    let digest = DIGEST.replace('e', &format!("{:x}", path.len() % 16));
    repo.write(
        &format!("policies/{path}/manifiesto.yaml"),
        format!(
            "version: 1\npolitica: {policy}\nclase: reporte\ntitulo: Informe de prueba\ncorte: {corte}\narchivos:\n  \
             - {{ruta: a.txt, sha256: {digest}, bytes: 2, formato: text/plain}}\n{more}"
        ),
    );
    repo.write(&format!("policies/{path}/a.txt"), "a\n");
}

/// Commits all, with one date for who wrote it and another for who committed it.
fn commit(repo: &Repo, author: &str, committer: &str) {
    repo.git(&["add", "-A"]);
    let output = repo::command(repo.path())
        .env("GIT_AUTHOR_DATE", author)
        .env("GIT_COMMITTER_DATE", committer)
        .args(["commit", "-q", "-m", "entrega"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// December 2026 of two policies, in every state that dates can give.
fn december() -> Repo {
    let repo = repo::base();
    let holidays = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/catalogo/festivos-co.yaml");
    repo.write("policies/catalogo/festivos-co.yaml", std::fs::read(holidays).unwrap());
    hand_in(&repo, "gobierno-digital/2026/12/reporte-0001", "2026-12-05", "");
    // Saturday 5: until Monday 7. The authors' dates are those of no clock.
    commit(&repo, "1970-01-01T00:00:01+0000", "2026-12-07T23:59:59-05:00");
    // Late by a second, and written, it says, long before or after.
    hand_in(&repo, "gobierno-digital/2026/12/reporte-0002", "2026-12-15", "");
    commit(&repo, "1970-01-01T00:00:01+0000", "2026-12-16T00:00:00-05:00");
    hand_in(&repo, "gobierno-digital/2026/12/reporte-0003", "2026-12-30", "");
    commit(&repo, "2099-12-31T00:00:00-05:00", "2026-12-29T10:00:00-05:00");
    // A branch of the 4th, merged on the 20th: the 4th counts, and the 20th is told apart.
    repo.git(&["checkout", "-q", "-b", "rama", "HEAD~2"]);
    hand_in(&repo, "transparencia/2026/12/reporte-0004", "2026-12-05", "");
    commit(&repo, "2026-12-04T09:00:00-05:00", "2026-12-04T09:00:00-05:00");
    repo.git(&["checkout", "-q", "main"]);
    let merge = repo::command(repo.path())
        .env("GIT_AUTHOR_DATE", "2026-12-29T11:00:00-05:00")
        .env("GIT_COMMITTER_DATE", "2026-12-29T11:00:00-05:00")
        .args(["merge", "-q", "--no-ff", "-m", "mezcla", "rama"])
        .status();
    assert!(merge.unwrap().success());
    // Filed on the 14th with its cover, loaded on the 29th.
    let filed = "  - {ruta: caratula.pdf, sha256: 0b, bytes: 2, formato: application/pdf}\n\
                 sigob: {radicado: AMC-OFI-0000001-2026, fecha: 2026-12-14T16:12:00-05:00, soporte: caratula.pdf}\n"
        .replace("0b", &DIGEST.replace('e', "b"));
    hand_in(&repo, "transparencia/2026/12/reporte-0005", "2026-12-15", &filed);
    repo.write("policies/transparencia/2026/12/reporte-0005/caratula.pdf", "%PDF");
    // Handed in on time and withdrawn later.
    hand_in(&repo, "transparencia/2026/12/reporte-0006", "2026-12-30", "");
    commit(&repo, "2026-12-29T12:00:00-05:00", "2026-12-29T12:00:00-05:00");
    let withdrawal = "version: 1\nmotivo: Tenía datos de personas que no debían publicarse.\n\
                      fundamento: Decisión de la dependencia responsable, de prueba.\nautoriza: Secretaría General\n\
                      fecha: 2027-01-10\narchivos: [a.txt]\n";
    repo.write("policies/transparencia/2026/12/reporte-0006/retiro.yaml", withdrawal);
    repo.git(&["rm", "-q", "policies/transparencia/2026/12/reporte-0006/a.txt"]);
    // A placeholder of the 29th, replaced three weeks later.
    let placeholder = repo.file("policies/gobierno-digital/2026/12/reporte-0003/manifiesto.yaml");
    let manifest = ::mipg::digest::Digest::of(&std::fs::read(placeholder).unwrap());
    let more = format!(
        "reemplaza: {{entrega: gobierno-digital/2026/12/reporte-0003, sha256: {manifest}, motivo: El primero estaba en blanco.}}\n"
    );
    hand_in(&repo, "gobierno-digital/2026/12/reporte-00007", "2026-12-30", &more);
    commit(&repo, "2026-12-30T08:00:00-05:00", "2027-01-20T08:00:00-05:00");
    repo
}

#[test]
fn the_date_that_counts_is_the_committers_or_that_of_sigob_with_its_cover() {
    let repo = december();
    let json = status(repo.path(), &["--month", "2026-12", "--format", "json"]).expect(0).json();
    let get = |id: &str| {
        let all = json["instances"].as_array().unwrap();
        all.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id}: {json:#}")).clone()
    };
    let first = get("reporte/gobierno-digital/2026-12-05");
    assert_eq!((&first["outcome"], &first["effective"]), (&"on-time".into(), &"2026-12-07".into()));
    assert_eq!((&first["source"], &first["proof"]), (&"commit".into(), &"unprovable".into()));
    let late = get("reporte/gobierno-digital/2026-12-15");
    assert_eq!((&late["outcome"], &late["time"]), (&"late".into(), &"2026-12-16T00:00:00-05:00".into()));
    let replaced = get("reporte/gobierno-digital/2026-12-30");
    assert_eq!((&replaced["outcome"], &replaced["time"]), (&"late".into(), &"2027-01-20T08:00:00-05:00".into()));
    assert_eq!(replaced["others"], serde_json::json!(["gobierno-digital/2026/12/reporte-0003"]));
    let merged = get("reporte/transparencia/2026-12-05");
    assert_eq!((&merged["outcome"], &merged["time"]), (&"on-time".into(), &"2026-12-04T09:00:00-05:00".into()));
    assert_eq!(merged["published"], "2026-12-29T11:00:00-05:00");
    let filed = get("reporte/transparencia/2026-12-15");
    assert_eq!((&filed["outcome"], &filed["proof"]), (&"on-time".into(), &"declared".into()));
    assert_eq!((&filed["source"], &filed["handling_days"]), (&"sigob".into(), &15.into()));
    let withdrawn = get("reporte/transparencia/2026-12-30");
    assert_eq!((&withdrawn["outcome"], &withdrawn["answer"]), (&"missed".into(), &serde_json::Value::Null));
    assert_eq!(withdrawn["others"], serde_json::json!(["transparencia/2026/12/reporte-0006"]));
    assert_eq!(json["counts"]["instances"], 6);
    assert_eq!(json["submissions"], serde_json::json!({"later": 0, "of": 8, "read": 8}));
    assert_eq!(json["unmatched"], serde_json::json!([]));

    // What had not come at the moment asked is left out, though this revision holds it.
    let then =
        mipg::run(repo.path(), &["status", "--as-of", "2026-12-15T12:00:00-05:00", "--mes", "12", "--format", "json"])
            .expect(0)
            .json();
    let outcomes: Vec<&str> =
        then["instances"].as_array().unwrap().iter().map(|one| one["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["on-time", "on-time", "pending", "on-time", "upcoming", "upcoming"]);

    // Lateness changes no exit code, and people get the same in words.
    let text = mipg::command(repo.path())
        .env("COLUMNS", "80")
        .args(["estado", "--as-of", AS_OF, "--month", "2026-12"])
        .output()
        .unwrap();
    assert_eq!((text.status.code(), text.stderr.len()), (Some(0), 0));
    let text = String::from_utf8(text.stdout).unwrap();
    for line in [
        "POL07 Gobierno Digital ✓ oportuna   ! extemp.    ! extemp.",
        "POL15 Transparencia    ✓ oportuna   ✓ oportuna   ✗ no pres.",
        "vencidas: 6; oportunas: 3 (50,0 %); extemporáneas: 2; no presentadas: 1",
        "hora comprobada por tercero: 0 de 5; reloj propio: 0; declarada ante SIGOB: 1;",
        "  ✗ no presentada: reporte 2026-12-30",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
}

#[test]
fn the_dates_of_authors_change_no_verdict() {
    let judged = |authors: [&str; 4]| {
        let repo = repo::base();
        let committed = [
            "2026-12-07T23:59:59-05:00",
            "2026-12-16T00:00:00-05:00",
            "2026-12-29T10:00:00-05:00",
            "2027-01-20T08:00:00-05:00",
        ];
        for (index, (author, committer)) in authors.into_iter().zip(committed).enumerate() {
            let corte = ["2026-12-05", "2026-12-15", "2026-12-30", "2026-12-30"][index];
            let policy = ["gobierno-digital", "gobierno-digital", "gobierno-digital", "transparencia"][index];
            hand_in(&repo, &format!("{policy}/2026/12/reporte-{index:04}"), corte, "");
            commit(&repo, author, committer);
        }
        let mut json = status(repo.path(), &["--year", "2026", "--format", "json"]).expect(0).json();
        assert_eq!(json["inputs"]["revision"], repo.git(&["rev-parse", "HEAD"]));
        json["inputs"]["revision"] = serde_json::Value::Null;
        let human = status(repo.path(), &["--year", "2026"]).expect(0).stdout;
        let head = repo.git(&["rev-parse", "--short=12", "HEAD"]);
        assert!(human.contains(&head), "{human}");
        (json, human.replace(&head, ""))
    };
    let honest = judged([
        "2026-12-07T23:00:00-05:00",
        "2026-12-15T23:00:00-05:00",
        "2026-12-29T09:00:00-05:00",
        "2027-01-20T07:00:00-05:00",
    ]);
    let outcome = |at: usize| honest.0["instances"][at]["outcome"].as_str().unwrap().to_owned();
    let decided = (0..honest.0["instances"].as_array().unwrap().len()).map(outcome).filter(|one| one != "missed");
    // The first is the report of November that the base has.
    assert_eq!(decided.collect::<Vec<_>>(), ["late", "on-time", "late", "on-time", "late"]);
    for date in ["1970-01-01T00:00:01+0000", "2099-12-31T12:00:00-0500", "2026-12-01T00:00:00+1400"] {
        assert_eq!(judged([date; 4]), honest, "{date}");
    }
}

#[test]
fn every_format_is_written_whole() {
    let repo = repo::base();
    let outputs = ["json", "csv", "markdown", "svg", "human"];
    let arguments: Vec<String> =
        outputs.iter().flat_map(|format| ["--output".to_owned(), format!("{format}=salida.{format}")]).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let _ = status(repo.path(), &[&["--year", "2026"], arguments.as_slice()].concat()).expect(0);
    for format in outputs {
        let written = std::fs::read_to_string(repo.file(&format!("salida.{format}"))).unwrap();
        let printed = status(repo.path(), &["--year", "2026", "--format", format]).expect(0).stdout;
        assert_eq!(written, printed, "{format}");
    }
    let svg = std::fs::read_to_string(repo.file("salida.svg")).unwrap();
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("<desc id=\"descripcion\">"), "{svg}");
    let _ = status(repo.path(), &["--output", "sarif=x"]).expect(2);
    let _ = status(repo.path(), &["--format", "github"]).expect(2);
}

#[test]
fn what_cannot_be_read_is_never_a_pass() {
    let repo = repo::base();
    repo.write("policies/transparencia/2026/11/reporte-0001/manifiesto.yaml", "version: 1\npolitica: [\n");
    repo.commit("entrega");
    let shown = status(repo.path(), &["--year", "2026"]).expect(3);
    assert!(shown.stdout.contains("leídas 1 de 2 entregas"), "{}", shown.stdout);
    assert!(shown.stdout.contains("  transparencia/2026/11/reporte-0001\n"), "{}", shown.stdout);
    // The other policy has all of its own.
    let _ = status(repo.path(), &["--year", "2026", "--policy", "gobierno-digital"]).expect(0);
    // A copy without its past does not know when things came.
    let source = format!("file://{}", repo.path().display());
    repo.git(&["clone", "-q", "--depth", "1", &source, "copia"]);
    let shallow = status(&repo.file("copia"), &[]).expect(3);
    assert!(shallow.stderr.contains("git fetch --unshallow"), "{}", shallow.stderr);
    assert_eq!(shallow.stdout, "");
    // Nor does one whose settings are broken know what is due.
    repo.write("policies/repositorio.yaml", "version: 1\n");
    repo.commit("ajustes");
    let broken = status(repo.path(), &[]).expect(3);
    assert!(broken.stderr.contains("policies/repositorio.yaml"), "{}", broken.stderr);
    assert_eq!(status(Repo::new().path(), &[]).expect(3).stdout, "");
}

#[test]
fn periods_and_policies_that_do_not_exist_are_refused() {
    let repo = repo::base();
    for (arguments, hint) in [
        (&["--year", "99999"][..], "entre 1900 y 2100"),
        (&["--year", "1492"], "entre 1900 y 2100"),
        (&["--month", "2026-13"], "no es un mes"),
        (&["--month", "0"], "no es un mes"),
        (&["--year", "2025", "--month", "2026-12"], "no es un mes de ese año"),
        (&["--policy", "gobierno-digitel"], "¿quiso decir `gobierno-digital`?"),
    ] {
        let refused = status(repo.path(), arguments).expect(2);
        assert!(refused.stderr.contains(hint) && refused.stdout.is_empty(), "{arguments:?}: {}", refused.stderr);
    }
    let empty = status(repo.path(), &["--year", "2025"]).expect(0);
    assert!(empty.stdout.contains("no hay obligaciones medidas en 2025; se miden desde 2026-01."), "{}", empty.stdout);
    let empty = status(repo.path(), &["--year", "2025", "--lang", "en"]).expect(0);
    assert!(empty.stdout.contains("no obligations are measured in 2025"), "{}", empty.stdout);
}
