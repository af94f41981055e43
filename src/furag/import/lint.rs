//! What looks wrong in a spreadsheet of questions. Nothing of it is put right: the form is what the entity was given.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Cell, marks,
    sheet::{Row, Sheet, Value, is_unseen, plain},
};
use crate::model::raw::QuestionKind;

/// Something that looks wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Defect {
    /// The cell it is in, or the first of several.
    #[serde(rename = "cell")]
    pub at: Cell,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
}

/// What looks wrong.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "defect", rename_all = "kebab-case")]
pub enum What {
    /// The code is that of an earlier row; this one is not imported.
    CodeRepeated {
        /// The code.
        code: String,
        /// Where it stood first.
        first: Cell,
    },
    /// Two questions have the same text.
    TextRepeated {
        /// This one.
        code: String,
        /// The first.
        of: String,
    },
    /// Two options of a question have the same text.
    OptionRepeated {
        /// The question.
        code: String,
        /// Its options with that text, from 1.
        options: Vec<usize>,
    },
    /// There are empty cells between the options of a question; the positions are counted without them.
    OptionGap {
        /// The question.
        code: String,
    },
    /// A question has an option in every column of options: there may be others that were cut off.
    OptionsToTheEdge {
        /// The question.
        code: String,
        /// How many columns there are.
        columns: usize,
    },
    /// A question to be answered by choosing has nothing to choose.
    OptionsMissing {
        /// The question.
        code: String,
    },
    /// A question to be answered in one's own words has options.
    OptionsUnexpected {
        /// The question.
        code: String,
        /// How many.
        count: usize,
    },
    /// The numbers of the codes of a prefix are not one after another.
    NumberingGap {
        /// The prefix.
        prefix: String,
        /// The numbers missing, the first and the last of each run.
        missing: Vec<(u16, u16)>,
    },
    /// The highest number of a question is not how many there are.
    TotalDiffers {
        /// The highest number.
        highest: u64,
        /// How many rows there are.
        rows: usize,
    },
    /// A word that is broken in two: by a hyphen, or by a space where it is one word elsewhere.
    WordBroken {
        /// The question.
        code: String,
        /// Both parts as they stand.
        parts: String,
    },
    /// A line break, a character that cannot be seen, or several spaces inside a text; single spaces are imported.
    SpacesCleaned {
        /// The question.
        code: String,
    },
}

impl What {
    /// Whether something of the spreadsheet is not in the questionnaire because of it.
    pub fn leaves_out(&self) -> bool {
        matches!(self, Self::CodeRepeated { .. })
    }
}

/// Everything that looks wrong, in the order of the sheet; what concerns a whole prefix or the sheet comes last.
pub(super) fn lint(sheet: &Sheet, mut repeated: Vec<Defect>) -> Vec<Defect> {
    let words = Words::of(sheet);
    let mut texts: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &sheet.rows {
        let code = row.code.text.as_str();
        found.extend(repeated.extract_if(.., |defect| defect.at == row.code.cell));
        let mut add = |at: &Cell, what| found.push(Defect { at: at.clone(), what });
        match texts.get(&plain(&row.text.text)) {
            Some(first) if *first != code => {
                add(&row.text.cell, What::TextRepeated { code: code.to_owned(), of: (*first).to_owned() });
            }
            Some(_) => {}
            None => _ = texts.insert(plain(&row.text.text), code),
        }
        options(row, sheet.option_columns, &mut add);
        for value in std::iter::once(&row.text).chain(&row.options) {
            for parts in words.broken(value) {
                add(&value.cell, What::WordBroken { code: code.to_owned(), parts });
            }
            if is_untidy(&value.written) {
                add(&value.cell, What::SpacesCleaned { code: code.to_owned() });
            }
        }
    }
    found.extend(numbering(sheet));
    found.extend(total(sheet));
    found
}

fn options(row: &Row, columns: usize, add: &mut impl FnMut(&Cell, What)) {
    let code = || row.code.text.clone();
    let at = row.options.first().map_or(&row.code.cell, |first| &first.cell);
    let count = row.options.len();
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, option) in row.options.iter().enumerate() {
        same.entry(plain(&option.text)).or_default().push(index + 1);
    }
    let mut repeated: Vec<Vec<usize>> = same.into_values().filter(|options| options.len() > 1).collect();
    repeated.sort_unstable();
    for options in repeated {
        let cell = options.get(1).and_then(|second| row.options.get(second - 1)).map_or(at, |second| &second.cell);
        add(cell, What::OptionRepeated { code: code(), options });
    }
    if let Some(gap) = row.gaps.first() {
        add(gap, What::OptionGap { code: code() });
    }
    if count == columns && columns > 1 {
        let last = row.options.last().map_or(at, |last| &last.cell);
        add(last, What::OptionsToTheEdge { code: code(), columns });
    }
    match marks::kind(&row.kind.text) {
        Some(QuestionKind::OpenNumeric | QuestionKind::OpenText) if count > 0 => {
            add(at, What::OptionsUnexpected { code: code(), count });
        }
        Some(
            QuestionKind::SingleChoice
            | QuestionKind::MultipleChoice
            | QuestionKind::MultipleNumeric
            | QuestionKind::Matrix,
        ) if count == 0 => {
            add(at, What::OptionsMissing { code: code() });
        }
        _ => {}
    }
}

