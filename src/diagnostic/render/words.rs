//! The words of the renderings that are not findings: levels, verdict and what was checked, in both languages.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Count, Group, Report, Severity, Verdict, report::Located},
    messages::Lang,
    model::layout::{self, is_slug},
    repo_path::RepoPath,
};

/// Formats one of two texts; a missing language or a misspelt value does not compile.
macro_rules! say {
    ($lang:expr, $es:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::messages::Lang::Es => format!($es),
            $crate::messages::Lang::En => format!($en),
        }
    };
}
pub(crate) use say;

/// A noun in the two languages: one, many.
#[derive(Clone, Copy)]
pub(super) struct Noun {
    es: [&'static str; 2],
    en: [&'static str; 2],
}

impl Noun {
    pub(super) const ERROR: Noun = Noun {
        es: ["inconsistencia que corregir", "inconsistencias que corregir"],
        en: ["error to put right", "errors to put right"],
    };
    pub(super) const WARNING: Noun = Noun { es: ["advertencia", "advertencias"], en: ["warning", "warnings"] };
    pub(super) const NOTICE: Noun = Noun { es: ["aviso", "avisos"], en: ["notice", "notices"] };
    pub(super) const INHERITED: Noun = Noun {
        es: ["resultado heredado, que no bloquea", "resultados heredados, que no bloquean"],
        en: ["inherited finding, which does not block", "inherited findings, which do not block"],
    };
    pub(super) const FINDING: Noun = Noun { es: ["resultado", "resultados"], en: ["finding", "findings"] };
    const UNCHECKED: Noun = Noun {
        es: ["cosa no se pudo comprobar", "cosas no se pudieron comprobar"],
        en: ["thing could not be checked", "things could not be checked"],
    };
    const SUBMISSION: Noun = Noun { es: ["entrega", "entregas"], en: ["submission", "submissions"] };
    const POLICY: Noun = Noun { es: ["política", "políticas"], en: ["policy", "policies"] };
    const FILE: Noun = Noun { es: ["archivo", "archivos"], en: ["file", "files"] };
    const OTHER_FILE: Noun = Noun { es: ["archivo más", "archivos más"], en: ["other file", "other files"] };
    const TEXT_FILE: Noun =
        Noun { es: ["archivo con texto", "archivos con texto"], en: ["file with text", "files with text"] };
    const RULE: Noun = Noun { es: ["regla", "reglas"], en: ["rule", "rules"] };

    /// The form for `count`, alone.
    pub(super) fn form(self, count: u64, lang: Lang) -> &'static str {
        let forms = match lang {
            Lang::Es => self.es,
            Lang::En => self.en,
        };
        forms[usize::from(count != 1)]
    }

    /// `3 entregas`.
    pub(super) fn count(self, count: usize, lang: Lang) -> String {
        format!("{count} {}", self.form(count as u64, lang))
    }

    /// `3 de 4 entregas`.
    fn of(self, count: Count, lang: Lang) -> String {
        let (done, of, form) = (count.done, count.of, self.form(count.of, lang));
        say!(lang, "{done} de {of} {form}", "{done} of {of} {form}")
    }
}

/// The word for a level, with its mark where it is *heredado*.
pub(super) fn level(severity: Severity, inherited: bool, lang: Lang) -> &'static str {
    match (lang, severity, inherited) {
        (Lang::Es, Severity::Unchecked, false) => "sin comprobar",
        (Lang::Es, Severity::Unchecked, true) => "sin comprobar (heredado)",
        (Lang::Es, Severity::Error, false) => "inconsistencia",
        (Lang::Es, Severity::Error, true) => "inconsistencia heredada",
        (Lang::Es, Severity::Warning, false) => "advertencia",
        (Lang::Es, Severity::Warning, true) => "advertencia heredada",
        (Lang::Es, Severity::Notice, false) => "aviso",
        (Lang::Es, Severity::Notice, true) => "aviso heredado",
        (Lang::En, Severity::Unchecked, false) => "unchecked",
        (Lang::En, Severity::Unchecked, true) => "unchecked (inherited)",
        (Lang::En, Severity::Error, false) => "error",
        (Lang::En, Severity::Error, true) => "inherited error",
        (Lang::En, Severity::Warning, false) => "warning",
        (Lang::En, Severity::Warning, true) => "inherited warning",
        (Lang::En, Severity::Notice, false) => "notice",
        (Lang::En, Severity::Notice, true) => "inherited notice",
    }
}

