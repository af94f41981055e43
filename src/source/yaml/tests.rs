//! Both readings together: the table of known traps, bounds on hostile files, spans, and random damage.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// A manifest with every construct the guide teaches.
const SAMPLE: &str = "\
# yaml-language-server: $schema=../manifiesto.v1.json
version: 1
politica: gobierno-digital            # = la carpeta
clase: reporte
titulo: \"Avance de implementación: PETI, año 2026\"
corte: 2026-11-05
cubre: {desde: 2026-10-01, hasta: 2026-10-31}
archivos:
  - ruta: avance-peti.pdf
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    bytes: 348211
    descripcion: |
      Informe de avance
      del año
  - {ruta: foto.jpg, bytes: 12, personas: ninguna}
criterios: [GD-01, 'GD-02']
planes:
- plan: peti
  avance: 62.5
reemplaza: ~
enlaces:
nota: texto en
  dos líneas
";

fn problems(text: &str) -> Vec<YamlProblem> {
    read(text.as_bytes(), &Limits::MANIFEST).expect_err(text)
}

/// The kind of the only problem and the text it points at.
fn only(text: &str) -> (YamlProblemKind, &str) {
    let problems = problems(text);
    assert_eq!(problems.len(), 1, "{text:?}: {problems:?}");
    let span =
        problems[0].span.map_or("", |span| std::str::from_utf8(span.slice(text.as_bytes())).expect("whole characters"));
    (problems[0].kind.clone(), span)
}

fn value_of(text: &str, key: &str) -> Data {
    let document = read(text.as_bytes(), &Limits::MANIFEST).unwrap_or_else(|problems| panic!("{text:?}: {problems:?}"));
    document.tree().get(key).expect("the key").data.clone()
}

fn text(value: &str) -> Data {
    Data::Text(value.to_owned())
}

#[test]
fn accepted_with_the_meaning_people_expect() {
    for word in
        ["no", "yes", "on", "y", "00123456", "1_000", "12:30:45", "2026-11-05", "0X1F", "--- b", "x:y", "C#", "?x"]
    {
        assert_eq!(value_of(&format!("a: {word}\n"), "a"), text(word));
    }
    assert_eq!(value_of("a:\tb\n", "a"), text("b"), "a tab after the colon");
    assert_eq!(value_of("\u{FEFF}a: b\n", "a"), text("b"), "a leading byte order mark");
    assert_eq!(value_of("a: 1\r\nb: 2\r\n", "b"), Data::Integer(2), "CRLF");
    assert_eq!(value_of("a: 1\rb: 2\r", "b"), Data::Integer(2), "lone CR");
    assert_eq!(value_of("a: \"x\\ny\\u00f1\"\n", "a"), text("x\nyñ"), "harmless escapes");
    assert_eq!(value_of("---\na: 1\n...\n", "a"), Data::Integer(1), "one document, marked");
    assert_eq!(value_of("a: '<<'\n", "a"), text("<<"));
    assert_eq!(value_of("'1': x\n", "1"), text("x"), "a quoted key is text");
    assert_eq!(value_of("a:\nb: 1\n", "a"), Data::Null);
    assert_eq!(value_of("a: {b: 1,}\n", "a"), value_of("a:\n  b: 1\n", "a").with_flow_spans());
}

impl Data {
    /// The mapping `{b: 1}` at the place it has in `a: {b: 1,}`.
    fn with_flow_spans(self) -> Self {
        let Data::Mapping(mut entries) = self else { panic!("a mapping") };
        entries[0].key_span = Span::new(4, 5);
        entries[0].value.span = Span::new(7, 8);
        Data::Mapping(entries)
    }
}

