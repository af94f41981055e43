//! What a policy handed in and can still be corrected: what the main branch has, that nobody withdrew and nothing replaces.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mipg::{
    fixity,
    intake::{
        Successor,
        kept::{Corrects, Kept, KeptFile},
        names,
    },
    messages::{Lang, shown},
    model::{
        SubmissionPath,
        raw::{EvidenceFile, Manifest},
    },
    schedule::Delivery,
};

use super::{
    super::add::branch,
    desk::{Desk, View},
    pages::Trouble,
};

/// Submissions that a page lists.
const MOST: usize = 30;

/// A submission that can be corrected.
pub(super) struct Handed {
    pub path: SubmissionPath,
    /// What it is about; none where its manifest says nothing that is read.
    pub title: Option<String>,
    pub class: mipg::model::raw::SubmissionClass,
    pub corte: Option<NaiveDate>,
    /// Whether a draft corrects it already.
    pub is_begun: bool,
}

/// Those of a policy, the latest first, as many as a page lists.
pub(super) fn of(desk: &Desk, view: &View, policy: &str) -> Result<Vec<Handed>, Trouble> {
    let replaced = replaced(view);
    let mut standing: Vec<&Delivery> =
        view.found.deliveries.iter().filter(|one| one.path.owner == policy && stands(one, &replaced, view)).collect();
    standing.sort_by_key(|one| std::cmp::Reverse((one.corte, one.repository.at)));
    standing.truncate(MOST);
    let drafts = desk.drafts.all().map_err(|error| desk.io(error))?;
    let begun: BTreeSet<&str> =
        drafts.iter().filter_map(|(_, kept)| Some(kept.corrects.as_ref()?.of.as_str())).collect();
    let handed = |one: &Delivery| {
        Ok(Handed {
            title: title(view, &one.path)?,
            is_begun: begun.contains(one.path.to_string().as_str()),
            path: one.path.clone(),
            class: one.class,
            corte: one.corte,
        })
    };
    standing.into_iter().map(handed).collect()
}

/// The draft that corrects a submission; none where it cannot be.
pub(super) fn begin(view: &View, path: &str) -> Result<Option<Kept>, Trouble> {
    let Some(path) = SubmissionPath::parse(path) else { return Ok(None) };
    let Some(one) = standing(view, &path) else { return Ok(None) };
    let mut kept = Kept::new(path.owner.clone(), one.class, one.corte);
    kept.title = title(view, &path)?.unwrap_or_default();
    kept.corrects = Some(Corrects { of: path.to_string(), reason: String::new() });
    Ok(Some(kept))
}

/// What a draft takes the place of; an error where that cannot be replaced any more.
pub(super) fn successor(view: &View, corrects: &Corrects) -> Result<Result<Successor, ()>, Trouble> {
    let path = SubmissionPath::parse(&corrects.of).filter(|path| standing(view, path).is_some());
    let Some(path) = path else { return Ok(Err(())) };
    Ok(branch::successor(&view.head, &path, corrects.reason.trim())?.ok_or(()))
}

/// What a submission is about, as its manifest says.
pub(super) fn title(view: &View, path: &SubmissionPath) -> Result<Option<String>, Trouble> {
    let manifest = branch::manifest(&view.head, path)?;
    let read = manifest.and_then(|bytes| serde_yaml::from_slice::<Manifest>(&bytes).ok());
    Ok(read.map(|manifest| shown(manifest.title.as_str(), 200)))
}

/// In words, the files of what a draft corrects that it does not have; none where it has them all.
pub(super) fn left_behind(desk: &Desk, view: &View, kept: &Kept) -> Result<Option<String>, Trouble> {
    /// Files that are named.
    const NAMED: usize = 20;
    let path = kept.corrects.as_ref().and_then(|corrects| SubmissionPath::parse(&corrects.of));
    let Some(path) = path.filter(|path| standing(view, path).is_some()) else { return Ok(None) };
    let manifest = branch::manifest(&view.head, &path)?;
    let Some(old) = manifest.and_then(|bytes| serde_yaml::from_slice::<Manifest>(&bytes).ok()) else { return Ok(None) };
    let names: BTreeSet<String> = kept.files.iter().map(portable).collect();
    let has = |file: &EvidenceFile| {
        let is_same = |own: &KeptFile| file.sha256.as_ref().is_some_and(|digest| digest.as_str() == own.digest);
        names.contains(file.path.as_str()) || kept.files.iter().any(is_same)
    };
    let left: Vec<&EvidenceFile> = old.files.iter().filter(|file| !has(file)).collect();
    if left.is_empty() {
        return Ok(None);
    }
    let named = left.iter().take(NAMED).map(|file| shown(file.path.as_str(), 120)).collect::<Vec<_>>().join(", ");
    let more = left.len().saturating_sub(NAMED);
    let named = if more == 0 { named } else { format!("{named} (+{more})") };
    Ok(Some(match desk.lang {
        Lang::Es => format!(
            "Estos archivos de la entrega anterior no van en la corrección: {named}. Súbalos también si siguen valiendo: la corrección queda en lugar de toda la entrega"
        ),
        Lang::En => format!(
            "These files of the earlier submission are not in the correction: {named}. Upload them too if they still hold: the correction takes the place of all of it"
        ),
    }))
}

/// The name that a file will have.
fn portable(file: &KeptFile) -> String {
    let format = file.format.as_deref().and_then(fixity::format_by_mime);
    names::portable(&file.name, format, &BTreeSet::new())
}

fn standing<'v>(view: &'v View, path: &SubmissionPath) -> Option<&'v Delivery> {
    let replaced = replaced(view);
    view.found.deliveries.iter().find(|one| one.path == *path).filter(|one| stands(one, &replaced, view))
}

fn stands(one: &Delivery, replaced: &BTreeSet<&SubmissionPath>, view: &View) -> bool {
    !one.is_withdrawn(view.as_of) && !replaced.contains(&one.path)
}

fn replaced(view: &View) -> BTreeSet<&SubmissionPath> {
    view.found.deliveries.iter().filter_map(|one| one.supersedes.as_ref()).collect()
}
