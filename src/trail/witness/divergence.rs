//! Two signed checkpoints of one log that cannot both be true, as a file anyone can verify.
//!
//! ```text
//! mipg divergencia v1
//! bifurcado                     or `retrocedio`, `mismo-tamano`
//! <root of the new log at the old size>       only after `bifurcado`, as the hashes below it
//! <Base64 hash>                 one line for each hash of the consistency proof
//!
//! anterior
//! <signed checkpoint, one line of Base64>
//! nuevo
//! <signed checkpoint, one line of Base64>
//! ```

use std::{collections::BTreeMap, fmt, str::FromStr};

use data_encoding::BASE64;

use super::super::{
    checkpoint::{self, Checkpoint, CheckpointOpenError},
    merkle::{Hash, TreeHead, verify_consistency},
    note::{MAX_NOTE, Note, VerifierKey},
};

use crate::{diagnostic::render::say, digest::Digest, messages::Lang};

const HEADER: &str = "mipg divergencia v1";

/// How two checkpoints of a log contradict each other; the first is the one that was remembered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Divergence {
    /// The second has fewer entries. It may be an old copy: by itself it does not show that the log was rewritten.
    Shrank,
    /// Both have as many entries, and other ones.
    SameSize,
    /// The second does not hold the entries of the first.
    Forked {
        /// The root of the second log at the size of the first.
        root: Hash,
        /// How that tree grew into the second: a consistency proof.
        path: Vec<Hash>,
    },
}

/// A divergence with its two notes, as [`fmt::Display`] writes it and [`FromStr`] reads it. Nothing is verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Portable {
    /// In what they contradict each other.
    pub divergence: Divergence,
    /// The checkpoint that was remembered.
    pub old: Note,
    /// The one that came after.
    pub new: Note,
}

/// Why a text shows no divergence.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DivergenceError {
    /// It has another form.
    #[error("not a divergence of two checkpoints")]
    Form,
    /// A checkpoint must not be believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointOpenError),
    /// The checkpoints do not contradict each other in the way that is said.
    #[error("the two checkpoints do not contradict each other as it says")]
    NotShown,
}

impl Divergence {
    /// With the two notes it is about.
    pub fn with(self, old: Note, new: Note) -> Portable {
        Portable { divergence: self, old, new }
    }

    fn word(&self) -> &'static str {
        match self {
            Divergence::Shrank => "retrocedio",
            Divergence::SameSize => "mismo-tamano",
            Divergence::Forked { .. } => "bifurcado",
        }
    }
}

impl Portable {
    /// Verifies it with the keys of the log: it signed both, and they contradict each other as it says. Gives both, the one
    /// that was remembered first.
    pub fn verify(&self, known: &[VerifierKey]) -> Result<(Checkpoint, Checkpoint), DivergenceError> {
        let before = checkpoint::open(&self.old, known)?.checkpoint;
        let after = checkpoint::open(&self.new, known)?.checkpoint;
        if before.origin != after.origin {
            return Err(DivergenceError::NotShown);
        }
        let (old, new) = (before.head, after.head);
        let holds = match &self.divergence {
            Divergence::Shrank => new.size < old.size,
            Divergence::SameSize => new.size == old.size && new.root != old.root,
            Divergence::Forked { root, path } => {
                let claimed = TreeHead { size: old.size, root: *root };
                *root != old.root && verify_consistency(&claimed, &new, path).is_ok()
            }
        };
        if holds { Ok((before, after)) } else { Err(DivergenceError::NotShown) }
    }
}

