//! The table as a picture: policies by months, each cell with symbol, letter and count on a colour and a texture of its
//! own, so that it is read without colour, in print and aloud. No scripts, no fonts or files from elsewhere.

use std::fmt::Write as _;

use chrono::Datelike as _;

use super::{
    grid::{Cell, Column, Grid},
    trail, words,
};
use crate::{
    diagnostic::render::{say, wrap},
    messages::{Lang, shown},
    schedule::Outcome,
    status::Board,
};

/// Pixels of the margin, of a line of cells and of the name of a policy.
const MARGIN: usize = 24;
const LINE: usize = 32;
const NAME: usize = 400;
/// Pixels of a column with a month, with a due date, and with the percentage.
const MONTH: usize = 62;
const CORTE: usize = 120;
const PERCENT: usize = 96;
/// Pixels between two legends.
const LEGEND: usize = 200;
/// Letters of a policy's name that fit in one line, and in each of two smaller ones.
const LETTERS: usize = 52;
const SMALL_LETTERS: usize = 60;
/// Letters of the key of an obligation that fit above its column.
const KEY: usize = 13;
/// Pixels of a letter of a note, wide enough for nearly all.
const LETTER: usize = 8;

/// The colour of every text.
const INK: &str = "#111111";

/// How a state is filled: the colour, and the texture drawn on it with its own colour.
struct Look {
    fill: &'static str,
    texture: Option<(&'static str, &'static str)>,
}

fn look(outcome: Outcome) -> Look {
    let plain = |fill| Look { fill, texture: None };
    let with = |fill, path, line| Look { fill, texture: Some((path, line)) };
    match outcome {
        Outcome::OnTime => plain("#d8f0dc"),
        Outcome::Late => with("#ffe3a3", "M2 2h2v2h-2zM6 6h2v2h-2z", "#d9a441"),
        Outcome::Missed => with("#f6b3a8", "M-2 2l4 -4M0 8l8 -8M6 10l4 -4", "#d98074"),
        Outcome::Pending => with("#cfe2ff", "M0 4h8", "#93b8ee"),
        Outcome::NoRecord => with("#e9d9f2", "M0 0l8 8M0 8l8 -8", "#c3a3d6"),
        Outcome::Received => with("#d3eef0", "M4 0v8", "#95cdd2"),
        Outcome::Upcoming => plain("#ffffff"),
        Outcome::NotApplicable => plain("#e4e4e4"),
    }
}

