//! The page people print: one sheet of HTML that needs nothing else, the same bytes for the same receipt.

use minijinja::context;

use super::{Issued, ListedFile, Manifest, qr::qr, say};
use crate::{
    messages::{Lang, shown},
    page,
    schedule::{self, bogota, words},
    trail::{
        entry::{Event, SubmissionEvent},
        note::VerifierKey,
    },
};

/// Files that are listed one by one, so that the page stays one page.
const FILES: usize = 8;

/// What a page is made of.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The receipt.
    pub issued: &'a Issued,
    /// The manifest of the entry, as the repository holds it.
    pub manifest: &'a Manifest,
    /// Of a withdrawal, the files that its record names; none where that is not known.
    pub withdrawn: Option<&'a [String]>,
    /// The key of the log, for comparison with the one published elsewhere.
    pub key: &'a VerifierKey,
    /// The name of the policy, where it is known.
    pub policy: Option<&'a str>,
    /// Where the proof is published.
    pub address: &'a str,
}

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The entry is not about a submission.
    #[error("the entry is not about a submission")]
    NoSubmission,
    /// The address is longer than a QR code holds.
    #[error("the address is longer than a QR code holds")]
    Address,
    /// The template asks for what it is not given: a bug.
    #[error(transparent)]
    Template(#[from] minijinja::Error),
}

/// The name of the file of a proof.
pub fn proof_name(index: u64) -> String {
    format!("constancia-{index}.tlog-proof")
}

/// Which words the page has for an event.
fn event_key(event: SubmissionEvent) -> &'static str {
    match event {
        SubmissionEvent::Received => "received",
        SubmissionEvent::Published => "published",
        SubmissionEvent::Superseded => "superseded",
        SubmissionEvent::Withdrawn => "withdrawn",
        SubmissionEvent::Purged => "purged",
    }
}

/// A name of at most `length` characters, cut in the middle: names that begin alike stay apart.
fn middle(name: &str, length: usize) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= length {
        return shown(name, length);
    }
    let (before, after) = (length / 2, length - length / 2 - 1);
    let part = |letters: &[char]| shown(&letters.iter().collect::<String>(), length);
    format!("{}…{}", part(&letters[..before]), part(&letters[letters.len() - after..]))
}

impl Page<'_> {
    /// The page, as HTML.
    pub fn html(&self, lang: Lang) -> Result<String, PageError> {
        let entry = &self.issued.entry;
        let Event::Submission(event, submission) = &entry.event else { return Err(PageError::NoSubmission) };
        let code = qr(self.address).ok_or(PageError::Address)?;
        let moment = entry.time.instant().with_timezone(&bogota());
        let cut = |text: &str, length: usize| shown(text, length);
        let names = self.withdrawn.filter(|_| *event == SubmissionEvent::Withdrawn);
        let is_shown = |file: &&ListedFile| names.is_none_or(|names| names.contains(&file.name));
        let shown_files: Vec<&ListedFile> = self.manifest.files.iter().filter(is_shown).collect();
        let files: Vec<_> = shown_files
            .iter()
            .take(FILES)
            .map(|file| {
                context! { name => middle(&file.name, 48), digest => file.digest.map(|digest| digest.to_string()) }
            })
            .collect();
        let mut environment = page::environment(lang);
        environment.add_template("constancia.html", include_str!("constancia.html"))?;
        Ok(environment.get_template("constancia.html")?.render(context! {
            lang => lang.tag(),
            entity => cut(&entry.entity, 120),
            number => self.issued.proof.index,
            date => words::date(schedule::day_of(moment), lang),
            hour => moment.format("%H:%M:%S").to_string(),
            utc => entry.time.to_string(),
            event => event_key(*event),
            later => say::later(self.issued, lang),
            known_to => self.issued.known_to,
            cosigned => self.issued.cosigned,
            path => cut(&submission.path.to_string(), 160),
            policy => cut(self.policy.unwrap_or(&submission.path.owner), 100),
            title => self.manifest.title.as_deref().map(|title| cut(title, 140)),
            class => self.manifest.class.as_deref().map(|class| cut(class, 40)),
            due => self.manifest.due.as_deref().map(|due| cut(due, 20)),
            manifest => submission.manifest.to_string(),
            files,
            withdrawn => names.map(|_| shown_files.len()),
            count => self.manifest.files.len(),
            left => shown_files.len().saturating_sub(FILES),
            log => cut(entry.log.as_str(), 120),
            size => self.issued.size,
            key => cut(&self.key.to_string(), 300),
            address => cut(self.address, 200),
            proof => proof_name(self.issued.proof.index),
            qr => context! { side => code.side, path => code.path },
        })?)
    }
}