/// The verdict in one line, for a person who knows nothing of the program.
pub(super) fn verdict(report: &Report) -> String {
    let lang = report.inputs.lang;
    let errors = report.count(Severity::Error);
    match report.verdict() {
        Verdict::Nonconforming => {
            let (what, place) = (Noun::ERROR.count(errors, lang), places(report));
            say!(lang, "NO CONFORME: {what}{place}", "NONCONFORMING: {what}{place}")
        }
        Verdict::Unchecked => unchecked(report, errors),
        Verdict::NotApplicable => not_applicable(report),
        Verdict::Conforming => conforming(report),
    }
}

/// That no evidence and no settings are touched, and how far all else is judged.
fn not_applicable(report: &Report) -> String {
    let lang = report.inputs.lang;
    let files = Noun::FILE.count(usize::try_from(report.beside).unwrap_or(usize::MAX), lang);
    let rest = match (report.beside, report.rules.permission.done) {
        (0, _) => say!(lang, "no había nada que comprobar", "there was nothing to check"),
        (_, 0) => say!(
            lang,
            "lo demás que toca ({files}) lo juzgan solo los permisos, y no se juzgaron",
            "all else it touches ({files}) is judged by permissions alone, and they were not judged"
        ),
        _ => say!(
            lang,
            "lo demás que toca ({files}) lo juzgan solo los permisos",
            "all else it touches ({files}) is judged by permissions alone"
        ),
    };
    say!(
        lang,
        "NO APLICA: el cambio no toca evidencias ni ajustes; {rest}",
        "NOT APPLICABLE: the change touches no evidence and no settings; {rest}"
    )
}

fn unchecked(report: &Report, errors: usize) -> String {
    let lang = report.inputs.lang;
    let count = report.count(Severity::Unchecked);
    let what = if count > 0 {
        Noun::UNCHECKED.count(count, lang)
    } else {
        say!(lang, "solo se pudo leer una parte", "only a part could be read")
    };
    let also = match errors {
        0 => String::new(),
        errors => {
            let (what, place) = (Noun::ERROR.count(errors, lang), places(report));
            say!(lang, ", y hay {what}{place}", ", and there is more: {what}{place}")
        }
    };
    say!(
        lang,
        "SIN COMPROBAR: {what}{also}. Esto no es una aprobación",
        "UNCHECKED: {what}{also}. This is not an approval"
    )
}

fn conforming(report: &Report) -> String {
    let lang = report.inputs.lang;
    if report.checked.submissions.of == 0 {
        return if report.inputs.base.is_some() {
            say!(
                lang,
                "CONFORME: el cambio no trae entregas (0 de 0) y lo demás que toca está bien",
                "CONFORMING: the change brings no submissions (0 of 0) and all else it touches is right"
            )
        } else {
            say!(lang, "CONFORME: no hay entregas (0 de 0)", "CONFORMING: there are no submissions (0 of 0)")
        };
    }
    match report.count(Severity::Warning) {
        0 => say!(lang, "CONFORME: nada que corregir", "CONFORMING: nothing to put right"),
        warnings => {
            let what = Noun::WARNING.count(warnings, lang);
            say!(
                lang,
                "CONFORME: nada que corregir; {what} por revisar",
                "CONFORMING: nothing to put right; {what} to look at"
            )
        }
    }
}

