//! Times that the audit trail gives: `mipg status`, `mipg remind` and `mipg history` on a repository with its log.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use mipg::{
    digest::Digest,
    model::SubmissionPath,
    registro::{self, Batch, GitWrites, Index, Occurrence, Trail},
    snapshot::GitRepository,
    trail::{
        checkpoint::Origin,
        cosignature::cosign,
        entry::{Event, Moment, Submission, SubmissionEvent},
        note::{Algorithm, KeyName, SignerKey},
    },
};

use crate::support::{
    log::{ORIGIN, WITNESS, key},
    mipg::{Run, run},
    moment,
    repo::{self, Repo},
};

const AS_OF: &str = "2027-01-31T12:00:00-05:00";

fn hour(text: &str) -> Moment {
    Moment::from_unix(u64::try_from(moment(text).timestamp()).unwrap()).unwrap()
}

pub fn witness() -> SignerKey {
    SignerKey::from_seed(KeyName::new(WITNESS).unwrap(), Algorithm::Cosignature, &[4; 32])
}

/// Commits a report; its manifest.
fn hand_in(repo: &Repo, path: &str, corte: &str, title: &str, date: &str) -> Vec<u8> {
    let policy = path.split('/').next().unwrap();
    let digest = Digest::of(format!("{path}\n").as_bytes());
    let manifest = format!(
        "version: 1\npolitica: {policy}\nclase: reporte\ntitulo: {title}\ncorte: {corte}\narchivos:\n  \
         - {{ruta: a.txt, sha256: {digest}, bytes: {}, formato: text/plain}}\n",
        path.len() + 1
    );
    repo.write(&format!("policies/{path}/manifiesto.yaml"), &manifest);
    repo.write(&format!("policies/{path}/a.txt"), format!("{path}\n"));
    repo.commit_as("entrega", "oficina@example.gov.co", date);
    manifest.into_bytes()
}

pub fn open(repo: &Repo) -> Arc<GitRepository> {
    Arc::new(GitRepository::open(repo.path()).unwrap())
}

/// Logs an event at an hour, as the clock of the institution tells it.
pub fn log(repo: &Repo, event: Event, at: &str) {
    let (repository, key, origin) = (open(repo), key(), Origin::new(ORIGIN).unwrap());
    // What an entry says may be another hour than that of the clock which an append is stopped by.
    let occurrences = [Occurrence { event, commit: None, time: Some(hour(at)), turn: 0 }];
    let batch = Batch {
        origin: &origin,
        entity: "Alcaldía de Prueba",
        tool: "mipg prueba",
        now: hour(AS_OF),
        key: Some(&key),
        occurrences: &occurrences,
        reach: None,
    };
    // Months lie between the hours of these logs.
    let terms = registro::Terms { clock_is_right: true, ..registro::Terms::default() };
    registro::append_on(&repository, &mut GitWrites::new(&repository), &mut Index::new(), &batch, &terms).unwrap();
}

pub fn received(path: &str, manifest: &[u8]) -> Event {
    let path = SubmissionPath::parse(path).unwrap();
    Event::Submission(SubmissionEvent::Received, Submission { path, manifest: Digest::of(manifest), files: 1 })
}

/// The witness sees the log at an hour.
pub fn cosigned(repo: &Repo, at: &str) {
    let repository = open(repo);
    let (_, trail) = Trail::open(&repository).unwrap().unwrap();
    let mut note = trail.note().unwrap().clone();
    note.add(cosign(&witness(), note.text(), hour(at).unix()).unwrap()).unwrap();
    let name = format!("atestacion/{}/cosig-testigo", trail.checkpoint().head.size);
    let files = BTreeMap::from([(name, note.to_string().into_bytes())]);
    registro::attach(&repository, &mut GitWrites::new(&repository), &files, hour(at)).unwrap();
}

