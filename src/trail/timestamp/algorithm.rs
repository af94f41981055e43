//! Hashes and signatures: what is verified, and what is refused by name.
//!
//! RSA with PKCS #1 v1.5 or PSS (salt as long as the hash) and SHA-256, 384 or 512, keys of 2048 to 4096 bits; ECDSA on
//! P-256 and P-384 with SHA-256 or 384. SHA-1 only names certificates (ESSCertID of RFC 2634).

use der::{
    Decode as _, Sequence,
    asn1::{ObjectIdentifier, UintRef},
    oid::db::rfc5912::{
        ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_EC_PUBLIC_KEY, ID_MGF_1, ID_RSASSA_PSS, ID_SHA_256, ID_SHA_384,
        ID_SHA_512, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1, SHA_256_WITH_RSA_ENCRYPTION,
        SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
    },
};
use ring::{digest, signature as ring_signature};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::{Part, TimestampError};

/// Bits of the RSA keys that are used.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2_048..=4_096;

/// A hash that signatures may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The hash of an identifier.
    pub(super) fn of(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, TimestampError> {
        if !is_bare(algorithm) {
            return Err(TimestampError::Malformed(Part::Signer));
        }
        match algorithm.oid {
            ID_SHA_256 => Ok(Self::Sha256),
            ID_SHA_384 => Ok(Self::Sha384),
            ID_SHA_512 => Ok(Self::Sha512),
            other => Err(TimestampError::Algorithm(other.to_string())),
        }
    }

    /// The digest of `bytes`.
    pub(super) fn digest(self, bytes: &[u8]) -> digest::Digest {
        let algorithm = match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, bytes)
    }

    fn length(self) -> u8 {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// No parameters, or NULL.
fn is_bare(algorithm: &AlgorithmIdentifierOwned) -> bool {
    algorithm.parameters.as_ref().is_none_or(der::Any::is_null)
}

/// How something was signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scheme {
    Pkcs1(Hash),
    Pss(Hash),
    Ecdsa(Hash),
}

/// `RSASSA-PSS-params`, RFC 4055 §3.1.
#[derive(Sequence)]
struct PssParameters {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    hash: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    mask: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", optional = "true")]
    salt: Option<u8>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    trailer: Option<u8>,
}

/// Reads the scheme. `declared` is the hash that CMS states apart, and must agree.
fn scheme(algorithm: &AlgorithmIdentifierOwned, declared: Option<Hash>) -> Result<Scheme, TimestampError> {
    let unsupported = || TimestampError::Algorithm(algorithm.oid.to_string());
    let (scheme, hash) = match algorithm.oid {
        SHA_256_WITH_RSA_ENCRYPTION => (Scheme::Pkcs1(Hash::Sha256), Hash::Sha256),
        SHA_384_WITH_RSA_ENCRYPTION => (Scheme::Pkcs1(Hash::Sha384), Hash::Sha384),
        SHA_512_WITH_RSA_ENCRYPTION => (Scheme::Pkcs1(Hash::Sha512), Hash::Sha512),
        ECDSA_WITH_SHA_256 => (Scheme::Ecdsa(Hash::Sha256), Hash::Sha256),
        ECDSA_WITH_SHA_384 => (Scheme::Ecdsa(Hash::Sha384), Hash::Sha384),
        // In CMS the key's identifier may stand for the scheme (RFC 3370 §3.2).
        RSA_ENCRYPTION => declared.map(|hash| (Scheme::Pkcs1(hash), hash)).ok_or_else(unsupported)?,
        ID_RSASSA_PSS => {
            let hash = pss(algorithm).ok_or_else(unsupported)?;
            (Scheme::Pss(hash), hash)
        }
        _ => return Err(unsupported()),
    };
    if !matches!(scheme, Scheme::Pss(_)) && !is_bare(algorithm) {
        return Err(TimestampError::Malformed(Part::Signer));
    }
    match declared.is_none_or(|declared| declared == hash) {
        true => Ok(scheme),
        false => Err(TimestampError::AlgorithmMismatch),
    }
}

