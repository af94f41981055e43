//! What came after the commit that a log reaches, against the search of all the history.

use std::{cell::Cell, collections::BTreeMap};

use proptest::prelude::*;

use super::*;
use crate::{
    snapshot::{ObjectKind, StoredTree, changed_tree},
    source::yaml,
};

/// So many submissions are told apart.
const FOLDERS: u8 = 5;

/// A repository whose commits are made without `git`, and the head of its main line.
struct Story {
    repo: Repo,
    repository: Arc<GitRepository>,
    commits: Vec<ObjectId>,
    head: Option<ObjectId>,
    hour: Cell<u64>,
}

fn folder(number: u8) -> String {
    format!("gobierno-digital/2026/11/r-{number}")
}

/// A manifest of a submission: plain, one that supersedes another, one that supersedes one that does, one that no one
/// can read.
fn manifest(number: u8, variant: u8) -> String {
    let plain = format!(
        "version: 1\npolitica: gobierno-digital\nclase: documento\ntitulo: Acta {number} de la mesa\narchivos:\n  - {{ruta: a.txt, sha256: {}, bytes: 1, formato: text/plain}}\n",
        Digest::of(&[number])
    );
    let superseding = |number: u8, target: u8, text: &str| {
        let digest = Digest::of(text.as_bytes());
        format!(
            "{}reemplaza: {{entrega: {}, sha256: {digest}, motivo: Traía otra cifra}}\n",
            plain.replace("Acta", &format!("Acta {number}")),
            folder(target)
        )
    };
    let next = (number + 1) % FOLDERS;
    match variant {
        0 => plain,
        1 => superseding(number, next, &manifest(next, 0)),
        2 => superseding(number, next, &manifest(next, 1)),
        _ => "archivos: {\n".to_owned(),
    }
}

impl Story {
    fn new() -> Self {
        let repo = Repo::new();
        let repository = repo.open();
        Self { repo, repository, commits: Vec::new(), head: None, hour: Cell::new(0) }
    }

    /// Commits to the main line, after its head and the others given; what a path holds, or nothing.
    fn commit(&mut self, files: &[(String, Option<String>)], others: &[ObjectId], seconds: i64) -> ObjectId {
        let write = |kind, bytes: &[u8]| self.repository.write_object(kind, bytes);
        let blob = |text: &String| write(ObjectKind::Blob, text.as_bytes()).unwrap();
        let changes = files.iter().map(|(path, text)| (path.clone(), text.as_ref().map(blob))).collect();
        let old = self.head.map(|head| StoredTree::of_commit(self.repository.clone(), head).unwrap().id());
        let tree = changed_tree(&self.repository, old, &changes, &mut |kind, bytes| write(kind, bytes)).unwrap();
        let mut text = format!("tree {tree}\n");
        self.head.iter().chain(others).for_each(|parent| text.push_str(&format!("parent {parent}\n")));
        let who = format!("A <a@example.gov.co> {seconds} +0000");
        text.push_str(&format!("author {who}\ncommitter {who}\n\n{}\n", self.commits.len()));
        let commit = write(ObjectKind::Commit, text.as_bytes()).unwrap();
        self.commits.push(commit);
        self.head = Some(commit);
        commit
    }

    fn hand_in(&mut self, number: u8, variant: u8, seconds: i64) -> ObjectId {
        let path = format!("policies/{}/manifiesto.yaml", folder(number));
        self.commit(&[(path, Some(manifest(number, variant)))], &[], seconds)
    }

    fn trail(&self) -> (Index, Option<Trail>) {
        let mut index = Index::new();
        let trail = Trail::open(&self.repository).unwrap().map(|(_, trail)| trail);
        if let Some(trail) = &trail {
            index.advance(&mut trail.reader(), &trail.checkpoint().head).unwrap();
        }
        (index, trail)
    }

    /// What all the history asks for, and what the short search says.
    #[track_caller]
    fn searched(&self) -> (Pending, Option<Pending>) {
        let head = self.head.unwrap().to_string();
        let (index, trail) = self.trail();
        let all = pending(&self.repository, &head, &|key| index.place(key).is_some()).unwrap();
        let reach = trail.and_then(|trail| trail.reach(key().verifier()).unwrap());
        let short = reach.and_then(|reach| pending_since(&self.repository, &head, &index, &reach).unwrap());
        if let Some(short) = &short {
            assert_eq!(*short, all);
        }
        (all, short)
    }

