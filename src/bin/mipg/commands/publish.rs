//! `mipg publish`: checked, logged and rendered, in that order; nothing before the one before it is right.

use std::path::PathBuf;

use clap::ArgMatches;
use mipg::{
    diagnostic::{Finding, Severity},
    digest::Digest,
    holdings::Holdings,
    messages::Lang,
    model::SubmissionPath,
    registro::Occurrence,
    site::write as disk,
    status::TrailUse,
    trail::entry::SubmissionEvent,
};

use super::{
    check as gate, job, kept,
    log::{
        append,
        logger::{Logger, Main},
        remote::Remote,
    },
    site::{self, Files, Reading},
    unheld,
};
use crate::{
    args::{self, text},
    errors::{Failure, UNCHECKED},
    output,
};

/// Runs `mipg publish`. In a job, why nothing is published is a mark of it.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    publish(matches, lang).inspect_err(|failure| job::failed(failure, lang))
}

fn publish(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    if get("as-of").is_some() {
        return Err(Failure::Usage(
            text(
                lang,
                "lo que se publica lleva la hora en que se publica: aquí no se acepta `--as-of`\nayuda: `mipg render` sí lo acepta",
                "what is published bears the hour at which it is: `--as-of` is not accepted here\nhint: `mipg render` accepts it",
            )
            .to_owned(),
        ));
    }
    let out = matches.get_one::<PathBuf>("out").expect("clap requires it");
    let base = get("base-url").map(|base| site::address(base, lang)).transpose()?;
    let key = append::key(matches.get_one::<PathBuf>("secret"), lang)?.ok_or_else(|| keyless(lang))?;
    let repository = gate::open(&args::repository(matches))?;
    let remote = get("push").map(|name| Remote::new(&repository, name, lang)).transpose()?;
    if let Some(remote) = &remote {
        remote.fetch()?;
    }
    let is_sent = remote.is_some();
    let rev = match get("rev") {
        Some(rev) => rev.clone(),
        None => gate::main_branch(&repository)?,
    };
    disk::usable(out).map_err(|error| site::unwritten(error, lang))?;

    // Checked as it is now, and not as it was at the last entry.
    let bar = gate::progress(lang);
    let now = gate::moment(None, lang)?;
    let checked = Reading::of(matches, &repository, &rev, Some(now), &bar, lang)?;
    if let TrailUse::Refused(why) = &checked.trail {
        bar.finish_and_clear();
        return Err(unheld::failure(&repository, std::slice::from_ref(key.verifier()), &rev, why, lang));
    }
    if let Some(code) = refusal(&checked) {
        bar.finish_and_clear();
        return Err(unpublished(&checked.holdings, code, lang));
    }
    if let Some(failure) = kept::refusal(&checked.holdings, lang) {
        bar.finish_and_clear();
        return Err(failure);
    }
    // What is logged and shown is what was checked, wherever the branch has gone since.
    let rev = checked.holdings.deliveries.revision.to_string();
    let logged = Logger { repository: &repository, main: Main::At(rev.clone()), key: Some(&key), remote, lang };
    if let Some(failure) = kept::vanished(&checked.holdings, &logged.coming()?, lang) {
        bar.finish_and_clear();
        return Err(failure);
    }
    drop(checked);
    let added = logged.append(&[])?.entries.len();

    let reading = Reading::of(matches, &repository, &rev, None, &bar, lang)?;
    let reports = reading.reports(base.as_deref(), lang)?;
    let noted = logged.append(&digests(&reports.documents))?.entries.len();
    let reading = match noted {
        0 => reading,
        _ => Reading::of(matches, &repository, &rev, None, &bar, lang)?,
    };
    let told = reading.write(matches, &repository, &reports.into_files(), base.as_deref(), &bar, lang)?;
    let entries = match lang {
        Lang::Es => format!("Anotado en el registro de integridad: {added} de lo pendiente y {noted} informes.\n"),
        Lang::En => format!("Logged in the audit trail: {added} of what was pending and {noted} reports.\n"),
    };
    let printed = output::print(&format!("{entries}{told}{}", gate::verdict(&reading.holdings.report)), lang);
    if !is_sent {
        anstream::eprintln!(
            "{}",
            text(
                lang,
                "para publicar el registro: git push origin registro",
                "to publish the log: git push origin registro"
            )
        );
    }
    Ok(printed.max(reading.code()))
}

/// Why nothing is published, as an exit code. What is in quarantine does not stop the rest where it was published before.
fn refusal(reading: &Reading) -> Option<u8> {
    let holdings = &reading.holdings;
    if !reading.is_whole() {
        return Some(UNCHECKED);
    }
    let is_grave =
        |finding: &Finding| !finding.inherited && matches!(finding.severity, Severity::Error | Severity::Unchecked);
    let worst = holdings.report.findings.iter().enumerate().filter(|(place, located)| {
        is_grave(&located.finding) && !owner(holdings, *place).is_some_and(|path| was_published(holdings, path))
    });
    worst.map(|(_, located)| if located.finding.severity == Severity::Unchecked { UNCHECKED } else { 1 }).max()
}

/// The submission that a finding is about.
fn owner(holdings: &Holdings, place: usize) -> Option<&SubmissionPath> {
    holdings.submissions.iter().find(|held| held.findings.contains(&place)).map(|held| &held.path)
}

fn was_published(holdings: &Holdings, path: &SubmissionPath) -> bool {
    let all = holdings.deliveries.trail.times().map_or(&[][..], |times| times.of(path));
    all.iter().any(|one| one.event == SubmissionEvent::Published)
}

/// The reports, as what is logged of them: their digests.
fn digests(reports: &Files) -> Vec<Occurrence> {
    reports.values().map(|bytes| append::noted(Digest::of(bytes))).collect()
}

fn keyless(lang: Lang) -> Failure {
    Failure::Said {
        message: text(lang, "falta la clave que firma el registro de integridad", "the key that signs the audit trail is missing").to_owned(),
        hint: Some(
            text(
                lang,
                "dé el archivo con `--clave`, o la clave en la variable MIPG_CLAVE; `mipg log keygen` hace una, y `mipg render` hace el sitio sin anotar nada",
                "give the file with `--clave`, or the key in the variable MIPG_CLAVE; `mipg log keygen` makes one, and `mipg render` makes the site without logging",
            )
            .to_owned(),
        ),
        code: 2,
    }
}

fn unpublished(holdings: &Holdings, code: u8, lang: Lang) -> Failure {
    Failure::Said {
        message: format!(
            "{}\n{}",
            text(
                lang,
                "no se publicó nada: ni se anotó en el registro ni cambió el sitio",
                "nothing was published: nothing was logged and the site did not change"
            ),
            gate::verdict(&holdings.report).trim_end()
        ),
        hint: Some(
            text(lang, "`mipg check --rev main` dice qué corregir", "`mipg check --rev main` says what to put right")
                .to_owned(),
        ),
        code,
    }
}
