//! The words of `mipg log receipt`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{file, log_folder};
use crate::args::text;

/// What a receipt may be of.
const EVENTS: [&str; 4] = ["recibido", "publicado", "reemplazado", "retirado"];

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("receipt")
        .visible_alias("constancia")
        .about(t(
            "Escribe la constancia de recepción de una entrega: la prueba y una hoja para imprimir",
            "Writes the receipt of a submission: the proof and a page to print",
        ))
        .arg(Arg::new("path").value_name(t("ENTREGA", "SUBMISSION")).required(true).help(t(
            "carpeta de la entrega, por ejemplo policies/integridad/2026/11/reporte-1f3a",
            "folder of the submission, for example policies/integridad/2026/11/reporte-1f3a",
        )))
        .arg(Arg::new("rev").long("rev").value_name("REV").help(t(
            "revisión que tiene el manifiesto (por defecto, HEAD)",
            "revision that holds the manifest (default: HEAD)",
        )))
        .arg(
            Arg::new("out")
                .long("out")
                .visible_alias("salida")
                .value_name(t("CARPETA", "DIR"))
                .default_value(".")
                .hide_default_value(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "dónde escribir (por defecto, la carpeta actual)",
                    "where to write (default: the current folder)",
                )),
        )
        .arg(
            Arg::new("event")
                .long("evento")
                .visible_alias("event")
                .value_name(t("EVENTO", "EVENT"))
                .value_parser(PossibleValuesParser::new(EVENTS))
                .hide_possible_values(true)
                .help(t(
                    "de qué se da: recibido, publicado, reemplazado o retirado (por defecto, recibido; si no lo hay, publicado)",
                    "of what: recibido, publicado, reemplazado or retirado (default: recibido; publicado where there is none)",
                )),
        )
        .arg(
            Arg::new("number")
                .long("numero")
                .visible_alias("number")
                .value_name("N")
                .conflicts_with("event")
                .value_parser(clap::value_parser!(u64))
                .help(t("de qué número de registro se da", "of which registration number")),
        )
        .arg(
            file(["policy", "policy", "politica"], lang).help(t(
                    "política de confianza: de las firmas de testigos del registro se toman solo las de ella que valen (por defecto, todas, sin comprobarlas)",
                    "trust policy: of the cosignatures in the log only those of it that hold are taken (default: all, not verified)",
                )),
        )
        .arg(Arg::new("unpublished").long("sin-publicar").visible_alias("unpublished").action(ArgAction::SetTrue).help(t(
            "la da aunque el registro de este clon tenga entradas que no están en el remoto; si después se descartan, no valdrá",
            "gives it although the log of this clone has entries that the remote has not; if they are dropped later it will not hold",
        )))
        .arg(log_folder(lang))
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name("VKEY").action(ArgAction::Append).help(t(
            "clave verificadora del registro, o el archivo que la contiene (por defecto, la del archivo `vkey` del registro)",
            "verifier key of the log, or the file that holds it (default: that of the file `vkey` of the log)",
        )))
        .arg(Arg::new("address").long("direccion").visible_alias("address").value_name("URL").help(t(
            "dirección https donde se publica la prueba, para el código QR (por defecto, la del sitio de la entidad)",
            "https address where the proof is published, for the QR code (default: on the site of the institution)",
        )))
        .after_help(t(
            "Escribe constancia-N.tlog-proof, que es lo que prueba, y constancia-N.html, que se imprime en una hoja;\n\
             si el registro cambió de clave, también cadena-de-claves.txt, con la que basta una clave anterior.\n\n\
             Lleva las firmas de testigos que estén en el registro (`atestacion/`). Si después la entrega se retiró o se reemplazó, lo dice.\n\n\
             Códigos de salida: 0 escrita · 2 uso incorrecto, o el registro no anota eso de la entrega · 3 no se pudo leer, no está anotada o no está publicada · \
             40 el registro no es válido\n\n\
             Ejemplos:\n  mipg log receipt policies/integridad/2026/11/reporte-1f3a --salida constancias\n  \
             mipg log receipt integridad/2026/11/reporte-1f3a --evento retirado",
            "Writes constancia-N.tlog-proof, which is what proves, and constancia-N.html, which prints on one page;\n\
             where the log changed its key, cadena-de-claves.txt as well, with which an earlier key will do.\n\n\
             It bears the cosignatures of witnesses that are in the log (`atestacion/`). If the submission was withdrawn or superseded later, it says so.\n\n\
             Exit codes: 0 written · 2 wrong usage, or the log says no such thing of it · 3 could not be read, is not logged or not published · \
             40 the log is invalid\n\n\
             Examples:\n  mipg log receipt policies/integridad/2026/11/reporte-1f3a --out receipts\n  \
             mipg log receipt integridad/2026/11/reporte-1f3a --event retirado",
        ))
}
