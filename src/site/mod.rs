//! The public microsite: what a revision holds, as pages that need no server, no script and nothing from elsewhere.
//!
//! ```text
//! Holdings, checkpoint ─▶ Site ─▶ facts (once) ─┬─▶ templates ─▶ bytes of a page ─┐
//!                                               └─▶ copies of evidence ───────────┴▶ write ─▶ a folder
//! ```
//!
//! [`Prepared::tree`] says which files there are; each is made when it is asked for, on any thread, and from its arguments
//! alone: the same revision, trail and moment give the same bytes everywhere. [`write()`](write::write) is the only part
//! that touches the disk. Pages name roles, never people, and hold nothing that a browser runs but three scripts of ours.
//! Files that are not public, or that a finding is about, are told and not copied.

mod address;
mod board;
mod calendar;
mod data;
mod evidence;
mod facts;
mod frame;
pub mod furag;
mod home;
mod integrity;
mod item;
mod listing;
mod plans;
mod policy;
mod receipts;
mod search;
mod still;
mod submission;
mod words;
pub mod write;

use std::collections::BTreeMap;

use crate::{
    holdings::Holdings,
    schedule::TooMany,
    snapshot::{Entry, SnapshotError},
    status::BoardError,
    trail::{constancia::Issued, note::VerifierKey},
};

pub use evidence::{Bring, place};
use facts::Facts;
use frame::Frame;

/// What a site is made of.
pub struct Site<'a> {
    /// What the revision holds.
    pub holdings: &'a Holdings,
    /// The audit trail as it is signed; none where there is none or it could not be verified.
    pub log: Option<&'a Log>,
    /// The address at which the site is published, for its map; none: `https://` and the domain of the entity.
    pub base: Option<&'a str>,
    /// Files that others make, by path: the report of FURAG. Links to them stand only where they are.
    pub extra: &'a BTreeMap<String, Vec<u8>>,
}

/// What is published of the audit trail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Log {
    /// The signed checkpoint, whole.
    pub checkpoint: String,
    /// The public keys beside it, the one in use last.
    pub keys: Vec<VerifierKey>,
    /// The receipts of its entries about submissions, by index. Those of what the site does not show are not given.
    pub receipts: BTreeMap<u64, Issued>,
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// What is due is not known, or is too much.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// The calendar has too many due dates.
    #[error(transparent)]
    Calendar(#[from] TooMany),
    /// No catalogue states the holidays of these years.
    #[error("no rules of holidays for {0:?}")]
    Holidays(std::collections::BTreeSet<i32>),
    /// A receipt is none of the log that it is given with, or its address is longer than a code holds: a bug.
    #[error("a receipt could not be written out")]
    Receipt,
    /// A file of [`Site::extra`] has a path that cannot be, or the place of another.
    #[error("a page given cannot be at `{0}`")]
    Extra(String),
    /// A template asks for what it is not given: a bug.
    #[error(transparent)]
    Template(#[from] minijinja::Error),
}

/// One file of a site.
pub enum Content<'p> {
    /// Bytes that are there.
    Bytes(Vec<u8>),
    /// A page that is made when it is asked for.
    Page(Box<dyn Fn() -> Result<String, SiteError> + Sync + 'p>),
    /// The copy of a file of evidence.
    Copy(Bring),
}

impl Content<'_> {
    fn text(text: String) -> Self {
        Content::Bytes(text.into_bytes())
    }
}

/// Where the bytes of evidence come from; see [`Bring`].
pub type Reader<'a> = &'a (dyn Fn(&Entry, u64) -> Result<crate::snapshot::Content, SnapshotError> + Sync);

/// A site, ready to be made.
pub struct Prepared<'a> {
    facts: Facts<'a>,
    frame: Frame,
}

impl<'a> Prepared<'a> {
    /// Works out what pages share, and reads the templates.
    ///
    /// # Errors
    /// Where the settings do not say what is due.
    pub fn new(site: &'a Site<'a>) -> Result<Self, SiteError> {
        let facts = Facts::new(site)?;
        let frame = Frame::new(&facts)?;
        Ok(Self { facts, frame })
    }

    /// Every file of the site, by its path.
    ///
    /// # Errors
    /// Where a page that others made has no place.
    pub fn tree(&self) -> Result<BTreeMap<String, Content<'_>>, SiteError> {
        let mut tree = BTreeMap::new();
        still::pages(self, &mut tree);
        home::pages(self, &mut tree);
        policy::pages(self, &mut tree);
        submission::pages(self, &mut tree);
        calendar::pages(self, &mut tree);
        plans::pages(self, &mut tree);
        board::pages(self, &mut tree);
        furag::pages(self, &mut tree);
        integrity::pages(self, &mut tree);
        receipts::pages(self, &mut tree);
        data::pages(self, &mut tree);
        search::pages(self, &mut tree);
        for (path, copy) in &self.facts.copies {
            tree.insert(path.clone(), Content::Copy(copy.clone()));
        }
        for (path, bytes) in self.facts.site.extra {
            let is_path = crate::repo_path::RepoPath::new(path).is_ok() && !path.starts_with("evidencia/");
            if !is_path || tree.insert(path.clone(), Content::Bytes(bytes.clone())).is_some() {
                return Err(SiteError::Extra(path.clone()));
            }
        }
        let map = still::sitemap(self, tree.keys());
        tree.insert("sitemap.xml".to_owned(), Content::text(map));
        Ok(tree)
    }

    /// Submissions shown, of those of the revision: what came after the moment asked is not.
    pub fn counts(&self) -> (usize, usize) {
        (self.facts.items.len(), self.facts.site.holdings.submissions.len() + self.facts.site.holdings.gone.len())
    }

    /// Submissions that are in quarantine on their own page.
    pub fn quarantined(&self) -> usize {
        self.facts.items.iter().filter(|item| item.held.is_quarantined).count()
    }

    /// Files whose bytes are copied, of those that manifests list.
    pub fn copied(&self) -> (usize, usize) {
        let listed = self.facts.items.iter().map(|item| item.held.evidence.len()).sum();
        (self.facts.copied, listed)
    }
}
