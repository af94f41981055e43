//! A system of the entity is said to keep a file whose pointer of Git LFS is in the folder.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileState, raw::Store},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "pointer-of-external",
        group: Group::Files,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "El manifiesto dice que el archivo no está en el repositorio, y su puntero de Git LFS está en la carpeta.",
            en: "The manifest says that the file is not in the repository, and its Git LFS pointer is in the folder.",
        },
        why: Text {
            es: "Con el puntero, el archivo está en el almacén de Git LFS: lo baja quien copie el repositorio. Lo \
                 clasificado o reservado no va ahí; lo demás se tiene que poder borrar de ahí, y para eso hay que decirlo.",
            en: "With its pointer, the file is in the store of Git LFS: whoever copies the repository fetches it. What is \
                 classified or reserved does not go there; the rest must be erasable from there, and so has to say so.",
        },
        norm: None,
        example: "archivos:\n  - ruta: foto.jpg    # en la carpeta hay un puntero\n    custodia: {almacen: externo, responsable: Secretaría General}\n",
        remedy: Text {
            es: "Si el archivo muestra personas y está en Git LFS, ponga `almacen: lfs`. Si lo guarda un sistema de la \
                 entidad, quite el puntero de la carpeta y, si su contenido llegó a Git LFS, pida hoy a quien administra el \
                 repositorio que lo borre.",
            en: "Where the file shows people and is in Git LFS, write `almacen: lfs`. Where a system of the entity keeps it, \
                 remove the pointer from the folder and, if its content reached Git LFS, ask today whoever administers \
                 the repository to erase it.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for held in held::files(cx) {
        let Some((_, listed)) = held.listed else { continue };
        let is_external = listed.custody.as_ref().is_some_and(|custody| custody.store == Store::External);
        if is_external && matches!(held.file.state, FileState::Pointer { .. }) {
            held.report(out, "custodia", Message::PointerOfExternal { name: held.name().into() });
        }
    }
}
