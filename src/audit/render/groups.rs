//! What was found, the gravest first, alike with alike: a fraud may be found a thousand times, and is one.

use std::cmp::Reverse;

use super::{
    super::{Audit, Finding, Level},
    help::help,
};
use crate::messages::Lang;

/// Findings of one kind, with one remedy.
pub(super) struct Group<'a> {
    /// How bad they are.
    pub level: Level,
    /// The word that programs know them by.
    pub code: &'static str,
    /// What to do.
    pub help: &'static str,
    /// Those that were kept, in order.
    pub kept: Vec<&'a Finding>,
    /// How many there are.
    pub count: u64,
}

/// Findings that are counted with no kind: none of the groups tells them.
pub(super) fn without_kind(audit: &Audit) -> u64 {
    audit.more.saturating_sub(audit.beyond.values().sum())
}

/// The findings of an audit, all of them counted.
pub(super) fn groups(audit: &Audit, lang: Lang) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in &audit.findings {
        let help = help(finding, lang);
        let alike =
            |group: &&mut Group<'_>| (group.level, group.code, group.help) == (finding.level, finding.code, help);
        match groups.iter_mut().find(alike) {
            Some(group) => {
                group.kept.push(finding);
                group.count += 1;
            }
            None => {
                groups.push(Group { level: finding.level, code: finding.code, help, kept: vec![finding], count: 1 });
            }
        }
    }
    for ((level, code), count) in &audit.beyond {
        if let Some(group) = groups.iter_mut().find(|group| (group.level, group.code) == (*level, *code)) {
            group.count += count;
        }
    }
    groups.sort_by_key(|group| Reverse(group.level));
    groups
}
