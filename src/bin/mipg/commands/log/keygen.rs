//! `mipg log keygen`: a new key, from the randomness of the system.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use mipg::{
    messages::{Lang, shown},
    trail::{
        note::{Algorithm, KeyName, SignerKey, VerifierKey, secret_text},
        rotation::{Rotation, RotationError},
    },
};
use ring::rand::SecureRandom as _;

use super::{place::said, secret};
use crate::{errors::Failure, output};

/// Runs `mipg log keygen`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let out = matches.get_one::<PathBuf>("out").expect("clap requires it");
    let is_witness = matches.get_flag("witness");
    let old = matches.get_one::<PathBuf>("rotate").map(|path| secret::read(path, lang)).transpose()?;
    let name = match (matches.get_one::<String>("name"), &old) {
        (Some(name), _) => checked(name, is_witness, lang)?,
        (None, Some(old)) => old.verifier().name().clone(),
        (None, None) => unreachable!("clap requires one of both"),
    };
    outside_repositories(out, lang)?;
    let algorithm = if is_witness { Algorithm::Cosignature } else { Algorithm::Ed25519 };
    let mut seed = [0; 32];
    ring::rand::SystemRandom::new().fill(&mut seed).map_err(|_| {
        said(
            lang,
            "el sistema no dio números al azar: no se creó la clave",
            "the system gave no randomness: no key was made",
            None,
            3,
        )
    })?;
    let key = SignerKey::from_seed(name.clone(), algorithm, &seed);
    let rotation =
        old.as_ref().map(|old| Rotation::sign(old, &key).map_err(|error| refused(&error, lang))).transpose()?;
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::Io(path, error)
    };
    secret::create(out, &format!("{}\n", secret_text(&name, algorithm, &seed)), true).map_err(failed(out))?;
    let mut record = None;
    if let Some(note) = rotation {
        let mut place = out.clone().into_os_string();
        place.push(".rotacion");
        let place = PathBuf::from(place);
        if let Err(error) = secret::create(&place, &note.to_string(), false) {
            drop(std::fs::remove_file(out));
            return Err(Failure::Io(place, error));
        }
        record = Some(place);
    }
    anstream::eprintln!("{}", explained(key.verifier(), out, record.as_deref(), lang));
    Ok(output::print(&format!("{}\n", key.verifier()), lang))
}

/// The name of a key: `domain/entity/number` for a log, `domain/name` for a witness.
fn checked(name: &str, is_witness: bool, lang: Lang) -> Result<KeyName, Failure> {
    let parts: Vec<&str> = name.split('/').collect();
    let is_label = |text: &str| {
        !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let is_domain = |text: &str| text.contains('.') && text.split('.').all(is_label);
    let is_number =
        |text: &str| !text.starts_with('0') && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_right = name.len() <= 120
        && match &parts[..] {
            [domain, rest @ ..] if is_witness => {
                is_domain(domain) && !rest.is_empty() && rest.iter().all(|part| is_label(part))
            }
            [domain, entity, number] => is_domain(domain) && is_label(entity) && is_number(number),
            _ => false,
        };
    let refused = || {
        let name = shown(name, 130);
        let (es, en) =
            (format!("`{name}` no sirve como nombre de la clave"), format!("`{name}` cannot be the name of the key"));
        let hint = match is_witness {
            true => (
                "dominio/nombre en minúsculas, como personeria.gov.co/registro",
                "domain/name in lower case, like personeria.gov.co/registro",
            ),
            false => (
                "dominio/entidad/número en minúsculas, como mipg.mompox.gov.co/alcaldia/1",
                "domain/entity/number in lower case, like mipg.mompox.gov.co/alcaldia/1",
            ),
        };
        said(lang, &es, &en, Some(hint), 2)
    };
    if is_right { KeyName::new(name).map_err(|_| refused()) } else { Err(refused()) }
}

/// A key below a repository would be committed with the rest some day.
fn outside_repositories(out: &Path, lang: Lang) -> Result<(), Failure> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).map_err(|error| Failure::Io(folder.to_owned(), error))?;
    match folder.ancestors().find(|folder| folder.join(".git").exists()) {
        None => Ok(()),
        Some(root) => {
            let root = shown(&root.display().to_string(), 200);
            let (es, en) = (
                format!("la clave quedaría dentro del repositorio `{root}` y podría publicarse con él"),
                format!("the key would lie within the repository `{root}` and might be published with it"),
            );
            let hint = ("dé un archivo fuera de todo repositorio de git", "name a file outside every git repository");
            Err(said(lang, &es, &en, Some(hint), 2))
        }
    }
}

