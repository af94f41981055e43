//! `catalogo/furag-AAAA.yaml`: the questionnaire of a vigencia, imported from the entity's spreadsheet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AtLeastOne, FileName, Ordinal, QuestionCode, Sha256Text, Slug, Source, Text, Verification, Version1, Year,
};

/// Cuestionario del FURAG de una vigencia, tal como lo recibió la entidad.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Cuestionario del FURAG")]
pub struct Questionnaire {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Año que se evalúa; el mismo del nombre del archivo.
    #[serde(rename = "vigencia")]
    #[schemars(title = "Vigencia")]
    pub year: Year,
    /// De dónde sale el cuestionario.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Source,
    /// Qué tan comprobado está que es el oficial.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
    /// Archivo del que se importó.
    #[serde(rename = "importado_de")]
    #[schemars(title = "Importado de")]
    pub imported_from: Option<ImportedFile>,
    /// Preguntas, en el orden del formulario.
    #[serde(rename = "preguntas")]
    #[schemars(title = "Preguntas")]
    pub questions: AtLeastOne<Question>,
}

/// Archivo del que se importó un cuestionario.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Archivo importado")]
pub struct ImportedFile {
    /// Nombre del archivo.
    #[serde(rename = "archivo")]
    #[schemars(title = "Archivo")]
    pub file: FileName,
    /// Huella SHA-256 del archivo.
    #[serde(rename = "sha256")]
    #[schemars(title = "Huella")]
    pub sha256: Sha256Text,
    /// Hoja del libro.
    #[serde(rename = "hoja")]
    #[schemars(title = "Hoja")]
    pub sheet: Option<Text>,
}

/// Pregunta del cuestionario.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Pregunta")]
pub struct Question {
    /// Código, por ejemplo GTH200.
    #[serde(rename = "codigo")]
    #[schemars(title = "Código")]
    pub code: QuestionCode,
    /// Clave de la política a la que se asigna; vacía si no es de ninguna.
    #[serde(rename = "politica")]
    #[schemars(title = "Política")]
    pub policy: Option<Slug>,
    /// Módulo del formulario.
    #[serde(rename = "modulo", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Módulo")]
    pub section: Option<Text>,
    /// Enunciado.
    #[serde(rename = "texto")]
    #[schemars(title = "Texto")]
    pub text: Text,
    /// Cómo se responde.
    #[serde(rename = "tipo")]
    #[schemars(title = "Tipo")]
    pub kind: QuestionKind,
    /// Si la pregunta entera pide evidencia.
    #[serde(rename = "pide_evidencia", default, skip_serializing_if = "is_false")]
    #[schemars(title = "Pide evidencia")]
    pub asks_evidence: bool,
    /// Página del formulario.
    #[serde(rename = "pagina", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Página")]
    pub page: Option<Ordinal>,
    /// Respuesta de la que depende que se pregunte.
    #[serde(rename = "depende_de", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Depende de")]
    pub depends_on: Option<QuestionCondition>,
    /// Opciones, en su orden; la primera es la 1. Vacío en las preguntas abiertas.
    #[serde(rename = "opciones", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(title = "Opciones")]
    pub options: Vec<QuestionOption>,
}

/// Cómo se responde una pregunta.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Tipo de pregunta")]
pub enum QuestionKind {
    /// Una opción.
    #[serde(rename = "seleccion-unica")]
    SingleChoice,
    /// Varias opciones.
    #[serde(rename = "seleccion-multiple")]
    MultipleChoice,
    /// Un número por opción.
    #[serde(rename = "multiple-numerica")]
    MultipleNumeric,
    /// Un número.
    #[serde(rename = "abierta-numerica")]
    OpenNumeric,
    /// Un texto.
    #[serde(rename = "abierta-texto")]
    OpenText,
    /// Una tabla.
    #[serde(rename = "matricial")]
    Matrix,
}

/// Opción de una pregunta.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Opción")]
pub struct QuestionOption {
    /// Texto de la opción.
    #[serde(rename = "texto")]
    #[schemars(title = "Texto")]
    pub text: Text,
    /// Si no se puede marcar con otras («Ninguna de las anteriores»).
    #[serde(rename = "excluyente", default, skip_serializing_if = "is_false")]
    #[schemars(title = "Excluyente")]
    pub exclusive: bool,
    /// Si pide escribir un texto.
    #[serde(rename = "pide_texto", default, skip_serializing_if = "is_false")]
    #[schemars(title = "Pide texto")]
    pub asks_text: bool,
    /// Si pide evidencia.
    #[serde(rename = "pide_evidencia", default, skip_serializing_if = "is_false")]
    #[schemars(title = "Pide evidencia")]
    pub asks_evidence: bool,
}

/// Respuesta de otra pregunta que hace aparecer esta.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Condición")]
pub struct QuestionCondition {
    /// Código de la pregunta de la que depende.
    #[serde(rename = "pregunta")]
    #[schemars(title = "Pregunta")]
    pub question: QuestionCode,
    /// Posición de las opciones que la hacen aparecer, desde 1.
    #[serde(rename = "opciones")]
    #[schemars(title = "Opciones")]
    pub options: AtLeastOne<Ordinal>,
}

fn is_false(value: &bool) -> bool {
    !value
}