impl Portable {
    /// The name of its folder, and the files in it: the proof, both notes, and how anyone verifies it.
    pub fn folder(&self, lang: Lang) -> (String, BTreeMap<String, String>) {
        let proof = self.to_string();
        let name = format!("divergencia-{}", &Digest::of(proof.as_bytes()).to_string()[..16]);
        let read_me = say!(
            lang,
            "Aquí hay dos estados que firmó la clave de un mismo registro de integridad y que no pueden ser ciertos a la vez.\n\n\
             prueba.txt            lo que lo demuestra: los dos estados firmados, y cómo se contradicen\n\
             anterior.checkpoint   el estado que se conservaba\n\
             nuevo.checkpoint      el que se mostró después\n\n\
             Cualquiera puede comprobarlo, sin conexión, con la clave del registro obtenida por otro medio:\n\n\
             \u{20}   mipg log divergence prueba.txt --key CLAVE\n\
             \u{20}   python3 verificar_registro.py divergencia prueba.txt --clave CLAVE\n\n\
             Si la prueba vale, ambos terminan con el código 30. Si el registro cambió de clave entre los dos, se dan ambas (--key y --clave se repiten). No dice cuál de los dos estados es el verdadero, ni quién lo hizo.\n",
            "Here are two states that the key of one audit trail signed and that cannot both be true.\n\n\
             prueba.txt            what shows it: the two signed checkpoints, and how they contradict each other\n\
             anterior.checkpoint   the checkpoint that was kept\n\
             nuevo.checkpoint      the one shown later\n\n\
             Anyone can verify it, offline, with the key of the log had from elsewhere:\n\n\
             \u{20}   mipg log divergence prueba.txt --key KEY\n\
             \u{20}   python3 verificar_registro.py divergencia prueba.txt --clave KEY\n\n\
             If the proof holds, both end with code 30. Where the log changed its key between the two, both are given (--key and --clave are repeated). It does not say which of the two is the true one, nor who did it.\n"
        );
        let files = BTreeMap::from([
            ("LEAME.txt".to_owned(), read_me),
            ("anterior.checkpoint".to_owned(), self.old.to_string()),
            ("nuevo.checkpoint".to_owned(), self.new.to_string()),
            ("prueba.txt".to_owned(), proof),
        ]);
        (name, files)
    }
}

impl fmt::Display for Portable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{HEADER}\n{}", self.divergence.word())?;
        if let Divergence::Forked { root, path } = &self.divergence {
            writeln!(out, "{root}")?;
            path.iter().try_for_each(|hash| writeln!(out, "{hash}"))?;
        }
        let base64 = |note: &Note| BASE64.encode(note.to_string().as_bytes());
        write!(out, "\nanterior\n{}\nnuevo\n{}\n", base64(&self.old), base64(&self.new))
    }
}

impl FromStr for Portable {
    type Err = DivergenceError;

    fn from_str(text: &str) -> Result<Self, DivergenceError> {
        let form = DivergenceError::Form;
        // Base64 of two notes, and 64 hashes.
        if text.len() > 2 * MAX_NOTE.div_ceil(3) * 4 + 8192 {
            return Err(form);
        }
        let (head, notes) = text.split_once("\n\n").ok_or(form.clone())?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(form);
        }
        let word = lines.next().ok_or(form.clone())?;
        let hashes: Vec<Hash> = lines.map(str::parse).collect::<Result<_, _>>().map_err(|_| DivergenceError::Form)?;
        let divergence = match (word, &hashes[..]) {
            ("retrocedio", []) => Divergence::Shrank,
            ("mismo-tamano", []) => Divergence::SameSize,
            ("bifurcado", [root, path @ ..]) if path.len() <= 64 => {
                Divergence::Forked { root: *root, path: path.to_vec() }
            }
            _ => return Err(form),
        };
        let lines: Vec<&str> = notes.split('\n').collect();
        let ["anterior", old, "nuevo", new, ""] = lines[..] else { return Err(form) };
        let note = |base64: &str| {
            let bytes = BASE64.decode(base64.as_bytes()).map_err(|_| DivergenceError::Form)?;
            Note::parse(&bytes).map_err(|error| DivergenceError::Checkpoint(error.into()))
        };
        Ok(Self { divergence, old: note(old)?, new: note(new)? })
    }
}