fn refused(error: &RotationError, lang: Lang) -> Failure {
    match error {
        RotationError::Names => said(
            lang,
            "el nombre no es el de la clave anterior: una clave nueva es del mismo registro",
            "the name is not that of the earlier key: a new key is of the same log",
            Some(("omita `--nombre` al rotar", "leave `--nombre` out when rotating")),
            2,
        ),
        RotationError::Sign(_) => {
            said(lang, "la clave anterior no es la de un registro", "the earlier key is not that of a log", None, 2)
        }
        other => unreachable!("two keys of one log sign a text of our own: {other}"),
    }
}

/// What to do with each file.
fn explained(key: &VerifierKey, out: &Path, record: Option<&Path>, lang: Lang) -> String {
    let place = |path: &Path| shown(&path.display().to_string(), 200);
    let out = place(out);
    let is_log = key.algorithm() == Algorithm::Ed25519;
    let record = record.map(place);
    let mut text = match (lang, is_log) {
        (Lang::Es, true) => format!(
            "Clave del registro `{}` creada.\n\n\
             1. La privada está en `{out}`; solo la puede leer su dueño. No la suba a ningún repositorio ni la envíe por correo.\n   \
             Guarde una copia fuera de línea: si se pierde, el registro no puede seguir sin dejar constancia de ello.\n   \
             {}\n\
             2. La verificadora es la línea de abajo. Publíquela por un medio distinto del repositorio (acto administrativo,\n   \
             página de la entidad, oficio a los organismos de control): con ella cualquiera comprueba el registro.\n",
            key.name(),
            next(&out, record.as_deref(), lang)
        ),
        (Lang::En, true) => format!(
            "Key of the log `{}` made.\n\n\
             1. The private one is in `{out}`; only its owner may read it. Take it to no repository and send it by no mail.\n   \
             Keep a copy offline: if it is lost, the log cannot go on without that being recorded.\n   \
             {}\n\
             2. The verifier key is the line below. Publish it by other means than the repository (an administrative act,\n   \
             the site of the institution, a letter to the control bodies): with it anyone verifies the log.\n",
            key.name(),
            next(&out, record.as_deref(), lang)
        ),
        (Lang::Es, false) => format!(
            "Clave del testigo `{}` creada.\n\n\
             1. La privada está en `{out}`; solo la puede leer su dueño. La usa `mipg log witness --clave {out}`.\n\
             2. La verificadora es la línea de abajo: entréguela a quienes auditan, para su política de confianza.\n",
            key.name()
        ),
        (Lang::En, false) => format!(
            "Key of the witness `{}` made.\n\n\
             1. The private one is in `{out}`; only its owner may read it. `mipg log witness --clave {out}` uses it.\n\
             2. The verifier key is the line below: hand it to those who audit, for their trust policy.\n",
            key.name()
        ),
    };
    if let Some(record) = record {
        text.push_str(&match lang {
            Lang::Es => format!(
                "3. El acta del cambio, firmada por la clave anterior y la nueva, está en `{record}`: es pública, y esa orden la anota\n   \
                 (evento `clave`). Desde entonces firma la clave nueva: póngala donde estaba la anterior, y conserve la anterior hasta entonces.\n"
            ),
            Lang::En => format!(
                "3. The record of the change, signed by the earlier key and the new one, is in `{record}`: it is public, and that command\n   \
                 logs it (event `clave`). From then on the new key signs: put it where the earlier one was, and keep the earlier one until then.\n"
            ),
        });
    }
    text
}

/// The command that uses the key of a log next: it begins the log, or logs the change.
fn next(out: &str, record: Option<&str>, lang: Lang) -> String {
    match (record, lang) {
        (None, Lang::Es) => {
            format!("La usa `mipg log append --clave {out}` (la primera vez, con `--nuevo`), o la variable MIPG_CLAVE.")
        }
        (None, Lang::En) => format!(
            "`mipg log append --clave {out}` uses it (the first time with `--nuevo`), or the variable MIPG_CLAVE."
        ),
        (Some(record), Lang::Es) => format!("Para cambiar a ella: `mipg log append --rotar {record} --clave {out}`."),
        (Some(record), Lang::En) => format!("To change to it: `mipg log append --rotar {record} --clave {out}`."),
    }
}
