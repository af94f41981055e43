//! Every case of the corpus, with what must be said of it, by hand.

mod divergences;
mod rotations;

use std::{collections::BTreeMap, sync::OnceLock};

use mipg::trail::{
    merkle::{TreeHead, empty_root},
    note::Algorithm,
    tile::{decode_bundle, encode_bundle},
};

use super::{
    Case,
    make::{self, *},
};

const TILE: &str = "tile/0/000.p/7";
const BUNDLE: &str = "tile/entries/000.p/7";

/// What is being put together.
struct Cases(Vec<Case>);

/// The files of a case.
type Parts = BTreeMap<String, Vec<u8>>;

/// Every case, made once.
pub fn all() -> &'static [Case] {
    static ALL: OnceLock<Vec<Case>> = OnceLock::new();
    ALL.get_or_init(make_all)
}

fn make_all() -> Vec<Case> {
    let mut cases = Cases(Vec::new());
    cases.sizes();
    cases.witnesses();
    cases.kept();
    cases.trees();
    cases.entries();
    cases.notes();
    cases.checkpoints();
    cases.keys();
    cases.policies();
    cases.receipts();
    cases.divergences();
    cases.proofs();
    cases.rotations();
    cases.chains();
    cases.0
}

/// A log with its signed checkpoint and the key of the one who judges.
fn parts(files: &Files, note: impl ToString) -> Parts {
    let mut parts: Parts = files.0.iter().map(|(path, bytes)| (format!("log/{path}"), bytes.clone())).collect();
    parts.insert("log/checkpoint".to_owned(), note.to_string().into_bytes());
    parts.insert("key".to_owned(), key().verifier().to_string().into_bytes());
    parts
}

/// The log most cases are made from: seven heartbeats.
fn seven() -> (Files, TreeHead) {
    build(&heartbeats(7))
}

fn sound() -> Parts {
    let (files, head) = seven();
    parts(&files, checkpoint(head, &[]))
}

fn with(mut parts: Parts, path: &str, bytes: impl AsRef<[u8]>) -> Parts {
    parts.insert(path.to_owned(), bytes.as_ref().to_vec());
    parts
}

fn without(mut parts: Parts, path: &str) -> Parts {
    assert!(parts.remove(path).is_some(), "{path}");
    parts
}

impl Cases {
    fn add(&mut self, name: &'static str, exit: u8, findings: &[&str], files: Parts) {
        let findings: String = findings.iter().map(|finding| format!("finding {finding}\n")).collect();
        self.0.push(Case { name, files, expect: format!("exit {exit}\n{findings}"), large: false });
    }

    fn add_large(&mut self, name: &'static str, exit: u8, findings: &[&str], files: Parts) {
        self.add(name, exit, findings, files);
        self.0.last_mut().unwrap().large = true;
    }

    fn sizes(&mut self) {
        for (name, size) in [
            ("passes-empty-log", 0),
            ("passes-1-entry", 1),
            ("passes-255-entries", 255),
            ("passes-256-entries", 256),
            ("passes-257-entries", 257),
            ("passes-513-entries", 513),
        ] {
            let (files, head) = build(&heartbeats(size));
            self.add(name, 10, &[], parts(&files, checkpoint(head, &[])));
        }
        let (files, head) = build(&(0..66_000).map(|place| heartbeat(place / 20)).collect::<Vec<_>>());
        let large = parts(&files, checkpoint(head, &[]));
        self.add_large("passes-66000-entries", 10, &[], large.clone());
        let mut tile = large["log/tile/1/000"].clone();
        tile[0] ^= 1;
        self.add_large(
            "fails-full-upper-tile-changed",
            40,
            &["tile-differs tile/1/000"],
            with(large, "log/tile/1/000", tile),
        );
    }

    fn witnesses(&mut self) {
        let (files, head) = seven();
        let cosigned = |seeds: &[u8], policy: String| with(parts(&files, checkpoint(head, seeds)), "policy", policy);
        let both = "group todos all t2 t3\nquorum todos\n";
        let any = "group uno any t2 t3\nquorum uno\n";
        self.add("passes-two-cosignatures", 0, &[], cosigned(&[2, 3], policy(&[2, 3], both)));
        self.add("passes-one-cosignature-of-any", 0, &[], cosigned(&[3], policy(&[2, 3], any)));
        self.add(
            "passes-nested-groups",
            0,
            &[],
            cosigned(&[2, 4], policy(&[2, 3, 4], "group a any t2 t3\ngroup b 2 a t4\nquorum b\n")),
        );
        self.add("passes-policy-without-its-last-newline", 0, &[], cosigned(&[2, 3], policy(&[2, 3], both.trim_end())));
        self.add("passes-policy-that-asks-for-none", 10, &[], cosigned(&[2], policy(&[2], "quorum none\n")));
        self.add("fails-too-few-witnesses", 11, &[], cosigned(&[2], policy(&[2, 3], both)));
        self.add("fails-no-witness", 11, &[], cosigned(&[], policy(&[2, 3], any)));
        // Those who cosign twice are one witness.
        let twice = {
            let mut note = checkpoint(head, &[2]);
            note.add(mipg::trail::cosignature::cosign(&witness(2), &text(head), TIME + 60).unwrap()).unwrap();
            parts(&files, note)
        };
        self.add("fails-one-witness-twice", 11, &[], with(twice, "policy", policy(&[2, 3], both)));
        let own = |policy: Option<String>| {
            let parts = with(parts(&files, checkpoint(head, &[2])), "log/vkey", format!("{}\n", key().verifier()));
            policy.map_or(parts.clone(), |policy| with(parts, "policy", policy))
        };
        self.add("passes-with-the-key-of-the-log", 12, &[], without(own(None), "key"));
        let witness_only = format!("witness t2 {}\nquorum t2\n", witness(2).verifier());
        self.add("passes-cosigned-with-the-key-of-the-log", 12, &[], without(own(Some(witness_only)), "key"));
        self.add("passes-with-the-key-of-the-policy", 0, &[], without(own(Some(policy(&[2], "quorum t2\n"))), "key"));
        let damaged = resigned(&checkpoint(head, &[]), |bytes| bytes)
            + &format!("— {} {}\n", witness(2).verifier().name(), {
                let note = checkpoint(head, &[2]);
                let signature = &note.signatures()[1];
                let mut bytes = [&signature.id().as_bytes()[..], signature.bytes()].concat();
                bytes[11] ^= 1; // a later time
                data_encoding::BASE64.encode(&bytes)
            });
        self.add(
            "fails-cosignature-of-another-time",
            40,
            &["signature-invalid checkpoint"],
            with(parts(&files, &damaged), "policy", policy(&[2], "quorum none\n")),
        );
        self.add("passes-bad-cosignature-of-an-unknown-witness", 10, &[], parts(&files, &damaged));
    }

