//! A submission on a branch of its own, which leaves the work tree alone.

use std::{collections::BTreeMap, process::Command, sync::Arc};

use chrono::{DateTime, FixedOffset};
use mipg::{
    diagnostic::{Located, Report},
    intake::Assembled,
    messages::{Lang, shown},
    model::{SubmissionPath, World, layout},
    snapshot::{
        Content, GitRepository, GitSnapshot, Move, Moved, ObjectKind, Snapshot as _, SnapshotError, Trust, changed_tree,
    },
};

use super::{super::check as gate, folder::wrong, given::Branch};
use crate::{args::text, errors::Failure, output};

/// The largest manifest that can be superseded.
const MANIFEST_BYTES: u64 = 4 * 1024 * 1024;
/// Characters of what git says that are shown.
const SHOWN: usize = 2_000;

/// Whether the revision has the folder.
pub(super) fn has(head: &GitSnapshot, path: &SubmissionPath) -> bool {
    // What cannot be read is taken as there: nothing is put over it.
    head.entry(&path.folder()).map_or(true, |entry| entry.is_some())
}

/// The bytes of a manifest of the revision.
pub(super) fn manifest(head: &GitSnapshot, path: &SubmissionPath) -> Result<Option<Vec<u8>>, SnapshotError> {
    let Some(entry) = head.entry(&path.manifest())? else { return Ok(None) };
    Ok(match head.read(&entry, MANIFEST_BYTES, Trust::Verify)? {
        Content::Bytes(bytes) => Some(bytes.to_vec()),
        _ => None,
    })
}

