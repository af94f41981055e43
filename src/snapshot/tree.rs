//! Raw tree objects, read byte by byte: `mode SP name NUL id`, repeated.
//!
//! libgit2's own tree reader hides what the rules must see (duplicate entries, odd modes, bad names), so it is
//! not used. The order of the object is kept.

use super::entry::{EntryKind, ObjectId};

/// One entry of a tree as stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct RawEntry {
    pub mode: u32,
    pub name: Box<[u8]>,
    pub id: ObjectId,
}

impl RawEntry {
    pub(super) fn is_folder(&self) -> bool {
        EntryKind::from_mode(self.mode) == EntryKind::Folder
    }
}

/// Splits a tree object into its entries; none where the bytes are not a tree.
pub(super) fn parse(mut bytes: &[u8]) -> Option<Vec<RawEntry>> {
    let mut entries = Vec::with_capacity(bytes.len() / 40);
    while !bytes.is_empty() {
        let space = memchr::memchr(b' ', bytes.get(..bytes.len().min(8))?)?;
        let mode = octal(&bytes[..space])?;
        let rest = &bytes[space + 1..];
        let nul = memchr::memchr(0, rest)?;
        let id: [u8; 20] = rest.get(nul + 1..nul + 21)?.try_into().ok()?;
        entries.push(RawEntry { mode, name: rest[..nul].into(), id: ObjectId::from_bytes(id) });
        bytes = &rest[nul + 21..];
    }
    Some(entries)
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

    fn encode(entries: &[RawEntry]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for entry in entries {
            bytes.extend_from_slice(format!("{:o} ", entry.mode).as_bytes());
            bytes.extend_from_slice(&entry.name);
            bytes.push(0);
            bytes.extend_from_slice(entry.id.as_bytes());
        }
        bytes
    }

    #[test]
    fn broken_trees_are_refused() {
        assert_eq!(parse(b""), Some(Vec::new()));
        let whole =
            encode(&[RawEntry { mode: 0o100644, name: b"a".to_vec().into(), id: ObjectId::from_bytes([7; 20]) }]);
        assert_eq!(parse(&whole).map(|entries| entries.len()), Some(1));
        for cut in 1..whole.len() {
            assert_eq!(parse(&whole[..cut]), None, "{cut}");
        }
        assert_eq!(parse(&[b" a\0", &[7; 20][..]].concat()), None);
        assert_eq!(parse(&[b"10064x a\0", &[7; 20][..]].concat()), None);
        assert_eq!(parse(&[b"7777777777777777 a\0", &[7; 20][..]].concat()), None);
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            parse(&bytes);
        }

        #[test]
        fn entries_keep_order_mode_and_name(
            entries in proptest::collection::vec((0..0o200000_u32, "[^\0]{0,9}", any::<[u8; 20]>()), 0..8)
        ) {
            let entries: Vec<_> = entries
                .into_iter()
                .map(|(mode, name, id)| RawEntry { mode, name: name.into_bytes().into(), id: ObjectId::from_bytes(id) })
                .collect();
            prop_assert_eq!(parse(&encode(&entries)), Some(entries));
        }
    }
}
