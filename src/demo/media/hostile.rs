//! Broken, disguised and dangerous files, for the branches that show how each is refused.
//!
//! They are harmless: scripts say one word or nothing, macros have no code, archives are opened by nobody here, and
//! every name, number and address is made up.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter};

use super::{
    MediaError, Report, docx,
    package::{append, options, package},
    pdf, png_chart, winansi,
};

/// The first `length` bytes of a file, as an interrupted upload leaves it; all of them where it is not longer.
pub fn truncated(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.truncate(length);
    bytes
}

/// A web page such as a portal answers instead of the document that was asked for; to be named `….pdf`.
pub fn html_renamed_as_pdf() -> Vec<u8> {
    b"<!DOCTYPE html>\n<html lang=\"es\">\n<head><meta charset=\"utf-8\"><title>Inicie sesi\xc3\xb3n</title></head>\n\
      <body>\n<h1>Su sesi\xc3\xb3n ha vencido</h1>\n<p>Ingrese de nuevo para descargar el documento.</p>\n</body>\n</html>\n"
        .to_vec()
}

/// A web page with a script, which runs when it is opened.
pub fn html_with_script() -> Vec<u8> {
    b"<!DOCTYPE html>\n<html lang=\"es\">\n<head><meta charset=\"utf-8\"><title>Bolet\xc3\xadn</title></head>\n\
      <body>\n<h1>Bolet\xc3\xadn de prensa</h1>\n<script>alert(\"Este archivo ejecuta c\xc3\xb3digo\");</script>\n</body>\n</html>\n"
        .to_vec()
}

/// A drawing (SVG) with a script and an event that runs another.
pub fn svg_with_script() -> Vec<u8> {
    b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
      <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" height=\"180\" onload=\"void 0\">\n\
      <rect width=\"320\" height=\"180\" fill=\"#103e73\"/>\n\
      <script>alert(\"Este dibujo ejecuta c\xc3\xb3digo\");</script>\n</svg>\n"
        .to_vec()
}

/// How many bytes the body of [`zip_bomb_docx`] has once unpacked: 256 MiB.
pub const BOMB: u64 = 256 << 20;

