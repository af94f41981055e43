//! Who takes part: the offices of an invented town and the leader of each policy, by role and never by name.
//!
//! Everything here is made up for the example; slugs and codes are those of the catalogue of model v6, which a test
//! compares.

/// How a policy tends to deliver, in parts of a hundred; the months in which nothing came at all.
#[derive(Clone, Copy, Debug)]
pub struct Character {
    /// Deliveries that come late.
    pub late: u64,
    /// Deliveries that never come.
    pub missed: u64,
    /// Deliveries that come through SIGOB and are loaded by the receiver.
    pub sigob: u64,
    /// Months, 1 to 12, without any delivery.
    pub absent: &'static [u32],
}

/// A policy as the example runs it.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Its key.
    pub slug: &'static str,
    /// Its code in the model.
    pub code: &'static str,
    /// Its official name.
    pub name: &'static str,
    /// The key of its leader's office.
    pub office: &'static str,
    /// The number of its leader's invented account.
    pub account: u64,
    /// The prefix of its example criteria.
    pub prefix: &'static str,
    /// What its work consists of: four components that reports speak of.
    pub components: [&'static str; 4],
    /// How it delivers.
    pub character: Character,
}

const PUNCTUAL: Character = Character { late: 0, missed: 0, sigob: 10, absent: &[] };
const STEADY: Character = Character { late: 9, missed: 2, sigob: 18, absent: &[] };
const HURRIED: Character = Character { late: 28, missed: 5, sigob: 12, absent: &[] };
const LAX: Character = Character { late: 24, missed: 16, sigob: 25, absent: &[8] };

/// The offices: key and name.
pub const OFFICES: [(&str, &str); 12] = [
    ("archivo-central", "Oficina de Archivo Central"),
    ("comunicaciones", "Oficina Asesora de Comunicaciones"),
    ("contratacion", "Oficina de Contratación"),
    ("control-interno", "Oficina de Control Interno"),
    ("hacienda", "Secretaría de Hacienda"),
    ("juridica", "Oficina Asesora Jurídica"),
    ("participacion", "Secretaría de Participación y Desarrollo Social"),
    ("secretaria-general", "Secretaría General"),
    ("secretaria-planeacion", "Secretaría de Planeación"),
    ("servicio-ciudadano", "Oficina de Servicio a la Ciudadanía"),
    ("talento-humano", "Dirección de Talento Humano"),
    ("tecnologia", "Oficina de Tecnologías de la Información"),
];

macro_rules! profiles {
    ($($slug:literal $code:literal $name:literal $office:literal $account:literal $prefix:literal
       [$a:literal, $b:literal, $c:literal, $d:literal] $character:expr;)*) => {
        /// The policies of model v6, in the order of their codes.
        pub const POLICIES: [Profile; 19] = [$(Profile {
            slug: $slug, code: $code, name: $name, office: $office, account: $account, prefix: $prefix,
            components: [$a, $b, $c, $d], character: $character,
        }),*];
    };
}

