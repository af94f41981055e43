//! Reasons in Spanish, by their codes: why bytes are no note, key, policy, proof or entry.
//!
//! English is what the errors themselves say.

use std::fmt::Display;

use crate::messages::Lang;

/// What is wrong, for people: by its code in Spanish, as the error says it in English.
pub fn words(code: &str, error: &dyn Display, lang: Lang) -> String {
    match (lang, spanish(code)) {
        (Lang::Es, Some(text)) => text.to_owned(),
        (Lang::Es, None) => code.to_owned(),
        (Lang::En, _) => error.to_string(),
    }
}

fn spanish(code: &str) -> Option<&'static str> {
    Some(match code {
        "note-too-long" => "la nota firmada es más larga de lo permitido",
        "note-utf8" => "la nota firmada no es UTF-8",
        "note-control" => "la nota firmada contiene un carácter de control",
        "note-separator" => "no hay una línea vacía antes de las firmas",
        "note-unterminated" => "la última línea no termina con un salto de línea",
        "note-too-many" => "tiene más firmas de las permitidas",
        "note-signature-shape" => "una línea de firma no tiene la forma `— nombre firma`",
        "note-signature-name" => "el nombre de una firma no es válido",
        "note-signature-base64" => "una firma no es Base64 canónico",
        "note-signature-short" => "una firma no contiene nada después del identificador de la clave",
        "signature-unknown" => "ninguna firma es de una clave conocida",
        "signature-invalid" => "la firma de una clave conocida no es válida",
        "signature-ambiguous" => "dos claves conocidas tienen el mismo nombre e identificador",
        "checkpoint-lines" => "el punto de control tiene menos de tres líneas",
        "checkpoint-origin" => "el origen está vacío o contiene un carácter de control",
        "checkpoint-size" => "el tamaño no es un número decimal simple menor que 2^63",
        "checkpoint-root" => "la raíz no son 32 bytes en Base64 canónico",
        "checkpoint-extension" => "una línea de extensión está vacía",
        "checkpoint-extensions" => "el punto de control tiene líneas de extensión, que este registro nunca escribe",
        "checkpoint-log" => "el registro que nombra el origen no firmó con una clave conocida",
        "key-shape" => "una clave tiene la forma `nombre+id+clave`",
        "key-secret" => "hay una clave secreta donde va una pública",
        "key-name" => "el nombre de la clave está vacío o contiene un espacio, un `+` o un carácter de control",
        "key-id" => "el identificador de la clave no son 8 dígitos hexadecimales en minúscula",
        "key-base64" => "la clave no es Base64 canónico",
        "key-type" => "el tipo de la clave no es 1 (Ed25519) ni 4 (testigo)",
        "key-length" => "la clave no tiene 32 bytes",
        "key-weak" => "la clave no es canónica, o cualquiera puede firmar por ella",
        "key-mismatch" => "el identificador es de otro nombre u otra clave",
        "policy-too-large" => "la política es mayor de lo permitido",
        "policy-control" => "la política contiene un carácter de control",
        "policy-word" => "una línea de la política no empieza por log, witness, group o quorum",
        "policy-parts" => "una línea de la política tiene partes de más o de menos",
        "policy-algorithm" => "la política pone la clave de un testigo donde va la de un registro, o al revés",
        "policy-duplicate-key" => "la misma clave está en una línea anterior de la política",
        "policy-taken" => "un nombre de la política ya está en uso",
        "policy-undefined" => "un nombre de la política no está definido en una línea anterior",
        "policy-repeated" => "un nombre de la política ya es miembro de un grupo",
        "policy-threshold" => "el umbral de un grupo no es all, any o un número entre 1 y sus miembros",
        "policy-second-quorum" => "la política tiene un segundo quorum",
        "policy-no-quorum" => "la política no tiene quorum",
        "bundle-truncated" => "el paquete termina dentro de una entrada",
        "bundle-trailing" => "el paquete sigue después de su última entrada",
        "tile-length" => "la tesela no tiene 32 bytes por huella",
        "entry-too-long" => "la entrada es más larga de lo permitido",
        "entry-json" => "la entrada no es un objeto JSON",
        "entry-duplicate" => "la entrada repite una clave",
        "entry-not-canonical" => "la entrada no está en la forma canónica de RFC 8785",
        "entry-not-flat" => "un valor de la entrada no es un texto ni un número entero menor que 2^53",
        "entry-missing-field" => "a la entrada le falta un campo",
        "entry-unexpected-field" => "la entrada tiene un campo que no corresponde",
        "entry-invalid-field" => "un campo de la entrada no contiene lo que corresponde",
        "key-early" => "lo firma una clave que empezó a usarse después",
        "key-retired" => "lo firma una clave que ya se había cambiado",
        "proof-too-long" => "la constancia es más larga de lo permitido",
        "proof-utf8" => "la constancia no es UTF-8",
        "proof-header" => "la primera línea no es `c2sp.org/tlog-proof@v1`",
        "proof-extra" => "la línea `extra` no es Base64 canónico o es muy larga",
        "proof-index" => "no hay una línea `index` con un número",
        "proof-hash" => "una línea de la prueba no es una huella",
        "proof-too-many" => "la prueba tiene más de 63 huellas",
        "proof-no-checkpoint" => "no hay punto de control después de la prueba",
        "inclusion-outside" => "la entrada está fuera del registro",
        "inclusion-too-long" => "la prueba tiene más huellas de las que pide ese lugar",
        "inclusion-too-short" => "la prueba tiene menos huellas de las que pide ese lugar",
        "inclusion-root" => "la prueba lleva a otra raíz: la entrada no está en ese lugar del registro",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::{
        checkpoint::Checkpoint,
        judge::reason,
        note::{Note, VerifierKey},
        policy::Policy,
        proof::Proof,
    };

    #[test]
    fn every_reason_met_has_spanish_words() {
        let told = |code: &str, error: &dyn Display| {
            let (es, en) = (words(code, error, Lang::Es), words(code, error, Lang::En));
            assert!(es != code && es != en && en == error.to_string(), "{code}: {es}");
        };
        for text in
            ["", "x", "x\n\n", "x\n\ny", "x\n\n\u{2014} a b\n", "x\n\n\u{2014} a AAAA\n", "\u{1}\n\n\u{2014} a b\n"]
        {
            let error = Note::parse(text.as_bytes()).unwrap_err();
            told(reason::note(&error), &error);
        }
        for text in ["x", "a+b+c", "PRIVATE+KEY+x", "+01234567+AA==", "a+01234567+!", "a+01234567+", "a+01234567+AQ=="]
        {
            let error = text.parse::<VerifierKey>().unwrap_err();
            told(reason::key(&error), &error);
        }
        for text in ["", "log\n", "otra x\n", "quorum x\n", "quorum none\nquorum none\n", "\u{1}\n", "group a all b\n"]
        {
            let error = Policy::parse(text.as_bytes()).unwrap_err();
            told(reason::policy(&error.problem), &error.problem);
        }
        let digits = "c2sp.org/tlog-proof@v1\nindex x\n\n";
        for text in ["", "x\n\n", digits, "c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\n"] {
            let error = Proof::parse(text.as_bytes()).unwrap_err();
            told(reason::proof(&error), &error);
        }
        for text in ["", "a\nx\ny\n", "a\n1\ny\n", "\n1\ny\n"] {
            let error = text.parse::<Checkpoint>().unwrap_err();
            let error = crate::trail::checkpoint::CheckpointOpenError::Checkpoint(error);
            told(reason::checkpoint_open(&error), &error);
        }
    }
}
