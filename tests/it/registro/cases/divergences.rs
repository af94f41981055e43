//! Proofs that a log contradicted itself, and what is none.

use mipg::trail::{
    merkle::{TreeHead, consistency},
    note::Note,
    tile::TileHashes,
    witness::{Divergence, Portable},
};

use super::{Cases, Parts, make::*, with, without};

impl Cases {
    /// Every kind of contradiction, and the same words over checkpoints that do not contradict each other.
    pub(super) fn divergences(&mut self) {
        let other = |count: usize| -> Vec<String> {
            (0..count).map(|place| heartbeat(place + usize::from(place >= 2))).collect()
        };
        let signed = |entries: &[String]| checkpoint(build(entries).1, &[]);
        let (four, five, others) = (signed(&heartbeats(4)), signed(&heartbeats(5)), signed(&other(5)));
        let grown = |entries: &[String]| {
            let (files, head) = build(entries);
            let root = build(&entries[..4]).1.root;
            let path = consistency(&mut TileHashes::new(files, head.size), 4, head.size).unwrap();
            Divergence::Forked { root, path }
        };
        let shown = |divergence: Divergence, old: &Note, new: &Note| -> Parts {
            let proof: Portable = divergence.with(old.clone(), new.clone());
            let parts = with(Parts::new(), "prueba.txt", proof.to_string());
            with(parts, "key", key().verifier().to_string())
        };
        let fork = ["kept-fork prueba.txt"];
        let forked = shown(grown(&other(5)), &four, &others);
        self.add("fails-divergence-forked", 30, &fork, forked.clone());
        self.add("fails-divergence-same-size", 30, &fork, shown(Divergence::SameSize, &five, &others));
        let shorter = shown(Divergence::Shrank, &five, &four);
        self.add("fails-divergence-shrank", 30, &["kept-rollback prueba.txt"], shorter.clone());
        let own = without(with(forked.clone(), "log/vkey", format!("{}\n", key().verifier())), "key");
        self.add("fails-divergence-with-the-key-of-the-log", 30, &fork, own);

        let none = ["divergence-not-shown prueba.txt"];
        self.add("fails-divergence-of-a-log-that-grew", 40, &none, shown(grown(&heartbeats(5)), &four, &five));
        self.add("fails-divergence-same-size-of-one-root", 40, &none, shown(Divergence::SameSize, &five, &five));
        self.add("fails-divergence-shrank-that-grew", 40, &none, shown(Divergence::Shrank, &four, &five));
        let Divergence::Forked { root, mut path } = grown(&other(5)) else { unreachable!() };
        path.push(root);
        self.add("fails-divergence-longer-path", 40, &none, shown(Divergence::Forked { root, path }, &four, &others));
        let short = Divergence::Forked { root, path: Vec::new() };
        self.add("fails-divergence-without-path", 40, &none, shown(short, &four, &others));
        let empty = checkpoint(TreeHead::empty(), &[]);
        let nothing = Divergence::Forked { root, path: Vec::new() };
        self.add("fails-divergence-from-nothing", 40, &none, shown(nothing, &empty, &others));

        let foreign = with(shorter.clone(), "key", witness(2).verifier().to_string());
        self.add("fails-divergence-of-another-key", 40, &["signature-unknown prueba.txt"], foreign);
        let text = String::from_utf8(shorter["prueba.txt"].clone()).unwrap();
        for (name, text) in [
            ("fails-divergence-header", text.replacen("v1", "v2", 1)),
            ("fails-divergence-word", text.replacen("retrocedio", "otro", 1)),
            ("fails-divergence-cut", text[..text.len() - 1].to_owned()),
            ("fails-divergence-empty", String::new()),
        ] {
            self.add(name, 40, &["divergence-form prueba.txt"], with(shorter.clone(), "prueba.txt", text));
        }
    }
}