/// Writes the commit, says what the gate thinks of it and, if it passes, makes the branch and pushes it.
#[expect(clippy::too_many_arguments, reason = "what a branch is made of")]
pub(super) fn put(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    world: &World,
    made: &Assembled,
    asked: &Branch,
    told: &str,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<u8, Failure> {
    let name = asked.name.clone().unwrap_or_else(|| format!("entrega/{}", made.path.to_string().replace('/', "-")));
    let reference = format!("refs/heads/{name}");
    if !is_branch(&name) {
        let name = shown(&name, 80);
        return Err(Failure::Usage(match lang {
            Lang::Es => {
                format!("`{name}` no es un nombre de rama\nayuda: letras, cifras, guiones y barras; o `--rama` sola")
            }
            Lang::En => format!(
                "`{name}` is no name of a branch\nhint: letters, digits, hyphens and slashes; or `--branch` alone"
            ),
        }));
    }
    let exists = || {
        Failure::Usage(match lang {
            Lang::Es => format!(
                "la rama `{name}` ya existe\nayuda: si es esta misma entrega, envíela con `git push origin {name}`; si es otra, dé otro nombre con `--rama=NOMBRE`"
            ),
            Lang::En => format!(
                "the branch `{name}` exists already\nhint: if it is this very submission, push it with `git push origin {name}`; if another, give another name with `--branch=NAME`"
            ),
        })
    };
    if repository.reference(&reference)?.is_some() {
        return Err(exists());
    }
    let mut objects = Vec::new();
    let mut write = |kind, bytes: &[u8]| {
        let id = repository.write_object(kind, bytes)?;
        objects.push(id);
        Ok(id)
    };
    let mut changes = BTreeMap::new();
    for (file, bytes) in made
        .files
        .iter()
        .map(|(file, bytes)| (file.as_str(), bytes.as_slice()))
        .chain([(layout::MANIFEST, made.manifest.as_bytes())])
    {
        changes.insert(made.path.file(file).to_string(), Some(write(ObjectKind::Blob, bytes)?));
    }
    let tree = changed_tree(repository, Some(head.tree()), &changes, &mut write)?;
    let (author, address) = author(world, made);
    let who = format!("{author} <{address}> {} {}", as_of.timestamp(), as_of.format("%z"));
    let title = format!("{}: {}", made.path.owner, made.path);
    let commit = format!("tree {tree}\nparent {}\nauthor {who}\ncommitter {who}\n\n{title}\n", head.commit());
    let commit = write(ObjectKind::Commit, commit.as_bytes())?;
    repository.flush_objects(&objects)?;

    let (base, tip) = (head.commit().to_string(), commit.to_string());
    let target = gate::Target::Change(&base, &tip, mipg::check::Standing::Proposed);
    let (report, _) =
        gate::judge(repository.git_dir(), &target, as_of, lang, &gate::progress(lang), &gate::Asked::default())?;
    let place = made.path.folder().to_string();
    let verdict = gate::shown_of(&report, &[]);
    let count = wrong(&report, &place);
    if count > 0 || report.verdict().exit_code() > 0 {
        let undone = text(
            lang,
            "No se hizo ninguna rama: corrija lo de arriba y repita. Los archivos que dio no se tocaron.",
            "No branch was made: put the above right and repeat. The files given are untouched.",
        );
        let printed = output::print(&format!("{told}{verdict}\n{undone}\n"), lang);
        return Ok(printed.max(report.verdict().exit_code()).max(1));
    }
    if suspects(&report, &place) {
        let undone = text(
            lang,
            "No se hizo ninguna rama: al enviarla podría quedar pública. Quite los datos personales o, si no lo son, dígalo con `--datos ARCHIVO=no-contiene:MOTIVO`.",
            "No branch was made: it could be public once pushed. Remove the personal data or, where they are none, say so by `--personal-data FILE=no-contiene:REASON`.",
        );
        return Ok(output::print(&format!("{told}{verdict}\n{undone}\n"), lang).max(1));
    }
    let moved = repository.move_reference(&Move {
        reference: &reference,
        from: None,
        to: commit,
        name: &author,
        email: &address,
        seconds: as_of.timestamp(),
        message: "mipg add",
    })?;
    if moved != Moved::Done {
        return Err(exists());
    }
    let done = match lang {
        Lang::Es => format!("Quedó en la rama {name}; la carpeta de trabajo no se tocó."),
        Lang::En => format!("It is on the branch {name}; the work tree is untouched."),
    };
    let printed = output::print(&format!("{told}{verdict}\n{done}\n"), lang);
    match &asked.remote {
        Some(remote) => push(repository, remote, &name, lang).map(|code| code.max(printed)),
        None => Ok(printed),
    }
}

/// Whether personal data are suspected: in a request they may be read by anybody.
pub(super) fn suspects(report: &Report, folder: &str) -> bool {
    let is_within = |one: &Located| one.finding.path.as_ref().is_some_and(|path| path.as_str().starts_with(folder));
    report.findings.iter().any(|one| one.finding.rule.id == "personal-data-suspected" && is_within(one))
}

/// Pushes the branch with git itself, which knows the person's credentials.
fn push(repository: &GitRepository, remote: &str, name: &str, lang: Lang) -> Result<u8, Failure> {
    if remote.starts_with('-') {
        return Err(Failure::Usage(match lang {
            Lang::Es => format!("`{}` no es un remoto", shown(remote, 80)),
            Lang::En => format!("`{}` is no remote", shown(remote, 80)),
        }));
    }
    let refspec = format!("refs/heads/{name}:refs/heads/{name}");
    let git =
        |arguments: &[&str]| Command::new("git").arg("--git-dir").arg(repository.git_dir()).args(arguments).output();
    let pushed = git(&["push", "--porcelain", remote, &refspec]).map_err(|error| Failure::Io("git".into(), error))?;
    let said = String::from_utf8_lossy(&pushed.stderr);
    if !pushed.status.success() {
        let kept = match lang {
            Lang::Es => format!("la rama {name} sigue aquí; para reintentar: git push {} {name}", shown(remote, 80)),
            Lang::En => format!("the branch {name} is still here; to try again: git push {} {name}", shown(remote, 80)),
        };
        let said: Vec<String> = said.lines().map(|line| shown(line, 200)).collect();
        let message = format!(
            "{}\n{}",
            text(lang, "el servidor no recibió la rama:", "the server did not take the branch:"),
            shown_lines(&said)
        );
        return Err(Failure::Said { message, hint: Some(kept), code: 1 });
    }
    let url = git(&["remote", "get-url", remote]).ok().filter(|found| found.status.success());
    let url = url.map(|found| String::from_utf8_lossy(&found.stdout).trim().to_owned());
    let link = url.as_deref().and_then(|url| request_link(url, name));
    let said: Vec<String> = said.lines().map(|line| shown(line, 200)).collect();
    let sent = match (link, lang) {
        (Some(link), Lang::Es) => format!("Se envió. Abra la solicitud aquí: {link}"),
        (Some(link), Lang::En) => format!("Pushed. Open the request here: {link}"),
        (None, Lang::Es) => "Se envió. Abra la solicitud de cambio en la página web del repositorio.".to_owned(),
        (None, Lang::En) => "Pushed. Open the request on the web page of the repository.".to_owned(),
    };
    Ok(output::print(&format!("{}{sent}\n", shown_lines(&said)), lang))
}

fn shown_lines(lines: &[String]) -> String {
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

/// Who hands in: a role of the entity, never a person.
fn author(world: &World, made: &Assembled) -> (String, String) {
    let domain = world.repository.read().map(|repository| repository.entity.domain.as_str().to_owned());
    let owner = &made.path.owner;
    let name = world.policies.get(owner).map_or(owner.as_str(), |policy| policy.name.as_str());
    let clean: String = name.chars().filter(|c| !"<>\n\0".contains(*c)).collect();
    (format!("Política {}", clean.trim()), format!("{owner}@{}", domain.as_deref().unwrap_or("mipg.invalid")))
}

/// A name that git takes for a branch, of plain characters only.
fn is_branch(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['-', '.'])
            && !part.ends_with(['.', '-'])
            && !part.ends_with(".lock")
            && !part.contains("..")
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    name.len() <= 200 && name.split('/').all(part) && !matches!(name, "HEAD" | "main" | "registro")
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
        for remote in ["/srv/a.git", "file:///srv/a.git", "https://a b/c", "https://x", "git@h:a?b", ""] {
            assert_eq!(link(remote), None, "{remote}");
        }
    }

    #[test]
    fn names_of_branches() {
        assert!(is_branch("entrega/gobierno-digital-2026-11-reporte-1f3a"));
        for name in ["", "main", "registro", "-x", "a..b", "a/", "/a", "a b", "á", "a.lock", "x/.y", "a~1", "a:b"] {
            assert!(!is_branch(name), "{name}");
        }
    }
}
