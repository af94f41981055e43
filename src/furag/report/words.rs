//! What grades, states, answers and gaps are called, and what to do about each, in both languages.

use crate::{
    diagnostic::render::say,
    furag::coverage::{
        Cited, Condition, Form, Gap, Grade, Lack, Missing, Proposal, Standing, Subject, Supports, Tally, Totals, Why,
    },
    messages::{Lang, shown},
    model::{World, raw},
    schedule::words as days,
    status::TrailUse,
};

/// Characters of a question, an option or a criterion that people are shown.
const LONG: usize = 2_000;

/// A longer text of others for a person's eyes, on one line.
pub(super) fn long(text: &str) -> String {
    shown(&text.split_whitespace().collect::<Vec<_>>().join(" "), LONG)
}

/// The word of a grade.
pub(crate) fn grade(grade: Grade, lang: Lang) -> String {
    match grade {
        Grade::Declared => say!(lang, "solo declarada", "declared only"),
        Grade::Present => say!(lang, "presente, sin validez", "present, not valid"),
        Grade::Verified => say!(lang, "verificada", "verified"),
        Grade::Receipted => say!(lang, "con constancia", "with a receipt"),
        Grade::Attested => say!(lang, "atestada por tercero", "attested by a third party"),
    }
}

/// What a grade means.
pub(super) fn grade_meaning(grade: Grade, lang: Lang) -> String {
    match grade {
        Grade::Declared => say!(
            lang,
            "alguien la nombró, pero el archivo no está, se retiró o no se puede contar para esta política",
            "somebody named it, but the file is not here, was withdrawn or may not be counted for this policy"
        ),
        Grade::Present => say!(
            lang,
            "hay algo con su nombre, pero no se pudo comprobar, no es lo que dice el manifiesto, ya se reemplazó o no es de la vigencia",
            "something is here in its name, but it could not be compared, is not what the manifest says, was superseded or is not of the vigencia"
        ),
        Grade::Verified => say!(
            lang,
            "huella, tamaño y tipo son los declarados y su fecha es de la vigencia",
            "digest, size and type are those stated and its date is of the vigencia"
        ),
        Grade::Receipted => say!(
            lang,
            "además, el registro de integridad tiene su manifiesto",
            "besides, the audit trail has its manifest"
        ),
        Grade::Attested => say!(
            lang,
            "además, alguien ajeno a la entidad vio el registro con ella",
            "besides, somebody outside the entity saw the trail with it"
        ),
    }
}

/// The state of a criterion, a question or an option.
pub(crate) fn standing(standing: &Standing<'_>, lang: Lang) -> String {
    match standing {
        Standing::NotApplicable(_) => say!(lang, "no aplica", "not applicable"),
        Standing::Nothing => say!(lang, "sin evidencia", "no evidence"),
        Standing::Known(one) => grade(*one, lang),
    }
}

/// What keeps a piece of evidence from the next grade.
pub(super) fn why(why: &Why, trail: &TrailUse, lang: Lang) -> String {
    match why {
        Why::NoSubmission => say!(lang, "esa entrega no existe", "there is no such submission"),
        Why::NoManifest => say!(lang, "no se pudo leer su manifiesto", "its manifest could not be read"),
        Why::NotListed => say!(lang, "el manifiesto no lista ese archivo", "the manifest does not list that file"),
        Why::Later => say!(lang, "llegó después del momento consultado", "it came after the moment asked"),
        Why::NotServing => say!(
            lang,
            "es de otra política y no dice que también sirva a esta (`tambien_sirve_a`)",
            "it is another policy’s and does not say that it also serves this one (`tambien_sirve_a`)"
        ),
        Why::Withdrawn => say!(lang, "fue retirada", "it was withdrawn"),
        Why::Absent => say!(lang, "el archivo no está", "the file is not here"),
        Why::Unread => say!(lang, "el archivo no se pudo leer", "the file could not be read"),
        Why::Different => say!(lang, "sus bytes no son los del manifiesto", "its bytes are not those of the manifest"),
        Why::Elsewhere => say!(
            lang,
            "se guarda fuera de git y aquí no se comprobó",
            "it is kept outside git and was not checked here"
        ),
        Why::OtherType => {
            say!(lang, "no se comprobó que sea del tipo declarado", "it was not shown to be of the type stated")
        }
        Why::Refused => {
            say!(lang, "tiene inconsistencias en la verificación", "the check found something wrong with it")
        }
        Why::Superseded(path) => say!(lang, "la reemplazó {path}", "superseded by {path}"),
        Why::OtherYear(from, until) if from == until => {
            say!(lang, "es de otra vigencia ({from})", "it is of another vigencia ({from})")
        }
        Why::OtherYear(from, until) => say!(
            lang,
            "no es solo de esta vigencia ({from} a {until}): póngale `fecha`",
            "it is not of this vigencia alone ({from} to {until}): give it a `fecha`"
        ),
        Why::NoReceipt => match trail {
            TrailUse::Taken(_) => say!(lang, "todavía no está en el registro", "not in the trail yet"),
            TrailUse::Absent => say!(lang, "no hay registro de integridad", "there is no audit trail"),
            TrailUse::Refused(_) => {
                say!(lang, "el registro no se pudo verificar", "the trail could not be verified")
            }
        },
        Why::NotAttested => {
            say!(lang, "nadie ajeno a la entidad comprueba cuándo", "nobody outside the entity proves when")
        }
    }
}

