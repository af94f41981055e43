//! Why keys are not followed, in words.

use super::{ChainError, OutOfTurn, StepError};
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
    trail::{constancia::checkpoint_refusal, proof::ProofVerifyError},
};

impl StepError {
    /// Why a change of key is not followed.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Missing => say!(
                lang,
                "falta el acta del cambio de clave, o es otra que la anotada",
                "the record of the change of key is missing, or is another than was logged"
            ),
            Self::Unreadable(error) => {
                let error = shown(error, 200);
                say!(
                    lang,
                    "no se pudo leer el acta del cambio de clave ({error})",
                    "the record of the change of key could not be read ({error})"
                )
            }
            Self::Malformed => say!(
                lang,
                "lo anotado no es el acta de un cambio de clave de este registro",
                "what was logged is no record of a change of key of this log"
            ),
            Self::Signature => say!(
                lang,
                "el acta del cambio de clave no está firmada por las dos claves, la anterior y la nueva",
                "the record of the change of key is not signed by both keys, the earlier one and the new one"
            ),
            Self::Foreign => say!(
                lang,
                "el acta del cambio de clave no parte de una clave conocida que estuviera en uso",
                "the record of the change of key does not start from a known key that was in use"
            ),
        }
    }
}

impl OutOfTurn {
    /// Why a signature is not believed.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Early(entry) => say!(
                lang,
                "lo firma una clave que empezó a usarse con la entrada {entry}, y ese estado no la contiene todavía",
                "it is signed by a key that came into use with entry {entry}, which that checkpoint does not hold yet"
            ),
            Self::Retired(entry) => say!(
                lang,
                "lo firma una clave que se cambió con la entrada {entry}, y ese estado ya la contiene",
                "it is signed by a key that was changed by entry {entry}, which that checkpoint holds already"
            ),
        }
    }
}

impl ChainError {
    /// Why a chain of keys leads nowhere.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Malformed => say!(
                lang,
                "la cadena de claves no es la que escribe `mipg log chain`",
                "the chain of keys is not one that `mipg log chain` writes"
            ),
            Self::Entry => say!(
                lang,
                "en la cadena de claves, una prueba no es la de la entrada que anota su acta",
                "in the chain of keys, a proof is not that of the entry of its record"
            ),
            Self::Step(error) => error.text(lang),
            Self::Proof(ProofVerifyError::Checkpoint(error)) => {
                let detail = checkpoint_refusal(error, lang).0;
                say!(
                    lang,
                    "en la cadena de claves, una prueba no se puede creer: {detail}",
                    "in the chain of keys, a proof cannot be believed: {detail}"
                )
            }
            Self::Proof(ProofVerifyError::Inclusion(_)) => say!(
                lang,
                "en la cadena de claves, una entrada no está en el registro que la firma",
                "in the chain of keys, an entry is not in the log that signs it"
            ),
            Self::Turn(error) => {
                let detail = error.text(lang);
                say!(lang, "en la cadena de claves, {detail}", "in the chain of keys, {detail}")
            }
        }
    }
}
