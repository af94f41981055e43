//! `catalogo/festivos-co.yaml`: holiday rules as data; the dates are computed from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Day, Description, EasterOffset, Month, Slug, Source, Text, Title, Verification, Version1, Year};

/// Reglas de los festivos: con ellas se calculan las fechas de cada año.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Catálogo de festivos")]
pub struct Holidays {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Zona horaria.
    #[serde(rename = "zona")]
    #[schemars(title = "Zona horaria")]
    pub zone: Zone,
    /// Fuentes citadas, por su clave.
    #[serde(rename = "fuentes")]
    #[schemars(title = "Fuentes", extend("propertyNames" = {"maxLength": 60}))]
    pub sources: BTreeMap<Slug, Source>,
    /// Festivos que no se trasladan.
    #[serde(rename = "fijos")]
    #[schemars(title = "Fijos")]
    pub fixed: Vec<FixedHoliday>,
    /// Festivos que, si no caen lunes, pasan al lunes siguiente.
    #[serde(rename = "trasladables")]
    #[schemars(title = "Trasladables")]
    pub movable: Vec<FixedHoliday>,
    /// Festivos que dependen del domingo de Pascua.
    #[serde(rename = "pascua")]
    #[schemars(title = "De Pascua")]
    pub easter: Vec<EasterHoliday>,
    /// Días cívicos de la entidad territorial, con su acto.
    #[serde(rename = "civicos_locales", default)]
    #[schemars(title = "Cívicos locales")]
    pub local: Vec<LocalHoliday>,
}

/// Zona horaria de los plazos.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Zona horaria")]
pub enum Zone {
    /// Hora legal de Colombia: cinco horas menos que la universal, todo el año.
    #[serde(rename = "America/Bogota")]
    Bogota,
}

/// Festivo con mes y día.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Festivo de fecha fija")]
pub struct FixedHoliday {
    /// Mes.
    #[serde(rename = "mes")]
    #[schemars(title = "Mes")]
    pub month: Month,
    /// Día.
    #[serde(rename = "dia")]
    #[schemars(title = "Día")]
    pub day: Day,
    /// Nombre.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Ley y artículo.
    #[serde(rename = "norma")]
    #[schemars(title = "Norma")]
    pub norm: Text,
    /// Primer año en que se aplica.
    #[serde(rename = "desde_anio")]
    #[schemars(title = "Desde el año")]
    pub from_year: Year,
    /// Último año en que se aplica; vacío si sigue.
    #[serde(rename = "hasta_anio")]
    #[schemars(title = "Hasta el año")]
    pub until_year: Option<Year>,
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

/// Festivo contado desde el domingo de Pascua.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Festivo de Pascua")]
pub struct EasterHoliday {
    /// Días respecto del domingo de Pascua, antes del traslado.
    #[serde(rename = "desplazamiento")]
    #[schemars(title = "Desplazamiento")]
    pub offset: EasterOffset,
    /// Si pasa al lunes siguiente.
    #[serde(rename = "se_traslada")]
    #[schemars(title = "Se traslada")]
    pub moves: bool,
    /// Nombre.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Ley y artículo.
    #[serde(rename = "norma")]
    #[schemars(title = "Norma")]
    pub norm: Text,
    /// Primer año en que se aplica.
    #[serde(rename = "desde_anio")]
    #[schemars(title = "Desde el año")]
    pub from_year: Year,
    /// Último año en que se aplica; vacío si sigue.
    #[serde(rename = "hasta_anio")]
    #[schemars(title = "Hasta el año")]
    pub until_year: Option<Year>,
    /// Clave de su fuente.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Slug,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}

/// Día cívico de la entidad territorial.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Día cívico local")]
pub struct LocalHoliday {
    /// Fecha.
    #[serde(rename = "fecha")]
    #[schemars(title = "Fecha")]
    pub date: Date,
    /// Nombre.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Acto que lo declara no hábil.
    #[serde(rename = "acto")]
    #[schemars(title = "Acto")]
    pub act: Text,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Verification,
}
