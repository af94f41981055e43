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
    messages::{Arg, Lang},
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
    let asked: Vec<&View<'_>> = views.iter().filter(|view| is_asked(view)).collect();
    let mut out = String::new();
    for view in &asked {
        out.push_str(&page.finding(view));
        out.push_str("\n\n");
    }
    out.push_str(&page.footer(&views, asked.len()));
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
        let related: Vec<_> = view.related.iter().map(|place| (place, self.excerpt(place.path, place.position))).collect();
        let lines = main.iter().chain(related.iter().filter_map(|(_, excerpt)| excerpt.as_ref()));
        let gutter = lines.map(|excerpt| excerpt.line.to_string().len()).max().unwrap_or(0);

        let title = level.with_name(view.level(self.lang)).primary_title(escape::line(&view.message, SHOWN)).id(view.rule.id);
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
        let place = place_text(&Place { path, position: view.position, field: view.field });
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
                let field = escape::line(&field.to_string(), SHOWN);
                remarks.push((Level::NOTE, say!(lang, "campo", "field"), field));
            }
            remarks.push((Level::NOTE, say!(lang, "motivo", "reason"), view.rule.why.get(lang).to_owned()));
            for (name, value) in &view.args {
                let value = match value {
                    Arg::Text(text) => escape::line(text, SHOWN),
                    Arg::List(items) => escape::line(&items.join(", "), SHOWN),
                    number @ Arg::Number(_) => number.to_string(),
                };
                remarks.push((Level::NOTE, say!(lang, "dato", "value"), format!("{name} = {value}")));
            }
        }
        remarks
    }

    fn footer(&self, views: &[View<'_>], asked: usize) -> String {
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
        let also = [
            (Noun::WARNING, report.count(Severity::Warning)),
            (Noun::NOTICE, report.count(Severity::Notice)),
            (Noun::INHERITED, report.inherited()),
        ];
        let also: Vec<String> =
            also.iter().filter(|(_, count)| *count > 0).map(|(noun, count)| noun.count(*count, lang)).collect();
        if !also.is_empty() {
            let also = also.join(" · ");
            line(say!(lang, "además: {also}", "also: {also}"));
        }
        let checked = words::checked(report);
        line(say!(lang, "comprobado: {checked}", "checked: {checked}"));
        let all = views.len();
        if asked < all {
            line(say!(
                lang,
                "se muestran {asked} de {all}: lo demás está fuera de las rutas pedidas, y también cuenta",
                "{asked} of {all} shown: the rest is outside the paths asked for, and counts as well"
            ));
        }
        if let Some(view) = ranked(views).first() {
            let id = view.rule.id;
            line(say!(
                lang,
                "para entender una regla: mipg explain {id}",
                "to understand a rule: mipg explain {id}"
            ));
        }
        out.push('\n');
        out
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn snippet(excerpt: &Excerpt, kind: AnnotationKind) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(excerpt.text.as_str())
        .line_start(excerpt.line as usize)
        .annotation(kind.span(excerpt.span.clone()))
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
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
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
