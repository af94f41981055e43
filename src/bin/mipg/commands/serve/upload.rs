//! Files on their way in: to the disk as they come, within limits that hold before the first byte is written.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{Form, FromRequest as _, Multipart, Path, Request, State, multipart::Field},
    http::{StatusCode, header},
    response::Response,
};
use futures_core::Stream;
use minijinja::{Value, context};
use mipg::{
    intake::kept::{Kept, KeptFile, RefusedFile},
    messages::{Lang, shown},
    model::Settings,
    page,
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
/// The same, of a folder.
const FOLDER: &str = "carpeta";
/// Characters of a name that are kept.
const NAME: usize = 255;
/// How long a body that is not wanted is read to its end, so that the browser shows the answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a draft still takes.
struct Room {
    id: DraftId,
    files: usize,
    file_bytes: u64,
    bytes: u64,
    settings: Settings,
}

/// What became of what was sent.
#[derive(Default)]
struct Came {
    /// How many files are in the draft now.
    kept: usize,
    /// Why the others are not, in words.
    refused: Vec<String>,
}

/// Why files stopped coming.
enum Ended {
    /// Whoever sends went away, or sends what is no file.
    Read,
    /// What came could not be kept.
    Kept(Trouble),
}

pub(super) async fn first(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Response {
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
        refused_files => kept.refused.iter().map(refused_file).collect::<Vec<_>>(),
        summary,
        most_files => settings.files_per_submission,
        most_bytes => most,
        most_size => limit(most),
    };
    Ok(desk.pages.page(status, "files.html", own))
}

/// A file that cannot be handed in, as a page shows it.
fn refused_file(file: &RefusedFile) -> Value {
    context! { number => file.number, name => shown(&file.name, 120), size => page::size(file.bytes), why => file.why.clone() }
}

/// Takes files in.
pub(super) async fn receive(State(desk): State<Arc<Desk>>, Path(id): Path<String>, request: Request) -> Response {
    let room = match room(desk.clone(), id.clone()).await {
        Ok(room) => room,
        Err(response) => return response,
    };
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
    let is_too_much = told.is_some_and(|told| told > room.bytes + AROUND);
    let request = request.map(|body| Body::from_stream(UntilCut(body.into_data_stream())));
    let multipart = Multipart::from_request(request, &()).await;
    let (Ok(mut multipart), Some(_)) = (multipart, told) else { return unreadable(&desk) };
    if is_too_much {
        // Nothing of it is written; it is read to its end so that the browser looks at the answer.
        tokio::spawn(tokio::time::timeout(PATIENCE, drained(multipart)));
        return too_much(&desk, &room);
    }
    // Whoever sends may go away: what came whole is kept all the same.
    let pages = desk.clone();
    let task = tokio::spawn(async move {
        let (came, ended) = came(&desk, &room, &mut multipart).await;
        desk.answer(move |desk| answered(desk, &room.id, came, ended)).await
    });
    task.await.unwrap_or_else(|_| pages.failed())
}

/// What comes, until it ends or is cut: what came before a cut is read, and only then found to be less than was said.
struct UntilCut(BodyDataStream);

impl Stream for UntilCut {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(cx).map(|next| next.filter(Result::is_ok))
    }
}

