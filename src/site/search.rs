//! The search: an index that a page reads as scripts, since a page of a disk may fetch nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Months, NaiveDate};
use minijinja::context;
use serde_json::{Value, json};

use super::{
    Content, Prepared, address,
    facts::{Facts, Item, Policy},
    frame::Head,
    home, words,
};
use crate::model::raw;

/// Bytes of a file of the index, but for its last entry.
const FILE: usize = 150_000;
/// Files of a submission that are found by name.
const NAMES: usize = 20;
/// Months of its period that a submission is found by.
const PERIOD: usize = 12;

/// The codes of the criteria and questions that each submission is evidence of, by its path.
type Codes<'f> = BTreeMap<&'f str, BTreeSet<&'f str>>;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let files = index(facts);
    let count = files.len();
    for (at, text) in files.into_iter().enumerate() {
        tree.insert(format!("busqueda/{}", name(at)), Content::text(text));
    }
    let make = move || {
        let head = Head {
            path: "buscar/index.html",
            title: "Buscar",
            about: "Búsqueda de entregas y políticas por título, código, mes, clase, pregunta, radicado o nombre de archivo.",
            section: "buscar",
            crumbs: Vec::new(),
        };
        let body = context! {
            indices => (0..count).map(name).collect::<Vec<_>>(),
            count => words::count(facts.items.len(), "entrega", "entregas"),
            dimensions => home::dimensions(facts),
        };
        prepared.frame.page("search.html", &head, body)
    };
    tree.insert("buscar/index.html".to_owned(), Content::Page(Box::new(make)));
}

fn name(at: usize) -> String {
    format!("indice-{}.js", at + 1)
}

/// What is found of a submission: title, policy, class, date, page, receipt, other words that lead to it, and its state.
fn entry(facts: &Facts<'_>, item: &Item<'_>, codes: &Codes<'_>) -> Value {
    let manifest = item.held.manifest.as_deref();
    let path = item.path();
    let when = manifest
        .and_then(|manifest| manifest.due)
        .map_or_else(|| words::month(path.year.into(), path.month.into()), |due| words::day(due.get()).text);
    let state = match (item.held.is_quarantined, item.is_withdrawn(), facts.superseded.contains_key(path)) {
        (_, true, _) => "Retirada",
        (true, ..) => "En corrección",
        (_, _, true) => "Reemplazada",
        _ => "",
    };
    json!([
        item.title,
        facts.policy_name(&path.owner),
        manifest.map_or("", |manifest| words::class(manifest.class)),
        when,
        address::submission(path),
        item.receipt().map(|index| index.to_string()).unwrap_or_default(),
        leading(facts, item, codes),
        state,
    ])
}

/// The words that lead to a submission beside those that are shown of it.
fn leading(facts: &Facts<'_>, item: &Item<'_>, codes: &Codes<'_>) -> String {
    let (path, manifest) = (item.path(), item.held.manifest.as_deref());
    let mut found: Vec<String> = Vec::new();
    found.extend(item.held.evidence.iter().take(NAMES).map(|file| words::plain(file.name())));
    let kinds: BTreeSet<&str> =
        item.held.evidence.iter().filter_map(|file| Some(file.listed.typology.as_ref()?.as_str())).collect();
    found.extend(kinds.into_iter().map(words::typology));
    found.extend(manifest.map(|manifest| manifest.class.as_str().to_owned()));
    found.extend(manifest.and_then(|manifest| manifest.sigob.as_ref()).map(|sigob| sigob.number.to_string()));
    found.push(path.name.clone());
    let code = facts.policies.iter().find(|policy| policy.slug == path.owner).and_then(|policy| policy.code);
    found.extend(code.map(str::to_owned));
    let own = codes.get(path.to_string().as_str()).into_iter().flatten().copied();
    let hinted = manifest.into_iter().flat_map(|manifest| manifest.criteria.iter().map(|id| id.as_str()));
    let named: BTreeSet<&str> = own.chain(hinted).collect();
    found.extend(named.into_iter().map(str::to_owned));
    let (from, until) = item.held.period();
    let of_folder = NaiveDate::from_ymd_opt(path.year.into(), path.month.into(), 1);
    let months: BTreeSet<(i32, u32)> =
        months(from, until).chain(of_folder.map(|day| (day.year(), day.month()))).collect();
    found.extend(months.into_iter().map(|(year, month)| words::month(year, month)));
    found.join(" ")
}

