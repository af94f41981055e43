//! The second step: what only a person knows of a submission.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::Response,
};
use minijinja::{Value, context};
use mipg::{
    intake::kept::{Amiss, Kept, KeptFile},
    messages::{Lang, shown},
    model::{
        World,
        raw::{People, PersonalDataOutcome, Registrar, SubmissionClass},
    },
    page,
    schedule::{day_in_words, policy_name},
};

use super::{
    desk::{Desk, View},
    leader::{Pairs, filing, value},
    owed,
    pages::Trouble,
    picture, words,
};
use crate::args::text;

/// What every page tells of a file.
pub(super) fn card(file: &KeptFile, lang: Lang) -> Value {
    context! {
        number => file.number,
        name => shown(&file.name, 120),
        format => words::format(file.format.as_deref(), lang),
        size => page::size(file.bytes),
        is_shown => picture::is_shown(file),
    }
}

pub(super) async fn page(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (_, kept) = desk.open_draft(&id)?;
        form(desk, &id, &kept, &[])
    })
    .await
}

/// Keeps what was typed, right or wrong; goes on where nothing is amiss.
pub(super) async fn say(State(desk): State<Arc<Desk>>, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    desk.answer(move |desk| {
        let (draft, _) = desk.open_draft(&id)?;
        let (kept, ()) = desk.change(&draft, |kept| {
            take(kept, &pairs);
            Ok(())
        })?;
        let amiss = kept.amiss();
        if value(&pairs, "accion") == "guardar" {
            return Ok(desk.pages.go("/"));
        }
        match amiss.iter().find(|one| **one == Amiss::NoFile) {
            Some(_) => Ok(desk.pages.go(&format!("/b/{id}/archivos"))),
            None if amiss.is_empty() => Ok(desk.pages.go(&format!("/b/{id}/revision"))),
            None => form(desk, &id, &kept, &amiss),
        }
    })
    .await
}

fn take(kept: &mut Kept, pairs: &Pairs) {
    kept.title = value(pairs, "titulo");
    kept.due = value(pairs, "corte").parse().ok();
    kept.filing = filing(pairs);
    if let Some(corrects) = &mut kept.corrects {
        corrects.reason = value(pairs, "correccion");
    }
    let main = value(pairs, "principal").parse::<u32>().ok();
    if let Some(at) = main.and_then(|main| kept.files.iter().position(|file| file.number == main)) {
        let main = kept.files.remove(at);
        kept.files.insert(0, main);
    }
    for file in &mut kept.files {
        let of = |field: &str| value(pairs, &format!("{field}-{}", file.number));
        file.description = of("descripcion");
        file.people = one_of(&PEOPLE, &of("personas"));
        file.authorisation = of("autorizacion");
        file.personal_data = one_of(&OUTCOMES, &of("datos"));
        file.reason = of("motivo");
        file.plan = of("plan");
        file.progress = of("avance");
    }
}

/// The answers about people.
const PEOPLE: [(&str, People); 4] = [
    ("ninguna", People::None),
    ("no-identificables", People::Unidentifiable),
    ("reconocibles", People::AuthorisedAdults),
    ("menores", People::AuthorisedMinors),
];
/// The answers about personal data.
const OUTCOMES: [(&str, PersonalDataOutcome); 3] = [
    ("no-contiene", PersonalDataOutcome::NoneFound),
    ("anonimizado", PersonalDataOutcome::Anonymised),
    ("publicable", PersonalDataOutcome::Publishable),
];

fn one_of<T: Copy>(known: &[(&str, T)], word: &str) -> Option<T> {
    known.iter().find(|(own, _)| *own == word).map(|(_, value)| *value)
}

