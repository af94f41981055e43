//! `mipg check`: the gate.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, SubsecRound as _, Utc};
use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mipg::{
    check::{self, ChangeRequest, Request, Standing},
    diagnostic::{
        Report,
        render::{self, HumanOptions},
    },
    digest::Digest,
    messages::{Lang, shown},
    model::{Actor, Deed, SubmissionPath, layout},
    registro::{Times, times::Trust},
    repo_path::RepoPath,
    schedule::bogota,
    snapshot::{GitRepository, GitSnapshot, Limits, Snapshot, WorktreeSnapshot, history},
};

use super::hours;
pub use super::paths::Asked;
use crate::{
    args::{self, text},
    errors::Failure,
    output,
};

/// The years that can be asked for.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// The moment asked: an instant with its offset, or a date, which is the end of that day in Bogotá; the clock otherwise.
pub(super) fn moment(given: Option<&String>, lang: Lang) -> Result<DateTime<FixedOffset>, Failure> {
    let Some(given) = given else { return Ok(Utc::now().with_timezone(&bogota()).trunc_subsecs(0)) };
    let date = || {
        let day = NaiveDate::parse_from_str(given, "%Y-%m-%d").ok()?;
        day.and_hms_opt(23, 59, 59)?.and_local_timezone(bogota()).single()
    };
    let moment = DateTime::parse_from_rfc3339(given).ok().map(|moment| moment.with_timezone(&bogota())).or_else(date);
    moment.filter(|moment| YEARS.contains(&moment.year())).ok_or_else(|| {
        let given = shown(given, 60);
        Failure::Usage(match lang {
            Lang::Es => format!(
                "`{given}` no es un momento entre {} y {}\nayuda: escriba una fecha (2026-11-22) o un instante con su zona (2026-11-22T10:00:00-05:00)",
                YEARS.start(),
                YEARS.end()
            ),
            Lang::En => format!(
                "`{given}` is not a moment between {} and {}\nhint: write a date (2026-11-22) or an instant with its offset (2026-11-22T10:00:00-05:00)",
                YEARS.start(),
                YEARS.end()
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
    let found = std::fs::metadata(folder).map_err(|error| Failure::Io(folder.to_owned(), error))?;
    if !found.is_dir() {
        return Err(Failure::Io(folder.to_owned(), std::io::ErrorKind::NotADirectory.into()));
    }
    Ok(Arc::new(GitRepository::discover(folder)?))
}

/// What the audit trail says was received, read when it is first asked for.
struct FromTrail {
    repository: Arc<GitRepository>,
    lang: Lang,
    times: OnceLock<Option<Times>>,
}

impl FromTrail {
    fn read(&self) -> Option<Times> {
        hours::verified(&self.repository, &Trust::default(), None).unwrap_or_else(|error| {
            let undone = text(
                self.lang,
                "ninguna inconsistencia se cuenta como heredada de antes de su regla, porque no se pudo comprobar el registro de integridad",
                "no finding is counted as inherited from before its rule, because the audit trail could not be verified",
            );
            anstream::eprintln!("{}: {undone}: {}", text(self.lang, "advertencia", "warning"), hours::words(error, self.lang));
            None
        })
    }
}

impl check::Receptions for FromTrail {
    fn received(&self, path: &SubmissionPath, manifest: Digest) -> Option<NaiveDate> {
        self.times.get_or_init(|| self.read()).as_ref()?.day(path, manifest)
    }
}

/// Judges one target of a repository; the report, and the paths asked for as the repository names them.
pub fn judge(
    repo: &Path,
    target: &Target<'_>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
    bar: &ProgressBar,
    asked: &Asked,
) -> Result<(Report, Vec<RepoPath>), Failure> {
    judge_in(open(repo)?, target, as_of, lang, bar, asked)
}

/// As [`judge`], of a repository that is open.
pub(super) fn judge_in(
    repository: Arc<GitRepository>,
    target: &Target<'_>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
    bar: &ProgressBar,
    asked: &Asked,
) -> Result<(Report, Vec<RepoPath>), Failure> {
    let trail = FromTrail { repository: repository.clone(), lang, times: OnceLock::new() };
    let advance = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let request = |snapshot: &dyn Snapshot, revision: Option<String>, change: Option<ChangeRequest<'_>>| {
        let receptions: Option<&dyn check::Receptions> = Some(&trail);
        check::check(&Request {
            snapshot,
            revision,
            change,
            receptions,
            as_of,
            lang,
            progress: &advance,
            observe: &|_| {},
        })
    };
    let actor = asked.actor.as_ref();
    let asked = asked.within(&repository, lang)?;
    let (report, only) = match target {
        Target::Worktree => {
            let snapshot = WorktreeSnapshot::of(repository, Limits::default())?;
            let only = asked.known(&snapshot, &[], lang)?;
            (request(&snapshot, None, None)?, only)
        }
        Target::Revision(rev) => {
            let snapshot = GitSnapshot::at(repository, rev, Limits::default())?;
            let id = snapshot.commit().to_string();
            let only = asked.known(&snapshot, &[], lang)?;
            (request(&snapshot, Some(id), None)?, only)
        }
        Target::Change(base, head, standing) => {
            let change = history::change(&repository, base, head, &layout::root(), &history::HistoryLimits::default())?;
            let base = GitSnapshot::at(repository.clone(), &change.base.to_string(), Limits::default())?;
            let head = GitSnapshot::at(repository, &change.head.to_string(), Limits::default())?;
            let only = asked.known(&head, &change.changed, lang)?;
            let published = check::PublishedTrees::in_git(&base, &change, *standing)?;
            let asked = ChangeRequest { change: &change, base: &base, published: &published, actor };
            (request(&head, Some(change.head.to_string()), Some(asked))?, only)
        }
    };
    bar.finish_and_clear();
    Ok((report, only))
}

/// Runs `mipg check`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = moment(get("as-of"), lang)?;
    let outputs = outputs(matches, &args::FORMATS, lang)?;
    let mut asked = Asked::of(matches.get_many::<String>("paths").into_iter().flatten());
    asked.actor = actor(matches);
    let detail = matches.get_flag("detail");
    let standing = if matches.get_flag("received") { Standing::Received } else { Standing::Proposed };
    let target = match (get("rev"), get("base"), get("head")) {
        (Some(rev), _, _) => Target::Revision(rev),
        (None, Some(base), Some(head)) => Target::Change(base, head, standing),
        _ => Target::Worktree,
    };
    let (report, only) = judge(&args::repository(matches), &target, as_of, lang, &progress(lang), &asked)?;
    for (format, path) in &outputs {
        let bytes = render(&report, format, &human(false, usize::MAX, detail, &only));
        output::write(path, bytes.as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let format = get("format").map_or("human", String::as_str);
    let code = output::print(&render(&report, format, &human(color, width(), detail, &only)), lang);
    Ok(report.verdict().exit_code().max(code))
}

/// Who makes the change, by what the command line says.
fn actor(matches: &ArgMatches) -> Option<Actor> {
    let account = *matches.get_one("account")?;
    let approvals = matches.get_many("approved-by").map(|given| given.copied().collect());
    let deed = match matches.get_flag("received") {
        true => Deed::Publishes { proposed: None },
        false => Deed::Proposes { writer: Some(account), approvals },
    };
    Some(Actor { account, deed })
}

/// The verdict for people, as every command ends with it.
pub(super) fn verdict(report: &Report) -> String {
    shown_of(report, &[])
}

/// The same, of some folders alone where they are given.
pub(super) fn shown_of(report: &Report, only: &[RepoPath]) -> String {
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    render(report, "human", &human(color, width(), false, only))
}

pub(super) fn human(color: bool, width: usize, detail: bool, only: &[RepoPath]) -> HumanOptions<'_> {
    HumanOptions { color, width, detail, only, most: usize::MAX }
}

/// The width to write in: that of the terminal, or 100 columns.
pub(super) fn width() -> usize {
    terminal().unwrap_or(100)
}

/// The width of the terminal that is written to, in columns: what `COLUMNS` says, or what it says itself; none where the
/// output is no terminal and nothing is said.
pub(super) fn terminal() -> Option<usize> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    said.or_else(size).filter(|columns| *columns >= 40)
}

pub(super) fn render(report: &Report, format: &str, options: &HumanOptions<'_>) -> String {
    match format {
        "json" => render::json(report),
        "sarif" => render::sarif(report),
        "github" => render::github(report),
        "markdown" => render::markdown(report),
        _ => render::human(report, options),
    }
}

/// The main branch here, by its full name.
pub(super) const MAIN: &str = "refs/heads/main";
/// The main branch as the remote was seen last.
pub(super) const REMOTE_MAIN: &str = "refs/remotes/origin/main";

/// The main branch, by its full name: of the local one and that of the remote, the one that follows the other; where they
/// went apart, what others see.
pub(super) fn main_branch(repository: &GitRepository) -> Result<String, Failure> {
    const MAX_COMMITS: usize = 2_000_000;
    let name = match (repository.reference(MAIN)?, repository.reference(REMOTE_MAIN)?) {
        (Some(local), Some(remote)) if repository.is_ancestor(remote, local, MAX_COMMITS)? => MAIN,
        (_, Some(_)) => REMOTE_MAIN,
        (Some(_), None) => MAIN,
        (None, None) => "main", // which says that there is none
    };
    Ok(name.to_owned())
}

/// What `--output` asks for: a format of `formats` and a file, each time.
pub(super) fn outputs(matches: &ArgMatches, formats: &[&str], lang: Lang) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut outputs: Vec<(String, PathBuf)> = Vec::new();
    for given in matches.get_many::<String>("output").into_iter().flatten() {
        match given.split_once('=') {
            Some((format, "-")) if formats.contains(&format) => {
                return Err(Failure::Usage(match lang {
                    Lang::Es => {
                        format!("`-` no es un archivo\nayuda: `--format {format}` escribe en la salida estándar")
                    }
                    Lang::En => format!("`-` is no file\nhint: `--format {format}` writes to standard output"),
                }));
            }
            Some((format, path)) if formats.contains(&format) && !path.is_empty() => {
                let path = PathBuf::from(path);
                if outputs.iter().any(|(_, other)| is_same_file(other, &path)) {
                    let path = shown(&path.display().to_string(), 200);
                    return Err(Failure::Usage(match lang {
                        Lang::Es => {
                            format!("dos `--output` van al mismo archivo `{path}`\nayuda: dé a cada uno el suyo")
                        }
                        Lang::En => format!("two `--output` go to the same file `{path}`\nhint: give each its own"),
                    }));
                }
                outputs.push((format.to_owned(), path));
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

/// Whether two outputs would be the same file, of which only the last would stay; a pipe or a device takes both.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let name = path.file_name()?.to_owned();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = || std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()).join(name);
        Some(std::fs::canonicalize(path).unwrap_or_else(|_| beside()))
    };
    let kept = std::fs::metadata(other).map_or(true, |found| found.is_file());
    kept && place(one) == place(other)
}
