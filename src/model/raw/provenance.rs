//! Where a fact comes from, how well it is known, and who has an account.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{
    Deserialize, Serialize,
    de::{IntoDeserializer as _, value::Error as ValueError},
};

use super::{AccountId, HttpsUrl, Text, UserName};

/// Qué tan comprobado está un dato.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Estado de comprobación")]
pub enum Verification {
    /// Figura en la fuente misma, que se leyó.
    #[serde(rename = "verificado")]
    Verified,
    /// Se conoce por transcripciones o citas de terceros, no por la norma o el documento mismo.
    #[serde(rename = "fuente-secundaria")]
    SecondarySource,
    /// Se dedujo de otros datos.
    #[serde(rename = "inferido")]
    Inferred,
    /// Conocimiento general, sin fuente leída: por confirmar.
    #[serde(rename = "sin-verificar")]
    Unverified,
}

/// Documento del que sale un dato.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Fuente")]
pub struct Source {
    /// Nombre de la norma, el acto o el documento.
    #[serde(rename = "documento")]
    #[schemars(title = "Documento")]
    pub document: Text,
    /// Número del documento; vacío si no tiene o no se conoce.
    #[serde(rename = "numero", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Número")]
    pub number: Option<Text>,
    /// Fecha del documento; puede ser solo el año y el mes. Vacía si no se conoce.
    #[serde(rename = "fecha", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Fecha")]
    pub date: Option<Text>,
    /// Dirección donde se puede leer.
    #[serde(rename = "url", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Dirección")]
    pub url: Option<HttpsUrl>,
    /// Qué se sabe y qué no de la copia que se leyó.
    #[serde(rename = "estado", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Estado de la copia")]
    pub state: Option<Text>,
}

/// Forja donde una persona tiene su cuenta.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Forja")]
pub enum Forge {
    /// GitHub.
    #[serde(rename = "github")]
    GitHub,
    /// GitLab.
    #[serde(rename = "gitlab")]
    GitLab,
    /// Gitea.
    #[serde(rename = "gitea")]
    Gitea,
    /// Forgejo.
    #[serde(rename = "forgejo")]
    Forgejo,
}

impl Forge {
    /// Its name, as files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Gitea => "gitea",
            Self::Forgejo => "forgejo",
        }
    }
}

/// Cuenta de una persona, sin su nombre: la forja y el número de la cuenta.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Cuenta")]
pub struct Account {
    /// Forja donde está la cuenta.
    #[serde(rename = "forja")]
    #[schemars(title = "Forja")]
    pub forge: Forge,
    /// Número de la cuenta; no cambia aunque la persona cambie su nombre de usuario.
    #[serde(rename = "id")]
    #[schemars(title = "Número de cuenta")]
    pub id: AccountId,
}

/// Nombre de usuario que hoy tiene una cuenta. Solo dice a quién pide revisión la forja: quién puede hacer qué lo deciden los números.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Usuario")]
pub struct NamedAccount {
    /// Forja donde está la cuenta.
    #[serde(rename = "forja")]
    #[schemars(title = "Forja")]
    pub forge: Forge,
    /// Número de la cuenta.
    #[serde(rename = "id")]
    #[schemars(title = "Número de cuenta")]
    pub id: AccountId,
    /// Nombre de usuario de hoy, sin la arroba; si la persona lo cambia, se corrige aquí.
    #[serde(rename = "usuario")]
    #[schemars(title = "Nombre de usuario")]
    pub user: UserName,
}

/// Why a text is no account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not of the form `forge:number`")]
pub struct AccountError;

impl FromStr for Account {
    type Err = AccountError;

    /// Reads `forge:number`, such as `github:583231`: the words of the files.
    fn from_str(text: &str) -> Result<Self, AccountError> {
        let (forge, id) = text.split_once(':').ok_or(AccountError)?;
        let forge = Forge::deserialize(forge.into_deserializer()).map_err(|_: ValueError| AccountError)?;
        let id: u64 = id.parse().map_err(|_| AccountError)?;
        Ok(Self { forge, id: AccountId::try_from(id).map_err(|_| AccountError)? })
    }
}
