//! Why a reference may not move, whatever it brings.

use crate::messages::Message;

/// Why a reference may not move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Its name cannot be told from others by the eye, or is too long.
    Name,
    /// It is neither a branch nor a tag.
    Elsewhere,
    /// Its name differs from that of the default branch or of the audit trail only by case, or lies above or below it.
    LookAlike,
    /// On the server it is another name of a branch, which would move in its place.
    Alias,
    /// The default branch, the audit trail or a tag is to be deleted.
    Deleted,
    /// The default branch or the audit trail would no longer have what it had.
    Rewound,
    /// A tag that exists goes elsewhere.
    TagMoved,
    /// It points at what is no commit.
    NotACommit,
    /// There is no default branch yet, to judge by.
    NoJudge,
    /// A machine pushes evidence where the settings say which people may.
    Machine,
    /// What others proposed would be taken away.
    OfOthers,
    /// A commit of the audit trail does not follow exactly one other.
    TrailForked,
    /// Who keeps the audit trail begins it, gives it its key, and puts there what no key of it vouches for.
    TrailKeeper,
    /// The log does not continue the one that is there, or is not signed by its key.
    TrailBroken,
}

impl Refusal {
    /// What is wrong.
    pub fn message(self, name: &str) -> Message {
        let name = name.into();
        match self {
            Self::Name => Message::GateName { name },
            Self::Elsewhere => Message::GateElsewhere { name },
            Self::LookAlike => Message::GateLookAlike { name },
            Self::Alias => Message::GateAlias { name },
            Self::Deleted => Message::GateDeleted { name },
            Self::Rewound => Message::GateRewound { name },
            Self::TagMoved => Message::GateTagMoved { name },
            Self::NotACommit => Message::GateNotACommit { name },
            Self::NoJudge => Message::GateNoJudge { name },
            Self::Machine => Message::GateMachine { name },
            Self::OfOthers => Message::GateOfOthers { name },
            Self::TrailKeeper => Message::GateTrailKeeper { name },
            Self::TrailForked => Message::GateTrailForked { name },
            Self::TrailBroken => Message::GateTrailBroken { name },
        }
    }

    /// What to do.
    pub fn hint(self) -> Message {
        match self {
            Self::Name | Self::LookAlike => Message::GateNameHint {},
            Self::Elsewhere => Message::GateElsewhereHint {},
            Self::Alias => Message::GateAliasHint {},
            Self::Deleted => Message::GateDeletedHint {},
            Self::Rewound => Message::GateRewoundHint {},
            Self::TagMoved => Message::GateTagMovedHint {},
            Self::NotACommit => Message::GateNotACommitHint {},
            Self::NoJudge => Message::GateNoJudgeHint {},
            Self::Machine => Message::GateMachineHint {},
            Self::OfOthers => Message::GateOfOthersHint {},
            Self::TrailKeeper => Message::GateTrailKeeperHint {},
            Self::TrailForked | Self::TrailBroken => Message::GateTrailHint {},
        }
    }
}
