//! `retiro.yaml`: the record that lets files of a published submission disappear from the head.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AtLeastOne, Date, Description, FileName, Text, Version1};

/// Retiro de archivos de una entrega publicada. Va junto al manifiesto, que no se toca.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Retiro de una entrega")]
pub struct Withdrawal {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Por qué se retiran los archivos.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
    /// Norma, orden o decisión que lo permite u ordena.
    #[serde(rename = "fundamento")]
    #[schemars(title = "Fundamento legal")]
    pub legal_basis: Description,
    /// Cargo o dependencia que autoriza; nunca el nombre de una persona.
    #[serde(rename = "autoriza")]
    #[schemars(title = "Quién autoriza")]
    pub authorised_by: Text,
    /// Acto o radicado con que se autorizó.
    #[serde(rename = "acto", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Acto")]
    pub act: Option<Text>,
    /// Día del retiro.
    #[serde(rename = "fecha")]
    #[schemars(title = "Fecha")]
    pub date: Date,
    /// Archivos que se retiran, con el mismo nombre que tienen en el manifiesto.
    #[serde(rename = "archivos")]
    #[schemars(title = "Archivos retirados")]
    pub files: AtLeastOne<FileName>,
}
