//! The architecture, where a compiler cannot keep it.

use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Names of crates are used in their folders alone.
#[test]
fn some_crates_are_named_in_one_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 100, "only {} sources found", files.len());
    for (name, allowed) in [
        ("git2::", &["snapshot", "repository"][..]),
        ("ring::", &["trail", "bin"]),
        ("qrcodegen::", &["trail"]),
        ("infer::", &["fixity"]),
        ("serde_saphyr::", &["source"]),
        ("jsonschema::", &["source", "model"]),
        ("anstream::", &["bin"]),
        ("indicatif::", &["bin"]),
    ] {
        for file in &files {
            let path = file.strip_prefix(&root).unwrap();
            let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
            let text = std::fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            // The whole name: `String::new` is not of the crate `ring`.
            let is_named = |line: &str| {
                let is_in_word = |at: usize| line[..at].ends_with(|end: char| end.is_alphanumeric() || end == '_');
                line.match_indices(name).any(|(at, _)| !is_in_word(at))
            };
            let used = code.lines().any(|line| !line.trim_start().starts_with("//") && is_named(line));
            assert!(!used || allowed.contains(&first), "{} names {name}", path.display());
        }
    }
}
