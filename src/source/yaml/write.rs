//! YAML written so that every reader gives the same values back: what one of them would take for a number, a date or a
//! yes is quoted.

use serde::Serialize;

/// A value that YAML cannot hold; a bug of whoever wrote it.
#[derive(Debug, thiserror::Error)]
#[error("a value that YAML cannot hold: {0}")]
pub struct YamlWriteError(#[from] serde_saphyr::ser::Error);

/// The text of `value` in block style, keys in the order of its fields, ended by one line break.
///
/// # Errors
///
/// [`YamlWriteError`].
pub fn write(value: &impl Serialize) -> Result<String, YamlWriteError> {
    Ok(serde_saphyr::to_string(value)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_other_readers_would_misread_is_quoted() {
        for text in [
            "no",
            "y",
            "12:30:45",
            "<<",
            "1_000",
            "2025-01-05",
            "0123",
            "null",
            "1e3",
            " a",
            "a: b",
            "a # b",
            "…ñ",
            "línea\notra",
        ] {
            let written = write(&BTreeMap::from([("clave", text)])).unwrap();
            let read: serde_yaml::Value = serde_yaml::from_str(&written).unwrap();
            assert_eq!(read["clave"].as_str(), Some(text), "{written}");
            assert!(written.ends_with('\n') && !written.ends_with("\n\n"), "{written:?}");
        }
    }
}
