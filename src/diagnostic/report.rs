//! The verdict: findings in their order, with their places, and what was checked of how much.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;

use super::{Finding, Severity, Target};
use crate::{
    messages::Lang,
    model::{
        FileKind,
        layout::{self, Place},
    },
    repo_path::RepoPath,
    source::{LineIndex, Part, Route, Span},
};

/// What the check was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inputs {
    /// Object id of the revision; none for a work tree.
    pub revision: Option<String>,
    /// Object id of the base of a change.
    pub base: Option<String>,
    /// The moment asked, in Colombia's time (UTC−5).
    pub as_of: DateTime<FixedOffset>,
    /// The language of the messages.
    pub lang: Lang,
    /// Digest of the rule set.
    pub rules_version: String,
}

/// *N of M*: M comes from an independent list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// How many were really checked.
    pub done: u64,
    /// How many there are, by the tree or the catalogue.
    pub of: u64,
}

impl Count {
    /// Whether all were checked.
    pub fn is_whole(self) -> bool {
        self.done == self.of
    }

    /// Adds another count.
    pub fn add(&mut self, other: Count) {
        self.done += other.done;
        self.of += other.of;
    }
}

/// Files of formats whose text is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unsearchable {
    /// PDF.
    pub pdf: u64,
    /// Word, Excel and PowerPoint of before 2007.
    pub old_office: u64,
    /// Archives of other files, such as ZIP.
    pub archives: u64,
    /// Any other format with text, such as RTF.
    pub other: u64,
}

impl Unsearchable {
    /// Adds other files.
    pub fn add(&mut self, other: Unsearchable) {
        self.pdf += other.pdf;
        self.old_office += other.old_office;
        self.archives += other.archives;
        self.other += other.other;
    }
}

/// What was checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// Policy files read, of the policies of the catalogue (a change: of those it touches).
    pub policies: Count,
    /// Submissions with a readable manifest, of the submission folders of the tree.
    pub submissions: Count,
    /// Manifests that were read whole, of those there are. The rest of a submission whose manifest is refused is judged
    /// only in part.
    pub manifests: Count,
    /// Evidence files whose bytes were read, of those in the tree.
    pub files: Count,
    /// Bytes of evidence read, of those in the tree.
    pub bytes: Count,
    /// Files kept elsewhere judged by their pointer, of those the tree or a manifest names.
    pub external: Count,
    /// Evidence files whose whole text was searched for signs of personal data, of those that may hold text; one that was
    /// not read may. It says how far that search goes and decides nothing: a scanned page or a PDF cannot be searched.
    pub searched: Count,
    /// Of those that were not searched, the ones of formats in which this program never looks.
    pub unsearchable: Unsearchable,
    /// Evidence files of which not a byte was seen: whether they stand for a file kept elsewhere is not known.
    pub unseen: u64,
    /// Items of the five counts that were not checked and that the change does not touch: they were published so, and
    /// inherited findings say why.
    pub excused: u64,
}

impl Checked {
    /// The counts that decide whether all was checked, with their machine names, in the order they are shown.
    pub fn counts(&self) -> [(&'static str, Count); 5] {
        [
            ("policies", self.policies),
            ("submissions", self.submissions),
            ("files", self.files),
            ("bytes", self.bytes),
            ("external", self.external),
        ]
    }

    /// Items that were not checked.
    pub fn missing(&self) -> u64 {
        self.counts().iter().map(|(_, count)| count.of.saturating_sub(count.done)).sum()
    }

    /// Whether nothing was left unchecked, but for what was published so.
    pub fn is_whole(&self) -> bool {
        self.missing() <= self.excused
    }
}

/// Rules run, of all the rules there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RunRules {
    /// Those that apply to what was asked (history rules need a base).
    pub run: u64,
    /// All.
    pub of: u64,
    /// Of these, the rules that judge history, which a change alone has: all or none run.
    pub history: Count,
    /// Of these, the rules that judge who makes a change: as many as what is known of it lets.
    pub permission: Count,
}

/// What the whole report says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Everything was checked and nothing blocks.
    Conforming,
    /// At least one finding blocks.
    Nonconforming,
    /// Something could not be checked.
    Unchecked,
    /// A change that touches no evidence and no settings.
    NotApplicable,
}

