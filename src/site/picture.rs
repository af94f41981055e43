//! Pictures that the site draws: how many submissions came in each of the last months that have any.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::{Datelike as _, Months, NaiveDate};
use minijinja::{Value, context};

use super::{Content, Prepared, facts::Item, words};
use crate::schedule::{bogota, day_of};

/// Columns of a picture.
const COLUMNS: u32 = 12;
const WIDTH: u32 = 480;
const HEIGHT: u32 = 190;
/// Room for the bars: from here, and how high.
const TOP: u32 = 24;
const HIGH: u32 = 128;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let mut draw = |path: String, items: Vec<&Item<'_>>| {
        let columns = columns(items.into_iter());
        if !columns.is_empty() {
            tree.insert(path, Content::text(svg(&columns)));
        }
    };
    draw(all(), facts.items.iter().collect());
    for policy in &facts.policies {
        draw(of(policy.slug), facts.of(policy.slug).collect());
    }
}

/// Where the picture of everything is.
pub(super) fn all() -> String {
    "activos/entregas.svg".to_owned()
}

/// Where the picture of a policy is.
pub(super) fn of(slug: &str) -> String {
    format!("politicas/{slug}/entregas.svg")
}

/// A picture, for a template; none where nothing came.
pub(super) fn told<'i>(path: String, items: impl Iterator<Item = &'i Item<'i>>) -> Option<Value> {
    let columns = columns(items);
    let told: Vec<String> = columns
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(first, count)| format!("{}, {}", words::month(first.year(), first.month()), words::number(*count)))
        .collect();
    let alt = format!("Entregas recibidas por mes: {}.", told.join("; "));
    (!columns.is_empty()).then(|| context! { href => path, alt, width => WIDTH, height => HEIGHT })
}

/// The last months up to the newest in which something came, by their first day.
fn columns<'i>(items: impl Iterator<Item = &'i Item<'i>>) -> Vec<(NaiveDate, usize)> {
    let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for at in items.filter_map(Item::at) {
        if let Some(first) = day_of(at.with_timezone(&bogota())).with_day(1) {
            *counts.entry(first).or_default() += 1;
        }
    }
    let Some((newest, _)) = counts.last_key_value() else { return Vec::new() };
    let month = |back: u32| newest.checked_sub_months(Months::new(back));
    (0..COLUMNS).rev().filter_map(month).map(|first| (first, counts.get(&first).copied().unwrap_or(0))).collect()
}

fn svg(columns: &[(NaiveDate, usize)]) -> String {
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let step = WIDTH / COLUMNS;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         font-family=\"Verdana, 'DejaVu Sans', sans-serif\" font-size=\"13\" fill=\"#1c2733\" text-anchor=\"middle\">\
         <title>Entregas recibidas por mes</title>"
    );
    let mut year = None;
    for (x, (first, count)) in (0..).map(|at| at * step).zip(columns) {
        let high = u32::try_from(count * HIGH as usize / most).unwrap_or(HIGH).max(u32::from(*count > 0));
        let (middle, y) = (x + step / 2, TOP + HIGH - high);
        let _ =
            write!(svg, "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{high}\" fill=\"#0943b5\"/>", x + 6, step - 12);
        let _ = write!(svg, "<text x=\"{middle}\" y=\"{}\">{}</text>", y - 6, words::number(*count));
        let name: String = words::month_name(first.month()).to_lowercase().chars().take(3).collect();
        let _ = write!(svg, "<text x=\"{middle}\" y=\"{}\">{name}</text>", TOP + HIGH + 17);
        if year.replace(first.year()) != Some(first.year()) {
            let _ = write!(
                svg,
                "<text x=\"{middle}\" y=\"{}\" font-weight=\"bold\">{}</text>",
                TOP + HIGH + 34,
                first.year()
            );
        }
    }
    let _ = writeln!(svg, "<path d=\"M0 {0}H{WIDTH}\" stroke=\"#44525f\"/></svg>", TOP + HIGH);
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bars_stay_in_the_picture_and_say_how_many() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let drawn = svg(&[(day("2025-12-01"), 0), (day("2026-01-01"), 1_234), (day("2026-02-01"), 1)]);
        for part in [
            ">1.234</text>",
            ">0</text>",
            ">dic</text>",
            ">2025</text>",
            ">2026</text>",
            "height=\"128\"",
            "height=\"1\"",
        ] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
        assert_eq!(drawn.matches(">2026</text>").count(), 1);
    }
}
