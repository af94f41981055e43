//! The words of `mipg remind`.

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{
    shared::{as_of, human_or_json, number, output, policy, trust},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("remind")
        .visible_alias("recordar")
        .about(t(
            "Dice qué debe entregar cada líder en los próximos días, y qué no ha llegado",
            "Says what each leader owes in the next days, and what has not come",
        ))
        .arg(Arg::new("rev").long("rev").value_name("REV").help(t(
            "lo entregado hasta esta revisión (por defecto, HEAD)",
            "what was handed in up to this revision (default: HEAD)",
        )))
        .arg(
            Arg::new("days")
                .long("days")
                .visible_alias("dias")
                .value_name(t("DÍAS", "DAYS"))
                .value_parser(number::<u16>(0..=366))
                .help(t("lo que vence en estos días (de 0 a 366; por defecto, 5)", "what runs out in these days (0 to 366; default: 5)")),
        )
        .arg(
            Arg::new("missed-since")
                .long("missed-since")
                .visible_alias("vencidas-desde")
                .value_name(t("FECHA", "DATE"))
                .help(t(
                    "lo que venció desde este día y no ha llegado (por defecto, desde el primero del mes)",
                    "what ran out on or after this day and has not come (default: the first of the month)",
                )),
        )
        .arg(policy(lang))
        .arg(human_or_json(lang))
        .arg(output(lang))
        .arg(as_of(lang))
        .args(trust(lang))
        .after_help(t(
            "Ejemplos:\n  mipg remind\n  mipg remind --dias 10 --politica gobierno-digital\n  mipg remind --vencidas-desde 2026-12-01 --output json=recordatorios.json",
            "Examples:\n  mipg remind\n  mipg remind --days 10 --policy gobierno-digital\n  mipg remind --missed-since 2026-12-01 --output json=reminders.json",
        ))
}
