//! The last steps: what would be handed in, and handing it in.

use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use minijinja::{Value, context};
use mipg::{
    diagnostic::Severity,
    intake::kept::{Kept, KeptFile, Sent},
    messages::{Lang, shown},
    model::{SubmissionPath, raw::SubmissionClass},
    schedule::{day_in_words, policy_name},
};

use super::{
    super::add::{
        large,
        push::{self, Asked, Pushed},
        words as given,
    },
    alike::Alike,
    data::card,
    desk::{Desk, View},
    drafts::DraftId,
    owed,
    pages::Trouble,
    received::Noted,
    refusal::{Cause, LFS},
    review::{Judged, Review},
    words,
};
use crate::{args::text, errors::Failure};

/// How long a server is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(180);
/// Bytes in a second of the slowest line that large files are sent by.
const SLOWEST: u64 = 256 * 1024;

pub(super) async fn review(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (draft, kept) = desk.open_draft(&id)?;
        let view = desk.view()?;
        let found = super::review::review(desk, &view, &draft, &kept)?;
        Ok(show(desk, &view, &id, &kept, &found))
    })
    .await
}

/// The page of the third step.
fn show(desk: &Desk, view: &View, id: &str, kept: &Kept, found: &Review) -> Response {
    let lang = desk.lang;
    let summary: Vec<Value> = match found {
        Review::Amiss(amiss) => amiss
            .iter()
            .map(|one| words::amiss(one, kept, lang))
            .map(|(page, field, told)| context! { href => format!("{page}#{field}"), text => told })
            .collect(),
        Review::Refused(told) => vec![context! { href => "archivos#archivos", text => told.clone() }],
        Review::Judged(judged) => blocking(judged, lang),
    };
    let judged = match found {
        Review::Judged(judged) => Some(judged),
        Review::Amiss(_) | Review::Refused(_) => None,
    };
    let twice = judged.and_then(|judged| judged.twice.as_ref()).map(|(name, other)| words::twice(name, other, lang));
    let twice = twice.map(|told| context! { text => told });
    let link = |one: &Alike| context! { text => one.text.clone(), link => one.page.as_ref().map(|page| desk.pages.path(page)) };
    let alike = judged.iter().flat_map(|judged| &judged.alike).map(link);
    let doubts = judged.iter().flat_map(|judged| &judged.doubts).map(|doubt| context! { text => doubt.clone() });
    let left_out = kept.left_out().map(|file| context! { text => words::left_out(file, lang) });
    let cautions: Vec<Value> = judged
        .iter()
        .flat_map(|judged| &judged.told)
        .filter(|told| matches!(told.severity, Severity::Warning | Severity::Notice) && !told.is_question())
        .map(|told| context! { text => told.text.clone(), hint => told.hint.clone() })
        .chain(left_out)
        .chain(doubts)
        .chain(twice)
        .chain(alike)
        .collect();
    let adjusted: Vec<String> = judged
        .iter()
        .flat_map(|judged| &judged.made.adjusted)
        .map(|one| words::capital(&given::adjusted(one, lang)))
        .collect();
    let objects = judged.iter().flat_map(|judged| &judged.made.objects);
    let apart: Vec<String> = objects.map(|one| words::apart(one, lang)).collect();
    let is_fit = judged.is_some_and(|judged| judged.is_fit());
    let status = if is_fit { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = match is_fit {
        true => text(lang, "Revise y envíe", "Check and send"),
        false => text(lang, "Falta corregir", "To be put right"),
    };
    let own = context! {
        title,
        section => "inicio",
        step => 3,
        id,
        is_fit,
        summary,
        cautions,
        adjusted,
        apart,
        sheet => sheet(view, kept, lang),
    };
    desk.pages.page(status, "review.html", own)
}

/// What stands in the way of a draft that was judged.
fn blocking(judged: &Judged, lang: Lang) -> Vec<Value> {
    let mut summary: Vec<Value> = judged
        .told
        .iter()
        .filter(|told| matches!(told.severity, Severity::Error | Severity::Unchecked) || told.is_question())
        .map(|told| context! { href => told.at.clone(), text => told.text.clone(), hint => told.hint.clone() })
        .collect();
    if judged.lacks_lfs {
        summary.push(
            context! { href => "archivos#archivos", text => words::lacks_lfs(lang), hint => words::lfs_hint(lang) },
        );
    }
    if summary.is_empty() && !judged.is_fit() {
        let told = text(
            lang,
            "No se pudo comprobar todo, y lo que no se comprueba no se envía. Avise a quien administra el repositorio: `mipg check` dice qué pasa",
            "Not everything could be checked, and what is not checked is not sent. Tell whoever administers the repository: `mipg check` says what is the matter",
        );
        summary.push(context! { href => "datos", text => told });
    }
    summary
}

/// What is handed in, as the person said it.
fn sheet(view: &View, kept: &Kept, lang: Lang) -> Value {
    let one = |file: &KeptFile| {
        let description = file.is_visual().then(|| shown(&file.description, 500));
        let authorised = file.authorised().map(|it| shown(&it, 500));
        let people = file.people.filter(|_| file.is_visual()).map(|people| words::people(people, lang));
        let outcome = file.personal_data.filter(|_| file.is_suspected).map(|outcome| words::outcome(outcome, lang));
        let reason = outcome.map(|_| shown(&file.reason, 500));
        let plan = plan(view, kept, file);
        context! { description, authorised, people, outcome, reason, plan, ..card(file, lang) }
    };
    let files: Vec<Value> = kept.files.iter().map(one).collect();
    let filing = &kept.filing;
    context! {
        title => shown(&kept.title, 200),
        policy => shown(policy_name(&view.found.world, &kept.policy), 200),
        class => words::class(kept.class, lang),
        due => kept.due.map(|day| day_in_words(day, lang)),
        corrects => kept.corrects.as_ref().map(|it| context! { of => shown(&it.of, 120), reason => shown(&it.reason, 500) }),
        filing => if filing.number.trim().is_empty() { None } else { Some(shown(&format!("{}, {} {}", filing.number, filing.day, filing.hour), 120)) },
        files,
    }
}

/// The plan that a file follows, and how far it is.
fn plan(view: &View, kept: &Kept, file: &KeptFile) -> Option<String> {
    let plans = view.found.world.plans.values().flat_map(|catalogue| catalogue.plans.iter());
    let own =
        plans.filter(|_| kept.class == SubmissionClass::PlanFollowUp).find(|plan| plan.id.as_str() == file.plan)?;
    let progress = file.progress.trim().trim_end_matches('%').trim_end();
    let progress = Some(progress).filter(|it| !it.is_empty()).map(|it| format!(": {} %", shown(it, 8)));
    Some(owed::plan_name(own) + &progress.unwrap_or_default())
}

/// Makes the branch of a draft that is fit and pushes it; pushes again what the server did not take.
pub(super) async fn send(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let _one = desk.sending.lock().unwrap_or_else(PoisonError::into_inner);
        let (draft, kept) = desk.draft(&id)?;
        let done = || Ok(desk.pages.go(&format!("/b/{id}/enviada")));
        if kept.sent.as_ref().is_some_and(|sent| sent.is_pushed) {
            return done();
        }
        let view = desk.view()?;
        let made = match &kept.sent {
            Some(sent) => view.repository.reference(&format!("refs/heads/{}", sent.branch))?.map(|_| sent.clone()),
            None => None,
        };
        let sent = match made {
            Some(sent) => sent,
            None => match super::review::review(desk, &view, &draft, &kept)? {
                Review::Judged(judged) if judged.is_fit() => keep(desk, &view, &draft, &judged)?,
                found => return Ok(show(desk, &view, &id, &kept, &found)),
            },
        };
        match pushed(desk, &view, &kept, &sent)? {
            Pushed::Refused { said } => {
                let sent = Sent { said, ..sent };
                if Cause::of(&sent.said, desk.lang) == Cause::Taken {
                    // What is there is brought, for the review to tell. Whether it could be changes nothing here.
                    drop(fetch(desk)?);
                }
                desk.change(&draft, |kept| {
                    kept.sent = Some(sent.clone());
                    Ok(())
                })?;
                Ok(stuck(desk, &id, &sent))
            }
            Pushed::Taken { said, link } => {
                desk.change(&draft, |kept| {
                    kept.sent = Some(Sent { is_pushed: true, link, said, at: view.as_of, ..sent });
                    Ok(())
                })?;
                done()
            }
        }
    })
    .await
}

