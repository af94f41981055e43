//! What can be wrong with a YAML file before anyone asks what it means.

use crate::source::{Route, Span};

/// One reason why a file cannot be read.
#[derive(Clone, PartialEq, Debug)]
pub struct YamlProblem {
    /// What is wrong.
    pub kind: YamlProblemKind,
    /// The offending bytes, in offsets of the whole file; none where the file as a whole is meant.
    pub span: Option<Span>,
    /// The field the reader was in; the root where it had not reached one.
    pub route: Route,
}

/// What is wrong, one variant for each remedy.
#[derive(Clone, PartialEq, Debug)]
pub enum YamlProblemKind {
    /// The file has more bytes than its kind may have. Nothing was read.
    TooLarge {
        /// Size in bytes.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The bytes are not UTF-8 (Windows-1252 and UTF-16 are the usual causes).
    NotUtf8 {
        /// Offset of the first wrong byte.
        offset: usize,
    },
    /// A control, invisible line break, or text direction character, as such or written with an escape.
    ForbiddenCharacter {
        /// The first one.
        character: char,
        /// How many stand in its line, from it on.
        count: u64,
    },
    /// Lists and mappings are nested deeper than allowed.
    TooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// There are more keys, values, lists and mappings than allowed.
    TooManyNodes {
        /// Nodes allowed.
        limit: usize,
    },
    /// `&name` or `*name`: also a text without quotes that starts with one of these signs.
    AnchorOrAlias,
    /// `!tag`: also a text without quotes that starts with `!`.
    Tag,
    /// `<<`, which copies another mapping.
    MergeKey,
    /// The same key twice in one mapping.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first: Span,
    },
    /// A second document follows (`---`).
    SeveralDocuments,
    /// A line that starts with `%`.
    Directive,
    /// A key that YAML reads as a number, a yes/no value, nothing, a list or a mapping.
    KeyNotText,
    /// A number without an exact value here: outside ±2⁶³, more than 15 significant decimals, infinite, or not a number.
    NumberOutOfRange,
    /// Nothing, or only comments.
    Empty,
    /// The document is a list, a text or another single value.
    NotAMapping,
    /// Two parsers read the file in different ways, or one refuses it; `route` and `span` say where they part.
    TwoReadings {
        /// How they part.
        difference: Difference,
    },
    /// A tab where YAML wants spaces.
    TabIndentation,
    /// The text is not YAML.
    Syntax {
        /// The cause, as far as it can be told.
        reason: SyntaxReason,
        /// What the parser said, in English; never the message itself.
        detail: String,
    },
}

/// How two readings of one file part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// The second parser refuses the file.
    Refused {
        /// What it said, in English; never the message itself.
        detail: String,
    },
    /// The file ends in a text of several lines (`|` or `>`) without a final line break, which only one parser adds.
    FinalLineBreak,
    /// A key is not the same.
    Key,
    /// A value is not the same, or not of the same type.
    Value,
}

/// The usual causes of a syntax error, each with its own advice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SyntaxReason {
    /// A text without quotes holds a colon and a space: `titulo: Acta: reunión`.
    ColonInText,
    /// A line with a text and no colon where a `key: value` is due.
    MissingColon,
    /// A quotation mark is not closed, or the text between the marks goes on in a line that is not indented.
    UnclosedQuote,
    /// Text follows a closing quotation mark.
    TextAfterQuote,
    /// A wrong `\` sequence inside double quotes.
    Escape,
    /// A bracket or brace is missing, misplaced or of the other kind, or a comma is missing in between.
    Bracket,
    /// The spaces at the start of the line do not match the lines above.
    Indentation,
    /// A text without quotes starts with a character YAML reserves, such as `@`.
    ReservedCharacter,
    /// A mark of git where two changes met: `<<<<<<< HEAD`.
    ConflictMark,
    /// No space, or one that is not plain, after the colon of a field: `clase:reporte`.
    ColonWithoutSpace,
    /// No space after the hyphen of an item: `-ruta: a.pdf`.
    DashWithoutSpace,
    /// A dash of text where the hyphen of an item is due: `– ruta: a.pdf`.
    WrongDash,
    /// `=` where a colon is due: `version = 1`.
    EqualsSign,
    /// Anything else.
    Other,
}
