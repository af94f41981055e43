//! A submission put right where a program can: what is computed is written again, names are made good, photos lose their
//! place. Comments and the order of the manifest stay: only the texts that change are replaced.

use std::collections::{BTreeMap, BTreeSet};

use super::{names, photo};
use crate::{
    digest::Digest,
    fixity::{self, TypeVerdict},
    model::layout,
    snapshot::LfsPointer,
    source::{
        self, Span,
        yaml::{self, Document, Entry, Limits, Node, YamlProblem},
    },
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

/// What the bytes of a file say its entry must.
struct Actual {
    digest: String,
    bytes: u64,
    /// Not known of the object of a pointer.
    format: Option<&'static str>,
}

/// Puts right a folder: its manifest and the files beside it, by name. Nothing withdrawn, committed or kept elsewhere is
/// touched. What is right already stays byte by byte, so that doing it again changes nothing.
///
/// # Errors
///
/// [`Unmendable`].
pub fn mend(manifest: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Result<Mended, Unmendable> {
    let document = yaml::read(manifest, &Limits::MANIFEST).map_err(Unmendable::Unread)?;
    let mut mended = Mended::default();
    let mut edits = Edits { text: manifest, list: Vec::new() };
    let evidence: BTreeMap<&str, &[u8]> = files
        .iter()
        .filter(|(name, _)| *name != layout::MANIFEST && *name != layout::WITHDRAWAL && !layout::is_of_the_system(name))
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let entries = document.tree().get("archivos").map(Node::items).unwrap_or_default();
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    listed.extend(entries.iter().filter_map(|entry| entry.get("ruta").and_then(Node::as_text)));

    let mut taken: BTreeSet<String> = evidence.keys().map(|name| (*name).to_owned()).collect();
    let mut actual: BTreeMap<&str, Actual> = BTreeMap::new();
    for (&name, &bytes) in &evidence {
        let facts = fixity::inspect(bytes);
        let pointer = LfsPointer::parse(bytes);
        let cleaned = if pointer.is_none() { photo::without_location(bytes, &facts) } else { None };
        let kept = cleaned.as_deref().unwrap_or(bytes);
        actual.insert(
            name,
            match pointer {
                Some(pointer) => Actual { digest: pointer.digest.to_string(), bytes: pointer.size, format: None },
                None => Actual {
                    digest: Digest::of(kept).to_string(),
                    bytes: kept.len() as u64,
                    format: facts.format().map(fixity::Format::mime),
                },
            },
        );
        if let Some(cleaned) = cleaned {
            mended.mends.push(Mend::LocationRemoved { name: name.to_owned() });
            mended.rewritten.insert(name.to_owned(), cleaned);
        }
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_disguised = matches!(fixity::compare_extension(&facts, extension), TypeVerdict::DoesNotMatch { .. });
        if !is_plain(name) || (is_disguised && LfsPointer::parse(bytes).is_none()) {
            taken.remove(name);
            let to = names::portable(name, facts.format().filter(|_| is_disguised), &taken);
            taken.insert(to.clone());
            if to != name {
                mended.renamed.insert(name.to_owned(), to);
            }
        }
    }
    for (from, to) in &mended.renamed {
        mended.mends.push(Mend::Renamed { from: from.clone(), to: to.clone() });
        for value in naming(&document, from) {
            edits.replace(value, to);
        }
    }
    let mut unlisted: BTreeSet<&str> = evidence.keys().copied().filter(|name| !listed.contains(name)).collect();
    let withdrawn = withdrawn(files);
    for entry in entries {
        let Some(route) = entry.entry("ruta") else { continue };
        let Some(written) = route.value.as_text() else { continue };
        if entry.get("compromiso").is_some() {
            unlisted.remove(written);
            continue;
        }
        let mut name = written;
        if !evidence.contains_key(written) {
            let Some(other) = meant(written, &unlisted) else {
                if !withdrawn.contains(written) {
                    mended.absent.push(written.to_owned());
                }
                continue;
            };
            name = other;
            let to = mended.renamed.get(other).map_or(other, String::as_str);
            edits.replace(&route.value, to);
            mended.mends.push(Mend::Written { name: to.to_owned(), field: "ruta" });
        }
        unlisted.remove(name);
        let Some(actual) = actual.get(name) else { continue };
        let now = mended.renamed.get(name).map_or(name, String::as_str).to_owned();
        for field in edits.entry(entry, route, actual) {
            mended.mends.push(Mend::Written { name: now.clone(), field });
        }
    }
    let new: Vec<(&str, &Actual)> = unlisted
        .iter()
        .filter_map(|name| {
            let shown = mended.renamed.get(*name).map_or(*name, String::as_str);
            Some((shown, actual.get(name).filter(|actual| actual.format.is_some())?))
        })
        .collect();
    edits.append(document.tree(), &new)?;
    mended.mends.extend(new.iter().map(|(name, _)| Mend::Listed { name: (*name).to_owned() }));
    mended.mends.sort();
    mended.mends.dedup();
    if !edits.list.is_empty() {
        let text = edits.apply();
        // Whatever the form of the file, what is written must be read again and list what there is.
        let again = yaml::read(&text, &Limits::MANIFEST).map_err(|_| Unmendable::Form)?;
        if !says(&again, &actual, &mended) {
            return Err(Unmendable::Form);
        }
        mended.manifest = Some(text);
    }
    Ok(mended)
}

/// The names that the withdrawal beside the manifest takes away.
fn withdrawn(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let read = files.get(layout::WITHDRAWAL).and_then(|bytes| yaml::read(bytes, &Limits::MANIFEST).ok());
    let names = read.as_ref().and_then(|document| document.tree().get("archivos")).map(Node::items);
    names.unwrap_or_default().iter().filter_map(Node::as_text).map(str::to_owned).collect()
}

/// Whether every file that is listed has its own values.
fn says(document: &Document, actual: &BTreeMap<&str, Actual>, mended: &Mended) -> bool {
    let by_name: BTreeMap<&str, &Actual> =
        actual.iter().map(|(name, actual)| (mended.renamed.get(*name).map_or(*name, String::as_str), actual)).collect();
    document.tree().get("archivos").map(Node::items).unwrap_or_default().iter().all(|entry| {
        let name = entry.get("ruta").and_then(Node::as_text);
        let Some(actual) = name.and_then(|name| by_name.get(name)).filter(|_| entry.get("compromiso").is_none()) else {
            return true;
        };
        entry.get("sha256").and_then(Node::as_text) == Some(actual.digest.as_str())
            && entry.get("bytes").is_some_and(|node| node.to_json() == actual.bytes)
    })
}

/// A name that every system takes as it is.
fn is_plain(name: &str) -> bool {
    name.len() <= 100
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        && !name.ends_with('.')
        && !name.starts_with(['.', '-'])
        && !names::is_reserved(name)
}

/// The one unlisted file that a name means: the same but for capitals, accents and signs.
fn meant<'n>(written: &str, unlisted: &BTreeSet<&'n str>) -> Option<&'n str> {
    let form = |name: &str| names::portable(name, None, &BTreeSet::new());
    let wanted = form(written);
    let mut alike = unlisted.iter().filter(|name| form(name) == wanted);
    let found = alike.next()?;
    alike.next().is_none().then_some(*found)
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

/// Texts to be put in the place of others, by where those stand.
struct Edits<'t> {
    text: &'t [u8],
    list: Vec<(Span, String)>,
}

