//! The entity's spreadsheet of questions, as `catalogo/furag-AAAA.yaml`.
//!
//! A pure function of the bytes of the file. The form itself is what the entity received: nothing in it is put right but
//! the spaces, and what looks wrong is listed with its cell ([`Defect`]). What the type of the catalogue cannot hold is
//! refused whole ([`ImportError`]): a question left out would be one that nobody answers.

mod lint;
mod marks;
mod sheet;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use lint::{Defect, What};
pub use words::{human, json, refusal};

use crate::{
    digest::Digest,
    fixity::{Format, Trait},
    model::raw::{
        AtLeastOne, FileName, ImportedFile, ModelCatalogue, Question, QuestionCode, QuestionKind, QuestionOption,
        Questionnaire, Sha256Text, Slug, Source, Text, Verification, Version1, Year,
    },
    source::yaml,
};
use sheet::{Row, Sheet};

/// Most bytes of a spreadsheet.
pub const BYTES: usize = 16 * 1024 * 1024;

/// A cell as people name it, `Preguntas!C12`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(transparent)]
pub struct Cell(pub String);

/// What is imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// The vigencia it asks about.
    pub year: Year,
    /// The sheet with the questions, where there is more than one.
    pub sheet: Option<&'a str>,
    /// The model whose policies own the questions, by the prefix of their codes.
    pub model: Option<&'a ModelCatalogue>,
}

/// A questionnaire and what its spreadsheet is like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// As it goes into the catalogue.
    pub questionnaire: Questionnaire,
    /// How much of the spreadsheet is in it.
    pub totals: Totals,
    /// What looks wrong in the spreadsheet, in its order. A code that stands in two rows names the question of the first;
    /// the other is not imported.
    pub defects: Vec<Defect>,
}

/// How much of the spreadsheet is in a questionnaire. What stands in cells is counted before any of it is understood.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Totals {
    /// Questions imported.
    pub questions: usize,
    /// Rows with anything in them below the headings.
    pub rows: usize,
    /// Options imported.
    pub options: usize,
    /// Cells with anything in them in the columns of options.
    pub option_cells: usize,
    /// Questions of each type.
    pub of_kind: BTreeMap<QuestionKind, usize>,
    /// Questions of each policy.
    pub of_policy: BTreeMap<String, usize>,
    /// Questions of no policy, by the prefix of their codes.
    pub of_none: BTreeMap<String, usize>,
    /// Options that exclude the others.
    pub exclusive: usize,
    /// Options that ask for a text.
    pub asking_text: usize,
    /// Options that ask for evidence, and the questions they are of.
    pub asking_evidence: (usize, usize),
}

/// Why a spreadsheet is not imported.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// It is larger than [`BYTES`].
    #[error("larger than {BYTES} bytes")]
    TooLarge,
    /// It is no XLSX; of what type, where that could be told.
    #[error("not an XLSX workbook: {0:?}")]
    NotAWorkbook(Option<Format>),
    /// It is an XLSX that is not opened: encrypted, damaged, or one that would fill the memory.
    #[error("not opened: {0:?}")]
    NotOpened(Trait),
    /// The workbook could not be read.
    #[error("not read: {0}")]
    Unreadable(String),
    /// It has more rows, columns or text than is read.
    #[error("more than is read: {0}")]
    TooMuch(&'static str),
    /// There is no sheet of that name.
    #[error("no sheet `{given}` among {sheets:?}")]
    NoSheet {
        /// The name given.
        given: String,
        /// The sheets.
        sheets: Vec<String>,
    },
    /// No sheet has headings of questions.
    #[error("no sheet with questions among {sheets:?}")]
    NoQuestions {
        /// The sheets.
        sheets: Vec<String>,
    },
    /// Several sheets have headings of questions.
    #[error("several sheets with questions: {sheets:?}")]
    SeveralSheets {
        /// Those sheets.
        sheets: Vec<String>,
    },
    /// Headings of a sheet that are missing.
    #[error("sheet `{sheet}` lacks columns {missing:?}")]
    MissingColumns {
        /// The sheet.
        sheet: String,
        /// The headings looked for.
        missing: Vec<&'static str>,
    },
    /// Rows that are no questions of the catalogue, the first hundred.
    #[error("rows that are not questions: {0:?}")]
    Rows(Vec<(Cell, RowError)>),
    /// The sheet has headings and no question.
    #[error("no question below the headings of `{0}`")]
    Empty(String),
    /// The questionnaire is larger than a catalogue may be.
    #[error("larger than a catalogue may be")]
    CatalogueTooLarge,
}

