//! The words of `mipg add`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::messages::Lang;

use super::{
    shared::{as_of, proposal},
    text,
};

/// The classes of a submission, as files write them.
pub const CLASSES: [&str; 4] = ["reporte", "comunicado", "seguimiento-planes", "documento"];
/// Who may be recognised, as files write it.
pub const PEOPLE: [&str; 4] = ["ninguna", "no-identificables", "adultos-autorizados", "menores-autorizados"];

/// What is said of files that are kept outside git.
fn kept_outside(lang: Lang) -> Vec<Arg> {
    let t = |es, en| text(lang, es, en);
    let value = |name: &'static str, alias: &'static str, es: &'static str, en: &'static str| {
        Arg::new(name).long(name).visible_alias(alias).value_name(t(es, en))
    };
    vec![
        value("authorisation", "autorizacion", "[ARCHIVO=]DÓNDE", "[FILE=]WHERE").action(ArgAction::Append).help(t(
            "dónde está la autorización de quienes se reconocen (expediente o radicado, sin sus datos); ese archivo va por Git LFS, que puede borrarlo",
            "where the authorisation of who is recognised is (file or number, none of their data); that file goes by Git LFS, which can erase it",
        )),
        value("access", "acceso", "[ARCHIVO=]ACCESO", "[FILE=]ACCESS").action(ArgAction::Append).help(t(
            "publica (por defecto), clasificada o reservada; lo que no es público no va al repositorio: queda en --guardar-en",
            "publica (default), clasificada or reservada; what is not public does not go to the repository: it stays in --keep-in",
        )),
        value("norm", "norma", "NORMA", "NORM").requires("access").help(t(
            "de lo que no es público: la norma y el artículo que lo permiten",
            "of what is not public: the norm and article that allow it",
        )),
        value("scope", "alcance", "TEXTO", "TEXT").requires("access").help(t(
            "si la excepción cubre todo el documento o qué parte",
            "whether the exception is of all of the document, or which part",
        )),
        value("term", "plazo", "TEXTO", "TEXT").requires("access").help(t(
            "hasta cuándo no es público",
            "until when it is not public",
        )),
        value("classifier", "califica", "CARGO", "POSITION").requires("access").help(t(
            "la dependencia o el cargo que lo calificó",
            "the office or position that classified it",
        )),
        value("public-version", "version-publica", "ARCHIVO", "FILE").requires("access").help(t(
            "cuál de los archivos es su versión pública",
            "which of the files is its public version",
        )),
        value("custody", "custodia", "CARGO", "POSITION").help(t(
            "la dependencia o el cargo que responde por lo que se guarda fuera de git (por defecto, quien lidera la política)",
            "the office or position that answers for what is kept outside git (default: who leads the policy)",
        )),
        value("location", "ubicacion", "TEXTO", "TEXT").requires("access").help(t(
            "el expediente o radicado con que quien lo custodia lo encuentra",
            "the file or number by which its keeper finds it",
        )),
        value("keep-in", "guardar-en", "CARPETA", "FOLDER")
            .requires("access")
            .value_parser(clap::value_parser!(PathBuf))
            .help(t(
                "carpeta fuera de todo repositorio para lo que no es público y su sal",
                "folder outside every repository for what is not public and its salt",
            )),
    ]
}

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let value =
        |name: &'static str, es: &'static str, en: &'static str| Arg::new(name).long(name).value_name(t(es, en));
    let each = |arg: Arg| arg.action(ArgAction::Append);
    Command::new("add")
        .visible_alias("agregar")
        .about(t(
            "Prepara una entrega: de sus archivos a la carpeta con su manifiesto, ya comprobada",
            "Prepares a submission: from files to the folder with its manifest, already checked",
        ))
        .arg(
            Arg::new("files")
                .value_name(t("ARCHIVO", "FILE"))
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help(t("los archivos de la entrega; el principal, primero", "the files of the submission, the main one first")),
        )
        .arg(value("policy", "POLÍTICA", "POLICY").visible_alias("politica").help(t(
            "la política, por su nombre, su carpeta o su código (POL07); sobra si está en --asunto",
            "the policy, by name, folder or code (POL07); not needed where --subject says it",
        )))
        .arg(value("subject", "ASUNTO", "SUBJECT").visible_alias("asunto").help(t(
            "el asunto de SIGOB, como llegó: de ahí salen la política y el mes",
            "the subject in SIGOB, as it came: says the policy and the month",
        )))
        .arg(value("title", "TÍTULO", "TITLE").visible_alias("titulo").help(t(
            "de qué trata, en una línea que se entienda sin abrir los archivos",
            "what it is about, in one line to be understood without opening the files",
        )))
        .arg(
            value("class", "CLASE", "CLASS")
                .visible_alias("clase")
                .value_parser(PossibleValuesParser::new(CLASSES))
                .hide_possible_values(true)
                .default_value("reporte")
                .hide_default_value(true)
                .help(t(
                    "reporte (por defecto), comunicado, seguimiento-planes o documento",
                    "reporte (default), comunicado, seguimiento-planes or documento",
                )),
        )
        .arg(value("due", "FECHA", "DATE").visible_alias("corte").help(t(
            "el corte que responde, como 2026-11-05 (por defecto, el más antiguo del mes que falte; si no, el siguiente)",
            "the due date it answers, such as 2026-11-05 (default: the oldest of the month not answered, else the next)",
        )))
        .arg(each(value("description", "[ARCHIVO=]TEXTO", "[FILE=]TEXT").visible_alias("descripcion").help(t(
            "qué muestra una imagen o un video, para quien no puede verlo; se puede repetir",
            "what an image or video shows, for who cannot see it; may be repeated",
        ))))
        .arg(each(value("people", "[ARCHIVO=]QUIÉNES", "[FILE=]WHO").visible_alias("personas").help(t(
            "quiénes se reconocen en una imagen o un video: ninguna, no-identificables, adultos-autorizados o menores-autorizados; se puede repetir",
            "who is recognised in an image or video: ninguna (nobody), no-identificables, adultos-autorizados or menores-autorizados; may be repeated",
        ))))
        .args(kept_outside(lang))
        .arg(each(value("kind", "[ARCHIVO=]TIPO", "[FILE=]KIND").visible_alias("tipologia").help(t(
            "qué tipo de documento es: informe, acta, fotografia… (por defecto, por su formato); se puede repetir",
            "which kind of document it is: informe, acta, fotografia… (default: by its format); may be repeated",
        ))))
        .arg(each(value("personal-data", "[ARCHIVO=]RESULTADO:MOTIVO", "[FILE=]OUTCOME:REASON").visible_alias("datos").help(t(
            "si parece llevar datos personales: no-contiene, anonimizado o publicable, y por qué; se puede repetir",
            "where it seems to hold personal data: no-contiene, anonimizado or publicable, and why; may be repeated",
        ))))
        .arg(each(value("plan", "ARCHIVO=PLAN[:AVANCE]", "FILE=PLAN[:PROGRESS]").help(t(
            "en seguimiento-planes, el plan de un archivo y su avance en porcentaje; se puede repetir",
            "in seguimiento-planes, the plan of a file and its progress in percent; may be repeated",
        ))))
        .arg(value("office", "CLAVE", "KEY").visible_alias("dependencia").help(t(
            "la dependencia que produce la evidencia (por defecto, la del líder)",
            "the office that makes the evidence (default: the leader's)",
        )))
        .arg(value("filing", "NÚMERO", "NUMBER").visible_alias("radicado").requires("filed").help(t(
            "el radicado de SIGOB: la entrega llegó por ese canal y la carga quien recibe",
            "the filing number of SIGOB: it came by that channel, and the receiver loads it",
        )))
        .arg(value("filed", "MOMENTO", "MOMENT").visible_alias("fecha-sigob").requires("filing").help(t(
            "la fecha y la hora del radicado: 2026-11-05T16:12, hora de Colombia",
            "the date and time of the filing: 2026-11-05T16:12, Colombian time",
        )))
        .arg(value("cover", "ARCHIVO", "FILE").visible_alias("caratula").requires("filing").help(t(
            "cuál de los archivos es la carátula de SIGOB",
            "which of the files is the cover of SIGOB",
        )))
        .arg(value("supersedes", "ENTREGA", "SUBMISSION").visible_alias("reemplaza").requires("reason").help(t(
            "la entrega que esta corrige: gobierno-digital/2026/11/reporte-1f3a",
            "the submission that this one corrects: gobierno-digital/2026/11/reporte-1f3a",
        )))
        .arg(value("reason", "TEXTO", "TEXT").visible_alias("motivo").requires("supersedes").help(t(
            "qué se corrigió en la entrega reemplazada",
            "what was corrected of the submission superseded",
        )))
        .arg(Arg::new("commit").long("commit").visible_alias("confirmar").action(ArgAction::SetTrue).help(t(
            "deja además la carpeta en un commit de la rama en que está, a nombre de la política",
            "also leaves the folder in a commit of the branch you are on, in the name of the policy",
        )))
        .args(proposal(lang))
        .arg(Arg::new("dry-run").long("dry-run").visible_alias("simular").action(ArgAction::SetTrue).help(t(
            "muestra la carpeta y el manifiesto, y no escribe ni comprueba nada",
            "shows the folder and the manifest; writes and checks nothing",
        )))
        .arg(as_of(lang))
        .after_help(t(
            "Lo que solo usted sabe se pregunta, si hay una terminal; lo demás se calcula. Nombres y fotos se arreglan, y se dice.\n\n\
             Ejemplos:\n  mipg add avance-peti.pdf --politica \"Gobierno Digital\" --titulo \"Avance del PETI, octubre de 2026\"\n  \
             mipg add informe.pdf caratula.pdf --asunto \"Información Para Repositorio MIPG_ Política INTEGRIDAD _NOVIEMBRE de 2026\" \\\n    \
             --titulo \"Código de integridad, octubre\" --radicado AMC-OFI-0074376-2026 --fecha-sigob 2026-11-05T16:12 --caratula caratula.pdf\n  \
             mipg add foto.jpg --politica POL07 --titulo \"Taller de datos\" --descripcion \"Sala con equipos, sin personas\" --personas ninguna --enviar",
            "What only you know is asked, on a terminal; the rest is worked out. Names and photos are put right, and told.\n\n\
             Examples:\n  mipg add avance-peti.pdf --policy gobierno-digital --title \"Avance del PETI, octubre de 2026\"\n  \
             mipg add foto.jpg --policy POL07 --title \"Taller de datos\" --description \"Sala con equipos, sin personas\" --people ninguna --push",
        ))
}
