//! The command line: names, help in the language asked, and what clap says when the words are off.
//!
//! clap's own texts are English and never reach people: help is written here, and errors are put into words by
//! [`explain`].

use std::path::PathBuf;

use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::PossibleValuesParser,
    error::{ContextKind, ContextValue, ErrorKind},
};
use mipg::messages::{Lang, shown};

/// The text of the language asked.
pub fn text(lang: Lang, es: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Es => es,
        Lang::En => en,
    }
}

/// The language, read before anything else so that help and errors are in it: the last `--lang` given.
pub fn language(arguments: &[std::ffi::OsString]) -> Lang {
    let mut lang = Lang::default();
    let mut words =
        arguments.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--").peekable();
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.peek().copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("en") => lang = Lang::En,
            Some("es") => lang = Lang::Es,
            _ => {}
        }
    }
    lang
}

/// The same words with `help` and `ayuda`, as people write them, turned into the option: `mipg help check` asks for
/// `mipg check --help`.
pub fn with_help(mut arguments: Vec<std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let asks = arguments.get(1).is_some_and(|word| word == "help" || word == "ayuda");
    if asks {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The renderings of a report.
pub const FORMATS: [&str; 5] = ["human", "json", "sarif", "github", "markdown"];

/// The renderings of the calendar.
pub const CALENDAR_FORMATS: [&str; 4] = ["human", "json", "ics", "csv"];

/// The renderings of the reminders.
pub const REMIND_FORMATS: [&str; 2] = ["human", "json"];
/// Days ahead that are reminded where nobody says.
pub const REMIND_DAYS: u16 = 5;

/// The renderings of the status.
pub const STATUS_FORMATS: [&str; 5] = ["human", "json", "csv", "markdown", "svg"];

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    let template = t(
        "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}",
        "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    );
    let root = Command::new("mipg")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "Repositorio de evidencias MIPG: comprueba lo que se entrega y dice qué corregir.",
            "MIPG evidence repository: checks what is handed in and says what to put right.",
        ))
        .subcommand_required(true)
        .arg_required_else_help(false)
        .disable_help_subcommand(true)
        .subcommand_help_heading(t("Órdenes", "Commands"))
        .after_help(t(
            "Ejemplos:\n  mipg demo ejemplo            un repositorio completo de ejemplo, ya comprobado\n  \
             mipg check                   comprueba la carpeta actual\n  \
             mipg explain digest-mismatch qué significa una regla y qué hacer\n\n\
             Códigos de salida: 0 conforme (o no aplica) · 1 inconsistencias · 2 uso incorrecto · 3 no se pudo comprobar · 4 falla de mipg",
            "Examples:\n  mipg demo example            a complete example repository, already checked\n  \
             mipg check                   checks the current folder\n  \
             mipg explain digest-mismatch what a rule means and what to do\n\n\
             Exit codes: 0 conforming (or not applicable) · 1 findings · 2 wrong usage · 3 could not check · 4 a bug in mipg",
        ))
        .subcommand(check(lang))
        .subcommand(status(lang))
        .subcommand(calendar(lang))
        .subcommand(remind(lang))
        .subcommand(
            Command::new("rules")
                .visible_alias("reglas")
                .about(t("Lista todas las reglas", "Lists every rule"))
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_name(t("FORMATO", "FORMAT"))
                        .value_parser(PossibleValuesParser::new(["human", "json", "markdown"]))
                        .hide_possible_values(true)
                        .default_value("human")
                        .hide_default_value(true)
                        .help(t("human (por defecto), json o markdown", "human (default), json or markdown")),
                )
                .after_help(t("Ejemplo:\n  mipg rules --format markdown", "Example:\n  mipg rules --format markdown")),
        )
        .subcommand(
            Command::new("explain")
                .visible_alias("explicar")
                .about(t("Explica una regla: motivo, ejemplo y remedio", "Explains a rule: reason, example and remedy"))
                .arg(Arg::new("rule").value_name(t("REGLA", "RULE")).required(true).help(t(
                    "el nombre de la regla, tal como aparece entre corchetes",
                    "the name of the rule, as it stands in brackets",
                )))
                .after_help(t("Ejemplo:\n  mipg explain digest-mismatch", "Example:\n  mipg explain digest-mismatch")),
        )
        .subcommand(
            Command::new("init")
                .visible_alias("iniciar")
                .about(t(
                    "Crea el repositorio de evidencias de otra entidad",
                    "Makes a new evidence repository for another entity",
                ))
                .arg(folder(lang))
                .arg(Arg::new("entity").long("entidad").visible_alias("entity").value_name(t("NOMBRE", "NAME")).help(t(
                    "nombre de la entidad, por ejemplo «Alcaldía de Mompox»",
                    "name of the entity, for example “Alcaldía de Mompox”",
                )))
                .arg(Arg::new("domain").long("dominio").visible_alias("domain").value_name(t("DOMINIO", "DOMAIN")).help(t(
                    "dominio público del micrositio, por ejemplo mipg.mompox.gov.co",
                    "public domain of the microsite, for example mipg.mompox.gov.co",
                )))
                .arg(Arg::new("origin").long("origen").visible_alias("origin").value_name("URL").help(t(
                    "repositorio de git (https) del que la revisión automática instala mipg; sin él, queda por llenar",
                    "git repository (https) the automatic review installs mipg from; left to fill in without it",
                )))
                .after_help(t(
                    "Ejemplo:\n  mipg init evidencias --entidad \"Alcaldía de Mompox\" --dominio mipg.mompox.gov.co",
                    "Example:\n  mipg init evidence --entidad \"Alcaldía de Mompox\" --dominio mipg.mompox.gov.co",
                )),
        )
        .subcommand(
            Command::new("demo")
                .visible_alias("ejemplo")
                .about(t(
                    "Crea un repositorio de ejemplo con su historia y lo comprueba",
                    "Makes a complete example repository with its history and checks it",
                ))
                .arg(folder(lang))
                .arg(Arg::new("with-errors").long("con-errores").visible_alias("with-errors").action(ArgAction::SetTrue).help(t(
                    "agrega una rama por cada clase de error y comprueba que cada una quede bloqueada",
                    "adds a branch for each kind of mistake and checks that each is blocked",
                )))
                .after_help(t(
                    "Ejemplo:\n  mipg demo ejemplo --con-errores",
                    "Example:\n  mipg demo example --con-errores",
                )),
        );
    common(root, lang, template)
}

