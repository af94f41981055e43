//! What became of each file, in words.

use super::judge::FileCheck;
use crate::{
    diagnostic::render::say,
    messages::{Lang, shown},
};

/// The key of what became of a file.
pub(super) fn key(check: &FileCheck) -> &'static str {
    match check {
        FileCheck::Same(_) => "same",
        FileCheck::Differs => "differs",
        FileCheck::NotListed => "not-listed",
        FileCheck::Outside => "outside",
        FileCheck::NotCommitted => "commitment-differs",
        FileCheck::Unchecked => "unchecked",
        FileCheck::NotGiven => "not-given",
    }
}

/// What became of a file, in a line.
pub(super) fn line(name: &str, check: &FileCheck, lang: Lang) -> String {
    let name = shown(name, 160);
    match check {
        FileCheck::Same(received) => {
            let received = shown(received, 160);
            say!(
                lang,
                "    ✓ {name}: es el que se recibió como `{received}`",
                "    ✓ {name}: the one received as `{received}`"
            )
        }
        FileCheck::Differs => {
            say!(
                lang,
                "    ✗ {name}: se recibió otro con este nombre",
                "    ✗ {name}: another one was received under this name"
            )
        }
        FileCheck::NotListed => {
            say!(lang, "    ✗ {name}: no es de esta entrega", "    ✗ {name}: not of this submission")
        }
        FileCheck::Outside => say!(
            lang,
            "    ? {name}: se guarda fuera del repositorio; para comprobar su compromiso hace falta su sal (--sal)",
            "    ? {name}: kept outside the repository; its commitment is checked with its salt (--sal)"
        ),
        FileCheck::NotCommitted => say!(
            lang,
            "    ✗ {name}: con ninguna de las sales dadas da el compromiso que se recibió: el archivo es otro, o falta su sal",
            "    ✗ {name}: with none of the salts given does it make the commitment received: the file is another, or its salt is missing"
        ),
        FileCheck::NotGiven => say!(
            lang,
            "    ? {name}: sin comprobar; se recibió y no se dio aquí",
            "    ? {name}: not checked; it was received, and was not given here"
        ),
        FileCheck::Unchecked => say!(
            lang,
            "    ? {name}: sin comprobar; hace falta el manifiesto de la entrega",
            "    ? {name}: not checked; the manifest of the submission is needed"
        ),
    }
}
