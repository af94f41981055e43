//! The words of `mipg log verify`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{format, log_folder};
use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("verify")
        .visible_alias("comprobar")
        .about(t(
            "Comprueba, sin conexión, una constancia y los archivos con que se muestra",
            "Verifies, offline, a receipt and the files it is shown with",
        ))
        .arg(
            Arg::new("receipt")
                .value_name(t("CONSTANCIA", "RECEIPT"))
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("el archivo .tlog-proof", "the file .tlog-proof")),
        )
        .arg(
            Arg::new("files")
                .value_name(t("ARCHIVO", "FILE"))
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("manifiesto.yaml y los archivos de la entrega", "manifiesto.yaml and the files of the submission")),
        )
        .arg(Arg::new("key").long("key").visible_alias("clave").value_name("VKEY").action(ArgAction::Append).help(t(
            "clave verificadora del registro, obtenida por otro medio, o el archivo que la contiene; se puede repetir",
            "verifier key of the log, had from elsewhere, or the file that holds it; may be repeated",
        )))
        .arg(
            Arg::new("policy")
                .long("policy")
                .visible_alias("politica")
                .value_name(t("ARCHIVO", "FILE"))
                .conflicts_with("key")
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "política de confianza (tlog-policy): registro, testigos y cuántos deben firmar",
                    "trust policy (tlog-policy): log, witnesses and how many must sign",
                )),
        )
        .arg(
            Arg::new("salt")
                .long("sal")
                .visible_alias("salt")
                .value_name(t("ARCHIVO", "FILE"))
                .action(ArgAction::Append)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "archivo con la sal de un archivo que se guarda fuera del repositorio: comprueba su compromiso; se puede repetir",
                    "file with the salt of a file that is kept outside the repository: its commitment is checked; may be repeated",
                )),
        )
        .arg(
            Arg::new("chain")
                .long("cadena")
                .visible_alias("chain")
                .value_name(t("ARCHIVO", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "cadena de claves que escribe `mipg log chain`, si la constancia se firmó con una clave posterior a la dada",
                    "chain of keys that `mipg log chain` writes, where the receipt was signed with a later key than the one given",
                )),
        )
        .arg(log_folder(lang))
        .arg(format(lang))
        .after_help(t(
            "Sin --clave ni --politica, la clave se toma del propio repositorio y el código de salida nunca es 0.\n\
             Si el registro cambió de clave, basta con la anterior y la cadena de claves: la de --cadena, o la del registro de --log o del repositorio.\n\n\
             Códigos de salida: 0 auténtica y respaldada por testigos · 1 no es de estos archivos · 2 uso incorrecto · 3 no se comprobó todo: falta el manifiesto o algún archivo de la entrega · \
             10 auténtica, sin testigos · 11 faltan testigos · 12 clave tomada del repositorio · 40 no es válida\n\n\
             Ejemplos:\n  mipg log verify constancia-12.tlog-proof manifiesto.yaml informe.pdf --clave \"$CLAVE\"\n  \
             mipg log verify constancia-12.tlog-proof entrega/* --politica confianza.txt --format json\n  \
             mipg log verify constancia-12.tlog-proof entrega/* --clave \"$CLAVE\" --cadena cadena-de-claves.txt\n  \
             mipg log verify constancia-12.tlog-proof manifiesto.yaml foto.jpg --sal foto.jpg.sal --clave \"$CLAVE\"",
            "Without --key or --policy, the key is taken from the repository itself and the exit code is never 0.\n\
             Where the log changed its key, the earlier one and the chain of keys will do: that of --chain, or of the log of --log or of the repository.\n\n\
             Exit codes: 0 genuine and supported by witnesses · 1 not of these files · 2 wrong usage · 3 not all checked: the manifest or a file of the submission is missing · \
             10 genuine, no witnesses · 11 too few witnesses · 12 key taken from the repository · 40 invalid\n\n\
             Examples:\n  mipg log verify constancia-12.tlog-proof manifiesto.yaml informe.pdf --key \"$KEY\"\n  \
             mipg log verify constancia-12.tlog-proof submission/* --policy trust.txt --format json\n  \
             mipg log verify constancia-12.tlog-proof submission/* --key \"$KEY\" --chain chain-of-keys.txt\n  \
             mipg log verify constancia-12.tlog-proof manifiesto.yaml photo.jpg --salt photo.jpg.sal --key \"$KEY\"",
        ))
}
