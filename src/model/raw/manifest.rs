//! `manifiesto.yaml`: the metadata of a submission.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    Access, AccessException, AtLeastOne, Bytes, Commitment, CriterionId, Custody, Date, Description, FileName,
    FilingNumber, HttpsUrl, MediaType, Moment, People, Percent, PersonalDataReview, Sha256Text, Slug, SubmissionPath,
    Title, Version1,
};

/// Manifiesto de una entrega: qué se entrega, de qué política, para qué corte y con qué archivos.
#[derive(Clone, PartialEq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(
    title = "Manifiesto de una entrega",
    extend(
        "if" = {"properties": {"clase": {"const": "documento"}}, "required": ["clase"]},
        "then" = {"properties": {"corte": {"type": "null"}}},
        "else" = {"properties": {"corte": {"type": "string"}}, "required": ["corte"]},
    )
)]
pub struct Manifest {
    /// Versión del formato de este archivo: siempre 1.
    #[serde(rename = "version")]
    #[schemars(title = "Versión")]
    pub version: Version1,
    /// Política a la que pertenece: el nombre de su carpeta, o `modelo` para los documentos del modelo mismo.
    #[serde(rename = "politica")]
    #[schemars(title = "Política")]
    pub policy: Slug,
    /// Qué clase de entrega es; decide qué obligación cumple.
    #[serde(rename = "clase")]
    #[schemars(title = "Clase de entrega")]
    pub class: SubmissionClass,
    /// De qué trata la entrega, en una línea que se entienda sin abrirla.
    #[serde(rename = "titulo")]
    #[schemars(title = "Título")]
    pub title: Title,
    /// Corte al que responde: la fecha nominal de vencimiento. No va en la clase `documento`; en las demás es obligatorio.
    #[serde(rename = "corte", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Corte")]
    pub due: Option<Date>,
    /// Periodo del que trata; decide la vigencia. Si falta, es el mes del corte.
    #[serde(rename = "cubre", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Periodo que cubre")]
    pub covers: Option<Period>,
    /// Clave de la dependencia que produce la evidencia, según `repositorio.yaml`. Si falta, es la del líder de la política.
    #[serde(rename = "dependencia", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Dependencia")]
    pub office: Option<Slug>,
    /// Quién carga la entrega. Si falta, es el líder.
    #[serde(rename = "registra", default, skip_serializing_if = "Registrar::is_leader")]
    #[schemars(title = "Quién registra")]
    pub registrar: Registrar,
    /// Radicado de SIGOB, si la entrega llegó por ese canal.
    #[serde(rename = "sigob", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "SIGOB")]
    pub sigob: Option<SigobFiling>,
    /// Archivos de la entrega: todos los de la carpeta menos este manifiesto, y ninguno más.
    #[serde(rename = "archivos")]
    #[schemars(title = "Archivos")]
    pub files: AtLeastOne<EvidenceFile>,
    /// Páginas web que se citan. Un enlace sin captura no es evidencia.
    #[serde(rename = "enlaces", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(title = "Enlaces")]
    pub links: Vec<Link>,
    /// Criterios de la política que esta entrega ayuda a cumplir, si ya se conocen.
    #[serde(rename = "criterios", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(title = "Criterios")]
    pub criteria: Vec<CriterionId>,
    /// Planes institucionales cuyo seguimiento trae la entrega (clase `seguimiento-planes`).
    #[serde(rename = "planes", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(title = "Planes")]
    pub plans: Vec<PlanFollowUp>,
    /// Entrega publicada a la que esta corrige y reemplaza.
    #[serde(rename = "reemplaza", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Reemplaza a")]
    pub supersedes: Option<Supersedes>,
    /// Entrega publicada a la que esta complementa sin reemplazarla.
    #[serde(rename = "da_alcance_a", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Da alcance a")]
    pub complements: Option<SubmissionPath>,
    /// Otras políticas a cuyos criterios y preguntas sirve; no cuenta para los cortes de ellas.
    #[serde(rename = "tambien_sirve_a", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(title = "También sirve a")]
    pub also_serves: Vec<Slug>,
}

impl<'de> Deserialize<'de> for Manifest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let manifest = Self::deserialize(deserializer)?;
        match (manifest.class, manifest.due) {
            (SubmissionClass::Document, Some(_)) => Err(D::Error::custom("`corte` in a `documento`")),
            (SubmissionClass::Document, None) | (_, Some(_)) => Ok(manifest),
            (_, None) => Err(D::Error::missing_field("corte")),
        }
    }
}

impl Serialize for Manifest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// Clase de una entrega.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Clase de entrega")]
pub enum SubmissionClass {
    /// Reporte de información de la política.
    #[serde(rename = "reporte")]
    Report,
    /// Comunicado de prensa de la política.
    #[serde(rename = "comunicado")]
    PressRelease,
    /// Seguimiento trimestral de los planes institucionales.
    #[serde(rename = "seguimiento-planes")]
    PlanFollowUp,
    /// Documento sin vencimiento: un acto, un acta, la circular.
    #[serde(rename = "documento")]
    Document,
}

