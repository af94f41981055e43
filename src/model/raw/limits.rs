//! Limits of the repository: each has a default, and a ceiling no setting may pass.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::numbers::integer_types;

integer_types! {
    /// Bytes de un manifiesto, una política o un retiro.
    SmallFileLimit(u64), 1_024..=65_536;

    /// Profundidad de un manifiesto, una política o un retiro.
    SmallDepthLimit(u8), 4..=16;

    /// Bytes de un catálogo o un cuestionario.
    LargeFileLimit(u64), 65_536..=4_194_304;

    /// Profundidad de un catálogo o un cuestionario.
    LargeDepthLimit(u8), 4..=8;

    /// Nodos de un catálogo o un cuestionario.
    NodeLimit(u32), 1_000..=200_000;

    /// Archivos de una entrega.
    FileCountLimit(u16), 1..=1_000;

    /// Bytes de un archivo dentro de git.
    GitFileLimit(u64), 1_048_576..=104_857_600;

    /// Bytes de una ruta.
    PathLimit(u16), 100..=240;

    /// Entregas de un mes.
    SubmissionCountLimit(u32), 100..=100_000;
}

/// Límites del repositorio. Los que falten toman su valor por defecto.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "Límites")]
pub struct Limits {
    /// Tamaño máximo en bytes de un manifiesto, una política o un retiro.
    #[serde(rename = "bytes_manifiesto")]
    #[schemars(title = "Bytes de un manifiesto")]
    pub manifest_bytes: SmallFileLimit,
    /// Niveles máximos de un manifiesto, una política o un retiro.
    #[serde(rename = "profundidad_manifiesto")]
    #[schemars(title = "Profundidad de un manifiesto")]
    pub manifest_depth: SmallDepthLimit,
    /// Tamaño máximo en bytes de un catálogo o un cuestionario.
    #[serde(rename = "bytes_catalogo")]
    #[schemars(title = "Bytes de un catálogo")]
    pub catalogue_bytes: LargeFileLimit,
    /// Niveles máximos de un catálogo o un cuestionario.
    #[serde(rename = "profundidad_catalogo")]
    #[schemars(title = "Profundidad de un catálogo")]
    pub catalogue_depth: LargeDepthLimit,
    /// Cantidad máxima de claves y valores de un catálogo o un cuestionario.
    #[serde(rename = "nodos_catalogo")]
    #[schemars(title = "Nodos de un catálogo")]
    pub catalogue_nodes: NodeLimit,
    /// Cantidad máxima de archivos de una entrega.
    #[serde(rename = "archivos_por_entrega")]
    #[schemars(title = "Archivos por entrega")]
    pub files_per_submission: FileCountLimit,
    /// Tamaño máximo en bytes de un archivo dentro de git; los mayores van por Git LFS.
    #[serde(rename = "bytes_archivo")]
    #[schemars(title = "Bytes de un archivo")]
    pub file_bytes: GitFileLimit,
    /// Largo máximo en bytes de una ruta.
    #[serde(rename = "bytes_ruta")]
    #[schemars(title = "Bytes de una ruta")]
    pub path_bytes: PathLimit,
    /// Cantidad máxima de entregas de un mes.
    #[serde(rename = "entregas_por_mes")]
    #[schemars(title = "Entregas por mes")]
    pub submissions_per_month: SubmissionCountLimit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            manifest_bytes: SmallFileLimit::new(65_536),
            manifest_depth: SmallDepthLimit::new(16),
            catalogue_bytes: LargeFileLimit::new(4_194_304),
            catalogue_depth: LargeDepthLimit::new(8),
            catalogue_nodes: NodeLimit::new(200_000),
            files_per_submission: FileCountLimit::new(200),
            file_bytes: GitFileLimit::new(25 * 1_048_576),
            path_bytes: PathLimit::new(200),
            submissions_per_month: SubmissionCountLimit::new(20_000),
        }
    }
}