impl Verdict {
    /// The machine name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Conforming => "conforming",
            Verdict::Nonconforming => "nonconforming",
            Verdict::Unchecked => "unchecked",
            Verdict::NotApplicable => "not-applicable",
        }
    }

    /// The exit code: 0 conforming or not applicable, 1 findings, 3 could not check.
    pub fn exit_code(self) -> u8 {
        match self {
            Verdict::Conforming | Verdict::NotApplicable => 0,
            Verdict::Nonconforming => 1,
            Verdict::Unchecked => 3,
        }
    }
}

/// Gives the bytes of a file once more, to find the place of its fields.
pub trait SourceLoader: Sync {
    /// The bytes of the file, and the limits to read it with; none where it cannot be read or is not text.
    fn load(&self, path: &RepoPath) -> Option<SourceText>;
    /// The span of each field, or of its nearest ancestor that exists, in the order asked; none where the file is no YAML.
    fn locate(&self, path: &RepoPath, source: &SourceText, fields: &[(&Route, Part)]) -> Option<Vec<Span>>;
}

/// The text of a file with findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText(pub String);

/// Where a finding is, in its file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Bytes, half-open.
    pub span: Span,
    /// 1-based line of the start.
    pub line: u32,
    /// 1-based column of the start, in characters.
    pub column: u32,
    /// 1-based line of the end.
    pub end_line: u32,
    /// 1-based column after the end, in characters.
    pub end_column: u32,
}

/// A finding and the places of everything it points at.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// Its place; none for a whole file or folder.
    pub position: Option<Position>,
    /// The places of its related fields, in the same order.
    pub related: Vec<Option<Position>>,
}

/// Findings in order, counts and verdict.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was asked.
    pub inputs: Inputs,
    /// Rules run.
    pub rules: RunRules,
    /// What was checked.
    pub checked: Checked,
    /// Sorted by path, position, rule and message; no two alike.
    pub findings: Vec<Located>,
    /// The text of each file with a position.
    pub sources: BTreeMap<RepoPath, SourceText>,
    /// The manifest of each submission folder with findings about it as a whole, where there is one.
    pub manifests: BTreeMap<RepoPath, RepoPath>,
    /// Whether there was anything to judge.
    pub applicable: bool,
    /// The paths of a change that only permissions judge: workflows, schemas, code.
    pub beside: u64,
}

impl Report {
    /// Sorts the findings, finds their places and drops those said twice.
    pub fn new(
        inputs: Inputs,
        rules: RunRules,
        checked: Checked,
        (applicable, beside): (bool, u64),
        findings: Vec<Finding>,
        loader: &dyn SourceLoader,
    ) -> Self {
        let places = Places::of(&findings, loader);
        let mut located: Vec<Located> = findings
            .into_iter()
            .map(|finding| Located {
                position: finding.path.as_ref().and_then(|path| places.find(path, &finding.target)),
                related: finding.related.iter().map(|related| places.find(&related.path, &related.target)).collect(),
                finding,
            })
            .collect();
        let manifests = located.iter().filter_map(|item| manifest(&item.finding, loader)).collect();
        located.sort_by_cached_key(order);
        located.dedup_by(|a, b| order(a) == order(b));
        let sources = places.0.into_iter().map(|(path, file)| (path, file.text)).collect();
        Self { inputs, rules, checked, findings: located, sources, manifests, applicable, beside }
    }

    /// This report of a whole tree with that of the range that led to it: what either found, once. What was checked is
    /// told of the tree, unless of the range less was.
    #[must_use]
    pub fn with(mut self, range: Report) -> Self {
        self.findings.extend(range.findings);
        // Of those alike, the one that blocks stays: what the range brought is no one's past.
        self.findings.sort_by_cached_key(|item| (order(item), item.finding.inherited));
        self.findings.dedup_by(|a, b| order(a) == order(b));
        self.sources.extend(range.sources);
        self.manifests.extend(range.manifests);
        self.inputs.base = range.inputs.base;
        if range.rules.run > self.rules.run {
            self.rules = range.rules;
        }
        if !range.checked.is_whole() && self.checked.is_whole() {
            self.checked = range.checked;
        }
        self
    }

