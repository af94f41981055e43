//! `repositorio.yaml`: the entity, its settings and its obligations.

use std::{collections::BTreeMap, ops::RangeInclusive};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Account, AtLeastOne, Contingency, DivipolaCode, Domain, Exemption, Limits, LogOrigin, MediaType, ModelKey,
    NamedAccount, Obligation, QuestionnaireKey, SigepCode, Slug, Source, TaxNumber, Title, Verification, Version1,
    Year,
};

/// Configuración del repositorio: la entidad, sus vigencias, sus dependencias y sus obligaciones.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Configuración del repositorio")]
pub struct Repository {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Entidad a la que pertenece el repositorio.
    #[serde(rename = "entidad")]
    #[schemars(title = "Entidad")]
    pub entity: Entity,
    /// Años que se evalúan y el modelo de cada uno.
    #[serde(rename = "vigencias")]
    #[schemars(title = "Vigencias")]
    pub years: AtLeastOne<EvaluatedYear>,
    /// Cómo se recibe. En un repositorio público, abrir una solicitud de cambio ya es publicar.
    #[serde(rename = "recepcion")]
    #[schemars(title = "Recepción")]
    pub intake: Intake,
    /// Cuentas de cada rol.
    #[serde(rename = "roles", default)]
    #[schemars(title = "Roles")]
    pub roles: Roles,
    /// Nombres de usuario de hoy de las cuentas anteriores y de las de los líderes, para que la forja pida su revisión.
    #[serde(rename = "usuarios", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(title = "Usuarios")]
    pub users: Vec<NamedAccount>,
    /// Dependencias de la entidad, por su clave.
    #[serde(rename = "dependencias", default)]
    #[schemars(title = "Dependencias", extend("propertyNames" = {"maxLength": 60}))]
    pub offices: BTreeMap<Slug, Office>,
    /// Dominios de correo de la entidad. Un cambio hecho desde otro dominio da un aviso; sin dominios no se revisa.
    #[serde(rename = "dominios_correo", default)]
    #[schemars(title = "Dominios de correo")]
    pub mail_domains: Vec<Domain>,
    /// Tipos de contenido que se aceptan como evidencia.
    #[serde(rename = "formatos", default = "default_formats")]
    #[schemars(title = "Formatos aceptados")]
    pub formats: AtLeastOne<MediaType>,
    /// Tipos de documento que puede llevar `tipologia`.
    #[serde(rename = "tipologias", default = "default_typologies")]
    #[schemars(title = "Tipologías")]
    pub typologies: AtLeastOne<Slug>,
    /// Límites de tamaño y cantidad.
    #[serde(rename = "limites", default)]
    #[schemars(title = "Límites")]
    pub limits: Limits,
    /// Registro de integridad: sin él, no se anota lo que se recibe ni lo que se publica.
    #[serde(rename = "registro", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Registro de integridad")]
    pub trail: Option<Trail>,
    /// Quién ve en el micrositio el tablero de entregas. Si falta, es interno: no se publica.
    #[serde(rename = "tablero", default, skip_serializing_if = "BoardAudience::is_internal")]
    #[schemars(title = "Tablero de entregas")]
    pub board: BoardAudience,
    /// Qué se debe entregar, quién y cuándo.
    #[serde(rename = "obligaciones")]
    #[schemars(title = "Obligaciones")]
    pub obligations: Vec<Obligation>,
    /// Excepciones autorizadas a una obligación.
    #[serde(rename = "excepciones", default)]
    #[schemars(title = "Excepciones")]
    pub exemptions: Vec<Exemption>,
    /// Hechos que corren los plazos de todos.
    #[serde(rename = "contingencias", default)]
    #[schemars(title = "Contingencias")]
    pub contingencies: Vec<Contingency>,
}

impl Repository {
    /// The years that a date of obligations, exemptions and contingencies can be believed to be of.
    pub fn believed_years(&self) -> RangeInclusive<i32> {
        let last_stated = self.years.iter().map(|stated| i32::from(stated.year.get())).max();
        EARLIEST..=last_stated.unwrap_or(EARLIEST).saturating_add(YEARS_AHEAD)
    }
}

/// First year believed.
const EARLIEST: i32 = 1991;
/// Years after the last vigencia that are believed.
const YEARS_AHEAD: i32 = 10;

/// Registro de integridad del repositorio.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Registro de integridad")]
pub struct Trail {
    /// Nombre permanente del registro, `dominio/entidad/número`. Nunca se cambia: un registro con otro nombre es otro registro.
    #[serde(rename = "origen")]
    #[schemars(title = "Origen")]
    pub origin: LogOrigin,
}

