//! What is owed, as issues of a platform: one of each policy and month, brought up to date, and closed when nothing is left.
//!
//! What could not be read closes nothing: that nothing is owed must have been seen.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use serde_json::json;

use super::plan::{Listed, Method, Plan, Request};
use crate::{
    messages::{Lang, Message},
    schedule::{
        month_name,
        remind::{self, Item, OfPolicy, Reminders},
    },
};

/// What begins the text of an issue of ours.
const MARKER: &str = "<!-- mipg:pendiente ";
/// The most requests of one day: those left wait for the next.
const MOST: usize = 100;
/// Months back of an issue that is still looked at.
const MONTHS: i32 = 12;

/// A policy and a month.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Owed {
    policy: String,
    /// Its first day.
    month: NaiveDate,
}

impl Owed {
    fn marker(&self) -> String {
        format!("{MARKER}{} {} -->", self.policy, self.month.format("%Y-%m"))
    }

    /// What an issue of ours is about; none of another.
    fn of(issue: &Listed) -> Option<Self> {
        if !issue.is_ours() || issue.pull_request.is_some() {
            return None;
        }
        let line = issue.body().lines().next()?.trim_end();
        let (policy, month) = line.strip_prefix(MARKER)?.strip_suffix(" -->")?.split_once(' ')?;
        let month = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok()?;
        let found = Self { policy: policy.to_owned(), month };
        (found.marker() == line).then_some(found)
    }
}

/// The first day from which what is missing must be told for every open issue of ours to be looked at: that of the month
/// of `today`, or of an earlier one that is open still.
pub fn since(issues: &[Listed], today: NaiveDate) -> NaiveDate {
    let this = today.with_day(1).unwrap_or(today);
    let oldest = NaiveDate::from_ymd_opt(this.year() - MONTHS / 12, this.month(), 1).unwrap_or(this);
    let open = issues.iter().filter(|issue| is_open(issue)).filter_map(Owed::of);
    open.map(|owed| owed.month).filter(|month| (oldest..=this).contains(month)).min().unwrap_or(this)
}

fn is_open(issue: &Listed) -> bool {
    issue.state.as_deref() == Some("open")
}

/// What brings the issues up to date with what is owed. One that a person closed stays closed while it says what is owed;
/// it is opened again when something else is.
pub fn reminders(reminders: &Reminders<'_>, issues: &[Listed], lang: Lang) -> Plan {
    let mut ours: BTreeMap<Owed, &Listed> = BTreeMap::new();
    for (owed, issue) in issues.iter().filter_map(|issue| Some((Owed::of(issue)?, issue))) {
        // Of several the first is kept.
        let kept = ours.entry(owed).or_insert(issue);
        *kept = if issue.number < kept.number { issue } else { kept };
    }
    let mut requests = Vec::new();
    for (owed, policy, items) in owed(reminders) {
        let title = title(policy, owed.month, lang);
        let body = format!("{}\n{}", owed.marker(), remind::markdown(policy, &items, lang));
        let (method, path) = match ours.remove(&owed) {
            None => (Method::Post, "issues".to_owned()),
            Some(issue) if issue.says(&body) && issue.title.as_deref() == Some(&title) => continue,
            Some(issue) => (Method::Patch, format!("issues/{}", issue.number)),
        };
        let mut body = json!({ "title": title, "body": body });
        if method == Method::Patch {
            body["state"] = json!("open");
        }
        requests.push(Request { method, path, body });
    }
    for (owed, issue) in ours.into_iter().filter(|(_, issue)| is_open(issue)) {
        if is_seen(reminders, &owed) {
            let body = format!("{}\n{}\n", owed.marker(), Message::CiNothingOwed {}.text(lang));
            let path = format!("issues/{}", issue.number);
            let body = json!({ "body": body, "state": "closed", "state_reason": "completed" });
            requests.push(Request { method: Method::Patch, path, body });
        }
    }
    requests.truncate(MOST);
    Plan::new(requests)
}

/// What is owed, by policy and month of the nominal day.
fn owed<'a>(reminders: &'a Reminders<'a>) -> Vec<(Owed, &'a OfPolicy<'a>, Vec<&'a Item<'a>>)> {
    let mut all = Vec::new();
    for policy in &reminders.policies {
        let mut months: BTreeMap<NaiveDate, Vec<&Item<'_>>> = BTreeMap::new();
        for item in &policy.items {
            let nominal = item.corte.nominal;
            months.entry(nominal.with_day(1).unwrap_or(nominal)).or_default().push(item);
        }
        let slug = policy.policy;
        all.extend(months.into_iter().map(|(month, items)| (Owed { policy: slug.to_owned(), month }, policy, items)));
    }
    all
}

/// Whether all that could be owed was looked at.
fn is_seen(reminders: &Reminders<'_>, owed: &Owed) -> bool {
    owed.month >= reminders.window.missed_since
        && reminders.withheld.is_empty()
        && !reminders.unread.iter().any(|path| path.owner == owed.policy)
}

fn title(policy: &OfPolicy<'_>, month: NaiveDate, lang: Lang) -> String {
    let (name, year) = (policy.name.into(), i64::from(month.year()));
    let month = month_name(month.month(), lang).into();
    Message::CiOwedTitle { name, month, year: year.to_string().into() }.text(lang)
}
