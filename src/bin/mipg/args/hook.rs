//! The words of `mipg hook`: one command for each hook of git, and the one that installs them.

use clap::Command;
use mipg::messages::Lang;

use super::{shared::as_of, text};

/// The command, with those below it.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("hook")
        .visible_alias("puerta")
        .about(t(
            "La puerta de un servidor de git propio: comprueba lo que se envía antes de recibirlo",
            "The gate of a git server of one's own: checks what is pushed before it is received",
        ))
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(t("Órdenes", "Commands"))
        .subcommand(pre_receive(lang))
}

fn pre_receive(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("pre-receive")
        .about(t(
            "Lo ejecuta git en el servidor: comprueba cada rama de un envío con las reglas de la rama principal, y rechaza lo que no está bien",
            "Run by git on the server: checks each branch of a push by the rules of the main branch, and refuses what is not right",
        ))
        .arg(as_of(lang))
        .after_help(t(
            "Lee de la entrada las líneas «antes después referencia» que da git. Si algo no se pudo comprobar, nada entra.\n\nCódigos de salida: 0 todo entra · 1 se rechaza · 3 no se pudo comprobar, y se rechaza",
            "Reads from standard input the lines “old new reference” that git gives. Where something could not be checked, nothing comes in.\n\nExit codes: 0 all comes in · 1 refused · 3 could not be checked, and refused",
        ))
}
