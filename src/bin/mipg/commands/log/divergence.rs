//! `mipg log divergence`: the proof that a log contradicted itself, verified offline.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use mipg::{
    messages::{Lang, Message, shown},
    trail::{
        checkpoint::Checkpoint,
        constancia,
        note::{MAX_NOTE, Note},
        witness::{Divergence, DivergenceError, Portable},
    },
};
use serde_json::json;

use super::{
    keys,
    place::{self, Place},
};
use crate::{
    args::text,
    errors::{Failure, UNCHECKED},
    output,
};

/// The proof holds.
const DIVERGED: u8 = 30;
/// It shows nothing.
const INVALID: u8 = 40;
/// The most bytes of a proof: Base64 of two notes, and the hashes.
const MAX_PROOF: u64 = 2 * (MAX_NOTE as u64).div_ceil(3) * 4 + 8192;

/// Runs `mipg log divergence`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let given = matches.get_one::<PathBuf>("proof").expect("clap requires it");
    let folder = std::fs::metadata(given).is_ok_and(|found| found.is_dir()).then_some(given);
    let file = folder.map_or_else(|| given.clone(), |folder| folder.join("prueba.txt"));
    let (keys, is_own) = match keys::given(matches, lang)? {
        Some(keys) => (keys, false),
        None => (Place::asked(matches, lang)?.keys(lang)?, true),
    };
    let bytes = match place::needed(&file, MAX_PROOF) {
        Err(Failure::Io(_, error)) if error.kind() == io::ErrorKind::FileTooLarge => Vec::new(),
        other => other?,
    };
    let proof = std::str::from_utf8(&bytes).map_err(|_| DivergenceError::Form).and_then(str::parse::<Portable>);
    let proof = proof.map_err(|error| refused(&error, lang))?;
    let (old, new) = proof.verify(&keys).map_err(|error| refused(&error, lang))?;
    let found = Found { kind: &proof.divergence, old, new, is_own };
    let is_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let printed = output::print(&if is_json { found.json() } else { found.human(lang) }, lang);
    if let Some(folder) = folder
        && !copies(folder, &proof)?
    {
        anstream::eprintln!("{}", Message::LogDivergenceCopies {}.text(lang));
    }
    Ok(if printed == 0 { DIVERGED } else { UNCHECKED })
}

/// Whether the notes beside the proof, where there are any, are those of the proof.
fn copies(folder: &Path, proof: &Portable) -> Result<bool, Failure> {
    let is_it = |name: &str, note: &Note| -> Result<bool, Failure> {
        let path = folder.join(name);
        let found = place::bounded(&path, MAX_NOTE as u64).map_err(|error| Failure::Io(path, error))?;
        Ok(found.is_none_or(|bytes| bytes == note.to_string().as_bytes()))
    };
    Ok(is_it("anterior.checkpoint", &proof.old)? && is_it("nuevo.checkpoint", &proof.new)?)
}

/// A proof that holds.
struct Found<'a> {
    kind: &'a Divergence,
    old: Checkpoint,
    new: Checkpoint,
    is_own: bool,
}

impl Found<'_> {
    fn json(&self) -> String {
        let kind = match self.kind {
            Divergence::Shrank => "shrank",
            Divergence::SameSize => "same-size",
            Divergence::Forked { .. } => "forked",
        };
        let head = |one: &Checkpoint| json!({"size": one.head.size, "root": one.head.root.to_string()});
        let value = json!({
            "version": 1, "exit_code": DIVERGED, "log": self.old.origin.as_str(), "divergence": kind,
            "before": head(&self.old), "after": head(&self.new), "key_from_repository": self.is_own,
        });
        format!("{value:#}\n")
    }

    fn human(&self, lang: Lang) -> String {
        let t = |es, en| text(lang, es, en);
        let log = shown(self.old.origin.as_str(), 200);
        let how = match self.kind {
            Divergence::Shrank => t(
                "el segundo tiene menos entradas que el primero. Puede ser una copia vieja: por sí solo no demuestra que el registro se reescribió",
                "the second has fewer entries than the first. It may be an old copy: by itself it does not show that the log was rewritten",
            ),
            Divergence::SameSize => t(
                "tienen las mismas entradas en número, y no son las mismas: uno de los dos fue reescrito",
                "they have as many entries, and not the same ones: one of the two was rewritten",
            ),
            Divergence::Forked { .. } => t(
                "las primeras entradas del segundo no son las del primero: lo que ya estaba anotado cambió",
                "the first entries of the second are not those of the first: what was already logged changed",
            ),
        };
        let mut lines = vec![
            format!(
                "{} {log}.",
                t(
                    "La prueba vale: se contradicen dos estados que firmó el registro",
                    "The proof holds: two checkpoints contradict each other that were signed by the log"
                )
            ),
            String::new(),
        ];
        for (name, one) in [(t("anterior", "before"), &self.old), (t("nuevo", "after"), &self.new)] {
            lines.push(format!(
                "  {name:<9} {} {}, {} {}",
                one.head.size,
                t("entradas", "entries"),
                t("raíz", "root"),
                one.head.root
            ));
        }
        lines.extend([String::new(), format!("{}{}.", how[..1].to_uppercase(), &how[1..])]);
        lines.extend([String::new(), t("No establece:", "It does not establish:").to_owned()]);
        if self.is_own {
            lines.push(
                t(
                    "  - que la clave sea la verdadera: se tomó del propio repositorio (dé la suya con --key)",
                    "  - that the key is the true one: it was taken from the repository itself (give yours with --key)",
                )
                .to_owned(),
            );
        }
        lines.push(
            t(
                "  - cuál de los dos es el verdadero, ni quién lo hizo, ni por qué",
                "  - which of the two is the true one, nor who did it, nor why",
            )
            .to_owned(),
        );
        lines.join("\n") + "\n"
    }
}

fn refused(error: &DivergenceError, lang: Lang) -> Failure {
    let said = |message: Message, hint: Message| Failure::Said {
        message: message.text(lang),
        hint: Some(hint.text(lang)),
        code: INVALID,
    };
    match error {
        DivergenceError::Form => said(Message::LogDivergenceForm {}, Message::LogDivergenceFormHint {}),
        DivergenceError::NotShown => said(Message::LogDivergenceNotShown {}, Message::LogDivergenceFormHint {}),
        DivergenceError::Checkpoint(error) => {
            let (message, hint) = constancia::checkpoint_refusal(error, lang);
            Failure::Said { message, hint: Some(hint), code: INVALID }
        }
    }
}
