//! Receipts made from logs in memory, verified, and broken.

use proptest::prelude::*;

use super::*;
use crate::{
    digest::Digest,
    messages::Lang,
    model::SubmissionPath,
    trail::{
        append,
        checkpoint::Checkpoint,
        cosignature::cosign,
        entry::{Entry, Event, Submission, SubmissionEvent, tests::entry},
        merkle::TreeHead,
        note::{Algorithm, KeyName, Note, SignerKey},
        policy::Policy,
        proof::{MAX_PROOF, Proof},
        tile::tests::Shelf,
    },
};

const FILES: [&[u8]; 2] = [b"informe", b"acta"];

pub(crate) fn log_key() -> SignerKey {
    SignerKey::from_seed(KeyName::new("mipg.example.gov.co/entidad/1").unwrap(), Algorithm::Ed25519, &[7; 32])
}

fn witness_key() -> SignerKey {
    SignerKey::from_seed(KeyName::new("w.example.org/personeria").unwrap(), Algorithm::Cosignature, &[8; 32])
}

fn path(name: &str) -> SubmissionPath {
    SubmissionPath::parse(&format!("gobierno-digital/2026/11/{name}")).unwrap()
}

fn manifest_text(title: &str) -> String {
    let [one, two] = FILES.map(Digest::of);
    format!(
        "titulo: {title}\nclase: reporte\ncorte: 2026-11-05\narchivos:\n  - {{ruta: informe.pdf, sha256: {one}}}\n  - {{ruta: acta.pdf, sha256: {two}}}\n"
    )
}

fn event(kind: SubmissionEvent, name: &str, manifest: &str) -> Entry {
    let manifest = Digest::of(manifest.as_bytes());
    entry(Event::Submission(kind, Submission { path: path(name), manifest, files: 2 }))
}

/// A log with these entries: its files and its signed checkpoint.
pub(crate) fn log(entries: Vec<Entry>) -> (Shelf, Note) {
    let mut shelf = Shelf::default();
    let old = Checkpoint::new(entry(Event::Heartbeat).log, TreeHead::empty());
    let made = append::append(&mut shelf, &old, entries, |_| None).unwrap();
    shelf.0.extend(made.write);
    (shelf, made.checkpoint.sign(&log_key()).unwrap())
}

/// A log of 300 submissions, of which number 270 is the one asked about.
fn long() -> (Shelf, Note) {
    log((0..300)
        .map(|number| {
            event(SubmissionEvent::Received, &format!("reporte-{number:04x}"), &manifest_text(&number.to_string()))
        })
        .collect())
}

fn issued() -> Issued {
    let (mut shelf, note) = long();
    let known = [log_key().verifier().clone()];
    issue(&mut shelf, &note, &known, &path("reporte-010e"), Digest::of(manifest_text("270").as_bytes())).unwrap()
}

/// The receipt of a reception, with no checkpoint of others.
fn issue<R: crate::trail::tile::TileReader>(
    reader: &mut R,
    note: &Note,
    known: &[crate::trail::note::VerifierKey],
    submission: &SubmissionPath,
    manifest: Digest,
) -> Result<Issued, IssueError<R::Error>> {
    let request = Request { submission, manifest, wanted: Wanted::Reception, attested: &[] };
    super::issue(reader, note, known, &request)
}

