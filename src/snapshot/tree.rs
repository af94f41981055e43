//! Raw tree objects, read byte by byte: `mode SP name NUL id`, repeated.
//!
//! libgit2's own tree reader hides what the rules must see (duplicate entries, odd modes, bad names), so it is
//! not used. The order of the object is kept.

use super::entry::{EntryKind, ObjectId};

/// A tree object: bytes that were held to its form once. Its entries are read from them each time they are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct RawTree {
    bytes: Box<[u8]>,
    length: usize,
}

/// One entry of a tree as stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RawEntry<'t> {
    pub mode: u32,
    pub name: &'t [u8],
    pub id: ObjectId,
}

impl RawEntry<'_> {
    pub(super) fn is_folder(&self) -> bool {
        EntryKind::from_mode(self.mode) == EntryKind::Folder
    }
}

impl RawTree {
    /// Takes a tree object; none where the bytes are not a tree.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (mut rest, mut length) = (bytes, 0);
        while !rest.is_empty() {
            (_, rest) = split(rest)?;
            length += 1;
        }
        Some(Self { bytes: bytes.into(), length })
    }

    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The object.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its entries in the order of the object.
    pub(super) fn iter(&self) -> Entries<'_> {
        Entries { rest: &self.bytes }
    }

    /// The entries of both after those that both begin with.
    pub(super) fn after_common<'t>(&'t self, other: &'t Self) -> (Entries<'t>, Entries<'t>) {
        let common = alike(&self.bytes, &other.bytes);
        let mut from = 0;
        while let Some((_, rest)) = split(&self.bytes[from..]) {
            let end = self.bytes.len() - rest.len();
            if end > common {
                break;
            }
            from = end;
        }
        (Entries { rest: &self.bytes[from..] }, Entries { rest: &other.bytes[from..] })
    }
}

/// With how many bytes both begin that are the same.
fn alike(left: &[u8], right: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = left.chunks_exact(BLOCK).zip(right.chunks_exact(BLOCK));
    let whole = BLOCK * blocks.take_while(|(left, right)| left == right).count();
    whole + left[whole..].iter().zip(&right[whole..]).take_while(|(left, right)| left == right).count()
}

/// The entries of a tree, from one on; two are equal where all that is left is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Entries<'t> {
    rest: &'t [u8],
}

impl<'t> Iterator for Entries<'t> {
    type Item = RawEntry<'t>;

    fn next(&mut self) -> Option<RawEntry<'t>> {
        let (entry, rest) = split(self.rest)?;
        self.rest = rest;
        Some(entry)
    }
}

/// The first entry and what follows it; none at the end, and where the bytes are not an entry.
fn split(bytes: &[u8]) -> Option<(RawEntry<'_>, &[u8])> {
    let space = bytes.iter().take(8).position(|&byte| byte == b' ')?;
    let mode = octal(&bytes[..space])?;
    let rest = &bytes[space + 1..];
    let nul = memchr::memchr(0, rest)?;
    let (id, after) = rest[nul + 1..].split_first_chunk()?;
    Some((RawEntry { mode, name: &rest[..nul], id: ObjectId::from_bytes(*id) }, after))
}

fn octal(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |mode, &digit| match digit {
        b'0'..=b'7' => mode.checked_mul(8)?.checked_add(u32::from(digit - b'0')),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encode(entries: &[RawEntry<'_>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for entry in entries {
            bytes.extend_from_slice(format!("{:o} ", entry.mode).as_bytes());
            bytes.extend_from_slice(entry.name);
            bytes.push(0);
            bytes.extend_from_slice(entry.id.as_bytes());
        }
        bytes
    }

    #[test]
    fn broken_trees_are_refused() {
        let parse = |bytes: &[u8]| RawTree::parse(bytes).map(|tree| tree.len());
        assert_eq!(parse(b""), Some(0));
        let whole = encode(&[RawEntry { mode: 0o100644, name: b"a", id: ObjectId::from_bytes([7; 20]) }]);
        assert_eq!(parse(&whole), Some(1));
        for cut in 1..whole.len() {
            assert_eq!(parse(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(parse(&[b" a\0", &[7; 20][..]].concat()), None);
        assert_eq!(parse(&[b"10064x a\0", &[7; 20][..]].concat()), None);
        assert_eq!(parse(&[b"7777777777777777 a\0", &[7; 20][..]].concat()), None);
    }

    type Stored = (u32, String, [u8; 20]);

    fn stored() -> impl Strategy<Value = Vec<Stored>> {
        proptest::collection::vec((0..0o200000_u32, "[^\0]{0,9}", any::<[u8; 20]>()), 0..8)
    }

    fn entries(stored: &[Stored]) -> Vec<RawEntry<'_>> {
        stored
            .iter()
            .map(|(mode, name, id)| RawEntry { mode: *mode, name: name.as_bytes(), id: ObjectId::from_bytes(*id) })
            .collect()
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(tree) = RawTree::parse(&bytes) {
                prop_assert_eq!(tree.iter().count(), tree.len());
            }
        }

        #[test]
        fn entries_keep_order_mode_and_name(stored in stored()) {
            let entries = entries(&stored);
            let tree = RawTree::parse(&encode(&entries)).unwrap();
            prop_assert_eq!(tree.iter().collect::<Vec<_>>(), entries);
        }

        #[test]
        fn only_what_both_begin_with_is_left_out(
            common in stored(),
            left in stored(),
            right in stored(),
        ) {
            let (common, left, right) = (entries(&common), entries(&left), entries(&right));
            let tree = |own: &[RawEntry<'_>]| RawTree::parse(&encode(&[&common, own].concat())).unwrap();
            let (old, new) = (tree(&left), tree(&right));
            let (old, new) = old.after_common(&new);
            let shared = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
            prop_assert_eq!(old.collect::<Vec<_>>(), &left[shared..]);
            prop_assert_eq!(new.collect::<Vec<_>>(), &right[shared..]);
        }
    }
}
