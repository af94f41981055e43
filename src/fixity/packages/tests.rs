//! Tests over containers made of other files.

use super::*;
use crate::fixity::{
    inspect, ole::tests as ole_tests, pdf::tests as pdf_tests, pictures::tests::jpeg, rtf::tests as rtf_tests, samples,
};

#[test]
fn documents_and_archives_inside_are_searched() {
    let (located, bare) = (jpeg(10), jpeg(0));
    let document = |photo: &[u8]| samples::docx("", &[("word/media/image1.jpg", photo)]);
    let archive = |name: &str, content: &[u8]| samples::deflated(&[(name, content)]);
    assert_eq!(inspect(&archive("acta.docx", &document(&located))).traits, [Trait::PhotoLocation]);
    assert_eq!(inspect(&archive("acta.docx", &document(&bare))).traits, []);
    let twice = |photo: &[u8]| archive("todo.zip", &archive("acta.docx", &document(photo)));
    assert_eq!(inspect(&twice(&located)).traits, [Trait::PhotoLocation, Trait::NestedArchive]);
    assert_eq!(inspect(&twice(&bare)).traits, [Trait::NestedArchive]);
}

const UNSEARCHED: Trait = Trait::TooComplex { what: Part::Pictures };
const UNREAD: Trait = Trait::TooComplex { what: Part::Documents };

fn within(name: &str, content: &[u8]) -> Vec<Trait> {
    let traits = inspect(&samples::deflated(&[(name, content)])).traits;
    assert_eq!(inspect(&samples::zip(&[(name, content)])).traits, traits, "{name}");
    traits
}

#[test]
fn documents_that_are_not_packages_are_searched() {
    for (name, of) in [
        ("acta.pdf", (|photo| pdf_tests::with_photo("/DCTDecode", photo)) as fn(&[u8]) -> Vec<u8>),
        ("acta.rtf", rtf_tests::hexadecimal),
        ("acta.doc", |photo| ole_tests::compound(&[("WordDocument", b"\xec\xa5"), ("Data", photo)])),
    ] {
        let (located, bare) = (of(&jpeg(10)), of(&jpeg(0)));
        assert_eq!(within(name, &located), [Trait::PhotoLocation], "{name}");
        assert_eq!(within(name, &bare), [], "{name}");
        let document = |content: &[u8]| samples::docx("", &[("word/embeddings/oleObject1.bin", content)]);
        assert_eq!(within("acta.docx", &document(&located)), [Trait::EmbeddedFiles, Trait::PhotoLocation], "{name}");
        assert_eq!(within("acta.docx", &document(&bare)), [Trait::EmbeddedFiles], "{name}");
    }
    let sealed = [&pdf_tests::with_photo("/DCTDecode", b"")[..40], b"trailer << /Encrypt 5 0 R >>"].concat();
    assert_eq!(within("acta.pdf", &sealed), [UNREAD, UNSEARCHED]);
    let sealed = [&pdf_tests::with_photo("/DCTDecode", b"")[..40], b"trailer << /#45ncr#79pt 5 0 R >>"].concat();
    assert_eq!(within("acta.pdf", &sealed), [UNREAD, UNSEARCHED]);
    let sealed = ole_tests::compound(&[("EncryptedPackage", b"")]);
    assert_eq!(within("acta.docx", &sealed), [UNREAD, UNSEARCHED]);
    assert_eq!(within("acta.doc", &sealed[..600]), [UNREAD, UNSEARCHED]);
}

#[test]
fn what_readers_may_still_unpack_is_said_not_to_be_searched() {
    let whole = samples::docx("", &[("word/media/image1.jpg", &jpeg(10))]);
    let padded = [&whole[..], &[0; 70_000]].concat();
    assert_eq!(within("acta.docx", &padded), [Trait::NestedArchive, UNSEARCHED]);
    let directory = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
    assert_eq!(within("acta.docx", &whole[..directory + 10]), [Trait::NestedArchive, UNSEARCHED]);
    // The last entry alone, which is the photo, and then every one, is flagged as encrypted.
    let mut sealed = whole.clone();
    let marks: Vec<usize> = memchr::memmem::find_iter(&whole, b"PK\x01\x02").collect();
    for (index, mark) in marks.iter().rev().enumerate() {
        sealed[mark + 8] |= 1;
        let traits = within("acta.docx", &sealed);
        assert!(traits.contains(&UNSEARCHED), "{index} {traits:?}");
        assert_eq!(traits.contains(&Trait::NestedArchive), index == 2, "{index} {traits:?}");
    }
    // A photo whose bytes are not unpacked to their end.
    let mut broken = whole.clone();
    let photo = memchr::memmem::find(&whole, b"word/media/image1.jpg").unwrap() + 21;
    broken[photo] = 0xff;
    assert_eq!(within("acta.docx", &broken), [UNREAD, UNSEARCHED]);
}

