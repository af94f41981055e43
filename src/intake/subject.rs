//! The subject of SIGOB as people type it, read back into a policy and a month.
//!
//! The circular asks for «Información Para Repositorio MIPG_ Política NOMBRE DE LA POLÍTICA _MES de AÑO». What arrives
//! has other spaces, no accents, slips of the hand, names cut short, and `RE:` before it. A reading is given only where
//! one is possible; where there are two or none, the refusal carries the nearest, and a person decides.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    messages::Lang,
    model::{World, raw},
    schedule::words,
};

/// Longest subject that is read, in bytes; SIGOB's own are some 150.
pub const LONGEST: usize = 1_000;
/// Years that a subject may name.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
/// How alike, from 0 to 1, a name is to what was written to be called near.
const NEAR: f64 = 0.45;
/// Nearest names that a refusal carries.
const NEAREST: usize = 3;
/// Words that say nothing about which policy is meant.
const CONNECTORS: [&str; 13] = ["de", "del", "la", "las", "el", "los", "y", "e", "en", "a", "al", "para", "por"];
/// Words before the name: those of the circular, and those that a reply puts before them.
const PREFACE: [&str; 14] = [
    "re",
    "rv",
    "fw",
    "fwd",
    "asunto",
    "informacion",
    "repositorio",
    "mipg",
    "evidencias",
    "mes",
    "comunicado",
    "boletin",
    "nota",
    "prensa",
];

/// What a subject says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// The slug of the policy.
    pub policy: String,
    /// What it hands in: a press release where it is called so, a report otherwise.
    pub class: raw::SubmissionClass,
    /// The year written, four digits.
    pub year: i32,
    /// The month written, 1–12.
    pub month: u32,
    /// The day of the corte, where it is written («15 de noviembre», «corte 15»), 1–31.
    pub day: Option<u32>,
}

/// Why a subject, or a name in it, was not read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Misread {
    /// Longer than [`LONGEST`].
    #[error("longer than {LONGEST} bytes")]
    TooLong,
    /// No policy is named so; the slugs of those with the nearest names, best first.
    #[error("no policy is named so")]
    NoPolicy {
        /// Slugs, best first; empty where none is near.
        near: Vec<String>,
    },
    /// Several policies may be meant.
    #[error("several policies may be meant")]
    SeveralPolicies {
        /// Their slugs, sorted.
        which: Vec<String>,
    },
    /// No month by its name.
    #[error("no month")]
    NoMonth {
        /// Months, 1–12, that what is written may mean.
        near: Vec<u32>,
    },
    /// More than one month.
    #[error("several months")]
    SeveralMonths {
        /// The months written, 1–12.
        which: Vec<u32>,
    },
    /// No year of four digits.
    #[error("no year of four digits")]
    NoYear {
        /// Years that what is written may mean, sorted.
        near: Vec<i32>,
    },
    /// More than one year.
    #[error("several years")]
    SeveralYears {
        /// The years written.
        which: Vec<i32>,
    },
}

/// How policies are called: in the catalogues, in `politica.yaml`, by slug and by code.
#[derive(Clone, Debug)]
pub struct Names(Vec<Named>);

#[derive(Clone, Debug)]
struct Named {
    policy: String,
    /// The words of one of its names, without connectors.
    words: Vec<String>,
    /// The number of its code, such as 7 of `POL07`.
    code: Option<u32>,
}

/// How well words name a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Every word written is one of the name, and the name has more.
    Part,
    /// Every word written is one of the name, and none is missing.
    Whole,
}

impl Names {
    /// The names of the policies of a repository.
    pub fn of(world: &World) -> Self {
        let code = |code: Option<&raw::PolicyCode>| {
            code.and_then(|code| code.as_str().trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok())
        };
        let listed = world.models.values().flat_map(|model| model.policies.iter());
        let mut names = Vec::new();
        let mut add = |policy: &str, name: &str, code: Option<u32>| {
            let policy = policy.to_owned();
            names.push(Named { words: telling(&tokens(name)), policy, code });
        };
        for policy in listed {
            add(policy.policy.as_str(), policy.name.as_str(), code(policy.code.as_ref()));
        }
        for (slug, policy) in &world.policies {
            add(slug, policy.name.as_str(), code(policy.code.as_ref()));
            add(slug, slug, None);
        }
        Self(names)
    }

