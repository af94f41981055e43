//! `mipg audit`: everything an auditor can verify from a clone, as one verdict.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use mipg::{
    audit::{self, Audit, AuditError, Request, Trust, render, sample},
    digest::Digest,
    messages::{Lang, shown},
    registro::RegistroError,
    trail::{
        checkpoint,
        note::{MAX_NOTE, Note, VerifierKey},
        timestamp::{Authorities, MAX_AUTHORITIES},
    },
};

use super::{
    check as gate,
    log::{self, keys, place, verify},
};
use crate::{
    args::{self, text},
    errors::{Failure, UNCHECKED},
    output,
};

/// The exit code of a log that is not what was kept of it.
const DIVERGED: u8 = 30;

/// Runs `mipg audit`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let as_of = gate::moment(get("as-of"), lang)?;
    let outputs = gate::outputs(matches, &args::AUDIT_FORMATS, lang)?;
    let count = matches.get_one::<u32>("sample").map(|count| *count as usize);
    let format = get("format").map_or(if count.is_some() { "csv" } else { "human" }, String::as_str);
    let seed = seed(get("seed"), lang)?;
    if count.is_none() && (format == "csv" || outputs.iter().any(|(format, _)| format == "csv")) {
        return Err(Failure::Usage(
            text(
                lang,
                "csv es la muestra, y no se pidió ninguna\nayuda: agregue `--muestra 30`",
                "csv is the sample, and none was asked for\nhint: add `--muestra 30`",
            )
            .to_owned(),
        ));
    }
    let keys = keys::given(matches, lang)?.unwrap_or_default();
    let policy = path("policy").map(|path| verify::policy(path, lang)).transpose()?;
    let kept = kept(matches)?;
    let reports = reports(matches)?;
    let authorities = path("ca").map(|path| authorities(path, lang)).transpose()?;

    let repository = gate::open(&args::repository(matches))?;
    let rev = match get("rev") {
        Some(rev) => rev.clone(),
        None => gate::main_branch(&repository)?,
    };
    let bar = gate::progress(lang);
    bar.set_style(bar_style(lang));
    let progress = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let trust = Trust {
        keys: &keys,
        policy: policy.as_ref(),
        kept: &kept,
        authorities: authorities.as_ref(),
        reports: &reports,
    };
    let request = Request { repository: &repository, rev: &rev, trust, as_of, progress: &progress };
    let audit = audit::audit(&request).map_err(|error| match error {
        AuditError::NoTrail => vanished(&kept, &keys, lang).unwrap_or_else(|| failure(error, lang)),
        error => failure(error, lang),
    })?;
    bar.finish_and_clear();

    let render = |format: &str| -> Result<String, Failure> {
        Ok(match format {
            "json" => render::json(&audit, lang),
            "csv" => sample::csv(&sample::draw(&audit, count.unwrap_or(0), seed), lang),
            "html" => render::html(&audit, lang).map_err(|error| {
                let error = shown(&error.to_string(), 200);
                let (es, en) = (
                    format!("falla de mipg: no se pudo hacer el informe ({error})"),
                    format!("a bug in mipg: the report could not be made ({error})"),
                );
                place::said(lang, &es, &en, None, crate::BUG)
            })?,
            _ => render::human(&audit, lang),
        })
    };
    for (format, path) in &outputs {
        output::write(path, render(format)?.as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    if let Some(folder) = path("evidence") {
        evidence(&audit, folder, lang)?;
    }
    let printed = output::print(&render(format)?, lang);
    if format == "csv" && count.is_some_and(|_| audit.checkpoint.is_none()) {
        return Err(place::said(
            lang,
            "no hay estado firmado que se pueda creer: la muestra está vacía",
            "there is no checkpoint to be believed: the sample is empty",
            Some(("`mipg audit` dice qué pasa con el registro", "`mipg audit` says what is wrong with the log")),
            audit.verdict.code(),
        ));
    }
    // What was not printed is 3, which goes before all but itself.
    Ok(if printed == UNCHECKED { printed } else { audit.verdict.code() })
}

fn bar_style(lang: Lang) -> indicatif::ProgressStyle {
    let style = text(lang, "{bar:30} {pos} de {len} objetos", "{bar:30} {pos} of {len} objects");
    indicatif::ProgressStyle::with_template(style).expect("a constant template is valid")
}

/// The seed of the sample: one line.
fn seed(given: Option<&String>, lang: Lang) -> Result<Option<&str>, Failure> {
    match given.map(String::as_str) {
        Some(seed) if seed.is_empty() || seed.len() > sample::MAX_SEED || seed.contains(char::is_control) => {
            let (es, en) = (
                format!("la semilla es un texto de una línea de 1 a {} bytes", sample::MAX_SEED),
                format!("the seed is a text of one line of 1 to {} bytes", sample::MAX_SEED),
            );
            Err(place::said(lang, &es, &en, None, 2))
        }
        seed => Ok(seed),
    }
}

fn kept(matches: &ArgMatches) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let given = matches.get_many::<PathBuf>("checkpoint").into_iter().flatten();
    given.map(|path| Ok((path.display().to_string(), place::needed(path, MAX_NOTE as u64)?))).collect()
}

