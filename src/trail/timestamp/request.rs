//! What is asked of an authority (`TimeStampReq`, RFC 3161 §2.4.1).

use der::{
    Any, Decode as _, Encode as _,
    asn1::{Int, OctetString, Uint},
    oid::db::rfc5912::ID_SHA_256,
};
use x509_cert::spki::AlgorithmIdentifier;
use x509_tsp::{MessageImprint, TimeStampReq, TspVersion};

use super::{Part, TimestampError, shape::Node};
use crate::digest::Digest;

/// Bytes of a request that are read.
pub const MAX_REQUEST: usize = 4_096;

/// A number that only the answer to one request repeats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Nonce(pub(super) Int);

impl Nonce {
    /// The nonce of eight random bytes, as a positive number.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        Self(Uint::new(&bytes).expect("eight bytes are a number").into())
    }
}

/// A request: what is to be stamped, by its digest, and a nonce.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// SHA-256 of what is to be stamped.
    pub imprint: Digest,
    /// The nonce; none where the request was made by another program without it.
    pub nonce: Option<Nonce>,
}

impl Request {
    /// The request in DER, for the body of a POST with type `application/timestamp-query`. It asks for the certificate of
    /// the authority, so that the token can be verified years later, and for no policy in particular.
    pub fn to_der(&self) -> Vec<u8> {
        let request = TimeStampReq {
            version: TspVersion::V1,
            message_imprint: MessageImprint {
                hash_algorithm: AlgorithmIdentifier { oid: ID_SHA_256, parameters: Some(Any::null()) },
                hashed_message: OctetString::new(self.imprint.as_bytes().as_slice()).expect("32 bytes are a string"),
            },
            req_policy: None,
            nonce: self.nonce.as_ref().map(|nonce| nonce.0.clone()),
            cert_req: true,
            extensions: None,
        };
        request.to_der().expect("every part is bounded")
    }

    /// Reads a request, ours or another's, to know its nonce later.
    pub fn from_der(bytes: &[u8]) -> Result<Self, TimestampError> {
        if bytes.len() > MAX_REQUEST {
            return Err(TimestampError::TooLarge { bytes: bytes.len() as u64, limit: MAX_REQUEST as u64 });
        }
        Node::whole(bytes).map_err(|error| error.of(Part::Request))?;
        let request = TimeStampReq::from_der(bytes).map_err(|_| TimestampError::Malformed(Part::Request))?;
        let imprint = imprint(&request.message_imprint)?;
        Ok(Self { imprint, nonce: request.nonce.map(Nonce) })
    }
}

/// The digest of an imprint by SHA-256.
pub(super) fn imprint(imprint: &MessageImprint) -> Result<Digest, TimestampError> {
    let algorithm = &imprint.hash_algorithm;
    if algorithm.oid != ID_SHA_256 {
        return Err(TimestampError::ImprintAlgorithm(algorithm.oid.to_string()));
    }
    if algorithm.parameters.as_ref().is_some_and(|parameters| !parameters.is_null()) {
        return Err(TimestampError::Malformed(Part::Info));
    }
    let text = data_encoding::HEXLOWER.encode(imprint.hashed_message.as_bytes());
    text.parse().map_err(|_| TimestampError::Malformed(Part::Info))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bytes_are_those_of_the_norm() {
        let request =
            Request { imprint: Digest::of(b"abc"), nonce: Some(Nonce::from_random([0, 0x80, 1, 2, 3, 4, 5, 6])) };
        let hex = data_encoding::HEXLOWER.encode(&request.to_der());
        // SEQUENCE { 1, { { sha256, NULL }, digest }, nonce with a zero before its high bit, TRUE }
        let expected = concat!(
            "3043020101",
            "3031300d060960864801650304020105000420",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "02080080010203040506",
            "0101ff"
        );
        assert_eq!(hex, expected);
        assert_eq!(Request::from_der(&request.to_der()), Ok(request));
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let bytes = Request { imprint: Digest::of(b""), nonce: None }.to_der();
        assert_eq!(Request::from_der(&bytes).unwrap().nonce, None);
        assert_eq!(Request::from_der(&bytes[..9]), Err(TimestampError::Truncated(Part::Request)));
        assert!(matches!(Request::from_der(&[0; MAX_REQUEST + 1]), Err(TimestampError::TooLarge { .. })));
        let sha384 = data_encoding::HEXLOWER.encode(&bytes).replace("60864801650304020105", "60864801650304020205");
        let sha384 = data_encoding::HEXLOWER.decode(sha384.as_bytes()).unwrap();
        assert!(matches!(Request::from_der(&sha384), Err(TimestampError::ImprintAlgorithm(_))));
    }

    proptest! {
        #[test]
        fn a_request_is_read_back(data in any::<[u8; 4]>(), nonce in any::<[u8; 8]>()) {
            let request = Request { imprint: Digest::of(&data), nonce: Some(Nonce::from_random(nonce)) };
            prop_assert_eq!(Request::from_der(&request.to_der()), Ok(request));
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            let _ = Request::from_der(&bytes);
        }
    }
}