    /// Reads a subject.
    pub fn read(&self, line: &str) -> Result<Subject, Misread> {
        self.read_as(line, None)
    }

    /// The same where the policy may be known besides: it stands where the subject names none, or names it among several.
    pub fn read_as(&self, line: &str, known: Option<&str>) -> Result<Subject, Misread> {
        if line.len() > LONGEST {
            return Err(Misread::TooLong);
        }
        let words = tokens(line);
        let year = year(&words)?;
        let date = date(&words, year.place)?;
        let name = &words[..date.start];
        // Some write the policy last.
        let last = &words[date.end.max(year.place + 1)..];
        let named = match self.policy_in(name) {
            Err(Misread::NoPolicy { near }) if near.is_empty() => self.policy_in(last).map_err(|why| match why {
                Misread::NoPolicy { near: of_last } if of_last.is_empty() => Misread::NoPolicy { near },
                why => why,
            }),
            read => read,
        };
        let policy = match (named, known) {
            (Err(Misread::NoPolicy { near: which } | Misread::SeveralPolicies { which }), Some(known))
                if which.is_empty() || which.iter().any(|one| one == known) =>
            {
                known.to_owned()
            }
            (read, _) => read?,
        };
        let day = date.day.or_else(|| day_after(last));
        let class = class(name);
        Ok(Subject { policy, class, year: year.value, month: date.month, day })
    }

    /// The policy that a name, a slug or a code names.
    pub fn policy(&self, name: &str) -> Result<String, Misread> {
        if name.len() > LONGEST {
            return Err(Misread::TooLong);
        }
        self.policy_in(&tokens(name))
    }

    /// The policy with exactly this name or slug, but for accents, capitals and connectors; none where several have it.
    pub fn exactly(&self, name: &str) -> Option<&str> {
        let said = if name.len() > LONGEST { Vec::new() } else { telling(&tokens(name)) };
        let with = self.0.iter().filter(|named| !said.is_empty() && named.words == said);
        let found: BTreeSet<&str> = with.map(|named| named.policy.as_str()).collect();
        found.first().copied().filter(|_| found.len() == 1)
    }

    fn policy_in(&self, words: &[String]) -> Result<String, Misread> {
        let after = words.iter().position(|word| is_near(word, "politica") || is_near(word, "politicas"));
        let said = match after {
            Some(place) => {
                let rest = &words[place + 1..];
                telling(rest).into_iter().skip_while(|word| is_near(word, "politica")).collect()
            }
            None => {
                let is_preface = |word: &&String| PREFACE.iter().any(|known| is_near(word, known));
                let rest = telling(words);
                rest.iter().skip_while(is_preface).cloned().collect()
            }
        };
        let (said, code) = split_code(said);
        let coded: BTreeSet<&str> = code.map_or_else(BTreeSet::new, |code| {
            self.0.iter().filter(|named| named.code == Some(code)).map(|named| named.policy.as_str()).collect()
        });
        if said.is_empty() && code.is_some() {
            return one(coded, || Misread::NoPolicy { near: Vec::new() });
        }
        let found = self.named(&said);
        if code.is_some() && found.len() == 1 && coded != found {
            return Err(Misread::SeveralPolicies { which: coded.union(&found).map(|&slug| slug.to_owned()).collect() });
        }
        one(found, || Misread::NoPolicy { near: self.nearest(&said) })
    }

    /// The policies that these words may name, best fit alone.
    fn named(&self, said: &[String]) -> BTreeSet<&str> {
        let joined = said.concat();
        if joined.chars().count() < 4 {
            return BTreeSet::new();
        }
        let slugs = |wanted: &dyn Fn(&Named) -> bool| -> BTreeSet<&str> {
            self.0.iter().filter(|named| wanted(named)).map(|named| named.policy.as_str()).collect()
        };
        let exact = slugs(&|named| named.words.concat() == joined || is_run(&joined, &named.words));
        if !exact.is_empty() {
            return exact;
        }
        let whole = slugs(&|named| fit(said, &named.words) == Some(Fit::Whole));
        if !whole.is_empty() {
            return whole;
        }
        let part = slugs(&|named| fit(said, &named.words).is_some());
        if !part.is_empty() {
            return part;
        }
        // Letters joined or parted in the wrong places: the whole name, some letters away.
        let allowed = (joined.chars().count() / 10).min(3);
        slugs(&|named| strsim::damerau_levenshtein(&named.words.concat(), &joined) <= allowed)
    }

