//! The pages being drawn: where the pen is, when a new page starts, and what stands at the foot of each.

use pdf_writer::{Content, Name, Str};

use crate::demo::media::{
    report::{Report, Rgb, Theme},
    winansi::{Face, encode, width},
};

/// Width of A4, in points.
pub const WIDTH: f32 = 595.0;
/// Height of A4, in points.
pub const HEIGHT: f32 = 842.0;
/// Left edge of the text, in points.
pub const LEFT: f32 = 57.0;
/// Width of the text, in points.
pub const MEASURE: f32 = WIDTH - 2.0 * LEFT;
/// Where the text of a page after the first starts.
pub const TOP: f32 = HEIGHT - 62.0;
/// Below this nothing but the foot is drawn.
pub const BOTTOM: f32 = 66.0;
/// Size of running text, in points.
pub const BODY: f32 = 10.5;
/// From one line of running text to the next, in points.
pub const LEADING: f32 = 14.5;
/// Colour of running text.
pub const INK: Rgb = [38, 42, 50];
/// Colour of secondary text.
pub const GREY: Rgb = [104, 110, 122];
/// Resource name of Helvetica.
pub const REGULAR: Name<'static> = Name(b"F1");
/// Resource name of Helvetica-Bold.
pub const BOLD: Name<'static> = Name(b"F2");

/// The pages drawn so far and the height of the pen on the last one.
pub struct Sheets {
    pages: Vec<Content>,
    /// Points from the lower edge of the page to the pen.
    pub y: f32,
    /// Colours of the document.
    pub theme: Theme,
}

impl Sheets {
    /// One blank page.
    pub fn new(theme: Theme) -> Self {
        Self { pages: vec![Content::new()], y: TOP, theme }
    }

    fn page(&mut self) -> &mut Content {
        self.pages.last_mut().expect("invariant: there is a page")
    }

    /// Starts a page unless `height` points are left on this one.
    pub fn room(&mut self, height: f32) {
        if self.y - height < BOTTOM {
            self.break_page();
        }
    }

    /// Starts a page.
    pub fn break_page(&mut self) {
        self.pages.push(Content::new());
        self.y = TOP;
    }

    /// Fills a rectangle whose lower left corner is (`x`, `y`).
    pub fn fill(&mut self, colour: Rgb, x: f32, y: f32, width: f32, height: f32) {
        set_colour(self.page(), colour);
        self.page().rect(x, y, width, height).fill_nonzero();
    }

    /// Sets one line of text whose base line starts at (`x`, `y`).
    pub fn text(&mut self, face: Face, size: f32, colour: Rgb, x: f32, y: f32, text: &str) {
        write(self.page(), face, size, colour, (x, y), text);
    }

    /// Sets lines of running text from the pen down, on new pages where needed.
    pub fn lines(&mut self, x: f32, lines: &[String]) {
        for line in lines {
            self.room(LEADING);
            self.y -= LEADING;
            self.text(Face::Regular, BODY, INK, x, self.y + 3.0, line);
        }
    }

    /// The pages, each with its foot and, after the first, its head.
    pub fn finish(mut self, report: &Report) -> Vec<Content> {
        let total = self.pages.len();
        for (index, page) in self.pages.iter_mut().enumerate() {
            if index > 0 {
                set_colour(page, report.theme.primary());
                page.rect(0.0, HEIGHT - 34.0, WIDTH, 34.0).fill_nonzero();
                set_colour(page, report.theme.accent());
                page.rect(0.0, HEIGHT - 36.0, WIDTH, 2.0).fill_nonzero();
                let title = clipped(&report.title, MEASURE);
                write(page, Face::Bold, 9.0, [255; 3], (LEFT, HEIGHT - 21.0), &title);
            }
            set_colour(page, [200, 205, 212]);
            page.rect(LEFT, 48.0, MEASURE, 0.6).fill_nonzero();
            let left = match report.reference.as_str() {
                "" => report.entity.clone(),
                reference => format!("{} · {reference}", report.entity),
            };
            let right = format!("Página {} de {total}", index + 1);
            let edge = LEFT + MEASURE - width(Face::Regular, 8.0, &right);
            write(page, Face::Regular, 8.0, GREY, (LEFT, 35.0), &clipped(&left, edge - LEFT - 12.0));
            write(page, Face::Regular, 8.0, GREY, (edge, 35.0), &right);
        }
        self.pages
    }
}

/// `text` cut, with an ellipsis, to `limit` points at the size of heads and feet (9 points, bold: the wider).
fn clipped(text: &str, limit: f32) -> String {
    if width(Face::Bold, 9.0, text) <= limit {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(Face::Bold, 9.0, &kept) + 9.0 > limit {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

fn set_colour(page: &mut Content, colour: Rgb) {
    let [red, green, blue] = colour.map(|channel| f32::from(channel) / 255.0);
    page.set_fill_rgb(red, green, blue);
}

fn write(page: &mut Content, face: Face, size: f32, colour: Rgb, at: (f32, f32), text: &str) {
    let name = match face {
        Face::Regular => REGULAR,
        Face::Bold => BOLD,
    };
    set_colour(page, colour);
    page.begin_text().set_font(name, size).next_line(at.0, at.1).show(Str(&encode(text))).end_text();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_heads_are_cut_to_fit() {
        let long = "Seguimiento trimestral ".repeat(12);
        let cut = clipped(&long, 200.0);
        assert!(cut.ends_with('…') && width(Face::Bold, 9.0, &cut) <= 200.0);
        assert_eq!(clipped("Corto", 200.0), "Corto");
    }
}
