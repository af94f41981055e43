//! A picture in memory and the few strokes the generators draw on it, with smooth edges.
//!
//! Only additions, products, quotients and square roots are used: IEEE 754 rounds them alike on every machine.

use super::{
    lettering::{self, Stroke},
    report::Rgb,
};

/// A picture of `width` by `height` pixels, from the upper left corner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Rgb>,
}

impl Canvas {
    /// A picture of one colour.
    pub fn new(width: usize, height: usize, colour: Rgb) -> Self {
        Self { width, height, pixels: vec![colour; width * height] }
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The pixels, row after row.
    pub fn pixels(&self) -> &[Rgb] {
        &self.pixels
    }

    /// The pixels, row after row, three bytes each.
    pub fn bytes(&self) -> Vec<u8> {
        self.pixels.concat()
    }

    /// Gives each pixel the colour `paint` answers for its place (x, y).
    pub fn paint(&mut self, mut paint: impl FnMut(usize, usize) -> Rgb) {
        for (row, pixels) in self.pixels.chunks_mut(self.width.max(1)).enumerate() {
            for (column, pixel) in pixels.iter_mut().enumerate() {
                *pixel = paint(column, row);
            }
        }
    }

    /// Mixes `colour` into a pixel, as much as `cover` of 1; outside the picture nothing happens.
    fn blend(&mut self, x: i32, y: i32, colour: Rgb, cover: f32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x >= self.width || y >= self.height || cover <= 0.0 {
            return;
        }
        let pixel = &mut self.pixels[y * self.width + x];
        for (old, new) in pixel.iter_mut().zip(colour) {
            let (from, to) = (f32::from(*old), f32::from(new));
            *old = (from + (to - from) * cover.min(1.0) + 0.5) as u8;
        }
    }

    /// Fills a rectangle of whole pixels.
    pub fn fill(&mut self, x: i32, y: i32, width: i32, height: i32, colour: Rgb) {
        for row in y..y.saturating_add(height) {
            for column in x..x.saturating_add(width) {
                self.blend(column, row, colour, 1.0);
            }
        }
    }

    /// Draws straight strokes with round ends, `thickness` pixels wide; where they cross nothing is drawn twice.
    pub fn strokes(&mut self, strokes: &[Stroke], thickness: f32, colour: Rgb) {
        let ends = || strokes.iter().flat_map(|&(a, b)| [a, b]);
        let reach = thickness / 2.0 + 1.0;
        let (left, right) = ends().fold((f32::MAX, f32::MIN), |(low, high), (x, _)| (low.min(x), high.max(x)));
        let (top, bottom) = ends().fold((f32::MAX, f32::MIN), |(low, high), (_, y)| (low.min(y), high.max(y)));
        for y in (top - reach).floor() as i32..=(bottom + reach).ceil() as i32 {
            for x in (left - reach).floor() as i32..=(right + reach).ceil() as i32 {
                let centre = (x as f32 + 0.5, y as f32 + 0.5);
                let nearest = strokes.iter().map(|&stroke| distance_squared(centre, stroke)).fold(f32::MAX, f32::min);
                self.blend(x, y, colour, (thickness / 2.0 + 0.5 - nearest.sqrt()).clamp(0.0, 1.0));
            }
        }
    }

    /// Writes one line: `x` is its left edge, `y` the foot of its capitals, which are `height` pixels tall.
    pub fn text(&mut self, x: f32, y: f32, height: f32, weight: Weight, colour: Rgb, text: &str) {
        let point = lettering::point(height);
        let thickness = match weight {
            Weight::Regular => point * 0.95,
            Weight::Bold => point * 1.45,
        };
        let mut pen = x;
        for character in text.chars() {
            let letter = lettering::letter(character);
            let place = |(column, row): (f32, f32)| (pen + column * point, y + (row - 6.0) * point);
            let strokes: Vec<_> = letter.strokes.iter().map(|&(a, b)| (place(a), place(b))).collect();
            if !strokes.is_empty() {
                self.strokes(&strokes, thickness, colour);
            }
            pen += letter.advance * point;
        }
    }

    /// Writes one line centred on `x`.
    pub fn centred(&mut self, x: f32, y: f32, height: f32, weight: Weight, colour: Rgb, text: &str) {
        self.text(x - lettering::width(height, text) / 2.0, y, height, weight, colour, text);
    }
}

/// How thick letters are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Running text.
    Regular,
    /// Titles.
    Bold,
}

/// The square of the distance from a point to a stroke.
fn distance_squared((x, y): (f32, f32), ((ax, ay), (bx, by)): Stroke) -> f32 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (px, py) = (x - ax - along * dx, y - ay - along * dy);
    px * px + py * py
}

/// The height of capitals, from `least` to `most` pixels, at which `text` is not wider than `limit` pixels.
///
/// `least` where even that is too wide.
pub fn fitting(most: f32, least: f32, limit: f32, text: &str) -> f32 {
    let width = lettering::width(most, text).max(1.0);
    (most * limit / width).clamp(least, most)
}

/// `text` in lines not wider than `limit` pixels, at most `most`; what is left over is cut with an ellipsis of dots.
pub fn wrap(height: f32, limit: f32, most: usize, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if lettering::width(height, &format!("{line} {word}")) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str("...");
        }
    }
    for line in &mut lines {
        if lettering::width(height, line) > limit {
            while line.chars().count() > 1 && lettering::width(height, &format!("{line}...")) > limit {
                line.pop();
            }
            line.push_str("...");
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawing_outside_is_harmless() {
        let mut canvas = Canvas::new(4, 4, [9; 3]);
        canvas.fill(-5, -5, 3, 3, [0; 3]);
        canvas.fill(3, 3, 9, 9, [0; 3]);
        canvas.text(-3.0, 900.0, 12.0, Weight::Bold, [0; 3], "Ñandú");
        assert_eq!(canvas.pixels().iter().filter(|&&pixel| pixel == [0; 3]).count(), 1);
    }

    #[test]
    fn a_stroke_covers_its_middle_and_fades_at_its_edge() {
        let mut canvas = Canvas::new(9, 9, [0; 3]);
        canvas.strokes(&[((1.0, 4.5), (8.0, 4.5))], 2.0, [200; 3]);
        assert_eq!(canvas.pixels()[4 * 9 + 4], [200; 3]);
        assert_eq!(canvas.pixels()[3 * 9 + 4], [100; 3]);
        assert_eq!(canvas.pixels()[2 * 9 + 4], [0; 3]);
    }

    #[test]
    fn letters_shrink_to_fit_but_not_below_the_least() {
        assert_eq!(fitting(13.0, 8.0, 4000.0, "Plan"), 13.0);
        let text = "Rendición de cuentas";
        let height = fitting(13.0, 8.0, 150.0, text);
        assert!(height < 13.0 && (lettering::width(height, text) - 150.0).abs() < 0.01);
        assert_eq!(fitting(13.0, 8.0, 10.0, "Rendición"), 8.0);
    }

    #[test]
    fn lines_fit_or_are_cut() {
        for line in wrap(10.0, 90.0, 2, "Gestión del conocimiento y la innovación pública") {
            assert!(lettering::width(10.0, &line) <= 90.0, "{line}");
        }
        assert_eq!(wrap(10.0, 900.0, 2, "Plan de acción"), ["Plan de acción"]);
        assert!(wrap(10.0, 90.0, 2, "").is_empty());
    }
}
