//! One branch for each kind of mistake: a right submission spoiled in exactly one way, on top of the example.
//!
//! `table` maps the id of a rule to how its defect is made. Whoever judges the branches checks that each is found
//! by that very rule and by no other.

mod draft;
mod table;

use super::{
    DemoError,
    delivery::Relation,
    evidence::File,
    history::Tip,
    story::{Story, Submission},
};
use crate::{diagnostic::Severity, digest::Digest, repository::Writer, rules};
use draft::Draft;

/// What a branch must show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The rule.
    pub rule: &'static str,
    /// Rules that necessarily go with it.
    pub also: &'static [&'static str],
}

impl Expected {
    /// The name of the branch.
    pub fn branch(&self) -> String {
        format!("error/{}", self.rule)
    }

    /// How grave the rule is; none when there is no such rule.
    pub fn severity(&self) -> Option<Severity> {
        rules::find(self.rule).map(|rule| rule.meta.severity)
    }

    /// Whether the ids found, in any order and with repetitions, are those expected.
    pub fn is_met(&self, found: &[&str]) -> bool {
        found.contains(&self.rule) && found.iter().all(|id| *id == self.rule || self.also.contains(id))
    }
}

/// What a mistake may name: published submissions of the example.
pub struct Scene<'a> {
    story: &'a Story,
}

impl Scene<'_> {
    /// A published submission of this policy with one file, that no other names.
    fn submission(&self, slug: &str) -> &Submission {
        let named = |index: usize| {
            self.story.submissions.iter().any(|one| {
                matches!(one.delivery.relation, Some(Relation::Supersedes(other, _) | Relation::Complements(other)) if other == index)
            })
        };
        let mut all = self.story.submissions.iter().enumerate();
        let found =
            all.find(|(index, one)| one.delivery.owner.slug() == slug && one.files.len() == 1 && !named(*index));
        found.expect("every policy has a submission of one file").1
    }

    /// The first file of a report of November by the policy that the mistakes are of.
    fn november_file(&self) -> &File {
        let is_november = |one: &&Submission| {
            one.delivery.owner.slug() == "gobierno-digital" && (one.path.year, one.path.month) == (2025, 11)
        };
        &self.story.submissions.iter().find(is_november).expect("a punctual policy delivers every month").files[0]
    }

    /// The folder of [`Scene::submission`] below `policies/`, the digest of its manifest and the name of its file.
    fn published(&self, slug: &str) -> (String, Digest, String) {
        let one = self.submission(slug);
        (one.path.to_string(), Digest::of(one.manifest.as_bytes()), one.files[0].name.clone())
    }

    /// A published submission that another already corrects: its folder and the digest of its manifest.
    fn superseded(&self) -> (String, Digest) {
        let index = self
            .story
            .submissions
            .iter()
            .find_map(|one| match one.delivery.relation {
                Some(Relation::Supersedes(index, _)) if one.delivery.owner.slug() == "gobierno-digital" => Some(index),
                _ => None,
            })
            .expect("the example has corrections");
        let one = &self.story.submissions[index];
        (one.path.to_string(), Digest::of(one.manifest.as_bytes()))
    }

    /// A published withdrawal: its folder below `policies/`.
    fn withdrawn(&self) -> String {
        let removal = self.story.removals.first().expect("the example has withdrawals");
        self.story.submissions[removal.retirement.delivery].path.to_string()
    }
}

/// Writes a branch for each mistake; what each must show, in the order of the table.
///
/// # Errors
///
/// [`DemoError`]: a mistake could not be made, a bug of this program.
pub fn write(writer: &mut Writer, story: &Story, tip: &Tip) -> Result<Vec<Expected>, DemoError> {
    let scene = Scene { story };
    let mut expected = Vec::new();
    for (number, (rule, also, make)) in (0..).zip(table::TABLE) {
        let one = Expected { rule, also };
        let mut draft = Draft::new(writer, tip, number);
        make(&mut draft, &scene)?;
        let head = draft.commit(&format!("ejemplo de error: {rule}"))?;
        writer.branch(&one.branch(), head);
        expected.push(one);
    }
    Ok(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_of_a_rule_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (rule, also, _) in table::TABLE {
            assert!(seen.insert(rule), "{rule} twice");
            for id in std::iter::once(rule).chain(*also) {
                assert!(rules::find(id).is_some(), "no rule {id}");
            }
        }
        assert!(seen.len() >= 100, "{}", seen.len());
    }

    #[test]
    fn only_the_expected_rules_meet_an_expectation() {
        let expected = Expected { rule: "a", also: &["b"] };
        assert!(expected.is_met(&["a"]) && expected.is_met(&["a", "b", "a"]));
        assert!(!expected.is_met(&[]) && !expected.is_met(&["b"]) && !expected.is_met(&["a", "c"]));
    }
}
