//! Trees under construction: persistent, so that a commit shares with the one before all that it does not change.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use super::error::RepositoryError;
use crate::snapshot::ObjectId;

/// What stands at a path. Evidence is made of [`Leaf::File`]; the others exist to show what must be refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaf {
    /// A regular file (mode 100644).
    File(ObjectId),
    /// A file with the execute bit (mode 100755).
    Executable(ObjectId),
    /// A symbolic link (mode 120000) whose target is the text of the object.
    Symlink(ObjectId),
    /// A submodule (mode 160000) at this commit, which need not exist.
    Submodule(ObjectId),
    /// The same file under the same name twice, which git itself never writes.
    Twice(ObjectId),
}

/// A tree. Cloning it is cheap, and changing a clone copies only the folders on the way.
#[derive(Clone, Debug, Default)]
pub struct Tree(Arc<Folder>);

#[derive(Clone, Debug, Default)]
struct Folder {
    entries: BTreeMap<Vec<u8>, Node>,
    written: OnceLock<ObjectId>,
}

#[derive(Clone, Debug)]
enum Node {
    Leaf(Leaf),
    Folder(Tree),
}

impl Tree {
    /// Puts `leaf` at `path`: names joined by `/`, any bytes. What stood there, or in the way, is replaced.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::Path`] when a name is empty.
    pub fn put(&mut self, path: &[u8], leaf: Leaf) -> Result<(), RepositoryError> {
        let names = names(path)?;
        let (last, folders) = names.split_last().expect("splitting gives at least one piece");
        self.reach(folders).entries.insert(last.to_vec(), Node::Leaf(leaf));
        Ok(())
    }

    /// Takes away the file or folder at `path`, and the folders that are left empty. False when nothing stood there.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::Path`] when a name is empty.
    pub fn remove(&mut self, path: &[u8]) -> Result<bool, RepositoryError> {
        let names = names(path)?;
        for depth in (0..names.len()).rev() {
            if depth + 1 < names.len() && !self.is_empty_folder(&names[..=depth]) {
                break;
            }
            if depth + 1 == names.len() && self.find(&names).is_none() {
                return Ok(false);
            }
            self.reach(&names[..depth]).entries.remove(names[depth]);
        }
        Ok(true)
    }

    /// What stands at `path`; none for folders and for what does not exist.
    pub fn get(&self, path: &[u8]) -> Option<Leaf> {
        match self.find(&names(path).ok()?)? {
            Node::Leaf(leaf) => Some(*leaf),
            Node::Folder(_) => None,
        }
    }

    /// Moves the file or folder at `from` to `to`. False when nothing stood there.
    ///
    /// # Errors
    ///
    /// [`RepositoryError::Path`] when a name is empty.
    pub fn rename(&mut self, from: &[u8], to: &[u8]) -> Result<bool, RepositoryError> {
        let Some(node) = self.find(&names(from)?).cloned() else { return Ok(false) };
        self.remove(from)?;
        let names = names(to)?;
        let (last, folders) = names.split_last().expect("splitting gives at least one piece");
        self.reach(folders).entries.insert(last.to_vec(), node);
        Ok(true)
    }

    /// The files below, as paths and what stands there, sorted by path.
    pub fn leaves(&self) -> Vec<(Vec<u8>, Leaf)> {
        let mut leaves = Vec::new();
        let mut pending = vec![(Vec::new(), self)];
        while let Some((prefix, tree)) = pending.pop() {
            for (name, node) in &tree.0.entries {
                let path = if prefix.is_empty() { name.clone() } else { [&prefix[..], b"/", name].concat() };
                match node {
                    Node::Leaf(leaf) => leaves.push((path, *leaf)),
                    Node::Folder(below) => pending.push((path, below)),
                }
            }
        }
        leaves.sort_by(|a, b| a.0.cmp(&b.0));
        leaves
    }

    /// Writes every folder that has not been written yet, the deepest first; the id of the root.
    pub(super) fn write(
        &self,
        store: &mut dyn FnMut(&[u8]) -> Result<ObjectId, RepositoryError>,
    ) -> Result<ObjectId, RepositoryError> {
        let mut order = vec![self];
        let mut next = 0;
        while let Some(&tree) = order.get(next) {
            next += 1;
            order.extend(tree.0.entries.values().filter_map(|node| match node {
                Node::Folder(below) if below.0.written.get().is_none() => Some(below),
                _ => None,
            }));
        }
        for tree in order.into_iter().rev() {
            if tree.0.written.get().is_none() {
                let id = store(&tree.encoded())?;
                tree.0.written.set(id).expect("it was empty on the line above");
            }
        }
        Ok(*self.0.written.get().expect("the root is the first of the order"))
    }

