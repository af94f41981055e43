//! FURAG: the yearly evaluation that the evidence answers.
//!
//! [`import`] turns the entity's spreadsheet of questions into a questionnaire of the catalogue.

pub mod import;
