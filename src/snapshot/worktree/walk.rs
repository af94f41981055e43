//! Listing a work tree: folder by folder, a level at a time, in parallel.

use std::{
    collections::{BTreeMap, HashSet, btree_map},
    fs::{self, FileType, Metadata},
    io,
    path::Path,
    sync::PoisonError,
};

use rayon::prelude::*;

use super::{
    Seen, WorktreeSnapshot, disk,
    index::{Origin, Tracked, place_path},
};
use crate::{
    repo_path::RepoPath,
    snapshot::{
        Depth,
        entry::{Entry, EntryKind, place},
        error::SnapshotError,
        tally::Tally,
    },
};

/// A folder to list.
struct Node {
    /// None for the root.
    path: Option<RepoPath>,
    /// Where in the list of nodes its own folder is.
    parent: Option<usize>,
    /// It is ignored: only what is tracked counts.
    ignored: bool,
    /// An ignore file applies to it.
    rules: bool,
    /// Something in it would be committed.
    keep: bool,
}

/// What a folder holds.
struct Scan {
    /// It is the root of another repository.
    nested: bool,
    rules: bool,
    /// It holds a `.gitattributes`.
    attributes: bool,
    /// A folder in it was not entered.
    passed_over: bool,
    entries: Vec<Entry>,
    folders: Vec<Below>,
}

struct Below {
    path: RepoPath,
    ignored: bool,
}

/// What one name of a folder is.
enum Child {
    Skipped,
    /// A folder that git ignores, with nothing tracked in it.
    Ignored(RepoPath),
    Leaf(Entry),
    Folder(Below),
}

pub(super) fn list(
    tree: &WorktreeSnapshot,
    folder: Option<&RepoPath>,
    depth: Depth,
) -> Result<Vec<Entry>, SnapshotError> {
    let mut entries = match start(tree, folder)? {
        None => Vec::new(),
        Some(node) if depth == Depth::One && !tree.index.pinned => return near(tree, &node),
        Some(node) => all(tree, node)?,
    };
    if tree.index.pinned {
        entries = with_pinned(tree, folder, entries);
        entries.retain(|entry| depth == Depth::All || entry.path.parent().as_ref() == folder);
    }
    entries.par_sort();
    Ok(entries)
}

pub(super) fn entry(tree: &WorktreeSnapshot, path: &RepoPath) -> Result<Option<Entry>, SnapshotError> {
    let tracked = tree.index.get(path.as_str().as_bytes());
    if let Some(tracked) = tracked.filter(|tracked| tracked.origin == Origin::Index) {
        return Ok(Some(from_index(tracked)));
    }
    if tree.index.pinned && tracked.is_none() {
        let parent = path.parent();
        return Ok(list(tree, parent.as_ref(), Depth::One)?.into_iter().find(|entry| entry.path == *path));
    }
    let pinned = || tracked.filter(|tracked| tracked.origin == Origin::DiskOrIndex).map(from_index);
    let (Some(node), Some(place)) = (start(tree, path.parent().as_ref())?, disk::place(&tree.root, path)) else {
        return Ok(pinned());
    };
    let Some(metadata) = disk::look(&place)? else { return Ok(pinned()) };
    let name = path.name().as_bytes();
    match child(tree, &node, name, metadata.file_type(), || Ok(metadata))? {
        Child::Skipped | Child::Ignored(_) => Ok(None),
        Child::Leaf(entry) => Ok(entry.raw_name.is_none().then_some(entry)),
        Child::Folder(below) => folder_entry(tree, below, node.rules),
    }
}

/// Whether something is at `path` that is not tracked and that git ignores.
pub(super) fn ignores(tree: &WorktreeSnapshot, path: &RepoPath) -> Result<bool, SnapshotError> {
    if tree.index.get(path.as_str().as_bytes()).is_some() {
        return Ok(false);
    }
    let Some(place) = disk::place(&tree.root, path) else { return Ok(false) };
    Ok(disk::look(&place)?.is_some() && is_ignored(tree, Path::new(path.as_str()))?)
}

