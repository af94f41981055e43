//! The summary of a job: verdict, counts and every finding by submission, in GitHub-flavoured Markdown.
//!
//! A summary over 1 MiB is refused whole by the platform, so the page stops before and says how much is left out.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    escape,
    view::{View, ranked, views},
    words::{self, Noun, say, submission},
};
use crate::{
    diagnostic::{Count, Report, Severity},
    messages::Lang,
    repo_path::RepoPath,
};

/// Bytes the page may have; the platform takes 1024 KiB.
const LIMIT: usize = 1_000_000;
/// Bytes kept for what closes the page.
const RESERVE: usize = 2_000;
/// Findings in sight; the rest is folded.
const IN_SIGHT: usize = 50;
/// Characters of a path that are shown.
const PATH: usize = 240;

/// The whole summary.
pub fn markdown(report: &Report) -> String {
    within(report, LIMIT)
}

fn within(report: &Report, limit: usize) -> String {
    let lang = report.inputs.lang;
    let part = words::in_part(report).map(|text| format!("{text}.\n\n")).unwrap_or_default();
    let mut out = format!("## {}\n\n{part}{}\n", escape::markdown(&words::verdict(report)), counts(report));
    let left = listed(report, limit.saturating_sub(RESERVE), &mut out);
    if left > 0 {
        let left = Noun::FINDING.count(left, lang);
        out.push_str(&say!(
            lang,
            "\n**No caben aquí: {left} más.** Véalos todos con `mipg check`, o con `mipg check --output json=informe.json`.\n",
            "\n**Left out for lack of room: {left}.** See all with `mipg check`, or `mipg check --output json=report.json`.\n"
        ));
    }
    if let Some(view) = ranked(&views(report)).first() {
        let id = view.rule.id;
        out.push_str(&say!(
            lang,
            "\nPara entender una regla: `mipg explain {id}`\n",
            "\nTo understand a rule: `mipg explain {id}`\n"
        ));
    }
    out
}

/// The verdict and the findings without the counts, in so many bytes: for where the whole summary is elsewhere.
pub fn markdown_brief(report: &Report, room: usize) -> String {
    let lang = report.inputs.lang;
    let part = words::in_part(report).map(|text| format!("\n{text}.\n")).unwrap_or_default();
    let mut out = format!("## {}\n{part}", escape::markdown(&words::verdict(report)));
    let left = listed(report, room.saturating_sub(RESERVE), &mut out);
    if left > 0 {
        let left = Noun::FINDING.count(left, lang);
        out.push_str(&say!(lang, "\n**Y {left} más en el resumen.**\n", "\n**And {left} more in the summary.**\n"));
    }
    out
}

/// Writes the findings by group, while there is room; how many are left out.
fn listed(report: &Report, room: usize, out: &mut String) -> usize {
    let views = views(report);
    let groups = groups(&views);
    let mut writer = Writer { out, lang: report.inputs.lang, room, written: 0, is_folded: false };
    let whole = groups.iter().all(|(name, views)| writer.group(*name, views));
    let (written, is_folded) = (writer.written, writer.is_folded);
    if is_folded {
        out.push_str("\n</details>\n");
    }
    if whole { 0 } else { views.len() - written }
}