fn check(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("check")
        .visible_alias("verificar")
        .about(t(
            "Comprueba las evidencias: carpeta de trabajo, revisión o cambio",
            "Checks the evidence: work tree, revision or change",
        ))
        .arg(Arg::new("paths").value_name(t("RUTA", "PATH")).num_args(0..).help(t(
            "solo muestra lo de estas rutas del repositorio (se comprueba todo)",
            "shows only what is under these paths of the repository (all is checked)",
        )))
        .arg(Arg::new("rev").long("rev").value_name("REV").conflicts_with_all(["base", "head"]).help(t(
            "comprueba una revisión tal como está en git, sin sacarla a disco",
            "checks a revision as git holds it, without a checkout",
        )))
        .arg(Arg::new("base").long("base").value_name("REV").requires("head").help(t(
            "comprueba un cambio: la revisión de la que parte, con sus reglas y ajustes",
            "checks a change: the revision it starts from, with its rules and settings",
        )))
        .arg(Arg::new("head").long("head").value_name("REV").requires("base").help(t(
            "la revisión propuesta; se recorren todos los commits entre ambas",
            "the proposed revision; every commit between both is walked",
        )))
        .arg(
            Arg::new("received")
                .long("received")
                .visible_alias("recibido")
                .requires("base")
                .action(ArgAction::SetTrue)
                .help(t(
                    "lo que hay entre --base y --head ya se recibió: cada commit de su línea publicó lo que trajo",
                    "what lies between --base and --head was already received: each commit of its line published what it brought",
                )),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), json, sarif, github o markdown",
                    "human (default), json, sarif, github or markdown",
                )),
        )
        .arg(output(lang))
        .arg(Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).help(t(
            "juzga como si fuera este momento (2026-11-22T10:00:00-05:00, o una fecha: el final de ese día en Bogotá)",
            "judges as if it were this moment (2026-11-22T10:00:00-05:00, or a date: the end of that day in Bogota)",
        )))
        .arg(Arg::new("detail").long("detalle").visible_alias("detail").action(ArgAction::SetTrue).help(t(
            "muestra además lo que dijo cada biblioteca, en su idioma",
            "also shows what each library said, in its own language",
        )))
        .after_help(t(
            "Ejemplos:\n  mipg check\n  mipg check --rev origin/main\n  mipg check --base origin/main --head HEAD --format markdown",
            "Examples:\n  mipg check\n  mipg check --rev origin/main\n  mipg check --base origin/main --head HEAD --format markdown",
        ))
}

