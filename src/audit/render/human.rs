//! For people, on a terminal or in a file: the verdict first.

use super::{
    super::Audit,
    again::{again, brought},
    groups::{Group, groups, without_kind},
    words::{aside, chain, count, level, not_established, note, place, verdict},
};
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
};

/// Findings of a kind that are told one by one.
pub(super) const TOLD: usize = 10;
/// Lines of a screen; after more than these the verdict is said again.
const SCREEN: usize = 60;

/// The audit in lines.
pub fn human(audit: &Audit, lang: Lang) -> String {
    let mut lines = vec![verdict(audit, lang), String::new()];
    let (revision, commits, log) = (audit.revision, audit.commits, audit.log_commit);
    let of_line = match commits {
        1 => say!(lang, "1 commit en su línea", "1 commit on its line"),
        _ => say!(lang, "{commits} commits en su línea", "{commits} commits on its line"),
    };
    lines.push(format!("  {:<15} {revision} ({of_line})", say!(lang, "Rama principal", "Main branch")));
    lines.push(format!("  {:<15} {log} ({})", say!(lang, "Registro", "Audit trail"), audit.reference));
    if let Some(checkpoint) = &audit.checkpoint {
        let (size, root, origin) = (checkpoint.head.size, checkpoint.head.root, shown(checkpoint.origin.as_str(), 200));
        let name = say!(lang, "Estado firmado", "Checkpoint");
        lines.push(say!(
            lang,
            "  {name:<15} {origin}, {size} entradas, raíz {root}",
            "  {name:<15} {origin}, {size} entries, root {root}"
        ));
    }
    for key in &audit.keys {
        lines.push(format!("  {:<15} {}", say!(lang, "Clave", "Key"), shown(&key.to_string(), 300)));
    }
    for (name, text) in brought(audit, lang) {
        lines.push(format!("  {name:<15} {text}"));
    }
    for step in chain(audit, lang) {
        lines.push(format!("  {:<15} {step}", say!(lang, "Cambio de clave", "Key changed")));
    }
    lines.push(String::new());
    let width = audit.tallies.iter().map(|tally| tally.check.name(lang).chars().count()).max().unwrap_or(0);
    for tally in &audit.tallies {
        let name = tally.check.name(lang);
        let line = format!("  {name:<width$}  {}", count(tally, lang));
        lines.push(match note(tally, audit, lang) {
            Some(note) => format!("{line} · {note}"),
            None => line,
        });
    }
    let aside = aside(audit, lang);
    if !aside.is_empty() {
        lines.push(String::new());
        lines.extend(aside);
    }
    if !audit.findings.is_empty() {
        lines.extend([String::new(), say!(lang, "Qué se encontró:", "What was found:")]);
    }
    let groups = groups(audit, lang);
    for group in &groups {
        lines.extend(told(group, lang));
    }
    let more = without_kind(audit);
    if more > 0 {
        lines.push(say!(lang, "  … y {more} más que no se muestran", "  … and {more} more that are not shown"));
    }
    lines.extend([String::new(), say!(lang, "No establece:", "It does not establish:")]);
    lines.extend(not_established(audit, lang).into_iter().map(|line| format!("  - {line}")));
    lines.extend([String::new(), format!("{}: {}", say!(lang, "Para repetirlo", "To repeat it"), again(audit, lang))]);
    if lines.len() > SCREEN {
        lines.extend([String::new(), verdict(audit, lang)]); // the first one is out of sight
    }
    format!("{}\n", lines.join("\n"))
}

/// Findings of one kind: each in a line with its place, and what to do once.
fn told(group: &Group<'_>, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in group.kept.iter().take(TOLD) {
        let (level, code, message) = (level(finding.level, lang), finding.code, finding.message.text(lang));
        lines.push(format!("  {level}[{code}]: {message}"));
        let place = place(finding, lang);
        if !place.is_empty() {
            lines.push(format!("    --> {place}"));
        }
    }
    let (code, left) = (group.code, group.count.saturating_sub(TOLD as u64));
    if left > 0 {
        lines.push(say!(lang, "  … y {left} más de {code}", "  … and {left} more of {code}"));
    }
    lines.push(format!("    {}: {}", say!(lang, "qué hacer", "what to do"), group.help));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{Check, Finding, Level, Place},
        messages::Message,
    };

    #[test]
    fn a_kind_found_often_is_told_ten_times_counted_whole_and_mended_once() {
        let finding = |at: usize| Finding {
            check: Check::Descent,
            level: Level::Fault,
            code: "commit-gone",
            place: Place::path(format!("entrega-{at}")),
            message: Message::AuditCommitGone {},
        };
        let kept: Vec<Finding> = (0..100).map(finding).collect();
        let group = |count| Group {
            level: Level::Fault,
            code: "commit-gone",
            help: "ayuda",
            kept: kept.iter().take(count as usize).collect(),
            count,
        };
        let text = told(&group(886), Lang::Es).join("\n");
        let of = |word: &str| text.matches(word).count();
        assert_eq!((of("[commit-gone]"), of("--> entrega-"), of("qué hacer: ayuda")), (TOLD, TOLD, 1), "{text}");
        assert!(text.contains("… y 876 más de commit-gone"), "{text}");
        assert!(!told(&group(10), Lang::Es).join("").contains("más de"));
    }
}