/// What may be answered with an option.
pub(super) fn proposal(proposal: Proposal, lang: Lang) -> String {
    match proposal {
        Proposal::Yes => say!(lang, "Sí: tiene evidencia válida", "Yes: it has valid evidence"),
        Proposal::Excluded => {
            say!(lang, "No se propone: excluye a otra que sí se propone", "Not proposed: it excludes another that is")
        }
        Proposal::OnlyOne => say!(
            lang,
            "Decida usted: solo una se puede marcar, y varias tienen evidencia válida",
            "For you to decide: only one may be marked, and several have valid evidence"
        ),
        Proposal::NoEvidence => say!(lang, "No se propone: sin evidencia válida", "Not proposed: no valid evidence"),
        Proposal::WithoutEvidence => say!(
            lang,
            "Se puede responder sin evidencia; nosotros no la proponemos",
            "It may be answered without evidence; we do not propose it"
        ),
        Proposal::NotApplicable => say!(lang, "No aplica", "Not applicable"),
    }
}

/// The key of an access in machine output.
pub(super) fn access_key(access: raw::Access) -> &'static str {
    match access {
        raw::Access::Public => "public",
        raw::Access::Classified => "classified",
        raw::Access::Reserved => "reserved",
    }
}

/// The word of an access.
pub(super) fn access(access: raw::Access, lang: Lang) -> String {
    match access {
        raw::Access::Public => say!(lang, "pública", "public"),
        raw::Access::Classified => say!(lang, "clasificada", "classified"),
        raw::Access::Reserved => say!(lang, "reservada", "reserved"),
    }
}

/// How a question is answered.
pub(super) fn kind(kind: raw::QuestionKind, lang: Lang) -> String {
    match kind {
        raw::QuestionKind::SingleChoice => say!(lang, "selección única", "single choice"),
        raw::QuestionKind::MultipleChoice => say!(lang, "selección múltiple", "multiple choice"),
        raw::QuestionKind::MultipleNumeric => say!(lang, "un número por opción", "a number for each option"),
        raw::QuestionKind::OpenNumeric => say!(lang, "abierta numérica", "open, a number"),
        raw::QuestionKind::OpenText => say!(lang, "abierta de texto", "open, a text"),
        raw::QuestionKind::Matrix => say!(lang, "matricial", "matrix"),
    }
}

/// On what a question depends, and whether it is asked by what is proposed; none where it always is.
pub(super) fn condition(question: &raw::Question, condition: Condition, lang: Lang) -> Option<String> {
    let on = question.depends_on.as_ref()?;
    let code = on.question.as_str();
    let options: Vec<String> = on.options.iter().map(|option| option.get().to_string()).collect();
    let options = options.join(", ");
    Some(match condition {
        Condition::Met => say!(
            lang,
            "Se pregunta porque en {code} se propone la opción {options}.",
            "Asked because option {options} of {code} is proposed."
        ),
        Condition::None | Condition::NotMet => say!(
            lang,
            "Solo se pregunta si en {code} se marca la opción {options}; hoy no se propone.",
            "Asked only where option {options} of {code} is marked; it is not proposed today."
        ),
    })
}

