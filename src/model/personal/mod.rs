//! Signs of personal data in the visible text of evidence: a suspicion to be confirmed by whoever hands it in.
//!
//! Ley 1581 de 2012 protects them and history cannot forget them, so they are looked for before, not after. The
//! patterns are heuristics of ours: they miss scanned pages, and they may suspect innocent figures. What was looked
//! at is said by the coverage of the text, never assumed.

mod columns;

use std::{borrow::Cow, sync::LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
use regex::Regex;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::fixity::{Coverage, TextSample};

/// What was found, counted; never the data themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonalSigns {
    /// Identity numbers beside a word that announces them (cédula, C.C., documento) or in a column headed by one.
    pub identity_numbers: usize,
    /// Colombian mobile numbers: ten digits that begin with 3.
    pub mobiles: usize,
    /// Different e-mail addresses outside `gov.co`.
    pub addresses: usize,
    /// Headings of an attendance list that appear together in one line.
    pub headings: Vec<&'static str>,
    /// How much of the file was looked at.
    pub coverage: Coverage,
}

// ASCII digits and boundaries of words: with those of Unicode one letter of Spanish makes the search many times slower.
static IDENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u:\b(?:c\.?\s?c\.?|cedulas?|(?:documento|tarjeta) de identidad|identificad[oa]s? con)\b)[^\n0-9]{0,24}(?-u:\b)[0-9]{1,3}(?:\.?[0-9]{3}){2,3}(?-u:\b)")
        .expect("a constant pattern compiles")
});
static LISTED_IDENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)1[01][0-9]{8}(?-u:\b)").expect("a constant pattern compiles"));
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])(?:\+?57[ -]?)?3[0-5][0-9][ .-]?[0-9]{3}[ .-]?[0-9]{4}(?:[^0-9]|$)")
        .expect("a constant pattern compiles")
});
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u:[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})")
        .expect("a constant pattern compiles")
});

/// How each word of [`HEADINGS`] begins, so that only lines with one are split in cells.
static HEADING: LazyLock<AhoCorasick> = LazyLock::new(|| {
    words(&[
        "nombre",
        "cc",
        "c.c",
        "c c",
        "c. c",
        "cedula",
        "documento",
        "identi",
        "telefono",
        "celular",
        "movil",
        "contacto",
        "correo",
        "email",
        "e-mail",
        "firma",
        "direccion",
        "barrio",
    ])
});

/// Finds words, in capitals or not. A table of states reads each byte once; a search for first letters would stop at
/// nearly every word of Spanish.
fn words(words: &[&str]) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .prefilter(false)
        .build(words)
        .expect("a few constant words")
}

/// Words that head the columns of an attendance list: letters alone, without accents. Those of identity numbers are
/// known by [`columns::is_identity_heading`].
const HEADINGS: [(&str, &[&str]); 6] = [
    ("nombre", &["nombre", "nombres", "nombresyapellidos", "nombrecompleto"]),
    ("cédula", &[]),
    ("teléfono", &["telefono", "celular", "movil", "contacto"]),
    ("correo", &["correo", "email", "correoelectronico"]),
    ("firma", &["firma"]),
    ("dirección", &["direccion", "barrio"]),
];

impl PersonalSigns {
    /// Looks for signs in a text.
    pub fn find(sample: &TextSample<'_>) -> Self {
        let plain = without_accents(&sample.text);
        let (mut identity_numbers, mut mobiles) = (0, 0);
        let mut outside = |text: &str| {
            each_numbered_line(text, |line| {
                identity_numbers += count_identities(line, None);
                mobiles += count_mobiles(line);
            });
        };
        let (mut from, mut inside) = (0, Vec::new());
        // What announces a column of identity numbers is among them: most texts are read for neither again.
        let may_have_headings = HEADING.is_match(&*plain);
        while let Some(table) = may_have_headings.then(|| columns::Table::next(&plain, from)).flatten() {
            outside(&plain[from..table.rows.start]);
            from = table.rows.end;
            inside.push(table);
        }
        outside(&plain[from..]);
        for table in inside {
            for row in plain[table.rows.clone()].lines() {
                identity_numbers += count_identities(row, Some(&table));
                mobiles += count_mobiles(row);
            }
        }
        Self {
            identity_numbers,
            mobiles,
            addresses: count_addresses(&plain),
            headings: if may_have_headings { most_headings(&plain) } else { Vec::new() },
            coverage: sample.coverage,
        }
    }

