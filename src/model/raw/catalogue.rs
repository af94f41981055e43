//! `catalogo/mipg-vN.yaml` and `catalogo/planes-612.yaml`: the model and the institutional plans.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AtLeastOne, Date, Day, Description, DimensionKey, IndexCode, ModelKey, Month, Ordinal, PolicyCode, QuestionPrefix,
    Slug, Source, Text, Title, Verification, Version1,
};

/// Catálogo de una versión del modelo (MIPG): dimensiones, políticas e índices.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Catálogo del modelo")]
pub struct ModelCatalogue {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Versión del modelo; la misma del nombre del archivo.
    #[serde(rename = "modelo")]
    #[schemars(title = "Modelo")]
    pub model: ModelKey,
    /// Manual que la define.
    #[serde(rename = "manual")]
    #[schemars(title = "Manual")]
    pub manual: Source,
    /// Qué tan comprobado está el catálogo en conjunto.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
    /// Lo que falta por confirmar.
    #[serde(rename = "nota")]
    #[schemars(title = "Nota")]
    pub note: Option<Text>,
    /// Fuentes citadas, por su clave.
    #[serde(rename = "fuentes")]
    #[schemars(title = "Fuentes", extend("propertyNames" = {"maxLength": 60}))]
    pub sources: BTreeMap<Slug, Source>,
    /// Dimensiones, en su orden.
    #[serde(rename = "dimensiones")]
    #[schemars(title = "Dimensiones")]
    pub dimensions: AtLeastOne<Dimension>,
    /// Políticas, en su orden.
    #[serde(rename = "politicas")]
    #[schemars(title = "Políticas")]
    pub policies: AtLeastOne<CataloguePolicy>,
    /// Índices en que se descomponen las políticas; vacío si no se conocen.
    #[serde(rename = "indices")]
    #[schemars(title = "Índices")]
    pub indices: Vec<Index>,
}

