//! `mipg log receipt`: the proof of a submission's entry, and the page to print.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    digest::Digest,
    messages::{Lang, Message, shown},
    model::{SubmissionPath, layout},
    repo_path::RepoPath,
    snapshot::{Content, GitRepository, GitSnapshot, Limits, Snapshot as _, Trust},
    source::yaml,
    trail::{
        checkpoint,
        constancia::{self, IssueError, Issued, Manifest, PUBLISHED, Page, PageError, Request, Wanted, proof_name},
        entry::{Event, SubmissionEvent},
        judge::{reason, words},
        note::{Note, VerifierKey},
        policy::Policy,
        proof::{MAX_PROOF, Proof},
        tile::{EntryReadError, HashReadError},
    },
};

use super::{
    detail, keys,
    place::{self, Place, PlaceError, said},
    verify,
};
use crate::{
    args,
    commands::{check, paths::Asked},
    errors::{Failure, UNCHECKED},
    output,
};

/// The name of the chain of keys beside a receipt.
const CHAIN: &str = "cadena-de-claves.txt";

/// Runs `mipg log receipt`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let out = matches.get_one::<PathBuf>("out").expect("it has a default");
    let repository = check::open(&args::repository(matches))?;
    let snapshot = GitSnapshot::at(repository.clone(), get("rev").map_or("HEAD", String::as_str), Limits::default())?;
    let submission = submission(get("path").expect("clap requires it"), &repository, &snapshot, lang)?;
    let policy = matches.get_one::<PathBuf>("policy").map(|path| verify::policy(path, lang)).transpose()?;
    let address = match get("address") {
        Some(address) if address.starts_with("https://") && address.len() <= 500 => Some(address.clone()),
        Some(_) => {
            return Err(said(
                lang,
                "la dirección de la prueba empieza por https:// y no pasa de 500 caracteres",
                "the address of the proof begins with https:// and has at most 500 characters",
                None,
                2,
            ));
        }
        None => None,
    };

    let log = Place::asked(matches, lang)?;
    if let Place::Branch { is_ahead: true, .. } = &log
        && !matches.get_flag("unpublished")
    {
        let message = Message::LogReceiptUnpublished {};
        let hint = Some(Message::LogReceiptUnpublishedHint {}.text(lang));
        return Err(Failure::Said { message: message.text(lang), hint, code: UNCHECKED });
    }
    let keys = match (keys::given(matches, lang)?, &policy) {
        (Some(keys), _) => keys,
        (None, Some(policy)) => policy.logs().to_vec(),
        (None, None) => log.keys(lang)?,
    };
    let (policy, wanted) = (policy.as_ref(), wanted(matches));
    let order = Order { repository: &repository, snapshot: &snapshot, log: &log, keys, policy, address };
    let written = order.write(&submission, wanted, out, lang)?;
    Ok(output::print(&format!("{}\n", written.join("\n")), lang))
}

/// Where receipts are made from.
pub(in crate::commands) struct Order<'a> {
    pub(in crate::commands) repository: &'a Arc<GitRepository>,
    /// The revision with the submission.
    pub(in crate::commands) snapshot: &'a GitSnapshot,
    pub(in crate::commands) log: &'a Place,
    /// The keys believed.
    pub(in crate::commands) keys: Vec<VerifierKey>,
    pub(in crate::commands) policy: Option<&'a Policy>,
    /// Where the proof is published, where it is not where the settings say.
    pub(in crate::commands) address: Option<String>,
}

