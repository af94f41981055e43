//! What `soportes-AAAA.yaml` names as evidence, found in the tree and judged.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CriterionCoverage, Grade, QuestionCoverage, Standing, Supports, Why, answers,
    grade::{Asked, Rung, rung},
};
use crate::{
    holdings::{Evidence, Held, Holdings},
    model::{FileKind, Place, SubmissionPath, raw},
    repo_path::RepoPath,
    schedule::Delivery,
};

/// A piece of evidence named for something.
#[derive(Clone, PartialEq, Debug)]
pub struct Cited<'a> {
    /// The submission, as it is named.
    pub submission: &'a str,
    /// The file: as it is named, or as the manifest lists it where the whole submission is; none where that is not known.
    pub name: Option<&'a str>,
    /// The submission, where the tree has it.
    pub held: Option<&'a Held>,
    /// The file, where the manifest lists it.
    pub file: Option<&'a Evidence>,
    /// When it came.
    pub delivery: Option<&'a Delivery>,
    /// Where to look in it, as whoever named it wrote; each once.
    pub notes: Vec<&'a str>,
    /// How well it is known.
    pub grade: Grade,
    /// What keeps it from the next grade.
    pub why: Option<Why>,
}

/// One entry of a file of evidence, and the policy of that file.
type Entry<'a> = (&'a str, &'a raw::Support);

/// All that the files of a vigencia name.
pub(super) struct Named<'a> {
    holdings: &'a Holdings,
    /// The vigencia.
    pub year: raw::Year,
    superseded: BTreeMap<&'a SubmissionPath, &'a SubmissionPath>,
    criteria: BTreeMap<(&'a str, &'a str), Vec<Entry<'a>>>,
    /// By code and position of the option; 0 is the whole question.
    questions: BTreeMap<(&'a str, usize), Vec<Entry<'a>>>,
    no_criteria: BTreeMap<(&'a str, &'a str), &'a raw::Description>,
    /// By code; the policy of the file that says so, and why.
    no_questions: BTreeMap<&'a str, Vec<(&'a str, &'a raw::Description)>>,
    read: BTreeSet<&'a str>,
    /// Files of this year that could not be read or contradict their name.
    pub unread: BTreeSet<RepoPath>,
}

impl<'a> Named<'a> {
    pub(super) fn of(holdings: &'a Holdings, year: raw::Year) -> Self {
        let name = format!("soportes-{:04}.yaml", year.get());
        let is_of_year =
            |path: &RepoPath| path.name() == name && Place::of(path).file_kind() == Some(FileKind::Supports);
        let mut named = Self {
            holdings,
            year,
            superseded: holdings.superseded(),
            criteria: BTreeMap::new(),
            questions: BTreeMap::new(),
            no_criteria: BTreeMap::new(),
            no_questions: BTreeMap::new(),
            read: BTreeSet::new(),
            unread: holdings.world.unread.iter().filter(|path| is_of_year(path)).cloned().collect(),
        };
        for (path, supports) in holdings.world.supports.iter().filter(|(path, _)| is_of_year(path)) {
            let Some(slug) = path.segments().nth(1) else { continue };
            if supports.year == year && supports.policy.as_str() == slug {
                named.add(slug, supports);
            } else {
                named.unread.insert(path.clone());
            }
        }
        named
    }

    fn add(&mut self, slug: &'a str, supports: &'a raw::Supports) {
        self.read.insert(slug);
        for support in &supports.supports {
            for criterion in &support.criteria {
                self.criteria.entry((slug, criterion.as_str())).or_default().push((slug, support));
            }
            for question in &support.questions {
                let code = question.code.as_str();
                let whole = question.options.is_empty().then_some(0);
                for position in question.options.iter().map(|option| usize::from(option.get())).chain(whole) {
                    self.questions.entry((code, position)).or_default().push((slug, support));
                }
            }
        }
        for item in &supports.not_applicable {
            match item {
                raw::NotApplicable::Criteria(item) => {
                    for criterion in item.criteria.iter() {
                        self.no_criteria.entry((slug, criterion.as_str())).or_insert(&item.reason);
                    }
                }
                raw::NotApplicable::Questions(item) => {
                    for code in item.questions.iter() {
                        self.no_questions.entry(code.as_str()).or_default().push((slug, &item.reason));
                    }
                }
            }
        }
    }

    /// The policies whose files were read.
    pub(super) fn files(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.read.iter().copied()
    }

