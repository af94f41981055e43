//! Changes of key: whoever knows the old key follows them, and a key that signs out of its turn is found.

use ::mipg::{
    registro::{self, Batch, GitWrites, Index},
    trail::{
        checkpoint::{Checkpoint, Origin},
        note::SignerKey,
        rotation::Rotation,
    },
};
use serde_json::json;

use super::{ORIGIN, Trial, finds, key};
use crate::support::mipg;

/// Changes the key of the log of a trial from 5 to `new`, by the record of these two.
fn rotate(trial: &Trial, old: u8, new: &SignerKey) {
    let record = Rotation::sign(&key(old), new).unwrap();
    let repository = trial.open();
    let origin = Origin::new(ORIGIN).unwrap();
    let batch = Batch {
        origin: &origin,
        entity: "Alcaldía",
        tool: "mipg",
        now: trial.now(),
        key: Some(new),
        reach: None,
        occurrences: &[],
    };
    registro::rotate(&repository, &mut GitWrites::new(&repository), &mut Index::new(), &batch, &record).unwrap();
    trial.hour.set(trial.hour.get() + 1);
}

/// The checkpoint as it is, signed by this key.
fn signed(trial: &Trial, key: &SignerKey) -> String {
    let text = trial.repo.git(&["show", "registro:checkpoint"]);
    let lines: Vec<&str> = text.lines().take(3).collect();
    let checkpoint: Checkpoint = format!("{}\n", lines.join("\n")).parse().unwrap();
    checkpoint.sign(key).unwrap().to_string()
}

#[test]
fn whoever_knows_the_old_key_follows_the_change() {
    let trial = Trial::two();
    rotate(&trial, 5, &key(6));
    rotate(&trial, 6, &key(7));
    let text = |seed: u8| key(seed).verifier().to_string();
    // The old key alone, the one between, the new one: what was kept from before holds by all of them.
    for seed in [5, 6, 7] {
        let audit = trial.run(&["--key", &text(seed), "--checkpoint", "@uno", "--checkpoint", "@dos"]);
        let audit = audit.expect(10).json();
        finds(&audit, &[]);
        assert_eq!((&audit["checks"]["rotations"], &audit["checks"]["kept"]), (&json!([2, 2]), &json!([2, 2])));
        let chain = json!([
            {"entry": 8, "from": text(5), "to": text(6)},
            {"entry": 9, "from": text(6), "to": text(7)},
        ]);
        assert_eq!(audit["key_chain"], chain);
        let reached = if seed == 7 { json!(null) } else { json!(text(7)) };
        assert_eq!((&audit["key_reached"], &audit["inputs"]["keys"]), (&reached, &json!([text(seed)])));
        let told = audit["message"].as_str().unwrap();
        assert_eq!(
            told.contains("se siguió la cadena de claves desde la que se dio, a partir de la entrada 8"),
            seed != 7
        );
    }
    let human = mipg::run(trial.repo.path(), &["audit", "--key", &text(5)]).expect(10).stdout;
    let (from, to) = (key(5).verifier().id(), key(6).verifier().id());
    assert!(human.contains(&format!("Cambio de clave entrada 8: de {from} a {to}")), "{human}");
    let english = mipg::run(trial.repo.path(), &["audit", "--key", &text(5), "--lang", "en"]).expect(10).stdout;
    assert!(english.contains("the chain of keys was followed"), "{english}");
    let html = mipg::run(trial.repo.path(), &["audit", "--key", &text(5), "--format", "html"]).expect(10).stdout;
    assert!(html.contains("<dt>Cambio de clave</dt>"), "{html}");
    // A key that no change leads from is led nowhere.
    let audit = trial.run(&["--key", &text(9)]).expect(40).json();
    assert!(super::said(&audit).contains(&("signature".to_owned(), "signature-unknown".to_owned())), "{audit:#}");
}

