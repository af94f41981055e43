//! What the files of the page may hold: no way out, no script but its own, a word for each finding.

use std::collections::{BTreeMap, BTreeSet};

use super::{JUDGE, PAGE, asset};
use crate::support::fixtures;

/// The words between quotes that follow a mark.
fn quoted_after<'a>(text: &'a str, mark: &str) -> impl Iterator<Item = &'a str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split('\'').next())
}

#[test]
fn the_page_is_small_closed_and_has_a_word_for_everything() {
    let (judge, page, html) = (asset(JUDGE), asset(PAGE), asset("verificador.html"));
    let given = [asset(&format!("min/{JUDGE}")), asset(&format!("min/{PAGE}"))];
    let size: usize = given.iter().map(String::len).sum();
    assert!(size <= 50_000, "{size} bytes");
    for (script, name) in given.iter().zip([JUDGE, PAGE]) {
        assert!(script.starts_with(&format!("// Made by .ci/minify from src/site/assets/{name}: ")), "{name}");
    }
    for script in [&judge, &page].into_iter().chain(&given) {
        for way_out in [
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
            "fetch(",
            "XMLHttp",
            "WebSocket",
            "EventSource",
            "sendBeacon",
            "import(",
            "import ",
            "http:",
            "https:",
            "localStorage",
            "Worker",
            "location",
        ] {
            assert!(!script.contains(way_out), "{way_out}");
        }
    }
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";
    assert!(html.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")));
    let handlers = regex::Regex::new(r"(?i)<[^>]+\s(on[a-z]+|style)\s*=").unwrap();
    assert_eq!(handlers.find(&html).map(|found| found.as_str()), None);
    let links = regex::Regex::new(r#"(?:src|href)="([^"]+)""#).unwrap();
    let links: BTreeSet<_> = links.captures_iter(&html).map(|found| found.get(1).unwrap().as_str()).collect();
    assert_eq!(links, BTreeSet::from(["#contenido", "verificador-pagina.js", "verificador.css", "verificador.js"]));
    assert!(!asset("verificador.css").contains("url(") && !asset("verificador.css").contains("@import"));

    let words = html.split("id=\"palabras\">").nth(1).unwrap().split("</script>").next().unwrap();
    let words: BTreeMap<String, String> = serde_json::from_str(words).unwrap();
    let mut needed: BTreeSet<String> = quoted_after(&page, "word('").map(str::to_owned).collect();
    let code = regex::Regex::new(r"^[a-z0-9]+(-[a-z0-9]+)+$").unwrap();
    for quoted in judge.split('\'').chain(page.split('\'')).filter(|text| code.is_match(text)) {
        needed.insert(quoted.to_owned());
    }
    // What is no word: formats, and places of the page.
    for no_word in ["datos-del-sitio", "mismo-tamano", "titulo-resultado", "utf-8"] {
        needed.remove(no_word);
    }
    for folder in std::fs::read_dir(fixtures().join("log")).unwrap() {
        let expect = std::fs::read_to_string(folder.unwrap().path().join("expect")).unwrap();
        needed.extend(
            expect.lines().filter_map(|line| line.strip_prefix("finding ")?.split(' ').next().map(str::to_owned)),
        );
    }
    for outcome in [0, 1, 3, 4, 10, 11, 12, 30, 40] {
        needed.insert(format!("verdict-{outcome}"));
    }
    for (family, members) in [
        ("state", "bien reserva duda mal"),
        ("part", "receipt log divergence note"),
        ("own", "held log files site"),
        ("event", "recibido publicado reemplazado retirado purga catalogo informe clave cierre suprimido latido"),
        ("kind", "receipt divergence chain note key entry manifest token policy"),
        (
            "check",
            "signature bundles tiles entries hours root kept rotations witnesses inclusion divergence manifest files",
        ),
    ] {
        needed.extend(members.split(' ').map(|member| format!("{family}-{member}")));
    }
    assert!(needed.len() > 150, "{}", needed.len());
    let missing: Vec<_> = needed.iter().filter(|word| !words.contains_key(*word)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
    assert!(words.values().all(|text| !text.trim().is_empty()));
}