/// The hash of PSS parameters, if mask and salt are as usual: the same hash, and a salt as long.
fn pss(algorithm: &AlgorithmIdentifierOwned) -> Option<Hash> {
    let parameters: PssParameters = algorithm.parameters.as_ref()?.decode_as().ok()?;
    let hash = Hash::of(parameters.hash.as_ref()?).ok()?;
    let mask = parameters.mask.filter(|mask| mask.oid == ID_MGF_1)?;
    let masked: AlgorithmIdentifierOwned = mask.parameters?.decode_as().ok()?;
    let is_usual = Hash::of(&masked).ok()? == hash
        && parameters.salt == Some(hash.length())
        && parameters.trailer.is_none_or(|trailer| trailer == 1);
    is_usual.then_some(hash)
}

/// `RSAPublicKey`, RFC 8017 §A.1.1.
#[derive(Sequence)]
struct RsaKey<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

/// Verifies `signature` over `message`; `declared` as in [`scheme`]. `Ok(false)` says that it does not hold.
pub(super) fn verify(
    algorithm: &AlgorithmIdentifierOwned,
    declared: Option<Hash>,
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, TimestampError> {
    use ring_signature as ring;
    let scheme = scheme(algorithm, declared)?;
    let bits = key.subject_public_key.as_bytes().ok_or(TimestampError::Malformed(Part::Certificate))?;
    let unsupported = |oid: ObjectIdentifier| Err(TimestampError::Algorithm(oid.to_string()));
    let method: &dyn ring::VerificationAlgorithm = match scheme {
        Scheme::Pkcs1(hash) | Scheme::Pss(hash) => {
            let is_pss_key = key.algorithm.oid == ID_RSASSA_PSS
                && matches!(scheme, Scheme::Pss(_))
                && key.algorithm.parameters.as_ref().is_none_or(|own| algorithm.parameters.as_ref() == Some(own));
            if key.algorithm.oid != RSA_ENCRYPTION && !is_pss_key {
                return unsupported(key.algorithm.oid);
            }
            let rsa = RsaKey::from_der(bits).map_err(|_| TimestampError::Malformed(Part::Certificate))?;
            let length = bit_length(rsa.modulus.as_bytes());
            // The exponent bounds the work; ring refuses even ones and those above 33 bits.
            if !RSA_BITS.contains(&length) || rsa.exponent.as_bytes().len() > 5 {
                return Err(TimestampError::KeySize(length));
            }
            match (scheme, hash) {
                (Scheme::Pss(_), Hash::Sha256) => &ring::RSA_PSS_2048_8192_SHA256,
                (Scheme::Pss(_), Hash::Sha384) => &ring::RSA_PSS_2048_8192_SHA384,
                (Scheme::Pss(_), Hash::Sha512) => &ring::RSA_PSS_2048_8192_SHA512,
                (_, Hash::Sha256) => &ring::RSA_PKCS1_2048_8192_SHA256,
                (_, Hash::Sha384) => &ring::RSA_PKCS1_2048_8192_SHA384,
                (_, Hash::Sha512) => &ring::RSA_PKCS1_2048_8192_SHA512,
            }
        }
        Scheme::Ecdsa(hash) => {
            if key.algorithm.oid != ID_EC_PUBLIC_KEY {
                return unsupported(key.algorithm.oid);
            }
            let curve = key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
            match (curve, hash) {
                (Some(SECP_256_R_1), Hash::Sha256) => &ring::ECDSA_P256_SHA256_ASN1,
                (Some(SECP_256_R_1), Hash::Sha384) => &ring::ECDSA_P256_SHA384_ASN1,
                (Some(SECP_384_R_1), Hash::Sha256) => &ring::ECDSA_P384_SHA256_ASN1,
                (Some(SECP_384_R_1), Hash::Sha384) => &ring::ECDSA_P384_SHA384_ASN1,
                (curve, _) => return unsupported(curve.unwrap_or(ID_EC_PUBLIC_KEY)),
            }
        }
    };
    Ok(ring::UnparsedPublicKey::new(method, bits).verify(message, signature).is_ok())
}

/// Bits of a number without zeros in front.
fn bit_length(bytes: &[u8]) -> usize {
    let [first, ..] = bytes else { return 0 };
    bytes.len() * 8 - usize::try_from(first.leading_zeros()).unwrap_or(0)
}
