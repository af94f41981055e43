//! The page of who receives: what arrived by SIGOB, one row after another, and what is still missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    extract::{Form, State},
    http::StatusCode,
    response::Response,
};
use chrono::{Datelike as _, NaiveDate};
use minijinja::{Value, context};
use mipg::{
    intake::{
        corte::{self, Hint, Open},
        kept::Kept,
        sigob::{self, Row, Unread},
        subject::{Names, Subject},
    },
    messages::{Lang, shown},
    model::raw::Registrar,
    schedule::{
        day_in_words, policy_name,
        remind::{self, Item, Underway, Window},
    },
};

use super::{
    super::{add::words as given, judged::judged, underway::underway},
    desk::{Desk, View},
    drafts::{DraftId, bounded},
    leader::Pairs,
    owed,
    pages::Trouble,
    words,
};
use crate::{args, args::text, errors::Failure};

/// The file of the list, beside the drafts.
const LIST: &str = "sigob.txt";

pub(super) async fn page(State(desk): State<Arc<Desk>>) -> Response {
    desk.answer(|desk| {
        let text = match bounded(&desk.drafts.beside(LIST), sigob::LONGEST as u64) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(desk.io(error)),
        };
        show(desk, &text)
    })
    .await
}

/// Keeps the list and shows what was read of it.
pub(super) async fn paste(State(desk): State<Arc<Desk>>, Form(pairs): Form<Pairs>) -> Response {
    desk.answer(move |desk| {
        let list = pairs.iter().find(|(name, _)| name == "lista").map_or("", |(_, list)| list.as_str());
        if let Err(why) = sigob::rows(list) {
            return Err(unread(desk, why));
        }
        desk.drafts.keep_beside(LIST, list.as_bytes()).map_err(|error| desk.io(error))?;
        Ok(desk.pages.go("/receptor"))
    })
    .await
}

fn unread(desk: &Desk, why: Unread) -> Trouble {
    let told = match why {
        Unread::TooLong => text(desk.lang, "La lista es demasiado larga.", "The list is too long."),
        Unread::TooMany => text(desk.lang, "La lista tiene más de 500 filas.", "The list has more than 500 rows."),
    };
    let hint = text(desk.lang, "Péguela por partes.", "Paste it in parts.");
    let title = text(desk.lang, "La lista no se leyó", "The list was not read");
    Trouble::Refused(StatusCode::PAYLOAD_TOO_LARGE, title.to_owned(), format!("{told}\n{hint}"))
}

fn show(desk: &Desk, list: &str) -> Result<Response, Trouble> {
    let view = desk.view()?;
    let rows = sigob::rows(list).map_err(|why| unread(desk, why))?;
    let mut reading = Reading::new(desk, &view)?;
    let rows: Vec<Value> = rows.iter().map(|row| reading.row(row)).collect::<Result<_, Trouble>>()?;
    let own = context! {
        title => text(desk.lang, "Recepción: lo que llegó por SIGOB", "Reception: what came by SIGOB"),
        section => "receptor",
        list,
        counts => counted(&rows, desk.lang),
        rows => first_refused(rows),
        policies => owed::policies(&view.found.world).into_iter().map(|(slug, name)| context! { slug, name }).collect::<Vec<_>>(),
        reminders => reminders(desk, &view)?,
    };
    Ok(desk.pages.page(StatusCode::OK, "receiver.html", own))
}

