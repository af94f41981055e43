//! The words of `mipg log chain`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::log_folder;
use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("chain")
        .visible_alias("cadena")
        .about(t(
            "Escribe la cadena de claves: los cambios de clave del registro, para verificar constancias sin él",
            "Writes the chain of keys: the changes of key of the log, to verify receipts without it",
        ))
        .arg(
            Arg::new("out")
                .long("out")
                .visible_alias("salida")
                .value_name(t("ARCHIVO", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("dónde escribirla (por defecto, la salida estándar)", "where to write it (default: standard output)")),
        )
        .arg(log_folder(lang))
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name("VKEY").action(ArgAction::Append).help(t(
            "clave verificadora de la que parte (por defecto, las del archivo `vkey` del registro)",
            "verifier key it starts from (default: those of the file `vkey` of the log)",
        )))
        .after_help(t(
            "Cada cambio va con su acta, firmada por la clave anterior y la nueva, y con la prueba de que el registro la anotó.\n\
             Quien tiene una clave anterior verifica con ella las constancias de hoy: `mipg log verify … --cadena`.\n\n\
             Ejemplo:\n  mipg log chain --salida cadena-de-claves.txt",
            "Each change comes with its record, signed by the earlier key and the new one, and with the proof that the log has it.\n\
             Whoever has an earlier key verifies the receipts of today with it: `mipg log verify … --cadena`.\n\n\
             Example:\n  mipg log chain --out chain-of-keys.txt",
        ))
}
