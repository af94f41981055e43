//! The report for programs: keys in English and never translated, sorted; words of people as they were written.

use serde::Serialize;

use super::{Indexed, Month, Report, words};
use crate::{
    diagnostic::render::shown_json,
    furag::coverage::{
        Cited, Condition, CriterionCoverage, Form, Gap, Grade, Lack, Missing, OptionCoverage, QuestionCoverage,
        Standing, Subject, Supports, Tally, Totals, Unknown,
    },
    schedule::{Outcome, bogota, words as days},
    status::Totals as Deliveries,
};

/// The version of the shape.
const VERSION: u32 = 1;

// Fields are in the order of the alphabet: that is the order of the keys.

#[derive(Serialize)]
struct Document<'a> {
    deliveries: DeliveriesV1,
    entity: EntityV1<'a>,
    evidence: Vec<EvidenceV1<'a>>,
    /// Gaps without any valid evidence.
    grave: usize,
    inputs: InputsV1<'a>,
    /// January to December.
    months: Vec<MonthV1>,
    policies: Vec<PolicyV1<'a>>,
    questionnaire: QuestionnaireV1,
    totals: TotalsV1,
    trail: Option<TrailV1<'a>>,
    /// What the files of evidence name and is not there.
    unknown: Vec<UnknownV1<'a>>,
    /// The questions of no policy.
    unowned: Vec<QuestionV1<'a>>,
    /// Files of this vigencia that could not be read or contradict their name.
    unread: Vec<&'a str>,
    version: u32,
    /// Whether all of it was read and could be looked at.
    whole: bool,
}

#[derive(Serialize)]
struct EntityV1<'a> {
    domain: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct InputsV1<'a> {
    as_of: String,
    lang: &'static str,
    revision: String,
    revision_time: String,
    rules_version: &'a str,
    year: u16,
}

#[derive(Serialize)]
struct TrailV1<'a> {
    commit: String,
    origin: &'a str,
    root: String,
    size: u64,
}

#[derive(Serialize)]
struct QuestionnaireV1 {
    path: Option<String>,
    questions: Option<usize>,
    state: &'static str,
}

#[derive(Serialize)]
struct DeliveriesV1 {
    due: usize,
    late: usize,
    missed: usize,
    on_time: usize,
}

#[derive(Serialize)]
struct MonthV1 {
    late: usize,
    missed: usize,
    on_time: usize,
    other: usize,
}

#[derive(Serialize)]
struct TotalsV1 {
    asking: TallyV1,
    criteria: TallyV1,
    options: TallyV1,
    proposed: usize,
    questions: TallyV1,
}

#[derive(Serialize)]
struct TallyV1 {
    applicable: usize,
    attested: usize,
    declared: usize,
    none: usize,
    not_applicable: usize,
    of: usize,
    present: usize,
    receipted: usize,
    valid: usize,
    verified: usize,
}

#[derive(Serialize)]
struct PolicyV1<'a> {
    code: Option<&'a str>,
    /// Null where they could not be read.
    criteria: Option<Vec<CriterionV1<'a>>>,
    deliveries: DeliveriesV1,
    gaps: Vec<GapV1<'a>>,
    leaders: Vec<String>,
    name: &'a str,
    policy: &'a str,
    questions: Vec<QuestionV1<'a>>,
    supports: &'static str,
    totals: TotalsV1,
}

#[derive(Serialize)]
struct GapV1<'a> {
    criterion: Option<&'a str>,
    have: Option<usize>,
    lack: &'static str,
    of: Option<usize>,
    question: Option<&'a str>,
}

#[derive(Serialize)]
struct UnknownV1<'a> {
    criterion: Option<&'a str>,
    option: Option<usize>,
    /// The policy of the file.
    policy: &'a str,
    question: Option<&'a str>,
}

#[derive(Serialize)]
struct CriterionV1<'a> {
    evidence: Vec<CitedV1<'a>>,
    id: &'a str,
    reason: Option<&'a str>,
    state: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct QuestionV1<'a> {
    asks_evidence: bool,
    code: &'a str,
    /// Null where it is always asked.
    condition_met: Option<bool>,
    evidence: Vec<CitedV1<'a>>,
    options: Vec<OptionV1<'a>>,
    reason: Option<&'a str>,
    state: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct OptionV1<'a> {
    asks_evidence: bool,
    evidence: Vec<CitedV1<'a>>,
    exclusive: bool,
    position: usize,
    proposal: &'static str,
    state: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct CitedV1<'a> {
    file: Option<&'a str>,
    grade: &'static str,
    link: Option<String>,
    notes: Vec<&'a str>,
    receipt: Option<u64>,
    submission: &'a str,
    why: Option<&'static str>,
}

