//! For a person at a terminal: a table, its totals and what is missing, understood without colour.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::Datelike as _;

use super::{
    grid::{Cell, Column, Grid},
    trail, words,
};
use crate::{
    diagnostic::render::{say, wrap},
    messages::{Lang, shown},
    schedule::{Outcome, words as days},
    status::{Board, Row, TrailUse},
};

/// Columns of a cell with symbol, letter and count.
const CODE: usize = 4;
/// Columns of a cell with symbol and word.
const WORD: usize = 13;
/// Fewest columns of the name of a policy.
const NAME: usize = 20;
/// Most columns of the name of a policy.
const LONG_NAME: usize = 60;
/// Columns of the percentage.
const PERCENT: usize = 8;
/// Paths or due dates listed before the rest is only counted.
const LISTED: usize = 60;

/// How to show a board at a terminal.
#[derive(Clone, Copy, Debug)]
pub struct HumanOptions {
    /// Whether to use ANSI colours; the text is understandable without.
    pub color: bool,
    /// Columns of the terminal; taken as at least 80 and at most 160.
    pub width: usize,
}

/// Whose it is and when, the table, its totals, and what is missing.
pub fn human(board: &Board<'_>, options: &HumanOptions, lang: Lang) -> String {
    let mut page = Page { board, lang, color: options.color, width: options.width.clamp(80, 160), out: String::new() };
    page.head();
    if let Some(nothing) = words::nothing(board, lang) {
        page.line("");
        page.text(&format!("{nothing}."), "");
    } else {
        page.table();
        page.totals();
        page.missing();
        if board.question.policy.is_some() {
            page.details();
        }
    }
    page.unmatched();
    page.out
}

struct Page<'a, 'b> {
    board: &'b Board<'a>,
    lang: Lang,
    color: bool,
    width: usize,
    out: String,
}

