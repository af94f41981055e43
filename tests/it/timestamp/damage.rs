//! Broken bytes: refused, never accepted, never a panic.

use mipg::trail::timestamp::{Authorities, Part, TimestampError, verify};
use proptest::prelude::*;

use super::{
    authority::{AUTHORITY, MADE, Made, STAMPS, Shop},
    judge, request,
};

/// Where each of these bits, flipped alone, leaves the response accepted.
fn accepted_flips(response: &[u8], authorities: &Authorities, bits: &[u8]) -> Vec<(usize, u8)> {
    let asked = request(b"datum");
    let mut accepted = Vec::new();
    let mut broken = response.to_vec();
    for place in 0..response.len() {
        for bit in bits {
            broken[place] ^= 1 << bit;
            if verify(&broken, &asked, authorities).is_ok() {
                accepted.push((place, *bit));
            }
            broken[place] ^= 1 << bit;
        }
    }
    accepted
}

/// The byte of `PKIStatus`, which is outside the token: `30 82 LL LL 30 03 02 01 00`.
const STATUS: usize = 8;

#[test]
fn every_bit_of_a_token_counts() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let response = shop.stamp(&request(b"datum"), "tsa", Made { digits: 3, ..MADE });
    assert_eq!(response[4..=STATUS], [0x30, 0x03, 0x02, 0x01, 0x00]);
    let authorities = shop.authorities(&["root"]);
    assert!(verify(&response, &request(b"datum"), &authorities).is_ok());
    // Only the status, granted (0), may become granted with changes (1): nobody signs it.
    assert_eq!(accepted_flips(&response, &authorities, &[0, 1, 2, 3, 4, 5, 6, 7]), [(STATUS, 0)]);
}

#[test]
fn every_byte_of_a_token_with_a_chain_counts() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "rsa:2048", "root", AUTHORITY, None);
    shop.issue("middle", "rsa:2048", "root", AUTHORITY, None);
    shop.issue("tsa", "rsa:2048", "middle", STAMPS, None);
    let response = shop.stamp(&request(b"datum"), "tsa", Made { beside: Some("middle"), named: "sha1", ..MADE });
    let authorities = shop.authorities(&["root"]);
    assert_eq!(accepted_flips(&response, &authorities, &[0, 5]), [(STATUS, 0)]);
    // With the chain in the file of the verifier, the copy in the token is not needed: only there does a flip pass.
    let with = shop.authorities(&["root", "middle"]);
    let der = shop.read("middle.pem");
    let middle = pem_to_der(&der);
    let start = response.windows(middle.len()).position(|window| window == middle).unwrap();
    let accepted = accepted_flips(&response, &with, &[0]);
    let is_unsigned = |place: usize| place == STATUS || (start..start + middle.len()).contains(&place);
    assert!(accepted.iter().all(|(place, _)| is_unsigned(*place)), "{start} {accepted:?}");
    assert!(accepted.len() > 100, "the copy is outside what the chain uses");
}

fn pem_to_der(pem: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(pem.to_vec()).unwrap();
    let base64: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    data_encoding::BASE64.decode(base64.as_bytes()).unwrap()
}

#[test]
fn cut_and_lengthened_responses_are_refused() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let response = shop.stamp(&request(b"datum"), "tsa", MADE);
    for length in 0..response.len() {
        let refused = judge(&shop, &response[..length], &["root"]);
        assert_eq!(refused, Err(TimestampError::Truncated(Part::Response)), "{length}");
    }
    let longer = [&response[..], &[0]].concat();
    assert_eq!(judge(&shop, &longer, &["root"]), Err(TimestampError::Malformed(Part::Response)));
    let oversize = [&response[..], &vec![0; 64 * 1024]].concat();
    let (bytes, limit) = (oversize.len() as u64, 64 * 1024);
    assert_eq!(judge(&shop, &oversize, &["root"]), Err(TimestampError::TooLarge { bytes, limit }));
}

#[test]
fn ber_is_told_from_damage() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let real = shop.stamp(&request(b"datum"), "tsa", MADE);
    // openssl writes streamed CMS with indefinite lengths.
    let _ = shop.forge(&real, "tsa", "-cades -md sha256");
    shop.run("cms -sign -binary -nodetach -stream -cades -md sha256 -outform DER -econtent_type 1.2.840.113549.1.9.16.1.4 -in info.der -signer tsa.pem -inkey tsa.key -out token");
    let token = shop.read("token");
    assert_eq!(token[..2], [0x30, 0x80]);
    let ber = super::authority::granted(&token);
    assert_eq!(judge(&shop, &ber, &["root"]), Err(TimestampError::Ber(Part::Response)));
}

/// A root, made once with openssl.
const ROOT: &str = "\
-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIURJtflo9bi9ZOozUNRNLwjC4NA2EwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjIyMTEzMTJaGA8yMTI2MTAyOTIxMTMx
MlowDzENMAsGA1UEAwwEcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIGO
f7UiH6klyi1//DiJUv3Qkzvr1Mdn1aaHlwWICmDan+obZmOP31U2TuT/fdmSc8jH
FZ3aX1k7hzJBchYeOoCjUzBRMB0GA1UdDgQWBBQa4vSbJk2+GogvIDsqiTClzrz6
rTAfBgNVHSMEGDAWgBQa4vSbJk2+GogvIDsqiTClzrz6rTAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIQDTJSAFAcIKlibkXdQXZsH6wYt54Z6xh4Be
ZrC0TQTbxQIgDaurfbiovh4iUfcTmauDKmWsyArCFATpxowiiMt7Q0I=
-----END CERTIFICATE-----
";

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(verify(&bytes, &request(b"datum"), &Authorities::from_pem(ROOT.as_bytes()).unwrap()).is_err());
        prop_assert!(Authorities::from_pem(&bytes).is_err());
    }

    /// Random certificates, in PEM so that they are read.
    #[test]
    fn arbitrary_certificates_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let base64 = data_encoding::BASE64.encode(&super::authority::sequence(&bytes));
        let pem = format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
        prop_assert!(Authorities::from_pem(pem.as_bytes()).is_err());
    }
}
