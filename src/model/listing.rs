//! What a manifest that its schema refuses still says: each entry of `archivos` as far as it can be read, and the fields
//! at its top with which nothing is wrong.
//!
//! One slip in a manifest must not hide what is wrong with the files beside it. What could not be read is never taken
//! for absent: an entry without a readable name makes [`Listing::is_complete`] false.

use serde::de::DeserializeOwned;

use super::raw;
use crate::{
    digest::Digest,
    source::{
        Span, Step,
        structure::{StructureProblem, StructureProblemKind},
        yaml::{self, Data, Document, Entry, Node},
    },
};

/// The entries of `archivos` of a refused manifest.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listing {
    entries: Vec<PartialFile>,
    is_complete: bool,
    stated: Option<Box<raw::Manifest>>,
    states_class: bool,
}

/// An entry of `archivos` whose name could be read.
#[derive(Clone, PartialEq, Debug)]
pub struct PartialFile {
    /// Its place in the list, from 0.
    pub index: usize,
    /// Its name.
    pub path: raw::FileName,
    /// The digest it declares, if that can be read.
    pub sha256: Option<Digest>,
    /// The size it declares, if that can be read.
    pub bytes: Option<u64>,
    /// Whether it says anything of how the file is kept outside git.
    pub names_commitment: bool,
    /// Whether it says anything of the review of personal data.
    pub names_review: bool,
    /// What it says of that review, if that can be read.
    pub review: Option<raw::PersonalDataReview>,
    /// All of it, where nothing is wrong with it.
    pub whole: Option<raw::EvidenceFile>,
}

impl Listing {
    /// Reads what can be read of `archivos`, given what is wrong with the document.
    pub fn of(document: &Document, problems: &[StructureProblem]) -> Self {
        let items = document.tree().get("archivos").map(Node::items).unwrap_or_default();
        // Where not every problem is told, any entry may have one.
        let is_cut = problems.iter().any(|problem| matches!(problem.kind, StructureProblemKind::More { .. }));
        let mut faulty: Vec<usize> = problems.iter().filter_map(position).collect();
        faulty.sort_unstable();
        let entries: Vec<PartialFile> = items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| entry(index, item, !is_cut && faulty.binary_search(&index).is_err()))
            .collect();
        // A list without entries is a slip of its own, and says nothing of what lies in the folder.
        let is_complete = !items.is_empty() && entries.len() == items.len();
        let stated = if is_cut { None } else { stated(document, problems).map(Box::new) };
        let states_class = stated.is_some() && document.tree().get("clase").is_some() && !is_faulty(problems, "clase");
        Self { entries, is_complete, stated, states_class }
    }

    /// The fields at the top with which nothing is wrong, without `archivos`. What is absent here is not known to be
    /// absent; a class that could not be read, or whose due date could not, is that of a document, of which least is
    /// asked. None where the policy could not be read.
    pub fn stated(&self) -> Option<&raw::Manifest> {
        self.stated.as_deref()
    }

    /// Whether [`Listing::stated`] has the class that the document states.
    pub fn states_class(&self) -> bool {
        self.states_class
    }

    /// The entries whose name could be read, in the order of the file.
    pub fn entries(&self) -> &[PartialFile] {
        &self.entries
    }

    /// Whether the name of every entry could be read: only then a name that is not here is not listed.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }
}

/// The manifest with the sound fields of its top alone, and harmless values where its type asks for more.
fn stated(document: &Document, problems: &[StructureProblem]) -> Option<raw::Manifest> {
    let node = |data: Data| Node { span: Span::new(0, 0), data };
    let text = |text: &str| node(Data::Text(text.to_owned()));
    let entry = |key: &str, value: Node| Entry { key: key.to_owned(), key_span: Span::new(0, 0), value };
    let file = vec![
        entry("ruta", text("x")),
        entry("sha256", text(&Digest::of(b"").to_string())),
        entry("bytes", node(Data::Integer(1))),
        entry("formato", text("text/plain")),
    ];
    let files = node(Data::Sequence(vec![node(Data::Mapping(file))]));
    let harmless =
        [("version", node(Data::Integer(1))), ("clase", text("documento")), ("titulo", text("Sin título legible"))];
    let attempt = |left_out: &[&str]| {
        let is_sound = |one: &&Entry| {
            one.key != "archivos" && !left_out.contains(&one.key.as_str()) && !is_faulty(problems, &one.key)
        };
        let mut entries: Vec<Entry> = document.tree().entries().iter().filter(is_sound).cloned().collect();
        for (key, value) in harmless.iter().cloned().chain([("archivos", files.clone())]) {
            if entries.iter().all(|one| one.key != key) {
                entries.push(entry(key, value));
            }
        }
        yaml::decode(&node(Data::Mapping(entries))).ok()
    };
    // A class says whether there is a due date: where one of the two is not sound, the other says nothing.
    attempt(&[]).or_else(|| attempt(&["clase", "corte"]))
}

