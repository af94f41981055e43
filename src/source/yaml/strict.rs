//! The first reading: parser events to a tree, within bounds, every problem noted with its place.
//!
//! The events come from the parser of serde-saphyr (YAML 1.2, written in safe Rust). Nothing here recurses, anchors are
//! never expanded, and reading stops at the first breach of a bound.

use serde_saphyr::granit_parser::{
    self, ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as ParserSpan, options,
};

use super::{
    Limits, MAX_PROBLEMS,
    characters::forbidden,
    problem::{SyntaxReason, YamlProblem, YamlProblemKind},
    scalar::resolve_plain,
    slip,
    tree::{Data, Entry, Node},
};
use crate::source::{Route, Span, Step};

/// Reads `text`, whose first byte is byte `shift` of the file. The problems are in the order they were met.
pub(super) fn read(text: &str, shift: usize, limits: &Limits) -> Result<Node, Vec<YamlProblem>> {
    let mut builder = Builder {
        text,
        shift,
        limits,
        depth: limits.effective_depth(),
        read_to: 0,
        nodes: 0,
        documents: 0,
        stack: Vec::new(),
        root: None,
        problems: Vec::new(),
    };
    let mut parser = Parser::new_from_str_with_options(text, builder.parser_options());
    while let Some(next) = parser.next_event() {
        let go_on = match next {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => {
                builder.refuse(&error);
                break;
            }
        };
        if !go_on || builder.problems.len() >= MAX_PROBLEMS {
            break;
        }
    }
    builder.finish()
}

/// A list or mapping that is still open.
enum Frame {
    Sequence { start: usize, items: Vec<Node> },
    Mapping { start: usize, entries: Vec<Entry>, pending: Pending },
}

/// What an open mapping expects next.
enum Pending {
    Key,
    Value(String, Span),
    /// The value of a key that was refused, to be dropped.
    Dropped,
}

struct Builder<'a> {
    text: &'a str,
    shift: usize,
    limits: &'a Limits,
    depth: usize,
    /// End of what was understood, in offsets of the text: the next token starts after it.
    read_to: usize,
    nodes: usize,
    documents: usize,
    stack: Vec<Frame>,
    root: Option<Node>,
    problems: Vec<YamlProblem>,
}

