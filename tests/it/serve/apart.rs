//! What the form sends outside git: pictures of people with their authorisation, and what is too large.

use std::{fs, os::unix::fs::symlink, path::Path};

use ::mipg::{
    demo::media,
    digest::Digest,
    fixity::{self, Trait},
    snapshot::LfsPointer,
};

use crate::support::{mipg, office::Office, repo, visitor::Visitor};

const DATA: [(&str, &str); 2] = [("titulo", "Taller de datos"), ("corte", "2026-11-15")];
const SHOWS: [(&str, &str); 3] = [
    ("descripcion-1", "Servidores de la oficina en un taller"),
    ("personas-1", "reconocibles"),
    ("autorizacion-1", "Expediente AMC-2026-118, folio 3"),
];

fn photo() -> Vec<u8> {
    media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap()
}

/// An office whose server is reached as git-lfs reaches one.
fn office() -> Office {
    let office = Office::new();
    let address = format!("file://{}", office.server.bare().display());
    office.repo.git(&["remote", "set-url", "origin", &address]);
    office
}

fn begun(visitor: &Visitor) -> String {
    visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-15")])
}

/// A draft with a picture of people, of which all is said.
fn with_people(visitor: &Visitor) -> String {
    let draft = begun(visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("taller.jpg", &photo())]).location();
    let said = visitor.post(&format!("{draft}/datos"), &[&DATA[..], &SHOWS].concat());
    assert!(said.location().ends_with("/revision"));
    draft
}

/// Objects in the store of Git LFS of a repository.
fn stored(git_dir: &Path) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(&git_dir.join("lfs/objects"))
}

/// Whether git-lfs is here; said where it is not.
fn is_here(office: &Office) -> bool {
    let is_here = office.repo.try_git(&["lfs", "version"]).status.success();
    if !is_here {
        eprintln!("omitida: falta git-lfs");
    }
    is_here
}

/// What a file of a branch of the server is in git.
fn pointer(office: &Office, branch: &str, name: &str) -> LfsPointer {
    let changed = office.repo.git(&["diff", "--name-only", "main", branch]);
    let path = changed.lines().find(|path| path.ends_with(&format!("/{name}"))).unwrap();
    let text = repo::git(&office.server.bare(), &["cat-file", "blob", &format!("{branch}:{path}")]).stdout;
    LfsPointer::parse(&text).unwrap()
}

fn object(git_dir: &Path, pointer: &LfsPointer) -> Vec<u8> {
    let digest = pointer.digest.to_string();
    fs::read(git_dir.join(format!("lfs/objects/{}/{}/{digest}", &digest[..2], &digest[2..4]))).unwrap()
}

#[test]
fn a_picture_of_people_with_their_authorisation_reaches_the_server_and_can_be_erased() {
    let office = office();
    if !is_here(&office) {
        return;
    }
    let visitor = Visitor::of(office.repo.path());
    let draft = with_people(&visitor);
    let own = office.repo.file(".git");
    visitor.get(&format!("{draft}/revision")).expect(200).says(&[
        "Todo está en orden",
        "taller.jpg muestra personas: se guarda aparte, donde se puede borrar",
        "Autorización: Expediente AMC-2026-118, folio 3",
        "se le quitó la ubicación",
    ]);
    assert_eq!(stored(&own), 0, "looking stores nothing");
    visitor.get(&format!("{draft}/datos")).expect(200).says(&["dónde está su autorización"]);
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    let branch = office.branch();
    let manifest = office.manifest(&branch);
    for expected in [
        "personas: adultos-autorizados\n",
        "autorizacion: Expediente AMC-2026-118, folio 3\n",
        "almacen: lfs\n",
        "responsable: ",
    ] {
        assert!(manifest.contains(expected), "{expected} in {manifest}");
    }
    assert!(!manifest.contains("sha256: "), "{manifest}");
    let pointer = pointer(&office, &branch, "taller.jpg");
    let object = object(&office.server.bare(), &pointer);
    assert_eq!(Digest::of(&object), pointer.digest);
    let picture = fixity::inspect(&object[32..]);
    assert!(picture.format().is_some() && !picture.has(Trait::PhotoLocation));
}

