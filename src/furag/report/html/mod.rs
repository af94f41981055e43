//! The report as one page that needs nothing else, read on a screen or a phone and printed; and as pages of the site,
//! small enough for a phone: see [`pages`].

mod charts;
mod pages;
mod parts;

use std::collections::BTreeMap;

pub use pages::pages;

use data_encoding::BASE64;
use minijinja::{Value, context, value::Serde};
use sha2::{Digest as _, Sha256};

use super::{Report, words};
use crate::{
    diagnostic::render::say,
    furag::coverage::{Cited, Grade},
    messages::shown,
    page,
    schedule::{Outcome, words as days},
    status::render::{moment, outcome, percent},
};

/// Gaps on the first page.
const GAPS: usize = 5;

/// The whole report as one page; the same bytes for the same report.
///
/// # Errors
/// The template asks for what it is not given: a bug.
pub fn html(report: &Report<'_>) -> Result<String, minijinja::Error> {
    let coverage = &report.coverage;
    let shown = context! {
        scope => "whole",
        dossiers => filled(coverage.policies.iter().map(|one| parts::policy(report, one)).collect::<Vec<_>>()),
        unowned => filled(coverage.unowned.questions.iter().map(|one| parts::question(report, one)).collect::<Vec<_>>()),
        cited => cited(report),
    };
    let places = coverage.policies.iter().map(|one| (one.slug.to_owned(), format!("#politica-{}", one.slug))).collect();
    filled_in(report, shown, &places)
}

/// The template with what is shown of a report; `places`, where the dossier of each policy is.
fn filled_in(
    report: &Report<'_>,
    shown_part: Value,
    places: &BTreeMap<String, String>,
) -> Result<String, minijinja::Error> {
    let (lang, coverage) = (report.lang, &report.coverage);
    let totals = &coverage.totals;
    let style = include_str!("furag.css");
    let legend = |state: Outcome, fill: &str| (charts::swatch(fill), outcome(state, lang).to_owned());
    let gap = |(policy, gap): &(&_, _)| parts::gap(report, policy, gap);
    let mut environment = page::environment(lang);
    environment.add_template("furag.html", include_str!("furag.html"))?;
    let all = context! {
        lang => lang.tag(),
        year => coverage.year.get(),
        entity => shown(report.board.entity.name.as_str(), 200),
        domain => report.board.entity.domain.as_str(),
        style,
        style_digest => BASE64.encode(&Sha256::digest(style.as_bytes())),
        textures => charts::TEXTURES,
        moment => moment(report.holdings.as_of, lang),
        revision => report.revision(),
        trail => report.times().map(|times| context! {
            origin => shown(times.origin.as_str(), 200),
            size => times.head.size,
            root => times.head.root.to_string(),
            commit => times.commit.to_string(),
        }),
        cautions => report.cautions().iter().map(|line| charts::coded(line)).collect::<Vec<_>>(),
        not_the_index => words::not_the_index(lang),
        tiles => filled(tiles(report)),
        policies => filled(coverage.policies.iter().map(|one| parts::policy_row(report, one)).collect::<Vec<_>>()),
        all => context! {
            on_time => words::of(report.board.totals.count(Outcome::OnTime), report.board.totals.due(), lang),
            percent => percent(&report.board.totals, lang),
            criteria => words::of(totals.criteria.valid(), totals.criteria.applicable(), lang),
            questions => words::of(totals.asking.valid(), totals.asking.applicable(), lang),
        },
        outcomes => filled([
            legend(Outcome::OnTime, charts::ON_TIME),
            legend(Outcome::Late, charts::LATE),
            legend(Outcome::Missed, charts::MISSED),
        ]),
        tallies => filled(parts::tallies(report)),
        grades => filled(charts::parts(&totals.criteria, lang).iter().map(|part| (charts::swatch(part.fill), part.what.clone())).collect::<Vec<_>>()),
        meanings => filled(Grade::ALL.iter().rev().map(|grade| (words::grade(*grade, lang), words::grade_meaning(*grade, lang))).collect::<Vec<_>>()),
        months_chart => charts::months(report),
        months => filled(months(report)),
        worst => filled(report.worst(GAPS).iter().map(gap).collect::<Vec<_>>()),
        grave => coverage.grave(),
        has_unowned => !coverage.unowned.questions.is_empty(),
        places => filled(places),
        files => report.index.len(),
        again => report.again("html", "html"),
    };
    environment.get_template("furag.html")?.render(context! { ..shown_part, ..all })
}

/// What the template reads by its fields.
fn filled(value: impl serde::Serialize) -> Value {
    Value::from(Serde(value))
}

/// The four figures of the first page: what, how many, and of what.
fn tiles(report: &Report<'_>) -> Vec<(String, String, String)> {
    let (lang, totals) = (report.lang, &report.coverage.totals);
    let delivered = &report.board.totals;
    let not = |count: usize| match count {
        0 => String::new(),
        1 => say!(lang, "; 1 no aplica", "; 1 not applicable"),
        _ => say!(lang, "; {count} no aplican", "; {count} not applicable"),
    };
    let (on_time, due) = (delivered.count(Outcome::OnTime), delivered.due());
    let (criteria, asking) = (&totals.criteria, &totals.asking);
    let (not_criteria, not_asking) = (not(criteria.not_applicable), not(asking.not_applicable));
    let (valid, not_options) = (totals.options.valid(), not(totals.options.not_applicable));
    vec![
        (
            say!(lang, "Cortes cumplidos a tiempo", "Due dates met on time"),
            percent(delivered, lang),
            say!(lang, "{on_time} de {due} vencidos", "{on_time} of {due} due"),
        ),
        (
            say!(lang, "Criterios con evidencia válida", "Criteria with valid evidence"),
            words::of(criteria.valid(), criteria.applicable(), lang),
            say!(lang, "verificada o mejor{not_criteria}", "verified or better{not_criteria}"),
        ),
        (
            say!(lang, "Preguntas con evidencia válida", "Questions with valid evidence"),
            words::of(asking.valid(), asking.applicable(), lang),
            say!(lang, "de las que piden evidencia{not_asking}", "of those that ask for evidence{not_asking}"),
        ),
        (
            say!(lang, "Opciones que se proponen", "Options proposed"),
            words::proposed(totals, lang),
            say!(lang, "{valid} tienen evidencia válida{not_options}", "{valid} have valid evidence{not_options}"),
        ),
    ]
}

fn months(report: &Report<'_>) -> Vec<(String, [usize; 4])> {
    let name = |index: u32| days::month(index, report.lang).to_owned();
    let cells = |month: &super::Month| [month.on_time, month.late, month.missed, month.other];
    (1..).zip(&report.months).map(|(index, month)| (name(index), cells(month))).collect()
}

/// Every piece of evidence that is named, once, by submission and name: with its file and its best grade.
fn cited(report: &Report<'_>) -> Vec<Value> {
    let mut all: BTreeMap<(&str, Option<&str>), &Cited<'_>> = BTreeMap::new();
    for one in report.coverage.cited() {
        let kept = all.entry((one.submission, one.name)).or_insert(one);
        if one.grade > kept.grade {
            *kept = one;
        }
    }
    let row = |one: &&Cited<'_>| {
        let file = one.file;
        context! {
            piece => filled(parts::piece(report, one)),
            format => file.map(|file| file.listed.format.as_str().to_owned()),
            bytes => file.map(|file| file.listed.bytes.get()),
            digest => file.and_then(|file| file.digest()).map(|digest| digest.to_string()),
            page => one.held.map(|held| report.links.submission(&held.path)),
        }
    };
    all.values().map(row).collect()
}
