//! One line for each thing due, for a spreadsheet.

use super::{Agenda, Origin, human};
use crate::schedule::words;

/// The instances as CSV (RFC 4180), with the names of the JSON as heading.
///
/// A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(agenda: &Agenda<'_>, origin: &Origin<'_>) -> String {
    let mut table = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut rows = vec![
        [
            "id",
            "obligation",
            "policy",
            "policy_name",
            "plan",
            "nominal",
            "effective",
            "reason",
            "basis",
            "exempted",
            "subject",
        ]
        .map(str::to_owned),
    ];
    for due in &agenda.dues {
        let corte = &due.corte;
        for instance in &due.instances {
            rows.push([
                due.id(instance).to_string(),
                corte.obligation.id.to_string(),
                instance.policy.to_owned(),
                cell(words::policy(agenda.world, instance.policy)),
                instance.plan.map_or(String::new(), |plan| plan.id.to_string()),
                corte.nominal.to_string(),
                corte.effective.to_string(),
                words::reason(corte, &due.skipped, origin.lang).map_or(String::new(), |reason| cell(&reason)),
                if corte.is_set() { "set" } else { "assumed" }.to_owned(),
                if instance.exemption.is_some() { "true" } else { "false" }.to_owned(),
                human::subject(agenda, due, instance).map_or(String::new(), |subject| cell(&subject)),
            ]);
        }
    }
    for row in &rows {
        table.write_record(row).expect("writing to memory cannot fail, and every row has the same fields");
    }
    let bytes = table.into_inner().expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("written from texts")
}

/// A text that no spreadsheet runs.
fn cell(text: &str) -> String {
    let text = crate::messages::shown(text, text.len());
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
