//! Addresses of the microsite that a report points to: the same wherever it is read, as long as the bytes are the same.

use crate::{holdings::Evidence, model::SubmissionPath, site};

/// Makes the addresses of a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Links {
    base: String,
    /// What the address of a folder ends in, where no server shows its page.
    page: &'static str,
    /// Where the site is for whoever is elsewhere: of what is copied from a page, and of the words that make it again.
    published: String,
    /// The published address, where it is not that of the domain of the entity.
    given: Option<String>,
}

impl Links {
    /// Addresses below `base`; a slash is put at its end where there is none.
    pub fn new(base: &str) -> Self {
        let base = ended(base);
        Self { published: base.clone(), given: Some(base.clone()), base, page: "" }
    }

    /// Addresses of the public site of a domain.
    pub fn of_site(domain: &str) -> Self {
        Self { given: None, ..Self::new(&format!("https://{}/", escaped(domain))) }
    }

    /// Addresses below `base`, or of the public site of a domain where none is given.
    pub fn at(base: Option<&str>, domain: &str) -> Self {
        let of_site = Self::of_site(domain);
        match base.map(Self::new) {
            Some(given) if given.base != of_site.base => given,
            _ => of_site,
        }
    }

    /// The same for a page of the site itself, which opens from a disk too: `up` leads from it to the top (`../`).
    #[must_use]
    pub fn within(&self, up: &str) -> Self {
        Self { base: ended(up), page: "index.html", ..self.clone() }
    }

    /// The same for whoever is not on the site.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self { base: self.published.clone(), page: "", ..self.clone() }
    }

    /// The address that was given for the site, where it is not that of its domain.
    pub fn given(&self) -> Option<&str> {
        self.given.as_deref()
    }

    /// The page of a submission.
    pub fn submission(&self, path: &SubmissionPath) -> String {
        format!("{}entregas/{path}/{}", self.base, self.page)
    }

    /// The bytes of a file; none where the site has no copy of them: nobody may have them, or they are not as stated.
    pub fn evidence(&self, file: &Evidence) -> Option<String> {
        Some(format!("{}{}", self.base, site::place(file)?.split('/').map(escaped).collect::<Vec<_>>().join("/")))
    }
}

fn ended(base: &str) -> String {
    let slash = if base.is_empty() || base.ends_with('/') { "" } else { "/" };
    format!("{base}{slash}")
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
        let page = "entregas/gobierno-digital/2025/11/reporte-1f3a/";
        assert_eq!(site.submission(&path), format!("https://mipg.ejemplo.gov.co/{page}"));
        assert_eq!(site.within("../..").submission(&path), format!("../../{page}index.html"));
        assert_eq!(site.within("../..").outside(), site);
        // Only an address that is not that of the domain has to be given again.
        let given = Links::at(Some("https://alcaldia.gov.co/mipg"), "mipg.ejemplo.gov.co");
        assert_eq!(given.submission(&path), format!("https://alcaldia.gov.co/mipg/{page}"));
        assert_eq!((given.given(), site.given()), (Some("https://alcaldia.gov.co/mipg/"), None));
        assert_eq!(Links::at(Some("https://mipg.ejemplo.gov.co"), "mipg.ejemplo.gov.co"), site);
        assert_eq!(Links::at(None, "mipg.ejemplo.gov.co"), site);
    }

    #[test]
    fn a_segment_stays_one_and_starts_nothing() {
        let hostile = escaped("a/../\"onclick=x?#\u{202e}%.pdf");
        assert!(hostile.chars().all(|one| one.is_ascii_alphanumeric() || "-._~%".contains(one)), "{hostile}");
        assert_eq!(escaped("plan de acción <1>.pdf"), "plan%20de%20acci%C3%B3n%20%3C1%3E.pdf");
    }
}
