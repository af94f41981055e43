//! A feed of due dates for the calendars that people already use: iCalendar (RFC 5545, RFC 7986).
//!
//! One whole-day event for each due date, on its effective day: of every policy together, or of one. What makes an event
//! the same one at the next download is its `UID`, from the name of what is due; its `SEQUENCE` is [`sequence`].

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::{
    super::{subject, words},
    Agenda, Due, Origin,
    line::Lines,
};
use crate::{
    diagnostic::render::say,
    messages::Lang,
    schedule::{ANY_POLICY, Instance},
};

/// Who writes the feed, as the format asks (section 3.7.3), without the language.
const PRODUCER: &str = concat!("-//mipg//mipg ", env!("CARGO_PKG_VERSION"));

/// What a later wording of the rule is worth, so that it weighs more than any move of its dates.
const WORDING: u32 = 1_000;

/// How many times readers must take an event as changed: it grows with what moves a deadline.
///
/// A thousand for each wording of the obligation in force by then, save the first; one for each day between nominal and
/// effective day, up to 998; one where exemptions excuse all of it. All three come from the settings alone, where
/// contingencies, holidays, wordings and exemptions are added and stay: then it never falls. It does fall where one of
/// them is taken back or shortened; a calendar that reads the whole feed again shows the new day even so, but one that
/// imported the event once may keep the old one.
pub fn sequence(due: &Due<'_>) -> u32 {
    let moved = (due.corte.effective - due.corte.nominal).num_days().clamp(0, i64::from(WORDING) - 2);
    let wordings = due.wordings.saturating_sub(1).saturating_mul(WORDING);
    wordings.saturating_add(u32::try_from(moved).unwrap_or(0)).saturating_add(u32::from(is_excused(due)))
}

