//! A sample of what is published, for people to review: the same for everybody who knows the checkpoint.
//!
//! ```text
//! rank(path) = SHA-256(root ‖ "\n" ‖ seed ‖ "\n" ‖ path)      as hexadecimal, `seed ‖ "\n"` only where one is given
//! sample     = the first n paths by rank
//! ```
//!
//! `root` is the third line of the checkpoint, in Base64 as it stands there; `path` is that of the submission
//! (`<policy>/AAAA/MM/<name>`). `printf '%s\n%s' "$ROOT" "$PATH" | sha256sum` gives the rank. Whoever writes the log
//! chooses the root before the sample is drawn, and could try several: a seed drawn later, in front of both parties, takes
//! that away.

use super::{Audit, Published};
use crate::{digest::Digest, messages::Lang, schedule::sheet::table};

/// The longest seed, in bytes.
pub const MAX_SEED: usize = 200;

/// A submission that was drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawn<'a> {
    /// What decides its place.
    pub rank: Digest,
    /// The submission.
    pub published: &'a Published,
}

/// Draws `count` of the published submissions, or all where there are fewer; none where no checkpoint is believed.
pub fn draw<'a>(audit: &'a Audit, count: usize, seed: Option<&str>) -> Vec<Drawn<'a>> {
    let Some(checkpoint) = &audit.checkpoint else { return Vec::new() };
    let root = checkpoint.head.root.to_string();
    let mut drawn: Vec<Drawn<'_>> = audit
        .published
        .iter()
        .map(|published| Drawn { rank: rank(&root, seed, &published.path.to_string()), published })
        .collect();
    drawn.sort_by(|one, other| (one.rank, &one.published.path).cmp(&(other.rank, &other.published.path)));
    drawn.truncate(count);
    drawn
}

fn rank(root: &str, seed: Option<&str>, path: &str) -> Digest {
    let seed = seed.map(|seed| format!("{seed}\n")).unwrap_or_default();
    Digest::of(format!("{root}\n{seed}{path}").as_bytes())
}

/// The sample as a table for spreadsheets, with empty columns for whoever reviews.
pub fn csv(drawn: &[Drawn<'_>], lang: Lang) -> String {
    let heading = match lang {
        Lang::Es => [
            "n.º",
            "entrega",
            "título",
            "archivos",
            "entrada",
            "hora (UTC)",
            "huella del manifiesto",
            "orden",
            "revisada el",
            "corresponde a lo que dice",
            "es suficiente",
            "observaciones",
            "revisó (cargo)",
        ],
        Lang::En => [
            "no.",
            "submission",
            "title",
            "files",
            "entry",
            "hour (UTC)",
            "digest of the manifest",
            "rank",
            "reviewed on",
            "is what it says",
            "is sufficient",
            "remarks",
            "reviewed by (role)",
        ],
    };
    let rows = (1..).zip(drawn).map(|(number, Drawn { rank, published })| {
        [
            number.to_string(),
            published.path.to_string(),
            published.title.clone().unwrap_or_default(),
            published.files.to_string(),
            published.index.to_string(),
            published.time.to_string(),
            published.manifest.to_string(),
            rank.to_string(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ]
    });
    table(std::iter::once(heading.map(str::to_owned)).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rank_is_that_of_the_formula() {
        // printf '%s\n%s' 'AAAA=' 'a/2026/11/b' | sha256sum
        let expected = "abce6bab8599c1d88f4f29b04b5283058ab7e05096fd5654333dcd5027bf87b1";
        let plain = rank("AAAA=", None, "a/2026/11/b").to_string();
        assert_eq!(&plain, expected);
        let seeded = rank("AAAA=", Some("7"), "a/2026/11/b").to_string();
        assert_ne!(seeded, plain);
        assert_eq!(seeded, Digest::of(b"AAAA=\n7\na/2026/11/b").to_string());
    }
}
