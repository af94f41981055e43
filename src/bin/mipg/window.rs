//! The window of whoever opened the program with a double click: on Windows it closes with the program, and takes along why it
//! could not go on.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use mipg::messages::Lang;

use crate::args::text;

/// Leaves the window open until whoever sits there has read why the program ended, where nobody but a window is told.
pub fn hold(words: usize, code: u8, lang: Lang) {
    let is_window = cfg!(windows) && io::stdin().is_terminal() && io::stderr().is_terminal();
    if !is_held(words, code, is_window) {
        return;
    }
    anstream::eprintln!(
        "{}",
        text(lang, "Oprima Entrar para cerrar esta ventana.", "Press Enter to close this window.")
    );
    let _ = io::stdin().lock().take(1024).read_line(&mut String::new()); // whatever comes, it is closed then
}

/// A program that was opened with no word beside its name, and failed.
fn is_held(words: usize, code: u8, is_window: bool) -> bool {
    words <= 1 && code != 0 && is_window
}

#[cfg(test)]
mod tests {
    use super::is_held;

    #[test]
    fn only_who_opened_it_alone_and_was_told_no_waits() {
        assert!(is_held(1, 3, true));
        assert!(!is_held(1, 0, true), "it ended as it should");
        assert!(!is_held(2, 3, true), "whoever writes words sees what follows");
        assert!(!is_held(1, 3, false), "nobody would press anything");
    }
}
