//! What a scalar means: the core schema of YAML 1.2.2 (§10.3.2), with two differences.
//!
//! A decimal integer with leading zeros is text (a *cédula*, a NIT), and a number that has no exact value here is
//! refused. `yes`, `no`, `on`, `y`, dates and `1_000` are text.

use super::tree::Data;

/// The scalar looks like a number, and its value cannot be kept exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct OutOfRange;

/// Decimal digits that survive the way to a 64-bit float and back, whatever they are.
const EXACT_DIGITS: usize = 15;

/// The meaning of a scalar written without quotes.
pub(super) fn resolve_plain(text: &str) -> Result<Data, OutOfRange> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Data::Null),
        "true" | "True" | "TRUE" => return Ok(Data::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Data::Bool(false)),
        _ => {}
    }
    let number_start = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.');
    if !text.as_bytes().first().is_some_and(|byte| number_start(*byte)) {
        return Ok(Data::Text(text.to_owned()));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err(OutOfRange);
    }
    if let Some((radix, digits)) = prefixed(text) {
        return i64::from_str_radix(digits, radix).map(Data::Integer).map_err(|_| OutOfRange);
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        if unsigned.len() > 1 && unsigned.starts_with('0') {
            return Ok(Data::Text(text.to_owned()));
        }
        return text.parse().map(Data::Integer).map_err(|_| OutOfRange);
    }
    match decimal_digits(unsigned) {
        Some(digits) => exact_float(text, digits).map(Data::Float).ok_or(OutOfRange),
        None => Ok(Data::Text(text.to_owned())),
    }
}

/// The radix and digits of `0x1F` or `0o17`. The core schema gives these no sign.
fn prefixed(text: &str) -> Option<(u32, &str)> {
    let (radix, digits) = match text.get(..2)? {
        "0x" => (16, &text[2..]),
        "0o" => (8, &text[2..]),
        _ => return None,
    };
    let all = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    all.then_some((radix, digits))
}

/// The number of significant digits, if `text` is a decimal fraction of the core schema:
/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`. Zero has none.
fn decimal_digits(text: &str) -> Option<usize> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    if exponent.is_some_and(|exponent| exponent.is_empty() || !digits(exponent)) {
        return None;
    }
    let all = || whole.bytes().chain(fraction.bytes());
    let leading = all().take_while(|byte| *byte == b'0').count();
    let trailing = all().rev().take_while(|byte| *byte == b'0').count();
    Some((whole.len() + fraction.len()).saturating_sub(leading + trailing))
}

/// The value, if it has few enough digits to be the same number again when printed.
fn exact_float(text: &str, digits: usize) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    let exact = if digits == 0 { value == 0.0 } else { value.is_normal() && digits <= EXACT_DIGITS };
    exact.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<Data, OutOfRange> {
        Ok(Data::Text(text.to_owned()))
    }

    #[test]
    fn words_numbers_and_text() {
        assert_eq!(resolve_plain(""), Ok(Data::Null));
        assert_eq!(resolve_plain("~"), Ok(Data::Null));
        assert_eq!(resolve_plain("nULL"), text("nULL"));
        assert_eq!(resolve_plain("True"), Ok(Data::Bool(true)));
        for word in ["no", "yes", "on", "y", "tRUE", "2026-11-05", "12:30:45", "1_000", "<<", ".", "+", "-", "1e", "e5"]
        {
            assert_eq!(resolve_plain(word), text(word), "{word}");
        }
        for word in
            ["1.2.3", "00123456", "-007", "0b101", "0X1F", "+0x1F", "0x", "0xG", "nan", "inf", "..5", ".e5", "-.nan"]
        {
            assert_eq!(resolve_plain(word), text(word), "{word}");
        }
        assert_eq!(resolve_plain("0"), Ok(Data::Integer(0)));
        assert_eq!(resolve_plain("-0"), Ok(Data::Integer(0)));
        assert_eq!(resolve_plain("+62"), Ok(Data::Integer(62)));
        assert_eq!(resolve_plain("0x1F"), Ok(Data::Integer(31)));
        assert_eq!(resolve_plain("0o17"), Ok(Data::Integer(15)));
        assert_eq!(resolve_plain("-.5"), Ok(Data::Float(-0.5)));
        assert_eq!(resolve_plain("1."), Ok(Data::Float(1.0)));
        assert_eq!(resolve_plain("1e3"), Ok(Data::Float(1000.0)));
        assert_eq!(resolve_plain("0.0"), Ok(Data::Float(0.0)));
    }

    #[test]
    fn exact_or_refused() {
        assert_eq!(resolve_plain("9223372036854775807"), Ok(Data::Integer(i64::MAX)));
        assert_eq!(resolve_plain("-9223372036854775808"), Ok(Data::Integer(i64::MIN)));
        assert_eq!(resolve_plain("10000000000000000.0"), Ok(Data::Float(1e16)));
        assert_eq!(resolve_plain("0.123456789012345"), Ok(Data::Float(0.123456789012345)));
        for number in [
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "0x8000000000000000",
            "1e400",
            "12345e6789",
            "1e-400",
            "0.1234567890123456",
            ".inf",
            "-.INF",
            "+.Inf",
            ".NaN",
        ] {
            assert_eq!(resolve_plain(number), Err(OutOfRange), "{number}");
        }
    }
}
