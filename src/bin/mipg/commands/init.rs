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
    let origin = get("origin").map(String::as_str);
    let mut entity = Entity::new(name, domain).map_err(|error| wrong(&error, name, domain, lang))?;
    if let Some(origin) = origin {
        entity = entity.with_origin(origin).map_err(|error| wrong(&error, origin, domain, lang))?;
    }
    if let Some(log) = get("log") {
        entity = entity.with_log(log).map_err(|error| wrong(&error, log, domain, lang))?;
    }
    let moment = Utc::now().with_timezone(&mipg::schedule::bogota()).trunc_subsecs(0);
    let made = init::init(folder, &entity, moment).map_err(|error| match error {
        InitError::Repository(error) => refusal(error, lang),
        InitError::Name | InitError::Domain | InitError::Origin | InitError::Log => wrong(&error, name, domain, lang),
        InitError::Template(_) | InitError::Catalogue(_) => {
            unreachable!("constant templates and catalogues are read: {error}")
        }
    })?;
    let place = place(folder);
    let bar = check::progress(lang);
    let report = check::judge(&made.path, &check::Target::Worktree, moment, lang, &bar, &check::Asked::default())?.0;
    let printed = output::print(
        &format!("{}{}", summary(name, &place, (origin, &entity.log()), lang), check::verdict(&report)),
        lang,
    );
    Ok(report.verdict().exit_code().max(printed))
}

/// What was made, and what is still missing before anybody hands anything in.
fn summary(name: &str, place: &str, (origin, log): (Option<&str>, &str), lang: Lang) -> String {
    let name = shown(name, 200);
    let review = match (origin, lang) {
        (Some(_), Lang::Es) => format!(
            "Falta la revisión automática: en {place}/.github/workflows/mipg.yml escriba en REVISION_MIPG\n     \
             el identificador completo del commit de mipg que se instala; mientras falte, toda revisión falla. Después, exija\n     \
             en GitHub que «verificar evidencias» pase para unir a main."
        ),
        (None, Lang::Es) => format!(
            "Falta la revisión automática: en {place}/.github/workflows/mipg.yml escriba en ORIGEN\n     \
             la dirección del repositorio de git de mipg (la da `--origen URL` al crear) y en REVISION_MIPG el identificador\n     \
             completo del commit que se instala; mientras falten, toda revisión falla. Después, exija en GitHub que\n     \
             «verificar evidencias» pase para unir a main."
        ),
        (Some(_), Lang::En) => format!(
            "The automatic review is missing: in {place}/.github/workflows/mipg.yml write in REVISION_MIPG\n     \
             the whole id of the commit of mipg that is installed; until then every review fails. Then require on GitHub\n     \
             that “verificar evidencias” passes before merging to main."
        ),
        (None, Lang::En) => format!(
            "The automatic review is missing: in {place}/.github/workflows/mipg.yml write in ORIGEN\n     \
             the address of the git repository of mipg (`--origen URL` gives it from the start) and in REVISION_MIPG the\n     \
             whole id of the commit that is installed; until then every review fails. Then require on GitHub that\n     \
             “verificar evidencias” passes before merging to main."
        ),
    };
    match lang {
        Lang::Es => format!(
            "Repositorio de evidencias creado para la entidad «{name}» en `{place}`.\n\nTodavía no está listo:\n  \
             1. Falta confirmar los datos: complete lo que dice «por confirmar» en {place}/policies/repositorio.yaml.\n     \
             Las obligaciones y sus plazos son de ejemplo, de otra entidad; también en la guía {place}/policies/README.md.\n  \
             2. {review}\n  \
             3. Falta subirlo: git -C {place} remote add origin DIRECCIÓN && git -C {place} push -u origin main\n  \
             4. Falta empezar el registro de integridad, una sola vez y con su nombre ya confirmado:\n     \
             mipg log keygen --nombre {log} --out CLAVE      (un archivo fuera de todo repositorio)\n     \
             mipg log append --repo {place} --nuevo --clave CLAVE && git -C {place} push origin registro\n\n\
             Después de cada cambio: mipg check --repo {place}\n\n"
        ),
        Lang::En => format!(
            "Evidence repository made for the entity “{name}” in `{place}`.\n\nIt is not ready yet:\n  \
             1. The data are to be confirmed: complete what says «por confirmar» in {place}/policies/repositorio.yaml.\n     \
             Obligations and deadlines are an example, of another entity; also in the guide {place}/policies/README.md.\n  \
             2. {review}\n  \
             3. It is to be pushed: git -C {place} remote add origin ADDRESS && git -C {place} push -u origin main\n  \
             4. The audit trail is to be begun, once and when its name is confirmed:\n     \
             mipg log keygen --nombre {log} --out KEY      (a file outside every repository)\n     \
             mipg log append --repo {place} --nuevo --clave KEY && git -C {place} push origin registro\n\n\
             After each change: mipg check --repo {place}\n\n"
        ),
    }
}

fn wrong(error: &InitError, name: &str, domain: &str, lang: Lang) -> Failure {
    let (name, domain) = (shown(name, 80), shown(domain, 80));
    Failure::Usage(match (error, lang) {
        (InitError::Origin, Lang::Es) => format!(
            "`{name}` no sirve como dirección para instalar mipg\nayuda: una dirección https de un repositorio de git, sin usuario ni contraseña, como https://servidor.gov.co/mipg"
        ),
        (InitError::Origin, Lang::En) => format!(
            "`{name}` cannot be the address to install mipg from\nhint: an https address of a git repository, without user or password, like https://server.gov.co/mipg"
        ),
        (InitError::Log, Lang::Es) => format!(
            "`{name}` no sirve como nombre del registro de integridad\nayuda: dominio/entidad/número en minúsculas, como mipg.mompox.gov.co/alcaldia/1"
        ),
        (InitError::Log, Lang::En) => format!(
            "`{name}` cannot be the name of a log\nhint: domain/entity/number in lower case, like mipg.mompox.gov.co/alcaldia/1"
        ),
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