#[test]
fn a_contradiction_across_a_change_of_key_is_proven() {
    let trial = Trial::two();
    rotate(&trial, 5, &key(6));
    let record = trial.repo.git(&["ls-tree", "-r", "--name-only", "registro", "rotacion"]);
    let bytes = trial.repo.try_git(&["show", &format!("registro:{record}")]).stdout;
    let mut entries = trial.entries();
    entries[0].tool = "otro".to_owned();
    let entries: Vec<Vec<u8>> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
    trial.forge(&entries, &key(6));
    // The change of key stands in the log that was made anew, with its record.
    trial.edit_log(|folder| {
        std::fs::create_dir_all(folder.join("rotacion")).unwrap();
        std::fs::write(folder.join(&record), &bytes).unwrap();
    });
    let audit = trial.audit(30, &["--checkpoint", "@dos", "--evidencia", "@prueba"]);
    finds(&audit, &[("kept", "kept-fork")]);
    assert_eq!(audit["divergences"], json!(1));
    let folder = std::fs::read_dir(trial.file("prueba")).unwrap().next().unwrap().unwrap().path();
    let proof = folder.join("prueba.txt").to_str().unwrap().to_owned();
    let (old, new) = (key(5).verifier().to_string(), key(6).verifier().to_string());
    let verify = |keys: &[&str]| mipg::run(trial.repo.path(), &[&["log", "divergence", &proof], keys].concat());
    let _ = verify(&["--key", &old, "--key", &new]).expect(30);
    let _ = verify(&["--key", &new]).expect(40);
    assert!(std::fs::read_to_string(folder.join("LEAME.txt")).unwrap().contains("se repiten"));
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verificar_registro.py");
    let words = ["divergencia", &proof, "--clave", &old, "--clave", &new];
    if let Ok(output) = std::process::Command::new("python3").args(["-I", "-B"]).arg(&script).args(words).output() {
        assert_eq!(output.status.code(), Some(30), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn a_record_that_is_missing_or_another_is_named() {
    let trial = Trial::two();
    rotate(&trial, 5, &key(6));
    let name = trial.repo.git(&["ls-tree", "-r", "--name-only", "registro", "rotacion"]);
    let found = [("rotations", "rotation-missing"), ("signature", "signature-unknown")];
    trial.edit_log(|folder| {
        std::fs::write(folder.join(&name), Rotation::sign(&key(9), &key(6)).unwrap().to_string()).unwrap();
    });
    finds(&trial.audit(40, &[]), &found);
    trial.edit_log(|folder| std::fs::remove_file(folder.join(&name)).unwrap());
    let audit = trial.audit(40, &[]);
    finds(&audit, &found);
    let finding = audit["findings"].as_array().unwrap().iter().find(|one| one["check"] == "rotations").unwrap();
    assert_eq!((&finding["path"], &finding["entry"]), (&json!(name), &json!(8)));
    // Whoever has the new key from elsewhere sees as much, and that nothing else is wrong.
    let new = key(6).verifier().to_string();
    let audit = trial.run(&["--key", &new]).expect(40).json();
    finds(&audit, &[("rotations", "rotation-missing"), ("line", "beside-lost")]);
    assert_eq!(audit["checks"]["rotations"], json!([0, 1]));
}

#[test]
fn a_key_out_of_its_turn_is_found() {
    let trial = Trial::two();
    // A checkpoint of before the change, signed by the key that came after it.
    std::fs::write(trial.file("antes"), signed(&trial, &key(6))).unwrap();
    rotate(&trial, 5, &key(6));
    std::fs::write(trial.file("robada"), signed(&trial, &key(5))).unwrap();
    finds(&trial.audit(10, &["--checkpoint", "@dos"]), &[]);
    finds(&trial.audit(3, &["--checkpoint", "@antes"]), &[("kept", "kept-key-early")]);
    finds(&trial.audit(3, &["--checkpoint", "@robada"]), &[("kept", "kept-key-retired")]);
    // The same beside the log, and as the log.
    let early = std::fs::read(trial.file("antes")).unwrap();
    trial.edit_log(|folder| {
        std::fs::create_dir_all(folder.join("atestacion/8")).unwrap();
        std::fs::write(folder.join("atestacion/8/checkpoint"), &early).unwrap();
    });
    finds(&trial.audit(40, &[]), &[("attested", "attested-key-turn")]);
    let stolen = std::fs::read(trial.file("robada")).unwrap();
    trial.edit_log(|folder| {
        std::fs::remove_dir_all(folder.join("atestacion")).unwrap();
        std::fs::write(folder.join("checkpoint"), &stolen).unwrap();
    });
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("signature", "key-retired"), ("line", "beside-lost")]);
    assert!(audit["findings"][0]["help"].as_str().unwrap().contains("robada"), "{audit:#}");
}
