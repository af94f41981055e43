//! Open data: submissions, files and due dates as tables and as JSON, with what each field means.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use serde_json::json;

use super::{
    Content, Prepared, address, evidence,
    facts::{Facts, Item},
    frame::Head,
    words,
};
use crate::{
    messages::Lang,
    schedule::{
        agenda::{self, Origin},
        sheet,
    },
    status::render,
};

/// A field: its name and what it means.
type Field = (&'static str, &'static str);

/// What each submission says.
const SUBMISSIONS: [Field; 14] = [
    ("entrega", "Identificador permanente: política, año, mes y nombre de la carpeta."),
    ("politica", "Clave de la política, que no cambia; «modelo» es de los documentos del modelo mismo."),
    ("codigo", "Código de la política en la medición (POLnn), si lo tiene."),
    ("clase", "reporte, comunicado, seguimiento-planes o documento."),
    ("titulo", "De qué trata."),
    ("corte", "Fecha nominal de vencimiento a la que responde (AAAA-MM-DD); vacía en la clase documento."),
    ("desde", "Primer día del período del que trata."),
    ("hasta", "Último día de ese período."),
    (
        "recibida",
        "Momento en que el repositorio la tuvo, con desplazamiento horario; la prueba de la hora está en su página.",
    ),
    ("constancia", "Número de registro en el registro de integridad; vacío si no consta."),
    ("manifiesto_sha256", "Huella SHA-256 de su manifiesto."),
    ("archivos", "Cuántos archivos lista."),
    ("estado", "vigente, reemplazada, retirada, en-correccion o alterada: se publicó y ya no está como se publicó."),
    ("pagina", "Su página en este sitio."),
];

/// What each file says.
const FILES: [Field; 10] = [
    ("entrega", "La entrega a la que pertenece."),
    ("archivo", "Nombre del archivo."),
    ("tipologia", "Clase de documento."),
    ("formato", "Tipo de contenido (MIME) que declara su manifiesto."),
    ("bytes", "Tamaño exacto."),
    ("sha256", "Huella SHA-256 de sus bytes; vacía si se guarda fuera de git con un compromiso."),
    ("descripcion", "Qué muestra, para quien no puede verlo."),
    ("acceso", "publica, clasificada o reservada."),
    (
        "copia",
        "aqui, restringida, fuera, retirada, en-correccion o no-leida: si este sitio tiene sus bytes y, si no, por qué.",
    ),
    ("ruta", "Dónde está la copia en este sitio; vacía si no la hay."),
];

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    let facts = &prepared.facts;
    let head = |fields: &[Field]| fields.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
    let csv = move || {
        let first: [String; 14] = head(&SUBMISSIONS).try_into().expect("invariant: a name for each field");
        Ok(sheet::table([first].into_iter().chain(facts.items.iter().map(|item| submission(facts, item)))))
    };
    tree.insert("datos/entregas.csv".to_owned(), Content::Page(Box::new(csv)));
    let files = move || {
        let first: [String; 10] = head(&FILES).try_into().expect("invariant: a name for each field");
        Ok(sheet::table([first].into_iter().chain(facts.items.iter().flat_map(self::files))))
    };
    tree.insert("datos/archivos.csv".to_owned(), Content::Page(Box::new(files)));
    let json = move || {
        let object = |names: &[Field], values: &[String]| -> serde_json::Value {
            names.iter().zip(values).map(|((name, _), value)| ((*name).to_owned(), json!(value))).collect()
        };
        let entries: Vec<serde_json::Value> = facts
            .items
            .iter()
            .map(|item| {
                let mut entry = object(&SUBMISSIONS, &submission(facts, item));
                entry["archivos"] = self::files(item).map(|file| object(&FILES[1..], &file[1..])).collect();
                entry
            })
            .collect();
        let deliveries = &facts.site.holdings.deliveries;
        let all = json!({
            "version": 1,
            "entidad": facts.entity,
            "revision": deliveries.revision.to_string(),
            "momento": words::moment(facts.site.holdings.as_of).iso,
            "entregas": entries,
        });
        Ok(format!("{all}\n"))
    };
    tree.insert("datos/entregas.json".to_owned(), Content::Page(Box::new(json)));
    let deliveries = &facts.site.holdings.deliveries;
    let calendar = move || {
        let revision = deliveries.revision.to_string();
        let origin = Origin { revision: Some(&revision), as_of: deliveries.revision_time, lang: Lang::Es };
        Ok(agenda::csv(&facts.agenda, &origin))
    };
    tree.insert("datos/calendario.csv".to_owned(), Content::Page(Box::new(calendar)));
    let mut boards = Vec::new();
    if facts.is_board_public() {
        for board in facts.ledger.boards().iter().filter(|board| !board.rows.is_empty()) {
            let year = board.question.period.year();
            boards.push(year);
            let make = move || Ok(render::csv(board, Lang::Es));
            tree.insert(format!("datos/cumplimiento-{year}.csv"), Content::Page(Box::new(make)));
            let make = move || Ok(render::json(board));
            tree.insert(format!("datos/cumplimiento-{year}.json"), Content::Page(Box::new(make)));
        }
    }
    let page = move || {
        let head = Head {
            path: "datos/index.html",
            title: "Datos abiertos",
            about: "Las entregas, sus archivos y los vencimientos como tablas y JSON, con su diccionario.",
            section: "datos",
            crumbs: Vec::new(),
        };
        let rows = |fields: &[Field]| -> Vec<Value> {
            fields.iter().map(|(name, meaning)| context! { name => *name, meaning => *meaning }).collect()
        };
        let body = context! {
            submissions => rows(&SUBMISSIONS),
            files => rows(&FILES),
            boards => boards.iter().rev().copied().collect::<Vec<_>>(),
            count => words::count(facts.items.len(), "entrega", "entregas"),
            file_count => words::count(facts.items.iter().map(|item| item.held.evidence.len()).sum(), "archivo", "archivos"),
        };
        prepared.frame.page("data.html", &head, body)
    };
    tree.insert("datos/index.html".to_owned(), Content::Page(Box::new(page)));
}