impl Edits<'_> {
    fn replace(&mut self, value: &Node, with: &str) {
        self.list.push((value.span, scalar(with)));
    }

    /// Writes what the entry of a file says otherwise or not at all; which fields.
    fn entry(&mut self, entry: &Node, route: &Entry, actual: &Actual) -> Vec<&'static str> {
        let mut written = Vec::new();
        let mut absent = Vec::new();
        let mut put = |field: &'static str, is_right: bool, value: String| match entry.get(field) {
            _ if is_right => {}
            Some(node) => {
                self.list.push((node.span, value));
                written.push(field);
            }
            None => {
                absent.push((field, value));
                written.push(field);
            }
        };
        let text = |field: &str| entry.get(field).and_then(Node::as_text);
        put("sha256", text("sha256") == Some(actual.digest.as_str()), scalar(&actual.digest));
        let bytes = entry.get("bytes").is_some_and(|node| node.to_json() == actual.bytes);
        put("bytes", bytes, actual.bytes.to_string());
        if let Some(format) = actual.format {
            let answers = |mime: &str| fixity::format_by_mime(mime).is_some_and(|known| known.mime() == format);
            put("formato", text("formato").is_some_and(answers), scalar(format));
        }
        let is_flow = self.text.get(entry.span.start) == Some(&b'{');
        let at = if is_flow { route.value.span.end } else { self.line_end(route.value.span.end) };
        let indent = self.column(route.key_span.start);
        let lines = absent.iter().map(|(field, value)| {
            if is_flow { format!(", {field}: {value}") } else { format!("\n{}{field}: {value}", " ".repeat(indent)) }
        });
        let more: String = lines.collect();
        if !more.is_empty() {
            self.list.push((Span::new(at, at), more));
        }
        written
    }

    /// Adds entries at the end of the list of files.
    fn append(&mut self, top: &Node, new: &[(&str, &Actual)]) -> Result<(), Unmendable> {
        if new.is_empty() {
            return Ok(());
        }
        let list = top.get("archivos");
        let items = list.map(Node::items).unwrap_or_default();
        let (at, dash, opening) = match (list, items.last()) {
            (Some(list), _) if self.text.get(list.span.start) == Some(&b'[') => {
                // Between brackets: before the last one.
                let at = list.span.end.checked_sub(1).ok_or(Unmendable::Form)?;
                let comma = if items.is_empty() { "" } else { ", " };
                let all: Vec<String> = new.iter().map(|(name, actual)| flow(name, actual)).collect();
                self.list.push((Span::new(at, at), format!("{comma}{}", all.join(", "))));
                return Ok(());
            }
            (Some(_), Some(last)) => (self.line_end(last.span.end), self.dash(last)?, String::new()),
            (Some(list), None) => (list.span.end, 2, String::new()),
            (None, _) => (self.text.len(), 2, "archivos:".to_owned()),
        };
        let is_ended = at == 0 || self.text.get(at - 1) == Some(&b'\n');
        let mut more = String::new();
        if !opening.is_empty() {
            more.push_str(if is_ended { "" } else { "\n" });
            more.push_str(&opening);
        }
        for (name, actual) in new {
            let margin = " ".repeat(dash);
            let first = if is_ended && more.is_empty() { "" } else { "\n" };
            more.push_str(&format!("{first}{margin}- ruta: {}", scalar(name)));
            for (field, value) in fields(actual) {
                more.push_str(&format!("\n{margin}  {field}: {value}"));
            }
        }
        if at == self.text.len() || is_ended {
            more.push('\n');
        }
        self.list.push((Span::new(at, at), more));
        Ok(())
    }

    /// Where the line of an offset ends, its break apart; the offset itself where a line begins there.
    fn line_end(&self, at: usize) -> usize {
        if at > 0 && self.text.get(at - 1) == Some(&b'\n') {
            return at;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(self.text.len(), |found| at + found);
        if end > at && self.text.get(end - 1) == Some(&b'\r') { end - 1 } else { end }
    }

    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        at - before.iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1)
    }

    /// The column of the dash of an item.
    fn dash(&self, item: &Node) -> Result<usize, Unmendable> {
        let before = self.text.get(..item.span.start).unwrap_or_default();
        let dash = before.iter().rposition(|byte| !byte.is_ascii_whitespace()).ok_or(Unmendable::Form)?;
        if before[dash] == b'-' { Ok(self.column(dash)) } else { Err(Unmendable::Form) }
    }

    fn apply(mut self) -> Vec<u8> {
        self.list.sort_by_key(|(span, _)| (span.start, span.end));
        self.list.dedup();
        let mut text = Vec::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for (span, with) in &self.list {
            text.extend_from_slice(self.text.get(done..span.start).unwrap_or_default());
            text.extend_from_slice(with.as_bytes());
            done = span.end.max(done);
        }
        text.extend_from_slice(self.text.get(done..).unwrap_or_default());
        text
    }
}

