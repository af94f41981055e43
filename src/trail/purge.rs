//! The record of a purge (*acta de purga*): what an order had erased from history, who ordered it, and nothing else.
//!
//! ```text
//! mipg purga v1
//! rol <role of who carried it out>
//! autoridad <who ordered it>
//! acto <the act that orders it>
//! fecha <its date>
//! motivo <why>
//! commit <old> <new>            one line for each commit that was rewritten, by its id
//! objeto <id> <SHA-256>         one line for each object that was erased, with the digest of its bytes
//! ```
//!
//! The record lies on the branch of the log as `purga/<SHA-256>.txt`; the `manifiesto` of a `purga` entry is that digest, so
//! that the log answers for every line. Lines of one kind are sorted and stand once, commits first. Roles and authorities are
//! written, never names of people: nothing here can be erased.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::NaiveDate;

use crate::{digest::Digest, messages::is_deceptive, snapshot::ObjectId};

/// The folder of records on the branch of the log.
pub const PURGES: &str = "purga";

/// The most letters of a line about the order.
pub const MAX_LINE: usize = 300;

const HEADER: &str = "mipg purga v1";

/// Who ordered it and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// The role of who carried it out.
    pub role: String,
    /// Who ordered it.
    pub authority: String,
    /// The act that orders it.
    pub act: String,
    /// The date of the act.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A record of what was erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Purge {
    /// Who ordered it and why.
    pub order: Order,
    /// The commits that were rewritten, and what took their place.
    pub commits: BTreeMap<ObjectId, ObjectId>,
    /// The objects that were erased, with the digest of their bytes.
    pub objects: BTreeMap<ObjectId, Digest>,
}

/// The text is no record of a purge.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {0} is not one of a record of a purge")]
pub struct PurgeError(pub usize);

impl Order {
    /// The first field that is no line of a record, by its word.
    pub fn wrong(&self) -> Option<&'static str> {
        let fields =
            [("rol", &self.role), ("autoridad", &self.authority), ("acto", &self.act), ("motivo", &self.reason)];
        fields.into_iter().find(|(_, text)| !is_line(text)).map(|(word, _)| word)
    }
}

/// Whether a text can stand on a line of a record: something, of one line, that shows what it is.
fn is_line(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text.chars().count() <= MAX_LINE && !text.contains(is_deceptive)
}

impl FromStr for Purge {
    type Err = PurgeError;

    fn from_str(text: &str) -> Result<Self, PurgeError> {
        let mut lines = (1..).zip(text.lines());
        let mut next = |word: &str| {
            let (place, line) = lines.next().unwrap_or((1, ""));
            let rest = line.strip_prefix(word).ok_or(PurgeError(place))?;
            match (word, rest.strip_prefix(' ')) {
                (HEADER, _) if rest.is_empty() => Ok((place, String::new())),
                (HEADER, _) => Err(PurgeError(place)),
                (_, Some(value)) if is_line(value) => Ok((place, value.to_owned())),
                _ => Err(PurgeError(place)),
            }
        };
        next(HEADER)?;
        let (role, authority, act) = (next("rol")?.1, next("autoridad")?.1, next("acto")?.1);
        let (place, date) = next("fecha")?;
        let date = date.parse::<NaiveDate>().map_err(|_| PurgeError(place))?;
        let order = Order { role, authority, act, date, reason: next("motivo")?.1 };
        let mut purge = Self { order, commits: BTreeMap::new(), objects: BTreeMap::new() };
        for (place, line) in lines {
            let error = PurgeError(place);
            let id = |text: &str| text.parse::<ObjectId>().map_err(|_| error);
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["commit", old, new] => drop(purge.commits.insert(id(old)?, id(new)?)),
                ["objeto", object, digest] => {
                    purge.objects.insert(id(object)?, digest.parse().map_err(|_| error)?);
                }
                _ => return Err(error),
            }
        }
        match purge.to_string() == text {
            true => Ok(purge),
            false => Err(PurgeError(1)),
        }
    }
}

impl fmt::Display for Purge {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Order { role, authority, act, date, reason } = &self.order;
        writeln!(out, "{HEADER}\nrol {role}\nautoridad {authority}\nacto {act}\nfecha {date}\nmotivo {reason}")?;
        self.commits.iter().try_for_each(|(old, new)| writeln!(out, "commit {old} {new}"))?;
        self.objects.iter().try_for_each(|(object, digest)| writeln!(out, "objeto {object} {digest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> ObjectId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    fn order() -> Order {
        Order {
            role: "Secretaría General".to_owned(),
            authority: "Juzgado 3 Civil del Circuito".to_owned(),
            act: "Sentencia T-12 de 2026".to_owned(),
            date: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            reason: "habeas data".to_owned(),
        }
    }

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let (a, b, c, digest) = (id('a'), id('b'), id('c'), Digest::of(b"x"));
        let head = "mipg purga v1\nrol Secretaría General\nautoridad Juzgado 3 Civil del Circuito\nacto Sentencia T-12 de 2026\n\
                    fecha 2026-11-20\nmotivo habeas data\n";
        let text = format!("{head}commit {a} {b}\nobjeto {c} {digest}\n");
        let purge: Purge = text.parse().unwrap();
        assert_eq!(purge, Purge { order: order(), commits: [(a, b)].into(), objects: [(c, digest)].into() });
        assert_eq!(purge.to_string(), text);
        for (bad, line) in [
            (String::new(), 1),
            ("mipg purga v2\n".to_owned(), 1),
            (text.replace("mipg purga v1\n", "mipg purga v1"), 1),
            (text.replace("rol Secretaría General\n", ""), 2),
            (text.replace("rol Secretaría General", "rol"), 2),
            (text.replace("rol Secretaría General", "rol  "), 2),
            (text.replace("Civil", "\u{202e}Civil"), 3),
            (text.replace("acto ", "acta "), 4),
            (text.replace("2026-11-20", "20-11-2026"), 5),
            (text.replace("2026-11-20", "2026-11-31"), 5),
            (text.replace("habeas data", &"x".repeat(301)), 6),
            (format!("{head}commit {a}\n"), 7),
            (format!("{head}objeto {c}\n"), 7),
            (format!("{head}objeto {c} {digest}\nobjeto x {digest}\n"), 8),
            // Another order, a line twice, no end of line: another spelling.
            (format!("{head}objeto {c} {digest}\ncommit {a} {b}\n"), 1),
            (format!("{head}objeto {c} {digest}\nobjeto {c} {digest}\n"), 1),
            (format!("{head}objeto {c} {digest}"), 1),
        ] {
            assert_eq!(bad.parse::<Purge>(), Err(PurgeError(line)), "{bad}");
        }
    }

    #[test]
    fn what_is_no_line_is_named() {
        assert_eq!(order().wrong(), None);
        assert_eq!(Order { role: String::new(), ..order() }.wrong(), Some("rol"));
        assert_eq!(Order { authority: "a\nb".to_owned(), ..order() }.wrong(), Some("autoridad"));
        assert_eq!(Order { act: " a".to_owned(), ..order() }.wrong(), Some("acto"));
        assert_eq!(Order { reason: "x".repeat(301), ..order() }.wrong(), Some("motivo"));
    }
}
