//! The words of `mipg log timestamp`.

use std::path::PathBuf;

use clap::{Arg, ArgGroup, Command};
use mipg::messages::Lang;

use super::format;
use crate::args::text;

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let file = |name: &'static str, long: &'static str, alias: &'static str, value: &'static str| {
        let arg = Arg::new(name).long(long).value_name(value).value_parser(clap::value_parser!(PathBuf));
        if alias.is_empty() { arg } else { arg.visible_alias(alias) }
    };
    Command::new("timestamp")
        .visible_alias("sellar")
        .about(t(
            "Sellos de tiempo de un tercero (RFC 3161) sobre el checkpoint del registro: pedir, adjuntar, verificar",
            "Timestamps of a third party (RFC 3161) over the checkpoint of the log: ask, attach, verify",
        ))
        .arg(file("request", "pedir", "request", "OUT.tsq").help(t(
            "escribe la solicitud para el checkpoint actual; envíela con `curl --data-binary @OUT.tsq -H 'Content-Type: application/timestamp-query'`",
            "writes the request for the current checkpoint; send it with `curl --data-binary @OUT.tsq -H 'Content-Type: application/timestamp-query'`",
        )))
        .arg(file("attach", "adjuntar", "attach", "RESPONSE.tsr").requires("ca").help(t(
            "comprueba la respuesta y la guarda en `atestacion/<tamaño>/tsa-<n>.tsr` de la rama `registro`",
            "verifies the response and keeps it as `atestacion/<size>/tsa-<n>.tsr` of the branch `registro`",
        )))
        .arg(file("verify", "verificar", "verify", "RESPONSE.tsr").num_args(0..).requires("ca").help(t(
            "comprueba sin conexión todos los sellos adjuntos, o estos archivos contra `--checkpoint`",
            "verifies offline every timestamp attached, or these files against `--checkpoint`",
        )))
        .group(ArgGroup::new("action").args(["request", "attach", "verify"]).required(true))
        .arg(file("ca", "ca", "", t("ARCHIVO", "FILE")).help(t(
            "certificados de las autoridades en que usted confía, en PEM: raíces y, si hacen falta, intermedias",
            "certificates of the authorities you trust, in PEM: roots and, where needed, intermediates",
        )))
        .arg(file("checkpoint", "checkpoint", "", t("ARCHIVO", "FILE")).help(t(
            "el checkpoint sellado, en vez del que está en el repositorio",
            "the checkpoint that was stamped, instead of the one in the repository",
        )))
        .arg(file("query", "solicitud", "query", "REQUEST.tsq").conflicts_with("request").help(t(
            "la solicitud enviada: exige que la respuesta repita su número",
            "the request that was sent: the response must repeat its nonce",
        )))
        .arg(file("out", "out", "salida", t("ARCHIVO", "FILE")).conflicts_with("verify").help(t(
            "con --pedir, guarda además el checkpoint; con --adjuntar, guarda el sello aquí y no en el repositorio",
            "with --request, also keeps the checkpoint; with --attach, keeps the timestamp here and not in the repository",
        )))
        .arg(format(lang))
        .after_help(t(
            "Ejemplos:\n  mipg log timestamp --pedir sello.tsq --salida checkpoint\n  mipg log timestamp --adjuntar sello.tsr --solicitud sello.tsq --ca autoridad.pem\n  mipg log timestamp --verificar --ca autoridad.pem\n  mipg log timestamp --verificar sello.tsr --checkpoint checkpoint --ca autoridad.pem\n\nCódigos de salida: 0 todos válidos · 1 alguno no es válido · 2 uso incorrecto · 3 no se pudo comprobar, o no hay sellos",
            "Examples:\n  mipg log timestamp --request stamp.tsq --out checkpoint\n  mipg log timestamp --attach stamp.tsr --query stamp.tsq --ca authority.pem\n  mipg log timestamp --verify --ca authority.pem\n  mipg log timestamp --verify stamp.tsr --checkpoint checkpoint --ca authority.pem\n\nExit codes: 0 all valid · 1 some are not valid · 2 wrong usage · 3 could not be verified, or there are none",
        ))
}
