//! The words of `mipg history`.

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{
    shared::{as_of, human_or_json, trust},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("history")
        .visible_alias("historia")
        .about(t(
            "Cuenta la vida de una entrega: cuándo se recibió, publicó, corrigió o retiró, y cómo se sabe",
            "Tells the life of a submission: when it was received, published, corrected or withdrawn, and how that is known",
        ))
        .arg(Arg::new("path").value_name(t("ENTREGA", "SUBMISSION")).required(true).help(t(
            "carpeta de la entrega, por ejemplo policies/integridad/2026/11/reporte-1f3a",
            "folder of the submission, for example policies/integridad/2026/11/reporte-1f3a",
        )))
        .arg(Arg::new("rev").long("rev").value_name("REV").help(t(
            "la revisión que se lee (por defecto, HEAD)",
            "the revision that is read (default: HEAD)",
        )))
        .arg(human_or_json(lang))
        .arg(as_of(lang))
        .args(trust(lang))
        .after_help(t(
            "Muestra cargos, no nombres. Los números de constancia son los del registro de integridad; `mipg log receipt` da la constancia.\n\
             Códigos de salida: 0 si se leyó todo · 1 si se publicó y ya no está sin que nada lo explique · 2 si no existe esa entrega · 3 si algo no se pudo leer o comprobar.\n\n\
             Ejemplos:\n  mipg history policies/integridad/2026/11/reporte-1f3a\n  \
             mipg history integridad/2026/11/reporte-1f3a --rev main --format json\n  \
             mipg history policies/integridad/2026/11/reporte-1f3a --clave \"$CLAVE\" --ca autoridad.pem",
            "Shows roles, no names. The numbers of receipts are those of the audit trail; `mipg log receipt` gives the receipt.\n\
             Exit codes: 0 if all was read · 1 if it was published and is no longer there, and nothing explains it · 2 if there is no such submission · 3 if something could not be read or verified.\n\n\
             Examples:\n  mipg history policies/integridad/2026/11/reporte-1f3a\n  \
             mipg history integridad/2026/11/reporte-1f3a --rev main --format json\n  \
             mipg history policies/integridad/2026/11/reporte-1f3a --key \"$KEY\" --ca authority.pem",
        ))
}
