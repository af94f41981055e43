//! The entries a check visits, and the folders they lie in.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::scope::Scope;
use crate::{
    diagnostic::Finding,
    model::{Place, SubmissionPath, layout},
    repo_path::RepoPath,
    snapshot::{Depth, Entry, EntryKind, Snapshot, SnapshotError},
};

/// Entries under `policies/`, sorted by path.
#[derive(Debug)]
pub(super) struct Tree {
    /// Files and whatever is not a folder.
    entries: Vec<Entry>,
    /// For a change: the folders above what it touches, listed one level deep. Derived from `entries` otherwise.
    folders: Option<BTreeMap<RepoPath, Vec<Entry>>>,
    /// Folders that are twice in theirs.
    repeated: BTreeSet<RepoPath>,
}

impl Tree {
    pub(super) fn read(snapshot: &dyn Snapshot, scope: &Scope, top: &[Entry]) -> Result<Self, SnapshotError> {
        let root = layout::root();
        match scope {
            Scope::Change(touched) if !touched.settings => {
                let mut entries = Vec::new();
                let mut above = BTreeSet::new();
                for submission in &touched.submissions {
                    let below = snapshot.list(&submission.folder(), Depth::All)?;
                    let folders = below.iter().filter(|entry| entry.kind == EntryKind::Folder);
                    above.extend(folders.map(|folder| folder.path.clone()));
                    entries.extend(below);
                }
                for path in &touched.paths {
                    let mut folder = path.parent();
                    while let Some(here) = folder {
                        folder = here.parent();
                        above.insert(here);
                    }
                }
                entries.retain(|entry| entry.kind != EntryKind::Folder);
                let mut folders = BTreeMap::new();
                for folder in above.into_iter().filter(|folder| folder.is_within(&root)) {
                    let children = if folder == root { top.to_vec() } else { snapshot.list(&folder, Depth::One)? };
                    // What is touched and lies in no submission, or cannot be entered, stands in the listing of its folder.
                    if Place::of(&folder).submission().is_none() && !touched.holds_submission_at(&folder) {
                        let met = |entry: &&Entry| entry.kind != EntryKind::Folder && touched.reaches(&entry.path);
                        entries.extend(children.iter().filter(met).cloned());
                    }
                    folders.insert(folder, children);
                }
                entries.extend(super::root::touched(snapshot, touched)?);
                entries.sort_by(|a, b| a.path.cmp(&b.path));
                touched.all_are_in(&entries)?;
                Ok(Self { entries, folders: Some(folders), repeated: BTreeSet::new() })
            }
            _ => {
                let mut entries = snapshot.list(&root, Depth::All)?;
                let is_folder = |entry: &Entry| entry.kind == EntryKind::Folder;
                let repeated = entries
                    .windows(2)
                    .filter(|pair| pair.iter().all(is_folder) && pair[0].path == pair[1].path)
                    .map(|pair| pair[0].path.clone())
                    .collect();
                entries.retain(|entry| !is_folder(entry));
                Ok(Self { entries, folders: None, repeated })
            }
        }
    }

    /// Every entry that is not a folder, sorted by path.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Visits each folder with its direct children, folders included, on all cores; what is found comes in the order of
    /// the folders.
    pub(super) fn each_folder(&self, visit: &Visit<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        match &self.folders {
            Some(folders) => folders.iter().for_each(|(folder, entries)| visit(folder, entries, &mut found)),
            None => descend(&layout::root(), &self.entries, &self.repeated, visit, &mut found),
        }
        found
    }

    /// The submissions and their entries, in order of path.
    pub(super) fn submissions(&self) -> Vec<(SubmissionPath, Vec<&Entry>)> {
        submissions(&self.entries)
    }
}

/// The submissions of entries sorted by path, of which none is a folder, and their entries (nested ones left to the rules
/// about places), in order of path: those of one submission stand together.
pub(crate) fn submissions(entries: &[Entry]) -> Vec<(SubmissionPath, Vec<&Entry>)> {
    let mut submissions: Vec<(SubmissionPath, Vec<&Entry>)> = Vec::new();
    for entry in entries {
        let (submission, file) = match Place::of(&entry.path) {
            Place::Submission(submission, _) => (submission, Some(entry)),
            Place::Nested(submission) => (submission, None),
            _ => continue,
        };
        match submissions.last_mut() {
            Some((last, files)) if *last == submission => files.extend(file),
            _ => submissions.push((submission, file.into_iter().collect())),
        }
    }
    submissions
}

/// What is done with a folder and its direct children.
type Visit<'a> = dyn Fn(&RepoPath, &[Entry], &mut Vec<Finding>) + Sync + 'a;

/// Visits `folder`, whose descendants are `entries`: those with one prefix stand together in byte order.
fn descend(
    folder: &RepoPath,
    entries: &[Entry],
    repeated: &BTreeSet<RepoPath>,
    visit: &Visit<'_>,
    found: &mut Vec<Finding>,
) {
    let skip = folder.as_str().len() + 1;
    let mut children = Vec::new();
    let mut below = Vec::new();
    let mut start = 0;
    while let Some(first) = entries.get(start) {
        let rest = first.path.as_str().get(skip..).unwrap_or("");
        let Some((name, _)) = rest.split_once('/') else {
            children.push(first.clone());
            start += 1;
            continue;
        };
        let prefix = &first.path.as_str()[..skip + name.len() + 1];
        let length = entries[start..].partition_point(|entry| entry.path.as_str().starts_with(prefix));
        if let Ok(path) = folder.join(name) {
            let child = Entry { path: path.clone(), kind: EntryKind::Folder, id: None, raw_name: None };
            if repeated.contains(&path) {
                children.push(child.clone());
            }
            children.push(child);
            below.push((path, &entries[start..start + length.max(1)]));
        }
        start += length.max(1);
    }
    visit(folder, &children, found);
    let each: Vec<Vec<Finding>> = below
        .par_iter()
        .map(|(path, entries)| {
            let mut found = Vec::new();
            descend(path, entries, repeated, visit, &mut found);
            found
        })
        .collect();
    found.extend(each.into_iter().flatten());
}
