//! Errors of the library in words: what happened, and what to do, in the language asked.

use std::{collections::BTreeSet, path::PathBuf};

use mipg::{
    messages::{Lang, shown},
    snapshot::SnapshotError,
    trail::note::without_secrets,
};

use crate::args::text;

/// The exit code of what could not be read or checked whole.
pub const UNCHECKED: u8 = 3;

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// The words given are wrong; exit code 2.
    Usage(String),
    /// The repository could not be read; exit code 3.
    Snapshot(SnapshotError),
    /// A file could not be written or read; exit code 3.
    Io(PathBuf, std::io::Error),
    /// Git said no while making a repository; exit code 3.
    Git(String),
    /// Settings that say what is due could not be read, these files; exit code 3.
    Settings(Vec<String>),
    /// No rules say which days of these years are holidays; exit code 3.
    Holidays(BTreeSet<i32>),
    /// The settings ask for more than is judged, in words; exit code 3.
    Excess(String),
    /// Another reason, in words already, with what to do.
    Said {
        /// What happened.
        message: String,
        /// What to do.
        hint: Option<String>,
        /// The exit code.
        code: u8,
    },
}

impl From<SnapshotError> for Failure {
    fn from(error: SnapshotError) -> Self {
        Failure::Snapshot(error)
    }
}

impl Failure {
    /// Says it on standard error; the exit code.
    pub fn report(&self, lang: Lang, detail: bool) -> u8 {
        let (message, hint, code) = self.words(lang);
        // A private key may be given where a file, a name or another key belongs.
        anstream::eprintln!("error: {}", without_secrets(&message));
        if let Some(hint) = hint {
            anstream::eprintln!("{}: {}", text(lang, "ayuda", "hint"), without_secrets(&hint));
        }
        if detail {
            let told = format!("{self:?}");
            anstream::eprintln!("{}: {}", text(lang, "detalle", "detail"), shown(&without_secrets(&told), 2_000));
        }
        code
    }

    /// What happened, what to do, and the exit code.
    pub fn words(&self, lang: Lang) -> (String, Option<String>, u8) {
        let t = |es, en| text(lang, es, en);
        match self {
            Failure::Usage(message) => (message.clone(), None, 2),
            Failure::Excess(message) => (message.clone(), None, 3),
            Failure::Said { message, hint, code } => (message.clone(), hint.clone(), *code),
            Failure::Io(path, error) => {
                let place = shown(&path.display().to_string(), 200);
                let hint = io_hint(error, lang);
                (format!("{} `{place}`: {}", t("no se pudo usar", "could not use"), io(error, lang)), hint, 3)
            }
            Failure::Git(message) => (
                format!(
                    "{} {}",
                    t("git no pudo crear el repositorio:", "git could not make the repository:"),
                    shown(message, 300)
                ),
                None,
                3,
            ),
            Failure::Settings(files) => (
                settings(files, lang),
                Some(
                    t(
                        "`mipg check` dice qué corregir en cada archivo",
                        "`mipg check` says what to put right in each file",
                    )
                    .to_owned(),
                ),
                3,
            ),
            Failure::Holidays(years) => (
                holidays(years, lang),
                Some(
                    t(
                        "agréguelas en `policies/catalogo/festivos-co.yaml`, o pida otro período",
                        "add them to `policies/catalogo/festivos-co.yaml`, or ask for another period",
                    )
                    .to_owned(),
                ),
                3,
            ),
            Failure::Snapshot(error) => {
                let (message, hint) = snapshot(error, lang);
                // what cannot be a revision was never looked for: the words are wrong, not the repository
                (message, hint, if matches!(error, SnapshotError::RevisionRefused { .. }) { 2 } else { 3 })
            }
        }
    }
}

/// Which settings could not be read.
fn settings(files: &[String], lang: Lang) -> String {
    const SHOWN: usize = 5;
    let mut names: Vec<String> = files.iter().take(SHOWN).map(|file| format!("`{}`", shown(file, 200))).collect();
    if files.len() > SHOWN {
        names.push(format!("… (+{})", files.len() - SHOWN));
    }
    let names = names.join(", ");
    match lang {
        Lang::Es => format!("no se puede saber qué se debe entregar: falta o no se pudo leer {names}"),
        Lang::En => format!("what is due cannot be known: missing or unreadable: {names}"),
    }
}

