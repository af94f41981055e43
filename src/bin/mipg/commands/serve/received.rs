//! What the hook of the server said of the audit trail when it took a submission: read in its own words.

use mipg::messages::{Lang, Message};

/// What is known of the receipt of what was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Noted {
    /// It has this number and this hour.
    Received { number: u64, hour: String },
    /// It came in, and has no number yet.
    Unnoted,
    /// Nothing was said that is recognised.
    Untold,
}

impl Noted {
    /// Reads what was said of the submission in a folder, whatever language the server speaks.
    pub(super) fn of(said: &[String], folder: &str) -> Self {
        let words = said.iter().flat_map(|line| line.trim_start().trim_start_matches("remote:").split_whitespace());
        let told = words.collect::<Vec<_>>().join(" ");
        let read = |lang| received(&told, folder, lang);
        if let Some((number, hour)) = read(Lang::Es).or_else(|| read(Lang::En)) {
            return Self::Received { number, hour };
        }
        let is_unnoted = [Lang::Es, Lang::En].into_iter().flat_map(unnoted).any(|sentence| told.contains(&sentence));
        if is_unnoted { Self::Unnoted } else { Self::Untold }
    }
}

/// The number and the hour, as the hook tells them.
fn received(told: &str, folder: &str, lang: Lang) -> Option<(u64, String)> {
    let shape = Message::GateReceived { index: 0_u64.into(), hour: "@".into(), path: folder.into() }.text(lang);
    let (before, rest) = shape.split_once('0')?;
    let (between, after) = rest.split_once('@')?;
    let (until, _) = told.split_once(after)?;
    let (number, hour) = until[until.rfind(before)? + before.len()..].split_once(between)?;
    let is_hour = hour.len() == 19 && hour.bytes().all(|byte| byte.is_ascii_digit() || b"-: ".contains(&byte));
    Some((number.parse().ok()?, hour.to_owned())).filter(|_| is_hour)
}

/// The sentences that say that it has no number yet.
fn unnoted(lang: Lang) -> [String; 3] {
    let part = |message: Message, marks: &str, at: usize| {
        let text = message.text(lang);
        text.split(marks).nth(at).unwrap_or(&text).to_owned()
    };
    // What is told of another day begins with a count, and has another further on.
    let waits = part(Message::GateWaits { count: 0_u64.into(), most: 0_u64.into() }, "0", 1);
    [
        part(Message::GateUnnoted { folder: "x".into() }, ". ", 0),
        part(Message::GateUnbegun { folder: "x".into() }, ". ", 1),
        waits,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "policies/gobierno-digital/2026/11/reporte-1f3a";

    /// The words of the hook, wrapped as a terminal has them.
    fn said(message: &Message, lang: Lang) -> Vec<String> {
        let text = message.text(lang);
        let words: Vec<&str> = text.split(' ').collect();
        words.chunks(4).map(|words| format!("remote: {}  ", words.join(" "))).collect()
    }

    #[test]
    fn number_hour_or_that_there_is_none_are_read() {
        for lang in [Lang::Es, Lang::En] {
            let hour = "2026-11-22 10:00:05";
            let one = Message::GateReceived { index: 36_u64.into(), hour: hour.into(), path: FOLDER.into() };
            let read = Noted::of(&said(&one, lang), FOLDER);
            assert_eq!(read, Noted::Received { number: 36, hour: hour.to_owned() });
            assert_eq!(Noted::of(&said(&one, lang), "policies/otra/2026/11/reporte-1f3a"), Noted::Untold);
            for none in [
                Message::GateUnnoted { folder: "/srv/a.git".into() },
                Message::GateUnbegun { folder: "/b".into() },
                Message::GateWaits { count: 1_u64.into(), most: 50_u64.into() },
            ] {
                assert_eq!(Noted::of(&said(&none, lang), FOLDER), Noted::Unnoted, "{none:?}");
            }
        }
        assert_eq!(Noted::of(&[], FOLDER), Noted::Untold);
        let hostile = format!("remote: n.º 1, recibida el <b>mañana</b>: {FOLDER}");
        assert_eq!(Noted::of(&[hostile], FOLDER), Noted::Untold);
    }
}