    /// Slugs of the policies with the names most like these words.
    fn nearest(&self, said: &[String]) -> Vec<String> {
        let joined = said.concat();
        let mut scored: Vec<(f64, &str)> = Vec::new();
        for named in &self.0 {
            // A word of many names says less than one that only this name has.
            let weight = |own: &&String| 1.0 / self.0.iter().filter(|other| other.words.contains(own)).count() as f64;
            let all: f64 = named.words.iter().map(|own| weight(&own)).sum();
            let said_of = |own: &&String| said.iter().any(|word| is_near(word, own));
            let shared: f64 = named.words.iter().filter(said_of).map(|own| weight(&own)).sum();
            let alike = strsim::normalized_damerau_levenshtein(&named.words.concat(), &joined);
            let score = (shared / all.max(f64::MIN_POSITIVE)).max(alike);
            if score >= NEAR {
                scored.push((score, &named.policy));
            }
        }
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        let mut seen = BTreeSet::new();
        scored.retain(|(_, slug)| seen.insert(*slug));
        scored.into_iter().take(NEAREST).map(|(_, slug)| slug.to_owned()).collect()
    }
}

fn one(found: BTreeSet<&str>, none: impl FnOnce() -> Misread) -> Result<String, Misread> {
    match found.len() {
        0 => Err(none()),
        1 => Ok(found.into_iter().next().unwrap_or_default().to_owned()),
        _ => Err(Misread::SeveralPolicies { which: found.into_iter().map(str::to_owned).collect() }),
    }
}

