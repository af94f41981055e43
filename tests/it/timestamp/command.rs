//! `mipg log timestamp`, on a real repository and on files alone.

use std::{fs, path::Path};

use super::authority::{AUTHORITY, MADE, STAMPS, Shop};
use crate::support::{
    log::write_private,
    mipg::{self, Run},
    repo::{self, Repo},
};

const ORIGIN: &str = "prueba.example/entidad/1";
/// A key of the log: the seed is 32 times the byte 7.
const KEY: &str = "registro.key";

fn timestamp(folder: &Path, arguments: &[&str]) -> Run {
    mipg::run(folder, &[&["log", "timestamp"], arguments].concat())
}

/// Text of the key above.
fn key() -> String {
    use ::mipg::trail::note::{Algorithm, KeyName, SignerKey};
    let signer = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[7; 32]);
    let public = signer.verifier().to_string();
    let id = public.split('+').nth(1).unwrap().to_owned();
    let secret = data_encoding::BASE64.encode(&[&[1_u8][..], &[7; 32]].concat());
    format!("PRIVATE+KEY+{ORIGIN}+{id}+{secret}\n")
}

/// A repository with a signed log, and an authority whose root is `root.pem` in its own folder.
fn set() -> Option<(Shop, Repo)> {
    let shop = Shop::open()?;
    shop.simple("ec:P-256");
    shop.issue("other", "ec:P-256", "other", AUTHORITY, None);
    let repo = repo::base();
    write_private(&shop.path(KEY), &key());
    grow(&shop, &repo);
    Some((shop, repo))
}