/// December 2026: what was received before a witness looked, what while nobody did, what the clock and the witness tell
/// apart, what was never logged, and what did not come.
fn december() -> Repo {
    let repo = repo::base();
    let holidays = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/catalogo/festivos-co.yaml");
    repo.write("policies/catalogo/festivos-co.yaml", std::fs::read(holidays).unwrap());
    repo.commit_as("festivos", "oficina@example.gov.co", "2026-11-21T09:00:00-05:00");
    let title = "Informe <b>de prueba</b>";
    // Commits say otherwise: the first late, the second and third early.
    let first = ("gobierno-digital/2026/12/reporte-0001", "2026-12-05", "2026-12-09T10:00:00-05:00");
    let second = ("gobierno-digital/2026/12/reporte-0002", "2026-12-15", "2026-12-10T10:00:00-05:00");
    let third = ("transparencia/2026/12/reporte-0003", "2026-12-15", "2026-12-11T10:00:00-05:00");
    let [first, second, third] =
        [first, second, third].map(|(path, corte, date)| (path, hand_in(&repo, path, corte, title, date)));
    hand_in(&repo, "transparencia/2026/12/reporte-0004", "2026-12-05", "Informe", "2026-12-12T10:00:00-05:00");
    // A heartbeat, so that nothing was there when the log began.
    log(&repo, Event::Heartbeat, "2026-12-01T08:00:00-05:00");
    log(&repo, received(first.0, &first.1), "2026-12-07T20:00:00-05:00");
    cosigned(&repo, "2026-12-07T22:00:00-05:00");
    log(&repo, received(second.0, &second.1), "2026-12-15T23:50:00-05:00");
    cosigned(&repo, "2026-12-16T00:10:00-05:00");
    // After the witness had looked, by a clock that says before.
    log(&repo, received(third.0, &third.1), "2026-12-15T23:59:00-05:00");
    log(&repo, Event::Heartbeat, "2026-12-31T01:00:00-05:00");
    cosigned(&repo, "2026-12-31T02:00:00-05:00");
    let policy = format!("log {}\nwitness testigo {}\nquorum testigo\n", key().verifier(), witness().verifier());
    std::fs::write(repo.file("confianza.txt"), policy).unwrap();
    repo
}

fn status(repo: &Repo, more: &[&str]) -> Run {
    run(repo.path(), &[&["status", "--as-of", AS_OF, "--month", "2026-12"], more].concat())
}

type Told = (String, Option<String>, Option<String>);

