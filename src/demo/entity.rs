//! The invented entity: its settings, its policies and who works for it, as text ready to be written.

use super::{
    calendar::{YEAR, due},
    delivery::Owner,
    roster::{OFFICES, POLICIES, Profile},
    supports,
    year::EXEMPT,
};
use crate::{init, repository::Identity};

/// Its name: an example, and it says so.
pub const NAME: &str = "Alcaldía de Ejemplo";
/// The domain of its mail.
pub const MAIL: &str = "ejemplo.gov.co";

/// The subject that its reports must have in the correspondence system, that of the circular.
pub const SUBJECT: &str = "Información Para Repositorio MIPG_ Política {politica} _{mes} de {anio}";

/// Who merges, and loads what comes by correspondence.
pub fn receiver() -> Identity {
    Identity { name: "Secretaría General".to_owned(), email: format!("secretaria-general@{MAIL}") }
}

/// The account that hands in for an owner.
pub fn leader(owner: Owner) -> Identity {
    match owner {
        Owner::Policy(profile) => {
            Identity { name: format!("Líder de {}", profile.name), email: format!("{}@{MAIL}", profile.slug) }
        }
        Owner::Model => receiver(),
    }
}

/// Every file of the first commit: what any repository begins with, and the settings of the entity.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = init::foundation();
    files.push(("README.md".to_owned(), README.into()));
    files.push(("policies/repositorio.yaml".to_owned(), settings().into()));
    files.push(("policies/catalogo/furag-2025.yaml".to_owned(), supports::QUESTIONNAIRE.into()));
    for profile in &POLICIES {
        files.push((format!("policies/{}/politica.yaml", profile.slug), policy(profile).into()));
    }
    files
}

const README: &str = "\
# Repositorio de ejemplo

Todo lo que hay aquí es inventado: la Alcaldía de Ejemplo no existe, y sus cifras, cuentas, actos y documentos tampoco.
Sirve para conocer `mipg` sin riesgo: mire `policies/`, cambie algo y ejecute `mipg check`.
";

fn settings() -> String {
    let mut text = String::from(SETTINGS_HEAD);
    for (key, name) in OFFICES {
        text.push_str(&format!("  {key}:\n    nombre: {name}\n    estado: sin-verificar\n"));
    }
    text.push_str(&SETTINGS_TAIL.replacen("{asunto}", SUBJECT, 1));
    for ((slug, from, until), (act, issued, reason)) in EXEMPT.into_iter().zip(ACTS) {
        let (from, until) = (due(YEAR, from.0, from.1), due(YEAR, until.0, until.1));
        text.push_str(&format!(
            "  - obligacion: reporte\n    politica: {slug}\n    desde: {from}\n    hasta: {until}\n    motivo: {reason}\n    \
             autoriza: Secretaría General\n    acto: {act}\n    expedida: {issued}\n",
        ));
    }
    text.push_str(CONTINGENCY);
    text
}

const SETTINGS_HEAD: &str = "\
# yaml-language-server: $schema=../schema/repositorio.v1.json
# EJEMPLO: entidad, cuentas, actos y dependencias inventados. Ningún dato es de una entidad real.
version: 1
entidad:
  nombre: Alcaldía de Ejemplo
  dominio: mipg.ejemplo.gov.co
  nit: null
  divipola: null
  sigep: null
vigencias:
  - {anio: 2025, modelo: v6, cuestionario: furag-2025, estado: verificado}
recepcion: privada
registro: {origen: mipg.ejemplo.gov.co/alcaldia-de-ejemplo/1}    # su clave es pública: no prueba nada
roles:                        # cuentas inventadas
  receptor: [{forja: github, id: 900101}]
  revisor: [{forja: github, id: 900102}]
  planeacion: [{forja: github, id: 900003}]
  control_interno: [{forja: github, id: 900019}]
  catalogo: [{forja: github, id: 900103}]
dependencias:
";

