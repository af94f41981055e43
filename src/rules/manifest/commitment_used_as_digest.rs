//! A file handed in as a pointer has for its digest the commitment of a file that is kept apart.
//!
//! Only pointers are looked at: what a pointer names may be the sealed object itself, salt and file, which a store gives to
//! whoever asks for it by its digest. They are few, so that a change pays for the search of all manifests only with them.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{Check, RelationContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "commitment-used-as-digest",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Un archivo tiene por huella el compromiso de otro que se guarda aparte.",
            en: "A file has for its digest the commitment of another one, which is kept apart.",
        },
        why: Text {
            es: "Un compromiso nombra un archivo con su sal, que se guarda aparte para que nadie más lo tenga y se \
                 pueda borrar. Entregado por su huella, cualquiera lo podría descargar, y no se podría borrar.",
            en: "A commitment names a file with its salt, kept apart so that nobody else has it and it can be erased. \
                 Handed in by its digest, anybody could download it, and it could not be erased.",
        },
        norm: None,
        example: "# de otra entrega:  compromiso: {algoritmo: sha256-sal, valor: 5d4f…}\narchivos:\n  - ruta: datos.csv\n    sha256: 5d4f…    # el mismo valor\n",
        remedy: Text {
            es: "Entregue el archivo mismo, no el puntero de otro: `mipg add ARCHIVO` hace la entrega.",
            en: "Hand in the file itself, not the pointer of another: `mipg add FILE` makes the submission.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    for (index, name, digest) in &cx.summary.pointed {
        let Some(other) = cx.index.sealed(*digest).into_iter().next() else { continue };
        let message = Message::CommitmentUsedAsDigest { name: name.as_str().into(), other: (&other).into() };
        let finding = out.field(&cx.manifest(), listed_file(*index).key("sha256"), message);
        if let Some(folder) = other.parent()
            && let Ok(manifest) = folder.join(crate::model::layout::MANIFEST)
        {
            finding.related(&manifest, Target::Whole);
        }
    }
}
