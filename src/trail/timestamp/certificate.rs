//! Certificates (X.509, RFC 5280): read once, with the bytes that were signed kept as they came.

use der::{
    Decode as _, Encode as _,
    asn1::{BitStringRef, ObjectIdentifier},
    oid::{
        AssociatedOid as _,
        db::rfc5280::{
            ANY_EXTENDED_KEY_USAGE, ID_CE_CERTIFICATE_POLICIES, ID_CE_SUBJECT_ALT_NAME, ID_KP_TIME_STAMPING,
        },
    },
};
use x509_cert::{
    TbsCertificate,
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, NameConstraints, SubjectKeyIdentifier},
    spki::AlgorithmIdentifierOwned,
};

use super::{
    AuthoritiesError, Part, Time, TimestampError, algorithm,
    shape::{Node, tag},
};

/// Bytes of one certificate that are read.
const MAX_CERTIFICATE: usize = 32 * 1024;
/// Bytes of a file of authorities that are read.
pub const MAX_AUTHORITIES: usize = 256 * 1024;
/// Certificates of a file of authorities, or of a token.
pub(super) const MAX_CERTIFICATES: usize = 64;

/// A certificate. Nothing is verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Certificate {
    /// Its DER, whole.
    pub der: Vec<u8>,
    /// The part that is signed, as it came.
    signed: Vec<u8>,
    /// That part, read.
    pub parts: TbsCertificate,
    algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
    /// DER of the names, for comparing: byte for byte, as RFC 5280 §4.1.2.4 asks issuers to write them.
    pub subject: Vec<u8>,
    pub issuer: Vec<u8>,
    /// What it may be used for.
    pub uses: Uses,
}

/// The extensions that decide.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Uses {
    /// An authority, and how many may stand below it.
    pub authority: Option<(bool, Option<u8>)>,
    /// What its key does.
    pub key: Option<KeyUsage>,
    /// Its purposes, and whether they are critical.
    pub purposes: Option<(bool, Vec<ObjectIdentifier>)>,
    /// The identifier of its key.
    pub key_id: Option<Vec<u8>>,
    /// A critical extension that is not understood, or limits on names, which are not followed.
    pub obstacle: Option<ObjectIdentifier>,
}

impl Certificate {
    /// Reads a certificate in DER.
    pub(super) fn from_der(der: &[u8]) -> Result<Self, TimestampError> {
        let malformed = || TimestampError::Malformed(Part::Certificate);
        if der.len() > MAX_CERTIFICATE {
            return Err(TimestampError::TooLarge { bytes: der.len() as u64, limit: MAX_CERTIFICATE as u64 });
        }
        let node = Node::whole(der).map_err(|error| error.of(Part::Certificate))?;
        let children = node.children().map_err(|error| error.of(Part::Certificate))?;
        let [signed, algorithm, signature] = children[..] else { return Err(malformed()) };
        if node.tag != tag::SEQUENCE || signature.tag != tag::BIT_STRING {
            return Err(malformed());
        }
        let parts = TbsCertificate::from_der(signed.raw).map_err(|_| malformed())?;
        let algorithm = AlgorithmIdentifierOwned::from_der(algorithm.raw).map_err(|_| malformed())?;
        let signature =
            BitStringRef::from_der(signature.raw).ok().and_then(|bits| bits.as_bytes()).ok_or_else(malformed)?;
        if algorithm != parts.signature {
            return Err(malformed());
        }
        Ok(Self {
            der: der.to_vec(),
            signed: signed.raw.to_vec(),
            subject: parts.subject.to_der().map_err(|_| malformed())?,
            issuer: parts.issuer.to_der().map_err(|_| malformed())?,
            uses: Uses::of(&parts).ok_or_else(malformed)?,
            algorithm,
            signature: signature.to_vec(),
            parts,
        })
    }

    /// Whose it is, for people; hostile until shown.
    pub(super) fn name(&self) -> String {
        self.parts.subject.to_string()
    }

    /// Whether it names itself as its issuer.
    pub(super) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Whether `issuer` signed it.
    pub(super) fn is_signed_by(&self, issuer: &Certificate) -> Result<bool, TimestampError> {
        let key = &issuer.parts.subject_public_key_info;
        algorithm::verify(&self.algorithm, None, key, &self.signed, &self.signature)
    }

    /// That it was valid at `time`, both ends included, and holds nothing critical that is not understood.
    pub(super) fn stands(&self, time: Time) -> Result<(), TimestampError> {
        let validity = &self.parts.validity;
        let end = |end: x509_cert::time::Time| {
            Time::since_1970(end.to_unix_duration()).ok_or(TimestampError::Malformed(Part::Certificate))
        };
        let (from, until) = (end(validity.not_before)?, end(validity.not_after)?);
        if time < from {
            return Err(TimestampError::NotYetValid { name: self.name(), from, time });
        }
        if time.unix() > until.unix() {
            return Err(TimestampError::Expired { name: self.name(), until, time });
        }
        match self.uses.obstacle {
            Some(oid) => Err(TimestampError::CriticalExtension { part: Part::Certificate, oid: oid.to_string() }),
            None => Ok(()),
        }
    }