#[test]
fn refused_by_kind_and_place() {
    use YamlProblemKind::*;
    let duplicate = DuplicateKey { key: "a".into(), first: Span::new(0, 1) };
    let character = |character| ForbiddenCharacter { character, count: 1 };
    let two = |difference| TwoReadings { difference };
    let table = [
        ("a: 1\nb: 2\na: 3\n", duplicate, "a"),
        ("a: &x 1\n", AnchorOrAlias, "&x"),
        ("a: *nota\n", AnchorOrAlias, "*nota"),
        ("a: * nota\n", AnchorOrAlias, "*"),
        ("a: & b\n", AnchorOrAlias, "&"),
        ("a: 1e400\n", NumberOutOfRange, "1e400"),
        ("a: .inf\n", NumberOutOfRange, ".inf"),
        ("a: .nan\n", NumberOutOfRange, ".nan"),
        ("a: 18446744073709551616\n", NumberOutOfRange, "18446744073709551616"),
        ("a: 9223372036854775808\n", NumberOutOfRange, "9223372036854775808"),
        ("sha256: 12345e6789\n", NumberOutOfRange, "12345e6789"),
        ("a:\n\tb: 1\n", TabIndentation, "\t"),
        ("\ta: 1\n", TabIndentation, "\t"),
        ("a:\n  b:\t1\n\n\t\n \tc: 1\n", TabIndentation, "\t"),
        ("a:\n  b: 1\n \tc: 1\n", TabIndentation, "\t"),
        ("a: x\u{FEFF}\n", character('\u{FEFF}'), "\u{FEFF}"),
        ("\u{FEFF}\u{FEFF}a: x\n", character('\u{FEFF}'), "\u{FEFF}"),
        ("a: x\u{85}b: y\n", character('\u{85}'), "\u{85}"),
        ("a: x\u{2028}b: y\n", character('\u{2028}'), "\u{2028}"),
        ("a: x\u{2029}b: y\n", character('\u{2029}'), "\u{2029}"),
        ("a: \0\n", character('\0'), "\0"),
        ("a: \u{1b}[31m\n", character('\u{1b}'), "\u{1b}"),
        ("a: x # \u{7f}\n", character('\u{7f}'), "\u{7f}"),
        ("a: fdp.\u{202e}exe\n", character('\u{202e}'), "\u{202e}"),
        ("a: \u{2066}x\n", character('\u{2066}'), "\u{2066}"),
        ("a: \"x\\0y\"\n", character('\0'), "\"x\\0y\""),
        ("a: \"\\u202e\"\n", character('\u{202e}'), "\"\\u202e\""),
        ("\"\\e\": 1\n", character('\u{1b}'), "\"\\e\""),
        ("a: !foo b\n", Tag, "!foo"),
        ("a: !!str 1\n", Tag, "!!str"),
        ("a: !foo {b: 1}\n", Tag, "!foo"),
        ("a: !\n", Tag, "!"),
        ("a: !Atención! x\n", Tag, "!"),
        ("<<: {a: 1}\n", MergeKey, "<<"),
        ("a: {<<: {b: 1}}\n", MergeKey, "<<"),
        ("a: 1\n---\nb: 2\n", SeveralDocuments, "---"),
        ("a: 1\n...\nb: 2\n", SeveralDocuments, "b"),
        ("%YAML 1.1\n---\na: 1\n", Directive, "%YAML 1.1"),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", Directive, "%TAG ! tag:x,2000:"),
        ("1: a\n", KeyNotText, "1"),
        ("true: a\n", KeyNotText, "true"),
        ("~: a\n", KeyNotText, "~"),
        (": a\n", KeyNotText, ""),
        ("1e400: a\n", KeyNotText, "1e400"),
        ("? [a]\n: b\n", KeyNotText, "["),
        ("{a: b}: c\n", KeyNotText, "{"),
        ("", Empty, ""),
        ("# solo un comentario\n", Empty, ""),
        ("---\n", Empty, ""),
        ("null\n", NotAMapping, "null"),
        ("- a\n- b\n", NotAMapping, "- a\n- b"),
        ("hola\n", NotAMapping, "hola"),
        ("{?k: v}\n", two(Difference::Key), "?k"),
        ("a: [?x]\n", two(Difference::Value), "?x"),
        ("a: 0b101\n", two(Difference::Value), "0b101"),
        ("a: -0x1F\n", two(Difference::Value), "-0x1F"),
        ("a: |\n  x", two(Difference::FinalLineBreak), "|\n  x"),
        ("a: >+\n  x\n  ñ", two(Difference::FinalLineBreak), ">+\n  x\n  ñ"),
    ];
    for (input, kind, place) in table {
        assert_eq!(only(input), (kind, place), "{input:?}");
    }
}

