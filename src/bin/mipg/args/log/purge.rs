//! The words of `mipg log purge`.

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{file, format};
use crate::args::{shared::main_branch, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let line = |name: &'static str, long: &'static str, alias: &'static str, help: &'static str| {
        Arg::new(name).long(long).visible_alias(alias).value_name(t("TEXTO", "TEXT")).required(true).help(help)
    };
    Command::new("purge")
        .visible_alias("purga")
        .about(t(
            "Anota lo que una autoridad mandó borrar de la historia: qué, quién lo ordenó, por qué y cuándo",
            "Logs what an authority ordered erased from history: what, who ordered it, why and when",
        ))
        .arg(
            Arg::new("paths")
                .value_name(t("ENTREGA|ARCHIVO", "SUBMISSION|FILE"))
                .required(true)
                .num_args(1..)
                .help(t(
                    "lo que se borró: la carpeta de la entrega o el archivo, como policies/integridad/2026/11/reporte-1f3a/foto.jpg",
                    "what was erased: the folder of the submission or the file, like policies/integridad/2026/11/reporte-1f3a/photo.jpg",
                )),
        )
        .arg(Arg::new("before").long("antes").visible_alias("before").value_name("REV").required(true).help(t(
            "la rama principal como estaba antes de borrar; sus objetos deben estar todavía",
            "the main branch as it was before; its objects must be there still",
        )))
        .arg(main_branch(lang))
        .arg(line("authority", "autoridad", "authority", t(
            "quién lo ordena: el juzgado o la entidad, nunca una persona",
            "who orders it: the court or the institution, never a person",
        )))
        .arg(line("act", "acto", "act", t("el acto que lo ordena, con su número", "the act that orders it, with its number")))
        .arg(
            Arg::new("date")
                .long("fecha")
                .visible_alias("date")
                .value_name(t("FECHA", "DATE"))
                .required(true)
                .value_parser(clap::value_parser!(chrono::NaiveDate))
                .help(t("fecha del acto, como 2026-11-20", "date of the act, like 2026-11-20")),
        )
        .arg(line("role", "rol", "role", t(
            "quién lo ejecuta: el cargo o la dependencia, nunca un nombre",
            "who carries it out: the post or the office, never a name",
        )))
        .arg(line("reason", "motivo", "reason", t("por qué se borra, sin repetir lo borrado", "why, without repeating what is erased")))
        .arg(
            file(["key", "clave", "key"], lang).help(t(
                    "archivo con la clave que firma (por defecto, la variable MIPG_CLAVE)",
                    "file with the key that signs (default: the variable MIPG_CLAVE)",
                )),
        )
        .arg(format(lang))
        .after_help(t(
            "mipg no borra: primero se reescribe la rama principal con git (por ejemplo con git filter-repo o git filter-branch),\n\
             conservando la de antes en una etiqueta; luego esta orden compara las dos, comprueba que solo falta lo que se dice,\n\
             y deja el acta en la rama `registro`; por último se quita la etiqueta y se limpia. `mipg audit` acepta esa ruptura y ninguna otra.\n\n\
             Ejemplo:\n  git tag antes main\n  git filter-branch --index-filter 'git rm -rq --cached --ignore-unmatch policies/integridad/2026/11/reporte-1f3a' main\n  \
             mipg log purge policies/integridad/2026/11/reporte-1f3a --antes antes --rev main --autoridad 'Juzgado Tercero Civil' \\\n    \
             --acto 'Sentencia T-12 de 2026' --fecha 2026-11-20 --rol 'Secretaría General' --motivo 'habeas data'\n  \
             git tag -d antes && git reflog expire --expire=now --all && git gc --prune=now",
            "mipg erases nothing: first the main branch is rewritten with git (with git filter-repo or git filter-branch, say),\n\
             keeping the one before under a tag; then this command compares both, checks that only what is named is missing,\n\
             and leaves the record on the branch `registro`; last, the tag is dropped and the repository cleaned. `mipg audit` accepts that break and no other.\n\n\
             Example:\n  git tag before main\n  git filter-branch --index-filter 'git rm -rq --cached --ignore-unmatch policies/integridad/2026/11/reporte-1f3a' main\n  \
             mipg log purge policies/integridad/2026/11/reporte-1f3a --before before --rev main --authority 'Third Civil Court' \\\n    \
             --act 'Ruling T-12 of 2026' --date 2026-11-20 --role 'Secretaría General' --reason 'habeas data'\n  \
             git tag -d before && git reflog expire --expire=now --all && git gc --prune=now",
        ))
}
