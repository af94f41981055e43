//! What can be wrong with a timestamp: one variant for each thing.

use super::{Time, shape::ShapeError};

/// The part of a response that something is said of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// A request.
    Request,
    /// The response as a whole: status and token.
    Response,
    /// The signed envelope (CMS).
    Token,
    /// What is signed: imprint, time, serial number.
    Info,
    /// The data of the signature.
    Signer,
    /// A certificate.
    Certificate,
}

impl std::fmt::Display for Part {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Part::Request => "the request",
            Part::Response => "the response",
            Part::Token => "the token",
            Part::Info => "the signed data",
            Part::Signer => "the signature",
            Part::Certificate => "a certificate",
        })
    }
}

/// Why a response is no proof that something existed at a moment.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TimestampError {
    /// Larger than is read.
    #[error("{bytes} bytes, more than {limit}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// It ends before it should.
    #[error("{0} is cut short")]
    Truncated(Part),
    /// It is in BER where DER is read.
    #[error("{0} is in BER, not DER")]
    Ber(Part),
    /// It is nested too deep or has too many parts.
    #[error("{0} is too complex")]
    Excess(Part),
    /// It does not have the form the norm gives it.
    #[error("{0} is malformed")]
    Malformed(Part),
    /// It is of a version that is not read.
    #[error("{0} is of an unknown version")]
    Version(Part),
    /// The authority did not grant the timestamp.
    #[error("not granted: status {status}, {text:?}")]
    Refused {
        /// `PKIStatus`, RFC 3161 §2.4.2.
        status: u8,
        /// The bits of `PKIFailureInfo` that are set.
        failures: Vec<u8>,
        /// What the authority said; hostile until shown.
        text: String,
    },
    /// Granted, but no token is there.
    #[error("granted without a token")]
    NoToken,
    /// The token is no signed data, but this type.
    #[error("the token is of type {0}, not signed data")]
    ContentType(String),
    /// What is signed is no `TSTInfo`, but this type.
    #[error("what is signed is of type {0}, not a timestamp")]
    InfoType(String),
    /// The imprint is by another hash than SHA-256.
    #[error("the imprint is by {0}, not SHA-256")]
    ImprintAlgorithm(String),
    /// The timestamp is of something else.
    #[error("of another datum: imprint {found}, expected {expected}")]
    Imprint {
        /// SHA-256 of what should have been stamped, in hexadecimal.
        expected: String,
        /// That of the token.
        found: String,
    },
    /// The request had a nonce and the token has none.
    #[error("without the nonce of the request")]
    NonceMissing,
    /// The nonce is another: an answer to another request.
    #[error("with another nonce")]
    Nonce,
    /// The time is not a moment in UTC.
    #[error("the time is not a moment in UTC")]
    Time,
    /// The accuracy is out of range.
    #[error("the accuracy is out of range")]
    Accuracy,
    /// A critical extension that is not understood.
    #[error("{part} has a critical extension that is not understood: {oid}")]
    CriticalExtension {
        /// Where.
        part: Part,
        /// Which.
        oid: String,
    },
    /// Exactly one signature belongs in a token.
    #[error("{0} signatures, not one")]
    Signers(usize),
    /// A signed attribute is missing.
    #[error("the signed attribute {0} is missing")]
    AttributeMissing(&'static str),
    /// The signed content type is not that of the content.
    #[error("the signed attribute content-type is another")]
    AttributeContentType,
    /// The content is not what was signed.
    #[error("the signed digest is not that of the content")]
    MessageDigest,
    /// The certificate of the signer is neither in the token nor in the file of authorities.
    #[error("the certificate of the signer is not at hand")]
    SignerUnknown,
    /// The signature names another certificate (ESSCertID).
    #[error("the signature names another certificate")]
    SigningCertificate,
    /// An algorithm that is not verified here.
    #[error("algorithm {0} is not supported")]
    Algorithm(String),
    /// The hash of the signature is not the one declared.
    #[error("the hash of the signature is not the one declared")]
    AlgorithmMismatch,
    /// An RSA key too short to trust or longer than is read.
    #[error("an RSA key of {0} bits")]
    KeySize(usize),
    /// The signature of the token does not hold.
    #[error("the signature does not hold")]
    Signature,
    /// The certificate of the signer has no extended key usage.
    #[error("the signer's certificate does not say what it is for")]
    PurposeMissing,
    /// Its extended key usage is not critical.
    #[error("the signer's purpose is not critical")]
    PurposeNotCritical,
    /// Its extended key usage is not timeStamping alone.
    #[error("the signer's purpose is not timestamping alone")]
    PurposeOther,
    /// Its key usage is not for signing only.
    #[error("the signer's key is not for signing alone")]
    SignerUse,
    /// No certificate of the issuer leads to an authority given.
    #[error("nothing leads to an authority given: no certificate of {0}")]
    NoIssuer(String),
    /// The issuer of that name did not sign.
    #[error("{0} did not sign the certificate that names it")]
    IssuerSignature(String),
    /// The issuer is not an authority.
    #[error("{0} is not an authority")]
    NotAuthority(String),
    /// The issuer's key is not for signing certificates, or not for those of timestamps.
    #[error("the key of {0} is not for signing such certificates")]
    IssuerUse(String),
    /// The issuer allows fewer authorities below it, or the chain is longer than is followed.
    #[error("the chain below {0} is too long")]
    PathLength(String),
    /// A certificate was not yet valid.
    #[error("the certificate of {name} was not valid at {time}, but from {from}")]
    NotYetValid {
        /// Whose.
        name: String,
        /// The start of its validity.
        from: Time,
        /// When it signed.
        time: Time,
    },
    /// A certificate had expired.
    #[error("the certificate of {name} was not valid at {time}, but until {until}")]
    Expired {
        /// Whose.
        name: String,
        /// The end of its validity.
        until: Time,
        /// When it signed.
        time: Time,
    },
}

/// Why a file gives no authorities to trust.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AuthoritiesError {
    /// Larger than is read.
    #[error("{bytes} bytes, more than {limit}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The block of this number (from 1) is not a PEM certificate.
    #[error("certificate {0} is not in PEM form")]
    Pem(usize),
    /// The certificate of this number (from 1) cannot be read.
    #[error("certificate {0}: {1}")]
    Certificate(usize, TimestampError),
    /// More certificates than are read.
    #[error("more than {0} certificates")]
    TooMany(usize),
    /// No certificate of the file signs itself: there is nothing to trust.
    #[error("no root: none of {0} certificates signs itself")]
    NoRoot(usize),
}

impl ShapeError {
    /// The same, said of a part.
    pub(super) fn of(self, part: Part) -> TimestampError {
        match self {
            Self::Truncated => TimestampError::Truncated(part),
            Self::Ber => TimestampError::Ber(part),
            Self::Excess => TimestampError::Excess(part),
            Self::Trailing | Self::Unreadable => TimestampError::Malformed(part),
        }
    }
}
