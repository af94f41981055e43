//! `soportes-AAAA.yaml`: which evidence answers which criterion, question and option of a vigencia.

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    AtLeastOne, CriterionId, Description, FileName, Ordinal, QuestionCode, Slug, SubmissionPath, Version1, Year,
    mapping::only_mappings,
};

/// Soportes de una política en una vigencia: qué evidencia responde a qué criterio, pregunta y opción.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Soportes de una vigencia")]
pub struct Supports {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Política de esta carpeta.
    #[serde(rename = "politica")]
    #[schemars(title = "Política")]
    pub policy: Slug,
    /// Año que se evalúa; el mismo del nombre del archivo.
    #[serde(rename = "vigencia")]
    #[schemars(title = "Vigencia")]
    pub year: Year,
    /// Evidencias y lo que cada una responde.
    #[serde(rename = "soportes", default)]
    #[schemars(title = "Soportes")]
    pub supports: Vec<Support>,
    /// Lo que no aplica a la entidad, con su motivo. Vacío no quiere decir cero.
    #[serde(rename = "no_aplica", default)]
    #[schemars(title = "No aplica")]
    pub not_applicable: Vec<NotApplicable>,
}

/// Evidencia y lo que responde.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Soporte")]
pub struct Support {
    /// Entrega donde está la evidencia; puede ser de otra política que la declara en `tambien_sirve_a`.
    #[serde(rename = "entrega")]
    #[schemars(title = "Entrega")]
    pub submission: SubmissionPath,
    /// Archivo de la entrega; si falta, todos.
    #[serde(rename = "archivo")]
    #[schemars(title = "Archivo")]
    pub file: Option<FileName>,
    /// Criterios que muestra.
    #[serde(rename = "criterios", default)]
    #[schemars(title = "Criterios")]
    pub criteria: Vec<CriterionId>,
    /// Preguntas y opciones que respalda.
    #[serde(rename = "preguntas", default)]
    #[schemars(title = "Preguntas")]
    pub questions: Vec<SupportedQuestion>,
    /// Página, minuto o explicación para encontrar lo que se muestra.
    #[serde(rename = "nota")]
    #[schemars(title = "Nota")]
    pub note: Option<Description>,
}

/// Pregunta que una evidencia respalda.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Pregunta respaldada")]
pub struct SupportedQuestion {
    /// Código de la pregunta en el cuestionario de la vigencia.
    #[serde(rename = "codigo")]
    #[schemars(title = "Código")]
    pub code: QuestionCode,
    /// Posición de cada opción respaldada, desde 1; sin opciones, la pregunta entera.
    #[serde(rename = "opciones", default)]
    #[schemars(title = "Opciones")]
    pub options: Vec<Ordinal>,
}

/// Criterios o preguntas que no aplican.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "No aplica", transform = choose_subject)]
pub enum NotApplicable {
    /// Preguntas que no aplican.
    Questions(QuestionsNotApplicable),
    /// Criterios que no aplican.
    Criteria(CriteriaNotApplicable),
}

only_mappings! { QuestionsNotApplicable CriteriaNotApplicable }

/// Says which alternative a value means, so that a mistake is named inside it.
fn choose_subject(schema: &mut Schema) {
    let alternatives = schema.remove("anyOf").and_then(|value| value.as_array().cloned()).unwrap_or_default();
    let [questions, criteria] = &alternatives[..] else {
        unreachable!("invariant: the enumeration has two alternatives")
    };
    schema.insert("type".to_owned(), "object".into());
    schema.insert("if".to_owned(), json!({"required": ["criterios"]}));
    schema.insert("then".to_owned(), criteria.clone());
    schema.insert("else".to_owned(), questions.clone());
}

/// Preguntas que no aplican a la entidad.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(title = "Preguntas que no aplican")]
pub struct QuestionsNotApplicable {
    /// Códigos de las preguntas.
    #[serde(rename = "preguntas")]
    #[schemars(title = "Preguntas")]
    pub questions: AtLeastOne<QuestionCode>,
    /// Por qué no aplican.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
}

/// Criterios que no aplican a la entidad.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(title = "Criterios que no aplican")]
pub struct CriteriaNotApplicable {
    /// Identificadores de los criterios.
    #[serde(rename = "criterios")]
    #[schemars(title = "Criterios")]
    pub criteria: AtLeastOne<CriterionId>,
    /// Por qué no aplican.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
}