#[test]
fn syntax_errors_have_a_cause_and_a_place() {
    let table = [
        ("nombre: Acta: reunion\n", SyntaxReason::ColonInText, 12),
        ("a: 1\nsolo texto\n", SyntaxReason::MissingColon, 5),
        ("a: \"sin cerrar\nb: 1\n", SyntaxReason::UnclosedQuote, 3),
        ("a: 1 \nb: # it's\n  'x\n", SyntaxReason::UnclosedQuote, 18),
        ("a: 'it''s", SyntaxReason::UnclosedQuote, 3),
        ("a: 'x' y\n", SyntaxReason::TextAfterQuote, 7),
        ("a: \"C:\\docs\"\n", SyntaxReason::Escape, 3),
        ("a: [1, 2\n", SyntaxReason::Bracket, 3),
        ("a: [1, 2}\n", SyntaxReason::Bracket, 3),
        ("a: ]\n", SyntaxReason::Bracket, 3),
        ("a:\n  b: 1\n c: 2\n", SyntaxReason::Indentation, 11),
        ("a: [\n  1\n]\n", SyntaxReason::Indentation, 9),
        ("a: @x\n", SyntaxReason::ReservedCharacter, 3),
        ("a: `x`\n", SyntaxReason::ReservedCharacter, 3),
        ("a: b #c\n  d\n", SyntaxReason::Other, 5),
    ];
    for (input, expected, offset) in table {
        let problems = problems(input);
        let YamlProblemKind::Syntax { reason, detail } = &problems[0].kind else { panic!("{input:?}: {problems:?}") };
        assert_eq!((*reason, problems[0].span.map(|span| span.start)), (expected, Some(offset)), "{input:?}");
        assert!(!detail.is_empty());
    }
}

#[test]
fn all_problems_of_a_file_at_once_in_order_with_their_routes() {
    let found: Vec<(usize, String)> = problems("a: [x, *c, &d e, !f g, 1e999]\nb: {n: .nan}\nb: 2\n1: x\n")
        .into_iter()
        .map(|problem| (problem.span.map_or(0, |span| span.start), problem.route.to_string()))
        .collect();
    let expected = [(7, "a[1]"), (11, "a[3]"), (17, "a[3]"), (23, "a[4]"), (37, "b.n"), (43, "b"), (48, ".")];
    assert_eq!(found, expected.map(|(start, route)| (start, route.to_owned())));
}

#[test]
fn encoding_and_size() {
    let kinds = |bytes: &[u8], limits: &Limits| read(bytes, limits).map(|_| ()).map_err(|mut all| all.remove(0).kind);
    assert_eq!(kinds(b"a: a\xF1o\n", &Limits::MANIFEST), Err(YamlProblemKind::NotUtf8 { offset: 4 }));
    assert_eq!(kinds(b"\xFF\xFEa\0:\0", &Limits::MANIFEST), Err(YamlProblemKind::NotUtf8 { offset: 0 }));
    assert_eq!(kinds(b"a: \xC3", &Limits::MANIFEST), Err(YamlProblemKind::NotUtf8 { offset: 3 }));
    let mut exact = b"a: ".to_vec();
    exact.resize(64 * 1024, b'x');
    assert_eq!(kinds(&exact, &Limits::MANIFEST), Ok(()));
    exact.push(b'x');
    let large = YamlProblemKind::TooLarge { bytes: 65_537, limit: 65_536 };
    assert_eq!(kinds(&exact, &Limits::MANIFEST), Err(large));
}

#[test]
fn depth_and_nodes_at_the_limit_and_one_beyond() {
    let nested = |levels: usize| format!("a: {}{}\n", "[".repeat(levels - 1), "]".repeat(levels - 1));
    let blocks = |levels: usize| (0..levels).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>();
    for make in [&nested as &dyn Fn(usize) -> String, &blocks] {
        assert!(read(make(16).as_bytes(), &Limits::MANIFEST).is_ok());
        assert_eq!(problems(&make(17))[0].kind, YamlProblemKind::TooDeep { limit: 16 });
    }
    let limits = Limits { nodes: 5, ..Limits::MANIFEST };
    assert!(read(b"a: [1, 2]\n", &limits).is_ok(), "mapping, key, list and two items");
    let problem = read(b"a: [1, 2, 3]\n", &limits).expect_err("six").remove(0);
    assert_eq!((problem.kind, problem.span), (YamlProblemKind::TooManyNodes { limit: 5 }, Some(Span::new(10, 11))));
    let wide = Limits { bytes: usize::MAX, depth: usize::MAX, nodes: usize::MAX };
    let problem = read(nested(10_000).as_bytes(), &wide).expect_err("too deep for any limit").remove(0);
    assert_eq!(problem.kind, YamlProblemKind::TooDeep { limit: 64 });
}

