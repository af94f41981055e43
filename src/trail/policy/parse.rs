//! Reading a policy, line by line.

use std::collections::BTreeSet;

use super::{Algorithm, KeyError, MAX_LINES, MAX_POLICY, Party, PartyKind, Policy, VerifierKey};

/// Why a text is no policy, and where; whoever wrote it is at fault.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct PolicyError {
    /// The line, from 1; after the last one for what is missing altogether.
    pub line: usize,
    /// What is wrong.
    pub problem: PolicyProblem,
}

/// What is wrong with a line of a policy.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PolicyProblem {
    /// The policy is longer than [`MAX_POLICY`] bytes or has more than [`MAX_LINES`] logs, witnesses and groups.
    #[error("the policy is larger than this program reads")]
    TooLarge,
    /// There is a control character other than tab and newline.
    #[error("a control character")]
    Control,
    /// The line begins with none of the four words.
    #[error("a line begins with `log`, `witness`, `group` or `quorum`")]
    Word,
    /// The line has more or fewer parts than its word asks for.
    #[error("expected `{0}`")]
    Parts(&'static str),
    /// The key is none.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is that of a witness on a line of a log, or the other way round.
    #[error("a key of type {found}, where one of type {expected} belongs")]
    Algorithm {
        /// Its type.
        found: u8,
        /// The type that belongs.
        expected: u8,
    },
    /// The same public key stands on two lines of one kind.
    #[error("the same key stands on an earlier line")]
    DuplicateKey,
    /// The name is defined already, or is `none`.
    #[error("the name `{0}` is taken")]
    Taken(String),
    /// The name is not defined on an earlier line.
    #[error("`{0}` is not defined on an earlier line")]
    Undefined(String),
    /// The name is a member of a group already.
    #[error("`{0}` is a member of a group already")]
    Repeated(String),
    /// The threshold is not `all`, `any` or a number from 1 to the number of members.
    #[error("the threshold is not `all`, `any` or a number from 1 to {0}")]
    Threshold(usize),
    /// There is a second quorum.
    #[error("a second quorum")]
    SecondQuorum,
    /// There is no quorum.
    #[error("the policy has no quorum")]
    NoQuorum,
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    logs: Vec<VerifierKey>,
    parties: Vec<Party>,
    members: BTreeSet<usize>,
    quorum: Option<Option<usize>>,
}

pub(super) fn parse(bytes: &[u8]) -> Result<Policy, PolicyError> {
    if bytes.len() > MAX_POLICY {
        return Err(PolicyError { line: 1, problem: PolicyProblem::TooLarge });
    }
    let mut reader = Reader::default();
    let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let mut last = 0;
    for (line, text) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        reader.line(text).map_err(|problem| PolicyError { line, problem })?;
        last = line;
    }
    let Some(quorum) = reader.quorum else {
        return Err(PolicyError { line: last + 1, problem: PolicyProblem::NoQuorum });
    };
    let logs = reader.logs.len();
    let witnesses = reader.parties.iter().filter_map(|party| match &party.kind {
        PartyKind::Witness(key) => Some(key.clone()),
        PartyKind::Group { .. } => None,
    });
    let keys = reader.logs.into_iter().chain(witnesses).collect();
    Ok(Policy { keys, logs, parties: reader.parties, quorum })
}

impl Reader {
    fn line(&mut self, text: &[u8]) -> Result<(), PolicyProblem> {
        if text.iter().any(|byte| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f) {
            return Err(PolicyProblem::Control);
        }
        let parts: Vec<&[u8]> =
            text.split(|byte| matches!(byte, b' ' | b'\t')).filter(|part| !part.is_empty()).collect();
        let Some((word, rest)) = parts.split_first().filter(|(word, _)| !word.starts_with(b"#")) else {
            return Ok(());
        };
        if self.logs.len() + self.parties.len() >= MAX_LINES && *word != b"quorum" {
            return Err(PolicyProblem::TooLarge);
        }
        match *word {
            b"log" => self.log(rest),
            b"witness" => self.witness(rest),
            b"group" => self.group(rest),
            b"quorum" => self.set_quorum(rest),
            _ => Err(PolicyProblem::Word),
        }
    }

    fn log(&mut self, parts: &[&[u8]]) -> Result<(), PolicyProblem> {
        let ([key] | [key, _]) = parts else { return Err(PolicyProblem::Parts("log <key> [<url>]")) };
        let key = read_key(key, Algorithm::Ed25519)?;
        if self.logs.iter().any(|log| log.public() == key.public()) {
            return Err(PolicyProblem::DuplicateKey);
        }
        self.logs.push(key);
        Ok(())
    }

    fn witness(&mut self, parts: &[&[u8]]) -> Result<(), PolicyProblem> {
        let ([name, key] | [name, key, _]) = parts else {
            return Err(PolicyProblem::Parts("witness <name> <key> [<url>]"));
        };
        let key = read_key(key, Algorithm::Cosignature)?;
        let same = |party: &Party| matches!(&party.kind, PartyKind::Witness(other) if other.public() == key.public());
        match self.parties.iter().any(same) {
            true => Err(PolicyProblem::DuplicateKey),
            false => self.define(name, PartyKind::Witness(key)),
        }
    }

    fn group(&mut self, parts: &[&[u8]]) -> Result<(), PolicyProblem> {
        let [name, threshold, members @ ..] = parts else {
            return Err(PolicyProblem::Parts("group <name> all|any|<k> <name>…"));
        };
        if members.is_empty() {
            return Err(PolicyProblem::Parts("group <name> all|any|<k> <name>…"));
        }
        let threshold = match *threshold {
            b"all" => members.len(),
            b"any" => 1,
            number => std::str::from_utf8(number)
                .ok()
                .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
                .and_then(|number| number.parse().ok())
                .filter(|number| (1..=members.len()).contains(number))
                .ok_or(PolicyProblem::Threshold(members.len()))?,
        };
        let mut places = Vec::with_capacity(members.len());
        for member in members {
            let place = self.find(member)?;
            if !self.members.insert(place) {
                return Err(PolicyProblem::Repeated(shown(member)));
            }
            places.push(place);
        }
        self.define(name, PartyKind::Group { threshold, members: places })
    }

    fn set_quorum(&mut self, parts: &[&[u8]]) -> Result<(), PolicyProblem> {
        let [name] = parts else { return Err(PolicyProblem::Parts("quorum <name>")) };
        if self.quorum.is_some() {
            return Err(PolicyProblem::SecondQuorum);
        }
        self.quorum = Some(match *name {
            b"none" => None,
            name => Some(self.find(name)?),
        });
        Ok(())
    }

    fn define(&mut self, name: &[u8], kind: PartyKind) -> Result<(), PolicyProblem> {
        if name == b"none" || self.find(name).is_ok() {
            return Err(PolicyProblem::Taken(shown(name)));
        }
        self.parties.push(Party { name: name.to_vec(), kind });
        Ok(())
    }

    fn find(&self, name: &[u8]) -> Result<usize, PolicyProblem> {
        let place = self.parties.iter().position(|party| party.name == name);
        place.ok_or_else(|| PolicyProblem::Undefined(shown(name)))
    }
}

fn read_key(text: &[u8], expected: Algorithm) -> Result<VerifierKey, PolicyProblem> {
    let text = std::str::from_utf8(text).map_err(|_| KeyError::Name)?;
    let key: VerifierKey = text.parse()?;
    match key.algorithm() {
        found if found == expected => Ok(key),
        found => Err(PolicyProblem::Algorithm { found: found.byte(), expected: expected.byte() }),
    }
}

fn shown(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
