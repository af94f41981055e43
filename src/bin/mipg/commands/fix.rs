//! `mipg fix`: what can be worked out, put right in the work tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use mipg::{
    check,
    intake::{self, Mend, Mended, Unmendable},
    messages::{Lang, shown},
    model::{Moment, Place, Settings, SubmissionPath, layout},
    repo_path::RepoPath,
    schedule,
    snapshot::{Depth, EntryKind, GitRepository, GitSnapshot, Limits, Snapshot as _, WorktreeSnapshot},
    source::yaml::YamlProblem,
};

use super::check as gate;
use crate::{
    args::{self, text},
    errors::Failure,
    output,
};

/// Lines of a difference that are shown of a manifest.
const SHOWN: usize = 200;

/// Runs `mipg fix`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let as_of = gate::moment(matches.get_one::<String>("as-of"), lang)?;
    let repository = gate::open(&args::repository(matches))?;
    let root = repository.work_dir().map(Path::to_owned).ok_or_else(|| {
        Failure::Usage(
            text(lang, "este repositorio no tiene carpeta de trabajo", "this repository has no work tree").to_owned(),
        )
    })?;
    let main = gate::main_branch(&repository)?;
    let published = GitSnapshot::at(repository.clone(), &main, Limits::default())?;
    let worktree = WorktreeSnapshot::of(repository.clone(), Limits::default())?;
    let world = check::world(&worktree, Moment { asked: schedule::day_of(as_of), written: None })?;
    let settings = world.repository.read().map_or_else(Settings::default, Settings::of);
    let (folders, is_asked) = folders(matches, &repository, &worktree, lang)?;
    let is_dry = matches.get_flag("dry-run");

    let (mut told, mut changed, mut left) = (String::new(), 0_usize, 0_usize);
    for folder in &folders {
        if published.entry(&folder.manifest())?.is_some() {
            if is_asked {
                left += 1;
                told.push_str(&line(folder, text(lang, "ya está publicada y no se toca; una corrección es una entrega nueva que la reemplaza (`mipg add --reemplaza`)", "is published and is not touched; a correction is a new submission that supersedes it (`mipg add --supersedes`)")));
            }
            continue;
        }
        let place = root.join(folder.folder().as_str());
        let files = match read(&place, &settings) {
            Ok(files) => files,
            Err(error) => return Err(Failure::Io(place, error)),
        };
        let Some(manifest) = files.get(layout::MANIFEST) else {
            left += 1;
            told.push_str(&line(
                folder,
                text(lang, "no tiene manifiesto: `mipg add` lo hace", "has no manifest: `mipg add` makes it"),
            ));
            continue;
        };
        let mended = intake::mend(manifest, &files);
        let absent: Vec<&String> = mended.iter().flat_map(|mended| &mended.absent).collect();
        if !absent.is_empty() {
            left += 1;
            told.push_str(&line(folder, ""));
            told.extend(absent.iter().map(|name| missing(name, lang)));
        }
        match mended {
            Ok(mended) if mended.mends.is_empty() => {}
            Ok(mended) => {
                changed += 1;
                told.push_str(&line(folder, ""));
                told.extend(mended.mends.iter().map(|mend| format!("  {}\n", words(mend, lang))));
                if is_dry {
                    told.push_str(&difference(manifest, mended.manifest.as_deref().unwrap_or(manifest)));
                } else {
                    write(&place, &mended).map_err(|error| Failure::Io(place.clone(), error))?;
                }
            }
            Err(why) => {
                let unread;
                left += 1;
                told.push_str(&line(
                    folder,
                    match &why {
                        Unmendable::Unread(problems) => {
                            unread = unreadable(problems, manifest, lang);
                            &unread
                        }
                        Unmendable::Form => text(
                            lang,
                            "el manifiesto está escrito de una forma que aquí no se edita: corríjalo a mano",
                            "the manifest is written in a form that is not edited here: put it right by hand",
                        ),
                    },
                ));
            }
        }
    }
    told.push_str(&match (is_dry, lang) {
        (true, Lang::Es) => format!("cambiarían {changed} de {} entregas; no se escribió nada\n", folders.len()),
        (true, Lang::En) => format!("{changed} of {} submissions would change; nothing was written\n", folders.len()),
        (false, Lang::Es) => format!("cambiaron {changed} de {} entregas\n", folders.len()),
        (false, Lang::En) => format!("{changed} of {} submissions changed\n", folders.len()),
    });
    if is_dry || folders.is_empty() {
        return Ok(output::print(&told, lang).max(u8::from(left > 0)));
    }
    let only: Vec<RepoPath> = folders.iter().map(SubmissionPath::folder).collect();
    let bar = gate::progress(lang);
    let (report, _) = gate::judge(&root, &gate::Target::Worktree, as_of, lang, &bar, &gate::Asked::default())?;
    let wrong: usize = only.iter().map(|folder| super::add::wrong(&report, folder.as_str())).sum();
    let printed = output::print(&format!("{told}{}", gate::shown_of(&report, &only)), lang);
    Ok(printed.max(u8::from(left > 0 || wrong > 0)))
}

/// The submissions of the work tree that are asked for; and whether they were named.
fn folders(
    matches: &ArgMatches,
    repository: &GitRepository,
    worktree: &WorktreeSnapshot,
    lang: Lang,
) -> Result<(BTreeSet<SubmissionPath>, bool), Failure> {
    let asked = gate::Asked::of(matches.get_many::<String>("paths").into_iter().flatten());
    let only = asked.within(repository, lang)?.known(worktree, &[], lang)?;
    let within = |path: &RepoPath| {
        only.is_empty()
            || only.iter().any(|asked| {
                let rest = path.as_str().strip_prefix(asked.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    };
    let entries = worktree.list(&layout::root(), Depth::All)?;
    let files = entries.iter().filter(|entry| entry.kind == EntryKind::File && within(&entry.path));
    let found = files.filter_map(|entry| Place::of(&entry.path).submission().cloned()).collect();
    Ok((found, !only.is_empty()))
}

/// The files of a folder, none larger than git takes; a larger one is as if absent, and `check` says so.
fn read(place: &Path, settings: &Settings) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(place)?.take(settings.files_per_submission as usize + 3) {
        let path = entry?.path();
        let is_file = fs::symlink_metadata(&path)?.is_file();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| is_file) else { continue };
        let mut bytes = Vec::new();
        fs::File::open(&path)?.take(settings.file_bytes + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= settings.file_bytes {
            files.insert(name.to_owned(), bytes);
        }
    }
    Ok(files)
}

/// Writes the photos, then the names, then the manifest: cut anywhere, the rest is done the next time.
fn write(place: &Path, mended: &Mended) -> std::io::Result<()> {
    for (name, bytes) in &mended.rewritten {
        output::write(&place.join(name), bytes)?;
    }
    for (from, to) in &mended.renamed {
        let (from, to): (PathBuf, PathBuf) = (place.join(from), place.join(to));
        // On a disk without capitals the two may be the same file.
        if fs::symlink_metadata(&to).is_ok() && fs::canonicalize(&to)? != fs::canonicalize(&from)? {
            return Err(std::io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(from, to)?;
    }
    match &mended.manifest {
        Some(manifest) => output::write(&place.join(layout::MANIFEST), manifest),
        None => Ok(()),
    }
}

fn line(folder: &SubmissionPath, said: &str) -> String {
    format!("{folder}{}{said}\n", if said.is_empty() { "" } else { ": " })
}

fn missing(name: &str, lang: Lang) -> String {
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

fn words(mend: &Mend, lang: Lang) -> String {
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
fn difference(old: &[u8], new: &[u8]) -> String {
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
