//! The pages of whoever hands in: what is owed, and what is said of a submission.

use std::sync::Arc;

use axum::{
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::Response,
};
use chrono::NaiveDate;
use minijinja::{Value, context};
use mipg::{
    intake::kept::{Kept, KeptFiling},
    messages::shown,
    model::{
        World, layout,
        raw::{Registrar, SubmissionClass},
    },
    schedule::{Outcome, day_in_words, leader_roles, policy_name},
    status,
};

use super::{
    corrections,
    desk::{Desk, View},
    drafts::Found,
    owed::{self, Owed, Sent},
    pages::Trouble,
    words,
};
use crate::args::text;

/// What a form sends.
pub(super) type Pairs = Vec<(String, String)>;
/// Characters of an answer that are kept.
const LONGEST: usize = 4_000;

/// A value of a form, as it was typed and no longer than any may be; empty where it was not sent.
pub(super) fn value(pairs: &Pairs, name: &str) -> String {
    let found = pairs.iter().find(|(own, _)| own == name);
    found.map(|(_, value)| value.chars().take(LONGEST).collect()).unwrap_or_default()
}

pub(super) async fn home(State(desk): State<Arc<Desk>>) -> Response {
    desk.answer(|desk| {
        let view = desk.view()?;
        let (world, lang) = (&view.found.world, desk.lang);
        let Found { read: drafts, unread } = desk.drafts.found().map_err(|error| desk.io(error))?;
        let unread: Vec<String> = unread.iter().map(|folder| shown(&folder.display().to_string(), 300)).collect();
        let last = drafts.first().map(|(_, kept)| kept.policy.clone()).unwrap_or_default();
        let rows: Vec<Value> = drafts
            .iter()
            .map(|(id, kept)| {
                context! {
                    id => id.as_str(),
                    title => if kept.title.trim().is_empty() { None } else { Some(shown(&kept.title, 200)) },
                    policy => shown(policy_name(world, &kept.policy), 200),
                    class => words::class(kept.class, lang),
                    due => kept.due.map(|day| day_in_words(day, lang)),
                    files => kept.files.len(),
                    is_sent => kept.sent.as_ref().is_some_and(|sent| sent.is_pushed),
                    is_stuck => kept.sent.as_ref().is_some_and(|sent| !sent.is_pushed),
                    is_published => is_published(&view, kept),
                }
            })
            .collect();
        let policies: Vec<Value> = owed::policies(world)
            .into_iter()
            .map(|(slug, name)| context! { slug, name, is_last => slug == last })
            .collect();
        let seen = day_in_words(view.found.revision_time.date_naive(), lang);
        let hour = view.found.revision_time.format("%H:%M").to_string();
        let title = text(lang, "Entregar evidencias", "Hand in evidence");
        Ok(desk.pages.page(
            StatusCode::OK,
            "home.html",
            context! { title, section => "inicio", rows, unread, policies, seen, hour },
        ))
    })
    .await
}

/// Whether what was sent is in the main branch.
pub(super) fn is_published(view: &View, kept: &Kept) -> bool {
    let folder = kept.sent.as_ref().map(|sent| sent.folder.as_str());
    folder.is_some_and(|folder| view.found.deliveries.iter().any(|one| one.path.to_string() == folder))
}

/// A policy of the repository, by its slug.
fn known<'w>(world: &'w World, slug: &str) -> Result<&'w str, Trouble> {
    world.policy_slugs().into_iter().find(|own| *own == slug && world.has_policy(own)).ok_or(Trouble::Missing)
}

pub(super) async fn policy(State(desk): State<Arc<Desk>>, Query(asked): Query<Pairs>) -> Response {
    desk.answer(move |desk| {
        let view = desk.view()?;
        let (world, lang) = (&view.found.world, desk.lang);
        let slug = known(world, &value(&asked, "p"))?;
        let today = view.today();
        let owed = owed::owed(desk, &view, slug)?;
        let is_missed = |one: &&Owed| one.is_unmet() && one.effective < today;
        let row = |one: &Owed| {
            context! {
                slug,
                action => desk.pages.path("/borradores"),
                class => one.class.as_str(),
                name => one.obligation.clone(),
                iso => one.nominal.to_string(),
                nominal => day_in_words(one.nominal, lang),
                effective => day_in_words(one.effective, lang),
                days => (one.effective - today).num_days(),
                state => words::capital(status::render::outcome(one.outcome, lang)),
                plans => one.plans.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>(),
                is_unmet => one.is_unmet(),
                is_good => matches!(one.outcome, Outcome::OnTime | Outcome::Received),
                is_missed => is_missed(&one),
                opens => (one.opens > today).then(|| day_in_words(one.opens, lang)),
                is_sent => one.sent.is_some(),
                is_of_other => one.sent == Some(Sent::Other),
                is_again => one.sent.is_some_and(|sent| sent != Sent::Draft),
                is_assumed => !one.is_set,
            }
        };
        let next = owed.iter().filter(|one| one.is_unmet() && !is_missed(one)).map(row).collect::<Vec<_>>();
        let missed = owed.iter().rev().filter(is_missed).map(row).collect::<Vec<_>>();
        let came = owed.iter().filter(|one| !one.is_unmet()).map(row).collect::<Vec<_>>();
        let groups = vec![
            context! { name => text(lang, "Por entregar", "To hand in"), rows => next },
            context! { name => text(lang, "Con el plazo vencido", "Past their deadline"), rows => missed },
            context! { name => text(lang, "Lo de este mes que ya está", "Of this month, done"), rows => came },
        ];
        let handed: Vec<Value> = corrections::of(desk, &view, slug)?
            .into_iter()
            .map(|one| {
                context! {
                    path => one.path.to_string(),
                    title => one.title,
                    class => words::class(one.class, lang),
                    due => one.corte.map(|day| day_in_words(day, lang)),
                    is_begun => one.is_begun,
                }
            })
            .collect();
        let (unread, refused) = (view.found.unread.len(), matches!(view.found.trail, status::TrailUse::Refused(_)));
        let own = context! {
            title => shown(policy_name(world, slug), 200),
            section => "inicio",
            slug,
            leaders => leader_roles(world, slug, today),
            today => day_in_words(today, lang),
            groups,
            handed,
            // Who receives comes here with what SIGOB gave, to choose what that corrects.
            came => context! {
                registrar => registrar(&asked).as_str(),
                number => value(&asked, "radicado"),
                day => value(&asked, "dia"),
                hour => value(&asked, "hora"),
            },
            is_empty => owed.is_empty(),
            unread,
            refused,
        };
        Ok(desk.pages.page(StatusCode::OK, "policy.html", own))
    })
    .await
}

