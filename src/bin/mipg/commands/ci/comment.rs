//! `mipg ci comment`: the text of the one comment of a proposal, and the request that puts it there.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use mipg::{
    forge::{self, Comment, Event, ListingError, MAX_LISTING, Plan, RunPage, Task, Told, task},
    messages::{Lang, Message, shown},
};
use serde::de::DeserializeOwned;

use super::{
    owners,
    proposal::{self, Reception},
    trail::Received,
};
use crate::{
    args,
    commands::{
        check,
        log::{append, day::MAX_A_DAY, place, remote::Remote},
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
    let trail = Received::new(&repository, lang);
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
    let page = page();
    let (report, also) = (&judged.report, also.as_deref());
    let text = Comment { report, also, reception, head: pull.head, run: page.as_ref() }.markdown();
    let Some(out) = file("plan") else { return Ok(output::print(&text, lang)) };
    let comments = file("comments").map_or(Ok(Vec::new()), |path| listed(path, lang))?;
    let plan = forge::comment(pull.number, &text, &comments);
    write(&plan, out)?;
    let count = plan.requests().len().into();
    Ok(output::print(&format!("{}\n", Message::CiCommented { count }.text(lang)), lang))
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
