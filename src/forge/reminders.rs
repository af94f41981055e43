//! What is owed, as issues of a platform: one of each policy and month, brought up to date, and closed when nothing is left.
//!
//! What could not be read closes nothing: that nothing is owed must have been seen.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Months, NaiveDate};
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
const MONTHS: u32 = 12;

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

/// The first day from which what is missing must be told: that of the month before `today`, or of an earlier one whose issue
/// is open still.
pub fn since(issues: &[Listed], today: NaiveDate) -> NaiveDate {
    let this = today.with_day(1).unwrap_or(today);
    let before = |months| this.checked_sub_months(Months::new(months)).unwrap_or(this);
    let open = issues.iter().filter(|issue| is_open(issue)).filter_map(Owed::of);
    open.map(|owed| owed.month).filter(|month| *month >= before(MONTHS)).chain([before(1)]).min().unwrap_or(this)
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

/// What is owed, by policy and month of the nominal day. Of a month that is not looked at whole there is nothing to say.
fn owed<'a>(reminders: &'a Reminders<'a>) -> Vec<(Owed, &'a OfPolicy<'a>, Vec<&'a Item<'a>>)> {
    let mut all = Vec::new();
    for policy in &reminders.policies {
        let mut months: BTreeMap<NaiveDate, Vec<&Item<'_>>> = BTreeMap::new();
        for item in &policy.items {
            let nominal = item.corte.nominal;
            let month = nominal.with_day(1).unwrap_or(nominal);
            if month >= reminders.window.missed_since {
                months.entry(month).or_default().push(item);
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        forge::{BOT, listing},
        model::raw::SubmissionClass,
        schedule::{
            Delivery, day_of,
            remind::tests::{report, settings, window, with},
        },
    };

    /// The plan of a moment, where the platform has these issues.
    fn planned(as_of: &str, came: &[Delivery], issues: &[Listed]) -> Plan {
        let today = day_of(window(as_of, 5, "2027-01-01").as_of);
        let window = window(as_of, 5, &since(issues, today).to_string());
        with(&settings(), came, window, Some("gobierno-digital"), |found| reminders(found, issues, Lang::Es))
    }

    /// The issues of the platform after the requests of a plan.
    fn carried_out(plan: &Plan, issues: &mut Vec<serde_json::Value>) -> Vec<Listed> {
        for request in plan.requests() {
            let number = match request.path.strip_prefix("issues/") {
                Some(number) => number.parse().unwrap(),
                None => {
                    let new = json!({"number": issues.len() + 1, "state": "open", "user": {"id": BOT}});
                    issues.push(new);
                    issues.len()
                }
            };
            for (key, value) in request.body.as_object().unwrap() {
                issues[number - 1][key] = value.clone();
            }
        }
        listing(serde_json::Value::from(issues.clone()).to_string().as_bytes()).unwrap()
    }

    #[test]
    fn one_issue_of_each_month_lives_as_long_as_something_is_owed() {
        let mut issues = Vec::new();
        let now = "2027-02-11T08:00:00-05:00";
        let first = planned(now, &[], &[]);
        // 30 January was a Saturday: its deadline was in February, and it is of January.
        let titles: Vec<_> = first.requests().iter().map(|one| one.body["title"].as_str().unwrap()).collect();
        assert_eq!(
            titles,
            [
                "Pendiente de entregar: Gobierno Digital, enero de 2027",
                "Pendiente de entregar: Gobierno Digital, febrero de 2027"
            ]
        );
        let body = first.requests()[1].body["body"].as_str().unwrap();
        assert!(
            body.starts_with("<!-- mipg:pendiente gobierno-digital 2027-02 -->\n**Gobierno Digital** — Jefe de"),
            "{body}"
        );
        assert!(body.contains("corte 2027-02-05. No presentada; venció el viernes 5 de febrero de 2027."), "{body}");
        assert!(body.contains("corte 2027-02-15. Vence el lunes 15 de febrero de 2027."), "{body}");
        assert!(
            body.contains("Asunto en SIGOB, para copiar: <code>Información Para Repositorio MIPG&#95; Política"),
            "{body}"
        );
        let listed = carried_out(&first, &mut issues);
        // The same, and the day after, ask for nothing: nothing of what is owed changed.
        assert_eq!(planned(now, &[], &listed).requests(), []);
        // In March the months before are looked at still: what is owed is not forgotten, and what is not is closed.
        let reports =
            ["2027-01-05", "2027-01-15", "2027-01-30"].map(|corte| report("gobierno-digital", corte, "2027-02-12"));
        let release =
            Delivery { class: SubmissionClass::PressRelease, ..report("gobierno-digital", "2027-01-05", "2027-02-12") };
        let came: Vec<Delivery> = reports.into_iter().chain([release]).collect();
        let later = planned("2027-03-01T08:00:00-05:00", &came, &listed);
        let closed: Vec<_> = later.requests().iter().filter(|one| one.body["state"] == "closed").collect();
        assert_eq!((closed.len(), closed[0].path.as_str()), (1, "issues/1"));
        let listed = carried_out(&later, &mut issues);
        assert_eq!(planned("2027-03-01T08:00:00-05:00", &came, &listed).requests(), []);
        let months: Vec<_> =
            listed.iter().filter(|one| is_open(one)).filter_map(Owed::of).map(|owed| owed.month.month()).collect();
        assert_eq!(months, [2, 3]);
        assert_eq!(listed.len(), 3);
    }

    #[test]
    fn what_a_person_closed_stays_closed_until_something_else_is_owed() {
        let mut issues = Vec::new();
        let now = "2027-02-11T08:00:00-05:00";
        carried_out(&planned(now, &[], &[]), &mut issues);
        issues[1]["state"] = json!("closed");
        let listed = carried_out(&Plan::new(Vec::new()), &mut issues);
        assert_eq!(planned(now, &[], &listed).requests(), []);
        // The report of the 15th has not come: that is news.
        let again = planned("2027-02-17T08:00:00-05:00", &[], &listed);
        assert_eq!((again.requests().len(), &again.requests()[0].body["state"]), (1, &json!("open")));
        assert_eq!(again.requests()[0].path, "issues/2");
    }

    #[test]
    fn what_others_wrote_or_what_was_not_read_closes_nothing() {
        let marker = "<!-- mipg:pendiente gobierno-digital 2027-01 -->";
        let issue = |user: u64, body: &str| json!({"number": 9, "state": "open", "user": {"id": user}, "body": body});
        let read = |issue: serde_json::Value| listing::<Listed>(json!([issue]).to_string().as_bytes()).unwrap();
        for (user, body) in [(666, marker), (BOT, "<!-- mipg -->"), (BOT, "<!-- mipg:pendiente a b -->"), (BOT, "")] {
            let listed = read(issue(user, body));
            let plan = planned("2027-02-11T08:00:00-05:00", &[], &listed);
            assert!(plan.requests().iter().all(|one| one.method == Method::Post), "{user} {body}");
        }
        let listed = read(issue(BOT, marker));
        let asked = window("2027-02-11T08:00:00-05:00", 5, "2027-01-01");
        let came = [report("gobierno-digital", "2027-01-30", "2027-02-12")];
        with(&settings(), &came, asked, Some("gobierno-digital"), |found| {
            let unread = crate::model::SubmissionPath::parse("gobierno-digital/2027/01/reporte-x").unwrap();
            let closes = |found: &Reminders<'_>| {
                let plan = reminders(found, &listed, Lang::Es);
                plan.requests().iter().any(|one| one.body["state"] == "closed")
            };
            let in_doubt = Reminders { unread: vec![&unread], ..found.clone() };
            assert!(!closes(&in_doubt));
            let nothing = Reminders { policies: Vec::new(), ..found.clone() };
            assert!(closes(&nothing) && !closes(&Reminders { unread: vec![&unread], ..nothing.clone() }));
        });
    }
}