/// Whether something is wrong with a field at the top.
fn is_faulty(problems: &[StructureProblem], key: &str) -> bool {
    let of = |problem: &StructureProblem| match problem.route.steps().first() {
        Some(Step::Key(first)) => first == key,
        _ => true, // about all of it
    };
    problems.iter().any(of)
}

/// The place in `archivos` of the entry a problem is about.
fn position(problem: &StructureProblem) -> Option<usize> {
    match problem.route.steps() {
        [Step::Key(list), Step::Index(index), ..] if list == "archivos" => Some(*index),
        _ => None,
    }
}

fn entry(index: usize, item: &Node, is_sound: bool) -> Option<PartialFile> {
    let names = |key: &str| item.get(key).is_some_and(|value| value.data != Data::Null);
    Some(PartialFile {
        index,
        path: field(item, "ruta")?,
        sha256: field::<raw::Sha256Text>(item, "sha256").map(|text| text.digest()),
        bytes: field::<raw::Bytes>(item, "bytes").map(|bytes| bytes.get()),
        names_commitment: names("compromiso") || names("custodia"),
        names_review: names("datos_personales"),
        review: field(item, "datos_personales"),
        whole: if is_sound { yaml::decode(item).ok() } else { None },
    })
}

fn field<T: DeserializeOwned>(item: &Node, key: &str) -> Option<T> {
    item.get(key).and_then(|value| yaml::decode(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::FileKind,
        source::{
            structure::Structure,
            yaml::{self, Limits},
        },
    };

    const HEAD: &str = "version: 1\npolitica: integridad\nclase: documento\ntitulo: Acta del comité\n";

    fn listing(files: &str) -> Listing {
        let text = format!("{HEAD}archivos:{files}");
        let document = yaml::read(text.as_bytes(), &Limits::MANIFEST).unwrap();
        let problems = Structure::new(&FileKind::Manifest.schema()).unwrap().problems(&document);
        assert!(!problems.is_empty(), "the manifest is meant to be refused");
        Listing::of(&document, &problems)
    }

    fn item(name: &str, rest: &str) -> String {
        format!("\n  - ruta: {name}\n    bytes: 3\n    formato: text/plain\n{rest}")
    }

    #[test]
    fn the_entries_beside_a_faulty_one_are_whole() {
        let digest = format!("    sha256: {}\n", "a".repeat(64));
        let listing = listing(&format!("{}{}{}", item("a.txt", &digest), item("b.txt", ""), item("c.txt", &digest)));
        assert!(listing.is_complete());
        let names: Vec<_> =
            listing.entries().iter().map(|entry| (entry.index, entry.path.as_str(), entry.whole.is_some())).collect();
        assert_eq!(names, [(0, "a.txt", true), (1, "b.txt", false), (2, "c.txt", true)]);
        assert_eq!((listing.entries()[1].sha256, listing.entries()[1].bytes), (None, Some(3)));
        let stated = listing.stated().unwrap();
        assert_eq!((stated.policy.as_str(), stated.title.as_str()), ("integridad", "Acta del comité"));
    }

    #[test]
    fn an_entry_without_a_readable_name_leaves_the_list_incomplete() {
        let listing = listing(&format!("{}\n  - ruta: ../b.txt\n  - suelto\n", item("a.txt", "")));
        assert!(!listing.is_complete());
        assert_eq!(listing.entries().len(), 1);
    }

    #[test]
    fn what_is_not_a_list_says_nothing() {
        for files in [" informe.pdf\n", "\n  a: b\n", "\n", " []\n"] {
            let listing = listing(files);
            assert!(listing.entries().is_empty() && !listing.is_complete(), "{files:?}");
        }
    }

    #[test]
    fn a_record_written_as_a_list_is_not_read() {
        let listing = listing("\n  - [a.txt]\n");
        assert!(listing.entries().is_empty() && !listing.is_complete());
    }

    #[test]
    fn with_more_problems_than_are_told_no_entry_is_whole() {
        let digest = format!("    sha256: {}\n", "a".repeat(64));
        let files: String = (0..150).map(|n| item(&format!("f{n}.txt"), "    x: 1\n")).collect();
        let listing = listing(&format!("{files}{files}{}", item("a.txt", &digest)));
        assert_eq!(listing.entries().len(), 301);
        assert!(listing.entries().iter().all(|entry| entry.whole.is_none()));
    }
}
