//! Tests over PDFs built by hand.

use super::super::{Format, Part, Script, Trait, inspect};

/// A PDF of one page; `catalog` is added to its catalog, `more` are whole further objects from number 4 on.
pub(in crate::fixity) fn pdf(catalog: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>".to_owned(),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer\n<< /Root 1 0 R /Size {} >>\nstartxref\n{start}\n%%EOF\n", places.len() + 1).bytes());
    file
}

fn replaced(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "offsets must stay");
    let at = memchr::memmem::find(file, from.as_bytes()).expect("the text to replace");
    [&file[..at], to.as_bytes(), &file[at + from.len()..]].concat()
}

#[test]
fn a_whole_document_has_no_traits() {
    let facts = inspect(&pdf("", &[]));
    assert_eq!((facts.format(), facts.traits), (Some(Format::Pdf), vec![]));
}

#[test]
fn each_break_is_named() {
    let whole = pdf("", &[]);
    let traits = |file: &[u8]| inspect(file).traits;
    let corrupt = |what| vec![Trait::Corrupt { what }];
    assert_eq!(traits(&replaced(&whole, "%PDF-1.7", "%PDF-2.4")), corrupt(Part::PdfVersion));
    assert_eq!(traits(&replaced(&whole, "xref\n0 4", "XREF\n0 4")), corrupt(Part::PdfCrossReference));
    assert_eq!(traits(&replaced(&whole, "/Root 1 0 R", "/Foot 1 0 R")), corrupt(Part::PdfTrailer));
    assert_eq!(traits(&replaced(&whole, "/Root 1 0 R", "/Root 9 0 R")), corrupt(Part::PdfCatalog));
    assert_eq!(traits(&replaced(&whole, "/Pages 2 0 R", "/Pages 8 0 R")), corrupt(Part::PdfPages));
    assert_eq!(traits(&replaced(&whole, "[3 0 R]", "[7 0 R]")), corrupt(Part::PdfPages));
    assert_eq!(traits(&whole[..whole.len() / 2]), [Trait::Truncated { what: Part::End }]);
    assert_eq!(traits(b"%PDF-1.7\n"), [Trait::Truncated { what: Part::End }]);
    assert_eq!(traits(&[&whole[..], b"hola"].concat()), [Trait::TrailingData { bytes: 4 }]);
    assert_eq!(traits(&[b"basura\n", &whole[..]].concat()), [Trait::LeadingData { bytes: 7 }]);
    assert_eq!(inspect(&[&[b'A'; 4096][..], &whole].concat()).format(), Some(Format::Text));
}

#[test]
fn active_names_are_seen_however_they_are_written() {
    let scripts = |catalog: &str| inspect(&pdf(catalog, &[])).traits;
    let found = |what| vec![Trait::ScriptContent { what }];
    assert_eq!(scripts("/OpenAction << /S /JavaScript /JS (x) >>"), found(Script::PdfJavaScript));
    assert_eq!(scripts("/OpenAction << /S /J#61vaScript >>"), found(Script::PdfJavaScript));
    assert_eq!(scripts("/OpenAction << /S /Launch /F (x.exe) >>"), found(Script::PdfLaunch));
    assert_eq!(scripts("/AcroForm << /XFA [(a) 4 0 R] >>"), found(Script::DynamicForm));
    assert_eq!(scripts("/Names << /EmbeddedFiles 4 0 R >>"), [Trait::EmbeddedFiles]);
    assert_eq!(scripts("/OpenAction [3 0 R /Fit]"), []);
    assert_eq!(scripts("/Lang (es) /JSON 1"), []);
}

#[test]
fn scripts_of_form_fields_are_told_from_those_that_run_alone() {
    let field = "<< /Subtype /Widget /FT /Btn /A << /S /JavaScript /JS (x) >> >>";
    let scripts = |catalog: &str| inspect(&pdf(catalog, &[field])).traits;
    assert_eq!(scripts(""), [Trait::ScriptContent { what: Script::PdfFormScript }]);
    assert_eq!(scripts("/OpenAction [3 0 R /Fit]"), [Trait::ScriptContent { what: Script::PdfFormScript }]);
    assert_eq!(scripts("/OpenAction 4 0 R"), [Trait::ScriptContent { what: Script::PdfJavaScript }]);
    assert_eq!(scripts("/AA << /WC 4 0 R >>"), [Trait::ScriptContent { what: Script::PdfJavaScript }]);
    assert_eq!(scripts("/AA 4 0 R"), [Trait::ScriptContent { what: Script::PdfJavaScript }]);
    let calculated = "<< /FT /Tx /AA << /C << /S /JavaScript /JS (x) >> /K 5 0 R >> >>";
    assert_eq!(inspect(&pdf("", &[calculated])).traits, [Trait::ScriptContent { what: Script::PdfFormScript }]);
    let visible = "<< /FT /Tx /AA << /PV << /S /JavaScript /JS (x) >> >> >>";
    assert_eq!(inspect(&pdf("", &[visible])).traits, [Trait::ScriptContent { what: Script::PdfJavaScript }]);
    let page = "<< /Type /Page /X (/FT) /AA << /C << /S /JavaScript /JS (x) >> >> >>";
    assert_eq!(inspect(&pdf("", &[page])).traits, [Trait::ScriptContent { what: Script::PdfJavaScript }]);
    assert_eq!(scripts("/Names << /JavaScript 4 0 R >>"), [Trait::ScriptContent { what: Script::PdfJavaScript }]);
}

