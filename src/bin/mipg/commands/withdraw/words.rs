//! What `withdraw` says.

use mipg::{
    intake::withdrawal::Unrecorded,
    messages::{Lang, shown},
    model::SubmissionPath,
};

use super::{super::add::words as add, erase::Fate};
use crate::{args::text, errors::Failure};

/// Longest value shown.
const LONGEST: usize = 160;

pub(super) fn unknown(given: &str, lang: Lang) -> Failure {
    let given = shown(given, LONGEST);
    Failure::Said {
        message: match lang {
            Lang::Es => format!("no hay una entrega publicada `{given}` cuyo manifiesto se pueda leer"),
            Lang::En => format!("there is no published submission `{given}` whose manifest can be read"),
        },
        hint: Some(
            text(
                lang,
                "escriba su carpeta, como policies/talento-humano/2026/11/reporte-77b0; lo que aún no se publica no se retira: se borra y ya",
                "write its folder, such as policies/talento-humano/2026/11/reporte-77b0; what is not published yet is not withdrawn: it is deleted",
            )
            .to_owned(),
        ),
        code: 2,
    }
}

pub(super) fn not_withdrawn(path: &SubmissionPath, lang: Lang) -> Failure {
    Failure::Said {
        message: match lang {
            Lang::Es => format!("en esta copia la entrega {path} no tiene un retiro publicado, y nada se borra antes de él"),
            Lang::En => format!("in this copy {path} has no published withdrawal, and nothing is erased before it"),
        },
        hint: Some(
            text(
                lang,
                "retírela primero (`mipg withdraw … --motivo … --norma … --autoriza …`); cuando la solicitud se reciba, traiga la rama principal y repita con `--borrar`",
                "withdraw it first (`mipg withdraw … --reason … --norm … --authority …`); when the request is received, fetch the main branch and repeat with `--erase`",
            )
            .to_owned(),
        ),
        code: 2,
    }
}

pub(super) fn unrecorded(why: &Unrecorded, lang: Lang) -> Failure {
    let said = match (why, lang) {
        (Unrecorded::Refused(why), _) => return add::refused(why, lang),
        (Unrecorded::NotListed(name), Lang::Es) => {
            format!("el manifiesto no lista «{}»\nayuda: escriba el nombre como está en `archivos`", shown(name, LONGEST))
        }
        (Unrecorded::NotListed(name), Lang::En) => {
            format!("the manifest does not list “{}”\nhint: write the name as it stands in `archivos`", shown(name, LONGEST))
        }
        (Unrecorded::Already(name), Lang::Es) => format!(
            "«{}» ya se retiró\nayuda: para borrarlo del almacén de esta copia, `--borrar`",
            shown(name, LONGEST)
        ),
        (Unrecorded::Already(name), Lang::En) => {
            format!("“{}” was withdrawn before\nhint: to erase it from the store of this copy, `--erase`", shown(name, LONGEST))
        }
        (Unrecorded::Personal(field), Lang::Es) => format!(
            "`{field}` parece tener datos personales, y el retiro es público para siempre\nayuda: escríbalo sin cédulas, teléfonos ni correos; quién lo pide queda en el expediente, y quién autoriza se dice por su cargo"
        ),
        (Unrecorded::Personal(field), Lang::En) => format!(
            "`{field}` seems to hold personal data, and the withdrawal is public for ever\nhint: write it without identity numbers, telephones or addresses; who asks stays in the file, and who authorises is told by position"
        ),
        (Unrecorded::NothingLeft, Lang::Es) => {
            "todos los archivos de la entrega ya se retiraron\nayuda: para borrarlos del almacén de esta copia, `--borrar`"
                .to_owned()
        }
        (Unrecorded::NothingLeft, Lang::En) => {
            "all files of the submission were withdrawn before\nhint: to erase them from the store of this copy, `--erase`"
                .to_owned()
        }
    };
    Failure::Usage(said)
}