/// The runs of numbers that the codes of each prefix lack.
fn numbering(sheet: &Sheet) -> Vec<Defect> {
    let mut numbers: BTreeMap<&str, (Cell, BTreeSet<u16>)> = BTreeMap::new();
    for row in &sheet.rows {
        let (Some(prefix), Some(number)) = (row.code.text.get(..3), row.code.text.get(3..)) else { continue };
        let Ok(number) = number.parse::<u16>() else { continue };
        numbers.entry(prefix).or_insert_with(|| (row.code.cell.clone(), BTreeSet::new())).1.insert(number);
    }
    let gaps = |(prefix, (at, numbers)): (&str, (Cell, BTreeSet<u16>))| {
        let pairs = numbers.iter().zip(numbers.iter().skip(1));
        let missing: Vec<(u16, u16)> =
            pairs.filter(|(one, next)| **next - **one > 1).map(|(one, next)| (one + 1, next - 1)).collect();
        let what = What::NumberingGap { prefix: prefix.to_owned(), missing: missing.clone() };
        (!missing.is_empty()).then_some(Defect { at, what })
    };
    numbers.into_iter().filter_map(gaps).collect()
}

/// That the numbers of the questions end elsewhere than they should.
fn total(sheet: &Sheet) -> Option<Defect> {
    let numbered = sheet.rows.iter().filter_map(|row| {
        let value = row.number.as_ref()?;
        Some((value.text.parse::<u64>().ok()?, &value.cell))
    });
    let (highest, at) = numbered.max_by_key(|(number, _)| *number)?;
    let rows = sheet.rows.len();
    (usize::try_from(highest) != Ok(rows))
        .then(|| Defect { at: at.clone(), what: What::TotalDiffers { highest, rows } })
}

/// Whether importing changes the spaces of a text, save those at its ends.
fn is_untidy(written: &str) -> bool {
    let text = written.trim();
    let is_odd = |one: char| (one.is_whitespace() && one != ' ') || one.is_control() || is_unseen(one);
    text.contains("  ") || text.chars().any(is_odd)
}

/// A word written more often than this is one of those that join others: «los», «de».
const COMMON: usize = 20;

/// How often each word of a sheet is written.
struct Words(BTreeMap<String, usize>);

impl Words {
    fn of(sheet: &Sheet) -> Self {
        let mut words = BTreeMap::new();
        for row in &sheet.rows {
            for value in std::iter::once(&row.text).chain(&row.options) {
                for word in value.text.split(|one: char| !one.is_alphabetic()).filter(|word| !word.is_empty()) {
                    *words.entry(word.to_lowercase()).or_default() += 1;
                }
            }
        }
        Self(words)
    }

    fn count(&self, word: &str) -> usize {
        self.0.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// Words broken by `- `, or by a space where together they are a word that stands elsewhere and one part never does.
    fn broken(&self, value: &Value) -> Vec<String> {
        let tokens: Vec<&str> = value.text.split(' ').collect();
        let mut found = Vec::new();
        for pair in tokens.windows(2) {
            let [one, next] = [pair[0], pair[1]];
            let next_word: String = next.chars().take_while(|letter| letter.is_alphabetic()).collect();
            if next_word.is_empty() || !next_word.starts_with(char::is_lowercase) {
                continue;
            }
            let is_hyphenated = one.strip_suffix('-').is_some_and(|part| part.ends_with(char::is_alphabetic));
            let is_split = || {
                let letters = one.chars().rev().take_while(|letter| letter.is_alphabetic()).count();
                let word: String = one.chars().skip(one.chars().count() - letters).collect();
                let joined = format!("{word}{next_word}");
                let (word_is, next_is) = (self.count(&word), self.count(&next_word));
                // Of two words that are both in use the space is meant: «tratar los», beside «tratarlos».
                letters > 0
                    && one.ends_with(char::is_alphabetic)
                    && self.count(&joined) >= 2
                    && word_is.min(next_is) == 1
                    && word_is.max(next_is) <= COMMON
            };
            if is_hyphenated || is_split() {
                found.push(format!("{one} {next_word}"));
            }
        }
        found
    }
}
