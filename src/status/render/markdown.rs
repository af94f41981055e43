//! For a page of a forge or a minute: the table with words, totals by policy and what is missing.

use std::fmt::Write as _;

use super::{
    grid::{Column, Grid},
    trail, words,
};
use crate::{
    diagnostic::render::{escaped_code, escaped_markdown, say},
    messages::Lang,
    schedule::{Outcome, Proof},
    status::Board,
};

/// Lines of a list before the rest is only counted.
const LISTED: usize = 500;

/// The board in GitHub-flavoured Markdown.
pub fn markdown(board: &Board<'_>, lang: Lang) -> String {
    let mut out = String::new();
    let safe = escaped_markdown;
    let _ = writeln!(out, "## {}\n", safe(&format!("{}. {}", words::entity(board), words::title(board, lang))));
    let _ = writeln!(out, "{}\n", safe(&format!("{}; {}.", words::revision(board, lang), words::read(board, lang))));
    if let Some(source) = trail::source(board, lang) {
        let _ = writeln!(out, "{}.\n", safe(&source));
    }
    for caution in words::cautions(board, lang) {
        let _ = writeln!(out, "**{}**\n", safe(&caution));
    }
    if let Some(nothing) = words::nothing(board, lang) {
        let _ = writeln!(out, "{}.", safe(&nothing));
    } else {
        table(board, lang, &mut out);
        for line in &words::moved(board, lang) {
            let _ = writeln!(out, "- {}", safe(line));
        }
        let lines = words::totals(&board.totals, lang).into_iter().chain(words::proofs(&board.totals, lang));
        for line in lines.chain(words::minimums(&board.minimums, lang)) {
            let _ = writeln!(out, "- {}", safe(&line));
        }
        by_policy(board, lang, &mut out);
        if board.totals.due() > 0 {
            let _ = writeln!(out, "\n{}", safe(&words::percent_rule(lang)));
        }
        missing(board, lang, &mut out);
    }
    let unread = board.unread.iter().map(ToString::to_string).collect();
    paths(
        say!(lang, "Manifiestos que no se pudieron leer", "Manifests that could not be read"),
        unread,
        lang,
        &mut out,
    );
    let unmatched = board.unmatched.iter().map(|one| one.path.to_string()).collect();
    paths(
        say!(
            lang,
            "Entregas que no responden a ninguna obligación medida",
            "Submissions that answer no measured obligation"
        ),
        unmatched,
        lang,
        &mut out,
    );
    out
}

/// Policies by months or due dates.
fn table(board: &Board<'_>, lang: Lang, out: &mut String) {
    let grid = Grid::of(board);
    let heads = grid.columns.iter().map(|column| match column {
        Column::Month(month) => words::month(*month, lang),
        Column::Corte(day, obligation) => format!("{} {day}", escaped_markdown(obligation)),
    });
    let heads: Vec<String> = heads.collect();
    let policy = say!(lang, "Política", "Policy");
    let _ = writeln!(out, "| {policy} | {} |\n|---|{}", heads.join(" | "), "---|".repeat(heads.len()));
    for (slug, cells) in &grid.rows {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| {
                let states = cell.all().map(|(outcome, count)| {
                    let (symbol, word) = (words::symbol(outcome), words::outcome(outcome, lang));
                    if count == 1 { format!("{symbol} {word}") } else { format!("{symbol} {word} {count}") }
                });
                states.collect::<Vec<_>>().join("<br>")
            })
            .collect();
        let _ = writeln!(out, "| {} | {} |", escaped_markdown(&words::policy(board, slug)), cells.join(" | "));
    }
    out.push('\n');
}

/// The counts of each policy and of all.
fn by_policy(board: &Board<'_>, lang: Lang, out: &mut String) {
    out.push('\n');
    out.push_str(&say!(
        lang,
        "| Política | Total | Vencidas | Oportunas | Extemporáneas | No presentadas | Pendientes | Próximas | No aplica | Recibidas (plazo supuesto) | Sin registro | Oportunas, % | Hora comprobada por tercero | Cargue tras SIGOB, días |\n",
        "| Policy | Total | Due | On time | Late | Missed | Pending | Upcoming | Not applicable | Received (assumed deadline) | No record | On time, % | Time proven by a third party | Loading after SIGOB, days |\n"
    ));
    let _ = writeln!(out, "|---|{}", "---:|".repeat(13));
    let all = (say!(lang, "**Todas**", "**All**"), &board.totals);
    let each = board.listed().into_iter().filter_map(|slug| {
        let totals = board.policies.get(slug)?;
        Some((escaped_markdown(&words::policy(board, slug)), totals))
    });
    for (name, totals) in each.chain([all]) {
        let of = |outcome| totals.count(outcome);
        let handling = totals.handling.mean().map_or(String::new(), |mean| {
            let (whole, tenth) = (mean / 10, mean % 10);
            say!(lang, "{whole},{tenth}", "{whole}.{tenth}")
        });
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {}/{} | {handling} |",
            totals.instances(),
            totals.due(),
            of(Outcome::OnTime),
            of(Outcome::Late),
            of(Outcome::Missed),
            of(Outcome::Pending),
            of(Outcome::Upcoming),
            of(Outcome::NotApplicable),
            of(Outcome::Received),
            of(Outcome::NoRecord),
            words::percent(totals, lang),
            totals.proof(Proof::ThirdParty),
            totals.decided(),
        );
    }
}

/// What has not come.
fn missing(board: &Board<'_>, lang: Lang, out: &mut String) {
    let rows: Vec<_> = board.rows.iter().filter(|row| row.outcome.is_missing()).collect();
    let _ = writeln!(out, "\n### {}\n", say!(lang, "Falta ahora", "Missing now"));
    if rows.is_empty() {
        let _ = writeln!(out, "{}", say!(lang, "Nada.", "Nothing."));
        return;
    }
    let _ = writeln!(
        out,
        "{}",
        say!(
            lang,
            "| Política | Obligación | Corte | Estado |\n|---|---|---|---|",
            "| Policy | Obligation | Due date | State |\n|---|---|---|---|"
        )
    );
    for row in rows.iter().take(LISTED) {
        let (symbol, word) = (words::symbol(row.outcome), words::state(row, lang));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {symbol} {word} |",
            escaped_markdown(&words::policy(board, row.policy)),
            escaped_markdown(board.corte(row).obligation.name.as_str()),
            escaped_markdown(&words::deadline(board, row, lang)),
        );
    }
    more(rows.len(), lang, out);
}

/// A list of submissions; nothing where there is none.
fn paths(title: String, paths: Vec<String>, lang: Lang, out: &mut String) {
    if paths.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {title}: {}\n", paths.len());
    for path in paths.iter().take(LISTED) {
        let _ = writeln!(out, "- {}", escaped_code(path));
    }
    more(paths.len(), lang, out);
}

fn more(all: usize, lang: Lang, out: &mut String) {
    if all > LISTED {
        let left = all - LISTED;
        let _ = writeln!(out, "\n{}", say!(lang, "… y {left} más.", "… and {left} more."));
    }
}
