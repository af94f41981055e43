//! The receipt of what was sent: the proof and the page to print, from the audit trail that the server has now.

use std::{fs, sync::Arc};

use axum::{
    extract::{Form, Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use mipg::{
    intake::kept::Sent,
    messages::shown,
    model::SubmissionPath,
    snapshot::{GitSnapshot, Limits, SnapshotError},
    trail::constancia::Wanted,
};

use super::{
    super::{
        add::push,
        log::{place::Place, receipt::Order},
    },
    desk::Desk,
    leader::{Pairs, value},
    pages::Trouble,
    received::Noted,
    refusal::Cause,
    send::PATIENCE,
};
use crate::{args::text, errors::Failure};

/// The branch with the audit trail.
const TRAIL: &str = "registro";
/// What the page to print is asked for by; anything else asks for the proof.
const SHEET: &str = "hoja";

/// Gives the receipt of a draft that was sent, to be kept.
pub(super) async fn receipt(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    desk.answer(move |desk| {
        let (_, kept) = desk.draft(&id)?;
        let sent = kept.sent.as_ref().filter(|sent| sent.is_pushed).ok_or(Trouble::Missing)?;
        let path = SubmissionPath::parse(&sent.folder).ok_or(Trouble::Missing)?;
        let Noted::Received { number, .. } = Noted::of(&sent.said, path.folder().as_str()) else {
            return Err(Trouble::Missing);
        };
        let (name, bytes) = made(desk, sent, &path, number, value(&pairs, "que") == SHEET)?;
        let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
        let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
        let media = HeaderValue::from_static("application/octet-stream");
        Ok(([(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
    })
    .await
}

/// Brings the trail and makes the receipt of an entry: the name and the bytes of one of its files.
fn made(
    desk: &Desk,
    sent: &Sent,
    path: &SubmissionPath,
    number: u64,
    is_sheet: bool,
) -> Result<(String, Vec<u8>), Trouble> {
    let repository = desk.repository()?;
    let tracking = format!("refs/remotes/{}/{TRAIL}", desk.remote);
    let refspec = format!("+refs/heads/{TRAIL}:{tracking}");
    let asked = push::git(&repository, &["fetch", "--quiet", "--", &desk.remote, &refspec], Some(PATIENCE))?;
    if !asked.is_done {
        let cause = Cause::of(&asked.told_late(desk.lang), desk.lang);
        return Err(refused(desk, cause.told(desk.lang).to_owned()));
    }
    let read = || -> Result<_, Failure> {
        let absent = |name: &str| SnapshotError::RevisionNotFound { rev: name.to_owned() };
        let tip = repository.reference(&tracking)?.ok_or_else(|| absent(&tracking))?;
        let place = Place::at(&repository, tip)?;
        let branch = format!("refs/heads/{}", sent.branch);
        let snapshot = GitSnapshot::at(repository.clone(), &branch, Limits::default())?;
        let keys = place.keys(desk.lang)?;
        let order =
            Order { repository: &repository, snapshot: &snapshot, log: &place, keys, policy: None, address: None };
        let beside = desk.drafts.folder();
        let out = tempfile::tempdir_in(beside).map_err(|error| Failure::Io(beside.to_owned(), error))?;
        order.write(path, Wanted::Index(number), out.path(), desk.lang)?;
        let name = format!("constancia-{number}.{}", if is_sheet { "html" } else { "tlog-proof" });
        let file = out.path().join(&name);
        let bytes = fs::read(&file).map_err(|error| Failure::Io(file, error))?;
        Ok((name, bytes))
    };
    read().map_err(|failure| match failure {
        Failure::Said { message, hint, .. } => {
            refused(desk, [Some(message), hint].into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
        other => other.into(),
    })
}

fn refused(desk: &Desk, why: String) -> Trouble {
    let title = text(desk.lang, "Todavía no se pudo hacer la constancia", "The receipt could not be made yet");
    let kept = text(
        desk.lang,
        "El número y la hora no se pierden: quedan en la página de esta entrega.",
        "Number and hour are not lost: they stay on the page of this submission.",
    );
    Trouble::Refused(StatusCode::CONFLICT, title.to_owned(), format!("{}\n{kept}", shown(&why, 600)))
}
