//! `mipg add`: from files to a submission in its place, checked.

pub(in crate::commands) mod apart;
mod ask;
pub(in crate::commands) mod branch;
mod folder;
mod given;
pub(in crate::commands) mod large;
pub(in crate::commands) mod push;
pub(in crate::commands) mod twice;
pub(in crate::commands) mod words;

use std::sync::Arc;

use chrono::{DateTime, Datelike as _, FixedOffset, Months, NaiveDate};
use clap::ArgMatches;
use mipg::{
    check,
    intake::{
        self, Assembled, Draft,
        corte::{self, Hint, Open},
        subject::{Names, Subject},
    },
    messages::Lang,
    model::{Moment, Settings, SubmissionPath, World, layout, raw::SubmissionClass},
    schedule::{self, Schedule, Verdicts},
    snapshot::{GitRepository, GitSnapshot, Limits, Snapshot, WorktreeSnapshot},
    status::{self, TrailUse},
};

pub(super) use folder::wrong;

use super::{calendar, check as gate, judged::judged};
use crate::{
    args::{self, text},
    errors::Failure,
    output,
};

/// Runs `mipg add`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let today = schedule::day_of(as_of);
    let repository = gate::open(&args::repository(matches))?;
    let head = GitSnapshot::at(repository.clone(), "HEAD", Limits::default())?;
    let world = check::world(&head, Moment { asked: today, written: None })?;
    calendar::whole(&world)?;
    let settings = world.repository.read().map_or_else(Settings::default, Settings::of);
    let names = Names::of(&world);
    let subject = get("subject").map(|line| names.read(line)).transpose();
    let subject =
        subject.map_err(|why| words::misread(&why, &world, get("subject").map_or("", String::as_str), lang))?;
    let class = given::class(matches);
    let policy = policy(matches, &names, subject.as_ref(), &world, class, lang)?;
    let pieces = given::pieces(matches, &settings, lang)?;
    let due = match (class, get("due")) {
        (SubmissionClass::Document, None) => None,
        (SubmissionClass::Document, Some(_)) => {
            return Err(Failure::Usage(
                text(lang, "un `documento` no lleva `--corte`", "a `documento` takes no `--due`").to_owned(),
            ));
        }
        (_, Some(given)) => {
            let day = calendar::day(given, lang)?;
            let hint = Hint { month: Some((day.year(), day.month())), day: Some(day.day()) };
            let open = open_cortes(&repository, &policy, class, hint, as_of, lang)?;
            let chosen = open.iter().find(|one| one.nominal == day).copied();
            if chosen.is_none()
                && open.iter().any(|one| (one.nominal.year(), one.nominal.month()) == (day.year(), day.month()))
            {
                return Err(words::not_a_corte(day, &open, &policy, lang));
            }
            Some((day, chosen))
        }
        (_, None) => {
            let hint = Hint {
                month: subject.as_ref().map(|subject| (subject.year, subject.month)),
                day: subject.as_ref().and_then(|subject| subject.day),
            };
            let open = open_cortes(&repository, &policy, class, hint, as_of, lang)?;
            let chosen = corte::choose(&open, hint, today);
            let chosen = chosen.ok_or_else(|| words::no_corte(&open, hint, &policy, measured(&world, class), lang))?;
            Some((chosen.nominal, Some(chosen)))
        }
    };
    let mut draft = Draft {
        policy,
        class,
        title: get("title").cloned(),
        due: due.map(|(day, _)| day),
        office: get("office").cloned(),
        registrar: given::registrar(matches),
        sigob: given::filing(matches, &pieces, lang)?,
        supersedes: given::successor(matches, &head, lang)?,
        pieces,
    };
    ask::what_is_missing(&mut draft, lang)?;
    let branch = given::branch(matches);
    let is_taken = |path: &SubmissionPath| match &branch {
        Some(_) => branch::has(&head, path),
        None => folder::has(&repository, path) || branch::has(&head, path),
    };
    let said = given::said(matches, &draft.pieces, &settings, lang)?;
    let apart = apart::of(&said, &draft, &world, today, lang)?;
    let made = intake::assemble_apart(draft, &apart, &settings, today, &is_taken);
    let made = made.map_err(|why| words::refused(&why, lang))?;
    let is_said = ["due", "supersedes"].into_iter().any(|name| get(name).is_some());
    if !is_said && class != SubmissionClass::Document {
        let worktree = WorktreeSnapshot::of(repository.clone(), Limits::default()).ok();
        let places: Vec<&dyn Snapshot> =
            worktree.iter().map(|tree| tree as &dyn Snapshot).chain([&head as _]).collect();
        if let Some((name, other)) = twice::find(&made, class, &places)? {
            return Err(words::handed_in(&name, &other, lang));
        }
    }
    let told = summary(&made, subject.as_ref(), due.and_then(|(_, chosen)| chosen), today, lang);
    if matches.get_flag("dry-run") {
        let undone = text(
            lang,
            "No se escribió ni se comprobó nada: sin `--simular` se escribe y se comprueba.",
            "Nothing was written or checked: without `--dry-run` it is written and checked.",
        );
        return Ok(output::print(&format!("{told}\n{}\n{undone}\n", made.manifest), lang));
    }
    match branch {
        None => folder::put(&repository, (&made, &said), &told, as_of, lang),
        Some(asked) => branch::put(&repository, &head, &world, (&made, &said), &asked, &told, as_of, lang),
    }
}

