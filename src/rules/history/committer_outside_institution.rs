//! A commit made with an address outside the institution.

use std::collections::BTreeMap;

use super::losses;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
    snapshot::ObjectId,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "committer-outside-institution",
        group: Group::History,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El cambio se hizo con un correo que no es de la entidad.",
            en: "The change was made with an address that is not of the institution.",
        },
        why: Text {
            es: "Lo que se escribe en un cambio queda en la historia para siempre: un correo personal no debería \
                 estar ahí, y tampoco dice quién responde por la entidad.",
            en: "What is written in a change stays in the history for ever: a personal address should not be there, \
                 nor does it say who answers for the institution.",
        },
        norm: None,
        example: "committer … <…@correo.example>",
        remedy: Text {
            es: "Configure el correo institucional en git (git config user.email) y haga el cambio de nuevo, antes \
                 de publicarlo.",
            en: "Set the institutional address in git (git config user.email) and make the change again, before \
                 publishing it.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

/// The addresses forges commit with in the name of whoever uses their page.
const FORGES: [&str; 1] = ["noreply@github.com"];

/// Whether the domain is `own` or below it.
fn is_within(domain: &str, own: &str) -> bool {
    domain.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    if cx.settings.mail_domains.is_empty() {
        return;
    }
    let mut outside: BTreeMap<String, (ObjectId, usize)> = BTreeMap::new();
    for commit in &cx.change.commits {
        // What is done on the page of a forge has the forge as committer: its author is who did it.
        let address = match FORGES.contains(&commit.committer_email.as_str()) {
            true => &commit.author_email,
            false => &commit.committer_email,
        };
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain).to_lowercase();
        if !cx.settings.mail_domains.iter().any(|own| is_within(&domain, own)) {
            outside.entry(domain).or_insert((commit.id, 0)).1 += 1;
        }
    }
    for (domain, (first, count)) in outside {
        let (commit, count) = (losses::short(first).into(), count.into());
        out.everywhere(match domain.as_str() {
            "" => Message::CommitterWithoutDomain { commit, count },
            _ => Message::CommitterOutsideInstitution { domain: domain.into(), commit, count },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_domain_and_those_below_it_are_the_institution() {
        assert!(is_within("cartagena.gov.co", "cartagena.gov.co"));
        assert!(is_within("mipg.cartagena.gov.co", "cartagena.gov.co"));
        for other in ["", "gov.co", "xcartagena.gov.co", "cartagena.gov.co.example"] {
            assert!(!is_within(other, "cartagena.gov.co"), "{other}");
        }
    }
}