/// Sends what goes by Git LFS, and then the branch.
fn pushed(desk: &Desk, view: &View, kept: &Kept, sent: &Sent) -> Result<Pushed, Failure> {
    if !sent.large.is_empty() {
        let bytes: u64 = kept.files.iter().map(|file| file.bytes).sum();
        let patience = PATIENCE + Duration::from_secs(bytes / SLOWEST);
        let asked = large::push(&view.repository, &desk.remote, &sent.large, Some(patience))?;
        if !asked.is_done {
            return Ok(Pushed::Refused { said: why(desk, view, asked)? });
        }
    }
    push::push(&view.repository, &desk.remote, &sent.branch, Some(PATIENCE), desk.lang)
}

/// What git-lfs said and, since that tells little, what git says of the same server.
fn why(desk: &Desk, view: &View, asked: Asked) -> Result<Vec<String>, Failure> {
    if asked.is_late {
        return Ok(asked.told_late(desk.lang));
    }
    let mut said: Vec<String> = asked.said.iter().map(|line| format!("{LFS}{line}")).collect();
    if said.is_empty() {
        said.push(LFS.to_owned());
    }
    let reached = push::git(&view.repository, &["ls-remote", "--heads", "--", &desk.remote], Some(PATIENCE))?;
    if !reached.is_done {
        said.extend(reached.told_late(desk.lang));
    }
    Ok(said)
}

