//! Reports made by hand, and names that try to be something else.

use std::collections::BTreeMap;

use chrono::DateTime;

use crate::{
    diagnostic::{
        Checked, Count, Finding, Group, Inputs, Meta, Position, Report, RunRules, Severity, SourceText, Target,
        Unsearchable, report::Located,
    },
    messages::{Lang, Message, Text},
    repo_path::RepoPath,
    source::{Part, Route, Span},
};

/// A rule of no table.
pub(super) static META: Meta = Meta {
    id: "test-rule",
    group: Group::Manifest,
    severity: Severity::Error,
    since: "0.1.0",
    in_force: (2026, 11, 22),
    summary: Text {
        es: "La huella declarada no es la del archivo.",
        en: "The declared digest is not that of the file.",
    },
    why: Text {
        es: "La huella prueba que el archivo es el mismo.",
        en: "The digest proves that the file is the same.",
    },
    norm: Some("Ley 527 de 1999"),
    example: "archivos:\n  - sha256: 00\n",
    remedy: Text { es: "Copie la huella en `sha256`.", en: "Copy the digest to `sha256`." },
    fixable: true,
};

/// Names that a terminal, a browser, a runner or a parser could take for something else.
pub(super) const HOSTILE: [&str; 12] = [
    "a%0A::error::x",
    "x,line=1",
    "%25",
    "\u{1b}]0;x\u{7}",
    "<script>alert(1)</script>",
    "\u{202e}fdp.exe",
    "a\n::error::x",
    "##[error]x",
    "`b` | @ana #12 :smile: [x](javascript:y) www.x.co",
    "\r\n::set-output name=x::y",
    "zero\u{200b}width\u{2028}\u{85}",
    "::stop-commands::x",
];

/// The text every finding with a position is in. `0000` is on line 5, column 13; `ñandú` on line 2, column 13.
pub(super) const SOURCE: &str = "version: 1\ntitulo: Año ñandú\narchivos:\n  - ruta: niño.csv\n    sha256: 0000\n";

/// A finding about a whole file.
pub(super) fn finding(path: &str, severity: Severity) -> Located {
    let path = RepoPath::new(path).unwrap_or_else(|_| RepoPath::escaped(path.as_bytes()));
    let message = Message::DigestMismatch { name: path.as_str().into(), declared: "00".into(), actual: "ff".into() };
    let finding = Finding {
        rule: &META,
        severity,
        inherited: false,
        path: Some(path),
        target: Target::Whole,
        message,
        hint: None,
        related: Vec::new(),
    };
    Located { finding, position: None, related: Vec::new() }
}

/// A *heredado* finding about a whole file.
pub(super) fn inherited(path: &str, severity: Severity) -> Located {
    let mut item = finding(path, severity);
    item.finding.inherited = true;
    item
}

/// A finding about the digest of the first file, said to be on `line`.
pub(super) fn field_finding(path: &str, line: u32) -> Located {
    let mut item = finding(path, Severity::Error);
    item.finding.target = Target::Field(Route::root().key("archivos").index(0).key("sha256"), Part::Value);
    item.position = Some(Position { span: Span::new(0, 4), line, column: 13, end_line: line, end_column: 17 });
    item
}

/// A finding about `needle` in [`SOURCE`], its place worked out from the text.
pub(super) fn found(path: &str, needle: &str) -> Located {
    let start = SOURCE.find(needle).expect("in the source");
    let mut item = field_finding(path, 1);
    item.position =
        Some(Position::of(Span::new(start, start + needle.len()), &crate::source::LineIndex::new(SOURCE.as_bytes())));
    item
}

/// A report of these findings; every file with a position holds [`SOURCE`].
pub(super) fn report(findings: Vec<Located>) -> Report {
    let sources = findings
        .iter()
        .filter(|item| item.position.is_some())
        .filter_map(|item| Some((item.finding.path.clone()?, SourceText(SOURCE.to_owned()))))
        .collect();
    let whole = |of| Count { done: of, of };
    Report {
        inputs: Inputs {
            revision: None,
            base: None,
            as_of: DateTime::parse_from_rfc3339("2026-11-22T10:00:00-05:00").expect("a moment"),
            lang: Lang::Es,
            rules_version: "0123456789abcdef".into(),
        },
        rules: RunRules { run: 56, of: 66, history: Count { done: 0, of: 6 }, permission: Count { done: 0, of: 4 } },
        checked: Checked {
            policies: whole(19),
            submissions: whole(412),
            manifests: whole(412),
            files: whole(977),
            bytes: whole(812_345),
            external: whole(3),
            searched: Count { done: 500, of: 700 },
            unsearchable: Unsearchable::default(),
            unseen: 0,
            excused: 0,
        },
        findings,
        sources,
        manifests: BTreeMap::new(),
        applicable: true,
        beside: 0,
    }
}

/// A report with one finding for each hostile name, as path and as value.
pub(super) fn hostile_report() -> Report {
    let mut findings: Vec<Located> = HOSTILE.iter().map(|name| raw(&format!("policies/{name}"))).collect();
    findings.push(raw(&format!("policies/{}", "n".repeat(300))));
    report(findings)
}

fn raw(path: &str) -> Located {
    let mut item = found("policies/x", "0000");
    item.finding.path = Some(RepoPath::new(path).expect("a path for git, however ugly"));
    item.finding.message = Message::DigestMismatch { name: path.into(), declared: "00".into(), actual: "ff".into() };
    item
}

/// 500 findings in 50 submissions.
pub(super) fn five_hundred() -> Report {
    let path = |n: usize| format!("policies/gobierno-digital/2026/11/reporte-{:04x}/archivo-{n}.pdf", n / 10);
    report((0..500).map(|n| finding(&path(n), Severity::Error)).collect())
}