/// What the draft takes, or the answer to whoever asks for what is not there.
async fn room(desk: Arc<Desk>, id: String) -> Result<Room, Response> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let response = desk
        .answer(move |desk| {
            let (draft, kept) = desk.open_draft(&id)?;
            let settings = desk.view()?.settings();
            let sizes = kept.files.iter().map(|file| file.bytes).chain(kept.refused.iter().map(|file| file.bytes));
            let held: u64 = sizes.sum();
            let most = taken::most(&settings);
            let left = settings.files_per_submission.saturating_sub(kept.files.len() as u64);
            let _ = sender.send(Room {
                id: draft,
                files: kept.files.len(),
                file_bytes: most,
                bytes: MOST.saturating_sub(held).min(most.saturating_mul(left)),
                settings,
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

/// Writes each file beside the draft as it comes, no more of one than a file may have, and gives it its place once it is whole:
/// what interrupts the next takes nothing of it.
async fn came(desk: &Arc<Desk>, room: &Room, multipart: &mut Multipart) -> (Came, Option<Ended>) {
    let mut came = Came::default();
    let ended = each(desk, room, multipart, &mut came).await;
    (came, ended.err())
}

async fn each(desk: &Arc<Desk>, room: &Room, multipart: &mut Multipart, came: &mut Came) -> Result<(), Ended> {
    let (most_files, lang) = (room.settings.files_per_submission, desk.lang);
    let write = |error| Ended::Kept(desk.io(error));
    while let Some(mut field) = multipart.next_field().await.map_err(|_| Ended::Read)? {
        let is_folder = field.name() == Some(FOLDER);
        let is_named = (is_folder || field.name() == Some(TOO_LARGE)) && field.file_name().is_none();
        if is_named && came.refused.len() as u64 <= most_files {
            let name = shown(&base_name(&text_of(&mut field).await?), 120);
            came.refused.push(match is_folder {
                true => taken::folder(&name, lang),
                false => taken::over_size(&name, room.file_bytes, lang),
            });
            continue;
        }
        let given = field.file_name().map(base_name);
        let Some(name) = given.filter(|name| field.name() == Some("archivos") && !name.is_empty()) else { continue };
        let mut builder = tempfile::Builder::new();
        let file = builder.prefix(ARRIVING).tempfile_in(desk.drafts.place(&room.id)).map_err(write)?;
        let mut out = tokio::fs::File::from_std(file.reopen().map_err(write)?);
        let is_taken = ((room.files + came.kept) as u64) < most_files;
        let mut count: u64 = 0;
        while let Some(chunk) = field.chunk().await.map_err(|_| Ended::Read)? {
            count += chunk.len() as u64;
            if is_taken && count <= room.file_bytes {
                out.write_all(&chunk).await.map_err(write)?;
            }
        }
        out.flush().await.map_err(write)?;
        let safe = shown(&name, 120);
        let refused = if !is_taken {
            Some(taken::over_count(&safe, most_files, lang))
        } else if count > room.file_bytes {
            Some(taken::over_size(&safe, room.file_bytes, lang))
        } else {
            let (id, settings) = (room.id.clone(), room.settings.clone());
            let kept = desk.clone().apart(move |desk| keep(desk, &id, &settings, name, file)).await;
            kept.map_err(Ended::Kept)?
        };
        match refused {
            Some(refused) => came.refused.push(refused),
            None => came.kept += 1,
        }
    }
    Ok(())
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

/// Gives a file that came whole its place in the draft; why not, where nobody could take it.
fn keep(
    desk: &Desk,
    id: &DraftId,
    settings: &Settings,
    name: String,
    file: NamedTempFile,
) -> Result<Option<String>, Trouble> {
    let lang = desk.lang;
    let mut one = match taken::read(&name, file.path(), settings, lang).map_err(|error| desk.io(error))? {
        Ok(one) => one,
        Err(told) => return set_aside(desk, id, settings, (name, told), file),
    };
    let (_, refused) = desk.change(id, |kept| {
        if let Some(other) = kept.files.iter().find(|other| other.digest == one.digest) {
            return Ok(Some(taken::same(&one.name, &other.name, lang)));
        }
        // Another page may have filled the draft while this file came.
        if kept.files.len() as u64 >= settings.files_per_submission {
            return Ok(Some(taken::over_count(&shown(&one.name, 120), settings.files_per_submission, lang)));
        }
        let in_git = |file: &&KeptFile| file.bytes <= settings.file_bytes;
        let held: u64 = kept.files.iter().chain([&one]).filter(in_git).map(|file| file.bytes).sum();
        if held > HELD {
            return Ok(Some(taken::over_all(&one.name, HELD, lang)));
        }
        one.number = kept.next;
        kept.next += 1;
        file.as_file().sync_all()?;
        file.persist(desk.drafts.file(id, one.number)).map_err(|error| error.error)?;
        kept.files.push(one);
        Ok(None)
    })?;
    Ok(refused)
}

/// Keeps a file that cannot be handed in as it is, so that it is there until the person takes it away; says why it cannot.
fn set_aside(
    desk: &Desk,
    id: &DraftId,
    settings: &Settings,
    (name, why): (String, String),
    file: NamedTempFile,
) -> Result<Option<String>, Trouble> {
    let bytes = file.as_file().metadata().map_err(|error| desk.io(error))?.len();
    desk.change(id, |kept| {
        let is_there = kept.refused.iter().any(|one| (&one.name, one.bytes, &one.why) == (&name, bytes, &why));
        if is_there || kept.refused.len() as u64 >= settings.files_per_submission {
            return Ok(());
        }
        let number = kept.next;
        kept.next += 1;
        file.as_file().sync_all()?;
        file.persist(desk.drafts.file(id, number)).map_err(|error| error.error)?;
        kept.refused.push(RefusedFile { number, name, bytes, why: why.clone() });
        Ok(())
    })?;
    Ok(Some(why))
}

/// What became of what was sent.
fn answered(desk: &Desk, id: &DraftId, came: Came, ended: Option<Ended>) -> Result<Response, Trouble> {
    let Came { kept, mut refused } = came;
    match ended {
        Some(Ended::Kept(trouble)) => return Err(trouble),
        Some(Ended::Read) if kept == 0 && refused.is_empty() => return Ok(unreadable(desk)),
        Some(Ended::Read) => refused.push(taken::cut(kept, desk.lang)),
        None if kept == 0 && refused.is_empty() => {
            refused.push(text(desk.lang, "No escogió ningún archivo", "No file was chosen").to_owned());
        }
        None => {}
    }
    if refused.is_empty() {
        return Ok(desk.pages.go(&format!("/b/{}/archivos", id.as_str())));
    }
    let (draft, kept) = desk.open_draft(id.as_str())?;
    show(desk, &draft, &kept, &refused)
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
            kept.refused.retain(|file| file.number != number);
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
