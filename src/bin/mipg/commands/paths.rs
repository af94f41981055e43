//! The paths asked for, as people write them: from the current folder, from the root of the repository, or whole; and who
//! makes the change that is judged.

use std::path::{Component, Path};

use mipg::{
    messages::{Lang, shown},
    model::{Actor, layout},
    repo_path::RepoPath,
    snapshot::{Depth, GitRepository, PathChange, Snapshot},
};

use crate::errors::Failure;

/// The paths asked for, as written; none: all.
#[derive(Clone, Default, Debug)]
pub struct Asked {
    given: Vec<String>,
    /// Who makes the change, where that is known.
    pub actor: Option<Actor>,
}

/// The same within a repository: each with what it may name there, the likeliest first; an empty name is the root.
pub struct Within<'a> {
    paths: Vec<(&'a str, Vec<String>)>,
}

impl Asked {
    /// The paths of the command line.
    pub fn of<'a>(given: impl Iterator<Item = &'a String>) -> Self {
        Self { given: given.cloned().collect(), actor: None }
    }

    /// All of what an account does.
    pub fn by(actor: Option<Actor>) -> Self {
        Self { given: Vec::new(), actor }
    }

    /// What each may name in the repository. Refuses what cannot be in it.
    pub fn within(&self, repository: &GitRepository, lang: Lang) -> Result<Within<'_>, Failure> {
        let root = repository.work_dir().and_then(|root| std::fs::canonicalize(root).ok());
        let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
        let paths = self.given.iter().map(|given| {
            let names = names(given, root.as_deref(), here.as_deref());
            if names.is_empty() { Err(outside(given, lang)) } else { Ok((given.as_str(), names)) }
        });
        Ok(Within { paths: paths.collect::<Result<_, _>>()? })
    }
}

impl Within<'_> {
    /// Every name that a path given may mean, the likeliest first, whether or not there is such a thing.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().flat_map(|(_, names)| names).map(String::as_str)
    }

    /// The paths as the repository names them; none where all of it was asked for. Refuses one that is neither in the
    /// tree nor in what changes: nothing would be shown of it, and it would look right.
    pub fn known(&self, snapshot: &dyn Snapshot, changed: &[PathChange], lang: Lang) -> Result<Vec<RepoPath>, Failure> {
        let mut only = Vec::new();
        let mut all = false;
        for (given, names) in &self.paths {
            let mut found = false;
            for name in names {
                if name.is_empty() {
                    (found, all) = (true, true);
                    break;
                }
                let path = RepoPath::new(name.as_str()).map_err(|_| outside(given, lang))?;
                if is_there(&path, snapshot)? || changed.iter().any(|changed| changed.path.is_within(&path)) {
                    only.push(path);
                    found = true;
                    break;
                }
            }
            if !found {
                return Err(nowhere(given, names, snapshot, lang)?);
            }
        }
        Ok(if all { Vec::new() } else { only })
    }
}

fn is_there(path: &RepoPath, snapshot: &dyn Snapshot) -> Result<bool, Failure> {
    Ok(snapshot.entry(path)?.is_some() || !snapshot.list(path, Depth::One)?.is_empty())
}

/// What a path may name in a repository: first from the current folder, where that is within it, as git does; then from
/// the root. A whole path names one place or none.
fn names(given: &str, root: Option<&Path>, here: Option<&Path>) -> Vec<String> {
    let path = Path::new(given);
    let mut names = Vec::new();
    if path.is_absolute() {
        // the folder may be reached through a link; what it names there may itself be one
        let real = path.parent().and_then(|folder| Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?)));
        for whole in [Some(path.to_owned()), real] {
            names.extend(whole.zip(root).and_then(|(whole, root)| joined(whole.strip_prefix(root).ok()?, None)));
        }
    } else if !given.is_empty() {
        let below = root.zip(here).and_then(|(root, here)| here.strip_prefix(root).ok());
        names.extend(below.and_then(|below| joined(path, Some(below))));
        names.extend(joined(path, None));
    }
    names.dedup();
    names
}

/// The names of a path joined by `/`, without `.` and `..`; none where it climbs above the root.
fn joined(path: &Path, below: Option<&Path>) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for component in below.into_iter().flat_map(Path::components).chain(path.components()) {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(names.pop()?),
            Component::Normal(name) => names.push(name.to_str()?),
            Component::Prefix(_) | Component::RootDir => return None,
        }
    }
    Some(names.join("/"))
}

fn outside(given: &str, lang: Lang) -> Failure {
    let given = shown(given, 80);
    Failure::Usage(match lang {
        Lang::Es => {
            format!("`{given}` no es una ruta dentro del repositorio\nayuda: por ejemplo `policies/gobierno-digital`")
        }
        Lang::En => {
            format!("`{given}` is not a path of the repository\nhint: for example `policies/gobierno-digital`")
        }
    })
}

/// The refusal of a path that is not there, with one that may be meant.
fn nowhere(given: &str, names: &[String], snapshot: &dyn Snapshot, lang: Lang) -> Result<Failure, Failure> {
    let mut meant = layout::root();
    if let Some(below) = names.last().and_then(|name| layout::root().join(name).ok())
        && is_there(&below, snapshot)?
    {
        meant = below;
    }
    let (given, meant) = (shown(given, 80), shown(meant.as_str(), 100));
    Ok(Failure::Usage(match lang {
        Lang::Es => format!(
            "no existe `{given}` en el repositorio\nayuda: escriba la ruta desde la raíz del repositorio, como `{meant}`, o desde la carpeta actual"
        ),
        Lang::En => format!(
            "there is no `{given}` in the repository\nhint: write the path from the root of the repository, like `{meant}`, or from the current folder"
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_looked_for_from_here_and_then_from_the_root() {
        let (root, here) = (Path::new("/repo"), Path::new("/repo/policies"));
        let from = |given: &str, here: &Path| names(given, Some(root), Some(here));
        assert_eq!(from("integridad", here), ["policies/integridad", "integridad"]);
        assert_eq!(from("./integridad/", root), ["integridad"]);
        assert_eq!(from("../policies", here), ["policies"]);
        assert_eq!(from(".", here), ["policies", ""]);
        assert_eq!(from("/repo/policies/integridad", here), ["policies/integridad"]);
        assert_eq!(from("integridad", Path::new("/otra")), ["integridad"]);
        for outside in ["", "../..", "/otra/policies", "/repository"] {
            assert_eq!(from(outside, here), Vec::<String>::new(), "{outside}");
        }
        assert_eq!(names("policies", None, None), ["policies"]);
    }
}
