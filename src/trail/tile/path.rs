//! The names of tiles and bundles.

use std::{fmt, str::FromStr};

use super::WIDTH;

/// What a tile holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TileKind {
    /// Entries, one for each leaf.
    Entries,
    /// Hashes of this level, 0 to 63; those of level 0 are of leaves, each level spans 256 times the one below.
    Hashes(u8),
}

/// The name of a tile or bundle, such as `tile/0/x001/x234/067.p/112`: relative to the root of the log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TilePath {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// Why a text names no tile.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TilePathError {
    /// The text has another shape.
    #[error("not `tile/<level>/<index>[.p/<width>]`")]
    Shape,
    /// The level is not one of 0 to 63.
    #[error("the level is not a number from 0 to 63")]
    Level,
    /// The index is not groups of three digits, all but the last with an `x`, in the shortest form.
    #[error("the index is not in groups of three digits")]
    Index,
    /// The width is not one of 1 to 255.
    #[error("the width is not a number from 1 to 255")]
    Width,
}

/// The longest name: `tile/entries/`, five groups `x000/`, one `000`, `.p/255`. Longer ones exceed any tree.
const MAX_LENGTH: usize = 13 + 5 * 6 + 3 + 6;

impl TilePath {
    /// The name of tile `index` with `width` hashes or entries.
    ///
    /// # Panics
    /// If the width is not 1 to 256 or the level above 63: those are computed, never read.
    pub fn new(kind: TileKind, index: u64, width: u16) -> Self {
        assert!((1..=WIDTH).contains(&width), "a tile of {width}");
        assert!(!matches!(kind, TileKind::Hashes(64..)), "a tile of a level above 63");
        Self { kind, index, width }
    }

    /// What it holds.
    pub fn kind(&self) -> TileKind {
        self.kind
    }

    /// Its place within the level, from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it can still grow.
    pub fn is_partial(&self) -> bool {
        self.width < WIDTH
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Entries => out.write_str("tile/entries/")?,
            TileKind::Hashes(level) => write!(out, "tile/{level}/")?,
        }
        let groups = (self.index.max(1).ilog10() / 3) as usize;
        for group in (1..=groups).rev() {
            write!(out, "x{:03}/", self.index / 1000_u64.pow(group as u32) % 1000)?;
        }
        write!(out, "{:03}", self.index % 1000)?;
        match self.is_partial() {
            true => write!(out, ".p/{}", self.width),
            false => Ok(()),
        }
    }
}

impl FromStr for TilePath {
    type Err = TilePathError;

    fn from_str(text: &str) -> Result<Self, TilePathError> {
        let rest = text.strip_prefix("tile/").filter(|_| text.len() <= MAX_LENGTH).ok_or(TilePathError::Shape)?;
        let (kind, rest) = rest.split_once('/').ok_or(TilePathError::Shape)?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(number(level, 63).ok_or(TilePathError::Level)?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => {
                (index, u16::from(number(width, 255).filter(|width| *width > 0).ok_or(TilePathError::Width)?))
            }
            None => (rest, WIDTH),
        };
        let path = Self { kind, index: parse_index(index).ok_or(TilePathError::Index)?, width };
        // Only the shortest form is a name: no group `x000` in front.
        match path.to_string() == text {
            true => Ok(path),
            false => Err(TilePathError::Index),
        }
    }
}

/// A decimal number up to `max`, without sign or leading zero.
fn number(text: &str, max: u8) -> Option<u8> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|number| plain && *number <= max)
}

fn parse_index(text: &str) -> Option<u64> {
    let (above, last) = text.rsplit_once('/').map_or((None, text), |(above, last)| (Some(above), last));
    let above = above.into_iter().flat_map(|above| above.split('/')).map(|group| group.strip_prefix('x'));
    above.chain([Some(last)]).try_fold(0_u64, |index, group| {
        let group = group.filter(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))?;
        index.checked_mul(1000)?.checked_add(group.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_format_hold() {
        let path = TilePath::new(TileKind::Hashes(0), 1_234_067, 256);
        assert_eq!(path.to_string(), "tile/0/x001/x234/067");
        assert_eq!(TilePath::new(TileKind::Entries, 273, 112).to_string(), "tile/entries/273.p/112");
        assert_eq!(TilePath::new(TileKind::Hashes(63), 1000, 255).to_string(), "tile/63/x001/000.p/255");
        assert_eq!("tile/1/000".parse(), Ok(TilePath::new(TileKind::Hashes(1), 0, 256)));
    }

    #[test]
    fn other_spellings_are_refused() {
        use TilePathError::{Index, Level, Shape, Width};
        for (text, why) in [
            ("", Shape),
            ("tile/0", Shape),
            ("/tile/0/000", Shape),
            ("tile/0/x000/x000/x000/x000/x000/x000/x000/x000/x000/000", Shape),
            ("tile/64/000", Level),
            ("tile/00/000", Level),
            ("tile/+1/000", Level),
            ("tile/entry/000", Level),
            ("tile/0/", Index),
            ("tile/0/0", Index),
            ("tile/0/0000", Index),
            ("tile/0/x000/001", Index),
            ("tile/0/001/001", Index),
            ("tile/0/x001/x001", Index),
            ("tile/0/X001/001", Index),
            ("tile/0/001/", Index),
            ("tile/0/001\n", Index),
            ("tile/0/٠٠١", Index),
            ("tile/0/000.p/12/x", Width),
            ("tile/0/000.p/0", Width),
            ("tile/0/000.p/256", Width),
            ("tile/0/000.p/012", Width),
            ("tile/0/000.p/", Width),
        ] {
            assert_eq!(text.parse::<TilePath>(), Err(why), "{text}");
        }
        // 2^64 and above, within the length.
        assert_eq!("tile/0/x018/x446/x744/x073/x709/x551/616".parse::<TilePath>(), Err(Index));
    }

    proptest! {
        #[test]
        fn parse_and_print_are_inverses(
            level in proptest::option::of(0_u8..64), index in 0..1_000_000_000_000_000_000_u64, shift in 0_u32..60,
            width in 1_u16..=256,
        ) {
            let path = TilePath::new(level.map_or(TileKind::Entries, TileKind::Hashes), index >> shift, width);
            prop_assert_eq!(path.to_string().parse(), Ok(path));
        }

        #[test]
        fn any_text_is_judged(text in "tile/([0-9]{1,2}|entries)/(x?[0-9]{2,3}/){0,4}[0-9]{2,4}(\\.p/[0-9]{1,3})?") {
            if let Ok(path) = text.parse::<TilePath>() {
                prop_assert_eq!(path.to_string(), text);
            }
        }
    }
}
