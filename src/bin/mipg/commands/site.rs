//! What `mipg render` and `mipg publish` share: a revision read once, its reports of FURAG, and the site of both.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use indicatif::ProgressBar;
use mipg::{
    furag::report::{self, Links, Report},
    holdings::{self, Holdings, Request},
    messages::{Lang, shown},
    model::{SubmissionPath, raw},
    registro::{self, Trail},
    site::{
        self, Log, Prepared, Site, SiteError, furag,
        write::{self, WriteError, Written},
    },
    snapshot::{Content, GitRepository, GitSnapshot, Limits, Snapshot as _, Trust},
    status::{BoardError, TrailUse},
    trail::constancia,
};

use super::{
    calendar, hours, init,
    log::{self, place::Place},
};
use crate::{
    args::text,
    errors::{Failure, UNCHECKED},
};

/// What a site is made from.
pub struct Reading {
    /// What the revision holds, with the trail as it is.
    pub holdings: Holdings,
    /// The same, with the trail as it was before the reports that its end notes; none where that is the same.
    reported: Option<Holdings>,
    /// The trail as it is.
    pub trail: TrailUse,
}

/// Files by their paths in the site.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The reports of FURAG, by their paths in the site.
#[derive(Default)]
pub struct Reports {
    /// What is downloaded, and whose digests the trail notes.
    pub documents: Files,
    /// The same as pages of the site.
    pages: Files,
}

impl Reports {
    /// Every file of them.
    pub fn into_files(self) -> Files {
        let mut files = self.documents;
        files.extend(self.pages);
        files
    }
}

impl Reading {
    /// Reads a revision, at the moment asked or, without one, at that which follows from it and its trail.
    pub fn of(
        matches: &ArgMatches,
        repository: &Arc<GitRepository>,
        rev: &str,
        asked: Option<DateTime<FixedOffset>>,
        bar: &ProgressBar,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let opened = Trail::open(repository);
        let now = opened.as_ref().ok().and_then(|found| found.as_ref().map(|(_, trail)| trail));
        let trail = match opened {
            Ok(_) => hours::taken_at(matches, repository, now, rev, lang)?,
            Err(_) => hours::taken(matches, repository, rev, lang)?,
        };
        let before = before(repository, now, lang)?;
        // What the site says is in Spanish, whatever language the command speaks.
        let read = |trail: &TrailUse| whole(repository, rev, asked, trail, bar, Lang::Es);
        if before.as_ref().map(Trail::commit) == now.map(Trail::commit) {
            return Ok(Self { holdings: read(&trail)?, reported: None, trail });
        }
        let read = read(&hours::taken_at(matches, repository, before.as_ref(), rev, lang)?)?;
        let rev = read.deliveries.revision.to_string();
        let as_of = asked.map_or_else(|| holdings::moment(repository, &rev, &trail), Ok)?;
        Ok(Self { holdings: read.dated(repository, as_of, &trail)?, reported: Some(read), trail })
    }

    /// What a report is made from: the trail as it was before the reports that its end notes, so that who makes one again
    /// makes the one that was noted.
    pub fn of_report(
        matches: &ArgMatches,
        repository: &Arc<GitRepository>,
        rev: &str,
        asked: Option<DateTime<FixedOffset>>,
        bar: &ProgressBar,
        lang: Lang,
    ) -> Result<Holdings, Failure> {
        let of = |trail: &TrailUse| whole(repository, rev, asked, trail, bar, lang);
        let given = matches.get_one::<String>("trail").map(|commit| repository.resolve(commit)).transpose()?;
        let trail = match given.map(|commit| Trail::at(repository, commit)).transpose() {
            Ok(Some(given)) => return of(&hours::taken_at(matches, repository, Some(&given), rev, lang)?),
            Err(error) => return Err(log::failure(error, lang)),
            Ok(None) => Trail::open(repository),
        };
        let trail = match trail {
            Ok(found) => {
                let before = before(repository, found.as_ref().map(|(_, trail)| trail), lang)?;
                hours::taken_at(matches, repository, before.as_ref(), rev, lang)?
            }
            Err(_) => hours::taken(matches, repository, rev, lang)?,
        };
        of(&trail)
    }