impl Order<'_> {
    /// Writes the receipt of a submission into a folder: the proof, the page, and the chain of keys where there is one;
    /// what was written.
    pub(in crate::commands) fn write(
        &self,
        submission: &SubmissionPath,
        wanted: Wanted,
        out: &Path,
        lang: Lang,
    ) -> Result<Vec<String>, Failure> {
        let text = shown(&submission.to_string(), 200);
        let Some(bytes) = file(self.snapshot, &submission.manifest(), Manifest::MAX as u64)? else {
            let (es, en) = (
                format!("la entrega `{text}` no tiene manifiesto en esa revisión"),
                format!("the submission `{text}` has no manifest in that revision"),
            );
            return Err(said(
                lang,
                &es,
                &en,
                Some(("indique con `--rev` la revisión que lo tiene", "name with `--rev` the revision that has it")),
                3,
            ));
        };
        let manifest = Manifest::parse(&bytes).map_err(|_| {
            let (es, en) = (
                format!("el manifiesto de `{text}` no se puede leer"),
                format!("the manifest of `{text}` cannot be read"),
            );
            said(lang, &es, &en, Some(("`mipg check` dice qué corregir", "`mipg check` says what to put right")), 3)
        })?;
        let log = self.log;
        let bytes_of_log = log.checkpoint(lang)?;
        let note = Note::parse(&bytes_of_log).map_err(|error| match is_unsigned(&bytes_of_log) {
            true => said(
                lang,
                "el registro no está firmado: de él no se pueden dar constancias",
                "the log is not signed: no receipts can be given of it",
                Some(("fírmelo con `mipg log append --clave`", "sign it with `mipg log append --clave`")),
                3,
            ),
            false => unbelieved(&error.into(), lang),
        })?;
        let keys = led(log, &note, self.keys.clone(), lang)?;
        let attested: Vec<Note> =
            log.attested()?.iter().filter_map(|files| constancia::gathered(files, self.policy)).collect();
        let request = Request { submission, manifest: Digest::of(&bytes), wanted, attested: &attested };
        let mut reader = log;
        let issued =
            constancia::issue(&mut reader, &note, &keys, &request).map_err(|error| failure(error, &text, lang))?;
        let key = checkpoint::open(&issued.proof.checkpoint, &keys).map_err(|error| unbelieved(&error, lang))?.log;

        let name = proof_name(issued.proof.index);
        let address = match &self.address {
            Some(address) => address.clone(),
            None => published(self.snapshot, &name, lang)?,
        };
        let policy = field(self.snapshot, layout::policy(&submission.owner), &["nombre"])?;
        let withdrawn = withdrawn(self.repository, self.snapshot, &issued, submission);
        let (policy, withdrawn) = (policy.as_deref(), withdrawn.as_deref());
        let page = Page { issued: &issued, manifest: &manifest, withdrawn, key, policy, address: &address };
        let html = page.html(lang).map_err(|error| match error {
            PageError::Address => said(
                lang,
                "la dirección es demasiado larga para un código QR",
                "the address is too long for a QR code",
                None,
                2,
            ),
            PageError::NoSubmission | PageError::Template(_) => unreachable!("a submission fills the page: {error}"),
        })?;
        let sheet = format!("constancia-{}.html", issued.proof.index);
        let replaces = replaces(&out.join(&name), &issued, lang)?;
        let mut files = BTreeMap::from([(name.clone(), issued.proof.to_string()), (sheet.clone(), html)]);
        let mut names = vec![name, sheet];
        // Whoever has an earlier key verifies with it and with this.
        if let Some(chain) =
            super::chain::of(log, lang)?.filter(|chain| chain.follow(&keys).is_ok() && !chain.0.is_empty())
        {
            files.insert(CHAIN.to_owned(), chain.to_string());
            names.push(CHAIN.to_owned());
        }
        output::write_all(out, &files).map_err(|error| Failure::Io(out.to_owned(), error))?;
        let written: Vec<String> = names.iter().map(|name| shown(&out.join(name).display().to_string(), 400)).collect();
        if replaces {
            anstream::eprintln!("{}", Message::LogReceiptReplaced { file: written[0].as_str().into() }.text(lang));
        }
        for line in constancia::later(&issued, lang) {
            anstream::eprintln!("{line}");
        }
        Ok(written)
    }
}

/// The files that the record of a withdrawal names, as it stood in the commit that its entry is about, else in the revision;
/// none where neither can be read.
fn withdrawn(
    repository: &Arc<GitRepository>,
    snapshot: &GitSnapshot,
    issued: &Issued,
    submission: &SubmissionPath,
) -> Option<Vec<String>> {
    let Event::Submission(SubmissionEvent::Withdrawn, _) = &issued.entry.event else { return None };
    let record = submission.file(layout::WITHDRAWAL);
    let read = |tree: &GitSnapshot| file(tree, &record, yaml::Limits::MANIFEST.bytes as u64).ok().flatten();
    let then = issued.entry.commit.map(|commit| commit.to_string());
    let then = then.and_then(|commit| GitSnapshot::at(repository.clone(), &commit, Limits::default()).ok());
    let bytes = then.as_ref().and_then(read).or_else(|| read(snapshot))?;
    constancia::withdrawn(&bytes)
}