    /// The bytes of the tree object; its folders have been written.
    fn encoded(&self) -> Vec<u8> {
        let mut entries: Vec<(Vec<u8>, &str, &[u8], ObjectId)> = Vec::with_capacity(self.0.entries.len());
        for (name, node) in &self.0.entries {
            let (mode, id) = match node {
                Node::Folder(below) => ("40000", *below.0.written.get().expect("folders are written deepest first")),
                Node::Leaf(Leaf::File(id) | Leaf::Twice(id)) => ("100644", *id),
                Node::Leaf(Leaf::Executable(id)) => ("100755", *id),
                Node::Leaf(Leaf::Symlink(id)) => ("120000", *id),
                Node::Leaf(Leaf::Submodule(id)) => ("160000", *id),
            };
            // git sorts folders as if their names ended with a slash
            let key = if mode == "40000" { [&name[..], b"/"].concat() } else { name.clone() };
            entries.push((key.clone(), mode, name, id));
            if matches!(node, Node::Leaf(Leaf::Twice(_))) {
                entries.push((key, mode, name, id));
            }
        }
        entries.sort();
        let mut bytes = Vec::new();
        for (_, mode, name, id) in entries {
            bytes.extend_from_slice(mode.as_bytes());
            bytes.push(b' ');
            bytes.extend_from_slice(name);
            bytes.push(0);
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes
    }

    fn is_empty_folder(&self, names: &[&[u8]]) -> bool {
        matches!(self.find(names), Some(Node::Folder(tree)) if tree.0.entries.is_empty())
    }

    fn find(&self, names: &[&[u8]]) -> Option<&Node> {
        let (last, folders) = names.split_last()?;
        let mut tree = self;
        for name in folders {
            match tree.0.entries.get(*name)? {
                Node::Folder(below) => tree = below,
                Node::Leaf(_) => return None,
            }
        }
        tree.0.entries.get(*last)
    }

    /// The folder at `names`, made where it does not exist; the folders on the way are no longer shared nor written.
    fn reach(&mut self, names: &[&[u8]]) -> &mut Folder {
        let mut tree = self;
        for name in names {
            let folder = tree.changing();
            let node = folder.entries.entry(name.to_vec()).or_insert_with(|| Node::Folder(Tree::default()));
            if let Node::Leaf(_) = node {
                *node = Node::Folder(Tree::default());
            }
            tree = match node {
                Node::Folder(below) => below,
                Node::Leaf(_) => unreachable!("replaced on the line above"),
            };
        }
        tree.changing()
    }

    fn changing(&mut self) -> &mut Folder {
        let folder = Arc::make_mut(&mut self.0);
        folder.written = OnceLock::new();
        folder
    }
}

fn names(path: &[u8]) -> Result<Vec<&[u8]>, RepositoryError> {
    let names: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    if names.iter().any(|name| name.is_empty()) {
        return Err(RepositoryError::Path { path: String::from_utf8_lossy(path).into_owned() });
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::ObjectKind;

    fn blob(text: &str) -> Leaf {
        Leaf::File(ObjectId::of(ObjectKind::Blob, text.as_bytes()))
    }

    fn written(tree: &Tree) -> (ObjectId, usize) {
        let mut count = 0;
        let id = tree
            .write(&mut |bytes| {
                count += 1;
                Ok(ObjectId::of(ObjectKind::Tree, bytes))
            })
            .unwrap();
        (id, count)
    }

    #[test]
    fn the_empty_tree_has_its_known_id() {
        assert_eq!(written(&Tree::default()).0.to_string(), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    }

    #[test]
    fn only_what_changed_is_written_again() {
        let mut first = Tree::default();
        for path in ["a/b/c.txt", "a/d/e.txt", "f.txt"] {
            first.put(path.as_bytes(), blob("x")).unwrap();
        }
        assert_eq!(written(&first).1, 4);
        assert_eq!(written(&first).1, 0);
        let mut second = first.clone();
        second.put(b"a/b/g.txt", blob("y")).unwrap();
        assert_eq!(written(&second).1, 3);
        assert_ne!(written(&first).0, written(&second).0);
        assert!(second.remove(b"a/b/g.txt").unwrap());
        assert_eq!(written(&first).0, written(&second).0);
    }

    #[test]
    fn folders_sort_as_if_they_ended_with_a_slash() {
        let mut tree = Tree::default();
        for path in ["ab/x", "ab.txt", "ab-c"] {
            tree.put(path.as_bytes(), blob("x")).unwrap();
        }
        written(&tree);
        let bytes = tree.encoded();
        let place = |name: &str| memchr::memmem::find(&bytes, format!(" {name}\0").as_bytes()).unwrap();
        assert!(place("ab-c") < place("ab.txt") && place("ab.txt") < place("ab"));
    }

    #[test]
    fn removing_leaves_no_empty_folder_behind() {
        let mut tree = Tree::default();
        tree.put(b"a/b/c", blob("x")).unwrap();
        tree.put(b"a/d", blob("x")).unwrap();
        assert!(tree.remove(b"a/b/c").unwrap());
        assert!(!tree.remove(b"a/b/c").unwrap());
        assert_eq!(tree.leaves(), [(b"a/d".to_vec(), blob("x"))]);
        assert!(tree.rename(b"a", b"z/y").unwrap());
        assert_eq!(tree.leaves(), [(b"z/y/d".to_vec(), blob("x"))]);
        assert_eq!((tree.get(b"z/y/d"), tree.get(b"z/y"), tree.get(b"a/d")), (Some(blob("x")), None, None));
    }

    #[test]
    fn empty_names_are_refused() {
        for path in ["", "/a", "a//b", "a/"] {
            assert!(Tree::default().put(path.as_bytes(), blob("x")).is_err(), "{path:?}");
        }
    }
}
