//! Comments that follow a text on its own line: whoever wrote ` #` there may have meant a part of the text.

use super::{Data, Node};
use crate::source::{Route, Span};

/// A text without quotes and the comment after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommentAfterText {
    /// The field of the text.
    pub route: Route,
    /// The comment, with its `#`.
    pub span: Span,
    /// The same, as it is written.
    pub comment: String,
}

/// Those of a file whose values are `tree`, in the order of the file.
pub(super) fn after_texts(tree: &Node, bytes: &[u8]) -> Vec<CommentAfterText> {
    let mut found = Vec::new();
    if memchr::memmem::find(bytes, b" #").is_some() || memchr::memmem::find(bytes, b"\t#").is_some() {
        visit(tree, &Route::root(), bytes, &mut found);
    }
    found
}

/// As deep as the reader allows.
fn visit(node: &Node, route: &Route, bytes: &[u8], found: &mut Vec<CommentAfterText>) {
    match &node.data {
        Data::Text(_) => found.extend(after(node.span, bytes).map(|span| CommentAfterText {
            route: route.clone(),
            span,
            comment: String::from_utf8_lossy(&bytes[span.start..span.end]).into_owned(),
        })),
        Data::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &route.clone().index(index), bytes, found);
            }
        }
        Data::Mapping(entries) => {
            for entry in entries {
                visit(&entry.value, &route.clone().key(entry.key.as_str()), bytes, found);
            }
        }
        Data::Null | Data::Bool(_) | Data::Integer(_) | Data::Float(_) => {}
    }
}

/// The comment after an unquoted text, if only blanks part them.
fn after(text: Span, bytes: &[u8]) -> Option<Span> {
    if matches!(bytes.get(text.start)?, b'"' | b'\'' | b'|' | b'>') {
        return None;
    }
    let rest = bytes.get(text.end..)?;
    let line = &rest[..rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())];
    let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let is_comment = blanks > 0 && line.get(blanks) == Some(&b'#');
    is_comment.then(|| Span::new(text.end + blanks, text.end + line.trim_ascii_end().len()))
}
