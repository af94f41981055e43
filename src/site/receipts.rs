//! The receipts: the proof of every entry about what the site shows, at the address that its QR code has, and the page to
//! print of each reception.

use std::collections::BTreeMap;

use super::{Content, Prepared, SiteError, facts::Facts};
use crate::{
    holdings::Held,
    messages::Lang,
    trail::{
        checkpoint,
        constancia::{Issued, ListedFile, Manifest, PUBLISHED, Page, proof_name},
        entry::Event,
    },
};

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    for (path, issued) in shown(facts) {
        let make = move || Ok(issued.proof.to_string());
        tree.insert(path, Content::Page(Box::new(make)));
    }
    for item in &facts.items {
        let Some((path, issued)) = of(facts, item.held, item.receipt()) else { continue };
        let make = move || sheet(facts, item.held, issued);
        tree.insert(path, Content::Page(Box::new(make)));
    }
}

/// Where the proof of an entry is.
pub(super) fn proof(index: u64) -> String {
    format!("{PUBLISHED}/{}", proof_name(index))
}

/// Where the page of a receipt is.
pub(super) fn page(index: u64) -> String {
    format!("{PUBLISHED}/constancia-{index}.html")
}

/// The proofs of all entries about submissions that are shown, noted by the moment asked.
fn shown<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (String, &'f Issued)> {
    let all = facts.site.log.into_iter().flat_map(|log| &log.receipts);
    let is_shown = |issued: &Issued| match &issued.entry.event {
        Event::Submission(_, about) => {
            let is_known = issued.entry.time.instant() <= facts.site.holdings.as_of;
            is_known && facts.items.binary_search_by(|item| item.path().cmp(&about.path)).is_ok()
        }
        _ => false,
    };
    all.filter(move |(_, issued)| is_shown(issued)).map(|(index, issued)| (proof(*index), issued))
}

/// The page and the receipt of a submission: of its manifest as it is, and of no other.
pub(super) fn of<'f>(facts: &'f Facts<'_>, held: &Held, index: Option<u64>) -> Option<(String, &'f Issued)> {
    let issued = facts.site.log?.receipts.get(&index?)?;
    let Event::Submission(_, about) = &issued.entry.event else { return None };
    let is_own = about.path == held.path && Some(about.manifest) == held.digest && held.manifest.is_some();
    is_own.then(|| (page(issued.proof.index), issued))
}

fn sheet(facts: &Facts<'_>, held: &Held, issued: &Issued) -> Result<String, SiteError> {
    let (Some(log), Some(manifest)) = (facts.site.log, held.manifest.as_deref()) else {
        unreachable!("invariant: a receipt is of a log and of a manifest that was read")
    };
    let listed = held.evidence.iter().map(|file| ListedFile {
        name: file.name().to_owned(),
        digest: file.digest(),
        commitment: file.listed.commitment.as_ref().map(|one| one.value.digest()),
    });
    let manifest = Manifest {
        title: Some(manifest.title.as_str().to_owned()),
        class: Some(manifest.class.as_str().to_owned()),
        due: manifest.due.map(|due| due.get().to_string()),
        files: listed.collect(),
    };
    let opened = checkpoint::open(&issued.proof.checkpoint, &log.keys).map_err(|_| SiteError::Receipt)?;
    let policy = facts.policy_name(&held.path.owner);
    let address = format!("{}{}", facts.base, proof(issued.proof.index));
    let withdrawn: Option<Vec<String>> =
        held.withdrawal.as_deref().map(|record| record.files.iter().map(|name| name.as_str().to_owned()).collect());
    let page = Page {
        issued,
        manifest: &manifest,
        withdrawn: withdrawn.as_deref(),
        key: opened.log,
        policy: Some(&policy),
        address: &address,
    };
    page.html(Lang::Es).map_err(|_| SiteError::Receipt)
}
