//! For programs: a shape of its own, keys in order, words untranslated: the language changes nothing.
//!
//! `instances` has one entry for each thing due in the period, and `counts` their sums: `due` leaves out what is not
//! applicable, pending, upcoming or of an assumed deadline, and `on_time_percent` is `on_time` of `due`, rounded to a tenth
//! (100.0 only where all of them are, 0.0 only where none is) and null where nothing is due. Instants have the offset of Bogotá.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::json_trail::{AbsenceV1, AbsencesV1, ReceiptV1, TrailV1};
use crate::{
    diagnostic::render::shown_json,
    model::{SubmissionPath, raw},
    schedule::{
        Delivery, Discord, Outcome, Proof, bogota,
        json::{ContingencyV1, MoveV1, WithheldV1},
        words,
    },
    status::{Board, Minimum, Row, Totals},
};

/// The version of the shape.
const VERSION: u32 = 1;

// Fields are in the order of the alphabet: that is the order of the keys.

#[derive(Serialize)]
struct Document<'a> {
    counts: Counts,
    entity: EntityV1<'a>,
    /// Numbers of SIGOB with several dates: which one is right is not known.
    filings_in_conflict: Vec<DiscordV1<'a>>,
    inputs: InputsV1<'a>,
    instances: Vec<InstanceV1<'a>>,
    /// An indicator for each obligation that has one, by policy and month: no instance, and in no count.
    minimums: Vec<MinimumV1<'a>>,
    policies: Vec<PolicyV1<'a>>,
    submissions: SubmissionsV1,
    /// Where the hours come from; null where there is no trail.
    trail: Option<TrailV1<'a>>,
    /// Submissions of the period that answer nothing.
    unmatched: Vec<UnmatchedV1>,
    /// Submissions whose manifest could not be read; any of them may answer something.
    unread: Vec<String>,
    version: u32,
    /// What of the settings is in doubt, and so is not judged.
    withheld: Vec<WithheldV1<'a>>,
}

#[derive(Serialize)]
struct Counts {
    absence: AbsencesV1,
    due: usize,
    exempted_late: usize,
    handling: HandlingV1,
    instances: usize,
    late: usize,
    missed: usize,
    no_record: usize,
    not_applicable: usize,
    on_time: usize,
    on_time_percent: Option<f64>,
    pending: usize,
    proof: ProofV1,
    received: usize,
    upcoming: usize,
}

/// Days between SIGOB and the repository, of what SIGOB's date decided.
#[derive(Serialize)]
struct HandlingV1 {
    count: u64,
    days: u64,
    most: u64,
}

/// Instances decided by a time, by how well it is known.
#[derive(Serialize)]
struct ProofV1 {
    declared: usize,
    disputed: usize,
    own_clock: usize,
    third_party: usize,
    unprovable: usize,
}

#[derive(Serialize)]
struct EntityV1<'a> {
    domain: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct InputsV1<'a> {
    as_of: String,
    month: Option<u32>,
    policy: Option<&'a str>,
    revision: String,
    revision_time: String,
    year: i32,
}

#[derive(Serialize)]
struct InstanceV1<'a> {
    absence: Option<AbsenceV1>,
    answer: Option<String>,
    basis: &'static str,
    contingency: Option<ContingencyV1<'a>>,
    /// When the settings first had it, where that was after the deadline it moved.
    contingency_noted_late: Option<String>,
    corte: String,
    deadline: String,
    early: bool,
    effective: String,
    exemption: Option<ExemptionV1<'a>>,
    handling_days: Option<i64>,
    id: String,
    kept: bool,
    /// The first time that it had, where a correction after the term lost it.
    lost_time: Option<String>,
    moved_by: Vec<MoveV1<'a>>,
    obligation: &'a str,
    opens: String,
    others: Vec<String>,
    outcome: &'static str,
    plan: Option<&'a str>,
    policy: &'a str,
    proof: Option<&'static str>,
    /// When the main line had it, where that was later than the repository.
    published: Option<String>,
    receipt: Option<ReceiptV1>,
    repository_time: Option<String>,
    sigob_time: Option<String>,
    source: Option<&'static str>,
    time: Option<String>,
    /// Whether something came for it and was withdrawn, and nothing stands.
    withdrawn: bool,
}

