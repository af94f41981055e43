//! `mipg rules` and `mipg explain`.

use clap::ArgMatches;
use mipg::{
    diagnostic::render,
    messages::{Lang, shown},
    rules,
};

use super::check;
use crate::{errors::Failure, output};

/// Lists every rule.
pub fn list(matches: &ArgMatches, lang: Lang) -> u8 {
    let text = match matches.get_one::<String>("format").map_or("human", String::as_str) {
        "json" => render::rules_json(),
        "markdown" => render::rules_markdown(lang),
        _ => render::rules_human(lang, check::terminal().unwrap_or(usize::MAX)),
    };
    output::print(&text, lang)
}

/// Explains one rule; an unknown name is wrong usage, with the nearest one.
pub fn explain(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let given = matches.get_one::<String>("rule").map_or("", String::as_str);
    if let Some(rule) = rules::find(given) {
        return Ok(output::print(&render::explain(rule, lang), lang));
    }
    let written = given.trim().to_lowercase().replace(['_', ' '], "-");
    let nearest = rules::all()
        .map(|rule| rule.meta.id)
        .map(|id| (strsim::jaro_winkler(id, &written), id))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness > 0.75);
    let given = shown(given, 80);
    Err(Failure::Usage(match (lang, nearest) {
        (Lang::Es, Some((_, id))) => format!("no existe la regla `{given}`\nayuda: ¿quiso decir `{id}`?"),
        (Lang::Es, None) => format!("no existe la regla `{given}`\nayuda: `mipg rules` las muestra todas"),
        (Lang::En, Some((_, id))) => format!("there is no rule `{given}`\nhint: did you mean `{id}`?"),
        (Lang::En, None) => format!("there is no rule `{given}`\nhint: `mipg rules` shows them all"),
    }))
}