    fn kept(&mut self) {
        let (files, head) = seven();
        let old = |size| checkpoint(build(&heartbeats(size)).1, &[]).to_string();
        let log = || parts(&files, checkpoint(head, &[]));
        self.add("passes-kept-empty", 10, &[], with(log(), "kept-1", old(0)));
        self.add("passes-kept-same", 10, &[], with(log(), "kept-1", old(7)));
        self.add("passes-two-kept", 10, &[], with(with(log(), "kept-1", old(3)), "kept-2", old(4)));
        let (long, head_of_long) = build(&heartbeats(300));
        self.add(
            "passes-kept-of-an-earlier-tile",
            10,
            &[],
            with(parts(&long, checkpoint(head_of_long, &[])), "kept-1", old(256)),
        );
        self.add("fails-rollback", 30, &["kept-rollback kept-1"], with(log(), "kept-1", old(8)));
        let other: Vec<_> = (0..7).map(|place| heartbeat(place + 1)).collect();
        let fork = checkpoint(build(&other).1, &[]).to_string();
        self.add("fails-fork-of-the-same-size", 30, &["kept-fork kept-1"], with(log(), "kept-1", &fork));
        let (regenerated, regenerated_head) = build(&other);
        let log_of_others = || parts(&regenerated, checkpoint(regenerated_head, &[]));
        self.add(
            "fails-regenerated-with-the-true-key",
            30,
            &["kept-fork kept-1"],
            with(log_of_others(), "kept-1", old(5)),
        );
        self.add(
            "fails-one-of-two-kept",
            30,
            &["kept-fork kept-2"],
            with(with(log(), "kept-1", old(3)), "kept-2", &fork),
        );
        let stranger = |origin: &str, seed, text: &str| {
            let mut note = mipg::trail::note::Note::new(text).unwrap();
            note.add(signer(origin, Algorithm::Ed25519, seed).sign(text).unwrap()).unwrap();
            note.to_string()
        };
        let elsewhere = text(head).replace(ORIGIN, "otro.example.gov.co/prueba/1");
        let foreign = stranger("otro.example.gov.co/prueba/1", 1, &elsewhere);
        self.add("fails-kept-of-another-origin", 3, &["kept-origin kept-1"], with(log(), "kept-1", foreign));
        self.add(
            "fails-kept-of-another-key",
            3,
            &["kept-untrusted kept-1"],
            with(log(), "kept-1", stranger(ORIGIN, 9, &text(head))),
        );
        // The log was regenerated with a new key: what was kept bears the old one.
        let regenerated = with(log_of_others(), "kept-1", stranger(ORIGIN, 9, &text(head)));
        self.add("fails-regenerated-with-another-key", 3, &["kept-fork kept-1", "kept-untrusted kept-1"], regenerated);
        self.add(
            "fails-kept-signature-invalid",
            3,
            &["kept-untrusted kept-1"],
            with(log(), "kept-1", old(5).replacen("\n5\n", "\n6\n", 1)),
        );
        self.add("fails-kept-malformed", 3, &["kept-malformed kept-1"], with(log(), "kept-1", "7\n"));
        self.add(
            "fails-kept-note-without-checkpoint",
            3,
            &["kept-malformed kept-1"],
            with(log(), "kept-1", sign("x\n").to_string()),
        );
    }

