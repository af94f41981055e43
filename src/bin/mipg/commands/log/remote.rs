//! The log as the remote of a clone has it: brought before it is made longer, and sent afterwards. Nothing is ever forced.
//!
//! Who sends second is refused: it brings what the first sent, and logs again after it. What it had signed never left this
//! clone, where no branch leads to it. The program `git` goes to the network, with the credentials that it is given.

use std::{
    cell::Cell,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use mipg::{
    messages::{Lang, Message, shown},
    registro::{BRANCH, REMOTE_BRANCH},
    snapshot::{GitRepository, ObjectId},
};

use crate::{
    commands::{
        add::push,
        check::{MAIN, REMOTE_MAIN},
        patient::{self, Ended},
    },
    errors::{Failure, UNCHECKED},
};

/// How often a log is sent before it is given up.
pub(super) const MAX_SENT: u32 = 10;
/// How often in a row it is sent to a remote that has not moved: a lock passes, a refusal does not.
pub(super) const MAX_REFUSED: u32 = 3;
/// Seconds for which the remote is waited for, each time: a log and a main branch of years may be on their way.
const PATIENCE: u64 = 15 * 60;
/// The variable that says otherwise.
const PATIENCE_SAID: &str = "MIPG_ESPERA";
/// The most seconds that it may say.
const MAX_PATIENCE: u64 = 6 * 60 * 60;
/// Lines of what git says that are shown.
const SHOWN: usize = 8;
/// The exit code of a branch that was led back.
const DIVERGED: u8 = 30;

/// A remote of a clone.
pub(in crate::commands) struct Remote<'a> {
    repository: &'a Arc<GitRepository>,
    name: &'a str,
    /// How long it is waited for, each time; for all that is proposed, together.
    patience: Duration,
    /// For how long what is proposed was waited for.
    waited: Cell<Duration>,
    lang: Lang,
}

/// What became of what was sent.
pub(super) enum Sent {
    /// It is there.
    Done,
    /// Others were faster, or it was not taken: in the words of git.
    Refused(String),
}

/// What a remote has.
struct Listed {
    log: Option<ObjectId>,
    main: Option<ObjectId>,
}

impl<'a> Remote<'a> {
    /// The remote of this name or address.
    pub(in crate::commands) fn new(
        repository: &'a Arc<GitRepository>,
        name: &'a str,
        lang: Lang,
    ) -> Result<Self, Failure> {
        if name.is_empty() || name.starts_with('-') {
            return Err(Failure::Usage(Message::RemoteName { name: name.into() }.text(lang)));
        }
        let said = std::env::var(PATIENCE_SAID).ok().filter(|said| !said.is_empty());
        let patience = match said.map(|said| said.parse()) {
            None => PATIENCE,
            Some(Ok(seconds @ 1..=MAX_PATIENCE)) => seconds,
            Some(_) => return Err(Failure::Usage(Message::RemotePatience { limit: MAX_PATIENCE.into() }.text(lang))),
        };
        Ok(Self { repository, name, patience: Duration::from_secs(patience), waited: Cell::default(), lang })
    }

    /// Brings the log, and the main branch that it is about: who judges by an older one would judge by what is no longer so.
    /// A log that was led back is not taken; where the remote has none, there is none.
    pub(in crate::commands) fn fetch(&self) -> Result<(), Failure> {
        let listed = self.listed()?;
        self.bring_main(listed.main)?;
        if listed.log.is_none() {
            return match self.repository.reference(REMOTE_BRANCH)? {
                None => Ok(()),
                Some(_) => Err(self.said(Message::RemoteLogGone {}, DIVERGED)),
            };
        }
        let before = self.repository.reference(REMOTE_BRANCH)?;
        // Without `+`: what does not follow what was seen is refused.
        let refspec = format!("{BRANCH}:{REMOTE_BRANCH}");
        let ended = self.git(&["fetch", "--no-tags", "--no-write-fetch-head", self.name, &refspec])?;
        if ended.is_done {
            return Ok(());
        }
        let said = self.words(&ended);
        // Of two that bring it at once, one finds it brought.
        match before != self.repository.reference(REMOTE_BRANCH)? {
            true => Ok(()),
            false if said.contains("non-fast-forward") => Err(self.said(Message::RemoteLogRewound {}, DIVERGED)),
            false => Err(self.unreached(&said)),
        }
    }

