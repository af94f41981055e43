//! Options that several commands have.

use std::{ops::RangeInclusive, path::PathBuf, str::FromStr};

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use mipg::{messages::Lang, model::raw::Account};

use super::{REMIND_FORMATS, text};

/// A number outside what is taken, or no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a number from {least} to {most}")]
pub(super) struct OutOfRange {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// Reads a number of a range.
pub(super) fn number<T>(
    range: RangeInclusive<T>,
) -> impl Fn(&str) -> Result<T, OutOfRange> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Into<u32> + Copy + Send + Sync + 'static,
{
    move |given| {
        let refused = OutOfRange { least: (*range.start()).into(), most: (*range.end()).into() };
        given.parse().ok().filter(|number| range.contains(number)).ok_or(refused)
    }
}

/// Files the result is also written to.
pub(super) fn output(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("output").long("output").value_name(t("FORMATO=ARCHIVO", "FORMAT=FILE")).action(ArgAction::Append).help(t(
        "escribe además el resultado en un archivo; se puede repetir",
        "also writes the result to a file; may be repeated",
    ))
}

/// The account that makes a change.
pub(super) fn account(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("account")
        .long("cuenta")
        .visible_alias("account")
        .value_name(t("FORJA:ID", "FORGE:ID"))
        .value_parser(clap::value_parser!(Account))
        .help(t(
            "la cuenta que hace el cambio, con su plataforma y su número (github:583231): así se juzgan los permisos",
            "the account that makes the change, with its platform and number (github:583231): then permissions are judged",
        ))
}

/// Where the log is brought from and sent to.
pub(super) fn remote(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("push")
        .long("enviar")
        .visible_alias("push")
        .value_name(t("REMOTO", "REMOTE"))
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("origin")
        .help(t(
            "trae de este remoto la rama principal y el registro de integridad antes de anotar, y lo envía después; si otro anotó entretanto, anota a continuación, y nunca fuerza (sin decir cuál, origin)",
            "brings the main branch and the audit trail from this remote before logging, and sends it afterwards; where another logged meanwhile it logs after that, and never forces (where none is named, origin)",
        ))
}

/// Which settings say what is due.
pub(super) fn revision(lang: Lang) -> [Arg; 2] {
    let t = |es, en| text(lang, es, en);
    [
        Arg::new("rev").long("rev").value_name("REV").help(t(
            "con los ajustes de esta revisión (por defecto, HEAD)",
            "by the settings of this revision (default: HEAD)",
        )),
        Arg::new("worktree")
            .long("worktree")
            .visible_alias("carpeta-de-trabajo")
            .conflicts_with("rev")
            .action(ArgAction::SetTrue)
            .help(t(
                "con los ajustes de la carpeta de trabajo, aunque no estén en ningún commit",
                "by the settings of the work tree, though in no commit yet",
            )),
    ]
}

/// One policy alone.
pub(super) fn policy(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("policy").long("policy").visible_alias("politica").value_name(t("POLÍTICA", "POLICY")).help(t(
        "solo lo de una política, por el nombre de su carpeta o su código (POL07)",
        "only what one policy owes, by the name of its folder or its code (POL07)",
    ))
}

/// For people, or for programs.
pub(super) fn human_or_json(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("format")
        .long("format")
        .value_name(t("FORMATO", "FORMAT"))
        .value_parser(PossibleValuesParser::new(REMIND_FORMATS))
        .hide_possible_values(true)
        .default_value("human")
        .hide_default_value(true)
        .help(t("human (por defecto) o json", "human (default) or json"))
}

/// The moment asked.
pub(super) fn as_of(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).help(t(
        "como si fuera este momento (2026-11-22T10:00:00-05:00, o una fecha: el final de ese día en Bogotá)",
        "as if it were this moment (2026-11-22T10:00:00-05:00, or a date: the end of that day in Bogota)",
    ))
}

/// Where the site is published.
pub(super) fn base_url(lang: Lang) -> Arg {
    Arg::new("base-url").long("base-url").visible_alias("direccion").value_name("URL").help(text(
        lang,
        "dirección donde se publica el sitio, para los enlaces que se leen fuera de él (por defecto, https:// y el dominio de la entidad)",
        "address where the site is published, for the links that are read outside of it (default: https:// and the domain of the entity)",
    ))
}

/// What the audit trail is verified with, where its hours are taken.
pub(super) fn trust(lang: Lang) -> [Arg; 3] {
    let t = |es, en| text(lang, es, en);
    let [policy, authorities] = third_parties(lang);
    let key = Arg::new("key").long("key").visible_alias("clave").value_name(t("CLAVE|ARCHIVO", "VKEY|FILE")).action(ArgAction::Append).help(t(
        "clave verificadora del registro de integridad, obtenida por otro medio, o un archivo con una por línea (por defecto, la del propio repositorio)",
        "verifier key of the log, had from elsewhere, or a file with one on each line (default: that of the repository itself)",
    ));
    [key, policy, authorities]
}

