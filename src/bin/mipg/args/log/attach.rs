//! The words of `mipg log attach`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, Command};
use mipg::messages::Lang;

use super::{file, format};
use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("attach")
        .visible_alias("adjuntar")
        .about(t(
            "Guarda junto al registro el refrendo que publicó un testigo, si es válido y es de este registro",
            "Keeps beside the log the cosignature that a witness published, if it is valid and of this log",
        ))
        .arg(
            Arg::new("cosignatures")
                .value_name(t("REFRENDO", "COSIGNATURE"))
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("el archivo cosig-NOMBRE que publicó el testigo", "the file cosig-NAME that the witness published")),
        )
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name("VKEY").action(ArgAction::Append).help(t(
            "clave verificadora del testigo, obtenida por otro medio; se puede repetir",
            "verifier key of the witness, had from elsewhere; may be repeated",
        )))
        .arg(
            file(["policy", "policy", "politica"], lang).help(t(
                    "política de confianza (tlog-policy) con los testigos que se aceptan",
                    "trust policy (tlog-policy) with the witnesses that are accepted",
                )),
        )
        .group(ArgGroup::new("known").args(["key", "policy"]).multiple(true).required(true))
        .arg(format(lang))
        .after_help(t(
            "Queda en `atestacion/<entradas>/cosig-<testigo>` de la rama `registro`, con el estado firmado que refrenda.\n\n\
             Ejemplo:\n  curl -fsS -o cosig https://testigo.example.org/812/cosig-testigo.example.org-personeria\n  \
             mipg log attach cosig --clave \"$TESTIGO\"\n\n\
             Códigos de salida: 0 adjuntado, o ya estaba · 2 uso incorrecto · 3 no se pudo comprobar · 30 el testigo vio otro registro · 40 no es válido",
            "It lies in `atestacion/<entries>/cosig-<witness>` of the branch `registro`, with the signed state it cosigns.\n\n\
             Example:\n  curl -fsS -o cosig https://testigo.example.org/812/cosig-testigo.example.org-personeria\n  \
             mipg log attach cosig --key \"$WITNESS\"\n\n\
             Exit codes: 0 attached, or there already · 2 wrong usage · 3 could not be verified · 30 the witness saw another log · 40 not valid",
        ))
}