pub(super) fn changed(name: &str, lang: Lang) -> Failure {
    let name = shown(name, LONGEST);
    Failure::Said {
        message: match lang {
            Lang::Es => format!(
                "en la carpeta de trabajo «{name}» no es el publicado, y al retirarlo se perdería: no se escribió nada"
            ),
            Lang::En => {
                format!("in the work tree “{name}” is not the one published, and would be lost: nothing was written")
            }
        },
        hint: Some(
            text(
                lang,
                "guárdelo en otra parte, o use `--rama`, que no toca la carpeta",
                "keep it elsewhere, or use `--branch`, which leaves the folder alone",
            )
            .to_owned(),
        ),
        code: 1,
    }
}

pub(super) fn no_work_tree(lang: Lang) -> Failure {
    Failure::Said {
        message: text(lang, "este repositorio no tiene carpeta de trabajo", "this repository has no work tree")
            .to_owned(),
        hint: Some(
            text(
                lang,
                "use `--rama` para dejar el retiro en una rama",
                "use `--branch` to leave the withdrawal on a branch",
            )
            .to_owned(),
        ),
        code: 2,
    }
}

pub(super) fn summary(path: &SubmissionPath, files: &[String], lang: Lang) -> String {
    let names: Vec<String> = files.iter().map(|name| shown(name, 80)).collect();
    match lang {
        Lang::Es => format!("retiro de {path}: {}\n", names.join(", ")),
        Lang::En => format!("withdrawal of {path}: {}\n", names.join(", ")),
    }
}

pub(super) fn undone(told: &str, record: &str, lang: Lang) -> String {
    let end = text(
        lang,
        "No se escribió ni se quitó nada: sin `--simular` se hace.",
        "Nothing was written or taken away: without `--dry-run` it is.",
    );
    format!("{told}\n{record}\n{end}\n")
}

pub(super) fn no_branch(lang: Lang) -> &'static str {
    text(
        lang,
        "No se hizo ninguna rama: corrija lo de arriba y repita.",
        "No branch was made: put the above right and repeat.",
    )
}

/// What is to be done once the withdrawal is published.
fn then(path: &SubmissionPath, lang: Lang) -> String {
    match lang {
        Lang::Es => format!(
            "Todavía no se borró nada. Lo que es un archivo de git queda en su historia, de la que solo lo quita una purga ordenada por autoridad. Lo que está en Git LFS se borra, cuando esto se publique, en cada copia: mipg withdraw {} --borrar\n",
            path.folder()
        ),
        Lang::En => {
            format!(
                "Nothing is erased yet. What is a file of git stays in its history, from which only a purge that an authority orders takes it. What is in Git LFS is erased, once this is published, in each copy: mipg withdraw {} --erase\n",
                path.folder()
            )
        }
    }
}

pub(super) fn on_branch(kept: &str, path: &SubmissionPath, lang: Lang) -> String {
    format!("{kept}\n{}", then(path, lang))
}

pub(super) fn in_work_tree(path: &SubmissionPath, wrong: usize, lang: Lang) -> String {
    let folder = path.folder();
    match (wrong, lang) {
        (0, Lang::Es) => format!("El retiro está en {folder}: súbalo en una rama.\n{}", then(path, lang)),
        (0, Lang::En) => format!("The withdrawal is in {folder}: push it on a branch.\n{}", then(path, lang)),
        (count, Lang::Es) => format!("La carpeta {folder} tiene {count} por corregir, arriba.\n"),
        (count, Lang::En) => format!("The folder {folder} has {count} to put right, above.\n"),
    }
}

/// What became of each file, and what is left to ask of others.
pub(super) fn erased(fates: &[(String, Fate)], remote: Option<&str>, is_dry: bool, lang: Lang) -> String {
    let mut told: String =
        fates.iter().map(|(name, fate)| format!("{}\n", of_one(&shown(name, 120), fate, lang))).collect();
    let objects: Vec<String> = fates
        .iter()
        .filter_map(|(_, fate)| match fate {
            Fate::Erased(digest) | Fate::WouldErase(digest) | Fate::NotHere(digest) | Fate::Stays(digest) => {
                Some(format!("  {digest}\n"))
            }
            Fate::Named(..) | Fate::Copied(_) | Fate::Elsewhere(..) | Fate::InGit => None,
        })
        .collect();
    if !objects.is_empty() {
        told.push_str(&elsewhere(remote, lang));
        told.push_str(&objects.concat());
    }
    if fates.iter().any(|(_, fate)| matches!(fate, Fate::InGit)) {
        told.push_str(text(
            lang,
            "Lo que está en la historia de git sigue en ella y en toda copia: solo lo borra quien la reescribe por orden de autoridad, y se anota con `mipg log purge`.\n",
            "What is in the history of git stays in it and in every copy: only a rewriting ordered by an authority erases it, noted with `mipg log purge`.\n",
        ));
    }
    if is_dry {
        told.push_str(text(
            lang,
            "No se borró nada: sin `--simular` se borra.\n",
            "Nothing was erased: without `--dry-run` it is.\n",
        ));
    }
    told
}

