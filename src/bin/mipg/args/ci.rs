//! The words of `mipg ci`: what the workflows of a forge call.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command};
use mipg::messages::Lang;

use super::{
    shared::{as_of, output, remote},
    text,
};

/// The command, with those below it.
pub(super) fn command(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("ci")
        .about(t(
            "Lo que llaman los flujos automáticos de una plataforma (GitHub)",
            "What the workflows of a platform (GitHub) call",
        ))
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(t("Órdenes", "Commands"))
        .subcommand(judge(lang))
        .subcommand(receive(lang))
        .subcommand(comment(lang))
        .subcommand(daily(lang))
        .subcommand(codeowners(lang))
}

fn codeowners(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("codeowners")
        .display_name("ci codeowners")
        .about(t(
            "Escribe .github/CODEOWNERS: a quién pide GitHub que revise cada carpeta, según los líderes y los roles",
            "Writes .github/CODEOWNERS: whom GitHub asks to look at each folder, by leaders and roles",
        ))
        .arg(Arg::new("check").long("check").visible_alias("comprobar").action(clap::ArgAction::SetTrue).help(t(
            "no escribe: termina en 1 si el archivo no es el que corresponde",
            "writes nothing: ends with 1 where the file is not the right one",
        )))
        .arg(as_of(lang))
        .after_help(t(
            "GitHub conoce nombres de usuario, y los archivos de aquí números de cuenta: los nombres de hoy se escriben en `usuarios` de policies/repositorio.yaml. Quién puede hacer qué lo deciden los números, no este archivo.\n\nEjemplo:\n  mipg ci codeowners --comprobar",
            "GitHub knows names of users, and the files here numbers of accounts: the names of today are written in `usuarios` of policies/repositorio.yaml. Who may do what is decided by the numbers, not by this file.\n\nExample:\n  mipg ci codeowners --check",
        ))
}

fn daily(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("daily")
        .display_name("ci daily")
        .visible_alias("diario")
        .about(t(
            "Cada día: anota el latido del registro y lo que faltó recibir de las propuestas abiertas, y pone al día los avisos de lo pendiente",
            "Each day: logs the heartbeat of the audit trail and what was not received of the open proposals, and brings the notices of what is owed up to date",
        ))
        .arg(key(lang))
        .arg(remote(lang))
        .arg(bring(lang).conflicts_with("push"))
        .arg(file("activity", "actividad", lang).requires("pulls").help(t(
            "lo que se movió en las ramas del repositorio y quién lo movió, como lo da `gh api --paginate` de `activity`; sin esto solo se conoce la versión de ahora de cada propuesta",
            "what moved on the branches of the repository and who moved it, as `gh api --paginate` of `activity` gives it; without it only the version of now of each proposal is known",
        )))
        .arg(file("pulls", "propuestas", lang).help(t(
            "las propuestas abiertas, como las da `gh api --paginate`",
            "the open proposals, as `gh api --paginate` gives them",
        )))
        .arg(file("issues", "avisos", lang).requires("plan").help(t(
            "los avisos (issues) que ya hay, abiertos y cerrados, como los da `gh api --paginate`",
            "the issues that there are, open and closed, as `gh api --paginate` gives them",
        )))
        .arg(plan(lang).requires("issues"))
        .after_help(t(
            "Un aviso por política y mes, que se cierra cuando no queda nada pendiente; uno que cerró una persona sigue cerrado mientras diga lo mismo. Repetir no cambia nada. Sin --enviar no anota nada: dice lo que anotaría, con lo que este clon tiene (o con lo que --traer traiga), y escribe el plan.\n\nCódigos de salida: 0 hecho · 1 hay entregas que esperan otro día · 3 algo no se pudo revisar, y lo dice\n\nEjemplo:\n  mipg ci daily --enviar --propuestas propuestas.json --actividad actividad.json --avisos avisos.json --plan plan.json",
            "One issue for each policy and month, closed when nothing is left to hand in; one that a person closed stays closed while it would say the same. Repeating changes nothing. Without --push it logs nothing: it says what it would log, by what this clone has (or what --fetch brings), and writes the plan.\n\nExit codes: 0 done · 1 submissions wait for another day · 3 something could not be looked at, and it says so\n\nExample:\n  mipg ci daily --push --pulls pulls.json --activity activity.json --issues issues.json --plan plan.json",
        ))
}