#[test]
fn the_checkpoint_with_most_cosignatures_that_holds_the_entry_is_taken() {
    let texts = ["uno", "dos", "tres", "cuatro"].map(manifest_text);
    let entries = |count: usize| -> Vec<Entry> {
        let one = |place: usize| event(SubmissionEvent::Published, &format!("r-{place}"), &texts[place]);
        (0..count).map(one).collect()
    };
    let (mut shelf, note) = log(entries(4));
    let attested = |count: usize, seeds: &[u8]| {
        let mut note = log(entries(count)).1;
        for seed in seeds {
            let name = KeyName::new(format!("w.example.org/t{seed}")).unwrap();
            let key = SignerKey::from_seed(name, Algorithm::Cosignature, &[*seed; 32]);
            note.add(cosign(&key, note.text(), 1_793_909_600).unwrap()).unwrap();
        }
        note
    };
    let forged = {
        let mut other = entries(3);
        other[0] = event(SubmissionEvent::Published, "otra", &texts[0]);
        let mut note = log(other).1;
        note.add(cosign(&witness_key(), note.text(), 1_793_909_600).unwrap()).unwrap();
        note.add(attested(3, &[30]).signatures()[1].clone()).unwrap();
        note.add(attested(3, &[31]).signatures()[1].clone()).unwrap();
        note
    };
    let known = [log_key().verifier().clone()];
    let mut size = |place: usize, attested: &[Note]| {
        let (submission, manifest) = (path(&format!("r-{place}")), Digest::of(texts[place].as_bytes()));
        let request = Request { submission: &submission, manifest, wanted: Wanted::Reception, attested };
        let issued = super::issue(&mut shelf, &note, &known, &request).unwrap();
        let file = issued.proof.to_string();
        let files = [given("manifiesto.yaml", texts[place].as_bytes()), given("a", FILES[0]), given("b", FILES[1])];
        assert_eq!(by_key(file.as_bytes(), &files).unwrap().exit_code(), 10);
        (issued.size, issued.cosigned, issued.known_to)
    };
    assert_eq!(size(1, &[]), (4, 0, 4));
    assert_eq!(size(1, &[attested(2, &[20]), attested(3, &[20])]), (2, 1, 4));
    assert_eq!(size(1, &[attested(2, &[20]), attested(3, &[20, 21])]), (3, 2, 4));
    // Too small for the entry, of another tree, and signed by no key of the log.
    assert_eq!(size(2, &[attested(2, &[20, 21])]), (4, 0, 4));
    assert_eq!(size(1, &[forged]), (4, 0, 4));
    let mut bare = Note::new(attested(3, &[]).text()).unwrap();
    bare.add(attested(3, &[20]).signatures()[1].clone()).unwrap();
    bare.add(attested(3, &[21]).signatures()[1].clone()).unwrap();
    bare.add(attested(3, &[22]).signatures()[1].clone()).unwrap();
    assert_eq!(size(1, &[bare]), (4, 0, 4));
}

#[test]
fn all_the_receipts_are_those_that_are_given_one_by_one() {
    use SubmissionEvent::{Published, Received, Superseded, Withdrawn};
    let (one, two) = (manifest_text("uno"), manifest_text("dos"));
    let entries = || {
        vec![
            event(Received, "a", &one),
            event(Published, "b", &one),
            event(Published, "a", &one),
            entry(Event::Heartbeat),
            event(Superseded, "a", &one),
            event(Published, "a", &two),
            event(Withdrawn, "a", &two),
        ]
    };
    let (mut shelf, note) = log(entries());
    let mut attested = log(entries()[..3].to_vec()).1;
    attested.add(cosign(&witness_key(), attested.text(), 1_793_909_600).unwrap()).unwrap();
    let known = [log_key().verifier().clone()];
    for attested in [vec![], vec![attested]] {
        let wanted = path("a");
        let all = issue_all(&mut shelf, &note, &known, &attested, &|path| *path == wanted).unwrap();
        assert_eq!(all.keys().copied().collect::<Vec<_>>(), [0, 2, 4, 5, 6]);
        for (index, issued) in all {
            let manifest = Digest::of(if index < 5 { one.as_bytes() } else { two.as_bytes() });
            let request =
                Request { submission: &path("a"), manifest, wanted: Wanted::Index(index), attested: &attested };
            assert_eq!(issued, super::issue(&mut shelf, &note, &known, &request).unwrap());
        }
    }
    // Nothing is given of a log that does not hold, or that nobody known signed.
    assert!(issue_all(&mut shelf, &note, &[], &[], &|_| true).is_err());
    let (mut other, _) = log(entries().into_iter().rev().collect());
    assert!(issue_all(&mut other, &note, &known, &[], &|_| true).is_err());
}

