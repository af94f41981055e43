//! One line for each criterion, each question and each option, for a spreadsheet.

use super::{Report, words};
use crate::{
    diagnostic::render::say,
    furag::coverage::{Cited, Condition, CriterionCoverage, OptionCoverage, QuestionCoverage, Standing},
    messages::Lang,
    schedule::sheet,
};

const COLUMNS: usize = 17;

/// What has evidence, as a table for Excel: semicolons, UTF-8 with its mark, CR LF, and no text that a spreadsheet would
/// run. What is not known, because a file could not be read, is in no line: [`Report::is_whole`] tells.
pub fn csv(report: &Report<'_>) -> String {
    let mut rows = vec![heading(report.lang)];
    for policy in &report.coverage.policies {
        let owner = [policy.slug, policy.code.unwrap_or_default(), policy.name];
        rows.extend(policy.criteria.iter().flatten().map(|one| criterion(report, owner, one)));
        policy.questions.iter().for_each(|one| question(report, owner, one, &mut rows));
    }
    report.coverage.unowned.questions.iter().for_each(|one| question(report, [""; 3], one, &mut rows));
    sheet::table(rows)
}

fn heading(lang: Lang) -> [String; COLUMNS] {
    let names = match lang {
        Lang::Es => [
            "qué es",
            "política",
            "código de la política",
            "nombre de la política",
            "código",
            "texto",
            "tipo",
            "opción n.º",
            "texto de la opción",
            "pide evidencia",
            "estado",
            "respuesta propuesta",
            "evidencias",
            "evidencias válidas",
            "por qué no aplica",
            "condición",
            "enlaces",
        ],
        Lang::En => [
            "what it is",
            "policy",
            "code of the policy",
            "name of the policy",
            "code",
            "text",
            "type",
            "option no.",
            "text of the option",
            "asks for evidence",
            "state",
            "proposed answer",
            "evidence",
            "valid evidence",
            "why it is not applicable",
            "condition",
            "links",
        ],
    };
    names.map(str::to_owned)
}

/// Where evidence is, how much, and why something does not apply.
fn tail(report: &Report<'_>, standing: &Standing<'_>, evidence: &[Cited<'_>], condition: String) -> [String; 5] {
    let valid = evidence.iter().filter(|one| one.grade.is_valid());
    let reason = match standing {
        Standing::NotApplicable(reason) => words::long(reason.as_str()),
        Standing::Nothing | Standing::Known(_) => String::new(),
    };
    let links: Vec<String> = valid.clone().filter_map(|one| report.link(one)).collect();
    [evidence.len().to_string(), valid.count().to_string(), reason, condition, links.join(" ")]
}

fn line(
    [slug, code, name]: [&str; 3],
    what: String,
    id: &str,
    middle: [String; 7],
    [count, valid, reason, condition, links]: [String; 5],
) -> [String; COLUMNS] {
    let [text, kind, position, option, asks, state, answer] = middle;
    let [slug, code, name] = [slug, code, name].map(str::to_owned);
    let id = id.to_owned();
    [
        what, slug, code, name, id, text, kind, position, option, asks, state, answer, count, valid, reason, condition,
        links,
    ]
}

fn criterion(report: &Report<'_>, owner: [&str; 3], one: &CriterionCoverage<'_>) -> [String; COLUMNS] {
    let (lang, empty) = (report.lang, String::new);
    let state = words::standing(&one.standing, lang);
    let middle = [words::long(one.criterion.text.as_str()), empty(), empty(), empty(), yes(true, lang), state, empty()];
    let what = say!(lang, "criterio", "criterion");
    line(owner, what, one.criterion.id.as_str(), middle, tail(report, &one.standing, &one.evidence, empty()))
}

fn question(report: &Report<'_>, owner: [&str; 3], one: &QuestionCoverage<'_>, rows: &mut Vec<[String; COLUMNS]>) {
    let (lang, empty) = (report.lang, String::new);
    let asked = one.question;
    let text = words::long(asked.text.as_str());
    let kind = words::kind(asked.kind, lang);
    let condition = match one.condition {
        Condition::None => empty(),
        Condition::Met | Condition::NotMet => words::condition(asked, one.condition, lang).unwrap_or_default(),
    };
    let (asks, state) = (yes(one.asks_evidence(), lang), words::standing(&one.standing, lang));
    let middle = [text.clone(), kind.clone(), empty(), empty(), asks, state, empty()];
    let what = say!(lang, "pregunta", "question");
    let whole = tail(report, &one.standing, &one.evidence, condition.clone());
    rows.push(line(owner, what, asked.code.as_str(), middle, whole));
    for OptionCoverage { position, option, standing, evidence, proposal } in &one.options {
        let asks = yes(option.asks_evidence || asked.asks_evidence, lang);
        let (state, answer) = (words::standing(standing, lang), words::proposal(*proposal, lang));
        let of_option = words::long(option.text.as_str());
        let middle = [text.clone(), kind.clone(), position.to_string(), of_option, asks, state, answer];
        let what = say!(lang, "opción", "option");
        rows.push(line(owner, what, asked.code.as_str(), middle, tail(report, standing, evidence, condition.clone())));
    }
}

fn yes(is: bool, lang: Lang) -> String {
    if is { say!(lang, "sí", "yes") } else { say!(lang, "no", "no") }
}