/// Makes the branch. What it will be called is written down first, so that whatever interrupts it finds it again.
fn keep(desk: &Desk, view: &View, draft: &DraftId, judged: &Judged) -> Result<Sent, Trouble> {
    let sent = Sent {
        branch: judged.weighed.branch.clone(),
        folder: judged.made.path.to_string(),
        is_pushed: false,
        large: large::digests(&judged.made),
        link: None,
        said: Vec::new(),
        at: view.as_of,
    };
    desk.change(draft, |kept| {
        kept.sent = Some(sent.clone());
        Ok(())
    })?;
    judged.weighed.keep(&view.repository, desk.lang)?;
    Ok(sent)
}

/// The server did not take the branch: it stays here, and so does the draft.
fn stuck(desk: &Desk, id: &str, sent: &Sent) -> Response {
    let cause = Cause::of(&sent.said, desk.lang);
    let own = context! {
        title => text(desk.lang, "Está guardada, pero no se pudo enviar", "It is kept, but could not be sent"),
        section => "inicio",
        step => 4,
        id,
        is_pushed => false,
        branch => sent.branch.clone(),
        remote => shown(&desk.remote, 80),
        why => cause.told(desk.lang),
        advice => cause.advice(desk.lang),
        is_answer => cause.is_below(),
        said => sent.said.join("\n"),
    };
    desk.pages.page(StatusCode::BAD_GATEWAY, "sent.html", own)
}

pub(super) async fn sent(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (_, kept) = desk.draft(&id)?;
        let Some(sent) = &kept.sent else { return Ok(desk.pages.go(&format!("/b/{id}/revision"))) };
        if !sent.is_pushed {
            return Ok(stuck(desk, &id, sent));
        }
        let view = desk.view()?;
        let own = context! {
            title => text(desk.lang, "Entrega enviada", "Submission sent"),
            section => "inicio",
            step => 4,
            id,
            is_pushed => true,
            branch => sent.branch.clone(),
            folder => sent.folder.clone(),
            link => sent.link.clone(),
            said => sent.said.join("\n"),
            receipt => match Noted::of(&sent.said, &policies(&sent.folder)) {
                Noted::Received { number, hour } => Some(context! { number, hour, is_none => false }),
                Noted::Unnoted => Some(context! { is_none => true }),
                Noted::Untold => None,
            },
            sheet => sheet(&view, &kept, desk.lang),
            domain => view.found.world.repository.read().map(|repository| shown(repository.entity.domain.as_str(), 200)),
            is_receiver => !kept.registrar.is_leader(),
        };
        Ok(desk.pages.page(StatusCode::OK, "sent.html", own))
    })
    .await
}

/// The folder of a submission in the repository.
fn policies(folder: &str) -> String {
    SubmissionPath::parse(folder).map_or_else(|| folder.to_owned(), |path| path.folder().to_string())
}

/// Forgets that a branch was made of a draft that the server did not take, so that it can be put right. The branch stays.
pub(super) async fn reopen(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (draft, _) = desk.draft(&id)?;
        desk.change(&draft, |kept| {
            kept.sent = kept.sent.take().filter(|sent| sent.is_pushed);
            Ok(())
        })?;
        Ok(desk.pages.go(&format!("/b/{id}/datos")))
    })
    .await
}

/// Brings what the server has; the page that says why, where it could not be.
pub(super) fn fetch(desk: &Desk) -> Result<Option<Response>, Trouble> {
    let repository = desk.repository()?;
    let asked = push::git(&repository, &["fetch", "--quiet", "--prune", "--", &desk.remote], Some(PATIENCE))?;
    if asked.is_done {
        return Ok(None);
    }
    let said = asked.told_late(desk.lang);
    let cause = Cause::of(&said, desk.lang);
    let meanwhile = text(
        desk.lang,
        "Mientras tanto se muestra lo último que se trajo.",
        "Meanwhile what was brought last is shown.",
    );
    let own = context! {
        title => text(desk.lang, "No se pudo traer lo nuevo del servidor", "What is new could not be brought from the server"),
        section => "inicio",
        is_inside => true,
        lines => [&[cause.told(desk.lang)][..], &cause.advice(desk.lang), &[meanwhile]].concat(),
        said => said.join("\n"),
    };
    Ok(Some(desk.pages.page(StatusCode::BAD_GATEWAY, "message.html", own)))
}
