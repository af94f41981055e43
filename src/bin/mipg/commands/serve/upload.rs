//! Files on their way in: to the disk as they come, within limits that hold before the first byte is written.

use std::{
    io::{self},
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::{Form, FromRequest as _, Multipart, Path, Request, State, multipart::Field},
    http::{StatusCode, header},
    response::Response,
};
use minijinja::{Value, context};
use mipg::{
    intake::kept::{Kept, KeptFile},
    messages::{Lang, shown},
    schedule::policy_name,
};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt as _;

use super::{
    super::underway::underway,
    alike::{self, Alike},
    corrections,
    data::card,
    desk::Desk,
    drafts::{ARRIVING, DraftId},
    leader::{Pairs, value},
    pages::Trouble,
    taken::{self, limit},
    words,
};
use crate::args::text;

/// Bytes of the files of a draft that go in git: they are read together when it is judged.
const HELD: u64 = 512 * 1024 * 1024;
/// Bytes of all files of a draft.
const MOST: u64 = 2 * 1024 * 1024 * 1024;
/// Bytes of a request beside those of its files.
const AROUND: u64 = 1024 * 1024;
/// The field with the name of a file that the page did not send, since it is over what one may have.
const TOO_LARGE: &str = "grande";
/// Characters of a name that are kept.
const NAME: usize = 255;
/// How long a body that is not wanted is read to its end, so that the browser shows the answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a draft still takes.
struct Room {
    id: DraftId,
    files: usize,
    most_files: u64,
    file_bytes: u64,
    bytes: u64,
}

/// A file that came.
enum Came {
    /// It is on the disk.
    Whole(String, NamedTempFile),
    /// It is not, for a reason in words.
    Refused(String),
}

pub(super) async fn page(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
    desk.answer(move |desk| {
        let (draft, kept) = desk.open_draft(&id)?;
        show(desk, &draft, &kept, &[])
    })
    .await
}

/// The page of the first step, with what was refused.
fn show(desk: &Desk, draft: &DraftId, kept: &Kept, refused: &[String]) -> Result<Response, Trouble> {
    let view = desk.view()?;
    let (lang, settings) = (desk.lang, view.settings());
    let files: Vec<Value> = kept.files.iter().map(|file| card(file, lang)).collect();
    let summary: Vec<Value> =
        refused.iter().map(|told| context! { href => "#archivos", text => told.clone() }).collect();
    let link = |one: Alike| context! { text => one.text, link => one.page.map(|page| desk.pages.path(&page)) };
    let sent = underway(&view.repository, &view.head, Some(&desk.remote))?;
    let alike: Vec<Value> = alike::of(desk, &view, (draft, kept), sent)?.into_iter().map(link).collect();
    let most = taken::most(&settings);
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let own = context! {
        title => text(lang, "Archivos", "Files"),
        section => "inicio",
        step => 1,
        id => draft.as_str(),
        alike,
        policy => shown(policy_name(&view.found.world, &kept.policy), 200),
        class => words::class(kept.class, lang),
        due => kept.due.map(|day| mipg::schedule::day_in_words(day, lang)),
        corrects => kept.corrects.as_ref().map(|corrects| shown(&corrects.of, 120)),
        left => corrections::left_behind(desk, &view, kept)?,
        filing => Some(kept.filing.number.trim()).filter(|number| !number.is_empty()).map(|number| shown(number, 60)),
        files,
        summary,
        most_files => settings.files_per_submission,
        most_bytes => most,
        most_size => limit(most),
    };
    Ok(desk.pages.page(status, "files.html", own))
}

