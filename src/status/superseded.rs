//! What a submission supersedes: only what it may, and only what it names.
//!
//! A manifest is what somebody wrote. It supersedes another submission of its own policy, and the very manifest whose
//! digest it states: the one that the tree has, or one that the trail knows of. Anything else hides nothing.

use std::collections::HashMap;

use crate::{digest::Digest, model::SubmissionPath, registro::Times, schedule::Delivery};

/// The digest of the manifest of each submission.
pub(super) type Manifests = HashMap<SubmissionPath, Digest>;

/// Takes from each delivery what it names and does not supersede; `named` has the digest that each states of it.
pub(super) fn settle(deliveries: &mut [Delivery], named: &Manifests, own: &Manifests, times: Option<&Times>) {
    for one in deliveries.iter_mut() {
        let stated = named.get(&one.path);
        let path = &one.path;
        let is_it = |old: &SubmissionPath| {
            let of_trail = || times.map_or(&[][..], |times| times.of(old)).iter();
            let is_known = |stated| own.get(old) == Some(stated) || of_trail().any(|it| it.manifest == *stated);
            old.owner == path.owner && old != path && stated.is_some_and(is_known)
        };
        one.supersedes = one.supersedes.take().filter(is_it);
    }
}
