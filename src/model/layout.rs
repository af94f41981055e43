//! What each path of the repository is, by its place alone.
//!
//! The layout is fixed: settings and catalogues at the top, a folder per policy, and below it
//! `AAAA/MM/<submission>/`. Nothing else may live under `policies/`. This module reads names, never contents.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::raw::schema::FileKind;
use crate::repo_path::RepoPath;

/// The folder that holds all evidence.
pub const ROOT: &str = "policies";
/// The owner folder of documents of the model itself.
pub const MODEL: &str = "modelo";
/// The folder of catalogues.
pub const CATALOGUE: &str = "catalogo";
/// The name of the catalogue of holidays of the country, without `.yaml`.
pub const HOLIDAYS: &str = "festivos-co";
/// The manifest of a submission.
pub const MANIFEST: &str = "manifiesto.yaml";
/// The withdrawal beside a manifest.
pub const WITHDRAWAL: &str = "retiro.yaml";

/// The path of [`ROOT`].
pub fn root() -> RepoPath {
    RepoPath::new(ROOT).expect("a plain name is a path")
}

/// The path of `repositorio.yaml`.
pub fn settings() -> RepoPath {
    root().join("repositorio.yaml").expect("a plain name is a path")
}

/// The path of the file of a policy; none where `slug` is not one.
pub fn policy(slug: &str) -> Option<RepoPath> {
    if !is_policy(slug) {
        return None;
    }
    RepoPath::new(format!("{ROOT}/{slug}/politica.yaml")).ok()
}

/// The path of a catalogue, by its name without `.yaml`.
pub fn catalogue_file(name: &str) -> Option<RepoPath> {
    catalogue(&format!("{name}.yaml"))?;
    RepoPath::new(format!("{ROOT}/{CATALOGUE}/{name}.yaml")).ok()
}

/// A folder `policies/<owner>/AAAA/MM/<name>`: one *entrega*.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SubmissionPath {
    /// The slug of the policy, or [`MODEL`].
    pub owner: String,
    /// Calendar year of the folder.
    pub year: u16,
    /// Month of the folder, 1–12.
    pub month: u8,
    /// The slug of the submission.
    pub name: String,
}

impl FileKind {
    /// Whether submissions are judged against it.
    pub fn is_judging(self) -> bool {
        matches!(self, FileKind::Repository | FileKind::Policy | FileKind::Plans)
    }

    /// Whether the file sets how others are judged (settings, catalogues, policies), rather than being evidence.
    pub fn is_setting(self) -> bool {
        !matches!(self, FileKind::Manifest | FileKind::Withdrawal | FileKind::Supports)
    }
}

impl SubmissionPath {
    /// The path of the folder.
    pub fn folder(&self) -> RepoPath {
        let mut text = String::with_capacity(ROOT.len() + self.owner.len() + self.name.len() + 10);
        text.push_str(ROOT);
        text.push('/');
        self.write_to(&mut text);
        RepoPath::new(text).expect("made of four valid segments")
    }

    /// The path of a file of the folder; `name` has been a segment of a path before.
    pub fn file(&self, name: &str) -> RepoPath {
        let folder = self.folder();
        folder.join(name).unwrap_or(folder)
    }

    /// The path of its manifest.
    pub fn manifest(&self) -> RepoPath {
        self.file(MANIFEST)
    }

    /// Reads `<owner>/AAAA/MM/<name>`, the form used in `reemplaza` and in every output; inverse of `Display`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut segments = text.split('/');
        let path = Self::from_segments(segments.next()?, segments.next()?, segments.next()?, segments.next()?)?;
        (segments.next().is_none() && RepoPath::new(text).is_ok()).then_some(path)
    }

    fn from_segments(owner: &str, year: &str, month: &str, name: &str) -> Option<Self> {
        if !is_owner(owner) || name.is_empty() {
            return None;
        }
        Some(Self {
            owner: owner.to_owned(),
            year: number(year, 4, YEARS)?,
            month: u8::try_from(number(month, 2, MONTHS)?).ok()?,
            name: name.to_owned(),
        })
    }

    /// Whether the folder belongs to the documents of the model itself.
    pub fn is_model(&self) -> bool {
        self.owner == MODEL
    }
}

impl SubmissionPath {
    /// Appends what [`fmt::Display`] prints: there may be millions, and formatting is slow.
    fn write_to(&self, text: &mut String) {
        text.push_str(&self.owner);
        for (number, digits) in [(self.year, 4), (self.month.into(), 2)] {
            text.push('/');
            for place in (0..digits).rev() {
                let digit = number / 10_u16.pow(place) % 10;
                text.push(char::from(b'0' + digit as u8));
            }
        }
        text.push('/');
        text.push_str(&self.name);
    }
}

impl fmt::Display for SubmissionPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(self.owner.len() + self.name.len() + 9);
        self.write_to(&mut text);
        out.write_str(&text)
    }
}

