//! Rule fixtures: a text that edits the base repository, step by step, and says what must be found.
//!
//! ```text
//! # One line: what this shows and why.
//! # also: other-rule            (only when unavoidable)
//! === edit policies/…/manifiesto.yaml
//! -    bytes: 68
//! +    bytes: 69
//! === expect
//! policies/…/manifiesto.yaml:11:12: error[size-mismatch] …
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use mipg::{
    digest::Digest,
    model::{Actor, Deed, Proposed, raw::Account},
    snapshot::{LfsPointer, MemorySnapshot},
    trail::note::{Algorithm, KeyName, secret_text},
};

use super::repo::Repo;

/// One entry of a tree under construction.
#[derive(Clone, Debug)]
pub enum Node {
    File(Vec<u8>),
    Executable(Vec<u8>),
    Symlink(Vec<u8>),
    Submodule,
    Unknown(u32),
    Pointer(LfsPointer, Option<Vec<u8>>),
    Missing { promisor: bool },
    Unconvertible(String),
    Damaged,
    Duplicate(Vec<u8>),
    Ignored,
}

/// Paths as bytes: names may be anything.
pub type Tree = BTreeMap<Vec<u8>, Node>;

/// A state that is committed: the tree, who by and when.
pub struct Step {
    pub tree: Tree,
    pub email: String,
    pub date: String,
    /// Whether the commit has no parent.
    pub orphan: bool,
}

/// A fixture, read.
pub struct Case {
    pub also: Vec<String>,
    pub as_of: String,
    /// States in order; the last is what is judged. One state: a whole tree; several: a change from first to last.
    pub steps: Vec<Step>,
    /// What is done to the repository after its commits: `shallow`, `grafted` or `replaced`; or `received`, when they
    /// are a range of the published branch, which may be `rewound` to its base or `beside` it.
    pub repository: Vec<String>,
    /// Who makes the change, where the case says so.
    pub actor: Option<Actor>,
    /// The accounts that proposed all that is published; none of them where a branch is of nobody known.
    pub proposers: Option<BTreeSet<Account>>,
    pub expected: String,
    /// The text before `=== expect`.
    pub body: String,
}

/// The files below a folder, with `/`-separated relative paths.
pub fn folder(root: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut pending = vec![root.to_owned()];
    while let Some(here) = pending.pop() {
        for entry in std::fs::read_dir(&here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                tree.insert(name.into_bytes(), Node::File(std::fs::read(&path).unwrap()));
            }
        }
    }
    tree
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    bytes
}

impl Case {
    /// Reads a fixture over the base tree.
    pub fn read(text: &str, base: &Tree) -> Self {
        let (body, expected) = match text.split_once("=== expect\n") {
            Some((body, expected)) => (body.to_owned(), expected.to_owned()),
            None => (text.to_owned(), String::new()),
        };
        assert!(body.starts_with("# "), "a case says in its first line what it shows");
        let mut also = Vec::new();
        for line in body.lines().take_while(|line| line.starts_with('#')) {
            if let Some(rules) = line.strip_prefix("# also: ") {
                also.extend(rules.split(", ").map(str::to_owned));
            }
        }
        let mut as_of = super::AS_OF.to_owned();
        let mut tree = base.clone();
        let mut steps = Vec::new();
        let mut repository = Vec::new();
        let (mut actor, mut proposers) = (None, None);
        let mut open = true;
        let mut orphan = false;
        for block in body.split("\n=== ").skip(1) {
            let (head, content) = block.split_once('\n').unwrap_or((block, ""));
            let mut content = content.to_owned();
            if !content.is_empty() && !content.ends_with('\n') {
                content.push('\n');
            }
            let (command, argument) = head.split_once(' ').unwrap_or((head, ""));
            open = true;
            match command {
                "as-of" => as_of = argument.trim().to_owned(),
                "commit" => {
                    let mut words = argument.split_whitespace();
                    let email = words.next().unwrap_or("oficina@example.gov.co").to_owned();
                    let date = words.next().unwrap_or("2026-11-20T09:00:00-05:00").to_owned();
                    steps.push(Step { tree: filled(&tree), email, date, orphan: std::mem::take(&mut orphan) });
                    open = false;
                }
                "orphan" => orphan = true,
                "repository" => repository.push(argument.trim().to_owned()),
                "by" => {
                    actor = Some(by(argument));
                    let named = argument.split_once(" publishes proposed").map(|(_, accounts)| accounts);
                    proposers = named.map(|named| named.split_whitespace().map(|one| one.parse().unwrap()).collect());
                }
                _ => apply(&mut tree, command, argument, &content),
            }
        }
        if open || steps.is_empty() {
            let (email, date) = ("oficina@example.gov.co".to_owned(), "2026-11-20T10:00:00-05:00".to_owned());
            steps.push(Step { tree: filled(&tree), email, date, orphan });
        }
        Self { also, as_of, steps, repository, actor, proposers, expected, body }
    }
}

