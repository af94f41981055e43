//! One line for each thing due, for a spreadsheet.

use super::words;
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
    schedule::words as days,
    status::{Board, Row},
};

/// The instances as a table for Excel and its like in Colombia: fields between semicolons, because the comma is the
/// decimal sign there and Excel then takes the semicolon for the separator; UTF-8 with its mark, because Excel reads a
/// file without one in the code page of Windows; lines ended by CR LF (RFC 4180).
///
/// A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(board: &Board<'_>, lang: Lang) -> String {
    let mut table = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |row: [String; 20]| {
        table.write_record(row).expect("writing to memory cannot fail, and every row has the same fields");
    };
    write(heading(lang));
    for row in &board.rows {
        write(line(board, row, lang).map(|text| cell(&text)));
    }
    let bytes = table.into_inner().expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("written from texts")
}

fn heading(lang: Lang) -> [String; 20] {
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
        ],
    };
    names.map(str::to_owned)
}

fn line(board: &Board<'_>, row: &Row<'_>, lang: Lang) -> [String; 20] {
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
        days::reason(corte, &due.skipped, lang).unwrap_or_default(),
        days::basis(corte, lang),
        words::outcome(row.outcome, lang).to_owned(),
        row.stamp.map_or(String::new(), |stamp| {
            stamp.at.with_timezone(&crate::schedule::bogota()).format("%Y-%m-%d %H:%M:%S").to_string()
        }),
        row.stamp.map_or(String::new(), |stamp| words::source(stamp.source, lang)),
        row.stamp.map_or(String::new(), |stamp| words::proof(stamp.proof, lang)),
        if row.stamp.is_some() { yes(row.is_kept) } else { String::new() },
        if row.stamp.is_some() { yes(row.is_early) } else { String::new() },
        row.answer.map_or(String::new(), |one| one.path.to_string()),
        row.others.iter().map(|one| one.path.to_string()).collect::<Vec<_>>().join(", "),
        row.handling_days().map_or(String::new(), |count| count.to_string()),
        exemption,
    ]
}

/// A text that no spreadsheet runs, on one line.
fn cell(text: &str) -> String {
    let text = shown(text, text.len());
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