    /// Brings a commit, which needs no reference, as data. One that does not come is found to be missing by whoever judges
    /// it; a remote that does not answer is told.
    pub(in crate::commands) fn bring(&self, commit: ObjectId) -> Result<(), Failure> {
        if self.repository.resolve(&commit.to_string()).is_ok() {
            return Ok(());
        }
        let (began, left) = (Instant::now(), self.patience.saturating_sub(self.waited.get()));
        let commit = commit.to_string();
        let arguments = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self.name, &commit];
        let ended = self.git_within(&arguments, left)?;
        self.waited.set(self.waited.get() + began.elapsed());
        if ended.is_late { Err(self.unreached(&self.words(&ended))) } else { Ok(()) }
    }

    /// Whether it was waited for as long as it is.
    pub(in crate::commands) fn is_given_up(&self) -> bool {
        self.waited.get() >= self.patience
    }

    /// Where the remote has the head of a proposal now; none where it keeps none by its number.
    pub(in crate::commands) fn proposed(&self, number: u64) -> Result<Option<ObjectId>, Failure> {
        let ended = self.git(&["ls-remote", self.name, &format!("refs/pull/{number}/head")])?;
        if !ended.is_done {
            return Err(self.unreached(&self.words(&ended)));
        }
        let text = String::from_utf8_lossy(&ended.told);
        Ok(text.split_whitespace().next().and_then(|id| id.parse().ok()))
    }

    /// Sends the log that ends with this commit.
    pub(super) fn send(&self, end: ObjectId) -> Result<Sent, Failure> {
        let refspec = format!("{end}:{BRANCH}");
        let ended = self.git(&["push", "--porcelain", self.name, &refspec])?;
        // It may have taken it: whoever comes next sees.
        if ended.is_late {
            return Err(self.unsent(&self.words(&ended)));
        }
        Ok(if ended.is_done { Sent::Done } else { Sent::Refused(self.words(&ended)) })
    }

    /// Where the log of the remote was seen last.
    pub(super) fn seen(&self) -> Result<Option<ObjectId>, Failure> {
        Ok(self.repository.reference(REMOTE_BRANCH)?)
    }

    /// Waits before the log is sent again.
    pub(super) fn wait(number: u32) {
        // Two that wait do not wake together.
        let apart = u64::from(std::process::id() % 97);
        std::thread::sleep(Duration::from_millis(u64::from(number) * 150 + apart));
    }

    /// That the log could not be sent, with what git said.
    pub(super) fn unsent(&self, said: &str) -> Failure {
        let (message, hint) = (Message::RemoteUnsent { name: self.name.into() }, Message::RemoteUnsentHint {});
        Failure::Said {
            message: format!("{}\n{said}", message.text(self.lang)),
            hint: Some(hint.text(self.lang)),
            code: UNCHECKED,
        }
    }

    fn listed(&self) -> Result<Listed, Failure> {
        let ended = self.git(&["ls-remote", self.name, BRANCH, MAIN])?;
        if !ended.is_done {
            return Err(self.unreached(&self.words(&ended)));
        }
        let text = String::from_utf8_lossy(&ended.told);
        let of = |name: &str| {
            let mut named = text.lines().filter_map(|line| line.split_once('\t')).filter(|(_, found)| *found == name);
            named.next().and_then(|(id, _)| id.parse().ok())
        };
        Ok(Listed { log: of(BRANCH), main: of(MAIN) })
    }

    /// Brings the main branch, wherever it has gone.
    fn bring_main(&self, main: Option<ObjectId>) -> Result<(), Failure> {
        let is_here = || Ok::<_, Failure>(main.is_none() || self.repository.reference(REMOTE_MAIN)? == main);
        if is_here()? {
            return Ok(());
        }
        let refspec = format!("+{MAIN}:{REMOTE_MAIN}");
        let ended = self.git(&["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self.name, &refspec])?;
        // Of two that bring it at once, one finds it brought.
        if ended.is_done || is_here()? { Ok(()) } else { Err(self.unreached(&self.words(&ended))) }
    }

    fn git(&self, arguments: &[&str]) -> Result<Ended, Failure> {
        self.git_within(arguments, self.patience)
    }

    fn git_within(&self, arguments: &[&str], patience: Duration) -> Result<Ended, Failure> {
        let mut command = Command::new("git");
        command.arg("--git-dir").arg(self.repository.git_dir()).args(arguments);
        // Nobody is there to answer.
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        patient::run(&mut command, patience).map_err(|error| Failure::Io(Path::new("git").to_owned(), error))
    }

    /// What git says, some lines of it, safe to show.
    fn words(&self, ended: &Ended) -> String {
        let text = [String::from_utf8_lossy(&ended.said), String::from_utf8_lossy(&ended.told)].concat();
        let said = text.lines().filter(|line| !line.is_empty()).take(SHOWN).map(|line| shown(line, 200));
        let late = ended.is_late.then(|| push::late(self.lang).to_owned());
        late.into_iter().chain(said).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
    }

    fn said(&self, message: Message, code: u8) -> Failure {
        let hint = Some(Message::RemoteLogHint {}.text(self.lang));
        Failure::Said { message: message.text(self.lang), hint, code }
    }

    fn unreached(&self, said: &str) -> Failure {
        let message = Message::RemoteUnreached { name: self.name.into() }.text(self.lang);
        let hint = Some(Message::RemoteUnsentHint {}.text(self.lang));
        Failure::Said { message: format!("{message}\n{said}"), hint, code: UNCHECKED }
    }
}
