//! Whose each finding is: the submission it is about, and the files of it that it speaks of.

use std::collections::{BTreeMap, BTreeSet};

use super::{Evidence, Held};
use crate::{
    diagnostic::{Finding, Located, Severity, Target},
    digest::Digest,
    model::SubmissionPath,
    source::Step,
};

/// The rule that suspects personal data in a file.
const SUSPICION: &str = "personal-data-suspected";

/// Whether a finding blocks, or says that something could not be checked, of what is judged by the rules of today.
pub(super) fn is_grave(finding: &Finding) -> bool {
    !finding.inherited && matches!(finding.severity, Severity::Error | Severity::Unchecked)
}

/// Puts a finding to the submission it is about. A grave one refuses the file it speaks of; one that speaks of none, or
/// of a file that the manifest does not list, refuses them all: nothing is left standing that it may be about.
pub(super) fn tell(found: &mut BTreeMap<SubmissionPath, Held>, place: usize, located: &Located) {
    let finding = &located.finding;
    let Some(path) = &finding.path else { return };
    // A finding may be about the folder itself.
    let folder: Vec<&str> = path.segments().skip(1).take(4).collect();
    let Some(held) = SubmissionPath::parse(&folder.join("/")).and_then(|owner| found.get_mut(&owner)) else { return };
    held.findings.push(place);
    let about = of(held, finding).map(str::to_owned);
    let is_about = |file: &Evidence| about.as_deref().is_none_or(|about| about == file.name());
    // A suspicion does not block; what it is of is not spread either, whenever it came.
    if finding.rule.id == SUSPICION {
        held.evidence.iter_mut().filter(|file| is_about(file)).for_each(|file| file.is_suspected = true);
    }
    if !is_grave(finding) {
        return;
    }
    held.is_quarantined = true;
    for file in &mut held.evidence {
        file.is_refused |= is_about(file);
    }
}

/// Refuses what is listed by a digest that anything of the revision has for a commitment: those bytes are a file that is
/// kept apart, with its salt, and are shown to nobody, whoever lists them.
pub(super) fn refuse_sealed(found: &mut BTreeMap<SubmissionPath, Held>) {
    let files = found.values().flat_map(|held| &held.evidence);
    let sealed: BTreeSet<Digest> =
        files.filter_map(|file| file.listed.commitment.as_ref()).map(|one| one.value.digest()).collect();
    for file in found.values_mut().flat_map(|held| &mut held.evidence) {
        file.is_refused |= file.digest().is_some_and(|digest| sealed.contains(&digest));
    }
}

/// The name of the file that a finding is about; none where it is about none that is listed.
fn of<'h>(held: &'h Held, finding: &Finding) -> Option<&'h str> {
    let path = finding.path.as_ref()?;
    // The lists of other files, as that of a withdrawal, have their own order.
    let file = match &finding.target {
        _ if *path != held.path.manifest() => held.evidence.iter().find(|file| held.path.file(file.name()) == *path),
        Target::Field(route, _) => match route.steps() {
            [Step::Key(key), Step::Index(index), ..] if key == "archivos" => held.evidence.get(*index),
            _ => None,
        },
        Target::Whole | Target::Folder | Target::Bytes(_) => None,
    };
    file.map(Evidence::name)
}

/// Whether a grave finding of a submission is about a field of its manifest.
pub(super) fn is_about(finding: &Finding, submission: &SubmissionPath, field: &str) -> bool {
    let is_field = match &finding.target {
        Target::Field(route, _) => matches!(route.steps(), [Step::Key(key), ..] if key == field),
        _ => false,
    };
    is_field && is_grave(finding) && finding.path.as_ref() == Some(&submission.manifest())
}
