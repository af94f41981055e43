//! The words of `mipg withdraw`.

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{
    shared::{as_of, proposal},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let value = |name: &'static str, alias: &'static str, es: &'static str, en: &'static str| {
        Arg::new(name).long(name).visible_alias(alias).value_name(t(es, en))
    };
    let said = |arg: Arg| arg.required_unless_present("erase").conflicts_with("erase");
    Command::new("withdraw")
        .visible_alias("retirar")
        .about(t(
            "Retira archivos de una entrega publicada, con su razón legal; después, los borra del almacén de esta copia",
            "Withdraws files of a published submission, with the legal reason; then erases them from the store of this copy",
        ))
        .arg(
            Arg::new("submission")
                .value_name(t("ENTREGA", "SUBMISSION"))
                .required(true)
                .help(t("la carpeta de la entrega: policies/talento-humano/2026/11/reporte-77b0", "the folder of the submission")),
        )
        .arg(said(value("reason", "motivo", "TEXTO", "TEXT")).help(t("por qué se retiran", "why they are withdrawn")))
        .arg(said(value("norm", "norma", "NORMA", "NORM")).help(t(
            "la norma, orden o decisión que lo permite u ordena",
            "the norm, order or decision that allows or orders it",
        )))
        .arg(said(value("authority", "autoriza", "CARGO", "POSITION")).help(t(
            "el cargo o la dependencia que lo autoriza; nunca el nombre de una persona",
            "the position or office that authorises it; never the name of a person",
        )))
        .arg(value("act", "acto", "ACTO", "ACT").conflicts_with("erase").help(t(
            "el acto o radicado con que se autorizó",
            "the act or number by which it was authorised",
        )))
        .arg(
            value("file", "archivo", "ARCHIVO", "FILE").action(ArgAction::Append).conflicts_with("erase").help(t(
                "el archivo que se retira (por defecto, todos los de la entrega); se puede repetir",
                "the file that is withdrawn (default: all of the submission); may be repeated",
            )),
        )
        .args(proposal(lang).map(|arg| arg.conflicts_with("erase")))
        .arg(Arg::new("erase").long("erase").visible_alias("borrar").action(ArgAction::SetTrue).help(t(
            "cuando el retiro ya está publicado: borra de esta copia lo que guardaba en Git LFS, y dice qué queda en otros sitios",
            "where the withdrawal is published: erases from this copy what it kept in Git LFS, and tells what is left elsewhere",
        )))
        .arg(Arg::new("dry-run").long("dry-run").visible_alias("simular").action(ArgAction::SetTrue).help(t(
            "muestra qué haría, y no escribe ni borra nada",
            "shows what it would do; writes and erases nothing",
        )))
        .arg(as_of(lang))
        .after_help(t(
            "El manifiesto se queda: dice qué hubo. Lo que entró en la historia de git no lo borra un retiro.\n\n\
             Ejemplos:\n  mipg withdraw policies/talento-humano/2026/11/reporte-77b0 --archivo taller.jpg --motivo \"La persona revocó su autorización\" \\\n    \
             --norma \"Ley 1581 de 2012, artículo 8\" --autoriza \"Secretaría General\" --rama --enviar\n  \
             mipg withdraw policies/talento-humano/2026/11/reporte-77b0 --borrar",
            "The manifest stays: it tells what there was. What entered the history of git no withdrawal erases.\n\n\
             Examples:\n  mipg withdraw policies/talento-humano/2026/11/reporte-77b0 --file taller.jpg --reason \"La persona revocó su autorización\" \\\n    \
             --norm \"Ley 1581 de 2012, artículo 8\" --authority \"Secretaría General\" --branch --push\n  \
             mipg withdraw policies/talento-humano/2026/11/reporte-77b0 --erase",
        ))
}