/// `github:7 publishes`, with `unproposed` where no branch proposed anything or `proposed github:8 github:9` where these
/// accounts, or nobody known, proposed all of it, `github:7 proposes`, or `github:7 proposes approved
/// github:8 github:9`, by none or more; first `pushed:666` where another put there what is proposed, or `pushed:?`.
fn by(text: &str) -> Actor {
    let mut words = text.split_whitespace().peekable();
    let account = words.next().unwrap().parse().unwrap();
    let writer = match words.next_if(|word| word.starts_with("pushed:")) {
        None => Some(account),
        Some("pushed:?") => None,
        Some(word) => Some(word.replace("pushed", "github").parse().unwrap()),
    };
    let deed = match (words.next().unwrap(), words.next()) {
        ("publishes", None) => Deed::Publishes { proposed: None },
        ("publishes", Some("unproposed" | "proposed")) => Deed::Publishes { proposed: Some(Proposed::new()) },
        ("proposes", None) => Deed::Proposes { writer, approvals: None },
        ("proposes", Some("approved")) => {
            Deed::Proposes { writer, approvals: Some(words.map(|account| account.parse().unwrap()).collect()) }
        }
        other => panic!("by: {other:?}"),
    };
    Actor { account, deed }
}

fn apply(tree: &mut Tree, command: &str, argument: &str, content: &str) {
    let path = percent_decoded(argument);
    let bytes = |tree: &Tree, path: &[u8]| match tree.get(path) {
        Some(Node::File(bytes)) => bytes.clone(),
        other => panic!("`{argument}` is not a file of the tree: {other:?}"),
    };
    match command {
        "write" => drop(tree.insert(path, Node::File(content.as_bytes().to_vec()))),
        "hex" => {
            let digits: String = content.split_whitespace().collect();
            let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).unwrap();
            tree.insert(path, Node::File(bytes));
        }
        "repeat" => {
            let (path, times) = argument.rsplit_once(' ').unwrap();
            tree.insert(percent_decoded(path), Node::File(content.repeat(times.parse().unwrap()).into_bytes()));
        }
        "edit" => {
            let mut text = String::from_utf8(bytes(tree, &path)).unwrap();
            let mut lines = content.lines().peekable();
            while lines.peek().is_some() {
                let (mut old, mut new) = (String::new(), String::new());
                while let Some(line) = lines.next_if(|line| line.starts_with('-')) {
                    old.push_str(&line[1..]);
                    old.push('\n');
                }
                while let Some(line) = lines.next_if(|line| line.starts_with('+')) {
                    new.push_str(&line[1..]);
                    new.push('\n');
                }
                assert!(!old.is_empty(), "edit of {argument}: a block needs `-` lines");
                assert_eq!(text.matches(&old).count(), 1, "edit of {argument}: {old:?} must stand once in\n{text}");
                text = text.replacen(&old, &new, 1);
            }
            tree.insert(path, Node::File(text.into_bytes()));
        }
        "delete" => {
            let folder = [&path[..], b"/"].concat();
            let before = tree.len();
            tree.retain(|name, _| *name != path && !name.starts_with(&folder));
            assert!(tree.len() < before, "delete: there is no {argument}");
        }
        "rename" => {
            let (old, new) = argument.split_once(" -> ").unwrap();
            let (old, new) = (percent_decoded(old), percent_decoded(new));
            let moved: Vec<Vec<u8>> = tree
                .keys()
                .filter(|name| **name == old || name.starts_with(&[&old[..], b"/"].concat()))
                .cloned()
                .collect();
            assert!(!moved.is_empty(), "rename: there is no {argument}");
            for name in moved {
                let node = tree.remove(&name).unwrap();
                tree.insert([&new[..], &name[old.len()..]].concat(), node);
            }
        }
        "symlink" => drop(tree.insert(path, Node::Symlink(content.trim_end().as_bytes().to_vec()))),
        "executable" => {
            let bytes = bytes(tree, &path);
            tree.insert(path, Node::Executable(bytes));
        }
        "mode" => {
            let (path, mode) = argument.rsplit_once(' ').unwrap();
            tree.insert(percent_decoded(path), Node::Unknown(u32::from_str_radix(mode, 8).unwrap()));
        }
        "copies" => {
            let (folder, times) = argument.rsplit_once(' ').unwrap();
            let below = format!("{folder}/").into_bytes();
            let files: Vec<_> =
                tree.iter().filter(|(name, _)| name.starts_with(&below)).map(|(a, b)| (a.clone(), b.clone())).collect();
            for number in 1..=times.parse::<usize>().unwrap() {
                for (name, node) in &files {
                    let Node::File(bytes) = node else { panic!("copies: only plain files") };
                    let text = String::from_utf8(bytes.clone()).unwrap().replace("<n>", &number.to_string());
                    let path = [format!("{folder}-{number}").as_bytes(), &name[folder.len()..]].concat();
                    tree.insert(path, Node::File(text.into_bytes()));
                }
            }
        }
        "ignored" => drop(tree.insert(path, Node::Ignored)),
        "submodule" => drop(tree.insert(path, Node::Submodule)),
        "pointer" => {
            let (digest, size) = content.trim().split_once(' ').unwrap();
            let pointer = LfsPointer { digest: digest.parse().unwrap(), size: size.parse().unwrap() };
            tree.insert(path, Node::Pointer(pointer, None));
        }
        "object" => match tree.get_mut(&path) {
            Some(Node::Pointer(_, object)) => *object = Some(content.as_bytes().to_vec()),
            other => panic!("`{argument}` is not a pointer of the tree: {other:?}"),
        },
        "missing" => drop(tree.insert(path, Node::Missing { promisor: content.trim() == "promisor" })),
        "unconvertible" => drop(tree.insert(path, Node::Unconvertible(content.trim().to_owned()))),
        "damaged" => drop(tree.insert(path, Node::Damaged)),
        "duplicate" => {
            let bytes = bytes(tree, &path);
            tree.insert(path, Node::Duplicate(bytes));
        }
        other => panic!("no such command: {other}"),
    }
}