    /// Whether they are enough to ask: an identity number, an attendance list, or lists of mobiles or addresses.
    pub fn are_suspicious(&self) -> bool {
        let list = self.headings.len() >= 3 || (self.headings.len() == 2 && self.headings.contains(&"firma"));
        let sensitive = self.headings.iter().any(|heading| matches!(*heading, "cédula" | "firma" | "teléfono"));
        self.identity_numbers > 0 || (list && sensitive) || self.mobiles >= 3 || self.addresses >= 5
    }
}

/// Digits of the shortest number looked for.
const LEAST_DIGITS: usize = 7;

/// Gives the lines with a number long enough to be looked at: digits with at most one separator between two of them.
/// Most lines have none, and the patterns cost many times more than this.
fn each_numbered_line(plain: &str, mut look: impl FnMut(&str)) {
    let bytes = plain.as_bytes();
    let (mut digits, mut after_digit) = (0, false);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_digit() {
            digits += 1;
            after_digit = true;
        } else if after_digit && matches!(byte, b' ' | b'.' | b'-') {
            after_digit = false;
        } else {
            (digits, after_digit) = (0, false);
        }
        at += 1;
        if digits == LEAST_DIGITS {
            let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |found| found + 1);
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
            look(&plain[start..end]);
            (digits, after_digit, at) = (0, false, end);
        }
    }
}

/// How many identity numbers a line has, each once however it is known for one.
fn count_identities(line: &str, table: Option<&columns::Table>) -> usize {
    let announced = IDENTITY.find_iter(line).chain(LISTED_IDENTITY.find_iter(line));
    let mut ends: Vec<usize> = announced.map(|found| found.end()).collect();
    if let Some(table) = table {
        table.numbers(line, |end| ends.push(end));
    }
    ends.sort_unstable();
    ends.dedup();
    ends.len()
}

/// How many mobile numbers a line has. The mark that ends one may begin the next.
fn count_mobiles(line: &str) -> usize {
    let (mut count, mut from) = (0, 0);
    while let Some(found) = MOBILE.find_at(line, from) {
        count += 1;
        let last = found.as_str().chars().next_back().filter(|last| !last.is_ascii_digit());
        from = found.end() - last.map_or(0, char::len_utf8);
    }
    count
}

fn count_addresses(plain: &str) -> usize {
    if memchr::memchr(b'@', plain.as_bytes()).is_none() {
        return 0;
    }
    let mut addresses: Vec<String> = ADDRESS
        .find_iter(plain)
        .map(|found| found.as_str().to_ascii_lowercase())
        .filter(|address| !address.ends_with("gov.co"))
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses.len()
}

/// The text without accents: each letter decomposed, its marks left out.
fn without_accents(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            plain.push(letter);
        } else {
            decompose_canonical(letter, |part| {
                if !is_combining_mark(part) {
                    plain.push(part);
                }
            });
        }
    }
    Cow::Owned(plain)
}

/// The headings of the line that has most of them; the first one of several.
fn most_headings(plain: &str) -> Vec<&'static str> {
    let mut most = Vec::new();
    let mut from = 0;
    while let Some(found) = HEADING.find(Input::new(plain).span(from..plain.len())) {
        let start = memchr::memrchr(b'\n', &plain.as_bytes()[from..found.start()]).map_or(from, |at| from + at + 1);
        let end = memchr::memchr(b'\n', &plain.as_bytes()[found.end()..]).map_or(plain.len(), |at| found.end() + at);
        let line = headings(&plain[start..end]);
        if line.len() > most.len() {
            most = line;
        }
        from = end;
    }
    most
}

