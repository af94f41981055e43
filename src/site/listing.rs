//! The evidence of a policy, by year and month, on pages that stay small.

use minijinja::{Value, context};

use super::{
    facts::{Facts, Item},
    item, words,
};

/// Bytes of entries on one page.
const PAGE: usize = 170_000;

/// A page of a list: a year, or a part of one.
pub(super) struct Page<'f, 'a> {
    pub(super) year: u16,
    /// Which part of the year, from 1; and of how many.
    pub(super) part: (usize, usize),
    pub(super) items: Vec<&'f Item<'a>>,
}

impl Page<'_, '_> {
    /// The name of its file: `2025.html`, `2025-2.html`.
    pub(super) fn file(&self) -> String {
        match self.part.0 {
            1 => format!("{}.html", self.year),
            part => format!("{}-{part}.html", self.year),
        }
    }

    /// `2025`, or `2025, página 2 de 3`.
    pub(super) fn title(&self) -> String {
        match self.part {
            (_, 1) => self.year.to_string(),
            (part, of) => format!("{}, página {part} de {of}", self.year),
        }
    }

    /// Its submissions by month, for a template.
    pub(super) fn months(&self, facts: &Facts<'_>) -> Vec<Value> {
        let same = |one: &&Item<'_>, other: &&Item<'_>| one.path().month == other.path().month;
        let month = |items: &[&Item<'_>]| {
            let number = u32::from(items[0].path().month);
            context! {
                name => words::month_name(number),
                anchor => format!("mes-{number:02}"),
                entries => items.iter().map(|one| item::entry(facts, one, false)).collect::<Vec<_>>(),
            }
        };
        self.items.chunk_by(same).map(month).collect()
    }
}

/// The pages of the submissions of a policy, the newest first.
pub(super) fn pages<'f, 'a>(facts: &'f Facts<'a>, owner: &str) -> Vec<Page<'f, 'a>> {
    let all: Vec<&Item<'a>> = facts.of(owner).collect();
    let mut pages = Vec::new();
    for of_year in all.chunk_by(|one, other| one.path().year == other.path().year) {
        let mut parts: Vec<Vec<&Item<'a>>> = vec![Vec::new()];
        let mut used = 0;
        for one in of_year {
            let weight = item::weight(one);
            if used > 0 && used + weight > PAGE {
                parts.push(Vec::new());
                used = 0;
            }
            used += weight;
            parts.last_mut().expect("invariant: there is always a part").push(one);
        }
        let (of, year) = (parts.len(), of_year[0].path().year);
        pages.extend(parts.into_iter().enumerate().map(|(at, items)| Page { year, part: (at + 1, of), items }));
    }
    pages
}

/// The links to the pages of a list, for a template; `current` is the one that shows them.
pub(super) fn links(pages: &[Page<'_, '_>], folder: &str, current: Option<usize>) -> Vec<Value> {
    let link = |(at, page): (usize, &Page<'_, '_>)| {
        context! {
            href => format!("{folder}{}", page.file()),
            title => page.title(),
            count => words::count(page.items.len(), "entrega", "entregas"),
            is_current => current == Some(at),
        }
    };
    pages.iter().enumerate().map(link).collect()
}
