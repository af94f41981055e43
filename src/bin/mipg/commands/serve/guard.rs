//! Who may ask: the browser that was opened for it, and pages of this very server.
//!
//! A token that works once is exchanged for a cookie that no script reads. Every request says the name of this server;
//! every one that changes something comes from a page of it. Paths begin with a word that nobody can guess, and the cookie
//! is of that path alone: browsers give cookies to every port of a computer, and another user may listen on one.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
};
use data_encoding::HEXLOWER;
use mipg::{digest::Digest, messages::Lang};
use ring::rand::{SecureRandom as _, SystemRandom};
use tempfile::TempPath;

use super::assets;
use crate::{args::text, errors::Failure};

/// The path where the token is exchanged.
pub(super) const ENTRY: &str = "/entrar";
/// The name of the cookie.
const COOKIE: &str = "mipg";
/// No script but our own, nothing of other servers, in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What the guard says to a request.
pub(super) enum Answer {
    /// Let in.
    Pass,
    /// The token was right: the cookie to set.
    Enter(HeaderValue),
    /// Another name for this computer.
    OtherHost,
    /// A change that no page of ours asks for.
    OtherOrigin,
    /// Neither cookie nor token.
    Stranger,
}

/// Knows the secrets of one run.
pub(super) struct Guard {
    port: u16,
    hosts: [String; 2],
    token: Mutex<Option<String>>,
    /// The page that leads here with the token, until it did.
    page: Mutex<Option<TempPath>>,
    session: String,
    base: String,
}

impl Guard {
    /// A guard with secrets of its own, for a port.
    pub(super) fn new(port: u16, lang: Lang) -> Result<Self, Failure> {
        let secret = |bytes: usize| secret(bytes, lang);
        Ok(Self {
            port,
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            token: Mutex::new(Some(secret(32)?)),
            page: Mutex::default(),
            session: secret(32)?,
            base: format!("/f-{}", secret(8)?),
        })
    }

    /// The port it stands at.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// What all paths begin with.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The address that lets a browser in, once.
    pub(super) fn address(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        format!("http://{}{ENTRY}?llave={}", self.hosts[0], token.as_deref().unwrap_or_default())
    }

    /// Keeps the page that leads here until somebody came, or until this ends; where it is.
    pub(super) fn hold(&self, page: TempPath) -> PathBuf {
        let place = page.to_path_buf();
        *self.page.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
        place
    }

    /// Judges a request by its head.
    pub(super) fn judge(&self, request: &Request) -> Answer {
        let headers = request.headers();
        let Some(host) = headers.get(header::HOST).and_then(|host| self.hosts.iter().find(|own| host == own.as_str()))
        else {
            return Answer::OtherHost;
        };
        let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
        if !is_reading && !is_from(host, headers) {
            return Answer::OtherOrigin;
        }
        let path = request.uri().path();
        if is_reading && assets::is_one(path) {
            return Answer::Pass;
        }
        if path == ENTRY && *request.method() == Method::GET {
            return self.exchange(request.uri().query().unwrap_or_default(), headers);
        }
        if self.knows(headers) { Answer::Pass } else { Answer::Stranger }
    }

    /// The token for the cookie, once.
    fn exchange(&self, query: &str, headers: &HeaderMap) -> Answer {
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let given = query.strip_prefix("llave=").unwrap_or_default();
        match token.as_deref() {
            Some(own) if is_same(own, given) => {
                *token = None;
                drop(self.page.lock().unwrap_or_else(PoisonError::into_inner).take());
            }
            _ if self.knows(headers) => return Answer::Pass,
            _ => return Answer::Stranger,
        }
        let cookie = format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path={}", self.session, self.base);
        HeaderValue::try_from(cookie).map_or(Answer::Stranger, Answer::Enter)
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let given = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = given.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == COOKIE && is_same(&self.session, value))
    }
}

/// Whether a request comes from a page of this server: its origin says so or, where the browser keeps that to itself, the
/// browser does.
fn is_from(host: &str, headers: &HeaderMap) -> bool {
    let says = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_owned());
    let site = says(HeaderName::from_static("sec-fetch-site"));
    match says(header::ORIGIN).as_deref() {
        None | Some("null") => site.as_deref() == Some("same-origin"),
        Some(origin) => origin == format!("http://{host}") && site.is_none_or(|site| site == "same-origin"),
    }
}

/// Compares digests, which tell nothing of how much of a secret was right.
fn is_same(own: &str, given: &str) -> bool {
    Digest::of(own.as_bytes()) == Digest::of(given.as_bytes())
}