#[derive(Serialize)]
struct EvidenceV1<'a> {
    access: &'static str,
    bytes: u64,
    date: Option<String>,
    file: &'a str,
    format: &'a str,
    link: Option<String>,
    page: String,
    policy: &'a str,
    receipt: Option<u64>,
    received: Option<String>,
    sha256: Option<String>,
    submission: String,
    verified: bool,
}

/// The report as JSON (version 1): keys sorted, indented, one line end at the end.
pub fn json(report: &Report<'_>) -> String {
    let (holdings, coverage) = (report.holdings, &report.coverage);
    let entity = report.board.entity;
    let policies = coverage.policies.iter().map(|policy| PolicyV1 {
        code: policy.code,
        criteria: policy.criteria.as_ref().map(|all| all.iter().map(|one| criterion(report, one)).collect()),
        deliveries: deliveries(&report.board.policies.get(policy.slug).copied().unwrap_or_default()),
        gaps: policy.gaps.iter().map(gap).collect(),
        leaders: days::leaders(&holdings.world, policy.slug, report.day()),
        name: policy.name,
        policy: policy.slug,
        questions: policy.questions.iter().map(|one| question(report, one)).collect(),
        supports: match policy.supports {
            Supports::Read => "read",
            Supports::Absent => "absent",
            Supports::Unread => "unread",
        },
        totals: totals(&policy.totals),
    });
    let document = Document {
        deliveries: deliveries(&report.board.totals),
        entity: EntityV1 { domain: entity.domain.as_str(), name: entity.name.as_str() },
        grave: coverage.grave(),
        evidence: report.index.iter().map(|one| evidence(report, one)).collect(),
        inputs: InputsV1 {
            as_of: report.moment(),
            lang: report.lang.tag(),
            revision: report.revision(),
            revision_time: holdings.deliveries.revision_time.to_rfc3339(),
            rules_version: &holdings.report.inputs.rules_version,
            year: coverage.year.get(),
        },
        months: report.months.iter().map(month).collect(),
        policies: policies.collect(),
        questionnaire: questionnaire(&coverage.form),
        totals: totals(&coverage.totals),
        trail: report.times().map(|times| TrailV1 {
            commit: times.commit.to_string(),
            origin: times.origin.as_str(),
            root: times.head.root.to_string(),
            size: times.head.size,
        }),
        unknown: coverage.unknown.iter().map(unknown).collect(),
        unread: coverage.unread.iter().map(|path| path.as_str()).collect(),
        unowned: coverage.unowned.questions.iter().map(|one| question(report, one)).collect(),
        version: VERSION,
        whole: report.is_whole(),
    };
    let text = serde_json::to_string_pretty(&document).expect("texts, numbers and lists are JSON");
    let mut safe = shown_json(&text);
    safe.push('\n');
    safe
}

fn questionnaire(form: &Form<'_>) -> QuestionnaireV1 {
    let (state, path, questions) = match form {
        Form::NoYear => ("no-year", None, None),
        Form::Unnamed => ("unnamed", None, None),
        Form::Missing(path) => ("missing", Some(path), None),
        Form::Unread(path) => ("unread", Some(path), None),
        Form::Read(path, form) => ("read", Some(path), Some(form.questions.len())),
    };
    QuestionnaireV1 { path: path.map(ToString::to_string), questions, state }
}

fn deliveries(totals: &Deliveries) -> DeliveriesV1 {
    DeliveriesV1 {
        due: totals.due(),
        late: totals.count(Outcome::Late),
        missed: totals.count(Outcome::Missed),
        on_time: totals.count(Outcome::OnTime),
    }
}

fn month(month: &Month) -> MonthV1 {
    let Month { on_time, late, missed, other } = *month;
    MonthV1 { late, missed, on_time, other }
}

fn totals(totals: &Totals) -> TotalsV1 {
    let Totals { criteria, questions, options, asking, .. } = totals;
    TotalsV1 {
        asking: tally(asking),
        criteria: tally(criteria),
        options: tally(options),
        proposed: totals.proposed().0,
        questions: tally(questions),
    }
}

