//! `mipg hook install`: writes the scripts that git runs. What somebody else put there stays.

use std::{
    collections::BTreeSet,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    gate,
    messages::{Lang, Message},
    registro::Trail,
    snapshot::{GitRepository, GitSnapshot, Limits},
};

use crate::{
    args,
    commands::{
        check,
        log::{self, append},
    },
    errors::Failure,
    output,
};

/// What tells our scripts from those of others: their second line.
const MARK: &str = "# mipg: escrito por `mipg hook install`";
/// The branch that is published and logged.
const MAIN: &str = "refs/heads/main";
/// The most bytes of a script that is read to know whose it is.
const MAX_SCRIPT: u64 = 4096;

/// Runs `mipg hook install`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let bare = matches.get_one::<PathBuf>("bare");
    let repository = match bare {
        Some(folder) => GitRepository::open(folder)?.into(),
        None => check::open(&args::repository(matches))?,
    };
    let hooks = repository.hooks()?.ok_or_else(|| {
        let (message, hint) = (Message::HookElsewhere {}, Message::HookElsewhereHint {});
        Failure::Said { message: message.text(lang), hint: Some(hint.text(lang)), code: 2 }
    })?;
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::Io(path, error)
    };
    let program = std::env::current_exe().map_err(failed(Path::new("mipg")))?;
    let key = match matches.get_one::<PathBuf>("key") {
        Some(path) => {
            append::key(Some(path), lang)?; // one that cannot be used is told now, and not at the first push
            Some(fs::canonicalize(path).map_err(failed(path))?)
        }
        None => None,
    };
    let names: &[&str] = if bare.is_some() { &["pre-receive", "post-receive"] } else { &["pre-commit"] };
    let scripts: Vec<(PathBuf, String)> = names
        .iter()
        .map(|name| {
            let key = key.as_ref().filter(|_| *name == "post-receive");
            (hooks.join(name), script(&program, name, key.map(PathBuf::as_path), lang))
        })
        .collect();
    for (path, _) in &scripts {
        if !is_ours(path).map_err(failed(path))? {
            let (path, hint) = (path.display().to_string().into(), Message::HookOthersHint {});
            let message = Message::HookOthers { path };
            return Err(Failure::Said { message: message.text(lang), hint: Some(hint.text(lang)), code: 2 });
        }
    }
    if bare.is_some() {
        serves(&repository, key.as_deref(), lang)?;
    }
    fs::create_dir_all(&hooks).map_err(failed(&hooks))?;
    let mut text = String::new();
    for (path, script) in &scripts {
        write(path, script).map_err(failed(path))?;
        text.push_str(&format!("{}\n", Message::HookWritten { path: path.display().to_string().into() }.text(lang)));
    }
    let next = match bare {
        Some(folder) => Message::HookServerNext {
            folder: word(&fs::canonicalize(folder).map_err(failed(folder))?).into(),
            key: key.as_deref().map_or_else(|| "ARCHIVO".to_owned(), word).into(),
        },
        None => Message::HookCloneNext {},
    };
    text.push_str(&format!("{}\n", next.text(lang)));
    if bare.is_some() {
        text.push_str(&format!("{}\n", judged(&repository)?.text(lang)));
    }
    if bare.is_some() && key.is_none() {
        text.push_str(&format!("{}\n", Message::HookKeyless {}.text(lang)));
    }
    Ok(output::print(&text, lang))
}

/// Makes sure that a repository can be a server: that its main branch is the one that is logged, that the key is that of its
/// log, that git looks at each object that comes, and that what it keeps for itself is not shown.
fn serves(repository: &Arc<GitRepository>, key: Option<&Path>, lang: Lang) -> Result<(), Failure> {
    let said = |message: Message, hint: Message| Failure::Said {
        message: message.text(lang),
        hint: Some(hint.text(lang)),
        code: 2,
    };
    let default = gate::default_branch(repository)?;
    if default != MAIN {
        let folder = || word(repository.git_dir()).into();
        return Err(said(
            Message::HookOtherMain { name: default.into() },
            Message::HookOtherMainHint { folder: folder() },
        ));
    }
    let trail = Trail::open(repository).map_err(|error| log::failure(error, lang))?;
    if let (Some((_, trail)), Some(path)) = (&trail, key)
        && let Some(key) = append::key(Some(&path.to_owned()), lang)?
    {
        append::is_of(&key, trail).map_err(|error| log::failure(error, lang))?;
    }
    repository.configure("receive.fsckObjects", "true", false)?;
    repository.configure("transfer.hideRefs", gate::KEPT, true)?;
    Ok(())
}

/// Who will be judged by who they are, by the main branch as it is; where there is none yet, it names nobody.
fn judged(repository: &Arc<GitRepository>) -> Result<Message, Failure> {
    let forges = match repository.reference(MAIN)? {
        None => BTreeSet::new(),
        Some(main) => {
            let snapshot = GitSnapshot::at(repository.clone(), &main.to_string(), Limits::default())?;
            mipg::check::accounts(&snapshot)?.forges()
        }
    };
    let forges: Vec<String> = forges.into_iter().map(|forge| forge.name().to_owned()).collect();
    Ok(match forges.is_empty() {
        true => Message::HookNoAccounts {},
        false => Message::HookAccounts { forges: forges.into() },
    })
}

/// The script: if the program is not there any more the shell says so, and git refuses.
fn script(program: &Path, name: &str, key: Option<&Path>, lang: Lang) -> String {
    let key = key.map_or_else(String::new, |key| format!(" --clave {}", word(key)));
    format!("#!/bin/sh\n{MARK}\nexec {} hook {name}{key} --lang {}\n", word(program), lang.tag())
}

/// A path as one word of the shell.
fn word(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', "'\\''"))
}

/// Whether there is nothing at the path, or a script of ours.
fn is_ours(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
        Ok(found) if !found.is_file() || found.len() > MAX_SCRIPT => Ok(false),
        Ok(_) => Ok(String::from_utf8_lossy(&fs::read(path)?).lines().nth(1) == Some(MARK)),
    }
}

/// Writes a script whole, which everyone may run.
fn write(path: &Path, script: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(script.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
