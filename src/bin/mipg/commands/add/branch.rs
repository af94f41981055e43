//! A submission on a branch of its own, which leaves the work tree alone.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use chrono::{DateTime, FixedOffset};
use mipg::{
    diagnostic::{Located, Report, Severity},
    digest::Digest,
    intake::{Assembled, Successor, apart::Object},
    messages::{Lang, shown},
    model::{SubmissionPath, World, layout},
    snapshot::{
        Content, GitRepository, GitSnapshot, Move, Moved, ObjectId, ObjectKind, Quarantine, Snapshot as _,
        SnapshotError, Trust, changed_tree,
    },
};

use super::{
    super::check as gate,
    apart::{self, Said},
    folder::wrong,
    given::Branch,
    large, push,
    there::{self, There},
};
use crate::{args::text, errors::Failure, output};

/// The largest manifest that can be superseded.
const MANIFEST_BYTES: u64 = 4 * 1024 * 1024;

/// Whether the revision has the folder.
pub(in crate::commands) fn has(head: &GitSnapshot, path: &SubmissionPath) -> bool {
    // What cannot be read is taken as there: nothing is put over it.
    head.entry(&path.folder()).map_or(true, |entry| entry.is_some())
}

/// The branch of a submission, where nobody gives it another name.
pub(in crate::commands) fn name_of(path: &SubmissionPath) -> String {
    format!("entrega/{}", path.to_string().replace('/', "-"))
}

/// The bytes of a manifest of the revision.
pub(in crate::commands) fn manifest(
    head: &GitSnapshot,
    path: &SubmissionPath,
) -> Result<Option<Vec<u8>>, SnapshotError> {
    let Some(entry) = head.entry(&path.manifest())? else { return Ok(None) };
    Ok(match head.read(&entry, MANIFEST_BYTES, Trust::Verify)? {
        Content::Bytes(bytes) => Some(bytes.to_vec()),
        _ => None,
    })
}

/// What takes the place of a submission of the revision, by the digest of its manifest there; none where it has none.
pub(in crate::commands) fn successor(
    head: &GitSnapshot,
    of: &SubmissionPath,
    reason: &str,
) -> Result<Option<Successor>, SnapshotError> {
    let manifest = manifest(head, of)?;
    let named = |bytes: Vec<u8>| Successor { of: of.clone(), manifest: Digest::of(&bytes), reason: reason.to_owned() };
    Ok(manifest.map(named))
}

/// What may become of a submission that was judged on a commit of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::commands) enum Fate {
    /// It may be handed in.
    Fit,
    /// Something must be put right, or could not be checked.
    Blocked,
    /// It seems to hold personal data, and a branch may be read by anybody.
    Suspected,
}

/// A submission on a commit that no branch has yet, and what the gate thinks of it. git stores nothing of it unless it is
/// kept.
pub(in crate::commands) struct Weighed {
    /// The verdict on the change.
    pub report: Report,
    /// What may become of it.
    pub fate: Fate,
    /// The name its branch has, or would have.
    pub branch: String,
    /// Whether that branch is there and has this very change.
    pub is_there: bool,
    commit: ObjectId,
    apart: Quarantine,
    /// What of it nothing else can name, because its salt is new.
    sealed: Vec<Digest>,
    author: (String, String),
    seconds: i64,
}

/// What a commit does to the files of one submission.
pub(in crate::commands) struct Proposed<'a> {
    /// The submission.
    pub path: &'a SubmissionPath,
    /// Each file with what it is to hold; none is taken away.
    pub files: Vec<(&'a str, Option<&'a [u8]>)>,
    /// The first line of the commit.
    pub title: String,
    /// What goes by Git LFS, with where the file of each is.
    pub large: Vec<(&'a Object, &'a Path)>,
    /// The name of the branch.
    pub branch: String,
}