/// Why a row is no question of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowError {
    /// The code has another form than three capitals and two or three digits.
    Code(String),
    /// The question has no text.
    NoText,
    /// A text is longer than the catalogue holds.
    TextTooLong,
    /// The type is none that is known.
    Kind(String),
}

/// Most errors that are told of.
const ERRORS: usize = 100;

/// Reads a spreadsheet of questions.
///
/// # Errors
/// Where it is no such thing, or has a row that the catalogue cannot hold.
pub fn import(bytes: &[u8], request: &Request<'_>) -> Result<Import, ImportError> {
    let sheet = Sheet::read(bytes, request.sheet)?;
    let mut reading = Reading::default();
    for row in &sheet.rows {
        reading.row(row, request.model);
    }
    let Reading { questions, firsts: _, repeated, errors, mut totals } = reading;
    if !errors.is_empty() {
        return Err(ImportError::Rows(errors));
    }
    totals.rows = sheet.rows.len();
    totals.option_cells = sheet.rows.iter().map(|row| row.options.len()).sum();
    let defects = lint::lint(&sheet, repeated);
    let name = sheet.name;
    let questions = AtLeastOne::try_from(questions).map_err(|_| ImportError::Empty(name.clone()))?;
    let imported_from = ImportedFile {
        file: FileName::try_from(request.name)
            .unwrap_or_else(|_| FileName::try_from("cuestionario.xlsx").expect("a plain name")),
        sha256: Sha256Text::try_from(Digest::of(bytes).to_string()).expect("a digest is 64 hexadecimal digits"),
        sheet: Text::try_from(name).ok(),
    };
    let document =
        format!("Formulario del FURAG de la vigencia {}, en el libro de Excel que tiene la entidad", request.year);
    let state = "Importado del libro; no se comparó con el aplicativo de la medición.";
    let questionnaire = Questionnaire {
        version: Version1,
        year: request.year,
        source: Source {
            document: Text::try_from(document).expect("a short text"),
            number: None,
            date: None,
            url: None,
            state: Text::try_from(state).ok(),
        },
        state: Verification::SecondarySource,
        imported_from: Some(imported_from),
        questions,
    };
    Ok(Import { questionnaire, totals, defects })
}

/// The questionnaire as a file of the catalogue.
///
/// # Errors
/// Where it is larger than a catalogue may be: what is written can always be read.
pub fn yaml(questionnaire: &Questionnaire) -> Result<String, ImportError> {
    let body = yaml::write(questionnaire).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let text = format!("# yaml-language-server: $schema=../../schema/catalogo-furag.v1.json\n{body}");
    let document = yaml::read(text.as_bytes(), &yaml::Limits::CATALOGUE).map_err(|_| ImportError::CatalogueTooLarge)?;
    match yaml::decode::<Questionnaire>(document.tree()) {
        Ok(read) if read == *questionnaire => Ok(text),
        _ => Err(ImportError::Unreadable("the questionnaire is not read back as it was written".to_owned())),
    }
}

/// What is read so far.
#[derive(Default)]
struct Reading {
    questions: Vec<Question>,
    firsts: BTreeMap<QuestionCode, Cell>,
    repeated: Vec<Defect>,
    errors: Vec<(Cell, RowError)>,
    totals: Totals,
}

impl Reading {
    fn row(&mut self, row: &Row, model: Option<&ModelCatalogue>) {
        if let Err(errors) = self.question(row, model) {
            let left = ERRORS.saturating_sub(self.errors.len());
            self.errors.extend(errors.into_iter().take(left));
        }
    }

