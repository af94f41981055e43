//! JSON of entries: read without losing a duplicate key, written in the canonical form.

use std::{collections::BTreeMap, fmt};

use serde::{Deserializer as _, Serialize, de};
use serde_json::Value;

use super::EntryError;

/// A value of version 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Text(String),
    /// Below 2⁵³: RFC 8785 writes numbers as ECMAScript does, which is exact only so far.
    Number(u64),
}

/// An object of version 1: flat.
pub(super) type Object = BTreeMap<String, Scalar>;

/// The first whole number that two programs may read differently.
const EXACT: u64 = 1 << 53;

/// The canonical form (RFC 8785 §3.2). With keys of ASCII, the order of bytes is that of UTF-16 code units, which the
/// RFC asks for; escapes and whole numbers are those serde_json writes.
pub(super) fn write(object: &Object) -> Vec<u8> {
    serde_json::to_vec(object).expect("strings and numbers are JSON")
}

/// Every pair of a JSON object, duplicates as well, in their order. Depth is bounded by the reader, length by the
/// caller.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<(String, Value)>, serde_json::Error> {
    struct Pairs;
    impl<'de> de::Visitor<'de> for Pairs {
        type Value = Vec<(String, Value)>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an object")
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let pairs = reader.deserialize_map(Pairs)?;
    reader.end()?;
    Ok(pairs)
}

/// Checks the bounds of version 1.
pub(super) fn flat(values: BTreeMap<String, Value>) -> Result<Object, EntryError> {
    let scalar = |(key, value): (String, Value)| match value {
        Value::String(text) if key.is_ascii() => Ok((key, Scalar::Text(text))),
        Value::Number(number) if key.is_ascii() => match number.as_u64().filter(|number| *number < EXACT) {
            Some(number) => Ok((key, Scalar::Number(number))),
            None => Err(EntryError::NotFlat(key)),
        },
        _ => Err(EntryError::NotFlat(key)),
    };
    values.into_iter().map(scalar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Result<String, EntryError> {
        let object = flat(read(text.as_bytes())?.into_iter().collect())?;
        Ok(String::from_utf8(write(&object)).unwrap())
    }

    #[test]
    fn strings_are_escaped_as_the_rfc_does() {
        // The string of the example in RFC 8785 §3.2.2.
        let text = r#"{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}"#;
        assert_eq!(canonical(text).unwrap(), "{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        assert_eq!(
            canonical(r#"{"a":"\u0008\u0009\u000c\u000d\u007fñ\u001f"}"#).unwrap(),
            "{\"a\":\"\\b\\t\\f\\r\u{7f}ñ\\u001f\"}"
        );
    }

    #[test]
    fn keys_are_sorted_and_numbers_exact() {
        assert_eq!(
            canonical(r#" {"b":1, "a":9007199254740991,"B":0,"":"x"} "#).unwrap(),
            r#"{"":"x","B":0,"a":9007199254740991,"b":1}"#
        );
        for number in ["9007199254740992", "18446744073709551616", "1.0", "1e3", "-1", "-0", "0.5", "1e999"] {
            assert!(canonical(&format!(r#"{{"a":{number}}}"#)).is_err(), "{number}");
        }
        for text in [r#"{"a":null}"#, r#"{"a":true}"#, r#"{"a":[]}"#, r#"{"a":{}}"#, r#"{"ñ":1}"#] {
            assert!(matches!(canonical(text), Err(EntryError::NotFlat(_))), "{text}");
        }
    }

    #[test]
    fn what_is_not_one_object_is_refused() {
        for text in
            ["", "{", "[]", "1", "\"a\"", "{}{}", "{} x", "{\"a\":1,}", "{'a':1}", "\u{feff}{}", "{\"a\":\"\\ud800\"}"]
        {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        assert!(read(b"{\"a\":\"\xff\"}").is_err());
        assert!(read(format!("{{\"a\":{}{}}}", "[".repeat(5000), "]".repeat(5000)).as_bytes()).is_err());
        assert_eq!(read(b"{\"a\":1,\"a\":2}").unwrap().len(), 2);
    }
}