fn submission(facts: &Facts<'_>, item: &Item<'_>) -> [String; 14] {
    let held = item.held;
    let manifest = held.manifest.as_deref();
    let (from, until) = held.period();
    let path = item.path();
    let code = facts.policies.iter().find(|policy| policy.slug == path.owner).and_then(|policy| policy.code);
    let state = match (item.is_withdrawn(), held.is_quarantined, facts.superseded.contains_key(path)) {
        _ if !held.losses.is_empty() => "alterada",
        (true, ..) => "retirada",
        (_, true, _) => "en-correccion",
        (.., true) => "reemplazada",
        _ => "vigente",
    };
    [
        path.to_string(),
        path.owner.clone(),
        code.unwrap_or_default().to_owned(),
        manifest.map_or("", |manifest| manifest.class.as_str()).to_owned(),
        item.title.clone(),
        manifest.and_then(|manifest| manifest.due).map(|due| due.get().to_string()).unwrap_or_default(),
        from.to_string(),
        until.to_string(),
        item.at().map(|at| words::moment(at).iso).unwrap_or_default(),
        item.receipt().map(|index| index.to_string()).unwrap_or_default(),
        held.digest.map(|digest| digest.to_string()).unwrap_or_default(),
        held.evidence.len().to_string(),
        state.to_owned(),
        address::submission(path),
    ]
}

fn files<'i>(item: &'i Item<'_>) -> impl Iterator<Item = [String; 10]> + use<'i> {
    let path = item.path().to_string();
    item.held.evidence.iter().enumerate().map(move |(at, file)| {
        let card = evidence::card(item.held, at, file);
        let copy = match card.copy {
            evidence::Copy::Here => "aqui",
            evidence::Copy::Closed => "restringida",
            evidence::Copy::Elsewhere => "fuera",
            evidence::Copy::Unknown => "sin-ver",
            evidence::Copy::Withdrawn => "retirada",
            evidence::Copy::Refused => "en-correccion",
            evidence::Copy::Suspected => "por-confirmar",
            evidence::Copy::Missing => "no-leida",
        };
        let access = match file.listed.access {
            crate::model::raw::Access::Public => "publica",
            crate::model::raw::Access::Classified => "clasificada",
            crate::model::raw::Access::Reserved => "reservada",
        };
        [
            path.clone(),
            card.name,
            card.typology,
            words::plain(file.listed.format.as_str()),
            file.listed.bytes.get().to_string(),
            card.digest.unwrap_or_default(),
            card.description.unwrap_or_default(),
            access.to_owned(),
            copy.to_owned(),
            evidence::place(file).unwrap_or_default(),
        ]
    })
}