/// Logs a heartbeat, of which there is one an hour, and a change of settings, so that the log always grows.
fn grow(shop: &Shop, repo: &Repo) {
    let settings = repo.file("policies/repositorio.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    repo.write("policies/repositorio.yaml", format!("{text}# otra vez\n"));
    repo.commit("ajustes");
    let key = shop.path(KEY);
    let arguments = ["log", "append", "--latido", "--origen", ORIGIN, "--clave", key.to_str().unwrap()];
    let _ = mipg::run(repo.path(), &arguments).expect(0);
}

/// A file of the shop, as an argument.
fn at(shop: &Shop, name: &str) -> String {
    shop.path(name).to_str().unwrap().to_owned()
}

/// Asks for the current checkpoint, and has it stamped into `NAME.tsr`.
fn stamp(shop: &Shop, repo: &Repo, name: &str) {
    let (query, copy) = (at(shop, "request.tsq"), at(shop, &format!("{name}.checkpoint")));
    let run = timestamp(repo.path(), &["--pedir", &query, "--out", &copy]).expect(0);
    assert!(run.stdout.contains("SHA-256"), "{}", run.stdout);
    let response = shop.stamp_request("tsa", MADE);
    shop.write(&format!("{name}.tsr"), &response);
    fs::copy(shop.path("request.tsq"), shop.path(&format!("{name}.tsq"))).unwrap();
}

fn attach(shop: &Shop, repo: &Repo, name: &str, more: &[&str]) -> Run {
    let (response, root) = (at(shop, &format!("{name}.tsr")), at(shop, "root.pem"));
    timestamp(repo.path(), &[&["--adjuntar", &response, "--ca", &root], more].concat())
}

#[test]
fn a_checkpoint_is_stamped_attached_and_verified() {
    let Some((shop, repo)) = set() else { return };
    let root = at(&shop, "root.pem");
    // Nothing attached is not "all valid".
    let none = timestamp(repo.path(), &["--verificar", "--ca", &root]).expect(3);
    assert!(none.stdout.contains("no tiene sellos"), "{}", none.stdout);

    stamp(&shop, &repo, "first");
    let size: u64 = repo.git(&["show", "registro:checkpoint"]).lines().nth(1).unwrap().parse().unwrap();
    let run = attach(&shop, &repo, "first", &["--solicitud", &at(&shop, "first.tsq")]).expect(0);
    let file = format!("atestacion/{size}/tsa-1.tsr");
    assert!(run.stdout.contains(&format!("Adjuntado al registro como {file}")), "{}", run.stdout);
    assert!(run.stdout.contains("existía a más tardar") && run.stdout.contains("«CN=tsa»"), "{}", run.stdout);
    let stored = repo.try_git(&["show", &format!("registro:{file}")]).stdout;
    assert_eq!(stored, shop.read("first.tsr"));
    let beside = repo.try_git(&["show", &format!("registro:atestacion/{size}/checkpoint")]).stdout;
    assert_eq!(beside, shop.read("first.checkpoint"));
    // What openssl needs is in the repository as it is.
    shop.write("beside", &beside);
    shop.run("ts -verify -data beside -in first.tsr -CAfile root.pem");

    // The same again changes nothing; another one gets the next number.
    let tip = repo.git(&["rev-parse", "registro"]);
    let again = attach(&shop, &repo, "first", &[]).expect(0);
    assert!(again.stdout.contains("Ya estaba"), "{}", again.stdout);
    assert_eq!(repo.git(&["rev-parse", "registro"]), tip);
    stamp(&shop, &repo, "second");
    let second = attach(&shop, &repo, "second", &[]).expect(0);
    assert!(second.stdout.contains("tsa-2.tsr"), "{}", second.stdout);

    // The log has grown since a third was asked for: the checkpoint kept then is attached with it.
    stamp(&shop, &repo, "third");
    grow(&shop, &repo);
    let third = attach(&shop, &repo, "third", &["--checkpoint", &at(&shop, "third.checkpoint")]).expect(0);
    assert!(third.stdout.contains("tsa-3.tsr"), "{}", third.stdout);
    stamp(&shop, &repo, "fourth");
    grow(&shop, &repo);
    let late = attach(&shop, &repo, "fourth", &[]).expect(1);
    assert!(late.stdout.contains("es de otro dato"), "{}", late.stdout);
    assert!(late.stdout.contains("si el registro creció") && late.stdout.contains("--checkpoint"), "{}", late.stdout);
    // Proven by that authority, the log bounds the hours of its entries from above.
    let status = |more: &[&str]| {
        let all = [&["status", "--year", "2026", "--as-of", "2100-01-01", "--format", "json"], more].concat();
        crate::support::mipg::run(repo.path(), &all)
    };
    let found = |run: Run| run.expect(0).json()["trail"]["attestations"].clone();
    assert_eq!(found(status(&["--ca", &root])), serde_json::json!({"checked": 3, "of": 3, "refused": 0}));
    assert_eq!(
        found(status(&["--ca", &at(&shop, "other.pem")])),
        serde_json::json!({"checked": 0, "of": 3, "refused": 0})
    );
    assert_eq!(found(status(&[])), serde_json::json!({"checked": 0, "of": 3, "refused": 0}));

    let all = timestamp(repo.path(), &["--verificar", "--ca", &root, "--format", "json"]).expect(0).json();
    let verdicts: Vec<_> = all["timestamps"].as_array().unwrap().iter().map(|one| one["verdict"].as_str()).collect();
    assert_eq!(verdicts, [Some("valid"); 3]);
    assert_eq!(all["timestamps"][0]["size"], size);
    assert_eq!(all["timestamps"][0]["accuracy_us"], 1_500_100);
    let english = timestamp(repo.path(), &["--verify", "--ca", &root, "--lang", "en"]).expect(0);
    assert!(english.stdout.contains("existed at"), "{}", english.stdout);

    // Other authorities say nothing of it, neither that it is valid nor that it is not.
    let other = at(&shop, "other.pem");
    let json =
        timestamp(repo.path(), &["--verificar", "--ca", &other, "--format", "json", "--lang", "en"]).expect(3).json();
    assert_eq!(json["timestamps"][0]["verdict"], "unchecked");
    assert_eq!(json["timestamps"][0]["message_id"], "timestamp-no-issuer");
    assert_eq!(json["timestamps"][0]["args"]["name"], "CN=root");
    let other = timestamp(repo.path(), &["--verificar", "--ca", &at(&shop, "other.pem")]).expect(3);
    assert!(
        other.stdout.contains("no se comprobó")
            && !other.stdout.contains("openssl")
            && other.stdout.contains("CN=root"),
        "{}",
        other.stdout
    );
}

#[test]
fn what_does_not_hold_is_not_attached() {
    let Some((shop, repo)) = set() else { return };
    stamp(&shop, &repo, "good");
    let tip = repo.git(&["rev-parse", "registro"]);
    let refused = |name: &str, bytes: &[u8], code: i32, words: &str| {
        shop.write(&format!("{name}.tsr"), bytes);
        let run = attach(&shop, &repo, name, &[]).expect(code);
        assert!(run.stdout.contains(words), "{}", run.stdout);
        assert_eq!(repo.git(&["rev-parse", "registro"]), tip);
    };
    let good = shop.read("good.tsr");
    let mut broken = good.clone();
    *broken.last_mut().unwrap() ^= 1;
    refused("broken", &broken, 1, "la firma del sello no es válida");
    refused("cut", &good[..100], 1, "está incompleto");
    refused("large", &[0; 70_000], 3, "ocupa más de 65536 bytes");
    refused("ber", &[0x30, 0x80, 0, 0], 3, "openssl ts -verify -in");
    // The nonce of another request.
    let query = at(&shop, "another.tsq");
    let _ = timestamp(repo.path(), &["--pedir", &query]).expect(0);
    let nonce = attach(&shop, &repo, "good", &["--solicitud", &query]).expect(1);
    assert!(nonce.stdout.contains("otra solicitud"), "{}", nonce.stdout);
    assert_eq!(repo.git(&["rev-parse", "registro"]), tip);
    // A checkpoint that is not of this log, though stamped.
    let text = String::from_utf8(shop.read("good.checkpoint")).unwrap().replace(ORIGIN, "otra.example/1");
    shop.write("foreign.checkpoint", text.as_bytes());
    let (foreign, query) = (at(&shop, "foreign.checkpoint"), at(&shop, "request.tsq"));
    let _ = timestamp(repo.path(), &["--pedir", &query, "--checkpoint", &foreign]).expect(0);
    let response = shop.stamp_request("tsa", MADE);
    shop.write("foreign.tsr", &response);
    let run = attach(&shop, &repo, "foreign", &["--checkpoint", &foreign]).expect(1);
    assert!(run.stdout.contains("no es de este registro"), "{}", run.stdout);
    assert_eq!(repo.git(&["rev-parse", "registro"]), tip);
}

#[test]
fn auditors_verify_from_files_alone() {
    let Some((shop, repo)) = set() else { return };
    stamp(&shop, &repo, "good");
    drop(repo);
    let (root, checkpoint, token) = (at(&shop, "root.pem"), at(&shop, "good.checkpoint"), at(&shop, "good.tsr"));
    let folder = shop.folder();
    let files = ["--verificar", &token, "--checkpoint", &checkpoint, "--ca", &root];
    let run = timestamp(folder, &files).expect(0);
    assert!(run.stdout.contains("válido"), "{}", run.stdout);
    let kept = at(&shop, "kept.tsr");
    let run = timestamp(folder, &["--adjuntar", &token, "--checkpoint", &checkpoint, "--ca", &root, "--out", &kept])
        .expect(0);
    assert!(run.stdout.contains("Guardado en"), "{}", run.stdout);
    assert_eq!(shop.read("kept.tsr"), shop.read("good.tsr"));
    let asked = at(&shop, "again.tsq");
    let _ = timestamp(folder, &["--pedir", &asked, "--checkpoint", &checkpoint]).expect(0);
    // Another file, even by one byte.
    let other = [shop.read("good.checkpoint"), b"\n".to_vec()].concat();
    shop.write("other.checkpoint", &other);
    let run =
        timestamp(folder, &["--verificar", &token, "--checkpoint", &at(&shop, "other.checkpoint"), "--ca", &root]);
    assert!(run.expect(1).stdout.contains("es de otro dato"));
    // What is no file of authorities.
    for (name, words) in [("good.checkpoint", "ningún certificado"), ("absent.pem", "no existe")] {
        let run = timestamp(folder, &["--verificar", &token, "--checkpoint", &checkpoint, "--ca", &at(&shop, name)]);
        assert!(run.expect(3).stderr.contains(words), "{name}");
    }
    shop.issue("lonely", "ec:P-256", "root", STAMPS, None);
    let run =
        timestamp(folder, &["--verificar", &token, "--checkpoint", &checkpoint, "--ca", &at(&shop, "lonely.pem")]);
    assert!(run.expect(3).stderr.contains("leídos: 1"));
}

#[test]
fn the_words_are_held_to_their_form() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &[][..],
        &["--verificar"],
        &["--adjuntar", "a.tsr"],
        &["--pedir", "a.tsq", "--adjuntar", "b.tsr", "--ca", "c.pem"],
    ] {
        let _ = timestamp(folder.path(), arguments).expect(2);
    }
    let help = timestamp(folder.path(), &["--help"]).expect(0);
    assert!(help.stdout.contains("Ejemplos:") && help.stdout.contains("--verificar"), "{}", help.stdout);
    let help = mipg::run(folder.path(), &["registro", "sellar", "--help", "--lang", "en"]).expect(0);
    assert!(help.stdout.contains("Examples:"), "{}", help.stdout);
}

