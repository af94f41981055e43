//! `mipg serve --site`: a rendered microsite over HTTP, on this computer alone.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

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
use clap::ArgMatches;
use mipg::messages::{Lang, shown};
use tower_http::services::{ServeDir, ServeFile};

use crate::{
    args::text,
    errors::{Failure, UNCHECKED},
    output,
};

/// What `mipg render` leaves in a folder that is a site.
const MARKER: &str = ".mipg-sitio";
/// The folder of a site with the bytes of evidence, as they were handed in.
const EVIDENCE: &str = "/evidencia/";
/// What a browser shows of evidence and never runs; all else is handed over as a file.
const SHOWN: [&str; 12] = ["gif", "jpeg", "jpg", "m4a", "mp3", "mp4", "ogg", "pdf", "png", "txt", "webm", "webp"];

/// Runs `mipg serve`, until it is stopped.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = matches.get_one::<PathBuf>("site").expect("clap requires it");
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    if !folder.join(MARKER).is_file() {
        return Err(no_site(folder, lang));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| network(port, &error, lang))?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| network(port, &error, lang))?;
        let port = listener.local_addr().map_err(|error| network(port, &error, lang))?.port();
        let printed = output::print(&format!("http://127.0.0.1:{port}/\n"), lang);
        anstream::eprintln!("{}", text(lang, "Ctrl+C para terminar", "Ctrl+C to end"));
        let served = axum::serve(listener, site(folder, port)).with_graceful_shutdown(stopped());
        served.await.map_err(|error| network(port, &error, lang))?;
        Ok(printed)
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

/// Ends when whoever began it says so. Where that cannot be heard, it goes on until the process is ended.
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn no_site(folder: &Path, lang: Lang) -> Failure {
    let place = shown(&folder.display().to_string(), 200);
    let (message, hint) = match lang {
        Lang::Es => (format!("`{place}` no es un micrositio de mipg"), "genérelo primero: `mipg render --out CARPETA`"),
        Lang::En => (format!("`{place}` is no microsite of mipg"), "render it first: `mipg render --out DIR`"),
    };
    Failure::Said { message, hint: Some(hint.to_owned()), code: 2 }
}

fn network(port: u16, error: &io::Error, lang: Lang) -> Failure {
    let detail = shown(&error.to_string(), 200);
    let (message, hint) = match lang {
        Lang::Es => (
            format!("no se pudo escuchar en el puerto {port} de este computador: {detail}"),
            "deje que se escoja uno libre: sin `--port`",
        ),
        Lang::En => (
            format!("could not listen on port {port} of this computer: {detail}"),
            "let it choose one that is free: without `--port`",
        ),
    };
    Failure::Said { message, hint: Some(hint.to_owned()), code: UNCHECKED }
}
