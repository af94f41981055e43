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
use chrono::{Datelike as _, Months, NaiveDate};
use minijinja::{Value, context};
use mipg::{
    intake::{
        corte::{self, Hint, Open},
        kept::Kept,
        sigob::{self, Row, Unread},
        subject::{Names, Subject},
    },
    messages::{Lang, shown},
    model::{SubmissionPath, raw::Registrar},
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
    let sent = underway(&view.repository, &view.head, Some(&desk.remote))?;
    let mut reading = Reading::new(desk, &view, &sent)?;
    let rows: Vec<Value> = rows.iter().map(|row| reading.row(row)).collect::<Result<_, Trouble>>()?;
    let own = context! {
        title => text(desk.lang, "Recepción: lo que llegó por SIGOB", "Reception: what came by SIGOB"),
        section => "receptor",
        list,
        counts => counted(&rows, desk.lang),
        rows => first_refused(rows),
        policies => owed::policies(&view.found.world).into_iter().map(|(slug, name)| context! { slug, name }).collect::<Vec<_>>(),
        reminders => reminders(desk, &view, sent)?,
    };
    Ok(desk.pages.page(StatusCode::OK, "receiver.html", own))
}

/// How many rows there are of each state; together they are all.
fn counted(rows: &[Value], lang: Lang) -> String {
    let of_many = |one: &'static str, many: &'static str, english: &'static str| match lang {
        Lang::Es => [one, many],
        Lang::En => [english; 2],
    };
    let states = [
        ("refused", of_many("sin reconocer", "sin reconocer", "not recognised")),
        ("ready", of_many("por cargar", "por cargar", "to load")),
        ("draft", of_many("en borrador", "en borrador", "draft")),
        ("sent", of_many("enviada", "enviadas", "sent")),
        ("loaded", of_many("ya publicada", "ya publicadas", "published already")),
        ("repeated", of_many("repetida", "repetidas", "repeated")),
    ];
    let of = |state: &str| rows.iter().filter(|row| is_in(row, state)).count();
    let told = states.map(|(state, name)| (of(state), name)).into_iter().filter(|(count, _)| *count > 0);
    told.map(|(count, [one, many])| format!("{count} {}", if count == 1 { one } else { many }))
        .collect::<Vec<_>>()
        .join(", ")
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
    /// The numbers of SIGOB that are published, and where.
    published: BTreeMap<&'d str, &'d SubmissionPath>,
    /// What branches of the server bring that no draft made.
    sent: Vec<&'d Underway>,
    /// The drafts with a number of SIGOB.
    drafts: BTreeMap<String, (DraftId, Kept)>,
    /// The cortes of each policy and month that no earlier row takes.
    open: BTreeMap<(String, &'static str, i32, u32), Cortes>,
    /// The numbers of rows that were read, and their lines.
    read: BTreeMap<String, usize>,
}

/// The cortes that rows of one policy and month may answer.
#[derive(Default)]
struct Cortes {
    /// Those that nobody answers are unmet.
    open: Vec<Open>,
    /// Those that something answers that somebody sent and is not taken in yet.
    sent: Vec<Open>,
}

/// The corte that a row answers.
struct Taken {
    corte: Open,
    /// Another that the day of the filing was in time for, where it was not for this one.
    better: Option<Open>,
    /// What somebody sent already: for this corte, or for one before it in the month.
    sent: Option<Open>,
}

