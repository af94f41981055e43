//! Small logs in folders, as they are published.

use std::{collections::BTreeMap, convert::Infallible, path::Path};

use mipg::{
    digest::Digest,
    model::SubmissionPath,
    trail::{
        append,
        checkpoint::{Checkpoint, Origin},
        entry::{Entry, Event, Moment, Submission, SubmissionEvent},
        merkle::TreeHead,
        note::{Algorithm, KeyName, SignerKey, secret_text},
        tile::{TilePath, TileReader},
    },
};

/// The origin of every log of the tests.
pub const ORIGIN: &str = "mipg.example.gov.co/prueba/1";
/// The witness of the tests.
pub const WITNESS: &str = "testigo.example.org/personeria";

/// The key of the log.
pub fn key() -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[3; 32])
}

/// The same, as its file holds it.
pub fn key_text() -> String {
    format!("{}\n", secret_text(&KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[3; 32]))
}

/// What of a private key nobody may see: the last of its five fields, whose letters may be the mark between fields too.
pub fn seed(secret: &str) -> &str {
    secret.trim_end().splitn(5, '+').nth(4).unwrap()
}

/// The key of the witness, as its file holds it.
pub fn witness_text() -> String {
    format!("{}\n", secret_text(&KeyName::new(WITNESS).unwrap(), Algorithm::Cosignature, &[4; 32]))
}

/// An entry at a second of the test.
pub fn entry(event: Event, second: u64) -> Entry {
    Entry {
        log: Origin::new(ORIGIN).unwrap(),
        entity: "Alcaldía de Prueba".to_owned(),
        event,
        commit: None,
        time: Moment::from_unix(1_793_909_551 + second).unwrap(),
        anchor: None,
        tool: "mipg 0.1.0".to_owned(),
    }
}

/// That a submission with this manifest was received.
pub fn received(path: &str, manifest: &[u8], files: u32) -> Event {
    let path = SubmissionPath::parse(path).unwrap();
    Event::Submission(SubmissionEvent::Received, Submission { path, manifest: Digest::of(manifest), files })
}

/// So many heartbeats, whose hours differ from `turn` on.
pub fn heartbeats(count: u64, turn: u64) -> Vec<Entry> {
    (0..count).map(|index| entry(Event::Heartbeat, index * 60 + u64::from(index >= turn))).collect()
}

struct Nothing;

impl TileReader for Nothing {
    type Error = Infallible;

    fn tile(&mut self, _: &TilePath) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(None)
    }
}

/// The files of a log with these entries.
pub fn files(entries: Vec<Entry>) -> BTreeMap<String, Vec<u8>> {
    let old = Checkpoint::new(Origin::new(ORIGIN).unwrap(), TreeHead::empty());
    let made = append::append(&mut Nothing, &old, entries, |_| None).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> =
        made.write.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect();
    let note = made.checkpoint.sign(&key()).unwrap();
    files.insert("checkpoint".to_owned(), note.to_string().into_bytes());
    files.insert("vkey".to_owned(), format!("{}\n", key().verifier()).into_bytes());
    files
}

/// Writes files into a folder, in the place of what was there.
pub fn publish(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    drop(std::fs::remove_dir_all(folder));
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Writes a file that only its owner may use.
pub fn write_private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}
