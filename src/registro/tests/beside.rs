//! Records beside the log: a change of key and a purge, through a failure at every write.

use std::collections::BTreeMap;

use super::{
    crash::{Fault, Faulty},
    *,
};
use crate::trail::{
    note::Note,
    purge::{Order, Purge},
    rotation::Rotation,
};

fn successor() -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[21; 32])
}

fn batch<'a>(origin: &'a Origin, key: &'a SignerKey) -> Batch<'a> {
    Batch {
        origin,
        entity: "Alcaldía de Ejemplo",
        tool: "mipg prueba",
        now: at(9),
        key: Some(key),
        reach: None,
        occurrences: &[],
    }
}

/// Fails at every step of what `act` does to a log of three entries, in every way: the old log stands whole, and a second
/// run makes it four entries long, with the record beside it.
fn at_every_step(
    record: &str,
    key: &SignerKey,
    act: &dyn Fn(&Repo, &mut dyn Writes) -> Result<Appended, RegistroError>,
) {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let copy = repo.copy();
    let mut writes = Faulty::new(&copy, usize::MAX, Fault::Before);
    act(&copy, &mut writes).unwrap();
    let steps = writes.step;
    // Bundle, tile, folders, flush, checkpoint, the record, its folder, commit, flush, branch.
    assert!(steps >= 9, "{steps}");
    for step in 0..steps {
        for fault in [Fault::Before, Fault::After] {
            let (copy, what) = (repo.copy(), format!("step {step}, {fault:?}"));
            let before = branch(&copy);
            act(&copy, &mut Faulty::new(&copy, step, fault)).unwrap_err();
            let (_, trail) = Trail::open(&copy.open()).unwrap().unwrap();
            let is_moved = branch(&copy) != before;
            assert_eq!(trail.checkpoint().head.size, if is_moved { 4 } else { 3 }, "{what}");
            assert_eq!(trail.tree().file(record, 1 << 20).unwrap().is_some(), is_moved, "{what}");
            let again = act(&copy, &mut GitWrites::new(&copy.open())).unwrap();
            assert_eq!((again.after.size, again.commit.is_none()), (4, is_moved), "{what}");
            let (_, trail) = Trail::open(&copy.open()).unwrap().unwrap();
            signed_by(&trail, &[key.verifier().clone()]).unwrap();
            let bytes = trail.tree().file(record, 1 << 20).unwrap().unwrap();
            assert!(record.contains(&Digest::of(&bytes).to_string()), "{what}");
            Index::new().advance(&mut trail.reader(), &trail.checkpoint().head).unwrap();
            sound(&copy);
        }
    }
}

/// Writes of any kind, by reference.
struct By<'a>(&'a mut dyn Writes);

impl Writes for By<'_> {
    fn object(
        &mut self,
        kind: crate::snapshot::ObjectKind,
        bytes: &[u8],
    ) -> Result<ObjectId, crate::snapshot::SnapshotError> {
        self.0.object(kind, bytes)
    }

    fn flush(&mut self, objects: &[ObjectId]) -> Result<(), crate::snapshot::SnapshotError> {
        self.0.flush(objects)
    }

    fn swap(
        &mut self,
        asked: &crate::snapshot::Move<'_>,
    ) -> Result<crate::snapshot::Moved, crate::snapshot::SnapshotError> {
        self.0.swap(asked)
    }

    fn wait(&mut self, number: u32) {
        self.0.wait(number);
    }
}

#[test]
fn a_change_of_key_is_whole_or_not_there() {
    let (old, new, origin) = (key(), successor(), origin());
    let record: Note = Rotation::sign(&old, &new).unwrap();
    let name = format!("rotacion/{}", Digest::of(record.to_string().as_bytes()));
    at_every_step(&name, &new, &|repo, writes| {
        rotate(&repo.open(), &mut By(writes), &mut Index::new(), &batch(&origin, &new), &record)
    });
}

#[test]
fn a_purge_is_whole_or_not_there() {
    let (key, origin) = (key(), origin());
    let order = Order {
        role: "Secretaría General".to_owned(),
        authority: "Juzgado Tercero Civil".to_owned(),
        act: "Sentencia T-12 de 2026".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        reason: "habeas data".to_owned(),
    };
    let record = Purge { order, commits: BTreeMap::new(), objects: BTreeMap::new() };
    let name = format!("purga/{}.txt", Digest::of(record.to_string().as_bytes()));
    let path = SubmissionPath::parse("gobierno-digital/2026/11/r-1").unwrap();
    let erased = Erased { record, submissions: [(path, 1)].into() };
    at_every_step(&name, &key, &|repo, writes| {
        purge(&repo.open(), &mut By(writes), &mut Index::new(), &batch(&origin, &key), &erased)
    });
}
