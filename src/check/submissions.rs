//! Judges the submissions: each by itself, on all cores, and then each among the others.

use std::{
    collections::BTreeSet,
    io::{self, Read as _, Seek as _, SeekFrom},
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::prelude::*;

use super::{Request, contents, index, loader::Loader, policies::Policies, scope::Scope, tree::Tree};
use crate::{
    diagnostic::{Checked, Count, Finding, Unsearchable},
    digest::Digest,
    fixity::{self, Class, Coverage, Format},
    model::{
        Common, FileKind, FileState, HeldFile, PersonalSigns, PointerObject, ReadFile, SALT, Settings, Submission,
        SubmissionPath, World, layout,
    },
    rules::{self, Filed, RelationContext, StoredFile, SubmissionContext, Summary, SupportsContext},
    schedule::DueDates,
    snapshot::{Content, Entry, LfsObject, LfsPointer, Snapshot, SnapshotError, Trust},
    trail::note::holds_secret,
};

/// Text taken out of a package (Office, OpenDocument) for the search of personal data; plain text is searched whole.
const VISIBLE_TEXT: usize = 256 * 1024;

/// What judging one submission gives.
struct Judged {
    findings: Vec<Finding>,
    summary: Option<Summary>,
    filed: Option<Filed>,
    checked: Checked,
    /// Whether what is asked is about it, rather than about settings that reach it.
    touched: bool,
}

/// What submissions are judged against.
pub(super) struct Against<'a> {
    /// Settings and catalogues of the tree.
    pub world: &'a World,
    /// Policies of the tree.
    pub policies: &'a Policies<'a>,
    /// The settings in force.
    pub settings: &'a Settings,
    /// The due dates of the obligations of the tree.
    pub due_dates: &'a DueDates<'a>,
}

