//! The report as a workbook: a summary, a sheet for each policy, the calendar, what is named, every file, and what each
//! column means.

mod dictionary;
mod items;
mod page;
mod tables;

use chrono::{Datelike as _, Timelike as _};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Report;
use crate::{diagnostic::render::say, messages::shown, schedule::bogota};
use page::Table;

/// The workbook; the same bytes for the same report.
///
/// # Errors
/// What Excel does not admit: a bug.
pub fn xlsx(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let lang = report.lang;
    let mut book = Workbook::new();
    let (entity, year) = (shown(report.board.entity.name.as_str(), 200), report.coverage.year);
    let title = say!(lang, "Evidencias para el FURAG, vigencia {year}", "Evidence for FURAG, vigencia {year}");
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_author(&entity)
            .set_company(&entity)
            .set_creation_datetime(&created(report)?),
    );
    let mut taken = Vec::new();
    let fixed: Vec<String> = tables::names(lang).into_iter().map(|name| page::tab(&name, &mut taken)).collect();
    let policies: Vec<String> = report
        .coverage
        .policies
        .iter()
        .map(|policy| page::tab(format!("{} {}", policy.code.unwrap_or_default(), policy.slug).trim(), &mut taken))
        .collect();
    let mut sheets: Vec<(String, Table)> = vec![(fixed[0].clone(), tables::summary(report, &title, &policies))];
    for (name, policy) in policies.iter().zip(&report.coverage.policies) {
        sheets.push((name.clone(), items::policy(report, policy, &fixed[0])));
    }
    if !report.coverage.unowned.questions.is_empty() {
        sheets.push((fixed[5].clone(), items::unowned(report, &fixed[0])));
    }
    sheets.push((fixed[1].clone(), tables::calendar(report)));
    sheets.push((fixed[2].clone(), tables::cited(report)));
    sheets.push((fixed[3].clone(), tables::index(report)));
    sheets.push((fixed[4].clone(), dictionary::dictionary(lang)));
    for (name, table) in &sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        page::write(sheet, table)?;
    }
    book.save_to_buffer()
}

/// The moment of the report, as Excel has moments: of Bogotá, and from 1900 on.
fn created(report: &Report<'_>) -> Result<ExcelDateTime, XlsxError> {
    let at = report.holdings.as_of.with_timezone(&bogota());
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(at.year().clamp(1900, 9999)).unwrap_or(1900);
    let (hour, minute) = (u16::try_from(at.hour()).unwrap_or(0), part(at.minute()));
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?.and_hms(hour, minute, f64::from(at.second()))
}
