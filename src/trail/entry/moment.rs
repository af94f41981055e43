//! Hours of entries: UTC, whole seconds.

use std::{fmt, str::FromStr};

use chrono::{DateTime, NaiveDateTime, Utc};

/// A moment in whole seconds, from 1970 to the end of 9999. Text form: `2026-11-05T20:12:31Z`, nothing else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

/// The text or number is no such moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a moment from 1970 to 9999 in UTC with whole seconds")]
pub struct MomentError;

/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;
const FORM: &str = "%Y-%m-%dT%H:%M:%SZ";

impl Moment {
    /// The last one: the end of 9999.
    pub const LAST: Self = Self(LAST);

    /// The moment so many seconds after the start of 1970.
    pub fn from_unix(seconds: u64) -> Result<Self, MomentError> {
        match seconds <= LAST {
            true => Ok(Self(seconds)),
            false => Err(MomentError),
        }
    }

    /// Seconds since the start of 1970.
    pub fn unix(self) -> u64 {
        self.0
    }

    /// The same instant as the calendar knows it.
    pub fn instant(self) -> DateTime<Utc> {
        let seconds = i64::try_from(self.0).expect("at most the year 9999");
        DateTime::from_timestamp(seconds, 0).expect("at most the year 9999")
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let civil = NaiveDateTime::parse_from_str(text, FORM).map_err(|_| MomentError)?;
        let moment = u64::try_from(civil.and_utc().timestamp()).map_err(|_| MomentError).and_then(Self::from_unix)?;
        // Not a leap second, nor any spelling but ours.
        match moment.to_string() == text {
            true => Ok(moment),
            false => Err(MomentError),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.instant().format(FORM))
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Moment({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_is_read() {
        assert_eq!("2026-11-05T20:12:31Z".parse(), Moment::from_unix(1_793_909_551));
        assert_eq!("1970-01-01T00:00:00Z".parse(), Ok(Moment(0)));
        assert_eq!("9999-12-31T23:59:59Z".parse(), Ok(Moment(LAST)));
        assert_eq!(Moment::from_unix(LAST + 1), Err(MomentError));
        for text in [
            "",
            "2026-11-05",
            "2026-11-05T20:12:31",
            "2026-11-05T20:12:31z",
            "2026-11-05t20:12:31Z",
            "2026-11-05 20:12:31Z",
            "2026-11-05T20:12:31.0Z",
            "2026-11-05T15:12:31-05:00",
            "2026-11-05T20:12:31+00:00",
            "2026-11-5T20:12:31Z",
            "2026-02-29T00:00:00Z",
            "2026-11-05T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "1969-12-31T23:59:59Z",
            "+2026-11-05T20:12:31Z",
            "10000-01-01T00:00:00Z",
            " 2026-11-05T20:12:31Z",
            "2026-11-05T20:12:31Z ",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(MomentError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parse_and_print_are_inverses(seconds in 0..=LAST) {
            let moment = Moment::from_unix(seconds).unwrap();
            prop_assert_eq!(moment.to_string().len(), 20);
            prop_assert_eq!(moment.to_string().parse(), Ok(moment));
        }
    }
}
