//! `mipg withdraw`: the record, the files gone from the head, and what this copy can erase.

use std::fs;

use ::mipg::{demo::media, digest::Digest, snapshot::LfsPointer};

use crate::support::{
    AS_OF,
    mipg::{self, Run},
    repo::{self, Repo},
};

const BASE: &str = "policies/gobierno-digital/2026/11/reporte-1f3a";
const GROUND: [&str; 6] = [
    "--motivo",
    "La persona revocó su autorización",
    "--norma",
    "Ley 1581 de 2012, artículo 8",
    "--autoriza",
    "Secretaría General",
];

fn withdraw(repo: &Repo, arguments: &[&str]) -> Run {
    mipg::run(repo.path(), &[&["withdraw", "--as-of", AS_OF], arguments].concat())
}

/// Hands in a picture of people and receives it; its folder and its pointer.
fn with_people(repo: &Repo) -> (String, LfsPointer) {
    let files = tempfile::tempdir().unwrap();
    let photo = files.path().join("taller.jpg");
    fs::write(&photo, media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap()).unwrap();
    let asked = [
        "add",
        "--as-of",
        AS_OF,
        "--politica",
        "POL07",
        "--titulo",
        "Taller de datos",
        "--rama=entrega/taller",
        "--descripcion",
        "Servidores de la oficina en un taller",
        "--personas",
        "adultos-autorizados",
        "--autorizacion",
        "Expediente AMC-2026-118",
        photo.to_str().unwrap(),
    ];
    let _ = mipg::run(repo.path(), &asked).expect(0);
    repo.land("entrega/taller", "merge");
    let paths = repo.git(&["ls-files", "policies"]);
    let path = paths.lines().find(|path| path.ends_with("/taller.jpg")).unwrap();
    let pointer =
        LfsPointer::parse((repo.git(&["cat-file", "blob", &format!("HEAD:{path}")]) + "\n").as_bytes()).unwrap();
    (path.trim_end_matches("/taller.jpg").to_owned(), pointer)
}

fn object(repo: &Repo, digest: &Digest) -> std::path::PathBuf {
    let text = digest.to_string();
    repo.file(&format!(".git/lfs/objects/{}/{}/{text}", &text[..2], &text[2..4]))
}

#[test]
fn a_picture_is_withdrawn_by_a_branch_and_erased_once_that_is_published() {
    let repo = repo::base();
    let (folder, pointer) = with_people(&repo);
    repo.git(&["remote", "add", "origin", "https://oficina:secreto@github.com/alcaldia/evidencias.git"]);
    let stored = object(&repo, &pointer.digest);
    assert!(stored.is_file());
    // Nothing is erased before its withdrawal is published.
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(2);
    assert!(run.stderr.contains("no tiene un retiro publicado"), "{}", run.stderr);
    let run = withdraw(&repo, &[&[folder.as_str(), "--rama"], &GROUND[..]].concat()).expect(0);
    assert!(run.stdout.contains("CONFORME") && run.stdout.contains("Todavía no se borró nada"), "{}", run.stdout);
    assert!(repo.git(&["status", "--porcelain"]).is_empty());
    assert!(stored.is_file());
    let branch = format!("retiro/{}", folder.trim_start_matches("policies/").replace('/', "-"));
    let gone = repo.git(&["diff", "--name-status", "main", &branch]);
    assert_eq!(gone, format!("A\t{folder}/retiro.yaml\nD\t{folder}/taller.jpg"));
    repo.land(&branch, "merge");

    let run = withdraw(&repo, &[&folder, "--borrar", "--simular"]).expect(0);
    assert!(run.stdout.contains("taller.jpg: se borraría de esta copia"), "{}", run.stdout);
    assert!(stored.is_file());
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(0);
    assert!(run.stdout.contains("taller.jpg: borrado de esta copia, con su sal"), "{}", run.stdout);
    for expected in
        ["el servidor (https://github.com/alcaldia/evidencias.git)", "GitHub los conserva", &pointer.digest.to_string()]
    {
        assert!(run.stdout.contains(expected), "{expected} in {}", run.stdout);
    }
    assert!(!run.stdout.contains("secreto") && !stored.exists());
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(0);
    assert!(run.stdout.contains("taller.jpg: esta copia no lo tiene"), "{}", run.stdout);
    let _ = mipg::check(repo.path(), &[]).expect(0);
}