fn status(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("status")
        .visible_alias("estado")
        .about(t(
            "Muestra qué se debía entregar, qué llegó y si llegó a tiempo",
            "Shows what was due, what came and whether it came on time",
        ))
        .arg(Arg::new("rev").long("rev").value_name("REV").help(t(
            "lo entregado en esta revisión (por defecto, HEAD): cuándo llegó cada cosa lo dicen los commits, no la carpeta de trabajo",
            "what was handed in by this revision (default: HEAD): commits say when each thing came, the work tree does not",
        )))
        .arg(policy(lang))
        .arg(Arg::new("month").long("month").visible_alias("mes").value_name(t("MES", "MONTH")).help(t(
            "los cortes de un mes: 2026-12, o 12 para el año en curso o el de --year",
            "the due dates of a month: 2026-12, or 12 for this year or that of --year",
        )))
        .arg(Arg::new("year").long("year").visible_alias("anio").value_name(t("AÑO", "YEAR")).help(t(
            "los cortes de un año (por defecto, el del momento consultado)",
            "the due dates of a year (default: that of the moment asked)",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(STATUS_FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), json, csv (para Excel), markdown o svg (imagen)",
                    "human (default), json, csv (for Excel), markdown or svg (picture)",
                )),
        )
        .arg(Arg::new("output").long("output").value_name(t("FORMATO=ARCHIVO", "FORMAT=FILE")).action(ArgAction::Append).help(t(
            "escribe además el resultado en un archivo; se puede repetir",
            "also writes the result to a file; may be repeated",
        )))
        .arg(as_of(lang))
        .after_help(t(
            "Una entrega tardía no cambia el código de salida: 0 si se leyó todo, 3 si algo no se pudo leer.\n\n\
             Ejemplos:\n  mipg status\n  mipg status --month 2026-12\n  mipg status --policy gobierno-digital --output csv=gobierno-digital.csv\n  mipg status --year 2026 --as-of 2026-12-31 --output svg=2026.svg",
            "Lateness does not change the exit code: 0 if all was read, 3 if something could not be read.\n\n\
             Examples:\n  mipg status\n  mipg status --month 2026-12\n  mipg status --policy gobierno-digital --output csv=gobierno-digital.csv\n  mipg status --year 2026 --as-of 2026-12-31 --output svg=2026.svg",
        ))
}

