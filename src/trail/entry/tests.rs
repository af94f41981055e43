//! Entries written, read back, and refused.

use proptest::prelude::*;

use super::*;
use crate::{model::SubmissionPath, repo_path::RepoPath};

pub(crate) fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(crate) fn entry(event: Event) -> Entry {
    Entry {
        log: Origin::new("mipg.example.gov.co/entidad/1").unwrap(),
        entity: "Alcaldía".to_owned(),
        event,
        commit: None,
        time: moment("2026-11-05T20:12:31Z"),
        anchor: None,
        tool: "mipg 0.1.0".to_owned(),
    }
}

pub(crate) fn received(name: &str) -> Event {
    let path = SubmissionPath::parse(&format!("gobierno-digital/2026/11/{name}")).unwrap();
    Event::Submission(SubmissionEvent::Received, Submission { path, manifest: Digest::of(name.as_bytes()), files: 3 })
}

fn document(event: DocumentEvent) -> Event {
    let path = RepoPath::new("policies/repositorio.yaml").unwrap();
    Event::Document(event, Document { path, digest: Digest::of(b"") })
}

fn parse(text: &str) -> Result<Logged, EntryError> {
    Logged::parse(text.as_bytes())
}

const FULL: &str = concat!(
    r#"{"ancla":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","archivos":3,"#,
    r#""commit":"da39a3ee5e6b4b0d3255bfef95601890afd80709","entidad":"Alcaldía","#,
    r#""entrega":"gobierno-digital/2026/11/reporte-1f3a","evento":"recibido","herramienta":"mipg 0.1.0","#,
    r#""hora":"2026-11-05T20:12:31Z","log":"mipg.example.gov.co/entidad/1","#,
    r#""manifiesto":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","#,
    r#""politica":"gobierno-digital","v":1}"#,
);

fn full() -> Entry {
    let mut entry = entry(received("reporte-1f3a"));
    entry.commit = Some("da39a3ee5e6b4b0d3255bfef95601890afd80709".parse().unwrap());
    entry.anchor = Some(Digest::of(b""));
    if let Event::Submission(_, submission) = &mut entry.event {
        submission.manifest = Digest::of(b"");
    }
    entry
}

#[test]
fn an_entry_has_these_bytes() {
    assert_eq!(String::from_utf8(full().encode().unwrap()).unwrap(), FULL);
    assert_eq!(parse(FULL).unwrap(), Logged::Known(Box::new(full())));
    assert_eq!(
        String::from_utf8(entry(Event::Heartbeat).encode().unwrap()).unwrap(),
        concat!(
            r#"{"entidad":"Alcaldía","evento":"latido","herramienta":"mipg 0.1.0","hora":"2026-11-05T20:12:31Z","#,
            r#""log":"mipg.example.gov.co/entidad/1","v":1}"#
        )
    );
}

#[test]
fn every_event_is_written_and_read() {
    let mut words = Vec::new();
    for (kind, word) in EventKind::ALL {
        let event = match kind {
            EventKind::Submission(kind) => match received("r") {
                Event::Submission(_, submission) => Event::Submission(kind, submission),
                other => other,
            },
            EventKind::Document(kind) => document(kind),
            EventKind::Heartbeat => Event::Heartbeat,
        };
        let entry = entry(event);
        assert_eq!((entry.event.kind(), kind.key()), (kind, word));
        assert_eq!(Logged::parse(&entry.encode().unwrap()).unwrap().known(), Some(entry));
        words.push(word);
    }
    assert_eq!(
        words.join(" "),
        "recibido publicado reemplazado retirado purga catalogo informe latido clave cierre suprimido"
    );
}

