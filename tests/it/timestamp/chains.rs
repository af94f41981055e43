//! Certificates: what leads to a root given, and what does not.

use mipg::trail::timestamp::{Authorities, AuthoritiesError, Part, TimestampError};

use super::{
    accepted,
    authority::{AUTHORITY, MADE, Made, STAMPS, Shop},
    judge, request,
};

#[test]
fn an_intermediate_is_found_in_the_token_or_in_the_file() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "rsa:2048", "root", AUTHORITY, None);
    shop.issue("middle", "ec:P-384", "root", AUTHORITY, None);
    shop.issue("tsa", "ec:P-256", "middle", STAMPS, None);
    let inside = shop.stamp(&request(b"datum"), "tsa", Made { beside: Some("middle"), ..MADE });
    assert_eq!(accepted(&shop, &inside, &["root"]).chain, ["CN=middle", "CN=root"]);
    let without = shop.stamp(&request(b"datum"), "tsa", MADE);
    assert_eq!(accepted(&shop, &without, &["root", "middle"]).chain.len(), 2);
    assert_eq!(judge(&shop, &without, &["root"]), Err(TimestampError::NoIssuer("CN=middle".to_owned())));
    // An intermediate alone is nothing to trust.
    assert_eq!(Authorities::from_pem(&shop.pem(&["middle"])), Err(AuthoritiesError::NoRoot(1)));
}

#[test]
fn a_token_without_certificates_takes_them_from_the_file() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    shop.write("datum", b"datum");
    shop.run("ts -query -data datum -sha256 -out request.tsq");
    let response = shop.stamp_request("tsa", MADE);
    let judge = |names: &[&str]| {
        let asked = mipg::trail::timestamp::Request::from_der(&shop.read("request.tsq")).unwrap();
        mipg::trail::timestamp::verify(&response, &asked, &shop.authorities(names))
    };
    assert_eq!(judge(&["root"]), Err(TimestampError::SignerUnknown));
    assert!(judge(&["root", "tsa"]).is_ok());
}

#[test]
fn another_authority_of_the_same_name_is_refused() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    shop.issue_named("false", "root", "ec:P-256", "false", AUTHORITY, None);
    shop.issue("other", "ec:P-256", "other", AUTHORITY, None);
    let response = shop.stamp(&request(b"datum"), "tsa", MADE);
    assert_eq!(judge(&shop, &response, &["false"]), Err(TimestampError::IssuerSignature("CN=root".to_owned())));
    assert_eq!(judge(&shop, &response, &["other"]), Err(TimestampError::NoIssuer("CN=root".to_owned())));
    // The right one is found beside the false one.
    assert!(judge(&shop, &response, &["false", "other", "root"]).is_ok());
}

#[test]
fn certificates_are_valid_at_the_time_of_the_token() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "ec:P-256", "root", AUTHORITY, None);
    let refused = |from: &str, until: &str| {
        shop.issue("tsa", "ec:P-256", "root", STAMPS, Some((from, until)));
        let response = shop.stamp(&request(b"datum"), "tsa", MADE);
        judge(&shop, &response, &["root"]).unwrap_err()
    };
    let expired = refused("20200101000000Z", "20210101000000Z");
    let TimestampError::Expired { name, until, time } = expired else { panic!("{expired:?}") };
    assert_eq!((name.as_str(), until.to_string().as_str()), ("CN=tsa", "2021-01-01T00:00:00Z"));
    assert!(time > until);
    let early = refused("20900101000000Z", "20910101000000Z");
    let TimestampError::NotYetValid { from, .. } = early else { panic!("{early:?}") };
    assert_eq!(from.to_string(), "2090-01-01T00:00:00Z");
    // An authority that had expired is none either.
    shop.issue("old", "ec:P-256", "old", AUTHORITY, Some(("20200101000000Z", "20210101000000Z")));
    shop.issue("tsa", "ec:P-256", "old", STAMPS, None);
    let response = shop.stamp(&request(b"datum"), "tsa", MADE);
    assert!(matches!(judge(&shop, &response, &["old"]), Err(TimestampError::Expired { .. })));
}

