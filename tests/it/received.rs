//! *Heredado* by the age of a rule: what a receipt binds is not held to a later rule, and all else is.

use std::sync::Mutex;

use chrono::NaiveDate;
use mipg::{
    check::{self, Receptions, Request},
    diagnostic::{Report, Verdict},
    digest::Digest,
    messages::Lang,
    model::SubmissionPath,
};

use crate::support::{
    self,
    case::{self, Case},
};

const MANIFEST: &str = "policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml";

/// Every submission was received on this day, with any manifest or with the one of this digest.
struct Told {
    day: NaiveDate,
    only: Option<Digest>,
    asked: Mutex<Vec<String>>,
}

impl Told {
    fn on(day: u32) -> Self {
        Self { day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(), only: None, asked: Default::default() }
    }
}

impl Receptions for Told {
    fn received(&self, path: &SubmissionPath, manifest: Digest) -> Option<NaiveDate> {
        self.asked.lock().unwrap().push(path.to_string());
        self.only.is_none_or(|only| only == manifest).then_some(self.day)
    }
}

fn judge(edit: &str, told: &Told) -> Report {
    let base = case::folder(&support::fixtures().join("base"));
    let case = Case::read(&format!("# Un caso.\n{edit}\n"), &base);
    let snapshot = case::in_memory(&case.steps[0].tree);
    check::check(&Request {
        snapshot: &snapshot,
        revision: None,
        change: None,
        receptions: Some(told),
        as_of: support::moment(support::AS_OF),
        lang: Lang::Es,
        progress: &|_, _| {},
        observe: &|_| {},
    })
    .unwrap()
}

/// The rules that found something, and whether it is *heredado*.
fn said(report: &Report) -> Vec<(&'static str, bool)> {
    report.findings.iter().map(|item| (item.finding.rule.id, item.finding.inherited)).collect()
}

fn absurd() -> String {
    format!("=== edit {MANIFEST}\n-dependencia: oficina-informatica\n+dependencia: oficina-que-no-existe")
}

#[test]
fn what_was_received_before_the_rule_does_not_block() {
    let told = Told::on(21);
    let report = judge(&absurd(), &told);
    assert_eq!(said(&report), [("office-unknown", true)]);
    assert_eq!(report.verdict(), Verdict::Conforming);
    assert_eq!(told.asked.into_inner().unwrap(), ["gobierno-digital/2026/11/reporte-1f3a"]);
}

#[test]
fn what_was_received_once_the_rule_was_in_force_blocks() {
    let report = judge(&absurd(), &Told::on(22));
    assert_eq!(said(&report), [("office-unknown", false)]);
    assert_eq!(report.verdict(), Verdict::Nonconforming);
}

#[test]
fn a_manifest_changed_since_blocks() {
    let told = Told { only: Some(Digest::of(b"otro")), ..Told::on(1) };
    assert_eq!(said(&judge(&absurd(), &told)), [("office-unknown", false)]);
}

#[test]
fn a_manifest_that_cannot_be_read_is_bound_all_the_same() {
    let report = judge(&format!("=== edit {MANIFEST}\n-version: 1\n+version: 1\n+desconocido: 1"), &Told::on(1));
    assert_eq!(said(&report), [("field-unknown", true)]);
}

#[test]
fn a_file_that_is_not_listed_came_later() {
    let folder = MANIFEST.strip_suffix("manifiesto.yaml").unwrap();
    let report = judge(&format!("=== write {folder}otro.txt\nsin listar\n"), &Told::on(1));
    assert_eq!(said(&report), [("file-not-listed", false)]);
}

#[test]
fn digests_are_judged_whatever_the_day() {
    let report = judge(&format!("=== edit {MANIFEST}\n-    bytes: 68\n+    bytes: 69"), &Told::on(1));
    assert_eq!(said(&report), [("size-mismatch", false)]);
}

#[test]
fn where_nothing_is_wrong_nobody_asks() {
    let told = Told::on(1);
    assert_eq!(said(&judge("", &told)), []);
    assert!(told.asked.into_inner().unwrap().is_empty());
}