#[test]
fn a_name_of_office_is_not_believed() {
    assert_eq!(within("acta.docx", &samples::docx("", &[])), []);
    let program = [Trait::ExecutableInside, Trait::NestedArchive];
    assert_eq!(within("acta.docx", &samples::zip(&[("setup.exe", b"MZ")])), program);
    let zeros = vec![0; 30 << 20];
    let bomb = within("acta.docx", &samples::deflated(&[("a.txt", &zeros)]));
    assert!(matches!(bomb[..], [Trait::ZipBomb { .. }, Trait::NestedArchive]), "{bomb:?}");
    assert_eq!(within("acta.docx", b"PK\x03\x04 and no more"), [Trait::NestedArchive, UNSEARCHED]);
    let typed: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    assert_eq!(within("acta.docx", &samples::zip(&[typed, ("setup.exe", b"MZ")])), program);
}

#[test]
fn a_document_inside_is_asked_for_what_runs() {
    for (name, content, expected) in [
        ("word/setup.exe", &b"x"[..], Trait::ExecutableInside),
        ("word/media/image1.png", b"MZ\0\0", Trait::ExecutableInside),
        ("word/vbaProject.bin", b"x", Trait::Macros),
        ("word/otro.zip", b"x", Trait::NestedArchive),
        ("word/otro.bin", b"7z\xbc\xaf\x27\x1c", Trait::NestedArchive),
    ] {
        let document = samples::docx("", &[(name, content)]);
        assert_eq!(within("acta.docx", &document), [expected], "{name}");
        // As much where a photo was found before: the smallest entry is looked at first.
        let file = samples::zip(&[("a.jpg", &jpeg(10)), ("acta.docx", &document)]);
        let traits = inspect(&file).traits;
        assert!(traits.contains(&expected) && traits.contains(&Trait::PhotoLocation), "{name} {traits:?}");
    }
    let bomb = samples::docx("", &[("word/media/image1.bin", &vec![0; 30 << 20])]);
    assert!(matches!(within("acta.docx", &bomb)[..], [Trait::ZipBomb { ratio: 800..=1100 }]));
    let text: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
    let odt = |more: (&str, &[u8])| within("acta.odt", &samples::zip(&[text, ("content.xml", b"<a/>"), more]));
    assert_eq!(odt(("Pictures/1.png", b"")), []);
    assert_eq!(odt(("Basic/Standard/Module1.xml", b"<a/>")), [Trait::Macros]);
    assert_eq!(odt(("META-INF/manifest.xml", b"<m:encryption-data/>")), [UNREAD, UNSEARCHED]);
}

fn script(what: Script) -> Trait {
    Trait::ScriptContent { what }
}

#[test]
fn what_a_pdf_inside_runs_or_carries_is_said() {
    let uri = "<< /S /URI /URI (http://example.org/) >>";
    let field = "<< /Subtype /Widget /FT /Btn /A << /S /JavaScript /JS (x) >> >>";
    for (catalog, more, expected) in [
        ("/OpenAction << /S /JavaScript /JS (x) >>", "<< >>", vec![script(Script::PdfJavaScript)]),
        ("/OpenAction << /S /Launch /F (x.exe) >>", "<< >>", vec![script(Script::PdfLaunch)]),
        ("/OpenAction 4 0 R", uri, vec![script(Script::PdfRemoteAction)]),
        ("/AcroForm << /XFA [(a) 4 0 R] >>", "<< >>", vec![script(Script::DynamicForm)]),
        ("", field, vec![script(Script::PdfFormScript)]),
        ("/Names << /EmbeddedFiles 4 0 R >>", "<< >>", vec![Trait::EmbeddedFiles]),
        ("/OpenAction [3 0 R /Fit]", "<< >>", vec![]),
    ] {
        let file = pdf_tests::pdf(catalog, &[more]);
        assert_eq!(inspect(&file).traits, expected, "{catalog}");
        assert_eq!(within("acta.pdf", &file), expected, "{catalog}");
        assert_eq!(within("sin nombre", &file), expected, "{catalog}");
        let mut twice = expected.clone();
        twice.push(Trait::NestedArchive);
        twice.sort_unstable();
        assert_eq!(within("otro.zip", &samples::deflated(&[("acta.pdf", &file)])), twice, "{catalog}");
    }
    // Where readers must rebuild the table, each may find another action.
    let file = pdf_tests::pdf("/OpenAction 4 0 R", &[uri]);
    let broken = [&file[..memchr::memmem::find(&file, b"startxref").unwrap()], b"%%EOF"].concat();
    assert_eq!(within("acta.pdf", &broken), [UNREAD]);
    // Text that speaks of the format is not taken for it.
    let spoken = samples::deflated(&[("nota.txt", b"el encabezado %PDF-1.7 es el de un PDF\n")]);
    assert_eq!(inspect(&spoken).traits, []);
}

