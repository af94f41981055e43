//! What anybody needs to verify what the site shows, without believing whoever publishes it.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use serde_json::json;

use super::{Content, Log, Prepared, evidence::Copy, facts::Facts, frame::Head, words};
use crate::{status::TrailUse, trail::judge::KeySource};

/// The page that verifies without a network, with its slot for what this site publishes, and what it needs.
const VERIFIER: &str = include_str!("assets/verificador.html");
const SLOT: &str = "<script type=\"application/json\" id=\"datos-del-sitio\"></script>";
const MAIN: &str = "<main id=\"contenido\" tabindex=\"-1\">\n";
///
/// Its scripts are given compacted, so that the page stays small, and as they were written, for whoever reads them.
const BESIDE: [(&str, &str); 6] = [
    ("verificador.js", include_str!("assets/min/verificador.js")),
    ("verificador-pagina.js", include_str!("assets/min/verificador-pagina.js")),
    ("verificador.css", include_str!("assets/verificador.css")),
    ("codigo/verificador.js", include_str!("assets/verificador.js")),
    ("codigo/verificador-pagina.js", include_str!("assets/verificador-pagina.js")),
    ("verificar_registro.py", include_str!("../../tools/verificar_registro.py")),
];
/// Where the signed checkpoint and the keys are.
const CHECKPOINT: &str = "integridad/punto-de-control.txt";
const KEYS: &str = "integridad/claves.txt";

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let make = move || {
        let head = Head {
            path: "integridad/index.html",
            title: "Integridad y verificación",
            about: "El punto de control firmado, la clave y cómo comprobar entregas y constancias con herramientas independientes.",
            section: "integridad",
            crumbs: Vec::new(),
        };
        let checked = &facts.site.holdings.report.checked;
        let row = |name: &'static str, count: crate::diagnostic::Count| {
            context! { name, done => count.done, of => count.of, is_whole => count.is_whole() }
        };
        let body = context! {
            trail => summary(facts),
            checkpoint => facts.site.log.map(|log| log.checkpoint.as_str()),
            keys => facts.site.log.map(keys),
            checks => vec![
                row("Políticas", checked.policies),
                row("Entregas", checked.submissions),
                row("Archivos de git", checked.files),
                row("Fichas de archivos fuera de git (sus bytes no están aquí y no se leyeron)", checked.external),
            ],
            quarantined => facts.items.iter().filter(|item| item.held.is_quarantined).count(),
            later => prepared.counts().1 - facts.items.len(),
            kept => facts.site.holdings.kept.map(|kept| row("Entregas publicadas que siguen como se publicaron, salvo lo que su retiro quitó", kept)),
            lost => facts.site.holdings.lost().count(),
            copied => facts.copied,
            uncopied => uncopied(facts),
            listed => facts.items.iter().map(|item| item.held.evidence.len()).sum::<usize>(),
        };
        prepared.frame.page("integrity.html", &head, body)
    };
    tree.insert("integridad/index.html".to_owned(), Content::Page(Box::new(make)));
    tree.insert("integridad/verificador.html".to_owned(), Content::text(verifier(facts.site.log)));
    for (name, text) in BESIDE {
        tree.insert(format!("integridad/{name}"), Content::text(text.to_owned()));
    }
    if let Some(log) = facts.site.log {
        tree.insert(CHECKPOINT.to_owned(), Content::text(log.checkpoint.clone()));
        let keys: String = log.keys.iter().map(|key| format!("{key}\n")).collect();
        tree.insert(KEYS.to_owned(), Content::text(keys));
    }
}

/// Files without a copy here: how many, and why.
fn uncopied(facts: &Facts<'_>) -> Vec<Value> {
    let mut counts: BTreeMap<Copy, usize> = BTreeMap::new();
    for file in facts.items.iter().flat_map(|item| &item.held.evidence) {
        *counts.entry(Copy::of(file)).or_default() += 1;
    }
    let told = counts.into_iter().filter_map(|(copy, count)| Some((copy.of_many()?, count)));
    told.map(|(why, count)| context! { why, count }).collect()
}

fn keys(log: &Log) -> Vec<String> {
    log.keys.iter().map(ToString::to_string).collect()
}

/// The verifier with the keys and the checkpoint of this site, which it tells to be of the site, and a way back.
fn verifier(log: Option<&Log>) -> String {
    let data =
        log.map(|log| json!({"claves": keys(log), "checkpoint": log.checkpoint}).to_string().replace('<', "\\u003c"));
    let slot = SLOT.replace("></", &format!(">{}</", data.unwrap_or_default()));
    let back = format!("{MAIN}<p><a href=\"index.html\">Volver al sitio</a></p>\n");
    VERIFIER.replacen(SLOT, &slot, 1).replacen(MAIN, &back, 1)
}

/// The state of the trail, for a template.
pub(super) fn summary(facts: &Facts<'_>) -> Value {
    let deliveries = &facts.site.holdings.deliveries;
    match &deliveries.trail {
        TrailUse::Absent => context! { state => "absent" },
        TrailUse::Refused(why) => context! { state => "refused", why => words::plain(why) },
        TrailUse::Taken(times) => {
            let logged = facts.items.iter().filter(|item| item.receipt().is_some()).count();
            context! {
                state => "taken",
                origin => times.origin.as_str(),
                size => words::number(usize::try_from(times.head.size).unwrap_or(usize::MAX)),
                root => times.head.root.to_string(),
                last => times.last_hour().map(|hour| words::moment(crate::status::hour(hour))),
                logged,
                of => facts.items.len(),
                share => share(logged, facts.items.len()),
                is_whole => logged == facts.items.len(),
                checked => times.attestations.checked,
                attested => times.attestations.of,
                is_own_key => times.source == KeySource::Log,
            }
        }
    }
}

/// A part of a whole in percent: 100 % only where it is all, 0 % only where it is nothing.
fn share(part: usize, of: usize) -> String {
    let percent = match (part, of) {
        (_, 0) => return "—".to_owned(),
        (0, _) => 0,
        (part, of) if part >= of => 100,
        (part, of) => (part * 100 / of).max(1),
    };
    format!("{percent} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// That of golang.org/x/mod/sumdb/note.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn only_all_is_100_and_only_nothing_is_0() {
        assert_eq!(
            [(0, 9), (1, 900), (899, 900), (9, 9)].map(|(part, of)| share(part, of)),
            ["0 %", "1 %", "99 %", "100 %"]
        );
    }

    #[test]
    fn the_verifier_is_told_what_this_site_publishes() {
        assert_eq!((VERIFIER.matches(SLOT).count(), VERIFIER.matches(MAIN).count()), (1, 1));
        let checkpoint = "</script>\n1\nraíz\n".to_owned();
        let log = Log { checkpoint, keys: vec![KEY.parse().unwrap()], receipts: BTreeMap::new() };
        let page = verifier(Some(&log));
        let start = page.find("id=\"datos-del-sitio\">").unwrap() + "id=\"datos-del-sitio\">".len();
        let data = &page[start..start + page[start..].find("</script>").unwrap()];
        let read: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(read, json!({"claves": [KEY], "checkpoint": "</script>\n1\nraíz\n"}));
        assert!(page.contains("href=\"index.html\""));
        assert!(verifier(None).contains(SLOT));
    }
}
