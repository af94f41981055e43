//! `mipg add`: from files to a submission in its place, checked.

pub(in crate::commands) mod apart;
mod ask;
pub(in crate::commands) mod branch;
mod commit;
mod cortes;
mod folder;
mod given;
pub(in crate::commands) mod large;
pub(in crate::commands) mod push;
mod there;
pub(in crate::commands) mod twice;
pub(in crate::commands) mod words;

use chrono::NaiveDate;
use clap::ArgMatches;
use mipg::{
    check,
    intake::{
        self, Assembled, Draft,
        corte::Open,
        subject::{Names, Subject},
    },
    messages::Lang,
    model::{Moment, Settings, SubmissionPath, World, layout, raw::SubmissionClass},
    schedule,
    snapshot::{GitSnapshot, Limits},
};

pub(super) use folder::wrong;

use super::{behind, calendar, check as gate};
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
    let known = get("policy").and_then(|given| names.policy(given).ok());
    let subject = get("subject").map(|line| names.read_as(line, known.as_deref())).transpose();
    let subject =
        subject.map_err(|why| words::misread(&why, &world, get("subject").map_or("", String::as_str), lang))?;
    let class = given::class(matches, subject.as_ref());
    let policy = policy(matches, &names, subject.as_ref(), &world, class, lang)?;
    let pieces = given::pieces(matches, &settings, lang)?;
    let branch = given::branch(matches);
    let is_committed = matches.get_flag("commit") && branch.is_none();
    let commits = is_committed.then(|| commit::checked_out(&repository, lang)).transpose()?;
    let main = given::main_digest(matches, &pieces, &settings)?;
    let is_said = ["due", "supersedes"].into_iter().any(|name| get(name).is_some());
    if let Some(main) = main.filter(|_| !is_said && class != SubmissionClass::Document) {
        twice::refuse(&repository, &head, &twice::Main::given(&policy, class, &pieces, main), branch.is_some(), lang)?;
    }
    let asked = cortes::Asked {
        repository: &repository,
        head: &head,
        world: &world,
        policy: &policy,
        class,
        main: main.filter(|_| branch.is_some()),
        as_of,
        lang,
    };
    behind::tell(&repository, lang)?;
    let due = asked.due(get("due"), subject.as_ref())?;
    let mut draft = Draft {
        policy: policy.clone(),
        class,
        title: get("title").cloned(),
        due: due.day,
        office: get("office").cloned(),
        registrar: given::registrar(matches),
        sigob: given::filing(matches, &pieces, lang)?,
        supersedes: given::successor(matches, &head, lang)?,
        pieces,
    };
    ask::what_is_missing(&mut draft, lang)?;
    let is_taken = |path: &SubmissionPath| match &branch {
        Some(_) => branch::has(&head, path),
        None => folder::has(&repository, path) || branch::has(&head, path),
    };
    let said = given::said(matches, &draft.pieces, &settings, lang)?;
    let doubts = words::doubts(&draft, &due.open, lang);
    let apart = apart::of(&said, &draft, &world, today, lang)?;
    let made = intake::assemble_apart(draft, &apart, &settings, today, &is_taken);
    let made = made.map_err(|why| words::refused(&why, lang))?;
    let told = summary(&made, subject.as_ref(), due.chosen, today, lang);
    let doubts = doubts.into_iter().chain(due.waiting(lang));
    let told = doubts.fold(told, |told, doubt| told + &words::mind(&doubt, lang));
    if matches.get_flag("dry-run") {
        let undone = text(
            lang,
            "No se escribió ni se comprobó nada: sin `--simular` se escribe y se comprueba.",
            "Nothing was written or checked: without `--dry-run` it is written and checked.",
        );
        return Ok(output::print(&format!("{told}\n{}\n{undone}\n", made.manifest), lang));
    }
    let Some(asked) = branch else {
        let commit = commits.as_deref().map(|name| (&world, name));
        return folder::put(&repository, (&made, &said), &told, commit, as_of, lang);
    };
    let copy = due.copy.or_else(|| (folder::has(&repository, &made.path)).then(|| made.path.clone()));
    let copy = copy.map(|copy| words::copy_left(&copy, lang)).unwrap_or_default();
    branch::put(&repository, &head, &world, (&made, &said), &asked, (&told, &copy), as_of, lang)
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