/// The months of a period, no more than some.
fn months(from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = (i32, u32)> {
    let next = |day: &NaiveDate| day.checked_add_months(Months::new(1));
    let days = std::iter::successors(from.with_day(1), next).take_while(move |day| *day <= until);
    days.take(PERIOD).map(|day| (day.year(), day.month()))
}

/// What is found of a policy, as of a submission.
fn space(facts: &Facts<'_>, policy: &Policy<'_>) -> Value {
    let dimension =
        facts.dimensions.iter().find(|(_, all)| all.iter().any(|at| facts.policies[*at].slug == policy.slug));
    let criteria = policy.own.into_iter().flat_map(|own| own.criteria.iter().map(|one| one.id.as_str().to_owned()));
    let about = policy.code.map(str::to_owned).into_iter().chain(policy.leaders.iter().cloned()).chain(criteria);
    json!([
        policy.name,
        dimension.map_or("", |(name, _)| name),
        "Política",
        words::count(facts.by_owner.get(policy.slug).map_or(0, Vec::len), "entrega", "entregas"),
        address::policy(policy.slug),
        "",
        about.chain([policy.slug.to_owned()]).collect::<Vec<_>>().join(" "),
        "",
    ])
}

/// What the files of evidence say that each submission answers.
fn codes<'f>(facts: &'f Facts<'_>) -> Codes<'f> {
    let mut all = Codes::new();
    for support in facts.site.holdings.world.supports.values().flat_map(|one: &raw::Supports| &one.supports) {
        let of = all.entry(support.submission.as_str()).or_default();
        of.extend(support.criteria.iter().map(|id| id.as_str()));
        of.extend(support.questions.iter().map(|question| question.code.as_str()));
    }
    all
}

/// The files of the index: policies, and then the newest submissions first.
fn index(facts: &Facts<'_>) -> Vec<String> {
    let codes = codes(facts);
    let mut items: Vec<&Item<'_>> = facts.items.iter().collect();
    items.sort_by_key(|item| std::cmp::Reverse((item.path().year, item.path().month, item.at(), item.path())));
    let spaces = facts.policies.iter().map(|policy| space(facts, policy));
    let mut files = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for row in spaces.chain(items.iter().map(|item| entry(facts, item, &codes))) {
        let line = ascii(&row.to_string());
        used += line.len();
        lines.push(line);
        if used > FILE {
            files.push(file(&lines));
            (lines, used) = (Vec::new(), 0);
        }
    }
    if !lines.is_empty() || files.is_empty() {
        files.push(file(&lines));
    }
    files
}

fn file(lines: &[String]) -> String {
    format!("(window.MIPG_INDICE = window.MIPG_INDICE || []).push(\n{}\n);\n", lines.join(",\n"))
}

/// JSON of plain ASCII, in which nothing ends a script either.
fn ascii(json: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(json.len());
    for one in json.chars() {
        if one.is_ascii() && !matches!(one, '<' | '>' | '&') {
            out.push(one);
        } else {
            for unit in one.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_found_by_each_of_its_months() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let found: Vec<_> = months(day("2025-11-15"), day("2026-01-02")).collect();
        assert_eq!(found, [(2025, 11), (2025, 12), (2026, 1)]);
        assert_eq!(months(day("2026-01-31"), day("2026-01-31")).count(), 1);
        assert_eq!(months(day("2026-02-01"), day("2026-01-01")).count(), 0);
        assert_eq!(months(NaiveDate::MIN, NaiveDate::MAX).count(), PERIOD);
    }

    #[test]
    fn nothing_of_an_index_ends_a_script() {
        let text = serde_json::to_string("</script><!-- ñ 🏛 \u{2028}").unwrap();
        let safe = ascii(&text);
        assert!(safe.is_ascii() && !safe.contains(['<', '>', '&']), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), "</script><!-- ñ 🏛 \u{2028}");
    }
}
