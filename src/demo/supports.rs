//! Which evidence answers the invented questionnaire: written by Planeación when the year is over, for some policies and
//! with what really happens to such lists: evidence that was withdrawn or superseded since, that may not be counted, and
//! things that nobody has named anything for.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, FixedOffset};

use super::{
    calendar::{YEAR, at, day},
    delivery::{Owner, Piece, Relation},
    story::{Story, Submission},
};
use crate::model::{layout, raw::SubmissionClass};

/// The questionnaire, as a file of the catalogue.
pub const QUESTIONNAIRE: &str = include_str!("furag-2025.yaml");

/// When it was sent and when it was merged.
pub fn moments() -> (DateTime<FixedOffset>, DateTime<FixedOffset>) {
    (at(day(2026, 1, 20), 10 * 60), at(day(2026, 1, 20), 11 * 60 + 30))
}

/// A submission of the example that is to be named, by what it is.
struct Find<'a>(&'a Story);

impl<'a> Find<'a> {
    fn first(&self, slug: &str, is: impl Fn(&Submission) -> bool) -> &'a Submission {
        let own = |one: &&Submission| one.delivery.owner.slug() == slug && is(one);
        self.0.submissions.iter().find(own).expect("the example has such a delivery")
    }

    /// The first report of a month that was neither superseded nor withdrawn, and supersedes nothing.
    fn report(&self, slug: &str, month: u32) -> &'a Submission {
        self.first(slug, |one| {
            one.delivery.class == SubmissionClass::Report
                && one.delivery.folder_day().month() == month
                && one.delivery.dated().year() == YEAR
                && one.delivery.relation.is_none()
                && !self.is_replaced(one)
                && !self.is_withdrawn(one)
        })
    }

    fn place(&self, one: &Submission) -> usize {
        self.0.submissions.iter().position(|other| other.path == one.path).expect("it is of the example")
    }

    fn is_replaced(&self, one: &Submission) -> bool {
        let place = self.place(one);
        let replaces =
            |other: &Submission| matches!(other.delivery.relation, Some(Relation::Supersedes(at, _)) if at == place);
        self.0.submissions.iter().any(replaces)
    }

    fn is_withdrawn(&self, one: &Submission) -> bool {
        let place = self.place(one);
        self.0.removals.iter().any(|removal| removal.retirement.delivery == place)
    }

    fn replaced(&self, slug: &str) -> &'a Submission {
        self.first(slug, |one| self.is_replaced(one))
    }

    fn withdrawn(&self, slug: &str) -> &'a Submission {
        self.first(slug, |one| self.is_withdrawn(one))
    }

    fn classified(&self, slug: &str) -> &'a Submission {
        self.first(slug, |one| one.files.iter().any(|file| file.piece == Piece::Classified))
    }

    /// A report of another policy that says it also serves this one.
    fn shared(&self, slug: &str) -> &'a Submission {
        let is = |one: &&Submission| {
            one.delivery.also_serves == Some(slug) && !self.is_replaced(one) && !self.is_withdrawn(one)
        };
        self.0.submissions.iter().find(is).expect("the example has such a delivery")
    }
}

/// One entry: a submission, the place of a file in it, and what it answers.
struct Entry<'a> {
    of: &'a Submission,
    /// The place of the file; none: all of them.
    file: Option<usize>,
    criteria: &'a str,
    questions: &'a str,
    note: &'a str,
}