/// Dimensión: grupo de políticas.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Dimensión")]
pub struct Dimension {
    /// Clave dentro de este modelo.
    #[serde(rename = "id")]
    #[schemars(title = "Clave")]
    pub id: DimensionKey,
    /// Nombre.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Nombre literal en los resultados publicados, si es otro.
    #[serde(rename = "nombre_resultados")]
    #[schemars(title = "Nombre en los resultados")]
    pub results_name: Option<Title>,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobada está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Política dentro de una versión del modelo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Política del modelo")]
pub struct CataloguePolicy {
    /// Clave estable de la política: el nombre de su carpeta.
    #[serde(rename = "politica")]
    #[schemars(title = "Política")]
    pub policy: Slug,
    /// Código en la medición; vacío si todavía no tiene.
    #[serde(rename = "codigo")]
    #[schemars(title = "Código")]
    pub code: Option<PolicyCode>,
    /// Nombre en esta versión del modelo.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Clave de su dimensión en esta versión.
    #[serde(rename = "dimension")]
    #[schemars(title = "Dimensión")]
    pub dimension: DimensionKey,
    /// Entidad nacional que lidera la política.
    #[serde(rename = "lider_nacional")]
    #[schemars(title = "Líder nacional")]
    pub national_leader: Option<NationalLeader>,
    /// Prefijos de sus preguntas en el FURAG.
    #[serde(rename = "prefijos_furag", default)]
    #[schemars(title = "Prefijos del FURAG")]
    pub prefixes: Vec<Prefix>,
    /// Numeral del manual.
    #[serde(rename = "numeral")]
    #[schemars(title = "Numeral")]
    pub section: Option<Text>,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobada está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
    /// Aclaración.
    #[serde(rename = "nota")]
    #[schemars(title = "Nota")]
    pub note: Option<Description>,
}

/// Entidad nacional que lidera una política.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Líder nacional")]
pub struct NationalLeader {
    /// Nombre de la entidad.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Prefijo de códigos de pregunta.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Prefijo")]
pub struct Prefix {
    /// Tres letras.
    #[serde(rename = "prefijo")]
    #[schemars(title = "Prefijo")]
    pub prefix: QuestionPrefix,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Índice de una política.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Índice")]
pub struct Index {
    /// Código en la tabla de índices.
    #[serde(rename = "codigo")]
    #[schemars(title = "Código")]
    pub code: IndexCode,
    /// Nombre.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Clave de la política a la que pertenece.
    #[serde(rename = "politica")]
    #[schemars(title = "Política")]
    pub policy: Slug,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Catálogo de los planes institucionales y estratégicos.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Catálogo de planes")]
pub struct Plans {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Norma que los ordena.
    #[serde(rename = "norma")]
    #[schemars(title = "Norma")]
    pub norm: Source,
    /// Qué tan comprobado está el catálogo en conjunto.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
    /// Lo que falta por confirmar.
    #[serde(rename = "nota")]
    #[schemars(title = "Nota")]
    pub note: Option<Text>,
    /// Fuentes citadas, por su clave.
    #[serde(rename = "fuentes")]
    #[schemars(title = "Fuentes", extend("propertyNames" = {"maxLength": 60}))]
    pub sources: BTreeMap<Slug, Source>,
    /// Cuándo y dónde se publican.
    #[serde(rename = "publicacion")]
    #[schemars(title = "Publicación")]
    pub publication: Option<PlanPublication>,
    /// Planes, en el orden de la norma; un plan que sucede a otro lleva su mismo número.
    #[serde(rename = "planes")]
    #[schemars(title = "Planes")]
    pub plans: AtLeastOne<Plan>,
}

/// Cuándo y dónde se publican los planes.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Publicación de los planes")]
pub struct PlanPublication {
    /// Mes límite.
    #[serde(rename = "mes")]
    #[schemars(title = "Mes")]
    pub month: Month,
    /// Día límite.
    #[serde(rename = "dia")]
    #[schemars(title = "Día")]
    pub day: Day,
    /// Lugar de publicación.
    #[serde(rename = "lugar")]
    #[schemars(title = "Lugar")]
    pub place: Text,
    /// Norma que lo ordena.
    #[serde(rename = "norma")]
    #[schemars(title = "Norma")]
    pub norm: Text,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Plan institucional o estratégico.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Plan")]
pub struct Plan {
    /// Clave del plan; no cambia nunca.
    #[serde(rename = "id")]
    #[schemars(title = "Clave")]
    pub id: Slug,
    /// Lugar en la lista de la norma.
    #[serde(rename = "numero")]
    #[schemars(title = "Número")]
    pub number: Ordinal,
    /// Sigla, si tiene.
    #[serde(rename = "sigla")]
    #[schemars(title = "Sigla")]
    pub acronym: Option<Text>,
    /// Nombre.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Política con que se relaciona; la relación es una propuesta, no la fija la norma.
    #[serde(rename = "politica")]
    #[schemars(title = "Política relacionada")]
    pub policy: Option<Slug>,
    /// Clave del plan que lo sucede.
    #[serde(rename = "reemplazado_por")]
    #[schemars(title = "Reemplazado por")]
    pub replaced_by: Option<Slug>,
    /// Primer día en que existe; vacío si es anterior a este repositorio.
    #[serde(rename = "vigente_desde")]
    #[schemars(title = "Vigente desde")]
    pub in_force_from: Option<Date>,
    /// Último día en que existe, incluido; vacío si sigue.
    #[serde(rename = "vigente_hasta")]
    #[schemars(title = "Vigente hasta")]
    pub in_force_until: Option<Date>,
    /// Normas propias del plan.
    #[serde(rename = "normas", default)]
    #[schemars(title = "Normas")]
    pub norms: Vec<Text>,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
    /// Aclaración.
    #[serde(rename = "nota")]
    #[schemars(title = "Nota")]
    pub note: Option<Description>,
}
