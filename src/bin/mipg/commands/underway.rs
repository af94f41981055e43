//! What was sent to the server and is not taken in yet: the submissions that its branches bring, as this copy knows them.

use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};

use mipg::{
    model::{
        SubmissionPath, layout,
        raw::{EvidenceFile, Manifest},
    },
    schedule::remind::Underway,
    snapshot::{Depth, GitRepository, GitSnapshot, Limits, Snapshot as _, SnapshotError},
};

use super::{add::branch, check as gate};
use crate::errors::Failure;

/// Branches that are looked into.
const MOST: usize = 200;
/// References that a repository may have.
const REFERENCES: usize = 100_000;

/// What the branches of a remote bring whole that neither `head` nor the newest main branch has, of those that are named as
/// what is handed in; of all remotes where none is said, and of the repository itself where it is a server's. Each comes with
/// the name of its branch.
pub(super) fn underway(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    remote: Option<&str>,
) -> Result<Vec<(String, Underway)>, Failure> {
    let at = |revision: &str| GitSnapshot::at(repository.clone(), revision, Limits::default());
    let newest = gate::main_branch(repository)?;
    let main = repository.reference(&newest)?.map(|main| at(&main.to_string())).transpose()?;
    let is_in =
        |path: &SubmissionPath| branch::has(head, path) || main.as_ref().is_some_and(|main| branch::has(main, path));
    let is_server = remote.is_none() && repository.work_dir().is_none();
    let mut branches = Vec::new();
    for (name, tip) in repository.references(REFERENCES)? {
        let of_remote = name.strip_prefix("refs/remotes/").and_then(|rest| rest.split_once('/'));
        let of_remote = of_remote.filter(|(own, _)| remote.is_none_or(|asked| asked == *own)).map(|(_, branch)| branch);
        let own = name.strip_prefix("refs/heads/").filter(|_| is_server);
        let Some(branch) = of_remote.or(own) else { continue };
        let path = branch.strip_prefix("entrega/").and_then(path_of);
        branches.extend(path.map(|path| (path, branch.to_owned(), tip)));
    }
    // Where there are too many to look into, those of the last months count.
    branches.sort_by_key(|(path, ..)| Reverse((path.year, path.month)));
    let mut found: Vec<(String, Underway)> = Vec::new();
    for (path, branch, tip) in branches.into_iter().take(MOST) {
        for one in brought(&at(&tip.to_string())?, &is_in, &path)? {
            if found.iter().all(|(_, known)| known.path != one.path) {
                found.push((branch.clone(), one));
            }
        }
    }
    Ok(found)
}

/// The submission that gives a branch its name: `gobierno-digital-2026-11-reporte-1f3a`.
fn path_of(name: &str) -> Option<SubmissionPath> {
    name.match_indices('-').find_map(|(at, _)| {
        let (year, rest) = name[at + 1..].split_once('-')?;
        let (month, folder) = rest.split_once('-')?;
        SubmissionPath::parse(&format!("{}/{year}/{month}/{folder}", &name[..at]))
    })
}

/// What a branch has, in the month of the submission that gives it its name, that is not in yet.
fn brought(
    tip: &GitSnapshot,
    is_in: &dyn Fn(&SubmissionPath) -> bool,
    named: &SubmissionPath,
) -> Result<Vec<Underway>, SnapshotError> {
    let month = format!("{}/{:04}/{:02}", named.owner, named.year, named.month);
    let Ok(folder) = layout::root().join(&month) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in tip.list(&folder, Depth::One)? {
        let name = entry.path.as_str().rsplit('/').next().unwrap_or_default();
        let path = SubmissionPath::parse(&format!("{month}/{name}"));
        let Some(path) = path.filter(|path| !is_in(path)) else { continue };
        let Some(bytes) = branch::manifest(tip, &path)? else { continue };
        let Ok(manifest) = serde_yaml::from_slice::<Manifest>(&bytes) else { continue };
        let Some(due) = manifest.due.map(|day| day.get()) else { continue };
        if !is_whole(tip, &path, &manifest)? {
            continue;
        }
        let plans = manifest.plans.iter().map(|one| one.plan.as_str().to_owned()).collect();
        let number = manifest.sigob.map(|filing| filing.number.as_str().to_owned());
        found.push(Underway { class: manifest.class, due, plans, number, path });
    }
    Ok(found)
}

/// Whether the folder has each file that its manifest lists, but for what is kept elsewhere: less than that cannot be taken in.
fn is_whole(tip: &GitSnapshot, path: &SubmissionPath, manifest: &Manifest) -> Result<bool, SnapshotError> {
    let entries = tip.list(&path.folder(), Depth::One)?;
    let there: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.path.as_str().rsplit('/').next()).collect();
    let is_there = |file: &EvidenceFile| {
        let is_elsewhere = file.custody.is_some() && !file.is_in_lfs();
        is_elsewhere || there.contains(file.path.as_str())
    };
    Ok(manifest.files.iter().all(is_there))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_names_the_submission_that_it_brings() {
        for path in ["gobierno-digital/2026/11/reporte-1f3a", "a-2026/2026/01/seguimiento-planes-77aa"] {
            let path = SubmissionPath::parse(path).unwrap();
            let name = branch::name_of(&path);
            assert_eq!(path_of(name.strip_prefix("entrega/").unwrap()), Some(path));
        }
        for other in ["", "-", "arreglo-de-2026", "x-2026-13-reporte-1f3a"] {
            assert_eq!(path_of(other), None, "{other}");
        }
    }
}
