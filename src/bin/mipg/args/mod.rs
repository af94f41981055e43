//! The command line: names, help in the language asked, and what clap says when the words are off.
//!
//! clap's own texts are English and never reach people: help is written here, and errors are put into words by
//! [`explain`].

mod add;
mod audit;
mod calendar;
mod check;
mod ci;
mod example;
mod fix;
mod history;
mod hook;
mod log;
mod publish;
mod refusal;
mod remind;
mod render;
mod report;
mod rules;
mod serve;
mod shared;
mod status;
mod withdraw;

use std::path::PathBuf;

use clap::{ArgMatches, Command};
use mipg::messages::Lang;

pub use add::PEOPLE;
pub use refusal::explain;

/// The text of the language asked.
pub fn text(lang: Lang, es: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Es => es,
        Lang::En => en,
    }
}

/// The language, read before anything else so that help and errors are in it: the last `--lang` given.
pub fn language(arguments: &[std::ffi::OsString]) -> Lang {
    let mut lang = Lang::default();
    let mut words =
        arguments.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--").peekable();
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.peek().copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("en") => lang = Lang::En,
            Some("es") => lang = Lang::Es,
            _ => {}
        }
    }
    lang
}

/// The same words with `help` and `ayuda`, as people write them, turned into the option: `mipg help check` asks for
/// `mipg check --help`.
pub fn with_help(mut arguments: Vec<std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let asks = arguments.get(1).is_some_and(|word| word == "help" || word == "ayuda");
    if asks {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The same words, or those that open the form where there are none: whoever starts the program by its icon writes none.
pub fn or_form(mut arguments: Vec<std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    if arguments.len() == 1 {
        arguments.push("serve".into());
    }
    arguments
}

/// The renderings of a report.
pub const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "markdown"];

/// The renderings of the calendar.
pub const CALENDAR_FORMATS: [&str; 4] = ["human", "json", "ics", "csv"];

/// The renderings of the reminders.
pub const REMIND_FORMATS: [&str; 2] = ["human", "json"];
/// Days ahead that are reminded where nobody says.
pub const REMIND_DAYS: u16 = 5;

/// The renderings of the status.
pub const STATUS_FORMATS: [&str; 5] = ["human", "json", "csv", "markdown", "svg"];

/// The renderings of the audit; `csv` is that of its sample.
pub const AUDIT_FORMATS: [&str; 4] = ["human", "json", "html", "csv"];

/// The renderings of the report of a vigencia; `human` and `json` are also those of an import.
pub const REPORT_FORMATS: [&str; 5] = ["human", "json", "csv", "html", "xlsx"];

/// The renderings of the commands of the log.
pub const LOG_FORMATS: [&str; 2] = ["human", "json"];

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let template = t(
        "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}",
        "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    );
    let root = Command::new("mipg")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "Repositorio de evidencias MIPG: comprueba lo que se entrega y dice qué corregir.",
            "MIPG evidence repository: checks what is handed in and says what to put right.",
        ))
        .subcommand_required(true)
        .arg_required_else_help(false)
        .disable_help_subcommand(true)
        .subcommand_help_heading(t("Órdenes", "Commands"))
        .after_help(t(
            "Sin orden, abre el formulario para entregar (`mipg serve`).\n\n\
             Ejemplos:\n  mipg demo ejemplo            un repositorio completo de ejemplo, ya comprobado\n  \
             mipg check                   comprueba la carpeta actual\n  \
             mipg explain digest-mismatch qué significa una regla y qué hacer\n\n\
             Variable MIPG_CLAVE: el texto de la clave privada del registro, para las órdenes que firman (`log append`, `log purge`, `publish`)\n\
             cuando no se da `--clave ARCHIVO`.\n\n\
             Códigos de salida: 0 conforme (o no aplica) · 1 inconsistencias · 2 uso incorrecto · 3 no se pudo comprobar · 4 falla de mipg",
            "Without a command it opens the form to hand in (`mipg serve`).\n\n\
             Examples:\n  mipg demo example            a complete example repository, already checked\n  \
             mipg check                   checks the current folder\n  \
             mipg explain digest-mismatch what a rule means and what to do\n\n\
             Variable MIPG_CLAVE: the text of the private key of the log, for the commands that sign (`log append`, `log purge`, `publish`)\n\
             where `--clave FILE` is not given.\n\n\
             Exit codes: 0 conforming (or not applicable) · 1 findings · 2 wrong usage · 3 could not check · 4 a bug in mipg",
        ))
        .subcommand(add::command(lang))
        .subcommand(fix::command(lang))
        .subcommand(withdraw::command(lang))
        .subcommand(check::command(lang))
        .subcommand(status::command(lang))
        .subcommand(calendar::command(lang))
        .subcommand(remind::command(lang))
        .subcommand(history::command(lang))
        .subcommand(log::command(lang))
        .subcommand(audit::command(lang))
        .subcommand(report::command(lang))
        .subcommand(render::command(lang))
        .subcommand(publish::command(lang))
        .subcommand(serve::command(lang))
        .subcommand(hook::command(lang))
        .subcommand(ci::command(lang))
        .subcommand(rules::list(lang))
        .subcommand(rules::explain(lang))
        .subcommand(example::init(lang))
        .subcommand(example::demo(lang));
    named(shared::common(root, lang, template), lang)
}

