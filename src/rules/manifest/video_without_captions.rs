//! A video has neither captions nor a transcript.

use super::listed_file;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw,
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "video-without-captions",
        group: Group::Manifest,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un video no tiene subtítulos ni transcripción.",
            en: "A video has neither captions nor a transcript.",
        },
        why: Text {
            es: "Quien no oye el video lo entiende por sus subtítulos o su transcripción.",
            en: "Who cannot hear the video understands it by its captions or its transcript.",
        },
        norm: Some("Resolución MinTIC 1519 de 2020, anexo 1"),
        example: "archivos:\n  - ruta: audiencia.mp4\n    formato: video/mp4\n",
        remedy: Text {
            es: "Agregue a la entrega los subtítulos (.vtt) o la transcripción (.txt) y nómbrelos en `subtitulos` o \
                 `transcripcion`. Si el video no tiene sonido, agregue una transcripción que lo diga.",
            en: "Add the captions (.vtt) or the transcript (.txt) to the submission and name them in `subtitulos` or \
                 `transcripcion`. Where the video has no sound, add a transcript that says so.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    if !cx.submission.lists_all() {
        return;
    }
    for (index, file, _) in cx.submission.listed() {
        let is_video = file.format.as_str().starts_with("video/");
        let has_text = || has_text_beside(cx.submission.declared().map(|one| one.name), file);
        if is_video && file.captions.is_none() && file.transcript.is_none() && !has_text() {
            let name = file.path.as_str().into();
            let path = &cx.submission.manifest_path;
            out.field(path, listed_file(index).key("ruta"), Message::VideoWithoutCaptions { name });
        }
    }
}

/// Whether a `.vtt` or `.txt` of the same name is listed too.
fn has_text_beside<'a>(names: impl Iterator<Item = &'a str>, video: &raw::EvidenceFile) -> bool {
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, end)| (stem.to_lowercase(), end.to_lowercase()));
    let Some((own, _)) = stem(video.path.as_str()) else { return false };
    let mut others = names.filter_map(stem);
    others.any(|(other, end)| other == own && matches!(end.as_str(), "vtt" | "txt"))
}
