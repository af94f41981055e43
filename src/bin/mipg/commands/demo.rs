//! `mipg demo`: a complete example repository, already checked.

use std::path::PathBuf;

use clap::ArgMatches;
use mipg::{
    check::Standing,
    demo::{self, Demo, DemoError, Expected, Mistakes},
    diagnostic::{Severity, Verdict},
    messages::Lang,
};

use super::{check, init, log};
use crate::{errors::Failure, output};

/// Runs `mipg demo`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = matches.get_one::<PathBuf>("dir").expect("clap requires it");
    let mistakes = if matches.get_flag("with-errors") { Mistakes::Branches } else { Mistakes::None };
    let made = demo::write(folder, mistakes).map_err(|error| failure(error, lang))?;
    let printed = output::print(&summary(&made, &init::place(folder), lang), lang);
    let unmet = branches(&made, lang)?;
    let bar = check::progress(lang);
    let report =
        check::judge(&made.made.path, &check::Target::Worktree, demo::as_of(), lang, &bar, &check::Asked::default())?.0;
    let printed = printed.max(output::print(&check::verdict(&report), lang));
    Ok(report.verdict().exit_code().max(printed).max(if unmet { crate::BUG } else { 0 }))
}

/// Judges each branch with a mistake against main, as a pull request would be, and shows what was found; whether any
/// was not found as it must, which is a bug.
fn branches(made: &Demo, lang: Lang) -> Result<bool, Failure> {
    if made.mistakes.is_empty() {
        return Ok(false);
    }
    let bar = check::progress(lang);
    let mut unmet = 0;
    let mut rows = Vec::with_capacity(made.mistakes.len());
    for expected in &made.mistakes {
        let branch = expected.branch();
        let target = check::Target::Change("main", &branch, Standing::Proposed);
        let report = check::judge(&made.made.path, &target, demo::as_of(), lang, &bar, &check::Asked::default())?.0;
        let mut found: Vec<&str> =
            report.findings.iter().filter(|one| !one.finding.inherited).map(|one| one.finding.rule.id).collect();
        found.sort_unstable();
        found.dedup();
        let verdict = match expected.severity() {
            Some(Severity::Error) => Verdict::Nonconforming,
            Some(Severity::Unchecked) => Verdict::Unchecked,
            Some(Severity::Warning | Severity::Notice) | None => Verdict::Conforming,
        };
        let met = expected.is_met(&found) && report.verdict() == verdict;
        unmet += usize::from(!met);
        rows.push(row(expected, &found, met, lang));
    }
    let (all, right) = (made.mistakes.len(), made.mistakes.len() - unmet);
    let text = match lang {
        Lang::Es => format!(
            "Ramas con un error cada una, juzgadas contra main:\n{}\n{right} de {all} ramas dan lo esperado\n\n",
            rows.concat()
        ),
        Lang::En => format!(
            "Branches with one mistake each, judged against main:\n{}\n{right} of {all} branches give what is expected\n\n",
            rows.concat()
        ),
    };
    output::print(&text, lang);
    Ok(unmet > 0)
}

/// One line: mark, branch, what the rule does to a change, and what else was found.
fn row(expected: &Expected, found: &[&str], met: bool, lang: Lang) -> String {
    let effect = match (expected.severity(), lang) {
        (Some(Severity::Error), Lang::Es) => "bloquea",
        (Some(Severity::Error), Lang::En) => "blocks",
        (Some(Severity::Warning), Lang::Es) => "avisa",
        (Some(Severity::Warning), Lang::En) => "warns",
        (Some(Severity::Notice), Lang::Es) => "informa",
        (Some(Severity::Notice), Lang::En) => "informs",
        (Some(Severity::Unchecked), Lang::Es) => "no se comprueba",
        (Some(Severity::Unchecked), Lang::En) => "not checked",
        (None, Lang::Es) => "sin regla",
        (None, Lang::En) => "no rule",
    };
    let mark = match (met, lang) {
        (true, Lang::Es) => "bien",
        (true, Lang::En) => "ok",
        (false, Lang::Es) => "MAL",
        (false, Lang::En) => "WRONG",
    };
    format!("  {mark:<5} {:<42} {effect:<15} {}\n", expected.branch(), found.join(", "))
}

fn failure(error: DemoError, lang: Lang) -> Failure {
    match error {
        DemoError::Repository(error) => init::refusal(error, lang),
        DemoError::Log(error) => log::failure(error, lang),
        error @ (DemoError::Media(_) | DemoError::Yaml(_)) => unreachable!("constant texts make valid files: {error}"),
    }
}

/// A number with its thousands set apart, from five digits on.
fn grouped(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let separator = if lang == Lang::Es { '.' } else { ',' };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if digits.len() > 4 && index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn summary(demo: &Demo, place: &str, lang: Lang) -> String {
    let number = |count: usize| grouped(count as u64, lang);
    let (submissions, files, external) = (number(demo.submissions), number(demo.files), number(demo.external));
    let (withdrawn, commits) = (number(demo.withdrawn), number(demo.made.commits));
    let logged = grouped(demo.logged, lang);
    let branches = match (demo.made.branches, lang) {
        (1, Lang::Es) => "una rama".to_owned(),
        (1, Lang::En) => "one branch".to_owned(),
        (count, Lang::Es) => format!("{count} ramas"),
        (count, Lang::En) => format!("{count} branches"),
    };
    let (whole, tenth) = (grouped(demo.bytes / 1_000_000, lang), demo.bytes % 1_000_000 / 100_000);
    let megabytes = format!("{whole}{}{tenth}", if lang == Lang::Es { ',' } else { '.' });
    match lang {
        Lang::Es => format!(
            "Repositorio de ejemplo creado en `{place}`: la Alcaldía de Ejemplo, vigencia 2025. Todo es inventado.\n  \
             {submissions} entregas de 19 políticas y del modelo\n  \
             {files} archivos de evidencia en git ({megabytes} MB); además, {external} guardados fuera de git y {withdrawn} retirados\n  \
             {commits} commits en {branches}; su registro de integridad, en la rama `registro`, tiene {logged} entradas\n\n\
             Siga con:\n  mipg check --repo {place}\n  mipg check --repo {place} --rev main --format json\n  \
             git -C {place} log --first-parent --oneline\n  \
             mipg audit --repo {place}      (termina con 12: la clave sale del propio ejemplo; la de una entidad se trae de otra parte, con --key)\n\n"
        ),
        Lang::En => format!(
            "Example repository made in `{place}`: the town hall “Alcaldía de Ejemplo”, year 2025. All of it is made up.\n  \
             {submissions} submissions of 19 policies and of the model\n  \
             {files} evidence files in git ({megabytes} MB); besides, {external} kept outside git and {withdrawn} withdrawn\n  \
             {commits} commits in {branches}; its audit trail, on the branch `registro`, has {logged} entries\n\n\
             Next:\n  mipg check --repo {place}\n  mipg check --repo {place} --rev main --format json\n  \
             git -C {place} log --first-parent --oneline\n  \
             mipg audit --repo {place}      (ends with 12: the key comes from the example itself; that of an institution is brought from elsewhere, with --key)\n\n"
        ),
    }
}
