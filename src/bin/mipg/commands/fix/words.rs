//! What `fix` says.

use mipg::{
    intake::{Mend, Mended, Unmendable},
    messages::{Lang, shown},
    model::{Settings, SubmissionPath},
    source::yaml::YamlProblem,
};

use super::folder::Unread;
use crate::args::{self, text};

/// Lines of a difference that are shown of a manifest.
const SHOWN: usize = 200;
/// Names that are told at once.
const TOLD: usize = 10;

/// The submission and what is said of it as a whole.
pub(super) fn line(folder: &SubmissionPath, said: &str) -> String {
    format!("{folder}{}{said}\n", if said.is_empty() { "" } else { ": " })
}

/// Why a folder is not looked at.
pub(super) enum Skipped {
    /// The main branch has it.
    Published,
    /// It has more files than a submission takes.
    Crowded,
    /// It has no manifest.
    Bare,
    /// Its manifest was not read.
    Manifest(Unread),
}

pub(super) fn skipped(why: &Skipped, settings: &Settings, lang: Lang) -> String {
    let limit = settings.files_per_submission;
    match (why, lang) {
        (Skipped::Published, Lang::Es) => {
            "ya está publicada y no se toca; una corrección es una entrega nueva que la reemplaza (`mipg add --reemplaza`)"
                .to_owned()
        }
        (Skipped::Published, Lang::En) => {
            "is published and is not touched; a correction is a new submission that supersedes it (`mipg add --supersedes`)"
                .to_owned()
        }
        (Skipped::Crowded, Lang::Es) => format!(
            "tiene más de {limit} archivos, lo más que lleva una entrega: no se tocó nada; pártala en varias, o quite los que sobren"
        ),
        (Skipped::Crowded, Lang::En) => format!(
            "has more than {limit} files, the most that a submission has: nothing was touched; split it, or remove those that are not needed"
        ),
        (Skipped::Bare, Lang::Es) => "no tiene manifiesto: `mipg add` lo hace".to_owned(),
        (Skipped::Bare, Lang::En) => "has no manifest: `mipg add` makes it".to_owned(),
        (Skipped::Manifest(Unread::NoFile), Lang::Es) => {
            "su manifiesto.yaml es un enlace o una carpeta, y debe ser un archivo: ponga el archivo mismo en su lugar"
                .to_owned()
        }
        (Skipped::Manifest(Unread::NoFile), Lang::En) => {
            "its manifiesto.yaml is a link or a folder, and must be a file: put the file itself in its place".to_owned()
        }
        (Skipped::Manifest(Unread::Large), Lang::Es) => {
            format!("su manifiesto.yaml pesa más de {}: no se leyó", megabytes(settings.file_bytes))
        }
        (Skipped::Manifest(Unread::Large), Lang::En) => {
            format!("its manifiesto.yaml is over {}: it was not read", megabytes(settings.file_bytes))
        }
    }
}

fn megabytes(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} bytes"),
        whole => format!("{whole} MB"),
    }
}

/// That a file is no program any more.
pub(super) fn unmarked(name: &str, lang: Lang) -> String {
    let name = shown(name, 120);
    match lang {
        Lang::Es => format!("«{name}» deja de estar marcado como programa"),
        Lang::En => format!("“{name}” is not marked as a program any more"),
    }
}

/// What was not read, and what to do about it.
pub(super) fn unread(name: &str, why: Unread, settings: &Settings, lang: Lang) -> String {
    let (name, limit) = (shown(name, 120), megabytes(settings.file_bytes));
    match (why, lang) {
        (Unread::Large, Lang::Es) => format!(
            "  «{name}» pesa más de {limit}, lo más que va dentro de git, y no se leyó: hágalo más pequeño, o entréguelo con `mipg add`, que lo envía por Git LFS\n"
        ),
        (Unread::Large, Lang::En) => format!(
            "  “{name}” is over {limit}, the most that goes in git, and was not read: make it smaller, or hand it in with `mipg add`, which sends it by Git LFS\n"
        ),
        (Unread::NoFile, Lang::Es) => {
            format!("  «{name}» es un enlace o una carpeta, y no un archivo: ponga el archivo mismo en su lugar\n")
        }
        (Unread::NoFile, Lang::En) => {
            format!("  “{name}” is a link or a folder, and no file: put the file itself in its place\n")
        }
    }
}

pub(super) fn absent(name: &str, lang: Lang) -> String {
    let name = shown(name, 120);
    match lang {
        Lang::Es => format!(
            "  «{name}» está en el manifiesto y no en la carpeta: póngalo ahí con ese nombre, o quite su entrada\n"
        ),
        Lang::En => format!(
            "  “{name}” is in the manifest and not in the folder: put it there under that name, or remove its entry\n"
        ),
    }
}