/// Identificación de la entidad. Lo que no se ha comprobado queda vacío.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Entidad")]
pub struct Entity {
    /// Nombre oficial.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Dominio del micrositio.
    #[serde(rename = "dominio")]
    #[schemars(title = "Dominio")]
    pub domain: Domain,
    /// NIT, con o sin dígito de verificación.
    #[serde(rename = "nit")]
    #[schemars(title = "NIT")]
    pub tax_number: Option<TaxNumber>,
    /// Código DIVIPOLA del municipio o distrito.
    #[serde(rename = "divipola")]
    #[schemars(title = "DIVIPOLA")]
    pub divipola: Option<DivipolaCode>,
    /// Código SIGEP de la entidad.
    #[serde(rename = "sigep")]
    #[schemars(title = "SIGEP")]
    pub sigep: Option<SigepCode>,
}

/// Año que se evalúa.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Vigencia")]
pub struct EvaluatedYear {
    /// Año evaluado, del 1 de enero al 31 de diciembre.
    #[serde(rename = "anio")]
    #[schemars(title = "Año")]
    pub year: Year,
    /// Versión del modelo que se mide, según el catálogo.
    #[serde(rename = "modelo")]
    #[schemars(title = "Modelo")]
    pub model: ModelKey,
    /// Cuestionario del FURAG de esa vigencia; vacío mientras no exista.
    #[serde(rename = "cuestionario")]
    #[schemars(title = "Cuestionario")]
    pub questionnaire: Option<QuestionnaireKey>,
    /// Qué tan comprobado está que esa vigencia se mide con ese modelo.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Option<Verification>,
}

/// Cómo se reciben las entregas.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Recepción")]
pub enum Intake {
    /// En un repositorio privado; se publica después de revisar.
    #[serde(rename = "privada")]
    Private,
    /// En un repositorio público, asumiendo que entregar ya es publicar.
    #[serde(rename = "publica-asumida")]
    PublicAssumed,
}

/// Para quién es el tablero de entregas.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Tablero de entregas")]
pub enum BoardAudience {
    /// Se publica en el micrositio.
    #[serde(rename = "publico")]
    Public,
    /// No se publica; `mipg status` lo muestra a quien tiene el repositorio.
    #[default]
    #[serde(rename = "interno")]
    Internal,
}

impl BoardAudience {
    /// Whether it is not published, which is what an absent key means.
    pub fn is_internal(&self) -> bool {
        matches!(self, BoardAudience::Internal)
    }
}

/// Cuentas de cada rol del repositorio.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "Roles")]
pub struct Roles {
    /// Quienes reciben y cargan lo que llega por SIGOB.
    #[serde(rename = "receptor")]
    #[schemars(title = "Receptor")]
    pub receiver: Vec<Account>,
    /// Quienes revisan y aprueban entregas.
    #[serde(rename = "revisor")]
    #[schemars(title = "Revisor")]
    pub reviewer: Vec<Account>,
    /// Secretaría de Planeación: seguimiento de planes y FURAG.
    #[serde(rename = "planeacion")]
    #[schemars(title = "Planeación")]
    pub planning: Vec<Account>,
    /// Control interno.
    #[serde(rename = "control_interno")]
    #[schemars(title = "Control interno")]
    pub internal_control: Vec<Account>,
    /// Quienes mantienen los catálogos y esta configuración.
    #[serde(rename = "catalogo")]
    #[schemars(title = "Catálogo")]
    pub catalogue: Vec<Account>,
}

/// Dependencia de la entidad.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Dependencia")]
pub struct Office {
    /// Nombre oficial de la dependencia.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// De dónde sale el nombre.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Option<Source>,
    /// Qué tan comprobado está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Option<Verification>,
}

/// Types accepted as evidence where `formatos` says nothing, in the order published.
pub const DEFAULT_FORMATS: &[&str] = &[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/tiff",
    "image/heif",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/wav",
    "text/plain",
    "text/csv",
    "text/vtt",
    "application/json",
    "application/xml",
    "application/zip",
    "message/rfc822",
];

/// Kinds of document accepted where `tipologias` says nothing, in the order published.
pub const DEFAULT_TYPOLOGIES: &[&str] = &[
    "informe",
    "acta",
    "acto-administrativo",
    "oficio",
    "circular",
    "plan",
    "presentacion",
    "listado",
    "matriz",
    "datos",
    "comunicado",
    "fotografia",
    "imagen",
    "video",
    "audio",
    "captura",
    "caratula",
    "certificacion",
    "correo",
    "otro",
];

fn default_formats() -> AtLeastOne<MediaType> {
    list(DEFAULT_FORMATS)
}

fn default_typologies() -> AtLeastOne<Slug> {
    list(DEFAULT_TYPOLOGIES)
}

fn list<T: TryFrom<&'static str>>(texts: &[&'static str]) -> AtLeastOne<T> {
    let items: Vec<T> = texts.iter().filter_map(|&text| T::try_from(text).ok()).collect();
    items.try_into().expect("invariant: the default lists are not empty")
}