profiles! {
    "talento-humano" "POL01" "Gestión Estratégica del Talento Humano" "talento-humano" 900001 "TH"
        ["Plan de bienestar e incentivos", "Capacitación y reinducción", "Provisión de vacantes", "Seguridad y salud en el trabajo"] STEADY;
    "integridad" "POL02" "Integridad" "talento-humano" 900002 "IN"
        ["Socialización del código de integridad", "Conflictos de interés", "Declaraciones de bienes y rentas", "Caja de herramientas de valores"] PUNCTUAL;
    "planeacion-institucional" "POL03" "Planeación Institucional" "secretaria-planeacion" 900003 "PI"
        ["Plan de acción anual", "Indicadores del plan de desarrollo", "Gestión de riesgos", "Seguimiento a metas"] PUNCTUAL;
    "gestion-presupuestal" "POL04" "Gestión Presupuestal y Eficiencia del Gasto Público" "hacienda" 900004 "GP"
        ["Ejecución de ingresos", "Ejecución de gastos", "Programa anual de caja", "Austeridad del gasto"] STEADY;
    "compras-contratacion" "POL05" "Compras y Contratación Pública" "contratacion" 900005 "CC"
        ["Plan anual de adquisiciones", "Publicación en la plataforma", "Uso de documentos estándar", "Supervisión de contratos"] HURRIED;
    "fortalecimiento-organizacional" "POL06" "Fortalecimiento Organizacional y Simplificación de Procesos" "secretaria-planeacion" 900006 "FO"
        ["Actualización de procesos", "Rediseño de la estructura", "Bienes e inmuebles", "Cargas de trabajo"] LAX;
    "gobierno-digital" "POL07" "Gobierno Digital" "tecnologia" 900007 "GD"
        ["Plan estratégico de tecnologías", "Servicios ciudadanos digitales", "Datos abiertos", "Arquitectura empresarial"] PUNCTUAL;
    "seguridad-digital" "POL08" "Seguridad Digital" "tecnologia" 900008 "SD"
        ["Inventario de activos de información", "Tratamiento de riesgos", "Copias de respaldo", "Sensibilización en seguridad"] STEADY;
    "defensa-juridica" "POL09" "Defensa Jurídica" "juridica" 900009 "DJ"
        ["Comité de conciliación", "Prevención del daño antijurídico", "Pago de sentencias", "Registro de procesos"] HURRIED;
    "mejora-normativa" "POL10" "Mejora Normativa" "juridica" 900010 "MN"
        ["Agenda regulatoria", "Consulta pública de proyectos", "Depuración normativa", "Análisis de impacto"] LAX;
    "servicio-ciudadanias" "POL11" "Servicio a las Ciudadanías" "servicio-ciudadano" 900011 "SC"
        ["Atención presencial", "Respuesta a peticiones", "Lenguaje claro", "Accesibilidad de los puntos de atención"] PUNCTUAL;
    "racionalizacion-tramites" "POL12" "Racionalización de Trámites" "servicio-ciudadano" 900012 "RT"
        ["Estrategia de racionalización", "Trámites en línea", "Registro de trámites", "Medición de tiempos"] STEADY;
    "participacion-ciudadana" "POL13" "Participación Ciudadana en la Gestión Pública" "participacion" 900013 "PC"
        ["Plan de participación", "Rendición de cuentas", "Presupuestos participativos", "Control social"] HURRIED;
    "seguimiento-evaluacion" "POL14" "Seguimiento y Evaluación del Desempeño Institucional" "secretaria-planeacion" 900014 "SE"
        ["Tablero de indicadores", "Evaluación de gestión", "Seguimiento a planes de mejora", "Cierre de brechas"] STEADY;
    "transparencia" "POL15" "Transparencia, Acceso a la Información Pública y Lucha contra la Corrupción" "secretaria-general" 900015 "TA"
        ["Índice de información clasificada", "Publicación proactiva", "Programa de transparencia", "Solicitudes de acceso"] PUNCTUAL;
    "gestion-documental" "POL16" "Gestión Documental" "archivo-central" 900016 "DO"
        ["Tablas de retención", "Transferencias documentales", "Inventarios", "Conservación de archivos"] STEADY;
    "informacion-estadistica" "POL17" "Gestión de la Información Estadística" "secretaria-planeacion" 900017 "ES"
        ["Registros administrativos", "Calidad de las series", "Plan estadístico", "Difusión de resultados"] LAX;
    "gestion-conocimiento" "POL18" "Gestión del Conocimiento y la Innovación" "talento-humano" 900018 "CO"
        ["Mapa de conocimiento", "Lecciones aprendidas", "Laboratorio de ideas", "Alianzas académicas"] HURRIED;
    "control-interno" "POL19" "Control Interno" "control-interno" 900019 "CI"
        ["Plan anual de auditoría", "Líneas de defensa", "Seguimiento a planes de mejoramiento", "Evaluación independiente"] PUNCTUAL;
}

impl Profile {
    /// The policy with this key.
    ///
    /// # Panics
    ///
    /// When the example has no such policy: keys are constants of this crate.
    pub fn of(slug: &str) -> &'static Profile {
        POLICIES.iter().find(|profile| profile.slug == slug).expect("a key of the example")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::raw::ModelCatalogue;

    #[test]
    fn policies_are_those_of_the_catalogue() {
        let catalogue: ModelCatalogue = serde_yaml::from_str(crate::init::catalogue("mipg-v6.yaml")).unwrap();
        let catalogue: Vec<_> = catalogue
            .policies
            .iter()
            .map(|policy| {
                (policy.policy.as_str(), policy.code.as_ref().map_or("", |code| code.as_str()), policy.name.as_str())
            })
            .collect();
        let here: Vec<_> = POLICIES.iter().map(|profile| (profile.slug, profile.code, profile.name)).collect();
        assert_eq!(here, catalogue);
        for profile in POLICIES {
            assert!(OFFICES.iter().any(|(key, _)| *key == profile.office), "{}", profile.slug);
        }
    }
}
