//! Raw commit objects: tree, parents, and who and when, as stored.

use super::{
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    repository::GitRepository,
    store::Store,
};

/// One line `author` or `committer`: free text by whoever made the commit, which proves nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Signature {
    pub email: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub time: i64,
    /// Minutes east of Greenwich.
    pub offset: i32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Commit {
    pub tree: ObjectId,
    pub parents: Vec<ObjectId>,
    /// None where the line is not of git's form.
    pub author: Option<Signature>,
    pub committer: Option<Signature>,
}

impl Commit {
    /// Reads the commit `id`, recomputing its id. Replacements and grafts are not looked at.
    pub(super) fn read(repository: &GitRepository, id: ObjectId) -> Result<Self, SnapshotError> {
        repository.structure(id, ObjectKind::Commit, Self::parse)
    }

    /// As [`Commit::read`], for one who reads many.
    pub(super) fn read_in(store: &Store<'_>, id: ObjectId) -> Result<Self, SnapshotError> {
        store.structure(id, ObjectKind::Commit, Self::parse)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let mut lines = bytes.split(|&byte| byte == b'\n').peekable();
        let tree = id_line(lines.next()?, b"tree ")?;
        let mut parents = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with(b"parent ")) {
            parents.push(id_line(line, b"parent ")?);
        }
        let author = lines.next()?.strip_prefix(b"author ")?;
        let committer = lines.next()?.strip_prefix(b"committer ")?;
        Some(Self { tree, parents, author: signature(author), committer: signature(committer) })
    }

    /// The committer's time, for ordering only; 0 where there is none.
    pub(super) fn time(&self) -> i64 {
        self.committer.as_ref().map_or(0, |committer| committer.time)
    }
}

fn id_line(line: &[u8], key: &[u8]) -> Option<ObjectId> {
    std::str::from_utf8(line.strip_prefix(key)?).ok()?.parse().ok()
}

/// `Name <email> seconds +hhmm`, split where git splits it.
fn signature(line: &[u8]) -> Option<Signature> {
    let open = memchr::memchr(b'<', line)?;
    let close = open + memchr::memchr(b'>', &line[open..])?;
    let last = memchr::memrchr(b'>', line)?;
    let email = String::from_utf8_lossy(&line[open + 1..close]).into_owned();
    let date = std::str::from_utf8(&line[last + 1..]).ok()?;
    let (seconds, zone) = date.trim_ascii().split_once(' ')?;
    let digits = zone.strip_prefix(['+', '-'])?;
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: i32 = digits.parse().ok()?;
    let minutes = digits / 100 * 60 + digits % 100;
    let offset = if zone.starts_with('-') { -minutes } else { minutes };
    Some(Signature { email, time: seconds.parse().ok()?, offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_and_when_are_read_as_stored() {
        let read = |line: &str| signature(line.as_bytes()).map(|read| (read.email, read.time, read.offset));
        assert_eq!(read("Á <a@b.co> 1700000000 -0500"), Some(("a@b.co".into(), 1_700_000_000, -300)));
        assert_eq!(read("A <> 0 +0530"), Some((String::new(), 0, 330)));
        assert_eq!(read("A <a> <b> 5 +0000"), Some(("a".into(), 5, 0)));
        assert_eq!(read("A <a@b.co> -5 +0000"), Some(("a@b.co".into(), -5, 0)));
        for line in
            ["", "A a@b.co 1 +0000", "A <a> x +0000", "A <a> 1 0000", "A <a> 1 +00", "A <a> 99999999999999999999 +0000"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_commit_without_its_lines_is_refused() {
        let tree = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";
        let people = "author A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx";
        assert!(Commit::parse(format!("{tree}{people}").as_bytes()).is_some_and(|commit| commit.parents.is_empty()));
        for text in
            [people.to_owned(), tree.to_owned(), format!("{tree}parent x\n{people}"), format!("{tree}\n{people}")]
        {
            assert_eq!(Commit::parse(text.as_bytes()), None, "{text}");
        }
    }
}
