//! What an entry says happened.

use crate::{digest::Digest, model::SubmissionPath, repo_path::RepoPath};

/// What happened, and to what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// To a submission (*entrega*).
    Submission(SubmissionEvent, Submission),
    /// To a document of the repository or of the log.
    Document(DocumentEvent, Document),
    /// Nothing: the log is alive at this hour, and holds nothing else yet.
    Heartbeat,
}

/// What happens to submissions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SubmissionEvent {
    /// `recibido`: a conforming head of someone entitled reached the repository.
    Received,
    /// `publicado`: it is on the main branch.
    Published,
    /// `reemplazado`: another one takes its place.
    Superseded,
    /// `retirado`: it was withdrawn.
    Withdrawn,
    /// `purga`: it was erased from history by order; `manifiesto` is that of the record of what was erased.
    Purged,
}

/// What happens to documents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DocumentEvent {
    /// `catalogo`: rules, deadlines, criteria or roles changed.
    Catalogue,
    /// `informe`: a report was published.
    Report,
    /// `clave`: the key of the log changes.
    Key,
    /// `cierre`: a vigencia is closed.
    Closing,
    /// `suprimido`: rules, deadlines, criteria or roles were taken away; `manifiesto` is of what was there last.
    Removed,
}

/// The name of an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EventKind {
    /// To a submission.
    Submission(SubmissionEvent),
    /// To a document.
    Document(DocumentEvent),
    /// `latido`.
    Heartbeat,
}

/// A submission, as an entry names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    /// Where it is.
    pub path: SubmissionPath,
    /// The SHA-256 of its manifest, which binds its files.
    pub manifest: Digest,
    /// How many files the manifest lists.
    pub files: u32,
}

/// A document, as an entry names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// Where it is.
    pub path: RepoPath,
    /// Its SHA-256.
    pub digest: Digest,
}

impl EventKind {
    /// Every event, with the word an entry uses.
    pub const ALL: [(EventKind, &'static str); 11] = [
        (EventKind::Submission(SubmissionEvent::Received), "recibido"),
        (EventKind::Submission(SubmissionEvent::Published), "publicado"),
        (EventKind::Submission(SubmissionEvent::Superseded), "reemplazado"),
        (EventKind::Submission(SubmissionEvent::Withdrawn), "retirado"),
        (EventKind::Submission(SubmissionEvent::Purged), "purga"),
        (EventKind::Document(DocumentEvent::Catalogue), "catalogo"),
        (EventKind::Document(DocumentEvent::Report), "informe"),
        (EventKind::Heartbeat, "latido"),
        (EventKind::Document(DocumentEvent::Key), "clave"),
        (EventKind::Document(DocumentEvent::Closing), "cierre"),
        (EventKind::Document(DocumentEvent::Removed), "suprimido"),
    ];

    /// The word of an entry.
    pub fn key(self) -> &'static str {
        let named = Self::ALL.iter().find(|(kind, _)| *kind == self);
        named.map(|(_, key)| *key).expect("every event has its word")
    }

    /// Whether it can happen again to the same path with the same digest: settings are changed, and changed back.
    pub fn is_of_settings(self) -> bool {
        matches!(self, Self::Document(DocumentEvent::Catalogue | DocumentEvent::Removed))
    }

    /// The event of a word.
    pub(super) fn of(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == key).map(|(kind, _)| *kind)
    }
}

impl Event {
    /// Its name.
    pub fn kind(&self) -> EventKind {
        match self {
            Event::Submission(event, _) => EventKind::Submission(*event),
            Event::Document(event, _) => EventKind::Document(*event),
            Event::Heartbeat => EventKind::Heartbeat,
        }
    }

    /// The submission it is about, if it is about one.
    pub fn submission(&self) -> Option<&Submission> {
        match self {
            Event::Submission(_, submission) => Some(submission),
            Event::Document(..) | Event::Heartbeat => None,
        }
    }

    /// The path of what it is about.
    pub fn path(&self) -> Option<String> {
        match self {
            Event::Submission(_, submission) => Some(submission.path.to_string()),
            Event::Document(_, document) => Some(document.path.to_string()),
            Event::Heartbeat => None,
        }
    }

    /// The digest of what it is about.
    pub fn digest(&self) -> Option<Digest> {
        match self {
            Event::Submission(_, submission) => Some(submission.manifest),
            Event::Document(_, document) => Some(document.digest),
            Event::Heartbeat => None,
        }
    }
}
