//! Constrained texts: each has a form and a length, published as JSON Schema and refused by serde alike.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// Why a text is not of its type; the file is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TextError {
    /// The length in characters is outside the bounds, both included.
    #[error("length not between {minimum} and {maximum} characters")]
    Length {
        /// Fewest characters.
        minimum: usize,
        /// Most characters.
        maximum: usize,
    },
    /// The text has another form than this pattern.
    #[error("text does not match `{0}`")]
    Form(&'static str),
}

macro_rules! text_types {
    ($($(#[$meta:meta])* $name:ident, $minimum:literal..=$maximum:literal, $pattern:literal, $accepts:expr;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                // a character takes at most four bytes: a huge text is refused without being counted
                let length = if text.len() > 4 * $maximum { usize::MAX } else { text.chars().count() };
                if !($minimum..=$maximum).contains(&length) {
                    return Err(TextError::Length { minimum: $minimum, maximum: $maximum });
                }
                let accepts: fn(&str) -> bool = $accepts;
                if accepts(&text) { Ok(Self(text)) } else { Err(TextError::Form($pattern)) }
            }
        }

        impl TryFrom<&str> for $name {
            type Error = TextError;

            fn try_from(text: &str) -> Result<Self, TextError> {
                text.to_owned().try_into()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                published($minimum, $maximum, $pattern)
            }
        }
    )*

        /// Runs `judge` on every constrained text: its name, pattern, schema and whether serde takes a sample.
        #[cfg(test)]
        pub(super) fn for_each_text(mut judge: impl FnMut(&str, &str, Schema, &dyn Fn(&str) -> bool)) {
            let mut generator = SchemaGenerator::default();
            $(judge(stringify!($name), $pattern, $name::json_schema(&mut generator), &|text| $name::try_from(text).is_ok());)*
        }
    };
}

text_types! {
    /// Clave en minúsculas, sin tildes, con palabras separadas por un guion.
    Slug, 1..=60, r"^[a-z0-9]+(-[a-z0-9]+)*$", is_slug;

    /// Nombre o título: una sola línea, de 5 a 200 caracteres.
    Title, 5..=200, r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$", is_line;

    /// Texto de 8 a 500 caracteres que describe o explica.
    Description, 8..=500, r"^[^\x00-\x20\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", is_prose;

    /// Texto libre de hasta 2000 caracteres.
    Text, 1..=2000, r"^[^\x00-\x20\x7f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", is_prose;

    /// Huella SHA-256: 64 dígitos hexadecimales en minúscula.
    Sha256Text, 64..=64, r"^[0-9a-f]{64}$", |text| text.parse::<Digest>().is_ok();

    /// Nombre de un archivo de la misma carpeta; no empieza por punto ni lleva barras.
    FileName, 1..=150, r"^[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]*$", is_file_name;

    /// Tipo de contenido (MIME) en su forma `tipo/subtipo`.
    MediaType, 3..=100, r"^[a-z]+/[A-Za-z0-9]+([._+-][A-Za-z0-9]+)*$", is_media_type;

    /// Dirección web que empieza por `https://`.
    HttpsUrl, 10..=2000, r#"^https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?#][^\x00-\x20\x7f"<>\\^`{|}]*)?$"#, is_https_url;

    /// Radicado de un sistema de correspondencia; se acepta cualquiera de mayúsculas, dígitos y guiones.
    FilingNumber, 6..=40, r"^[A-Z0-9]+(-[A-Z0-9]+)*$",
        |text| text.split('-').all(|part| is_run(part, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));

    /// Entrega de este repositorio: `política/AAAA/MM/entrega`.
    SubmissionPath, 11..=130, r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}/(0[1-9]|1[0-2])/[a-z0-9]+(-[a-z0-9]+)*$", is_submission_path;

    /// Código de política de la medición, por ejemplo `POL07`.
    PolicyCode, 5..=5, r"^POL[0-9]{2}$", |text| text.strip_prefix("POL").is_some_and(|rest| is_digits(rest, 2, 2));

    /// Código de índice de la medición, por ejemplo `I11`.
    IndexCode, 3..=3, r"^I[0-9]{2}$", |text| text.strip_prefix('I').is_some_and(|rest| is_digits(rest, 2, 2));

    /// Clave de una dimensión dentro de una versión del modelo, por ejemplo `D3`.
    DimensionKey, 2..=3, r"^D[0-9]{1,2}$", |text| text.strip_prefix('D').is_some_and(|rest| is_digits(rest, 1, 2));

    /// Versión del modelo, por ejemplo `v6`.
    ModelKey, 2..=3, r"^v[0-9]{1,2}$", |text| text.strip_prefix('v').is_some_and(|rest| is_digits(rest, 1, 2));

    /// Identificador de un criterio de la entidad, por ejemplo `GD-01`.
    CriterionId, 5..=12, r"^[A-Z0-9]{2,8}-[0-9]{2,3}$", is_criterion;

    /// Código de pregunta del FURAG, por ejemplo `GTH200` o `EMI08`.
    QuestionCode, 5..=6, r"^[A-Z]{3}[0-9]{2,3}$", is_question_code;

    /// Tres letras con que empiezan los códigos de pregunta de un tema.
    QuestionPrefix, 3..=3, r"^[A-Z]{3}$", |text| is_run(text, |byte| byte.is_ascii_uppercase());

    /// Clave de un cuestionario del catálogo, por ejemplo `furag-2025`.
    QuestionnaireKey, 10..=10, r"^furag-[0-9]{4}$", |text| text.strip_prefix("furag-").is_some_and(|rest| is_digits(rest, 4, 4));

    /// Nombre de dominio en minúsculas.
    Domain, 4..=253, r"^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9]+(-[a-z0-9]+)*)+$",
        |text| text.contains('.') && text.split('.').all(is_slug);

    /// Nombre permanente de un registro: `dominio/entidad/número`, por ejemplo `mipg.ejemplo.gov.co/alcaldia/1`.
    LogOrigin, 8..=200, r"^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9]+(-[a-z0-9]+)*)+/[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]*$", is_log_origin;

    /// Nombre de usuario de hoy en una forja, sin la arroba.
    UserName, 1..=39, r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", is_user_name;

    /// NIT sin puntos, con dígito de verificación opcional.
    TaxNumber, 8..=12, r"^[0-9]{8,10}(-[0-9])?$", is_tax_number;

    /// Código DIVIPOLA del municipio: cinco dígitos.
    DivipolaCode, 5..=5, r"^[0-9]{5}$", |text| is_digits(text, 5, 5);

    /// Código SIGEP de la entidad: de uno a ocho dígitos.
    SigepCode, 1..=8, r"^[0-9]{1,8}$", |text| is_digits(text, 1, 8);
}