    fn question(&mut self, row: &Row, model: Option<&ModelCatalogue>) -> Result<(), Vec<(Cell, RowError)>> {
        let mut errors = Vec::new();
        let code = QuestionCode::try_from(row.code.text.as_str());
        if code.is_err() {
            errors.push((row.code.cell.clone(), RowError::Code(row.code.text.clone())));
        }
        let kind = marks::kind(&row.kind.text);
        if kind.is_none() {
            errors.push((row.kind.cell.clone(), RowError::Kind(row.kind.text.clone())));
        }
        if row.text.text.is_empty() {
            errors.push((row.text.cell.clone(), RowError::NoText));
        }
        let mut text = |value: &sheet::Value| {
            let text = Text::try_from(value.text.as_str());
            if text.is_err() && !value.text.is_empty() {
                errors.push((value.cell.clone(), RowError::TextTooLong));
            }
            text.ok()
        };
        let asked = text(&row.text);
        let section = row.section.as_ref().and_then(&mut text);
        let options: Vec<Text> = row.options.iter().filter_map(&mut text).collect();
        let (Ok(code), Some(kind), Some(asked), true) = (code, kind, asked, errors.is_empty()) else {
            return Err(errors);
        };
        if let Some(first) = self.firsts.get(&code) {
            let (at, first) = (row.code.cell.clone(), first.clone());
            self.repeated.push(Defect { at, what: What::CodeRepeated { code: code.to_string(), first } });
            return Ok(());
        }
        let options: Vec<QuestionOption> = options.into_iter().map(|text| option(text, kind)).collect();
        let policy = model.and_then(|model| owner(model, &code));
        self.count(&code, kind, policy.as_ref(), &options);
        self.firsts.insert(code.clone(), row.code.cell.clone());
        self.questions.push(Question {
            code,
            policy,
            section,
            asks_evidence: marks::asks_evidence(asked.as_str()),
            text: asked,
            kind,
            page: None,
            depends_on: None,
            options,
        });
        Ok(())
    }

    fn count(&mut self, code: &QuestionCode, kind: QuestionKind, policy: Option<&Slug>, options: &[QuestionOption]) {
        let totals = &mut self.totals;
        totals.questions += 1;
        totals.options += options.len();
        *totals.of_kind.entry(kind).or_default() += 1;
        match policy {
            Some(policy) => *totals.of_policy.entry(policy.to_string()).or_default() += 1,
            None => *totals.of_none.entry(prefix(code).to_owned()).or_default() += 1,
        }
        let of = |is: fn(&QuestionOption) -> bool| options.iter().filter(|option| is(option)).count();
        totals.exclusive += of(|option| option.exclusive);
        totals.asking_text += of(|option| option.asks_text);
        let evidence = of(|option| option.asks_evidence);
        totals.asking_evidence.0 += evidence;
        totals.asking_evidence.1 += usize::from(evidence > 0);
    }
}

fn option(text: Text, kind: QuestionKind) -> QuestionOption {
    let plain = text.as_str();
    QuestionOption {
        // Of one choice every option excludes the others: there is nothing to mark.
        exclusive: kind == QuestionKind::MultipleChoice && marks::is_exclusive(plain),
        asks_text: kind != QuestionKind::MultipleNumeric && marks::asks_text(plain),
        asks_evidence: marks::asks_evidence(plain),
        text,
    }
}

/// The three letters a code begins with.
fn prefix(code: &QuestionCode) -> &str {
    code.as_str().get(..3).unwrap_or_default()
}

/// The policy whose prefix a code has; none where two have it.
fn owner(model: &ModelCatalogue, code: &QuestionCode) -> Option<Slug> {
    let owns = |policy: &&crate::model::raw::CataloguePolicy| {
        policy.prefixes.iter().any(|own| own.prefix.as_str() == prefix(code))
    };
    let owners: BTreeSet<&Slug> = model.policies.iter().filter(owns).map(|policy| &policy.policy).collect();
    let mut owners = owners.into_iter();
    match (owners.next(), owners.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}
