//! The audit trail (*registro de integridad*): an append-only log in the C2SP formats, as pure functions.
//!
//! ```text
//! Entry ──encode──▶ bytes ─┐
//! Checkpoint, tiles ───────┴▶ append ─▶ files to write, checkpoint to sign ─▶ Note ─▶ cosignatures
//! tiles ─▶ merkle::inclusion ─▶ Proof (receipt) ─▶ verify with a key, or with a Policy
//! ```
//!
//! A log is a tree of entries ([`merkle`]) kept as static files ([`tile`]). Its [`checkpoint`] is the text of a signed
//! [`note`]; witnesses add a [`cosignature`]; an auditor's [`policy`] says how many must. A receipt is a [`proof`]. What is
//! logged is an [`entry`], and [`append`](mod@append) makes a log longer. A whole log is judged by [`judge`](mod@judge).
//!
//! Nothing here touches the disk, git, the clock or a source of chance: bytes, seeds and moments are arguments, and the
//! same arguments give the same bytes. All input is hostile: every reader states its limits, refuses any spelling but
//! one, and says where it stopped. No reader believes what it reads: that takes [`checkpoint::open`],
//! [`merkle::verify_inclusion`], [`merkle::verify_consistency`] and a key from elsewhere.
//!
//! | Format | Version |
//! |---|---|
//! | Merkle tree hashes | RFC 6962 §2.1; verification RFC 9162 §2.1.3.2 and §2.1.4.2 |
//! | c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature | 1.0 (Ed25519 only: types 1 and 4) |
//! | c2sp.org/tlog-tiles | height 8, without pruning |
//! | c2sp.org/tlog-proof, tlog-policy | drafts |
//! | Entries | canonical JSON, RFC 8785 |
//! | Timestamps of third parties | RFC 3161, 5035 and 5816; CMS RFC 5652; certificates RFC 5280 |

pub mod append;
pub mod checkpoint;
pub mod constancia;
pub mod cosignature;
pub mod entry;
pub mod judge;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod proof;
pub mod purge;
pub mod rotation;
pub mod succession;
pub mod tile;
pub mod timestamp;
pub mod witness;