fn comment(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("comment")
        .display_name("ci comment")
        .visible_alias("comentar")
        .about(t(
            "Escribe el único comentario de una propuesta, que se mantiene al día: qué corregir, y su constancia",
            "Writes the one comment of a proposal, kept up to date: what to put right, and its receipt",
        ))
        .arg(event(lang))
        .arg(reviews(lang))
        .arg(bring(lang))
        .arg(
            Arg::new("key").long("key").visible_alias("clave").value_name(t("CLAVE|ARCHIVO", "VKEY|FILE")).action(ArgAction::Append).help(t(
                "clave pública del registro, o archivo con ella, de quien firma y nunca de la rama `registro`, que escribe cualquiera que pueda empujar (en un flujo, la salida `vkey` del trabajo que recibe); sin ella, el comentario no dice ningún número",
                "public key of the log, or a file with it, from whoever signs and never from the branch `registro`, which anybody who may push writes (in a workflow, the output `vkey` of the job that receives); without it the comment tells no number",
            )),
        )
        .arg(file("comments", "comentarios", lang).help(t(
            "los comentarios que ya tiene, como los da `gh api --paginate`",
            "the comments that it has, as `gh api --paginate` gives them",
        )))
        .arg(plan(lang).requires("comments"))
        .after_help(t(
            "Juzga de nuevo la propuesta, y lee los números de sus entregas del registro de integridad, verificado con la clave dada: de lo que hizo otro trabajo no cree nada más. Un registro que esa clave no firmó no se cree: el comentario lo dice, y el código es 3. Sin --plan, escribe el texto en la salida.\n\nEjemplo:\n  mipg ci comment --evento \"$GITHUB_EVENT_PATH\" --traer --comentarios comentarios.json --plan plan.json",
            "Judges the proposal again, and reads the numbers of its submissions from the audit trail, verified with the key given: of what another job did it believes nothing else. A log that this key did not sign is not believed: the comment says so, and the code is 3. Without --plan, writes the text to the output.\n\nExample:\n  mipg ci comment --event \"$GITHUB_EVENT_PATH\" --fetch --comments comments.json --plan plan.json",
        ))
}

/// Where the log and what is proposed are brought from.
fn bring(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("fetch")
        .long("traer")
        .visible_alias("fetch")
        .value_name(t("REMOTO", "REMOTE"))
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("origin")
        .help(t(
            "trae antes de este remoto la rama principal, el registro de integridad y lo propuesto (sin decir cuál, origin)",
            "brings the main branch, the audit trail and what is proposed from this remote before (where none is named, origin)",
        ))
}

