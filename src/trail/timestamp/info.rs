//! What an authority signs (`TSTInfo`, RFC 3161 §2.4.2).
//!
//! `x509_tsp::TstInfo` reads only whole seconds; here the time is read by hand, with its fraction.

use std::time::Duration;

use der::{
    Any, Decode as _, Sequence, Tag, Tagged as _,
    asn1::{Int, ObjectIdentifier},
};
use x509_cert::ext::{Extensions, pkix::name::GeneralName};
use x509_tsp::{Accuracy, MessageImprint, TspVersion};

use super::{Nonce, Part, Time, TimestampError, request, shape::Node};
use crate::digest::Digest;

/// The whole structure, with the time as it stands.
#[derive(Sequence)]
struct TstInfo {
    version: TspVersion,
    policy: ObjectIdentifier,
    message_imprint: MessageImprint,
    serial_number: Int,
    gen_time: Any,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    tsa: Option<GeneralName>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

/// What matters of it.
pub(super) struct Info {
    pub imprint: Digest,
    pub time: Time,
    pub accuracy: Option<Duration>,
    pub policy: ObjectIdentifier,
    /// Hexadecimal.
    pub serial: String,
    pub nonce: Option<Nonce>,
}

/// Reads what is signed.
pub(super) fn read(bytes: &[u8]) -> Result<Info, TimestampError> {
    let malformed = |_| TimestampError::Malformed(Part::Info);
    let node = Node::whole(bytes).map_err(|error| error.of(Part::Info))?;
    let parts = node.children().map_err(|error| error.of(Part::Info))?;
    if parts.first().is_none_or(|version| version.raw != [0x02, 0x01, 0x01]) {
        return Err(TimestampError::Version(Part::Info));
    }
    let info = TstInfo::from_der(bytes).map_err(malformed)?;
    if let Some(critical) = info.extensions.iter().flatten().find(|extension| extension.critical) {
        return Err(TimestampError::CriticalExtension { part: Part::Info, oid: critical.extn_id.to_string() });
    }
    let time = match info.gen_time.tag() {
        Tag::GeneralizedTime => Time::generalized(info.gen_time.value()),
        _ => None,
    };
    Ok(Info {
        imprint: request::imprint(&info.message_imprint)?,
        time: time.ok_or(TimestampError::Time)?,
        accuracy: info.accuracy.as_ref().map(accuracy).transpose()?,
        policy: info.policy,
        serial: data_encoding::HEXLOWER.encode(info.serial_number.as_bytes()),
        nonce: info.nonce.map(Nonce),
    })
}

/// Seconds, thousandths and millionths; the last two from 1 to 999, and 0, which some authorities write.
fn accuracy(accuracy: &Accuracy) -> Result<Duration, TimestampError> {
    let part = |number: Option<i16>| match number.unwrap_or(0) {
        number @ 0..=999 => Ok(u64::from(number.unsigned_abs())),
        _ => Err(TimestampError::Accuracy),
    };
    let (millis, micros) = (part(accuracy.millis)?, part(accuracy.micros)?);
    let small = Duration::from_micros(millis * 1_000 + micros);
    Duration::from_secs(accuracy.seconds.unwrap_or(0)).checked_add(small).ok_or(TimestampError::Accuracy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use der::Encode as _;

    fn tst(time: &[u8], accuracy: Option<Accuracy>) -> Vec<u8> {
        let request = x509_tsp::TimeStampReq::from_der(
            &super::super::Request { imprint: Digest::of(b"abc"), nonce: None }.to_der(),
        );
        let info = TstInfo {
            version: TspVersion::V1,
            policy: ObjectIdentifier::new_unwrap("1.2.3.4.1"),
            message_imprint: request.unwrap().message_imprint,
            serial_number: Int::new(&[0x04, 0xd2]).unwrap(),
            gen_time: Any::new(Tag::GeneralizedTime, time).unwrap(),
            accuracy,
            ordering: true,
            nonce: None,
            tsa: None,
            extensions: None,
        };
        info.to_der().unwrap()
    }

    #[test]
    fn what_is_signed_is_read() {
        let accuracy = Accuracy { seconds: Some(1), millis: Some(500), micros: Some(100) };
        let info = read(&tst(b"20261105201231.123Z", Some(accuracy))).unwrap();
        assert_eq!(info.time.to_string(), "2026-11-05T20:12:31.123Z");
        assert_eq!(info.accuracy, Some(Duration::from_micros(1_500_100)));
        assert_eq!((info.serial.as_str(), info.policy.to_string().as_str()), ("04d2", "1.2.3.4.1"));
        assert_eq!(info.imprint, Digest::of(b"abc"));
        let none = read(&tst(b"20261105201231Z", Some(Accuracy { seconds: None, millis: None, micros: Some(1) })));
        assert_eq!(none.unwrap().accuracy, Some(Duration::from_micros(1)));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        assert_eq!(read(&tst(b"20261105201231-0500", None)).err(), Some(TimestampError::Time));
        for (millis, micros) in [(Some(1_000), None), (Some(-1), None), (None, Some(1_000))] {
            let accuracy = Accuracy { seconds: None, millis, micros };
            let refused = read(&tst(b"20261105201231Z", Some(accuracy))).err();
            assert_eq!(refused, Some(TimestampError::Accuracy));
        }
        let mut other = tst(b"20261105201231Z", None);
        other[4] = 2;
        assert_eq!(read(&other).err(), Some(TimestampError::Version(Part::Info)));
    }
}
