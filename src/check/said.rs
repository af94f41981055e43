//! One defect, one finding: what history says of a published file is not said again by the rules that only see the tree.
//!
//! These would advise to correct the manifest, which is the one thing that must not be done to what is published.
//! And what two files are to each other is said of one of them.

use std::collections::BTreeSet;

use super::scope::Scope;
use crate::{
    diagnostic::{Finding, Target},
    messages::Arg,
    model::{Place, layout},
    repo_path::RepoPath,
};

/// The rules of history that say a published file is not as it was.
const SPEAKERS: [&str; 3] = ["published-changed", "published-removed", "published-renamed"];

/// The rules about a manifest that see the same from the tree; each names the file.
const OF_A_LISTED_FILE: [&str; 4] = ["digest-mismatch", "file-missing", "pointer-mismatch", "size-mismatch"];

/// Drops the findings about files of which a rule of history speaks.
pub(super) fn keep_what_history_does_not_say(findings: &mut Vec<Finding>) {
    let speaking = || findings.iter().filter(|finding| SPEAKERS.contains(&finding.rule.id));
    let said: BTreeSet<RepoPath> = speaking().filter_map(|finding| finding.path.clone()).collect();
    // Where a renamed file has gone, only that nobody lists it there is the same defect.
    let gone_to: BTreeSet<RepoPath> =
        speaking().flat_map(|finding| &finding.related).map(|related| related.path.clone()).collect();
    if !said.is_empty() {
        findings.retain(|finding| {
            let is_said = |path: RepoPath| {
                said.contains(&path) || (finding.rule.id == "file-not-listed" && gone_to.contains(&path))
            };
            !subject(finding).is_some_and(is_said)
        });
    }
}

/// The rules that find the same from either of two files, each naming the other.
const MUTUAL: [&str; 4] = ["commitment-repeated", "duplicate-content", "path-case-collision", "path-look-alike"];

/// Of findings that two files make of each other, keeps one: that of the file the change touches, else that of the later
/// folder or name. A finding goes only where one that stays names its file.
pub(super) fn tell_once(findings: &mut Vec<Finding>, scope: &Scope) {
    let mut mutual: Vec<(bool, RepoPath, usize)> = Vec::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| MUTUAL.contains(&finding.rule.id)) {
        if let Some(file) = of_either(finding) {
            mutual.push((scope.touches(&file), file, index));
        }
    }
    mutual.sort_unstable_by(|a, b| b.cmp(a));
    let mut named: BTreeSet<(&str, &RepoPath, &RepoPath)> = BTreeSet::new();
    let mut said: BTreeSet<usize> = BTreeSet::new();
    for (_, file, index) in &mutual {
        let Some(finding) = findings.get(*index) else { continue };
        let others = || finding.related.iter().map(|related| &related.path);
        if others().any(|other| named.contains(&(finding.rule.id, other, file))) {
            said.insert(*index);
        } else {
            named.extend(others().map(|other| (finding.rule.id, file, other)));
        }
    }
    let mut index = 0;
    findings.retain(|_| {
        index += 1;
        !said.contains(&(index - 1))
    });
}

/// The file a finding of [`MUTUAL`] is about: itself, or one that a manifest lists.
fn of_either(finding: &Finding) -> Option<RepoPath> {
    let path = finding.path.as_ref()?;
    match finding.target {
        Target::Field(..) => listed(finding, path),
        _ => Some(path.clone()),
    }
}

/// The file that a finding about a field of its manifest names.
fn listed(finding: &Finding, manifest: &RepoPath) -> Option<RepoPath> {
    let name = finding.message.args().into_iter().find(|(key, _)| *key == "name");
    let Some((_, Arg::Text(name))) = name else { return None };
    Some(Place::of(manifest).submission()?.file(name))
}

/// The file a finding is about, of those that history may speak of too.
fn subject(finding: &Finding) -> Option<RepoPath> {
    let path = finding.path.as_ref()?;
    match finding.rule.id {
        "file-not-listed" => Some(path.clone()),
        "manifest-missing" => path.join(layout::MANIFEST).ok(),
        id if OF_A_LISTED_FILE.contains(&id) => listed(finding, path),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn they_are_rules() {
        for id in
            SPEAKERS.iter().chain(&OF_A_LISTED_FILE).chain(&MUTUAL).chain(&["file-not-listed", "manifest-missing"])
        {
            assert!(rules::find(id).is_some(), "{id}");
        }
    }
}
