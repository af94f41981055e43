//! `mipg log purge`: what an authority ordered erased from history is logged, with its record.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ArgMatches;
use mipg::{
    digest::Digest,
    messages::{Lang, Message, shown},
    registro::{self, Appended, Batch, Erased, ErasureError, GitWrites, Index, RegistroError, Trail},
    repo_path::RepoPath,
    trail::purge::{MAX_LINE, Order, PURGES},
};
use serde_json::json;

use super::append;
use crate::{
    args::{self, text},
    commands::check as gate,
    errors::Failure,
    output,
};

/// Runs `mipg log purge`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name).expect("clap requires it").clone();
    let order = Order {
        role: get("role"),
        authority: get("authority"),
        act: get("act"),
        date: *matches.get_one::<NaiveDate>("date").expect("clap requires it"),
        reason: get("reason"),
    };
    if let Some(field) = order.wrong() {
        let message = Message::LogPurgeField { field: field.into(), limit: MAX_LINE.into() };
        return Err(Failure::Said { message: message.text(lang), hint: None, code: 2 });
    }
    let paths = matches.get_many::<String>("paths").expect("clap requires it").map(|given| path(given, lang));
    let paths: Vec<RepoPath> = paths.collect::<Result<_, _>>()?;
    let now = append::now(lang)?;
    let key = append::key(matches.get_one::<PathBuf>("key"), lang)?;
    let repository = gate::open(&args::repository(matches))?;
    let said = |error| super::failure(error, lang);
    let Some((_, trail)) = Trail::open(&repository).map_err(said)? else { return Err(said(RegistroError::Absent)) };
    let main = match matches.get_one::<String>("rev") {
        Some(rev) => rev.clone(),
        None => gate::main_branch(&repository)?,
    };
    let (before, after) = (repository.resolve(&get("before"))?, repository.resolve(&main)?);
    let erased =
        registro::erased(&repository, before, after, &paths, order).map_err(|error| refused(error, &main, lang))?;
    let pending = registro::pending(&repository, &main, &|_| true)?;
    let entity = pending.entity.ok_or_else(|| Failure::Settings(vec!["policies/repositorio.yaml".to_owned()]))?;
    let origin = trail.checkpoint().origin.clone();
    let batch = Batch {
        origin: &origin,
        entity: &entity,
        tool: append::TOOL,
        now,
        key: key.as_ref(),
        reach: None,
        occurrences: &[],
    };
    let mut writes = GitWrites::new(&repository);
    let appended = registro::purge(&repository, &mut writes, &mut Index::new(), &batch, &erased).map_err(said)?;
    let is_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let told = if is_json { machine(&erased, &appended) } else { human(&erased, &appended, lang) };
    Ok(output::print(&told, lang))
}

/// What was erased, as a path of the repository; `policies/` may be left out.
fn path(given: &str, lang: Lang) -> Result<RepoPath, Failure> {
    let whole = match given.trim_end_matches('/') {
        given if given.starts_with("policies/") => given.to_owned(),
        given => format!("policies/{given}"),
    };
    RepoPath::new(whole.as_str()).map_err(|_| {
        let message = Message::LogPurgePlace { path: given.into() };
        Failure::Said { message: message.text(lang), hint: None, code: 2 }
    })
}

/// Why both histories do not differ by a purge.
fn refused(error: ErasureError, main: &str, lang: Lang) -> Failure {
    let (message, hint, code) = match error {
        ErasureError::Present { path, commit } if main.starts_with("refs/remotes/") => (
            Message::LogPurgePresent { path: (&path).into(), commit: commit.to_string().into() },
            Some(text(
                lang,
                "se miró la rama principal que ven los demás, como hace `mipg audit`: si la de este clon ya está reescrita y aún no se publica, dígalo con `--rev main`",
                "the main branch that others see was looked at, as `mipg audit` does: where that of this clone is rewritten already and not pushed yet, say so with `--rev main`",
            )),
            1,
        ),
        ErasureError::Snapshot(error) => return error.into(),
        ErasureError::Unknown(path) => (Message::LogPurgeUnknown { path: (&path).into() }, None, 2),
        ErasureError::Place(path) => (Message::LogPurgePlace { path: (&path).into() }, None, 2),
        ErasureError::Present { path, commit } => (
            Message::LogPurgePresent { path: (&path).into(), commit: commit.to_string().into() },
            Some(text(
                lang,
                "reescriba la rama principal desde el primer commit que lo tuvo",
                "rewrite the main branch from the first commit that had it on",
            )),
            1,
        ),
        ErasureError::Differs(commit) => (
            Message::LogPurgeDiffers { commit: commit.to_string().into() },
            Some(text(
                lang,
                "una purga borra lo ordenado y nada más: rehaga la reescritura desde la rama de antes",
                "a purge erases what was ordered and nothing else: rewrite again from the branch before",
            )),
            1,
        ),
    };
    Failure::Said { message: message.text(lang), hint: hint.map(str::to_owned), code }
}

fn machine(erased: &Erased, appended: &Appended) -> String {
    let text = erased.record.to_string();
    let objects = erased.record.objects.iter();
    let value = json!({
        "version": 1,
        "added": appended.entries.len(),
        "known": appended.known,
        "after": {"size": appended.after.size, "root": appended.after.root.to_string()},
        "commit": appended.commit.map(|commit| commit.to_string()),
        "signed": appended.signed,
        "record": format!("{PURGES}/{}.txt", Digest::of(text.as_bytes())),
        "commits": erased.record.commits.len(),
        "objects": objects.map(|(id, digest)| json!({"id": id.to_string(), "sha256": digest.to_string()})).collect::<Vec<_>>(),
        "submissions": erased.submissions.keys().map(ToString::to_string).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn human(erased: &Erased, appended: &Appended, lang: Lang) -> String {
    let record = Digest::of(erased.record.to_string().as_bytes());
    let (commits, objects) = (erased.record.commits.len(), erased.record.objects.len());
    let paths: Vec<String> = erased.submissions.keys().map(|path| shown(&path.to_string(), 200)).collect();
    let (paths, is_new) = (paths.join(", "), !appended.entries.is_empty());
    let head = match (lang, is_new) {
        (Lang::Es, true) => format!("Purga anotada: {paths}"),
        (Lang::Es, false) => format!("La purga ya estaba anotada: {paths}"),
        (Lang::En, true) => format!("Purge logged: {paths}"),
        (Lang::En, false) => format!("The purge was logged already: {paths}"),
    };
    let rest = match lang {
        Lang::Es => format!(
            "  acta {PURGES}/{record}.txt: {commits} commits reescritos, {objects} objetos borrados\n\
             Falta, y mipg no lo hace: quitar la etiqueta de antes, `git reflog expire --expire=now --all`, `git gc --prune=now`,\n\
             publicar (`git push --force-with-lease origin main` y `git push origin registro`) y pedir lo mismo a la plataforma y a quienes tengan copias.\n"
        ),
        Lang::En => format!(
            "  record {PURGES}/{record}.txt: {commits} commits rewritten, {objects} objects erased\n\
             Left to do, which mipg does not: drop the tag of before, `git reflog expire --expire=now --all`, `git gc --prune=now`,\n\
             push (`git push --force-with-lease origin main` and `git push origin registro`) and ask the same of the platform and of whoever has copies.\n"
        ),
    };
    format!("{head}\n{rest}")
}
