//! Every size, every index, every pair; and each proof broken one bit at a time.

use std::convert::Infallible;

use data_encoding::HEXLOWER_PERMISSIVE;
use proptest::prelude::*;

use super::*;

/// All complete subtrees over some leaves, by level.
pub(crate) struct Forest(Vec<Vec<Hash>>);

impl Forest {
    pub(crate) fn new(leaves: Vec<Hash>) -> Self {
        let mut levels = vec![leaves];
        while levels.last().unwrap().len() > 1 {
            levels.push(levels.last().unwrap().as_chunks::<2>().0.iter().map(|[l, r]| node_hash(l, r)).collect());
        }
        Self(levels)
    }

    pub(crate) fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect()
    }
}

impl HashReader for Forest {
    type Error = Infallible;

    fn hash(&mut self, node: Node) -> Result<Hash, Infallible> {
        Ok(self.0[usize::from(node.level)][node.index as usize])
    }
}

/// `MTH` word for word as RFC 6962 §2.1 defines it.
pub(crate) fn definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&definition(left), &definition(right))
        }
    }
}

fn flipped(path: &[Hash], bit: usize) -> Vec<Hash> {
    let mut path = path.to_vec();
    let mut bytes = *path[bit / 256].as_bytes();
    bytes[bit % 256 / 8] ^= 1 << (bit % 8);
    path[bit / 256] = Hash::new(bytes);
    path
}

/// Proofs with one bit flipped: every bit for small trees, then one in each hash, then one; it moves with `salt`.
fn breakages(path: &[Hash], size: u64, salt: u64) -> impl Iterator<Item = Vec<Hash>> {
    let bits = path.len() * 256;
    let (first, step) = match size {
        0..=17 => (0, 1),
        18..=80 => (salt as usize % 256, 256),
        _ => (salt as usize * 37 % bits.max(1), bits.max(1)),
    };
    (first..bits).step_by(step).map(|bit| flipped(path, bit))
}

fn too_long(path: &[Hash]) -> Vec<Hash> {
    [path, &[empty_root()]].concat()
}

fn heads(leaves: &[Hash]) -> Vec<TreeHead> {
    let mut frontier = Frontier::new();
    let mut heads = vec![frontier.head()];
    for leaf in leaves {
        frontier.push(*leaf);
        heads.push(frontier.head());
    }
    heads
}

