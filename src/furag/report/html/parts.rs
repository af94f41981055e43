//! What the template is filled with: policies, questions and evidence as texts.

use serde::Serialize;

use super::charts::{self, LATE, MISSED, ON_TIME, Part};
use crate::{
    diagnostic::render::say,
    furag::{
        coverage::{
            Cited, CriterionCoverage, Gap, OptionCoverage, PolicyCoverage, Proposal, QuestionCoverage, Standing,
            Subject, Tally,
        },
        report::{Report, words},
    },
    messages::shown,
    model::raw,
    schedule::Outcome,
    status::{Totals, render::percent},
};

/// Most pieces of evidence that are shown of one thing.
const EVIDENCE: usize = 30;

#[derive(Serialize)]
pub(super) struct PolicyRow {
    pub slug: String,
    name: String,
    code: String,
    bar: String,
    on_time: String,
    percent: String,
    criteria: String,
    questions: String,
    gaps: usize,
}

#[derive(Serialize)]
pub(super) struct TallyRow {
    name: String,
    bar: String,
    valid: String,
    cells: Vec<usize>,
}

/// A policy; `notes` are HTML.
#[derive(Serialize)]
pub(super) struct Policy {
    slug: String,
    pub name: String,
    code: String,
    leader: String,
    notes: Vec<String>,
    deliveries: String,
    criteria_count: String,
    questions_count: String,
    gaps: Vec<GapRow>,
    criteria: Vec<Criterion>,
    criteria_known: bool,
    pub questions: Vec<Question>,
}

/// A gap; `what` is HTML.
#[derive(Serialize)]
pub(super) struct GapRow {
    policy: String,
    slug: String,
    id: String,
    text: String,
    lack: String,
    who: String,
    what: String,
}

#[derive(Serialize)]
struct Criterion {
    id: String,
    text: String,
    state: State,
    evidence: Evidence,
}

#[derive(Serialize)]
pub(super) struct Question {
    code: String,
    text: String,
    kind: String,
    condition: Option<String>,
    state: State,
    evidence: Evidence,
    options: Vec<Answer>,
    paste: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    position: usize,
    text: String,
    proposal: String,
    yes: bool,
    state: State,
    evidence: Evidence,
}

/// A state in words, its class, and why it does not apply.
#[derive(Serialize)]
struct State {
    word: String,
    class: &'static str,
    reason: Option<String>,
}

#[derive(Serialize)]
struct Evidence {
    shown: Vec<Piece>,
    more: usize,
}

/// A piece of evidence; `why` is HTML.
#[derive(Serialize)]
pub(super) struct Piece {
    name: String,
    link: Option<String>,
    grade: String,
    class: &'static str,
    number: Option<u64>,
    why: Option<String>,
    notes: Vec<String>,
}

pub(super) fn policy_row(report: &Report<'_>, policy: &PolicyCoverage<'_>) -> PolicyRow {
    let lang = report.lang;
    let totals = report.board.policies.get(policy.slug).copied().unwrap_or_default();
    let (criteria, asking) = (&policy.totals.criteria, &policy.totals.asking);
    let name = shown(policy.name, 200);
    PolicyRow {
        bar: charts::bar(&format!("cumple-{}", policy.slug), &name, &delivered(&totals, report), lang),
        name,
        code: policy.code.unwrap_or_default().to_owned(),
        on_time: words::of(totals.count(Outcome::OnTime), totals.due(), lang),
        percent: percent(&totals, lang),
        criteria: words::of(criteria.valid(), criteria.applicable(), lang),
        questions: words::of(asking.valid(), asking.applicable(), lang),
        gaps: policy.gaps.iter().filter(|gap| gap.lack.is_grave()).count(),
        slug: policy.slug.to_owned(),
    }
}

fn delivered(totals: &Totals, report: &Report<'_>) -> Vec<Part> {
    use crate::status::render::outcome;
    [(Outcome::OnTime, ON_TIME), (Outcome::Late, LATE), (Outcome::Missed, MISSED)]
        .into_iter()
        .map(|(state, fill)| Part { count: totals.count(state), fill, what: outcome(state, report.lang).to_owned() })
        .collect()
}

pub(super) fn tallies(report: &Report<'_>) -> Vec<TallyRow> {
    let (lang, totals) = (report.lang, &report.coverage.totals);
    let row = |id: &str, name: String, tally: &Tally| {
        let parts = charts::parts(tally, lang);
        TallyRow {
            bar: charts::bar(&format!("grado-{id}"), &name, &parts, lang),
            name,
            valid: words::of(tally.valid(), tally.applicable(), lang),
            cells: parts.iter().map(|part| part.count).collect(),
        }
    };
    vec![
        row("criterios", say!(lang, "Criterios", "Criteria"), &totals.criteria),
        row(
            "preguntas",
            say!(lang, "Preguntas que piden evidencia", "Questions that ask for evidence"),
            &totals.asking,
        ),
        row("todas", say!(lang, "Todas las preguntas", "All questions"), &totals.questions),
        row("opciones", say!(lang, "Opciones", "Options"), &totals.options),
    ]
}

