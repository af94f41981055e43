//! What can be wrong with the structure of a document.

use serde_json::Number;

use super::types::JsonType;
use crate::source::route::{Part, Route};

/// One difference between a document and its schema.
#[derive(Clone, PartialEq, Debug)]
pub struct StructureProblem {
    /// What is wrong.
    pub kind: StructureProblemKind,
    /// The field; for [`StructureProblemKind::MissingField`] the route it would have.
    pub route: Route,
    /// Whether its name or its value is wrong.
    pub part: Part,
}

/// What is wrong, one variant for each remedy. A `found` is the value as text, at most 80 characters.
#[derive(Clone, PartialEq, Debug)]
pub enum StructureProblemKind {
    /// A mandatory field is not there.
    MissingField {
        /// Its name.
        field: String,
    },
    /// A field the schema does not know.
    UnknownField {
        /// Its name.
        field: String,
        /// A known name much like it that is not in use.
        suggestion: Option<String>,
        /// The known names of this place, in alphabetical order; empty where the schema fixes only a form.
        known: Vec<String>,
    },
    /// A value of another type.
    WrongType {
        /// The types allowed, ordered; `Null` only where nothing else is.
        expected: Vec<JsonType>,
        /// The type found.
        found: JsonType,
    },
    /// A value outside a closed list.
    NotOneOf {
        /// The values allowed, as text, in the order of the schema.
        allowed: Vec<String>,
        /// The value found.
        found: String,
        /// An allowed value much like it.
        suggestion: Option<String>,
    },
    /// A text not in the format its field wants.
    BadFormat {
        /// Name of the format in JSON Schema: `date`, `date-time`, `uri`, `email` …
        format: String,
        /// The text found.
        found: String,
    },
    /// A text that does not match the expression of its field.
    DoesNotMatch {
        /// The regular expression.
        pattern: String,
        /// The text found.
        found: String,
    },
    /// A text with too few characters.
    TooShort {
        /// Least number of characters.
        limit: u64,
    },
    /// A text with too many characters.
    TooLong {
        /// Greatest number of characters.
        limit: u64,
    },
    /// A list or mapping with too few items.
    TooFew {
        /// Least number of items.
        limit: u64,
    },
    /// A list or mapping with too many items.
    TooMany {
        /// Greatest number of items.
        limit: u64,
    },
    /// A number outside its range.
    OutOfRange {
        /// Lower end, if the schema has one.
        min: Option<Bound>,
        /// Upper end, if the schema has one.
        max: Option<Bound>,
        /// The number found.
        found: String,
    },
    /// An item that repeats an earlier one of a list that allows no repeats; the route is the later one's.
    NotUnique,
    /// Any other keyword of JSON Schema.
    Other {
        /// The keyword.
        keyword: String,
    },
    /// There are more problems than are shown.
    More {
        /// How many are not shown; at least, if the document has more than 10,000 errors.
        count: usize,
    },
}

/// An end of a range of numbers.
#[derive(Clone, PartialEq, Debug)]
pub enum Bound {
    /// The number itself is allowed.
    Inclusive(Number),
    /// The number itself is not allowed.
    Exclusive(Number),
}

impl StructureProblemKind {
    /// Which of two problems of one place is told: the lower.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::WrongType { .. } => 0,
            Self::MissingField { .. } => 1,
            Self::UnknownField { .. } => 2,
            Self::NotOneOf { .. } => 3,
            Self::TooShort { .. } => 4,
            Self::TooLong { .. } => 5,
            Self::BadFormat { .. } => 6,
            Self::DoesNotMatch { .. } => 7,
            Self::TooFew { .. } => 8,
            Self::TooMany { .. } => 9,
            Self::OutOfRange { .. } => 10,
            Self::NotUnique => 11,
            Self::Other { .. } => 12,
            Self::More { .. } => 13,
        }
    }
}
