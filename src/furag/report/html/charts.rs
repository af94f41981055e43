//! Pictures of the report as SVG inside its page. Each has a title and a description; the numbers stand beside it as text.

use std::fmt::Write as _;

use crate::{
    diagnostic::render::say,
    furag::{
        coverage::{Grade, Tally},
        report::{Month, Report, words},
    },
    messages::Lang,
    schedule::words as days,
};

/// A part of a bar: how much, how it is filled, and what it is.
pub(super) struct Part {
    pub count: usize,
    pub fill: &'static str,
    pub what: String,
}

/// How each grade is filled, and what has no evidence or does not apply.
pub(super) fn fill(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::Attested) => "#062b73",
        Some(Grade::Receipted) => "#0943b5",
        Some(Grade::Verified) => "#6f9bee",
        Some(Grade::Present) => "url(#rayas)",
        Some(Grade::Declared) => "url(#puntos)",
        None => "#ffffff",
    }
}

/// What is on time, late and missed.
pub(super) const ON_TIME: &str = "#0943b5";
pub(super) const LATE: &str = "url(#rayas)";
pub(super) const MISSED: &str = "url(#puntos)";
/// What does not apply.
const NOT_APPLICABLE: &str = "#c9ccd1";

/// The textures that bars are filled with: read without colour, and in print.
pub(super) const TEXTURES: &str = "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\" class=\"textures\"><defs>\
    <pattern id=\"rayas\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#ffd166\"/>\
    <path d=\"M-1 1l2 -2M0 6l6 -6M5 7l2 -2\" stroke=\"#8a5a00\" stroke-width=\"1\"/></pattern>\
    <pattern id=\"puntos\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#f3a79b\"/>\
    <circle cx=\"3\" cy=\"3\" r=\"1.4\" fill=\"#8f1d0c\"/></pattern></defs></svg>";

/// A square of a legend.
pub(super) fn swatch(fill: &str) -> String {
    format!(
        "<svg class=\"swatch\" viewBox=\"0 0 14 14\" aria-hidden=\"true\" focusable=\"false\"><rect x=\"0.5\" y=\"0.5\" \
         width=\"13\" height=\"13\" fill=\"{fill}\" stroke=\"#333\"/></svg>"
    )
}

/// One bar of parts beside each other, as wide as the place it is given. `id` is its own in the page.
pub(super) fn bar(id: &str, title: &str, parts: &[Part], lang: Lang) -> String {
    const WIDTH: usize = 300;
    let whole: usize = parts.iter().map(|part| part.count).sum();
    let told: Vec<String> =
        parts.iter().filter(|part| part.count > 0).map(|part| format!("{}: {}", part.what, part.count)).collect();
    let description = if told.is_empty() { say!(lang, "Nada que contar", "Nothing to count") } else { told.join("; ") };
    let mut svg = format!(
        "<svg class=\"bar\" viewBox=\"0 0 {WIDTH} 14\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
        escaped(title),
        escaped(&description)
    );
    let mut from = 0;
    let place = |count: usize| (count * WIDTH * 10).checked_div(whole).unwrap_or(0);
    for part in parts.iter().filter(|part| part.count > 0) {
        let (start, end) = (place(from), place(from + part.count));
        from += part.count;
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"1\" width=\"{}\" height=\"12\" fill=\"{}\" stroke=\"#333\" stroke-width=\"0.6\" vector-effect=\"non-scaling-stroke\"/>",
            tenths(start),
            tenths(end - start),
            part.fill
        );
    }
    svg.push_str("</svg>");
    svg
}

fn tenths(value: usize) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// The parts of a count by grade, the best first.
pub(super) fn parts(tally: &Tally, lang: Lang) -> Vec<Part> {
    let mut parts: Vec<Part> = Grade::ALL
        .into_iter()
        .rev()
        .map(|grade| Part { count: tally.grade(grade), fill: fill(Some(grade)), what: words::grade(grade, lang) })
        .collect();
    parts.push(Part { count: tally.none, fill: fill(None), what: say!(lang, "sin evidencia", "no evidence") });
    let what = say!(lang, "no aplica", "not applicable");
    parts.push(Part { count: tally.not_applicable, fill: NOT_APPLICABLE, what });
    parts
}

