//! What states, proofs and sources are called, in both languages: a symbol, a letter and a word for each state.

use chrono::{DateTime, FixedOffset, Timelike as _};

use super::{filings, trail};
use crate::{
    diagnostic::render::say,
    messages::Lang,
    schedule::{self, Outcome, Proof, Stamp, TimeSource, bogota, words as days},
    status::{Board, Deliveries, Due, Minimum, Period, Row, Totals},
};

/// The symbol of a state; it never stands without its letter or word.
pub(crate) fn symbol(outcome: Outcome) -> char {
    match outcome {
        Outcome::OnTime => '✓',
        Outcome::Late => '!',
        Outcome::Received => '+',
        Outcome::Pending => '…',
        Outcome::Upcoming => '·',
        Outcome::Missed => '✗',
        Outcome::NoRecord => '?',
        Outcome::NotApplicable => '–',
    }
}

/// The letter of a state, one for each.
pub(super) fn letter(outcome: Outcome, lang: Lang) -> char {
    match (outcome, lang) {
        (Outcome::OnTime, _) => 'O',
        (Outcome::Late, Lang::Es) => 'E',
        (Outcome::Late, Lang::En) => 'L',
        (Outcome::Received, _) => 'R',
        (Outcome::Pending, _) => 'P',
        (Outcome::Upcoming, Lang::Es) => 'X',
        (Outcome::Upcoming, Lang::En) => 'U',
        (Outcome::Missed, Lang::Es) => 'N',
        (Outcome::Missed, Lang::En) => 'M',
        (Outcome::NoRecord, Lang::Es) => 'S',
        (Outcome::NoRecord, Lang::En) => 'N',
        (Outcome::NotApplicable, _) => 'A',
    }
}

/// The word of a state.
pub fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match (outcome, lang) {
        (Outcome::OnTime, Lang::Es) => "oportuna",
        (Outcome::Late, Lang::Es) => "extemporánea",
        (Outcome::Received, Lang::Es) => "recibida",
        (Outcome::Pending, Lang::Es) => "pendiente",
        (Outcome::Upcoming, Lang::Es) => "próxima",
        (Outcome::Missed, Lang::Es) => "no presentada",
        (Outcome::NoRecord, Lang::Es) => "sin registro",
        (Outcome::NotApplicable, Lang::Es) => "no aplica",
        (Outcome::OnTime, Lang::En) => "on time",
        (Outcome::Late, Lang::En) => "late",
        (Outcome::Received, Lang::En) => "received",
        (Outcome::Pending, Lang::En) => "pending",
        (Outcome::Upcoming, Lang::En) => "upcoming",
        (Outcome::Missed, Lang::En) => "missed",
        (Outcome::NoRecord, Lang::En) => "no record",
        (Outcome::NotApplicable, Lang::En) => "not applicable",
    }
}

/// The state of an instance, in words: what was handed in and withdrawn is not called missed.
pub(crate) fn state(row: &Row<'_>, lang: Lang) -> String {
    match row.is_withdrawn {
        true => say!(lang, "presentada y retirada", "handed in and withdrawn"),
        false => outcome(row.outcome, lang).to_owned(),
    }
}

/// The word of a state in at most 11 columns.
pub(super) fn short(outcome: Outcome, lang: Lang) -> &'static str {
    match (outcome, lang) {
        (Outcome::Late, Lang::Es) => "extemp.",
        (Outcome::Missed, Lang::Es) => "no pres.",
        (Outcome::NoRecord, Lang::Es) => "sin reg.",
        (Outcome::NotApplicable, Lang::En) => "not appl.",
        _ => self::outcome(outcome, lang),
    }
}

/// `✓O oportuna`, for a legend.
pub(super) fn legend(state: Outcome, lang: Lang) -> String {
    format!("{}{} {}", symbol(state), letter(state, lang), outcome(state, lang))
}

/// How well a time is known.
pub(in crate::status) fn proof(proof: Proof, lang: Lang) -> String {
    match proof {
        Proof::ThirdParty => say!(lang, "comprobada por tercero", "proven by a third party"),
        Proof::OwnClock => say!(lang, "reloj propio", "own clock"),
        Proof::Declared => say!(lang, "declarada (SIGOB)", "declared (SIGOB)"),
        Proof::Unprovable => say!(lang, "no comprobable", "not provable"),
        Proof::Disputed => say!(lang, "en disputa", "disputed"),
    }
}

