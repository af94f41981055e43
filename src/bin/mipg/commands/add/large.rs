//! Large and removable files on their way to the server, by git-lfs, before the branch that names them: a server may refuse
//! that without them.

use std::time::Duration;

use mipg::{
    intake::Assembled,
    messages::{Lang, shown},
    model::raw::Store,
    snapshot::GitRepository,
};

use super::push::{self, Asked};
use crate::{args::text, errors::Failure};

/// The digests of the objects of a submission that go by Git LFS.
pub(in crate::commands) fn digests(made: &Assembled) -> Vec<String> {
    let lfs = made.objects.iter().filter(|object| object.store == Store::Lfs);
    lfs.map(|object| object.pointer.digest.to_string()).collect()
}

/// How a branch is sent by hand, and before it the objects that it names.
pub(super) fn by_hand(remote: &str, branch: &str, digests: &[String]) -> String {
    let remote = shown(remote, 80);
    let objects = match digests {
        [] => String::new(),
        digests => format!("git lfs push --object-id {remote} {} && ", digests.join(" ")),
    };
    format!("{objects}git push {remote} {branch}")
}

/// Whether git-lfs is on this computer.
pub(in crate::commands) fn is_here(repository: &GitRepository) -> Result<bool, Failure> {
    Ok(push::git(repository, &["lfs", "version"], Some(Duration::from_secs(30)))?.is_done)
}

/// Sends objects of the store of this copy by git-lfs itself, which knows the person's credentials.
pub(in crate::commands) fn push(
    repository: &GitRepository,
    remote: &str,
    digests: &[String],
    patience: Option<Duration>,
) -> Result<Asked, Failure> {
    let mut arguments = vec!["lfs", "push", "--object-id", remote];
    arguments.extend(digests.iter().map(String::as_str));
    push::git(repository, &arguments, patience)
}

/// Sends those of a submission, and says on the terminal what came of it.
pub(super) fn told(
    repository: &GitRepository,
    remote: &str,
    branch: &str,
    made: &Assembled,
    lang: Lang,
) -> Result<(), Failure> {
    let digests = digests(made);
    if digests.is_empty() || remote.starts_with('-') {
        return Ok(());
    }
    let again = by_hand(remote, branch, &digests);
    if !is_here(repository)? {
        return Err(absent(branch, &again, lang));
    }
    let asked = push(repository, remote, &digests, None)?;
    if asked.is_done {
        return Ok(());
    }
    Err(Failure::Said {
        message: format!(
            "{}\n{}",
            text(
                lang,
                "el servidor no recibió los archivos que van por Git LFS, y la rama no se envió:",
                "the server did not take the files that go by Git LFS, and the branch was not pushed:"
            ),
            push::shown_lines(&asked.said)
        ),
        hint: Some(match lang {
            Lang::Es => format!("la rama {branch} y los archivos siguen aquí; para reintentar: {again}"),
            Lang::En => format!("the branch {branch} and the files are still here; to try again: {again}"),
        }),
        code: 1,
    })
}

fn absent(branch: &str, again: &str, lang: Lang) -> Failure {
    Failure::Said {
        message: text(
            lang,
            "falta git-lfs en este equipo, y la entrega lleva archivos que van por él: no se envió nada",
            "git-lfs is missing on this computer, and the submission has files that go by it: nothing was sent",
        )
        .to_owned(),
        hint: Some(match lang {
            Lang::Es => format!(
                "nada se perdió: la rama {branch} y los archivos siguen aquí. Instale git-lfs (https://git-lfs.com) y repita: {again}"
            ),
            Lang::En => format!(
                "nothing is lost: the branch {branch} and the files are still here. Install git-lfs (https://git-lfs.com) and repeat: {again}"
            ),
        }),
        code: 1,
    }
}
