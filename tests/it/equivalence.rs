//! A change is judged as the whole head would be, for what it touches: random histories prove it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::support::{
    mipg::check,
    repo::{Repo, base},
};

/// One step of a random history.
#[derive(Clone, Debug)]
enum Step {
    /// A submission: owner, month, name, defect.
    Add(u8, u8, u8, u8),
    /// A file of a submission gets other bytes.
    Change(u8, u8, u8),
    /// A submission is deleted.
    Delete(u8, u8, u8),
    /// A submission gets another name.
    Rename(u8, u8, u8, u8),
    /// A submission that supersedes another.
    Supersede(u8, u8, u8, u8),
    /// Something where nothing may be, or with a name that cannot be read: which, and where.
    Stray(u8, u8, u8),
    /// A withdrawal of the evidence of a submission, which goes.
    Withdraw(u8, u8, u8),
    /// What came before is undone.
    Revert,
    /// A branch with one submission, merged.
    Merge(u8, u8, u8, u8),
}

const OWNERS: [&str; 2] = ["gobierno-digital", "transparencia"];

fn folder(owner: u8, month: u8, name: u8) -> String {
    let owner = OWNERS[usize::from(owner) % 2];
    // Names that differ in case alone, or look alike, meet in the same month.
    let name = ["entrega-a", "entrega-b", "Entrega-a", "entrega-o", "entrega-0"][usize::from(name) % 5];
    format!("policies/{owner}/2026/{:02}/{name}", 9 + month % 3)
}

fn add(repo: &Repo, folder: &str, defect: u8, supersedes: Option<&str>) {
    let mut segments = folder.split('/').skip(1);
    let (owner, _, month) = (segments.next().unwrap(), segments.next(), segments.next().unwrap());
    let content = format!("Actividad;Avance\nIgual;{}\n", defect % 3);
    let mut digest = mipg::digest::Digest::of(content.as_bytes()).to_string();
    if defect == 4 {
        digest = "0".repeat(64);
    }
    let office = if defect == 5 { "no-existe" } else { "oficina-informatica" };
    let day = if defect == 9 { "06" } else { "05" };
    let mut text = format!(
        "version: 1\npolitica: {owner}\nclase: reporte\ntitulo: Avance del mes de prueba\ncorte: 2026-{month}-{day}\n\
         dependencia: {office}\narchivos:\n  - ruta: avance.csv\n    sha256: {digest}\n    bytes: {}\n    formato: text/csv\n",
        content.len()
    );
    if let Some(target) = supersedes {
        let manifest = std::fs::read(repo.file(&format!("{target}/manifiesto.yaml"))).unwrap_or_default();
        text.push_str(&format!(
            "reemplaza:\n  entrega: {}\n  sha256: {}\n  motivo: Corrige una cifra del avance\n",
            target.strip_prefix("policies/").unwrap(),
            mipg::digest::Digest::of(&manifest)
        ));
    }
    repo.write(&format!("{folder}/avance.csv"), content);
    if defect == 6 {
        text.push_str("clave_rara: si\n");
    }
    if defect != 7 {
        repo.write(&format!("{folder}/manifiesto.yaml"), text);
    }
    if defect == 8 {
        repo.write(&format!("{folder}/sobra.txt"), "no está en el manifiesto\n");
    }
}

/// Files that stand in no place of the layout, and names that are no text.
fn stray(repo: &Repo, kind: u8, folder: &str) {
    let month = folder.rsplit_once('/').unwrap().0;
    match kind % 9 {
        0 => repo.write("policies/suelto.txt", "suelto\n"),
        1 => repo.write(&format!("{month}/suelto.pdf"), "suelto\n"),
        2 => repo.write(&format!("{folder}/adentro/otro.txt"), "en otra carpeta\n"),
        3 => repo.write("policies/integridad/notas/nota.md", "sin lugar\n"),
        #[cfg(unix)]
        4 => {
            use std::os::unix::ffi::OsStrExt as _;
            let name = std::ffi::OsStr::from_bytes(b"\xfe.txt");
            std::fs::write(repo.file("policies").join(name), "ilegible\n").unwrap();
        }
        #[cfg(unix)]
        5 => {
            use std::os::unix::ffi::OsStrExt as _;
            let inside = repo.file(month).join(std::ffi::OsStr::from_bytes(b"\xff"));
            std::fs::create_dir_all(&inside).unwrap();
            std::fs::write(inside.join("manifiesto.yaml"), "version: 1\n").unwrap();
        }
        6 => repo.write(&folder.replacen("policies", "Policies", 1), "mezcla\n"),
        7 => repo.write(".gitattributes", "policies/** -text\n*.csv ident\n"),
        8 => {
            let named = folder.strip_prefix("policies/").unwrap();
            let owner = named.split('/').next().unwrap();
            let text = format!(
                "version: 1\npolitica: {owner}\nvigencia: 2026\nsoportes:\n  - {{entrega: {named}, archivo: avance.csv}}\n  \
                 - {{entrega: {named}, archivo: otro.csv}}\n  - {{entrega: {owner}/2026/01/no-existe}}\n"
            );
            repo.write(&format!("policies/{owner}/soportes-2026.yaml"), text);
        }
        _ => {}
    }
}

