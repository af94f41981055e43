//! Changes of key: followed from one that is known, refused where both did not sign, and keys out of their turn.

use mipg::{
    digest::Digest,
    trail::{
        merkle::{Hash, TreeHead, inclusion},
        note::{Algorithm, Note, SignerKey},
        proof::Proof,
        rotation::Rotation,
        succession::Chain,
        tile::TileHashes,
    },
};

use super::{Cases, Parts, parts, with, without};
use crate::registro::make::{self, *};

/// The place of the change in the logs of these cases.
const PLACE: usize = 4;

/// The key of the log, by its seed; 1 is the one that is known.
fn of(seed: u8) -> SignerKey {
    signer(ORIGIN, Algorithm::Ed25519, seed)
}

/// A record and the entry that binds it.
fn change(seconds: usize, record: &str) -> (String, String) {
    let digest = Digest::of(record.as_bytes());
    let entry = format!(
        concat!(
            r#"{{"entidad":"Alcaldía","entrega":"rotacion/{d}","evento":"clave","herramienta":"mipg","hora":"{h}","#,
            r#""log":"{o}","manifiesto":"{d}","v":1}}"#
        ),
        d = digest,
        h = hour(seconds),
        o = ORIGIN
    );
    (format!("rotacion/{digest}"), entry)
}

fn record(old: u8, new: u8) -> String {
    Rotation::sign(&of(old), &of(new)).unwrap().to_string()
}

/// The record with one of its two signatures alone.
fn by_one(place: usize) -> String {
    let whole: Note = record(1, 5).parse().unwrap();
    let mut note = Note::new(whole.text()).unwrap();
    note.add(whole.signatures()[place].clone()).unwrap();
    note.to_string()
}

/// Seven entries with these changes, and their records beside them.
fn log(changes: &[(usize, String)]) -> (Files, TreeHead, Vec<String>) {
    let mut entries = heartbeats(7);
    let mut records = Vec::new();
    for (place, record) in changes {
        let (file, entry) = change(*place, record);
        entries[*place] = entry;
        records.push((file, record.clone().into_bytes()));
    }
    let (mut files, head) = build(&entries);
    files.0.extend(records);
    (files, head, entries)
}

fn signed(head: TreeHead, seed: u8) -> Note {
    let text = make::text(head);
    let mut note = Note::new(text.clone()).unwrap();
    note.add(of(seed).sign(&text).unwrap()).unwrap();
    note
}

/// The checkpoint of the first so many of these entries.
fn kept(entries: &[String], size: usize, seed: u8) -> String {
    signed(build(&entries[..size]).1, seed).to_string()
}

