//! For programs: a shape of its own, keys in order, words untranslated.

use serde::Serialize;

use super::{Agenda, By, Due, Origin, human, sequence};
use crate::{
    diagnostic::render::shown_json,
    schedule::{
        json::{ContingencyV1, MoveV1, WithheldV1},
        words,
    },
};

/// The version of the shape.
const VERSION: u32 = 1;

// Fields are in the order of the alphabet: that is the order of the keys.

#[derive(Serialize)]
struct Document<'a> {
    cortes: Vec<CorteV1<'a>>,
    counts: CountsV1,
    entity: EntityV1<'a>,
    inputs: InputsV1<'a>,
    version: u32,
    withheld: Vec<WithheldV1<'a>>,
}

#[derive(Serialize)]
struct CountsV1 {
    cortes: usize,
    exempted: usize,
    owed: usize,
}

#[derive(Serialize)]
struct EntityV1<'a> {
    domain: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct InputsV1<'a> {
    as_of: String,
    by: &'static str,
    from: String,
    lang: &'static str,
    policy: Option<&'a str>,
    revision: Option<&'a str>,
    until: String,
}

#[derive(Serialize)]
struct CorteV1<'a> {
    basis: &'static str,
    channels: &'a [crate::model::raw::Channel],
    contingency: Option<ContingencyV1<'a>>,
    covers: [String; 2],
    deadline: String,
    effective: String,
    instances: Vec<InstanceV1<'a>>,
    moved_by: Vec<MoveV1<'a>>,
    name: &'a str,
    nominal: String,
    obligation: &'a str,
    opens: String,
    reason: Option<String>,
    sequence: u32,
}

#[derive(Serialize)]
struct InstanceV1<'a> {
    exempted: Option<ExemptionV1<'a>>,
    id: String,
    office: Option<&'a str>,
    plan: Option<&'a str>,
    policy: &'a str,
    policy_name: &'a str,
    subject: Option<String>,
}

#[derive(Serialize)]
struct ExemptionV1<'a> {
    act: &'a str,
    issued: String,
    reason: &'a str,
}

/// The agenda as JSON (version 1): keys sorted, indented, one line end at the end.
pub fn json(agenda: &Agenda<'_>, origin: &Origin<'_>) -> String {
    let counts = agenda.counts();
    let document = Document {
        cortes: agenda.dues.iter().map(|due| corte(agenda, due, origin)).collect(),
        counts: CountsV1 { cortes: counts.cortes, exempted: counts.exempted, owed: counts.owed },
        entity: EntityV1 { domain: agenda.entity.domain.as_str(), name: agenda.entity.name.as_str() },
        inputs: InputsV1 {
            as_of: origin.as_of.to_rfc3339(),
            by: match agenda.period.by {
                By::Nominal => "nominal",
                By::Running => "running",
            },
            from: agenda.period.first.to_string(),
            lang: origin.lang.tag(),
            policy: agenda.policy,
            revision: origin.revision,
            until: agenda.period.last.to_string(),
        },
        version: VERSION,
        withheld: agenda.withheld().into_iter().map(WithheldV1::of).collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("texts and numbers are JSON");
    shown_json(&text) + "\n"
}

fn corte<'a>(agenda: &Agenda<'a>, due: &Due<'a>, origin: &Origin<'_>) -> CorteV1<'a> {
    let corte = &due.corte;
    let instance = |instance: &super::Instance<'a>| InstanceV1 {
        exempted: instance.exemption.map(|exemption| ExemptionV1 {
            act: exemption.act.as_str(),
            issued: exemption.issued.to_string(),
            reason: exemption.reason.as_str(),
        }),
        id: due.id(instance).to_string(),
        office: corte.obligation.sender.as_ref().map(|office| office.as_str()),
        plan: instance.plan.map(|plan| plan.id.as_str()),
        policy: instance.policy,
        policy_name: words::policy(agenda.world, instance.policy),
        subject: human::subject(agenda, due, instance),
    };
    CorteV1 {
        basis: if corte.is_set() { "set" } else { "assumed" },
        channels: &corte.obligation.channels,
        contingency: corte.contingency.map(ContingencyV1::of),
        covers: [corte.covers.0.to_string(), corte.covers.1.to_string()],
        deadline: corte.deadline().to_rfc3339(),
        effective: corte.effective.to_string(),
        instances: due.instances.iter().map(instance).collect(),
        moved_by: due.skipped.iter().map(MoveV1::of).collect(),
        name: corte.obligation.name.as_str(),
        nominal: corte.nominal.to_string(),
        obligation: corte.obligation.id.as_str(),
        opens: corte.opens.to_string(),
        reason: words::reason(corte, &due.skipped, origin.lang),
        sequence: sequence(due),
    }
}