    /// Logs what is pending and a heartbeat; whether the short search said it.
    #[track_caller]
    fn log(&self) -> bool {
        let (all, short) = self.searched();
        self.hour.set(self.hour.get() + 60);
        let mut occurrences = all.occurrences.clone();
        occurrences.push(Occurrence { event: Event::Heartbeat, commit: Some(all.revision), time: None });
        let batch = Batch {
            origin: &origin(),
            entity: "Alcaldía de Ejemplo",
            tool: "mipg prueba",
            now: at(self.hour.get()),
            key: Some(&key()),
            occurrences: &occurrences,
            reach: Some(&all.reach),
        };
        append(&self.repository, &mut GitWrites::new(&self.repository), &mut Index::new(), &batch).unwrap();
        short.is_some()
    }
}

#[test]
fn what_is_handed_in_day_by_day_needs_no_whole_search() {
    let mut story = Story::new();
    story.hand_in(0, 0, 100);
    assert!(!story.log(), "nothing says how far the log reaches yet");
    assert!(story.log(), "nothing is new");
    story.hand_in(1, 0, 200);
    let side = story.commits[0];
    story.commit(&[("policies/repositorio.yaml".to_owned(), Some("x: 1\n".to_owned()))], &[side], 150);
    assert_eq!(story.searched().0.occurrences.len(), 2);
    assert!(story.log());
    // What it supersedes lies in the tree that the log reached, and what another supersedes has not come.
    story.hand_in(4, 1, 300);
    story.hand_in(2, 1, 301);
    let (all, short) = story.searched();
    assert_eq!((all.occurrences.len(), all.reach.open.len(), short.is_some()), (3, 1, true));
    assert!(story.log());
    assert!(story.log());
    story.hand_in(3, 0, 400);
    let (all, short) = story.searched();
    let kinds: Vec<_> = all.occurrences.iter().map(|one| one.event.kind().key()).collect();
    assert_eq!((kinds, all.reach.open.len(), short.is_some()), (vec!["publicado", "reemplazado"], 0, true));
    assert!(story.log());
}

#[test]
fn what_cannot_be_read_is_told_each_time() {
    let mut story = Story::new();
    story.hand_in(0, 3, 100);
    story.log();
    story.hand_in(1, 0, 200);
    for _ in 0..2 {
        let (all, short) = story.searched();
        assert_eq!((all.unread.len(), short.is_some()), (1, true));
        assert!(story.log());
    }
    // Put right in its place: what there was before is looked at again.
    story.hand_in(0, 0, 300);
    let (all, short) = story.searched();
    assert_eq!((all.unread.len(), all.occurrences.len(), short.is_some()), (1, 1, false));
}

#[test]
fn what_touches_the_past_is_searched_for_in_all_of_it() {
    let withdrawal = |number| (format!("policies/{}/retiro.yaml", folder(number)), Some("x\n".to_owned()));
    type Step = fn(&mut Story);
    let steps: [(&str, Step, usize); 5] = [
        (
            "altered in its place",
            |story| {
                story.hand_in(0, 1, 900);
            },
            2,
        ),
        (
            "superseded by an older date",
            |story| {
                story.hand_in(4, 1, 50);
            },
            2,
        ),
        ("rewritten", |story| story.head = Some(story.commits[0]), 0),
        (
            "rewritten from the start",
            |story| {
                story.head = None;
                story.hand_in(1, 0, 100);
                story.hand_in(3, 0, 100);
            },
            1,
        ),
        (
            "superseded after it was removed",
            |story| {
                story.commit(&[(format!("policies/{}/manifiesto.yaml", folder(0)), None)], &[], 600);
                story.log();
                story.hand_in(4, 1, 900);
            },
            2,
        ),
    ];
    for (name, step, count) in steps {
        let mut story = Story::new();
        story.hand_in(0, 0, 100);
        story.hand_in(1, 0, 200);
        story.log();
        assert!(story.log());
        step(&mut story);
        let (all, short) = story.searched();
        assert_eq!((all.occurrences.len(), short.is_some()), (count, false), "{name}");
    }
    let mut story = Story::new();
    story.hand_in(0, 0, 100);
    story.log();
    story.commit(&[withdrawal(0)], &[], 200);
    let (all, short) = story.searched();
    assert_eq!((all.occurrences[0].event.kind().key(), short.is_some()), ("retirado", false));
}

