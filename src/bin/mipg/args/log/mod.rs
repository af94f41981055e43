//! The words of `mipg log`: one file for each command below it.

mod append;
mod attach;
mod chain;
mod divergence;
mod keygen;
mod purge;
mod receipt;
mod timestamp;
mod verify;
mod witness;

use std::path::PathBuf;

use clap::{Arg, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{LOG_FORMATS, text};

/// The command, with those below it.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("log")
        .visible_alias("registro")
        .about(t(
            "El registro de integridad: lo que se recibió y publicó, y cuándo",
            "The audit trail: what was received and published, and when",
        ))
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(t("Órdenes", "Commands"))
        .subcommand(keygen::command(lang))
        .subcommand(append::command(lang))
        .subcommand(receipt::command(lang))
        .subcommand(verify::command(lang))
        .subcommand(chain::command(lang))
        .subcommand(purge::command(lang))
        .subcommand(timestamp::command(lang))
        .subcommand(witness::command(lang))
        .subcommand(attach::command(lang))
        .subcommand(divergence::command(lang))
        .after_help(t(
            "Ejemplos:\n  mipg log append\n  mipg log receipt policies/integridad/2026/11/reporte-1f3a\n  \
             mipg log verify constancia-12.tlog-proof manifiesto.yaml informe.pdf --key \"$CLAVE\"",
            "Examples:\n  mipg log append\n  mipg log receipt policies/integridad/2026/11/reporte-1f3a\n  \
             mipg log verify constancia-12.tlog-proof manifiesto.yaml informe.pdf --key \"$KEY\"",
        ))
}

/// A log that is a folder, instead of the branch of the repository.
fn log_folder(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("log").long("log").value_name(t("CARPETA", "DIR")).value_parser(clap::value_parser!(PathBuf)).help(t(
        "el registro en una carpeta, tal como se publica (por defecto, la rama `registro` del repositorio)",
        "the log in a folder, as it is published (default: the branch `registro` of the repository)",
    ))
}

/// An option that takes a file, by its name here, on the command line and in the other language.
fn file([id, long, alias]: [&'static str; 3], lang: Lang) -> Arg {
    Arg::new(id)
        .long(long)
        .visible_alias(alias)
        .value_name(text(lang, "ARCHIVO", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
}

/// How the outcome is told.
fn format(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("format")
        .long("format")
        .value_name(t("FORMATO", "FORMAT"))
        .value_parser(PossibleValuesParser::new(LOG_FORMATS))
        .hide_possible_values(true)
        .default_value("human")
        .hide_default_value(true)
        .help(t("human (por defecto) o json", "human (default) or json"))
}
