//! YAML read twice: one strict reading gives every key and value with its place, serde_yaml reads the same bytes again,
//! and a file in which the two do not find the same typed values is refused.
//!
//! The subset of YAML that passes: one UTF-8 document that is a mapping with text keys; no anchors, aliases, merge keys,
//! tags, directives or repeated keys; within [`Limits`]. All bounds hold before serde_yaml sees a byte. The bytes come
//! from a snapshot; what the fields mean is not known here.

mod characters;
mod comment;
mod exact;
mod problem;
mod scalar;
mod second;
mod slip;
mod strict;
mod tree;
mod write;

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

pub use comment::CommentAfterText;
pub use problem::{Difference, SyntaxReason, YamlProblem, YamlProblemKind};
pub use tree::{Data, Entry, Node};
pub use write::{YamlWriteError, write};

use crate::source::{Part, Route, Span, place::BYTE_ORDER_MARK};

/// Problems reported for one file; more help nobody.
const MAX_PROBLEMS: usize = 50;

/// The deepest nesting any limit can allow: libyaml's cost grows with its square, and reading a value recurses.
const MAX_DEPTH: usize = 64;

/// Bounds of one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Nested lists and mappings, the outermost counted; above 64 it is taken as 64.
    pub depth: usize,
    /// Keys, values, lists and mappings.
    pub nodes: usize,
}

impl Limits {
    /// For `manifiesto.yaml`, `politica.yaml` and `retiro.yaml`.
    pub const MANIFEST: Self = Self { bytes: 64 * 1024, depth: 16, nodes: 20_000 };
    /// For catalogues, questionnaires and what links evidence to them.
    pub const CATALOGUE: Self = Self { bytes: 4 * 1024 * 1024, depth: 8, nodes: 200_000 };

    fn effective_depth(&self) -> usize {
        self.depth.min(MAX_DEPTH)
    }
}

/// A file both readings agree on.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    tree: Node,
}

/// The values do not fit the type asked for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the values do not fit the type: {detail}")]
pub struct DecodeError {
    /// What serde said, in English; never the message itself.
    pub detail: String,
}

/// Reads a file. On failure there is at least one problem, at most 50, ordered by place.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Vec<YamlProblem>> {
    let whole = |kind, span| vec![YamlProblem { kind, span, route: Route::root() }];
    if bytes.len() > limits.bytes {
        return Err(whole(YamlProblemKind::TooLarge { bytes: bytes.len(), limit: limits.bytes }, None));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        whole(YamlProblemKind::NotUtf8 { offset }, Some(Span::new(offset, (offset + 1).min(bytes.len()))))
    })?;
    let shift = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let text = &text[shift..];
    let forbidden = characters::problems(text, shift);
    if !forbidden.is_empty() {
        return Err(forbidden);
    }
    let tree = strict::read(text, shift, limits).map_err(|mut problems| {
        problems.sort_by_key(|problem| problem.span);
        problems
    })?;
    match second::compare(text, shift, &tree) {
        Ok(()) => Ok(Document { tree }),
        Err(problem) => Err(vec![problem]),
    }
}

/// A document, or a value in it, as a `T`, where a record is a mapping and never a list of its fields in order. Unknown and missing
/// fields are better told by [`crate::source::structure::Structure`].
pub fn decode<T: DeserializeOwned>(node: &Node) -> Result<T, DecodeError> {
    T::deserialize(exact::Exact(node)).map_err(|error| DecodeError { detail: error.to_string() })
}

impl Document {
    /// The values with their places; always a mapping.
    pub fn tree(&self) -> &Node {
        &self.tree
    }

    /// Where the key or the value at `route` stands, if it exists.
    pub fn span_of(&self, route: &Route, part: Part) -> Option<Span> {
        self.tree.span_of(route, part)
    }

    /// The best place to show for `route`, which need not exist; see [`Node::nearest_span`].
    pub fn nearest_span(&self, route: &Route, part: Part) -> Span {
        self.tree.nearest_span(route, part)
    }

    /// The comments that follow a text without quotes on its line; `bytes` are those that were read.
    pub fn comments_after_texts(&self, bytes: &[u8]) -> Vec<CommentAfterText> {
        comment::after_texts(&self.tree, bytes)
    }

    /// The same values as JSON, with every number exact.
    pub fn json(&self) -> serde_json::Value {
        self.tree.to_json()
    }
}
