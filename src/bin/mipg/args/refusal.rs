//! What clap refuses, in words.

use std::{collections::BTreeMap, error::Error as _};

use clap::{
    Command,
    error::{ContextKind, ContextValue, ErrorKind},
};
use mipg::messages::{Lang, shown};

use super::{command as whole, shared::OutOfRange, text};

/// Puts clap's refusal into words.
pub fn explain(error: &clap::Error, arguments: &[std::ffi::OsString], lang: Lang) -> String {
    let known = whole(lang);
    let mut help = "mipg".to_owned();
    let mut asked = &known;
    for below in arguments.iter().skip(1) {
        if let Some(found) = asked.find_subcommand(below) {
            help.push_str(&format!(" {}", found.get_name()));
            asked = found;
        }
    }
    help.push_str(" --help");
    let names = names(asked, arguments);
    let own = |kind| !matches!(kind, ContextKind::InvalidValue | ContextKind::ValidValue | ContextKind::SuggestedValue);
    let value = |kind| {
        let named = |text: &str| if own(kind) { in_words(text, &names) } else { text.to_owned() };
        match error.get(kind) {
            Some(ContextValue::String(text)) => shown(&named(text), 120),
            Some(ContextValue::Strings(texts)) => {
                let texts: Vec<String> = texts.iter().map(|text| named(text)).collect();
                shown(&texts.join(", "), 400)
            }
            _ => String::new(),
        }
    };
    let argument = either(value(ContextKind::InvalidArg), lang);
    let given = value(ContextKind::InvalidValue);
    let mut lines = vec![match (error.kind(), lang) {
        (ErrorKind::InvalidSubcommand, Lang::Es) => {
            format!("no existe la orden `{}`", value(ContextKind::InvalidSubcommand))
        }
        (ErrorKind::InvalidSubcommand, Lang::En) => {
            format!("there is no command `{}`", value(ContextKind::InvalidSubcommand))
        }
        (ErrorKind::MissingSubcommand, Lang::Es) => "falta la orden".to_owned(),
        (ErrorKind::MissingSubcommand, Lang::En) => "a command is missing".to_owned(),
        (ErrorKind::UnknownArgument, Lang::Es) => format!("no se esperaba `{argument}`"),
        (ErrorKind::UnknownArgument, Lang::En) => format!("`{argument}` was not expected"),
        (ErrorKind::MissingRequiredArgument, Lang::Es) => format!("falta {argument}"),
        (ErrorKind::MissingRequiredArgument, Lang::En) => format!("{argument} is missing"),
        (ErrorKind::InvalidValue, Lang::Es) if given.is_empty() => format!("`{argument}` necesita un valor"),
        (ErrorKind::InvalidValue, Lang::En) if given.is_empty() => format!("`{argument}` needs a value"),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::Es) => {
            format!("`{given}` no es un valor de `{argument}`")
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::En) => {
            format!("`{given}` is not a value of `{argument}`")
        }
        (ErrorKind::ArgumentConflict, Lang::Es) => {
            format!("`{argument}` no puede ir con `{}`", value(ContextKind::PriorArg))
        }
        (ErrorKind::ArgumentConflict, Lang::En) => {
            format!("`{argument}` cannot go with `{}`", value(ContextKind::PriorArg))
        }
        (ErrorKind::InvalidUtf8, Lang::Es) => "un argumento no es texto UTF-8".to_owned(),
        (ErrorKind::InvalidUtf8, Lang::En) => "an argument is not UTF-8 text".to_owned(),
        (_, Lang::Es) => format!("los argumentos no son válidos {argument}").trim_end().to_owned(),
        (_, Lang::En) => format!("the arguments are not valid {argument}").trim_end().to_owned(),
    }];
    if let Some(OutOfRange { least, most }) = error.source().and_then(|source| source.downcast_ref()) {
        lines.push(match lang {
            Lang::Es => format!("ayuda: es un número de {least} a {most}"),
            Lang::En => format!("hint: it is a number from {least} to {most}"),
        });
    }
    let valid = value(ContextKind::ValidValue);
    if !valid.is_empty() {
        lines.push(format!("{} {valid}", text(lang, "ayuda: valores posibles:", "hint: possible values:")));
    }
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let suggestion = value(kind);
        if !suggestion.is_empty() {
            lines.push(format!("{} `{suggestion}`?", text(lang, "ayuda: ¿quiso decir", "hint: did you mean")));
        }
    }
    lines.push(match lang {
        Lang::Es => format!("ayuda: `{help}` muestra cómo se usa"),
        Lang::En => format!("hint: `{help}` shows how it is used"),
    });
    lines.join("\n")
}

/// A choice that clap writes `<--one <A>|--other <B>>`, in words.
fn either(choice: String, lang: Lang) -> String {
    match choice.strip_prefix("<--").and_then(|rest| rest.strip_suffix('>')) {
        Some(rest) => format!("--{}", rest.replace('|', text(lang, " o ", " or "))),
        None => choice,
    }
}

/// What somebody wrote, by the name that clap tells it with: it is told back as they wrote it.
fn names(command: &Command, arguments: &[std::ffi::OsString]) -> BTreeMap<String, String> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let is_written = |name: &String| {
        let mut given = words.iter().filter_map(|word| word.strip_prefix(name.as_str()));
        given.any(|rest| rest.is_empty() || rest.starts_with('='))
    };
    let mut names = BTreeMap::new();
    for arg in command.get_arguments() {
        let Some(long) = arg.get_long().map(|long| format!("--{long}")) else { continue };
        let mut others = arg.get_visible_aliases().unwrap_or_default().into_iter().map(|name| format!("--{name}"));
        if let Some(other) = others.find(|other| !is_written(&long) && is_written(other)) {
            names.insert(long, other);
        }
    }
    names
}

/// The same text with the option that it begins with by that name.
fn in_words(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let end = text.find(is_end).unwrap_or(text.len());
    match names.get(&text[..end]) {
        Some(name) => format!("{name}{}", &text[end..]),
        None => text.to_owned(),
    }
}
