//! What a generated document says, whatever its format: the same [`Report`] becomes a PDF or a Word file.
//!
//! Text is Spanish and comes from the caller; nothing here invents words, dates or figures.

/// A colour, red, green and blue, each 0 to 255 (sRGB).
pub type Rgb = [u8; 3];

/// The pair of colours of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// Deep blue with amber.
    #[default]
    Sea,
    /// Green with lime.
    Forest,
    /// Brick red with sand.
    Brick,
    /// Violet with rose.
    Violet,
    /// Teal with coral.
    Coral,
}

impl Theme {
    /// Every theme, in a fixed order.
    pub const ALL: [Self; 5] = [Self::Sea, Self::Forest, Self::Brick, Self::Violet, Self::Coral];

    /// The theme number `index`, counted round and round.
    pub fn nth(index: usize) -> Self {
        Self::ALL[index % Self::ALL.len()]
    }

    /// The colour of bands, headings and bars; dark enough for white text on it (contrast over 4.5 to 1).
    pub fn primary(self) -> Rgb {
        match self {
            Self::Sea => [16, 62, 115],
            Self::Forest => [24, 94, 60],
            Self::Brick => [139, 52, 36],
            Self::Violet => [78, 52, 128],
            Self::Coral => [10, 96, 104],
        }
    }

    /// The colour of thin lines and highlights.
    pub fn accent(self) -> Rgb {
        match self {
            Self::Sea => [244, 176, 52],
            Self::Forest => [160, 200, 70],
            Self::Brick => [226, 176, 110],
            Self::Violet => [226, 120, 160],
            Self::Coral => [240, 126, 92],
        }
    }

    /// The primary colour thinned with white: `part` of 255 is colour, the rest white.
    pub fn tint(self, part: u8) -> Rgb {
        self.primary().map(|channel| {
            let mixed = u32::from(channel) * u32::from(part) + 255 * (255 - u32::from(part));
            u8::try_from(mixed / 255).unwrap_or(255)
        })
    }
}

/// A table: a row of headings and rows of cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// Line over the table.
    pub caption: String,
    /// Headings; their number is the number of columns.
    pub headers: Vec<String>,
    /// Cells. A short row is completed with empty cells; what exceeds the headings is left out.
    pub rows: Vec<Vec<String>>,
}

/// One bar of a chart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bar {
    /// What the bar counts.
    pub label: String,
    /// How much, in the unit of the chart.
    pub value: u32,
}

impl Bar {
    /// A bar of `value` under `label`.
    pub fn new(label: impl Into<String>, value: u32) -> Self {
        Self { label: label.into(), value }
    }
}

/// A bar chart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chart {
    /// Line over the chart.
    pub title: String,
    /// Unit written after each value, for example `%`; may be empty.
    pub unit: String,
    /// Bars in the order they are drawn.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The end of the value axis: the least of 1, 2 or 5 times a power of ten, times five, that holds every bar.
    pub fn axis_end(&self) -> u32 {
        let highest = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
        let mut power = 1_u32;
        loop {
            for factor in [1, 2, 5] {
                let end = power.saturating_mul(factor).saturating_mul(5);
                if end >= highest {
                    return end;
                }
            }
            power = power.saturating_mul(10);
        }
    }
}

/// A part of a report: a heading and what stands under it, drawn in the order of the fields.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    /// Heading; empty for none.
    pub heading: String,
    /// Running text, one string for each paragraph.
    pub paragraphs: Vec<String>,
    /// Points of a list.
    pub bullets: Vec<String>,
    /// A table, if any.
    pub table: Option<Table>,
    /// A chart, if any. A Word file shows its figures as a table.
    pub chart: Option<Chart>,
}

/// A document of the entity: report, minutes, plan follow-up, press release.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Title; also the title in the properties of the file.
    pub title: String,
    /// Line under the title.
    pub subtitle: String,
    /// Who issues it.
    pub entity: String,
    /// The period it covers, in words.
    pub period: String,
    /// Code of the document, shown at the foot of each page; empty for none.
    pub reference: String,
    /// Colours.
    pub theme: Theme,
    /// Body.
    pub sections: Vec<Section>,
}

/// Whether a cell holds a figure (digits with separators, sign, `%` or `$`): such cells are set to the right.
pub fn is_figure(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii_digit() || " .,%$+-−".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axis_ends_are_round() {
        let chart = |value| Chart { bars: vec![Bar::new("x", value)], ..Chart::default() };
        for (highest, end) in
            [(0, 5), (1, 5), (5, 5), (6, 10), (11, 25), (26, 50), (97, 100), (101, 250), (4_001, 5_000)]
        {
            assert_eq!(chart(highest).axis_end(), end, "{highest}");
        }
        assert_eq!(chart(u32::MAX).axis_end(), u32::MAX);
    }

    #[test]
    fn figures_are_told_from_words() {
        assert!(is_figure("1.250") && is_figure("85 %") && is_figure("$ 12,5"));
        assert!(!is_figure("POL01") && !is_figure("—") && !is_figure("") && !is_figure("30 de abril"));
    }

    #[test]
    fn white_text_can_be_read_on_every_primary_colour() {
        for theme in Theme::ALL {
            let [r, g, b] = theme.primary().map(|c| (f64::from(c) / 255.0).powf(2.2));
            let contrast = 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
            assert!(contrast > 4.5, "{theme:?}: {contrast}");
        }
    }
}
