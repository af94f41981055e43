//! The words of `mipg log divergence`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{format, log_folder};
use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("divergence")
        .visible_alias("divergencia")
        .about(t(
            "Comprueba, sin conexión, la prueba de que un registro se contradijo",
            "Verifies, offline, the proof that a log contradicted itself",
        ))
        .arg(
            Arg::new("proof")
                .value_name(t("PRUEBA", "PROOF"))
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("`prueba.txt`, o la carpeta que lo contiene", "`prueba.txt`, or the folder that holds it")),
        )
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name("VKEY").action(ArgAction::Append).help(t(
            "clave verificadora del registro, obtenida por otro medio, o el archivo que la contiene; se puede repetir",
            "verifier key of the log, had from elsewhere, or the file that holds it; may be repeated",
        )))
        .arg(log_folder(lang).conflicts_with("key"))
        .arg(format(lang))
        .after_help(t(
            "La prueba la escriben `mipg audit --evidencia` y `mipg log witness`. Sin --clave, la clave se toma del propio repositorio, y lo dice.\n\n\
             Códigos de salida: 30 la prueba vale: el registro se contradijo · 40 no demuestra nada · 2 uso incorrecto · 3 no se pudo leer\n\n\
             Ejemplo:\n  mipg log divergence divergencia-8f14e45fceea167a --clave \"$CLAVE\"",
            "The proof is written by `mipg audit --evidencia` and `mipg log witness`. Without --key, the key is taken from the repository itself, and it says so.\n\n\
             Exit codes: 30 the proof holds: the log contradicted itself · 40 it shows nothing · 2 wrong usage · 3 could not be read\n\n\
             Example:\n  mipg log divergence divergencia-8f14e45fceea167a --key \"$KEY\"",
        ))
}
