//! Workflow commands of GitHub Actions: marks beside the lines of a change.
//!
//! The platform shows ten marks of each level for a step and drops the rest without a word, so the gravest come first,
//! no more are written, and the last one says how many there are and where to see them all.

use std::fmt::Write as _;

use super::{
    escape,
    view::{View, ranked, views},
    words::{self, Noun, say},
};
use crate::{
    diagnostic::{Report, Severity, Verdict},
    messages::{Lang, is_deceptive},
};

/// Marks of one level that the platform shows for a step.
const SHOWN: usize = 10;

/// The name of a command.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Command {
    Error,
    Warning,
    Notice,
}

impl Command {
    fn name(self) -> &'static str {
        match self {
            Command::Error => "error",
            Command::Warning => "warning",
            Command::Notice => "notice",
        }
    }
}

/// The findings that the platform will show, one command on each line, and the verdict: as one more where it says
/// what no finding does, else as plain lines of the log.
pub fn github(report: &Report) -> String {
    let lang = report.inputs.lang;
    let views = views(report);
    let is_silent = report.verdict() == Verdict::Unchecked && report.count(Severity::Unchecked) == 0;
    let last = if is_silent { Command::Error } else { Command::Notice };
    let mut left = [Command::Error, Command::Warning, Command::Notice]
        .map(|command| (command, SHOWN - usize::from(command == last)));
    let mut out = String::new();
    let mut shown = 0;
    for view in ranked(&views) {
        let command = command(view);
        let Some((_, left)) = left.iter_mut().find(|(each, left)| *each == command && *left > 0) else { continue };
        *left -= 1;
        shown += 1;
        write_mark(&mut out, command, view, lang);
    }
    let mut text = words::verdict(report);
    if shown < views.len() {
        let (rest, all) = (views.len() - shown, Noun::FINDING.count(views.len(), lang));
        text.push_str(&say!(
            lang,
            "\n{all} en total: {rest} más no caben aquí; todos están en el resumen del trabajo (Summary)",
            "\n{all} in all: {rest} more do not fit here; all are in the job summary"
        ));
    }
    if let Some(part) = words::in_part(report) {
        text.push('\n');
        text.push_str(&part);
    }
    let checked = words::checked(report);
    text.push_str(&say!(lang, "\ncomprobado: {checked}", "\nchecked: {checked}"));
    // Where every finding has its mark, one more would add nothing: the verdict is said in the log alone.
    if shown > 0 && shown == views.len() && !is_silent && words::in_part(report).is_none() {
        writeln!(out, "{text}").expect("writing to a String cannot fail");
    } else {
        let (name, text) = (last.name(), escape::command_data(&text));
        writeln!(out, "::{name} title=mipg::{text}").expect("writing to a String cannot fail");
    }
    out
}

/// A sentence of ours as one mark, of what keeps everything from being checked.
pub fn github_error(text: &str) -> String {
    mark(Command::Error, text)
}

/// A mark of what somebody should know, though nothing failed.
pub fn github_warning(text: &str) -> String {
    mark(Command::Warning, text)
}

fn mark(command: Command, text: &str) -> String {
    format!("::{} title=mipg::{}\n", command.name(), escape::command_data(text))
}

fn command(view: &View<'_>) -> Command {
    match view.severity {
        _ if view.inherited => Command::Notice,
        Severity::Unchecked | Severity::Error => Command::Error,
        Severity::Warning => Command::Warning,
        Severity::Notice => Command::Notice,
    }
}