/// Takes files in.
pub(super) async fn receive(State(desk): State<Arc<Desk>>, Path(id): Path<String>, request: Request) -> Response {
    let room = match room(desk.clone(), id.clone()).await {
        Ok(room) => room,
        Err(response) => return response,
    };
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
    let is_too_much = told.is_some_and(|told| told > room.bytes + AROUND);
    let multipart = Multipart::from_request(request, &()).await;
    let (Ok(mut multipart), Some(_)) = (multipart, told) else { return unreadable(&desk) };
    if is_too_much {
        // Nothing of it is written; it is read to its end so that the browser looks at the answer.
        tokio::spawn(tokio::time::timeout(PATIENCE, drained(multipart)));
        return too_much(&desk, &room);
    }
    match came(&desk, &room, &mut multipart).await {
        Ok(came) => desk.answer(move |desk| keep(desk, &id, &room, came)).await,
        Err(Ended::Read) => unreadable(&desk),
        Err(Ended::Write(error)) => desk.pages.trouble(&desk.io(error)),
    }
}

/// What the draft takes, or the answer to whoever asks for what is not there.
async fn room(desk: Arc<Desk>, id: String) -> Result<Room, Response> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let response = desk
        .answer(move |desk| {
            let (draft, kept) = desk.open_draft(&id)?;
            let settings = desk.view()?.settings();
            let held: u64 = kept.files.iter().map(|file| file.bytes).sum();
            let most = taken::most(&settings);
            let left = settings.files_per_submission.saturating_sub(kept.files.len() as u64);
            let _ = sender.send(Room {
                id: draft,
                files: kept.files.len(),
                most_files: settings.files_per_submission,
                file_bytes: most,
                bytes: MOST.saturating_sub(held).min(most.saturating_mul(left)),
            });
            Ok(Response::default())
        })
        .await;
    receiver.try_recv().map_err(|_| response)
}

async fn drained(mut multipart: Multipart) {
    while let Ok(Some(mut field)) = multipart.next_field().await {
        while let Ok(Some(_)) = field.chunk().await {}
    }
}

/// Why files stopped coming.
enum Ended {
    Read,
    Write(io::Error),
}

/// Writes each file beside the draft as it comes, and no more of one than a file may have.
async fn came(desk: &Desk, room: &Room, multipart: &mut Multipart) -> Result<Vec<Came>, Ended> {
    let mut all = Vec::new();
    let mut whole = room.files as u64;
    while let Some(mut field) = multipart.next_field().await.map_err(|_| Ended::Read)? {
        if field.name() == Some(TOO_LARGE) && field.file_name().is_none() && all.len() as u64 <= room.most_files {
            let name = shown(&base_name(&text_of(&mut field).await?), 120);
            all.push(Came::Refused(taken::over_size(&name, room.file_bytes, desk.lang)));
            continue;
        }
        let given = field.file_name().map(base_name);
        let Some(name) = given.filter(|name| field.name() == Some("archivos") && !name.is_empty()) else { continue };
        let mut builder = tempfile::Builder::new();
        let file = builder.prefix(ARRIVING).tempfile_in(desk.drafts.place(&room.id)).map_err(Ended::Write)?;
        let mut out = tokio::fs::File::from_std(file.reopen().map_err(Ended::Write)?);
        let is_taken = whole < room.most_files;
        let mut count: u64 = 0;
        while let Some(chunk) = field.chunk().await.map_err(|_| Ended::Read)? {
            count += chunk.len() as u64;
            if is_taken && count <= room.file_bytes {
                out.write_all(&chunk).await.map_err(Ended::Write)?;
            }
        }
        out.flush().await.map_err(Ended::Write)?;
        let safe = shown(&name, 120);
        all.push(if !is_taken {
            Came::Refused(taken::over_count(&safe, room.most_files, desk.lang))
        } else if count > room.file_bytes {
            Came::Refused(taken::over_size(&safe, room.file_bytes, desk.lang))
        } else {
            whole += 1;
            Came::Whole(name, file)
        });
    }
    Ok(all)
}

/// What was typed in a field, no more than a name may have.
async fn text_of(field: &mut Field<'_>) -> Result<String, Ended> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| Ended::Read)? {
        let left = (NAME * 4).saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(left)]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The last part of a name, whatever system it comes from.
fn base_name(given: &str) -> String {
    given.rsplit(['/', '\\']).next().unwrap_or_default().trim().chars().take(NAME).collect()
}

