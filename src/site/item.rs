//! A submission in a list.

use serde::Serialize;

use super::{
    address,
    evidence::{self, Card},
    facts::{Facts, Item},
    words,
};

/// Files of a submission that a list shows.
const FILES: usize = 4;

/// What a list tells of a submission.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) class: &'static str,
    /// The name of its policy, where the list is of several.
    pub(super) policy: Option<String>,
    pub(super) corte: Option<words::When>,
    pub(super) at: Option<words::When>,
    pub(super) receipt: Option<u64>,
    pub(super) files: Vec<Card>,
    pub(super) more: usize,
    /// How many files it has, in words.
    pub(super) count: String,
    pub(super) is_quarantined: bool,
    pub(super) is_withdrawn: bool,
    pub(super) is_superseded: bool,
}

impl From<Entry> for minijinja::Value {
    fn from(one: Entry) -> Self {
        minijinja::value::Serde(one).into()
    }
}

/// A submission with its first files.
pub(super) fn entry(facts: &Facts<'_>, item: &Item<'_>, with_policy: bool) -> Entry {
    let held = item.held;
    let manifest = held.manifest.as_deref();
    let files: Vec<Card> =
        held.evidence.iter().take(FILES).enumerate().map(|(at, file)| evidence::card(held, at, file)).collect();
    Entry {
        title: item.title.clone(),
        href: address::submission(item.path()),
        class: manifest.map_or("Sin manifiesto legible", |manifest| words::class(manifest.class)),
        policy: with_policy.then(|| facts.policy_name(&item.path().owner)),
        corte: manifest.and_then(|manifest| manifest.due).map(|due| words::day(due.get())),
        at: item.at().map(words::moment),
        receipt: item.receipt(),
        more: held.evidence.len() - files.len(),
        count: words::count(held.evidence.len(), "archivo", "archivos"),
        files,
        is_quarantined: held.is_quarantined,
        is_withdrawn: item.is_withdrawn(),
        is_superseded: facts.superseded.contains_key(item.path()),
    }
}

/// Bytes that it takes in a list, roughly and no less.
pub(super) fn weight(item: &Item<'_>) -> usize {
    let text = |text: &str| 2 * text.len();
    let files = item.held.evidence.iter().take(FILES);
    let description =
        |file: &crate::holdings::Evidence| file.listed.description.as_ref().map_or(0, |one| text(one.as_str()));
    900 + text(&item.title) + files.map(|file| 900 + 5 * text(file.name()) + description(file)).sum::<usize>()
}