/// The schema of a text. Lengths that the pattern already sets are left out, so that one mistake is one error.
fn published(minimum: usize, maximum: usize, pattern: &str) -> Schema {
    let mut schema = json_schema!({"type": "string", "pattern": pattern});
    if minimum > 1 && pattern.contains(['*', '+']) {
        schema.insert("minLength".to_owned(), minimum.into());
    }
    if pattern.contains(['*', '+']) {
        schema.insert("maxLength".to_owned(), maximum.into());
    }
    schema
}

fn is_log_origin(text: &str) -> bool {
    let mut parts = text.split('/');
    let (Some(domain), Some(entity), Some(number), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_domain = domain.contains('.') && domain.split('.').all(is_slug);
    is_domain && is_slug(entity) && !number.starts_with('0') && is_run(number, |byte| byte.is_ascii_digit())
}

impl Sha256Text {
    /// The digest written.
    pub fn digest(&self) -> Digest {
        self.0.parse().expect("invariant: the constructor parsed it")
    }
}

impl From<Digest> for Sha256Text {
    fn from(digest: Digest) -> Self {
        Self(digest.to_string())
    }
}

impl MediaType {
    /// Whether it is an image or a video: what needs an alternative text and a statement about people.
    pub fn is_visual(&self) -> bool {
        self.0.starts_with("image/") || self.0.starts_with("video/")
    }
}

fn is_run(text: &str, accepts: fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(accepts)
}

fn is_digits(text: &str, minimum: usize, maximum: usize) -> bool {
    (minimum..=maximum).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_slug(text: &str) -> bool {
    text.split('-').all(|part| is_run(part, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn is_control(character: char) -> bool {
    character < '\u{20}' || character == '\u{7f}'
}

fn is_line(text: &str) -> bool {
    !text.contains(is_control) && !text.starts_with(' ') && !text.ends_with(' ')
}

fn is_prose(text: &str) -> bool {
    !text.starts_with([' ', '\n', '\r', '\t'])
        && !text.contains(|character| is_control(character) && !matches!(character, '\n' | '\r' | '\t'))
}

fn is_file_name(text: &str) -> bool {
    !text.starts_with('.') && !text.contains(|character| is_control(character) || matches!(character, '/' | '\\'))
}

fn is_media_type(text: &str) -> bool {
    text.split_once('/').is_some_and(|(kind, subtype)| {
        is_run(kind, |byte| byte.is_ascii_lowercase())
            && subtype.split(['.', '_', '+', '-']).all(|part| is_run(part, |byte| byte.is_ascii_alphanumeric()))
    })
}

fn is_https_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && port.is_none_or(|port| is_digits(port, 1, 5))
        && !tail.contains(|character| is_control(character) || r#" "<>\^`{|}"#.contains(character))
}

fn is_submission_path(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let [policy, year, month, submission] = parts[..] else { return false };
    is_slug(policy) && is_digits(year, 4, 4) && super::time::is_month(month) && is_slug(submission)
}

fn is_criterion(text: &str) -> bool {
    text.split_once('-').is_some_and(|(prefix, number)| {
        (2..=8).contains(&prefix.len())
            && is_run(prefix, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && is_digits(number, 2, 3)
    })
}

fn is_question_code(text: &str) -> bool {
    text.split_at_checked(3)
        .is_some_and(|(prefix, number)| is_run(prefix, |byte| byte.is_ascii_uppercase()) && is_digits(number, 2, 3))
}

fn is_user_name(text: &str) -> bool {
    text.split(['.', '_', '-']).all(|part| is_run(part, |byte| byte.is_ascii_alphanumeric()))
}

fn is_tax_number(text: &str) -> bool {
    let (number, check) = text.split_once('-').map_or((text, None), |(number, check)| (number, Some(check)));
    is_digits(number, 8, 10) && check.is_none_or(|check| is_digits(check, 1, 1))
}
