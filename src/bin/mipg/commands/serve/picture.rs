//! The pictures of a draft as they are, so that whoever answers for them sees which is which.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use mipg::intake::kept::KeptFile;

use super::{desk::Desk, drafts::bounded, pages::Trouble};

/// The pictures that every browser shows, by what their bytes are; none of them can run anything.
const SHOWN: [&str; 5] = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"];
/// Bytes of the largest that is shown.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The type with which a file is shown; none where it is not.
fn media(file: &KeptFile) -> Option<&'static str> {
    let own = file.format.as_deref().filter(|_| file.bytes <= LARGEST)?;
    SHOWN.into_iter().find(|media| *media == own)
}

/// Whether a file is shown.
pub(super) fn is_shown(file: &KeptFile) -> bool {
    media(file).is_some()
}

/// The bytes of a picture.
pub(super) async fn picture(State(desk): State<Arc<Desk>>, Path((id, number)): Path<(String, u32)>) -> Response {
    desk.answer(move |desk| {
        let (draft, kept) = desk.draft(&id)?;
        let file = kept.files.iter().find(|file| file.number == number).ok_or(Trouble::Missing)?;
        let media = media(file).ok_or(Trouble::Missing)?;
        let bytes = bounded(&desk.drafts.file(&draft, number), file.bytes).map_err(|error| desk.io(error))?;
        Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(media))], bytes).into_response())
    })
    .await
}
