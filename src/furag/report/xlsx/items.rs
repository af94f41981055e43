//! The sheet of a policy: a row for each criterion, each question and each option.

use super::{
    page::{Cell, Table, to_tab},
    tables::headings,
};
use crate::{
    diagnostic::render::say,
    furag::{
        coverage::{Cited, Gap, OptionCoverage, PolicyCoverage, QuestionCoverage, Standing, Subject},
        report::{Report, words},
    },
    messages::{Lang, shown},
    schedule::Outcome,
    status::render::percent,
};

/// Pieces of evidence with a column of their own.
const PIECES: usize = 3;

pub(super) fn policy(report: &Report<'_>, policy: &PolicyCoverage<'_>, home: &str) -> Table {
    let lang = report.lang;
    let code = policy.code.map(|code| format!(" ({code})")).unwrap_or_default();
    let leader = words::leaders(&report.holdings.world, policy.slug, report.day(), lang);
    let totals = report.board.policies.get(policy.slug).copied().unwrap_or_default();
    let (on_time, due, percent) = (totals.count(Outcome::OnTime), totals.due(), percent(&totals, lang));
    let mut lines = vec![
        back(home, lang),
        Cell::text(say!(lang, "Responde: {leader}", "Answers for it: {leader}")),
        Cell::text(say!(
            lang,
            "Cortes a tiempo: {on_time} de {due} ({percent})",
            "Due dates on time: {on_time} of {due} ({percent})"
        )),
    ];
    let file = report.file(policy.slug);
    lines.extend(words::supports(policy.supports, &file, lang).map(Cell::Text));
    if policy.criteria.is_none() {
        lines.push(Cell::text(say!(
            lang,
            "Ojo: `politica.yaml` no está o no se pudo leer: sus criterios no se conocen.",
            "Mind: `politica.yaml` is not here or could not be read: its criteria are not known."
        )));
    }
    let mut rows = Vec::new();
    for one in policy.criteria.iter().flatten() {
        let id = one.criterion.id.as_str();
        let gap = policy.gaps.iter().find(|gap| matches!(gap.subject, Subject::Criterion(own, _) if own == id));
        let head = [say!(lang, "criterio", "criterion"), id.to_owned(), words::long(one.criterion.text.as_str())];
        rows.push(row(report, head, None, (&one.standing, &one.evidence), gap.map(|gap| (gap, &file[..]))));
    }
    for one in &policy.questions {
        question(report, one, &policy.gaps, &file, &mut rows);
    }
    Table { title: format!("{}{code}", shown(policy.name, 200)), lines, headings: items(lang), rows, has_total: false }
}

pub(super) fn unowned(report: &Report<'_>, home: &str) -> Table {
    let lang = report.lang;
    let mut rows = Vec::new();
    let file = format!("soportes-{:04}.yaml", report.coverage.year.get());
    for one in &report.coverage.unowned.questions {
        question(report, one, &report.coverage.unowned.gaps, &file, &mut rows);
    }
    let title = say!(lang, "Preguntas de ninguna política", "Questions of no policy");
    Table { title, lines: vec![back(home, lang)], headings: items(lang), rows, has_total: false }
}

fn back(home: &str, lang: Lang) -> Cell {
    Cell::Link(to_tab(home), say!(lang, "Volver al resumen", "Back to the summary"))
}

fn items(lang: Lang) -> Vec<(String, f64)> {
    headings(
        lang,
        [
            "Qué es",
            "Código",
            "Texto",
            "Opción n.º",
            "Opción",
            "Pide evidencia",
            "Estado",
            "Respuesta que se propone",
            "Evidencia 1",
            "Evidencia 2",
            "Evidencia 3",
            "Otras",
            "Qué falta",
            "Qué hacer",
            "Nota",
        ],
        [
            "What it is",
            "Code",
            "Text",
            "Option no.",
            "Option",
            "Asks for evidence",
            "State",
            "Proposed answer",
            "Evidence 1",
            "Evidence 2",
            "Evidence 3",
            "Others",
            "What is missing",
            "What to do",
            "Note",
        ],
        [11, 10, 42, 9, 34, 11, 16, 24, 30, 30, 30, 8, 28, 36, 26],
    )
}

fn question(report: &Report<'_>, one: &QuestionCoverage<'_>, gaps: &[Gap<'_>], file: &str, rows: &mut Vec<Vec<Cell>>) {
    let lang = report.lang;
    let code = one.question.code.as_str();
    let text = words::long(one.question.text.as_str());
    let gap = gaps.iter().find(|gap| matches!(gap.subject, Subject::Question(own, _) if own == code));
    let head = [say!(lang, "pregunta", "question"), code.to_owned(), text.clone()];
    let mut cells =
        row(report, head, Some(one.asks_evidence()), (&one.standing, &one.evidence), gap.map(|gap| (gap, file)));
    if let (Some(told), Some(note)) = (words::condition(one.question, one.condition, lang), cells.last_mut()) {
        *note = Cell::Text(told);
    }
    rows.push(cells);
    for option in &one.options {
        rows.push(of_option(report, one, option, &text));
    }
}

fn of_option(report: &Report<'_>, of: &QuestionCoverage<'_>, one: &OptionCoverage<'_>, text: &str) -> Vec<Cell> {
    let lang = report.lang;
    let head = [say!(lang, "opción", "option"), of.question.code.as_str().to_owned(), text.to_owned()];
    let asks = one.option.asks_evidence || of.question.asks_evidence;
    let mut cells = row(report, head, Some(asks), (&one.standing, &one.evidence), None);
    cells[3] = Cell::count(one.position);
    cells[4] = Cell::text(words::long(one.option.text.as_str()));
    cells[7] = Cell::text(words::proposal(one.proposal, lang));
    cells
}

fn row(
    report: &Report<'_>,
    [what, id, text]: [String; 3],
    asks: Option<bool>,
    (standing, evidence): (&Standing<'_>, &[Cited<'_>]),
    gap: Option<(&Gap<'_>, &str)>,
) -> Vec<Cell> {
    let lang = report.lang;
    let asks = match asks {
        None => String::new(),
        Some(true) => say!(lang, "sí", "yes"),
        Some(false) => say!(lang, "no", "no"),
    };
    let reason = match standing {
        Standing::NotApplicable(reason) => words::long(reason.as_str()),
        Standing::Nothing | Standing::Known(_) => String::new(),
    };
    let mut cells = vec![
        Cell::text(what),
        Cell::text(id),
        Cell::text(text),
        Cell::Empty,
        Cell::Empty,
        Cell::text(asks),
        Cell::text(words::standing(standing, lang)),
        Cell::Empty,
    ];
    for place in 0..PIECES {
        cells.push(evidence.get(place).map_or(Cell::Empty, |one| {
            Cell::maybe(report.link(one), format!("{} [{}]", words::cited(one), words::grade(one.grade, lang)))
        }));
    }
    let more = evidence.len().saturating_sub(PIECES);
    cells.push(if more > 0 { Cell::count(more) } else { Cell::Empty });
    cells.push(gap.map_or(Cell::Empty, |(gap, _)| Cell::text(words::lack(gap.lack, lang))));
    cells.push(gap.map_or(Cell::Empty, |(gap, file)| Cell::text(words::remedy(gap, file, lang))));
    cells.push(Cell::text(reason));
    cells
}