/// How many rows there are of each state; together they are all.
fn counted(rows: &[Value], lang: Lang) -> String {
    let states = [
        ("refused", text(lang, "sin reconocer", "not recognised")),
        ("ready", text(lang, "por cargar", "to load")),
        ("draft", text(lang, "en borrador", "draft")),
        ("sent", text(lang, "enviadas", "sent")),
        ("loaded", text(lang, "ya publicadas", "published already")),
        ("repeated", text(lang, "repetidas", "repeated")),
    ];
    let of = |state: &str| rows.iter().filter(|row| is_in(row, state)).count();
    let told = states.map(|(state, name)| (of(state), name)).into_iter().filter(|(count, _)| *count > 0);
    told.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

/// What needs a person comes first; the rest as it was pasted.
fn first_refused(mut rows: Vec<Value>) -> Vec<Value> {
    rows.sort_by_key(|row| !is_in(row, "refused"));
    rows
}

fn is_in(row: &Value, state: &str) -> bool {
    row.get_attr("state").is_ok_and(|own| own.as_str() == Some(state))
}

/// What is known while rows are read, one after another.
struct Reading<'d> {
    desk: &'d Desk,
    view: &'d View,
    names: Names,
    /// The numbers of SIGOB that are published.
    published: BTreeSet<&'d str>,
    /// The drafts with a number of SIGOB.
    drafts: BTreeMap<String, (DraftId, Kept)>,
    /// The cortes of each policy and month that no earlier row takes.
    open: BTreeMap<(String, &'static str, i32, u32), Vec<Open>>,
    /// The numbers of rows that were read, and their lines.
    read: BTreeMap<String, usize>,
}

impl<'d> Reading<'d> {
    fn new(desk: &'d Desk, view: &'d View) -> Result<Self, Trouble> {
        let drafts = desk.drafts.all().map_err(|error| desk.io(error))?;
        let number = |kept: &Kept| kept.filing.number.trim().to_uppercase();
        Ok(Self {
            desk,
            view,
            names: Names::of(&view.found.world),
            published: view
                .found
                .deliveries
                .iter()
                .filter_map(|one| Some(one.filing.as_ref()?.number.as_str()))
                .collect(),
            drafts: drafts
                .into_iter()
                .map(|(id, kept)| (number(&kept), (id, kept)))
                .filter(|(key, _)| !key.is_empty())
                .collect(),
            open: BTreeMap::new(),
            read: BTreeMap::new(),
        })
    }

    /// A row: what it is read as, and what can be done with it.
    fn row(&mut self, row: &Row) -> Result<Value, Trouble> {
        let lang = self.desk.lang;
        let shared = context! {
            line => row.line,
            registrar => Registrar::Receiver.as_str(),
            number => row.number.clone(),
            subject => shown(&row.subject, 300),
            day => row.day.map(|day| day.to_string()),
            hour => row.hour.map(|hour| hour.format("%H:%M").to_string()),
            when => row.day.map(|day| day_in_words(day, lang)),
            strange => row.strange.as_ref().map(|cell| shown(cell, 60)),
            is_future => row.day.is_some_and(|day| day > self.view.today()),
        };
        let refused = |why: String| context! { state => "refused", why, ..shared.clone() };
        let Some(number) = &row.number else {
            let why = text(
                lang,
                "La fila no tiene un radicado como AMC-OFI-0074376-2026",
                "The row has no number such as AMC-OFI-0074376-2026",
            );
            return Ok(refused(why.to_owned()));
        };
        if let Some(line) = self.read.get(number) {
            let why = match lang {
                Lang::Es => format!("El radicado ya está en la fila {line}: se carga una sola vez"),
                Lang::En => format!("The number is in row {line} already: it is loaded once"),
            };
            return Ok(context! { state => "repeated", why, ..shared });
        }
        self.read.insert(number.clone(), row.line);
        if self.published.contains(number.as_str()) {
            return Ok(context! { state => "loaded", ..shared });
        }
        if let Some((id, kept)) = self.drafts.get(number) {
            let is_sent = kept.sent.as_ref().is_some_and(|sent| sent.is_pushed);
            let page = if is_sent { "enviada" } else { "archivos" };
            let href = format!("/b/{}/{page}", id.as_str());
            return Ok(context! { state => if is_sent { "sent" } else { "draft" }, href, ..shared });
        }
        let subject = match self.names.read(&row.subject) {
            Ok(subject) => subject,
            Err(why) => {
                let told = given::misread_text(&why, &self.view.found.world, &row.subject, lang);
                // On a page what helps stands below without being called so.
                let told = told.replace(text(lang, "\nayuda: ", "\nhint: "), "\n");
                return Ok(context! { is_open => true, ..refused(told) });
            }
        };
        if !self.view.found.world.has_policy(&subject.policy) {
            return Ok(refused(without_folder(policy_name(&self.view.found.world, &subject.policy), lang)));
        }
        let hint = Hint { month: Some((subject.year, subject.month)), day: subject.day };
        let Some((corte, better)) = self.take(&subject, hint, row.day)? else {
            let why = text(
                lang,
                "Se leyó la política y el mes, pero esa política no tiene en ese mes un corte que falte. Si corrige otra entrega, o responde otro corte, escójalo en la página de la política",
                "Policy and month were read, but that policy has no unanswered due date in that month. If it corrects another submission, or answers another due date, choose it on the page of the policy",
            );
            let slug = subject.policy.clone();
            return Ok(context! { slug, ..refused(why.to_owned()) });
        };
        Ok(context! {
            state => "ready",
            slug => subject.policy.clone(),
            policy => shown(policy_name(&self.view.found.world, &subject.policy), 200),
            class => subject.class.as_str(),
            named => words::class(subject.class, lang),
            doubt => better.map(|better| given::late(&corte, &better, lang)),
            corte => corte.nominal.to_string(),
            nominal => day_in_words(corte.nominal, lang),
            ..shared
        })
    }

    /// The corte that a subject answers, which no later row answers then.
    ///
    /// Beside it, another that the day of the filing was in time for, where it was not for this one.
    fn take(
        &mut self,
        subject: &Subject,
        hint: Hint,
        filed: Option<NaiveDate>,
    ) -> Result<Option<(Open, Option<Open>)>, Trouble> {
        let (policy, class) = (subject.policy.as_str(), subject.class);
        let today = self.view.today();
        let Some((year, month)) = hint.month else { return Ok(None) };
        let Some(first) = chrono::NaiveDate::from_ymd_opt(year, month, 1) else { return Ok(None) };
        if (first.year() - today.year()).abs() > 10 {
            return Ok(None);
        }
        let key = (policy.to_owned(), class.as_str(), year, month);
        if !self.open.contains_key(&key) {
            let mut open = owed::open(self.desk, self.view, policy, class, first)?;
            for (_, kept) in self.drafts.values().filter(|(_, kept)| kept.policy == policy && kept.class == class) {
                open.iter_mut().filter(|one| Some(one.nominal) == kept.due).for_each(|one| one.is_unmet = false);
            }
            self.open.insert(key.clone(), open);
        }
        let Some(open) = self.open.get_mut(&key) else { return Ok(None) };
        let chosen = corte::choose(open, hint, today).filter(|one| one.is_unmet);
        let better = chosen.zip(filed).and_then(|(chosen, filed)| corte::in_time(open, chosen.nominal, filed));
        if let Some(chosen) = chosen {
            open.iter_mut().filter(|one| one.nominal == chosen.nominal).for_each(|one| one.is_unmet = false);
        }
        Ok(chosen.map(|chosen| (chosen, better)))
    }
}

/// The policy is one of the model, and the repository has no folder for it.
fn without_folder(name: &str, lang: Lang) -> String {
    let name = shown(name, 200);
    match lang {
        Lang::Es => format!(
            "Se leyó {name}, que no tiene carpeta en este repositorio y por eso no recibe entregas. Avise a quien administra el repositorio"
        ),
        Lang::En => format!(
            "It was read as {name}, which has no folder in this repository and so takes no submission. Tell whoever administers the repository"
        ),
    }
}

/// What is missing, of each policy: how many, and the reminder to copy. The first is that of all.
fn reminders(desk: &Desk, view: &View) -> Result<Vec<Value>, Failure> {
    /// Columns of a reminder: mail is written so.
    const WIDTH: usize = 100;
    let world = &view.found.world;
    let today = view.today();
    let missed_since = today.with_day(1).unwrap_or(today);
    let window = Window { as_of: view.as_of, days: args::REMIND_DAYS, missed_since };
    let sent: Vec<Underway> =
        underway(&view.repository, &view.head, Some(&desk.remote))?.into_iter().map(|(_, one)| one).collect();
    judged(&view.found, window.span(), view.as_of, desk.lang, |schedule, verdicts| {
        let of = |policy: Option<&str>| {
            let found = remind::remind(world, schedule, verdicts, &view.found.unread, window, policy);
            let mut found = found.expect("the desk has found the settings");
            found.note(&sent);
            found
        };
        let left = |items: &[Item<'_>]| items.iter().filter(|item| !item.is_on_its_way()).count();
        let all = of(None);
        let mut told = vec![context! {
            slug => "todas",
            name => text(desk.lang, "Todas las políticas", "All policies"),
            count => all.policies.iter().map(|one| left(&one.items)).sum::<usize>(),
            text => remind::human(&all, WIDTH, desk.lang),
        }];
        for one in &all.policies {
            told.push(context! {
                slug => one.policy,
                name => shown(one.name, 200),
                count => left(&one.items),
                text => remind::human(&of(Some(one.policy)), WIDTH, desk.lang),
            });
        }
        told
    })
}
