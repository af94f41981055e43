//! A file is not YAML.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DocumentContext, Rule},
    source::{
        Step,
        yaml::{SyntaxReason, YamlProblemKind},
    },
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "yaml-syntax",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "El archivo no está bien escrito en YAML.", en: "The file is not well-formed YAML." },
        why: Text {
            es: "Mientras no se pueda leer, nada de lo que dice cuenta.",
            en: "As long as it cannot be read, nothing it says counts.",
        },
        norm: None,
        example: "titulo: Acta: reunión de octubre\n",
        remedy: Text {
            es: "Corrija la línea señalada; compare con un ejemplo de policies/README.md: dos espacios por nivel, y \
                 comillas si el texto lleva signos.",
            en: "Mend the line shown; compare with an example of policies/README.md: two spaces per level, and \
                 quotes where the text has signs.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::yaml(cx) {
        match &problem.kind {
            YamlProblemKind::TabIndentation => {
                let finding = problems::at(out, cx, problem, Message::YamlTab {});
                finding.hint(Message::YamlTabHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::ColonInText, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlColonInText {});
                let field = problem.route.steps().last().and_then(|step| match step {
                    Step::Key(name) => Some(name.as_str()),
                    Step::Index(_) => None,
                });
                finding.hint(Message::YamlColonInTextHint { field: field.unwrap_or("titulo").into() });
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::MissingColon, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlMissingColon {});
                finding.hint(Message::YamlMissingColonHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::UnclosedQuote, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlUnclosedQuote {});
                finding.hint(Message::YamlUnclosedQuoteHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::TextAfterQuote, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlTextAfterQuote {});
                finding.hint(Message::YamlTextAfterQuoteHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::Escape, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlEscape {});
                finding.hint(Message::YamlEscapeHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::Bracket, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlBracket {});
                finding.hint(Message::YamlBracketHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::Indentation, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlIndentation {});
                finding.hint(Message::YamlIndentationHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::ReservedCharacter, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlReservedCharacter {});
                finding.hint(Message::YamlReservedCharacterHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::ConflictMark, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlConflictMark {});
                finding.hint(Message::YamlConflictMarkHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::ColonWithoutSpace, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlColonWithoutSpace {});
                finding.hint(Message::YamlColonWithoutSpaceHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::DashWithoutSpace, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlDashWithoutSpace {});
                finding.hint(Message::YamlDashWithoutSpaceHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::WrongDash, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlWrongDash {});
                finding.hint(Message::YamlWrongDashHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::EqualsSign, .. } => {
                let finding = problems::at(out, cx, problem, Message::YamlEqualsSign {});
                finding.hint(Message::YamlEqualsSignHint {});
            }
            YamlProblemKind::Syntax { reason: SyntaxReason::Other, .. } => {
                problems::at(out, cx, problem, Message::YamlSyntax {});
            }
            _ => {}
        }
    }
}
