use proptest::prelude::*;

use super::*;
use crate::trail::{
    checkpoint::{Checkpoint, Origin},
    cosignature::cosign,
    merkle::TreeHead,
    note::{KeyName, OpenError, SignerKey},
};

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(name).unwrap(), algorithm, &[seed; 32])
}

fn log() -> SignerKey {
    key("example.com/log", Algorithm::Ed25519, 0)
}

fn witness(seed: u8) -> SignerKey {
    key(&format!("w{seed}.example.com"), Algorithm::Cosignature, seed)
}

/// The policy of the specification's example: two of three of X, and one of three of Y.
fn two_levels() -> String {
    let mut text = format!("# who we trust\n\nlog {} https://example.com/log\n", log().verifier());
    for (seed, name) in (1..).zip(["X1", "X2", "X3", "Y1", "Y2", "Y3"]) {
        text += &format!("\twitness {name}  {}\n", witness(seed).verifier());
    }
    text += "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\n";
    text + "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

fn parse(text: &str) -> Result<Policy, PolicyError> {
    Policy::parse(text.as_bytes())
}

#[test]
fn every_set_of_witnesses_is_judged_as_the_groups_say() {
    let policy = parse(&two_levels()).unwrap();
    assert_eq!((policy.logs().len(), policy.witnesses().count()), (1, 6));
    let keys: Vec<VerifierKey> = (1..=6).map(|seed| witness(seed).verifier().clone()).collect();
    let mut met = 0;
    for set in 0_u32..64 {
        let valid: Vec<_> = (0..6).filter(|place| set >> place & 1 == 1).map(|place| &keys[place]).collect();
        let quorum = policy.evaluate(&valid);
        let expected = (set & 0b111).count_ones() >= 2 && set >> 3 != 0;
        assert_eq!(quorum.met, expected, "{set:06b}");
        assert_eq!((quorum.present.len(), quorum.missing.len()), (valid.len(), 6 - valid.len()));
        met += u32::from(quorum.met);
    }
    // Four sets of two or three X, seven of one to three Y.
    assert_eq!(met, 28);
    assert!(!policy.evaluate(&[log().verifier()]).met);
}

#[test]
fn a_checkpoint_is_opened_and_its_quorum_told_apart() {
    let policy = parse(&two_levels()).unwrap();
    let checkpoint = Checkpoint::new(Origin::new("example.com/log").unwrap(), TreeHead::empty());
    let mut note = checkpoint.sign(&log()).unwrap();
    let judge = |note: &Note| policy.open(note).map(|(_, quorum)| (quorum.met, quorum.present.len()));
    assert_eq!(judge(&note).unwrap(), (false, 0));
    for (seed, met) in [(1, false), (4, false), (3, true)] {
        // The same witness at two moments is one witness.
        for time in [5, 6] {
            note.add(cosign(&witness(seed), note.text(), time).unwrap()).unwrap();
        }
        assert_eq!(judge(&note).unwrap().0, met, "after {seed}");
    }
    let (opened, quorum) = policy.open(&note).unwrap();
    assert_eq!((opened.checkpoint, opened.cosignatures.len()), (checkpoint.clone(), 6));
    assert_eq!(quorum.present, [&b"X1"[..], b"X3", b"Y1"]);
    assert!(quorum.required);
    // An unknown witness neither helps nor harms; a known one with a false signature rejects the note.
    note.add(cosign(&witness(9), note.text(), 5).unwrap()).unwrap();
    assert_eq!(judge(&note).unwrap(), (true, 3));
    let other = cosign(&witness(2), &Checkpoint::new(Origin::new("o").unwrap(), TreeHead::empty()).to_string(), 5);
    note.add(other.unwrap()).unwrap();
    assert!(matches!(policy.open(&note), Err(CheckpointOpenError::Signature(OpenError::Invalid { .. }))));
    // Witnesses alone do not make a log.
    let mut unsigned = Note::new(checkpoint.to_string()).unwrap();
    unsigned.add(cosign(&witness(1), unsigned.text(), 5).unwrap()).unwrap();
    assert!(matches!(policy.open(&unsigned), Err(CheckpointOpenError::Log(_))));
}

#[test]
fn no_quorum_asks_for_nothing() {
    let policy = parse("quorum none").unwrap();
    let quorum = policy.evaluate(&[]);
    assert!(quorum.met && !quorum.required);
    let single = parse(&format!("witness w {}\nquorum w\n", witness(1).verifier())).unwrap();
    assert!(!single.evaluate(&[]).met);
    assert!(single.evaluate(&[witness(1).verifier()]).met);
}

#[test]
fn mistakes_are_named_with_their_line() {
    use PolicyProblem as P;
    let (log, w1, w2) = (log().verifier().clone(), witness(1).verifier().clone(), witness(2).verifier().clone());
    let w1_again = VerifierKey::new(KeyName::new("renamed").unwrap(), Algorithm::Cosignature, *w1.public());
    let base = format!("witness a {w1}\nwitness b {w2}\n");
    let name = |text: &str| text.to_owned();
    for (text, line, problem) in [
        (name(""), 2, P::NoQuorum),
        (format!("{base}# quorum a\n"), 4, P::NoQuorum),
        (name("quorum none\nquorum none\n"), 2, P::SecondQuorum),
        (name("quorum\n"), 1, P::Parts("quorum <name>")),
        (name("quorum a b\n"), 1, P::Parts("quorum <name>")),
        (name("quorum a\n"), 1, P::Undefined(name("a"))),
        (format!("quorum a\n{base}"), 1, P::Undefined(name("a"))),
        (name("\n\nLog x\n"), 3, P::Word),
        (name("log\n"), 1, P::Parts("log <key> [<url>]")),
        (format!("log {log} url more\n"), 1, P::Parts("log <key> [<url>]")),
        (format!("log {log}\nlog {log}\n"), 2, P::DuplicateKey),
        (format!("log {w1}\n"), 1, P::Algorithm { found: 4, expected: 1 }),
        (format!("witness a {log}\n"), 1, P::Algorithm { found: 1, expected: 4 }),
        (format!("witness {w1}\n"), 1, P::Parts("witness <name> <key> [<url>]")),
        (format!("{base}witness c {w1_again}\n"), 3, P::DuplicateKey),
        (format!("witness none {w1}\n"), 1, P::Taken(name("none"))),
        (format!("{base}group a any b\n"), 3, P::Taken(name("a"))),
        (format!("{base}group g any a c\n"), 3, P::Undefined(name("c"))),
        (format!("{base}group g any g\n"), 3, P::Undefined(name("g"))),
        (format!("{base}group g any none\n"), 3, P::Undefined(name("none"))),
        (format!("{base}group g any a a\n"), 3, P::Repeated(name("a"))),
        (format!("{base}group g any a\ngroup h any a b\n"), 4, P::Repeated(name("a"))),
        (format!("{base}group g any\n"), 3, P::Parts("group <name> all|any|<k> <name>…")),
        (format!("{base}group g 0 a b\n"), 3, P::Threshold(2)),
        (format!("{base}group g 3 a b\n"), 3, P::Threshold(2)),
        (format!("{base}group g +1 a b\n"), 3, P::Threshold(2)),
        (format!("{base}group g most a b\n"), 3, P::Threshold(2)),
        (name("quorum none\r\n"), 1, P::Control),
        (name("# \u{7f}\nquorum none\n"), 1, P::Control),
        (name("log x+00000000+AA==\n"), 1, P::Key(KeyError::Type(0))),
    ] {
        assert_eq!(parse(&text), Err(PolicyError { line, problem }), "{text}");
    }
    let error = parse(&format!("log {}\n", w1.to_string().replace("w1", "w2"))).unwrap_err();
    assert!(matches!(error.problem, P::Key(KeyError::Mismatch { .. })));
    assert_eq!(Policy::parse(b"witness \xff x\nquorum none\n").unwrap_err().problem, P::Key(KeyError::Shape));
}

#[test]
fn names_are_bytes_and_limits_hold() {
    let key = witness(1).verifier().to_string();
    let text = [b"witness \xc3\x28 ".as_slice(), key.as_bytes(), b"\nquorum \xc3\x28"];
    let policy = Policy::parse(&text.concat()).unwrap();
    assert!(policy.evaluate(&[witness(1).verifier()]).met);
    let many = |count: u16| {
        let mut text = String::new();
        for number in 0..count {
            let mut seed = [0; 32];
            seed[..2].copy_from_slice(&number.to_be_bytes());
            let key = SignerKey::from_seed(KeyName::new("w").unwrap(), Algorithm::Cosignature, &seed);
            let key = key.verifier();
            text += &format!("witness w{number} {key}\n");
        }
        text + "quorum none\n"
    };
    assert_eq!(parse(&many(1000)).unwrap().witnesses().count(), 1000);
    assert_eq!(parse(&many(1001)), Err(PolicyError { line: 1001, problem: PolicyProblem::TooLarge }));
    let long = |length| [vec![b'#'; length - 12], b"\nquorum none".to_vec()].concat();
    assert!(Policy::parse(&long(MAX_POLICY)).is_ok());
    assert_eq!(Policy::parse(&long(MAX_POLICY + 1)).unwrap_err().problem, PolicyProblem::TooLarge);
}

proptest! {
    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..60), words in "((log|witness|group|quorum|any|none|a|b|2)[ \t\n]){0,20}") {
        let text = [words.into_bytes(), bytes].concat();
        let lines = text.split(|byte| *byte == b'\n').count();
        if let Err(error) = Policy::parse(&text) {
            prop_assert!((1..=lines + 1).contains(&error.line));
        }
    }
}