    /// The reports of the vigencias that the settings state and that have begun; none where the settings keep the state of
    /// deliveries from the public, which the reports tell.
    pub fn reports(&self, base: Option<&str>, lang: Lang) -> Result<Reports, Failure> {
        use chrono::Datelike as _;
        let held = self.reported.as_ref().unwrap_or(&self.holdings);
        let mut reports = Reports::default();
        let Some(settings) = held.world.repository.read() else { return Ok(reports) };
        let links = Links::at(base, settings.entity.domain.as_str());
        if settings.board != raw::BoardAudience::Public {
            return Ok(reports);
        }
        let begun = settings.years.iter().filter(|one| i32::from(one.year.get()) <= held.as_of.year());
        let unmade = |error: minijinja::Error| bug(&error.to_string(), lang);
        for year in begun.map(|one| one.year) {
            let folder = format!("{}{:04}/", furag::FOLDER, year.get());
            let of = |links| {
                Report::new(held, year, Lang::Es, links).map_err(|error| refused(SiteError::Board(error), lang))
            };
            let (within, outside) = (of(links.within("../../"))?, of(links.clone())?);
            for (name, page) in report::pages(&within).map_err(unmade)? {
                reports.pages.insert(format!("{folder}{name}"), page.into_bytes());
            }
            let html = report::html(&outside).map_err(unmade)?;
            let book = report::xlsx(&outside).map_err(|error| bug(&error.to_string(), lang))?;
            let mut put = |end: &str, bytes: Vec<u8>| {
                reports.documents.insert(format!("{folder}furag-{:04}.{end}", year.get()), bytes);
            };
            put("html", html.into_bytes());
            put("xlsx", book);
            put("csv", report::csv(&outside).into_bytes());
            put("json", report::json(&outside).into_bytes());
        }
        Ok(reports)
    }

    /// Puts the site in the folder of `--out`; what it says of itself, in the language of the command.
    pub fn write(
        &self,
        matches: &ArgMatches,
        repository: &Arc<GitRepository>,
        extra: &Files,
        base: Option<&str>,
        bar: &ProgressBar,
        lang: Lang,
    ) -> Result<String, Failure> {
        let out = matches.get_one::<PathBuf>("out").expect("clap requires it");
        // Everything is read of the commit that was judged, wherever a branch has gone since.
        let rev = self.holdings.deliveries.revision.to_string();
        let snapshot = GitSnapshot::at(repository.clone(), &rev, Limits::default())?;
        let log = signed(matches, repository, &self.trail, &self.holdings, lang)?;
        let manifests = manifests(&snapshot, &self.holdings)?;
        let site = Site { holdings: &self.holdings, log: log.as_ref(), base, manifests: &manifests, extra };
        let prepared = Prepared::new(&site).map_err(|error| refused(error, lang))?;
        let tree = prepared.tree().map_err(|error| refused(error, lang))?;
        let style = text(lang, "{bar:30} {pos} de {len} archivos", "{bar:30} {pos} of {len} files");
        bar.set_style(indicatif::ProgressStyle::with_template(style).expect("a constant template is valid"));
        let read = |entry: &mipg::snapshot::Entry, size: u64| snapshot.read(entry, size, Trust::Digest);
        let progress = |done: u64, of: u64| {
            bar.set_length(of);
            bar.set_position(done);
        };
        let written = write::write(out, &tree, &read, &progress).map_err(|error| unwritten(error, lang))?;
        bar.finish_and_clear();
        Ok(told(out, &prepared, &written, lang))
    }

    /// What the site says of the evidence, as an exit code.
    pub fn code(&self) -> u8 {
        let lost = u8::from(self.holdings.lost().next().is_some());
        if self.is_whole() { self.holdings.report.verdict().exit_code().max(lost) } else { UNCHECKED }
    }

    /// Whether the settings and the trail were read whole.
    pub fn is_whole(&self) -> bool {
        !matches!(self.trail, TrailUse::Refused(_)) && self.holdings.deliveries.world.withheld.is_empty()
    }
}

fn before(repository: &Arc<GitRepository>, trail: Option<&Trail>, lang: Lang) -> Result<Option<Trail>, Failure> {
    let before = trail.cloned().map(|trail| registro::before_reports(repository, trail)).transpose();
    before.map_err(|error| log::failure(error, lang))
}

