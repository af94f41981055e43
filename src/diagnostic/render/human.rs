//! For a person at a terminal: excerpts with the place marked, what to do, and a verdict in plain words.

use annotate_snippets::{
    AnnotationKind, Group, Level, Renderer, Snippet,
    renderer::{AnsiColor, Effects, Style},
};

use super::{
    escape,
    excerpt::{Excerpt, excerpt},
    view::{Place, View, ranked, views},
    words::{self, Noun, say},
};
use crate::{
    diagnostic::{Position, Report, Severity, Verdict},
    messages::{Arg, Lang, Message, field as field_words},
    repo_path::RepoPath,
};

/// Characters of a sentence or a value that are shown.
const SHOWN: usize = 4_000;
/// Columns beside an excerpt: line number, rule and margin.
const GUTTER: usize = 12;

/// How to show a report at a terminal.
#[derive(Clone, Copy, Debug)]
pub struct HumanOptions<'a> {
    /// Whether to use ANSI colours; the text is understandable without.
    pub color: bool,
    /// Columns of the terminal; taken as at least 40 and at most 200.
    pub width: usize,
    /// Whether to add field, reason and complete values to each finding.
    pub detail: bool,
    /// Shows only findings at or below these paths, and those about the whole repository; none: all. The verdict and
    /// the counts are always of everything.
    pub only: &'a [RepoPath],
    /// Shows at most so many findings, the gravest; all are counted.
    pub most: usize,
}

/// The findings with excerpts, then the verdict and what was checked.
pub fn human(report: &Report, options: &HumanOptions<'_>) -> String {
    let page = Page {
        report,
        lang: report.inputs.lang,
        color: options.color,
        width: options.width.clamp(40, 200),
        detail: options.detail,
    };
    let views = views(report);
    let is_asked = |view: &View<'_>| match view.path {
        Some(path) => options.only.is_empty() || options.only.iter().any(|folder| path.is_within(folder)),
        None => true,
    };
    let asked: Vec<&View<'_>> = ranked(&views).into_iter().filter(|view| is_asked(view)).collect();
    let told = &asked[..asked.len().min(options.most)];
    let mut out = String::new();
    for view in told {
        out.push_str(&page.finding(view));
        out.push_str("\n\n");
    }
    out.push_str(&page.footer(&views, asked.len(), told.len()));
    out
}

struct Page<'a> {
    report: &'a Report,
    lang: Lang,
    color: bool,
    width: usize,
    detail: bool,
}

