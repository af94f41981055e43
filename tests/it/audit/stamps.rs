//! Tokens of true authorities over checkpoints that are not of this log: they say nothing of it.

use std::collections::BTreeMap;

use ::mipg::{
    digest::Digest,
    registro::{GitWrites, attach},
    trail::{
        checkpoint::{Checkpoint, Origin},
        entry::{Event, Moment},
        merkle::TreeHead,
        note::{Algorithm, KeyName, SignerKey},
    },
};
use serde_json::json;

use super::{ORIGIN, Trial, finds, key};
use crate::timestamp::authority::{MADE, Shop};

/// Hours of long ago: the authority stamps by the clock of this machine.
const LONG_AGO: u64 = 1_600_000_000;

#[test]
fn a_token_over_a_checkpoint_that_is_not_of_this_log_says_nothing_of_it() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let root = shop.path("root.pem").to_str().unwrap().to_owned();
    let other = "otra.example.gov.co/alcaldia/1";
    let stranger = SignerKey::from_seed(KeyName::new(other).unwrap(), Algorithm::Ed25519, &[9; 32]);
    let impostor = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[9; 32]);
    let of = |origin: &str, head: TreeHead, key: &SignerKey| {
        Checkpoint::new(Origin::new(origin).unwrap(), head).sign(key).unwrap().to_string().into_bytes()
    };
    let made = |trial: &Trial| {
        let note = String::from_utf8(trial.repo.try_git(&["show", "registro:checkpoint"]).stdout).unwrap();
        note.split_once("\n\n").unwrap().0.to_owned() + "\n"
    };
    type Forge<'a> = &'a dyn Fn(TreeHead) -> Vec<u8>;
    let cases: [(i32, &str, Forge<'_>); 4] = [
        // Of another log, with the same tree; of this one's name, by another key; nothing that is a checkpoint.
        (3, "attested-unknown-key", &|head| of(other, head, &stranger)),
        (3, "attested-unknown-key", &|head| of(ORIGIN, head, &impostor)),
        (1, "attested-malformed", &|_| b"cualquier cosa\n".to_vec()),
        // What the true key signed of another tree of that size.
        (30, "attested-fork", &|head| {
            of(ORIGIN, TreeHead { root: ::mipg::trail::merkle::empty_root(), ..head }, &key(5))
        }),
    ];
    for (code, says, forge) in cases {
        let trial = Trial::two();
        let long_ago = Moment::from_unix(LONG_AGO).unwrap();
        trial.reforge(|entries| entries.iter_mut().for_each(|entry| entry.time = long_ago));
        let head = made(&trial).parse::<Checkpoint>().unwrap().head;
        let stamped = forge(head);
        let request = ::mipg::trail::timestamp::Request { imprint: Digest::of(&stamped), nonce: None };
        let token = shop.stamp(&request, "tsa", MADE);
        let files = BTreeMap::from([
            ("atestacion/8/checkpoint".to_owned(), stamped),
            ("atestacion/8/tsa-1.tsr".to_owned(), token.clone()),
        ]);
        let repository = trial.open();
        attach(&repository, &mut GitWrites::new(&repository), &files, long_ago).unwrap();
        // The authority is known and its token is right: it is of nothing that this log said.
        let dates = ("dates", "commit-after-hour");
        let audit = trial.audit(code, &["--ca", &root]);
        finds(&audit, &[dates, ("attested", says)]);
        assert_eq!(
            (&audit["checks"]["timestamps"], &audit["checks"]["attested"]),
            (&json!([0, 1]), &json!([0, 1])),
            "{says}"
        );
        assert_eq!(audit["stamped"], json!(null), "{says}");
        // Nor does it anchor: an entry that names it shows nothing, and is not said to be before it.
        trial.reforge(|entries| {
            let mut later = entries[0].clone();
            later.event = Event::Heartbeat;
            later.anchor = Some(Digest::of(&token));
            entries.push(later);
        });
        let audit = trial.audit(code, &["--ca", &root]);
        finds(&audit, &[dates, ("attested", says)]);
        assert_eq!(audit["checks"]["anchors"], json!([0, 1]), "{says}");
    }
}
