//! What a file that came is, or why it is not taken, told at once and in plain words: whoever hands in still has it at hand.

use std::{io, path::Path};

use mipg::{
    digest::Digest,
    fixity::{self, FileFacts, Format, Trait, TypeVerdict},
    intake::{kept::KeptFile, names},
    messages::{Lang, shown},
    model::Settings,
    page,
};

use super::{
    super::add::apart,
    drafts::{bounded, start},
    words,
};
use crate::args::text;

/// The largest file that is taken where git does not take it.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// The most bytes that a file may have.
pub(super) fn most(settings: &Settings) -> u64 {
    settings.file_bytes.max(LARGEST)
}

/// What a file is, so far as a draft keeps it; why it is not taken, otherwise.
pub(super) fn read(name: &str, path: &Path, settings: &Settings, lang: Lang) -> io::Result<Result<KeptFile, String>> {
    let size = std::fs::metadata(path)?.len();
    if size == 0 {
        return Ok(Err(empty(name, lang)));
    }
    let (digest, format) = if size > settings.file_bytes {
        let found = apart::measure(path, (name, &start(path)?), None)?;
        if found.is_located {
            return Ok(Err(located(name, lang)));
        }
        (found.digest, known(name, found.format, settings, lang))
    } else {
        let bytes = bounded(path, settings.file_bytes)?;
        let digest = Digest::of(&bytes);
        let facts = fixity::inspect_with_digest(&bytes, digest);
        let format = known(name, facts.format(), settings, lang);
        (digest, format.and_then(|format| honest(name, &facts, lang).map(|()| format)))
    };
    Ok(format.map(|format| KeptFile::new(name.to_owned(), size, digest.to_string(), format.mime().to_owned())))
}

/// A format that is taken.
fn known(name: &str, found: Option<Format>, settings: &Settings, lang: Lang) -> Result<Format, String> {
    let safe = shown(name, 120);
    let Some(format) = found else {
        return Err(match lang {
            Lang::Es => format!(
                "No se pudo saber qué tipo de archivo es «{safe}»: ábralo y guárdelo de nuevo como PDF, Word, Excel, imagen o texto"
            ),
            Lang::En => format!(
                "What “{safe}” is could not be told: open it and save it again as PDF, Word, Excel, image or text"
            ),
        });
    };
    let is_secret = format == Format::OfficeProtected;
    if is_secret || settings.formats.is_empty() || settings.formats.iter().any(|own| format.answers_to(own)) {
        return if is_secret { Err(secret(name, lang)) } else { Ok(format) };
    }
    let instead = match format {
        Format::Rar | Format::SevenZip | Format::Gzip | Format::Tar => {
            text(lang, "descomprímalo y suba lo que trae", "unpack it and upload what it has")
        }
        _ => text(lang, "guárdelo como PDF, Word, Excel, imagen o texto", "save it as PDF, Word, Excel, image or text"),
    };
    Err(match lang {
        Lang::Es => format!("«{safe}» es {} y aquí no se recibe: {instead}", format.name_es()),
        Lang::En => format!("“{safe}” is {} and is not taken here: {instead}", format.mime()),
    })
}

/// That a file is what its name says, once what a name can be given is, and that it can be read.
fn honest(name: &str, facts: &FileFacts, lang: Lang) -> Result<(), String> {
    if facts.has(Trait::Encrypted) {
        return Err(secret(name, lang));
    }
    let named = names::portable(name, facts.format(), &std::collections::BTreeSet::new());
    let extension = named.rsplit_once('.').map_or("", |(_, extension)| extension);
    match fixity::compare_extension(facts, extension) {
        TypeVerdict::DoesNotMatch { found } => Err(another(name, extension, found, lang)),
        TypeVerdict::Matches | TypeVerdict::CouldNotTell => Ok(()),
    }
}

