//! EXIF data that says where a photograph was taken, for the branch that shows why that must not be published.

/// TIFF type 2: text ended by a zero byte.
const ASCII: u16 = 2;
/// TIFF type 1: bytes.
const BYTE: u16 = 1;
/// TIFF type 4: a 32-bit number.
const LONG: u16 = 4;
/// TIFF type 5: two 32-bit numbers, one over the other.
const RATIONAL: u16 = 5;

/// An EXIF block (TIFF, little endian) with a maker, a GPS directory and nothing else.
///
/// Degrees are in millionths, north and east positive; they are held to ±90° and ±180° and written as degrees,
/// minutes and hundredths of a second (EXIF 2.3, section 4.6.6).
pub fn location(latitude: i32, longitude: i32) -> Vec<u8> {
    let latitude = latitude.clamp(-90_000_000, 90_000_000);
    let longitude = longitude.clamp(-180_000_000, 180_000_000);
    // Header 8, directory of 2 entries 2 + 24 + 4, text 8, directory of 5 entries 2 + 60 + 4, then the rationals.
    let (maker, gps, north, east) = (38_u32, 46_u32, 112_u32, 136_u32);
    let mut out = b"II\x2a\0\x08\0\0\0".to_vec();
    directory(&mut out, &[entry(0x010F, ASCII, 8, maker.to_le_bytes()), entry(0x8825, LONG, 1, gps.to_le_bytes())]);
    out.extend(b"Ejemplo\0");
    directory(
        &mut out,
        &[
            entry(0, BYTE, 4, [2, 3, 0, 0]),
            entry(1, ASCII, 2, [if latitude < 0 { b'S' } else { b'N' }, 0, 0, 0]),
            entry(2, RATIONAL, 3, north.to_le_bytes()),
            entry(3, ASCII, 2, [if longitude < 0 { b'W' } else { b'E' }, 0, 0, 0]),
            entry(4, RATIONAL, 3, east.to_le_bytes()),
        ],
    );
    for degrees in [latitude, longitude] {
        out.extend(sexagesimal(degrees.unsigned_abs()).into_iter().flat_map(u32::to_le_bytes));
    }
    out
}

/// Degrees, minutes and seconds as rationals: 36 hundredths of a second in each ten thousandth of a degree.
fn sexagesimal(millionths: u32) -> [u32; 6] {
    let hundredths = u64::from(millionths) * 36 / 100;
    let part = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
    [part(hundredths / 360_000), 1, part(hundredths / 6_000 % 60), 1, part(hundredths % 6_000), 100]
}

fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> [u8; 12] {
    let mut out = [0; 12];
    out[..2].copy_from_slice(&tag.to_le_bytes());
    out[2..4].copy_from_slice(&kind.to_le_bytes());
    out[4..8].copy_from_slice(&count.to_le_bytes());
    out[8..].copy_from_slice(&value);
    out
}

fn directory(out: &mut Vec<u8>, entries: &[[u8; 12]]) {
    out.extend(u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend(entries.concat());
    out.extend([0; 4]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_become_minutes_and_seconds() {
        // 10,4229° is 10° 25' 22,44".
        assert_eq!(sexagesimal(10_422_900), [10, 1, 25, 1, 2244, 100]);
        assert_eq!(sexagesimal(180_000_000), [180, 1, 0, 1, 0, 100]);
    }

    #[test]
    fn offsets_point_at_what_they_say() {
        let block = location(10_422_900, -75_549_400);
        assert_eq!(block.len(), 160);
        assert_eq!(&block[38..46], b"Ejemplo\0");
        assert_eq!(&block[46..48], &[5, 0]);
        assert_eq!(&block[112..116], &10_u32.to_le_bytes());
        assert_eq!(&block[136..140], &75_u32.to_le_bytes());
        assert_eq!((block[46 + 2 + 12 + 8], block[46 + 2 + 36 + 8]), (b'N', b'W'));
    }
}
