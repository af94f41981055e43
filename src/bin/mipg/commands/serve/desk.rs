//! What every page works with: the repository, its drafts, and what was due and came, read once for each revision.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{http::StatusCode, response::Response};
use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::ArgMatches;
use mipg::{
    intake::kept::Kept,
    messages::Lang,
    model::Settings,
    registro::times::Trust,
    schedule,
    snapshot::{GitRepository, GitSnapshot, Limits, ObjectId, Quarantine},
    status::{self, Deliveries, TrailUse},
};

use super::{
    super::{calendar, check as gate, hours},
    drafts::{DraftId, Drafts},
    pages::{Pages, Trouble},
};
use crate::{args::text, errors::Failure};

/// What every page works with.
pub(super) struct Desk {
    folder: PathBuf,
    /// The moment asked, where one was given; the clock at each page otherwise.
    given: Option<String>,
    /// The remote that branches are pushed to.
    pub remote: String,
    pub lang: Lang,
    pub pages: Pages,
    pub drafts: Drafts,
    /// One thing is sent at a time.
    pub sending: Mutex<()>,
    seen: Mutex<Option<(ObjectId, NaiveDate, Arc<Deliveries>)>>,
}

/// A revision of the main branch at a moment.
pub(super) struct View {
    pub repository: Arc<GitRepository>,
    pub head: GitSnapshot,
    pub found: Arc<Deliveries>,
    pub as_of: DateTime<FixedOffset>,
}

impl Desk {
    /// The desk of the repository that a folder is in.
    pub(super) fn new(folder: &Path, matches: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        let given = matches.get_one::<String>("as-of");
        gate::moment(given, lang)?; // wrong words are told before anything is opened
        let repository = gate::open(folder)?;
        let drafts = Drafts::of(&repository).map_err(|error| kept(&repository, error))?;
        // What a run that was cut short left of its checks goes with this one, which holds nothing.
        drop(Quarantine::of(&repository)?);
        let mut desk = Self {
            folder: folder.to_owned(),
            given: given.cloned(),
            remote: matches.get_one::<String>("remote").cloned().unwrap_or_else(|| "origin".to_owned()),
            lang,
            pages: Pages::new(lang, "")?,
            drafts,
            sending: Mutex::new(()),
            seen: Mutex::new(None),
        };
        let view = desk.view()?;
        let entity = view.found.world.repository.read().map_or("", |repository| repository.entity.name.as_str());
        desk.pages = Pages::new(lang, entity)?;
        Ok(desk)
    }

    /// The same, where paths begin with this.
    pub(super) fn at(mut self, base: &str) -> Result<Self, Failure> {
        self.pages = self.pages.at(base);
        Ok(self)
    }

    /// The moment.
    pub(super) fn now(&self) -> Result<DateTime<FixedOffset>, Failure> {
        gate::moment(self.given.as_ref(), self.lang)
    }

    /// The repository.
    pub(super) fn repository(&self) -> Result<Arc<GitRepository>, Failure> {
        gate::open(&self.folder)
    }

    /// The main branch as it is now, with the hours of the audit trail where it can be verified.
    pub(super) fn view(&self) -> Result<View, Failure> {
        let (repository, as_of) = (self.repository()?, self.now()?);
        let rev = gate::main_branch(&repository)?;
        let head = GitSnapshot::at(repository.clone(), &rev, Limits::default())?;
        let today = schedule::day_of(as_of);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let found = match &*seen {
            Some((commit, day, found)) if (*commit, *day) == (head.commit(), today) => found.clone(),
            _ => {
                let commit = head.commit().to_string();
                let trail = match hours::verified(&repository, &Trust::default(), Some(&commit)) {
                    Ok(Some(times)) => TrailUse::Taken(Arc::new(times)),
                    Ok(None) => TrailUse::Absent,
                    Err(error) => TrailUse::Refused(hours::words(error, self.lang)),
                };
                let found = Arc::new(status::read(&repository, &commit, as_of, trail)?);
                calendar::whole(&found.world)?;
                *seen = Some((head.commit(), today, found.clone()));
                found
            }
        };
        Ok(View { repository, head, found, as_of })
    }

