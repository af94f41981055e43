//! The one comment of a proposal, kept up to date: what is wrong, and its receipt.
//!
//! Every value is of whoever proposes: all of them are escaped, so that none is a mention, a reference, a link, a picture
//! or another mark of ours.

use super::reception::{Noted, Unreceived};
use crate::{
    diagnostic::{
        Report,
        render::{escaped_code, escaped_markdown, markdown_brief},
    },
    messages::{Lang, Message},
    snapshot::ObjectId,
};

/// What tells our comment from those of others; only one that our own account wrote counts.
pub const MARKER: &str = "<!-- mipg -->";
/// The platform takes 65,536 characters; this many bytes are never more.
const MAX: usize = 64_000;
/// Bytes kept for the receipts.
const RECEIPTS: usize = 16_000;
/// Receipts told of one proposal.
const TOLD: usize = 20;

/// What is told of a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Comment<'a> {
    /// What was found.
    pub report: &'a Report,
    /// What fails the review besides that.
    pub also: Option<&'a str>,
    /// What became of it.
    pub reception: Told<'a>,
    /// What was proposed.
    pub head: ObjectId,
    /// The page of the run, whose summary has everything and where the receipts are.
    pub run: Option<&'a RunPage>,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// It is not received.
    Unreceived(&'a Unreceived),
    /// It may have been received: of the audit trail nothing can be said, and why.
    Unknown(&'a Message),
    /// It is received, or to be received.
    Noted {
        /// What the audit trail has of it.
        noted: &'a [Noted],
        /// How many submissions it brings.
        of: usize,
        /// The policies, of what it has not, of which no more are received today.
        full: &'a [String],
        /// How many of a policy are received on a day.
        limit: usize,
    },
}

/// The page of a run of a forge: an address that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunPage(String);

impl RunPage {
    /// The page of the run `id` of `repository` (`owner/name`) at `server`; none where any of them is not of the form.
    pub fn new(server: &str, repository: &str, id: &str) -> Option<Self> {
        let is_letter = |one: char| one.is_ascii_alphanumeric() || "-._".contains(one);
        let is_plain = |text: &str| !text.is_empty() && text.len() <= 100 && text.chars().all(is_letter);
        let host = server.strip_prefix("https://").filter(|host| is_plain(host))?;
        let (owner, name) = repository.split_once('/').filter(|(owner, name)| is_plain(owner) && is_plain(name))?;
        let is_number = !id.is_empty() && id.len() <= 20 && id.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Self(format!("https://{host}/{owner}/{name}/actions/runs/{id}")))
    }
}

/// Lines of plain text as Markdown, each a paragraph of its own.
pub fn paragraphs(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n\n", escaped_markdown(line))).collect()
}

impl Comment<'_> {
    /// The comment, in Markdown.
    pub fn markdown(&self) -> String {
        let lang = self.report.inputs.lang;
        let mut text = format!("{MARKER}\n{}", markdown_brief(self.report, MAX - RECEIPTS));
        if let Some(also) = self.also {
            let title = Message::CiCommentAlso {}.text(lang);
            text.push_str(&format!("\n### {title}\n\n{}\n", escaped_markdown(also)));
        }
        text.push_str(&self.reception(lang));
        if let Some(RunPage(address)) = self.run {
            text.push_str(&format!("\n[{}]({address})\n", Message::CiCommentRun {}.text(lang)));
        }
        let short: String = self.head.to_string().chars().take(12).collect();
        let head = Message::CiCommentHead { head: short.into() }.text(lang);
        text.push_str(&format!("\n<sub>{}</sub>\n", escaped_markdown(&head)));
        text
    }

    fn reception(&self, lang: Lang) -> String {
        let title = Message::CiCommentReceipt {}.text(lang);
        let paragraph = |message: Message| format!("\n{}\n", escaped_markdown(&message.text(lang)));
        let (noted, of, full, limit) = match self.reception {
            // What brings nothing needs no heading.
            Told::Unreceived(Unreceived::Nothing) => return String::new(),
            Told::Unreceived(why) => return format!("\n### {title}\n{}", paragraph(why.message())),
            Told::Unknown(why) => return format!("\n### {title}\n{}", paragraph(why.clone())),
            Told::Noted { noted, of, full, limit } => (noted, of, full, limit),
        };
        let mut text = format!("\n### {title}\n\n");
        for one in noted.iter().take(TOLD) {
            let noted = Message::CiCommentNoted { number: one.number.into(), hour: one.hour().into() };
            // Numbers of ours, in words of ours.
            let (line, label) = (noted.text(lang), Message::CiCommentDigest {}.text(lang));
            let (path, digest) = (escaped_code(one.path.folder().as_str()), escaped_code(&one.manifest.to_string()));
            text.push_str(&format!("- **{line}**: {path}<br>{label} {digest}\n"));
        }
        if noted.len() > TOLD {
            text.push_str(&paragraph(Message::GateNotedMore { count: (noted.len() - TOLD).into() }));
        }
        if noted.len() < of {
            let count = of - noted.len();
            text.push_str(&paragraph(match full.is_empty() {
                true => Message::CiCommentAwaited { count: count.into() },
                false => Unreceived::over_day(count, full.to_vec(), limit),
            }));
        }
        if !noted.is_empty() {
            text.push_str(&paragraph(Message::CiCommentProves {}));
            text.push_str(&paragraph(Message::CiCommentKeep {}));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_run_is_an_address_and_nothing_else() {
        let page = |server, repository, id| RunPage::new(server, repository, id).map(|RunPage(address)| address);
        let right = page("https://github.com", "alcaldia/evidencias", "123");
        assert_eq!(right.as_deref(), Some("https://github.com/alcaldia/evidencias/actions/runs/123"));
        for (server, repository, id) in [
            ("http://github.com", "a/b", "1"),
            ("https://github.com/x", "a/b", "1"),
            ("https://github.com", "a", "1"),
            ("https://github.com", "a/b/c", "1"),
            ("https://github.com", "a/b) [x](y", "1"),
            ("https://github.com", "a/b", ""),
            ("https://github.com", "a/b", "1?x"),
        ] {
            assert_eq!(page(server, repository, id), None, "{server} {repository} {id}");
        }
    }
}
