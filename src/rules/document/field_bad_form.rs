//! A text without the form its field wants.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::{Step, structure::StructureProblemKind},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-bad-form",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El valor no tiene la forma que el campo espera.",
            en: "The value does not have the form that the field expects.",
        },
        why: Text {
            es: "Fechas, huellas, radicados y claves se comparan letra por letra: escritos de otro modo no se \
                 encuentran.",
            en: "Dates, digests, filing numbers and keys are compared letter by letter: written otherwise they are \
                 not found.",
        },
        norm: None,
        example: "corte: 5/11/2026\n",
        remedy: Text {
            es: "Escriba el valor en la forma que se indica.",
            en: "Write the value in the form that is shown.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

/// The form in words, by the pattern the schema has for it; the test below holds them together.
fn of_pattern(pattern: &str) -> Option<Message> {
    Some(match pattern {
        r"^[0-9a-f]{64}$" => Message::FormSha256Hint {},
        r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" => Message::FormDateHint {},
        r"^[12][0-9]{3}-(0[1-9]|1[0-2])$" => Message::FormYearMonthHint {},
        r"^[a-z0-9]+(-[a-z0-9]+)*$" => Message::FormSlugHint {},
        r"^[A-Z0-9]+(-[A-Z0-9]+)*$" => Message::FormFilingHint {},
        r"^[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*$" => Message::FormFileNameHint {},
        r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$" => Message::FormLineHint {},
        r"^[^\x00-\x20\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$" => Message::FormProseHint {},
        r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}/(0[1-9]|1[0-2])/[a-z0-9]+(-[a-z0-9]+)*$" => Message::FormSubmissionHint {},
        r"^[a-z]+/[A-Za-z0-9]+([._+-][A-Za-z0-9]+)*$" => Message::FormMediaTypeHint {},
        r#"^https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?#][^\x00-\x20\x7f"<>\\^`{|}]*)?$"# => {
            Message::FormUrlHint {}
        }
        r"^POL[0-9]{2}$" => Message::FormPolicyCodeHint {},
        r"^I[0-9]{2}$" => Message::FormIndexCodeHint {},
        r"^D[0-9]{1,2}$" => Message::FormDimensionHint {},
        r"^v[0-9]{1,2}$" => Message::FormModelHint {},
        r"^[A-Z0-9]{2,8}-[0-9]{2,3}$" => Message::FormCriterionHint {},
        r"^[A-Z]{3}[0-9]{2,3}$" => Message::FormQuestionHint {},
        r"^[A-Z]{3}$" => Message::FormQuestionPrefixHint {},
        r"^furag-[0-9]{4}$" => Message::FormQuestionnaireHint {},
        r"^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9]+(-[a-z0-9]+)*)+$" => Message::FormDomainHint {},
        r"^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9]+(-[a-z0-9]+)*)+/[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]*$" => {
            Message::FormLogOriginHint {}
        }
        r"^[0-9]{8,10}(-[0-9])?$" => Message::FormTaxNumberHint {},
        r"^[0-9]{5}$" => Message::FormDivipolaHint {},
        r"^[0-9]{1,8}$" => Message::FormSigepHint {},
        r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$" => Message::FormUserNameHint {},
        moment if moment.contains("T([01]") => Message::FormMomentHint {},
        _ => return None,
    })
}

fn of_format(format: &str) -> Option<Message> {
    match format {
        "date" => Some(Message::FormDateHint {}),
        "date-time" => Some(Message::FormMomentHint {}),
        "uri" => Some(Message::FormUrlHint {}),
        _ => None,
    }
}

/// What no date can have, of a text written as a date or as a month; none where it is written otherwise.
fn impossible(found: &str) -> Option<Message> {
    let parts: Vec<&str> = found.split('-').collect();
    let has_form = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let &[year, month, ref days @ ..] = &*parts else { return None };
    if !has_form || year.len() < 4 || month.len() != 2 || days.len() > 1 || days.iter().any(|day| day.len() != 2) {
        return None;
    }
    Some(if year.len() > 4 || !year.starts_with(['1', '2']) {
        Message::DateYearHint { year: year.into() }
    } else if !("01"..="12").contains(&month) {
        Message::DateMonthHint { month: month.into() }
    } else {
        Message::DateDayHint { month: format!("{year}-{month}").into(), day: (*days.first()?).into() }
    })
}

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        let field = (&problem.route).into();
        let (found, form) = match &problem.kind {
            StructureProblemKind::DoesNotMatch { pattern, found } => (found, of_pattern(pattern)),
            StructureProblemKind::BadFormat { format, found } => (found, of_format(format)),
            StructureProblemKind::NotUnique | StructureProblemKind::Other { .. } => {
                problems::field(out, cx, problem, Message::FieldOtherForm { field });
                continue;
            }
            _ => continue,
        };
        if let Some(Message::FormDateHint {} | Message::FormYearMonthHint {}) = form
            && let Some(hint) = impossible(found)
        {
            problems::field(out, cx, problem, Message::FieldDateImpossible { field, found: found.into() }).hint(hint);
            continue;
        }
        let finding = problems::field(out, cx, problem, Message::FieldBadForm { field, found: found.into() });
        let is_office = problem.route.last().is_some_and(|step| *step == Step::Key("dependencia".to_owned()));
        if is_office {
            finding.hint(Message::FormOfficeHint {});
        } else if let Some(form) = form {
            finding.hint(form);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::model::FileKind;

    /// Visits every value of `keyword` whose schema is for a value, not a condition.
    fn each(schema: &Value, keyword: &str, visit: &mut dyn FnMut(&str)) {
        match schema {
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value.as_str() {
                        Some(text) if key == keyword => visit(text),
                        _ if key != "if" => each(value, keyword, visit),
                        _ => {}
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| each(item, keyword, visit)),
            _ => {}
        }
    }

    #[test]
    fn an_impossible_date_is_told_apart_from_one_written_otherwise() {
        let year = |year: &str| Some(Message::DateYearHint { year: year.into() });
        assert_eq!((impossible("9999-12"), impossible("22026-01-05")), (year("9999"), year("22026")));
        assert_eq!(impossible("0026-01-05"), year("0026"));
        assert_eq!(impossible("2026-13"), Some(Message::DateMonthHint { month: "13".into() }));
        assert_eq!(impossible("2026-00-10"), Some(Message::DateMonthHint { month: "00".into() }));
        let day = Message::DateDayHint { month: "2026-02".into(), day: "30".into() };
        assert_eq!(impossible("2026-02-30"), Some(day));
        for written in
            ["2026-1", "26-01-05", "2026/01/05", "05-11-2026", "2026", "", "-", "2026-01-05T10", "2026-01-05-06"]
        {
            assert_eq!(impossible(written), None, "{written}");
        }
    }

    #[test]
    fn every_form_of_the_schemas_is_told_in_words() {
        let mut count = 0;
        for kind in FileKind::ALL {
            each(&kind.schema(), "pattern", &mut |pattern| {
                count += 1;
                assert!(of_pattern(pattern).is_some(), "{kind:?}: {pattern}");
            });
            each(&kind.schema(), "format", &mut |format| assert!(of_format(format).is_some(), "{kind:?}: {format}"));
        }
        assert!(count > 100, "{count}");
    }
}
