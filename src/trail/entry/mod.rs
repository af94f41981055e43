//! The entries of the log: small canonical JSON, versioned.
//!
//! ```text
//! {"ancla":"…","archivos":3,"commit":"…","entidad":"Alcaldía","entrega":"gobierno-digital/2026/11/reporte-1f3a",
//!  "evento":"recibido","herramienta":"mipg 0.1.0","hora":"2026-11-05T20:12:31Z","log":"mipg.example.gov.co/entidad/1",
//!  "manifiesto":"…","politica":"gobierno-digital","v":1}
//! ```
//!
//! (On one line.) An entry is one object in the canonical form of RFC 8785 (JCS), at most [`MAX_ENTRY`] bytes. Version 1
//! holds only strings and whole numbers below 2⁵³ under keys of ASCII; within that bound the canonical form is: keys
//! in the order of their bytes, no space, the shortest escapes. No titles and no names of files: the digest binds
//! them.
//!
//! | Field | What | Where |
//! |---|---|---|
//! | `v` | 1 | every entry |
//! | `log`, `entidad` | origin of the log, name of the institution | every entry |
//! | `evento` | [`EventKind`] | every entry |
//! | `entrega` | path of what the event is about: a submission, else a document of the repository | all but `latido` |
//! | `manifiesto` | SHA-256 of its manifest, or of the document | all but `latido` |
//! | `politica`, `archivos` | first segment of `entrega`, number of files | events of submissions |
//! | `hora` | UTC, whole seconds; never runs backwards within a log | every entry |
//! | `commit` | information only | optional |
//! | `ancla` | digest of the latest attested note or token: the entry is not older | optional |
//! | `herramienta` | program and version | every entry |
//!
//! What changed in a `purga` (blobs removed, old and new commits), a `clave` (the note signed by both keys) or a
//! `cierre` stands in a document, which `manifiesto` binds.

mod event;
mod json;
mod moment;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

pub use event::{Document, DocumentEvent, Event, EventKind, Submission, SubmissionEvent};
pub use moment::{Moment, MomentError};

use super::checkpoint::Origin;
use crate::{digest::Digest, snapshot::ObjectId};
use json::{Object, Scalar};

/// The longest entry of version 1, in bytes.
pub const MAX_ENTRY: usize = 2048;
/// The longest name of an institution or of a program, in bytes.
const MAX_LABEL: usize = 200;

/// An entry of version 1. [`Entry::encode`] and [`Logged::parse`] are inverses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The log it belongs to.
    pub log: Origin,
    /// The institution.
    pub entity: String,
    /// What happened.
    pub event: Event,
    /// Where it was seen; information only.
    pub commit: Option<ObjectId>,
    /// The clock of the writer, or the hour of the entry before where that is later.
    pub time: Moment,
    /// The digest of the latest attested note or token.
    pub anchor: Option<Digest>,
    /// Program and version.
    pub tool: String,
}

/// An entry as it stands in a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Logged {
    /// One this program understands.
    Known(Box<Entry>),
    /// *No interpretado*: a later version, or an event this one does not know. It is in the log all the same.
    Uninterpreted {
        /// `v`.
        version: u64,
        /// `evento`, if it has one.
        event: Option<String>,
    },
}

/// Whether an entry of a log can hold an event, whatever else it says: with the longest names of institution and program,
/// a commit and an anchor. What cannot be held is never logged, by anyone.
pub fn can_hold(log: &Origin, event: &Event) -> bool {
    let longest = "\"".repeat(MAX_LABEL);
    let entry = Entry {
        log: log.clone(),
        entity: longest.clone(),
        event: event.clone(),
        commit: Some(ObjectId::from_bytes([0; 20])),
        time: Moment::LAST,
        anchor: Some(Digest::of(b"")),
        tool: longest,
    };
    entry.encode().is_ok()
}

/// What makes two entries the same: an event happens to a path with a digest once. A heartbeat is told by its hour; what
/// happens to settings, by how often it had happened before ([`Turns`]).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    event: EventKind,
    path: String,
    digest: Option<Digest>,
    time: Option<Moment>,
    turn: u32,
}

/// Gives the entries of a log their keys, each in its turn.
#[derive(Clone, Debug, Default)]
pub struct Turns(BTreeMap<Key, u32>);

impl Turns {
    /// The key of the next entry of the log.
    pub fn key(&mut self, entry: &Entry) -> Key {
        self.next(entry.key())
    }