#[test]
fn the_signer_is_for_timestamps_and_nothing_else() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let real = shop.stamp(&request(b"datum"), "tsa", MADE);
    let key = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n";
    for (extensions, expected) in [
        ("extendedKeyUsage=critical,timeStamping", None),
        ("subjectKeyIdentifier=hash", Some(TimestampError::PurposeMissing)),
        ("extendedKeyUsage=timeStamping", Some(TimestampError::PurposeNotCritical)),
        ("extendedKeyUsage=critical,timeStamping,codeSigning", Some(TimestampError::PurposeOther)),
        ("extendedKeyUsage=critical,codeSigning", Some(TimestampError::PurposeOther)),
        ("extendedKeyUsage=critical,anyExtendedKeyUsage", Some(TimestampError::PurposeOther)),
    ] {
        shop.issue("odd", "ec:P-256", "root", &format!("{key}{extensions}"), None);
        let response = shop.forge(&real, "odd", "-cades -md sha256");
        assert_eq!(judge(&shop, &response, &["root"]).err(), expected, "{extensions}");
    }
    let other = "keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=critical,timeStamping";
    shop.issue("odd", "ec:P-256", "root", other, None);
    let response = shop.forge(&real, "odd", "-cades -md sha256");
    assert_eq!(judge(&shop, &response, &["root"]), Err(TimestampError::SignerUse));
    // What is critical and not understood.
    let unknown = format!("{key}extendedKeyUsage=critical,timeStamping\n1.2.3.4.5=critical,DER:0500");
    shop.issue("odd", "ec:P-256", "root", &unknown, None);
    let response = shop.forge(&real, "odd", "-cades -md sha256");
    let expected = TimestampError::CriticalExtension { part: Part::Certificate, oid: "1.2.3.4.5".to_owned() };
    assert_eq!(judge(&shop, &response, &["root"]), Err(expected));
}

#[test]
fn issuers_are_authorities_within_their_limits() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "ec:P-256", "root", AUTHORITY, None);
    let refused = |extensions: &str| {
        shop.issue("middle", "ec:P-256", "root", extensions, None);
        shop.issue("tsa", "ec:P-256", "middle", STAMPS, None);
        let response = shop.stamp(&request(b"datum"), "tsa", Made { beside: Some("middle"), ..MADE });
        judge(&shop, &response, &["root"]).err()
    };
    let middle = || "CN=middle".to_owned();
    assert_eq!(refused(AUTHORITY), None);
    assert_eq!(refused(&format!("{AUTHORITY}\nextendedKeyUsage=timeStamping")), None);
    assert_eq!(refused("basicConstraints=critical,CA:FALSE"), Some(TimestampError::NotAuthority(middle())));
    assert_eq!(refused("subjectKeyIdentifier=hash"), Some(TimestampError::NotAuthority(middle())));
    let signs = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature";
    assert_eq!(refused(signs), Some(TimestampError::IssuerUse(middle())));
    assert_eq!(
        refused(&format!("{AUTHORITY}\nextendedKeyUsage=serverAuth")),
        Some(TimestampError::IssuerUse(middle()))
    );
    let limited = format!("{AUTHORITY}\nnameConstraints=permitted;DNS:example.com");
    assert!(matches!(refused(&limited), Some(TimestampError::CriticalExtension { .. })));
}

#[test]
fn chains_are_as_long_as_their_authorities_allow() {
    let Some(shop) = Shop::open() else { return };
    let none = "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign";
    shop.issue("root", "ec:P-256", "root", none, None);
    shop.issue("middle", "ec:P-256", "root", AUTHORITY, None);
    shop.issue("tsa", "ec:P-256", "middle", STAMPS, None);
    let response = shop.stamp(&request(b"datum"), "tsa", Made { beside: Some("middle"), ..MADE });
    assert_eq!(judge(&shop, &response, &["root"]), Err(TimestampError::PathLength("CN=root".to_owned())));
    // Six certificates are followed, not seven.
    shop.issue("a0", "ec:P-256", "a0", AUTHORITY, None);
    for level in 1..=5 {
        shop.issue(&format!("a{level}"), "ec:P-256", &format!("a{}", level - 1), AUTHORITY, None);
    }
    let names = ["a0", "a1", "a2", "a3", "a4", "a5"];
    for (issuer, is_accepted) in [("a4", true), ("a5", false)] {
        shop.issue("tsa", "ec:P-256", issuer, STAMPS, None);
        let response = shop.stamp(&request(b"datum"), "tsa", MADE);
        let answer = judge(&shop, &response, &names);
        match is_accepted {
            true => assert_eq!(answer.unwrap().chain.len(), 5),
            false => assert_eq!(answer, Err(TimestampError::PathLength("CN=a0".to_owned()))),
        }
    }
}

