//! What anybody needs to verify what the site shows, without believing whoever publishes it.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::{Content, Prepared, facts::Facts, frame::Head, words};
use crate::{status::TrailUse, trail::judge::KeySource};

/// Where the signed checkpoint and the keys are.
const CHECKPOINT: &str = "integridad/punto-de-control.txt";
const KEYS: &str = "integridad/claves.txt";

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let make = move || {
        let head = Head {
            path: "integridad/index.html",
            title: "Integridad y verificación",
            about: "El punto de control firmado, la clave y cómo comprobar entregas y constancias con herramientas independientes.",
            section: "integridad",
            crumbs: Vec::new(),
        };
        let checked = &facts.site.holdings.report.checked;
        let row = |name: &'static str, count: crate::diagnostic::Count| {
            context! { name, done => count.done, of => count.of, is_whole => count.is_whole() }
        };
        let body = context! {
            trail => summary(facts),
            checkpoint => facts.site.log.map(|log| log.checkpoint.as_str()),
            keys => facts.site.log.map(|log| log.keys.clone()),
            checks => vec![
                row("Políticas", checked.policies),
                row("Entregas", checked.submissions),
                row("Archivos de git", checked.files),
                row("Archivos fuera de git", checked.external),
            ],
            quarantined => facts.items.iter().filter(|item| item.held.is_quarantined).count(),
            later => facts.site.holdings.submissions.len() - facts.items.len(),
            copied => facts.copied,
            listed => facts.items.iter().map(|item| item.held.evidence.len()).sum::<usize>(),
        };
        prepared.frame.page("integrity.html", &head, body)
    };
    tree.insert("integridad/index.html".to_owned(), Content::Page(Box::new(make)));
    if let Some(log) = facts.site.log {
        tree.insert(CHECKPOINT.to_owned(), Content::text(log.checkpoint.clone()));
        let keys: String = log.keys.iter().map(|key| format!("{key}\n")).collect();
        tree.insert(KEYS.to_owned(), Content::text(keys));
    }
}

/// The state of the trail, for a template.
pub(super) fn summary(facts: &Facts<'_>) -> Value {
    let deliveries = &facts.site.holdings.deliveries;
    match &deliveries.trail {
        TrailUse::Absent => context! { state => "absent" },
        TrailUse::Refused(why) => context! { state => "refused", why => words::plain(why) },
        TrailUse::Taken(times) => {
            let logged = facts.items.iter().filter(|item| item.receipt().is_some()).count();
            context! {
                state => "taken",
                origin => times.origin.as_str(),
                size => words::number(usize::try_from(times.head.size).unwrap_or(usize::MAX)),
                root => times.head.root.to_string(),
                last => times.last_hour().map(|hour| words::moment(crate::status::hour(hour))),
                logged,
                of => facts.items.len(),
                is_whole => logged == facts.items.len(),
                checked => times.attestations.checked,
                attested => times.attestations.of,
                is_own_key => times.source == KeySource::Log,
            }
        }
    }
}
