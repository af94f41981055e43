//! For programs: keys in order, words untranslated: the language changes nothing.

use serde_json::{Map, Value, json};

use super::{Life, Presence, What};
use crate::{
    diagnostic::render::shown_json,
    model::raw,
    schedule::bogota,
    status::{TrailUse, hour},
    trail::{entry::EventKind, judge::KeySource},
};

/// The life of a submission as JSON (version 1).
pub fn json(life: &Life<'_>) -> String {
    let at = |at: chrono::DateTime<chrono::FixedOffset>| at.with_timezone(&bogota()).to_rfc3339();
    let moments = life.moments.iter().map(|one| {
        let mut value = json!({"time": at(one.at), "proof": one.proof.key(), "kind": kind(&one.what)});
        if let (Value::Object(value), Value::Object(more)) = (&mut value, more(&one.what)) {
            value.extend(more);
        }
        value
    });
    let answers = life.answers.iter().map(|one| {
        json!({
            "id": one.id,
            "outcome": one.outcome.key(),
            "deadline": at(one.deadline),
            "decides": one.decides,
            "kept": one.is_kept,
            "lost_time": one.lost.map(|stamp| at(stamp.at)),
            "time": one.stamp.map(|stamp| at(stamp.at)),
            "source": one.stamp.map(|stamp| stamp.source.key()),
            "proof": one.stamp.map(|stamp| stamp.proof.key()),
        })
    });
    let trail = match &life.deliveries.trail {
        TrailUse::Absent => Value::Null,
        TrailUse::Refused(why) => json!({"refused": why}),
        TrailUse::Taken(times) => json!({
            "log": times.origin.as_str(),
            "size": times.head.size,
            "root": times.head.root.to_string(),
            "key": times.key.to_string(),
            "key_source": match times.source { KeySource::Held => "given", KeySource::Log => "repository" },
            "revision": times.commit.to_string(),
            "refused": Value::Null,
        }),
    };
    let document = json!({
        "version": 1,
        "path": life.path.to_string(),
        "presence": match life.presence {
            Presence::Read => "read",
            Presence::Unread => "unread",
            Presence::TrailOnly => "trail-only",
            Presence::Erased => "erased",
            Presence::Gone(..) => "gone",
            Presence::Elsewhere(_) => "elsewhere",
        },
        "revision": life.deliveries.revision.to_string(),
        "title": life.told.as_ref().map(|told| &told.title),
        "class": life.told.as_ref().map(|told| told.class.as_str()),
        "corte": life.told.as_ref().and_then(|told| told.corte).map(|corte| corte.to_string()),
        "files": life.told.as_ref().map(|told| told.files),
        "registrar": life.told.as_ref().map(|told| match told.registrar {
            raw::Registrar::Leader => "leader",
            raw::Registrar::Receiver => "receiver",
        }),
        "leaders": life.leaders,
        "moments": moments.collect::<Vec<_>>(),
        "answers": answers.collect::<Vec<_>>(),
        "judged": life.unjudged.is_none() && life.presence == Presence::Read,
        "trail": trail,
    });
    let text = serde_json::to_string_pretty(&document).expect("texts, numbers and lists are JSON");
    let mut safe = shown_json(&text);
    safe.push('\n');
    safe
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Sigob(_) => "sigob",
        What::Logged(..) => "logged",
        What::Committed => "committed",
        What::Merged => "merged",
        What::SupersededBy(_) => "superseded-by",
        What::Supersedes(_) => "supersedes",
        What::ComplementedBy(_) => "complemented-by",
        What::Complements(_) => "complements",
        What::Withdrawn { .. } => "withdrawn",
    }
}

fn more(what: &What) -> Value {
    match what {
        What::Sigob(number) => json!({"number": number}),
        What::Logged(found, is_this) => json!({
            "event": EventKind::Submission(found.event).key(),
            "index": found.index,
            "manifest": found.manifest.to_string(),
            "files": found.files,
            "current": is_this,
            "not_before": found.not_before.map(|at| hour(at).to_rfc3339()),
            "not_after": found.not_after.map(|at| hour(at).to_rfc3339()),
        }),
        What::Committed | What::Merged => Value::Object(Map::new()),
        What::SupersededBy(path) | What::Supersedes(path) | What::ComplementedBy(path) | What::Complements(path) => {
            json!({"submission": path.to_string()})
        }
        What::Withdrawn { files, of, stated, authorised_by, reason } => {
            let stated = stated.to_string();
            json!({"files": files, "of": of, "stated": stated, "authorised_by": authorised_by, "reason": reason})
        }
    }
}
