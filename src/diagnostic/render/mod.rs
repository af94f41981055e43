//! Writes a [`Report`](super::Report) and the rules as text: for a terminal, for programs and for forges.
//!
//! Every function is pure: the same report gives the same bytes, in the language of its inputs. `view` turns findings
//! into words, places and ranks once, and `escape` has one encoder for each place where the text ends. Nothing here
//! reads a file, knows a rule or asks whether there is a terminal; the excerpts come with the report.

mod escape;
mod excerpt;
mod github;
mod human;
mod json;
mod markdown;
mod reference;
mod sarif;
#[cfg(test)]
mod testing;
mod view;
mod words;

pub(crate) use escape::{json as shown_json, markdown as escaped_markdown};
pub use github::{github, github_error, github_warning};
pub(crate) use human::wrap;
pub use human::{HumanOptions, human};
pub use json::json;
pub use markdown::{markdown, markdown_brief};
pub use reference::{explain, rules_human, rules_json, rules_markdown};
pub use sarif::sarif;
pub(crate) use words::say;

/// A path of a repository inside Markdown, as code.
pub(crate) fn escaped_code(path: &str) -> String {
    escape::markdown_code(path, escape::PATH_SHOWN)
}