    /// The same, from the key that the entry has by itself.
    pub fn next(&mut self, key: Key) -> Key {
        if !key.event.is_of_settings() {
            return key;
        }
        let next = self.0.entry(key.clone()).or_default();
        let turn = *next;
        *next = next.saturating_add(1);
        Key { turn, ..key }
    }

    /// How often this happened: what comes next has this turn.
    pub fn of(&self, key: &Key) -> u32 {
        self.0.get(key).copied().unwrap_or(0)
    }
}

/// Why bytes are no entry, or an entry cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// It is longer than [`MAX_ENTRY`].
    #[error("{0} bytes, more than an entry may have")]
    TooLong(usize),
    /// It is not a JSON object.
    #[error("not a JSON object: {0}")]
    Json(#[from] serde_json::Error),
    /// A key stands twice.
    #[error("`{0}` stands twice")]
    Duplicate(String),
    /// It is not in the canonical form.
    #[error("not in the canonical form of RFC 8785")]
    NotCanonical,
    /// A value is neither a string nor a whole number below 2⁵³, or its key is not ASCII.
    #[error("`{0}` is not a string or a whole number under a key of ASCII letters")]
    NotFlat(String),
    /// A field is missing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A field has no place in this event.
    #[error("`{0}` has no place here")]
    Unexpected(String),
    /// A field does not hold what belongs there.
    #[error("`{field}` is not {expected}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What belongs there.
        expected: &'static str,
    },
}

impl Entry {
    /// The bytes of the entry, as they are hashed.
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        let mut object = Object::from([
            ("v".to_owned(), Scalar::Number(1)),
            ("log".to_owned(), Scalar::Text(self.log.to_string())),
            ("entidad".to_owned(), Scalar::Text(label("entidad", &self.entity)?.to_owned())),
            ("evento".to_owned(), Scalar::Text(self.event.kind().key().to_owned())),
            ("hora".to_owned(), Scalar::Text(self.time.to_string())),
            ("herramienta".to_owned(), Scalar::Text(label("herramienta", &self.tool)?.to_owned())),
        ]);
        let optional = [
            ("commit", self.commit.map(|commit| commit.to_string())),
            ("ancla", self.anchor.map(|anchor| anchor.to_string())),
            ("entrega", self.event.path()),
            ("manifiesto", self.event.digest().map(|digest| digest.to_string())),
            ("politica", self.event.submission().map(|submission| submission.path.owner.clone())),
        ];
        for (field, text) in optional {
            object.extend(text.map(|text| (field.to_owned(), Scalar::Text(text))));
        }
        if let Some(submission) = self.event.submission() {
            object.insert("archivos".to_owned(), Scalar::Number(submission.files.into()));
        }
        let bytes = json::write(&object);
        match bytes.len() > MAX_ENTRY {
            true => Err(EntryError::TooLong(bytes.len())),
            false => Ok(bytes),
        }
    }

    /// What makes it the same as another entry.
    pub fn key(&self) -> Key {
        Key::at(&self.event, self.time)
    }
}

impl Key {
    /// The key of what happened; that of a heartbeat has an hour and is [`Entry::key`] alone.
    pub fn of(event: &Event) -> Self {
        Self {
            event: event.kind(),
            path: event.path().unwrap_or_default(),
            digest: event.digest(),
            time: None,
            turn: 0,
        }
    }

    /// The first key, in the order of keys, of an event about a path.
    pub fn first(event: EventKind, path: &str) -> Self {
        Self { event, path: path.to_owned(), digest: None, time: None, turn: 0 }
    }

    /// The key of what happened at an hour, also of a heartbeat.
    pub fn at(event: &Event, time: Moment) -> Self {
        Self { time: matches!(event, Event::Heartbeat).then_some(time), ..Self::of(event) }
    }

    /// The key of the same after it happened so often.
    pub fn after(self, turn: u32) -> Self {
        Self { turn, ..self }
    }

    /// The event.
    pub fn event(&self) -> EventKind {
        self.event
    }

    /// The path; empty for a heartbeat.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The digest; none for a heartbeat.
    pub fn digest(&self) -> Option<Digest> {
        self.digest
    }
}