impl<'d> Reading<'d> {
    fn new(desk: &'d Desk, view: &'d View, sent: &'d [(String, Underway)]) -> Result<Self, Trouble> {
        let drafts = desk.drafts.all().map_err(|error| desk.io(error))?;
        let own: BTreeSet<&str> =
            drafts.iter().filter_map(|(_, kept)| Some(kept.sent.as_ref()?.branch.as_str())).collect();
        let sent = sent.iter().filter(|(branch, _)| !own.contains(branch.as_str())).map(|(_, one)| one).collect();
        let number = |kept: &Kept| kept.filing.number.trim().to_uppercase();
        Ok(Self {
            desk,
            view,
            names: Names::of(&view.found.world),
            published: view
                .found
                .deliveries
                .iter()
                .filter_map(|one| Some((one.filing.as_ref()?.number.as_str(), &one.path)))
                .collect(),
            sent,
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
                "La fila no tiene un radicado como AMC-OFI-0074376-2026, separado de lo demás",
                "The row has no number such as AMC-OFI-0074376-2026, apart from the rest",
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
        if let Some(path) = self.published.get(number.as_str()) {
            return Ok(context! { state => "loaded", why => used(path, true, lang), ..shared });
        }
        if let Some((id, kept)) = self.drafts.get(number) {
            let is_sent = kept.sent.as_ref().is_some_and(|sent| sent.is_pushed);
            let page = if is_sent { "enviada" } else { "archivos" };
            let href = format!("/b/{}/{page}", id.as_str());
            return Ok(context! { state => if is_sent { "sent" } else { "draft" }, href, ..shared });
        }
        if let Some(one) = self.sent.iter().find(|one| one.number.as_ref() == Some(number)) {
            return Ok(context! { state => "sent", why => used(&one.path, false, lang), ..shared });
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
        let Some(Taken { corte, better, sent }) = self.take(&subject, hint, row.day)? else {
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
            doubt => better
                .map(|better| given::late(&corte, &better, lang))
                .or_else(|| given::early(&corte, row.day?, lang)),
            is_far => is_far(&corte, row.day.unwrap_or(self.view.today())),
            is_again => sent.is_some_and(|sent| sent.nominal == corte.nominal),
            sent => sent.map(|sent| already(sent.nominal, lang)),
            corte => corte.nominal.to_string(),
            nominal => day_in_words(corte.nominal, lang),
            ..shared
        })
    }

    /// The corte that a subject answers, which no later row answers then: one that nobody has sent anything for, where
    /// there is any.
    fn take(&mut self, subject: &Subject, hint: Hint, filed: Option<NaiveDate>) -> Result<Option<Taken>, Trouble> {
        let today = self.view.today();
        let Some((year, month)) = hint.month else { return Ok(None) };
        let Some(first) = chrono::NaiveDate::from_ymd_opt(year, month, 1) else { return Ok(None) };
        if (first.year() - today.year()).abs() > 10 {
            return Ok(None);
        }
        let key = (subject.policy.clone(), subject.class.as_str(), year, month);
        if !self.open.contains_key(&key) {
            let cortes = self.cortes(subject, first)?;
            self.open.insert(key.clone(), cortes);
        }
        let Some(Cortes { open, sent }) = self.open.get_mut(&key) else { return Ok(None) };
        let chosen = corte::choose(open, hint, today).filter(|one| one.is_unmet);
        let Some(corte) = chosen.or_else(|| corte::choose(sent, hint, today)) else { return Ok(None) };
        let better = filed.and_then(|filed| corte::in_time(open, corte.nominal, filed));
        let is_of_it =
            |one: &&Open| (one.nominal.year(), one.nominal.month()) == (year, month) && one.nominal <= corte.nominal;
        let before = sent.iter().rfind(is_of_it).copied();
        sent.retain(|one| one.nominal != corte.nominal);
        open.iter_mut().filter(|one| one.nominal == corte.nominal).for_each(|one| one.is_unmet = false);
        Ok(Some(Taken { corte, better, sent: before }))
    }

    /// The cortes of a policy and class around a month, without those that drafts answer.
    fn cortes(&self, subject: &Subject, first: NaiveDate) -> Result<Cortes, Trouble> {
        let (policy, class) = (subject.policy.as_str(), subject.class);
        let mut cortes =
            Cortes { open: owed::open(self.desk, self.view, policy, class, (first, first))?, sent: Vec::new() };
        for (_, kept) in self.drafts.values().filter(|(_, kept)| kept.policy == policy && kept.class == class) {
            cortes.open.iter_mut().filter(|one| Some(one.nominal) == kept.due).for_each(|one| one.is_unmet = false);
        }
        let is_sent = |due: NaiveDate| {
            self.sent.iter().any(|one| one.path.owner == policy && one.class == class && one.due == due)
        };
        for one in cortes.open.iter_mut().filter(|one| one.is_unmet && is_sent(one.nominal)) {
            cortes.sent.push(*one);
            one.is_unmet = false;
        }
        Ok(cortes)
    }
}

/// Whether a corte is so long after the filing that the year of the subject must be a slip.
fn is_far(corte: &Open, filed: NaiveDate) -> bool {
    const MONTHS: Months = Months::new(6);
    filed.checked_add_months(MONTHS).is_some_and(|last| corte.nominal > last)
}

/// The number of a row is that of a submission already.
fn used(path: &SubmissionPath, is_published: bool, lang: Lang) -> String {
    let path = shown(&path.to_string(), 120);
    match (is_published, lang) {
        (true, Lang::Es) => format!("El radicado ya está en {path}"),
        (true, Lang::En) => format!("The number is in {path} already"),
        (false, Lang::Es) => format!("Ya la envió alguien más con este radicado; falta incorporarla: {path}"),
        (false, Lang::En) => format!("Somebody else sent it with this number; not taken in yet: {path}"),
    }
}

/// Somebody sent something for a corte.
fn already(nominal: NaiveDate, lang: Lang) -> String {
    let day = day_in_words(nominal, lang);
    match lang {
        Lang::Es => format!("Alguien más ya envió una para el corte del {day}; falta incorporarla"),
        Lang::En => format!("Somebody else sent one for the due date of {day}; not taken in yet"),
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
fn reminders(desk: &Desk, view: &View, sent: Vec<(String, Underway)>) -> Result<Vec<Value>, Failure> {
    /// Columns of a reminder: mail is written so.
    const WIDTH: usize = 100;
    let world = &view.found.world;
    let today = view.today();
    let missed_since = today.with_day(1).unwrap_or(today);
    let window = Window { as_of: view.as_of, days: args::REMIND_DAYS, missed_since };
    let sent: Vec<Underway> = sent.into_iter().map(|(_, one)| one).collect();
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