#[test]
fn what_is_in_git_is_taken_from_the_head_and_never_said_to_be_erased() {
    let repo = repo::base();
    let run = withdraw(&repo, &[&[BASE, "--archivo", "acta.txt", "--simular"], &GROUND[..]].concat()).expect(0);
    assert!(run.stdout.contains("fundamento: Ley 1581 de 2012, artículo 8"), "{}", run.stdout);
    assert!(repo.git(&["status", "--porcelain"]).is_empty());
    let text = fs::read_to_string(repo.file(&format!("{BASE}/acta.txt"))).unwrap();
    // What somebody changed is not lost.
    repo.write(&format!("{BASE}/acta.txt"), "otra");
    let run = withdraw(&repo, &[&[BASE, "--archivo", "acta.txt"], &GROUND[..]].concat()).expect(1);
    assert!(run.stderr.contains("no es el publicado"), "{}", run.stderr);
    repo.write(&format!("{BASE}/acta.txt"), text);
    let run = withdraw(&repo, &[&[BASE, "--archivo", "acta.txt"], &GROUND[..]].concat()).expect(0);
    assert!(run.stdout.contains("El retiro está en"), "{}", run.stdout);
    assert!(!repo.file(&format!("{BASE}/acta.txt")).exists());
    repo.commit("retiro");
    let run = withdraw(&repo, &[BASE, "--borrar"]).expect(1);
    assert!(run.stdout.contains("acta.txt: NO se borró, está en la historia de git"), "{}", run.stdout);
    assert!(run.stdout.contains("mipg log purge"), "{}", run.stdout);
    let run = withdraw(&repo, &[&[BASE, "--archivo", "acta.txt"], &GROUND[..]].concat()).expect(2);
    assert!(run.stderr.contains("«acta.txt» ya se retiró"), "{}", run.stderr);
}

#[test]
fn an_object_that_another_submission_names_stays() {
    let repo = repo::base();
    let (folder, pointer) = with_people(&repo);
    let other = "policies/gobierno-digital/2026/11/reporte-otra-1b1b";
    repo.write(&format!("{other}/manifiesto.yaml"), format!("titulo: nombra {}\n", pointer.digest));
    repo.commit("otra");
    let _ = withdraw(&repo, &[&[folder.as_str()], &GROUND[..]].concat());
    repo.commit("retiro");
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(1);
    assert!(run.stdout.contains(&format!("NO se borró, porque {other} también lo nombra")), "{}", run.stdout);
    assert!(object(&repo, &pointer.digest).is_file());
}

#[test]
fn what_is_missing_is_asked_for_by_its_name() {
    let repo = repo::base();
    let run = withdraw(&repo, &[BASE, "--motivo", "Sin fundamento alguno"]).expect(2);
    assert!(run.stderr.contains("--norma") || run.stderr.contains("--norm"), "{}", run.stderr);
    let run = withdraw(&repo, &[&["policies/gobierno-digital/2026/11/reporte-9999"], &GROUND[..]].concat()).expect(2);
    assert!(run.stderr.contains("no hay una entrega publicada"), "{}", run.stderr);
}

