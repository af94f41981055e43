//! The corpus judged by `tools/verificar_registro.py`, and that script on what its corpus cannot hold.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use rayon::prelude::*;

use super::make::{build, checkpoint, heartbeat, heartbeats, key};
use crate::support::fixtures;

/// An `expect` with its findings in the order of their lines.
pub fn sorted(expect: &str) -> String {
    let mut lines: Vec<_> = expect.lines().collect();
    lines[1..].sort_unstable();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The interpreter itself, asked for once; nothing, and a word on stderr, where there is none to run the script.
fn interpreter() -> Option<&'static str> {
    static FOUND: OnceLock<Option<String>> = OnceLock::new();
    let ask = || {
        let question = "import sys; print(sys.executable); sys.exit(sys.version_info < (3, 9))";
        let answer = Command::new("python3").args(["-c", question]).output().ok();
        let found = answer.filter(|output| output.status.success());
        if found.is_none() {
            eprintln!("skipped: there is no python3 of 3.9 or later");
        }
        found.map(|output| String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
    };
    FOUND.get_or_init(ask).as_deref()
}

/// The script, to be given its arguments.
fn script() -> Option<Command> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verificar_registro.py");
    let mut command = Command::new(interpreter()?);
    command.args(["-I", "-B"]).arg(path);
    Some(command)
}

fn run(arguments: &[&str], folder: &Path) -> Option<Output> {
    let output = script()?.args(arguments).current_dir(folder).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("Traceback"), "{arguments:?}: {errors}");
    Some(output)
}

/// What the script says of a case, in the words of its `expect`.
fn say(folder: &Path) -> Option<String> {
    let has = |name: &str| folder.join(name).exists();
    let key = std::fs::read_to_string(folder.join("key")).unwrap_or_default();
    let mut arguments = match (has("receipt.tlog-proof"), has("prueba.txt")) {
        (true, _) => vec!["recibo", "receipt.tlog-proof"],
        (_, true) => vec!["divergencia", "prueba.txt"],
        _ => vec!["registro", "log"],
    };
    arguments.push("--json");
    if has("key") {
        // A text without two `+` would be read as the name of a file.
        arguments.extend(["--clave", if key.matches('+').count() < 2 { "key" } else { &key }]);
    }
    for (option, name) in [("--politica", "policy"), ("--checkpoint", "kept-1"), ("--checkpoint", "kept-2")] {
        arguments.extend(has(name).then_some([option, name]).into_iter().flatten());
    }
    let given: Vec<String> = super::read_all(folder).into_keys().filter(|path| path.starts_with("given/")).collect();
    given.iter().for_each(|path| arguments.extend(["--archivo", path]));
    if has("prueba.txt") {
        arguments.extend(has("log/vkey").then_some(["--registro", "log"]).into_iter().flatten());
    }
    if has("receipt.tlog-proof") {
        arguments.extend(has("entry").then_some(["--entrada", "entry"]).into_iter().flatten());
        arguments.extend(has("chain").then_some(["--cadena", "chain"]).into_iter().flatten());
        arguments.extend(has("log/vkey").then_some(["--registro", "log"]).into_iter().flatten());
    }
    let output = run(&arguments, folder)?;
    let exit = output.status.code().unwrap();
    if exit == 2 {
        let errors = String::from_utf8(output.stderr).unwrap();
        let (before, code) = errors.trim_end().rsplit_once('[').unwrap_or_else(|| panic!("{errors}"));
        let file = if before.starts_with("error: la política") { "policy" } else { "key" };
        return Some(format!("exit 2\nfinding {} {file}\n", code.trim_end_matches(']')));
    }
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["exit_code"], exit);
    assert_eq!(answer["more"], 0);
    let findings = answer["findings"].as_array().unwrap().iter().map(|finding| {
        let index = finding["index"].as_u64().map(|index| format!(" {index}")).unwrap_or_default();
        format!("finding {} {}{index}\n", finding["code"].as_str().unwrap(), finding["file"].as_str().unwrap())
    });
    Some(sorted(&format!("exit {exit}\n{}", findings.collect::<String>())))
}

