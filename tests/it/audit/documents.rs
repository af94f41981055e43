//! What a clone can say of purges, reports and closings, in repositories where it happened.

use std::path::Path;

use serde_json::{Value, json};

use super::{FIRST, ORIGIN, SECOND, key, said};
use crate::support::{
    mipg::{Run, command},
    repo::{self, Repo, base},
};

/// A repository that the commands alone work on.
struct Desk {
    repo: Repo,
    folder: tempfile::TempDir,
}

impl Desk {
    /// The base and a second submission, logged.
    fn new() -> Self {
        let desk = Self { repo: base(), folder: tempfile::tempdir().unwrap() };
        desk.hand_in(SECOND, "Acta con un dato que no debía estar.\n");
        desk.repo.commit("segunda");
        desk.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n");
        desk.repo.commit("tercera");
        let _ = desk.run(&["log", "append", "--origen", ORIGIN]).expect(0);
        desk
    }

    fn hand_in(&self, path: &str, text: &str) {
        self.repo.write(&format!("policies/{path}/acta.txt"), text);
        let manifest = format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega de prueba\ncorte: 2026-11-05\narchivos:\n  \
             - ruta: acta.txt\n    sha256: {}\n    bytes: {}\n    formato: text/plain\n",
            ::mipg::digest::Digest::of(text.as_bytes()),
            text.len()
        );
        self.repo.write(&format!("policies/{path}/manifiesto.yaml"), manifest);
    }

    /// Runs the program with the key that signs.
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(self.repo.path(), arguments)
    }

    fn run_in(&self, folder: &Path, arguments: &[&str]) -> Run {
        use ::mipg::trail::note::{Algorithm, KeyName, secret_text};
        let secret = secret_text(&KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[5; 32]);
        let output = command(folder).env("MIPG_CLAVE", secret).args(arguments).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    fn audit(&self, code: i32, arguments: &[&str]) -> Value {
        self.audit_in(self.repo.path(), code, arguments)
    }

    #[track_caller]
    fn audit_in(&self, folder: &Path, code: i32, arguments: &[&str]) -> Value {
        let key = key(5).verifier().to_string();
        self.run_in(folder, &[&["audit", "--format", "json", "--key", &key], arguments].concat()).expect(code).json()
    }

    /// Rewrites main without a path, keeping the one before under a tag.
    fn rewrite(&self, path: &str) {
        self.repo.git(&["tag", "-f", "antes", "main"]);
        let filter = format!("git rm -rq --cached --ignore-unmatch {path}");
        let output = repo::command(self.repo.path())
            .env("FILTER_BRANCH_SQUELCH_WARNING", "1")
            .args(["filter-branch", "-f", "--index-filter", &filter, "main"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.repo.git(&["reset", "-q", "--hard", "main"]);
    }

    fn purge(&self, path: &str, more: &[&str]) -> Run {
        let order = [
            "log",
            "purge",
            path,
            "--antes",
            "antes",
            "--autoridad",
            "Juzgado Tercero Civil",
            "--acto",
            "Sentencia T-12 de 2026",
            "--fecha",
            "2026-11-20",
            "--rol",
            "Secretaría General",
            "--motivo",
            "habeas data",
            "--format",
            "json",
        ];
        self.run(&[&order[..], more].concat())
    }

    /// Forgets what nothing names any more.
    fn collect(&self) {
        self.repo.git(&["tag", "-d", "antes"]);
        self.repo.git(&["update-ref", "-d", "refs/original/refs/heads/main"]);
        self.repo.git(&["reflog", "expire", "--expire=now", "--all"]);
        self.repo.git(&["gc", "-q", "--prune=now"]);
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }
}

fn code(found: &Value) -> Vec<String> {
    said(found).into_iter().map(|(_, code)| code).collect()
}

#[test]
fn what_was_erased_by_order_is_told_as_that_and_not_as_missing() {
    let desk = Desk::new();
    let path = format!("policies/{SECOND}");
    let blob = desk.repo.git(&["rev-parse", &format!("main:{path}/acta.txt")]);
    desk.rewrite(&path);
    // Before it is logged it is a history that was rewritten.
    assert_eq!(code(&desk.audit(1, &[])), ["commit-gone", "manifest-gone"]);
    let purged = desk.purge(&path, &[]).expect(0).json();
    assert_eq!((&purged["added"], &purged["commits"]), (&json!(1), &json!(2)));
    let objects = purged["objects"].as_array().unwrap();
    let digest = ::mipg::digest::Digest::of("Acta con un dato que no debía estar.\n".as_bytes()).to_string();
    assert_eq!(objects.len(), 2);
    assert!(objects.contains(&json!({"id": blob, "sha256": digest})), "{purged:#}");
    // The same again changes nothing.
    assert_eq!(desk.purge(SECOND, &[]).expect(0).json()["added"], 0);
    // The bytes are still in this clone: that is told, and is no fault.
    let audit = desk.audit(10, &[]);
    assert_eq!(code(&audit), ["purge-present"]);
    assert_eq!(audit["purged"][0]["present"], 2);
    desk.collect();
    assert!(!desk.repo.try_git(&["cat-file", "-e", &blob]).status.success());
    let audit = desk.audit(10, &[]);
    assert_eq!(audit["findings"], json!([]));
    assert_eq!(audit["checks"]["purges"], json!([1, 1]));
    assert_eq!((&audit["checks"]["manifests"], &audit["external"]["manifests"]), (&json!([2, 3]), &json!(1)));
    assert_eq!((&audit["checks"]["descent"], &audit["checks"]["files"]), (&json!([3, 3]), &json!([3, 4])));
    let told = &audit["purged"][0];
    assert_eq!(
        (&told["path"], &told["authority"], &told["act"]),
        (&json!(SECOND), &json!("Juzgado Tercero Civil"), &json!("Sentencia T-12 de 2026"))
    );
    assert_eq!(
        (&told["role"], &told["date"], &told["reason"]),
        (&json!("Secretaría General"), &json!("2026-11-20"), &json!("habeas data"))
    );
    assert_eq!((&told["objects"], &told["commits"], &told["present"]), (&json!(2), &json!(2), &json!(0)));
    let human = desk.run(&["audit"]).expect(12).stdout;
    assert!(human.contains("Borrado por orden (entrada") && human.contains("Purgas con su acta"), "{human}");
    // So it is in a clone of it, and the log goes on.
    let cloned = desk.file("clon");
    desk.repo.git(&["clone", "-q", &format!("file://{}", desk.repo.path().display()), &cloned]);
    assert_eq!(desk.audit_in(Path::new(&cloned), 10, &[])["findings"], json!([]));
    assert_eq!(desk.run(&["log", "append", "--format", "json"]).expect(0).json()["added"], 0);
    // It excuses nothing else.
    desk.repo.git(&["rm", "-q", "-r", &format!("policies/{FIRST}")]);
    desk.repo.commit("limpieza");
    assert_eq!(code(&desk.audit(1, &[])), ["published-removed"]);
}

#[test]
fn one_file_may_be_erased_and_its_manifest_stay() {
    let desk = Desk::new();
    let path = format!("policies/{SECOND}/acta.txt");
    desk.rewrite(&path);
    let purged = desk.purge(&path, &[]).expect(0).json();
    assert_eq!((purged["objects"].as_array().unwrap().len(), &purged["submissions"]), (1, &json!([SECOND])));
    desk.collect();
    let audit = desk.audit(10, &[]);
    assert_eq!(audit["findings"], json!([]));
    assert_eq!((&audit["checks"]["manifests"], &audit["checks"]["files"]), (&json!([3, 3]), &json!([3, 4])));
    assert_eq!(audit["external"]["files"], 1);
}

/// An order about one file is no leave to change the others.
#[test]
fn what_is_left_of_a_purged_submission_stays_as_it_was() {
    let desk = Desk::new();
    let path = format!("policies/{FIRST}/acta.txt");
    desk.rewrite(&path);
    let _ = desk.purge(&path, &[]).expect(0);
    desk.collect();
    assert_eq!(desk.audit(10, &[])["external"]["unchanged"], 1);
    desk.repo.write(&format!("policies/{FIRST}/avance.csv"), "Actividad;Meta;Avance\nOtra;1;1\n");
    desk.repo.commit("ajuste");
    assert_eq!(code(&desk.audit(1, &[])), ["published-changed"]);
}

/// What an erased submission superseded: its entry can be held against nothing, and that is neither right nor wrong.
#[test]
fn what_was_superseded_by_something_erased_is_not_unfounded() {
    let desk = Desk::new();
    let manifest = std::fs::read(desk.repo.file(&format!("policies/{FIRST}/manifiesto.yaml"))).unwrap();
    let (path, text) = ("gobierno-digital/2026/11/reporte-0404", "Acta corregida.\n");
    desk.hand_in(path, text);
    let own = format!("policies/{path}/manifiesto.yaml");
    let told = std::fs::read_to_string(desk.repo.file(&own)).unwrap();
    let digest = ::mipg::digest::Digest::of(&manifest);
    let more = format!("reemplaza:\n  entrega: {FIRST}\n  sha256: {digest}\n  motivo: Se corrigió la cifra.\n");
    desk.repo.write(&own, told + &more);
    desk.repo.commit("corrección");
    assert_eq!(desk.run(&["log", "append", "--format", "json"]).expect(0).json()["events"]["reemplazado"], 1);
    let before = desk.audit(10, &[]);
    let founded = before["checks"]["founded"][0].as_u64().unwrap();
    desk.rewrite(&format!("policies/{path}"));
    let _ = desk.purge(path, &[]).expect(0);
    desk.collect();
    let audit = desk.audit(10, &[]);
    assert_eq!(audit["findings"], json!([]));
    assert_eq!(
        (&audit["checks"]["founded"], &audit["external"]["founded"]),
        (&json!([founded - 1, founded]), &json!(1))
    );
}

#[test]
fn a_purge_that_is_more_or_less_than_was_ordered_is_not_logged() {
    let desk = Desk::new();
    let path = format!("policies/{SECOND}");
    desk.repo.git(&["tag", "antes", "main"]);
    let size = |desk: &Desk| desk.audit(10, &[])["checkpoint"]["size"].clone();
    let before = size(&desk);
    let refused = |run: Run, code: i32, says: &str| {
        let run = run.expect(code);
        assert!(run.stderr.contains(says) && run.stdout.is_empty(), "{}", run.stderr);
    };
    // Nothing was erased yet; what never was there; what is no submission.
    refused(desk.purge(&path, &[]), 1, "todavía tiene");
    refused(desk.purge("integridad/2026/11/reporte-9999", &[]), 2, "nunca tuvo");
    refused(desk.purge("policies/repositorio.yaml", &[]), 2, "no es una entrega");
    refused(desk.purge("policies/../x", &[]), 2, "no es una entrega");
    refused(desk.purge(&path, &["--antes", "no-existe"]), 2, "--antes");
    refused(desk.purge(&path, &["--lang", "es", "--rev", "no-existe"]), 3, "no existe la revisión");
    assert_eq!(size(&desk), before);
    // More is gone than was ordered.
    desk.rewrite(&path);
    desk.rewrite("policies/gobierno-digital/2026/11/reporte-0303");
    desk.repo.git(&["tag", "-f", "antes", "registro"]);
    refused(desk.purge(&path, &[]), 2, "nunca tuvo");
    desk.repo.git(&["tag", "-f", "antes", "refs/original/refs/heads/main"]);
    refused(desk.purge(&path, &[]), 2, "nunca tuvo");
    let desk = Desk::new();
    desk.rewrite("policies/gobierno-digital/2026/11");
    refused(desk.purge(&path, &[]), 1, "difieren en algo más");
    // Something was slipped in under cover of it.
    let desk = Desk::new();
    desk.rewrite(&path);
    desk.repo.write(&format!("policies/{FIRST}/acta.txt"), "otra cosa");
    desk.repo.git(&["commit", "-q", "-a", "--amend", "--no-edit"]);
    refused(desk.purge(&path, &[]), 1, "difieren en algo más");
    // An order that says nothing, or hides what it says.
    desk.rewrite(&path);
    for (option, text) in [("--rol", ""), ("--autoridad", "a\u{202e}b"), ("--acto", " x"), ("--motivo", "a\nb")] {
        let mut order = vec!["log", "purge", &path, "--antes", "antes", "--fecha", "2026-11-20"];
        for field in ["--rol", "--autoridad", "--acto", "--motivo"] {
            order.extend([field, if field == option { text } else { "bien" }]);
        }
        let run = desk.run(&order).expect(2);
        assert!(run.stderr.contains("una línea"), "{option}: {}", run.stderr);
    }
}

#[test]
fn a_purge_looks_at_the_main_that_an_audit_looks_at() {
    let desk = Desk::new();
    let path = format!("policies/{SECOND}");
    // What others see is not rewritten yet.
    desk.repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    desk.rewrite(&path);
    let refused = desk.purge(&path, &[]).expect(1);
    assert!(refused.stderr.contains("todavía tiene") && refused.stderr.contains("`--rev main`"), "{}", refused.stderr);
    // Said, it is logged; so it is once it was pushed.
    assert_eq!(desk.purge(&path, &["--rev", "main"]).expect(0).json()["added"], 1);
    desk.repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    assert_eq!(desk.purge(&path, &[]).expect(0).json()["added"], 0);
    // A local branch that was left behind is not what was rewritten.
    let desk = Desk::new();
    desk.rewrite(&path);
    desk.repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    desk.repo.git(&["update-ref", "refs/heads/main", "antes"]);
    assert_eq!(desk.purge(&path, &[]).expect(0).json()["added"], 1);
}

#[test]
fn what_is_pulled_over_a_rewritten_main_is_pending_as_over_any_other() {
    let desk = Desk::new();
    let path = format!("policies/{SECOND}");
    desk.rewrite(&path);
    let _ = desk.purge(&path, &[]).expect(0);
    desk.collect();
    desk.repo.git(&["checkout", "-q", "-b", "local", "main~1"]);
    desk.hand_in("gobierno-digital/2026/11/reporte-0909", "Una más.\n");
    desk.repo.commit("en local");
    desk.repo.git(&["merge", "-q", "-m", "Merge branch 'main' of origin", "main"]);
    desk.repo.git(&["branch", "-q", "-f", "main"]);
    desk.repo.git(&["checkout", "-q", "main"]);
    let audit = desk.audit(10, &[]);
    assert_eq!((code(&audit), &audit["pending"]), (vec!["not-logged-aside".to_owned()], &json!(1)));
    let _ = desk.run(&["log", "append"]).expect(0);
    let audit = desk.audit(10, &[]);
    // Its commits have the date of the fixtures, which may be of before the log.
    let codes: Vec<String> = code(&audit).into_iter().filter(|code| code != "commit-backdated").collect();
    assert_eq!((codes, &audit["pending"]), (Vec::new(), &json!(0)));
}

#[test]
fn a_report_is_held_against_the_file_that_the_auditor_has() {
    let desk = Desk::new();
    let (report, other) = (desk.file("informe.html"), desk.file("otro.html"));
    std::fs::write(&report, "<p>Informe</p>").unwrap();
    std::fs::write(&other, "<p>Otro</p>").unwrap();
    let logged = desk.run(&["log", "append", "--informe", &report, "--format", "json"]).expect(0).json();
    assert_eq!(logged["events"], json!({"informe": 1}));
    assert_eq!(desk.run(&["log", "append", "--informe", &report, "--format", "json"]).expect(0).json()["added"], 0);
    // No file: not checked, which is not passed.
    let audit = desk.audit(10, &[]);
    assert_eq!((&audit["checks"]["documents"], &audit["external"]["documents"]), (&json!([0, 1]), &json!(1)));
    assert_eq!(audit["elsewhere"], 1);
    let human = desk.run(&["audit"]).expect(12).stdout;
    assert!(human.contains("informes no comprobados: 1 (--informe)"), "{human}");
    let audit = desk.audit(10, &["--informe", &report]);
    assert_eq!((&audit["checks"]["documents"], &audit["elsewhere"]), (&json!([1, 1]), &json!(0)));
    let audit = desk.audit(1, &["--informe", &report, "--informe", &other]);
    assert_eq!(code(&audit), ["report-not-logged"]);
    assert_eq!(audit["findings"][0]["path"], other);
    let missing = desk.run(&["audit", "--informe", "no-existe"]).expect(3);
    assert!(missing.stderr.contains("no-existe"), "{}", missing.stderr);
}

#[test]
fn a_closing_stays_as_it_was_logged() {
    let path = format!("policies/{FIRST}/acta.txt");
    let closed = || {
        let desk = Desk::new();
        let logged = desk.run(&["log", "append", "--cierre", &path, "--format", "json"]).expect(0).json();
        assert_eq!(logged["events"], json!({"cierre": 1}));
        desk
    };
    let desk = closed();
    let audit = desk.audit(10, &[]);
    assert_eq!((&audit["findings"], &audit["checks"]["documents"]), (&json!([]), &json!([1, 1])));
    // What comes later changes nothing.
    desk.hand_in("gobierno-digital/2026/11/reporte-0404", "Más.\n");
    desk.repo.commit("más");
    assert_eq!(desk.audit(10, &[])["checks"]["documents"], json!([1, 1]));
    desk.repo.write(&path, "otra cosa");
    desk.repo.commit("ajuste");
    let audit = desk.audit(1, &[]);
    assert!(code(&audit).contains(&"closing-differs".to_owned()), "{audit:#}");
    assert_eq!(audit["checks"]["documents"], json!([0, 1]));
    let desk = closed();
    desk.repo.git(&["rm", "-q", &path]);
    desk.repo.commit("limpieza");
    assert!(code(&desk.audit(1, &[])).contains(&"closing-gone".to_owned()));
}
