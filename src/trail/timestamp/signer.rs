//! The signature of a token (CMS SignedData and SignerInfo, RFC 5652 §5; ESSCertID, RFC 5035).

use cms::{cert::IssuerAndSerialNumber, signed_data::SignerInfo as Cms};
use der::{
    Decode as _, Encode as _,
    asn1::ObjectIdentifier,
    oid::db::rfc5911::{ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST},
};
use ring::digest;
use x509_cert::{serial_number::SerialNumber, spki::AlgorithmIdentifierOwned};

use super::{
    ID_CT_TST_INFO, Part, TimestampError, algorithm,
    algorithm::Hash,
    certificate::Certificate,
    shape::{Node, ShapeError, tag},
};

/// One signature, as it stands in the token.
pub(super) struct Signer<'a> {
    id: Id,
    /// The hash of content and attributes.
    hash: Hash,
    /// Type and value of each signed attribute.
    attributes: Vec<(ObjectIdentifier, Node<'a>)>,
    /// The attributes as they are signed.
    signed: Vec<u8>,
    algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
}

/// How the signer is named.
enum Id {
    Issuer(Box<IssuerAndSerialNumber>),
    Key(Vec<u8>),
}

const MALFORMED: TimestampError = TimestampError::Malformed(Part::Signer);

fn shape(error: ShapeError) -> TimestampError {
    error.of(Part::Signer)
}

impl<'a> Signer<'a> {
    /// Reads a `SignerInfo`.
    pub(super) fn read(node: Node<'a>) -> Result<Self, TimestampError> {
        // The typed reading holds all fields to their form; bytes that are hashed or compared are taken as they came.
        let typed = Cms::from_der(node.raw).map_err(|_| MALFORMED)?;
        let children = node.children().map_err(shape)?;
        let [version, id, _, attributes, ..] = children[..] else { return Err(MALFORMED) };
        let (id, expected) = match id.tag {
            tag::SEQUENCE => {
                let id = IssuerAndSerialNumber::from_der(id.raw).map_err(|_| MALFORMED)?;
                (Id::Issuer(Box::new(id)), 1)
            }
            tag::CONTEXT_0_PRIMITIVE => (Id::Key(id.value.to_vec()), 3),
            _ => return Err(MALFORMED),
        };
        if version.value != [expected] {
            return Err(TimestampError::Version(Part::Signer));
        }
        if attributes.tag != tag::CONTEXT_0 {
            return Err(TimestampError::AttributeMissing("message-digest"));
        }
        let mut parts = attributes.children().map_err(shape)?;
        // What is signed is not the field with its own tag but a SET OF, in the order of DER (RFC 5652 §5.4).
        parts.sort_by(|a, b| a.raw.cmp(b.raw));
        Ok(Self {
            id,
            hash: Hash::of(&typed.digest_alg)?,
            signed: set(&parts),
            attributes: parts.iter().map(attribute).collect::<Result<_, _>>()?,
            algorithm: typed.signature_algorithm,
            signature: typed.signature.as_bytes().to_vec(),
        })
    }

    /// The hash it uses.
    pub(super) fn hash(&self) -> Hash {
        self.hash
    }