#[test]
fn what_is_no_checkpoint_is_not_called_one() {
    let Some((shop, repo)) = set() else { return };
    let root = at(&shop, "root.pem");
    shop.write("foto.jpg", b"\xff\xd8 cualquier cosa");
    shop.run("ts -query -data foto.jpg -sha256 -cert -out request.tsq");
    let response = shop.stamp_request("tsa", MADE);
    shop.write("foto.tsr", &response);
    let (token, photo) = (at(&shop, "foto.tsr"), at(&shop, "foto.jpg"));
    for folder in [shop.folder(), repo.path()] {
        let run = timestamp(folder, &["--verificar", &token, "--checkpoint", &photo, "--ca", &root]).expect(1);
        assert!(run.stdout.contains("no se puede leer o no es de este registro"), "{}", run.stdout);
        assert!(!run.stdout.contains("existía a más tardar"), "{}", run.stdout);
    }
    // One that nobody signed, with the name of this log: where the log is, it is told from those of it; where there is
    // none, that nobody's signature was checked is said.
    let text = format!("{ORIGIN}\n3\n{}\n", ::mipg::trail::merkle::leaf_hash(b"x"));
    shop.write("falso", text.as_bytes());
    shop.run("ts -query -data falso -sha256 -cert -out request.tsq");
    let response = shop.stamp_request("tsa", MADE);
    shop.write("falso.tsr", &response);
    let (token, forged) = (at(&shop, "falso.tsr"), at(&shop, "falso"));
    let words = ["--verificar", token.as_str(), "--checkpoint", forged.as_str(), "--ca", root.as_str()];
    let run = timestamp(repo.path(), &words).expect(1);
    assert!(run.stdout.contains("no es de este registro"), "{}", run.stdout);
    let run = timestamp(shop.folder(), &words).expect(0);
    assert!(run.stdout.contains("No se comprobó la firma de ese checkpoint"), "{}", run.stdout);
    let json = timestamp(shop.folder(), &[&words[..], &["--format", "json"]].concat()).expect(0).json();
    assert_eq!(json["timestamps"][0]["checkpoint_of_log"], serde_json::Value::Null);
    // The true one passes in both places.
    stamp(&shop, &repo, "true");
    let (token, copy) = (at(&shop, "true.tsr"), at(&shop, "true.checkpoint"));
    let words = ["--verificar", token.as_str(), "--checkpoint", copy.as_str(), "--ca", root.as_str()];
    let run = timestamp(repo.path(), &words).expect(0);
    assert!(!run.stdout.contains("No se comprobó la firma"), "{}", run.stdout);
    let _ = timestamp(shop.folder(), &words).expect(0);
}