/// Puts digests and sizes in the places of `{{sha256:FILE}}` and `{{bytes:FILE}}`, files relative to the same folder, and
/// the private key of a log, which no file of this repository may hold, in that of `{{private-key}}`.
fn filled(tree: &Tree) -> Tree {
    let tree = &with_keys(tree);
    let mut result = tree.clone();
    for (path, node) in tree {
        let Node::File(bytes) = node else { continue };
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if !text.contains("{{") {
            continue;
        }
        let folder = path.iter().rposition(|byte| *byte == b'/').map_or(&b""[..], |at| &path[..=at]);
        let mut text = text.to_owned();
        while let Some(start) = text.find("{{") {
            let end = start + text[start..].find("}}").unwrap();
            let (kind, name) = text[start + 2..end].split_once(':').unwrap();
            let file = match tree.get(&[folder, &percent_decoded(name)].concat()) {
                Some(Node::File(bytes) | Node::Executable(bytes)) => bytes.clone(),
                other => panic!("{name} is not a file beside {}: {other:?}", String::from_utf8_lossy(path)),
            };
            let value = match kind {
                "sha256" => Digest::of(&file).to_string(),
                "bytes" => file.len().to_string(),
                other => panic!("no such value: {other}"),
            };
            text.replace_range(start..end + 2, &value);
        }
        result.insert(path.clone(), Node::File(text.into_bytes()));
    }
    result
}