/// These keys and, where none of them signed the log, those that its own changes of key lead to from them.
fn led(log: &Place, note: &Note, keys: Vec<VerifierKey>, lang: Lang) -> Result<Vec<VerifierKey>, Failure> {
    if checkpoint::open(note, &keys).is_ok() {
        return Ok(keys);
    }
    let chain = super::chain::of(log, lang)?.filter(|chain| !chain.0.is_empty());
    let Some(succession) = chain.and_then(|chain| chain.follow(&keys).ok()) else { return Ok(keys) };
    let led = succession.keys();
    let is_in_turn = |opened: checkpoint::Opened<'_>| succession.in_turn(note, opened.checkpoint.head.size).is_ok();
    Ok(if checkpoint::open(note, &led).is_ok_and(is_in_turn) { led } else { keys })
}

/// Which entry is asked for.
fn wanted(matches: &ArgMatches) -> Wanted {
    if let Some(index) = matches.get_one::<u64>("number") {
        return Wanted::Index(*index);
    }
    match matches.get_one::<String>("event").map(String::as_str) {
        Some("recibido") => Wanted::Event(SubmissionEvent::Received),
        Some("publicado") => Wanted::Event(SubmissionEvent::Published),
        Some("reemplazado") => Wanted::Event(SubmissionEvent::Superseded),
        Some("retirado") => Wanted::Event(SubmissionEvent::Withdrawn),
        Some(other) => unreachable!("clap accepts no event `{other}`"),
        None => Wanted::Reception,
    }
}

/// Whether another proof of the same entry is written over. One of another entry is kept, and this refused: the number
/// alone does not make it the same.
fn replaces(path: &Path, issued: &Issued, lang: Lang) -> Result<bool, Failure> {
    let found = match place::bounded(path, MAX_PROOF as u64) {
        Ok(None) => return Ok(false),
        Ok(Some(bytes)) => bytes,
        Err(_) => Vec::new(),
    };
    if found == issued.proof.to_string().as_bytes() {
        return Ok(false);
    }
    let is_same = Proof::parse(&found).is_ok_and(|proof| {
        let text = |proof: &Proof| proof.checkpoint.text().split('\n').next().map(str::to_owned);
        proof.extra == issued.proof.extra && text(&proof) == text(&issued.proof)
    });
    if is_same {
        return Ok(true);
    }
    let message = Message::LogReceiptOther { file: path.display().to_string().into() };
    let hint = Some(Message::LogReceiptOtherHint {}.text(lang));
    Err(Failure::Said { message: message.text(lang), hint, code: UNCHECKED })
}

/// Whether the file is the text of a checkpoint without signatures.
fn is_unsigned(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.parse::<checkpoint::Checkpoint>().is_ok())
}

/// The submission that a path names or lies in; `policies/` may be left out.
fn submission(
    given: &str,
    repository: &GitRepository,
    snapshot: &GitSnapshot,
    lang: Lang,
) -> Result<SubmissionPath, Failure> {
    let asked = given.to_owned();
    let asked = Asked::of(std::iter::once(&asked));
    let names = asked.within(repository, lang)?;
    let found: Vec<SubmissionPath> = names.names().filter_map(crate::commands::history::submission).collect();
    for path in &found {
        if snapshot.entry(&path.manifest())?.is_some() {
            return Ok(path.clone());
        }
    }
    found.into_iter().next().ok_or_else(|| {
        let given = shown(given, 120);
        let (es, en) = (format!("`{given}` no es una entrega"), format!("`{given}` is no submission"));
        said(
            lang,
            &es,
            &en,
            Some(("una entrega es policies/POLÍTICA/AAAA/MM/NOMBRE", "a submission is policies/POLICY/YYYY/MM/NAME")),
            2,
        )
    })
}

/// The bytes of a file of the revision; none where there is none.
fn file(snapshot: &GitSnapshot, path: &RepoPath, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    let Some(entry) = snapshot.entry(path)? else { return Ok(None) };
    match snapshot.read(&entry, limit, Trust::Verify)? {
        Content::Bytes(bytes) => Ok(Some(bytes.to_vec())),
        _ => Err(Failure::Io(path.as_str().into(), io::ErrorKind::InvalidData.into())),
    }
}