impl<'a> Page<'a, '_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A paragraph; its lines after the first begin with `indent`.
    fn text(&mut self, text: &str, indent: &str) {
        for (at, line) in wrap(text, self.width - indent.chars().count()).iter().enumerate() {
            self.line(&format!("{}{line}", if at == 0 { "" } else { indent }));
        }
    }

    /// A paragraph below a heading.
    fn item(&mut self, text: &str) {
        for (at, line) in wrap(text, self.width - 4).iter().enumerate() {
            self.line(&format!("{}{line}", if at == 0 { "  " } else { "    " }));
        }
    }

    fn head(&mut self) {
        let (board, lang) = (self.board, self.lang);
        let entity = words::entity(board);
        self.text(
            &match board.question.policy {
                Some(policy) => format!("{entity}: {}", words::policy(board, policy)),
                None => entity,
            },
            "  ",
        );
        self.text(&words::title(board, lang), "  ");
        self.text(&format!("{}; {}", words::revision(board, lang), words::read(board, lang)), "  ");
        if let Some(source) = trail::source(board, lang) {
            self.text(&source, "  ");
        }
        for caution in words::cautions(board, lang) {
            self.text(&caution, "  ");
        }
        for path in board.unread.iter().take(LISTED) {
            self.line(&format!("  {}", shown(&path.to_string(), 200)));
        }
        self.more(board.unread.len());
    }

    /// Says how many of a list are not shown.
    fn more(&mut self, all: usize) {
        if all > LISTED {
            let left = all - LISTED;
            self.line(&say!(self.lang, "  … y {left} más", "  … and {left} more"));
        }
    }

    fn table(&mut self) {
        let grid = Grid::of(self.board);
        let is_year = matches!(grid.columns.first(), Some(Column::Month(_)));
        let beside = if is_year { PERCENT } else { 0 };
        let room = self.width - NAME - beside;
        let fits = |cell: usize| grid.columns.len() * cell <= room;
        let cell = if !is_year && fits(WORD - 1) { (room / grid.columns.len().max(1)).min(WORD) } else { CODE };
        for chunk in 0..grid.columns.len().div_ceil(room / cell).max(1) {
            let from = chunk * (room / cell);
            let until = (from + room / cell).min(grid.columns.len());
            self.part(&grid, from..until, cell, beside);
        }
        let states: Vec<String> = grid.told.iter().map(|state| words::legend(*state, self.lang)).collect();
        let states = states.join(" · ");
        let lang = self.lang;
        self.line("");
        self.text(
            &if cell == CODE {
                say!(
                    lang,
                    "{states}. Cada casilla dice lo que más atención pide, y cuántas son («+»: más de 9).",
                    "{states}. Each cell tells what most needs attention, and how many (“+”: more than 9)."
                )
            } else {
                states
            },
            "",
        );
        for moved in words::moved(self.board, lang) {
            self.text(&moved, "  ");
        }
    }

    /// The table of some columns.
    fn part(&mut self, grid: &Grid<'a>, columns: std::ops::Range<usize>, cell: usize, beside: usize) {
        let longest =
            grid.rows.iter().map(|(slug, _)| words::policy(self.board, slug).chars().count()).max().unwrap_or(0);
        let spare = self.width - beside - columns.len() * cell;
        let name = (longest + 1).clamp(NAME, LONG_NAME).min(spare);
        let lang = self.lang;
        let (policy, on_time) = (say!(lang, "POLÍTICA", "POLICY"), say!(lang, "OPORT.", "ON TIME"));
        let heads: Vec<[String; 2]> = grid.columns[columns.clone()].iter().map(|one| head(one, lang, cell)).collect();
        self.line("");
        if heads.iter().any(|[above, _]| !above.is_empty()) {
            let above: String = heads.iter().map(|[above, _]| pad(above, cell)).collect();
            self.line(&format!("{}{above}", " ".repeat(name)));
        }
        let below: String = heads.iter().map(|[_, below]| pad(below, cell)).collect();
        self.line(&format!("{}{below}{on_time:>beside$.beside$}", pad(&policy, name)));
        for (slug, cells) in &grid.rows {
            let mut line = pad(&words::policy(self.board, slug), name);
            for one in &cells[columns.clone()] {
                line.push_str(&self.cell(one, cell));
            }
            if beside > 0 {
                let percent = match self.board.policies.get(slug) {
                    Some(totals) if totals.due() > 0 => words::percent(totals, lang),
                    _ => say!(lang, "s/venc.", "no due"),
                };
                let _ = write!(line, "{percent:>beside$}");
            }
            self.line(&line);
        }
    }

    /// Symbol with letter and count, or with the word; padded, and coloured where asked.
    fn cell(&self, cell: &Cell, width: usize) -> String {
        let Some((outcome, count)) = cell.told() else { return " ".repeat(width) };
        let symbol = words::symbol(outcome);
        let text = if width == CODE {
            let count = if count > 9 { "+".to_owned() } else { count.to_string() };
            format!("{symbol}{}{count}", words::letter(outcome, self.lang))
        } else {
            let count = if count > 1 { format!(" {count}") } else { String::new() };
            let word: String = words::short(outcome, self.lang).chars().take(width - 3 - count.len()).collect();
            format!("{symbol} {word}{count}")
        };
        let padded = pad(&text, width);
        match color(outcome).filter(|_| self.color) {
            Some(code) => format!("\u{1b}[{code}m{padded}\u{1b}[0m"),
            None => padded,
        }
    }

    fn totals(&mut self) {
        let (board, lang) = (self.board, self.lang);
        self.line("");
        let lines = words::totals(&board.totals, lang).into_iter().chain(words::proofs(&board.totals, lang));
        for line in lines.chain(words::minimums(&board.minimums, lang)) {
            self.text(&line, "  ");
        }
        if board.totals.due() > 0 {
            self.text(&words::percent_rule(lang), "  ");
        }
    }

    /// What has not come, by policy.
    fn missing(&mut self) {
        let (board, lang) = (self.board, self.lang);
        let mut missing: BTreeMap<&str, Vec<&Row<'a>>> = BTreeMap::new();
        for row in board.rows.iter().filter(|row| row.outcome.is_missing()) {
            missing.entry(row.policy).or_default().push(row);
        }
        self.line("");
        if missing.is_empty() {
            self.line(&say!(lang, "Falta ahora: nada.", "Missing now: nothing."));
            return;
        }
        self.line(&say!(lang, "Falta ahora:", "Missing now:"));
        for (policy, rows) in board.listed().into_iter().filter_map(|policy| missing.remove_entry(policy)) {
            let policy = format!("{} ({policy})", words::policy(board, policy));
            self.text(&policy, "  ");
            let states = [Outcome::Missed, Outcome::NoRecord, Outcome::Pending];
            for (outcome, is_withdrawn) in states.into_iter().flat_map(|outcome| [(outcome, false), (outcome, true)]) {
                let mut of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
                let is_it = |row: &&&Row<'_>| (row.outcome, row.is_withdrawn) == (outcome, is_withdrawn);
                let mut word = String::new();
                for row in rows.iter().filter(is_it) {
                    word = words::state(row, lang);
                    let id = board.corte(row).obligation.id.as_str();
                    of.entry(id).or_default().push(words::deadline(board, row, lang));
                }
                for (obligation, mut days) in of {
                    let left = days.len().saturating_sub(LISTED);
                    days.truncate(LISTED);
                    if left > 0 {
                        days.push(say!(lang, "y {left} más", "and {left} more"));
                    }
                    let (symbol, days) = (words::symbol(outcome), days.join(", "));
                    self.item(&format!("{symbol} {word}: {obligation} {days}"));
                }
            }
        }
    }

    /// Every instance of the policy asked.
    fn details(&mut self) {
        let (board, lang) = (self.board, self.lang);
        self.line("");
        self.line(&say!(lang, "Una por una:", "One by one:"));
        for row in &board.rows {
            let due = &board.dues[row.due];
            let (symbol, word) = (words::symbol(row.outcome), words::state(row, lang));
            let mut parts = vec![format!(
                "{symbol} {word}: {} {}",
                due.corte.obligation.id,
                words::days_of(board, row, None, lang)
            )];
            parts.extend(words::reason(due, lang));
            if !due.corte.is_set() {
                parts.push(say!(lang, "plazo supuesto", "assumed deadline"));
            }
            if let (Some(stamp), Some(answer)) = (row.stamp, row.answer) {
                let (at, source) = (words::minute(stamp.at), words::source(stamp.source, lang));
                let proof = words::proof(stamp.proof, lang);
                parts.push(say!(lang, "llegó el {at}, {source}, {proof}", "came on {at}, {source}, {proof}"));
                parts.extend(answer.repository.receipt.map(|receipt| trail::receipt(&receipt, lang)));
                parts.push(shown(&answer.path.to_string(), 200));
            }
            if let Some(absence) = row.absence.filter(|_| board.deliveries.trail != TrailUse::Absent) {
                parts.push(trail::absence(&absence, lang));
            }
            if row.is_kept {
                parts.push(say!(lang, "corrección a tiempo: conserva la fecha", "corrected in time: keeps its date"));
            }
            parts.extend(row.lost.map(|lost| words::lost(lost, lang)));
            if row.is_early {
                parts.push(say!(lang, "anticipada", "early"));
            }
            if let Some(count) = row.handling_days() {
                parts.push(say!(lang, "cargada {count} días después de SIGOB", "loaded {count} days after SIGOB"));
            }
            if let Some(exemption) = row.exemption {
                let (act, issued) = (days::prose(exemption.act.as_str()), exemption.issued);
                let late = if row.is_exempted_late {
                    say!(lang, ", después del plazo", ", after the deadline")
                } else {
                    String::new()
                };
                parts.push(say!(
                    lang,
                    "excepción: {act}, expedida el {issued}{late}",
                    "exemption: {act}, issued on {issued}{late}"
                ));
            }
            let others = row.others.len();
            if others > 0 {
                parts.push(say!(lang, "otras entregas al lado: {others}", "other submissions beside it: {others}"));
            }
            self.item(&parts.join("; "));
        }
    }

    fn unmatched(&mut self) {
        let (board, lang) = (self.board, self.lang);
        if board.unmatched.is_empty() {
            return;
        }
        let count = board.unmatched.len();
        self.line("");
        self.line(&say!(
            lang,
            "Entregas que no responden a ninguna obligación medida: {count}",
            "Submissions that answer no measured obligation: {count}"
        ));
        for one in board.unmatched.iter().take(LISTED) {
            let corte = one.corte.map_or(String::new(), |corte| format!(", corte {corte}"));
            self.item(&format!("{} ({}{corte})", shown(&one.path.to_string(), 200), one.class.as_str()));
        }
        self.more(count);
    }
}

/// The two lines above a column.
fn head(column: &Column<'_>, lang: Lang, cell: usize) -> [String; 2] {
    match column {
        Column::Month(month) => [String::new(), words::month(*month, lang).to_uppercase()],
        Column::Corte(day, obligation) => {
            let day = if cell == CODE { format!("{:02}", day.day()) } else { day.format("%m-%d").to_string() };
            [obligation.chars().take(cell - 1).collect(), day]
        }
    }
}

/// The text in `width` columns, cut with a sign where it is longer; the last column stays free.
fn pad(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length < width {
        return format!("{text}{}", " ".repeat(width - length));
    }
    let kept: String = text.chars().take(width.saturating_sub(2)).collect();
    format!("{}… ", kept.trim_end()).chars().chain(std::iter::repeat(' ')).take(width).collect()
}

/// The colour of a state, an addition to symbol and word.
fn color(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::OnTime | Outcome::Received => Some("32"),
        Outcome::Late => Some("33"),
        Outcome::Missed => Some("1;31"),
        Outcome::Pending => Some("36"),
        Outcome::NoRecord => Some("35"),
        Outcome::Upcoming | Outcome::NotApplicable => None,
    }
}
