//! The words of `mipg status`.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{
    STATUS_FORMATS,
    shared::{as_of, policy, trust},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("status")
        .visible_alias("estado")
        .about(t(
            "Muestra qué se debía entregar, qué llegó y si llegó a tiempo",
            "Shows what was due, what came and whether it came on time",
        ))
        .arg(Arg::new("rev").long("rev").value_name("REV").help(t(
            "lo entregado en esta revisión (por defecto, HEAD); cuándo llegó cada cosa lo dice el registro de integridad o, sin él, los commits",
            "what was handed in by this revision (default: HEAD); the audit trail says when each thing came or, without it, commits",
        )))
        .arg(policy(lang))
        .arg(Arg::new("month").long("month").visible_alias("mes").value_name(t("MES", "MONTH")).help(t(
            "los cortes de un mes: 2026-12, o 12 para el año en curso o el de --anio",
            "the due dates of a month: 2026-12, or 12 for this year or that of --year",
        )))
        .arg(Arg::new("year").long("year").visible_alias("anio").value_name(t("AÑO", "YEAR")).help(t(
            "los cortes de un año (por defecto, el del momento consultado)",
            "the due dates of a year (default: that of the moment asked)",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(STATUS_FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), json, csv (para Excel), markdown o svg (imagen)",
                    "human (default), json, csv (for Excel), markdown or svg (picture)",
                )),
        )
        .arg(Arg::new("output").long("output").value_name(t("FORMATO=ARCHIVO", "FORMAT=FILE")).action(ArgAction::Append).help(t(
            "escribe además el resultado en un archivo; se puede repetir",
            "also writes the result to a file; may be repeated",
        )))
        .arg(as_of(lang))
        .args(trust(lang))
        .after_help(t(
            "Una entrega tardía no cambia el código de salida: 0 si se leyó todo, 3 si algo no se pudo leer.\n\n\
             Ejemplos:\n  mipg status\n  mipg status --mes 2026-12\n  mipg status --politica gobierno-digital --output csv=gobierno-digital.csv\n  mipg status --anio 2026 --as-of 2026-12-31 --output svg=2026.svg",
            "Lateness does not change the exit code: 0 if all was read, 3 if something could not be read.\n\n\
             Examples:\n  mipg status\n  mipg status --month 2026-12\n  mipg status --policy gobierno-digital --output csv=gobierno-digital.csv\n  mipg status --year 2026 --as-of 2026-12-31 --output svg=2026.svg",
        ))
}
