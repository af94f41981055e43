//! Private keys in files: made new, read with care, never shown.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use mipg::{
    messages::{Lang, Message, shown},
    trail::note::{SignerKey, VerifierKey, holds_secret},
};

use super::{detail, place::said};
use crate::errors::Failure;

/// The most bytes of a file with a key.
const MAX: u64 = 4096;

/// Writes a new file that only its owner may read; whatever is at the place, a link too, stays as it is.
pub fn create(path: &Path, text: &str, is_private: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if is_private { 0o600 } else { 0o644 });
    let mut file = options.open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        // half a key is worse than none; that it cannot be removed either says nothing new
        drop(std::fs::remove_file(path));
    }
    written
}

/// Reads the private key in a file, which is a file and that of its owner alone.
pub fn read(path: &Path, lang: Lang) -> Result<SignerKey, Failure> {
    let place = shown(&path.display().to_string(), 200);
    if holds_secret(path.as_os_str().as_encoded_bytes()) {
        let hint = Some(Message::KeyPrivateTextHint {}.text(lang));
        return Err(Failure::Said { message: Message::KeySecretText {}.text(lang), hint, code: 2 });
    }
    let io = |error| Failure::Io(path.to_owned(), error);
    let found = std::fs::symlink_metadata(path).map_err(io)?;
    if !found.is_file() {
        let (es, en) = (
            format!("`{place}` no es un archivo sino un enlace u otra cosa: no se lee como clave"),
            format!("`{place}` is no file but a link or something else: it is not read as a key"),
        );
        return Err(said(lang, &es, &en, None, 3));
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    let file = options.open(path).map_err(io)?;
    let mut text = String::new();
    (&file).take(MAX + 1).read_to_string(&mut text).map_err(io)?;
    if is_public(&text) {
        let message = Message::KeySecretIsPublic { path: path.display().to_string().into() };
        let hint = Some(Message::KeySecretIsPublicHint {}.text(lang));
        return Err(Failure::Said { message: message.text(lang), hint, code: 2 });
    }
    if is_shared(&file).map_err(io)? {
        let (es, en) = (
            format!("otros usuarios del equipo pueden usar la clave de `{place}`"),
            format!("other users of the machine may use the key in `{place}`"),
        );
        let hint = (format!("protéjala con `chmod 600 {place}`"), format!("protect it with `chmod 600 {place}`"));
        return Err(said(lang, &es, &en, Some((&hint.0, &hint.1)), 3));
    }
    let key = text.strip_suffix('\n').unwrap_or(&text).parse::<SignerKey>();
    key.map_err(|error| {
        let error = detail::key(&error, lang);
        let (es, en) = (
            format!("`{place}` no tiene una clave privada válida ({error})"),
            format!("`{place}` holds no valid private key ({error})"),
        );
        said(lang, &es, &en, Some(("la crea `mipg log keygen`", "`mipg log keygen` makes one")), 3)
    })
}

/// The private key in the variable `MIPG_CLAVE`; none where it is empty.
pub fn of_environment(lang: Lang) -> Result<Option<SignerKey>, Failure> {
    let Some(text) = std::env::var("MIPG_CLAVE").ok().filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    text.trim_end().parse::<SignerKey>().map(Some).map_err(|error| {
        let (message, hint) = match error {
            _ if is_public(&text) => (Message::KeyVariableIsPublic {}, Message::KeySecretIsPublicHint {}),
            _ if Path::new(text.trim()).is_file() => (Message::KeyVariableIsPath {}, Message::KeyVariableIsPathHint {}),
            error => {
                (Message::KeyVariableInvalid { detail: detail::key(&error, lang).into() }, Message::KeyVariableHint {})
            }
        };
        Failure::Said { message: message.text(lang), hint: Some(hint.text(lang)), code: 2 }
    })
}

/// Whether a text is a verifier key, or begins with the line of one.
fn is_public(text: &str) -> bool {
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.trim().parse::<VerifierKey>().is_ok())
}

/// Whether others on the machine may use the file.
#[cfg(unix)]
fn is_shared(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_shared(_: &File) -> io::Result<bool> {
    Ok(false)
}
