//! Where each page is, and how one page leads to another: always relative and to a file, so that the site works below any
//! address and from a disk.

use std::fmt::Write as _;

use crate::{digest::Digest, model::SubmissionPath};

/// Bytes of a file name that are kept; file systems hold no more than 255.
const NAME: usize = 180;

/// The page of a policy.
pub(super) fn policy(slug: &str) -> String {
    format!("politicas/{slug}/index.html")
}

/// The page of a submission.
pub(super) fn submission(path: &SubmissionPath) -> String {
    format!("{}index.html", folder(path))
}

/// The folder of the pages of a submission, with its slash.
pub(super) fn folder(path: &SubmissionPath) -> String {
    format!("entregas/{path}/")
}

/// The copy of a file, by its digest. `name` must come from [`served`].
pub(super) fn evidence(digest: Digest, name: &str) -> String {
    let digest = digest.to_string();
    format!("evidencia/{}/{digest}/{name}", &digest[..2])
}

/// The name that a copy has on the disk: that of the manifest, where every file system and every server takes it as it
/// is; what a browser might run ends in `.bin`, which none does.
pub(super) fn served(name: &str, is_inert: bool) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || " ._-()+,".contains(character);
    let mut safe: String = name.chars().map(|one| if is_plain(one) { one } else { '_' }).collect();
    if safe.len() > NAME {
        let tail = safe.rsplit_once('.').map_or("", |(_, tail)| tail).to_owned();
        let tail = if tail.len() <= 10 { tail } else { String::new() };
        let mut end = NAME - tail.len() - 1;
        while !safe.is_char_boundary(end) {
            end -= 1;
        }
        safe.truncate(end);
        if !tail.is_empty() {
            safe.push('.');
            safe.push_str(&tail);
        }
    }
    let safe = safe.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let safe = if safe.is_empty() { "archivo" } else { safe };
    if is_inert { safe.to_owned() } else { format!("{safe}.bin") }
}

/// The way back to the top from a page: `../../`, or nothing for one at the top.
pub(super) fn up(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// A path as it stands in an address: everything but letters, digits and `-._~/` percent-encoded.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_a_name_that_every_disk_and_server_takes() {
        assert_eq!(served("avance peti (1).pdf", true), "avance peti (1).pdf");
        assert_eq!(served("información.pdf", true), "información.pdf");
        assert_eq!(served("pagina.html", false), "pagina.html.bin");
        assert_eq!(served("a<b>\"c\u{202e}:?.pdf", true), "a_b__c___.pdf");
        assert_eq!(served("...", true), "archivo");
        assert_eq!(served(".. ", false), "archivo.bin");
        let long = served(&format!("{}.pdf", "ñ".repeat(150)), true);
        assert!(long.len() <= NAME && long.ends_with("ñ.pdf"), "{long}");
    }

    #[test]
    fn ways_lead_up_and_are_encoded() {
        assert_eq!((up("index.html"), up("a/b/index.html")), (String::new(), "../../".to_owned()));
        assert_eq!(encoded("a b/ñ#?.pdf"), "a%20b/%C3%B1%23%3F.pdf");
    }
}
