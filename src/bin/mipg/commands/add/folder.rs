//! A submission in the work tree.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset, NaiveDate};
use mipg::{
    diagnostic::{Report, Severity},
    digest::Digest,
    intake::{Assembled, corte::Open},
    messages::Lang,
    model::{
        SubmissionPath, World, layout,
        raw::{Manifest, SubmissionClass},
    },
    snapshot::GitRepository,
};

use super::{
    super::check as gate,
    apart::{self, Said},
    branch, commit, large, twice,
};
use crate::{args::text, errors::Failure, output};

/// The largest manifest that is read for its corte.
const MANIFEST_BYTES: u64 = 64 * 1024;
/// Submissions of a month that are looked at for theirs.
const MOST: usize = 2_000;

fn place(repository: &GitRepository, path: &SubmissionPath) -> Option<PathBuf> {
    Some(repository.work_dir()?.join(path.folder().as_str()))
}

/// Whether the folder is there.
pub(super) fn has(repository: &GitRepository, path: &SubmissionPath) -> bool {
    place(repository, path).is_some_and(|folder| fs::symlink_metadata(folder).is_ok())
}

/// A submission of the work tree that no commit has.
pub(super) struct Waiting {
    pub path: SubmissionPath,
    /// The corte it answers.
    pub due: NaiveDate,
    manifest: Manifest,
}

impl Waiting {
    /// Whether it has a file with the digest.
    pub(super) fn has(&self, digest: &Digest) -> bool {
        twice::lists(&self.manifest, digest)
    }
}