/// Where a time comes from.
pub(in crate::status) fn source(source: TimeSource, lang: Lang) -> String {
    match source {
        TimeSource::Trail => say!(lang, "registro de integridad", "audit trail"),
        TimeSource::Sigob => say!(lang, "SIGOB", "SIGOB"),
        TimeSource::Commit => say!(lang, "fecha del commit", "commit date"),
    }
}

/// `2025-11-05 16:12`, in Bogotá.
pub(crate) fn minute(moment: DateTime<FixedOffset>) -> String {
    moment.with_timezone(&bogota()).format("%Y-%m-%d %H:%M").to_string()
}

/// A bound of an hour, with its seconds: cut to the minute an upper one would be false.
pub(in crate::status) fn bound(moment: DateTime<FixedOffset>) -> String {
    let local = moment.with_timezone(&bogota());
    let form = if local.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
    local.format(form).to_string()
}

/// That a correction came after its term, and the date it lost.
pub(in crate::status) fn lost(lost: Stamp, lang: Lang) -> String {
    let date = days::date(schedule::day_of(lost.at), lang);
    say!(lang, "corrección tardía: pierde la fecha del {date}", "late correction: it loses the date of {date}")
}

/// `5 de noviembre de 2025, 16:12`, in Bogotá.
pub(crate) fn moment(moment: DateTime<FixedOffset>, lang: Lang) -> String {
    let local = moment.with_timezone(&bogota());
    format!("{}, {:02}:{:02}", days::date(schedule::day_of(moment), lang), local.hour(), local.minute())
}

/// `noviembre de 2025`, or `2025`.
pub(super) fn period(period: Period, lang: Lang) -> String {
    match period {
        Period::Year(year) => year.to_string(),
        Period::Month(year, month) => {
            let month = days::month(month, lang);
            say!(lang, "{month} de {year}", "{month} {year}")
        }
    }
}

/// Three letters of a month, `nov`.
pub(super) fn month(month: u32, lang: Lang) -> String {
    days::month(month, lang).chars().take(3).collect()
}

/// `86,2 %`, or what says that nothing was due.
pub(crate) fn percent(totals: &Totals, lang: Lang) -> String {
    match totals.on_time() {
        Some(1_000) => "100 %".to_owned(),
        Some(0) => "0 %".to_owned(),
        Some(tenths) => {
            let (whole, tenth) = (tenths / 10, tenths % 10);
            say!(lang, "{whole},{tenth} %", "{whole}.{tenth} %")
        }
        None => say!(lang, "sin vencimientos", "nothing due"),
    }
}

/// How the percentages are worked out.
pub(crate) fn percent_rule(lang: Lang) -> String {
    say!(
        lang,
        "Porcentaje: oportunas ÷ vencidas, y son vencidas las oportunas, las extemporáneas y las no presentadas; con un decimal, 100 % solo si todas lo fueron y 0 % solo si ninguna.",
        "Percentage: on time ÷ due, where due is what came on time, late or was missed; to one decimal, 100 % only where all were and 0 % only where none was."
    )
}

/// What was due and how much of it came, in lines.
pub(crate) fn totals(totals: &Totals, lang: Lang) -> Vec<String> {
    let of = |outcome| totals.count(outcome);
    let (all, due, percent) = (totals.instances(), totals.due(), percent(totals, lang));
    let (on_time, late, missed) = (of(Outcome::OnTime), of(Outcome::Late), of(Outcome::Missed));
    let mut lines = vec![if due == 0 {
        say!(lang, "oportunas: sin vencimientos", "on time: nothing due")
    } else {
        say!(
            lang,
            "vencidas: {due}; oportunas: {on_time} ({percent}); extemporáneas: {late}; no presentadas: {missed}",
            "due: {due}; on time: {on_time} ({percent}); late: {late}; missed: {missed}"
        )
    }];
    match totals.withdrawn {
        0 => {}
        1 => lines.push(say!(
            lang,
            "de las no presentadas, una se presentó y después se retiró: nada la reemplaza",
            "of those missed, one was handed in and withdrawn later: nothing took its place"
        )),
        withdrawn => lines.push(say!(
            lang,
            "de las no presentadas, {withdrawn} se presentaron y después se retiraron: nada las reemplaza",
            "of those missed, {withdrawn} were handed in and withdrawn later: nothing took their place"
        )),
    }
    let (pending, upcoming) = (of(Outcome::Pending), of(Outcome::Upcoming));
    let (received, none, excused) = (of(Outcome::Received), of(Outcome::NoRecord), of(Outcome::NotApplicable));
    lines.push(say!(
        lang,
        "pendientes: {pending}; próximas: {upcoming}; no aplica: {excused}; en total: {all}",
        "pending: {pending}; upcoming: {upcoming}; not applicable: {excused}; in all: {all}"
    ));
    if received + none > 0 {
        lines.push(say!(
            lang,
            "con plazo supuesto, fuera del porcentaje: recibidas {received}, sin registro {none}",
            "of an assumed deadline, outside the percentage: received {received}, no record {none}"
        ));
    }
    if totals.exempted_late > 0 {
        let late = totals.exempted_late;
        lines.push(say!(
            lang,
            "de las que no aplican, {late} por un acto expedido después del plazo",
            "of those not applicable, {late} by an act issued after the deadline"
        ));
    }
    lines
}

