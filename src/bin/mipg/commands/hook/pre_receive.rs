//! `mipg hook pre-receive`: each reference of a push is judged before any of them moves. All come in, or none.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use indicatif::ProgressBar;
use mipg::{
    check::Standing,
    diagnostic::{
        Report,
        render::{self, HumanOptions},
    },
    gate::{self, Push, Pusher, Refusal, Step, plan},
    messages::{Lang, Message},
    model::{Actor, Deed},
    registro::Growth,
    schedule::day_of,
    snapshot::{GitRepository, ObjectId},
};

use super::{accounts, given, pusher, repository, short};
use crate::{
    args::text,
    commands::check::{self, Asked, Target},
    errors::Failure,
    output,
};

/// Columns of the text: git puts `remote: ` before each line, on a terminal of 80.
const WIDTH: usize = 72;
/// Findings told of one reference.
const FINDINGS: usize = 10;
/// Refused references told at length.
const AT_LENGTH: usize = 8;
/// The exit code of what is refused.
const REFUSED: u8 = 1;

/// Runs `mipg hook pre-receive`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let as_of = check::moment(matches.get_one::<String>("as-of"), lang)?;
    let pushes = given(lang)?;
    let repository = repository(matches)?;
    let judge = Judge { repository: &repository, pusher: pusher(matches), as_of, lang };
    let mut told = Told { lang, accepted: String::new(), refused: Vec::new(), code: 0 };
    for (push, step) in pushes.iter().zip(plan(&repository, &pushes)?) {
        match step {
            Step::Free => {}
            Step::Refused(refusal) => told.refuses(push, &refused(push, refusal, lang), REFUSED),
            Step::Publishes { base, .. } | Step::Proposes { base, .. } if judge.is_of_a_machine(base)? => {
                told.refuses(push, &refused(push, Refusal::Machine, lang), REFUSED);
            }
            Step::Proposes { base, replaced: Some(old), .. } | Step::Withdraws { base, old }
                if !judge.may_take_away(base, old)? =>
            {
                told.refuses(push, &refused(push, Refusal::OfOthers, lang), REFUSED);
            }
            Step::Withdraws { .. } => {}
            Step::Trail { growth, base } if !judge.may_grow(growth, base)? => {
                told.refuses(push, &refused(push, Refusal::TrailKeeper, lang), REFUSED);
            }
            Step::Trail { .. } => {}
            Step::Begins(head) => told.judged(push, &judge.whole(head)?),
            Step::Publishes { base, head } => told.judged(push, &judge.published(base, head)?),
            Step::Proposes { base, head, .. } => told.judged(push, &judge.proposed(base, head)?),
        }
    }
    let printed = output::print(&told.text(), lang);
    Ok(told.code.max(printed))
}

struct Judge<'a> {
    repository: &'a Arc<GitRepository>,
    pusher: Pusher,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
}

