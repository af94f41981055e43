//! A `.gitattributes` among the evidence, or one of the root that converts it.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::Place,
    rules::{AttributesContext, Check, Rule},
    snapshot::ConvertingAttribute,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "attributes-change-content",
        group: Group::Repository,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un archivo .gitattributes puede cambiar los bytes de las evidencias.",
            en: "A .gitattributes file can change the bytes of the evidence.",
        },
        why: Text {
            es: "Con ese archivo git puede cambiar los bytes de las evidencias al guardarlas o al copiarlas, y la \
                 huella dejaría de coincidir.",
            en: "With that file git can change the bytes of the evidence when storing or copying it, and the digest \
                 would no longer match.",
        },
        norm: None,
        example: "*.csv text eol=crlf",
        remedy: Text {
            es: "Entre las evidencias, quite el archivo. En el de la raíz, ponga al final la línea `policies/** -text \
                 -ident -filter -working-tree-encoding`; si usa Git LFS, sin `-filter`.",
            en: "Among the evidence, remove the file. In that of the root, put at the end the line `policies/** -text \
                 -ident -filter -working-tree-encoding`; with Git LFS, without `-filter`.",
        },
        fixable: false,
    },
    check: Check::Attributes(check),
};

fn check(cx: &AttributesContext<'_>, out: &mut Sink<'_>) {
    let path = cx.path.into();
    if *cx.place != Place::Attributes {
        out.at(cx.path, Message::AttributesChangeContent { path });
        return;
    }
    match cx.converting {
        Some([]) => {}
        Some(converting) if converting.iter().all(|found| found.line > 0) => {
            let told = |found: &ConvertingAttribute| format!("{}: {}", found.line, found.attribute);
            let attributes: Vec<String> = converting.iter().map(told).collect();
            out.at(cx.path, Message::AttributesOfRootConvert { path, attributes: attributes.into() });
        }
        _ => {
            let finding = out.at(cx.path, Message::AttributesOfRootUnread { path });
            finding.severity = Severity::Unchecked;
            if cx.lost {
                finding.hint(Message::AttributesOfRootMissingHint {});
            }
        }
    }
}
