//! What a `repositorio.yaml` with slips still says of what is due.
//!
//! One obligation that cannot be must not hide the others. What slips leave in doubt is named and judged by no one: an
//! obligation with all its wordings, one obligation of one policy, where an exemption cannot be believed, all that a
//! policy owes, where it excuses an obligation that is not there, or an obligation of every policy, where it excuses a
//! policy that is not there. Any other slip that the schema refuses leaves everything in doubt, and so does a contingency
//! that cannot be read or believed: it may move any deadline.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use chrono::{Datelike as _, NaiveDate};
use serde::de::DeserializeOwned;

use super::{belief::is_vague, raw};
use crate::source::yaml::{self, Data, Document, Node};

const OBLIGATIONS: &str = "obligaciones";
const EXEMPTIONS: &str = "excepciones";

/// The entries of `repositorio.yaml` that could not be read or believed, where the rest was. Empty where all of it was.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Withheld {
    entries: Vec<LeftOut>,
    /// The obligations in doubt for every policy.
    whole: BTreeSet<String>,
    /// The obligations in doubt for a policy; none: all of them.
    of_policies: BTreeMap<String, BTreeSet<Option<String>>>,
}

/// An entry that could not be read or believed, and what is not judged because of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Where it stands: `obligaciones[0]`.
    pub place: String,
    /// The obligation it is or excuses, where that can be read and is there.
    pub obligation: Option<String>,
    /// The only policy it is about.
    pub policy: Option<String>,
    /// Whether that policy is none of the settings': whoever asks for one may be the one that was meant.
    pub is_stray: bool,
}

impl Withheld {
    fn new(entries: Vec<LeftOut>) -> Self {
        let mut whole = BTreeSet::new();
        let mut of_policies: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        for LeftOut { obligation, policy, .. } in &entries {
            match policy {
                Some(policy) => _ = of_policies.entry(policy.clone()).or_default().insert(obligation.clone()),
                None => whole.extend(obligation.clone()),
            }
        }
        Self { entries, whole, of_policies }
    }

    /// Whether all could be read and believed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is left out that concerns a policy, or any; in the order of the file.
    pub fn about<'w>(&'w self, policy: Option<&str>) -> impl Iterator<Item = &'w LeftOut> {
        self.entries.iter().filter(move |one| match (policy, &one.policy) {
            (Some(asked), Some(own)) => one.is_stray || asked == own,
            _ => true,
        })
    }

    /// Whether what a policy owes of an obligation is in doubt.
    pub fn holds(&self, obligation: &str, policy: &str) -> bool {
        let in_part = |of: &BTreeSet<Option<String>>| of.contains(&None) || of.contains(&Some(obligation.to_owned()));
        self.whole.contains(obligation) || self.of_policies.get(policy).is_some_and(in_part)
    }
}

/// When settings are asked for, and when they were written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The day asked: an act issued later excused nothing yet.
    pub asked: NaiveDate,
    /// The day they were written, where that is known; no act in them can have been issued after both.
    pub written: Option<NaiveDate>,
}

/// A `repositorio.yaml` as far as it could be read.
#[derive(Debug)]
pub(crate) struct Partial {
    repository: raw::Repository,
    entries: Vec<LeftOut>,
    /// Where each obligation and each exemption that could be read stands in the file.
    places: [Vec<usize>; 2],
}

impl Partial {
    /// One that could be read whole.
    pub(crate) fn whole(repository: raw::Repository) -> Self {
        let places = [repository.obligations.len(), repository.exemptions.len()].map(|count| (0..count).collect());
        Self { repository, entries: Vec::new(), places }
    }