/// ` en 2 entregas y 1 archivo más`: where the findings that block are.
fn places(report: &Report) -> String {
    let lang = report.inputs.lang;
    let (mut submissions, mut others) = (BTreeSet::new(), BTreeSet::new());
    for item in report.findings.iter().filter(|item| !item.finding.inherited) {
        if let (Severity::Error, Some(path)) = (item.finding.severity, &item.finding.path) {
            match submission(path) {
                Some(folder) => submissions.insert(folder),
                None if item.finding.rule.id == MISNAMED => submissions.insert(path.as_str()),
                None => others.insert(path.as_str()),
            };
        }
    }
    let folders = Noun::SUBMISSION.count(submissions.len(), lang);
    match (submissions.len(), others.len()) {
        (0, 0) => String::new(),
        (0, files) => {
            let files = Noun::FILE.count(files, lang);
            say!(lang, " en {files}", " in {files}")
        }
        (_, 0) => say!(lang, " en {folders}", " in {folders}"),
        (_, files) => {
            let files = Noun::OTHER_FILE.count(files, lang);
            say!(lang, " en {folders} y {files}", " in {folders} and {files}")
        }
    }
}

/// The rule about the folder of a submission whose name is not one.
const MISNAMED: &str = "submission-name";

/// The folder of the submission a path belongs to, by its place alone: `policies/<owner>/AAAA/MM/<submission>`. A file
/// left loose in the folder of the month belongs to none.
pub(super) fn submission(path: &RepoPath) -> Option<&str> {
    let mut length = 0;
    for (index, segment) in path.segments().take(5).enumerate() {
        let fits = match index {
            0 => segment == "policies",
            2 => segment.len() == 4 && segment.bytes().all(|byte| byte.is_ascii_digit()),
            3 => segment.len() == 2 && segment.bytes().all(|byte| byte.is_ascii_digit()),
            4 => is_slug(segment) || path.segments().nth(5).is_some(),
            _ => true,
        };
        if !fits {
            return None;
        }
        length += segment.len() + usize::from(index > 0);
        if index == 4 {
            return path.as_str().get(..length);
        }
    }
    None
}

/// `19 de 19 políticas · 412 de 412 entregas · …`: what was checked, of how much.
pub(super) fn checked(report: &Report) -> String {
    let lang = report.inputs.lang;
    let checked = &report.checked;
    let (run, of) = (report.rules.run, report.rules.of);
    let rules = Noun::RULE.of(Count { done: run, of }, lang);
    let left = rules_left(report, "--base", "--head").map_or(String::new(), |why| format!(" ({why})"));
    let (external, external_of) = (checked.external.done, checked.external.of);
    let searched = Noun::TEXT_FILE.of(checked.searched, lang);
    let unsearched = unsearched(report).map_or(String::new(), |what| format!(" ({what})"));
    let outside = match (checked.unseen, external_of) {
        (0, 0) => say!(lang, "0 de 0 fuera de git", "0 of 0 outside git"),
        (0, _) => say!(
            lang,
            "{external} de {external_of} fuera de git (sin ver su contenido)",
            "{external} of {external_of} outside git (content not seen)"
        ),
        (_, 0) => say!(lang, "no se sabe cuántos hay fuera de git", "how many lie outside git is not known"),
        _ => say!(
            lang,
            "{external} de {external_of} o más fuera de git (sin ver su contenido)",
            "{external} of {external_of} or more outside git (content not seen)"
        ),
    };
    [
        Noun::POLICY.of(checked.policies, lang),
        Noun::SUBMISSION.of(checked.submissions, lang),
        format!("{} ({})", Noun::FILE.of(checked.files, lang), volume(checked.bytes, lang)),
        outside,
        say!(
            lang,
            "datos personales buscados en {searched}{unsearched}",
            "personal data searched for in {searched}{unsearched}"
        ),
        format!("{rules}{left}"),
    ]
    .join(" · ")
}

