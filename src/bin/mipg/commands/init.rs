//! `mipg init`: the evidence repository of another entity.

use std::path::{Path, PathBuf};

use chrono::{SubsecRound, Utc};
use clap::ArgMatches;
use mipg::{
    init::{self, Entity, InitError},
    messages::{Lang, shown},
    repository::RepositoryError,
};

use super::check;
use crate::{args::text, errors::Failure, output};

/// Runs `mipg init`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = matches.get_one::<PathBuf>("dir").expect("clap requires it");
    let get = |name: &str| matches.get_one::<String>(name);
    let (Some(name), Some(domain)) = (get("entity"), get("domain")) else {
        let missing = match (get("entity"), get("domain")) {
            (None, None) => text(lang, "`--entidad` y `--dominio`", "`--entidad` and `--dominio`"),
            (None, _) => "`--entidad`",
            _ => "`--dominio`",
        };
        let place = place(folder);
        return Err(Failure::Usage(match lang {
            Lang::Es => format!(
                "falta decir de quién es el repositorio: {missing}\nayuda: mipg init {place} --entidad \"Alcaldía de Mompox\" --dominio mipg.mompox.gov.co"
            ),
            Lang::En => format!(
                "it must be said whose repository it is: {missing}\nhint: mipg init {place} --entidad \"Alcaldía de Mompox\" --dominio mipg.mompox.gov.co"
            ),
        }));
    };
    let entity = Entity::new(name, domain).map_err(|error| wrong(&error, name, domain, lang))?;
    let moment = Utc::now().with_timezone(&check::bogota()).trunc_subsecs(0);
    let made = init::init(folder, &entity, moment).map_err(|error| match error {
        InitError::Repository(error) => refusal(error, lang),
        InitError::Name | InitError::Domain => wrong(&error, name, domain, lang),
        InitError::Template(_) | InitError::Catalogue(_) => {
            unreachable!("constant templates and catalogues are read: {error}")
        }
    })?;
    let place = place(folder);
    let bar = check::progress(lang);
    let report = check::judge(&made.path, &check::Target::Worktree, moment, lang, &bar, &[])?;
    let summary = match lang {
        Lang::Es => format!(
            "Repositorio de evidencias de {} creado en `{place}`.\n\nSiga con:\n  \
             lea {place}/policies/repositorio.yaml y complete lo que dice «por confirmar»\n  \
             mipg check --repo {place}\n  git -C {place} remote add origin DIRECCIÓN\n\n",
            shown(name, 200)
        ),
        Lang::En => format!(
            "Evidence repository of {} made in `{place}`.\n\nNext:\n  \
             read {place}/policies/repositorio.yaml and complete what says «por confirmar»\n  \
             mipg check --repo {place}\n  git -C {place} remote add origin ADDRESS\n\n",
            shown(name, 200)
        ),
    };
    let printed = output::print(&format!("{summary}{}", check::verdict(&report)), lang);
    Ok(report.verdict().exit_code().max(printed))
}

fn wrong(error: &InitError, name: &str, domain: &str, lang: Lang) -> Failure {
    let (name, domain) = (shown(name, 80), shown(domain, 80));
    Failure::Usage(match (error, lang) {
        (InitError::Domain, Lang::Es) => format!(
            "`{domain}` no es un dominio\nayuda: escríbalo en minúsculas, sin https:// ni barras, como mipg.mompox.gov.co"
        ),
        (InitError::Domain, Lang::En) => format!(
            "`{domain}` is not a domain\nhint: write it in lower case, without https:// or slashes, like mipg.mompox.gov.co"
        ),
        (_, Lang::Es) => format!(
            "`{name}` no sirve como nombre de la entidad\nayuda: de 5 a 200 caracteres visibles, en una sola línea"
        ),
        (_, Lang::En) => {
            format!("`{name}` cannot be the name of an entity\nhint: 5 to 200 visible characters, in a single line")
        }
    })
}

/// A folder as people may copy it to a command.
pub(super) fn place(folder: &Path) -> String {
    shown(&folder.display().to_string(), 200)
}

/// Why a repository could not be made, in words.
pub(super) fn refusal(error: RepositoryError, lang: Lang) -> Failure {
    match error {
        RepositoryError::NotEmpty { path } => Failure::Usage(match lang {
            Lang::Es => {
                format!("la carpeta `{}` no está vacía\nayuda: nombre una carpeta nueva; nada se cambió", place(&path))
            }
            Lang::En => {
                format!("the folder `{}` is not empty\nhint: name a new folder; nothing was changed", place(&path))
            }
        }),
        RepositoryError::NotAFolder { path } => Failure::Usage(match lang {
            Lang::Es => format!("`{}` existe y no es una carpeta\nayuda: nombre una carpeta nueva", place(&path)),
            Lang::En => format!("`{}` exists and is not a folder\nhint: name a new folder", place(&path)),
        }),
        RepositoryError::NoParent { path } => Failure::Usage(match lang {
            Lang::Es => format!("no existe la carpeta `{}`\nayuda: créela primero", place(&path)),
            Lang::En => format!("the folder `{}` does not exist\nhint: make it first", place(&path)),
        }),
        RepositoryError::Io { path, source } => Failure::Io(path, source),
        error @ (RepositoryError::Text { .. } | RepositoryError::Path { .. }) => {
            unreachable!("names of our own can be written: {error}")
        }
        RepositoryError::Store(error) => Failure::Git(error.message().to_owned()),
    }
}
