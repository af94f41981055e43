//! `mipg check`: the gate.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound as _, Utc};
use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mipg::{
    check::{self, ChangeRequest, Request, Standing},
    diagnostic::{
        Report,
        render::{self, HumanOptions},
    },
    messages::{Lang, shown},
    model::layout,
    repo_path::RepoPath,
    snapshot::{Depth, GitRepository, GitSnapshot, Limits, PathChange, Snapshot, WorktreeSnapshot, history},
};

use crate::{
    args::{self, text},
    errors::Failure,
    output,
};

/// Colombia's time: UTC−5 all year.
pub(super) fn bogota() -> FixedOffset {
    FixedOffset::west_opt(5 * 3600).expect("five hours are an offset")
}

/// The moment asked: an instant with its offset, or a date, which is the end of that day in Bogotá; the clock otherwise.
pub(super) fn moment(given: Option<&String>, lang: Lang) -> Result<DateTime<FixedOffset>, Failure> {
    let Some(given) = given else { return Ok(Utc::now().with_timezone(&bogota()).trunc_subsecs(0)) };
    let date = || {
        let day = NaiveDate::parse_from_str(given, "%Y-%m-%d").ok()?;
        day.and_hms_opt(23, 59, 59)?.and_local_timezone(bogota()).single()
    };
    DateTime::parse_from_rfc3339(given).ok().map(|moment| moment.with_timezone(&bogota())).or_else(date).ok_or_else(|| {
        let given = shown(given, 60);
        Failure::Usage(match lang {
            Lang::Es => format!(
                "`{given}` no es un momento\nayuda: escriba una fecha (2026-11-22) o un instante con su zona (2026-11-22T10:00:00-05:00)"
            ),
            Lang::En => format!(
                "`{given}` is not a moment\nhint: write a date (2026-11-22) or an instant with its offset (2026-11-22T10:00:00-05:00)"
            ),
        })
    })
}

/// A progress bar on a terminal, and nothing elsewhere.
pub fn progress(lang: Lang) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(8)
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = text(lang, "{bar:30} {pos} de {len} entregas", "{bar:30} {pos} of {len} submissions");
    ProgressBar::with_draw_target(Some(0), target)
        .with_style(ProgressStyle::with_template(style).expect("a constant template is valid"))
}

/// What to judge.
pub enum Target<'a> {
    /// The work tree.
    Worktree,
    /// A revision.
    Revision(&'a str),
    /// A change from a base to a head, proposed or already received.
    Change(&'a str, &'a str, Standing),
}

/// Opens the repository that a folder is in, looking upwards as git does.
pub(super) fn open(folder: &Path) -> Result<Arc<GitRepository>, Failure> {
    if !folder.is_dir() {
        return Err(Failure::Io(folder.to_owned(), std::io::ErrorKind::NotFound.into()));
    }
    Ok(Arc::new(GitRepository::discover(folder)?))
}

/// Judges one target of a repository.
pub fn judge(
    repo: &Path,
    target: &Target<'_>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
    bar: &ProgressBar,
    only: &[RepoPath],
) -> Result<Report, Failure> {
    let advance = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let request = |snapshot: &dyn Snapshot, revision: Option<String>, change: Option<ChangeRequest<'_>>| {
        check::check(&Request { snapshot, revision, change, as_of, lang, progress: &advance })
    };
    let report = match target {
        Target::Worktree => {
            let snapshot = WorktreeSnapshot::of(open(repo)?, Limits::default())?;
            exist(only, &snapshot, &[], lang)?;
            request(&snapshot, None, None)?
        }
        Target::Revision(rev) => {
            let snapshot = GitSnapshot::at(open(repo)?, rev, Limits::default())?;
            let id = snapshot.commit().to_string();
            exist(only, &snapshot, &[], lang)?;
            request(&snapshot, Some(id), None)?
        }
        Target::Change(base, head, standing) => {
            let repository = open(repo)?;
            let change = history::change(&repository, base, head, &layout::root(), &history::HistoryLimits::default())?;
            let base = GitSnapshot::at(repository.clone(), &change.base.to_string(), Limits::default())?;
            let head = GitSnapshot::at(repository, &change.head.to_string(), Limits::default())?;
            exist(only, &head, &change.changed, lang)?;
            let published = check::PublishedTrees::in_git(&base, &change, *standing)?;
            let asked = ChangeRequest { change: &change, base: &base, published: &published };
            request(&head, Some(change.head.to_string()), Some(asked))?
        }
    };
    bar.finish_and_clear();
    Ok(report)
}

