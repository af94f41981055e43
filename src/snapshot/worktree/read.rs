//! Reading a file of a work tree as git would store it.

use std::{
    cell::RefCell,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use git2::{AttrCheckFlags, AttrValue};

use super::{
    WorktreeSnapshot,
    convert::{self, Endings},
    disk,
};
use crate::{
    digest::Digest,
    repo_path::RepoPath,
    snapshot::{
        Trust,
        attributes::is_utf8,
        content::{Bytes, Content, buffer},
        entry::{Entry, EntryKind, ObjectId, ObjectKind},
        error::SnapshotError,
        lfs::{LfsObject, LfsPointer, MAX_POINTER},
    },
};

/// What git does to a file before it stores it.
enum Conversion {
    Own { endings: Endings, ident: bool },
    Lfs,
    Unknown { attribute: String },
}

pub(super) fn read(tree: &WorktreeSnapshot, entry: &Entry, limit: u64, trust: Trust) -> Result<Content, SnapshotError> {
    let bytes_only = |read: Result<Bytes, Content>| read.map_or_else(|content| content, Content::Bytes);
    match (entry.kind, entry.id) {
        (EntryKind::File | EntryKind::Executable, Some(id)) => tree.repository.blob(id, limit, trust),
        (EntryKind::File | EntryKind::Executable, None) => file(tree, &entry.path, limit),
        (EntryKind::Symlink, Some(id)) => tree.repository.blob_bytes(id, limit, trust).map(bytes_only),
        (EntryKind::Symlink, None) => link(tree, &entry.path, limit),
        _ => Ok(Content::NotAFile),
    }
}

fn file(tree: &WorktreeSnapshot, path: &RepoPath, limit: u64) -> Result<Content, SnapshotError> {
    let (place, converts) = enter(tree, path)?;
    let conversion = match converts {
        true => conversion(tree, path)?,
        false => Conversion::Own { endings: Endings::Keep, ident: false },
    };
    let bytes = match conversion {
        Conversion::Unknown { attribute } => return Ok(Content::Unconvertible { attribute }),
        Conversion::Lfs => return lfs_file(tree, path, &place),
        Conversion::Own { endings: Endings::Keep, ident: false } => whole(tree, path, &place, limit)?,
        Conversion::Own { endings, ident } => converted(tree, path, &place, limit, endings, ident)?,
    };
    match bytes {
        Ok(bytes) => match LfsPointer::parse(&bytes) {
            Some(pointer) => tree.repository.pointer(pointer),
            None => Ok(Content::Bytes(bytes)),
        },
        Err(content) => Ok(content),
    }
}

fn converted(
    tree: &WorktreeSnapshot,
    path: &RepoPath,
    place: &Path,
    limit: u64,
    endings: Endings,
    ident: bool,
) -> Result<Result<Bytes, Content>, SnapshotError> {
    // At worst every second byte is a CR that goes.
    let bytes = match whole(tree, path, place, limit.saturating_mul(2))? {
        Ok(bytes) => bytes.into_vec(),
        Err(content) => return Ok(Err(content)),
    };
    let tracked = tree.index.get(path.as_str().as_bytes());
    if tracked.is_some_and(|tracked| tracked.id == ObjectId::of(ObjectKind::Blob, &bytes)) {
        // Stored so before the attribute came: git leaves it until the file is touched.
        return Ok(within(bytes, limit));
    }
    let in_index = || match tracked {
        Some(tracked) => {
            let stored = tree.repository.blob_bytes(tracked.id, limit.saturating_mul(2), Trust::Digest)?;
            Ok(stored.is_ok_and(|bytes| convert::has_crlf(&bytes)))
        }
        None => Ok(false),
    };
    let bytes = convert::endings::<SnapshotError>(bytes, endings, in_index)?;
    Ok(within(if ident { convert::ident(bytes) } else { bytes }, limit))
}

fn within(bytes: Vec<u8>, limit: u64) -> Result<Bytes, Content> {
    match bytes.len() as u64 {
        size if size > limit => Err(Content::TooLarge { size }),
        _ => Ok(bytes.into()),
    }
}

/// The bytes of a regular file; one that changes meanwhile is an error.
fn whole(
    tree: &WorktreeSnapshot,
    path: &RepoPath,
    place: &Path,
    limit: u64,
) -> Result<Result<Bytes, Content>, SnapshotError> {
    let changed = || SnapshotError::Changed { path: path.clone() };
    let failed = |source| SnapshotError::Io { path: place.to_owned(), source };
    let (file, metadata) = disk::open_itself(place)?.ok_or_else(changed)?;
    let size = metadata.len();
    if size > limit {
        return Ok(Err(Content::TooLarge { size }));
    }
    let permit = tree.budget.acquire(size);
    let capacity = usize::try_from(size.saturating_add(1)).unwrap_or(usize::MAX);
    let mut bytes = buffer(capacity).map_err(|_| failed(std::io::ErrorKind::OutOfMemory.into()))?;
    file.take(size.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 != size {
        return Err(changed());
    }
    Ok(Ok(Bytes::held(bytes, permit)))
}

/// A file that git-lfs would store: already a pointer, empty (stored as it is), or the object of one.
fn lfs_file(tree: &WorktreeSnapshot, path: &RepoPath, place: &Path) -> Result<Content, SnapshotError> {
    let changed = || SnapshotError::Changed { path: path.clone() };
    let failed = |source| SnapshotError::Io { path: place.to_owned(), source };
    let object = LfsObject::on_disk(place.to_owned()).map_err(failed)?.ok_or_else(changed)?;
    if object.size() < MAX_POINTER as u64 {
        match whole(tree, path, place, MAX_POINTER as u64)? {
            Ok(bytes) if bytes.is_empty() => return Ok(Content::Bytes(bytes)),
            Ok(bytes) => {
                if let Some(pointer) = LfsPointer::parse(&bytes) {
                    return tree.repository.pointer(pointer);
                }
            }
            Err(content) => return Ok(content),
        }
    }
    let (digest, size) = Digest::of_reader(&mut object.open().map_err(failed)?).map_err(failed)?;
    if size != object.size() {
        return Err(changed());
    }
    Ok(Content::Pointer { pointer: LfsPointer { digest, size }, object: Some(object) })
}

fn link(tree: &WorktreeSnapshot, path: &RepoPath, limit: u64) -> Result<Content, SnapshotError> {
    let changed = || SnapshotError::Changed { path: path.clone() };
    let (place, _) = enter(tree, path)?;
    let metadata = disk::look(&place)?.ok_or_else(changed)?;
    if !metadata.is_symlink() {
        // `core.symlinks` is off: the file holds the target.
        return Ok(whole(tree, path, &place, limit)?.map_or_else(|content| content, Content::Bytes));
    }
    let target = fs::read_link(&place).map_err(|source| SnapshotError::Io { path: place, source })?;
    let target = disk::name_bytes(target.as_os_str());
    match target.len() as u64 {
        size if size > limit => Ok(Content::TooLarge { size }),
        _ => Ok(Content::Bytes(target.into_owned().into())),
    }
}

/// The folders a thread last came through: real folders, and whether attributes so far may convert.
#[derive(Default)]
struct Way {
    serial: Option<u64>,
    root_converts: bool,
    folders: Vec<(String, bool)>,
}

thread_local! {
    /// Neighbours are read one after the other: what was looked at for the last file serves for the next.
    static WAY: RefCell<Way> = RefCell::default();
}

/// Where `path` is, once every folder above it was seen to be a real folder; and whether it may be converted.
fn enter(tree: &WorktreeSnapshot, path: &RepoPath) -> Result<(PathBuf, bool), SnapshotError> {
    let changed = |path: &RepoPath| SnapshotError::Changed { path: path.clone() };
    let place = disk::place(&tree.root, path).ok_or_else(|| changed(path))?;
    let above = path.parent();
    let segments: Vec<&str> = above.iter().flat_map(RepoPath::segments).collect();
    WAY.with_borrow_mut(|way| {
        if way.serial != Some(tree.serial) {
            let root_converts = tree.settings.converts || disk::folder_converts(&tree.root)?;
            *way = Way { serial: Some(tree.serial), root_converts, folders: Vec::new() };
        }
        let same = way.folders.iter().zip(&segments).take_while(|((known, _), segment)| known == *segment).count();
        way.folders.truncate(same);
        let mut at = tree.root.clone();
        at.extend(&segments[..same]);
        for (index, segment) in segments.iter().enumerate().skip(same) {
            at.push(segment);
            let folder = || RepoPath::new(segments[..=index].join("/")).expect("part of a path is a path");
            let metadata = disk::look(&at)?.ok_or_else(|| changed(path))?;
            if metadata.is_symlink() {
                return Err(SnapshotError::ThroughSymlink { path: folder() });
            }
            if !metadata.is_dir() || segment.eq_ignore_ascii_case(".git") {
                return Err(changed(path));
            }
            let above = way.folders.last().map_or(way.root_converts, |(_, converts)| *converts);
            let own = || match tree.is_without_attributes(&at) {
                true => Ok(false),
                false => disk::folder_converts(&at),
            };
            way.folders.push(((*segment).to_owned(), above || own()?));
        }
        Ok((place, way.folders.last().map_or(way.root_converts, |(_, converts)| *converts)))
    })
}

/// Asks libgit2 for the attributes of `path`, and reads them as `convert_attrs` of git's `convert.c` does.
fn conversion(tree: &WorktreeSnapshot, path: &RepoPath) -> Result<Conversion, SnapshotError> {
    tree.repository.with(|handle| {
        let get = |name: &str| handle.get_attr(Path::new(path.as_str()), name, AttrCheckFlags::FILE_THEN_INDEX);
        match AttrValue::from_string(get("filter")?) {
            AttrValue::String("lfs") => return Ok(Conversion::Lfs),
            AttrValue::String(filter) => {
                let config = handle.config()?;
                let set = |key: &str| config.get_entry(&format!("filter.{filter}.{key}")).is_ok();
                if ["clean", "process", "required"].into_iter().any(set) {
                    return Ok(Conversion::Unknown { attribute: format!("filter={filter}") });
                }
            }
            AttrValue::Bytes(filter) => {
                let filter = String::from_utf8_lossy(filter);
                return Ok(Conversion::Unknown { attribute: format!("filter={filter}") });
            }
            AttrValue::True | AttrValue::False | AttrValue::Unspecified => {}
        }
        match AttrValue::from_string(get("working-tree-encoding")?) {
            AttrValue::Unspecified => {}
            AttrValue::String(encoding) if is_utf8(encoding.as_bytes()) || encoding.is_empty() => {}
            AttrValue::String(encoding) => {
                let attribute = format!("working-tree-encoding={encoding}");
                return Ok(Conversion::Unknown { attribute });
            }
            _ => return Ok(Conversion::Unknown { attribute: "working-tree-encoding".to_owned() }),
        }
        let endings = |value: Option<&str>| match AttrValue::from_string(value) {
            AttrValue::True | AttrValue::String("input") => Some(Endings::Text),
            AttrValue::False => Some(Endings::Keep),
            AttrValue::String("auto") => Some(Endings::Auto),
            _ => None,
        };
        let declared = match endings(get("text")?) {
            Some(declared) => Some(declared),
            None => endings(get("crlf")?),
        };
        let has_eol = matches!(AttrValue::from_string(get("eol")?), AttrValue::String("lf" | "crlf"));
        let endings = match declared {
            Some(declared) => declared,
            None if has_eol => Endings::Text,
            None => tree.settings.default_endings,
        };
        let ident = matches!(AttrValue::from_string(get("ident")?), AttrValue::True);
        Ok(Conversion::Own { endings, ident })
    })
}