fn holidays(years: &BTreeSet<i32>, lang: Lang) -> String {
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let years = shown(&years.join(", "), 200);
    match lang {
        Lang::Es => format!(
            "no hay reglas de festivos de {years}: no se sabe qué días son hábiles ni cuándo vence cada entrega"
        ),
        Lang::En => format!(
            "there are no rules of holidays for {years}: which days are working days, and when each submission is due, is not known"
        ),
    }
}

/// What the operating system said, in words for the usual kinds.
fn io(error: &std::io::Error, lang: Lang) -> String {
    use std::io::ErrorKind;
    let t = |es, en| text(lang, es, en);
    match error.kind() {
        ErrorKind::NotFound => t("no existe", "it does not exist").to_owned(),
        ErrorKind::PermissionDenied => t("no hay permiso", "permission denied").to_owned(),
        ErrorKind::AlreadyExists => t("ya existe", "it already exists").to_owned(),
        ErrorKind::StorageFull => t("el disco está lleno", "the disk is full").to_owned(),
        ErrorKind::QuotaExceeded => t("no queda cupo en el disco", "the quota of the disk is used up").to_owned(),
        ErrorKind::ReadOnlyFilesystem => t("el disco es de solo lectura", "the disk is read-only").to_owned(),
        ErrorKind::DirectoryNotEmpty => t("la carpeta no está vacía", "the folder is not empty").to_owned(),
        ErrorKind::Unsupported => t("ahí no se pueden crear archivos", "no files can be made there").to_owned(),
        ErrorKind::NotADirectory => t("no es una carpeta", "it is not a folder").to_owned(),
        ErrorKind::IsADirectory => {
            t("es una carpeta, y aquí va un archivo", "it is a folder, and a file belongs here").to_owned()
        }
        ErrorKind::InvalidInput => t("no es un archivo", "it is no file").to_owned(),
        ErrorKind::InvalidData => {
            t("no contiene lo que aquí se espera", "it does not hold what is expected here").to_owned()
        }
        ErrorKind::FileTooLarge => {
            t("es más grande de lo que aquí se lee", "it is larger than what is read here").to_owned()
        }
        kind => format!("{} ({kind:?})", t("el sistema no lo permitió", "the system refused")),
    }
}

/// What to do where a file could not be used; none where only whoever keeps the machine knows.
fn io_hint(error: &std::io::Error, lang: Lang) -> Option<String> {
    use std::io::ErrorKind;
    let hint = |es, en| Some(text(lang, es, en).to_owned());
    match error.kind() {
        ErrorKind::NotFound => {
            hint("revise la ruta y la carpeta en que está", "look at the path and at the folder you are in")
        }
        ErrorKind::AlreadyExists => {
            hint("dé otro nombre, o quite lo que hay", "give another name, or take away what is there")
        }
        ErrorKind::PermissionDenied => {
            hint("pida permiso a quien administra el equipo", "ask whoever administers the machine for permission")
        }
        ErrorKind::InvalidInput | ErrorKind::IsADirectory => hint("indique un archivo", "name a file"),
        ErrorKind::InvalidData | ErrorKind::FileTooLarge => {
            hint("revise que sea el archivo que quería dar", "see that it is the file you meant to give")
        }
        _ => None,
    }
}

