//! The words of `mipg ci`: what the workflows of a forge call.

use std::path::PathBuf;

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{
    shared::{as_of, output},
    text,
};

/// The command, with those below it.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("ci")
        .about(t(
            "Lo que llaman los flujos automáticos de una plataforma (GitHub)",
            "What the workflows of a platform (GitHub) call",
        ))
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(t("Órdenes", "Commands"))
        .subcommand(judge(lang))
}

fn judge(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("check")
        .display_name("ci check")
        .visible_alias("verificar")
        .about(t(
            "Comprueba lo que dice un evento: una propuesta con las reglas de la rama a la que va, o lo que llegó a la rama principal",
            "Checks what an event tells: a proposal by the rules of the branch it goes to, or what reached the main branch",
        ))
        .arg(
            Arg::new("event")
                .long("event")
                .visible_alias("evento")
                .value_name(t("ARCHIVO", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "el evento, en JSON (por defecto, el archivo que dice la variable GITHUB_EVENT_PATH)",
                    "the event, in JSON (default: the file that the variable GITHUB_EVENT_PATH names)",
                )),
        )
        .arg(
            Arg::new("reviews")
                .long("aprobaciones")
                .visible_alias("reviews")
                .value_name(t("ARCHIVO", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "las revisiones de la propuesta, en JSON, tal como las da GitHub; sin esto no se sabe quién la aprobó",
                    "the reviews of the proposal, in JSON, as GitHub gives them; without it nobody knows who approved it",
                )),
        )
        .arg(output(lang))
        .arg(as_of(lang))
        .after_help(t(
            "Escribe en la salida las marcas de GitHub, lo más grave primero, y el resumen completo en el archivo que dice GITHUB_STEP_SUMMARY (o --output markdown=ARCHIVO).\n\nCódigos de salida: 0 conforme, o nada que comprobar · 1 inconsistencias · 3 no se pudo comprobar\n\nEjemplo:\n  mipg ci check --event \"$GITHUB_EVENT_PATH\"",
            "Writes the marks of GitHub to the output, the gravest first, and the whole summary to the file that GITHUB_STEP_SUMMARY names (or --output markdown=FILE).\n\nExit codes: 0 conforming, or nothing to check · 1 findings · 3 could not be checked\n\nExample:\n  mipg ci check --event \"$GITHUB_EVENT_PATH\"",
        ))
}