#[test]
fn what_git_refuses_for_its_size_goes_by_its_pointer() {
    let office = office();
    if !is_here(&office) {
        return;
    }
    let settings = fs::read_to_string(office.repo.file("policies/repositorio.yaml")).unwrap();
    office.repo.write("policies/repositorio.yaml", format!("{settings}limites: {{bytes_archivo: 1048576}}\n"));
    office.repo.commit("límite");
    fs::remove_file(office.server.bare().join("hooks/pre-receive")).unwrap();
    office.repo.git(&["push", "-q", "origin", "main"]);
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let table = "politica,avance\n".to_owned() + &"gobierno-digital,62\n".repeat(100_000);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", table.as_bytes())]).location();
    assert!(visitor.post(&format!("{draft}/datos"), &DATA).location().ends_with("/revision"));
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["avance.csv es muy grande para el historial"]);
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    let pointer = pointer(&office, &office.branch(), "avance.csv");
    assert_eq!(pointer.digest, Digest::of(table.as_bytes()));
    assert_eq!(object(&office.server.bare(), &pointer), table.as_bytes());
}

#[test]
fn without_git_lfs_it_is_said_before_anything_is_sent_and_nothing_is_lost() {
    let office = office();
    // A computer with git alone.
    let tools = tempfile::tempdir().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let git = std::env::split_paths(&path).map(|folder| folder.join("git")).find(|git| git.is_file()).unwrap();
    symlink(git, tools.path().join("git")).unwrap();
    let mut command = mipg::command(office.repo.path());
    command.args(["serve", "--no-open", "--as-of", crate::support::AS_OF]).env("PATH", tools.path());
    let visitor = Visitor::entered(command);
    let draft = with_people(&visitor);
    let page = visitor.get(&format!("{draft}/revision")).expect(422);
    let page = page.says(&["falta el programa que envía fotos de personas", "git-lfs", "El borrador queda guardado"]);
    assert!(!page.body.contains("/enviar\""));
    visitor.post(&format!("{draft}/enviar"), &[]).expect(422).says(&["Falta corregir"]);
    assert!(office.repo.git(&["branch", "--list", "entrega/*"]).is_empty());
    assert_eq!(stored(&office.repo.file(".git")), 0);
    visitor.get(&format!("{draft}/datos")).expect(200).says(&["taller.jpg"]);
}

#[test]
fn a_branch_that_cannot_be_made_leaves_no_picture_of_people() {
    let office = office();
    if !is_here(&office) {
        return;
    }
    let visitor = Visitor::of(office.repo.path());
    let draft = with_people(&visitor);
    // A branch named `entrega` leaves no room for one below it.
    office.repo.git(&["branch", "entrega"]);
    let page = visitor.post(&format!("{draft}/enviar"), &[]);
    assert!(page.status >= 400, "{}", page.text());
    assert_eq!(stored(&office.repo.file(".git")), 0);
    office.repo.git(&["branch", "-D", "entrega"]);
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"), "nor is the draft lost");
}

/// git-lfs says little of why: git is asked, so that the advice fits.
#[test]
fn a_server_without_room_for_large_files_is_told_from_one_that_is_not_there() {
    let office = office();
    if !is_here(&office) {
        return;
    }
    let visitor = Visitor::of(office.repo.path());
    let draft = with_people(&visitor);
    fs::write(office.server.bare().join("lfs"), "").unwrap();
    let page = visitor.post(&format!("{draft}/enviar"), &[]).expect(502);
    drop(
        page.says(&["El servidor responde, pero no recibió las fotos de personas", "quien administra el repositorio"]),
    );
    fs::remove_file(office.server.bare().join("lfs")).unwrap();
    office.repo.git(&["remote", "set-url", "origin", "file:///no/existe"]);
    let page = visitor.post(&format!("{draft}/enviar"), &[]).expect(502);
    drop(page.says(&["El servidor respondió que ahí no hay un repositorio", "Nada se perdió"]));
    // What was made waits for the server, and is sent as it was.
    let address = format!("file://{}", office.server.bare().display());
    office.repo.git(&["remote", "set-url", "origin", &address]);
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    let branch = office.branch();
    assert_eq!(stored(&office.server.bare()), 1);
    assert_eq!(
        pointer(&office, &branch, "taller.jpg").size,
        object(&office.server.bare(), &pointer(&office, &branch, "taller.jpg")).len() as u64
    );
}
