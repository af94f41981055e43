//! Receipts of a log that changed its key, verified by whoever has the key of before.

use std::{path::Path, process::Command};

use crate::support::{
    mipg,
    repo::{Repo, base},
};

const NAME: &str = "mipg.example.gov.co/alcaldia/1";
const FIRST: &str = "policies/gobierno-digital/2026/11/reporte-1f3a";

/// A repository whose log was begun with one key and goes on with another; a folder with the keys and the receipt.
struct Office {
    repo: Repo,
    folder: tempfile::TempDir,
    old: String,
    new: String,
}

impl Office {
    fn new() -> Self {
        let (repo, folder) = (base(), tempfile::tempdir().unwrap());
        let at = |name: &str| folder.path().join(name).display().to_string();
        let keygen = |arguments: &[&str]| {
            let made = mipg::run(folder.path(), &[&["log", "keygen"], arguments].concat()).expect(0);
            made.stdout.trim_end().to_owned()
        };
        let old = keygen(&["--nombre", NAME, "--out", "1.key"]);
        let _ = mipg::run(repo.path(), &["log", "append", "--origen", NAME, "--clave", &at("1.key")]).expect(0);
        let new = keygen(&["--rotar", "1.key", "--out", "2.key"]);
        let rotate = ["log", "append", "--rotar", &at("2.key.rotacion"), "--clave", &at("2.key")];
        let _ = mipg::run(repo.path(), &rotate).expect(0);
        let receipt = mipg::run(repo.path(), &["log", "receipt", FIRST, "--out", &at("constancia")]).expect(0);
        assert!(receipt.stdout.contains("cadena-de-claves.txt"), "{}", receipt.stdout);
        for name in ["manifiesto.yaml", "acta.txt", "avance.csv"] {
            std::fs::copy(repo.file(&format!("{FIRST}/{name}")), folder.path().join(name)).unwrap();
        }
        Self { repo, folder, old, new }
    }

