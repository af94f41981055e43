//! Honest uses, which must pass.

use std::collections::BTreeMap;

use ::mipg::{
    digest::Digest,
    model::SubmissionPath,
    registro::{GitWrites, Trail, attach},
    snapshot::LfsPointer,
    trail::{
        cosignature::cosign,
        entry::{Event, Moment, Submission, SubmissionEvent},
        note::{Algorithm, KeyName, Note, SignerKey},
        purge::{Order, Purge},
    },
};
use serde_json::json;

use super::{FIRST, SECOND, START, Trial, finds, key};
use crate::support::repo;

#[test]
fn a_log_that_grew() {
    let trial = Trial::two();
    let audit = trial.audit(10, &["--checkpoint", "@uno", "--checkpoint", "@dos"]);
    finds(&audit, &[]);
    assert_eq!(audit["verdict"], "not-witnessed");
    for (check, count) in [
        ("signature", json!([1, 1])),
        ("root", json!([1, 1])),
        ("bundles", json!([1, 1])),
        ("tiles", json!([1, 1])),
        ("entries", json!([8, 8])),
        ("hours", json!([8, 8])),
        ("kept", json!([2, 2])),
        ("manifests", json!([2, 2])),
        ("files", json!([3, 3])),
        ("submissions", json!([2, 2])),
        ("events", json!([0, 0])),
        ("settings", json!([6, 6])),
        ("founded", json!([6, 6])),
        ("unchanged", json!([2, 2])),
        ("descent", json!([2, 2])),
        ("dates", json!([2, 2])),
        ("timestamps", json!([0, 0])),
    ] {
        assert_eq!(audit["checks"][check], count, "{check}");
    }
    // A checkpoint that was kept is as good as a key; nothing at all is not.
    finds(&trial.run(&["--checkpoint", "@uno"]).expect(10).json(), &[]);
    let own = trial.run(&[]).expect(12).json();
    assert_eq!((&own["verdict"], &own["inputs"]["key_from_repository"]), (&json!("own-key"), &json!(true)));
    // The same twice, byte by byte.
    assert_eq!(trial.run(&[]).stdout, trial.run(&[]).stdout);
}

#[test]
fn a_merge_that_is_not_logged_yet() {
    let trial = Trial::two();
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["pending"], &audit["checks"]["submissions"]), (&json!(1), &json!([2, 2])));
}

#[test]
fn a_replacement_and_a_withdrawal() {
    let trial = Trial::two();
    let manifest = std::fs::read(trial.repo.file(&format!("policies/{FIRST}/manifiesto.yaml"))).unwrap();
    let digest = Digest::of(&manifest);
    let more = format!("reemplaza:\n  entrega: {FIRST}\n  sha256: {digest}\n  motivo: Se corrigió la cifra.\n");
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Acta corregida.\n", &more);
    trial.repo.commit("corrección");
    trial.log();
    std::fs::remove_file(trial.repo.file(&format!("policies/{SECOND}/acta.txt"))).unwrap();
    trial.repo.write(&format!("policies/{SECOND}/retiro.yaml"), crate::history::WITHDRAWAL);
    trial.repo.commit("retiro");
    // Before it is logged it is pending, and lawful.
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!(audit["pending"], 1);
    trial.log();
    let audit = trial.audit(10, &["--checkpoint", "@dos"]);
    finds(&audit, &[]);
    assert_eq!((&audit["checks"]["events"], &audit["checks"]["unchanged"]), (&json!([2, 2]), &json!([3, 3])));
    // Its record may name more later, and nothing else of it may change.
    let record = format!("policies/{SECOND}/retiro.yaml");
    trial.repo.write(&record, crate::history::WITHDRAWAL.replace("[acta.txt]", "[acta.txt, anexo.txt]"));
    trial.repo.commit("retiro de más");
    trial.log();
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    let grown = trial.repo.git(&["rev-parse", "HEAD"]);
    trial.repo.write(&record, crate::history::WITHDRAWAL.replace("[acta.txt]", "[acta.txt, anexo.txt] "));
    trial.repo.commit("otro motivo");
    finds(&trial.audit(1, &[]), &[("unchanged", "withdrawal-altered")]);
    trial.repo.git(&["reset", "-q", "--hard", &grown]);
    trial.repo.git(&["rm", "-q", &record]);
    trial.repo.write(&format!("policies/{SECOND}/acta.txt"), "Acta de prueba.\n");
    trial.repo.commit("como si nada");
    finds(&trial.audit(1, &[]), &[("unchanged", "published-removed"), ("unchanged", "withdrawal-altered")]);
    trial.repo.git(&["reset", "-q", "--hard", &grown]);
    // A withdrawal that does not name what went.
    std::fs::remove_file(trial.repo.file(&format!("policies/{FIRST}/acta.txt"))).unwrap();
    trial
        .repo
        .write(&format!("policies/{FIRST}/retiro.yaml"), crate::history::WITHDRAWAL.replace("acta.txt", "avance.csv"));
    trial.repo.commit("retiro de otra cosa");
    trial.log();
    finds(&trial.audit(1, &[]), &[("unchanged", "published-removed")]);
}