/// How well the times that decided are known, and how long those who load took.
pub(crate) fn proofs(totals: &Totals, lang: Lang) -> Vec<String> {
    let mut lines = trail::absences(totals, lang).into_iter().collect::<Vec<_>>();
    let decided = totals.decided();
    if decided == 0 {
        return lines;
    }
    let (third, own) = (totals.proof(Proof::ThirdParty), totals.proof(Proof::OwnClock));
    let (declared, none) = (totals.proof(Proof::Declared), totals.proof(Proof::Unprovable));
    let disputed = match totals.proof(Proof::Disputed) {
        0 => String::new(),
        count => say!(lang, "; en disputa: {count}", "; disputed: {count}"),
    };
    lines.insert(
        0,
        say!(
            lang,
            "hora comprobada por tercero: {third} de {decided}; reloj propio: {own}; declarada ante SIGOB: {declared}; no comprobable: {none}{disputed}",
            "time proven by a third party: {third} of {decided}; own clock: {own}; declared to SIGOB: {declared}; not provable: {none}{disputed}"
        ),
    );
    if let Some(mean) = totals.handling.mean() {
        let (count, most, whole, tenth) = (totals.handling.count, totals.handling.most, mean / 10, mean % 10);
        lines.push(say!(
            lang,
            "cargue de lo recibido por SIGOB: {whole},{tenth} días en promedio y {most} el que más (entregas: {count}); no es tardanza del líder",
            "loading of what came through SIGOB: {whole}.{tenth} days on average and {most} at most (submissions: {count}); it is no lateness of the leader"
        ));
    }
    lines
}

