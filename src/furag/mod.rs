//! FURAG: the yearly evaluation that the evidence answers.
//!
//! [`import`] turns the entity's spreadsheet of questions into a questionnaire of the catalogue. [`coverage`] says which
//! evidence answers what of a vigencia, and how well each piece is known. [`report`] puts both before people.

pub mod coverage;
pub mod import;
pub mod report;