fn apply(repo: &Repo, step: &Step) {
    match step {
        Step::Add(owner, month, name, defect) => add(repo, &folder(*owner, *month, *name), *defect, None),
        Step::Supersede(owner, month, name, target) => {
            add(repo, &folder(*owner, *month, *name), 0, Some(&folder(*owner, *month, *target)));
        }
        Step::Change(owner, month, name) => {
            let path = format!("{}/avance.csv", folder(*owner, *month, *name));
            if repo.file(&path).exists() {
                repo.write(&path, "Actividad;Avance\nCambiada;9\n");
            }
        }
        Step::Delete(owner, month, name) => drop(std::fs::remove_dir_all(repo.file(&folder(*owner, *month, *name)))),
        Step::Rename(owner, month, name, other) => {
            let (old, new) = (repo.file(&folder(*owner, *month, *name)), repo.file(&folder(*owner, *month, *other)));
            if old.exists() && !new.exists() {
                std::fs::rename(old, new).unwrap();
            }
        }
        Step::Stray(kind, owner, month) => stray(repo, *kind, &folder(*owner, *month, 0)),
        Step::Withdraw(owner, month, name) => {
            let folder = folder(*owner, *month, *name);
            if std::fs::remove_file(repo.file(&format!("{folder}/avance.csv"))).is_ok() {
                let text = "version: 1\nmotivo: Se entregó por error otra tabla\nfundamento: Acta de prueba del comité\n\
                            autoriza: Secretaría General\nfecha: 2026-11-20\narchivos: [avance.csv]\n";
                repo.write(&format!("{folder}/retiro.yaml"), text);
            }
        }
        Step::Revert => drop(repo.try_git(&["revert", "--no-edit", "HEAD"])),
        Step::Merge(owner, month, name, defect) => {
            repo.git(&["checkout", "-q", "-b", "rama", "main~1"]);
            add(repo, &folder(*owner, *month, *name), *defect, None);
            repo.commit("en la rama");
            repo.git(&["checkout", "-q", "main"]);
            if !repo.try_git(&["merge", "-q", "--no-edit", "rama"]).status.success() {
                repo.git(&["merge", "--abort"]);
            }
            repo.git(&["branch", "-q", "-D", "rama"]);
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = || (0..2u8, 0..3u8, 0..5u8);
    let step = prop_oneof![
        6 => (name(), 0..10u8).prop_map(|((o, m, n), d)| Step::Add(o, m, n, d)),
        2 => name().prop_map(|(o, m, n)| Step::Change(o, m, n)),
        2 => name().prop_map(|(o, m, n)| Step::Delete(o, m, n)),
        2 => (name(), 0..5u8).prop_map(|((o, m, n), t)| Step::Rename(o, m, n, t)),
        3 => (name(), 0..5u8).prop_map(|((o, m, n), t)| Step::Supersede(o, m, n, t)),
        2 => (0..9u8, 0..2u8, 0..3u8).prop_map(|(k, o, m)| Step::Stray(k, o, m)),
        1 => name().prop_map(|(o, m, n)| Step::Withdraw(o, m, n)),
        1 => Just(Step::Revert),
        2 => (name(), 0..10u8).prop_map(|((o, m, n), d)| Step::Merge(o, m, n, d)),
    ];
    proptest::collection::vec(step, 3..9)
}

/// A finding, without what depends on how it was asked.
type Plain = (String, String, u64, String);

fn findings(run: &crate::support::mipg::Run) -> BTreeSet<Plain> {
    assert!(run.code == 0 || run.code == 1, "{}\n{}", run.stdout, run.stderr);
    let json = run.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let plain = |finding: &serde_json::Value| {
        let line = finding["line"].as_u64().unwrap_or(0);
        (text(&finding["rule"]), text(&finding["path"]), line, text(&finding["message"]))
    };
    json["findings"].as_array().unwrap().iter().map(plain).collect()
}

/// The files of which the rules of history say that they are not as published, and where they went.
fn spoken(run: &crate::support::mipg::Run) -> (BTreeSet<String>, BTreeSet<String>) {
    let json = run.json();
    let path = |place: &serde_json::Value| place["path"].as_str().unwrap().to_owned();
    let published = |finding: &&serde_json::Value| {
        ["published-changed", "published-removed", "published-renamed"].contains(&finding["rule"].as_str().unwrap())
    };
    let speaking: Vec<_> = json["findings"].as_array().unwrap().iter().filter(published).collect();
    let gone_to = speaking.iter().flat_map(|finding| finding["related"].as_array().unwrap()).map(path).collect();
    (speaking.into_iter().map(path).collect(), gone_to)
}

/// The file a finding of the whole is about, where a rule of history may speak of it in a change.
fn subject((rule, path, _, message): &Plain) -> Option<String> {
    match rule.as_str() {
        "file-not-listed" => Some(path.clone()),
        "manifest-missing" => Some(format!("{path}/manifiesto.yaml")),
        "digest-mismatch" | "file-missing" | "pointer-mismatch" | "size-mismatch" => {
            let name = message.split('«').nth(1)?.split('»').next()?;
            Some(format!("{}/{name}", path.rsplit_once('/')?.0))
        }
        _ => None,
    }
}

/// The rules that find the same from either of two files: which of the two is told depends on what was asked.
const MUTUAL: [&str; 2] = ["duplicate-content", "path-look-alike"];

/// The files of touched units that the findings of [`MUTUAL`] are about or name.
fn involved(run: &crate::support::mipg::Run, touched: &BTreeSet<String>) -> BTreeSet<(String, String)> {
    let json = run.json();
    let mutual = |finding: &&serde_json::Value| MUTUAL.contains(&finding["rule"].as_str().unwrap());
    let mut involved = BTreeSet::new();
    for finding in json["findings"].as_array().unwrap().iter().filter(mutual) {
        let (rule, path) = (finding["rule"].as_str().unwrap(), finding["path"].as_str().unwrap());
        let named = finding["args"]["name"].as_str().unwrap();
        let related = finding["related"].as_array().unwrap().iter().map(|place| place["path"].as_str().unwrap());
        assert_ne!(related.len(), 0, "{finding}");
        let own = path.strip_suffix("/manifiesto.yaml").map_or(path.to_owned(), |folder| format!("{folder}/{named}"));
        let files = related.map(str::to_owned).chain([own]);
        involved.extend(files.filter(|file| touched.contains(&unit(file))).map(|file| (rule.to_owned(), file)));
    }
    involved
}

/// The units that a change touches, by git itself; names that are no text as they are shown.
fn changed(repo: &Repo, from: &str) -> BTreeSet<String> {
    let output = repo.try_git(&["diff", "--name-only", "-z", "--no-renames", from, "main"]);
    assert!(output.status.success());
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names
        .map(|name| match std::str::from_utf8(name) {
            Ok(name) => unit(name),
            Err(_) => unit(mipg::repo_path::RepoPath::escaped(name).as_str()),
        })
        .collect()
}

/// The folder of the submission a path lies in, or the path itself.
fn unit(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').collect();
    if segments.len() >= 5 { segments[..5].join("/") } else { path.to_owned() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_change_is_judged_as_the_whole_would_be(before in steps(), after in steps()) {
        let repo = base();
        repo.commit("otra");
        for step in &before {
            apply(&repo, step);
            repo.commit("antes");
        }
        let from = repo.git(&["rev-parse", "HEAD"]);
        for step in &after {
            apply(&repo, step);
            repo.commit("después");
        }
        let whole = check(repo.path(), &["--rev", "main", "--format", "json"]);
        let change = check(repo.path(), &["--base", &from, "--head", "main", "--format", "json"]);
        let touched: BTreeSet<String> =
            changed(&repo, &from);
        let (spoken, gone_to) = spoken(&change);
        let expected: BTreeSet<Plain> = findings(&whole)
            .into_iter()
            .filter(|finding| touched.contains(&unit(&finding.1)) && !MUTUAL.contains(&finding.0.as_str()))
            .filter(|finding| {
                let unlisted = finding.0 == "file-not-listed";
                subject(finding).is_none_or(|file| !(spoken.contains(&file) || (unlisted && gone_to.contains(&file))))
            })
            .collect();
        let history: BTreeSet<String> = crate::support::mipg::run(repo.path(), &["rules", "--format", "json"])
            .json()["rules"].as_array().unwrap().iter()
            .filter(|rule| rule["group"] == "history")
            .map(|rule| rule["id"].as_str().unwrap().to_owned())
            .collect();
        prop_assert!(!history.is_empty());
        let found: BTreeSet<Plain> =
            findings(&change).into_iter().filter(|finding| !history.contains(&finding.0) && !MUTUAL.contains(&finding.0.as_str())).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(involved(&change, &touched), involved(&whole, &touched));
    }
}
