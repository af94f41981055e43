//! What a reader gives for an entry, and the account of how many bytes are held at once.

use std::{
    cell::Cell,
    collections::{HashMap, TryReserveError},
    fmt,
    ops::Deref,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread::{self, ThreadId},
    time::Duration,
};

use super::{
    entry::ObjectId,
    lfs::{LfsObject, LfsPointer},
};

/// The content of one entry. Only [`Content::Bytes`] and [`Content::Pointer`] are content: the rest say why there
/// is none, and must never be taken for an empty file.
#[derive(Debug)]
pub enum Content {
    /// The bytes git stores, whole; for a symbolic link, its target.
    Bytes(Bytes),
    /// A Git LFS pointer, and its object where the clone has it.
    Pointer {
        /// What the pointer says.
        pointer: LfsPointer,
        /// The object, unverified; none where it was not fetched.
        object: Option<LfsObject>,
    },
    /// Larger than the reader asked for; nothing was read.
    TooLarge {
        /// The size in bytes.
        size: u64,
    },
    /// The object store lacks the object.
    Missing {
        /// The object.
        id: ObjectId,
        /// Whether the clone is partial, and `git` can fetch the object.
        promisor: bool,
    },
    /// The bytes stored are not those of the object.
    Damaged {
        /// The object asked for.
        expected: ObjectId,
        /// The id of the bytes found; none where they could not even be decompressed.
        found: Option<ObjectId>,
    },
    /// git would convert the file before storing it in a way only the converting program knows.
    Unconvertible {
        /// The attribute that asks for it: `filter=…`, `working-tree-encoding=…`.
        attribute: String,
    },
    /// The entry has no bytes: a folder, a submodule, an unreadable name, an unknown mode.
    NotAFile,
}

/// The bytes of one entry. While alive they count against the snapshot's account of memory.
pub struct Bytes {
    data: Vec<u8>,
    _permit: Option<Permit>,
}

impl Bytes {
    pub(super) fn held(data: Vec<u8>, permit: Option<Permit>) -> Self {
        Self { data, _permit: permit }
    }

    /// The bytes, no longer counted.
    pub fn into_vec(mut self) -> Vec<u8> {
        std::mem::take(&mut self.data)
    }
}

/// The largest buffer a thread keeps for the next file, in bytes.
const KEPT: usize = 4 * 1024 * 1024;

thread_local! {
    /// The buffer of the last file this thread let go of: fresh memory costs more than the reading.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An empty buffer that holds `capacity` bytes, that of a file let go of where there is one.
pub(super) fn buffer(capacity: usize) -> Result<Vec<u8>, TryReserveError> {
    let mut buffer = SPARE.take();
    buffer.clear();
    buffer.try_reserve_exact(capacity)?;
    Ok(buffer)
}

impl Drop for Bytes {
    fn drop(&mut self) {
        let data = std::mem::take(&mut self.data);
        let _ = SPARE.try_with(|spare| {
            let kept = spare.take();
            spare.set(if (kept.capacity() + 1..=KEPT).contains(&data.capacity()) { data } else { kept });
        });
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(data: Vec<u8>) -> Self {
        Self { data, _permit: None }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.data
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.data
    }
}

impl<T: AsRef<[u8]> + ?Sized> PartialEq<T> for Bytes {
    fn eq(&self, other: &T) -> bool {
        self.data == other.as_ref()
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Bytes({})", self.data.len())
    }
}

/// Objects smaller than this are not counted: many fit, and the account would cost more than they do.
const UNCOUNTED: u64 = 256 * 1024;

/// How long a reader waits for others to let go of their bytes. The account is a courtesy to memory, not a lock:
/// a caller that holds bytes and waits for another reader must not wait for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// A bound on the bytes held at once by the readers of one snapshot.
pub(super) struct ByteBudget {
    total: u64,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    used: u64,
    holders: HashMap<ThreadId, usize>,
}

/// Leave to hold some bytes; given back when dropped.
pub(super) struct Permit {
    budget: Arc<ByteBudget>,
    bytes: u64,
    holder: ThreadId,
}

impl ByteBudget {
    pub(super) fn new(total: u64) -> Arc<Self> {
        Arc::new(Self { total, state: Mutex::default(), freed: Condvar::new() })
    }

    /// Waits until `bytes` fit, or nobody holds any. A thread that already holds bytes never waits.
    pub(super) fn acquire(self: &Arc<Self>, bytes: u64) -> Option<Permit> {
        if bytes < UNCOUNTED {
            return None;
        }
        let holder = thread::current().id();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let must_wait = |state: &mut State| {
            state.used > 0 && state.used.saturating_add(bytes) > self.total && !state.holders.contains_key(&holder)
        };
        let (mut state, _) =
            self.freed.wait_timeout_while(state, PATIENCE, must_wait).unwrap_or_else(PoisonError::into_inner);
        state.used = state.used.saturating_add(bytes);
        *state.holders.entry(holder).or_default() += 1;
        drop(state);
        Some(Permit { budget: Arc::clone(self), bytes, holder })
    }
}

impl Permit {
    /// Gives back all but `bytes`.
    pub(super) fn shrink(&mut self, bytes: u64) {
        let spare = self.bytes.saturating_sub(bytes);
        self.bytes -= spare;
        let mut state = self.budget.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.used = state.used.saturating_sub(spare);
        drop(state);
        self.budget.freed.notify_all();
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = self.budget.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.used = state.used.saturating_sub(self.bytes);
        if let Some(count) = state.holders.get_mut(&self.holder) {
            *count -= 1;
            if *count == 0 {
                state.holders.remove(&self.holder);
            }
        }
        drop(state);
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn readers_together_stay_below_the_bound() {
        const MIB: u64 = 1024 * 1024;
        let budget = ByteBudget::new(3 * MIB);
        let (now, peak) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let mut permit = budget.acquire(2 * MIB).unwrap();
                        peak.fetch_max(now.fetch_add(2, Ordering::SeqCst) + 2, Ordering::SeqCst);
                        now.fetch_sub(1, Ordering::SeqCst);
                        permit.shrink(MIB);
                        now.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((2..=3).contains(&peak.load(Ordering::SeqCst)), "{peak:?}");
        let state = budget.state.lock().unwrap();
        assert_eq!((state.used, state.holders.len()), (0, 0));
    }

    #[test]
    fn one_who_holds_bytes_never_waits() {
        let budget = ByteBudget::new(UNCOUNTED);
        let first = budget.acquire(10 * UNCOUNTED);
        let second = budget.acquire(UNCOUNTED);
        assert!(first.is_some() && second.is_some());
        assert!(budget.acquire(UNCOUNTED - 1).is_none());
    }
}