impl Cases {
    pub(super) fn rotations(&mut self) {
        let (files, head, entries) = log(&[(PLACE, record(1, 5))]);
        let rotated = || parts(&files, signed(head, 5));
        let key_of = |seed: u8| of(seed).verifier().to_string();
        self.add("passes-rotation-followed", 10, &[], rotated());
        self.add("passes-rotation-with-the-new-key", 10, &[], with(rotated(), "key", key_of(5)));
        let own = with(rotated(), "log/vkey", format!("{}\n{}\n", key_of(1), key_of(5)));
        self.add("passes-rotation-with-the-keys-of-the-log", 12, &[], without(own, "key"));
        let mut cosigned = signed(head, 5);
        let text = cosigned.text().to_owned();
        cosigned.add(mipg::trail::cosignature::cosign(&witness(2), &text, TIME).unwrap()).unwrap();
        let trusted = with(parts(&files, &cosigned), "policy", policy(&[2], "quorum t2\n"));
        self.add("passes-rotation-with-the-key-of-the-policy", 0, &[], without(trusted, "key"));
        let (twice, head_of_twice, _) = log(&[(1, record(1, 5)), (PLACE, record(5, 6))]);
        self.add("passes-two-rotations", 10, &[], parts(&twice, signed(head_of_twice, 6)));
        let middle = with(parts(&twice, signed(head_of_twice, 6)), "key", key_of(5));
        self.add("passes-two-rotations-from-the-middle", 10, &[], middle);
        self.add("passes-kept-before-the-rotation", 10, &[], with(rotated(), "kept-1", kept(&entries, PLACE, 1)));
        self.add("passes-kept-after-the-rotation", 10, &[], with(rotated(), "kept-1", kept(&entries, PLACE + 1, 5)));
        let mut both = signed(head, 5);
        both.add(of(1).sign(&text).unwrap()).unwrap();
        self.add("passes-checkpoint-signed-by-both-keys", 10, &[], parts(&files, both));

        // By keys out of their turn.
        let early = with(rotated(), "kept-1", kept(&entries, PLACE, 5));
        self.add("fails-kept-by-the-new-key-before-its-entry", 3, &["kept-key-early kept-1"], early);
        let late = with(rotated(), "kept-1", kept(&entries, PLACE + 1, 1));
        self.add("fails-kept-by-the-old-key-after-its-change", 3, &["kept-key-retired kept-1"], late);
        let stolen = parts(&files, signed(head, 1));
        self.add("fails-signed-by-a-key-that-was-changed", 40, &["key-retired checkpoint"], stolen);
        let other = kept(&heartbeats(7), 5, 1);
        let forked = with(rotated(), "kept-1", other);
        self.add("fails-rotated-and-forked", 3, &["kept-fork kept-1", "kept-key-retired kept-1"], forked);
        let mut regenerated = entries.clone();
        regenerated[1] = heartbeat(2);
        let (anew, head_of_anew) = build(&regenerated);
        let mut anew = anew;
        anew.0.extend(
            files.0.iter().filter(|(path, _)| path.starts_with("rotacion/")).map(|(a, b)| (a.clone(), b.clone())),
        );
        let fork = with(parts(&anew, signed(head_of_anew, 5)), "kept-1", kept(&entries, 3, 1));
        self.add("fails-rotated-and-made-anew", 30, &["kept-fork kept-1"], fork);

        // Records that lead nowhere: signed by the new key, or still by the old one.
        for (name, code, bytes, records) in [
            ("fails-rotation-signed-by-the-old-key-alone", "rotation-signature", by_one(0), true),
            ("fails-rotation-signed-by-the-new-key-alone", "rotation-signature", by_one(1), true),
            ("fails-rotation-of-another-key", "rotation-foreign", record(8, 5), true),
            ("fails-rotation-record-malformed", "rotation-malformed", sign("hola\n").to_string(), true),
            ("fails-rotation-record-no-note", "rotation-malformed", "hola\n".to_owned(), true),
            ("fails-rotation-record-missing", "rotation-missing", record(1, 5), false),
        ] {
            let (mut files, head, _) = log(&[(PLACE, bytes.clone())]);
            let (file, _) = change(PLACE, &bytes);
            if !records {
                files.0.remove(&file);
            }
            let said = format!("{code} {file} {PLACE}");
            self.add(name, 40, &["signature-unknown checkpoint", &said], parts(&files, signed(head, 5)));
        }
        let (file, _) = change(PLACE, &record(1, 5));
        let said = format!("rotation-missing {file} {PLACE}");
        let changed = with(rotated(), &format!("log/{file}"), record(1, 6));
        self.add("fails-rotation-record-changed", 40, &["signature-unknown checkpoint", &said], changed);
        let (half, head_of_half, _) = log(&[(PLACE, by_one(0))]);
        let said = format!("rotation-signature {} {PLACE}", change(PLACE, &by_one(0)).0);
        self.add("fails-rotation-refused-and-key-kept", 40, &[&said], parts(&half, signed(head_of_half, 1)));
        let (plain, head_of_plain) = build(&heartbeats(7));
        let beside = with(parts(&plain, signed(head_of_plain, 5)), &format!("log/{file}"), record(1, 5));
        self.add("fails-rotation-not-logged", 40, &["signature-unknown checkpoint"], beside);
        let (after, head_of_after, _) = log(&[(2, record(1, 5)), (PLACE, record(1, 6))]);
        let said = format!("rotation-foreign {} {PLACE}", change(PLACE, &record(1, 6)).0);
        self.add("fails-rotation-of-a-key-that-was-changed", 40, &[&said], parts(&after, signed(head_of_after, 5)));
    }

