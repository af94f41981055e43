//! For people, on a terminal or in a file: the verdict first.

use super::{
    super::Audit,
    again::{again, brought},
    help::help,
    words::{aside, chain, count, level, not_established, note, place, verdict},
};
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
};

/// The audit in lines.
pub fn human(audit: &Audit, lang: Lang) -> String {
    let mut lines = vec![verdict(audit, lang), String::new()];
    let (revision, commits, log) = (audit.revision, audit.commits, audit.log_commit);
    lines.push(say!(
        lang,
        "  Rama principal  {revision} ({commits} commits)",
        "  Main branch     {revision} ({commits} commits)"
    ));
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
    for finding in &audit.findings {
        let (level, code, message) = (level(finding, lang), finding.code, finding.message.text(lang));
        lines.push(format!("  {level}[{code}]: {message}"));
        let place = place(finding, lang);
        if !place.is_empty() {
            lines.push(format!("    --> {place}"));
        }
        lines.push(format!("    {}: {}", say!(lang, "qué hacer", "what to do"), help(finding, lang)));
    }
    if audit.more > 0 {
        let more = audit.more;
        lines.push(say!(lang, "  … y {more} más que no se muestran", "  … and {more} more that are not shown"));
    }
    lines.extend([String::new(), say!(lang, "No establece:", "It does not establish:")]);
    lines.extend(not_established(audit, lang).into_iter().map(|line| format!("  - {line}")));
    lines.extend([String::new(), format!("{}: {}", say!(lang, "Para repetirlo", "To repeat it"), again(audit, lang))]);
    format!("{}\n", lines.join("\n"))
}