#[test]
fn cosignatures_are_gathered_and_with_a_policy_only_those_that_hold() {
    let note = issued().proof.checkpoint;
    let with = |signature: &crate::trail::note::Signature| {
        let mut one = note.clone();
        one.add(signature.clone()).unwrap();
        one.to_string().into_bytes()
    };
    let good = cosign(&witness_key(), note.text(), 1_793_909_600).unwrap();
    let stale = cosign(&witness_key(), log(vec![]).1.text(), 1_793_909_600).unwrap();
    let files = [note.to_string().into_bytes(), with(&good), b"nada".to_vec(), with(&stale)];
    assert_eq!(gathered(&files, None).unwrap().signatures().len(), 3);
    let text = format!("log {}\nwitness p {}\nquorum p\n", log_key().verifier(), witness_key().verifier());
    let whole = gathered(&files, Some(&Policy::parse(text.as_bytes()).unwrap())).unwrap();
    assert_eq!(whole.signatures()[1..], [good]);
    assert!(gathered(&[b"nada".to_vec()], None).is_none());
}

#[test]
fn what_came_after_is_told_and_another_event_can_be_asked_for() {
    use SubmissionEvent::{Published, Received, Superseded, Withdrawn};
    let (one, two) = (manifest_text("uno"), manifest_text("dos"));
    let (mut shelf, note) = log(vec![
        event(Received, "a", &one),
        event(Published, "a", &one),
        event(Superseded, "a", &one),
        event(Withdrawn, "b", &one),
        event(Published, "a", &two),
        event(Withdrawn, "a", &two),
    ]);
    let known = [log_key().verifier().clone()];
    let mut ask = |wanted: Wanted, text: &str| {
        let submission = path("a");
        let request = Request { submission: &submission, manifest: Digest::of(text.as_bytes()), wanted, attested: &[] };
        super::issue(&mut shelf, &note, &known, &request).map(|issued| {
            (issued.proof.index, issued.later.iter().map(|one| (one.index, one.event)).collect::<Vec<_>>())
        })
    };
    let replaced = vec![(2, Superseded), (4, Published)];
    let published = [(1, Published)].into_iter().chain(replaced.clone()).collect();
    assert_eq!(ask(Wanted::Reception, &one).unwrap(), (0, published));
    assert_eq!(ask(Wanted::Event(Published), &one).unwrap(), (1, replaced.clone()));
    assert_eq!(ask(Wanted::Index(1), &one).unwrap(), (1, replaced));
    assert_eq!(ask(Wanted::Event(Superseded), &one).unwrap(), (2, vec![(4, Published)]));
    assert_eq!(ask(Wanted::Event(Withdrawn), &two).unwrap(), (5, vec![]));
    assert_eq!(ask(Wanted::Reception, &two).unwrap(), (4, vec![(5, Withdrawn)]));
    let has = |answer| matches!(answer, Err(IssueError::NotWanted { has }) if has.len() == 3);
    assert!(has(ask(Wanted::Event(Withdrawn), &one)) && has(ask(Wanted::Index(3), &one)));
}

fn given(name: &str, bytes: &[u8]) -> Given {
    Given { name: name.to_owned(), digest: Digest::of(bytes), bytes: Some(bytes.to_vec()), salted: Vec::new() }
}

fn whole() -> Vec<Given> {
    vec![
        given("manifiesto.yaml", manifest_text("270").as_bytes()),
        given("informe.pdf", FILES[0]),
        given("otro-nombre.pdf", FILES[1]),
    ]
}

fn by_key(receipt: &[u8], given: &[Given]) -> Result<Judgement, JudgeError> {
    judge(receipt, Trust::Keys(&[log_key().verifier().clone()]), None, given)
}

#[test]
fn the_entry_of_the_submission_is_proved() {
    let issued = issued();
    assert_eq!((issued.proof.index, issued.size), (270, 300));
    let judgement = by_key(issued.proof.to_string().as_bytes(), &whole()).unwrap();
    assert_eq!(judgement.exit_code(), 10);
    assert!(matches!(&judgement.manifest, ManifestCheck::Same(manifest) if manifest.files.len() == 2));
    let same = |name: &str| FileCheck::Same(name.to_owned());
    assert_eq!(
        judgement.files,
        [("informe.pdf".to_owned(), same("informe.pdf")), ("otro-nombre.pdf".to_owned(), same("acta.pdf"))]
    );
    assert_eq!(judgement.entry, Some(issued.entry));
}

