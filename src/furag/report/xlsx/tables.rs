//! What each sheet says.

use super::page::{Cell, Table, to_tab};
use crate::{
    diagnostic::render::say,
    furag::{
        coverage::{Cited, Gap, Grade, OptionCoverage, PolicyCoverage, Proposal, QuestionCoverage, Standing, Subject},
        report::{Report, words},
    },
    messages::{Lang, shown},
    schedule::{Outcome, words as days},
    status::render::{minute, moment, outcome, percent},
};

/// Pieces of evidence with a column of their own.
const PIECES: usize = 3;

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

fn headings<const N: usize>(lang: Lang, es: [&str; N], en: [&str; N], widths: [u8; N]) -> Vec<(String, f64)> {
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
            Cell::count(totals.proposed),
            Cell::count(totals.options.of),
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
            row(name, policy.code.unwrap_or_default(), leader, &delivered, &policy.totals, grave(&policy.gaps))
        })
        .collect();
    let all: usize =
        coverage.policies.iter().map(|policy| grave(&policy.gaps)).sum::<usize>() + grave(&coverage.unowned.gaps);
    let name = say!(lang, "Todas, con las preguntas de ninguna", "All, with the questions of none");
    rows.push(row(Cell::Text(name), "", String::new(), &report.board.totals, &coverage.totals, all));
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
                "Opciones",
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
                "Options",
                "Gaps",
            ],
            [44, 9, 36, 11, 14, 14, 11, 13, 11, 13, 13, 10, 12, 10, 10],
        ),
        rows,
        has_total: true,
    }
}

