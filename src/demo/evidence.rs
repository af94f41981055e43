//! The files of a delivery: real documents made from its texts, and what the manifest says of each.

use chrono::NaiveDate;

use super::{
    chance::{draw, pick},
    delivery::{Delivery, Owner, Piece},
    media::{self, Clip, MediaError, Scene, Separator},
    wording,
    year::PLANS,
};
use crate::{digest::Digest, model::raw::SubmissionClass};

/// Where the bytes of a file are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// In git.
    Here(Vec<u8>),
    /// Outside: its size and the salted digest that stands for it.
    Outside {
        /// Size of the file that is not here.
        bytes: u64,
        /// SHA-256 of salt and file.
        commitment: Digest,
    },
}

/// One file of a delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub format: &'static str,
    /// Its kind of document.
    pub typology: &'static str,
    /// What it shows.
    pub description: String,
    /// Its day.
    pub date: NaiveDate,
    /// Its bytes, or what stands for them.
    pub kept: Kept,
    /// What it was made as.
    pub piece: Piece,
}

const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The files of a delivery, in the order of its pieces; a video comes with its subtitles.
///
/// # Errors
///
/// [`MediaError`]: the texts of the example are not what a format admits, a bug of this program.
pub fn files(delivery: &Delivery) -> Result<Vec<File>, MediaError> {
    let mut files = Vec::new();
    for piece in &delivery.pieces {
        files.extend(make(delivery, *piece)?);
    }
    Ok(files)
}

fn make(delivery: &Delivery, piece: Piece) -> Result<Vec<File>, MediaError> {
    let stem = stem(delivery);
    let seed = draw(&format!("picture {}", delivery.key()), 1 << 40);
    let file = |name: String, format, typology, description: String, bytes: Vec<u8>| File {
        name,
        format,
        typology,
        description,
        date: delivery.dated(),
        kept: Kept::Here(bytes),
        piece,
    };
    let title = &delivery.title;
    let main = match delivery.class {
        SubmissionClass::PressRelease => "comunicado",
        SubmissionClass::Document if stem == "circular" => "circular",
        SubmissionClass::Document => "acta",
        SubmissionClass::Report | SubmissionClass::PlanFollowUp => "informe",
    };
    Ok(vec![match piece {
        Piece::Pdf => file(format!("{stem}.pdf"), PDF, main, title.clone(), media::pdf(&wording::report(delivery))),
        Piece::Docx => {
            file(format!("{stem}.docx"), DOCX, main, title.clone(), media::docx(&wording::report(delivery))?)
        }
        Piece::Xlsx => {
            let sheet = wording::sheet(delivery, "Actividades");
            let bytes = media::xlsx(title, super::entity::NAME, wording::theme(delivery), &[sheet])?;
            file("matriz-actividades.xlsx".to_owned(), XLSX, "matriz", format!("Matriz de actividades. {title}"), bytes)
        }
        Piece::Csv => {
            let bytes = media::csv(Separator::Semicolon, &wording::HEADINGS, &wording::rows(delivery))?;
            file(
                "actividades.csv".to_owned(),
                "text/csv",
                "datos",
                format!("Actividades programadas y ejecutadas. {title}"),
                bytes,
            )
        }
        Piece::Chart => {
            let bytes =
                media::png_chart(&wording::chart(delivery), "Fuente: registros de ejemplo", wording::theme(delivery))?;
            let description =
                format!("Gráfica de barras con el porcentaje de ejecución de cuatro componentes. {title}");
            file("grafica-avance.png".to_owned(), "image/png", "imagen", description, bytes)
        }
        Piece::Capture => {
            let bytes = media::png_chart(
                &wording::chart(delivery),
                "Captura de la página de ejemplo",
                wording::theme(delivery),
            )?;
            file(
                "captura-pagina.png".to_owned(),
                "image/png",
                "captura",
                format!("Captura de la página citada: {title}"),
                bytes,
            )
        }
        Piece::Photo => {
            let scene = *pick(&format!("scene {}", delivery.key()), &[Scene::Bay, Scene::Wall, Scene::Facades]);
            let shows = match scene {
                Scene::Bay => "Vista de la bahía al atardecer, sin personas, el día de la jornada.",
                Scene::Wall => "Muro de piedra restaurado y andén despejado, sin personas.",
                Scene::Facades => "Fila de fachadas pintadas con puertas y balcones, sin personas.",
            };
            file("fotografia.jpg".to_owned(), "image/jpeg", "fotografia", shows.to_owned(), media::jpeg(scene, seed)?)
        }
        Piece::Cover => {
            let number = delivery.filing.as_ref().map_or("", |filing| filing.number.as_str());
            let bytes = media::pdf(&wording::cover(delivery, number));
            file("caratula-sigob.pdf".to_owned(), PDF, "caratula", format!("Carátula del radicado {number}"), bytes)
        }
        Piece::Plan(index) => {
            let (slug, name) = PLANS[index % PLANS.len()];
            let (report, _) = wording::plan(delivery, name);
            file(
                format!("seguimiento-{slug}.pdf"),
                PDF,
                "informe",
                format!("Seguimiento del plan: {name}"),
                media::pdf(&report),
            )
        }
        Piece::Video => {
            let chart = wording::chart(delivery);
            let bytes = media::mp4(&Clip { title: clip_title(delivery), chart, theme: wording::theme(delivery) });
            let description =
                format!("Animación de tres segundos con el avance de cuatro componentes, sin personas. {title}");
            let video = file("video-avance.mp4".to_owned(), "video/mp4", "video", description, bytes);
            let text = media::vtt(&wording::cues(delivery));
            let captions =
                file("video-avance.vtt".to_owned(), "text/vtt", "otro", format!("Subtítulos del video. {title}"), text);
            return Ok(vec![video, captions]);
        }
        Piece::People | Piece::Classified => held(delivery, piece),
    }])
}

/// A file that is not here: only its size and its commitment are.
fn held(delivery: &Delivery, piece: Piece) -> File {
    let (name, format, typology, description) = match piece {
        Piece::People => (
            "jornada-con-asistentes.jpg",
            "image/jpeg",
            "fotografia",
            "Asistentes a la jornada en el salón comunal, de frente.",
        ),
        _ => ("anexo-clasificado.pdf", PDF, "informe", "Anexo con datos personales de los participantes."),
    };
    let bytes = 40_000 + draw(&format!("size {name} {}", delivery.key()), 900_000);
    let commitment = Digest::of(format!("sal de ejemplo · {name} · {}", delivery.key()).as_bytes());
    File {
        name: name.to_owned(),
        format,
        typology,
        description: description.to_owned(),
        date: delivery.dated(),
        kept: Kept::Outside { bytes, commitment },
        piece,
    }
}

/// The name of its main document, without extension.
fn stem(delivery: &Delivery) -> &'static str {
    match delivery.class {
        SubmissionClass::Report if delivery.edition == 3 => "alcance",
        SubmissionClass::Report => "informe-avance",
        SubmissionClass::PressRelease => "comunicado",
        SubmissionClass::PlanFollowUp => "seguimiento",
        SubmissionClass::Document if delivery.title.starts_with("Circular") => "circular",
        SubmissionClass::Document => "acta-comite",
    }
}

fn clip_title(delivery: &Delivery) -> String {
    match delivery.owner {
        Owner::Policy(profile) => profile.name.to_owned(),
        Owner::Model => super::entity::NAME.to_owned(),
    }
}
