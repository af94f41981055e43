//! For programs: the shape of the contract, with types of its own, keys in order and nothing a terminal would obey.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    escape,
    view::{Place, View, views},
};
use crate::{
    diagnostic::{Position, Report, Severity},
    messages::{Arg, Lang},
    repo_path::RepoPath,
    source::Route,
};

/// The version of the shape.
const VERSION: u32 = 1;

// Fields are in the order of the alphabet: that is the order of the keys.

#[derive(Serialize)]
struct Document<'a> {
    checked: BTreeMap<&'static str, [u64; 2]>,
    counts: Counts,
    findings: Vec<FindingV1<'a>>,
    inputs: InputsV1<'a>,
    rules: RulesV1,
    verdict: &'static str,
    version: u32,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    inherited: usize,
    notice: usize,
    unchecked: usize,
    warning: usize,
}

#[derive(Serialize)]
struct InputsV1<'a> {
    as_of: String,
    base: Option<&'a str>,
    lang: &'static str,
    revision: Option<&'a str>,
    rules_version: &'a str,
}

#[derive(Serialize)]
struct RulesV1 {
    history: HistoryV1,
    of: u64,
    permission: PermissionV1,
    run: u64,
}

/// The rules that judge who makes a change, of the above: how many of how many; an account that proposes is not judged by
/// what is asked of one that publishes.
#[derive(Serialize)]
struct PermissionV1 {
    of: u64,
    run: u64,
}

/// The rules that judge history, of the above.
#[derive(Serialize)]
struct HistoryV1 {
    of: u64,
    run: u64,
    /// Why it was not judged: `no-base`, a single state was asked; `no-history`, the published history is not whole in the
    /// copy, or cannot be followed from the base.
    unjudged: Option<&'static str>,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    args: &'a BTreeMap<&'static str, &'a Arg>,
    column: Option<u32>,
    end_column: Option<u32>,
    end_line: Option<u32>,
    field: Option<&'a Route>,
    fingerprint: String,
    fixable: bool,
    help: &'a str,
    inherited: bool,
    line: Option<u32>,
    message: &'a str,
    message_id: &'a str,
    path: Option<&'a RepoPath>,
    related: Vec<RelatedV1<'a>>,
    rule: &'static str,
    severity: Severity,
}

#[derive(Serialize)]
struct RelatedV1<'a> {
    column: Option<u32>,
    end_column: Option<u32>,
    end_line: Option<u32>,
    field: Option<&'a Route>,
    line: Option<u32>,
    path: &'a RepoPath,
}

/// The report as JSON (version 1): keys sorted, indented, one line end at the end.
pub fn json(report: &Report) -> String {
    let views = views(report);
    let inputs = &report.inputs;
    let document = Document {
        checked: report
            .checked
            .counts()
            .into_iter()
            .chain([("manifests", report.checked.manifests), ("personal_data", report.checked.searched)])
            .map(|(name, count)| (name, [count.done, count.of]))
            .collect(),
        counts: Counts {
            error: report.count(Severity::Error),
            inherited: report.inherited(),
            notice: report.count(Severity::Notice),
            unchecked: report.count(Severity::Unchecked),
            warning: report.count(Severity::Warning),
        },
        findings: views.iter().map(finding).collect(),
        inputs: InputsV1 {
            as_of: inputs.as_of.to_rfc3339(),
            base: inputs.base.as_deref(),
            lang: Lang::tag(inputs.lang),
            revision: inputs.revision.as_deref(),
            rules_version: &inputs.rules_version,
        },
        rules: RulesV1 {
            history: HistoryV1 {
                of: report.rules.history.of,
                run: report.rules.history.done,
                unjudged: match (report.rules.history.is_whole(), &report.inputs.base) {
                    (true, _) => None,
                    (false, None) => Some("no-base"),
                    (false, Some(_)) => Some("no-history"),
                },
            },
            of: report.rules.of,
            permission: PermissionV1 { of: report.rules.permission.of, run: report.rules.permission.done },
            run: report.rules.run,
        },
        verdict: report.verdict().name(),
        version: VERSION,
    };
    write(&document)
}