/// In which files personal data are never searched for, and how many there are; none where there are none.
pub(super) fn unsearched(report: &Report) -> Option<String> {
    let (lang, left) = (report.inputs.lang, report.checked.unsearchable);
    let kinds = [
        (left.pdf, say!(lang, "PDF", "PDF")),
        (left.old_office, say!(lang, "Office anterior a 2007", "Office before 2007")),
        (left.archives, say!(lang, "ZIP y otros que llevan archivos", "ZIP and others that carry files")),
        (left.other, say!(lang, "otros formatos", "other formats")),
    ];
    let kinds: Vec<String> =
        kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{name} ({count})")).collect();
    let kinds = kinds.join(", ");
    (!kinds.is_empty()).then(|| say!(lang, "no se buscan en {kinds}", "not searched for in {kinds}"))
}

/// Why not every rule was run, and how many were not; none where all were. `base` and `head` are the options to name.
pub(super) fn rules_left(report: &Report, base: &str, head: &str) -> Option<String> {
    let lang = report.inputs.lang;
    let left = |count: Count| count.of.saturating_sub(count.done);
    let (history, permission) = (left(report.rules.history), left(report.rules.permission));
    let rest = report.rules.of.saturating_sub(report.rules.run).saturating_sub(history + permission);
    let rules = |count: u64| Noun::RULE.count(count as usize, lang);
    let need = |count: u64| match count {
        1 => say!(lang, "necesita", "needs"),
        _ => say!(lang, "necesitan", "need"),
    };
    if report.inputs.base.is_none() && history + permission > 0 {
        let (rules, need) = (rules(history + permission), need(history + permission));
        return Some(say!(
            lang,
            "ni la historia ni los permisos se juzgaron: {rules} {need} {base} y {head}",
            "neither history nor permissions were judged: {rules} {need} {base} and {head}"
        ));
    }
    let mut why = Vec::new();
    if history > 0 {
        let (rules, need) = (rules(history), need(history));
        why.push(say!(
            lang,
            "la historia no se juzgó: {rules} {need} toda la historia publicada, y aquí no se pudo seguir",
            "history was not judged: {rules} {need} all the published history, and it could not be followed here"
        ));
    }
    if permission > 0 {
        why.push(match report.rules.permission.done {
            0 => {
                let (rules, need) = (rules(permission), need(permission));
                say!(
                    lang,
                    "los permisos no se juzgaron: {rules} {need} la cuenta de quien hace el cambio y las de líderes y roles",
                    "permissions were not judged: {rules} {need} the account that makes the change and those of leaders and roles"
                )
            }
            known => {
                let judged = match known {
                    1 => say!(lang, "se juzgó", "was judged"),
                    _ => say!(lang, "se juzgaron", "were judged"),
                };
                let are = match permission {
                    1 => say!(lang, "es de otro momento o necesita", "is of another moment or needs"),
                    _ => say!(lang, "son de otro momento o necesitan", "are of another moment or need"),
                };
                let (known, rules) = (rules(known), rules(permission));
                say!(
                    lang,
                    "de los permisos {judged} {known}; {rules} {are} saber quién aprobó",
                    "of permissions {known} {judged}; {rules} {are} to know who approved"
                )
            }
        });
    }
    if rest > 0 {
        let rules_left = rules(rest);
        why.push(match rest {
            1 => say!(lang, "{rules_left} no tenía qué mirar", "{rules_left} had nothing to look at"),
            _ => say!(lang, "{rules_left} no tenían qué mirar", "{rules_left} had nothing to look at"),
        });
    }
    (!why.is_empty()).then(|| why.join("; "))
}