/// Words in small letters without accents, parted at anything else, and where letters meet digits.
fn tokens(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    let is_seen = |c: &char| !unicode_normalization::char::is_combining_mark(*c) && !is_invisible(*c);
    for c in text.nfkd().filter(is_seen) {
        if !c.is_alphanumeric() {
            last = None;
            continue;
        }
        let is_digit = c.is_ascii_digit();
        if last != Some(is_digit) {
            words.push(String::new());
        }
        last = Some(is_digit);
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    together(words).into_iter().flat_map(parted).collect()
}

/// Whether a character only says where a word may be parted, as word processors put them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// «N O V I E M B R E» is one word with its letters apart: four or more in a row.
fn together(words: Vec<String>) -> Vec<String> {
    const LEAST: usize = 4;
    let is_letter = |word: &String| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut joined = Vec::new();
    for run in words.chunk_by(|one, other| is_letter(one) && is_letter(other)) {
        if run.len() >= LEAST { joined.push(run.concat()) } else { joined.extend_from_slice(run) }
    }
    joined
}

/// «politicagobierno» is two words that lost their space.
fn parted(word: String) -> Vec<String> {
    match word.strip_prefix("politica") {
        Some(rest) if rest.len() > 2 => vec!["politica".to_owned(), rest.to_owned()],
        _ => vec![word],
    }
}

/// What is handed in, by what is said before the policy.
fn class(words: &[String]) -> raw::SubmissionClass {
    let before = words.iter().take_while(|word| !is_near(word, "politica"));
    let is_press_release = before.into_iter().any(|word| word == "prensa" || is_release(word));
    if is_press_release { raw::SubmissionClass::PressRelease } else { raw::SubmissionClass::Report }
}

/// «comunicado», or a slip away: no more than one letter, since «comunidad» is two.
fn is_release(word: &str) -> bool {
    ["comunicado", "comunicados"].iter().any(|known| strsim::damerau_levenshtein(word, known) <= 1)
}

/// The words that tell one policy from another.
fn telling(words: &[String]) -> Vec<String> {
    words.iter().filter(|word| !CONNECTORS.contains(&word.as_str())).cloned().collect()
}

/// Whether two words are the same but for a slip: one letter in words of five or more, two in those of nine or more.
fn is_near(word: &str, known: &str) -> bool {
    if word == known {
        return true;
    }
    let shorter = word.chars().count().min(known.chars().count());
    let allowed = match shorter {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    strsim::damerau_levenshtein(word, known) <= allowed
}

/// Whether a word is one of a name, whole, with a slip, or cut short.
fn stands_for(word: &str, known: &str) -> bool {
    is_near(word, known) || (word.len() >= 3 && word.len() < known.len() && known.starts_with(word))
}

/// Whether letters are those of several words of a name, one after another, that lost their spaces.
fn is_run(joined: &str, name: &[String]) -> bool {
    (0..name.len()).any(|first| (first + 2..=name.len()).any(|end| name[first..end].concat() == joined))
}

/// How words written fit a name; each word of the name answers to one of them at most.
fn fit(said: &[String], name: &[String]) -> Option<Fit> {
    let mut left: Vec<&String> = name.iter().collect();
    for word in said {
        let place = left
            .iter()
            .position(|known| *known == word)
            .or_else(|| left.iter().position(|known| stands_for(word, known)))?;
        left.swap_remove(place);
    }
    Some(if left.is_empty() { Fit::Whole } else { Fit::Part })
}

/// Takes `pol 07` out of the words.
fn split_code(mut words: Vec<String>) -> (Vec<String>, Option<u32>) {
    let place =
        words.windows(2).position(|pair| pair[0] == "pol" && pair[1].len() <= 2 && pair[1].parse::<u32>().is_ok());
    let Some(place) = place else { return (words, None) };
    let code = words[place + 1].parse().ok();
    words.drain(place..place + 2);
    (words, code)
}

struct Year {
    value: i32,
    place: usize,
}

fn year(words: &[String]) -> Result<Year, Misread> {
    let years: Vec<Year> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.len() == 4)
        .filter_map(|(place, word)| Some(Year { value: word.parse().ok().filter(|year| YEARS.contains(year))?, place }))
        .collect();
    let distinct: BTreeSet<i32> = years.iter().map(|year| year.value).collect();
    if distinct.len() > 1 {
        return Err(Misread::SeveralYears { which: distinct.into_iter().collect() });
    }
    let follows_month = |year: &Year| {
        let before = words[..year.place].iter().rev().find(|word| !is_between(word));
        before.is_some_and(|word| month_named(word).is_some())
    };
    let first = years.iter().position(follows_month).or(years.len().checked_sub(1));
    first.and_then(|at| years.into_iter().nth(at)).ok_or_else(|| Misread::NoYear { near: years_like(words) })
}

/// The years that words may mean: `26` after a month, `2.026`, or four or five digits with a slip.
fn years_like(words: &[String]) -> Vec<i32> {
    const MOST: usize = 3;
    let mut near = BTreeSet::new();
    for (place, word) in words.iter().enumerate().filter(|(_, word)| word.bytes().all(|byte| byte.is_ascii_digit())) {
        let before = words[..place].iter().rev().find(|word| !is_between(word));
        let joined =
            words.get(place + 1).filter(|next| (word.len(), next.len()) == (1, 3)).map(|next| word.clone() + next);
        match (word.len(), joined) {
            (_, Some(joined)) => near.extend(joined.parse::<i32>()),
            (2, _) if before.is_some_and(|word| month_named(word).is_some()) => {
                near.extend(word.parse::<i32>().map(|short| 2000 + short));
            }
            (4 | 5, _) => {
                let is_like = |year: &i32| strsim::damerau_levenshtein(&year.to_string(), word) == 1;
                near.extend(YEARS.filter(is_like));
            }
            _ => {}
        }
    }
    near.retain(|year| YEARS.contains(year));
    if near.len() > MOST { Vec::new() } else { near.into_iter().collect() }
}

/// Whether a word only joins a month and its year.
fn is_between(word: &str) -> bool {
    matches!(word, "de" | "del" | "ano" | "mes")
}

struct Date {
    /// Where the words of the date begin, and the name ends.
    start: usize,
    /// One past the last word of the month.
    end: usize,
    month: u32,
    day: Option<u32>,
}

/// The month, and the day where there is one, that stand before the year or right after it.
fn date(words: &[String], year: usize) -> Result<Date, Misread> {
    let written: BTreeSet<u32> = words.iter().filter_map(|word| month_named(word)).collect();
    if written.len() > 1 {
        return Err(Misread::SeveralMonths { which: written.into_iter().collect() });
    }
    let before = words[..year].iter().rposition(|word| !is_between(word));
    let named = match before.map(|place| (place, months_like(&words[place]))) {
        Some((place, near)) if !near.is_empty() => Some((place, near)),
        _ => words.iter().position(|word| month_named(word).is_some()).map(|place| (place, months_like(&words[place]))),
    };
    let Some((place, near)) = named else {
        let as_month = |word: &String| word.parse().ok().filter(|month| (1..=12).contains(month));
        let number = before.and_then(|place| as_month(&words[place]));
        let number = number.or_else(|| words.get(year + 1).and_then(as_month));
        return Err(Misread::NoMonth { near: number.into_iter().collect() });
    };
    let [month] = near[..] else { return Err(Misread::NoMonth { near }) };
    let mut start = place.min(year);
    while start > 0 && is_between(&words[start - 1]) {
        start -= 1;
    }
    let is_code = |at: usize| at > 0 && words[at - 1] == "pol";
    let day = start.checked_sub(1).filter(|at| !is_code(*at)).and_then(|at| day(&words[at]));
    if day.is_some() {
        start -= 1;
        while start > 0 && matches!(words[start - 1].as_str(), "corte" | "dia" | "al" | "del" | "de") {
            start -= 1;
        }
    }
    Ok(Date { start, end: place + 1, month, day })
}

fn day(word: &str) -> Option<u32> {
    (word.len() <= 2).then(|| word.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// The day of «… de 2026 corte 15».
fn day_after(words: &[String]) -> Option<u32> {
    let place = words.iter().position(|word| matches!(word.as_str(), "corte" | "dia"))?;
    words[place + 1..]
        .iter()
        .find(|word| !matches!(word.as_str(), "del" | "de" | "dia" | "al"))
        .and_then(|word| day(word))
}

/// The month with exactly this name, or its usual short form.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let word = word.strip_suffix("de").filter(|month| month.len() > 3).unwrap_or(word);
    match word {
        "set" | "setiembre" => return Some(9),
        _ => {}
    }
    (1..=12).find(|&month| {
        let name = words::month(month, Lang::Es);
        name == word || (matches!(word.len(), 3 | 4) && name.starts_with(word) && name.len() > word.len() + 1)
    })
}

/// The months that a word may mean: the one it names, or those a slip away.
fn months_like(word: &str) -> Vec<u32> {
    if let Some(month) = month_named(word) {
        return vec![month];
    }
    let word = word.strip_suffix("de").filter(|month| month.len() > 3).unwrap_or(word);
    let near = |distance: usize| -> Vec<u32> {
        (1..=12)
            .filter(|&month| {
                let name = words::month(month, Lang::Es);
                let allowed = if name.len() >= 7 { 2 } else { 1 };
                let found = strsim::damerau_levenshtein(word, name);
                found <= allowed && found == distance
            })
            .collect()
    };
    if word.chars().count() < 4 {
        return Vec::new();
    }
    Some(near(1)).filter(|found| !found.is_empty()).unwrap_or_else(|| near(2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schedule::tests::world;

    fn names() -> Names {
        Names::of(&world(|_| {}))
    }

    /// A reading, as `tests/fixtures/asuntos.tsv` writes it.
    fn written(read: Result<Subject, Misread>) -> String {
        fn with<T: ToString>(word: &str, rest: &[T]) -> String {
            let rest: String = rest.iter().map(|one| format!(" {}", one.to_string())).collect();
            format!("{word}{rest}")
        }
        match read {
            Ok(Subject { policy, year, month, day, .. }) => {
                let day = day.map_or_else(String::new, |day| format!(" {day}"));
                format!("{policy} {year}-{month:02}{day}")
            }
            Err(Misread::TooLong) => "too-long".to_owned(),
            Err(Misread::NoPolicy { near }) => with("no-policy", &near),
            Err(Misread::SeveralPolicies { which }) => with("several-policies", &which),
            Err(Misread::NoMonth { near }) => with("no-month", &near),
            Err(Misread::SeveralMonths { which }) => with("several-months", &which),
            Err(Misread::NoYear { near }) => with("no-year", &near),
            Err(Misread::SeveralYears { which }) => with("several-years", &which),
        }
    }

    #[test]
    fn subjects_as_people_type_them() {
        let names = names();
        let lines: Vec<(&str, &str)> = include_str!("../../tests/fixtures/asuntos.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once('\t').unwrap())
            .collect();
        let wrong: Vec<String> = lines
            .iter()
            .map(|(expected, line)| (expected, line, written(names.read(line))))
            .filter(|(expected, _, read)| *expected != read)
            .map(|(expected, line, read)| format!("«{line}»\n  read   {read}\n  wanted {expected}"))
            .collect();
        assert!(lines.len() >= 300, "{} lines", lines.len());
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
    }

    #[test]
    fn a_policy_that_is_known_stands_for_one_that_the_subject_does_not_name() {
        let names = names();
        let read = |line: &str, known| written(names.read_as(line, known));
        let line = "Información Para Repositorio MIPG_ Política QUÉ SÉ YO _NOVIEMBRE de 2026";
        assert_eq!(read(line, None), "no-policy");
        assert_eq!(read(line, Some("integridad")), "integridad 2026-11");
        let other = "Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _NOVIEMBRE de 2026";
        assert_eq!(read(other, Some("integridad")), "gobierno-digital 2026-11", "what it names is not hidden");
        assert_eq!(read("Información Para Repositorio MIPG_ Política QUÉ SÉ YO", Some("integridad")), "no-year");
    }

    #[test]
    fn a_press_release_is_told_by_its_name() {
        use raw::SubmissionClass as Class;
        let names = names();
        for (line, expected) in [
            ("Comunicado de prensa Política INTEGRIDAD NOVIEMBRE de 2026", Class::PressRelease),
            ("RE: Comunicado de prensa MIPG Política GOBIERNO DIGITAL _NOVIEMBRE de 2026", Class::PressRelease),
            ("comunicado prensa integridad noviembre 2026", Class::PressRelease),
            ("Comunicdo de prensa Política INTEGRIDAD NOVIEMBRE de 2026", Class::PressRelease),
            ("Boletín de prensa Política INTEGRIDAD NOVIEMBRE de 2026", Class::PressRelease),
            ("Nota de prensa Integridad noviembre 2026", Class::PressRelease),
            ("Comunicado de prensa noviembre 2026 - Integridad", Class::PressRelease),
            ("Encuentro con la comunidad Política INTEGRIDAD NOVIEMBRE de 2026", Class::Report),
            ("Trabajo con comunidades Política INTEGRIDAD NOVIEMBRE de 2026", Class::Report),
            ("Información Para Repositorio MIPG_ Política INTEGRIDAD _NOVIEMBRE de 2026", Class::Report),
        ] {
            assert_eq!(names.read(line).map(|read| read.class), Ok(expected), "{line}");
        }
    }

    #[test]
    fn what_is_too_long_is_not_read() {
        assert_eq!(names().read(&"x ".repeat(LONGEST)), Err(Misread::TooLong));
    }

    #[test]
    fn no_policy_is_like_another() {
        let world = world(|_| {});
        let names = Names::of(&world);
        for policy in world.models.values().flat_map(|model| model.policies.iter()) {
            assert_eq!(names.policy(policy.name.as_str()).unwrap(), policy.policy.as_str());
            assert_eq!(names.policy(policy.policy.as_str()).unwrap(), policy.policy.as_str());
            let loud = policy.name.as_str().to_uppercase();
            assert_eq!(names.exactly(&loud), Some(policy.policy.as_str()));
        }
        for other in ["", "de la", "transparensia", "gobierno", "gobierno digital y otra"] {
            assert_eq!(names.exactly(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(line in "\\PC{0,200}") {
            drop(names().read(&line));
        }

        /// What we ask people to write is read back, whoever the policy and whatever the month.
        #[test]
        fn the_subject_that_is_asked_for_is_read_back(at in 0_usize..19, month in 1_u32..=12, year in 2000_i32..=2100) {
            let world = world(|_| {});
            let policy = world.models.values().next_back().unwrap().policies.get(at).unwrap();
            let corte = chrono::NaiveDate::from_ymd_opt(year, month, 5).unwrap();
            let template = "Información Para Repositorio MIPG_ Política {politica} _{mes} de {anio}";
            let line = crate::schedule::subject(template, policy.name.as_str(), corte);
            let read = Names::of(&world).read(&line).unwrap();
            prop_assert_eq!(read, Subject { policy: policy.policy.as_str().to_owned(), class: raw::SubmissionClass::Report, year, month, day: None });
        }
    }
}