    /// The one value of a signed attribute; an attribute given twice, or with several values, is no answer.
    fn attribute(&self, oid: ObjectIdentifier) -> Result<Option<Node<'a>>, TimestampError> {
        let mut found = self.attributes.iter().filter(|(name, _)| *name == oid);
        match (found.next(), found.next()) {
            (Some((_, values)), None) => match values.children().map_err(shape)?[..] {
                [value] => Ok(Some(value)),
                _ => Err(MALFORMED),
            },
            (None, _) => Ok(None),
            _ => Err(MALFORMED),
        }
    }

    /// That the attributes are of this content.
    pub(super) fn check_content(&self, content: &[u8]) -> Result<(), TimestampError> {
        let oid = self.attribute(ID_CONTENT_TYPE)?.ok_or(TimestampError::AttributeMissing("content-type"))?;
        if ObjectIdentifier::from_der(oid.raw) != Ok(ID_CT_TST_INFO) {
            return Err(TimestampError::AttributeContentType);
        }
        let signed = self.attribute(ID_MESSAGE_DIGEST)?.ok_or(TimestampError::AttributeMissing("message-digest"))?;
        if signed.tag != tag::OCTET_STRING {
            return Err(MALFORMED);
        }
        match signed.value == self.hash.digest(content).as_ref() {
            true => Ok(()),
            false => Err(TimestampError::MessageDigest),
        }
    }

    /// The certificate of the signer among `candidates`: named by issuer and serial number or by its key, and by the
    /// signed attribute.
    pub(super) fn find<'c>(
        &self,
        candidates: impl Iterator<Item = &'c Certificate>,
    ) -> Result<&'c Certificate, TimestampError> {
        let named = self.named()?;
        let mut is_other = false;
        for candidate in candidates.filter(|candidate| self.is_of(candidate)) {
            if named.iter().all(|one| one.is(candidate)) {
                return Ok(candidate);
            }
            is_other = true;
        }
        Err(if is_other { TimestampError::SigningCertificate } else { TimestampError::SignerUnknown })
    }

    fn is_of(&self, certificate: &Certificate) -> bool {
        match &self.id {
            Id::Issuer(id) => {
                id.serial_number == certificate.parts.serial_number
                    && id.issuer.to_der().is_ok_and(|issuer| issuer == certificate.issuer)
            }
            Id::Key(id) => certificate.uses.key_id.as_ref() == Some(id),
        }
    }

    /// Whom the signed attributes name: version 1, version 2 or both. RFC 3161 §2.4.2 demands one.
    fn named(&self) -> Result<Vec<Named>, TimestampError> {
        let mut named = Vec::new();
        for (oid, is_second) in [(ID_AA_SIGNING_CERTIFICATE, false), (ID_AA_SIGNING_CERTIFICATE_V_2, true)] {
            if let Some(value) = self.attribute(oid)? {
                named.push(Named::read(value, is_second)?);
            }
        }
        match named.is_empty() {
            true => Err(TimestampError::AttributeMissing("signing-certificate")),
            false => Ok(named),
        }
    }

    /// That `certificate` made the signature.
    pub(super) fn verify(&self, certificate: &Certificate) -> Result<(), TimestampError> {
        let key = &certificate.parts.subject_public_key_info;
        match algorithm::verify(&self.algorithm, Some(self.hash), key, &self.signed, &self.signature)? {
            true => Ok(()),
            false => Err(TimestampError::Signature),
        }
    }
}

/// Type and set of values of an attribute.
fn attribute<'a>(node: &Node<'a>) -> Result<(ObjectIdentifier, Node<'a>), TimestampError> {
    match node.children().map_err(shape)?[..] {
        [oid, values] if node.tag == tag::SEQUENCE && values.tag == tag::SET => {
            Ok((ObjectIdentifier::from_der(oid.raw).map_err(|_| MALFORMED)?, values))
        }
        _ => Err(MALFORMED),
    }
}

/// The members as a SET OF, in DER.
fn set(members: &[Node<'_>]) -> Vec<u8> {
    let inside: usize = members.iter().map(|member| member.raw.len()).sum();
    let digits: Vec<u8> = inside.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
    let mut out = vec![tag::SET];
    match u8::try_from(inside) {
        Ok(short @ 0..=0x7f) => out.push(short),
        _ => {
            out.push(0x80 | u8::try_from(digits.len()).expect("at most eight digits"));
            out.extend(digits);
        }
    }
    members.iter().for_each(|member| out.extend(member.raw));
    out
}

/// The first certificate that a signed attribute names (`ESSCertID`, `ESSCertIDv2`): the signer's.
struct Named {
    hash: &'static digest::Algorithm,
    digest: Vec<u8>,
    /// Serial number, where given.
    serial: Option<SerialNumber>,
}

impl Named {
    fn read(value: Node<'_>, is_second: bool) -> Result<Self, TimestampError> {
        let certificates = value.children().map_err(shape)?.first().copied().ok_or(MALFORMED)?;
        let first = certificates.children().map_err(shape)?.first().copied().ok_or(MALFORMED)?;
        let mut parts = first.children().map_err(shape)?.into_iter().peekable();
        let stated = parts.next_if(|part| is_second && part.tag == tag::SEQUENCE);
        let hash = match stated {
            None if is_second => &digest::SHA256,
            None => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Some(stated) => {
                let algorithm = AlgorithmIdentifierOwned::from_der(stated.raw).map_err(|_| MALFORMED)?;
                match Hash::of(&algorithm)? {
                    Hash::Sha256 => &digest::SHA256,
                    Hash::Sha384 => &digest::SHA384,
                    Hash::Sha512 => &digest::SHA512,
                }
            }
        };
        let digest = parts.next().filter(|part| part.tag == tag::OCTET_STRING).ok_or(MALFORMED)?;
        // IssuerSerial: the serial number is the second part; the issuer is bound by the digest.
        let serial = parts.next().map(|both| both.children().map_err(shape)).transpose()?;
        let serial = match serial.as_deref() {
            None => None,
            Some([_, serial]) => Some(SerialNumber::from_der(serial.raw).map_err(|_| MALFORMED)?),
            Some(_) => return Err(MALFORMED),
        };
        Ok(Self { hash, digest: digest.value.to_vec(), serial })
    }

    fn is(&self, certificate: &Certificate) -> bool {
        digest::digest(self.hash, &certificate.der).as_ref() == self.digest
            && self.serial.as_ref().is_none_or(|serial| *serial == certificate.parts.serial_number)
    }
}
