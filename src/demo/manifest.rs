//! The manifest and the withdrawal of a delivery, as the text that goes to git.

use serde::Serialize;

use super::{
    chance::draw,
    delivery::{Delivery, Owner, Piece, Retirement},
    evidence::{File, Kept},
    wording,
    year::PLANS,
};
use crate::{
    digest::Digest,
    model::{
        SubmissionPath,
        raw::{
            Access, AccessException, AtLeastOne, Bytes, Commitment, CommitmentAlgorithm, Custody, Date, EvidenceFile,
            Link, Manifest, Moment, Origin, People, Percent, Period, PersonalDataOutcome, PersonalDataReview,
            PlanFollowUp, Registrar, SigobFiling, Store, SubmissionClass, Supersedes, Version1, Withdrawal,
        },
    },
    source::{self, yaml::YamlWriteError},
};

/// A delivery as others name it: its folder and the digest of its manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// Its folder.
    pub path: SubmissionPath,
    /// The digest of its manifest.
    pub manifest: Digest,
}

/// `text` as a value of the model.
///
/// # Panics
///
/// When the model refuses it: the texts are of this crate, and a test reads every manifest back.
fn text<T: for<'a> TryFrom<&'a str>>(text: &str) -> T {
    T::try_from(text).ok().expect("the example writes values that the model admits")
}

fn date(day: chrono::NaiveDate) -> Date {
    text(&day.to_string())
}

fn list<T>(items: Vec<T>) -> AtLeastOne<T> {
    AtLeastOne::try_from(items).expect("every delivery has a file")
}

/// The folder of a delivery: its class and the beginning of its first file's digest.
pub fn folder(delivery: &Delivery, files: &[File]) -> SubmissionPath {
    let digest = match &files.first().expect("every delivery has a file").kept {
        Kept::Here(bytes) => Digest::of(bytes),
        Kept::Outside { commitment, .. } => *commitment,
    };
    let class = match delivery.class {
        SubmissionClass::Document => "documento",
        class => class.as_str(),
    };
    let day = delivery.folder_day().format("%Y/%m");
    let path = format!("{}/{day}/{class}-{}", delivery.owner.slug(), &digest.to_string()[..4]);
    SubmissionPath::parse(&path).expect("made of valid names")
}

/// The manifest of a delivery; what it corrects or completes has been published before.
pub fn manifest(delivery: &Delivery, files: &[File], earlier: Option<&Published>) -> Manifest {
    use super::delivery::Relation;
    let has = |wanted: Piece| files.iter().find(|file| file.piece == wanted);
    let plans = files.iter().filter_map(|file| match file.piece {
        Piece::Plan(index) => {
            let (slug, name) = PLANS[index % PLANS.len()];
            let (_, progress) = wording::plan(delivery, name);
            Some(PlanFollowUp {
                plan: text(slug),
                file: text(&file.name),
                progress: Percent::try_from(f64::from(progress)).ok(),
            })
        }
        _ => None,
    });
    let links = has(Piece::Capture).map(|file| Link {
        url: text(&format!("https://www.ejemplo.gov.co/transparencia?corte={}", delivery.folder_day())),
        visited: date(delivery.dated()),
        capture: Some(text(&file.name)),
    });
    let criteria = match delivery.owner {
        Owner::Policy(profile) if draw(&format!("criterion {}", delivery.key()), 4) == 0 => {
            vec![text(&format!("{}-{:02}", profile.prefix, 1 + draw(&delivery.key(), 3)))]
        }
        _ => Vec::new(),
    };
    let supersedes = match (&delivery.relation, earlier) {
        (Some(Relation::Supersedes(_, reason)), Some(earlier)) => Some(Supersedes {
            submission: text(&earlier.path.to_string()),
            sha256: earlier.manifest.into(),
            reason: text(reason),
        }),
        _ => None,
    };
    let complements = match (&delivery.relation, earlier) {
        (Some(Relation::Complements(_)), Some(earlier)) => Some(text(&earlier.path.to_string())),
        _ => None,
    };
    Manifest {
        version: Version1,
        policy: text(delivery.owner.slug()),
        class: delivery.class,
        title: text(&delivery.title),
        due: delivery.due.map(date),
        covers: Some(Period { from: date(delivery.covers.0), until: date(delivery.covers.1) }),
        office: Some(text(delivery.owner.office())),
        registrar: if delivery.filing.is_some() { Registrar::Receiver } else { Registrar::Leader },
        sigob: delivery.filing.as_ref().map(|filing| SigobFiling {
            number: text(&filing.number),
            moment: text::<Moment>(&filing.moment.to_rfc3339()),
            cover: has(Piece::Cover).map(|file| text(&file.name)),
        }),
        files: list(files.iter().map(|file| listed(file, files)).collect()),
        links: links.into_iter().collect(),
        criteria,
        plans: plans.collect(),
        supersedes,
        complements,
        also_serves: delivery.also_serves.into_iter().map(text).collect(),
    }
}

