//! The bytes of tiles and bundles.

use super::WIDTH;
use crate::trail::merkle::Hash;

/// Why bytes are not the tile or bundle their name says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TileError {
    /// A tile of hashes has another length.
    #[error("{found} bytes, where {expected} belong")]
    Length {
        /// 32 bytes for each hash.
        expected: usize,
        /// What there is.
        found: usize,
    },
    /// A bundle ends within an entry.
    #[error("ends within entry {0} of the bundle")]
    Truncated(u16),
    /// A bundle goes on after its last entry.
    #[error("{0} bytes after the last entry of the bundle")]
    Trailing(usize),
}

/// The bytes of a tile of hashes.
pub fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.as_bytes()).copied().collect()
}

/// The hashes of a tile `width` wide: exactly that many.
pub fn decode_hashes(width: u16, bytes: &[u8]) -> Result<Vec<Hash>, TileError> {
    let expected = usize::from(width) * Hash::LENGTH;
    match bytes.as_chunks() {
        (hashes, []) if bytes.len() == expected => Ok(hashes.iter().map(|hash| Hash::new(*hash)).collect()),
        _ => Err(TileError::Length { expected, found: bytes.len() }),
    }
}

/// The bytes of a bundle.
///
/// # Panics
/// If there are more than 256 entries or one is longer than 65,535 bytes: entries are bounded before they come here.
pub fn encode_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Vec<u8> {
    assert!(entries.len() <= usize::from(WIDTH), "a bundle of {} entries", entries.len());
    let mut bytes = Vec::with_capacity(entries.iter().map(|entry| 2 + entry.as_ref().len()).sum());
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).expect("entries are bounded below 64 KiB");
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    bytes
}

/// The entries of a bundle `width` wide: exactly that many, and nothing after.
pub fn decode_bundle(width: u16, bytes: &[u8]) -> Result<Vec<&[u8]>, TileError> {
    let mut rest = bytes;
    let entries = (0..width).map(|place| {
        let (length, after) = rest.split_first_chunk().ok_or(TileError::Truncated(place))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(TileError::Truncated(place))?;
        rest = after;
        Ok(entry)
    });
    let entries = entries.collect::<Result<_, _>>()?;
    match rest.len() {
        0 => Ok(entries),
        length => Err(TileError::Trailing(length)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bundle_is_lengths_and_entries() {
        let bytes = encode_bundle(&[&b"ab"[..], b"", &[7; 258]]);
        assert_eq!(bytes[..8], [0, 2, b'a', b'b', 0, 0, 1, 2]);
        assert_eq!(decode_bundle(3, &bytes), Ok(vec![&b"ab"[..], b"", &[7; 258]]));
        assert_eq!(decode_bundle(2, &bytes), Err(TileError::Trailing(260)));
        assert_eq!(decode_bundle(4, &bytes), Err(TileError::Truncated(3)));
        assert_eq!(decode_bundle(3, &bytes[..bytes.len() - 1]), Err(TileError::Truncated(2)));
        assert_eq!(decode_bundle(1, &[0]), Err(TileError::Truncated(0)));
    }

    #[test]
    fn a_tile_has_the_length_of_its_width() {
        let hashes = [Hash::new([1; 32]), Hash::new([2; 32])];
        let bytes = encode_hashes(&hashes);
        assert_eq!(decode_hashes(2, &bytes), Ok(hashes.to_vec()));
        for (width, length) in [(1, 64), (3, 64), (2, 63)] {
            let expected = usize::from(width) * 32;
            assert_eq!(decode_hashes(width, &bytes[..length]), Err(TileError::Length { expected, found: length }));
        }
        assert!(decode_hashes(2, &[&bytes[..], &[0]].concat()).is_err());
    }

    proptest! {
        #[test]
        fn bundles_decode_to_what_they_hold(
            entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 1..40), cut in any::<usize>(),
        ) {
            let bytes = encode_bundle(&entries);
            let width = entries.len() as u16;
            let decoded = decode_bundle(width, &bytes).unwrap();
            prop_assert!(decoded.iter().eq(entries.iter()));
            prop_assert!(decode_bundle(width, &bytes[..cut % bytes.len()]).is_err());
        }

        #[test]
        fn any_bytes_are_judged(width in 1_u16..=256, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(entries) = decode_bundle(width, &bytes) {
                prop_assert_eq!(encode_bundle(&entries), bytes);
            }
        }
    }
}
