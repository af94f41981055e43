//! That the audit trail is not as its key signed it: said to whoever runs what signs, with how it is put back.

use std::sync::Arc;

use mipg::{
    messages::{Lang, Message},
    registro,
    snapshot::GitRepository,
    trail::note::VerifierKey,
};

use crate::errors::{Failure, UNCHECKED};

/// That nothing was logged upon what the branch has now, and why.
pub fn failure(repository: &Arc<GitRepository>, keys: &[VerifierKey], rev: &str, why: &str, lang: Lang) -> Failure {
    let expected = registro::stated_origin(repository, rev).ok().flatten();
    let hint = match registro::last_held(repository, keys, expected.as_ref()) {
        Ok(Some(commit)) => Message::TrailUnheldHint { commit: commit.to_string().into() },
        Ok(None) | Err(_) => Message::TrailUnheldAnyHint {},
    };
    Failure::Said {
        message: Message::TrailUnheld { detail: why.into() }.text(lang),
        hint: Some(hint.text(lang)),
        code: UNCHECKED,
    }
}