fn another(name: &str, extension: &str, found: Format, lang: Lang) -> String {
    let (safe, extension) = (shown(name, 120), shown(extension, 10));
    let is = words::format(Some(found.mime()), lang);
    match lang {
        Lang::Es => format!(
            "«{safe}» termina en .{extension}, pero por dentro es otra cosa: {is}. Ábralo con el programa con que lo hizo y guárdelo de nuevo; si no abre, está dañado"
        ),
        Lang::En => format!(
            "“{safe}” ends in .{extension}, but inside it is something else: {is}. Open it with the program it was made with and save it again; if it does not open, it is damaged"
        ),
    }
}

fn secret(name: &str, lang: Lang) -> String {
    let safe = shown(name, 120);
    match lang {
        Lang::Es => format!(
            "«{safe}» pide contraseña y nadie más podría abrirlo: guárdelo sin contraseña. Si la tiene porque es clasificado o reservado, entréguelo por SIGOB"
        ),
        Lang::En => format!(
            "“{safe}” asks for a password and nobody else could open it: save it without one. If it has one because it is classified or reserved, hand it in by SIGOB"
        ),
    }
}

fn empty(name: &str, lang: Lang) -> String {
    let safe = shown(name, 120);
    match lang {
        Lang::Es => format!("«{safe}» está vacío"),
        Lang::En => format!("“{safe}” is empty"),
    }
}

fn located(name: &str, lang: Lang) -> String {
    let safe = shown(name, 120);
    match lang {
        Lang::Es => format!("«{safe}» dice dónde se tomó, y es muy grande para quitárselo aquí: guárdelo más pequeño"),
        Lang::En => format!("“{safe}” tells where it was taken, and is too large to remove it here: save it smaller"),
    }
}

/// A limit as the settings and the guide count it, in units of 1024.
pub(super) fn limit(bytes: u64) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    const GIGABYTE: u64 = 1024 * MEGABYTE;
    match bytes {
        _ if bytes < MEGABYTE => page::size(bytes),
        _ if bytes.is_multiple_of(GIGABYTE) => format!("{} GB", bytes / GIGABYTE),
        _ => format!("{} MB", bytes / MEGABYTE),
    }
}

pub(super) fn over_count(name: &str, limit: u64, lang: Lang) -> String {
    match lang {
        Lang::Es => format!("«{name}» no se agregó: una entrega lleva {limit} archivos como máximo"),
        Lang::En => format!("“{name}” was not added: a submission has {limit} files at most"),
    }
}

pub(super) fn over_size(name: &str, limit: u64, lang: Lang) -> String {
    let limit = self::limit(limit);
    match lang {
        Lang::Es => format!("«{name}» pasa de {limit}: redúzcalo, o entréguelo por SIGOB"),
        Lang::En => format!("“{name}” is over {limit}: make it smaller, or hand it in by SIGOB"),
    }
}

pub(super) fn same(one: &str, other: &str, lang: Lang) -> String {
    let (one, other) = (shown(one, 120), shown(other, 120));
    match lang {
        Lang::Es => format!("«{one}» es el mismo archivo que «{other}», que ya está"),
        Lang::En => format!("“{one}” is the same file as “{other}”, which is here already"),
    }
}

pub(super) fn folder(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Es => format!("«{name}» es una carpeta: ábrala y escoja los archivos que tiene dentro"),
        Lang::En => format!("“{name}” is a folder: open it and choose the files that it has"),
    }
}

/// That only some of the files came.
pub(super) fn cut(kept: usize, lang: Lang) -> String {
    match lang {
        Lang::Es => {
            format!("El envío se cortó. Archivos que llegaron completos y quedaron guardados: {kept}. Suba los demás")
        }
        Lang::En => format!("The upload was cut. Files that came whole and were kept: {kept}. Upload the others"),
    }
}

/// That what is read together would be too much.
pub(super) fn over_all(name: &str, most: u64, lang: Lang) -> String {
    let (name, limit) = (shown(name, 120), limit(most));
    match lang {
        Lang::Es => format!("«{name}» no se agregó: los archivos de una entrega suman {limit} como máximo"),
        Lang::En => format!("“{name}” was not added: the files of a submission have {limit} together at most"),
    }
}
