//! `mipg serve`: pages on this computer alone. The form to hand in evidence or, with `--site`, a rendered microsite.

mod alike;
mod assets;
mod corrections;
mod data;
mod desk;
mod drafts;
mod form;
mod guard;
mod leader;
mod opener;
mod owed;
mod pages;
mod peer;
mod picture;
mod receipt;
mod received;
mod receiver;
mod refusal;
mod remedies;
mod review;
mod send;
mod site;
mod taken;
mod upload;
mod words;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use axum::Router;
use clap::ArgMatches;
use mipg::messages::{Lang, shown};

use crate::{
    args::text,
    errors::{Failure, UNCHECKED},
};

/// Runs `mipg serve`, until it is stopped.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    match matches.get_one::<PathBuf>("site") {
        Some(folder) => site::run(folder, port, lang),
        None => form::run(matches, port, lang),
    }
}

/// Listens on this computer alone and answers as the router of the port says, which gives the exit code besides.
fn listen(port: u16, lang: Lang, router: impl FnOnce(u16) -> Result<(Router, u8), Failure>) -> Result<u8, Failure> {
    let failed = |error: io::Error| network(port, &error, lang);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = tokio::net::TcpListener::bind(address).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let (router, code) = router(port)?;
        anstream::eprintln!("{}", text(lang, "Ctrl+C para terminar", "Ctrl+C to end"));
        let router = router.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, router).with_graceful_shutdown(stopped()).await.map_err(failed)?;
        Ok(code)
    })
}

/// Ends when whoever began it says so. Where that cannot be heard, it goes on until the process is ended.
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
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