fn word_of<T: PartialEq>(known: &[(&'static str, T)], value: Option<T>) -> &'static str {
    known.iter().find(|(_, own)| Some(own) == value.as_ref()).map_or("", |(word, _)| word)
}

/// The form of the second step, with what is amiss in it.
fn form(desk: &Desk, id: &str, kept: &Kept, amiss: &[Amiss]) -> Result<Response, Trouble> {
    let view = desk.view()?;
    let (world, lang) = (&view.found.world, desk.lang);
    let told: Vec<(String, String)> =
        amiss.iter().map(|one| words::amiss(one, kept, lang)).map(|(_, field, told)| (field, told)).collect();
    let summary: Vec<Value> =
        told.iter().map(|(field, told)| context! { href => format!("#{field}"), text => told.clone() }).collect();
    let wrong: BTreeMap<String, String> = told.into_iter().collect();
    let files: Vec<Value> = kept
        .files
        .iter()
        .map(|file| {
            context! {
                is_visual => file.is_visual(),
                description => file.description.clone(),
                people => word_of(&PEOPLE, file.people),
                authorisation => file.authorisation.clone(),
                is_suspected => file.is_suspected,
                outcome => word_of(&OUTCOMES, file.personal_data),
                reason => file.reason.clone(),
                plan => file.plan.clone(),
                progress => file.progress.clone(),
                ..card(file, lang)
            }
        })
        .collect();
    let status = if amiss.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let own = context! {
        title => text(lang, "Datos de la entrega", "What it is"),
        section => "inicio",
        step => 2,
        id,
        policy => shown(policy_name(world, &kept.policy), 200),
        class => words::class(kept.class, lang),
        cortes => cortes(desk, &view, kept)?,
        has_due => kept.class != SubmissionClass::Document,
        has_plans => kept.class == SubmissionClass::PlanFollowUp,
        plans => plans(world),
        peoples => PEOPLE.map(|(word, people)| context! { word, name => words::people(people, lang) }).to_vec(),
        outcomes => OUTCOMES.map(|(word, outcome)| context! { word, name => words::outcome(outcome, lang) }).to_vec(),
        typed => kept.title.clone(),
        corrects => kept.corrects.as_ref().map(|it| context! { of => it.of.clone(), reason => it.reason.clone() }),
        is_receiver => kept.registrar == Registrar::Receiver,
        filing => context! { number => kept.filing.number.clone(), day => kept.filing.day.clone(), hour => kept.filing.hour.clone(), cover => kept.filing.cover },
        files,
        summary,
        wrong,
    };
    Ok(desk.pages.page(status, "data.html", own))
}

/// The cortes to choose from: those that are owed, those of this month, and the one chosen.
fn cortes(desk: &Desk, view: &View, kept: &Kept) -> Result<Vec<Value>, Trouble> {
    if kept.class == SubmissionClass::Document {
        return Ok(Vec::new());
    }
    let today = view.today();
    let back = today.checked_sub_months(chrono::Months::new(2)).unwrap_or(today);
    let chosen = kept.due.unwrap_or(today);
    let mut open = owed::open(desk, view, &kept.policy, kept.class, (chosen.min(back), chosen))?;
    let near = today.checked_add_months(chrono::Months::new(2)).unwrap_or(today);
    open.retain(|one| Some(one.nominal) == kept.due || (one.nominal >= back && one.nominal <= near));
    let lang = desk.lang;
    Ok(open
        .iter()
        .map(|one| {
            context! {
                iso => one.nominal.to_string(),
                nominal => day_in_words(one.nominal, lang),
                effective => (one.effective != one.nominal).then(|| day_in_words(one.effective, lang)),
                is_unmet => one.is_unmet,
                opens => (one.opens > today).then(|| day_in_words(one.opens, lang)),
                is_chosen => Some(one.nominal) == kept.due,
            }
        })
        .collect())
}

/// The institutional plans, each once.
fn plans(world: &World) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let all = world.plans.values().flat_map(|catalogue| catalogue.plans.iter());
    all.filter(|plan| seen.insert(plan.id.as_str()))
        .map(|plan| context! { id => plan.id.as_str(), name => owed::plan_name(plan) })
        .collect()
}