/// Whether the folder is that of a month, `policies/<owner>/AAAA/MM`, which holds folders of submissions.
pub fn is_month(folder: &RepoPath) -> bool {
    if memchr::memchr_iter(b'/', folder.as_str().as_bytes()).count() != 3 {
        return false; // nearly every folder: there may be millions.
    }
    let mut segments = folder.segments();
    let mut next = || segments.next();
    let (Some(ROOT), Some(owner), Some(year), Some(month), None) = (next(), next(), next(), next(), next()) else {
        return false;
    };
    is_owner(owner) && number(year, 4, YEARS).is_some() && number(month, 2, MONTHS).is_some()
}

/// What a path is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// Outside `policies/`.
    Outside,
    /// `policies/README.md`, the guide for staff.
    Guide,
    /// A settings, catalogue or policy file; the slug for those of a policy.
    Document(FileKind, Option<String>),
    /// A file of a submission: the folder and the name in it.
    Submission(SubmissionPath, String),
    /// Below a folder of a submission, which must be flat.
    Nested(SubmissionPath),
    /// The `.gitattributes` of the root, in any capitals.
    Attributes,
    /// Anywhere else under `policies/`, or under a folder of the root that is `policies` on Windows and macOS.
    Stray,
}

impl Place {
    /// The place of a path.
    pub fn of(path: &RepoPath) -> Place {
        let mut segments = [""; 7];
        let count = segments.iter_mut().zip(path.segments()).map(|(place, segment)| *place = segment).count();
        match &segments[..count] {
            [ROOT, "README.md"] => Place::Guide,
            [ROOT, "repositorio.yaml"] => Place::Document(FileKind::Repository, None),
            [ROOT, CATALOGUE, name] => catalogue(name).map_or(Place::Stray, |kind| Place::Document(kind, None)),
            [ROOT, owner, name] if is_policy(owner) => match policy_file(name) {
                Some(kind) => Place::Document(kind, Some((*owner).to_owned())),
                None => Place::Stray,
            },
            [ROOT, owner, year, month, folder, rest @ ..] if !rest.is_empty() => {
                match (SubmissionPath::from_segments(owner, year, month, folder), rest) {
                    (Some(submission), [name]) => Place::Submission(submission, (*name).to_owned()),
                    (Some(submission), _) => Place::Nested(submission),
                    (None, _) => Place::Stray,
                }
            }
            [first, ..] if is_root(first) => Place::Stray,
            [name] if is_attributes(name) => Place::Attributes,
            _ => Place::Outside,
        }
    }

    /// The kind of YAML file at this place, if any.
    pub fn file_kind(&self) -> Option<FileKind> {
        match self {
            Place::Document(kind, _) => Some(*kind),
            Place::Submission(_, name) if name == MANIFEST => Some(FileKind::Manifest),
            Place::Submission(_, name) if name == WITHDRAWAL => Some(FileKind::Withdrawal),
            _ => None,
        }
    }

    /// The submission the path belongs to, if any.
    pub fn submission(&self) -> Option<&SubmissionPath> {
        match self {
            Place::Submission(submission, _) | Place::Nested(submission) => Some(submission),
            _ => None,
        }
    }
}

