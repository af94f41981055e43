//! Why a server did not take what was sent, or gave nothing: what git says of it, told to whoever never heard of git.
//!
//! Git says it in English, as it is asked to here. Lines that begin with `remote:` are the words of others, and tell no cause.

use mipg::messages::Lang;

use super::super::add::push;
use crate::args::text;

/// Why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cause {
    /// It did not answer in time.
    Late,
    /// git-lfs is not on this computer.
    NoLfs,
    /// It looked at what was sent and said no.
    Declined,
    /// It has something else under this name.
    Taken,
    /// It knows of no such repository.
    NotFound,
    /// It was not reached.
    Unreachable,
    /// It could not be told from an impostor.
    Untrusted,
    /// The network lets nobody out without a name.
    Proxy,
    /// It did not accept who sends.
    Account,
    /// It answered that it is broken.
    Broken,
    /// It answers, and does not take what goes by Git LFS.
    Store,
    /// Nothing was said: the program ended before it was sent.
    Untried,
    /// None of these.
    Unknown,
}

/// What the lines of git-lfs begin with.
pub(super) const LFS: &str = "git lfs: ";

/// What git says of each, in the order they are looked for: what is said of many comes last.
const SAYS: [(Cause, &[&str]); 13] = [
    (Cause::NoLfs, &["'lfs' is not a git command"]),
    (Cause::Declined, &["[remote rejected]", "hook declined"]),
    (Cause::Taken, &["non-fast-forward", "fetch first", "[rejected]"]),
    (
        Cause::Untrusted,
        &["certificate", "ssl_connect", "ssl routines", "schannel:", "tls handshake", "host key verification failed"],
    ),
    (Cause::Proxy, &["http code 407", "returned error: 407", "proxy"]),
    (
        Cause::Unreachable,
        &[
            "could not resolve",
            "no such host",
            "name or service not known",
            "temporary failure in name resolution",
            "timed out",
            "connection refused",
            "connection reset",
            "unreachable",
            "no route to host",
            "failed to connect",
            "couldn't connect",
        ],
    ),
    (
        Cause::Account,
        &[
            "authentication failed",
            "could not read username",
            "could not read password",
            "permission denied",
            "returned error: 401",
            "returned error: 403",
            "authorization error",
            "access denied",
        ],
    ),
    (
        Cause::NotFound,
        &["repository not found", "not found", "does not appear to be a git repository", "returned error: 404"],
    ),
    (Cause::Broken, &["returned error: 5", "http 5"]),
    (Cause::Account, &["correct access rights"]),
    // It answered no in some other way, and then hung up.
    (Cause::Unknown, &["returned error: 4"]),
    // It was there and went away: what else was said of it tells more.
    (Cause::Unreachable, &["remote end hung up unexpectedly", "unexpected disconnect", "early eof"]),
    (Cause::Store, &[LFS]),
];

impl Cause {
    /// Reads it in what was said.
    pub(super) fn of(said: &[String], lang: Lang) -> Self {
        if said.is_empty() {
            return Self::Untried;
        }
        if said.iter().any(|line| line == push::late(lang)) {
            return Self::Late;
        }
        let own = said.iter().filter(|line| !line.trim_start().starts_with("remote:"));
        let own = own.map(|line| line.to_lowercase()).collect::<Vec<_>>().join("\n");
        let found = SAYS.iter().find(|(_, says)| says.iter().any(|words| own.contains(words)));
        found.map_or(Self::Unknown, |(cause, _)| *cause)
    }

    /// Whether only what was said tells what to do.
    pub(super) fn is_below(self) -> bool {
        matches!(self, Self::Declined | Self::Unknown)
    }

