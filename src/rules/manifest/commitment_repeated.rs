//! A file is bound by the commitment of another.
//!
//! A change pays for a look at the manifests of the tree with each file it binds by a commitment; they are few.

use super::{corrects, listed_file};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    digest::Digest,
    messages::{Message, Text},
    model::Place,
    repo_path::RepoPath,
    rules::{Check, RelationContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "commitment-repeated",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "El compromiso de un archivo es el de otro que ya se entregó.",
            en: "The commitment of a file is that of another one, handed in already.",
        },
        why: Text {
            es: "La sal de un compromiso es al azar: dos archivos no tienen el mismo, aunque sean iguales. Si se repite, se \
                 copió de otra entrega, y el archivo de ella ya no se podría borrar cuando la ley lo pida.",
            en: "The salt of a commitment is random: no two files have the same, even where they are alike. Where it is \
                 repeated it was copied from another submission, whose file could no longer be erased when the law asks.",
        },
        norm: Some("Ley 1581 de 2012"),
        example: "# de otra entrega:  compromiso: {algoritmo: sha256-sal, valor: 5d4f…}\narchivos:\n  - ruta: foto.jpg\n    compromiso: {algoritmo: sha256-sal, valor: 5d4f…}    # el mismo valor\n",
        remedy: Text {
            es: "Entregue el archivo con una sal propia: `mipg add ARCHIVO` la hace. Si esta entrega corrige a la otra, \
                 dígalo en `reemplaza`; si solo la menciona, no necesita el archivo.",
            en: "Hand in the file with a salt of its own: `mipg add FILE` makes it. Where this submission corrects the \
                 other, say so in `reemplaza`; where it only mentions it, it does not need the file.",
        },
        fixable: false,
    },
    check: Check::Relation(check),
};

fn check(cx: &RelationContext<'_>, out: &mut Sink<'_>) {
    let sealed = &cx.summary.sealed;
    for (at, (index, name, commitment)) in sealed.iter().enumerate() {
        let own = sealed.iter().take(at).find(|(_, _, other)| other == commitment);
        let other = match own {
            Some((_, other, _)) => Some(cx.summary.path.file(other)),
            None => copied(cx, *commitment),
        };
        let Some(other) = other else { continue };
        let message = Message::CommitmentRepeated { name: name.as_str().into(), other: (&other).into() };
        let route = listed_file(*index).key("compromiso");
        out.field(&cx.manifest(), route, message).related(&other, Target::Whole);
    }
}

/// The file of another submission bound by a commitment, save of one that this corrects or that corrects it.
fn copied(cx: &RelationContext<'_>, commitment: Digest) -> Option<RepoPath> {
    let own = &cx.summary.path;
    cx.index.sealed(commitment).into_iter().find(|path| {
        Place::of(path).submission().is_some_and(|other| {
            other != own
                && !(other.owner == own.owner && (corrects(cx.index, own, other) || corrects(cx.index, other, own)))
        })
    })
}
