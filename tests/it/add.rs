//! `mipg add`: from files to a submission, in the work tree or on a branch.

use std::{fs, path::Path};

use ::mipg::{demo::media, fixity};

use crate::support::{
    AS_OF,
    mipg::{self, Run},
    repo::{self, Repo},
};

const CSV: &str = "politica,avance\ngobierno-digital,62\nintegridad,40\n";

/// A repository, and beside it the files of somebody who hands in.
struct Desk {
    repo: Repo,
    files: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { repo: repo::base(), files: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.files.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn add(&self, arguments: &[&str]) -> Run {
        mipg::run(self.repo.path(), &[&["add", "--as-of", AS_OF], arguments].concat())
    }

    /// The manifest of the only new folder of a month.
    fn manifest(&self, month: &str) -> String {
        let folder = self.repo.file(&format!("policies/{month}"));
        let new: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let new: Vec<_> = new.into_iter().filter(|path| !path.ends_with("reporte-1f3a")).collect();
        assert_eq!(new.len(), 1, "{new:?}");
        fs::read_to_string(new[0].join("manifiesto.yaml")).unwrap()
    }

    /// The ids of all that git keeps, whether or not anything names it.
    fn stored(&self) -> String {
        self.repo.git(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"])
    }

    fn is_clean(&self) -> bool {
        self.repo.git(&["status", "--porcelain"]).is_empty()
    }
}

fn photo() -> Vec<u8> {
    media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap()
}

#[test]
fn a_report_gets_its_folder_its_manifest_and_the_corte_it_answers() {
    let desk = Desk::new();
    let file = desk.file("Avance PETI (versión final).CSV", CSV);
    let run =
        desk.add(&[&file, "--politica", "Gobierno Digital", "--titulo", "Avance del PETI, octubre de 2026"]).expect(0);
    // The report of the 5th has come; that of the 15th has not.
    assert!(run.stdout.contains("responde el corte 2026-11-15 (plazo: 2026-11-16), que faltaba"), "{}", run.stdout);
    assert!(
        run.stdout.contains("«Avance PETI (versión final).CSV» quedó como avance-peti-version-final.csv"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("CONFORME"), "{}", run.stdout);
    let manifest = desk.manifest("gobierno-digital/2026/11");
    let digest = ::mipg::digest::Digest::of(CSV.as_bytes()).to_string();
    for expected in [
        "# yaml-language-server: $schema=../../../../../schema/manifiesto.v1.json\n",
        "titulo: Avance del PETI, octubre de 2026\n",
        "corte: \"2026-11-15\"\n",
        "ruta: avance-peti-version-final.csv\n",
        &format!("sha256: {digest}\n"),
        "formato: text/csv\n",
    ] {
        assert!(manifest.contains(expected), "{expected} in {manifest}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), CSV, "what was given stays");
    // The gate thinks the same of what was written.
    assert_eq!(mipg::check(desk.repo.path(), &["--format", "json"]).expect(0).rules(), [] as [&str; 0]);
}

#[test]
fn the_next_one_answers_the_next_corte_though_nothing_was_committed() {
    let desk = Desk::new();
    let add = |name: &str, text: &str| {
        let file = desk.file(name, text);
        let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI"]).expect(0);
        run.stdout.lines().nth(1).unwrap().trim().to_owned()
    };
    assert!(add("uno.csv", "a,b\n1,2\n").starts_with("responde el corte 2026-11-15"));
    assert!(add("dos.csv", "a,b\n3,4\n").starts_with("responde el corte 2026-11-30"));
    assert!(add("tres.csv", "a,b\n5,6\n").starts_with("responde el corte 2026-12-05"));
}

#[test]
fn a_corte_whose_submission_was_withdrawn_whole_is_owed_again() {
    let desk = Desk::new();
    let ground = [
        "--motivo",
        "Se publicó por error",
        "--norma",
        "Ley 1581 de 2012, artículo 8",
        "--autoriza",
        "Secretaría General",
    ];
    let withdraw = ["withdraw", "--as-of", AS_OF, "policies/gobierno-digital/2026/11/reporte-1f3a"];
    drop(mipg::run(desk.repo.path(), &[&withdraw[..], &ground].concat()).expect(0));
    desk.repo.commit("retiro");
    let file = desk.file("uno.csv", "a,b\n1,2\n");
    let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI"]).expect(0);
    assert!(run.stdout.contains("responde el corte 2026-11-05"), "{}", run.stdout);
}

#[test]
fn the_subject_of_sigob_says_policy_month_and_who_loads_it() {
    let desk = Desk::new();
    let (file, cover) = (desk.file("avance.csv", CSV), desk.file("Carátula.txt", "Radicado AMC-OFI-0074376-2026\n"));
    let subject = "RE: informacion para repositorio MIPG_ Politica Govierno  Dijital _noviembre de 2026";
    let sigob =
        ["--radicado", "AMC-OFI-0074376-2026", "--fecha-sigob", "2026-11-16T16:12", "--caratula", "Carátula.txt"];
    let asked = [&[file.as_str(), &cover, "--asunto", subject, "--titulo", "Avance del PETI"], &sigob[..]].concat();
    let run = desk.add(&asked).expect(0);
    assert!(run.stdout.contains("el asunto se leyó así: gobierno-digital, noviembre de 2026"), "{}", run.stdout);
    let manifest = desk.manifest("gobierno-digital/2026/11");
    for expected in [
        "registra: receptor\n",
        "radicado: AMC-OFI-0074376-2026\n",
        "2026-11-16T16:12:00-05:00",
        "soporte: caratula.txt\n",
    ] {
        assert!(manifest.contains(expected), "{expected} in {manifest}");
    }
    // A reading that is not sure is refused with the nearest, and nothing is written.
    let desk = Desk::new();
    let run =
        desk.add(&[&file, "--asunto", "Política Gobierno Abierto _noviembre de 2026", "--titulo", "Avance"]).expect(2);
    assert!(run.stderr.contains("¿quiso decir Gobierno Digital (gobierno-digital)?"), "{}", run.stderr);
    // It came after the deadline of the oldest that is owed, and in time for the next.
    let late = "Política TRANSPARENCIA _NOVIEMBRE de 2026";
    let alone = [cover.as_str(), "--asunto", late, "--titulo", "Avance de transparencia", "--simular"];
    let run = desk.add(&[&alone[..], &sigob[..]].concat()).expect(0);
    assert!(run.stdout.contains("ojo: El único archivo es la carátula de SIGOB"), "{}", run.stdout);
    assert!(
        run.stdout.contains("ojo: Llegó por SIGOB después del plazo del corte del 5 de noviembre"),
        "{}",
        run.stdout
    );
    // What the subject calls a press release is one, and nothing asks for it here.
    let release = "Comunicado de prensa Política GOBIERNO DIGITAL _NOVIEMBRE de 2026";
    let run = desk.add(&[&file, "--asunto", release, "--titulo", "Avance"]).expect(2);
    assert!(run.stderr.contains("esa clase de entrega"), "{}", run.stderr);
    drop(desk.add(&[&file, "--asunto", release, "--titulo", "Avance", "--clase", "reporte", "--simular"]).expect(0));
    let run = desk.add(&[&file, "--asunto", subject, "--politica", "transparencia", "--titulo", "Avance"]).expect(2);
    assert!(run.stderr.contains("`--politica` dice transparencia y el asunto, gobierno-digital"), "{}", run.stderr);
    assert!(desk.is_clean());
}

#[test]
fn what_only_a_person_knows_is_asked_for_all_at_once() {
    let desk = Desk::new();
    let (photo, table) = (desk.file("foto.jpg", photo()), desk.file("a.csv", CSV));
    let run = desk.add(&[&table, &photo, "--politica", "transparencia"]).expect(2);

    for expected in ["--titulo", "--descripcion \"foto.jpg=…\"", "--personas \"foto.jpg=ninguna\""] {
        assert!(run.stderr.contains(expected), "{expected} in {}", run.stderr);
    }
    assert!(!run.stderr.contains("a.csv"), "a table needs no description: {}", run.stderr);
    assert!(desk.is_clean());
}

#[test]
fn a_photo_loses_the_place_where_it_was_taken_before_its_digest() {
    let desk = Desk::new();
    let file = desk.file("Foto taller.jpg", photo());
    let said = [
        "--politica",
        "transparencia",
        "--titulo",
        "Taller de datos",
        "--descripcion",
        "Muro pintado, sin nadie",
        "--personas",
        "ninguna",
    ];
    let run = desk.add(&[&[file.as_str()], &said[..]].concat()).expect(0);
    assert!(run.stdout.contains("a foto-taller.jpg se le quitó la ubicación"), "{}", run.stdout);
    assert_eq!(fs::read(&file).unwrap(), photo(), "the original is untouched");
    let listed = desk.repo.git(&["status", "--porcelain", "--untracked-files=all"]);
    let kept = listed.lines().find(|line| line.ends_with(".jpg")).unwrap().trim_start_matches("?? ").to_owned();
    let facts = fixity::inspect(&fs::read(desk.repo.file(&kept)).unwrap());
    assert!(!facts.has(fixity::Trait::PhotoLocation));
    assert!(
        desk.manifest("transparencia/2026/11").contains(&facts.digest.to_string()),
        "the digest is that of what is kept"
    );
}

#[test]
fn what_may_have_to_be_erased_is_not_taken_without_its_authorisation() {
    let desk = Desk::new();
    let file = desk.file("foto.jpg", photo());
    let said = [
        "--politica",
        "transparencia",
        "--titulo",
        "Taller",
        "--descripcion",
        "Asistentes al taller",
        "--personas",
        "adultos-autorizados",
    ];
    let run = desk.add(&[&[file.as_str()], &said[..]].concat()).expect(2);
    assert!(run.stderr.contains("dónde está la autorización de quienes se reconocen en «foto.jpg»"), "{}", run.stderr);
    assert!(desk.is_clean());
}

#[test]
fn bad_files_are_refused_with_the_reason_and_nothing_is_written() {
    let desk = Desk::new();
    let said = ["--politica", "transparencia", "--titulo", "Informe de prueba"];
    let refused = |files: &[&str], expected: &str| {
        let run = desk.add(&[files, &said[..]].concat());
        assert!(run.code == 2 || run.code == 3, "{}: {}", run.code, run.stderr);
        assert!(run.stderr.contains(expected), "{expected} in {}", run.stderr);
        assert!(desk.is_clean());
    };
    refused(&[&desk.file("vacio.pdf", "")], "está vacío");
    refused(&[&desk.file("a.csv", CSV), &desk.file("b.csv", CSV)], "son el mismo archivo");
    refused(&[&desk.file("raro.bin", [0_u8, 159, 146, 150, 7, 1])], "no se pudo saber qué tipo de archivo");
    refused(&["no-existe.pdf"], "no-existe.pdf");
    refused(&[desk.files.path().to_str().unwrap()], "no se pudo usar");
    let large = desk.files.path().join("grande.pdf");
    fs::File::create(&large).unwrap().set_len(26 * 1024 * 1024).unwrap();
    refused(&[large.to_str().unwrap()], "no se pudo saber qué tipo de archivo es «grande.pdf»");
    // A title that the manifest does not take.
    let run = desk.add(&[&desk.file("c.csv", CSV), "--politica", "transparencia", "--titulo", "a\nb"]).expect(2);
    assert!(run.stderr.contains("`titulo` no admite"), "{}", run.stderr);
    assert!(desk.is_clean());
}

#[test]
fn a_dry_run_writes_nothing_and_does_not_look_checked() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI", "--simular"]).expect(0);
    assert!(
        run.stdout.contains("ruta: avance.csv") && run.stdout.contains("No se escribió ni se comprobó nada"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("CONFORME"));
    assert!(desk.is_clean());
}

#[test]
fn a_correction_names_what_it_supersedes_by_its_digest() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let said = ["--politica", "POL07", "--titulo", "Avance del PETI", "--corte", "2026-11-05"];
    let of = ["--reemplaza", "gobierno-digital/2026/11/reporte-1f3a", "--motivo", "Tenía mal una cifra."];
    let _ = desk.add(&[&[file.as_str()], &said[..], &of[..]].concat()).expect(0);
    let old = fs::read(desk.repo.file("policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml")).unwrap();
    assert!(desk.manifest("gobierno-digital/2026/11").contains(&::mipg::digest::Digest::of(&old).to_string()));
    let unknown = ["--reemplaza", "gobierno-digital/2026/11/reporte-ffff", "--motivo", "Tenía mal una cifra."];
    let run = desk.add(&[&[file.as_str()], &said[..], &unknown[..]].concat()).expect(2);
    assert!(run.stderr.contains("no hay una entrega"), "{}", run.stderr);
}

/// A bare repository that a clone pushes to.
fn remote(desk: &Desk) -> tempfile::TempDir {
    let bare = tempfile::tempdir().unwrap();
    let path = bare.path().to_str().unwrap();
    desk.repo.git(&["clone", "-q", "--bare", ".", path]);
    desk.repo.git(&["remote", "add", "origin", path]);
    bare
}

#[test]
fn a_branch_holds_the_submission_and_the_work_tree_is_left_alone() {
    let desk = Desk::new();
    let bare = remote(&desk);
    let file = desk.file("avance.csv", CSV);
    let head = desk.repo.git(&["rev-parse", "HEAD"]);
    let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI", "--enviar"]).expect(0);
    assert!(run.stdout.contains("Se envió.") && run.stdout.contains("no hay solicitud que abrir"), "{}", run.stdout);
    assert!(desk.is_clean());
    assert_eq!(desk.repo.git(&["rev-parse", "HEAD"]), head);
    let branches =
        repo::git(bare.path(), &["for-each-ref", "--format=%(refname) %(authoremail)", "refs/heads/entrega"]);
    let branches = String::from_utf8(branches.stdout).unwrap();
    let (branch, author) = branches.trim().split_once(' ').unwrap();
    assert_eq!(author, "<gobierno-digital@mipg.example.gov.co>", "a role of the entity, never a person");
    // What was pushed is what the gate takes, of one commit on the main line.
    assert_eq!(desk.repo.git(&["rev-parse", &format!("{branch}^")]), head);
    let _ = mipg::check(desk.repo.path(), &["--base", "main", "--head", branch]).expect(0);
    // The same again finds its branch, and another thing of that name is not taken for it.
    let stored = desk.stored();
    let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI", "--rama"]).expect(0);
    assert!(run.stdout.contains("ya tenía esto mismo"), "{}", run.stdout);
    assert_eq!(desk.stored(), stored);
    let name = branch.trim_start_matches("refs/heads/");
    let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Otro avance", &format!("--rama={name}")]).expect(2);
    assert!(run.stderr.contains(&format!("git push origin {name}")), "{}", run.stderr);
}

#[test]
fn what_waits_in_the_work_tree_goes_on_a_branch_when_that_is_asked() {
    let desk = Desk::new();
    let bare = remote(&desk);
    let file = desk.file("avance.csv", CSV);
    let asked = [file.as_str(), "--politica", "POL07", "--titulo", "Avance del PETI"];
    let first = desk.add(&asked).expect(0);
    let folder = first.stdout.split_whitespace().nth(1).unwrap().to_owned();
    assert!(first.stdout.contains("repita lo mismo con `--enviar`"), "{}", first.stdout);
    assert!(first.stdout.contains(&format!("git add policies/{folder} && git commit")), "{}", first.stdout);
    for option in ["--rama", "--enviar", "--enviar"] {
        let run = desk.add(&[&asked[..], &[option]].concat()).expect(0);
        assert!(
            run.stdout.contains(&format!("entrega {folder} ")),
            "the same folder, of the same corte: {}",
            run.stdout
        );
        let left = format!("La copia que había en policies/{folder} no se tocó");
        assert!(run.stdout.contains(&left), "{}", run.stdout);
    }
    let branches = repo::git(bare.path(), &["for-each-ref", "--format=%(refname)", "refs/heads/entrega"]);
    assert_eq!(String::from_utf8(branches.stdout).unwrap().lines().count(), 1);
    assert!(desk.repo.file(&format!("policies/{folder}/manifiesto.yaml")).exists());
    // Another file answers the next corte, on a branch as well.
    let other = desk.file("otro.csv", "politica,avance\nintegridad,50\n");
    let run = desk.add(&[&other, "--politica", "POL07", "--titulo", "Avance del PETI", "--rama"]).expect(0);
    assert!(!run.stdout.contains("La copia que había"), "{}", run.stdout);
    let due = |run: &Run| run.stdout.split("responde el corte ").nth(1).unwrap()[..10].to_owned();
    assert!(due(&run) > due(&first), "{}", run.stdout);
}

#[test]
fn what_the_gate_refuses_makes_no_branch_and_is_not_lost() {
    let desk = Desk::new();
    // A page that runs programs.
    let file = desk.file("informe.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
    let said = [
        "--politica",
        "POL07",
        "--titulo",
        "Avance del PETI",
        "--descripcion",
        "Gráfico del avance",
        "--personas",
        "ninguna",
    ];
    let stored = desk.stored();
    let run = desk.add(&[&[file.as_str()], &said[..], &["--rama"]].concat()).expect(1);
    assert_eq!(desk.stored(), stored, "git keeps nothing of what was refused");
    assert!(run.stdout.contains("inconsistencia[") && run.stdout.contains("No se hizo ninguna rama"), "{}", run.stdout);
    assert_eq!(desk.repo.git(&["branch", "--list", "entrega/*"]), "");
    assert!(desk.is_clean() && Path::new(&file).exists());
    // In the work tree it is left to be put right, and said.
    let run = desk.add(&[&[file.as_str()], &said[..]].concat()).expect(1);
    assert!(run.stdout.contains("por corregir"), "{}", run.stdout);
}

/// What is on a branch may be public the moment it is pushed: a suspicion is settled before.
#[test]
fn personal_data_that_are_suspected_make_no_branch_until_a_person_says_what_they_are() {
    let desk = Desk::new();
    let list = "nombre,cedula,celular,firma\nAna,1047382910,3001234567,x\nLuis,1047382911,3001234568,x\n";
    let file = desk.file("asistencia.csv", list);
    let said = ["--politica", "POL07", "--titulo", "Listado de asistencia", "--rama"];
    let stored = desk.stored();
    let run = desk.add(&[&[file.as_str()], &said[..]].concat()).expect(1);
    assert_eq!(desk.stored(), stored, "git keeps nothing of it");
    assert_eq!(fs::read_dir(desk.repo.file(".git/mipg")).map_or(0, Iterator::count), 0);
    assert!(run.stdout.contains("personal-data-suspected") && run.stdout.contains("--datos"), "{}", run.stdout);
    assert!(run.stdout.contains("\nNO CONFORME: 1 inconsistencia que corregir"), "{}", run.stdout);
    let run = desk.add(&[&[file.as_str()], &said[..4]].concat()).expect(1);
    assert!(run.stdout.contains("\nNO CONFORME: 1 inconsistencia que corregir"), "{}", run.stdout);
    assert!(run.stdout.contains("no se debe subir todavía"), "{}", run.stdout);
    desk.repo.git(&["clean", "-fdq", "policies"]);
    assert_eq!(desk.repo.git(&["branch", "--list", "entrega/*"]), "");
    let review = ["--datos", "asistencia.csv=no-contiene:Son números de ejemplo inventados."];
    let _ = desk.add(&[&[file.as_str()], &said[..], &review[..]].concat()).expect(0);
    assert_ne!(desk.repo.git(&["branch", "--list", "entrega/*"]), "");
    let run = desk.add(&[&[file.as_str()], &said[..], &["--datos", "asistencia.csv=nada"]].concat()).expect(2);
    assert!(run.stderr.contains("no-contiene, anonimizado"), "{}", run.stderr);
}

/// The folder may be committed where one works, in the name of the policy; never on what is published.
#[test]
fn the_folder_may_be_committed_on_the_branch_one_is_on() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let said = [file.as_str(), "--politica", "POL07", "--titulo", "Avance del PETI", "--confirmar"];
    let run = desk.add(&said).expect(2);
    assert!(run.stderr.contains("ahora está en la principal"), "{}", run.stderr);
    assert!(desk.is_clean(), "nothing was written");
    desk.repo.git(&["checkout", "-q", "-b", "trabajo"]);
    desk.repo.write("otra-cosa.txt", "sin terminar");
    desk.repo.git(&["add", "otra-cosa.txt"]);
    // What the hook of the person says is theirs to read, and nothing is left half done.
    desk.repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho no por hoy >&2\nexit 1\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let hook = desk.repo.file(".git/hooks/pre-commit");
        fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).unwrap();
        let run = desk.add(&said).expect(3);
        assert!(run.stderr.contains("sigue en la carpeta de trabajo: no por hoy"), "{}", run.stderr);
        assert_eq!(desk.repo.git(&["diff", "--cached", "--name-only"]), "otra-cosa.txt");
        desk.repo.git(&["clean", "-fdq", "policies"]);
    }
    fs::remove_file(desk.repo.file(".git/hooks/pre-commit")).unwrap();
    let run = desk.add(&said).expect(0);
    assert!(run.stdout.contains("Quedó en un commit de la rama trabajo. Para enviarla: git push"), "{}", run.stdout);
    let told = desk.repo.git(&["log", "-1", "--format=%an <%ae> %cn <%ce>|%s|%cI"]);
    let who = "Política Gobierno Digital <gobierno-digital@mipg.example.gov.co>";
    assert!(told.starts_with(&format!("{who} {who}|gobierno-digital: gobierno-digital/2026/11/reporte-")), "{told}");
    assert_eq!(desk.repo.git(&["diff", "--cached", "--name-only"]), "otra-cosa.txt", "nothing else is committed");
    let _ = mipg::check(desk.repo.path(), &["--base", "main", "--head", "trabajo"]).expect(0);
}

/// A folder that was left to be put right answers its corte, and whoever makes it again is told.
#[test]
fn a_corte_that_a_folder_here_answers_is_told() {
    let desk = Desk::new();
    let first = desk.file("avance.csv", CSV);
    let said = ["--politica", "transparencia", "--titulo", "Avance"];
    let run = desk.add(&[&[first.as_str()], &said[..]].concat()).expect(0);
    assert!(run.stdout.contains("corte 2026-11-05") && !run.stdout.contains("está aquí sin enviar"), "{}", run.stdout);
    let second = desk.file("avance-bien.csv", "a,b\n5,6\n");
    let run = desk.add(&[&[second.as_str()], &said[..]].concat()).expect(0);
    let told = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("corte 2026-11-15"), "{told}");
    assert!(
        told.contains(
            "El corte del 5 de noviembre de 2026 se dejó a la carpeta policies/transparencia/2026/11/reporte-"
        ),
        "{told}"
    );
}

/// What is written of a file is as public as the file, and nobody answers that it is none: it is written in another way.
#[test]
fn what_is_said_with_personal_data_makes_no_branch() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let said = |title: &str| desk.add(&[&file, "--politica", "POL07", "--titulo", title, "--rama"]);
    let stored = desk.stored();
    let run = said("Caso de una ciudadana, C.C. 1.047.123.456").expect(1);
    assert!(
        run.stdout.contains("personal-data-in-text") && run.stdout.contains("No se hizo ninguna rama"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("identidad 1.047"), "{}", run.stdout);
    assert_eq!((desk.stored(), desk.repo.git(&["branch", "--list", "entrega/*"])), (stored, String::new()));
    let _ = said("Casos atendidos en octubre").expect(0);
}

#[test]
fn a_branch_is_made_from_a_linked_work_tree_too() {
    let desk = Desk::new();
    let linked = desk.files.path().join("otra");
    desk.repo.git(&["worktree", "add", "-q", "--detach", linked.to_str().unwrap()]);
    let file = desk.file("avance.csv", CSV);
    let asked = ["add", "--as-of", AS_OF, &file, "--politica", "POL07", "--titulo", "Avance del PETI", "--rama=x"];
    let _ = mipg::run(&linked, &asked).expect(0);
    desk.repo.git(&["fsck", "--strict", "--connectivity-only", "x"]);
    let _ = mipg::check(desk.repo.path(), &["--base", "main", "--head", "x"]).expect(0);
}

#[test]
fn a_push_that_fails_keeps_the_branch_and_says_how_to_try_again() {
    let desk = Desk::new();
    desk.repo.git(&["remote", "add", "origin", "/no/hay/nada.git"]);
    let file = desk.file("avance.csv", CSV);
    let run = desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI", "--enviar"]).expect(1);
    assert!(run.stderr.contains("git push origin entrega/"), "{}", run.stderr);
    assert_ne!(desk.repo.git(&["branch", "--list", "entrega/*"]), "");
}

/// What a person says of a picture is of that picture alone.
#[test]
fn what_is_said_without_a_name_is_of_the_only_picture() {
    let desk = Desk::new();
    let (table, photo) = (desk.file("avance.csv", CSV), desk.file("foto.jpg", photo()));
    let said =
        ["--politica", "transparencia", "--titulo", "Taller de datos", "--descripcion", "Muro pintado, sin nadie"];
    let asked = [&[table.as_str(), photo.as_str()], &said[..], &["--personas", "ninguna"]].concat();
    let _ = desk.add(&asked).expect(0);
    assert_eq!(desk.manifest("transparencia/2026/11").matches("Muro pintado").count(), 1);
    let desk = Desk::new();
    let other = desk.file("otra.jpg", media::jpeg(media::Scene::Facades, 3).unwrap());
    let run = desk.add(&[&[photo.as_str(), other.as_str()], &said[..]].concat()).expect(2);
    assert!(run.stderr.contains("hay varias imágenes") && desk.is_clean(), "{}", run.stderr);
}

#[test]
fn the_same_file_is_not_handed_in_twice_by_mistake() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let asked = [file.as_str(), "--politica", "POL07", "--titulo", "Avance del PETI"];
    let first = desk.add(&asked).expect(0);
    let folder = first.stdout.split_whitespace().nth(1).unwrap().to_owned();
    let again = desk.add(&asked).expect(2);
    assert!(
        again
            .stderr
            .contains(&format!("«avance.csv» ya está en la carpeta de trabajo, en policies/{folder}, sin enviar")),
        "{}",
        again.stderr
    );
    // Received, it is found as well, whatever the name it is given now.
    desk.repo.commit("recibida");
    let other = desk.file("otro nombre.csv", CSV);
    let again = [&["--rama", other.as_str()], &asked[1..]].concat();
    assert!(desk.add(&again).expect(2).stderr.contains(&format!("ya se entregó: está en policies/{folder}")));
    // Of another class, or said on purpose, it is another submission.
    let _ = desk.add(&[&asked[..], &["--corte", "2026-11-30"]].concat()).expect(0);
    desk.repo.git(&["clean", "-fdq", "policies"]);
    // What was withdrawn may be handed in again.
    desk.repo.write(
        &format!("policies/{folder}/retiro.yaml"),
        "version: 1\nmotivo: Era la versión equivocada\nfundamento: Decisión del comité\nautoriza: Secretaría General\n\
         fecha: 2026-11-20\narchivos: [avance.csv]\n",
    );
    fs::remove_file(desk.repo.file(&format!("policies/{folder}/avance.csv"))).unwrap();
    desk.repo.commit("retiro");
    let _ = desk.add(&asked).expect(0);
}

