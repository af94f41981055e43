//! Decisions that look random and are not: each depends on its name alone.

use crate::digest::Digest;

/// A number from 0 to `below` − 1 that depends on `name` alone; 0 when `below` is 0.
pub fn draw(name: &str, below: u64) -> u64 {
    let digest = Digest::of(name.as_bytes()).to_string();
    u64::from_str_radix(&digest[..15], 16).unwrap_or(0).checked_rem(below).unwrap_or(0)
}

/// One of `items`, chosen by `name` alone.
///
/// # Panics
///
/// When there are none.
pub fn pick<'a, T>(name: &str, items: &'a [T]) -> &'a T {
    &items[usize::try_from(draw(name, items.len() as u64)).expect("below the length of a slice")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_always_gives_the_same_number() {
        assert_eq!(draw("x", 100), draw("x", 100));
        assert_eq!(draw("x", 0), 0);
        let numbers: Vec<u64> = (0..200).map(|n| draw(&format!("x{n}"), 10)).collect();
        assert!((0..10).all(|wanted| numbers.contains(&wanted)));
        assert_eq!(pick("x", &[7]), &7);
    }
}
