//! Vectors of golang.org/x/mod/sumdb/note, and notes made wrong in every way the format names.

use proptest::prelude::*;

use super::*;

const TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
// In two parts: no file of this repository may hold the whole text of one.
const PETER_SECRET: &str =
    concat!("PRIVATE+KEY+", "PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
const PETER_LINE: &str =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const ENOCH_LINE: &str =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn known(keys: &[&str]) -> Vec<VerifierKey> {
    keys.iter().map(|key| key.parse().unwrap()).collect()
}

fn note(lines: &[&str]) -> Note {
    format!("{TEXT}\n{}", lines.concat()).parse().unwrap()
}

#[test]
fn the_known_note_is_signed_byte_for_byte() {
    let key: SignerKey = PETER_SECRET.parse().unwrap();
    assert_eq!(key.verifier().to_string(), PETER);
    let mut made = Note::new(TEXT).unwrap();
    made.add(key.sign(TEXT).unwrap()).unwrap();
    assert_eq!(made.to_string(), format!("{TEXT}\n{PETER_LINE}"));
    // A signature is not repeated.
    made.add(key.sign(TEXT).unwrap()).unwrap();
    assert_eq!(made.signatures().len(), 1);
}

#[test]
fn known_keys_are_verified_and_others_ignored() {
    let both = note(&[PETER_LINE, ENOCH_LINE]);
    let names = |keys: &[&str]| {
        let keys = known(keys);
        both.open(&keys).map(|all| all.iter().map(|one| one.key.name().to_string()).collect::<Vec<_>>())
    };
    assert_eq!(names(&[PETER]).unwrap(), ["PeterNeumann"]);
    assert_eq!(names(&[ENOCH, PETER]).unwrap(), ["PeterNeumann", "EnochRoot"]);
    assert_eq!(names(&[]), Err(OpenError::Unknown));
    // The same key twice is one key.
    assert_eq!(names(&[ENOCH, ENOCH]).unwrap(), ["EnochRoot"]);
}

#[test]
fn a_bad_signature_of_a_known_key_rejects_the_note() {
    let keys = known(&[PETER, ENOCH]);
    let (peter, enoch) = (&keys[..1], &keys[1..]);
    let broken = PETER_LINE.replace("9UG/Sff", "9UG/ABCDSff");
    let both = note(&[&broken, ENOCH_LINE]);
    assert!(matches!(both.open(&keys), Err(OpenError::Invalid { name, .. }) if name.as_str() == "PeterNeumann"));
    assert_eq!(both.open(enoch).unwrap().len(), 1);
    // Even when a good one by the same key stands before it.
    assert!(matches!(note(&[PETER_LINE, &broken]).open(peter), Err(OpenError::Invalid { .. })));
    let other = format!("X{TEXT}\n{PETER_LINE}").parse::<Note>().unwrap();
    assert!(matches!(other.open(peter), Err(OpenError::Invalid { .. })));
    // A known name with another id, or a known id with another name, is an unknown key.
    let renamed = note(&[&PETER_LINE.replace("PeterNeumann", "CarmenSandiego")]);
    assert_eq!(renamed.open(peter), Err(OpenError::Unknown));
    let rehashed = note(&[&PETER_LINE.replace("x08g", "xxxx")]);
    assert_eq!(rehashed.open(peter), Err(OpenError::Unknown));
}

#[test]
fn every_bit_of_a_signature_counts() {
    let keys = known(&[PETER]);
    let good: Signature = PETER_LINE.trim_end().parse().unwrap();
    for bit in 0..64 * 8 {
        let mut bytes = good.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let mut note = Note::new(TEXT).unwrap();
        note.add(Signature::new(good.name().clone(), good.id(), bytes)).unwrap();
        assert!(matches!(note.open(&keys), Err(OpenError::Invalid { .. })), "bit {bit}");
    }
}

#[test]
fn two_keys_of_one_name_and_id_are_ambiguous() {
    let mut other: VerifierKey = PETER.parse().unwrap();
    let (name, id) = (other.name().clone(), other.id());
    other = VerifierKey::new(name.clone(), Algorithm::Ed25519, [9; 32]).with_id(id);
    let keys = [PETER.parse().unwrap(), other];
    assert_eq!(note(&[PETER_LINE]).open(&keys), Err(OpenError::Ambiguous { name, id }));
    assert_eq!(note(&[ENOCH_LINE]).open(&keys), Err(OpenError::Unknown));
}

#[test]
fn malformed_notes_are_refused_and_say_where() {
    let parse = |bytes: &[u8]| Note::parse(bytes).unwrap_err();
    let line = PETER_LINE.trim_end();
    assert_eq!(parse(TEXT.as_bytes()), NoteError::Separator);
    assert_eq!(parse(format!("{TEXT}\n").as_bytes()), NoteError::Separator);
    assert_eq!(parse(b""), NoteError::Separator);
    assert_eq!(parse(format!("{TEXT}\n{line}").as_bytes()), NoteError::Unterminated);
    assert_eq!(parse(format!("\u{1}{TEXT}\n{PETER_LINE}").as_bytes()), NoteError::Control(1));
    assert_eq!(parse(format!("{TEXT}\n{line}\r\n").as_bytes()), NoteError::Control(4));
    assert_eq!(parse(&[b"\xff", TEXT.as_bytes()].concat()), NoteError::Utf8(0));
    let at_4 = |source| NoteError::Signature { line: 4, source };
    for (line, why) in [
        ("— Bad Name x08go/ZJkuBS9UG=", SignatureError::Base64),
        ("- PeterNeumann AAAAAAA=", SignatureError::Shape),
        ("—  AAAAAAA=", SignatureError::Name(KeyError::Name)),
        ("— a+b AAAAAAA=", SignatureError::Name(KeyError::Name)),
        ("— a\u{a0}b AAAAAAA=", SignatureError::Name(KeyError::Name)),
        ("— a AAAAAAA= ", SignatureError::Base64),
        ("— a AAAAAAA", SignatureError::Base64),
        ("— a AAAAAAB=", SignatureError::Base64),
        ("— a AAAAAA==", SignatureError::Short(4)),
        ("— a ", SignatureError::Short(0)),
        ("— a", SignatureError::Shape),
    ] {
        assert_eq!(parse(format!("{TEXT}\n{line}\n").as_bytes()), at_4(why), "{line}");
    }
    let unexpected = format!("{TEXT}\n{PETER_LINE}Unexpected line.\n");
    assert_eq!(parse(unexpected.as_bytes()), NoteError::Signature { line: 5, source: SignatureError::Shape });
    assert_eq!(parse(format!("\n\n{PETER_LINE}\n").as_bytes()), NoteError::Separator);
}

#[test]
fn limits_hold() {
    let many = |count| format!("{TEXT}\n{}", PETER_LINE.repeat(count));
    assert_eq!(many(100).parse::<Note>().unwrap().signatures().len(), 100);
    assert_eq!(many(101).parse::<Note>(), Err(NoteError::TooMany(101)));
    let long = |length: usize| format!("{}\n\n{PETER_LINE}", "x".repeat(length - PETER_LINE.len() - 2));
    assert!(long(MAX_NOTE).parse::<Note>().is_ok());
    assert_eq!(long(MAX_NOTE + 1).parse::<Note>(), Err(NoteError::TooLong(MAX_NOTE + 1)));
    let mut full: Note = many(1).parse().unwrap();
    for count in 1..=MAX_SIGNATURES {
        let signature = Signature::new(KeyName::new("k").unwrap(), KeyId::new([0; 4]), vec![count as u8]);
        assert_eq!(full.add(signature).is_ok(), count < MAX_SIGNATURES);
    }
    assert_eq!(Note::new("no newline"), Err(NoteError::Text));
    assert_eq!(Note::new(""), Err(NoteError::Text));
    assert_eq!(Note::new("a\tb\n"), Err(NoteError::Control(1)));
}

#[test]
fn the_text_may_hold_empty_lines_and_accents() {
    // The example of the specification.
    let whole = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note: Note = whole.parse().unwrap();
    assert!(note.text().ends_with("sole:\n\ned è subito sera.\n"));
    assert_eq!((note.signatures()[0].bytes().len(), note.to_string().as_str()), (64, whole));
}

#[test]
fn mangled_keys_are_refused() {
    for (from, to) in (0..PETER.len()).flat_map(|from| (from..=PETER.len()).map(move |to| (from, to))) {
        assert_eq!(PETER[from..to].parse::<VerifierKey>().is_ok(), (from, to) == (0, PETER.len()), "{from}..{to}");
    }
    for (from, to) in (0..PETER_SECRET.len()).flat_map(|from| (from..=PETER_SECRET.len()).map(move |to| (from, to))) {
        let text = &PETER_SECRET[from..to];
        assert_eq!(text.parse::<SignerKey>().is_ok(), (from, to) == (0, PETER_SECRET.len()), "{from}..{to}");
    }
    for place in 0..PETER.len() {
        let mut bytes = PETER.as_bytes().to_vec();
        bytes[place] += 1;
        assert!(String::from_utf8(bytes).unwrap().parse::<VerifierKey>().is_err(), "{place}");
    }
    for place in 0..PETER_SECRET.len() {
        let mut bytes = PETER_SECRET.as_bytes().to_vec();
        bytes[place] += 1;
        assert!(String::from_utf8(bytes).unwrap().parse::<SignerKey>().is_err(), "{place}");
    }
    let error = |text: &str| text.parse::<VerifierKey>().unwrap_err();
    let wrong_length = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEQ==";
    assert_eq!(error(wrong_length), KeyError::Length(37));
    assert_eq!(error(&wrong_length.replace("EQ==", "EY==")), KeyError::Base64);
    let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(error(unknown), KeyError::Type(0x65));
    assert_eq!(error(PETER_SECRET), KeyError::Secret);
    assert_eq!(error(&PETER.replace("c74f20a3", "C74F20A3")), KeyError::Id);
    assert!(matches!(error(&PETER.replace("Peter", "Petra")), KeyError::Mismatch { .. }));
}

#[test]
fn a_secret_is_never_shown() {
    let key: SignerKey = PETER_SECRET.parse().unwrap();
    let secret = PETER_SECRET.rsplit_once('+').unwrap().1;
    for shown in [format!("{key:?}"), format!("{key:#?}"), format!("{:?}", Some(&key))] {
        assert!(!shown.contains(secret) && !shown.contains("PRIVATE"), "{shown}");
        assert!(shown.contains(PETER), "{shown}");
    }
    let broken = PETER_SECRET.replace("c74f20a3", "c74f20a4");
    let error = broken.parse::<SignerKey>().unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&secret[..12]));
}

