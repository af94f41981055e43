//! What the audit trail costs: its tree beside that of another crate, and one more entry in a long log.
//!
//! `cargo bench --bench registro`. The tree has a million entries of 300 bytes, nearly what ours have; `ct-merkle` keeps it
//! in memory as RFC 6962 draws it. The log has 100,000 entries, and lies in a bare repository of its own: an append reads
//! its right edge, writes entries, tiles, checkpoint, trees and commit as git objects, reads them back, signs, and moves
//! the branch. Waiting for the disk is left out, for it measures the disk; so is the search for what is pending.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark may fail and read")]

use std::{hint::black_box, path::Path, sync::Arc};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use mipg::{
    digest::Digest,
    model::SubmissionPath,
    registro::{self, Batch, GitWrites, Index, Occurrence, Trail, Writes},
    snapshot::{GitRepository, Move, Moved, ObjectId, ObjectKind, SnapshotError},
    trail::{
        checkpoint::Origin,
        entry::{Event, Moment, Submission, SubmissionEvent},
        merkle::{self, leaf_hash},
        note::{Algorithm, KeyName, SignerKey},
    },
};
use sha2::Sha256;

/// Entries of the tree.
const LEAVES: u32 = 1_000_000;
/// Bytes of one.
const LEAF: usize = 300;
/// Entries of the log.
const ENTRIES: u32 = 100_000;
const ORIGIN: &str = "mipg.example.gov.co/banco/1";

fn tree(criterion: &mut Criterion) {
    let leaf = |number: u32| {
        let mut leaf = vec![b'x'; LEAF];
        leaf[..4].copy_from_slice(&number.to_be_bytes());
        leaf
    };
    let leaves: Vec<Vec<u8>> = (0..LEAVES).map(leaf).collect();
    let theirs = |leaves: Vec<Vec<u8>>| {
        let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    };
    let ours = |leaves: &[Vec<u8>]| merkle::root(leaves.iter().map(|leaf| leaf_hash(leaf)));
    let few = leaves[..1000].to_vec();
    assert_eq!(ours(&few).as_bytes()[..], theirs(few).root().as_bytes()[..]);
    let mut group = criterion.benchmark_group("tree of a million entries");
    group.throughput(Throughput::Elements(LEAVES.into())).sample_size(10);
    group.bench_function("ours", |bench| bench.iter(|| ours(black_box(&leaves))));
    // Their tree takes the entries: the copies are made and let go outside of what is measured.
    group.bench_function("ct-merkle", |bench| {
        bench.iter_batched(
            || leaves.clone(),
            |leaves| {
                let tree = theirs(leaves);
                black_box(tree.root());
                tree
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Writes everything, and does not wait for the disk.
struct Unhurried(GitWrites);

impl Writes for Unhurried {
    fn object(&mut self, kind: ObjectKind, bytes: &[u8]) -> Result<ObjectId, SnapshotError> {
        self.0.object(kind, bytes)
    }

    fn flush(&mut self, _: &[ObjectId]) -> Result<(), SnapshotError> {
        Ok(())
    }

    fn swap(&mut self, asked: &Move<'_>) -> Result<Moved, SnapshotError> {
        self.0.swap(asked)
    }

    fn wait(&mut self, number: u32) {
        self.0.wait(number);
    }
}

fn received(number: u32) -> Occurrence {
    let path = SubmissionPath::parse(&format!("gobierno-digital/2026/11/reporte-{number:06x}")).unwrap();
    let submission = Submission { path, manifest: Digest::of(&number.to_be_bytes()), files: 1 };
    Occurrence { event: Event::Submission(SubmissionEvent::Received, submission), commit: None, time: None }
}

fn one_more(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("git")
        .args(["init", "-q", "--bare", "--object-format=sha1", "--template="])
        .arg(folder.path())
        .status();
    assert!(made.unwrap().success());
    let repository = Arc::new(GitRepository::open(folder.path()).unwrap());
    let origin = Origin::new(ORIGIN).unwrap();
    let key = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[3; 32]);
    let mut index = Index::new();
    let mut writes = Unhurried(GitWrites::new(&repository));
    let mut append = |occurrences: &[Occurrence]| {
        let now = Moment::from_unix(1_793_000_000).unwrap();
        let (entity, tool) = ("Alcaldía de Ejemplo", "mipg 0.1.0");
        let batch = Batch { origin: &origin, entity, tool, now, key: Some(&key), occurrences, reach: None };
        registro::append(&repository, &mut writes, &mut index, &batch).unwrap()
    };
    append(&(0..ENTRIES).map(received).collect::<Vec<_>>());
    packed(folder.path());
    let mut next = ENTRIES;
    let mut group = criterion.benchmark_group("a log of 100,000 entries");
    group.sample_size(50);
    group.bench_function("one more", |bench| {
        bench.iter(|| {
            let appended = append(&[received(next)]);
            assert_eq!((appended.after.size, appended.signed), (u64::from(next) + 1, true));
            next += 1;
        });
    });
    group.finish();
    let (_, trail) = Trail::open(&repository).unwrap().unwrap();
    assert_eq!(trail.checkpoint().head.size, u64::from(next));
}

/// As a repository of some age is.
fn packed(folder: &Path) {
    let packed = std::process::Command::new("git").args(["gc", "-q"]).current_dir(folder).status();
    assert!(packed.unwrap().success());
}

criterion_group!(benches, tree, one_more);
criterion_main!(benches);
