//! What the JSON of due dates and that of their state have in common.
//!
//! Fields are in the order of the alphabet: that is the order of the keys.

use chrono::NaiveDate;
use serde::Serialize;

use super::NonWorking;
use crate::model::{LeftOut, raw};

/// A contingency that moved a deadline.
#[derive(Serialize)]
pub(crate) struct ContingencyV1<'a> {
    act: &'a str,
    from: String,
    reason: &'a str,
    until: String,
}

impl<'a> ContingencyV1<'a> {
    pub(crate) fn of(contingency: &'a raw::Contingency) -> Self {
        Self {
            act: contingency.act.as_str(),
            from: contingency.from.to_string(),
            reason: contingency.reason.as_str(),
            until: contingency.until.to_string(),
        }
    }
}

/// A day that is no working day and moved a deadline.
#[derive(Serialize)]
pub(crate) struct MoveV1<'a> {
    date: String,
    kind: &'static str,
    name: Option<&'a str>,
    norm: Option<&'a str>,
}

impl<'a> MoveV1<'a> {
    pub(crate) fn of((day, why): &(NaiveDate, NonWorking<'a>)) -> Self {
        let (kind, holiday) = match why {
            NonWorking::Saturday => ("saturday", None),
            NonWorking::Sunday => ("sunday", None),
            NonWorking::Holiday(holiday) => ("holiday", Some(holiday)),
        };
        let (name, norm) = holiday.map(|holiday| (holiday.name, holiday.norm)).unzip();
        Self { date: day.to_string(), kind, name, norm }
    }
}

/// What of the settings is in doubt, and so is not judged.
#[derive(Serialize)]
pub(crate) struct WithheldV1<'a> {
    obligation: Option<&'a str>,
    place: &'a str,
    policy: Option<&'a str>,
}

impl<'a> WithheldV1<'a> {
    pub(crate) fn of(entry: &'a LeftOut) -> Self {
        Self { obligation: entry.obligation.as_deref(), place: &entry.place, policy: entry.policy.as_deref() }
    }
}
