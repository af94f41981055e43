//! A branch on its way to the server, by git itself, which knows the person's credentials.

use std::{process::Command, time::Duration};

use mipg::{
    messages::{Lang, shown},
    snapshot::GitRepository,
};

use super::super::patient;
use crate::{args::text, errors::Failure, output};

/// Characters of what git says that are shown.
const SHOWN: usize = 2_000;

/// What the server said of a branch.
pub(in crate::commands) enum Pushed {
    /// It has it.
    Taken {
        /// What it said besides, made safe to show, a line each.
        said: Vec<String>,
        /// Where the request is opened, where that is known.
        link: Option<String>,
    },
    /// It does not.
    Refused {
        /// Why, made safe to show, a line each.
        said: Vec<String>,
    },
}

/// Pushes a branch of the repository to a remote, under its own name. Where there is an end to patience, nobody is at the
/// terminal to be asked.
pub(in crate::commands) fn push(
    repository: &GitRepository,
    remote: &str,
    name: &str,
    patience: Option<Duration>,
    lang: Lang,
) -> Result<Pushed, Failure> {
    if remote.starts_with('-') {
        return Err(Failure::Usage(match lang {
            Lang::Es => format!("`{}` no es un remoto", shown(remote, 80)),
            Lang::En => format!("`{}` is no remote", shown(remote, 80)),
        }));
    }
    let refspec = format!("refs/heads/{name}:refs/heads/{name}");
    let asked = git(repository, &["push", "--porcelain", remote, &refspec], patience)?;
    if !asked.is_done {
        // Which reference was refused, and why, is the answer; the rest is what the server said besides.
        let refused = lines(&asked.told).into_iter().filter(|line| line.starts_with('!')).collect::<Vec<_>>();
        return Ok(Pushed::Refused { said: asked.told_late(lang).into_iter().chain(refused).collect() });
    }
    let url = address(repository, remote, patience)?;
    Ok(Pushed::Taken { said: asked.said, link: request_link(&url, name) })
}

/// Where a remote is; itself where it is no name but an address.
fn address(repository: &GitRepository, remote: &str, patience: Option<Duration>) -> Result<String, Failure> {
    let url = git(repository, &["remote", "get-url", remote], patience)?;
    Ok(if url.is_done { String::from_utf8_lossy(&url.told).trim().to_owned() } else { remote.to_owned() })
}

/// That the server was waited for too long.
pub(in crate::commands) fn late(lang: Lang) -> &'static str {
    text(
        lang,
        "No respondió a tiempo: puede que pida una contraseña que aquí no se puede escribir.",
        "It did not answer in time: it may ask for a password that cannot be typed here.",
    )
}

/// What came of something that git was asked.
pub(in crate::commands) struct Asked {
    /// Whether it was done.
    pub is_done: bool,
    /// Whether it was ended because it took too long.
    pub is_late: bool,
    /// What it answered.
    pub told: Vec<u8>,
    /// What it said of it, made safe to show, a line each.
    pub said: Vec<String>,
}

impl Asked {
    /// What it said, and before it that the server was waited for too long where it was.
    pub(in crate::commands) fn told_late(self, lang: Lang) -> Vec<String> {
        self.is_late.then(|| late(lang).to_owned()).into_iter().chain(self.said).collect()
    }
}