#[test]
fn what_is_attached_to_a_pdf_is_looked_into() {
    let attached = |content: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, content).unwrap();
        let content = &encoder.finish().unwrap()[..];
        let start = "<< /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\n";
        let file = pdf_tests::pdf("", &["<< >>"]);
        let at = memchr::memmem::find(&file, b"4 0 obj\n<< >>").unwrap() + 8;
        let table = memchr::memmem::find(&file, b"xref\n").unwrap();
        let object = [start.as_bytes(), content, b"\nendstream"].concat();
        let moved = format!("startxref\n{}", table + object.len() - 5);
        let end = memchr::memmem::rfind(&file, b"startxref").unwrap();
        [&file[..at], &object, &file[at + 5..end], moved.as_bytes(), b"\n%%EOF\n"].concat()
    };
    let both = |one| [Trait::EmbeddedFiles, one];
    let macros = samples::docx("", &[("word/vbaProject.bin", b"x")]);
    let mut expected = both(Trait::Macros).to_vec();
    expected.sort_unstable();
    assert_eq!(inspect(&attached(&macros)).traits, expected);
    assert_eq!(within("acta.pdf", &attached(&macros)), expected);
    assert_eq!(inspect(&attached(&samples::docx("", &[]))).traits, [Trait::EmbeddedFiles]);
    assert_eq!(inspect(&attached(&jpeg(10))).traits, both(Trait::PhotoLocation));
    assert_eq!(inspect(&attached(b"\x7fELF\x02\x01\x01")).traits, both(Trait::ExecutableInside));
    assert_eq!(inspect(&attached(&samples::zip(&[("a.txt", b"x")]))).traits, both(Trait::NestedArchive));
    // An attachment of an attachment, past the levels that are opened.
    let deep = |levels| (0..levels).fold(attached(&macros), |file, _| attached(&file));
    assert_eq!(inspect(&deep(2)).traits, expected);
    assert_eq!(inspect(&deep(3)).traits, [Trait::EmbeddedFiles, UNREAD, UNSEARCHED]);
}

#[test]
fn packages_in_old_documents_are_looked_into() {
    let macros = samples::docx("", &[("word/vbaProject.bin", b"x"), ("word/relleno.bin", &[b'x'; 3000])]);
    let padded = |content: &[u8]| [content, &vec![0; 4096 - content.len()]].concat();
    let native = |content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let head = b"\0\0\0\0\x02\0acta.docx\0C:\\acta.docx\0\0\0\x03\0\x05\0\0\0acta\0";
        padded(&[&head[..], &length, content].concat())
    };
    let file = |name: &str, content: &[u8]| ole_tests::compound(&[("WordDocument", b"\xec\xa5"), (name, content)]);
    let mut expected = vec![Trait::Macros, Trait::EmbeddedFiles];
    expected.sort_unstable();
    let found = file("\u{1}Ole10Native", &native(&macros));
    assert_eq!(inspect(&found).traits, expected);
    assert_eq!(within("acta.doc", &found), expected);
    let plain = samples::docx("", &[("word/relleno.bin", &[b'x'; 3000])]);
    assert_eq!(inspect(&file("\u{1}Ole10Native", &native(&plain))).traits, [Trait::EmbeddedFiles]);
    // The name of a program says what it is, whatever its bytes.
    let named = |name: &str| {
        let head =
            [&b"\0\0\0\0\x02\0"[..], name.as_bytes(), b"\0C:\\x\0\0\0\x03\0\x05\0\0\0nota\0\x04\0\0\0hola"].concat();
        inspect(&file("\u{1}Ole10Native", &padded(&head))).traits
    };
    assert_eq!(named("nota.vbs"), [Trait::EmbeddedFiles, Trait::ExecutableInside]);
    assert_eq!(named("nota.txt"), [Trait::EmbeddedFiles]);
    // Data with its length alone, as older programs keep it.
    let bare = file("\u{1}Ole10Native", &padded(&[&b"\x10\0\0\0"[..], b"\x7fELF\x02\x01\x01"].concat()));
    assert_eq!(inspect(&bare).traits, [Trait::EmbeddedFiles, Trait::ExecutableInside]);
    // One that cannot be told where it ends is a container that was not looked into whole.
    let odd = inspect(&file("Package", &padded(&macros))).traits;
    assert!(odd.contains(&Trait::EmbeddedFiles), "{odd:?}");
    let scripted = padded(&pdf_tests::pdf("/OpenAction << /S /JavaScript /JS (x) >>", &[]));
    assert_eq!(inspect(&file("CONTENTS", &scripted)).traits, [script(Script::PdfJavaScript), Trait::EmbeddedFiles]);
    assert_eq!(inspect(&file("Otra", &scripted)).traits, []);
    let moved = within("acta.doc", &file("VBA", b""));
    assert_eq!(moved, [Trait::Macros]);
    assert_eq!(within("acta.rtf", b"{\\rtf1 {\\objdata 00}}"), [Trait::EmbeddedFiles]);
}

