//! Moments of timestamps: UTC, to the nanosecond, from 1970 to 9999.

use std::{fmt, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};

/// A moment in UTC, to the nanosecond. Text form: `2026-11-05T20:12:31.25Z`, no more digits than needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Time(DateTime<Utc>);

/// Digits after the point that are read.
const DIGITS: usize = 9;
/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

impl Time {
    /// Reads a GeneralizedTime as RFC 3161 §2.4.2 restricts it: `YYYYMMDDhhmmss[.s…]Z`, UTC, at most nine digits. Zeros
    /// at the end of the fraction, which the norm forbids, change nothing and are accepted.
    pub(super) fn generalized(text: &[u8]) -> Option<Self> {
        let (civil, fraction) = text.strip_suffix(b"Z")?.split_at_checked(14)?;
        let number = |from: usize, to: usize| {
            civil[from..to]
                .iter()
                .try_fold(0_u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
        };
        let nanos = match fraction {
            [] => 0,
            [b'.', digits @ ..] if (1..=DIGITS).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit) => {
                let zeros = std::iter::repeat_n(&b'0', DIGITS - digits.len());
                digits.iter().chain(zeros).fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'))
            }
            _ => return None,
        };
        let year = i32::try_from(number(0, 4)?).ok().filter(|year| *year >= 1970)?;
        let day = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?;
        let seconds = number(12, 14).filter(|seconds| *seconds < 60)?;
        let moment = day.and_hms_nano_opt(number(8, 10)?, number(10, 12)?, seconds, nanos)?;
        Some(Self(moment.and_utc()))
    }

    /// So long after the start of 1970; none beyond the year 9999.
    pub(super) fn since_1970(time: Duration) -> Option<Self> {
        let seconds = i64::try_from(time.as_secs()).ok().filter(|_| time.as_secs() <= LAST)?;
        DateTime::from_timestamp(seconds, time.subsec_nanos()).map(Self)
    }

    /// Whole seconds since the start of 1970; what is left of a second is dropped.
    pub fn unix(self) -> u64 {
        u64::try_from(self.0.timestamp()).expect("not before 1970")
    }

    /// Nanoseconds of the second.
    pub fn nanos(self) -> u32 {
        self.0.timestamp_subsec_nanos()
    }

    /// This much later, at most the end of 9999.
    pub fn plus(self, more: Duration) -> Self {
        let sum = Duration::new(self.unix(), self.nanos()).saturating_add(more);
        Self::since_1970(sum).unwrap_or_else(Self::last)
    }

    /// This much earlier, at least the start of 1970.
    pub fn minus(self, less: Duration) -> Self {
        Self::since_1970(Duration::new(self.unix(), self.nanos()).saturating_sub(less)).unwrap_or_else(Self::last)
    }

    fn last() -> Self {
        Self::since_1970(Duration::from_secs(LAST)).expect("the year 9999")
    }
}

impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0.format("%Y-%m-%dT%H:%M:%S"))?;
        let digits = format!("{:09}", self.nanos());
        match digits.trim_end_matches('0') {
            "" => out.write_str("Z"),
            digits => write!(out, ".{digits}Z"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        Time::generalized(text.as_bytes()).map(|time| time.to_string())
    }

    #[test]
    fn fractions_are_read() {
        for (text, shown) in [
            ("20261105201231Z", "2026-11-05T20:12:31Z"),
            ("20261105201231.5Z", "2026-11-05T20:12:31.5Z"),
            ("20261105201231.500Z", "2026-11-05T20:12:31.5Z"),
            ("20261105201231.050Z", "2026-11-05T20:12:31.05Z"),
            ("20261105201231.123456Z", "2026-11-05T20:12:31.123456Z"),
            ("20261105201231.000000001Z", "2026-11-05T20:12:31.000000001Z"),
            ("19700101000000Z", "1970-01-01T00:00:00Z"),
            ("99991231235959.999999999Z", "9999-12-31T23:59:59.999999999Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown), "{text}");
        }
        assert_eq!(Time::generalized(b"20261105201231.25Z").unwrap().unix(), 1_793_909_551);
        assert_eq!(Time::generalized(b"20261105201231.25Z").unwrap().nanos(), 250_000_000);
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "Z",
            "20261105201231",
            "20261105201231.Z",
            "20261105201231,5Z",
            "20261105201231.1234567890Z",
            "20261105201231+0000",
            "20261105201231-0500",
            "202611052012Z",
            "20261105201260Z",
            "20261105240000Z",
            "20260229000000Z",
            "19691231235959Z",
            "2026110520123aZ",
            "20261105201231.5aZ",
            "+0261105201231Z",
            "20261105201231.-5Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn sums_stay_within_the_years_that_are_written() {
        let time = Time::generalized(b"20261105201231.5Z").unwrap();
        assert_eq!(time.plus(Duration::from_millis(1_500)).to_string(), "2026-11-05T20:12:33Z");
        assert_eq!(time.minus(Duration::from_millis(500)).to_string(), "2026-11-05T20:12:31Z");
        assert_eq!(time.minus(Duration::MAX).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(time.plus(Duration::MAX).to_string(), "9999-12-31T23:59:59Z");
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..30)) {
            let _ = Time::generalized(&bytes);
        }

        #[test]
        fn what_is_written_is_read(seconds in 0..=LAST, nanos in 0_u32..1_000_000_000) {
            let time = Time::since_1970(Duration::new(seconds, nanos)).unwrap();
            let form: String = time.to_string().chars().filter(|letter| !"-:T".contains(*letter)).collect();
            prop_assert_eq!(Time::generalized(form.as_bytes()), Some(time));
        }
    }
}