/// Whether `text` is a slug: lower-case ASCII letters and digits in groups joined by single hyphens, 60 at most.
pub fn is_slug(text: &str) -> bool {
    text.len() <= 60
        && text.split('-').all(|group| {
            !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// Whether the name is `.gitattributes`, in any capitals.
pub fn is_attributes(name: &str) -> bool {
    name.eq_ignore_ascii_case(".gitattributes")
}

/// Whether the name is that of a file which Windows, macOS or an office suite leaves in folders by itself, or that people
/// of git leave in empty ones.
pub fn is_of_the_system(name: &str) -> bool {
    let lower = name.to_lowercase();
    matches!(lower.as_str(), "thumbs.db" | "ehthumbs.db" | "desktop.ini" | ".ds_store" | ".gitkeep" | ".keep")
        || lower.starts_with("~$")
        || lower.starts_with("._")
        || (lower.starts_with(".~lock.") && lower.ends_with('#'))
}

/// Whether a name of the top level is [`ROOT`], or is on a system without capitals and with one form of accents.
fn is_root(name: &str) -> bool {
    name == ROOT || (name.len() <= 4 * ROOT.len() && name.nfc().collect::<String>().to_lowercase() == ROOT)
}

/// Whether the name is that of a folder of submissions: a policy, or [`MODEL`].
fn is_owner(name: &str) -> bool {
    is_slug(name) && name != CATALOGUE
}

fn is_policy(owner: &str) -> bool {
    is_owner(owner) && owner != MODEL
}

/// The years a folder may be of.
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2100;
/// The months a folder may be of.
const MONTHS: std::ops::RangeInclusive<u16> = 1..=12;

fn number(text: &str, digits: usize, range: std::ops::RangeInclusive<u16>) -> Option<u16> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok().filter(|value| range.contains(value)) } else { None }
}

fn policy_file(name: &str) -> Option<FileKind> {
    if name == "politica.yaml" {
        return Some(FileKind::Policy);
    }
    let year = name.strip_prefix("soportes-")?.strip_suffix(".yaml")?;
    number(year, 4, YEARS).map(|_| FileKind::Supports)
}

fn catalogue(name: &str) -> Option<FileKind> {
    let (kind, version) = name.strip_suffix(".yaml")?.split_once('-')?;
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match kind {
        "mipg" if version.strip_prefix('v').is_some_and(digits) => Some(FileKind::ModelCatalogue),
        "planes" if digits(version) => Some(FileKind::Plans),
        "festivos" if is_slug(version) => Some(FileKind::Holidays),
        "furag" => number(version, 4, YEARS).map(|_| FileKind::Questionnaire),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        Place::of(&RepoPath::new(text).unwrap())
    }

    #[test]
    fn what_systems_leave_in_folders_is_known() {
        for name in ["Thumbs.db", ".DS_Store", "desktop.ini", "~$informe.docx", "._acta.pdf", ".~lock.acta.odt#"] {
            assert!(is_of_the_system(name), "{name}");
        }
        for name in ["acta.pdf", "thumbs.pdf", "informe~1.pdf", ".htaccess"] {
            assert!(!is_of_the_system(name), "{name}");
        }
    }

    #[test]
    fn every_place_of_the_layout_is_known() {
        assert_eq!(place("src/lib.rs"), Place::Outside);
        assert_eq!(place("policies/README.md"), Place::Guide);
        assert_eq!(place("policies/repositorio.yaml").file_kind(), Some(FileKind::Repository));
        assert_eq!(place("policies/catalogo/mipg-v6.yaml").file_kind(), Some(FileKind::ModelCatalogue));
        assert_eq!(place("policies/catalogo/planes-612.yaml").file_kind(), Some(FileKind::Plans));
        assert_eq!(place("policies/catalogo/festivos-co.yaml").file_kind(), Some(FileKind::Holidays));
        assert_eq!(place("policies/catalogo/furag-2025.yaml").file_kind(), Some(FileKind::Questionnaire));
        assert_eq!(place("policies/integridad/politica.yaml").file_kind(), Some(FileKind::Policy));
        assert_eq!(place("policies/integridad/soportes-2025.yaml").file_kind(), Some(FileKind::Supports));
        assert_eq!(
            place("policies/integridad/2026/11/reporte-1f3a/manifiesto.yaml").file_kind(),
            Some(FileKind::Manifest)
        );
        assert_eq!(place("policies/modelo/2026/11/acta-1f3a/retiro.yaml").file_kind(), Some(FileKind::Withdrawal));
        assert!(matches!(place("policies/integridad/2026/11/reporte-1f3a/a/b.pdf"), Place::Nested(_)));
    }

    #[test]
    fn anything_else_under_the_root_is_stray() {
        for text in [
            "policies",
            "policies/x.txt",
            "policies/Integridad/politica.yaml",
            "policies/modelo/politica.yaml",
            "policies/catalogo/mipg-6.yaml",
            "policies/catalogo/furag-25.yaml",
            "policies/integridad/2026/11/suelto.pdf",
            "policies/integridad/2026/13/r/manifiesto.yaml",
            "policies/integridad/26/01/r/manifiesto.yaml",
            "policies/catalogo/2026/01/r/manifiesto.yaml",
        ] {
            assert_eq!(place(text), Place::Stray, "{text}");
        }
    }

    #[test]
    fn the_root_in_other_capitals_is_stray() {
        for text in ["Policies", "POLICIES/integridad/politica.yaml", "policieS/a/2026/11/r/manifiesto.yaml"] {
            assert_eq!(place(text), Place::Stray, "{text}");
        }
        for text in ["policies2/x", "policíes/x", "src/policies/x", "src/Policies"] {
            assert_eq!(place(text), Place::Outside, "{text}");
        }
        assert_eq!(place(".GitAttributes"), Place::Attributes);
        assert_eq!(place("src/.gitattributes"), Place::Outside);
        assert_eq!(place("policies/.gitattributes"), Place::Stray);
    }

    #[test]
    fn only_folders_of_months_are_months() {
        let is_month = |text: &str| is_month(&RepoPath::new(text).unwrap());
        assert!(is_month("policies/integridad/2026/11"));
        assert!(is_month("policies/modelo/2026/01"));
        for other in [
            "policies",
            "policies/integridad",
            "policies/integridad/2026",
            "policies/integridad/2026/13",
            "policies/catalogo/2026/11",
            "policies/integridad/2026/11/a",
            "src/integridad/2026/11",
        ] {
            assert!(!is_month(other), "{other}");
        }
    }

    #[test]
    fn submission_paths_parse_and_print_alike() {
        let text = "gobierno-digital/2026/11/reporte-1f3a";
        assert_eq!(SubmissionPath::parse(text).unwrap().to_string(), text);
        for bad in ["gobierno-digital/2026/11", "a/2026/11/b/c", "a/2026/1/b", "../2026/11/b", "a/2026/11/.."] {
            assert_eq!(SubmissionPath::parse(bad), None, "{bad}");
        }
    }
}
