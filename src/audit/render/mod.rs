//! An audit as text for people, as JSON for programs, and as a printable page.

mod again;
mod groups;
mod help;
mod html;
mod human;
mod json;
mod words;

pub use html::html;
pub use human::human;
pub use json::json;
