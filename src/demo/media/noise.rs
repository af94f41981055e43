//! Numbers that look random and are not: a function of a seed and a place.

/// A source of numbers whose sequence depends on its seed alone (splitmix64).
#[derive(Clone, Debug)]
pub struct Noise {
    seed: u64,
}

impl Noise {
    /// The field of `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed: mix(seed) }
    }

    /// The value at a point of the lattice, from 0 to 1.
    pub fn at(&self, x: i32, y: i32) -> f32 {
        let place = u64::from(x.cast_unsigned()) << 32 | u64::from(y.cast_unsigned());
        (mix(self.seed ^ place) >> 40) as f32 / 16_777_215.0
    }

    /// The value at any point, from 0 to 1: between the four corners of its cell, eased.
    pub fn smooth(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (column, row) = (left as i32, top as i32);
        let (across, down) = (ease(x - left), ease(y - top));
        let upper = lerp(self.at(column, row), self.at(column.wrapping_add(1), row), across);
        let below = row.wrapping_add(1);
        let lower = lerp(self.at(column, below), self.at(column.wrapping_add(1), below), across);
        lerp(upper, lower, down)
    }

    /// Four octaves of [`smooth`](Self::smooth), from 0 to 1: clouds, stone, foam.
    pub fn fractal(&self, x: f32, y: f32) -> f32 {
        let (mut sum, mut weight, mut scale) = (0.0, 0.5, 1.0);
        for octave in 0..4_u8 {
            let shift = f32::from(octave) * 17.3;
            sum += weight * self.smooth(x * scale + shift, y * scale - shift);
            weight *= 0.5;
            scale *= 2.0;
        }
        sum / 0.9375
    }
}

/// From `a` to `b` as `t` goes from 0 to 1.
pub fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// 0 to 1 with flat ends: 3t² − 2t³, `t` held between 0 and 1.
pub fn ease(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_mixer_is_splitmix64() {
        // First outputs of splitmix64 from seed 0, as published with it.
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(0x9E37_79B9_7F4A_7C15), 0x6E78_9E6A_A1B9_65F4);
    }

    proptest! {
        #[test]
        fn values_stay_in_range(seed: u64, x in -1e4_f32..1e4, y in -1e4_f32..1e4) {
            let noise = Noise::new(seed);
            for value in [noise.smooth(x, y), noise.fractal(x, y)] {
                prop_assert!((0.0..=1.0).contains(&value));
            }
            prop_assert_eq!(noise.smooth(x.floor(), y.floor()), noise.at(x.floor() as i32, y.floor() as i32));
        }
    }
}
