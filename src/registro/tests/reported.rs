//! The log that a report was made from.

use std::collections::BTreeMap;

use super::*;
use crate::trail::entry::{Document, DocumentEvent};

fn report(number: u8) -> Occurrence {
    let path = crate::repo_path::RepoPath::new("informe").unwrap();
    let document = Document { path, digest: Digest::of(&[number]) };
    Occurrence { event: Event::Document(DocumentEvent::Report, document), commit: None, time: None, turn: 0 }
}

fn size(repo: &Repo) -> u64 {
    let (_, trail) = Trail::open(&repo.open()).unwrap().unwrap();
    before_reports(&repo.open(), trail).unwrap().checkpoint().head.size
}

#[test]
fn a_report_is_made_from_the_log_before_the_entry_that_notes_it() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    assert_eq!(size(&repo), 3);
    log(&repo, &[report(1), report(2)]);
    assert_eq!(size(&repo), 3);
    // What is attested since changes nothing, nor a second report of the same state.
    let files = BTreeMap::from([("atestacion/5/cosig-testigo".to_owned(), b"nota\n".to_vec())]);
    attach(&repo.open(), &mut GitWrites::new(&repo.open()), &files, at(9)).unwrap();
    log(&repo, &[report(3)]);
    assert_eq!(size(&repo), 3);
    // What happened since does: that report is one of before.
    log(&repo, &numbered(3, 4));
    assert_eq!(size(&repo), 7);
}

#[test]
fn an_append_that_notes_more_than_reports_is_no_report() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 2));
    log(&repo, &[report(1), received_one(2)]);
    assert_eq!(size(&repo), 4);
    // Nor is the first one of a log: there was none before it.
    let repo = Repo::new();
    log(&repo, &[report(1)]);
    assert_eq!(size(&repo), 1);
}
