//! `mipg fix`: what can be worked out, put right in the work tree.

mod folder;
mod words;

use std::{collections::BTreeSet, path::Path};

use clap::ArgMatches;
use mipg::{
    check,
    intake::{self, Mended},
    messages::Lang,
    model::{Moment, Place, Settings, SubmissionPath, layout},
    repo_path::RepoPath,
    schedule,
    snapshot::{Depth, GitRepository, GitSnapshot, Limits, Snapshot as _, WorktreeSnapshot},
};

use self::{folder::Folder, words::Skipped};
use super::check as gate;
use crate::{
    args::{self, text},
    errors::Failure,
    output,
};

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

    let fixing = Fixing { root: &root, published: &published, settings: &settings, is_asked, is_dry, lang };
    let (mut told, mut changed, mut left) = (String::new(), 0_usize, 0_usize);
    for folder in &folders {
        let outcome = fixing.one(folder)?;
        told.push_str(&outcome.told);
        changed += usize::from(outcome.is_changed);
        left += usize::from(outcome.is_left);
    }
    told.push_str(&words::counted(changed, folders.len(), is_dry, lang));
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

/// What is asked of every folder.
struct Fixing<'a> {
    root: &'a Path,
    published: &'a GitSnapshot,
    settings: &'a Settings,
    is_asked: bool,
    is_dry: bool,
    lang: Lang,
}

/// What became of a folder.
#[derive(Default)]
struct Outcome {
    told: String,
    is_changed: bool,
    /// Whether a person has something to do.
    is_left: bool,
}

impl Outcome {
    fn left(folder: &SubmissionPath, said: &str) -> Self {
        Self { told: words::line(folder, said), is_changed: false, is_left: true }
    }
}

impl Fixing<'_> {
    fn one(&self, folder: &SubmissionPath) -> Result<Outcome, Failure> {
        let skipped = |why: Skipped| Ok(Outcome::left(folder, &words::skipped(&why, self.settings, self.lang)));
        if self.published.entry(&folder.manifest())?.is_some() {
            return if self.is_asked { skipped(Skipped::Published) } else { Ok(Outcome::default()) };
        }
        let place = self.root.join(folder.folder().as_str());
        let found = folder::read(&place, self.settings).map_err(|error| Failure::Io(place.clone(), error))?;
        let Some(found) = found else { return skipped(Skipped::Crowded) };
        let Some(manifest) = found.files.get(layout::MANIFEST) else {
            return skipped(found.unread.get(layout::MANIFEST).map_or(Skipped::Bare, |why| Skipped::Manifest(*why)));
        };
        match intake::mend(manifest, &found.files, &found.unread_names()) {
            Ok(mended) => self.mended(folder, &place, &found, manifest, &mended),
            Err(why) => Ok(Outcome::left(folder, &words::unmendable(&why, manifest, self.lang))),
        }
    }

    /// Writes what is put right, and says it and what is left.
    fn mended(
        &self,
        folder: &SubmissionPath,
        place: &Path,
        found: &Folder,
        manifest: &[u8],
        mended: &Mended,
    ) -> Result<Outcome, Failure> {
        let mut told: String =
            found.unread.iter().map(|(name, why)| words::unread(name, *why, self.settings, self.lang)).collect();
        told.extend(mended.absent.iter().map(|name| words::absent(name, self.lang)));
        if mended.nameless > 0 {
            told.push_str(&words::nameless(mended, self.lang));
        }
        let (is_left, is_changed) = (!told.is_empty(), !mended.mends.is_empty() || !found.programs.is_empty());
        told.extend(found.programs.iter().map(|name| format!("  {}\n", words::unmarked(name, self.lang))));
        told.extend(mended.mends.iter().map(|mend| format!("  {}\n", words::mended(mend, self.lang))));
        if self.is_dry {
            told.push_str(&words::difference(manifest, mended.manifest.as_deref().unwrap_or(manifest)));
        } else {
            let done = folder::unmark(place, &found.programs).and_then(|()| folder::write(place, mended));
            done.map_err(|error| Failure::Io(place.to_owned(), error))?;
        }
        if is_left || is_changed {
            told.insert_str(0, &words::line(folder, ""));
        }
        Ok(Outcome { told, is_changed, is_left })
    }
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
    let files = entries.iter().filter(|entry| entry.kind.is_file() && within(&entry.path));
    let found = files.filter_map(|entry| Place::of(&entry.path).submission().cloned()).collect();
    Ok((found, !only.is_empty()))
}
