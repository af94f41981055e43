//! What a file is that is too large to be read whole: told by its start and its end, and only of recordings, which are what
//! is so large, and of which a browser runs nothing.

use std::io::{self, Read, Seek};

use super::{
    Class, Format, inspect,
    isobmff::{self, Patch},
};

/// Bytes of the start that are looked at.
pub const HEAD: usize = 1 << 20;
/// Bytes of the end that are looked at: where an archive has its list, and a PDF its last words.
pub const TAIL: usize = 64 << 10;

/// The format of a recording by its start, where its end is of nothing else; none of what must be read whole to be known.
pub fn glimpse(head: &[u8], tail: &[u8]) -> Option<Format> {
    let format = inspect(head).format()?;
    let is_recording = matches!(format.class(), Class::Video | Class::Audio);
    let other: [&[u8]; 3] = [b"PK\x05\x06", b"%%EOF", b"</script"];
    let is_more = other.iter().any(|mark| memchr::memmem::find(tail, mark).is_some());
    (is_recording && !is_more).then_some(format)
}

/// What takes the place of the part of a film that says where it was taken; none where nothing does, or it is no film of
/// that container.
///
/// # Errors
/// [`io::Error`] where it cannot be read, or that part is too large to be held.
pub fn without_place(format: Format, file: &mut (impl Read + Seek)) -> io::Result<Option<Patch>> {
    match format {
        Format::Mp4 | Format::Quicktime | Format::ThreeGp | Format::M4a => isobmff::film(file),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_known_by_its_start_and_belied_by_its_end() {
        // `ftyp`, and the data of a camera, which writes its index at the end.
        let mut head = b"\0\0\0\x10ftypisom\0\0\0\0\x40\0\0\0mdat".to_vec();
        head.resize(HEAD, 7);
        let quiet = vec![7; TAIL];
        assert_eq!(glimpse(&head, &quiet), Some(Format::Mp4));
        for mark in [&b"PK\x05\x06"[..], b"%%EOF", b"</script>"] {
            assert_eq!(glimpse(&head, &[&quiet, mark, &[0; 18]].concat()), None);
        }
        for other in [&b"%PDF-1.7\n"[..], b"PK\x03\x04", b"<html>", b"\x89PNG\r\n\x1a\n", b""] {
            assert_eq!(glimpse(other, &quiet), None, "{other:?}");
        }
    }
}
