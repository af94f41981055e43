//! Evidence repository for MIPG and FURAG: a git tree in, a verdict out.
//!
//! ```text
//! git tree ─┐
//!           ├▶ Snapshot ─┬─ source, model ─▶ Model ───┐
//! worktree ─┘            └─ fixity ────────▶ Facts ───┼─▶ rules ─▶ Report ─▶ render ─▶ bytes
//! base, head ──────────── snapshot::history ▶ History ┘
//!
//! Model ─▶ schedule ▶ due dates ─┬─▶ rules
//! History ─▶ arrivals ───────────┴─▶ status ▶ verdicts ─▶ status::render ─▶ bytes
//!
//! Report, status ─▶ holdings ─▶ site ─▶ pages, copies of evidence ─▶ site::write ─▶ a folder
//!                        └─▶ furag ─▶ the report of FURAG, whose links are those of site
//!
//! a push ─▶ gate, an event ─▶ forge ─▶ refused, or what is judged ─▶ Report
//! Report, what is owed ─▶ forge ─▶ what a platform is asked for
//!
//! words, files ─▶ intake ─▶ a submission, as Snapshot reads it
//!
//! branch registro ─▶ registro, trail ─┐
//! main line ──────────────────────────┴▶ audit ▶ checks, findings ─▶ audit::render ─▶ bytes
//! ```
//!
//! Everything to the right of `Snapshot` and `History` is a pure function of its arguments: the same commit and
//! the same moment give the same bytes. Only [`snapshot`] reads a repository, and writes to one for [`registro`];
//! only [`site::write`] writes a site; the library never prints, never exits and never reads the clock or the environment.

pub mod audit;
pub mod check;
pub mod demo;
pub mod diagnostic;
pub mod digest;
pub mod fixity;
pub mod forge;
pub mod furag;
pub mod gate;
pub mod holdings;
pub mod init;
pub mod intake;
pub mod messages;
pub mod model;
pub mod page;
pub mod registro;
pub mod repo_path;
pub mod repository;
pub mod rules;
pub mod schedule;
pub mod site;
pub mod snapshot;
pub mod source;
pub mod status;
pub mod trail;
