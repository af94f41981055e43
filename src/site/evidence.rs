//! A file of evidence on a page: what is told of it, and whether its bytes are copied.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{address, words};
use crate::{
    digest::Digest,
    fixity::{Class, Format},
    holdings::{Evidence, Held, State},
    model::raw,
    snapshot::Entry,
};

/// The bytes of a file that a site has a copy of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bring {
    /// Where the tree has it.
    pub entry: Entry,
    /// The digest of its bytes.
    pub digest: Digest,
    /// How many they are.
    pub size: u64,
    /// When it was received: the copy says so.
    pub at: DateTime<FixedOffset>,
}

/// Why there is no copy, or that there is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Copy {
    /// The site has the bytes.
    Here,
    /// They are not public.
    Closed,
    /// They lie in a store that this copy has not.
    Elsewhere,
    /// They lie in the store of this copy and are too large to be read whole, and their start and end do not tell what
    /// they are.
    Unknown,
    /// A withdrawal took them away.
    Withdrawn,
    /// A finding is about it.
    Refused,
    /// It seems to hold personal data.
    Suspected,
    /// They could not be read, or are not there.
    Missing,
}

impl Copy {
    pub(super) fn of(file: &Evidence) -> Self {
        // The record alone is told of what was withdrawn, whatever it was.
        match file.state {
            State::Withdrawn => Copy::Withdrawn,
            _ if !file.is_public() => Copy::Closed,
            // Whoever can be recognised must not be in git as a plain file.
            _ if file.listed.people.is_some_and(|people| people.are_identifiable()) => Copy::Refused,
            State::Elsewhere => Copy::Elsewhere,
            State::Absent | State::Unread => Copy::Missing,
            State::Different => Copy::Refused,
            State::Whole { .. } if file.is_refused => Copy::Refused,
            State::Whole { .. } if file.is_suspected => Copy::Suspected,
            State::Whole { format: None, is_external: true, .. } => Copy::Unknown,
            State::Whole { .. } => Copy::Here,
        }
    }

    /// What those are that cannot be had here, after their number.
    pub(super) fn of_many(self) -> Option<&'static str> {
        match self {
            Copy::Here => None,
            Copy::Closed => Some("de acceso restringido"),
            Copy::Elsewhere => Some("guardados fuera de esta copia"),
            Copy::Unknown => Some("demasiado grandes para saber qué contienen"),
            Copy::Withdrawn => Some("retirados, con su registro"),
            Copy::Refused => Some("en corrección, o con personas que se reconocen"),
            Copy::Suspected => Some("con posibles datos personales, por confirmar"),
            Copy::Missing => Some("que no se pudieron leer"),
        }
    }

    /// Why it cannot be had here, for a person.
    fn why(self) -> Option<&'static str> {
        match self {
            Copy::Here => None,
            Copy::Closed => Some("No se publica: se guarda aparte, con acceso restringido."),
            Copy::Elsewhere => Some("Se conserva fuera de esta copia; su huella permite comprobarlo."),
            Copy::Unknown => {
                Some("No se muestra: es tan grande que no se pudo ver qué contiene; su huella permite comprobarlo.")
            }
            Copy::Withdrawn => Some("Retirado: queda el registro de que existió."),
            Copy::Refused => Some("No se muestra mientras se corrige lo que encontró la revisión."),
            Copy::Suspected => {
                Some("No se muestra: parece tener datos personales y falta confirmar que se puede publicar.")
            }
            Copy::Missing => Some("No se pudo leer en esta copia."),
        }
    }
}

/// What is told of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Card {
    pub(super) name: String,
    pub(super) anchor: String,
    pub(super) copy: Copy,
    pub(super) why: Option<&'static str>,
    /// Where its copy is, encoded.
    pub(super) href: Option<String>,
    /// Its name as it is saved, where it is only to be downloaded.
    pub(super) download: Option<String>,
    pub(super) picture: Option<Picture>,
    pub(super) typology: String,
    pub(super) format: String,
    pub(super) size: String,
    pub(super) digest: Option<String>,
    pub(super) commitment: Option<String>,
    pub(super) description: Option<String>,
    pub(super) date: Option<words::When>,
    pub(super) origin: bool,
    pub(super) access: &'static str,
    pub(super) is_closed: bool,
    pub(super) exception: Vec<(&'static str, String)>,
    pub(super) people: Option<&'static str>,
    pub(super) captions: Option<String>,
    pub(super) transcript: Option<String>,
}

/// A picture that a page shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Picture {
    width: u32,
    height: u32,
    alt: String,
}

impl From<Card> for minijinja::Value {
    fn from(one: Card) -> Self {
        minijinja::value::Serde(one).into()
    }
}

/// Whether browsers open files of a format without running anything of theirs.
fn is_inert(format: Format) -> bool {
    use Format::{
        Aac, Aiff, Amr, Avif, Bmp, Csv, Docx, Flac, Gif, Heic, Jpeg, Json, M4a, Mp3, Mp4, Mpeg, Odp, Ods, Odt, Ogg,
        Pdf, Png, Pptx, Quicktime, Text, ThreeGp, Tiff, Vtt, Wav, Webm, Webp, Xlsx, Zip,
    };
    matches!(
        format,
        Aac | Aiff
            | Amr
            | Avif
            | Bmp
            | Csv
            | Docx
            | Flac
            | Gif
            | Heic
            | Jpeg
            | Json
            | M4a
            | Mp3
            | Mp4
            | Mpeg
            | Odp
            | Ods
            | Odt
            | Ogg
            | Pdf
            | Png
            | Pptx
            | Quicktime
            | Text
            | ThreeGp
            | Tiff
            | Vtt
            | Wav
            | Webm
            | Webp
            | Xlsx
            | Zip
    )
}