impl Judge<'_> {
    /// Whether a machine pushes where the settings name people of the same platform.
    fn is_of_a_machine(&self, base: ObjectId) -> Result<bool, Failure> {
        let Pusher::Machine(forge) = self.pusher else { return Ok(false) };
        Ok(accounts(self.repository, base)?.knows(forge))
    }

    /// Whether whoever pushes may let the audit trail have that, by the accounts of the default branch. What its key signed
    /// was made by who has it; and a server that has nothing yet is being set up.
    fn may_grow(&self, growth: Growth, base: Option<ObjectId>) -> Result<bool, Failure> {
        let Some(base) = base.filter(|_| growth != Growth::Signed) else { return Ok(true) };
        let accounts = accounts(self.repository, base)?;
        Ok(match self.pusher {
            Pusher::Person(account) if accounts.knows(account.forge) => accounts.keeps_trail(account),
            Pusher::Machine(forge) if accounts.knows(forge) => false,
            // Who that is nobody knows: nobody but who keeps the server chooses the key.
            _ => !matches!(growth, Growth::Begun | Growth::Keyed),
        })
    }

    /// Whether whoever pushes may take away what a branch proposes.
    fn may_take_away(&self, base: ObjectId, old: ObjectId) -> Result<bool, Failure> {
        let accounts = accounts(self.repository, base)?;
        Ok(match self.pusher {
            Pusher::Person(account) if accounts.knows(account.forge) => {
                let day = day_of(self.as_of);
                gate::may_take_away(self.repository, &accounts, account, (base, old), day)?
            }
            Pusher::Machine(forge) => !accounts.knows(forge),
            Pusher::Person(_) | Pusher::Unsaid => true,
        })
    }

    fn whole(&self, head: ObjectId) -> Result<Report, Failure> {
        self.judge(&Target::Revision(&head.to_string()), None)
    }

    fn proposed(&self, base: ObjectId, head: ObjectId) -> Result<Report, Failure> {
        self.change(base, head, Standing::Proposed, Deed::Proposes { writer: self.pusher.person(), approvals: None })
    }

    fn change(&self, base: ObjectId, head: ObjectId, standing: Standing, deed: Deed) -> Result<Report, Failure> {
        self.judge(&Target::Change(&base.to_string(), &head.to_string(), standing), Some(deed))
    }

    /// What is pushed to the published branch: nothing of it was published yet, and each commit of its line will have been.
    fn published(&self, base: ObjectId, head: ObjectId) -> Result<Report, Failure> {
        let proposed = match self.pusher {
            Pusher::Person(_) => Some(gate::proposed(self.repository, &gate::default_branch(self.repository)?, base)?),
            Pusher::Unsaid | Pusher::Machine(_) => None,
        };
        let deed = Deed::Publishes { proposed };
        let brought = self.change(base, head, Standing::Proposed, deed.clone())?;
        if brought.verdict().exit_code() != 0 {
            return Ok(brought);
        }
        let received = self.change(base, head, Standing::Received, deed)?;
        Ok(if received.verdict().exit_code() == 0 { brought } else { received })
    }

    fn judge(&self, target: &Target<'_>, deed: Option<Deed>) -> Result<Report, Failure> {
        let actor = match (self.pusher, deed) {
            (Pusher::Person(account), Some(deed)) => Some(Actor { account, deed }),
            _ => None,
        };
        let (bar, asked) = (ProgressBar::hidden(), Asked::by(actor));
        Ok(check::judge_in(self.repository.clone(), target, self.as_of, self.lang, &bar, &asked)?.0)
    }
}

fn refused(push: &Push, refusal: Refusal, lang: Lang) -> String {
    let (message, hint) = (refusal.message(short(&push.reference)).text(lang), refusal.hint().text(lang));
    format!("error: {message}\n{}: {hint}\n", text(lang, "ayuda", "hint"))
}

/// What is told to whoever pushes.
struct Told {
    lang: Lang,
    accepted: String,
    refused: Vec<String>,
    code: u8,
}

impl Told {
    fn judged(&mut self, push: &Push, report: &Report) {
        let options = HumanOptions { color: false, width: WIDTH, detail: false, only: &[], most: FINDINGS };
        let (text, name) = (render::human(report, &options), short(&push.reference).into());
        match report.verdict().exit_code() {
            0 => self.accepted.push_str(&format!("{}\n{text}\n", Message::GateAccepted { name }.text(self.lang))),
            code => self.refuses(push, &text, code),
        }
    }

    fn refuses(&mut self, push: &Push, text: &str, code: u8) {
        let header = Message::GateRefused { name: short(&push.reference).into() }.text(self.lang);
        self.refused.push(format!("{header}\n{text}\n"));
        self.code = self.code.max(code);
    }

    /// Where something is refused, that alone: nothing came in.
    fn text(&self) -> String {
        if self.refused.is_empty() {
            return self.accepted.clone();
        }
        let mut text: String = self.refused.iter().take(AT_LENGTH).map(String::as_str).collect();
        if self.refused.len() > AT_LENGTH {
            let more = Message::GateMore { count: (self.refused.len() - AT_LENGTH).into() };
            text.push_str(&format!("{}\n\n", more.text(self.lang)));
        }
        text.push_str(&format!("{}\n", Message::GateNothing {}.text(self.lang)));
        text
    }
}
