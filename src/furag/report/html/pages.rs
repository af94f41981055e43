//! The report as pages of a site: what matters of all, and one for each policy. A policy with many questions has several.

use std::collections::BTreeMap;

use minijinja::{Error, context};

use super::{Report, filled, filled_in, parts};
use crate::diagnostic::render::say;

/// The page of all policies.
const OVERVIEW: &str = "index.html";
/// What the questions of no policy are called in an address; no policy has such a name.
const UNOWNED: &str = "sin-politica";
/// Bytes of what is shown on a page of a policy, as [`weight`] counts them.
const PAGE: usize = 150_000;

/// The pages, by their names in the folder of the vigencia. The links of the report must lead from there.
///
/// # Errors
/// The template asks for what it is not given: a bug.
pub fn pages(report: &Report<'_>) -> Result<BTreeMap<String, String>, Error> {
    let coverage = &report.coverage;
    let places = coverage.policies.iter().map(|one| (one.slug.to_owned(), format!("{}.html", one.slug))).collect();
    let mut pages = BTreeMap::new();
    pages.insert(OVERVIEW.to_owned(), filled_in(report, context! { scope => "overview", title => "" }, &places)?);
    for one in &coverage.policies {
        let mut policy = parts::policy(report, one);
        let questions = parts::split(std::mem::take(&mut policy.questions), weight(&policy), PAGE);
        put(report, &mut pages, &places, (one.slug, &policy.name.clone()), Some(policy), questions)?;
    }
    let unowned: Vec<_> = coverage.unowned.questions.iter().map(|one| parts::question(report, one)).collect();
    if !unowned.is_empty() {
        let name = say!(report.lang, "Preguntas de ninguna política", "Questions of no policy");
        put(report, &mut pages, &places, (UNOWNED, &name), None, parts::split(unowned, 0, PAGE))?;
    }
    Ok(pages)
}

/// The pages of one policy: the first with all that is not a question.
fn put(
    report: &Report<'_>,
    pages: &mut BTreeMap<String, String>,
    places: &BTreeMap<String, String>,
    (slug, name): (&str, &str),
    mut policy: Option<parts::Policy>,
    parts: Vec<Vec<parts::Question>>,
) -> Result<(), Error> {
    let file = |part: usize| match part {
        0 => format!("{slug}.html"),
        part => format!("{slug}-{}.html", part + 1),
    };
    let of = parts.len();
    for (part, questions) in parts.into_iter().enumerate() {
        let links: Vec<_> =
            (0..of).map(|one| context! { number => one + 1, href => file(one), is_current => one == part }).collect();
        let dossier = policy.take().map(|policy| vec![policy]).unwrap_or_default();
        let shown = context! {
            scope => "policy",
            title => name,
            dossiers => filled(dossier),
            questions => filled(questions),
            parts => links,
        };
        pages.insert(file(part), filled_in(report, shown, places)?);
    }
    Ok(())
}

/// Bytes that something takes on a page, roughly and no less: the names of its fields take what its marks do.
pub(super) fn weight(one: &impl serde::Serialize) -> usize {
    let text = serde_json::to_string(one).unwrap_or_default();
    text.len() + text.len() / 4 + 5 * text.matches(['&', '<', '>', '\'']).count()
}
