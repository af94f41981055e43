//! The rules, explained: the list, the reference page and one rule at a time, all from the table of rules.

use std::fmt::Write as _;

use serde::Serialize;

use super::{
    escape,
    human::wrap,
    json,
    words::{self, say},
};
use crate::{
    diagnostic::{Group, Meta, Severity},
    messages::{Lang, Text},
    rules::{self, Rule},
};

/// Columns of an explanation.
const WIDTH: usize = 96;

/// The list of rules by group: one on each line of `width` columns, or below its name where it does not fit.
pub fn rules_human(lang: Lang, width: usize) -> String {
    let mut out = String::new();
    for (group, metas) in groups() {
        push(&mut out, format_args!("{}\n", group.title().get(lang)));
        for meta in metas {
            let (id, level, summary) = (meta.id, words::level(meta.severity, false, lang), meta.summary.get(lang));
            let line = format!("  {id:<32} {level:<15} {summary}");
            if line.chars().count() <= width {
                push(&mut out, format_args!("{line}\n"));
                continue;
            }
            push(&mut out, format_args!("  {id:<32} {level}\n"));
            for line in wrap(summary, width.saturating_sub(6).max(24)) {
                push(&mut out, format_args!("      {line}\n"));
            }
        }
        out.push('\n');
    }
    let count = rules::all().count();
    out.push_str(&say!(
        lang,
        "{count} reglas. Para entender una: mipg explain REGLA\n",
        "{count} rules. To understand one: mipg explain RULE\n"
    ));
    out
}

#[derive(Serialize)]
struct Document {
    rules: Vec<RuleV1>,
    rules_version: String,
    version: u32,
}

#[derive(Serialize)]
struct RuleV1 {
    example: &'static str,
    fixable: bool,
    group: Group,
    id: &'static str,
    in_force: String,
    norm: Option<&'static str>,
    remedy: TextV1,
    severity: Severity,
    since: &'static str,
    summary: TextV1,
    why: TextV1,
}

#[derive(Serialize)]
struct TextV1 {
    en: &'static str,
    es: &'static str,
}

impl From<Text> for TextV1 {
    fn from(text: Text) -> Self {
        Self { en: text.en, es: text.es }
    }
}

/// Every rule as JSON (version 1), in both languages; keys sorted.
pub fn rules_json() -> String {
    let rules = rules::all()
        .map(|Rule { meta, .. }| RuleV1 {
            example: meta.example,
            fixable: meta.fixable,
            group: meta.group,
            id: meta.id,
            in_force: date(meta.in_force),
            norm: meta.norm,
            remedy: meta.remedy.into(),
            severity: meta.severity,
            since: meta.since,
            summary: meta.summary.into(),
            why: meta.why.into(),
        })
        .collect();
    json::write(&Document { rules, rules_version: rules::version(), version: 1 })
}

/// The reference page: a heading for each rule, whose anchor is its id.
pub fn rules_markdown(lang: Lang) -> String {
    let mut out = say!(lang, "# Reglas de mipg\n", "# Rules of mipg\n");
    for (group, metas) in groups() {
        push(&mut out, format_args!("\n## {}\n", group.title().get(lang)));
        for meta in metas {
            let (id, summary) = (meta.id, escape::markdown_prose(meta.summary.get(lang)));
            push(&mut out, format_args!("\n### {id}\n\n{summary}\n\n{}\n", standing(meta, lang)));
            push(&mut out, format_args!("\n{}", help_markdown(meta, lang)));
        }
    }
    out
}

/// Reason, norm, failing example and remedy of a rule, in Markdown.
pub(super) fn help_markdown(meta: &Meta, lang: Lang) -> String {
    let (why, remedy) = (escape::markdown_prose(meta.why.get(lang)), escape::markdown_prose(meta.remedy.get(lang)));
    let mut out = say!(lang, "**Por qué importa.** {why}\n", "**Why it matters.** {why}\n");
    if let Some(norm) = meta.norm.map(escape::markdown_prose) {
        out.push_str(&say!(lang, "\n**Norma.** {norm}\n", "\n**Norm.** {norm}\n"));
    }
    let fence = "`".repeat(3.max(longest_run(meta.example) + 1));
    let example = meta.example.trim_end_matches('\n');
    out.push_str(&say!(lang, "\n**Ejemplo que no pasa.**\n", "\n**An example that fails.**\n"));
    push(&mut out, format_args!("\n{fence}\n{example}\n{fence}\n"));
    out.push_str(&say!(lang, "\n**Qué hacer.** {remedy}\n", "\n**What to do.** {remedy}\n"));
    out
}

