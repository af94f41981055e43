//! The browser of whoever sits here.
//!
//! Every user of a computer reads what programs are begun with: the browser is given a page, of this user alone, which leads
//! to the address that has the secret.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use mipg::messages::Lang;
use tempfile::TempPath;

use crate::args::text;

/// A page that leads to an address, which nobody else reads; it goes with its value.
pub(super) fn page(folder: &Path, address: &str, lang: Lang) -> io::Result<TempPath> {
    let enter = text(lang, "Entrar al formulario", "Enter the form");
    let mut file = tempfile::Builder::new().prefix("entrar-").suffix(".html").tempfile_in(folder)?; // its mode is 0600
    write!(
        file,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"refresh\" content=\"0;url={address}\">\n<title>mipg</title>\n<p><a href=\"{address}\">{enter}</a></p>\n</html>\n",
        lang.tag()
    )?;
    file.flush()?;
    Ok(file.into_temp_path())
}

/// Opens a page in the browser, where there is one.
pub(super) fn open(page: PathBuf) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    let opened = command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Ok(mut child) = opened {
        std::thread::spawn(move || child.wait());
    }
}
