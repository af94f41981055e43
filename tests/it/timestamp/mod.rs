//! Timestamps of a real authority, `openssl ts`: accepted, and refused for each thing that can be wrong.

pub mod authority;
mod chains;
mod command;
mod damage;

use authority::{MADE, Made, STAMPS, Shop};
use mipg::{
    digest::Digest,
    trail::timestamp::{Nonce, Request, Timestamp, TimestampError, verify},
};

fn request(data: &[u8]) -> Request {
    Request { imprint: Digest::of(data), nonce: Some(Nonce::from_random([1, 2, 3, 4, 5, 6, 7, 8])) }
}

/// The answer to what is in `request(b"datum")`.
fn judge(shop: &Shop, response: &[u8], authorities: &[&str]) -> Result<Timestamp, TimestampError> {
    verify(response, &request(b"datum"), &shop.authorities(authorities))
}

/// Accepted by us and by openssl.
fn accepted(shop: &Shop, response: &[u8], authorities: &[&str]) -> Timestamp {
    let (agrees, said) = shop.agrees(response, authorities);
    assert!(agrees, "{said}");
    judge(shop, response, authorities).unwrap()
}

#[test]
fn every_key_hash_and_fraction_is_read() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "rsa:2048", "root", authority::AUTHORITY, None);
    for kind in ["rsa:2048", "rsa:4096", "ec:P-256", "ec:P-384"] {
        shop.issue("tsa", kind, "root", STAMPS, None);
        for (hash, digits, named) in
            [("sha256", 0, "sha1"), ("sha384", 3, "sha256"), ("sha512", 6, "sha384"), ("sha256", 6, "sha512")]
        {
            let response = shop.stamp(&request(b"datum"), "tsa", Made { hash, digits, named, beside: None });
            if kind.starts_with("ec") && hash == "sha512" {
                // ECDSA with SHA-512 is not among what is verified: it says so, by its number.
                let refused = judge(&shop, &response, &["root"]);
                assert_eq!(refused, Err(TimestampError::Algorithm("1.2.840.10045.4.3.4".to_owned())));
                continue;
            }
            let stamp = accepted(&shop, &response, &["root"]);
            assert_eq!((stamp.policy.as_str(), stamp.authority.as_str()), ("1.2.3.4.1", "CN=tsa"), "{kind} {hash}");
            assert_eq!(stamp.chain, ["CN=root"]);
            assert_eq!(stamp.accuracy, Some(std::time::Duration::from_micros(1_500_100)));
            // No finer than asked for.
            assert!(stamp.time.nanos().is_multiple_of(10_u32.pow(9 - u32::from(digits))), "{}", stamp.time);
            let now = chrono::Utc::now().timestamp().unsigned_abs();
            assert!((now - 60..=now).contains(&stamp.time.unix()), "{}", stamp.time);
        }
    }
}

#[test]
fn fractions_reach_the_answer() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let made = Made { digits: 6, ..MADE };
    let times: Vec<u32> =
        (0..4).map(|_| accepted(&shop, &shop.stamp(&request(b"datum"), "tsa", made), &["root"]).time.nanos()).collect();
    assert!(times.iter().any(|nanos| *nanos != 0), "{times:?}");
}

#[test]
fn signatures_by_pss_and_signers_by_key_are_read() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("rsa:2048");
    let real = shop.stamp(&request(b"datum"), "tsa", MADE);
    for (words, is_accepted) in [
        ("-cades -md sha256", true),
        ("-cades -md sha256 -keyid", true),
        ("-cades -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32", true),
        ("-cades -md sha512 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:64", true),
        ("-cades -md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20", false),
    ] {
        let response = shop.forge(&real, "tsa", words);
        let answer = judge(&shop, &response, &["root"]);
        match is_accepted {
            true => assert!(answer.is_ok(), "{words}: {answer:?}"),
            false => assert_eq!(answer, Err(TimestampError::Algorithm("1.2.840.113549.1.1.10".to_owned()))),
        }
    }
}

#[test]
fn a_token_of_something_else_is_refused() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let response = shop.stamp(&request(b"datum"), "tsa", MADE);
    let authorities = shop.authorities(&["root"]);
    let other = verify(&response, &request(b"another"), &authorities);
    let (expected, found) = (Digest::of(b"another").to_string(), Digest::of(b"datum").to_string());
    assert_eq!(other, Err(TimestampError::Imprint { expected, found }));
    // The nonce of another request; none asked; none answered.
    let asked = |nonce| Request { imprint: Digest::of(b"datum"), nonce };
    let another = asked(Some(Nonce::from_random([9; 8])));
    assert_eq!(verify(&response, &another, &authorities), Err(TimestampError::Nonce));
    assert!(verify(&response, &asked(None), &authorities).is_ok());
    let without = shop.stamp(&asked(None), "tsa", MADE);
    assert_eq!(verify(&without, &request(b"datum"), &authorities), Err(TimestampError::NonceMissing));
    assert!(verify(&without, &asked(None), &authorities).is_ok());
}

#[test]
fn an_imprint_by_another_hash_is_refused() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    shop.write("datum", b"datum");
    shop.run("ts -query -data datum -sha512 -no_nonce -cert -out request.tsq");
    let response = shop.stamp_request("tsa", MADE);
    let refused = verify(&response, &Request { nonce: None, ..request(b"datum") }, &shop.authorities(&["root"]));
    assert_eq!(refused, Err(TimestampError::ImprintAlgorithm("2.16.840.1.101.3.4.2.3".to_owned())));
}

#[test]
fn requests_are_those_of_openssl() {
    let Some(shop) = Shop::open() else { return };
    shop.write("datum", b"datum");
    shop.run("ts -query -data datum -sha256 -cert -out theirs.tsq");
    let theirs = Request::from_der(&shop.read("theirs.tsq")).unwrap();
    assert_eq!(theirs.imprint, Digest::of(b"datum"));
    assert!(theirs.nonce.is_some());
    assert_eq!(theirs.to_der(), shop.read("theirs.tsq"));
}

#[test]
fn what_the_authority_refuses_is_told() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    shop.write("datum", b"datum");
    // A policy this authority does not have.
    shop.run("ts -query -data datum -sha256 -tspolicy 1.2.3.9 -out request.tsq");
    shop.configure("tsa", MADE);
    let _ = shop.attempt("ts -reply -config ts.cnf -queryfile request.tsq -out response.tsr");
    let refused = judge(&shop, &shop.read("response.tsr"), &["root"]).unwrap_err();
    let TimestampError::Refused { status, failures, text } = refused else { panic!("{refused:?}") };
    assert_eq!((status, failures), (2, vec![15]));
    assert!(text.contains("policy"), "{text}");
}