/// A file of the platform.
fn file(name: &'static str, alias: &'static str, lang: Lang) -> Arg {
    Arg::new(name)
        .long(name)
        .visible_alias(alias)
        .value_name(text(lang, "ARCHIVO", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
}

/// Where the requests are written.
fn plan(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("plan").long("plan").value_name(t("ARCHIVO", "FILE")).value_parser(clap::value_parser!(PathBuf)).help(t(
        "escribe aquí, en JSON, lo que el flujo pide a la plataforma: método, ruta y cuerpo de cada solicitud; nada se borra",
        "writes here, in JSON, what the workflow asks of the platform: method, path and body of each request; nothing is deleted",
    ))
}

/// The event of the job.
fn event(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("event")
        .long("event")
        .visible_alias("evento")
        .value_name(t("ARCHIVO", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "el evento, en JSON (por defecto, el archivo que dice la variable GITHUB_EVENT_PATH)",
            "the event, in JSON (default: the file that the variable GITHUB_EVENT_PATH names)",
        ))
}

/// Who approved it.
fn reviews(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("reviews")
        .long("aprobaciones")
        .visible_alias("reviews")
        .value_name(t("ARCHIVO", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "las revisiones de la propuesta, en JSON, tal como las da GitHub; sin esto no se sabe quién la aprobó",
            "the reviews of the proposal, in JSON, as GitHub gives them; without it nobody knows who approved it",
        ))
}

fn receive(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("receive")
        .display_name("ci receive")
        .visible_alias("recibir")
        .about(t(
            "Anota como recibida una propuesta conforme de quien entrega por sus políticas, y como publicado lo que llegó a la rama principal",
            "Logs as received a conforming proposal of whoever hands in for its policies, and as published what reached the main branch",
        ))
        .arg(event(lang))
        .arg(reviews(lang))
        .arg(key(lang))
        .arg(remote(lang).required(true))
        .arg(
            Arg::new("out")
                .long("out")
                .visible_alias("salida")
                .value_name(t("CARPETA", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(t(
                    "escribe aquí las constancias, cada una en la carpeta de su número, cuando lo anotado ya llegó al remoto",
                    "writes the receipts here, each in the folder of its number, once what was logged is in the remote",
                )),
        )
        .arg(output(lang))
        .after_help(t(
            "La propuesta se juzga de nuevo aquí, con la rama principal de este clon: sus reglas, y las cuentas de sus políticas y roles. Lo propuesto no se pone en la carpeta de trabajo ni se ejecuta. La hora es la de este equipo; la que dice la plataforma no decide nada. Repetir no anota dos veces. En un día se reciben como máximo 50 entregas de cada política: lo que falta espera, y lo dice.\n\nCódigos de salida: 0 recibido, o nada que recibir, o la cuenta no entrega por esas políticas (y lo dice) · 1 no está conforme, o parte espera otro día · 3 no se pudo comprobar o enviar · 30 el registro del remoto fue llevado atrás\n\nEjemplo:\n  mipg ci receive --evento \"$GITHUB_EVENT_PATH\" --enviar --salida constancias",
            "The proposal is judged again here, by the main branch of this clone: its rules, and the accounts of its policies and roles. What is proposed is neither checked out nor run. The hour is that of this machine; the one that the platform tells decides nothing. Repeating logs nothing twice. At most 50 submissions of each policy are received on a day: what is left waits, and it says so.\n\nExit codes: 0 received, or nothing to receive, or the account does not hand in for those policies (and it says so) · 1 it does not conform, or part of it waits for another day · 3 could not be checked or sent · 30 the log of the remote was led back\n\nExample:\n  mipg ci receive --event \"$GITHUB_EVENT_PATH\" --push --out receipts",
        ))
}

fn key(lang: Lang) -> Arg {
    let t = |es, en| text(lang, es, en);
    Arg::new("secret")
        .long("clave")
        .visible_alias("secret")
        .alias("key")
        .value_name(t("ARCHIVO", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(t(
            "archivo con la clave que firma el registro (por defecto, la variable MIPG_CLAVE)",
            "file with the key that signs the log (default: the variable MIPG_CLAVE)",
        ))
}

fn judge(lang: Lang) -> Command {
    let t = |es, en| text(lang, es, en);
    Command::new("check")
        .display_name("ci check")
        .visible_alias("verificar")
        .about(t(
            "Comprueba lo que dice un evento: una propuesta con las reglas de la rama a la que va, o lo que llegó a la rama principal",
            "Checks what an event tells: a proposal by the rules of the branch it goes to, or what reached the main branch",
        ))
        .arg(event(lang))
        .arg(reviews(lang))
        .arg(output(lang))
        .arg(as_of(lang))
        .after_help(t(
            "Escribe en la salida las marcas de GitHub, lo más grave primero, y el resumen completo en el archivo que dice GITHUB_STEP_SUMMARY (o --output markdown=ARCHIVO).\n\nCódigos de salida: 0 conforme, o nada que comprobar · 1 inconsistencias · 3 no se pudo comprobar\n\nEjemplo:\n  mipg ci check --evento \"$GITHUB_EVENT_PATH\"",
            "Writes the marks of GitHub to the output, the gravest first, and the whole summary to the file that GITHUB_STEP_SUMMARY names (or --output markdown=FILE).\n\nExit codes: 0 conforming, or nothing to check · 1 findings · 3 could not be checked\n\nExample:\n  mipg ci check --event \"$GITHUB_EVENT_PATH\"",
        ))
}