/// What is missing.
pub(super) fn lack(lack: Lack, lang: Lang) -> String {
    match lack {
        Lack::NotThere => say!(
            lang,
            "La evidencia que se nombra no está o no se puede contar",
            "The evidence that is named is not here or may not be counted"
        ),
        Lack::Nothing => say!(lang, "No se nombra ninguna evidencia", "No evidence is named"),
        Lack::NotValid => say!(lang, "La evidencia está, pero no es válida", "The evidence is here, but is not valid"),
        Lack::Contradicted => {
            say!(lang, "Se dice que no aplica y se nombra evidencia", "It is said not to apply, and evidence is named")
        }
        Lack::Undecided => say!(
            lang,
            "Varias opciones tienen evidencia y solo una se puede marcar",
            "Several options have evidence and only one may be marked"
        ),
        Lack::Partial(have, of) => say!(
            lang,
            "Cobertura parcial: {have} de {of} opciones que piden evidencia",
            "Partly covered: {have} of {of} options that ask for evidence"
        ),
        Lack::NoReceipt => say!(
            lang,
            "La evidencia es válida y todavía no tiene constancia",
            "The evidence is valid and has no receipt yet"
        ),
        Lack::NotAsked => say!(
            lang,
            "Sin evidencia; solo se pregunta según otra respuesta",
            "No evidence; asked only by another answer"
        ),
    }
}

/// What to do about a gap, and where. `file` is the file that names the evidence.
pub(super) fn remedy(gap: &Gap<'_>, file: &str, lang: Lang) -> String {
    let (what, of_what) = match gap.subject {
        Subject::Criterion(id, _) => {
            (say!(lang, "el criterio {id}", "criterion {id}"), say!(lang, "del criterio {id}", "of criterion {id}"))
        }
        Subject::Question(code, _) => (
            say!(lang, "la pregunta {code}", "question {code}"),
            say!(lang, "de la pregunta {code}", "of question {code}"),
        ),
    };
    match gap.lack {
        Lack::NotThere => say!(
            lang,
            "Entregue de nuevo lo que falta o nombre en `{file}` la evidencia que sí está para {what}",
            "Hand in what is missing again, or name in `{file}` the evidence that is here for {what}"
        ),
        Lack::Nothing => say!(
            lang,
            "Entregue la evidencia {of_what} y nómbrela en `{file}`, o escriba allí por qué no aplica",
            "Hand in the evidence {of_what} and name it in `{file}`, or write there why it does not apply"
        ),
        Lack::NotValid => say!(
            lang,
            "Corrija lo que dice la columna de evidencia {of_what} con una entrega que reemplace a la anterior",
            "Put right what the column of evidence {of_what} says, by a submission that supersedes the earlier one"
        ),
        Lack::Contradicted => say!(
            lang,
            "Decida si {what} aplica y quite lo otro de `{file}`",
            "Decide whether {what} applies and remove the other from `{file}`"
        ),
        Lack::Undecided => {
            say!(lang, "Decida qué opción {of_what} se marca", "Decide which option {of_what} is marked")
        }
        Lack::Partial(..) => say!(
            lang,
            "Si la entidad hizo lo demás {of_what}, entregue su evidencia y nómbrela en `{file}`",
            "Where the entity did the rest {of_what}, hand in its evidence and name it in `{file}`"
        ),
        Lack::NoReceipt => say!(
            lang,
            "Nada de parte del líder: quien publica debe anotar la entrega {of_what} en el registro",
            "Nothing for the leader: whoever publishes has to log the submission {of_what}"
        ),
        Lack::NotAsked => say!(
            lang,
            "Prepare la evidencia {of_what} solo si va a cambiar la respuesta de la que depende",
            "Prepare the evidence {of_what} only where the answer it depends on is to change"
        ),
    }
}

/// Who answers for a policy on a day: roles with their offices, never names.
pub(super) fn leaders(world: &World, slug: &str, day: chrono::NaiveDate, lang: Lang) -> String {
    let leaders = days::leaders(world, slug, day);
    if leaders.is_empty() {
        return say!(lang, "sin líder en `politica.yaml`", "no leader in `politica.yaml`");
    }
    leaders.join(", ")
}

/// `7 de 19`.
pub(super) fn of(count: usize, of: usize, lang: Lang) -> String {
    say!(lang, "{count} de {of}", "{count} of {of}")
}

