//! What is on its way already for the same corte, or with the same file: told, so that nobody hands in twice by mistake.

use mipg::{
    intake::kept::{Kept, KeptFile},
    messages::{Lang, shown},
    model::SubmissionPath,
    schedule::remind::Underway,
};

use super::{
    desk::{Desk, View},
    drafts::DraftId,
    leader::is_published,
    pages::Trouble,
};

/// Something alike.
pub(super) struct Alike {
    /// What it is, in words.
    pub text: String,
    /// The page it is seen on, where there is one.
    pub page: Option<String>,
}

/// What is like a draft: other drafts, sent or not, that are not published, and branches that the server has.
pub(super) fn of(
    desk: &Desk,
    view: &View,
    (id, kept): (&DraftId, &Kept),
    sent: Vec<(String, Underway)>,
) -> Result<Vec<Alike>, Trouble> {
    let drafts = desk.drafts.all().map_err(|error| desk.io(error))?;
    let mut told: Vec<Alike> = drafts
        .iter()
        .filter(|(own, other)| own != id && !is_published(view, other))
        .filter_map(|(own, other)| draft(own, other, kept, desk.lang))
        .collect();
    let known: Vec<&str> = drafts.iter().filter_map(|(_, other)| Some(other.sent.as_ref()?.branch.as_str())).collect();
    for path in branches(kept, &known, sent) {
        let path = shown(&path.to_string(), 120);
        let text = match desk.lang {
            Lang::Es => {
                format!("Ya se envió una entrega para este mismo corte, y falta que la incorporen: {path}")
            }
            Lang::En => format!("A submission for this due date was sent already, and is not taken in yet: {path}"),
        };
        told.push(Alike { text, page: None });
    }
    Ok(told)
}

/// What another draft has in common with this one.
fn draft(id: &DraftId, other: &Kept, kept: &Kept, lang: Lang) -> Option<Alike> {
    let is_sent = other.sent.as_ref().is_some_and(|sent| sent.is_pushed);
    let is_same = kept.due.is_some()
        && (&other.policy, other.class, other.due) == (&kept.policy, kept.class, kept.due)
        && other.corrects == kept.corrects;
    let shared = kept.files.iter().find(|file| other.files.iter().any(|own| own.digest == file.digest));
    let text = match (is_same, shared) {
        (true, _) => corte(other, is_sent, lang),
        (false, Some(file)) => bytes(file, other, is_sent, lang),
        (false, None) => return None,
    };
    let page = if is_sent { "enviada" } else { "archivos" };
    Some(Alike { text, page: Some(format!("/b/{}/{page}", id.as_str())) })
}

fn corte(other: &Kept, is_sent: bool, lang: Lang) -> String {
    let title = titled(other, lang);
    match (is_sent, lang) {
        (true, Lang::Es) => format!("Ya envió otra entrega para este mismo corte, y falta que la incorporen: {title}"),
        (true, Lang::En) => {
            format!("You sent another submission for this due date, and it is not taken in yet: {title}")
        }
        (false, Lang::Es) => format!("Ya tiene otro borrador para este mismo corte: {title}"),
        (false, Lang::En) => format!("You have another draft for this due date: {title}"),
    }
}

fn bytes(file: &KeptFile, other: &Kept, is_sent: bool, lang: Lang) -> String {
    let (name, title) = (shown(&file.name, 120), titled(other, lang));
    match (is_sent, lang) {
        (true, Lang::Es) => format!("«{name}» ya va en otra entrega que envió: {title}"),
        (true, Lang::En) => format!("“{name}” is in another submission that you sent: {title}"),
        (false, Lang::Es) => format!("«{name}» ya está en otro borrador: {title}"),
        (false, Lang::En) => format!("“{name}” is in another draft: {title}"),
    }
}

fn titled(kept: &Kept, lang: Lang) -> String {
    let title = kept.title.trim();
    match (title.is_empty(), lang) {
        (true, Lang::Es) => "sin título todavía".to_owned(),
        (true, Lang::En) => "without a title yet".to_owned(),
        (false, Lang::Es) => format!("«{}»", shown(title, 200)),
        (false, Lang::En) => format!("“{}”", shown(title, 200)),
    }
}

/// The submissions for the corte of a draft that branches of the server bring; those of drafts are told as such.
fn branches(kept: &Kept, known: &[&str], sent: Vec<(String, Underway)>) -> Vec<SubmissionPath> {
    let Some(due) = kept.due.filter(|_| kept.corrects.is_none()) else { return Vec::new() };
    let is_it = |one: &Underway| one.path.owner == kept.policy && one.class == kept.class && one.due == due;
    let found = sent.into_iter().filter(|(branch, one)| !known.contains(&branch.as_str()) && is_it(one));
    found.map(|(_, one)| one.path).collect()
}