    /// That it may sign timestamps (RFC 3161 §2.3): timeStamping as its only purpose, critical, and a key that only
    /// signs.
    pub(super) fn stamps(&self) -> Result<(), TimestampError> {
        match &self.uses.purposes {
            None => return Err(TimestampError::PurposeMissing),
            Some((_, purposes)) if purposes[..] != [ID_KP_TIME_STAMPING] => return Err(TimestampError::PurposeOther),
            Some((false, _)) => return Err(TimestampError::PurposeNotCritical),
            Some((true, _)) => {}
        }
        let signing = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
        match &self.uses.key {
            Some(usage) if usage.0.is_empty() || !(usage.0 - signing).is_empty() => Err(TimestampError::SignerUse),
            _ => Ok(()),
        }
    }

    /// That it may sign a certificate with `below` authorities between the two.
    pub(super) fn certifies(&self, below: usize) -> Result<(), TimestampError> {
        let Some((true, limit)) = self.uses.authority else { return Err(TimestampError::NotAuthority(self.name())) };
        let certifies = self.uses.key.as_ref().is_none_or(KeyUsage::key_cert_sign);
        let stamps = self.uses.purposes.as_ref().is_none_or(|(_, purposes)| {
            purposes.iter().any(|purpose| [ID_KP_TIME_STAMPING, ANY_EXTENDED_KEY_USAGE].contains(purpose))
        });
        if !certifies || !stamps {
            return Err(TimestampError::IssuerUse(self.name()));
        }
        match limit.is_some_and(|limit| below > usize::from(limit)) {
            true => Err(TimestampError::PathLength(self.name())),
            false => Ok(()),
        }
    }
}

impl Uses {
    /// Nothing if an extension is there twice or cannot be read.
    fn of(parts: &TbsCertificate) -> Option<Self> {
        let mut uses = Self::default();
        let extensions = parts.extensions.as_deref().unwrap_or(&[]);
        for (place, extension) in extensions.iter().enumerate() {
            if extensions[..place].iter().any(|earlier| earlier.extn_id == extension.extn_id) {
                return None;
            }
            let value = extension.extn_value.as_bytes();
            match extension.extn_id {
                BasicConstraints::OID => {
                    let constraints = BasicConstraints::from_der(value).ok()?;
                    uses.authority = Some((constraints.ca, constraints.path_len_constraint));
                }
                KeyUsage::OID => uses.key = Some(KeyUsage::from_der(value).ok()?),
                ExtendedKeyUsage::OID => {
                    uses.purposes = Some((extension.critical, ExtendedKeyUsage::from_der(value).ok()?.0));
                }
                SubjectKeyIdentifier::OID => {
                    uses.key_id = Some(SubjectKeyIdentifier::from_der(value).ok()?.0.as_bytes().to_vec());
                }
                // Names beside the subject, and policies: nothing here depends on them.
                ID_CE_SUBJECT_ALT_NAME | ID_CE_CERTIFICATE_POLICIES => {}
                other if extension.critical || other == NameConstraints::OID => uses.obstacle = Some(other),
                _ => {}
            }
        }
        Some(uses)
    }
}

/// The authorities someone trusts, from a file in PEM as `openssl` takes it: those that sign themselves are roots, the
/// others only help to reach one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authorities {
    pub(super) roots: Vec<Certificate>,
    pub(super) others: Vec<Certificate>,
    /// Those that cannot be read, by their number from 1: nothing is verified with them.
    skipped: Vec<(usize, TimestampError)>,
}

impl Authorities {
    /// Reads every `CERTIFICATE` block; text around the blocks is left aside. One that cannot be read is skipped where
    /// there is a root beside it: files of authorities hold what has nothing to do with timestamps.
    pub fn from_pem(bytes: &[u8]) -> Result<Self, AuthoritiesError> {
        const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
        const END: &str = "-----END CERTIFICATE-----";
        if bytes.len() > MAX_AUTHORITIES {
            return Err(AuthoritiesError::TooLarge { bytes: bytes.len() as u64, limit: MAX_AUTHORITIES as u64 });
        }
        let text = String::from_utf8_lossy(bytes);
        let (mut roots, mut others, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for (place, block) in text.split(BEGIN).skip(1).enumerate() {
            let place = place + 1;
            if place > MAX_CERTIFICATES {
                return Err(AuthoritiesError::TooMany(MAX_CERTIFICATES));
            }
            let (inside, _) = block.split_once(END).ok_or(AuthoritiesError::Pem(place))?;
            let base64: String = inside.split_ascii_whitespace().collect();
            let der = data_encoding::BASE64.decode(base64.as_bytes()).map_err(|_| AuthoritiesError::Pem(place))?;
            // A root is one that says so and whose own key signed it. Where that key is of a kind that is not verified
            // here, that it is in the file is what makes it one; what it signs is judged when it is met.
            let read = Certificate::from_der(&der).and_then(|certificate| {
                let is_root = certificate.is_self_issued()
                    && match certificate.is_signed_by(&certificate) {
                        Err(TimestampError::Algorithm(_)) => true,
                        answer => answer?,
                    };
                Ok((certificate, is_root))
            });
            match read {
                Ok((certificate, true)) => roots.push(certificate),
                Ok((certificate, false)) => others.push(certificate),
                Err(error) => skipped.push((place, error)),
            }
        }
        match skipped.first() {
            _ if !roots.is_empty() => Ok(Self { roots, others, skipped }),
            Some((place, error)) => Err(AuthoritiesError::Certificate(*place, error.clone())),
            None => Err(AuthoritiesError::NoRoot(others.len())),
        }
    }

    /// The certificates that could not be read, by their number in the file, from 1, and why.
    pub fn skipped(&self) -> &[(usize, TimestampError)] {
        &self.skipped
    }

    /// How many roots there are.
    pub fn roots(&self) -> usize {
        self.roots.len()
    }
}
