//! A submission put right where a program can: what is computed is written again, names are made good, photos lose their
//! place. Comments and the order of the manifest stay: only the texts that change are replaced.

mod edits;
mod evidence;

use std::collections::{BTreeMap, BTreeSet};

use self::{edits::Edits, evidence::Evidence};
use super::names;
use crate::{
    model::layout,
    source::yaml::{self, Document, Limits, Node, YamlProblem},
};

/// What was put right, in the words of a program.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mend {
    /// A file has another name, and so do the fields that name it.
    Renamed {
        /// The name it had.
        from: String,
        /// The name it has.
        to: String,
    },
    /// The place where a photo was taken was removed from it.
    LocationRemoved {
        /// Its name.
        name: String,
    },
    /// A field of the entry of a file has the value of the file.
    Written {
        /// The name of the file.
        name: String,
        /// The field: `ruta`, `sha256`, `bytes` or `formato`.
        field: &'static str,
    },
    /// A file that the manifest did not list is in it.
    Listed {
        /// Its name.
        name: String,
    },
}

/// A folder put right.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mended {
    /// The manifest, where it changes.
    pub manifest: Option<Vec<u8>>,
    /// Files with other bytes, by the name they had.
    pub rewritten: BTreeMap<String, Vec<u8>>,
    /// Files with another name: from, to.
    pub renamed: BTreeMap<String, String>,
    /// What was put right, sorted.
    pub mends: Vec<Mend>,
    /// Files that the manifest lists and that are nowhere, in its order; nobody but a person can put that right.
    pub absent: Vec<String>,
    /// Entries that name no file, where more than one file may be meant, or none.
    pub nameless: usize,
    /// Files that one of those entries may be of, and that are therefore in no entry of their own, by the name they have.
    pub unclaimed: Vec<String>,
}

/// Why a folder is left as it is.
#[derive(Debug, thiserror::Error)]
pub enum Unmendable {
    /// The manifest is no YAML that can be read.
    #[error("the manifest cannot be read")]
    Unread(Vec<YamlProblem>),
    /// What would be written does not say what was meant; a form of YAML that is not edited here.
    #[error("the manifest is written in a form that is not edited here")]
    Form,
}

/// Puts right a folder: its manifest and the files beside it, by name. Nothing withdrawn, committed or kept elsewhere is
/// touched, nor is what is `unread`: there, but too large to be read or no file. What is right already stays byte by byte, so
/// that doing it again changes nothing.
///
/// # Errors
///
/// [`Unmendable`].
pub fn mend(
    manifest: &[u8],
    files: &BTreeMap<String, Vec<u8>>,
    unread: &BTreeSet<String>,
) -> Result<Mended, Unmendable> {
    let document = yaml::read(manifest, &Limits::MANIFEST).map_err(Unmendable::Unread)?;
    let (evidence, mended) = Evidence::of(files, unread);
    let entries = document.tree().get("archivos").map(Node::items).unwrap_or_default();
    let listed: BTreeSet<&str> = entries.iter().filter_map(written_name).collect();
    let unlisted = evidence.names().filter(|name| !listed.contains(name)).collect();
    let mut mending = Mending { evidence: &evidence, edits: Edits::of(manifest), mended, unlisted };
    mending.rename(&document);
    let withdrawn = withdrawn(files);
    for entry in entries {
        if let Some(written) = written_name(entry) {
            mending.named(entry, written, |name| withdrawn.contains(name) || is_meant(name, unread))?;
        }
    }
    let nameless = entries.iter().filter(|entry| is_nameless(entry)).collect::<Vec<_>>();
    mending.nameless(&nameless)?;
    if nameless.is_empty() {
        mending.unlisted(document.tree())?;
    }
    let Mending { edits, mut mended, .. } = mending;
    mended.mends.sort();
    mended.mends.dedup();
    if !edits.is_empty() {
        let text = edits.apply();
        // Whatever the form of the file, what is written must be read again and list what there is.
        let again = yaml::read(&text, &Limits::MANIFEST).map_err(|_| Unmendable::Form)?;
        if !says(&again, &evidence, &mended) {
            return Err(Unmendable::Form);
        }
        mended.manifest = Some(text);
    }
    Ok(mended)
}

/// A manifest on its way.
struct Mending<'a> {
    evidence: &'a Evidence<'a>,
    edits: Edits<'a>,
    mended: Mended,
    /// Files that no entry is of so far.
    unlisted: BTreeSet<&'a str>,
}

impl<'a> Mending<'a> {
    /// Every value that names a renamed file.
    fn rename(&mut self, document: &Document) {
        for (from, to) in &self.mended.renamed {
            self.mended.mends.push(Mend::Renamed { from: from.clone(), to: to.clone() });
            naming(document, from).into_iter().for_each(|value| self.edits.replace(value, to));
        }
    }

    /// An entry that names a file.
    fn named(&mut self, entry: &Node, written: &'a str, is_excused: impl Fn(&str) -> bool) -> Result<(), Unmendable> {
        if entry.get("compromiso").is_some() {
            self.unlisted.remove(written);
            return Ok(());
        }
        let mut name = written;
        if !self.evidence.has(written) {
            let Some(other) = meant(written, &self.unlisted) else {
                if !is_excused(written) {
                    self.mended.absent.push(written.to_owned());
                }
                return Ok(());
            };
            name = other;
            self.name(entry, other)?;
        }
        self.unlisted.remove(name);
        self.values(entry, name)
    }

