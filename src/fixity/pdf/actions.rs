//! Actions of a PDF that nobody starts: on opening the document, and on what happens to it or to its pages.

use std::collections::BTreeSet;

use super::{
    super::{
        notes::Notes,
        traits::{Part, Script},
    },
    syntax::{Value, get, items, plain_name},
    xref::Objects,
};

/// One action that cannot be read counts as many, because looking for it costs as much.
const UNREADABLE: usize = 64;
/// Most actions that one action names as the next.
const MOST_NEXT: usize = 64;

/// Triggers of an `/AA` dictionary that need no person at a field: page and document events.
pub(super) const AUTOMATIC: [&[u8]; 10] = [b"O", b"PO", b"PV", b"PC", b"PI", b"WC", b"WS", b"DS", b"WP", b"DP"];

/// Kinds of action that lead to an address or another file, or send data there.
const REMOTE: [&[u8]; 5] = [b"URI", b"SubmitForm", b"GoToR", b"GoToE", b"ImportData"];

/// What stands in the place of an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// One action.
    Action,
    /// A dictionary of them by trigger; in a page, `C` is «close».
    Triggers { page: bool },
}

/// An action found and not followed yet: its text, or its object.
pub(super) struct Pending {
    kind: Kind,
    text: Result<Vec<u8>, u32>,
}

impl Pending {
    pub(super) fn new(kind: Kind, value: Value<'_>) -> Option<Self> {
        let text = match value {
            Value::Dictionary(text) => Ok(text.to_vec()),
            Value::Reference(number) => Err(number),
            _ => return None,
        };
        Some(Self { kind, text })
    }
}

/// Follows the actions, no more than are `left`, and says whether any leads elsewhere.
pub(super) fn examine(
    mut waiting: Vec<Pending>,
    mut objects: Option<&mut Objects<'_>>,
    left: &mut usize,
    notes: &mut Notes,
) {
    let mut seen = BTreeSet::new();
    while let Some(Pending { kind, text }) = waiting.pop() {
        let text = match text {
            Ok(text) => Some(text),
            Err(number) if !seen.insert((kind, number)) => continue,
            Err(number) => {
                objects.as_mut().and_then(|objects| objects.dictionary(Value::Reference(number), &mut notes.budget))
            }
        };
        let Some(rest) = left.checked_sub(if text.is_some() { 1 } else { UNREADABLE }) else {
            notes.too_complex(Part::PdfObjects);
            return;
        };
        *left = rest;
        let Some(text) = text else { continue };
        match kind {
            Kind::Triggers { page } => {
                let keys = AUTOMATIC.into_iter().chain(page.then_some(&b"C"[..]));
                waiting.extend(keys.filter_map(|key| Pending::new(Kind::Action, get(&text, key)?)));
            }
            Kind::Action => {
                if let Some(Value::Name(name)) = get(&text, b"S")
                    && REMOTE.contains(&&plain_name(name)[..])
                {
                    notes.script(Script::PdfRemoteAction);
                    return;
                }
                match get(&text, b"Next") {
                    Some(Value::Array(next)) => {
                        waiting.extend(items(next).take(MOST_NEXT).filter_map(|one| Pending::new(Kind::Action, one)));
                    }
                    Some(next) => waiting.extend(Pending::new(Kind::Action, next)),
                    None => {}
                }
            }
        }
    }
}
