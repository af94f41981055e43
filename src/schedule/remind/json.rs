//! For programs: a shape of its own, keys in order, words untranslated.

use serde::Serialize;

use super::{Item, Reminders};
use crate::{diagnostic::render::shown_json, messages::Lang, schedule::json::WithheldV1};

/// The version of the shape.
const VERSION: u32 = 1;

// Fields are in the order of the alphabet: that is the order of the keys.

#[derive(Serialize)]
struct Document<'a> {
    entity: &'a str,
    inputs: InputsV1<'a>,
    policies: Vec<PolicyV1<'a>>,
    policies_clear: usize,
    policies_in_doubt: usize,
    unread: Vec<String>,
    version: u32,
    withheld: Vec<WithheldV1<'a>>,
}

#[derive(Serialize)]
struct InputsV1<'a> {
    as_of: String,
    days: u16,
    lang: &'static str,
    missed_since: String,
    revision: Option<&'a str>,
    until: String,
}

#[derive(Serialize)]
struct PolicyV1<'a> {
    items: Vec<ItemV1<'a>>,
    leaders: &'a [String],
    name: &'a str,
    policy: &'a str,
}

#[derive(Serialize)]
struct ItemV1<'a> {
    basis: &'static str,
    channels: &'a [crate::model::raw::Channel],
    days: i64,
    deadline: String,
    effective: String,
    instances: &'a [String],
    name: &'a str,
    nominal: String,
    obligation: &'a str,
    office: Option<&'a str>,
    outcome: &'static str,
    plans: Vec<&'a str>,
    subject: Option<&'a str>,
    underway: Vec<String>,
}

/// The reminders as JSON (version 1): keys sorted, indented, one line end at the end.
pub fn json(reminders: &Reminders<'_>, revision: Option<&str>, lang: Lang) -> String {
    let window = &reminders.window;
    let document = Document {
        entity: reminders.entity,
        inputs: InputsV1 {
            as_of: window.as_of.to_rfc3339(),
            days: window.days,
            lang: lang.tag(),
            missed_since: window.missed_since.to_string(),
            revision,
            until: window.until().to_string(),
        },
        policies: reminders
            .policies
            .iter()
            .map(|policy| PolicyV1 {
                items: policy.items.iter().map(item).collect(),
                leaders: &policy.leaders,
                name: policy.name,
                policy: policy.policy,
            })
            .collect(),
        policies_clear: reminders.clear,
        policies_in_doubt: reminders.in_doubt,
        unread: reminders.unread.iter().map(ToString::to_string).collect(),
        version: VERSION,
        withheld: reminders.withheld.iter().copied().map(WithheldV1::of).collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("texts and numbers are JSON");
    shown_json(&text) + "\n"
}

fn item<'a>(item: &'a Item<'_>) -> ItemV1<'a> {
    let corte = &item.corte;
    ItemV1 {
        basis: if corte.is_set() { "set" } else { "assumed" },
        channels: &corte.obligation.channels,
        days: item.days,
        deadline: corte.deadline().to_rfc3339(),
        effective: corte.effective.to_string(),
        instances: &item.ids,
        name: corte.obligation.name.as_str(),
        nominal: corte.nominal.to_string(),
        obligation: corte.obligation.id.as_str(),
        office: item.office.as_deref(),
        outcome: item.outcome.key(),
        plans: item.plans.iter().map(|plan| plan.id.as_str()).collect(),
        subject: item.subject.as_deref(),
        underway: item.underway.iter().map(ToString::to_string).collect(),
    }
}
