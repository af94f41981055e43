//! That what was published is no more as it was: told of the whole revision, with what to do about each.

use std::collections::BTreeSet;

use mipg::{
    holdings::{Holdings, Loss},
    messages::{Lang, Message},
    model::SubmissionPath,
    registro::Occurrence,
    trail::entry::{EventKind, SubmissionEvent},
};

use crate::{args::text, errors::Failure};

/// Submissions that are told one by one.
const SHOWN: usize = 20;

/// Why nothing may be published: something that was is changed or gone without its event.
pub fn refusal(holdings: &Holdings, lang: Lang) -> Option<Failure> {
    let mut told = Vec::new();
    for held in holdings.lost() {
        let folder = held.path.folder();
        told.extend(held.losses.iter().map(|loss| line(folder.as_str(), &loss.message(), &loss.remedy(), lang)));
    }
    told.extend(
        holdings
            .later
            .iter()
            .map(|path| line(path.folder().as_str(), &Message::LossLater {}, &Message::LossLaterHint {}, lang)),
    );
    said(told, lang)
}

/// The same of what came to the main branch and went before it was ever logged: it would be logged as published.
pub fn vanished(holdings: &Holdings, coming: &[Occurrence], lang: Lang) -> Option<Failure> {
    let published = EventKind::Submission(SubmissionEvent::Published);
    let came = coming.iter().filter(|one| one.event.kind() == published).filter_map(|one| one.event.submission());
    let came = came.map(|one| &one.path);
    let gone: BTreeSet<&SubmissionPath> = came.filter(|path| holdings.submission(path).is_none()).collect();
    let told =
        |path: &SubmissionPath| line(path.folder().as_str(), &Message::LossUnlogged {}, &Loss::Gone.remedy(), lang);
    said(gone.into_iter().map(told).collect(), lang)
}

fn said(mut told: Vec<String>, lang: Lang) -> Option<Failure> {
    if told.is_empty() {
        return None;
    }
    let more = told.len().saturating_sub(SHOWN);
    told.truncate(SHOWN);
    if more > 0 {
        told.push(match lang {
            Lang::Es => format!("- y {more} más"),
            Lang::En => format!("- and {more} more"),
        });
    }
    let message = text(
        lang,
        "no se publicó nada: ni se anotó en el registro ni cambió el sitio. Lo que ya se publicó cambió o ya no está, sin el retiro o la purga que lo permita:",
        "nothing was published: nothing was logged and the site did not change. What was already published changed or is gone, without the withdrawal or the purge that would allow it:",
    );
    Some(Failure::Said {
        message: format!("{message}\n{}", told.join("\n")),
        hint: Some(
            text(
                lang,
                "corrija en la rama principal lo que dice cada línea y publique de nuevo; `mipg history ENTREGA` cuenta qué se publicó y cuándo",
                "put right on the main branch what each line says and publish again; `mipg history SUBMISSION` tells what was published and when",
            )
            .to_owned(),
        ),
        code: 1,
    })
}

fn line(folder: &str, what: &Message, remedy: &Message, lang: Lang) -> String {
    format!("- {folder}: {}\n  {}", what.text(lang), remedy.text(lang))
}