impl Builder<'_> {
    fn parser_options(&self) -> granit_parser::Options {
        let mut options = options! {
            strict_indentation: true,
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            flow_nesting_limit: self.depth,
            block_nesting_limit: self.depth,
        };
        options.set_emit_comments(false);
        options
    }

    /// Takes one event; false to stop.
    fn event(&mut self, event: Event<'_>, at: &ParserSpan) -> bool {
        let span = match event {
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => self.block_span(self.span(at)),
            _ => self.span(at),
        };
        if let Some(tag) = event.tag().is_some().then(|| at.tag_span().map_or(span, |tag| self.span(&tag))) {
            self.problem(YamlProblemKind::Tag, tag);
        }
        if event.is_node() {
            self.read_to = self.read_to.max(span.end - self.shift);
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let span = if span.is_empty() { self.character(span.start) } else { span };
                    self.problem_at(YamlProblemKind::SeveralDocuments, span, Route::root());
                    return false;
                }
            }
            Event::Anchor(..) => self.problem(YamlProblemKind::AnchorOrAlias, span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problem(YamlProblemKind::AnchorOrAlias, span);
                if !self.count(span) {
                    return false;
                }
                self.complete(Node { span, data: Data::Null }, KeyForm::Refused);
            }
            Event::Scalar(text, style, _, _) => {
                if !self.count(span) {
                    return false;
                }
                self.scalar(&text, style, span);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if !self.count(span) {
                    return false;
                }
                if self.stack.len() >= self.depth {
                    self.problem(YamlProblemKind::TooDeep { limit: self.depth }, span);
                    return false;
                }
                if self.expects_key() {
                    self.problem(YamlProblemKind::KeyNotText, span);
                }
                self.stack.push(match event {
                    Event::SequenceStart(..) => Frame::Sequence { start: span.start, items: Vec::new() },
                    _ => Frame::Mapping { start: span.start, entries: Vec::new(), pending: Pending::Key },
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
        true
    }

    /// Counts a node; false, with its problem, when there are too many.
    fn count(&mut self, span: Span) -> bool {
        self.nodes += 1;
        let within = self.nodes <= self.limits.nodes;
        if !within {
            self.problem(YamlProblemKind::TooManyNodes { limit: self.limits.nodes }, span);
        }
        within
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) {
        if let Some(character) = text.chars().find(|character| forbidden(*character)) {
            self.problem(YamlProblemKind::ForbiddenCharacter { character, count: 1 }, span);
        }
        let plain = style == ScalarStyle::Plain;
        let key = self.expects_key();
        let resolved = if plain { resolve_plain(text) } else { Ok(Data::Text(text.to_owned())) };
        match resolved {
            Ok(Data::Text(text)) if key && plain && text == "<<" => {
                self.problem(YamlProblemKind::MergeKey, span);
                self.complete(Node { span, data: Data::Null }, KeyForm::Refused);
            }
            Ok(data @ Data::Text(_)) => self.complete(Node { span, data }, KeyForm::Text),
            Ok(_) | Err(_) if key => {
                self.problem(YamlProblemKind::KeyNotText, span);
                self.complete(Node { span, data: Data::Null }, KeyForm::Refused);
            }
            Ok(data) => self.complete(Node { span, data }, KeyForm::Refused),
            Err(_) => {
                self.problem(YamlProblemKind::NumberOutOfRange, span);
                self.complete(Node { span, data: Data::Null }, KeyForm::Refused);
            }
        }
    }

    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame::Mapping { pending: Pending::Key, .. }))
    }

    /// Closes the innermost list or mapping.
    fn close(&mut self, end: Span) {
        let Some(frame) = self.stack.pop() else { return };
        let (start, last, data) = match frame {
            Frame::Sequence { start, items } => (start, items.last().map(|item| item.span.end), Data::Sequence(items)),
            Frame::Mapping { start, entries, .. } => {
                self.note_duplicates(&entries);
                (start, entries.last().map(|entry| entry.value.span.end), Data::Mapping(entries))
            }
        };
        let end = if end.is_empty() { last.unwrap_or(start) } else { end.end };
        self.complete(Node { span: Span::new(start, end), data }, KeyForm::Refused);
    }

    /// Puts a finished node where it belongs.
    fn complete(&mut self, node: Node, form: KeyForm) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::Sequence { items, .. }) => items.push(node),
            Some(Frame::Mapping { entries, pending, .. }) => {
                *pending = match (std::mem::replace(pending, Pending::Key), form, node.data) {
                    (Pending::Key, KeyForm::Text, Data::Text(key)) => Pending::Value(key, node.span),
                    (Pending::Key, ..) => Pending::Dropped,
                    (Pending::Value(key, key_span), _, data) => {
                        entries.push(Entry { key, key_span, value: Node { span: node.span, data } });
                        Pending::Key
                    }
                    (Pending::Dropped, ..) => Pending::Key,
                };
            }
        }
    }

    fn note_duplicates(&mut self, entries: &[Entry]) {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|left, right| entries[*left].key.cmp(&entries[*right].key).then(left.cmp(right)));
        for group in order.chunk_by(|left, right| entries[*left].key == entries[*right].key) {
            let first = &entries[group[0]];
            for again in &group[1..] {
                let (key, span) = (first.key.clone(), entries[*again].key_span);
                let route = self.route().key(key.as_str());
                self.problem_at(YamlProblemKind::DuplicateKey { key, first: first.key_span }, span, route);
            }
        }
    }

    fn problem(&mut self, kind: YamlProblemKind, span: Span) {
        let route = self.route();
        self.problem_at(kind, span, route);
    }

    fn problem_at(&mut self, kind: YamlProblemKind, span: Span, route: Route) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(YamlProblem { kind, span: Some(span), route });
        }
    }

    /// The route of the node that comes next.
    fn route(&self) -> Route {
        let mut route = Route::root();
        for frame in &self.stack {
            match frame {
                Frame::Sequence { items, .. } => route.push(Step::Index(items.len())),
                Frame::Mapping { pending: Pending::Value(key, _), .. } => route.push(Step::Key(key.clone())),
                Frame::Mapping { .. } => break,
            }
        }
        route
    }

    fn span(&self, at: &ParserSpan) -> Span {
        let start = self.offset(at.start);
        Span::new(start, self.offset(at.end))
    }

    fn offset(&self, marker: granit_parser::Marker) -> usize {
        marker.byte_offset().unwrap_or(0).min(self.text.len()) + self.shift
    }

    /// The character at `start`; nothing at the end of the file.
    fn character(&self, start: usize) -> Span {
        let width = self.text.get(start - self.shift..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(start, start + width)
    }

    /// The first of `signs` after what was understood and before `end`, leaving out comments.
    fn sign_before(&self, end: usize, signs: &[char]) -> Option<usize> {
        let from = self.read_to;
        let mut comment = false;
        let mut before = ' ';
        for (offset, character) in self.text.get(from..end - self.shift)?.char_indices() {
            comment = match character {
                '\r' | '\n' => false,
                '#' => comment || before.is_ascii_whitespace(),
                _ => comment,
            };
            if !comment && signs.contains(&character) {
                return Some(from + offset + self.shift);
            }
            before = character;
        }
        None
    }

    /// The first tab in the indentation of a line with content, after what was understood.
    fn indentation_tab(&self) -> Option<usize> {
        let line_start = self.text[..self.read_to].rfind(['\r', '\n']).map_or(0, |end| end + 1);
        let mut offset = line_start;
        for line in self.text[line_start..].split_inclusive(['\r', '\n']) {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            let tab = offset + spaces;
            if line[spaces..].starts_with('\t') && tab >= self.read_to && !line.trim().is_empty() {
                return Some(tab + self.shift);
            }
            offset += line.len();
        }
        None
    }

    /// The span of a block scalar from its `|` or `>` to its last visible character; the parser gives its lines.
    fn block_span(&self, lines: Span) -> Span {
        let start = self.sign_before(lines.start, &['|', '>']).unwrap_or(lines.start);
        let text = &self.text[start - self.shift..lines.end - self.shift];
        Span::new(start, start + text.trim_end_matches([' ', '\t', '\r', '\n']).len())
    }

    /// Notes the parser's own refusal, at the character that caused it or else where the parser stopped.
    fn refuse(&mut self, error: &ScanError) {
        let stop = self.offset(*error.marker());
        let kind = refusal(error.kind(), self.depth);
        // the sign that begins the value was told already, and what follows is of the same text
        if let Some(told) = self.problems.last()
            && matches!(told.kind, YamlProblemKind::AnchorOrAlias | YamlProblemKind::Tag)
            && told.span.is_some_and(|span| self.is_one_line(span.start, stop))
        {
            return;
        }
        let is_syntax = matches!(kind, YamlProblemKind::Syntax { .. });
        if is_syntax && let Some((reason, place)) = slip::find(self.text, self.read_to, stop - self.shift) {
            let span = Span::new(place.start + self.shift, place.end + self.shift);
            self.problem(YamlProblemKind::Syntax { reason, detail: error.kind().to_string() }, span);
            return;
        }
        let span = match kind {
            YamlProblemKind::TabIndentation => self.character(self.indentation_tab().unwrap_or(stop)),
            YamlProblemKind::Syntax { reason: SyntaxReason::UnclosedQuote, .. } => {
                self.character(self.sign_before(stop, &['"', '\'']).unwrap_or(stop))
            }
            YamlProblemKind::Directive => {
                let rest = &self.text[stop - self.shift..];
                Span::new(stop, stop + rest.find(['\r', '\n']).unwrap_or(rest.len()))
            }
            _ => self.character(stop),
        };
        self.problem(kind, span);
    }

    /// Whether no line ends between two places.
    fn is_one_line(&self, from: usize, to: usize) -> bool {
        let between = self.text.get(from - self.shift..to.max(from) - self.shift);
        between.is_some_and(|text| !text.trim_end_matches(['\r', '\n']).contains(['\r', '\n']))
    }

    fn finish(mut self) -> Result<Node, Vec<YamlProblem>> {
        if self.problems.is_empty() {
            match self.root.take() {
                Some(root) if matches!(root.data, Data::Mapping(_)) => return Ok(root),
                Some(root) if matches!(root.data, Data::Null) && root.span.is_empty() => {
                    self.problems.push(YamlProblem { kind: YamlProblemKind::Empty, span: None, route: Route::root() });
                }
                Some(root) => self.problem_at(YamlProblemKind::NotAMapping, root.span, Route::root()),
                None => {
                    self.problems.push(YamlProblem { kind: YamlProblemKind::Empty, span: None, route: Route::root() });
                }
            }
        }
        Err(self.problems)
    }
}

