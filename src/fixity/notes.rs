//! What an inspection gathers on its way.

use super::{
    Encoding, Table,
    inflate::Budget,
    traits::{Part, Script, Trait},
};

/// Most pixels an image may ask for before it is called huge: a scanned A0 sheet at 600 dots per inch has 558 million.
const MOST_PIXELS: u64 = 600_000_000;

/// Traits and measures found so far, and the inflation budget of the file.
pub(super) struct Notes {
    pub(super) traits: Vec<Trait>,
    pub(super) dimensions: Option<(u32, u32)>,
    pub(super) encoding: Option<Encoding>,
    pub(super) table: Option<Table>,
    pub(super) budget: Budget,
}

impl Notes {
    pub(super) fn new() -> Self {
        Self { traits: Vec::new(), dimensions: None, encoding: None, table: None, budget: Budget::new() }
    }

    pub(super) fn add(&mut self, one: Trait) {
        if !self.traits.contains(&one) {
            self.traits.push(one);
        }
    }

    /// Runs a reader on notes of its own, with the budget of the file; gives its answer and the traits it noted.
    pub(super) fn apart<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> (T, Vec<Trait>) {
        let mut inner = Self::new();
        std::mem::swap(&mut inner.budget, &mut self.budget);
        let answer = look(&mut inner);
        std::mem::swap(&mut inner.budget, &mut self.budget);
        (answer, inner.traits)
    }

    pub(super) fn truncated(&mut self, what: Part) {
        self.add(Trait::Truncated { what });
    }

    pub(super) fn corrupt(&mut self, what: Part) {
        self.add(Trait::Corrupt { what });
    }

    pub(super) fn too_complex(&mut self, what: Part) {
        self.add(Trait::TooComplex { what });
    }

    pub(super) fn script(&mut self, what: Script) {
        self.add(Trait::ScriptContent { what });
    }

    /// Records the size of an image: the first one stated counts, an impossible or huge one is a trait.
    pub(super) fn dimensions(&mut self, width: u32, height: u32) {
        if width == 0 || height == 0 {
            self.corrupt(Part::Dimensions);
            return;
        }
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MOST_PIXELS {
            self.add(Trait::HugeImage { pixels });
        }
        self.dimensions.get_or_insert((width, height));
    }

    /// Records what follows the end of the format, unless it is padding.
    pub(super) fn trailing(&mut self, rest: &[u8]) {
        if rest.iter().any(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')) {
            self.add(Trait::TrailingData { bytes: rest.len() as u64 });
        }
    }
}