#[test]
fn an_authority_that_states_no_accuracy_decides_nothing_within_an_hour() {
    let Some((shop, repo)) = set() else { return };
    stamp(&shop, &repo, "exact");
    let own = String::from_utf8(shop.read("ts.cnf")).unwrap();
    let vague: String =
        own.lines().filter(|line| !line.starts_with("accuracy=")).map(|line| format!("{line}\n")).collect();
    assert_ne!(own, vague);
    shop.write("ts.cnf", vague.as_bytes());
    shop.run("ts -reply -config ts.cnf -queryfile exact.tsq -out vague.tsr");
    let asked = ::mipg::trail::timestamp::Request::from_der(&shop.read("exact.tsq")).unwrap();
    let judge =
        |name: &str| ::mipg::trail::timestamp::verify(&shop.read(name), &asked, &shop.authorities(&["root"])).unwrap();
    let (exact, vague) = (judge("exact.tsr"), judge("vague.tsr"));
    assert_eq!(vague.accuracy, None);
    assert_eq!(vague.latest().unix(), vague.time.unix() + 3_600);
    assert_eq!(vague.earliest().unix(), vague.time.unix() - 3_600);
    assert!(exact.latest().unix() <= exact.time.unix() + 2);
    let (token, copy, root) = (at(&shop, "vague.tsr"), at(&shop, "exact.checkpoint"), at(&shop, "root.pem"));
    let run = timestamp(repo.path(), &["--verificar", &token, "--checkpoint", &copy, "--ca", &root]).expect(0);
    assert!(run.stdout.contains("exactitud no declarada: se toma ± 60 min"), "{}", run.stdout);
}

#[test]
fn an_unrelated_certificate_takes_nothing_from_the_others() {
    let Some((shop, repo)) = set() else { return };
    stamp(&shop, &repo, "good");
    // A root of a kind that is not verified here, and bytes that are no certificate.
    shop.run("genpkey -algorithm ED25519 -out ed.key");
    shop.run("req -new -x509 -config ca.cnf -key ed.key -subj /CN=ed -days 20000 -out ed.pem");
    shop.write("junk.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assert!(shop.authorities(&["ed"]).roots() == 1);
    let verified = |names: &[&str]| {
        shop.write("all.pem", &shop.pem(names));
        let (token, copy, all) = (at(&shop, "good.tsr"), at(&shop, "good.checkpoint"), at(&shop, "all.pem"));
        timestamp(repo.path(), &["--verificar", &token, "--checkpoint", &copy, "--ca", &all])
    };
    assert_eq!(verified(&["ed", "root"]).expect(0).stderr, "");
    let told = verified(&["root", "junk"]).expect(0);
    assert!(told.stderr.contains("el certificado 2 de"), "{}", told.stderr);
    // Where nothing is left to trust, nothing is verified.
    let _ = verified(&["junk"]).expect(3);
    assert!(verified(&["ed"]).expect(3).stdout.contains("CN=root"));
}