/// Whether a finished node may serve as a key.
enum KeyForm {
    Text,
    Refused,
}

/// Our word for the parser's.
fn refusal(kind: &ErrorKind, depth: usize) -> YamlProblemKind {
    let reason = match kind {
        ErrorKind::RecursionLimitExceeded => return YamlProblemKind::TooDeep { limit: depth },
        ErrorKind::DirectiveDisallowed => return YamlProblemKind::Directive,
        ErrorKind::MissingAnchorOrAliasName | ErrorKind::UnknownAnchor => return YamlProblemKind::AnchorOrAlias,
        ErrorKind::ExpectedTagBang
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8 => return YamlProblemKind::Tag,
        ErrorKind::BomInsideDocument => return YamlProblemKind::ForbiddenCharacter { character: '\u{FEFF}', count: 1 },
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => return YamlProblemKind::TabIndentation,
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => SyntaxReason::ColonInText,
        ErrorKind::SimpleKeyExpected => SyntaxReason::MissingColon,
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => SyntaxReason::UnclosedQuote,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            SyntaxReason::TextAfterQuote
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => SyntaxReason::Escape,
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. } => SyntaxReason::Bracket,
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::BlockSequenceEntryNotAllowed => SyntaxReason::Indentation,
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            SyntaxReason::ReservedCharacter
        }
        _ => SyntaxReason::Other,
    };
    YamlProblemKind::Syntax { reason, detail: kind.to_string() }
}