fn with_keys(tree: &Tree) -> Tree {
    let name = KeyName::new("mipg.example.gov.co/alcaldia/1").unwrap();
    let key = secret_text(&name, Algorithm::Ed25519, &[5; 32]);
    let one = |node: &Node| match node {
        Node::File(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Node::File(text.replace("{{private-key}}", &key).into_bytes()),
            Err(_) => node.clone(),
        },
        node => node.clone(),
    };
    tree.iter().map(|(path, node)| (path.clone(), one(node))).collect()
}

/// The tree in memory.
pub fn in_memory(tree: &Tree) -> MemorySnapshot {
    let mut snapshot = MemorySnapshot::new();
    for (path, node) in tree {
        let Ok(name) = std::str::from_utf8(path) else {
            let at = path.iter().rposition(|byte| *byte == b'/').unwrap();
            snapshot = snapshot.raw_name(std::str::from_utf8(&path[..at]).unwrap(), &path[at + 1..]);
            continue;
        };
        let last = name.rsplit('/').next().unwrap();
        snapshot = match node {
            _ if last.eq_ignore_ascii_case(".git") || matches!(last, "." | "..") => {
                snapshot.raw_name(&name[..name.len() - last.len() - 1], last.as_bytes())
            }
            Node::File(bytes) => snapshot.file(name, bytes),
            Node::Executable(bytes) => snapshot.executable(name, bytes),
            Node::Symlink(target) => snapshot.symlink(name, target),
            Node::Submodule => snapshot.submodule(name),
            Node::Unknown(mode) => snapshot.unknown(name, *mode),
            Node::Pointer(pointer, None) => snapshot.absent_pointer(name, *pointer),
            Node::Pointer(pointer, Some(object)) => {
                snapshot.absent_pointer(name, *pointer).object(pointer.digest, object)
            }
            Node::Missing { promisor } => snapshot.missing(name, *promisor),
            Node::Unconvertible(attribute) => snapshot.unconvertible(name, attribute),
            Node::Damaged => snapshot.damaged(name),
            Node::Ignored => snapshot.ignored_folder(name),
            Node::Duplicate(bytes) => snapshot.file(name, bytes).file(name, bytes),
        };
    }
    snapshot
}

/// The states as commits of a real repository: the first is the base, the last the head.
pub fn in_git(case: &Case) -> (Repo, String, String) {
    let repo = Repo::new();
    let mut ids = Vec::new();
    for step in &case.steps {
        if step.orphan {
            repo.git(&["checkout", "-q", "--orphan", "otra"]);
        }
        for entry in std::fs::read_dir(repo.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap() == ".git" {
                continue;
            }
            if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
        }
        for (path, node) in &step.tree {
            let path = std::str::from_utf8(path).unwrap();
            match node {
                Node::File(bytes) => repo.write(path, bytes),
                Node::Pointer(pointer, _) => repo.write(path, pointer.to_text()),
                other => panic!("a case with commits holds plain files: {path} is {other:?}"),
            }
        }
        ids.push(repo.commit_as("entrega", &step.email, &step.date));
    }
    let (mut base, mut head) = (ids.first().unwrap().clone(), ids.last().unwrap().clone());
    for state in &case.repository {
        match state.as_str() {
            "shallow" => repo.write(".git/shallow", format!("{base}\n")),
            "grafted" => repo.write(".git/info/grafts", format!("{head}\n")),
            "replaced" => drop(repo.git(&["update-ref", &format!("refs/replace/{base}"), &head])),
            "received" => {}
            "rewound" => std::mem::swap(&mut base, &mut head),
            "beside" => {
                let side = repo.git(&["commit-tree", "-m", "aparte", &format!("{base}^{{tree}}")]);
                let tree = format!("{head}^{{tree}}");
                head = repo.git(&["commit-tree", "-m", "mezcla", "-p", &side, "-p", &head, &tree]);
            }
            other => panic!("no such state: {other}"),
        }
    }
    (repo, base, head)
}
