//! `mipg init`: the repository of another entity conforms from its first commit, whatever the entity is called.

use std::{collections::BTreeMap, fs, path::Path};

use mipg::init::{self, Entity};

use crate::support::{mipg::run, moment, repo::git};

fn output(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[test]
fn a_new_repository_conforms_and_has_no_submissions() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["init", "nuevo", "--entidad", "Alcaldía de Mompox", "--dominio", "mipg.mompox.gov.co"];
    let shown = run(folder.path(), &arguments).expect(0);
    assert!(shown.stdout.contains("por confirmar"), "{}", shown.stdout);
    assert!(shown.stdout.contains("Falta la revisión automática: en nuevo/.github/workflows/mipg.yml"));
    assert_eq!(shown.stderr, "");
    let made = folder.path().join("nuevo");
    for arguments in [&["check", "--format", "json"][..], &["check", "--rev", "main", "--format", "json"]] {
        let json = run(&made, arguments).expect(0).json();
        assert_eq!(json["verdict"], "conforming");
        assert_eq!(json["findings"], serde_json::json!([]));
        assert_eq!(json["checked"]["policies"], serde_json::json!([19, 19]));
        assert_eq!(json["checked"]["submissions"], serde_json::json!([0, 0]));
    }
    assert!(run(&made, &["check"]).expect(0).stdout.contains("no hay entregas"));
    let settings = fs::read_to_string(made.join("policies/repositorio.yaml")).unwrap();
    assert!(settings.contains("origen: \"mipg.mompox.gov.co/alcaldia-de-mompox/1\""), "{settings}");
    let refused = run(folder.path(), &[&arguments[..], &["--registro", "mompox"]].concat()).expect(2);
    assert!(refused.stderr.contains("nombre del registro"), "{}", refused.stderr);
    assert_eq!(output(&made, &["rev-list", "--count", "--all"]), "1");
    assert_eq!(output(&made, &["log", "-1", "--format=%an %ae"]), "mipg mipg@mompox.gov.co");
    assert_eq!(output(&made, &["status", "--porcelain"]), "");
    // A key, a site and a draft are nobody's to commit; evidence is.
    for (path, is_kept_out) in [
        ("registro.key", true),
        ("sitio/index.html", true),
        ("borradores/acta.docx", true),
        ("policies/integridad/2026/01/a/b.csv", false),
        ("policies/integridad/2026/01/sitio/manifiesto.yaml", false),
    ] {
        assert_eq!(git(&made, &["check-ignore", "-q", path]).status.success(), is_kept_out, "{path}");
    }
    assert_eq!(
        output(&made, &["check-attr", "text", "policies/integridad/2026/01/a/b.csv"]).rsplit(' ').next(),
        Some("unset")
    );
}

#[test]
fn the_automatic_review_installs_mipg_from_the_origin() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["init", "a", "--entidad", "Alcaldía de Mompox", "--dominio", "mipg.mompox.gov.co", "--origen"];
    let with = |origin| run(folder.path(), &arguments.iter().copied().chain([origin]).collect::<Vec<_>>());
    let refused = with("https://yo:clave@git.gov.co/mipg").expect(2);
    assert!(refused.stderr.contains("no sirve como dirección"), "{}", refused.stderr);
    let _ = with("https://git.gov.co/mipg").expect(0);
    let text = fs::read_to_string(folder.path().join("a/.github/workflows/mipg.yml")).unwrap();
    assert!(text.contains("ORIGEN: \"https://git.gov.co/mipg\""), "{text}");
    let readme = fs::read_to_string(folder.path().join("a/README.md")).unwrap();
    assert!(readme.contains("`REVISION_MIPG`") && !readme.contains("`ORIGEN`"), "{readme}");
}