/// What was judged only in part, because a manifest could not be read whole, and whose turn that is; none where every
/// one could.
pub(super) fn in_part(report: &Report) -> Option<String> {
    let (lang, manifests) = (report.inputs.lang, report.checked.manifests);
    let left = manifests.of.saturating_sub(manifests.done);
    if left == 0 {
        return None;
    }
    let is_unread =
        |item: &&Located| item.finding.severity == Severity::Unchecked && item.finding.rule.group == Group::Document;
    let of_a_manifest = |path: &&RepoPath| path.name() == layout::MANIFEST;
    let unread: BTreeSet<&RepoPath> = report
        .findings
        .iter()
        .filter(is_unread)
        .filter_map(|item| item.finding.path.as_ref())
        .filter(of_a_manifest)
        .collect();
    let unread = (unread.len() as u64).min(left);
    let subject = match left {
        1 => say!(lang, "1 entrega se revisó solo en parte", "1 submission was checked only in part"),
        _ => say!(lang, "{left} entregas se revisaron solo en parte", "{left} submissions were checked only in part"),
    };
    let cause = match (left, unread) {
        (1, 0) => say!(
            lang,
            "su manifiesto tiene errores; cuando los corrija pueden aparecer otros",
            "its manifest has errors; once they are put right others may appear"
        ),
        (_, 0) => say!(
            lang,
            "sus manifiestos tienen errores; cuando los corrija pueden aparecer otros",
            "their manifests have errors; once they are put right others may appear"
        ),
        (1, 1) => say!(
            lang,
            "su manifiesto no se pudo leer, y eso no quiere decir que tenga errores",
            "its manifest could not be read, which does not mean that it has errors"
        ),
        _ if unread == left => say!(
            lang,
            "sus manifiestos no se pudieron leer, y eso no quiere decir que tengan errores",
            "their manifests could not be read, which does not mean that they have errors"
        ),
        _ => say!(
            lang,
            "{unread} por no poderse leer su manifiesto, y el resto porque el suyo tiene errores; cuando los corrija pueden aparecer otros",
            "{unread} since their manifest could not be read, and the rest since theirs has errors; once they are put right others may appear"
        ),
    };
    Some(format!("{subject}: {cause}"))
}

/// `812 KB`, or `800 KB de 812 KB` where not all was read; in bytes where rounding would hide the difference.
pub(super) fn volume(bytes: Count, lang: Lang) -> String {
    let (mut done, mut of) = (size(bytes.done, lang), size(bytes.of, lang));
    if bytes.is_whole() {
        return of;
    }
    if done == of {
        (done, of) = (format!("{} bytes", bytes.done), format!("{} bytes", bytes.of));
    }
    say!(lang, "{done} de {of}", "{done} of {of}")
}

