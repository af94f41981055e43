//! What is no secret: how pages look and behave.

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

/// What their paths begin with.
pub(super) const AT: &str = "/activos/";

/// Each by its name, with its type and its bytes.
const FILES: [(&str, &str, &str); 4] = [
    ("estilo.css", "text/css; charset=utf-8", include_str!("../../../../site/assets/estilo.css")),
    ("icono.svg", "image/svg+xml", include_str!("../../../../site/assets/icono.svg")),
    ("forma.css", "text/css; charset=utf-8", include_str!("assets/forma.css")),
    ("forma.js", "text/javascript; charset=utf-8", include_str!("assets/forma.js")),
];

/// Whether a path is of one of them, letter by letter.
pub(super) fn is_one(path: &str) -> bool {
    path.strip_prefix(AT).is_some_and(|name| FILES.iter().any(|(own, ..)| *own == name))
}

pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(own, ..)| *own == name) {
        Some((_, media, bytes)) => ([(header::CONTENT_TYPE, HeaderValue::from_static(media))], *bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