    /// How many findings of a severity count against the verdict.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|item| !item.finding.inherited && item.finding.severity == severity).count()
    }

    /// How many findings are *heredados*.
    pub fn inherited(&self) -> usize {
        self.findings.iter().filter(|item| item.finding.inherited).count()
    }

    /// The verdict. What was not checked whole never conforms, even where no finding says why.
    pub fn verdict(&self) -> Verdict {
        if self.count(Severity::Unchecked) > 0 {
            Verdict::Unchecked
        } else if self.count(Severity::Error) > 0 {
            Verdict::Nonconforming
        } else if !self.checked.is_whole() {
            Verdict::Unchecked
        } else if self.applicable {
            Verdict::Conforming
        } else {
            Verdict::NotApplicable
        }
    }
}

/// What findings are sorted by; two alike are one.
fn order(item: &Located) -> (Option<RepoPath>, Option<Position>, &'static str, Target, String) {
    let finding = &item.finding;
    let text = finding.message.text(Lang::Es);
    (finding.path.clone(), item.position, finding.rule.id, finding.target.clone(), text)
}

/// The folder a finding is about, if it is that of a submission with a manifest, and that manifest.
fn manifest(finding: &Finding, loader: &dyn SourceLoader) -> Option<(RepoPath, RepoPath)> {
    let folder = finding.path.as_ref().filter(|_| finding.target == Target::Folder)?;
    let manifest = folder.join(layout::MANIFEST).ok()?;
    if Place::of(&manifest).file_kind() != Some(FileKind::Manifest) {
        return None;
    }
    loader.load(&manifest).map(|_| (folder.clone(), manifest))
}

/// What the findings point at, by file.
struct Places(BTreeMap<RepoPath, Pointed>);

/// A file with findings: its text, and the places they point at.
struct Pointed {
    text: SourceText,
    positions: BTreeMap<Target, Position>,
}

impl Places {
    /// Reads each file with findings once, on all cores.
    fn of(findings: &[Finding], loader: &dyn SourceLoader) -> Self {
        let mut asked: BTreeMap<&RepoPath, BTreeSet<&Target>> = BTreeMap::new();
        let own = findings.iter().filter_map(|finding| Some((finding.path.as_ref()?, &finding.target)));
        let related = findings.iter().flat_map(|finding| &finding.related).map(|other| (&other.path, &other.target));
        for (path, target) in own.chain(related).filter(|(_, target)| !matches!(target, Target::Whole | Target::Folder))
        {
            asked.entry(path).or_default().insert(target);
        }
        let read = asked.into_par_iter().filter_map(|(path, targets)| {
            let text = loader.load(path)?;
            let positions = positions(path, &text, &targets, loader);
            Some((path.clone(), Pointed { text, positions }))
        });
        Self(read.collect())
    }

    fn find(&self, path: &RepoPath, target: &Target) -> Option<Position> {
        self.0.get(path)?.positions.get(target).copied()
    }
}

/// Where the targets stand in one file.
fn positions(
    path: &RepoPath,
    text: &SourceText,
    targets: &BTreeSet<&Target>,
    loader: &dyn SourceLoader,
) -> BTreeMap<Target, Position> {
    let mut spans: Vec<(&Target, Span)> = Vec::with_capacity(targets.len());
    let mut fields = Vec::new();
    for target in targets {
        match target {
            Target::Whole | Target::Folder => {}
            Target::Bytes(span) => spans.push((target, *span)),
            Target::Field(route, part) => fields.push((*target, (route, *part))),
        }
    }
    if !fields.is_empty() {
        let asked: Vec<(&Route, Part)> = fields.iter().map(|(_, field)| *field).collect();
        let found = loader.locate(path, text, &asked).unwrap_or_default();
        spans.extend(fields.iter().map(|(target, _)| *target).zip(found));
    }
    let lines = LineIndex::new(text.0.as_bytes());
    spans.into_iter().map(|(target, span)| (target.clone(), Position::of(span, &lines))).collect()
}

impl Position {
    /// The lines and columns of a span; a span past the end is cut at the end.
    pub fn of(span: Span, lines: &LineIndex) -> Self {
        let (start, end) = (lines.place(span.start), lines.place(span.end.max(span.start)));
        Self { span, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}
