//! The mistakes, by the rule that finds each.

use super::{
    super::{
        DemoError,
        evidence::Kept,
        media::{self, Chart, Report, Scene as Landscape, Theme, hostile},
        wording,
    },
    Scene,
    draft::{Draft, Form, MINUTES, NO_PERSONAL_DATA},
};
use crate::digest::Digest;

/// A rule, those that necessarily go with it, and how the mistake is made.
pub type Row = (&'static str, &'static [&'static str], fn(&mut Draft<'_>, &Scene<'_>) -> Result<(), DemoError>);

/// Makes a row whose mistake cannot fail.
macro_rules! row {
    ($rule:literal, |$draft:ident| $body:expr) => {
        ($rule, &[], |$draft, _| {
            $body;
            Ok(())
        })
    };
}

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const EXCEPTION: &str = "    acceso: clasificada\n    excepcion:\n      norma: Ley 1712 de 2014, artículo 18\n      alcance: todo el documento\n      \
                         plazo: ilimitado\n      califica: Secretaría General\n      custodia: Secretaría General\n";
const GUIDE: &str = "policies/README.md";
const SETTINGS: &str = "policies/repositorio.yaml";
const POLICY: &str = "policies/gobierno-digital/politica.yaml";
const PLANS: &str = "policies/catalogo/planes-612.yaml";

fn report(scene: &Scene<'_>) -> Report {
    wording::report(&scene.story.submissions[0].delivery)
}

fn chart(scene: &Scene<'_>) -> Chart {
    wording::chart(&scene.story.submissions[0].delivery)
}

fn supersedes(folder: &str, digest: impl std::fmt::Display) -> String {
    format!("reemplaza:\n  entrega: {folder}\n  sha256: {digest}\n  motivo: Se corrigió la cifra de avance.")
}

/// A PDF that starts a program when it is opened.
fn launching_pdf() -> String {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (calculadora.exe) >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let place = text.len();
    text.push_str(&format!("xref\n0 4\n{table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{place}\n%%EOF\n"));
    text
}

/// Every mistake, by group: repository and paths, YAML files, manifest, files, policy, schedule and history.
pub static TABLE: &[Row] = &[
    ("attributes-change-content", &[], |d, _| {
        d.nothing();
        d.put("policies/gobierno-digital/.gitattributes", "*.csv text eol=crlf\n")
    }),
    row!("entry-duplicate", |d| d.form("acta.txt", Form::Twice)),
    row!("entry-executable", |d| d.form("avance.csv", Form::Executable)),
    ("entry-submodule", &[], |d, _| {
        d.nothing();
        d.submodule(GUIDE)
    }),
    row!("entry-symlink", |d| d.form("acta.txt", Form::Link)),
    row!("path-case-collision", |d| d.file("Acta.txt", "Otra acta de ejemplo, con mayúscula.\n", "text/plain", "")),
    row!("path-deceptive-character", |d| d.rename("acta.txt", "acta\u{200b}final.txt")),
    row!("path-forbidden-character", |d| d.rename("acta.txt", "acta?.txt")),
    ("path-git-form", &[], |d, _| {
        d.nothing();
        d.put("policies/gobierno-digital/.GIT", "x")
    }),
    row!("path-look-alike", |d| d.file(
        "\u{430}cta.txt",
        "Otra acta de ejemplo, con una letra ajena.\n",
        "text/plain",
        ""
    )),
    ("path-misplaced", &[], |d, _| {
        d.nothing();
        d.put("policies/gobierno-digital/2025/informe-suelto.txt", "Un informe fuera de toda entrega.\n")
    }),
    row!("path-not-nfc", |d| d.rename("acta.txt", "reunio\u{301}n.txt")),
    row!("path-not-utf8", |d| d.unlisted(b"a\xf1o.txt", "Nombre en otra codificación.\n")),
    row!("path-reserved-name", |d| d.rename("acta.txt", "con.txt")),
    row!("path-too-long", |d| d.rename("acta.txt", &format!("{}.txt", "sesión".repeat(24)))),
    row!("path-trailing-dot-or-space", |d| d.rename("acta.txt", " acta.txt")),
    row!("submission-name", |d| d.folder = "gobierno-digital/2025/12/Reporte Diciembre".to_owned()),
    row!("submission-not-flat", |d| d.unlisted(b"anexos/nota.txt", "Un anexo en otra carpeta.\n")),
    row!("document-not-a-file", |d| {
        d.raw_manifest = Some(b"../otra/manifiesto.yaml".to_vec());
        d.manifest_form = Form::Link;
    }),
    row!("field-bad-form", |d| d.edit("corte: 2025-12-30", "corte: 30/12/2025")),
    row!("field-missing", |d| d
        .edit("titulo: Avance del plan de tecnologías, segunda quincena de diciembre de 2025\n", "")),
    row!("field-not-allowed-value", |d| d.edit("clase: reporte", "clase: reportes")),
    row!("field-not-applicable", |d| d.edit("clase: reporte", "clase: documento")),
    row!("field-out-of-range", |d| d
        .edit("titulo: Avance del plan de tecnologías, segunda quincena de diciembre de 2025", "titulo: Ok")),
    row!("field-unknown", |d| d.field("responsable: tecnologia")),
    row!("field-wrong-type", |d| d
        .edit("titulo: Avance del plan de tecnologías, segunda quincena de diciembre de 2025", "titulo: 2025")),
    row!("version-unknown", |d| d.edit("version: 1", "version: 9")),
    row!("yaml-anchor", |d| d.edit("titulo: Avance", "titulo: &t Avance")),
    row!("yaml-duplicate-key", |d| d.field("clase: comunicado")),
    row!("yaml-forbidden-character", |d| d.edit("titulo: Avance", "titulo: A\u{202e}vance")),
    row!("yaml-key-not-text", |d| d.field("2025: informe")),
    row!("yaml-not-a-mapping", |d| d.raw_manifest = Some(b"- version: 1\n".to_vec())),
    row!("yaml-not-utf8", |d| d.raw_manifest = Some(b"version: 1\ntitulo: A\xf1o de avance\n".to_vec())),
    row!("yaml-several-documents", |d| d.manifest.push_str("---\nversion: 1\n")),
    row!("yaml-syntax", |d| d.field("\tcriterios: [GD-01]")),
    row!("yaml-tag", |d| d.edit("titulo: Avance", "titulo: !texto Avance")),
    row!("yaml-too-deep", |d| d.field(&format!("criterios: {}{}", "[".repeat(40), "]".repeat(40)))),
    row!("yaml-too-large", |d| d.field(&format!("# {}", "relleno ".repeat(9_000)))),
    row!("yaml-two-readings", |d| {
        d.edit("titulo: Avance del plan de tecnologías, segunda quincena de diciembre de 2025", "titulo: {?acta: 1}");
    }),
    row!("also-serves-unknown", |d| d.field("tambien_sirve_a: [transparensia]")),
    row!("alternative-text-missing", |d| d.outside("taller.jpg", "image/jpeg", "    personas: ninguna\n")),
    row!("alternative-text-poor", |d| {
        d.outside(
        "taller.jpg",
        "image/jpeg",
        "    descripcion: Evidencia fotográfica 01\n    personas: adultos-autorizados\n    autorizacion: Expediente 123 de SIGOB\n"
    )
    }),
    row!("captions-unknown", |d| {
        d.outside("audiencia.mp4", "video/mp4", "    descripcion: Audiencia pública de rendición de cuentas\n    personas: adultos-autorizados\n    autorizacion: Expediente 123 de SIGOB\n    subtitulos: audiencia.vtt\n");
    }),
    row!("capture-unknown", |d| d.field(
        "enlaces: [{url: \"https://www.ejemplo.gov.co/noticia\", consultado: 2025-12-29, captura: captura.png}]"
    )),
    row!("complements-unknown", |d| d.field("da_alcance_a: gobierno-digital/2025/12/reporte-no-existe")),
    row!("personal-data-in-text", |d| d
        .edit("titulo: Avance del plan de tecnologías", "titulo: Avance del caso de la C.C. 1.000.000.001")),
    row!("committed-file-in-git", |d| {
        d.outside(
            "listado.txt",
            "text/plain",
            "    personas: adultos-autorizados\n    autorizacion: Expediente 123 de SIGOB\n",
        );
        d.unlisted(b"listado.txt", "Un archivo que debía quedarse fuera.\n");
    }),
    row!("criterion-unknown", |d| d.field("criterios: [GD-99]")),
    row!("date-absurd", |d| d.edit("fecha: 2025-12-29", "fecha: 1825-12-29")),
    row!("date-in-future", |d| d.edit("fecha: 2025-12-29", "fecha: 2026-12-29")),
    ("duplicate-content", &[], |d, scene| {
        let file = scene.november_file();
        if let Kept::Here(bytes) = &file.kept {
            d.file(&format!("copia-{}", file.name), bytes, file.format, NO_PERSONAL_DATA);
        }
        Ok(())
    }),
    row!("exception-incomplete", |d| d.outside("asistencia.pdf", "application/pdf", "    acceso: reservada\n")),
    row!("exception-not-expected", |d| {
        let public = EXCEPTION.replacen("    acceso: clasificada\n", "", 1);
        d.edit("    tipologia: acta\n", &format!("    tipologia: acta\n{public}"));
    }),
    row!("link-without-capture", |d| d
        .field("enlaces: [{url: \"https://www.ejemplo.gov.co/noticia\", consultado: 2025-12-29}]")),
    row!("manifest-missing", |d| d.no_manifest()),
    row!("month-mismatch", |d| d.folder = d.folder.replace("/12/", "/11/")),
    row!("office-unknown", |d| d.edit("dependencia: tecnologia", "dependencia: tecnolojia")),
    ("people-in-git", &[], |d, _| {
        let photo = media::jpeg(Landscape::Wall, 77)?;
        let more = "    descripcion: Servidores de la oficina en un taller\n    personas: adultos-autorizados\n    autorizacion: Expediente de ejemplo, folio 3\n";
        d.file("taller.jpg", photo, "image/jpeg", more);
        Ok(())
    }),
    row!("people-undeclared", |d| d.outside(
        "taller.jpg",
        "image/jpeg",
        "    descripcion: Taller con servidores en el auditorio\n"
    )),
    row!("people-without-authorisation", |d| {
        d.outside(
            "taller.jpg",
            "image/jpeg",
            "    descripcion: Servidores de la oficina en un taller\n    personas: adultos-autorizados\n",
        );
    }),
    row!("period-reversed", |d| d
        .edit("{desde: 2025-12-16, hasta: 2025-12-30}", "{desde: 2025-12-30, hasta: 2025-12-16}")),
    row!("period-too-long", |d| d
        .edit("{desde: 2025-12-16, hasta: 2025-12-30}", "{desde: 2015-12-16, hasta: 2025-12-30}")),
    row!("plan-unknown", |d| {
        d.follow_up();
        d.field("planes: [{plan: petti, archivo: acta.txt}]");
    }),
    row!("plans-missing", |d| d.follow_up()),
    row!("plans-not-expected", |d| d.field("planes: [{plan: peti, archivo: acta.txt}]")),
    row!("policy-mismatch", |d| d.edit("politica: gobierno-digital", "politica: transparencia")),
    row!("public-version-unknown", |d| d.outside(
        "asistencia.pdf",
        "application/pdf",
        &format!("{EXCEPTION}      version_publica: otra.pdf\n")
    )),
    row!("receiver-without-sigob", |d| d.field("registra: receptor")),
    row!("restricted-in-git", |d| d.edit("    tipologia: acta\n", &format!("    tipologia: acta\n{EXCEPTION}"))),
    row!("sigob-cover-missing", |d| d
        .field("sigob: {radicado: ALE-OFI-0099999-2025, fecha: \"2025-12-30T10:00:00-05:00\"}")),
    row!("sigob-before-period", |d| d
        .field("sigob: {radicado: ALE-OFI-0099999-2025, fecha: \"2025-12-10T10:00:00-05:00\", soporte: acta.txt}")),
    row!("supersedes-cycle", |d| {
        let folder = d.folder.clone();
        d.field(&supersedes(&folder, ZEROS));
    }),
    ("supersedes-digest", &[], |d, scene| {
        d.field(&supersedes(&scene.published("gobierno-digital").0, ZEROS));
        Ok(())
    }),
    ("supersedes-other-owner", &[], |d, scene| {
        let (folder, digest, _) = scene.published("transparencia");
        d.field(&supersedes(&folder, digest));
        Ok(())
    }),
    ("supersedes-twice", &[], |d, scene| {
        let (folder, digest) = scene.superseded();
        d.field(&supersedes(&folder, digest));
        Ok(())
    }),
    row!("supersedes-unknown", |d| d.field(&supersedes("gobierno-digital/2025/12/reporte-no-existe", ZEROS))),
    row!("typology-unknown", |d| d.edit("tipologia: acta", "tipologia: actica")),
    row!("video-without-captions", |d| {
        d.outside(
            "audiencia.mp4",
            "video/mp4",
            "    descripcion: Audiencia pública de rendición de cuentas\n    personas: adultos-autorizados\n    autorizacion: Expediente 123 de SIGOB\n",
        );
    }),
    ("withdrawal-file-present", &["withdrawal-of-unpublished"], |d, _| {
        let record = "version: 1\nmotivo: El acta traía datos que no debían publicarse.\nfundamento: Decisión de ejemplo de la dependencia.\n\
                      autoriza: Secretaría General\nfecha: 2026-01-20\narchivos: [acta.txt]\n";
        d.unlisted(b"retiro.yaml", record);
        Ok(())
    }),
    ("archive-bomb", &[], |d, scene| {
        let bytes = hostile::zip_bomb_docx(&report(scene))?;
        d.file(
            "informe.docx",
            bytes,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            NO_PERSONAL_DATA,
        );
        Ok(())
    }),
    ("archive-path-escape", &[], |d, _| {
        d.file("anexos.zip", hostile::zip_slip()?, "application/zip", "");
        Ok(())
    }),
    row!("digest-mismatch", |d| d.edit(&Digest::of(MINUTES.as_bytes()).to_string(), ZEROS)),
    ("extension-mismatch", &[], |d, scene| {
        d.picture("grafica.jpg", media::png_chart(&chart(scene), "Fuente: ejemplo", Theme::Sea)?, "image/png");
        Ok(())
    }),
    row!("file-empty", |d| d.file("notas.txt", "", "text/plain", "")),
    row!("file-encrypted", |d| d.pdf("informe.pdf", hostile::encrypted_pdf())),
    row!("file-listed-twice", |d| {
        let (digest, bytes) = (Digest::of(MINUTES.as_bytes()), MINUTES.len());
        d.manifest.push_str(&format!(
            "  - ruta: acta.txt\n    sha256: {digest}\n    bytes: {bytes}\n    formato: text/plain\n"
        ));
    }),
    ("file-macros", &["type-not-accepted"], |d, scene| {
        d.file("informe.docm", media::docm(&report(scene))?, "application/vnd.ms-word.document.macroEnabled.12", "");
        Ok(())
    }),
    row!("file-missing", |d| d.absent("acta.txt")),
    row!("file-not-listed", |d| d.unlisted(b"borrador.txt", "Un borrador que se quedó en la carpeta.\n")),
    ("file-polyglot", &[], |d, scene| {
        d.pdf("informe.pdf", hostile::pdf_zip_polyglot(&report(scene))?);
        Ok(())
    }),
    row!("file-script", |d| d.pdf("informe.pdf", launching_pdf())),
    ("file-trailing-data", &[], |d, scene| {
        let chart = media::png_chart(&chart(scene), "Fuente: ejemplo", Theme::Sea)?;
        d.picture("grafica.png", [&chart[..], b"datos ocultos"].concat(), "image/png");
        Ok(())
    }),
    ("file-truncated", &[], |d, _| {
        let photo = media::jpeg(Landscape::Facades, 78)?;
        let half = photo.len() / 2;
        d.picture("fachadas.jpg", hostile::truncated(photo, half), "image/jpeg");
        Ok(())
    }),
    row!("pdf-script", |d| d.pdf("informe.pdf", hostile::pdf_with_javascript())),
    ("personal-data-suspected", &[], |d, _| {
        d.file("asistencia.csv", hostile::attendance_list_csv(20)?, "text/csv", "");
        Ok(())
    }),
    ("photo-location", &[], |d, _| {
        d.picture("muro.jpg", media::jpeg_with_location(Landscape::Wall, 79, 4_598_000, -74_076_000)?, "image/jpeg");
        Ok(())
    }),
    row!("size-mismatch", |d| d.edit("bytes: ", "bytes: 1")),
    row!("table-ragged", |d| d.file(
        "detalle.csv",
        "Actividad;Meta;Avance\nUno;1;1\nDos;2;2\nTres;3;3\nCuatro;4;4\nCinco;5\n",
        "text/csv",
        ""
    )),
    row!("type-mismatch", |d| d.pdf("informe.pdf", hostile::html_renamed_as_pdf())),
    row!("type-not-accepted", |d| {
        d.file("pagina.html", "<!DOCTYPE html>\n<html lang=\"es\"><head><title>Avance</title></head><body><p>Avance de diciembre</p></body></html>\n", "text/html", "")
    }),
    row!("type-undetermined", |d| d.file("notas.csv", "Sin novedades en el periodo.\n", "text/csv", "")),
    ("criterion-duplicate", &[], |d, _| d.setting(POLICY, "id: GD-02", "id: GD-01")),
    ("exemption-policy-unknown", &[], |d, _| {
        d.setting(SETTINGS, "politica: defensa-juridica", "politica: defensa-juridicas")
    }),
    ("leader-office-unknown", &[], |d, _| d.setting(POLICY, "dependencia: tecnologia", "dependencia: tecnolojia")),
    ("plan-successor-unknown", &[], |d, _| d.setting(PLANS, "reemplazado_por: ptep", "reemplazado_por: ptet")),
    ("policy-name-mismatch", &[], |d, _| {
        d.setting(POLICY, "nombre: \"Gobierno Digital\"", "nombre: \"Gobierno Electrónico\"")
    }),
    ("policy-folder-unknown", &[], |d, _| {
        d.folder = d.folder.replace("gobierno-digital", "gobierno-dijital");
        d.edit("politica: gobierno-digital", "politica: gobierno-dijital");
        Ok(())
    }),
    ("act-missing", &[], |d, _| d.setting(SETTINGS, "    acto: Resolución de ejemplo 0412 de 2025\n", "")),
    ("act-vague", &[], |d, _| d.setting(SETTINGS, "acto: Circular de ejemplo 014 de 2025", "acto: Por definir")),
    ("act-unnumbered", &[], |d, _| {
        d.setting(SETTINGS, "acto: Circular de ejemplo 014 de 2025", "acto: Circular de ejemplo del comité")
    }),
    row!("class-not-owed", |d| {
        d.edit("clase: reporte", "clase: seguimiento-planes");
        d.field("planes: [{plan: peti, archivo: acta.txt}]");
    }),
    ("deadline-unsourced", &[], |d, _| {
        let source = "estado: Documento inventado.}\n    estado: ";
        d.setting(SETTINGS, &format!("{source}verificado"), &format!("{source}sin-verificar"))
    }),
    row!("due-date-unknown", |d| d.edit("corte: 2025-12-30", "corte: 2025-12-31")),
    ("exemption-issued-in-future", &[], |d, _| d.setting(SETTINGS, "expedida: 2025-12-01", "expedida: 2026-12-01")),
    ("exemption-without-due-date", &[], |d, _| {
        d.setting(SETTINGS, "hasta: 2025-07-15", "hasta: 2025-07-15\n    \
        motivo: Otra excepción inventada.\n    autoriza: Secretaría General\n    acto: Oficio de ejemplo 7 de 2025\n    expedida: 2025-07-21\n  \
        - obligacion: reporte\n    politica: defensa-juridica\n    desde: 2025-08-06\n    hasta: 2025-08-14")
    }),
    ("obligation-days-merge", &[], |d, _| d.setting(SETTINGS, "dias: [5, 15, 30]", "dias: [5, 15, 30, 31]")),
    ("obligation-due-date-shared", &[], |d, _| {
        d.setting(
            SETTINGS,
            "\nexcepciones:\n",
            "\n  - {id: avance, nombre: Avance del mes, clases: [reporte], cuando: {cada: mes, dias: [15]}, si_no_es_habil: siguiente-habil, canales: [repositorio], plazo: supuesto, medida_desde: 2026-02, \
        fuente: {documento: Circular de ejemplo, estado: Documento inventado.}}\nexcepciones:\n",
        )
    }),
    row!("period-off-due-date", |d| d
        .edit("{desde: 2025-12-16, hasta: 2025-12-30}", "{desde: 2024-11-16, hasta: 2024-11-30}")),
    ("schedule-date-absurd", &[], |d, _| d.setting(SETTINGS, "expedida: 2025-12-01", "expedida: 2525-12-01")),
    ("change-mixes-evidence-and-code", &[], |d, _| d.put(".github/workflows/otro.yml", "on: push\n")),
    row!("commit-date-backwards", |d| d.moment -= chrono::Duration::days(60)),
    row!("commit-date-in-future", |d| d.moment += chrono::Duration::days(30)),
    row!("committer-outside-institution", |d| d.by.email = "alguien@correo.example".to_owned()),
    ("history-unrelated", &[], |d, _| {
        d.orphan();
        Ok(())
    }),
    ("measuring-stops", &[], |d, _| d.setting(SETTINGS, "plazo: fijado", "plazo: supuesto")),
    ("past-judged-anew", &[], |d, _| d.setting(SETTINGS, "habil: siguiente-habil", "habil: mismo-dia")),
    ("published-changed", &[], |d, scene| {
        d.nothing();
        let one = scene.submission("integridad");
        let changed = one.manifest.replacen("version: 1", "# corregido a mano\nversion: 1", 1);
        d.put(&format!("policies/{}/manifiesto.yaml", one.path), changed)
    }),
    ("published-removed", &[], |d, scene| {
        // deleted and put back: the head is as it was, and the history is not
        d.nothing();
        let (folder, _, name) = scene.published("integridad");
        let path = format!("policies/{folder}/{name}").into_bytes();
        let before = d.tree.get(&path);
        d.tree.remove(&path)?;
        d.commit("ejemplo de error: se borra lo publicado")?;
        if let Some(leaf) = before {
            d.tree.put(&path, leaf)?;
        }
        Ok(())
    }),
    ("published-renamed", &[], |d, scene| {
        d.nothing();
        let folder = scene.submission("integridad").path.to_string();
        d.tree.rename(format!("policies/{folder}").as_bytes(), format!("policies/{folder}-renombrada").as_bytes())?;
        Ok(())
    }),
    ("withdrawal-altered", &[], |d, scene| {
        d.nothing();
        let record = "version: 1\nmotivo: Otro motivo, distinto del que se publicó.\nfundamento: Decisión de ejemplo de la dependencia.\n\
                      autoriza: Secretaría General\nfecha: 2026-01-20\narchivos: [informe-avance.pdf]\n";
        d.put(&format!("policies/{}/retiro.yaml", scene.withdrawn()), record)
    }),
];
