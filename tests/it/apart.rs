//! `mipg add` of what goes outside git: what is too large for it, and what may have to be erased one day.

use std::{fs, path::Path};

use ::mipg::{demo::media, digest::Digest, snapshot::LfsPointer};

use crate::support::{
    AS_OF,
    mipg::{self, Run},
    repo::{self, Repo},
};

const LIMIT: usize = 1 << 20;
const AUTHORISED: [&str; 4] =
    ["--personas", "adultos-autorizados", "--autorizacion", "Expediente AMC-2026-118, folio 3"];
const SHOWS: [&str; 2] = ["--descripcion", "Servidores de la oficina en un taller de datos"];

/// A repository whose git takes little, and beside it the files of somebody who hands in.
struct Desk {
    repo: Repo,
    files: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let repo = repo::base();
        let settings = "policies/repositorio.yaml";
        let text = fs::read_to_string(repo.file(settings)).unwrap();
        repo.write(settings, format!("{text}limites: {{bytes_archivo: {LIMIT}}}\n"));
        repo.commit("límite");
        Self { repo, files: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.files.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn add(&self, arguments: &[&str]) -> Run {
        let asked = ["add", "--as-of", AS_OF, "--politica", "POL07", "--titulo", "Taller de datos"];
        mipg::run(self.repo.path(), &[&asked, arguments].concat())
    }

    /// The text of the only file of this name on a branch.
    fn on(&self, branch: &str, name: &str) -> String {
        let path = self.path(branch, name).unwrap();
        self.repo.git(&["cat-file", "blob", &format!("{branch}:{path}")]) + "\n"
    }

    fn path(&self, branch: &str, name: &str) -> Option<String> {
        let paths = self.repo.git(&["diff", "--name-only", "main", branch]);
        paths.lines().find(|path| path.ends_with(&format!("/{name}"))).map(str::to_owned)
    }

    fn object(&self, pointer: &LfsPointer) -> std::path::PathBuf {
        let digest = pointer.digest.to_string();
        self.repo.file(&format!(".git/lfs/objects/{}/{}/{digest}", &digest[..2], &digest[2..4]))
    }

    /// Objects of the store.
    fn stored(&self) -> usize {
        fn count(folder: &Path) -> usize {
            let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.repo.file(".git/lfs"))
    }

    fn checked(&self, branch: &str) -> serde_json::Value {
        let run = mipg::check(self.repo.path(), &["--rev", branch, "--format", "json"]).expect(0);
        run.json()["checked"].clone()
    }
}

fn table() -> String {
    "politica,avance\n".to_owned() + &"gobierno-digital,62\n".repeat(LIMIT / 10) // of 20 bytes
}

fn photo() -> Vec<u8> {
    media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap()
}

#[test]
fn what_is_too_large_for_git_leaves_its_pointer_there() {
    let desk = Desk::new();
    let file = desk.file("Avance (todo).CSV", table());
    let run = desk.add(&[&file, "--rama=entrega/una"]).expect(0);
    assert!(
        run.stdout.contains("avance-todo.csv va por Git LFS (2,1 MB): en git queda solo su puntero"),
        "{}",
        run.stdout
    );
    let pointer = LfsPointer { digest: Digest::of(table().as_bytes()), size: table().len() as u64 };
    assert_eq!(desk.on("entrega/una", "avance-todo.csv"), pointer.to_text());
    assert_eq!(fs::read(desk.object(&pointer)).unwrap(), table().as_bytes());
    let manifest = desk.on("entrega/una", "manifiesto.yaml");
    for expected in
        [format!("sha256: {}", pointer.digest), format!("bytes: {}", pointer.size), "formato: text/csv".to_owned()]
    {
        assert!(manifest.contains(&expected), "{expected} in {manifest}");
    }
    // Read where it is, told as external where it is not.
    assert_eq!(desk.checked("entrega/una")["external"], serde_json::json!([0, 0]));
    fs::remove_file(desk.object(&pointer)).unwrap();
    assert_eq!(desk.checked("entrega/una")["external"], serde_json::json!([1, 1]));
    // In the work tree as well, with the way to send it.
    let run = desk.add(&[&file]).expect(0);
    let told = format!("&& git lfs push --object-id origin {} && git push origin entrega/", pointer.digest);
    assert!(run.stdout.contains(&told), "{}", run.stdout);
    assert_eq!(fs::read(desk.object(&pointer)).unwrap(), table().as_bytes());
}

#[test]
fn a_picture_with_people_leaves_a_commitment_in_git_and_goes_salted_where_it_can_be_erased() {
    let desk = Desk::new();
    let file = desk.file("taller.jpg", photo());
    let run = desk.add(&[&[file.as_str(), "--rama=entrega/una"], &SHOWS[..], &AUTHORISED[..]].concat()).expect(0);
    assert!(run.stdout.contains("taller.jpg puede tener que borrarse: en git queda un compromiso"), "{}", run.stdout);
    let pointer = LfsPointer::parse(desk.on("entrega/una", "taller.jpg").as_bytes()).unwrap();
    let object = fs::read(desk.object(&pointer)).unwrap();
    assert_eq!((Digest::of(&object), object.len() as u64), (pointer.digest, pointer.size));
    let cleaned = &object[32..];
    assert!(!::mipg::fixity::inspect(cleaned).has(::mipg::fixity::Trait::PhotoLocation), "its place was removed too");
    let manifest = desk.on("entrega/una", "manifiesto.yaml");
    for expected in [
        format!("valor: {}", pointer.digest),
        format!("bytes: {}", cleaned.len()),
        "almacen: lfs".to_owned(),
        "responsable: ".to_owned(),
        "autorizacion: Expediente AMC-2026-118, folio 3".to_owned(),
        "personas: adultos-autorizados".to_owned(),
    ] {
        assert!(manifest.contains(&expected), "{expected} in {manifest}");
    }
    // Neither git nor the name of the folder tells the digest of the picture itself.
    let plain = Digest::of(cleaned).to_string();
    let folder = desk.path("entrega/una", "manifiesto.yaml").unwrap();
    assert!(!manifest.contains(&plain) && !manifest.contains("sha256: "), "{manifest}");
    assert!(folder.contains(&format!("-{}/", &pointer.digest.to_string()[..4])), "{folder}");
    assert_eq!(desk.checked("entrega/una")["external"], serde_json::json!([0, 0]));
    // Again, and the salt is another.
    let _ = desk.add(&[&[file.as_str(), "--rama=entrega/otra"], &SHOWS[..], &AUTHORISED[..]].concat()).expect(0);
    assert_ne!(LfsPointer::parse(desk.on("entrega/otra", "taller.jpg").as_bytes()).unwrap(), pointer);
}

#[test]
fn what_is_missing_of_a_removable_file_is_told_and_nothing_is_left_of_it() {
    let desk = Desk::new();
    let file = desk.file("taller.jpg", photo());
    let run = desk.add(&[&[file.as_str()], &SHOWS[..], &AUTHORISED[..2]].concat()).expect(2);
    assert!(run.stderr.contains("`--autorizacion \"taller.jpg=Expediente …\"`"), "{}", run.stderr);
    assert_eq!(desk.stored(), 0);
    // A submission that does not pass leaves no copy of it either.
    let private =
        desk.file("lista.csv", "cedula,correo\n1047382910,maria.perez@gmail.com\n1047382911,jose.diaz@gmail.com\n");
    let run = [&[file.as_str(), &private, "--rama=entrega/una"], &SHOWS[..], &AUTHORISED[..]].concat();
    let run = desk.add(&run).expect(1);
    assert!(run.stdout.contains("No se hizo ninguna rama"), "{}", run.stdout);
    assert_eq!(desk.stored(), 0);
    // Nor does one in the work tree, which nobody is told to send.
    let wrong = desk.file("plan.pdf", "no es un PDF\n");
    for other in [&private, &wrong] {
        let run = desk.add(&[&[file.as_str(), other], &SHOWS[..], &AUTHORISED[..]].concat()).expect(1);
        assert!(run.stdout.contains("No se dejó la carpeta"), "{}", run.stdout);
        assert!(!run.stdout.contains("git lfs push"), "{}", run.stdout);
        assert_eq!(desk.stored(), 0);
        assert!(desk.repo.git(&["status", "--porcelain"]).is_empty());
    }
}

#[test]
fn what_is_not_public_never_reaches_the_repository() {
    let desk = Desk::new();
    let (file, open) = (desk.file("asistencia.csv", "nombre\nuna\n"), desk.file("informe.csv", "a,b\n1,2\n"));
    let archive = tempfile::tempdir().unwrap();
    let place = archive.path().to_str().unwrap();
    let access = ["--acceso", "asistencia.csv=clasificada", "--norma", "Ley 1712 de 2014, artículo 18"];
    let run = desk.add(&[&[open.as_str(), &file], &access[..]].concat()).expect(2);
    assert!(run.stderr.contains("`--guardar-en CARPETA`"), "{}", run.stderr);
    let ground = ["--alcance", "Todo el documento", "--plazo", "15 años", "--califica", "Oficina Asesora Jurídica"];
    let inside = desk.repo.path().to_str().unwrap();
    let run = [&[open.as_str(), &file, "--guardar-en", inside], &access[..], &ground[..]].concat();
    let run = desk.add(&run).expect(2);
    assert!(run.stderr.contains("dentro de un repositorio"), "{}", run.stderr);
    let run = desk.add(&[&[open.as_str(), &file, "--guardar-en", place], &access[..]].concat()).expect(2);
    assert!(run.stderr.contains("--alcance") && run.stderr.contains("--plazo"), "{}", run.stderr);
    assert_eq!(fs::read_dir(archive.path()).unwrap().count(), 0);

    let more = ["--version-publica", "informe.csv", "--ubicacion", "Expediente 40 de 2026", "--rama=entrega/una"];
    let run = [&[open.as_str(), &file, "--guardar-en", place], &access[..], &ground[..], &more[..]].concat();
    let run = desk.add(&run).expect(0);
    assert!(run.stdout.contains("asistencia.csv no es público y no va en la entrega"), "{}", run.stdout);
    assert_eq!(desk.path("entrega/una", "asistencia.csv"), None);
    assert_eq!(desk.stored(), 0);
    let [kept, salt] =
        ["asistencia.csv", "asistencia.csv.sal"].map(|name| fs::read(archive.path().join(name)).unwrap());
    assert_eq!((kept.as_slice(), salt.len()), (b"nombre\nuna\n".as_slice(), 32));
    #[cfg(unix)]
    for name in ["asistencia.csv", "asistencia.csv.sal"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(archive.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let manifest = desk.on("entrega/una", "manifiesto.yaml");
    for expected in [
        format!("valor: {}", Digest::of(&[salt, kept].concat())),
        "almacen: externo".to_owned(),
        "ubicacion: Expediente 40 de 2026".to_owned(),
        "acceso: clasificada".to_owned(),
        "version_publica: informe.csv".to_owned(),
    ] {
        assert!(manifest.contains(&expected), "{expected} in {manifest}");
    }
}

#[test]
fn without_git_lfs_nothing_is_sent_and_nothing_is_lost() {
    let desk = Desk::new();
    let remote = tempfile::tempdir().unwrap();
    repo::git(remote.path(), &["init", "-q", "--bare", "-b", "main"]);
    desk.repo.git(&["remote", "add", "origin", &format!("file://{}", remote.path().display())]);
    desk.repo.git(&["push", "-q", "origin", "main"]);
    let file = desk.file("avance.csv", table());
    // A computer with git alone.
    let tools = tempfile::tempdir().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let git = std::env::split_paths(&path).map(|folder| folder.join("git")).find(|git| git.is_file()).unwrap();
    std::os::unix::fs::symlink(git, tools.path().join("git")).unwrap();
    let asked = [
        "add",
        "--as-of",
        AS_OF,
        "--politica",
        "POL07",
        "--titulo",
        "Avance del PETI",
        "--enviar",
        "--rama=entrega/una",
    ];
    let run = mipg::command(desk.repo.path()).args(asked).arg(&file).env("PATH", tools.path()).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("falta git-lfs en este equipo"), "{said}");
    assert!(
        said.contains("git lfs push --object-id origin ") && said.contains("&& git push origin entrega/una"),
        "{said}"
    );
    assert_eq!(desk.on("entrega/una", "avance.csv").lines().count(), 3, "the branch is there");
    assert!(!repo::git(remote.path(), &["rev-parse", "--verify", "-q", "entrega/una"]).status.success());
}

#[test]
fn with_git_lfs_the_object_reaches_the_server_before_its_branch() {
    let desk = Desk::new();
    if !desk.repo.try_git(&["lfs", "version"]).status.success() {
        eprintln!("omitida: falta git-lfs");
        return;
    }
    let remote = tempfile::tempdir().unwrap();
    repo::git(remote.path(), &["init", "-q", "--bare", "-b", "main"]);
    desk.repo.git(&["remote", "add", "origin", &format!("file://{}", remote.path().display())]);
    desk.repo.git(&["push", "-q", "origin", "main"]);
    let (large, photo) = (desk.file("avance.csv", table()), desk.file("taller.jpg", photo()));
    let _ = desk
        .add(&[&[large.as_str(), &photo, "--enviar", "--rama=entrega/una"], &SHOWS[..], &AUTHORISED[..]].concat())
        .expect(0);
    // Another clone: git has pointers, git lfs brings what they name, and it is what was handed in.
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", remote.path().display());
    assert!(repo::git(clone.path(), &["clone", "-q", "-b", "entrega/una", &url, "."]).status.success());
    let checked =
        |folder: &Path| mipg::check(folder, &["--rev", "HEAD", "--format", "json"]).expect(0).json()["checked"].clone();
    assert_eq!(checked(clone.path())["external"], serde_json::json!([2, 2]));
    let fetched = repo::git(clone.path(), &["lfs", "fetch"]);
    assert!(fetched.status.success(), "{}", String::from_utf8_lossy(&fetched.stderr));
    assert_eq!(checked(clone.path())["external"], serde_json::json!([0, 0]));
}

/// A server that takes objects of Git LFS, and the address of it; none without git-lfs.
fn server(desk: &Desk) -> Option<(tempfile::TempDir, String)> {
    if !desk.repo.try_git(&["lfs", "version"]).status.success() {
        eprintln!("omitida: falta git-lfs");
        return None;
    }
    let remote = tempfile::tempdir().unwrap();
    repo::git(remote.path(), &["init", "-q", "--bare", "-b", "main"]);
    let url = format!("file://{}", remote.path().display());
    desk.repo.git(&["remote", "add", "origin", &url]);
    desk.repo.git(&["push", "-q", "origin", "main"]);
    Some((remote, url))
}

#[test]
fn a_branch_that_was_made_before_is_sent_with_its_objects() {
    let desk = Desk::new();
    let Some((_remote, url)) = server(&desk) else { return };
    let file = desk.file("avance.csv", table());
    let run = desk.add(&[&file, "--rama=entrega/una"]).expect(0);
    let digest = Digest::of(table().as_bytes());
    let by_hand = format!("git lfs push --object-id origin {digest} && git push origin entrega/una");
    assert!(run.stdout.contains(&by_hand), "{}", run.stdout);
    let run = desk.add(&[&file, "--rama=entrega/una", "--enviar"]).expect(0);
    assert!(run.stdout.contains("ya tenía esto mismo") && run.stdout.contains("Se envió."), "{}", run.stdout);
    let clone = tempfile::tempdir().unwrap();
    assert!(repo::git(clone.path(), &["clone", "-q", "-b", "entrega/una", &url, "."]).status.success());
    let fetched = repo::git(clone.path(), &["lfs", "fetch"]);
    assert!(fetched.status.success(), "{}", String::from_utf8_lossy(&fetched.stderr));
    let checked = mipg::check(clone.path(), &["--rev", "HEAD", "--format", "json"]).expect(0).json();
    assert_eq!(checked["checked"]["external"], serde_json::json!([0, 0]));
}

#[test]
fn a_branch_of_another_salt_is_told_how_to_be_sent_with_its_objects() {
    let desk = Desk::new();
    let file = desk.file("taller.jpg", photo());
    let asked = [&[file.as_str(), "--rama=entrega/una"], &SHOWS[..], &AUTHORISED[..]].concat();
    let _ = desk.add(&asked).expect(0);
    let pointer = LfsPointer::parse(desk.on("entrega/una", "taller.jpg").as_bytes()).unwrap();
    let run = desk.add(&asked).expect(2);
    let by_hand = format!("git lfs push --object-id origin {} && git push origin entrega/una", pointer.digest);
    assert!(run.stderr.contains(&by_hand), "{}", run.stderr);
    assert_eq!(desk.stored(), 1, "nothing of the second is left");
    // In the work tree too, repeating it is not what is told: its salt would be another.
    let run = desk.add(&[&[file.as_str()], &SHOWS[..], &AUTHORISED[..]].concat()).expect(0);
    assert!(run.stdout.contains("git lfs push --object-id origin "), "{}", run.stdout);
    assert!(!run.stdout.contains("repita lo mismo"), "{}", run.stdout);
}

/// A film of more than the limit with its index at the end, as cameras write it, that says where it was taken or not.
fn film(place: &[u8]) -> Vec<u8> {
    let unit = |kind: &[u8; 4], content: &[u8]| [&(content.len() as u32 + 8).to_be_bytes()[..], kind, content].concat();
    let user = unit(b"udta", &unit(b"\xa9xyz", &[b"\0\x12\x15\xc7", place].concat()));
    [unit(b"ftyp", b"isom\0\0\0\0"), unit(b"mdat", &[7; 2 * LIMIT]), unit(b"moov", &user)].concat()
}

#[test]
fn a_film_over_the_limit_loses_the_place_where_it_was_taken() {
    let desk = Desk::new();
    let shown = film(b"+10.42-075.54/");
    let file = desk.file("obra.mp4", &shown);
    let said = ["--descripcion", "Avance de la obra, sin nadie", "--personas", "ninguna"];
    let run = desk.add(&[&[file.as_str(), "--rama=entrega/una"], &said[..]].concat()).expect(0);
    assert!(run.stdout.contains("a obra.mp4 se le quitó la ubicación donde se tomó"), "{}", run.stdout);
    let pointer = LfsPointer::parse(desk.on("entrega/una", "obra.mp4").as_bytes()).unwrap();
    let object = fs::read(desk.object(&pointer)).unwrap();
    assert_eq!((Digest::of(&object), object.len()), (pointer.digest, shown.len()));
    assert!(position(&object, b"+10.42").is_none() && object[..2 * LIMIT] == shown[..2 * LIMIT]);
    assert_eq!(fs::read(&file).unwrap(), shown, "the original is untouched");
    assert!(desk.on("entrega/una", "manifiesto.yaml").contains(&format!("sha256: {}", pointer.digest)));
    // With people in it, the salt goes before the same film.
    let authorised = [&["--descripcion", "Taller de datos con servidores"], &AUTHORISED[..]].concat();
    let file = desk.file("taller.mp4", film(b"+10.42-075.55/"));
    let _ = desk.add(&[&[file.as_str(), "--rama=entrega/otra"], &authorised[..]].concat()).expect(0);
    let pointer = LfsPointer::parse(desk.on("entrega/otra", "taller.mp4").as_bytes()).unwrap();
    let object = fs::read(desk.object(&pointer)).unwrap();
    assert_eq!(Digest::of(&object), pointer.digest);
    assert_eq!(object.len(), 32 + shown.len());
    assert!(position(&object, b"+10.42").is_none());
}

/// Where some bytes are.
fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}