/// Whose attestations prove the hours.
pub(super) fn third_parties(lang: Lang) -> [Arg; 2] {
    let t = |es, en| text(lang, es, en);
    let path = |arg: Arg| arg.value_name(t("ARCHIVO", "FILE")).value_parser(clap::value_parser!(PathBuf));
    [
        path(Arg::new("trust").long("confianza").visible_alias("trust")).help(t(
            "política de confianza (tlog-policy): cuyos testigos comprueban las horas",
            "trust policy (tlog-policy): whose witnesses prove the hours",
        )),
        path(Arg::new("ca").long("ca")).help(t(
            "certificados, en PEM, de las autoridades cuyos sellos de tiempo comprueban las horas",
            "certificates, in PEM, of the authorities whose timestamps prove the hours",
        )),
    ]
}

/// The folder to make.
pub(super) fn folder(lang: Lang) -> Arg {
    Arg::new("dir")
        .value_name(text(lang, "CARPETA", "DIR"))
        .required(true)
        .value_parser(clap::value_parser!(PathBuf))
        .help(text(lang, "carpeta nueva o vacía", "a new or empty folder"))
}

/// Puts the options every command has, and our own help and version, on a command and all below it.
pub(super) fn common(command: Command, lang: Lang, template: &'static str) -> Command {
    let t = |es, en| text(lang, es, en);
    let options = t("Opciones", "Options");
    let root = command.get_name() == "mipg";
    // A command below another may be called as one of the first.
    let usage = match command.get_display_name().unwrap_or(command.get_name()) {
        "mipg" => t("mipg <ORDEN> [OPCIONES]", "mipg <COMMAND> [OPTIONS]"),
        "add" => t("mipg add ARCHIVO… [OPCIONES]", "mipg add FILE… [OPTIONS]"),
        "withdraw" => t(
            "mipg withdraw ENTREGA --motivo TEXTO --norma NORMA --autoriza CARGO [OPCIONES]\n     mipg withdraw ENTREGA --borrar [OPCIONES]",
            "mipg withdraw SUBMISSION --reason TEXT --norm NORM --authority POSITION [OPTIONS]\n       mipg withdraw SUBMISSION --erase [OPTIONS]",
        ),
        "fix" => t("mipg fix [RUTA…] [OPCIONES]", "mipg fix [PATH…] [OPTIONS]"),
        "check" => t("mipg check [OPCIONES] [RUTA…]", "mipg check [OPTIONS] [PATH…]"),
        "audit" => t("mipg audit [OPCIONES]", "mipg audit [OPTIONS]"),
        "calendar" => t("mipg calendar [OPCIONES]", "mipg calendar [OPTIONS]"),
        "status" => t("mipg status [OPCIONES]", "mipg status [OPTIONS]"),
        "render" => t("mipg render --salida CARPETA [OPCIONES]", "mipg render --out DIR [OPTIONS]"),
        "publish" => t(
            "mipg publish --salida CARPETA --clave ARCHIVO [OPCIONES]",
            "mipg publish --out DIR --clave FILE [OPTIONS]",
        ),
        "serve" => t("mipg serve [--sitio CARPETA] [OPCIONES]", "mipg serve [--site DIR] [OPTIONS]"),
        "remind" => t("mipg remind [OPCIONES]", "mipg remind [OPTIONS]"),
        "explain" => t("mipg explain REGLA [OPCIONES]", "mipg explain RULE [OPTIONS]"),
        "init" => {
            t("mipg init CARPETA --entidad NOMBRE --dominio DOMINIO", "mipg init DIR --entity NAME --domain DOMAIN")
        }
        "demo" => t("mipg demo CARPETA [OPCIONES]", "mipg demo DIR [OPTIONS]"),
        "history" => t("mipg history ENTREGA [OPCIONES]", "mipg history SUBMISSION [OPTIONS]"),
        "hook" => t("mipg hook <ORDEN> [OPCIONES]", "mipg hook <COMMAND> [OPTIONS]"),
        "pre-receive" => t("mipg hook pre-receive [OPCIONES]", "mipg hook pre-receive [OPTIONS]"),
        "post-receive" => t("mipg hook post-receive [OPCIONES]", "mipg hook post-receive [OPTIONS]"),
        "pre-commit" => t("mipg hook pre-commit [OPCIONES]", "mipg hook pre-commit [OPTIONS]"),
        "install" => t("mipg hook install [--bare CARPETA] [OPCIONES]", "mipg hook install [--bare DIR] [OPTIONS]"),
        "ci" => t("mipg ci <ORDEN> [OPCIONES]", "mipg ci <COMMAND> [OPTIONS]"),
        "ci receive" => {
            t("mipg ci receive --evento ARCHIVO --enviar [OPCIONES]", "mipg ci receive --event FILE --push [OPTIONS]")
        }
        "ci comment" => t("mipg ci comment --evento ARCHIVO [OPCIONES]", "mipg ci comment --event FILE [OPTIONS]"),
        "ci daily" => t("mipg ci daily --enviar [OPCIONES]", "mipg ci daily --push [OPTIONS]"),
        "ci codeowners" => t("mipg ci codeowners [--comprobar] [OPCIONES]", "mipg ci codeowners [--check] [OPTIONS]"),
        "ci check" => t("mipg ci check --evento ARCHIVO [OPCIONES]", "mipg ci check --event FILE [OPTIONS]"),
        "log" => t("mipg log <ORDEN> [OPCIONES]", "mipg log <COMMAND> [OPTIONS]"),
        "attach" => t("mipg log attach REFRENDO --clave VKEY", "mipg log attach COSIGNATURE --key VKEY"),
        "chain" => t("mipg log chain [OPCIONES]", "mipg log chain [OPTIONS]"),
        "divergence" => t("mipg log divergence PRUEBA [OPCIONES]", "mipg log divergence PROOF [OPTIONS]"),
        "purge" => t(
            "mipg log purge ENTREGA|ARCHIVO… --antes REV --autoridad TEXTO --acto TEXTO --fecha FECHA --rol TEXTO --motivo TEXTO",
            "mipg log purge SUBMISSION|FILE… --before REV --authority TEXT --act TEXT --date DATE --role TEXT --reason TEXT",
        ),
        "keygen" => t("mipg log keygen --nombre NOMBRE --salida ARCHIVO", "mipg log keygen --name NAME --out FILE"),
        "receipt" => t("mipg log receipt ENTREGA [OPCIONES]", "mipg log receipt SUBMISSION [OPTIONS]"),
        "verify" => t("mipg log verify CONSTANCIA ARCHIVO… [OPCIONES]", "mipg log verify RECEIPT FILE… [OPTIONS]"),
        "witness" => t(
            "mipg log witness --log CARPETA --key VKEY --clave ARCHIVO --estado ARCHIVO --salida CARPETA",
            "mipg log witness --log DIR --key VKEY --secret FILE --state FILE --out DIR",
        ),
        "timestamp" => t(
            "mipg log timestamp --pedir|--adjuntar|--verificar [ARCHIVO] [OPCIONES]",
            "mipg log timestamp --request|--attach|--verify [FILE] [OPTIONS]",
        ),
        "report" => t("mipg report --vigencia AÑO [OPCIONES]", "mipg report --year YEAR [OPTIONS]"),
        "append" => t("mipg log append [OPCIONES]", "mipg log append [OPTIONS]"),
        "rules" => t("mipg rules [OPCIONES]", "mipg rules [OPTIONS]"),
        _ => "",
    };
    let usage = match usage {
        "" => format!("mipg {}", command.get_name()),
        usage => usage.to_owned(),
    };
    let mut command = command
        .help_template(template)
        .override_usage(usage)
        .next_help_heading(options)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { t("Argumentos", "Arguments") } else { options };
            arg.help_heading(heading)
        })
        .arg(
            Arg::new("repo")
                .long("repo")
                .value_name(t("CARPETA", "DIR"))
                .global(true)
                .value_parser(clap::value_parser!(PathBuf))
                .default_value(".")
                .hide_default_value(true)
                .help_heading(options)
                .help(t("repositorio (por defecto, la carpeta actual)", "repository (default: the current folder)")),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name(t("IDIOMA", "LANG"))
                .global(true)
                .value_parser(PossibleValuesParser::new(["es", "en"]))
                .hide_possible_values(true)
                .help_heading(options)
                .help(t("es (por defecto) o en", "es (default) or en")),
        )
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .visible_alias("ayuda")
                .action(ArgAction::Help)
                .help_heading(options)
                .help(t("muestra esta ayuda", "shows this help")),
        );
    if root {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help_heading(options)
                .help(t("muestra la versión", "shows the version")),
        );
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |sub| common(sub, lang, template));
    }
    command
}

