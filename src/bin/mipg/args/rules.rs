//! The words of `mipg rules` and `mipg explain`.

use clap::{Arg, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::text;

/// `mipg rules`.
pub(super) fn list(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("rules")
        .visible_alias("reglas")
        .about(t("Lista todas las reglas", "Lists every rule"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(["human", "json", "markdown"]))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t("human (por defecto), json o markdown", "human (default), json or markdown")),
        )
        .after_help(t("Ejemplo:\n  mipg rules --format markdown", "Example:\n  mipg rules --format markdown"))
}

/// `mipg explain`.
pub(super) fn explain(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("explain")
        .visible_alias("explicar")
        .about(t("Explica una regla: motivo, ejemplo y remedio", "Explains a rule: reason, example and remedy"))
        .arg(Arg::new("rule").value_name(t("REGLA", "RULE")).required(true).help(t(
            "el nombre de la regla, tal como aparece entre corchetes",
            "the name of the rule, as it stands in brackets",
        )))
        .after_help(t("Ejemplo:\n  mipg explain digest-mismatch", "Example:\n  mipg explain digest-mismatch"))
}