    /// Every criterion that is named, with the policy of the file.
    pub(super) fn criteria(&self) -> impl Iterator<Item = (&'a str, &'a str)> + '_ {
        self.criteria.keys().chain(self.no_criteria.keys()).copied()
    }

    /// Every question that is named, with the policy of the file and the position of the option; 0 is the whole question.
    pub(super) fn questions(&self) -> impl Iterator<Item = (&'a str, &'a str, usize)> + '_ {
        let of_option = |(&(code, position), entries): (&(&'a str, usize), &Vec<Entry<'a>>)| {
            entries.iter().map(|(slug, _)| (*slug, code, position)).collect::<Vec<_>>()
        };
        let not = self.no_questions.iter().flat_map(|(code, said)| said.iter().map(|(slug, _)| (*slug, *code, 0)));
        self.questions.iter().flat_map(of_option).chain(not)
    }

    /// What became of the file of a policy.
    pub(super) fn supports(&self, slug: &str) -> Supports {
        let is_own = |path: &RepoPath| path.segments().nth(1) == Some(slug);
        match (self.read.contains(slug), self.unread.iter().any(is_own)) {
            (_, true) => Supports::Unread,
            (true, false) => Supports::Read,
            (false, false) => Supports::Absent,
        }
    }

    pub(super) fn criterion(&self, slug: &'a str, criterion: &'a raw::Criterion) -> CriterionCoverage<'a> {
        let key = (slug, criterion.id.as_str());
        let evidence = self.cited(self.criteria.get(&key), Some(slug));
        let standing = Standing::of(self.no_criteria.get(&key).copied(), &evidence);
        CriterionCoverage { criterion, standing, evidence }
    }

    /// A question; that it does not apply is for its own policy to say, or for any where it has none.
    pub(super) fn question(&self, question: &'a raw::Question) -> QuestionCoverage<'a> {
        let (code, owner) = (question.code.as_str(), question.policy.as_ref().map(raw::Slug::as_str));
        let said = self.no_questions.get(code).into_iter().flatten();
        let reason = said.clone().find(|(slug, _)| owner.is_none_or(|owner| owner == *slug)).map(|(_, reason)| *reason);
        let of = |position: usize| self.cited(self.questions.get(&(code, position)), owner);
        answers::question(question, reason, of(0), of)
    }

    /// The evidence of some entries, for a policy or for that of each file; each piece once, the best first.
    fn cited(&self, entries: Option<&Vec<Entry<'a>>>, policy: Option<&'a str>) -> Vec<Cited<'a>> {
        let mut found: BTreeMap<(&'a str, Option<&'a str>), Cited<'a>> = BTreeMap::new();
        for (slug, support) in entries.into_iter().flatten() {
            let policy = policy.unwrap_or(slug);
            self.each(support, policy, &mut |one: Cited<'a>| {
                let kept = found
                    .entry((one.submission, one.name))
                    .or_insert_with(|| Cited { notes: Vec::new(), ..one.clone() });
                // For a question of no policy, the file that names it decides whom the evidence serves.
                if one.grade > kept.grade {
                    (kept.grade, kept.why) = (one.grade, one.why.clone());
                }
                for note in one.notes {
                    if !kept.notes.contains(&note) && kept.notes.len() < NOTES {
                        kept.notes.push(note);
                    }
                }
            });
        }
        let mut cited: Vec<Cited<'a>> = found.into_values().collect();
        cited.sort_by_key(|one| std::cmp::Reverse(one.grade)); // stable: then by submission and name
        cited
    }

    fn each(&self, support: &'a raw::Support, policy: &str, keep: &mut dyn FnMut(Cited<'a>)) {
        let submission = support.submission.as_str();
        let named = support.file.as_ref().map(raw::FileName::as_str);
        let note = support.note.as_ref().map(raw::Description::as_str);
        let path = SubmissionPath::parse(submission);
        let held = path.as_ref().and_then(|path| self.holdings.submission(path));
        let all = &self.holdings.deliveries.deliveries;
        let at = path.as_ref().and_then(|path| all.binary_search_by(|one| one.path.cmp(path)).ok());
        let delivery = at.and_then(|at| all.get(at));
        let cited = |name: Option<&'a str>, file: Option<&'a Evidence>, (grade, why): Rung| Cited {
            submission,
            name,
            held,
            file,
            delivery,
            notes: note.into_iter().collect(),
            grade,
            why,
        };
        let declared = |why| cited(named, None, (Grade::Declared, Some(why)));
        let Some(held) = held else { return keep(declared(Why::NoSubmission)) };
        if held.manifest.is_none() {
            return keep(declared(Why::NoManifest));
        }
        let asked = Asked { year: self.year, as_of: self.holdings.as_of, policy };
        let superseded = self.superseded.get(&held.path).copied();
        let mut is_listed = false;
        for file in held.evidence.iter().filter(|file| named.is_none_or(|named| named == file.name())) {
            is_listed = true;
            keep(cited(Some(file.name()), Some(file), rung(asked, held, file, delivery, superseded)));
        }
        if !is_listed {
            keep(declared(Why::NotListed));
        }
    }
}

/// Most notes kept of one piece of evidence named for one thing.
const NOTES: usize = 5;
