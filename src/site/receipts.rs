//! The receipts: the proof of every entry about what the site shows, at the address that its QR code has, and the page to
//! print of each that is of a manifest as it is.

use std::collections::BTreeMap;

use super::{Content, Prepared, Site, SiteError, facts::Facts};
use crate::{
    holdings::Held,
    messages::Lang,
    model::SubmissionPath,
    trail::{
        checkpoint,
        constancia::{Issued, ListedFile, Manifest, PUBLISHED, Page, proof_name},
        entry::Event,
    },
};

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    for item in &facts.items {
        for issued in facts.issued(item.path()) {
            let make = move || Ok(issued.proof.to_string());
            tree.insert(proof(issued.proof.index), Content::Page(Box::new(make)));
            if is_of(issued, item.held) {
                let make = move || sheet(facts, item.held, issued);
                tree.insert(page(issued.proof.index), Content::Page(Box::new(make)));
            }
        }
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

/// The receipts of the entries noted by the moment asked, of each submission by the order of the log.
pub(super) fn by_submission<'a>(site: &'a Site<'_>) -> BTreeMap<&'a SubmissionPath, Vec<&'a Issued>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for issued in site.log.into_iter().flat_map(|log| log.receipts.values()) {
        if let Event::Submission(_, about) = &issued.entry.event
            && issued.entry.time.instant() <= site.holdings.as_of
        {
            all.entry(&about.path).or_default().push(issued);
        }
    }
    all
}

/// Whether a receipt is of the manifest of a submission as it is, and so has a page that tells it.
pub(super) fn is_of(issued: &Issued, held: &Held) -> bool {
    let Event::Submission(_, about) = &issued.entry.event else { return false };
    about.path == held.path && Some(about.manifest) == held.digest && held.manifest.is_some()
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
