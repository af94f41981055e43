//! The words of `mipg log append`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{file, format};
use crate::args::{
    shared::{main_branch, output},
    text,
};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("append")
        .visible_alias("anotar")
        .about(t(
            "Anota en el registro lo que falta: lo publicado, lo reemplazado, lo retirado y los cambios de ajustes",
            "Logs what is not logged yet: what was published, superseded, withdrawn, and changes of settings",
        ))
        .arg(main_branch(lang))
        .arg(Arg::new("head").long("head").value_name("REV").requires("base").help(t(
            "anota además como recibidas las entregas de esta revisión propuesta, si está conforme",
            "also logs as received the submissions of this proposed revision, if it conforms",
        )))
        .arg(Arg::new("base").long("base").value_name("REV").requires("head").help(t(
            "la revisión de la que parte la propuesta, con sus reglas y ajustes",
            "the revision the proposal starts from, with its rules and settings",
        )))
        .arg(
            Arg::new("heartbeat")
                .long("latido")
                .visible_alias("heartbeat")
                .action(ArgAction::SetTrue)
                .help(t("anota además que el registro está vivo a esta hora", "also logs that the log is alive now")),
        )
        .arg(
            file(["key", "clave", "key"], lang).help(t(
                    "archivo con la clave que firma (por defecto, la variable MIPG_CLAVE; sin ella, el registro queda sin firma)",
                    "file with the key that signs (default: the variable MIPG_CLAVE; unsigned without it)",
                )),
        )
        .arg(Arg::new("origin").long("origen").visible_alias("origin").value_name(t("NOMBRE", "NAME")).help(t(
            "nombre permanente del registro (por defecto, `registro.origen` de policies/repositorio.yaml)",
            "permanent name of the log (default: `registro.origen` of policies/repositorio.yaml)",
        )))
        .arg(
            Arg::new("rotate")
                .long("rotar")
                .visible_alias("rotate")
                .value_name(t("ACTA", "RECORD"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "anota el cambio de clave con el acta que hizo `mipg log keygen --rotar`; --clave es ya la clave nueva",
                    "logs the change of key with the record that `mipg log keygen --rotate` made; --key is the new key already",
                )),
        )
        .arg(Arg::new("closing").long("cierre").visible_alias("closing").value_name(t("RUTA", "PATH")).help(t(
            "anota que una vigencia se cerró con este documento de la rama principal",
            "logs that a vigencia was closed by this document of the main branch",
        )))
        .arg(
            Arg::new("sign-existing")
                .long("firmar-existente")
                .visible_alias("sign-existing")
                .action(ArgAction::SetTrue)
                .help(t(
                    "firma por primera vez un registro que nunca tuvo clave ni firma, con todo lo que ya tiene: revíselo antes",
                    "signs for the first time a log that never had a key nor a signature, with all it holds: look at it before",
                )),
        )
        .arg(Arg::new("new").long("nuevo").visible_alias("new").action(ArgAction::SetTrue).help(t(
            "empieza el registro aunque los ajustes ya lo nombren, porque nunca hubo uno; solo la primera vez",
            "begins the audit trail though the settings name its log already, since there never was one; the first time only",
        )))
        .arg(Arg::new("unsigned").long("sin-firma").visible_alias("unsigned").action(ArgAction::SetTrue).help(t(
            "empieza el registro sin clave, y por tanto sin firma: no prueba quién lo escribió ni da constancias",
            "begins the audit trail without a key, and so unsigned: it proves not who wrote it, and gives no receipts",
        )))
        .arg(
            Arg::new("checkpoint")
                .long("checkpoint")
                .value_name(t("ARCHIVO", "FILE"))
                .action(ArgAction::Append)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "estado del registro (`checkpoint`) que se guardó antes: si el registro no lo continúa, o ya no está, no se anota nada; se puede repetir",
                    "state of the log (`checkpoint`) kept from before: where the log does not continue it, or is gone, nothing is logged; may be repeated",
                )),
        )
        .arg(
            Arg::new("clock-confirmed")
                .long("reloj-confirmado")
                .visible_alias("clock-confirmed")
                .action(ArgAction::SetTrue)
                .help(t(
                    "anota aunque la hora parezca imposible, porque usted la comprobó; las entradas nuevas lo dicen",
                    "logs though the hour seems impossible, since you checked it; the new entries say so",
                )),
        )
        .arg(
            file(["policy", "policy", "politica"], lang).help(t(
                    "política de confianza (tlog-policy): contra los refrendos de sus testigos se compara el reloj",
                    "trust policy (tlog-policy): the clock is held against the cosignatures of its witnesses",
                )),
        )
        .arg(
            Arg::new("ca")
                .long("ca")
                .value_name(t("ARCHIVO", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "certificados (PEM) de las autoridades de sellado en que se confía: contra sus sellos se compara el reloj",
                    "certificates (PEM) of the timestamp authorities that are trusted: the clock is held against their tokens",
                )),
        )
        .arg(
            Arg::new("report")
                .long("informe")
                .visible_alias("report")
                .value_name(t("ARCHIVO", "FILE"))
                .action(ArgAction::Append)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "anota la huella de este informe publicado; se puede repetir",
                    "logs the digest of this published report; may be repeated",
                )),
        )
        .arg(format(lang))
        .arg(output(lang))
        // Refused in words: what is logged is logged now.
        .arg(Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).hide(true))
        .after_help(t(
            "Ejemplos:\n  mipg log append --nuevo --clave registro.key      (la primera vez)\n  mipg log append --clave registro.key\n  mipg log append --latido --clave registro.key\n  mipg log append --base origin/main --head HEAD --format json\n  mipg log append --rotar registro-2.key.rotacion --clave registro-2.key\n  mipg log append --politica testigos.txt --ca autoridad.pem --clave registro.key",
            "Examples:\n  mipg log append --new --key log.key           (the first time)\n  mipg log append --key log.key\n  mipg log append --heartbeat --key log.key\n  mipg log append --base origin/main --head HEAD --format json\n  mipg log append --rotate log-2.key.rotacion --key log-2.key\n  mipg log append --policy witnesses.txt --ca authority.pem --key log.key",
        ))
}