/// Refuses a path that is neither in the tree nor in what changes: nothing would be shown of it, and it would look right.
fn exist(only: &[RepoPath], snapshot: &dyn Snapshot, changed: &[PathChange], lang: Lang) -> Result<(), Failure> {
    for path in only {
        let known = snapshot.entry(path)?.is_some()
            || !snapshot.list(path, Depth::One)?.is_empty()
            || changed.iter().any(|changed| changed.path.is_within(path));
        if !known {
            let below = layout::root().join(path.as_str()).ok();
            let meant = match &below {
                Some(below) if !snapshot.list(below, Depth::One)?.is_empty() || snapshot.entry(below)?.is_some() => {
                    below
                }
                _ => &layout::root(),
            };
            let (path, meant) = (shown(path.as_str(), 80), shown(meant.as_str(), 100));
            return Err(Failure::Usage(match lang {
                Lang::Es => format!(
                    "no existe `{path}` en el repositorio\nayuda: escriba la ruta desde la raíz del repositorio, como `{meant}`"
                ),
                Lang::En => format!(
                    "there is no `{path}` in the repository\nhint: write the path from the root of the repository, like `{meant}`"
                ),
            }));
        }
    }
    Ok(())
}

/// Runs `mipg check`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = moment(get("as-of"), lang)?;
    let outputs = outputs(matches, &args::FORMATS, lang)?;
    let only = paths(matches, lang)?;
    let detail = matches.get_flag("detail");
    let standing = if matches.get_flag("received") { Standing::Received } else { Standing::Proposed };
    let target = match (get("rev"), get("base"), get("head")) {
        (Some(rev), _, _) => Target::Revision(rev),
        (None, Some(base), Some(head)) => Target::Change(base, head, standing),
        _ => Target::Worktree,
    };
    let report = judge(&args::repository(matches), &target, as_of, lang, &progress(lang), &only)?;
    for (format, path) in &outputs {
        let bytes = render(&report, format, &human(false, usize::MAX, detail, &only));
        output::write(path, bytes.as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let format = get("format").map_or("human", String::as_str);
    let code = output::print(&render(&report, format, &human(color, width(), detail, &only)), lang);
    Ok(report.verdict().exit_code().max(code))
}

/// The verdict for people, as every command ends with it.
pub(super) fn verdict(report: &Report) -> String {
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    render(report, "human", &human(color, width(), false, &[]))
}

fn human(color: bool, width: usize, detail: bool, only: &[RepoPath]) -> HumanOptions<'_> {
    HumanOptions { color, width, detail, only }
}

/// The width of the terminal, or 100 columns.
pub fn width() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .filter(|columns| *columns >= 40)
        .unwrap_or(100)
}

fn render(report: &Report, format: &str, options: &HumanOptions<'_>) -> String {
    match format {
        "json" => render::json(report),
        "sarif" => render::sarif(report),
        "github" => render::github(report),
        "markdown" => render::markdown(report),
        _ => render::human(report, options),
    }
}

/// What `--output` asks for: a format of `formats` and a file, each time.
pub(super) fn outputs(matches: &ArgMatches, formats: &[&str], lang: Lang) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut outputs = Vec::new();
    for given in matches.get_many::<String>("output").into_iter().flatten() {
        match given.split_once('=') {
            Some((format, path)) if formats.contains(&format) && !path.is_empty() => {
                outputs.push((format.to_owned(), PathBuf::from(path)));
            }
            _ => {
                let given = shown(given, 80);
                return Err(Failure::Usage(match lang {
                    Lang::Es => format!(
                        "`{given}` no tiene la forma FORMATO=ARCHIVO\nayuda: por ejemplo `--output json=resultado.json`; formatos: {}",
                        formats.join(", ")
                    ),
                    Lang::En => format!(
                        "`{given}` is not of the form FORMAT=FILE\nhint: for example `--output json=result.json`; formats: {}",
                        formats.join(", ")
                    ),
                }));
            }
        }
    }
    Ok(outputs)
}

fn paths(matches: &ArgMatches, lang: Lang) -> Result<Vec<RepoPath>, Failure> {
    let mut paths = Vec::new();
    for given in matches.get_many::<String>("paths").into_iter().flatten() {
        let plain = given.strip_prefix("./").unwrap_or(given).trim_end_matches('/');
        paths.push(RepoPath::new(plain).map_err(|_| {
            let given = shown(given, 80);
            Failure::Usage(match lang {
                Lang::Es => format!(
                    "`{given}` no es una ruta dentro del repositorio\nayuda: por ejemplo `policies/gobierno-digital`"
                ),
                Lang::En => {
                    format!("`{given}` is not a path of the repository\nhint: for example `policies/gobierno-digital`")
                }
            })
        })?);
    }
    Ok(paths)
}