fn tally(tally: &Tally) -> TallyV1 {
    TallyV1 {
        applicable: tally.applicable(),
        attested: tally.grade(Grade::Attested),
        declared: tally.grade(Grade::Declared),
        none: tally.none,
        not_applicable: tally.not_applicable,
        of: tally.of,
        present: tally.grade(Grade::Present),
        receipted: tally.grade(Grade::Receipted),
        valid: tally.valid(),
        verified: tally.grade(Grade::Verified),
    }
}

fn gap<'a>(gap: &Gap<'a>) -> GapV1<'a> {
    let (criterion, question) = match gap.subject {
        Subject::Criterion(id, _) => (Some(id), None),
        Subject::Question(code, _) => (None, Some(code)),
    };
    let (have, of) = match gap.lack {
        Lack::Partial(have, of) => (Some(have), Some(of)),
        _ => (None, None),
    };
    GapV1 { criterion, have, lack: gap.lack.key(), of, question }
}

fn unknown<'a>(one: &Unknown<'a>) -> UnknownV1<'a> {
    let (criterion, question, option) = match one.what {
        Missing::Policy => (None, None, None),
        Missing::Criterion(id) => (Some(id), None, None),
        Missing::Question(code) => (None, Some(code), None),
        Missing::Option(code, position) => (None, Some(code), Some(position)),
    };
    UnknownV1 { criterion, option, policy: one.policy, question }
}

fn reason<'a>(standing: &Standing<'a>) -> Option<&'a str> {
    match standing {
        Standing::NotApplicable(reason) => Some(reason.as_str()),
        Standing::Nothing | Standing::Known(_) => None,
    }
}

fn criterion<'a>(report: &Report<'a>, one: &CriterionCoverage<'a>) -> CriterionV1<'a> {
    CriterionV1 {
        evidence: one.evidence.iter().map(|one| cited(report, one)).collect(),
        id: one.criterion.id.as_str(),
        reason: reason(&one.standing),
        state: one.standing.key(),
        text: one.criterion.text.as_str(),
    }
}

fn question<'a>(report: &Report<'a>, one: &QuestionCoverage<'a>) -> QuestionV1<'a> {
    QuestionV1 {
        asks_evidence: one.asks_evidence(),
        code: one.question.code.as_str(),
        condition_met: match one.condition {
            Condition::None => None,
            Condition::Met => Some(true),
            Condition::NotMet => Some(false),
        },
        evidence: one.evidence.iter().map(|one| cited(report, one)).collect(),
        options: one.options.iter().map(|one| option(report, one)).collect(),
        reason: reason(&one.standing),
        state: one.standing.key(),
        text: one.question.text.as_str(),
    }
}

fn option<'a>(report: &Report<'a>, one: &OptionCoverage<'a>) -> OptionV1<'a> {
    OptionV1 {
        asks_evidence: one.option.asks_evidence,
        evidence: one.evidence.iter().map(|one| cited(report, one)).collect(),
        exclusive: one.option.exclusive,
        position: one.position,
        proposal: one.proposal.key(),
        state: one.standing.key(),
        text: one.option.text.as_str(),
    }
}

fn cited<'a>(report: &Report<'a>, one: &Cited<'a>) -> CitedV1<'a> {
    CitedV1 {
        file: one.name,
        grade: one.grade.key(),
        link: report.link(one),
        notes: one.notes.clone(),
        receipt: report.number(one),
        submission: one.submission,
        why: one.why.as_ref().map(|why| why.key()),
    }
}

fn evidence<'a>(report: &Report<'_>, one: &Indexed<'a>) -> EvidenceV1<'a> {
    let Indexed { held, file, delivery } = *one;
    EvidenceV1 {
        access: words::access_key(file.listed.access),
        bytes: file.listed.bytes.get(),
        date: file.listed.date.map(|date| date.to_string()),
        file: file.name(),
        format: file.listed.format.as_str(),
        link: report.links.evidence(file),
        page: report.links.submission(&held.path),
        policy: &held.path.owner,
        receipt: one.receipt(report),
        received: delivery.map(|one| one.repository.at.with_timezone(&bogota()).to_rfc3339()),
        sha256: file.digest().map(|digest| digest.to_string()),
        submission: held.path.to_string(),
        verified: file.is_verified(),
    }
}
