//! Samples under `tests/fixtures/schema`: serde and the schema give the same verdict, the one the folder says.

use std::collections::BTreeSet;

use super::*;

/// The kind named at the start of a fixture's file name.
fn kind_of(name: &str) -> FileKind {
    let mut kinds: Vec<(String, FileKind)> = FileKind::ALL
        .into_iter()
        .map(|kind| (format!("{}-", kind.schema_file().trim_end_matches(".v1.json")), kind))
        .collect();
    kinds.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    let found = kinds.into_iter().find(|(prefix, _)| name.starts_with(prefix));
    found.unwrap_or_else(|| panic!("{name}: no such kind")).1
}

pub(super) fn samples(folder: &str) -> Vec<(String, FileKind, String)> {
    let folder = package().join("tests/fixtures/schema").join(folder);
    let mut samples: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            assert!(name.ends_with(".yaml"), "{name}");
            (name.clone(), kind_of(&name), read(&path))
        })
        .collect();
    samples.sort();
    samples
}

fn count(samples: &[(String, FileKind, String)], kind: FileKind) -> usize {
    samples.iter().filter(|sample| sample.1 == kind).count()
}

#[test]
fn schema_and_types_judge_every_sample_alike() {
    let validators = validators();
    let (valid, invalid) = (samples("valid"), samples("invalid"));
    for (name, kind, text) in &valid {
        assert_eq!(schema_errors(&validators[kind], &values(text)), Vec::<String>::new(), "valid/{name}");
        assert_eq!(serde_judges(*kind, text), Ok(()), "valid/{name}");
    }
    for (name, kind, text) in &invalid {
        assert!(!schema_errors(&validators[kind], &values(text)).is_empty(), "invalid/{name}: schema takes it");
        assert!(serde_judges(*kind, text).is_err(), "invalid/{name}: serde takes it");
    }
    for kind in FileKind::ALL {
        let (least_valid, least_invalid) = if kind == FileKind::Manifest { (4, 8) } else { (2, 3) };
        assert!(count(&valid, kind) >= least_valid, "{kind:?}: too few valid samples");
        assert!(count(&invalid, kind) >= least_invalid, "{kind:?}: too few invalid samples");
    }
}

/// Each invalid sample is refused at one place only, so that it tests what its name says. A date may be refused there
/// twice, by its form and by the calendar.
#[test]
fn every_invalid_sample_has_one_defect() {
    let validators = validators();
    for (name, kind, text) in samples("invalid") {
        let value = values(&text);
        let errors: Vec<_> = validators[&kind].iter_errors(&value).collect();
        let places: BTreeSet<String> = errors.iter().map(|error| error.instance_path().to_string()).collect();
        assert_eq!(places.len(), 1, "{name}: {errors:#?}");
    }
}

/// Writing a manifest and reading it again gives the same manifest, without keys that only say the default.
#[test]
fn manifests_survive_being_written() {
    for (name, kind, text) in samples("valid") {
        if kind == FileKind::Manifest {
            let manifest: Manifest = decode(&text).unwrap();
            let written = serde_yaml::to_string(&manifest).unwrap();
            assert_eq!(decode::<Manifest>(&written), Ok(manifest), "{name}");
            assert!(!written.contains("null"), "{name}: {written}");
        }
    }
}