/// What was due in each month and what became of it: twelve columns.
pub(super) fn months(report: &Report<'_>) -> String {
    const TOP: usize = 16;
    const HIGH: usize = 96;
    const STEP: usize = 30;
    let lang = report.lang;
    let most = report.months.iter().map(Month::due).max().unwrap_or(0).max(1);
    let name = |index: u32| days::month(index, lang).to_owned();
    let told: Vec<String> = (1..)
        .zip(&report.months)
        .filter(|(_, month)| month.due() > 0)
        .map(|(index, month)| {
            let (on_time, due, name) = (month.on_time, month.due(), name(index));
            say!(lang, "{name}: {on_time} oportunas de {due}", "{name}: {on_time} on time of {due}")
        })
        .collect();
    let year = report.coverage.year;
    let mut svg = format!(
        "<svg class=\"months\" viewBox=\"0 0 372 140\" role=\"img\" aria-labelledby=\"meses-t meses-d\"><title id=\"meses-t\">{}</title>\
         <desc id=\"meses-d\">{}</desc>",
        escaped(&say!(lang, "Entregas vencidas por mes, {year}", "Deliveries due by month, {year}")),
        escaped(&told.join("; "))
    );
    for (at, month) in report.months.iter().enumerate() {
        let x = 8 + at * STEP;
        let mut bottom = TOP + HIGH;
        for (count, fill) in [(month.on_time, ON_TIME), (month.late, LATE), (month.missed, MISSED)] {
            let high = count * HIGH / most;
            if count > 0 {
                bottom -= high.max(1).min(bottom);
                let high = high.max(1);
                let _ = write!(
                    svg,
                    "<rect x=\"{x}\" y=\"{bottom}\" width=\"22\" height=\"{high}\" fill=\"{fill}\" stroke=\"#333\" stroke-width=\"0.6\"/>"
                );
            }
        }
        let (middle, percent) = (x + 11, month.percent());
        if let Some(percent) = percent {
            let above = bottom.saturating_sub(4).max(10);
            let _ = write!(
                svg,
                "<text x=\"{middle}\" y=\"{above}\" text-anchor=\"middle\" font-size=\"10\">{percent}</text>"
            );
        }
        let short: String = name(u32::try_from(at + 1).unwrap_or(1)).chars().take(3).collect();
        let _ = write!(
            svg,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" font-size=\"11\">{short}</text>",
            TOP + HIGH + 15
        );
    }
    let _ = write!(svg, "<path d=\"M4 {0}H368\" stroke=\"#333\"/></svg>", TOP + HIGH);
    svg
}

/// A text inside SVG or HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A sentence of ours as HTML: what stands between backticks is code. Values of others in it may bring backticks of their
/// own; then nothing is code.
pub(super) fn coded(text: &str) -> String {
    if !text.matches('`').count().is_multiple_of(2) {
        return escaped(text);
    }
    let piece = |(index, piece): (usize, &str)| match index % 2 {
        1 => format!("<code>{}</code>", escaped(piece)),
        _ => escaped(piece),
    };
    text.split('`').enumerate().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_others_means_nothing() {
        assert_eq!(coded("vea `a<b>` & `c`"), "vea <code>a&lt;b&gt;</code> &amp; <code>c</code>");
        assert_eq!(coded("uno ` suelto <i>"), "uno ` suelto &lt;i&gt;");
        let bar = bar("x", "a\"<b>'&", &[Part { count: 1, fill: ON_TIME, what: "<i>".to_owned() }], Lang::Es);
        assert!(bar.contains("a&quot;&lt;b&gt;&#39;&amp;") && bar.contains("&lt;i&gt;: 1"), "{bar}");
    }

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let part = |count| Part { count, fill: ON_TIME, what: "x".to_owned() };
        let drawn = bar("x", "t", &[part(1), part(0), part(2)], Lang::Es);
        assert_eq!(drawn.matches("<rect").count(), 2);
        assert!(
            drawn.contains("x=\"0.0\" y=\"1\" width=\"100.0\"")
                && drawn.contains("x=\"100.0\" y=\"1\" width=\"200.0\""),
            "{drawn}"
        );
        // Of nothing there is nothing to draw, and that is said.
        let empty = bar("x", "t", &[part(0)], Lang::Es);
        assert!(!empty.contains("<rect") && empty.contains("Nada que contar"), "{empty}");
    }
}