fn told(run: &Run) -> BTreeMap<String, Told> {
    let json = run.json();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let one = |one: &serde_json::Value| {
        let proof = text(&one["proof"]).or_else(|| text(&one["absence"]["proof"]));
        (text(&one["id"]).unwrap(), (text(&one["outcome"]).unwrap(), text(&one["source"]), proof))
    };
    json["instances"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn hours_of_the_trail_decide_and_witnesses_prove_them() {
    let repo = december();
    let trusted = status(&repo, &["--confianza", "confianza.txt", "--format", "json"]).expect(0);
    let got = told(&trusted);
    for (id, outcome, source, proof) in [
        ("reporte/gobierno-digital/2026-12-05", "on-time", Some("trail"), "third-party"),
        ("reporte/gobierno-digital/2026-12-15", "on-time", Some("trail"), "own-clock"),
        ("reporte/gobierno-digital/2026-12-30", "missed", None, "third-party"),
        ("reporte/transparencia/2026-12-05", "late", Some("commit"), "unprovable"),
        ("reporte/transparencia/2026-12-15", "on-time", Some("trail"), "disputed"),
        ("reporte/transparencia/2026-12-30", "missed", None, "third-party"),
    ] {
        let expected = (outcome.to_owned(), source.map(str::to_owned), Some(proof.to_owned()));
        assert_eq!(got[id], expected, "{id}");
    }
    let json = trusted.json();
    let proof = &json["counts"]["proof"];
    let counts = ["third_party", "own_clock", "declared", "unprovable", "disputed"].map(|name| proof[name].clone());
    assert_eq!(counts, [1, 1, 0, 1, 1].map(serde_json::Value::from));
    assert_eq!(json["counts"]["absence"], serde_json::json!({"third_party": 2, "unprovable": 0}));
    let trail = &json["trail"];
    assert_eq!(trail["receipts"], serde_json::json!({"of": 5, "with": 3}));
    assert_eq!(trail["attestations"], serde_json::json!({"checked": 3, "of": 3, "refused": 0}));
    assert_eq!((&trail["key_source"], &trail["size"]), (&"given".into(), &5.into()));
    let third = json["instances"].as_array().unwrap().iter().find(|one| one["proof"] == "disputed").unwrap();
    assert_eq!(
        third["receipt"],
        serde_json::json!({
            "index": 3, "imported": false, "time": "2026-12-15T23:59:00-05:00",
            "commit_time": "2026-12-11T10:00:00-05:00", "not_before": "2026-12-16T00:10:00-05:00",
            "not_after": "2026-12-31T02:00:00-05:00",
        })
    );
    let missed = json["instances"].as_array().unwrap().iter().find(|one| one["outcome"] == "missed").unwrap();
    assert_eq!(
        missed["absence"],
        serde_json::json!({"proof": "third-party", "seen": "2026-12-31T02:00:00-05:00", "size": 5})
    );
    // Before that witness looked, nothing showed that they had not come.
    let then = run(
        repo.path(),
        &[
            "status",
            "--as-of",
            "2026-12-31T00:30:00-05:00",
            "--month",
            "2026-12",
            "--confianza",
            "confianza.txt",
            "--format",
            "json",
        ],
    );
    assert_eq!(told(&then.expect(0))["reporte/transparencia/2026-12-30"].2.as_deref(), Some("unprovable"));

    // People get it in words, with its bounds for one policy.
    let text = status(&repo, &["--confianza", "confianza.txt", "--policy", "transparencia"]).expect(0).stdout;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "en disputa; constancia n.º 3, no antes del 2026-12-16 00:10, no después del 2026-12-31 02:00, fecha del commit: 2026-12-11 10:00",
        "no constaba en el repositorio: un tercero vio el 2026-12-31 02:00 el registro con 5 anotaciones",
        "no muestra que no se presentara por otro canal",
        "1 de 2 entregas con constancia; atestaciones comprobadas: 3 de 3",
    ] {
        assert!(flat.contains(words), "{words}\n{flat}");
    }
}

/// Nobody saw that a policy handed in nothing where the log has what may have answered: another manifest of what is here,
/// or a submission that is not here, of whatever month.
#[test]
fn an_absence_is_not_proven_where_another_manifest_was_received() {
    let proofs = |path: &str, hour: &str| {
        let repo = december();
        log(&repo, received(path, b"otro manifiesto"), hour);
        log(&repo, Event::Heartbeat, "2027-01-08T01:00:00-05:00");
        cosigned(&repo, "2027-01-08T02:00:00-05:00");
        let got = told(&status(&repo, &["--confianza", "confianza.txt", "--format", "json"]).expect(0));
        ["gobierno-digital", "transparencia"].map(|policy| {
            let (outcome, _, proof) = got[&format!("reporte/{policy}/2026-12-30")].clone();
            assert_eq!(outcome, "missed");
            proof.unwrap()
        })
    };
    let (seen, not) = ("third-party".to_owned(), "unprovable".to_owned());
    let january = "2027-01-02T08:00:00-05:00";
    assert_eq!(proofs("gobierno-digital/2026/12/reporte-0001", january), [not.clone(), seen.clone()]);
    assert_eq!(proofs("transparencia/2026/12/reporte-0003", january), [seen.clone(), not.clone()]);
    assert_eq!(proofs("transparencia/2026/11/reporte-7777", january), [seen.clone(), not]);
    // Of another policy, and what came after the moment asked, change nothing.
    assert_eq!(proofs("integridad/2026/12/reporte-7777", january), [seen.clone(), seen]);
}

#[test]
fn without_what_verifies_them_hours_are_those_of_the_own_clock() {
    let repo = december();
    let own = status(&repo, &["--format", "json"]).expect(0);
    let json = own.json();
    assert_eq!(json["trail"]["key_source"], "repository");
    assert_eq!(json["trail"]["attestations"], serde_json::json!({"checked": 0, "of": 3, "refused": 0}));
    let proof = &json["counts"]["proof"];
    assert_eq!((&proof["own_clock"], &proof["unprovable"], &proof["disputed"]), (&3.into(), &1.into(), &0.into()));
    assert_eq!(json["counts"]["absence"], serde_json::json!({"third_party": 0, "unprovable": 2}));
    let text = status(&repo, &[]).expect(0).stdout;
    assert!(
        text.split_whitespace().collect::<Vec<_>>().join(" ").contains("clave tomada del propio repositorio"),
        "{text}"
    );
}

#[test]
fn a_trail_that_is_not_verified_gives_no_hour() {
    let repo = december();
    let other = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[9; 32]);
    let other = other.verifier().to_string();
    let refused = |arguments: &[&str], why: &str| {
        let shown = status(&repo, arguments).expect(3);
        assert!(shown.stdout.contains("no se pudo verificar"), "{}", shown.stdout);
        let json = status(&repo, &[arguments, &["--format", "json"]].concat()).expect(3);
        assert!(json.json()["trail"]["refused"].as_str().unwrap().contains(why), "{}", json.stdout);
        // Times are those of the commits, which prove nothing.
        let got = told(&json);
        assert_eq!(got["reporte/gobierno-digital/2026-12-05"].0, "late");
        assert!(
            got.values()
                .all(|(_, source, proof)| source.as_deref() != Some("trail") && proof.as_deref() == Some("unprovable"))
        );
    };
    refused(&["--key", &other], "su firma no es de la clave esperada");
    // An entry is changed: the root is another.
    let place = "tile/entries/000.p/5";
    let tree = repo.git(&["ls-tree", "-r", "--name-only", "registro"]);
    assert!(tree.lines().any(|line| line == place), "{tree}");
    repo.git(&["worktree", "add", "-q", "../registro-prueba", "registro"]);
    let file = repo.path().join("../registro-prueba").join(place);
    let mut bytes = std::fs::read(&file).unwrap();
    let last = bytes.len() - 60;
    let found = bytes.windows(7).rposition(|window| window == b"T06:00:").unwrap();
    assert!(found < last + 60);
    bytes[found + 2] = b'7';
    std::fs::write(&file, bytes).unwrap();
    let folder = repo.path().join("../registro-prueba");
    assert!(repo::git(&folder, &["commit", "-qam", "alterado"]).status.success());
    refused(&[], "las entradas producen la raíz");
    let reminded = run(repo.path(), &["remind", "--as-of", AS_OF]).expect(3);
    assert!(reminded.stderr.contains("el registro de integridad no se pudo verificar"), "{}", reminded.stderr);
    let lived = run(repo.path(), &["history", "transparencia/2026/12/reporte-0003", "--as-of", AS_OF]).expect(3);
    assert!(lived.stdout.contains("fecha del commit"), "{}", lived.stdout);
    assert!(!lived.stdout.contains("constancia n.º"), "{}", lived.stdout);
    drop(std::fs::remove_dir_all(folder));
}

