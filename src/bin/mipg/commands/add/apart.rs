//! What of a submission goes outside git: how each file is kept, and putting it where it goes.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use mipg::{
    digest::Digest,
    fixity::{self, Patch},
    intake::{
        Assembled, Draft,
        apart::{self, Apart, Exception, Measured, Object, Salt, Seal},
    },
    messages::{Lang, shown},
    model::{World, raw::Store},
    page,
    snapshot::GitRepository,
};
use ring::rand::SecureRandom as _;

use crate::{args::text, errors::Failure, output};

/// What was said of the files of a draft that bears on how each is kept.
pub(in crate::commands) struct Said {
    /// Of each file, by its place in the draft.
    pub files: Vec<OfFile>,
    /// Who answers for what is kept outside git; whoever leads the policy where nobody is named.
    pub keeper: Option<String>,
    /// The folder for what is not public.
    pub outside: Option<PathBuf>,
    /// The most bytes of a file in git.
    pub limit: u64,
}

/// What was said of a file.
pub(in crate::commands) struct OfFile {
    /// Where it is.
    pub path: PathBuf,
    /// Where the authorisation of the people in it is.
    pub authorisation: Option<String>,
    /// Why it is not public; none of what is.
    pub exception: Option<Exception>,
}

/// How each file that is too large for git, or may have to be erased, is kept outside it.
pub(in crate::commands) fn of(
    said: &Said,
    draft: &Draft,
    world: &World,
    today: NaiveDate,
    lang: Lang,
) -> Result<BTreeMap<usize, Apart>, Failure> {
    let keeper = said.keeper.clone().or_else(|| leader(world, &draft.policy, today));
    let mut apart = BTreeMap::new();
    for (index, (piece, file)) in draft.pieces.iter().zip(&said.files).enumerate() {
        let io = |error| Failure::Io(file.path.clone(), error);
        let size = std::fs::metadata(&file.path).map_err(io)?.len();
        let shows_people = piece.people.is_some_and(|people| people.are_identifiable());
        let seal = if file.exception.is_some() || shows_people {
            let (authorisation, exception) = (file.authorisation.clone(), file.exception.clone());
            Some(Seal { salt: salt(lang)?, keeper: keeper.clone(), authorisation, exception })
        } else {
            None
        };
        let is_large = size > said.limit;
        if seal.is_none() && !is_large {
            continue;
        }
        let measured = is_large
            .then(|| measure(&file.path, (&piece.name, &piece.bytes), seal.as_ref()))
            .transpose()
            .map_err(io)?;
        apart.insert(index, Apart { seal, measured });
    }
    if said.files.iter().any(|file| file.exception.is_some()) {
        outside(said, lang)?;
    }
    Ok(apart)
}

/// Objects that were put where they go, before anything names them.
#[derive(Default)]
pub(super) struct Placed {
    /// Those of the store of this copy that nothing else can name, because their salt is new.
    sealed: Vec<Digest>,
    /// Files of who keeps them.
    outside: Vec<PathBuf>,
}

/// Puts what is not public where its keeper finds it; all of it or none.
pub(super) fn put_outside(said: &Said, made: &Assembled, lang: Lang) -> Result<Placed, Failure> {
    let mut placed = Placed::default();
    for object in made.objects.iter().filter(|object| object.store == Store::External) {
        let path = &said.files[object.piece].path;
        let kept = outside(said, lang).and_then(|folder| keep(object, path, folder, &mut placed.outside));
        if let Err(failure) = kept {
            placed.take_back();
            return Err(failure);
        }
    }
    Ok(placed)
}

/// The same, and what goes by Git LFS in the store of this copy.
pub(super) fn put(repository: &GitRepository, said: &Said, made: &Assembled, lang: Lang) -> Result<Placed, Failure> {
    let mut placed = put_outside(said, made, lang)?;
    for (object, path) in large(said, made) {
        placed.sealed.extend(object.salt.map(|_| object.pointer.digest));
        let put =
            content(object, path).and_then(|mut content| Ok(repository.store_large(&object.pointer, &mut content)?));
        if let Err(failure) = put {
            placed.undo(repository);
            return Err(failure);
        }
    }
    Ok(placed)
}

