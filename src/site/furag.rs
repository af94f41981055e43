//! The way to the reports of FURAG, which are made elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use super::{Content, Prepared, frame::Head, words};

/// Where the reports are: a folder for each vigencia.
pub const FOLDER: &str = "furag/";
/// The page of a report, in its folder.
pub const PAGE: &str = "index.html";
/// The forms a report is given in beside its pages: the end of the name, and what people call it.
const FORMS: [(&str, &str); 4] = [
    ("html", "Informe completo, para imprimir"),
    ("xlsx", "Libro de Excel"),
    ("csv", "Tabla (CSV)"),
    ("json", "Datos (JSON)"),
];

/// The vigencias that have a report among the pages of others, the latest first.
pub(super) fn years(extra: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    let year = |path: &'_ String| -> Option<usize> { Some(path.strip_prefix(FOLDER)?.split_once('/')?.0.len()) };
    let years: BTreeSet<&str> =
        extra.keys().filter_map(|path| path.get(FOLDER.len()..FOLDER.len() + year(path)?)).collect();
    years.into_iter().rev().collect()
}

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let extra = prepared.facts.site.extra;
    let years = years(extra);
    if years.is_empty() {
        return;
    }
    let make = move || {
        let head = Head {
            path: "furag/index.html",
            title: "Informes para el FURAG",
            about: "Informes de cobertura por vigencia: criterios, preguntas y opciones con su evidencia.",
            section: "furag",
            crumbs: Vec::new(),
        };
        let reports: Vec<Value> =
            years.iter().map(|year| context! { year => *year, files => files(extra, year) }).collect();
        prepared.frame.page("furag.html", &head, context! { reports })
    };
    tree.insert(format!("{FOLDER}{PAGE}"), Content::Page(Box::new(make)));
}

/// Whether a file is one of those that are downloaded, and no page of the site.
pub(super) fn is_document(path: &str) -> bool {
    let Some((year, name)) = path.strip_prefix(FOLDER).and_then(|rest| rest.split_once('/')) else { return false };
    name.strip_prefix("furag-").and_then(|name| name.strip_prefix(year)).is_some_and(|end| end.starts_with('.'))
}

/// The page of a report first, and then its other forms.
fn files(extra: &BTreeMap<String, Vec<u8>>, year: &str) -> Vec<Value> {
    let folder = format!("{FOLDER}{year}/");
    let page = (format!("{folder}{PAGE}"), "Leer el informe", false);
    let forms = FORMS.iter().map(|(end, label)| (format!("{folder}furag-{year}.{end}"), *label, true));
    let file = |(path, label, is_download): (String, &str, bool)| {
        let size = words::size(extra.get(&path)?.len() as u64);
        Some(context! { href => path, label, size, is_download })
    };
    [page].into_iter().chain(forms).filter_map(file).collect()
}