/// The folder a listing starts from; none where it is absent, no folder, ignored without tracked files, a link, or
/// part of another repository.
fn start(tree: &WorktreeSnapshot, folder: Option<&RepoPath>) -> Result<Option<Node>, SnapshotError> {
    let mut rules = tree.settings.ignores || is_ignore_file(&tree.root)?;
    let root = Node { path: None, parent: None, ignored: false, rules, keep: false };
    let Some(folder) = folder else { return Ok(Some(root)) };
    let mut above: Option<RepoPath> = None;
    for segment in folder.segments() {
        let placed = place(above.as_ref(), segment.as_bytes());
        let Some(at) = disk::place(&tree.root, &placed.path).filter(|_| placed.raw_name.is_none()) else {
            return Ok(None);
        };
        let is_folder = disk::look(&at)?.is_some_and(|metadata| metadata.is_dir());
        if !is_folder || is_gitlink(tree, placed.path.as_str().as_bytes()) || disk::look(&at.join(".git"))?.is_some() {
            return Ok(None);
        }
        rules = rules || is_ignore_file(&at)?;
        above = Some(placed.path);
    }
    let ignored = rules && is_ignored(tree, Path::new(folder.as_str()))?;
    if ignored && !tree.index.has_below(folder.as_str().as_bytes()) {
        return Ok(None);
    }
    Ok(Some(Node { path: above, rules, ignored, ..root }))
}

fn is_ignore_file(folder: &Path) -> Result<bool, SnapshotError> {
    Ok(disk::look(&folder.join(".gitignore"))?.is_some_and(|metadata| metadata.is_file()))
}

/// Everything below a folder.
fn all(tree: &WorktreeSnapshot, first: Node) -> Result<Vec<Entry>, SnapshotError> {
    let tally = Tally::new(&tree.limits);
    let mut entries = Vec::new();
    let place = |path: Option<&RepoPath>| path.map_or(tree.root.clone(), |path| tree.root.join(path.as_str()));
    let mut passed_over = false;
    let mut seen = Seen { root: place(first.path.as_ref()), attributes: HashSet::new() };
    let mut nodes = vec![first];
    let mut level = 0..1;
    while !level.is_empty() {
        let scans: Vec<_> = nodes[level.clone()].par_iter().map(|node| scan(tree, node, &tally)).collect();
        for (at, scan) in level.clone().zip(scans) {
            let mut scan = scan?;
            passed_over |= scan.nested || scan.passed_over;
            if scan.attributes {
                seen.attributes.insert(place(nodes[at].path.as_ref()));
            }
            let mut kept = if scan.entries.is_empty() { None } else { Some(at) };
            if let (true, Some(path)) = (scan.nested, &nodes[at].path) {
                entries.push(submodule(tree, path.clone()));
                kept = nodes[at].parent;
            }
            while let Some(node) = kept.and_then(|at| nodes.get_mut(at)).filter(|node| !node.keep) {
                node.keep = true;
                kept = node.parent;
            }
            entries.append(&mut scan.entries);
            nodes.extend(scan.folders.into_iter().map(|below| below.node(Some(at), scan.rules)));
        }
        level = level.end..nodes.len();
    }
    if !passed_over {
        tree.seen.get_or_init(|| seen);
    }
    let kept = nodes.into_iter().skip(1).filter(|node| node.keep).filter_map(|node| node.path);
    entries.extend(kept.map(|path| Entry { path, kind: EntryKind::Folder, id: None, raw_name: None }));
    Ok(entries)
}

/// The entries of one folder, sorted.
fn near(tree: &WorktreeSnapshot, node: &Node) -> Result<Vec<Entry>, SnapshotError> {
    let scan = scan(tree, node, &Tally::new(&tree.limits))?;
    let rules = scan.rules;
    let folders: Vec<_> = scan.folders.into_par_iter().map(|below| folder_entry(tree, below, rules)).collect();
    let mut entries = scan.entries;
    for entry in folders {
        entries.extend(entry?);
    }
    entries.sort();
    Ok(entries)
}

