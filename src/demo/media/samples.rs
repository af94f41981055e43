//! Contents for the tests of the generators.

use super::{
    picture::HeatMap,
    report::{Bar, Chart, Report, Section, Table, Theme},
    sheet::{Cell, Sheet},
    video::Clip,
};

/// A quarterly follow-up report with every kind of block.
pub fn report() -> Report {
    let text = |words: &str| words.to_owned();
    Report {
        title: text("Informe de seguimiento a la Política de Integridad"),
        subtitle: text("Avance de las acciones del código de integridad y de la gestión de conflictos de interés"),
        entity: text("Alcaldía Distrital de Cartagena de Indias"),
        period: text("Primer trimestre del año 2025"),
        reference: text("MIPG-POL02-2025-T1"),
        theme: Theme::Sea,
        sections: vec![
            Section {
                heading: text("1. Presentación"),
                paragraphs: vec![
                    text(
                        "En cumplimiento de las acciones que responden a los criterios diferenciales de la política, este informe \
                         reúne el avance del trimestre: socialización del código, declaraciones de bienes y rentas, y atención de \
                         impedimentos. Las cifras proceden de los registros de la dependencia y se contrastaron con el plan de acción.",
                    ),
                    text("El año anterior cerró con 78 % de avance; la meta de esta vigencia es 95 %."),
                ],
                bullets: vec![
                    text(
                        "Ocho jornadas de apropiación de valores en las secretarías y localidades, con retroalimentación.",
                    ),
                    text(
                        "Un canal de consulta sobre conflictos de interés, con respuesta en menos de cinco días hábiles.",
                    ),
                ],
                ..Section::default()
            },
            Section {
                heading: text("2. Avance por componente"),
                table: Some(Table {
                    caption: text("Tabla 1. Actividades programadas y ejecutadas"),
                    headers: ["Componente", "Responsable", "Programadas", "Ejecutadas", "Avance"].map(text).to_vec(),
                    rows: vec![
                        ["Socialización del código", "Talento Humano", "12", "11", "92 %"].map(text).to_vec(),
                        ["Conflictos de interés", "Secretaría General", "8", "6", "75 %"].map(text).to_vec(),
                        ["Declaraciones de bienes y rentas", "Talento Humano", "1.250", "1.188", "95 %"]
                            .map(text)
                            .to_vec(),
                    ],
                }),
                chart: Some(Chart {
                    title: text("Figura 1. Avance por componente (porcentaje de ejecución)"),
                    unit: text("%"),
                    bars: vec![
                        Bar::new("Socialización del código", 92),
                        Bar::new("Conflictos de interés", 75),
                        Bar::new("Declaraciones de bienes y rentas de servidores públicos", 95),
                    ],
                }),
                ..Section::default()
            },
        ],
    }
}

/// A sheet with a cell of every kind.
pub fn sheet() -> Sheet {
    Sheet {
        name: "Plan de adquisiciones".to_owned(),
        title: "Seguimiento al Plan Anual de Adquisiciones, primer trimestre".to_owned(),
        headers: ["Descripción", "Cantidad", "Valor", "Ejecución", "Fecha", "Observación"].map(str::to_owned).to_vec(),
        rows: (1..=12_u32)
            .map(|line| {
                vec![
                    Cell::Text(format!("Línea {line}: suministro de señalización y papelería")),
                    Cell::Count(line * 1_250),
                    Cell::Pesos(u64::from(line) * 18_500_000),
                    Cell::Thousandths(u16::try_from(line * 80).unwrap()),
                    Cell::Day(2025, u8::try_from(line).unwrap(), 15),
                    Cell::Empty,
                ]
            })
            .collect(),
    }
}

/// Six bars with long labels.
pub fn chart() -> Chart {
    let bars = [
        ("Socialización del código", 92),
        ("Conflictos de interés", 75),
        ("Declaraciones de bienes", 95),
        ("Gestión preventiva", 61),
        ("Participación ciudadana", 48),
        ("Año anterior", 30),
    ];
    Chart {
        title: "Avance de la Política de Integridad, año 2025".to_owned(),
        unit: "Porcentaje de ejecución".to_owned(),
        bars: bars.map(|(label, value)| Bar::new(label, value)).to_vec(),
    }
}

/// Six policies by twelve months.
pub fn heat_map() -> HeatMap {
    let months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"];
    let rows = [
        "Integridad",
        "Gobierno digital",
        "Seguridad digital",
        "Gestión documental",
        "Control interno",
        "Defensa jurídica",
    ];
    HeatMap {
        title: "Entregas oportunas por política y mes (%)".to_owned(),
        columns: months.map(str::to_owned).to_vec(),
        rows: (0_u8..)
            .zip(rows)
            .map(|(row, name)| (name.to_owned(), (0..12_u8).map(|month| 30 + (row * 19 + month * 11) % 71).collect()))
            .collect(),
    }
}

/// A video of the bars of [`chart`].
pub fn clip() -> Clip {
    Clip { title: "Política de Integridad: rendición de cuentas".to_owned(), chart: chart(), theme: Theme::Sea }
}