/// The objects of a submission that go by Git LFS, with where the file of each is.
pub(super) fn large<'a>(said: &'a Said, made: &'a Assembled) -> impl Iterator<Item = (&'a Object, &'a Path)> {
    let lfs = made.objects.iter().filter(|object| object.store == Store::Lfs);
    lfs.map(|object| (object, said.files[object.piece].path.as_path()))
}

impl Placed {
    /// Whether there is something of it to take away.
    pub(super) fn is_removable(&self) -> bool {
        !self.sealed.is_empty() || !self.outside.is_empty()
    }

    /// Takes away what may have to be erased where no submission came of it: what was given is where it was.
    pub(super) fn undo(&self, repository: &GitRepository) {
        for digest in &self.sealed {
            let _ = repository.erase_large(digest);
        }
        self.take_back();
    }

    /// The same of what was put in no store.
    pub(super) fn take_back(&self) {
        for path in &self.outside {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// What is told of each object, beside the rest of the submission.
pub(super) fn told(made: &Assembled, lang: Lang) -> String {
    let mut lines = String::new();
    for Object { name, pointer, salt, store, .. } in &made.objects {
        let name = shown(name, 120);
        let line = match (store, salt, lang) {
            (Store::Lfs, None, Lang::Es) => {
                format!("{name} va por Git LFS ({}): en git queda solo su puntero", size(pointer.size, lang))
            }
            (Store::Lfs, None, Lang::En) => {
                format!("{name} goes by Git LFS ({}): git has only its pointer", size(pointer.size, lang))
            }
            (Store::Lfs, Some(_), Lang::Es) => format!(
                "{name} puede tener que borrarse: en git queda un compromiso, y el archivo con su sal va por Git LFS, que sí borra"
            ),
            (Store::Lfs, Some(_), Lang::En) => format!(
                "{name} may have to be erased: git has a commitment, and the file with its salt goes by Git LFS, which can erase"
            ),
            (Store::External, _, Lang::Es) => format!(
                "{name} no es público y no va en la entrega: queda con su sal ({name}.sal) donde dijo `--guardar-en`, para que lo archive quien lo custodia"
            ),
            (Store::External, _, Lang::En) => format!(
                "{name} is not public and is not in the submission: it is kept with its salt ({name}.sal) where `--keep-in` says, for its keeper to file"
            ),
        };
        lines.push_str(&format!("  {line}\n"));
    }
    lines
}

fn size(bytes: u64, lang: Lang) -> String {
    let text = page::size(bytes);
    if lang == Lang::En { text.replace(',', ".") } else { text }
}

/// The bytes of an object, salt first.
pub(super) fn content<'o>(object: &'o Object, path: &Path) -> Result<Box<dyn Read + 'o>, Failure> {
    let salt: &[u8] = object.salt.as_ref().map_or(&[], |salt| salt);
    Ok(match &object.bytes {
        Some(bytes) => Box::new(salt.chain(bytes.as_slice())),
        None => {
            let file = opened(path, object.patch.as_ref()).map_err(|error| Failure::Io(path.to_owned(), error))?;
            Box::new(salt.chain(file))
        }
    })
}

/// A file from its start, with a patch put over it.
fn opened<'p>(path: &Path, patch: Option<&'p Patch>) -> io::Result<Box<dyn Read + 'p>> {
    let file = File::open(path)?;
    let Some(patch) = patch else { return Ok(Box::new(file)) };
    let mut rest = File::open(path)?;
    rest.seek(SeekFrom::Start(patch.at + patch.bytes.len() as u64))?;
    Ok(Box::new(file.take(patch.at).chain(patch.bytes.as_slice()).chain(rest)))
}