impl Logged {
    /// Reads an entry. Version 1 must be canonical and hold exactly the fields of its event; of others only `v` and
    /// `evento` are looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, EntryError> {
        let mut values = BTreeMap::new();
        for (key, value) in json::read(bytes)? {
            if values.contains_key(&key) {
                return Err(EntryError::Duplicate(key));
            }
            values.insert(key, value);
        }
        let version = match values.get("v") {
            None => return Err(EntryError::Missing("v")),
            Some(value) => value.as_u64().ok_or(EntryError::Invalid { field: "v", expected: "a whole number" })?,
        };
        if version != 1 {
            let event = values.get("evento").and_then(Value::as_str).map(str::to_owned);
            return Ok(Logged::Uninterpreted { version, event });
        }
        if bytes.len() > MAX_ENTRY {
            return Err(EntryError::TooLong(bytes.len()));
        }
        let mut fields = Fields(json::flat(values)?);
        if json::write(&fields.0) != bytes {
            return Err(EntryError::NotCanonical);
        }
        fields.number("v")?;
        let event = fields.text("evento")?;
        let Some(kind) = EventKind::of(&event) else {
            return Ok(Logged::Uninterpreted { version, event: Some(event) });
        };
        let entry = fields.entry(kind)?;
        match fields.0.pop_first() {
            Some((field, _)) => Err(EntryError::Unexpected(field)),
            None => Ok(Logged::Known(Box::new(entry))),
        }
    }

    /// The entry, if this program understands it.
    pub fn known(self) -> Option<Entry> {
        match self {
            Logged::Known(entry) => Some(*entry),
            Logged::Uninterpreted { .. } => None,
        }
    }
}

/// A text of one to 200 bytes without control characters.
fn label<'a>(field: &'static str, text: &'a str) -> Result<&'a str, EntryError> {
    match (1..=MAX_LABEL).contains(&text.len()) && !text.chars().any(char::is_control) {
        true => Ok(text),
        false => Err(EntryError::Invalid { field, expected: "a text of 1 to 200 bytes without control characters" }),
    }
}

/// The fields not yet read.
struct Fields(Object);

impl Fields {
    fn entry(&mut self, kind: EventKind) -> Result<Entry, EntryError> {
        let digest = |text: String| text.parse().ok();
        Ok(Entry {
            log: self.read("log", "an origin", |text| Origin::new(text).ok())?,
            entity: label("entidad", &self.text("entidad")?)?.to_owned(),
            event: self.event(kind)?,
            commit: self.optional("commit", "an object id", |text| text.parse().ok())?,
            time: self.read("hora", "a moment in UTC with whole seconds", |text| text.parse().ok())?,
            anchor: self.optional("ancla", "a SHA-256 digest", digest)?,
            tool: label("herramienta", &self.text("herramienta")?)?.to_owned(),
        })
    }

    fn event(&mut self, kind: EventKind) -> Result<Event, EntryError> {
        const DIGEST: &str = "a SHA-256 digest";
        match kind {
            EventKind::Submission(event) => {
                let submission = Submission {
                    path: self.read("entrega", "the path of a submission", |text| {
                        crate::model::SubmissionPath::parse(&text)
                    })?,
                    manifest: self.read("manifiesto", DIGEST, |text| text.parse().ok())?,
                    files: u32::try_from(self.number("archivos")?)
                        .map_err(|_| EntryError::Invalid { field: "archivos", expected: "a number of files" })?,
                };
                match self.text("politica")? == submission.path.owner {
                    true => Ok(Event::Submission(event, submission)),
                    false => Err(EntryError::Invalid { field: "politica", expected: "that of `entrega`" }),
                }
            }
            EventKind::Document(event) => Ok(Event::Document(
                event,
                Document {
                    path: self.read("entrega", "a path", |text| crate::repo_path::RepoPath::new(text).ok())?,
                    digest: self.read("manifiesto", DIGEST, |text| text.parse().ok())?,
                },
            )),
            EventKind::Heartbeat => Ok(Event::Heartbeat),
        }
    }

    fn text(&mut self, field: &'static str) -> Result<String, EntryError> {
        match self.0.remove(field) {
            Some(Scalar::Text(text)) => Ok(text),
            Some(Scalar::Number(_)) => Err(EntryError::Invalid { field, expected: "a text" }),
            None => Err(EntryError::Missing(field)),
        }
    }

    fn number(&mut self, field: &'static str) -> Result<u64, EntryError> {
        match self.0.remove(field) {
            Some(Scalar::Number(number)) => Ok(number),
            Some(Scalar::Text(_)) => Err(EntryError::Invalid { field, expected: "a number" }),
            None => Err(EntryError::Missing(field)),
        }
    }

    fn read<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(String) -> Option<T>,
    ) -> Result<T, EntryError> {
        read(self.text(field)?).ok_or(EntryError::Invalid { field, expected })
    }

    fn optional<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(String) -> Option<T>,
    ) -> Result<Option<T>, EntryError> {
        match self.0.contains_key(field) {
            true => self.read(field, expected, read).map(Some),
            false => Ok(None),
        }
    }
}