proptest! {
    #[test]
    fn keys_are_what_their_texts_say(name in "[^\\s+\\x00-\\x1f]{1,20}", seed in any::<[u8; 32]>(), witness in any::<bool>()) {
        let algorithm = if witness { Algorithm::Cosignature } else { Algorithm::Ed25519 };
        let name = KeyName::new(name).unwrap();
        let secret: SignerKey = secret_text(&name, algorithm, &seed).parse().unwrap();
        let public: VerifierKey = secret.verifier().to_string().parse().unwrap();
        prop_assert_eq!(&public, secret.verifier());
        prop_assert_eq!(public.algorithm(), algorithm);
    }

    #[test]
    fn parse_and_print_are_inverses(text in "([^\\x00-\\x1f]{0,20}\n){1,5}", count in 1_usize..5, bytes in proptest::collection::vec(any::<u8>(), 1..80)) {
        let mut note = Note::new(text).unwrap();
        for place in 0..count {
            let name = KeyName::new(format!("key-{place}")).unwrap();
            note.add(Signature::new(name, KeyId::new([place as u8; 4]), bytes.clone())).unwrap();
        }
        prop_assert_eq!(note.to_string().parse::<Note>(), Ok(note));
    }

    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..200), tail in "(\n|— |[ -~]|k AAAAAAA=\n){0,12}") {
        let bytes = [bytes, tail.into_bytes()].concat();
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes);
        }
    }
}
