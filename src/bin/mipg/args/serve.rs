//! The words of `mipg serve`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{shared::as_of, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("serve")
        .visible_alias("servir")
        .about(t(
            "Abre en el navegador de este computador el formulario para entregar, o un micrositio ya generado; nadie más lo ve",
            "Opens the form to hand in, or a rendered microsite, in the browser of this computer; nobody else sees it",
        ))
        .arg(
            Arg::new("remote")
                .long("remote")
                .visible_alias("remoto")
                .value_name(t("REMOTO", "REMOTE"))
                .default_value("origin")
                .hide_default_value(true)
                .help(t(
                    "a dónde envía el formulario las ramas (por defecto, origin)",
                    "where the form pushes branches to (default: origin)",
                )),
        )
        .arg(
            Arg::new("no-open")
                .long("no-open")
                .visible_alias("no-abrir")
                .action(ArgAction::SetTrue)
                .help(t(
                    "no abre el navegador: solo imprime la dirección, que sirve una vez",
                    "opens no browser: only prints the address, which works once",
                )),
        )
        .arg(as_of(lang))
        .arg(
            Arg::new("site")
                .long("site")
                .visible_alias("sitio")
                .value_name(t("CARPETA", "DIR"))
                .conflicts_with_all(["remote", "as-of"])
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "muestra la carpeta que escribió `mipg render`, en vez del formulario",
                    "shows the folder that `mipg render` wrote, instead of the form",
                )),
        )
        .arg(
            Arg::new("port")
                .long("port")
                .visible_alias("puerto")
                .value_name(t("NÚMERO", "NUMBER"))
                .default_value("0")
                .hide_default_value(true)
                .value_parser(clap::value_parser!(u16))
                .help(t("el puerto (por defecto, uno libre)", "the port (default: one that is free)")),
        )
        .after_help(t(
            "Lo que se escribe y se sube queda guardado como borrador en la carpeta `mipg` de `.git`, aunque el programa se cierre.\n\n\
             Ejemplos:\n  mipg                         abre el formulario del repositorio de esta carpeta (como `mipg serve`)\n  \
             mipg serve --no-abrir        imprime la dirección y no abre el navegador; Ctrl+C termina\n  \
             mipg serve --sitio sitio      muestra un micrositio ya generado",
            "What is typed and uploaded is kept as a draft in the folder `mipg` of `.git`, though the program be closed.\n\n\
             Examples:\n  mipg                         opens the form of the repository of this folder (as `mipg serve`)\n  \
             mipg serve --no-open         prints the address and opens no browser; Ctrl+C ends it\n  \
             mipg serve --site site       shows a rendered microsite",
        ))
}
