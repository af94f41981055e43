//! The parts of a response (`TimeStampResp`, RFC 3161 §2.4.2) and of its token, found; nothing is verified.

use der::{
    Decode as _,
    asn1::{BitStringRef, ObjectIdentifier},
    oid::db::rfc5911::ID_SIGNED_DATA,
};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::{
    ID_CT_TST_INFO, Part, TimestampError,
    algorithm::Hash,
    certificate::{Certificate, MAX_CERTIFICATES},
    shape::{Node, ShapeError, tag},
    signer::Signer,
};

/// Bytes of a response that are read.
pub const MAX_RESPONSE: usize = 64 * 1024;

/// What a token holds.
pub(super) struct Token<'a> {
    /// The bytes of `TSTInfo`.
    pub content: &'a [u8],
    /// The certificates that can be read; the others cannot be the signer's nor lead to a root.
    pub certificates: Vec<Certificate>,
    /// The only signature.
    pub signer: Signer<'a>,
}

/// The token of a response that was granted.
pub(super) fn read(bytes: &[u8]) -> Result<Token<'_>, TimestampError> {
    if bytes.len() > MAX_RESPONSE {
        return Err(TimestampError::TooLarge { bytes: bytes.len() as u64, limit: MAX_RESPONSE as u64 });
    }
    let shape = |error: ShapeError| error.of(Part::Response);
    let malformed = || TimestampError::Malformed(Part::Response);
    let response = Node::whole(bytes).map_err(shape)?;
    let parts = response.children().map_err(shape)?;
    let (status, token) = match parts[..] {
        [status] => (status, None),
        [status, token] => (status, Some(token)),
        _ => return Err(malformed()),
    };
    if response.tag != tag::SEQUENCE || status.tag != tag::SEQUENCE {
        return Err(malformed());
    }
    granted(status)?;
    signed_data(token.ok_or(TimestampError::NoToken)?)
}

/// That the status says granted (0) or granted with changes (1): what changed is seen when the token is verified.
fn granted(status: Node<'_>) -> Result<(), TimestampError> {
    let malformed = || TimestampError::Malformed(Part::Response);
    let mut parts = status.children().map_err(|error| error.of(Part::Response))?.into_iter().peekable();
    let number = parts.next().filter(|number| number.tag == tag::INTEGER).ok_or_else(malformed)?;
    let [number] = *number.value else { return Err(malformed()) };
    let mut texts = Vec::new();
    if let Some(said) = parts.next_if(|part| part.tag == tag::SEQUENCE) {
        for text in said.children().map_err(|error| error.of(Part::Response))? {
            if text.tag != tag::UTF8_STRING {
                return Err(malformed());
            }
            texts.push(String::from_utf8_lossy(text.value));
        }
    }
    let mut failures = Vec::new();
    if let Some(bits) = parts.next_if(|part| part.tag == tag::BIT_STRING) {
        let bits = BitStringRef::from_der(bits.raw).map_err(|_| malformed())?;
        failures.extend((0..32).zip(bits.bits()).filter(|(_, is_set)| *is_set).map(|(bit, _)| bit));
    }
    match (parts.next(), number) {
        (Some(_), _) => Err(malformed()),
        (None, 0 | 1) => Ok(()),
        (None, status) => Err(TimestampError::Refused { status, failures, text: texts.join(" ") }),
    }
}

/// Opens `ContentInfo` and `SignedData`.
fn signed_data(token: Node<'_>) -> Result<Token<'_>, TimestampError> {
    let shape = |error: ShapeError| error.of(Part::Token);
    let malformed = || TimestampError::Malformed(Part::Token);
    let data = inside(token, ID_SIGNED_DATA)?.map_err(TimestampError::ContentType)?;
    let mut parts = data.children().map_err(shape)?.into_iter().peekable();
    let mut next = |expected: u8| parts.next_if(|part| part.tag == expected);
    let version = next(tag::INTEGER).ok_or_else(malformed)?;
    // 3 because of the type of the content; 4 and 5 where other kinds of certificates are enclosed (RFC 5652 §5.1).
    if !matches!(version.value, [3..=5]) {
        return Err(TimestampError::Version(Part::Token));
    }
    let hashes = next(tag::SET).ok_or_else(malformed)?;
    let content = next(tag::SEQUENCE).ok_or_else(malformed)?;
    let certificates = next(tag::CONTEXT_0);
    let _revocations = next(tag::CONTEXT_1);
    let signers = next(tag::SET).ok_or_else(malformed)?.children().map_err(shape)?;
    if data.tag != tag::SEQUENCE || parts.next().is_some() {
        return Err(malformed());
    }
    let content = inside(content, ID_CT_TST_INFO)?.map_err(TimestampError::InfoType)?;
    if content.tag != tag::OCTET_STRING {
        return Err(malformed());
    }
    let [signer] = signers[..] else { return Err(TimestampError::Signers(signers.len())) };
    let signer = Signer::read(signer)?;
    let is_listed = |hash: &Node<'_>| {
        AlgorithmIdentifierOwned::from_der(hash.raw).is_ok_and(|hash| Hash::of(&hash) == Ok(signer.hash()))
    };
    if !hashes.children().map_err(shape)?.iter().any(is_listed) {
        return Err(TimestampError::AlgorithmMismatch);
    }
    let certificates = match certificates {
        Some(set) => set.children().map_err(shape)?,
        None => Vec::new(),
    };
    if certificates.len() > MAX_CERTIFICATES {
        return Err(TimestampError::Excess(Part::Token));
    }
    let certificates = certificates.iter().filter_map(|one| Certificate::from_der(one.raw).ok()).collect();
    Ok(Token { content: content.value, certificates, signer })
}

/// The value of `SEQUENCE { type, [0] value }`; the type, where it is another.
fn inside(node: Node<'_>, expected: ObjectIdentifier) -> Result<Result<Node<'_>, String>, TimestampError> {
    let shape = |error: ShapeError| error.of(Part::Token);
    let malformed = || TimestampError::Malformed(Part::Token);
    if node.tag != tag::SEQUENCE {
        return Err(malformed());
    }
    let [kind, tagged] = node.children().map_err(shape)?[..] else { return Err(malformed()) };
    let kind = ObjectIdentifier::from_der(kind.raw).map_err(|_| malformed())?;
    if kind != expected {
        return Ok(Err(kind.to_string()));
    }
    match tagged.children().map_err(shape)?[..] {
        [value] if tagged.tag == tag::CONTEXT_0 => Ok(Ok(value)),
        _ => Err(malformed()),
    }
}
