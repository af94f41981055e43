//! A name that Windows keeps for a device.

use super::names;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SiblingsContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "path-reserved-name",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El nombre está reservado por Windows.", en: "The name is reserved by Windows." },
        why: Text {
            es: "Windows toma esos nombres por dispositivos, también con extensión: el repositorio no se podría \
                 copiar allí.",
            en: "Windows takes these names for devices, with an extension too: the repository could not be copied \
                 there.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/con.pdf",
        remedy: Text {
            es: "Cambie el nombre, por ejemplo de «con.pdf» a «constancia.pdf».",
            en: "Change the name, for example from “con.pdf” to “constancia.pdf”.",
        },
        fixable: true,
    },
    check: Check::Siblings(check),
};

/// Names of devices, with the digits 1 to 9 and their superscripts; what follows the first point does not count.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|number| {
        let mut characters = number.chars();
        matches!((characters.next(), characters.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
    })
}

fn check(cx: &SiblingsContext<'_>, out: &mut Sink<'_>) {
    for (entry, name) in names::judged(cx) {
        if is_reserved(name) {
            names::at(out, entry, Message::PathReservedName { name: name.into() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_with_and_without_extension() {
        for name in ["CON", "con.pdf", "Aux.tar.gz", "nul ", "COM1", "lpt9.txt", "COM¹.csv", "conin$"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["contrato.pdf", "com.pdf", "com0", "com10", "lpt", "acta.con", "auxiliar", "com1a"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
