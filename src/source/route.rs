//! Routes: the keys and positions that lead to a field.

use std::fmt;

use serde::{Serialize, Serializer};

/// One step of a [`Route`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(untagged)]
pub enum Step {
    /// Into the field of this name.
    Key(String),
    /// Into the item at this position, from 0.
    Index(usize),
}

/// The way from the top of a document to a field, which need not exist.
///
/// Printed as `archivos[0].sha256` (`.` is the whole document); a name with other characters than letters, digits, `_`
/// and `-` is quoted: `puntos["a.b"]`. In JSON, a list of names and positions: `["archivos", 0, "sha256"]`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Route(Vec<Step>);

/// Which side of a field a finding points at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// The name.
    Key,
    /// What it holds.
    Value,
}

impl Route {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The field `name` of this place.
    #[must_use]
    pub fn key(mut self, name: impl Into<String>) -> Self {
        self.0.push(Step::Key(name.into()));
        self
    }

    /// The item at `position`, from 0, of this place.
    #[must_use]
    pub fn index(mut self, position: usize) -> Self {
        self.0.push(Step::Index(position));
        self
    }

    /// The steps, outermost first.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether it is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The last step; none for the whole document.
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The route without its last step; none for the whole document.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// Whether a name is printed without quotes: letters, digits, `_` and `-` alone.
    pub fn is_plain(name: &str) -> bool {
        !name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
    }

    /// Appends a step.
    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// The route in the JSON Pointer form of RFC 6901. It does not tell the name `0` from the position 0.
    pub fn to_pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.0 {
            pointer.push('/');
            match step {
                Step::Key(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Index(position) => pointer.push_str(&position.to_string()),
            }
        }
        pointer
    }
}

/// The unescaped tokens of an RFC 6901 pointer; none if it does not start with `/` or has a wrong escape.
pub(super) fn pointer_tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    pointer.strip_prefix('/')?.split('/').map(unescaped).collect()
}

fn unescaped(token: &str) -> Option<String> {
    let mut text = String::with_capacity(token.len());
    let mut rest = token.chars();
    while let Some(character) = rest.next() {
        text.push(match character {
            '~' => match rest.next()? {
                '0' => '~',
                '1' => '/',
                _ => return None,
            },
            other => other,
        });
    }
    Some(text)
}

/// The position an RFC 6901 token stands for: decimal digits without leading zeros.
pub(super) fn pointer_index(token: &str) -> Option<usize> {
    let plain = token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}

impl fmt::Display for Route {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return out.write_str(".");
        }
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(out, "[{index}]")?,
                Step::Key(name) if Self::is_plain(name) => {
                    write!(out, "{}{name}", if position == 0 { "" } else { "." })?;
                }
                Step::Key(name) => write!(out, "[{name:?}]")?,
            }
        }
        Ok(())
    }
}

impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_as_people_write_it() {
        let route = Route::root().key("archivos").index(0).key("sha256");
        assert_eq!(route.to_string(), "archivos[0].sha256");
        assert_eq!(Route::root().to_string(), ".");
        assert_eq!(Route::root().key("año").key("a.b").key("").to_string(), r#"año["a.b"][""]"#);
        assert_eq!(Route::root().index(3).key("x").to_string(), "[3].x");
        assert_eq!(Route::root().key("\u{1b}[0m").to_string(), r#"["\u{1b}[0m"]"#);
    }

    #[test]
    fn json_is_a_list() {
        let route = Route::root().key("archivos").index(0).key("0");
        assert_eq!(serde_json::to_string(&route).unwrap(), r#"["archivos",0,"0"]"#);
        assert_eq!(serde_json::to_string(&Route::root()).unwrap(), "[]");
    }

    #[test]
    fn pointers() {
        assert_eq!(pointer_tokens(""), Some(vec![]));
        assert_eq!(pointer_tokens("/"), Some(vec![String::new()]));
        assert_eq!(pointer_tokens("/a~1b/~01"), Some(vec!["a/b".into(), "~1".into()]));
        assert_eq!(pointer_tokens("a"), None);
        assert_eq!(pointer_tokens("/~2"), None);
        assert_eq!(pointer_tokens("/~"), None);
        assert_eq!(pointer_index("0"), Some(0));
        assert_eq!(pointer_index("10"), Some(10));
        for wrong in ["", "01", "-1", "+1", "1a", "99999999999999999999999"] {
            assert_eq!(pointer_index(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn pointer_escapes_are_undone(names in proptest::collection::vec("[a~/0ñ]{0,5}", 0..4)) {
            let route = names.iter().fold(Route::root(), |route, name| route.key(name.as_str()));
            prop_assert_eq!(pointer_tokens(&route.to_pointer()), Some(names));
        }
    }
}