fn secret(bytes: usize, lang: Lang) -> Result<String, Failure> {
    let mut secret = vec![0; bytes];
    SystemRandom::new().fill(&mut secret).map_err(|_| Failure::Said {
        message: text(lang, "este computador no da números al azar", "this computer gives no random numbers")
            .to_owned(),
        hint: None,
        code: crate::errors::UNCHECKED,
    })?;
    Ok(HEXLOWER.encode(&secret))
}

/// Says of an answer that it is nobody else's, is kept by nobody, and runs nothing but our own.
pub(super) fn sealed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // Other servers are told nothing. With `no-referrer` browsers would say that our own forms come from nowhere.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn asked(method: &str, path: &str, headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    fn guard() -> Guard {
        Guard::new(4000, Lang::Es).unwrap()
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4000");

    #[test]
    fn a_token_works_once() {
        let guard = guard();
        let address = guard.address();
        let path = address.strip_prefix("http://127.0.0.1:4000").unwrap();
        assert!(matches!(guard.judge(&asked("GET", "/entrar?llave=0", &[HOST])), Answer::Stranger));
        assert!(matches!(guard.judge(&asked("GET", "/entrar?llave=", &[HOST])), Answer::Stranger));
        let Answer::Enter(cookie) = guard.judge(&asked("GET", path, &[HOST])) else { panic!("not let in") };
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.contains("; HttpOnly; SameSite=Strict; Path=/f-"), "{cookie}");
        assert!(matches!(guard.judge(&asked("GET", path, &[HOST])), Answer::Stranger), "the token is dead");
        let cookie = cookie.split(';').next().unwrap();
        for (given, is_known) in
            [(cookie, true), (&format!("a=b; {cookie}"), true), ("mipg=", false), ("mipg=0", false)]
        {
            let answer = guard.judge(&asked("GET", "/x", &[HOST, ("cookie", given)]));
            assert_eq!(matches!(answer, Answer::Pass), is_known, "{given}");
        }
        assert!(guard.address().ends_with("llave="), "it is told no more");
        assert!(matches!(guard.judge(&asked("GET", "/entrar?llave=", &[HOST])), Answer::Stranger));
    }

    #[test]
    fn only_what_is_no_secret_is_for_everybody() {
        let guard = guard();
        for path in ["estilo.css", "icono.svg", "forma.css", "forma.js"].map(|name| format!("/activos/{name}")) {
            for method in ["GET", "HEAD"] {
                assert!(matches!(guard.judge(&asked(method, &path, &[HOST])), Answer::Pass), "{method} {path}");
            }
        }
        let others =
            ["", "a", "a/b", "estilo.css/", "/estilo.css", "../f", "%65stilo.css", "ESTILO.CSS", "estilo.css%2f"];
        for path in others.map(|name| format!("/activos/{name}")) {
            assert!(matches!(guard.judge(&asked("GET", &path, &[HOST])), Answer::Stranger), "{path}");
        }
    }

    #[test]
    fn another_name_for_this_computer_is_refused() {
        let guard = guard();
        for host in ["ejemplo.com", "127.0.0.1", "127.0.0.1:4001", "ejemplo.com:4000", ""] {
            assert!(matches!(guard.judge(&asked("GET", "/", &[("host", host)])), Answer::OtherHost), "{host}");
        }
        assert!(matches!(guard.judge(&asked("GET", "/", &[])), Answer::OtherHost));
    }

    #[test]
    fn a_change_comes_from_a_page_of_this_server() {
        let guard = guard();
        let own = ("origin", "http://127.0.0.1:4000");
        let site = |value| ("sec-fetch-site", value);
        for (headers, is_ours) in [
            (vec![own], true),
            (vec![own, site("same-origin")], true),
            (vec![("origin", "null"), site("same-origin")], true),
            (vec![site("same-origin")], true),
            (vec![], false),
            (vec![("origin", "null")], false),
            (vec![("origin", "null"), site("cross-site")], false),
            (vec![own, site("same-site")], false),
            (vec![("origin", "http://127.0.0.1:4001"), site("same-site")], false),
            (vec![("origin", "http://localhost:4000")], false),
            (vec![("origin", "https://ejemplo.com")], false),
            (vec![site("same-site")], false),
            (vec![site("none")], false),
        ] {
            let headers: Vec<_> = [HOST].into_iter().chain(headers).collect();
            let answer = guard.judge(&asked("POST", "/x", &headers));
            assert_eq!(!matches!(answer, Answer::OtherOrigin), is_ours, "{headers:?}");
        }
    }
}