#[test]
fn squash_merge_and_rebase_with_drafts() {
    for how in ["merge", "squash", "rebase"] {
        let trial = Trial::new();
        let repo = &trial.repo;
        repo.git(&["checkout", "-q", "-b", "entrega"]);
        trial.hand_in(SECOND, "Borrador de acta.\n", "");
        repo.commit("borrador");
        trial.hand_in(SECOND, "Acta de prueba.\n", "");
        repo.commit("entrega");
        repo.git(&["checkout", "-q", "main"]);
        repo.write("LEEME.txt", "posterior");
        repo.commit("posterior");
        repo.land("entrega", how);
        trial.log();
        let audit = trial.audit(10, &[]);
        finds(&audit, &[]);
        let published = if how == "rebase" { 3 } else { 2 };
        assert_eq!(audit["checks"]["manifests"], json!([published, published]), "{how}");
        assert_eq!(audit["checks"]["unchanged"], json!([2, 2]), "{how}");
    }
}

#[test]
fn requests_closed_forced_or_for_one_path_are_no_fault() {
    let trial = Trial::new();
    let manifest = |repo: &crate::support::repo::Repo| {
        Digest::of(&std::fs::read(repo.file(&format!("policies/{SECOND}/manifiesto.yaml"))).unwrap())
    };
    // A request that was closed, one whose branch was rewritten and pushed by force, and another for the same path: each
    // was received as it stood, at commits that no clone has.
    let mut received = Vec::new();
    for text in ["Acta de la solicitud cerrada.\n", "Acta antes de forzar.\n", "Acta de la segunda solicitud.\n"] {
        trial.repo.git(&["checkout", "-q", "-b", "solicitud"]);
        trial.hand_in(SECOND, text, "");
        let commit = trial.repo.commit("entrega");
        let submission =
            Submission { path: SubmissionPath::parse(SECOND).unwrap(), manifest: manifest(&trial.repo), files: 1 };
        let event = Event::Submission(SubmissionEvent::Received, submission);
        received.push(::mipg::registro::Occurrence {
            event,
            commit: Some(commit.parse().unwrap()),
            time: None,
            turn: 0,
        });
        trial.repo.git(&["checkout", "-q", "main"]);
        trial.repo.git(&["branch", "-q", "-D", "solicitud"]);
    }
    trial.append(&received);
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["unpublished"], &audit["checks"]["entries"]), (&json!(3), &json!([10, 10])));
    // One of them is published: the others stay received, and nothing of them has to be in a clone.
    trial.hand_in(SECOND, "Acta de la segunda solicitud.\n", "");
    trial.repo.commit("publicada");
    trial.log();
    let clone = trial.file("clon");
    let url = format!("file://{}", trial.repo.path().display());
    assert!(repo::git(trial.files.path(), &["clone", "-q", &url, clone.to_str().unwrap()]).status.success());
    let key = key(5).verifier().to_string();
    let audit = trial.run_in(&clone, &["--key", &key]).expect(10).json();
    finds(&audit, &[]);
    assert_eq!((&audit["unpublished"], &audit["checks"]["submissions"]), (&json!(2), &json!([2, 2])));
}