fn calendar(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("calendar")
        .visible_alias("calendario")
        .about(t(
            "Muestra qué se debe entregar y hasta cuándo; también como calendario para el teléfono o el correo",
            "Shows what is due and until when; also as a calendar for a phone or mail",
        ))
        .args(revision(lang))
        .arg(Arg::new("year").long("year").visible_alias("anio").value_name(t("AÑO", "YEAR")).help(t(
            "los cortes de un año",
            "the due dates of a year",
        )))
        .arg(Arg::new("month").long("month").visible_alias("mes").value_name(t("MES", "MONTH")).help(t(
            "los cortes de un mes: 2026-12, o 12 para el año en curso",
            "the due dates of a month: 2026-12, or 12 for this year",
        )))
        .arg(
            Arg::new("from")
                .long("from")
                .visible_alias("desde")
                .value_name(t("FECHA", "DATE"))
                .conflicts_with_all(["year", "month"])
                .help(t("primer día (por defecto, hoy)", "first day (default: today)")),
        )
        .arg(
            Arg::new("until")
                .long("until")
                .visible_alias("hasta")
                .value_name(t("FECHA", "DATE"))
                .conflicts_with_all(["year", "month"])
                .help(t("último día (por defecto, el 31 de diciembre)", "last day (default: 31 December)")),
        )
        .arg(policy(lang))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(CALENDAR_FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t(
                    "human (por defecto), json, ics (este año y el siguiente, si no se dice otra cosa) o csv",
                    "human (default), json, ics (this year and the next, unless said otherwise) or csv",
                )),
        )
        .arg(output(lang))
        .arg(
            Arg::new("out")
                .long("out")
                .value_name(t("CARPETA", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with_all(["format", "policy"])
                .help(t(
                    "escribe en una carpeta un calendario .ics de todas las políticas y uno de cada una",
                    "writes to a folder an .ics calendar of every policy and one of each",
                )),
        )
        .arg(as_of(lang))
        .after_help(t(
            "Ejemplos:\n  mipg calendar\n  mipg calendar --month 2026-12 --policy gobierno-digital\n  mipg calendar --policy gobierno-digital --output ics=gobierno-digital.ics\n  mipg calendar --out calendarios",
            "Examples:\n  mipg calendar\n  mipg calendar --month 2026-12 --policy gobierno-digital\n  mipg calendar --policy gobierno-digital --output ics=gobierno-digital.ics\n  mipg calendar --out calendars",
        ))
}

fn remind(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("remind")
        .visible_alias("recordar")
        .about(t(
            "Dice qué debe entregar cada líder en los próximos días, y qué no ha llegado",
            "Says what each leader owes in the next days, and what has not come",
        ))
        .arg(Arg::new("rev").long("rev").value_name("REV").help(t(
            "lo entregado hasta esta revisión (por defecto, HEAD)",
            "what was handed in up to this revision (default: HEAD)",
        )))
        .arg(
            Arg::new("days")
                .long("days")
                .visible_alias("dias")
                .value_name(t("DÍAS", "DAYS"))
                .value_parser(clap::value_parser!(u16).range(0..=366))
                .help(t("lo que vence en estos días (por defecto, 5)", "what runs out in these days (default: 5)")),
        )
        .arg(
            Arg::new("missed-since")
                .long("missed-since")
                .visible_alias("vencidas-desde")
                .value_name(t("FECHA", "DATE"))
                .help(t(
                    "lo que venció desde este día y no ha llegado (por defecto, desde el primero del mes)",
                    "what ran out on or after this day and has not come (default: the first of the month)",
                )),
        )
        .arg(policy(lang))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("FORMATO", "FORMAT"))
                .value_parser(PossibleValuesParser::new(REMIND_FORMATS))
                .hide_possible_values(true)
                .default_value("human")
                .hide_default_value(true)
                .help(t("human (por defecto) o json", "human (default) or json")),
        )
        .arg(output(lang))
        .arg(as_of(lang))
        .after_help(t(
            "Ejemplos:\n  mipg remind\n  mipg remind --days 10 --policy gobierno-digital\n  mipg remind --missed-since 2026-12-01 --output json=recordatorios.json",
            "Examples:\n  mipg remind\n  mipg remind --days 10 --policy gobierno-digital\n  mipg remind --missed-since 2026-12-01 --output json=reminders.json",
        ))
}

fn output(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("output").long("output").value_name(t("FORMATO=ARCHIVO", "FORMAT=FILE")).action(ArgAction::Append).help(t(
        "escribe además el resultado en un archivo; se puede repetir",
        "also writes the result to a file; may be repeated",
    ))
}

