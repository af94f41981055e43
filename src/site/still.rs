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
];

/// The map of the site, or the list of its maps.
const MAP: &str = "sitemap.xml";
/// A map holds no more addresses.
const ON_A_MAP: usize = 50_000;
/// The page that a server shows at every address where there is nothing.
pub(super) const MISSING: &str = "404.html";

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    for (path, text) in ASSETS {
        tree.insert((*path).to_owned(), Content::text((*text).to_owned()));
    }
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}{MAP}\n", prepared.facts.base);
    tree.insert("robots.txt".to_owned(), Content::text(robots));
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
            path: MISSING,
            title: "Página no encontrada",
            about: "La dirección no es de ninguna página de este sitio.",
            section: "",
            crumbs: Vec::new(),
        };
        prepared.frame.page("missing.html", &head, context! {})
    };
    tree.insert(MISSING.to_owned(), Content::Page(Box::new(missing)));
}

/// The maps of the site, by their paths: every page but the one of what is not found. Of many pages, the first leads to
/// the rest.
pub(super) fn sitemaps<'t>(
    prepared: &Prepared<'_>,
    paths: impl Iterator<Item = &'t String>,
) -> BTreeMap<String, String> {
    let base = xml(&prepared.facts.base);
    let is_page = |path: &&String| {
        let is_ours = !path.starts_with("evidencia/") && !super::furag::is_document(path) && *path != MISSING;
        is_ours && path.ends_with(".html")
    };
    let place = |path: &String| address::encoded(path.strip_suffix("index.html").unwrap_or(path));
    maps(&base, paths.filter(is_page).map(place).collect(), ON_A_MAP)
}

fn maps(base: &str, places: Vec<String>, most: usize) -> BTreeMap<String, String> {
    let list = |whole: &str, one: &str, places: &[String]| {
        let lines: String = places.iter().map(|place| format!("<{one}><loc>{base}{place}</loc></{one}>\n")).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{whole} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{lines}</{whole}>\n"
        )
    };
    if places.len() <= most {
        return BTreeMap::from([(MAP.to_owned(), list("urlset", "url", &places))]);
    }
    let parts: Vec<(String, String)> = (1..)
        .zip(places.chunks(most))
        .map(|(number, part)| (format!("sitemap-{number}.xml"), list("urlset", "url", part)))
        .collect();
    let names: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    parts.into_iter().chain([(MAP.to_owned(), list("sitemapindex", "sitemap", &names))]).collect()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_on_a_map_however_many_there_are() {
        let places = || (0..5).map(|one| format!("{one}/")).collect::<Vec<_>>();
        let one = maps("https://x/", places(), 5);
        assert_eq!((one.len(), one[MAP].matches("<loc>https://x/").count()), (1, 5));
        let many = maps("https://x/", places(), 2);
        assert_eq!(many.keys().collect::<Vec<_>>(), ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", MAP]);
        assert!(many[MAP].contains("<sitemapindex ") && many[MAP].contains("<loc>https://x/sitemap-3.xml</loc>"));
        assert!(many["sitemap-3.xml"].contains("<loc>https://x/4/</loc>"));
    }
}