#[test]
fn a_clone_with_the_branch_of_the_remote_alone() {
    let trial = Trial::two();
    let clone = trial.file("clon");
    let url = format!("file://{}", trial.repo.path().display());
    assert!(repo::git(trial.files.path(), &["clone", "-q", &url, clone.to_str().unwrap()]).status.success());
    let key = key(5).verifier().to_string();
    let audit = trial.run_in(&clone, &["--key", &key]).expect(10).json();
    assert_eq!(audit["inputs"]["log_reference"], "refs/remotes/origin/registro");
    // Main as the remote has it, though the branch of the clone is behind.
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    assert!(repo::git(&clone, &["fetch", "-q", "origin"]).status.success());
    let audit = trial.run_in(&clone, &["--key", &key]).expect(10).json();
    assert_eq!(audit["checks"]["manifests"], json!([3, 3]));
    // A clone of main alone has no log, and says what to do.
    let alone = trial.file("solo");
    let arguments = ["clone", "-q", "--single-branch", "--branch", "main", &url, alone.to_str().unwrap()];
    assert!(repo::git(trial.files.path(), &arguments).status.success());
    let run = trial.run_in(&alone, &[]).expect(3);
    assert!(run.stderr.contains("git fetch origin registro:registro") && run.stdout.is_empty(), "{}", run.stderr);
}

#[test]
fn a_key_that_was_rotated() {
    let trial = Trial::two();
    let entries: Vec<Vec<u8>> = trial.entries().iter().map(|entry| entry.encode().unwrap()).collect();
    trial.forge(&entries, &key(6));
    let (old, new) = (key(5).verifier().to_string(), key(6).verifier().to_string());
    std::fs::write(trial.file("claves"), format!("{old}\n{new}\n")).unwrap();
    let audit = trial.run(&["--key", "@claves", "--checkpoint", "@uno"]).expect(10).json();
    finds(&audit, &[]);
    assert_eq!(audit["checks"]["kept"], json!([1, 1]));
}

#[test]
fn a_pointer_is_not_checked_and_not_a_fault() {
    let trial = Trial::new();
    let path = "gobierno-digital/2026/11/reporte-0303";
    trial.manifest(path, "Un video muy grande.\n", "");
    let pointer = LfsPointer { digest: Digest::of(b"Un video muy grande.\n"), size: 21 };
    trial.repo.write(&format!("policies/{path}/acta.txt"), pointer.to_text());
    trial.repo.commit("grande");
    trial.log();
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["checks"]["files"], &audit["external"]["files"]), (&json!([2, 3]), &json!(1)));
    // One that points at something else.
    let pointer = LfsPointer { digest: Digest::of(b"otro"), size: 4 };
    trial.repo.write(&format!("policies/{path}/acta.txt"), pointer.to_text());
    trial.repo.commit("otro");
    finds(&trial.audit(1, &[]), &[("unchanged", "published-changed")]);
}

#[test]
fn entries_of_a_later_version_are_counted() {
    let trial = Trial::two();
    let mut entries: Vec<Vec<u8>> = trial.entries().iter().map(|entry| entry.encode().unwrap()).collect();
    entries.push(br#"{"evento":"futuro","v":2}"#.to_vec());
    trial.forge(&entries, &key(5));
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["uninterpreted"], &audit["checks"]["entries"]), (&json!(1), &json!([8, 9])));
    assert_eq!(audit["checks"]["hours"], json!([8, 8]));
}