/// How many months of a policy have the least they must; none where no obligation states one.
pub(crate) fn minimums(minimums: &[Minimum<'_>], lang: Lang) -> Option<String> {
    let over: Vec<_> = minimums.iter().filter(|one| one.is_over).collect();
    let (met, of, open) = (over.iter().filter(|one| one.is_met()).count(), over.len(), minimums.len() - over.len());
    if minimums.is_empty() {
        return None;
    }
    let ended = if of == 0 {
        say!(lang, "ningún mes terminado", "no month ended")
    } else {
        let (meses, months) = if of == 1 { ("mes", "month") } else { ("meses", "months") };
        say!(lang, "cumplido en {met} de {of} {meses} de política", "met in {met} of {of} {months} of a policy")
    };
    Some(say!(
        lang,
        "mínimo mensual (indicador): {ended}; en curso: {open}",
        "monthly minimum (indicator): {ended}; under way: {open}"
    ))
}

/// What was read, and what that means where it is not all.
pub(super) fn read(board: &Board<'_>, lang: Lang) -> String {
    let (read, of) = board.read();
    let later = match board.later {
        0 => String::new(),
        count => say!(lang, "; {count} posteriores al momento consultado", "; {count} after the moment asked"),
    };
    match of {
        0 => say!(lang, "no hay entregas (0 de 0)", "there are no submissions (0 of 0)"),
        _ => say!(lang, "leídas {read} de {of} entregas{later}", "read {read} of {of} submissions{later}"),
    }
}

/// What has to be known before believing the rest: each a sentence.
pub fn cautions(board: &Board<'_>, lang: Lang) -> Vec<String> {
    let mut cautions = Vec::new();
    cautions.extend(trail::cautions(&board.deliveries.trail, lang));
    cautions.extend(days::withheld(&board.withheld(), lang));
    cautions.extend(filings::cautions(board, lang));
    if !board.unread.is_empty() {
        let (read, of) = board.read();
        let left = of - read;
        cautions.push(say!(
            lang,
            "Ojo: no se pudo leer el manifiesto de {left} de {of} entregas; los resultados pueden cambiar cuando se lean. `mipg check` dice qué corregir.",
            "Mind: the manifest of {left} of {of} submissions could not be read; outcomes may change once they are. `mipg check` says what to put right."
        ));
    }
    cautions
}

/// What is said where nothing is due; none where something is.
pub(crate) fn nothing(board: &Board<'_>, lang: Lang) -> Option<String> {
    if !board.rows.is_empty() {
        return None;
    }
    let period = period(board.question.period, lang);
    let since = board.measured_since().map_or(String::new(), |(year, month)| {
        say!(lang, "; se miden desde {year:04}-{month:02}", "; they are measured since {year:04}-{month:02}")
    });
    if !board.withheld().is_empty() {
        return Some(say!(
            lang,
            "nada más se debe en {period}: lo que falta arriba no se juzgó",
            "nothing else is due in {period}: what is missing above was not judged"
        ));
    }
    Some(say!(lang, "no hay obligaciones medidas en {period}{since}", "no obligations are measured in {period}{since}"))
}

/// The title: of what, and asked when.
pub(super) fn title(board: &Board<'_>, lang: Lang) -> String {
    let (period, moment) = (period(board.question.period, lang), moment(board.question.as_of, lang));
    say!(
        lang,
        "Entregas de {period}, vistas el {moment} (hora de Bogotá)",
        "Deliveries of {period}, seen on {moment} (Bogotá time)"
    )
}

/// The name of the entity.
pub(super) fn entity(board: &Board<'_>) -> String {
    days::name(board.entity.name.as_str())
}

/// The revision read, and its date.
pub(in crate::status) fn revision_of(deliveries: &Deliveries, lang: Lang) -> String {
    let id: String = deliveries.revision.to_string().chars().take(12).collect();
    let date = minute(deliveries.revision_time);
    say!(lang, "revisión {id} del {date}", "revision {id} of {date}")
}

/// The name of a policy, with its code where it has one.
pub(super) fn policy(board: &Board<'_>, slug: &str) -> String {
    let name = days::name(days::policy(&board.deliveries.world, slug));
    match board.code(slug) {
        Some(code) => format!("{} {name}", days::name(code)),
        None => name,
    }
}

/// The revision read, and its date.
pub(super) fn revision(board: &Board<'_>, lang: Lang) -> String {
    revision_of(board.deliveries, lang)
}

/// `2025-11-15 (plazo efectivo 2025-11-18: domingo y festivo)`, or one day where both are the same. Why is left out where
/// it is told at length beside, as [`moved`] does for a month.
pub(super) fn deadline(board: &Board<'_>, row: &crate::status::Row<'_>, lang: Lang) -> String {
    let why = match board.question.period.month() {
        Some(_) => None,
        None => days::brief_reason(&board.dues[row.due].corte, &board.dues[row.due].skipped, lang),
    };
    days_of(board, row, why.as_deref(), lang)
}

/// The due date and the deadline of a row, and why they differ where that is given.
pub(super) fn days_of(board: &Board<'_>, row: &crate::status::Row<'_>, why: Option<&str>, lang: Lang) -> String {
    let corte = board.corte(row);
    let (nominal, effective) = (corte.nominal, corte.effective);
    let plan = row.plan.map_or(String::new(), |plan| format!(" {}", days::plan(plan)));
    if nominal == effective {
        return format!("{nominal}{plan}");
    }
    let why = why.map_or(String::new(), |why| format!(": {why}"));
    say!(
        lang,
        "{nominal}{plan} (plazo efectivo {effective}{why})",
        "{nominal}{plan} (effective deadline {effective}{why})"
    )
}

/// Why a deadline moved; of a contingency that was written down after the deadline it moved, when.
pub(super) fn reason(due: &Due<'_>, lang: Lang) -> Option<String> {
    let why = days::reason(&due.corte, &due.skipped, lang)?;
    Some(match due.noted_late {
        Some(noted) => {
            let date = schedule::day_of(noted);
            say!(
                lang,
                "{why}, escrita en la configuración el {date}, después del plazo",
                "{why}, written in the settings on {date}, after the deadline"
            )
        }
        None => why,
    })
}

/// The due dates of a month whose deadline moved, and why; nothing for a year, where the table shows none.
pub(super) fn moved(board: &Board<'_>, lang: Lang) -> Vec<String> {
    if board.question.period.month().is_none() {
        return Vec::new();
    }
    let line = |due: &Due<'_>| {
        let corte = &due.corte;
        let (id, nominal, effective) = (corte.obligation.id.as_str(), corte.nominal, corte.effective);
        let why = reason(due, lang)?;
        Some(say!(lang, "{id} {nominal} vence el {effective}: {why}", "{id} {nominal} is due on {effective}: {why}"))
    };
    board.dues.iter().filter_map(line).collect()
}