#[test]
fn the_life_of_a_submission_is_told() {
    let repo = december();
    let path = "policies/transparencia/2026/12/reporte-0003";
    let life = |arguments: &[&str]| run(repo.path(), &[&["history", "--as-of", AS_OF], arguments].concat());
    let text = life(&[path, "--confianza", "confianza.txt"]).expect(0).stdout;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "título: Informe",
        "2026-12-15 23:59 recibida: constancia n.º 3, no antes del 2026-12-16 00:10, no después del 2026-12-31 02:00; comprobada por tercero",
        "llegó al repositorio, según la fecha del commit; no comprobable",
        "responde a reporte/transparencia/2026-12-15: oportuna (plazo hasta el 2026-12-15); decide 2026-12-15 23:59, registro de integridad, en disputa",
    ] {
        assert!(flat.contains(words), "{words}\n{flat}");
    }
    assert!(!text.contains("oficina@"), "{text}");
    let json = life(&["transparencia/2026/12/reporte-0003/a.txt", "--format", "json"]).expect(0).json();
    assert_eq!((&json["presence"], &json["path"]), (&"read".into(), &"transparencia/2026/12/reporte-0003".into()));
    let kinds: Vec<&str> =
        json["moments"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["committed", "logged"]);
    assert_eq!((&json["moments"][1]["index"], &json["moments"][1]["event"]), (&3.into(), &"recibido".into()));
    // The same of a bare clone, by the name of the revision; in English too.
    let source = format!("file://{}", repo.path().display());
    repo.git(&["clone", "-q", "--mirror", &source, "copia.git"]);
    let bare = run(
        &repo.file("copia.git"),
        &["historia", path, "--rev", "main", "--as-of", AS_OF, "--lang", "en", "--format", "json"],
    );
    assert_eq!(bare.expect(0).json()["moments"], json["moments"]);
    // One that was received and is not in the revision: the trail alone knows it.
    log(&repo, received("integridad/2026/12/reporte-9999", b"x"), "2027-01-05T08:00:00-05:00");
    let only = life(&["integridad/2026/12/reporte-9999"]).expect(0).stdout;
    assert!(only.contains("No está en esta revisión") && only.contains("constancia n.º 5"), "{only}");
    // One that nothing knows, and what is no submission.
    for given in [
        "policies/transparencia/2026/12/reporte-8888",
        "README.md",
        "policies/transparencia",
        "policies/\u{202e}x/2026/12/r-1",
    ] {
        let refused = life(&[given]).expect(2);
        assert!(
            refused.stderr.contains("no tienen la entrega") || refused.stderr.contains("ni esa revisión"),
            "{}",
            refused.stderr
        );
        assert!(refused.stdout.is_empty() && !refused.stderr.contains('\u{202e}'), "{}", refused.stderr);
    }
}

