//! Which delivery answers which instance.
//!
//! A delivery answers one instance, or one for each plan that it follows of an obligation that asks for each. Where several
//! obligations of its policy take its class, it is of one of them: the one that names the corte it states; where several
//! name it, or it states none and the oldest unmet day is of several, the first in the order of the file. Settings where
//! that happens are refused by a rule; nothing counts twice because of them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::RangeInclusive,
};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use super::{
    calendar::{self, Calendar},
    delivery::{Delivery, Stamp},
    due::{Corte, Schedule},
    known::Known,
    verdict::{Verdict, Verdicts},
};
use crate::model::raw;

/// Who answers each instance; their outcomes are still to be decided.
pub(super) fn answers(
    schedule: &Schedule<'_>,
    calendar: &Calendar<'_>,
    deliveries: &[Delivery],
    as_of: DateTime<FixedOffset>,
) -> Verdicts {
    let known = Known::at(deliveries, as_of);
    let mut by_policy: HashMap<&str, Vec<usize>> = HashMap::new();
    for &at in &known.order {
        by_policy.entry(deliveries[at].path.owner.as_str()).or_default().push(at);
    }
    let mut owed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, instance) in schedule.instances.iter().enumerate() {
        owed.entry(instance.policy).or_default().push(at);
    }
    let mut verdicts: Vec<Verdict> = schedule.instances.iter().map(|_| Verdict::unanswered()).collect();
    let mut unmatched = Vec::new();
    for (policy, instances) in &owed {
        let Some(candidates) = by_policy.get(policy) else { continue };
        let desk = Desk::new(schedule, calendar, &known, instances);
        unmatched.extend(desk.fill(candidates, &mut verdicts));
    }
    unmatched.sort_unstable();
    Verdicts { verdicts, unmatched }
}

/// The instances of one obligation for one policy, and one plan.
struct Slot<'a> {
    plan: Option<&'a str>,
    /// By nominal day, each of another.
    instances: Vec<usize>,
}

/// What a policy owes of one obligation: one slot, or one for each plan.
#[derive(Default)]
struct Line<'a> {
    /// The classes that some wording takes.
    classes: BTreeSet<raw::SubmissionClass>,
    slots: Vec<Slot<'a>>,
}

/// All that a policy owes.
struct Desk<'s, 'a> {
    schedule: &'s Schedule<'a>,
    calendar: &'s Calendar<'a>,
    known: &'s Known<'s>,
    lines: Vec<Line<'a>>,
    /// The lines with a corte on each day, in the order of the file.
    on: HashMap<NaiveDate, Vec<usize>>,
}

/// A delivery that may answer, with the time that decides.
#[derive(Clone)]
struct Answer {
    delivery: usize,
    stamp: Stamp,
    /// Whose time that is.
    timed: usize,
    /// The first time that a correction after the term lost.
    lost: Option<Stamp>,
    /// The years whose working days decided that some version came after the term.
    counted: Option<RangeInclusive<i32>>,
}

/// The instances that each delivery answers or stands beside, all of one line.
type Placed = HashMap<usize, (usize, Vec<usize>)>;

impl<'s, 'a> Desk<'s, 'a> {
    fn new(schedule: &'s Schedule<'a>, calendar: &'s Calendar<'a>, known: &'s Known<'s>, instances: &[usize]) -> Self {
        let mut ids: HashMap<&str, usize> = HashMap::new();
        let mut slots: HashMap<(usize, Option<&str>), usize> = HashMap::new();
        let mut lines: Vec<Line<'a>> = Vec::new();
        let mut on: HashMap<NaiveDate, BTreeSet<(usize, usize)>> = HashMap::new();
        for &at in instances {
            let instance = &schedule.instances[at];
            let corte = schedule.corte(instance);
            let line = *ids.entry(corte.obligation.id.as_str()).or_insert_with(|| {
                lines.push(Line::default());
                lines.len() - 1
            });
            on.entry(corte.nominal).or_default().insert((schedule.place(instance), line));
            let plan = instance.plan.map(|plan| plan.id.as_str());
            let Line { classes, slots: of_line } = &mut lines[line];
            classes.extend(corte.obligation.classes.iter().copied());
            let slot = *slots.entry((line, plan)).or_insert_with(|| {
                of_line.push(Slot { plan, instances: Vec::new() });
                of_line.len() - 1
            });
            of_line[slot].instances.push(at);
        }
        let in_order = |set: BTreeSet<(usize, usize)>| set.into_iter().map(|(_, line)| line).collect();
        let on = on.into_iter().map(|(day, set)| (day, in_order(set))).collect();
        Self { schedule, calendar, known, lines, on }
    }