/// The step of the generated workflow that installs mipg, run with commands that only say how they were called.
#[cfg(unix)]
#[test]
fn the_automatic_review_fails_until_it_is_said_what_installs_it() {
    use std::{os::unix::fs::PermissionsExt, process::Command};

    let folder = tempfile::tempdir().unwrap();
    let entity = Entity::new("Alcaldía de Mompox", "mipg.mompox.gov.co").unwrap();
    let files = init::files(&entity, moment("2026-11-22T10:00:00-05:00")).unwrap();
    let (_, bytes) = files.iter().find(|(path, _)| path == ".github/workflows/mipg.yml").unwrap();
    let read: serde_yaml::Value = serde_yaml::from_slice(bytes).unwrap();
    let steps = read["jobs"]["build"]["steps"].as_sequence().unwrap();
    let step = steps.iter().find(|step| step["name"] == "Instalar el verificador").unwrap();
    let (script, given) = (step["run"].as_str().unwrap(), &step["env"]);
    for name in ["rustup", "cargo"] {
        let path = folder.path().join(name);
        fs::write(&path, "#!/bin/sh\necho \"$0 $*\"\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let run = |origin: &str, revision: &str| {
        let mut command = Command::new("bash");
        command.args(["-e", "-c", script]).env("PATH", &path);
        let output =
            command.env("RUNNER_TEMP", "/tmp/x").env("ORIGEN", origin).env("REVISION_MIPG", revision).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (origin, commit) = ("https://git.gov.co/mipg", "0123456789abcdef0123456789abcdef01234567");
    let (ran, said) = run(given["ORIGEN"].as_str().unwrap(), given["REVISION_MIPG"].as_str().unwrap());
    assert!(!ran && said.starts_with("::error") && said.contains("ORIGEN") && said.lines().count() == 1, "{said}");
    for revision in ["", "main", "v1.0.0", "0123456789", &format!("{commit}0"), "--path"] {
        let (ran, said) = run(origin, revision);
        assert!(!ran && said.starts_with("::error") && said.contains("REVISION_MIPG"), "{revision}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    let (ran, said) = run(origin, commit);
    assert!(
        ran && said.contains(&format!("cargo install --locked --git {origin} --rev {commit} --root /tmp/x/mipg mipg")),
        "{said}"
    );
}

/// What pushes bring was received already, and none is dropped for a newer one.
#[test]
fn the_automatic_review_judges_every_push() {
    let entity = Entity::new("Alcaldía de Mompox", "mipg.mompox.gov.co").unwrap();
    let files = init::files(&entity, moment("2026-11-22T10:00:00-05:00")).unwrap();
    let (_, generated) = files.iter().find(|(path, _)| path == ".github/workflows/evidencia.yml").unwrap();
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/workflows/evidencia.yml");
    for bytes in [generated, &fs::read(own).unwrap()] {
        let read: serde_yaml::Value = serde_yaml::from_slice(bytes).unwrap();
        let group = read["concurrency"]["group"].as_str().unwrap();
        assert!(group.contains("github.event.pull_request.head.sha || github.sha"), "{group}");
        assert_eq!(read["concurrency"]["cancel-in-progress"].as_bool(), Some(false));
        let steps = read["jobs"]["check"]["steps"].as_sequence().unwrap();
        // One step judges whatever the event tells, and nothing keeps it from running.
        let judges = |step: &&serde_yaml::Value| step["run"].as_str().is_some_and(|run| run.contains("ci check"));
        let judging: Vec<_> = steps.iter().filter(judges).collect();
        assert_eq!(judging.len(), 1);
        assert!(judging[0]["if"].is_null() && judging[0]["continue-on-error"].is_null(), "{judging:?}");
        let run = judging[0]["run"].as_str().unwrap();
        assert!(run.contains("ci check --event \"$GITHUB_EVENT_PATH\" --aprobaciones"), "{run}");
        // An approval counts wherever a proposal is judged.
        for job in ["check", "receive", "comment"] {
            let job = &read["jobs"][job];
            let asks = |words: &str| {
                let steps = job["steps"].as_sequence().unwrap();
                steps.iter().any(|step| step["run"].as_str().is_some_and(|run| run.contains(words)))
            };
            assert!(asks("/reviews\"") && asks("--aprobaciones"), "{job:?}");
            assert!(job["permissions"]["pull-requests"].is_string(), "{job:?}");
        }
    }
}

#[test]
fn what_is_missing_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, named) in [
        (&["init", "x"][..], "`--entidad` y `--dominio`"),
        (&["init", "x", "--entidad", "Alcaldía de Mompox"], "`--dominio`"),
        (&["init", "x", "--dominio", "mipg.mompox.gov.co"], "`--entidad`"),
    ] {
        let refused = run(folder.path(), arguments).expect(2);
        assert!(refused.stderr.contains(named) && refused.stderr.contains("ayuda: mipg init x"), "{}", refused.stderr);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_in_use_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mi-archivo"), "mío").unwrap();
    let arguments = ["init", ".", "--entidad", "Alcaldía de Mompox", "--dominio", "mipg.mompox.gov.co"];
    let refused = run(folder.path(), &arguments).expect(2);
    assert!(refused.stderr.contains("no está vacía"), "{}", refused.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn hostile_names_are_refused_or_written_safely() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(300);
    for (number, name) in ["", "dos\nlíneas", "\u{1b}[31mrojo", "vuelto\u{202e}", &long].into_iter().enumerate() {
        let target = format!("malo-{number}");
        let refused =
            run(folder.path(), &["init", &target, &format!("--entidad={name}"), "--dominio", "a.gov.co"]).expect(2);
        assert!(refused.stderr.contains("no sirve como nombre"), "{}", refused.stderr);
        assert!(!refused.stderr.contains(['\u{1b}', '\u{202e}']), "{:?}", refused.stderr);
    }
    for domain in ["Mompox.gov.co", "https://a.gov.co", "a.gov.co\nb: c", "a", "{{ x }}"] {
        let refused = run(folder.path(), &["init", "malo", "--entidad", "Alcaldía de Mompox", "--dominio", domain]);
        assert!(refused.expect(2).stderr.contains("no es un dominio"), "{domain:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let names = [
        "\"Comillas\" y 'otras'",
        "{a: [b]} # c: d, & * ! | > %",
        "- no: sí",
        "<script>alert(1)</script>",
        "{{ dominio }} {% if %}",
        "\\n\\u0041 `x`",
        "Ñandú 🏛 ciudad",
    ];
    for (number, name) in names.into_iter().enumerate() {
        let target = format!("bueno-{number}");
        let arguments = ["init", &target, &format!("--entidad={name}"), "--dominio", "mipg.mompox.gov.co"];
        let _ = run(folder.path(), &arguments).expect(0);
        let text = fs::read_to_string(folder.path().join(&target).join("policies/repositorio.yaml")).unwrap();
        let read: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(&text).unwrap();
        assert_eq!(read["entidad"]["nombre"].as_str(), Some(name));
        let guide = fs::read_to_string(folder.path().join(&target).join("README.md")).unwrap();
        assert!(!guide.contains("<script>"), "{guide}");
    }
}

#[test]
fn the_same_moment_gives_the_same_commit() {
    let folder = tempfile::tempdir().unwrap();
    let entity = Entity::new("Alcaldía de Mompox", "mipg.mompox.gov.co").unwrap();
    let make = |name: &str, when: &str| init::init(&folder.path().join(name), &entity, moment(when)).unwrap().head;
    let first = make("a", "2026-11-22T10:00:00-05:00");
    assert_eq!(make("b", "2026-11-22T10:00:00-05:00"), first);
    assert_ne!(make("c", "2026-11-22T10:00:01-05:00"), first);
    assert_ne!(make("d", "2026-12-22T10:00:00-05:00"), first);
}
