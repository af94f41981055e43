//! The words of `mipg audit`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{AUDIT_FORMATS, shared, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let file = || t("ARCHIVO", "FILE");
    let path = || clap::value_parser!(PathBuf);
    Command::new("audit")
        .visible_alias("auditar")
        .about(t(
            "Comprueba todo lo que un auditor puede verificar desde un clon: registro, historia y evidencia",
            "Verifies everything an auditor can from a clone: the audit trail, history and evidence",
        ))
        .arg(shared::main_branch(lang))
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name(t("CLAVE|ARCHIVO", "VKEY|FILE")).action(ArgAction::Append).help(t(
            "clave verificadora del registro, obtenida por otro medio, o un archivo con una por línea; se puede repetir",
            "verifier key of the log, had from elsewhere, or a file with one on each line; may be repeated",
        )))
        .arg(Arg::new("checkpoint").long("checkpoint").visible_alias("estado").value_name(file()).action(ArgAction::Append).value_parser(path()).help(t(
            "estado firmado (`checkpoint`) conservado de antes o visto en otra parte; se puede repetir",
            "signed checkpoint kept from before or seen elsewhere; may be repeated",
        )))
        .arg(Arg::new("policy").long("policy").visible_alias("politica").value_name(file()).value_parser(path()).help(t(
            "política de confianza (tlog-policy): registro, testigos y cuántos deben firmar",
            "trust policy (tlog-policy): log, witnesses and how many must sign",
        )))
        .arg(Arg::new("ca").long("ca").value_name(file()).value_parser(path()).help(t(
            "certificados (PEM) de las autoridades de sellado de tiempo en que se confía",
            "certificates (PEM) of the timestamp authorities that are trusted",
        )))
        .arg(Arg::new("report").long("informe").visible_alias("report").value_name(file()).action(ArgAction::Append).value_parser(path()).help(t(
            "informe publicado que se tiene: su huella debe estar anotada; se puede repetir",
            "published report that is at hand: its digest must be noted; may be repeated",
        )))
        .arg(Arg::new("evidence").long("evidencia").visible_alias("evidence").value_name(t("CARPETA", "DIR")).value_parser(path()).help(t(
            "si el registro contradice un estado firmado, deja ahí la prueba, que cualquiera puede comprobar",
            "where the log contradicts a signed checkpoint, puts the proof there, which anyone can verify",
        )))
        .arg(Arg::new("sample").long("muestra").visible_alias("sample").value_name("N").value_parser(shared::number::<u32>(1..=100_000)).help(t(
            "saca una muestra reproducible de N entregas publicadas para revisarlas a mano (CSV)",
            "draws a reproducible sample of N published submissions to review by hand (CSV)",
        )))
        .arg(Arg::new("seed").long("semilla").visible_alias("seed").value_name(t("TEXTO", "TEXT")).requires("sample").help(t(
            "texto que decide la muestra junto con la raíz del registro, sorteado a la vista de las partes",
            "text that decides the sample together with the root of the log, drawn in front of both parties",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(AUDIT_FORMATS))
                .hide_possible_values(true)
                .help(t(
                    "human (por defecto), json, html (informe técnico para imprimir) o csv (la muestra; por defecto con --muestra)",
                    "human (default), json, html (technical report to print) or csv (the sample; default with --sample)",
                )),
        )
        .arg(shared::output(lang))
        .arg(shared::as_of(lang))
        .after_help(t(
            "Sin --clave, --estado ni --politica, la clave se toma del propio repositorio y el código de salida nunca es 0.\n\
             --as-of es el momento que lleva el informe; el registro y la rama se comprueban enteros.\n\
             La muestra: las N primeras entregas por SHA-256(raíz ‖ \\n ‖ semilla ‖ \\n ‖ entrega); sin semilla, SHA-256(raíz ‖ \\n ‖ entrega).\n\n\
             Códigos de salida: 0 íntegro y atestiguado · 1 el registro y main no concuerdan · 2 uso incorrecto · 3 no se pudo comprobar · \
             10 íntegro, sin testigos · 11 faltan testigos · 12 clave tomada del repositorio · 30 contradice un estado firmado · 40 no es válido\n\n\
             Ejemplos:\n  mipg audit\n  mipg audit --clave clave.vkey --estado checkpoint-de-enero --output html=informe.html\n  \
             mipg audit --politica confianza.txt --ca autoridades.pem --format json\n  mipg audit --muestra 30 --semilla 20261122 > muestra.csv",
            "Without --key, --checkpoint or --policy, the key is taken from the repository itself and the exit code is never 0.\n\
             --as-of is the moment that the report bears; log and branch are verified whole.\n\
             The sample: the first N submissions by SHA-256(root ‖ \\n ‖ seed ‖ \\n ‖ submission); without a seed, SHA-256(root ‖ \\n ‖ submission).\n\n\
             Exit codes: 0 sound and witnessed · 1 log and main do not agree · 2 wrong usage · 3 could not check · \
             10 sound, no witnesses · 11 too few witnesses · 12 key taken from the repository · 30 contradicts a signed checkpoint · 40 invalid\n\n\
             Examples:\n  mipg audit\n  mipg audit --key log.vkey --checkpoint checkpoint-of-january --output html=report.html\n  \
             mipg audit --policy trust.txt --ca authorities.pem --format json\n  mipg audit --sample 30 --seed 20261122 > sample.csv",
        ))
}