/// The main branch, as `commands::check::main_branch` finds it where none is named.
pub(super) fn main_branch(lang: Lang) -> Arg {
    Arg::new("rev").long("rev").value_name("REV").help(text(
        lang,
        "la rama principal (por defecto, entre main y origin/main la que continúa a la otra; si se separaron, origin/main)",
        "the main branch (default: of main and origin/main the one that follows the other; origin/main where they diverged)",
    ))
}

/// The words of a command that may leave what it makes on a branch, and push it.
pub(super) fn proposal(lang: Lang) -> [Arg; 2] {
    let t = |es, en| text(lang, es, en);
    let optional = |name: &'static str, alias: &'static str, default: &'static str| {
        let arg = Arg::new(name).long(name).visible_alias(alias).num_args(0..=1).require_equals(true);
        arg.default_missing_value(default)
    };
    [
        optional("branch", "rama", "").value_name(t("RAMA", "BRANCH")).help(t(
            "la guarda en una rama nueva, sin tocar la carpeta de trabajo; `--rama` sola le pone nombre",
            "keeps it on a new branch and leaves the work tree alone; `--branch` alone names it",
        )),
        optional("push", "enviar", "origin").value_name(t("REMOTO", "REMOTE")).help(t(
            "además envía la rama (por defecto, a origin) y da el enlace para abrir la solicitud",
            "also pushes the branch (default: to origin) and gives the link to open the request",
        )),
    ]
}