/// The entry of a folder, if git would commit anything in it; the search stops at the first such thing.
fn folder_entry(tree: &WorktreeSnapshot, below: Below, rules: bool) -> Result<Option<Entry>, SnapshotError> {
    let tally = Tally::new(&tree.limits);
    let path = below.path.clone();
    let first = scan(tree, &below.node(None, rules), &tally)?;
    if first.nested {
        return Ok(Some(submodule(tree, path)));
    }
    let mut found = !first.entries.is_empty();
    let mut pending: Vec<_> = first.folders.into_iter().map(|below| below.node(None, first.rules)).collect();
    while let (false, Some(node)) = (found, pending.pop()) {
        let scan = scan(tree, &node, &tally)?;
        found = scan.nested || !scan.entries.is_empty();
        pending.extend(scan.folders.into_iter().map(|below| below.node(None, scan.rules)));
    }
    Ok(found.then_some(Entry { path, kind: EntryKind::Folder, id: None, raw_name: None }))
}

impl Below {
    fn node(self, parent: Option<usize>, rules: bool) -> Node {
        Node { path: Some(self.path), parent, ignored: self.ignored, rules, keep: false }
    }
}

fn scan(tree: &WorktreeSnapshot, node: &Node, tally: &Tally<'_>) -> Result<Scan, SnapshotError> {
    let mut found = Scan {
        nested: false,
        rules: node.rules,
        attributes: false,
        passed_over: false,
        entries: Vec::new(),
        folders: Vec::new(),
    };
    let place = match &node.path {
        None => tree.root.clone(),
        Some(path) => {
            tally.check_depth(path)?;
            tree.root.join(path.as_str())
        }
    };
    let failed = |source: io::Error| SnapshotError::Io { path: place.clone(), source };
    let mut names = Vec::new();
    for name in fs::read_dir(&place).map_err(failed)? {
        let name = name.map_err(failed)?;
        match disk::name_bytes(&name.file_name()).as_ref() {
            b".git" if node.path.is_none() => continue,
            b".git" => found.nested = true,
            b".gitignore" => found.rules = true,
            name if name.eq_ignore_ascii_case(b".gitattributes") => found.attributes = true,
            _ => {}
        }
        if names.len() >= tree.limits.entries {
            return Err(SnapshotError::TooManyEntries { limit: tree.limits.entries });
        }
        names.push(name);
    }
    if found.nested {
        return Ok(found);
    }
    let inner = Node { path: node.path.clone(), parent: None, rules: found.rules, ..*node };
    for name in names {
        let kind = name.file_type().map_err(failed)?;
        match child(tree, &inner, &disk::name_bytes(&name.file_name()), kind, || name.metadata())? {
            Child::Skipped => found.passed_over |= kind.is_dir(),
            Child::Ignored(path) => {
                found.passed_over = true;
                tally.count(&path)?;
                tree.ignored.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
            }
            Child::Leaf(entry) => {
                found.passed_over |= kind.is_dir();
                tally.count(&entry.path)?;
                found.entries.push(entry);
            }
            Child::Folder(below) => {
                tally.count(&below.path)?;
                found.folders.push(below);
            }
        }
    }
    Ok(found)
}

