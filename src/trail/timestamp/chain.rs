//! From the certificate of a signer to a root that is trusted (RFC 5280 §6.1, without policies, names and revocation).

use super::{Authorities, Time, TimestampError, certificate::Certificate};

/// Certificates of a chain, the signer's and the root's included.
const LONGEST: usize = 6;
/// Signatures of certificates that are verified before giving up.
const ATTEMPTS: usize = 32;

/// The chain from `signer` to a root, each certificate valid at `time`. Issuers are looked for among the roots, the
/// certificates of the token and the others of the file, in that order.
pub(super) fn build<'a>(
    signer: &'a Certificate,
    token: &'a [Certificate],
    authorities: &'a Authorities,
    time: Time,
) -> Result<Vec<&'a Certificate>, TimestampError> {
    signer.stands(time)?;
    let mut search = Search { token, authorities, time, attempts: ATTEMPTS, chain: vec![signer] };
    search.climb(signer)?;
    Ok(search.chain)
}

struct Search<'a> {
    token: &'a [Certificate],
    authorities: &'a Authorities,
    time: Time,
    attempts: usize,
    chain: Vec<&'a Certificate>,
}

impl<'a> Search<'a> {
    /// Adds issuers until a root is reached; `top` is the last of the chain. At most [`LONGEST`] calls deep.
    fn climb(&mut self, top: &'a Certificate) -> Result<(), TimestampError> {
        let authorities = self.authorities;
        if authorities.roots.iter().any(|root| root.der == top.der) {
            return Ok(());
        }
        let mut first = None;
        let candidates = authorities.roots.iter().chain(self.token).chain(&authorities.others);
        for issuer in candidates.filter(|issuer| issuer.subject == top.issuer) {
            if self.chain.iter().any(|earlier| earlier.der == issuer.der) {
                continue;
            }
            let answer = self.link(top, issuer).and_then(|()| {
                self.chain.push(issuer);
                self.climb(issuer).inspect_err(|_| {
                    self.chain.pop();
                })
            });
            match answer {
                Ok(()) => return Ok(()),
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or_else(|| TimestampError::NoIssuer(top.parts.issuer.to_string())))
    }

    /// That `issuer` may have signed `top`, and did.
    fn link(&mut self, top: &Certificate, issuer: &Certificate) -> Result<(), TimestampError> {
        if self.chain.len() == LONGEST {
            return Err(TimestampError::PathLength(issuer.name()));
        }
        issuer.stands(self.time)?;
        // Those that renew themselves do not count (RFC 5280 §6.1.4 (l)).
        issuer.certifies(self.chain.iter().skip(1).filter(|between| !between.is_self_issued()).count())?;
        self.attempts = self.attempts.checked_sub(1).ok_or_else(|| TimestampError::PathLength(issuer.name()))?;
        match top.is_signed_by(issuer)? {
            true => Ok(()),
            false => Err(TimestampError::IssuerSignature(issuer.name())),
        }
    }
}
