//! One defect, one finding: what history says of a published file is not said again by the rules that only see the tree.
//!
//! These would advise to correct the manifest, which is the one thing that must not be done to what is published.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Finding,
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

/// The file a finding is about, of those that history may speak of too.
fn subject(finding: &Finding) -> Option<RepoPath> {
    let path = finding.path.as_ref()?;
    match finding.rule.id {
        "file-not-listed" => Some(path.clone()),
        "manifest-missing" => path.join(layout::MANIFEST).ok(),
        id if OF_A_LISTED_FILE.contains(&id) => {
            let name = finding.message.args().into_iter().find(|(key, _)| *key == "name");
            let Some((_, Arg::Text(name))) = name else { return None };
            Some(Place::of(path).submission()?.file(name))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn they_are_rules() {
        for id in SPEAKERS.iter().chain(&OF_A_LISTED_FILE).chain(&["file-not-listed", "manifest-missing"]) {
            assert!(rules::find(id).is_some(), "{id}");
        }
    }
}
