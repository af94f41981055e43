//! The due dates: of a year, the next ones, and as feeds for the calendars that people have.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use minijinja::{Value, context};

use super::{Content, Prepared, facts::Facts, frame::Head, words};
use crate::{
    messages::Lang,
    schedule::{
        agenda::{ALL, Due},
        words as days,
    },
};

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let this = facts.today.year();
    for (path, year) in
        [("calendario/index.html".to_owned(), this), (format!("calendario/{}.html", this + 1), this + 1)]
    {
        let address = path.clone();
        let make = move || {
            let other = if year == this { this + 1 } else { this };
            let title = format!("Calendario de {year}");
            let head = Head {
                path: &address,
                title: &title,
                about: &format!("Fechas de entrega de {year} y calendarios para suscribirse."),
                section: "calendario",
                crumbs: Vec::new(),
            };
            let href =
                if other == this { "calendario/index.html".to_owned() } else { format!("calendario/{other}.html") };
            let body = context! {
                year,
                other => context! { year => other, href },
                months => table(facts, year),
                next => if year == this { next(facts, None, 6) } else { Vec::new() },
                caution => facts.caution.clone(),
                feeds => feeds(facts),
                obligations => obligations(facts),
            };
            prepared.frame.page("calendar.html", &head, body)
        };
        tree.insert(path, Content::Page(Box::new(make)));
    }
    for (name, feed) in &facts.feeds {
        tree.insert(format!("calendario/{name}"), Content::text(feed.clone()));
    }
}

/// The due dates of a year by month: day, what, who owes it, and the day it really expires.
fn table(facts: &Facts<'_>, year: i32) -> Vec<Value> {
    let of = |month: u32| -> Vec<Value> {
        let dues = facts
            .agenda
            .dues
            .iter()
            .filter(|due| (due.corte.nominal.year(), due.corte.nominal.month()) == (year, month));
        dues.map(|due| told(due, None)).collect()
    };
    let month = |number: u32| context! { name => words::month_name(number), anchor => format!("mes-{number:02}"), dues => of(number) };
    (1..=12).map(month).collect()
}

/// The due dates of one policy in a year, by month, for its page.
pub(super) fn months(facts: &Facts<'_>, policy: &str, year: i32) -> Vec<Value> {
    let of = |month: u32| -> Vec<Value> {
        let dues = facts
            .agenda
            .dues
            .iter()
            .filter(|due| (due.corte.nominal.year(), due.corte.nominal.month()) == (year, month));
        dues.filter(|due| due.owed().any(|one| one.policy == policy)).map(|due| told(due, Some(policy))).collect()
    };
    (1..=12)
        .map(|number| context! { name => words::month_name(number), dues => of(number) })
        .filter(|month| month.get_attr("dues").is_ok_and(|dues| dues.is_true()))
        .collect()
}

/// The next due dates, those of today among them.
pub(super) fn next(facts: &Facts<'_>, policy: Option<&str>, most: usize) -> Vec<Value> {
    let owes = |due: &&Due<'_>| match policy {
        Some(policy) => due.owed().any(|one| one.policy == policy),
        None => due.owed().next().is_some(),
    };
    let mut coming: Vec<&Due<'_>> =
        facts.agenda.dues.iter().filter(|due| due.corte.effective >= facts.today).filter(owes).collect();
    coming.sort_by_key(|due| (due.corte.effective, due.corte.nominal, due.corte.obligation.id.as_str()));
    coming.into_iter().take(most).map(|due| told(due, policy)).collect()
}

fn told(due: &Due<'_>, policy: Option<&str>) -> Value {
    let corte = &due.corte;
    let owed = || due.owed().filter(|one| policy.is_none_or(|policy| policy == one.policy));
    let policies: std::collections::BTreeSet<&str> = owed().map(|one| one.policy).collect();
    let plans = owed().filter(|one| one.plan.is_some()).count();
    let window = |day: NaiveDate| words::day(day);
    context! {
        name => words::plain(corte.obligation.name.as_str()),
        nominal => words::day(corte.nominal),
        day => corte.nominal.day(),
        effective => words::day(corte.effective),
        is_moved => corte.effective != corte.nominal,
        why => days::brief_reason(corte, &due.skipped, Lang::Es),
        opens => window(corte.opens),
        covers => words::period(corte.covers.0, corte.covers.1),
        policies => words::count(policies.len(), "política", "políticas"),
        plans => (plans > 0).then(|| words::count(plans, "plan", "planes")),
        is_assumed => !corte.is_set(),
    }
}

/// The feeds there are: of all policies, and of each.
fn feeds(facts: &Facts<'_>) -> Vec<Value> {
    if facts.feeds.is_empty() {
        return Vec::new();
    }
    let mut feeds = vec![context! { name => "Todas las políticas", href => format!("calendario/{ALL}.ics") }];
    for policy in &facts.policies {
        let file = format!("{}.ics", policy.slug);
        if policy.slug != ALL && facts.feeds.contains_key(&file) {
            feeds.push(context! { name => policy.name.clone(), href => format!("calendario/{file}") });
        }
    }
    feeds
}

/// What is owed, by whose order, and what was assumed.
fn obligations(facts: &Facts<'_>) -> Vec<Value> {
    let holds = |one: &&crate::model::raw::Obligation| {
        one.in_force_from.is_none_or(|from| from.get() <= facts.today)
            && one.in_force_until.is_none_or(|until| facts.today <= until.get())
    };
    let told = |one: &crate::model::raw::Obligation| {
        context! {
            name => words::plain(one.name.as_str()),
            source => words::plain(one.source.document.as_str()),
            is_assumed => one.deadline == crate::model::raw::DeadlineBasis::Assumed,
            assumptions => one.assumptions.iter().map(|text| words::plain(text.as_str())).collect::<Vec<_>>(),
        }
    };
    facts.repository.obligations.iter().filter(holds).map(told).collect()
}