#[test]
fn every_case_is_judged_as_its_name_says() {
    let (folders, _scratch) = super::folders();
    if interpreter().is_none() {
        return;
    }
    let judge = |folder: &PathBuf| {
        let said = say(folder)?;
        let expected = sorted(&std::fs::read_to_string(folder.join("expect")).unwrap());
        (said != expected).then(|| format!("{}\n  expected {expected:?}\n  said     {said:?}", folder.display()))
    };
    let wrong: Vec<_> = folders.par_iter().filter_map(judge).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_script_knows_its_own_answers() {
    let Some(output) = run(&["--autoprueba"], Path::new(".")) else { return };
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes a log of `size` heartbeats and gives its files, the checkpoint among them.
fn written(folder: &Path, size: usize) -> Vec<PathBuf> {
    let (mut files, head) = build(&heartbeats(size));
    files.0.insert("checkpoint".to_owned(), checkpoint(head, &[]).to_string().into_bytes());
    let write = |(path, bytes): (&String, &Vec<u8>)| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    };
    files.0.iter().map(write).collect()
}

#[test]
fn a_bit_of_any_file_is_found_and_the_file_named() {
    let scratch = tempfile::tempdir().unwrap();
    let key = key().verifier().to_string();
    for path in written(scratch.path(), 300) {
        let good = std::fs::read(&path).unwrap();
        for place in [0, 1, good.len() / 3, good.len() / 2, good.len() - 1] {
            let mut bad = good.clone();
            bad[place] ^= 1 << (place % 8);
            std::fs::write(&path, bad).unwrap();
            let Some(output) = run(&["registro", ".", "--json", "--clave", &key], scratch.path()) else { return };
            let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(answer["exit_code"], 40, "{path:?} {place}");
            let name = path.strip_prefix(scratch.path()).unwrap().to_str().unwrap().replace('\\', "/");
            let findings = answer["findings"].as_array().unwrap();
            assert!(
                !findings.is_empty() && findings.iter().all(|one| one["file"] == name),
                "{path:?} {place}: {answer}"
            );
        }
        std::fs::write(&path, good).unwrap();
    }
}

#[test]
fn a_clone_is_read_without_a_checkout() {
    let repo = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let output = crate::support::repo::git(repo.path(), arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q", "-b", "registro"]);
    written(repo.path(), 300);
    git(&["add", "."]);
    git(&["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "registro"]);
    git(&["checkout", "-q", "--orphan", "main"]);
    git(&["rm", "-rfq", "."]);
    let clone = tempfile::tempdir().unwrap();
    git(&["clone", "-q", "-n", ".", clone.path().to_str().unwrap()]);
    let key = key().verifier().to_string();
    for folder in [repo.path(), clone.path()] {
        let Some(output) = run(&["registro", ".", "--clave", &key], folder) else { return };
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(10), "{text}");
        for line in ["  Paquetes de entradas             2 de 2", "  Entradas bien formadas           300 de 300"] {
            assert!(text.contains(line), "{text}");
        }
    }
    git(&["branch", "-q", "-D", "registro"]);
    let output = run(&["registro", "."], repo.path()).unwrap();
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn hostile_arguments_and_files_are_refused_in_words() {
    let scratch = tempfile::tempdir().unwrap();
    written(scratch.path(), 3);
    let huge = "9".repeat(100_000);
    std::fs::write(scratch.path().join("huge"), format!("o\n{huge}\nx\n\n— a AAAAAAAAAAAA\n")).unwrap();
    std::fs::write(scratch.path().join("index"), format!("c2sp.org/tlog-proof@v1\nindex {huge}\n\nx\n")).unwrap();
    let key = key().verifier().to_string();
    for (arguments, exit) in [
        (&[][..], 2),
        (&["otra"], 2),
        (&["registro"], 2),
        (&["registro", "ninguna"], 3),
        (&["registro", ".", "--clave", "x+y+z"], 2),
        (&["registro", ".", "--clave", "ninguna"], 2),
        (&["registro", ".", "--clave", &key, "--politica", "."], 2),
        (&["registro", ".", "--clave", &key, "--checkpoint", "huge"], 3),
        (&["registro", ".", "--rev", "--upload-pack=x"], 2),
        (&["recibo", "index", "--clave", &key], 40),
        (&["recibo", "index"], 2),
        (&["recibo", ".", "--clave", &key], 2),
    ] {
        let Some(output) = run(arguments, scratch.path()) else { return };
        let words = [&output.stdout[..], &output.stderr].concat();
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {}", String::from_utf8_lossy(&words));
        assert!(!words.is_empty(), "{arguments:?}");
    }
    for (arguments, words) in [
        (&["recibo"][..], "falta: constancia"),
        (&["registro", ".", "--otra"], "no se reconoce: --otra"),
        (&["registro", ".", "--clave"], "a --clave le falta su valor"),
        (&["otra"], "'otra' no es ninguno de registro | recibo | divergencia"),
        (&["registro", ".", "--json=x"], "--json no lleva valor: 'x'"),
    ] {
        let output = run(arguments, scratch.path()).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(words), "{said}");
    }
    let help = String::from_utf8(run(&["recibo", "--help"], scratch.path()).unwrap().stdout).unwrap();
    assert!(help.starts_with("Uso: ") && help.contains("Opciones:"), "{help}");
    for english in ["usage:", "options:", "positional", "show this"] {
        assert!(!help.contains(english), "{help}");
    }
    // What stands where a file belongs and is none.
    std::fs::remove_file(scratch.path().join("checkpoint")).unwrap();
    std::fs::create_dir(scratch.path().join("checkpoint")).unwrap();
    let output = run(&["registro", ".", "--clave", &key], scratch.path()).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stdout).unwrap().contains("no se pudo leer"));
    // Names that would write to a terminal are shown as codes.
    let entry = heartbeat(0).replace("mipg", "m\u{202e}g");
    let (files, head) = build(&[entry]);
    assert_eq!(files.0.len(), 2);
    std::fs::remove_dir(scratch.path().join("checkpoint")).unwrap();
    std::fs::write(scratch.path().join("checkpoint"), checkpoint(head, &[]).to_string()).unwrap();
    let output = run(&["registro", ".", "--clave", &key], scratch.path()).unwrap();
    assert_eq!(output.status.code(), Some(40));
}

#[test]
fn a_branch_left_behind_is_not_taken_for_the_log() {
    let repo = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let output = crate::support::repo::git(repo.path(), arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let commit = |size: usize| {
        written(repo.path(), size);
        git(&["add", "."]);
        git(&["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "registro"]);
    };
    git(&["init", "-q", "-b", "registro"]);
    commit(3);
    git(&["branch", "viejo"]);
    commit(5);
    git(&["update-ref", "refs/remotes/origin/registro", "registro"]);
    git(&["checkout", "-q", "--detach"]);
    let key = key().verifier().to_string();
    let entries = || {
        let output = run(&["registro", ".git", "--json", "--clave", &key], repo.path())?;
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        Some((answer["exit_code"].clone(), answer["size"].clone()))
    };
    let Some(first) = entries() else { return };
    assert_eq!(first, (10.into(), 5.into()));
    // The local one stayed behind; it went ahead; they went apart.
    git(&["update-ref", "refs/heads/registro", "viejo"]);
    assert_eq!(entries(), Some((10.into(), 5.into())));
    git(&["update-ref", "refs/heads/registro", "HEAD"]);
    git(&["update-ref", "refs/remotes/origin/registro", "viejo"]);
    assert_eq!(entries(), Some((10.into(), 5.into())));
    git(&["checkout", "-q", "viejo"]);
    commit(4);
    git(&["update-ref", "refs/remotes/origin/registro", "HEAD"]);
    assert_eq!(entries(), Some((3.into(), serde_json::Value::Null)));
}

#[test]
fn what_the_script_does_not_look_at_is_said_as_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), 3);
    let key = key().verifier().to_string();
    let json = |more: &[&str]| -> Option<serde_json::Value> {
        let arguments = [&["registro", ".", "--clave", &key, "--json"], more].concat();
        Some(serde_json::from_slice(&run(&arguments, folder.path())?.stdout).unwrap())
    };
    let Some(bare) = json(&[]) else { return };
    let always = ["line", "attestations", "beside", "twice", "clock", "main"];
    let told = |answer: &serde_json::Value, first: &[&str]| {
        assert_eq!(answer["not_checked"], serde_json::json!([first, &always].concat()), "{answer:#}");
        assert_eq!(answer["not_reached"], serde_json::json!([]));
    };
    told(&bare, &["witnesses", "kept"]);
    // What is brought is looked at; the rest never is.
    std::fs::copy(folder.path().join("checkpoint"), folder.path().join("antes")).unwrap();
    told(&json(&["--checkpoint", "antes"]).unwrap(), &["witnesses"]);
    std::fs::write(folder.path().join("politica"), format!("log {key}\nquorum none\n")).unwrap();
    told(&json(&["--checkpoint", "antes", "--politica", "politica"]).unwrap(), &[]);
    let words = |arguments: &[&str]| String::from_utf8(run(arguments, folder.path()).unwrap().stdout).unwrap();
    let text = words(&["registro", ".", "--clave", &key]);
    assert_eq!(text.matches("  no comprobado: ").count(), 8, "{text}");
    assert!(text.contains("no comprobado: lo que hay en `atestacion/`"), "{text}");
    // What was not reached is no row that looks like one which was.
    std::fs::remove_file(folder.path().join("tile/entries/000.p/3")).unwrap();
    std::fs::remove_file(folder.path().join("tile/0/000.p/3")).unwrap();
    let text = words(&["registro", ".", "--clave", &key]);
    let row = text.lines().find(|line| line.trim_start().starts_with("Raíz recalculada")).unwrap();
    assert!(row.ends_with(" no comprobado"), "{text}");
    std::fs::write(folder.path().join("checkpoint"), "x\n").unwrap();
    let text = words(&["registro", ".", "--clave", &key]);
    let unreached = text.lines().filter(|line| line.starts_with("  ") && line.ends_with(" no comprobado")).count();
    assert_eq!(unreached, 6, "{text}");
}

#[test]
fn what_an_unknown_key_signed_is_told_as_not_checked_and_what_is_altered_as_invalid() {
    let verdict = |case: &str| {
        let folder = fixtures().join("log").join(case);
        let key = std::fs::read_to_string(folder.join("key")).unwrap();
        let mut arguments = if folder.join("receipt.tlog-proof").exists() {
            vec!["recibo", "receipt.tlog-proof"]
        } else {
            vec!["registro", "log"]
        };
        arguments.extend(["--clave", &key]);
        let output = run(&arguments, &folder)?;
        assert_eq!(output.status.code(), Some(40));
        let text = String::from_utf8(output.stdout).unwrap();
        Some(text.lines().find(|line| line.starts_with("VEREDICTO: ")).unwrap().to_owned())
    };
    let Some(unknown) = verdict("fails-receipt-signed-by-another-key") else { return };
    assert!(unknown.contains("no comprobado: está firmado con una clave que aquí no se conoce"), "{unknown}");
    assert_eq!(verdict("fails-checkpoint-changed-after-signing").unwrap(), "VEREDICTO: inválido (40)");
    assert_eq!(verdict("fails-tile-changed").unwrap(), "VEREDICTO: inválido (40)");
}

#[test]
fn the_script_reads_a_log_up_to_a_measure_of_bytes() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), 600);
    let sizes = ["000", "001", "002.p/88"]
        .map(|name| std::fs::metadata(folder.path().join("tile/entries").join(name)).unwrap().len());
    let whole: u64 = sizes.iter().sum();
    let Some(python) = interpreter() else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verificar_registro.py");
    let judged = |bytes: u64, key: &str| {
        let program = format!(
            "import importlib.util, sys\n\
             spec = importlib.util.spec_from_file_location('verificar', sys.argv[1])\n\
             module = importlib.util.module_from_spec(spec)\n\
             spec.loader.exec_module(module)\n\
             module.MAX_BYTES = {bytes}\n\
             sys.exit(module.run(['registro', '.', '--clave', sys.argv[2], '--json']))\n"
        );
        let mut command = Command::new(python);
        command.args(["-I", "-B", "-c", &program]).arg(&path).arg(key).current_dir(folder.path());
        let output = command.output().unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let codes: Vec<String> =
            answer["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
        (output.status.code().unwrap(), codes, answer["not_reached"].clone())
    };
    let known = key().verifier().to_string();
    assert_eq!(judged(whole + 1, &known), (10, vec![], serde_json::json!([])));
    for bytes in [whole, 1] {
        assert_eq!(judged(bytes, &known), (3, vec!["log-too-heavy".to_owned()], serde_json::json!(["root"])));
    }
}
