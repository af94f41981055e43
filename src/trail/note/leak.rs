//! Texts of secret keys where none belongs: found and hidden, never read.

use std::{borrow::Cow, sync::LazyLock};

use regex::bytes::Regex;

/// How the text of a secret key begins.
pub(super) const PREFIX: &str = "PRIVATE+KEY+";

/// The whole text of one: name, id, and the Base64 of type and seed, which is 33 bytes.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)PRIVATE\+KEY\+[^\s+\x00-\x1f]{1,255}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}")
        .expect("a constant pattern compiles")
});

/// Whether the bytes hold the whole text of a secret key: whoever reads them can sign. Its beginning alone, as manuals have
/// it, is none.
pub fn holds_secret(bytes: &[u8]) -> bool {
    // Nearly no file has the word, and it is found faster than the pattern.
    memchr::memmem::find(bytes, PREFIX.as_bytes()).is_some_and(|at| WHOLE.is_match(&bytes[at..]))
}

/// The same bytes with an `x` for each byte of a whole secret key after its beginning.
pub fn masked(mut bytes: Vec<u8>) -> Vec<u8> {
    if holds_secret(&bytes) {
        let spans: Vec<_> = WHOLE.find_iter(&bytes).map(|found| found.range()).collect();
        for span in spans {
            bytes[span.start + PREFIX.len()..span.end].fill(b'x');
        }
    }
    bytes
}

/// A text to be shown, in which nothing is left of a secret key, cut or whole, but how it begins.
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    if !text.contains(PREFIX) {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split(PREFIX);
    let mut hidden = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|letter: char| letter.is_whitespace() || "`'\"»”".contains(letter)).unwrap_or(part.len());
        hidden.push_str(PREFIX);
        hidden.push('…');
        hidden.push_str(&part[end..]);
    }
    Cow::Owned(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::note::{Algorithm, KeyName, secret_text};

    fn secret() -> String {
        secret_text(&KeyName::new("a.co/e/1").unwrap(), Algorithm::Ed25519, &[0xfb; 32])
    }

    #[test]
    fn a_whole_key_is_found_wherever_it_stands() {
        let secret = secret();
        for text in
            [secret.clone(), format!("{secret}\n"), format!("clave: \"{secret}\"\0"), format!("PRIVATE+KEY+ {secret}")]
        {
            assert!(holds_secret(text.as_bytes()), "{text}");
        }
        let witness = secret_text(&KeyName::new("a.co/t").unwrap(), Algorithm::Cosignature, &[7; 32]);
        assert!(holds_secret(witness.as_bytes()));
        let text = format!("a: {secret} # {witness}\n");
        let shown = String::from_utf8(masked(text.clone().into_bytes())).unwrap();
        assert!(!holds_secret(shown.as_bytes()) && shown.len() == text.len() && shown.contains(" # PRIVATE+KEY+xxx"));
        let public = secret.parse::<crate::trail::note::SignerKey>().unwrap().verifier().to_string();
        for text in ["", "PRIVATE+KEY+…", "PRIVATE+KEY+<name>+<id>+<key>", &public, &secret[..secret.len() - 1]] {
            assert!(!holds_secret(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn nothing_of_a_key_is_shown() {
        let secret = secret();
        assert_eq!(without_secrets("no existe"), "no existe");
        assert_eq!(without_secrets(&format!("`{secret}`: no")), "`PRIVATE+KEY+…`: no");
        assert_eq!(
            without_secrets(&format!("a {0} «{0}» {0}", &secret[..60])),
            "a PRIVATE+KEY+… «PRIVATE+KEY+…» PRIVATE+KEY+…"
        );
    }
}