/// The tree of the test data of Certificate Transparency (google/certificate-transparency, `merkle_tree_test.cc`).
fn known() -> (Vec<Hash>, Vec<&'static str>) {
    let hex = |text: &str| HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap();
    let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = vec![
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    (inputs.iter().map(|input| leaf_hash(&hex(input))).collect(), roots)
}

fn hex(hash: &Hash) -> String {
    data_encoding::HEXLOWER.encode(hash.as_bytes())
}

#[test]
fn published_roots_and_proofs_are_met() {
    let (leaves, roots) = known();
    let heads = heads(&leaves);
    assert_eq!(heads.iter().map(|head| hex(&head.root)).collect::<Vec<_>>(), roots);
    assert_eq!(root(leaves.clone()), heads[8].root);
    let mut forest = Forest::new(leaves);
    // `inclusion_proofs` and `consistency_proofs` of the same test data.
    let path = inclusion(&mut forest, 5, 8).unwrap();
    assert_eq!(
        path.iter().map(hex).collect::<Vec<_>>(),
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
    let path = consistency(&mut forest, 6, 8).unwrap();
    assert_eq!(
        path.iter().map(hex).collect::<Vec<_>>(),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
    );
}

#[test]
fn every_size_has_the_root_of_the_definition() {
    let leaves = Forest::leaves(300);
    let heads = heads(&leaves);
    for size in 0..=300 {
        assert_eq!(heads[size].root, definition(&leaves[..size]), "{size}");
        assert_eq!(heads[size].size, size as u64);
    }
}

#[test]
fn every_entry_of_every_tree_is_proved() {
    let leaves = Forest::leaves(300);
    let heads = heads(&leaves);
    let mut forest = Forest::new(leaves.clone());
    for size in 1..=300 {
        for index in 0..size {
            let head = &heads[size as usize];
            let leaf = leaves[index as usize];
            let path = inclusion(&mut forest, index, size).unwrap();
            assert_eq!(verify_inclusion(head, index, leaf, &path), Ok(()), "{index} of {size}");
            for broken in breakages(&path, size, index) {
                let answer = verify_inclusion(head, index, leaf, &broken);
                assert!(matches!(answer, Err(ProofError::Root { .. })), "{index} of {size}");
            }
            assert_eq!(
                verify_inclusion(head, index, leaf, &too_long(&path)),
                Err(ProofError::TooLong(path.len() + 1)),
                "{index} of {size}"
            );
            if let Some((_, short)) = path.split_last() {
                assert_eq!(verify_inclusion(head, index, leaf, short), Err(ProofError::TooShort(short.len())));
                let other = (index + 1) % size;
                assert!(verify_inclusion(head, other, leaf, &path).is_err(), "{other} for {index} of {size}");
                assert!(verify_inclusion(head, index, leaves[other as usize], &path).is_err());
            }
            assert_eq!(verify_inclusion(head, size, leaf, &path), Err(ProofError::Outside { index: size, size }));
        }
    }
    let outside = Err(ProofError::Outside { index: 0, size: 0 });
    assert_eq!(verify_inclusion(&heads[0], 0, leaves[0], &[]), outside);
}

#[test]
fn every_pair_of_trees_is_proved() {
    let leaves = Forest::leaves(300);
    let heads = heads(&leaves);
    let mut forest = Forest::new(leaves);
    for new in 0..=300 {
        for old in 0..=new {
            let (before, after) = (&heads[old as usize], &heads[new as usize]);
            let path = consistency(&mut forest, old, new).unwrap();
            assert_eq!(path.is_empty(), old == 0 || old == new, "{old} to {new}");
            assert_eq!(verify_consistency(before, after, &path), Ok(()), "{old} to {new}");
            assert!(matches!(
                verify_consistency(before, after, &too_long(&path)),
                Err(ProofError::TooLong(length)) if length == path.len() + 1
            ));
            for broken in breakages(&path, new, old) {
                assert!(verify_consistency(before, after, &broken).is_err(), "{old} to {new}");
            }
            if let Some((_, short)) = path.split_last() {
                assert_eq!(verify_consistency(before, after, short), Err(ProofError::TooShort(short.len())));
                assert_eq!(verify_consistency(after, before, &path), Err(ProofError::Shrank { old: new, new: old }));
            }
        }
    }
}

#[test]
fn other_roots_are_refused_whatever_the_proof() {
    let leaves = Forest::leaves(64);
    let heads = heads(&leaves);
    let mut forest = Forest::new(leaves);
    let foreign = leaf_hash(b"another history");
    for new in 1..=64_u64 {
        for old in 0..=new {
            let path = consistency(&mut forest, old, new).unwrap();
            let (before, after) = (heads[old as usize], heads[new as usize]);
            let forged = TreeHead { root: foreign, ..before };
            // A complete old tree is itself the first hash: a forged one then leads to another new root.
            assert!(verify_consistency(&forged, &after, &path).is_err(), "{old} to {new}");
            if old > 0 {
                let forged = TreeHead { root: foreign, ..after };
                let answer = verify_consistency(&before, &forged, &path);
                assert!(matches!(answer, Err(ProofError::Root { .. })), "{old} to {new}");
            }
        }
    }
}

#[test]
fn sizes_around_a_full_second_level_of_tiles_are_proved() {
    const TILES: u64 = 65_536;
    let leaves = Forest::leaves(TILES + 300);
    let heads = heads(&leaves);
    assert_eq!(heads[leaves.len()].root, definition(&leaves));
    let mut forest = Forest::new(leaves.clone());
    let sizes = [TILES - 256, TILES - 1, TILES, TILES + 1, TILES + 255, TILES + 256, TILES + 257, TILES + 300];
    for size in sizes {
        let head = &heads[size as usize];
        for index in [0, 1, 255, 256, TILES / 2 - 1, TILES / 2, TILES - 257, TILES - 1, TILES, size - 1] {
            let index = index.min(size - 1);
            let path = inclusion(&mut forest, index, size).unwrap();
            assert_eq!(verify_inclusion(head, index, leaves[index as usize], &path), Ok(()), "{index} of {size}");
        }
        for old in [1, 255, 256, 257, TILES - 256, TILES - 1, TILES, TILES + 1, TILES + 256] {
            let old = old.min(size);
            let path = consistency(&mut forest, old, size).unwrap();
            assert_eq!(verify_consistency(&heads[old as usize], head, &path), Ok(()), "{old} to {size}");
        }
    }
}

#[test]
fn no_size_overflows() {
    let head = TreeHead { size: u64::MAX, root: empty_root() };
    let path = vec![empty_root(); 64];
    assert_eq!(verify_inclusion(&head, u64::MAX - 1, empty_root(), &path), Err(ProofError::TooLong(64)));
    assert!(matches!(verify_inclusion(&head, 0, empty_root(), &path), Err(ProofError::Root { .. })));
    let old = TreeHead { size: u64::MAX - 1, root: empty_root() };
    assert!(verify_consistency(&old, &head, &path).is_err());
    assert_eq!(verify_consistency(&old, &head, &[]), Err(ProofError::TooShort(0)));
}

proptest! {
    #[test]
    fn no_proof_is_made_up(
        size in 1_u64..600, index in 0_u64..600,
        path in proptest::collection::vec(any::<[u8; 32]>().prop_map(Hash::new), 0..16),
    ) {
        let leaves = Forest::leaves(size);
        let head = TreeHead { size, root: root(leaves) };
        prop_assert!(verify_inclusion(&head, index, leaf_hash(b"never logged"), &path).is_err());
    }

    #[test]
    fn a_proof_fits_no_other_index(size in 2_u64..1_000, index in 0_u64..1_000, other in 0_u64..1_000) {
        let (index, other) = (index % size, other % size);
        prop_assume!(index != other);
        let leaves = Forest::leaves(size);
        let head = TreeHead { size, root: root(leaves.iter().copied()) };
        let leaf = leaves[index as usize];
        let path = inclusion(&mut Forest::new(leaves), index, size).unwrap();
        prop_assert_eq!(verify_inclusion(&head, index, leaf, &path), Ok(()));
        prop_assert!(verify_inclusion(&head, other, leaf, &path).is_err());
    }
}