#[derive(Serialize)]
struct ExemptionV1<'a> {
    act: &'a str,
    authorised_by: &'a str,
    issued: String,
    issued_late: bool,
    reason: &'a str,
}

#[derive(Serialize)]
struct MinimumV1<'a> {
    count: usize,
    met: bool,
    month: String,
    obligation: &'a str,
    over: bool,
    policy: &'a str,
    required: usize,
    unit: &'static str,
}

#[derive(Serialize)]
struct PolicyV1<'a> {
    code: Option<&'a str>,
    counts: Counts,
    name: &'a str,
    policy: &'a str,
}

#[derive(Serialize)]
struct SubmissionsV1 {
    /// Handed in after the moment asked.
    later: usize,
    of: usize,
    read: usize,
}

#[derive(Serialize)]
struct DiscordV1<'a> {
    dates: Vec<DatedV1>,
    number: &'a str,
}

#[derive(Serialize)]
struct DatedV1 {
    submissions: Vec<String>,
    time: String,
}

#[derive(Serialize)]
struct UnmatchedV1 {
    class: &'static str,
    corte: Option<String>,
    path: String,
    repository_time: String,
}

/// The board as JSON (version 1): keys sorted, indented, one line end at the end.
pub fn json(board: &Board<'_>) -> String {
    let question = &board.question;
    let (read, of) = board.read();
    let document = Document {
        counts: counts(&board.totals),
        entity: EntityV1 { domain: board.entity.domain.as_str(), name: board.entity.name.as_str() },
        filings_in_conflict: board.discords.iter().map(discord).collect(),
        inputs: InputsV1 {
            as_of: question.as_of.to_rfc3339(),
            month: question.period.month(),
            policy: question.policy,
            revision: board.deliveries.revision.to_string(),
            revision_time: board.deliveries.revision_time.to_rfc3339(),
            year: question.period.year(),
        },
        instances: board.rows.iter().map(|row| instance(board, row)).collect(),
        minimums: board.minimums.iter().map(minimum).collect(),
        policies: board
            .policies
            .iter()
            .map(|(slug, totals)| PolicyV1 {
                code: board.code(slug),
                counts: counts(totals),
                name: words::policy(&board.deliveries.world, slug),
                policy: slug,
            })
            .collect(),
        submissions: SubmissionsV1 { later: board.later, of, read },
        trail: TrailV1::of(board),
        unmatched: board
            .unmatched
            .iter()
            .map(|one| UnmatchedV1 {
                class: one.class.as_str(),
                corte: one.corte.map(|corte| corte.to_string()),
                path: one.path.to_string(),
                repository_time: one.repository.at.to_rfc3339(),
            })
            .collect(),
        unread: board.unread.iter().map(ToString::to_string).collect(),
        version: VERSION,
        withheld: board.withheld().into_iter().map(WithheldV1::of).collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("texts, numbers and lists are JSON");
    let mut safe = shown_json(&text);
    safe.push('\n');
    safe
}

fn counts(totals: &Totals) -> Counts {
    let of = |outcome| totals.count(outcome);
    #[expect(clippy::cast_precision_loss, reason = "at most 1,000")]
    let percent = totals.on_time().map(|tenths| tenths as f64 / 10.0);
    Counts {
        absence: AbsencesV1::of(totals),
        due: totals.due(),
        exempted_late: totals.exempted_late,
        handling: HandlingV1 { count: totals.handling.count, days: totals.handling.days, most: totals.handling.most },
        instances: totals.instances(),
        late: of(Outcome::Late),
        missed: of(Outcome::Missed),
        no_record: of(Outcome::NoRecord),
        not_applicable: of(Outcome::NotApplicable),
        on_time: of(Outcome::OnTime),
        on_time_percent: percent,
        pending: of(Outcome::Pending),
        proof: ProofV1 {
            declared: totals.proof(Proof::Declared),
            disputed: totals.proof(Proof::Disputed),
            own_clock: totals.proof(Proof::OwnClock),
            third_party: totals.proof(Proof::ThirdParty),
            unprovable: totals.proof(Proof::Unprovable),
        },
        received: of(Outcome::Received),
        upcoming: of(Outcome::Upcoming),
    }
}

fn instance<'a>(board: &Board<'a>, row: &Row<'a>) -> InstanceV1<'a> {
    let due = &board.dues[row.due];
    let corte = &due.corte;
    let answer = |of: fn(&Delivery) -> Option<String>| row.answer.and_then(of);
    InstanceV1 {
        absence: row.absence.as_ref().map(AbsenceV1::of),
        answer: row.answer.map(|one| one.path.to_string()),
        basis: if corte.is_set() { "set" } else { "assumed" },
        contingency: corte.contingency.map(ContingencyV1::of),
        contingency_noted_late: due.noted_late.map(|noted| noted.to_rfc3339()),
        corte: corte.nominal.to_string(),
        deadline: corte.deadline().to_rfc3339(),
        early: row.is_early,
        effective: corte.effective.to_string(),
        exemption: row.exemption.map(|one| ExemptionV1 {
            act: one.act.as_str(),
            authorised_by: one.authorised_by.as_str(),
            issued: one.issued.to_string(),
            issued_late: row.is_exempted_late,
            reason: one.reason.as_str(),
        }),
        handling_days: row.handling_days(),
        id: board.id(row).to_string(),
        kept: row.is_kept,
        lost_time: row.lost.map(|stamp| stamp.at.with_timezone(&bogota()).to_rfc3339()),
        moved_by: due.skipped.iter().map(MoveV1::of).collect(),
        obligation: corte.obligation.id.as_str(),
        opens: corte.opens.to_string(),
        others: row.others.iter().map(|one| one.path.to_string()).collect(),
        outcome: row.outcome.key(),
        plan: row.plan.map(|plan| plan.id.as_str()),
        policy: row.policy,
        published: answer(|one| Some(one.published?.to_rfc3339())),
        proof: row.stamp.map(|stamp| stamp.proof.key()),
        receipt: row.answer.and_then(|one| one.repository.receipt.as_ref()).map(ReceiptV1::of),
        repository_time: answer(|one| Some(one.repository.at.to_rfc3339())),
        sigob_time: answer(|one| Some(one.sigob?.at.with_timezone(&bogota()).to_rfc3339())),
        source: row.stamp.map(|stamp| stamp.source.key()),
        time: row.stamp.map(|stamp| stamp.at.with_timezone(&bogota()).to_rfc3339()),
        withdrawn: row.is_withdrawn,
    }
}

fn discord<'a>(one: &Discord<'a>) -> DiscordV1<'a> {
    let dated = |(at, paths): (&DateTime<FixedOffset>, &Vec<&SubmissionPath>)| DatedV1 {
        submissions: paths.iter().map(ToString::to_string).collect(),
        time: at.with_timezone(&bogota()).to_rfc3339(),
    };
    DiscordV1 { dates: one.dates.iter().map(dated).collect(), number: one.number }
}

fn minimum<'a>(one: &Minimum<'a>) -> MinimumV1<'a> {
    MinimumV1 {
        count: one.count,
        met: one.is_met(),
        month: format!("{:04}-{:02}", one.month.0, one.month.1),
        obligation: one.obligation,
        over: one.is_over,
        policy: one.policy,
        required: one.required,
        unit: match one.unit {
            raw::CountUnit::Submission => "submission",
            raw::CountUnit::File => "file",
        },
    }
}
