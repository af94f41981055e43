//! The Spanish texts of the evidence: what an invented office would write about its month.

use super::{
    calendar::{month_name, written},
    chance::{draw, pick},
    delivery::{Delivery, Owner},
    entity,
    media::{Bar, Cell, Chart, Cue, Report, Section, Sheet, Table, Theme},
};
use crate::{model::raw::SubmissionClass, schedule::subject};

const OPENINGS: [&str; 5] = [
    "Este informe de ejemplo reúne lo que se hizo en el periodo y lo que sigue; las cifras son inventadas y solo muestran cómo se presenta el avance.",
    "La dependencia presenta el balance del periodo con base en sus registros. Se trata de un ejemplo: ninguna cifra corresponde a una entidad real.",
    "A continuación se resume el avance de las actividades programadas, con sus responsables, dificultades y compromisos. Los datos son de ejemplo.",
    "El equipo de la política revisó cada actividad del plan de acción y dejó constancia de lo ejecutado. Todo lo que aquí se lee es inventado para el ejemplo.",
    "Con corte a la fecha indicada, se muestra el estado de cada componente y las decisiones tomadas en las reuniones de seguimiento del ejemplo.",
];
const ACHIEVEMENTS: [&str; 8] = [
    "Se actualizó el procedimiento de {} y se publicó en la intranet de ejemplo.",
    "Se cerraron las acciones pendientes de {} del trimestre anterior.",
    "Se hicieron mesas de trabajo con las dependencias sobre {}.",
    "Se revisó la línea base de {} y se ajustaron las metas del semestre.",
    "Se respondieron las observaciones recibidas sobre {}.",
    "Se elaboró una guía corta de {} para los equipos.",
    "Se verificaron en campo los soportes de {}.",
    "Se presentó el estado de {} ante el comité de ejemplo.",
];
const COMMITMENTS: [&str; 6] = [
    "Completar los soportes de {} antes del siguiente corte.",
    "Revisar con planeación los indicadores de {}.",
    "Publicar el resumen de {} en lenguaje claro.",
    "Programar la siguiente sesión de seguimiento de {}.",
    "Incluir {} en el mapa de riesgos de la dependencia.",
    "Entregar a la Secretaría General la versión final de {}.",
];

/// The colours of the documents of an owner.
pub fn theme(delivery: &Delivery) -> Theme {
    let code = match delivery.owner {
        Owner::Policy(profile) => usize::try_from(profile.account).unwrap_or(0),
        Owner::Model => 0,
    };
    Theme::nth(code)
}

/// The four things the delivery speaks of.
fn components(delivery: &Delivery) -> [&'static str; 4] {
    match delivery.owner {
        Owner::Policy(profile) => profile.components,
        Owner::Model => ["Seguimiento del comité", "Compromisos anteriores", "Evidencias recibidas", "Proposiciones"],
    }
}

/// Planned and done for one component.
fn figures(delivery: &Delivery, component: &str) -> (u32, u32) {
    let name = format!("{} {component}", delivery.key());
    let planned = 6 + draw(&format!("planned {name}"), 38);
    let done = planned * (52 + draw(&format!("done {name}"), 49)) / 100;
    (u32::try_from(planned).unwrap_or(0), u32::try_from(done).unwrap_or(0))
}

fn percentage((planned, done): (u32, u32)) -> u32 {
    (done * 100).checked_div(planned).unwrap_or(0)
}

/// Progress by component, as a chart.
pub fn chart(delivery: &Delivery) -> Chart {
    let bars = components(delivery).map(|component| Bar::new(component, percentage(figures(delivery, component))));
    Chart { title: delivery.title.clone(), unit: "Porcentaje de ejecución".to_owned(), bars: bars.to_vec() }
}

/// The subtitles of its video.
pub fn cues(delivery: &Delivery) -> Vec<Cue> {
    let [first, second, ..] = components(delivery);
    let progress = |component| percentage(figures(delivery, component));
    vec![
        Cue { start: 0, end: 1_500, text: format!("{first}: {} % de avance", progress(first)) },
        Cue {
            start: 1_500,
            end: 3_000,
            text: format!("{second}: {} % de avance. Datos de ejemplo.", progress(second)),
        },
    ]
}

/// Its activities, as rows of text.
pub fn rows(delivery: &Delivery) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for component in components(delivery) {
        let figures = figures(delivery, component);
        for step in 1..=3_u32 {
            let name = format!("{} {component} {step}", delivery.key());
            let planned = 1 + draw(&format!("row {name}"), 9);
            let done = draw(&format!("row done {name}"), planned + 1);
            rows.push([
                component.to_owned(),
                format!("Actividad {step}"),
                planned.to_string(),
                done.to_string(),
                format!("{} %", done * 100 / planned),
                if step == 1 { format!("Avance del componente: {} %", percentage(figures)) } else { String::new() },
            ]);
        }
    }
    rows.push([
        "Total".to_owned(),
        delivery.title.clone(),
        String::new(),
        String::new(),
        String::new(),
        format!("Corte: {}", written(delivery.dated())),
    ]);
    rows
}

/// The headings of [`rows`].
pub const HEADINGS: [&str; 6] = ["Componente", "Actividad", "Programadas", "Ejecutadas", "Avance", "Observación"];