fn grave(gaps: &[Gap<'_>]) -> usize {
    gaps.iter().filter(|gap| gap.lack.is_grave()).count()
}

pub(super) fn policy(report: &Report<'_>, policy: &PolicyCoverage<'_>, home: &str) -> Table {
    let lang = report.lang;
    let code = policy.code.map(|code| format!(" ({code})")).unwrap_or_default();
    let leader = words::leaders(&report.holdings.world, policy.slug, report.day(), lang);
    let totals = report.board.policies.get(policy.slug).copied().unwrap_or_default();
    let (on_time, due, percent) = (totals.count(Outcome::OnTime), totals.due(), percent(&totals, lang));
    let mut lines = vec![
        back(home, lang),
        Cell::text(say!(lang, "Responde: {leader}", "Answers for it: {leader}")),
        Cell::text(say!(
            lang,
            "Cortes a tiempo: {on_time} de {due} ({percent})",
            "Due dates on time: {on_time} of {due} ({percent})"
        )),
    ];
    let file = report.file(policy.slug);
    lines.extend(words::supports(policy.supports, &file, lang).map(Cell::Text));
    if policy.criteria.is_none() {
        lines.push(Cell::text(say!(
            lang,
            "Ojo: `politica.yaml` no está o no se pudo leer: sus criterios no se conocen.",
            "Mind: `politica.yaml` is not here or could not be read: its criteria are not known."
        )));
    }
    let mut rows = Vec::new();
    for one in policy.criteria.iter().flatten() {
        let id = one.criterion.id.as_str();
        let gap = policy.gaps.iter().find(|gap| matches!(gap.subject, Subject::Criterion(own, _) if own == id));
        let head = [say!(lang, "criterio", "criterion"), id.to_owned(), words::long(one.criterion.text.as_str())];
        rows.push(row(report, head, None, (&one.standing, &one.evidence), gap.map(|gap| (gap, &file[..]))));
    }
    for one in &policy.questions {
        question(report, one, &policy.gaps, &file, &mut rows);
    }
    Table { title: format!("{}{code}", shown(policy.name, 200)), lines, headings: items(lang), rows, has_total: false }
}

pub(super) fn unowned(report: &Report<'_>, home: &str) -> Table {
    let lang = report.lang;
    let mut rows = Vec::new();
    let file = format!("soportes-{:04}.yaml", report.coverage.year.get());
    for one in &report.coverage.unowned.questions {
        question(report, one, &report.coverage.unowned.gaps, &file, &mut rows);
    }
    let title = say!(lang, "Preguntas de ninguna política", "Questions of no policy");
    Table { title, lines: vec![back(home, lang)], headings: items(lang), rows, has_total: false }
}

fn back(home: &str, lang: Lang) -> Cell {
    Cell::Link(to_tab(home), say!(lang, "Volver al resumen", "Back to the summary"))
}

fn items(lang: Lang) -> Vec<(String, f64)> {
    headings(
        lang,
        [
            "Qué es",
            "Código",
            "Texto",
            "Opción n.º",
            "Opción",
            "Pide evidencia",
            "Estado",
            "Respuesta que se propone",
            "Evidencia 1",
            "Evidencia 2",
            "Evidencia 3",
            "Otras",
            "Qué falta",
            "Qué hacer",
            "Nota",
        ],
        [
            "What it is",
            "Code",
            "Text",
            "Option no.",
            "Option",
            "Asks for evidence",
            "State",
            "Proposed answer",
            "Evidence 1",
            "Evidence 2",
            "Evidence 3",
            "Others",
            "What is missing",
            "What to do",
            "Note",
        ],
        [11, 10, 42, 9, 34, 11, 16, 24, 30, 30, 30, 8, 28, 36, 26],
    )
}

fn question(report: &Report<'_>, one: &QuestionCoverage<'_>, gaps: &[Gap<'_>], file: &str, rows: &mut Vec<Vec<Cell>>) {
    let lang = report.lang;
    let code = one.question.code.as_str();
    let text = words::long(one.question.text.as_str());
    let gap = gaps.iter().find(|gap| matches!(gap.subject, Subject::Question(own, _) if own == code));
    let head = [say!(lang, "pregunta", "question"), code.to_owned(), text.clone()];
    let mut cells =
        row(report, head, Some(one.asks_evidence()), (&one.standing, &one.evidence), gap.map(|gap| (gap, file)));
    if let (Some(told), Some(note)) = (words::condition(one.question, one.condition, lang), cells.last_mut()) {
        *note = Cell::Text(told);
    }
    rows.push(cells);
    for option in &one.options {
        rows.push(of_option(report, one, option, &text));
    }
}

fn of_option(report: &Report<'_>, of: &QuestionCoverage<'_>, one: &OptionCoverage<'_>, text: &str) -> Vec<Cell> {
    let lang = report.lang;
    let head = [say!(lang, "opción", "option"), of.question.code.as_str().to_owned(), text.to_owned()];
    let asks = one.option.asks_evidence || of.question.asks_evidence;
    let mut cells = row(report, head, Some(asks), (&one.standing, &one.evidence), None);
    cells[3] = Cell::count(one.position);
    cells[4] = Cell::text(words::long(one.option.text.as_str()));
    cells[7] = Cell::text(words::proposal(one.proposal, lang));
    cells
}

fn row(
    report: &Report<'_>,
    [what, id, text]: [String; 3],
    asks: Option<bool>,
    (standing, evidence): (&Standing<'_>, &[Cited<'_>]),
    gap: Option<(&Gap<'_>, &str)>,
) -> Vec<Cell> {
    let lang = report.lang;
    let asks = match asks {
        None => String::new(),
        Some(true) => say!(lang, "sí", "yes"),
        Some(false) => say!(lang, "no", "no"),
    };
    let reason = match standing {
        Standing::NotApplicable(reason) => words::long(reason.as_str()),
        Standing::Nothing | Standing::Known(_) => String::new(),
    };
    let mut cells = vec![
        Cell::text(what),
        Cell::text(id),
        Cell::text(text),
        Cell::Empty,
        Cell::Empty,
        Cell::text(asks),
        Cell::text(words::standing(standing, lang)),
        Cell::Empty,
    ];
    for place in 0..PIECES {
        cells.push(evidence.get(place).map_or(Cell::Empty, |one| {
            Cell::maybe(report.link(one), format!("{} [{}]", words::cited(one), words::grade(one.grade, lang)))
        }));
    }
    let more = evidence.len().saturating_sub(PIECES);
    cells.push(if more > 0 { Cell::count(more) } else { Cell::Empty });
    cells.push(gap.map_or(Cell::Empty, |(gap, _)| Cell::text(words::lack(gap.lack, lang))));
    cells.push(gap.map_or(Cell::Empty, |(gap, file)| Cell::text(words::remedy(gap, file, lang))));
    cells.push(Cell::text(reason));
    cells
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
            Cell::text(outcome(row.outcome, lang)),
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

pub(super) fn dictionary(lang: Lang) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let grade = say!(lang, "grado", "grade");
    for one in Grade::ALL.into_iter().rev() {
        rows.push([grade.clone(), words::grade(one, lang), words::grade_meaning(one, lang)].map(Cell::Text).into());
    }
    let columns = match lang {
        Lang::Es => COLUMNS_ES,
        Lang::En => COLUMNS_EN,
    };
    rows.extend(columns.into_iter().map(|row| row.map(|text| Cell::Text(text.to_owned())).into()));
    Table {
        title: say!(lang, "Qué quiere decir cada cosa", "What each thing means"),
        lines: vec![Cell::text(words::not_the_index(lang))],
        headings: headings(
            lang,
            ["Qué es", "Palabra", "Significado"],
            ["What it is", "Word", "Meaning"],
            [16, 34, 110],
        ),
        rows,
        has_total: false,
    }
}

const COLUMNS_ES: [[&str; 3]; 11] = [
    ["estado", "sin evidencia", "nadie ha nombrado evidencia en el archivo de soportes; no quiere decir que no exista"],
    ["estado", "no aplica", "la entidad dijo que no le aplica, con su motivo: no está cubierto ni falta, y no es cero"],
    ["columna", "Evidencia válida", "verificada o mejor: lo menos que responde algo"],
    ["columna", "Preguntas que piden evidencia", "las del cuestionario que la piden, enteras o en alguna opción"],
    ["columna", "Opciones propuestas", "las que tienen evidencia válida y se pueden marcar; ninguna sin ella"],
    ["columna", "Brechas", "criterios y preguntas que piden evidencia y no tienen ninguna válida"],
    [
        "columna",
        "% a tiempo",
        "oportunas ÷ vencidas; vencidas son las oportunas, las extemporáneas y las no presentadas",
    ],
    ["columna", "Corte", "el día nominal que fija la regla"],
    ["columna", "Plazo efectivo", "el último día para entregar, corrido si el nominal no es hábil"],
    [
        "columna",
        "Constancia n.º",
        "número de la anotación del registro de integridad que tiene el manifiesto de la entrega",
    ],
    ["columna", "Huella SHA-256", "lo que identifica los bytes del archivo; vacía si el archivo no es público"],
];

const COLUMNS_EN: [[&str; 3]; 11] = [
    ["state", "no evidence", "nobody has named evidence in the file of evidence; it does not mean there is none"],
    ["state", "not applicable", "the entity said so, with its reason: neither covered nor missing, and not zero"],
    ["column", "Valid evidence", "verified or better: the least that answers anything"],
    [
        "column",
        "Questions that ask for evidence",
        "those of the questionnaire that ask for it, whole or in some option",
    ],
    ["column", "Options proposed", "those with valid evidence that may be marked; none without it"],
    ["column", "Gaps", "criteria and questions that ask for evidence and have none that is valid"],
    ["column", "% on time", "on time ÷ due; due is what came on time, late or was missed"],
    ["column", "Due date", "the nominal day that the rule sets"],
    ["column", "Effective deadline", "the last day to hand in, moved where the nominal one is no working day"],
    ["column", "Receipt no.", "number of the entry of the audit trail that has the manifest of the submission"],
    ["column", "SHA-256 digest", "what identifies the bytes of the file; empty where the file is not public"],
];
