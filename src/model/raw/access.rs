//! Files that are not public, or that show people: what stands in git in their place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Description, FileName, Sha256Text, Text};

/// Acceso al archivo según la Ley 1712 de 2014.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Acceso")]
pub enum Access {
    /// Cualquiera puede verlo.
    #[default]
    #[serde(rename = "publica")]
    Public,
    /// Clasificada: afecta derechos de personas (Ley 1712 de 2014, art. 18).
    #[serde(rename = "clasificada")]
    Classified,
    /// Reservada: afecta intereses públicos protegidos (Ley 1712 de 2014, art. 19).
    #[serde(rename = "reservada")]
    Reserved,
}

impl Access {
    /// Whether anybody may see the file.
    pub fn is_public(&self) -> bool {
        matches!(self, Access::Public)
    }
}

/// Por qué un archivo no es público y hasta dónde llega la excepción.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Excepción de acceso")]
pub struct AccessException {
    /// Norma y artículo que permiten negar el acceso.
    #[serde(rename = "norma", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Norma")]
    pub norm: Option<Text>,
    /// Si la excepción cubre todo el documento o solo una parte, y cuál.
    #[serde(rename = "alcance", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Alcance")]
    pub scope: Option<Text>,
    /// Hasta cuándo rige la excepción.
    #[serde(rename = "plazo", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Plazo")]
    pub term: Option<Text>,
    /// Cargo o dependencia que calificó la información; nunca el nombre de una persona.
    #[serde(rename = "califica", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Quién califica")]
    pub classifier: Option<Text>,
    /// Dependencia que conserva el documento.
    #[serde(rename = "custodia", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Dependencia que custodia")]
    pub keeper: Option<Text>,
    /// Archivo de la misma entrega con la versión que sí se puede publicar (tachada o resumida).
    #[serde(rename = "version_publica", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Versión pública")]
    pub public_version: Option<FileName>,
}

/// Compromiso que ocupa el lugar de la huella cuando el archivo no está en git.
///
/// Es el SHA-256 de los 32 bytes de la sal seguidos de los bytes del archivo. La sal se guarda junto al archivo, fuera de git.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Compromiso")]
pub struct Commitment {
    /// Cómo se calculó.
    #[serde(rename = "algoritmo")]
    #[schemars(title = "Algoritmo")]
    pub algorithm: CommitmentAlgorithm,
    /// Resultado: 64 dígitos hexadecimales en minúscula.
    #[serde(rename = "valor")]
    #[schemars(title = "Valor")]
    pub value: Sha256Text,
}

/// Forma de calcular un compromiso.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Algoritmo del compromiso")]
pub enum CommitmentAlgorithm {
    /// SHA-256 de una sal de 32 bytes al azar seguida de los bytes del archivo.
    #[serde(rename = "sha256-sal")]
    SaltedSha256,
}

/// Dónde están de verdad los bytes de un archivo que no está en git.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Custodia")]
pub struct Custody {
    /// Clase de almacén; tiene que poder borrar.
    #[serde(rename = "almacen")]
    #[schemars(title = "Almacén")]
    pub store: Store,
    /// Cargo o dependencia que responde por el archivo y por su sal.
    #[serde(rename = "responsable")]
    #[schemars(title = "Responsable")]
    pub keeper: Text,
    /// Expediente, radicado o ruta con que el responsable lo encuentra; sin datos personales.
    #[serde(rename = "ubicacion", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Ubicación")]
    pub location: Option<Text>,
}

/// Clase de almacén que guarda un archivo fuera de git.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Almacén")]
pub enum Store {
    /// Git LFS: en git queda un puntero, y su objeto es la sal seguida del archivo.
    #[serde(rename = "lfs")]
    Lfs,
    /// Un sistema de la entidad, como SIGOB o el gestor documental.
    #[serde(rename = "externo")]
    External,
}

/// Qué personas se reconocen en una imagen o un video.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Personas")]
pub enum People {
    /// No aparece nadie.
    #[serde(rename = "ninguna")]
    None,
    /// Aparecen personas que no se pueden reconocer.
    #[serde(rename = "no-identificables")]
    Unidentifiable,
    /// Aparecen adultos que se reconocen y que autorizaron.
    #[serde(rename = "adultos-autorizados")]
    AuthorisedAdults,
    /// Aparecen menores de edad que se reconocen; autorizó quien los representa.
    #[serde(rename = "menores-autorizados")]
    AuthorisedMinors,
}

impl People {
    /// Whether somebody can be recognised, so that an authorisation is due and the file must not enter git.
    pub fn are_identifiable(&self) -> bool {
        matches!(self, People::AuthorisedAdults | People::AuthorisedMinors)
    }
}

/// Lo que confirma quien entrega después de buscar datos personales en el archivo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Revisión de datos personales")]
pub struct PersonalDataReview {
    /// Resultado de la revisión.
    #[serde(rename = "resultado")]
    #[schemars(title = "Resultado")]
    pub outcome: PersonalDataOutcome,
    /// Por qué se puede publicar: qué son los números o correos encontrados, o qué norma lo ordena.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
}

/// Resultado de buscar datos personales en un archivo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Resultado de la revisión")]
pub enum PersonalDataOutcome {
    /// Lo encontrado no son datos personales.
    #[serde(rename = "no-contiene")]
    NoneFound,
    /// Los datos personales se tacharon o se quitaron.
    #[serde(rename = "anonimizado")]
    Anonymised,
    /// Una norma ordena publicarlos, o son de un servidor público en ejercicio de su cargo.
    #[serde(rename = "publicable")]
    Publishable,
}