#[test]
fn a_purge_is_accepted_exactly() {
    let trial = Trial::two();
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    let (repo, path) = (&trial.repo, format!("policies/{SECOND}"));
    let blob = repo.git(&["rev-parse", &format!("HEAD:{path}/acta.txt")]).parse().unwrap();
    let old: Vec<String> = ["main", "main~1"].map(|rev| repo.git(&["rev-parse", rev])).into();
    // History without the second submission.
    repo.git(&["reset", "-q", "--hard", "main~2"]);
    repo.commit("segunda, purgada");
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    repo.commit("tercera");
    let new: Vec<String> = ["main", "main~1"].map(|rev| repo.git(&["rev-parse", rev])).into();
    finds(&trial.audit(1, &[]), &[("descent", "commit-gone"), ("manifests", "manifest-gone")]);

    let record = |pairs: &[(usize, usize)]| {
        let commits = pairs.iter().map(|(from, to)| (old[*from].parse().unwrap(), new[*to].parse().unwrap()));
        let order = Order {
            role: "Secretaría General".to_owned(),
            authority: "Juzgado Tercero Civil".to_owned(),
            act: "Sentencia T-12 de 2026".to_owned(),
            date: "2026-11-20".parse().unwrap(),
            reason: "habeas data".to_owned(),
        };
        Purge { order, commits: commits.collect(), objects: [(blob, Digest::of(b"Acta de prueba.\n"))].into() }
            .to_string()
    };
    let log = |text: &str, kept: bool| {
        let event = Event::Submission(
            SubmissionEvent::Purged,
            Submission {
                path: SubmissionPath::parse(SECOND).unwrap(),
                manifest: Digest::of(text.as_bytes()),
                files: 1,
            },
        );
        trial.append(&[::mipg::registro::Occurrence { event, commit: None, time: None, turn: 0 }]);
        if kept {
            trial.edit_log(|folder| {
                std::fs::create_dir_all(folder.join("purga")).unwrap();
                std::fs::write(folder.join(format!("purga/{}.txt", Digest::of(text.as_bytes()))), text).unwrap();
            });
        }
    };
    // A record that leaves out a commit accepts all but that.
    log(&record(&[(1, 1)]), true);
    // This clone has what was erased still: that is told, and changes no verdict.
    let present = ("purges", "purge-present");
    finds(&trial.audit(1, &[]), &[("descent", "commit-gone"), present]);
    let whole = record(&[(0, 0), (1, 1)]);
    log(&whole, false);
    finds(&trial.audit(1, &[]), &[("descent", "commit-gone"), present, ("purges", "purge-unrecorded")]);
    trial.edit_log(|folder| {
        std::fs::write(folder.join(format!("purga/{}.txt", Digest::of(whole.as_bytes()))), &whole).unwrap();
    });
    let audit = trial.audit(10, &["--checkpoint", "@dos"]);
    finds(&audit, &[present]);
    assert_eq!((&audit["checks"]["manifests"], &audit["external"]["manifests"]), (&json!([2, 3]), &json!(1)));
    assert_eq!(audit["checks"]["descent"], json!([3, 3]));
    // It excuses no other submission.
    repo.git(&["rm", "-q", "-r", &format!("policies/{FIRST}")]);
    repo.commit("limpieza");
    finds(&trial.audit(1, &[]), &[present, ("unchanged", "published-removed")]);
}

/// A policy of one witness, and its key.
pub(super) fn witnessed(trial: &Trial) -> SignerKey {
    let name = "testigo.example.org/personeria";
    let witness = SignerKey::from_seed(KeyName::new(name).unwrap(), Algorithm::Cosignature, &[4; 32]);
    let (log, key) = (key(5).verifier().to_string(), witness.verifier().to_string());
    let policy = format!("log {log}\nwitness personeria {key}\nquorum personeria\n");
    std::fs::write(trial.file("politica"), policy).unwrap();
    witness
}

/// Attaches a cosignature of the checkpoint of now, so many seconds after the start.
pub(super) fn attach_cosignature(trial: &Trial, witness: &SignerKey, second: u64) {
    let repository = trial.open();
    let (_, trail) = Trail::open(&repository).unwrap().unwrap();
    let note = trail.note().unwrap();
    let mut cosigned = Note::new(note.text()).unwrap();
    cosigned.add(note.signatures()[0].clone()).unwrap();
    cosigned.add(cosign(witness, note.text(), START + second).unwrap()).unwrap();
    let size = trail.checkpoint().head.size;
    let files = BTreeMap::from([
        (format!("atestacion/{size}/checkpoint"), note.to_string().into_bytes()),
        (format!("atestacion/{size}/cosig-personeria"), cosigned.to_string().into_bytes()),
    ]);
    attach(&repository, &mut GitWrites::new(&repository), &files, Moment::from_unix(START + second).unwrap()).unwrap();
}

