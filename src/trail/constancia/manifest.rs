//! What a receipt needs of a manifest: which files it lists, with their digests.
//!
//! A manifest may be older than any rule of today: only what binds files is asked for, and the rest is shown if it can be
//! read. Whoever calls has compared its digest with that of the entry, or is about to.

use crate::{
    digest::Digest,
    source::yaml::{self, Data, Limits, Node},
};

/// The part of a manifest that a receipt is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// `titulo`.
    pub title: Option<String>,
    /// `clase`.
    pub class: Option<String>,
    /// `corte`, as it is written.
    pub due: Option<String>,
    /// `archivos`, in the order of the file.
    pub files: Vec<ListedFile>,
}

/// A file that a manifest lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedFile {
    /// `ruta`.
    pub name: String,
    /// `sha256`; none for what is kept outside git, bound by a salted commitment.
    pub digest: Option<Digest>,
    /// `compromiso.valor`: SHA-256 of a salt of 32 bytes and the bytes; none where there is none of this kind.
    pub commitment: Option<Digest>,
}

/// Why bytes are no manifest that binds files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not YAML as the repository writes it, or larger than a manifest may be.
    #[error("not a YAML document, or too large")]
    Yaml,
    /// There is no list of files, or one has no readable name or digest.
    #[error("the list of files cannot be read")]
    Files,
}

impl Manifest {
    /// The largest manifest read, in bytes: institutions may raise their own limit up to this one.
    pub const MAX: usize = Limits::CATALOGUE.bytes;

    /// Reads a manifest.
    pub fn parse(bytes: &[u8]) -> Result<Self, ManifestError> {
        let limits = Limits { depth: Limits::MANIFEST.depth, ..Limits::CATALOGUE };
        let document = yaml::read(bytes, &limits).map_err(|_| ManifestError::Yaml)?;
        let root = document.tree();
        let text = |key: &str| root.get(key).and_then(Node::as_text).map(str::to_owned);
        let files = root.get("archivos").map(Node::items).unwrap_or_default();
        let files = files.iter().map(listed).collect::<Option<Vec<_>>>().filter(|files| !files.is_empty());
        Ok(Self {
            title: text("titulo"),
            class: text("clase"),
            due: text("corte"),
            files: files.ok_or(ManifestError::Files)?,
        })
    }
}

/// The files that a `retiro.yaml` names; none where it cannot be read.
pub fn withdrawn(bytes: &[u8]) -> Option<Vec<String>> {
    let document = yaml::read(bytes, &Limits::MANIFEST).ok()?;
    let items = document.tree().get("archivos").map(Node::items).unwrap_or_default();
    Some(items.iter().filter_map(|item| item.as_text().map(str::to_owned)).collect())
}

fn listed(node: &Node) -> Option<ListedFile> {
    let name = node.get("ruta")?.as_text()?.to_owned();
    let digest = match node.get("sha256").map(|node| &node.data) {
        None | Some(Data::Null) => None,
        Some(Data::Text(text)) => Some(text.parse().ok()?),
        Some(_) => return None,
    };
    let commitment = node
        .get("compromiso")
        .filter(|commitment| commitment.get("algoritmo").and_then(Node::as_text) == Some("sha256-sal"));
    let commitment = commitment.and_then(|commitment| commitment.get("valor")?.as_text()?.parse().ok());
    Some(ListedFile { name, digest, commitment })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_and_what_does_not_bind_is_refused() {
        let digest = Digest::of(b"a");
        let text = format!(
            "titulo: Acta\nclase: reporte\ncorte: 2026-11-05\narchivos:\n  - {{ruta: a.pdf, sha256: {digest}}}\n  - ruta: b.pdf\n    compromiso: x\n"
        );
        let read = Manifest::parse(text.as_bytes()).unwrap();
        assert_eq!((read.title.as_deref(), read.class.as_deref()), (Some("Acta"), Some("reporte")));
        assert_eq!(read.due.as_deref(), Some("2026-11-05"));
        let names: Vec<_> = read.files.iter().map(|file| (file.name.as_str(), file.digest)).collect();
        assert_eq!(names, [("a.pdf", Some(digest)), ("b.pdf", None)]);
        for (text, why) in [
            ("", ManifestError::Yaml),
            ("a: [", ManifestError::Yaml),
            ("titulo: x\n", ManifestError::Files),
            ("archivos: []\n", ManifestError::Files),
            ("archivos: [{sha256: x}]\n", ManifestError::Files),
            ("archivos: [{ruta: a, sha256: x}]\n", ManifestError::Files),
            ("archivos: [{ruta: a, sha256: 7}]\n", ManifestError::Files),
        ] {
            assert_eq!(Manifest::parse(text.as_bytes()), Err(why), "{text}");
        }
    }
}