/// Makes the commit of a submission, apart from what git stores, and judges it as a proposal; makes no branch.
pub(in crate::commands) fn weigh(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    world: &World,
    (made, said): (&Assembled, &Said),
    name: Option<&str>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Weighed, Failure> {
    let files = made.files.iter().map(|(file, bytes)| (file.as_str(), Some(bytes.as_slice())));
    let proposed = Proposed {
        path: &made.path,
        files: files.chain([(layout::MANIFEST, Some(made.manifest.as_bytes()))]).collect(),
        title: title(&made.path),
        large: apart::large(said, made).collect(),
        branch: name.map_or_else(|| name_of(&made.path), str::to_owned),
    };
    weigh_change(repository, head, world, proposed, as_of, lang)
}

/// The same of any change to one submission.
pub(in crate::commands) fn weigh_change(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    world: &World,
    proposed: Proposed<'_>,
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<Weighed, Failure> {
    let name = &proposed.branch;
    if !is_branch(name) {
        let name = shown(name, 80);
        return Err(Failure::Usage(match lang {
            Lang::Es => {
                format!("`{name}` no es un nombre de rama\nayuda: letras, cifras, guiones y barras; o `--rama` sola")
            }
            Lang::En => format!(
                "`{name}` is no name of a branch\nhint: letters, digits, hyphens and slashes; or `--branch` alone"
            ),
        }));
    }
    let author = author(world, proposed.path);
    let mut apart = Quarantine::of(repository)?;
    let changes = changes(&mut apart, &proposed)?;
    let is_there = match there::look(repository, head, &mut apart, (name, proposed.path), &changes)? {
        There::Nothing => false,
        There::Same => true,
        There::Other(objects) => return Err(exists(name, &objects, lang)),
    };
    for (object, path) in &proposed.large {
        apart.hold(object.pointer, &mut apart::content(object, path)?)?;
    }
    let sealed = proposed.large.iter().filter(|(object, _)| object.salt.is_some());
    let sealed = sealed.map(|(object, _)| object.pointer.digest).collect();
    let commit = commit(repository, &mut apart, head, (&proposed.title, &changes), &author, as_of)?;
    let (base, tip) = (head.commit().to_string(), commit.to_string());
    let target = gate::Target::Change(&base, &tip, mipg::check::Standing::Proposed);
    let (seen, bar) = (apart.seen().clone(), gate::progress(lang));
    let (report, _) = gate::judge_in(seen, &target, as_of, lang, &bar, &gate::Asked::default())?;
    let place = proposed.path.folder().to_string();
    let fate = if wrong(&report, &place) > 0 || report.verdict().exit_code() > 0 {
        Fate::Blocked
    } else if suspects(&report, &place) {
        Fate::Suspected
    } else {
        Fate::Fit
    };
    let (branch, seconds) = (proposed.branch, as_of.timestamp());
    Ok(Weighed { report, fate, branch, is_there, commit, apart, sealed, author, seconds })
}

/// Another change has the name, or may be this one: how it is sent, and how another name is given.
fn exists(name: &str, objects: &[String], lang: Lang) -> Failure {
    let send = large::by_hand("origin", name, objects);
    Failure::Usage(match lang {
        Lang::Es => format!(
            "la rama `{name}` ya existe, y no tiene esto mismo\nayuda: para enviar lo que tiene, {send}; para lo de ahora, dé otro nombre con `--rama=NOMBRE`"
        ),
        Lang::En => format!(
            "the branch `{name}` exists already, and does not have this very thing\nhint: to send what it has, {send}; for what is given now, give another name with `--branch=NAME`"
        ),
    })
}

/// The blobs of a change, by the paths they are put in.
fn changes(
    apart: &mut Quarantine,
    proposed: &Proposed<'_>,
) -> Result<BTreeMap<String, Option<ObjectId>>, SnapshotError> {
    let mut changes = BTreeMap::new();
    for (file, bytes) in &proposed.files {
        let blob = bytes.map(|bytes| apart.write(ObjectKind::Blob, bytes)).transpose()?;
        changes.insert(proposed.path.file(file).to_string(), blob);
    }
    Ok(changes)
}

/// The commit that changes a revision.
fn commit(
    repository: &GitRepository,
    apart: &mut Quarantine,
    head: &GitSnapshot,
    (title, changes): (&str, &BTreeMap<String, Option<ObjectId>>),
    (author, address): &(String, String),
    as_of: DateTime<FixedOffset>,
) -> Result<ObjectId, SnapshotError> {
    let mut write = |kind, bytes: &[u8]| apart.write(kind, bytes);
    let tree = changed_tree(repository, Some(head.tree()), changes, &mut write)?;
    let who = format!("{author} <{address}> {} {}", as_of.timestamp(), as_of.format("%z"));
    let commit = format!("tree {tree}\nparent {}\nauthor {who}\ncommitter {who}\n\n{title}\n", head.commit());
    write(ObjectKind::Commit, commit.as_bytes())
}

impl Weighed {
    /// Stores what is fit and makes its branch, unless it is there. Where no branch comes of it, what may have to be erased is not left.
    pub(in crate::commands) fn keep(&self, repository: &GitRepository, lang: Lang) -> Result<(), Failure> {
        self.stored(repository, lang).inspect_err(|_| {
            for digest in &self.sealed {
                let _ = repository.erase_large(digest);
            }
        })
    }

    fn stored(&self, repository: &GitRepository, lang: Lang) -> Result<(), Failure> {
        let (author, address) = &self.author;
        let reference = format!("refs/heads/{}", self.branch);
        if self.is_there {
            return Ok(self.apart.keep_large(repository)?);
        }
        if repository.reference(&reference)?.is_some() {
            return Err(exists(&self.branch, &[], lang));
        }
        self.apart.keep(repository)?;
        let moved = repository.move_reference(&Move {
            reference: &reference,
            from: None,
            to: self.commit,
            name: author,
            email: address,
            seconds: self.seconds,
            message: "mipg add",
        })?;
        if moved == Moved::Done { Ok(()) } else { Err(exists(&self.branch, &[], lang)) }
    }
}

impl Weighed {
    /// Where it is, once kept.
    pub(in crate::commands) fn kept(&self, lang: Lang) -> String {
        let name = &self.branch;
        match (self.is_there, lang) {
            (false, Lang::Es) => format!("Quedó en la rama {name}; la carpeta de trabajo no se tocó."),
            (false, Lang::En) => format!("It is on the branch {name}; the work tree is untouched."),
            (true, Lang::Es) => format!("La rama {name} ya tenía esto mismo, y sigue como estaba."),
            (true, Lang::En) => format!("The branch {name} had this very thing already, and is as it was."),
        }
    }
}

/// Puts the submission on a branch, saying what the gate thinks of it, and pushes it where that is asked.
#[expect(clippy::too_many_arguments, reason = "what a branch is made of")]
pub(super) fn put(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    world: &World,
    (made, said): (&Assembled, &Said),
    asked: &Branch,
    (told, copy): (&str, &str),
    as_of: DateTime<FixedOffset>,
    lang: Lang,
) -> Result<u8, Failure> {
    let placed = apart::put_outside(said, made, lang)?;
    let weighed = weigh(repository, head, world, (made, said), asked.name.as_deref(), as_of, lang);
    let mut weighed = weighed.inspect_err(|_| placed.take_back())?;
    hold_back(&mut weighed.report, made.path.folder().as_str());
    let verdict = gate::shown_of(&weighed.report, &[]);
    let name = &weighed.branch;
    let undone = match weighed.fate {
        Fate::Fit => None,
        Fate::Blocked => Some(text(
            lang,
            "No se hizo ninguna rama: corrija lo de arriba y repita. Los archivos que dio no se tocaron.",
            "No branch was made: put the above right and repeat. The files given are untouched.",
        )),
        Fate::Suspected => Some(text(
            lang,
            "No se hizo ninguna rama: al enviarla podría quedar pública. Quite los datos personales; si los números de un archivo no lo son, dígalo con `--datos ARCHIVO=no-contiene:MOTIVO`.",
            "No branch was made: it could be public once pushed. Remove the personal data; where the numbers of a file are none, say so by `--personal-data FILE=no-contiene:REASON`.",
        )),
    };
    if let Some(undone) = undone {
        placed.take_back();
        let printed = output::print(&format!("{told}{verdict}\n{undone}\n"), lang);
        return Ok(printed.max(weighed.report.verdict().exit_code()).max(1));
    }
    weighed.keep(repository, lang).inspect_err(|_| placed.take_back())?;
    let next = if asked.remote.is_some() { String::new() } else { to_send(made, name, lang) };
    let done = weighed.kept(lang);
    let printed = output::print(&format!("{told}{verdict}\n{done}\n{copy}{next}"), lang);
    match &asked.remote {
        Some(remote) => large::told(repository, remote, name, made, lang)
            .and_then(|()| push::told(repository, remote, name, lang))
            .map(|code| code.max(printed)),
        None => Ok(printed),
    }
}

/// How a branch that was only made is sent.
fn to_send(made: &Assembled, name: &str, lang: Lang) -> String {
    let send = large::by_hand("origin", name, &large::digests(made));
    match lang {
        Lang::Es => format!("Para enviarla: {send}\n"),
        Lang::En => format!("To send it: {send}\n"),
    }
}

/// The rules that suspect personal data: in a file, and in what was written of it.
pub(in crate::commands) const SUSPICIONS: [&str; 2] = [SUSPECTED_FILE, "personal-data-in-text"];
/// The one of them that asks of a file what its numbers are.
pub(in crate::commands) const SUSPECTED_FILE: &str = "personal-data-suspected";

/// Whether personal data are suspected in what would be sent: in a request they may be read by anybody.
pub(super) fn suspects(report: &Report, folder: &str) -> bool {
    report.findings.iter().any(|one| is_suspicion(one, folder))
}

/// Makes the suspicions block: what is not let out of here is not told as conforming.
pub(super) fn hold_back(report: &mut Report, folder: &str) {
    let suspicions = report.findings.iter_mut().filter(|one| is_suspicion(one, folder));
    suspicions.for_each(|one| one.finding.severity = Severity::Error);
}

fn is_suspicion(one: &Located, folder: &str) -> bool {
    let is_within = one.finding.path.as_ref().is_some_and(|path| path.as_str().starts_with(folder));
    is_within && !one.finding.inherited && SUSPICIONS.contains(&one.finding.rule.id)
}

/// The first line of the commit of a submission.
pub(super) fn title(path: &SubmissionPath) -> String {
    format!("{}: {path}", path.owner)
}

/// Who hands in: a role of the entity, never a person.
pub(super) fn author(world: &World, path: &SubmissionPath) -> (String, String) {
    let domain = world.repository.read().map(|repository| repository.entity.domain.as_str().to_owned());
    let owner = &path.owner;
    let name = world.policies.get(owner).map_or(owner.as_str(), |policy| policy.name.as_str());
    let clean: String = name.chars().filter(|c| !"<>\n\0".contains(*c)).collect();
    (format!("Política {}", clean.trim()), format!("{owner}@{}", domain.as_deref().unwrap_or("mipg.invalid")))
}

/// A name that git takes for a branch, of plain characters only.
fn is_branch(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['-', '.'])
            && !part.ends_with(['.', '-'])
            && !part.ends_with(".lock")
            && !part.contains("..")
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    name.len() <= 200 && name.split('/').all(part) && !matches!(name, "HEAD" | "main" | "registro")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_branches() {
        assert!(is_branch("entrega/gobierno-digital-2026-11-reporte-1f3a"));
        for name in ["", "main", "registro", "-x", "a..b", "a/", "/a", "a b", "á", "a.lock", "x/.y", "a~1", "a:b"] {
            assert!(!is_branch(name), "{name}");
        }
    }
}