/// Publishes a submission by hand: files of one object of the store, and which of them a withdrawal names.
fn of_one_object(repo: &Repo, name: &str, files: &[&str], withdrawn: &[&str]) -> (String, LfsPointer) {
    let bytes = b"semana;actividad\n1;visita\n";
    let pointer = LfsPointer { digest: Digest::of(bytes), size: bytes.len() as u64 };
    let folder = format!("policies/gobierno-digital/2026/11/{name}");
    let mut manifest = "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Tabla de visitas\n\
                        corte: 2026-11-15\narchivos:\n"
        .to_owned();
    for file in files {
        let LfsPointer { digest, size } = pointer;
        manifest += &format!("  - ruta: {file}\n    sha256: {digest}\n    bytes: {size}\n    formato: text/csv\n");
        if !withdrawn.contains(file) {
            repo.write(&format!("{folder}/{file}"), pointer.to_text());
        }
    }
    repo.write(&format!("{folder}/manifiesto.yaml"), manifest);
    if !withdrawn.is_empty() {
        let record = "version: 1\nmotivo: La persona revocó su autorización\nfundamento: Ley 1581 de 2012, artículo 8\n\
                      autoriza: Secretaría General\nfecha: 2026-11-20\narchivos:\n";
        repo.write(&format!("{folder}/retiro.yaml"), format!("{record}  - {}\n", withdrawn.join("\n  - ")));
    }
    let stored = object(repo, &pointer.digest);
    repo.write(stored.strip_prefix(repo.path()).unwrap().to_str().unwrap(), bytes);
    repo.commit(name);
    (folder, pointer)
}

#[test]
fn a_withdrawal_that_main_does_not_have_erases_nothing() {
    let repo = repo::base();
    let (folder, pointer) = with_people(&repo);
    repo.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    let _ = withdraw(&repo, &[&[folder.as_str(), "--rama=retiro/x"], &GROUND[..]].concat()).expect(0);
    repo.git(&["checkout", "-q", "retiro/x"]);
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(2);
    assert!(run.stderr.contains("no tiene un retiro publicado"), "{}", run.stderr);
    assert!(object(&repo, &pointer.digest).is_file());
    // Once main has it, whatever is checked out.
    repo.git(&["update-ref", "refs/remotes/origin/main", "retiro/x"]);
    repo.git(&["checkout", "-q", "main"]);
    let _ = withdraw(&repo, &[&folder, "--borrar"]).expect(0);
    assert!(!object(&repo, &pointer.digest).exists());
}

#[test]
fn an_object_that_another_file_of_the_same_submission_names_stays() {
    let repo = repo::base();
    let (folder, pointer) = of_one_object(&repo, "reporte-dddd", &["uno.csv", "dos.csv"], &["uno.csv"]);
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(1);
    assert!(
        run.stdout.contains(&format!("uno.csv: NO se borró, porque {folder}/dos.csv también lo nombra")),
        "{}",
        run.stdout
    );
    assert!(object(&repo, &pointer.digest).is_file());
}

#[test]
fn an_object_that_only_withdrawn_files_name_is_erased() {
    let repo = repo::base();
    let (one, pointer) = of_one_object(&repo, "reporte-dddd", &["uno.csv"], &["uno.csv"]);
    let _ = of_one_object(&repo, "reporte-eeee", &["dos.csv"], &["dos.csv"]);
    let run = withdraw(&repo, &[&one, "--borrar"]).expect(0);
    assert!(run.stdout.contains("uno.csv: borrado de esta copia"), "{}", run.stdout);
    assert!(!object(&repo, &pointer.digest).exists());
}

#[test]
fn a_copy_of_its_commitment_by_another_policy_keeps_nothing() {
    let repo = repo::base();
    let (folder, pointer) = with_people(&repo);
    let copy = "policies/transparencia/2026/11/reporte-9d9d";
    let of = |name: &str| repo.git(&["cat-file", "blob", &format!("HEAD:{folder}/{name}")]) + "\n";
    repo.write(&format!("{copy}/taller.jpg"), of("taller.jpg"));
    let manifest = of("manifiesto.yaml");
    repo.write(
        &format!("{copy}/manifiesto.yaml"),
        manifest.replace("politica: gobierno-digital", "politica: transparencia"),
    );
    repo.commit("copia");
    drop(withdraw(&repo, &[&[folder.as_str(), "--rama=retiro/x"], &GROUND[..]].concat()).expect(0));
    repo.land("retiro/x", "merge");
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(0);
    assert!(run.stdout.contains("taller.jpg: borrado de esta copia, con su sal"), "{}", run.stdout);
    assert!(run.stdout.contains(&format!("{copy}/taller.jpg se entregó después con su compromiso")), "{}", run.stdout);
    assert!(!object(&repo, &pointer.digest).exists());
}

