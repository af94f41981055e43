//! The texts. One entry per message, grouped by the rule that says it; values between «», never bare.

use super::messages;

messages! {
    // -- files
    DigestMismatch(name, declared, actual) {
        es: "la huella de «{name}» no coincide: el manifiesto dice {declared} y el archivo tiene {actual}",
        en: "the digest of “{name}” does not match: the manifest says {declared} and the file has {actual}",
    }

    // -- repository
    PathNotUtf8(name) {
        es: "el nombre «{name}» no está escrito en UTF-8; los bytes que no se entienden van como %XX",
        en: "the name “{name}” is not written in UTF-8; the bytes that cannot be read are shown as %XX",
    }
    PathInvalid(name) {
        es: "«{name}» no puede ser el nombre de un archivo (vacío, punto o con barras)",
        en: "“{name}” cannot be the name of a file (empty, dots or with slashes)",
    }
    PathNotNfc(name) {
        es: "el nombre «{name}» guarda las tildes separadas de su letra (no está en la forma NFC de Unicode)",
        en: "the name “{name}” stores accents apart from their letters (it is not in Unicode form NFC)",
    }
    PathControlCharacter(name, characters) {
        es: "el nombre «{name}» lleva caracteres de control: {characters}",
        en: "the name “{name}” holds control characters: {characters}",
    }
    PathDeceptiveCharacter(name, characters) {
        es: "el nombre «{name}» lleva caracteres que no se ven o que cambian cómo se lee: {characters}",
        en: "the name “{name}” holds characters that cannot be seen or that change how it reads: {characters}",
    }
    PathForbiddenCharacter(name, characters) {
        es: "el nombre «{name}» lleva caracteres que Windows no admite: {characters}",
        en: "the name “{name}” holds characters that Windows does not allow: {characters}",
    }
    PathReservedName(name) {
        es: "«{name}» es un nombre reservado por Windows",
        en: "“{name}” is a name reserved by Windows",
    }
    PathTrailingDotOrSpace(name) {
        es: "el nombre «{name}» empieza o termina con un espacio, o termina con un punto",
        en: "the name “{name}” begins or ends with a space, or ends with a point",
    }
    PathTooLong(bytes, limit) {
        es: "la ruta ocupa {bytes} bytes o más y el máximo es {limit} (cada tilde ocupa dos)",
        en: "the path takes {bytes} bytes or more and the maximum is {limit} (each accented letter takes two)",
    }
    PathGitForm(name) {
        es: "git tomaría «{name}» por un archivo suyo",
        en: "git would take “{name}” for a file of its own",
    }
    PathCaseCollision(name, others) {
        es: "en Windows y macOS «{name}» es el mismo archivo que «{others}»",
        en: "on Windows and macOS “{name}” is the same file as “{others}”",
    }
    PathLookAlike(name, others) {
        es: "a la vista «{name}» no se distingue de «{others}», y son nombres distintos",
        en: "the eye cannot tell “{name}” from “{others}”, and they are different names",
    }
    PathMisplaced(path) {
        es: "«{path}» no está en un lugar previsto del repositorio de evidencias",
        en: "“{path}” is not in a place that the evidence repository has",
    }
    PathMisplacedCatalogueHint() {
        es: "en catalogo/ solo van mipg-vN.yaml, planes-612.yaml, festivos-co.yaml y furag-AAAA.yaml; corrija el nombre o quite el archivo",
        en: "catalogo/ only holds mipg-vN.yaml, planes-612.yaml, festivos-co.yaml and furag-YYYY.yaml; mend the name or remove the file",
    }
    PathMisplacedOwnerHint(owner) {
        es: "el nombre de la carpeta «{owner}» debe ser el de una política, en minúsculas, sin tildes y con guiones; por ejemplo gobierno-digital",
        en: "the name of the folder “{owner}” must be that of a policy, in lower case, without accents and with hyphens; for example gobierno-digital",
    }
    PathMisplacedMonthHint(year, month) {
        es: "después de la política van la carpeta del año, con cuatro cifras, y la del mes, de 01 a 12; aquí dice «{year}/{month}»",
        en: "after the policy come the folder of the year, of four digits, and that of the month, from 01 to 12; here it says “{year}/{month}”",
    }
    SubmissionNotFlat(name) {
        es: "«{name}» está en una carpeta dentro de la entrega, y una entrega no lleva carpetas",
        en: "“{name}” is in a folder inside the submission, and a submission holds no folders",
    }
    SubmissionName(name) {
        es: "«{name}» no sirve de nombre para la carpeta de una entrega",
        en: "“{name}” will not do as the name of a submission folder",
    }
    TooManySubmissions(count, limit) {
        es: "el mes tiene {count} entregas y el máximo es {limit}",
        en: "the month holds {count} submissions and the maximum is {limit}",
    }
    EntrySymlink(name) {
        es: "«{name}» es un enlace a otro archivo, no un archivo",
        en: "“{name}” is a link to another file, not a file",
    }
    EntrySubmodule(name) {
        es: "«{name}» es otro repositorio dentro de este, no un archivo",
        en: "“{name}” is another repository within this one, not a file",
    }
    EntryExecutable(name) {
        es: "«{name}» está marcado como programa que se puede ejecutar",
        en: "“{name}” is marked as a program that can be run",
    }
    EntryUnknownMode(name, mode) {
        es: "«{name}» no es un archivo común (modo {mode})",
        en: "“{name}” is not an ordinary file (mode {mode})",
    }
    EntryDuplicate(name) {
        es: "el nombre «{name}» está dos veces en la misma carpeta",
        en: "the name “{name}” is twice in the same folder",
    }
    AttributesChangeContent(path) {
        es: "«{path}» puede hacer que git cambie los bytes de las evidencias",
        en: "“{path}” can make git change the bytes of the evidence",
    }
    SettingsMissing() {
        es: "no existe policies/repositorio.yaml, donde están los ajustes de la entidad",
        en: "there is no policies/repositorio.yaml, which holds the settings of the entity",
    }

    // -- document
    YamlTooLarge(bytes, limit) {
        es: "el archivo pesa {bytes} bytes y el máximo para los de su clase es {limit}",
        en: "the file has {bytes} bytes and the maximum for its kind is {limit}",
    }
    YamlNotUtf8(offset) {
        es: "el archivo no está en UTF-8: no se entiende desde el byte {offset}",
        en: "the file is not UTF-8: it cannot be read from byte {offset} on",
    }
    YamlForbiddenCharacter(code) {
        es: "hay un carácter que no se ve y cambia cómo se lee el texto: {code}",
        en: "there is a character that cannot be seen and changes how the text reads: {code}",
    }
    YamlTooDeep(limit) {
        es: "hay más de {limit} listas o grupos, unos dentro de otros",
        en: "there are more than {limit} lists or groups inside one another",
    }
    YamlTooManyValues(limit) {
        es: "el archivo tiene más de {limit} datos",
        en: "the file has more than {limit} values",
    }
    YamlAnchor() {
        es: "un valor sin comillas empieza por & o *, y YAML lo toma por una referencia",
        en: "a value without quotes begins with & or *, and YAML takes it for a reference",
    }
    YamlMergeKey() {
        es: "«<<» copia otra parte del archivo, y aquí no se admite",
        en: "“<<” copies another part of the file, and is not accepted here",
    }
    YamlTag() {
        es: "un valor sin comillas empieza por «!», y YAML lo toma por una etiqueta",
        en: "a value without quotes begins with “!”, and YAML takes it for a tag",
    }
    YamlDuplicateKey(field) {
        es: "el campo «{field}» ya estaba escrito antes",
        en: "the field “{field}” was already written before",
    }
    YamlSeveralDocuments() {
        es: "empieza otra parte del archivo (---), y un archivo lleva una sola",
        en: "another part of the file begins (---), and a file holds only one",
    }
    YamlDirective() {
        es: "la línea empieza por «%», que es una instrucción para el lector y aquí no se admite",
        en: "the line begins with “%”, which is a directive for the reader and is not accepted here",
    }
    YamlOneReaderRefuses() {
        es: "unos programas leen esta parte y otros la rechazan",
        en: "some programs read this part and others refuse it",
    }
    YamlFinalLineBreak() {
        es: "el archivo termina en un texto de varias líneas sin salto de línea final, y no todos los programas lo leen igual",
        en: "the file ends in a text of several lines without a final line break, and not every program reads it alike",
    }
    YamlFinalLineBreakHint() {
        es: "agregue una línea vacía al final del archivo",
        en: "add an empty line at the end of the file",
    }
    YamlTwoKeys() {
        es: "el nombre de este campo se lee de dos maneras según el programa",
        en: "the name of this field is read in two ways depending on the program",
    }
    YamlTwoValues() {
        es: "este valor se lee de dos maneras según el programa",
        en: "this value is read in two ways depending on the program",
    }
    YamlNumber() {
        es: "este valor sin comillas se lee como un número que no se puede guardar exacto",
        en: "this value without quotes is read as a number that cannot be kept exactly",
    }
    YamlKeyNotText() {
        es: "el nombre de este campo no se lee como un texto",
        en: "the name of this field is not read as a text",
    }
    YamlEmpty() {
        es: "el archivo está vacío o solo tiene comentarios",
        en: "the file is empty or holds only comments",
    }
    YamlNotAMapping() {
        es: "el archivo no tiene campos con su valor, de la forma «campo: valor»",
        en: "the file has no fields with values, of the form “field: value”",
    }
    YamlTab() {
        es: "la línea empieza con un tabulador donde YAML quiere espacios",
        en: "the line begins with a tab where YAML wants spaces",
    }
    YamlTabHint() {
        es: "reemplace cada tabulador por dos espacios",
        en: "replace each tab with two spaces",
    }
    YamlColonInText() {
        es: "un texto sin comillas lleva dos puntos y un espacio, y no se sabe dónde termina el nombre del campo",
        en: "a text without quotes holds a colon and a space, and nobody can tell where the name of the field ends",
    }
    YamlColonInTextHint() {
        es: "ponga el texto entre comillas: titulo: \"Acta: reunión de octubre\"",
        en: "put the text in quotes: titulo: \"Acta: reunión de octubre\"",
    }
    YamlMissingColon() {
        es: "a esta línea le faltan los dos puntos entre el campo y su valor",
        en: "this line lacks the colon between the field and its value",
    }
    YamlMissingColonHint() {
        es: "escriba el campo, dos puntos, un espacio y el valor; por ejemplo, titulo: Acta de octubre",
        en: "write the field, a colon, a space and the value; for example, titulo: Acta de octubre",
    }
    YamlUnclosedQuote() {
        es: "unas comillas se abren y no se cierran",
        en: "a quotation mark is opened and not closed",
    }
    YamlUnclosedQuoteHint() {
        es: "cierre las comillas en la misma línea",
        en: "close the quotation marks on the same line",
    }
    YamlTextAfterQuote() {
        es: "hay texto después de cerrar las comillas",
        en: "there is text after the closing quotation mark",
    }
    YamlTextAfterQuoteHint() {
        es: "ponga todo el texto dentro de las comillas",
        en: "put the whole text within the quotation marks",
    }
    YamlEscape() {
        es: "una barra invertida dentro de comillas dobles no se entiende",
        en: "a backslash within double quotes is not understood",
    }
    YamlEscapeHint() {
        es: "use comillas simples, o escriba la barra dos veces",
        en: "use single quotes, or write the backslash twice",
    }
    YamlBracket() {
        es: "falta o sobra un corchete, una llave o una coma",
        en: "a bracket, a brace or a comma is missing or left over",
    }
    YamlBracketHint() {
        es: "revise que cada [ tenga su ] y cada {{ su }}, con comas entre los valores",
        en: "check that each [ has its ] and each {{ its }}, with commas between the values",
    }
    YamlIndentation() {
        es: "los espacios al comienzo de la línea no concuerdan con los de las líneas de arriba",
        en: "the spaces at the start of the line do not match those of the lines above",
    }
    YamlIndentationHint() {
        es: "alinee la línea con los campos del mismo grupo: dos espacios por nivel",
        en: "line it up with the fields of its group: two spaces per level",
    }
    YamlReservedCharacter() {
        es: "un texto sin comillas empieza por un signo que YAML reserva",
        en: "a text without quotes begins with a sign that YAML reserves",
    }
    YamlReservedCharacterHint() {
        es: "ponga el texto entre comillas",
        en: "put the text in quotes",
    }
    YamlSyntax() {
        es: "el archivo no se entiende a partir de aquí",
        en: "the file cannot be understood from here on",
    }
    FieldMissing(field) {
        es: "falta el campo «{field}»",
        en: "the field “{field}” is missing",
    }
    FieldUnknown(field) {
        es: "el campo «{field}» no existe aquí",
        en: "the field “{field}” does not exist here",
    }
    FieldUnknownSuggestionHint(suggestion) {
        es: "¿quiso decir «{suggestion}»? Corrija el nombre",
        en: "did you mean “{suggestion}”? Mend the name",
    }
    FieldUnknownKnownHint(known) {
        es: "los campos que pueden ir aquí son «{known}»; corrija el nombre o quítelo",
        en: "the fields that may stand here are “{known}”; mend the name or remove it",
    }
    FieldMustBeText(field) {
        es: "«{field}» debe ser un texto",
        en: "“{field}” must be a text",
    }
    FieldMustBeInteger(field) {
        es: "«{field}» debe ser un número entero",
        en: "“{field}” must be a whole number",
    }
    FieldMustBeNumber(field) {
        es: "«{field}» debe ser un número",
        en: "“{field}” must be a number",
    }
    FieldMustBeBoolean(field) {
        es: "«{field}» debe ser true o false, sin comillas",
        en: "“{field}” must be true or false, without quotes",
    }
    FieldMustBeList(field) {
        es: "«{field}» debe ser una lista, con un guion en cada línea",
        en: "“{field}” must be a list, with a hyphen on each line",
    }
    FieldMustBeMapping(field) {
        es: "«{field}» debe ser un grupo de campos con su valor",
        en: "“{field}” must be a group of fields with their values",
    }
    FieldMustBeTextOrList(field) {
        es: "«{field}» debe ser un texto o una lista",
        en: "“{field}” must be a text or a list",
    }
    FieldMustBeTextOrMapping(field) {
        es: "«{field}» debe ser un texto o un grupo de campos",
        en: "“{field}” must be a text or a group of fields",
    }
    FieldMustBeTextListOrMapping(field) {
        es: "«{field}» debe ser un texto, una lista o un grupo de campos",
        en: "“{field}” must be a text, a list or a group of fields",
    }
    FieldOfOtherType(field) {
        es: "«{field}» no tiene un valor del tipo que se espera",
        en: "“{field}” does not have a value of the type expected",
    }
    FieldEmptyHint() {
        es: "el campo está vacío: escriba su valor, o quítelo si no es obligatorio",
        en: "the field is empty: write its value, or remove it where it is not mandatory",
    }
    FieldQuotesHint() {
        es: "póngalo entre comillas",
        en: "put it in quotes",
    }
    FieldNoQuotesHint() {
        es: "escríbalo sin comillas",
        en: "write it without quotes",
    }
    FieldNotApplicable(field) {
        es: "«{field}» no va aquí, por lo que dicen los otros campos",
        en: "“{field}” has no place here, by what the other fields say",
    }
    FieldNotAllowedValue(field, found, allowed) {
        es: "«{field}» dice «{found}» y solo puede decir «{allowed}»",
        en: "“{field}” says “{found}” and may only say “{allowed}”",
    }
    FieldNotAllowedValueHint(suggestion) {
        es: "¿quiso decir «{suggestion}»? Escríbalo tal cual",
        en: "did you mean “{suggestion}”? Write it as it stands",
    }
    ListItemRepeated(field) {
        es: "«{field}» repite un valor anterior de la misma lista",
        en: "“{field}” repeats an earlier value of the same list",
    }
    FormSha256Hint() {
        es: "escriba 64 cifras hexadecimales en minúscula (0 a 9 y a a f); «mipg fix» la calcula",
        en: "write 64 lower-case hexadecimal digits (0 to 9 and a to f); “mipg fix” works it out",
    }
    FormDateHint() {
        es: "escriba una fecha del calendario como 2026-11-05: año, mes y día",
        en: "write a date of the calendar such as 2026-11-05: year, month and day",
    }
    FormYearMonthHint() {
        es: "escriba un mes como 2026-11: año y mes",
        en: "write a month such as 2026-11: year and month",
    }
    FormSlugHint() {
        es: "escriba letras minúsculas sin tildes, cifras y guiones sueltos; por ejemplo gobierno-digital",
        en: "write lower-case letters without accents, digits and single hyphens; for example gobierno-digital",
    }
    FormFilingHint() {
        es: "escriba el radicado como lo da SIGOB, en mayúsculas: AMC-OFI-0074376-2026",
        en: "write the filing number as SIGOB gives it, in capitals: AMC-OFI-0074376-2026",
    }
    FormFileNameHint() {
        es: "escriba el nombre de un archivo de la misma carpeta, sin barras y sin punto al comienzo; por ejemplo informe.pdf",
        en: "write the name of a file of the same folder, without slashes and not beginning with a point; for example informe.pdf",
    }
    FormLineHint() {
        es: "escriba un texto de una sola línea, sin espacios al comienzo ni al final",
        en: "write a text of one line, without spaces at either end",
    }
    FormProseHint() {
        es: "escriba un texto que no empiece por un espacio",
        en: "write a text that does not begin with a space",
    }
    FormSubmissionHint() {
        es: "escriba la dirección de una entrega: gobierno-digital/2026/11/reporte-1f3a",
        en: "write the address of a submission: gobierno-digital/2026/11/reporte-1f3a",
    }
    FormMediaTypeHint() {
        es: "escriba un tipo de contenido como application/pdf o image/jpeg; «mipg fix» lo escribe",
        en: "write a media type such as application/pdf or image/jpeg; “mipg fix” writes it",
    }
    FormUrlHint() {
        es: "escriba una dirección web completa, que empiece por https:// y no lleve espacios",
        en: "write a whole web address, that begins with https:// and has no spaces",
    }
    FormPolicyCodeHint() {
        es: "escriba POL y dos cifras; por ejemplo POL07",
        en: "write POL and two digits; for example POL07",
    }
    FormIndexCodeHint() {
        es: "escriba I y dos cifras; por ejemplo I11",
        en: "write I and two digits; for example I11",
    }
    FormDimensionHint() {
        es: "escriba D y una o dos cifras; por ejemplo D3",
        en: "write D and one or two digits; for example D3",
    }
    FormModelHint() {
        es: "escriba v y el número de la versión; por ejemplo v6",
        en: "write v and the number of the version; for example v6",
    }
    FormCriterionHint() {
        es: "escriba las letras de la política, un guion y el número; por ejemplo GD-01",
        en: "write the letters of the policy, a hyphen and the number; for example GD-01",
    }
    FormQuestionHint() {
        es: "escriba el código de la pregunta del FURAG; por ejemplo GTH200",
        en: "write the code of the FURAG question; for example GTH200",
    }
    FormQuestionPrefixHint() {
        es: "escriba tres letras mayúsculas; por ejemplo GTH",
        en: "write three capital letters; for example GTH",
    }
    FormQuestionnaireHint() {
        es: "escriba furag, un guion y el año; por ejemplo furag-2025",
        en: "write furag, a hyphen and the year; for example furag-2025",
    }
    FormDomainHint() {
        es: "escriba un dominio en minúsculas; por ejemplo cartagena.gov.co",
        en: "write a domain in lower case; for example cartagena.gov.co",
    }
    FormTaxNumberHint() {
        es: "escriba el NIT entre comillas, sin puntos y con su dígito de verificación después de un guion",
        en: "write the NIT in quotes, without points and with its check digit after a hyphen",
    }
    FormDivipolaHint() {
        es: "escriba las cinco cifras del código DIVIPOLA, entre comillas",
        en: "write the five digits of the DIVIPOLA code, in quotes",
    }
    FormSigepHint() {
        es: "escriba de una a ocho cifras, entre comillas",
        en: "write one to eight digits, in quotes",
    }
    FormMomentHint() {
        es: "escriba la fecha y la hora con su diferencia horaria; por ejemplo 2026-11-05T16:12:00-05:00",
        en: "write the date and time with its offset; for example 2026-11-05T16:12:00-05:00",
    }
    FieldBadForm(field, found) {
        es: "«{field}» dice «{found}», que no tiene la forma que se espera",
        en: "“{field}” says “{found}”, which does not have the form expected",
    }
    FieldOtherForm(field) {
        es: "«{field}» no cumple lo que pide el formato del archivo",
        en: "“{field}” does not meet what the format of the file asks for",
    }
    FieldTooShort(field, limit) {
        es: "«{field}» es demasiado corto: lleva como mínimo {limit} caracteres",
        en: "“{field}” is too short: it takes at least {limit} characters",
    }
    FieldTooLong(field, limit) {
        es: "«{field}» es demasiado largo: lleva como máximo {limit} caracteres",
        en: "“{field}” is too long: it takes at most {limit} characters",
    }
    FieldTooFew(field, limit) {
        es: "«{field}» lleva como mínimo {limit} elementos y tiene menos",
        en: "“{field}” takes at least {limit} items and has fewer",
    }
    FieldTooMany(field, limit) {
        es: "«{field}» lleva como máximo {limit} elementos y tiene más",
        en: "“{field}” takes at most {limit} items and has more",
    }
    FieldOutOfRange(field, found, min, max) {
        es: "«{field}» dice «{found}» y debe estar entre {min} y {max}",
        en: "“{field}” says “{found}” and must lie between {min} and {max}",
    }
    FieldTooSmall(field, found, min) {
        es: "«{field}» dice «{found}» y el mínimo es {min}",
        en: "“{field}” says “{found}” and the minimum is {min}",
    }
    FieldTooBig(field, found, max) {
        es: "«{field}» dice «{found}» y el máximo es {max}",
        en: "“{field}” says “{found}” and the maximum is {max}",
    }
    ProblemsNotShown(count) {
        es: "hay al menos {count} inconsistencias más que no se muestran",
        en: "there are at least {count} more problems that are not shown",
    }
    VersionUnknown(found, known) {
        es: "el archivo dice ser de la versión {found} del formato, y la última que se conoce aquí es la {known}: no se comprobó",
        en: "the file says it is of version {found} of the format, and the latest known here is {known}: it was not checked",
    }
    DocumentObjectMissing() {
        es: "el contenido del archivo no está en esta copia del repositorio: no se comprobó",
        en: "the content of the file is not in this copy of the repository: it was not checked",
    }
    DocumentObjectDamaged() {
        es: "los bytes guardados no son los que git registró para este archivo: no se comprobó",
        en: "the stored bytes are not those git recorded for this file: it was not checked",
    }
    DocumentNotAFile() {
        es: "aquí va un archivo YAML, y hay un enlace, un puntero u otra cosa",
        en: "a YAML file is due here, and there is a link, a pointer or something else",
    }
    DocumentUndecodable() {
        es: "algún valor no se puede usar, aunque el archivo tiene la forma debida",
        en: "some value cannot be used, although the file has the right shape",
    }

    // -- history
    PublishedChanged(name, commit, count) {
        es: "«{name}» ya estaba publicado y se cambió (la primera vez en {commit}; veces: {count})",
        en: "“{name}” was already published and was changed (first in {commit}; times: {count})",
    }
    PublishedRemoved(name, commit, count) {
        es: "«{name}» ya estaba publicado y se quitó sin un retiro que lo nombre (la primera vez en {commit}; veces: {count})",
        en: "“{name}” was already published and was removed without a withdrawal that names it (first in {commit}; times: {count})",
    }
    PublishedManifestHint() {
        es: "devuelva el manifiesto: se queda siempre, también cuando la entrega se retira",
        en: "put the manifest back: it always stays, also when the submission is withdrawn",
    }
    PublishedRenamed(name, to, commit, count) {
        es: "«{name}» ya estaba publicado y se llevó a «{to}» (la primera vez en {commit}; veces: {count})",
        en: "“{name}” was already published and was moved to “{to}” (first in {commit}; times: {count})",
    }
    WithdrawalAltered(commit, count) {
        es: "el retiro ya estaba publicado y se cambió o se quitó (la primera vez en {commit}; veces: {count})",
        en: "the withdrawal was already published and was changed or removed (first in {commit}; times: {count})",
    }
    HistoryShallow() {
        es: "esta copia del repositorio no tiene toda la historia: lo publicado no se pudo comprobar",
        en: "this copy of the repository lacks part of the history: what was published could not be checked",
    }
    HistoryGrafted() {
        es: "la copia del repositorio declara injertos (info/grafts): git muestra otra historia que la verdadera",
        en: "the copy of the repository declares grafts (info/grafts): git shows another history than the true one",
    }
    HistoryReplaced() {
        es: "la copia del repositorio reemplaza objetos (refs/replace): git muestra otro contenido que el guardado",
        en: "the copy of the repository replaces objects (refs/replace): git shows other content than what is stored",
    }
    HistoryUnrelated(base, head) {
        es: "el cambio ({head}) y lo publicado ({base}) no tienen historia en común",
        en: "the change ({head}) and what was published ({base}) have no history in common",
    }
    CommitDateInFuture(commit, date, count) {
        es: "el cambio {commit} dice ser de «{date}», que no ha llegado (cambios con fecha futura: {count})",
        en: "the change {commit} says it is of “{date}”, which has not come (changes with a future date: {count})",
    }
    ChangeMixesEvidenceAndCode(others, count) {
        es: "el cambio trae evidencias junto con otros archivos ({count}): «{others}»",
        en: "the change brings evidence together with other files ({count}): “{others}”",
    }
    CommitterOutsideInstitution(domain, commit, count) {
        es: "hay cambios hechos con un correo de «{domain}», que no es de la entidad (el primero, {commit}; en total: {count})",
        en: "there are changes made with an address of “{domain}”, which is not of the institution (the first, {commit}; in all: {count})",
    }
    CommitterWithoutDomain(commit, count) {
        es: "hay cambios hechos sin un correo que diga de dónde es quien los hizo (el primero, {commit}; en total: {count})",
        en: "there are changes made without an address that says where their maker is from (the first, {commit}; in all: {count})",
    }
}