    /// A draft that is there.
    pub(super) fn draft(&self, id: &str) -> Result<(DraftId, Kept), Trouble> {
        let id = DraftId::parse(id).ok_or(Trouble::Missing)?;
        let kept = self.drafts.read(&id).map_err(|error| self.io(error))?.ok_or(Trouble::Missing)?;
        Ok((id, kept))
    }

    /// A draft that is there and was not sent.
    pub(super) fn open_draft(&self, id: &str) -> Result<(DraftId, Kept), Trouble> {
        let (id, kept) = self.draft(id)?;
        let Some(sent) = &kept.sent else { return Ok((id, kept)) };
        if !sent.is_pushed {
            let title = text(self.lang, "Está guardada, y todavía no se ha enviado", "It is kept, and is not sent yet");
            let told = text(
                self.lang,
                "No llegó al servidor. En el inicio oprima «Reintentar»: ahí se envía de nuevo, o se cambia algo antes.",
                "It did not reach the server. On the home page press “Try again”: there it is sent again, or changed first.",
            );
            return Err(Trouble::Refused(StatusCode::CONFLICT, title.to_owned(), told.to_owned()));
        }
        let title = text(self.lang, "Esta entrega ya se envió", "This submission was sent already");
        let told = text(
            self.lang,
            "Lo que se envió ya no se cambia desde aquí. En el inicio puede ver en qué va.",
            "What was sent is no longer changed here. The home page tells how far it is.",
        );
        Err(Trouble::Refused(StatusCode::CONFLICT, title.to_owned(), told.to_owned()))
    }

    /// Keeps a change of a draft.
    pub(super) fn change<T>(
        &self,
        id: &DraftId,
        change: impl FnOnce(&mut Kept) -> io::Result<T>,
    ) -> Result<(Kept, T), Trouble> {
        self.drafts.change(id, change).map_err(|error| self.io(error))?.ok_or(Trouble::Missing)
    }

    /// What could not be kept or read of the drafts.
    pub(super) fn io(&self, error: io::Error) -> Trouble {
        Failure::Io(text(self.lang, "la carpeta de borradores", "the folder of drafts").into(), error).into()
    }

    /// Works where waiting keeps nobody else waiting, and answers.
    pub(super) async fn answer(
        self: Arc<Self>,
        work: impl FnOnce(&Desk) -> Result<Response, Trouble> + Send + 'static,
    ) -> Response {
        let desk = self.clone();
        match tokio::task::spawn_blocking(move || work(&desk)).await {
            Ok(Ok(response)) => response,
            Ok(Err(trouble)) => self.pages.trouble(&trouble),
            Err(_) => self.failed(),
        }
    }

    /// Works where waiting keeps nobody else waiting.
    pub(super) async fn apart<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&Desk) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let desk = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&desk)).await;
        done.unwrap_or_else(|_| Err(Trouble::Refused(StatusCode::INTERNAL_SERVER_ERROR, self.bug().0, self.bug().1)))
    }

    /// The answer where this program broke.
    pub(super) fn failed(&self) -> Response {
        let (title, told) = self.bug();
        self.pages.message(StatusCode::INTERNAL_SERVER_ERROR, &title, &told)
    }

    fn bug(&self) -> (String, String) {
        let told = text(
            self.lang,
            "Repórtela con lo que estaba haciendo. Lo que llevaba guardado sigue ahí.",
            "Report it with what you were doing. What was kept is still there.",
        );
        (text(self.lang, "Falla de mipg", "A bug in mipg").to_owned(), told.to_owned())
    }
}

impl View {
    /// The settings of the repository.
    pub(super) fn settings(&self) -> Settings {
        self.found.world.repository.read().map_or_else(Settings::default, Settings::of)
    }

    pub(super) fn today(&self) -> NaiveDate {
        schedule::day_of(self.as_of)
    }
}

fn kept(repository: &GitRepository, error: io::Error) -> Failure {
    Failure::Io(repository.git_dir().join("mipg"), error)
}
