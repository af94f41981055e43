//! Why a log could not be read or written, in the language asked: the errors of the library speak English.

use std::error::Error;

use mipg::{
    messages::{Lang, Message},
    registro::{IndexError, RegistroError},
    trail::{
        append::AppendError,
        checkpoint::{CheckpointError, CheckpointOpenError},
        entry::EntryError,
        judge::{reason, words},
        merkle::Hash,
        note::{KeyError, NoteError, OpenError},
        rotation::RotationError,
        tile::{EdgeError, EntryReadError, HashReadError, TileError},
    },
};

/// A text that is no key.
pub(in crate::commands) fn key(error: &KeyError, lang: Lang) -> String {
    words(reason::key(error), error, lang)
}

/// Bytes that are no note.
pub(in crate::commands) fn note(error: &NoteError, lang: Lang) -> String {
    words(reason::note(error), error, lang)
}

/// A text that is no checkpoint.
pub(in crate::commands) fn checkpoint(error: CheckpointError, lang: Lang) -> String {
    opened(&CheckpointOpenError::Checkpoint(error), lang)
}

/// A checkpoint that must not be believed.
pub(in crate::commands) fn opened(error: &CheckpointOpenError, lang: Lang) -> String {
    words(reason::checkpoint_open(error), error, lang)
}

/// A record of a change of key that leads nowhere.
pub(in crate::commands) fn rotation(error: &RotationError, lang: Lang) -> String {
    let message = match error {
        RotationError::Names => Message::LogRotationNames {},
        RotationError::Same => Message::LogRotationSame {},
        RotationError::Text => Message::LogRotationText {},
        RotationError::Unknown => Message::LogRotationUnknown {},
        RotationError::Missing => Message::LogRotationUnsigned {},
        RotationError::Signature(error) => return signature(error, lang),
        RotationError::Note(error) => return note(error, lang),
        RotationError::Sign(error) => return error.to_string(),
    };
    message.text(lang)
}

fn signature(error: &OpenError, lang: Lang) -> String {
    opened(&CheckpointOpenError::Signature(error.clone()), lang)
}

/// Why the files of a log are not those of one.
pub(in crate::commands) fn registro(error: &RegistroError, lang: Lang) -> String {
    use RegistroError as E;
    let of = |file: &str, text: String| format!("`{file}`: {text}");
    match error {
        E::NoCheckpoint => Message::LogFileMissing { path: "checkpoint".into() }.text(lang),
        E::Note(error) => of("checkpoint", note(error, lang)),
        E::Checkpoint(error) => of("checkpoint", checkpoint(*error, lang)),
        E::Signature(error) => of("checkpoint", opened(error, lang)),
        E::Unsigned => Message::LogUnsignedWithKey {}.text(lang),
        E::Keys => Message::LogKeysMalformed {}.text(lang),
        E::Key { line, source } => {
            Message::LogKeysLine { line: (*line).into(), detail: key(source, lang).into() }.text(lang)
        }
        E::Rotation(error) => rotation(error, lang),
        E::Index(error) => index(error, lang),
        E::Append(error) => append(error, lang),
        E::ReadBack(path) => format!("`{path}`"),
        E::ReadBackRoot(error) => edge(error, lang),
        other => other.to_string(),
    }
}

fn index(error: &IndexError, lang: Lang) -> String {
    match error {
        IndexError::TooMany(count) => Message::LogTooMany { count: (*count).into() }.text(lang),
        IndexError::TooHeavy => Message::LogTooHeavy {}.text(lang),
        IndexError::Shorter { had, has } => Message::LogShorter { had: (*had).into(), has: (*has).into() }.text(lang),
        IndexError::Tile(error) => tile(error, lang),
        IndexError::Root { computed, expected } => root(computed, expected, lang),
        IndexError::Entry { index, source } => entry(*index, source, lang),
    }
}

fn append<E: Error + Send + Sync + 'static>(error: &AppendError<E>, lang: Lang) -> String {
    match error {
        AppendError::Extensions => words("checkpoint-extensions", error, lang),
        AppendError::Edge(error) => edge(error, lang),
        AppendError::Read(EntryReadError::Tile(error)) => tile(error, lang),
        AppendError::Read(EntryReadError::Foreign { path, source, .. }) => {
            format!("`{path}`: {}", words(reason::inclusion(source), source, lang))
        }
        AppendError::Old { index, source } => entry(*index, source, lang),
        AppendError::New { place, source } => {
            let detail = words(reason::entry(source), source, lang);
            Message::LogNewEntry { place: (*place).into(), detail: detail.into() }.text(lang)
        }
        AppendError::Read(EntryReadError::Outside { .. }) | AppendError::Log { .. } => error.to_string(),
    }
}

fn edge<E: Error + Send + Sync + 'static>(error: &EdgeError<E>, lang: Lang) -> String {
    match error {
        EdgeError::Tile(error) => tile(error, lang),
        EdgeError::Root { computed, expected } => root(computed, expected, lang),
        EdgeError::Entry { path, .. } => format!("`{path}`: {}", Message::AuditEntryDiffers {}.text(lang)),
    }
}

fn root(computed: &Hash, expected: &Hash, lang: Lang) -> String {
    Message::AuditRootDiffers { computed: computed.to_string().into(), expected: expected.to_string().into() }
        .text(lang)
}

fn entry(index: u64, error: &EntryError, lang: Lang) -> String {
    let detail = words(reason::entry(error), error, lang);
    Message::LogOldEntry { index: index.into(), detail: detail.into() }.text(lang)
}

/// Why a file of a log gave nothing.
pub(in crate::commands) fn tile<E: Error + Send + Sync + 'static>(error: &HashReadError<E>, lang: Lang) -> String {
    match error {
        HashReadError::Missing(path) => Message::LogFileMissing { path: path.to_string().into() }.text(lang),
        HashReadError::Damaged { path, source } => {
            let code = match source {
                TileError::Length { .. } => "tile-length",
                TileError::Truncated(_) => "bundle-truncated",
                TileError::Trailing(_) => "bundle-trailing",
            };
            format!("`{path}`: {}", words(code, source, lang))
        }
        HashReadError::Unreadable { path, .. } => {
            Message::LogFileUnreadable { path: path.to_string().into() }.text(lang)
        }
    }
}
