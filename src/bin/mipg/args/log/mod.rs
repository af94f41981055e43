//! The words of `mipg log`: one file for each command below it.

mod append;
mod timestamp;

use clap::Command;
use mipg::messages::Lang;

use super::text;

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
        .subcommand(append::command(lang))
        .subcommand(timestamp::command(lang))
        .after_help(t("Ejemplos:\n  mipg log append", "Examples:\n  mipg log append"))
}
