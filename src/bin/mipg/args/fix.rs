//! The words of `mipg fix`.

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{shared::as_of, text};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("fix")
        .visible_alias("corregir")
        .about(t(
            "Corrige en la carpeta de trabajo lo que se puede calcular de las entregas sin publicar",
            "Puts right in the work tree what can be worked out of submissions not published yet",
        ))
        .arg(Arg::new("paths").value_name(t("RUTA", "PATH")).num_args(0..).help(t(
            "las carpetas de las entregas (por defecto, todas las que la rama principal no tiene)",
            "the folders of the submissions (default: all those that the main branch has not)",
        )))
        .arg(Arg::new("dry-run").long("dry-run").visible_alias("simular").action(ArgAction::SetTrue).help(t(
            "muestra lo que cambiaría, línea por línea, y no escribe nada",
            "shows what would change, line by line, and writes nothing",
        )))
        .arg(as_of(lang))
        .after_help(t(
            "Escribe de nuevo huellas, tamaños y formatos; agrega los archivos que faltan en el manifiesto; arregla los nombres y\n\
             quita la ubicación a las fotos. Conserva los comentarios. Repetirlo no cambia nada. Lo publicado no se toca nunca.\n\n\
             Ejemplos:\n  mipg fix --simular\n  mipg fix policies/gobierno-digital/2026/11/reporte-1f3a",
            "Writes digests, sizes and formats again; lists the files that the manifest lacks; puts names right and takes the\n\
             location out of photos. Keeps comments. Again, it changes nothing. What is published is never touched.\n\n\
             Examples:\n  mipg fix --dry-run\n  mipg fix policies/gobierno-digital/2026/11/reporte-1f3a",
        ))
}
