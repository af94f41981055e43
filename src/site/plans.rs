//! The institutional plans and their follow-up, by quarter.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use minijinja::{Value, context};

use super::{
    Content, Prepared, address,
    facts::{Facts, Item},
    frame::Head,
    words,
};
use crate::model::raw;

/// What followed up a plan in a quarter.
struct Follow<'f, 'a> {
    item: &'f Item<'a>,
    progress: Option<String>,
}

/// What the quarters are called.
const QUARTERS: [&str; 4] = ["Enero a marzo", "Abril a junio", "Julio a septiembre", "Octubre a diciembre"];

/// By year, quarter (1–4) and plan.
type Followed<'f, 'a> = BTreeMap<(i32, u32, String), Vec<Follow<'f, 'a>>>;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let years: BTreeSet<i32> = followed(facts).keys().map(|(year, ..)| *year).chain([facts.today.year()]).collect();
    let years: Vec<i32> = years.into_iter().rev().collect();
    // The newest that has something is shown first.
    let newest = followed(facts).keys().map(|(year, ..)| *year).max().unwrap_or_else(|| facts.today.year());
    for year in &years {
        let (year, years) = (*year, years.clone());
        let path = file(year, newest);
        let address = path.clone();
        let make = move || {
            let title = format!("Planes institucionales {year}");
            let head = Head {
                path: &address,
                title: &title,
                about: &format!("Seguimiento trimestral de los planes institucionales y estratégicos en {year}."),
                section: "planes",
                crumbs: Vec::new(),
            };
            let link = |one: &i32| context! { year => *one, href => file(*one, newest), is_current => *one == year };
            let body = context! {
                year,
                years => years.iter().map(link).collect::<Vec<_>>(),
                quarters => QUARTERS,
                plans => table(facts, year),
                norms => facts.world.plans.values().map(|plans| words::plain(plans.norm.document.as_str())).collect::<Vec<_>>(),
            };
            prepared.frame.page("plans.html", &head, body)
        };
        tree.insert(path, Content::Page(Box::new(make)));
    }
}

fn file(year: i32, newest: i32) -> String {
    if year == newest { "planes/index.html".to_owned() } else { format!("planes/{year}.html") }
}

/// The quarter of a day.
fn quarter(day: NaiveDate) -> (i32, u32) {
    (day.year(), day.month0() / 3 + 1)
}

fn followed<'f, 'a>(facts: &'f Facts<'a>) -> Followed<'f, 'a> {
    let mut all = Followed::new();
    for item in &facts.items {
        let Some(manifest) = item.held.manifest.as_deref() else { continue };
        if manifest.class != raw::SubmissionClass::PlanFollowUp || item.is_withdrawn() {
            continue;
        }
        for plan in &manifest.plans {
            let row =
                facts.ledger.answers(item.path()).find(|(_, row)| row.plan.is_some_and(|own| own.id == plan.plan));
            let day = row.map_or(item.held.period().1, |(board, row)| board.corte(row).covers.1);
            let (year, quarter) = quarter(day);
            let progress = plan.progress.map(|progress| progress.get().to_string().replace('.', ","));
            all.entry((year, quarter, plan.plan.to_string())).or_default().push(Follow { item, progress });
        }
    }
    all
}

fn table(facts: &Facts<'_>, year: i32) -> Vec<Value> {
    let all = followed(facts);
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(facts.today);
    let (first, last) = (day(1, 1), day(12, 31));
    let mut rows = Vec::new();
    let mut known = BTreeSet::new();
    for plan in facts.world.plans.values().flat_map(|plans| plans.plans.iter()) {
        let is_in_force = plan.in_force_from.is_none_or(|from| from.get() <= last)
            && plan.in_force_until.is_none_or(|until| first <= until.get());
        if !known.insert(plan.id.as_str()) {
            continue;
        }
        let quarters: Vec<Value> = (1..=4)
            .map(|quarter| {
                let found = all.get(&(year, quarter, plan.id.to_string())).map_or(&[][..], Vec::as_slice);
                let link = |one: &Follow<'_, '_>| {
                    context! {
                        title => one.item.title.clone(),
                        href => address::submission(one.item.path()),
                        progress => one.progress.clone(),
                        amount => one.progress.as_ref().map(|text| text.replace(',', ".")),
                        is_superseded => facts.superseded.contains_key(one.item.path()),
                    }
                };
                let is_over = day(quarter * 3, if matches!(quarter, 1 | 4) { 31 } else { 30 }) < facts.today;
                let name = QUARTERS[quarter as usize - 1];
                context! { number => quarter, name, links => found.iter().map(link).collect::<Vec<_>>(), is_over }
            })
            .collect();
        let has_any = (1..=4).any(|quarter| all.contains_key(&(year, quarter, plan.id.to_string())));
        if !is_in_force && !has_any {
            continue;
        }
        let policy = plan.policy.as_ref().and_then(|slug| facts.policies.iter().find(|one| one.slug == slug.as_str()));
        rows.push(context! {
            name => words::plain(plan.name.as_str()),
            acronym => plan.acronym.as_ref().map(|one| words::plain(one.as_str())),
            policy => policy.map(|one| context! { name => one.name.clone(), href => address::policy(one.slug) }),
            quarters,
        });
    }
    rows
}