impl SubmissionClass {
    /// The word of the files for this class.
    pub fn as_str(self) -> &'static str {
        match self {
            SubmissionClass::Report => "reporte",
            SubmissionClass::PressRelease => "comunicado",
            SubmissionClass::PlanFollowUp => "seguimiento-planes",
            SubmissionClass::Document => "documento",
        }
    }
}

/// Quién carga una entrega en el repositorio.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Quién registra")]
pub enum Registrar {
    /// El líder de la política o su equipo.
    #[default]
    #[serde(rename = "lider")]
    Leader,
    /// Quien recibe en la entidad, con lo que llegó por SIGOB.
    #[serde(rename = "receptor")]
    Receiver,
}

impl Registrar {
    /// Whether the leader's team loads it, which is what an absent key means.
    pub fn is_leader(&self) -> bool {
        matches!(self, Registrar::Leader)
    }

    /// The word of the files for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Registrar::Leader => "lider",
            Registrar::Receiver => "receptor",
        }
    }
}

/// Periodo cerrado: incluye sus dos fechas.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Periodo")]
pub struct Period {
    /// Primer día, incluido.
    #[serde(rename = "desde")]
    #[schemars(title = "Desde")]
    pub from: Date,
    /// Último día, incluido.
    #[serde(rename = "hasta")]
    #[schemars(title = "Hasta")]
    pub until: Date,
}

/// Cómo y cuándo llegó por SIGOB.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Recibo de SIGOB")]
pub struct SigobFiling {
    /// Radicado tal como lo da SIGOB, por ejemplo AMC-OFI-0074376-2026.
    #[serde(rename = "radicado")]
    #[schemars(title = "Radicado")]
    pub number: FilingNumber,
    /// Fecha y hora del radicado, con desplazamiento horario.
    #[serde(rename = "fecha")]
    #[schemars(title = "Fecha y hora")]
    pub moment: Moment,
    /// Archivo de la entrega con la carátula que prueba el radicado.
    #[serde(rename = "soporte", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Carátula")]
    pub cover: Option<FileName>,
}

/// Archivo de una entrega: su nombre, su huella y lo que un lector necesita saber de él.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(
    title = "Archivo de evidencia",
    extend("allOf" = [
        {
            "if": {"properties": {"formato": {"type": "string", "pattern": "^(image|video)/"}}, "required": ["formato"]},
            "then": {
                "properties": {"descripcion": {"type": "string"}, "personas": {"type": "string"}},
                "required": ["descripcion", "personas"]
            }
        },
        {
            "if": {"properties": {"compromiso": {"type": "object"}}, "required": ["compromiso"]},
            "then": {
                "properties": {"sha256": {"type": "null"}, "custodia": {"type": "object"}},
                "required": ["custodia"]
            },
            "else": {"properties": {"sha256": {"type": "string"}, "custodia": {"type": "null"}}, "required": ["sha256"]}
        }
    ])
)]
pub struct EvidenceFile {
    /// Nombre del archivo, que está en la misma carpeta que el manifiesto.
    #[serde(rename = "ruta")]
    #[schemars(title = "Archivo")]
    pub path: FileName,
    /// Huella SHA-256 de los bytes que guarda git. La calcula el programa; no se escribe a mano.
    #[serde(rename = "sha256", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Huella")]
    pub sha256: Option<Sha256Text>,
    /// Ocupa el lugar de la huella cuando el archivo se guarda fuera de git: información clasificada o reservada, o personas.
    #[serde(rename = "compromiso", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Compromiso")]
    pub commitment: Option<Commitment>,
    /// Dónde se guarda el archivo que no está en git; obligatoria con `compromiso`.
    #[serde(rename = "custodia", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Custodia")]
    pub custody: Option<Custody>,
    /// Tamaño exacto en bytes.
    #[serde(rename = "bytes")]
    #[schemars(title = "Tamaño en bytes")]
    pub bytes: Bytes,
    /// Tipo de contenido real, por ejemplo application/pdf.
    #[serde(rename = "formato")]
    #[schemars(title = "Formato")]
    pub format: MediaType,
    /// Tipo de documento: informe, acta, fotografia… según la lista de `repositorio.yaml`. Si falta, se deduce del formato.
    #[serde(rename = "tipologia", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Tipología")]
    pub typology: Option<Slug>,
    /// Fecha del documento, no la de la carga.
    #[serde(rename = "fecha", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Fecha del documento")]
    pub date: Option<Date>,
    /// Qué muestra el archivo, para quien no puede verlo. Obligatoria en imágenes y videos.
    #[serde(rename = "descripcion", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Descripción")]
    pub description: Option<Description>,
    /// Si nació digital o se digitalizó de papel. Si falta, es electrónico.
    #[serde(rename = "origen", default, skip_serializing_if = "Origin::is_electronic")]
    #[schemars(title = "Origen")]
    pub origin: Origin,
    /// Qué personas se reconocen. Obligatoria en imágenes y videos.
    #[serde(rename = "personas", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Personas")]
    pub people: Option<People>,
    /// Dónde está la autorización de las personas que se reconocen: expediente o radicado, nunca sus datos.
    #[serde(rename = "autorizacion", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Autorización")]
    pub authorisation: Option<Description>,
    /// Lo que confirma quien entrega cuando el programa sospecha datos personales.
    #[serde(rename = "datos_personales", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Datos personales")]
    pub personal_data: Option<PersonalDataReview>,
    /// Acceso al archivo. Si falta, es público.
    #[serde(rename = "acceso", default, skip_serializing_if = "Access::is_public")]
    #[schemars(title = "Acceso")]
    pub access: Access,
    /// Fundamento para que el archivo no sea público; va con acceso clasificada o reservada.
    #[serde(rename = "excepcion", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Excepción de acceso")]
    pub exception: Option<AccessException>,
    /// Archivo de la entrega con los subtítulos de este video.
    #[serde(rename = "subtitulos", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Subtítulos")]
    pub captions: Option<FileName>,
    /// Archivo de la entrega con la transcripción de este video o audio.
    #[serde(rename = "transcripcion", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Transcripción")]
    pub transcript: Option<FileName>,
}

