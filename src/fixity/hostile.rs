//! Hostile and real input: nothing panics or hangs, and the corpus of real files is told apart.
//!
//! The corpus is not part of the project: its tests say so on stderr and pass where it is absent.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read the corpus from disk, measure time, and report what they skip"
)]

use std::{
    path::PathBuf,
    sync::LazyLock,
    time::{Duration, Instant},
};

use proptest::prelude::*;

use super::{Class, FileFacts, Script, Trait, TypeVerdict, compare, compare_extension, inspect, samples, visible_text};

/// Most time one file may take, in an unoptimised build.
const MOST_TIME: Duration = Duration::from_secs(2);

struct Sample {
    name: String,
    true_type: String,
    category: String,
    encrypted: bool,
    bytes: Vec<u8>,
}

fn corpus() -> Option<Vec<Sample>> {
    let root = std::env::var("MIPG_DATA")
        .map_or_else(|_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")), PathBuf::from);
    let Ok(mut table) = csv::Reader::from_path(root.join("files.csv")) else {
        eprintln!("skipped: no corpus at {} (set MIPG_DATA)", root.display());
        return None;
    };
    let samples = table.records().map(|row| {
        let row = row.unwrap();
        let name = row[0].to_owned();
        let bytes = std::fs::read(root.join("files").join(&name)).unwrap();
        let category = row[2].to_owned();
        Sample { name, true_type: row[1].to_owned(), category, encrypted: row[8].starts_with("encrypted"), bytes }
    });
    let samples: Vec<_> = samples.collect();
    assert!(!samples.is_empty(), "an empty corpus would prove nothing");
    Some(samples)
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Traits for which a file is turned away; encryption and opaque archives are the choice of each entity. Code and
/// remote actions of a PDF are a mark, which warns and lets in: a valid form that holds them is valid.
fn blocks(one: Trait) -> bool {
    let warns = matches!(
        one,
        Trait::ScriptContent { what: Script::PdfJavaScript | Script::PdfFormScript | Script::PdfRemoteAction }
    );
    !warns
        && (one.is_damage()
            || one.is_active()
            || one.is_disguise()
            || one.is_bomb()
            || matches!(one, Trait::TooComplex { .. }))
}

#[test]
fn the_corpus_is_told_apart() {
    let Some(samples) = corpus() else { return };
    let (mut misses, mut counts) = (Vec::new(), std::collections::BTreeMap::<&str, (usize, usize)>::new());
    for sample in &samples {
        let (spent, facts) = quickest(MOST_TIME, || inspect(&sample.bytes));
        assert!(spent <= MOST_TIME, "{} took {spent:?}", sample.name);
        assert_eq!(facts.has(Trait::Encrypted), sample.encrypted, "{}", sample.name);
        let typed = compare(&facts, &sample.true_type) == TypeVerdict::Matches;
        let named = compare_extension(&facts, extension(&sample.name)) == TypeVerdict::Matches;
        let (group, good) = match sample.category.as_str() {
            "valid" => ("valid", typed && !facts.any(blocks)),
            "active" => ("active", typed && facts.any(Trait::is_active)),
            _ => ("spoofed or corrupt", !named || facts.any(blocks)),
        };
        let count = counts.entry(group).or_default();
        count.1 += 1;
        count.0 += usize::from(good);
        if !good {
            misses.push(format!("{:20} {:50} {:?} {:?}", sample.category, sample.name, facts.detected, facts.traits));
        }
    }
    let table = misses.join("\n");
    for (group, percent) in [("valid", 98), ("active", 100), ("spoofed or corrupt", 90)] {
        let (good, all) = counts[group];
        assert!(good * 100 >= all * percent, "{group}: {good} of {all}, {percent} % wanted\n{table}");
    }
}

/// A sound real file in an archive is neither accused of more than by itself, nor let go of where its photos were taken.
#[test]
fn the_corpus_is_told_apart_in_archives() {
    let Some(samples) = corpus() else { return };
    let mut misses = Vec::new();
    for sample in samples.iter().filter(|sample| sample.category == "valid" && !sample.encrypted) {
        let alone = inspect(&sample.bytes);
        let archive = alone.format().is_some_and(|format| format.class() == Class::Archive);
        if archive || alone.any(Trait::is_damage) {
            continue;
        }
        let within = inspect(&samples::zip(&[(&sample.name, &sample.bytes)]));
        let told = |one| alone.has(one) == within.has(one);
        if !told(Trait::PhotoLocation) || within.any(|one| !alone.has(one)) {
            misses.push(format!("{:50} {:?} {:?}", sample.name, alone.traits, within.traits));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

/// Everything a caller may do with arbitrary bytes.
fn exercise(bytes: &[u8]) -> FileFacts {
    let facts = inspect(bytes);
    assert_eq!(facts, inspect(bytes), "same bytes, same facts");
    assert!(facts.traits.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
    let sample = visible_text(bytes, &facts, 10_000);
    // A letter of an old encoding takes up to three bytes in UTF-8.
    assert!(sample.text.len() <= 10_000.max(3 * bytes.len()));
    compare(&facts, "application/pdf");
    facts
}

#[test]
fn real_files_cut_and_flipped_never_panic() {
    let Some(samples) = corpus() else { return };
    // A fixed linear congruential generator: the same places each time (Knuth, MMIX).
    let mut state = 0x2026_1122_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for sample in samples.iter().filter(|sample| sample.bytes.len() < 60_000) {
        let rounds = if sample.bytes.len() < 5_000 { 20 } else { 4 };
        for _ in 0..rounds {
            exercise(&sample.bytes[..random(sample.bytes.len())]);
            let mut flipped = sample.bytes.clone();
            for _ in 0..=random(8) {
                if let Some(byte) = flipped.get_mut(random(sample.bytes.len())) {
                    *byte = random(256) as u8;
                }
            }
            exercise(&flipped);
        }
    }
}

/// How long this thread has run, as Linux counts it (proc(5), `schedstat`): a busy machine adds nothing to it. Elsewhere, the
/// clock.
fn spent() -> Duration {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let counted = counted.and_then(|text| text.split_whitespace().next()?.parse().ok());
    counted.map_or_else(|| STARTED.elapsed(), Duration::from_nanos)
}

/// The time of the quickest of three runs, or of the first within `enough`, and what it gave.
fn quickest<T>(enough: Duration, task: impl Fn() -> T) -> (Duration, T) {
    let timed = || {
        let started = spent();
        let given = task();
        (spent().saturating_sub(started), given)
    };
    let mut best = timed();
    for _ in 1..3 {
        if best.0 <= enough {
            break;
        }
        let next = timed();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

/// Content made to cost more than its size: repeated openings that never close, and indexes that overlap. Eight times
/// the bytes cost some eight times as much, and not the sixty-four of a square, however busy the machine is.
#[test]
fn cost_grows_with_size_only() {
    const SIZES: [usize; 2] = [256 << 10, 2 << 20];
    const LEAST: Duration = Duration::from_millis(10);
    let repeated = |start: &str, piece: &str| {
        SIZES.map(|size| {
            let mut bytes = start.as_bytes().to_vec();
            while bytes.len() < size {
                bytes.extend(piece.bytes());
            }
            bytes
        })
    };
    let cases = [
        repeated("%PDF-1.7\n", "<< >>\nstream\n"),
        repeated("%PDF-1.7\n1 0 obj\n", "<< /A ["),
        repeated("%PDF-1.7\n", "1 0 obj<</FT/JS(x)/AA<</K 1>>>>endobj "),
        repeated("%PDF-1.7\n", "1 0 obj<</Type/ObjStm>>stream\nendstream "),
        repeated("%PDF-1.7\n1 0 obj <</FT 1 ", "/JS(x) "),
        repeated("%PDF-1.7\nstartxref\n9\n", "xref 0 1 0000000000 65535 f trailer <</Prev 9>> "),
        repeated("%PDF-1.7\n", "/AA<<>>"),
        repeated("<html>", "<a "),
        repeated("<html>", "<!--"),
        repeated("<html>", "<script>"),
        repeated("<html>", "<a b='"),
        repeated("<html>", "&&&#x;"),
        repeated("<?xml version='1.0'?><!DOCTYPE a [", "<!ENTITY x '&a;'>"),
        repeated("<?xml version='1.0'?>", "<a>"),
        repeated("", "["),
        repeated("a,b\n", "\"\n"),
        repeated("From: a\nTo: b\nSubject: c\n\n", "Content-Disposition: attachment; name=\n"),
        repeated("ID3\u{4}\0\0\0\0\0\0", "\u{7f}\u{7f}"),
        repeated("PK\u{3}\u{4}", "PK\u{5}\u{6}"),
        repeated("{\\rtf1", "{\\objdata"),
    ];
    // As much, carried in an archive by many small documents.
    let many = |piece: &str| {
        let document = format!("%PDF-1.7\n1 0 obj <</FT 1 {}", piece.repeat(400));
        SIZES.map(|size| {
            let names: Vec<String> = (0..size / document.len()).map(|index| format!("{index}.pdf")).collect();
            let entries: Vec<_> = names.iter().map(|name| (name.as_str(), document.as_bytes())).collect();
            samples::zip(&entries)
        })
    };
    for [small, large] in cases.into_iter().chain([many("/JS(x) "), many("/AA<<>>"), many("<< >>\nstream\n")]) {
        let least = quickest(LEAST, || exercise(&small)).0.max(LEAST);
        let (spent, _) = quickest(24 * least, || exercise(&large));
        assert!(spent <= 24 * least, "{:?}: {least:?}, then {spent:?}", String::from_utf8_lossy(&large[..40]));
    }
}

/// Starts of every format with a reader, so that arbitrary bytes reach past the signature.
const STARTS: [&[u8]; 29] = [
    b"",
    b"%PDF-1.7\n1 0 obj\n<<",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0",
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
    b"GIF89a",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
    b"RIFF\x20\0\0\0WEBPVP8X",
    b"RIFF\xff\xff\xff\xffWAVEfmt ",
    b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x40meta\0\0\0\0",
    b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x80moov",
    b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x80jp2c\xff\x4f\xff\x51",
    b"\xff\x4f\xff\x51\0\x29\0\0\0\0\0\x08\0\0\0\x04\0\0\0\0\0\0\0\0",
    b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm",
    b"ID3\x04\0\0\0\0\0\x01",
    b"\xff\xfb\x90\x64",
    b"OggS\0",
    b"Rar!\x1a\x07\x01\0",
    b"7z\xbc\xaf\x27\x1c",
    b"\x30\x82\x01\0\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
    b"{\\rtf1",
    b"<svg ",
    b"<!DOCTYPE html><a ",
    b"<?xml version='1.0'?><!DOCTYPE a [",
    b"From: a\nTo: b\nSubject: c\n",
    b"BM",
    b"a;b\n1;2\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_bytes_never_panic(start in 0..STARTS.len(), rest in proptest::collection::vec(any::<u8>(), 0..600)) {
        let bytes = [STARTS[start], &rest].concat();
        exercise(&bytes);
        exercise(&samples::zip(&[("acta.docx", &bytes)]));
        exercise(&samples::deflated(&[("avance.html", &bytes)]));
    }

    #[test]
    fn arbitrary_markup_never_panics(start in 0..STARTS.len(), rest in "[<>/='\"a-zñ&;:#!\\[\\]() 0-9-]{0,300}") {
        exercise(&[STARTS[start], rest.as_bytes()].concat());
    }

    #[test]
    fn broken_packages_never_panic(at in 0usize..2_000, value in any::<u8>(), cut in 0usize..2_000) {
        let mut file = samples::docx("<w:p><w:r><w:t>hola</w:t></w:r></w:p>", &[("word/_rels/document.xml.rels", b"<Relationships/>")]);
        let at = at % file.len();
        file[at] = value;
        exercise(&file);
        exercise(&file[..cut.min(file.len())]);
    }
}
