//! The words of `mipg serve`.

use std::path::PathBuf;

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("serve")
        .visible_alias("servir")
        .about(t(
            "Muestra en el navegador de este computador un micrositio ya generado; nadie más lo ve",
            "Shows a microsite that was rendered in the browser of this computer; nobody else sees it",
        ))
        .arg(
            Arg::new("site")
                .long("site")
                .visible_alias("sitio")
                .value_name(t("CARPETA", "DIR"))
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("la carpeta que escribió `mipg render`", "the folder that `mipg render` wrote")),
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
            "Ejemplo:\n  mipg serve --site sitio      imprime la dirección que se abre en el navegador; Ctrl+C termina",
            "Example:\n  mipg serve --site site       prints the address to open in the browser; Ctrl+C ends it",
        ))
}