fn fields(actual: &Actual) -> Vec<(&'static str, String)> {
    let mut fields = vec![("sha256", scalar(&actual.digest)), ("bytes", actual.bytes.to_string())];
    fields.extend(actual.format.map(|format| ("formato", scalar(format))));
    fields
}

fn flow(name: &str, actual: &Actual) -> String {
    let fields: String = fields(actual).into_iter().map(|(field, value)| format!(", {field}: {value}")).collect();
    format!("{{ruta: {}{fields}}}", scalar(name))
}

/// A text as YAML, quoted where it would be taken for something else.
fn scalar(text: &str) -> String {
    let written = source::yaml::write(&text).unwrap_or_else(|_| format!("{text:?}"));
    written.trim_end_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CSV: &[u8] = b"a,b\n1,2\n";

    fn digest() -> String {
        Digest::of(CSV).to_string()
    }

    fn folder(files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
    }

    fn text(manifest: &str, files: &[(&str, &[u8])]) -> String {
        let mended = mend(manifest.as_bytes(), &folder(files)).unwrap();
        let text = String::from_utf8(mended.manifest.unwrap_or_else(|| manifest.as_bytes().to_vec())).unwrap();
        // Once more changes nothing.
        let names: BTreeMap<String, Vec<u8>> = folder(files)
            .into_iter()
            .map(|(name, bytes)| {
                let bytes = mended.rewritten.get(&name).cloned().unwrap_or(bytes);
                (mended.renamed.get(&name).cloned().unwrap_or(name), bytes)
            })
            .collect();
        let again = mend(text.as_bytes(), &names).unwrap();
        assert_eq!(again, Mended { absent: again.absent.clone(), ..Mended::default() }, "{text}");
        text
    }

    #[test]
    fn values_are_written_again_and_comments_stay() {
        let old = "# ficha\nversion: 1 # uno\narchivos:\n  # el principal\n  - ruta: a.csv # la tabla\n    sha256: \"0\" # mal\n    bytes: 3\n    formato: text/plain\n    descripcion: \"x: y\"\ntitulo: T\n";
        let new = text(old, &[("a.csv", CSV)]);
        assert_eq!(
            new,
            old.replace("\"0\"", &digest()).replace("bytes: 3", "bytes: 8").replace("text/plain", "text/csv")
        );
    }

    #[test]
    fn what_is_absent_is_put_after_the_name() {
        let new =
            text("archivos:\n- ruta: a.csv # la tabla\n  descripcion: Tabla\nclase: reporte\n", &[("a.csv", CSV)]);
        let digest = digest();
        assert_eq!(
            new,
            format!(
                "archivos:\n- ruta: a.csv # la tabla\n  sha256: {digest}\n  bytes: 8\n  formato: text/csv\n  descripcion: Tabla\nclase: reporte\n"
            )
        );
        let new = text("archivos: [{ruta: a.csv, bytes: 8}]\n", &[("a.csv", CSV)]);
        assert_eq!(new, format!("archivos: [{{ruta: a.csv, sha256: {digest}, formato: text/csv, bytes: 8}}]\n"));
    }

    #[test]
    fn files_that_are_not_listed_are() {
        let digest = digest();
        let entry =
            |name: &str| format!("  - ruta: {name}\n    sha256: {digest}\n    bytes: 8\n    formato: text/csv\n");
        let listed = format!("archivos:\n{}", entry("a.csv"));
        let both = format!("archivos:\n{}{}clase: reporte\n", entry("a.csv"), entry("b.csv"));
        assert_eq!(text(&format!("{listed}clase: reporte\n"), &[("a.csv", CSV), ("b.csv", CSV)]), both);
        // At the end of the file, with and without a last line break.
        let end = format!("archivos:\n{}{}", entry("a.csv"), entry("b.csv"));
        assert_eq!(text(&listed, &[("a.csv", CSV), ("b.csv", CSV)]), end);
        assert_eq!(text(listed.trim_end(), &[("a.csv", CSV), ("b.csv", CSV)]), end);
        // Where there is no list at all.
        assert_eq!(text("version: 1\n", &[("a.csv", CSV)]), format!("version: 1\n{listed}"));
    }

    #[test]
    fn names_are_made_good_wherever_they_stand() {
        let old = "sigob: {radicado: X, soporte: \"Carátula 1.csv\"}\narchivos:\n  - ruta: Carátula 1.csv\nenlaces:\n  - captura: Carátula 1.csv\n";
        let mended = mend(old.as_bytes(), &folder(&[("Carátula 1.csv", CSV)])).unwrap();
        assert_eq!(mended.renamed, BTreeMap::from([("Carátula 1.csv".to_owned(), "caratula-1.csv".to_owned())]));
        let text = text(old, &[("Carátula 1.csv", CSV)]);
        assert_eq!(text.matches("caratula-1.csv").count(), 3, "{text}");
        assert!(!text.contains("Carátula"), "{text}");
    }

    #[test]
    fn a_file_that_is_listed_and_nowhere_is_told_unless_it_was_withdrawn_or_is_kept_elsewhere() {
        let manifest =
            "archivos:\n  - ruta: a.csv\n  - ruta: b.csv\n  - {ruta: c.csv, compromiso: {}}\n  - ruta: d.csv\n";
        let files = folder(&[("a.csv", CSV), ("retiro.yaml", b"archivos: [d.csv]\n")]);
        assert_eq!(mend(manifest.as_bytes(), &files).unwrap().absent, ["b.csv"]);
    }

    #[test]
    fn a_name_written_otherwise_is_that_of_the_file_it_means() {
        let new = text("archivos:\n  - ruta: Avance.CSV\n", &[("avance.csv", CSV)]);
        assert!(new.starts_with("archivos:\n  - ruta: avance.csv\n    sha256"), "{new}");
        // Two may be meant: neither is taken for it.
        let new = text("archivos:\n  - ruta: Avance.CSV\n", &[("avance.csv", CSV), ("avance.Csv", CSV)]);
        assert!(new.contains("ruta: Avance.CSV\n"), "{new}");
    }

    #[test]
    fn what_is_kept_elsewhere_is_left_alone() {
        let old = "archivos:\n  - ruta: lista.csv\n    compromiso: {algoritmo: sha256-sal, valor: x}\n    bytes: 1\n";
        assert_eq!(text(old, &[]), old);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(matches!(mend(b"a: [", &folder(&[])), Err(Unmendable::Unread(_))));
        assert!(matches!(mend(b"", &folder(&[])), Err(Unmendable::Unread(_))));
    }

    proptest! {
        /// Whatever files there are and however they are listed, twice is once and every entry says the truth.
        #[test]
        fn twice_is_once(
            names in proptest::collection::btree_set("[A-Za-zñÁ .]{1,8}\\.(csv|CSV|txt|pdf)", 1..5),
            listed in proptest::collection::vec(any::<bool>(), 5),
            indent in 0_usize..4,
            is_flow in any::<bool>(),
        ) {
            let files: BTreeMap<String, Vec<u8>> = names
                .iter()
                .enumerate()
                .map(|(at, name)| (name.clone(), format!("a,b\n1,{at}\n").into_bytes()))
                .collect();
            let all: Vec<&String> = names.iter().zip(&listed).filter(|(_, listed)| **listed).map(|(name, _)| name).collect();
            let mut manifest = String::from("# hecho a mano\nversion: 1\n");
            if is_flow {
                let all: Vec<String> = all.iter().map(|name| format!("{{ruta: {name:?}}}")).collect();
                manifest.push_str(&format!("archivos: [{}]\n", all.join(", ")));
            } else if !all.is_empty() {
                manifest.push_str("archivos:\n");
                for name in all {
                    manifest.push_str(&format!("{}- ruta: {name:?} # nombre\n", " ".repeat(indent)));
                }
            }
            manifest.push_str("clase: reporte\n");
            let mended = mend(manifest.as_bytes(), &files).unwrap();
            let text = String::from_utf8(mended.manifest.clone().unwrap_or_else(|| manifest.into_bytes())).unwrap();
            prop_assert!(text.starts_with("# hecho a mano\nversion: 1\n"));
            prop_assert!(text.contains("clase: reporte\n"));
            let now: BTreeMap<String, Vec<u8>> = files
                .into_iter()
                .map(|(name, bytes)| (mended.renamed.get(&name).cloned().unwrap_or(name), bytes))
                .collect();
            let document = yaml::read(text.as_bytes(), &Limits::MANIFEST).unwrap();
            let entries = document.tree().get("archivos").map(Node::items).unwrap_or_default();
            prop_assert_eq!(entries.len(), now.len());
            for entry in entries {
                let bytes = &now[entry.get("ruta").and_then(Node::as_text).unwrap()];
                let digest = Digest::of(bytes).to_string();
                prop_assert_eq!(entry.get("sha256").and_then(Node::as_text), Some(digest.as_str()));
            }
            prop_assert_eq!(mend(text.as_bytes(), &now).unwrap(), Mended::default());
        }
    }
}