/// Puts a file and its salt in a folder of who keeps it, and reads them back; what was made is added to `made`.
fn keep(object: &Object, path: &Path, folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let (file, salt) = (folder.join(&object.name), folder.join(format!("{}.sal", object.name)));
    let io = |at: &Path, error: io::Error| Failure::Io(at.to_owned(), error);
    let mut put = |place: &PathBuf, content: &mut dyn Read| {
        output::write_private(place, content).map_err(|error| io(place, error))?;
        made.push(place.clone());
        Ok::<(), Failure>(())
    };
    match &object.bytes {
        Some(bytes) => put(&file, &mut bytes.as_slice())?,
        None => put(&file, &mut opened(path, object.patch.as_ref()).map_err(|error| io(path, error))?)?,
    }
    put(&salt, &mut object.salt.as_ref().map_or(&[][..], |salt| salt))?;
    let open = |path: &Path| File::open(path).map_err(|error| io(path, error));
    let found = Digest::of_reader(&mut open(&salt)?.chain(open(&file)?)).map_err(|error| io(&file, error))?;
    if found != (object.pointer.digest, object.pointer.size) {
        return Err(io(&file, io::Error::new(io::ErrorKind::InvalidData, "the file changed while it was being read")));
    }
    Ok(())
}

/// The folder for what is not public, which lies in no repository.
fn outside(said: &Said, lang: Lang) -> Result<&Path, Failure> {
    let Some(folder) = &said.outside else {
        return Err(Failure::Usage(
            text(
                lang,
                "lo clasificado o reservado no va al repositorio, ni por Git LFS\nayuda: diga con `--guardar-en CARPETA` dónde quedan el archivo y su sal, para que los archive quien los custodia",
                "what is classified or reserved does not go to the repository, nor by Git LFS\nhint: say by `--keep-in FOLDER` where the file and its salt are left, for their keeper to file",
            )
            .to_owned(),
        ));
    };
    let whole = std::fs::canonicalize(folder).map_err(|error| Failure::Io(folder.clone(), error))?;
    if whole.ancestors().any(|above| above.join(".git").exists()) {
        return Err(Failure::Usage(
            text(
                lang,
                "`--guardar-en` está dentro de un repositorio, y el archivo podría publicarse con él\nayuda: dé una carpeta fuera de todo repositorio de git",
                "`--keep-in` lies within a repository, and the file might be published with it\nhint: name a folder outside every git repository",
            )
            .to_owned(),
        ));
    }
    Ok(folder)
}

/// The position that leads the policy that day.
fn leader(world: &World, policy: &str, today: NaiveDate) -> Option<String> {
    let leaders = &world.policies.get(policy)?.leaders;
    let leader = leaders.iter().find(|leader| leader.is_in_office(today))?;
    Some(leader.role.as_str().to_owned())
}

/// 32 bytes at random: without them the digest of a small file tells which it is.
fn salt(lang: Lang) -> Result<Salt, Failure> {
    let mut salt = [0; 32];
    ring::rand::SystemRandom::new().fill(&mut salt).map_err(|_| Failure::Said {
        message: text(lang, "el sistema no da números al azar", "the system gives no random numbers").to_owned(),
        hint: None,
        code: 3,
    })?;
    Ok(salt)
}

/// What is known of a file that is not held, by its name and its start, read in pieces. A film is without the place where it
/// was taken; one whose index cannot be held is of no format that is known.
pub(in crate::commands) fn measure(
    path: &Path,
    (name, start): (&str, &[u8]),
    seal: Option<&Seal>,
) -> io::Result<Measured> {
    let mut file = File::open(path)?;
    let bytes = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(bytes.saturating_sub(fixity::TAIL as u64)))?;
    let mut tail = Vec::new();
    file.by_ref().take(fixity::TAIL as u64).read_to_end(&mut tail)?;
    let format = apart::format_of(start, &tail, name);
    let patch = format.map_or(Ok(None), |format| fixity::without_place(format, &mut file));
    let (format, patch) = (format.filter(|_| patch.is_ok()), patch.unwrap_or_default());
    let mut start = start.to_vec();
    patch.iter().for_each(|patch| patch.over(0, &mut start));
    let salt: &[u8] = seal.map_or(&[], |seal| &seal.salt);
    let (digest, length) = Digest::of_reader(&mut salt.chain(opened(path, patch.as_ref())?))?;
    let bytes = length.saturating_sub(salt.len() as u64);
    Ok(Measured { digest, bytes, format, is_located: apart::is_located(&start), patch })
}