#[test]
fn a_day_that_is_no_corte_is_refused_with_those_that_are() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let on = |day: &str| {
        desk.add(&[&file, "--politica", "POL07", "--titulo", "Avance del PETI", "--corte", day, "--simular"])
    };
    let run = on("2026-11-06").expect(2);
    assert!(
        run.stderr.contains("2026-11-06 no es un corte de gobierno-digital\nayuda: los de ese mes son 2026-11-05, 2026-11-15, 2026-11-30"),
        "{}",
        run.stderr
    );
    let run = on("2206-11-05").expect(2);
    assert!(run.stderr.contains("el año de 2206-11-05 no está entre los que aquí se juzgan"), "{}", run.stderr);
    let subject = "Información Para Repositorio MIPG_ Política Gobierno Digital _noviembre de 2206";
    let run = desk.add(&[&file, "--asunto", subject, "--titulo", "Avance del PETI"]).expect(2);
    assert!(run.stderr.contains("no dice un año de 2000 a 2100"), "{}", run.stderr);
    // What is owed already, what is to come and what was handed in are not told alike.
    for (day, state) in [("2026-11-15", ", que faltaba"), ("2026-12-30", ""), ("2026-11-05", ", que ya tenía entrega")]
    {
        let told = on(day).expect(0).stdout;
        let line = told.lines().find(|line| line.contains("responde el corte")).unwrap().to_owned();
        assert!(line.contains(day) && line.ends_with(&format!("){state}")), "{line}");
    }
    // An entity that is not measured yet.
    let settings = "policies/repositorio.yaml";
    let text = fs::read_to_string(desk.repo.file(settings)).unwrap();
    desk.repo.write(settings, text.replace("medida_desde: 2026-01", "medida_desde: 2027-02"));
    desk.repo.commit("desde febrero");
    let subject = "Información Para Repositorio MIPG_ Política Gobierno Digital _noviembre de 2026";
    let run = desk.add(&[&file, "--asunto", subject, "--titulo", "Avance del PETI"]);
    assert!(
        run.stderr.contains("todavía no se miden las entregas de gobierno-digital: se miden desde febrero de 2027"),
        "{}\n{}",
        run.stderr,
        run.stdout
    );
}

#[test]
fn an_option_is_named_in_the_language_asked() {
    let desk = Desk::new();
    let file = desk.file("avance.csv", CSV);
    let run = desk.add(&[&file, "--politica", "POL07", "--radicado", "AMC-OFI-0074376-2026"]).expect(2);
    assert!(run.stderr.contains("falta --fecha-sigob <MOMENTO>"), "{}", run.stderr);
    let run = desk.add(&[&file, "--politica", "POL07", "--radicado", "AMC-OFI-0074376-2026", "--lang", "en"]).expect(2);
    assert!(run.stderr.contains("--filed <MOMENT> is missing"), "{}", run.stderr);
}
