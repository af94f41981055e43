//! Addresses of the microsite that a report points to: the same wherever it is read, as long as the bytes are the same.

use crate::{digest::Digest, holdings::Evidence, model::SubmissionPath};

/// Makes the addresses of a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Links {
    base: String,
    /// What the address of a folder ends in, where no server shows its page.
    page: &'static str,
}

impl Links {
    /// Addresses below `base`, which may be relative (`../`); a slash is put at its end where there is none.
    pub fn new(base: &str) -> Self {
        let slash = if base.is_empty() || base.ends_with('/') { "" } else { "/" };
        Self { base: format!("{base}{slash}"), page: "" }
    }

    /// As [`Links::new`], for pages that open from a disk too.
    pub fn of_pages(base: &str) -> Self {
        Self { page: "index.html", ..Self::new(base) }
    }

    /// Addresses of the public site of a domain.
    pub fn of_site(domain: &str) -> Self {
        Self::new(&format!("https://{}/", escaped(domain)))
    }

    /// The page of a submission.
    pub fn submission(&self, path: &SubmissionPath) -> String {
        format!("{}entregas/{path}/{}", self.base, self.page)
    }

    /// The bytes of this digest, under a file name.
    pub fn bytes(&self, digest: Digest, name: &str) -> String {
        let digest = digest.to_string();
        let first = digest.get(..2).unwrap_or_default();
        format!("{}evidencia/{first}/{digest}/{}", self.base, escaped(name))
    }

    /// The bytes of a file; none where nobody may have them, or where they are not here as its manifest says.
    pub fn evidence(&self, file: &Evidence) -> Option<String> {
        let is_here = matches!(file.state, crate::holdings::State::Whole { .. });
        let digest = file.digest().filter(|_| file.is_public() && is_here)?;
        Some(self.bytes(digest, file.name()))
    }
}

/// A segment of an address (RFC 3986): all but the unreserved is percent-encoded.
fn escaped(segment: &str) -> String {
    let mut safe = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => safe.push(char::from(byte)),
            other => safe.push_str(&format!("%{other:02X}")),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_site() {
        let path = SubmissionPath::parse("gobierno-digital/2025/11/reporte-1f3a").unwrap();
        let site = Links::of_site("mipg.ejemplo.gov.co");
        assert_eq!(
            site.submission(&path),
            "https://mipg.ejemplo.gov.co/entregas/gobierno-digital/2025/11/reporte-1f3a/"
        );
        let digest = Digest::of(b"");
        assert_eq!(
            Links::new("..").bytes(digest, "plan de acción <1>.pdf"),
            format!("../evidencia/e3/{digest}/plan%20de%20acci%C3%B3n%20%3C1%3E.pdf")
        );
        assert_eq!(Links::new("").submission(&path), "entregas/gobierno-digital/2025/11/reporte-1f3a/");
        assert_eq!(
            Links::of_pages("../..").submission(&path),
            "../../entregas/gobierno-digital/2025/11/reporte-1f3a/index.html"
        );
        // What a name holds stays one segment, and starts nothing.
        let hostile = Links::new("../").bytes(digest, "a/../\"onclick=x?#\u{202e}%.pdf");
        assert_eq!(hostile.matches('/').count(), 4);
        assert!(hostile.chars().all(|one| one.is_ascii_alphanumeric() || "-._~/%".contains(one)), "{hostile}");
    }
}