    /// What happened, in one sentence.
    pub(super) fn told(self, lang: Lang) -> &'static str {
        match self {
            Self::Late => text(lang, "El servidor no respondió a tiempo.", "The server did not answer in time."),
            Self::NoLfs => text(
                lang,
                "En este computador falta el programa que envía fotos de personas y archivos muy grandes (git-lfs).",
                "The program that sends pictures of people and very large files (git-lfs) is not on this computer.",
            ),
            Self::Declined => text(
                lang,
                "El servidor revisó el envío y no lo aceptó. Abajo está la razón que dio.",
                "The server looked at it and did not accept it. Its reason is below.",
            ),
            Self::Taken => text(
                lang,
                "En el servidor ya hay otro envío con este mismo nombre, que sale de la política, el mes y el primer archivo.",
                "The server has another submission under this name already, which is made of the policy, the month and the first file.",
            ),
            Self::NotFound => text(
                lang,
                "El servidor respondió que ahí no hay un repositorio de evidencias, o que esta cuenta no lo puede ver.",
                "The server answered that there is no repository of evidence there, or that this account may not see it.",
            ),
            Self::Unreachable => text(lang, "No se pudo llegar al servidor.", "The server could not be reached."),
            Self::Untrusted => text(
                lang,
                "No se pudo comprobar que el servidor sea el de la entidad, y por eso no se envió ni se trajo nada.",
                "It could not be verified that the server is that of the entity, so nothing was sent or brought.",
            ),
            Self::Proxy => text(
                lang,
                "La red de la entidad no dejó salir: su servidor intermedio (proxy) pide permiso.",
                "The network of the entity let nothing out: its proxy asks for permission.",
            ),
            Self::Account => text(
                lang,
                "El servidor respondió, pero no aceptó la cuenta de este computador.",
                "The server answered, but did not accept the account of this computer.",
            ),
            Self::Broken => text(
                lang,
                "El servidor respondió que tiene una falla.",
                "The server answered that something is wrong with it.",
            ),
            Self::Store => text(
                lang,
                "El servidor responde, pero no recibió las fotos de personas o los archivos muy grandes, que van aparte (Git LFS).",
                "The server answers, but did not take the pictures of people or very large files, which go apart (Git LFS).",
            ),
            Self::Untried => {
                text(lang, "El programa se cerró antes de que saliera.", "The program ended before it got out.")
            }
            Self::Unknown => text(
                lang,
                "No se reconoce la razón. Abajo está, como se dijo.",
                "The reason is not recognised. It is below, as it was said.",
            ),
        }
    }

    /// What to do, the first thing first.
    pub(super) fn advice(self, lang: Lang) -> Vec<&'static str> {
        let again = text(lang, "Espere unos minutos y reintente.", "Wait some minutes and try again.");
        let administrator = text(
            lang,
            "Si vuelve a fallar, muestre lo de abajo a quien administra el repositorio.",
            "If it fails again, show what is below to whoever administers the repository.",
        );
        match self {
            Self::Late => vec![
                again,
                text(
                    lang,
                    "Si vuelve a pasar, puede que pida una contraseña que aquí no se puede escribir: pida a informática que la deje guardada en este computador.",
                    "If it happens again, it may ask for a password that cannot be typed here: ask for it to be kept on this computer.",
                ),
            ],
            Self::NoLfs => vec![text(
                lang,
                "Pida a informática que lo instale (https://git-lfs.com) y reintente.",
                "Ask for it to be installed (https://git-lfs.com) and try again.",
            )],
            Self::Declined => vec![
                text(
                    lang,
                    "Lea la razón. Si es algo que usted puede arreglar, oprima «Cambiar algo antes de enviar».",
                    "Read the reason. If it is something you can put right, press “Change something first”.",
                ),
                text(
                    lang,
                    "Si no se entiende o no depende de usted, muéstrela a quien administra el repositorio.",
                    "If it cannot be understood or is not up to you, show it to whoever administers the repository.",
                ),
            ],
            Self::Taken => vec![
                text(
                    lang,
                    "Puede que alguien más ya haya entregado este mismo archivo. Oprima «Cambiar algo antes de enviar» y revise de nuevo: ahí se dice si ya está en el servidor.",
                    "Somebody else may have handed in this very file. Press “Change something first” and review again: it says whether the server has it already.",
                ),
                text(
                    lang,
                    "Si es la misma entrega, quite este borrador. Si es otra, envíela de nuevo: se le da otro nombre.",
                    "If it is the same submission, discard this draft. If it is another, send it again: it is given another name.",
                ),
            ],
            Self::NotFound => vec![text(
                lang,
                "Avise a quien administra el repositorio y muéstrele lo de abajo: puede que lo hayan movido, o que falte su permiso.",
                "Tell whoever administers the repository and show what is below: it may have been moved, or your permission be missing.",
            )],
            Self::Unreachable => vec![
                text(
                    lang,
                    "Revise la conexión a internet o a la red de la entidad, y reintente.",
                    "Look at the connection to the internet or to the network of the entity, and try again.",
                ),
                administrator,
            ],
            Self::Untrusted => vec![
                text(
                    lang,
                    "Revise que la fecha y la hora de este computador estén bien, y reintente.",
                    "See that the date and the hour of this computer are right, and try again.",
                ),
                text(
                    lang,
                    "Si lo están, no insista: avise a informática y muestre lo de abajo.",
                    "If they are, do not insist: tell whoever looks after the computers and show what is below.",
                ),
            ],
            Self::Proxy => vec![text(
                lang,
                "Pida a informática que deje salir a este programa, y reintente.",
                "Ask whoever looks after the network to let this program out, and try again.",
            )],
            Self::Account => vec![
                text(
                    lang,
                    "Pida a informática o a quien administra el repositorio que revise la cuenta o la clave guardada en este computador, y su permiso para enviar.",
                    "Ask whoever administers the repository to look at the account or key kept on this computer, and its permission to send.",
                ),
                text(lang, "Cuando esté, reintente.", "Once it is done, try again."),
            ],
            Self::Store => vec![
                text(
                    lang,
                    "Avise a quien administra el repositorio y muéstrele lo de abajo: puede que el servidor no tenga Git LFS, o que le falte espacio o su permiso.",
                    "Tell whoever administers the repository and show what is below: the server may have no Git LFS, no room, or your permission may be missing.",
                ),
                text(
                    lang,
                    "Si el plazo está por vencer, entréguela también por SIGOB.",
                    "If it is due soon, hand it in by SIGOB as well.",
                ),
            ],
            Self::Untried => vec![text(lang, "Reintente: no se envía dos veces.", "Try again: it is not sent twice.")],
            Self::Broken | Self::Unknown => vec![again, administrator],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_is_told_apart() {
        for (said, expected) in [
            ("fatal: unable to access 'https://x/': Could not resolve host: x", Cause::Unreachable),
            (
                "ssh: connect to host x port 22: Connection timed out\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights",
                Cause::Unreachable,
            ),
            (
                "send-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly",
                Cause::Unreachable,
            ),
            ("error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly\nfatal: early EOF", Cause::Unreachable),
            (
                "error: RPC failed; HTTP 503 curl 22 The requested URL returned error: 503\nfatal: the remote end hung up unexpectedly",
                Cause::Broken,
            ),
            (
                "error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\nfatal: the remote end hung up unexpectedly",
                Cause::Unknown,
            ),
            ("fatal: Authentication failed for 'https://x/a.git/'", Cause::Account),
            ("fatal: could not read Username for 'https://x': terminal prompts disabled", Cause::Account),
            (
                "remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://x/': The requested URL returned error: 403",
                Cause::Account,
            ),
            ("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", Cause::Account),
            ("remote: Repository not found.\nfatal: repository 'https://x/a.git/' not found", Cause::NotFound),
            (
                "fatal: '/no/existe' does not appear to be a git repository\nPlease make sure you have the correct access rights",
                Cause::NotFound,
            ),
            (
                "remote: el certificado no sirve\n!\trefs/heads/a:refs/heads/a\t[remote rejected] (pre-receive hook declined)",
                Cause::Declined,
            ),
            ("!\trefs/heads/a:refs/heads/a\t[rejected] (non-fast-forward)", Cause::Taken),
            (
                "fatal: unable to access 'https://x/': SSL certificate problem: unable to get local issuer certificate",
                Cause::Untrusted,
            ),
            ("fatal: unable to access 'https://x/': Received HTTP code 407 from proxy after CONNECT", Cause::Proxy),
            ("fatal: unable to access 'https://x/': The requested URL returned error: 503", Cause::Broken),
            ("git: 'lfs' is not a git command. See 'git --help'.", Cause::NoLfs),
            ("git lfs: EOF", Cause::Store),
            ("git lfs: batch response: Post \"https://x/a.git\": dial tcp: lookup x: no such host", Cause::Unreachable),
            ("git lfs: EOF\nfatal: '/no' does not appear to be a git repository", Cause::NotFound),
            ("remote: Could not resolve host", Cause::Unknown),
            ("", Cause::Untried),
        ] {
            let lines: Vec<String> = said.lines().map(str::to_owned).collect();
            assert_eq!(Cause::of(&lines, Lang::Es), expected, "{said}");
        }
        for lang in [Lang::Es, Lang::En] {
            assert_eq!(Cause::of(&[push::late(lang).to_owned()], lang), Cause::Late);
        }
    }

    /// Whoever was answered and refused has a connection.
    #[test]
    fn the_connection_is_blamed_only_where_nobody_answered() {
        let all = SAYS.iter().map(|(cause, _)| *cause).chain([Cause::Late, Cause::Unknown]);
        for cause in all.filter(|cause| *cause != Cause::Unreachable) {
            let advice = cause.advice(Lang::Es);
            assert!(!advice.is_empty() && !advice.join(" ").contains("conexión"), "{cause:?}");
        }
        assert!(Cause::Unreachable.advice(Lang::Es)[0].contains("conexión"));
    }
}
