//! Standard output: a closed pipe is not an error, and a full disk is.

use std::io::{self, Write};

use mipg::messages::Lang;

use crate::errors;

/// Prints data; 0, or 3 where it could not be written.
pub fn print(text: &str, lang: Lang) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => errors::Failure::Io("-".into(), error).report(lang, false),
    }
}