    /// Gives each instance the delivery that answers it; says which deliveries of a class that is owed belong to none.
    fn fill(&self, candidates: &[usize], verdicts: &mut [Verdict]) -> Vec<usize> {
        let mut placed = Placed::new();
        let asked: Vec<usize> = candidates.iter().copied().filter(|&at| self.is_asked(at)).collect();
        let mut later = Vec::new();
        let mut apart = Vec::new();
        for &at in &asked {
            let delivery = &self.known.deliveries[at];
            if !self.known.stands(at) || (delivery.complements.is_some() && delivery.corte.is_none()) {
                apart.push(at);
            } else if let Some(corte) = self.stated_corte(at) {
                self.place(at, self.on_day(corte, at), &mut placed, verdicts);
            } else {
                later.push(at);
            }
        }
        for at in later {
            self.place(at, self.oldest_unmet(at, verdicts), &mut placed, verdicts);
        }
        for at in apart {
            if let Some((line, instances)) = self.beside(at, &placed) {
                for &instance in &instances {
                    verdicts[instance].others.push(at);
                }
                placed.insert(at, (line, instances));
            }
        }
        asked.into_iter().filter(|at| !placed.contains_key(at)).collect()
    }

    /// Offers a delivery to the instances found for it, if any.
    fn place(&self, at: usize, found: Option<(usize, Vec<usize>)>, placed: &mut Placed, verdicts: &mut [Verdict]) {
        let Some((line, instances)) = found else { return };
        for &instance in &instances {
            self.offer(at, instance, verdicts);
        }
        placed.insert(at, (line, instances));
    }

    /// Whether some obligation takes a delivery: its class, and a plan it follows.
    fn is_asked(&self, at: usize) -> bool {
        (0..self.lines.len()).any(|line| self.slots(line, at).next().is_some())
    }