#[test]
fn pages_and_messages_in_an_archive_are_asked_for_what_runs() {
    let page = b"<!DOCTYPE html><html><script>x</script></html>";
    assert_eq!(within("avance.html", page), [script(Script::Element)]);
    assert_eq!(within("avance", page), [script(Script::Element)]);
    assert_eq!(within("avance.html", b"<html><p>hola</p></html>"), []);
    assert_eq!(within("plano.svg", b"<svg onload=\"x()\"></svg>"), [script(Script::Handler)]);
    let mail = b"From: a@b.co\nTo: c@d.co\nSubject: x\nContent-Disposition: attachment; filename=\"a.pdf\"\n\nabc\n";
    assert_eq!(within("correo.eml", mail), [Trait::EmbeddedFiles]);
    assert_eq!(within("avance.html", b"\0\0\x01\x02"), [UNREAD]);
    // What a document is made of is not opened by itself.
    assert_eq!(inspect(&samples::docx("", &[("word/afchunk.html", page)])).traits, []);
}

#[test]
fn a_directory_inside_that_lies_is_not_believed() {
    let declared = |size: u32| {
        let mut file = samples::docx("", &[("word/media/image1.bin", &vec![7; 30 << 20])]);
        let directory = memchr::memmem::rfind(&file, b"PK\x01\x02").unwrap();
        file[directory + 24..directory + 28].copy_from_slice(&size.to_le_bytes());
        within("acta.docx", &file)
    };
    assert!(matches!(declared(1_000)[..], [Trait::ZipBomb { .. }, UNREAD]));
    let mut wrong = samples::docx("", &[("word/media/image1.bin", b"contenido")]);
    let directory = memchr::memmem::rfind(&wrong, b"PK\x01\x02").unwrap();
    wrong[directory + 24] ^= 1;
    assert_eq!(within("acta.docx", &wrong), [UNREAD]);
}

#[test]
fn an_archive_inside_is_held_to_its_sizes_at_every_level() {
    let plain = samples::deflated(&[("a.txt", &[b'x'; 5_000])]);
    assert_eq!(within("otro.zip", &plain), [Trait::NestedArchive]);
    // One byte less than it unpacks to, and a bomb that declares a thousand.
    let mut wrong = plain.clone();
    let directory = memchr::memmem::rfind(&wrong, b"PK\x01\x02").unwrap();
    wrong[directory + 24] ^= 1;
    let zeros = samples::deflated(&[("a.txt", &vec![0; 30 << 20])]);
    let mut bomb = zeros.clone();
    let directory = memchr::memmem::rfind(&bomb, b"PK\x01\x02").unwrap();
    bomb[directory + 24..directory + 28].copy_from_slice(&1_000u32.to_le_bytes());
    let mut sealed = plain.clone();
    let directory = memchr::memmem::rfind(&sealed, b"PK\x01\x02").unwrap();
    sealed[directory + 8] |= 1;
    for (name, file) in [("talla", wrong), ("bomba", bomb), ("cifrado", sealed)] {
        let mut file = file;
        for level in 1..=3 {
            let traits = within("otro.zip", &file);
            assert!(traits.contains(&UNREAD), "{name} {level} {traits:?}");
            assert_eq!(traits.iter().any(|one| one.is_bomb()), name == "bomba", "{name} {level} {traits:?}");
            file = samples::zip(&[("otro.zip", &file)]);
        }
    }
}

#[test]
fn packages_too_deep_are_said_not_to_be_searched() {
    let mut file = samples::zip(&[("foto.jpg", &jpeg(10))]);
    for _ in 0..3 {
        file = samples::zip(&[("otro.zip", &file)]);
    }
    assert_eq!(inspect(&file).traits, [Trait::PhotoLocation, Trait::NestedArchive]);
    file = samples::zip(&[("otro.zip", &file)]);
    assert_eq!(inspect(&file).traits, [Trait::NestedArchive, UNSEARCHED]);
}
