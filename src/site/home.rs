//! The first page, and the list of policies.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::{
    Content, Prepared, address,
    facts::{Facts, Policy},
    frame::Head,
    integrity, item, picture, words,
};

/// Submissions that the first page shows.
const LATEST: usize = 8;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let page = move || {
        let facts = &prepared.facts;
        let mut latest: Vec<_> =
            facts.items.iter().filter(|item| item.at().is_some() && !item.is_withdrawn()).collect();
        latest.sort_by_key(|item| std::cmp::Reverse((item.at(), item.path())));
        let latest: Vec<_> = latest.iter().take(LATEST).map(|item| item::entry(facts, item, true)).collect();
        let files: usize = facts.items.iter().map(|item| item.held.evidence.len()).sum();
        let head = Head {
            path: "index.html",
            title: &format!("Micrositio MIPG | {}", facts.entity),
            about: "Evidencias del Modelo Integrado de Planeación y Gestión por política, con su constancia y su huella.",
            section: "inicio",
            crumbs: Vec::new(),
        };
        let body = context! {
            latest,
            dimensions => dimensions(facts),
            submissions => words::number(facts.items.len()),
            files => words::number(files),
            policies => words::number(facts.policies.len()),
            trail => integrity::summary(facts),
            picture => picture::told(picture::all(), facts.items.iter()),
            caution => facts.caution.clone(),
            next => super::calendar::next(facts, None, 4),
        };
        prepared.frame.page("home.html", &head, body)
    };
    tree.insert("index.html".to_owned(), Content::Page(Box::new(page)));
    let list = move || {
        let head = Head {
            path: "politicas/index.html",
            title: "Políticas",
            about: "Las políticas de gestión y desempeño, por dimensión, con sus entregas.",
            section: "politicas",
            crumbs: Vec::new(),
        };
        prepared.frame.page("policies.html", &head, context! { dimensions => dimensions(&prepared.facts) })
    };
    tree.insert("politicas/index.html".to_owned(), Content::Page(Box::new(list)));
}

/// The policies in their groups, for a template.
pub(super) fn dimensions(facts: &Facts<'_>) -> Vec<Value> {
    let policy = |policy: &Policy<'_>| {
        let count = facts.by_owner.get(policy.slug).map_or(0, Vec::len);
        context! {
            name => policy.name.clone(),
            code => policy.code,
            href => address::policy(policy.slug),
            count => words::count(count, "entrega", "entregas"),
            leaders => policy.leaders.clone(),
        }
    };
    let group = |(name, places): &(String, Vec<usize>)| {
        let policies: Vec<Value> = places.iter().map(|at| policy(&facts.policies[*at])).collect();
        context! { name => name.clone(), policies }
    };
    facts.dimensions.iter().map(group).collect()
}