    fn trees(&mut self) {
        let (files, head) = seven();
        let note = || checkpoint(head, &[]);
        let bundle = |entries: &[String]| encode_bundle(entries);
        let mut entries = heartbeats(7);
        let path = format!("log/{BUNDLE}");
        let tile = format!("log/{TILE}");

        let mut changed = entries.clone();
        changed[4] = changed[4].replace("mipg", "mipx");
        self.add(
            "fails-entry-changed",
            40,
            &[&format!("entry-differs {BUNDLE} 4")],
            with(sound(), &path, bundle(&changed)),
        );
        let (regenerated, _) = build(&changed);
        self.add("fails-root-differs", 40, &["root-differs checkpoint"], parts(&regenerated, note()));
        let mut byte = sound()[&tile].clone();
        byte[70] ^= 0x20;
        self.add("fails-tile-changed", 40, &[&format!("tile-differs {TILE}")], with(sound(), &tile, byte));

        entries.swap(2, 3);
        let said = [format!("entry-differs {BUNDLE} 2"), format!("hour-backwards {BUNDLE} 3")];
        self.add("fails-entries-reordered", 40, &[&said[0], &said[1]], with(sound(), &path, bundle(&entries)));
        let (reordered, _) = build(&entries);
        let said = ["root-differs checkpoint", &format!("hour-backwards {BUNDLE} 3")];
        self.add("fails-log-reordered", 40, &said, parts(&reordered, note()));
        entries.swap(2, 3);

        let mut fewer = entries.clone();
        fewer.remove(3);
        let said = format!("bundle-truncated {BUNDLE}");
        self.add("fails-entry-dropped", 40, &[&said], with(sound(), &path, bundle(&fewer)));
        let (shorter, _) = build(&fewer);
        let missing = [format!("tile-missing {TILE}"), format!("bundle-missing {BUNDLE}")];
        let missing = [&missing[0][..], &missing[1]];
        self.add("fails-entry-dropped-everywhere", 40, &missing, parts(&shorter, note()));
        let mut more = entries.clone();
        more.insert(3, heartbeat(3));
        let said = format!("bundle-trailing {BUNDLE}");
        self.add("fails-entry-inserted", 40, &[&said], with(sound(), &path, bundle(&more)));
        let mut replaced = more.clone();
        replaced.pop();
        let said = format!("entry-differs {BUNDLE} 4");
        self.add("fails-entry-inserted-for-the-last", 40, &[&said], with(sound(), &path, bundle(&replaced)));
        let mut cut = sound()[&path].clone();
        cut.pop();
        self.add("fails-bundle-cut", 40, &[&format!("bundle-truncated {BUNDLE}")], with(sound(), &path, cut));
        self.add("fails-bundle-empty", 40, &[&format!("bundle-truncated {BUNDLE}")], with(sound(), &path, ""));

        self.add("fails-bundle-missing", 40, &missing[1..], without(sound(), &path));
        self.add("fails-tile-missing", 40, &missing[..1], without(sound(), &tile));
        let (six, head_of_six) = build(&heartbeats(6));
        let stale = six.0["tile/0/000.p/6"].clone();
        self.add("fails-partial-tile-stale", 40, &[&format!("tile-length {TILE}")], with(sound(), &tile, &stale));
        let mut longer = sound()[&tile].clone();
        longer.push(0);
        self.add("fails-tile-too-long", 40, &[&format!("tile-length {TILE}")], with(sound(), &tile, longer));
        let left = with(sound(), "log/tile/0/000.p/6", stale);
        let left = with(left, "log/tile/entries/000.p/6", &six.0["tile/entries/000.p/6"]);
        self.add("passes-old-partial-files-left", 10, &[], left);

        let sized = |size| checkpoint(TreeHead { size, root: head.root }, &[]);
        self.add("fails-size-smaller", 40, &["root-differs checkpoint"], parts(&six, sized(6)));
        let eight = ["tile-missing tile/0/000.p/8", "bundle-missing tile/entries/000.p/8"];
        self.add("fails-size-larger", 40, &eight, parts(&files, sized(8)));
        let whole = ["tile-missing tile/0/000", "bundle-missing tile/entries/000"];
        self.add("fails-size-of-the-most-that-is-read", 40, &whole, parts(&files, sized(10_000_000)));
        let beyond = ["log-too-large checkpoint"];
        self.add("fails-size-of-one-more-than-is-read", 3, &beyond, parts(&files, sized(10_000_001)));
        self.add("fails-size-beyond-measure", 3, &beyond, parts(&files, sized(u64::MAX >> 1)));
        self.add("fails-empty-log-with-a-root", 40, &["root-differs checkpoint"], parts(&Files::default(), sized(0)));
        let root = checkpoint(TreeHead { size: 7, root: empty_root() }, &[]);
        self.add("fails-root-of-the-empty-tree", 40, &["root-differs checkpoint"], parts(&files, root));
        let stale = checkpoint(head_of_six, &[]);
        let old = ["tile-missing tile/0/000.p/6", "bundle-missing tile/entries/000.p/6"];
        self.add("fails-checkpoint-older-than-the-files", 40, &old, parts(&files, stale));

        let (long, head_of_long) = build(&heartbeats(300));
        let long = || parts(&long, checkpoint(head_of_long, &[]));
        let upper = "log/tile/1/000.p/1";
        let mut byte = long()[upper].clone();
        byte[31] ^= 0x80;
        self.add("fails-upper-tile-changed", 40, &["tile-differs tile/1/000.p/1"], with(long(), upper, byte));
        self.add("fails-upper-tile-missing", 40, &["tile-missing tile/1/000.p/1"], without(long(), upper));
        let second = "log/tile/entries/001.p/44";
        let bytes = long()[second].clone();
        let mut entries: Vec<_> = decode_bundle(44, &bytes).unwrap().into_iter().map(<[u8]>::to_vec).collect();
        entries[43] = heartbeat(400).into_bytes();
        let said = "entry-differs tile/entries/001.p/44 299";
        self.add("fails-last-entry-changed", 40, &[said], with(long(), second, encode_bundle(&entries)));
        let missing = ["tile-missing tile/0/000", "bundle-missing tile/entries/000"];
        let lost = without(without(long(), "log/tile/0/000"), "log/tile/entries/000");
        self.add("fails-bundle-and-tile-missing", 40, &missing, lost);
    }