/// A text of a YAML file, where both can be read.
fn field(snapshot: &GitSnapshot, path: Option<RepoPath>, keys: &[&str]) -> Result<Option<String>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let Some(bytes) = file(snapshot, &path, yaml::Limits::CATALOGUE.bytes as u64)? else { return Ok(None) };
    let Ok(document) = yaml::read(&bytes, &yaml::Limits::CATALOGUE) else { return Ok(None) };
    let node = keys.iter().try_fold(document.tree(), |node, key| node.get(key));
    Ok(node.and_then(yaml::Node::as_text).map(str::to_owned))
}

/// Where the site of the institution publishes the proof.
fn published(snapshot: &GitSnapshot, name: &str, lang: Lang) -> Result<String, Failure> {
    let settings = RepoPath::new("policies/repositorio.yaml").ok();
    match field(snapshot, settings, &["entidad", "dominio"])? {
        Some(domain) => Ok(format!("https://{}/{PUBLISHED}/{name}", shown(&domain, 200))),
        None => Err(said(
            lang,
            "policies/repositorio.yaml no dice el dominio de la entidad, y sin él no se sabe dónde se publica la prueba",
            "policies/repositorio.yaml does not say the domain of the institution, without which where the proof is published is not known",
            Some(("dé la dirección con `--direccion`", "give the address with `--direccion`")),
            3,
        )),
    }
}

fn unbelieved(error: &checkpoint::CheckpointOpenError, lang: Lang) -> Failure {
    let (message, hint) = constancia::checkpoint_refusal(error, lang);
    Failure::Said { message, hint: Some(hint), code: 40 }
}

/// Why there is no receipt of a submission, in words.
pub fn failure(error: IssueError<PlaceError>, submission: &str, lang: Lang) -> Failure {
    match error {
        IssueError::Checkpoint(error) => unbelieved(&error, lang),
        IssueError::NotLogged { other: None } => {
            let (es, en) = (
                format!("el registro no tiene la entrega `{submission}`"),
                format!("the log does not have the submission `{submission}`"),
            );
            said(
                lang,
                &es,
                &en,
                Some(("`mipg log append` anota lo que falta", "`mipg log append` logs what is missing")),
                3,
            )
        }
        IssueError::NotWanted { has } => {
            let has = has.iter().map(|one| format!("n.º {} {}", one.index, constancia::event(one.event, lang)));
            let has = has.collect::<Vec<_>>().join(", ");
            let message = Message::LogReceiptNotWanted { submission: submission.into(), has: has.as_str().into() };
            Failure::Said {
                message: message.text(lang),
                hint: Some(Message::LogReceiptNotWantedHint {}.text(lang)),
                code: 2,
            }
        }
        IssueError::NotLogged { other: Some(index) } => {
            let (es, en) = (
                format!("el registro tiene la entrega `{submission}` con otro manifiesto (entrada {index})"),
                format!("the log has the submission `{submission}` with another manifest (entry {index})"),
            );
            said(
                lang,
                &es,
                &en,
                Some((
                    "indique con `--rev` la revisión que se recibió",
                    "name with `--rev` the revision that was received",
                )),
                3,
            )
        }
        IssueError::Tile(HashReadError::Unreadable { source, .. })
        | IssueError::Entry(EntryReadError::Tile(HashReadError::Unreadable { source, .. })) => source.into(),
        IssueError::Tile(error) | IssueError::Entry(EntryReadError::Tile(error)) => {
            damaged(&detail::tile(&error, lang), 3, lang)
        }
        IssueError::Entry(EntryReadError::Foreign { source, path, .. }) => {
            damaged(&format!("`{path}`: {}", words(reason::inclusion(&source), &source, lang)), 40, lang)
        }
        IssueError::Entry(EntryReadError::Outside { .. }) => unreachable!("only entries of the log are asked for"),
    }
}

/// The log is not whole, in words.
pub(super) fn damaged(detail: &str, code: u8, lang: Lang) -> Failure {
    let detail = shown(detail, 300);
    let (es, en) = (
        format!("el registro está incompleto o dañado: {detail}"),
        format!("the log is incomplete or damaged: {detail}"),
    );
    said(lang, &es, &en, Some(("traiga de nuevo los archivos del registro", "fetch the files of the log again")), code)
}
