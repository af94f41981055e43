//! `mipg hook pre-commit`: what is staged is judged as it will be when it is pushed.

use clap::ArgMatches;
use indicatif::ProgressBar;
use mipg::{
    check::Standing,
    diagnostic::Verdict,
    messages::{Lang, Message},
    snapshot::{GitRepository, Staging},
};

use crate::{
    args,
    commands::check::{self, Asked, Target},
    errors::Failure,
    output,
};

/// Where a clone keeps what the server had published.
const PUBLISHED: [&str; 2] = ["refs/remotes/origin/main", "refs/heads/main"];

/// Runs `mipg hook pre-commit`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let now = check::moment(matches.get_one("as-of"), lang)?;
    let repository = check::open(&args::repository(matches))?;
    let index = std::env::var_os("GIT_INDEX_FILE").filter(|path| !path.is_empty()).map(std::path::PathBuf::from);
    let email = std::env::var("GIT_COMMITTER_EMAIL").ok().filter(|email| !email.is_empty());
    let staging = Staging { index: index.as_deref(), email: email.as_deref(), seconds: now.timestamp() };
    let head = repository.staged(&staging)?.to_string();
    let base = base(&repository)?;
    let target = match &base {
        Some(base) => Target::Change(base, &head, Standing::Proposed),
        None => Target::Revision(&head),
    };
    let report = check::judge_in(repository, &target, now, lang, &ProgressBar::hidden(), &Asked::default())?.0;
    let code = report.verdict().exit_code();
    if report.verdict() == Verdict::NotApplicable {
        return Ok(code);
    }
    let mut text = check::verdict(&report);
    if code != 0 {
        text.push_str(&format!("\n{}\n", Message::GateNotCommitted {}.text(lang)));
    }
    Ok(code.max(output::print(&text, lang)))
}

/// What was published, as far as this clone knows; none before the first commit.
fn base(repository: &GitRepository) -> Result<Option<String>, Failure> {
    for name in PUBLISHED {
        if let Some(commit) = repository.reference(name)? {
            return Ok(Some(commit.to_string()));
        }
    }
    Ok(repository.reference("HEAD")?.map(|commit| commit.to_string()))
}
