//! The words of `mipg log witness`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let path = |name: &'static str, value: &'static str| {
        Arg::new(name).value_name(value).required(true).value_parser(clap::value_parser!(PathBuf))
    };
    let (file, folder) = (t("ARCHIVO", "FILE"), t("CARPETA", "DIR"));
    Command::new("witness")
        .visible_alias("testigo")
        .about(t(
            "Refrenda el registro de otra entidad, si no contradice lo que ya se le conocía",
            "Cosigns the log of another institution, if it does not contradict what was known of it",
        ))
        .arg(path("log", folder).long("log").help(t(
            "carpeta con el registro: checkpoint y tile/…, tal como se publica",
            "folder with the log: checkpoint and tile/…, as it is published",
        )))
        .arg(Arg::new("key").long("key").value_name("VKEY").required(true).action(ArgAction::Append).help(t(
            "clave verificadora del registro, obtenida por otro medio, o el archivo que la tiene; si cambió, primero la anterior y luego la nueva",
            "verifier key of the log, had from elsewhere, or the file that holds it; where it changed, the earlier one first, then the new one",
        )))
        .arg(path("chain", file).long("cadena").visible_alias("chain").required(false).help(t(
            "cadena de claves que escribe `mipg log chain`: si el registro cambió de clave, dice en qué orden y hasta cuándo firmó cada una",
            "chain of keys that `mipg log chain` writes: where the log changed its key, says in which order and until when each signed",
        )))
        .arg(path("secret", file).long("clave").visible_alias("secret").required_unless_present("files").required(false).help(t(
            "archivo con la clave privada del testigo",
            "file with the private key of the witness",
        )))
        .arg(path("state", file).long("estado").visible_alias("state").help(t(
            "archivo donde el testigo recuerda el último estado que firmó; hay que conservarlo",
            "file where the witness remembers the last checkpoint it cosigned; it must be kept",
        )))
        .arg(path("out", folder).long("out").visible_alias("salida").required_unless_present("files").required(false).help(t(
            "carpeta donde queda la firma: TAMAÑO/cosig-NOMBRE",
            "folder for the cosignature: SIZE/cosig-NAME",
        )))
        .arg(Arg::new("first-time").long("primera-vez").visible_alias("first-time").action(ArgAction::SetTrue).help(t(
            "no hay nada que recordar todavía; después no se usa, para que un estado perdido se note",
            "there is nothing to remember yet; not for later runs, so that a lost state is noticed",
        )))
        .arg(Arg::new("files").long("archivos").visible_alias("files").action(ArgAction::SetTrue).help(t(
            "no firma: dice qué archivos del registro hacen falta, uno por línea",
            "does not sign: prints which files of the log are needed, one on each line",
        )))
        .after_help(t(
            "mipg no se conecta a la red. Quien lo ejecuta trae los archivos:\n\n\
             Ejemplo:\n  curl -fsS -o registro/checkpoint https://mipg.mompox.gov.co/registro/checkpoint\n  \
             mipg log witness --log registro --key \"$CLAVE\" --estado estado --archivos |\n    \
             while read -r f; do curl -fsS --create-dirs -o \"registro/$f\" \"https://mipg.mompox.gov.co/registro/$f\"; done\n  \
             mipg log witness --log registro --key \"$CLAVE\" --estado estado --clave testigo.key --salida publico\n\n\
             La primera vez, agregue --primera-vez. Códigos de salida: 0 refrendado · 3 no se pudo comprobar · 30 contradice lo anterior · 40 no es válido",
            "mipg does not connect to the network. Whoever runs it fetches the files:\n\n\
             Example:\n  curl -fsS -o log/checkpoint https://mipg.mompox.gov.co/registro/checkpoint\n  \
             mipg log witness --log log --key \"$KEY\" --state state --files |\n    \
             while read -r f; do curl -fsS --create-dirs -o \"log/$f\" \"https://mipg.mompox.gov.co/registro/$f\"; done\n  \
             mipg log witness --log log --key \"$KEY\" --state state --secret witness.key --out public\n\n\
             The first time, add --first-time. Exit codes: 0 cosigned · 3 could not check · 30 contradicts what was known · 40 invalid",
        ))
}
