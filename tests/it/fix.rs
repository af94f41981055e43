//! `mipg fix`: what can be worked out, put right in the work tree.

use std::fs;

use ::mipg::{demo::media, digest::Digest};

use crate::support::{
    AS_OF,
    mipg::{self, Run},
    repo::{self, Repo},
};

const FOLDER: &str = "policies/transparencia/2026/11/reporte-0000";

fn fix(repo: &Repo, arguments: &[&str]) -> Run {
    mipg::run(repo.path(), &[&["fix", "--as-of", AS_OF], arguments].concat())
}

/// A submission made by hand, with what hands get wrong.
fn by_hand() -> Repo {
    let repo = repo::base();
    repo.git(&["checkout", "-q", "-b", "entrega"]);
    repo.write(&format!("{FOLDER}/Informe avance.csv"), "a,b\n1,2\n");
    let photo = media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap();
    repo.write(&format!("{FOLDER}/muro.jpg"), photo);
    repo.write(
        &format!("{FOLDER}/manifiesto.yaml"),
        "# hecho a mano\nversion: 1\npolitica: transparencia\nclase: reporte\ntitulo: Avance de noviembre\n# corto\n\
         corte: 2026-11-15\narchivos:\n  - ruta: Informe avance.csv\n    sha256: falta\n    bytes: 0 # luego\n    \
         formato: text/plain\n  - ruta: muro.jpg\n    descripcion: Muro pintado, sin nadie\n    personas: ninguna\n",
    );
    repo
}

