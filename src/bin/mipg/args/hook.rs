//! The words of `mipg hook`: one command for each hook of git, and the one that installs them.

use std::path::PathBuf;

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{
    shared::{account, as_of},
    text,
};

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
        .subcommand(install(lang))
        .subcommand(pre_receive(lang))
        .subcommand(post_receive(lang))
        .subcommand(pre_commit(lang))
}

fn install(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let bare = Arg::new("bare").long("bare").value_name(t("CARPETA", "DIR")).value_parser(clap::value_parser!(PathBuf));
    Command::new("install")
        .visible_alias("instalar")
        .about(t(
            "Escribe los guiones que git ejecuta; los que puso otro no se tocan",
            "Writes the scripts that git runs; those that somebody else put there stay",
        ))
        .arg(bare.help(t(
            "en el servidor: el repositorio que recibe los envíos (pre-receive y post-receive); sin esto, en el clon actual (pre-commit)",
            "on the server: the repository that receives the pushes (pre-receive and post-receive); without it, in the current clone (pre-commit)",
        )))
        .arg(key(lang).requires("bare"))
        .after_help(t(
            "Ejemplos:\n  mipg hook install --bare /srv/git/evidencias.git --clave /etc/mipg/registro.key\n  mipg hook install",
            "Examples:\n  mipg hook install --bare /srv/git/evidence.git --key /etc/mipg/log.key\n  mipg hook install",
        ))
}

fn key(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("key")
        .long("clave")
        .visible_alias("key")
        .value_name(t("ARCHIVO", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "archivo con la clave que firma el registro de integridad (por defecto, la variable MIPG_CLAVE)",
            "file with the key that signs the audit trail (default: the variable MIPG_CLAVE)",
        ))
}

fn post_receive(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("post-receive")
        .about(t(
            "Lo ejecuta git en el servidor después de recibir: anota en el registro de integridad lo que entró y dice su número",
            "Run by git on the server after it received: logs what came in in the audit trail and says its number",
        ))
        .arg(key(lang))
        .arg(account(lang))
        .after_help(t(
            "Lo que entró ya entró: si no se pudo anotar, lo dice, y `mipg log append` lo anota después.\nRecuerda qué cuenta envió cada rama: publica otra. Si pre-receive lleva --cuenta, póngala aquí también.",
            "What came in is in: where it could not be logged it says so, and `mipg log append` logs it later.\nIt remembers which account pushed each branch: another publishes it. Where pre-receive has --account, put it here too.",
        ))
}

fn pre_commit(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("pre-commit")
        .about(t(
            "Lo ejecuta git en un clon antes de cada commit: comprueba lo que se va a confirmar (git add), como lo hará el servidor",
            "Run by git in a clone before each commit: checks what is staged (git add), as the server will",
        ))
        .arg(as_of(lang))
}

fn pre_receive(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("pre-receive")
        .about(t(
            "Lo ejecuta git en el servidor: comprueba cada rama de un envío con las reglas de la rama principal, y rechaza lo que no está bien",
            "Run by git on the server: checks each branch of a push by the rules of the main branch, and refuses what is not right",
        ))
        .arg(account(lang))
        .arg(as_of(lang))
        .after_help(t(
            "Lee de la entrada las líneas «antes después referencia» que da git. Si algo no se pudo comprobar, nada entra.\nQuién envía lo dicen GitLab (GL_ID) y Gitea o Forgejo (GITEA_PUSHER_ID), o --cuenta; si nadie lo dice, los permisos no se juzgan, y así se informa.\n\nCódigos de salida: 0 todo entra · 1 se rechaza · 3 no se pudo comprobar, y se rechaza",
            "Reads from standard input the lines “old new reference” that git gives. Where something could not be checked, nothing comes in.\nWho pushes is told by GitLab (GL_ID) and Gitea or Forgejo (GITEA_PUSHER_ID), or --account; where nobody tells, permissions are not judged, and that is said.\n\nExit codes: 0 all comes in · 1 refused · 3 could not be checked, and refused",
        ))
}