#[test]
fn what_is_not_known_is_kept_and_not_interpreted() {
    let uninterpreted = |text: &str| match parse(text).unwrap() {
        Logged::Uninterpreted { version, event } => (version, event),
        Logged::Known(entry) => panic!("{entry:?}"),
    };
    assert_eq!(uninterpreted(r#"{"v":2}"#), (2, None));
    assert_eq!(uninterpreted(r#"{ "v":0, "evento":"recibido", "x":[1.5,{"ñ":null}] }"#), (0, Some("recibido".into())));
    assert_eq!(uninterpreted(r#"{"evento":"eclipse","otro":"dato","v":1}"#), (1, Some("eclipse".into())));
    let long = format!(r#"{{"v":7,"x":"{}"}}"#, "a".repeat(5000));
    assert_eq!(uninterpreted(&long).0, 7);
    // But version 1 is canonical and flat whatever the event.
    assert!(matches!(parse(r#"{"v":1,"evento":"eclipse"}"#), Err(EntryError::NotCanonical)));
    assert!(matches!(parse(r#"{"evento":"eclipse","v":1,"x":[]}"#), Err(EntryError::NotFlat(field)) if field == "x"));
}

#[test]
fn other_spellings_of_version_1_are_refused() {
    for (from, to) in [
        (r#""archivos":3,"#, r#""archivos":3, "#),
        (r#""archivos":3,"#, "\"archivos\":3,\n"),
        ("Alcaldía", "Alcald\\u00eda"),
        (r#""v":1}"#, r#""v":1} "#),
        ("1/", "1\\/"),
        (r#""politica":"gobierno-digital","v":1}"#, r#""v":1,"politica":"gobierno-digital"}"#),
        ("mipg 0", "mipg\\u00200"),
    ] {
        let text = FULL.replacen(from, to, 1);
        assert_ne!(text, FULL, "{from}");
        assert!(matches!(parse(&text), Err(EntryError::NotCanonical)), "{to}");
    }
    for number in ["3.0", "3e0", "-3", "9007199254740992"] {
        let text = FULL.replace(r#""archivos":3"#, &format!(r#""archivos":{number}"#));
        assert!(matches!(parse(&text), Err(EntryError::NotFlat(field)) if field == "archivos"), "{number}");
    }
    let twice = FULL.replace(r#""v":1}"#, r#""v":1,"v":1}"#);
    assert!(matches!(parse(&twice), Err(EntryError::Duplicate(key)) if key == "v"));
    assert!(matches!(parse(&FULL.replace(r#""v":1"#, r#""v":"1""#)), Err(EntryError::Invalid { field: "v", .. })));
    assert!(matches!(parse(&FULL.replace(r#","v":1"#, "")), Err(EntryError::Missing("v"))));
}

#[test]
fn every_field_is_asked_for_and_no_other() {
    let fields: BTreeMap<String, Value> = serde_json::from_str(FULL).unwrap();
    for name in fields.keys() {
        let mut fewer = fields.clone();
        fewer.remove(name);
        let answer = Logged::parse(&serde_json::to_vec(&fewer).unwrap());
        match name.as_str() {
            "ancla" | "commit" => assert!(answer.is_ok(), "{name}"),
            _ => assert!(matches!(answer, Err(EntryError::Missing(field)) if field == name), "{name}"),
        }
        let mut wrong = fields.clone();
        wrong.insert(name.clone(), if name == "v" { Value::from("x") } else { Value::from("\u{1}") });
        let answer = Logged::parse(&serde_json::to_vec(&wrong).unwrap());
        match name.as_str() {
            "evento" => assert!(matches!(answer, Ok(Logged::Uninterpreted { .. }))),
            _ => {
                assert!(matches!(answer, Err(EntryError::Invalid { field, .. }) if field == name), "{name}: {answer:?}")
            }
        }
    }
    let mut more = fields.clone();
    more.insert("titulo".to_owned(), Value::from("x"));
    let answer = Logged::parse(&serde_json::to_vec(&more).unwrap());
    assert!(matches!(answer, Err(EntryError::Unexpected(field)) if field == "titulo"));
    // A heartbeat is about nothing.
    let heartbeat = FULL.replace("recibido", "latido");
    assert!(matches!(parse(&heartbeat), Err(EntryError::Unexpected(field)) if field == "archivos"));
    let other = FULL.replace(r#""politica":"gobierno-digital""#, r#""politica":"transparencia""#);
    assert!(matches!(parse(&other), Err(EntryError::Invalid { field: "politica", .. })));
    let many = FULL.replace(r#""archivos":3"#, r#""archivos":4294967296"#);
    assert!(matches!(parse(&many), Err(EntryError::Invalid { field: "archivos", .. })));
}

#[test]
fn an_entry_has_at_most_2_kib() {
    let with = |length: usize| {
        let mut entry = entry(document(DocumentEvent::Report));
        if let Event::Document(_, document) = &mut entry.event {
            document.path = RepoPath::new("a".repeat(length)).unwrap();
        }
        entry
    };
    let rest = with(1).encode().unwrap().len() - 1;
    let longest = with(MAX_ENTRY - rest).encode().unwrap();
    assert_eq!(longest.len(), MAX_ENTRY);
    assert!(Logged::parse(&longest).is_ok());
    assert!(matches!(with(MAX_ENTRY - rest + 1).encode(), Err(EntryError::TooLong(2049))));
    let longer = String::from_utf8(longest).unwrap().replace("\"entrega\":\"", "\"entrega\":\"a");
    assert!(matches!(parse(&longer), Err(EntryError::TooLong(2049))));
    for text in ["", "a\nb", &"x".repeat(201)] {
        let entry = Entry { entity: text.to_owned(), ..entry(Event::Heartbeat) };
        assert!(matches!(entry.encode(), Err(EntryError::Invalid { field: "entidad", .. })), "{text}");
        let entry = Entry { tool: text.to_owned(), entity: "x".to_owned(), ..entry };
        assert!(matches!(entry.encode(), Err(EntryError::Invalid { field: "herramienta", .. })), "{text}");
    }
}

#[test]
fn the_key_is_event_path_and_digest() {
    let first = full();
    let later = Entry { time: moment("2027-01-01T00:00:00Z"), commit: None, anchor: None, ..first.clone() };
    assert_eq!(first.key(), later.key());
    let mut others = vec![first.key(), entry(received("other")).key(), entry(document(DocumentEvent::Key)).key()];
    let Event::Submission(_, submission) = first.event.clone() else { unreachable!("a submission") };
    others.push(entry(Event::Submission(SubmissionEvent::Published, submission.clone())).key());
    let changed = Submission { manifest: Digest::of(b"changed"), ..submission };
    others.push(entry(Event::Submission(SubmissionEvent::Received, changed)).key());
    others.push(entry(Event::Heartbeat).key());
    others.push(Entry { time: moment("2027-01-01T00:00:00Z"), ..entry(Event::Heartbeat) }.key());
    others.sort();
    let count = others.len();
    others.dedup();
    assert_eq!((others.len(), count), (7, 7));
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        entity in "[^\\p{Cc}]{1,40}", name in "[^/\\x00]{1,30}", files in any::<u32>(), seconds in 0..253_402_300_799_u64,
        digest in any::<[u8; 4]>(), anchored in any::<bool>(),
    ) {
        prop_assume!(name != "." && name != ".." && entity.len() <= 200);
        let path = SubmissionPath::parse(&format!("modelo/2026/11/{name}")).unwrap();
        let manifest = Digest::of(&digest);
        let entry = Entry {
            entity,
            event: Event::Submission(SubmissionEvent::Published, Submission { path, manifest, files }),
            time: Moment::from_unix(seconds).unwrap(),
            anchor: anchored.then_some(manifest),
            ..full()
        };
        let bytes = entry.encode().unwrap();
        prop_assert_eq!(Logged::parse(&bytes).unwrap().known(), Some(entry));
    }

    #[test]
    fn any_change_of_a_byte_is_seen(place in 0..FULL.len(), byte in any::<u8>()) {
        let mut bytes = FULL.as_bytes().to_vec();
        prop_assume!(bytes[place] != byte);
        bytes[place] = byte;
        match Logged::parse(&bytes) {
            Ok(Logged::Known(entry)) => {
                prop_assert_ne!(&*entry, &full());
                prop_assert_eq!(entry.encode().unwrap(), bytes);
            }
            Ok(Logged::Uninterpreted { version, event }) => {
                prop_assert!(version != 1 || event.as_deref() != Some("recibido"));
            }
            Err(_) => {}
        }
    }
}