/// The policy said, by the subject or by itself; both where they agree.
fn policy(
    matches: &ArgMatches,
    names: &Names,
    subject: Option<&Subject>,
    world: &World,
    class: SubmissionClass,
    lang: Lang,
) -> Result<String, Failure> {
    let Some(given) = matches.get_one::<String>("policy") else {
        return match subject {
            Some(subject) => Ok(subject.policy.clone()),
            None => ask::policy(names, world, lang),
        };
    };
    if given == layout::MODEL && class == SubmissionClass::Document {
        return Ok(given.clone());
    }
    let policy = names.policy(given).map_err(|why| words::misread(&why, world, given, lang))?;
    match subject {
        Some(subject) if subject.policy != policy => Err(Failure::Usage(match lang {
            Lang::Es => {
                format!("`--politica` dice {policy} y el asunto, {}\nayuda: quite la que no es", subject.policy)
            }
            Lang::En => {
                format!("`--policy` says {policy} and the subject, {}\nhint: leave out the wrong one", subject.policy)
            }
        })),
        _ => Ok(policy),
    }
}

/// The cortes of a policy and a class around a month, with what answers each.
fn open_cortes(
    repository: &Arc<GitRepository>,
    policy: &str,
    class: SubmissionClass,
    hint: Hint,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Vec<Open>, Failure> {
    let found = status::read(repository, "HEAD", as_of, TrailUse::Absent)?;
    calendar::whole(&found.world)?;
    let today = schedule::day_of(as_of);
    let named = hint.month.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)).unwrap_or(today);
    let first = named.min(today).with_day(1).unwrap_or(today);
    let last = named.max(today).checked_add_months(Months::new(6)).unwrap_or(today);
    if last.year() - first.year() > 20 {
        return Err(words::far_month(hint, lang));
    }
    let look = |schedule: &Schedule<'_>, verdicts: &Verdicts| corte::of_class(schedule, verdicts, policy, class);
    let mut open = judged(&found, (first, last), as_of, lang, look)?;
    // What is in the work tree and in no commit yet answers too.
    let head = GitSnapshot::at(repository.clone(), "HEAD", Limits::default())?;
    let waiting = folder::waiting(repository, policy, class, &open, &|path| branch::has(&head, path));
    for one in &mut open {
        one.is_unmet &= !waiting.contains(&one.nominal);
    }
    Ok(open)
}

/// The first month in which cortes of a class are measured; none where some always were.
fn measured(world: &World, class: SubmissionClass) -> Option<(i32, u32)> {
    let repository = world.repository.read()?;
    let of_class = repository.obligations.iter().filter(|obligation| obligation.classes.contains(&class));
    let since: Option<Vec<_>> = of_class.map(|one| one.measured_since.map(|since| since.get())).collect();
    since?.into_iter().min()
}

/// What was made, in words.
fn summary(made: &Assembled, subject: Option<&Subject>, chosen: Option<Open>, today: NaiveDate, lang: Lang) -> String {
    let mut lines = vec![match (made.files.len(), lang) {
        (1, Lang::Es) => format!("entrega {} · 1 archivo", made.path),
        (1, Lang::En) => format!("submission {} · 1 file", made.path),
        (count, Lang::Es) => format!("entrega {} · {count} archivos", made.path),
        (count, Lang::En) => format!("submission {} · {count} files", made.path),
    }];
    if let Some(Subject { policy, year, month, .. }) = subject {
        let month = schedule::month_name(*month, lang);
        lines.push(match lang {
            Lang::Es => format!("  el asunto se leyó así: {policy}, {month} de {year}"),
            Lang::En => format!("  the subject was read as: {policy}, {month} {year}"),
        });
    }
    if let Some(chosen) = chosen {
        // What is still to come was owed by nobody.
        let state = match (chosen.is_unmet, chosen.effective < today) {
            (false, _) => text(lang, ", que ya tenía entrega", ", which had one already"),
            (true, true) => text(lang, ", que faltaba", ", not answered yet"),
            (true, false) => "",
        };
        lines.push(match lang {
            Lang::Es => format!("  responde el corte {} (plazo: {}){state}", chosen.nominal, chosen.effective),
            Lang::En => format!("  answers the due date {} (until {}){state}", chosen.nominal, chosen.effective),
        });
    }
    lines.extend(made.adjusted.iter().map(|one| format!("  {}", words::adjusted(one, lang))));
    lines.push(String::new());
    lines.join("\n") + &apart::told(made, lang)
}
