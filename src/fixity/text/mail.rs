//! Mail messages kept as text (RFC 5322, with MIME).

use super::super::{Format, bytes::starts_with_ignore_case, notes::Notes, traits::Trait};

/// Header fields that only mail has, or that mail always has.
const FIELDS: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "x-mailer",
    "cc",
];
/// Most lines of headers looked at.
const MOST_LINES: usize = 500;

pub(super) fn examine(text: &str, notes: &mut Notes) -> Option<Format> {
    let mailbox = text.starts_with("From ");
    let mut known = 0;
    for (index, line) in text.lines().skip(usize::from(mailbox)).take(MOST_LINES).enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && index > 0 {
            continue;
        }
        let (name, _) = line.split_once(':')?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        known += usize::from(FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)));
    }
    if known < 3 {
        return None;
    }
    attachments(text, notes);
    Some(if mailbox { Format::Mbox } else { Format::Eml })
}

/// Attached files, and among them programs by their name.
fn attachments(text: &str, notes: &mut Notes) {
    for line in text.lines() {
        let line = line.trim();
        if starts_with_ignore_case(line.as_bytes(), b"content-disposition:")
            && line.to_ascii_lowercase().contains("attachment")
        {
            notes.add(Trait::EmbeddedFiles);
        }
        let lower = if line.len() < 1_000 && line.contains("name") { line.to_ascii_lowercase() } else { continue };
        if let Some((_, name)) = lower.split_once("name=") {
            let name = name.trim_matches(['"', ';', ' ']);
            let program = [
                ".exe", ".js", ".vbs", ".bat", ".cmd", ".scr", ".msi", ".hta", ".ps1", ".jar", ".lnk", ".docm", ".xlsm",
            ];
            if program.iter().any(|extension| name.ends_with(extension)) {
                notes.add(Trait::ExecutableInside);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixity::{Trait, inspect};

    #[test]
    fn attachments_are_named() {
        let head = "From: a@b.co\nTo: c@d.co\nSubject: x\nMIME-Version: 1.0\n\n";
        let part = |name: &str| format!("{head}--x\nContent-Disposition: attachment; filename=\"{name}\"\n\nabc\n");
        assert_eq!(inspect(head.as_bytes()).traits, []);
        assert_eq!(inspect(part("acta.pdf").as_bytes()).traits, [Trait::EmbeddedFiles]);
        assert!(inspect(part("acta.pdf.EXE").as_bytes()).has(Trait::ExecutableInside));
    }
}
