//! The words of `mipg calendar`.

use std::path::PathBuf;

use clap::{Arg, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{
    CALENDAR_FORMATS,
    shared::{as_of, output, policy, revision},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("calendar")
        .visible_alias("calendario")
        .about(t(
            "Muestra qué se debe entregar y hasta cuándo; también como calendario para el teléfono o el correo",
            "Shows what is due and until when; also as a calendar for a phone or mail",
        ))
        .args(revision(lang))
        .arg(Arg::new("year").long("year").visible_alias("anio").value_name(t("AÑO", "YEAR")).help(t(
            "los cortes de un año",
            "the due dates of a year",
        )))
        .arg(Arg::new("month").long("month").visible_alias("mes").value_name(t("MES", "MONTH")).help(t(
            "los cortes de un mes: 2026-12, o 12 para el año en curso",
            "the due dates of a month: 2026-12, or 12 for this year",
        )))
        .arg(
            Arg::new("from")
                .long("from")
                .visible_alias("desde")
                .value_name(t("FECHA", "DATE"))
                .conflicts_with_all(["year", "month"])
                .help(t("primer día (por defecto, hoy)", "first day (default: today)")),
        )
        .arg(
            Arg::new("until")
                .long("until")
                .visible_alias("hasta")
                .value_name(t("FECHA", "DATE"))
                .conflicts_with_all(["year", "month"])
                .help(t("último día (por defecto, el 31 de diciembre)", "last day (default: 31 December)")),
        )
        .arg(policy(lang))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(CALENDAR_FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), json, ics (este año y el siguiente, si no se dice otra cosa) o csv",
                    "human (default), json, ics (this year and the next, unless said otherwise) or csv",
                )),
        )
        .arg(output(lang))
        .arg(
            Arg::new("out")
                .long("out")
                .value_name(t("CARPETA", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with_all(["format", "policy"])
                .help(t(
                    "escribe en una carpeta un calendario .ics de todas las políticas y uno de cada una",
                    "writes to a folder an .ics calendar of every policy and one of each",
                )),
        )
        .arg(as_of(lang))
        .after_help(t(
            "Ejemplos:\n  mipg calendar\n  mipg calendar --mes 2026-12 --politica gobierno-digital\n  mipg calendar --politica gobierno-digital --output ics=gobierno-digital.ics\n  mipg calendar --out calendarios",
            "Examples:\n  mipg calendar\n  mipg calendar --month 2026-12 --policy gobierno-digital\n  mipg calendar --policy gobierno-digital --output ics=gobierno-digital.ics\n  mipg calendar --out calendars",
        ))
}
