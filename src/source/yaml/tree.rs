//! The strict reading: values with the place of each key and each value.

use crate::source::{
    Part, Route, Span, Step,
    route::{pointer_index, pointer_tokens},
};

/// A value and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// From its first to its last byte: with the quotes of a quoted text, the brackets of a list between brackets; a
    /// list or mapping of several lines ends with its last value. Empty, at the place where the value is missing,
    /// for a key without value.
    pub span: Span,
    /// The value.
    pub data: Data,
}

/// A value as YAML's core schema reads it.
#[derive(Clone, PartialEq, Debug)]
pub enum Data {
    /// Nothing: `null`, `~`, or no text at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A decimal number, finite, of at most 15 significant digits.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file, without repeated keys.
    Mapping(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands, with its quotes.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The field `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The key `key` with its place and value, if this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries, if this is a mapping; otherwise none.
    pub fn entries(&self) -> &[Entry] {
        if let Data::Mapping(entries) = &self.data { entries } else { &[] }
    }

    /// The items, if this is a list; otherwise none.
    pub fn items(&self) -> &[Node] {
        if let Data::Sequence(items) = &self.data { items } else { &[] }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }

    /// The value at `route`.
    pub fn at(&self, route: &Route) -> Option<&Node> {
        route.steps().iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Index(index) => node.items().get(*index),
        })
    }

    /// The same value as JSON, which keeps every number exactly.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.data {
            Data::Null => serde_json::Value::Null,
            Data::Bool(value) => (*value).into(),
            Data::Integer(value) => (*value).into(),
            Data::Float(value) => (*value).into(),
            Data::Text(value) => value.as_str().into(),
            Data::Sequence(items) => items.iter().map(Node::to_json).collect(),
            Data::Mapping(entries) => entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// The route an RFC 6901 pointer names in this value. A token is a position inside a list and a name elsewhere;
    /// what does not exist is taken as a name.
    pub fn route_of_pointer(&self, pointer: &str) -> Option<Route> {
        let mut route = Route::root();
        let mut node = Some(self);
        for token in pointer_tokens(pointer)? {
            let here = node;
            match (here.map(|node| &node.data), pointer_index(&token)) {
                (Some(Data::Sequence(items)), Some(index)) => {
                    node = items.get(index);
                    route.push(Step::Index(index));
                }
                _ => {
                    node = here.and_then(|node| node.get(&token));
                    route.push(Step::Key(token));
                }
            }
        }
        Some(route)
    }

    /// Where the key or the value at `route` stands. Items of lists, and the whole document, have no key.
    pub fn span_of(&self, route: &Route, part: Part) -> Option<Span> {
        match (part, route.steps().split_last()) {
            (Part::Value, _) => self.at(route).map(|node| node.span),
            (Part::Key, Some((Step::Key(key), _))) => {
                let parent = route.parent()?;
                self.at(&parent)?.entry(key).map(|entry| entry.key_span)
            }
            (Part::Key, _) => None,
        }
    }

    /// The best place to show for `route`: the part itself; else, for a field that does not exist or has no key, the
    /// key that leads to the nearest thing that does, or the first key of that item or document.
    pub fn nearest_span(&self, route: &Route, part: Part) -> Span {
        if let Some(span) = self.span_of(route, part) {
            return span;
        }
        let mut node = self;
        let mut leading = None;
        for step in route.steps() {
            match step {
                Step::Key(key) => match node.entry(key) {
                    Some(entry) => (node, leading) = (&entry.value, Some(entry.key_span)),
                    None => break,
                },
                Step::Index(index) => match node.items().get(*index) {
                    Some(item) => (node, leading) = (item, None),
                    None => break,
                },
            }
        }
        leading.or_else(|| node.entries().first().map(|entry| entry.key_span)).unwrap_or(node.span)
    }
}
