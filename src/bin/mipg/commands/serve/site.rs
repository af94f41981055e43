//! `mipg serve --site`: a rendered microsite over HTTP, on this computer alone.

use std::path::Path;

use axum::{
    Router,
    extract::Request,
    http::{
        HeaderValue, StatusCode,
        header::{
            CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use mipg::messages::{Lang, shown};
use tower_http::services::{ServeDir, ServeFile};

use crate::{errors::Failure, output};

/// What `mipg render` leaves in a folder that is a site.
const MARKER: &str = ".mipg-sitio";
/// The folder of a site with the bytes of evidence, as they were handed in.
const EVIDENCE: &str = "/evidencia/";
/// What a browser shows of evidence and never runs; all else is handed over as a file.
const SHOWN: [&str; 12] = ["gif", "jpeg", "jpg", "m4a", "mp3", "mp4", "ogg", "pdf", "png", "txt", "webm", "webp"];

/// Shows a site, until it is stopped.
pub(super) fn run(folder: &Path, port: u16, lang: Lang) -> Result<u8, Failure> {
    if !folder.join(MARKER).is_file() {
        return Err(no_site(folder, lang));
    }
    super::listen(port, lang, |port| {
        let printed = output::print(&format!("http://127.0.0.1:{port}/\n"), lang);
        Ok((site(folder, port), printed))
    })
}

/// The files of a site. A page of another origin that resolves its own name to this computer is refused by `Host`.
fn site(folder: &Path, port: u16) -> Router {
    let files = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    Router::new().fallback_service(files).layer(middleware::from_fn(move |request: Request, next: Next| {
        let is_ours = request.headers().get(HOST).is_some_and(|host| hosts.iter().any(|own| host == own.as_str()));
        let path = request.uri().path().to_owned();
        async move {
            // The marker and what else is hidden is no page.
            if !is_ours || path.split('/').any(|segment| segment.starts_with('.')) {
                return StatusCode::FORBIDDEN.into_response();
            }
            guarded(next.run(request).await, &path)
        }
    }))
}

/// What any server of a site must say of its files: that they are what they say they are, and that evidence never runs.
fn guarded(mut response: Response, path: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if path.starts_with(EVIDENCE) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        if extension.is_none_or(|extension| !SHOWN.contains(&extension.as_str())) {
            headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
        }
    } else if let Some(media) = headers.get(CONTENT_TYPE).and_then(|given| written(given, path)) {
        headers.insert(CONTENT_TYPE, media);
    }
    response
}

/// The type of a text that the site wrote, which is UTF-8; what was handed in says nothing of its encoding. A proof is
/// read by people too.
fn written(given: &HeaderValue, path: &str) -> Option<HeaderValue> {
    let given = if path.ends_with(".tlog-proof") { "text/plain" } else { given.to_str().ok()? };
    let is_bare = given.starts_with("text/") && !given.contains("charset");
    is_bare.then(|| HeaderValue::try_from(format!("{given}; charset=utf-8")).ok())?
}

fn no_site(folder: &Path, lang: Lang) -> Failure {
    let place = shown(&folder.display().to_string(), 200);
    let (message, hint) = match lang {
        Lang::Es => (format!("`{place}` no es un micrositio de mipg"), "genérelo primero: `mipg render --out CARPETA`"),
        Lang::En => (format!("`{place}` is no microsite of mipg"), "render it first: `mipg render --out DIR`"),
    };
    Failure::Said { message, hint: Some(hint.to_owned()), code: 2 }
}
