//! The state of deliveries by policy and month, where the settings publish it.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::{Content, Prepared, address, facts::Facts, frame::Head, words};
use crate::{
    messages::Lang,
    status::{
        Board,
        render::{self, grid::Grid, words as said},
    },
};

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    if !facts.is_board_public() {
        return;
    }
    let boards: Vec<&Board<'_>> = boards(facts);
    let newest = boards.last().map_or(0, |board| board.question.period.year());
    for board in &boards {
        let (board, year) = (*board, board.question.period.year());
        let path = file(year, newest);
        let address = path.clone();
        let make = move || {
            let title = format!("Tablero de entregas {year}");
            let head = Head {
                path: &address,
                title: &title,
                about: &format!("Qué se debía entregar en {year} y qué llegó, por política y mes."),
                section: "tablero",
                crumbs: Vec::new(),
            };
            let link = |one: &&Board<'_>| {
                let year = one.question.period.year();
                context! { year, href => file(year, newest), is_current => year == board.question.period.year() }
            };
            let body = context! {
                year,
                years => self::boards(facts).iter().rev().map(link).collect::<Vec<_>>(),
                picture => format!("tablero/{year}.svg"),
                totals => lines(board),
                nothing => said::nothing(board, Lang::Es).map(|text| words::capital(&text)),
                cautions => render::cautions(board, Lang::Es),
                months => (1..=12).map(|month| words::month_name(month).chars().take(3).collect::<String>()).collect::<Vec<_>>(),
                rows => rows(board, facts),
            };
            prepared.frame.page("board.html", &head, body)
        };
        tree.insert(path, Content::Page(Box::new(make)));
        let picture = move || Ok(render::svg(board, Lang::Es));
        tree.insert(format!("tablero/{year}.svg"), Content::Page(Box::new(picture)));
    }
}

/// The years with something due; that of the moment asked where none has.
fn boards<'f, 'a>(facts: &'f Facts<'a>) -> Vec<&'f Board<'a>> {
    let all = facts.ledger.boards();
    let due: Vec<&Board<'a>> = all.iter().filter(|board| !board.rows.is_empty()).collect();
    if due.is_empty() { all.last().into_iter().collect() } else { due }
}

fn file(year: i32, newest: i32) -> String {
    if year == newest { "tablero/index.html".to_owned() } else { format!("tablero/{year}.html") }
}

/// The counts, in sentences.
fn lines(board: &Board<'_>) -> Vec<String> {
    let mut lines = said::totals(&board.totals, Lang::Es);
    lines.extend(said::proofs(&board.totals, Lang::Es));
    lines.extend(said::minimums(&board.minimums, Lang::Es));
    lines.extend((board.totals.due() > 0).then(|| said::percent_rule(Lang::Es)));
    lines.iter().map(|line| words::capital(line)).collect()
}

/// The same as the picture, as a table.
fn rows(board: &Board<'_>, facts: &Facts<'_>) -> Vec<Value> {
    let grid = Grid::of(board);
    grid.rows
        .iter()
        .map(|(slug, cells)| {
            let cells: Vec<Value> = cells
                .iter()
                .map(|cell| {
                    let all: Vec<Value> = cell
                        .all()
                        .map(|(outcome, count)| context! { word => words::outcome(outcome), count, key => outcome.key() })
                        .collect();
                    context! { all }
                })
                .collect();
            context! {
                name => facts.policy_name(slug),
                href => address::policy(slug),
                cells,
                percent => board.policies.get(slug).map(|totals| said::percent(totals, Lang::Es)),
            }
        })
        .collect()
}
