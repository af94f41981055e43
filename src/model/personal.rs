//! Signs of personal data in the visible text of evidence: a suspicion to be confirmed by whoever hands it in.
//!
//! Ley 1581 de 2012 protects them and history cannot forget them, so they are looked for before, not after. The
//! patterns are heuristics of ours: they miss scanned pages, and they may suspect innocent figures. What was looked
//! at is said by the coverage of the text, never assumed.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::fixity::{Coverage, TextSample};

/// What was found, counted; never the data themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonalSigns {
    /// Identity numbers beside a word that announces them (cédula, C.C., documento).
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

static IDENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:c\.?\s?c\.?|cedulas?|documento de identidad|identificad[oa]s? con)\b[^\n\d]{0,24}\b\d{1,3}(?:\.?\d{3}){2,3}\b")
        .expect("a constant pattern compiles")
});
static LISTED_IDENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b1[01]\d{8}\b").expect("a constant pattern compiles"));
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d])(?:\+?57[ -]?)?3[0-5]\d[ .-]?\d{3}[ .-]?\d{4}(?:[^\d]|$)")
        .expect("a constant pattern compiles")
});
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
        .expect("a constant pattern compiles")
});

/// Words that head the columns of an attendance list, without accents.
const HEADINGS: [(&str, &[&str]); 6] = [
    ("nombre", &["nombre", "nombres", "nombres y apellidos"]),
    ("cédula", &["cedula", "cc", "documento", "identificacion", "no. de documento", "numero de documento"]),
    ("teléfono", &["telefono", "celular", "movil", "contacto"]),
    ("correo", &["correo", "email", "e-mail", "correo electronico"]),
    ("firma", &["firma"]),
    ("dirección", &["direccion", "barrio"]),
];

impl PersonalSigns {
    /// Looks for signs in a text.
    pub fn find(sample: &TextSample) -> Self {
        let plain: String = sample.text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
        let addresses: BTreeSet<String> = ADDRESS
            .find_iter(&plain)
            .map(|found| found.as_str().to_lowercase())
            .filter(|address| !address.ends_with("gov.co"))
            .collect();
        Self {
            identity_numbers: IDENTITY.find_iter(&plain).count() + LISTED_IDENTITY.find_iter(&plain).count(),
            mobiles: MOBILE.find_iter(&plain).count(),
            addresses: addresses.len(),
            headings: plain.lines().take(2_000).map(headings).max_by_key(Vec::len).unwrap_or_default(),
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

/// The headings whose words are cells of this line.
fn headings(line: &str) -> Vec<&'static str> {
    if line.len() > 1_000 {
        return Vec::new();
    }
    let line = line.to_lowercase();
    let cells: BTreeSet<&str> =
        line.split([';', ',', '\t', '|']).map(|cell| cell.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    HEADINGS.iter().filter(|(_, words)| words.iter().any(|word| cells.contains(word))).map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> PersonalSigns {
        PersonalSigns::find(&TextSample { text: text.to_owned(), coverage: Coverage::Complete })
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
    fn figures_of_a_report_are_not() {
        for text in [
            "Presupuesto ejecutado: 1.234.567.890 pesos; contratos 0074376-2026; avance 62 %",
            "Actividad;Meta;Avance\nMesa de ayuda;120;98\n",
            "Escriba a planeacion@cartagena.gov.co o a contacto@example.org",
            "Nombre del indicador; Fórmula; Resultado",
        ] {
            assert!(!signs(text).are_suspicious(), "{text}: {:?}", signs(text));
        }
    }
}