/// Asks git something of a repository. Where there is an end to patience, nobody is at the terminal to be asked, and what git
/// says is read by a program first: it says it in English.
pub(in crate::commands) fn git(
    repository: &GitRepository,
    arguments: &[&str],
    patience: Option<Duration>,
) -> Result<Asked, Failure> {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(repository.git_dir()).args(arguments);
    let failed = |error| Failure::Io("git".into(), error);
    Ok(match patience {
        None => {
            let ended = command.output().map_err(failed)?;
            let said = lines(&ended.stderr);
            Asked { is_done: ended.status.success(), is_late: false, told: ended.stdout, said }
        }
        Some(patience) => {
            let ended =
                patient::run(command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C"), patience).map_err(failed)?;
            Asked { is_done: ended.is_done, is_late: ended.is_late, told: ended.told, said: lines(&ended.said) }
        }
    })
}

/// What git said, made safe to show, a line each.
pub(in crate::commands) fn lines(said: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(said).lines().map(|line| shown(line, 200)).collect()
}

/// Pushes and says on the terminal what came of it.
pub(in crate::commands) fn told(
    repository: &GitRepository,
    remote: &str,
    name: &str,
    lang: Lang,
) -> Result<u8, Failure> {
    match push(repository, remote, name, None, lang)? {
        Pushed::Refused { said } => {
            let kept = match lang {
                Lang::Es => {
                    format!("la rama {name} sigue aquí; para reintentar: git push {} {name}", shown(remote, 80))
                }
                Lang::En => {
                    format!("the branch {name} is still here; to try again: git push {} {name}", shown(remote, 80))
                }
            };
            let message = format!(
                "{}\n{}",
                text(lang, "el servidor no recibió la rama:", "the server did not take the branch:"),
                shown_lines(&said)
            );
            Err(Failure::Said { message, hint: Some(kept), code: 1 })
        }
        Pushed::Taken { said, link } => {
            let sent = match link {
                Some(link) => {
                    text(lang, "Se envió. Abra la solicitud aquí: ", "Pushed. Open the request here: ").to_owned()
                        + &link
                }
                None => unlinked(&address(repository, remote, None)?, name, lang),
            };
            Ok(output::print(&format!("{}{sent}\n", shown_lines(&said)), lang))
        }
    }
}

/// What follows where no page is known on which a request is opened.
fn unlinked(url: &str, name: &str, lang: Lang) -> String {
    if url.starts_with("https://") || url.starts_with("http://") {
        return text(
            lang,
            "Se envió. Abra la solicitud de cambio en la página web del repositorio.",
            "Pushed. Open the request on the web page of the repository.",
        )
        .to_owned();
    }
    match lang {
        Lang::Es => format!(
            "Se envió. Este servidor es de git y no se le conoce página web: no hay solicitud que abrir. Avise a quien publica (papel `revisor`) que la rama es {name}; cuando la una a la rama principal, queda publicada."
        ),
        Lang::En => format!(
            "Pushed. This is a git server, and no web page of it is known: there is no request to open. Tell whoever publishes (role `revisor`) that the branch is {name}; once it is merged into the main branch, it is published."
        ),
    }
}

/// The lines, as many as are shown.
pub(in crate::commands) fn shown_lines(lines: &[String]) -> String {
    let mut text: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    if text.len() > SHOWN {
        let end = (0..=SHOWN).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push_str("…\n");
    }
    text
}

/// Where a request is opened for a branch: GitHub, GitLab, and Gitea or Forgejo, by what their addresses look like.
fn request_link(remote: &str, branch: &str) -> Option<String> {
    let (host, path) = if let Some(rest) = remote.strip_prefix("https://") {
        let (host, path) = rest.split_once('/')?;
        (host.rsplit('@').next()?, path)
    } else if let Some(rest) = remote.strip_prefix("ssh://") {
        let (host, path) = rest.split_once('/')?;
        (host.rsplit('@').next()?.split(':').next()?, path)
    } else {
        let (host, path) = remote.split_once(':')?;
        (host.strip_prefix("git@")?, path)
    };
    // By ssh, a folder of a server of its own looks like none of a platform: its owner and its name.
    let is_web = remote.starts_with("https://") || host.contains("gitlab");
    if !is_web && path.split('/').count() != 2 {
        return None;
    }
    let path = path.trim_end_matches('/').trim_end_matches(".git");
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    if !plain(host, ".-:") || !plain(path, "._-/") {
        return None;
    }
    Some(match host {
        "github.com" => format!("https://{host}/{path}/compare/{branch}?expand=1"),
        _ if host.contains("gitlab") => {
            format!(
                "https://{host}/{path}/-/merge_requests/new?merge_request%5Bsource_branch%5D={}",
                branch.replace('/', "%2F")
            )
        }
        _ => format!("https://{host}/{path}/compare/main...{branch}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_open_a_request() {
        let link = |remote| request_link(remote, "entrega/x-2026");
        for (remote, expected) in [
            ("https://github.com/a/b.git", "https://github.com/a/b/compare/entrega/x-2026?expand=1"),
            ("git@github.com:a/b.git", "https://github.com/a/b/compare/entrega/x-2026?expand=1"),
            ("https://user:secret@github.com/a/b", "https://github.com/a/b/compare/entrega/x-2026?expand=1"),
            (
                "ssh://git@gitlab.example:22/a/b.git",
                "https://gitlab.example/a/b/-/merge_requests/new?merge_request%5Bsource_branch%5D=entrega%2Fx-2026",
            ),
            ("https://git.example.gov.co/a/b.git", "https://git.example.gov.co/a/b/compare/main...entrega/x-2026"),
        ] {
            assert_eq!(link(remote).as_deref(), Some(expected), "{remote}");
        }
        for remote in [
            "/srv/a.git",
            "file:///srv/a.git",
            "https://a b/c",
            "https://x",
            "git@h:a?b",
            "",
            "git@h:/srv/git/a.git",
            "git@h:evidencias.git",
            "ssh://git@h/srv/git/a.git",
        ] {
            assert_eq!(link(remote), None, "{remote}");
        }
    }

    #[test]
    fn a_server_without_pages_is_told_what_follows() {
        for remote in ["/srv/a.git", "file:///srv/a.git", "ssh://git@h/srv/git/a.git"] {
            let told = unlinked(remote, "entrega/x", Lang::Es);
            assert!(told.contains("no hay solicitud que abrir") && told.contains("entrega/x"), "{told}");
        }
        assert!(unlinked("https://git.example.gov.co/a.git", "x", Lang::Es).contains("Abra la solicitud"));
    }
}
