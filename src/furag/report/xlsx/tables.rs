//! What each sheet says.

use super::page::{Cell, Table, to_tab};
use crate::{
    diagnostic::render::say,
    furag::{
        coverage::{Cited, Proposal},
        report::{Report, words},
    },
    messages::{Lang, shown},
    schedule::{Outcome, words as days},
    status::render::{minute, moment, percent, state},
};

/// The sheets that are always there, and that of the questions of no policy.
pub(super) fn names(lang: Lang) -> [String; 6] {
    [
        say!(lang, "Resumen", "Summary"),
        say!(lang, "Calendario", "Calendar"),
        say!(lang, "Soportes", "Named evidence"),
        say!(lang, "Índice de evidencia", "Index of evidence"),
        say!(lang, "Diccionario", "Dictionary"),
        say!(lang, "Sin política", "No policy"),
    ]
}

/// Headings in the language asked, with the widths of their columns.
pub(super) fn headings<const N: usize>(
    lang: Lang,
    es: [&str; N],
    en: [&str; N],
    widths: [u8; N],
) -> Vec<(String, f64)> {
    let names = match lang {
        Lang::Es => es,
        Lang::En => en,
    };
    names.into_iter().map(str::to_owned).zip(widths.map(f64::from)).collect()
}

pub(super) fn summary(report: &Report<'_>, title: &str, tabs: &[String]) -> Table {
    let (lang, coverage) = (report.lang, &report.coverage);
    let entity = shown(report.board.entity.name.as_str(), 200);
    let (at, revision) = (moment(report.holdings.as_of, lang), report.revision());
    let mut lines = vec![
        Cell::text(say!(lang, "Al {at} (hora de Colombia)", "As of {at} (Colombia’s time)")),
        Cell::text(say!(lang, "Revisión {revision}", "Revision {revision}")),
        Cell::text(match report.times() {
            Some(times) => {
                let (origin, size, root) = (shown(times.origin.as_str(), 200), times.head.size, times.head.root);
                say!(
                    lang,
                    "Registro {origin}: {size} anotaciones, raíz {root}",
                    "Trail {origin}: {size} entries, root {root}"
                )
            }
            None => say!(lang, "Sin registro de integridad que se pueda creer", "No audit trail that can be believed"),
        }),
        Cell::text(words::not_the_index(lang)),
    ];
    lines.extend(report.cautions().into_iter().map(Cell::Text));
    let again = report.again("xlsx", "xlsx");
    lines.push(Cell::text(say!(lang, "Para hacerlo otra vez: {again}", "To make it again: {again}")));
    let row = |name: Cell,
               code: &str,
               leader: String,
               delivered: &crate::status::Totals,
               totals: &crate::furag::coverage::Totals,
               gaps: usize| {
        let (criteria, asking) = (&totals.criteria, &totals.asking);
        vec![
            name,
            Cell::text(code),
            Cell::text(leader),
            Cell::count(delivered.count(Outcome::OnTime)),
            Cell::count(delivered.count(Outcome::Late)),
            Cell::count(delivered.count(Outcome::Missed)),
            delivered.on_time().map_or_else(|| Cell::text(percent(delivered, lang)), Cell::Percent),
            Cell::count(criteria.valid()),
            Cell::count(criteria.applicable()),
            Cell::count(asking.valid()),
            Cell::count(asking.applicable()),
            Cell::count(asking.not_applicable + criteria.not_applicable),
            Cell::count(totals.proposed().0),
            Cell::count(totals.proposed().1),
            Cell::count(gaps),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = coverage
        .policies
        .iter()
        .zip(tabs)
        .map(|(policy, tab)| {
            let delivered = report.board.policies.get(policy.slug).copied().unwrap_or_default();
            let leader = words::leaders(&report.holdings.world, policy.slug, report.day(), lang);
            let name = Cell::Link(to_tab(tab), shown(policy.name, 200));
            row(name, policy.code.unwrap_or_default(), leader, &delivered, &policy.totals, policy.grave())
        })
        .collect();
    let name = say!(lang, "Todas, con las preguntas de ninguna", "All, with the questions of none");
    rows.push(row(Cell::Text(name), "", String::new(), &report.board.totals, &coverage.totals, coverage.grave()));
    Table {
        title: format!("{entity}. {title}"),
        lines,
        headings: headings(
            lang,
            [
                "Política",
                "Código",
                "Responde",
                "Oportunas",
                "Extemporáneas",
                "No presentadas",
                "% a tiempo",
                "Criterios con evidencia válida",
                "Criterios que aplican",
                "Preguntas con evidencia válida",
                "Preguntas que piden evidencia",
                "No aplican",
                "Opciones propuestas",
                "Opciones que aplican",
                "Brechas",
            ],
            [
                "Policy",
                "Code",
                "Answers for it",
                "On time",
                "Late",
                "Missed",
                "% on time",
                "Criteria with valid evidence",
                "Criteria that apply",
                "Questions with valid evidence",
                "Questions that ask for evidence",
                "Not applicable",
                "Options proposed",
                "Options that apply",
                "Gaps",
            ],
            [44, 9, 36, 11, 14, 14, 11, 13, 11, 13, 13, 10, 12, 10, 10],
        ),
        rows,
        has_total: true,
    }
}

pub(super) fn calendar(report: &Report<'_>) -> Table {
    let (lang, board) = (report.lang, &report.board);
    let rows = board.rows.iter().map(|row| {
        let corte = board.corte(row);
        let answer = row.answer.map(|one| (report.links.submission(&one.path), one.path.to_string()));
        let receipt = row.answer.and_then(|one| one.repository.receipt);
        vec![
            Cell::text(days::policy(&report.holdings.world, row.policy)),
            Cell::text(days::name(corte.obligation.name.as_str())),
            Cell::text(row.plan.map(days::plan).unwrap_or_default()),
            Cell::text(corte.nominal.to_string()),
            Cell::text(corte.effective.to_string()),
            Cell::text(days::basis(corte, lang)),
            Cell::text(state(row, lang)),
            Cell::text(row.stamp.map_or(String::new(), |stamp| minute(stamp.at))),
            answer.map_or(Cell::Empty, |(link, text)| Cell::Link(link, text)),
            receipt.map_or(Cell::Empty, |receipt| Cell::Count(receipt.index)),
        ]
    });
    let year = report.coverage.year;
    Table {
        title: say!(lang, "Cortes de {year} y qué pasó con cada uno", "Due dates of {year} and what became of each"),
        lines: Vec::new(),
        rows: rows.collect(),
        headings: headings(
            lang,
            [
                "Política",
                "Obligación",
                "Plan",
                "Corte",
                "Plazo efectivo",
                "Plazo",
                "Resultado",
                "Momento que decide (Bogotá)",
                "Entrega",
                "Constancia n.º",
            ],
            [
                "Policy",
                "Obligation",
                "Plan",
                "Due date",
                "Effective deadline",
                "Deadline",
                "Outcome",
                "Time that decides (Bogotá)",
                "Submission",
                "Receipt no.",
            ],
            [44, 30, 16, 12, 12, 11, 16, 18, 48, 12],
        ),
        has_total: false,
    }
}

pub(super) fn cited(report: &Report<'_>) -> Table {
    let lang = report.lang;
    let mut rows = Vec::new();
    let mut add = |policy: &str, id: &str, option: Option<usize>, proposal: Option<Proposal>, all: &[Cited<'_>]| {
        for one in all {
            let why = one.why.as_ref().map(|why| words::why(why, &report.holdings.deliveries.trail, lang));
            let digest = one.file.and_then(|file| file.digest()).map(|digest| digest.to_string());
            rows.push(vec![
                Cell::text(policy),
                Cell::text(id),
                option.map_or(Cell::Empty, Cell::count),
                Cell::text(proposal.map(|one| words::proposal(one, lang)).unwrap_or_default()),
                Cell::maybe(report.link(one), words::cited(one)),
                Cell::text(words::grade(one.grade, lang)),
                Cell::text(why.unwrap_or_default()),
                report.number(one).map_or(Cell::Empty, Cell::Count),
                Cell::text(digest.unwrap_or_default()),
                Cell::text(one.notes.iter().map(|note| words::long(note)).collect::<Vec<_>>().join(" · ")),
            ]);
        }
    };
    let none = say!(lang, "ninguna", "none");
    let policies = report.coverage.policies.iter();
    for (slug, criteria, questions) in policies
        .map(|policy| (policy.slug, policy.criteria.as_deref().unwrap_or_default(), &policy.questions))
        .chain([(&none[..], &[][..], &report.coverage.unowned.questions)])
    {
        for one in criteria {
            add(slug, one.criterion.id.as_str(), None, None, &one.evidence);
        }
        for one in questions {
            add(slug, one.question.code.as_str(), None, None, &one.evidence);
            for option in &one.options {
                let (position, proposal) = (Some(option.position), Some(option.proposal));
                add(slug, one.question.code.as_str(), position, proposal, &option.evidence);
            }
        }
    }
    Table {
        title: say!(
            lang,
            "Evidencia nombrada, para cada cosa que responde",
            "Evidence named, for each thing it answers"
        ),
        lines: Vec::new(),
        rows,
        headings: headings(
            lang,
            [
                "Política",
                "Criterio o pregunta",
                "Opción n.º",
                "Respuesta que se propone",
                "Archivo (entrega)",
                "Grado",
                "Qué le falta para el siguiente grado",
                "Constancia n.º",
                "Huella SHA-256",
                "Dónde mirar",
            ],
            [
                "Policy",
                "Criterion or question",
                "Option no.",
                "Proposed answer",
                "File (submission)",
                "Grade",
                "What it lacks for the next grade",
                "Receipt no.",
                "SHA-256 digest",
                "Where to look",
            ],
            [30, 12, 9, 28, 60, 20, 44, 12, 68, 44],
        ),
        has_total: false,
    }
}

pub(super) fn index(report: &Report<'_>) -> Table {
    let lang = report.lang;
    let rows = report.index.iter().map(|one| {
        let file = one.file;
        let verified = if file.is_verified() { say!(lang, "sí", "yes") } else { say!(lang, "no", "no") };
        vec![
            Cell::text(days::policy(&report.holdings.world, &one.held.path.owner)),
            Cell::Link(report.links.submission(&one.held.path), one.held.path.to_string()),
            Cell::maybe(report.links.evidence(file), shown(file.name(), 200)),
            Cell::text(file.listed.format.as_str()),
            Cell::Count(file.listed.bytes.get()),
            Cell::text(file.listed.date.map(|date| date.to_string()).unwrap_or_default()),
            Cell::text(words::access(file.listed.access, lang)),
            Cell::text(verified),
            Cell::text(one.delivery.map(|one| minute(one.repository.at)).unwrap_or_default()),
            one.receipt(report).map_or(Cell::Empty, Cell::Count),
            Cell::text(file.digest().map(|digest| digest.to_string()).unwrap_or_default()),
        ]
    });
    let year = report.coverage.year;
    Table {
        title: say!(lang, "Todos los archivos de la vigencia {year}", "All files of vigencia {year}"),
        lines: Vec::new(),
        rows: rows.collect(),
        headings: headings(
            lang,
            [
                "Política",
                "Entrega",
                "Archivo",
                "Tipo",
                "Bytes",
                "Fecha del documento",
                "Acceso",
                "Huella, tamaño y tipo comprobados",
                "Recibida (Bogotá)",
                "Constancia n.º",
                "Huella SHA-256",
            ],
            [
                "Policy",
                "Submission",
                "File",
                "Type",
                "Bytes",
                "Date of the document",
                "Access",
                "Digest, size and type verified",
                "Received (Bogotá)",
                "Receipt no.",
                "SHA-256 digest",
            ],
            [44, 48, 40, 26, 12, 12, 12, 14, 18, 12, 68],
        ),
        has_total: false,
    }
}
