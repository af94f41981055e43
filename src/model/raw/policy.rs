//! `politica.yaml`: one policy as this entity manages it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Account, CriterionId, Date, Description, ModelKey, PolicyCode, RetentionYears, Slug, Source, Text, Title,
    Verification, Version1,
};

/// Política de gestión y desempeño tal como la gestiona la entidad.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Política")]
pub struct Policy {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Clave de la política: el nombre de esta carpeta. No cambia nunca.
    #[serde(rename = "politica")]
    #[schemars(title = "Clave")]
    pub policy: Slug,
    /// Código de la medición, por ejemplo POL07; vacío si todavía no tiene.
    #[serde(rename = "codigo")]
    #[schemars(title = "Código")]
    pub code: Option<PolicyCode>,
    /// Nombre oficial de la política.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Si la entidad la gestiona en las vigencias cuyo modelo la incluye. Una política que termina pasa a `false`; su carpeta se queda.
    #[serde(rename = "activa")]
    #[schemars(title = "Activa")]
    pub active: bool,
    /// Primer modelo que la incluye; vacío si es anterior a los catálogos de este repositorio.
    #[serde(rename = "desde_modelo")]
    #[schemars(title = "Desde el modelo")]
    pub since_model: Option<ModelKey>,
    /// Último modelo que la incluye; vacío si sigue vigente.
    #[serde(rename = "hasta_modelo")]
    #[schemars(title = "Hasta el modelo")]
    pub until_model: Option<ModelKey>,
    /// Quién responde por la política, por cargo, y desde cuándo.
    #[serde(rename = "lideres", default)]
    #[schemars(title = "Líderes")]
    pub leaders: Vec<Leader>,
    /// Criterios diferenciales que aplican a la entidad. No se inventan: cada uno lleva su fuente.
    #[serde(rename = "criterios", default)]
    #[schemars(title = "Criterios")]
    pub criteria: Vec<Criterion>,
    /// Serie y tiempos de la tabla de retención documental; vacía si no se conoce.
    #[serde(rename = "retencion")]
    #[schemars(title = "Retención (TRD)")]
    pub retention: Option<Retention>,
    /// De dónde salen el código y el nombre.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Source,
    /// Qué tan comprobados están.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Líder de una política: un cargo, no una persona.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Líder")]
pub struct Leader {
    /// Cargo que lidera la política.
    #[serde(rename = "rol")]
    #[schemars(title = "Rol")]
    pub role: Text,
    /// Clave de su dependencia en `repositorio.yaml`.
    #[serde(rename = "dependencia")]
    #[schemars(title = "Dependencia")]
    pub office: Slug,
    /// Cuentas que entregan en su nombre.
    #[serde(rename = "cuentas", default)]
    #[schemars(title = "Cuentas")]
    pub accounts: Vec<Account>,
    /// Desde qué día responde.
    #[serde(rename = "desde")]
    #[schemars(title = "Desde")]
    pub from: Date,
    /// Hasta qué día respondió, incluido; vacío si sigue.
    #[serde(rename = "hasta")]
    #[schemars(title = "Hasta")]
    pub until: Option<Date>,
}

impl Leader {
    /// Whether they answer for the policy on a day: from the first of theirs to the last, both included.
    pub fn is_in_office(&self, day: NaiveDate) -> bool {
        self.from.get() <= day && self.until.is_none_or(|until| day <= until.get())
    }
}

/// Criterio que la entidad debe mostrar que cumple.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Criterio")]
pub struct Criterion {
    /// Identificador que no cambia, por ejemplo GD-01.
    #[serde(rename = "id")]
    #[schemars(title = "Identificador")]
    pub id: CriterionId,
    /// Lo que se debe mostrar, con las palabras de la fuente.
    #[serde(rename = "texto")]
    #[schemars(title = "Texto")]
    pub text: Text,
    /// Nivel, si la fuente lo da.
    #[serde(rename = "nivel")]
    #[schemars(title = "Nivel")]
    pub level: Option<Level>,
    /// Documento que fija el criterio.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Source,
    /// Desde y hasta cuándo aplica.
    #[serde(rename = "vigencia")]
    #[schemars(title = "Vigencia")]
    pub validity: Validity,
}

/// Nivel de un criterio.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Nivel")]
pub enum Level {
    /// Básico.
    #[serde(rename = "basico")]
    Basic,
    /// Intermedio.
    #[serde(rename = "intermedio")]
    Intermediate,
    /// Avanzado.
    #[serde(rename = "avanzado")]
    Advanced,
}

/// Desde y hasta cuándo rige algo; sin fin mientras siga rigiendo.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Vigencia")]
pub struct Validity {
    /// Primer día, incluido.
    #[serde(rename = "desde")]
    #[schemars(title = "Desde")]
    pub from: Date,
    /// Último día, incluido; vacío si sigue.
    #[serde(rename = "hasta")]
    #[schemars(title = "Hasta")]
    pub until: Option<Date>,
}

/// Lo que dice la tabla de retención documental (TRD) de la entidad.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Retención")]
pub struct Retention {
    /// Código del cuadro de clasificación documental (CCD).
    #[serde(rename = "codigo")]
    #[schemars(title = "Código")]
    pub code: Text,
    /// Serie documental.
    #[serde(rename = "serie")]
    #[schemars(title = "Serie")]
    pub series: Text,
    /// Subserie documental.
    #[serde(rename = "subserie")]
    #[schemars(title = "Subserie")]
    pub subseries: Option<Text>,
    /// Años en el archivo de gestión.
    #[serde(rename = "gestion")]
    #[schemars(title = "Archivo de gestión")]
    pub office_years: RetentionYears,
    /// Años en el archivo central.
    #[serde(rename = "central")]
    #[schemars(title = "Archivo central")]
    pub central_years: RetentionYears,
    /// Qué se hace al terminar.
    #[serde(rename = "disposicion")]
    #[schemars(title = "Disposición final")]
    pub disposal: Disposal,
    /// Acto que aprobó la tabla.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Source,
    /// Aclaración sobre el procedimiento.
    #[serde(rename = "nota")]
    #[schemars(title = "Nota")]
    pub note: Option<Description>,
}

/// Disposición final de una serie documental.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Disposición final")]
pub enum Disposal {
    /// Se conserva para siempre.
    #[serde(rename = "conservacion-total")]
    Keep,
    /// Se elimina.
    #[serde(rename = "eliminacion")]
    Destroy,
    /// Se conserva una muestra.
    #[serde(rename = "seleccion")]
    Select,
    /// Se reproduce en otro medio.
    #[serde(rename = "medio-tecnico")]
    Reproduce,
}
