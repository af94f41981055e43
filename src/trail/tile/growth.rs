//! Which files a tree of some size has, and which ones change when it grows.

use super::{TileKind, TilePath, WIDTH};

/// Every file of a tree of `size` leaves, in order of level and index: bundles first, then tiles from level 0 up.
///
/// There is one file for each 256 leaves and more: nothing is listed before it is asked for, so that a hostile size
/// costs only what is taken.
pub fn files(size: u64) -> impl Iterator<Item = TilePath> {
    written(0, size)
}

/// The files a tree of `new` leaves has and one of `old` leaves had not: new full ones and the current partial ones.
pub fn written(old: u64, new: u64) -> impl Iterator<Item = TilePath> {
    levels().flat_map(move |(kind, shift)| {
        let (old, new) = (old >> shift, new >> shift);
        let indices = if old < new { old / 256..new.div_ceil(256) } else { 0..0 };
        indices.map(move |index| TilePath::new(kind, index, width(new, index)))
    })
}

/// Whether `path`, a file of a tree larger than `old` leaves, is one that the tree of `old` leaves had not.
pub fn is_written(old: u64, path: &TilePath) -> bool {
    let shift = match path.kind() {
        TileKind::Entries => 0,
        TileKind::Hashes(level) => u32::from(level) * 8,
    };
    let before = old.checked_shr(shift).unwrap_or(0);
    before < path.index().saturating_mul(256).saturating_add(path.width().into())
}

/// Whether `path` is a file of a tree of `size` leaves.
pub fn is_of(size: u64, path: &TilePath) -> bool {
    let shift = match path.kind() {
        TileKind::Entries => 0,
        TileKind::Hashes(level) => u32::from(level) * 8,
    };
    let count = size.checked_shr(shift).unwrap_or(0);
    path.index().checked_mul(256).is_some_and(|from| from < count) && width(count, path.index()) == path.width()
}

/// The partial files of a tree of `old` leaves that one of `new` leaves has in a wider form.
///
/// The format lets them be deleted when the full one exists; here only the current width is kept, since the branch
/// holds every earlier state.
pub fn replaced(old: u64, new: u64) -> impl Iterator<Item = TilePath> {
    levels().filter_map(move |(kind, shift)| {
        let (old, new) = (old >> shift, new >> shift);
        (old < new && !old.is_multiple_of(256)).then(|| TilePath::new(kind, old / 256, width(old, old / 256)))
    })
}

/// Bundles, and the levels of hashes that a tree of less than 2⁶⁴ leaves has, with the leaves of one item as a power
/// of two.
fn levels() -> impl Iterator<Item = (TileKind, u32)> {
    [(TileKind::Entries, 0)].into_iter().chain((0..8).map(|level| (TileKind::Hashes(level), u32::from(level) * 8)))
}

/// The width of tile `index` in a level of `count` items, of which it holds at least one.
fn width(count: u64, index: u64) -> u16 {
    (count - index * 256).min(256).try_into().unwrap_or(WIDTH)
}