    /// Receipts after a change, with the chain of keys in a file.
    pub(super) fn chains(&mut self) {
        let manifest = manifest();
        let entry = received(5, &manifest);
        let mut entries = log(&[(PLACE, record(1, 5))]).2;
        entries[5] = entry.clone();
        let (mut files, head) = build(&entries);
        let (file, _) = change(PLACE, &record(1, 5));
        files.0.insert(file, record(1, 5).into_bytes());
        let chain = Chain::issue(&mut files, &signed(head, 5)).unwrap().to_string();
        let proof = |index: u64, size: usize, seed: u8| {
            let (files, head) = build(&entries[..size]);
            let path = inclusion(&mut TileHashes::new(files, head.size), index, head.size).unwrap();
            let extra = Some(entries[usize::try_from(index).unwrap()].clone().into_bytes());
            Proof { extra, index, path, checkpoint: signed(head, seed) }.to_string()
        };
        let shown = |receipt: &str, chain: Option<&str>| {
            let mut parts = Parts::new();
            parts = with(parts, "receipt.tlog-proof", receipt);
            parts = with(parts, "key", of(1).verifier().to_string());
            chain.map_or(parts.clone(), |chain| with(parts, "chain", chain))
        };
        let whole = |chain: Option<&str>| {
            let parts = shown(&proof(5, 7, 5), chain);
            let parts = with(parts, "given/manifiesto.yaml", &manifest);
            with(with(parts, "given/avance.csv", CSV), "given/acta.pdf", PDF)
        };
        self.add("passes-receipt-with-a-chain", 10, &[], whole(Some(&chain)));
        let newer = with(whole(Some(&chain)), "key", of(5).verifier().to_string());
        self.add("passes-receipt-of-the-new-key-with-a-chain", 10, &[], newer);
        self.add("passes-receipt-before-the-change-with-a-chain", 10, &[], shown(&proof(1, 3, 1), Some(&chain)));
        let said = "signature-unknown receipt.tlog-proof";
        self.add("fails-receipt-of-a-later-key-without-a-chain", 40, &[said], whole(None));
        let early = "key-early receipt.tlog-proof";
        self.add("fails-receipt-by-the-new-key-before-its-entry", 40, &[early], shown(&proof(1, 3, 5), Some(&chain)));
        let late = "key-retired receipt.tlog-proof";
        self.add("fails-receipt-by-a-key-that-was-changed", 40, &[late], shown(&proof(5, 7, 1), Some(&chain)));

        // Chains that lead nowhere.
        let chain_of = |record: &str, seed: u8| {
            let (mut files, head, _) = log(&[(PLACE, record.to_owned())]);
            Chain::issue(&mut files, &signed(head, seed)).unwrap().to_string()
        };
        let mut refuse = |name, code: &str, chain: &str| {
            self.add(name, 40, &[&format!("{code} chain")], whole(Some(chain)));
        };
        refuse("fails-receipt-chain-of-another-key", "rotation-foreign", &chain_of(&record(8, 5), 5));
        refuse("fails-receipt-chain-signed-by-the-old-key-alone", "rotation-signature", &chain_of(&by_one(0), 5));
        refuse("fails-receipt-chain-signed-by-the-new-key-alone", "rotation-signature", &chain_of(&by_one(1), 5));
        refuse("fails-receipt-chain-signed-out-of-turn", "key-retired", &chain_of(&record(1, 5), 1));
        refuse("fails-receipt-chain-signed-by-a-stranger", "signature-unknown", &chain_of(&record(1, 5), 9));
        refuse("fails-receipt-chain-malformed", "chain-malformed", "hola\n");
        refuse("fails-receipt-chain-empty", "chain-malformed", "");
        let (first, rest) = chain.split_once("c2sp.org/").unwrap();
        refuse("fails-receipt-chain-without-its-proof", "chain-malformed", first);
        refuse("fails-receipt-chain-without-its-record", "chain-malformed", &format!("c2sp.org/{rest}"));
        refuse("fails-receipt-chain-cut", "chain-malformed", chain.trim_end());
        refuse("fails-receipt-chain-of-another-entry", "chain-entry", &format!("{first}{}", proof(5, 7, 5)));
        let altered = chain.replacen("index 4\n", "index 3\n", 1);
        refuse("fails-receipt-chain-at-another-index", "inclusion-root", &altered);
        let lines: Vec<&str> = chain.lines().collect();
        let hash = lines.iter().rposition(|line| line.parse::<Hash>().is_ok() && line.len() == 44).unwrap();
        assert!(lines[hash - 1] == "7", "the last hash is the root");
        let forged = chain.replacen(lines[hash], &mipg::trail::merkle::empty_root().to_string(), 1);
        refuse("fails-receipt-chain-signature-invalid", "signature-invalid", &forged);
    }
}
