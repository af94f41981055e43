//! The space of each policy, and the documents of the model itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use minijinja::{Value, context};

use super::{
    Content, Prepared, address, calendar,
    facts::{Facts, Policy},
    frame::{Crumb, Head},
    listing, picture, words,
};
use crate::model::{SubmissionPath, layout, raw};

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
                criteria => criteria(facts, policy),
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
    let in_force = |leader: &&raw::Leader| {
        leader.from.get() <= facts.today && leader.until.is_none_or(|until| facts.today <= until.get())
    };
    let leaders: Vec<Value> = policy
        .own
        .into_iter()
        .flat_map(|own| &own.leaders)
        .filter(in_force)
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

/// The criteria of a policy with how many submissions show each: those that are in force on the day asked.
fn criteria(facts: &Facts<'_>, policy: &Policy<'_>) -> Vec<Value> {
    let stands = |path: &SubmissionPath| {
        let found = facts.items.binary_search_by(|item| item.path().cmp(path)).ok().map(|at| &facts.items[at]);
        found.is_some_and(|item| !item.is_withdrawn() && !facts.superseded.contains_key(path))
    };
    let criterion = |one: &raw::Criterion| {
        let mut shown: BTreeSet<String> = BTreeSet::new();
        for supports in
            facts.site.holdings.world.supports.values().filter(|supports| supports.policy.as_str() == policy.slug)
        {
            let of = supports.supports.iter().filter(|support| support.criteria.contains(&one.id));
            shown.extend(of.map(|support| support.submission.as_str().to_owned()));
        }
        let hinted = facts.items.iter().filter(|item| {
            let manifest = item.held.manifest.as_deref();
            let is_own = item.path().owner == policy.slug
                || manifest.is_some_and(|manifest| manifest.also_serves.iter().any(|to| to.as_str() == policy.slug));
            is_own && manifest.is_some_and(|manifest| manifest.criteria.contains(&one.id))
        });
        shown.extend(hinted.map(|item| item.path().to_string()));
        let mut paths: Vec<SubmissionPath> = shown.iter().filter_map(|path| SubmissionPath::parse(path)).collect();
        paths.retain(stands);
        paths.sort_by(|one, other| (other.year, other.month, one).cmp(&(one.year, one.month, other)));
        let link = |path: &SubmissionPath| {
            let at = facts.items.binary_search_by(|item| item.path().cmp(path)).ok();
            let title = at.map_or_else(|| path.to_string(), |at| facts.items[at].title.clone());
            context! { href => address::submission(path), title }
        };
        context! {
            id => one.id.as_str(),
            text => words::plain(one.text.as_str()),
            level => one.level.map(level),
            count => words::count(paths.len(), "entrega", "entregas"),
            links => paths.iter().take(5).map(link).collect::<Vec<_>>(),
            more => paths.len().saturating_sub(5),
        }
    };
    let is_in_force = |one: &&raw::Criterion| {
        one.validity.from.get() <= facts.today && one.validity.until.is_none_or(|until| facts.today <= until.get())
    };
    policy.own.into_iter().flat_map(|own| &own.criteria).filter(is_in_force).map(criterion).collect()
}

fn level(level: raw::Level) -> &'static str {
    match level {
        raw::Level::Basic => "básico",
        raw::Level::Intermediate => "intermedio",
        raw::Level::Advanced => "avanzado",
    }
}
