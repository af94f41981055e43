//! What people write in manifests and withdrawals: free texts, each with its place, and which of them seem to hold personal
//! data.
//!
//! They enter the history of git as files do, and the site shows them. A text is short, so that one number or address is
//! enough to suspect it.

use std::{borrow::Cow, sync::LazyLock};

use regex::Regex;

use super::{PersonalSigns, raw};
use crate::{
    fixity::{Coverage, TextSample},
    source::Route,
};

/// What stands in the place of a text that seems to hold personal data, where it is shown.
const COVER: &str = "No se muestra: parece tener datos personales";

/// The number of a file of the entity, which may have the form of that of a telephone: the first after a word that announces it.
static RECORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:expedientes?|oficios?|radicados?|radicaci[oó]n|resoluci[oó]n)\b[^\n0-9]{0,12}[0-9][0-9.-]*")
        .expect("a constant pattern compiles")
});

/// A free text and its place in its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FreeText<'a> {
    /// Its place.
    pub route: Route,
    /// The text; of the name of a file, its words and numbers.
    pub text: Cow<'a, str>,
}

/// The free texts at the top of a manifest.
pub fn of_manifest(manifest: &raw::Manifest) -> Vec<FreeText<'_>> {
    let root = Route::root;
    let mut texts = vec![FreeText { route: root().key("titulo"), text: manifest.title.as_str().into() }];
    texts.extend(manifest.supersedes.as_ref().map(|superseded| FreeText {
        route: root().key("reemplaza").key("motivo"),
        text: superseded.reason.as_str().into(),
    }));
    texts
}

/// The free texts of an entry of `archivos`, from its place in the list.
pub fn of_file(index: usize, file: &raw::EvidenceFile) -> Vec<FreeText<'_>> {
    let at = |keys: &[&str]| keys.iter().fold(Route::root().key("archivos").index(index), |route, key| route.key(*key));
    let exception = file.exception.as_ref();
    let custody = file.custody.as_ref();
    let name = FreeText { route: at(&["ruta"]), text: spaced(file.path.as_str()).into() };
    let found: [(&[&str], Option<&str>); 10] = [
        (&["descripcion"], file.description.as_ref().map(raw::Description::as_str)),
        (&["autorizacion"], file.authorisation.as_ref().map(raw::Description::as_str)),
        (&["datos_personales", "motivo"], file.personal_data.as_ref().map(|review| review.reason.as_str())),
        (&["excepcion", "norma"], exception.and_then(|one| one.norm.as_ref()).map(raw::Text::as_str)),
        (&["excepcion", "alcance"], exception.and_then(|one| one.scope.as_ref()).map(raw::Text::as_str)),
        (&["excepcion", "plazo"], exception.and_then(|one| one.term.as_ref()).map(raw::Text::as_str)),
        (&["excepcion", "califica"], exception.and_then(|one| one.classifier.as_ref()).map(raw::Text::as_str)),
        (&["excepcion", "custodia"], exception.and_then(|one| one.keeper.as_ref()).map(raw::Text::as_str)),
        (&["custodia", "responsable"], custody.map(|custody| custody.keeper.as_str())),
        (&["custodia", "ubicacion"], custody.and_then(|one| one.location.as_ref()).map(raw::Text::as_str)),
    ];
    let said = found.into_iter().filter_map(|(keys, text)| Some(FreeText { route: at(keys), text: text?.into() }));
    std::iter::once(name).chain(said).collect()
}

/// The name of a file as it was before it was made portable, as far as that can be told: words apart, and numbers whole.
fn spaced(name: &str) -> String {
    let is_digit = |at: Option<usize>| at.and_then(|at| name.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let plain = |(at, c): (usize, char)| match c {
        '-' | '_' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => '.',
        '-' | '_' => ' ',
        _ => c,
    };
    name.char_indices().map(plain).collect()
}

/// The free texts of a withdrawal.
pub fn of_withdrawal(withdrawal: &raw::Withdrawal) -> Vec<FreeText<'_>> {
    let found = [
        ("motivo", Some(withdrawal.reason.as_str())),
        ("fundamento", Some(withdrawal.legal_basis.as_str())),
        ("autoriza", Some(withdrawal.authorised_by.as_str())),
        ("acto", withdrawal.act.as_ref().map(raw::Text::as_str)),
    ];
    let said = found.into_iter().filter_map(|(key, text)| Some((key, text?)));
    said.map(|(key, text)| FreeText { route: Route::root().key(key), text: text.into() }).collect()
}

