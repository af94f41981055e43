//! The words of `mipg log keygen`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let file = || t("ARCHIVO", "FILE");
    Command::new("keygen")
        .visible_alias("crear-clave")
        .about(t("Crea la clave con que se firma el registro, o la de un testigo", "Makes the key that signs the log, or that of a witness"))
        .arg(Arg::new("name").long("nombre").visible_alias("name").value_name(t("NOMBRE", "NAME")).required_unless_present("rotate").help(t(
            "nombre permanente del registro, dominio/entidad/número; el de un testigo, dominio/nombre",
            "permanent name of the log, domain/entity/number; that of a witness, domain/name",
        )))
        .arg(Arg::new("out").long("out").visible_alias("salida").value_name(file()).required(true).value_parser(clap::value_parser!(PathBuf)).help(t(
            "archivo nuevo para la clave privada, fuera del repositorio; nunca se sobrescribe",
            "new file for the private key, outside the repository; never overwritten",
        )))
        .arg(Arg::new("witness").long("testigo").visible_alias("witness").action(ArgAction::SetTrue).conflicts_with("rotate").help(t(
            "una clave de testigo: refrenda registros de otros y no sirve para llevar uno",
            "a key of a witness: cosigns the logs of others and cannot keep one",
        )))
        .arg(Arg::new("rotate").long("rotar").visible_alias("rotate").value_name(file()).value_parser(clap::value_parser!(PathBuf)).help(t(
            "archivo con la clave que se deja de usar: escribe además el acta del cambio, firmada por ambas, en ARCHIVO.rotacion",
            "file with the key to be replaced: also writes the record of the change, signed by both, in FILE.rotacion",
        )))
        .after_help(t(
            "En la salida queda solo la clave verificadora, que es pública. La privada no se muestra nunca.\n\n\
             Ejemplos:\n  mipg log keygen --nombre mipg.mompox.gov.co/alcaldia/1 --salida ~/claves/registro.key\n  \
             mipg log keygen --testigo --nombre personeria.gov.co/registro --salida ~/claves/testigo.key\n  \
             mipg log keygen --rotar ~/claves/registro.key --salida ~/claves/registro-2.key",
            "Only the verifier key, which is public, goes to the output. The private one is never shown.\n\n\
             Examples:\n  mipg log keygen --name mipg.mompox.gov.co/alcaldia/1 --out ~/keys/log.key\n  \
             mipg log keygen --witness --name personeria.gov.co/registro --out ~/keys/witness.key\n  \
             mipg log keygen --rotate ~/keys/log.key --out ~/keys/log-2.key",
        ))
}