#[test]
fn received_goes_before_published_and_another_manifest_is_none() {
    let (one, two) = (manifest_text("uno"), manifest_text("dos"));
    let known = [log_key().verifier().clone()];
    let find = |entries: Vec<Entry>, text: &str| {
        let (mut shelf, note) = log(entries);
        issue(&mut shelf, &note, &known, &path("a"), Digest::of(text.as_bytes())).map(|issued| issued.proof.index)
    };
    use SubmissionEvent::{Published, Received, Withdrawn};
    let published = || event(Published, "a", &one);
    assert_eq!(find(vec![published()], &one).unwrap(), 0);
    assert_eq!(find(vec![published(), event(Received, "a", &one)], &one).unwrap(), 1);
    assert_eq!(find(vec![event(Received, "b", &one), event(Received, "a", &two), published()], &one).unwrap(), 2);
    let none = |answer, other| matches!(answer, Err(IssueError::NotLogged { other: found }) if found == other);
    assert!(none(find(vec![published()], &two), Some(0)));
    assert!(none(find(vec![event(Withdrawn, "a", &one), event(Received, "ab", &one)], &one), None));
    assert!(none(find(vec![], &one), None));
}

#[test]
fn no_receipt_is_made_from_a_log_that_does_not_hold() {
    let (mut shelf, note) = long();
    let (known, other) = ([log_key().verifier().clone()], [witness_key().verifier().clone()]);
    let digest = Digest::of(manifest_text("270").as_bytes());
    assert!(matches!(issue(&mut shelf, &note, &other, &path("reporte-010e"), digest), Err(IssueError::Checkpoint(_))));
    for path_of in shelf.0.keys().copied().collect::<Vec<_>>() {
        let mut broken = shelf.clone();
        let bytes = broken.0.get_mut(&path_of).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        let answer = issue(&mut broken, &note, &known, &path("reporte-010e"), digest);
        // The last byte of a bundle is of another entry; the first 256 leaves come in as one hash of level 1.
        let name = path_of.to_string();
        let is_other = ["tile/entries/000", "tile/entries/001.p/44", "tile/0/000"].contains(&name.as_str());
        assert_eq!(answer.is_ok(), is_other, "{path_of}");
        broken.0.remove(&path_of);
        let answer = issue(&mut broken, &note, &known, &path("reporte-010e"), digest);
        let is_refused = matches!(answer, Err(IssueError::Tile(_) | IssueError::Entry(_)));
        assert_eq!(is_refused, name != "tile/0/000", "{path_of}");
    }
}

#[test]
fn a_receipt_of_one_submission_does_not_serve_another() {
    let receipt = issued().proof.to_string();
    let exit = |given: &[Given]| by_key(receipt.as_bytes(), given).unwrap().exit_code();
    let [manifest, informe, acta] = <[Given; 3]>::try_from(whole()).unwrap();
    let other = given("manifiesto.yaml", manifest_text("271").as_bytes());
    assert_eq!(exit(&[other.clone(), informe.clone()]), 1);
    assert_eq!(exit(&[manifest.clone(), given("informe.pdf", b"Informe"), acta.clone()]), 1);
    assert_eq!(exit(&[manifest.clone(), given("tercero.pdf", b"tercero"), informe.clone(), acta.clone()]), 1);
    assert_eq!(exit(&[manifest.clone(), informe.clone(), other, acta.clone()]), 1);
    // Without its manifest nothing is said of a file, right or wrong.
    assert_eq!(exit(&[informe.clone(), acta.clone()]), 3);
    assert_eq!(exit(&[]), 3);
    // Nor is anything said of one that was received and is not given.
    assert_eq!(exit(&[manifest.clone(), informe.clone()]), 3);
    assert_eq!(exit(std::slice::from_ref(&manifest)), 3);
    assert_eq!(exit(&[manifest, informe, acta]), 10);
}

