//! Private keys in files: made new, read with care, never shown.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use mipg::{
    messages::{Lang, shown},
    trail::note::SignerKey,
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
    if is_shared(&file).map_err(io)? {
        let (es, en) = (
            format!("otros usuarios del equipo pueden usar la clave de `{place}`"),
            format!("other users of the machine may use the key in `{place}`"),
        );
        let hint = (format!("protéjala con `chmod 600 {place}`"), format!("protect it with `chmod 600 {place}`"));
        return Err(said(lang, &es, &en, Some((&hint.0, &hint.1)), 3));
    }
    let mut text = String::new();
    file.take(MAX + 1).read_to_string(&mut text).map_err(io)?;
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