/// The same command with each option by its name in the language asked, and by the other too. What an option is called in the
/// program is its name in English.
fn named(command: Command, lang: Lang) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    let command = command.mut_args(|arg| {
        let names = arg.get_long().into_iter().chain(arg.get_visible_aliases().unwrap_or_default());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let is_own = |name: &&String| (**name == arg.get_id().as_str()) == (lang == Lang::En);
        let Some(own) = names.iter().find(is_own).cloned().filter(|_| names.len() > 1) else { return arg };
        let others = names.into_iter().filter(|name| *name != own);
        arg.visible_alias(None::<&'static str>).visible_aliases(others.collect::<Vec<_>>()).long(own)
    });
    below.into_iter().fold(command, |command, name| command.mut_subcommand(name, |below| named(below, lang)))
}

/// The repository asked for.
pub fn repository(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("repo").cloned().unwrap_or_else(|| PathBuf::from("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each command with the words that ask for it.
    fn commands(command: &Command, path: &str, out: &mut Vec<(String, Command)>) {
        let path = format!("{path} {}", command.get_name());
        for below in command.get_subcommands() {
            commands(below, &path, out);
        }
        out.push((path, command.clone()));
    }

    #[test]
    fn each_option_is_told_by_its_name_in_the_language_asked() {
        let mut faults = Vec::new();
        for lang in [Lang::Es, Lang::En] {
            let mut all = Vec::new();
            let mut root = command(lang);
            root.build();
            commands(&root, "", &mut all);
            for (path, mut command) in all {
                let mut others = Vec::new();
                for arg in command.get_arguments() {
                    let (id, long) = (arg.get_id().as_str(), arg.get_long().unwrap_or_default());
                    let more = arg.get_visible_aliases().unwrap_or_default();
                    if !more.is_empty() && (id == long) != (lang == Lang::En) {
                        faults.push(format!("{path} {lang:?}: {id} is told as --{long}"));
                    }
                    others.extend(more.into_iter().map(|name| format!("--{name}")));
                }
                let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
                let text = command.render_long_help().to_string();
                let text = text.split("[alias:").enumerate().map(|(at, part)| match at {
                    0 => part,
                    _ => part.split_once(']').map_or("", |(_, rest)| rest),
                });
                for word in text.flat_map(|part| part.split(|c| !is_word(c)).map(str::to_owned).collect::<Vec<_>>()) {
                    if others.contains(&word) {
                        faults.push(format!("{path} {lang:?}: names {word}"));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
