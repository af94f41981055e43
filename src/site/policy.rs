//! The space of each policy, and the documents of the model itself.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use minijinja::{Value, context};

use super::{
    Content, Prepared, address, calendar, criteria,
    facts::{Facts, Policy},
    frame::{Crumb, Head},
    listing, picture, words,
};
use crate::model::layout;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    for policy in &facts.policies {
        let folder = format!("politicas/{}/", policy.slug);
        let own = move || {
            let pages = listing::pages(facts, policy.slug);
            let path = address::policy(policy.slug);
            let head = Head {
                path: &path,
                title: &policy.name,
                about: &format!("Evidencias de la política {}: entregas, criterios y calendario.", policy.name),
                section: "politicas",
                crumbs: vec![("Políticas".to_owned(), "politicas/index.html".to_owned())],
            };
            let folder = format!("politicas/{}/", policy.slug);
            let body = context! {
                policy => about(facts, policy),
                picture => picture::told(picture::of(policy.slug), facts.of(policy.slug)),
                criteria => criteria::of(facts, policy),
                year => facts.today.year(),
                schedule => calendar::months(facts, policy.slug, facts.today.year()),
                next => calendar::next(facts, Some(policy.slug), 3),
                caution => facts.caution.clone(),
                feed => format!("calendario/{}.ics", policy.slug),
                has_feed => facts.feeds.contains_key(&format!("{}.ics", policy.slug)),
                months => pages.first().map(|page| page.months(facts)).unwrap_or_default(),
                shown => pages.first().map(listing::Page::title),
                pages => listing::links(&pages, &folder, Some(0)),
            };
            prepared.frame.page("policy.html", &head, body)
        };
        tree.insert(address::policy(policy.slug), Content::Page(Box::new(own)));
        let crumbs = vec![
            ("Políticas".to_owned(), "politicas/index.html".to_owned()),
            (policy.name.clone(), address::policy(policy.slug)),
        ];
        years(prepared, tree, policy.slug, &folder, "politicas", &crumbs);
    }
    years(
        prepared,
        tree,
        layout::MODEL,
        "modelo/",
        "modelo",
        &[("Documentos del modelo".to_owned(), "modelo/index.html".to_owned())],
    );
    let model = move || {
        let pages = listing::pages(facts, layout::MODEL);
        let head = Head {
            path: "modelo/index.html",
            title: "Documentos del modelo",
            about: "Actas, circulares y actos del Modelo Integrado de Planeación y Gestión.",
            section: "modelo",
            crumbs: Vec::new(),
        };
        let body = context! {
            lead => "Lo que es del modelo mismo y de ninguna política en particular: actas del comité, circulares y actos.",
            months => pages.first().map(|page| page.months(facts)).unwrap_or_default(),
            shown => pages.first().map(listing::Page::title),
            pages => listing::links(&pages, "modelo/", Some(0)),
        };
        prepared.frame.page("listing.html", &head, body)
    };
    tree.insert("modelo/index.html".to_owned(), Content::Page(Box::new(model)));
}

/// The pages of every year of a list, each at its own address, that of the newest too: links to it last.
fn years<'p>(
    prepared: &'p Prepared<'_>,
    tree: &mut BTreeMap<String, Content<'p>>,
    owner: &'p str,
    folder: &str,
    section: &'static str,
    crumbs: &[Crumb],
) {
    let facts = &prepared.facts;
    for (at, page) in listing::pages(facts, owner).into_iter().enumerate() {
        let (path, folder, crumbs) = (format!("{folder}{}", page.file()), folder.to_owned(), crumbs.to_vec());
        let address = path.clone();
        let make = move || {
            let pages = listing::pages(facts, owner);
            let title = format!("Entregas de {}", page.title());
            let head = Head {
                path: &address,
                title: &title,
                about: &format!("{title}: {}.", facts.policy_name(owner)),
                section,
                crumbs: crumbs.clone(),
            };
            let body = context! {
                lead => facts.policy_name(owner),
                months => page.months(facts),
                shown => page.title(),
                pages => listing::links(&pages, &folder, Some(at)),
            };
            prepared.frame.page("listing.html", &head, body)
        };
        tree.insert(path, Content::Page(Box::new(make)));
    }
}

fn about(facts: &Facts<'_>, policy: &Policy<'_>) -> Value {
    let name = |id: &str| {
        let found = facts
            .dimensions
            .iter()
            .find(|(_, all)| all.iter().any(|at| facts.policies[*at].dimension.as_deref() == Some(id)));
        found.map(|(name, _)| name.clone())
    };
    let offices = &facts.repository.offices;
    let leaders: Vec<Value> = policy
        .own
        .into_iter()
        .flat_map(|own| &own.leaders)
        .filter(|leader| leader.is_in_office(facts.today))
        .map(|leader| {
            let office = offices.get(&leader.office).map_or(leader.office.as_str(), |office| office.name.as_str());
            context! { role => words::plain(leader.role.as_str()), office => words::plain(office) }
        })
        .collect();
    let listed = facts.world.model().into_iter().flat_map(|model| model.policies.iter());
    let national = listed
        .filter(|one| one.policy.as_str() == policy.slug)
        .find_map(|one| one.national_leader.as_ref().map(|leader| words::plain(leader.name.as_str())));
    context! {
        name => policy.name.clone(),
        code => policy.code,
        dimension => policy.dimension.as_deref().and_then(name),
        leaders,
        national,
        count => words::count(facts.by_owner.get(policy.slug).map_or(0, Vec::len), "entrega", "entregas"),
        is_active => policy.own.is_none_or(|own| own.active),
    }
}
