//! The subject that the circular asks for in SIGOB, made from the template of an obligation.

use chrono::{Datelike as _, NaiveDate};

use super::words;
use crate::messages::Lang;

/// What stands for the name in a calendar of every policy.
pub const ANY_POLICY: &str = "NOMBRE DE LA POLÍTICA";

/// The subject line for a policy and a due date.
///
/// `{politica}` and `{mes}` are written in capitals, as the circular writes «NOMBRE DE LA POLÍTICA» and «MES»; `{anio}`
/// in digits. Month and year are those of the nominal day, wherever working days have moved the deadline. What stands
/// between braces and is none of the three stays, and so do the irregular spaces of the circular.
pub fn subject(template: &str, policy: &str, corte: NaiveDate) -> String {
    let mut subject = String::with_capacity(template.len() + policy.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        subject.push_str(before);
        let name = from.find('}').and_then(|end| from.get(1..end));
        let value = match name {
            Some("politica") => policy.to_uppercase(),
            Some("mes") => words::month(corte.month(), Lang::Es).to_uppercase(),
            Some("anio") => corte.year().to_string(),
            _ => {
                subject.push('{');
                rest = &from[1..];
                continue;
            }
        };
        subject.push_str(&value);
        rest = &from[name.map_or(0, str::len) + 2..];
    }
    subject.push_str(rest);
    subject
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CIRCULAR: &str = "Información Para Repositorio MIPG_ Política {politica} _{mes} de {anio}";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_subject_is_that_of_the_circular() {
        assert_eq!(
            subject(CIRCULAR, "Gobierno Digital", day("2026-12-05")),
            "Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _DICIEMBRE de 2026"
        );
        // The month of the corte, though its deadline is 2 March.
        assert_eq!(
            subject(CIRCULAR, "Gestión del Conocimiento y la Innovación", day("2026-02-28")),
            "Información Para Repositorio MIPG_ Política GESTIÓN DEL CONOCIMIENTO Y LA INNOVACIÓN _FEBRERO de 2026"
        );
        assert_eq!(
            subject(CIRCULAR, ANY_POLICY, day("2026-09-05")),
            "Información Para Repositorio MIPG_ Política NOMBRE DE LA POLÍTICA _SEPTIEMBRE de 2026"
        );
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        assert_eq!(subject("{politica}/{mes}", "{mes}{anio}", day("2026-01-05")), "{MES}{ANIO}/ENERO");
    }

    #[test]
    fn what_is_no_field_stays() {
        for text in ["", "{", "}", "{}", "{otro}", "a {b", "{{x}}", "ñ}{"] {
            assert_eq!(subject(text, "x", day("2026-01-05")), text);
        }
        assert_eq!(subject("{{mes}}", "x", day("2026-01-05")), "{ENERO}");
    }

    proptest! {
        #[test]
        fn fields_are_filled_wherever_they_stand(
            pieces in prop::collection::vec((0..4usize, "[^{}]{0,6}"), 0..8),
            policy in any::<String>(),
        ) {
            let (mut template, mut expected) = (String::new(), String::new());
            for (field, text) in pieces {
                template.push_str(["{politica}", "{mes}", "{anio}", "{"][field]);
                expected.push_str(&[policy.to_uppercase(), "MAYO".to_owned(), "2027".to_owned(), "{".to_owned()][field]);
                template.push_str(&text);
                expected.push_str(&text);
            }
            prop_assert_eq!(subject(&template, &policy, day("2027-05-30")), expected);
        }
    }
}
