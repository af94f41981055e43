//! What cases are made of: entries, logs, keys of fixed seeds, notes, policies, receipts.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use mipg::{
    digest::Digest,
    trail::{
        checkpoint::{Checkpoint, Origin},
        cosignature::cosign,
        merkle::{TreeHead, inclusion},
        note::{Algorithm, KeyName, Note, SignerKey},
        proof::Proof,
        tile::{RightEdge, TileHashes, TilePath, TileReader},
    },
};

pub const ORIGIN: &str = "registro.example.gov.co/prueba/1";
/// When the witnesses of the corpus cosign.
pub const TIME: u64 = 1_793_900_000;

/// The key of the log, from a seed that anyone can read: it must never sign anything else.
pub fn key() -> SignerKey {
    signer(ORIGIN, Algorithm::Ed25519, 1)
}

pub fn signer(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(name).unwrap(), algorithm, &[seed; 32])
}

pub fn witness(seed: u8) -> SignerKey {
    signer(&format!("testigo.example.org/t{seed}"), Algorithm::Cosignature, seed)
}

/// An hour of the corpus; below 3600.
pub fn hour(seconds: usize) -> String {
    format!("2026-11-05T20:{:02}:{:02}Z", seconds / 60, seconds % 60)
}

/// A heartbeat, the shortest entry.
pub fn heartbeat(seconds: usize) -> String {
    format!(
        r#"{{"entidad":"Alcaldía","evento":"latido","herramienta":"mipg","hora":"{}","log":"{ORIGIN}","v":1}}"#,
        hour(seconds)
    )
}

pub const CSV: &[u8] = b"Actividad;Meta\nUna;1\n";
pub const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

/// A manifest of two files, one in each form.
pub fn manifest() -> Vec<u8> {
    format!(
        "version: 1\npolitica: gobierno-digital\ntitulo: \"Avance: octubre\"\narchivos:\n  - ruta: avance.csv\n    \
         sha256: {} # de los bytes\n    bytes: 21\n  - {{ruta: acta.pdf, sha256: {}}}\ncorte: 2026-11-05\n",
        Digest::of(CSV),
        Digest::of(PDF)
    )
    .into_bytes()
}

/// A reception of the submission with this manifest.
pub fn received(seconds: usize, manifest: &[u8]) -> String {
    format!(
        concat!(
            r#"{{"archivos":2,"entidad":"Alcaldía","entrega":"gobierno-digital/2026/11/reporte-1f3a","#,
            r#""evento":"recibido","herramienta":"mipg","hora":"{}","log":"{}","manifiesto":"{}","#,
            r#""politica":"gobierno-digital","v":1}}"#
        ),
        hour(seconds),
        ORIGIN,
        Digest::of(manifest)
    )
}

/// A document of the repository as it is logged.
pub fn document(seconds: usize, path: &str, bytes: &[u8]) -> String {
    format!(
        concat!(
            r#"{{"entidad":"Alcaldía","entrega":"{}","evento":"catalogo","herramienta":"mipg","hora":"{}","log":"{}","#,
            r#""manifiesto":"{}","v":1}}"#
        ),
        path,
        hour(seconds),
        ORIGIN,
        Digest::of(bytes)
    )
}

/// The files of a log, by name.
#[derive(Clone, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl TileReader for Files {
    type Error = std::convert::Infallible;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.0.get(&path.to_string()).cloned())
    }

    fn record(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.0.get(&format!("rotacion/{digest}")).cloned())
    }
}

pub fn build<E: AsRef<[u8]>>(entries: &[E]) -> (Files, TreeHead) {
    let mut edge = RightEdge::new();
    let mut files = Vec::new();
    entries.iter().for_each(|entry| edge.push(entry.as_ref().to_vec(), &mut files));
    files.extend(edge.partials());
    (Files(files.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect()), edge.head())
}

pub fn heartbeats(count: usize) -> Vec<String> {
    (0..count).map(heartbeat).collect()
}

pub fn text(head: TreeHead) -> String {
    Checkpoint::new(Origin::new(ORIGIN).unwrap(), head).to_string()
}

/// A note of any text, signed by the log.
pub fn sign(text: &str) -> Note {
    let mut note = Note::new(text).unwrap();
    note.add(key().sign(text).unwrap()).unwrap();
    note
}

/// The signed checkpoint of a tree, cosigned by the witnesses of these seeds.
pub fn checkpoint(head: TreeHead, witnesses: &[u8]) -> Note {
    let mut note = sign(&text(head));
    for seed in witnesses {
        note.add(cosign(&witness(*seed), &text(head), TIME + u64::from(*seed)).unwrap()).unwrap();
    }
    note
}

/// The receipt of an entry; `extra` as the line of that name.
pub fn receipt(entries: &[String], index: u64, extra: Option<&[u8]>, witnesses: &[u8]) -> Proof {
    let (files, head) = build(entries);
    let path = inclusion(&mut TileHashes::new(files, head.size), index, head.size).unwrap();
    Proof { extra: extra.map(<[u8]>::to_vec), index, path, checkpoint: checkpoint(head, witnesses) }
}

/// The policy that trusts the log and these witnesses, with lines of its own at the end.
pub fn policy(witnesses: &[u8], rest: &str) -> String {
    let mut text = format!("# Política de prueba\nlog {}\n", key().verifier());
    for seed in witnesses {
        text += &format!("witness t{seed} {}\n", witness(*seed).verifier());
    }
    text + rest
}

/// The first signature line of a note, changed by `change` after its Base64 is taken off.
pub fn resigned(note: &Note, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> String {
    let signature = &note.signatures()[0];
    let bytes = change([&signature.id().as_bytes()[..], signature.bytes()].concat());
    format!("{}\n— {} {}\n", note.text(), signature.name(), BASE64.encode(&bytes))
}