/// The feed of an agenda; its `DTSTAMP` is the moment of the origin.
pub fn ics(agenda: &Agenda<'_>, origin: &Origin<'_>) -> String {
    let lang = origin.lang;
    let entity = words::name(agenda.entity.name.as_str());
    let whose = match agenda.policy {
        Some(policy) => words::name(words::policy(agenda.world, policy)),
        None => say!(lang, "todas las políticas", "every policy"),
    };
    let name = say!(lang, "MIPG: {whose} ({entity})", "MIPG: {whose} ({entity})");
    let about = say!(
        lang,
        "Vencimientos de entrega de evidencias del MIPG. Cada uno está en el último día para entregar.",
        "Due dates of MIPG evidence. Each stands on the last day to hand it in."
    );
    let mut lines = Lines::default();
    lines
        .plain("BEGIN", "VCALENDAR")
        .plain("VERSION", "2.0")
        .plain("PRODID", &format!("{PRODUCER}//{}", lang.tag().to_uppercase()))
        .plain("CALSCALE", "GREGORIAN")
        .text("NAME", &name)
        .text("X-WR-CALNAME", &name)
        .text("DESCRIPTION", &about)
        .text("X-WR-CALDESC", &about)
        .plain("X-WR-TIMEZONE", "America/Bogota")
        .plain("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
        .plain("X-PUBLISHED-TTL", "P1D");
    // A calendar without events has to hold something (section 3.6); this is also what Bogotá's time is.
    lines
        .plain("BEGIN", "VTIMEZONE")
        .plain("TZID", "America/Bogota")
        .plain("BEGIN", "STANDARD")
        .plain("DTSTART", "19930404T000000")
        .plain("TZOFFSETFROM", "-0500")
        .plain("TZOFFSETTO", "-0500")
        .plain("TZNAME", "-05")
        .plain("END", "STANDARD")
        .plain("END", "VTIMEZONE");
    for due in &agenda.dues {
        Event { agenda, due, lang }.write(origin.as_of, &mut lines);
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

fn is_excused(due: &Due<'_>) -> bool {
    due.owed().next().is_none()
}

fn day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

struct Event<'e, 'a> {
    agenda: &'e Agenda<'a>,
    due: &'e Due<'a>,
    lang: Lang,
}

impl Event<'_, '_> {
    fn write(&self, stamp: DateTime<FixedOffset>, lines: &mut Lines) {
        let (due, lang) = (self.due, self.lang);
        let corte = &due.corte;
        let status = match (is_excused(due), corte.is_set()) {
            (true, _) => "CANCELLED",
            (false, true) => "CONFIRMED",
            (false, false) => "TENTATIVE",
        };
        let after = corte.effective.succ_opt().unwrap_or(corte.effective);
        let obligation = words::name(corte.obligation.name.as_str());
        lines
            .plain("BEGIN", "VEVENT")
            .text("UID", &self.uid())
            .plain("DTSTAMP", &stamp.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string())
            .plain("SEQUENCE", &super::sequence(due).to_string())
            .plain("DTSTART;VALUE=DATE", &day(corte.effective))
            .plain("DTEND;VALUE=DATE", &day(after))
            .text("SUMMARY", &self.summary())
            .text("DESCRIPTION", &self.description())
            .texts("CATEGORIES", &["MIPG", &obligation])
            .plain("STATUS", status)
            .plain("TRANSP", "TRANSPARENT");
        if !is_excused(due) {
            let (soon, today) = (
                say!(lang, "Faltan tres días: {obligation}", "Three days left: {obligation}"),
                say!(lang, "Hoy vence: {obligation}", "Due today: {obligation}"),
            );
            // The day begins at midnight: at eight in the morning, three days before and on the day itself.
            for (trigger, text) in [("-P2DT16H", soon), ("PT8H", today)] {
                lines
                    .plain("BEGIN", "VALARM")
                    .plain("ACTION", "DISPLAY")
                    .plain("TRIGGER", trigger)
                    .text("DESCRIPTION", &text)
                    .plain("END", "VALARM");
            }
        }
        lines.plain("END", "VEVENT");
    }

    /// `reporte/gobierno-digital/2026-12-05@mipg.example.gov.co`, without the policy in the feed of all.
    fn uid(&self) -> String {
        let (corte, domain) = (&self.due.corte, self.agenda.entity.domain.as_str());
        let policy = self.agenda.policy.map_or(String::new(), |policy| format!("{policy}/"));
        format!("{}/{policy}{}@{domain}", corte.obligation.id, corte.nominal)
    }

    fn summary(&self) -> String {
        let lang = self.lang;
        let obligation = words::name(self.due.corte.obligation.name.as_str());
        let what = match self.agenda.policy {
            Some(policy) => format!("{obligation}: {}", words::name(words::policy(self.agenda.world, policy))),
            None => format!("{obligation} (MIPG)"),
        };
        match (is_excused(self.due), self.due.corte.is_set()) {
            (true, _) => say!(lang, "No aplica: {what}", "Not applicable: {what}"),
            (false, true) => what,
            (false, false) => say!(lang, "{what} [plazo supuesto]", "{what} [assumed deadline]"),
        }
    }

    fn description(&self) -> String {
        let (agenda, due, lang) = (self.agenda, self.due, self.lang);
        let (corte, obligation) = (&due.corte, due.corte.obligation);
        let mut lines = Vec::new();
        let what = words::name(obligation.name.as_str());
        let owes = super::human::owes(agenda, due, lang);
        lines.push(say!(lang, "Qué se entrega: {what}.", "What is due: {what}."));
        lines.push(say!(lang, "Lo debe: {owes}.", "Owed by: {owes}."));
        let (nominal, effective) = (words::long(corte.nominal, lang), words::long(corte.effective, lang));
        lines.push(say!(lang, "Corte: {nominal}.", "Due date: {nominal}."));
        let why = words::reason(corte, &due.skipped, lang).map_or(String::new(), |why| format!(" ({why})"));
        lines.push(say!(
            lang,
            "Plazo: hasta el final del {effective}{why}.",
            "Deadline: until the end of {effective}{why}."
        ));
        let channels = words::channels(&obligation.channels, lang);
        lines.push(say!(lang, "Cómo se entrega: {channels}.", "How to hand it in: {channels}."));
        if let Some(template) = &obligation.subject {
            let policy = agenda.policy.map_or(ANY_POLICY, |policy| words::policy(agenda.world, policy));
            let subject = words::exact(&subject(template.as_str(), policy, corte.nominal));
            lines.push(say!(lang, "Asunto en SIGOB: {subject}", "Subject in SIGOB: {subject}"));
        }
        if !corte.is_set() {
            let assumed = words::assumed(lang);
            lines.push(say!(lang, "Plazo supuesto: {assumed}.", "Assumed deadline: {assumed}."));
        }
        for exemption in self.exemptions() {
            lines.push(exemption);
        }
        let source = words::prose(obligation.source.document.as_str());
        lines.push(say!(lang, "Fuente: {source}.", "Source: {source}."));
        lines.join("\n")
    }

    /// What excuses whom, one line for each policy.
    fn exemptions(&self) -> Vec<String> {
        let lang = self.lang;
        let mut lines: Vec<String> = Vec::new();
        let excused = |instance: &&Instance<'_>| instance.exemption.is_some();
        for instance in self.due.instances.iter().filter(excused) {
            let Some(exemption) = instance.exemption else { continue };
            let policy = words::name(words::policy(self.agenda.world, instance.policy));
            let (why, act) = (words::prose(exemption.reason.as_str()), words::prose(exemption.act.as_str()));
            let line = say!(lang, "No aplica a {policy}: {why} ({act}).", "Does not apply to {policy}: {why} ({act}).");
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }
}