    fn receipt(&self) -> String {
        let files = std::fs::read_dir(self.folder.path().join("constancia")).unwrap();
        let mut names = files.map(|file| file.unwrap().path().display().to_string());
        names.find(|name| name.ends_with(".tlog-proof")).unwrap()
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Verifies the receipt in a folder.
    fn verify(&self, folder: &Path, arguments: &[&str]) -> mipg::Run {
        let (receipt, manifest) = (self.receipt(), self.at("manifiesto.yaml"));
        let files = [self.at("acta.txt"), self.at("avance.csv")];
        mipg::run(folder, &[&["log", "verify", &receipt, &manifest, &files[0], &files[1]], arguments].concat())
    }
}

#[test]
fn the_old_key_and_the_chain_are_enough() {
    let office = Office::new();
    let (away, repo) = (office.folder.path(), office.repo.path());
    let old = ["--key", &office.old[..]];
    // Away from the repository the receipt alone does not say how its key came to be: what is lacking is named.
    let refused = office.verify(away, &old).expect(40);
    for says in ["ninguna firma es de la clave dada", "--cadena", "mipg log chain", "--log"] {
        assert!(refused.stderr.contains(says), "{}", refused.stderr);
    }
    let chain = office.at("constancia/cadena-de-claves.txt");
    let with_chain = [&old[..], &["--cadena", &chain]].concat();
    let verified = office.verify(away, &with_chain).expect(10);
    assert!(verified.stdout.contains("se siguió la cadena de claves desde"), "{}", verified.stdout);
    let json = office.verify(away, &[&with_chain[..], &["--format", "json"]].concat()).expect(10).json();
    assert_eq!(
        (&json["key_chain"][0]["from"], &json["key_chain"][0]["to"]),
        (&office.old.as_str().into(), &office.new.as_str().into())
    );
    assert_eq!(json["key_chain"][0]["entry"], 7);
    // Within the repository, or with the log at hand, nothing has to be given.
    let _ = office.verify(repo, &old).expect(10);
    let _ = office.repo.git(&["worktree", "add", "-q", &office.at("registro"), "registro"]);
    let _ = office.verify(away, &[&old[..], &["--log", &office.at("registro")]].concat()).expect(10);
    // Whoever has the new key needs no chain, and it does no harm.
    let json = office.verify(away, &["--key", &office.new, "--cadena", &chain, "--format", "json"]).expect(10).json();
    assert_eq!(json["key_chain"], serde_json::json!([]));
    // A policy that names the old key.
    std::fs::write(office.at("politica"), format!("log {}\nquorum none\n", office.old)).unwrap();
    let _ = office.verify(away, &["--policy", &office.at("politica")]).expect(40);
    let _ = office.verify(away, &["--policy", &office.at("politica"), "--cadena", &chain]).expect(10);
    // The command writes the same.
    assert_eq!(mipg::run(repo, &["log", "cadena"]).expect(0).stdout, std::fs::read_to_string(&chain).unwrap());
    let _ = mipg::run(repo, &["log", "chain", "--out", &office.at("otra"), "--key", &office.old]).expect(0);
    assert_eq!(std::fs::read(office.at("otra")).unwrap(), std::fs::read(&chain).unwrap());
}

#[test]
fn a_receipt_is_given_to_whoever_has_the_key_of_before() {
    let office = Office::new();
    let expected = std::fs::read(office.receipt()).unwrap();
    let receipt = |out: &str, arguments: &[&str]| {
        let fixed = ["log", "receipt", FIRST, "--out", &office.at(out)];
        mipg::run(office.repo.path(), &[&fixed[..], arguments].concat())
    };
    for (name, policy) in
        [("a", format!("log {}\nquorum none\n", office.old)), ("b", format!("log {}\nquorum none\n", office.new))]
    {
        std::fs::write(office.at("politica"), policy).unwrap();
        let run = receipt(name, &["--policy", &office.at("politica")]).expect(0);
        assert!(run.stdout.contains("cadena-de-claves.txt"), "{}", run.stdout);
        let made = Path::new(&office.receipt()).file_name().unwrap().to_owned();
        assert_eq!(std::fs::read(Path::new(&office.at(name)).join(made)).unwrap(), expected);
    }
    let _ = receipt("c", &["--key", &office.old]).expect(0);
    // What the receipt and the chain beside it show to whoever has that key alone.
    let (proof, manifest) = (office.at("c"), office.at("manifiesto.yaml"));
    let made = Path::new(&proof).join(Path::new(&office.receipt()).file_name().unwrap()).display().to_string();
    let files = [office.at("acta.txt"), office.at("avance.csv")];
    let chain = office.at("c/cadena-de-claves.txt");
    let words = ["log", "verify", &made, &manifest, &files[0], &files[1], "--key", &office.old, "--cadena", &chain];
    let _ = mipg::run(office.folder.path(), &words).expect(10);
    // A key that leads nowhere is refused as before, and nothing is written.
    let stranger = mipg::run(office.folder.path(), &["log", "keygen", "--nombre", NAME, "--out", "3.key"]).expect(0);
    let refused = receipt("d", &["--key", stranger.stdout.trim_end()]).expect(40);
    assert!(!Path::new(&office.at("d")).exists() && refused.stdout.is_empty(), "{}", refused.stdout);
}

#[test]
fn a_chain_that_leads_nowhere_is_refused_and_named() {
    let office = Office::new();
    let away = office.folder.path();
    let chain = office.at("constancia/cadena-de-claves.txt");
    let text = std::fs::read_to_string(&chain).unwrap();
    let refused = |text: &str, key: &str, says: &str| {
        std::fs::write(office.at("mala"), text).unwrap();
        let run = office.verify(away, &["--key", key, "--cadena", &office.at("mala")]).expect(40);
        assert!(run.stderr.contains(says) && run.stdout.is_empty(), "{}", run.stderr);
    };
    refused("hola\n", &office.old, "no es la que escribe");
    // Without the signature of the old key.
    let signature = text.lines().find(|line| line.starts_with("— ")).unwrap();
    refused(&text.replacen(&format!("{signature}\n"), "", 1), &office.old, "no es la de la entrada");
    // Of a stranger.
    let stranger = mipg::run(away, &["log", "keygen", "--nombre", NAME, "--out", "9.key"]).expect(0).stdout;
    refused(&text, stranger.trim_end(), "no parte de una clave conocida");
    // A log that never changed its key has none to give.
    let repo = base();
    let _ = mipg::run(repo.path(), &["log", "append", "--origen", NAME, "--clave", &office.at("1.key")]).expect(0);
    let none = mipg::run(repo.path(), &["log", "chain"]).expect(3);
    assert!(none.stderr.contains("no ha cambiado de clave"), "{}", none.stderr);
}

#[test]
fn the_script_says_the_same() {
    let office = Office::new();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verificar_registro.py");
    let run = |arguments: &[&str]| {
        let output = Command::new("python3").args(["-I", "-B"]).arg(&script).args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!String::from_utf8_lossy(&output.stderr).contains("Traceback"));
        Some((output.status.code().unwrap(), text))
    };
    let (receipt, manifest, file) = (office.receipt(), office.at("manifiesto.yaml"), office.at("acta.txt"));
    let repo = office.repo.path().to_str().unwrap();
    let shown = ["recibo", &receipt, "--clave", &office.old, "--archivo", &manifest, "--archivo", &file];
    let other = office.at("avance.csv");
    let shown = [&shown[..], &["--archivo", &other]].concat();
    let Some((code, text)) = run(&["registro", repo, "--clave", &office.old]) else {
        eprintln!("skipped: there is no python3");
        return;
    };
    assert_eq!(code, 10, "{text}");
    assert!(
        text.contains("Cambios de clave con ambas firmas 1 de 1") && text.contains("a partir de la entrada 7"),
        "{text}"
    );
    assert_eq!(run(&shown).unwrap().0, 40);
    let chain = office.at("constancia/cadena-de-claves.txt");
    for more in [["--cadena", &chain], ["--registro", repo]] {
        let (code, text) = run(&[&shown[..], &more].concat()).unwrap();
        assert_eq!(code, 10, "{text}");
        assert!(text.contains("a partir de la entrada 7"), "{text}");
    }
}