pub(super) fn policy(report: &Report<'_>, policy: &PolicyCoverage<'_>) -> Policy {
    let lang = report.lang;
    let totals = report.board.policies.get(policy.slug).copied().unwrap_or_default();
    let mut notes = Vec::new();
    notes.extend(words::supports(policy.supports, &report.file(policy.slug), lang));
    if policy.criteria.is_none() {
        notes.push(say!(
            lang,
            "Ojo: `politica.yaml` no está o no se pudo leer: sus criterios no se conocen.",
            "Mind: `politica.yaml` is not here or could not be read: its criteria are not known."
        ));
    }
    let (on_time, due) = (totals.count(Outcome::OnTime), totals.due());
    let (late, missed, percent) = (totals.count(Outcome::Late), totals.count(Outcome::Missed), percent(&totals, lang));
    Policy {
        slug: policy.slug.to_owned(),
        name: shown(policy.name, 200),
        code: policy.code.unwrap_or_default().to_owned(),
        leader: words::leaders(&report.holdings.world, policy.slug, report.day(), lang),
        notes: notes.iter().map(|note| charts::coded(note)).collect(),
        deliveries: say!(
            lang,
            "{on_time} oportunas de {due} vencidas ({percent}); {late} extemporáneas, {missed} no presentadas",
            "{on_time} on time of {due} due ({percent}); {late} late, {missed} missed"
        ),
        criteria_count: words::valid(&policy.totals.criteria, lang),
        questions_count: words::valid(&policy.totals.asking, lang),
        gaps: policy.gaps.iter().map(|one| gap(report, policy, one)).collect(),
        criteria: policy.criteria.iter().flatten().map(|one| criterion(report, one)).collect(),
        criteria_known: policy.criteria.is_some(),
        questions: policy.questions.iter().map(|one| question(report, one)).collect(),
    }
}

/// Questions in as many parts as a page of some bytes asks for; beside the first stands what takes `used`.
pub(super) fn split(questions: Vec<Question>, used: usize, most: usize) -> Vec<Vec<Question>> {
    let (mut parts, mut used) = (vec![Vec::new()], used);
    for one in questions {
        let weight = super::pages::weight(&one);
        if used > 0 && used + weight > most {
            parts.push(Vec::new());
            used = 0;
        }
        used += weight;
        parts.last_mut().expect("invariant: there is always a part").push(one);
    }
    parts
}

pub(super) fn gap(report: &Report<'_>, policy: &PolicyCoverage<'_>, gap: &Gap<'_>) -> GapRow {
    let lang = report.lang;
    let (Subject::Criterion(id, text) | Subject::Question(id, text)) = gap.subject;
    GapRow {
        policy: shown(policy.name, 200),
        slug: policy.slug.to_owned(),
        id: id.to_owned(),
        text: shown(&words::long(text), 140),
        lack: words::lack(gap.lack, lang),
        who: words::leaders(&report.holdings.world, policy.slug, report.day(), lang),
        what: charts::coded(&words::remedy(gap, &report.file(policy.slug), lang)),
    }
}

fn criterion(report: &Report<'_>, one: &CriterionCoverage<'_>) -> Criterion {
    Criterion {
        id: one.criterion.id.as_str().to_owned(),
        text: words::long(one.criterion.text.as_str()),
        state: state(report, &one.standing),
        evidence: evidence(report, &one.evidence),
    }
}

pub(super) fn question(report: &Report<'_>, one: &QuestionCoverage<'_>) -> Question {
    let lang = report.lang;
    let asked = one.question;
    let is_open =
        matches!(asked.kind, raw::QuestionKind::OpenText | raw::QuestionKind::OpenNumeric) || one.options.is_empty();
    let pasted: Vec<String> = one
        .options
        .iter()
        .filter(|option| option.proposal == Proposal::Yes)
        .filter_map(|option| {
            let (position, text) = (option.position, words::long(option.option.text.as_str()));
            let lines = report.paste(option.evidence.iter())?;
            Some(say!(lang, "Opción {position}, {text}\n{lines}", "Option {position}, {text}\n{lines}"))
        })
        .collect();
    let whole = report.paste(one.evidence.iter()).filter(|_| !matches!(one.standing, Standing::NotApplicable(_)));
    let paste: Vec<String> = pasted.into_iter().chain(whole).collect();
    let mut kind = words::kind(asked.kind, lang);
    if is_open && asked.asks_evidence {
        kind = say!(lang, "{kind}; pide evidencia", "{kind}; asks for evidence");
    }
    Question {
        code: asked.code.as_str().to_owned(),
        text: words::long(asked.text.as_str()),
        kind,
        condition: words::condition(asked, one.condition, lang),
        state: state(report, &one.standing),
        evidence: evidence(report, &one.evidence),
        options: one.options.iter().map(|option| answer(report, option)).collect(),
        paste: (!paste.is_empty()).then(|| paste.join("\n\n")),
    }
}

fn answer(report: &Report<'_>, one: &OptionCoverage<'_>) -> Answer {
    Answer {
        position: one.position,
        text: words::long(one.option.text.as_str()),
        proposal: words::proposal(one.proposal, report.lang),
        yes: one.proposal == Proposal::Yes,
        state: state(report, &one.standing),
        evidence: evidence(report, &one.evidence),
    }
}

fn state(report: &Report<'_>, standing: &Standing<'_>) -> State {
    let reason = match standing {
        Standing::NotApplicable(reason) => Some(words::long(reason.as_str())),
        Standing::Nothing | Standing::Known(_) => None,
    };
    State { word: words::standing(standing, report.lang), class: standing.key(), reason }
}

fn evidence(report: &Report<'_>, all: &[Cited<'_>]) -> Evidence {
    Evidence {
        shown: all.iter().take(EVIDENCE).map(|one| piece(report, one)).collect(),
        more: all.len().saturating_sub(EVIDENCE),
    }
}

pub(super) fn piece(report: &Report<'_>, one: &Cited<'_>) -> Piece {
    Piece {
        name: words::cited(one),
        link: report.link(one),
        grade: words::grade(one.grade, report.lang),
        class: one.grade.key(),
        number: report.number(one),
        why: one
            .why
            .as_ref()
            .map(|why| charts::coded(&words::why(why, &report.holdings.deliveries.trail, report.lang))),
        notes: one.notes.iter().map(|note| words::long(note)).collect(),
    }
}
