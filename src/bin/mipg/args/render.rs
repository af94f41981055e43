//! The words of `mipg render`.

use std::path::PathBuf;

use clap::{Arg, Command};
use mipg::messages::Lang;

use super::{shared, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("render")
        .visible_alias("generar")
        .about(t(
            "Hace el micrositio público de una revisión: páginas, copias de la evidencia y datos abiertos",
            "Makes the public microsite of a revision: pages, copies of the evidence and open data",
        ))
        .arg(
            Arg::new("out")
                .long("out")
                .visible_alias("salida")
                .value_name(t("CARPETA", "DIR"))
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "carpeta del sitio: nueva, vacía o hecha antes por esta orden",
                    "folder of the site: new, empty or made by this command before",
                )),
        )
        .arg(shared::main_branch(lang))
        .arg(Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).help(t(
            "como si fuera este momento (por defecto, el de la revisión o el de la última anotación del registro)",
            "as if it were this moment (default: that of the revision or of the last entry of the log)",
        )))
        .arg(shared::base_url(lang))
        .args(shared::trust(lang))
        .after_help(t(
            "Las páginas no dependen de ningún servidor ni piden nada a otros sitios: se abren también desde el disco.\n\
             Los mismos datos dan los mismos bytes. Si algo lo interrumpe, el sitio anterior sigue entero; lo que no cambió \
             conserva su archivo y su fecha. No se copia lo clasificado, lo reservado, lo retirado ni lo que está en corrección.\n\
             Lo que ya se publicó y cambió o ya no está sin el retiro o la purga que lo permita conserva su página, que lo dice; \
             los datos abiertos lo llaman «alterada» y la página de integridad lo cuenta.\n\
             Códigos de salida: 0 sitio hecho · 1 sitio hecho, con inconsistencias que cada página muestra · 2 uso incorrecto, o la \
             carpeta tiene archivos ajenos · 3 algo no se pudo leer o escribir (si dice que el sitio quedó hecho, está incompleto y \
             lo dice).\n\n\
             Ejemplos:\n  mipg render --salida sitio\n  \
             mipg generar --salida /srv/www/mipg --rev main --clave \"$CLAVE\"\n  \
             mipg render --salida sitio --as-of 2025-12-31 --direccion https://mipg.ejemplo.gov.co",
            "The pages depend on no server and ask nothing of other sites: they open from a disk too.\n\
             The same data give the same bytes. If anything interrupts it, the site before it stands whole; what did not change \
             keeps its file and its date. What is classified, reserved, withdrawn or to be put right is not copied.\n\
             What was published and changed or is gone without the withdrawal or the purge that would allow it keeps its page, \
             which says so; the open data call it «alterada» and the page of integrity counts it.\n\
             Exit codes: 0 site made · 1 site made, with findings that each page shows · 2 wrong usage, or the folder has files \
             that are not ours · 3 something could not be read or written (if it says that the site was made, it is incomplete and \
             says so).\n\n\
             Examples:\n  mipg render --out site\n  \
             mipg render --out /srv/www/mipg --rev main --key \"$KEY\"\n  \
             mipg render --out site --as-of 2025-12-31 --base-url https://mipg.example.gov.co",
        ))
}
