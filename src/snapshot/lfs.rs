//! Git LFS pointer files, version 1 of their specification (`docs/spec.md` of git-lfs).
//!
//! Not a client: nothing is downloaded. The object a pointer names is looked for in the clone's own LFS store.

use std::{
    fs,
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::digest::Digest;

/// The size below which the specification allows a pointer file, in bytes.
pub const MAX_POINTER: usize = 1024;

const VERSION: &str = "version https://git-lfs.github.com/spec/v1";

/// What a pointer file says of its object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LfsPointer {
    /// The SHA-256 of the object.
    pub digest: Digest,
    /// The size of the object in bytes.
    pub size: u64,
}

impl LfsPointer {
    /// Reads a pointer file: the version first, the other keys in order, `oid` and `size` once each, every line
    /// ended by LF, fewer than [`MAX_POINTER`] bytes. Extensions (`ext-…`) are refused: the object's bytes are
    /// then not the file's. Anything else is not a pointer but a file.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() >= MAX_POINTER || !bytes.starts_with(VERSION.as_bytes()) {
            return None;
        }
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let mut lines = text.split('\n');
        if lines.next() != Some(VERSION) {
            return None;
        }
        let digest = lines.next()?.strip_prefix("oid sha256:")?.parse().ok()?;
        let size = lines.next()?.strip_prefix("size ")?;
        let canonical = size == "0" || !size.starts_with('0');
        if lines.next().is_some() || !canonical || !size.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self { digest, size: size.parse().ok()? })
    }

    /// Whether these bytes begin as a pointer and are none: an editor changed the ends of its lines, or it has others.
    pub fn is_broken(bytes: &[u8]) -> bool {
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
        bytes.len() < 2 * MAX_POINTER && text.starts_with(VERSION.as_bytes()) && Self::parse(bytes).is_none()
    }

    /// The pointer file git-lfs writes for this object.
    pub fn to_text(&self) -> String {
        format!("{VERSION}\noid sha256:{}\nsize {}\n", self.digest, self.size)
    }
}

/// The object a pointer names, where it was found. Its digest is not verified here.
#[derive(Clone, Debug)]
pub struct LfsObject {
    source: Source,
    size: u64,
}

#[derive(Clone, Debug)]
enum Source {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
}

/// A file's bytes from any place in it.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

impl LfsObject {
    /// The object with these bytes.
    pub fn in_memory(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { size: bytes.len() as u64, source: Source::Memory(bytes) }
    }

    /// The object in the file at `path`, or none where there is no regular file.
    pub(super) fn on_disk(path: PathBuf) -> io::Result<Option<Self>> {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => Ok(Some(Self { size: metadata.len(), source: Source::Disk(path) })),
            Ok(_) => Ok(None),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The real size in bytes when it was found, whatever the pointer says.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Opens the object for reading in pieces: it may be larger than memory.
    pub fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        match &self.source {
            Source::Disk(path) => {
                if !fs::symlink_metadata(path)?.is_file() {
                    return Err(io::Error::from(io::ErrorKind::NotFound));
                }
                #[expect(clippy::disallowed_methods, reason = "the disk belongs to this folder")]
                let file = fs::File::open(path)?;
                Ok(Box::new(file))
            }
            Source::Memory(bytes) => Ok(Box::new(io::Cursor::new(Arc::clone(bytes)))),
        }
    }
}

/// Where the LFS store at `store` keeps the object with `digest`.
pub(super) fn object_path(store: &Path, digest: &Digest) -> PathBuf {
    let text = digest.to_string();
    store.join("objects").join(&text[..2]).join(&text[2..4]).join(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn the_form_git_lfs_writes_is_read() {
        let text = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{DIGEST}\nsize 12345\n");
        let pointer = LfsPointer::parse(text.as_bytes()).unwrap();
        assert_eq!((pointer.digest.to_string().as_str(), pointer.size), (DIGEST, 12345));
        assert_eq!(pointer.to_text(), text);
    }

    #[test]
    fn every_other_form_is_a_file() {
        let line = "version https://git-lfs.github.com/spec/v1";
        for text in [
            String::new(),
            format!("{line}\noid sha256:{DIGEST}\nsize 12345"),
            format!("{line}\noid sha256:{DIGEST}\nsize 12345\n\n"),
            format!("{line}\r\noid sha256:{DIGEST}\r\nsize 12345\r\n"),
            format!("{line}\noid sha256:{DIGEST}\nsize 012\n"),
            format!("{line}\noid sha256:{DIGEST}\nsize +12\n"),
            format!("{line}\noid sha256:{DIGEST}\nsize 99999999999999999999\n"),
            format!("{line}\noid sha256:{}\nsize 1\n", DIGEST.to_uppercase()),
            format!("{line}\noid sha1:{DIGEST}\nsize 1\n"),
            format!("{line}\nsize 1\noid sha256:{DIGEST}\n"),
            format!("{line}\next-0-x sha256:{DIGEST}\noid sha256:{DIGEST}\nsize 1\n"),
            format!("{line}1\noid sha256:{DIGEST}\nsize 1\n"),
            format!("{line}\noid sha256:{DIGEST}\nsize 1\nz {}\n", "x".repeat(1024)),
        ] {
            assert_eq!(LfsPointer::parse(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn what_an_editor_made_of_a_pointer_is_known() {
        let whole = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{DIGEST}\nsize 12345\n");
        assert!(!LfsPointer::is_broken(whole.as_bytes()));
        for text in [whole.replace('\n', "\r\n"), format!("{whole}\n"), format!("\u{feff}{whole}"), format!(" {whole}")]
        {
            assert!(LfsPointer::is_broken(text.as_bytes()), "{text:?}");
        }
        for text in ["", "version: 1\n", "a text about version https://git-lfs.github.com/spec/v1"] {
            assert!(!LfsPointer::is_broken(text.as_bytes()), "{text}");
        }
        assert!(!LfsPointer::is_broken(format!("{whole}{}", "x".repeat(2 * MAX_POINTER)).as_bytes()));
    }
}