/// The files of evidence by path, with their texts.
pub fn files(story: &Story) -> Vec<(String, String)> {
    let find = Find(story);
    let named = |of, criteria, questions, note| Entry { of, file: Some(0), criteria, questions, note };
    let gd = "gobierno-digital";
    let digital = [
        named(
            find.report(gd, 1),
            "GD-01",
            "{codigo: EGD200, opciones: [1, 2]}",
            "El plan está en la sección de actividades.",
        ),
        Entry {
            of: find.report(gd, 6),
            file: None,
            criteria: "GD-01",
            questions: "{codigo: EGD200, opciones: [2]}",
            note: "",
        },
        named(find.replaced(gd), "GD-02", "{codigo: EGD200, opciones: [3]}", ""),
        named(
            find.report(gd, 11),
            "GD-03",
            "{codigo: EGD201, opciones: [1]}, {codigo: EGD202}",
            "El conteo está en el cuadro final.",
        ),
    ];
    let ta = "transparencia";
    let classified = find.classified(ta);
    let is_classified = |file: &super::evidence::File| file.piece == Piece::Classified;
    let shared = "Es de otra política y también sirve a esta.";
    let transparent = [
        named(find.shared(ta), "TA-02", "{codigo: ETA200, opciones: [2]}", shared),
        named(find.report(ta, 3), "TA-01", "{codigo: ETA200, opciones: [3]}", ""),
        Entry {
            of: classified,
            file: classified.files.iter().position(is_classified),
            criteria: "TA-03",
            questions: "{codigo: ETA200, opciones: [1]}",
            note: "",
        },
    ];
    let honest = [
        named(find.report("integridad", 4), "IN-01", "{codigo: EIN200, opciones: [1, 2]}", ""),
        named(find.report("integridad", 10), "IN-02", "{codigo: EIN201}", "Asistentes por nivel, segunda página."),
    ];
    let audited = [
        named(find.report("control-interno", 2), "CI-01", "{codigo: ECI200, opciones: [1]}", ""),
        named(find.report("control-interno", 12), "CI-02", "{codigo: ECI200, opciones: [2]}", ""),
        named(find.withdrawn("control-interno"), "CI-03", "", ""),
    ];
    let served = [named(find.withdrawn("servicio-ciudadanias"), "SC-01", "{codigo: ESC200}", "")];
    let filed = [
        named(find.report("gestion-documental", 5), "DO-01", "{codigo: EDO200, opciones: [1]}", ""),
        named(find.report("talento-humano", 5), "DO-02", "{codigo: EDO200, opciones: [2]}", ""),
    ];
    let port =
        "no_aplica:\n  - preguntas: [ETA201]\n    motivo: La entidad de ejemplo no tiene puerto ni lo administra.\n";
    let exempt = "no_aplica:\n  - criterios: [IN-03]\n    motivo: La entidad de ejemplo hace la declaración en el sistema nacional.\n";
    vec![
        file(gd, &digital, ""),
        file(ta, &transparent, port),
        file("integridad", &honest, exempt),
        file("control-interno", &audited, ""),
        file("servicio-ciudadanias", &served, ""),
        file("gestion-documental", &filed, ""),
    ]
}

fn file(slug: &str, entries: &[Entry<'_>], not_applicable: &str) -> (String, String) {
    let mut text = format!(
        "# yaml-language-server: $schema=../../schema/soportes.v1.json\n# EJEMPLO: qué evidencia responde al cuestionario inventado.\n\
         version: 1\npolitica: {slug}\nvigencia: {YEAR}\nsoportes:\n"
    );
    for Entry { of, file, criteria, questions, note } in entries {
        let _ = writeln!(text, "  - entrega: {}", of.path);
        if let Some(file) = file.and_then(|place| of.files.get(place)) {
            let _ = writeln!(text, "    archivo: {}", file.name);
        }
        for (key, list) in [("criterios", criteria), ("preguntas", questions)] {
            if !list.is_empty() {
                let _ = writeln!(text, "    {key}: [{list}]");
            }
        }
        if !note.is_empty() {
            let _ = writeln!(text, "    nota: {note}");
        }
    }
    text.push_str(not_applicable);
    (format!("{}/{slug}/soportes-{YEAR}.yaml", layout::ROOT), text)
}

/// Who writes them.
pub fn author() -> crate::repository::Identity {
    super::entity::leader(Owner::Policy(super::roster::Profile::of("planeacion-institucional")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::raw::{Questionnaire, Supports};

    #[test]
    fn the_questionnaire_has_every_kind_of_question() {
        let form: Questionnaire = serde_yaml::from_str(QUESTIONNAIRE).unwrap();
        let kinds: std::collections::BTreeSet<_> = form.questions.iter().map(|one| one.kind).collect();
        assert_eq!((form.questions.len(), kinds.len()), (12, 6));
        let mut options = form.questions.iter().flat_map(|one| &one.options);
        assert!(options.any(|one| one.exclusive) && form.questions.iter().any(|one| one.depends_on.is_some()));
        assert!(form.questions.iter().all(|one| one.text.as_str().starts_with("Pregunta de ejemplo")));
    }

    #[test]
    fn what_is_named_is_of_the_example() {
        let story = super::super::story::story().unwrap();
        let files = files(&story);
        assert_eq!(files.len(), 6);
        for (path, text) in files {
            let supports: Supports = serde_yaml::from_str(&text).unwrap();
            assert_eq!(path, format!("policies/{}/soportes-2025.yaml", supports.policy));
            let form: Questionnaire = serde_yaml::from_str(QUESTIONNAIRE).unwrap();
            for question in supports.supports.iter().flat_map(|one| &one.questions) {
                assert!(form.questions.iter().any(|one| one.code == question.code), "{}", question.code);
            }
        }
    }
}