/// Brings what the server has, so that what is owed is told as it is now.
pub(super) async fn refresh(State(desk): State<Arc<Desk>>) -> Response {
    desk.answer(|desk| Ok(super::send::fetch(desk)?.unwrap_or_else(|| desk.pages.go("/")))).await
}

/// Begins a draft, of a corte where one was chosen; which one it answers is asked otherwise.
pub(super) async fn begin(State(desk): State<Arc<Desk>>, Form(pairs): Form<Pairs>) -> Response {
    desk.answer(move |desk| {
        let view = desk.view()?;
        if let Some((_, path)) = pairs.iter().find(|(name, _)| name == "reemplaza") {
            let mut kept = corrections::begin(&view, path)?.ok_or_else(|| gone(desk))?;
            (kept.filing, kept.registrar) = (filing(&pairs), registrar(&pairs));
            return created(desk, &kept);
        }
        let class = words::class_of(&value(&pairs, "clase")).ok_or(Trouble::Missing)?;
        let asked = value(&pairs, "politica");
        let policy = match class {
            SubmissionClass::Document if asked == layout::MODEL => asked,
            _ => known(&view.found.world, &asked)?.to_owned(),
        };
        let due = value(&pairs, "corte").parse::<NaiveDate>().ok().filter(|_| class != SubmissionClass::Document);
        let mut kept = Kept::new(policy, class, due);
        kept.filing = filing(&pairs);
        kept.registrar = registrar(&pairs);
        created(desk, &kept)
    })
    .await
}

/// Keeps a new draft, and goes on to its first step.
fn created(desk: &Desk, kept: &Kept) -> Result<Response, Trouble> {
    let id = desk.drafts.create(kept).map_err(|error| match error.kind() {
        std::io::ErrorKind::QuotaExceeded => full(desk),
        _ => desk.io(error),
    })?;
    Ok(desk.pages.go(&format!("/b/{}/archivos", id.as_str())))
}

/// What was to be corrected cannot be any more.
fn gone(desk: &Desk) -> Trouble {
    let title = text(desk.lang, "Esa entrega ya no se puede corregir", "That submission can no longer be corrected");
    Trouble::Refused(StatusCode::CONFLICT, title.to_owned(), words::corrected(desk.lang))
}

fn registrar(pairs: &Pairs) -> Registrar {
    if value(pairs, "registra") == Registrar::Receiver.as_str() { Registrar::Receiver } else { Registrar::Leader }
}

/// There are as many drafts as are kept.
fn full(desk: &Desk) -> Trouble {
    let title = text(desk.lang, "Hay demasiados borradores", "There are too many drafts");
    let told = text(
        desk.lang,
        "Quite en el inicio los que ya no necesita, y repita.",
        "Remove on the home page those you no longer need, and repeat.",
    );
    Trouble::Refused(StatusCode::CONFLICT, title.to_owned(), told.to_owned())
}

pub(super) fn filing(pairs: &Pairs) -> KeptFiling {
    KeptFiling {
        number: value(pairs, "radicado"),
        day: value(pairs, "dia"),
        hour: value(pairs, "hora"),
        cover: value(pairs, "caratula").parse().ok(),
    }
}

/// What was uploaded.
fn names(kept: &Kept) -> impl Iterator<Item = &String> {
    kept.files.iter().map(|file| &file.name).chain(kept.refused.iter().map(|file| &file.name))
}

pub(super) async fn ask_discard(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (_, kept) = desk.draft(&id)?;
        let own = context! {
            title => text(desk.lang, "¿Quitar este borrador?", "Remove this draft?"),
            section => "inicio",
            id,
            name => shown(&kept.title, 200),
            files => names(&kept).map(|name| shown(name, 120)).collect::<Vec<_>>(),
            is_sent => kept.sent.as_ref().is_some_and(|sent| sent.is_pushed),
            branch => kept.sent.as_ref().filter(|sent| !sent.is_pushed).map(|sent| sent.branch.clone()),
        };
        Ok(desk.pages.page(StatusCode::OK, "discard.html", own))
    })
    .await
}

pub(super) async fn discard(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (draft, _) = desk.draft(&id)?;
        desk.drafts.discard(&draft).map_err(|error| desk.io(error))?;
        Ok(desk.pages.go("/"))
    })
    .await
}