/// What is wrong with the repository, and whose turn it is.
fn snapshot(error: &SnapshotError, lang: Lang) -> (String, Option<String>) {
    use SnapshotError as E;
    let es = lang == Lang::Es;
    let path = |path: &std::path::Path| shown(&path.display().to_string(), 200);
    let pick = |es_text: String, en_text: String| if es { es_text } else { en_text };
    let hint = |es_text: &str, en_text: &str| Some(text_owned(lang, es_text, en_text));
    match error {
        E::NotARepository { path: at } => (
            pick(
                format!("`{}` no es un repositorio de git", path(at)),
                format!("`{}` is not a git repository", path(at)),
            ),
            hint(
                "entre a la carpeta del repositorio o indíquela con `--repo`",
                "go to the folder of the repository or name it with `--repo`",
            ),
        ),
        E::Owner { path: at } => (
            pick(
                format!("el repositorio `{}` pertenece a otro usuario del equipo, y git no lo abre", path(at)),
                format!("the repository `{}` belongs to another user, and git does not open it", path(at)),
            ),
            Some(format!(
                "{} `git config --global --add safe.directory {}`",
                text(lang, "si confía en él, autorícelo con", "if you trust it, allow it with"),
                quoted(&path(at))
            )),
        ),
        E::UnsupportedFormat { what } => (
            pick(
                format!("el repositorio usa un formato que mipg no lee: {}", shown(what, 80)),
                format!("the repository uses a format that mipg does not read: {}", shown(what, 80)),
            ),
            hint(
                "cree el repositorio con `git init --object-format=sha1 --ref-format=files`",
                "make the repository with `git init --object-format=sha1 --ref-format=files`",
            ),
        ),
        E::NoWorkTree { path: at } => (
            pick(
                format!("el repositorio `{}` no tiene carpeta de trabajo", path(at)),
                format!("the repository `{}` has no work tree", path(at)),
            ),
            hint("indique una revisión: `mipg check --rev main`", "name a revision: `mipg check --rev main`"),
        ),
        E::RevisionRefused { rev } => (
            pick(
                format!("`{}` no se acepta como revisión", shown(rev, 80)),
                format!("`{}` is not accepted as a revision", shown(rev, 80)),
            ),
            hint(
                "use el nombre de una rama, de una etiqueta o un identificador",
                "use the name of a branch, of a tag or an id",
            ),
        ),
        E::RevisionNotFound { rev } if rev == "HEAD" => (
            pick(
                "el repositorio todavía no tiene ningún commit".to_owned(),
                "the repository has no commit yet".to_owned(),
            ),
            hint("haga el primero: `git add` y `git commit`", "make the first: `git add` and `git commit`"),
        ),
        E::RevisionNotFound { rev } => (
            pick(
                format!("no existe la revisión `{}`", shown(rev, 80)),
                format!("there is no revision `{}`", shown(rev, 80)),
            ),
            hint("`git branch --all` muestra las que hay", "`git branch --all` shows those there are"),
        ),
        E::AmbiguousRevision { rev } => (
            pick(
                format!("`{}` puede ser más de una revisión", shown(rev, 80)),
                format!("`{}` may be more than one revision", shown(rev, 80)),
            ),
            hint("escriba el identificador completo", "write the whole id"),
        ),
        E::NotACommit { rev } => (
            pick(
                format!("`{}` no es una revisión sino otro objeto", shown(rev, 80)),
                format!("`{}` is not a commit", shown(rev, 80)),
            ),
            None,
        ),
        E::ObjectMissing { id, promisor: true, .. } => (
            pick(
                format!("falta el objeto {id}: el clon se hizo sin él"),
                format!("object {id} is missing: the clone was made without it"),
            ),
            hint(
                "traiga lo que falta con `git fetch --refetch --no-filter origin`",
                "fetch what is missing with `git fetch --refetch --no-filter origin`",
            ),
        ),
        E::ObjectMissing { id, .. } => (
            pick(
                format!("falta el objeto {id} en el almacén de git"),
                format!("object {id} is missing from git's store"),
            ),
            hint(
                "el repositorio está incompleto: vuelva a clonarlo y compruebe con `git fsck`",
                "the repository is incomplete: clone it again and check it with `git fsck`",
            ),
        ),
        E::ObjectDamaged { id, .. } | E::ObjectMalformed { id, .. } | E::ObjectKindDiffers { id, .. } => (
            pick(format!("el objeto {id} está dañado"), format!("object {id} is damaged")),
            hint(
                "no confíe en esta copia: vuelva a clonar y compruebe con `git fsck`",
                "do not trust this copy: clone again and check it with `git fsck`",
            ),
        ),
        E::ObjectTooLarge { id, size, .. } => (
            pick(
                format!("el objeto {id} es demasiado grande ({size} bytes)"),
                format!("object {id} is too large ({size} bytes)"),
            ),
            None,
        ),
        E::Shallow { commit } => (
            pick(
                format!(
                    "el clon es parcial: faltan los cambios anteriores a {commit}, y sin ellos no se puede comprobar la historia"
                ),
                format!(
                    "the clone is shallow: the commits before {commit} are absent, and history cannot be checked without them"
                ),
            ),
            hint("complételo con `git fetch --unshallow`", "complete it with `git fetch --unshallow`"),
        ),
        E::Io { path: at, source } => (
            pick(
                format!("no se pudo leer `{}`: {}", path(at), io(source, lang)),
                format!("could not read `{}`: {}", path(at), io(source, lang)),
            ),
            None,
        ),
        E::Changed { path: at } => (
            pick(
                format!("`{}` cambió mientras se leía", shown(at.as_str(), 200)),
                format!("`{}` changed while it was read", shown(at.as_str(), 200)),
            ),
            hint(
                "espere a que termine quien lo escribe y repita",
                "wait until whoever writes it has finished, and repeat",
            ),
        ),
        E::Unlisted { path: at } => (
            pick(
                format!(
                    "`{}` está en el cambio y no se pudo encontrar en la revisión propuesta",
                    shown(at.as_str(), 200)
                ),
                format!(
                    "`{}` is in the change and could not be found in the proposed revision",
                    shown(at.as_str(), 200)
                ),
            ),
            hint("revise el repositorio con `git fsck`", "check the repository with `git fsck`"),
        ),
        E::ThroughSymlink { path: at } => (
            pick(
                format!("se llega a `{}` por un enlace simbólico, y no se sigue", shown(at.as_str(), 200)),
                format!("`{}` is reached through a symbolic link, which is not followed", shown(at.as_str(), 200)),
            ),
            None,
        ),
        E::Unmerged { path: at } => (
            pick(
                format!("`{}` tiene un conflicto de fusión sin resolver", shown(at.as_str(), 200)),
                format!("`{}` has an unresolved merge conflict", shown(at.as_str(), 200)),
            ),
            hint("resuelva el conflicto y repita", "resolve the conflict and repeat"),
        ),
        E::TooManyEntries { limit } | E::TooManyCommits { limit } | E::TooManyChanges { limit } => (
            pick(
                format!("hay más de {limit} elementos: es más de lo que mipg acepta leer de una vez"),
                format!("there are more than {limit} items: more than mipg accepts to read at once"),
            ),
            None,
        ),
        E::TooDeep { path: at, limit } => (
            pick(
                format!("`{}` tiene más de {limit} carpetas una dentro de otra", shown(at.as_str(), 200)),
                format!("`{}` is nested deeper than {limit} folders", shown(at.as_str(), 200)),
            ),
            None,
        ),
        E::Unwritten { what, .. } => (
            pick(
                format!("git no pudo escribir `{}`", shown(what, 80)),
                format!("git could not write `{}`", shown(what, 80)),
            ),
            hint(
                "revise el espacio en disco y los permisos de la carpeta `.git`, y repita",
                "look at the space left on the disk and the permissions of the folder `.git`, and repeat",
            ),
        ),
        E::Store { .. } => (
            text_owned(lang, "git no pudo leer el repositorio", "the git repository could not be read"),
            hint(
                "`--detalle` muestra lo que dijo la biblioteca; `git fsck` busca daños",
                "`--detalle` shows what the library said; `git fsck` looks for damage",
            ),
        ),
    }
}

/// A path as one word of a command.
fn quoted(path: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+:\\".contains(character);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn text_owned(lang: Lang, es: &str, en: &str) -> String {
    match lang {
        Lang::Es => es.to_owned(),
        Lang::En => en.to_owned(),
    }
}