    /// What can be read of a refused one; none where that says nothing of what is due.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let mut entries = Vec::new();
        let mut places = [Vec::new(), Vec::new()];
        let mut tree = document.tree().clone();
        let Data::Mapping(fields) = &mut tree.data else { return None };
        for field in fields {
            let Data::Sequence(items) = &mut field.value.data else { continue };
            let (of, is_good): (usize, fn(&Node) -> bool) = match field.key.as_str() {
                OBLIGATIONS => (0, |item| yaml::decode::<raw::Obligation>(item).is_ok()),
                EXEMPTIONS => (1, |item| yaml::decode::<raw::Exemption>(item).is_ok()),
                _ => continue,
            };
            for (index, item) in std::mem::take(items).into_iter().enumerate() {
                if is_good(&item) {
                    items.push(item);
                    places[of].push(index);
                    continue;
                }
                let place = place(&field.key, index);
                let (obligation, policy) = if of == 0 {
                    (key(&item, "id"), None)
                } else {
                    (Some(key(&item, "obligacion")?), key(&item, "politica"))
                };
                entries.push(LeftOut { place, obligation, policy, is_stray: false });
            }
        }
        let repository = yaml::decode(&tree).ok()?;
        (!entries.is_empty()).then_some(Self { repository, entries, places })
    }

    /// What is judged, and what is not: what could not be read, and what contradicts itself, cannot be believed or names
    /// what is not known. None where everything is in doubt.
    ///
    /// An exemption whose act is still to be issued cannot be believed. Of one that was only issued after the day asked,
    /// nothing was known then: it is not there.
    pub(crate) fn withhold(
        mut self,
        moment: Moment,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<(raw::Repository, Withheld)> {
        let believed = self.repository.believed_years();
        if self.repository.contingencies.iter().any(|one| is_doubtful_contingency(one, &believed)) {
            return None;
        }
        self.entries.extend(doubtful_obligations(&self.repository, &self.places[0], &believed, &is_known));
        let latest = moment.written.map_or(moment.asked, |written| written.max(moment.asked));
        let is_believed = |dates: &[raw::Date]| are_believed(&believed, dates);
        let is_sound = |one: &raw::Exemption| {
            is_known(one.policy.as_str())
                && is_believed(&[one.from, one.until, one.issued])
                && one.issued.get() <= latest
        };
        let in_doubt = self.entries.iter().filter(|one| !is_exemption(one)).filter_map(|one| one.obligation.clone());
        let own = self.repository.obligations.iter().map(|one| one.id.as_str().to_owned());
        let there: BTreeSet<String> = in_doubt.chain(own).collect();
        self.entries.extend(doubtful_exemptions(&self.repository, &self.places[1], &there, is_sound));
        for one in self.entries.iter_mut().filter(|one| is_exemption(one)) {
            one.obligation.take_if(|id| !there.contains(id));
            one.policy.take_if(|slug| !is_known(slug));
            if one.obligation.is_none() && one.policy.is_none() {
                return None;
            }
        }
        self.repository.exemptions.retain(|one| one.issued.get() <= moment.asked);
        let withheld = Withheld::new(self.entries);
        self.repository.obligations.retain(|obligation| !withheld.whole.contains(obligation.id.as_str()));
        Some((self.repository, withheld))
    }
}

fn is_doubtful_contingency(one: &raw::Contingency, believed: &RangeInclusive<i32>) -> bool {
    one.from > one.until || is_vague(one.act.as_str()) || !are_believed(believed, &[one.from, one.until])
}

fn are_believed(believed: &RangeInclusive<i32>, dates: &[raw::Date]) -> bool {
    dates.iter().all(|date| believed.contains(&date.get().year()))
}