/// The headings whose words are cells of this line.
fn headings(line: &str) -> Vec<&'static str> {
    if line.len() > 1_000 {
        return Vec::new();
    }
    let mut found = [false; HEADINGS.len()];
    for cell in line.split([';', ',', '\t', '|']) {
        let letters = columns::bare(cell);
        for ((name, words), found) in HEADINGS.iter().zip(&mut found) {
            *found |= words.contains(&&*letters) || *name == "cédula" && columns::is_identity_heading(cell);
        }
    }
    HEADINGS.iter().zip(found).filter(|(_, found)| *found).map(|((name, _), _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signs(text: &str) -> PersonalSigns {
        PersonalSigns::find(&TextSample { text: text.into(), coverage: Coverage::Complete })
    }

    #[test]
    fn attendance_lists_are_suspected() {
        let found = signs("Nombre;Cédula;Celular;Correo;Firma\nAsistente 01;1000000001;3000000001;a@example.org;\n");
        assert_eq!(found.headings, ["nombre", "cédula", "teléfono", "correo", "firma"]);
        assert_eq!((found.identity_numbers, found.mobiles, found.addresses), (1, 1, 1));
        assert!(found.are_suspicious());
    }

    #[test]
    fn announced_identity_numbers_are_suspected() {
        assert!(signs("identificado con cédula No. 73.123.456 de Cartagena").are_suspicious());
        assert!(signs("C.C. 73123456").are_suspicious());
    }

    #[test]
    fn signs_are_found_however_far_they_stand() {
        let mut text = "Actividad;Meta;Ejecución\n".repeat(50_000);
        assert!(!signs(&text).are_suspicious());
        text.push_str("NOMBRE;Cédula;Teléfono\nidentificado con cédula n.º 1.047.000.111\n");
        let found = signs(&text);
        assert_eq!(found.headings, ["nombre", "cédula", "teléfono"]);
        assert_eq!(found.identity_numbers, 1);
    }

    #[test]
    fn numbers_are_counted_wherever_they_stand() {
        assert_eq!(signs("3001234567;3011234567;3021234567").mobiles, 3);
        assert_eq!(signs("3001234567\n3011234567\n3021234567").mobiles, 3);
        assert_eq!(signs("tel. +57 300 123 4567 ó 301-123-4567").mobiles, 2);
        assert_eq!(signs("a;1\nc. c. 73.123.456\nb\nC.C. 7312345\n1047000111").identity_numbers, 3);
        assert_eq!(signs("3001234567890 y 300  1234567").mobiles, 0);
    }

    #[test]
    fn identity_numbers_in_their_column_are_counted() {
        for (text, count) in [
            ("nombre;cedula\nPedro Pérez;1.047.382.901\n", 1),
            ("nombre;cedula\nPedro Pérez;1.047.382.901\nAna Ruiz;73.123.456\n", 2),
            ("nombre,cédula\n\"Pérez, Pedro\",\"1.047.382.901\"\nAna,\"73,123,456\"\n", 2),
            ("Nombre\tC.C.\nPedro\t73123456\nAna\t1047382901\n", 2),
            ("Identificación|Nombre\n1047382|Pedro\n456789|Ana\n", 2),
            ("Nombre;Nº;No. de documento\nPedro;1;1.047.382.901\nAna;2;73.123.456\n", 2),
            ("Cédula\n1.047.382.901\n73.123.456\n", 2),
            ("Listado\n\nNombre;Cédula;Valor\nPedro;73.123.456;1.500.000\nSede;N/A;2.500.000\n", 1),
            ("nombre;cédula\nPedro;C.C. 1.047.382.901\nAna;1047382901\n", 2),
        ] {
            let found = signs(text);
            assert_eq!(found.identity_numbers, count, "{text}");
            assert!(found.are_suspicious(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_line_with_a_sign_is_skipped(text in "(C\\.?C\\.? ?|[13]0|[0-9 .\n;é-]){0,60}") {
            let plain = without_accents(&text);
            let lines = plain.lines();
            prop_assume!(columns::Table::next(&plain, 0).is_none());
            let expected: (usize, usize) =
                lines.map(|line| (count_identities(line, None), count_mobiles(line))).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            let found = signs(&text);
            prop_assert_eq!((found.identity_numbers, found.mobiles), expected);
        }
    }

    #[test]
    fn accents_do_not_count_in_either_form() {
        assert_eq!(without_accents("Cédula n.º «ñandú»"), "Cedula n.º «nandu»");
        assert_eq!(without_accents("Ce\u{301}dula"), "Cedula");
    }

    #[test]
    fn figures_of_a_report_are_not() {
        for text in [
            "Presupuesto ejecutado: 1.234.567.890 pesos; contratos 0074376-2026; avance 62 %",
            "Actividad;Meta;Avance\nMesa de ayuda;120;98\n",
            "Escriba a planeacion@cartagena.gov.co o a contacto@example.org",
            "Nombre del indicador; Fórmula; Resultado",
            "Rubro;Nombre;Apropiación;Ejecución\n2.1.1.01;Nómina;1.047.382.901;73.123.456\n2.1.2;Bienes;45678901;456789\n",
            "Documento soporte;Valor\nCDP 12;1.047.382.901\n",
            "Documento;Valor\nActa 3;1.047.382.901\nOtro;73.123.456\n",
            "Documento;Estado\nActa;firmada\n\nRubro;Valor\n45678901;2\n",
        ] {
            assert!(!signs(text).are_suspicious(), "{text}: {:?}", signs(text));
        }
    }
}