#[test]
fn bounds_are_told_to_the_second() {
    let repo = repo::base();
    let path = "gobierno-digital/2026/12/reporte-0001";
    let manifest = hand_in(&repo, path, "2026-12-05", "Informe", "2026-12-04T10:00:00-05:00");
    log(&repo, Event::Heartbeat, "2026-12-01T08:00:00-05:00");
    cosigned(&repo, "2026-12-01T09:30:07-05:00");
    log(&repo, received(path, &manifest), "2026-12-04T21:32:50-05:00");
    cosigned(&repo, "2026-12-04T21:59:13-05:00");
    let policy = format!("log {}\nwitness testigo {}\nquorum testigo\n", key().verifier(), witness().verifier());
    std::fs::write(repo.file("confianza.txt"), policy).unwrap();
    let trust = ["--confianza", "confianza.txt"];
    let life = |more: &[&str]| run(repo.path(), &[&["history", path, "--as-of", AS_OF], &trust[..], more].concat());
    // Cut to its minute the upper one would be false, by thirteen seconds.
    let told = life(&[]).expect(0).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let bounds = "no antes del 2026-12-01 09:30:07, no después del 2026-12-04 21:59:13";
    assert!(told.contains(bounds), "{told}");
    let json = life(&["--format", "json"]).expect(0).json();
    let logged = json["moments"].as_array().unwrap().iter().find(|one| one["kind"] == "logged").unwrap();
    assert_eq!(
        (&logged["not_before"], &logged["not_after"]),
        (&"2026-12-01T09:30:07-05:00".into(), &"2026-12-04T21:59:13-05:00".into())
    );
    let shown = status(&repo, &[&trust[..], &["--policy", "gobierno-digital"]].concat()).expect(0).stdout;
    assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(bounds), "{shown}");
}

/// A withdrawal states a day: it stands after what that day has at an hour, and before the next day, whether all its files
/// were withdrawn, so that its hour is known, or one of two.
#[test]
fn what_happened_is_told_in_its_order() {
    for second in ["", "otro.txt"] {
        let repo = repo::base();
        let path = "gobierno-digital/2026/12/reporte-0001";
        let mut manifest = hand_in(&repo, path, "2026-12-05", "Informe", "2026-12-04T10:00:00-05:00");
        if !second.is_empty() {
            let row = format!("  - {{ruta: {second}, sha256: {}, bytes: 1, formato: text/plain}}\n", Digest::of(b"x"));
            manifest.extend_from_slice(row.as_bytes());
            repo.write(&format!("policies/{path}/manifiesto.yaml"), &manifest);
            repo.write(&format!("policies/{path}/{second}"), "x");
            repo.git(&["add", "-A"]);
            repo.git(&["commit", "-q", "--amend", "--no-edit"]);
        }
        log(&repo, received(path, &manifest), "2026-12-04T21:30:00-05:00");
        let record = "version: 1\nmotivo: Se publicó lo que no correspondía.\nfundamento: Ley 1581 de 2012\n\
                      autoriza: Secretaría General\nfecha: 2026-12-04\narchivos: [a.txt]\n";
        repo.write(&format!("policies/{path}/retiro.yaml"), record);
        repo.git(&["rm", "-q", &format!("policies/{path}/a.txt")]);
        repo.commit_as("retiro", "oficina@example.gov.co", "2026-12-04T23:00:00-05:00");
        log(&repo, received(path, b"otro manifiesto"), "2026-12-05T07:00:00-05:00");
        let text = run(repo.path(), &["history", path, "--as-of", AS_OF]).expect(0).stdout;
        let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}\n{text}"));
        let order = ["2026-12-04 21:30 recibida", "archivos retirados", "2026-12-05 07:00 recibida"].map(place);
        assert!(order.is_sorted(), "{second} {order:?}\n{text}");
    }
}

