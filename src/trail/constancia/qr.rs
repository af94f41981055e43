//! A QR code as the path of an SVG.

use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet zone, in modules: what the standard asks for.
const QUIET: i32 = 4;

/// A QR code: how many modules it is wide with its quiet zone, and the path of the dark ones.
pub(super) struct Qr {
    pub(super) side: i32,
    pub(super) path: String,
}

/// Encodes a text; none if it is longer than such a code holds.
pub(super) fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run + 1;
        }
    }
    Some(Qr { side: code.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let text = "https://mipg.example.gov.co/constancias/constancia-12.tlog-proof";
        let drawn = qr(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        assert_eq!(drawn.side, code.size() + 8);
        let mut dark = std::collections::BTreeSet::new();
        for run in drawn.path.split_terminator('z') {
            let (place, size) = run[1..].split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let width: i32 = size.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            assert!((x..x + width).all(|x| dark.insert((x - QUIET, y - QUIET))));
        }
        for y in 0..code.size() {
            for x in 0..code.size() {
                assert_eq!(dark.contains(&(x, y)), code.get_module(x, y), "{x} {y}");
            }
        }
        assert!(qr(&"x".repeat(4000)).is_none());
    }
}