/// The reports that `--informe` gives, by name and digest.
fn reports(matches: &ArgMatches) -> Result<Vec<(String, Digest)>, Failure> {
    let given = matches.get_many::<PathBuf>("report").into_iter().flatten();
    given
        .map(|path| {
            let failed = |error| Failure::Io(path.clone(), error);
            let (digest, _) = Digest::of_reader(&mut std::fs::File::open(path).map_err(failed)?).map_err(failed)?;
            Ok((path.display().to_string(), digest))
        })
        .collect()
}

fn authorities(path: &Path, lang: Lang) -> Result<Authorities, Failure> {
    let bytes = place::needed(path, MAX_AUTHORITIES as u64)?;
    Authorities::from_pem(&bytes).map_err(|error| {
        let texts: Vec<String> = error.messages().iter().map(|message| message.text(lang)).collect();
        let (file, texts) = (shown(&path.display().to_string(), 200), texts.join("; "));
        let (es, en) = (format!("no se pudo usar `{file}`: {texts}"), format!("could not use `{file}`: {texts}"));
        place::said(lang, &es, &en, None, UNCHECKED)
    })
}

/// Writes out each proof that the log contradicts what it signed, as a witness does.
fn evidence(audit: &Audit, folder: &Path, lang: Lang) -> Result<(), Failure> {
    for proof in &audit.proofs {
        let (name, files) = proof.folder(lang);
        let folder = folder.join(name);
        output::write_all(&folder, &files).map_err(|error| Failure::Io(folder.clone(), error))?;
        let place = shown(&folder.display().to_string(), 300);
        let told = text(
            lang,
            "la prueba de que el registro se contradice quedó en",
            "the proof that the log contradicts itself is in",
        );
        anstream::eprintln!("{told} `{place}`");
    }
    Ok(())
}

/// There is no log here, and a checkpoint that was brought and that a known key signed says that there was: it was deleted.
fn vanished(kept: &[(String, Vec<u8>)], keys: &[VerifierKey], lang: Lang) -> Option<Failure> {
    let signed = kept.iter().find_map(|(name, bytes)| {
        let note = Note::parse(bytes).ok()?;
        Some((name, checkpoint::open(&note, keys).ok()?.checkpoint))
    });
    let (name, checkpoint) = signed?;
    let (name, size) = (shown(name, 120), checkpoint.head.size);
    let (es, en) = (
        format!(
            "este repositorio no tiene el registro de integridad, y lo tuvo: `{name}`, con firma válida, dice que llegó a {size} entradas"
        ),
        format!(
            "this repository does not have the audit trail, and it had: `{name}`, whose signature is valid, says that it reached {size} entries"
        ),
    );
    let hint = (
        "guarde ese archivo: prueba que el registro se borró o no se trajo a este clon (`git fetch origin registro:registro`); si allí tampoco está, pídalo a quien tenga copia y avise a control interno. No se empieza otro",
        "keep that file: it proves that the audit trail was deleted or not fetched into this clone (`git fetch origin registro:registro`); if it is not there either, ask whoever has a copy and tell internal control. No other is begun",
    );
    Some(place::said(lang, &es, &en, Some(hint), DIVERGED))
}

fn failure(error: AuditError, lang: Lang) -> Failure {
    match error {
        AuditError::NoTrail => log::failure(RegistroError::Absent, lang),
        AuditError::Registro(error) => log::failure(error, lang),
        AuditError::Snapshot(error) => error.into(),
    }
}
