//! The search: an index that a page reads as scripts, since a page of a disk may fetch nothing.

use std::collections::BTreeMap;

use minijinja::context;
use serde_json::{Value, json};

use super::{
    Content, Prepared, address,
    facts::{Facts, Item},
    frame::Head,
    home, words,
};

/// Bytes of a file of the index, but for its last entry.
const FILE: usize = 150_000;
/// Files of a submission that are found by name.
const NAMES: usize = 20;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let files = index(facts);
    let count = files.len();
    for (at, text) in files.into_iter().enumerate() {
        tree.insert(format!("busqueda/{}", name(at)), Content::text(text));
    }
    let make = move || {
        let head = Head {
            path: "buscar/index.html",
            title: "Buscar",
            about: "Búsqueda de entregas por título, política, clase, radicado o nombre de archivo.",
            section: "buscar",
            crumbs: Vec::new(),
        };
        let body = context! {
            indices => (0..count).map(name).collect::<Vec<_>>(),
            count => words::count(facts.items.len(), "entrega", "entregas"),
            dimensions => home::dimensions(facts),
        };
        prepared.frame.page("search.html", &head, body)
    };
    tree.insert("buscar/index.html".to_owned(), Content::Page(Box::new(make)));
}

fn name(at: usize) -> String {
    format!("indice-{}.js", at + 1)
}

/// What is found of a submission: title, policy, class, date, page, receipt, and other words that lead to it.
fn entry(facts: &Facts<'_>, item: &Item<'_>) -> Value {
    let manifest = item.held.manifest.as_deref();
    let names = item.held.evidence.iter().take(NAMES).map(|file| words::plain(file.name()));
    let filing = manifest.and_then(|manifest| manifest.sigob.as_ref()).map(|sigob| sigob.number.to_string());
    let path = item.path();
    let when = manifest
        .and_then(|manifest| manifest.due)
        .map_or_else(|| words::month(path.year.into(), path.month.into()), |due| words::day(due.get()).text);
    let state = match (item.held.is_quarantined, item.is_withdrawn(), facts.superseded.contains_key(path)) {
        (_, true, _) => "Retirada",
        (true, ..) => "En corrección",
        (_, _, true) => "Reemplazada",
        _ => "",
    };
    json!([
        item.title,
        facts.policy_name(&path.owner),
        manifest.map_or("", |manifest| words::class(manifest.class)),
        when,
        address::submission(path),
        item.receipt().map(|index| index.to_string()).unwrap_or_default(),
        names.chain(filing).chain([path.name.clone()]).collect::<Vec<_>>().join(" "),
        state,
    ])
}

/// The files of the index: the newest submissions first.
fn index(facts: &Facts<'_>) -> Vec<String> {
    let mut items: Vec<&Item<'_>> = facts.items.iter().collect();
    items.sort_by_key(|item| std::cmp::Reverse((item.path().year, item.path().month, item.at(), item.path())));
    let mut files = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for item in items {
        let line = ascii(&entry(facts, item).to_string());
        used += line.len();
        lines.push(line);
        if used > FILE {
            files.push(file(&lines));
            (lines, used) = (Vec::new(), 0);
        }
    }
    if !lines.is_empty() || files.is_empty() {
        files.push(file(&lines));
    }
    files
}

fn file(lines: &[String]) -> String {
    format!("(window.MIPG_INDICE = window.MIPG_INDICE || []).push(\n{}\n);\n", lines.join(",\n"))
}

/// JSON of plain ASCII, in which nothing ends a script either.
fn ascii(json: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(json.len());
    for one in json.chars() {
        if one.is_ascii() && !matches!(one, '<' | '>' | '&') {
            out.push(one);
        } else {
            for unit in one.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_index_ends_a_script() {
        let text = serde_json::to_string("</script><!-- ñ 🏛 \u{2028}").unwrap();
        let safe = ascii(&text);
        assert!(safe.is_ascii() && !safe.contains(['<', '>', '&']), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), "</script><!-- ñ 🏛 \u{2028}");
    }
}
