//! What came of a token, told.

use mipg::{
    messages::{Lang, Message, shown},
    trail::{
        checkpoint::Checkpoint,
        timestamp::{Timestamp, TimestampError, UNSTATED},
    },
};
use serde_json::{Value, json};

use crate::args::text;
use crate::errors::UNCHECKED;

/// A timestamp that does not hold.
const INVALID: u8 = 1;

/// A token and what came of it.
pub(super) struct Judged {
    /// Its file.
    pub file: String,
    /// The checkpoint it is of.
    pub checkpoint: Option<Checkpoint>,
    pub outcome: Result<Timestamp, Problem>,
    /// What was done with it, or what to do, in words.
    pub done: Option<String>,
    /// Whether the checkpoint was held against a log; otherwise nobody's signature on it was checked.
    pub is_of_log: bool,
}

/// Why a token proves nothing.
pub(super) enum Problem {
    Token(TimestampError),
    /// The checkpoint beside it is missing or is not of this log.
    Checkpoint,
}

impl Judged {
    /// 0, 1 or 3.
    pub(super) fn code(&self) -> u8 {
        match &self.outcome {
            Ok(_) => 0,
            Err(Problem::Token(error)) if error.is_unjudged() => UNCHECKED,
            Err(_) => INVALID,
        }
    }

    /// For programs.
    pub(super) fn json(&self, lang: Lang) -> Value {
        let mut json = json!({
            "file": self.file,
            "size": self.checkpoint.as_ref().map(|checkpoint| checkpoint.head.size),
            "verdict": match self.code() { 0 => "valid", UNCHECKED => "unchecked", _ => "invalid" },
        });
        let more = match &self.outcome {
            Ok(stamp) => json!({
                "time": stamp.time.to_string(),
                "earliest": stamp.earliest().to_string(),
                "latest": stamp.latest().to_string(),
                "accuracy_us": stamp.accuracy.map(|accuracy| u64::try_from(accuracy.as_micros()).unwrap_or(u64::MAX)),
                "authority": stamp.authority,
                "chain": stamp.chain,
                "serial": stamp.serial,
                "policy": stamp.policy,
                "checkpoint_of_log": self.is_of_log.then_some(true),
            }),
            Err(Problem::Token(error)) => {
                let message = error.message();
                let values: serde_json::Map<String, Value> =
                    message.args().into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
                json!({"message_id": message.id(), "args": values, "message": message.text(lang), "help": self.done})
            }
            Err(Problem::Checkpoint) => json!({"message_id": "timestamp-checkpoint", "message": foreign(lang)}),
        };
        if let (Value::Object(json), Value::Object(more)) = (&mut json, more) {
            json.extend(more);
        }
        json
    }

    /// For people.
    pub(super) fn human(&self, lang: Lang) -> String {
        let file = shown(&self.file, 200);
        let stamp = match &self.outcome {
            Ok(stamp) => stamp,
            Err(problem) => {
                let head = match self.code() {
                    UNCHECKED => text(lang, "no se comprobó", "not verified"),
                    _ => text(lang, "NO ES VÁLIDO", "NOT VALID"),
                };
                let hint = self.done.as_ref().map_or_else(String::new, |hint| format!("  {hint}\n"));
                return match problem {
                    Problem::Token(error) => {
                        let is_unknown = matches!(error, TimestampError::NoIssuer(_));
                        let help = if error.is_unjudged() && !is_unknown {
                            format!("\n  {}", by_openssl(&file, lang))
                        } else {
                            String::new()
                        };
                        format!("{file}: {head}\n  {}{help}\n{hint}", error.message().text(lang))
                    }
                    Problem::Checkpoint => format!("{file}: {head}\n  {}\n{hint}", foreign(lang)),
                };
            }
        };
        let size = self.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.head.size);
        let accuracy = match (stamp.accuracy, lang) {
            (Some(accuracy), _) => format!("± {} s", accuracy.as_secs_f64()),
            (None, Lang::Es) => format!("exactitud no declarada: se toma ± {} min", UNSTATED.as_secs() / 60),
            (None, Lang::En) => format!("accuracy not stated: taken as ± {} min", UNSTATED.as_secs() / 60),
        };
        let (time, latest, serial, policy) = (stamp.time, stamp.latest(), &stamp.serial, &stamp.policy);
        let authority = shown(&stamp.authority, 200);
        let chain: Vec<String> = stamp.chain.iter().map(|name| shown(name, 200)).collect();
        let chain = chain.join(" ← ");
        let mut told = match lang {
            Lang::Es => format!(
                "{file}: válido\n  El checkpoint de {size} anotaciones existía a más tardar a las {latest}.\n  Sellado {time} ({accuracy}) por «{authority}», bajo «{chain}»; n.º {serial}, política {policy}.\n  No se consulta si el certificado fue revocado.\n"
            ),
            Lang::En => format!(
                "{file}: valid\n  The checkpoint of {size} entries existed at {latest} at the latest.\n  Stamped {time} ({accuracy}) by “{authority}”, under “{chain}”; no. {serial}, policy {policy}.\n  Whether the certificate was revoked is not asked.\n"
            ),
        };
        if !self.is_of_log {
            let origin = self.checkpoint.as_ref().map_or("", |checkpoint| checkpoint.origin.as_str());
            told.push_str(&format!("  {}\n", Message::TimestampCheckpointUnheld { origin: origin.into() }.text(lang)));
        }
        if let Some(done) = &self.done {
            told.push_str(&format!("  {done}\n"));
        }
        told
    }
}

/// Why a checkpoint is of no use.
pub(super) fn foreign(lang: Lang) -> &'static str {
    text(
        lang,
        "el checkpoint que lo acompaña falta, no se puede leer o no es de este registro",
        "the checkpoint beside it is missing, cannot be read or is not of this log",
    )
}

/// What reads a token that is not read here.
fn by_openssl(file: &str, lang: Lang) -> String {
    let with = text(lang, "compruébelo con", "verify it with");
    format!("{with}: openssl ts -verify -in '{}' -data checkpoint -CAfile CA.pem", file.replace('\'', "'\\''"))
}
