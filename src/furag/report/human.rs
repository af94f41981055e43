//! The summary on a terminal: what a director asks first.

use super::{Report, words};
use crate::{
    diagnostic::render::{say, wrap},
    furag::coverage::{Grade, Subject, Tally},
    messages::shown,
    status::render::{moment, percent},
};

/// Gaps that are shown.
const GAPS: usize = 10;
/// Columns of the name of a policy.
const NAME: usize = 34;

/// The report for people on a terminal, in lines of at most so many columns where texts allow.
pub fn human(report: &Report<'_>, width: usize) -> String {
    let (lang, coverage) = (report.lang, &report.coverage);
    let mut out = Vec::new();
    let (entity, year) = (shown(report.board.entity.name.as_str(), 200), coverage.year);
    out.push(say!(lang, "{entity}. FURAG, vigencia {year}", "{entity}. FURAG, vigencia {year}"));
    let (at, revision) = (moment(report.holdings.as_of, lang), report.revision());
    let short = revision.get(..12).unwrap_or(&revision);
    out.push(say!(lang, "Al {at}; revisión {short}", "As of {at}; revision {short}"));
    out.push(match report.times() {
        Some(times) => {
            let (origin, size) = (shown(times.origin.as_str(), 200), times.head.size);
            say!(lang, "Registro {origin}: {size} anotaciones", "Trail {origin}: {size} entries")
        }
        None => say!(lang, "Sin registro de integridad que se pueda creer", "No audit trail that can be believed"),
    });
    out.extend(report.cautions());
    out.push(String::new());
    let met = on_time(report);
    out.push(say!(lang, "Cortes cumplidos a tiempo: {met}", "Due dates met on time: {met}"));
    let totals = &coverage.totals;
    let lines = [
        (say!(lang, "Criterios con evidencia válida", "Criteria with valid evidence"), &totals.criteria),
        (
            say!(lang, "Preguntas que piden evidencia y la tienen", "Questions that ask for evidence and have it"),
            &totals.asking,
        ),
        (say!(lang, "Todas las preguntas", "All questions"), &totals.questions),
        (say!(lang, "Opciones", "Options"), &totals.options),
    ];
    for (what, tally) in lines {
        out.push(format!("{what}: {}", words::valid(tally, lang)));
        let grades = by_grade(tally, report);
        let lines = if grades.is_empty() { Vec::new() } else { wrap(&grades, width.saturating_sub(2)) };
        out.extend(lines.into_iter().map(|line| format!("  {line}")));
    }
    let proposed = words::proposed(totals, lang);
    out.push(say!(lang, "Opciones que se proponen: {proposed}", "Options proposed: {proposed}"));
    let grave = coverage.grave();
    out.push(say!(lang, "Brechas sin ninguna evidencia válida: {grave}", "Gaps without any valid evidence: {grave}"));
    out.push(String::new());
    let headings = [
        say!(lang, "Política", "Policy"),
        say!(lang, "a tiempo", "on time"),
        say!(lang, "criterios", "criteria"),
        say!(lang, "preguntas", "questions"),
        say!(lang, "brechas", "gaps"),
    ];
    let row = |cells: [String; 5]| {
        let [name, on_time, criteria, questions, gaps] = cells;
        let name = if name.chars().count() > NAME {
            format!("{}…", name.chars().take(NAME - 1).collect::<String>())
        } else {
            name
        };
        format!("{name:<NAME$}  {on_time:>10}  {criteria:>12}  {questions:>12}  {gaps:>7}").trim_end().to_owned()
    };
    out.push(row(headings));
    for policy in &coverage.policies {
        let grave = policy.grave();
        let on_time = report.board.policies.get(policy.slug).map_or(String::new(), |totals| percent(totals, lang));
        let (criteria, asking) = (&policy.totals.criteria, &policy.totals.asking);
        out.push(row([
            shown(policy.name, 200),
            on_time,
            words::of(criteria.valid(), criteria.applicable(), lang),
            words::of(asking.valid(), asking.applicable(), lang),
            grave.to_string(),
        ]));
    }
    let worst = report.worst(GAPS);
    if !worst.is_empty() {
        out.push(String::new());
        out.push(say!(lang, "Lo más urgente:", "Most urgent:"));
    }
    for (policy, gap) in worst {
        let (Subject::Criterion(id, text) | Subject::Question(id, text)) = gap.subject;
        let (name, lack) = (shown(policy.name, 200), words::lack(gap.lack, lang));
        let who = words::leaders(&report.holdings.world, policy.slug, report.day(), lang);
        let what = words::remedy(&gap, &report.file(policy.slug), lang);
        out.extend(wrap(&format!("- {name}, {id} ({}): {lack}.", shown(text, 80)), width));
        out.extend(
            wrap(&format!("{who}: {what}."), width.saturating_sub(4)).into_iter().map(|line| format!("    {line}")),
        );
    }
    out.push(String::new());
    out.extend(wrap(&words::not_the_index(lang), width));
    out.push(String::new());
    out.join("\n")
}

fn on_time(report: &Report<'_>) -> String {
    let totals = &report.board.totals;
    let count = words::of(totals.count(crate::schedule::Outcome::OnTime), totals.due(), report.lang);
    format!("{count} ({})", percent(totals, report.lang))
}

/// `verificada 3, con constancia 5, sin evidencia 2`.
fn by_grade(tally: &Tally, report: &Report<'_>) -> String {
    let lang = report.lang;
    let mut parts: Vec<String> = Grade::ALL
        .iter()
        .rev()
        .filter(|grade| tally.grade(**grade) > 0)
        .map(|grade| format!("{} {}", words::grade(*grade, lang), tally.grade(*grade)))
        .collect();
    if tally.none > 0 {
        let none = tally.none;
        parts.push(say!(lang, "sin evidencia {none}", "no evidence {none}"));
    }
    parts.join(", ")
}