#[test]
fn trust_decides_what_a_genuine_receipt_is_worth() {
    let mut proof = issued().proof;
    let keys = [log_key().verifier().clone()];
    let text = proof.to_string();
    let exit =
        |text: &str, trust: Trust<'_>| judge(text.as_bytes(), trust, None, &whole()).map(|found| found.exit_code());
    assert_eq!(exit(&text, Trust::Repository(&keys)).unwrap(), 12);
    let (log, witness) = (log_key(), witness_key());
    let policy = |quorum: &str| {
        let text = format!("log {}\nwitness p {}\nquorum {quorum}\n", log.verifier(), witness.verifier());
        Policy::parse(text.as_bytes()).unwrap()
    };
    assert_eq!(exit(&text, Trust::Policy(&policy("p"))).unwrap(), 11);
    assert_eq!(exit(&text, Trust::Policy(&policy("none"))).unwrap(), 10);
    let cosignature = cosign(&witness, proof.checkpoint.text(), 1_793_909_600).unwrap();
    proof.checkpoint.add(cosignature).unwrap();
    let text = proof.to_string();
    assert_eq!(exit(&text, Trust::Policy(&policy("p"))).unwrap(), 0);
    assert_eq!(exit(&text, Trust::Keys(&keys)).unwrap(), 10);
    assert_eq!(exit(&text, Trust::Repository(&keys)).unwrap(), 12);
    // Another key of the same name, and one of another log.
    let name = KeyName::new("mipg.example.gov.co/entidad/1").unwrap();
    let other = [SignerKey::from_seed(name, Algorithm::Ed25519, &[9; 32]).verifier().clone()];
    for keys in [&other[..], &[witness.verifier().clone()], &[]] {
        assert_eq!(exit(&text, Trust::Keys(keys)).unwrap_err().exit_code(), 40);
    }
}

#[test]
fn one_flipped_bit_anywhere_is_refused() {
    let text = issued().proof.to_string().into_bytes();
    for byte in 0..text.len() {
        for bit in [0, 3, 5] {
            let mut broken = text.clone();
            broken[byte] ^= 1 << bit;
            let answer = by_key(&broken, &whole());
            assert!(
                matches!(&answer, Err(error) if error.exit_code() == 40 || matches!(error, JudgeError::NoEntry)),
                "byte {byte}, bit {bit}"
            );
        }
        assert!(by_key(&text[..byte], &whole()).is_err(), "cut at {byte}");
    }
    let long = [&text[..], &vec![b'x'; MAX_PROOF]].concat();
    assert!(matches!(by_key(&long, &[]), Err(JudgeError::Proof(_))));
}

