//! The texts. One entry per message, grouped by the rule that says it; values between «», never bare.

use super::messages;

messages! {
    // -- files
    DigestMismatch(name, declared, actual) {
        es: "la huella de «{name}» no coincide: el manifiesto dice {declared} y el archivo tiene {actual}",
        en: "the digest of “{name}” does not match: the manifest says {declared} and the file has {actual}",
    }
    // -- manifest
    ManifestMissing(names) {
        es: "la carpeta no tiene «manifiesto.yaml» y tiene evidencia: {names}",
        en: "the folder has no “manifiesto.yaml” and has evidence: {names}",
    }
    PolicyMismatch(declared, folder) {
        es: "el manifiesto dice que la política es «{declared}» y la carpeta es de «{folder}»",
        en: "the manifest says that the policy is “{declared}” and the folder is that of “{folder}”",
    }
    ClassMisplaced(class) {
        es: "la clase «{class}» no va en «modelo»: allí solo van entregas de clase «documento»",
        en: "the class “{class}” does not belong in “modelo”: only submissions of class “documento” do",
    }
    MonthMismatch(date, expected, folder) {
        es: "la fecha «{date}» pide la carpeta «{expected}» y la entrega está en «{folder}»",
        en: "the date “{date}” asks for the folder “{expected}” and the submission is in “{folder}”",
    }
    DateTooOld(date, earliest) {
        es: "la fecha «{date}» no es creíble: es anterior a {earliest}",
        en: "the date “{date}” cannot be believed: it is before {earliest}",
    }
    DateTooFar(date) {
        es: "el corte «{date}» no es creíble: falta más de dos años",
        en: "the due date “{date}” cannot be believed: it is more than two years ahead",
    }
    DateInFuture(date, today) {
        es: "la fecha «{date}» todavía no llega: hoy es {today}",
        en: "the date “{date}” is still to come: today is {today}",
    }
    OfficeUnknown(office) {
        es: "la dependencia «{office}» no está en «repositorio.yaml»",
        en: "the office “{office}” is not in “repositorio.yaml”",
    }
    PerhapsMeant(name) {
        es: "si se refería a «{name}», escríbalo así",
        en: "if “{name}” was meant, write it so",
    }
    TypologyUnknown(typology) {
        es: "la tipología «{typology}» no está en la lista de la entidad",
        en: "the typology “{typology}” is not in the entity's list",
    }
    PlanUnknown(plan) {
        es: "el plan «{plan}» no está en el catálogo de planes",
        en: "the plan “{plan}” is not in the catalogue of plans",
    }
    PlanFileUnknown(plan, file) {
        es: "el seguimiento del plan «{plan}» está en «{file}», que no figura en `archivos`",
        en: "the follow-up of the plan “{plan}” is in “{file}”, which is not in `archivos`",
    }
    PlanRepeated(plan) {
        es: "el plan «{plan}» ya está en esta entrega",
        en: "the plan “{plan}” is in this submission already",
    }
    PlansMissing() {
        es: "la entrega es un seguimiento de planes y no dice de qué planes",
        en: "the submission is a follow-up of plans and does not say which plans",
    }
    PlansNotExpected(class) {
        es: "una entrega de clase «{class}» no lleva `planes`",
        en: "a submission of class “{class}” carries no `planes`",
    }
    CriterionUnknown(criterion) {
        es: "el criterio «{criterion}» no está en la política",
        en: "the criterion “{criterion}” is not in the policy",
    }
    AlsoServesItself(policy) {
        es: "la entrega ya es de «{policy}»: no hace falta decir que también le sirve",
        en: "the submission is of “{policy}” already: there is no need to say that it serves it as well",
    }
    AlsoServesUnknown(policy) {
        es: "la política «{policy}» no existe en este repositorio",
        en: "the policy “{policy}” does not exist in this repository",
    }
    PeriodReversed(from, until) {
        es: "el periodo va de «{from}» a «{until}»: termina antes de empezar",
        en: "the period runs from “{from}” to “{until}”: it ends before it begins",
    }
    PeriodTooLong(days) {
        es: "el periodo dura {days} días: más de trece meses",
        en: "the period lasts {days} days: more than thirteen months",
    }
    PeopleUndeclared(position) {
        es: "la imagen o el video que está de {position} en `archivos` no dice qué personas se reconocen (`personas`)",
        en: "the image or video at position {position} of `archivos` does not say which people can be recognised (`personas`)",
    }
    AlternativeTextMissing(position) {
        es: "la imagen o el video que está de {position} en `archivos` no tiene texto alternativo (`descripcion`)",
        en: "the image or video at position {position} of `archivos` has no alternative text (`descripcion`)",
    }
    AlternativeTextPoor(description, name) {
        es: "la descripción «{description}» no dice lo que se ve en «{name}»",
        en: "the description “{description}” does not say what is seen in “{name}”",
    }
    VideoWithoutCaptions(name) {
        es: "el video «{name}» no tiene subtítulos ni transcripción",
        en: "the video “{name}” has neither captions nor a transcript",
    }
    CaptionsUnknown(key, name) {
        es: "`{key}` nombra «{name}», que no figura en `archivos`",
        en: "`{key}` names “{name}”, which is not in `archivos`",
    }
    PeopleWithoutAuthorisation(name) {
        es: "en «{name}» se reconocen personas y no se dice dónde está su autorización",
        en: "people can be recognised in “{name}” and it is not said where their authorisation is",
    }
    PeopleInGit(name) {
        es: "en «{name}» se reconocen personas: no puede guardarse en git, donde no se puede borrar",
        en: "people can be recognised in “{name}”: it cannot be kept in git, where it cannot be erased",
    }
    RestrictedInGit(name, access) {
        es: "«{name}» es información {access}: no puede guardarse en git",
        en: "“{name}” is restricted information ({access}): it cannot be kept in git",
    }
    CommittedFileInGit(name) {
        es: "el manifiesto dice que «{name}» se guarda fuera de git, y el archivo está en la carpeta",
        en: "the manifest says that “{name}” is kept outside git, and the file is in the folder",
    }
    ExceptionIncomplete(name, missing) {
        es: "«{name}» no es público y a su excepción le falta: {missing}",
        en: "“{name}” is not public and its exception lacks: {missing}",
    }
    ExceptionNotExpected(name) {
        es: "«{name}» es público y lleva una excepción de acceso",
        en: "“{name}” is public and carries an exception to access",
    }
    PublicVersionUnknown(name) {
        es: "la versión pública «{name}» no figura en `archivos`",
        en: "the public version “{name}” is not in `archivos`",
    }
    PublicVersionRestricted(name) {
        es: "la versión pública «{name}» tampoco es pública",
        en: "the public version “{name}” is not public either",
    }
    LinkWithoutCapture(url) {
        es: "el enlace «{url}» no tiene captura",
        en: "the link “{url}” has no capture",
    }
    CaptureUnknown(name) {
        es: "la captura «{name}» no figura en `archivos`",
        en: "the capture “{name}” is not in `archivos`",
    }
    SigobCoverMissing(number) {
        es: "el radicado «{number}» no tiene carátula: su fecha queda declarada, sin comprobar",
        en: "the receipt “{number}” has no cover: its date stays declared, not verified",
    }
    SigobCoverUnknown(name) {
        es: "la carátula «{name}» no figura en `archivos`",
        en: "the cover “{name}” is not in `archivos`",
    }
    SigobFilingForm(number) {
        es: "el radicado «{number}» no tiene una de las formas conocidas (AMC-OFI-0074376-2026, EXT-AMC-26-0060455)",
        en: "the receipt number “{number}” has none of the known forms (AMC-OFI-0074376-2026, EXT-AMC-26-0060455)",
    }
    ReceiverWithoutSigob() {
        es: "la registra el receptor y no dice con qué radicado de SIGOB llegó",
        en: "the receiver registers it and it is not said under which SIGOB receipt it came",
    }
    ReferenceImpossible(path) {
        es: "«{path}» no puede ser la ruta de una entrega",
        en: "“{path}” cannot be the path of a submission",
    }
    WithdrawalWithoutManifest() {
        es: "la carpeta tiene un retiro y no tiene «manifiesto.yaml»",
        en: "the folder has a withdrawal and no “manifiesto.yaml”",
    }
    WithdrawalFileUnknown(name) {
        es: "el retiro nombra «{name}», que no figura en el manifiesto",
        en: "the withdrawal names “{name}”, which is not in the manifest",
    }
    WithdrawalFilePresent(name) {
        es: "«{name}» figura como retirado y sigue en la carpeta",
        en: "“{name}” is withdrawn and is still in the folder",
    }
    WithdrawalDateInFuture(date, today) {
        es: "el retiro es del «{date}», que todavía no llega: hoy es {today}",
        en: "the withdrawal is of “{date}”, still to come: today is {today}",
    }
    SupersedesUnknown(submission) {
        es: "reemplaza a «{submission}», que no existe",
        en: "it supersedes “{submission}”, which does not exist",
    }
    SupersedesUnreadable(submission) {
        es: "reemplaza a «{submission}», cuyo manifiesto no existe o no se puede leer",
        en: "it supersedes “{submission}”, whose manifest is not there or cannot be read",
    }
    SupersedesDigest(submission, declared, actual) {
        es: "la huella del manifiesto de «{submission}» no coincide: aquí dice {declared} y es {actual}",
        en: "the digest of the manifest of “{submission}” does not match: here it says {declared} and it is {actual}",
    }
    SupersedesOtherOwner(submission, policy) {
        es: "reemplaza a «{submission}», que no es de «{policy}»",
        en: "it supersedes “{submission}”, which is not of “{policy}”",
    }
    SupersedesItself() {
        es: "la entrega se reemplaza a sí misma",
        en: "the submission supersedes itself",
    }
    SupersedesCycle(submission) {
        es: "reemplaza a «{submission}», que a su vez la reemplaza a ella, directamente o a través de otras",
        en: "it supersedes “{submission}”, which in turn supersedes it, directly or through others",
    }
    SupersedesTooLong(submission, limit) {
        es: "desde «{submission}» hacia atrás hay más de {limit} reemplazos seguidos",
        en: "from “{submission}” back there are more than {limit} submissions superseded one after another",
    }
    SupersedesTwice(submission, others) {
        es: "a «{submission}» ya la reemplaza otra entrega: {others}",
        en: "“{submission}” is superseded by another submission already: {others}",
    }
    ComplementsUnknown(submission) {
        es: "da alcance a «{submission}», que no existe",
        en: "it complements “{submission}”, which does not exist",
    }
    ComplementsUnreadable(submission) {
        es: "da alcance a «{submission}», cuyo manifiesto no existe o no se puede leer",
        en: "it complements “{submission}”, whose manifest is not there or cannot be read",
    }
    ComplementsItself() {
        es: "la entrega se da alcance a sí misma",
        en: "the submission complements itself",
    }
    DuplicateContent(name, other) {
        es: "«{name}» tiene el mismo contenido que «{other}»",
        en: "“{name}” has the same content as “{other}”",
    }
    // -- policy
    PolicyFolderUnknown(policy) {
        es: "la política «{policy}» no tiene «politica.yaml» en este repositorio",
        en: "the policy “{policy}” has no “politica.yaml” in this repository",
    }
    MoveToPolicy(name) {
        es: "si la entrega es de «{name}», llévela a esa carpeta",
        en: "if the submission is of “{name}”, take it to that folder",
    }
    PolicyInactive(policy) {
        es: "la política «{policy}» ya no está activa",
        en: "the policy “{policy}” is no longer active",
    }
    PolicySlugMismatch(declared, folder) {
        es: "la clave dice «{declared}» y la carpeta es «{folder}»",
        en: "the key says “{declared}” and the folder is “{folder}”",
    }
    PolicyNotInCatalogue(policy) {
        es: "la política «{policy}» no está en ningún catálogo del modelo",
        en: "the policy “{policy}” is in no catalogue of the model",
    }
    PolicyMissing(policy) {
        es: "la política «{policy}» está en el modelo vigente y no tiene «politica.yaml»",
        en: "the policy “{policy}” is in the model in force and has no “politica.yaml”",
    }
    PolicyCodeMismatch(declared, listed) {
        es: "el código es «{declared}» y el del catálogo es «{listed}»",
        en: "the code is “{declared}” and that of the catalogue is “{listed}”",
    }
    PolicyNameMismatch(declared, listed) {
        es: "el nombre es «{declared}» y el del catálogo es «{listed}»",
        en: "the name is “{declared}” and that of the catalogue is “{listed}”",
    }
    DatesReversed(from, until) {
        es: "va de «{from}» a «{until}»: termina antes de empezar",
        en: "it runs from “{from}” to “{until}”: it ends before it begins",
    }
    CriterionDuplicate(criterion) {
        es: "el identificador «{criterion}» ya es de otro criterio",
        en: "the identifier “{criterion}” is that of another criterion already",
    }
    ModelUnknown(model) {
        es: "no hay catálogo del modelo «{model}»",
        en: "there is no catalogue of the model “{model}”",
    }
    QuestionnaireUnknown(questionnaire) {
        es: "el cuestionario «{questionnaire}» no está en el catálogo",
        en: "the questionnaire “{questionnaire}” is not in the catalogue",
    }
    YearDuplicate(year) {
        es: "la vigencia {year} ya está en la lista",
        en: "the vigencia {year} is in the list already",
    }
    CatalogueFileName(value, name) {
        es: "el archivo se llama «{name}» y trae «{value}»",
        en: "the file is named “{name}” and holds “{value}”",
    }
    CatalogueDuplicate(key, value) {
        es: "`{key}` repite «{value}»",
        en: "`{key}` repeats “{value}”",
    }
    CatalogueDimensionUnknown(dimension) {
        es: "la dimensión «{dimension}» no está en este catálogo",
        en: "the dimension “{dimension}” is not in this catalogue",
    }
    CatalogueSourceUnknown(source) {
        es: "la fuente «{source}» no está en `fuentes`",
        en: "the source “{source}” is not in `fuentes`",
    }
    PolicyUnknown(policy) {
        es: "la política «{policy}» no existe en el modelo",
        en: "the policy “{policy}” does not exist in the model",
    }
    PlanDuplicate(plan) {
        es: "la clave «{plan}» ya es de otro plan",
        en: "the key “{plan}” is that of another plan already",
    }
    PlanSuccessorUnknown(plan) {
        es: "el plan «{plan}» no está en el catálogo de planes",
        en: "the plan “{plan}” is not in the catalogue of plans",
    }
    PlanSucceedsItself(plan) {
        es: "el plan «{plan}» dice que se sucede a sí mismo",
        en: "the plan “{plan}” says that it succeeds itself",
    }
    ObligationDuplicate(obligation) {
        es: "la obligación «{obligation}» ya tiene otra redacción que rige en los mismos días",
        en: "the obligation “{obligation}” has another version in force on the same days already",
    }
    ObligationWindowReversed(from, until) {
        es: "la ventana va del día {from} al día {until}: termina antes de empezar",
        en: "the window runs from day {from} to day {until}: it ends before it begins",
    }
    ExemptionObligationUnknown(obligation) {
        es: "la obligación «{obligation}» no existe",
        en: "the obligation “{obligation}” does not exist",
    }
    HolidayDateImpossible(day, month) {
        es: "el mes {month} no tiene día {day}",
        en: "month {month} has no day {day}",
    }
    HolidayDuplicate() {
        es: "el mismo festivo ya está en la lista",
        en: "the same holiday is in the list already",
    }
    SupportsPolicyMismatch(declared, folder) {
        es: "los soportes dicen ser de «{declared}» y la carpeta es de «{folder}»",
        en: "the supports say they are of “{declared}” and the folder is that of “{folder}”",
    }
    SupportsYearMismatch(year, name) {
        es: "la vigencia es {year} y el archivo se llama «{name}»",
        en: "the vigencia is {year} and the file is named “{name}”",
    }
    SupportsQuestionUnknown(question) {
        es: "la pregunta «{question}» no está en el cuestionario de esa vigencia",
        en: "the question “{question}” is not in the questionnaire of that vigencia",
    }
    SupportsOptionUnknown(option, question, options) {
        es: "la pregunta «{question}» no tiene opción {option}: tiene {options}",
        en: "the question “{question}” has no option {option}: it has {options}",
    }
}