#[test]
fn an_entry_that_was_dropped_is_found_again() {
    let mut story = Story::new();
    story.hand_in(0, 0, 100);
    story.hand_in(1, 0, 200);
    story.log();
    let (_, trail) = story.trail();
    let trail = trail.unwrap();
    let mut bundles = Vec::new();
    each_entry(&mut trail.reader(), 0, 3, &mut |_, bytes| {
        bundles.push(Logged::parse(bytes).unwrap().known().unwrap());
        Ok(())
    })
    .unwrap();
    // Made anew by whoever holds the key, without the first entry, and with the record of what it reached beside it.
    let occurrence =
        |entry: &Entry| Occurrence { event: entry.event.clone(), commit: entry.commit, time: Some(entry.time) };
    let kept: Vec<_> = bundles[1..].iter().map(occurrence).collect();
    let record = trail.tree().file(REACH, 1 << 20).unwrap().unwrap();
    story.repo.git(&["update-ref", "-d", BRANCH]);
    log(&story.repo, &kept);
    let head = branch(&story.repo).unwrap();
    let tree = StoredTree::of_commit(story.repository.clone(), head).unwrap();
    let write = |kind, bytes: &[u8]| story.repository.write_object(kind, bytes);
    let changes = BTreeMap::from([(REACH.to_owned(), Some(write(ObjectKind::Blob, &record).unwrap()))]);
    let tree =
        changed_tree(&story.repository, Some(tree.id()), &changes, &mut |kind, bytes| write(kind, bytes)).unwrap();
    let commit = story.repo.git(&["commit-tree", &tree.to_string(), "-m", "x", "-p", &head.to_string()]);
    story.repo.git(&["update-ref", BRANCH, &commit]);
    assert!(story.trail().1.unwrap().tree().file(REACH, 1 << 20).unwrap().is_some());
    let (all, short) = story.searched();
    assert_eq!((all.occurrences.len(), short), (1, None));
}

#[test]
fn only_the_key_at_hand_vouches_for_what_was_searched() {
    let mut story = Story::new();
    story.hand_in(0, 0, 100);
    story.log();
    let (_, trail) = story.trail();
    let trail = trail.unwrap();
    let other = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[8; 32]);
    assert!(trail.reach(key().verifier()).unwrap().is_some());
    assert_eq!(trail.reach(other.verifier()).unwrap(), None);
    // An append that did not search for everything leaves no word of it behind.
    let batch = [received_one(7)];
    append_with(&story.repo, &mut GitWrites::new(&story.repository), Some(&key()), &batch).unwrap();
    let (_, trail) = story.trail();
    assert_eq!(trail.unwrap().tree().file(REACH, 1 << 20).unwrap(), None);
}

/// What happens next to a history.
#[derive(Clone, Debug)]
enum Step {
    HandIn(u8, u8),
    Remove(u8),
    Withdraw(u8, u8),
    Settings(u8),
    /// A merge of some commit, with a submission of its own.
    Merge(u8, u8, u8),
    /// The main line goes on from some commit of before.
    Rewrite(u8),
    Log,
}

fn step() -> impl Strategy<Value = Step> {
    let number = || 0..FOLDERS;
    prop_oneof![
        6 => (number(), 0..4_u8).prop_map(|(number, variant)| Step::HandIn(number, variant)),
        1 => number().prop_map(Step::Remove),
        1 => (number(), 0..2_u8).prop_map(|(number, text)| Step::Withdraw(number, text)),
        1 => (0..3_u8).prop_map(Step::Settings),
        1 => (any::<u8>(), number(), 0..4_u8).prop_map(|(other, number, variant)| Step::Merge(other, number, variant)),
        1 => any::<u8>().prop_map(Step::Rewrite),
        5 => Just(Step::Log),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// Whatever happens, and whatever the dates say, a short search that answers says what the whole one says.
    #[test]
    fn the_short_search_says_the_same_or_nothing(
        steps in proptest::collection::vec((step(), 0..3_i64), 1..16),
    ) {
        let mut story = Story::new();
        story.hand_in(0, 0, 0);
        let mut time = 0;
        for (step, later) in steps {
            // Mostly later, sometimes at the same time, sometimes before.
            time += [-15, 0, 10][usize::try_from(later).unwrap()];
            let name = |number: u8, name: &str| format!("policies/{}/{name}", folder(number));
            match step {
                Step::HandIn(number, variant) => { story.hand_in(number, variant, time); }
                Step::Remove(number) => { story.commit(&[(name(number, "manifiesto.yaml"), None)], &[], time); }
                Step::Withdraw(number, text) => {
                    story.commit(&[(name(number, "retiro.yaml"), Some(format!("x: {text}\n")))], &[], time);
                }
                Step::Settings(text) => {
                    // The last one is larger than any that is read.
                    let text = if text == 2 { "#".repeat(yaml::Limits::CATALOGUE.bytes + 1) } else { format!("x: {text}\n") };
                    story.commit(&[("policies/repositorio.yaml".to_owned(), Some(text))], &[], time);
                }
                Step::Merge(other, number, variant) => {
                    let other = story.commits[usize::from(other) % story.commits.len()];
                    let file = (name(number, "manifiesto.yaml"), Some(manifest(number, variant)));
                    story.commit(&[file], &[other], time);
                }
                Step::Rewrite(other) => story.head = Some(story.commits[usize::from(other) % story.commits.len()]),
                Step::Log => drop(story.log()),
            }
            story.searched();
        }
        story.log();
    }
}
