//! One module per command: arguments in, exit code out.

mod add;
mod audit;
mod behind;
mod calendar;
mod check;
mod ci;
mod demo;
mod fix;
mod history;
mod hook;
mod hours;
mod init;
mod job;
mod judged;
mod kept;
mod log;
mod paths;
mod patient;
mod publish;
mod remind;
mod render;
mod report;
mod rules;
mod serve;
mod site;
mod status;
mod underway;
mod unheld;
mod vigencia;
mod withdraw;

use clap::ArgMatches;
use mipg::messages::Lang;

use crate::errors::Failure;

/// Runs the command asked for; its exit code.
pub fn run(matches: &ArgMatches, lang: Lang) -> u8 {
    let (name, matches) = matches.subcommand().expect("clap requires a command");
    let detail = matches.try_get_one::<bool>("detail").ok().flatten().copied().unwrap_or(false);
    let outcome: Result<u8, Failure> = match name {
        "add" => add::run(matches, lang),
        "check" => check::run(matches, lang),
        "fix" => fix::run(matches, lang),
        "withdraw" => withdraw::run(matches, lang),
        "audit" => audit::run(matches, lang),
        "calendar" => calendar::run(matches, lang),
        "history" => history::run(matches, lang),
        "ci" => ci::run(matches, lang),
        "hook" => hook::run(matches, lang),
        "report" => report::run(matches, lang),
        "publish" => publish::run(matches, lang),
        "serve" => serve::run(matches, lang),
        "log" => log::run(matches, lang),
        "render" => render::run(matches, lang),
        "remind" => remind::run(matches, lang),
        "status" => status::run(matches, lang),
        "rules" => Ok(rules::list(matches, lang)),
        "explain" => rules::explain(matches, lang),
        "init" => init::run(matches, lang),
        "demo" => demo::run(matches, lang),
        other => unreachable!("clap accepts no command `{other}`"),
    };
    outcome.unwrap_or_else(|failure| failure.report(lang, detail))
}
