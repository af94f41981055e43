//! What a `repositorio.yaml` that its schema refuses still says of what is due.
//!
//! One obligation that cannot be must not hide the others. What its slips leave in doubt is named and judged by no one:
//! an obligation with all its wordings, or one obligation of one policy, where an exemption cannot be read. Any other
//! slip leaves everything in doubt, and so does a contingency that cannot be read: it may move any deadline.

use serde::de::DeserializeOwned;

use super::raw;
use crate::source::yaml::{self, Data, Document, Node};

const OBLIGATIONS: &str = "obligaciones";
const EXEMPTIONS: &str = "excepciones";

/// The entries of `repositorio.yaml` that could not be read, where the rest was. Empty where all of it was.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Withheld {
    entries: Vec<LeftOut>,
}

/// An entry that could not be read, and what is not judged because of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Where it stands: `obligaciones[0]`.
    pub place: String,
    /// The obligation it is or excuses, where that can be read.
    pub obligation: Option<String>,
    /// The only policy it is about.
    pub policy: Option<String>,
}

impl Withheld {
    /// Whether all could be read.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is left out that concerns a policy, or any; in the order of the file.
    pub fn about<'w>(&'w self, policy: Option<&str>) -> impl Iterator<Item = &'w LeftOut> {
        self.entries.iter().filter(move |one| match (policy, &one.policy) {
            (Some(asked), Some(own)) => asked == own,
            _ => true,
        })
    }

    /// Whether what a policy owes of an obligation is in doubt.
    pub fn holds(&self, obligation: &str, policy: &str) -> bool {
        self.about(Some(policy)).any(|one| one.obligation.as_deref() == Some(obligation))
    }
}

/// Reads what can be believed of a refused `repositorio.yaml`, without the obligations in doubt; none where that is
/// nothing.
pub(crate) fn partial(document: &Document) -> Option<(raw::Repository, Withheld)> {
    let mut entries = Vec::new();
    let mut tree = document.tree().clone();
    let Data::Mapping(fields) = &mut tree.data else { return None };
    for field in fields {
        let Data::Sequence(items) = &mut field.value.data else { continue };
        let is_bad: fn(&Node) -> bool = match field.key.as_str() {
            OBLIGATIONS => |item| yaml::decode::<raw::Obligation>(item).is_err(),
            EXEMPTIONS => |item| yaml::decode::<raw::Exemption>(item).is_err(),
            _ => continue,
        };
        let bad: Vec<bool> = items.iter().map(is_bad).collect();
        for (index, item) in items.iter().enumerate().filter(|(index, _)| bad[*index]) {
            let place = format!("{}[{index}]", field.key);
            let left = if field.key == OBLIGATIONS {
                LeftOut { place, obligation: key(item, "id"), policy: None }
            } else {
                LeftOut { place, obligation: Some(key(item, "obligacion")?), policy: key(item, "politica") }
            };
            entries.push(left);
        }
        let mut bad = bad.into_iter();
        items.retain(|_| bad.next() == Some(false));
    }
    if entries.is_empty() {
        return None;
    }
    let mut repository: raw::Repository = yaml::decode(&tree).ok()?;
    let is_whole = |one: &LeftOut, id: &str| one.policy.is_none() && one.obligation.as_deref() == Some(id);
    repository.obligations.retain(|obligation| !entries.iter().any(|one| is_whole(one, obligation.id.as_str())));
    (!repository.obligations.is_empty()).then_some((repository, Withheld { entries }))
}

/// A key that can be read.
fn key(item: &Node, name: &str) -> Option<String> {
    fn field<T: DeserializeOwned>(item: &Node, name: &str) -> Option<T> {
        item.get(name).and_then(|value| yaml::decode(value).ok())
    }
    field::<raw::Slug>(item, name).map(|slug| slug.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::yaml::Limits;

    const SETTINGS: &str = include_str!("../../policies/repositorio.yaml");

    fn changed(changes: &[(&str, &str)]) -> Option<(Vec<String>, Withheld)> {
        let text = changes.iter().fold(SETTINGS.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        let document = yaml::read(text.as_bytes(), &Limits { depth: 16, ..Limits::CATALOGUE }).unwrap();
        let (repository, withheld) = partial(&document)?;
        Some((repository.obligations.iter().map(|one| one.id.as_str().to_owned()).collect(), withheld))
    }

    fn left(place: &str, obligation: Option<&str>, policy: Option<&str>) -> LeftOut {
        let owned = |text: &str| text.to_owned();
        LeftOut { place: place.to_owned(), obligation: obligation.map(owned), policy: policy.map(owned) }
    }

    #[test]
    fn an_impossible_obligation_leaves_the_others() {
        for days in ["[0, 15, 30]", "[5, 15, 32]", "[5, 15, -1]", "[]", "quince"] {
            let (rest, withheld) = changed(&[("[5, 15, 30]", days)]).unwrap();
            assert_eq!(rest, ["comunicado", "seguimiento-planes"], "{days}");
            assert_eq!(withheld.entries, [left("obligaciones[0]", Some("reporte"), None)], "{days}");
            assert!(withheld.holds("reporte", "integridad") && !withheld.holds("comunicado", "integridad"));
        }
    }

    #[test]
    fn every_wording_of_an_obligation_in_doubt_is_left_out() {
        let (rest, withheld) = changed(&[("id: comunicado", "id: reporte"), ("[5, 15, 30]", "[0]")]).unwrap();
        assert_eq!(rest, ["seguimiento-planes"]);
        assert_eq!(withheld.entries.len(), 1);
        // Without a readable key it is no wording of another.
        let (rest, withheld) = changed(&[("id: reporte", "id: Reporte!")]).unwrap();
        assert_eq!(rest, ["comunicado", "seguimiento-planes"]);
        assert_eq!(withheld.entries, [left("obligaciones[0]", None, None)]);
    }

    #[test]
    fn an_exemption_that_cannot_be_read_leaves_its_policy_in_doubt() {
        let exemption = |obligation: &str, policy: &str| {
            let text = format!("excepciones: [{{obligacion: {obligation}, politica: {policy}, desde: 12026-01-05}}]");
            changed(&[("excepciones: []", &text)])
        };
        let (rest, withheld) = exemption("reporte", "integridad").unwrap();
        assert_eq!(rest.len(), 3);
        assert_eq!(withheld.entries, [left("excepciones[0]", Some("reporte"), Some("integridad"))]);
        assert!(withheld.holds("reporte", "integridad") && !withheld.holds("reporte", "transparencia"));
        assert_eq!(withheld.about(Some("transparencia")).count(), 0);
        assert_eq!((withheld.about(Some("integridad")).count(), withheld.about(None).count()), (1, 1));
        // Of whatever policy it is, all of that obligation is in doubt; of whatever obligation, everything.
        assert_eq!(exemption("reporte", "[x]").unwrap().0, ["comunicado", "seguimiento-planes"]);
        assert_eq!(exemption("[x]", "integridad"), None);
    }

    #[test]
    fn other_slips_leave_everything_in_doubt() {
        assert_eq!(changed(&[]), None);
        assert_eq!(changed(&[("contingencias: []", "contingencias: [{desde: 2026-02-30}]")]), None);
        assert_eq!(changed(&[("[5, 15, 30]", "[0]"), ("contingencias: []", "contingencias: nunca")]), None);
        let all = [("[5, 15, 30]", "[0]"), ("desde_dia: 1", "desde_dia: 0"), ("dias_despues: 15", "dias_despues: no")];
        assert_eq!(changed(&all), None);
    }
}
