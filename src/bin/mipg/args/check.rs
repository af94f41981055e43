//! The words of `mipg check`.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::{messages::Lang, model::raw::Account};

use super::{
    FORMATS,
    shared::{account, output},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("check")
        .visible_alias("verificar")
        .about(t(
            "Comprueba las evidencias: carpeta de trabajo, revisión o cambio",
            "Checks the evidence: work tree, revision or change",
        ))
        .arg(Arg::new("paths").value_name(t("RUTA", "PATH")).num_args(0..).help(t(
            "solo muestra lo de estas rutas del repositorio (se comprueba todo)",
            "shows only what is under these paths of the repository (all is checked)",
        )))
        .arg(Arg::new("rev").long("rev").value_name("REV").conflicts_with_all(["base", "head"]).help(t(
            "comprueba una revisión tal como está en git, sin sacarla a disco",
            "checks a revision as git holds it, without a checkout",
        )))
        .arg(Arg::new("base").long("base").value_name("REV").requires("head").help(t(
            "comprueba un cambio: la revisión de la que parte, con sus reglas y ajustes",
            "checks a change: the revision it starts from, with its rules and settings",
        )))
        .arg(Arg::new("head").long("head").value_name("REV").requires("base").help(t(
            "la revisión propuesta; se recorren todos los commits entre ambas",
            "the proposed revision; every commit between both is walked",
        )))
        .arg(
            Arg::new("received")
                .long("received")
                .visible_alias("recibido")
                .requires("base")
                .action(ArgAction::SetTrue)
                .help(t(
                    "lo que hay entre --base y --head ya se recibió: cada commit de su línea publicó lo que trajo",
                    "what lies between --base and --head was already received: each commit of its line published what it brought",
                )),
        )
        .arg(account(lang).requires("base"))
        .arg(
            Arg::new("approved-by")
                .long("aprueba")
                .visible_alias("approved-by")
                .value_name(t("FORJA:ID", "FORGE:ID"))
                .value_parser(clap::value_parser!(Account))
                .action(ArgAction::Append)
                .requires("account")
                .conflicts_with("received")
                .help(t(
                    "una cuenta que aprobó lo propuesto tal como está; se puede repetir",
                    "an account that approved what is proposed as it stands; may be repeated",
                )),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), json, sarif, github o markdown",
                    "human (default), json, sarif, github or markdown",
                )),
        )
        .arg(output(lang))
        .arg(Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).help(t(
            "juzga como si fuera este momento (2026-11-22T10:00:00-05:00, o una fecha: el final de ese día en Bogotá)",
            "judges as if it were this moment (2026-11-22T10:00:00-05:00, or a date: the end of that day in Bogota)",
        )))
        .arg(Arg::new("detail").long("detalle").visible_alias("detail").action(ArgAction::SetTrue).help(t(
            "muestra además lo que dijo cada biblioteca, en su idioma",
            "also shows what each library said, in its own language",
        )))
        .after_help(t(
            "Ejemplos:\n  mipg check\n  mipg check --rev origin/main\n  mipg check --base origin/main --head HEAD --format markdown",
            "Examples:\n  mipg check\n  mipg check --rev origin/main\n  mipg check --base origin/main --head HEAD --format markdown",
        ))
}
