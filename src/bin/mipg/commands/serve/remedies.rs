//! What to do about a finding, said for whoever has a form and no manifest: by the name of its rule.

use mipg::messages::Lang;

use crate::args::text;

/// Rules whose own remedy speaks of the manifest or of git, each with what is done in the form instead.
const REMEDIES: [(&str, &str, &str); 18] = [
    (
        "personal-data-suspected",
        "Si no son datos de personas, o una norma ordena publicarlos, dígalo en los datos de la entrega. Si lo son, quite el archivo y entréguelo por SIGOB.",
        "If they are no data of people, or a norm orders it, say so in what the submission is. If they are, remove the file and hand it in by SIGOB.",
    ),
    (
        "personal-data-in-text",
        "Escríbalo sin el dato: de qué se trata y no de quién; de una autorización, el expediente o radicado donde está. Si es el nombre del archivo, cámbielo y súbalo otra vez.",
        "Write it without the datum: what it is about and not whom; of an authorisation, the file or number where it is. A file whose name holds it is renamed and uploaded again.",
    ),
    (
        "extension-mismatch",
        "Cambie el nombre del archivo para que termine como corresponde a su contenido, y súbalo otra vez.",
        "Rename the file so that its name ends as its content asks, and upload it again.",
    ),
    (
        "file-encrypted",
        "Guárdelo sin contraseña y súbalo otra vez. Si la información es clasificada o reservada no va por aquí: entréguela por SIGOB.",
        "Save it without a password and upload it again. If the information is classified or reserved it does not go here: hand it in by SIGOB.",
    ),
    (
        "file-truncated",
        "Copie o descargue otra vez el archivo completo, compruebe que abre, y súbalo en lugar de este.",
        "Copy or download the whole file again, see that it opens, and upload it in the place of this one.",
    ),
    (
        "photo-location",
        "Quite la ubicación (en Windows: Propiedades, Detalles, Quitar propiedades; la foto de un documento, antes de insertarla de nuevo) y súbalo otra vez. Si la ubicación es parte de la evidencia, como la de una obra pública, pida a quien administra el repositorio que lo cargue.",
        "Take the location out (in Windows: Properties, Details, Remove properties; of a picture in a document, before it is put in again) and upload it again. If the place is part of the evidence, as that of public works, ask whoever administers the repository to load it.",
    ),
    (
        "photo-location-published",
        "Si la ubicación no es parte de la evidencia, quítela y suba el archivo otra vez; si lo es, no hay que hacer nada.",
        "If the place is no part of the evidence, take it out and upload the file again; if it is, there is nothing to do.",
    ),
    (
        "type-not-accepted",
        "Expórtelo a un tipo aceptado (PDF, .docx, .xlsx, CSV, PNG, JPEG, MP4…) y súbalo otra vez.",
        "Export it to a type that is accepted (PDF, .docx, .xlsx, CSV, PNG, JPEG, MP4…) and upload it again.",
    ),
    (
        "pointer-not-needed",
        "Suba el archivo mismo: este solo dice dónde está guardado otro.",
        "Upload the file itself: this one only says where another is kept.",
    ),
    (
        "commitment-used-as-digest",
        "Suba el archivo mismo: este solo dice dónde está guardado otro.",
        "Upload the file itself: this one only says where another is kept.",
    ),
    (
        "duplicate-content",
        "Revise que sea el archivo correcto. Si corrige lo que ya se entregó, empiece en la página de la política, con «Corregir esta entrega»; si está bien, no hay nada que hacer.",
        "See that it is the right file. If it corrects what was handed in, begin on the page of the policy, by “Correct this submission”; if it is right, there is nothing to do.",
    ),
    (
        "video-without-captions",
        "Suba con él los subtítulos (.vtt) o la transcripción (.txt) con el mismo nombre: taller.mp4 y taller.txt. Si no tiene sonido, suba un .txt que lo diga.",
        "Upload its captions (.vtt) or its transcript (.txt) beside it, by the same name: workshop.mp4 and workshop.txt. If it has no sound, upload a .txt that says so.",
    ),
    (
        "sigob-cover-missing",
        "Suba la carátula con los demás archivos y escójala en los datos, donde dice «Cuál archivo es la carátula».",
        "Upload the cover sheet with the other files and choose it in what the submission is, where it says “Which file is the cover sheet”.",
    ),
    (
        "receiver-without-sigob",
        "Escriba en los datos el radicado, el día y la hora, y escoja la carátula.",
        "Write the number, the day and the hour in what the submission is, and choose the cover sheet.",
    ),
    (
        "plan-repeated",
        "Deje un solo archivo por plan: en los demás escoja «De ninguno».",
        "Leave one file for each plan: choose “None” in the others.",
    ),
    (
        "policy-inactive",
        "Empiece la entrega en la política que la recibe ahora, o avise a quien administra el repositorio.",
        "Begin in the policy that takes it now, or tell whoever administers the repository.",
    ),
    (
        "due-window-not-open",
        "El borrador queda guardado: envíelo desde el día en que se abre la ventana; si responde un corte anterior, escójalo en los datos.",
        "The draft is kept: send it from the day on which the window opens; if it answers an earlier due date, choose it in what the submission is.",
    ),
    (
        "due-date-not-measured",
        "No tiene que hacer nada si es evidencia anterior; si el corte es otro, escójalo en los datos.",
        "There is nothing to do if it is earlier evidence; if the due date is another, choose it in what the submission is.",
    ),
];

/// What to do about a finding of a rule, where its own remedy would not be understood.
pub(super) fn remedy(rule: &str, lang: Lang) -> Option<&'static str> {
    REMEDIES.iter().find(|(own, ..)| *own == rule).map(|(_, es, en)| text(lang, es, en))
}

#[cfg(test)]
mod tests {
    use mipg::diagnostic::Group;

    use super::*;

    #[test]
    fn each_is_of_a_rule_and_names_no_field() {
        for (rule, es, en) in REMEDIES {
            assert!(mipg::rules::find(rule).is_some(), "{rule}");
            assert!(!es.contains('`') && !en.contains('`') && !es.contains("huella"), "{rule}");
        }
    }

    /// What the form makes by itself is never wrong; the rest of what a file may be found to be is told without fields.
    #[test]
    fn what_is_found_of_a_file_is_told_without_fields() {
        const MADE: [&str; 10] = [
            "digest-mismatch",
            "size-mismatch",
            "type-mismatch",
            "file-empty",
            "file-not-listed",
            "pointer-mismatch",
            "pointer-object-mismatch",
            "pointer-of-external",
            "pointer-unseen",
            "file-listed-twice",
        ];
        let of_files = mipg::rules::all().map(|rule| &rule.meta).filter(|meta| meta.group == Group::Files);
        for meta in of_files.filter(|meta| !MADE.contains(&meta.id)) {
            let told = remedy(meta.id, Lang::Es).unwrap_or_else(|| meta.remedy.get(Lang::Es));
            assert!(!told.contains('`') && !told.contains("huella"), "{}: {told}", meta.id);
        }
    }
}
