//! The whole example in memory: every delivery with its files and manifest, ready to become history.

use rayon::prelude::*;

use super::{
    DemoError,
    delivery::{Delivery, Relation, Retirement},
    evidence::{self, File, Kept},
    manifest::{self, Published},
    media::MediaError,
    year,
};
use crate::{
    digest::Digest,
    model::{SubmissionPath, layout, raw::schema::FileKind},
};

/// A delivery with everything that goes to its folder.
#[derive(Clone, Debug)]
pub struct Submission {
    /// What was handed in.
    pub delivery: Delivery,
    /// Its folder.
    pub path: SubmissionPath,
    /// Its evidence.
    pub files: Vec<File>,
    /// The text of its manifest.
    pub manifest: String,
}

/// A withdrawal with the text of its record.
#[derive(Clone, Debug)]
pub struct Removal {
    /// What was withdrawn.
    pub retirement: Retirement,
    /// The text of its record.
    pub record: String,
}

/// The example.
#[derive(Clone, Debug)]
pub struct Story {
    /// Deliveries, in no particular order of time.
    pub submissions: Vec<Submission>,
    /// Withdrawals.
    pub removals: Vec<Removal>,
}

impl Submission {
    /// The path of a file of its folder.
    pub fn file(&self, name: &str) -> Vec<u8> {
        format!("{}/{}/{name}", layout::ROOT, self.path).into_bytes()
    }

    /// The evidence that goes to git: path and bytes.
    pub fn stored(&self) -> impl Iterator<Item = (Vec<u8>, &[u8])> {
        self.files.iter().filter_map(|file| match &file.kept {
            Kept::Here(bytes) => Some((self.file(&file.name), &bytes[..])),
            Kept::Outside { .. } => None,
        })
    }
}

/// Makes the example: the same on every machine.
///
/// # Errors
///
/// [`DemoError::Media`] and [`DemoError::Yaml`]: bugs of this program.
pub fn story() -> Result<Story, DemoError> {
    let year = year::year();
    let files: Vec<Vec<File>> = year.deliveries.par_iter().map(evidence::files).collect::<Result<_, MediaError>>()?;
    let mut submissions: Vec<Submission> = Vec::with_capacity(year.deliveries.len());
    let mut published: Vec<Published> = Vec::with_capacity(year.deliveries.len());
    for (delivery, mut files) in year.deliveries.into_iter().zip(files) {
        let earlier = match delivery.relation {
            Some(Relation::Supersedes(index, _) | Relation::Complements(index)) => Some(index),
            None => None,
        };
        // a correction of the title alone hands in the same files
        if let (Some(index), 1) = (earlier, delivery.edition) {
            files =
                submissions[index].files.iter().filter(|file| delivery.pieces.contains(&file.piece)).cloned().collect();
        }
        let mut path = manifest::folder(&delivery, &files);
        if submissions.iter().any(|other| other.path == path) {
            path.name = format!("{}-b-{}", delivery.class.as_str(), &path.name[path.name.len() - 4..]);
        }
        let record = manifest::manifest(&delivery, &files, earlier.map(|index| &published[index]));
        let manifest = manifest::yaml(&record, FileKind::Manifest.schema_file())?;
        published.push(Published { path: path.clone(), manifest: Digest::of(manifest.as_bytes()) });
        submissions.push(Submission { delivery, path, files, manifest });
    }
    let removals = year
        .retirements
        .into_iter()
        .map(|retirement| {
            let record = manifest::withdrawal(&retirement, &submissions[retirement.delivery].files);
            Ok(Removal { record: manifest::yaml(&record, FileKind::Withdrawal.schema_file())?, retirement })
        })
        .collect::<Result<_, DemoError>>()?;
    Ok(Story { submissions, removals })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::model::raw::{Manifest, Withdrawal};

    #[test]
    fn manifests_are_read_back_and_name_the_files_there_are() {
        let story = story().unwrap();
        let mut paths = BTreeSet::new();
        let mut contents: BTreeMap<Digest, usize> = BTreeMap::new();
        let mut bytes = 0;
        for one in &story.submissions {
            assert!(paths.insert(&one.path), "{}", one.path);
            let manifest: Manifest = serde_yaml::from_str(&one.manifest).unwrap();
            assert_eq!(manifest.policy.as_str(), one.path.owner);
            let names: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
            assert_eq!(names.len(), one.files.len(), "{}", one.path);
            for (_, content) in one.stored() {
                *contents.entry(Digest::of(content)).or_default() += 1;
                bytes += content.len();
            }
        }
        for removal in &story.removals {
            let record: Withdrawal = serde_yaml::from_str(&removal.record).unwrap();
            assert_eq!(record.files.len(), removal.retirement.files.len());
        }
        // the correction of a title hands in the same files
        let twice = contents.values().filter(|count| **count > 1).count();
        assert!((1..=3).contains(&twice), "{twice}");
        assert!(bytes < 40_000_000, "{bytes}");
    }
}
