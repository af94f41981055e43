//! Logs of ours read by the public Go packages of the formats: `golang.org/x/mod/sumdb/note` and `tlog`.

use std::{
    path::Path,
    process::{Command, Output},
};

use mipg::trail::{
    merkle::{Frontier, Hash, consistency, inclusion, leaf_hash},
    tile::TileHashes,
};

use super::make::{Files, build, checkpoint, heartbeats, key};

/// Where Debian's package golang-golang-x-mod-dev puts its source.
const GOPATH: &str = "/usr/share/gocode";

/// Builds the reader; nothing, and a word on stderr, where Go or the packages are not there.
fn reader(folder: &Path) -> Option<std::path::PathBuf> {
    let there = Path::new(GOPATH).join("src/golang.org/x/mod/sumdb/tlog").is_dir();
    if !there || !Command::new("go").arg("version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: there is no Go, or no golang-golang-x-mod-dev");
        return None;
    }
    let program = folder.join("log-reader");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/log.go");
    let output = Command::new("go")
        .args(["build", "-o"])
        .args([&program, &source])
        .current_dir(folder)
        .env("GO111MODULE", "off")
        .env("GOPATH", GOPATH)
        .env("GOFLAGS", "")
        .env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(program)
}

fn line(hashes: &[Hash]) -> String {
    let words: Vec<_> = hashes.iter().map(Hash::to_string).collect();
    words.join(" ") + "\n"
}

/// Writes a log of `size` heartbeats with every root and proof we make of it.
fn write(folder: &Path, size: usize) {
    let entries = heartbeats(size);
    let (mut files, head) = build(&entries);
    let mut frontier = Frontier::new();
    let mut roots = line(&[frontier.root()]);
    for entry in &entries {
        frontier.push(leaf_hash(entry.as_bytes()));
        roots += &line(&[frontier.root()]);
    }
    let mut hashes = TileHashes::new(files.clone(), head.size);
    let mut proofs = String::new();
    for index in 0..head.size {
        proofs += &line(&inclusion(&mut hashes, index, head.size).unwrap());
        proofs += &line(&consistency(&mut hashes, index + 1, head.size).unwrap());
    }
    files.0.insert("checkpoint".to_owned(), checkpoint(head, &[2, 3]).to_string().into_bytes());
    let Files(files) = files;
    let files = files.into_iter().map(|(path, bytes)| (format!("log/{path}"), bytes));
    for (path, bytes) in files.chain([("roots".to_owned(), roots.into()), ("proofs".to_owned(), proofs.into())]) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn read(program: &Path, folder: &Path) -> Output {
    Command::new(program).arg(folder).arg(key().verifier().to_string()).output().unwrap()
}

#[test]
fn the_public_packages_read_our_logs() {
    let scratch = tempfile::tempdir().unwrap();
    let Some(program) = reader(scratch.path()) else { return };
    for size in [1, 2, 7, 255, 256, 257, 513, 1000] {
        let folder = scratch.path().join(size.to_string());
        write(&folder, size);
        let output = read(&program, &folder);
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{size}\n"), "{output:?}");
    }
    // What is wrong is refused there as well, so that the reading above shows something.
    let folder = scratch.path().join("257");
    for (name, place) in
        [("log/checkpoint", 40), ("log/tile/0/000", 9), ("log/tile/entries/000", 30), ("log/tile/1/000.p/1", 3)]
    {
        let good = std::fs::read(folder.join(name)).unwrap();
        let mut bad = good.clone();
        bad[place] ^= 1;
        std::fs::write(folder.join(name), bad).unwrap();
        assert!(!read(&program, &folder).status.success(), "{name}");
        std::fs::write(folder.join(name), good).unwrap();
    }
    assert!(read(&program, &folder).status.success());
}