#[test]
fn object_streams_are_opened() {
    let content = b"5 0 << /S /JavaScript /JS (x) >>";
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, content).unwrap();
    let data = encoder.finish().unwrap();
    let mut file = pdf("", &[]);
    let at = memchr::memmem::find(&file, b"xref\n").unwrap();
    let object = [
        format!("4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n", data.len())
            .as_bytes(),
        &data,
        b"\nendstream\nendobj\n",
    ]
    .concat();
    file.splice(at..at, object.iter().copied());
    let file = replaced(&file, &format!("startxref\n{at}"), &format!("startxref\n{}", at + object.len()));
    assert_eq!(inspect(&file).traits, [Trait::ScriptContent { what: Script::PdfJavaScript }]);
    let unread = replaced(&file, "/FlateDecode", "/LZWDecode  ");
    assert!(inspect(&unread).has(Trait::TooComplex { what: Part::PdfObjects }));
}

#[test]
fn page_content_is_not_searched() {
    let file = pdf("", &["<< /Length 30 >>\nstream\n/JavaScript /Launch /RichMedia   \nendstream"]);
    assert_eq!(inspect(&file).traits, []);
}

#[test]
fn encryption_is_seen() {
    let whole = pdf("", &["<< /Filter /Standard >>"]);
    let file = replaced(&whole, "/Root 1 0 R /Size 5", "/Root 1 0 R/Encrypt 4 0 R /Size 5".split_at(19).0);
    assert_eq!(inspect(&whole).traits, []);
    assert!(!inspect(&file).has(Trait::Encrypted));
    let at = memchr::memmem::find(&whole, b"/Root").unwrap();
    let sealed = [&whole[..at], b"/Encrypt 4 0 R ", &whole[at..]].concat();
    assert_eq!(inspect(&sealed).traits, [Trait::Encrypted]);
}

/// A PDF with a photo whose EXIF block states `degrees`, in a stream with `filter`.
pub(in crate::fixity) fn with_photo(filter: &str, photo: &[u8]) -> Vec<u8> {
    let object = format!("<< /Subtype /Image /Filter {filter} /Length {} >>\nstream\nFOTO\nendstream", photo.len());
    let file = pdf("", &[&object]);
    let at = memchr::memmem::find(&file, b"FOTO").unwrap();
    let start = memchr::memmem::find(&file, b"xref\n").unwrap();
    let file = [&file[..at], photo, &file[at + 4..]].concat();
    replaced(&file, &format!("startxref\n{start}"), &format!("startxref\n{}", start + photo.len() - 4))
}

#[test]
fn photos_are_searched_for_location() {
    let (located, bare) = (super::super::pictures::tests::jpeg(10), super::super::pictures::tests::jpeg(0));
    assert_eq!(inspect(&with_photo("/DCTDecode", &located)).traits, [Trait::PhotoLocation]);
    assert_eq!(inspect(&with_photo("[/DCTDecode]", &located)).traits, [Trait::PhotoLocation]);
    assert_eq!(inspect(&with_photo("/DCTDecode", &bare)).traits, []);
    let packed = |photo: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, photo).unwrap();
        encoder.finish().unwrap()
    };
    assert_eq!(inspect(&with_photo("[/FlateDecode /DCTDecode]", &packed(&located))).traits, [Trait::PhotoLocation]);
    assert_eq!(inspect(&with_photo("[/FlateDecode /DCTDecode]", &packed(&bare))).traits, []);
    let unread = [Trait::TooComplex { what: Part::Pictures }];
    assert_eq!(inspect(&with_photo("[/ASCII85Decode /DCTDecode]", b"s4IA0~>")).traits, unread);
    let jpeg_2000 = super::super::pictures::tests::jpeg_2000;
    assert_eq!(inspect(&with_photo("/JPXDecode", &jpeg_2000(10, ""))).traits, [Trait::PhotoLocation]);
    assert_eq!(inspect(&with_photo("/JPXDecode", &jpeg_2000(0, ""))).traits, []);
    assert_eq!(inspect(&with_photo("[/FlateDecode /JPXDecode]", b"")).traits, unread);
}

#[test]
fn metadata_is_searched_for_location() {
    let metadata = |value: &str| {
        let packet = format!("<x exif:GPSLatitude=\"{value}\"/>");
        inspect(&pdf("", &[&format!("<< /Type /Metadata /Subtype /XML >>\nstream\n{packet}\nendstream")])).traits
    };
    assert_eq!(metadata("10,25N"), [Trait::PhotoLocation]);
    assert_eq!(metadata(""), []);
}

#[test]
fn actions_that_connect_without_a_click_are_seen() {
    let remote = [Trait::ScriptContent { what: Script::PdfRemoteAction }];
    let traits = |catalog: &str, more: &[&str]| inspect(&pdf(catalog, more)).traits;
    let uri = "<< /S /URI /URI (http://example.org/) >>";
    assert_eq!(traits(&format!("/OpenAction {uri}"), &[]), remote);
    assert_eq!(traits("/OpenAction 4 0 R", &[uri]), remote);
    assert_eq!(traits("/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [4 0 R] >>", &[uri]), remote);
    assert_eq!(traits("/AA << /WC << /S /SubmitForm /F (http://example.org/) >> >>", &[]), remote);
    assert_eq!(traits("/AA 4 0 R", &["<< /WS 5 0 R >>", "<< /S /GoTo#52 /F (otro.pdf) >>"]), remote);
    assert_eq!(traits("", &[&format!("<< /Type /Page /AA << /C {uri} >> >>")]), remote);
    // What waits for a person: links, buttons, fields; and what stays in the document.
    assert_eq!(traits("", &[&format!("<< /Subtype /Link /A {uri} >>")]), []);
    assert_eq!(traits("", &[&format!("<< /FT /Tx /AA << /K {uri} >> >>")]), []);
    assert_eq!(traits("/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>", &["<< /S /Named /N /Print >>"]), []);
    assert_eq!(traits("/OpenAction 4 0 R", &["<< /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>"]), []);
}
