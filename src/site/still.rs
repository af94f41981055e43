//! The pages and files that are the same whatever the repository holds, and the map of the site.

use std::collections::BTreeMap;

use minijinja::context;

use super::{Content, Prepared, address, frame::Head};

/// The files of the look and of the scripts.
const ASSETS: &[(&str, &str)] = &[
    ("activos/estilo.css", include_str!("assets/estilo.css")),
    ("activos/buscar.js", include_str!("assets/buscar.js")),
    ("activos/icono.svg", include_str!("assets/icono.svg")),
    ("LEEME.txt", include_str!("assets/LEEME.txt")),
    ("robots.txt", "User-agent: *\nAllow: /\n"),
];

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    for (path, text) in ASSETS {
        tree.insert((*path).to_owned(), Content::text((*text).to_owned()));
    }
    let accessibility = move || {
        let head = Head {
            path: "accesibilidad/index.html",
            title: "Declaración de accesibilidad",
            about: "Cómo se hizo este sitio para que todas las personas lo puedan usar, y qué le falta.",
            section: "accesibilidad",
            crumbs: Vec::new(),
        };
        prepared.frame.page(
            "accessibility.html",
            &head,
            context! { domain => prepared.facts.repository.entity.domain.as_str() },
        )
    };
    tree.insert("accesibilidad/index.html".to_owned(), Content::Page(Box::new(accessibility)));
    let missing = move || {
        let head = Head {
            path: "404.html",
            title: "Página no encontrada",
            about: "La dirección no es de ninguna página de este sitio.",
            section: "",
            crumbs: Vec::new(),
        };
        prepared.frame.page("missing.html", &head, context! {})
    };
    tree.insert("404.html".to_owned(), Content::Page(Box::new(missing)));
}

/// The map of the site: every page but the one of what is not found.
pub(super) fn sitemap<'t>(prepared: &Prepared<'_>, paths: impl Iterator<Item = &'t String>) -> String {
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let base = xml(&prepared.facts.base);
    let is_page = |path: &&String| {
        let is_ours = !path.starts_with("evidencia/") && !super::furag::is_document(path) && *path != "404.html";
        is_ours && path.ends_with(".html")
    };
    // A map holds no more than 50,000 addresses.
    for path in paths.filter(is_page).take(50_000) {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        map.push_str(&format!("<url><loc>{base}{}</loc></url>\n", address::encoded(path)));
    }
    map.push_str("</urlset>\n");
    map
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}
