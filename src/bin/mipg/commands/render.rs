//! `mipg render`: the public microsite of a revision.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use clap::ArgMatches;
use mipg::{
    check,
    holdings::{self, Request},
    messages::{Lang, shown},
    model::{Moment, raw},
    registro::Trail,
    schedule,
    site::{
        Log, Prepared, Site, SiteError,
        write::{self, WriteError},
    },
    snapshot::{GitRepository, GitSnapshot, Limits, Snapshot as _, Trust},
    status::{BoardError, TrailUse},
};

use super::{calendar, check as gate, hours, init, log};
use crate::{
    args::{self, text},
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg render`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let out = matches.get_one::<PathBuf>("out").expect("clap requires it");
    let base = get("base-url").map(|base| address(base, lang)).transpose()?;
    let repository = gate::open(&args::repository(matches))?;
    let rev = match get("rev") {
        Some(rev) => rev.clone(),
        None => gate::main_branch(&repository)?,
    };
    let trail = hours::taken(matches, &repository, &rev, lang)?;
    let as_of = match get("as-of") {
        Some(given) => gate::moment(Some(given), lang)?,
        None => holdings::moment(&repository, &rev, &trail)?,
    };
    let bar = gate::progress(lang);
    let progress = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let request = Request { repository: &repository, rev: &rev, as_of, trail: &trail, lang, progress: &progress };
    let holdings = holdings::read(&request)?;
    bar.reset();

    // Everything is read of the commit that was judged, wherever a branch has gone since.
    let rev = holdings.deliveries.revision.to_string();
    let snapshot = GitSnapshot::at(repository.clone(), &rev, Limits::default())?;
    let supports = supports(&snapshot, as_of)?;
    let log = signed(&repository, &trail, lang)?;
    let extra = BTreeMap::new();
    let site =
        Site { holdings: &holdings, supports: &supports, log: log.as_ref(), base: base.as_deref(), extra: &extra };
    let prepared = Prepared::new(&site).map_err(|error| refused(error, lang))?;
    let tree = prepared.tree().map_err(|error| refused(error, lang))?;
    let style = text(lang, "{bar:30} {pos} de {len} archivos", "{bar:30} {pos} of {len} files");
    bar.set_style(indicatif::ProgressStyle::with_template(style).expect("a constant template is valid"));
    let read = |entry: &mipg::snapshot::Entry, size: u64| snapshot.read(entry, size, Trust::Digest);
    let written = write::write(out, &tree, &read, &progress).map_err(|error| unwritten(error, lang))?;
    bar.finish_and_clear();

    let ((shown_count, of), quarantined, (copied, listed)) =
        (prepared.counts(), prepared.quarantined(), prepared.copied());
    let (files, unchanged, place) = (written.files, written.unchanged, init::place(out));
    let told = match lang {
        Lang::Es => format!(
            "Sitio hecho en `{place}`: {files} archivos ({unchanged} sin cambios), {shown_count} de {of} entregas, copia de {copied} de {listed} archivos de evidencia; en corrección: {quarantined}.\n{}",
            gate::verdict(&holdings.report)
        ),
        Lang::En => format!(
            "Site made in `{place}`: {files} files ({unchanged} unchanged), {shown_count} of {of} submissions, copies of {copied} of {listed} files of evidence; in quarantine: {quarantined}.\n{}",
            gate::verdict(&holdings.report)
        ),
    };
    let printed = output::print(&told, lang);
    let is_whole = !matches!(trail, TrailUse::Refused(_)) && holdings.deliveries.world.withheld.is_empty();
    if let TrailUse::Refused(why) = &trail {
        anstream::eprintln!("{}", hours::refused(why, lang));
    }
    let judged = if is_whole { holdings.report.verdict().exit_code() } else { UNCHECKED };
    Ok(printed.max(judged))
}

/// The address of a site: https, or http for a preview, without anything after the path.
fn address(given: &str, lang: Lang) -> Result<String, Failure> {
    let host = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "-._~/:%".contains(one);
    let is_address = host.is_some_and(|host| host.starts_with(|one: char| one.is_ascii_alphanumeric()));
    if is_address && given.chars().all(is_plain) && given.len() <= 500 {
        return Ok(given.to_owned());
    }
    let given = shown(given, 80);
    Err(Failure::Usage(match lang {
        Lang::Es => format!("`{given}` no es la dirección de un sitio\nayuda: como https://mipg.ejemplo.gov.co/mipg"),
        Lang::En => format!("`{given}` is not the address of a site\nhint: like https://mipg.example.gov.co/mipg"),
    }))
}

/// Which evidence answers which criterion, of each policy and year.
fn supports(
    snapshot: &GitSnapshot,
    as_of: chrono::DateTime<chrono::FixedOffset>,
) -> Result<Vec<raw::Supports>, Failure> {
    let moment = Moment { asked: schedule::day_of(as_of), written: None };
    Ok(check::world(snapshot, moment)?.supports.into_values().collect())
}

/// What is published of the trail: as it was when its hours were taken.
fn signed(repository: &Arc<GitRepository>, trail: &TrailUse, lang: Lang) -> Result<Option<Log>, Failure> {
    let Some(times) = trail.times() else { return Ok(None) };
    let trail = Trail::at(repository, times.commit).map_err(|error| log::failure(error, lang))?;
    let keys = trail.keys().iter().map(ToString::to_string).collect();
    Ok(trail.note().map(|note| Log { checkpoint: note.to_string(), keys }))
}

fn refused(error: SiteError, lang: Lang) -> Failure {
    match error {
        SiteError::Board(BoardError::Unknown(files)) => {
            Failure::Settings(files.iter().map(ToString::to_string).collect())
        }
        SiteError::Board(BoardError::TooMany(excess)) | SiteError::Calendar(excess) => calendar::excess(&excess, lang),
        SiteError::Holidays(years) => Failure::Holidays(years),
        error @ (SiteError::Extra(_) | SiteError::Template(_)) => {
            let error = shown(&error.to_string(), 300);
            let message = match lang {
                Lang::Es => format!("falla de mipg: no se pudo hacer una página ({error})"),
                Lang::En => format!("a bug in mipg: a page could not be made ({error})"),
            };
            Failure::Said { message, hint: None, code: crate::BUG }
        }
    }
}

fn unwritten(error: WriteError, lang: Lang) -> Failure {
    let place = |path: &std::path::Path| init::place(path);
    match error {
        WriteError::Foreign { folder, found } => {
            let (folder, found) = (place(&folder), shown(&found.join("`, `"), 300));
            Failure::Usage(match lang {
                Lang::Es => format!(
                    "la carpeta `{folder}` tiene archivos que no son de un sitio: `{found}`\nayuda: nombre una carpeta solo para el sitio; nada se cambió"
                ),
                Lang::En => format!(
                    "the folder `{folder}` has files that are not of a site: `{found}`\nhint: name a folder for the site alone; nothing was changed"
                ),
            })
        }
        WriteError::NotAFolder(path) => Failure::Usage(match lang {
            Lang::Es => format!("`{}` no es una carpeta\nayuda: nombre una carpeta nueva", place(&path)),
            Lang::En => format!("`{}` is not a folder\nhint: name a new folder", place(&path)),
        }),
        WriteError::NoParent(path) => Failure::Usage(match lang {
            Lang::Es => format!("no existe la carpeta `{}`\nayuda: créela primero", place(&path)),
            Lang::En => format!("the folder `{}` does not exist\nhint: make it first", place(&path)),
        }),
        WriteError::Io { path, source } => Failure::Io(path, source),
        WriteError::Snapshot(error) => Failure::Snapshot(error),
        WriteError::Site(error) => refused(error, lang),
        WriteError::Evidence(path) => {
            let path = shown(&path, 200);
            let (message, hint) = match lang {
                Lang::Es => (
                    format!("no se pudieron leer los bytes de `{path}`, o cambiaron mientras se hacía el sitio"),
                    "compruebe con `mipg check` y repita; el sitio anterior sigue como estaba",
                ),
                Lang::En => (
                    format!("the bytes of `{path}` could not be read, or changed while the site was made"),
                    "check with `mipg check` and repeat; the site before it is as it was",
                ),
            };
            Failure::Said { message, hint: Some(hint.to_owned()), code: UNCHECKED }
        }
    }
}