#[test]
fn what_came_later_with_a_copied_commitment_does_not_erase_the_file_of_the_first() {
    let repo = repo::base();
    let (folder, pointer) = with_people(&repo);
    let copy = "policies/transparencia/2026/11/reporte-9d9d";
    let manifest = repo.git(&["cat-file", "blob", &format!("HEAD:{folder}/manifiesto.yaml")]) + "\n";
    repo.write(
        &format!("{copy}/manifiesto.yaml"),
        manifest.replace("politica: gobierno-digital", "politica: transparencia"),
    );
    repo.write(
        &format!("{copy}/retiro.yaml"),
        "version: 1\nmotivo: Se entregó por error\nfundamento: Decisión de la dependencia, de prueba\nautoriza: Secretaría General\n\
         fecha: 2026-11-20\narchivos: [taller.jpg]\n",
    );
    repo.commit("copia");
    let run = withdraw(&repo, &[copy, "--borrar"]).expect(1);
    assert!(
        run.stdout.contains(&format!("NO se borró, porque {folder}/taller.jpg también lo nombra")),
        "{}",
        run.stdout
    );
    assert!(object(&repo, &pointer.digest).is_file());
}

#[test]
fn what_the_store_has_is_erased_whoever_is_said_to_keep_it() {
    let repo = repo::base();
    let (folder, pointer) = with_people(&repo);
    let manifest = repo.git(&["cat-file", "blob", &format!("HEAD:{folder}/manifiesto.yaml")]) + "\n";
    assert!(manifest.contains("almacen: lfs"), "{manifest}");
    repo.write(&format!("{folder}/manifiesto.yaml"), manifest.replace("almacen: lfs", "almacen: externo"));
    repo.write(
        &format!("{folder}/retiro.yaml"),
        "version: 1\nmotivo: La persona revocó su autorización\nfundamento: Ley 1581 de 2012, artículo 8\nautoriza: Secretaría General\n\
         fecha: 2026-11-20\narchivos: [taller.jpg]\n",
    );
    repo.commit("retiro");
    let run = withdraw(&repo, &[&folder, "--borrar"]).expect(0);
    assert!(run.stdout.contains("taller.jpg: borrado de esta copia"), "{}", run.stdout);
    assert!(run.stdout.contains("pídale que lo borre, y su sal"), "{}", run.stdout);
    assert!(!object(&repo, &pointer.digest).exists());
}

#[test]
fn what_main_does_not_have_is_deleted_and_not_withdrawn() {
    let repo = repo::base();
    repo.git(&["branch", "publicada"]);
    let (folder, _) = with_people(&repo);
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    repo.git(&["branch", "-q", "-f", "main", "publicada"]);
    let run = withdraw(&repo, &[&[folder.as_str()], &GROUND[..]].concat()).expect(2);
    assert!(run.stderr.contains("no hay una entrega publicada"), "{}", run.stderr);
    assert!(run.stderr.contains("se borra y ya"), "{}", run.stderr);
    assert!(repo.git(&["status", "--porcelain"]).is_empty());
}

#[test]
fn no_withdrawal_names_the_person_who_asked() {
    let repo = repo::base();
    let mut said = GROUND;
    said[1] = "Pedido de Juan Pérez cédula 1047123456";
    let run = withdraw(&repo, &[&[BASE], &said[..]].concat()).expect(2);
    assert!(run.stderr.contains("`motivo` parece tener datos personales"), "{}", run.stderr);
    assert!(repo.git(&["status", "--porcelain"]).is_empty());
}