impl<'de> Deserialize<'de> for EvidenceFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let file = Self::deserialize(deserializer)?;
        match (&file.sha256, &file.commitment, &file.custody) {
            (Some(_), None, None) | (None, Some(_), Some(_)) => {}
            (Some(_), Some(_), _) => return Err(D::Error::custom("both `sha256` and `compromiso`")),
            (Some(_), None, Some(_)) => return Err(D::Error::custom("`custodia` without `compromiso`")),
            (None, Some(_), None) => return Err(D::Error::missing_field("custodia")),
            (None, None, _) => return Err(D::Error::missing_field("sha256")),
        }
        if file.format.is_visual() && file.description.is_none() {
            return Err(D::Error::missing_field("descripcion"));
        }
        if file.format.is_visual() && file.people.is_none() {
            return Err(D::Error::missing_field("personas"));
        }
        Ok(file)
    }
}

impl Serialize for EvidenceFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl EvidenceFile {
    /// Whether it is kept outside git, bound by a commitment, with a pointer in its place.
    pub fn is_in_lfs(&self) -> bool {
        self.custody.as_ref().is_some_and(|custody| custody.store == super::Store::Lfs)
    }
}

/// De dónde salió el archivo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Origen")]
pub enum Origin {
    /// Nació digital.
    #[default]
    #[serde(rename = "electronico")]
    Electronic,
    /// Se digitalizó de papel.
    #[serde(rename = "digitalizado")]
    Digitised,
}

impl Origin {
    /// Whether it was born digital, which is what an absent key means.
    pub fn is_electronic(&self) -> bool {
        matches!(self, Origin::Electronic)
    }
}

/// Página web citada en una entrega.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Enlace")]
pub struct Link {
    /// Dirección completa, con https.
    #[serde(rename = "url")]
    #[schemars(title = "Dirección")]
    pub url: HttpsUrl,
    /// Día en que se consultó.
    #[serde(rename = "consultado")]
    #[schemars(title = "Consultado el")]
    pub visited: Date,
    /// Archivo de la entrega con la captura de la página.
    #[serde(rename = "captura", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Captura")]
    pub capture: Option<FileName>,
}

/// Seguimiento de un plan institucional dentro de una entrega.
#[derive(Clone, PartialEq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Seguimiento de un plan")]
pub struct PlanFollowUp {
    /// Clave del plan en el catálogo de planes, por ejemplo peti.
    #[serde(rename = "plan")]
    #[schemars(title = "Plan")]
    pub plan: Slug,
    /// Archivo de la entrega con el seguimiento de ese plan.
    #[serde(rename = "archivo")]
    #[schemars(title = "Archivo")]
    pub file: FileName,
    /// Avance que declara el seguimiento, en porcentaje.
    #[serde(rename = "avance", skip_serializing_if = "Option::is_none")]
    #[schemars(title = "Avance")]
    pub progress: Option<Percent>,
}

/// Qué entrega se reemplaza y por qué.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Reemplazo")]
pub struct Supersedes {
    /// Entrega reemplazada: política/AAAA/MM/entrega.
    #[serde(rename = "entrega")]
    #[schemars(title = "Entrega")]
    pub submission: SubmissionPath,
    /// Huella del manifiesto de la entrega reemplazada.
    #[serde(rename = "sha256")]
    #[schemars(title = "Huella de su manifiesto")]
    pub sha256: Sha256Text,
    /// Qué se corrigió.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
}
