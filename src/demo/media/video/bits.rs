//! Bits as H.264 writes them: fixed width, Exp-Golomb, and the escapes of a NAL unit.

/// Bits being written, the highest of each byte first.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    /// Bits used of the last byte, 0 when it is whole.
    used: u32,
}

impl Bits {
    /// Writes the `width` low bits of `value` (at most 32).
    pub fn fixed(&mut self, value: u32, width: u32) {
        for place in (0..width).rev() {
            if self.used == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(value >> place & 1 == 1) << (7 - self.used);
            }
            self.used = (self.used + 1) % 8;
        }
    }

    /// Writes `value` in unsigned Exp-Golomb (section 9.1). Signed zero is written alike.
    pub fn golomb(&mut self, value: usize) {
        let code = u32::try_from(value).unwrap_or(u32::MAX - 1) + 1;
        let width = 32 - code.leading_zeros();
        self.fixed(0, width - 1);
        self.fixed(code, width);
    }

    /// Writes zeros up to the next whole byte.
    pub fn align(&mut self) {
        self.used = 0;
    }

    /// Writes whole bytes; the place must be aligned.
    pub fn bytes(&mut self, bytes: &[u8]) {
        debug_assert_eq!(self.used, 0);
        self.bytes.extend_from_slice(bytes);
    }

    /// The NAL unit (section 7.3.1): `header`, the bits closed by a one and zeros, and a 3 wherever two zero bytes
    /// would be followed by a byte under 4.
    pub fn nal(mut self, header: u8) -> Vec<u8> {
        self.fixed(1, 1);
        let mut out = vec![header];
        let mut zeros = 0;
        for byte in self.bytes {
            if zeros >= 2 && byte <= 3 {
                out.push(3);
                zeros = 0;
            }
            zeros = if byte == 0 { zeros + 1 } else { 0 };
            out.push(byte);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golomb_codes_are_those_of_table_9_2() {
        let mut bits = Bits::default();
        for value in [0, 1, 2, 3, 7] {
            bits.golomb(value);
        }
        // 1 010 011 00100 0001000 and the closing bit.
        assert_eq!(bits.nal(0x68), [0x68, 0b1010_0110, 0b0100_0001, 0b0001_0000]);
    }

    #[test]
    fn zeros_are_escaped() {
        let mut bits = Bits::default();
        bits.bytes(&[0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 4]);
        assert_eq!(bits.nal(1), [1, 0, 0, 3, 1, 0, 0, 3, 0, 0, 4, 0, 0, 4, 0x80]);
    }

    #[test]
    fn alignment_fills_with_zeros() {
        let mut bits = Bits::default();
        bits.fixed(0b1, 1);
        bits.align();
        bits.bytes(&[0xFF]);
        assert_eq!(bits.nal(1), [1, 0x80, 0xFF, 0x80]);
    }
}