/// Indented JSON, safe to show, with one line end at the end.
pub(super) fn write(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("texts, numbers and lists are JSON");
    let mut safe = escape::json(&text);
    safe.push('\n');
    safe
}

fn finding<'a>(view: &'a View<'a>) -> FindingV1<'a> {
    let (line, column, end_line, end_column) = place(view.position);
    FindingV1 {
        args: &view.args,
        column,
        end_column,
        end_line,
        field: view.field,
        fingerprint: view.fingerprint.to_string(),
        fixable: view.rule.fixable,
        help: &view.help,
        inherited: view.inherited,
        line,
        message: &view.message,
        message_id: &view.message_id,
        path: view.path,
        related: view.related.iter().map(related).collect(),
        rule: view.rule.id,
        severity: view.severity,
    }
}

fn related<'a>(item: &Place<'a>) -> RelatedV1<'a> {
    let (line, column, end_line, end_column) = place(item.position);
    RelatedV1 { column, end_column, end_line, field: item.field, line, path: item.path }
}

type Numbers = (Option<u32>, Option<u32>, Option<u32>, Option<u32>);

fn place(position: Option<Position>) -> Numbers {
    match position {
        Some(at) => (Some(at.line), Some(at.column), Some(at.end_line), Some(at.end_column)),
        None => (None, None, None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use serde_json::Value;

    fn parsed(report: &Report) -> Value {
        serde_json::from_str(&json(report)).unwrap()
    }

    #[test]
    fn has_the_shape_of_the_contract() {
        let value = parsed(&testing::report(vec![testing::found("policies/x/manifiesto.yaml", "0000")]));
        assert_eq!(value["version"], 1);
        assert_eq!(value["verdict"], "nonconforming");
        assert_eq!(value["inputs"]["as_of"], "2026-11-22T10:00:00-05:00");
        assert_eq!(value["inputs"]["base"], Value::Null);
        assert_eq!(
            value["rules"],
            serde_json::json!({
                "run": 56, "of": 66, "history": {"run": 0, "of": 6, "unjudged": "no-base"}, "permission": {"run": 0, "of": 4},
            })
        );
        assert_eq!(value["checked"]["submissions"], serde_json::json!([412, 412]));
        assert_eq!(value["counts"]["error"], 1);
        let finding = &value["findings"][0];
        assert_eq!((&finding["line"], &finding["column"]), (&Value::from(5), &Value::from(13)));
        assert_eq!((&finding["end_line"], &finding["end_column"]), (&Value::from(5), &Value::from(17)));
        assert_eq!(finding["field"], serde_json::json!(["archivos", 0, "sha256"]));
        assert_eq!(finding["severity"], "error");
        assert_eq!(finding["message_id"], "digest-mismatch");
        assert_eq!(finding["args"]["declared"], "00");
        assert_eq!(finding["fingerprint"].as_str().unwrap().len(), 64);
    }

    #[test]
    fn columns_count_letters_with_accents_once() {
        let value = parsed(&testing::report(vec![testing::found("a", "ñandú")]));
        let finding = &value["findings"][0];
        assert_eq!((&finding["line"], &finding["column"], &finding["end_column"]), (&2.into(), &13.into(), &18.into()));
    }

    #[test]
    fn what_has_no_place_says_null() {
        let mut item = testing::finding("a", Severity::Unchecked);
        item.finding.path = None;
        let value = parsed(&testing::report(vec![item]));
        let finding = &value["findings"][0];
        for key in ["path", "line", "column", "end_line", "end_column", "field"] {
            assert_eq!(finding[key], Value::Null, "{key}");
        }
        assert_eq!(value["verdict"], "unchecked");
        assert_eq!(finding["severity"], "unchecked");
    }

    #[test]
    fn hostile_names_are_kept_for_programs_and_harmless_on_a_terminal() {
        let report = testing::hostile_report();
        let text = json(&report);
        assert!(text.ends_with("}\n"));
        assert!(text.lines().all(|line| !line.chars().any(crate::messages::is_deceptive)));
        let value = parsed(&report);
        for (index, name) in testing::HOSTILE.iter().enumerate() {
            assert_eq!(value["findings"][index]["path"], format!("policies/{name}"));
        }
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let text = json(&testing::hostile_report());
        let sorted: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(write(&sorted), text);
    }
}