/// Gives what came its place in the draft, save what nobody could take.
fn keep(desk: &Desk, id: &str, room: &Room, came: Vec<Came>) -> Result<Response, Trouble> {
    let (lang, settings) = (desk.lang, desk.view()?.settings());
    let mut refused = Vec::new();
    if came.is_empty() {
        refused.push(text(lang, "No escogió ningún archivo", "No file was chosen").to_owned());
    }
    let mut ready = Vec::new();
    for one in came {
        match one {
            Came::Refused(told) => refused.push(told),
            Came::Whole(name, file) => {
                match taken::read(&name, file.path(), &settings, lang).map_err(|error| desk.io(error))? {
                    Ok(kept) => ready.push((kept, file)),
                    Err(told) => refused.push(told),
                }
            }
        }
    }
    let (kept, twice) = desk.change(&room.id, |kept| {
        let mut twice = Vec::new();
        for (mut one, file) in ready {
            if let Some(other) = kept.files.iter().find(|other| other.digest == one.digest) {
                twice.push(taken::same(&one.name, &other.name, lang));
                continue;
            }
            let in_git = |file: &&KeptFile| file.bytes <= settings.file_bytes;
            let held: u64 = kept.files.iter().chain([&one]).filter(in_git).map(|file| file.bytes).sum();
            if held > HELD {
                twice.push(taken::over_all(&one.name, HELD, lang));
                continue;
            }
            one.number = kept.next;
            kept.next += 1;
            file.as_file().sync_all()?;
            file.persist(desk.drafts.file(&room.id, one.number)).map_err(|error| error.error)?;
            kept.files.push(one);
        }
        Ok(twice)
    })?;
    refused.extend(twice);
    if refused.is_empty() {
        Ok(desk.pages.go(&format!("/b/{id}/archivos")))
    } else {
        show(desk, &room.id, &kept, &refused)
    }
}

/// The answer to more than the draft takes.
fn too_much(desk: &Desk, room: &Room) -> Response {
    let lang = desk.lang;
    let title = text(lang, "Es demasiado para una entrega", "It is too much for one submission");
    let (each, all) = (limit(room.file_bytes), limit(room.bytes));
    let told = match lang {
        Lang::Es => format!(
            "No se guardó nada de lo que acaba de subir. Cada archivo puede tener hasta {each}, y a este borrador le caben {all} más.\nLo que ya tenía sigue ahí: vuelva atrás y suba menos, o archivos más pequeños."
        ),
        Lang::En => format!(
            "Nothing of what was just uploaded was kept. Each file may have up to {each}, and this draft takes {all} more.\nWhat it had is still there: go back and upload less, or smaller files."
        ),
    };
    desk.pages.message(StatusCode::PAYLOAD_TOO_LARGE, title, &told)
}

fn unreadable(desk: &Desk) -> Response {
    desk.pages.message(
        StatusCode::BAD_REQUEST,
        text(desk.lang, "Los archivos no llegaron completos", "The files did not come whole"),
        text(
            desk.lang,
            "No se guardó nada de lo que acaba de subir; lo que ya tenía sigue ahí. Vuelva atrás y súbalos de nuevo.",
            "Nothing of what was just uploaded was kept; what was there still is. Go back and upload them again.",
        ),
    )
}

/// Takes a file out of a draft.
pub(super) async fn remove(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    desk.answer(move |desk| {
        let (draft, _) = desk.open_draft(&id)?;
        let number: u32 = value(&pairs, "archivo").parse().map_err(|_| Trouble::Missing)?;
        desk.change(&draft, |kept| {
            kept.files.retain(|file| file.number != number);
            kept.filing.cover = kept.filing.cover.filter(|cover| *cover != number);
            Ok(())
        })?;
        match std::fs::remove_file(desk.drafts.file(&draft, number)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(desk.io(error)),
            _ => Ok(desk.pages.go(&format!("/b/{id}/archivos"))),
        }
    })
    .await
}