#[test]
fn an_entry_that_is_not_ours_is_not_taken_for_one() {
    let mut foreign = event(SubmissionEvent::Received, "a", &manifest_text("a"));
    foreign.log = crate::trail::checkpoint::Origin::new("otro.gov.co/e/1").unwrap();
    let leaves = [br#"{"evento":"nuevo","v":2}"#.to_vec(), b"{}".to_vec(), foreign.encode().unwrap()];
    let judged = leaves.map(|leaf| {
        let head = TreeHead { size: 1, root: crate::trail::merkle::leaf_hash(&leaf) };
        let checkpoint = Checkpoint::new(entry(Event::Heartbeat).log, head).sign(&log_key()).unwrap();
        let proof = Proof { extra: Some(leaf), index: 0, path: vec![], checkpoint };
        by_key(proof.to_string().as_bytes(), &whole())
    });
    let [later, malformed, foreign] = judged;
    let later = later.unwrap();
    assert_eq!((later.entry.is_none(), later.exit_code()), (true, 3));
    assert!(matches!(malformed, Err(JudgeError::Entry(_))));
    assert!(matches!(foreign, Err(JudgeError::Log { .. })));
    let mut bare = issued().proof;
    bare.extra = None;
    assert_eq!(by_key(bare.to_string().as_bytes(), &whole()).unwrap_err().exit_code(), 3);
}

#[test]
fn the_words_say_what_was_and_was_not_checked() {
    let receipt = issued().proof.to_string();
    let judgement = by_key(receipt.as_bytes(), &whole()[..2]).unwrap();
    let text = human(&judgement, Lang::Es);
    assert!(text.contains("1 de 2   sin comprobar: 1"), "{text}");
    assert!(text.contains("5 de noviembre de 2026, 15:12:31 (hora de Colombia)"), "{text}");
    assert!(text.contains("No establece:"), "{text}");
    assert!(human(&judgement, Lang::En).contains("not checked: 1"));
    let value: serde_json::Value = serde_json::from_str(&json(&judgement, Lang::Es)).unwrap();
    assert_eq!(value["checks"]["files"], serde_json::json!([1, 2]));
    assert_eq!(value["checks"]["witnesses"], serde_json::json!([0, 0]));
    assert_eq!(value["exit_code"], 3);
    assert_eq!(value["files"][1], serde_json::json!({"file": "acta.pdf", "outcome": "not-given", "received_as": null}));
}

#[test]
fn no_word_of_success_is_said_while_a_file_received_is_not_verified() {
    let mut proof = issued().proof;
    proof.checkpoint.add(cosign(&witness_key(), proof.checkpoint.text(), 1_793_909_600).unwrap()).unwrap();
    let receipt = proof.to_string();
    let (log, witness) = (log_key(), witness_key());
    let text = format!("log {}\nwitness p {}\nquorum p\n", log.verifier(), witness.verifier());
    let policy = Policy::parse(text.as_bytes()).unwrap();
    let keys = [log.verifier().clone()];
    for trust in [Trust::Policy(&policy), Trust::Keys(&keys), Trust::Repository(&keys)] {
        let said = |count: usize| {
            let judgement = judge(receipt.as_bytes(), trust, None, &whole()[..count]).unwrap();
            (judgement.exit_code(), human(&judgement, Lang::Es))
        };
        for count in [1, 2] {
            let (code, text) = said(count);
            assert_eq!(code, 3, "{text}");
            assert!(text.contains(&format!(
                "NO se comprobaron todos los archivos que se recibieron: faltan {} de 2",
                3 - count
            )));
            assert!(text.contains("acta.pdf: sin comprobar") && !text.contains("es lo que se recibió"), "{text}");
        }
        let (code, text) = said(3);
        assert!([0, 10, 12].contains(&code) && text.contains("2 de 2"), "{text}");
    }
}

fn html(title: &str, lang: Lang) -> String {
    page_of(&issued(), title, None, lang)
}

fn page_of(issued: &Issued, title: &str, withdrawn: Option<&[String]>, lang: Lang) -> String {
    let mut manifest = Manifest::parse(manifest_text("270").as_bytes()).unwrap();
    manifest.title = Some(title.to_owned());
    let key = log_key();
    let address = "https://mipg.example.gov.co/constancias/constancia-270.tlog-proof";
    let (key, policy) = (key.verifier(), Some("Gobierno Digital"));
    let page = Page { issued, manifest: &manifest, withdrawn, key, policy, address };
    page.html(lang).unwrap()
}

/// Of a withdrawal of some files, those alone are told as withdrawn.
#[test]
fn the_page_of_a_withdrawal_lists_what_was_withdrawn() {
    let mut issued = issued();
    if let Event::Submission(event, _) = &mut issued.entry.event {
        *event = SubmissionEvent::Withdrawn;
    }
    let manifest = Manifest::parse(manifest_text("270").as_bytes()).unwrap();
    let (first, second) = (manifest.files[0].clone(), manifest.files[1].clone());
    let page = page_of(&issued, "Avance", Some(std::slice::from_ref(&second.name)), Lang::Es);
    assert!(
        page.contains("que se retiró en parte")
            && page.contains("(retiro.yaml): 1. Archivos que el manifiesto relaciona: 2."),
        "{page}"
    );
    assert!(
        page.contains(&second.digest.unwrap().to_string()) && !page.contains(&first.digest.unwrap().to_string()),
        "{page}"
    );
    let names = [first.name, second.name];
    let page = page_of(&issued, "Avance", Some(&names), Lang::Es);
    assert!(page.contains("<dd>que se retiró</dd>") && page.contains(&first.digest.unwrap().to_string()), "{page}");
    // Where the record cannot be had, the page claims nothing of which they were.
    let page = page_of(&issued, "Avance", None, Lang::En);
    assert!(
        !page.contains("Files withdrawn, by") && page.contains("Which files were withdrawn: that is said by"),
        "{page}"
    );
}

#[test]
fn the_page_says_what_was_received_and_needs_nothing_else() {
    let page = html("Avance <b>&\"'", Lang::Es);
    assert_eq!(page, html("Avance <b>&\"'", Lang::Es));
    for says in [
        "<html lang=\"es\">",
        "<dd class=\"number\">270</dd>",
        "5 de noviembre de 2026, 15:12:31",
        "gobierno-digital/2026/11/reporte-010e",
        "Avance &lt;b&gt;&amp;",
        &Digest::of(FILES[1]).to_string(),
        &Digest::of(manifest_text("270").as_bytes()).to_string(),
        "Qué no prueba",
        "role=\"img\"",
    ] {
        assert!(page.contains(says), "{says}\n{page}");
    }
    assert!(!page.contains("<b>"));
    for outside in ["src=", "href=", "url(", "@import", "<script", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let english = html("x", Lang::En);
    assert!(english.contains("<html lang=\"en\">") && english.contains("What it does not prove"));
    assert!(english.contains("5 November 2026, 15:12:31"));
}

proptest! {
    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(by_key(&bytes, &[]).is_err());
    }
}

#[test]
fn what_is_kept_outside_is_checked_with_its_salt() {
    let salt = [9_u8; 32];
    let salted = |salt: &[u8], bytes: &[u8]| Digest::of(&[salt, bytes].concat());
    let commitment = salted(&salt, b"foto");
    let listing = |name: &str, kind: &str| {
        let informe = Digest::of(FILES[0]);
        format!(
            "titulo: Fotos\nclase: reporte\narchivos:\n  - {{ruta: informe.pdf, sha256: {informe}}}\n  - ruta: {name}\n    compromiso: {{algoritmo: {kind}, valor: {commitment}}}\n"
        )
    };
    let text = listing("foto.jpg", "sha256-sal");
    let (mut shelf, note) = log(vec![event(SubmissionEvent::Received, "a", &text)]);
    let known = [log_key().verifier().clone()];
    let issued = issue(&mut shelf, &note, &known, &path("a"), Digest::of(text.as_bytes())).unwrap();
    let judged = |name: &str, bytes: &[u8], salts: &[[u8; 32]]| {
        let salted = salts.iter().map(|salt| salted(salt, bytes)).collect();
        let listed = [(name, bytes, salted), ("informe.pdf", FILES[0], Vec::new())];
        let files = listed.map(|(name, bytes, salted)| Given { salted, ..given(name, bytes) });
        let files = [&[given("manifiesto.yaml", text.as_bytes())], &files[..]].concat();
        let judgement = by_key(issued.proof.to_string().as_bytes(), &files).unwrap();
        (judgement.files[0].1.clone(), judgement.exit_code())
    };
    let same = FileCheck::Same("foto.jpg".to_owned());
    assert_eq!(judged("foto.jpg", b"foto", &[salt]), (same.clone(), 10));
    // Whatever it is called, and among the salts of others.
    assert_eq!(judged("IMG_1.jpg", b"foto", &[[1; 32], salt]), (same, 10));
    assert_eq!(judged("foto.jpg", b"foto", &[]), (FileCheck::Outside, 3));
    assert_eq!(judged("foto.jpg", b"foto", &[[1; 32]]), (FileCheck::NotCommitted, 1));
    assert_eq!(judged("foto.jpg", b"otra", &[salt]), (FileCheck::NotCommitted, 1));
    // Another one given in its place leaves it unverified.
    assert_eq!(judged("otra.jpg", b"otra", &[salt]), (FileCheck::NotListed, 3));
    // A commitment of a kind that is not known is none.
    let manifest = Manifest::parse(listing("lista.pdf", "otro").as_bytes()).unwrap();
    let salted = vec![salted(&[1; 32], b"foto")];
    assert_eq!(judge::check(&manifest, &Given { salted, ..given("lista.pdf", b"foto") }), FileCheck::Outside);
}
