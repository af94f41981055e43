//! What `mipg log append` cannot read, in the language asked.

use std::process::Stdio;

use crate::support::{
    log::write_private,
    mipg::command,
    repo::{self, base},
};

const ORIGIN: &str = "mipg.example.gov.co/alcaldia/1";

#[test]
fn what_is_wrong_with_a_key_or_a_log_is_said_in_the_language_asked() {
    let repo = base();
    let told = |key: &str, arguments: &[&str], code: i32| {
        let all = [&["log", "append", "--origen", ORIGIN], arguments].concat();
        let output = command(repo.path()).env("MIPG_CLAVE", key).args(all).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stderr).unwrap()
    };
    let (es, en) = (told("una+clave", &[], 2), told("una+clave", &["--lang", "en"], 2));
    assert!(es.contains("una clave tiene la forma") && !es.contains("form `") && !es.contains("a key"), "{es}");
    assert!(en.contains("there is no key of a log in the variable `MIPG_CLAVE`: a key has the form"), "{en}");
    write_private(&repo.file("clave"), "una+clave\n");
    let (es, en) = (told("", &["--clave", "clave"], 3), told("", &["--clave", "clave", "--lang", "en"], 3));
    assert!(es.contains("no tiene una clave privada válida (una clave tiene la forma"), "{es}");
    assert!(en.contains("holds no valid private key (a key has the form"), "{en}");
    // A branch that is no log.
    let put = |files: &[(&str, &str)]| {
        let mut rows = String::new();
        for (name, text) in files {
            std::fs::write(repo.file("x"), text).unwrap();
            rows.push_str(&format!("100644 blob {}\t{name}\n", repo.git(&["hash-object", "-w", "x"])));
        }
        let mut git =
            repo::command(repo.path()).arg("mktree").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut git.stdin.take().unwrap(), rows.as_bytes()).unwrap();
        let tree = String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap();
        let commit = repo.git(&["commit-tree", tree.trim(), "-m", "x"]);
        repo.git(&["update-ref", "refs/heads/registro", &commit]);
    };
    let checkpoint = format!("{ORIGIN}\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
    type Files<'a> = &'a [(&'a str, &'a str)];
    let cases: [(Files<'_>, &str, &str); 5] = [
        (&[("otro", "x")], "falta `checkpoint`", "`checkpoint` is missing"),
        (&[("checkpoint", "x\n")], "el punto de control tiene menos de tres líneas", "at least three lines"),
        (
            &[("checkpoint", &checkpoint), ("vkey", "x")],
            "`vkey` no es una lista de claves",
            "`vkey` is no list of keys",
        ),
        (
            &[("checkpoint", &checkpoint), ("vkey", "x\n")],
            "`vkey`, línea 1: una clave tiene",
            "`vkey`, line 1: a key has",
        ),
        (&[("checkpoint", &checkpoint)], "falta `tile/entries/000.p/1`", "`tile/entries/000.p/1` is missing"),
    ];
    for (files, spanish, english) in cases {
        put(files);
        let (es, en) = (told("", &[], 3), told("", &["--lang", "en"], 3));
        assert!(es.contains(spanish) && !es.contains(english), "{es}");
        assert!(en.contains(english) && !en.contains(spanish), "{en}");
    }
}
