//! What is wrong with a timestamp, for people, and whether it was judged at all.

use super::{AuthoritiesError, Part, TimestampError};
use crate::messages::{Arg, Message, Term};

impl Part {
    fn term(self) -> Arg {
        let (code, es, en) = match self {
            Part::Request => ("request", "la solicitud", "the request"),
            Part::Response => ("response", "la respuesta de la autoridad", "the response of the authority"),
            Part::Token => ("token", "el sello", "the token"),
            Part::Info => ("info", "lo firmado", "what is signed"),
            Part::Signer => ("signer", "la firma", "the signature"),
            Part::Certificate => ("certificate", "un certificado", "a certificate"),
        };
        Term { code, es: es.into(), en: en.into() }.into()
    }
}

/// A bit of `PKIFailureInfo` (RFC 3161 §2.4.2), in words.
fn failure(bit: u8) -> Term {
    let (code, es, en) = match bit {
        0 => ("bad-alg", "no conoce el algoritmo", "unknown algorithm"),
        2 => ("bad-request", "no permite esa solicitud", "request not permitted"),
        5 => ("bad-data-format", "no entendió la solicitud", "request not understood"),
        14 => ("time-not-available", "no tiene hora", "no time source"),
        15 => ("unaccepted-policy", "no sella bajo esa política", "policy not supported"),
        16 => ("unaccepted-extension", "no admite esa extensión", "extension not supported"),
        17 => ("add-info-not-available", "no dispone de lo pedido", "information not available"),
        25 => ("system-failure", "falló su sistema", "system failure"),
        _ => ("other", "otra razón", "another reason"),
    };
    Term { code, es: es.into(), en: en.into() }
}

impl TimestampError {
    /// Whether the timestamp was not judged rather than refused: it is of a kind or size that is not read here, which
    /// `openssl ts -verify` may read, or of an authority that was not given.
    pub fn is_unjudged(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. }
                | Self::Ber(_)
                | Self::Excess(_)
                | Self::Version(_)
                | Self::CriticalExtension { .. }
                | Self::Algorithm(_)
                | Self::NoIssuer(_)
        )
    }

    /// The sentence.
    pub fn message(&self) -> Message {
        use TimestampError as E;
        let time = |time: &super::Time| Arg::from(time.to_string());
        match self {
            E::TooLarge { limit, .. } => Message::TimestampTooLarge { limit: Arg::Bytes(*limit) },
            E::Truncated(part) => Message::TimestampTruncated { part: part.term() },
            E::Ber(part) => Message::TimestampBer { part: part.term() },
            E::Excess(part) => Message::TimestampExcess { part: part.term() },
            E::Malformed(part) => Message::TimestampMalformed { part: part.term() },
            E::Version(part) => Message::TimestampVersion { part: part.term() },
            E::Refused { status, failures, text } => Message::TimestampRefused {
                status: (*status).into(),
                failures: match failures.is_empty() {
                    true => vec![failure(u8::MAX)].into(),
                    false => failures.iter().map(|bit| failure(*bit)).collect::<Vec<_>>().into(),
                },
                said: text.into(),
            },
            E::NoToken => Message::TimestampNoToken {},
            E::ContentType(oid) => Message::TimestampContentType { oid: oid.into() },
            E::InfoType(oid) => Message::TimestampInfoType { oid: oid.into() },
            E::ImprintAlgorithm(oid) => Message::TimestampImprintAlgorithm { oid: oid.into() },
            E::Imprint { expected, found } => {
                Message::TimestampImprint { expected: expected.into(), found: found.into() }
            }
            E::NonceMissing => Message::TimestampNonceMissing {},
            E::Nonce => Message::TimestampNonce {},
            E::Time => Message::TimestampTime {},
            E::Accuracy => Message::TimestampAccuracy {},
            E::CriticalExtension { part, oid } => {
                Message::TimestampCriticalExtension { part: part.term(), oid: oid.into() }
            }
            E::Signers(count) => Message::TimestampSigners { count: (*count).into() },
            E::AttributeMissing(name) => Message::TimestampAttributeMissing { name: (*name).into() },
            E::AttributeContentType => Message::TimestampAttributeContentType {},
            E::MessageDigest => Message::TimestampMessageDigest {},
            E::SignerUnknown => Message::TimestampSignerUnknown {},
            E::SigningCertificate => Message::TimestampSigningCertificate {},
            E::Algorithm(oid) => Message::TimestampAlgorithm { oid: oid.into() },
            E::AlgorithmMismatch => Message::TimestampAlgorithmMismatch {},
            E::KeySize(bits) => Message::TimestampKeySize { bits: (*bits).into() },
            E::Signature => Message::TimestampSignature {},
            E::PurposeMissing => Message::TimestampPurposeMissing {},
            E::PurposeNotCritical => Message::TimestampPurposeNotCritical {},
            E::PurposeOther => Message::TimestampPurposeOther {},
            E::SignerUse => Message::TimestampSignerUse {},
            E::NoIssuer(name) => Message::TimestampNoIssuer { name: name.into() },
            E::IssuerSignature(name) => Message::TimestampIssuerSignature { name: name.into() },
            E::NotAuthority(name) => Message::TimestampNotAuthority { name: name.into() },
            E::IssuerUse(name) => Message::TimestampIssuerUse { name: name.into() },
            E::PathLength(name) => Message::TimestampPathLength { name: name.into() },
            E::NotYetValid { name, from, time: at } => {
                Message::TimestampNotYetValid { name: name.into(), start: time(from), time: time(at) }
            }
            E::Expired { name, until, time: at } => {
                Message::TimestampExpired { name: name.into(), end: time(until), time: time(at) }
            }
        }
    }
}

impl AuthoritiesError {
    /// The sentences, one of them with the reason where there is one apart.
    pub fn messages(&self) -> Vec<Message> {
        match self {
            Self::TooLarge { limit, .. } => vec![Message::TimestampTooLarge { limit: Arg::Bytes(*limit) }],
            Self::Pem(place) => vec![Message::TimestampAuthorityPem { place: (*place).into() }],
            Self::Certificate(place, error) => {
                vec![Message::TimestampAuthorityCertificate { place: (*place).into() }, error.message()]
            }
            Self::TooMany(limit) => vec![Message::TimestampAuthoritiesTooMany { limit: (*limit).into() }],
            Self::NoRoot(count) => vec![Message::TimestampNoRoot { count: (*count).into() }],
        }
    }
}
