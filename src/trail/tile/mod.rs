//! The files of a log: tiles of hashes and bundles of entries, as C2SP tlog-tiles lays them out.
//!
//! ```text
//! tile/<L>/<N>[.p/<W>]         256 hashes (or W) of 32 bytes: MTH(D[(256·N+i)·256^L : (256·N+i+1)·256^L])
//! tile/entries/<N>[.p/<W>]     256 entries (or W), each after its length in two bytes, big-endian
//! ```
//!
//! [`TilePath`] names such a file, [`files`], [`written`] and [`replaced`] say which ones a tree of some size has,
//! [`RightEdge`] makes them while a log grows, and [`TileHashes`] reads hashes back for proofs. Bytes come from a
//! [`TileReader`]; they are not trusted: what matters is checked against a root.

mod bytes;
mod edge;
mod growth;
mod path;
mod read;
#[cfg(test)]
pub(crate) mod tests;

pub use bytes::{TileError, decode_bundle, decode_hashes, encode_bundle, encode_hashes};
pub use edge::{EdgeError, RightEdge, TileFile};
pub use growth::{files, is_of, is_written, replaced, written};
pub use path::{TileKind, TilePath, TilePathError};
pub use read::{EntryReadError, HashReadError, TileHashes, TileReader, fetch, read_entry};

/// How many hashes or entries a full tile holds.
pub const WIDTH: u16 = 256;
