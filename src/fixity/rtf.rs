//! Rich Text Format: text whose braces close at the end. Objects and fields in it may fetch or carry files, and its
//! pictures, in hexadecimal, may say where they were taken.

use memchr::memmem;

use super::{
    Format,
    notes::Notes,
    pictures::{self, MOST_LOOKED_AT},
    traits::{Part, Trait},
};

pub(super) fn examine(bytes: &[u8], notes: &mut Notes) -> Format {
    let body = bytes.trim_ascii_end();
    let body = body.strip_suffix(b"\0").unwrap_or(body).trim_ascii_end();
    if !body.ends_with(b"}") {
        match memchr::memrchr(b'}', body) {
            Some(last) if body.len() - last < 4_096 && memchr::memchr(b'\\', &body[last..]).is_none() => {
                notes.trailing(&body[last + 1..])
            }
            _ => notes.truncated(Part::End),
        }
    }
    search(bytes, notes);
    Format::Rtf
}

/// Looks for objects and for what is fetched, and for where each picture was taken, until one says it.
pub(super) fn search(bytes: &[u8], notes: &mut Notes) {
    let has = |mark: &[u8]| memmem::find(bytes, mark).is_some();
    if has(b"\\objdata") || has(b"\\objemb") {
        notes.add(Trait::EmbeddedFiles);
    }
    if has(b"\\objautlink") || has(b"\\objlink") || has(b"\\objupdate") || has(b"DDEAUTO") || has(b"\\*\\template http")
    {
        notes.add(Trait::ExternalReference);
    }
    let mut left = MOST_LOOKED_AT;
    let mut picture = Vec::new();
    let mut from = 0;
    while let Some(found) = memmem::find(&bytes[from..], b"\\pict") {
        picture.clear();
        from += found + 5;
        from += decode(&bytes[from..], &mut picture);
        pictures::examine(&picture, notes);
        if notes.traits.contains(&Trait::PhotoLocation) {
            return;
        }
        let Some(still) = left.checked_sub(picture.len() as u64) else {
            notes.too_complex(Part::Pictures);
            return;
        };
        left = still;
    }
}

/// Decodes the picture whose group goes on in `text`: the hexadecimal digits and `\bin` data of the group itself, not
/// those of groups inside it. Gives how much of the text was read.
fn decode(text: &[u8], picture: &mut Vec<u8>) -> usize {
    let (mut at, mut depth) = (0, 0usize);
    let mut half = None;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => break,
            b'}' => depth -= 1,
            b'\\' => {
                let word = text[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let number =
                    text[at + word..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
                let (name, value) = (&text[at..at + word], &text[at + word..at + word + number]);
                at += if word == 0 { 1 } else { word + number };
                at += usize::from(word > 0 && text.get(at) == Some(&b' '));
                if name == b"bin" {
                    let length = std::str::from_utf8(value).ok().and_then(|value| value.parse::<usize>().ok());
                    let data = text.get(at..).unwrap_or_default();
                    let data = &data[..length.unwrap_or(0).min(data.len())];
                    if depth == 0 {
                        picture.extend_from_slice(data);
                    }
                    at += data.len();
                }
            }
            _ if depth == 0 => {
                if let Some(digit) = char::from(byte).to_digit(16) {
                    match half.take() {
                        None => half = Some(digit),
                        Some(high) => picture.push((high << 4 | digit) as u8),
                    }
                }
            }
            _ => {}
        }
    }
    at.min(text.len())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::fixity::{inspect, pictures::tests::jpeg};

    #[test]
    fn it_is_followed_to_its_last_brace() {
        assert_eq!(
            (inspect(b"{\\rtf1 hola}\n").format(), inspect(b"{\\rtf1 hola}\n").traits),
            (Some(Format::Rtf), vec![])
        );
        assert_eq!(inspect(b"{\\rtf1 hola").traits, [Trait::Truncated { what: Part::End }]);
        assert_eq!(inspect(b"{\\rtf1 {\\objdata 00}}").traits, [Trait::EmbeddedFiles]);
    }

    /// A text with `photo` in it, as hexadecimal digits.
    pub(in crate::fixity) fn hexadecimal(photo: &[u8]) -> Vec<u8> {
        let digits: Vec<String> = photo.chunks(16).map(|line| data_encoding::HEXLOWER.encode(line)).collect();
        let blip = "{\\*\\blipuid 00112233}\\jpegblip\\picw10\\pich10\n";
        format!("{{\\rtf1 uno {{\\*\\shppict{{\\pict{blip}{}}}}} dos}}", digits.join("\n")).into_bytes()
    }

    #[test]
    fn pictures_are_searched_for_location() {
        assert_eq!(inspect(&hexadecimal(&jpeg(10))).traits, [Trait::PhotoLocation]);
        assert_eq!(inspect(&hexadecimal(&jpeg(0))).traits, []);
        let binary = |photo: &[u8]| {
            let start = format!("{{\\rtf1 {{\\pict\\jpegblip\\bin{} ", photo.len());
            [start.as_bytes(), photo, b"}}"].concat()
        };
        assert_eq!(inspect(&binary(&jpeg(10))).traits, [Trait::PhotoLocation]);
        assert_eq!(inspect(&binary(&jpeg(0))).traits, []);
    }
}
