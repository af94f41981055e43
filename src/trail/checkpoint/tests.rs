use proptest::prelude::*;

use super::*;
use crate::trail::{cosignature::cosign, merkle::leaf_hash, note::KeyName};

const SOFA: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

#[test]
fn the_example_of_the_format_is_read() {
    let checkpoint: Checkpoint = SOFA.parse().unwrap();
    assert_eq!(checkpoint.origin.as_str(), "example.com/behind-the-sofa");
    assert_eq!(checkpoint.head.size, 20_852_163);
    assert_eq!(checkpoint.extensions(), [""; 0]);
    assert_eq!(checkpoint.to_string(), SOFA);
    let signed = format!(
        "{SOFA}\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    );
    let note: Note = signed.parse().unwrap();
    assert_eq!((note.text(), note.signatures().len()), (SOFA, 1));
    assert_eq!(note.to_string(), signed);
}

#[test]
fn lines_of_extension_are_kept_as_they_are() {
    let text = format!("{SOFA}one line\nanother\n");
    let checkpoint: Checkpoint = text.parse().unwrap();
    assert_eq!(checkpoint.extensions(), ["one line", "another"]);
    assert_eq!(checkpoint.to_string(), text);
    assert_eq!(format!("{SOFA}one\n\ntwo\n").parse::<Checkpoint>(), Err(CheckpointError::Extension(5)));
    assert_eq!(format!("{SOFA}\n").parse::<Checkpoint>(), Err(CheckpointError::Extension(4)));
}

#[test]
fn other_spellings_are_refused() {
    use CheckpointError::{Lines, Origin, Root, Size};
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    for (text, why) in [
        (String::new(), Lines),
        ("o\n".to_owned(), Lines),
        ("o\n1\n".to_owned(), Lines),
        (format!("o\n1\n{root}"), Lines),
        (format!("\n1\n{root}\n"), Origin),
        (format!("o\r\n1\n{root}\n"), Origin),
        (format!("o\n01\n{root}\n"), Size),
        (format!("o\n00\n{root}\n"), Size),
        (format!("o\n+1\n{root}\n"), Size),
        (format!("o\n-1\n{root}\n"), Size),
        (format!("o\n\n{root}\n"), Size),
        (format!("o\n1 \n{root}\n"), Size),
        (format!("o\n1e3\n{root}\n"), Size),
        (format!("o\n9223372036854775808\n{root}\n"), Size),
        (format!("o\n99999999999999999999\n{root}\n"), Size),
        (format!("o\n1\n{}\n", &root[..40]), Root),
        (format!("o\n1\n{}\n", root.replace("I=", "J=")), Root),
        (format!("o\n1\n {root}\n"), Root),
    ] {
        assert_eq!(text.parse::<Checkpoint>(), Err(why), "{text:?}");
    }
    assert_eq!(format!("o\n9223372036854775807\n{root}\n").parse::<Checkpoint>().unwrap().head.size, MAX_SIZE);
    assert_eq!(format!("o\n0\n{root}\n").parse::<Checkpoint>().unwrap().head.size, 0);
}

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(name).unwrap(), algorithm, &[seed; 32])
}

#[test]
fn only_the_log_of_the_origin_is_believed() {
    let checkpoint: Checkpoint = SOFA.parse().unwrap();
    let log = key("example.com/behind-the-sofa", Algorithm::Ed25519, 1);
    let other = key("example.com/other", Algorithm::Ed25519, 2);
    let witness = key("w", Algorithm::Cosignature, 3);
    let mut note = checkpoint.sign(&log).unwrap();
    note.add(cosign(&witness, SOFA, 5).unwrap()).unwrap();
    let known = [log.verifier().clone(), other.verifier().clone(), witness.verifier().clone()];
    let opened = open(&note, &known).unwrap();
    assert_eq!((&opened.checkpoint, opened.log), (&checkpoint, log.verifier()));
    assert_eq!(opened.cosignatures.iter().map(Verified::time).collect::<Vec<_>>(), [Some(5)]);
    // A witness alone, or another log, is not the log.
    assert!(matches!(open(&note, &known[1..]), Err(CheckpointOpenError::Log(_))));
    let foreign = checkpoint.sign(&other).unwrap();
    assert!(matches!(open(&foreign, &known), Err(CheckpointOpenError::Log(_))));
    assert!(matches!(open(&foreign, &known[..1]), Err(CheckpointOpenError::Signature(OpenError::Unknown))));
    // A witness's key that bears the name of the log is not the log either.
    let disguised = key("example.com/behind-the-sofa", Algorithm::Cosignature, 4);
    let mut note = Note::new(SOFA).unwrap();
    note.add(cosign(&disguised, SOFA, 5).unwrap()).unwrap();
    assert!(matches!(open(&note, &[disguised.verifier().clone()]), Err(CheckpointOpenError::Log(_))));
    // What is signed but is no checkpoint.
    let mut note = Note::new("poem\n").unwrap();
    note.add(log.sign("poem\n").unwrap()).unwrap();
    assert!(matches!(open(&note, &known), Err(CheckpointOpenError::Checkpoint(CheckpointError::Lines))));
}

proptest! {
    #[test]
    fn parse_and_print_are_inverses(
        origin in "[^\\x00-\\x1f]{1,30}", size in 0..=MAX_SIZE, extensions in proptest::collection::vec("[^\\x00-\\x1f]{1,9}", 0..3),
    ) {
        let mut checkpoint = Checkpoint::new(Origin::new(origin).unwrap(), TreeHead { size, root: leaf_hash(b"") });
        checkpoint.extensions = extensions;
        prop_assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
    }
}