/// A withdrawal happened when the trail says that it came, whatever day its record states.
#[test]
fn a_withdrawal_is_of_the_hour_of_the_trail() {
    for (stated, of) in [("2026-12-20", "1 de 1"), ("2026-11-01", "1 de 1"), ("2026-12-20", "1 de 2")] {
        let repo = repo::base();
        let path = "gobierno-digital/2026/12/reporte-0001";
        let mut manifest = hand_in(&repo, path, "2026-12-05", "Informe", "2026-12-04T10:00:00-05:00");
        if of == "1 de 2" {
            let row = format!("  - {{ruta: b.txt, sha256: {}, bytes: 1, formato: text/plain}}\n", Digest::of(b"x"));
            manifest.extend_from_slice(row.as_bytes());
            repo.write(&format!("policies/{path}/manifiesto.yaml"), &manifest);
            repo.write(&format!("policies/{path}/b.txt"), "x");
            repo.commit_as("otro", "oficina@example.gov.co", "2026-12-04T10:00:00-05:00");
        }
        log(&repo, received(path, &manifest), "2026-12-04T21:30:00-05:00");
        let record = format!(
            "version: 1\nmotivo: Se publicó lo que no correspondía.\nfundamento: Ley 1581 de 2012\n\
             autoriza: Secretaría General\nfecha: {stated}\narchivos: [a.txt]\n"
        );
        repo.write(&format!("policies/{path}/retiro.yaml"), record);
        repo.git(&["rm", "-q", &format!("policies/{path}/a.txt")]);
        repo.commit_as("retiro", "oficina@example.gov.co", "2026-12-06T23:00:00-05:00");
        let withdrawn = match received(path, &manifest) {
            Event::Submission(_, one) => Event::Submission(SubmissionEvent::Withdrawn, one),
            other => other,
        };
        log(&repo, withdrawn, "2026-12-07T08:00:00-05:00");
        let text = run(repo.path(), &["history", path, "--as-of", AS_OF]).expect(0).stdout;
        let line = format!("2026-12-07 archivos retirados, según su acta del {stated}: {of}");
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(&line), "{line}\n{text}");
    }
}

#[test]
fn a_key_is_given_to_those_who_ask_for_times_as_its_text_or_as_its_file() {
    let repo = december();
    let path = "policies/transparencia/2026/12/reporte-0003";
    std::fs::write(repo.file("registro.vkey"), format!("{}\n", key().verifier())).unwrap();
    std::fs::write(repo.file("vacia.vkey"), "\n").unwrap();
    let text = key().verifier().to_string();
    for given in [&text[..], "registro.vkey"] {
        let told = run(repo.path(), &["history", path, "--as-of", AS_OF, "--key", given]).expect(0).stdout;
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("verificado con la clave que usted dio"), "{given}: {told}");
        let json = status(&repo, &["--key", given, "--format", "json"]).expect(0).json();
        assert_eq!(json["trail"]["key_source"], "given", "{given}");
    }
    for (given, code) in [("vacia.vkey", 3), ("no-existe.vkey", 2)] {
        let refused = run(repo.path(), &["history", path, "--as-of", AS_OF, "--key", given]).expect(code);
        assert!(refused.stdout.is_empty(), "{}", refused.stdout);
    }
}
