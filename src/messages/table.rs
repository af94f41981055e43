//! The texts. One entry per message, grouped by the rule that says it; values between «», never bare.

use super::messages;

messages! {
    // -- files
    DigestMismatch(name, declared, actual) {
        es: "la huella de «{name}» no coincide: el manifiesto dice {declared} y el archivo tiene {actual}",
        en: "the digest of “{name}” does not match: the manifest says {declared} and the file has {actual}",
    }
}
