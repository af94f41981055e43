//! One line for each thing due, for a spreadsheet.

use super::{Agenda, Due, Origin, human};
use crate::{
    diagnostic::render::say,
    messages::Lang,
    schedule::{Instance, sheet, words},
};

/// The instances as a table for Excel: semicolons, UTF-8 with its mark, CR LF, and no text that a spreadsheet would run.
pub fn csv(agenda: &Agenda<'_>, origin: &Origin<'_>) -> String {
    let lines = agenda.dues.iter().flat_map(|due| due.instances.iter().map(move |instance| (due, instance)));
    let rows = lines.map(|(due, instance)| line(agenda, due, instance, origin.lang));
    sheet::table([heading(origin.lang)].into_iter().chain(rows))
}

fn heading(lang: Lang) -> [String; 11] {
    match lang {
        Lang::Es => [
            "id",
            "obligación",
            "política",
            "nombre de la política",
            "plan",
            "corte",
            "vence",
            "por qué cambió",
            "plazo",
            "exceptuada",
            "asunto",
        ],
        Lang::En => [
            "id",
            "obligation",
            "policy",
            "policy name",
            "plan",
            "nominal date",
            "effective date",
            "why it moved",
            "deadline",
            "exempted",
            "subject",
        ],
    }
    .map(str::to_owned)
}

fn line(agenda: &Agenda<'_>, due: &Due<'_>, instance: &Instance<'_>, lang: Lang) -> [String; 11] {
    let corte = &due.corte;
    [
        due.id(instance).to_string(),
        corte.obligation.id.to_string(),
        instance.policy.to_owned(),
        words::policy(agenda.world, instance.policy).to_owned(),
        instance.plan.map_or(String::new(), |plan| plan.id.to_string()),
        corte.nominal.to_string(),
        corte.effective.to_string(),
        words::reason(corte, &due.skipped, lang).unwrap_or_default(),
        if corte.is_set() { say!(lang, "fijado", "set") } else { say!(lang, "supuesto", "assumed") },
        if instance.exemption.is_some() { say!(lang, "sí", "yes") } else { say!(lang, "no", "no") },
        human::subject(agenda, due, instance).unwrap_or_default(),
    ]
}