#[test]
fn what_hands_get_wrong_is_put_right_and_comments_stay() {
    let repo = by_hand();
    let before = mipg::check(repo.path(), &["--format", "json"]).expect(1).rules();
    assert!(before.len() >= 3, "{before:?}");
    let run = fix(&repo, &[]).expect(0);
    assert!(run.stdout.contains("«Informe avance.csv» queda como informe-avance.csv"), "{}", run.stdout);
    assert!(run.stdout.contains("«muro.jpg» pierde la ubicación"), "{}", run.stdout);
    assert!(run.stdout.contains("cambiaron 1 de 2 entregas") && run.stdout.contains("CONFORME"), "{}", run.stdout);
    let manifest = fs::read_to_string(repo.file(&format!("{FOLDER}/manifiesto.yaml"))).unwrap();
    for kept in ["# hecho a mano\n", "\n# corto\n", "bytes: 8 # luego\n", "ruta: informe-avance.csv\n"] {
        assert!(manifest.contains(kept), "{kept} in {manifest}");
    }
    let photo = fs::read(repo.file(&format!("{FOLDER}/muro.jpg"))).unwrap();
    assert!(manifest.contains(&Digest::of(&photo).to_string()), "the digest is that of the photo without its place");
    assert_eq!(mipg::check(repo.path(), &["--format", "json"]).expect(0).rules(), [] as [&str; 0]);
    // Again, nothing.
    let run = fix(&repo, &[]).expect(0);
    assert!(run.stdout.contains("cambiaron 0 de 2 entregas"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(repo.file(&format!("{FOLDER}/manifiesto.yaml"))).unwrap(), manifest);
}

#[test]
fn a_dry_run_shows_the_lines_and_writes_nothing() {
    let repo = by_hand();
    repo.commit("entrega");
    let run = fix(&repo, &["--simular"]).expect(0);
    assert!(
        run.stdout.contains("    -     sha256: falta\n") && run.stdout.contains("    +     bytes: 8 # luego\n"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("no se escribió nada"), "{}", run.stdout);
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_is_published_is_never_touched() {
    let repo = repo::base();
    let place = "policies/gobierno-digital/2026/11/reporte-1f3a";
    repo.write(&format!("{place}/acta.txt"), "otra cosa\n");
    let manifest = fs::read(repo.file(&format!("{place}/manifiesto.yaml"))).unwrap();
    let run = fix(&repo, &[place]).expect(1);
    assert!(run.stdout.contains("ya está publicada y no se toca"), "{}", run.stdout);
    assert_eq!(fs::read(repo.file(&format!("{place}/manifiesto.yaml"))).unwrap(), manifest);
}

#[test]
fn what_cannot_be_put_right_is_told_and_left() {
    let repo = by_hand();
    let manifest = format!("{FOLDER}/manifiesto.yaml");
    repo.write(&manifest, "version: 1\narchivos: [\n");
    let run = fix(&repo, &[]).expect(1);
    assert!(run.stdout.contains("el manifiesto no se puede leer"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(repo.file(&manifest)).unwrap(), "version: 1\narchivos: [\n");
    fs::remove_file(repo.file(&manifest)).unwrap();
    let run = fix(&repo, &[FOLDER]).expect(1);
    assert!(run.stdout.contains("no tiene manifiesto"), "{}", run.stdout);
    // What is no place of the repository is wrong usage.
    let run = fix(&repo, &["policies/no-hay"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
}

#[test]
fn what_only_a_person_can_put_right_is_told_with_its_line_and_its_remedy() {
    let repo = repo::base();
    let folder = "policies/gobierno-digital/2026/11/reporte-9b2c";
    let manifest = |title: &str, file: &str| {
        let text = format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: {title}\ncorte: 2026-11-15\narchivos:\n  - ruta: {file}\n"
        );
        repo.write(&format!("{folder}/manifiesto.yaml"), text);
    };
    repo.write(&format!("{folder}/acta.txt"), "Acta de prueba.\n");
    manifest("Avance del PETI: fase 2", "acta.txt");
    let run = mipg::run(repo.path(), &["fix", "--as-of", AS_OF, "--simular", folder]).expect(1);
    assert!(
        run.stdout.contains("desde la línea 4") && run.stdout.contains("titulo: 'Avance del PETI: fase 2'"),
        "{}",
        run.stdout
    );
    manifest("Avance del PETI", "informe-final.pdf");
    let run = mipg::run(repo.path(), &["fix", "--as-of", AS_OF, "--simular", folder]).expect(1);
    assert!(run.stdout.contains("«informe-final.pdf» está en el manifiesto y no en la carpeta"), "{}", run.stdout);
}

/// A submission with a manifest, an annex and settings that limit it.
fn limited(limits: &str, manifest: &str) -> Repo {
    let repo = repo::base();
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write("policies/repositorio.yaml", format!("{settings}limites: {{{limits}}}\n"));
    repo.commit("límites");
    let head = "version: 1\npolitica: transparencia\nclase: reporte\ntitulo: Avance de noviembre\ncorte: 2026-11-15\n";
    repo.write(&format!("{FOLDER}/manifiesto.yaml"), format!("{head}{manifest}"));
    repo
}

#[test]
fn a_listed_file_over_the_limit_is_told_as_what_it_is() {
    let repo = limited("bytes_archivo: 1048576", "archivos:\n  - ruta: grande.csv\n  - ruta: otra.csv\n");
    repo.write(&format!("{FOLDER}/grande.csv"), "a,b\n".repeat(300_000));
    let run = fix(&repo, &[FOLDER]).expect(1);
    assert!(run.stdout.contains("«grande.csv» pesa más de 1 MB"), "{}", run.stdout);
    assert!(!run.stdout.contains("«grande.csv» está en el manifiesto y no en la carpeta"), "{}", run.stdout);
    assert!(run.stdout.contains("«otra.csv» está en el manifiesto y no en la carpeta"), "{}", run.stdout);
}

#[test]
fn more_files_than_a_submission_takes_are_refused_before_anything_is_written() {
    let repo = limited("archivos_por_entrega: 2", "archivos:\n");
    for name in ["Uno.csv", "dos.csv", "tres.csv"] {
        repo.write(&format!("{FOLDER}/{name}"), format!("a,b\n{name},1\n"));
    }
    let before = repo.git(&["status", "--porcelain", "-uall"]);
    let run = fix(&repo, &[FOLDER]).expect(1);
    assert!(run.stdout.contains("tiene más de 2 archivos"), "{}", run.stdout);
    assert!(run.stdout.contains("cambiaron 0 de 1 entregas"), "{}", run.stdout);
    assert_eq!(repo.git(&["status", "--porcelain", "-uall"]), before);
    assert!(fs::read_to_string(repo.file(&format!("{FOLDER}/manifiesto.yaml"))).unwrap().ends_with("archivos:\n"));
    // As many as it takes, and what a system leaves behind, are put in their order.
    fs::remove_file(repo.file(&format!("{FOLDER}/tres.csv"))).unwrap();
    repo.write(&format!("{FOLDER}/.DS_Store"), "x");
    let run = fix(&repo, &[FOLDER]);
    let at = |name: &str| run.stdout.find(&format!("«{name}» queda en el manifiesto")).unwrap();
    assert!(at("Uno.csv") < at("dos.csv"), "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn a_manifest_or_a_file_that_is_a_link_is_told_as_what_it_is() {
    let repo = limited("archivos_por_entrega: 9", "archivos:\n  - ruta: a.csv\n");
    let place = repo.file(FOLDER);
    repo.write(&format!("{FOLDER}/b.csv"), "a,b\n1,2\n");
    std::os::unix::fs::symlink("b.csv", place.join("a.csv")).unwrap();
    let run = fix(&repo, &["--simular", FOLDER]).expect(1);
    assert!(run.stdout.contains("«a.csv» es un enlace o una carpeta"), "{}", run.stdout);
    assert!(!run.stdout.contains("no en la carpeta"), "{}", run.stdout);
    fs::rename(place.join("manifiesto.yaml"), place.join("m.yaml")).unwrap();
    std::os::unix::fs::symlink("m.yaml", place.join("manifiesto.yaml")).unwrap();
    let run = fix(&repo, &[FOLDER]).expect(1);
    assert!(run.stdout.contains("su manifiesto.yaml es un enlace"), "{}", run.stdout);
    assert!(!run.stdout.contains("mipg add` lo hace"), "{}", run.stdout);
}

/// What a program is said to put right, this one does.
#[cfg(unix)]
#[test]
fn every_rule_that_is_called_fixable_is_fixed() {
    use std::{collections::BTreeSet, os::unix::fs::PermissionsExt as _};

    use crate::support::case::{self, Case, Node};

    let base = case::folder(&crate::support::fixtures().join("base"));
    let called: BTreeSet<&str> =
        ::mipg::rules::all().map(|rule| &rule.meta).filter(|meta| meta.fixable).map(|meta| meta.id).collect();
    let mut fixed = BTreeSet::new();
    for rule in called.iter().copied().chain(["yaml-number", "policy-slug-mismatch"]) {
        for file in fs::read_dir(crate::support::fixtures().join("rules").join(rule)).unwrap() {
            let path = file.unwrap().path();
            if !path.file_name().unwrap().to_str().unwrap().starts_with("fails-") {
                continue;
            }
            let case = Case::read(&fs::read_to_string(path).unwrap(), &base);
            let [step] = &case.steps[..] else { continue };
            let is_plain = |(path, node): (&Vec<u8>, &Node)| {
                std::str::from_utf8(path).is_ok() && matches!(node, Node::File(_) | Node::Executable(_))
            };
            if !step.tree.iter().all(is_plain) {
                continue;
            }
            let repo = Repo::new();
            repo.git(&["commit", "-q", "--allow-empty", "-m", "nada"]);
            for (path, node) in &step.tree {
                let path = std::str::from_utf8(path).unwrap();
                let (Node::File(bytes) | Node::Executable(bytes)) = node else { unreachable!() };
                repo.write(path, bytes);
                if matches!(node, Node::Executable(_)) {
                    fs::set_permissions(repo.file(path), fs::Permissions::from_mode(0o755)).unwrap();
                }
            }
            let found = || mipg::check(repo.path(), &["--format", "json"]).rules();
            assert!(found().iter().any(|id| id == rule), "{rule} in the work tree");
            drop(fix(&repo, &[]));
            if !found().iter().any(|id| id == rule) {
                fixed.insert(rule);
            }
        }
    }
    assert_eq!(fixed, called);
}