/// Which settings say what is due.
fn revision(lang: Lang) -> [Arg; 2] {
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

fn policy(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("policy").long("policy").visible_alias("politica").value_name(t("POLÍTICA", "POLICY")).help(t(
        "solo lo de una política, por el nombre de su carpeta",
        "only what one policy owes, by the name of its folder",
    ))
}

fn as_of(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("as-of").long("as-of").value_name(t("MOMENTO", "MOMENT")).help(t(
        "como si fuera este momento (2026-11-22T10:00:00-05:00, o una fecha: el final de ese día en Bogotá)",
        "as if it were this moment (2026-11-22T10:00:00-05:00, or a date: the end of that day in Bogota)",
    ))
}

fn folder(lang: Lang) -> Arg {
    Arg::new("dir")
        .value_name(text(lang, "CARPETA", "DIR"))
        .required(true)
        .value_parser(clap::value_parser!(PathBuf))
        .help(text(lang, "carpeta nueva o vacía", "a new or empty folder"))
}

/// Puts the options every command has, and our own help and version, on a command and all below it.
fn common(command: Command, lang: Lang, template: &'static str) -> Command {
    let t = |es, en| text(lang, es, en);
    let options = t("Opciones", "Options");
    let root = command.get_name() == "mipg";
    let usage = match command.get_name() {
        "mipg" => t("mipg <ORDEN> [OPCIONES]", "mipg <COMMAND> [OPTIONS]"),
        "check" => t("mipg check [OPCIONES] [RUTA…]", "mipg check [OPTIONS] [PATH…]"),
        "calendar" => t("mipg calendar [OPCIONES]", "mipg calendar [OPTIONS]"),
        "status" => t("mipg status [OPCIONES]", "mipg status [OPTIONS]"),
        "remind" => t("mipg remind [OPCIONES]", "mipg remind [OPTIONS]"),
        "explain" => t("mipg explain REGLA [OPCIONES]", "mipg explain RULE [OPTIONS]"),
        "init" => {
            t("mipg init CARPETA --entidad NOMBRE --dominio DOMINIO", "mipg init DIR --entidad NAME --dominio DOMAIN")
        }
        "demo" => t("mipg demo CARPETA [OPCIONES]", "mipg demo DIR [OPTIONS]"),
        _ => t("mipg rules [OPCIONES]", "mipg rules [OPTIONS]"),
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

/// The repository asked for.
pub fn repository(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("repo").cloned().unwrap_or_else(|| PathBuf::from("."))
}

/// Puts clap's refusal into words.
pub fn explain(error: &clap::Error, arguments: &[std::ffi::OsString], lang: Lang) -> String {
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => shown(text, 120),
        Some(ContextValue::Strings(texts)) => shown(&texts.join(", "), 400),
        _ => String::new(),
    };
    let argument = value(ContextKind::InvalidArg);
    let given = value(ContextKind::InvalidValue);
    let mut lines = vec![match (error.kind(), lang) {
        (ErrorKind::InvalidSubcommand, Lang::Es) => {
            format!("no existe la orden `{}`", value(ContextKind::InvalidSubcommand))
        }
        (ErrorKind::InvalidSubcommand, Lang::En) => {
            format!("there is no command `{}`", value(ContextKind::InvalidSubcommand))
        }
        (ErrorKind::MissingSubcommand, Lang::Es) => "falta la orden".to_owned(),
        (ErrorKind::MissingSubcommand, Lang::En) => "a command is missing".to_owned(),
        (ErrorKind::UnknownArgument, Lang::Es) => format!("no se esperaba `{argument}`"),
        (ErrorKind::UnknownArgument, Lang::En) => format!("`{argument}` was not expected"),
        (ErrorKind::MissingRequiredArgument, Lang::Es) => format!("falta {argument}"),
        (ErrorKind::MissingRequiredArgument, Lang::En) => format!("{argument} is missing"),
        (ErrorKind::InvalidValue, Lang::Es) if given.is_empty() => format!("`{argument}` necesita un valor"),
        (ErrorKind::InvalidValue, Lang::En) if given.is_empty() => format!("`{argument}` needs a value"),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::Es) => {
            format!("`{given}` no es un valor de `{argument}`")
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::En) => {
            format!("`{given}` is not a value of `{argument}`")
        }
        (ErrorKind::ArgumentConflict, Lang::Es) => {
            format!("`{argument}` no puede ir con `{}`", value(ContextKind::PriorArg))
        }
        (ErrorKind::ArgumentConflict, Lang::En) => {
            format!("`{argument}` cannot go with `{}`", value(ContextKind::PriorArg))
        }
        (ErrorKind::InvalidUtf8, Lang::Es) => "un argumento no es texto UTF-8".to_owned(),
        (ErrorKind::InvalidUtf8, Lang::En) => "an argument is not UTF-8 text".to_owned(),
        (_, Lang::Es) => format!("los argumentos no son válidos {argument}").trim_end().to_owned(),
        (_, Lang::En) => format!("the arguments are not valid {argument}").trim_end().to_owned(),
    }];
    let valid = value(ContextKind::ValidValue);
    if !valid.is_empty() {
        lines.push(format!("{} {valid}", text(lang, "ayuda: valores posibles:", "hint: possible values:")));
    }
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let suggestion = value(kind);
        if !suggestion.is_empty() {
            lines.push(format!("{} `{suggestion}`?", text(lang, "ayuda: ¿quiso decir", "hint: did you mean")));
        }
    }
    let known = command(lang);
    let asked = arguments.iter().skip(1).filter_map(|word| known.find_subcommand(word)).next();
    let help = asked.map_or_else(|| "mipg --help".to_owned(), |asked| format!("mipg {} --help", asked.get_name()));
    lines.push(match lang {
        Lang::Es => format!("ayuda: `{help}` muestra cómo se usa"),
        Lang::En => format!("hint: `{help}` shows how it is used"),
    });
    lines.join("\n")
}
