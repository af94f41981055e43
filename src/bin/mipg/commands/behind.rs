//! That a copy is older than what the remote has published, as far as it was seen: what is read of it may be taken in by now.

use mipg::{messages::Lang, snapshot::GitRepository};

use super::check as gate;
use crate::{args::text, errors::Failure};

/// Commits that are walked back.
const MOST: usize = 2_000_000;

/// Tells it where `HEAD` is behind the main branch of the remote.
pub(super) fn tell(repository: &GitRepository, lang: Lang) -> Result<(), Failure> {
    let (Some(own), Some(published)) = (repository.reference("HEAD")?, repository.reference(gate::REMOTE_MAIN)?) else {
        return Ok(());
    };
    if own != published && repository.is_ancestor(own, published, MOST)? {
        anstream::eprintln!(
            "{}",
            text(
                lang,
                "Ojo: su copia está atrás de `origin/main`, y lo que allí ya se incorporó no se ve aquí: `git pull`",
                "Mind: your copy is behind `origin/main`, and what was taken in there is not seen here: `git pull`",
            )
        );
    }
    Ok(())
}