/// A Word document of some 260 KB whose body unpacks to [`BOMB`] bytes of blanks inside well-formed XML.
///
/// # Errors
///
/// [`MediaError::Zip`] or [`MediaError::Write`] if the package cannot be written.
pub fn zip_bomb_docx(report: &Report) -> Result<Vec<u8>, MediaError> {
    const PIECE: usize = 1 << 20;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in docx::ordinary(report) {
        if name != "word/document.xml" {
            writer.start_file(name, options())?;
            writer.write_all(&bytes)?;
            continue;
        }
        writer
            .start_file(name, options().compression_method(CompressionMethod::Deflated).compression_level(Some(9)))?;
        // The only part that is compressed; zlib-rs hashes alike on every processor and its version is locked.
        let close = b"</w:body></w:document>";
        let at = bytes.len().saturating_sub(close.len());
        writer.write_all(&bytes[..at])?;
        let blanks = vec![b' '; PIECE];
        let mut left = BOMB - bytes.len() as u64;
        while left > 0 {
            let now = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            writer.write_all(&blanks[..now])?;
            left -= now as u64;
        }
        writer.write_all(&bytes[at..])?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A ZIP archive whose entries would be written outside the folder where it is unpacked.
///
/// # Errors
///
/// [`MediaError::Zip`] if the package cannot be written.
pub fn zip_slip() -> Result<Vec<u8>, MediaError> {
    let part = |name: &str| (name.to_owned(), "Este archivo no debe salir de su carpeta.\n".as_bytes().to_vec());
    package(&[part("leame.txt"), part("../../fuera.txt"), part("..\\..\\fuera-windows.txt"), part("/tmp/absoluta.txt")])
}

/// A PDF whose trailer says that it is encrypted (standard handler, 128 bits): it cannot be read without a password.
pub fn encrypted_pdf() -> Vec<u8> {
    let noise = super::noise::Noise::new(128);
    let bytes = |row: i32| {
        let digits = (0..32).map(|column| format!("{:02X}", (noise.at(column, row) * 255.0) as u8));
        digits.collect::<String>()
    };
    let handler = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1340 /O <{}> /U <{}> >>", bytes(1), bytes(2));
    raw_pdf(
        "/Lang (es-CO)",
        &[handler],
        &format!("/Encrypt 6 0 R /ID [<{0}> <{0}>]", &bytes(3)[..32]),
        "Documento con contraseña",
    )
}

/// A PDF that runs a script when it is opened (`/OpenAction` with `/JavaScript`).
pub fn pdf_with_javascript() -> Vec<u8> {
    let action =
        "<< /Type /Action /S /JavaScript /JS (app.alert\\(\"Este documento ejecuta codigo\"\\);) >>".to_owned();
    raw_pdf("/Lang (es-CO) /OpenAction 6 0 R", &[action], "", "Documento con una acción automática")
}

/// A PDF of one page written out by hand: catalogue, pages, page, font and content, then the `extra` objects from 6.
fn raw_pdf(catalog: &str, extra: &[String], trailer: &str, text: &str) -> Vec<u8> {
    let text = data_encoding::HEXUPPER.encode(&winansi::encode(text));
    let content = format!("BT /F1 18 Tf 72 740 Td <{text}> Tj ET");
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    objects.extend_from_slice(extra);
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::with_capacity(objects.len());
    for (number, object) in (1_usize..).zip(&objects) {
        places.push(format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{}", places.concat()).bytes());
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A whole PNG chart with a web page after its end, which a viewer ignores and a browser may not.
///
/// # Errors
///
/// [`MediaError::Png`] if the picture cannot be encoded.
pub fn png_with_trailing_html(chart: &super::Chart, theme: super::Theme) -> Result<Vec<u8>, MediaError> {
    Ok([png_chart(chart, "", theme)?, html_with_script()].concat())
}

/// A file that is a whole PDF for one reader and a whole ZIP archive for another.
///
/// # Errors
///
/// [`MediaError::Zip`] if the archive cannot be written.
pub fn pdf_zip_polyglot(report: &Report) -> Result<Vec<u8>, MediaError> {
    append(
        pdf(report),
        &[("oculto.txt".to_owned(), "Contenido que el lector de PDF no muestra.\n".as_bytes().to_vec())],
    )
}

/// An attendance list with columns of personal data, `people` rows long; every value is made up.
///
/// # Errors
///
/// [`MediaError::Csv`] if the text cannot be written.
pub fn attendance_list_csv(people: u16) -> Result<Vec<u8>, MediaError> {
    let rows: Vec<[String; 5]> = (1..=u32::from(people))
        .map(|person| {
            [
                format!("Asistente {person:02}"),
                (1_000_000_000 + person).to_string(),
                (3_000_000_000 + u64::from(person)).to_string(),
                format!("asistente{person:02}@example.org"),
                "Firmado".to_owned(),
            ]
        })
        .collect();
    super::csv(super::Separator::Semicolon, &["Nombre", "Cédula", "Celular", "Correo", "Firma"], &rows)
}

#[cfg(test)]
mod tests {
    use zip::ZipArchive;

    use super::*;
    use crate::demo::media::samples;

    fn holds(bytes: &[u8], part: &str) -> bool {
        memchr::memmem::find(bytes, part.as_bytes()).is_some()
    }

    /// Each entry of the cross-reference table points at its object.
    fn check_table(bytes: &[u8]) {
        let start = memchr::memmem::find(bytes, b"xref\n0 7\n").unwrap();
        let text = std::str::from_utf8(&bytes[start..]).unwrap();
        for (number, line) in text.lines().skip(3).take(6).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(bytes[place..].starts_with(format!("{} 0 obj\n", number + 1).as_bytes()), "{number}");
        }
        assert!(text.ends_with(&format!("startxref\n{start}\n%%EOF\n")));
    }

    #[test]
    fn documents_written_by_hand_have_a_right_table() {
        check_table(&encrypted_pdf());
        check_table(&pdf_with_javascript());
        assert!(holds(&encrypted_pdf(), "/Encrypt 6 0 R") && !holds(&pdf_with_javascript(), "/Encrypt"));
        assert!(holds(&pdf_with_javascript(), "/OpenAction 6 0 R"));
    }

    #[test]
    fn the_bomb_is_small_and_unpacks_to_what_it_declares() {
        let bytes = zip_bomb_docx(&samples::report()).unwrap();
        assert!(bytes.len() < 300_000, "{}", bytes.len());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut body = archive.by_name("word/document.xml").unwrap();
        assert_eq!(body.size(), BOMB);
        assert_eq!(std::io::copy(&mut body, &mut std::io::sink()).unwrap(), BOMB);
    }

    #[test]
    fn the_archive_names_places_outside() {
        let mut archive = ZipArchive::new(Cursor::new(zip_slip().unwrap())).unwrap();
        let outside = (0..archive.len()).filter(|&index| archive.by_index(index).unwrap().enclosed_name().is_none());
        assert!(outside.count() >= 1);
        assert_eq!(archive.len(), 4);
    }

    #[test]
    fn two_formats_in_one_file() {
        let bytes = pdf_zip_polyglot(&samples::report()).unwrap();
        assert!(bytes.starts_with(&pdf(&samples::report())));
        assert_eq!(ZipArchive::new(Cursor::new(bytes)).unwrap().len(), 1);
        let bytes = png_with_trailing_html(&samples::chart(), crate::demo::media::Theme::Sea).unwrap();
        let end = memchr::memmem::find(&bytes, b"IEND").unwrap() + 8;
        assert_eq!(&bytes[end..], html_with_script());
    }

    #[test]
    fn the_list_has_made_up_people() {
        let text = String::from_utf8(attendance_list_csv(12).unwrap()).unwrap();
        assert!(text.starts_with(
            "Nombre;Cédula;Celular;Correo;Firma\r\nAsistente 01;1000000001;3000000001;asistente01@example.org;"
        ));
        assert_eq!(text.lines().count(), 13);
    }

    #[test]
    fn a_truncated_file_is_its_beginning() {
        assert_eq!(truncated(vec![1, 2, 3], 2), [1, 2]);
        assert_eq!(truncated(vec![1], 9), [1]);
    }
}
