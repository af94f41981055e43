//! The words of `mipg report`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{shared::human_or_json, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("report")
        .visible_alias("informe")
        .about(t(
            "FURAG de una vigencia: importa el cuestionario de la entidad desde su libro de Excel",
            "FURAG of a vigencia: imports the questionnaire of the entity from its Excel workbook",
        ))
        .arg(
            Arg::new("import")
                .long("import")
                .visible_alias("importar")
                .value_name(t("LIBRO.xlsx", "BOOK.xlsx"))
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "escribe el cuestionario en `policies/catalogo/furag-AAAA.yaml` y dice qué defectos tiene el libro",
                    "writes the questionnaire to `policies/catalogo/furag-YYYY.yaml` and says what is wrong with the workbook",
                )),
        )
        .arg(
            Arg::new("year")
                .long("year")
                .visible_alias("vigencia")
                .value_name(t("AÑO", "YEAR"))
                .required(true)
                .help(t("la vigencia por la que pregunta", "the vigencia it asks about")),
        )
        .arg(Arg::new("sheet").long("sheet").visible_alias("hoja").value_name(t("HOJA", "SHEET")).help(t(
            "la hoja de las preguntas, si hay varias",
            "the sheet with the questions, where there are several",
        )))
        .arg(Arg::new("replace").long("replace").visible_alias("reemplazar").action(ArgAction::SetTrue).help(t(
            "reemplaza el cuestionario que ya está, si es distinto",
            "replaces the questionnaire that is there, where it differs",
        )))
        .arg(human_or_json(lang))
        .after_help(t(
            "Cada pregunta queda con su política según el prefijo del código. Del libro solo se corrigen los espacios; lo que parece\n\
             equivocado se dice con su casilla.\n\
             Códigos de salida: 0 importado entero · 1 importado, pero alguna fila quedó por fuera · 2 uso incorrecto · 3 no se pudo leer o escribir.\n\n\
             Ejemplos:\n  mipg report --import preguntas.xlsx --year 2025\n  \
             mipg report --import preguntas.xlsx --year 2025 --sheet Preguntas --format json",
            "Each question gets its policy by the prefix of its code. Only spaces of the workbook are put right; what looks wrong is\n\
             told with its cell.\n\
             Exit codes: 0 imported whole · 1 imported, but some row was left out · 2 wrong usage · 3 could not be read or written.\n\n\
             Examples:\n  mipg report --import preguntas.xlsx --year 2025\n  \
             mipg report --import preguntas.xlsx --year 2025 --sheet Preguntas --format json",
        ))
}
