//! The record in its place and its files gone: on a branch of its own, or in the work tree.

use std::{fs, sync::Arc};

use chrono::{DateTime, FixedOffset};
use clap::ArgMatches;
use mipg::{
    intake::withdrawal::Record,
    messages::Lang,
    model::{World, layout},
    snapshot::{Content, GitRepository, ObjectId, ObjectKind, Snapshot as _, Trust},
};

use super::{
    super::{
        add::{
            branch::{self, Fate, Proposed},
            push, wrong,
        },
        check as gate,
    },
    Published, words,
};
use crate::{errors::Failure, output};

/// The largest file of the work tree that is compared with the published one.
const MOST: u64 = 256 * 1024 * 1024;

/// What is put.
pub(super) struct Asked<'a> {
    pub repository: &'a Arc<GitRepository>,
    pub published: &'a Published<'a>,
    pub record: &'a Record,
    pub world: &'a World,
    pub as_of: DateTime<FixedOffset>,
}

/// Puts it where it is asked for.
pub(super) fn run(asked: &Asked<'_>, matches: &ArgMatches, told: &str, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let (name, remote) = (get("branch").filter(|name| !name.is_empty()), get("push"));
    if get("branch").is_some() || remote.is_some() {
        on_branch(asked, name, remote, told, lang)
    } else {
        in_work_tree(asked, told, lang)
    }
}

fn on_branch(
    asked: &Asked<'_>,
    name: Option<&String>,
    remote: Option<&String>,
    told: &str,
    lang: Lang,
) -> Result<u8, Failure> {
    let Asked { repository, published, record, world, as_of } = *asked;
    let path = &published.path;
    let held = |name: &&String| published.head.entry(&path.file(name)).is_ok_and(|entry| entry.is_some());
    let gone = record.files.iter().filter(held).map(|name| (name.as_str(), None));
    let proposed = Proposed {
        path,
        files: gone.chain([(layout::WITHDRAWAL, Some(record.text.as_bytes()))]).collect(),
        title: format!("{}: retiro de {path}", path.owner),
        large: Vec::new(),
        branch: name.map_or_else(|| format!("retiro/{}", path.to_string().replace('/', "-")), Clone::clone),
    };
    let weighed = branch::weigh_change(repository, published.head, world, proposed, as_of, lang)?;
    let verdict = gate::shown_of(&weighed.report, &[]);
    if weighed.fate == Fate::Blocked {
        let printed = output::print(&format!("{told}{verdict}\n{}\n", words::no_branch(lang)), lang);
        return Ok(printed.max(weighed.report.verdict().exit_code()).max(1));
    }
    weighed.keep(repository, lang)?;
    let next = words::on_branch(&weighed.kept(lang), path, lang);
    let printed = output::print(&format!("{told}{verdict}\n{next}"), lang);
    match remote {
        Some(remote) => push::told(repository, remote, &weighed.branch, lang).map(|code| code.max(printed)),
        None => Ok(printed),
    }
}

fn in_work_tree(asked: &Asked<'_>, told: &str, lang: Lang) -> Result<u8, Failure> {
    let Asked { repository, published, record, as_of, .. } = *asked;
    let root = repository.work_dir().ok_or_else(|| words::no_work_tree(lang))?;
    let folder = root.join(published.path.folder().as_str());
    let mut present = Vec::new();
    for name in &record.files {
        let file = folder.join(name);
        if fs::symlink_metadata(&file).is_ok() {
            if !is_as_published(published, name, &file)? {
                return Err(words::changed(name, lang));
            }
            present.push(file);
        }
    }
    let place = folder.join(layout::WITHDRAWAL);
    output::write(&place, record.text.as_bytes()).map_err(|error| Failure::Io(place, error))?;
    for file in present {
        fs::remove_file(&file).map_err(|error| Failure::Io(file, error))?;
    }
    let bar = gate::progress(lang);
    let (report, _) = gate::judge(root, &gate::Target::Worktree, as_of, lang, &bar, &gate::Asked::default())?;
    let only = [published.path.folder()];
    let count = wrong(&report, only[0].as_str());
    let next = words::in_work_tree(&published.path, count, lang);
    let printed = output::print(&format!("{told}{}\n{next}", gate::shown_of(&report, &only)), lang);
    Ok(if count == 0 { printed } else { printed.max(1) })
}

/// Whether a file of the work tree is the one published, so that nothing is lost with it. What a filter of Git LFS put
/// there in the place of a pointer is.
fn is_as_published(published: &Published<'_>, name: &str, file: &std::path::Path) -> Result<bool, Failure> {
    let Some(entry) = published.head.entry(&published.path.file(name))? else { return Ok(false) };
    let metadata = fs::symlink_metadata(file).map_err(|error| Failure::Io(file.to_owned(), error))?;
    if !metadata.is_file() || metadata.len() > MOST {
        return Ok(false);
    }
    let bytes = fs::read(file).map_err(|error| Failure::Io(file.to_owned(), error))?;
    if entry.id == Some(ObjectId::of(ObjectKind::Blob, &bytes)) {
        return Ok(true);
    }
    Ok(match published.head.read(&entry, MOST, Trust::Digest)? {
        Content::Pointer { pointer, .. } => pointer.digest == mipg::digest::Digest::of(&bytes),
        _ => false,
    })
}
