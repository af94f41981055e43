//! One file of a site: made anew, or the one of the old site where its bytes are the same.
#![expect(clippy::disallowed_methods, reason = "the one part of the site that touches the disk")]

use std::{
    fs::{self, File, FileTimes},
    io::{self, Read, Write},
    path::Path,
    sync::atomic::Ordering,
    time::{Duration, SystemTime},
};

use super::{Tally, WriteError};
use crate::{
    digest::Digest,
    site::{Bring, Content, Reader},
    snapshot,
};

/// Makes a file; `before` is the one of the old site.
pub(super) fn make(
    path: &Path,
    before: Option<&Path>,
    content: &Content<'_>,
    reader: Reader<'_>,
    tally: &Tally,
) -> Result<(), WriteError> {
    let failed = |error| WriteError::io(path, error);
    let made;
    let bytes = match content {
        Content::Bytes(bytes) => bytes.as_slice(),
        Content::Page(make) => {
            made = make()?;
            made.as_bytes()
        }
        Content::Copy(copy) => return self::copy(path, before, copy, reader, tally),
    };
    tally.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    if before.is_some_and(|before| is_same(before, bytes) && fs::hard_link(before, path).is_ok()) {
        tally.unchanged.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    fs::write(path, bytes).map_err(failed)
}

/// Whether a file is one with exactly these bytes.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let is_size = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    is_size && fs::read(path).is_ok_and(|found| found == bytes)
}

/// The time that a copy has: when the evidence was received.
fn stamp(copy: &Bring) -> SystemTime {
    let seconds = u64::try_from(copy.at.timestamp()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn copy(path: &Path, before: Option<&Path>, copy: &Bring, reader: Reader<'_>, tally: &Tally) -> Result<(), WriteError> {
    tally.bytes.fetch_add(copy.size, Ordering::Relaxed);
    if before.is_some_and(|before| is_copy(before, copy) && fs::hard_link(before, path).is_ok()) {
        tally.unchanged.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    let failed = |error| WriteError::io(path, error);
    let lost = || WriteError::Evidence(copy.entry.path.to_string());
    let written = match reader(&copy.entry, copy.size)? {
        snapshot::Content::Bytes(bytes) if bytes.len() as u64 == copy.size => {
            fs::write(path, &*bytes).map_err(failed)?;
            (Digest::of(&bytes), bytes.len() as u64)
        }
        snapshot::Content::Pointer { object: Some(object), .. } if object.size() == copy.size => {
            let to = File::create(path).map_err(failed)?;
            let from = object.open().map_err(failed)?.take(copy.size.saturating_add(1));
            Digest::of_reader(&mut Tee { from, to }).map_err(failed)?
        }
        _ => return Err(lost()),
    };
    if written != (copy.digest, copy.size) {
        return Err(lost());
    }
    let file = File::options().write(true).open(path).map_err(failed)?;
    file.set_times(FileTimes::new().set_modified(stamp(copy))).map_err(failed)
}

/// Whether a file of the old site has the bytes of this copy: they are read, whatever its name and its time say.
fn is_copy(path: &Path, copy: &Bring) -> bool {
    let is_size = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == copy.size);
    let read = || Digest::of_reader(&mut File::open(path).ok()?.take(copy.size.saturating_add(1))).ok();
    is_size && read() == Some((copy.digest, copy.size))
}

/// Writes out what is read: an object may be larger than memory.
struct Tee<R> {
    from: R,
    to: File,
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(piece)?;
        self.to.write_all(&piece[..read])?;
        Ok(read)
    }
}