/// Reads a revision whole, with this state of the trail.
fn whole(
    repository: &Arc<GitRepository>,
    rev: &str,
    asked: Option<DateTime<FixedOffset>>,
    trail: &TrailUse,
    bar: &ProgressBar,
    lang: Lang,
) -> Result<Holdings, Failure> {
    let progress = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let as_of = asked.map_or_else(|| holdings::moment(repository, rev, trail), Ok)?;
    let read = holdings::read(&Request { repository, rev, as_of, trail, lang, progress: &progress })?;
    bar.reset();
    Ok(read)
}

fn told(out: &Path, prepared: &Prepared<'_>, written: &Written, lang: Lang) -> String {
    let ((shown_count, of), quarantined, (copied, listed)) =
        (prepared.counts(), prepared.quarantined(), prepared.copied());
    let (files, unchanged, place) = (written.files, written.unchanged, init::place(out));
    match lang {
        Lang::Es => format!(
            "Sitio hecho en `{place}`: {files} archivos ({unchanged} sin cambios), {shown_count} de {of} entregas, copia de {copied} de {listed} archivos de evidencia; en corrección: {quarantined}.\n"
        ),
        Lang::En => format!(
            "Site made in `{place}`: {files} files ({unchanged} unchanged), {shown_count} of {of} submissions, copies of {copied} of {listed} files of evidence; in quarantine: {quarantined}.\n"
        ),
    }
}

/// The address of a site: https, or http for a preview, without anything after the path.
pub fn address(given: &str, lang: Lang) -> Result<String, Failure> {
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

/// The manifests of the submissions of which nothing is kept back.
fn manifests(snapshot: &GitSnapshot, holdings: &Holdings) -> Result<BTreeMap<SubmissionPath, Vec<u8>>, Failure> {
    let mut all = BTreeMap::new();
    for held in holdings.submissions.iter().filter(|held| site::is_open(held)) {
        let Some(entry) = snapshot.entry(&held.path.manifest())? else { continue };
        if let Content::Bytes(bytes) = snapshot.read(&entry, constancia::Manifest::MAX as u64, Trust::Digest)? {
            all.insert(held.path.clone(), bytes.to_vec());
        }
    }
    Ok(all)
}

/// What is published of the trail, as it was when its hours were taken: with the receipts of the submissions held.
fn signed(
    matches: &ArgMatches,
    repository: &Arc<GitRepository>,
    trail: &TrailUse,
    holdings: &Holdings,
    lang: Lang,
) -> Result<Option<Log>, Failure> {
    let Some(times) = trail.times() else { return Ok(None) };
    let trail = Trail::at(repository, times.commit).map_err(|error| log::failure(error, lang))?;
    let Some(note) = trail.note() else { return Ok(None) };
    let mut place = &Place::at(repository, times.commit)?;
    let file = |name: &str| matches.try_get_one::<PathBuf>(name).ok().flatten();
    let policy = file("trust").map(|path| log::verify::policy(path, lang)).transpose()?;
    let attested: Vec<_> =
        place.attested()?.iter().filter_map(|files| constancia::gathered(files, policy.as_ref())).collect();
    let is_held = |path: &_| holdings.submission(path).is_some();
    let receipts = constancia::issue_all(&mut place, note, &times.keys, &attested, &is_held)
        .map_err(|error| log::receipt::failure(error, "", lang))?;
    Ok(Some(Log { checkpoint: note.to_string(), keys: times.keys.clone(), receipts }))
}

fn refused(error: SiteError, lang: Lang) -> Failure {
    match error {
        SiteError::Board(BoardError::Unknown(files)) => {
            Failure::Settings(files.iter().map(ToString::to_string).collect())
        }
        SiteError::Board(BoardError::TooMany(excess)) | SiteError::Calendar(excess) => calendar::excess(&excess, lang),
        SiteError::Holidays(years) => Failure::Holidays(years),
        error @ (SiteError::Extra(_) | SiteError::Receipt | SiteError::Template(_)) => bug(&error.to_string(), lang),
    }
}

fn bug(error: &str, lang: Lang) -> Failure {
    let error = shown(error, 300);
    let message = match lang {
        Lang::Es => format!("falla de mipg: no se pudo hacer una página ({error})"),
        Lang::En => format!("a bug in mipg: a page could not be made ({error})"),
    };
    Failure::Said { message, hint: None, code: crate::BUG }
}

/// Why a site could not be put in its folder.
pub fn unwritten(error: WriteError, lang: Lang) -> Failure {
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