/// Files that take libyaml or other parsers seconds, gigabytes or the stack.
#[test]
fn hostile_files_are_refused_quickly() {
    let wide = Limits { bytes: 1 << 20, ..Limits::CATALOGUE };
    let aliases = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(20_000));
    let laughs: String = (1..10).map(|i| format!("l{i}: &l{i} [{}]\n", format!("*l{}, ", i - 1).repeat(9))).collect();
    let deep: fn(&YamlProblem) -> bool =
        |problem: &YamlProblem| matches!(problem.kind, YamlProblemKind::TooDeep { .. });
    let anchor: fn(&YamlProblem) -> bool = |problem: &YamlProblem| problem.kind == YamlProblemKind::AnchorOrAlias;
    type Expected = fn(&YamlProblem) -> bool;
    let cases: [(String, Expected); 6] = [
        ("[".repeat(100_000), deep),
        ("{a: ".repeat(100_000), deep),
        ("- ".repeat(20_000), deep),
        ("? ".repeat(20_000), deep),
        (aliases, anchor),
        (laughs, anchor),
    ];
    for (input, expected) in cases {
        let start = Instant::now();
        let problems = read(input.as_bytes(), &wide).expect_err("hostile");
        let spent = start.elapsed();
        assert!(problems.iter().any(expected), "{:?} {problems:?}", &input[..20]);
        assert!(problems.len() <= 50);
        assert!(spent < Duration::from_secs(2), "{:?} took {spent:?}", &input[..20]);
    }
}

#[test]
fn spans_and_routes_of_the_sample() {
    let document = read(SAMPLE.as_bytes(), &Limits::MANIFEST).expect("the sample");
    let slice = |route: &Route, part| {
        document
            .span_of(route, part)
            .map(|span| std::str::from_utf8(span.slice(SAMPLE.as_bytes())).expect("characters"))
    };
    let file = |index| Route::root().key("archivos").index(index);
    assert_eq!(slice(&Route::root().key("corte"), Part::Key), Some("corte"));
    assert_eq!(slice(&Route::root().key("corte"), Part::Value), Some("2026-11-05"));
    assert_eq!(slice(&file(0).key("bytes"), Part::Value), Some("348211"));
    assert_eq!(slice(&file(0).key("descripcion"), Part::Value), Some("|\n      Informe de avance\n      del año"));
    assert_eq!(slice(&file(1), Part::Value), Some("{ruta: foto.jpg, bytes: 12, personas: ninguna}"));
    assert_eq!(slice(&file(1).key("ruta"), Part::Key), Some("ruta"));
    assert_eq!(slice(&Route::root().key("criterios").index(1), Part::Value), Some("'GD-02'"));
    assert_eq!(slice(&Route::root().key("nota"), Part::Value), Some("texto en\n  dos líneas"));
    assert_eq!(slice(&Route::root().key("enlaces"), Part::Value), Some(""));
    assert_eq!(slice(&file(0), Part::Key), None);
    assert_eq!(slice(&file(2), Part::Value), None);
    let whole = slice(&Route::root(), Part::Value).expect("the document");
    assert!(whole.starts_with("version: 1") && whole.ends_with("dos líneas"));

    let near = |route: Route| {
        let span = document.nearest_span(&route, Part::Value);
        std::str::from_utf8(span.slice(SAMPLE.as_bytes())).expect("characters")
    };
    assert_eq!(near(file(1).key("sha256")), "ruta", "the first key of the item");
    assert_eq!(near(Route::root().key("cubre").key("otra")), "cubre");
    assert_eq!(near(Route::root().key("no-existe").index(3)), "version");
    assert_eq!(near(file(7)), "archivos");

    let tree = document.tree();
    assert_eq!(tree.route_of_pointer("/archivos/1/ruta"), Some(file(1).key("ruta")));
    assert_eq!(tree.route_of_pointer("/cubre/0"), Some(Route::root().key("cubre").key("0")), "a name in a mapping");
    assert_eq!(tree.route_of_pointer(""), Some(Route::root()));
    assert_eq!(tree.route_of_pointer("x"), None);
}

#[test]
fn spans_count_the_byte_order_mark() {
    let bytes = "\u{FEFF}a: {b: .inf}\n".as_bytes();
    let problem = read(bytes, &Limits::MANIFEST).expect_err("infinite").remove(0);
    assert_eq!(problem.span.map(|span| span.slice(bytes)), Some(&b".inf"[..]));
    let bytes = "\u{FEFF}a: ñ\nb: |\n  x\n".as_bytes();
    let document = read(bytes, &Limits::MANIFEST).expect("fine");
    assert_eq!(document.span_of(&Route::root().key("b"), Part::Value), Some(Span::new(12, 17)));
    let bytes = "\u{FEFF}a: [?x]\n".as_bytes();
    let problem = read(bytes, &Limits::MANIFEST).expect_err("two readings").remove(0);
    assert_eq!(problem.span.map(|span| span.slice(bytes)), Some(&b"?x"[..]));
}