/// Whether a browser shows it in a window of its own: the rest is only saved.
fn is_viewed(format: Format) -> bool {
    matches!(format.class(), Class::Image | Class::Video | Class::Audio) || format == Format::Pdf
}

/// The format of a file whose bytes are of the type that its manifest and its name state.
fn known(file: &Evidence) -> Option<Format> {
    let State::Whole { format: Some(format), is_of_type: true, .. } = file.state else { return None };
    let extension = file.name().rsplit_once('.')?.1.to_lowercase();
    format.extensions().contains(&extension.as_str()).then_some(format)
}

/// Where the copy of a file is in a site, below its address; none where a site has no copy of it.
pub fn place(file: &Evidence) -> Option<String> {
    if Copy::of(file) != Copy::Here {
        return None;
    }
    let name = address::served(file.name(), known(file).is_some_and(is_inert));
    Some(address::evidence(file.digest()?, &name))
}

/// Whether anybody may have the manifest of a submission as it is written: of nothing in it is anything kept back.
pub fn is_open(held: &Held) -> bool {
    let is_open = |file: &Evidence| matches!(Copy::of(file), Copy::Here | Copy::Elsewhere | Copy::Unknown);
    !held.is_quarantined && !held.has_withdrawal && !held.is_covered && held.evidence.iter().all(is_open)
}

/// The copy that a site must have of a file, and where.
pub(super) fn bring(file: &Evidence, at: DateTime<FixedOffset>) -> Option<(String, Bring)> {
    let (entry, digest) = (file.entry.clone()?, file.digest()?);
    Some((place(file)?, Bring { entry, digest, size: file.listed.bytes.get(), at }))
}

fn picture(file: &Evidence) -> Option<Picture> {
    let format = known(file).filter(|_| Copy::of(file) == Copy::Here && file.is_verified())?;
    if !matches!(format, Format::Png | Format::Jpeg | Format::Webp | Format::Gif) {
        return None;
    }
    let (width, height) = file.dimensions.filter(|(width, height)| *width > 0 && *height > 0)?;
    let alt = words::plain(file.listed.description.as_ref()?.as_str());
    Some(Picture { width, height, alt })
}

/// What is told of a file of a submission.
pub(super) fn card(held: &Held, at: usize, file: &Evidence) -> Card {
    let listed = &file.listed;
    let copy = Copy::of(file);
    let is_gone = copy == Copy::Withdrawn;
    let seen = match file.state {
        State::Whole { format, .. } => format,
        _ => None,
    };
    let place = place(file);
    let viewed = known(file).is_some_and(|format| is_inert(format) && is_viewed(format));
    let link = |name: &Option<raw::FileName>| {
        let name = name.as_ref()?.as_str();
        let at = held.evidence.iter().position(|other| other.name() == name)?;
        Some(anchor(at))
    };
    let text = |text: &str| words::plain(text);
    Card {
        name: text(file.name()),
        anchor: anchor(at),
        copy,
        why: copy.why(),
        download: place.as_ref().filter(|_| !viewed).map(|_| text(file.name())),
        href: place.as_deref().map(address::encoded),
        picture: picture(file),
        typology: match &listed.typology {
            Some(slug) => words::typology(slug.as_str()),
            None => words::format(seen, listed.format.as_str()),
        },
        format: words::format(seen, listed.format.as_str()),
        size: words::size(listed.bytes.get()),
        digest: file.digest().map(|digest| digest.to_string()),
        commitment: listed.commitment.as_ref().map(|one| one.value.to_string()),
        // Of what is not public or was withdrawn, a description may tell too much.
        description: listed
            .description
            .as_ref()
            .filter(|_| !is_gone && !matches!(copy, Copy::Closed | Copy::Refused | Copy::Suspected))
            .map(|description| text(description.as_str())),
        date: listed.date.map(|date| words::day(date.get())),
        origin: listed.origin.is_electronic(),
        access: match listed.commitment {
            Some(_) if listed.access.is_public() => "Se guarda aparte, para que se pueda borrar",
            _ => words::access(listed.access),
        },
        is_closed: !listed.access.is_public(),
        exception: exception(listed),
        people: listed.people.map(words::people),
        captions: link(&listed.captions),
        transcript: link(&listed.transcript),
    }
}

/// The place of a file on the page of its submission.
pub(super) fn anchor(at: usize) -> String {
    format!("archivo-{}", at + 1)
}

/// What the law asks to tell of a file that is not public.
fn exception(listed: &raw::EvidenceFile) -> Vec<(&'static str, String)> {
    let mut rows: Vec<(&'static str, String)> = Vec::new();
    let mut row = |name, text: Option<&str>| rows.extend(text.map(|text| (name, words::plain(text))));
    if let Some(exception) = &listed.exception {
        row("Norma", exception.norm.as_ref().map(raw::Text::as_str));
        row("Alcance", exception.scope.as_ref().map(raw::Text::as_str));
        row("Plazo", exception.term.as_ref().map(raw::Text::as_str));
        row("Calificó", exception.classifier.as_ref().map(raw::Text::as_str));
        row("Conserva", exception.keeper.as_ref().map(raw::Text::as_str));
    }
    if let Some(custody) = &listed.custody {
        row("Custodia", Some(custody.keeper.as_str()));
    }
    rows
}
