//! What is wrong with a log, for people, and by which check: the reasons of [`judge`](mod@crate::trail::judge) in words.

use super::Check;
use crate::{
    messages::{Arg, Lang, Message, Term},
    trail::{
        checkpoint::CheckpointOpenError,
        constancia,
        entry::EntryError,
        judge::{Reason, reason},
        succession::OutOfTurn,
        tile::TileError,
    },
};

/// The check that found it, and what it is.
pub(super) fn said(found: &Reason) -> (Check, Message) {
    let text = |value: &dyn std::fmt::Display| Arg::from(value.to_string());
    match found {
        Reason::Checkpoint(error) => {
            (Check::Signature, Message::AuditCheckpointUnbelieved { detail: unbelieved(error) })
        }
        Reason::Extensions => (Check::Signature, Message::AuditCheckpointExtensions {}),
        Reason::TooLarge { entries } => (Check::Root, Message::AuditLogTooLarge { entries: (*entries).into() }),
        Reason::TooHeavy => (Check::Root, Message::AuditLogTooHeavy {}),
        Reason::Unreadable(error) => (Check::Bundles, Message::AuditFileUnreadable { detail: text(error) }),
        Reason::BundleMissing => (Check::Bundles, Message::AuditBundleMissing {}),
        Reason::TileMissing => (Check::Tiles, Message::AuditTileMissing {}),
        Reason::Tile(error) => (Check::Tiles, Message::AuditTileDamaged { detail: damaged(error) }),
        Reason::EntryDiffers => (Check::Bundles, Message::AuditEntryDiffers {}),
        Reason::TileDiffers => (Check::Tiles, Message::AuditTileDiffers {}),
        Reason::RootDiffers { computed, expected } => {
            (Check::Root, Message::AuditRootDiffers { computed: text(computed), expected: text(expected) })
        }
        Reason::Entry(error) => (Check::Entries, Message::AuditEntryMalformed { detail: malformed(error) }),
        Reason::OtherLog(origin) => (Check::Entries, Message::AuditEntryOtherLog { origin: text(origin) }),
        Reason::HourBackwards => (Check::Hours, Message::AuditHourBackwards {}),
        Reason::KeptMalformed(error) => (Check::Kept, Message::AuditKeptMalformed { detail: unbelieved(error) }),
        Reason::KeptUntrusted(error) => (Check::Kept, Message::AuditKeptUntrusted { detail: unbelieved(error) }),
        Reason::KeptOrigin(origin) => (Check::Kept, Message::AuditKeptOrigin { origin: text(origin) }),
        Reason::Rotation(error) => {
            let words = |lang| error.text(lang).into();
            let detail = Term { code: reason::rotation(error), es: words(Lang::Es), en: words(Lang::En) };
            (Check::Rotations, Message::AuditRotationRefused { detail: detail.into() })
        }
        Reason::Turn(error) => (Check::Signature, Message::AuditKeyTurn { detail: turn(*error) }),
        Reason::KeptTurn(error) => (Check::Kept, Message::AuditKeptTurn { detail: turn(*error) }),
        Reason::Rollback { kept, found } => {
            (Check::Kept, Message::AuditRollback { kept: (*kept).into(), found: (*found).into() })
        }
        Reason::Fork { size } => (Check::Kept, Message::AuditFork { size: (*size).into() }),
    }
}

/// Why a key did not sign in its turn.
pub(super) fn turn(error: OutOfTurn) -> Arg {
    let words = |lang| error.text(lang).into();
    Term { code: reason::turn(error), es: words(Lang::Es), en: words(Lang::En) }.into()
}

/// Why a signed checkpoint is not believed.
fn unbelieved(error: &CheckpointOpenError) -> Arg {
    let words = |lang| constancia::checkpoint_refusal(error, lang).0.into();
    Term { code: reason::checkpoint_open(error), es: words(Lang::Es), en: words(Lang::En) }.into()
}

/// What is wrong with the bytes of a file of the log.
fn damaged(error: &TileError) -> Arg {
    let (code, es, en) = match error {
        TileError::Length { .. } => {
            ("tile-length", "no tiene el tamaño que le corresponde", "it has not the size it should")
        }
        TileError::Truncated(_) => ("bundle-truncated", "termina antes de tiempo", "it ends too early"),
        TileError::Trailing(_) => ("bundle-trailing", "le sobran bytes", "it has bytes too many"),
    };
    Term { code, es: es.into(), en: en.into() }.into()
}

/// Why bytes are no entry.
fn malformed(error: &EntryError) -> Arg {
    let fixed = |es: &'static str, en: &'static str| (es.into(), en.into());
    let (es, en): (std::borrow::Cow<'static, str>, std::borrow::Cow<'static, str>) = match error {
        EntryError::TooLong(_) => fixed("es demasiado larga", "it is too long"),
        EntryError::Json(_) => fixed("no es un objeto JSON", "it is no JSON object"),
        EntryError::Duplicate(field) => {
            (format!("`{field}` está dos veces").into(), format!("`{field}` stands twice").into())
        }
        EntryError::NotCanonical => {
            fixed("no está en la forma canónica (RFC 8785)", "it is not in the canonical form (RFC 8785)")
        }
        EntryError::NotFlat(field) => (
            format!("`{field}` no es un texto ni un número entero").into(),
            format!("`{field}` is neither a text nor a whole number").into(),
        ),
        EntryError::Missing(field) => (format!("falta `{field}`").into(), format!("`{field}` is missing").into()),
        EntryError::Unexpected(field) => {
            (format!("`{field}` no tiene lugar ahí").into(), format!("`{field}` has no place there").into())
        }
        EntryError::Invalid { field, .. } => (
            format!("`{field}` no contiene lo que le corresponde").into(),
            format!("`{field}` does not hold what belongs there").into(),
        ),
    };
    Term { code: reason::entry(error), es, en }.into()
}
