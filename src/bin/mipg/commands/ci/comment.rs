//! `mipg ci comment`: the text of the one comment of a proposal, and the request that puts it there.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    forge::{self, Comment, Event, ListingError, MAX_LISTING, Plan, RunPage, Task, Told, Unreceived, task},
    messages::{Lang, Message, shown},
    registro::Tip,
    snapshot::GitRepository,
};
use serde::de::DeserializeOwned;

use super::{
    owners,
    proposal::{self, Reception},
    trail::{Received, Sight},
};
use crate::{
    args,
    commands::{
        check,
        log::{append, day::MAX_A_DAY, keys, place, remote::Remote},
    },
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg ci comment`. It judges again: nothing that another job wrote is believed.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let file = |name: &str| matches.get_one::<PathBuf>(name).map(PathBuf::as_path);
    let event = super::event(matches, lang)?;
    let (Event::PullRequest(pull), Task::Proposal { .. }) = (&event, task(&event)) else {
        return nothing(file("plan"), &Message::CiCommented { count: 0_u64.into() }, lang);
    };
    let repository = check::open(&args::repository(matches))?;
    if let Some(name) = matches.get_one::<String>("fetch") {
        let remote = Remote::new(&repository, name, lang)?;
        // Of two runs at once the one of the version before may be the last to write.
        if remote.proposed(pull.number)?.is_some_and(|head| head != pull.head) {
            return nothing(file("plan"), &Message::CiCommentOlder {}, lang);
        }
        remote.fetch()?;
        remote.bring(pull.head)?;
    }
    let approvals = super::approvals(matches, pull.head, lang)?;
    let (trail, unknown) = self::trail(matches, &repository, lang)?;
    let now = check::moment(None, lang)?;
    let judged = proposal::judge(&trail, &repository, pull, approvals, now, lang)?;
    let main = repository.resolve(&check::main_branch(&repository)?)?;
    let owners = owners::told(&repository, Some(main), pull.head, now)?;
    let also = (owners.code != 0).then(|| owners.text(lang));
    let (noted, full) = match &judged.reception {
        Reception::Received(brought) => (trail.noted(brought)?, trail.full(brought, append::now(lang)?)?),
        Reception::Refused(_) => (Vec::new(), Vec::new()),
    };
    let reception = match &judged.reception {
        Reception::Received(brought) => Told::Noted { noted: &noted, of: brought.len(), full: &full, limit: MAX_A_DAY },
        Reception::Refused(why) => Told::Unreceived(why),
    };
    // Who may have received it before says the trail alone.
    let depends = match &judged.reception {
        Reception::Received(_) => true,
        Reception::Refused(why) => matches!(why, Unreceived::Pushed(_) | Unreceived::Unvouched),
    };
    let (unread, failure) = unknown.map_or((None, None), |unknown| (Some(unknown.why), unknown.failure));
    let reception = unread.as_ref().filter(|_| depends).map_or(reception, Told::Unknown);
    let page = page();
    let (report, also) = (&judged.report, also.as_deref());
    let text = Comment { report, also, reception, head: pull.head, run: page.as_ref() }.markdown();
    let told = match file("plan") {
        None => text,
        Some(out) => {
            let comments = file("comments").map_or(Ok(Vec::new()), |path| listed(path, lang))?;
            let plan = forge::comment(pull.number, &text, &comments);
            write(&plan, out)?;
            format!("{}\n", Message::CiCommented { count: plan.requests().len().into() }.text(lang))
        }
    };
    let printed = output::print(&told, lang);
    failure.map_or(Ok(printed), Err)
}

/// That nothing is said of what the trail has.
struct Unknown {
    /// Why, for whoever proposes.
    why: Message,
    /// What fails besides, for whoever administers.
    failure: Option<Failure>,
}

/// The trail, read with the public key that whoever signs handed on: this job has no other, and whoever may push writes what
/// lies on the branch. Without it nothing is read.
fn trail<'a>(
    matches: &ArgMatches,
    repository: &'a Arc<GitRepository>,
    lang: Lang,
) -> Result<(Received<'a>, Option<Unknown>), Failure> {
    let closed = |why, failure| Ok((Received::new(repository, Sight::Closed, lang), Some(Unknown { why, failure })));
    if matches!(Tip::find(repository), Ok(None)) {
        return closed(Message::CiCommentNoTrail {}, None);
    }
    let Some(keys) = keys::given(matches, lang)? else { return closed(Message::CiCommentUnread {}, None) };
    let trail = Received::new(repository, Sight::Keys(keys), lang);
    match trail.keys() {
        Ok(_) => Ok((trail, None)),
        Err(failure) => closed(Message::CiCommentUnheld {}, Some(failure)),
    }
}

/// Nothing is asked of the platform, and why.
fn nothing(plan: Option<&Path>, why: &Message, lang: Lang) -> Result<u8, Failure> {
    if let Some(out) = plan {
        write(&Plan::new(Vec::new()), out)?;
    }
    Ok(output::print(&format!("{}\n", why.text(lang)), lang))
}

/// What the platform lists, in a file.
pub(super) fn listed<T: DeserializeOwned>(path: &Path, lang: Lang) -> Result<Vec<T>, Failure> {
    let bytes = place::needed(path, u64::try_from(MAX_LISTING).unwrap_or(u64::MAX))?;
    forge::listing(&bytes).map_err(|error| unlisted(path, &error, lang))
}

/// That what the platform lists could not be read.
pub(super) fn unlisted(path: &Path, error: &ListingError, lang: Lang) -> Failure {
    let (file, detail) = (path.display().to_string().into(), shown(&error.to_string(), 200).into());
    let message = Message::CiListingUnread { file, detail };
    Failure::Said { message: message.text(lang), hint: Some(Message::CiListingHint {}.text(lang)), code: UNCHECKED }
}

/// Writes what is asked of the platform.
pub(super) fn write(plan: &Plan, out: &Path) -> Result<(), Failure> {
    output::write(out, plan.json().as_bytes()).map_err(|error| Failure::Io(out.to_owned(), error))
}

/// The page of this run, where a forge says it.
fn page() -> Option<RunPage> {
    let variable = |name| std::env::var(name).ok();
    RunPage::new(&variable("GITHUB_SERVER_URL")?, &variable("GITHUB_REPOSITORY")?, &variable("GITHUB_RUN_ID")?)
}