/// A size in decimal units, cut and not rounded: what was not read is never shown as read.
fn size(bytes: u64, lang: Lang) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} {}", if bytes == 1 { "byte" } else { "bytes" }),
        1_000..1_000_000 => return format!("{} KB", bytes / 1_000),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let (whole, tenth) = (bytes / unit, bytes % unit / (unit / 10));
    say!(lang, "{whole},{tenth} {name}", "{whole}.{tenth} {name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Unsearchable, render::testing};

    #[test]
    fn sizes_are_cut_not_rounded() {
        let cases = [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (812_345, "812 KB"),
            (999_999, "999 KB"),
        ];
        for (bytes, text) in cases {
            assert_eq!(size(bytes, Lang::Es), text);
        }
        assert_eq!(size(1_290_000, Lang::Es), "1,2 MB");
        assert_eq!(size(3_000_000_000, Lang::En), "3.0 GB");
        assert!(size(u64::MAX, Lang::Es).ends_with("GB"));
    }

    #[test]
    fn a_part_is_never_shown_as_the_whole() {
        assert_eq!(volume(Count { done: 812_345, of: 812_345 }, Lang::Es), "812 KB");
        assert_eq!(volume(Count { done: 512_345, of: 812_345 }, Lang::Es), "512 KB de 812 KB");
        assert_eq!(volume(Count { done: 812_344, of: 812_345 }, Lang::Es), "812344 bytes de 812345 bytes");
    }

    #[test]
    fn a_submission_is_known_by_its_place() {
        let folder = |path: &str| submission(&RepoPath::new(path).unwrap()).map(str::to_owned);
        let own = "policies/gobierno-digital/2026/11/reporte-1f3a";
        assert_eq!(folder(&format!("{own}/manifiesto.yaml")).as_deref(), Some(own));
        assert_eq!(folder(own).as_deref(), Some(own));
        assert_eq!(folder("policies/gobierno-digital/2026/11"), None);
        assert_eq!(folder("policies/gobierno-digital/2026/11/suelto.pdf"), None);
        assert!(folder("policies/gobierno-digital/2026/11/Reporte 1/a.pdf").is_some());
        assert_eq!(folder("policies/gobierno-digital/politica.yaml"), None);
        assert_eq!(folder("other/gobierno-digital/2026/11/reporte-1f3a"), None);
        assert_eq!(folder("policies/x/20a6/11/y/z"), None);
    }

    #[test]
    fn what_is_never_searched_is_said_with_its_kind() {
        let mut report = testing::report(Vec::new());
        report.checked.unsearchable = Unsearchable { pdf: 190, old_office: 2, archives: 3, other: 0 };
        let line = checked(&report);
        assert!(line.contains("500 de 700 archivos con texto (no se buscan en PDF (190), Office anterior a 2007 (2), ZIP y otros que llevan archivos (3))"));
        report.checked.unsearchable = Unsearchable::default();
        assert!(checked(&report).contains("500 de 700 archivos con texto · "));
    }

    #[test]
    fn what_was_not_seen_may_lie_outside_git() {
        let mut report = testing::report(Vec::new());
        assert!(checked(&report).contains(" · 3 de 3 fuera de git (sin ver su contenido) · "));
        report.checked.unseen = 1;
        assert!(checked(&report).contains(" · 3 de 3 o más fuera de git (sin ver su contenido) · "));
        report.checked.external = Count::default();
        assert!(checked(&report).contains(" · no se sabe cuántos hay fuera de git · "));
    }

    #[test]
    fn a_misnamed_folder_is_a_submission() {
        assert!(crate::rules::find(MISNAMED).is_some());
        let mut item = testing::finding("policies/gobierno-digital/2026/11/Reporte 64a8", Severity::Error);
        assert_eq!(places(&testing::report(vec![item.clone()])), " en 1 archivo");
        let meta = &crate::rules::find(MISNAMED).unwrap().meta;
        item.finding.rule = meta;
        assert_eq!(places(&testing::report(vec![item])), " en 1 entrega");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(Noun::SUBMISSION.count(1, Lang::Es), "1 entrega");
        assert_eq!(Noun::SUBMISSION.count(0, Lang::Es), "0 entregas");
        assert_eq!(Noun::POLICY.of(Count { done: 0, of: 1 }, Lang::En), "0 of 1 policy");
    }

    #[test]
    fn what_was_not_run_agrees_in_number() {
        let mut report = testing::report(Vec::new());
        report.inputs.base = Some("main".to_owned());
        report.rules.history = Count { done: 6, of: 6 };
        report.rules.permission = Count { done: 1, of: 3 };
        report.rules.run = 63;
        let told = |report: &Report| rules_left(report, "--base", "--head").unwrap();
        let one = "de los permisos se juzgó 1 regla; 2 reglas son de otro momento o necesitan saber quién aprobó";
        assert_eq!(told(&report), format!("{one}; 1 regla no tenía qué mirar"));
        report.rules.permission.done = 2;
        let two = "de los permisos se juzgaron 2 reglas; 1 regla es de otro momento o necesita saber quién aprobó";
        assert_eq!(told(&report), format!("{two}; 2 reglas no tenían qué mirar"));
        report.inputs.lang = Lang::En;
        assert!(
            told(&report).starts_with("of permissions 2 rules were judged; 1 rule is of another moment or needs to")
        );
    }
}