    /// The entries that name no file: the only one is that of the only file that none is of.
    fn nameless(&mut self, entries: &[&Node]) -> Result<(), Unmendable> {
        let mut unlisted = self.unlisted.iter().copied().filter(|name| self.evidence.is_listable(name));
        match (entries, unlisted.next(), unlisted.next()) {
            ([entry], Some(name), None) => {
                self.unlisted.remove(name);
                self.name(entry, name)?;
                self.values(entry, name)
            }
            ([], ..) => Ok(()),
            _ => {
                self.mended.nameless = entries.len();
                self.mended.unclaimed = self.unlisted.iter().map(|name| (*name).to_owned()).collect();
                Ok(())
            }
        }
    }

    fn name(&mut self, entry: &Node, name: &str) -> Result<(), Unmendable> {
        let to = self.now(name);
        self.edits.field(entry, "ruta", &to)?;
        self.mended.mends.push(Mend::Written { name: to, field: "ruta" });
        Ok(())
    }

    /// What an entry says of its file.
    fn values(&mut self, entry: &Node, name: &str) -> Result<(), Unmendable> {
        let Some(actual) = self.evidence.actual(name) else { return Ok(()) };
        let now = self.now(name);
        for field in self.edits.values(entry, actual)? {
            self.mended.mends.push(Mend::Written { name: now.clone(), field });
        }
        Ok(())
    }

    /// Entries for the files that have none.
    fn unlisted(&mut self, top: &Node) -> Result<(), Unmendable> {
        let evidence = self.evidence;
        let listable = self.unlisted.iter().filter(|name| evidence.is_listable(name));
        let new: Vec<_> = listable.filter_map(|name| Some((self.now(name), evidence.actual(name)?))).collect();
        self.edits.append(top, &new)?;
        self.mended.mends.extend(new.into_iter().map(|(name, _)| Mend::Listed { name }));
        Ok(())
    }

    /// The name that a file has once it is put right.
    fn now(&self, name: &str) -> String {
        self.mended.renamed.get(name).map_or(name, String::as_str).to_owned()
    }
}

/// The file that an entry names.
fn written_name(entry: &Node) -> Option<&str> {
    entry.get("ruta").and_then(Node::as_text).filter(|name| !name.trim().is_empty())
}

/// Whether an entry leaves the name of its file out, or blank.
fn is_nameless(entry: &Node) -> bool {
    !entry.entries().is_empty()
        && entry.get("compromiso").is_none()
        && entry.get("ruta").is_none_or(|name| match &name.data {
            yaml::Data::Null => true,
            yaml::Data::Text(text) => text.trim().is_empty(),
            _ => false,
        })
}

/// The names that the withdrawal beside the manifest takes away.
fn withdrawn(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let read = files.get(layout::WITHDRAWAL).and_then(|bytes| yaml::read(bytes, &Limits::MANIFEST).ok());
    let names = read.as_ref().and_then(|document| document.tree().get("archivos")).map(Node::items);
    names.unwrap_or_default().iter().filter_map(Node::as_text).map(str::to_owned).collect()
}

/// Whether every file that is listed has its own values, and what was added is listed.
fn says(document: &Document, evidence: &Evidence<'_>, mended: &Mended) -> bool {
    let now = |name| mended.renamed.get(name).map_or(name, String::as_str);
    let by_name: BTreeMap<&str, &str> = evidence.names().map(|name| (now(name), name)).collect();
    let entries = document.tree().get("archivos").map(Node::items).unwrap_or_default();
    let is_right = |entry: &Node| {
        let name = written_name(entry).filter(|_| entry.get("compromiso").is_none());
        let actual = name.and_then(|name| by_name.get(name)).and_then(|name| evidence.actual(name));
        actual.is_none_or(|actual| {
            entry.get("sha256").and_then(Node::as_text) == Some(actual.digest.as_str())
                && entry.get("bytes").is_some_and(|node| node.to_json() == actual.bytes)
        })
    };
    let listed: BTreeSet<&str> = entries.iter().filter_map(written_name).collect();
    let is_listed = |mend: &Mend| match mend {
        Mend::Listed { name } | Mend::Written { name, .. } => listed.contains(name.as_str()),
        Mend::Renamed { .. } | Mend::LocationRemoved { .. } => true,
    };
    entries.iter().all(is_right) && mended.mends.iter().all(is_listed)
}

/// A name as it is compared: but for capitals, accents and signs.
fn form(name: &str) -> String {
    names::portable(name, None, &BTreeSet::new())
}

/// The one unlisted file that a name means.
fn meant<'n>(written: &str, unlisted: &BTreeSet<&'n str>) -> Option<&'n str> {
    let wanted = form(written);
    let mut alike = unlisted.iter().filter(|name| form(name) == wanted);
    let found = alike.next()?;
    alike.next().is_none().then_some(*found)
}

/// Whether a name means one of those that are there and were not read.
fn is_meant(written: &str, unread: &BTreeSet<String>) -> bool {
    let wanted = form(written);
    unread.iter().any(|name| form(name) == wanted)
}

/// Every value of the manifest that names this file.
fn naming<'d>(document: &'d Document, name: &str) -> Vec<&'d Node> {
    let top = document.tree();
    let items = |key: &str| top.get(key).map(Node::items).unwrap_or_default().iter();
    let of_files = items("archivos").flat_map(|entry| {
        let public = entry.get("excepcion").and_then(|exception| exception.get("version_publica"));
        ["ruta", "subtitulos", "transcripcion"].into_iter().filter_map(|key| entry.get(key)).chain(public)
    });
    let rest = items("enlaces")
        .filter_map(|link| link.get("captura"))
        .chain(items("planes").filter_map(|plan| plan.get("archivo")))
        .chain(top.get("sigob").and_then(|sigob| sigob.get("soporte")));
    of_files.chain(rest).filter(|node| node.as_text() == Some(name)).collect()
}

#[cfg(test)]
mod tests;
