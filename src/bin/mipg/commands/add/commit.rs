//! A submission of the work tree in a commit of the branch that is checked out, made by git itself: its hooks see it.

use std::process::{Command, Output};

use chrono::{DateTime, FixedOffset};
use mipg::{
    intake::Assembled,
    messages::{Lang, shown},
    model::World,
    snapshot::GitRepository,
};

use super::branch;
use crate::{
    args::text,
    errors::{Failure, UNCHECKED},
};

/// Characters of what git says that are shown.
const SHOWN: usize = 2_000;

/// The branch that is checked out, where a submission may be committed on it: what is published comes there by a request.
pub(super) fn checked_out(repository: &GitRepository, lang: Lang) -> Result<String, Failure> {
    let found = git(repository, &["symbolic-ref", "--quiet", "--short", "HEAD"], &[])?;
    let name = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    if found.status.success() && name != "main" {
        return Ok(name);
    }
    Err(Failure::Usage(
        text(
            lang,
            "`--confirmar` hace el commit en la rama en que está, y ahora está en la principal o en ninguna\nayuda: cámbiese a una rama suya con `git switch -c NOMBRE`; o use `--rama`, que hace una sin tocar la carpeta",
            "`--commit` commits on the branch you are on, which is now the main one or none\nhint: switch to a branch of your own with `git switch -c NAME`; or use `--branch`, which makes one and leaves the work tree alone",
        )
        .to_owned(),
    ))
}

/// Commits the folder, and nothing else of what is changed; in the name of the policy, never of a person.
pub(super) fn put(
    repository: &GitRepository,
    world: &World,
    made: &Assembled,
    name: &str,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<String, Failure> {
    let folder = made.path.folder().to_string();
    let (author, address) = branch::author(world, &made.path);
    let when = format!("{} {}", as_of.timestamp(), as_of.format("%z"));
    let who = [
        ("GIT_AUTHOR_NAME", author.as_str()),
        ("GIT_AUTHOR_EMAIL", &address),
        ("GIT_AUTHOR_DATE", &when),
        ("GIT_COMMITTER_NAME", &author),
        ("GIT_COMMITTER_EMAIL", &address),
        ("GIT_COMMITTER_DATE", &when),
    ];
    let title = branch::title(&made.path);
    let added = git(repository, &["add", "--force", "--", &folder], &[])?;
    let done = match added.status.success() {
        true => git(repository, &["commit", "--quiet", "--only", "--message", &title, "--", &folder], &who)?,
        false => added,
    };
    if !done.status.success() {
        git(repository, &["reset", "--quiet", "--", &folder], &[])?;
        let said = shown(String::from_utf8_lossy(&done.stderr).trim(), SHOWN);
        return Err(Failure::Said {
            message: match lang {
                Lang::Es => format!("git no hizo el commit de {folder}, que sigue en la carpeta de trabajo: {said}"),
                Lang::En => format!("git did not commit {folder}, which is still in the work tree: {said}"),
            },
            hint: None,
            code: UNCHECKED,
        });
    }
    Ok(match lang {
        Lang::Es => format!("Quedó en un commit de la rama {name}."),
        Lang::En => format!("It is in a commit of the branch {name}."),
    })
}

fn git(repository: &GitRepository, arguments: &[&str], environment: &[(&str, &str)]) -> Result<Output, Failure> {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(repository.git_dir());
    if let Some(root) = repository.work_dir() {
        command.arg("--work-tree").arg(root).current_dir(root);
    }
    let ended = command.args(arguments).envs(environment.iter().copied()).output();
    ended.map_err(|error| Failure::Io("git".into(), error))
}