const SETTINGS_TAIL: &str = "\
dominios_correo: [ejemplo.gov.co]
obligaciones:
  - id: reporte
    nombre: Reporte de información
    clases: [reporte]
    aplica: todas
    cuando: {cada: mes, dias: [5, 15, 30]}
    si_no_es_habil: siguiente-habil
    minimo_mensual: {cantidad: 3, unidad: entrega}
    canales: [repositorio, sigob]
    correcciones: {plazo_dias_habiles: 5}
    plazo: fijado
    asunto: \"{asunto}\"
    recibe: secretaria-general
    medida_desde: 2025-01
    supuestos:
      - Si el día no es hábil, vence el siguiente día hábil; el 30 de febrero es el último día de febrero.
    fuente: {documento: Circular de ejemplo, numero: \"001\", fecha: 2025-01-08, estado: Documento inventado.}
    estado: verificado
  - id: comunicado
    nombre: Comunicado de prensa
    clases: [comunicado]
    aplica: todas
    cuando: {cada: mes, desde_dia: 1, hasta_dia: 5, anticipacion_dias: 5}
    si_no_es_habil: mismo-dia
    canales: [repositorio, sigob]
    correcciones: {plazo_dias_habiles: 5}
    plazo: fijado
    recibe: secretaria-general
    medida_desde: 2025-01
    fuente: {documento: Circular de ejemplo, numero: \"001\", fecha: 2025-01-08, estado: Documento inventado.}
    estado: verificado
  - id: seguimiento-planes
    nombre: Seguimiento trimestral de los planes institucionales
    clases: [seguimiento-planes]
    aplica: [planeacion-institucional]
    por_cada: plan
    cuando: {cada: trimestre, dias_despues: 15}
    si_no_es_habil: siguiente-habil
    canales: [repositorio, sigob]
    correcciones: {plazo_dias_habiles: 5}
    plazo: supuesto
    entrega: secretaria-planeacion
    recibe: secretaria-general
    medida_desde: 2025-04
    supuestos:
      - La circular de ejemplo no fija el día; se supone el 15 después de cada trimestre, y por eso nunca da extemporánea.
    fuente: {documento: Circular de ejemplo, numero: \"001\", fecha: 2025-01-08, estado: Documento inventado.}
    estado: verificado
excepciones:
";

/// Act, day it was issued and reason of each exemption; the second was issued after the deadlines it excuses.
const ACTS: [(&str, &str, &str); 2] = [
    (
        "Resolución de ejemplo 0412 de 2025",
        "2025-12-01",
        "La dependencia se traslada de sede en la segunda mitad de diciembre.",
    ),
    (
        "Resolución de ejemplo 0233 de 2025",
        "2025-07-21",
        "El sistema de procesos estuvo fuera de servicio en la primera quincena.",
    ),
];

const CONTINGENCY: &str = "\
contingencias:
  - desde: 2025-10-14
    hasta: 2025-10-15
    motivo: El centro de datos de ejemplo estuvo sin energía dos días.
    acto: Circular de ejemplo 014 de 2025
";

fn policy(profile: &Profile) -> String {
    let Profile { slug, code, name, office, account, prefix, .. } = profile;
    let mut text = format!(
        "# yaml-language-server: $schema=../../schema/politica.v1.json\n# EJEMPLO: cargo, cuenta y criterios inventados.\n\
         version: 1\npolitica: {slug}\ncodigo: {code}\nnombre: \"{name}\"\nactiva: true\ndesde_modelo: null\nhasta_modelo: null\n\
         lideres:\n  - rol: \"Líder de {name}\"\n    dependencia: {office}\n    cuentas: [{{forja: github, id: {account}}}]\n    \
         desde: 2025-01-01\n    hasta: null\ncriterios:\n"
    );
    for (number, component) in (1..).zip(profile.components.iter().take(3)) {
        text.push_str(&format!(
            "  - id: {prefix}-{number:02}\n    texto: \"Ejemplo: muestra con evidencias el avance de {}.\"\n    nivel: null\n    fuente: \
             {{documento: Criterio inventado para el ejemplo}}\n    vigencia: {{desde: 2025-01-01, hasta: null}}\n",
            component.to_lowercase(),
        ));
    }
    text.push_str(
        "retencion: null\nfuente:\n  documento: Manual Operativo del MIPG, versión 6\n  fecha: 2024-12-18\n  estado: El código y el \
         nombre se leyeron en transcripciones; ver catalogo/mipg-v6.yaml.\nestado: fuente-secundaria\n",
    );
    text
}