/// The signs of personal data in a free text, where there are any.
pub fn suspected(text: &str) -> Option<PersonalSigns> {
    let find = |text| PersonalSigns::find(&TextSample { text, coverage: Coverage::Complete });
    let mut signs = find(Cow::Borrowed(text));
    if signs.mobiles > 0 {
        signs.mobiles = find(RECORD.replace_all(text, " ")).mobiles;
    }
    (signs.identity_numbers + signs.mobiles + signs.addresses > 0).then_some(signs)
}

macro_rules! cover {
    ($is_covered:ident, $($field:expr),* $(,)?) => {$(
        if let Some(text) = $field.filter(|text| suspected(text.as_str()).is_some())
            && let Ok(covered) = COVER.try_into()
        {
            *text = covered;
            $is_covered = true;
        }
    )*};
}

/// Puts other words in the place of each text of a manifest that seems to hold personal data; whether there was any.
pub fn cover_manifest(manifest: &mut raw::Manifest) -> bool {
    let mut is_covered = false;
    cover!(is_covered, Some(&mut manifest.title), manifest.supersedes.as_mut().map(|one| &mut one.reason));
    for file in manifest.files.iter_mut() {
        cover!(
            is_covered,
            file.description.as_mut(),
            file.authorisation.as_mut(),
            file.personal_data.as_mut().map(|review| &mut review.reason),
            file.custody.as_mut().map(|custody| &mut custody.keeper),
            file.custody.as_mut().and_then(|custody| custody.location.as_mut()),
        );
        if let Some(exception) = &mut file.exception {
            let raw::AccessException { norm, scope, term, classifier, keeper, .. } = exception;
            cover!(is_covered, norm.as_mut(), scope.as_mut(), term.as_mut(), classifier.as_mut(), keeper.as_mut());
        }
    }
    is_covered
}

/// As [`cover_manifest`], of a withdrawal.
pub fn cover_withdrawal(withdrawal: &mut raw::Withdrawal) -> bool {
    let mut is_covered = false;
    let raw::Withdrawal { reason, legal_basis, authorised_by, act, .. } = withdrawal;
    cover!(is_covered, Some(reason), Some(legal_basis), Some(authorised_by), act.as_mut());
    is_covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_read_as_they_were_written() {
        for name in ["c-c-1-047-123-456-acta.pdf", "cedula_1047123456.pdf", "1047123456.jpg", "juan-300-123-4567.txt"] {
            assert!(suspected(&spaced(name)).is_some(), "{name}");
        }
        for name in [
            "informe-2026-11-05.pdf",
            "img_20261105_101112.jpg",
            "amc-ofi-0074376-2026.pdf",
            "whatsapp-image-2026-11-05-at-10-11-12.jpg",
            "oficio-3001234567.pdf",
            "1f3a5b7c9d.csv",
        ] {
            assert!(suspected(&spaced(name)).is_none(), "{name}");
        }
    }

    #[test]
    fn one_number_or_address_is_enough_and_what_names_a_file_number_is_not() {
        for text in [
            "Caso de Juan Pérez Gómez, C.C. 1.047.123.456",
            "Pedido de Juan Pérez cédula 1047123456",
            "Llame al 300 123 4567",
            "Autorizó juan@example.com",
            "Autorizado en el expediente 12, contacto de la madre 300 123 4567",
            "Llame al 300 123 4567 (Oficio 12)",
            "Beneficio oficioso, celular 3001234567",
            "Carta de la niña, tarjeta de identidad 1.047.123.456",
        ] {
            assert!(suspected(text).is_some(), "{text}");
        }
        for text in [
            "Expediente 123 de SIGOB",
            "Expediente 3001234567",
            "Expediente n.º 300-123-4567 de 2026",
            "Según la resolución 3001234567 y el Oficio 3019876543",
            "AMC-OFI-0074376-2026",
            "Ley 1581 de 2012, artículo 8",
            "Secretaría General, secretaria@cartagena.gov.co",
            "Se atendieron 1.047.382.901 pesos de la ejecución de 2026",
        ] {
            assert!(suspected(text).is_none(), "{text}");
        }
    }
}
