//! The technical report (*informe técnico de verificación*): one printable page that needs nothing else.

use minijinja::context;

use super::{
    super::{Audit, Finding},
    again::{again, brought},
    groups::{groups, without_kind},
    human::TOLD,
    words::{aside, chain, count, level, not_established, note, place, verdict},
};
use crate::{
    messages::{Lang, shown},
    page,
    schedule::{self, words},
    trail::judge::KeySource,
};

/// The page; the same bytes for the same audit.
///
/// # Errors
/// The template asks for what it is not given: a bug.
pub fn html(audit: &Audit, lang: Lang) -> Result<String, minijinja::Error> {
    let tallies: Vec<_> = audit
        .tallies
        .iter()
        .map(|tally| {
            context! {
                name => tally.check.name(lang),
                count => count(tally, lang),
                whole => tally.of == Some(tally.passed),
                note => note(tally, audit, lang),
            }
        })
        .collect();
    let findings: Vec<_> = groups(audit, lang)
        .iter()
        .map(|group| {
            let one = |finding: &&Finding| {
                context! { message => finding.message.text(lang), place => place(finding, lang) }
            };
            context! {
                level => level(group.level, lang),
                code => group.code,
                count => group.count,
                all => group.kept.iter().take(TOLD).map(one).collect::<Vec<_>>(),
                more => group.count.saturating_sub(TOLD as u64),
                help => group.help,
            }
        })
        .collect();
    let mut environment = page::environment(lang);
    environment.add_template("informe.html", include_str!("informe.html"))?;
    environment.get_template("informe.html")?.render(context! {
        lang => lang.tag(),
        verdict => verdict(audit, lang),
        code => audit.verdict.code(),
        date => words::date(schedule::day_of(audit.as_of), lang),
        hour => audit.as_of.with_timezone(&schedule::bogota()).format("%H:%M:%S").to_string(),
        revision => audit.revision.to_string(),
        commits => audit.commits,
        log => audit.log_commit.to_string(),
        reference => audit.reference,
        origin => audit.checkpoint.as_ref().map(|checkpoint| shown(checkpoint.origin.as_str(), 200)),
        size => audit.checkpoint.as_ref().map(|checkpoint| checkpoint.head.size),
        root => audit.checkpoint.as_ref().map(|checkpoint| checkpoint.head.root.to_string()),
        last => audit.last_hour.as_deref(),
        brought => brought(audit, lang),
        chain => chain(audit, lang),
        keys => audit.keys.iter().map(|key| shown(&key.to_string(), 300)).collect::<Vec<_>>(),
        own => audit.key_source == KeySource::Log,
        tallies,
        aside => aside(audit, lang),
        findings,
        more => without_kind(audit),
        not_established => not_established(audit, lang),
        again => again(audit, lang),
    })
}
