//! The command on real repositories: wiring, exit codes, streams, and stores that are not whole.

use std::{io::Read as _, path::Path};

use crate::support::{
    mipg::{check, command, run},
    repo::{self, Repo, base, git},
};

const MANIFEST: &str = "policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml";
const EVIDENCE: &str = "policies/gobierno-digital/2026/11/reporte-1f3a/avance.csv";

/// A clone of `repo` beside it, with the arguments given to `git clone`.
fn clone(repo: &Repo, folder: &Path, arguments: &[&str]) {
    let url = format!("file://{}", repo.path().display());
    let target = folder.to_str().unwrap();
    let arguments = [&["clone", "-q"], arguments, &[&url, target]].concat();
    let output = git(repo.path(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_right_repository_conforms_in_every_form() {
    let repo = base();
    for format in ["human", "json", "sarif", "github", "markdown"] {
        let run = check(repo.path(), &["--format", format]).expect(0);
        assert_eq!(run.stderr, "", "{format}");
    }
    assert!(check(repo.path(), &[]).expect(0).stdout.contains("CONFORME"));
    let json = check(repo.path(), &["--format", "json"]).expect(0).json();
    assert_eq!(json["verdict"], "conforming");
    assert_eq!(json["checked"]["files"], serde_json::json!([2, 2]));
    assert_eq!(json["checked"]["bytes"], serde_json::json!([155, 155]));
    assert_eq!(json["inputs"]["as_of"], "2026-11-22T10:00:00-05:00");
}

#[test]
fn a_wrong_one_says_where_and_exits_1() {
    let repo = base();
    repo.write(EVIDENCE, "Actividad;Meta;Avance\nOtra cosa;1;1\n");
    let run = check(repo.path(), &["--format", "json"]).expect(1);
    assert_eq!(run.rules(), ["digest-mismatch"]);
    let finding = &run.json()["findings"][0];
    assert_eq!((&finding["path"], &finding["line"]), (&MANIFEST.into(), &10.into()));
    assert_eq!(finding["field"], serde_json::json!(["archivos", 0, "sha256"]));
    assert!(check(repo.path(), &["--lang", "en"]).expect(1).stdout.contains("does not match"));
    // The committed revision is still right.
    let _ = check(repo.path(), &["--rev", "main"]).expect(0);
}

#[test]
fn a_listed_file_that_git_ignores_is_said_to_be_ignored() {
    let repo = base();
    repo.git(&["rm", "-q", "--cached", EVIDENCE]);
    repo.write(".gitignore", "*.csv\n");
    let run = check(repo.path(), &["--format", "json"]).expect(1);
    let finding = &run.json()["findings"][0];
    assert_eq!((&finding["rule"], &finding["message_id"]), (&"file-missing".into(), &"file-ignored".into()));
    assert_eq!(run.rules(), ["file-missing"]);
    let human = check(repo.path(), &[]).expect(1).stdout;
    assert!(human.contains("git lo ignora") && human.contains("git add -f «avance.csv»"), "{human}");
    // Absent from the folder as well, it is just missing; added by force, it is handed in.
    std::fs::rename(repo.file(EVIDENCE), repo.file("fuera.csv")).unwrap();
    let run = check(repo.path(), &["--format", "json"]).expect(1);
    assert_eq!(run.json()["findings"][0]["message_id"], "file-missing");
    std::fs::rename(repo.file("fuera.csv"), repo.file(EVIDENCE)).unwrap();
    repo.git(&["add", "-f", EVIDENCE]);
    let _ = check(repo.path(), &[]).expect(0);
}

#[test]
fn a_folder_that_git_ignores_is_said_to_be_ignored() {
    let repo = base();
    repo.write(".gitignore", "reporte-77b0/\n/fuera/\n");
    repo.write("policies/gobierno-digital/2026/11/reporte-77b0/manifiesto.yaml", "version: 1\n");
    repo.write("fuera/nota.txt", "nada\n");
    let run = check(repo.path(), &["--format", "json"]).expect(0);
    assert_eq!(run.rules(), ["folder-ignored"]);
    assert_eq!(run.json()["findings"][0]["path"], "policies/gobierno-digital/2026/11/reporte-77b0");
    // What is tracked in it is judged all the same.
    repo.git(&["add", "-f", "policies/gobierno-digital/2026/11/reporte-77b0/manifiesto.yaml"]);
    assert!(!check(repo.path(), &["--format", "json"]).expect(1).rules().contains(&"folder-ignored".to_owned()));
}

#[test]
fn a_finding_about_a_folder_is_in_a_file_for_services() {
    let repo = base();
    std::fs::create_dir_all(repo.file("policies/otra-politica/2026")).unwrap();
    std::fs::rename(repo.file("policies/gobierno-digital/2026/11"), repo.file("policies/otra-politica/2026/11"))
        .unwrap();
    let json = check(repo.path(), &["--format", "json"]).expect(1).json();
    let folder = "policies/otra-politica/2026/11/reporte-1f3a";
    let of = |finding: &&serde_json::Value| finding["rule"] == "policy-folder-unknown";
    assert_eq!(json["findings"].as_array().unwrap().iter().find(of).unwrap()["path"], folder);
    let sarif = check(repo.path(), &["--format", "sarif"]).expect(1).json();
    let of = |result: &&serde_json::Value| result["ruleId"] == "policy-folder-unknown";
    let result = sarif["runs"][0]["results"].as_array().unwrap().iter().find(of).unwrap();
    let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(place, &format!("{folder}/manifiesto.yaml"));
    assert_eq!(result["properties"]["folder"], folder);
}

#[test]
fn the_same_commit_and_moment_give_the_same_bytes() {
    let repo = base();
    repo.write(EVIDENCE, "x;y\n1;2\n");
    repo.commit("otra");
    let other = tempfile::tempdir().unwrap();
    clone(&repo, &other.path().join("clon"), &["--bare"]);
    for format in ["human", "json", "sarif", "github", "markdown"] {
        let here = check(repo.path(), &["--rev", "main", "--format", format]).expect(1);
        let there = check(&other.path().join("clon"), &["--rev", "main", "--format", format]).expect(1);
        assert_eq!(here.stdout, there.stdout, "{format}");
    }
}

#[test]
fn an_empty_repository_has_nothing_to_judge_and_says_so() {
    let repo = Repo::new();
    repo.write("README.md", "nada\n");
    repo.commit("inicio");
    let run = check(repo.path(), &["--format", "json"]).expect(1);
    assert_eq!(run.rules(), ["settings-missing"]);
}

#[test]
fn a_change_that_touches_no_evidence_does_not_apply() {
    let repo = base();
    repo.write("LEAME.txt", "hola\n");
    repo.commit("otra cosa");
    let run = check(repo.path(), &["--base", "main~1", "--head", "main", "--format", "json"]).expect(0);
    let json = run.json();
    assert_eq!(json["verdict"], "not-applicable");
    assert!(json["rules"]["run"].as_u64() < json["rules"]["of"].as_u64(), "{}", json["rules"]);
    let human = check(repo.path(), &["--base", "main~1", "--head", "main"]).expect(0).stdout;
    assert!(human.contains(" reglas no"), "{human}");
}

#[test]
fn words_that_are_off_exit_2_in_spanish() {
    let repo = base();
    for (arguments, says) in [
        (&["chek"][..], "check"),
        (&["check", "--formato", "json"], "--format"),
        (&["iniciar", "--nada"], "`mipg init --help`"),
        (&["check", "--format", "pdf"], "human, json"),
        (&["check", "--base", "main"], "--head"),
        (&["check", "--rev", "main", "--base", "a", "--head", "b"], "--rev"),
        (&["check", "--as-of", "ayer"], "2026-11-22"),
        (&["check", "--output", "x"], "FORMATO=ARCHIVO"),
        (&["check", "../fuera"], "ruta dentro del repositorio"),
        (&["explain", "digest-mismach"], "digest-mismatch"),
        (&["explain"], "REGLA"),
        (&["--lang", "es"], "orden"),
    ] {
        let run = run(repo.path(), arguments).expect(2);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
        for english in ["unexpected", "argument", "Usage", "tip:", "required", "invalid value"] {
            assert!(!run.stderr.contains(english), "{arguments:?}: {}", run.stderr);
        }
    }
}

/// The words of each command say how that very one is used.
#[test]
fn every_command_tells_its_own_usage() {
    let folder = tempfile::tempdir().unwrap();
    let help = |words: &[&str]| run(folder.path(), &[words, &["--help"]].concat()).expect(0).stdout;
    let below = |text: &str| -> Vec<String> {
        let commands = text.split("Órdenes:\n").nth(1).unwrap_or_default();
        let lines = commands.lines().take_while(|line| line.starts_with("  "));
        let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
        names.map(str::to_owned).collect()
    };
    let all = below(&help(&[]));
    assert!(all.len() > 10 && all.contains(&"log".to_owned()), "{all:?}");
    let of_log = below(&help(&["log"]));
    assert!(of_log.len() > 8 && of_log.contains(&"purge".to_owned()), "{of_log:?}");
    let words = all.iter().map(|name| vec![&name[..]]).chain(of_log.iter().map(|name| vec!["log", &name[..]]));
    for words in words {
        let told = help(&words);
        let usage = format!("Uso: mipg {}", words.join(" "));
        // With what it takes: every one takes something.
        assert!(told.lines().any(|line| line.starts_with(&format!("{usage} "))), "{usage}\n{told}");
    }
    assert!(help(&[]).contains("MIPG_CLAVE"));
}

#[test]
fn help_is_in_the_language_asked() {
    let repo = base();
    for arguments in [
        &["--help"][..],
        &["check", "--help"],
        &["demo", "--help"],
        &["verificar", "--ayuda"],
        &["help"],
        &["ayuda"],
        &["help", "verificar"],
    ] {
        let spanish = run(repo.path(), arguments).expect(0).stdout;
        assert!(spanish.contains("Uso: ") && spanish.contains("Ejemplo"), "{spanish}");
        for english in
            ["Usage:", "Options:", "Commands:", "Arguments:", "Print help", "[default", "[possible", "aliases:"]
        {
            assert!(!spanish.contains(english), "{english} in\n{spanish}");
        }
        let english = run(repo.path(), &[arguments, &["--lang", "en"]].concat()).expect(0).stdout;
        assert!(english.contains("Usage: ") && english.contains("Example"), "{english}");
    }
}

#[test]
fn what_cannot_be_a_revision_is_wrong_usage_and_one_that_is_not_there_cannot_be_checked() {
    let repo = base();
    let long = "x".repeat(5_000);
    for (rev, code) in [
        ("", 2),
        ("--upload-pack=touch x", 2),
        ("no-existe", 3),
        ("main:policies", 2),
        (":/base", 2),
        ("main^{/base}", 2),
        ("\u{1b}[2J", 2),
        ("HEAD@{1}", 2),
        (&long, 2),
    ] {
        let rev = format!("--rev={rev}");
        let run = check(repo.path(), &[&rev]).expect(code);
        assert_eq!(run.stdout, "");
        assert!(!run.stderr.contains('\u{1b}') && run.stderr.len() < 1_000, "{}", run.stderr);
    }
}

#[test]
fn a_folder_that_is_no_repository_exits_3() {
    let folder = tempfile::tempdir().unwrap();
    let run = check(folder.path(), &[]).expect(3);
    assert!(run.stderr.contains("no es un repositorio de git"), "{}", run.stderr);
    let run = check(folder.path(), &["--repo", "no-existe"]).expect(3);
    assert!(run.stderr.contains("no existe"), "{}", run.stderr);
    std::fs::write(folder.path().join("un-archivo"), "x").unwrap();
    let run = check(folder.path(), &["--repo", "un-archivo"]).expect(3);
    assert!(run.stderr.contains("no es una carpeta"), "{}", run.stderr);
}

#[test]
fn a_bare_clone_is_judged_by_revision_only() {
    let repo = base();
    let folder = tempfile::tempdir().unwrap();
    let bare = folder.path().join("desnudo.git");
    clone(&repo, &bare, &["--bare"]);
    let _ = check(&bare, &["--rev", "main"]).expect(0);
    assert!(check(&bare, &[]).expect(3).stderr.contains("--rev main"));
}

#[test]
fn a_shallow_clone_is_never_said_to_have_its_history_checked() {
    let repo = base();
    repo.write(EVIDENCE, "a;b\n1;2\n");
    repo.commit("cambia lo publicado");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    let folder = tempfile::tempdir().unwrap();
    let shallow = folder.path().join("parcial");
    clone(&repo, &shallow, &["--depth", "2"]);
    for asked in [&["--rev", "main"][..], &[]] {
        let run = check(&shallow, asked).expect(0);
        assert!(run.stdout.contains("aviso[history-shallow]"), "{}", run.stdout);
        let said = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        let left = crate::support::permissions()
            + mipg::rules::all().filter(|rule| matches!(rule.check, mipg::rules::Check::Change(_))).count();
        assert!(
            said.contains(&format!(
                "(ni la historia ni los permisos se juzgaron: {left} reglas necesitan --base y --head)"
            )),
            "{said}"
        );
        let json = check(&shallow, &[asked, &["--format", "json"]].concat()).expect(0).json();
        assert_eq!(json["rules"]["history"], serde_json::json!({"of": 17, "run": 0, "unjudged": "no-base"}));
        assert_eq!(json["findings"][0]["severity"], "notice");
        let page = check(&shallow, &[asked, &["--format", "markdown"]].concat()).expect(0).stdout;
        assert!(
            page.contains(&format!(
                "(ni la historia ni los permisos se juzgaron: {left} reglas necesitan `--base` y `--head`)"
            )),
            "{page}"
        );
    }
    let run = check(&shallow, &["--base", "main~1", "--head", "main"]);
    assert_eq!(run.code, 3, "{}{}", run.stdout, run.stderr);
    assert!(format!("{}{}", run.stdout, run.stderr).contains("--unshallow"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_copy_that_git_shows_otherwise_is_said_to_be_so() {
    let repo = base();
    let before = repo.git(&["rev-parse", "HEAD"]);
    repo.write("policies/README.md", "Guía\n");
    let head = repo.commit("guía");
    // a graft leads `main~1` astray; an id leads nowhere else
    let asked: [(&[&str], i32); 3] = [(&[], 0), (&["--rev", "main"], 0), (&["--base", &before, "--head", "main"], 3)];
    let says = |rule: &str| {
        for (arguments, code) in asked {
            let run = check(repo.path(), &[arguments, &["--format", "json"]].concat()).expect(code);
            assert_eq!(run.rules(), [rule], "{arguments:?}");
        }
    };
    repo.write(".git/info/grafts", format!("{head}\n"));
    says("history-grafted");
    std::fs::remove_file(repo.file(".git/info/grafts")).unwrap();
    // git shows another manifest, and the true one is judged
    let manifest = "policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml";
    let id = repo.git(&["rev-parse", &format!("main:{manifest}")]);
    repo.write("otro", "version: [\n");
    let other = repo.git(&["hash-object", "-w", "otro"]);
    std::fs::remove_file(repo.file("otro")).unwrap();
    repo.git(&["replace", &id, &other]);
    assert_eq!(repo.git(&["show", &format!("main:{manifest}")]), "version: [");
    says("history-replaced");
}

#[test]
fn a_clone_without_its_blobs_says_what_is_missing() {
    let repo = base();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let folder = tempfile::tempdir().unwrap();
    let partial = folder.path().join("sin-blobs");
    clone(&repo, &partial, &["--filter=blob:none", "--no-checkout"]);
    let run = check(&partial, &["--rev", "main", "--format", "json"]).expect(3);
    assert_eq!(run.json()["verdict"], "unchecked");
    assert!(run.rules().iter().all(|rule| rule.contains("missing")), "{:?}", run.rules());
    let said = check(&partial, &["--rev", "main"]).expect(3).stdout;
    assert!(said.contains("su manifiesto no se pudo leer") && !said.contains("tiene errores"), "{said}");
    // what it advises works, with the filter of the clone still in its settings
    assert!(said.contains("git fetch --refetch --no-filter origin"), "{said}");
    let _ = repo::git(&partial, &["fetch", "-q", "--refetch", "--no-filter", "origin"]);
    let _ = check(&partial, &["--rev", "main"]).expect(0);
}

#[test]
fn what_a_partial_clone_lacks_of_a_change_was_not_looked_at() {
    let repo = base();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let parent = repo.git(&["rev-parse", "main"]);
    for text in ["uno", "dos"] {
        repo.write("LEAME.txt", text);
        repo.commit(text);
    }
    let folder = tempfile::tempdir().unwrap();
    let partial = folder.path().join("sin-blobs");
    clone(&repo, &partial, &["--filter=blob:none"]);
    let run = check(&partial, &["--base", &parent, "--head", "main", "--format", "json"]).expect(0);
    let findings = run.json()["findings"].as_array().unwrap().clone();
    let found: Vec<_> = findings.iter().filter(|finding| finding["rule"] == "private-key-committed").collect();
    assert!(found.len() == 1 && found[0]["severity"] == "notice" && found[0]["args"]["count"] == 1, "{findings:#?}");
    // With all of it there is nothing to tell.
    let run = check(repo.path(), &["--base", &parent, "--head", "main", "--format", "json"]).expect(0);
    assert!(!run.rules().contains(&"private-key-committed".to_owned()), "{:?}", run.rules());
}

#[test]
fn a_partial_clone_without_the_attributes_of_the_root_is_not_told_to_change_them() {
    let repo = base();
    repo.write(".gitattributes", "policies/** -text -ident -filter -working-tree-encoding\n");
    repo.commit("atributos");
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let folder = tempfile::tempdir().unwrap();
    let partial = folder.path().join("sin-blobs");
    clone(&repo, &partial, &["--filter=blob:none", "--no-checkout"]);
    let json = check(&partial, &["--rev", "main", "--format", "json"]).expect(3).json();
    let findings = json["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["rule"] == "attributes-change-content").unwrap();
    let help = found["help"].as_str().unwrap();
    assert!(help.contains("--refetch --no-filter origin") && !help.contains("ponga al final"), "{help}");
}

#[test]
fn a_manifest_of_another_version_is_not_said_to_have_errors() {
    let repo = base();
    let text = std::fs::read_to_string(repo.file(MANIFEST)).unwrap();
    repo.write(MANIFEST, text.replace("version: 1", "version: 2"));
    let said = check(repo.path(), &[]).expect(3).stdout;
    assert!(said.contains("su manifiesto no se pudo leer") && !said.contains("tiene errores"), "{said}");
}

#[test]
fn a_damaged_store_is_found_out() {
    // Evidence replaced inside the store: another valid object under the old name. Only the digest can tell.
    let repo = base();
    let id = repo.git(&["rev-parse", &format!("main:{EVIDENCE}")]);
    repo.write("otro.csv", "Actividad;Meta;Avance\nMesa de servicio;120;99\nSede electrónica;1;1\n");
    let other = repo.git(&["hash-object", "-w", "otro.csv"]);
    let object = |id: &str| repo.file(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    std::fs::remove_file(object(&id)).unwrap();
    std::fs::copy(object(&other), object(&id)).unwrap();
    assert_eq!(check(repo.path(), &["--rev", "main", "--format", "json"]).expect(1).rules(), ["digest-mismatch"]);

    // A manifest replaced in the same way: its object id is recomputed.
    let repo = base();
    let id = repo.git(&["rev-parse", &format!("main:{MANIFEST}")]);
    let object = |id: &str| repo.file(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    let manifest = std::fs::read_to_string(repo.file(MANIFEST)).unwrap();
    repo.write("otro.yaml", manifest.replace("octubre", "agosto"));
    let other = repo.git(&["hash-object", "-w", "otro.yaml"]);
    std::fs::remove_file(object(&id)).unwrap();
    std::fs::copy(object(&other), object(&id)).unwrap();
    assert_eq!(
        check(repo.path(), &["--rev", "main", "--format", "json"]).expect(3).rules(),
        ["document-object-damaged"]
    );

    // A tree whose bytes are torn stops everything.
    let repo = base();
    let id = repo.git(&["rev-parse", "main:policies"]);
    let path = repo.file(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    let mut bytes = Vec::new();
    std::fs::File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, bytes).unwrap();
    let run = check(repo.path(), &["--rev", "main"]).expect(3);
    assert!(run.stderr.contains("git fsck"), "{}", run.stderr);
}

#[test]
fn formats_git_may_choose_and_we_cannot_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let output = git(folder.path(), &["init", "-q", "--object-format=sha256", "nuevo"]);
    if !output.status.success() {
        eprintln!("skipped: this git makes no SHA-256 repositories");
        return;
    }
    let run = check(&folder.path().join("nuevo"), &[]).expect(3);
    assert!(run.stderr.contains("--object-format=sha1"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_repository_of_another_user_is_explained() {
    use std::os::unix::fs::{MetadataExt, chown};
    let repo = base();
    if std::fs::metadata(repo.path()).unwrap().uid() != 0 {
        eprintln!("skipped: only root may give a repository away");
        return;
    }
    for path in [repo.path().to_owned(), repo.file(".git")] {
        chown(path, Some(12345), None).unwrap();
    }
    let run = check(repo.path(), &[]).expect(3);
    let whole = std::fs::canonicalize(repo.path()).unwrap();
    let advice = format!("`git config --global --add safe.directory {}`", whole.display());
    assert!(run.stderr.contains(&advice), "{}", run.stderr);
    // from a folder below too, and what it advises works for git and for us
    let run = check(&repo.file("policies"), &[]).expect(3);
    assert!(run.stderr.contains(&advice), "{}", run.stderr);
    let home = tempfile::tempdir().unwrap();
    let tool = |program: &str, arguments: &[&str]| {
        let mut command = std::process::Command::new(program);
        command.args(arguments).current_dir(repo.path()).env("HOME", home.path());
        command.env_remove("GIT_CONFIG_GLOBAL").env("GIT_CONFIG_NOSYSTEM", "1").env_remove("SUDO_UID");
        command.output().unwrap().status.code()
    };
    let mipg = env!("CARGO_BIN_EXE_mipg");
    let ours = ["check", "--as-of", crate::support::AS_OF];
    assert_eq!((tool("git", &["status"]), tool(mipg, &ours)), (Some(128), Some(3)));
    let words: Vec<&str> = advice.trim_matches('`').split(' ').skip(1).collect();
    assert_eq!(tool("git", &words), Some(0));
    assert_eq!((tool("git", &["status"]), tool(mipg, &ours)), (Some(0), Some(0)));
}

#[test]
fn outputs_are_written_whole_and_beside_the_screen() {
    let repo = base();
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let json = format!("json={}", place("r.json").display());
    let sarif = format!("sarif={}", place("r.sarif").display());
    let _ = check(repo.path(), &["--output", &json, "--output", &sarif]).expect(0);
    for name in ["r.json", "r.sarif"] {
        let text = std::fs::read_to_string(place(name)).unwrap();
        let _: serde_json::Value = serde_json::from_str(&text).unwrap();
    }
    let again = format!("sarif={}/./r.json", folder.path().display());
    let run = check(repo.path(), &["--output", &json, "--output", &again]).expect(2);
    assert!(run.stderr.contains("mismo archivo"), "{}", run.stderr);
    let _ = check(repo.path(), &["--output", "json=/dev/null", "--output", "sarif=/dev/null"]).expect(0);
    let nowhere = format!("json={}", place("no/existe/r.json").display());
    let run = check(repo.path(), &["--output", &nowhere]).expect(3);
    assert!(run.stderr.contains("no existe"), "{}", run.stderr);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let repo = base();
    let mut child = command(repo.path()).args(["rules"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn only_the_paths_asked_are_shown_and_all_is_counted() {
    let repo = base();
    repo.write(EVIDENCE, "x;y\n1;2\n");
    let run = check(repo.path(), &["policies/transparencia"]).expect(1);
    assert!(!run.stdout.contains("[digest-mismatch]"), "{}", run.stdout);
    let whole = repo.file("policies/gobierno-digital").display().to_string();
    let policies = repo.file("policies");
    for (from, asked) in [
        (repo.path(), "./policies/gobierno-digital/"),
        (repo.path(), &whole),
        (&policies, "gobierno-digital"),
        (&policies, "policies/gobierno-digital"),
        (&policies, "../policies"),
        (&policies, "."),
    ] {
        assert!(check(from, &[asked]).expect(1).stdout.contains("[digest-mismatch]"), "{asked}");
    }
    assert!(!check(&policies, &["transparencia"]).expect(1).stdout.contains("[digest-mismatch]"));
    assert!(check(repo.path(), &["/etc"]).expect(2).stderr.contains("dentro del repositorio"));
}

#[test]
fn a_path_that_is_nowhere_is_refused() {
    let repo = base();
    let run = check(repo.path(), &["policies/no-existe"]).expect(2);
    assert!(run.stderr.contains("policies/no-existe"), "{}", run.stderr);
    let run = check(repo.path(), &["gobierno-digital/2026"]).expect(2);
    assert!(run.stderr.contains("como `policies/gobierno-digital/2026`"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_no_file_is_left_as_it_is() {
    use std::os::unix::fs::FileTypeExt as _;
    let repo = base();
    let _ = check(repo.path(), &["--output", "json=/dev/null"]).expect(0);
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    // A link keeps leading where it led.
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("r.json"), folder.path().join("enlace.json"));
    std::fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let _ = check(repo.path(), &["--output", &format!("json={}", link.display())]).expect(0);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("conforming"));
}

#[cfg(unix)]
#[test]
fn names_that_cannot_be_read_are_found_in_a_change_as_in_the_whole() {
    use std::os::unix::ffi::OsStrExt as _;
    let repo = base();
    let name = std::ffi::OsStr::from_bytes(b"\xfe.txt");
    std::fs::write(repo.file("policies").join(name), "x").unwrap();
    let inside = repo.file("policies/gobierno-digital/2026/11").join(std::ffi::OsStr::from_bytes(b"\xff"));
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::write(inside.join("avance.csv"), "a;b\n").unwrap();
    repo.commit("nombres ilegibles");
    let whole = check(repo.path(), &["--rev", "main", "--format", "json"]).expect(1);
    let change = check(repo.path(), &["--base", "main~1", "--head", "main", "--format", "json"]).expect(1);
    assert_eq!(whole.rules(), ["path-not-utf8", "path-not-utf8"]);
    assert_eq!(change.rules(), whole.rules());
}

#[test]
fn every_rule_can_be_explained_in_both_languages() {
    let repo = base();
    let json = run(repo.path(), &["rules", "--format", "json"]).expect(0).json();
    let rules = json["rules"].as_array().unwrap();
    assert!(rules.len() >= 60, "{} rules", rules.len());
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        for lang in ["es", "en"] {
            assert!(run(repo.path(), &["explain", id, "--lang", lang]).expect(0).stdout.contains(id));
        }
    }
}

#[test]
fn git_itself_agrees_with_the_digests_of_the_fixtures() {
    let repo = base();
    let output = repo::git(repo.path(), &["cat-file", "blob", &format!("main:{EVIDENCE}")]);
    assert_eq!(
        mipg::digest::Digest::of(&output.stdout).to_string(),
        "2538448d578cbb4e1ac47e3d04ac0e696fd6ad734dcc7b99770489896241a7d9"
    );
}
