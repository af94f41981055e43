//! Every rule has fixtures that it fails and that pass, and says what its fixtures expect.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::PathBuf,
    sync::Arc,
};

use mipg::{
    check::{self, ChangeRequest, PublishedTrees, Request, Standing},
    diagnostic::Report,
    messages::{self, Lang},
    model::{Actor, Deed, layout},
    rules,
    snapshot::{GitRepository, GitSnapshot, Limits, Snapshot, history},
};

use crate::support::{
    self,
    case::{self, Case},
};

/// Rules about faults of the program itself, which no file can show: tested beside their code.
const WITHOUT_FIXTURES: [&str; 1] = ["document-undecodable"];

/// `fails-<why>` and `passes-<why>` of each rule.
fn cases() -> BTreeMap<String, Vec<PathBuf>> {
    let mut cases: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in std::fs::read_dir(support::fixtures().join("rules")).unwrap() {
        let folder = folder.unwrap().path();
        let rule = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        cases.insert(rule, files);
    }
    cases
}

fn judge(case: &Case) -> Report {
    let as_of = support::moment(&case.as_of);
    let run = |snapshot: &dyn Snapshot, revision, change| {
        check::check(&Request {
            snapshot,
            revision,
            change,
            receptions: None,
            as_of,
            lang: Lang::Es,
            progress: &|_, _| {},
            observe: &|_| {},
        })
        .unwrap()
    };
    if let [only] = &case.steps[..] {
        return run(&case::in_memory(&only.tree), None, None);
    }
    let (repo, base, head) = case::in_git(case);
    let repository = Arc::new(GitRepository::open(repo.path()).unwrap());
    let limits = history::HistoryLimits::default();
    let change = history::change(&repository, &base, &head, &layout::root(), &limits).unwrap();
    let base = GitSnapshot::at(repository.clone(), &base, Limits::default()).unwrap();
    let head = GitSnapshot::at(repository, &head, Limits::default()).unwrap();
    let received = case.repository.iter().any(|state| state == "received");
    let standing = if received { Standing::Received } else { Standing::Proposed };
    let published = PublishedTrees::in_git(&base, &change, standing).unwrap();
    let mut actor = case.actor.clone();
    if let (Some(Actor { deed: Deed::Publishes { proposed: Some(proposed) }, .. }), Some(by)) =
        (&mut actor, &case.proposers)
    {
        proposed.extend(change.changed.iter().map(|changed| ((changed.path.clone(), changed.new), by.clone())));
    }
    run(&head, None, Some(ChangeRequest { change: &change, base: &base, published: &published, actor: actor.as_ref() }))
}

/// One line per finding, and one per hint.
fn shown(report: &Report) -> String {
    let mut text = String::new();
    for item in &report.findings {
        let finding = &item.finding;
        let path = finding.path.as_ref().map_or("(repositorio)".to_owned(), |path| messages::shown(path.as_str(), 400));
        let place = item.position.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
        let inherited = if finding.inherited { " (heredado)" } else { "" };
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let message = finding.message.text(Lang::Es);
        writeln!(text, "{path}{place}: {severity}[{}]{inherited} {message}", finding.rule.id).unwrap();
        if let Some(hint) = &finding.hint {
            writeln!(text, "    ayuda: {}", hint.text(Lang::Es)).unwrap();
        }
    }
    text
}

#[test]
fn rules_say_what_their_fixtures_expect() {
    let base = case::folder(&support::fixtures().join("base"));
    let only = std::env::var("MIPG_CASE").unwrap_or_default();
    let regenerate = std::env::var_os("MIPG_REGENERATE").is_some();
    let mut ran = 0;
    let mut wrong = String::new();
    for (rule, files) in cases() {
        for file in files {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let label = format!("{rule}/{name}");
            if !label.contains(&only) {
                continue;
            }
            ran += 1;
            let case = Case::read(&std::fs::read_to_string(&file).unwrap(), &base);
            let report = judge(&case);
            let found: BTreeSet<&str> = report.findings.iter().map(|item| item.finding.rule.id).collect();
            let others: Vec<&&str> =
                found.iter().filter(|id| **id != rule && !case.also.iter().any(|also| also == *id)).collect();
            let shown = shown(&report);
            if name.starts_with("fails-") != found.contains(rule.as_str()) || !others.is_empty() {
                writeln!(wrong, "== {label}: must {} and found\n{shown}", name.split('-').next().unwrap()).unwrap();
            }
            assert!(name.starts_with("fails-") || name.starts_with("passes-"), "{label}");
            if regenerate {
                let expect = if shown.is_empty() { String::new() } else { format!("=== expect\n{shown}") };
                let body = case.body.trim_end_matches('\n');
                std::fs::write(&file, format!("{body}\n{expect}")).unwrap();
            } else if shown != case.expected {
                writeln!(wrong, "== {label}: expected\n{}-- found\n{shown}", case.expected).unwrap();
            }
        }
    }
    assert!(ran > 0, "no case ran");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_base_of_the_fixtures_conforms() {
    let base = case::folder(&support::fixtures().join("base"));
    let report = judge(&Case::read("# The base by itself.\n", &base));
    assert_eq!(shown(&report), "");
    assert_eq!(report.verdict(), mipg::diagnostic::Verdict::Conforming);
    assert_eq!((report.checked.submissions.done, report.checked.files.done, report.checked.bytes.done), (1, 2, 155));
}

#[test]
fn every_rule_has_fixtures_and_every_fixture_a_rule() {
    let known: BTreeSet<String> = rules::all().map(|rule| rule.meta.id.to_owned()).collect();
    let cases = cases();
    let stray: Vec<&String> = cases.keys().filter(|rule| !known.contains(*rule)).collect();
    assert!(stray.is_empty(), "fixtures of no rule: {stray:?}");
    let lacking: Vec<&String> = known
        .iter()
        .filter(|rule| !WITHOUT_FIXTURES.contains(&rule.as_str()))
        .filter(|rule| {
            let has = |prefix: &str| {
                cases.get(*rule).is_some_and(|files| {
                    files.iter().any(|file| file.file_name().unwrap().to_str().unwrap().starts_with(prefix))
                })
            };
            !has("fails-") || !has("passes-")
        })
        .collect();
    assert!(lacking.is_empty(), "rules without fixtures: {lacking:?}");
}

#[test]
fn ids_are_unique_kebab_case_and_named_like_their_files() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        let meta = &rule.meta;
        assert!(seen.insert(meta.id), "{} twice", meta.id);
        assert!(
            meta.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "{}",
            meta.id
        );
        let group = format!("{:?}", meta.group).to_lowercase();
        let file = format!("{}/src/rules/{group}/{}.rs", env!("CARGO_MANIFEST_DIR"), meta.id.replace('-', "_"));
        assert!(std::path::Path::new(&file).is_file(), "{file} is not there");
        for text in [meta.summary, meta.why, meta.remedy] {
            for text in [text.es, text.en] {
                assert!(text.ends_with('.') && !text.contains("  "), "{}: {text:?}", meta.id);
            }
        }
        assert!(!meta.example.trim().is_empty(), "{}", meta.id);
    }
}