fn listed(file: &File, all: &[File]) -> EvidenceFile {
    let visual = file.format.starts_with("image/") || file.format.starts_with("video/");
    let (sha256, commitment, custody, bytes) = match &file.kept {
        Kept::Here(bytes) => (Some(Digest::of(bytes).into()), None, None, bytes.len() as u64),
        Kept::Outside { bytes, commitment } => {
            let commitment = Commitment { algorithm: CommitmentAlgorithm::SaltedSha256, value: (*commitment).into() };
            let custody = Custody {
                store: Store::External,
                keeper: text("Secretaría General"),
                location: Some(text("Expediente de ejemplo en el gestor documental")),
            };
            (None, Some(commitment), Some(custody), *bytes)
        }
    };
    let classified = file.piece == Piece::Classified;
    let in_git = sha256.is_some();
    EvidenceFile {
        path: text(&file.name),
        sha256,
        commitment,
        custody,
        bytes: Bytes::try_from(bytes).expect("files of the example are small"),
        format: text(file.format),
        typology: Some(text(file.typology)),
        date: Some(date(file.date)),
        description: Some(text(&file.description)),
        origin: if file.piece == Piece::Cover { Origin::Digitised } else { Origin::Electronic },
        people: match file.piece {
            Piece::People => Some(People::AuthorisedAdults),
            _ => visual.then_some(People::None),
        },
        authorisation: (file.piece == Piece::People)
            .then(|| text("Autorizaciones en el expediente de ejemplo de la dependencia.")),
        // the text inside a PDF is not searched: whoever hands it in says that it was looked at
        personal_data: (file.format == "application/pdf" && in_git).then(|| PersonalDataReview {
            outcome: PersonalDataOutcome::NoneFound,
            reason: text("Documento inventado para el ejemplo; se revisó antes de entregarlo."),
        }),
        access: if classified { Access::Classified } else { Access::Public },
        exception: classified.then(|| AccessException {
            norm: Some(text("Ley 1712 de 2014, artículo 18, literal a")),
            scope: Some(text("Todo el anexo")),
            term: Some(text("Ilimitado")),
            classifier: Some(text("Secretaría General")),
            keeper: Some(text("Secretaría General")),
            public_version: all.first().map(|first| text(&first.name)),
        }),
        captions: (file.piece == Piece::Video && file.format == "video/mp4").then(|| text("video-avance.vtt")),
        transcript: None,
    }
}

/// The withdrawal of some files of a delivery.
pub fn withdrawal(retirement: &Retirement, files: &[File]) -> Withdrawal {
    Withdrawal {
        version: Version1,
        reason: text(retirement.reason),
        legal_basis: text("Ley 1581 de 2012 y Ley 1712 de 2014, artículo 18; decisión de ejemplo"),
        authorised_by: text("Secretaría General"),
        act: Some(text(retirement.act)),
        date: date(retirement.sent.date_naive()),
        files: list(
            retirement.files.iter().filter_map(|index| files.get(*index)).map(|file| text(&file.name)).collect(),
        ),
    }
}

/// A record as the text of its file, with the line by which editors find its schema.
///
/// # Errors
///
/// The writer refuses a value: a bug of this program.
pub fn yaml(value: &impl Serialize, schema: &str) -> Result<String, YamlWriteError> {
    let text = source::yaml::write(value)?;
    Ok(format!("# yaml-language-server: $schema=../../../../../schema/{schema}\n{text}"))
}
