//! `mipg hook`: what git runs on a server of one's own, and in a clone; one file for each command below it.

mod brought;
mod install;
mod post_receive;
mod pre_commit;
mod pre_receive;

use std::{io::Read as _, path::PathBuf, sync::Arc};

use clap::ArgMatches;
use mipg::{
    gate::{MAX_INPUT, MAX_PUSHES, Push, PushError, Pusher, pushes},
    messages::{Lang, Message},
    model::Accounts,
    snapshot::{GitRepository, GitSnapshot, Limits, ObjectId},
};

use crate::{args, errors::Failure};

/// Runs the command below `mipg hook`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let (name, matches) = matches.subcommand().expect("clap requires a command");
    match name {
        "pre-receive" => pre_receive::run(matches, lang),
        "post-receive" => post_receive::run(matches, lang),
        "pre-commit" => pre_commit::run(matches, lang),
        "install" => install::run(matches, lang),
        other => unreachable!("clap accepts no command `hook {other}`"),
    }
}

/// The references that git says are pushed.
fn given(lang: Lang) -> Result<Vec<Push>, Failure> {
    let mut input = Vec::new();
    let most = u64::try_from(MAX_INPUT).unwrap_or(u64::MAX).saturating_add(1);
    let read = std::io::stdin().lock().take(most).read_to_end(&mut input);
    read.map_err(|error| Failure::Io(args::text(lang, "la entrada", "standard input").into(), error))?;
    pushes(&input).map_err(|error| {
        let (message, hint, code) = match error {
            PushError::TooMany => (Message::GateTooMany { limit: MAX_PUSHES.into() }, Message::GateTooManyHint {}, 1),
            PushError::Malformed { line } => {
                (Message::GateMalformed { line: line.into() }, Message::GateMalformedHint {}, 2)
            }
        };
        Failure::Said { message: message.text(lang), hint: Some(hint.text(lang)), code }
    })
}

/// Who pushes: as the script of the hook says, or the platform that runs it.
fn pusher(matches: &ArgMatches) -> Pusher {
    let said = || Pusher::said(|name| std::env::var(name).ok());
    matches.get_one("account").copied().map_or_else(said, Pusher::Person)
}

/// Who may do what, as a commit says.
fn accounts(repository: &Arc<GitRepository>, commit: ObjectId) -> Result<Accounts, Failure> {
    let snapshot = GitSnapshot::at(repository.clone(), &commit.to_string(), Limits::default())?;
    Ok(mipg::check::accounts(&snapshot)?)
}

/// The name of a branch or tag as people write it.
fn short(reference: &str) -> &str {
    let name = |kind| reference.strip_prefix(kind);
    name("refs/heads/").or_else(|| name("refs/tags/")).unwrap_or(reference)
}

/// The repository that git runs the hook in, with what arrives: git keeps that apart until the hook accepts it.
fn repository(matches: &ArgMatches) -> Result<Arc<GitRepository>, Failure> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let alternates = folder("GIT_ALTERNATE_OBJECT_DIRECTORIES");
    let mut objects: Vec<PathBuf> =
        ["GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH"].into_iter().filter_map(folder).map(PathBuf::from).collect();
    objects.extend(alternates.iter().flat_map(std::env::split_paths));
    objects.sort();
    objects.dedup();
    Ok(Arc::new(GitRepository::open_quarantined(&args::repository(matches), &objects)?))
}
