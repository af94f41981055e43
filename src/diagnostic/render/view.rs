//! Findings as every rendering needs them: words, place, help, fingerprint and rank, decided once.

use std::collections::BTreeMap;

use super::words;
use crate::{
    diagnostic::{Meta, Position, Report, Severity, Target},
    digest::Digest,
    messages::{Arg, Lang},
    repo_path::RepoPath,
    source::Route,
};

/// One finding, ready to be written.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub rule: &'static Meta,
    pub severity: Severity,
    pub inherited: bool,
    /// None for what concerns the whole repository.
    pub path: Option<&'a RepoPath>,
    /// Whether `path` is that of a folder.
    pub folder: bool,
    pub position: Option<Position>,
    pub field: Option<&'a Route>,
    pub message_id: String,
    pub args: BTreeMap<&'static str, &'a Arg>,
    pub message: String,
    /// What to do: the hint of this case, else the remedy of the rule.
    pub help: String,
    pub related: Vec<Place<'a>>,
    /// Digest of rule, path, field and message id, and of a number for those alike: it stays when lines move.
    pub fingerprint: Digest,
}

/// A place of the repository.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub path: &'a RepoPath,
    /// Whether `path` is that of a folder.
    pub folder: bool,
    pub position: Option<Position>,
    pub field: Option<&'a Route>,
}

/// The findings, in the order of the report.
pub(super) fn views(report: &Report) -> Vec<View<'_>> {
    let lang = report.inputs.lang;
    let mut seen: BTreeMap<Digest, u64> = BTreeMap::new();
    report
        .findings
        .iter()
        .map(|item| {
            let finding = &item.finding;
            let message_id = finding.message.id();
            let field = route(&finding.target);
            let alike = fingerprint(finding.rule, finding.path.as_ref(), field, &message_id);
            let number = seen.entry(alike).or_default();
            let fingerprint = match *number {
                0 => alike,
                number => Digest::of(format!("{alike}\0{number}").as_bytes()),
            };
            *number += 1;
            let related = finding.related.iter().zip(item.related.iter().copied().chain(std::iter::repeat(None)));
            View {
                rule: finding.rule,
                severity: finding.severity,
                inherited: finding.inherited,
                path: finding.path.as_ref(),
                folder: finding.target == Target::Folder,
                position: item.position,
                field,
                message_id,
                args: finding.message.args().into_iter().collect(),
                message: finding.message.text(lang),
                help: finding
                    .hint
                    .as_ref()
                    .map_or_else(|| finding.rule.remedy.get(lang).to_owned(), |hint| hint.text(lang)),
                related: related
                    .map(|(place, position)| Place {
                        path: &place.path,
                        folder: place.target == Target::Folder,
                        position,
                        field: route(&place.target),
                    })
                    .collect(),
                fingerprint,
            }
        })
        .collect()
}

/// The findings with the gravest first, those that block before the *heredados*, then in the order of the report.
pub(super) fn ranked<'a, 'b>(views: &'b [View<'a>]) -> Vec<&'b View<'a>> {
    let mut ranked: Vec<&View<'_>> = views.iter().collect();
    ranked.sort_by_key(|view| view.rank());
    ranked
}

impl View<'_> {
    /// Lower is more important.
    pub(super) fn rank(&self) -> (bool, Severity) {
        (self.inherited, self.severity)
    }

    /// The word for its level.
    pub(super) fn level(&self, lang: Lang) -> &'static str {
        words::level(self.severity, self.inherited, lang)
    }
}

fn route(target: &Target) -> Option<&Route> {
    match target {
        Target::Field(route, _) => Some(route),
        Target::Whole | Target::Folder | Target::Bytes(_) => None,
    }
}

fn fingerprint(rule: &Meta, path: Option<&RepoPath>, field: Option<&Route>, message_id: &str) -> Digest {
    let parts = (rule.id, path.map(RepoPath::as_str), field, message_id);
    let text = serde_json::to_string(&parts).expect("texts and routes are JSON");
    Digest::of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};

    #[test]
    fn fingerprints_stay_when_lines_move_and_tell_apart_what_is_alike() {
        let before = testing::report(vec![testing::field_finding("a.yaml", 3), testing::field_finding("a.yaml", 3)]);
        let mut after = before.clone();
        for item in &mut after.findings {
            item.position = item.position.map(|position| Position { line: position.line + 7, ..position });
        }
        let prints = |report| views(report).iter().map(|view| view.fingerprint).collect::<Vec<_>>();
        assert_eq!(prints(&before), prints(&after));
        assert_ne!(prints(&before)[0], prints(&before)[1]);
        let elsewhere = testing::report(vec![testing::field_finding("b.yaml", 3)]);
        assert_ne!(prints(&before)[0], prints(&elsewhere)[0]);
    }

    #[test]
    fn the_gravest_come_first_and_the_inherited_last() {
        let report = testing::report(vec![
            testing::finding("a", Severity::Notice),
            testing::inherited("b", Severity::Error),
            testing::finding("c", Severity::Warning),
            testing::finding("d", Severity::Error),
            testing::finding("e", Severity::Unchecked),
        ]);
        let views = views(&report);
        let order: String = ranked(&views).iter().filter_map(|view| Some(view.path?.as_str())).collect();
        assert_eq!(order, "edcab");
    }
}
