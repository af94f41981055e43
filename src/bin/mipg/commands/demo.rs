//! `mipg demo`: a complete example repository, already checked.

use std::path::PathBuf;

use clap::ArgMatches;
use mipg::{
    demo::{self, Demo, DemoError},
    messages::Lang,
};

use super::{check, init};
use crate::{errors::Failure, output};

/// Runs `mipg demo`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = matches.get_one::<PathBuf>("dir").expect("clap requires it");
    let made = demo::write(folder).map_err(|error| failure(error, lang))?;
    let printed = output::print(&summary(&made, &init::place(folder), lang));
    let bar = check::progress(lang);
    let report = check::judge(&made.made.path, &check::Target::Worktree, demo::as_of(), lang, &bar)?;
    let printed = printed.max(output::print(&check::verdict(&report)));
    Ok(report.verdict().exit_code().max(printed))
}

fn failure(error: DemoError, lang: Lang) -> Failure {
    match error {
        DemoError::Repository(error) => init::refusal(error, lang),
        error @ (DemoError::Media(_) | DemoError::Yaml(_)) => unreachable!("constant texts make valid files: {error}"),
    }
}

/// A number with the thousands set apart as in Spanish.
fn grouped(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let separator = if lang == Lang::Es { '.' } else { ',' };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn summary(demo: &Demo, place: &str, lang: Lang) -> String {
    let number = |count: usize| grouped(count as u64, lang);
    let (submissions, files, external) = (number(demo.submissions), number(demo.files), number(demo.external));
    let (withdrawn, commits, branches) =
        (number(demo.withdrawn), number(demo.made.commits), number(demo.made.branches));
    let megabytes = grouped(demo.bytes.div_ceil(1_000_000), lang);
    match lang {
        Lang::Es => format!(
            "Repositorio de ejemplo creado en `{place}`: la Alcaldía de Ejemplo, vigencia 2025. Todo es inventado.\n  \
             {submissions} entregas de 19 políticas y del modelo\n  \
             {files} archivos de evidencia ({megabytes} MB), {external} guardados fuera de git y {withdrawn} retirados\n  \
             {commits} commits y {branches} ramas\n\n\
             Siga con:\n  mipg check --repo {place}\n  mipg check --repo {place} --rev main --format json\n  \
             git -C {place} log --first-parent --oneline\n\n"
        ),
        Lang::En => format!(
            "Example repository made in `{place}`: the town hall “Alcaldía de Ejemplo”, year 2025. All of it is made up.\n  \
             {submissions} submissions of 19 policies and of the model\n  \
             {files} evidence files ({megabytes} MB), {external} kept outside git and {withdrawn} withdrawn\n  \
             {commits} commits and {branches} branches\n\n\
             Next:\n  mipg check --repo {place}\n  mipg check --repo {place} --rev main --format json\n  \
             git -C {place} log --first-parent --oneline\n\n"
        ),
    }
}
