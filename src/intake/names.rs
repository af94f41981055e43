//! Names that are good on every system, made from those that people give their files.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{fixity::Format, model::layout};

/// Longest name without its extension, in bytes: a path of a submission has 200 in all.
const LONGEST: usize = 60;
/// Longest extension, in bytes.
const LONGEST_EXTENSION: usize = 8;
/// Names that Windows keeps for devices, without their number.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name of small letters without accents, digits and hyphens, with the extension of what the file is; none of `taken`.
///
/// An extension that the format answers to stays, in small letters; where the format is not known, so does any.
pub fn portable(given: &str, format: Option<Format>, taken: &BTreeSet<String>) -> String {
    let (stem, extension) = match given.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => (stem, extension.to_ascii_lowercase()),
        _ => (given, String::new()),
    };
    // What looks like text or like an archive may be a damaged document: its name is not to hide that.
    let is_told = |format: &Format| {
        let mime = format.mime();
        extension.is_empty()
            || mime == "application/pdf"
            || ["image/", "video/", "audio/"].iter().any(|kind| mime.starts_with(kind))
    };
    let own = format.filter(is_told).map_or(&[][..], Format::extensions);
    let extension = match own.first() {
        Some(first) if !own.contains(&extension.as_str()) => (*first).to_owned(),
        _ => extension,
    };
    let mut stem = slug(stem, LONGEST);
    if stem.is_empty() || is_device(&stem) {
        stem = format!("archivo{}{stem}", if stem.is_empty() { "" } else { "-" });
    }
    let named = |stem: &str| if extension.is_empty() { stem.to_owned() } else { format!("{stem}.{extension}") };
    let is_free = |name: &String| !taken.contains(name) && name != layout::MANIFEST && name != layout::WITHDRAWAL;
    let numbered = (2_usize..).map(|number| named(&format!("{stem}-{number}")));
    std::iter::once(named(&stem)).chain(numbered).find(is_free).unwrap_or_default()
}

/// Small letters, digits and single hyphens; at most `longest` bytes.
pub fn slug(text: &str, longest: usize) -> String {
    let mut slug = String::new();
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() >= longest {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn is_extension(text: &str) -> bool {
    (1..=LONGEST_EXTENSION).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether Windows keeps a name for a device, whatever its extension.
pub(super) fn is_reserved(name: &str) -> bool {
    is_device(&name.split('.').next().unwrap_or_default().to_ascii_lowercase())
}

fn is_device(stem: &str) -> bool {
    let numbered = |kind| stem.strip_prefix(kind).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    DEVICES.contains(&stem) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(given: &str, format: Option<Format>) -> String {
        portable(given, format, &BTreeSet::new())
    }

    #[test]
    fn names_as_people_give_them() {
        for (given, format, expected) in [
            ("Informe Avance PETI (versión final).PDF", Some(Format::Pdf), "informe-avance-peti-version-final.pdf"),
            ("avance-peti.pdf", Some(Format::Pdf), "avance-peti.pdf"),
            ("IMG_20261104_0912.JPEG", Some(Format::Jpeg), "img-20261104-0912.jpeg"),
            ("foto.jpg", Some(Format::Png), "foto.png"),
            ("acta nº 3.docx", None, "acta-no-3.docx"),
            ("Año 2026: ñandú.csv", None, "ano-2026-nandu.csv"),
            ("sin extensión", Some(Format::Pdf), "sin-extension.pdf"),
            ("dañado.docx", Some(Format::Zip), "danado.docx"),
            ("v1.2 informe", None, "v1-2-informe"),
            ("con.pdf", Some(Format::Pdf), "archivo-con.pdf"),
            ("LPT1", None, "archivo-lpt1"),
            ("…", None, "archivo"),
            ("報告.pdf", Some(Format::Pdf), "archivo.pdf"),
            ("../../etc/passwd", None, "etc-passwd"),
            ("a\u{202e}fdp.exe", None, "a-fdp.exe"),
            ("manifiesto.yaml", None, "manifiesto-2.yaml"),
        ] {
            assert_eq!(name(given, format), expected, "{given}");
        }
    }

    #[test]
    fn two_files_never_share_a_name() {
        let taken = BTreeSet::from(["foto.png".to_owned(), "foto-2.png".to_owned()]);
        assert_eq!(portable("Foto.png", Some(Format::Png), &taken), "foto-3.png");
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_that_is_taken_everywhere(given in "\\PC{0,300}") {
            let name = name(&given, None);
            prop_assert!(crate::model::raw::FileName::try_from(name.as_str()).is_ok(), "{name}");
            prop_assert!(name.len() <= LONGEST + LONGEST_EXTENSION + 9);
            prop_assert_eq!(portable(&name, None, &BTreeSet::new()), name, "a good name stays");
        }
    }
}