fn child(
    tree: &WorktreeSnapshot,
    folder: &Node,
    name: &[u8],
    kind: FileType,
    metadata: impl FnOnce() -> io::Result<Metadata>,
) -> Result<Child, SnapshotError> {
    let placed = place(folder.path.as_ref(), name);
    let raw = match &folder.path {
        Some(folder) => [folder.as_str().as_bytes(), b"/", name].concat(),
        None => name.to_vec(),
    };
    let tracked = tree.index.get(&raw);
    if let Some(tracked) = tracked.filter(|tracked| tracked.origin == Origin::Index) {
        return Ok(Child::Leaf(from_index(tracked)));
    }
    let tracked_below = kind.is_dir() && tree.index.has_below(&raw);
    let ignored = tracked.is_none()
        && (folder.ignored || (folder.rules && is_ignored(tree, Path::new(&disk_name(folder, name)))?));
    if ignored && !tracked_below {
        return Ok(match kind.is_dir() && placed.raw_name.is_none() {
            true => Child::Ignored(placed.path),
            false => Child::Skipped,
        });
    }
    let leaf = |kind: EntryKind| Entry { path: placed.path.clone(), kind, id: None, raw_name: placed.raw_name.clone() };
    if placed.raw_name.is_some() {
        return Ok(Child::Leaf(leaf(EntryKind::Unreadable)));
    }
    if kind.is_dir() {
        return Ok(match is_gitlink(tree, &raw) {
            true => Child::Leaf(submodule(tree, placed.path)),
            false => Child::Folder(Below { path: placed.path, ignored }),
        });
    }
    if kind.is_symlink() {
        return Ok(Child::Leaf(leaf(EntryKind::Symlink)));
    }
    let look = || metadata().map_err(|source| SnapshotError::Io { path: tree.root.join(placed.path.as_str()), source });
    let known = tracked.map(Tracked::kind);
    if !kind.is_file() {
        // git passes over sockets and pipes, and stops at one in place of a tracked file.
        return Ok(match tracked {
            Some(_) => Child::Leaf(leaf(EntryKind::Unknown { mode: disk::mode(&look()?) })),
            None => Child::Skipped,
        });
    }
    let kind = match known {
        Some(EntryKind::Symlink) if !tree.settings.symlinks => EntryKind::Symlink,
        Some(EntryKind::Executable) if !tree.settings.file_mode => EntryKind::Executable,
        _ if tree.settings.file_mode && disk::is_executable(&look()?) => EntryKind::Executable,
        _ => EntryKind::File,
    };
    Ok(Child::Leaf(leaf(kind)))
}

fn disk_name(folder: &Node, name: &[u8]) -> std::path::PathBuf {
    #[cfg(unix)]
    let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name).to_owned();
    #[cfg(not(unix))]
    let name = String::from_utf8_lossy(name).into_owned();
    match &folder.path {
        Some(folder) => Path::new(folder.as_str()).join(name),
        None => name.into(),
    }
}

fn is_ignored(tree: &WorktreeSnapshot, path: &Path) -> Result<bool, SnapshotError> {
    tree.repository.with(|handle| Ok(handle.is_path_ignored(path)?))
}

fn is_gitlink(tree: &WorktreeSnapshot, path: &[u8]) -> bool {
    tree.index.get(path).is_some_and(|tracked| tracked.kind() == EntryKind::Submodule)
}

fn submodule(tree: &WorktreeSnapshot, path: RepoPath) -> Entry {
    let tracked = tree.index.get(path.as_str().as_bytes());
    let id = tracked.filter(|tracked| tracked.kind() == EntryKind::Submodule).map(|tracked| tracked.id);
    Entry { path, kind: EntryKind::Submodule, id, raw_name: None }
}

/// The entry of a path that git takes from the index.
fn from_index(tracked: &Tracked) -> Entry {
    let path = place_path(&tracked.path);
    let readable = path.as_str().as_bytes() == &*tracked.path;
    let kind = if readable { tracked.kind() } else { EntryKind::Unreadable };
    let raw_name = (!readable).then(|| tracked.path.rsplit(|&byte| byte == b'/').next().unwrap_or_default().to_vec());
    Entry { path, kind, id: Some(tracked.id), raw_name }
}

/// Adds what git takes from the index, with the folders it needs.
fn with_pinned(tree: &WorktreeSnapshot, scope: Option<&RepoPath>, listed: Vec<Entry>) -> Vec<Entry> {
    let within = |path: &RepoPath| scope.is_none_or(|scope| path != scope && path.is_within(scope));
    let mut entries: BTreeMap<RepoPath, Entry> = listed.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
    for tracked in tree.index.iter().filter(|tracked| tracked.origin != Origin::Disk) {
        let entry = from_index(tracked);
        if !within(&entry.path) {
            continue;
        }
        let mut above = entry.path.parent();
        match entries.entry(entry.path.clone()) {
            btree_map::Entry::Vacant(vacant) => vacant.insert(entry),
            btree_map::Entry::Occupied(_) => continue, // the disk's, or this very one.
        };
        while let Some(path) = above.filter(within) {
            above = path.parent();
            let folder = Entry { path: path.clone(), kind: EntryKind::Folder, id: None, raw_name: None };
            entries.entry(path).or_insert(folder);
        }
    }
    entries.into_values().collect()
}
