//! Which deliveries were known at a moment, and which of them supersedes which.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::delivery::Delivery;
use crate::model::SubmissionPath;

/// What was known at a moment.
pub(super) struct Known<'d> {
    pub(super) deliveries: &'d [Delivery],
    pub(super) as_of: DateTime<FixedOffset>,
    /// Those known, by time and then by path.
    pub(super) order: Vec<usize>,
    pub(super) by_path: HashMap<&'d SubmissionPath, usize>,
    /// The one that supersedes each.
    successor: HashMap<usize, usize>,
    /// The versions before each delivery that none supersedes, the latest first; each delivery is in one list at most.
    versions: HashMap<usize, Vec<usize>>,
    /// The last version of each one superseded; of none that supersede each other in a circle.
    pub(super) head: HashMap<usize, usize>,
}

impl<'d> Known<'d> {
    pub(super) fn at(deliveries: &'d [Delivery], as_of: DateTime<FixedOffset>) -> Self {
        let mut order: Vec<usize> = (0..deliveries.len()).filter(|&at| deliveries[at].known_since() <= as_of).collect();
        order.sort_by_key(|&at| (deliveries[at].known_since(), &deliveries[at].path));
        let by_path: HashMap<&SubmissionPath, usize> = order.iter().map(|&at| (&deliveries[at].path, at)).collect();
        let mut successor = HashMap::new();
        for &at in &order {
            if let Some(&old) = deliveries[at].supersedes.as_ref().and_then(|path| by_path.get(path))
                && deliveries[old].path.owner == deliveries[at].path.owner
                && old != at
            {
                successor.entry(old).or_insert(at); // the first of several, which a rule refuses
            }
        }
        let known =
            Self { deliveries, as_of, order, by_path, successor, versions: HashMap::new(), head: HashMap::new() };
        known.with_versions()
    }

    /// Follows each chain once, from its last version back: one that ends nowhere has no last version.
    fn with_versions(mut self) -> Self {
        for &head in &self.order {
            if self.successor.contains_key(&head) {
                continue;
            }
            let mut chain = Vec::new();
            let mut here = head;
            while let Some(old) = self.before(here) {
                self.head.insert(old, head);
                chain.push(old);
                here = old;
            }
            if !chain.is_empty() {
                self.versions.insert(head, chain);
            }
        }
        self
    }

    /// The version that a delivery supersedes, where none other did so first.
    fn before(&self, at: usize) -> Option<usize> {
        let old = *self.by_path.get(self.deliveries[at].supersedes.as_ref()?)?;
        (self.successor.get(&old) == Some(&at)).then_some(old)
    }

    /// A delivery that none supersedes and the versions before it, the latest first.
    pub(super) fn versions(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        std::iter::once(head).chain(self.versions.get(&head).into_iter().flatten().copied())
    }

    /// Whether it stands: not superseded, not withdrawn.
    pub(super) fn stands(&self, at: usize) -> bool {
        !self.successor.contains_key(&at) && !self.deliveries[at].is_withdrawn(self.as_of)
    }
}
