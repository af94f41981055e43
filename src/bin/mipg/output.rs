//! Standard output and files: a closed pipe is not an error, and a full disk is; a file is written whole or not at all.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use mipg::messages::Lang;

use crate::{args, errors};

/// Prints data; 0, or 3 where it could not be written.
pub fn print(text: &str, lang: Lang) -> u8 {
    print_bytes(text.as_bytes(), lang)
}

/// The same, of what is no text.
pub fn print_bytes(bytes: &[u8], lang: Lang) -> u8 {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(error) => errors::Failure::Io(args::text(lang, "la salida estándar", "standard output").into(), error)
            .report(lang, false),
    }
}

/// Writes a whole file or nothing: into a temporary file of the same folder, flushed, then renamed. What is not a file
/// (a pipe, a terminal, a device) is written to as it is; a link keeps leading where it led.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = match std::fs::metadata(path) {
        Ok(found) if found.is_file() => std::fs::canonicalize(path)?,
        Ok(_) => return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes),
        Err(_) => path.to_owned(),
    };
    let path = target.as_path();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a file that only this user reads, where there was nothing, not even a link; nothing is left of one that could not
/// be written whole. How many bytes it has.
pub fn write_private(path: &Path, content: &mut dyn io::Read) -> io::Result<u64> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = io::copy(content, &mut file).and_then(|written| file.sync_all().map(|()| written));
    written.inspect_err(|_| drop(std::fs::remove_file(path)))
}

/// A file of its own that others may read, as any that a program makes: feeds are served by another program.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Writes files of a folder, made if it is missing: all of them beside the old ones, and only then each in its place.
/// What else is in the folder stays.
pub fn write_all(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut ready = Vec::with_capacity(files.len());
    for (name, text) in files {
        let mut file = temporary(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        ready.push((file, folder.join(name)));
    }
    for (file, path) in ready {
        file.persist(path).map_err(|error| error.error)?;
    }
    Ok(())
}
