//! One line for each thing due, for a spreadsheet.

use super::words;
use crate::{
    diagnostic::render::say,
    messages::Lang,
    schedule::{Stamp, bogota, sheet, words as days},
    status::{Board, Row},
};

/// The instances as a table for Excel: semicolons, UTF-8 with its mark, CR LF, and no text that a spreadsheet would run.
pub fn csv(board: &Board<'_>, lang: Lang) -> String {
    sheet::table([heading(lang)].into_iter().chain(board.rows.iter().map(|row| line(board, row, lang))))
}

fn heading(lang: Lang) -> [String; 22] {
    let names = match lang {
        Lang::Es => [
            "vencimiento",
            "obligación",
            "política",
            "código",
            "nombre de la política",
            "plan",
            "corte",
            "plazo efectivo",
            "por qué se corrió",
            "plazo",
            "resultado",
            "momento que decide (Bogotá)",
            "fuente de la hora",
            "prueba de la hora",
            "conserva la fecha de la versión anterior",
            "anticipada",
            "entrega",
            "otras entregas al lado",
            "días entre SIGOB y el repositorio",
            "excepción",
            "constancia n.º",
            "momento que pierde por corrección tardía (Bogotá)",
        ],
        Lang::En => [
            "due",
            "obligation",
            "policy",
            "code",
            "name of the policy",
            "plan",
            "corte",
            "effective deadline",
            "why it moved",
            "deadline",
            "outcome",
            "time that decides (Bogotá)",
            "source of the time",
            "proof of the time",
            "keeps the date of the earlier version",
            "early",
            "submission",
            "other submissions beside it",
            "days between SIGOB and the repository",
            "exemption",
            "receipt no.",
            "time lost by a late correction (Bogotá)",
        ],
    };
    names.map(str::to_owned)
}

fn line(board: &Board<'_>, row: &Row<'_>, lang: Lang) -> [String; 22] {
    let due = &board.dues[row.due];
    let corte = &due.corte;
    let yes = |is: bool| if is { say!(lang, "sí", "yes") } else { say!(lang, "no", "no") };
    let exemption = row.exemption.map_or(String::new(), |one| {
        let (act, issued) = (one.act.as_str(), one.issued);
        let late = if row.is_exempted_late {
            say!(lang, ", después del plazo", ", after the deadline")
        } else {
            String::new()
        };
        say!(lang, "{act}, expedida el {issued}{late}", "{act}, issued on {issued}{late}")
    });
    [
        board.id(row).to_string(),
        corte.obligation.id.to_string(),
        row.policy.to_owned(),
        board.code(row.policy).unwrap_or_default().to_owned(),
        days::policy(&board.deliveries.world, row.policy).to_owned(),
        row.plan.map_or(String::new(), |plan| plan.id.to_string()),
        corte.nominal.to_string(),
        corte.effective.to_string(),
        words::reason(due, lang).unwrap_or_default(),
        days::basis(corte, lang),
        words::state(row, lang),
        row.stamp.map_or(String::new(), second),
        row.stamp.map_or(String::new(), |stamp| words::source(stamp.source, lang)),
        row.stamp.map_or(String::new(), |stamp| words::proof(stamp.proof, lang)),
        if row.stamp.is_some() { yes(row.is_kept) } else { String::new() },
        if row.stamp.is_some() { yes(row.is_early) } else { String::new() },
        row.answer.map_or(String::new(), |one| one.path.to_string()),
        row.others.iter().map(|one| one.path.to_string()).collect::<Vec<_>>().join(", "),
        row.handling_days().map_or(String::new(), |count| count.to_string()),
        exemption,
        row.answer.and_then(|one| one.repository.receipt).map_or(String::new(), |receipt| receipt.index.to_string()),
        row.lost.map_or(String::new(), second),
    ]
}

/// `2025-11-05 16:12:09`, in Bogotá.
fn second(stamp: Stamp) -> String {
    stamp.at.with_timezone(&bogota()).format("%Y-%m-%d %H:%M:%S").to_string()
}