/// Its activities, as a sheet.
pub fn sheet(delivery: &Delivery, name: &str) -> Sheet {
    let number = |text: &str| text.parse().map_or(Cell::Empty, Cell::Count);
    let rows = rows(delivery)
        .into_iter()
        .map(|[component, activity, planned, done, progress, remark]| {
            let share =
                progress.trim_end_matches(" %").parse::<u16>().map_or(Cell::Empty, |part| Cell::Thousandths(part * 10));
            vec![
                Cell::Text(component),
                Cell::Text(activity),
                number(&planned),
                number(&done),
                share,
                Cell::Text(remark),
            ]
        })
        .collect();
    Sheet { name: name.to_owned(), title: delivery.title.clone(), headers: HEADINGS.map(str::to_owned).to_vec(), rows }
}

/// Its main document.
pub fn report(delivery: &Delivery) -> Report {
    let key = delivery.key();
    let all = components(delivery);
    let fill = |templates: &[&str], what: &str| {
        all.iter()
            .map(|component| {
                pick(&format!("{what} {key} {component}"), templates).replace("{}", &component.to_lowercase())
            })
            .collect::<Vec<_>>()
    };
    let (from, until) = delivery.covers;
    let period = if from == until { written(from) } else { format!("Del {} al {}", written(from), written(until)) };
    let opening = *pick(&format!("opening {key}"), &OPENINGS);
    let table = Table {
        caption: "Actividades programadas y ejecutadas por componente".to_owned(),
        headers: ["Componente", "Programadas", "Ejecutadas", "Avance"].map(str::to_owned).to_vec(),
        rows: all
            .iter()
            .map(|component| {
                let (planned, done) = figures(delivery, component);
                vec![
                    (*component).to_owned(),
                    planned.to_string(),
                    done.to_string(),
                    format!("{} %", percentage((planned, done))),
                ]
            })
            .collect(),
    };
    let mut sections = vec![Section {
        heading: "Presentación".to_owned(),
        paragraphs: vec![opening.to_owned(), format!("Documento fechado el {}.", written(delivery.dated()))],
        ..Section::default()
    }];
    if delivery.class == SubmissionClass::PressRelease {
        sections.push(Section {
            heading: "La noticia".to_owned(),
            paragraphs: fill(&ACHIEVEMENTS, "news"),
            bullets: vec![format!("En {}, el avance promedio fue de {} %.", month_name(from), average(delivery))],
            ..Section::default()
        });
    } else {
        sections.push(Section {
            heading: "Avance por componente".to_owned(),
            table: Some(table),
            chart: Some(Chart { unit: "%".to_owned(), title: "Avance por componente".to_owned(), ..chart(delivery) }),
            ..Section::default()
        });
        sections.push(Section {
            heading: "Logros".to_owned(),
            bullets: fill(&ACHIEVEMENTS, "achievement"),
            ..Section::default()
        });
        sections.push(Section {
            heading: "Compromisos".to_owned(),
            bullets: fill(&COMMITMENTS, "commitment"),
            ..Section::default()
        });
    }
    Report {
        title: delivery.title.clone(),
        subtitle: subtitle(delivery),
        entity: entity::NAME.to_owned(),
        period,
        reference: format!("EJEMPLO · {key}"),
        theme: theme(delivery),
        sections,
    }
}

/// The cover page of a filing in the correspondence system.
pub fn cover(delivery: &Delivery, number: &str) -> Report {
    let name = match delivery.owner {
        Owner::Policy(profile) => profile.name,
        Owner::Model => "Modelo",
    };
    let day = delivery.dated();
    Report {
        title: format!("Radicado {number}"),
        subtitle: subject(entity::SUBJECT, name, delivery.due.unwrap_or(day)),
        entity: entity::NAME.to_owned(),
        period: written(day),
        reference: number.to_owned(),
        theme: theme(delivery),
        sections: vec![Section {
            heading: "Carátula".to_owned(),
            paragraphs: vec![
                format!("Recibido el {} para la Secretaría General. Documento de ejemplo.", written(day)),
                format!("Asunto: {}", delivery.title),
            ],
            ..Section::default()
        }],
    }
}

/// The follow-up of one plan.
pub fn plan(delivery: &Delivery, plan: &str) -> (Report, u32) {
    let mut one = delivery.clone();
    one.title = format!("{plan}: {}", delivery.title.to_lowercase());
    let name = format!("plan {} {plan}", delivery.key());
    let quarter = delivery.due.map_or(0, |due| u64::from(chrono::Datelike::month(&due) / 3));
    let progress = match quarter {
        0 => 88 + draw(&name, 13),
        n => n * 22 + draw(&name, 14),
    };
    let mut report = report(&one);
    report.reference = format!("EJEMPLO · {plan}");
    report.sections.insert(
        1,
        Section {
            heading: "Avance declarado".to_owned(),
            paragraphs: vec![format!(
                "El plan registra un avance acumulado de {progress} %, según la matriz de seguimiento de ejemplo."
            )],
            ..Section::default()
        },
    );
    (report, u32::try_from(progress).unwrap_or(0))
}

fn average(delivery: &Delivery) -> u32 {
    let all = components(delivery).map(|component| percentage(figures(delivery, component)));
    all.iter().sum::<u32>() / 4
}

fn subtitle(delivery: &Delivery) -> String {
    match delivery.owner {
        Owner::Policy(profile) => format!("Política de {} · documento de ejemplo", profile.name),
        Owner::Model => "Modelo Integrado de Planeación y Gestión · documento de ejemplo".to_owned(),
    }
}
