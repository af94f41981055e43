//! The files beside a manifest: what their entries must say, and what is put right of the files themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::{Mend, Mended};
use crate::{
    digest::Digest,
    fixity::{self, FileFacts, TypeVerdict},
    intake::{names, photo},
    model::layout,
    snapshot::LfsPointer,
};

/// What the bytes of a file say its entry must.
pub(super) struct Actual {
    pub digest: String,
    pub bytes: u64,
    /// Not known of the object of a pointer.
    pub format: Option<&'static str>,
}

/// What each file is, by the name it has.
pub(super) struct Evidence<'a>(BTreeMap<&'a str, Actual>);

impl<'a> Evidence<'a> {
    /// Of a folder, with what is put right of its files; no name is given that one that is there, read or not, has.
    pub(super) fn of(files: &'a BTreeMap<String, Vec<u8>>, unread: &BTreeSet<String>) -> (Self, Mended) {
        let (mut actual, mut mended) = (BTreeMap::new(), Mended::default());
        let mut taken: BTreeSet<String> = files.keys().chain(unread).cloned().collect();
        for (name, bytes) in files.iter().filter(|(name, _)| is_evidence(name)) {
            let facts = fixity::inspect(bytes);
            let pointer = LfsPointer::parse(bytes);
            let cleaned = if pointer.is_none() { photo::without_location(bytes, &facts) } else { None };
            actual.insert(name.as_str(), of_one(cleaned.as_deref().unwrap_or(bytes), pointer.as_ref(), &facts));
            if let Some(cleaned) = cleaned {
                mended.mends.push(Mend::LocationRemoved { name: name.clone() });
                mended.rewritten.insert(name.clone(), cleaned);
            }
            if let Some(to) = better_name(name, &facts, pointer.is_some(), &mut taken) {
                mended.renamed.insert(name.clone(), to);
            }
        }
        (Self(actual), mended)
    }

    /// The names of the files, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().copied()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(super) fn actual(&self, name: &str) -> Option<&Actual> {
        self.0.get(name)
    }

    /// Whether enough is known of a file to make it an entry.
    pub(super) fn is_listable(&self, name: &str) -> bool {
        self.actual(name).is_some_and(|actual| actual.format.is_some())
    }
}

/// Whether a name is neither that of a record nor one that a system leaves behind.
fn is_evidence(name: &str) -> bool {
    name != layout::MANIFEST && name != layout::WITHDRAWAL && !layout::is_of_the_system(name)
}

fn of_one(bytes: &[u8], pointer: Option<&LfsPointer>, facts: &FileFacts) -> Actual {
    match pointer {
        Some(pointer) => Actual { digest: pointer.digest.to_string(), bytes: pointer.size, format: None },
        None => Actual {
            digest: Digest::of(bytes).to_string(),
            bytes: bytes.len() as u64,
            format: facts.format().map(fixity::Format::mime),
        },
    }
}

/// The name that a file should have, where it has another.
fn better_name(name: &str, facts: &FileFacts, is_pointer: bool, taken: &mut BTreeSet<String>) -> Option<String> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_disguised =
        !is_pointer && matches!(fixity::compare_extension(facts, extension), TypeVerdict::DoesNotMatch { .. });
    if is_plain(name) && !is_disguised {
        return None;
    }
    taken.remove(name);
    let to = names::portable(name, facts.format().filter(|_| is_disguised), taken);
    taken.insert(to.clone());
    (to != name).then_some(to)
}

/// A name that every system takes as it is.
fn is_plain(name: &str) -> bool {
    name.len() <= 100
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        && !name.ends_with('.')
        && !name.starts_with(['.', '-'])
        && !names::is_reserved(name)
}