#[test]
fn witnesses_are_counted_and_anchor_what_follows() {
    let trial = Trial::two();
    let witness = witnessed(&trial);
    let audit = trial.run(&["--policy", "@politica"]).expect(11).json();
    assert_eq!((&audit["checks"]["witnesses"], &audit["witnessed"]), (&json!([0, 1]), &json!(null)));
    attach_cosignature(&trial, &witness, 7200);
    let audit = trial.run(&["--policy", "@politica"]).expect(0).json();
    finds(&audit, &[]);
    assert_eq!((&audit["verdict"], &audit["checks"]["witnesses"]), (&json!("sound"), &json!([1, 1])));
    assert_eq!((&audit["checks"]["attested"], &audit["checks"]["cosignatures"]), (&json!([1, 1]), &json!([1, 1])));
    // Without the policy it is there, and not verified.
    let audit = trial.audit(10, &[]);
    assert_eq!(audit["checks"]["cosignatures"], json!([0, 1]));
    // What comes after names it, and is not witnessed yet.
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    let audit = trial.run(&["--policy", "@politica"]).expect(11).json();
    finds(&audit, &[]);
    assert_eq!((&audit["checks"]["anchors"], &audit["witnessed"]), (&json!([1, 1]), &json!(8)));
    // Brought by the auditor instead of lying beside the log.
    let repository = trial.open();
    let (_, trail) = Trail::open(&repository).unwrap().unwrap();
    let mut note = trail.note().unwrap().clone();
    note.add(cosign(&witness, note.text(), START + 9000).unwrap()).unwrap();
    std::fs::write(trial.file("refrendado"), note.to_string()).unwrap();
    let _ = trial.run(&["--policy", "@politica", "--checkpoint", "@refrendado"]).expect(0);
}

#[test]
fn hours_are_bounded_by_what_third_parties_saw() {
    let trial = Trial::two();
    let witness = witnessed(&trial);
    // The witness saw, an hour earlier, what the log says happened later.
    attach_cosignature(&trial, &witness, 0);
    let audit = trial.run(&["--policy", "@politica"]).expect(1).json();
    finds(&audit, &[("anchors", "hour-after-attestation")]);
    // An attested checkpoint that the log does not extend.
    let trial = Trial::two();
    let witness = witnessed(&trial);
    attach_cosignature(&trial, &witness, 7200);
    trial.reforge(|entries| entries[0].tool = "otro".to_owned());
    let audit = trial.audit(30, &[]);
    finds(&audit, &[("attested", "attested-fork")]);
    assert_eq!(audit["checks"]["attested"], json!([0, 1]));
}

#[test]
fn timestamps_are_verified_with_the_authorities_given_or_said_not_to_be() {
    use crate::timestamp::authority::{AUTHORITY, MADE, Shop};
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    shop.issue("other", "ec:P-256", "other", AUTHORITY, None);
    let trial = Trial::two();
    // Hours of long ago: the authority stamps by the clock of this machine.
    let long_ago = Moment::from_unix(1_600_000_000).unwrap();
    trial.reforge(|entries| entries.iter_mut().for_each(|entry| entry.time = long_ago));
    trial.keep("sellado");
    let stamped = std::fs::read(trial.file("sellado")).unwrap();
    let request = ::mipg::trail::timestamp::Request { imprint: Digest::of(&stamped), nonce: None };
    let token = shop.stamp(&request, "tsa", MADE);
    let files = BTreeMap::from([
        ("atestacion/8/checkpoint".to_owned(), stamped),
        ("atestacion/8/tsa-1.tsr".to_owned(), token.clone()),
    ]);
    let repository = trial.open();
    attach(&repository, &mut GitWrites::new(&repository), &files, long_ago).unwrap();
    let ca = |name: &str| shop.path(&format!("{name}.pem")).to_str().unwrap().to_owned();
    let dates = ("dates", "commit-after-hour");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[dates]);
    assert_eq!((&audit["checks"]["timestamps"], &audit["checks"]["attested"]), (&json!([0, 1]), &json!([1, 1])));
    let audit = trial.audit(10, &["--ca", &ca("root")]);
    finds(&audit, &[dates]);
    assert_eq!(audit["checks"]["timestamps"], json!([1, 1]));
    // Of an authority that nobody gave, it is not checked, as a cosignature of a witness that nobody knows.
    let audit = trial.audit(3, &["--ca", &ca("other")]);
    finds(&audit, &[dates, ("timestamps", "timestamp-unjudged")]);
    assert_eq!(audit["checks"]["timestamps"], json!([0, 1]));
    // An entry that names the token and says it is older.
    trial.reforge(|entries| {
        let mut later = entries[0].clone();
        later.event = Event::Heartbeat;
        later.anchor = Some(Digest::of(&token));
        entries.push(later);
    });
    finds(&trial.audit(10, &[]), &[dates]);
    finds(&trial.audit(1, &["--ca", &ca("root")]), &[dates, ("anchors", "hour-before-anchor")]);
}
