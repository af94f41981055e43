//! The words of `mipg report`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{
    REPORT_FORMATS,
    shared::{as_of, base_url, output, trust},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("report")
        .visible_alias("informe")
        .about(t(
            "FURAG de una vigencia: qué evidencia responde a cada criterio, pregunta y opción, y qué falta",
            "FURAG of a vigencia: which evidence answers each criterion, question and option, and what is missing",
        ))
        .arg(
            Arg::new("year")
                .long("year")
                .visible_alias("vigencia")
                .value_name(t("AÑO", "YEAR"))
                .required(true)
                .help(t("la vigencia: el año que se evalúa", "the vigencia: the year evaluated")),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(REPORT_FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), html (para leer e imprimir), xlsx (Excel), csv o json",
                    "human (default), html (to read and print), xlsx (Excel), csv or json",
                )),
        )
        .arg(output(lang).conflicts_with("import"))
        .arg(
            Arg::new("rev")
                .long("rev")
                .value_name("REV")
                .conflicts_with("import")
                .help(t("lo que hay en esta revisión (por defecto, HEAD)", "what this revision has (default: HEAD)")),
        )
        .arg(as_of(lang).conflicts_with("import").help(t(
            "como si fuera este momento (por defecto, el del último commit o anotación del registro)",
            "as if it were this moment (default: that of the last commit or entry of the trail)",
        )))
        .arg(Arg::new("trail").long("registro").visible_alias("trail").value_name("COMMIT").conflicts_with("import").help(t(
            "con el registro de integridad como estaba en este commit de su rama (por defecto, antes de los informes que anota al final)",
            "with the audit trail as it was at this commit of its branch (default: before the reports that its end notes)",
        )))
        .arg(base_url(lang).conflicts_with("import"))
        .args(trust(lang).map(|arg| arg.conflicts_with("import")))
        .arg(
            Arg::new("import")
                .long("import")
                .visible_alias("importar")
                .value_name(t("LIBRO.xlsx", "BOOK.xlsx"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "en vez del informe: escribe el cuestionario en `policies/catalogo/furag-AAAA.yaml` y dice qué defectos tiene el libro",
                    "instead of the report: writes the questionnaire to `policies/catalogo/furag-YYYY.yaml` and says what is wrong with the workbook",
                )),
        )
        .arg(Arg::new("sheet").long("sheet").visible_alias("hoja").value_name(t("HOJA", "SHEET")).requires("import").help(t(
            "con --importar: la hoja de las preguntas, si hay varias",
            "with --import: the sheet with the questions, where there are several",
        )))
        .arg(
            Arg::new("replace")
                .long("replace")
                .visible_alias("reemplazar")
                .action(ArgAction::SetTrue)
                .requires("import")
                .help(t(
                    "con --importar: reemplaza el cuestionario que ya está, si es distinto",
                    "with --import: replaces the questionnaire that is there, where it differs",
                )),
        )
        .after_help(t(
            "El informe dice qué evidencia nombra cada `soportes-AAAA.yaml` y qué tan comprobada está: solo declarada, presente, verificada, con\n\
             constancia o atestada por tercero. Lo que nombra y no existe se dice, y no responde nada.\n\
             Ninguna opción se propone sin evidencia verificada. Ninguna cifra es el IDI.\n\
             Al importar, cada pregunta queda con su política según el prefijo del código; lo que parece equivocado se dice con su casilla.\n\
             Cada política nombra su evidencia en `policies/POLÍTICA/soportes-AAAA.yaml` (la guía está en `policies/README.md`):\n\n  \
             version: 1\n  politica: gobierno-digital\n  vigencia: 2025\n  soportes:\n    \
             - entrega: gobierno-digital/2025/11/reporte-1f3a\n      archivo: avance.pdf\n      criterios: [GD-01]\n      \
             preguntas: [{codigo: GDI200, opciones: [1, 2]}]\n  no_aplica:\n    \
             - {preguntas: [GDI202], motivo: La entidad no presta ese trámite.}\n\n\
             Códigos de salida: 0 se leyó todo (o importado entero) · 1 importado, pero alguna fila quedó por fuera · 2 uso incorrecto · 3 algo no se pudo\n\
             comprobar, leer o escribir.\n\n\
             Ejemplos:\n  mipg report --vigencia 2025\n  \
             mipg report --vigencia 2025 --output html=furag-2025.html --output xlsx=furag-2025.xlsx\n  \
             mipg report --importar preguntas.xlsx --vigencia 2025",
            "The report says which evidence each `soportes-YYYY.yaml` names and how well it is known: declared only, present, verified, with a\n\
             receipt or attested by a third party. What it names and does not exist is told, and answers nothing.\n\
             No option is proposed without verified evidence. No figure is the IDI.\n\
             On import each question gets its policy by the prefix of its code; what looks wrong is told with its cell.\n\
             Each policy names its evidence in `policies/POLICY/soportes-YYYY.yaml` (the guide is in `policies/README.md`):\n\n  \
             version: 1\n  politica: gobierno-digital\n  vigencia: 2025\n  soportes:\n    \
             - entrega: gobierno-digital/2025/11/reporte-1f3a\n      archivo: avance.pdf\n      criterios: [GD-01]\n      \
             preguntas: [{codigo: GDI200, opciones: [1, 2]}]\n  no_aplica:\n    \
             - {preguntas: [GDI202], motivo: The entity does not offer it.}\n\n\
             Exit codes: 0 all was read (or imported whole) · 1 imported, but some row was left out · 2 wrong usage · 3 something could not be\n\
             checked, read or written.\n\n\
             Examples:\n  mipg report --year 2025\n  \
             mipg report --year 2025 --output html=furag-2025.html --output xlsx=furag-2025.xlsx\n  \
             mipg report --import questions.xlsx --year 2025",
        ))
}