/// What of the work tree answers a corte of the months of `open`, where no commit has it yet: of those that one has, the
/// schedule knows whether they still answer. What cannot be read answers nothing.
pub(super) fn waiting(
    repository: &GitRepository,
    policy: &str,
    class: SubmissionClass,
    open: &[Open],
    is_committed: &dyn Fn(&SubmissionPath) -> bool,
) -> Vec<Waiting> {
    let Some(root) = repository.work_dir() else { return Vec::new() };
    let months: BTreeSet<String> = open.iter().map(|one| one.nominal.format("%Y/%m").to_string()).collect();
    let mut found = Vec::new();
    for month in months {
        let folder = root.join(layout::ROOT).join(policy).join(&month);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten().take(MOST) {
            let name = entry.file_name();
            let path = name.to_str().and_then(|name| SubmissionPath::parse(&format!("{policy}/{month}/{name}")));
            let Some(path) = path.filter(|path| !is_committed(path)) else { continue };
            let read = manifest(&entry.path()).filter(|read| read.class == class);
            let due = read.as_ref().and_then(|read| read.due).map(|due| due.get());
            found.extend(read.zip(due).map(|(manifest, due)| Waiting { path, due, manifest }));
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn manifest(folder: &Path) -> Option<Manifest> {
    let place = folder.join(layout::MANIFEST);
    let is_small = fs::symlink_metadata(&place).is_ok_and(|it| it.is_file() && it.len() <= MANIFEST_BYTES);
    let text = if is_small { fs::read_to_string(place).ok() } else { None };
    serde_yaml::from_str(&text?).ok()
}

/// Puts the folder in its place, whole, and says what `check` thinks of it. Where something is wrong the folder stays, to be
/// put right, unless what may have to be erased came with it: then nothing is left.
pub(super) fn put(
    repository: &Arc<GitRepository>,
    (made, said): (&Assembled, &Said),
    told: &str,
    commit: Option<(&World, &str)>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<u8, Failure> {
    let placed = apart::put(repository, said, made, lang)?;
    let folder = write(repository, made, lang).inspect_err(|_| placed.undo(repository))?;
    let take_back = || {
        let _ = fs::remove_dir_all(&folder); // what was given stays where it was
        placed.undo(repository);
    };
    let bar = gate::progress(lang);
    let root = repository.work_dir().unwrap_or(&folder);
    let judged = gate::judge(root, &gate::Target::Worktree, as_of, lang, &bar, &gate::Asked::default());
    let (mut report, _) = judged.inspect_err(|_| take_back())?;
    let only = [made.path.folder()];
    let place = made.path.folder().to_string();
    let count = wrong(&report, &place);
    let is_suspected = branch::suspects(&report, &place);
    branch::hold_back(&mut report, &place);
    let is_fit = count == 0 && !is_suspected;
    let next = if is_fit {
        match commit {
            Some((world, name)) => {
                let done = commit::put(repository, world, made, name, as_of, lang)?;
                let send = large::by_hand("origin", name, &large::digests(made));
                format!("{done} {}{send}\n", text(lang, "Para enviarla: ", "To send it: "))
            }
            None => ready(made, lang),
        }
    } else if placed.is_removable() {
        take_back();
        format!("{}\n", taken_back(count, lang))
    } else {
        format!("{}\n", unfit(&place, count, lang))
    };
    let printed = output::print(&format!("{told}{}\n{next}", gate::shown_of(&report, &only)), lang);
    Ok(if is_fit { printed } else { printed.max(1) })
}

/// How a folder is sent: by the same command again, but for what has another salt each time; and by hand.
fn ready(made: &Assembled, lang: Lang) -> String {
    let place = made.path.folder();
    let name = branch::name_of(&made.path);
    let send = large::by_hand("origin", &name, &large::digests(made));
    let by_hand = format!("git switch -c {name} && git add {place} && git commit -m \"{}\" && {send}", made.path);
    match (made.objects.iter().all(|object| object.salt.is_none()), lang) {
        (true, Lang::Es) => {
            format!(
                "La carpeta {place} está lista. Para enviarla, repita lo mismo con `--enviar`; o a mano:\n  {by_hand}\n"
            )
        }
        (true, Lang::En) => {
            format!(
                "The folder {place} is ready. To send it, repeat the same with `--push`; or by hand:\n  {by_hand}\n"
            )
        }
        (false, Lang::Es) => format!("La carpeta {place} está lista. Envíela en una rama:\n  {by_hand}\n"),
        (false, Lang::En) => format!("The folder {place} is ready. Send it on a branch:\n  {by_hand}\n"),
    }
}

/// What to do about a folder with so many findings that block; with none, one that seems to hold personal data.
fn unfit(place: &str, count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, Lang::Es) => format!(
            "La carpeta {place} no se debe subir todavía: parece tener datos personales. Quítelos o, si los números de un archivo no lo son, repita con `--datos ARCHIVO=no-contiene:MOTIVO`."
        ),
        (0, Lang::En) => format!(
            "The folder {place} must not be pushed yet: it seems to hold personal data. Remove them or, where the numbers of a file are none, repeat with `--personal-data FILE=no-contiene:REASON`."
        ),
        (count, Lang::Es) => format!(
            "La carpeta {place} tiene {count} por corregir, arriba. Los archivos que dio no se tocaron: puede borrarla y repetir."
        ),
        (count, Lang::En) => format!(
            "The folder {place} has {count} to put right, above. The files given are untouched: it can be deleted and made again."
        ),
    }
}

/// The same, where nothing was left.
fn taken_back(count: usize, lang: Lang) -> &'static str {
    match (count, lang) {
        (0, Lang::Es) => {
            "No se dejó la carpeta, ni copia de lo que puede tener que borrarse: parece tener datos personales. Quítelos o, si los números de un archivo no lo son, repita con `--datos ARCHIVO=no-contiene:MOTIVO`. Los archivos que dio no se tocaron."
        }
        (0, Lang::En) => {
            "The folder was not left, nor a copy of what may have to be erased: it seems to hold personal data. Remove them or, where the numbers of a file are none, repeat with `--personal-data FILE=no-contiene:REASON`. The files given are untouched."
        }
        (_, Lang::Es) => {
            "No se dejó la carpeta, ni copia de lo que puede tener que borrarse: corrija lo de arriba y repita. Los archivos que dio no se tocaron."
        }
        (_, Lang::En) => {
            "The folder was not left, nor a copy of what may have to be erased: put the above right and repeat. The files given are untouched."
        }
    }
}

/// Puts the folder in its place, whole; where it is.
fn write(repository: &GitRepository, made: &Assembled, lang: Lang) -> Result<PathBuf, Failure> {
    let root = repository.work_dir().ok_or_else(|| Failure::Said {
        message: text(lang, "este repositorio no tiene carpeta de trabajo", "this repository has no work tree")
            .to_owned(),
        hint: Some(
            text(lang, "use `--rama` para guardar la entrega en una rama", "use `--branch` to keep it on a branch")
                .to_owned(),
        ),
        code: 2,
    })?;
    let folder = root.join(made.path.folder().as_str());
    let io = |error| Failure::Io(folder.clone(), error);
    // Beside the repository's own files, which no listing of evidence sees, and on the same disk.
    let draft = tempfile::Builder::new().prefix("mipg-entrega-").tempdir_in(repository.git_dir()).map_err(io)?;
    for (name, bytes) in &made.files {
        output::write(&draft.path().join(name), bytes).map_err(io)?;
    }
    output::write(&draft.path().join(layout::MANIFEST), made.manifest.as_bytes()).map_err(io)?;
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).map_err(io)?;
    }
    let draft = draft.keep();
    #[cfg(unix)]
    fs::set_permissions(&draft, std::os::unix::fs::PermissionsExt::from_mode(0o755)).map_err(io)?;
    if let Err(error) = fs::rename(&draft, &folder) {
        let _ = fs::remove_dir_all(&draft); // what was given stays where it was
        return Err(io(error));
    }
    Ok(folder)
}

/// How many findings of a folder block it.
pub(in crate::commands) fn wrong(report: &Report, folder: &str) -> usize {
    let within = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let blocks = |severity: Severity| matches!(severity, Severity::Error | Severity::Unchecked);
    report
        .findings
        .iter()
        .filter(|one| {
            blocks(one.finding.severity)
                && !one.finding.inherited
                && one.finding.path.as_ref().is_some_and(|path| within(path.as_str()))
        })
        .count()
}