    fn entries(&mut self) {
        let mut judge = |name, exit, code: &str, entry: String| {
            let mut entries = heartbeats(2);
            entries.insert(1, entry);
            let (files, head) = build(&entries);
            let finding = format!("{code} tile/entries/000.p/3 1");
            let findings: &[&str] = if code.is_empty() { &[] } else { &[&finding] };
            self.add(name, exit, findings, parts(&files, checkpoint(head, &[])));
        };
        let change = |from: &str, to: &str| {
            assert_eq!(heartbeat(1).matches(from).count(), 1, "{from}");
            heartbeat(1).replace(from, to)
        };
        judge("passes-later-version", 10, "", r#"{ "v":2, "x":[1.5,null] }"#.to_owned());
        judge("passes-unknown-event", 10, "", change("latido", "eclipse"));
        // Settings taken away: an event with a path, which may happen more than once.
        let removed = change("latido", "suprimido")
            .replace(r#","v":1}"#, &format!(r#","manifiesto":"{}","v":1}}"#, mipg::digest::Digest::of(b"ajustes")));
        let placed = removed
            .replace(r#""entidad":"Alcaldía","#, r#""entidad":"Alcaldía","entrega":"policies/repositorio.yaml","#);
        judge("passes-settings-removed", 10, "", placed);
        judge("fails-settings-removed-from-nowhere", 40, "entry-missing-field", removed);
        judge("passes-reception", 10, "", received(1, &manifest()));
        judge("fails-entry-json", 40, "entry-json", "{".to_owned());
        judge("fails-entry-empty", 40, "entry-json", String::new());
        judge("fails-entry-array", 40, "entry-json", "[]".to_owned());
        judge("fails-entry-deep", 40, "entry-json", format!(r#"{{"v":2,"x":{}{}}}"#, "[".repeat(127), "]".repeat(127)));
        judge(
            "passes-entry-as-deep-as-may-be",
            10,
            "",
            format!(r#"{{"v":2,"x":{}{}}}"#, "[".repeat(126), "]".repeat(126)),
        );
        judge("fails-entry-half-surrogate", 40, "entry-json", r#"{"v":2,"x":"\ud800"}"#.to_owned());
        judge("fails-entry-nan", 40, "entry-json", r#"{"v":2,"x":NaN}"#.to_owned());
        judge("fails-entry-duplicate", 40, "entry-duplicate", change(r#""v":1"#, r#""v":1,"v":1"#));
        judge("fails-entry-not-canonical", 40, "entry-not-canonical", change(r#""v":1"#, r#""v": 1"#));
        judge("fails-entry-escaped", 40, "entry-not-canonical", change("í", "\\u00ed"));
        judge("fails-entry-not-flat", 40, "entry-not-flat", change(r#""v":1"#, r#""v":1,"x":null"#));
        judge("fails-entry-true-is-no-number", 40, "entry-invalid-field", change(r#""v":1"#, r#""v":true"#));
        judge("fails-entry-missing-field", 40, "entry-missing-field", change(r#""herramienta":"mipg","#, ""));
        judge("fails-entry-without-version", 40, "entry-missing-field", change(r#","v":1"#, ""));
        judge(
            "fails-entry-unexpected-field",
            40,
            "entry-unexpected-field",
            change(r#""v":1"#, r#""titulo":"x","v":1"#),
        );
        judge("fails-entry-hour-of-another-form", 40, "entry-invalid-field", change("20:00:01Z", "20:00:01.0Z"));
        judge("fails-entry-day-that-is-none", 40, "entry-invalid-field", change("2026-11-05", "2026-02-29"));
        let other =
            received(1, &manifest()).replace(r#""politica":"gobierno-digital""#, r#""politica":"transparencia""#);
        judge("fails-entry-policy-of-another-path", 40, "entry-invalid-field", other);
        let outside = received(1, &manifest()).replace("reporte-1f3a", "..");
        judge("fails-entry-path-outside", 40, "entry-invalid-field", outside);
        judge("fails-entry-too-long", 40, "entry-too-long", change("mipg", &"m".repeat(2000)));
        judge("fails-entry-other-log", 40, "entry-other-log", change("prueba/1", "prueba/2"));
        let (files, head) = build(&[heartbeat(1), heartbeat(0), heartbeat(0)]);
        let said = "hour-backwards tile/entries/000.p/3 1";
        self.add("fails-hour-backwards", 40, &[said], parts(&files, checkpoint(head, &[])));
        let (files, head) = build(&[heartbeat(1), r#"{"v":9}"#.to_owned(), heartbeat(0)]);
        let said = "hour-backwards tile/entries/000.p/3 2";
        self.add("fails-hour-backwards-across-a-later-version", 40, &[said], parts(&files, checkpoint(head, &[])));
    }

    fn notes(&mut self) {
        let (files, head) = seven();
        let note = checkpoint(head, &[]).to_string();
        let mut judge = |name, exit, code: &str, note: &[u8]| {
            let finding = format!("{code} checkpoint");
            let findings: &[&str] = if code.is_empty() { &[] } else { &[&finding] };
            self.add(name, exit, findings, with(parts(&files, ""), "log/checkpoint", note));
        };
        let line = note.lines().last().unwrap();
        let stranger = "— otro.example.org/1 AAAAAAAAAAAA";
        judge("passes-unknown-signature-ignored", 10, "", format!("{note}{stranger}\n").as_bytes());
        judge("passes-same-signature-twice", 10, "", format!("{note}{line}\n").as_bytes());
        let bad = resigned(&checkpoint(head, &[]), |mut bytes| {
            bytes[40] ^= 1;
            bytes
        });
        judge("fails-signature-invalid", 40, "signature-invalid", bad.as_bytes());
        let bad = bad.lines().last().unwrap();
        judge("fails-second-signature-of-a-key-invalid", 40, "signature-invalid", format!("{note}{bad}\n").as_bytes());
        let short = resigned(&checkpoint(head, &[]), |mut bytes| {
            bytes.pop();
            bytes
        });
        judge("fails-signature-short", 40, "signature-invalid", short.as_bytes());
        let beyond = resigned(&checkpoint(head, &[]), |mut bytes| {
            // S + L: the same signature, spelt in a way that is not canonical.
            const L: [u8; 32] = [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
            ];
            let carry = bytes[36..].iter_mut().zip(L).fold(0, |carry, (byte, more)| {
                let sum = u16::from(*byte) + u16::from(more) + carry;
                *byte = sum as u8;
                sum >> 8
            });
            assert_eq!(carry, 0);
            bytes
        });
        judge("fails-signature-not-canonical", 40, "signature-invalid", beyond.as_bytes());
        judge(
            "fails-checkpoint-changed-after-signing",
            40,
            "signature-invalid",
            note.replacen("\n7\n", "\n6\n", 1).as_bytes(),
        );
        judge("fails-unsigned", 40, "note-separator", text(head).as_bytes());
        judge(
            "fails-signed-by-nobody-known",
            40,
            "signature-unknown",
            format!("{}\n{stranger}\n", text(head)).as_bytes(),
        );
        judge("fails-empty-note", 40, "note-separator", b"");
        judge("fails-note-without-signatures", 40, "note-separator", format!("{}\n", text(head)).as_bytes());
        judge("fails-note-not-utf8", 40, "note-utf8", &[note.as_bytes(), b"\xff\n"].concat());
        judge("fails-note-carriage-returns", 40, "note-control", note.replace('\n', "\r\n").as_bytes());
        judge("fails-note-unterminated", 40, "note-unterminated", note.trim_end().as_bytes());
        let many = format!("{note}{}", format!("{stranger}\n").repeat(100));
        judge("fails-note-too-many-signatures", 40, "note-too-many", many.as_bytes());
        let hundred = format!("{note}{}", format!("{stranger}\n").repeat(99));
        judge("passes-a-hundred-signatures", 10, "", hundred.as_bytes());
        judge("fails-note-signature-shape", 40, "note-signature-shape", note.replace("— ", "- ").as_bytes());
        judge("fails-note-signature-name", 40, "note-signature-name", format!("{note}— a+b AAAAAAAAAAAA\n").as_bytes());
        judge(
            "fails-note-signature-base64",
            40,
            "note-signature-base64",
            format!("{note}— a AAAAAAAAAAB=\n").as_bytes(),
        );
        judge(
            "fails-note-signature-nothing-signed",
            40,
            "note-signature-short",
            format!("{note}— a AAAAAA==\n").as_bytes(),
        );
        let long = format!("{}\n{note}", "x".repeat(1 << 20));
        self.add_large("fails-note-too-long", 40, &["note-too-long checkpoint"], parts(&files, long));
        self.add("fails-checkpoint-missing", 3, &["checkpoint-missing checkpoint"], without(sound(), "log/checkpoint"));
    }

    fn checkpoints(&mut self) {
        let (files, head) = seven();
        let mut judge = |name, code: &str, text: String| {
            self.add(name, 40, &[&format!("{code} checkpoint")], parts(&files, sign(&text)));
        };
        let good = text(head);
        judge("fails-checkpoint-extensions", "checkpoint-extensions", format!("{good}más\n"));
        judge("fails-checkpoint-extension-empty", "checkpoint-extension", format!("{good}\nmás\n"));
        judge("fails-checkpoint-lines", "checkpoint-lines", format!("{ORIGIN}\n7\n"));
        judge("fails-checkpoint-origin-empty", "checkpoint-origin", good.replace(ORIGIN, ""));
        for (name, size) in [
            ("fails-checkpoint-size-zero-in-front", "07"),
            ("fails-checkpoint-size-signed", "+7"),
            ("fails-checkpoint-size-of-other-digits", "٧"),
            ("fails-checkpoint-size-too-large", "9223372036854775808"),
            ("fails-checkpoint-size-far-too-large", "99999999999999999999999999"),
        ] {
            judge(name, "checkpoint-size", good.replacen("\n7\n", &format!("\n{size}\n"), 1));
        }
        judge("fails-checkpoint-root", "checkpoint-root", format!("{ORIGIN}\n7\nAAAA\n"));
        let spelt = format!("{ORIGIN}\n7\n{}B=\n", "A".repeat(42));
        judge("fails-checkpoint-root-not-canonical", "checkpoint-root", spelt);
        judge("fails-checkpoint-of-another-origin", "checkpoint-log", good.replace("prueba/1", "prueba/2"));
        let other = signer("otro.example.gov.co/prueba/1", Algorithm::Ed25519, 1);
        let text = good.replace(ORIGIN, "otro.example.gov.co/prueba/1");
        let mut note = mipg::trail::note::Note::new(text.clone()).unwrap();
        note.add(other.sign(&text).unwrap()).unwrap();
        self.add("fails-log-of-another-origin", 40, &["signature-unknown checkpoint"], parts(&files, note));
    }

    fn keys(&mut self) {
        let good = key().verifier().to_string();
        let weak = |name: &str, public: [u8; 32]| {
            use mipg::trail::note::{KeyName, VerifierKey};
            VerifierKey::new(KeyName::new(name).unwrap(), Algorithm::Ed25519, public).to_string()
        };
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut beyond = [0xff; 32];
        beyond[0] = 0xf0;
        beyond[31] = 0x7f;
        let id = good.split('+').nth(1).unwrap();
        for (name, code, key) in [
            ("fails-key-shape", "key-shape", "clave".to_owned()),
            ("fails-key-secret", "key-secret", "PRIVATE+KEY+x+00000000+AA==".to_owned()),
            ("fails-key-name", "key-name", good.replacen("prueba", "una prueba", 1)),
            (
                "fails-key-id",
                "key-id",
                good.replacen(id, &id.to_uppercase().replace(|c: char| c.is_ascii_digit(), "A"), 1),
            ),
            ("fails-key-base64", "key-base64", format!("{ORIGIN}+{id}+AQ=")),
            ("fails-key-type", "key-type", format!("{ORIGIN}+{id}+Ag==")),
            ("fails-key-length", "key-length", format!("{ORIGIN}+{id}+AQE=")),
            ("fails-key-mismatch", "key-mismatch", good.replacen(id, "00000000", 1)),
            ("fails-key-anyone-can-sign-for", "key-weak", weak(ORIGIN, neutral)),
            ("fails-key-not-canonical", "key-weak", weak(ORIGIN, beyond)),
        ] {
            self.add(name, 2, &[&format!("{code} key")], with(sound(), "key", key));
        }
        self.add(
            "fails-key-of-the-log-malformed",
            40,
            &["key-base64 vkey"],
            without(with(sound(), "log/vkey", format!("{ORIGIN}+{id}+AQ=\n")), "key"),
        );
        // One form of the file, for every reader of it.
        let own = key().verifier().to_string();
        for (name, code, text) in [
            ("fails-keys-of-the-log-carriage-return", "key-base64", format!("{own}\r\n")),
            ("fails-keys-of-the-log-unterminated", "key-shape", own.clone()),
            ("fails-keys-of-the-log-empty-line", "key-shape", format!("{own}\n\n")),
            ("fails-keys-of-the-log-empty", "key-shape", String::new()),
            ("fails-keys-of-the-log-of-a-witness", "key-type", format!("{own}\n{}\n", witness(2).verifier())),
            ("fails-keys-of-the-log-too-many", "key-shape", format!("{own}\n").repeat(65)),
        ] {
            self.add(name, 40, &[&format!("{code} vkey")], without(with(sound(), "log/vkey", text), "key"));
        }
        let most = format!("{own}\n").repeat(64);
        self.add("passes-keys-of-the-log-as-many-as-may-be", 12, &[], without(with(sound(), "log/vkey", most), "key"));
        self.add("fails-without-any-key", 40, &["signature-unknown checkpoint"], without(sound(), "key"));
        let other = signer(ORIGIN, Algorithm::Ed25519, 9).verifier().to_string();
        self.add("fails-key-of-another", 40, &["signature-unknown checkpoint"], with(sound(), "key", other));
    }

    fn policies(&mut self) {
        let mut judge = |name, code: &str, policy: String| {
            self.add(name, 2, &[&format!("{code} policy")], with(sound(), "policy", policy));
        };
        let both = |rest: &str| policy(&[2, 3], rest);
        judge("fails-policy-control", "policy-control", both("quorum none\r\n"));
        judge("fails-policy-word", "policy-word", both("witnesses none\nquorum none\n"));
        judge("fails-policy-parts", "policy-parts", both("quorum t2 t3\n"));
        judge("fails-policy-group-without-members", "policy-parts", both("group a any\nquorum none\n"));
        judge("fails-policy-key", "key-shape", both("log x\nquorum none\n"));
        let log = key().verifier().to_string();
        judge("fails-policy-log-as-witness", "policy-algorithm", both(&format!("witness x {log}\nquorum none\n")));
        judge("fails-policy-duplicate-key", "policy-duplicate-key", both(&format!("log {log}\nquorum none\n")));
        let same = witness(2).verifier().to_string();
        judge(
            "fails-policy-duplicate-witness",
            "policy-duplicate-key",
            both(&format!("witness x {same}\nquorum none\n")),
        );
        judge("fails-policy-taken", "policy-taken", both("group t2 any t3\nquorum none\n"));
        judge("fails-policy-group-called-none", "policy-taken", both("group none any t3\nquorum none\n"));
        judge("fails-policy-undefined", "policy-undefined", both("quorum t4\n"));
        judge("fails-policy-cycle", "policy-undefined", both("group a any a\nquorum a\n"));
        judge("fails-policy-repeated", "policy-repeated", both("group a any t2 t2\nquorum a\n"));
        judge("fails-policy-threshold-zero", "policy-threshold", both("group a 0 t2 t3\nquorum a\n"));
        judge("fails-policy-threshold-beyond", "policy-threshold", both("group a 3 t2 t3\nquorum a\n"));
        judge("fails-policy-second-quorum", "policy-second-quorum", both("quorum none\nquorum none\n"));
        judge("fails-policy-no-quorum", "policy-no-quorum", both(""));
        judge("fails-policy-empty", "policy-no-quorum", String::new());
        let long = both(&format!("# {}\nquorum none\n", "x".repeat(1 << 18)));
        self.add_large("fails-policy-too-large", 2, &["policy-too-large policy"], with(sound(), "policy", long));
    }

    /// A receipt with the files it is shown with.
    fn receipts(&mut self) {
        let manifest = manifest();
        let entry = received(5, &manifest);
        let entries: Vec<_> = heartbeats(5).into_iter().chain([entry.clone(), heartbeat(6)]).collect();
        let shown = |receipt: &str| {
            let mut parts = Parts::new();
            for (path, bytes) in [
                ("receipt.tlog-proof", receipt.as_bytes()),
                ("given/manifiesto.yaml", &manifest),
                ("given/avance.csv", CSV),
                ("given/acta.pdf", PDF),
                ("key", key().verifier().to_string().as_bytes()),
            ] {
                parts.insert(path.to_owned(), bytes.to_vec());
            }
            parts
        };
        let good = receipt(&entries, 5, Some(entry.as_bytes()), &[2, 3]).to_string();
        self.add("passes-receipt", 10, &[], shown(&good));
        let both = policy(&[2, 3, 4], "group dos 2 t2 t3 t4\nquorum dos\n");
        self.add("passes-receipt-two-witnesses", 0, &[], with(shown(&good), "policy", both));
        let few = policy(&[2, 4], "group dos all t2 t4\nquorum dos\n");
        self.add("fails-receipt-too-few-witnesses", 11, &[], with(shown(&good), "policy", few));
        let own = without(with(shown(&good), "log/vkey", format!("{}\n", key().verifier())), "key");
        self.add("passes-receipt-with-the-key-of-the-log", 12, &[], own);
        let bare = receipt(&entries, 5, None, &[]).to_string();
        self.add("passes-receipt-with-its-entry-apart", 10, &[], with(shown(&bare), "entry", &entry));
        self.add("fails-receipt-without-its-entry", 3, &["proof-no-entry receipt.tlog-proof"], shown(&bare));

        let said = "manifest-differs given/manifiesto.yaml";
        let other = with(shown(&good), "given/manifiesto.yaml", [&manifest[..], b"# otra\n"].concat());
        self.add("fails-receipt-replayed-for-another-manifest", 1, &[said], other);
        let said = "file-differs given/avance.csv";
        self.add("fails-receipt-replayed-for-another-file", 1, &[said], with(shown(&good), "given/avance.csv", "x"));
        let said = "file-not-given avance.csv";
        self.add("fails-receipt-file-not-given", 3, &[said], without(shown(&good), "given/avance.csv"));
        let witnessed = with(shown(&good), "policy", policy(&[2, 3, 4], "group dos 2 t2 t3 t4\nquorum dos\n"));
        let only = without(without(witnessed, "given/avance.csv"), "given/acta.pdf");
        let said = [said, "file-not-given acta.pdf"];
        self.add("fails-receipt-no-file-given-and-two-witnesses", 3, &said, only);
        // Given under the name of one is the other: of the first nothing is known.
        let twice = with(shown(&good), "given/avance.csv", PDF);
        self.add("fails-receipt-one-file-given-as-both", 3, &said[..1], twice);
        let said = ["file-not-listed given/otro.csv", "file-not-given avance.csv"];
        let swapped = with(without(shown(&good), "given/avance.csv"), "given/otro.csv", "x");
        self.add("fails-receipt-file-not-listed-instead", 3, &said, swapped);
        let said = "file-not-listed given/otro.csv";
        self.add("fails-receipt-file-not-listed", 1, &[said], with(shown(&good), "given/otro.csv", "x"));
        let renamed = with(without(shown(&good), "given/acta.pdf"), "given/otro.pdf", PDF);
        self.add("passes-receipt-file-renamed", 10, &[], renamed);
        let alone =
            without(without(without(shown(&good), "given/manifiesto.yaml"), "given/acta.pdf"), "given/avance.csv");
        self.add("fails-receipt-without-manifest", 3, &["manifest-not-given manifiesto.yaml"], alone);

        let listless = b"version: 1\n".to_vec();
        let unread = received(5, &listless);
        let said = [
            "manifest-unreadable given/manifiesto.yaml",
            "file-unchecked given/acta.pdf",
            "file-unchecked given/avance.csv",
        ];
        let receipt_of = |entry: &str| {
            let entries: Vec<_> = heartbeats(5).into_iter().chain([entry.to_owned()]).collect();
            receipt(&entries, 5, Some(entry.as_bytes()), &[]).to_string()
        };
        let parts = with(shown(&receipt_of(&unread)), "given/manifiesto.yaml", &listless);
        self.add("fails-receipt-manifest-without-files", 3, &said, parts);
        let outside = b"archivos:\n  - ruta: avance.csv\n    compromiso: x\n".to_vec();
        let only = |receipt: &str, manifest: &[u8]| {
            with(without(shown(receipt), "given/acta.pdf"), "given/manifiesto.yaml", manifest)
        };
        let parts = only(&receipt_of(&received(5, &outside)), &outside);
        self.add("fails-receipt-file-kept-outside", 3, &["file-outside given/avance.csv"], parts);

        let bare = |receipt: &str| without(without(only(receipt, b""), "given/manifiesto.yaml"), "given/avance.csv");
        let said = "entry-uninterpreted receipt.tlog-proof";
        self.add("fails-receipt-of-a-later-version", 3, &[said], bare(&receipt_of(r#"{"v":2}"#)));
        self.add("passes-receipt-of-a-heartbeat", 10, &[], bare(&receipt_of(&heartbeat(5))));
        let document = |bytes: &[u8]| {
            let entry = document(5, "policies/repositorio.yaml", b"version: 1\n");
            let shown =
                without(with(shown(&receipt_of(&entry)), "given/repositorio.yaml", bytes), "given/manifiesto.yaml");
            without(without(shown, "given/acta.pdf"), "given/avance.csv")
        };
        self.add("passes-receipt-of-a-document", 10, &[], document(b"version: 1\n"));
        let said = "file-differs given/repositorio.yaml";
        self.add("fails-receipt-of-another-document", 1, &[said], document(b"version: 2\n"));
        let said = "file-not-given policies/repositorio.yaml";
        let parts = without(document(b""), "given/repositorio.yaml");
        self.add("fails-receipt-of-a-document-not-given", 3, &[said], parts);
        let said = "entry-other-log receipt.tlog-proof";
        let foreign = heartbeat(5).replace("prueba/1", "prueba/2");
        self.add("fails-receipt-entry-other-log", 40, &[said], bare(&receipt_of(&foreign)));
        let said = "entry-json receipt.tlog-proof";
        self.add("fails-receipt-entry-json", 40, &[said], bare(&receipt_of("hola")));
    }

    fn proofs(&mut self) {
        let entries: Vec<_> = heartbeats(7);
        let good = receipt(&entries, 5, Some(entries[5].as_bytes()), &[]);
        let parts = |bytes: &[u8]| {
            let parts = with(Parts::new(), "receipt.tlog-proof", bytes);
            with(parts, "key", key().verifier().to_string())
        };
        let mut judge = |name, code: &str, bytes: &[u8]| {
            self.add(name, 40, &[&format!("{code} receipt.tlog-proof")], parts(bytes));
        };
        let whole = good.to_string();
        let changed = |change: &dyn Fn(&mut mipg::trail::proof::Proof)| {
            let mut proof = good.clone();
            change(&mut proof);
            proof.to_string()
        };
        let altered = changed(&|proof| proof.extra = Some(heartbeat(4).into_bytes()));
        judge("fails-receipt-extra-altered", "inclusion-root", altered.as_bytes());
        judge("fails-receipt-index-outside", "inclusion-outside", changed(&|proof| proof.index = 7).as_bytes());
        judge("fails-receipt-index-of-another", "inclusion-root", changed(&|proof| proof.index = 4).as_bytes());
        let longer = changed(&|proof| proof.path.push(empty_root()));
        judge("fails-receipt-proof-longer", "inclusion-too-long", longer.as_bytes());
        judge(
            "fails-receipt-proof-shorter",
            "inclusion-too-short",
            changed(&|proof| proof.path.truncate(proof.path.len() - 1)).as_bytes(),
        );
        judge("fails-receipt-proof-empty", "inclusion-too-short", changed(&|proof| proof.path.clear()).as_bytes());
        judge("fails-receipt-proof-reversed", "inclusion-root", changed(&|proof| proof.path.reverse()).as_bytes());
        let seventy = changed(&|proof| proof.path = vec![empty_root(); 64]);
        judge("fails-receipt-proof-too-many", "proof-too-many", seventy.as_bytes());
        judge("fails-receipt-header", "proof-header", whole.replacen("@v1", "@v2", 1).as_bytes());
        judge("fails-receipt-not-utf8", "proof-utf8", &[whole.as_bytes(), b"\xff"].concat());
        judge("fails-receipt-extra-not-base64", "proof-extra", whole.replacen("extra ", "extra !", 1).as_bytes());
        judge("fails-receipt-index-missing", "proof-index", whole.replacen("index 5\n", "", 1).as_bytes());
        judge(
            "fails-receipt-index-spelt-otherwise",
            "proof-index",
            whole.replacen("index 5", "index 05", 1).as_bytes(),
        );
        let huge = format!("index {}", u64::MAX >> 1);
        judge("fails-receipt-index-huge", "proof-index", whole.replacen("index 5", &huge, 1).as_bytes());
        let hash = good.path[0].to_string();
        judge("fails-receipt-hash", "proof-hash", whole.replacen(&hash, &hash[1..], 1).as_bytes());
        judge(
            "fails-receipt-without-checkpoint",
            "proof-no-checkpoint",
            whole.split("\n\n").next().unwrap().as_bytes(),
        );
        judge("fails-receipt-checkpoint-no-note", "note-separator", whole.rsplit_once("\n\n").unwrap().0.as_bytes());
        let forged = whole.replacen("\n7\n", "\n8\n", 1);
        judge("fails-receipt-signature-invalid", "signature-invalid", forged.as_bytes());
        let key = signer(ORIGIN, Algorithm::Ed25519, 9);
        let others = changed(&|proof| {
            let text = make::text(build(&entries).1);
            proof.checkpoint = mipg::trail::note::Note::new(text.clone()).unwrap();
            proof.checkpoint.add(key.sign(&text).unwrap()).unwrap();
        });
        judge("fails-receipt-signed-by-another-key", "signature-unknown", others.as_bytes());
        judge("fails-receipt-empty", "proof-no-checkpoint", b"");
        let long = format!("c2sp.org/tlog-proof@v1\nextra {}\n{whole}", "A".repeat(2 << 20));
        let parts = parts(long.as_bytes());
        self.add_large("fails-receipt-too-long", 40, &["proof-too-long receipt.tlog-proof"], parts);
    }
}
