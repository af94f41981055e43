//! The form: its addresses, and who is let in to each.

use std::{net::SocketAddr, path::Path, sync::Arc};

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State},
    http::{Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use clap::ArgMatches;
use mipg::{
    messages::{Lang, shown},
    snapshot::SnapshotError,
};

use super::{
    assets, data,
    desk::Desk,
    guard::{self, Answer, ENTRY, Guard},
    leader, listen, opener, peer, picture, receipt, receiver, send, upload,
};
use crate::{
    args,
    args::text,
    errors::{Failure, UNCHECKED},
    output,
};

/// Bytes of a form without files.
const FORM: usize = 1024 * 1024;

/// Runs the form of a repository, until it is stopped.
pub(super) fn run(matches: &ArgMatches, port: u16, lang: Lang) -> Result<u8, Failure> {
    let folder = args::repository(matches);
    let desk = Desk::new(&folder, matches, lang).map_err(|failure| astray(failure, &folder, lang))?;
    let is_opened = !matches.get_flag("no-open");
    listen(port, lang, |port| {
        let guard = Arc::new(Guard::new(port, lang)?);
        let desk = Arc::new(desk.at(guard.base())?);
        let address = guard.address();
        let code = output::print(&format!("{address}\n"), lang);
        let told = text(
            lang,
            "La dirección de arriba sirve una sola vez, en el navegador de este computador.",
            "The address above works once, in the browser of this computer.",
        );
        anstream::eprintln!("{told}");
        // Whoever has no browser that opens by itself copies the address that was printed.
        if let Some(page) = is_opened.then(|| opener::page(desk.drafts.folder(), &address, lang).ok()).flatten() {
            opener::open(guard.hold(page));
        }
        Ok((router(desk, guard), code))
    })
}

/// Whoever opened the program by itself, in whatever folder that was, is told the one it needs.
fn astray(failure: Failure, folder: &Path, lang: Lang) -> Failure {
    // One of git that has no main branch is some other repository.
    let (Failure::Snapshot(SnapshotError::NotARepository { .. })
    | Failure::Snapshot(SnapshotError::RevisionNotFound { .. })) = &failure
    else {
        return failure;
    };
    if matches!(failure, Failure::Snapshot(SnapshotError::RevisionNotFound { .. })) && has_policies(folder) {
        return failure;
    }
    let place = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let place = shown(&place.display().to_string(), 200);
    let (message, hint) = match lang {
        Lang::Es => (
            format!(
                "la carpeta `{place}` no es la del repositorio de evidencias: abra mipg desde la carpeta del repositorio de su entidad, la que tiene dentro una carpeta `policies`"
            ),
            "desde otra carpeta: `mipg serve --repo CARPETA`",
        ),
        Lang::En => (
            format!(
                "the folder `{place}` is not that of the repository of evidence: open mipg from the folder of the repository of your entity, the one with a folder `policies` in it"
            ),
            "from another folder: `mipg serve --repo DIR`",
        ),
    };
    Failure::Said { message, hint: Some(hint.to_owned()), code: UNCHECKED }
}

/// Whether a folder, or one that it is in, has what a repository of evidence has.
fn has_policies(folder: &Path) -> bool {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    whole.ancestors().any(|folder| folder.join("policies").is_dir())
}

fn router(desk: Arc<Desk>, guard: Arc<Guard>) -> Router {
    let at = |path: &str| format!("{}{path}", guard.base());
    let router = Router::new()
        .route(ENTRY, get(entry))
        .route(&format!("{}{{name}}", assets::AT), get(assets::asset))
        .route(&at("/"), get(leader::home))
        .route(&at("/politica"), get(leader::policy))
        .route(&at("/actualizar"), post(leader::refresh))
        .route(&at("/borradores"), post(leader::begin))
        .route(&at("/b/{id}/archivos"), get(upload::first))
        .route(&at("/b/{id}/imagen/{number}"), get(picture::picture))
        .route(&at("/b/{id}/quitar"), post(upload::remove))
        .route(&at("/b/{id}/datos"), get(data::page).post(data::say))
        .route(&at("/b/{id}/revision"), get(send::review))
        .route(&at("/b/{id}/enviar"), post(send::send))
        .route(&at("/b/{id}/enviada"), get(send::sent))
        .route(&at("/b/{id}/constancia"), post(receipt::receipt))
        .route(&at("/b/{id}/reabrir"), post(send::reopen))
        .route(&at("/b/{id}/descartar"), get(leader::ask_discard).post(leader::discard))
        .route(&at("/receptor"), get(receiver::page).post(receiver::paste))
        .layer(DefaultBodyLimit::max(FORM));
    let files = Router::new().route(&at("/b/{id}/archivos"), post(upload::receive)).layer(DefaultBodyLimit::disable()); // it counts by itself
    router
        .merge(files)
        .fallback(missing)
        .layer(middleware::from_fn_with_state((desk.clone(), guard), watch))
        .with_state(desk)
}

/// Lets in who may, and says of every answer what browsers must know.
async fn watch(State((desk, guard)): State<(Arc<Desk>, Arc<Guard>)>, request: Request, next: Next) -> Response {
    let is_head = *request.method() == Method::HEAD;
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    let answer = match peer.is_some_and(|peer| peer::is_of_another(peer, guard.port())) {
        true => Answer::Stranger,
        false => guard.judge(&request),
    };
    let response = match answer {
        Answer::Pass => next.run(request).await,
        Answer::Enter(cookie) => {
            let mut response = next.run(request).await;
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        Answer::OtherHost => StatusCode::MISDIRECTED_REQUEST.into_response(),
        Answer::OtherOrigin => desk.pages.outside(
            text(desk.lang, "Esto no lo pidió una página de aquí", "No page of this place asked for this"),
            text(
                desk.lang,
                "Por seguridad no se hizo nada. Vuelva a la página del formulario y repita desde ella.",
                "Nothing was done, to be safe. Go back to the page of the form and repeat from there.",
            ),
        ),
        Answer::Stranger => desk.pages.outside(
            text(desk.lang, "Este enlace no abre el formulario", "This link does not open the form"),
            text(
                desk.lang,
                "El enlace sirve una sola vez. Si el formulario está abierto en otra pestaña, siga en ella; si no, cierre el programa y vuelva a abrirlo: lo que llevaba guardado sigue ahí.",
                "The link works once. If the form is open in another tab, go on there; if not, close the program and open it again: what was kept is still there.",
            ),
        ),
    };
    let response = if is_plain_refusal(&response) { unusable(&desk, response.status()) } else { response };
    // What is refused is no page of the form: nothing of it is asked for again.
    let mut response = guard::sealed(response);
    if is_head {
        *response.body_mut() = axum::body::Body::empty();
    }
    response
}

/// Whether it is a refusal in the words of a library, which are for programs.
fn is_plain_refusal(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    response.status().is_client_error() && kind.is_some_and(|kind| kind.starts_with("text/plain"))
}

/// The page for what came in a form that is not read.
fn unusable(desk: &Desk, status: StatusCode) -> Response {
    let title = text(desk.lang, "No se pudo leer lo que envió", "What was sent could not be read");
    let told = match status {
        StatusCode::PAYLOAD_TOO_LARGE => text(
            desk.lang,
            "Es demasiado texto para una página. Lo que ya tenía sigue ahí: vuelva atrás y envíe menos, o por partes.",
            "It is too much text for a page. What was there still is: go back and send less, or in parts.",
        ),
        _ => text(
            desk.lang,
            "No llegó como lo envía una página de aquí. Lo que ya tenía sigue ahí: vuelva atrás y repita.",
            "It did not come as a page of this place sends it. What was there still is: go back and repeat.",
        ),
    };
    desk.pages.message(status, title, told)
}

/// Goes on to the form by a page of our own, which brings the cookie: browsers keep it back from whoever came from elsewhere.
async fn entry(State(desk): State<Arc<Desk>>) -> Response {
    desk.pages.entry()
}

async fn missing(State(desk): State<Arc<Desk>>) -> Response {
    desk.pages.missing()
}