/// How many of those that apply have valid evidence, and how many do not apply.
pub(super) fn valid(tally: &Tally, lang: Lang) -> String {
    let count = of(tally.valid(), tally.applicable(), lang);
    match tally.not_applicable {
        0 => count,
        1 => say!(lang, "{count}; 1 no aplica", "{count}; 1 not applicable"),
        none => say!(lang, "{count}; {none} no aplican", "{count}; {none} not applicable"),
    }
}

/// What a file of evidence names and is not there.
pub(super) fn missing(missing: Missing<'_>, year: raw::Year, lang: Lang) -> String {
    match missing {
        Missing::Policy => say!(
            lang,
            "la política no es del modelo de {year} y sus criterios no se miraron",
            "the policy is not of the model of {year} and its criteria were not looked at"
        ),
        Missing::Criterion(id) => say!(
            lang,
            "el criterio {id} no está en la política o no rige en {year}",
            "criterion {id} is not in the policy or is not in force in {year}"
        ),
        Missing::Question(code) => {
            say!(lang, "la pregunta {code} no está en el cuestionario", "question {code} is not in the questionnaire")
        }
        Missing::Option(code, position) => {
            say!(lang, "la pregunta {code} no tiene opción {position}", "question {code} has no option {position}")
        }
    }
}

/// How many options are proposed, of those that apply.
pub(super) fn proposed(totals: &Totals, lang: Lang) -> String {
    let (proposed, applicable) = totals.proposed();
    of(proposed, applicable, lang)
}

/// What has to be known of the questionnaire; none where it was read.
pub(super) fn form(form: &Form<'_>, year: raw::Year, lang: Lang) -> Option<String> {
    Some(match form {
        Form::Read(..) => return None,
        Form::NoYear => say!(
            lang,
            "Ojo: `policies/repositorio.yaml` no tiene la vigencia {year}; no se sabe qué modelo ni qué cuestionario le corresponden.",
            "Mind: `policies/repositorio.yaml` does not have vigencia {year}; which model and questionnaire it has is not known."
        ),
        Form::Unnamed => say!(
            lang,
            "Ojo: `policies/repositorio.yaml` no nombra el cuestionario de la vigencia {year}; las preguntas no se miraron. Impórtelo con `mipg report --importar`.",
            "Mind: `policies/repositorio.yaml` names no questionnaire for vigencia {year}; questions were not looked at. Import it with `mipg report --import`."
        ),
        Form::Missing(path) => say!(
            lang,
            "Ojo: el cuestionario `{path}` no está; las preguntas no se miraron.",
            "Mind: the questionnaire `{path}` is not here; questions were not looked at."
        ),
        Form::Unread(path) => say!(
            lang,
            "Ojo: el cuestionario `{path}` no se pudo leer o es de otro año; las preguntas no se miraron. `mipg check` dice qué corregir.",
            "Mind: the questionnaire `{path}` could not be read or is of another year; questions were not looked at. `mipg check` says what to put right."
        ),
    })
}

/// What has to be known of the file of evidence of a policy; none where it was read.
pub(super) fn supports(supports: Supports, file: &str, lang: Lang) -> Option<String> {
    match supports {
        Supports::Read => None,
        Supports::Absent => Some(say!(
            lang,
            "No hay `{file}`: nadie ha nombrado evidencia.",
            "There is no `{file}`: nobody has named evidence."
        )),
        Supports::Unread => Some(say!(
            lang,
            "Ojo: `{file}` no se pudo leer: no se sabe qué evidencia hay, y aquí no se dice qué falta.",
            "Mind: `{file}` could not be read: what evidence there is is not known, and what is missing is not told here."
        )),
    }
}

/// A piece of evidence by what people call it: file and submission.
pub(super) fn cited(one: &Cited<'_>) -> String {
    let submission = shown(one.submission, 200);
    match one.name {
        Some(name) => format!("{} ({submission})", shown(name, 200)),
        None => submission,
    }
}

/// That this is no official figure.
pub(super) fn not_the_index(lang: Lang) -> String {
    say!(
        lang,
        "Control interno de la entidad: ninguna cifra de este informe es el Índice de Desempeño Institucional (IDI), cuyos pesos no son públicos.",
        "Internal control of the entity: no figure of this report is the Índice de Desempeño Institucional (IDI), whose weights are not public."
    )
}