#[test]
fn the_signature_names_its_certificate() {
    let Some(shop) = Shop::open() else { return };
    shop.simple("ec:P-256");
    let real = shop.stamp(&request(b"datum"), "tsa", MADE);
    let bare = shop.forge(&real, "tsa", "-md sha256");
    assert_eq!(judge(&shop, &bare, &["root"]), Err(TimestampError::AttributeMissing("signing-certificate")));
    let unsigned = shop.forge(&real, "tsa", "-md sha256 -noattr");
    assert!(judge(&shop, &unsigned, &["root"]).is_err());
    // The same key and key identifier in another certificate.
    let signed = shop.forge(&real, "tsa", "-cades -md sha256 -keyid -nocerts");
    assert!(judge(&shop, &signed, &["root", "tsa"]).is_ok());
    shop.write("stamps", STAMPS.as_bytes());
    shop.run("x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 7 -extfile stamps -out tsa.pem");
    assert_eq!(judge(&shop, &signed, &["root", "tsa"]), Err(TimestampError::SigningCertificate));
}

#[test]
fn keys_too_short_or_of_other_kinds_are_refused() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "ec:P-256", "root", AUTHORITY, None);
    shop.issue("tsa", "rsa:1024", "root", STAMPS, None);
    let response = shop.stamp(&request(b"datum"), "tsa", MADE);
    assert_eq!(judge(&shop, &response, &["root"]), Err(TimestampError::KeySize(1_024)));
    shop.issue("tsa", "ec:P-521", "root", STAMPS, None);
    let response = shop.stamp(&request(b"datum"), "tsa", MADE);
    assert_eq!(judge(&shop, &response, &["root"]), Err(TimestampError::Algorithm("1.3.132.0.35".to_owned())));
    shop.issue("tsa", "rsa:2048", "root", STAMPS, None);
    let response = shop.stamp(&request(b"datum"), "tsa", Made { hash: "sha1", ..MADE });
    assert_eq!(judge(&shop, &response, &["root"]), Err(TimestampError::Algorithm("1.3.14.3.2.26".to_owned())));
}

#[test]
fn files_of_authorities_are_read_or_refused_by_place() {
    let Some(shop) = Shop::open() else { return };
    shop.issue("root", "ec:P-256", "root", AUTHORITY, None);
    let pem = String::from_utf8(shop.pem(&["root"])).unwrap();
    let read = |text: &str| Authorities::from_pem(text.as_bytes());
    assert_eq!(read(&format!("a comment\r\n{}", pem.replace('\n', "\r\n"))).unwrap().roots(), 1);
    assert_eq!(read(&pem.repeat(64)).unwrap().roots(), 64);
    assert_eq!(read(&pem.repeat(65)), Err(AuthoritiesError::TooMany(64)));
    assert_eq!(read(""), Err(AuthoritiesError::NoRoot(0)));
    assert_eq!(read(&format!("{pem}{}", pem.replace("-----END", "-----FIN"))), Err(AuthoritiesError::Pem(2)));
    assert_eq!(read(&pem.replacen("MI", "M*", 1)), Err(AuthoritiesError::Pem(1)));
    let cut = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let truncated = TimestampError::Truncated(Part::Certificate);
    assert_eq!(read(cut), Err(AuthoritiesError::Certificate(1, truncated.clone())));
    // Beside a root it is skipped, and told.
    let beside = read(&format!("{pem}{cut}")).unwrap();
    assert_eq!((beside.roots(), beside.skipped()), (1, &[(2, truncated)][..]));
    assert!(matches!(read(&" ".repeat(300_000)), Err(AuthoritiesError::TooLarge { bytes: 300_000, .. })));
}
