//! Typed records of the repository: what the files say, and what may be relied upon.
//!
//! [`raw`] has the shapes of the files; [`layout`] says what a path is; [`World`] is settings, catalogues and
//! policies together; [`Submission`] is one *entrega* with the facts of its files. Nothing here reads a repository,
//! judges, or knows the moment asked.

pub mod free_text;
pub mod layout;
pub mod raw;

mod accounts;
mod belief;
mod listing;
mod personal;
mod settings;
mod submission;
mod withheld;
mod world;

pub use accounts::{Accounts, Actor, Deed, Proposed, is_one};
pub(crate) use belief::is_vague;
pub use layout::{Place, SubmissionPath};
pub use listing::{Listing, PartialFile};
pub use personal::PersonalSigns;
pub use raw::schema::FileKind;
pub use settings::Settings;
pub use submission::{Declared, FileState, HeldFile, PointerObject, ReadFile, Reading, SALT, Submission};
pub(crate) use withheld::Partial;
pub use withheld::{LeftOut, Moment, Withheld};
pub use world::{Common, World};