/// Entries that say no file, and the files that they may be of.
pub(super) fn nameless(mended: &Mended, lang: Lang) -> String {
    let (count, files) = (mended.nameless, &mended.unclaimed);
    let names: Vec<String> = files.iter().take(TOLD).map(|name| format!("«{}»", shown(name, 120))).collect();
    let more = if files.len() > TOLD { ", …" } else { "" };
    let names = format!("{}{more}", names.join(", "));
    let entries = match (count, lang) {
        (1, Lang::Es) => "una entrada de `archivos` no dice su `ruta`".to_owned(),
        (1, Lang::En) => "an entry of `archivos` does not say its `ruta`".to_owned(),
        (count, Lang::Es) => format!("{count} entradas de `archivos` no dicen su `ruta`"),
        (count, Lang::En) => format!("{count} entries of `archivos` do not say their `ruta`"),
    };
    match (files.is_empty(), lang) {
        (true, Lang::Es) => format!("  {entries}, y no hay archivo sin entrada: ponga el archivo, o quítela\n"),
        (true, Lang::En) => format!("  {entries}, and no file is without one: add the file, or remove it\n"),
        (false, Lang::Es) => format!("  {entries}, y puede ser la de {names}: escriba el nombre en cada una\n"),
        (false, Lang::En) => format!("  {entries}, which may be that of {names}: write the name in each\n"),
    }
}

/// Why a manifest is left as it is.
pub(super) fn unmendable(why: &Unmendable, manifest: &[u8], lang: Lang) -> String {
    match why {
        Unmendable::Unread(problems) => unreadable(problems, manifest, lang),
        Unmendable::Form => text(
            lang,
            "el manifiesto está escrito de una forma que aquí no se edita: corríjalo a mano",
            "the manifest is written in a form that is not edited here: put it right by hand",
        )
        .to_owned(),
    }
}

/// How many changed.
pub(super) fn counted(changed: usize, all: usize, is_dry: bool, lang: Lang) -> String {
    match (is_dry, lang) {
        (true, Lang::Es) => format!("cambiarían {changed} de {all} entregas; no se escribió nada\n"),
        (true, Lang::En) => format!("{changed} of {all} submissions would change; nothing was written\n"),
        (false, Lang::Es) => format!("cambiaron {changed} de {all} entregas\n"),
        (false, Lang::En) => format!("{changed} of {all} submissions changed\n"),
    }
}

/// Where a manifest cannot be read, and what to do where that is plain: a colon in a text without quotes.
fn unreadable(problems: &[YamlProblem], manifest: &[u8], lang: Lang) -> String {
    let text = String::from_utf8_lossy(manifest);
    let at = problems.iter().find_map(|problem| problem.span).map(|span| text.floor_char_boundary(span.start));
    let Some(at) = at else {
        return args::text(
            lang,
            "el manifiesto no se puede leer: `mipg check` dice por qué",
            "the manifest cannot be read: `mipg check` says why",
        )
        .to_owned();
    };
    let number = text[..at].matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default();
    match (quoted(line).map(|better| shown(&better, 200)), lang) {
        (Some(better), Lang::Es) => {
            format!(
                "el manifiesto no se puede leer desde la línea {number}: su texto lleva dos puntos y va entre comillas; escriba\n    {better}"
            )
        }
        (Some(better), Lang::En) => {
            format!(
                "the manifest cannot be read from line {number} on: its text has a colon and goes in quotes; write\n    {better}"
            )
        }
        (None, Lang::Es) => {
            format!(
                "el manifiesto no se puede leer desde la línea {number}, «{}»: `mipg check` dice por qué",
                shown(line.trim(), 80)
            )
        }
        (None, Lang::En) => {
            format!(
                "the manifest cannot be read from line {number} on, “{}”: `mipg check` says why",
                shown(line.trim(), 80)
            )
        }
    }
}

/// The line with its value in quotes, where it is a text with a colon and without them.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    let is_plain = !value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!', '#']);
    let has_colon = value.contains(": ") || value.ends_with(':');
    (is_plain && has_colon).then(|| format!("{}: '{}'", key.trim_start(), value.replace('\'', "''")))
}

/// What was put right.
pub(super) fn mended(mend: &Mend, lang: Lang) -> String {
    match (mend, lang) {
        (Mend::Renamed { from, to }, Lang::Es) => format!("«{}» queda como {to}", shown(from, 120)),
        (Mend::Renamed { from, to }, Lang::En) => format!("“{}” becomes {to}", shown(from, 120)),
        (Mend::LocationRemoved { name }, Lang::Es) => {
            format!("«{}» pierde la ubicación donde se tomó", shown(name, 120))
        }
        (Mend::LocationRemoved { name }, Lang::En) => {
            format!("“{}” loses the location where it was taken", shown(name, 120))
        }
        (Mend::Written { name, field }, Lang::Es) => {
            format!("«{}»: `{field}` queda como es en el archivo", shown(name, 120))
        }
        (Mend::Written { name, field }, Lang::En) => {
            format!("“{}”: `{field}` becomes what the file has", shown(name, 120))
        }
        (Mend::Listed { name }, Lang::Es) => format!("«{}» queda en el manifiesto", shown(name, 120)),
        (Mend::Listed { name }, Lang::En) => format!("“{}” is listed in the manifest", shown(name, 120)),
    }
}

/// The lines that go and the lines that come, without those that stay.
pub(super) fn difference(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = similar::TextDiff::from_lines(old.as_ref(), new.as_ref());
    let changes = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
            similar::ChangeTag::Equal => return None,
        };
        Some(format!("    {sign} {}\n", shown(change.value().trim_end(), 200)))
    });
    changes.take(SHOWN).collect()
}