impl Page<'_> {
    fn finding(&self, view: &View<'_>) -> String {
        let level = match view.severity {
            Severity::Error | Severity::Unchecked if !view.inherited => Level::ERROR,
            Severity::Warning if !view.inherited => Level::WARNING,
            _ => Level::NOTE,
        };
        let main = view.path.and_then(|path| self.excerpt(path, view.position));
        let related: Vec<_> =
            view.related.iter().map(|place| (place, self.excerpt(place.path, place.position))).collect();
        let lines = main.iter().chain(related.iter().filter_map(|(_, excerpt)| excerpt.as_ref()));
        let gutter = lines.map(|excerpt| excerpt.line.to_string().len()).max().unwrap_or(0);

        let title = level
            .with_name(view.level(self.lang))
            .primary_title(short_digests(&escape::line(&view.message, SHOWN)))
            .id(view.rule.id);
        let mut group = Group::with_title(title);
        if let Some(excerpt) = &main {
            group = group.element(snippet(excerpt, AnnotationKind::Primary));
        }
        for (level, name, text) in self.remarks(view) {
            let indent = gutter + name.chars().count() + 5;
            let text = wrap(&text, self.width.saturating_sub(indent).max(24)).join("\n");
            group = group.element(level.with_name(name).message(text));
        }
        let mut groups = vec![group];
        for (place, excerpt) in &related {
            let name = say!(self.lang, "véase", "see");
            let mut group = Group::with_title(Level::NOTE.with_name(name).secondary_title(place_text(place)));
            if let Some(excerpt) = excerpt {
                group = group.element(snippet(excerpt, AnnotationKind::Context));
            }
            groups.push(group);
        }
        let renderer = if self.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
        let text = renderer.term_width(self.width).render(&groups);
        let Some(path) = view.path else { return text };
        let place = place_text(&Place { path, folder: view.folder, position: view.position, field: view.field });
        let arrow = self.paint(AnsiColor::BrightBlue.on_default().effects(Effects::BOLD), "-->");
        let header = format!("{}{arrow} {place}", " ".repeat(gutter));
        match text.split_once('\n') {
            Some((title, rest)) => format!("{title}\n{header}\n{rest}"),
            None => format!("{text}\n{header}"),
        }
    }

    fn excerpt(&self, path: &RepoPath, position: Option<Position>) -> Option<Excerpt> {
        let source = self.report.sources.get(path)?;
        Some(excerpt(&source.0, &position?, self.width - GUTTER))
    }

    fn remarks(&self, view: &View<'_>) -> Vec<(Level<'static>, String, String)> {
        let lang = self.lang;
        let mut remarks = vec![(Level::HELP, say!(lang, "ayuda", "help"), escape::line(&view.help, SHOWN))];
        if self.detail {
            if let Some(field) = view.field {
                let field = escape::line(&field_words(field, lang), SHOWN);
                remarks.push((Level::NOTE, say!(lang, "campo", "field"), field));
            }
            remarks.push((Level::NOTE, say!(lang, "motivo", "reason"), view.rule.why.get(lang).to_owned()));
            for (name, value) in &view.args {
                let value = match value {
                    Arg::Text(text) => escape::line(text, SHOWN),
                    Arg::List(items) => escape::line(&items.join(", "), SHOWN),
                    other @ (Arg::Number(_) | Arg::Bytes(_) | Arg::Terms(_) | Arg::Field(_)) => {
                        other.in_lang(lang).to_string()
                    }
                };
                remarks.push((Level::NOTE, say!(lang, "dato", "value"), format!("{name} = {value}")));
            }
        }
        remarks
    }

    fn footer(&self, views: &[View<'_>], asked: usize, told: usize) -> String {
        let (report, lang) = (self.report, self.lang);
        let color = match report.verdict() {
            Verdict::Conforming | Verdict::NotApplicable => AnsiColor::Green,
            Verdict::Nonconforming => AnsiColor::BrightRed,
            Verdict::Unchecked => AnsiColor::Yellow,
        };
        let mut out = self.paint(color.on_default().effects(Effects::BOLD), &words::verdict(report));
        let mut line = |text: String| {
            for (index, piece) in wrap(&text, self.width - 4).into_iter().enumerate() {
                out.push_str(if index == 0 { "\n  " } else { "\n    " });
                out.push_str(&piece);
            }
        };
        // A verdict that conforms counts them itself.
        let is_in_verdict = report.verdict() == Verdict::Conforming && report.checked.submissions.of > 0;
        let also = [
            (Noun::WARNING, if is_in_verdict { 0 } else { report.count(Severity::Warning) }),
            (Noun::NOTICE, report.count(Severity::Notice)),
            (Noun::INHERITED, report.inherited()),
        ];
        let also: Vec<String> =
            also.iter().filter(|(_, count)| *count > 0).map(|(noun, count)| noun.count(*count, lang)).collect();
        if !also.is_empty() {
            let also = also.join(" · ");
            line(say!(lang, "además: {also}", "also: {also}"));
        }
        if let Some(text) = words::in_part(report) {
            line(text);
        }
        let checked = words::checked(report);
        line(say!(lang, "comprobado: {checked}", "checked: {checked}"));
        let all = views.len();
        let rest = all - asked.min(all);
        if rest > 0 && asked == 0 {
            line(say!(
                lang,
                "aquí no hay nada que señalar; el resto del repositorio tiene {rest}, que `mipg check` muestra y también cuenta",
                "there is nothing to point at here; the rest of the repository has {rest}, which `mipg check` shows and which counts as well"
            ));
        } else if rest > 0 {
            line(say!(
                lang,
                "se muestran {asked} de {all}: el resto del repositorio tiene {rest}, que `mipg check` muestra y también cuenta",
                "{asked} of {all} shown: the rest of the repository has {rest}, which `mipg check` shows and which counts as well"
            ));
        }
        if told < asked {
            line(Message::FindingsShown { shown: told.into(), all: asked.into() }.text(lang));
        }
        if let Some(view) = ranked(views).first() {
            let id = view.rule.id;
            line(say!(lang, "para entender una regla: mipg explain {id}", "to understand a rule: mipg explain {id}"));
        }
        out.push('\n');
        out
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn snippet(excerpt: &Excerpt, kind: AnnotationKind) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(excerpt.text.as_str()).line_start(excerpt.line as usize).annotation(kind.span(excerpt.span.clone()))
}

/// The text with only the first eight digits of each digest: the whole ones stay in the help and in the other forms.
fn short_digests(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    for run in text.split_inclusive(|character: char| !character.is_ascii_hexdigit()) {
        let digits = run.trim_end_matches(|character: char| !character.is_ascii_hexdigit());
        if digits.len() == 64 {
            short.push_str(&digits[..8]);
            short.push('…');
            short.push_str(&run[64..]);
        } else {
            short.push_str(run);
        }
    }
    short
}

/// `policies/x/manifiesto.yaml:14:13`.
fn place_text(place: &Place<'_>) -> String {
    let path = escape::path(place.path.as_str());
    match place.position {
        Some(position) => format!("{path}:{}:{}", position.line, position.column),
        None => path,
    }
}

/// The words of `text` in lines of at most `width` characters; a longer word has a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use crate::{
        diagnostic::{Count, RunRules, Target, report::Located},
        messages::is_deceptive,
        source::Span,
    };

    const PLAIN: HumanOptions<'static> =
        HumanOptions { color: false, width: 100, detail: false, only: &[], most: usize::MAX };
    const MANIFEST: &str = "policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml";

    fn shown(findings: Vec<Located>) -> String {
        human(&testing::report(findings), &PLAIN)
    }

    #[test]
    fn an_excerpt_marks_the_place() {
        let text = shown(vec![testing::found(MANIFEST, "ñandú")]);
        let expected = "\
inconsistencia[test-rule]: la huella de «policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml» no coincide: el manifiesto dice 00 y el archivo tiene ff
 --> policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml:2:13
  |
2 | titulo: Año ñandú
  |             ^^^^^
  |
  = ayuda: Copie la huella en `sha256`.

NO CONFORME: 1 inconsistencia que corregir en 1 entrega
  comprobado: 19 de 19 políticas · 412 de 412 entregas · 977 de 977 archivos (812 KB) · 3 de 3
    fuera de git (sin ver su contenido) · datos personales buscados en 500 de 700 archivos con texto
    · 56 de 66 reglas (ni la historia ni los permisos se juzgaron: 10 reglas necesitan --base y
    --head)
  para entender una regla: mipg explain test-rule
";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_file_without_position_shows_its_path_and_the_repository_shows_none() {
        let mut whole = testing::finding("x", Severity::Error);
        whole.finding.path = None;
        let text = shown(vec![whole, testing::finding("policies/otro.txt", Severity::Warning)]);
        assert!(text.contains("advertencia[test-rule]: la huella de «policies/otro.txt» no coincide: el manifiesto dice 00 y el archivo tiene ff\n--> policies/otro.txt\n"), "{text}");
        assert_eq!(text.matches("-->").count(), 1);
        assert!(text.contains("\nNO CONFORME: 1 inconsistencia que corregir\n  además: 1 advertencia\n"), "{text}");
    }

    #[test]
    fn related_places_follow() {
        let mut item = testing::found(MANIFEST, "0000");
        item.finding.related(&RepoPath::new(MANIFEST).unwrap(), Target::Bytes(Span::new(0, 7)));
        item.finding.related(&RepoPath::new("policies/otro.yaml").unwrap(), Target::Whole);
        item.related =
            vec![Some(Position::of(Span::new(0, 7), &crate::source::LineIndex::new(testing::SOURCE.as_bytes()))), None];
        let text = shown(vec![item]);
        assert!(text.contains(&format!("véase: {MANIFEST}:1:1\n  |\n1 | version: 1\n  | -------\n")), "{text}");
        assert!(text.contains("véase: policies/otro.yaml\n"), "{text}");
    }

    #[test]
    fn nothing_of_a_repository_moves_the_terminal() {
        let mut report = testing::hostile_report();
        for source in report.sources.values_mut() {
            source.0 = testing::SOURCE.replace("0000", "\u{1b}]0;x\u{7}\u{202e}");
        }
        for detail in [false, true] {
            let text = human(&report, &HumanOptions { detail, ..PLAIN });
            assert!(!text.chars().any(|character| character != '\n' && is_deceptive(character)), "{text:?}");
            assert!(text.contains("policies/\\u{1b}]0;x\\u{7}:5:13"), "{text}");
        }
        let colored = human(&report, &HumanOptions { color: true, ..PLAIN });
        for sequence in colored.split('\u{1b}').skip(1) {
            let style = sequence.strip_prefix('[').and_then(|rest| rest.split_once('m')).map(|(style, _)| style);
            assert!(style.is_some_and(|style| style.chars().all(|c| c.is_ascii_digit() || c == ';')), "{sequence:?}");
        }
    }

    #[test]
    fn of_many_the_gravest_are_shown_and_all_are_counted() {
        let mut findings: Vec<_> = (0..30).map(|n| testing::finding(&format!("a{n:02}"), Severity::Warning)).collect();
        findings.push(testing::finding("z", Severity::Error));
        let text = human(&testing::report(findings), &HumanOptions { most: 3, ..PLAIN });
        assert_eq!(text.matches("-->").count(), 3);
        assert!(text.starts_with("inconsistencia[test-rule]: ") && text.contains("--> z\n"), "{text}");
        assert!(text.contains("se muestran 3 de 31, lo más grave primero"), "{text}");
    }

    #[test]
    fn what_blocks_is_told_before_what_does_not() {
        let findings = vec![testing::finding("a", Severity::Warning), testing::finding("z", Severity::Error)];
        let text = human(&testing::report(findings), &PLAIN);
        assert!(text.starts_with("inconsistencia[test-rule]: "), "{text}");
        assert!(text.find("--> z\n").unwrap() < text.find("--> a\n").unwrap(), "{text}");
    }

    #[test]
    fn a_line_of_64_kilobytes_does_not_flood() {
        let mut report = testing::report(vec![testing::found("a", "0000")]);
        let source = format!("{}0000{}", "x".repeat(40_000), "y".repeat(25_000));
        report.findings[0].position =
            Some(Position::of(Span::new(40_000, 40_004), &crate::source::LineIndex::new(source.as_bytes())));
        report.sources.values_mut().for_each(|text| text.0.clone_from(&source));
        let text = human(&report, &PLAIN);
        assert!(text.contains("a:1:40001\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
        let excerpt = text.lines().find(|line| line.starts_with("1 | ")).unwrap();
        let mark = text.lines().find(|line| line.contains("^^^^")).unwrap();
        let column = |line: &str, needle: &str| line[..line.find(needle).unwrap()].chars().count();
        assert_eq!(column(excerpt, "0000"), column(mark, "^^^^"));
    }

    #[test]
    fn verdicts_are_told_apart() {
        let first = |report: &Report| {
            human(report, &PLAIN)
                .lines()
                .find(|line| line.contains("CONFORME") || line.contains("COMPROBAR") || line.contains("APLICA"))
                .unwrap()
                .to_owned()
        };
        let mut report = testing::report(vec![]);
        assert_eq!(first(&report), "CONFORME: nada que corregir");
        report.checked.submissions = Count::default();
        assert_eq!(first(&report), "CONFORME: no hay entregas (0 de 0)");
        report.applicable = false;
        assert_eq!(first(&report), "NO APLICA: el cambio no toca evidencias ni ajustes; no había nada que comprobar");
        report.beside = 3;
        let alone = "NO APLICA: el cambio no toca evidencias ni ajustes; lo demás que toca (3 archivos) lo juzgan solo los permisos";
        assert_eq!(first(&report), format!("{alone}, y no se juzgaron"));
        report.rules.permission.done = 4;
        assert_eq!(first(&report), alone);
        report.checked.bytes.done = 1;
        assert_eq!(first(&report), "SIN COMPROBAR: solo se pudo leer una parte. Esto no es una aprobación");
        let own = |n: u32, severity| testing::finding(&format!("policies/x/2026/11/entrega-{n}/a.pdf"), severity);
        let report = testing::report(vec![
            own(1, Severity::Error),
            own(1, Severity::Error),
            own(2, Severity::Error),
            testing::finding("policies/repositorio.yaml", Severity::Error),
            testing::inherited("policies/x/2026/11/entrega-3/a.pdf", Severity::Error),
        ]);
        assert_eq!(first(&report), "NO CONFORME: 4 inconsistencias que corregir en 2 entregas y 1 archivo más");
        assert!(human(&report, &PLAIN).contains("además: 1 resultado heredado, que no bloquea\n"));
        let report = testing::report(vec![own(1, Severity::Unchecked), own(2, Severity::Error)]);
        assert_eq!(
            first(&report),
            "SIN COMPROBAR: 1 cosa no se pudo comprobar, y hay 1 inconsistencia que corregir en 1 entrega. Esto no es una aprobación"
        );
        let report = testing::report(vec![testing::inherited("a", Severity::Error)]);
        assert_eq!(first(&report), "CONFORME: nada que corregir");
        assert!(human(&report, &PLAIN).starts_with("inconsistencia heredada[test-rule]: "));
    }

    #[test]
    fn digests_are_shortened_and_nothing_else() {
        let digest = "34e83c491c22db7ec419d86ea90854ac4f51e060783edbcb9833a638beb40bc5";
        let text = format!("dice {digest} y ({digest})");
        assert_eq!(short_digests(&text), "dice 34e83c49… y (34e83c49…)");
        assert_eq!(short_digests(digest), "34e83c49…");
        for other in [format!("{digest}0"), "año 2026, n.º 34e83c49".to_owned(), String::new()] {
            assert_eq!(short_digests(&other), other);
        }
    }

    #[test]
    fn what_was_judged_in_part_is_said() {
        let mut report = testing::report(vec![testing::finding("a", Severity::Error)]);
        assert!(!human(&report, &PLAIN).contains("solo en parte"));
        report.checked.manifests.done -= 1;
        assert!(human(&report, &PLAIN).contains("\n  1 entrega se revisó solo en parte: su manifiesto tiene errores;"));
        report.checked.manifests.done -= 1;
        let text = super::super::markdown(&report);
        assert!(text.contains("\n2 entregas se revisaron solo en parte: "), "{text}");
        assert!(super::super::json(&report).contains("\"manifests\": [\n      410,\n      412\n    ]"));
    }

    #[test]
    fn paths_asked_for_narrow_what_is_shown_and_not_the_verdict() {
        let only = [RepoPath::new("policies/b").unwrap()];
        let report = testing::report(vec![
            testing::finding("policies/a/x", Severity::Error),
            testing::finding("policies/b/x", Severity::Warning),
        ]);
        let text = human(&report, &HumanOptions { only: &only, ..PLAIN });
        assert!(!text.contains("policies/a/x") && text.contains("policies/b/x"), "{text}");
        assert!(text.contains("NO CONFORME: 1 inconsistencia que corregir en 1 archivo\n"), "{text}");
        assert!(text.contains("se muestran 1 de 2: el resto del repositorio tiene 1"), "{text}");
        let only = [RepoPath::new("policies/c").unwrap()];
        let text = human(&report, &HumanOptions { only: &only, ..PLAIN });
        assert!(text.contains("aquí no hay nada que señalar; el resto del repositorio tiene 2"), "{text}");
        assert!(!text.contains("se muestran 0"), "{text}");
    }

    #[test]
    fn history_rules_are_explained_only_without_a_base() {
        let mut report = testing::report(vec![]);
        report.inputs.base = Some("abc".into());
        report.rules = RunRules { run: 66, of: 66, history: Count { done: 6, of: 6 }, permission: Count::default() };
        let text = human(&report, &PLAIN);
        assert!(text.contains("66 de 66 reglas\n"), "{text}");
        report.inputs.lang = Lang::En;
        assert!(
            human(&report, &PLAIN).starts_with("CONFORMING: nothing to put right\n  checked: 19 of 19 policies · ")
        );
    }

    #[test]
    fn detail_adds_field_reason_and_values() {
        let report = testing::report(vec![testing::found("a", "0000")]);
        let text = human(&report, &HumanOptions { detail: true, ..PLAIN });
        for line in ["= campo: archivos, n.º 1, sha256", "= motivo: La huella prueba", "= dato: declared = 00"] {
            assert!(text.contains(line), "{text}");
        }
        assert!(!human(&report, &PLAIN).contains("= campo"));
    }

    #[test]
    fn five_hundred_are_all_shown() {
        let text = human(&testing::five_hundred(), &PLAIN);
        assert_eq!(text.matches("inconsistencia[test-rule]").count(), 500);
        assert!(text.contains("NO CONFORME: 500 inconsistencias que corregir en 50 entregas\n"));
    }
}