/// The board as SVG 1.1, to be read as one image: its description tells the totals.
pub fn svg(board: &Board<'_>, lang: Lang) -> String {
    let grid = Grid::of(board);
    let is_year = matches!(grid.columns.first(), Some(Column::Month(_)));
    let column = if is_year { MONTH } else { CORTE };
    let notes = notes(board, lang);
    let top = MARGIN + 84;
    let bottom = top + grid.rows.len() * LINE;
    let width = (2 * MARGIN + NAME + grid.columns.len() * column + PERCENT).max(2 * MARGIN + 4 * LEGEND);
    let lines: Vec<String> = notes.iter().flat_map(|note| wrap(note, (width - 2 * MARGIN) / LETTER)).collect();
    let beside = (width - 2 * MARGIN) / LEGEND;
    let legends = grid.told.len().div_ceil(beside) * 30;
    let height = bottom + 24 + legends + lines.len() * 20 + MARGIN;
    let mut picture = Picture { board, lang, out: String::new() };
    let title = escaped(&format!("{}. {}", words::entity(board), words::title(board, lang)));
    let _ = write!(
        picture.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"titulo descripcion\" xml:lang=\"{}\" font-family=\"'Nunito Sans', Verdana, 'DejaVu Sans', sans-serif\" \
         font-size=\"14\" fill=\"{INK}\">\n<title id=\"titulo\">{title}</title>\n<desc id=\"descripcion\">{}</desc>\n",
        lang.tag(),
        escaped(&notes.iter().map(|note| format!("{}.", note.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")),
    );
    picture.textures(&grid.told);
    let _ = writeln!(picture.out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
    picture.text(MARGIN, MARGIN + 14, "font-size=\"18\" font-weight=\"bold\"", &words::entity(board));
    picture.text(MARGIN, MARGIN + 36, "", &words::title(board, lang));
    picture.heads(&grid, top, column);
    for (at, (slug, cells)) in grid.rows.iter().enumerate() {
        picture.row(slug, cells, top + at * LINE, column);
    }
    for (at, outcome) in grid.told.iter().enumerate() {
        picture.legend(*outcome, MARGIN + at % beside * LEGEND, bottom + 24 + at / beside * 30);
    }
    for (at, line) in lines.iter().enumerate() {
        picture.text(MARGIN, bottom + 42 + legends + at * 20, "font-size=\"13\"", line);
    }
    picture.out.push_str("</svg>\n");
    picture.out
}

/// What stands below the picture, which is also its description.
fn notes(board: &Board<'_>, lang: Lang) -> Vec<String> {
    let mut notes = vec![format!("{}; {}", words::revision(board, lang), words::read(board, lang))];
    notes.extend(trail::source(board, lang));
    notes.extend(words::cautions(board, lang));
    match words::nothing(board, lang) {
        Some(nothing) => notes.push(nothing),
        None => {
            notes.extend(words::moved(board, lang));
            notes.extend(words::totals(&board.totals, lang));
            notes.extend(words::proofs(&board.totals, lang));
            notes.extend(words::minimums(&board.minimums, lang));
            notes.push(say!(
                lang,
                "Cada casilla dice lo que más atención pide, y cuántas son",
                "Each cell tells what most needs attention, and how many"
            ));
            notes.extend((board.totals.due() > 0).then(|| words::percent_rule(lang)));
        }
    }
    notes
}

/// A text of so many letters at most, with a mark where some are left out.
fn short(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(letters - 1).collect::<String>().trim_end())
}

struct Picture<'a, 'b> {
    board: &'b Board<'a>,
    lang: Lang,
    out: String,
}

impl Picture<'_, '_> {
    /// One pattern for each state that has a texture.
    fn textures(&mut self, told: &[Outcome]) {
        self.out.push_str("<defs>\n");
        for outcome in told {
            let Look { fill, texture } = look(*outcome);
            if let Some((path, line)) = texture {
                let _ = writeln!(
                    self.out,
                    "<pattern id=\"{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" \
                     fill=\"{fill}\"/><path d=\"{path}\" stroke=\"{line}\" fill=\"none\"/></pattern>",
                    outcome.key()
                );
            }
        }
        self.out.push_str("</defs>\n");
    }

    fn text(&mut self, x: usize, y: usize, attributes: &str, text: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        let _ = writeln!(self.out, "<text x=\"{x}\" y=\"{y}\"{space}{attributes}>{}</text>", escaped(text));
    }

    fn heads(&mut self, grid: &Grid<'_>, top: usize, column: usize) {
        const MIDDLE: &str = "text-anchor=\"middle\" font-size=\"13\" font-weight=\"bold\"";
        let policy = say!(self.lang, "Política", "Policy");
        self.text(MARGIN, top - 10, "font-size=\"13\" font-weight=\"bold\"", &policy);
        for (at, head) in grid.columns.iter().enumerate() {
            let x = MARGIN + NAME + at * column + column / 2;
            match head {
                Column::Month(month) => self.text(x, top - 10, MIDDLE, &words::month(*month, self.lang)),
                Column::Corte(day, obligation) => {
                    self.text(x, top - 26, MIDDLE, &short(obligation, KEY));
                    let (number, month) = (day.day(), words::month(day.month(), self.lang));
                    self.text(x, top - 10, MIDDLE, &format!("{number} {month}"));
                }
            }
        }
        let x = MARGIN + NAME + grid.columns.len() * column + PERCENT / 2;
        let on_time = say!(self.lang, "oportunas", "on time");
        self.text(x, top - 10, MIDDLE, &on_time);
    }

    fn row(&mut self, slug: &str, cells: &[Cell], y: usize, column: usize) {
        let name = words::policy(self.board, slug);
        let _ = writeln!(self.out, "<g><title>{}</title>", escaped(&name));
        match &*wrap(&name, SMALL_LETTERS) {
            _ if name.chars().count() <= LETTERS => self.text(MARGIN, y + 19, "font-size=\"13\"", &name),
            [first, rest @ ..] if !rest.is_empty() => {
                self.text(MARGIN, y + 12, "font-size=\"11\"", &short(first, SMALL_LETTERS));
                self.text(MARGIN, y + 25, "font-size=\"11\"", &short(&rest.join(" "), SMALL_LETTERS));
            }
            _ => self.text(MARGIN, y + 19, "font-size=\"11\"", &short(&name, SMALL_LETTERS)),
        }
        self.out.push_str("</g>\n");
        for (at, cell) in cells.iter().enumerate() {
            let Some((outcome, count)) = cell.told() else { continue };
            let all: Vec<String> =
                cell.all().map(|(state, count)| format!("{}: {count}", words::outcome(state, self.lang))).collect();
            let _ = write!(self.out, "<g><title>{}</title>", escaped(&format!("{name}: {}", all.join(", "))));
            self.swatch(outcome, Some(count), MARGIN + NAME + at * column, y, column - 4);
            self.out.push_str("</g>\n");
        }
        let percent = match self.board.policies.get(slug) {
            Some(totals) => words::percent(totals, self.lang),
            None => String::new(),
        };
        let size = if percent.chars().count() > 8 { 10 } else { 13 };
        let x = MARGIN + NAME + cells.len() * column + PERCENT / 2;
        self.text(x, y + 19, &format!("text-anchor=\"middle\" font-size=\"{size}\""), &percent);
    }

    /// A field with the look of a state, its symbol, its letter, and how many.
    fn swatch(&mut self, outcome: Outcome, count: Option<usize>, x: usize, y: usize, width: usize) {
        let Look { fill, texture } = look(outcome);
        let fill = if texture.is_some() { format!("url(#{})", outcome.key()) } else { fill.to_owned() };
        let dashes = if outcome == Outcome::Upcoming { " stroke-dasharray=\"3 2\"" } else { "" };
        let count = count.map_or(String::new(), |count| format!(" {count}"));
        let label = format!("{} {}{count}", words::symbol(outcome), words::letter(outcome, self.lang));
        let _ = writeln!(
            self.out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{fill}\" stroke=\"#595959\"{dashes}/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-weight=\"bold\">{label}</text>",
            LINE - 4,
            x + width / 2,
            y + 19,
        );
    }

    fn legend(&mut self, outcome: Outcome, x: usize, y: usize) {
        self.swatch(outcome, None, x, y, 44);
        let word = words::outcome(outcome, self.lang);
        self.text(x + 54, y + 19, "font-size=\"13\"", word);
    }
}

/// A text inside XML: deceptive characters written out, markup and what XML cannot hold replaced.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in shown(text, text.len()).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other if other.is_control() => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The relative luminance of a colour (WCAG 2.1, section 1.4.3).
    fn luminance(color: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn text_has_contrast_on_every_fill_and_line() {
        for outcome in Outcome::ALL {
            let Look { fill, texture } = look(outcome);
            for color in [Some(fill), texture.map(|(_, line)| line)].into_iter().flatten() {
                let contrast = (luminance(color) + 0.05) / (luminance(INK) + 0.05);
                assert!(contrast >= 4.5, "{outcome:?} {color}: {contrast:.1}");
            }
        }
    }

    #[test]
    fn states_differ_without_colour() {
        for lang in [Lang::Es, Lang::En] {
            let letters: BTreeSet<char> = Outcome::ALL.into_iter().map(|one| words::letter(one, lang)).collect();
            assert_eq!(letters.len(), Outcome::ALL.len());
        }
        let symbols: BTreeSet<char> = Outcome::ALL.into_iter().map(words::symbol).collect();
        let textures: BTreeSet<&str> =
            Outcome::ALL.into_iter().filter_map(|one| look(one).texture.map(|(path, _)| path)).collect();
        assert_eq!((symbols.len(), textures.len()), (Outcome::ALL.len(), 5));
    }

    #[test]
    fn markup_means_nothing() {
        assert_eq!(escaped("<b a='x'>&\u{0}\u{ffff}"), "&lt;b a=&#39;x&#39;&gt;&amp;\\u{0}\u{fffd}");
    }
}