fn doubtful_obligations(
    repository: &raw::Repository,
    places: &[usize],
    believed: &RangeInclusive<i32>,
    is_known: &impl Fn(&str) -> bool,
) -> Vec<LeftOut> {
    let mut found = Vec::new();
    let mut wordings: BTreeMap<&str, Vec<(NaiveDate, NaiveDate, usize)>> = BTreeMap::new();
    for (obligation, &at) in repository.obligations.iter().zip(places) {
        let id = obligation.id.as_str();
        let left = |policy: Option<&str>| LeftOut {
            place: place(OBLIGATIONS, at),
            obligation: Some(id.to_owned()),
            policy: policy.map(str::to_owned),
            is_stray: policy.is_some(),
        };
        let from = obligation.in_force_from.map_or(NaiveDate::MIN, raw::Date::get);
        let until = obligation.in_force_until.map_or(NaiveDate::MAX, raw::Date::get);
        let is_window_reversed = matches!(&obligation.when, raw::Recurrence::MonthlyWindow(window)
            if window.from_day.get() > window.until_day.get());
        let dates: Vec<raw::Date> =
            [obligation.in_force_from, obligation.in_force_until].into_iter().flatten().collect();
        let is_absurd = !are_believed(believed, &dates)
            || obligation.measured_since.is_some_and(|since| !believed.contains(&since.get().0));
        if from > until || is_window_reversed || is_absurd {
            found.push(left(None));
        } else {
            wordings.entry(id).or_default().push((from, until, at));
        }
        match &obligation.applies {
            raw::Scope::All(_) => {}
            // Who else owes it is not known; who is named, is.
            raw::Scope::Only(named) => {
                let strays = named.iter().map(raw::Slug::as_str).filter(|slug| !is_known(slug));
                found.extend(strays.map(|slug| left(Some(slug))));
            }
            raw::Scope::Except(scope) => {
                found.extend(scope.except.iter().find(|slug| !is_known(slug.as_str())).map(|_| left(None)));
            }
        }
    }
    for (id, mut spans) in wordings {
        spans.sort_unstable();
        let mut last = NaiveDate::MIN;
        for (index, (from, until, at)) in spans.into_iter().enumerate() {
            if index > 0 && from <= last {
                let (place, obligation) = (place(OBLIGATIONS, at), Some(id.to_owned()));
                found.push(LeftOut { place, obligation, policy: None, is_stray: false });
            }
            last = last.max(until);
        }
    }
    found
}

fn is_exemption(one: &LeftOut) -> bool {
    one.place.starts_with(EXEMPTIONS)
}

/// `there`: the obligations of the settings, those in doubt too.
fn doubtful_exemptions(
    repository: &raw::Repository,
    places: &[usize],
    there: &BTreeSet<String>,
    is_sound: impl Fn(&raw::Exemption) -> bool,
) -> Vec<LeftOut> {
    let mut found = Vec::new();
    for (exemption, &at) in repository.exemptions.iter().zip(places) {
        let obligation = exemption.obligation.as_str();
        let is_sound = exemption.from <= exemption.until
            && !is_vague(exemption.act.as_str())
            && !is_vague(exemption.authorised_by.as_str())
            && is_sound(exemption);
        if !(there.contains(obligation) && is_sound) {
            found.push(LeftOut {
                place: place(EXEMPTIONS, at),
                obligation: Some(obligation.to_owned()),
                policy: Some(exemption.policy.as_str().to_owned()),
                is_stray: false,
            });
        }
    }
    found
}

