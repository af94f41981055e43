//! What the rules about names look at: which names they judge, and the forms that git takes as its own.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

use crate::{
    diagnostic::{Finding, Sink, Target},
    messages::Message,
    model::{
        Place,
        layout::{self, is_attributes, is_slug},
    },
    rules::{EntryContext, SiblingsContext},
    snapshot::{Entry, EntryKind},
};

/// Other names that a finding tells; a forged folder may have thousands.
pub(super) const TOLD: usize = 5;

/// The entries of a folder whose names can be judged as text, with those names.
///
/// Left out, because another rule says it all: names that are no text, the forms of git's own files, and folders of
/// submissions that are not slugs.
pub(super) fn judged<'a>(cx: &SiblingsContext<'a>) -> impl Iterator<Item = (&'a Entry, &'a str)> {
    let is_submission = |entry: &Entry| entry.kind == EntryKind::Folder && layout::is_month(cx.folder);
    cx.entries
        .iter()
        .filter(|entry| entry.raw_name.is_none())
        .map(|entry| (entry, entry.path.name()))
        .filter(move |(entry, name)| is_slug(name) || !is_submission(entry))
        .filter(|(_, name)| !is_git_form(name))
}

/// Those of [`judged`] with something beside ASCII letters, digits, hyphens, low lines and points: nearly none, and most
/// rules are about nothing else.
pub(super) fn unusual<'a>(cx: &SiblingsContext<'a>) -> impl Iterator<Item = (&'a Entry, &'a str)> {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    judged(cx).filter(move |(_, name)| !name.bytes().all(is_usual))
}

/// The name as a system without capitals and with one form of accents keeps it.
pub(super) fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// Reports about an entry as a whole, which may be a folder.
pub(super) fn at<'a>(out: &'a mut Sink<'_>, entry: &Entry, message: Message) -> &'a mut Finding {
    match entry.kind {
        EntryKind::Folder => out.folder(&entry.path, message),
        _ => out.at(&entry.path, message),
    }
}

/// The entry as a whole, as the place of a finding.
pub(super) fn target(entry: &Entry) -> Target {
    match entry.kind {
        EntryKind::Folder => Target::Folder,
        _ => Target::Whole,
    }
}

/// What the eye sees of a name: equal for names that look alike (Unicode UTS #39).
pub(super) fn seen(name: &str) -> String {
    static ASCII: LazyLock<Vec<String>> = LazyLock::new(|| {
        (0..128_u8).map(|byte| skeleton(char::from(byte).encode_utf8(&mut [0; 4])).collect()).collect()
    });
    if !name.is_ascii() {
        return skeleton(name).collect();
    }
    name.bytes().map(|byte| ASCII[usize::from(byte)].as_str()).collect()
}

/// Whether the entry is the rules' about entries: under `policies/`, and not where a YAML file is due, which the rules
/// about documents judge.
pub(super) fn is_of_evidence(cx: &EntryContext<'_>) -> bool {
    !matches!(cx.place, Place::Outside | Place::Attributes) && cx.place.file_kind().is_none()
}

/// Whether git, on some system, takes the name for one of its own: `.git`, `.gitmodules`, `.gitignore` or
/// `.gitattributes` in other capitals, with the invisible characters that macOS drops, with the spaces, points and
/// streams that Windows drops, or by a short name of Windows. A plain `.gitattributes` has its own rule.
pub(super) fn is_git_form(name: &str) -> bool {
    if is_attributes(name) || (name.is_ascii() && !name.starts_with('.') && !name.contains('~')) {
        return false; // nearly every name: there may be millions.
    }
    let visible: String = name.chars().filter(|&character| !is_dropped_by_hfs(character)).collect();
    let lower = visible.to_lowercase();
    let stem = lower.split(':').next().unwrap_or_default().trim_end_matches([' ', '.']);
    matches!(stem, ".git" | ".gitmodules" | ".gitignore" | ".gitattributes") || is_short_name(stem)
}

/// `git~1` and the short names that Windows makes for git's files, as git itself knows them.
fn is_short_name(stem: &str) -> bool {
    const SHORT: [&str; 7] = ["git", "gitmod", "gi7eba", "gitatt", "gi7d29", "gitign", "gi250a"];
    stem.split_once('~').is_some_and(|(prefix, number)| {
        SHORT.contains(&prefix) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_dropped_by_hfs(character: char) -> bool {
    matches!(character,
        '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_forms_are_known_on_every_system() {
        for name in [
            ".git",
            ".GIT",
            "git~1",
            "GIT~1",
            ".git ",
            ".git...",
            ".git::$INDEX_ALLOCATION",
            ".g\u{200c}it",
            ".gitmodules",
            ".GitModules",
            "gitmod~1",
            "GI7EBA~1",
            ".gitignore",
            ".gitattributes ",
            "gitatt~2",
        ] {
            assert!(is_git_form(name), "{name:?}");
        }
        for name in ["git", "git.pdf", ".gitattributes", ".github", "git~", "git~a", "digit~1", "a.git", ".gitkeep"] {
            assert!(!is_git_form(name), "{name:?}");
        }
    }

    #[test]
    fn names_are_seen_as_by_unicode() {
        for name in ["anexo-1.csv", "informe", "I0O|l", "аvance", "\u{7f} ~"] {
            assert_eq!(seen(name), skeleton(name).collect::<String>(), "{name:?}");
        }
        assert_eq!(seen("anexo-1"), seen("anexo-l"));
        assert_eq!(seen("informe"), seen("inforrne"));
        assert_ne!(seen("anexo-1"), seen("anexo-2"));
    }
}
