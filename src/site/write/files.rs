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
    snapshot::{self, LfsObject},
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

/// The time that a copy has: when the evidence was received. What was written over has another.
fn stamp(copy: &Bring) -> SystemTime {
    let seconds = u64::try_from(copy.at.timestamp()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn copy(path: &Path, before: Option<&Path>, copy: &Bring, reader: Reader<'_>, tally: &Tally) -> Result<(), WriteError> {
    tally.bytes.fetch_add(copy.size, Ordering::Relaxed);
    let failed = |error| WriteError::io(path, error);
    let lost = || WriteError::Evidence(copy.entry.path.to_string());
    let is_untouched = |before: &Path| {
        let found = fs::symlink_metadata(before);
        found.is_ok_and(|found| {
            found.is_file() && found.len() == copy.size && found.modified().is_ok_and(|at| at == stamp(copy))
        })
    };
    if before.is_some_and(|before| is_untouched(before) && fs::hard_link(before, path).is_ok()) {
        tally.unchanged.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    let digest = match reader(&copy.entry, copy.size)? {
        snapshot::Content::Bytes(bytes) if bytes.len() as u64 == copy.size => {
            fs::write(path, &*bytes).map_err(failed)?;
            Digest::of(&bytes)
        }
        snapshot::Content::Pointer { object: Some(object), .. } if object.size() == copy.size => {
            if object.path().is_some_and(|store| fs::hard_link(store, path).is_ok()) {
                // Its bytes were judged; its time is that of the store.
                return Ok(());
            }
            write_out(path, &object).map_err(failed)?
        }
        _ => return Err(lost()),
    };
    if digest != copy.digest {
        return Err(lost());
    }
    let file = File::options().write(true).open(path).map_err(failed)?;
    file.set_times(FileTimes::new().set_modified(stamp(copy))).map_err(failed)
}

/// Writes out an object of the store in pieces; its digest.
fn write_out(path: &Path, object: &LfsObject) -> io::Result<Digest> {
    let mut from = object.open()?;
    let mut to = File::create(path)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            break;
        }
        to.write_all(&piece[..read])?;
    }
    drop(to);
    Ok(Digest::of_reader(&mut File::open(path)?)?.0)
}