fn of_one(name: &str, fate: &Fate, lang: Lang) -> String {
    match (fate, lang) {
        (Fate::Erased(_), Lang::Es) => format!("{name}: borrado de esta copia, con su sal si la tenía"),
        (Fate::Erased(_), Lang::En) => format!("{name}: erased from this copy, with its salt if it had one"),
        (Fate::WouldErase(_), Lang::Es) => format!("{name}: se borraría de esta copia"),
        (Fate::WouldErase(_), Lang::En) => format!("{name}: would be erased from this copy"),
        (Fate::NotHere(_), Lang::Es) => format!("{name}: esta copia no lo tiene"),
        (Fate::NotHere(_), Lang::En) => format!("{name}: this copy does not have it"),
        (Fate::Named(other), Lang::Es) => {
            format!("{name}: NO se borró, porque {} también lo nombra", shown(other, LONGEST))
        }
        (Fate::Named(other), Lang::En) => {
            format!("{name}: NOT erased, because {} names it too", shown(other, LONGEST))
        }
        (Fate::Copied(other), Lang::Es) => {
            format!("{name}: {} se entregó después con su compromiso, copiado: se queda sin él", shown(other, LONGEST))
        }
        (Fate::Copied(other), Lang::En) => format!(
            "{name}: {} was handed in later with its commitment, copied: it is left without it",
            shown(other, LONGEST)
        ),
        (Fate::Stays(_), Lang::Es) => format!("{name}: NO se pudo borrar de esta copia"),
        (Fate::Stays(_), Lang::En) => format!("{name}: could NOT be erased from this copy"),
        (Fate::Elsewhere(keeper, location), lang) => {
            let keeper = shown(keeper, LONGEST);
            let location = location.as_ref().map_or_else(String::new, |one| format!(" ({})", shown(one, LONGEST)));
            match lang {
                Lang::Es => format!("{name}: lo guarda {keeper}{location}; pídale que lo borre, y su sal"),
                Lang::En => format!("{name}: {keeper}{location} keeps it; ask them to erase it, and its salt"),
            }
        }
        (Fate::InGit, Lang::Es) => format!("{name}: NO se borró, está en la historia de git"),
        (Fate::InGit, Lang::En) => format!("{name}: NOT erased, it is in the history of git"),
    }
}

/// What this copy cannot erase, and whom to ask.
fn elsewhere(remote: Option<&str>, lang: Lang) -> String {
    let server = match (remote.map(without_user), lang) {
        (Some(url), Lang::Es) => format!("el servidor ({})", shown(&url, LONGEST)),
        (Some(url), Lang::En) => format!("the server ({})", shown(&url, LONGEST)),
        (None, Lang::Es) => "el servidor, si se envió a uno".to_owned(),
        (None, Lang::En) => "the server, where it was pushed to one".to_owned(),
    };
    let github = match (remote.is_some_and(|url| url.contains("github.com")), lang) {
        (true, Lang::Es) => " GitHub los conserva hasta que alguien pida a su soporte que los borre.",
        (true, Lang::En) => " GitHub keeps them until somebody asks its support to erase them.",
        (false, _) => "",
    };
    match lang {
        Lang::Es => format!(
            "Queda por borrar, y esta copia no puede: {server}, y las demás copias y respaldos que los hayan traído. Pida a quien administra el servidor que borre estos objetos de Git LFS.{github}\n"
        ),
        Lang::En => format!(
            "Left to erase, which this copy cannot: {server}, and the other copies and backups that fetched them. Ask whoever runs the server to erase these Git LFS objects.{github}\n"
        ),
    }
}

/// An address without who enters by it.
fn without_user(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let from = rest[..end].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[from..])
        }
        None => url.to_owned(),
    }
}
