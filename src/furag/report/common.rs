//! What every renderer tells alike: evidence as one line, the file of a policy, cautions, how to verify.

use super::{Indexed, Links, Report, words};
use crate::{
    diagnostic::render::say,
    furag::coverage::{Cited, Gap, PolicyCoverage},
    messages::shown,
    registro::Times,
    schedule::bogota,
    status::render::cautions,
};

impl Report<'_> {
    /// The file that names the evidence of a policy.
    pub(super) fn file(&self, slug: &str) -> String {
        format!("policies/{slug}/soportes-{:04}.yaml", self.coverage.year.get())
    }

    /// What has to be known before believing the rest, the gravest first.
    pub fn cautions(&self) -> Vec<String> {
        let lang = self.lang;
        let mut all = Vec::new();
        all.extend(words::form(&self.coverage.form, self.coverage.year, lang));
        if self.coverage.model.is_none() {
            let year = self.coverage.year;
            all.push(say!(
                lang,
                "Ojo: no se sabe qué políticas rigen en la vigencia {year}: falta su modelo en `policies/repositorio.yaml` o en el catálogo.",
                "Mind: which policies are in force in vigencia {year} is not known: its model is missing in `policies/repositorio.yaml` or in the catalogue."
            ));
        }
        for path in &self.coverage.unread {
            all.push(say!(
                lang,
                "Ojo: `{path}` no se pudo leer o contradice su nombre; lo que dice no se contó.",
                "Mind: `{path}` could not be read or contradicts its name; what it says was not counted."
            ));
        }
        for policy in self.coverage.policies.iter().filter(|policy| policy.criteria.is_none()) {
            let slug = policy.slug;
            all.push(say!(
                lang,
                "Ojo: `policies/{slug}/politica.yaml` no está o no se pudo leer; sus criterios no se conocen.",
                "Mind: `policies/{slug}/politica.yaml` is not here or could not be read; its criteria are not known."
            ));
        }
        let unread = self.coverage.cited().filter(|one| one.why.as_ref().is_some_and(|why| why.is_unchecked())).count();
        if unread > 0 {
            all.push(say!(
                lang,
                "Ojo: {unread} evidencias nombradas no se pudieron leer; se cuentan como no válidas y pueden serlo.",
                "Mind: {unread} pieces of evidence that are named could not be read; they are counted as not valid and may be."
            ));
        }
        all.extend(cautions(&self.board, lang));
        if self.holdings.report.verdict() == crate::diagnostic::Verdict::Unchecked {
            all.push(say!(
                lang,
                "Ojo: algo de la revisión no se pudo comprobar; `mipg check` dice qué.",
                "Mind: something of the revision could not be checked; `mipg check` says what."
            ));
        }
        all
    }

    /// The worst gaps of all policies: the gravest first, and among equals those of the policy with most of them.
    pub(super) fn worst(&self, most: usize) -> Vec<(&PolicyCoverage<'_>, Gap<'_>)> {
        let grave = |policy: &PolicyCoverage<'_>| policy.gaps.iter().filter(|gap| gap.lack.is_grave()).count();
        let mut all: Vec<(&PolicyCoverage<'_>, usize, Gap<'_>)> = Vec::new();
        for policy in &self.coverage.policies {
            let count = grave(policy);
            all.extend(policy.gaps.iter().filter(|gap| gap.lack.is_grave()).map(|gap| (policy, count, *gap)));
        }
        all.sort_by_key(|(_, count, gap)| (gap.lack, std::cmp::Reverse(*count))); // stable: then the order of the model
        all.truncate(most);
        all.into_iter().map(|(policy, _, gap)| (policy, gap)).collect()
    }

    /// The commit read.
    pub(super) fn revision(&self) -> String {
        self.holdings.deliveries.revision.to_string()
    }

    /// The verified trail.
    pub(super) fn times(&self) -> Option<&Times> {
        self.holdings.deliveries.trail.times()
    }

    /// The moment asked, `2025-12-31T23:59:59-05:00`.
    pub(super) fn moment(&self) -> String {
        self.holdings.as_of.with_timezone(&bogota()).to_rfc3339()
    }

    /// The words that make this report again.
    pub(super) fn again(&self, format: &str, extension: &str) -> String {
        let mut words = format!("mipg report --year {} --rev {}", self.coverage.year, self.revision());
        if let Some(times) = self.times() {
            words.push_str(&format!(" --registro {}", times.commit));
        }
        words.push_str(&format!(" --as-of {}", self.moment()));
        if let Some(base) = self.links.given() {
            words.push_str(&format!(" --base-url {base}"));
        }
        words.push_str(&format!(" --output {format}=furag-{}.{extension}", self.coverage.year));
        if self.lang == crate::messages::Lang::En {
            words.push_str(" --lang en");
        }
        words
    }

    /// The permanent address of a piece of evidence: of its bytes where the site has them, or else of its submission.
    pub(super) fn link(&self, one: &Cited<'_>) -> Option<String> {
        address(&self.links, one)
    }

    /// The registration number of a piece of evidence.
    pub(super) fn number(&self, one: &Cited<'_>) -> Option<u64> {
        let receipt = one.delivery?.repository.receipt.filter(|receipt| receipt.at <= self.holdings.as_of)?;
        Some(receipt.index)
    }

    /// What to paste in the form as the evidence of some valid pieces, one line each; none where none is valid.
    pub(super) fn paste<'e>(&self, evidence: impl Iterator<Item = &'e Cited<'e>>) -> Option<String> {
        let lines: Vec<String> = evidence.filter(|one| one.grade.is_valid()).map(|one| self.pasted(one)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn pasted(&self, one: &Cited<'_>) -> String {
        let lang = self.lang;
        let title = one.held.and_then(|held| held.manifest.as_ref()).map(|manifest| manifest.title.as_str());
        let mut parts = vec![shown(title.unwrap_or(one.submission), 200)];
        parts.extend(one.name.map(|name| shown(name, 200)));
        let digest = one.file.and_then(|file| file.digest());
        parts.extend(digest.map(|digest| format!("SHA-256 {digest}")));
        parts.extend(self.number(one).map(|number| {
            say!(lang, "constancia n.º {number} del registro de integridad", "receipt no. {number} of the audit trail")
        }));
        parts.extend(one.notes.first().map(|note| words::long(note.trim_end_matches('.'))));
        let text = parts.join(", ");
        // It is read elsewhere, wherever this page is.
        match address(&self.links.outside(), one) {
            Some(link) => format!("{text}: {link}"),
            None => text,
        }
    }
}

fn address(links: &Links, one: &Cited<'_>) -> Option<String> {
    let held = one.held?;
    Some(one.file.and_then(|file| links.evidence(file)).unwrap_or_else(|| links.submission(&held.path)))
}

impl Indexed<'_> {
    /// The day of its registration number and the number.
    pub(super) fn receipt(&self, report: &Report<'_>) -> Option<u64> {
        let receipt = self.delivery?.repository.receipt.filter(|receipt| receipt.at <= report.holdings.as_of)?;
        Some(receipt.index)
    }
}
