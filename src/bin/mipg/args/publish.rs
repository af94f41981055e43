//! The words of `mipg publish`.

use std::path::PathBuf;

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{shared, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("publish")
        .visible_alias("publicar")
        .about(t(
            "Comprueba la rama principal, anota lo que falte en el registro de integridad y hace el micrositio",
            "Checks the main branch, logs what is missing in the audit trail and makes the microsite",
        ))
        .arg(
            Arg::new("out")
                .long("out")
                .visible_alias("salida")
                .value_name(t("CARPETA", "DIR"))
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("carpeta del sitio, como en `mipg render`", "folder of the site, as in `mipg render`")),
        )
        .arg(
            Arg::new("secret")
                .long("clave")
                .value_name(t("ARCHIVO", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "archivo con la clave que firma el registro (por defecto, la variable MIPG_CLAVE)",
                    "file with the key that signs the log (default: the variable MIPG_CLAVE)",
                )),
        )
        .arg(shared::main_branch(lang))
        .arg(shared::remote(lang))
        .arg(Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).hide(true))
        .arg(shared::base_url(lang))
        .args(shared::third_parties(lang))
        .after_help(t(
            "Todo o nada: si algo lo impide antes de anotar (una inconsistencia que no estaba publicada ya, una carpeta ajena, una \
             clave que no es), no se anota ni se cambia nada. Tampoco si algo ya publicado cambió o ya no está sin el retiro o la \
             purga que lo permita: se nombra y se dice qué devolver. Lo publicado que sigue como se publicó y hoy no cumple \
             una regla no detiene el sitio: su página lo dice. Después se anota lo pendiente, se hacen los informes del FURAG, se anota la huella de cada uno y se \
             hace el sitio; si ese último paso falla, el registro conserva lo anotado, el sitio anterior sigue entero, y repetir la \
             orden lo completa. Repetirla sin cambios no anota nada y da los mismos bytes. La hora es la del reloj: no acepta \
             `--as-of`.\n\
             Códigos de salida: 0 publicado · 1 hay inconsistencias · 2 uso incorrecto · 3 algo no se pudo comprobar, anotar o escribir.\n\n\
             Ejemplo:\n  mipg publish --salida sitio --clave registro.key && git push origin registro",
            "All or nothing: if anything forbids it before logging (a finding that was not published already, a folder of others, a \
             key that is not the one), nothing is logged or changed. Nor where something published changed or is gone without the \
             withdrawal or the purge that would allow it: it is named, with what to put back. What was published, is as it \
             was and breaks a rule of today does not stop the site: its page says so. Then what is pending is logged, the reports of FURAG are made, the digest of each is logged, and \
             the site is made; if this last step fails, the log keeps what was logged, the site before it stands whole, and repeating \
             the command completes it. Repeating it without changes logs nothing and gives the same bytes. The hour is that of the \
             clock: it does not accept `--as-of`.\n\
             Exit codes: 0 published · 1 there are findings · 2 wrong usage · 3 something could not be checked, logged or written.\n\n\
             Example:\n  mipg publish --out site --clave log.key && git push origin registro",
        ))
}
