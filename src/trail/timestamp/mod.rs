//! Timestamps of a third party (RFC 3161): what to ask, and what an answer proves, offline and years later.
//!
//! ```text
//! bytes ─Digest─▶ Request ─to_der─▶ (an authority) ─▶ response ─┐
//! Authorities, from a file the verifier trusts ─────────────────┴▶ verify ─▶ Timestamp
//! ```
//!
//! [`verify`] says that an authority under one of the given roots stated: these bytes existed at this moment. It checks
//! the status; the type of the content; the imprint; the nonce where it is known; the signed attributes and their
//! signature; that the attributes name the signer's certificate (ESSCertID, version 1 or 2, which RFC 3161 demands); its
//! only and critical purpose, timeStamping; and the chain to a root: names, signatures, constraints, uses of keys, and
//! validity *at the moment of the token*, so that a token outlives its certificates.
//!
//! It does not check revocation (offline there is nothing to ask), nor policies or limits on names: a certificate with
//! the latter is refused. Names are compared byte for byte. BER is refused as such ([`TimestampError::Ber`]): `openssl ts
//! -verify` reads it.
//!
//! Bytes of a response that nothing signs, and that may change without effect: the status while it says granted and what
//! it says in words; certificates and revocation lists that the chain does not use; unsigned attributes; the order of
//! sets.

mod algorithm;
mod certificate;
mod chain;
mod error;
mod info;
mod request;
mod response;
mod shape;
mod signer;
mod time;
mod words;

use std::time::Duration;

use der::asn1::ObjectIdentifier;

pub use certificate::{Authorities, MAX_AUTHORITIES};
pub use error::{AuthoritiesError, Part, TimestampError};
pub use request::{MAX_REQUEST, Nonce, Request};
pub use response::MAX_RESPONSE;
pub use time::Time;

/// The type of what a timestamp signs, `id-ct-TSTInfo`.
const ID_CT_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What an authority stated, verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timestamp {
    /// When, by the clock of the authority.
    pub time: Time,
    /// How far off that may be; none where the authority does not say.
    pub accuracy: Option<Duration>,
    /// The policy it was issued under, an object identifier.
    pub policy: String,
    /// The number of the token, in hexadecimal.
    pub serial: String,
    /// The name of the authority, from its certificate; hostile until shown.
    pub authority: String,
    /// The names of the chain, from the one that certifies the authority to the root; hostile until shown.
    pub chain: Vec<String>,
}

/// What a time is taken to be off by where its authority states no accuracy: RFC 3161 §2.4.2 leaves it unknown then, and
/// what is unknown decides nothing this near to a deadline.
pub const UNSTATED: Duration = Duration::from_secs(60 * 60);

impl Timestamp {
    /// The latest moment at which the bytes came to exist: the time and its accuracy, [`UNSTATED`] where there is none.
    pub fn latest(&self) -> Time {
        self.time.plus(self.accuracy.unwrap_or(UNSTATED))
    }

    /// The earliest moment at which the token may have been made.
    pub fn earliest(&self) -> Time {
        self.time.minus(self.accuracy.unwrap_or(UNSTATED))
    }
}

/// The time that a response states; nothing is verified.
pub fn stated(response: &[u8]) -> Option<Time> {
    let token = response::read(response).ok()?;
    Some(info::read(token.content).ok()?.time)
}

/// The digest that a response states; nothing is verified.
pub fn imprint(response: &[u8]) -> Option<crate::digest::Digest> {
    let token = response::read(response).ok()?;
    Some(info::read(token.content).ok()?.imprint)
}

/// Verifies a response against what should have been stamped and the authorities that are trusted.
pub fn verify(response: &[u8], request: &Request, authorities: &Authorities) -> Result<Timestamp, TimestampError> {
    let token = response::read(response)?;
    let info = info::read(token.content)?;
    if info.imprint != request.imprint {
        let (expected, found) = (request.imprint.to_string(), info.imprint.to_string());
        return Err(TimestampError::Imprint { expected, found });
    }
    match (&request.nonce, &info.nonce) {
        (Some(_), None) => return Err(TimestampError::NonceMissing),
        (Some(asked), Some(found)) if asked != found => return Err(TimestampError::Nonce),
        _ => {}
    }
    token.signer.check_content(token.content)?;
    let known = token.certificates.iter().chain(&authorities.others).chain(&authorities.roots);
    let signer = token.signer.find(known)?;
    signer.stamps()?;
    token.signer.verify(signer)?;
    let chain = chain::build(signer, &token.certificates, authorities, info.time)?;
    Ok(Timestamp {
        time: info.time,
        accuracy: info.accuracy,
        policy: info.policy.to_string(),
        serial: info.serial,
        authority: signer.name(),
        chain: chain.iter().skip(1).map(|certificate| certificate.name()).collect(),
    })
}
