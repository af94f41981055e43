//! The words of `mipg init` and `mipg demo`, which make repositories.

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{shared::folder, text};

/// `mipg init`.
pub(super) fn init(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("init")
        .visible_alias("iniciar")
        .about(t(
            "Crea el repositorio de evidencias de otra entidad",
            "Makes a new evidence repository for another entity",
        ))
        .arg(folder(lang))
        .arg(Arg::new("entity").long("entidad").visible_alias("entity").value_name(t("NOMBRE", "NAME")).help(t(
            "nombre de la entidad, por ejemplo «Alcaldía de Mompox»",
            "name of the entity, for example “Alcaldía de Mompox”",
        )))
        .arg(Arg::new("domain").long("dominio").visible_alias("domain").value_name(t("DOMINIO", "DOMAIN")).help(t(
            "dominio público del micrositio, por ejemplo mipg.mompox.gov.co",
            "public domain of the microsite, for example mipg.mompox.gov.co",
        )))
        .arg(Arg::new("origin").long("origen").visible_alias("origin").value_name("URL").help(t(
            "repositorio de git (https) del que la revisión automática instala mipg; sin él, queda por llenar",
            "git repository (https) the automatic review installs mipg from; left to fill in without it",
        )))
        .arg(Arg::new("log").long("registro").visible_alias("log").value_name(t("NOMBRE", "NAME")).help(t(
            "nombre permanente del registro de integridad, dominio/entidad/número (por defecto, el del dominio y la entidad)",
            "permanent name of the log, domain/entity/number (default: that of the domain and the entity)",
        )))
        .after_help(t(
            "Ejemplo:\n  mipg init evidencias --entidad \"Alcaldía de Mompox\" --dominio mipg.mompox.gov.co",
            "Example:\n  mipg init evidence --entity \"Alcaldía de Mompox\" --domain mipg.mompox.gov.co",
        ))
}

/// `mipg demo`.
pub(super) fn demo(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("demo")
        .visible_alias("ejemplo")
        .about(t(
            "Crea un repositorio de ejemplo con su historia y lo comprueba",
            "Makes a complete example repository with its history and checks it",
        ))
        .arg(folder(lang))
        .arg(Arg::new("with-errors").long("con-errores").visible_alias("with-errors").action(ArgAction::SetTrue).help(
            t(
                "agrega una rama por cada clase de error y comprueba que cada una quede bloqueada",
                "adds a branch for each kind of mistake and checks that each is blocked",
            ),
        ))
        .after_help(t("Ejemplo:\n  mipg demo ejemplo --con-errores", "Example:\n  mipg demo example --with-errors"))
}