/// One rule in full, for a terminal.
pub fn explain(rule: &Rule, lang: Lang) -> String {
    let meta = &rule.meta;
    let mut out = format!("{}\n", meta.id);
    let mut section = |title: String, text: &str| {
        push(&mut out, format_args!("\n{title}\n"));
        for line in wrap(text, WIDTH - 2) {
            push(&mut out, format_args!("  {line}\n"));
        }
    };
    section(say!(lang, "Qué está mal", "What is wrong"), meta.summary.get(lang));
    section(say!(lang, "Por qué importa", "Why it matters"), meta.why.get(lang));
    if let Some(norm) = meta.norm {
        section(say!(lang, "Norma", "Norm"), norm);
    }
    section(say!(lang, "Qué hacer", "What to do"), meta.remedy.get(lang));
    section(say!(lang, "La regla", "The rule"), &standing(meta, lang));
    out.push_str(&say!(lang, "\nEjemplo que no pasa\n", "\nAn example that fails\n"));
    for line in meta.example.lines() {
        push(&mut out, format_args!("  {line}\n"));
    }
    out
}

/// Level, group, beginning and who can mend it, in one sentence each.
fn standing(meta: &Meta, lang: Lang) -> String {
    let effect = match meta.severity {
        Severity::Error => say!(lang, "inconsistencia: bloquea", "error: blocks"),
        Severity::Warning => say!(lang, "advertencia: se muestra y no bloquea", "warning: shown, does not block"),
        Severity::Notice => say!(lang, "aviso: se muestra; no hay nada que hacer", "notice: shown; nothing to do"),
        Severity::Unchecked => say!(
            lang,
            "sin comprobar: no dice que esté mal, pero nunca pasa como aprobado",
            "unchecked: does not say it is wrong, and never passes"
        ),
    };
    let mend = if meta.fixable {
        say!(lang, "Un programa puede corregirlo sin decidir nada.", "A program can mend it without a decision.")
    } else {
        say!(lang, "Lo corrige una persona.", "A person has to mend it.")
    };
    let (group, since, day) = (meta.group.title().get(lang), meta.since, date(meta.in_force));
    say!(
        lang,
        "Nivel: {effect}. Grupo: {group}. Desde mipg {since}, del {day}. {mend}",
        "Level: {effect}. Group: {group}. Since mipg {since}, of {day}. {mend}"
    )
}

fn groups() -> impl Iterator<Item = (Group, Vec<&'static Meta>)> {
    Group::ALL.into_iter().map(|group| {
        let metas = rules::all().map(|rule| &rule.meta).filter(|meta| meta.group == group).collect();
        (group, metas)
    })
}

fn date((year, month, day): (i32, u32, u32)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn longest_run(text: &str) -> usize {
    text.split(|character| character != '`').map(str::len).max().unwrap_or(0)
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::{super::testing::META, *};
    use crate::rules::Check;

    #[test]
    fn every_rule_is_in_every_list() {
        let (list, page) = (rules_human(Lang::Es, usize::MAX), rules_markdown(Lang::En));
        let json: serde_json::Value = serde_json::from_str(&rules_json()).unwrap();
        let count = rules::all().count();
        assert!(count > 0);
        assert_eq!(json["rules"].as_array().unwrap().len(), count);
        for Rule { meta, .. } in rules::all() {
            assert!(list.contains(&format!("  {} ", meta.id)), "{}", meta.id);
            assert_eq!(page.matches(&format!("\n### {}\n", meta.id)).count(), 1, "{}", meta.id);
        }
        assert_eq!(page.matches("\n### ").count(), count);
    }

    #[test]
    fn the_json_is_sorted() {
        let text = rules_json();
        let sorted: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json::write(&sorted), text);
    }

    #[test]
    fn an_explanation_says_everything() {
        let rule = Rule { meta: META, check: Check::World(|_, _| ()) };
        assert_eq!(
            explain(&rule, Lang::Es),
            "test-rule\n\nQué está mal\n  La huella declarada no es la del archivo.\n\nPor qué importa\n  La huella \
             prueba que el archivo es el mismo.\n\nNorma\n  Ley 527 de 1999\n\nQué hacer\n  Copie la huella en \
             `sha256`.\n\nLa regla\n  Nivel: inconsistencia: bloquea. Grupo: Manifiesto. Desde mipg 0.1.0, del \
             2026-11-22. Un\n  programa puede corregirlo sin decidir nada.\n\nEjemplo que no pasa\n  \
             archivos:\n    - sha256: 00\n"
        );
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        let meta = Meta { example: "a ```` b", ..META };
        assert!(help_markdown(&meta, Lang::En).contains("\n`````\na ```` b\n`````\n"));
    }
}
