//! The texts. One entry per message, grouped by the rule that says it; values between «», never bare.

use super::messages;

messages! {
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
        es: "la ruta ocupa {bytes} bytes y el máximo es {limit} (cada letra con tilde ocupa dos)",
        en: "the path takes {bytes} bytes and the maximum is {limit} (each accented letter takes two)",
    }
    PathNameTooLong(limit) {
        es: "el nombre ocupa {limit} bytes o más, y ningún equipo lo admite",
        en: "the name takes {limit} bytes or more, and no computer accepts it",
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
    PathMisplacedOwnerAlikeHint(owner, name) {
        es: "los nombres de las carpetas van en minúsculas, sin tildes y con guiones: lleve a la carpeta «{name}» lo que está en «{owner}»",
        en: "names of folders are in lower case, without accents and with hyphens: take to the folder “{name}” what is in “{owner}”",
    }
    PathMisplacedOwnerHint(owner) {
        es: "el nombre de la carpeta «{owner}» debe ser el de una política, tal como está en «policies»: en minúsculas, sin tildes y con guiones",
        en: "the name of the folder “{owner}” must be that of a policy, as it stands in “policies”: in lower case, without accents and with hyphens",
    }
    PathMisplacedMonthHint(year, month) {
        es: "después de la política van la carpeta del año, con cuatro cifras, de 2000 a 2100, y la del mes, de 01 a 12; aquí dice «{year}/{month}»",
        en: "after the policy come the folder of the year, of four digits, from 2000 to 2100, and that of the month, from 01 to 12; here it says “{year}/{month}”",
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
    PathMisplacedRootHint(root) {
        es: "la carpeta de las evidencias se llama «policies», en minúsculas: en Windows y macOS «{root}» es la misma y sus archivos se mezclan",
        en: "the folder of the evidence is named “policies”, in lower case: on Windows and macOS “{root}” is the same and their files mix",
    }
    AttributesOfRootConvert(path, attributes) {
        es: "«{path}» puede hacer que git cambie los bytes de las evidencias (línea y atributo): «{attributes}»",
        en: "“{path}” can make git change the bytes of the evidence (line and attribute): “{attributes}”",
    }
    AttributesOfRootUnread(path) {
        es: "no se pudo leer «{path}»: no se sabe si git cambia los bytes de las evidencias",
        en: "“{path}” could not be read: whether git changes the bytes of the evidence is not known",
    }
    AttributesOfRootMissingHint() {
        es: "el archivo no está en esta copia del repositorio: no lo cambie; traiga el repositorio completo (git fetch --refetch --no-filter origin, o una copia nueva) y vuelva a comprobar",
        en: "the file is not in this copy of the repository: do not change it; fetch the whole repository (git fetch --refetch --no-filter origin, or a new copy) and check again",
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
    YamlForbiddenCharacters(code, count) {
        es: "en esta línea hay {count} caracteres que no se ven y cambian cómo se lee el texto; el primero es {code}",
        en: "there are {count} characters in this line that cannot be seen and change how the text reads; the first is {code}",
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
    YamlColonInTextHint(field) {
        es: "ponga el texto entre comillas, como en {field}: \"Acta: reunión de octubre\"",
        en: "put the text in quotes, as in {field}: \"Acta: reunión de octubre\"",
    }
    CommentAfterText(comment) {
        es: "lo que sigue a # no se lee: «{comment}»; si es parte del texto, póngalo todo entre comillas",
        en: "what follows # is not read: “{comment}”; if it is part of the text, put all of it in quotes",
    }
    YamlConflictMark() {
        es: "quedó una marca de git, donde se encontraron dos cambios del mismo archivo",
        en: "a mark of git was left where two changes of the same file met",
    }
    YamlConflictMarkHint() {
        es: "deje una sola de las dos versiones y borre las líneas <<<<<<<, ======= y >>>>>>>",
        en: "keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>",
    }
    YamlColonWithoutSpace() {
        es: "falta el espacio después de los dos puntos",
        en: "the space after the colon is missing",
    }
    YamlColonWithoutSpaceHint() {
        es: "escriba el campo, dos puntos, un espacio corriente y el valor",
        en: "write the field, a colon, a plain space and the value",
    }
    YamlDashWithoutSpace() {
        es: "falta el espacio después del guion",
        en: "the space after the hyphen is missing",
    }
    YamlDashWithoutSpaceHint() {
        es: "escriba guion, espacio y el campo: - ruta: informe.pdf",
        en: "write a hyphen, a space and the field: - ruta: informe.pdf",
    }
    YamlWrongDash() {
        es: "la línea empieza con una raya donde va un guion corriente",
        en: "the line begins with a dash where a plain hyphen is due",
    }
    YamlWrongDashHint() {
        es: "cambie la raya por el guion del teclado (-), con un espacio después",
        en: "replace the dash with the hyphen of the keyboard (-), with a space after it",
    }
    YamlEqualsSign() {
        es: "entre el campo y su valor va el signo de dos puntos, y no «=»",
        en: "a colon goes between the field and its value, and not “=”",
    }
    YamlEqualsSignHint() {
        es: "escriba el campo, dos puntos, un espacio y el valor; por ejemplo, version: 1",
        en: "write the field, a colon, a space and the value; for example, version: 1",
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
    FieldMissingHint(what) {
        es: "agréguelo. Su descripción: «{what}»",
        en: "add it. It is described in {what}",
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
    FieldDecimalHint() {
        es: "escriba solo el número, sin comillas ni %, con punto decimal; por ejemplo, 75.5",
        en: "write the number alone, without quotes or %, with a decimal point; for example, 75.5",
    }
    FieldDigitsHint() {
        es: "escriba solo cifras, sin comillas, puntos, comas, espacios ni unidades; por ejemplo, 4481",
        en: "write digits only, without quotes, points, commas, spaces or units; for example, 4481",
    }
    FieldListHint(name) {
        es: "escriba cada elemento en una línea aparte, debajo de `{name}:`, con dos espacios, un guion y un espacio delante; si es uno solo, también sirve `{name}: [elemento]`",
        en: "write each item on a line of its own, below `{name}:`, with two spaces, a hyphen and a space before it; for a single one, `{name}: [item]` serves as well",
    }
    FieldListOfGroupsHint(name) {
        es: "debajo de `{name}:`, ponga un guion y un espacio delante del primer campo de cada elemento, y los demás campos a la misma altura que el primero",
        en: "below `{name}:`, put a hyphen and a space before the first field of each item, and the other fields level with the first",
    }
    FieldNotApplicable(field) {
        es: "«{field}» no va aquí, por lo que dicen los otros campos",
        en: "“{field}” has no place here, by what the other fields say",
    }
    FieldDueDateOfDocumentHint() {
        es: "una entrega de `clase: documento` no responde a un corte: quite `corte`, o cambie `clase` si sí responde a uno",
        en: "a submission of `clase: documento` answers no due date: remove `corte`, or change `clase` where it does answer one",
    }
    FieldNotAllowedValue(field, found, allowed) {
        es: "«{field}» dice «{found}» y solo puede decir «{allowed}»",
        en: "“{field}” says “{found}” and may only say “{allowed}”",
    }
    FieldNotAllowedValueHint(suggestion) {
        es: "¿quiso decir «{suggestion}»? Escríbalo tal cual",
        en: "did you mean “{suggestion}”? Write it as it stands",
    }
    FormSha256Hint() {
        es: "escriba 64 cifras hexadecimales en minúscula (0 a 9 y a a f): las que da `certutil -hashfile ARCHIVO SHA256` en Windows o `sha256sum ARCHIVO` en Linux",
        en: "write 64 lower-case hexadecimal digits (0 to 9 and a to f): those that `certutil -hashfile FILE SHA256` gives on Windows, or `sha256sum FILE` on Linux",
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
    FormOfficeHint() {
        es: "escriba la clave de la dependencia, no su nombre: las claves están en `dependencias` de policies/repositorio.yaml, en minúsculas, sin tildes y con guiones",
        en: "write the key of the office, not its name: the keys are in `dependencias` of policies/repositorio.yaml, in lower case, without accents and with hyphens",
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
        es: "escriba un tipo de contenido como application/pdf o image/jpeg",
        en: "write a media type such as application/pdf or image/jpeg",
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
    FormLogOriginHint() {
        es: "escriba el nombre del registro como dominio/entidad/número: mipg.ejemplo.gov.co/alcaldia/1",
        en: "write the name of the audit trail as domain/entity/number: mipg.ejemplo.gov.co/alcaldia/1",
    }
    FormTaxNumberHint() {
        es: "escriba el NIT entre comillas, sin puntos y con su dígito de verificación después de un guion",
        en: "write the NIT in quotes, without points and with its check digit after a hyphen",
    }
    FormDivipolaHint() {
        es: "escriba las cinco cifras del código DIVIPOLA, entre comillas",
        en: "write the five digits of the DIVIPOLA code, in quotes",
    }
    FormUserNameHint() {
        es: "es el nombre de usuario en la plataforma, sin arroba: letras, cifras, guiones y puntos",
        en: "it is the name of the user on the platform, without the at sign: letters, digits, hyphens and dots",
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
    FieldDateImpossible(field, found) {
        es: "«{field}» dice «{found}», una fecha imposible",
        en: "“{field}” says “{found}”, an impossible date",
    }
    DateYearHint(year) {
        es: "el año {year} no puede ser: escriba el año de cuatro cifras, como 2026",
        en: "the year {year} cannot be: write the year in four digits, such as 2026",
    }
    DateMonthHint(month) {
        es: "no hay mes {month}: van de 01 a 12, después del año",
        en: "there is no month {month}: they go from 01 to 12, after the year",
    }
    DateDayHint(month, day) {
        es: "el mes {month} no tiene día {day}",
        en: "the month {month} has no day {day}",
    }
    FieldOtherForm(field) {
        es: "«{field}» no cumple lo que pide el formato del archivo",
        en: "“{field}” does not meet what the format of the file asks for",
    }
    FieldTooShort(field, limit) {
        es: "«{field}» es demasiado corto: lleva como mínimo {limit} caracteres",
        en: "“{field}” is too short: it takes at least {limit} characters",
    }
    FieldLengthenHint(limit) {
        es: "escriba un texto de {limit} caracteres o más, que diga de qué se trata a quien no lo conoce",
        en: "write a text of {limit} characters or more, that tells what it is about to whoever does not know it",
    }
    FieldShortenHint(limit) {
        es: "acórtelo hasta {limit} caracteres o menos",
        en: "make it shorter, {limit} characters or less",
    }
    FieldFigureHint() {
        es: "escriba una cifra que esté dentro de esos límites",
        en: "write a figure within those bounds",
    }
    FieldAddItemsHint() {
        es: "agregue a la lista lo que falta",
        en: "add to the list what is missing",
    }
    FieldRemoveItemsHint() {
        es: "quite de la lista lo que sobra",
        en: "remove from the list what is over",
    }
    FieldTooLong(field, limit) {
        es: "«{field}» es demasiado largo: lleva como máximo {limit} caracteres",
        en: "“{field}” is too long: it takes at most {limit} characters",
    }
    FieldTooFew(field, limit) {
        es: "«{field}» tiene menos elementos que el mínimo, que es {limit}",
        en: "“{field}” has fewer items than the minimum, which is {limit}",
    }
    FieldTooMany(field, limit) {
        es: "«{field}» tiene más elementos que el máximo, que es {limit}",
        en: "“{field}” has more items than the maximum, which is {limit}",
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
    ListItemRepeated(field) {
        es: "«{field}» repite un valor anterior de la misma lista",
        en: "“{field}” repeats an earlier value of the same list",
    }
    FieldEmptyList(field) {
        es: "falta al menos un elemento en «{field}»",
        en: "at least one item is missing in “{field}”",
    }
    FieldEmptyListHint(field) {
        es: "escriba cada elemento debajo de «{field}», en una línea que empiece con un guion",
        en: "write each item below “{field}”, on a line that begins with a hyphen",
    }
    YamlTwoReadingsHint() {
        es: "suele deberse a un signo como ? o : dentro de llaves {{ }} o corchetes [ ]: ponga ese texto entre comillas",
        en: "it is usually due to a sign such as ? or : within braces {{ }} or brackets [ ]: put that text in quotes",
    }

    // -- manifest
    ManifestMisnamedHint(name) {
        es: "cambie el nombre de «{name}» por «manifiesto.yaml», exactamente así",
        en: "rename “{name}” to “manifiesto.yaml”, exactly so",
    }
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
        es: "la fecha «{date}» no es creíble: es anterior al año {earliest}",
        en: "the date “{date}” cannot be believed: it is before the year {earliest}",
    }
    DateTooFar(date) {
        es: "el corte «{date}» no es creíble: falta más de dos años",
        en: "the due date “{date}” cannot be believed: it is more than two years ahead",
    }
    DateInFuture(date, today) {
        es: "la fecha «{date}» todavía no llega: hoy es {today}",
        en: "the date “{date}” is still to come: today is {today}",
    }
    PeriodInFutureHint(last) {
        es: "el periodo puede llegar hasta el fin del mes del corte, {last}, aunque no haya terminado",
        en: "the period may reach the end of the month of the due date, {last}, even if that is not over",
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
        es: "el seguimiento del plan «{plan}» está en «{file}», que no está en la lista de archivos",
        en: "the follow-up of the plan “{plan}” is in “{file}”, which is not in the list of files",
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
        es: "una entrega de clase «{class}» no lleva «planes»",
        en: "a submission of class “{class}” carries no “planes”",
    }
    CriterionUnknown(criterion) {
        es: "el criterio «{criterion}» no está en la política",
        en: "the criterion “{criterion}” is not in the policy",
    }
    NoCriteriaYet() {
        es: "la política todavía no tiene criterios en su `politica.yaml`: quite `criterios`, que no es obligatorio",
        en: "the policy has no criteria yet in its `politica.yaml`: remove `criterios`, which is not mandatory",
    }
    KnownNames(known) {
        es: "use uno de estos: {known}",
        en: "use one of these: {known}",
    }
    KnownCriteria(known) {
        es: "use uno de estos criterios: {known}",
        en: "use one of these criteria: {known}",
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
    PeopleUndeclared(name) {
        es: "«{name}» es una imagen o un video y no dice qué personas se reconocen: falta «personas»",
        en: "“{name}” is an image or a video and does not say which people can be recognised: “personas” is missing",
    }
    PeopleUndeclaredAt(position) {
        es: "el archivo número {position} de la lista es una imagen o un video y no dice qué personas se reconocen: falta «personas»",
        en: "file number {position} of the list is an image or a video and does not say which people can be recognised: “personas” is missing",
    }
    AlternativeTextMissing(name) {
        es: "«{name}» es una imagen o un video y no tiene texto alternativo: falta «descripcion»",
        en: "“{name}” is an image or a video and has no alternative text: “descripcion” is missing",
    }
    AlternativeTextMissingAt(position) {
        es: "el archivo número {position} de la lista es una imagen o un video y no tiene texto alternativo: falta «descripcion»",
        en: "file number {position} of the list is an image or a video and has no alternative text: “descripcion” is missing",
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
        es: "«{key}» nombra «{name}», que no está en la lista de archivos",
        en: "“{key}” names “{name}”, which is not in the list of files",
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
    CommitmentUsedAsDigest(name, other) {
        es: "la huella de «{name}» es el compromiso de «{other}»: nombra ese archivo con su sal, que se guarda aparte",
        en: "the digest of “{name}” is the commitment of “{other}”: it names that file with its salt, which is kept apart",
    }
    CommitmentRepeated(name, other) {
        es: "el compromiso de «{name}» es el de «{other}»: se copió de ahí, porque la sal de cada archivo es al azar",
        en: "the commitment of “{name}” is that of “{other}”: it was copied from there, because the salt of each file is random",
    }
    PersonalDataInText(field, identities, mobiles, addresses) {
        es: "lo que dice «{field}» parece tener datos personales: números de identidad {identities}, celulares {mobiles}, correos ajenos a gov.co {addresses}",
        en: "what “{field}” says seems to hold personal data: identity numbers {identities}, mobile numbers {mobiles}, e-mail addresses outside gov.co {addresses}",
    }
    CommitmentWithoutGround(name) {
        es: "«{name}» se guarda aparte, y ni muestra personas que se reconozcan ni dice qué norma permite no publicarlo",
        en: "“{name}” is kept apart, and neither shows people who can be recognised nor says which norm lets it be kept back",
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
        es: "la versión pública «{name}» no está en la lista de archivos",
        en: "the public version “{name}” is not in the list of files",
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
        es: "la captura «{name}» no está en la lista de archivos",
        en: "the capture “{name}” is not in the list of files",
    }
    SigobCoverMissing(number) {
        es: "el radicado «{number}» no tiene carátula: su fecha queda declarada, sin comprobar",
        en: "the receipt “{number}” has no cover: its date stays declared, not verified",
    }
    SigobCoverUnknown(name) {
        es: "la carátula «{name}» no está en la lista de archivos",
        en: "the cover “{name}” is not in the list of files",
    }
    SigobFilingForm(number) {
        es: "el radicado «{number}» no tiene una de las formas conocidas (AMC-OFI-0074376-2026, EXT-AMC-26-0060455)",
        en: "the receipt number “{number}” has none of the known forms (AMC-OFI-0074376-2026, EXT-AMC-26-0060455)",
    }
    SigobBeforePeriod(date, first) {
        es: "el radicado es del «{date}» y el periodo empieza después, el «{first}»",
        en: "the receipt is of “{date}” and the period begins later, on “{first}”",
    }
    SigobLongBeforeDueDate(date, due, days) {
        es: "el radicado es del «{date}», más de {days} días antes del corte «{due}»",
        en: "the receipt is of “{date}”, more than {days} days before the due date “{due}”",
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
    SupersedesWithoutEvidence(submission) {
        es: "reemplaza a «{submission}» y no le queda ningún archivo: todos están retirados o faltan",
        en: "it supersedes “{submission}” and has no file left: all are withdrawn or missing",
    }

    // -- files
    DigestMismatch(name, declared, actual) {
        es: "la huella de «{name}» no coincide: el manifiesto dice {declared} y el archivo tiene {actual}",
        en: "the digest of “{name}” does not match: the manifest says {declared} and the file has {actual}",
    }
    DigestMismatchHint(actual) {
        es: "confirme que el archivo es el que quiere entregar y escriba en su entrada `sha256: {actual}`; si la entrega ya está publicada, devuelva el archivo como estaba",
        en: "confirm that the file is the one to hand in and write in its entry `sha256: {actual}`; where the submission is published already, put the file back as it was",
    }
    DigestAndSizeMismatchHint(actual, bytes) {
        es: "confirme que el archivo es el que quiere entregar y escriba en su entrada `sha256: {actual}` y `bytes: {bytes}`; si la entrega ya está publicada, devuelva el archivo como estaba",
        en: "confirm that the file is the one to hand in and write in its entry `sha256: {actual}` and `bytes: {bytes}`; where the submission is published already, put the file back as it was",
    }
    ArchiveBomb(name) {
        es: "«{name}» crece sin medida al descomprimirlo (bomba de compresión)",
        en: "“{name}” grows beyond measure when unpacked (a compression bomb)",
    }
    ArchiveNested(name) {
        es: "dentro de «{name}» hay otro archivo comprimido: no se revisaron los formatos de lo que trae, ni sus datos personales, ni si está completo; y si no es un ZIP, nada de lo que trae",
        en: "inside “{name}” there is another archive: neither the formats of what it holds, nor its personal data, nor whether it is whole were checked; and where it is no ZIP, nothing of it",
    }
    InsideArchiveHint() {
        es: "lo trae un archivo de adentro: descomprímalo y entregue sueltos los archivos que lleva; la revisión dirá de cuál se trata y qué hacer",
        en: "a file inside carries it: unpack it and hand in loose the files it holds; the check will then say which one it is and what to do",
    }
    ArchiveOpaque(name) {
        es: "«{name}» es un archivo comprimido que no se abre aquí: su contenido no se revisó",
        en: "“{name}” is an archive that is not opened here: its content was not checked",
    }
    ArchivePathEscape(name) {
        es: "«{name}» trae nombres que salen de la carpeta donde se descomprima",
        en: "“{name}” holds names that leave the folder it is unpacked to",
    }
    ExtensionMismatch(name, found, expected) {
        es: "el nombre «{name}» no corresponde a su contenido, que es {found}: debe terminar en {expected}",
        en: "the name “{name}” does not suit its content, which is {found}: it must end in {expected}",
    }
    FileCorrupt(name, parts) {
        es: "«{name}» está dañado o se contradice en {parts}",
        en: "“{name}” is damaged or contradicts itself in: {parts}",
    }
    FileEmbedded(name) {
        es: "«{name}» lleva otros archivos adentro, que no se revisaron",
        en: "“{name}” carries other files inside, which were not checked",
    }
    FileEmpty(name) {
        es: "«{name}» está vacío",
        en: "“{name}” is empty",
    }
    FileEncrypted(name) {
        es: "«{name}» está cifrado o pide contraseña: su contenido no se pudo revisar",
        en: "“{name}” is encrypted or asks for a password: its content could not be checked",
    }
    FileExecutableInside(name) {
        es: "«{name}» lleva adentro un programa que se puede ejecutar",
        en: "“{name}” carries inside a program that can be run",
    }
    FileExternalReference(name) {
        es: "«{name}» trae parte de su contenido de otro archivo o de internet al abrirse",
        en: "“{name}” takes part of its content from another file or from the internet when opened",
    }
    FileListedTwice(name) {
        es: "«{name}» está dos veces en la lista de archivos",
        en: "“{name}” is twice in the list of files",
    }
    FileListedAlike(name, other) {
        es: "«{name}» y «{other}» son el mismo archivo donde no se distinguen mayúsculas",
        en: "“{name}” and “{other}” are one file where capitals make no difference",
    }
    FileMacros(name) {
        es: "«{name}» lleva macros",
        en: "“{name}” carries macros",
    }
    BrokenPointerHint() {
        es: "es un puntero de Git LFS que se cambió al guardarlo (fines de línea, blancos o líneas de más): no lo edite; póngalo como `mipg add` lo escribió, tres líneas y nada más",
        en: "it is a Git LFS pointer that was changed when it was saved (line ends, blanks or more lines): do not edit it; put it as `mipg add` wrote it, three lines and nothing else",
    }
    PointerMissingHint() {
        es: "su custodia dice «lfs»: en la carpeta va el puntero de Git LFS que `mipg add` prepara, no el archivo; si se guarda en otro sistema, escriba «almacen: externo»",
        en: "its custody says “lfs”: the folder holds the Git LFS pointer that `mipg add` prepares, not the file; where another system keeps it, write “almacen: externo”",
    }
    FileMissing(name) {
        es: "el manifiesto lista «{name}» y ese archivo no está en la carpeta",
        en: "the manifest lists “{name}” and that file is not in the folder",
    }
    FileIgnored(name) {
        es: "el manifiesto lista «{name}», que está en la carpeta, pero git lo ignora: no se entregaría",
        en: "the manifest lists “{name}”, which is in the folder, but git ignores it: it would not be handed in",
    }
    FileIgnoredHint(name) {
        es: "una línea de un archivo .gitignore lo deja por fuera: póngale un nombre que git no ignore y escríbalo igual en el manifiesto, o agréguelo con git add -f «{name}» desde su carpeta (git check-ignore -v «{name}» dice cuál es la línea)",
        en: "a line of a .gitignore file leaves it out: give it a name that git does not ignore and write the same in the manifest, or add it with git add -f “{name}” from its folder (git check-ignore -v “{name}” says which line it is)",
    }
    FileMissingAlikeHint(other) {
        es: "en la carpeta está «{other}», que solo difiere en mayúsculas o en la forma de las tildes: escriba el mismo nombre en los dos lados",
        en: "the folder holds “{other}”, which differs only in capitals or in the form of accents: write the same name on both sides",
    }
    FileOfTheSystem(name) {
        es: "«{name}» no es evidencia: lo crea solo el sistema, o el programa con que se abrió la carpeta o el documento",
        en: "“{name}” is no evidence: the system makes it by itself, or the program that opened the folder or the document",
    }
    FileOfTheSystemHint() {
        es: "bórrelo; no lo agregue al manifiesto",
        en: "delete it; do not add it to the manifest",
    }
    FileNotListed(name) {
        es: "«{name}» está en la carpeta y el manifiesto no lo lista",
        en: "“{name}” is in the folder and the manifest does not list it",
    }
    FileObjectDamaged(name, object) {
        es: "lo que git guarda de «{name}» no corresponde a su identificador {object}: no se pudo revisar",
        en: "what git stores for “{name}” does not match its identifier {object}: it could not be checked",
    }
    FileObjectMissing(name) {
        es: "el contenido de «{name}» no está en esta copia del repositorio: no se pudo revisar",
        en: "the content of “{name}” is not in this copy of the repository: it could not be checked",
    }
    FileObjectMissingPartialHint() {
        es: "esta copia se hizo sin todos los contenidos (clon parcial): tráigalos con git fetch --refetch --no-filter origin, o haga una copia completa",
        en: "this copy was made without all contents (a partial clone): bring them with git fetch --refetch --no-filter origin, or make a whole copy",
    }
    FilePolyglot(name, others) {
        es: "«{name}» es además otra cosa: también se abre como {others}",
        en: "“{name}” is something else as well: it also opens as {others}",
    }
    FileOfficeXml(name) {
        es: "«{name}» es XML que Word o Excel abren como documento propio",
        en: "“{name}” is XML that Word or Excel open as a document of their own",
    }
    FileOfficeXmlHint() {
        es: "ábralo en Word o Excel, guárdelo como .docx o .xlsx y entregue ese archivo",
        en: "open it in Word or Excel, save it as .docx or .xlsx and hand in that file",
    }
    FileLinkedData(name) {
        es: "«{name}» toma datos de otro archivo, que no viene en la entrega",
        en: "“{name}” takes data from another file, which is not in the submission",
    }
    SoundCut(name) {
        es: "el audio «{name}» termina a mitad de un fragmento: puede estar cortado",
        en: "the sound “{name}” ends in the middle of a frame: it may be cut",
    }
    PdfScript(name) {
        es: "«{name}» trae JavaScript",
        en: "“{name}” holds JavaScript",
    }
    FileScript(name, kinds) {
        es: "«{name}» trae contenido que se ejecuta al abrirlo: {kinds}",
        en: "“{name}” holds content that runs when it is opened: {kinds}",
    }
    FileTooComplex(name, parts) {
        es: "«{name}» es demasiado complejo y no se revisó entero: {parts}",
        en: "“{name}” is too complex and was not checked whole: {parts}",
    }
    FileTooLarge(name, size, limit) {
        es: "«{name}» pesa {size} bytes y el máximo es {limit}; no se revisó",
        en: "“{name}” has {size} bytes and the maximum is {limit}; it was not checked",
    }
    FileTrailingData(name, bytes) {
        es: "«{name}» trae {bytes} ajenos a su formato después del final",
        en: "“{name}” holds {bytes} foreign to its format after the end",
    }
    FileLeadingData(name, bytes) {
        es: "«{name}» trae {bytes} ajenos a su formato antes del comienzo",
        en: "“{name}” holds {bytes} foreign to its format before the start",
    }
    FileTruncated(name, parts) {
        es: "«{name}» está incompleto: se corta en {parts}",
        en: "“{name}” is incomplete: it is cut in: {parts}",
    }
    FileUnconvertible(name, attribute) {
        es: "«{name}» no se pudo revisar: el atributo «{attribute}» de git cambiaría sus bytes al guardarlo",
        en: "“{name}” could not be checked: the git attribute “{attribute}” would change its bytes when stored",
    }
    ImageTooManyPixels(name, pixels) {
        es: "«{name}» declara {pixels} píxeles, muchos más de los que una evidencia necesita",
        en: "“{name}” declares {pixels} pixels, many more than evidence needs",
    }
    PersonalDataSuspected(name, identities, mobiles, addresses) {
        es: "«{name}» parece tener datos personales: números de identidad {identities}, celulares {mobiles}, correos ajenos a gov.co {addresses}",
        en: "“{name}” seems to hold personal data: identity numbers {identities}, mobile numbers {mobiles}, e-mail addresses outside gov.co {addresses}",
    }
    PersonalDataListSuspected(name, headings, identities, mobiles, addresses) {
        es: "«{name}» parece una lista de personas, con columnas {headings}: números de identidad {identities}, celulares {mobiles}, correos ajenos a gov.co {addresses}",
        en: "“{name}” seems to be a list of people, with columns {headings}: identity numbers {identities}, mobile numbers {mobiles}, e-mail addresses outside gov.co {addresses}",
    }
    PhotoLocation(name) {
        es: "«{name}» lleva dentro las coordenadas del lugar donde se tomó",
        en: "“{name}” holds the coordinates of the place where it was taken",
    }
    PointerOfExternal(name) {
        es: "el manifiesto dice que «{name}» lo guarda un sistema de la entidad, y su puntero de Git LFS está en la carpeta",
        en: "the manifest says that a system of the entity keeps “{name}”, and its Git LFS pointer is in the folder",
    }
    PointerDigestMismatch(name, declared, actual) {
        es: "«{name}» se guarda con Git LFS y su puntero dice la huella {actual}; el manifiesto dice {declared}",
        en: "“{name}” is kept with Git LFS and its pointer says the digest {actual}; the manifest says {declared}",
    }
    PointerCommitmentMismatch(name, declared, actual) {
        es: "«{name}» se guarda con Git LFS y su puntero dice {actual}; el compromiso del manifiesto es {declared}",
        en: "“{name}” is kept with Git LFS and its pointer says {actual}; the commitment of the manifest is {declared}",
    }
    PointerCommitmentHint() {
        es: "el objeto de Git LFS es la sal (32 bytes) seguida del archivo, y así su huella es el compromiso; vuelva a prepararlo con `mipg add`. Si el puntero dice la huella del archivo sin sal, no lo envíe: con ella se puede reconocer",
        en: "the Git LFS object is the salt (32 bytes) and then the file, so that its digest is the commitment; prepare it again with `mipg add`. Where the pointer says the digest of the file without salt, do not send it: the file can be recognised by it",
    }
    PointerSaltedSizeMismatch(name, declared, actual) {
        es: "«{name}» se guarda con Git LFS y su puntero dice {actual}; el manifiesto dice {declared}, que con la sal son 32 más",
        en: "“{name}” is kept with Git LFS and its pointer says {actual}; the manifest says {declared}, which with the salt are 32 more",
    }
    PointerSizeMismatch(name, declared, actual) {
        es: "«{name}» se guarda con Git LFS y su puntero dice {actual}; el manifiesto dice {declared}",
        en: "“{name}” is kept with Git LFS and its pointer says {actual}; the manifest says {declared}",
    }
    SizeMismatch(name, declared, actual) {
        es: "«{name}» tiene {actual} y el manifiesto dice {declared}",
        en: "“{name}” has {actual} and the manifest says {declared}",
    }
    TableRagged(name, ragged, rows, columns) {
        es: "en la tabla «{name}», {ragged} de {rows} filas no tienen {columns} columnas",
        en: "in the table “{name}”, {ragged} of {rows} rows do not have {columns} columns",
    }
    TooManyFiles(count, limit) {
        es: "la entrega tiene {count} archivos y el máximo es {limit}; ninguno se revisó",
        en: "the submission has {count} files and the maximum is {limit}; none was checked",
    }
    TypeMismatch(name, found, declared) {
        es: "el contenido de «{name}» es {found} y el manifiesto dice {declared}",
        en: "the content of “{name}” is {found} and the manifest says {declared}",
    }
    TypeMismatchHint(found) {
        es: "si es el archivo que quiere entregar, escriba «formato: {found}» y revise la extensión del nombre; si no, ponga el verdadero y actualice su huella",
        en: "if it is the file to hand in, write “formato: {found}” and look at the extension of the name; if not, put the true one and update its digest",
    }
    TypeMismatchRefusedHint() {
        es: "ponga el archivo verdadero y actualice su huella: los de este tipo no se aceptan en este repositorio",
        en: "put the true file and update its digest: those of this type are not accepted in this repository",
    }
    TypeNotAccepted(name, found) {
        es: "«{name}» es {found}, y ese tipo de archivo no se acepta como evidencia en este repositorio",
        en: "“{name}” is {found}, and that type of file is not accepted as evidence in this repository",
    }
    TypeDeclaredNotAccepted(name, declared) {
        es: "el manifiesto dice que «{name}» es «{declared}», y ese tipo de archivo no se acepta como evidencia en este repositorio",
        en: "the manifest says that “{name}” is “{declared}”, and that type of file is not accepted as evidence in this repository",
    }
    TypeUndetermined(name, declared) {
        es: "no se pudo saber de qué tipo es «{name}»; el manifiesto dice «{declared}»",
        en: "the type of “{name}” could not be told; the manifest says “{declared}”",
    }
    TypeDeclaredUnknown(name, declared, found) {
        es: "«{declared}» no es un tipo que aquí se pueda comprobar; el contenido de «{name}» es {found}",
        en: "“{declared}” is not a type that can be checked here; the content of “{name}” is {found}",
    }
    TypeDeclaredUnknownHint(found) {
        es: "escriba «formato: {found}»",
        en: "write “formato: {found}”",
    }
    TypeNotATable(name) {
        es: "el manifiesto dice que «{name}» es una tabla CSV y su texto no se lee como tabla",
        en: "the manifest says that “{name}” is a CSV table and its text does not read as a table",
    }
    TypeNotATableHint() {
        es: "revise el separador de columnas; si es texto, nómbrelo con .txt y escriba «formato: text/plain»",
        en: "look at the separator of columns; if it is text, name it with .txt and write “formato: text/plain”",
    }
    PhotoLocationInside(name) {
        es: "«{name}» lleva adentro fotos o videos con las coordenadas del lugar donde se tomaron",
        en: "“{name}” holds inside photos or videos with the coordinates of the place where they were taken",
    }
    PhotoLocationPublished(name) {
        es: "«{name}» publica las coordenadas del lugar donde se tomó, porque su revisión dice «publicable»",
        en: "“{name}” publishes the coordinates of the place where it was taken, because its review says “publicable”",
    }
    PdfRemoteAction(name) {
        es: "«{name}» se conecta con otro lugar o abre otro archivo al abrirlo, sin que nadie haga clic",
        en: "“{name}” connects with another place or opens another file when opened, without a click",
    }
    TableFormula(name, cells, row) {
        es: "en la tabla «{name}», celdas que se abren como fórmula en una hoja de cálculo: {cells}, la primera en la fila {row}",
        en: "in the table “{name}”, cells that open as a formula in a spreadsheet: {cells}, the first in row {row}",
    }
    TextDeceptiveCharacter(name, count, line) {
        es: "el texto de «{name}» trae caracteres invisibles que invierten lo que se lee: {count}, el primero en la línea {line}",
        en: "the text of “{name}” holds invisible characters that turn around what is read: {count}, the first in line {line}",
    }

    PointerObjectMismatch(name, named, actual) {
        es: "el archivo guardado aparte de «{name}» no es el de su puntero: este dice {named} y el archivo tiene {actual}",
        en: "the file kept apart of “{name}” is not that of its pointer: it says {named} and the file has {actual}",
    }
    PointerUnseen(name) {
        es: "de «{name}» solo se vio el puntero: no se comprobó que su contenido haya llegado",
        en: "of “{name}” only the pointer was seen: that its content arrived was not checked",
    }
    PointerNotNeeded(name, size, limit) {
        es: "«{name}» tiene {size} bytes y se entregó fuera de git, que es para archivos de más de {limit}",
        en: "“{name}” has {size} bytes and was handed in outside git, which is for files of over {limit}",
    }

    // -- policy
    PolicyFolderUnknown(policy) {
        es: "la política «{policy}» no tiene «politica.yaml» en este repositorio",
        en: "the policy “{policy}” has no “politica.yaml” in this repository",
    }
    MoveToOneOfPolicies(known) {
        es: "lleve la entrega a la carpeta de su política ({known}), o agregue `politica.yaml` si la política es nueva",
        en: "take the submission to the folder of its policy ({known}), or add `politica.yaml` if the policy is new",
    }
    MoveToPolicy(name) {
        es: "si la entrega es de «{name}», llévela a esa carpeta",
        en: "if the submission is of “{name}”, take it to that folder",
    }
    PolicyNotInForce(policy, model, other) {
        es: "la política «{policy}» no está en el modelo vigente, {model}; está en el {other}: lo que se le entregue no cuenta para la vigencia",
        en: "the policy “{policy}” is not in the model in force, {model}; it is in {other}: what is handed in to it does not count for the year",
    }
    ObligationPolicyNotInForce(policy, model, other) {
        es: "la política «{policy}» no está en el modelo vigente, {model}; está en el {other}: de ella no se debe nada todavía",
        en: "the policy “{policy}” is not in the model in force, {model}; it is in {other}: nothing is due of it yet",
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
    PolicyCodeInvented(declared) {
        es: "el código es «{declared}» y el catálogo todavía no tiene ninguno",
        en: "the code is “{declared}” and the catalogue has none yet",
    }
    PolicyCodeMissing(listed) {
        es: "la política no tiene código y el del catálogo es «{listed}»",
        en: "the policy has no code and that of the catalogue is “{listed}”",
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
        es: "el campo «{key}» repite «{value}»",
        en: "the field “{key}” repeats “{value}”",
    }
    CatalogueDimensionUnknown(dimension) {
        es: "la dimensión «{dimension}» no está en este catálogo",
        en: "the dimension “{dimension}” is not in this catalogue",
    }
    CatalogueSourceUnknown(source) {
        es: "la fuente «{source}» no está en «fuentes»",
        en: "the source “{source}” is not in “fuentes”",
    }
    PolicyUnknown(policy) {
        es: "la política «{policy}» no existe en el modelo",
        en: "the policy “{policy}” does not exist in the model",
    }
    PlanDuplicate(plan) {
        es: "la clave «{plan}» ya es de otro plan",
        en: "the key “{plan}” is that of another plan already",
    }
    UserNumberRepeated(id) {
        es: "la cuenta {id} ya tiene su línea: una cuenta tiene un solo nombre de usuario",
        en: "the account {id} has its line already: an account has one user name",
    }
    UserNameRepeated(user) {
        es: "el nombre de usuario «{user}» ya es de otra cuenta",
        en: "the user name “{user}” is that of another account already",
    }
    UserUnknown(id, user) {
        es: "la cuenta {id} («{user}») no es de ningún rol ni de ningún líder",
        en: "the account {id} (“{user}”) is of no role and of no leader",
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
    HolidaysMissing(obligation, years) {
        es: "«{obligation}» se cuenta en días hábiles, y no hay reglas de los festivos de {years}: sus vencimientos no se pudieron revisar",
        en: "“{obligation}” is counted in working days, and there are no rules of the holidays of {years}: its due dates could not be checked",
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
    SupportsSubmissionUnknown(submission) {
        es: "la entrega «{submission}» no existe",
        en: "the submission “{submission}” does not exist",
    }
    SupportsSubmissionUnreadable(submission) {
        es: "la entrega «{submission}» no tiene manifiesto, o no se puede leer",
        en: "the submission “{submission}” has no manifest, or it cannot be read",
    }
    SupportsFileUnknown(name, submission) {
        es: "el manifiesto de «{submission}» no lista «{name}»",
        en: "the manifest of “{submission}” does not list “{name}”",
    }

    // -- schedule
    ActMissing(field) {
        es: "falta «{field}»: sin ese dato no se excusa ninguna entrega ni se corre ningún plazo",
        en: "“{field}” is missing: without it no submission is excused and no deadline moves",
    }
    ActVague(text) {
        es: "«{text}» no es un acto ni quién lo autoriza",
        en: "“{text}” is neither an act nor who authorises it",
    }
    ActUnnumbered(text) {
        es: "«{text}» no trae número ni fecha: un acto tiene número y fecha",
        en: "“{text}” has neither number nor date: an act has a number and a date",
    }
    DeadlineUnsourced(obligation) {
        es: "el plazo de «{obligation}» figura como fijado y su fuente no está comprobada",
        en: "the deadline of “{obligation}” is said to be fixed and its source is not verified",
    }
    ClassNotOwed(class, policy) {
        es: "ninguna obligación pide «{class}» a la política «{policy}»",
        en: "no obligation asks the policy “{policy}” for “{class}”",
    }
    ClassNotOwedHint(policy, classes) {
        es: "la política «{policy}» debe entregas de estas clases: «{classes}»; si esta no responde a ninguna obligación, use `clase: documento` y quite `corte`",
        en: "the policy “{policy}” owes submissions of these classes: “{classes}”; where this one answers no obligation, use `clase: documento` and remove `corte`",
    }
    DueDateUnknown(date, obligations) {
        es: "«{date}» no es un corte de «{obligations}»",
        en: "“{date}” is no due date of “{obligations}”",
    }
    DueDateBetweenHint(before, after) {
        es: "los cortes más cercanos son «{before}» y «{after}»: escriba el que responde esta entrega, aunque llegue tarde",
        en: "the nearest due dates are “{before}” and “{after}”: write the one that this submission answers, even where it comes late",
    }
    DueDateAfterLastHint(before) {
        es: "el último corte que tuvo es «{before}»: después no se debe nada; si la entrega no responde a un corte, use `clase: documento` y quite `corte`",
        en: "the last due date it had is “{before}”: nothing is owed after it; where the submission answers no due date, use `clase: documento` and remove `corte`",
    }
    DueDateBeforeFirstHint(after) {
        es: "el primer corte que tiene es «{after}»: antes no se debe nada; si la entrega no responde a un corte, use `clase: documento` y quite `corte`",
        en: "the first due date it has is “{after}”: nothing is owed before it; where the submission answers no due date, use `clase: documento` and remove `corte`",
    }
    DueWindowNotOpen(date, obligation, opens) {
        es: "el corte {date} de «{obligation}» se puede entregar desde el {opens}: lo que llega antes no cuenta",
        en: "the due date {date} of “{obligation}” can be handed in from {opens} on: what comes before does not count",
    }
    DueDateNotMeasured(date, obligation, since) {
        es: "el corte «{date}» no cuenta: «{obligation}» se mide desde «{since}»",
        en: "the due date “{date}” does not count: “{obligation}” is measured since “{since}”",
    }
    PeriodAfterDueDate(from, date) {
        es: "el periodo empieza el «{from}», después del corte «{date}» al que responde",
        en: "the period begins on “{from}”, after the due date “{date}” that it answers",
    }
    PeriodBeforeDueDate(until, date, earliest) {
        es: "el periodo termina el «{until}», y el corte «{date}» pide algún día desde el «{earliest}»",
        en: "the period ends on “{until}”, and the due date “{date}” asks for some day from “{earliest}” on",
    }
    PlanNotDue(plan, date) {
        es: "el plan «{plan}» no existía el «{date}», y su seguimiento no se debe",
        en: "the plan “{plan}” did not exist on “{date}”, and its follow-up is not owed",
    }
    PlanNotDueHint(next) {
        es: "lo reemplazó «{next}»: si el seguimiento es de ese, escríbalo así",
        en: "“{next}” replaced it: where the follow-up is of that one, write it so",
    }
    ObligationWithoutDueDate(obligation, until) {
        es: "la obligación «{obligation}» rige hasta el «{until}» y hasta entonces no tiene ningún vencimiento que se mida",
        en: "the obligation “{obligation}” is in force until “{until}” and until then has no due date that is measured",
    }
    ObligationWindowEmpty(obligation) {
        es: "la obligación «{obligation}» vence el último día del trimestre, y solo se puede entregar desde el siguiente",
        en: "the obligation “{obligation}” is due on the last day of the quarter, and can only be handed in from the next one on",
    }
    ObligationDueDateShared(class, obligation, other, policy, date, count) {
        es: "«{other}» y «{obligation}» le piden «{class}» a «{policy}» para el mismo corte, {date} (políticas así: {count}): una entrega cuenta para una sola",
        en: "“{other}” and “{obligation}” ask “{policy}” for “{class}” on the same due date, {date} (policies like this: {count}): a submission counts for only one",
    }
    ObligationDaysMerge(one, other) {
        es: "los días {one} y {other} son el mismo en algún mes, y queda un corte menos",
        en: "days {one} and {other} are the same in some month, and one due date is lost",
    }
    ObligationDayTwice(day) {
        es: "el día {day} está dos veces",
        en: "day {day} is there twice",
    }
    ExemptionWithoutDueDate(obligation, policy, from, until) {
        es: "«{policy}» no tiene cortes de «{obligation}» entre el «{from}» y el «{until}»: la excepción no exceptúa nada",
        en: "“{policy}” has no due dates of “{obligation}” between “{from}” and “{until}”: the exemption excuses nothing",
    }
    ScheduleDateAbsurd(date, earliest, latest) {
        es: "la fecha «{date}» es imposible de creer: se espera un año entre {earliest} y {latest}",
        en: "the date “{date}” cannot be believed: a year between {earliest} and {latest} is expected",
    }

    // -- history
    LeftInHistory(names, count, commit) {
        es: "quedan en la historia de la propuesta archivos que ya no están en ella ({count}, desde {commit}): «{names}»",
        en: "files that are no longer in the proposal stay in its history ({count}, since {commit}): “{names}”",
    }
    LeftInPublishedHistory(names, count, commit) {
        es: "quedaron en la historia publicada archivos que ya no se ven ({count}, desde {commit}): «{names}»",
        en: "files that are no longer seen were left in the published history ({count}, since {commit}): “{names}”",
    }
    LeftInPublishedHistoryHint() {
        es: "ya se publicó y cualquiera pudo copiarlo: si era reservado o mostraba personas, avise hoy a la Secretaría General; si era una versión anterior sin nada delicado, no tiene que hacer nada",
        en: "it is published already and anybody may have copied it: where it was reserved or showed people, tell the Secretaría General today; where it was an earlier version with nothing sensitive, there is nothing to do",
    }
    SettingsUnreadable(base) {
        es: "no se pudo leer policies/repositorio.yaml de la revisión de partida ({base}): el cambio se juzgó con los valores por defecto",
        en: "policies/repositorio.yaml of the base ({base}) could not be read: the change was judged by the defaults",
    }
    JudgedWithout(path) {
        es: "no se pudo leer «{path}»: lo que la entrega dice de criterios, políticas o planes no se comprobó con él",
        en: "“{path}” could not be read: what the submission says of criteria, policies or plans was not checked against it",
    }
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
    HistoryShallowNotJudged() {
        es: "esta copia del repositorio no tiene toda la historia; aquí no hizo falta, porque la historia no se juzgó",
        en: "this copy of the repository lacks part of the history; none was needed here, since history was not judged",
    }
    HistoryShallowNotJudgedHint() {
        es: "nada, si solo quería comprobar este estado; para juzgar la historia (--base y --head), tráigala completa antes: git fetch --unshallow",
        en: "nothing, to check this state alone; to judge history (--base and --head) fetch all of it first: git fetch --unshallow",
    }
    FolderIgnored(folder) {
        es: "git ignora «{folder}»: lo que hay en ella no se revisó ni se entrega",
        en: "git ignores `{folder}`: what is in it was not judged and is not handed in",
    }
    PrivateKeyCommitted(name) {
        es: "«{name}» lleva una clave PRIVADA de registro o de testigo: quien la lea puede firmar en nombre de la entidad",
        en: "“{name}” holds a PRIVATE key of an audit trail or of a witness: whoever reads it can sign in the name of the institution",
    }
    PrivateKeyNotLookedFor(count) {
        es: "no se buscaron claves privadas en {count} versiones que los commits del cambio traen y este clon no tiene: complételo con `git fetch --refetch --no-filter origin`",
        en: "private keys were not looked for in {count} versions that the commits of the change bring and this clone lacks: complete it with `git fetch --refetch --no-filter origin`",
    }
    PrivateKeyInHistory(name) {
        es: "un commit del cambio trae en «{name}» una clave PRIVADA de registro o de testigo: aunque el archivo ya no la tenga, queda en la historia",
        en: "a commit of the change brings a PRIVATE key of an audit trail or of a witness in “{name}”: though the file has it no more, it stays in history",
    }
    FolderIgnoredHint(folder) {
        es: "`git check-ignore -v {folder}` dice qué patrón la ignora",
        en: "`git check-ignore -v {folder}` says which pattern ignores it",
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
    HistoryLineBroken(base, head) {
        es: "la línea de la rama publicada ({head}) no pasa por la revisión de partida ({base}), aunque la contiene: no se sabe qué estuvo publicado en cada momento y la historia no se comprobó",
        en: "the line of the published branch ({head}) does not pass through the base ({base}), although it holds it: what was published at each moment is not known and history was not checked",
    }
    HistoryRewound(base, head) {
        es: "la rama publicada ({head}) ya no contiene la revisión de partida ({base}), que estuvo publicada",
        en: "the published branch ({head}) no longer holds the base ({base}), which was published",
    }
    CommitDateInFuture(commit, date, count) {
        es: "el cambio {commit} dice ser de «{date}», que no ha llegado (cambios con fecha futura: {count})",
        en: "the change {commit} says it is of “{date}”, which has not come (changes with a future date: {count})",
    }
    CommitDateBackwards(commit, date, before, count) {
        es: "la fecha del cambio {commit} no es creíble: dice «{date}» y se hizo sobre uno del «{before}» (cambios así: {count})",
        en: "the date of the change {commit} cannot be trusted: it says “{date}” and it was made on one of “{before}” (such changes: {count})",
    }
    MeasuringStops(obligation, count, from, until) {
        es: "este cambio deja de medir vencimientos de «{obligation}» que ya pasaron: al menos {count}, del «{from}» al «{until}»",
        en: "this change stops measuring due dates of “{obligation}” already past: at least {count}, from “{from}” to “{until}”",
    }
    PastJudgedAnew(obligation, count, from, until) {
        es: "este cambio juzga de otro modo vencimientos de «{obligation}» que ya pasaron: al menos {count}, del «{from}» al «{until}»",
        en: "this change judges due dates of “{obligation}” already past in another way: at least {count}, from “{from}” to “{until}”",
    }
    MaintainersRemoved() {
        es: "el rol `catalogo` tenía cuentas y este cambio lo deja sin ninguna: nadie podría volver a cambiar los ajustes",
        en: "the role `catalogo` had accounts and this change leaves it without any: nobody could change the settings again",
    }
    AccountsRemoved() {
        es: "había cuentas con roles o de líderes y este cambio no deja ninguna: de nadie se juzgaría qué puede hacer",
        en: "there were accounts of roles or leaders and this change leaves none: what anybody may do would not be judged",
    }
    RoleElsewhere(role) {
        es: "el rol `{role}` queda solo con cuentas de otra plataforma, y aquí nadie podría hacer lo que le toca",
        en: "the role `{role}` is left to accounts of another platform alone, and here nobody could do what it is for",
    }
    AccountsElsewhere() {
        es: "este cambio no deja ninguna cuenta de la plataforma que juzga aquí: de nadie se juzgaría qué puede hacer",
        en: "this change leaves no account of the platform that judges here: what anybody may do would not be judged",
    }
    ChangeMixesEvidenceAndCode(others, count) {
        es: "el cambio trae evidencias junto con otros archivos ({count}): «{others}»",
        en: "the change brings evidence together with other files ({count}): “{others}”",
    }
    AuthorNotEntitled(owner, count) {
        es: "nadie que entregue por `{owner}`, ni su líder ni el receptor, lo envió tal como está ni lo aprueba (archivos: {count})",
        en: "nobody who hands in for `{owner}`, neither its leader nor the receiver, pushed it as it is or approves it (files: {count})",
    }
    MaintainerNotEntitled(count) {
        es: "el cambio toca lo que juzga a las entregas (archivos: {count}), y nadie con el rol `catalogo` lo envió tal como está ni lo aprueba",
        en: "the change touches what judges submissions (files: {count}), and nobody with the role `catalogo` pushed it as it is or approves it",
    }
    ApprovalMissing(count) {
        es: "el cambio toca lo que juzga a las entregas (archivos: {count}), y falta la aprobación de otra cuenta de los ajustes",
        en: "the change touches what judges submissions (files: {count}), and the approval of another account of the settings is missing",
    }
    MaintainedUndoneHint() {
        es: "al final queda como estaba, pero uno de los commits lo cambia y otro lo devuelve: si solo quiere entregar, haga otra rama desde `main` con la entrega y nada más",
        en: "in the end it is as it was, but one of the commits changes it and another puts it back: to hand in alone, make another branch from `main` with the submission and nothing else",
    }
    PublicationNotProposed(count) {
        es: "se publica lo que ninguna rama propone tal como está: {count} de los archivos que cambian",
        en: "what is published no branch proposes as it is: {count} of the files that change",
    }
    PublicationNotProposedHint() {
        es: "envíelo en una rama con una cuenta que pueda proponerlo (`git push origin HEAD:refs/heads/propuesta`), y que otra cuenta publique eso mismo",
        en: "push it on a branch by an account that may propose it (`git push origin HEAD:refs/heads/propuesta`), and have another account publish the very same",
    }
    PublicationOfUnknown(count) {
        es: "una rama lo propone, pero no se sabe qué cuenta la envió: {count} de los archivos que cambian",
        en: "a branch proposes it, but nobody knows by which account it was pushed: {count} of the files that change",
    }
    PublicationOfUnknownHint() {
        es: "que quien lo propone lo envíe otra vez con otro nombre de rama (`git push origin RAMA:RAMA-2`), con una cuenta que pueda proponerlo, y que otra cuenta lo publique",
        en: "have whoever proposes it push it again by another name of branch (`git push origin BRANCH:BRANCH-2`), by an account that may propose it, and another account publish it",
    }
    PublicationAlone(count) {
        es: "lo propone y lo publica la misma cuenta: {count} de los archivos que cambian",
        en: "the same account proposes and publishes it: {count} of the files that change",
    }
    PublicationAloneHint() {
        es: "pida que lo publique otra cuenta con el rol `revisor` o `catalogo`",
        en: "ask another account with the role `revisor` or `catalogo` to publish it",
    }
    PublicationUnfit(count) {
        es: "lo que juzga a las entregas lo propuso otra cuenta, pero ya no está en los ajustes, o ninguna de las dos tiene el rol `catalogo`: {count} de los archivos que cambian",
        en: "what judges submissions was proposed by another account, but the settings no longer name it, or none of the two has the role `catalogo`: {count} of the files that change",
    }
    PublicationUnfitHint() {
        es: "que lo envíe otra vez en una rama una cuenta con el rol `catalogo`, y que otra con `revisor` o `catalogo` lo publique",
        en: "have an account with the role `catalogo` push it on a branch again, and another with `revisor` or `catalogo` publish it",
    }
    PublicationUndone(count) {
        es: "uno de los commits que se publican deja lo que juzga como ninguna otra cuenta lo propuso, aunque otro lo cambie después: {count} de esos archivos",
        en: "one of the commits that are published leaves what judges as no other account proposed it, though another changes it afterwards: {count} such files",
    }
    PublicationUndoneHint() {
        es: "cada commit de la rama principal queda publicado: únala con `git merge --no-ff`, que publica solo el resultado",
        en: "each commit of the main branch is published: bring it in by `git merge --no-ff`, which publishes the result alone",
    }
    RegistrarNotEntitled() {
        es: "dice que llegó por SIGOB, y no la envió tal como está ni la aprueba nadie con el rol `receptor`",
        en: "it says that it came by SIGOB, and nobody with the role `receptor` pushed it as it is or approves it",
    }
    PublisherNotEntitled() {
        es: "publica una cuenta que no tiene el rol de quien aprueba",
        en: "it is published by an account that does not have the role of whoever approves",
    }
    CommitterOutsideInstitution(domain, commit, count) {
        es: "hay cambios hechos con un correo de «{domain}», que no es de la entidad (el primero, {commit}; en total: {count})",
        en: "there are changes made with an address of “{domain}”, which is not of the institution (the first, {commit}; in all: {count})",
    }
    CommitterWithoutDomain(commit, count) {
        es: "hay cambios hechos sin un correo que diga de dónde es quien los hizo (el primero, {commit}; en total: {count})",
        en: "there are changes made without an address that says where their maker is from (the first, {commit}; in all: {count})",
    }
    PublishedSupportsRemoved(name, commit) {
        es: "«{name}» ya estaba publicado y se quitó (en {commit}): puede cambiar, no desaparecer",
        en: "“{name}” was already published and was removed (in {commit}): it may change, not vanish",
    }
    PublishedSupportsHint() {
        es: "devuelva el archivo; si algo de lo que dice ya no vale, cambie solo esa parte",
        en: "put the file back; where something it says no longer holds, change only that part",
    }
    WithdrawalOfUnpublished(name) {
        es: "el retiro nombra «{name}», que nunca se publicó: no hay nada que retirar",
        en: "the withdrawal names “{name}”, which was never published: there is nothing to withdraw",
    }

    // -- timestamps of third parties
    TimestampTooLarge(limit) {
        es: "ocupa más de {limit}, que es lo que mipg lee",
        en: "it takes more than {limit}, which is what mipg reads",
    }
    TimestampTruncated(part) {
        es: "{part}: está incompleto, termina antes de tiempo",
        en: "{part}: cut short",
    }
    TimestampBer(part) {
        es: "{part}: viene en BER y aquí se lee solo DER; no es que esté mal, es que no se comprobó",
        en: "{part}: it is in BER and only DER is read here; it is not wrong, it was not checked",
    }
    TimestampExcess(part) {
        es: "{part}: tiene más partes, o más anidadas, de las que se aceptan",
        en: "{part}: it has more parts, or nested deeper, than is accepted",
    }
    TimestampMalformed(part) {
        es: "{part}: no tiene la forma que manda la RFC 3161",
        en: "{part}: not of the form RFC 3161 demands",
    }
    TimestampVersion(part) {
        es: "{part}: es de una versión que no se conoce",
        en: "{part}: of a version that is not known",
    }
    TimestampRefused(status, failures, said) {
        es: "la autoridad no concedió el sello (estado {status}; {failures}): «{said}»",
        en: "the authority did not grant the timestamp (status {status}; {failures}): “{said}”",
    }
    TimestampNoToken() {
        es: "la autoridad dice que concedió el sello, pero no lo envió",
        en: "the authority says that it granted the timestamp but sent none",
    }
    TimestampContentType(oid) {
        es: "el sello no es un mensaje firmado, sino de tipo «{oid}»",
        en: "the token is not a signed message, but of type “{oid}”",
    }
    TimestampInfoType(oid) {
        es: "lo firmado no es un sello de tiempo, sino de tipo «{oid}»",
        en: "what is signed is no timestamp, but of type “{oid}”",
    }
    TimestampImprintAlgorithm(oid) {
        es: "la huella del sello no es SHA-256, sino «{oid}»",
        en: "the imprint is not by SHA-256, but by “{oid}”",
    }
    TimestampImprint(expected, found) {
        es: "el sello es de otro dato: la huella que trae es «{found}» y debía ser «{expected}»",
        en: "the timestamp is of another datum: its imprint is “{found}” and should be “{expected}”",
    }
    TimestampNonceMissing() {
        es: "el sello no repite el número de la solicitud: no responde a ella",
        en: "the timestamp does not repeat the nonce of the request: it does not answer it",
    }
    TimestampNonce() {
        es: "el sello repite el número de otra solicitud",
        en: "the timestamp repeats the nonce of another request",
    }
    TimestampTime() {
        es: "la hora del sello no es un instante en UTC",
        en: "the time of the timestamp is not a moment in UTC",
    }
    TimestampAccuracy() {
        es: "la exactitud que declara el sello está fuera de lo posible",
        en: "the accuracy that the timestamp states is out of range",
    }
    TimestampCriticalExtension(part, oid) {
        es: "{part}: trae la extensión crítica «{oid}», que mipg no interpreta",
        en: "{part}: it has the critical extension “{oid}”, which mipg does not understand",
    }
    TimestampSigners(count) {
        es: "el sello debe llevar una sola firma y lleva {count}",
        en: "the token must bear one signature and bears {count}",
    }
    TimestampAttributeMissing(name) {
        es: "la firma no cubre el atributo obligatorio «{name}»",
        en: "the signature lacks the mandatory attribute “{name}”",
    }
    TimestampAttributeContentType() {
        es: "la firma dice ser de otro tipo de contenido",
        en: "the signature says that it is of another type of content",
    }
    TimestampMessageDigest() {
        es: "el contenido del sello no es el que se firmó",
        en: "the content of the token is not what was signed",
    }
    TimestampSignerUnknown() {
        es: "falta el certificado de quien firmó: no viene en el sello ni en el archivo de autoridades",
        en: "the certificate of the signer is missing: neither in the token nor in the file of authorities",
    }
    TimestampSigningCertificate() {
        es: "la firma nombra otro certificado que el que se presenta",
        en: "the signature names another certificate than the one presented",
    }
    TimestampAlgorithm(oid) {
        es: "usa el algoritmo «{oid}», que mipg no comprueba; no se sabe si el sello es válido",
        en: "it uses the algorithm “{oid}”, which mipg does not verify; whether the timestamp is valid is not known",
    }
    TimestampAlgorithmMismatch() {
        es: "el algoritmo de huella de la firma no es el que el sello declara",
        en: "the hash of the signature is not the one the token declares",
    }
    TimestampKeySize(bits) {
        es: "la clave RSA es de {bits} bits y se aceptan de 2048 a 4096",
        en: "the RSA key has {bits} bits and 2048 to 4096 are accepted",
    }
    TimestampSignature() {
        es: "la firma del sello no es válida",
        en: "the signature of the token does not hold",
    }
    TimestampPurposeMissing() {
        es: "el certificado de quien firma no dice que sea para sellar tiempo",
        en: "the certificate of the signer does not say that it is for timestamps",
    }
    TimestampPurposeNotCritical() {
        es: "el certificado de quien firma dice que es para sellar tiempo, pero no de forma crítica",
        en: "the certificate of the signer says that it is for timestamps, but not critically",
    }
    TimestampPurposeOther() {
        es: "el certificado de quien firma no es solo para sellar tiempo",
        en: "the certificate of the signer is not for timestamps alone",
    }
    TimestampSignerUse() {
        es: "la clave de quien firma no es solo para firmar",
        en: "the key of the signer is not for signing alone",
    }
    TimestampNoIssuer(name) {
        es: "nada lleva a una autoridad de confianza: falta el certificado de «{name}»",
        en: "nothing leads to a trusted authority: the certificate of “{name}” is missing",
    }
    TimestampIssuerSignature(name) {
        es: "«{name}» no firmó el certificado que dice ser suyo",
        en: "“{name}” did not sign the certificate that names it",
    }
    TimestampNotAuthority(name) {
        es: "«{name}» firmó un certificado sin ser autoridad",
        en: "“{name}” signed a certificate and is no authority",
    }
    TimestampIssuerUse(name) {
        es: "la clave de «{name}» no es para firmar certificados de sellado de tiempo",
        en: "the key of “{name}” is not for signing certificates of timestamp authorities",
    }
    TimestampPathLength(name) {
        es: "la cadena de certificados que baja de «{name}» es más larga de lo que se acepta",
        en: "the chain of certificates below “{name}” is longer than is accepted",
    }
    TimestampNotYetValid(name, start, time) {
        es: "el certificado de «{name}» vale desde {start} y el sello es de {time}",
        en: "the certificate of “{name}” is valid from {start} and the timestamp is of {time}",
    }
    TimestampExpired(name, end, time) {
        es: "el certificado de «{name}» valía hasta {end} y el sello es de {time}",
        en: "the certificate of “{name}” was valid until {end} and the timestamp is of {time}",
    }
    TimestampAuthorityPem(place) {
        es: "el certificado n.º {place} del archivo no está en PEM",
        en: "certificate no. {place} of the file is not in PEM",
    }
    TimestampAuthorityCertificate(place) {
        es: "el certificado n.º {place} del archivo no se pudo leer o usa lo que mipg no comprueba",
        en: "certificate no. {place} of the file could not be read, or uses what mipg does not verify",
    }
    TimestampAuthoritiesTooMany(limit) {
        es: "el archivo trae más de {limit} certificados",
        en: "the file has more than {limit} certificates",
    }
    TimestampCertificateSkipped(place, path, detail) {
        es: "advertencia: el certificado {place} de «{path}» no se usa: {detail}",
        en: "warning: certificate {place} of “{path}” is not used: {detail}",
    }
    TimestampCheckpointUnheld(origin) {
        es: "No se comprobó la firma de ese checkpoint, que dice ser de «{origin}»: aquí no hay registro con que compararlo.",
        en: "The signature of that checkpoint, which says it is of “{origin}”, was not checked: there is no log here to hold it against.",
    }
    TimestampNoRoot(count) {
        es: "ningún certificado del archivo es raíz (firmado por sí mismo); leídos: {count}",
        en: "no certificate of the file is a root (signed by itself); read: {count}",
    }

    // -- log: words of the commands below `mipg log`
    LogRotationUnreadable(path, detail) {
        es: "«{path}» no es el acta de un cambio de clave: {detail}",
        en: "“{path}” is not the record of a change of key: {detail}",
    }
    LogRotationRefused(detail) {
        es: "el acta del cambio de clave no parte de la clave en uso o no la firman ambas: {detail}",
        en: "the record of the change of key does not start from the key in use, or is not signed by both: {detail}",
    }
    LogRotationHint() {
        es: "hágala con `mipg log keygen --rotar CLAVE-EN-USO --out CLAVE-NUEVA` y dé el archivo .rotacion",
        en: "make it with `mipg log keygen --rotar KEY-IN-USE --out NEW-KEY` and give the file .rotacion",
    }
    LogRotationNames() {
        es: "las dos claves se llaman distinto",
        en: "the keys bear different names",
    }
    LogRotationSame() {
        es: "la clave nueva es la misma que la anterior",
        en: "the old key and the new one are the same",
    }
    LogRotationText() {
        es: "no es el acta de un cambio de clave",
        en: "not the record of a change of key",
    }
    LogRotationUnknown() {
        es: "el acta no parte de la clave que se conoce",
        en: "the record does not start from the key that is known",
    }
    LogRotationUnsigned() {
        es: "no la firman las dos claves",
        en: "not signed by both keys",
    }
    LogUnsignedWithKey() {
        es: "el registro tiene clave y su punto de control no está firmado",
        en: "the audit trail has a key, and its checkpoint is not signed",
    }
    LogKeysMalformed() {
        es: "`vkey` no es una lista de claves",
        en: "`vkey` is no list of keys",
    }
    LogKeysLine(line, detail) {
        es: "`vkey`, línea {line}: {detail}",
        en: "`vkey`, line {line}: {detail}",
    }
    LogTooMany(count) {
        es: "el registro dice tener {count} entradas, más de las que se leen",
        en: "the audit trail says it has {count} entries, more than are read",
    }
    LogTooHeavy() {
        es: "las entradas del registro ocupan más de lo que se lee (8 GiB)",
        en: "the entries of the audit trail take more than is read (8 GiB)",
    }
    LogShorter(had, has) {
        es: "el registro tenía {had} entradas y ahora dice tener {has}",
        en: "the audit trail had {had} entries and now says it has {has}",
    }
    LogOldEntry(index, detail) {
        es: "entrada {index} del registro: {detail}",
        en: "entry {index} of the audit trail: {detail}",
    }
    LogNewEntry(place, detail) {
        es: "entrada nueva {place}: {detail}",
        en: "new entry {place}: {detail}",
    }
    LogClockBehind(now, attested) {
        es: "el reloj de este equipo dice {now} y el registro ya estaba atestado a las {attested}: así no se anota nada",
        en: "the clock of this machine says {now} and the audit trail was attested at {attested} already: nothing is logged like this",
    }
    LogClockHint() {
        es: "corrija la hora del equipo (con NTP) y repita; si la hora es correcta, el reloj del testigo o del sello estaba adelantado: avísele y espere",
        en: "put the clock right (with NTP) and repeat; if it is right, the clock of the witness or of the timestamp was ahead: tell them and wait",
    }
    LogClockAhead(now, last) {
        es: "el reloj de este equipo dice {now}, más de 14 días después de la última hora que se conoce del registro ({last}): así no se anota nada, porque una hora anotada no se puede devolver",
        en: "the clock of this machine says {now}, more than 14 days after the latest hour known of the audit trail ({last}): nothing is logged like this, since an hour that was logged can never be taken back",
    }
    LogClockAheadHint() {
        es: "compruebe la hora del equipo (con NTP); si es correcta, anótela con `mipg log append --latido --reloj-confirmado`, que lo deja dicho en la entrada, y siga. Un `--latido` diario evita esta pregunta",
        en: "look at the clock of the machine (with NTP); if it is right, log it with `mipg log append --latido --reloj-confirmado`, which says so in the entry, and go on. A daily `--latido` avoids this question",
    }
    LogClockDoubted(time) {
        es: "advertencia: junto al registro hay una atestación que dice {time}, después de la hora de este equipo, y no se comprobó: dé `--policy` y `--ca` para compararla",
        en: "warning: beside the audit trail an attestation says {time}, after the hour of this machine, and was not verified: give `--policy` and `--ca` to hold the clock against it",
    }
    LogUnwritable() {
        es: "no se anotó, porque su ruta no cabe en una entrada del registro (2.048 bytes): acorte los nombres; lo demás se anotó",
        en: "not logged, because its path does not fit in an entry of the audit trail (2,048 bytes): shorten the names; the rest was logged",
    }
    LogStripped() {
        es: "el registro tuvo antes clave o firma y ahora no: alguien se las quitó, y firmarlo sería responder por lo que otro escribió",
        en: "the audit trail had a key or a signature before and has none now: somebody took them away, and to sign it would be to vouch for what others wrote",
    }
    LogStrippedHint() {
        es: "no firme: compare la rama `registro` con otra copia (`git log registro`), devuélvala al último estado firmado y avise a control interno",
        en: "do not sign: compare the branch `registro` with another copy (`git log registro`), put it back to the last signed state and tell internal control",
    }
    LogAdoption() {
        es: "el registro nunca se ha firmado: firmarlo ahora es responder por todo lo que ya tiene",
        en: "the audit trail was never signed: to sign it now is to vouch for all that it holds",
    }
    LogAdoptionHint() {
        es: "revíselo con `mipg audit` y repita con `--firmar-existente`",
        en: "look at it with `mipg audit` and repeat with `--firmar-existente`",
    }
    LogContradicted(signed, found) {
        es: "esta clave ya firmó en la rama `registro` un estado de {signed} entradas que el registro actual, de {found}, no continúa: fue devuelto o reescrito, y no se firma",
        en: "this key already signed on the branch `registro` a state of {signed} entries that the audit trail as it is, of {found}, does not continue: it was rolled back or rewritten, and is not signed",
    }
    LogGone(signed) {
        es: "este clon no tiene el registro (la rama `registro`), y el estado guardado que se dio muestra que tuvo {signed} entradas: no se empieza otro",
        en: "this clone has no audit trail (the branch `registro`), and the checkpoint that was given shows that its log had {signed} entries: no other one is begun",
    }
    LogVanished(name) {
        es: "este clon no tiene el registro {name} (la rama `registro`), y hay señales de que existe o existió: empezar otro con ese nombre contradiría todas sus constancias",
        en: "this clone has no audit trail (the branch `registro`), and there are signs that the audit trail {name} exists or existed: to begin another of that name would contradict every receipt of it",
    }
    LogGoneHint() {
        es: "tráigalo con `git fetch origin registro:registro`; si allí tampoco está, de cualquier copia que lo tenga (`git fetch COPIA registro:registro`), publíquelo de nuevo (`git push origin registro`), averigüe quién lo borró y avise a control interno",
        en: "fetch it with `git fetch origin registro:registro`; where it is not there either, from any copy that has it (`git fetch COPY registro:registro`), push it again (`git push origin registro`), find out who deleted it and tell internal control",
    }
    LogUnbegun(name) {
        es: "este clon no tiene el registro {name} (la rama `registro`), que los ajustes nombran: nunca se ha empezado, o falta traerlo; no se anotó nada",
        en: "this clone has no audit trail (the branch `registro`), and the settings name the audit trail {name}: it was never begun, or is to be fetched; nothing was logged",
    }
    LogBegunUnsigned() {
        es: "el registro empezaría sin firma: no probaría quién lo escribió ni daría constancias; no se anotó nada",
        en: "the audit trail would begin unsigned: it would prove not who wrote it, and give no receipts; nothing was logged",
    }
    LogBegunUnsignedHint(name) {
        es: "dé su clave con `--clave ARCHIVO` o en la variable MIPG_CLAVE (la hace `mipg log keygen --nombre {name} --out ARCHIVO`); si de verdad va sin firma, dígalo con `--sin-firma`",
        en: "give its key by `--clave FILE` or in the variable MIPG_CLAVE (`mipg log keygen --nombre {name} --out FILE` makes one); where it truly goes unsigned, say so by `--sin-firma`",
    }
    LogUnbegunHint() {
        es: "si la entidad nunca ha tenido registro, empiécelo: `mipg log append --nuevo --clave ARCHIVO`; si ya lo tiene, tráigalo: `git fetch origin registro:registro` (si allí no está, alguien lo borró: pídalo a quien tenga copia y avise a control interno)",
        en: "where the institution never had one, begin it: `mipg log append --nuevo --clave FILE`; where it has, fetch it: `git fetch origin registro:registro` (where it is not there, somebody deleted it: ask whoever has a copy for it and tell internal control)",
    }
    LogVanishedFirst() {
        es: "si de verdad nunca hubo registro y este es el primero, repita con `--nuevo`",
        en: "where there truly never was an audit trail and this is the first, repeat with `--nuevo`",
    }
    LogTraceReference(name) {
        es: "la referencia {name} lo tiene",
        en: "the reference {name} has it",
    }
    LogTracePolicy() {
        es: "la política de confianza que se dio tiene su clave",
        en: "the trust policy that was given has its key",
    }
    LogTraceSettings(name) {
        es: "los ajustes de la rama principal nombran, o nombraron, el registro {name}",
        en: "the settings of the main branch name, or named, the audit trail {name}",
    }
    LogBegun(name) {
        es: "SE EMPIEZA UN REGISTRO NUEVO, {name}: antes de esta anotación este repositorio no tenía ninguno. Guarde su clave pública y este primer estado fuera del repositorio",
        en: "A NEW AUDIT TRAIL IS BEGUN, with the audit trail {name}: before this the repository had none. Keep its public key and this first state outside the repository",
    }
    LogForgotten(kept, found) {
        es: "el registro de este clon, de {found} entradas, no continúa el estado guardado de {kept} que se dio: fue devuelto o reescrito, y no se anota nada sobre él",
        en: "the audit trail of this clone, of {found} entries, does not continue the checkpoint of {kept} that was given: it was rolled back or rewritten, and nothing is logged on top of it",
    }
    LogKeptForged(path) {
        es: "la firma de {path} es falsa: lleva el nombre de la clave del registro, y ella no firmó ese estado; no se anotó nada",
        en: "the signature of {path} is false: it bears the name of the key of the audit trail, which did not sign that state; nothing was logged",
    }
    LogKeptForgedHint() {
        es: "el archivo fue alterado o fabricado: averigüe quién lo puso ahí, y dé el estado como se guardó",
        en: "the file was altered or made up: find out who put it there, and give the state as it was kept",
    }
    LogKeptUnknown(path) {
        es: "ninguna clave de este registro firmó el estado {path}: no se puede saber si el registro lo continúa, y no se anotó nada",
        en: "no key of this audit trail signed the state {path}: whether the audit trail continues it cannot be known, and nothing was logged",
    }
    LogKeptUnknownHint() {
        es: "compare la clave con la que la entidad publicó y con la de `vkey` en la rama `registro`; si alguien cambió el registro, avise a control interno",
        en: "compare the key with the one that the institution published and with that of `vkey` on the branch `registro`; where somebody changed the audit trail, tell internal control",
    }
    LogKeptOther(path, name) {
        es: "{path} no es un estado guardado (`checkpoint`) del registro {name}",
        en: "{path} is no kept state (`checkpoint`) of the audit trail {name}",
    }
    LogContradictedHint() {
        es: "`git log registro` muestra quién lo cambió: vuelva a la última punta firmada, en otra rama guarde la que encontró como prueba, y avise a control interno",
        en: "`git log registro` shows who changed it: go back to the last signed tip, keep the one you found on another branch as evidence, and tell internal control",
    }
    LogAttached(name) {
        es: "Adjuntado al registro como {name}",
        en: "Attached to the audit trail as {name}",
    }
    LogAttachedBefore(name) {
        es: "Ya estaba en el registro como {name}",
        en: "It was in the audit trail already as {name}",
    }
    LogAttachPush() {
        es: "para publicarlo: git push origin registro",
        en: "to publish it: git push origin registro",
    }
    LogAttachNoNote(path, detail) {
        es: "«{path}» no es el refrendo de un testigo: {detail}",
        en: "“{path}” is not the cosignature of a witness: {detail}",
    }
    LogAttachForeign(path) {
        es: "«{path}» no refrenda un estado de este registro: su texto no es el que el registro tuvo con ese número de entradas",
        en: "“{path}” does not cosign a state of this audit trail: its text is not the one that the audit trail had with that number of entries",
    }
    LogAttachForeignHint() {
        es: "si el testigo vio otro registro con ese nombre, guarde el archivo como prueba y avise a control interno",
        en: "if the witness saw another audit trail of that name, keep the file as evidence and tell internal control",
    }
    LogAttachUnknown(path) {
        es: "en «{path}» no hay una firma válida de los testigos dados: no se adjunta",
        en: "“{path}” has no valid signature of the witnesses given: it is not attached",
    }
    LogAttachUnsigned(size) {
        es: "no se encontró el estado firmado de {size} entradas que el testigo refrendó: traiga toda la historia de la rama `registro` y repita",
        en: "the signed state of {size} entries that the witness cosigned was not found: fetch all the history of the branch `registro` and repeat",
    }
    LogAttachTaken(path) {
        es: "«{path}» trae otro refrendo del mismo testigo y del mismo estado: ya hay uno, y nunca se reemplaza",
        en: "“{path}” brings another cosignature of the same witness and state: there is one already, which is never replaced",
    }
    LogWitnessOrder(old, new) {
        es: "las claves se dieron en el orden contrario: un acta que ambas firmaron dice que «{old}» se cambió por «{new}»",
        en: "the keys were given in the contrary order: a record that both signed says that “{old}” was changed to “{new}”",
    }
    LogWitnessOrderHint() {
        es: "dé primero la anterior y luego la nueva, o la cadena de claves con `--cadena`",
        en: "give the earlier one first and then the new one, or the chain of keys with `--cadena`",
    }
    LogWitnessOrderUnknown() {
        es: "el orden de las claves es el que se dio, y nada lo comprueba: la anterior primero; con `--cadena` se comprueba",
        en: "the order of the keys is as given, and nothing shows it: the earlier one first; with `--cadena` it is verified",
    }
    LogWitnessTurn(detail) {
        es: "no se firmó: {detail}",
        en: "not cosigned: {detail}",
    }
    LogWitnessTurnHint() {
        es: "pida a la entidad, por otro medio, su clave y la cadena de claves de hoy; una clave cambiada que sigue firmando puede haber sido robada: avise a control interno",
        en: "ask the institution, by other means, for its key and the chain of keys of today; a key that was changed and still signs may have been stolen: tell internal control",
    }
    KeyFormHint() {
        es: "es una línea como dominio/entidad/1+0123abcd+AS…, o un archivo que la contiene; `mipg log keygen` la muestra al crearla",
        en: "it is a line like domain/entity/1+0123abcd+AS…, or a file that holds it; `mipg log keygen` shows it when it is made",
    }
    KeyInvalid(detail) {
        es: "la clave verificadora no es válida ({detail})",
        en: "the verifier key is not valid ({detail})",
    }
    KeyNoFile(path) {
        es: "«{path}» no es una clave verificadora, ni hay un archivo con ese nombre",
        en: "“{path}” is no verifier key, nor is there a file of that name",
    }
    KeyIsFolder(path) {
        es: "«{path}» no es un archivo: aquí va la clave verificadora, o el archivo que la contiene",
        en: "“{path}” is no file: the verifier key belongs here, or the file that holds it",
    }
    KeyFileEmpty(path) {
        es: "el archivo «{path}» está vacío: no tiene ninguna clave",
        en: "the file “{path}” is empty: it holds no key",
    }
    KeyFileInvalid(path, line, detail) {
        es: "la línea {line} de «{path}» no es una clave verificadora ({detail})",
        en: "line {line} of “{path}” is no verifier key ({detail})",
    }
    KeyOfWitness() {
        es: "esa clave es de un testigo, no de un registro",
        en: "that key is of a witness, not of a log",
    }
    KeyOfLog() {
        es: "esa clave es de un registro, no de un testigo",
        en: "that key is of a log, not of a witness",
    }
    KeyPrivateText() {
        es: "lo que se dio en `--key` es el texto de una clave PRIVADA, y aquí va la verificadora, que es pública; escrita en la línea de órdenes, la privada queda a la vista (historial de la terminal, lista de procesos)",
        en: "what was given as `--key` is the text of a PRIVATE key, and the verifier key, which is public, belongs here; written on the command line, the private one can be seen (history of the terminal, list of processes)",
    }
    KeyPrivateTextHint() {
        es: "bórrela del historial; si otros pueden usar este equipo, no la use más: si ya firma un registro, cámbiela con `mipg log keygen --rotar ARCHIVO --out ARCHIVO-NUEVO`; si todavía no firma ninguno, bórrela y cree otra con `mipg log keygen`",
        en: "clear it from the history; if others may use this machine, use it no more: where it signs a log already, change it with `mipg log keygen --rotar FILE --out NEW-FILE`; where it signs none yet, delete it and make another with `mipg log keygen`",
    }
    KeyPrivateFile(path) {
        es: "«{path}» tiene una clave PRIVADA, y aquí va la verificadora, que es pública; de la privada no se mostró nada, y no hay que cambiarla por esto",
        en: "“{path}” holds a PRIVATE key, and the verifier key, which is public, belongs here; nothing of the private one was shown, and it need not be changed for this",
    }
    KeyPrivateFileHint() {
        es: "dé la línea que `mipg log keygen` mostró al crearla, o la que la entidad publicó",
        en: "give the line that `mipg log keygen` showed when it was made, or the one that the institution published",
    }
    KeySecretText() {
        es: "en `--clave` va el archivo de la clave privada, y se dio su texto: escrita en la línea de órdenes queda a la vista (historial de la terminal, lista de procesos)",
        en: "as `--clave` the file of the private key is given, and this is its text: written on the command line it can be seen (history of the terminal, list of processes)",
    }
    KeySecretIsPublic(path) {
        es: "«{path}» tiene una clave verificadora, que es pública: con ella no se firma",
        en: "“{path}” holds a verifier key, which is public: nothing is signed with it",
    }
    KeySecretIsPublicHint() {
        es: "aquí va la privada: el archivo que escribió `mipg log keygen --out ARCHIVO`",
        en: "the private one belongs here: the file that `mipg log keygen --out FILE` wrote",
    }
    KeyVariableIsPublic() {
        es: "la variable `MIPG_CLAVE` tiene una clave verificadora, que es pública: con ella no se firma",
        en: "the variable `MIPG_CLAVE` holds a verifier key, which is public: nothing is signed with it",
    }
    KeyVariableIsPath() {
        es: "la variable `MIPG_CLAVE` lleva el texto de la clave, y tiene la ruta de un archivo",
        en: "the variable `MIPG_CLAVE` holds the text of the key, and this is the path of a file",
    }
    KeyVariableIsPathHint() {
        es: "dé ese archivo con `--clave`, y quite la variable",
        en: "give that file with `--clave`, and take the variable away",
    }
    KeyVariableInvalid(detail) {
        es: "no hay una clave de registro en la variable `MIPG_CLAVE`: {detail}",
        en: "there is no key of a log in the variable `MIPG_CLAVE`: {detail}",
    }
    KeyVariableHint() {
        es: "es el texto del archivo que escribió `mipg log keygen --out ARCHIVO`; o dé el archivo con `--clave`",
        en: "it is the text of the file that `mipg log keygen --out FILE` wrote; or give the file with `--clave`",
    }
    LogAttachWitnessHint() {
        es: "la muestra `mipg log keygen --testigo` a quien la crea; pídasela al testigo por otro medio",
        en: "`mipg log keygen --testigo` shows it to whoever makes it; ask the witness for it by other means",
    }
    LogClosingMissing(path, revision) {
        es: "«{path}» no es un archivo de {revision}: el documento que cierra la vigencia debe estar publicado",
        en: "“{path}” is no file of {revision}: the document that closes the vigencia must have been published",
    }
    LogPurgeField(field, limit) {
        es: "«{field}» debe ser un texto de una línea, de 1 a {limit} letras, sin caracteres invisibles",
        en: "“{field}” must be a text of one line, of 1 to {limit} letters, without invisible characters",
    }
    LogPurgeUnknown(path) {
        es: "la historia anterior nunca tuvo «{path}»",
        en: "the history before never had “{path}”",
    }
    LogPurgePlace(path) {
        es: "«{path}» no es una entrega ni un archivo de una entrega",
        en: "“{path}” is no submission nor a file of one",
    }
    LogPurgePresent(path, commit) {
        es: "la historia nueva todavía tiene «{path}», en el commit {commit}",
        en: "the new history still has “{path}”, in commit {commit}",
    }
    LogPurgeDiffers(commit) {
        es: "la historia nueva no es la anterior sin lo que se mandó borrar: difieren en algo más desde el commit {commit}",
        en: "the new history is not the one before without what was ordered erased: they differ in more from commit {commit}",
    }
    LogAwaiting(count) {
        es: "{count} envíos que entraron y no se habían anotado ya no están conformes con la rama principal de hoy: siguen sin anotar",
        en: "{count} pushes that came in and were not logged do not conform to the main branch of today: they are still not logged",
    }
    LogCrowded(policy, count) {
        es: "advertencia: de «{policy}» se recibieron {count} entregas hoy, y lo usual es no pasar de 50: compruebe que sean de quien corresponde",
        en: "warning: {count} submissions of “{policy}” were received today, and 50 is the usual most: see that they are of whom they should be",
    }
    LogSaltInvalid(path) {
        es: "«{path}» no tiene una sal: son 32 bytes, o sus 64 dígitos hexadecimales",
        en: "“{path}” holds no salt: that is 32 bytes, or their 64 hexadecimal digits",
    }
    LogReceiptUnpublished() {
        es: "el registro de este clon tiene entradas que el remoto no tiene: una constancia de ellas no valdría si después se descartan",
        en: "the audit trail of this clone has entries that the remote has not: a receipt of them would not hold if they are dropped later",
    }
    LogReceiptUnpublishedHint() {
        es: "publíquelo primero con `git push origin registro` y repita; con `--sin-publicar` se da de todos modos",
        en: "publish it first with `git push origin registro` and repeat; `--sin-publicar` gives it all the same",
    }
    LogReceiptReplaced(file) {
        es: "«{file}» ya existía, de la misma entrada y con otro estado firmado: se reemplazó",
        en: "“{file}” existed already, of the same entry and with another signed checkpoint: it was replaced",
    }
    LogReceiptOther(file) {
        es: "«{file}» ya existe y no es la prueba de esta entrada: no se reemplazó",
        en: "“{file}” exists already and is not the proof of this entry: it was not replaced",
    }
    LogReceiptOtherHint() {
        es: "si la dio este registro, compárela con el remoto antes de seguir: dos registros no dan el mismo número a cosas distintas; para escribir en otra carpeta, `--out`",
        en: "if this audit trail gave it, compare it with the remote before you go on: two logs do not give one number to different things; to write into another folder, `--out`",
    }
    LogReceiptNotWanted(submission, has) {
        es: "el registro no anota eso de la entrega «{submission}» con este manifiesto; de ella tiene: {has}",
        en: "the audit trail says no such thing of the submission “{submission}” with this manifest; of it there is: {has}",
    }
    LogReceiptNotWantedHint() {
        es: "elija una de esas con `--numero`, o indique con `--rev` la revisión de otro manifiesto",
        en: "choose one of those with `--numero`, or name with `--rev` the revision of another manifest",
    }
    LogReceiptTooLong(bytes, limit) {
        es: "el archivo no es una constancia: tiene {bytes} bytes, y ninguna pasa de {limit}",
        en: "the file is no receipt: it has {bytes} bytes, and none has more than {limit}",
    }
    LogReceiptAskAgain() {
        es: "pida de nuevo la constancia a quien lleva el registro",
        en: "ask whoever keeps the audit trail for the receipt again",
    }
    LogReceiptLaterWithdrawn(index) {
        es: "después fue retirada, en todo o en parte (n.º {index})",
        en: "later it was withdrawn, in whole or in part (no. {index})",
    }
    LogReceiptLater(event, index) {
        es: "después fue {event} (n.º {index})",
        en: "later it was {event} (no. {index})",
    }
    LogReceiptLaterVersion(event, index) {
        es: "después fue {event} con otro manifiesto (n.º {index})",
        en: "later it was {event} with another manifest (no. {index})",
    }
    LogFileMissing(path) {
        es: "falta `{path}`",
        en: "`{path}` is missing",
    }
    LogFileUnreadable(path) {
        es: "no se pudo leer `{path}`",
        en: "`{path}` could not be read",
    }
    LogSignHint() {
        es: "la firma va con la próxima anotación; para firmarlo ya, anote un latido: `mipg log append --latido --clave ARCHIVO`",
        en: "the signature comes with the next entry; to sign it now, log a heartbeat: `mipg log append --latido --clave FILE`",
    }
    LogAnotherVersion(path, index, before) {
        es: "OJO: n.º {index} anota OTRO manifiesto de «{path}», que ya estaba publicada (n.º {before}): lo publicado no se cambia en su sitio; `mipg audit` lo dirá",
        en: "MIND: no. {index} logs ANOTHER manifest of “{path}”, which was published already (no. {before}): what is published is not changed in place; `mipg audit` will say so",
    }
    LogDivergenceForm() {
        es: "eso no es la prueba de una divergencia",
        en: "that is no proof of a divergence",
    }
    LogDivergenceFormHint() {
        es: "es `prueba.txt`, o la carpeta que lo contiene, de `mipg audit --evidencia` o de `mipg log witness`",
        en: "it is `prueba.txt`, or the folder that holds it, of `mipg audit --evidencia` or of `mipg log witness`",
    }
    LogDivergenceNotShown() {
        es: "la prueba no demuestra nada: los dos estados firmados no se contradicen como dice",
        en: "the proof shows nothing: the two signed checkpoints do not contradict each other as it says",
    }
    LogDivergenceCopies() {
        es: "los archivos `anterior.checkpoint` y `nuevo.checkpoint` de la carpeta no son los de `prueba.txt`: vale solo lo que está en `prueba.txt`",
        en: "the files `anterior.checkpoint` and `nuevo.checkpoint` of the folder are not those of `prueba.txt`: only what is in `prueba.txt` counts",
    }
    LogTimestampGrew() {
        es: "si el registro creció desde que se pidió el sello, dé con `--checkpoint` el que se selló: lo guarda `--pedir OUT.tsq --out ARCHIVO`",
        en: "if the audit trail has grown since the timestamp was asked for, give the checkpoint that was stamped as `--checkpoint`: `--pedir OUT.tsq --out FILE` keeps it",
    }
    // -- audit
    AuditCheckpointUnbelieved(detail) {
        es: "el estado firmado del registro no se puede creer: {detail}",
        en: "the signed checkpoint of the audit trail must not be believed: {detail}",
    }
    AuditCheckpointExtensions() {
        es: "el estado firmado lleva líneas que este registro nunca escribe",
        en: "the signed checkpoint has lines that this audit trail never writes",
    }
    AuditOriginDiffers(found, expected) {
        es: "el registro se llama «{found}», y los ajustes dicen que se llama «{expected}»",
        en: "the audit trail is called “{found}”, and the settings say it is called “{expected}”",
    }
    AuditHourToCome(hour) {
        es: "la última anotación es de {hour}, después del momento de este informe",
        en: "the last entry is of {hour}, after the moment of this report",
    }
    AuditEntryTwice(index) {
        es: "la misma anotación ya está en la entrada {index}",
        en: "the same is logged already in entry {index}",
    }
    AuditExampleKey() {
        es: "el registro está firmado con la clave del ejemplo, que es pública: cualquiera pudo firmarlo",
        en: "the audit trail is signed with the key of the example, which is public: anyone could have signed it",
    }
    AuditKeyForeign(key) {
        es: "junto al registro hay una clave que no es de él ni llegó por un cambio de clave anotado: {key}; alguien la puso ahí",
        en: "beside the audit trail lies a key that is not its own and came by no change of key that was logged: {key}; somebody put it there",
    }
    AuditFileUnreadable(detail) {
        es: "no se pudo leer: {detail}",
        en: "it could not be read: {detail}",
    }
    AuditBundleMissing() {
        es: "falta este archivo de entradas, que el tamaño firmado exige",
        en: "this bundle of entries is missing, which the signed size asks for",
    }
    AuditTileMissing() {
        es: "falta este archivo de huellas, que el tamaño firmado exige",
        en: "this tile of hashes is missing, which the signed size asks for",
    }
    AuditTileDamaged(detail) {
        es: "el archivo del registro está dañado: {detail}",
        en: "the file of the audit trail is damaged: {detail}",
    }
    AuditEntryDiffers() {
        es: "la entrada no es la que el registro firmó: fue alterada",
        en: "the entry is not the one that the audit trail signed: it was altered",
    }
    AuditTileDiffers() {
        es: "el archivo no contiene las huellas que producen las entradas: fue alterado",
        en: "the file does not hold the hashes that the entries make: it was altered",
    }
    AuditRootDiffers(computed, expected) {
        es: "las entradas producen la raíz {computed} y el estado firmado dice {expected}",
        en: "the entries make the root {computed}, and the signed checkpoint says {expected}",
    }
    AuditEntryMalformed(detail) {
        es: "la entrada no tiene la forma de una entrada: {detail}",
        en: "the entry has not the form of one: {detail}",
    }
    AuditEntryOtherLog(origin) {
        es: "la entrada es de otro registro: «{origin}»",
        en: "the entry is of another audit trail: “{origin}”",
    }
    AuditHourBackwards() {
        es: "la hora de esta entrada es anterior a la de la entrada que la precede",
        en: "the hour of this entry is before that of the entry before it",
    }
    AuditKeptMalformed(detail) {
        es: "el estado que se conservaba no se puede leer: {detail}",
        en: "the checkpoint that was kept cannot be read: {detail}",
    }
    AuditKeptUntrusted(detail) {
        es: "el estado que se conservaba no lo firmó ninguna clave con que se juzga este registro: la clave cambió, o no es de este registro ({detail})",
        en: "the checkpoint that was kept was signed by none of the keys this audit trail is judged by: the key changed, or it is of another audit trail ({detail})",
    }
    AuditKeptTurn(detail) {
        es: "el estado que se conservaba no sirve para comparar: {detail}",
        en: "the checkpoint that was kept cannot be relied on: {detail}",
    }
    AuditWithdrawalAltered() {
        es: "el retiro se cambió después de anotado, y no para nombrar más archivos: ya no dice lo que decía",
        en: "the withdrawal was changed after it was logged, and not to name more files: it says no longer what it said",
    }
    AuditWithdrawalRemoved() {
        es: "el retiro se quitó después de anotado: no queda por qué se retiró la evidencia",
        en: "the withdrawal was taken away after it was logged: why the evidence was withdrawn is left nowhere",
    }
    AuditKeptForged() {
        es: "la firma de este estado es falsa: lleva el nombre de una clave conocida, y ella no firmó este texto; el archivo fue alterado o fabricado, y no se comparó con el registro",
        en: "the signature of this checkpoint is false: it bears the name of a known key, which did not sign this text; the file was altered or made up, and was not compared with the audit trail",
    }
    AuditKeptUnsignedDiffers() {
        es: "este estado no concuerda con el registro, y como ninguna clave conocida lo firmó no prueba nada contra él",
        en: "this checkpoint does not agree with the audit trail, and since no known key signed it, it proves nothing against it",
    }
    AuditRotationRefused(detail) {
        es: "la clave que este cambio anuncia no se puede creer: {detail}",
        en: "the key that this change announces cannot be believed: {detail}",
    }
    AuditKeyTurn(detail) {
        es: "la firma del registro no se puede creer: {detail}",
        en: "the signature of the audit trail cannot be believed: {detail}",
    }
    AuditKeptOrigin(origin) {
        es: "el estado que se conservaba es de otro registro: «{origin}»",
        en: "the checkpoint that was kept is of another audit trail: “{origin}”",
    }
    AuditRollback(kept, found) {
        es: "el registro llegó a tener {kept} entradas, firmadas, y ahora muestra {found}: se le quitaron, o esta copia es vieja",
        en: "the audit trail once had {kept} signed entries and now shows {found}: some were taken away, or this copy is old",
    }
    AuditFork(size) {
        es: "las primeras {size} entradas no son las que el registro había firmado: se reescribió, o muestra cosas distintas a distintas personas",
        en: "the first {size} entries are not those the audit trail had signed: it was rewritten, or shows different things to different people",
    }
    AuditRemoteBehind() {
        es: "el registro del remoto tiene menos que el de este clon: falta publicarlo, o lo hicieron retroceder",
        en: "the audit trail of the remote has less than that of this clone: it was not pushed yet, or it was rolled back",
    }
    AuditLineRollback(kept, found) {
        es: "en la historia de su rama el registro firmó {kept} entradas, y ahora tiene {found}: volvió atrás",
        en: "in the history of its branch the audit trail signed {kept} entries, and now it has {found}: it went back",
    }
    AuditLineFork(size) {
        es: "en la historia de su rama el registro firmó otras primeras {size} entradas: se rehízo",
        en: "in the history of its branch the audit trail signed other first {size} entries: it was made anew",
    }
    AuditLineForeign(count) {
        es: "en la historia de la rama hay estados que el registro no continúa y que ninguna clave conocida firmó: {count}",
        en: "in the history of the branch there are checkpoints that the audit trail does not extend and no known key signed: {count}",
    }
    AuditBesideLost() {
        es: "estaba junto al registro en un commit anterior de su rama, y ya no está o cambió",
        en: "it lay beside the audit trail in an earlier commit of its branch, and is gone or has changed",
    }
    AuditUnsigned() {
        es: "el registro no está firmado: sus entradas no se juzgaron",
        en: "the audit trail is not signed: its entries were not judged",
    }
    AuditLogTooHeavy() {
        es: "las entradas ocupan más de lo que se comprueba (8 GiB): no se terminó de leer, y nada de ello se da por comprobado",
        en: "the entries take more than is checked (8 GiB): reading was not finished, and none of it counts as checked",
    }
    AuditLogTooLarge(entries) {
        es: "el estado firmado dice {entries} entradas, más de las que se comprueban: no se leyó ninguna",
        en: "the signed checkpoint says {entries} entries, more than are checked: none was read",
    }
    AuditAttestedMalformed() {
        es: "no es un estado firmado de ese tamaño",
        en: "it is no signed checkpoint of that size",
    }
    AuditAttestedMissing() {
        es: "falta el estado firmado (`checkpoint`) al que se refiere lo que hay al lado: no se sabe qué se atestiguó",
        en: "the signed checkpoint (`checkpoint`) that what lies beside is about is missing: what was attested is unknown",
    }
    AuditHourLoneWitness() {
        es: "un testigo dice otra hora; no lo dicen tantos como pide la política, y no decide nada",
        en: "a witness gives another hour; fewer than the policy asks for say so, and it decides nothing",
    }
    AuditAttestedUnknownKey() {
        es: "el estado atestiguado está firmado con una clave que no se dio",
        en: "the attested checkpoint is signed with a key that was not given",
    }
    AuditAttestedTurn(detail) {
        es: "el estado atestiguado no se puede creer: {detail}",
        en: "the attested checkpoint cannot be believed: {detail}",
    }
    AuditAttestedUntrusted() {
        es: "la firma del estado atestiguado es falsa",
        en: "the signature of the attested checkpoint is false",
    }
    AuditCosignatureForeign() {
        es: "la firma de testigo no es sobre el estado atestiguado que tiene al lado",
        en: "the cosignature is not over the attested checkpoint beside it",
    }
    AuditAnchorUnknown(anchor) {
        es: "el ancla {anchor} no es de ninguna atestación del registro: se quitó, o nunca existió",
        en: "the anchor {anchor} is of no attestation of the audit trail: it was taken away, or never was",
    }
    AuditAnchorLater(size) {
        es: "el ancla es de una atestación posterior, sobre {size} entradas",
        en: "the anchor is of a later attestation, over {size} entries",
    }
    AuditHourBeforeAnchor(hour) {
        es: "la entrada dice ser de {hour}, antes de que existiera la atestación que nombra",
        en: "the entry says it is of {hour}, before the attestation it names was made",
    }
    AuditHourAfterAttestation(hour) {
        es: "la entrada dice ser de {hour}, después de que un tercero ya la había visto",
        en: "the entry says it is of {hour}, after a third party had already seen it",
    }
    AuditPurgeUnrecorded() {
        es: "el registro anota una purga, y el acta de lo que se borró falta o es otra",
        en: "the audit trail notes a purge, and the record of what was erased is missing or is another",
    }
    AuditPurgePresent(object) {
        es: "el objeto {object}, que se mandó borrar, todavía está en este clon",
        en: "the object {object}, which was ordered erased, is still in this clone",
    }
    AuditClosingDiffers() {
        es: "el documento que cerró la vigencia no es el que se anotó",
        en: "the document that closed the vigencia is not the one that was logged",
    }
    AuditClosingGone() {
        es: "el documento que cerró la vigencia no está en la rama principal",
        en: "the document that closed the vigencia is not on the main branch",
    }
    AuditReportNotLogged(digest) {
        es: "este informe (huella {digest}) no está anotado en el registro",
        en: "this report (digest {digest}) is not noted in the audit trail",
    }
    AuditObjectUnread() {
        es: "el objeto no está en este clon, está dañado o es demasiado grande: no se pudo comprobar",
        en: "the object is not in this clone, is damaged or too large: it could not be checked",
    }
    AuditManifestGone(digest) {
        es: "la entrega publicada no está en la historia de la rama principal (huella {digest})",
        en: "the published submission is not in the history of the main branch (digest {digest})",
    }
    AuditManifestReplaced(digest) {
        es: "el manifiesto que se publicó (huella {digest}) no está en la historia: en su lugar hay otro",
        en: "the manifest that was published (digest {digest}) is not in history: there is another in its place",
    }
    AuditManifestLater() {
        es: "la anotación nombra un commit en el que este manifiesto todavía no estaba",
        en: "the entry names a commit at which this manifest was not there yet",
    }
    AuditManifestUnreadable() {
        es: "la lista de archivos del manifiesto no se puede leer",
        en: "the list of files of the manifest cannot be read",
    }
    AuditFileCount(logged, listed) {
        es: "la anotación dice {logged} archivos y el manifiesto relaciona {listed}",
        en: "the entry says {logged} files, and the manifest lists {listed}",
    }
    AuditFileLater() {
        es: "el archivo llegó después de que la entrega se anotó como publicada",
        en: "the file came after the submission was logged as published",
    }
    AuditFileReplaced(digest) {
        es: "cuando se publicó la entrega, el archivo ya era otro o ya no estaba: solo una versión de otro momento tiene la huella del manifiesto ({digest})",
        en: "when the submission was published, the file was another already or was gone: only a version of another time has the digest of the manifest ({digest})",
    }
    AuditFileGone(digest) {
        es: "el archivo no está en la historia (huella {digest})",
        en: "the file is not in history (digest {digest})",
    }
    AuditFileDiffers(digest) {
        es: "ninguna versión del archivo en la historia tiene la huella del manifiesto ({digest})",
        en: "no version of the file in history has the digest of the manifest ({digest})",
    }
    AuditNotLogged(event) {
        es: "está en la rama principal antes de lo último anotado, y el registro no lo tiene («{event}»)",
        en: "it is on the main branch before what was logged last, and the audit trail does not have it (“{event}”)",
    }
    AuditPendingAltered() {
        es: "la entrega cambió en la rama principal antes de que el registro la anotara: no consta cuál versión se publicó primero",
        en: "the submission changed on the main branch before the log noted it: which version was published first is not on record",
    }
    AuditNotLoggedAside(event) {
        es: "llegó por un lado de una mezcla cuyo otro lado ya estaba anotado, y el registro aún no lo ha visto («{event}»)",
        en: "it came by one side of a merge of which the other was logged already, and the audit trail has not seen it yet (“{event}”)",
    }
    AuditNameUnloggable(limit) {
        es: "está en la rama principal y su nombre no cabe en ninguna entrada del registro ({limit} bytes): no tiene constancia ni puede tenerla",
        en: "it is on the main branch and its name fits in no entry of the audit trail ({limit} bytes): it has no receipt, nor can it have one",
    }
    AuditNameUnloggableOnce(limit) {
        es: "estuvo en la rama principal y ya no está; su nombre no cabe en ninguna entrada del registro ({limit} bytes): nunca tuvo constancia",
        en: "it was on the main branch and is no longer there; its name fits in no entry of the audit trail ({limit} bytes): it never had a receipt",
    }
    AuditNameUnread() {
        es: "este nombre de la rama principal no es texto o es más largo de lo que se lee: nada de lo que hay debajo se anota ni se comprobó",
        en: "this name of the main branch is no text or longer than is read: nothing that lies below it is logged, nor was it checked",
    }
    AuditNameUnreadOnce() {
        es: "este nombre, que no es texto o es más largo de lo que se lee, estuvo en la rama principal y ya no está: nada de lo que hubo debajo se anotó",
        en: "this name, which is no text or longer than is read, was on the main branch and is no longer there: nothing that lay below it was logged",
    }
    AuditUnreadableOnMain() {
        es: "está en la rama principal y no se puede leer: no se anotó",
        en: "it is on the main branch and cannot be read: it was not logged",
    }
    AuditSettingsDiffer() {
        es: "lo último que el registro dice de estos ajustes no es lo que la rama principal tiene",
        en: "what the audit trail says last of these settings is not what the main branch has",
    }
    AuditUnreadableOnce() {
        es: "una versión anterior no se podía leer y no se anotó; después se corrigió o se quitó",
        en: "an earlier version could not be read and was not logged; it was mended or removed afterwards",
    }
    AuditFileUnlisted() {
        es: "está en la carpeta de una entrega y ningún manifiesto lo lista: el registro no responde por él",
        en: "it lies in the folder of a submission and no manifest lists it: the audit trail does not vouch for it",
    }
    AuditCommitUnnamed() {
        es: "la entrada no dice en qué commit se publicó: no se puede saber si la historia se reescribió después",
        en: "the entry does not say in which commit it was published: nobody can tell whether history was rewritten since",
    }
    AuditEntryUnfounded(event) {
        es: "el registro dice «{event}», y nada en la rama principal lo respalda",
        en: "the audit trail says “{event}”, and nothing on the main branch bears it out",
    }
    AuditCommitGone() {
        es: "la rama principal ya no desciende del commit en que se publicó: la historia fue reescrita",
        en: "the main branch no longer descends from the commit of its publication: history was rewritten",
    }
    AuditCommitBackdated(hour) {
        es: "el commit lleva una fecha anterior a lo que ya estaba anotado cuando se hizo; cuenta la hora del registro: {hour}",
        en: "the commit has a date before what was already logged when it was made; the hour of the audit trail counts: {hour}",
    }
    AuditCommitAfterHour(hour) {
        es: "el commit lleva una fecha posterior a su anotación; cuenta la hora del registro: {hour}",
        en: "the commit has a date after its entry; the hour of the audit trail counts: {hour}",
    }
    AuditManifestChanged() {
        es: "el manifiesto cambió después de publicado; una corrección es una entrega nueva que reemplaza",
        en: "the manifest changed after it was published; a correction is a new submission that supersedes",
    }
    AuditManifestRemoved() {
        es: "el manifiesto desapareció después de publicado",
        en: "the manifest vanished after it was published",
    }
    AuditManifestChangedAndLogged(index) {
        es: "el manifiesto cambió después de publicado; la entrada {index} anotó otro en su lugar",
        en: "the manifest changed after it was published; entry {index} logged another in its place",
    }
    AuditWithdrawalUnread() {
        es: "el archivo ya no está, y el retiro que lo explicaría no se pudo leer en este clon",
        en: "the file is gone, and the withdrawal that would explain it could not be read in this clone",
    }
    AuditFileChanged() {
        es: "el archivo cambió después de publicado",
        en: "the file changed after it was published",
    }
    AuditFileRemoved() {
        es: "el archivo desapareció después de publicado, y ningún retiro lo nombra",
        en: "the file vanished after it was published, and no withdrawal names it",
    }

    // -- what was published and is no more as it was
    LossGone() {
        es: "se publicó y ya no está, y ninguna purga lo explica",
        en: "it was published and is not here any more, and no purge explains it",
    }
    LossUnlogged() {
        es: "llegó a la rama principal y ya no está, y ningún retiro lo explica",
        en: "it came to the main branch and is not here any more, and no withdrawal explains it",
    }
    LossGoneHint() {
        es: "devuelva la carpeta como se publicó: el manifiesto se queda siempre, y lo que deba salir sale con un `retiro.yaml`",
        en: "put the folder back as it was published: the manifest always stays, and what has to go goes with a `retiro.yaml`",
    }
    LossRewritten(digest) {
        es: "su manifiesto no es el que se publicó primero (huella {digest})",
        en: "its manifest is not the one published first (digest {digest})",
    }
    LossRewrittenHint() {
        es: "devuelva el manifiesto que se publicó primero, aunque el de ahora ya esté anotado; una corrección es una entrega nueva que la reemplaza",
        en: "put back the manifest published first, even where the one of now is logged; a correction is a new submission that supersedes it",
    }
    LossFileGone(name) {
        es: "el archivo «{name}» se publicó y ya no está, y ningún retiro lo nombra",
        en: "the file “{name}” was published and is not here any more, and no withdrawal names it",
    }
    LossFileChanged(name) {
        es: "el archivo «{name}» ya no tiene los bytes que se publicaron",
        en: "the file “{name}” has no more the bytes that were published",
    }
    LossFileHint() {
        es: "devuelva el archivo como se publicó, o quítelo con un `retiro.yaml` que lo nombre y diga por qué",
        en: "put the file back as it was published, or remove it with a `retiro.yaml` that names it and says why",
    }
    LossWithdrawalGone() {
        es: "se había retirado y ya no tiene su `retiro.yaml`",
        en: "it was withdrawn and does not have its `retiro.yaml` any more",
    }
    LossWithdrawalHint() {
        es: "devuelva el `retiro.yaml` como se publicó: un retiro no se deshace; lo que deba volver se entrega de nuevo",
        en: "put the `retiro.yaml` back as it was published: a withdrawal is not undone; what has to come back is handed in again",
    }
    LossLater() {
        es: "la rama principal no tiene lo que de ella ya se publicó: se devolvió a un commit anterior",
        en: "the main branch does not have what was already published of it: it was led back to an earlier commit",
    }
    LossLaterHint() {
        es: "devuelva la rama principal al último commit publicado; con `--rev` se nombra otra, si la que sirve es esa",
        en: "lead the main branch forward to the last commit published; `--rev` names another, if that is the one in use",
    }

    // -- gate of a server
    GateName(name) {
        es: "la rama o etiqueta «{name}» no se acepta: su nombre lleva caracteres que no se ven o que no son texto, o es demasiado largo",
        en: "the branch or tag “{name}” is not accepted: its name has characters that cannot be seen or are no text, or is too long",
    }
    GateNameHint() {
        es: "envíela con otro nombre, de letras, cifras y guiones",
        en: "push it under another name, of letters, digits and hyphens",
    }
    GateElsewhere(name) {
        es: "«{name}» no se acepta: aquí solo entran ramas y etiquetas",
        en: "“{name}” is not accepted: only branches and tags come in here",
    }
    GateElsewhereHint() {
        es: "envíe una rama: git push origin HEAD:refs/heads/nombre-de-la-entrega",
        en: "push a branch: git push origin HEAD:refs/heads/name-of-the-submission",
    }
    GateLookAlike(name) {
        es: "«{name}» no se acepta: solo se distingue por las mayúsculas de la rama principal o de la del registro de integridad, o se confunde con su nombre",
        en: "“{name}” is not accepted: only its capitals tell it from the main branch or from that of the audit trail, or it is taken for its name",
    }
    GateAlias(name) {
        es: "«{name}» no se acepta: en el servidor es otro nombre de una rama, y lo enviado iría a dar a ella",
        en: "“{name}” is not accepted: on the server it is another name of a branch, and the push would end there",
    }
    GateAliasHint() {
        es: "envíe a la rama por su nombre, o a una nueva",
        en: "push to the branch by its own name, or to a new one",
    }
    GateDeleted(name) {
        es: "«{name}» no se puede borrar: lo publicado y el registro de integridad se conservan",
        en: "“{name}” cannot be deleted: what was published and the audit trail are kept",
    }
    GateDeletedHint() {
        es: "lo que ya no deba estar publicado se retira con un `retiro.yaml` en su carpeta",
        en: "what must no longer be published is withdrawn by a `retiro.yaml` in its folder",
    }
    GateRewound(name) {
        es: "«{name}» no se acepta: quitaría historia que ya se publicó (envío forzado, o hecho sobre una copia vieja)",
        en: "“{name}” is not accepted: it would take away history that was published (a forced push, or one made on an old copy)",
    }
    GateRewoundHint() {
        es: "traiga lo que hay con `git pull --rebase` y envíe de nuevo, sin `--force`",
        en: "fetch what is there with `git pull --rebase` and push again, without `--force`",
    }
    GateTagMoved(name) {
        es: "la etiqueta «{name}» ya existe y no se puede mover",
        en: "the tag “{name}” exists already and cannot be moved",
    }
    GateTagMovedHint() {
        es: "ponga otro nombre a la etiqueta nueva",
        en: "give the new tag another name",
    }
    GateNotACommit(name) {
        es: "«{name}» no señala un cambio confirmado (commit) sino otro objeto",
        en: "“{name}” points at no commit but at another object",
    }
    GateNotACommitHint() {
        es: "haga la rama o la etiqueta sobre un commit y envíela de nuevo",
        en: "make the branch or the tag on a commit and push it again",
    }
    GateNoJudge(name) {
        es: "«{name}» no se puede comprobar: la rama principal todavía no existe, y con sus reglas se comprueba lo demás",
        en: "“{name}” cannot be checked: the main branch does not exist yet, and by its rules the rest is checked",
    }
    GateNoJudgeHint() {
        es: "quien administra el repositorio envía primero la rama principal",
        en: "whoever keeps the repository pushes the main branch first",
    }
    GateMachine(name) {
        es: "«{name}» no se acepta: lo envía una llave de máquina, y `repositorio.yaml` dice qué personas pueden entregar y publicar",
        en: "“{name}” is not accepted: the key of a machine pushes it, and `repositorio.yaml` says which people may hand in and publish",
    }
    GateMachineHint() {
        es: "envíelo con la cuenta de la persona responsable; una máquina solo envía `registro`",
        en: "push it with the account of the person responsible; a machine only pushes `registro`",
    }
    GateTrailForked(name) {
        es: "«{name}» no se acepta: el registro de integridad es una sola línea, y aquí un commit no sigue exactamente a otro",
        en: "“{name}” is not accepted: the audit trail is one line, and here a commit does not follow exactly one other",
    }
    GateTrailBroken(name) {
        es: "«{name}» no se acepta: no continúa el registro de integridad que hay, está incompleto o no lo firmó su clave",
        en: "“{name}” is not accepted: it does not continue the audit trail that is there, is incomplete or was not signed by its key",
    }
    GateOfOthers(name) {
        es: "«{name}» no se borra ni se reemplaza: trae lo que entregó otra cuenta",
        en: "“{name}” is not deleted nor replaced: it has what another account handed in",
    }
    GateOfOthersHint() {
        es: "envíe lo suyo en una rama con otro nombre; esta la borra quien la envió, una cuenta de su política, o quien revisa",
        en: "push what is yours on a branch of another name; this one is deleted by whoever pushed it, an account of its policy, or a reviewer",
    }
    GateTrailKeeper(name) {
        es: "«{name}» no se acepta: quien envía no puede empezar el registro de integridad, ni darle su clave, ni poner en él lo que su clave no firma",
        en: "“{name}” is not accepted: whoever pushes may not begin the audit trail, nor give it its key, nor put in it what its key does not sign",
    }
    GateTrailKeeperHint() {
        es: "lo hace quien administra el servidor, en él (`mipg log append --repo`), o una cuenta con el rol `catalogo` o `control_interno`",
        en: "who keeps the server does it, there (`mipg log append --repo`), or an account with the role `catalogo` or `control_interno`",
    }
    GateTrailHint() {
        es: "en esa rama solo escribe `mipg log append`; traiga la que hay con `git fetch origin registro`, anote de nuevo y, si no era eso, avise a control interno",
        en: "only `mipg log append` writes to that branch; fetch the one there is with `git fetch origin registro`, append again and, if that was not it, tell internal control",
    }
    GateTooMany(limit) {
        es: "el envío trae más de {limit} ramas y etiquetas: son demasiadas para comprobarlas de una vez, y no entró ninguna",
        en: "the push brings more than {limit} branches and tags: too many to check at once, and none came in",
    }
    GateTooManyHint() {
        es: "envíe solo la rama de su entrega: git push origin nombre-de-la-rama",
        en: "push only the branch of your submission: git push origin name-of-the-branch",
    }
    GateMalformed(line) {
        es: "git no dio a este guion lo que espera: la línea {line} no tiene la forma «antes después referencia»",
        en: "git did not give this hook what it expects: line {line} is not of the form “old new reference”",
    }
    GateMalformedHint() {
        es: "lo ejecuta git al recibir un envío; lo instala `mipg hook install --bare CARPETA`",
        en: "git runs it when a push arrives; `mipg hook install --bare DIR` installs it",
    }
    GateRefused(name) {
        es: "«{name}» NO se recibe:",
        en: "“{name}” is NOT received:",
    }
    GateAccepted(name) {
        es: "«{name}»:",
        en: "“{name}”:",
    }
    GateNothing() {
        es: "No entró nada de este envío. Corrija lo dicho, confírmelo (git commit) y envíe de nuevo.",
        en: "Nothing of this push came in. Put right what was said, commit it and push again.",
    }
    GateMore(count) {
        es: "y {count} ramas o etiquetas más que tampoco se reciben",
        en: "and {count} more branches or tags that are not received either",
    }
    FindingsShown(shown, all) {
        es: "se muestran {shown} de {all}, lo más grave primero; `mipg check --base origin/main --head HEAD` las dice todas",
        en: "{shown} of {all} shown, the gravest first; `mipg check --base origin/main --head HEAD` tells them all",
    }
    GateUnbegun(folder) {
        es: "Lo enviado ENTRÓ. Este servidor todavía no tiene registro de integridad, y por eso no hay número ni constancia. Quien lo administra lo empieza una sola vez, y entonces queda anotado todo lo publicado: mipg log append --repo {folder} --nuevo --clave ARCHIVO",
        en: "What was pushed CAME IN. This server has no audit trail yet, and so there is no number nor receipt. Whoever keeps it begins it, once, and all that is published is logged then: mipg log append --repo {folder} --nuevo --clave FILE",
    }
    GateUnnoted(folder) {
        es: "Lo enviado ENTRÓ, pero no quedó anotado en el registro de integridad, y todavía no tiene número ni constancia. Avise hoy a quien administra el servidor: lo anota, con la hora de entonces, el próximo envío que salga bien o `mipg log append --repo {folder} --clave ARCHIVO`.",
        en: "What was pushed CAME IN, but was not logged in the audit trail, and has no number nor receipt yet. Tell whoever keeps the server today: it is logged, with the hour of then, by the next push that goes well or by `mipg log append --repo {folder} --clave FILE`.",
    }
    GateWaits(count, most) {
        es: "Lo enviado ENTRÓ; {count} de sus entregas se anotan otro día, porque de una política se reciben {most} al día: con el próximo envío o con `mipg log append`.",
        en: "What was pushed CAME IN; {count} of its submissions are logged another day, for of a policy {most} are received a day: with the next push or by `mipg log append`.",
    }
    GateNoted(count) {
        es: "Anotado en el registro de integridad (hora de Bogotá), entregas: {count}",
        en: "Logged in the audit trail (hours of Bogotá), submissions: {count}",
    }
    GateReceived(index, path, hour) {
        es: "n.º {index}, recibida el {hour}: {path}",
        en: "no. {index}, received on {hour}: {path}",
    }
    GatePublished(index, path, hour) {
        es: "n.º {index}, publicada el {hour}: {path}",
        en: "no. {index}, published on {hour}: {path}",
    }
    GateSuperseded(index, path, hour) {
        es: "n.º {index}, reemplazada el {hour}: {path}",
        en: "no. {index}, superseded on {hour}: {path}",
    }
    GateWithdrawn(index, path, hour) {
        es: "n.º {index}, retirada el {hour}: {path}",
        en: "no. {index}, withdrawn on {hour}: {path}",
    }
    GateNotedMore(count) {
        es: "y {count} más; `mipg history ENTREGA` dice el número de cada una",
        en: "and {count} more; `mipg history SUBMISSION` says the number of each",
    }
    GateKeep() {
        es: "Para guardar la constancia, en su copia del repositorio:",
        en: "To keep the receipt, in your copy of the repository:",
    }
    GateUnsigned() {
        es: "El registro no está firmado: de él no se dan constancias hasta que lo firme su clave.",
        en: "The audit trail is not signed: it gives no receipts until its key signs it.",
    }
    GateNotCommitted() {
        es: "No se confirmó nada (git commit). Corrija lo dicho, agréguelo (git add) y repita.",
        en: "Nothing was committed. Put right what was said, stage it (git add) and repeat.",
    }
    HookElsewhere() {
        es: "la configuración de git (`core.hooksPath`) lleva los guiones a otra carpeta, que puede servir a otros repositorios",
        en: "the configuration of git (`core.hooksPath`) takes the hooks to another folder, which may serve other repositories",
    }
    HookElsewhereHint() {
        es: "quite ese ajuste y repita; o haga que el guion de esa carpeta ejecute `mipg hook NOMBRE`, y falle si eso falla: NOMBRE es pre-receive y post-receive en un servidor, pre-commit en una copia",
        en: "unset it and repeat; or let the script of that folder run `mipg hook NAME` and fail where that fails: NAME is pre-receive and post-receive on a server, pre-commit in a clone",
    }
    HookOthers(path) {
        es: "ya hay un guion en «{path}», y no es de mipg: no se instaló ninguno",
        en: "there is a script at “{path}” already, and it is not mipg’s: none was installed",
    }
    HookOthersHint() {
        es: "bórrelo si ya no hace falta y repita; o haga que ejecute `mipg hook NOMBRE`, y falle si eso falla: NOMBRE es pre-receive y post-receive en un servidor, pre-commit en una copia",
        en: "delete it if it is no longer needed and repeat; or let it run `mipg hook NAME` and fail where that fails: NAME is pre-receive and post-receive on a server, pre-commit in a clone",
    }
    HookWritten(path) {
        es: "escrito: {path}",
        en: "written: {path}",
    }
    HookServerNext(folder, key) {
        es: "Cada envío se comprueba desde ahora con las reglas de la rama principal, y git revisa cada objeto (receive.fsckObjects). Para que el registro no se quede atrás en vacaciones, haga que cron ejecute cada día: mipg log append --repo {folder} --clave {key} --latido",
        en: "From now on each push is checked by the rules of the main branch, and git looks at each object (receive.fsckObjects). So that the log does not fall behind in the holidays, let cron run every day: mipg log append --repo {folder} --clave {key} --latido",
    }
    HookOtherMain(name) {
        es: "la rama principal de este repositorio es «{name}», y lo que se publica y se anota es `main`",
        en: "the main branch of this repository is “{name}”, and what is published and logged is `main`",
    }
    HookOtherMainHint(folder) {
        es: "hágala la principal: git -C {folder} symbolic-ref HEAD refs/heads/main",
        en: "make that the main one: git -C {folder} symbolic-ref HEAD refs/heads/main",
    }
    HookCloneNext() {
        es: "Cada commit de esta copia se comprueba desde ahora antes de hacerse.",
        en: "From now on each commit of this copy is checked before it is made.",
    }
    HookAccounts(forges) {
        es: "Quién puede hacer qué se juzga por cuentas de {forges}, que son las de `lideres` y `roles` de la rama principal, y solo donde se sabe quién envía: lo dicen GitLab (GL_ID) y Gitea o Forgejo (GITEA_PUSHER_ID); en un servidor sin plataforma, dígalo en hooks/pre-receive y hooks/post-receive con `--cuenta FORJA:ID`, según con qué llave entró cada persona. Donde nadie lo dice no se juzga a nadie: quien puede enviar puede todo, y el veredicto lo dice.",
        en: "Who may do what is judged by accounts of {forges}, which are those of `lideres` and `roles` of the main branch, and only where it is known who pushes: GitLab (GL_ID) and Gitea or Forgejo (GITEA_PUSHER_ID) say it; on a server without a platform, say it in hooks/pre-receive and hooks/post-receive with `--account FORGE:ID`, by the key that each person came in with. Where nobody says it nobody is judged: whoever may push may do anything, and the verdict says so.",
    }
    HookNoAccounts() {
        es: "A NADIE se juzga por quién es: la rama principal no nombra ninguna cuenta. Escríbalas en `lideres` de cada politica.yaml y en `roles` de repositorio.yaml. Quién envía lo dicen GitLab (GL_ID) y Gitea o Forgejo (GITEA_PUSHER_ID), o `--cuenta FORJA:ID` en hooks/pre-receive y hooks/post-receive; mientras tanto, quien puede enviar puede todo, y el veredicto lo dice.",
        en: "NOBODY is judged by who they are: the main branch names no account. Write them in `lideres` of each politica.yaml and in `roles` of repositorio.yaml. Who pushes is said by GitLab (GL_ID) and Gitea or Forgejo (GITEA_PUSHER_ID), or by `--account FORGE:ID` in hooks/pre-receive and hooks/post-receive; meanwhile whoever may push may do anything, and the verdict says so.",
    }
    HookKeyless() {
        es: "Sin --clave, lo recibido se anota solo si el servidor tiene la clave en la variable MIPG_CLAVE.",
        en: "Without --clave, what is received is logged only where the server has the key in the variable MIPG_CLAVE.",
    }

    // -- workflows of a forge
    CiClosed() {
        es: "La propuesta se cerró: no hay nada que comprobar.",
        en: "The proposal was closed: there is nothing to check.",
    }
    CiOtherBranch() {
        es: "No se movió la rama principal: lo que traigan otras ramas se comprueba cuando se proponga.",
        en: "The main branch did not move: what other branches bring is checked when it is proposed.",
    }
    CiGroupGone() {
        es: "El grupo de propuestas ya no existe: no hay nada que comprobar.",
        en: "The group of proposals is gone: there is nothing to check.",
    }
    CiDeleted() {
        es: "La rama principal fue borrada: lo publicado debe seguir publicado. Restáurela desde cualquier copia y avise a control interno.",
        en: "The main branch was deleted: what was published must stay. Restore it from any copy and tell internal control.",
    }
    CiAside() {
        es: "SIN COMPROBAR: la propuesta no va a la rama principal, y solo las reglas de esa rama juzgan. Cambie la rama de destino y después cierre la solicitud y vuelva a abrirla: el cambio de rama, solo, no pide la verificación.",
        en: "UNCHECKED: the proposal does not go to the main branch, whose rules alone judge. Change the branch it goes to, and then close the request and open it again: the change of branch alone does not ask for the check.",
    }
    CiNoEvent() {
        es: "falta decir el evento: `--event ARCHIVO`, o la variable GITHUB_EVENT_PATH",
        en: "the event must be said: `--event FILE`, or the variable GITHUB_EVENT_PATH",
    }
    CiEventUnread(detail) {
        es: "el evento no se pudo leer, y no se comprobó nada ({detail})",
        en: "the event could not be read, and nothing was checked ({detail})",
    }
    CiReviewsUnread(detail) {
        es: "no se pudieron leer las aprobaciones: {detail}",
        en: "the approvals could not be read: {detail}",
    }
    CiReviewsHint() {
        es: "es la lista de revisiones de la propuesta, tal como la da GitHub: `gh api --paginate --slurp repos/DUEÑO/REPOSITORIO/pulls/NÚMERO/reviews`",
        en: "it is the list of reviews of the proposal, as GitHub gives it: `gh api --paginate --slurp repos/OWNER/REPOSITORY/pulls/NUMBER/reviews`",
    }
    CiEventHint() {
        es: "se leen los eventos pull_request, pull_request_target, push y merge_group de GitHub, tal como los da en GITHUB_EVENT_PATH",
        en: "the events pull_request, pull_request_target, push and merge_group of GitHub are read, as it gives them in GITHUB_EVENT_PATH",
    }
    CiGroupReceived() {
        es: "Un grupo de propuestas no se recibe de nuevo: cada una se recibió cuando se propuso.",
        en: "A group of proposals is not received again: each was received when it was proposed.",
    }
    CiNothingReceived() {
        es: "La propuesta no trae entregas nuevas: no hay nada que recibir.",
        en: "The proposal brings no new submissions: there is nothing to receive.",
    }
    CiNotReceived() {
        es: "NO SE RECIBIÓ, porque no está conforme. Corrija lo que dice la verificación y envíe de nuevo: se recibe la versión que esté bien, con la hora en que llegue.",
        en: "NOT RECEIVED, because it does not conform. Put right what the check says and push again: the version that is right is received, at the hour at which it comes.",
    }
    CiNotChecked() {
        es: "TODAVÍA SIN RECIBIR, porque no se pudo comprobar: no quiere decir que esté mal. La verificación dice qué faltó; si no depende de lo que se entregó, avise a quien mantiene el repositorio. La revisión diaria lo intenta de nuevo mientras la solicitud siga abierta.",
        en: "NOT RECEIVED YET, because it could not be checked: that does not mean that it is wrong. The check says what was missing; where that is nothing of what was handed in, tell whoever keeps the repository. The daily review tries again while the request is open.",
    }
    CiStranger(policies) {
        es: "NO SE RECIBIÓ: la cuenta que la propone no entrega por {policies}. La constancia la puede pedir quien lidera la política o el receptor, si abre la solicitud desde su cuenta; para que valga esta cuenta, quien mantiene los catálogos la agrega a `lideres` en el archivo politica.yaml de esa política.",
        en: "NOT RECEIVED: the account that proposes it does not hand in for {policies}. The receipt can be asked for by the leader of the policy or by the receiver, opening the request from their account; for this account to do, whoever maintains the catalogues adds it to `lideres` in the file politica.yaml of that policy.",
    }
    CiPushed(policies) {
        es: "NO SE RECIBIÓ: lo propuesto ahora lo puso otra cuenta, que no entrega por {policies}. Quien abrió la solicitud revisa lo que trae y, si responde por ello, la cierra y la vuelve a abrir desde su cuenta.",
        en: "NOT RECEIVED: what is proposed now was put there by another account, which does not hand in for {policies}. Whoever opened the request looks at what it brings and, to answer for it, closes it and opens it again from their account.",
    }
    CiUnvouched() {
        es: "NO SE RECIBIÓ: no se sabe qué persona puso lo propuesto ahora. Quien abrió la solicitud revisa lo que trae y, si responde por ello, la cierra y la vuelve a abrir desde su cuenta.",
        en: "NOT RECEIVED: nobody knows what person put there what is proposed now. Whoever opened the request looks at what it brings and, to answer for it, closes it and opens it again from their account.",
    }
    CiNobody() {
        es: "NO SE RECIBIÓ: este repositorio todavía no dice qué cuentas de GitHub entregan por cada política. La entrega queda anotada cuando se publique; para que se reciba antes, escriba las cuentas en `lideres` de cada politica.yaml y en `roles` de repositorio.yaml.",
        en: "NOT RECEIVED: this repository does not say yet which accounts of GitHub hand in for each policy. The submission is logged when it is published; for it to be received before, write the accounts in `lideres` of each politica.yaml and in `roles` of repositorio.yaml.",
    }
    CiOverDay(count, policies, limit) {
        es: "TODAVÍA SIN RECIBIR: {count}. En un día se reciben como máximo {limit} entregas de cada política, y hoy ya se llegó a ese número en {policies}. No se pierde nada ni hay que enviar de nuevo: mientras la solicitud siga abierta, la revisión diaria recibe lo que falta desde mañana, con la hora en que lo anote. Si el plazo vence antes, pida hoy a quien mantiene el repositorio que la publique: lo publicado se anota sin ese límite.",
        en: "NOT RECEIVED YET: {count}. At most {limit} submissions of each policy are received on a day, and today that number was reached in {policies}. Nothing is lost and nothing has to be pushed again: while the request is open, the daily review receives what is left from tomorrow on, at the hour at which it logs it. Where the deadline runs out before, ask whoever keeps the repository today to publish it: what is published is logged without that limit.",
    }
    CiReceived(count) {
        es: "Recibido y anotado en el registro de integridad (hora de Bogotá), entregas: {count}",
        en: "Received and logged in the audit trail (hours of Bogotá), submissions: {count}",
    }
    CiReceivedBefore(count) {
        es: "Ya estaba recibido, y no se anota dos veces: {count}",
        en: "Received before, and not logged twice: {count}",
    }
    CiPublished(count) {
        es: "Anotado en el registro de integridad lo que llegó a la rama principal, entradas: {count}",
        en: "Logged in the audit trail what reached the main branch, entries: {count}",
    }
    CiReceiptsIn(folder) {
        es: "Constancias para guardar o imprimir, en: {folder}",
        en: "Receipts to keep or print, in: {folder}",
    }
    CiTrailRefused(detail) {
        es: "el registro de integridad no se pudo verificar, y no se sabe qué se recibió: {detail}",
        en: "the audit trail could not be verified, and what was received is not known: {detail}",
    }
    TrailUnheld(detail) {
        es: "la rama `registro` no es como la firmó la clave del registro de integridad, y no se anotó, recibió ni publicó nada: {detail}",
        en: "the branch `registro` is not as the key of the audit trail signed it, and nothing was logged, received or published: {detail}",
    }
    TrailUnheldHint(commit) {
        es: "avise a quien administra el repositorio y a control interno: alguien que puede escribir en él puso algo en `registro` (en GitHub, «Activity» dice qué cuenta y cuándo), y hasta deshacerlo no hay constancias. Lo último que firmó su clave es {commit}. `registro` nunca se fuerza: se deshace con un commit encima, en un clon, después de `git fetch origin`:\n  git push origin \"$(git commit-tree {commit}: -p origin/registro -m 'registro: como lo firmó su clave')\":refs/heads/registro\nAntes y después lo comprueba `mipg audit --key CLAVE`, con la clave pública de donde la entidad la publicó, nunca la de la rama. Si la clave se cambió y este equipo tiene la anterior, dele la nueva. Al final, vuelva a ejecutar todos los trabajos",
        en: "tell whoever administers the repository, and internal control: somebody who may write to it put something on `registro` (on GitHub, «Activity» says which account and when), and until it is undone there are no receipts. The last that its key signed is {commit}. `registro` is never forced: it is undone by a commit upon it, in a clone, after `git fetch origin`:\n  git push origin \"$(git commit-tree {commit}: -p origin/registro -m 'registro: as its key signed it')\":refs/heads/registro\nBefore and after, `mipg audit --key KEY` checks it, with the public key from where the institution published it, never that of the branch. Where the key was changed and this machine has the former one, give it the new one. In the end, re-run all jobs",
    }
    TrailUnheldAnyHint() {
        es: "avise a quien administra el repositorio y a control interno, y compare con `mipg audit --key CLAVE` (la clave pública de donde la entidad la publicó, nunca la de la rama). Si la clave que se dio no es la del registro, dé la que firma. Si lo es, alguien cambió `registro`: no lo acepte, y vuelva a ponerlo como estaba con un commit encima; `registro` nunca se fuerza",
        en: "tell whoever administers the repository, and internal control, and compare with `mipg audit --key KEY` (the public key from where the institution published it, never that of the branch). Where the key given is not the one of the log, give the one that signs. Where it is, somebody changed `registro`: do not accept it, and put it back as it was with a commit upon it; `registro` is never forced",
    }
    CiKeyless() {
        es: "falta la clave que firma el registro de integridad: `--clave ARCHIVO`, o la variable MIPG_CLAVE",
        en: "the key that signs the audit trail is missing: `--clave FILE`, or the variable MIPG_CLAVE",
    }
    CiKeylessHint() {
        es: "en GitHub, guárdela como secreto MIPG_CLAVE del entorno `registro`, limitado a la rama principal",
        en: "on GitHub, keep it as the secret MIPG_CLAVE of the environment `registro`, limited to the main branch",
    }

    CiCommentHead(head) {
        es: "Versión revisada: {head}. Este comentario se actualiza con cada versión.",
        en: "Version looked at: {head}. This comment is kept up to date with each version.",
    }
    CiCommentRun() {
        es: "Resumen completo de esta revisión, y constancias para descargar",
        en: "Whole summary of this review, and receipts to download",
    }
    CiCommentAlso() {
        es: "Algo más impide que la revisión pase",
        en: "Something else keeps the review from passing",
    }
    CiCommentReceipt() {
        es: "Constancia de recepción",
        en: "Receipt",
    }
    CiCommentNoted(number, hour) {
        es: "Registro n.º {number}, recibida el {hour} (hora de Bogotá)",
        en: "Registration no. {number}, received on {hour} (hour of Bogotá)",
    }
    CiCommentDigest() {
        es: "huella del manifiesto:",
        en: "digest of the manifest:",
    }
    CiCommentNoTrail() {
        es: "Sin número ni constancia: este repositorio todavía no tiene registro de integridad. Avise a quien lo administra: quien tiene la clave lo comienza una sola vez (`mipg log append --nuevo`); desde entonces, la revisión diaria anota lo que siga propuesto y esté conforme, con la hora en que lo anote.",
        en: "No number and no receipt: this repository has no audit trail yet. Tell whoever administers it: whoever has the key begins it, once (`mipg log append --nuevo`); from then on the daily review logs what is still proposed and conforms, at the hour at which it logs it.",
    }
    CiCommentUnheld() {
        es: "Sin número ni constancia: la rama `registro` no es como la firmó su clave, y mientras tanto no se anota ni se lee de ella ningún número. No depende de lo que se entregó. Avise hoy a quien administra el repositorio: el trabajo «recibir y dar constancia» dice qué pasó y cómo se deshace. Si el plazo vence antes, deje por otro canal prueba de que entregó.",
        en: "No number and no receipt: the branch `registro` is not as its key signed it, and meanwhile nothing is logged and no number is read from it. It has nothing to do with what was handed in. Tell whoever administers the repository today: the job «recibir y dar constancia» says what happened and how it is undone. Where the deadline runs out before, leave proof by another channel that it was handed in.",
    }
    CiCommentUnread() {
        es: "Este comentario no dice si ya tiene número: en esta ejecución el trabajo «recibir y dar constancia» no llegó a abrir el registro de integridad con su clave, y lo que nadie verificó no se da por anotado. Vea en la ejecución qué falló y, corregido, pida a quien administra el repositorio que vuelva a ejecutar todos los trabajos. La revisión diaria anota lo que esté conforme mientras la solicitud siga abierta.",
        en: "This comment does not say whether it has a number already: in this run the job «recibir y dar constancia» did not get to open the audit trail with its key, and what nobody verified is not taken for logged. See in the run what failed and, once that is put right, ask whoever administers the repository to re-run all jobs. The daily review logs what conforms while the request is open.",
    }
    CiCommentAwaited(count) {
        es: "Falta anotar, y todavía sin constancia: {count}. Se anota sola, a más tardar en la revisión diaria; si mañana sigue así, avise a quien administra el repositorio.",
        en: "Still to be logged, and without a receipt: {count}. It is logged by itself, at the latest by the daily review; if it is so tomorrow, tell whoever keeps the repository.",
    }
    CiCommentProves() {
        es: "Prueba que esta versión exacta de los archivos estaba en el repositorio a esa hora, según el reloj de la entidad. No prueba que el contenido sea cierto, ni que ya esté publicado; no es un radicado de SIGOB.",
        en: "It proves that this exact version of the files was in the repository at that hour, by the clock of the institution. It does not prove that the content is true, nor that it is published; it is no file number of SIGOB.",
    }
    CiCommentKeep() {
        es: "Para guardarla: abra el resumen de esta revisión, descargue «constancias» al final de la página, y conserve los dos archivos de cada número junto con los que entregó: el .html se imprime y el .tlog-proof se verifica sin internet. También la escribe «mipg log receipt», con el número.",
        en: "To keep it: open the summary of this review, download “constancias” at the end of the page, and keep both files of each number together with those you handed in: the .html is printed and the .tlog-proof is verified offline. “mipg log receipt” writes it too, by its number.",
    }
    CiListingUnread(file, detail) {
        es: "lo que la plataforma dice en `{file}` no se pudo leer, y no se pidió nada ({detail})",
        en: "what the platform says in `{file}` could not be read, and nothing was asked ({detail})",
    }
    CiListingHint() {
        es: "se lee lo que escribe `gh api --paginate` de la lista que pide el flujo",
        en: "what `gh api --paginate` writes of the list that the workflow asks for is read",
    }
    CiCommentOlder() {
        es: "La propuesta cambió después de este evento: la comenta la revisión de su versión de ahora.",
        en: "The proposal changed after this event: the review of its version of now comments on it.",
    }
    CiCommented(count) {
        es: "Solicitudes para dejar el comentario al día: {count}",
        en: "Requests to bring the comment up to date: {count}",
    }

    CiOwedTitle(name, month, year) {
        es: "Pendiente de entregar: {name}, {month} de {year}",
        en: "Still to hand in: {name}, {month} {year}",
    }
    CiNothingOwed() {
        es: "No queda nada pendiente de este mes.",
        en: "Nothing of this month is left to hand in.",
    }
    CiDaily(received, requests) {
        es: "Entregas recibidas que faltaba anotar: {received}. Solicitudes para los avisos de lo pendiente: {requests}.",
        en: "Submissions received that were still to be logged: {received}. Requests for the notices of what is owed: {requests}.",
    }
    CiNotices(requests) {
        es: "Solicitudes para los avisos de lo pendiente: {requests}. Lo demás no se pudo hacer.",
        en: "Requests for the notices of what is owed: {requests}. The rest could not be done.",
    }
    CiSwept(seen, of, strangers) {
        es: "Propuestas abiertas revisadas: {seen} de {of}. De cuentas que no entregan por ninguna política, que no se traen: {strangers}.",
        en: "Open proposals looked at: {seen} of {of}. Of accounts that hand in for no policy, which are not brought: {strangers}.",
    }
    CiSweptEarlier(seen, of, blind) {
        es: "Versiones anteriores de ellas revisadas, hasta la última recibida: {seen} de {of}. Propuestas de las que solo se conoce la versión de ahora (de otro repositorio, o que la actividad dada no nombra): {blind}.",
        en: "Earlier versions of them looked at, back to the last one received: {seen} of {of}. Proposals of which only the version of now is known (of another repository, or that the activity given does not name): {blind}.",
    }
    CiWould(received, published) {
        es: "Sin `--enviar` no se anota ni se envía nada. Se anotarían entregas recibidas: {received}; de la rama principal: {published}.",
        en: "Without `--push` nothing is logged nor sent. Submissions received that would be logged: {received}; of the main branch: {published}.",
    }
    CiWouldMore(count) {
        es: "  y otras: {count}",
        en: "  and others: {count}",
    }
    CiWouldBeat() {
        es: "También se anotaría el latido.",
        en: "The heartbeat would be logged too.",
    }
    CiGivenUp(count) {
        es: "el remoto no respondió a tiempo y no se esperó más: quedan sin revisar {count} propuestas",
        en: "the remote did not answer in time and was waited for no longer: {count} proposals were not looked at",
    }
    CiBeat(time) {
        es: "El registro de integridad tiene una anotación de las {time} (UTC).",
        en: "The audit trail has an entry of {time} (UTC).",
    }
    CiUnswept(number, detail) {
        es: "la propuesta {number} no se pudo revisar: {detail}",
        en: "proposal {number} could not be looked at: {detail}",
    }
    CiLeft(number, detail) {
        es: "la propuesta {number} no se anota aquí: {detail}",
        en: "proposal {number} is not logged here: {detail}",
    }
    RemotePatience(limit) {
        es: "la variable MIPG_ESPERA dice cuántos segundos se espera al remoto cada vez: un número de 1 a {limit}",
        en: "the variable MIPG_ESPERA says for how many seconds the remote is waited for each time: a number from 1 to {limit}",
    }
    CiSweptInPart(count, limit) {
        es: "hay {count} propuestas abiertas, y cada vez se revisan {limit}: las demás quedan sin revisar",
        en: "{count} proposals are open, and {limit} are looked at each time: the rest were not",
    }

    CodeownersHead() {
        es: "A quién pide GitHub que revise cada carpeta. Lo escribe `mipg ci codeowners`: no lo edite a mano.",
        en: "Whom GitHub asks to look at each folder. Written by `mipg ci codeowners`: do not edit it by hand.",
    }
    CodeownersIds() {
        es: "Quién puede entregar, aprobar y publicar lo dicen los números de cuenta de los líderes y los roles, no este archivo.",
        en: "Who may hand in, approve and publish is said by the numbers of accounts of leaders and roles, not by this file.",
    }
    CodeownersAlone() {
        es: "una sola cuenta con el rol `catalogo` tiene nombre en `usuarios`: GitHub no toma la aprobación de quien abrió la solicitud, de modo que lo que esa cuenta proponga sobre ajustes, catálogos o flujos no lo puede aprobar ningún dueño del código, y no se podrá unir. Dé el rol a otra cuenta y escriba su nombre de hoy en `usuarios` de repositorio.yaml; mientras tanto, que esas solicitudes las abra otra persona",
        en: "a single account with the role `catalogo` has a name in `usuarios`: GitHub takes no approval of whoever opened a request, so that what this account proposes about settings, catalogues or workflows can be approved by no code owner, and cannot be merged. Give the role to another account and write its name of today in `usuarios` of repositorio.yaml; meanwhile let somebody else open those requests",
    }
    CodeownersNobody() {
        es: "SIN COMPROBAR: los ajustes no dicen el nombre de usuario de GitHub de ningún líder ni rol, y sin nombres no hay CODEOWNERS que escribir. Agréguelos en `usuarios` de policies/repositorio.yaml.",
        en: "UNCHECKED: the settings state the GitHub user name of no leader and no role, and without names there is no CODEOWNERS to write. Add them in `usuarios` of policies/repositorio.yaml.",
    }
    CodeownersNobodyYet() {
        es: ".github/CODEOWNERS: sin cuentas todavía. Los ajustes no dicen el nombre de usuario de GitHub de ningún líder ni rol (`usuarios` de policies/repositorio.yaml), y GitHub no pide a nadie que revise.",
        en: ".github/CODEOWNERS: no accounts yet. The settings state the GitHub user name of no leader and no role (`usuarios` of policies/repositorio.yaml), and GitHub asks nobody to review.",
    }
    CodeownersUnread() {
        es: ".github/CODEOWNERS: SIN COMPROBAR, porque los ajustes de los que sale no se pueden leer.",
        en: ".github/CODEOWNERS: UNCHECKED, because the settings that it is made from cannot be read.",
    }
    CodeownersRight() {
        es: ".github/CODEOWNERS es el que corresponde a los líderes y los roles.",
        en: ".github/CODEOWNERS is the one of leaders and roles.",
    }
    CodeownersOther() {
        es: ".github/CODEOWNERS no es el que corresponde a los líderes y los roles: ejecute `mipg ci codeowners` y confirme lo que escriba.",
        en: ".github/CODEOWNERS is not the one of leaders and roles: run `mipg ci codeowners` and commit what it writes.",
    }
    CodeownersWritten() {
        es: "Escrito .github/CODEOWNERS; confírmelo (git commit) con los ajustes.",
        en: "Written: .github/CODEOWNERS; commit it with the settings.",
    }
    CodeownersNamed(done, of) {
        es: "Cuentas con nombre de usuario: {done} de {of}; a las demás GitHub no les pide revisar.",
        en: "Accounts with a user name: {done} of {of}; the others are not asked by GitHub.",
    }
    CodeownersBare() {
        es: "aquí no hay carpeta de trabajo donde escribir .github/CODEOWNERS",
        en: "there is no work tree here in which to write .github/CODEOWNERS",
    }

    // -- the log of a remote
    RemoteName(name) {
        es: "`{name}` no es un remoto",
        en: "`{name}` is no remote",
    }
    RemoteUnreached(name) {
        es: "no se pudo traer el registro de integridad de `{name}`:",
        en: "the audit trail could not be brought from `{name}`:",
    }
    RemoteUnsent(name) {
        es: "el registro de integridad no se pudo enviar a `{name}`, y lo anotado no vale hasta que llegue:",
        en: "the audit trail could not be sent to `{name}`, and what was logged does not count until it is there:",
    }
    RemoteUnsentHint() {
        es: "revise la red, las credenciales de git y que la rama `registro` admita envíos de esta cuenta; después repita: nada se anota dos veces",
        en: "look at the network, the credentials of git and whether the branch `registro` takes pushes of this account; then repeat: nothing is logged twice",
    }
    RemoteLogGone() {
        es: "el remoto tenía el registro de integridad, y ya no lo tiene",
        en: "the remote had the audit trail, and no longer has it",
    }
    RemoteLogRewound() {
        es: "el registro de integridad del remoto fue llevado atrás o reescrito: ya no continúa el que se había visto",
        en: "the audit trail of the remote was led back or rewritten: it no longer continues the one that was seen",
    }
    RemoteLogHint() {
        es: "no lo acepte: restáurelo desde una copia, y avise a control interno",
        en: "do not accept it: restore it from a copy, and tell internal control",
    }
}