/// Judges every submission of the scope; findings and counts are added to those given. Returns the manifests that say they
/// came by SIGOB.
pub(super) fn judge(
    request: &Request<'_>,
    loader: &Loader,
    against: &Against<'_>,
    scope: &Scope,
    tree: &Tree,
    findings: &mut Vec<Finding>,
    checked: &mut Checked,
) -> Result<Vec<Filed>, SnapshotError> {
    let submissions: Vec<(SubmissionPath, Vec<&Entry>)> =
        tree.submissions().into_iter().filter(|(path, _)| scope.holds_submission(path)).collect();
    let total = submissions.len() as u64;
    let finished = AtomicU64::new(0);
    (request.progress)(0, total);
    let judged: Vec<Judged> = submissions
        .par_iter()
        .map(|(path, entries)| {
            let mut judged = one(request, loader, against, path, entries)?;
            judged.touched = scope.touches_submission(path);
            (request.progress)(finished.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(judged)
        })
        .collect::<Result<_, SnapshotError>>()?;
    let mut summaries = Vec::with_capacity(judged.len());
    let mut filed = Vec::new();
    for one in judged {
        filed.extend(one.filed);
        findings.extend(one.findings);
        summaries.extend(one.summary);
        add(checked, &one.checked);
        if !one.touched {
            checked.excused += one.checked.missing();
        }
    }
    let base = request.change.as_ref().map(|asked| asked.base);
    let lookup = index::Lookup { snapshot: request.snapshot, base, loader, settings: against.settings };
    let index = index::Indexed::new(lookup, scope.visits_all().then_some((&submissions[..], &summaries[..])));
    let related: Vec<Vec<Finding>> = summaries
        .par_iter()
        .map(|summary| {
            let mut found = Vec::new();
            rules::relation(&RelationContext { summary, index: &index }, &mut found);
            found
        })
        .collect();
    findings.extend(related.into_iter().flatten());
    for (path, supports) in against.world.supports.iter().filter(|(path, _)| scope.holds(path)) {
        rules::supports(&SupportsContext { path, supports, index: &index }, findings);
    }
    index.into_error().map_or(Ok(filed), Err)
}

fn add(total: &mut Checked, one: &Checked) {
    total.submissions.add(one.submissions);
    total.manifests.add(one.manifests);
    total.files.add(one.files);
    total.bytes.add(one.bytes);
    total.external.add(one.external);
    total.searched.add(one.searched);
    total.unsearchable.add(one.unsearchable);
    total.unseen += one.unseen;
}

fn one(
    request: &Request<'_>,
    loader: &Loader,
    against: &Against<'_>,
    path: &SubmissionPath,
    entries: &[&Entry],
) -> Result<Judged, SnapshotError> {
    let mut findings = Vec::new();
    let &Against { world, policies, settings, due_dates } = against;
    let submission = read(request.snapshot, loader, settings, path, entries, &mut findings)?;
    (request.observe)(&submission);
    let context = SubmissionContext {
        submission: &submission,
        places: submission.places(),
        common: Common::of(world),
        policies,
        due_dates,
        settings,
        as_of: request.as_of,
    };
    rules::submission(&context, &mut findings);
    contents::of_submission(&submission, &mut findings);
    let (summary, filed) = (summarise(&submission), filed(&submission));
    Ok(Judged { checked: count(&submission), summary, filed, findings, touched: true })
}

/// Reads the YAML files and the facts of every other file of a folder.
fn read(
    snapshot: &dyn Snapshot,
    loader: &Loader,
    settings: &Settings,
    path: &SubmissionPath,
    entries: &[&Entry],
    findings: &mut Vec<Finding>,
) -> Result<Submission, SnapshotError> {
    let mut submission = Submission::at(path.clone());
    let mut evidence = Vec::new();
    for entry in entries {
        match entry.path.name() {
            layout::MANIFEST if entry.raw_name.is_none() => {
                let (document, reading, listing) = loader.manifest(snapshot, entry, settings)?;
                let context = rules::DocumentContext { listing: listing.as_ref(), ..document.context() };
                rules::document(&context, findings);
                submission.manifest_digest = document.digest;
                submission.manifest = reading;
                submission.listing = listing;
            }
            layout::WITHDRAWAL if entry.raw_name.is_none() => {
                let (document, reading) = loader.read(snapshot, entry, FileKind::Withdrawal, settings)?;
                rules::document(&document.context(), findings);
                submission.withdrawal = reading;
            }
            _ => evidence.push(*entry),
        }
    }
    if evidence.len() as u64 > settings.files_per_submission {
        submission.too_many = Some(evidence.len() as u64);
    }
    let committed = submission.listed().filter(|(_, listed, _)| listed.commitment.is_some());
    let salted: BTreeSet<String> = committed.map(|(_, listed, _)| listed.path.as_str().to_owned()).collect();
    for entry in evidence {
        let state = match submission.too_many {
            Some(_) => FileState::NotRead,
            None => state(snapshot, settings, entry, salted.contains(entry.path.name()))?,
        };
        submission.files.push(HeldFile { entry: entry.clone(), state });
    }
    submission.ignored = ignored(snapshot, &submission)?;
    Ok(submission)
}

/// The names the manifest lists that are in the folder and that git ignores.
fn ignored(snapshot: &dyn Snapshot, submission: &Submission) -> Result<Vec<String>, SnapshotError> {
    let folder = submission.path.folder();
    let mut names = Vec::new();
    for one in submission.declared().filter(|one| submission.lacks(one)) {
        let Ok(path) = folder.join(one.name) else { continue };
        if snapshot.ignores(&path)? {
            names.push(one.name.to_owned());
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// What reading an entry gives; where `is_salted`, the manifest binds it by a commitment, and its object begins with the
/// salt.
fn state(
    snapshot: &dyn Snapshot,
    settings: &Settings,
    entry: &Entry,
    is_salted: bool,
) -> Result<FileState, SnapshotError> {
    let limit = settings.file_bytes;
    Ok(match snapshot.read(entry, limit, Trust::Digest)? {
        Content::Bytes(bytes) => FileState::Read(Box::new(facts(&bytes))),
        Content::Pointer { pointer, object } => {
            let stored = Digest::of(pointer.to_text().as_bytes());
            let object = match object {
                Some(object) => if is_salted { salted(&object, limit) } else { pointed(&object, limit) }
                    .map_err(|source| SnapshotError::Io { path: entry.path.as_str().into(), source })?,
                None => PointerObject::Absent,
            };
            FileState::Pointer { pointer, stored, object }
        }
        Content::TooLarge { size } => FileState::TooLarge { size, limit },
        Content::Missing { promisor, .. } => FileState::Missing { promisor },
        Content::Damaged { expected, .. } => FileState::Damaged { id: expected },
        Content::Unconvertible { attribute } => FileState::Unconvertible { attribute },
        Content::NotAFile => FileState::NotAFile,
    })
}

/// The facts of the bytes of a file.
fn facts(bytes: &[u8]) -> ReadFile {
    let facts = fixity::inspect(bytes);
    let visible = fixity::visible_text(bytes, &facts, VISIBLE_TEXT);
    let holds_private_key = holds_secret(bytes) || holds_secret(visible.text.as_bytes());
    let is_broken_pointer = LfsPointer::is_broken(bytes);
    ReadFile { personal: PersonalSigns::find(&visible), facts, holds_private_key, is_broken_pointer }
}

/// Looks at the object of a pointer: whole up to `limit` bytes, by its digest, start and end beyond.
fn pointed(object: &LfsObject, limit: u64) -> io::Result<PointerObject> {
    let mut reader = object.open()?;
    if object.size() > limit {
        let (digest, size) = Digest::of_reader(&mut reader)?;
        let mut piece = |from: SeekFrom, most: usize| -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            reader.seek(from)?;
            (&mut reader).take(most as u64).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let head = piece(SeekFrom::Start(0), fixity::HEAD)?;
        let tail = piece(SeekFrom::Start(size.saturating_sub(fixity::TAIL as u64)), fixity::TAIL)?;
        let format = fixity::glimpse(&head, &tail);
        // A film whose index cannot be held is of no format that is known.
        let place = format.map_or(Ok(None), |format| fixity::without_place(format, &mut reader));
        let format = format.filter(|_| place.is_ok());
        return Ok(PointerObject::Hashed { digest, size, format, is_located: matches!(place, Ok(Some(_))) });
    }
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(PointerObject::Read(Box::new(facts(&bytes))))
}

/// Looks at the object of a commitment: all of it for its digest, what follows the salt for what the file is.
fn salted(object: &LfsObject, limit: u64) -> io::Result<PointerObject> {
    let mut reader = object.open()?;
    if object.size() > limit.saturating_add(SALT) {
        let (digest, size) = Digest::of_reader(&mut reader)?;
        return Ok(PointerObject::Salted { digest, size, facts: None });
    }
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(SALT + 1)).read_to_end(&mut bytes)?;
    let file = usize::try_from(SALT).ok().and_then(|salt| bytes.get(salt..));
    let facts = file.map(|file| Box::new(fixity::inspect(file)));
    Ok(PointerObject::Salted { digest: Digest::of(&bytes), size: bytes.len() as u64, facts })
}

/// Files and bytes really read, of those in the tree; pointers and files kept elsewhere apart. A submission whose files
/// are too many to be read was not reviewed.
fn count(submission: &Submission) -> Checked {
    let is_read = u64::from(submission.manifest.read().is_some());
    let is_reviewed = if submission.too_many.is_some() { 0 } else { is_read };
    let mut checked = Checked {
        submissions: Count { done: is_reviewed, of: 1 },
        manifests: Count { done: is_read, of: u64::from(submission.manifest.is_present()) },
        ..Checked::default()
    };
    for file in &submission.files {
        let (files, bytes, external) = match &file.state {
            FileState::Read(read) => ((1, 1), (read.facts.size, read.facts.size), (0, 0)),
            FileState::Pointer { object, .. } => match object {
                PointerObject::Absent => ((0, 0), (0, 0), (1, 1)),
                PointerObject::Read(read) => ((1, 1), (read.facts.size, read.facts.size), (0, 0)),
                PointerObject::Hashed { size, .. } | PointerObject::Salted { size, .. } => {
                    ((1, 1), (*size, *size), (0, 0))
                }
            },
            FileState::TooLarge { size, .. } => ((0, 1), (0, *size), (0, 0)),
            FileState::Missing { .. }
            | FileState::Damaged { .. }
            | FileState::Unconvertible { .. }
            | FileState::NotAFile
            | FileState::NotRead => ((0, 1), (0, 0), (0, 0)),
        };
        if let FileState::Read(read) | FileState::Pointer { object: PointerObject::Read(read), .. } = &file.state
            && read.facts.format().is_none_or(|format| format.class().holds_text())
        {
            checked.searched.add(Count { done: u64::from(read.personal.coverage == Coverage::Complete), of: 1 });
            if read.personal.coverage == Coverage::NotAvailable {
                checked.unsearchable.add(unsearchable(read.facts.format()));
            }
        }
        // A recording holds no text to search; whatever else is so large may.
        if let FileState::Pointer { object: PointerObject::Hashed { format: None, .. }, .. } = &file.state {
            checked.searched.add(Count { done: 0, of: 1 });
            checked.unsearchable.add(unsearchable(None));
        }
        // what was not read may hold text, and may be a pointer
        let is_unseen = matches!(
            file.state,
            FileState::Missing { .. }
                | FileState::Damaged { .. }
                | FileState::Unconvertible { .. }
                | FileState::NotRead
        );
        if is_unseen || matches!(file.state, FileState::TooLarge { .. }) {
            checked.searched.add(Count { done: 0, of: 1 });
        }
        checked.unseen += u64::from(is_unseen);
        checked.files.add(Count { done: files.0, of: files.1 });
        checked.bytes.add(Count { done: bytes.0, of: bytes.1 });
        checked.external.add(Count { done: external.0, of: external.1 });
    }
    for (_, listed, held) in submission.listed() {
        let is_withdrawn = submission.withdraws(listed.path.as_str());
        if held.is_none() && listed.commitment.is_some() && !is_withdrawn {
            checked.external.add(Count { done: 1, of: 1 });
        }
    }
    checked
}

/// One file of a format whose text is not read.
fn unsearchable(format: Option<Format>) -> Unsearchable {
    match format {
        Some(Format::Pdf) => Unsearchable { pdf: 1, ..Unsearchable::default() },
        Some(format) if format.class() == Class::Archive => Unsearchable { archives: 1, ..Unsearchable::default() },
        Some(Format::Doc | Format::Xls | Format::Ppt) => Unsearchable { old_office: 1, ..Unsearchable::default() },
        _ => Unsearchable { other: 1, ..Unsearchable::default() },
    }
}

/// Whether the submission says that it came by SIGOB, and where.
fn filed(submission: &Submission) -> Option<Filed> {
    let manifest = submission.stated()?;
    let field = match (&manifest.sigob, manifest.registrar.is_leader()) {
        (Some(_), _) => "sigob",
        (None, false) => "registra",
        (None, true) => return None,
    };
    Some(Filed { manifest: submission.manifest_path.clone(), field })
}

/// What the submission is to the others; none where its manifest could not be read.
fn summarise(submission: &Submission) -> Option<Summary> {
    let manifest = submission.manifest.read()?;
    let stored = |file: &HeldFile| match &file.state {
        FileState::Read(read) => Some(read.facts.digest),
        FileState::Pointer { stored, .. } => Some(*stored),
        _ => None,
    };
    Some(Summary {
        path: submission.path.clone(),
        links: index::links(submission.manifest_digest?, manifest),
        listed: index::listed(manifest),
        pointed: pointed_at(submission),
        sealed: index::sealed(manifest),
        files: submission
            .files
            .iter()
            .filter(|file| !layout::is_of_the_system(file.name()))
            .filter_map(|file| {
                let listed = manifest.files.iter().position(|listed| listed.path.as_str() == file.name());
                Some(StoredFile { name: file.name().to_owned(), digest: stored(file)?, id: file.entry.id, listed })
            })
            .collect(),
    })
}

/// The files of which git has a pointer and which the manifest names by a digest.
fn pointed_at(submission: &Submission) -> Vec<(usize, String, Digest)> {
    let named = submission
        .listed()
        .filter(|(_, _, held)| held.is_some_and(|held| matches!(held.state, FileState::Pointer { .. })));
    named
        .filter_map(|(index, listed, _)| {
            Some((index, listed.path.as_str().to_owned(), listed.sha256.as_ref()?.digest()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        repo_path::RepoPath,
        snapshot::{EntryKind, LfsPointer},
    };

    fn submission(states: Vec<FileState>, too_many: Option<u64>) -> Submission {
        let folder = RepoPath::new("policies/gobierno-digital/2026/11/reporte-1f3a").unwrap();
        let file = |(index, state)| {
            let path = folder.join(&format!("{index}.pdf")).unwrap();
            HeldFile { entry: Entry { path, kind: EntryKind::File, id: None, raw_name: None }, state }
        };
        Submission {
            files: states.into_iter().enumerate().map(file).collect(),
            too_many,
            ..Submission::at(layout_path(&folder))
        }
    }

    fn layout_path(folder: &RepoPath) -> SubmissionPath {
        crate::model::Place::of(&folder.join("manifiesto.yaml").unwrap()).submission().unwrap().clone()
    }

    #[test]
    fn files_not_read_may_hold_text_and_may_be_pointers() {
        let checked = count(&submission(vec![FileState::NotRead, FileState::NotRead], Some(2)));
        assert_eq!(checked.submissions, Count { done: 0, of: 1 });
        assert_eq!(checked.searched, Count { done: 0, of: 2 });
        assert_eq!((checked.files, checked.unseen), (Count { done: 0, of: 2 }, 2));
        let checked = count(&submission(vec![FileState::Missing { promisor: true }, FileState::NotAFile], None));
        assert_eq!((checked.searched, checked.unseen), (Count { done: 0, of: 1 }, 1));
    }

    #[test]
    fn the_object_of_a_pointer_is_counted_where_it_was_read_and_external_where_not() {
        let pointer = |object| FileState::Pointer {
            pointer: LfsPointer { digest: Digest::of(b"hola"), size: 4 },
            stored: Digest::of(b"puntero"),
            object,
        };
        let checked = count(&submission(vec![pointer(PointerObject::Absent)], None));
        let of = |done, of| Count { done, of };
        assert_eq!((checked.files, checked.external, checked.searched), (of(0, 0), of(1, 1), of(0, 0)));
        let objects = [b"hola".as_slice(), &[b'h'; 40]].map(LfsObject::in_memory);
        let read = pointer(pointed(&objects[0], 10).unwrap());
        let hashed = pointer(pointed(&objects[1], 10).unwrap());
        let salted = pointer(salted(&objects[1], 10).unwrap());
        let checked = count(&submission(vec![read, hashed, salted], None));
        assert_eq!((checked.files, checked.bytes, checked.external), (of(3, 3), of(84, 84), of(0, 0)));
        assert_eq!(checked.searched, of(1, 2), "what is so large was not searched");
    }

    #[test]
    fn a_film_too_large_to_be_read_says_where_it_was_taken() {
        let unit =
            |kind: &[u8; 4], content: &[u8]| [&(content.len() as u32 + 8).to_be_bytes()[..], kind, content].concat();
        let place = |sign: &[u8]| {
            let user = unit(b"udta", &unit(b"\xa9xyz", &[b"\0\x12\x15\xc7", sign, b"10.42-075.54/"].concat()));
            [unit(b"ftyp", b"isom\0\0\0\0"), unit(b"mdat", &[7; 3_000_000]), unit(b"moov", &user)].concat()
        };
        for (sign, told) in [(b"+", true), (b"x", false)] {
            let film = LfsObject::in_memory(place(sign));
            let PointerObject::Hashed { format, is_located, .. } = pointed(&film, 1_000).unwrap() else {
                panic!("it was read whole")
            };
            assert_eq!((format, is_located), (Some(fixity::Format::Mp4), told));
        }
        let mut huge = place(b"+");
        let moov = huge.windows(4).position(|bytes| bytes == b"moov").unwrap();
        huge[moov - 4..moov].copy_from_slice(&u32::MAX.to_be_bytes());
        let pointed = pointed(&LfsObject::in_memory(huge), 1_000).unwrap();
        assert!(matches!(pointed, PointerObject::Hashed { format: None, is_located: false, .. }));
    }

    #[test]
    fn files_that_cannot_be_searched_are_counted_by_kind() {
        let states = [&b"%PDF-1.4\n"[..], b"{\\rtf1 hola}", b"hola"];
        let states = states.into_iter().map(|bytes| FileState::Read(Box::new(facts(bytes)))).collect();
        let checked = count(&submission(states, None));
        assert_eq!(checked.searched, Count { done: 1, of: 3 });
        assert_eq!(checked.unsearchable, Unsearchable { pdf: 1, other: 1, ..Unsearchable::default() });
    }
}
