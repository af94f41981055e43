//! SARIF 2.1.0 (OASIS), for code scanning services and editors.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    escape, json,
    view::{View, views},
    words::say,
};
use crate::{
    diagnostic::{Meta, Position, Report, Severity, Verdict},
    messages::{Lang, Text},
    repo_path::RepoPath,
    rules,
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of the root of the repository in locations.
const ROOT: &str = "%SRCROOT%";
/// Where a result about the whole repository is put, since services drop results without a place in a file.
const WHOLE: &str = "policies/repositorio.yaml";

// Fields are in the order of the alphabet: that is the order of the keys.

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    column_kind: &'static str,
    invocations: [Invocation; 1],
    language: &'static str,
    original_uri_base_ids: BTreeMap<&'static str, Described>,
    properties: RunProperties,
    results: Vec<SarifResult>,
    tool: Tool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    exit_code: u8,
}

#[derive(Serialize)]
struct Described {
    description: Words,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties {
    as_of: String,
    checked: BTreeMap<&'static str, [u64; 2]>,
    rules_version: String,
    verdict: &'static str,
}

#[derive(Serialize)]
struct Words {
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    rules: Vec<Descriptor>,
    semantic_version: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    default_configuration: Configuration,
    full_description: Words,
    help: Words,
    id: &'static str,
    properties: RuleProperties,
    short_description: Words,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    group: crate::diagnostic::Group,
    severity: Severity,
    since: &'static str,
    tags: [crate::diagnostic::Group; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    level: &'static str,
    locations: Vec<Location>,
    message: Words,
    partial_fingerprints: BTreeMap<&'static str, String>,
    properties: ResultProperties,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<crate::source::Route>,
    fixable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
    help: String,
    inherited: bool,
    message_id: String,
    severity: Severity,
    whole_repository: bool,
}

#[derive(Serialize)]
struct Suppression {
    justification: String,
    kind: &'static str,
    status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    end_column: u32,
    end_line: u32,
    start_column: u32,
    start_line: u32,
}

/// The report as a SARIF 2.1.0 log with one run; every rule there is is described in it.
pub fn sarif(report: &Report) -> String {
    let metas: Vec<&'static Meta> = rules::all().map(|rule| &rule.meta).collect();
    with_rules(report, &metas)
}

fn with_rules(report: &Report, metas: &[&'static Meta]) -> String {
    let lang = report.inputs.lang;
    let verdict = report.verdict();
    let index: BTreeMap<&str, usize> = metas.iter().enumerate().map(|(index, meta)| (meta.id, index)).collect();
    let root = say!(lang, "La raíz del repositorio", "The root of the repository");
    let run = Run {
        column_kind: "unicodeCodePoints",
        invocations: [Invocation {
            execution_successful: verdict != Verdict::Unchecked,
            exit_code: verdict.exit_code(),
        }],
        language: lang.tag(),
        original_uri_base_ids: [(ROOT, Described { description: plain(root) })].into(),
        properties: RunProperties {
            as_of: report.inputs.as_of.to_rfc3339(),
            checked: report.checked.counts().map(|(name, count)| (name, [count.done, count.of])).into(),
            rules_version: report.inputs.rules_version.clone(),
            verdict: verdict.name(),
        },
        results: views(report).iter().map(|view| result(view, report, &index)).collect(),
        tool: Tool {
            driver: Driver {
                name: "mipg",
                rules: metas.iter().map(|meta| descriptor(meta, lang)).collect(),
                semantic_version: env!("CARGO_PKG_VERSION"),
                version: env!("CARGO_PKG_VERSION"),
            },
        },
    };
    json::write(&Log { schema: SCHEMA, runs: [run], version: "2.1.0" })
}

fn result(view: &View<'_>, report: &Report, index: &BTreeMap<&str, usize>) -> SarifResult {
    let lang = report.inputs.lang;
    // Services and editors open files: a finding about a folder is put in its manifest, and says the folder.
    let manifest = view.path.and_then(|path| report.manifests.get(path));
    let main = match manifest.or(view.path) {
        Some(path) => location(path, view.folder && manifest.is_none(), view.position, None),
        None => Location { id: None, physical_location: place(WHOLE, None) },
    };
    let suppression = view.inherited.then(|| Suppression {
        justification: say!(
            lang,
            "heredado: ya estaba publicado y el cambio no lo toca, o se recibió antes de que la regla rigiera; se muestra y no bloquea",
            "inherited: published before and not touched by the change, or received before the rule was in force; shown, and does not block"
        ),
        kind: "external",
        status: "accepted",
    });
    SarifResult {
        level: level(view.severity),
        locations: vec![main],
        message: plain(escape::sarif_message(&format!("{}. {}", view.message, view.help))),
        partial_fingerprints: [("mipg/v1", view.fingerprint.to_string())].into(),
        properties: ResultProperties {
            field: view.field.cloned(),
            fixable: view.rule.fixable,
            folder: manifest.and(view.path).map(|path| path.as_str().to_owned()),
            help: view.help.clone(),
            inherited: view.inherited,
            message_id: view.message_id.clone(),
            severity: view.severity,
            whole_repository: view.path.is_none(),
        },
        related_locations: view
            .related
            .iter()
            .enumerate()
            .map(|(id, related)| location(related.path, related.folder, related.position, Some(id)))
            .collect(),
        rule_id: view.rule.id,
        rule_index: index.get(view.rule.id).copied(),
        suppressions: suppression.into_iter().collect(),
    }
}

/// A place of the repository; the address of a folder ends with a slash (SARIF 2.1.0, 3.14.14 and 3.4.3).
fn location(path: &RepoPath, folder: bool, position: Option<Position>, id: Option<usize>) -> Location {
    let physical_location = match folder {
        true => place(&format!("{path}/"), None),
        false => place(path.as_str(), position),
    };
    Location { id, physical_location }
}

fn place(path: &str, position: Option<Position>) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: ArtifactLocation { uri: escape::uri(path), uri_base_id: ROOT },
        region: position.map(|at| Region {
            end_column: at.end_column,
            end_line: at.end_line,
            start_column: at.column,
            start_line: at.line,
        }),
    }
}

/// What could not be checked is an error for SARIF, whose `none` would hide it; the property tells them apart.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Unchecked | Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}

fn descriptor(meta: &Meta, lang: Lang) -> Descriptor {
    let of = |text: Text| plain(text.get(lang).to_owned());
    Descriptor {
        default_configuration: Configuration { level: level(meta.severity) },
        full_description: of(meta.why),
        help: Words {
            markdown: Some(super::reference::help_markdown(meta, lang)),
            text: meta.remedy.get(lang).to_owned(),
        },
        id: meta.id,
        properties: RuleProperties {
            group: meta.group,
            severity: meta.severity,
            since: meta.since,
            tags: [meta.group],
        },
        short_description: of(meta.summary),
    }
}

fn plain(text: String) -> Words {
    Words { markdown: None, text }
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use crate::diagnostic::Target;
    use serde_json::{Value, json};

    fn run(report: &Report) -> Value {
        let log: Value = serde_json::from_str(&with_rules(report, &[&testing::META])).unwrap();
        assert_eq!(log["version"], "2.1.0");
        log["runs"][0].clone()
    }

    #[test]
    fn a_result_says_rule_place_and_fingerprint() {
        let run = run(&testing::report(vec![testing::found("policies/año 1/manifiesto.yaml", "ñandú")]));
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["invocations"], json!([{"executionSuccessful": true, "exitCode": 1}]));
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&json!("test-rule"), &json!(0)));
        assert_eq!(result["level"], "error");
        assert_eq!(
            result["locations"][0]["physicalLocation"],
            json!({
                "artifactLocation": {"uri": "policies/a%C3%B1o%201/manifiesto.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 18}
            })
        );
        assert_eq!(result["partialFingerprints"]["mipg/v1"].as_str().unwrap().len(), 64);
        assert_eq!(result["suppressions"], json!([]));
    }

    #[test]
    fn every_rule_is_described() {
        let log: Value = serde_json::from_str(&sarif(&testing::report(vec![]))).unwrap();
        let described = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<&str> = described.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, rules::all().map(|rule| rule.meta.id).collect::<Vec<_>>());
        for rule in described {
            for key in ["shortDescription", "fullDescription", "help"] {
                assert!(rule[key]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
            }
            assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
        }
    }

    #[test]
    fn a_finding_about_a_submission_is_put_in_its_manifest() {
        let folder = RepoPath::new("policies/x/2026/11/reporte-1f3a").unwrap();
        let mut about = testing::finding(folder.as_str(), Severity::Error);
        about.finding.target = Target::Folder;
        about.finding.related(&folder, Target::Folder);
        let mut report = testing::report(vec![about]);
        let result = |report: &Report| run(report)["results"][0].clone();
        let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
        // Without a manifest there is no file to name: the address of a folder ends with a slash, that of a file does not.
        let bare = result(&report);
        let uri = format!("{folder}/");
        assert_eq!(place(&bare), json!({"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}));
        assert_eq!(bare["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
        let mut file = report.clone();
        file.findings[0].finding.target = Target::Whole;
        assert_eq!(place(&result(&file))["artifactLocation"]["uri"], folder.as_str());
        assert_eq!(bare["properties"]["folder"], Value::Null);
        let manifest = folder.join("manifiesto.yaml").unwrap();
        report.manifests.insert(folder.clone(), manifest.clone());
        let held = result(&report);
        assert_eq!(place(&held), json!({"artifactLocation": {"uri": manifest.as_str(), "uriBaseId": "%SRCROOT%"}}));
        assert_eq!(held["properties"]["folder"], folder.as_str());
        assert_eq!(held["partialFingerprints"], bare["partialFingerprints"]);
    }

    #[test]
    fn what_was_not_checked_is_no_success() {
        let mut item = testing::finding("a", Severity::Unchecked);
        item.finding.path = None;
        let run = run(&testing::report(vec![item]));
        assert_eq!(run["invocations"], json!([{"executionSuccessful": false, "exitCode": 3}]));
        assert_eq!(run["results"][0]["level"], "error");
        assert_eq!(run["results"][0]["properties"]["severity"], "unchecked");
        assert_eq!(run["results"][0]["properties"]["wholeRepository"], true);
        assert_eq!(
            run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "policies/repositorio.yaml"
        );
    }

    #[test]
    fn the_inherited_is_suppressed_with_its_reason() {
        let run = run(&testing::report(vec![testing::inherited("a", Severity::Error)]));
        let suppression = &run["results"][0]["suppressions"][0];
        assert_eq!((&suppression["kind"], &suppression["status"]), (&json!("external"), &json!("accepted")));
    }

    #[test]
    fn hostile_names_make_valid_relative_references() {
        let text = with_rules(&testing::hostile_report(), &[&testing::META]);
        assert!(!text.chars().any(|c| c != '\n' && crate::messages::is_deceptive(c)));
        let log: Value = serde_json::from_str(&text).unwrap();
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
            let rest = uri.strip_prefix("policies/").unwrap();
            assert!(rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%/".contains(&b)), "{uri}");
        }
    }

    /// The schema is not ours to ship: the test runs where its path is given.
    #[test]
    #[expect(
        clippy::disallowed_methods,
        clippy::disallowed_macros,
        reason = "a file from outside, named by whoever tests"
    )]
    fn holds_to_the_schema_of_sarif() {
        let Ok(path) = std::env::var("MIPG_SARIF_SCHEMA") else {
            eprintln!("skipped: MIPG_SARIF_SCHEMA does not name sarif-schema-2.1.0.json");
            return;
        };
        // Published with a stray bracket in the pattern of languages, which makes it no pattern for strict readers.
        let text = std::fs::read_to_string(path).unwrap().replace("{2}-[a-zA-Z]{2}]?$", "{2}-[a-zA-Z]{2}$");
        let schema: Value = serde_json::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut item = testing::found("policies/x", "0000");
        item.finding.related(&RepoPath::new("policies/y").unwrap(), crate::diagnostic::Target::Whole);
        let mut whole = testing::inherited("a", Severity::Unchecked);
        whole.finding.path = None;
        for report in [testing::report(vec![]), testing::hostile_report(), testing::report(vec![item, whole])] {
            let log: Value = serde_json::from_str(&with_rules(&report, &[&testing::META])).unwrap();
            let problems: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
            assert_eq!(problems, Vec::<String>::new());
        }
    }
}