/// The tables of what was checked and of what was found.
fn counts(report: &Report) -> String {
    let lang = report.inputs.lang;
    let checked = &report.checked;
    let mut out = say!(lang, "| Comprobado | | de |\n|---|---:|---:|\n", "| Checked | | of |\n|---|---:|---:|\n");
    let mut row = |name: String, count: Count| {
        let mark = match (count.is_whole(), lang) {
            (true, _) => "",
            (false, Lang::Es) => " (incompleto)",
            (false, Lang::En) => " (incomplete)",
        };
        push(&mut out, format_args!("| {name}{mark} | {} | {} |\n", count.done, count.of));
    };
    row(say!(lang, "Políticas", "Policies"), checked.policies);
    row(say!(lang, "Entregas", "Submissions"), checked.submissions);
    row(say!(lang, "Archivos de evidencia", "Evidence files"), checked.files);
    row(say!(lang, "Bytes de evidencia", "Bytes of evidence"), checked.bytes);
    row(
        say!(lang, "Archivos fuera de git, sin ver su contenido", "Files outside git, content not seen"),
        checked.external,
    );
    let searched = say!(
        lang,
        "Archivos con texto en que se buscaron datos personales",
        "Files with text searched for personal data"
    );
    let unsearched = words::unsearched(report).map_or(String::new(), |what| format!(" ({what})"));
    push(&mut out, format_args!("| {searched}{unsearched} | {} | {} |\n", checked.searched.done, checked.searched.of));
    let rules = report.rules;
    let left = words::rules_left(report, "`--base`", "`--head`").map_or(String::new(), |why| format!(" ({why})"));
    let name = say!(lang, "Reglas{left}", "Rules{left}");
    push(&mut out, format_args!("| {name} | {} | {} |\n", rules.run, rules.of));
    let found = [
        (say!(lang, "Sin comprobar", "Unchecked"), report.count(Severity::Unchecked)),
        (say!(lang, "Inconsistencias que corregir", "Errors to put right"), report.count(Severity::Error)),
        (say!(lang, "Advertencias", "Warnings"), report.count(Severity::Warning)),
        (say!(lang, "Avisos", "Notices"), report.count(Severity::Notice)),
        (say!(lang, "Heredadas (no bloquean)", "Inherited (do not block)"), report.inherited()),
    ];
    out.push_str(&say!(lang, "\n| Resultado | |\n|---|---:|\n", "\n| Result | |\n|---|---:|\n"));
    for (name, count) in found {
        push(&mut out, format_args!("| {name} | {count} |\n"));
    }
    out
}

type Grouped<'a, 'b> = Vec<(Option<&'a str>, Vec<&'b View<'a>>)>;

/// Findings by submission, or by file outside of one; the group with the gravest first, then by path.
fn groups<'a, 'b>(views: &'b [View<'a>]) -> Grouped<'a, 'b> {
    let mut groups: BTreeMap<Option<&'a str>, Vec<&'b View<'a>>> = BTreeMap::new();
    for view in views {
        let name = view.path.map(|path| submission(path).unwrap_or(path.as_str()));
        groups.entry(name).or_default().push(view);
    }
    let mut groups: Grouped<'a, 'b> = groups.into_iter().collect();
    groups.sort_by_key(|(name, views)| (views.iter().map(|view| view.rank()).min(), *name));
    groups
}

struct Writer<'a> {
    out: &'a mut String,
    lang: Lang,
    /// Bytes the page may have before its closing.
    room: usize,
    written: usize,
    is_folded: bool,
}

