//! How a page of the form is made: templates, filled in where every value is escaped.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use minijinja::{Environment, Value, context};
use mipg::{
    messages::{Lang, shown},
    page,
    snapshot::SnapshotError,
};

use crate::{args::text, errors::Failure};

macro_rules! templates {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("templates/", $name)))),*] };
}

/// The templates, by name.
const TEMPLATES: [(&str, &str); 13] = templates! {
    "base.html" "parts.html" "entry.html" "message.html" "home.html" "policy.html" "files.html" "data.html" "review.html"
    "sheet.html" "sent.html" "discard.html" "receiver.html"
};

/// Why there is no page.
pub(super) enum Trouble {
    /// Something failed.
    Failed(Failure),
    /// There is no such page or draft.
    Missing,
    /// What was asked for cannot be, for a reason: its title and its text.
    Refused(StatusCode, String, String),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Trouble::Failed(failure)
    }
}

impl From<SnapshotError> for Trouble {
    fn from(error: SnapshotError) -> Self {
        Trouble::Failed(error.into())
    }
}

/// The templates, and what is the same on all pages.
pub(super) struct Pages {
    environment: Environment<'static>,
    lang: Lang,
    base: String,
    entity: String,
}

impl Pages {
    pub(super) fn new(lang: Lang, entity: &str) -> Result<Self, Failure> {
        let mut environment = page::environment(lang);
        for (name, text) in TEMPLATES {
            environment.add_template(name, text).map_err(|error| broken(&error))?;
        }
        Ok(Self { environment, lang, base: String::new(), entity: shown(entity, 200) })
    }

    /// The same, where paths begin with this.
    pub(super) fn at(mut self, base: &str) -> Self {
        base.clone_into(&mut self.base);
        self
    }

    /// The address of a page.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Goes on to a page.
    pub(super) fn go(&self, path: &str) -> Response {
        Redirect::to(&self.path(path)).into_response()
    }

    /// A page.
    pub(super) fn page(&self, status: StatusCode, template: &str, own: Value) -> Response {
        self.filled(status, template, own, &self.base)
    }

    fn filled(&self, status: StatusCode, template: &str, own: Value, base: &str) -> Response {
        let shared = context! { lang => self.lang.tag(), base, entity => self.entity.clone() };
        let page = self.environment.get_template(template).and_then(|it| it.render(context! { ..own, ..shared }));
        match page {
            Ok(page) => (status, Html(page)).into_response(),
            Err(error) => {
                anstream::eprintln!("error: {template}: {}", shown(&format!("{error:#}"), 500));
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    /// A page that says one thing.
    pub(super) fn message(&self, status: StatusCode, title: &str, told: &str) -> Response {
        let lines: Vec<String> = told.lines().map(str::to_owned).collect();
        self.page(status, "message.html", context! { title, lines, is_inside => true })
    }

    /// The same, for who is not let in: nothing on it has the address of the form.
    pub(super) fn outside(&self, title: &str, told: &str) -> Response {
        let lines: Vec<String> = told.lines().map(str::to_owned).collect();
        let own = context! { title, lines, is_inside => false };
        self.filled(StatusCode::FORBIDDEN, "message.html", own, "")
    }

    pub(super) fn entry(&self) -> Response {
        self.page(
            StatusCode::OK,
            "entry.html",
            context! { title => text(self.lang, "Abriendo el formulario", "Opening the form") },
        )
    }

    pub(super) fn missing(&self) -> Response {
        self.message(
            StatusCode::NOT_FOUND,
            text(self.lang, "Esta página no existe", "There is no such page"),
            text(
                self.lang,
                "Puede que el borrador se haya quitado. Vuelva al inicio: ahí están los que hay.",
                "The draft may have been removed. Go back to the home page: those there are, are listed there.",
            ),
        )
    }

    /// The page of what went wrong.
    pub(super) fn trouble(&self, trouble: &Trouble) -> Response {
        match trouble {
            Trouble::Missing => self.missing(),
            Trouble::Refused(status, title, told) => self.message(*status, title, told),
            Trouble::Failed(failure) => {
                let (message, hint, _) = failure.words(self.lang);
                let told = [Some(message), hint].into_iter().flatten().collect::<Vec<_>>().join("\n");
                let title = text(self.lang, "No se pudo hacer", "It could not be done");
                self.message(StatusCode::CONFLICT, title, &told)
            }
        }
    }
}

/// A template of ours that is none.
fn broken(error: &minijinja::Error) -> Failure {
    Failure::Said { message: shown(&format!("{error:#}"), 500), hint: None, code: crate::BUG }
}
