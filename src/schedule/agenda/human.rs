//! A table for a person at a terminal, understood without colour.

use std::fmt::Write as _;

use super::{
    super::{Instance, words},
    Agenda, By, Due, Origin,
};
use crate::{
    diagnostic::render::{say, wrap},
    messages::Lang,
    model::raw,
};

/// Columns of a day.
const DAY: usize = 14;
/// Columns of the word for how sure a deadline is.
const BASIS: usize = 8;
/// Fewest columns of a text.
const LEAST: usize = 12;
/// Columns between two.
const GAP: usize = 2;

/// The due dates as a table at most `width` columns wide (taken as at least 80 and at most 120).
pub fn human(agenda: &Agenda<'_>, origin: &Origin<'_>, width: usize) -> String {
    let (lang, width) = (origin.lang, width.clamp(80, 120));
    let mut out = String::new();
    let mut paragraph = |text: &str| {
        for line in wrap(text, width) {
            out.push_str(&line);
            out.push('\n');
        }
    };
    paragraph(&title(agenda, lang));
    paragraph(&total(agenda, lang));
    if let Some(withheld) = words::withheld(&agenda.withheld(), lang) {
        paragraph(&withheld);
    }
    if agenda.dues.is_empty() {
        return out;
    }
    out.push('\n');
    let rows: Vec<Row> =
        std::iter::once(Row::heading(lang)).chain(agenda.dues.iter().map(|due| Row::of(agenda, due, lang))).collect();
    let widths = Widths::of(&rows, width);
    for (row, due) in rows.iter().zip(std::iter::once(None).chain(agenda.dues.iter().map(Some))) {
        widths.write(row, &mut out);
        let Some(due) = due else { continue };
        if let Some(reason) = words::reason(&due.corte, &due.skipped, lang) {
            let indent = DAY + GAP;
            for (at, line) in wrap(&reason, width - indent - GAP).iter().enumerate() {
                let mark = if at == 0 { "↳ " } else { "  " };
                let _ = writeln!(out, "{:indent$}{mark}{line}", "");
            }
        }
    }
    if agenda.dues.iter().any(|due| !due.corte.is_set()) {
        let assumed = words::assumed(lang);
        out.push('\n');
        for line in wrap(&say!(lang, "supuesto: {assumed}.", "assumed: {assumed}."), width) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// Whose calendar it is, and of which days.
fn title(agenda: &Agenda<'_>, lang: Lang) -> String {
    let entity = words::name(agenda.entity.name.as_str());
    let (first, last) = (words::date(agenda.period.first, lang), words::date(agenda.period.last, lang));
    let whose = match agenda.policy {
        Some(policy) => format!("{} ({entity})", words::name(words::policy(agenda.world, policy))),
        None => entity,
    };
    match agenda.period.by {
        By::Nominal => say!(
            lang,
            "Calendario de entregas: {whose}. Cortes del {first} al {last}:",
            "Delivery calendar: {whose}. Due dates from {first} to {last}:"
        ),
        By::Running => say!(
            lang,
            "Calendario de entregas: {whose}. Plazos que corren entre el {first} y el {last}:",
            "Delivery calendar: {whose}. Deadlines that run between {first} and {last}:"
        ),
    }
}

/// `4 cortes, 76 vencimientos`.
fn total(agenda: &Agenda<'_>, lang: Lang) -> String {
    let counts = agenda.counts();
    let forms = |es: [&'static str; 2], en: [&'static str; 2]| match lang {
        Lang::Es => es,
        Lang::En => en,
    };
    let cortes = words::count(counts.cortes, forms(["corte", "cortes"], ["due date", "due dates"]));
    let owed = words::count(counts.owed, forms(["vencimiento", "vencimientos"], ["thing due", "things due"]));
    let exempted = match counts.exempted {
        0 => String::new(),
        1 => say!(lang, "; 1 que no aplica, por excepción", "; 1 exempted"),
        exempted => say!(lang, "; {exempted} que no aplican, por excepción", "; {exempted} exempted"),
    };
    format!("{cortes}, {owed}{exempted}.")
}

/// Who owes a due date: an office, some policies, or the leader of the policy asked; and for how many plans.
pub(super) fn owes(agenda: &Agenda<'_>, due: &Due<'_>, lang: Lang) -> String {
    let all = due.instances.iter();
    let (owing, plans) = Due::parties(due.owed());
    let excused = Due::parties(all.filter(|one| one.exemption.is_some())).0.len();
    if owing.is_empty() {
        return say!(lang, "no aplica: excepción", "not applicable: exempted");
    }
    let mut text = match (&due.corte.obligation.sender, agenda.policy) {
        (Some(office), _) => words::office(agenda.world, office),
        (None, Some(policy)) => {
            let leaders = words::leaders(agenda.world, policy, due.corte.effective);
            if leaders.is_empty() { say!(lang, "líder de la política", "policy leader") } else { leaders.join(", ") }
        }
        (None, None) => match owing.first() {
            Some(policy) if owing.len() == 1 => words::name(words::policy(agenda.world, policy)),
            _ => {
                let count = owing.len();
                say!(lang, "{count} políticas", "{count} policies")
            }
        },
    };
    if due.corte.obligation.per == Some(raw::PerEach::Plan) {
        let forms = match lang {
            Lang::Es => ["plan", "planes"],
            Lang::En => ["plan", "plans"],
        };
        text.push_str(&format!(" ({})", words::count(plans.len(), forms)));
    }
    if excused > 0 && agenda.policy.is_none() {
        text.push_str(&say!(lang, " ({excused} no aplica)", " ({excused} exempted)"));
    }
    text
}

/// The texts of a row, in the order of the columns.
struct Row {
    nominal: String,
    effective: String,
    obligation: String,
    owes: String,
    basis: String,
}

impl Row {
    fn heading(lang: Lang) -> Self {
        Self {
            nominal: say!(lang, "CORTE", "DUE DATE"),
            effective: say!(lang, "PLAZO EFECTIVO", "DEADLINE"),
            obligation: say!(lang, "OBLIGACIÓN", "OBLIGATION"),
            owes: say!(lang, "LO DEBE", "OWED BY"),
            basis: say!(lang, "PLAZO", "BASIS"),
        }
    }

    fn of(agenda: &Agenda<'_>, due: &Due<'_>, lang: Lang) -> Self {
        Self {
            nominal: words::cell(due.corte.nominal, lang),
            effective: words::cell(due.corte.effective, lang),
            obligation: words::name(due.corte.obligation.name.as_str()),
            owes: owes(agenda, due, lang),
            basis: words::basis(&due.corte, lang),
        }
    }
}

/// The two columns that share what the others leave.
struct Widths {
    obligation: usize,
    owes: usize,
}

impl Widths {
    /// The widths with which the rows take the fewest lines; the widest first column of those.
    fn of(rows: &[Row], width: usize) -> Self {
        let left = width - 2 * DAY - BASIS - 4 * GAP;
        let splits = (LEAST..=left - LEAST).map(|owes| Self { obligation: left - owes, owes });
        let lines = |split: &Self| -> usize { rows.iter().map(|row| split.lines(row).0.len()).sum() };
        splits.min_by_key(lines).unwrap_or(Self { obligation: left - LEAST, owes: LEAST })
    }

    /// The lines of the two columns, the shorter one filled up.
    fn lines(&self, row: &Row) -> (Vec<String>, Vec<String>) {
        let (mut obligation, mut owes) = (wrap(&row.obligation, self.obligation), wrap(&row.owes, self.owes));
        let height = obligation.len().max(owes.len());
        obligation.resize(height, String::new());
        owes.resize(height, String::new());
        (obligation, owes)
    }

    /// Writes a row; what does not fit goes on below, in its column.
    fn write(&self, row: &Row, out: &mut String) {
        let (obligation, owes) = self.lines(row);
        let (first, second) = (self.obligation, self.owes);
        for (at, (obligation, owes)) in obligation.iter().zip(&owes).enumerate() {
            let [nominal, effective, basis] = match at {
                0 => [row.nominal.as_str(), &row.effective, &row.basis],
                _ => [""; 3],
            };
            let line = format!("{nominal:DAY$}  {effective:DAY$}  {obligation:first$}  {owes:second$}  {basis}");
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

/// The subject to write in SIGOB, where the obligation asks for one.
pub(super) fn subject(agenda: &Agenda<'_>, due: &Due<'_>, instance: &Instance<'_>) -> Option<String> {
    let template = due.corte.obligation.subject.as_ref()?;
    Some(super::super::subject(template.as_str(), words::policy(agenda.world, instance.policy), due.corte.nominal))
}