impl Writer<'_> {
    /// Writes a group; false where it did not fit whole.
    fn group(&mut self, name: Option<&str>, views: &[&View<'_>]) -> bool {
        let mut has_heading = false;
        for view in views {
            if self.written == IN_SIGHT && !self.is_folded {
                let title = say!(self.lang, "Los demás", "The rest");
                push(self.out, format_args!("\n<details><summary>{title}</summary>\n"));
                self.is_folded = true;
                has_heading = false;
            }
            let mut text = if has_heading { String::new() } else { self.heading(name) };
            text.push_str(&self.row(name, view));
            if self.out.len() + text.len() > self.room {
                return false;
            }
            self.out.push_str(&text);
            self.written += 1;
            has_heading = true;
        }
        true
    }

    fn heading(&self, name: Option<&str>) -> String {
        let name = match name {
            Some(name) => escape::markdown_code(name, PATH),
            None => say!(self.lang, "Todo el repositorio", "The whole repository"),
        };
        say!(
            self.lang,
            "\n### {name}\n\n| Lugar | Qué está mal | Qué hacer |\n|---|---|---|\n",
            "\n### {name}\n\n| Place | What is wrong | What to do |\n|---|---|---|\n"
        )
    }

    fn row(&self, group: Option<&str>, view: &View<'_>) -> String {
        let place = view.path.map_or_else(|| "—".to_owned(), |path| self.place(group, path, view));
        let level = view.level(self.lang);
        let (message, help) = (escape::markdown(&view.message), escape::markdown_help(&view.help));
        let id = view.rule.id;
        format!("| {place} | **{level}** `{id}`: {message} | {help} |\n")
    }

    fn place(&self, group: Option<&str>, path: &RepoPath, view: &View<'_>) -> String {
        let below = group.and_then(|group| path.as_str().strip_prefix(group)?.strip_prefix('/'));
        let file = escape::markdown_code(below.unwrap_or(path.name()), PATH);
        match view.position {
            Some(at) => {
                let (line, column) = (at.line, at.column);
                say!(self.lang, "{file} línea {line}, columna {column}", "{file} line {line}, column {column}")
            }
            None => file,
        }
    }
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};
    use crate::messages::is_deceptive;

    const MANIFEST: &str = "policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml";

    #[test]
    fn one_finding_says_place_defect_and_remedy() {
        let text = markdown(&testing::report(vec![testing::found(MANIFEST, "ñandú")]));
        assert!(text.starts_with("## NO CONFORME: 1 inconsistencia que corregir en 1 entrega\n"), "{text}");
        assert!(text.contains("\n| Entregas | 412 | 412 |\n"), "{text}");
        assert!(
            text.contains("\n| Reglas (ni la historia ni los permisos se juzgaron: 10 reglas necesitan `--base` y `--head`) | 56 | 66 |\n"),
            "{text}"
        );
        assert!(text.contains("\n### <code>policies/gobierno-digital/2026/11/reporte-1f3a</code>\n"), "{text}");
        let row = text.lines().find(|line| line.contains("línea 2, columna 13")).unwrap();
        assert!(row.starts_with(
            "| <code>manifiesto&#46;yaml</code> línea 2, columna 13 | **inconsistencia** `test-rule`: la huella"
        ));
        assert!(row.ends_with("| Copie la huella en <code>sha256</code>. |"), "{row}");
        assert!(!text.contains("<details>"));
    }

    #[test]
    fn all_of_five_hundred_are_there_and_the_tail_is_folded() {
        let text = markdown(&testing::five_hundred());
        assert_eq!(text.matches("`test-rule`:").count(), 500);
        assert_eq!((text.matches("<details>").count(), text.matches("</details>").count()), (1, 1));
        let sight = text.split("<details>").next().unwrap();
        assert_eq!(sight.matches("`test-rule`:").count(), 50);
        assert!(text.len() < LIMIT, "{}", text.len());
        assert!(!text.contains("No caben aquí"));
    }

    #[test]
    fn beyond_the_limit_it_says_how_many_are_left_out() {
        let text = within(&testing::five_hundred(), 20_000);
        assert!(text.len() <= 20_000);
        let shown = text.matches("`test-rule`:").count();
        assert!(shown > 0 && shown < 500);
        assert!(text.contains(&format!("**No caben aquí: {} resultados más.**", 500 - shown)), "{text}");
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
    }

    #[test]
    fn hostile_names_are_text_and_nothing_else() {
        let text = markdown(&testing::hostile_report());
        assert!(!text.chars().any(|character| character != '\n' && is_deceptive(character)));
        for line in text.lines().filter(|line| line.starts_with("| <code>")) {
            assert_eq!(line.matches('|').count(), 4, "{line}");
        }
        let rest =
            ["<code>", "</code>", "<span>", "</span>"].iter().fold(text.clone(), |text, tag| text.replace(tag, ""));
        assert!(!rest.contains(['<', '@', '[']), "{rest}");
        for line in rest.lines() {
            assert!(!line.trim_start_matches('#').replace("&#", "").contains('#'), "a reference to an issue: {line}");
        }
        assert!(!rest.contains(":smile") && !rest.contains("www.x") && !rest.contains("::"), "{rest}");
        assert_eq!(text.matches("`test-rule`:").count(), 13);
    }

    #[test]
    fn nothing_found_is_said_plainly() {
        let text = markdown(&testing::report(vec![]));
        assert!(text.starts_with("## CONFORME: nada que corregir\n"));
        assert!(text.contains("| Inconsistencias que corregir | 0 |"));
        let mut report = testing::report(vec![]);
        report.checked.files.done = 900;
        report.inputs.lang = Lang::En;
        let text = markdown(&report);
        assert!(text.starts_with("## UNCHECKED: only a part could be read. This is not an approval\n"), "{text}");
        assert!(text.contains("| Evidence files (incomplete) | 900 | 977 |"));
    }
}