fn place(list: &str, index: usize) -> String {
    format!("{list}[{index}]")
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
        let read = match yaml::decode(document.tree()) {
            Ok(repository) => Partial::whole(repository),
            Err(_) => Partial::of(&document)?,
        };
        let policies = ["integridad", "transparencia", "gobierno-digital", "planeacion-institucional"];
        let asked = NaiveDate::from_ymd_opt(2026, 12, 20).unwrap();
        let (repository, withheld) = read.withhold(Moment { asked, written: None }, |slug| policies.contains(&slug))?;
        Some((repository.obligations.iter().map(|one| one.id.as_str().to_owned()).collect(), withheld))
    }

    fn left(place: &str, obligation: Option<&str>, policy: Option<&str>) -> LeftOut {
        let owned = |text: &str| text.to_owned();
        LeftOut {
            place: place.to_owned(),
            obligation: obligation.map(owned),
            policy: policy.map(owned),
            is_stray: false,
        }
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
        assert_eq!(changed(&[("contingencias: []", "contingencias: [{desde: 2026-02-30}]")]), None);
        assert_eq!(changed(&[("[5, 15, 30]", "[0]"), ("contingencias: []", "contingencias: nunca")]), None);
        let text = changed(&[("[5, 15, 30]", "[0]"), ("recepcion: ", "recepcion: ni-")]);
        assert_eq!(text, None);
    }

    #[test]
    fn what_contradicts_itself_is_in_doubt() {
        let (rest, withheld) = changed(&[]).unwrap();
        assert_eq!((rest.len(), withheld.is_empty()), (3, true));
        // Two wordings that overlap, on one day too; and two that do not.
        let second = |first: &str, from: &str| {
            let id = format!("id: reporte\n    vigente_hasta: {first}");
            let other = format!("id: reporte\n    vigente_desde: {from}");
            changed(&[("id: reporte", &id), ("id: comunicado", &other)]).unwrap()
        };
        let (rest, withheld) = second("2026-12-31", "2026-12-31");
        assert_eq!(rest, ["seguimiento-planes"]);
        assert_eq!(withheld.entries, [left("obligaciones[1]", Some("reporte"), None)]);
        let (rest, withheld) = second("2026-12-31", "2027-01-01");
        assert_eq!((rest.len(), withheld.is_empty()), (3, true));
        // Dates the wrong way round, and a window.
        let reversed = "id: reporte\n    vigente_desde: 2027-01-01\n    vigente_hasta: 2026-12-31";
        assert_eq!(changed(&[("id: reporte", reversed)]).unwrap().0, ["comunicado", "seguimiento-planes"]);
        let window = changed(&[("desde_dia: 1, hasta_dia: 5", "desde_dia: 6, hasta_dia: 5")]).unwrap();
        assert_eq!(window.0, ["reporte", "seguimiento-planes"]);
    }

    #[test]
    fn a_date_that_cannot_be_believed_is_in_doubt() {
        // The last vigencia is 2026: years are believed from 1991 to 2036.
        for (since, rest) in [("1990-12", 2), ("1991-01", 3), ("2036-12", 3), ("2037-01", 2), ("2206-12", 2)] {
            let since = format!("medida_desde: {since}");
            assert_eq!(changed(&[("medida_desde: 2026-12", &since)]).unwrap().0.len(), rest, "{since}");
        }
        let exemption = |from: &str, until: &str, issued: &str| {
            let text = format!(
                "excepciones:\n  - {{obligacion: reporte, politica: integridad, desde: {from}, hasta: {until}, motivo: Traslado de sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: {issued}}}"
            );
            changed(&[("excepciones: []", &text)]).unwrap().1.holds("reporte", "integridad")
        };
        assert!(!exemption("2026-12-05", "2036-12-31", "2026-12-01"));
        assert!(exemption("2026-12-05", "2037-01-01", "2026-12-01"));
        assert!(exemption("1990-12-31", "2026-12-31", "2026-12-01"));
        assert!(exemption("2026-12-05", "2026-12-31", "1206-12-01"));
        // A contingency may move any deadline.
        let contingency = |until: &str| {
            let text = format!(
                "contingencias:\n  - {{desde: 2026-12-05, hasta: {until}, motivo: Caída del servicio, acto: Circular 3 de 2026}}"
            );
            changed(&[("contingencias: []", &text)]).map(|(rest, withheld)| (rest.len(), withheld.entries))
        };
        assert_eq!(contingency("2026-12-06"), Some((3, vec![])));
        assert_eq!(contingency("2099-12-31"), None);
    }

    #[test]
    fn a_policy_that_is_not_known_may_be_any() {
        let (rest, withheld) = changed(&[("[planeacion-institucional]", "[planeacion, integridad]")]).unwrap();
        assert_eq!(rest.len(), 3);
        let stray =
            LeftOut { is_stray: true, ..left("obligaciones[2]", Some("seguimiento-planes"), Some("planeacion")) };
        assert_eq!(withheld.entries, [stray]);
        // Whoever asks is told: they may be the one that was meant.
        assert_eq!(withheld.about(Some("transparencia")).count(), 1);
        assert!(!withheld.holds("seguimiento-planes", "integridad"));
        let (rest, withheld) = changed(&[("[planeacion-institucional]", "{excepto: [planeacion]}")]).unwrap();
        assert_eq!(rest, ["reporte", "comunicado"]);
        assert_eq!(withheld.entries, [left("obligaciones[2]", Some("seguimiento-planes"), None)]);
        let exemption = |policy: &str, until: &str| {
            let text = format!(
                "excepciones:\n  - {{obligacion: reporte, politica: {policy}, desde: 2026-12-05, hasta: {until}, motivo: Traslado de sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: 2026-12-01}}"
            );
            changed(&[("excepciones: []", &text)]).unwrap().1.entries
        };
        assert_eq!(exemption("integridad", "2026-12-15"), []);
        let doubtful = |policy| [left("excepciones[0]", Some("reporte"), Some(policy))];
        assert_eq!(exemption("integridad", "2026-12-04"), doubtful("integridad"));
        assert_eq!(exemption("integridades", "2026-12-15"), [left("excepciones[0]", Some("reporte"), None)]);
        // The place is that of the file, whatever could not be read before it.
        let (_, withheld) = changed(&[("[5, 15, 30]", "[0]"), ("[planeacion-institucional]", "[planeacion]")]).unwrap();
        let places: Vec<&str> = withheld.entries.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, ["obligaciones[0]", "obligaciones[2]"]);
    }

    #[test]
    fn an_exemption_that_cannot_be_believed_is_in_doubt() {
        let exemption = |changes: &[(&str, &str)]| {
            let text = "excepciones:\n  - {obligacion: reporte, politica: integridad, desde: 2026-12-05, hasta: 2026-12-15, motivo: Traslado de sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: 2026-12-01}\n";
            let text = changes.iter().fold(text.to_owned(), |text, (old, new)| {
                assert!(text.contains(old), "{old}");
                text.replacen(old, new, 1)
            });
            changed(&[("excepciones: []\n", &text)]).unwrap().1
        };
        assert!(exemption(&[]).is_empty());
        for change in [
            ("Oficio 1 de 2026", "Por definir"),
            ("Secretaría General", "Pendiente"),
            ("hasta: 2026", "hasta: 2099"),
            ("desde: 2026", "desde: 1926"),
            ("expedida: 2026", "expedida: 2062"),
        ] {
            let withheld = exemption(&[change]);
            assert_eq!(withheld.entries, [left("excepciones[0]", Some("reporte"), Some("integridad"))], "{change:?}");
            assert!(withheld.holds("reporte", "integridad") && !withheld.holds("comunicado", "integridad"));
        }
        // Whichever it excuses, the policy is in doubt, and no other.
        let withheld = exemption(&[("obligacion: reporte", "obligacion: reportes")]);
        assert_eq!(withheld.entries, [left("excepciones[0]", None, Some("integridad"))]);
        assert!(withheld.holds("reporte", "integridad") && withheld.holds("comunicado", "integridad"));
        assert!(!withheld.holds("reporte", "transparencia"));
        // Whoever it excuses, the obligation is in doubt; whoever and whatever, everything.
        let stray = ("politica: integridad", "politica: integridades");
        let withheld = exemption(&[stray]);
        assert_eq!(withheld.entries, [left("excepciones[0]", Some("reporte"), None)]);
        assert_eq!(
            (withheld.about(Some("transparencia")).count(), withheld.holds("reporte", "transparencia")),
            (1, true)
        );
        let both = ("obligacion: reporte, politica: integridad", "obligacion: reportes, politica: integridades");
        let text = "excepciones:\n  - {obligacion: reporte, politica: integridad, desde: 2026-12-05, hasta: 2026-12-15, motivo: Traslado de sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: 2026-12-01}\n";
        assert_eq!(changed(&[("excepciones: []\n", &text.replacen(both.0, both.1, 1))]), None);
    }

    #[test]
    fn an_act_that_is_still_to_be_issued_is_in_doubt() {
        let exemption = "excepciones:\n  - {obligacion: reporte, politica: integridad, desde: 2026-12-05, hasta: 2026-12-15, motivo: Traslado de sede, autoriza: Secretaría General, acto: Oficio 1 de 2026, expedida: 2026-12-10}\n";
        let text = SETTINGS.replacen("excepciones: []\n", exemption, 1);
        let at = |asked: u32, written: Option<u32>| {
            let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
            let document = yaml::read(text.as_bytes(), &Limits { depth: 16, ..Limits::CATALOGUE }).unwrap();
            let read = Partial::whole(yaml::decode(document.tree()).unwrap());
            let moment = Moment { asked: day(asked), written: written.map(day) };
            let (repository, withheld) = read.withhold(moment, |_| true).unwrap();
            (repository.exemptions.len(), withheld.entries)
        };
        let doubtful = [left("excepciones[0]", Some("reporte"), Some("integridad"))];
        assert_eq!(at(10, None), (1, vec![]));
        assert_eq!(at(9, None), (0, doubtful.to_vec()));
        // Written and asked before the day of the act, or asked on it.
        assert_eq!(at(9, Some(8)), (0, doubtful.to_vec()));
        assert_eq!(at(10, Some(8)), (1, vec![]));
        // Asked about a day before the act, once there is one: nothing excused it yet, and nothing is in doubt.
        assert_eq!(at(9, Some(10)), (0, vec![]));
    }

    #[test]
    fn a_contingency_that_cannot_be_believed_leaves_everything_in_doubt() {
        let contingency = |from: &str, until: &str, act: &str| {
            let text = format!("contingencias: [{{desde: {from}, hasta: {until}, motivo: Sin energía, acto: {act}}}]");
            changed(&[("contingencias: []", &text)])
        };
        let (rest, withheld) = contingency("2026-12-05", "2026-12-06", "Circular 1 de 2026").unwrap();
        assert_eq!((rest.len(), withheld.is_empty()), (3, true));
        for (from, until, act) in [
            ("2026-12-06", "2026-12-05", "Circular 1 de 2026"),
            ("2026-12-05", "2026-12-06", "Por expedir"),
            ("2026-12-05", "2062-12-06", "Circular 1 de 2026"),
            ("1926-12-05", "2026-12-06", "Circular 1 de 2026"),
        ] {
            assert_eq!(contingency(from, until, act), None, "{from} {until} {act}");
        }
    }

    #[test]
    fn an_obligation_of_years_that_cannot_be_believed_is_in_doubt() {
        for date in ["medida_desde: 2206-12", "vigente_desde: 2206-12-01", "vigente_hasta: 1926-12-01"] {
            let id = format!("id: comunicado\n    {date}");
            let comunicado = SETTINGS.split("id: comunicado").nth(1).unwrap();
            let own = comunicado.split("  - id:").next().unwrap();
            let without = own.lines().filter(|line| !line.contains("medida_desde:")).collect::<Vec<_>>().join("\n");
            let (rest, withheld) = changed(&[(own, &format!("{without}\n")), ("id: comunicado", &id)]).unwrap();
            assert_eq!(rest, ["reporte", "seguimiento-planes"], "{date}");
            assert_eq!(withheld.entries, [left("obligaciones[1]", Some("comunicado"), None)], "{date}");
        }
    }
}