    /// The slots of a line that a delivery is for: of its class, and of the plans it follows.
    fn slots(&self, line: usize, at: usize) -> impl Iterator<Item = &Slot<'a>> {
        let (delivery, line) = (&self.known.deliveries[at], &self.lines[line]);
        let is_of_class = line.classes.contains(&delivery.class);
        let slots = line.slots.iter().filter(move |_| is_of_class);
        slots.filter(|slot| slot.plan.is_none_or(|plan| delivery.plans.contains(plan)))
    }

    /// The first line, in the order of the file, where a delivery is for some instance on a day; and those instances.
    fn on_day(&self, day: NaiveDate, at: usize) -> Option<(usize, Vec<usize>)> {
        let lines = self.on.get(&day)?.iter();
        let found =
            lines.map(|&line| (line, self.slots(line, at).filter_map(|slot| self.of_day(slot, day, at)).collect()));
        found.into_iter().find(|(_, instances): &(usize, Vec<usize>)| !instances.is_empty())
    }

    /// The instance of a slot with this nominal day, where it takes the class of a delivery.
    fn of_day(&self, slot: &Slot<'_>, day: NaiveDate, at: usize) -> Option<usize> {
        let place = slot.instances.binary_search_by_key(&day, |&instance| self.corte(instance).nominal).ok()?;
        Some(slot.instances[place]).filter(|&instance| self.takes(instance, at))
    }

    fn corte(&self, instance: usize) -> &Corte<'a> {
        self.schedule.corte(&self.schedule.instances[instance])
    }

    /// Whether an instance takes the class of a delivery, as its obligation is worded on its day.
    fn takes(&self, instance: usize, at: usize) -> bool {
        self.corte(instance).obligation.classes.contains(&self.known.deliveries[at].class)
    }

    /// The corte a delivery states, or that of what it corrects.
    fn stated_corte(&self, at: usize) -> Option<NaiveDate> {
        self.known.versions(at).find_map(|version| self.known.deliveries[version].corte)
    }

    /// Offers a delivery to an instance: the earliest answers, the others stand beside it.
    fn offer(&self, at: usize, instance: usize, verdicts: &mut [Verdict]) {
        let corte = self.corte(instance);
        let verdict = &mut verdicts[instance];
        let Some(answer) = self.decisive(at, corte) else {
            verdict.others.push(at);
            return;
        };
        verdict.counted.extend(answer.counted.into_iter().flatten());
        let is_early = answer.stamp.at < corte.opening();
        let is_too_early = is_before_window(answer.stamp, corte);
        let is_first = verdict.stamp.is_none_or(|stamp| answer.stamp.at < stamp.at);
        if is_too_early || !is_first {
            verdict.others.push(at);
            return;
        }
        verdict.others.extend(verdict.answer.replace(answer.delivery));
        verdict.others.push(at); // where its last version has not come yet by a channel that counts
        verdict.stamp = Some(answer.stamp);
        verdict.timed = Some(answer.timed);
        verdict.is_kept = answer.timed != answer.delivery;
        verdict.lost = answer.lost;
        verdict.is_early = is_early;
    }

    /// The last version of a delivery that had come by the channels that count, and the time that decides for it: a
    /// correction within the term, or with identical evidence, keeps that of what it corrects. None where none had come.
    fn decisive(&self, at: usize, corte: &Corte<'_>) -> Option<Answer> {
        let mut answer: Option<Answer> = None;
        for version in self.known.versions(at).rev() {
            let stamp = self.known.deliveries[version].stamp(&corte.obligation.channels);
            if stamp.at <= self.known.as_of {
                answer = Some(match answer {
                    Some(before) => self.corrected(before, version, stamp, corte),
                    None => Answer { delivery: version, stamp, timed: version, lost: None, counted: None },
                });
            }
        }
        answer
    }

    /// What decides once a version corrects another.
    fn corrected(&self, before: Answer, version: usize, stamp: Stamp, corte: &Corte<'_>) -> Answer {
        let term = corte.obligation.corrections.map_or(0, |corrections| u32::from(corrections.working_days.get()));
        let from = calendar::day_of(before.stamp.at);
        let until = self.calendar.working_days_after(from, term);
        let is_within = term > 0 && calendar::day_of(stamp.at) <= until;
        let (old, new) = (&self.known.deliveries[before.delivery], &self.known.deliveries[version]);
        let is_same = !new.evidence.is_empty() && old.evidence == new.evidence;
        // One that came no later has nothing to keep; one from before the window would not answer.
        let may_keep = before.stamp.at < stamp.at && !is_before_window(before.stamp, corte);
        let keeps = may_keep && (is_within || is_same);
        let is_late = may_keep && !keeps;
        // A holiday that is not known makes the term longer and never shorter.
        let years = (is_late && term > 0).then(|| from.year()..=until.year());
        let counted = match (before.counted, years) {
            (Some(before), Some(years)) => Some(*before.start().min(years.start())..=*years.end()),
            (before, years) => years.or(before),
        };
        let lost = before.lost.or(is_late.then_some(before.stamp));
        Answer {
            delivery: version,
            stamp: if keeps { before.stamp } else { stamp },
            timed: if keeps { before.timed } else { version },
            lost: lost.filter(|lost| lost.at < stamp.at),
            counted,
        }
    }

    /// For a delivery that states no corte: of the line with the oldest instance of its month that nothing answers, or
    /// else with the next one that was open when it came, that instance; of each plan it follows its own.
    fn oldest_unmet(&self, at: usize, verdicts: &[Verdict]) -> Option<(usize, Vec<usize>)> {
        let of_line = |line: usize| {
            let found = self.slots(line, at).filter_map(|slot| self.unmet_of(slot, at, verdicts));
            let mut found: Vec<(bool, usize)> = found.collect();
            let rank = |&(is_next, instance): &(bool, usize)| {
                let place = self.schedule.place(&self.schedule.instances[instance]);
                (is_next, self.corte(instance).nominal, place)
            };
            let first = found.iter().map(rank).min()?;
            let instances = found.drain(..).map(|(_, instance)| instance).collect();
            Some((first, (line, instances)))
        };
        let found = (0..self.lines.len()).filter_map(of_line).min_by_key(|(first, _)| *first);
        found.map(|(_, found)| found)
    }

    /// The oldest instance of its month that nothing answers or excuses, or else the next one that was open when it came,
    /// which is told apart.
    fn unmet_of(&self, slot: &Slot<'_>, at: usize, verdicts: &[Verdict]) -> Option<(bool, usize)> {
        let path = &self.known.deliveries[at].path;
        let month = (i32::from(path.year), u32::from(path.month));
        let of = |instance: usize| (self.corte(instance).nominal.year(), self.corte(instance).nominal.month());
        let first = slot.instances.partition_point(|&instance| of(instance) < month);
        let is_owed = |instance: usize| self.schedule.instances[instance].exemption.is_none();
        let is_unmet =
            |&instance: &usize| verdicts[instance].answer.is_none() && is_owed(instance) && self.takes(instance, at);
        let mut in_month = slot.instances[first..].iter().copied().take_while(|&instance| of(instance) == month);
        if let Some(instance) = in_month.find(is_unmet) {
            return Some((false, instance));
        }
        // The time that decides is the same for every instance of one wording, save where it is kept in some windows.
        let mut decided: Option<(&raw::Obligation, Option<Stamp>)> = None;
        let mut is_open = |instance: &usize| {
            let corte = self.corte(*instance);
            let stamp = match decided {
                Some((obligation, stamp)) if std::ptr::eq(obligation, corte.obligation) && !obligation.is_window() => {
                    stamp
                }
                _ => self.decisive(at, corte).map(|answer| answer.stamp),
            };
            decided = Some((corte.obligation, stamp));
            stamp.is_some_and(|stamp| corte.opening() <= stamp.at && stamp.at < corte.deadline())
        };
        let mut unmet = slot.instances.iter().copied().filter(is_unmet);
        unmet.find(|instance| is_open(instance)).map(|instance| (true, instance))
    }

    /// The instances that a superseded, withdrawn or complementing delivery stands beside, given where others are: those
    /// of its last version, of what it complements, or of the corte it states.
    fn beside(&self, at: usize, placed: &Placed) -> Option<(usize, Vec<usize>)> {
        let delivery = &self.known.deliveries[at];
        let target = delivery.complements.as_ref().and_then(|path| self.known.by_path.get(path));
        let others: Vec<&(usize, Vec<usize>)> =
            self.known.head.get(&at).into_iter().chain(target).filter_map(|other| placed.get(other)).collect();
        let is_for = |line: usize| self.slots(line, at).next().is_some();
        let Some(line) = others.iter().map(|(line, _)| *line).find(|&line| is_for(line)) else {
            return self.on_day(delivery.corte?, at);
        };
        let of_slot = |slot: &Slot<'_>| {
            let own = |instances: &[usize]| {
                instances.iter().copied().find(|instance| slot.instances.binary_search(instance).is_ok())
            };
            let mut of_line = others.iter().filter(|(other, _)| *other == line);
            let found = of_line.find_map(|(_, instances)| own(instances));
            found.or_else(|| self.of_day(slot, delivery.corte?, at))
        };
        let instances: Vec<usize> = self.slots(line, at).filter_map(of_slot).collect();
        (!instances.is_empty()).then_some((line, instances))
    }
}

fn is_before_window(stamp: Stamp, corte: &Corte<'_>) -> bool {
    corte.obligation.is_window() && stamp.at < corte.opening()
}
