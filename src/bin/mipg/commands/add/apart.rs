//! What of a submission goes outside git: how the command line says it, and putting it where it goes.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    process::Command,
};

use chrono::NaiveDate;
use clap::ArgMatches;
use mipg::{
    digest::Digest,
    fixity,
    intake::{
        Assembled, Draft, Piece,
        apart::{self, Apart, Exception, Measured, Object, Salt, Seal},
    },
    messages::{Lang, shown},
    model::{
        World,
        raw::{Access, Store},
    },
    snapshot::GitRepository,
};
use ring::rand::SecureRandom as _;

use super::{ask, given, push};
use crate::{args::text, errors::Failure, output};

/// The files of a draft as they were given, by their place in it.
pub(super) struct Given<'a> {
    pub matches: &'a ArgMatches,
    pub paths: Vec<PathBuf>,
    /// The most bytes of a file in git.
    pub limit: u64,
}

/// How each file that is too large for git, or may have to be erased, is kept outside it.
pub(super) fn of(
    given: &Given<'_>,
    draft: &Draft,
    world: &World,
    today: NaiveDate,
    lang: Lang,
) -> Result<BTreeMap<usize, Apart>, Failure> {
    let access = accesses(given.matches, &draft.pieces, lang)?;
    let authorisations = given::named(given.matches, "authorisation", &draft.pieces);
    let keeper = given.matches.get_one::<String>("custody").cloned().or_else(|| leader(world, &draft.policy, today));
    let mut apart = BTreeMap::new();
    for (index, piece) in draft.pieces.iter().enumerate() {
        let path = &given.paths[index];
        let size = std::fs::metadata(path).map_err(|error| Failure::Io(path.clone(), error))?.len();
        let shows_people = piece.people.is_some_and(|people| people.are_identifiable());
        let seal = match (access[index], shows_people) {
            (Access::Public, false) => None,
            (access, _) => {
                let mut authorisation = authorisations[index].clone();
                if shows_people && authorisation.is_none() {
                    authorisation = ask::authorisation(&piece.name, lang);
                }
                let exception = (!access.is_public()).then(|| exception(given.matches, access));
                Some(Seal { salt: salt(lang)?, keeper: keeper.clone(), authorisation, exception })
            }
        };
        let is_large = size > given.limit;
        if seal.is_none() && !is_large {
            continue;
        }
        let measured = match is_large {
            true => Some(measure(path, piece, seal.as_ref()).map_err(|error| Failure::Io(path.clone(), error))?),
            false => None,
        };
        apart.insert(index, Apart { seal, measured });
    }
    if apart.values().any(|one| one.seal.as_ref().is_some_and(|seal| seal.exception.is_some())) {
        outside(given.matches, lang)?;
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

/// Puts each object where it goes; all of them or none.
pub(super) fn put(
    repository: &GitRepository,
    given: &Given<'_>,
    made: &Assembled,
    lang: Lang,
) -> Result<Placed, Failure> {
    let mut placed = Placed::default();
    for object in &made.objects {
        let path = &given.paths[object.piece];
        let put = match object.store {
            Store::Lfs => {
                placed.sealed.extend(object.salt.map(|_| object.pointer.digest));
                content(object, path).and_then(|mut content| Ok(repository.store_large(&object.pointer, &mut content)?))
            }
            Store::External => {
                outside(given.matches, lang).and_then(|folder| keep(object, path, folder, &mut placed.outside))
            }
        };
        if let Err(failure) = put {
            placed.undo(repository);
            return Err(failure);
        }
    }
    Ok(placed)
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
                format!("{name} va por Git LFS ({}): en git queda solo su puntero", megabytes(pointer.size, lang))
            }
            (Store::Lfs, None, Lang::En) => {
                format!("{name} goes by Git LFS ({}): git has only its pointer", megabytes(pointer.size, lang))
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

fn megabytes(bytes: u64, lang: Lang) -> String {
    let text = format!("{:.1} MB", bytes as f64 / f64::from(1 << 20));
    if lang == Lang::Es { text.replace('.', ",") } else { text }
}

/// The digests of the objects that go by Git LFS.
fn digests(made: &Assembled) -> Vec<String> {
    let lfs = made.objects.iter().filter(|object| object.store == Store::Lfs);
    lfs.map(|object| object.pointer.digest.to_string()).collect()
}

/// How the objects of a submission are sent by hand; none where there are none.
pub(super) fn command(made: &Assembled, remote: &str) -> Option<String> {
    let digests = digests(made);
    (!digests.is_empty()).then(|| format!("git lfs push --object-id {} {}", shown(remote, 80), digests.join(" ")))
}

/// Sends the objects with git itself, which knows the person's credentials: before the branch, which a server may refuse
/// without them.
pub(super) fn push(
    repository: &GitRepository,
    remote: &str,
    branch: &str,
    made: &Assembled,
    lang: Lang,
) -> Result<(), Failure> {
    let Some(command) = command(made, remote).filter(|_| !remote.starts_with('-')) else { return Ok(()) };
    let git = |arguments: &[&str]| {
        let run = Command::new("git").arg("--git-dir").arg(repository.git_dir()).args(arguments).output();
        run.map_err(|error| Failure::Io("git".into(), error))
    };
    let again = format!("{command} && git push {} {branch}", shown(remote, 80));
    if !git(&["lfs", "version"])?.status.success() {
        return Err(Failure::Said {
            message: text(
                lang,
                "falta git-lfs en este equipo, y la entrega lleva archivos que van por él: no se envió nada",
                "git-lfs is missing on this computer, and the submission has files that go by it: nothing was sent",
            )
            .to_owned(),
            hint: Some(match lang {
                Lang::Es => format!(
                    "nada se perdió: la rama {branch} y los archivos siguen aquí. Instale git-lfs (https://git-lfs.com) y repita: {again}"
                ),
                Lang::En => format!(
                    "nothing is lost: the branch {branch} and the files are still here. Install git-lfs (https://git-lfs.com) and repeat: {again}"
                ),
            }),
            code: 1,
        });
    }
    let digests = digests(made);
    let mut arguments = vec!["lfs", "push", "--object-id", remote];
    arguments.extend(digests.iter().map(String::as_str));
    let pushed = git(&arguments)?;
    if pushed.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&pushed.stderr);
    let said: Vec<String> = said.lines().map(|line| shown(line, 200)).collect();
    Err(Failure::Said {
        message: format!(
            "{}\n{}",
            text(
                lang,
                "el servidor no recibió los archivos que van por Git LFS, y la rama no se envió:",
                "the server did not take the files that go by Git LFS, and the branch was not pushed:"
            ),
            push::shown_lines(&said)
        ),
        hint: Some(match lang {
            Lang::Es => format!("la rama {branch} y los archivos siguen aquí; para reintentar: {again}"),
            Lang::En => format!("the branch {branch} and the files are still here; to try again: {again}"),
        }),
        code: 1,
    })
}

/// The bytes of an object, salt first.
fn content<'o>(object: &'o Object, path: &Path) -> Result<Box<dyn Read + 'o>, Failure> {
    let salt: &[u8] = object.salt.as_ref().map_or(&[], |salt| salt);
    Ok(match &object.bytes {
        Some(bytes) => Box::new(salt.chain(bytes.as_slice())),
        None => Box::new(salt.chain(File::open(path).map_err(|error| Failure::Io(path.to_owned(), error))?)),
    })
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
        None => put(&file, &mut File::open(path).map_err(|error| io(path, error))?)?,
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
fn outside(matches: &ArgMatches, lang: Lang) -> Result<&Path, Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("keep-in") else {
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

/// The access that is said of each file.
fn accesses(matches: &ArgMatches, pieces: &[Piece], lang: Lang) -> Result<Vec<Access>, Failure> {
    let read = |word: Option<String>| match word.as_deref() {
        None | Some("publica") => Ok(Access::Public),
        Some("clasificada") => Ok(Access::Classified),
        Some("reservada") => Ok(Access::Reserved),
        Some(other) => {
            let given = shown(other, 60);
            Err(Failure::Usage(match lang {
                Lang::Es => format!(
                    "`{given}` no es un valor de `--acceso`\nayuda: publica, clasificada o reservada; de un archivo: ARCHIVO=clasificada"
                ),
                Lang::En => format!(
                    "`{given}` is not a value of `--access`\nhint: publica, clasificada or reservada; of one file: FILE=clasificada"
                ),
            }))
        }
    };
    given::named(matches, "access", pieces).into_iter().map(read).collect()
}

fn exception(matches: &ArgMatches, access: Access) -> Exception {
    let get = |name: &str| matches.get_one::<String>(name).cloned();
    Exception {
        access,
        norm: get("norm"),
        scope: get("scope"),
        term: get("term"),
        classifier: get("classifier"),
        location: get("location"),
        public_version: get("public-version"),
    }
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

/// What is known of a file that is not held, read in pieces.
fn measure(path: &Path, piece: &Piece, seal: Option<&Seal>) -> io::Result<Measured> {
    let mut file = File::open(path)?;
    let salt: &[u8] = seal.map_or(&[], |seal| &seal.salt);
    let (digest, length) = Digest::of_reader(&mut salt.chain(&mut file))?;
    let bytes = length.saturating_sub(salt.len() as u64);
    file.seek(SeekFrom::Start(bytes.saturating_sub(fixity::TAIL as u64)))?;
    let mut tail = Vec::new();
    file.take(fixity::TAIL as u64).read_to_end(&mut tail)?;
    let format = apart::format_of(&piece.bytes, &tail, &piece.name);
    Ok(Measured { digest, bytes, format, is_located: apart::is_located(&piece.bytes) })
}