#[test]
fn typed_values_and_json() {
    #[derive(serde::Deserialize, PartialEq, Debug)]
    struct Plan {
        plan: String,
        avance: f64,
    }
    #[derive(serde::Deserialize, Debug)]
    struct Sample {
        version: u8,
        planes: Vec<Plan>,
        reemplaza: Option<String>,
    }
    let document = read(SAMPLE.as_bytes(), &Limits::MANIFEST).expect("the sample");
    let sample: Sample = decode(document.tree()).expect("the fields");
    assert_eq!((sample.version, sample.reemplaza), (1, None));
    assert_eq!(sample.planes, [Plan { plan: "peti".into(), avance: 62.5 }]);
    assert!(decode::<Vec<u8>>(document.tree()).is_err());
    let json = document.json();
    assert_eq!(json["archivos"][0]["bytes"], 348_211);
    assert_eq!(json["nota"], "texto en dos líneas");
    let again: serde_yaml::Value = serde_yaml::from_str(SAMPLE).expect("the second reading");
    assert_eq!(json, serde_json::to_value(again).expect("no infinite numbers"));
}

/// Every scalar, read again from its own span alone, is the same scalar.
fn assert_spans_hold(node: &Node, bytes: &[u8]) {
    let own = std::str::from_utf8(node.span.slice(bytes)).expect("whole characters");
    match &node.data {
        Data::Sequence(items) => items.iter().for_each(|item| {
            assert!(node.span.start <= item.span.start && item.span.end <= node.span.end);
            assert_spans_hold(item, bytes);
        }),
        Data::Mapping(entries) => entries.iter().for_each(|entry| {
            assert!(node.span.start <= entry.key_span.start && entry.value.span.end <= node.span.end);
            let key = std::str::from_utf8(entry.key_span.slice(bytes)).expect("whole characters");
            assert_eq!(value_of(&format!("x: {key}\n"), "x"), text(&entry.key));
            assert_spans_hold(&entry.value, bytes);
        }),
        scalar if own.starts_with(['|', '>']) => {
            let (again, Data::Text(before)) = (value_of(&format!("x: {own}\n"), "x"), scalar) else {
                panic!("{own:?}")
            };
            assert_eq!(again, text(before));
        }
        scalar => assert_eq!(&value_of(&format!("x: {own}\n"), "x"), scalar),
    }
}

#[test]
fn spans_of_the_sample_read_again() {
    assert_spans_hold(read(SAMPLE.as_bytes(), &Limits::MANIFEST).expect("the sample").tree(), SAMPLE.as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Whatever is done to a file, reading does not panic; what passes means the same to both readers, and every
    /// span is within the file.
    #[test]
    fn damaged_files(edits in proptest::collection::vec((0usize..SAMPLE.len(), 0usize..12, "[\\PC\n\t\r:\\-#&*!|>'\"%@`{}\\[\\],? 0e.<]{0,3}"), 1..6)) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, remove, insert) in edits {
            let at = at.min(bytes.len());
            let end = (at + remove).min(bytes.len());
            bytes.splice(at..end, insert.into_bytes());
        }
        match read(&bytes, &Limits::MANIFEST) {
            Ok(document) => {
                let again: serde_yaml::Value = serde_yaml::from_slice(&bytes).expect("the second reading");
                prop_assert_eq!(document.json(), serde_json::to_value(&again).expect("finite"));
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    let span = problem.span.unwrap_or(Span::new(0, 0));
                    prop_assert!(span.start <= span.end && span.end <= bytes.len(), "{:?}", problem);
                    let own = std::str::from_utf8(span.slice(&bytes));
                    prop_assert!(own.is_ok() || matches!(problem.kind, YamlProblemKind::NotUtf8 { .. }), "{:?}", problem);
                }
            }
        }
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, &Limits::MANIFEST);
    }

    /// Whatever text a value is given, quoted by a writer, comes back from its own span.
    #[test]
    fn any_text_in_quotes(value in "[ -~ñá\n\t\"'\\\\]{0,30}") {
        let source = format!("a:\n  - {}\n", serde_json::to_string(&value).expect("a string"));
        let document = read(source.as_bytes(), &Limits::MANIFEST).expect("a quoted text");
        let item = &document.tree().get("a").expect("the list").items()[0];
        prop_assert_eq!(item.as_text(), Some(value.as_str()));
        prop_assert_eq!(item.span, Span::new(7, source.len() - 1));
    }
}
