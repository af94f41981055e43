//! The words of `mipg log receipt`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::log_folder;
use crate::args::text;

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
        .arg(log_folder(lang))
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name("VKEY").action(ArgAction::Append).help(t(
            "clave verificadora del registro (por defecto, la del archivo `vkey` del registro)",
            "verifier key of the log (default: that of the file `vkey` of the log)",
        )))
        .arg(Arg::new("address").long("direccion").visible_alias("address").value_name("URL").help(t(
            "dirección https donde se publica la prueba, para el código QR (por defecto, la del sitio de la entidad)",
            "https address where the proof is published, for the QR code (default: on the site of the institution)",
        )))
        .after_help(t(
            "Escribe constancia-N.tlog-proof, que es lo que prueba, y constancia-N.html, que se imprime en una hoja;\n\
             si el registro cambió de clave, también cadena-de-claves.txt, con la que basta una clave anterior.\n\n\
             Ejemplo:\n  mipg log receipt policies/integridad/2026/11/reporte-1f3a --out constancias",
            "Writes constancia-N.tlog-proof, which is what proves, and constancia-N.html, which prints on one page;\n\
             where the log changed its key, cadena-de-claves.txt as well, with which an earlier key will do.\n\n\
             Example:\n  mipg log receipt policies/integridad/2026/11/reporte-1f3a --out receipts",
        ))
}