fn write_mark(out: &mut String, command: Command, view: &View<'_>, lang: Lang) {
    let mut properties = Vec::new();
    let mut lines = vec![format!("{}: {}", view.level(lang), view.message), view.help.clone()];
    if let Some(path) = view.path {
        // A name with controls would reach the log raw: it is written out in the text, and no file is marked.
        if path.as_str().chars().any(is_deceptive) {
            lines.insert(0, escape::path(path.as_str()));
        } else {
            properties.push(("file", path.as_str().to_owned()));
            if let Some(at) = view.position {
                properties.push(("line", at.line.to_string()));
                properties.push(("endLine", at.end_line.to_string()));
                if at.line == at.end_line {
                    properties.push(("col", at.column.to_string()));
                    properties.push(("endColumn", at.end_column.to_string()));
                }
            }
        }
    }
    properties.push(("title", view.rule.id.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", escape::command_property(value))).collect();
    let (name, properties, text) = (command.name(), properties.join(","), escape::command_data(&lines.join("\n")));
    writeln!(out, "::{name} {properties}::{text}").expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};

    #[test]
    fn a_finding_is_one_command() {
        let text = github(&testing::report(vec![testing::found("policies/a b/manifiesto.yaml", "0000")]));
        assert_eq!(
            text.lines().next().unwrap(),
            "::error file=policies/a b/manifiesto.yaml,line=5,endLine=5,col=13,endColumn=17,title=test-rule::\
             inconsistencia: la huella de «policies/a b/manifiesto.yaml» no coincide: el manifiesto dice 00 y el archivo \
             tiene ff%0ACopie la huella en `sha256`."
        );
        assert!(text.lines().nth(1).unwrap().starts_with("NO CONFORME: 1 inconsistencia que corregir"));
        assert!(text.lines().nth(2).unwrap().starts_with("comprobado: 19 de 19 políticas"));
        assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn several_lines_have_no_column() {
        let mut item = testing::found("a", "0000");
        item.position = item.position.map(|at| crate::diagnostic::Position { end_line: 7, ..at });
        let text = github(&testing::report(vec![item]));
        assert!(text.starts_with("::error file=a,line=5,endLine=7,title=test-rule::"), "{text}");
    }

    #[test]
    fn every_line_is_a_command_of_ours_whatever_the_names() {
        let mut report = testing::hostile_report();
        let all: Vec<_> = report.findings.clone();
        for item in all {
            report.findings = vec![item];
            let text = github(&report);
            assert_eq!(text.lines().count(), 3, "{text}");
            assert_eq!(text.matches("\n::").count(), 0, "{text}");
            assert!(!text.contains('\r') && !text.chars().any(|c| c != '\n' && is_deceptive(c)), "{text:?}");
            let mark = text.lines().next().unwrap();
            assert!(mark.starts_with("::error "), "{mark}");
            let properties = mark.strip_prefix("::error ").unwrap().split("::").next().unwrap();
            let names: Vec<&str> = properties.split(',').map(|property| property.split('=').next().unwrap()).collect();
            assert!(names == ["file", "line", "endLine", "col", "endColumn", "title"] || names == ["title"], "{mark}");
        }
    }

    #[test]
    fn percent_colon_and_comma_in_names_are_encoded() {
        let text = github(&testing::report(vec![testing::found("policies/x,line=1:a%0A::error::y", "0000")]));
        assert!(text.starts_with("::error file=policies/x%2Cline=1%3Aa%250A%3A%3Aerror%3A%3Ay,line=5,"), "{text}");
    }

    #[test]
    fn of_many_the_gravest_ten_of_each_level() {
        let mut findings: Vec<_> = (0..30).map(|n| testing::finding(&format!("w{n:02}"), Severity::Warning)).collect();
        findings.extend((0..30).map(|n| testing::inherited(&format!("h{n:02}"), Severity::Error)));
        findings.extend((0..30).map(|n| testing::finding(&format!("e{n:02}"), Severity::Error)));
        findings.push(testing::finding("z", Severity::Unchecked));
        let text = github(&testing::report(findings));
        let count = |name: &str| text.lines().filter(|line| line.starts_with(name)).count();
        assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 10, 10));
        assert!(text.starts_with("::error file=z,"), "{text}");
        assert!(text.lines().last().unwrap().contains("91 resultados en total: 62 más no caben aquí"), "{text}");
    }

    #[test]
    fn nothing_found_still_says_the_verdict() {
        let text = github(&testing::report(vec![]));
        assert!(
            text.starts_with("::notice title=mipg::CONFORME: nada que corregir%0Acomprobado: 19 de 19 políticas"),
            "{text}"
        );
        let mut report = testing::report(vec![]);
        report.checked.files.done = 976;
        assert!(github(&report).starts_with("::error title=mipg::SIN COMPROBAR"));
    }
}
